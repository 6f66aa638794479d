"""
Which scale leads to which other, and why most lead nowhere.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from cervmyelo.errors import RefusedError, UnknownFieldError, nearest
from cervmyelo.forms import Crosswalk
from cervmyelo.public import public
from cervmyelo.sources import Statement

from .mjoa import NOT_THE_JOA
from .nurick import WITH_MJOA
from .nurick_crosswalks import (
    article_stage_to_nurick_0_normal,
    article_stage_to_nurick_1972,
    nurick_0_normal_to_article_stage,
    nurick_0_normal_to_nurick_1972,
    nurick_1972_to_article_stage,
    nurick_1972_to_nurick_0_normal,
)
from .patient_mjoa import WITH_CLINICIANS, WITH_EMS

__all__ = [
    "CROSSWALKS",
    "INSTRUMENTS",
    "REFUSED_CROSSWALKS",
    "RefusedCrosswalk",
    "crosswalk",
]

INSTRUMENTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "article_stage": "stages by the article",
        "nurick_1972": "Nurick grades of 1972",
        "nurick_0_normal": "Nurick grades, variant whose 0 may be normal",
        "mjoa": "mJOA",
        "pmjoa": "P-mJOA",
        "joa": "JOA of 1976",
        "joa1994": "JOA of 1994",
        "ems": "European Myelopathy Score",
        "ranawat": "Ranawat classes",
    }
)
"""The scales between which a crosswalk can be asked for, by their names."""

CROSSWALKS: Final[Mapping[tuple[str, str], Crosswalk]] = MappingProxyType(
    {
        ("nurick_1972", "article_stage"): nurick_1972_to_article_stage,
        ("article_stage", "nurick_1972"): article_stage_to_nurick_1972,
        ("nurick_1972", "nurick_0_normal"): nurick_1972_to_nurick_0_normal,
        ("nurick_0_normal", "nurick_1972"): nurick_0_normal_to_nurick_1972,
        ("article_stage", "nurick_0_normal"): article_stage_to_nurick_0_normal,
        ("nurick_0_normal", "article_stage"): nurick_0_normal_to_article_stage,
    }
)
"""Every crosswalk by the scale that it starts from and the one to which it leads."""


@attrs.frozen(kw_only=True)
class RefusedCrosswalk:
    """
    Scales between which nobody should translate, and who says why.

    Attributes:
        one: The names of the scales on one side.

        other: The names of the scales on the other side.

        why: What that means for a translation.

        says: What a publication found.
    """

    one: tuple[str, ...]
    other: tuple[str, ...]
    why: str
    says: Statement

    def __str__(self) -> str:
        return f"{self.why} {self.says}"


REFUSED_CROSSWALKS: Final = (
    RefusedCrosswalk(
        one=("mjoa",),
        other=("joa", "joa1994"),
        why="Points of the one cannot be turned into points of the other.",
        says=NOT_THE_JOA,
    ),
    RefusedCrosswalk(
        one=("pmjoa",),
        other=("ems",),
        why="Neither points nor bands of the one can be turned into those of the "
        "other.",
        says=WITH_EMS,
    ),
    RefusedCrosswalk(
        one=("mjoa",),
        other=("ems",),
        why="No table leads from the one to the other; the nearest comparison is with "
        "the form that patients fill in, and its bands agree poorly.",
        says=WITH_EMS,
    ),
    RefusedCrosswalk(
        one=("mjoa",),
        other=("nurick_1972", "nurick_0_normal"),
        why="No table leads from points to grades or back.",
        says=WITH_MJOA,
    ),
    RefusedCrosswalk(
        one=("mjoa",),
        other=("pmjoa",),
        why="The score that a clinician gives cannot be told from the patient's, nor "
        "the other way round.",
        says=WITH_CLINICIANS,
    ),
)
"""Translations that are refused, with the publication that tells why."""

_WHY: Final[Mapping[frozenset[str], str]] = MappingProxyType(
    {
        frozenset(pair): str(each)
        for each in REFUSED_CROSSWALKS
        for pair in itertools.product(each.one, each.other)
    }
    | {frozenset([name]): "It is one and the same scale." for name in INSTRUMENTS}
)
_NONE_SEEN = "No publication was seen that leads from the one to the other."


@public
def crosswalk(source: str, target: str) -> Crosswalk:
    """
    The crosswalk from one scale to another, where there is one.

    >>> import cervmyelo as cm
    >>> found = cm.crosswalk("article_stage", "nurick_1972")
    >>> [grade.code for grade in found({"article_stage_grade": 5}).possible]
    [4, 5]
    >>> cm.crosswalk("mjoa", "joa")
    Traceback (most recent call last):
        ...
    cervmyelo.errors.RefusedError: A crosswalk from mjoa to joa is refused. Points of \
the one cannot be turned into points of the other. The totals of the JOA and of the \
mJOA go together without being interchangeable; which edition of the JOA was scored is \
not told in what was read. (people scored both ways: 92 people; rank correlation of \
the totals: 0.87 rho) [Kato et al. 2015, abstract, results and conclusion]

    Args:
        source: The name of the scale on which a grade was recorded.

        target: The name of the scale to which it should lead.

    Raises:
        UnknownFieldError: If there is no scale of that name; the nearest name is
            suggested.

        RefusedError: If there is no crosswalk, with the reason and its source.
    """
    for name in (source, target):
        if not INSTRUMENTS.get(name):
            raise UnknownFieldError(
                ascii(name)[1:-1][:60],
                "the name of no scale",
                ", ".join(INSTRUMENTS),
                nearest(name, INSTRUMENTS),
            )
    found = CROSSWALKS.get((source, target))
    if found:
        return found
    raise RefusedError(
        f"A crosswalk from {source} to {target}",
        [_WHY.get(frozenset((source, target)), _NONE_SEEN)],
    )
