"""
The patient record, the quantities not belonging to a sheet, and the data dictionary.
"""

import collections
import operator
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import (
    Any,
    Final,
    Literal,
    NamedTuple,
    Self,
    TypeAlias,
    TypeVar,
    cast,
    get_args,
)

import attrs

from cervmyelo.errors import (
    CervmyeloError,
    ContradictionError,
    InvalidRecordError,
    KindError,
    UnknownFieldError,
    kind_of,
)
from cervmyelo.names import Hints, did_you_mean, plain_text, shown
from cervmyelo.public import public
from cervmyelo.quantity import Choice, Fact, Measure, Partly, Quantity, Value, checked
from cervmyelo.sources import (
    AO_SPINE_2017,
    ARTICLE,
    BEDNARIK_2008,
    BIO_PROTOCOL_COMPRESSION,
    BOHM_POSTER,
    DCM_DEFINITION,
    TETREAULT_2015,
    Citation,
)

from .cooper import Cooper
from .derived_answers import DERIVED
from .dictionary import Quantities
from .ems import EMS
from .examination import Examination
from .follow_up import FollowUp
from .imaging import Imaging
from .joa import JOA, JOA1994
from .joacmeq import JOACMEQ
from .mdi import MDI
from .mjoa import MJOA
from .ndi import NDI
from .outcome_measures import OutcomeMeasures
from .patient_mjoa import PatientMJOA
from .record import ABOUT, CHECK, Record
from .sheet import Sheet, keep, quantities_of, recorded
from .symptoms import SYMPTOMS, Symptom, example
from .walking import Walking

__all__ = [
    "HIGH",
    "LOW",
    "PLACES",
    "QUANTITIES",
    "SHEETS",
    "SHEET_TITLES",
    "SUFFIX",
    "MissingReason",
    "NeckMobility",
    "Opll",
    "Patient",
    "Place",
    "SexAtBirth",
    "checked_reference",
    "hints_at_quantities",
    "reason_for",
    "unknown_quantity",
    "with_reference",
]

SUFFIX: Final = "_missing"
"""What follows the name of a quantity where the reason of a missing value is kept."""

LOW: Final = "_low"
HIGH: Final = "_high"
"""What follows it in the two columns of a table for a value that is known in part."""

MissingReason: TypeAlias = Literal[
    "not_asked", "not_testable", "refused", "other_cause"
]
"""
Why a value is missing, or should not count as it is.

The first three say why nothing was recorded. ``other_cause`` goes next to a recorded
value: it was scored, but something other than the myelopathy explains it, such as
carpal tunnel syndrome in the hand item.
"""

SexAtBirth: TypeAlias = Literal["male", "female"]
"""Sex as recorded at birth, which is what the published factors mean; not gender."""

Opll: TypeAlias = Literal["absent", "not_imaged", "present"]
"""What imaging showed of the posterior longitudinal ligament."""

NeckMobility: TypeAlias = Literal["decreased", "normal", "increased"]
"""Range of motion of the neck."""

_STAGES: Final = ARTICLE.at("Stages, table")
_CONTACT: Final = ARTICLE.at("When to contact a doctor")
_CAUSES: Final = ARTICLE.at("Causes, list")
_DISCS: Final = ARTICLE.at("Causes, paragraph on the discs")
_RISK: Final = ARTICLE.at("Risk factors")
_LIGAMENT: Final = ARTICLE.at("Risk factors, posterior longitudinal ligament")
_OUTLOOK: Final = ARTICLE.at("Outlook, list of factors")
_WEAR: Final = ARTICLE.at("Questions, cervical spondylotic myelopathy")
_GUIDELINE_MILD: Final = AO_SPINE_2017.at("mild myelopathy")
_INCLUSION: Final = BOHM_POSTER.at("inclusion criteria of the two cohorts")

# The headings of a form, for what is on no sheet.
_THE_PERSON: Final = "The person"
_COURSE: Final = "Function and course"
_CLINICAL: Final = "Clinical judgement"
_SPINE: Final = "Spine and causes"
_STEPS: Final = "Steps of the diagnosis"
_TREATMENT: Final = "Treatment"
_ESTIMATES: Final = "For estimates"

AGE_YEARS: Final = Measure(
    name="age_years",
    audience="patient",
    group=_THE_PERSON,
    label="age",
    question="How old is the person, in completed years?",
    low=0,
    high=120,
    unit="years",
    note="In completed years: the day before a birthday still counts as the age "
    "before.",
)

SEX_AT_BIRTH: Final = Choice(
    name="sex_at_birth",
    audience="patient",
    group=_THE_PERSON,
    label="sex recorded at birth",
    question="Which sex was recorded at birth?",
    levels=get_args(SexAtBirth),
    definition="The sex that was assigned at birth.",
    defined_in=_OUTLOOK,
    note="Gender is not recorded.",
)

ASIAN_DESCENT: Final = Fact(
    name="asian_descent",
    audience="patient",
    group=_THE_PERSON,
    label="Asian descent",
    question="Is the person of Asian descent?",
    note="The article gives descent as a risk factor because of the ligament, "
    'and names no countries. What imaging showed is recorded as "hardened '
    'posterior longitudinal ligament (OPLL)".',
)

