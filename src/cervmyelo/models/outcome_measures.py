"""
Outcome measures of studies: scores of questionnaires before and after, adverse events.
"""

from typing import Final

import attrs

from cervmyelo.public import public
from cervmyelo.quantity import Fact, Measure, Partly
from cervmyelo.sources import (
    JOACMEQ_PART_5,
    NDI_ACDF_MCID,
    SF36_MCID_STUDY,
    Citation,
)

from .sheet import Sheet, recorded

__all__ = [
    "ADVERSE_EVENTS_RECORDED",
    "JOACMEQ_BLADDER_AFTER",
    "JOACMEQ_BLADDER_BEFORE",
    "JOACMEQ_LOWER_LIMB_AFTER",
    "JOACMEQ_LOWER_LIMB_BEFORE",
    "JOACMEQ_NECK_AFTER",
    "JOACMEQ_NECK_BEFORE",
    "JOACMEQ_QUALITY_OF_LIFE_AFTER",
    "JOACMEQ_QUALITY_OF_LIFE_BEFORE",
    "JOACMEQ_UPPER_LIMB_AFTER",
    "JOACMEQ_UPPER_LIMB_BEFORE",
    "NDI_AFTER",
    "NDI_BEFORE",
    "SF36",
    "SF36_MCS",
    "SF36_MCS_AFTER",
    "SF36_MCS_BEFORE",
    "SF36_PCS",
    "SF36_PCS_AFTER",
    "SF36_PCS_BEFORE",
    "OutcomeMeasures",
]


_NDI: Final = NDI_ACDF_MCID.at("abstract, results")
_SF36: Final = SF36_MCID_STUDY.at("abstract, results and conclusion")
_JOACMEQ: Final = JOACMEQ_PART_5.at("abstract, results and conclusion")


def _before(
    name: str, label: str, most: int, cite: Citation, *, step: float | None = None
) -> Measure:
    return Measure(
        name=f"{name}_before",
        label=f"{label} before",
        question=f"What was the {label} before?",
        low=0,
        high=most,
        unit="points",
        step=step,
        definition="The score at the earlier of the times that are compared, such as "
        "before an operation.",
        defined_in=cite,
    )


def _after(before: Measure) -> Measure:
    name, label, question = (
        text.replace("before", "after")
        for text in (before.name, before.label, before.question)
    )
    return attrs.evolve(
        before,
        name=name,
        label=label,
        question=question,
        definition="The score at the later of the times that are compared. How long "
        "after the first it is taken is not stated.",
    )


NDI_BEFORE: Final = _before("ndi", "NDI total", 50, _NDI, step=1)
NDI_AFTER: Final = _after(NDI_BEFORE)
SF36_PCS_BEFORE: Final = _before(
    "sf36_pcs", "SF-36v2 physical component score (PCS)", 100, _SF36
)
SF36_PCS_AFTER: Final = _after(SF36_PCS_BEFORE)
SF36_MCS_BEFORE: Final = _before(
    "sf36_mcs", "SF-36v2 mental component score (MCS)", 100, _SF36
)
SF36_MCS_AFTER: Final = _after(SF36_MCS_BEFORE)
JOACMEQ_NECK_BEFORE: Final = _before(
    "joacmeq_neck", "JOACMEQ neck function", 100, _JOACMEQ
)
JOACMEQ_NECK_AFTER: Final = _after(JOACMEQ_NECK_BEFORE)
JOACMEQ_UPPER_LIMB_BEFORE: Final = _before(
    "joacmeq_upper_limb", "JOACMEQ upper limb function", 100, _JOACMEQ
)
JOACMEQ_UPPER_LIMB_AFTER: Final = _after(JOACMEQ_UPPER_LIMB_BEFORE)
JOACMEQ_LOWER_LIMB_BEFORE: Final = _before(
    "joacmeq_lower_limb", "JOACMEQ lower limb function", 100, _JOACMEQ
)
JOACMEQ_LOWER_LIMB_AFTER: Final = _after(JOACMEQ_LOWER_LIMB_BEFORE)
JOACMEQ_BLADDER_BEFORE: Final = _before(
    "joacmeq_bladder", "JOACMEQ bladder function", 100, _JOACMEQ
)
JOACMEQ_BLADDER_AFTER: Final = _after(JOACMEQ_BLADDER_BEFORE)
JOACMEQ_QUALITY_OF_LIFE_BEFORE: Final = _before(
    "joacmeq_quality_of_life", "JOACMEQ quality of life", 100, _JOACMEQ
)
JOACMEQ_QUALITY_OF_LIFE_AFTER: Final = _after(JOACMEQ_QUALITY_OF_LIFE_BEFORE)


