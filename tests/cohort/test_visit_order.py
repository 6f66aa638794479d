"""The visits of a person are in the order of time, or an error says why not."""

import datetime as dt
import math

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from frames import ENGINES, read_back

from cervmyelo.cohort import CohortError, change_over_time
from cervmyelo.errors import CervmyeloError

EVENTS = ["baseline_arm_1", "6_month_arm_1", "12_month_arm_1"]
"""Names of which the alphabet makes another order."""

every_engine = pytest.mark.parametrize("engine", ENGINES)


def changes(frame, **how):
    """The change from the baseline at each visit, and the problems."""
    made = change_over_time(frame, person="who", on="seen", **how)
    got = read_back(made, ["mjoa_change_from_baseline", "visit_problems"])
    return got["mjoa_change_from_baseline"], got["visit_problems"]


def visits(seen, **cells):
    """Three visits of one person, the last first, with totals of 15, 12 and 13."""
    return {
        "row": [0, 1, 2],
        "who": ["a"] * 3,
        "mjoa_total": [15, 12, 13],
        "seen": seen,
        **cells,
    }


LAST_FIRST = [EVENTS[2], EVENTS[0], EVENTS[1]]
IN_ORDER = [3, None, 1], [None] * 3


@every_engine
def test_events_get_their_order_from_the_caller(engine):
    """Names of events are in the order that is given, never in that of the alphabet."""
    frame = ENGINES[engine](pa.table(visits(LAST_FIRST)))
    assert changes(frame, order=EVENTS) == IN_ORDER
    with pytest.raises(CohortError, match="seen: expected dates.*order="):
        changes(frame)


@every_engine
def test_an_event_without_a_place_is_flagged(engine):
    """A name that is not in the order, or none, makes nobody's visits comparable."""
    cells = visits([EVENTS[0], "unscheduled", EVENTS[1]])
    cells["who"] = ["b", "a", "a"]
    got, shown = changes(ENGINES[engine](pa.table(cells)), order=EVENTS)
    assert got == [None] * 3
    assert shown[0] is None
    assert all("without a place in the order of events" in each for each in shown[1:])


@pytest.mark.parametrize(
    "name", [EVENTS[1].upper(), f" {EVENTS[1]}\u3000", "6_Month_arm_1"]
)
@every_engine
def test_an_event_in_another_spelling_is_flagged(engine, name):
    """Case and blanks make no other event: nothing is compared, and it says why."""
    cells = visits([EVENTS[2], EVENTS[0], name])
    got, shown = changes(ENGINES[engine](pa.table(cells)), order=EVENTS)
    assert got == [None] * 3
    assert ["only in case or blanks" in each for each in shown] == [False, False, True]


def test_two_spellings_of_one_event_are_refused():
    """An order, or a category, in which one event would be two visits is an error."""
    two = ["Base", "base ", "later"]
    with pytest.raises(CohortError, match='"Base" and "base " differ only in case'):
        changes(pl.DataFrame(visits(two)), order=two)
    for frame in (
        pl.DataFrame(visits(pl.Series(two, dtype=pl.Enum(two)))),
        pd.DataFrame(visits(pd.Categorical(two, categories=two, ordered=True))),
    ):
        with pytest.raises(CohortError, match=r"^seen: two of its categories differ"):
            changes(frame)


def to_pandas(cells):
    """Columns as a pandas frame that holds them as Arrow does."""
    return pa.table(cells).to_pandas(types_mapper=pd.ArrowDtype)