OPLL: Final = Choice(
    name="opll",
    group=_SPINE,
    label="hardened posterior longitudinal ligament (OPLL)",
    question="Has imaging shown a hardened posterior longitudinal ligament (OPLL)?",
    levels=get_args(Opll),
    meanings=(
        "imaging showed none",
        "nobody has looked for it on imaging",
        "imaging showed it",
    ),
    none="not recorded: neither what imaging showed nor whether there was any",
    definition="A posterior longitudinal ligament, which connects the bones of the "
    "spine, that calcium deposits have hardened. How it is shown is not "
    "described.",
    defined_in=_LIGAMENT,
    note="That nobody has looked for it on imaging is an answer of its own, and "
    "differs from not recorded.",
)

CONGENITAL_NARROW_CANAL: Final = Fact(
    name="congenital_narrow_canal",
    group=_SPINE,
    label="spinal canal narrow from birth",
    question="Is the spinal canal known to be narrow from birth?",
    definition="A spinal canal that was narrower at birth. No measurement is given.",
    defined_in=_RISK,
    note='A measured diameter is recorded as "diameter of the canal, C3 to C6".',
)

SYMPTOM_DURATION_MONTHS: Final = Measure(
    name="symptom_duration_months",
    audience="patient",
    group=_COURSE,
    label="time since the first symptom",
    question="How many months ago did the first symptom begin?",
    low=0,
    high=1440,
    unit="months",
    step=None,
    definition="How long symptoms have lasted. Which symptom starts the count is not "
    "stated.",
    defined_in=_OUTLOOK,
    note="Counted here from the first symptom that is attributed to the neck, "
    "to the day of the other entries.",
)

DAILY_TASKS_AFFECTED: Final = Fact(
    name="daily_tasks_affected",
    audience="patient",
    group=_COURSE,
    label="daily tasks are affected",
    question="Does any symptom get in the way of daily tasks?",
    definition="Any symptom that affects the ability to do daily tasks. Which tasks "
    "count, and how much they must be affected, is not stated.",
    defined_in=_CONTACT,
    note='Tasks that changed mobility limits are recorded as "changed mobility '
    'limits work or daily tasks".',
)

QUALITY_OF_LIFE_AFFECTED: Final = Fact(
    name="quality_of_life_affected",
    audience="patient",
    group=_COURSE,
    label="quality of life is affected",
    question="Does any symptom affect the quality of life?",
    definition="Any symptom that affects the quality of life. How that is measured is "
    "not stated.",
    defined_in=_CONTACT,
)

NERVE_ROOT_INVOLVEMENT: Final = Fact(
    name="nerve_root_involvement",
    group=_CLINICAL,
    label="symptoms of a nerve root",
    question="Are there symptoms of a nerve root, such as partial paralysis or "
    "changed reflexes or senses in its area?",
    definition="Symptoms that affect a nerve root. They can include partial paralysis "
    "and changed reflexes or senses.",
    defined_in=_STAGES,
    note="Symptoms, as the stages ask for them. Here they are also read as "
    '"radiculopathy", which electrophysiology can show as well.',
)

CORD_SIGNS: Final = Fact(
    name="cord_signs",
    group=_CLINICAL,
    label="signs of the spinal cord",
    question="Did an examination find signs that involve the spinal cord?",
    definition="Signs that involve the spinal cord, as a clinician sees them. Which "
    "signs count is not stated.",
    defined_in=_STAGES,
    note='A judgement on all signs together. "Signs of the long tracts" is '
    "the finding that the Ranawat classes ask for; each reflex and each "
    "single sign is recorded on its own.",
)

MOBILITY_LIMITS_WORK: Final = Fact(
    name="mobility_limits_work",
    audience="patient",
    group=_COURSE,
    label="changed mobility limits work or daily tasks",
    question="Do changes in walking or moving limit work or daily tasks?",
    definition="Changes in mobility that reduce the ability to work or to do daily "
    "tasks; either is enough.",
    defined_in=_STAGES,
    note='The Nurick grades ask for more: "walking that prevents full-time '
    'work or all housework". A limit from any other symptom is "daily '
    'tasks are affected".',
)

WHEELCHAIR_OR_IMMOBILE: Final = Fact(
    name="wheelchair_or_immobile",
    audience="patient",
    group=_COURSE,
    label="needs a wheelchair, or cannot stand or move about alone",
    question="Is a wheelchair needed, or can the person not stand or move about alone?",
    definition="A wheelchair is required, or the person cannot stand, or cannot move "
    "around independently; any of these is enough. Whether moving with a "
    "walking frame is independent is not stated.",
    defined_in=_STAGES,
    note='The Nurick grades separate "walks only with help or a frame" from '
    '"bound to a chair or to bed".',
)

NECK_MOBILITY: Final = Choice(
    name="neck_mobility",
    group=_CLINICAL,
    label="range of motion of the neck",
    question="How far does the neck move, compared with normal?",
    levels=get_args(NeckMobility),
    ordered=True,
    definition="The range of motion of the cervical spine. How it is measured, and "
    "what is decreased, is not stated.",
    defined_in=_OUTLOOK,
    note='Stiffness that the person notices is recorded as "stiffness or less '
    'movement".',
)


def _cause(
    name: str,
    label: str,
    *,
    definition: str = "",
    defined_in: Citation | None = None,
    note: str = "",
) -> Fact:
    return Fact(
        name=name,
        label=label,
        question=f"Is this known: {label}?",
        group=_SPINE,
        definition=definition,
        defined_in=defined_in,
        note=note,
    )


