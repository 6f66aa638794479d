"""
The statements: what entails what, what cannot be together, and what is unlikely.

Every statement has its reason. Without a citation it holds by the definition of the
quantities that it names.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

import attrs

from cervmyelo.criteria import Above, AtLeast, Is, Leaf, Not, OneOf
from cervmyelo.errors import RuleError
from cervmyelo.frozen import Frozen
from cervmyelo.models.bands import ScoreBands
from cervmyelo.models.ems import EMS_BANDS, EMS_ITEMS, EMS_TOTAL
from cervmyelo.models.examination import (
    ABNORMAL_GAIT,
    AMBULATORY,
    BABINSKI,
    CLONUS,
    DYSAESTHESIA,
    HOFFMANN,
    HYPERREFLEXIA,
    INVERTED_SUPINATOR,
    LONG_TRACT_SIGNS,
    TROMNER,
)
from cervmyelo.models.imaging import (
    CANAL_AP,
    CORD_AP,
    OPLL_CROSSES_K_LINE,
    OPLL_THICKNESS,
)
from cervmyelo.models.joa import (
    JOA1994_BANDS,
    JOA1994_ITEMS,
    JOA1994_MOTOR_LOWER,
    JOA1994_TOTAL,
    JOA_BLADDER,
    JOA_ITEMS,
    JOA_MOTOR_LOWER,
    JOA_TOTAL,
)
from cervmyelo.models.mjoa import (
    MJOA_BANDS,
    MJOA_ITEMS,
    MJOA_TOTAL,
    MOTOR_LOWER,
    MOTOR_UPPER,
    SPHINCTER,
)
from cervmyelo.models.ndi import NDI_BANDS, NDI_ITEMS, NDI_TOTAL
from cervmyelo.models.patient import (
    AGE_YEARS,
    CORD_SIGNS,
    MOBILITY_LIMITS_WORK,
    MYELOPATHY,
    NERVE_ROOT_INVOLVEMENT,
    OPERATED,
    OPLL,
    RADICULOPATHY,
    SYMPTOM_DURATION_MONTHS,
    TIME_SINCE_SURGERY_MONTHS,
    TREATED_WITHOUT_SURGERY,
    WHEELCHAIR_OR_IMMOBILE,
)
from cervmyelo.models.patient_mjoa import (
    PMJOA_BANDS,
    PMJOA_ITEMS,
    PMJOA_MOTOR_LOWER,
    PMJOA_MOTOR_UPPER,
    PMJOA_SPHINCTER,
    PMJOA_TOTAL,
)
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.models.walking import (
    CHAIR_OR_BED_BOUND,
    GAIT_DIFFICULTY,
    GAIT_PREVENTS_WORK,
    WALKS_ONLY_WITH_HELP,
)
from cervmyelo.quantity import Fact, Measure, Quantity
from cervmyelo.sources import Citation

__all__ = [
    "CONTRADICTIONS",
    "DOUBTS",
    "ENTAILMENTS",
    "LIMITS",
    "SUMMARIES",
    "TOTALS",
    "Contradiction",
    "Described",
    "Doubt",
    "Entailment",
    "Limit",
    "Literal",
    "Total",
    "TotalAtMost",
    "quantity_of",
]


@attrs.frozen(eq=False, repr=False)
class Described(Frozen):
    """
    A quantity has any value at all, such as the onset of a symptom.

    Attributes:
        quantity: The quantity.
    """

    quantity: Quantity


Literal: TypeAlias = Leaf | Not | Described
"""A statement about one quantity: a leaf, its opposite, or that it has a value."""


def quantity_of(literal: Literal) -> Quantity:
    """
    The quantity that a literal is about.

    Raises:
        RuleError: If it is the opposite of more than a leaf.
    """
    inner = literal.part if isinstance(literal, Not) else literal
    if isinstance(inner, AtLeast | Above | Is | OneOf | Described):
        return inner.quantity
    raise RuleError(f"{literal}: a statement about facts names one quantity.")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Entailment(Frozen):
    """
    One fact says another by definition.

    Attributes:
        when: The fact.

        then: What it also says.

        why: The reason, as a clause.

        cite: Where it is written; None if it holds by definition.

        one_way: Whether the opposite of the second says nothing about the first: a
            ligament that nobody imaged may be of any thickness.
    """

    when: Literal
    then: Literal
    why: str
    cite: Citation | None = None
    one_way: bool = False


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Contradiction(Frozen):
    """
    Two facts that cannot both be true, by definition.

    Attributes:
        one: One of them.

        other: The other.

        why: The reason, as a clause.

        cite: Where it is written; None if it holds by definition.
    """

    one: Literal
    other: Literal
    why: str
    cite: Citation | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Limit(Frozen):
    """
    One measure that cannot be above another, both in the same record.

    It compares what was recorded and deduces nothing: a measured number is seldom
    exact.

    Attributes:
        measure: The measure.

        most: The measure that limits it.

        factor: What the limit is multiplied by, such as 12 for years against months.

        plus: What is added to the limit after that.

        why: The reason, as a clause.
    """

    measure: Measure
    most: Measure
    factor: float = 1
    plus: float = 0
    why: str

    def broken(self, value: float, most: float) -> bool:
        """Whether two recorded values break it."""
        return value > self.factor * most + self.plus


@attrs.frozen(eq=False, repr=False)
class Total(Frozen):
    """
    A total that can be recorded next to its items, or in their place.

    Attributes:
        answer: The total.

        items: The items that it is the sum of.

        bands: Its bands, if the word for one can be recorded.
    """

    answer: Measure
    items: tuple[Measure, ...]
    bands: ScoreBands | None = None

    @property
    def summaries(self) -> tuple[Quantity, ...]:
        """What can be recorded in place of the items: the total, and its band."""
        return (self.answer,) if self.bands is None else (self.answer, self.bands.grade)

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """The total, the word for its band, and its items."""
        return (*self.summaries, *self.items)

    @property
    def why(self) -> str:
        """The reason, as a clause."""
        return f"the {self.answer.label} is the sum of its items"


@attrs.frozen(eq=False, repr=False)
class TotalAtMost(Frozen):
    """
    The total of some items is at most a number, whatever was not recorded.

    Attributes:
        answer: The total, if it was recorded.

        items: The items.

        most: The number.
    """

    answer: Measure
    items: tuple[Measure, ...]
    most: float


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Doubt(Frozen):
    """
    Facts that are unlikely to be true together.

    They deduce nothing. They are pointed out, and refuse the rules that read one of the
    quantities that they put in doubt.

    Attributes:
        name: A stable name.

        parts: The facts.

        why: The reason, as a clause.

        refuses: The quantities in doubt; empty if the doubt is only pointed out.

        cite: Where it is written; None if it follows from the definitions.
    """

    name: str
    parts: tuple[Literal | TotalAtMost, ...]
    why: str
    refuses: tuple[Quantity, ...] = ()
    cite: Citation | None = None

    @property
    def quantities(self) -> Iterator[Quantity]:
        """The quantities that its facts are about, in their order."""
        for part in self.parts:
            if isinstance(part, TotalAtMost):
                yield from (part.answer, *part.items)
            else:
                yield quantity_of(part)


def _also(when: Literal, *then: Literal, why: str) -> tuple[Entailment, ...]:
    return tuple(Entailment(when=when, then=each, why=why) for each in then)


_UNABLE: Final = SYMPTOMS["inability_to_move"].present
_GAIT_CHANGE: Final = SYMPTOMS["gait_change"].present
_WIDE_BASED: Final = SYMPTOMS["wide_based_gait"].present
_BLADDER: Final = SYMPTOMS["bowel_or_bladder_change"].present
_SENSES: Final = SYMPTOMS["sensory_change"].present


def _no(fact: Fact) -> Not:
    return Not(Is(fact))


def _of_the_mjoa(
    name: str, hands: Measure, legs: Measure, bladder: Measure
) -> tuple[Entailment, ...]:
    """What the levels of the mJOA say; the patient-derived form has the same items."""
    return (
        *_also(
            Not(AtLeast(hands, 1)),
            Is(_UNABLE),
            why=f"at this level of the {name} hand item the hands cannot be moved",
        ),
        *_also(
            Not(AtLeast(legs, 2)),
            Is(_UNABLE),
            why=f"at this level of the {name} leg item the legs cannot be moved",
        ),
        *_also(
            Not(AtLeast(legs, 3)),
            _no(AMBULATORY),
            why=f"at this level of the {name} leg item walking is not possible",
        ),
        *_also(
            AtLeast(legs, 3),
            Is(AMBULATORY),
            why=f"at this level of the {name} leg item the person walks",
        ),
        *_also(
            Not(AtLeast(legs, 4)),
            Is(GAIT_DIFFICULTY),
            why=f"at this level of the {name} leg item walking needs at least an aid "
            f"on flat ground",
        ),
        *_also(
            Not(AtLeast(bladder, 1)),
            Is(_BLADDER),
            why=f"at this level of the {name} bladder item urine cannot be passed at "
            f"will",
        ),
    )


_DESCRIBED: Final = tuple(
    Entailment(
        when=Described(detail),
        then=Is(symptom.present),
        why="only a symptom that is there can be described",
    )
    for symptom in SYMPTOMS.values()
    for detail in (symptom.onset, symptom.severity, symptom.duration_months)
)

ENTAILMENTS: Final = (
    *_DESCRIBED,
    *_of_the_mjoa("mJOA", MOTOR_UPPER, MOTOR_LOWER, SPHINCTER),
    *_of_the_mjoa("P-mJOA", PMJOA_MOTOR_UPPER, PMJOA_MOTOR_LOWER, PMJOA_SPHINCTER),
    *_also(
        Not(AtLeast(JOA_MOTOR_LOWER, 1)),
        _no(AMBULATORY),
        why="at this level of the JOA leg item walking is not possible",
    ),
    *_also(
        AtLeast(JOA_MOTOR_LOWER, 1),
        Is(AMBULATORY),
        why="at this level of the JOA leg item the person walks",
    ),
    *_also(
        Not(AtLeast(JOA_MOTOR_LOWER, 2)),
        Is(GAIT_DIFFICULTY),
        why="at this level of the JOA leg item walking needs at least an aid on flat "
        "ground",
    ),
    *_also(
        Not(AtLeast(JOA1994_MOTOR_LOWER, 1)),
        _no(AMBULATORY),
        why="at this level of the JOA 1994 leg item walking is not possible",
    ),
    *_also(
        AtLeast(JOA1994_MOTOR_LOWER, 1),
        Is(AMBULATORY),
        why="at this level of the JOA 1994 leg item the person walks",
    ),
    *_also(
        Not(AtLeast(JOA1994_MOTOR_LOWER, 1.5)),
        Is(GAIT_DIFFICULTY),
        why="at this level of the JOA 1994 leg item walking needs at least a cane or "
        "support",
    ),
    *_also(
        _no(AMBULATORY),
        Is(CHAIR_OR_BED_BOUND),
        why="a person who cannot walk is confined to a chair or to bed",
    ),
    *_also(
        Is(CHAIR_OR_BED_BOUND),
        _no(AMBULATORY),
        Is(WHEELCHAIR_OR_IMMOBILE),
        why="a person confined to a chair or to bed cannot walk or move about alone",
    ),
    *_also(
        Is(WHEELCHAIR_OR_IMMOBILE),
        Is(GAIT_DIFFICULTY),
        why="a person who needs a wheelchair, or cannot stand or move about alone, has "
        "difficulty in walking",
    ),
    *_also(
        Is(WALKS_ONLY_WITH_HELP),
        Is(GAIT_DIFFICULTY),
        why="walking only with help or a frame is difficulty in walking",
    ),
    *_also(
        Is(GAIT_PREVENTS_WORK),
        Is(GAIT_DIFFICULTY),
        Is(MOBILITY_LIMITS_WORK),
        why="walking that prevents work is difficult and limits work",
    ),
    *_also(
        Is(_WIDE_BASED),
        Is(_GAIT_CHANGE),
        why="walking with the feet wider apart is a changed gait",
    ),
    *_also(
        Not(AtLeast(JOA_BLADDER, 1)),
        Is(_BLADDER),
        why="at this level of the JOA bladder item urine cannot be passed",
    ),
    *_also(
        Is(INVERTED_SUPINATOR),
        Is(CORD_SIGNS),
        Is(LONG_TRACT_SIGNS),
        why="the inverted supinator sign is a sign of the cord in the neck",
    ),
    *_also(
        Is(BABINSKI),
        Is(LONG_TRACT_SIGNS),
        why="the Babinski sign is a sign of the long tracts",
    ),
    *_also(
        Is(CLONUS),
        Is(LONG_TRACT_SIGNS),
        why="sustained clonus is a sign of the long tracts",
    ),
    *_also(
        Is(NERVE_ROOT_INVOLVEMENT),
        Is(RADICULOPATHY),
        why="symptoms of a nerve root are radiculopathy",
    ),
    *_also(
        Is(DYSAESTHESIA),
        Is(_SENSES),
        why="an abnormal, unpleasant sensation is changed feeling",
    ),
    Entailment(
        when=Above(OPLL_THICKNESS, 0),
        then=OneOf(OPLL, ("present",)),
        why="a ligament whose hardening was measured is hardened",
        one_way=True,
    ),
    Entailment(
        when=Is(OPLL_CROSSES_K_LINE),
        then=OneOf(OPLL, ("present",)),
        why="a hardened ligament that crosses the K-line is there",
        one_way=True,
    ),
    *_also(
        Described(TIME_SINCE_SURGERY_MONTHS),
        Is(OPERATED),
        why="only an operation that took place has a time",
    ),
)
"""What follows from what, by definition."""

CONTRADICTIONS: Final = (
    Contradiction(
        one=Is(OPERATED),
        other=Is(TREATED_WITHOUT_SURGERY),
        why="a person who was operated on for myelopathy was not treated without "
        "surgery so far",
    ),
)
"""What cannot be together, apart from what contradicts an entailment."""

_LIFETIME: Final = "it is longer than the person has lived"


def _within_life(measure: Measure) -> Limit:
    # Completed years: at 61 a person has lived for less than 62 years.
    return Limit(measure=measure, most=AGE_YEARS, factor=12, plus=12, why=_LIFETIME)


TOTALS: Final = (
    Total(MJOA_TOTAL, MJOA_ITEMS, MJOA_BANDS),
    Total(PMJOA_TOTAL, PMJOA_ITEMS, PMJOA_BANDS),
    Total(JOA_TOTAL, JOA_ITEMS),
    Total(JOA1994_TOTAL, JOA1994_ITEMS, JOA1994_BANDS),
    Total(EMS_TOTAL, EMS_ITEMS, EMS_BANDS),
    Total(NDI_TOTAL, NDI_ITEMS, NDI_BANDS),
)
"""The totals that can be recorded: each and its items narrow each other."""

SUMMARIES: Final = frozenset(each.name for total in TOTALS for each in total.summaries)
"""The names of the totals, and of the words for their bands."""

LIMITS: Final = (
    _within_life(SYMPTOM_DURATION_MONTHS),
    _within_life(TIME_SINCE_SURGERY_MONTHS),
    *(_within_life(each.duration_months) for each in SYMPTOMS.values()),
    *(
        Limit(
            measure=each.duration_months,
            most=SYMPTOM_DURATION_MONTHS,
            why="one symptom has lasted longer than the time since the first",
        )
        for each in SYMPTOMS.values()
    ),
    Limit(
        measure=OPLL_THICKNESS,
        most=CANAL_AP,
        why="the hardened ligament cannot be thicker than the canal",
    ),
    Limit(
        measure=CORD_AP,
        most=CANAL_AP,
        why="the cord cannot be deeper than the canal at the same level",
    ),
)
"""Measures that limit each other."""

_MAY_BE_CEREBRAL: Final = (
    "it is usually a sign of the cord, but can come from the brain; record which"
)


def _cerebral(name: str, sign: Fact) -> Doubt:
    return Doubt(name=name, parts=(Is(sign), _no(CORD_SIGNS)), why=_MAY_BE_CEREBRAL)


def _elsewhere(name: str, walking: Fact) -> Doubt:
    return Doubt(
        name=name,
        parts=(Is(walking), _no(CORD_SIGNS)),
        why="walking is affected, but an examination found no signs of the cord: the "
        "cause may lie elsewhere",
    )


DOUBTS: Final = (
    Doubt(
        name="no_myelopathy_but_impaired",
        parts=(
            _no(MYELOPATHY),
            TotalAtMost(MJOA_TOTAL, MJOA_ITEMS, MJOA_BANDS["moderate"][1]),
        ),
        why="no myelopathy is recorded, but an mJOA of moderate or severe impairment",
        refuses=(MYELOPATHY,),
    ),
    Doubt(
        name="no_myelopathy_but_cord_signs",
        parts=(_no(MYELOPATHY), Is(CORD_SIGNS)),
        why="no myelopathy is recorded although an examination found signs of the cord",
        refuses=(MYELOPATHY,),
    ),
    _cerebral("babinski_without_cord_signs", BABINSKI),
    _cerebral("clonus_without_cord_signs", CLONUS),
    _cerebral("hoffmann_without_cord_signs", HOFFMANN),
    _cerebral("tromner_without_cord_signs", TROMNER),
    _cerebral("hyperreflexia_without_cord_signs", HYPERREFLEXIA),
    _cerebral("long_tracts_without_cord_signs", LONG_TRACT_SIGNS),
    _elsewhere("wheelchair_without_cord_signs", WHEELCHAIR_OR_IMMOBILE),
    _elsewhere("gait_change_without_cord_signs", _GAIT_CHANGE),
    _elsewhere("gait_difficulty_without_cord_signs", GAIT_DIFFICULTY),
    Doubt(
        name="bladder_item_without_change",
        parts=(AtLeast(SPHINCTER, 1), Not(AtLeast(SPHINCTER, 3)), _no(_BLADDER)),
        why="the bladder item is below its full mark, but no change of bowel or "
        "bladder is recorded",
    ),
    Doubt(
        name="leg_item_without_gait_change",
        parts=(Not(AtLeast(MOTOR_LOWER, 6)), _no(_GAIT_CHANGE)),
        why="the leg item shows trouble with walking, but no changed gait is recorded",
    ),
    Doubt(
        name="gait_difficulty_without_gait_change",
        parts=(Is(GAIT_DIFFICULTY), _no(_GAIT_CHANGE)),
        why="difficulty in walking is recorded, but no changed gait",
    ),
    Doubt(
        name="abnormal_gait_without_gait_change",
        parts=(Is(ABNORMAL_GAIT), _no(_GAIT_CHANGE)),
        why="the gait was abnormal on examination, but no changed gait is recorded",
    ),
)
"""What is unlikely together. It is pointed out and deduces nothing."""
