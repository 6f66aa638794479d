"""Column maps: translating files of other people, and refusing faulty maps."""

import polars as pl
import pytest

from cervmyelo.errors import DocumentError, InvalidRecordError
from cervmyelo.io import ColumnMap, grade_table, open_table, read_table

FULL = """
missing = ["-9", "Not asked"]
pass_through = ["height"]

[columns]
id = "ref"
age = "age_years"
sex = "sex_at_birth"
pain = "neck_pain"

[values.sex_at_birth]
M = "male"
F = "female"

[values.neck_pain]
1 = false
2 = true

[constants]
mri_done = true
"""


def test_names_words_and_constants_are_translated(table, tmp_path):
    """A map gives each column its quantity, each word its meaning."""
    file = tmp_path / "columns.toml"
    file.write_text("\ufeff" + FULL)
    path = table("id,age,sex,pain,height,gait_change\n07,61,F,1,180,yes\n")
    (row,) = open_table(path, ColumnMap.read(file))
    patient = row.reading.patient
    assert (patient.ref, patient.age_years, patient.sex_at_birth) == (
        "07",
        61,
        "female",
    )
    assert {each.kind: each.present for each in patient.symptoms} == {
        "neck_pain": False,
        "gait_change": True,
    }
    assert patient.mri_done is True
    assert row.cells[4] == "180"


def test_a_level_is_no_missing_word(table):
    """The word "none" is an answer where a choice has it, and missing elsewhere."""
    path = table(
        "mjoa_severity,age_years,neck_pain\nNone,61,none\nnone,none,no\nNA,,\n"
    )
    assert [dict(row.values) for row in read_table(path)] == [
        {"mjoa_severity": "none", "age_years": 61},
        {"mjoa_severity": "none", "neck_pain": False},
        {},
    ]
    # A map can say that it is missing all the same.
    own = ColumnMap(missing_values={"mjoa_severity": ["none"]})
    assert "mjoa_severity" not in next(iter(read_table(path, own))).values


def test_further_missing_words(table):
    """The map's own missing words count in every column, whatever their case."""
    path = table("id,age,sex,pain,height\na,-9,NOT ASKED,na,1\n")
    (reading,) = read_table(path, ColumnMap.from_toml(FULL))
    assert reading.problems == ()
    assert reading.patient.age_years is None
    assert reading.patient.sex_at_birth is None


@pytest.mark.parametrize(("column", "word"), [(2, "male"), (2, "man"), (3, "yes")])
def test_only_translated_words_are_taken(table, column, word):
    """Where words are translated a word of another coding is flagged, not guessed."""
    cells = ["a", "61", "M", "2", "1"]
    cells[column] = word
    path = table("id,age,sex,pain,height\n" + ",".join(cells) + "\n")
    (reading,) = read_table(path, ColumnMap.from_toml(FULL))
    assert [each.code for each in reading.problems] == ["unknown_level"]


def test_a_translation_goes_before_the_missing_words(table):
    """A file may use a missing word, such as none, for something it recorded."""
    columns = ColumnMap(values={"opll": {"none": "absent"}})
    (reading,) = read_table(table("opll\nnone\n"), columns)
    assert reading.patient.opll == "absent"


def test_a_number_may_have_words_beside_its_digits(table):
    """Words for some scores leave the digits readable."""
    columns = ColumnMap(values={"mjoa_sphincter": {"normal": 3}})
    first, second = read_table(table("mjoa_sphincter\nnormal\n2\n"), columns)
    assert (first.patient.mjoa.sphincter, second.patient.mjoa.sphincter) == (3, 2)


def test_every_other_column_can_pass(table):
    """A star lets every unknown column pass and still reads the known ones."""
    path = table("age_years,height,\n61,180,x\n")
    sheet = open_table(path, ColumnMap.from_toml("pass_through = '*'"))
    assert sheet.left_alone == ("height", "")
    assert next(iter(sheet)).reading.patient.age_years == 61


