"""
Crosswalks between scales, and the pairs for which none is valid.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from cervmyelo.errors import RefusedError, UnknownFieldError
from cervmyelo.field_types import expect
from cervmyelo.forms import Crosswalk
from cervmyelo.literature.mjoa_forms import MJOA_BR17, QOD_DOMAINS
from cervmyelo.named import Named, listed
from cervmyelo.names import nearest, shown
from cervmyelo.notebook import Shown
from cervmyelo.public import public
from cervmyelo.sources import Statement

from .mdi import WITH_MJOA_BANDS
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

INSTRUMENTS: Final[Named[str]] = Named(
    "scale",
    {
        "article_stage": "article stages",
        "nurick_1972": "Nurick grades (1972)",
        "nurick_0_normal": "Nurick grades (0 may be normal)",
        "mjoa": "mJOA",
        "pmjoa": "P-mJOA",
        "joa": "JOA (1976)",
        "joa1994": "JOA (1994)",
        "ems": "European Myelopathy Score",
        "ranawat": "Ranawat classes",
        "ndi": "Neck Disability Index (NDI)",
        "mdi": "Myelopathy Disability Index (MDI)",
        "joacmeq": "JOACMEQ",
        "cooper": "Cooper grades",
        "mjoa_br17": "Brazilian mJOA of 17 points (mJOA-BR17)",
        "mjoa_qod": "mJOA of six domains (QOD registry)",
    },
    ("what it is",),
    lambda label: (label,),
)
"""
The scales that `crosswalk` accepts, by name, with the look-alikes that have no rule.

>>> list(INSTRUMENTS.search("mjoa 17"))
['mjoa_br17']
"""

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
"""Every crosswalk, by its source scale and its target scale."""


@attrs.frozen(kw_only=True, repr=False)
class RefusedCrosswalk(Shown):
    """
    Scales that must not be converted into each other, and the source that says why.

    Attributes:
        one: The scales on one side, by name.

        other: The scales on the other side, by name.

        why: Why no conversion is valid.

        says: The publication's finding.
    """

    one: tuple[str, ...]
    other: tuple[str, ...]
    why: str
    says: Statement

    def __str__(self) -> str:
        return f"{self.why} {self.says}"


REFUSED_CROSSWALKS: Final = listed(
    RefusedCrosswalk(
        one=("mjoa",),
        other=("joa", "joa1994"),
        why="Points on one scale cannot be converted into points on the other.",
        says=NOT_THE_JOA,
    ),
    RefusedCrosswalk(
        one=("pmjoa",),
        other=("ems",),
        why="Neither points nor bands can be converted from one scale to the other.",
        says=WITH_EMS,
    ),
    RefusedCrosswalk(
        one=("mjoa",),
        other=("ems",),
        why="No conversion table exists. The closest published comparison is between "
        "the EMS and the patient-derived mJOA, and their bands agree poorly.",
        says=WITH_EMS,
    ),
    RefusedCrosswalk(
        one=("mjoa",),
        other=("nurick_1972", "nurick_0_normal"),
        why="No published table converts points to grades or grades to points.",
        says=WITH_MJOA,
    ),
    RefusedCrosswalk(
        one=("mjoa",),
        other=("pmjoa",),
        why="The clinician's score cannot be derived from the patient's score, or the "
        "reverse.",
        says=WITH_CLINICIANS,
    ),
    RefusedCrosswalk(
        one=("mjoa_br17",),
        other=("mjoa", "pmjoa"),
        why="The form has the name of the mJOA and the items of the JOA; points on one "
        "cannot be converted into points on the other.",
        says=MJOA_BR17,
    ),
    RefusedCrosswalk(
        one=("mjoa_br17",),
        other=("joa", "joa1994"),
        why="Which edition of the JOA the form follows, and whether its levels are the "
        "same, was not read.",
        says=MJOA_BR17,
    ),
    RefusedCrosswalk(
        one=("mjoa_qod",),
        other=("mjoa", "pmjoa", "mjoa_br17", "joa", "joa1994"),
        why="The form has other items; how its domains are scored was not read.",
        says=QOD_DOMAINS,
    ),
    RefusedCrosswalk(
        one=("mdi",),
        other=("mjoa",),
        why="The bands of the MDI predict those of the mJOA; they convert no points "
        "and often name another band.",
        says=WITH_MJOA_BANDS,
    ),
)
"""The refused conversions, each with its reason and its source."""

_WHY: Final[Mapping[frozenset[str], str]] = MappingProxyType(
    {
        frozenset(pair): str(each)
        for each in REFUSED_CROSSWALKS
        for pair in itertools.product(each.one, each.other)
    }
    | {
        frozenset([name]): "Source and target are the same scale."
        for name in INSTRUMENTS
    }
)
_NONE_SEEN = "No publication that converts one into the other was found."


@public
def crosswalk(source: str, target: str) -> Crosswalk:
    """
    The crosswalk from one scale to another, if there is one.

    >>> import cervmyelo as cm
    >>> rule = cm.crosswalk("article_stage", "nurick_1972")
    >>> [grade.code for grade in rule({"article_stage": 5}).possible]
    [4, 5]
    >>> cm.crosswalk("mjoa", "joa")
    Traceback (most recent call last):
        ...
    cervmyelo.errors.RefusedError: A crosswalk from mjoa to joa is refused. Points on \
one scale cannot be converted into points on the other. JOA and mJOA totals are \
correlated but not interchangeable. The abstract does not say which edition of the \
JOA was scored. (people scored both ways: 92 people; rank correlation of the totals: \
0.87 rho) [Kato et al. 2015, abstract, results and conclusion]

    Forms that share the name of a scale are scales of their own:

    >>> cm.crosswalk("mjoa_qod", "mjoa")
    Traceback (most recent call last):
        ...
    cervmyelo.errors.RefusedError: A crosswalk from mjoa_qod to mjoa is refused. The \
form has other items; how its domains are scored was not read. A registry in the \
USA describes its mJOA form with six domains, one of them numbness of the legs; the \
mJOA has four items. (domains of the form: 6 domains) [Quality Outcomes Database study \
of mJOA domains, abstract]

    Args:
        source: The name of the scale of the recorded grade.

        target: The name of the scale to convert to.

    Raises:
        KindError: If a name is no text.

        UnknownFieldError: If a name is not one of these scales; the closest names are
            suggested.

        RefusedError: If there is no crosswalk, with the reason and its source.
    """
    for name in (source, target):
        expect("name", name, str)
        if not INSTRUMENTS.get(name):
            raise UnknownFieldError(
                shown(name),
                "an unknown scale name",
                ", ".join(INSTRUMENTS),
                nearest(name, INSTRUMENTS),
            )
    rule = CROSSWALKS.get((source, target))
    if rule:
        return rule
    raise RefusedError(
        f"A crosswalk from {source} to {target}",
        [_WHY.get(frozenset((source, target)), _NONE_SEEN)],
    )