ORDERED = {
    "pandas": lambda: pd.DataFrame(
        visits(pd.Categorical(LAST_FIRST, categories=EVENTS, ordered=True))
    ),
    "pandas-numbers": lambda: pd.DataFrame(
        visits(pd.Categorical([6, 12, 0], categories=[12, 0, 6], ordered=True))
    ),
    "pandas-arrow": lambda: ORDERED["pyarrow"]().to_pandas(types_mapper=pd.ArrowDtype),
    "polars": lambda: pl.DataFrame(
        visits(pl.Series(LAST_FIRST, dtype=pl.Enum(EVENTS)))
    ),
    "polars-lazy": lambda: ORDERED["polars"]().lazy(),
    "pyarrow": lambda: pa.table(
        visits(
            pa.DictionaryArray.from_arrays(
                pa.array([2, 0, 1]), pa.array(EVENTS), ordered=True
            )
        )
    ),
    "duckdb": lambda: duckdb.from_arrow(pa.table(visits(LAST_FIRST))).project(
        f"row, who, mjoa_total, seen::enum({', '.join(map(repr, EVENTS))}) as seen"
    ),
}


@pytest.mark.parametrize("make", ORDERED.values(), ids=ORDERED)
def test_ordered_categories_have_their_own_order(make):
    """An ordered category is in its own order, which another order can replace."""
    assert changes(make()) == IN_ORDER


def test_another_order_replaces_that_of_a_category():
    """An order that is given counts, whatever the type says."""
    got, _ = changes(ORDERED["polars"](), order=EVENTS[::-1])
    assert got == [None, -3, -2]


@pytest.mark.parametrize("kind", [pa.date32(), pa.date64(), pa.timestamp("s")], ids=str)
@pytest.mark.parametrize("make", [pa.table, to_pandas], ids=["pyarrow", "pandas"])
def test_dates_of_arrow_are_dates(make, kind):
    """Every type of Arrow for a day puts visits in order, alone and around surgery."""
    days = [dt.date(2024, month, 1) for month in (12, 1, 6)]
    cells = visits(pa.array(days).cast(kind))
    assert changes(make(cells)) == IN_ORDER
    made = change_over_time(
        make({**cells, "op": pa.array([dt.date(2024, 3, 1)] * 3).cast(kind)}),
        person="who",
        on="seen",
        surgery_on="op",
    )
    assert read_back(made, ["mjoa_change_from_baseline"]) == {
        "mjoa_change_from_baseline": IN_ORDER[0]
    }


REFUSED = {
    "unordered categories of pandas": lambda: pd.DataFrame(
        visits(pd.Categorical(LAST_FIRST, categories=EVENTS))
    ),
    "categories of Polars": lambda: pl.DataFrame(
        visits(pl.Series(LAST_FIRST, dtype=pl.Categorical))
    ),
    "an unordered dictionary": lambda: pa.table(
        visits(pa.array(LAST_FIRST).dictionary_encode())
    ),
    "parts of a table in two orders": lambda: pa.concat_tables(
        [
            ORDERED["pyarrow"](),
            pa.table(
                visits(
                    pa.DictionaryArray.from_arrays(
                        pa.array([2, 0, 1]), pa.array(EVENTS[::-1]), ordered=True
                    )
                )
            ),
        ]
    ),
    "months as periods": lambda: pd.DataFrame(
        visits(pd.PeriodIndex(["2024-12", "2024-01", "2024-06"], freq="M"))
    ),
    "intervals": lambda: pd.DataFrame(visits(pd.interval_range(0, 3))),
    "booleans": lambda: pl.DataFrame(visits([True, False, None])),
    "lists": lambda: pl.DataFrame(visits([[2], [0], [1]])),
    "records": lambda: pl.DataFrame(visits([{"day": 2}, {"day": 0}, {"day": 1}])),
    "bytes": lambda: pl.DataFrame(visits([b"2", b"0", b"1"])),
    "times of day": lambda: pl.DataFrame(visits([dt.time(2), dt.time(0), dt.time(1)])),
    "lists in a database": lambda: duckdb.from_arrow(pa.table(visits([[2], [0], [1]]))),
    "identifiers in a database": lambda: duckdb.from_arrow(
        pa.table(visits([2, 0, 1]))
    ).project("row, who, mjoa_total, uuid() as seen"),
    "mixed categories": lambda: pd.DataFrame(
        visits(pd.Categorical([2, "b", 1], categories=["b", 1, 2], ordered=True))
    ),
}


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED)
def test_what_has_no_order_of_time_is_refused(make):
    """A column that says no time is one clear error, which names it."""
    with pytest.raises(CohortError, match=r"^seen: expected .*\. "):
        changes(make())


