"""
The items of the patient-derived mJOA (P-mJOA), which the person fills in.

The same four items as the mJOA in lay wording, which belongs to its publisher and is
not reproduced. Higher is better.
"""

from typing import Final, Literal

import attrs

from cervmyelo.public import public
from cervmyelo.quantity import Measure, Partly, total_of, word_of
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import PMJOA_STUDY

from .bands import score_bands
from .mjoa import MOTOR_LOWER, MOTOR_UPPER, SENSORY_UPPER, SPHINCTER
from .sheet import Sheet, items_of, recorded

__all__ = [
    "PMJOA_BANDS",
    "PMJOA_ITEMS",
    "PMJOA_MOTOR_LOWER",
    "PMJOA_MOTOR_UPPER",
    "PMJOA_SENSORY_UPPER",
    "PMJOA_SEVERITIES",
    "PMJOA_SEVERITY",
    "PMJOA_SPHINCTER",
    "PMJOA_TOTAL",
    "PatientMJOA",
]


_ITEMS: Final = PMJOA_STUDY.at("abstract, the same four items in lay language")


def _by_the_person(item: Measure) -> Measure:
    """The same item of the mJOA with the same points, without its wording."""
    label = f"P-{item.label}"
    return attrs.evolve(
        item,
        name=f"p{item.name}",
        label=label,
        question=f"Which score did the person give: {label}?",
        definition="The item of the mJOA in lay language, as the person scores it. The "
        "words of the levels are those of the form.",
        defined_in=_ITEMS,
        note=f'A score that an examiner gives is "{item.label}".',
        meanings=(),
    )


PMJOA_MOTOR_UPPER: Final = _by_the_person(MOTOR_UPPER)
PMJOA_MOTOR_LOWER: Final = _by_the_person(MOTOR_LOWER)
PMJOA_SENSORY_UPPER: Final = _by_the_person(SENSORY_UPPER)
PMJOA_SPHINCTER: Final = _by_the_person(SPHINCTER)


PMJOA_SEVERITIES: Final = Scale(
    name="pmjoa_severity",
    label="P-mJOA severity",
    levels=(
        Level("mild", "mild impairment, or none"),
        Level("moderate", "moderate impairment"),
        Level("severe", "severe impairment"),
    ),
)

PMJOA_TOTAL: Final = total_of(
    "pmjoa_total",
    "P-mJOA total",
    (PMJOA_MOTOR_UPPER, PMJOA_MOTOR_LOWER, PMJOA_SENSORY_UPPER, PMJOA_SPHINCTER),
)

PMJOA_SEVERITY: Final = word_of(PMJOA_SEVERITIES)

PMJOA_BANDS: Final = score_bands(
    PMJOA_SEVERITY, PMJOA_TOTAL, mild=(15, 18), moderate=(12, 14), severe=(0, 11)
)


@public
@attrs.frozen(kw_only=True, eq=False, repr=False, getstate_setstate=False)
class PatientMJOA(Sheet):
    """
    The four items of the patient-derived mJOA (P-mJOA), as the person scored them.

    >>> PatientMJOA(motor_upper=3).flat()["pmjoa_motor_upper"]
    3
    """

    motor_upper: int | Partly | None = recorded(PMJOA_MOTOR_UPPER)
    motor_lower: int | Partly | None = recorded(PMJOA_MOTOR_LOWER)
    sensory_upper: int | Partly | None = recorded(PMJOA_SENSORY_UPPER)
    sphincter: int | Partly | None = recorded(PMJOA_SPHINCTER)
    total: int | Partly | None = recorded(PMJOA_TOTAL)
    severity: Literal["mild", "moderate", "severe"] | Partly | None = recorded(
        PMJOA_SEVERITY
    )


PMJOA_ITEMS: Final = items_of(PatientMJOA)
"""The items in the order of the form."""
