"""
The populations that several publications share, as conditions that rules carry.

A population that only one rule has is written in the module of that rule.
"""

from __future__ import annotations

from typing import Final

from .criteria import AnyOf, AtLeast, Is, Not, OneOf
from .forms import Condition, People
from .models.patient import (
    AGE_YEARS,
    CORD_COMPRESSION,
    LUMBAR_STENOSIS,
    MYELOPATHY,
    NECK_INJURY,
    OPERATED,
    OPLL,
    SPINAL_CANCER,
    SPINAL_INFECTION,
)
from .sources import BOHM_POSTER, Citation

__all__ = [
    "AO_SPINE_COHORTS",
    "AO_SPINE_FOLLOW_UP",
    "PREGNANCY",
    "adults",
    "compressed",
    "compressed_once",
    "degenerative",
    "not_operated",
    "not_stated",
    "with_myelopathy",
    "with_opll",
    "without_myelopathy",
]

PREGNANCY: Final = (
    "What was read of the source does not mention pregnancy, which needs a decision "
    "of its own."
)
"""The limit of rules on imaging, treatment and outlook."""


def not_stated(where: str) -> People:
    """
    The people of a rule whose source, as far as it was read, states none.

    Args:
        where: What was read, as a noun phrase: "the table that was read".
    """
    return People(says=f"No population is stated in {where}.")


def adults(cite: Citation) -> Condition:
    """People aged 18 or over."""
    return Condition(label="age 18 or over", when=AtLeast(AGE_YEARS, 18), cite=cite)


def degenerative(cite: Citation) -> Condition:
    """People whose disease is degenerative: no infection, cancer or injury."""
    return Condition(
        label="degenerative disease (no infection, cancer or injury of the neck)",
        when=Not(
            AnyOf(
                (Is(SPINAL_INFECTION), Is(SPINAL_CANCER), Is(NECK_INJURY)),
                label="infection, cancer or injury of the neck",
            )
        ),
        cite=cite,
    )


def with_myelopathy(cite: Citation) -> Condition:
    """People who have myelopathy, as a clinician judges."""
    return Condition(label="myelopathy", when=Is(MYELOPATHY), cite=cite)


def without_myelopathy(cite: Citation) -> Condition:
    """People without myelopathy; for rules that are made for them alone."""
    return Condition(
        label="no myelopathy", when=Not(Is(MYELOPATHY)), cite=cite, defining=True
    )


def compressed(cite: Citation) -> Condition:
    """People whose cord is compressed on imaging."""
    return Condition(
        label="compression of the cord on imaging", when=Is(CORD_COMPRESSION), cite=cite
    )


def compressed_once(cite: Citation) -> Condition:
    """People whose cord is compressed, or was before an operation for myelopathy."""
    return Condition(
        label="compression of the cord on imaging, now or before an operation",
        # After the operation, an image no longer shows what it removed.
        when=AnyOf(
            (Is(CORD_COMPRESSION), Is(OPERATED)), label="compression at some time"
        ),
        cite=cite,
    )


def with_opll(cite: Citation) -> Condition:
    """People whose posterior longitudinal ligament is ossified, as imaging shows."""
    return Condition(
        label="ossification of the posterior longitudinal ligament (OPLL) on imaging",
        when=OneOf(OPLL, ("present",)),
        cite=cite,
        defining=True,
    )


def not_operated(cite: Citation) -> Condition:
    """People who were not operated on for myelopathy before."""
    return Condition(
        label="no earlier operation for myelopathy", when=Not(Is(OPERATED)), cite=cite
    )


_INCLUSION = BOHM_POSTER.at("inclusion criteria of the two cohorts")

_NO_LUMBAR_STENOSIS = Condition(
    label="no lumbar stenosis with symptoms",
    when=Not(Is(LUMBAR_STENOSIS)),
    cite=_INCLUSION,
)

AO_SPINE_COHORTS: Final = People(
    says="The 757 people of the two AO Spine cohorts: adults with symptomatic "
    "degenerative myelopathy and compression on MRI, not operated on for it before, "
    "and without symptomatic lumbar stenosis.",
    conditions=(
        adults(_INCLUSION),
        with_myelopathy(_INCLUSION),
        degenerative(_INCLUSION),
        compressed(_INCLUSION),
        not_operated(_INCLUSION),
        _NO_LUMBAR_STENOSIS,
    ),
)
"""The people of the AO Spine cohorts in North America and worldwide."""

AO_SPINE_FOLLOW_UP: Final = People(
    says="The people of the two AO Spine cohorts, before and after their operation: "
    "adults with symptomatic degenerative myelopathy and compression on MRI, and "
    "without symptomatic lumbar stenosis. None had been operated on for myelopathy "
    "before the study.",
    conditions=(
        adults(_INCLUSION),
        with_myelopathy(_INCLUSION),
        degenerative(_INCLUSION),
        compressed_once(_INCLUSION),
        _NO_LUMBAR_STENOSIS,
    ),
)
"""The people of the AO Spine cohorts at any visit, also after their operation."""
