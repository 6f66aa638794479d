"""
The marginals of synthetic people: published ones with their source, and invented ones.

No published number is written here. Each is read from the statement of the library in
which it is cited.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

import attrs

from cervmyelo.field_types import typed
from cervmyelo.follow_up.recovery import mjoa_mcid
from cervmyelo.literature.signs import SIGN_CAVEATS, sign
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.sources import (
    JIANG_SYMPTOMS_2024,
    TETREAULT_MCID_2015,
    Citation,
    Figure,
    Source,
    Statement,
)

__all__ = [
    "AGE",
    "INVENTED",
    "MEN",
    "PUBLISHED",
    "SEVERITY",
    "Invented",
    "Published",
]


@attrs.frozen(field_transformer=typed)
class Published:
    """
    A marginal that the cohort takes from a publication.

    Attributes:
        name: The quantity, or the rule whose answer it is.

        figures: The published numbers.

        cite: Where they are published.

        note: How the published words differ from the quantity; empty if they do not.
    """

    name: str
    figures: tuple[Figure, ...]
    cite: Citation
    note: str = ""

    @property
    def share(self) -> float:
        """The share, from 0 to 1, of a published percentage."""
        return self.figures[0].value / 100

    def __str__(self) -> str:
        figures = "; ".join(map(str, self.figures))
        note = f" ({self.note})" if self.note else ""
        return f"{self.name}: {figures}{note} [{self.cite}]"


@attrs.frozen(field_transformer=typed)
class Invented:
    """
    A share of people that nobody published; it is made up.

    Attributes:
        name: The quantity.

        share: The share of people without any impairment, from 0 to 1.

        rise: What is added for each point of the mJOA that a person has lost.
    """

    name: str
    share: float
    rise: float = 0.0

    def at(self, lost: int) -> float:
        """The share of people who have lost as many points of the mJOA."""
        return min(1.0, max(0.0, self.share + self.rise * lost))


def _statement(some: Iterable[Statement], source: Source, what: str) -> Statement:
    """The statement of a source that has a figure of this name."""
    return next(
        each
        for each in some
        if each.cite.source is source and any(f.what == what for f in each.figures)
    )


def _figure(statement: Statement, what: str) -> Figure:
    return next(each for each in statement.figures if each.what == what)


_PEOPLE: Final = _statement(mjoa_mcid.evidence, TETREAULT_MCID_2015, "men")
_SYMPTOMS: Final = _statement(SIGN_CAVEATS, JIANG_SYMPTOMS_2024, "hand numbness")

_SPREAD: Final = Statement(
    "How the ages of the same people are spread.",
    TETREAULT_MCID_2015.at("abstract, methods and results"),
    (
        Figure("standard deviation of the age", 11.60, "years"),
        Figure("youngest", 21, "years"),
        Figure("oldest", 86, "years"),
    ),
)

AGE: Final = Published(
    "age_years",
    (_figure(_PEOPLE, "mean age"), *_SPREAD.figures),
    _PEOPLE.cite,
    "people who had surgery",
)
"""Mean, standard deviation and ends of the age."""

MEN: Final = Published(
    "sex_at_birth",
    (_figure(_PEOPLE, "men"), _figure(_PEOPLE, "women")),
    _PEOPLE.cite,
    "people who had surgery",
)
"""How many are men, and how many women."""

SEVERITY: Final = Published(
    "mjoa_severity",
    tuple(
        _figure(_PEOPLE, f"{word} before") for word in ("mild", "moderate", "severe")
    ),
    _PEOPLE.cite,
    "people before surgery",
)
"""How many are mildly, moderately and severely impaired at the first visit."""


def _complaint(name: str, what: str, note: str = "") -> Published:
    return Published(name, (_figure(_SYMPTOMS, what),), _SYMPTOMS.cite, note)


def _found(name: str) -> Published:
    """How often a sign is found in people with myelopathy, by its first source."""
    first = next(each for each in sign(name).studies if each.sensitivity)
    figures = () if first.sensitivity is None else (first.sensitivity,)
    return Published(name, figures, first.cite, "quoted at second hand")


PUBLISHED: Final[Mapping[str, Published]] = MappingProxyType(
    {
        each.name: each
        for each in (
            AGE,
            MEN,
            SEVERITY,
            _complaint("arm_numbness", "hand numbness", "numb hands, without the arms"),
            _complaint("sensory_change", "paraesthesia", "paraesthesia alone"),
            _complaint("gait_difficulty", "difficulty in walking"),
            _complaint("neck_pain", "neck or shoulder pain", "the shoulder counts too"),
            _complaint(
                "bowel_or_bladder_change", "bladder complaints", "the bladder alone"
            ),
            *map(
                _found,
                (
                    "hyperreflexia",
                    "hoffmann_sign",
                    "inverted_supinator_sign",
                    "sustained_clonus",
                    "babinski_sign",
                ),
            ),
        )
    }
)
"""The marginals at the first visit that are published, by quantity or rule."""

INVENTED: Final[Mapping[str, Invented]] = MappingProxyType(
    {
        name: Invented(name, share, rise)
        for name, share, rise in (
            ("smoker", 0.25, 0.0),
            ("asian_descent", 0.2, 0.0),
            ("congenital_narrow_canal", 0.1, 0.0),
            ("disc_degeneration", 0.9, 0.0),
            ("herniated_disc", 0.35, 0.0),
            ("bone_spurs", 0.7, 0.0),
            ("overgrown_ligaments", 0.4, 0.0),
            ("spondylosis", 0.85, 0.0),
            ("cord_t2_hyperintensity", 0.4, 0.03),
            ("cord_deformed", 0.5, 0.03),
            ("subarachnoid_half_lost", 0.7, 0.02),
            ("inability_to_move", 0.0, 0.0),
            ("gait_change", 0.1, 0.05),
            ("wide_based_gait", 0.05, 0.05),
            ("abnormal_gait", 0.1, 0.06),
            ("loss_of_mobility", 0.1, 0.05),
            ("loss_of_balance", 0.2, 0.05),
            ("leg_weakness", 0.15, 0.05),
            ("arm_weakness", 0.3, 0.04),
            ("general_weakness", 0.05, 0.02),
            ("stiffness", 0.4, 0.02),
            ("clumsiness", 0.4, 0.04),
            ("loss_of_coordination", 0.2, 0.04),
            ("spasticity", 0.1, 0.05),
            ("handwriting_difficulty", 0.3, 0.05),
            ("buttoning_difficulty", 0.2, 0.06),
            ("small_items_difficulty", 0.2, 0.06),
            ("lhermitte_sign", 0.1, 0.0),
            ("reflex_change", 0.3, 0.03),
            ("pain_elsewhere", 0.3, 0.0),
            ("ambulatory", 1.0, 0.0),
            ("chair_or_bed_bound", 0.0, 0.0),
            ("wheelchair_or_immobile", 0.0, 0.005),
            ("walks_only_with_help", 0.0, 0.03),
            ("gait_prevents_work", 0.0, 0.05),
            ("mobility_limits_work", 0.1, 0.06),
            ("daily_tasks_affected", 0.4, 0.05),
            ("quality_of_life_affected", 0.5, 0.04),
            ("tromner_sign", 0.6, 0.02),
            ("romberg_sign", 0.2, 0.04),
            ("finger_escape_sign", 0.2, 0.04),
            ("long_tract_signs", 0.5, 0.03),
            ("cord_signs", 0.9, 0.01),
            ("dysaesthesia", 0.3, 0.02),
            ("subjective_weakness", 0.5, 0.03),
            ("objective_weakness", 0.3, 0.04),
            ("nerve_root_involvement", 0.2, 0.0),
            ("radiculopathy", 0.2, 0.0),
        )
        if name in QUANTITIES
    }
)
"""The shares of yes that nobody published, by quantity."""
