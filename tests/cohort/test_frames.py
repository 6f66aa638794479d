"""Frames come back unchanged; an invalid cell is reported and refuses its row alone."""

import subprocess
import sys
import traceback

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from frames import ENGINES

import cervmyelo as cm
from cervmyelo.cohort import (
    CohortError,
    CohortWarning,
    MissingColumnError,
    assess_cohort,
    cohort_schema,
    summarise,
)

ITEMS = {
    "mjoa_motor_upper": [3, None],
    "mjoa_motor_lower": [5, 5],
    "mjoa_sensory_upper": [2, 2],
    "mjoa_sphincter": [3, 2],
}
every_engine = pytest.mark.parametrize("engine", ENGINES)


def listed(frame, name):
    """A column as a list with None for what is missing."""
    known = nw.from_native(frame)
    if isinstance(known, nw.LazyFrame):
        known = known.collect("polars")
    return [None if pd.isna(cell) else cell for cell in known[name].to_list()]


@every_engine
def test_the_same_kind_of_frame_comes_back(engine):
    """A frame comes back as the kind it was; what was lazy is still lazy."""
    frame = ENGINES[engine](pa.table(ITEMS))
    assert type(assess_cohort(frame, "mjoa_total")) is type(frame)


@every_engine
def test_the_columns_of_the_caller_come_first_and_untouched(engine):
    """The caller's columns keep their names, order, types and values."""
    frame = ENGINES[engine](pa.table({"who": ["007", "008"], **ITEMS}))
    made = assess_cohort(frame, "mjoa_total", "mjoa_severity", bounds=True)
    before = nw.from_native(frame).collect_schema()
    after = nw.from_native(made).collect_schema()
    assert list(after)[: len(before)] == list(before)
    assert all(after[name] == before[name] for name in before)
    added = [name for name in list(after)[len(before) :] if not name.endswith("_rank")]
    assert added == [
        *(f"mjoa_total{end}" for end in ("", "_low", "_high", "_status")),
        *(f"mjoa_severity{end}" for end in ("", "_low", "_high", "_status")),
        "problems",
    ]
    assert listed(made, "who") == ["007", "008"]
    assert listed(made, "mjoa_severity") == ["moderate", None]


def test_the_index_of_pandas_stays():
    """A pandas frame keeps its index, even one with repeats."""
    frame = pd.DataFrame(ITEMS, index=["b", "b"])
    made = assess_cohort(frame, "mjoa_total")
    assert list(made.index) == ["b", "b"]
    assert made.loc["b", "mjoa_total"].tolist()[0] == 13


@pytest.mark.parametrize("kind", [pd.DataFrame, pa.table])
def test_two_columns_of_one_name(kind):
    """Nothing can tell which column is meant, so nothing is guessed."""
    one = kind(ITEMS)
    if isinstance(one, pd.DataFrame):
        twice = pd.concat([one, one[["mjoa_sphincter"]]], axis=1)
    else:
        twice = one.append_column("mjoa_sphincter", one["mjoa_sphincter"])
    with pytest.raises(CohortError, match="have the same name"):
        assess_cohort(twice, "mjoa_total")


def test_columns_that_no_engine_takes():
    """Strange cells are flagged in their rows; a strange type is an error."""
    frame = pd.DataFrame(ITEMS).assign(mjoa_sphincter=[1 + 2j, None])
    made = assess_cohort(frame, "mjoa_total")
    assert made["problems"].notna().tolist() == [True, False]


def test_lazy_frames_are_not_evaluated():
    """A lazy Polars frame with an error in it fails when collected, not before."""
    words = pl.DataFrame(ITEMS).with_columns(mjoa_sphincter=pl.lit("x"))
    lazy = words.lazy().cast({"mjoa_sphincter": pl.Int64})
    made = assess_cohort(lazy, "mjoa_total")
    with pytest.raises(pl.exceptions.PolarsError):
        made.collect()


def test_every_rule_whose_inputs_are_there():
    """Without rules, those that have all their inputs are applied, and no other."""
    frame = pl.DataFrame(ITEMS)
    with pytest.warns(CohortWarning):
        made = assess_cohort(frame, on_error="null")
    rules = [
        name
        for name, rule in cm.rules.items()
        if {q.name for q in rule.inputs} <= {*ITEMS}
    ]
    assert {"mjoa_total", "mjoa_severity"} <= {*rules}
    assert made.columns == [*ITEMS, *rules]
    with pytest.raises(MissingColumnError, match="no rule has all its input columns"):
        assess_cohort(pl.DataFrame({"colour": ["blue"]}))