@every_engine
@pytest.mark.parametrize("wrong", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_no_time_is_flagged(engine, wrong):
    """NaN and infinite times are no times, so no visit of the person is compared."""
    cells = visits([3.0, 0.0, wrong])
    got, shown = changes(ENGINES[engine](pa.table(cells)))
    assert got == [None] * 3
    assert all("has no date" in each for each in shown)


DAYS = [dt.date(2025, 1, 1), dt.date(2024, 1, 1)]


@every_engine
@pytest.mark.parametrize(
    ("seen", "how"),
    [
        ([12, 0, None], {}),
        ([12.5, 0.0, math.nan], {}),
        ([*DAYS, None], {}),
        ([*LAST_FIRST[:2], None], {"order": EVENTS}),
        ([*LAST_FIRST[:2], "\t\u3000"], {"order": EVENTS}),
    ],
)
def test_a_row_without_a_time_and_without_the_score_is_no_visit(engine, seen, how):
    """Such a row, as of another form, blocks nothing and has nothing to compare."""
    cells = visits(seen) | {"mjoa_total": [15, 12, None]}
    frame = ENGINES[engine](pa.table(cells))
    assert changes(frame, **how) == ([3, None, None], [None] * 3)
    made = change_over_time(frame, person="who", on="seen", bounds=True, **how)
    names = [n for n in nw.from_native(made).collect_schema() if n not in cells]
    got = read_back(made, names)
    assert {name: column[2] for name, column in got.items()} == dict.fromkeys(names)


@every_engine
@pytest.mark.parametrize(
    ("seen", "cells"),
    [
        ([12, 0, None], {"mjoa_total": [15, 12, 14]}),
        ([12, 0, None], {"mjoa_total": [15, 12, 99]}),
        ([12, 0, None], {"mjoa_total_low": [None, None, 0]}),
        ([12, 0, None], {"mjoa_sphincter": [3, 3, 0]}),
        (
            [12, 0, None],
            {
                "mjoa_sphincter": pa.array([3, 3, None]),
                "mjoa_sphincter_missing": [None, None, "refused"],
            },
        ),
        ([12.0, 0.0, math.inf], {}),
        ([*LAST_FIRST[:2], "unscheduled"], {}),
    ],
    ids=["score", "invalid", "in part", "item", "reason", "infinite", "event"],
)
def test_a_score_or_a_wrong_time_makes_a_row_a_visit(engine, seen, cells):
    """What is recorded without a date may be of any visit, so none is compared."""
    rows = visits(seen) | {"mjoa_total": [15, 12, None], **cells}
    how = {"order": EVENTS} if seen[0] == EVENTS[2] else {}
    got, shown = changes(ENGINES[engine](pa.table(rows)), **how)
    assert got == [None] * 3
    assert all("so none is compared" in each for each in shown)


@pytest.mark.parametrize("kind", ["date", "timestamp", "timestamptz"])
def test_an_infinite_date_is_flagged(kind):
    """A database has infinite dates, which are no dates of visits."""
    frame = duckdb.from_arrow(pa.table(visits(["2024-12-01", "-infinity", "infinity"])))
    got, shown = changes(frame.project(f"* replace (seen::{kind} as seen)"))
    assert got == [None] * 3
    assert all("has no date" in each for each in shown)


@every_engine
@pytest.mark.parametrize(
    "who", [["", "", "b"], [" ", " ", "b"], ["\t\u3000", "\u00a0", "b"]]
)
def test_a_blank_name_is_nobody(engine, who):
    """Visits of a blank person are flagged, and not those of one person."""
    cells = visits([2, 0, 1]) | {"who": who}
    got, shown = changes(ENGINES[engine](pa.table(cells)))
    assert got == [None] * 3
    assert shown == ["The visit has no person."] * 2 + [None]


@pytest.mark.parametrize("engine", [e for e in ENGINES if "pandas" not in e])
def test_a_person_that_is_no_number_is_nobody(engine):
    """NaN identifies nobody."""
    cells = visits([2, 0, 1]) | {"who": [math.nan, math.nan, 1.0]}
    _, shown = changes(ENGINES[engine](pa.table(cells)))
    assert shown == ["The visit has no person."] * 2 + [None]


@every_engine
@pytest.mark.parametrize(
    ("seen", "surgery_on"),
    [
        ([12, -1, 6], 0),
        ([12.5, -1.0, 6.0], 0.5),
        (
            [dt.date(2025, 1, 1), dt.date(2024, 1, 1), dt.date(2024, 7, 1)],
            dt.date(2024, 2, 1),
        ),
        (
            [dt.date(2025, 1, 1), dt.date(2024, 1, 1), dt.date(2024, 7, 1)],
            dt.datetime(2024, 2, 1, 9),  # noqa: DTZ001
        ),
    ],
)
def test_a_day_of_surgery_for_everyone(engine, seen, surgery_on):
    """One day of surgery can be given for all, in the unit of the visits."""
    frame = ENGINES[engine](pa.table(visits(seen)))
    made = change_over_time(frame, person="who", on="seen", surgery_on=surgery_on)
    names = ["mjoa_recovery_rate_from_baseline", "visit_problems"]
    got = read_back(made, names)
    assert got[names[0]] == [pytest.approx(50), None, pytest.approx(100 / 6)]
    assert got[names[1]] == [None] * 3


@pytest.mark.parametrize(
    ("seen", "how", "words"),
    [
        (
            [2, 0, 1],
            {"surgery_on": dt.date(2024, 1, 1)},
            "surgery_on: expected the sam",
        ),
        ([2, 0, 1], {"surgery_on": True}, "surgery_on: expected the same kind"),
        ([2, 0, 1], {"surgery_on": [0]}, "surgery_on: expected the same kind"),
        ([2, 0, 1], {"order": EVENTS}, "order: seen does not hold names"),
        (LAST_FIRST, {"order": "baseline"}, "order: expected a list"),
        (LAST_FIRST, {"order": []}, "order: give each event once"),
        (LAST_FIRST, {"order": [*EVENTS, EVENTS[0]]}, "order: give each event once"),
        (LAST_FIRST, {"order": [0, 6]}, "order: expected the names of events"),
        (LAST_FIRST, {"order": EVENTS, "surgery_on": "who"}, "events have no dates"),
        ([2, 0, 1], {"person": None}, "person: expected text"),
        ([2, 0, 1], {"on": 5}, "on: expected text"),
        ([2, 0, 1], {"score": None}, "score: expected text"),
        ([2, 0, 1], {"preoperative": 1, "surgery_on": 0}, "preoperative: expected"),
    ],
)
def test_a_wrong_order_or_day_is_refused(seen, how, words):
    """What cannot say when is one clear error of the library."""
    with pytest.raises(CervmyeloError, match=words):
        change_over_time(
            pl.DataFrame(visits(seen)), **{"person": "who", "on": "seen", **how}
        )


@every_engine
def test_recorded_totals_under_another_name(engine):
    """The column of the recorded score can be mapped, and stays as it is."""
    cells = visits([2, 0, 1])
    cells["total_mjoa"] = cells.pop("mjoa_total")
    how = {"columns": {"total_mjoa": "mjoa_total"}}
    frame = ENGINES[engine](pa.table(cells))
    assert changes(frame, **how) == IN_ORDER
    made = change_over_time(frame, person="who", on="seen", **how)
    assert "mjoa_total" not in nw.from_native(made).collect_schema()


def test_two_columns_of_totals_are_refused():
    """Of two columns with the score, neither is taken silently."""
    frame = pl.DataFrame(visits([2, 0, 1], old=[1, 2, 3]))
    with pytest.raises(CohortError, match=r"two places, old and the column mjoa_total"):
        changes(frame, columns={"old": "mjoa_total"})
