"""
The symptoms of the article, and one symptom of one person.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias, get_args

import attrs

from cervmyelo.errors import KindError, LevelError, kind_of, nearest
from cervmyelo.names import plain_text
from cervmyelo.public import public
from cervmyelo.quantity import (
    Audience,
    Choice,
    Fact,
    Measure,
    Partly,
    Quantity,
    Value,
    checked,
)
from cervmyelo.sources import ARTICLE, Citation

from .record import ABOUT, CHECK, RAISES, REQUIRED, Record
from .sheet import LEVEL, errors_of, keep, sentence

__all__ = [
    "SYMPTOMS",
    "Onset",
    "Symptom",
    "SymptomGroup",
    "SymptomKind",
    "SymptomQuantities",
    "SymptomSeverity",
    "example",
]

Onset: TypeAlias = Literal["gradual", "sudden"]
"""Gradual, over years, as is usual; or sudden, a rapid start or progression."""

SymptomSeverity: TypeAlias = Literal["mild", "moderate", "severe"]
"""How severe one symptom is."""

SymptomGroup: TypeAlias = Literal[
    "general", "fine motor", "lower body", "urgent", "early"
]
"""The part of the article that lists a symptom."""

SymptomKind: TypeAlias = Literal[
    "arm_weakness",
    "arm_numbness",
    "general_weakness",
    "stiffness",
    "clumsiness",
    "loss_of_balance",
    "loss_of_coordination",
    "spasticity",
    "handwriting_difficulty",
    "buttoning_difficulty",
    "small_items_difficulty",
    "neck_pain",
    "bowel_or_bladder_change",
    "lhermitte_sign",
    "leg_weakness",
    "gait_change",
    "wide_based_gait",
    "inability_to_move",
    "loss_of_mobility",
    "reflex_change",
    "sensory_change",
    "pain_elsewhere",
]
"""The symptoms that the article names."""


@attrs.frozen(kw_only=True)
class SymptomQuantities:
    """
    The four quantities of one kind of symptom.

    Attributes:
        kind: The kind; also the name of the column that says whether it is present.

        group: The part of the article that lists it.

        cite: The place in the article.

        present: Whether the person has it.

        onset: How it started.

        severity: How severe it is.

        duration_months: How long it has lasted, in months.
    """

    kind: SymptomKind
    group: SymptomGroup
    cite: Citation
    present: Fact
    onset: Choice
    severity: Choice
    duration_months: Measure

    @property
    def parts(self) -> dict[str, Quantity]:
        """The four quantities by the fields of a `Symptom`, in that order."""
        return {part: getattr(self, part) for part in _PARTS}

    @property
    def all(self) -> tuple[Quantity, ...]:
        """The four quantities, in the order of their columns."""
        return tuple(self.parts.values())


_PLACES: Final[Mapping[SymptomGroup, str]] = {
    "general": "Symptoms, list",
    "fine motor": "Symptoms, list of fine motor tasks",
    "lower body": "Symptoms, paragraph on the lower body",
    "urgent": "When to contact a doctor",
    "early": "Questions, early signs",
}


_HEADINGS: Final[Mapping[SymptomGroup, str]] = {
    "general": "General symptoms",
    "fine motor": "Fine motor tasks",
    "lower body": "Lower body",
    "urgent": "Urgent symptoms",
    "early": "Early signs",
}

_ONSET: Final = ARTICLE.at("Symptoms, paragraph on the onset")


def _symptom(  # noqa: PLR0913 -- what a symptom is made of
    kind: SymptomKind,
    group: SymptomGroup,
    label: str,
    question: str,
    *,
    definition: str = "",
    note: str = "",
    audience: Audience = "patient",
) -> SymptomQuantities:
    cite = ARTICLE.at(_PLACES[group])
    heading = _HEADINGS[group]
    return SymptomQuantities(
        kind=kind,
        group=group,
        cite=cite,
        present=Fact(
            name=kind,
            label=label,
            question=question,
            definition=definition,
            defined_in=cite if definition else None,
            note=note,
            audience=audience,
            group=heading,
        ),
        onset=Choice(
            name=f"{kind}_onset",
            label=f"onset of {label}",
            question=f"Did it start gradually or suddenly: {label}?",
            levels=get_args(Onset),
            ordered=True,
            meanings=("came on slowly, as is usual", "came on or got worse rapidly"),
            definition="Gradual, which can take several years, or rapid. No length of "
            "time separates the two.",
            defined_in=_ONSET,
            audience=audience,
            group=heading,
        ),
        severity=Choice(
            name=f"{kind}_severity",
            label=f"severity of {label}",
            question=f"How severe is it: {label}?",
            levels=get_args(SymptomSeverity),
            ordered=True,
            note="The judgement of whoever records it. The article calls for emergency "
            "care if a symptom is severe, and does not state what is severe.",
            audience=audience,
            group=heading,
        ),
        duration_months=Measure(
            name=f"{kind}_duration_months",
            label=f"duration of {label}",
            question=f"For how many months has it lasted: {label}?",
            low=0,
            high=1440,
            unit="months",
            step=None,
            note="To the day of the other entries.",
            audience=audience,
            group=heading,
        ),
    )


SYMPTOMS: Final[Mapping[SymptomKind, SymptomQuantities]] = MappingProxyType(
    {
        each.kind: each
        for each in (
            _symptom(
                "arm_weakness",
                "general",
                "weak hands or arms",
                "Are the hands or arms weak?",
                definition="Weakness in the hands or arms that the person notices. "
                "Side and degree are not stated.",
                note='Weakness that an examiner finds is "weakness that an '
                'examination shows".',
            ),
            _symptom(
                "arm_numbness",
                "general",
                "numb hands or arms",
                "Are the hands or arms numb?",
                definition="Numbness in the hands or arms that the person notices. "
                "Side and degree are not stated.",
                note="The points for feeling in the hands are a separate item "
                'of each score, such as "mJOA hand sensation".',
            ),
            _symptom(
                "general_weakness",
                "general",
                "weakness in general",
                "Is the whole body weak?",
                note='Weakness in one place is "weak hands or arms" or '
                '"weakness in the lower body".',
            ),
            _symptom(
                "stiffness",
                "general",
                "stiffness or less movement",
                "Is there stiffness, or do joints move less far than before?",
                definition="Stiffness, or a reduced range of motion; either is "
                "enough. In which joints is not stated.",
                note="The range of motion of the neck is also recorded on its "
                'own, as "range of motion of the neck".',
            ),
            _symptom(
                "clumsiness",
                "general",
                "clumsiness",
                "Have movements become clumsy?",
                note="The article names clumsiness, loss of balance and loss of "
                "coordination in one line; here each is recorded on its "
                "own.",
            ),
            _symptom(
                "loss_of_balance",
                "general",
                "loss of balance",
                "Is it hard to keep the balance?",
                note="The article names clumsiness, loss of balance and loss of "
                "coordination in one line; here each is recorded on its "
                "own.",
            ),
            _symptom(
                "loss_of_coordination",
                "general",
                "loss of coordination",
                "Are movements badly coordinated?",
                note="The article names clumsiness, loss of balance and loss of "
                "coordination in one line; here each is recorded on its "
                "own.",
            ),
            _symptom(
                "spasticity",
                "general",
                "spasticity",
                "Do muscles tighten or contract by themselves?",
                definition="Spasticity, or contraction of muscles. How it is examined "
                "is not described.",
            ),
            _symptom(
                "handwriting_difficulty",
                "fine motor",
                "trouble with handwriting",
                "Has writing by hand become difficult?",
                definition="Difficulty with handwriting, as a fine motor task. "
                "How difficult it must be is not stated.",
            ),
            _symptom(
                "buttoning_difficulty",
                "fine motor",
                "trouble with buttons",
                "Is it difficult to button clothes?",
                definition="Difficulty with buttoning clothes, as a fine motor task. "
                "How difficult it must be is not stated.",
                note='The points for buttoning a shirt are "mJOA hand motor function".',
            ),
            _symptom(
                "small_items_difficulty",
                "fine motor",
                "trouble holding small things",
                "Is it difficult to hold small things?",
                definition="Difficulty with holding small items, as a fine motor task. "
                "How difficult it must be is not stated.",
            ),
            _symptom(
                "neck_pain",
                "general",
                "neck pain",
                "Does the neck hurt?",
                note="A feeling that some positions of the neck bring on is "
                '"Lhermitte sign". The Ranawat classes speak of pain '
                "without a place; neck pain is used for them.",
            ),
            _symptom(
                "bowel_or_bladder_change",
                "general",
                "changed bowel or bladder function",
                "Has control of the bowel or bladder changed?",
                definition="A change in the function of the bowel or of the bladder; "
                "either is enough. Which changes count is not stated.",
                note="The points for passing urine are a separate item of each "
                'score, such as "mJOA bladder function".',
            ),
            _symptom(
                "lhermitte_sign",
                "general",
                "Lhermitte sign",
                "Do some positions of the neck bring on a shock-like or painful "
                "feeling (Lhermitte sign)?",
                definition="A sensation of pain when the neck is moved to certain "
                "positions.",
                note="Also described as a feeling like an electric shock; either is "
                "recorded here.",
            ),
            _symptom(
                "leg_weakness",
                "lower body",
                "weakness in the lower body",
                "Are the legs or the lower body weak?",
                definition="Weakness in the lower part of the body that the person "
                "notices. The degree is not stated.",
                note='Weakness that an examiner finds is "weakness that an '
                'examination shows".',
            ),
            _symptom(
                "gait_change",
                "lower body",
                "changed gait",
                "Has the way of walking changed?",
                definition="A change of gait that the person notices. Walking with "
                "the feet wider apart is one of them.",
                note='What an examiner finds is "abnormal gait on '
                'examination"; the Nurick grades ask for "difficulty in '
                'walking".',
            ),
            _symptom(
                "wide_based_gait",
                "lower body",
                "walking with the feet wider apart",
                "Are the feet set wider apart in walking?",
                definition="Walking with the feet wider apart, as a change of gait "
                "that the person notices.",
                note='One kind of "changed gait", recorded on its own. A '
                'broad-based gait that an examiner finds is "abnormal '
                'gait on examination".',
            ),
            _symptom(
                "inability_to_move",
                "urgent",
                "inability to move",
                "Is there a part of the body that cannot be moved?",
                definition="Inability to move, which the summary of the article calls "
                "paralysis. How much of the body cannot move is not "
                "stated.",
                note="Recorded here as yes if there is a part of the body that "
                "cannot be moved.",
            ),
            _symptom(
                "loss_of_mobility",
                "early",
                "loss of mobility",
                "Has it become harder to move about?",
                note='Its effect on work and daily tasks is "changed mobility '
                'limits work or daily tasks"; a changed way of walking is '
                '"changed gait".',
            ),
            _symptom(
                "reflex_change",
                "early",
                "changed reflexes",
                "Have reflexes changed?",
                note="What an examiner finds is recorded sign by sign, such as "
                '"hyperreflexia".',
                audience="clinician",
            ),
            _symptom(
                "sensory_change",
                "early",
                "changed senses",
                "Has feeling changed anywhere?",
                note='Numbness of the hands or arms is "numb hands or arms".',
            ),
            _symptom(
                "pain_elsewhere",
                "early",
                "pain outside the neck",
                "Is there pain anywhere but in the neck?",
                note="The early signs of the article name pain without a place. "
                'Pain of the neck is "neck pain"; here it is any other '
                "pain.",
            ),
        )
    }
)
"""The quantities of each symptom, in the order of the article."""

_PARTS: Final = ("present", "onset", "severity", "duration_months")
_DETAILS: Final = _PARTS[1:]
_COLUMNS: Final[Mapping[SymptomKind, tuple[str, ...]]] = {
    kind: tuple(each.name for each in symptom.all) for kind, symptom in SYMPTOMS.items()
}


def example(kind: str = "neck_pain", detail: str = "") -> str:
    """
    How to write a symptom in Python, for messages.

    >>> example("gait_change")
    'Symptom(kind="gait_change", present=True)'
    """
    more = f", {detail}=..." if detail in _DETAILS else ""
    return f'Symptom(kind="{kind}", present=True{more})'


_REQUIRED: Final = (
    f"Write {example()} if the person has the symptom, present=False if not, and "
    f"present=None only if nobody knows."
)


def _check_kind(record: object, field: str, value: Any) -> None:
    if not isinstance(value, str):
        raise KindError(field, kind_of(value), "the name of a symptom")
    keep(record, field, value, plain_text(value))
    if plain_text(value) not in SYMPTOMS:
        raise LevelError(
            "kind",
            "other text",
            f"one of {', '.join(SYMPTOMS)}",
            nearest(value, SYMPTOMS),
        )


def _check_part(record: Any, field: str, value: object) -> None:
    # The quantity depends on the kind of symptom.
    if value is not None:
        quantity: Quantity = getattr(SYMPTOMS[record.kind], field)
        if isinstance(value, Partly):
            checked(quantity, value)
        else:
            keep(record, field, value, quantity.check(value))


def _metadata(part: str, about: str) -> dict[str, object]:
    # The four quantities are alike for all kinds.
    quantity: Quantity = getattr(SYMPTOMS["neck_pain"], part)
    return {
        CHECK: _check_part,
        ABOUT: lambda: f"{about} {sentence(quantity.accepted)}.",
        RAISES: errors_of(quantity),
        REQUIRED: _REQUIRED,
    }


@public
@attrs.frozen(kw_only=True, eq=False, repr=False, getstate_setstate=False)
class Symptom(Record):
    """
    One symptom of one person.

    Whether the person has it must be given, so that a symptom that is only named is
    not silently one that was not recorded. A record can say that a symptom is absent
    and yet describe it; the rules that read it then give no answer.

    >>> Symptom(kind="neck_pain", present=True, onset="sudden").flat()
    {'neck_pain': True, 'neck_pain_onset': 'sudden', 'neck_pain_severity': None, \
'neck_pain_duration_months': None}

    Raises:
        MissingFieldError: If *kind* or *present* is not given.
    """

    kind: SymptomKind = attrs.field(
        metadata={
            CHECK: _check_kind,
            ABOUT: lambda: f"Which symptom of the article: {', '.join(SYMPTOMS)}.",
            RAISES: LEVEL,
            REQUIRED: _REQUIRED,
        },
    )
    present: bool | None = attrs.field(
        metadata=_metadata("present", "Whether the person has it."),
    )
    onset: Onset | Partly | None = attrs.field(
        default=None,
        metadata=_metadata("onset", "How it started."),
    )
    severity: SymptomSeverity | Partly | None = attrs.field(
        default=None,
        metadata=_metadata("severity", "How severe it is."),
    )
    duration_months: float | Partly | None = attrs.field(
        default=None,
        metadata=_metadata("duration_months", "How long it has lasted."),
    )

    def flat(self) -> dict[str, Value | Partly | None]:
        """
        Its values by the names of the quantities.

        Whether it is present has the name of the kind; the details add their own name
        to it.
        """
        values = (self.present, self.onset, self.severity, self.duration_months)
        return dict(zip(_COLUMNS[self.kind], values, strict=True))