def test_missing_column_names_the_closest():
    """A misspelt column is one clear error that names the right one."""
    frame = pl.DataFrame(ITEMS).rename({"mjoa_motor_upper": "mjoa_motor_uper"})
    with pytest.raises(MissingColumnError, match="did you mean mjoa_motor_upper"):
        assess_cohort(frame, "mjoa_total")


def test_columns_under_other_names():
    """A map of columns reads a frame that has names of its own."""
    frame = pl.DataFrame(ITEMS).rename({"mjoa_motor_upper": "hand"})
    made = assess_cohort(frame, "mjoa_total", columns={"hand": "mjoa_motor_upper"})
    assert made["mjoa_total"].to_list() == [13, None]


def test_clash_of_names():
    """A column that is there already is never overwritten."""
    for there in ({"cook_cluster": 1}, {"cook_cluster_low": 1}, {"problems": "x"}):
        frame = cm.cohort_schema("cook_cluster").to_polars().to_frame(eager=True)
        frame = frame.clear(1).with_columns(**{k: pl.lit(v) for k, v in there.items()})
        (name,) = there
        with pytest.raises(CohortError, match=f"{name}: the frame already has columns"):
            assess_cohort(frame, "cook_cluster", bounds=True)
    # A recorded answer is read, and the rule's own gets another name.
    frame = pl.DataFrame(ITEMS).with_columns(mjoa_total_answer=pl.lit(1))
    frame = frame.with_columns(mjoa_total=pl.lit(None, pl.Int64))
    with pytest.raises(CohortError, match="mjoa_total_answer: the frame already has"):
        assess_cohort(frame, "mjoa_total")


def test_unknown_rule_and_no_frame():
    """A rule that there is none of, and a thing that is no frame, are refused."""
    with pytest.raises(
        cm.CervmyeloError, match="mjoa_totl: unknown rule. Did you mean mjoa_total"
    ):
        assess_cohort(pl.DataFrame(ITEMS), "mjoa_totl")
    with pytest.raises(cm.CervmyeloError, match="expected a data frame, got a dict"):
        assess_cohort(ITEMS, "mjoa_total")


IMPOSSIBLE = {
    "too high": pl.Series([6, 5]),
    "too low": pl.Series([-1, 5]),
    "fraction": pl.Series([4.5, 5.0]),
    "nan": pl.Series([float("nan"), 5.0]),
    "infinity": pl.Series([float("inf"), 5.0]),
    "float32 fraction": pl.Series([0.1, 5.0], dtype=pl.Float32),
    "huge": pl.Series([2**64 - 1, 5], dtype=pl.UInt64),
}


