"""A field is declared once; its type, check, documentation and errors follow."""

import inspect
import pydoc
import typing
from collections import Counter

import attrs
import polars as pl
import pytest
from hypothesis import given
from work import calls_of

import cervmyelo as cm
from cervmyelo import testing
from cervmyelo.errors import (
    CervmyeloError,
    InvalidRecordError,
    KindError,
    MissingFieldError,
    OutOfRangeError,
    RuleError,
    UnknownFieldError,
)
from cervmyelo.models.patient import PLACES, QUANTITIES, SHEETS
from cervmyelo.models.sheet import items_of, quantities_of
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.quantity import Choice, Fact, Measure

MODELS = {"patient": cm.Patient, **SHEETS}
every_model = pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)


def static_type(quantity):
    """The annotation that a field of the quantity must have."""
    match quantity:
        case Fact():
            return bool | None
        case Measure(whole=True):
            return int | cm.Partly | None
        case Measure():
            return float | cm.Partly | None
        case Choice(levels=levels):
            return typing.Literal[levels] | cm.Partly | None


@every_model
def test_the_static_type_of_a_field_is_that_of_its_quantity(model):
    """What a type checker is told of a field is what its quantity accepts."""
    hints = typing.get_type_hints(model)
    for field, quantity in quantities_of(model).items():
        assert hints[field] == static_type(quantity), field


def test_the_static_types_of_a_symptom_are_those_of_its_quantities():
    """A symptom is annotated with the kinds and with what its quantities accept."""
    hints = typing.get_type_hints(cm.Symptom)
    assert typing.get_args(hints["kind"]) == tuple(SYMPTOMS)
    for symptom in SYMPTOMS.values():
        assert list(symptom.parts) == [
            field for field in attrs.fields_dict(cm.Symptom) if field != "kind"
        ]
        for field, quantity in symptom.parts.items():
            assert hints[field] == static_type(quantity)


@every_model
def test_fields_of_a_sheet_have_the_names_of_their_quantities(model):
    """All quantities of a sheet are named by their field, after one prefix."""
    quantities = quantities_of(model)
    assert all(name.name.endswith(field) for field, name in quantities.items())
    prefixes = {
        quantity.name.removesuffix(field) for field, quantity in quantities.items()
    }
    assert len(prefixes) == 1


@every_model
def test_the_documentation_says_what_each_field_accepts(model):
    """help() and Sphinx show every field with what can be recorded in it."""
    text = " ".join(inspect.getdoc(model).split())
    assert text in " ".join(
        pydoc.plain(pydoc.render_doc(model)).replace("|", "").split()
    )
    for field in attrs.fields(model):
        assert f" {field.name}: " in text
    for field, quantity in quantities_of(model).items():
        accepted = quantity.accepted[1:]
        assert f"{field}: {quantity.question}" in text
        assert accepted in text
        match quantity:
            case Choice(meanings=meanings):
                assert all(meaning in text for meaning in meanings)
            case Measure(meanings=meanings):
                assert all(f"{value:g} = {m}" in text for value, m in meanings)
    assert text.count("Attributes:") == text.count("Raises:") == 1


def test_the_signature_lists_the_fields():
    """inspect, and with it IPython, shows each field with its type."""
    signature = inspect.signature(cm.MJOA)
    assert list(signature.parameters) == list(quantities_of(cm.MJOA))
    assert signature.parameters["motor_upper"].annotation == int | cm.Partly | None


def test_items_of_an_instrument_are_numbers():
    """Only numbers can be the items of an instrument."""
    assert [item.name for item in items_of(cm.PatientMJOA)] == [
        f"p{item.name}" for item in items_of(cm.MJOA)
    ]
    with pytest.raises(RuleError, match="hoffmann_sign: .* are numbers"):
        items_of(cm.Examination)


