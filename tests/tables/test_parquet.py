"""Parquet files: types as pandas and Polars write them."""

import datetime as dt
from decimal import Decimal

import polars as pl
import pytest

from cervmyelo.errors import DocumentError, InvalidRecordError
from cervmyelo.io import ColumnMap, grade_table, open_table, read_table
from cervmyelo.io.pieces import pieces_of_table, value_column


@pytest.fixture
def parquet(tmp_path):
    """A function that writes a Parquet file and gives its path."""

    def written(columns, **more):
        path = tmp_path / "table.parquet"
        pl.DataFrame(columns, **more).write_parquet(path)
        return path

    return written


def test_typed_cells_become_patients(parquet):
    """Integers, booleans, texts and nulls are what the dictionary expects."""
    first, second = read_table(
        parquet(
            {
                "ref": ["007", None],
                "age_years": [61, None],
                "neck_pain": [True, None],
                "sex_at_birth": ["female", "NA"],
                "symptom_duration_months": [2.5, None],
                "opll": [None, None],
            }
        )
    )
    assert (first.ref, first.patient.age_years) == ("007", 61)
    assert first.patient.symptoms[0].present is True
    assert first.patient.symptom_duration_months == 2.5
    assert second.problems == ()
    assert second.patient.flat() == type(second.patient)().flat()


def test_whole_floats_and_nan_are_read_as_pandas_writes_them(parquet):
    """One missing integer makes a column of floats with NaN; both are understood."""
    good, missing, bad = read_table(parquet({"age_years": [61.0, float("nan"), 61.5]}))
    assert type(good.patient.age_years) is int
    assert missing.patient.age_years is None
    assert bad.problems[0].code == "wrong_kind"


@pytest.mark.parametrize(
    ("name", "cell", "code"),
    [
        ("age_years", True, "wrong_kind"),
        ("age_years", float("inf"), "wrong_kind"),
        ("age_years", "1e2", "wrong_kind"),
        ("age_years", 2**40, "out_of_range"),
        ("neck_pain", 2, "wrong_kind"),
        ("neck_pain", 0.5, "wrong_kind"),
        ("sex_at_birth", 1, "wrong_kind"),
        ("sex_at_birth", b"male", "wrong_kind"),
        ("symptom_duration_months", [1], "wrong_kind"),
        ("ref", 1.5, "wrong_kind"),
    ],
)
def test_other_types_are_flagged(parquet, name, cell, code):
    """Two is no yes, a boolean no age: nothing is converted in silence."""
    (reading,) = read_table(parquet({name: [cell]}))
    assert [each.code for each in reading.problems] == [code]


def test_integers_can_be_references(parquet):
    """A whole number as reference is its digits."""
    (reading,) = read_table(parquet({"ref": [7], "age_years": [61]}))
    assert reading.ref == "7"


def test_codes_can_be_translated(parquet):
    """A column map translates codes of any plain type by how they are written."""
    columns = ColumnMap(
        values={
            "neck_pain": {"1": True, "0": False},
            "sex_at_birth": {"true": "male", "false": "female"},
        }
    )
    path = parquet({"neck_pain": [1.0, float("nan")], "sex_at_birth": [True, False]})
    first, second = read_table(path, columns)
    assert first.patient.symptoms[0].present is True
    assert first.patient.sex_at_birth == "male"
    assert second.patient.symptoms == ()
    assert second.patient.sex_at_birth == "female"


def test_categories_are_texts(parquet):
    """Polars and pandas categories are read as their words."""
    series = pl.Series(["male", None], dtype=pl.Categorical)
    first, second = read_table(parquet({"sex_at_birth": series}))
    assert first.patient.sex_at_birth == "male"
    assert second.patient.sex_at_birth is None


def test_many_rows_come_in_order(parquet):
    """A file is read part by part, each row once and in its place."""
    count = 8192 * 2 + 1
    path = parquet({"ref": [str(n) for n in range(count)], "age_years": [61] * count})
    cells = [cells for cells, _ in open_table(path).raw()]
    assert cells == [(str(n), 61) for n in range(count)]


