"""Whose answer differs from that of an earlier run: each row as one person says."""

import duckdb
import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from frames import ENGINES, read_back, same, table, walk

import cervmyelo as cm
from cervmyelo.cohort.errors import CohortError, MissingColumnError
from cervmyelo.scale import Grade

# A total, words with and without an order, codes that are numbers, and fractions.
RULES = (
    "mjoa_total",
    "mjoa_severity",
    "article_cause",
    "article_stage",
    "ranawat",
    "torg_pavlov_ratio",
    "cook_probability",
)
KINDS = {int: pa.int64(), float: pa.float64(), str: pa.string()}


def code(value):
    """An answer as a cell."""
    return value.code if isinstance(value, Grade) else value


def earlier(rule, answers):
    """Earlier answers: of every four, two as today, another one and none."""
    codes = [code(each) for each in rule.outcomes]
    other = {each: codes[(at + 1) % len(codes)] for at, each in enumerate(codes)}
    for at, answer in enumerate(answers):
        now = code(answer)
        wrong = other.get(now, codes[0])
        yield [now, wrong, None, now][at % 4]


@pytest.mark.parametrize("name", RULES)
def test_a_row_differs_as_its_person_does(name):
    """On every engine, what differs is what differs for one person."""
    rule = cm.rules[name]
    rows = list(walk(rule, 400))
    found = [rule(row) for row in rows]
    then = list(earlier(rule, [each.value for each in found]))
    given = table(rows, rule.inputs).append_column(
        "then", pa.array(then, KINDS[rule.answer_type])
    )
    wanted = [
        name if not same(code(each.value), old) else None
        for each, old in zip(found, then, strict=True)
    ]
    assert {name, None} == set(wanted)
    for engine, make in ENGINES.items():
        made = cm.diff(make(given), stored={"then": name}, all_rows=True)
        now, status = f"{name}_now", f"{name}_status_now"
        got = read_back(made, ["then", now, status, "differs"])
        assert got["differs"] == wanted, engine
        assert got["then"] == then
        assert got[status] == [each.status for each in found]
        for each, cell in zip(found, got[now], strict=True):
            assert same(code(each.value), cell)
        few = read_back(cm.diff(make(given), rule, stored={"then": name}), ["row"])
        assert few["row"] == [at for at, each in enumerate(wanted) if each]


ITEMS = ["mjoa_motor_upper", "mjoa_motor_lower", "mjoa_sensory_upper", "mjoa_sphincter"]
CLINIC = pl.DataFrame(
    [
        [0, 3, 5, 2, 3, "mild", 13],
        [1, 5, 7, 3, 3, "none", 18],
        [2, None, 5, 2, 2, "severe", 12],
        [3, 9, 5, 2, 2, None, None],
    ],
    ["row", *ITEMS, "old_severity", "old_total"],
    orient="row",
)
STORED = {"old_severity": "mjoa_severity", "old_total": "mjoa_total"}


def makers():
    """Ways to make a frame of the engines that are installed."""
    made = dict(ENGINES)
    own = duckdb.connect()
    made["own duckdb"] = own.from_arrow
    return made


@pytest.mark.parametrize("engine", makers())
def test_the_frame_stays_of_its_kind_with_its_columns_first(engine):
    """Columns of the caller are unchanged, and a lazy frame stays lazy."""
    frame = makers()[engine](CLINIC.to_arrow())
    made = cm.diff(frame, stored=STORED)
    assert type(made) is type(frame)
    names = nw.from_native(made).collect_schema().names()
    assert names[: len(CLINIC.columns)] == CLINIC.columns
    ranks = ["mjoa_severity_now_rank"] if "mjoa_severity_now_rank" in names else []
    assert names[len(CLINIC.columns) :] == [
        "mjoa_severity_now",
        *ranks,
        "mjoa_severity_status_now",
        "mjoa_total_now",
        "mjoa_total_status_now",
        "differs",
    ]
    got = read_back(made, ["row", "differs", "mjoa_severity_now", "mjoa_total_now"])
    assert got == {
        "row": [0, 2],
        "differs": ["mjoa_severity", "mjoa_severity; mjoa_total"],
        "mjoa_severity_now": ["moderate", None],
        "mjoa_total_now": [13, None],
    }


