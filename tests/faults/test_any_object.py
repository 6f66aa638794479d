"""Whatever object is given, nothing but an error of the library comes back."""

import inspect
import types
import typing

import pytest
from odd_objects import CONTROL, ODD, Agreeing, Posing, is_harmless

import cervmyelo as cm
from cervmyelo.errors import CervmyeloError, KindError, LevelError, UnknownFieldError
from cervmyelo.forms import Rule

# A number in the place of a grade is told apart by type checkers only.
UNCHECKED = {("Urgency", "finding")}


def _public():
    for name in cm.__all__:
        value = getattr(cm, name)
        if isinstance(value, types.ModuleType):
            for inner in value.__all__:
                yield f"{name}.{inner}", getattr(value, inner)
        else:
            yield name, value


def _is_asked(value):
    if isinstance(value, type) and issubclass(value, BaseException):
        return False
    if typing.get_origin(value) is not None:
        # An alias of a type is called by nobody.
        return False
    return callable(value) and not isinstance(value, Rule)


CALLED = {name: value for name, value in _public() if _is_asked(value)}


def refuses_or_answers(function, *unnamed, **named):
    """Whether an answer can be shown, or the error is a harmless one of the library."""
    try:
        answer = function(*unnamed, **named)
        repr(answer)
        str(answer)
    except CervmyeloError as error:
        return is_harmless(str(error)) and "\x1b" not in repr(error)
    return True


def _parameters(function):
    try:
        return tuple(inspect.signature(function).parameters.values())
    except ValueError:
        return ()


def _arguments(function, odd):
    """The object in the place of every required argument, and of each other one."""
    required, optional = [], []
    for each in _parameters(function):
        if each.kind in {each.VAR_POSITIONAL, each.VAR_KEYWORD}:
            continue
        (optional if each.default is not each.empty else required).append(each)
    unnamed = [odd for each in required if each.kind is not each.KEYWORD_ONLY]
    named = {each.name: odd for each in required if each.kind is each.KEYWORD_ONLY}
    yield unnamed, named
    for each in optional:
        yield unnamed, {**named, each.name: odd}


@pytest.mark.parametrize("name", CALLED)
def test_public_callables_take_any_object(name):
    """A constructor or function answers, or raises an error of the library."""
    function = CALLED[name]
    for odd in ODD.values():
        for unnamed, named in _arguments(function, odd):
            if len(named) <= 40 and not {(name, each) for each in named} & UNCHECKED:
                assert refuses_or_answers(function, *unnamed, **named)


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_rules_take_any_object(odd):
    """A rule, a case and a collection answer to any object, or refuse it."""
    for each in (cm.mjoa_severity, cm.article_urgency, cm.tetreault_2015):
        assert refuses_or_answers(each, odd)
        for name in each.input_names:
            for ending in ("", "_low", "_high", "_missing"):
                assert refuses_or_answers(each, {f"{name}{ending}": odd})
    for collection in (cm.rules, cm.quantities, cm.scales):
        assert refuses_or_answers(collection.__getitem__, odd)
        assert refuses_or_answers(collection.__contains__, odd)
        assert refuses_or_answers(collection.get, odd)
        assert refuses_or_answers(collection.search, odd)
    assert refuses_or_answers(cm.assess(cm.Patient()).__getitem__, odd)
    for argument in ("subject", "source", "form", "reads", "has"):
        assert refuses_or_answers(cm.rules.by, **{argument: odd})
    for argument in ("subject", "source", "kind", "has"):
        assert refuses_or_answers(cm.quantities.by, **{argument: odd})
    assert refuses_or_answers(cm.rules.editions, odd)
    assert refuses_or_answers(cm.rules.at, odd)
    for quantity in cm.quantities.values():
        assert refuses_or_answers(quantity.check, odd)


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.parametrize("span", [True, False])
def test_what_is_known_in_part_is_made_of_values(odd, span):
    """A range is two numbers, and of anything else there is an error."""
    rules = (cm.mjoa_severity, cm.torg_pavlov, cm.article_stage)
    for options in ((odd, 3), (3, odd), (odd, odd), odd):
        try:
            known = cm.Partly(options, range=span)
        except CervmyeloError:
            continue
        assert all(isinstance(each, bool | int | float | str) for each in known.options)
        for rule in rules:
            assert refuses_or_answers(rule, {rule.inputs[0].name: known})


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_results_refuse_parts_of_another_type(odd):
    """A result is made of what its annotations name, and of nothing else."""
    day = cm.Visit(on=ODD["a date"], case=cm.MJOA())
    assert refuses_or_answers(cm.Change, earlier=day, later=odd)
    assert refuses_or_answers(cm.Change, earlier=odd, later=day)
    assert refuses_or_answers(cm.Assessment, patient=odd)
    assert refuses_or_answers(cm.CoreMeasurementSet, measures=(odd,))
    assert refuses_or_answers(cm.Grade, cm.scales["mjoa_severity"], odd)


