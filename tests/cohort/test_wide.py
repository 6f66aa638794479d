"""Visits next to each other in one row, read as visits below each other, and back."""

import datetime as dt

import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from frames import ENGINES, read_back

import cervmyelo as cm
from cervmyelo.cohort import CohortError, MissingColumnError, long_to_wide, wide_to_long

every_engine = pytest.mark.parametrize("engine", ENGINES)

# A registry export with totals at baseline, 6 and 12 months; constructed.
REGISTRY = {
    "row": [0, 1, 2, 3],
    "id": ["r1", "r2", "r3", "r4"],
    "age": [61, 70, 55, 48],
    "total_mjoa_BL": [12, 16, 18, None],
    "total_mjoa_6mth": pa.array([15.0, None, 18.0, None]),
    "total_mjoa_12mth": pa.array([13, 14, 30, None]),
    "ndi_BL": pa.array([20, 9, 0, None]),
}
VISITS = {
    "baseline": {"total_mjoa_BL": "mjoa_total", "ndi_BL": "ndi"},
    "6mth": {"total_mjoa_6mth": "mjoa_total"},
    "12mth": {"total_mjoa_12mth": "mjoa_total"},
}


def sorted_rows(frame, *names):
    """Some columns of a frame, row by row, in the order of people and visits."""
    known = nw.from_native(frame).lazy().collect("polars").to_native()
    words = known.with_columns(pl.col(pl.Enum, pl.Categorical).cast(pl.String))
    place = pl.col("visit").replace_strict({v: n for n, v in enumerate(VISITS)})
    return words.sort(pl.col("id"), place).select(names).rows()


@every_engine
def test_a_registry_export_over_time(engine):
    """Totals of a wide file are followed, each visit in its place."""
    long = wide_to_long(ENGINES[engine](pa.table(REGISTRY)), VISITS)
    names = [*nw.from_native(long).collect_schema()]
    assert names == ["row", "id", "age", "visit", "mjoa_total", "ndi"]
    assert sorted_rows(long, "id", "visit", "mjoa_total", "ndi") == [
        ("r1", "baseline", 12, 20),
        ("r1", "6mth", 15, None),
        ("r1", "12mth", 13, None),
        ("r2", "baseline", 16, 9),
        ("r2", "12mth", 14, None),
        ("r3", "baseline", 18, 0),
        ("r3", "6mth", 18, None),
        ("r3", "12mth", 30, None),
    ]
    made = cm.change_over_time(long, person="id", on="visit")
    assert sorted_rows(
        made,
        "mjoa_change_from_baseline",
        "mjoa_mcid_from_baseline",
        "mjoa_band_crossed_from_baseline",
        "mjoa_neurology_worsened",
    ) == [
        (None, None, None, False),
        (3, "reached", "better", None),
        (1, "not_reached", "no", True),
        (None, None, None, False),
        (-2, "not_reached", "worse", True),
        (None, None, None, False),
        (0, None, "no", None),
        (None, None, None, None),
    ]


@every_engine
def test_wide_and_long_undo_each_other(engine):
    """What was made long is made wide again, cell by cell."""
    cells = {
        **REGISTRY,
        "seen_BL": [dt.date(2024, 1, n) for n in range(1, 5)],
        "walks_BL": [True, None, False, None],
        "walks_12mth": [None, True, None, None],
        "site_6mth": ["x", None, "y", None],
    }
    endings = {"baseline": "_BL", "6mth": "_6mth", "12mth": "_12mth"}
    frame = ENGINES[engine](pa.table(cells))
    long = wide_to_long(frame, endings)
    wide = long_to_wide(long, endings, person="id", keep=["age", "row"])
    assert type(wide) is type(frame)
    assert read_back(wide, [*cells]) == read_back(frame, [*cells])
    # A column of one visit alone has a place at all of them.
    assert read_back(wide, ["seen_6mth"]) == {"seen_6mth": [None] * 4}


def test_rows_and_index_of_a_frame_in_memory():
    """The visits of a person follow each other, under the index of the person."""
    frame = pd.DataFrame(
        {"id": ["b", "a"], "x": [1.0, None], "x_6": [3, 4]}, index=["u", "v"]
    )
    long = wide_to_long(frame, {0: "", 6: "_6"}, on="month")
    assert list(long.index) == ["u", "u", "v"]
    assert long["month"].tolist() == [0, 6, 6]
    assert long["x"].tolist() == [1, 3, 4]
    every = wide_to_long(frame, {0: "", 6: "_6"}, keep_empty=True)
    assert len(every) == 4
    wide = long_to_wide(every, {0: "", 6: "_6"}, person="id")
    assert wide["id"].tolist() == ["b", "a"]


def test_the_longest_ending_counts():
    """A column that ends with two endings belongs to the longer one."""
    frame = pl.DataFrame({"x_2mth": [1], "x_12mth": [2], "x_mth": [3]})
    long = wide_to_long(frame, {2: "_2mth", 12: "_12mth", 0: "_mth"})
    assert sorted(long.rows()) == [(0, 3), (2, 1), (12, 2)]