UNKNOWN = {
    "age": (lambda: cm.Patient(age=61), "age: unknown field. Did you mean age_years?"),
    "own prefix": (
        lambda: cm.MJOA(mjoa_motor_upper=3),
        "mjoa_motor_upper: unknown field. Use motor_upper.",
    ),
    # A hint at motor_upper would mix two instruments.
    "other instrument": (
        lambda: cm.JOA(mjoa_motor_upper=3),
        "mjoa_motor_upper: unknown field. It is a field of MJOA.",
    ),
    "of the patient": (
        lambda: cm.Walking(cord_signs=True),
        "cord_signs: unknown field. It is a field of Patient.",
    ),
    "in a sheet": (
        lambda: cm.Patient(mjoa_motor_upper=3),
        "mjoa_motor_upper: unknown field. Write mjoa=MJOA(motor_upper=...).",
    ),
    "symptom": (
        lambda: cm.Patient(neck_pain=True),
        "neck_pain: unknown field. "
        'Write symptoms=[Symptom(kind="neck_pain", present=True)].',
    ),
    "detail": (
        lambda: cm.Patient(neck_pain_severity="mild"),
        "neck_pain_severity: unknown field. Write "
        'symptoms=[Symptom(kind="neck_pain", present=True, severity=...)].',
    ),
    "score of a sheet": (
        lambda: cm.Patient(mjoa_score=13),
        "mjoa_score: unknown field. Did you mean mjoa_total? Write "
        "mjoa=MJOA(total=...).",
    ),
    "score of several sheets": (
        lambda: cm.Patient(joa_score=13),
        "joa_score: unknown field. Did you mean joa_total or joa1994_total?",
    ),
    "misspelt in a sheet": (
        lambda: cm.Patient(mjoa_motor_uper=3),
        "mjoa_motor_uper: unknown field. Did you mean mjoa_motor_upper? Write "
        "mjoa=MJOA(motor_upper=...).",
    ),
    "misspelt symptom": (
        lambda: cm.Patient(neck_pian=True),
        "neck_pian: unknown field. Did you mean neck_pain? "
        'Write symptoms=[Symptom(kind="neck_pain", present=True)].',
    ),
    "nothing near": (
        lambda: cm.MJOA(x=1),
        "x: unknown field. Expected motor_upper, motor_lower, sensory_upper, "
        "sphincter, total, severity.",
    ),
    "evolve": (
        lambda: attrs.evolve(cm.MJOA(), moter_upper=3),
        "moter_upper: unknown field. Did you mean motor_upper?",
    ),
}