DISC_DEGENERATION: Final = _cause(
    "disc_degeneration",
    "worn discs",
    definition="Discs between the vertebrae of the neck that have degraded over time "
    "and can compress the cord. How it is shown is not described.",
    defined_in=_DISCS,
)
HERNIATED_DISC: Final = _cause("herniated_disc", "a herniated disc")
BONE_SPURS: Final = _cause("bone_spurs", "bone spurs")
OVERGROWN_LIGAMENTS: Final = _cause(
    "overgrown_ligaments",
    "overgrown ligaments",
    definition="Overgrown ligaments that put pressure on the cord, as wear and tear "
    "can cause them. How they are shown is not described.",
    defined_in=_WEAR,
    note='A ligament that calcium has hardened is recorded as "hardened '
    'posterior longitudinal ligament (OPLL)".',
)
SPONDYLOSIS: Final = _cause(
    "spondylosis",
    "spondylosis",
    definition="Wear and tear of discs and joints of the cervical spine. How it is "
    "shown is not described.",
    defined_in=_WEAR,
)
RHEUMATOID_ARTHRITIS: Final = _cause(
    "rheumatoid_arthritis",
    "rheumatoid arthritis",
    note="The article names it both as a cause and as a risk factor. How long "
    "the person has had it is not recorded.",
)
OTHER_ARTHRITIS: Final = _cause(
    "other_arthritis",
    "another arthritis of the neck",
    note="Any arthritis of the neck except spondylosis and rheumatoid "
    "arthritis. The article speaks of several types and names these two.",
)
NECK_INJURY: Final = _cause(
    "neck_injury",
    "an injury of the neck or spinal cord",
    definition="An injury of the neck or of the spinal cord. How long ago it may be is "
    "not stated.",
    defined_in=_CAUSES,
    note="The list of the article puts infection and cancer under injury; here "
    "each is recorded on its own.",
)
SPINAL_INFECTION: Final = _cause(
    "spinal_infection",
    "an infection of the neck or spinal cord",
    definition="An infection of the neck or of the spinal cord. Whether it must be "
    "active is not stated.",
    defined_in=_CAUSES,
)
SPINAL_CANCER: Final = _cause(
    "spinal_cancer",
    "a cancer of the spinal cord",
    definition="A cancer of the spinal cord. Whether a cancer of the bones around it "
    "counts is not stated.",
    defined_in=_CAUSES,
)


def _done(
    name: str, label: str, *, definition: str, defined_in: Citation, note: str = ""
) -> Fact:
    return Fact(
        name=name,
        label=f"{label} done",
        question=f"Has it been done: {label}?",
        group=_STEPS,
        definition=definition,
        defined_in=defined_in,
        note=note,
    )


def _diagnosis(place: str) -> Citation:
    return ARTICLE.at(f"Diagnosis, {place}")


HISTORY_TAKEN: Final = _done(
    "history_taken",
    "questions on symptoms and history",
    definition="The doctor has asked about the symptoms and the medical history.",
    defined_in=_diagnosis("first step"),
)
GAIT_EXAMINED: Final = _done(
    "gait_examined",
    "examination of the gait",
    definition="The gait was checked in an examination. How it is done is not "
    "described.",
    defined_in=_diagnosis("examinations"),
    note='What the examination found is "abnormal gait on examination".',
)
REFLEXES_EXAMINED: Final = _done(
    "reflexes_examined",
    "examination of the reflexes",
    definition="The reflexes were checked in an examination. Which reflexes are "
    "checked is not stated.",
    defined_in=_diagnosis("examinations"),
    note="What the examination found is recorded sign by sign.",
)
GRIP_EXAMINED: Final = _done(
    "grip_examined",
    "examination of the grip",
    definition="The grip was checked in an examination. How it is done is not "
    "described.",
    defined_in=_diagnosis("examinations"),
    note='Results are recorded as "grip-and-release test, weaker side" and '
    '"grip strength, weaker hand".',
)
PAIN_ASSESSED: Final = _done(
    "pain_assessed",
    "assessment of the pain level",
    definition="The level of pain was checked in an examination. How it is done is not "
    "described.",
    defined_in=_diagnosis("examinations"),
)
MRI_DONE: Final = _done(
    "mri_done",
    "MRI scan",
    definition="An MRI scan was made to confirm the diagnosis. Which part it must "
    "show is not stated.",
    defined_in=_diagnosis("imaging"),
)
XRAY_DONE: Final = _done(
    "xray_done",
    "X-ray",
    definition="An X-ray was made to confirm the diagnosis. Which part it must show "
    "is not stated.",
    defined_in=_diagnosis("imaging"),
)

SMOKER: Final = Fact(
    name="smoker",
    audience="patient",
    group=_THE_PERSON,
    label="current smoking",
    question="Does the person smoke at present?",
    definition="Smoking at present, compared with not smoking. How much, and what "
    "counts after stopping, is not stated.",
    defined_in=TETREAULT_2015.at("table of relative risks"),
)

