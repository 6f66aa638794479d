"""Models are checked as they are built, and cannot come back unchecked."""

import copy
import math
import pickle

import attrs
import pytest
from hypothesis import given

import cervmyelo as cm
from cervmyelo import testing
from cervmyelo.errors import (
    ContradictionError,
    KindError,
    LevelError,
    ScaleMismatchError,
)
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.quantity import Choice, Fact, Measure

NOT_A_SCORE = [
    True,
    False,
    " ",
    "4",
    "",
    4.5,
    4.0,
    math.nan,
    math.inf,
    -math.inf,
    [4],
    {},
]


@pytest.mark.parametrize("wrong", [*NOT_A_SCORE, -1, 6, 10**30], ids=repr)
def test_what_is_no_item_score(wrong):
    """A boolean, text, fraction, NaN, infinity or number out of range is refused."""
    with pytest.raises(cm.CervmyeloError, match="^mjoa_motor_upper: ") as refused:
        cm.MJOA(motor_upper=wrong)
    assert refused.value.field == "mjoa_motor_upper"
    assert "0 to 5" in str(refused.value)


def test_error_says_field_kind_and_fix_but_not_the_value():
    """An error names the field, the kind and the fix, and never repeats the value."""
    with pytest.raises(KindError) as refused:
        cm.Patient(age_years="Jane Doe 1961")
    assert str(refused.value) == (
        "age_years: expected a whole number from 0 to 120 years, got text."
    )
    with pytest.raises(
        KindError, match="got a number with decimals.*Round it yourself"
    ):
        cm.Patient(age_years=61.9)
    with pytest.raises(LevelError, match=r"sex_at_birth: .*Did you mean female\?"):
        cm.Patient(sex_at_birth="femal")


def wrong_for(quantity):
    """Values of each kind that a quantity cannot hold."""
    match quantity:
        case Fact():
            return [0, 1, "yes", "true", "", 0.0, math.nan, []]
        case Choice():
            return [0, True, "", "no such word", f" {quantity.levels[0]}", b"a", []]
        case Measure():
            beyond = [quantity.low - 1, quantity.high + 1, 10**400]
            fraction = [quantity.low + 0.5] if quantity.whole else []
            return [
                *beyond,
                *fraction,
                True,
                "1",
                "",
                math.nan,
                math.inf,
                [],
                None.__class__,
            ]


@pytest.mark.parametrize("name", cm.Patient().flat())
def test_every_field_of_a_patient_refuses_what_it_cannot_hold(name):
    """Each plain field refuses every wrong kind, by its own name."""
    for wrong in wrong_for(QUANTITIES[name]):
        with pytest.raises(cm.CervmyeloError, match=f"^{name}: "):
            cm.Patient(**{name: wrong})
    assert getattr(cm.Patient(**{name: None}), name) is None


@pytest.mark.parametrize("kind", SYMPTOMS)
def test_every_field_of_a_symptom_refuses_what_it_cannot_hold(kind):
    """Each detail of a symptom refuses every wrong kind, by the name of its column."""
    for field in ("present", "onset", "severity", "duration_months"):
        quantity = getattr(SYMPTOMS[kind], field)
        for wrong in wrong_for(quantity):
            with pytest.raises(cm.CervmyeloError, match=f"^{quantity.name}: "):
                cm.Symptom(kind=kind, **{"present": None, field: wrong})


@pytest.mark.parametrize("wrong", [None, 1, "", "neckpain", b"neck_pain"], ids=repr)
def test_unknown_kind_of_symptom(wrong):
    """A kind that the article does not name is refused."""
    with pytest.raises(cm.CervmyeloError, match="^kind: "):
        cm.Symptom(kind=wrong, present=True)


@pytest.mark.parametrize(
    "detail", [{"onset": "sudden"}, {"severity": "severe"}, {"duration_months": 0}]
)
def test_absent_symptom_that_is_described(detail):
    """An absent symptom that is described is kept, and no rule answers from it."""
    pain = cm.Symptom(kind="neck_pain", present=False, **detail)
    found = cm.article_urgency(cm.Patient(symptoms=[pain]))
    assert [each.code for each in found.problems] == ["contradiction"]
    (conflict,) = cm.assess(cm.Patient(symptoms=[pain])).conflicts
    assert conflict.fields == ("neck_pain", f"neck_pain_{next(iter(detail))}")


def test_symptom_longer_than_the_time_since_the_first():
    """A symptom that lasted longer than the time since the first is pointed out."""
    pain = cm.Symptom(kind="neck_pain", present=True, duration_months=24)
    patient = cm.Patient(symptoms=[pain], symptom_duration_months=23.9)
    (conflict,) = cm.Case(patient).conflicts
    assert set(conflict.fields) == {
        "neck_pain_duration_months",
        "symptom_duration_months",
    }
    assert cm.article_outlook_factors(patient).status == "refused"
    as_long = cm.Patient(symptoms=[pain], symptom_duration_months=24)
    assert cm.Case(as_long).conflicts == ()


def test_symptom_given_twice():
    """The same symptom cannot be given twice."""
    pain = cm.Symptom(kind="neck_pain", present=True)
    with pytest.raises(ContradictionError, match="neck_pain: .* more than once"):
        cm.Patient(symptoms=[pain, cm.Symptom(kind="neck_pain", present=None)])


