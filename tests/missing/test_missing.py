"""Why a value is missing: kept, shown, and without an effect but for two readings."""

import csv
import importlib
import itertools
import random
import re
from pathlib import Path

import polars as pl
import pytest
from frames import ENGINES, assert_law
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import cervmyelo as cm
from cervmyelo import testing
from cervmyelo.case import Case
from cervmyelo.cohort import assess_cohort
from cervmyelo.io import (
    ColumnMap,
    assessment_from_json,
    assessment_to_dict,
    grade_table,
    patient_from_dict,
    patient_from_json,
    patient_to_dict,
    read_table,
    to_json,
)
from cervmyelo.io.schema import patient_schema
from cervmyelo.models.missing import COMPANIONS, MEANINGS, UNAFFECTED
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.results.assessment import findings
from cervmyelo.results.questions import questions

WHY_NONE = ("not_asked", "not_testable", "refused")
EXPLAINABLE = [
    rule
    for rule in cm.rules.values()
    if any(each.name in UNAFFECTED for each in rule.inputs)
]
ONE_OF_EACH_FORM = {type(rule): rule for rule in EXPLAINABLE}.values()
ITEMS = {
    "mjoa_motor_upper": 3,
    "mjoa_motor_lower": 5,
    "mjoa_sensory_upper": 2,
    "mjoa_sphincter": 3,
}


def row_of(rule, chance, *, faults=0.0):
    """Random values of what a rule reads, and reasons next to some of them."""
    row = {}
    # Rows full of symptoms contradict each other.
    often = 0.75 if len(rule.reads) < 20 else 0.1
    reads = [each for each in rule.reads if not each.answer or each in rule.inputs]
    explained = {each.name for each in chance.sample(reads, min(4, len(reads)))}
    for each in reads:
        name, key = each.name, COMPANIONS[each.name].name
        if chance.random() < often:
            row[name] = chance.choice(each.values or (each.low, each.high))
            if name in UNAFFECTED.keys() & explained:
                row[key] = "other_cause"
        elif chance.random() < 0.5:
            row[key] = chance.choice(WHY_NONE)
        if each in rule.inputs and chance.random() < faults:
            row[key] = chance.choice(("other_cause", "refused", "lost"))
    return row


def rows_of(rule, count, *, faults=0.0):
    """Random rows, always the same; without faults if the rule answers despite them."""
    chance = random.Random(rule.name)  # noqa: S311 -- always the same rows
    faults = 0.0 if rule.firm else faults
    return [row_of(rule, chance, faults=faults) for _ in range(count)]


def readings_of(row):
    """The row once for each reading of what another cause explains, without reasons."""
    recorded = {name: value for name, value in row.items() if name in QUANTITIES}
    twice = [name for name in recorded if row.get(f"{name}_missing") == "other_cause"]
    options = [(recorded[name], UNAFFECTED[name]) for name in twice]
    for chosen in itertools.product(*options):
        yield recorded | dict(zip(twice, chosen, strict=True))


@pytest.mark.parametrize("rule", EXPLAINABLE, ids=lambda rule: rule.name)
def test_a_cell_with_reasons_is_what_that_person_would_get(rule):
    """Reasons next to the inputs, valid or not, give the same in a frame."""
    reasons = [COMPANIONS[each.name] for each in rule.reads]
    names = ("polars", "pandas", "duckdb") if rule in ONE_OF_EACH_FORM else ("polars",)
    assert_law(
        rule,
        rows_of(rule, 80, faults=0.02),
        [ENGINES[name] for name in names],
        (*rule.reads, *reasons),
    )


@pytest.mark.parametrize("rule", EXPLAINABLE, ids=lambda rule: rule.name)
def test_another_cause_gives_exactly_both_readings(rule):
    """What is possible is what is possible as scored, and what is as if unaffected."""
    compared = 0
    for row in rows_of(rule, 60):
        found = rule(row)
        single = [rule(each) for each in readings_of(row)]
        if any(each.status == "refused" for each in single):
            continue
        compared += 1
        if found.possible is not None:
            every = {answer for each in single for answer in each.possible}
            assert set(found.possible) == every, row
        if found.low is not None:
            assert found.low == min(each.low for each in single), row
            assert found.high == max(each.high for each in single), row
    assert compared


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(testing.patients(), st.data())
def test_a_reason_for_no_value_changes_no_answer(patient, data):
    """Not asked, not testable and refused leave every bound as it was."""
    empty = [name for name, value in patient.flat().items() if value is None]
    why = data.draw(
        st.dictionaries(st.sampled_from(empty), st.sampled_from(WHY_NONE), max_size=8)
    )
    record = Case(patient).values
    reasons = {f"{name}_missing": reason for name, reason in why.items()}
    for one, other in zip(findings(record), findings(record | reasons), strict=True):
        for part in (
            "status",
            "value",
            "possible",
            "low",
            "high",
            "missing",
            "problems",
        ):
            assert getattr(one, part) == getattr(other, part)


