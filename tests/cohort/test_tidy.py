"""Answers below each other, for one person and for frames, and back to columns."""

import datetime as dt
import random

import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from frames import ENGINES, read_back, same, table

import cervmyelo as cm
from cervmyelo.cohort import CohortError, MissingColumnError
from cervmyelo.errors import KindError
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.results.tidy import TIDY

every_engine = pytest.mark.parametrize("engine", ENGINES)
RECORDABLE = [
    rule
    for name, rule in cm.rules.items()
    if name in QUANTITIES and QUANTITIES[name].answer
]
COUNT = 12
SOME = (
    "mjoa_severity",
    "article_stage",
    "canal_stenosis",
    "cook_result",
    "grip_release",
    "k_line",
    "kang_grade",
    "mjoa_total",
    "nurick_1972",
    "ranawat",
    "torg_pavlov_ratio",
)
"""Rules of all forms; those that are not among them have a proof of their own."""


def rows_of(rule, seed):
    """Random rows of what a rule reads, without its own answer: little, or much."""
    draw = random.Random(f"{rule.name} {seed}")  # noqa: S311 -- for rows
    rows = [{} for _ in range(COUNT)]
    for quantity in rule.reads:
        own = quantity.name == rule.name
        values = getattr(quantity, "values", ()) or [
            round(draw.uniform(quantity.low, quantity.high), 3) for _ in range(3)
        ]
        for place, row in enumerate(rows):
            if not own and draw.random() < place / COUNT:
                row[quantity.name] = draw.choice(values)
    return rows


def polars(frame):
    """A frame of any engine as one of Polars."""
    return nw.from_native(frame).lazy().collect("polars").to_native()


def assert_same_rows(got, wanted):
    """Tidy rows are the same; digits of numbers with decimals are read as numbers."""
    assert len(got) == len(wanted)
    for one, other in zip(got, wanted, strict=True):
        for name in one:
            cell, cells = one[name], (one[name], other[name])
            if name in {"value", "low", "high"} and one["number_low"] is not None:
                cells = [None if each is None else float(each) for each in cells]
            assert same(*cells), (name, one, other)
            assert cell is None or isinstance(cell, type(other[name])), (name, cell)


@pytest.mark.parametrize(("place", "name"), [*enumerate(SOME)])
def test_answers_are_tidied_and_recorded_again(place, name):
    """A frame has the rows of its people, and what is recorded leads to them again."""
    # Every engine sees some of the rules.
    assert_round_trip(cm.rules[name], [*ENGINES][place % len(ENGINES)])


@pytest.mark.parametrize("rule", RECORDABLE, ids=lambda rule: rule.name)
def test_every_answer_is_tidied_and_recorded_again(rule):
    """The same for every rule whose answer can be recorded, on some of the engines."""
    for engine in [*ENGINES][RECORDABLE.index(rule) % 3 :: 3]:
        assert_round_trip(rule, engine)


def assert_round_trip(rule, engine):
    """Rows of people, tidied as a frame and recorded again, have the same answers."""
    rows = rows_of(rule, 1)
    found = [rule(row) for row in rows]
    wanted = [
        cm.tidy_findings([each], person=place)[0] for place, each in enumerate(found)
    ]
    quantities = [each for each in rule.reads if each.name != rule.name]
    # Rules that read nothing but their own recorded answer find nothing here.
    quantities = quantities or [QUANTITIES["age_years"]]
    frame = ENGINES[engine](table(rows, quantities))
    graded = cm.assess_cohort(frame, rule, bounds=True, missing_columns="unknown")
    tidy = cm.tidy_cohort(graded, person="row")
    assert type(tidy) is type(frame)
    got = polars(tidy).sort("person").rows(named=True)
    unlike = ("date", "missing", "problem")
    assert_same_rows(
        [{n: c for n, c in row.items() if n not in unlike} for row in got],
        [{n: c for n, c in row.items() if n not in unlike} for row in wanted],
    )
    for row, each in zip(got, wanted, strict=True):
        assert (row["problem"] is None) is (each["problem"] is None)
    wide = cm.recorded_answers(tidy)
    assert type(wide) is type(frame)
    again = cm.assess_cohort(wide, rule, bounds=True, missing_columns="unknown")
    ends = ("", "_low", "_high", "_status")
    columns = polars(again).sort("person")
    assert columns["person"].to_list() == [*range(COUNT)]
    for place, each in enumerate(wanted):
        cells = [columns[f"{rule.name}_answer{end}"][place] for end in ends]
        status = columns[f"{rule.name}_status"][place]
        assert status == each["status"]
        if status == "refused" or (
            status == "undecided" and each["low"] == each["high"]
        ):
            assert cells[0] is None
            assert cells[3] == "undecided"
            continue
        number = rule.answer_type is not str
        names = (
            ("number", "number_low", "number_high")
            if number
            else ("value", "low", "high")
        )
        expected = [each[name] for name in names if name != "number" or number]
        if not number:
            expected = [each["value"], each["low"], each["high"]]
        assert all(map(same, cells[:3], expected)), (cells, each)
        assert cells[3] == status


