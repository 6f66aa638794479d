"""
Where engines disagree, all frames agree.

Each case steps into one of the differences that were found between engines on the same
expression; the number is its place in that table.
"""

import datetime as dt

import narwhals.stable.v2 as nw
import pandas as pd
import pyarrow as pa
import pytest
from frames import ENGINES, expected, read_back, same
from pitfalls import PITFALLS, TOTAL

from cervmyelo.cohort import assess_cohort, change_over_time, summarise
from cervmyelo.registry import RULES

every_engine = pytest.mark.parametrize("engine", ENGINES)


@every_engine
@pytest.mark.parametrize("pitfall", PITFALLS, ids=str)
def test_one_answer(engine, pitfall):
    """The answer is what one person would get, whatever the engine thinks of it."""
    (size,) = {len(each) for each in pitfall.cells.values()}
    table = pa.table({"row": list(range(size)), **pitfall.cells})
    rows = table.drop_columns("row").to_pylist()
    rule = pitfall.rule
    frame = ENGINES[engine](table)
    made = assess_cohort(frame, rule, bounds=True)
    names = [rule.name, *(f"{rule.name}_{end}" for end in ("low", "high", "status"))]
    got = [[*row] for row in zip(*read_back(made, names).values(), strict=True)]
    want = pitfall.want or [expected(rule(row)) for row in rows]
    if pitfall.in_pandas is not None and engine.startswith("pandas"):
        # Some of its types can tell a NaN from a gap, by its release.
        shown = [frame[name].isna().tolist() for name in pitfall.cells]
        none = [[*map(pd.isna, each.to_pylist())] for each in pitfall.cells.values()]
        want = pitfall.in_pandas if shown == none else pitfall.want
    assert len(got) == len(want)
    for cells, one in zip(got, want, strict=True):
        assert all(map(same, one, cells)), (one, cells)


@pytest.mark.parametrize("pitfall", PITFALLS, ids=str)
def test_the_answer_is_that_for_one_person(pitfall):
    """What is wanted of all engines is what the reader for one person says."""
    rows = pa.table(pitfall.cells).to_pylist()
    # To one person a NaN is what pandas means by it.
    wanted = pitfall.in_pandas or pitfall.want
    for row, want in zip(rows, wanted, strict=bool(wanted)):
        assert all(map(same, want, expected(pitfall.rule(row))))


@every_engine
@pytest.mark.parametrize("rows", [3, 0])
def test_8_and_28_types_do_not_drift(engine, rows):
    """Answers have one type for each kind, with gaps, without rows, on any engine."""
    cells = {
        "many": pa.array([1, None, 500][:rows], pa.int64()),
        "more": pa.array([1, 1, 1][:rows], pa.int8()),
        "mjoa_before": pa.array([12, None, 99][:rows], pa.int64()),
        "mjoa_after": pa.array([15, 15, 15][:rows], pa.int64()),
    }
    asked = (TOTAL, "mjoa_change", "mjoa_mcid")
    made = assess_cohort(ENGINES[engine](pa.table(cells)), *asked, bounds=True)
    schema = nw.from_native(made).collect_schema()
    for end in ("", "_low", "_high"):
        assert schema[f"{TOTAL.name}{end}"] == nw.Int64
        assert schema[f"mjoa_change{end}"] == nw.Float64
        assert schema[f"mjoa_mcid{end}"] in (nw.Enum, nw.Categorical)
    counts = nw.from_native(summarise(ENGINES[engine](pa.table(cells)), *asked))
    schema = counts.collect_schema()
    assert all(schema[name] == nw.Int64 for name in ("n", "at_least", "at_most"))
    assert all(schema[name] == nw.Float64 for name in ("share", "mean", "median"))


@every_engine
def test_29_booleans_are_counted(engine):
    """Those with an answer and the undecided are counted, though none is a number."""
    cells = {q.name: pa.array([True, None]) for q in RULES["article_workup"].inputs}
    made = summarise(ENGINES[engine](pa.table(cells)), "article_workup")
    frame = nw.from_native(made)
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect("polars")
    assert [int(n) for n in frame["n"].to_list()] == [1, 1, 0]


@every_engine
def test_30_and_31_dates_and_orders(engine):
    """Visits are put in order by their dates, in whatever order the rows come."""
    days = [dt.date(2024, 3, 1), dt.date(2023, 12, 31), dt.date(2024, 10, 1)]
    cells = {
        "row": [0, 1, 2],
        "who": ["a"] * 3,
        "on": pa.array(days, pa.date32()),
        "mjoa_total": [13, 12, 15],
    }
    frame = ENGINES[engine](pa.table(cells))
    made = change_over_time(frame, person="who", on="on")
    assert read_back(made, ["mjoa_change_from_last"])["mjoa_change_from_last"] == [
        1,
        None,
        2,
    ]
