"""What other programs need to know of quantities and rules: units, codes, audience."""

import re

import attrs
import pytest

import cervmyelo as cm
from cervmyelo.codes import ANSWERS, GRADES
from cervmyelo.forms import Curve
from cervmyelo.forms.rule import _deciding
from cervmyelo.models.patient import QUANTITIES, SHEET_TITLES, SHEETS
from cervmyelo.models.sheet import quantities_of
from cervmyelo.quantity import Choice, Fact, Measure
from cervmyelo.terminology.answers import (
    answer_code,
    answers_by_code,
    grade_code,
    is_coded,
    scale_of,
)
from cervmyelo.units import UCUM_CODES, is_annotation, ucum

# As @lhncbc/ucum-lhc checks them.
UNITS_OF_UCUM = {"a", "mo", "s", "mm", "mm2", "kg", "deg", "%", "1"}

NUMBERS = [each for each in QUANTITIES.values() if isinstance(each, Measure)]


def test_every_unit_has_a_code():
    """Each unit of a quantity or an answer is one of UCUM, or an annotation."""
    units = {each.unit for each in NUMBERS}
    units |= {rule.answer_unit for rule in cm.rules.values()}
    for unit in units - {""}:
        code = ucum(unit)
        assert code in UNITS_OF_UCUM or re.fullmatch(r"\{[a-z]+\}", code), unit
        assert is_annotation(code) is (code not in UNITS_OF_UCUM)
    words = {unit for unit in units if not unit.startswith("of ")} - {""}
    assert words == set(UCUM_CODES)
    with pytest.raises(KeyError):
        ucum("furlongs")


def test_answers_have_the_unit_of_their_rule():
    """A rule gives a grade without a unit, or a number in the unit that it declares."""
    for rule in cm.rules.values():
        assert bool(rule.answer_unit) is (rule.scale is None)
        assert rule.unknown.unit == rule.answer_unit
        if isinstance(rule.recorded, Measure) and rule.scale is None:
            assert ucum(rule.recorded.unit) == ucum(rule.answer_unit), rule.name


def test_only_figures_over_time_look_ahead():
    """A rule with a horizon gives figures over time, and reads the horizon."""
    for rule in cm.rules.values():
        assert (rule.horizon is not None) is isinstance(rule, Curve)
        if rule.horizon is not None:
            assert rule.horizon in rule.inputs
            assert rule.horizon.ucum in {"a", "mo"}


def test_patients_are_asked_what_is_worded_for_them():
    """Scores, signs and estimates are for clinicians; symptoms are for the person."""
    for sheet in SHEETS.values():
        assert {each.audience for each in quantities_of(sheet).values()} == {
            "clinician"
        }
    asked = {name for name, each in QUANTITIES.items() if each.audience == "patient"}
    assert {"neck_pain", "neck_pain_onset", "age_years", "smoker"} <= asked
    assert asked.isdisjoint(
        {"reflex_change", "reflex_change_onset", "pretest_probability", "cord_signs"}
    )


def test_every_quantity_has_a_heading():
    """A quantity is asked under the title of its sheet, or under a heading."""
    on_sheets = {
        each.name for sheet in SHEETS.values() for each in quantities_of(sheet).values()
    }
    for name, each in QUANTITIES.items():
        assert bool(each.group) is (name not in on_sheets)
    groups = {each.group for each in QUANTITIES.values()}
    assert groups.isdisjoint(SHEET_TITLES.values())


def test_wording_ships_only_where_terms_are_known():
    """No rule lets the words of a published form be shown; its own always may."""
    assert not any(rule.wording_may_ship for rule in cm.rules.values())
    rule = cm.mjoa_total
    other = attrs.evolve(rule, wording_may_ship=True)
    assert other.identity.fingerprint == rule.identity.fingerprint


def test_whom_to_ask_changes_no_fingerprint():
    """The audience and the heading of an input decide nothing."""
    for quantity in QUANTITIES.values():
        other = attrs.evolve(quantity, audience="patient", group="Hands")
        assert _deciding(other) == _deciding(quantity)


def test_every_answer_has_one_code():
    """Answers with codes go there and back; facts and long scales have none."""
    codes = answers_by_code()
    for quantity in QUANTITIES.values():
        if not is_coded(quantity):
            assert isinstance(quantity, Fact) or len(quantity.values) not in range(
                1, 13
            )
            continue
        coded = [answer_code(quantity, value) for value in quantity.values]
        assert len({each.code for each in coded}) == len(coded)
        for value, code in zip(quantity.values, coded, strict=True):
            if scale_of(quantity) is None:
                assert code.system == ANSWERS
                assert codes[code.code] == (quantity.name, value)
            else:
                assert code.system == GRADES
    with pytest.raises(cm.CervmyeloError, match="opll"):
        answer_code(QUANTITIES["opll"], "perhaps")


def test_grades_are_coded_by_their_scale():
    """A grade has one code, whichever rule gives it, and also if it was recorded."""
    for rule in cm.rules.values():
        if rule.scale is None:
            continue
        grades = {str(grade.code): grade_code(grade) for grade in rule.scale}
        assert {each.code for each in grades.values()} == {
            f"{rule.scale.name}:{code}" for code in rule.scale.codes
        }
        recorded = rule.recorded
        if isinstance(recorded, Choice | Measure):
            for value in recorded.values:
                assert answer_code(recorded, value) == grades[str(value)]


def test_names_of_codes_are_disjoint():
    """A rule and a quantity of one name are one thing; a sheet has its own name."""
    for name in cm.rules.keys() & QUANTITIES.keys():
        assert QUANTITIES[name].answer
    assert SHEETS.keys().isdisjoint({*cm.rules, *QUANTITIES})