@pytest.mark.parametrize("cells", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
@pytest.mark.parametrize("lazy", [False, True])
def test_an_impossible_cell_refuses_its_row_alone(cells, lazy):
    """The row of an invalid cell is null with a reason; all other rows are answered."""
    frame = pl.DataFrame(ITEMS).with_columns(mjoa_motor_upper=cells)
    made = assess_cohort(frame.lazy() if lazy else frame, "mjoa_total", bounds=True)
    made = made.lazy().collect()
    assert made["mjoa_total"].to_list() == [None, 14]
    assert made["mjoa_total_status"].to_list() == ["refused", "ok"]
    shown = made["problems"].to_list()
    assert shown[1] is None
    assert shown[0].startswith("mjoa_motor_upper: ")
    assert "0 to 5" in shown[0]


WHOLE_COLUMN = {
    "text for a number": ("mjoa_motor_upper", ["3", None]),
    "boolean for a number": ("mjoa_motor_upper", [True, None]),
    "another number for a fact": ("cord_signs", [2, None]),
    "other text for a fact": ("cord_signs", ["maybe", None]),
    "number for a choice": ("opll", [1, None]),
    "no such word": ("opll", ["Present", None]),
}


@pytest.mark.parametrize(("name", "cells"), WHOLE_COLUMN.values(), ids=WHOLE_COLUMN)
def test_a_column_of_the_wrong_kind_is_not_recast(name, cells):
    """Text, booleans and numbers do not stand in for each other, in any row."""
    rule = next(
        each for each in cm.rules.values() if any(q.name == name for q in each.inputs)
    )
    blank = {q.name: [None, None] for q in rule.inputs}
    made = assess_cohort(pl.DataFrame({**blank, name: cells}), rule, bounds=True)
    assert made[f"{rule.name}_status"].to_list() == ["refused", "undecided"]


GOOD = {
    "small integers": pl.Series([3, 5], dtype=pl.Int8),
    "unsigned": pl.Series([3, 5], dtype=pl.UInt64),
    "whole floats": pl.Series([3.0, 5.0]),
    "whole float32": pl.Series([3.0, 5.0], dtype=pl.Float32),
}


@pytest.mark.parametrize("cells", GOOD.values(), ids=GOOD)
def test_widths_of_numbers_do_not_matter(cells):
    """Integers of every width and whole floats are the same score."""
    frame = pl.DataFrame(ITEMS).with_columns(mjoa_motor_upper=cells)
    assert assess_cohort(frame, "mjoa_total")["mjoa_total"].to_list() == [13, 14]


@pytest.mark.parametrize("kind", [pl.Categorical, pl.Enum(["a", "present", "absent"])])
def test_words_of_every_type(kind):
    """A choice can be text, categories or an enumeration."""
    rule = cm.rules["article_risk_factors"]
    blank = {q.name: [False, False] for q in rule.inputs} | {"age_years": [30, 30]}
    frame = pl.DataFrame(
        {**blank, "opll": pl.Series(["present", "absent"], dtype=kind)}
    )
    assert assess_cohort(frame, rule)[rule.name].to_list() == [1, 0]


@every_engine
def test_columns_without_a_single_value(engine):
    """Columns of nothing but missing values leave everything open."""
    rule = cm.rules["article_outlook_factors"]
    frame = ENGINES[engine](pa.table({q.name: pa.nulls(2) for q in rule.inputs}))
    made = assess_cohort(frame, rule, bounds=True)
    assert listed(made, rule.name) == [None, None]
    assert listed(made, f"{rule.name}_high") == [3, 3]


@every_engine
def test_no_rows(engine):
    """A frame without rows gets the columns and stays empty."""
    frame = ENGINES[engine](pa.table(ITEMS).slice(0, 0))
    made = assess_cohort(frame, "mjoa_total", bounds=True)
    assert listed(made, "mjoa_total") == []


@every_engine
def test_stop_at_an_impossible_cell(engine):
    """With "raise", the error names the first invalid field and the number of cells."""
    bad = {**ITEMS, "mjoa_sphincter": [9, 4]}
    with pytest.raises(CohortError, match="2 cells are invalid, .*mjoa_sphincter"):
        assess_cohort(ENGINES[engine](pa.table(bad)), "mjoa_total", on_error="raise")
    fine = assess_cohort(
        ENGINES[engine](pa.table(ITEMS)), "mjoa_total", on_error="raise"
    )
    assert listed(fine, "mjoa_total") == [13, None]


def test_no_answer_repeats_a_value():
    """The message about an invalid cell does not repeat it."""
    frame = pl.DataFrame({**ITEMS, "mjoa_sphincter": [4711, 2]})
    assert "4711" not in assess_cohort(frame, "mjoa_total")["problems"][0]


def test_duckdb_is_left_to_duckdb():
    """A relation is not read while rules are added to it."""
    relation = duckdb.sql("select * from range(3) t(mjoa_motor_upper)")
    added = dict.fromkeys(list(ITEMS)[1:], "1")
    relation = relation.project(
        ", ".join(["mjoa_motor_upper", *(f"{v} as {n}" for n, v in added.items())])
    )
    made = assess_cohort(relation, "mjoa_total", on_error="null")
    assert sorted(row[-1] for row in made.fetchall()) == [3, 4, 5]


def test_import_loads_no_engine():
    """Importing the cohort reader loads no engine that the user did not import."""
    code = (
        "import sys, cervmyelo.cohort; print([name for name in ('polars', 'pandas', "
        "'pyarrow', 'duckdb', 'numpy', 'ibis', 'pyspark') if name in sys.modules])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"


def test_a_pandas_column_of_mixed_kinds():
    """A cell of another kind is flagged alone, in whatever column it is."""
    frame = pd.DataFrame({**ITEMS, "note": ["x", 3], "mjoa_sphincter": [3, "a lot"]})
    made = assess_cohort(frame, "mjoa_total", bounds=True)
    assert made["mjoa_total_status"].tolist() == ["ok", "refused"]
    assert made["note"].tolist() == ["x", 3]
    fine = assess_cohort(frame.assign(mjoa_sphincter=[3, 2]), "mjoa_total")
    assert listed(fine, "mjoa_total") == [13, None]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"hnd": "mjoa_motor_upper"}, "the frame has no column hnd. Did you mean hand"),
        ({"hand": "mjoa_motor_uper"}, "not in the data dictionary. Did you mean"),
        ({"hand": "opll", "mjoa_sphincter": "opll"}, "two columns are mapped to opll"),
    ],
    ids=["no such column", "no such quantity", "twice"],
)
def test_a_wrong_map_of_columns(columns, message):
    """A map that names no column, no quantity, or one twice is refused."""
    frame = pl.DataFrame(ITEMS).rename({"mjoa_motor_upper": "hand"})
    with pytest.raises(CohortError, match=message):
        assess_cohort(frame, "mjoa_total", columns=columns)