def test_a_known_column_can_be_left_alone(table):
    """A column that bears a known name but means something else can be named."""
    path = table("ref,age_years\na,sixty\n")
    (reading,) = read_table(path, ColumnMap(pass_through=["age_years"]))
    assert reading.patient.age_years is None


@pytest.mark.parametrize("header", ["note,note", ",", "note,note,note_2"])
@pytest.mark.parametrize("through", ['"*"', '["", "note", "note_2"]'])
def test_columns_that_are_not_read_may_have_one_name(table, tmp_path, header, through):
    """Exports have several columns of notes, and columns without a name."""
    path = table(f"{header},age_years\n{header.replace('note', 'x')},61\n")
    columns = ColumnMap.from_toml(f"pass_through = {through}")
    (reading,) = read_table(path, columns)
    assert reading.patient.age_years == 61
    for name in ("out.csv", "out.parquet"):
        grade_table(
            path, tmp_path / name, "mjoa_total", columns=columns, absent="unknown"
        )
    named = {
        "note,note": ["note", "note_2"],
        ",": ["", "_2"],
        "note,note,note_2": ["note", "note_3", "note_2"],
    }[header]
    for frame in (
        pl.read_parquet(tmp_path / "out.parquet"),
        pl.read_csv(tmp_path / "out.csv"),
    ):
        assert frame.columns[: len(named)] == named


def test_a_name_of_the_dictionary_can_be_passed_through_next_to_its_source(table):
    """The column that is read is the one of the map."""
    columns = ColumnMap(columns={"age": "age_years"}, pass_through=["age_years"])
    (reading,) = read_table(table("age,age_years\n61,sixty\n"), columns)
    assert reading.patient.age_years == 61


def test_a_column_without_a_name_is_passed_through_by_its_empty_name(table):
    """Programs write their row numbers so; the message says how to go on."""
    with pytest.raises(
        InvalidRecordError, match='name of a column without a name is ""'
    ):
        open_table(table(",age_years\n0,61\n"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("columns = 3", "columns: expected a table [columns], got a whole number"),
        ("missing = 'x'", "missing: expected a list of strings, got text"),
        ("missing = [1]", "missing: expected text, got a whole number"),
        (
            "pass_through = 'all'",
            'pass_through: expected a list of strings or "*", got text',
        ),
        ("colmns = {}", "Did you mean columns"),
        ("[columns]\nage = 'age_year'", "Did you mean age_years"),
        ("[columns]\nage = 1", "columns: expected text, got a whole number"),
        (
            "[columns]\na = 'age_years'\nb = 'age_years'",
            "age_years: expected one column, got two, a and b",
        ),
        ("[values]\nopll = 'x'", "values.opll: expected a table of words"),
        ("[values.opl]\nx = 'absent'", "Did you mean opll"),
        ("[values.opll]\nx = 'gone'", "values.opll: expected absent"),
        ("[values.neck_pain]\nx = 'yes'", "values.neck_pain: expected"),
        ("[values.age_years]\nx = 200", "got a number above the range"),
        ("[constants]\nmri_done = 1", "constants.mri_done: expected"),
        ("[factors]\nage_years = 0", "factors.age_years: expected a number from"),
        ("[factors]\nage_years = 1e308", "factors.age_years: expected a number from"),
        ("[factors]\nage_years = 1e-308", "factors.age_years: expected a number from"),
        ("[constants]\nref = 'a'", "constants.ref: unknown name ref"),
        ("[constants]\nmissing = ['x']", "above the first line in brackets"),
        (
            "[columns]\na = 'mri_done'\n[constants]\nmri_done = true",
            "mri_done: expected a column or a constant, got both",
        ),
        (
            "pass_through = ['a']\n[columns]\na = 'age_years'",
            "a: expected a column that is mapped or one",
        ),
        (
            "missing = ['X']\n[values.opll]\nx = 'absent'",
            "got one that is also in the list of missing words",
        ),
    ],
)
def test_faulty_maps_are_refused(text, said):
    """Every fault of a map is told with its place in the map."""
    with pytest.raises(InvalidRecordError) as caught:
        ColumnMap.from_toml(text)
    place, _, fault = said.rpartition(": ")
    assert f"{place}: " in f": {caught.value}"
    assert fault in str(caught.value)