def test_every_state_comes_up():
    """The rows above have answers, bounds, refusals and single answers or none."""
    found = [rule(row) for rule in RECORDABLE for row in rows_of(rule, 1)]
    states = {
        (each.status, each.low is not None and each.low == each.high) for each in found
    }
    assert states >= {("ok", True), ("undecided", False), ("refused", False)}


CLINIC = {
    "row": [0, 1, 2, 3],
    "id": ["b", "a", None, "c"],
    "seen": [dt.date(2026, 1, 1), None, dt.date(2026, 1, 1), dt.date(2026, 1, 2)],
    "mjoa_total": [13, None, 99, 18],
}


@every_engine
def test_no_row_is_lost(engine):
    """Each row has a row for each rule: undecided, refused or without a person."""
    frame = ENGINES[engine](pa.table(CLINIC))
    graded = cm.assess_cohort(frame, "mjoa_total", "mjoa_severity", bounds=True)
    tidy = polars(cm.tidy_cohort(graded, person="id", date="seen"))
    assert tidy.columns == [*TIDY]
    assert sorted(
        tidy.select("person", "date", "rule", "value", "status").rows(), key=str
    ) == sorted(
        (
            (person, day, rule, value, status)
            for person, day, status, values in (
                ("b", dt.date(2026, 1, 1), "ok", ("13", "moderate")),
                ("a", None, "undecided", (None, None)),
                (None, dt.date(2026, 1, 1), "refused", (None, None)),
                ("c", dt.date(2026, 1, 2), "ok", ("18", "none")),
            )
            for rule, value in zip(("mjoa_total", "mjoa_severity"), values, strict=True)
        ),
        key=str,
    )
    problems = tidy.filter(pl.col("problem").is_not_null())
    assert problems["status"].unique().to_list() == ["refused"]
    assert all("mjoa_total: invalid value" in each for each in problems["problem"])


def test_rows_in_memory_are_in_order():
    """The rules of a person follow each other, and people keep their order."""
    frame = pl.DataFrame(CLINIC)
    graded = cm.assess_cohort(frame, "mjoa_severity", "mjoa_total", bounds=True)
    tidy = cm.tidy_cohort(graded, "mjoa_total", "mjoa_severity", person="row")
    assert tidy["person"].to_list() == [0, 0, 1, 1, 2, 2, 3, 3]
    assert tidy["rule"].to_list()[:2] == ["mjoa_total", "mjoa_severity"]
    wide = cm.recorded_answers(tidy.reverse())
    assert wide["person"].to_list() == [3, 2, 1, 0]


def test_names_of_the_caller_are_in_nobodys_way():
    """A person can be in a column named like one of the result, or oddly."""
    for name in ("rule", "status", "a.*", "person"):
        frame = pl.DataFrame({name: ["x"], "mjoa_total": [13]})
        graded = cm.assess_cohort(frame, "mjoa_total", bounds=True, suffix="_BL")
        tidy = cm.tidy_cohort(graded, person=name, suffix="_BL")
        assert tidy.select("person", "value").row(0) == ("x", "13")
        if name in {"rule", "status"}:
            continue
        wide = cm.recorded_answers(tidy.rename({"person": name}), person=name)
        assert wide.columns[0] == name


def test_what_is_missing_is_said_if_it_was_explained():
    """The missing inputs are those of the reasons, never reasons of missing values."""
    frame = pl.DataFrame({"id": ["a"], "mjoa_motor_upper": [3]})
    asked = {"bounds": True, "missing_columns": "unknown"}
    graded = cm.assess_cohort(frame, "mjoa_severity", explain=True, **asked)
    (row,) = cm.tidy_cohort(graded, person="id").rows(named=True)
    (wanted,) = cm.tidy_findings([cm.mjoa_severity({"mjoa_motor_upper": 3})])
    assert row["missing"] == wanted["missing"]
    reasons = pl.DataFrame({"id": ["a"], "mjoa_severity_missing": ["not_asked"]})
    graded = cm.assess_cohort(reasons, "mjoa_severity", **asked)
    (row,) = cm.tidy_cohort(graded, person="id").rows(named=True)
    assert row["missing"] is None


