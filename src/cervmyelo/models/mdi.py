"""
The total of the Myelopathy Disability Index (MDI), 0 to 30 points.

Higher is worse. The questions were not read and are not reproduced.
"""

from typing import Final, Literal

import attrs

from cervmyelo.public import public
from cervmyelo.quantity import Measure, Partly, word_of
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import CASEY_1996

from .sheet import Sheet, recorded

__all__ = [
    "MDI",
    "MDI_SEVERITIES",
    "MDI_SEVERITY",
    "MDI_TOTAL",
]

MDI_TOTAL: Final = Measure(
    name="mdi_total",
    label="recorded MDI total",
    question="What is the total of the Myelopathy Disability Index (MDI)?",
    low=0,
    high=30,
    unit="points",
    definition="The sum of the ten questions on disability; higher is worse.",
    defined_in=CASEY_1996.at("abstract"),
    note="The points, not a percentage of them.",
)


MDI_SEVERITIES: Final = Scale(
    name="mdi_severity",
    label="MDI severity",
    levels=(
        Level("mild", "mild disability, or none"),
        Level("moderate", "moderate disability"),
        Level("severe", "severe disability"),
    ),
)

MDI_SEVERITY: Final = word_of(MDI_SEVERITIES)


@public
@attrs.frozen(kw_only=True, eq=False, repr=False, getstate_setstate=False)
class MDI(Sheet):
    """
    The total of the Myelopathy Disability Index, as recorded; higher is worse.

    >>> MDI(total=6).flat()["mdi_total"]
    6
    """

    total: int | Partly | None = recorded(MDI_TOTAL)
    severity: Literal["mild", "moderate", "severe"] | Partly | None = recorded(
        MDI_SEVERITY
    )