@pytest.mark.parametrize("rule", ONE_OF_EACH_FORM, ids=lambda rule: rule.name)
def test_a_reason_leaves_what_is_known_in_part_as_it_is(rule):
    """What is known in part stays open, whatever is recorded about another quantity."""
    values = ((each.name, each.values or (each.low, each.high)) for each in rule.inputs)
    row = {name: cm.one_of(some[0], some[-1]) for name, some in values}
    elsewhere = "mjoa_sphincter" if "mjoa_sphincter" not in row else "age_years"
    found = rule(row | {f"{elsewhere}_missing": "refused"})
    assert (found, found.missing) == (rule(row), rule(row).missing)
    name = rule.inputs[-1].name
    found = rule({**row, name: None, f"{name}_missing": "refused"})
    assert found.missing == rule({**row, name: None}).missing


def test_a_reason_is_shown_in_place_of_the_effect():
    """A finding says why an item is missing, and why one is read in two ways."""
    why = {"mjoa_motor_upper": "other_cause"}
    items = cm.MJOA(motor_upper=3, motor_lower=5, sensory_upper=2, sphincter=3)
    found = cm.mjoa_total(cm.Patient(mjoa=items, missing=why))
    assert str(found.because[0]) == (
        "mJOA hand motor function: 3 or 5 points (explained by another cause: as "
        "scored, or as if unaffected)"
    )
    assert found.possible == (13, 15)
    assert found.missing == ()
    row = {"mjoa_motor_upper_missing": "not_testable"}
    found = cm.mjoa_total(row)
    reason = "mJOA hand motor function: not recorded (not testable)"
    assert str(found.because[0]) == reason
    assert "mjoa_motor_upper" in found.missing
    sign = {"hoffmann_sign": True, "hoffmann_sign_missing": "other_cause"}
    found = cm.rules["cook_cluster"](sign)
    assert found == cm.rules["cook_cluster"]({}) or any(
        str(each).startswith("Hoffmann sign: yes or no (explained by another cause")
        for each in found.because
    )


@pytest.mark.parametrize(
    ("reason", "asked"),
    [("not_asked", True), ("not_testable", False), ("refused", False), (None, True)],
)
def test_what_was_refused_is_not_asked_again(reason, asked):
    """A question that cannot be answered is not asked; it stays missing."""
    case = ITEMS | {"mjoa_motor_upper": None, "mjoa_motor_upper_missing": reason}
    names = [each.quantity.name for each in questions([cm.mjoa_severity], case)]
    assert ("mjoa_motor_upper" in names) is asked
    assert cm.mjoa_severity(case).missing == ("mjoa_motor_upper",)


def test_a_question_counts_both_readings():
    """What an answer would change is worked out for both readings of another item."""
    case = ITEMS | {"mjoa_sphincter": None, "mjoa_motor_upper_missing": "other_cause"}
    (question,) = questions([cm.mjoa_total], case)
    assert question.quantity.name == "mjoa_sphincter"
    assert str(question.consequences[0].given(3)) == "13 or 15 points"


@pytest.mark.parametrize(
    ("missing", "error", "words"),
    [
        ({"mjoa_motor_uper": "refused"}, cm.errors.UnknownFieldError, "Did you mean"),
        ({"mjoa_motor_upper": "lost"}, cm.errors.LevelError, "not_testable"),
        ({"mjoa_motor_upper": 3}, cm.errors.KindError, "not_testable"),
        ({"age_years": "refused"}, cm.errors.LevelError, "Remove the value or"),
        ({"mjoa_sphincter": "other_cause"}, cm.errors.LevelError, "Record the value"),
        ({"age_years": "other_cause"}, cm.errors.LevelError, "Another cause can"),
        ("refused", cm.errors.KindError, "Write missing="),
        ([1], cm.errors.KindError, "Write missing="),
    ],
)
def test_an_invalid_reason_is_refused_with_the_fix(missing, error, words):
    """A constructor names the field of a wrong reason, and what to write."""
    with pytest.raises(error, match=words):
        cm.Patient(age_years=61, missing=missing)