@pytest.mark.parametrize("engine", makers())
def test_an_export_of_today_does_not_differ(engine):
    """What assess_cohort added is found under the names of the rules, and agrees."""
    frame = makers()[engine](CLINIC.drop("old_severity", "old_total").to_arrow())
    rules = ("mjoa_severity", "mjoa_total")
    exported = cm.assess_cohort(frame, *rules, bounds=True)
    assert read_back(cm.diff(exported, *rules), ["row"]) == {"row": []}
    kept = cm.diff(exported, *rules, all_rows=True)
    names = nw.from_native(exported).collect_schema().names()
    assert nw.from_native(kept).collect_schema().names()[: len(names)] == names
    assert read_back(kept, [*names]) == read_back(exported, [*names])


def test_earlier_answers_are_never_read_as_records():
    """A column of earlier totals neither answers nor contradicts a rule."""
    frame = CLINIC.with_columns(mjoa_total=pl.lit(3))
    stored = {"old_severity": "mjoa_severity"}
    made = cm.diff(frame, "mjoa_total", "mjoa_severity", stored=stored, all_rows=True)
    assert made["mjoa_total"].to_list() == [3, 3, 3, 3]
    assert made["mjoa_total_now"].to_list() == [13, 18, None, None]
    assert made["mjoa_severity_now"].to_list() == ["moderate", "none", None, None]


@pytest.mark.parametrize("engine", makers())
def test_recorded_totals_are_read_in_place_of_items(engine):
    """A severity from recorded totals is compared, and the totals stay as they are."""
    rows = pl.DataFrame(
        [[0, 13, "mild"], [1, 16, "mild"], [2, None, None]],
        ["row", "mjoa_total", "old_severity"],
        orient="row",
    )
    made = cm.diff(
        makers()[engine](rows.to_arrow()),
        stored={"old_severity": "mjoa_severity"},
        all_rows=True,
    )
    got = read_back(made, ["mjoa_total", "mjoa_severity_now", "differs"])
    assert got == {
        "mjoa_total": [13, 16, None],
        "mjoa_severity_now": ["moderate", "mild", None],
        "differs": ["mjoa_severity", None, None],
    }


@pytest.mark.parametrize("engine", makers())
def test_an_export_with_recorded_answers_does_not_differ(engine):
    """Next to a recorded total, the earlier answer is the column for it."""
    rows = CLINIC.drop("old_severity").rename({"old_total": "mjoa_total"})
    rows = rows.with_columns(mjoa_total=pl.Series([13, None, 10, None]))
    frame = makers()[engine](rows.to_arrow())
    rules = ("mjoa_total", "mjoa_severity")
    exported = cm.assess_cohort(frame, *rules, bounds=True)
    assert read_back(cm.diff(exported, *rules), ["row"]) == {"row": []}
    kept = cm.diff(exported, *rules, all_rows=True)
    got = read_back(kept, ["mjoa_total", "mjoa_total_now", "mjoa_total_answer"])
    assert got["mjoa_total"] == [13, None, 10, None]
    assert got["mjoa_total_now"] == got["mjoa_total_answer"] == [13, 18, 10, None]


def test_categories_of_any_kind_hold_earlier_words():
    """Strings, categories and enumerations with other levels are compared as words."""
    words = CLINIC["old_severity"]
    frame = CLINIC.to_pandas()
    for kind in (
        "category",
        pd.CategoricalDtype(["severe", "mild", "none", "other"]),
        "string",
        object,
    ):
        given = frame.assign(old_severity=pd.Series(words.to_list(), dtype=kind))
        made = cm.diff(given, stored={"old_severity": "mjoa_severity"})
        assert made.index.to_list() == [0, 2]
    for kind in (pl.Categorical, pl.Enum(["none", "mild", "severe", "gone"])):
        given = CLINIC.with_columns(words.cast(kind))
        made = cm.diff(given, stored={"old_severity": "mjoa_severity"})
        assert made["row"].to_list() == [0, 2]


def test_an_earlier_number_may_be_a_float_and_nan_is_none():
    """pandas writes totals with gaps as floats; NaN there is no answer."""
    frame = CLINIC.to_pandas().set_index("row")
    frame.index = list("abcd")
    frame["old_total"] = [13.0, 18.0, np.nan, np.nan]
    made = cm.diff(frame, stored={"old_total": "mjoa_total"})
    assert made.index.to_list() == []
    polars = CLINIC.with_columns(old_total=pl.Series([13.0, 17.0, float("nan"), None]))
    made = cm.diff(polars, stored={"old_total": "mjoa_total"})
    assert made["row"].to_list() == [1]


