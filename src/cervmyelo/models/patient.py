"""
What a clinic knows about one person, and the quantities that are no instrument's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias, get_args

import attrs

from cervmyelo.errors import ContradictionError, KindError, kind_of
from cervmyelo.named import Named
from cervmyelo.quantity import Choice, Fact, Measure, Quantity, Value

from .ems import EMS
from .examination import Examination
from .follow_up import FollowUp
from .imaging import Imaging
from .joa import JOA, JOA1994
from .mjoa import MJOA
from .patient_mjoa import PatientMJOA
from .record import Record
from .sheet import Sheet, quantities_of
from .symptoms import SYMPTOMS, Symptom
from .walking import Walking

__all__ = [
    "QUANTITIES",
    "SHEETS",
    "NeckMobility",
    "Opll",
    "Patient",
    "SexAtBirth",
]

SexAtBirth: TypeAlias = Literal["male", "female"]
"""Sex as recorded at birth, which is what the published factors mean; not gender."""

Opll: TypeAlias = Literal["absent", "not_imaged", "present"]
"""What imaging showed of the posterior longitudinal ligament."""

NeckMobility: TypeAlias = Literal["decreased", "normal", "increased"]
"""Range of motion of the neck."""

AGE_YEARS: Final = Measure(
    name="age_years",
    label="age",
    question="How old is the person, in completed years?",
    low=0,
    high=120,
    unit="years",
)

SEX_AT_BIRTH: Final = Choice(
    name="sex_at_birth",
    label="sex recorded at birth",
    question="Which sex was recorded at birth?",
    levels=get_args(SexAtBirth),
)

ASIAN_DESCENT: Final = Fact(
    name="asian_descent",
    label="Asian descent",
    question="Is the person of Asian descent?",
)

OPLL: Final = Choice(
    name="opll",
    label="hardened posterior longitudinal ligament (OPLL)",
    question="Has imaging shown a hardened posterior longitudinal ligament (OPLL)?",
    levels=get_args(Opll),
    meanings=(
        "imaging showed none",
        "nobody has looked for it on imaging",
        "imaging showed it",
    ),
    none="not recorded: neither what imaging showed nor whether there was any",
)

CONGENITAL_NARROW_CANAL: Final = Fact(
    name="congenital_narrow_canal",
    label="spinal canal narrow from birth",
    question="Is the spinal canal known to be narrow from birth?",
)

SYMPTOM_DURATION_MONTHS: Final = Measure(
    name="symptom_duration_months",
    label="time since the first symptom",
    question="How many months ago did the first symptom begin?",
    low=0,
    high=1440,
    unit="months",
    step=None,
)

DAILY_TASKS_AFFECTED: Final = Fact(
    name="daily_tasks_affected",
    label="daily tasks are affected",
    question="Does any symptom get in the way of daily tasks?",
)

QUALITY_OF_LIFE_AFFECTED: Final = Fact(
    name="quality_of_life_affected",
    label="quality of life is affected",
    question="Does any symptom affect the quality of life?",
)

NERVE_ROOT_INVOLVEMENT: Final = Fact(
    name="nerve_root_involvement",
    label="symptoms of a nerve root",
    question="Are there symptoms of a nerve root, such as partial paralysis or "
    "changed reflexes or senses in its area?",
)

CORD_SIGNS: Final = Fact(
    name="cord_signs",
    label="signs of the spinal cord",
    question="Did an examination find signs that involve the spinal cord?",
)

MOBILITY_LIMITS_WORK: Final = Fact(
    name="mobility_limits_work",
    label="changed mobility limits work or daily tasks",
    question="Do changes in walking or moving limit work or daily tasks?",
)

WHEELCHAIR_OR_IMMOBILE: Final = Fact(
    name="wheelchair_or_immobile",
    label="needs a wheelchair, or cannot stand or move about alone",
    question="Is a wheelchair needed, or can the person not stand or move about alone?",
)

NECK_MOBILITY: Final = Choice(
    name="neck_mobility",
    label="range of motion of the neck",
    question="How far does the neck move, compared with normal?",
    levels=get_args(NeckMobility),
    ordered=True,
)


def _cause(name: str, label: str) -> Fact:
    return Fact(name=name, label=label, question=f"Is this known: {label}?")


DISC_DEGENERATION: Final = _cause("disc_degeneration", "worn discs")
HERNIATED_DISC: Final = _cause("herniated_disc", "a herniated disc")
BONE_SPURS: Final = _cause("bone_spurs", "bone spurs")
OVERGROWN_LIGAMENTS: Final = _cause("overgrown_ligaments", "overgrown ligaments")
SPONDYLOSIS: Final = _cause("spondylosis", "spondylosis")
RHEUMATOID_ARTHRITIS: Final = _cause("rheumatoid_arthritis", "rheumatoid arthritis")
OTHER_ARTHRITIS: Final = _cause("other_arthritis", "another arthritis of the neck")
NECK_INJURY: Final = _cause("neck_injury", "an injury of the neck or spinal cord")
SPINAL_INFECTION: Final = _cause(
    "spinal_infection", "an infection of the neck or spinal cord"
)
SPINAL_CANCER: Final = _cause("spinal_cancer", "a cancer of the spinal cord")


def _done(name: str, label: str) -> Fact:
    return Fact(
        name=name, label=f"{label} done", question=f"Has it been done: {label}?"
    )


HISTORY_TAKEN: Final = _done("history_taken", "questions on symptoms and history")
GAIT_EXAMINED: Final = _done("gait_examined", "examination of the gait")
REFLEXES_EXAMINED: Final = _done("reflexes_examined", "examination of the reflexes")
GRIP_EXAMINED: Final = _done("grip_examined", "examination of the grip")
PAIN_ASSESSED: Final = _done("pain_assessed", "assessment of the pain level")
MRI_DONE: Final = _done("mri_done", "MRI scan")
XRAY_DONE: Final = _done("xray_done", "X-ray")

SMOKER: Final = Fact(
    name="smoker",
    label="current smoking",
    question="Does the person smoke at present?",
)

CORD_COMPRESSION: Final = Fact(
    name="cord_compression",
    label="compression of the cord on imaging",
    question="Does imaging show that the cord is compressed?",
)

MYELOPATHY: Final = Fact(
    name="myelopathy",
    label="myelopathy, as a clinician judges",
    question="Does a clinician judge that there is myelopathy?",
)

RADICULOPATHY: Final = Fact(
    name="radiculopathy",
    label="radiculopathy",
    question="Is there radiculopathy, clinically or in electrophysiology?",
)

ABNORMAL_EVOKED_POTENTIALS: Final = Fact(
    name="abnormal_evoked_potentials",
    label="abnormal evoked potentials",
    question="Are sensory or motor evoked potentials abnormal?",
)

TREATED_WITHOUT_SURGERY: Final = Fact(
    name="treated_without_surgery",
    label="treated without surgery so far",
    question="Has the myelopathy been treated without surgery so far?",
)

NEUROLOGY_WORSENED: Final = Fact(
    name="neurology_worsened",
    label="neurological worsening",
    question="Has the neurology become worse under treatment?",
)

FAILED_TO_IMPROVE: Final = Fact(
    name="failed_to_improve",
    label="no improvement",
    question="Has treatment without surgery failed to bring improvement?",
)

PRETEST_PROBABILITY: Final = Measure(
    name="pretest_probability",
    label="probability of myelopathy before the test",
    question="How probable is myelopathy before the test, from 0 to 1?",
    low=0,
    high=1,
    unit="probability",
    step=None,
)

HORIZON_YEARS: Final = Measure(
    name="horizon_years",
    label="years ahead",
    question="How many years ahead is the outlook asked for?",
    low=0,
    high=50,
    unit="years",
    step=None,
)


@attrs.frozen
class _Reference:
    """Checks the opaque reference: text, or nothing."""

    def __call__(self, instance: object, attribute: object, value: Any) -> None:  # noqa: ARG002
        if value is not None and not isinstance(value, str):
            raise KindError("ref", kind_of(value), "text, or None")
        if isinstance(value, str) and (not value.isprintable() or not value):
            raise KindError(
                "ref",
                "text with characters that cannot be printed, or none",
                "printable text, or None",
            )


@attrs.frozen
class _Of:
    """
    Checks that a part of the record comes in its own model.

    Attributes:
        sheet: The model.
    """

    sheet: type[Sheet]

    def __call__(self, instance: object, attribute: object, value: Any) -> None:  # noqa: ARG002
        if value is not None and not isinstance(value, self.sheet):
            name = getattr(attribute, "name", self.sheet.__name__)
            allowed = f"of the class {self.sheet.__name__}, or None"
            raise KindError(name, kind_of(value), allowed)


@attrs.frozen
class _EachOnce:
    """Checks that symptoms are symptoms, and none is given twice."""

    def __call__(
        self,
        instance: object,  # noqa: ARG002
        attribute: object,  # noqa: ARG002
        value: Any,
    ) -> None:
        seen: set[str] = set()
        for symptom in _objects(value):
            if not isinstance(symptom, Symptom):
                raise KindError("symptoms", kind_of(symptom), "Symptom objects")
            if symptom.kind in seen:
                raise ContradictionError(
                    (symptom.kind,), "the symptom is given more than once"
                )
            seen.add(symptom.kind)


def _objects(value: tuple[object, ...]) -> tuple[object, ...]:
    return value


def _tuple(symptoms: Iterable[Symptom]) -> tuple[Symptom, ...]:
    # A string or a single Symptom would be taken apart, or fail far from here.
    if isinstance(symptoms, list | tuple):
        return tuple(symptoms)
    raise KindError("symptoms", kind_of(symptoms), "a list or tuple of Symptom objects")


@attrs.frozen(kw_only=True, getstate_setstate=False, repr=False)
class Patient(Record):
    """
    What is known about one person with, or suspected of, cervical myelopathy.

    Every attribute is ``None`` unless it was recorded, and ``None`` never counts as
    no. There is no room for a name, a date of birth, an address or a record number.

    >>> pain = Symptom(kind="neck_pain", present=True)
    >>> Patient(age_years=61, symptoms=[pain]).age_years
    61
    >>> Patient(age_years="61")
    Traceback (most recent call last):
        ...
    cervmyelo.errors.KindError: age_years: text was given; allowed: a whole number \