CORD_COMPRESSION: Final = Fact(
    name="cord_compression",
    group=_CLINICAL,
    label="compression of the cord on imaging",
    question="Does imaging show that the cord is compressed?",
    definition="A change of the outline of the cord at the level of a disc, compared "
    "with the middle of the neighbouring vertebrae, on axial or sagittal MRI.",
    defined_in=BIO_PROTOCOL_COMPRESSION.at("criterion of compression"),
    note="A finding of imaging, with or without symptoms. The studies and guidelines "
    "ask for compression on MRI and give no measurement. "
    '"Myelopathy, as a clinician judges" is the disease and is recorded on its own.',
)

MYELOPATHY: Final = Fact(
    name="myelopathy",
    group=_CLINICAL,
    label="myelopathy, as a clinician judges",
    question="Does a clinician judge that there is myelopathy?",
    definition="In its degenerative form: progressive injury of the spinal cord that "
    "a narrowed cervical canal causes. No diagnostic criteria are "
    "published with the definition.",
    defined_in=DCM_DEFINITION.at("the agreed definition"),
    note="The judgement of a clinician. No score, sign or image replaces it, "
    'and "compression of the cord on imaging" without injury of the cord '
    "does not count. The article uses the word for compression itself.",
)

RADICULOPATHY: Final = Fact(
    name="radiculopathy",
    group=_CLINICAL,
    label="radiculopathy",
    question="Is there radiculopathy, clinically or in electrophysiology?",
    definition="Radiculopathy shown clinically, with or without electrophysiology.",
    defined_in=AO_SPINE_2017.at("compression without myelopathy, with radiculopathy"),
    note="The studies of conversion to myelopathy count radiculopathy with "
    'symptoms. Here "symptoms of a nerve root" are read as radiculopathy; '
    "radiculopathy that only electrophysiology shows has no such symptoms.",
)

ABNORMAL_EVOKED_POTENTIALS: Final = Fact(
    name="abnormal_evoked_potentials",
    group=_CLINICAL,
    label="abnormal evoked potentials",
    question="Are sensory or motor evoked potentials abnormal?",
    definition="Abnormal sensory or motor evoked potentials. Which values are "
    "abnormal, and where they are measured, was not in the part that was "
    "read.",
    defined_in=BEDNARIK_2008.at("early predictors"),
)

TREATED_WITHOUT_SURGERY: Final = Fact(
    name="treated_without_surgery",
    group=_TREATMENT,
    label="treated without surgery so far",
    question="Has the myelopathy been treated without surgery so far?",
    definition="Treatment without surgery at first, such as a supervised trial of "
    "structured rehabilitation. How long it must have lasted is not "
    "stated.",
    defined_in=_GUIDELINE_MILD,
    note="An answer of no means that no such treatment has been given, not that "
    "there was an operation. That is recorded as "
    '"earlier operation for myelopathy".',
)

OPERATED: Final = Fact(
    name="operated",
    group=_TREATMENT,
    label="earlier operation for myelopathy",
    question="Has the neck been operated on for myelopathy before?",
    definition="An operation for myelopathy in the past. Whether an operation on the "
    "neck for another reason counts is not stated.",
    defined_in=_INCLUSION,
    note='Not the opposite of "treated without surgery so far": both can be no.',
)

TIME_SINCE_SURGERY_MONTHS: Final = Measure(
    name="time_since_surgery_months",
    group=_TREATMENT,
    label="time since the operation for myelopathy",
    question="How many months ago was the latest operation for myelopathy?",
    low=0,
    high=1440,
    unit="months",
    step=None,
    note="To the day of the other entries; after several operations, since the latest.",
)

PREGNANT: Final = Fact(
    name="pregnant",
    audience="patient",
    group=_THE_PERSON,
    label="pregnancy",
    question="Is the person pregnant?",
)

LUMBAR_STENOSIS: Final = Fact(
    name="lumbar_stenosis",
    group=_SPINE,
    label="lumbar stenosis with symptoms",
    question="Is there a narrow lumbar canal that causes symptoms?",
    definition="A narrow lumbar canal that causes symptoms. One that is seen on "
    "imaging alone does not count.",
    defined_in=_INCLUSION,
)

NEUROLOGY_WORSENED: Final = Fact(
    name="neurology_worsened",
    group=_TREATMENT,
    label="neurological worsening",
    question="Has the neurology become worse under treatment?",
    definition="Neurological deterioration under treatment without surgery. How much, "
    "and by which measure, is not stated.",
    defined_in=_GUIDELINE_MILD,
    note="The judgement of a clinician. It is never set from a change of scores.",
)

FAILED_TO_IMPROVE: Final = Fact(
    name="failed_to_improve",
    group=_TREATMENT,
    label="no improvement",
    question="Has treatment without surgery failed to bring improvement?",
    definition="No improvement under treatment without surgery. After how long, and "
    "by which measure, is not stated.",
    defined_in=_GUIDELINE_MILD,
    note='A person who became worse is recorded as "neurological worsening".',
)

PRETEST_PROBABILITY: Final = Measure(
    name="pretest_probability",
    group=_ESTIMATES,
    label="probability of myelopathy before the test",
    question="How probable is myelopathy before the test, from 0 to 1?",
    low=0,
    high=1,
    unit="probability",
    step=None,
    note="The probability before the result of the test that the rule reads, "
    "estimated without the findings of that test.",
)

HORIZON_YEARS: Final = Measure(
    name="horizon_years",
    group=_ESTIMATES,
    label="years ahead",
    question="How many years ahead is the outlook asked for?",
    low=0,
    high=50,
    unit="years",
    step=None,
    note="From the day of the other entries into the future.",
)