@pytest.mark.parametrize("option", ["Flag", "ignore", "", None, 1])
def test_an_unknown_option(option):
    """An unknown option for invalid cells is an error that names the options."""
    allowed = 'on_error: unknown option; allowed: "flag", "null", "raise"'
    with pytest.raises(CohortError, match=allowed):
        assess_cohort(pl.DataFrame(ITEMS), "mjoa_total", on_error=option)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["mjoa_total"], r"got a list. Give the rules one by one, .*\*rules"),
        (("mjoa_total",), r"got a tuple. Give the rules one by one"),
        (len, 'got a function. Give a name such as "mjoa_total"'),
        (3, "got an? int. Give a name"),
        (None, "got a NoneType. Give a name"),
    ],
    ids=["list", "tuple", "function", "number", "nothing"],
)
def test_things_that_are_no_rules(given, message):
    """Whatever is not a rule is an error that says what to give, in every function."""
    frame = pl.DataFrame(ITEMS)
    for ask in (assess_cohort, summarise, lambda _, rule: cohort_schema(rule)):
        with pytest.raises(cm.CervmyeloError, match=message):
            ask(frame, given)


@pytest.mark.parametrize(
    ("kind", "package"),
    [("pandas", "polars"), ("pandas", "pyarrow"), ("pyarrow", "polars")],
)
def test_a_package_that_is_not_installed(monkeypatch, package, kind):
    """A package that a frame needs and that is missing is named, with its extra."""
    frame = ENGINES[kind](pa.table(ITEMS))
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(cm.CervmyeloError, match=rf"{package} is .*cervmyelo\[frames\]"):
        assess_cohort(frame, "mjoa_total")


@every_engine
def test_a_frame_without_any_input_has_open_answers(engine):
    """A frame that holds nothing a rule reads keeps its rows, each undecided."""
    frame = ENGINES[engine](pa.table({"site": ["a", "b"]}))
    asked = {"bounds": True, "missing_columns": "unknown"}
    made = assess_cohort(frame, "mjoa_total", **asked)
    assert listed(made, "mjoa_total_low") == [0, 0]


EMPTY = {
    "pandas": lambda: pd.DataFrame(index=["a", "b"]),
    "pyarrow": lambda: pa.table({"x": [1, 2]}).select([]),
}


@pytest.mark.parametrize("make", EMPTY.values(), ids=EMPTY)
@pytest.mark.parametrize("asked", [{"bounds": True}, {"explain": True}], ids=str)
def test_rows_without_a_single_column(make, asked):
    """Rows are rows, even if there is no column."""
    made = assess_cohort(make(), "mjoa_total", missing_columns="unknown", **asked)
    assert len(made) == 2


def test_a_lazy_frame_that_fails_by_itself():
    """An error in the query of the caller is reported as one of the frame."""
    frame = pl.LazyFrame({"x": [1]}).select("canary")
    for function in (assess_cohort, cm.summarise):
        with pytest.raises(CohortError, match="frame: its own query fails") as raised:
            function(frame, "mjoa_total")
        assert "canary" not in str(raised.value)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize(
    "evaluate",
    [
        lambda frame: assess_cohort(frame, "mjoa_total", on_error="raise"),
        cm.report.html,
        lambda frame: cm.plots.grades(
            assess_cohort(frame, "mjoa_severity", bounds=True), "mjoa_severity"
        ),
    ],
    ids=["on_error", "report", "plot"],
)
def test_cells_that_fail_in_the_query_of_the_caller_are_not_shown(engine, evaluate):
    """Whatever collects a frame reports a failure without the cells and the query."""
    rows = pl.DataFrame({**ITEMS, "mjoa_motor_upper": ["3", "canary"]})
    if engine == "polars":
        name = pl.col("mjoa_motor_upper")
        frame = rows.lazy().with_columns(name.cast(pl.Int64))
    else:
        text = "select * replace (mjoa_motor_upper::int as mjoa_motor_upper) from rows"
        frame = duckdb.connect().register("rows", rows).sql(text)
    with pytest.raises(CohortError, match="frame: its own query fails when") as raised:
        evaluate(frame)
    shown = "".join(traceback.format_exception(raised.value))
    assert "canary" not in shown