def test_what_is_one_answer_or_none_is_not_recorded():
    """One possible answer that the source may not give is no known answer."""
    row = cm.tidy_findings([cm.mjoa_total({"mjoa_motor_upper": 3})], person="a")[0]
    one = {**row, "low": "9", "high": "9", "number_low": 9.0, "number_high": 9.0}
    wide = cm.recorded_answers(pl.DataFrame([one]))
    assert wide.row(0) == ("a", None, None, None, "undecided")


def test_an_assessment_is_tidied():
    """Of an assessment, the rules are taken that have data, with who and when."""
    assessment = cm.assess({"mjoa_total": 13, "age_years": 61})
    day = dt.date(2026, 3, 1)
    rows = cm.tidy_findings(assessment, person=7, date=day)
    assert [row["rule"] for row in rows] == [e.rule.name for e in assessment.informed]
    assert {(row["person"], row["date"]) for row in rows} == {(7, day)}
    assert all(tuple(row) == TIDY for row in rows)
    wide = cm.recorded_answers(pl.DataFrame(rows), date="date")
    assert wide.select("person", "date", "mjoa_total").row(0) == (7, day, 13)


def test_what_cannot_be_tidied_is_refused():
    """Columns that are not there, rules without answers and other things are named."""
    graded = cm.assess_cohort(pl.DataFrame(CLINIC), "mjoa_total", bounds=True)
    bare = cm.assess_cohort(pl.DataFrame(CLINIC), "mjoa_total")
    for error, words, call in (
        (MissingColumnError, "who: the frame", lambda: tidied(graded, person="who")),
        (MissingColumnError, "bounds=True", lambda: tidied(bare, person="id")),
        (
            MissingColumnError,
            "mjoa_severity_status: .*bounds=True",
            lambda: tidied(graded, "mjoa_severity", person="id"),
        ),
        (MissingColumnError, "suffix", lambda: tidied(graded, person="id", suffix="x")),
        (CohortError, "same column", lambda: tidied(graded, person="id", date="id")),
        (KindError, "person", lambda: tidied(graded, person=None)),
        (KindError, "findings", lambda: cm.tidy_findings(5)),
        (KindError, "findings", lambda: cm.tidy_findings(["a"])),
    ):
        with pytest.raises(error, match=words):
            call()


tidied = cm.tidy_cohort


@every_engine
def test_what_cannot_be_recorded_is_refused(engine):
    """An answer given twice, or of nobody, is never chosen or joined silently."""
    frame = ENGINES[engine](pa.table(CLINIC))
    graded = cm.assess_cohort(frame, "mjoa_total", bounds=True)
    tidy = cm.tidy_cohort(graded, person="id", date="seen")
    with pytest.raises(CohortError, match="person: some rows have none"):
        cm.recorded_answers(tidy)
    tidy = cm.tidy_cohort(graded, person="mjoa_total_answer_status")
    with pytest.raises(CohortError, match="mjoa_total: a person has it more than once"):
        cm.recorded_answers(tidy)
    with pytest.raises(CohortError, match="article_urgency: its answer cannot be"):
        cm.recorded_answers(tidy, "article_urgency")
    with pytest.raises(MissingColumnError, match="rule: the frame has no such"):
        cm.recorded_answers(frame, person="id")


def test_a_file_in_between_changes_nothing(tmp_path):
    """Tidy rows come back from CSV, where numbers and gaps lose their types."""
    frame = pd.DataFrame(CLINIC)
    graded = cm.assess_cohort(frame, "mjoa_total", "mjoa_severity", bounds=True)
    tidy = cm.tidy_cohort(graded, person="row")
    tidy.to_csv(tmp_path / "tidy.csv", index=False)
    for read in (pd.read_csv, pl.read_csv):
        # "none" is a grade; pandas takes some words for nothing, and not this one.
        wide = cm.recorded_answers(read(tmp_path / "tidy.csv"))
        again = cm.assess_cohort(wide, "mjoa_severity", bounds=True)
        names = [f"mjoa_severity_answer{end}" for end in ("", "_low", "_high")]
        kept = {n: n.replace("_answer", "") for n in names}
        got = read_back(nw.from_native(again).rename({"person": "row"}), names)
        wanted = read_back(graded, [*kept.values()])
        assert got["mjoa_severity_answer"] == wanted["mjoa_severity"]
        assert got["mjoa_severity_answer_low"][:2] == wanted["mjoa_severity_low"][:2]


ITEMS = tuple(cm.mjoa_total.inputs)
SHEET = {
    "row": [0, 1, 2, 3, 4],
    ITEMS[0].name: [3, None, 9, None, 4],
    f"{ITEMS[0].name}_low": [None, 2, None, None, None],
    f"{ITEMS[0].name}_high": [None, 4, None, None, None],
    f"{ITEMS[0].name}_missing": [None, None, None, "refused", None],
    ITEMS[1].name: [1, 2, 3, None, 5],
    ITEMS[2].name: [3, 3, 3, 3, 2],
    ITEMS[3].name: [0, 1, 2, 3, 1],
    f"{ITEMS[3].name}_missing": [None, None, None, None, "other_cause"],
}