_SHEET: Final = "sheet"
_S = TypeVar("_S", bound=Sheet)
_M = TypeVar("_M", bound=Record)


def _part(sheet: type[_S]) -> _S | None:
    """A field that holds a sheet; optional, and documented by it."""

    def check(record: object, field: str, value: object) -> None:  # noqa: ARG001
        if value is not None and not isinstance(value, sheet):
            name = sheet.__name__
            first, *_ = quantities_of(sheet)
            raise KindError(
                field,
                kind_of(value),
                f"a value of type {name}",
                f"Write {field}={name}({first}=...).",
            )

    def about() -> str:
        summary = (sheet.__doc__ or "").strip().partition("\n\n")[0]
        return f"{' '.join(summary.split())} A `{sheet.__name__}` or None."

    field: Any = attrs.field(
        default=None,
        metadata={_SHEET: sheet, CHECK: check, ABOUT: about},
    )
    return cast("_S | None", field)


def checked_reference(value: object) -> str | None:
    """
    A reference, if it can be recorded.

    Raises:
        KindError: If it is not text, or empty or unprintable text.
    """
    if value is None:
        return None
    if not isinstance(value, str):
        raise KindError("ref", kind_of(value), "text, or None")
    text = plain_text(value)
    if not (text and text.isprintable()):
        raise KindError("ref", "empty or unprintable text", "printable text, or None")
    return text


def _check_reference(record: object, field: str, value: object) -> None:
    keep(record, field, value, checked_reference(value))


def _check_symptoms(record: object, field: str, value: object) -> None:  # noqa: ARG001
    seen: set[str] = set()
    for symptom in cast("tuple[object, ...]", value):
        if not isinstance(symptom, Symptom):
            raise _no_symptom(symptom)
        if symptom.kind in seen:
            raise ContradictionError(
                (symptom.kind,), "the symptom is given more than once"
            )
        seen.add(symptom.kind)


def _tuple(symptoms: Iterable[Symptom]) -> tuple[Symptom, ...]:
    # A string would be taken apart into letters.
    if isinstance(symptoms, (list, tuple)):  # a union would be built at each call
        return tuple(symptoms)
    raise _no_symptom(symptoms)


def _no_symptom(given: object) -> KindError:
    """The error for anything but a list of symptoms, with what to write."""
    kind = given.kind if isinstance(given, Symptom) else given
    known = kind if isinstance(kind, str) and kind in SYMPTOMS else ""
    return KindError(
        "symptoms",
        "a single Symptom" if isinstance(given, Symptom) else kind_of(given),
        "a list of Symptom objects",
        f"Write symptoms=[{example(known) if known else example()}].",
    )


_NO_REASONS: Final[tuple[tuple[str, MissingReason], ...]] = ()


def reason_pairs(reasons: object) -> tuple[tuple[str, MissingReason], ...]:
    """Reasons in a form that can be hashed; the constructor also takes this form."""
    if reasons is _NO_REASONS:
        return _NO_REASONS
    try:
        named = dict(cast("Mapping[str, MissingReason]", reasons))
    except (TypeError, ValueError):
        raise KindError(
            "missing",
            kind_of(reasons),
            "a mapping from the names of quantities to reasons",
            'Write missing={"mjoa_motor_upper": "not_testable"}.',
        ) from None
    # The checks name what is no text.
    plain: dict[str, MissingReason] = {
        _plain(name): _plain(reason) for name, reason in named.items()
    }
    return tuple((name, plain[name]) for name in sorted(plain, key=str))


