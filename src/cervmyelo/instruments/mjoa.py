"""
The modified Japanese Orthopaedic Association scale (mJOA), 0 to 18.
"""

from __future__ import annotations

from typing import Final

from cervmyelo.findings import Finding
from cervmyelo.forms import Band, Bands, Case, Sum
from cervmyelo.models.mjoa import MJOA_ITEMS
from cervmyelo.scales import Grade, Level, Scale
from cervmyelo.sources import (
    BENZEL_1991,
    DE_DIOS_2024,
    TETREAULT_2017,
    Disagreement,
    Statement,
)

__all__ = ["SEVERITIES", "SEVERITY", "TOTAL", "mjoa_severity", "mjoa_total"]

TOTAL: Final = Sum(
    name="mjoa_total",
    label="mJOA total",
    items=MJOA_ITEMS,
    cite=BENZEL_1991.at("the 18-point modification of the JOA scale"),
    limits=(
        "Whole points only; records with half points are of another scale.",
        "Not the 17-point JOA scale, whose items and total differ.",
    ),
)

SEVERITIES: Final = Scale(
    name="mjoa_severity",
    label="severity by mJOA",
    levels=(
        Level("none", "the full score: no impairment on this scale"),
        Level("mild", "mild impairment"),
        Level("moderate", "moderate impairment"),
        Level("severe", "severe impairment"),
    ),
)

MILD_TOP: Final = Disagreement(
    name="mjoa_mild_top",
    about="Whether the full mJOA score of 18 is mild",
    said=Statement(
        "Mild ends one point below the full score, which stands apart; the guideline "
        "of 2017 draws the bands likewise.",
        TETREAULT_2017.at("abstract, conclusions"),
    ),
    beside=(
        Statement(
            "Work on the patient-derived form counts the full score as mild.",
            DE_DIOS_2024.at("bands compared"),
        ),
    ),
)

SEVERITY: Final = Bands(
    name="mjoa_severity",
    label="severity by mJOA",
    of=TOTAL,
    score_rises=False,
    falls_with=MJOA_ITEMS,
    bands=(
        Band(
            SEVERITIES.grade("none"),
            18,
            18,
            note="the source names no band for the full score",
        ),
        Band(SEVERITIES.grade("mild"), 15, 17),
        Band(SEVERITIES.grade("moderate"), 12, 14),
        Band(SEVERITIES.grade("severe"), 0, 11),
    ),
    cite=TETREAULT_2017.at("abstract, conclusions"),
    limits=(
        "Derived in people with degenerative myelopathy who were operated on.",
        "Not for the bands of the JOA or the European Myelopathy Score.",
    ),
    disagreements=(MILD_TOP,),
)


def mjoa_total(case: Case) -> Finding[float]:
    """
    The mJOA total, 0 to 18 points, higher is better.

    >>> import cervmyelo as cm
    >>> print(cm.mjoa_total(cm.MJOA(motor_upper=3, motor_lower=5, sensory_upper=2)))
    mjoa_total: 10 to 13 points
      because mJOA hand motor function 3 points: of 5
      because mJOA leg motor function 5 points: of 7
      because mJOA hand sensation 2 points: of 3
      because mJOA bladder function not recorded: 0 to 3
      not recorded: mjoa_sphincter
      by Benzel et al. 1991, the 18-point modification of the JOA scale

    Args:
        case: The scored items, a patient, or values by the names of the
            quantities. A missing item leaves the total open.

    Source:
        Benzel et al. 1991.
    """
    return TOTAL.explain(case)


def mjoa_severity(case: Case) -> Finding[Grade]:
    """
    How severe the impairment is by the mJOA: none, mild, moderate or severe.

    >>> import cervmyelo as cm
    >>> found = cm.mjoa_severity(cm.MJOA(motor_lower=5, sensory_upper=2, sphincter=2))
    >>> [str(grade) for grade in found.possible]
    ['moderate', 'severe']

    Args:
        case: The scored items, a patient, or values by the names of the
            quantities. A missing item leaves every grade that it can still lead to.

    Source:
        Tetreault et al. 2017; 18 stands apart from mild.
    """
    return SEVERITY.explain(case)