def test_an_unknown_column_is_refused(parquet):
    """The header of a Parquet file is held to the same rules."""
    with pytest.raises(InvalidRecordError, match="Did you mean age_years"):
        open_table(parquet({"ref": ["a"], "age_year": [61]}))


def test_what_is_no_parquet_is_refused(tmp_path):
    """A file of another kind under this name is refused, without its content."""
    path = tmp_path / "canary.parquet"
    path.write_text("Canary Doe")
    with pytest.raises(DocumentError) as caught:
        open_table(path)
    assert "Canary" not in str(caught.value)
    with pytest.raises(FileNotFoundError):
        open_table(tmp_path / "none.parquet")


def test_a_damaged_file_ends_in_an_error_of_the_library(tmp_path):
    """Whatever byte of a Parquet file is lost, reading refuses or reads it."""
    path = tmp_path / "table.parquet"
    pl.DataFrame({"ref": ["a", "b"], "age_years": [61, 62]}).write_parquet(path)
    whole = path.read_bytes()
    refused = 0
    for place in range(0, len(whole), 8):
        path.write_bytes(whole[:place] + b"\xff" + whole[place + 1 :])
        try:
            list(read_table(path))
        except (DocumentError, InvalidRecordError):
            refused += 1
    assert refused > 0


def test_a_date_that_python_lacks_ends_in_an_error_of_the_library(parquet):
    """A column to be left alone can hold what Python cannot."""
    far = pl.Series([2**31 - 2], dtype=pl.Int32).cast(pl.Date)
    path = parquet({"age_years": [61], "seen": far})
    with pytest.raises(DocumentError):
        list(read_table(path, ColumnMap(pass_through=["seen"])))


def test_a_number_of_a_database_is_a_number_and_a_reference(parquet):
    """Decimals are read exactly, by rows and by columns; references are digits."""
    cells = [Decimal(3), Decimal("3.0000001"), None]
    refs = [Decimal(7), Decimal(8), None]
    held = {"ref": refs, "age_years": cells, "canal_diameter_mm": cells}
    path = parquet(held | {"smoker": [True] * 3})
    columns = ColumnMap(factors={"canal_diameter_mm": 2})
    first, second, third = read_table(path, columns)
    assert (first.ref, second.ref, third.ref) == ("7", "8", None)
    assert first.values["age_years"] == 3
    assert first.values["canal_diameter_mm"] == 6
    assert [each.field for each in second.problems] == ["age_years"]
    assert not third.problems
    pieces = pieces_of_table(open_table(path, columns))
    frame = pieces.frame.collect()
    assert frame[value_column("age_years")].to_list()[0] == 3
    assert pieces.flags(frame).to_list() == [False, True, False]


@pytest.mark.parametrize("whole", [7.0, 2.0**53])
def test_a_whole_reference_among_missing_ones_is_digits(parquet, whole):
    """One missing reference makes a column of floats, as it does of every integer."""
    first, second, third = read_table(parquet({"ref": [whole, None, 7.5]}))
    assert first.ref == str(int(whole))
    assert (second.ref, second.problems) == (None, ())
    assert third.problems[0].field == "ref"


def test_a_column_that_no_text_file_can_hold_is_named(parquet, tmp_path):
    """A span of time was called a file that cannot be read to its end."""
    spans = {"age_years": [61], "stay": [dt.timedelta(days=3)]}
    path, through = parquet(spans), ColumnMap(pass_through=["stay"])
    how = {"columns": through, "absent": "unknown"}
    with pytest.raises(DocumentError, match="stay: a column of this type has no place"):
        grade_table(path, tmp_path / "out.csv", "article_urgency", **how)
    made = grade_table(path, tmp_path / "out.parquet", "article_urgency", **how)
    assert made.rows == 1