def _items(values: Mapping[str, object]) -> Iterable[tuple[str, object]]:
    """The values of a mapping by names of plain text."""
    if not isinstance(values, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise KindError("values", kind_of(values), "a mapping from names to values")
    if {*map(type, values)} <= _PLAIN_KEYS:
        return values.items()
    return ((_plain(name), value) for name, value in values.items())


_PLAIN_KEYS: Final = frozenset((str,))


def _plain(value: Any) -> Any:
    return plain_text(value) if isinstance(value, str) else value


@public
@attrs.frozen(kw_only=True, eq=False, repr=False, getstate_setstate=False)
class Patient(Record):
    """
    What is known about one person with, or suspected of, cervical myelopathy.

    There is no field for a name, a date of birth, an address or a record number.

    >>> pain = Symptom(kind="neck_pain", present=True)
    >>> Patient(age_years=61, symptoms=[pain]).age_years
    61
    >>> Patient(age_years="61")
    Traceback (most recent call last):
        ...
    cervmyelo.errors.KindError: age_years: expected a whole number from 0 to 120 \
years, got text.

    Why a value was not recorded can be kept as well. It changes no answer, but a score
    that another cause explains is read both as scored and as unaffected:

    >>> Patient(missing={"mjoa_motor_upper": "not_testable"}).flat()[
    ...     "mjoa_motor_upper_missing"
    ... ]
    'not_testable'

    Raises:
        ContradictionError: If a symptom is given twice.

        LevelError: If a reason does not go together with what is recorded.

        UnknownFieldError: If a reason is given for an unknown quantity.
    """

    ref: str | None = attrs.field(
        default=None,
        repr=False,
        metadata={
            CHECK: _check_reference,
            ABOUT: lambda: (
                "An opaque reference of your own; printable text or None. It "
                "is in no representation and in no message."
            ),
        },
    )
    age_years: int | Partly | None = recorded(AGE_YEARS)
    sex_at_birth: SexAtBirth | Partly | None = recorded(SEX_AT_BIRTH)
    asian_descent: bool | None = recorded(ASIAN_DESCENT)
    opll: Opll | Partly | None = recorded(OPLL)
    congenital_narrow_canal: bool | None = recorded(CONGENITAL_NARROW_CANAL)
    symptoms: tuple[Symptom, ...] = attrs.field(
        default=(),
        converter=_tuple,
        metadata={
            CHECK: _check_symptoms,
            ABOUT: lambda: (
                "A list of `Symptom` objects, each kind once. A symptom that "
                "is not listed is not recorded."
            ),
        },
    )
    symptom_duration_months: float | Partly | None = recorded(SYMPTOM_DURATION_MONTHS)
    daily_tasks_affected: bool | None = recorded(DAILY_TASKS_AFFECTED)
    quality_of_life_affected: bool | None = recorded(QUALITY_OF_LIFE_AFFECTED)
    nerve_root_involvement: bool | None = recorded(NERVE_ROOT_INVOLVEMENT)
    cord_signs: bool | None = recorded(CORD_SIGNS)
    mobility_limits_work: bool | None = recorded(MOBILITY_LIMITS_WORK)
    wheelchair_or_immobile: bool | None = recorded(WHEELCHAIR_OR_IMMOBILE)
    neck_mobility: NeckMobility | Partly | None = recorded(NECK_MOBILITY)
    disc_degeneration: bool | None = recorded(DISC_DEGENERATION)
    herniated_disc: bool | None = recorded(HERNIATED_DISC)
    bone_spurs: bool | None = recorded(BONE_SPURS)
    overgrown_ligaments: bool | None = recorded(OVERGROWN_LIGAMENTS)
    spondylosis: bool | None = recorded(SPONDYLOSIS)
    rheumatoid_arthritis: bool | None = recorded(RHEUMATOID_ARTHRITIS)
    other_arthritis: bool | None = recorded(OTHER_ARTHRITIS)
    neck_injury: bool | None = recorded(NECK_INJURY)
    spinal_infection: bool | None = recorded(SPINAL_INFECTION)
    spinal_cancer: bool | None = recorded(SPINAL_CANCER)
    history_taken: bool | None = recorded(HISTORY_TAKEN)
    gait_examined: bool | None = recorded(GAIT_EXAMINED)
    reflexes_examined: bool | None = recorded(REFLEXES_EXAMINED)
    grip_examined: bool | None = recorded(GRIP_EXAMINED)
    pain_assessed: bool | None = recorded(PAIN_ASSESSED)
    mri_done: bool | None = recorded(MRI_DONE)
    xray_done: bool | None = recorded(XRAY_DONE)
    smoker: bool | None = recorded(SMOKER)
    cord_compression: bool | None = recorded(CORD_COMPRESSION)
    myelopathy: bool | None = recorded(MYELOPATHY)
    radiculopathy: bool | None = recorded(RADICULOPATHY)
    abnormal_evoked_potentials: bool | None = recorded(ABNORMAL_EVOKED_POTENTIALS)
    treated_without_surgery: bool | None = recorded(TREATED_WITHOUT_SURGERY)
    operated: bool | None = recorded(OPERATED)
    time_since_surgery_months: float | Partly | None = recorded(
        TIME_SINCE_SURGERY_MONTHS
    )
    pregnant: bool | None = recorded(PREGNANT)
    lumbar_stenosis: bool | None = recorded(LUMBAR_STENOSIS)
    neurology_worsened: bool | None = recorded(NEUROLOGY_WORSENED)
    failed_to_improve: bool | None = recorded(FAILED_TO_IMPROVE)
    pretest_probability: float | Partly | None = recorded(PRETEST_PROBABILITY)
    horizon_years: float | Partly | None = recorded(HORIZON_YEARS)
    mjoa: MJOA | None = _part(MJOA)
    patient_mjoa: PatientMJOA | None = _part(PatientMJOA)
    joa: JOA | None = _part(JOA)
    joa1994: JOA1994 | None = _part(JOA1994)
    ems: EMS | None = _part(EMS)
    cooper: Cooper | None = _part(Cooper)
    ndi: NDI | None = _part(NDI)
    mdi: MDI | None = _part(MDI)
    joacmeq: JOACMEQ | None = _part(JOACMEQ)
    walking: Walking | None = _part(Walking)
    examination: Examination | None = _part(Examination)
    imaging: Imaging | None = _part(Imaging)
    follow_up: FollowUp | None = _part(FollowUp)
    outcome_measures: OutcomeMeasures | None = _part(OutcomeMeasures)
    missing: tuple[tuple[str, MissingReason], ...] = attrs.field(
        default=(),
        converter=reason_pairs,
        metadata={
            ABOUT: lambda: (
                "Why values were not recorded: a mapping from names of quantities to "
                "'not_asked', 'not_testable' or 'refused'; or 'other_cause' for a "
                "recorded value that another cause explains. It is kept as pairs."
            )
        },
    )

    def _check_together(self) -> None:
        if self.missing:
            from .missing import faults_of

            for fault in faults_of(self.missing, self._recorded()):
                raise fault

    @classmethod
    def from_values(cls, values: Mapping[str, object], *, extra: bool = False) -> Self:
        """
        The patient of values by the names of the quantities.

        The inverse of `flat`, for a record of JSON or a row of a table. Values are
        checked and never converted.

        >>> patient = Patient.from_values({"age_years": 61, "mjoa_motor_upper": 3})
        >>> patient.mjoa
        MJOA(motor_upper=3)
        >>> Patient.from_values({"age": 61, "mjoa_motor_upper": 9})
        Traceback (most recent call last):
            ...
        cervmyelo.errors.InvalidRecordError: age: unknown field. Did you mean age_years?
        mjoa_motor_upper: expected a whole number from 0 to 5 points, got a number \
above the range.

        Args:
            values: The values, and the reference under ``ref``; None is not recorded.
                A symptom or sheet is on record if one of its names is a key.

            extra: Whether other keys are intended, as in a row of a wider table. They
                are ignored.

        Raises:
            InvalidRecordError: If there is a fault; all of them are listed.

            KindError: If *values* is no mapping.
        """
        faults: list[CervmyeloError] = []
        hints = hints_at_quantities()
        own: dict[str, object] = {}
        parts: dict[str, dict[str, object]] = {}
        reasons: dict[str, object] = {}
        for name, value in _items(values):
            record, field = PLACES.get(name, _NOWHERE)
            if record:
                parts.setdefault(record, {})[field] = value
            elif field or name == "ref":
                own[name] = value
            elif reason_for(name):
                if value is not None:
                    reasons[reason_for(name)] = value
            elif not extra:
                faults.append(unknown_quantity(name, hints))
        symptoms: list[Symptom] = []
        for record, fields in parts.items():
            if record in SHEETS:
                sheet = SHEETS[record]
                own[record] = _built(sheet, fields, _PARTS[record], faults)
                continue
            symptom = _built(
                Symptom,
                {"present": None, **fields, "kind": record},
                _PARTS[record],
                faults,
            )
            if symptom is not None:
                symptoms.append(symptom)
        if reasons:
            from .missing import faults_of

            faults += faults_of(reasons.items(), values)
            own |= {} if faults else {"missing": reasons}
        patient = _built(cls, {**own, "symptoms": symptoms}, _OWN, faults)
        if patient is not None and not faults:
            return patient
        raise InvalidRecordError(faults)

    def flat(self) -> dict[str, Value | Partly | None]:
        """
        What was recorded, by the names of the quantities, without the reference.

        Returns:
            A key for every field that is a quantity, for all quantities of every
            symptom and sheet on record, and for every reason that is recorded.
        """
        values = self._recorded()
        values.update((f"{name}{SUFFIX}", reason) for name, reason in self.missing)
        return values

    def _recorded(self) -> dict[str, Value | Partly | None]:
        """What was recorded, by the names of the quantities."""
        values: dict[str, Value | Partly | None] = dict(
            zip(_OWN, _own_values(self), strict=True)
        )
        for symptom in self.symptoms:
            values.update(symptom.flat())
        for sheet in _own_sheets(self):
            if sheet is not None:
                values.update(sheet.flat())
        return values

    @classmethod
    def correction(cls, name: str) -> str:
        """What to write in place of an argument that the constructor does not have."""
        if name in PLACES:
            return _written(name)
        fields = (each.name for each in attrs.fields(cls) if each.init)
        near = hints_at_quantities((*_KEYS, *fields)).near(name)
        fix = _written(near[0]) if len(near) == 1 else ""
        return f"{did_you_mean(near)} {fix}".strip()


def with_reference(patient: Patient, ref: str | None) -> Patient:
    """
    The same patient under another reference, with nothing else checked again.

    >>> with_reference(Patient(ref="a", age_years=61), "b").ref
    'b'

    Args:
        patient: The patient.

        ref: The reference; None if there is none.

    Raises:
        KindError: If it is no reference.
    """
    made = object.__new__(type(patient))
    set_field = object.__setattr__.__get__(made)
    # A file can hold many thousand such people, and a loop takes longer.
    collections.deque(map(set_field, _FIELDS, _every_field(patient)), 0)
    set_field("ref", checked_reference(ref))
    return made


_FIELDS: Final = tuple(field.name for field in attrs.fields(Patient))
_every_field: Final[Callable[[Patient], tuple[object, ...]]] = operator.attrgetter(
    *_FIELDS
)


def _written(name: str) -> str:
    """How a quantity is written that is no field of the patient; empty for others."""
    record, field = PLACES.get(name, _NOWHERE)
    if record in SHEETS:
        return f"Write {record}={SHEETS[record].__name__}({field}=...)."
    return f"Write symptoms=[{example(record, field)}]." if record else ""


_OWN: Final[Mapping[str, Quantity]] = MappingProxyType(quantities_of(Patient))
_own_values: Final[Callable[[Patient], tuple[Value | None, ...]]] = operator.attrgetter(
    *_OWN
)

SHEETS: Final[Mapping[str, type[Sheet]]] = MappingProxyType(
    {
        field.name: field.metadata[_SHEET]
        for field in attrs.fields(Patient)
        if _SHEET in field.metadata
    }
)
"""The models of the sheets of a patient's record, by the fields that hold them."""

_own_sheets: Final[Callable[[Patient], tuple[Sheet | None, ...]]] = operator.attrgetter(
    *SHEETS
)

_PARTS: Final[Mapping[str, Mapping[str, Quantity]]] = MappingProxyType(
    {
        **{kind: each.parts for kind, each in SYMPTOMS.items()},
        **{name: quantities_of(sheet) for name, sheet in SHEETS.items()},
    }
)
"""The quantities of each symptom and sheet, by their fields."""


def reason_for(key: object) -> str:
    """
    The quantity whose reason, why it is missing, a key of a record holds.

    >>> reason_for("age_years_missing"), reason_for("age_years")
    ('age_years', '')
    """
    if not (isinstance(key, str) and key.endswith(SUFFIX)):
        return ""
    name = key.removesuffix(SUFFIX)
    return name if name in QUANTITIES else ""


class Place(NamedTuple):
    """
    Where a patient's record holds a quantity.

    Attributes:
        record: The kind of symptom or the field of the sheet; empty for the patient.

        field: The field there.
    """

    record: str
    field: str


_NOWHERE: Final = Place("", "")


def _places() -> Iterable[tuple[Quantity, Place]]:
    for name in attrs.fields_dict(Patient):
        if name in _OWN:
            yield _OWN[name], Place("", name)
        elif name == "symptoms":
            for kind, symptom in SYMPTOMS.items():
                for part, quantity in symptom.parts.items():
                    yield quantity, Place(kind, part)
        elif name in SHEETS:
            for field, quantity in quantities_of(SHEETS[name]).items():
                yield quantity, Place(name, field)


# A new sheet needs a title here.
_TITLES: Final = {
    "mjoa": "mJOA",
    "patient_mjoa": "Patient-derived mJOA",
    "joa": "JOA of 1976",
    "joa1994": "JOA of 1994",
    "ems": "European Myelopathy Score",
    "cooper": "Cooper grades",
    "ndi": "Neck Disability Index",
    "mdi": "Myelopathy Disability Index",
    "joacmeq": "JOACMEQ",
    "walking": "Walking and work",
    "examination": "Examination",
    "imaging": "Imaging",
    "follow_up": "Before and after",
    "outcome_measures": "Outcome measures",
}

SHEET_TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {name: _TITLES[name] for name in SHEETS}
)
"""What each sheet of a patient's record is called, by the fields that hold them."""