def test_all_faults_are_told_at_once():
    """A map with two faults is not mended twice."""
    with pytest.raises(InvalidRecordError) as caught:
        ColumnMap(columns={"a": "age"}, constants={"mri_done": "yes"})
    assert len(caught.value.problems) == 2


def test_what_is_no_toml_is_refused_with_the_place():
    """A slip in the TOML is told with its line."""
    with pytest.raises(DocumentError, match="line 2"):
        ColumnMap.from_toml("[columns]\nage = \n")


@pytest.mark.parametrize(
    "text", ["missing = " + "[" * 5000, "[constants]\nage_years = " + "9" * 5000]
)
def test_hostile_maps_are_refused(text):
    """Deep nesting and endless numbers end in an error of the library."""
    with pytest.raises(DocumentError, match="too deeply|too long"):
        ColumnMap.from_toml(text)


@pytest.mark.parametrize(
    "parts",
    [
        {"values": {"smoker": {1: True, 0: False}}},
        {"values": {1: {"y": True}}},
        {"constants": {1: 1}},
        {"columns": {1: "age_years"}},
    ],
)
def test_names_and_words_of_a_map_are_text(parts):
    """A number in the place of a name or word is rejected, not guessed."""
    with pytest.raises(InvalidRecordError, match="expected text, got a whole number"):
        ColumnMap(**parts)


def test_a_map_in_another_encoding_is_refused(tmp_path):
    """A map that is not UTF-8 is refused."""
    path = tmp_path / "columns.toml"
    path.write_bytes("# é".encode("latin-1"))
    with pytest.raises(DocumentError, match="UTF-8"):
        ColumnMap.read(path)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (
            "age_years,age",
            "age_years: expected one column or one constant, got 2 (age_years, age)",
        ),
        ("agee", "age: a column of the map that the file does not have"),
    ],
)
def test_a_map_must_fit_the_file(table, header, said):
    """A column that the file lacks, or a second source, is told before any row."""
    with pytest.raises(InvalidRecordError) as caught:
        open_table(
            table(header + ",ref\n"),
            ColumnMap.from_toml("pass_through = '*'\ncolumns.age = 'age_years'"),
        )
    assert said in str(caught.value)


def test_a_constant_and_a_column_clash(table):
    """A column of the file is not overruled by a constant in silence."""
    with pytest.raises(InvalidRecordError, match="a constant of the column map"):
        open_table(table("mri_done\nno\n"), ColumnMap(constants={"mri_done": True}))


def test_a_map_cannot_be_changed():
    """What has been checked stays as it was checked."""
    columns = ColumnMap.from_toml(FULL)
    with pytest.raises(TypeError):
        columns.columns["age"] = "nonsense"
    with pytest.raises(TypeError):
        columns.values["sex_at_birth"]["M"] = "nonsense"


@pytest.mark.parametrize(
    ("name", "cell", "allowed"),
    [
        ("mjoa_severity", "mild or moderate or severe", False),
        ("mjoa_severity", "mild to moderate or severe", False),
        ("disc_level", "C3/4 or C4/5 or C5/6", False),
        ("age_years", "60 or 61 or 62", False),
        ("mjoa_severity", "mild or moderate", True),
        ("mjoa_severity", "mild to severe", True),
        ("age_years", "60 to 62", True),
        # A word of the map may itself hold what joins two words.
        ("mjoa_severity", "mild or worse to severe", True),
    ],
)
def test_more_than_two_values_with_or_are_refused_with_what_is_allowed(
    table, name, cell, allowed
):
    """The message names both ways to write a range, in files and in written tables."""
    path = table(f"ref,{name}\na,{cell}\n")
    words = {"mjoa_severity": {"mild or worse": "mild", "severe": "severe"}}
    either = ColumnMap(ranges="*", values=words if "worse" in cell else {})
    (reading,) = read_table(path, either)
    assert (reading.patient is not None) is allowed
    for problem in reading.problems:
        assert 'two neighbours with "or", or a range with "to"' in str(problem)