@pytest.mark.parametrize(
    "wrong",
    [
        "neck_pain",
        cm.Symptom(kind="neck_pain", present=None),
        ["neck_pain"],
        [None],
        1,
        None,
    ],
)
def test_symptoms_that_are_none(wrong):
    """Anything but a list or tuple of symptoms is refused, and not walked by letter."""
    with pytest.raises(KindError, match="^symptoms: "):
        cm.Patient(symptoms=wrong)


@pytest.mark.parametrize("wrong", [{}, {"motor_upper": 3}, 13, "13", ()], ids=repr)
def test_items_in_no_model(wrong):
    """The items of an instrument come in the model of that instrument."""
    with pytest.raises(KindError, match=r"^mjoa: .* Write mjoa=MJOA\(motor_upper="):
        cm.Patient(mjoa=wrong)


@pytest.mark.parametrize("wrong", [7, "", "a\x1b[31m", "\ud800", b"x", True])
def test_reference_is_printable_text(wrong):
    """A reference is printable text; control characters and surrogates are refused."""
    with pytest.raises(KindError, match="^ref: "):
        cm.Patient(ref=wrong)


def test_fields_are_keyword_only_frozen_and_slotted():
    """Nothing can be given by position, changed, or added."""
    with pytest.raises(TypeError):
        cm.MJOA(5)
    items = cm.MJOA(motor_upper=5)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        items.motor_upper = 4
    with pytest.raises((AttributeError, TypeError)):
        items.note = "x"
    with pytest.raises(cm.CervmyeloError, match=r"Write MJOA\(motor_upper=...\)"):
        cm.MJOA(5)


REVIVALS = {
    "pickle": lambda model: pickle.loads(pickle.dumps(model)),  # noqa: S301
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "evolve": attrs.evolve,
}


@pytest.mark.parametrize("revive", REVIVALS.values(), ids=REVIVALS)
@pytest.mark.parametrize(
    ("model", "field", "wrong"),
    [
        (cm.Patient(age_years=61), "age_years", -99),
        (cm.MJOA(motor_upper=3), "motor_upper", True),
        (cm.Symptom(kind="neck_pain", present=True), "onset", "at once"),
        (cm.article_stage.scale.grade(3), "code", 7),
        (cm.assess(cm.Patient()), "patient", None),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_invalid_object_cannot_be_revived(revive, model, field, wrong):
    """A model that was tampered with is refused when it is copied or unpickled."""
    forged = copy.copy(model)
    object.__setattr__(forged, field, wrong)
    with pytest.raises(cm.CervmyeloError):
        revive(forged)


@given(testing.patients())
def test_revival_gives_an_equal_object(patient):
    """Pickle, copy and evolve give back what they were given."""
    for revive in REVIVALS.values():
        assert revive(patient) == patient


@pytest.mark.parametrize("revive", REVIVALS.values(), ids=REVIVALS)
def test_what_is_found_can_be_revived(revive):
    """Assessments, profiles, outlooks and urgencies survive a pickle and a copy."""
    patient = cm.Patient(
        age_years=61, symptoms=[cm.Symptom(kind="neck_pain", present=True)]
    )
    for found in (
        cm.assess(patient),
        cm.score_risk(patient),
        cm.estimate_outlook(patient),
        cm.triage(patient),
        cm.article_workup(patient),
        cm.grade(patient),
    ):
        assert revive(found) == found


def test_repr_shows_what_was_recorded_and_no_reference():
    """The representation lists what was recorded, and never the reference."""
    assert repr(cm.Patient(ref="MRN-0071", age_years=61)) == "Patient(age_years=61)"


def test_grades_of_two_scales_cannot_be_ranked():
    """Ranking grades of two scales is a TypeError; they are merely unequal."""
    stage, severity = (
        cm.article_stage.scale.grade(3),
        cm.mjoa_severity.scale.grade("severe"),
    )
    for compare in (
        lambda: stage < severity,
        lambda: stage >= severity,
        lambda: max(stage, severity),
        lambda: sorted([severity, stage]),
    ):
        with pytest.raises(TypeError) as refused:
            compare()
        assert isinstance(refused.value, ScaleMismatchError)
        assert isinstance(refused.value, cm.CervmyeloError)
    assert stage != severity
    assert stage < 4
    assert severity > "mild"
    with pytest.raises(cm.errors.LevelError):
        stage < "severe"  # noqa: B015


def test_grades_without_order_cannot_be_ranked():
    """Kinds of cause have no order."""
    with pytest.raises(ScaleMismatchError, match="have no order"):
        max(
            cm.article_cause.scale.grade("other"),
            cm.article_cause.scale.grade("degenerative"),
        )


@pytest.mark.parametrize("wrong", [6, -1, True, False, "3", 3.5, None])
def test_no_such_grade(wrong):
    """A code that the scale does not have is refused; a boolean is no number."""
    with pytest.raises(LevelError, match="^article_stage: "):
        cm.article_stage.scale.grade(wrong)


def test_greater_is_worse_on_every_scale():
    """The greatest grade of each scale is its gravest."""
    assert max(cm.mjoa_severity.scale).code == "severe"
    assert max(cm.article_stage.scale).code == 5
    assert max(cm.article_urgency.scale).code == "emergency"


def test_a_risk_profile_must_add_up():
    """A count that is not that of the factors cannot be built."""
    profile = cm.score_risk(cm.Patient(age_years=61))
    other = cm.score_risk(cm.Patient(age_years=40))
    with pytest.raises(ContradictionError, match="count"):
        attrs.evolve(
            profile,
            factors=tuple(attrs.evolve(f, present=False) for f in profile.factors),
        )
    assert attrs.evolve(profile) == profile != other