from 0 to 120 years, or None if it was not recorded.

    Attributes:
        ref: An opaque reference of the caller's own, kept out of `repr` and of
            every message; None if there is none.

        age_years: Age in completed years, 0 to 120.

        sex_at_birth: "male" or "female", as recorded at birth; not gender.

        asian_descent: Whether the person is of Asian descent.

        opll: What imaging showed of the posterior longitudinal ligament:
            "absent", "not_imaged" or "present".

        congenital_narrow_canal: Whether the spinal canal is narrow from birth.

        symptoms: The symptoms on record; one that is not listed is not known.

        symptom_duration_months: Months since the first symptom, 0 to 1440.

        daily_tasks_affected: Whether a symptom affects daily tasks.

        quality_of_life_affected: Whether a symptom affects the quality of life.

        nerve_root_involvement: Whether there are symptoms of a nerve root.

        cord_signs: Whether an examination found signs of the spinal cord.

        mobility_limits_work: Whether changed mobility limits work or daily tasks.

        wheelchair_or_immobile: Whether a wheelchair is needed, or the person
            cannot stand or move about alone.

        neck_mobility: "decreased", "normal" or "increased".

        disc_degeneration: Whether discs are worn.

        herniated_disc: Whether a disc is herniated.

        bone_spurs: Whether there are bone spurs.

        overgrown_ligaments: Whether ligaments are overgrown.

        spondylosis: Whether there is spondylosis.

        rheumatoid_arthritis: Whether there is rheumatoid arthritis.

        other_arthritis: Whether there is another arthritis of the neck.

        neck_injury: Whether the neck or spinal cord was injured.

        spinal_infection: Whether there is an infection of the neck or cord.

        spinal_cancer: Whether there is a cancer of the spinal cord.

        history_taken: Whether symptoms and history were asked for.

        gait_examined: Whether the gait was examined.

        reflexes_examined: Whether the reflexes were examined.

        grip_examined: Whether the grip was examined.

        pain_assessed: Whether the pain level was assessed.

        mri_done: Whether an MRI scan was done.

        xray_done: Whether an X-ray was done.

        smoker: Whether the person smokes at present.

        cord_compression: Whether imaging shows that the cord is compressed.

        myelopathy: Whether a clinician judges that there is myelopathy.

        radiculopathy: Whether there is radiculopathy, clinically or in
            electrophysiology.

        abnormal_evoked_potentials: Whether evoked potentials are abnormal.

        treated_without_surgery: Whether it was treated without surgery so far.

        neurology_worsened: Whether the neurology became worse under treatment.

        failed_to_improve: Whether treatment without surgery brought no improvement.

        pretest_probability: The caller's own probability of myelopathy before a
            test, 0 to 1; None if there is none, and then no probability after it.

        horizon_years: How many years ahead an outlook is asked for, 0 to 50.

        mjoa: The items of the mJOA; None if none was scored.

        patient_mjoa: The items of the patient-derived mJOA.

        joa: The items of the JOA scale of 1976.

        joa1994: The items of the JOA scale of 1994.

        ems: The items of the European Myelopathy Score.

        walking: Walking and work, and recorded grades of Nurick and the article.

        examination: Signs and timed tests at the bedside.

        imaging: Measurements and findings of imaging.

        follow_up: Scores before and after.

    Raises:
        KindError: If a field holds the wrong kind of value.

        LevelError: If a word is none of those allowed.

        OutOfRangeError: If a number is out of range.

        ContradictionError: If a symptom is given twice, or one that is there has
            lasted longer than the time since the first.
    """

    ref: str | None = attrs.field(default=None, repr=False, validator=_Reference())
    age_years: int | None = attrs.field(default=None, validator=AGE_YEARS)
    sex_at_birth: SexAtBirth | None = attrs.field(default=None, validator=SEX_AT_BIRTH)
    asian_descent: bool | None = attrs.field(default=None, validator=ASIAN_DESCENT)
    opll: Opll | None = attrs.field(default=None, validator=OPLL)
    congenital_narrow_canal: bool | None = attrs.field(
        default=None, validator=CONGENITAL_NARROW_CANAL
    )
    symptoms: tuple[Symptom, ...] = attrs.field(
        default=(), converter=_tuple, validator=_EachOnce()
    )
    symptom_duration_months: float | None = attrs.field(
        default=None, validator=SYMPTOM_DURATION_MONTHS
    )
    daily_tasks_affected: bool | None = attrs.field(
        default=None, validator=DAILY_TASKS_AFFECTED
    )
    quality_of_life_affected: bool | None = attrs.field(
        default=None, validator=QUALITY_OF_LIFE_AFFECTED
    )
    nerve_root_involvement: bool | None = attrs.field(
        default=None, validator=NERVE_ROOT_INVOLVEMENT
    )
    cord_signs: bool | None = attrs.field(default=None, validator=CORD_SIGNS)
    mobility_limits_work: bool | None = attrs.field(
        default=None, validator=MOBILITY_LIMITS_WORK
    )
    wheelchair_or_immobile: bool | None = attrs.field(
        default=None, validator=WHEELCHAIR_OR_IMMOBILE
    )
    neck_mobility: NeckMobility | None = attrs.field(
        default=None, validator=NECK_MOBILITY
    )
    disc_degeneration: bool | None = attrs.field(
        default=None, validator=DISC_DEGENERATION
    )
    herniated_disc: bool | None = attrs.field(default=None, validator=HERNIATED_DISC)
    bone_spurs: bool | None = attrs.field(default=None, validator=BONE_SPURS)
    overgrown_ligaments: bool | None = attrs.field(
        default=None, validator=OVERGROWN_LIGAMENTS
    )
    spondylosis: bool | None = attrs.field(default=None, validator=SPONDYLOSIS)
    rheumatoid_arthritis: bool | None = attrs.field(
        default=None, validator=RHEUMATOID_ARTHRITIS
    )
    other_arthritis: bool | None = attrs.field(default=None, validator=OTHER_ARTHRITIS)
    neck_injury: bool | None = attrs.field(default=None, validator=NECK_INJURY)
    spinal_infection: bool | None = attrs.field(
        default=None, validator=SPINAL_INFECTION
    )
    spinal_cancer: bool | None = attrs.field(default=None, validator=SPINAL_CANCER)
    history_taken: bool | None = attrs.field(default=None, validator=HISTORY_TAKEN)
    gait_examined: bool | None = attrs.field(default=None, validator=GAIT_EXAMINED)
    reflexes_examined: bool | None = attrs.field(
        default=None, validator=REFLEXES_EXAMINED
    )
    grip_examined: bool | None = attrs.field(default=None, validator=GRIP_EXAMINED)
    pain_assessed: bool | None = attrs.field(default=None, validator=PAIN_ASSESSED)
    mri_done: bool | None = attrs.field(default=None, validator=MRI_DONE)
    xray_done: bool | None = attrs.field(default=None, validator=XRAY_DONE)
    smoker: bool | None = attrs.field(default=None, validator=SMOKER)
    cord_compression: bool | None = attrs.field(
        default=None, validator=CORD_COMPRESSION
    )
    myelopathy: bool | None = attrs.field(default=None, validator=MYELOPATHY)
    radiculopathy: bool | None = attrs.field(default=None, validator=RADICULOPATHY)
    abnormal_evoked_potentials: bool | None = attrs.field(
        default=None, validator=ABNORMAL_EVOKED_POTENTIALS
    )
    treated_without_surgery: bool | None = attrs.field(
        default=None, validator=TREATED_WITHOUT_SURGERY
    )
    neurology_worsened: bool | None = attrs.field(
        default=None, validator=NEUROLOGY_WORSENED
    )
    failed_to_improve: bool | None = attrs.field(
        default=None, validator=FAILED_TO_IMPROVE
    )
    pretest_probability: float | None = attrs.field(
        default=None, validator=PRETEST_PROBABILITY
    )
    horizon_years: float | None = attrs.field(default=None, validator=HORIZON_YEARS)
    mjoa: MJOA | None = attrs.field(default=None, validator=_Of(MJOA))
    patient_mjoa: PatientMJOA | None = attrs.field(
        default=None, validator=_Of(PatientMJOA)
    )
    joa: JOA | None = attrs.field(default=None, validator=_Of(JOA))
    joa1994: JOA1994 | None = attrs.field(default=None, validator=_Of(JOA1994))
    ems: EMS | None = attrs.field(default=None, validator=_Of(EMS))
    walking: Walking | None = attrs.field(default=None, validator=_Of(Walking))
    examination: Examination | None = attrs.field(
        default=None, validator=_Of(Examination)
    )
    imaging: Imaging | None = attrs.field(default=None, validator=_Of(Imaging))
    follow_up: FollowUp | None = attrs.field(default=None, validator=_Of(FollowUp))

    def __attrs_post_init__(self) -> None:
        longest = self.symptom_duration_months
        if longest is None:
            return
        for symptom in self.symptoms:
            if symptom.present and (symptom.duration_months or 0) > longest:
                raise ContradictionError(
                    ("symptom_duration_months", f"{symptom.kind}_duration_months"),
                    "one symptom has lasted longer than the time since the first",
                )

    def __repr__(self) -> str:
        recorded = (
            f"{field.name}={getattr(self, field.name)!r}"
            for field in attrs.fields(Patient)
            if field.repr and getattr(self, field.name) not in (None, ())
        )
        return f"Patient({', '.join(recorded)})"

    def flat(self) -> dict[str, Value | None]:
        """
        What was recorded, by the names of the quantities; the reference is not in it.

        Returns:
            A key for every plain attribute, and for all of every symptom and
            instrument on record.
        """
        values: dict[str, Value | None] = {name: getattr(self, name) for name in _PLAIN}
        for symptom in self.symptoms:
            values.update(symptom.flat())
        for name in SHEETS:
            sheet: Sheet | None = getattr(self, name)
            if sheet is not None:
                values.update(sheet.flat())
        return values


_PLAIN: Final = tuple(
    field.name
    for field in attrs.fields(Patient)
    if isinstance(field.validator, Quantity)
)


SHEETS: Final[Mapping[str, type[Sheet]]] = MappingProxyType(
    {
        field.name: field.validator.sheet
        for field in attrs.fields(Patient)
        if isinstance(field.validator, _Of)
    }
)
"""The parts of a patient's record that have models of their own, by their names."""


def _quantities() -> Iterable[Quantity]:
    for field in attrs.fields(Patient):
        if isinstance(field.validator, Quantity):
            yield field.validator
        elif field.name == "symptoms":
            for symptom in SYMPTOMS.values():
                yield from symptom.all
    for sheet in SHEETS.values():
        yield from quantities_of(sheet).values()


QUANTITIES: Final[Named[Quantity]] = Named(
    "quantity",
    ((quantity.name, quantity) for quantity in _quantities()),
    ("what it is", "what can be recorded"),
    lambda quantity: (quantity.label, quantity.allowed.partition(", or None")[0]),
)
"""Everything that can be recorded, by its name; the data dictionary."""