@pytest.mark.parametrize(
    "reason",
    [
        {"mjoa_motor_upper_missing": "lost"},
        {"mjoa_motor_upper_missing": "refused"},
        {"mjoa_motor_upper": None, "mjoa_motor_upper_missing": "other_cause"},
    ],
)
def test_an_invalid_reason_is_a_problem_of_its_quantity(reason):
    """The rules that read the quantity refuse, and all others answer."""
    case = cm.Case(ITEMS | reason)
    assert list(case.problems) == ["mjoa_motor_upper"]
    assert not case.missing
    assert cm.mjoa_total(case).status == "refused"
    assert cm.article_stage(case).status == "undecided"
    with pytest.raises(cm.errors.InvalidRecordError, match="mjoa_motor_upper_missing"):
        patient_from_dict(ITEMS | reason)
    with pytest.raises(cm.errors.InvalidRecordError, match="mjoa_motor_upper_missing"):
        cm.assess(ITEMS | reason)


def test_reasons_survive_json():
    """A patient with reasons comes back equal, valid by the schema, and so assessed."""
    items = cm.MJOA(motor_upper=3, motor_lower=5)
    why = {"mjoa_motor_upper": "other_cause", "mjoa_sphincter": "refused"}
    patient = cm.Patient(mjoa=items, missing=why)
    record = patient_to_dict(patient)
    assert record["mjoa_motor_upper_missing"] == "other_cause"
    assert patient_from_json(to_json(record)) == patient
    schema = Draft202012Validator(patient_schema())
    assert schema.is_valid(record)
    assert not schema.is_valid(record | {"mjoa_motor_upper_missing": "lost"})
    assessment = cm.assess(patient)
    assert cm.assess(record) == assessment
    assert assessment_from_json(to_json(assessment_to_dict(assessment))) == assessment


def test_reasons_in_a_table_file(tmp_path):
    """A column of reasons is read for one person and for the whole file alike."""
    source, target = tmp_path / "clinic.csv", tmp_path / "graded.csv"
    source.write_text(
        "mjoa_motor_upper,why,mjoa_motor_lower,mjoa_sensory_upper,mjoa_sphincter\n"
        "3,carpal tunnel,5,2,3\n,Refused,5,2,3\n3,refused,5,2,3\n3,?,5,2,3\n"
    )
    words = {"carpal tunnel": "other_cause", "Refused": "refused", "refused": "refused"}
    columns = ColumnMap(
        columns={"why": "mjoa_motor_upper_missing"},
        values={"mjoa_motor_upper_missing": words},
    )
    readings = list(read_table(source, columns))
    assert [each.patient is None for each in readings] == [False, False, True, True]
    graded = grade_table(source, target, "mjoa_total", columns=columns, bounds=True)
    assert graded.flagged == 2
    rows = list(csv.DictReader(target.read_text().splitlines()))
    for reading, row in zip(readings, rows, strict=True):
        found = cm.mjoa_total(reading.patient or cm.Case(reading.values, extra=True))
        assert row["mjoa_total_status"] == found.status
        assert row["mjoa_total_low"] == ("" if found.low is None else str(found.low))
        assert row["problems"] == " ".join(map(str, reading.problems))


def test_the_words_of_a_frame_are_those_of_one_person():
    """An explained row has the reasons that one person gets."""
    row = ITEMS | {"mjoa_motor_upper_missing": "other_cause"}
    frame = assess_cohort(pl.DataFrame([row]), "mjoa_total", explain=True)
    wanted = "; ".join(map(str, cm.mjoa_total(row).because))
    assert frame["mjoa_total_because"].item() == wanted
    assert frame["mjoa_total_missing"].item() is None


def test_the_dictionary_shows_where_another_cause_is_allowed(monkeypatch):
    """The page lists exactly the quantities that another cause can explain."""
    monkeypatch.syspath_prepend(Path(__file__).parents[2] / "docs" / "_ext")
    pages = importlib.import_module("dictionary_page").dictionary_pages()
    section = (
        pages["dictionary"].split("## Why a value is missing")[1].split("\n## ")[0]
    )
    assert all(f"`{word}`" in section for word in MEANINGS)
    listed = {*re.findall(r"#quantity-(\w+)\)", section)}
    for title in re.findall(r"\* - (.*)\n  - all\n", section):
        (whole,) = (each for each in pages.values() if f": {title}\n" in each)
        named = re.findall(r"\{#quantity-(\w+)\}", whole)
        described = {d.name for each in SYMPTOMS.values() for d in each.all[1:]}
        listed |= {*named} - described
    assert listed == {*UNAFFECTED}