@pytest.mark.parametrize(
    ("visits", "error", "words"),
    [
        ({"baseline": "_bl"}, MissingColumnError, "no column belongs"),
        ({"baseline": {"x": "m"}}, MissingColumnError, "x: the frame has no such"),
        ({"baseline": {"m_BL": "id"}}, CohortError, "two columns of the result"),
        ({"baseline": {"m_BL": "visit"}}, CohortError, "two columns of the result"),
        ({"a": {"m_BL": "m"}, "b": {"m_BL": "m"}}, CohortError, "m_BL is given for"),
        ({"a": {"m_BL": "m", "n_BL": "m"}}, CohortError, "are named m"),
        ({"a": "_BL", "b": "_6"}, CohortError, "m: its columns are of different"),
        ({}, CohortError, "visits: expected a map"),
        (["_BL"], CohortError, "visits: expected a map"),
        ({"a": 6}, CohortError, "visits: expected a map"),
        ({"a": {}}, CohortError, "visits: expected a map"),
        ({"a": {"m_BL": 5}}, CohortError, "visits: expected a map"),
        ({None: "_BL"}, CohortError, "names or numbers of visits"),
        ({True: "_BL"}, CohortError, "names or numbers of visits"),
        ({0: "_BL", float("nan"): "_6"}, CohortError, "NaN is no number of a visit"),
        ({"a": "_BL", 6: "_6"}, CohortError, "all visits by words, or all by numbers"),
    ],
)
def test_a_wrong_map_of_visits(visits, error, words):
    """A map of visits that cannot be meant is one clear error."""
    frame = pl.DataFrame({"id": ["a"], "m_BL": [12], "m_6": ["x"], "n_BL": [1]})
    with pytest.raises(error, match=words):
        wide_to_long(frame, visits)


@every_engine
def test_what_cannot_be_wide_is_refused(engine):
    """A visit given twice, or a person who differs, is never decided silently."""
    rows = {"row": [0, 1], "id": ["a", "a"], "visit": [0, 0], "m": [1, 2]}
    frame = ENGINES[engine](pa.table(rows))
    with pytest.raises(CohortError, match="has a visit more than once"):
        long_to_wide(frame, {0: {"m_BL": "m"}}, person="id")
    frame = ENGINES[engine](pa.table({**rows, "visit": [0, 6]}))
    with pytest.raises(CohortError, match="m: differs between the visits"):
        long_to_wide(frame, {0: {"row_BL": "row"}}, person="id", keep=["m"])
    with pytest.raises(MissingColumnError, match="who: the frame has no such"):
        long_to_wide(frame, {0: "_BL"}, person="who")
    with pytest.raises(CohortError, match="row_x: two columns of the result"):
        long_to_wide(frame, {0: "_x", 6: "_x"}, person="id")


@every_engine
def test_results_of_two_visits_in_one_wide_frame(engine):
    """A suffix keeps the results of visits apart, with their bounds and problems."""
    items = [each.name for each in cm.mjoa_total.inputs]
    first = dict(zip(items, ([3, 5], [5, 7], [2, 3], [3, 3]), strict=True))
    later = {f"{name}_6mth": [3, 9] for name in items}
    frame = ENGINES[engine](pa.table({"row": [0, 1], **first, **later}))
    made = cm.assess_cohort(frame, "mjoa_total", "mjoa_severity", suffix="_BL")
    with pytest.raises(CohortError, match="mjoa_total_BL, mjoa_severity_BL"):
        cm.assess_cohort(made, "mjoa_total", "mjoa_severity", suffix="_BL")
    names = nw.from_native(made).collect_schema()
    bare = nw.from_native(made).drop(*items).to_native()
    asked = {
        "columns": {f"{name}_6mth": name for name in items},
        "bounds": True,
        "suffix": "_6mth",
    }
    both = cm.assess_cohort(bare, "mjoa_total", "mjoa_severity", **asked)
    added = ["mjoa_total_6mth", "mjoa_total_status_6mth", "problems_6mth"]
    got = read_back(both, ["mjoa_total_BL", "mjoa_severity_BL", *added])
    assert [*names][-1] == "problems_BL"
    assert got["mjoa_total_BL"] == [13, 18]
    assert got["mjoa_severity_BL"] == ["moderate", "none"]
    assert got["mjoa_total_6mth"] == [12, None]
    assert got["mjoa_total_status_6mth"] == ["ok", "refused"]
    assert got["problems_6mth"][0] is None
    assert "mjoa_sphincter" in got["problems_6mth"][1]


def test_a_suffix_and_a_name_are_text():
    """A suffix, or a name for the visit, of another kind is refused."""
    with pytest.raises(
        cm.CervmyeloError, match="on: expected text, got a whole number"
    ):
        wide_to_long(pl.DataFrame({"m_BL": [1]}), {"baseline": "_BL"}, on=5)
    with pytest.raises(CohortError, match="suffix: expected text, got a whole number"):
        cm.assess_cohort(pl.DataFrame({"age_years": [6]}), "mjoa_total", suffix=6)