def test_the_last_digits_of_a_number_do_not_count():
    """A fraction that another engine rounded in the last digit is the same."""
    inputs = {"canal_diameter_mm": [12.0] * 3, "vertebral_body_diameter_mm": [17.0] * 3}
    rule = cm.torg_pavlov_ratio
    (one, two) = (each.name for each in rule.inputs)
    frame = pl.DataFrame(dict(zip((one, two), inputs.values(), strict=True)))
    ratio = 12 / 17
    then = [ratio * (1 + 1e-12), ratio * (1 + 1e-6), -ratio]
    made = cm.diff(
        frame.with_columns(then=pl.Series(then)).with_row_index("row"),
        stored={"then": rule.name},
    )
    assert made["row"].to_list() == [1, 2]


def test_columns_of_any_name_pass_through():
    """A column of pandas whose name is a number stays, and so does the index."""
    frame = CLINIC.to_pandas().rename(columns={"row": 7})
    made = cm.diff(frame, stored=STORED)
    assert made.columns[0] == 7
    assert made.index.to_list() == [0, 2]


def test_maps_of_columns_and_values_are_those_of_assess_cohort():
    """Other names and codes are read as elsewhere."""
    frame = CLINIC.rename({"mjoa_sphincter": "bladder"}).with_columns(
        mjoa_motor_upper=pl.col("mjoa_motor_upper").fill_null(99)
    )
    made = cm.diff(
        frame,
        stored=STORED,
        columns={"bladder": "mjoa_sphincter"},
        values={"mjoa_motor_upper": {99: None}},
    )
    assert made["row"].to_list() == [0, 2]


def test_a_rule_of_an_earlier_edition_can_be_compared():
    """A rule object is compared under its own name."""
    (rule,) = (cm.rules.at("1")[name] for name in ("mjoa_severity",))
    made = cm.diff(CLINIC, rule, stored={"old_severity": "mjoa_severity"})
    assert made["row"].to_list() == [0, 2]


def test_a_column_without_any_answer_differs_where_there_is_one_now():
    """A column of nulls has no type, and still is an earlier answer."""
    frame = CLINIC.with_columns(old_severity=pl.lit(None))
    made = cm.diff(frame, stored={"old_severity": "mjoa_severity"})
    assert made["row"].to_list() == [0, 1]


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        (((), {}), CohortError, "no rule is given"),
        (((), {"stored": {}}), CohortError, "no rule is given"),
        (((), {"stored": ["old_total"]}), cm.CervmyeloError, "stored: expected a map"),
        (((), {"stored": {"old_total": "mjoa_totl"}}), CohortError, "mjoa_total"),
        (((), {"stored": {"old_total": None}}), CohortError, "no rule"),
        (((), {"stored": {"old_total": ["mjoa_total"]}}), CohortError, "no rule"),
        (((), {"stored": {7: "mjoa_total"}}), cm.CervmyeloError, "names of columns"),
        (((), {"stored": {"old_totl": "mjoa_total"}}), MissingColumnError, "old_total"),
        ((("mjoa_severity",), {}), MissingColumnError, "mjoa_severity"),
        ((("mjoa_severty",), {}), cm.CervmyeloError, "mjoa_severity"),
        (((["mjoa_severity"],), {}), cm.CervmyeloError, "rules"),
        (((), {"stored": {"old_severity": "mjoa_total"}}), CohortError, "numbers"),
        (((), {"stored": {"old_total": "mjoa_severity"}}), CohortError, "words"),
        (
            ((), {"stored": dict.fromkeys(("old_total", "row"), "mjoa_total")}),
            CohortError,
            "two columns",
        ),
        (((), {"stored": {"old_total": "joa_total"}}), MissingColumnError, "joa_"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(asked, error, message):
    """The error names what is wrong, and no cell."""
    rules, options = asked
    with pytest.raises(error, match=message):
        cm.diff(CLINIC, *rules, **options)


def test_a_column_of_the_caller_is_never_replaced():
    """A column with the name of a new one is refused."""
    for name in ("differs", "mjoa_severity_now", "mjoa_total_status_now"):
        frame = CLINIC.with_columns(pl.lit(1).alias(name))
        with pytest.raises(CohortError, match=name):
            cm.diff(frame, stored=STORED)
    with pytest.raises(cm.CervmyeloError, match="frame"):
        cm.diff([1], "mjoa_total")
