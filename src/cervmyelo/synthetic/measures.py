"""
Measurements of synthetic people. All of them are invented.

They rise or fall with the points that a person has lost, so that an analysis finds
something, and they spread around that.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Final, cast

import attrs

from cervmyelo.models.ndi import NDI_ITEMS
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Measure, Value

__all__ = ["DRAWS", "IMAGED", "TESTED", "bell", "imaged", "tested"]

DRAWS: Final = 6
"""How many numbers from 0 to 1 make one that is spread like a bell."""


def bell(chances: list[float]) -> float:
    """
    A number around 0 with a standard deviation of 1, from some from 0 to 1.

    Only exact sums are used: logarithms and roots differ in the last digit between
    machines, and the sum of floats between versions of Python.
    """
    # The variance of a number from 0 to 1 is a twelfth, so that of six is a half.
    return (math.fsum(chances) - len(chances) / 2) * _PER_DEVIATION


_PER_DEVIATION: Final = 1.4142135623730951
"""One over the standard deviation of the sum of as many numbers."""


@attrs.frozen
class _Shape:
    """
    How a measurement is spread.

    Attributes:
        name: The quantity.

        middle: What it is without impairment.

        per_point: What is added for each point of the mJOA lost.

        spread: Its standard deviation.

        digits: The digits after the point.
    """

    name: str
    middle: float
    per_point: float
    spread: float
    digits: int = 0

    def value(self, lost: int, around: float) -> Value:
        """The measurement, within the range of its quantity."""
        measure = cast("Measure", QUANTITIES[self.name])
        raw = self.middle + self.per_point * lost + self.spread * around
        inside = min(measure.high, max(measure.low, raw))
        return round(inside) if measure.whole else round(inside, self.digits)


TESTED: Final = (
    _Shape("grip_release_cycles", 23, -0.7, 3.5),
    _Shape("step_test_steps", 19, -0.9, 3.0),
    _Shape("grip_strength_kg", 36, -1.2, 7.0, 1),
    _Shape("walk_30m_seconds", 24, 2.5, 4.0, 1),
    _Shape("walk_30m_steps", 42, 2.0, 6.0),
    *(_Shape(item.name, 0.6, 0.22, 0.8) for item in NDI_ITEMS),
)
"""What is measured or asked at every visit."""

IMAGED: Final = (
    _Shape("canal_diameter_mm", 12.5, -0.1, 1.4, 1),
    _Shape("xray_canal_mm", 14.5, -0.1, 1.6, 1),
    _Shape("xray_body_mm", 17.5, 0.0, 1.6, 1),
    _Shape("canal_ap_above_mm", 12.5, 0.0, 1.2, 1),
    _Shape("canal_ap_mm", 8.5, -0.15, 1.2, 1),
    _Shape("canal_ap_below_mm", 12.5, 0.0, 1.2, 1),
    _Shape("cord_ap_above_mm", 7.2, 0.0, 0.5, 1),
    _Shape("cord_ap_below_mm", 6.9, 0.0, 0.5, 1),
    _Shape("cord_transverse_mm", 13.0, 0.0, 1.0, 1),
    _Shape("cord_area_mm2", 70.0, -1.5, 9.0, 1),
)
"""What is measured on images, at the first visit."""


_OF_CANAL: Final = 0.75
_ON_FOOT: Final = ("step_test_steps", "walk_30m_seconds", "walk_30m_steps")


def tested(
    lost: int, known: Mapping[str, Value], bells: Mapping[str, float]
) -> Iterator[tuple[str, Value | None]]:
    """
    The measurements of a visit; None for a test on foot of a person who cannot walk.

    Args:
        lost: How many points of the mJOA the person has lost.

        known: What is already known of the person.

        bells: A number around 0 for each measurement.
    """
    for shape in TESTED:
        able = known["ambulatory"] or shape.name not in _ON_FOOT
        yield shape.name, shape.value(lost, bells[shape.name]) if able else None


def imaged(lost: int, bells: Mapping[str, float]) -> Iterator[tuple[str, Value]]:
    """
    The measurements on images; the cord always fits into its canal.

    Args:
        lost: How many points of the mJOA the person had lost at the first visit.

        bells: A number around 0 for each measurement.
    """
    for shape in IMAGED:
        value = shape.value(lost, bells[shape.name])
        yield shape.name, value
        if shape.name == "canal_ap_mm":
            yield "cord_ap_mm", round(cast("float", value) * _OF_CANAL, 1)