def test_reasons_get_the_suffix_too():
    """With a suffix, reasons and assumptions are columns of the visit as well."""
    row = {each.name: [3] for each in cm.mjoa_total.inputs}
    asked = {"explain": True, "people": True, "bounds": True}
    plain = cm.assess_cohort(pl.DataFrame(row), "mjoa_severity", **asked)
    made = cm.assess_cohort(pl.DataFrame(row), "mjoa_severity", **asked, suffix="_x")
    added = plain.columns[len(row) :]
    assert made.columns == [*row, *(f"{name}_x" for name in added)]
    assert made.select(f"{name}_x" for name in added).row(0) == (
        plain.select(added).row(0)
    )


NOBODY = {
    "null": pa.array([None, None, "a", "a"]),
    "empty": pa.array(["", "", "a", "a"]),
    "blank": pa.array([" ", "\xa0", "a", "a"]),
    "NaN": pa.array([float("nan"), float("nan"), 1.0, 1.0]),
}


@pytest.mark.parametrize("people", NOBODY.values(), ids=NOBODY)
@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_rows_of_nobody_are_no_person(engine, people):
    """What names nobody is left out of a wide frame."""
    rows = {"row": [0, 1, 2, 3], "visit": [0, 6, 0, 6], "mjoa_total": [12, 15, 9, 10]}
    frame = ENGINES[engine](pa.table({**rows, "id": people}))
    wide = long_to_wide(frame, {0: "_BL", 6: "_6"}, person="id")
    names = ["row_BL", "mjoa_total_6"]
    made = nw.from_native(wide).lazy().collect("polars").select(*names)
    assert made.rows() == [(2, 10)]


def test_no_answer_is_recorded_for_nobody():
    """A blank in the place of a person joins no rows of tidy answers."""
    frame = pl.DataFrame({"id": ["", ""], "visit": [0, 6], "mjoa_total": [12, 15]})
    graded = cm.assess_cohort(frame, "mjoa_severity", bounds=True)
    tidy = cm.tidy_cohort(graded, person="id", date="visit")
    with pytest.raises(CohortError, match="person: some rows have none"):
        cm.recorded_answers(tidy, date="date")


@every_engine
@pytest.mark.parametrize("cells", [[1.5, None], ["x", None], [True, None]], ids=str)
def test_what_is_kept_may_be_missing(engine, cells):
    """A person without a value does not differ from visit to visit."""
    long = pa.table(
        {"row": [0, 1], "id": ["a", "b"], "visit": [0, 0], "x": [1, 2], "kept": cells}
    )
    made = long_to_wide(
        ENGINES[engine](long), {0: {"one": "x"}}, person="id", keep=["row", "kept"]
    )
    assert read_back(made, ["kept"])["kept"] == cells


@every_engine
def test_nobody_has_no_visit_twice(engine):
    """A frame without rows stays one, whatever its columns hold."""
    text, number = pa.array([], pa.string()), pa.array([], pa.int64())
    long = pa.table({"row": number, "id": text, "visit": number, "x": number})
    made = long_to_wide(ENGINES[engine](long), {0: "_BL"}, person="id", keep=["row"])
    assert read_back(made, ["x_BL"]) == {"x_BL": []}


def objects_of(kind, columns):
    """A frame whose columns, but the first two, hold Python objects."""
    if kind is pd.DataFrame:
        typed = {k: pd.Series(v, dtype=object) for k, v in columns.items()}
    else:
        typed = {k: pl.Series(k, v, pl.Object) for k, v in columns.items()}
    return kind({"id": ["a", "a", "b"], "visit": [0, 6, 0]} | typed)


@pytest.mark.parametrize("kind", [pd.DataFrame, pl.DataFrame], ids=["pandas", "polars"])
def test_objects_of_python_come_back_as_they_were(kind):
    """Cells of any kind are put next to each other, and are not compared."""
    some = cm.between(3, 4)
    cells = {"score": [some, "4", {1}], "site": [some, some, None]}
    made = long_to_wide(
        objects_of(kind, cells), {0: "_BL", 6: "_6m"}, person="id", keep=["site"]
    )
    rows = {name: [*made[name]] for name in made.columns}
    assert rows == {
        "id": ["a", "b"],
        "site": [some, None],
        "score_BL": [some, {1}],
        "score_6m": ["4", None],
    }
    cells["site"] = [some, cm.between(3), True]
    with pytest.raises(CohortError, match="site: differs between the visits"):
        long_to_wide(
            objects_of(kind, cells), {0: "_BL", 6: "_6m"}, person="id", keep=["site"]
        )


def test_visits_that_are_objects_of_polars_are_refused():
    """Polars compares no objects, and the error says so."""
    frame = pl.DataFrame({"id": ["a"], "visit": pl.Series(["BL"], dtype=pl.Object)})
    with pytest.raises(CohortError, match="visit: expected the names of visits"):
        long_to_wide(frame.with_columns(x=1), {"BL": "_BL"}, person="id")