@pytest.mark.parametrize(("build", "message"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_argument_names_the_right_one(build, message):
    """An unknown argument is an error of the library that says what to write."""
    with pytest.raises(UnknownFieldError) as refused:
        build()
    assert str(refused.value) == message
    assert isinstance(refused.value, TypeError)


SCORE = {
    "a mapping": lambda: cm.Case({"mJOA score": 13}),
    "a reason": lambda: cm.Patient(missing={"mjoa_score": "refused"}),
    "JSON": lambda: cm.io.patient_from_json('{"mjoa_score": 13}'),
    "a column map": lambda: cm.ColumnMap(columns={"x": "mjoa_score"}),
    "columns of a frame": lambda: cm.assess_cohort(
        pl.DataFrame({"x": [13]}), "mjoa_severity", columns={"x": "mjoa_score"}
    ),
}


@pytest.mark.parametrize("build", SCORE.values(), ids=SCORE)
def test_the_score_of_an_instrument_is_its_total(build):
    """Wherever a name is looked up, words count more than letters in common."""
    with pytest.raises(CervmyeloError, match="Did you mean mjoa_total"):
        build()


@pytest.mark.parametrize("given", [{}, {"kind": "gait_change"}], ids=str)
def test_a_symptom_says_whether_it_is_present(given):
    """A symptom that is only named is refused: it could be read as not recorded."""
    with pytest.raises(MissingFieldError, match=r"present=True\) if the person") as it:
        cm.Symptom(**given)
    assert isinstance(it.value, TypeError)
    assert cm.Symptom(kind="gait_change", present=None).present is None


@pytest.mark.parametrize(
    "given",
    [["gait_change"], "gait_change", cm.Symptom(kind="gait_change", present=True)],
)
def test_a_symptom_in_the_wrong_place_is_shown_in_the_right_one(given):
    """The error for anything but a list of symptoms shows the line to write."""
    with pytest.raises(KindError) as refused:
        cm.Patient(symptoms=given)
    line = 'symptoms=[Symptom(kind="gait_change", present=True)]'
    assert f"Write {line}." in str(refused.value)
    assert eval(f"cm.Patient({line.replace('Symptom', 'cm.Symptom')})")  # noqa: S307


@given(testing.patients())
def test_values_give_the_patient_back(patient):
    """A patient's values, with the reference, build an equal patient."""
    again = cm.Patient.from_values({"ref": patient.ref, **patient.flat()})
    assert again.flat() == patient.flat()
    assert attrs.evolve(again, symptoms=()) == attrs.evolve(patient, symptoms=())
    assert set(again.symptoms) == set(patient.symptoms)


def test_from_values_lists_every_fault():
    """All faults are listed: of fields, of symptoms, of sheets and unknown names."""
    with pytest.raises(InvalidRecordError) as refused:
        cm.Patient.from_values(
            {
                "age": 61,
                5: 5,
                "age_years": "61",
                "ref": 7,
                "mjoa_motor_upper": 9,
                "mjoa_motor_lower": True,
                "neck_pain": False,
                "neck_pain_onset": "sudden",
                "gait_change_severity": "awful",
                "mjoa": {"motor_upper": 3},
            }
        )
    assert Counter(
        (type(fault), getattr(fault, "field", "")) for fault in refused.value.problems
    ) == Counter(
        [
            (UnknownFieldError, "age"),
            (UnknownFieldError, "key that is a whole number"),
            (UnknownFieldError, "mjoa"),
            (KindError, "age_years"),
            (KindError, "ref"),
            (OutOfRangeError, "mjoa_motor_upper"),
            (KindError, "mjoa_motor_lower"),
            (cm.errors.LevelError, "gait_change_severity"),
        ]
    )
    assert "such as mjoa_motor_upper" in str(refused.value)


@pytest.mark.parametrize(
    "fault",
    [
        {"age": 61},
        {"age_years": "61"},
        {"mjoa_motor_upper": 9},
        {"neck_pain": "yes"},
        {"ref": ""},
    ],
    ids=str,
)
def test_a_single_fault_gives_no_patient(fault):
    """One fault, wherever it is, is enough that no patient is built."""
    with pytest.raises(InvalidRecordError) as refused:
        cm.Patient.from_values({"mri_done": True, **fault})
    assert [each.field for each in refused.value.problems] == list(fault)


def test_from_values_keeps_what_contradicts():
    """A contradiction is kept as recorded, and the rules that read it refuse."""
    patient = cm.Patient.from_values(
        {
            "symptom_duration_months": 1,
            "neck_pain": True,
            "neck_pain_duration_months": 2,
        }
    )
    assert cm.assess(patient).conflicts
    assert cm.article_outlook_factors(patient).status == "refused"


def test_extra_keys_are_ignored_only_if_intended():
    """A key that is no quantity is an error, unless the caller says it is intended."""
    row = {"hospital": "A", "age_years": 61}
    with pytest.raises(InvalidRecordError, match="hospital: unknown field"):
        cm.Patient.from_values(row)
    assert cm.Patient.from_values(row, extra=True) == cm.Patient(age_years=61)


def test_every_quantity_has_one_place():
    """Each quantity is held by one field of one record, and by no other."""
    assert list(PLACES) == list(QUANTITIES)
    assert len(set(PLACES.values())) == len(PLACES)
    for name, (record, field) in PLACES.items():
        if record in SHEETS:
            assert quantities_of(SHEETS[record])[field].name == name
        elif record:
            assert SYMPTOMS[record].parts[field].name == name
        else:
            assert field == name


@pytest.mark.parametrize("quantity", QUANTITIES.values(), ids=QUANTITIES)
def test_people_and_programs_read_the_same_limits(quantity):
    """For people there is no Python in what is allowed; for programs None is named."""
    assert not {"None", "True", "False"} & set(quantity.allowed.split())
    assert quantity.accepted.endswith("None")
    match quantity:
        case Fact():
            assert quantity.allowed == "yes or no"
        case Choice(levels=levels):
            assert all(level in quantity.allowed for level in levels)
            assert all(repr(level) in quantity.accepted for level in levels)
        case Measure():
            assert quantity.accepted == f"{quantity.allowed}, or None"
            assert quantity.allowed.endswith(quantity.span)
            assert quantity.span.startswith(f"{quantity.low:g} to {quantity.high:g}")


def test_a_model_shows_what_was_recorded_and_is_equal_by_it():
    """Models are equal and hash alike by class and fields, and show what is there."""
    assert repr(cm.MJOA(motor_upper=0)) == "MJOA(motor_upper=0)"
    assert repr(cm.Symptom(kind="neck_pain", present=None)) == (
        "Symptom(kind='neck_pain', present=None)"
    )
    items = {"motor_upper": 3}
    assert cm.MJOA(**items) == cm.MJOA(**items) != cm.MJOA(motor_upper=2)
    assert cm.MJOA(**items) != cm.PatientMJOA(**items)
    assert hash(cm.MJOA(**items)) == hash(cm.MJOA(**items))
    assert len({cm.MJOA(**items), cm.MJOA(**items), cm.MJOA()}) == 2


@every_model
def test_a_field_that_is_not_given_is_not_checked(model):
    """To build a model takes work for what is given, not for each of its fields."""
    fields = [*quantities_of(model)]
    given = dict.fromkeys(fields[:1])
    assert 0 < calls_of(lambda: model(**given)) < 10
    assert calls_of(lambda: model(**dict.fromkeys(fields))) >= len(fields)


@every_model
def test_no_setting_turns_checks_off(model):
    """A model is valid also where another library has turned validators off."""
    with attrs.validators.disabled():
        for field in quantities_of(model):
            with pytest.raises(CervmyeloError, match="expected"):
                model(**{field: object()})


def test_the_first_fault_is_that_of_the_first_field():
    """Of several faults the same one is reported in whatever order they are given."""
    wrong = {"age_years": "61", "smoker": "no", "mjoa": 3, "ref": ""}
    for fields in (wrong, dict(reversed(wrong.items()))):
        with pytest.raises(KindError, match="^ref: "):
            cm.Patient(**fields)