def _subject(place: Place) -> str:
    if place.record in SHEETS:
        return SHEET_TITLES[place.record]
    return "Symptoms" if place.record else "The person and the condition"


QUANTITIES: Final = Quantities(
    ((quantity.name, quantity) for quantity, _ in _places()),
    {quantity.name: _subject(place) for quantity, place in _places()},
)
"""Everything that can be recorded, by its name (the data dictionary)."""

PLACES: Final[Mapping[str, Place]] = MappingProxyType(
    {quantity.name: place for quantity, place in _places()}
)
"""Where a patient's record holds each quantity, by its name."""


def _built(
    model: Callable[..., _M],
    fields: Mapping[str, object],
    quantities: Mapping[str, Quantity],
    faults: list[CervmyeloError],
) -> _M | None:
    """The model; or None, and every fault of its fields is added to the faults."""
    try:
        return model(**fields)
    except CervmyeloError as first:
        # A contradiction is a fault of no single field.
        faults += list(_faults(fields, quantities)) or [first]
        return None


def _faults(
    fields: Mapping[str, object], quantities: Mapping[str, Quantity]
) -> Iterable[CervmyeloError]:
    for field, value in fields.items():
        try:
            if field == "ref":
                checked_reference(value)
            elif value is not None and field in quantities:
                checked(quantities[field], value)
        except CervmyeloError as fault:
            yield fault


