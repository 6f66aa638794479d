"""
The symptoms of the article, and one symptom of one person.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias, get_args

import attrs

from cervmyelo.errors import ContradictionError, KindError, LevelError, kind_of, nearest
from cervmyelo.quantity import Choice, Fact, Measure, Quantity, Value
from cervmyelo.sources import ARTICLE, Citation

from .record import Record

__all__ = [
    "SYMPTOMS",
    "Onset",
    "Symptom",
    "SymptomGroup",
    "SymptomKind",
    "SymptomQuantities",
    "SymptomSeverity",
]

Onset: TypeAlias = Literal["gradual", "sudden"]
"""Gradual, over years as is usual; or sudden, a rapid start or progression."""

SymptomSeverity: TypeAlias = Literal["mild", "moderate", "severe"]
"""How severe one symptom is."""

SymptomGroup: TypeAlias = Literal[
    "general", "fine motor", "lower body", "urgent", "early"
]
"""Where the article lists a symptom."""

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
"""Every symptom that the article names."""


@attrs.frozen(kw_only=True)
class SymptomQuantities:
    """
    What can be recorded of one kind of symptom.

    Attributes:
        kind: The kind; also the name of the column that says whether it is there.

        group: Where the article lists it.

        cite: The place in the article.

        present: Whether it is there.

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
    def all(self) -> tuple[Quantity, ...]:
        """The four quantities, in the order of their columns."""
        return (self.present, self.onset, self.severity, self.duration_months)


def _symptom(
    kind: SymptomKind, label: str, question: str, group: SymptomGroup, place: str
) -> SymptomQuantities:
    return SymptomQuantities(
        kind=kind,
        group=group,
        cite=ARTICLE.at(place),
        present=Fact(name=kind, label=label, question=question),
        onset=Choice(
            name=f"{kind}_onset",
            label=f"onset of {label}",
            question=f"Did it start gradually or suddenly: {label}?",
            levels=get_args(Onset),
            ordered=True,
            meanings=("came on slowly, as is usual", "came on or got worse rapidly"),
        ),
        severity=Choice(
            name=f"{kind}_severity",
            label=f"severity of {label}",
            question=f"How severe is it: {label}?",
            levels=get_args(SymptomSeverity),
            ordered=True,
        ),
        duration_months=Measure(
            name=f"{kind}_duration_months",
            label=f"duration of {label}",
            question=f"For how many months has it lasted: {label}?",
            low=0,
            high=1440,
            unit="months",
            step=None,
        ),
    )


_LIST = "Symptoms, list"
_FINE = "Symptoms, list of fine motor tasks"
_LOWER = "Symptoms, paragraph on the lower body"
_WHEN = "When to contact a doctor"
_EARLY = "Questions, early signs"

SYMPTOMS: Final[Mapping[SymptomKind, SymptomQuantities]] = MappingProxyType(
    {
        each.kind: each
        for each in (
            _symptom(
                "arm_weakness",
                "weak hands or arms",
                "Are the hands or arms weak?",
                "general",
                _LIST,
            ),
            _symptom(
                "arm_numbness",
                "numb hands or arms",
                "Are the hands or arms numb?",
                "general",
                _LIST,
            ),
            _symptom(
                "general_weakness",
                "weakness in general",
                "Is the whole body weak?",
                "general",
                _LIST,
            ),
            _symptom(
                "stiffness",
                "stiffness or less movement",
                "Is there stiffness, or do joints move less far than before?",
                "general",
                _LIST,
            ),
            _symptom(
                "clumsiness",
                "clumsiness",
                "Have movements become clumsy?",
                "general",
                _LIST,
            ),
            _symptom(
                "loss_of_balance",
                "loss of balance",
                "Is it hard to keep the balance?",
                "general",
                _LIST,
            ),
            _symptom(
                "loss_of_coordination",
                "loss of coordination",
                "Are movements badly coordinated?",
                "general",
                _LIST,
            ),
            _symptom(
                "spasticity",
                "spasticity",
                "Do muscles tighten or contract by themselves?",
                "general",
                _LIST,
            ),
            _symptom(
                "handwriting_difficulty",
                "trouble with handwriting",
                "Has writing by hand become difficult?",
                "fine motor",
                _FINE,
            ),
            _symptom(
                "buttoning_difficulty",
                "trouble with buttons",
                "Is it difficult to button clothes?",
                "fine motor",
                _FINE,
            ),
            _symptom(
                "small_items_difficulty",
                "trouble holding small things",
                "Is it difficult to hold small things?",
                "fine motor",
                _FINE,
            ),
            _symptom(
                "neck_pain",
                "neck pain",
                "Does the neck hurt?",
                "general",
                _LIST,
            ),
            _symptom(
                "bowel_or_bladder_change",
                "changed bowel or bladder function",
                "Has control of the bowel or bladder changed?",
                "general",
                _LIST,
            ),
            _symptom(
                "lhermitte_sign",
                "Lhermitte sign",
                "Do some positions of the neck bring on a shock-like or painful "
                "feeling (Lhermitte sign)?",
                "general",
                _LIST,
            ),
            _symptom(
                "leg_weakness",
                "weakness in the lower body",
                "Are the legs or the lower body weak?",
                "lower body",
                _LOWER,
            ),
            _symptom(
                "gait_change",
                "changed gait",
                "Has the way of walking changed?",
                "lower body",
                _LOWER,
            ),
            _symptom(
                "wide_based_gait",
                "walking with the feet wider apart",
                "Are the feet set wider apart in walking?",
                "lower body",
                _LOWER,
            ),
            _symptom(
                "inability_to_move",
                "inability to move",
                "Is there a part of the body that cannot be moved?",
                "urgent",
                _WHEN,
            ),
            _symptom(
                "loss_of_mobility",
                "loss of mobility",
                "Has it become harder to move about?",
                "early",
                _EARLY,
            ),
            _symptom(
                "reflex_change",
                "changed reflexes",
                "Have reflexes changed?",
                "early",
                _EARLY,
            ),
            _symptom(
                "sensory_change",
                "changed senses",
                "Has feeling changed anywhere?",
                "early",
                _EARLY,
            ),
            _symptom(
                "pain_elsewhere",
                "pain outside the neck",
                "Is there pain anywhere but in the neck?",
                "early",
                _EARLY,
            ),
        )
    }
)
"""What can be recorded of each symptom, in the order of the article."""