def _now(before: Measure) -> Measure:
    """The same score at one visit, whichever it is."""
    label = before.label.removesuffix(" before")
    return attrs.evolve(
        before,
        name=before.name.removesuffix("_before"),
        label=label,
        question=f"What is the {label}?",
        definition="The component as the licensed form is scored, at one visit.",
    )


SF36_PCS: Final = _now(SF36_PCS_BEFORE)
SF36_MCS: Final = _now(SF36_MCS_BEFORE)

ADVERSE_EVENTS_RECORDED: Final = Fact(
    name="adverse_events_recorded",
    label="adverse events recorded by the Spinal Adverse Events Severity System",
    question="Were adverse events recorded by the Spinal Adverse Events Severity "
    "System, even if there were none?",
)


@public
@attrs.frozen(kw_only=True, eq=False, repr=False, getstate_setstate=False)
class OutcomeMeasures(Sheet):
    """
    Scores of questionnaires before and after, and whether adverse events were recorded.

    The two scores of the SF-36v2 without *before* or *after* are those of one visit.

    >>> OutcomeMeasures(ndi_before=24, ndi_after=15).flat()["ndi_after"]
    15
    """

    ndi_before: int | Partly | None = recorded(NDI_BEFORE)
    ndi_after: int | Partly | None = recorded(NDI_AFTER)
    sf36_pcs: float | Partly | None = recorded(SF36_PCS)
    sf36_mcs: float | Partly | None = recorded(SF36_MCS)
    sf36_pcs_before: float | Partly | None = recorded(SF36_PCS_BEFORE)
    sf36_pcs_after: float | Partly | None = recorded(SF36_PCS_AFTER)
    sf36_mcs_before: float | Partly | None = recorded(SF36_MCS_BEFORE)
    sf36_mcs_after: float | Partly | None = recorded(SF36_MCS_AFTER)
    joacmeq_neck_before: float | Partly | None = recorded(JOACMEQ_NECK_BEFORE)
    joacmeq_neck_after: float | Partly | None = recorded(JOACMEQ_NECK_AFTER)
    joacmeq_upper_limb_before: float | Partly | None = recorded(
        JOACMEQ_UPPER_LIMB_BEFORE
    )
    joacmeq_upper_limb_after: float | Partly | None = recorded(JOACMEQ_UPPER_LIMB_AFTER)
    joacmeq_lower_limb_before: float | Partly | None = recorded(
        JOACMEQ_LOWER_LIMB_BEFORE
    )
    joacmeq_lower_limb_after: float | Partly | None = recorded(JOACMEQ_LOWER_LIMB_AFTER)
    joacmeq_bladder_before: float | Partly | None = recorded(JOACMEQ_BLADDER_BEFORE)
    joacmeq_bladder_after: float | Partly | None = recorded(JOACMEQ_BLADDER_AFTER)
    joacmeq_quality_of_life_before: float | Partly | None = recorded(
        JOACMEQ_QUALITY_OF_LIFE_BEFORE
    )
    joacmeq_quality_of_life_after: float | Partly | None = recorded(
        JOACMEQ_QUALITY_OF_LIFE_AFTER
    )
    adverse_events_recorded: bool | None = recorded(ADVERSE_EVENTS_RECORDED)


@public
@attrs.frozen(kw_only=True, eq=False, repr=False, getstate_setstate=False)
class SF36(Sheet):
    """
    The component scores of the SF-36, version 2, at one visit; higher is better.

    >>> SF36(pcs=35.0).flat()
    {'sf36_pcs': 35.0, 'sf36_mcs': None}
    """

    pcs: float | Partly | None = recorded(SF36_PCS)
    mcs: float | Partly | None = recorded(SF36_MCS)