_NAMES: Final = "the name of a quantity"
_KEYS: Final = ("ref", *QUANTITIES)


def hints_at_quantities(known: Iterable[str] = _KEYS) -> Hints:
    """
    Hints at the names of quantities, for all unknown names of one input.

    Args:
        known: The names that can be meant; the whole data dictionary without any.
    """
    names = tuple(known)

    def meant(name: str) -> list[str]:
        from .named_by_words import named_by_words

        return [each for each in named_by_words(name) or () if each in names]

    return Hints(names, meant)


def unknown_quantity(name: object, hints: Hints | None = None) -> UnknownFieldError:
    """
    The error for a name that is not in the data dictionary, with the nearest one.

    Args:
        name: The name, or whatever is in the place of one.

        hints: The hints for the other unknown names of the same input.
    """
    if not isinstance(name, str):
        return UnknownFieldError(
            f"key that is {kind_of(name)}", "unknown field", _NAMES
        )
    if name in DERIVED:
        return UnknownFieldError(
            name, "an answer that cannot be recorded", _NAMES, DERIVED[name]
        )
    if name in SHEETS:
        first, *_ = quantities_of(SHEETS[name]).values()
        hint = f"Give its values by their own names, such as {first.name}."
    else:
        of = name.removesuffix(LOW).removesuffix(HIGH)
        if of != name and of in QUANTITIES:
            hint = f"Give what is known in part as the value of {of}."
            return UnknownFieldError(shown(name), "unknown field", _NAMES, hint)
        end = SUFFIX if name.endswith(SUFFIX) else ""
        near = (hints or hints_at_quantities()).near(name.removesuffix(end))
        ends = (f"{each}{end if each in QUANTITIES else ''}" for each in near)
        hint = did_you_mean(ends)
    return UnknownFieldError(shown(name), "unknown field", _NAMES, hint)