_KINDS = get_args(SymptomKind)


@attrs.frozen
class _Detail:
    """Checks one field of a symptom under the name of its column."""

    part: Literal["present", "onset", "severity", "duration_months"]

    def __call__(self, instance: Symptom, attribute: object, value: Any) -> None:  # noqa: ARG002
        if value is not None:
            quantity: Quantity = getattr(SYMPTOMS[instance.kind], self.part)
            quantity.check(value)


@attrs.frozen
class _Kind:
    """Checks the kind of a symptom."""

    def __call__(self, instance: object, attribute: object, value: Any) -> None:  # noqa: ARG002
        if not isinstance(value, str):
            raise KindError("kind", kind_of(value), ", ".join(_KINDS))
        if value not in _KINDS:
            raise LevelError(
                "kind",
                f"{kind_of(value)} that is no kind of symptom",
                ", ".join(_KINDS),
                nearest(value, _KINDS),
            )


@attrs.frozen(kw_only=True, getstate_setstate=False)
class Symptom(Record):
    """
    One symptom of one person.

    >>> Symptom(kind="neck_pain", present=True, onset="sudden").flat()
    {'neck_pain': True, 'neck_pain_onset': 'sudden', 'neck_pain_severity': None, \
'neck_pain_duration_months': None}

    Attributes:
        kind: Which symptom of the article.

        present: True or False; None if it is not known whether it is there.

        onset: "gradual" or "sudden"; None if not recorded.

        severity: "mild", "moderate" or "severe"; None if not recorded.

        duration_months: Months it has lasted, 0 to 1440; None if not recorded.

    Raises:
        KindError: If a field holds the wrong kind of value.

        LevelError: If a word is none of those allowed.

        OutOfRangeError: If the duration is out of range.

        ContradictionError: If the symptom is absent and yet described.
    """

    kind: SymptomKind = attrs.field(validator=_Kind())
    present: bool | None = attrs.field(default=None, validator=_Detail("present"))
    onset: Onset | None = attrs.field(default=None, validator=_Detail("onset"))
    severity: SymptomSeverity | None = attrs.field(
        default=None, validator=_Detail("severity")
    )
    duration_months: float | None = attrs.field(
        default=None, validator=_Detail("duration_months")
    )

    def __attrs_post_init__(self) -> None:
        if self.present is False:
            for name in ("onset", "severity", "duration_months"):
                if getattr(self, name) is not None:
                    raise ContradictionError(
                        (self.kind, f"{self.kind}_{name}"),
                        "the symptom is recorded as absent and yet described",
                    )

    def flat(self) -> dict[str, Value | None]:
        """
        The symptom by the names of its quantities.

        The kind alone names whether it is there; the details join their own name
        to it.
        """
        return {
            self.kind: self.present,
            f"{self.kind}_onset": self.onset,
            f"{self.kind}_severity": self.severity,
            f"{self.kind}_duration_months": self.duration_months,
        }