def sheet(engine):
    """A frame with items of the mJOA: known, in part, missing, invalid, explained."""
    kinds = {n: pa.string() if n.endswith("_missing") else pa.int64() for n in SHEET}
    return ENGINES[engine](pa.table(SHEET, schema=pa.schema(kinds.items())))


def without(row):
    """A row without what a frame says otherwise: reasons of rules need explain=True."""
    unlike = {"date", "problem", *(() if row["item"] else ("missing",))}
    return {name: cell for name, cell in row.items() if name not in unlike}


@every_engine
def test_items_have_rows_and_come_back(engine):
    """What is recorded of each item has a row, and the score that it gives is back."""
    frame = sheet(engine)
    graded = cm.assess_cohort(frame, "mjoa_total", bounds=True)
    tidy = cm.tidy_cohort(graded, person="row", items=True)
    assert type(tidy) is type(frame)
    got = polars(tidy).sort("person", maintain_order=True)
    rows = {(r["person"], r["item"] or r["rule"]): r for r in got.rows(named=True)}
    assert len(rows) == got.height == 5 * 5
    for place in (0, 1, 3, 4):
        known = {n: c[place] for n, c in SHEET.items() if c[place] is not None}
        person = {n: v for n, v in known.items() if n != "row"}
        low = person.pop(f"{ITEMS[0].name}_low", None)
        if low is not None:
            high = person.pop(f"{ITEMS[0].name}_high")
            person[ITEMS[0].name] = cm.between(low, high)
        found = cm.tidy_findings(cm.assess(person), person=place, items=True)
        wanted = [row for row in found if row["item"] or row["rule"] == "mjoa_total"]
        own = [rows[place, row["item"] or row["rule"]] for row in wanted]
        assert_same_rows(*([without(row) for row in each] for each in (own, wanted)))
    refused = rows[2, ITEMS[0].name]
    assert (refused["status"], refused["value"]) == ("refused", None)
    assert ITEMS[0].name in refused["problem"]
    assert rows[2, ITEMS[1].name]["problem"] is None
    wide = cm.recorded_answers(cm.tidy_cohort(frame, person="row", items=True))
    assert type(wide) is type(frame)
    again = cm.assess_cohort(wide, "mjoa_total", bounds=True)
    before, after = (
        polars(each).sort(key) for each, key in ((graded, "row"), (again, "person"))
    )
    for end in ("", "_low", "_high", "_status"):
        cells = [f[f"mjoa_total{end}"].to_list() for f in (before, after)]
        # An invalid item is not recorded once it is back.
        assert [c[:2] + c[3:] for c in cells[:1]] == [c[:2] + c[3:] for c in cells[1:]]
    back = polars(wide).sort("person")
    assert back[f"{ITEMS[0].name}_missing"].to_list() == [None] * 3 + ["refused", None]


def test_items_of_other_columns_are_read():
    """A map of columns and values is taken for items as for rules."""
    frame = pl.DataFrame({"id": ["a", "b"], "hand": ["three", "none"]})
    tidy = cm.tidy_cohort(
        frame,
        person="id",
        items=True,
        columns={"hand": ITEMS[0].name},
        values={ITEMS[0].name: {"three": 3, "none": None}},
    )
    assert tidy.select("item", "value", "low", "status").rows() == [
        (ITEMS[0].name, "3", "3", "ok"),
        (ITEMS[0].name, None, "0", "undecided"),
    ]
    assert tidy["instrument"].to_list() == ["mjoa", "mjoa"]


def test_instruments_are_those_whose_items_are_added_up():
    """A rule that reads one instrument names it, and one that reads more names none."""
    rows = cm.tidy_findings(cm.assess({"mjoa_total": 13, "age_years": 61}))
    named = {row["rule"]: row["instrument"] for row in rows}
    assert named["mjoa_total"] == named["mjoa_severity"] == "mjoa"
    assert named["article_risk_factors"] is None
    assert {row["item"] for row in rows} == {None}


def test_items_need_an_assessment():
    """Findings alone do not say what was recorded."""
    with pytest.raises(KindError, match="items=True"):
        cm.tidy_findings([cm.mjoa_total({})], items=True)
    with pytest.raises(KindError, match="items"):
        cm.tidy_findings(cm.assess({}), items=1)
    with pytest.raises(KindError, match="items"):
        cm.tidy_cohort(pl.DataFrame({"id": [1]}), person="id", items="mjoa")