def test_a_part_of_another_type_is_named():
    """The message names the field, the kind of what was given, and the right type."""
    with pytest.raises(KindError) as raised:
        cm.CoreMeasurementSet(measures=["moderate"])
    assert str(raised.value) == (
        "measures: expected a tuple that holds a CoreMeasure only, got a list."
    )
    with pytest.raises(KindError, match="earlier: expected a Visit, got nothing"):
        cm.Change(earlier=None, later=None)
    with pytest.raises(KindError, match="present: expected True or False or None"):
        type(cm.score_risk({}).factors[0])(
            name="x", label="x", present=1, cite=cm.mjoa_total.cite
        )


def test_text_that_equals_everything_is_what_it_says():
    """A word is compared, and kept, as plain text, whatever its class claims."""
    for model, field, word in (
        (cm.Patient, "sex_at_birth", "female"),
        (cm.Patient, "opll", "present"),
        (cm.Imaging, "disc_level", "C5/6"),
        (cm.Patient, "ref", "007"),
    ):
        kept = getattr(model(**{field: Agreeing(word)}), field)
        assert type(kept) is str
        assert kept == word
    for model, field in ((cm.Patient, "sex_at_birth"), (cm.Imaging, "disc_level")):
        with pytest.raises(LevelError):
            model(**{field: Agreeing("banana")})
    symptom = cm.Symptom(kind=Agreeing("neck_pain"), present=True)
    assert type(symptom.kind) is str
    for word in (Agreeing("banana"), Posing("banana")):
        with pytest.raises(LevelError):
            cm.Symptom(kind=word, present=True)
        with pytest.raises(UnknownFieldError):
            cm.Case({word: True})
        with pytest.raises(LevelError):
            cm.scales["mjoa_severity"].grade(word)
    assert dict(cm.Case({Agreeing("mri_done"): True}).values) == {"mri_done": True}
    assert cm.io.read_record({Agreeing("mri_done"): True}).patient.mri_done is True
    reasons = cm.Patient(missing={"mjoa_sphincter": Agreeing("refused")}).missing
    assert type(reasons[0][1]) is str
    with pytest.raises(LevelError):
        cm.Patient(missing={"mjoa_sphincter": Agreeing("forgotten")})


def test_zero_has_no_sign():
    """A minus zero is kept, written and reported as zero."""
    for patient in (
        cm.Patient(symptom_duration_months=-0.0),
        cm.io.patient_from_json('{"symptom_duration_months": -0.0}'),
        cm.io.patient_from_json('{"symptom_duration_months": -0}'),
    ):
        assert str(patient.symptom_duration_months) in {"0.0", "0"}
        text = cm.io.to_json(cm.io.assessment_to_dict(cm.assess(patient)))
        assert "-0.0" not in text
        assert "-0," not in text
    symptom = cm.Symptom(kind="neck_pain", present=True, duration_months=-0.0)
    assert str(symptom.duration_months) == "0.0"
    assert str(cm.Case({"pretest_probability": -0.0}).values) == (
        "{'pretest_probability': 0.0}"
    )


@pytest.mark.parametrize("make", [cm.Patient, cm.MJOA, cm.Symptom, cm.Imaging, dict])
def test_names_with_control_characters_are_shown_as_codes(make):
    """A name that a message repeats has no effect on a screen or in a log."""
    with pytest.raises(CervmyeloError) as raised:
        cm.Case(make(**{CONTROL: 1}))
    assert is_harmless(str(raised.value))
    assert "\\x1b[31m" in str(raised.value)


def test_every_error_escapes_what_it_is_given():
    """No error, whoever raises it with whatever parts, has a control character."""
    text = f"a{CONTROL}b"
    for error in (
        CervmyeloError(text),
        KindError(text, text, text, text),
        cm.errors.UnknownNameError(text, "rule", [text]),
        cm.errors.ContradictionError((text, text), text),
        cm.errors.RefusedError(text, [text]),
        cm.errors.InvalidRecordError([KindError(text, text, text)]),
        cm.errors.CourseError((1,), text, text),
        cm.errors.StaleAssessmentError(text, [text]),
    ):
        assert is_harmless(str(error)), type(error)


def test_the_name_of_a_class_is_harmless_too():
    """The kind of an object is named by its class, shortened and escaped."""
    odd = type(f"Jane{CONTROL[:6]}" * 50, (), {})()
    with pytest.raises(KindError) as raised:
        cm.Patient(age_years=odd)
    assert is_harmless(str(raised.value))
    assert len(str(raised.value)) < 200


def test_a_grade_is_compared_with_codes_and_never_ranked_with_nothing():
    """A grade equals its code alone; a wrong word and an order with None are errors."""
    severity = cm.mjoa_severity({"mjoa_motor_upper": 3, "mjoa_motor_lower": 0})
    assert severity.value == "severe"
    assert severity.value in {"severe", "other"}
    assert severity.value >= "moderate"
    assert max("mild", severity.value) is severity.value
    for wrong in (lambda: severity.value == "sever", lambda: severity.value < "worst"):
        with pytest.raises(LevelError, match="expected none, mild, moderate, severe"):
            wrong()
    assert severity.value != None  # noqa: E711 -- the comparison is what is tested
    for rank in (lambda: severity.value < None, lambda: max(None, severity.value)):
        with pytest.raises(cm.errors.ScaleMismatchError, match="no order with None"):
            rank()
    stage = cm.scales["article_stage"]
    assert str(stage.grade(3.0)) == "3"
    assert hash(stage.grade(3.0)) == hash(stage.grade(3)) == hash(3)
