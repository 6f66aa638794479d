"""
Bands on a score: every score lies in one band, and the band is the grade.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import math
from collections.abc import Iterable
from typing import Final

import attrs

from cervmyelo.errors import RuleError
from cervmyelo.findings import Finding, Reason
from cervmyelo.frozen import Frozen
from cervmyelo.quantity import Measure, Quantity, Value, Values, is_known
from cervmyelo.scale import Grade, Scale

from .diagrams import Diagram
from .quotients import Quotient
from .regressions import Regression
from .rule import Rule, ends
from .sums import Sum
from .tallies import Tally

__all__ = ["TOLERANCE", "Band", "Bands", "Exclusive"]

TOLERANCE: Final = 1e-9
"""
How close a calculated score must be to a cut-off to count as *at* it.

Relative to the cut-off, or absolute if the cut-off is below 1. 11.2 / 14 is 0.8 on
paper and slightly less in binary. No measurement is this fine, so the answer on paper
is given, and it is the same on every engine.
"""


@attrs.frozen(eq=False, repr=False)
class Exclusive(Frozen):
    """
    An end of a band that lies outside the band, as in "below 10".

    Attributes:
        at: The end, in the unit of the score.
    """

    at: float


@attrs.frozen(eq=False, repr=False)
class Band(Frozen):
    """
    A grade and the range of scores that receive it.

    >>> import math
    >>> from cervmyelo.instruments.mjoa import SEVERITIES
    >>> str(Band(SEVERITIES.grade("mild"), 15, 17))
    '15 to 17'
    >>> str(Band(SEVERITIES.grade("mild"), -math.inf, Exclusive(10)))
    'below 10'

    Attributes:
        grade: The grade.

        low: The lowest score in the band; `Exclusive` if the end itself lies outside,
            minus infinity if there is no lower end.

        high: The highest score in the band; `Exclusive` if the end itself lies
            outside, infinity if there is no upper end.

        note: Remark on the band; empty if there is none.
    """

    grade: Grade
    low: float | Exclusive
    high: float | Exclusive
    note: str = ""

    @property
    def least(self) -> float:
        """The number at the lower end, whether or not it belongs to the band."""
        return self.low.at if isinstance(self.low, Exclusive) else self.low

    @property
    def most(self) -> float:
        """The number at the upper end, whether or not it belongs to the band."""
        return self.high.at if isinstance(self.high, Exclusive) else self.high

    def __str__(self) -> str:
        if self.low == self.high:
            return f"{self.least:g}"
        closed = not isinstance(self.low, Exclusive) | isinstance(self.high, Exclusive)
        if closed and math.isfinite(self.least) and math.isfinite(self.most):
            return f"{self.least:g} to {self.most:g}"
        words: list[str] = []
        if math.isfinite(self.least):
            sign = "over" if isinstance(self.low, Exclusive) else "at least"
            words.append(f"{sign} {self.least:g}")
        if math.isfinite(self.most):
            sign = "below" if isinstance(self.high, Exclusive) else "at most"
            words.append(f"{sign} {self.most:g}")
        return " and ".join(words)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Bands(Rule[Grade]):
    """
    Bands on a score that is recorded, or that another rule calculates.

    On a stepped score (a whole number of points) each band names its lowest and its
    highest score. On a continuous score two neighbouring bands share an end, which is
    `Exclusive` in one of them, and the outer ends are infinite.

    The inputs are those of the score. An input that raises the score moves the grade
    as the score does.

    Attributes:
        of: The score: a measure, a sum, a tally, a quotient or a regression.

        bands: The bands, in any order.

        score_rises: Whether a higher score is a worse grade.

    Raises:
        RuleError: If bands leave a gap, overlap, reach beyond the score, repeat a
            grade or leave one out, or do not run as *score_rises* declares; or if the
            score can be undefined.
    """

    of: Measure | Sum | Tally | Quotient | Regression
    bands: tuple[Band, ...]
    score_rises: bool

    def __attrs_post_init__(self) -> None:
        if isinstance(self.of, Quotient) and self.of.gaps:
            raise RuleError(
                f"{self.name}: the score must be defined for every input; give the "
                f"formula a divisor that is never zero, and no limits."
            )
        if self.stepped:
            self._check_steps()
        else:
            self._check_cuts()
        grades = [band.grade for band in self.ascending]
        scale = grades[0].scale
        if len(grades) != len(scale) or set(grades) != set(scale):
            raise RuleError(f"{self.name}: each grade of the scale needs one band.")
        if scale.ordered and grades != sorted(grades, reverse=not self.score_rises):
            raise RuleError(
                f"{self.name}: the order of the grades contradicts score_rises."
            )
        self._directions_name_inputs()

    def _check_steps(self) -> None:
        score = self.score
        step = score.step or 0
        expected = score.low
        for band in self.ascending:
            if isinstance(band.low, Exclusive) or isinstance(band.high, Exclusive):
                raise RuleError(
                    f"{self.name}: the band {band} excludes an end; on a stepped score "
                    f"give the lowest and the highest score in the band."
                )
            if not (score.holds(band.low) and score.holds(band.high)):
                raise RuleError(
                    f"{self.name}: the band {band} reaches beyond "
                    f"{score.low:g} to {score.high:g} or between its steps."
                )
            if band.low != expected or band.high < band.low:
                raise RuleError(
                    f"{self.name}: the band {band} leaves a gap or an overlap; the "
                    f"next should start at {expected:g}."
                )
            expected = band.high + step
        if expected != score.high + step:
            raise RuleError(
                f"{self.name}: no band holds {expected:g} to {score.high:g}."
            )

    def _check_cuts(self) -> None:
        if len(self.bands) < 2:  # noqa: PLR2004 -- one cut-off makes two bands
            raise RuleError(f"{self.name}: a continuous score needs two bands or more.")
        if (self.ascending[0].low, self.ascending[-1].high) != (-math.inf, math.inf):
            raise RuleError(
                f"{self.name}: the outer ends of bands on a continuous score must be "
                f"infinite."
            )
        for below, above in itertools.pairwise(self.ascending):
            exclusive = [isinstance(e, Exclusive) for e in (below.high, above.low)]
            if below.most != above.least or sum(exclusive) != 1:
                raise RuleError(
                    f"{self.name}: the bands {below} and {above} leave a gap or an "
                    f"overlap; they must share an end that one of them excludes."
                )
        low, high = self.range
        ends = [low, *self.cuts, high]
        if ends != sorted(set(ends)):
            raise RuleError(
                f"{self.name}: cut-offs must ascend between {low:g} and {high:g}."
            )

    @property
    def form(self) -> str:
        """The kind of rule in words."""
        if self.stepped:
            return "bands on a score"
        return "cut-offs on a continuous score"

    @property
    def parts(self) -> tuple[Sum | Tally | Quotient | Regression, ...]:
        """The rule that calculates the score, if one does."""
        return () if isinstance(self.of, Measure) else (self.of,)

    @property
    def score(self) -> Measure:
        """The score, as a quantity with a label, a range and a unit."""
        return self.of if isinstance(self.of, Measure) else self.of.result

    @property
    def stepped(self) -> bool:
        """Whether the score moves in steps; a continuous score takes any number."""
        return self.score.step is not None

    @property
    def range(self) -> tuple[float, float]:
        """The lowest and the highest possible score."""
        return self.score.low, self.score.high

    @property
    def unit(self) -> str:
        """The unit of the score."""
        return self.score.unit

    def _looks_at(self) -> Iterable[Quantity]:
        return (self.of,) if isinstance(self.of, Measure) else self.of.inputs

    @property
    def outcomes(self) -> tuple[Grade, ...]:
        """Every grade, from the best to the most severe."""
        return tuple(self.scale)

    @property
    def scale(self) -> Scale:
        """The scale of its grades."""
        return self.bands[0].grade.scale

    @functools.cached_property
    def ascending(self) -> tuple[Band, ...]:
        """The bands from the lowest score to the highest."""
        return tuple(sorted(self.bands, key=lambda band: (band.least, band.most)))

    @property
    def cuts(self) -> tuple[float, ...]:
        """The lower ends of all bands but the lowest, ascending."""
        return tuple(band.least for band in self.ascending[1:])

    @functools.cached_property
    def floors(self) -> tuple[tuple[float, bool], ...]:
        """
        The lower limit of every band but the lowest, and whether it is inclusive.

        For a calculated continuous score the limit allows for the tolerance.
        """
        floors: list[tuple[float, bool]] = []
        for band in self.ascending[1:]:
            inclusive = not isinstance(band.low, Exclusive)
            floor = band.least
            if isinstance(self.of, Quotient | Regression):
                margin = TOLERANCE * max(1, abs(floor))
                floor += -margin if inclusive else margin
            floors.append((floor, inclusive))
        return tuple(floors)

    def place(self, score: float) -> int:
        """The position of the band in which a score lies, from the lowest."""
        return bisect.bisect_left(self._marks, (score, 0.5))

    @functools.cached_property
    def _marks(self) -> tuple[tuple[float, int], ...]:
        """The floors, an inclusive one before its own score and another after it."""
        return tuple((floor, 1 - inclusive) for floor, inclusive in self.floors)

    def band(self, score: float) -> Band:
        """
        The band in which a score lies.

        Raises:
            CervmyeloError: If the score is impossible.
        """
        return self.ascending[self.place(self.score.check(score))]

    def answers(self, quantity: Quantity) -> tuple[Value, ...]:
        """The values of an input that are worth telling apart."""
        if not isinstance(self.of, Measure):
            return self.of.answers(quantity)
        if self.stepped:
            return self.of.values
        ends = [self.of.low, *self.cuts, self.of.high]
        between = [(a + b) / 2 for a, b in itertools.pairwise(ends)]
        return tuple(sorted({*ends, *between}))

    @functools.cached_property
    def _diagram(self) -> Diagram[Grade] | None:
        if not isinstance(self.of, Tally):
            return None
        return self.of.unfolded(lambda count: self.band(count).grade)

    def find(self, values: Values) -> Finding[Grade]:
        """The grade or the grades still possible, with the score and its band."""
        spans = self._spans(values)
        places = {
            place
            for low, high in spans
            for place in range(self.place(low), self.place(high) + 1)
        }
        possible = {self.ascending[place] for place in places}
        bands = [band for band in self.bands if band in possible]
        about = self._about(spans)
        because = [
            Reason(f"{about}; {self.range_of(e)} is {e.grade.label}", value=True)
            for e in bands
        ]
        because += [
            Reason(f"{e.grade.label}: {e.note}", value=True) for e in bands if e.note
        ]
        return self.found(
            tuple(sorted((e.grade for e in bands), key=lambda grade: grade.rank)),
            missing=self._missing(values) if len(bands) > 1 else (),
            because=tuple(because),
            ordered=self.scale.ordered,
        )

    def range_of(self, band: Band) -> str:
        """A band in words: "15 to 17", "below 10 mm"."""
        return str(band) if self.stepped else f"{band} {self.unit}".strip()

    def _spans(self, values: Values) -> tuple[tuple[float, float], ...]:
        """The ranges in which the score can still lie."""
        match self.of:
            case Measure():
                options = ends(self.of, values, all_steps=self.stepped)
                scores = tuple(map(float, options))
                if self.stepped:
                    return tuple((score, score) for score in scores)
                return ((scores[0], scores[-1]),)
            case Tally():
                counts = sorted(self.of.diagram.remaining(values)[0])
                return tuple((count, count) for count in counts)
            case _:
                return self.of.spans(values)

    def _missing(self, values: Values) -> tuple[str, ...]:
        """The unknown inputs that can change the grade."""
        if self._diagram is not None:
            # An input may change the count without changing the band.
            return self._diagram.remaining(values)[1]
        return tuple(
            each.name
            for each in self.inputs
            if not is_known(values, each.name) and self._turns_on(each, values)
        )

    def _turns_on(self, quantity: Quantity, values: Values) -> bool:
        """
        Whether an unknown input can change the grade for some values of the others.

        With the other discrete inputs fixed, the score takes every value between its
        ends as the continuous inputs vary. If these ends lie on two sides of a cut-off,
        and this input moves the score there, then some values of the others bring the
        score so close to the cut-off that this input decides.
        """
        if isinstance(self.of, Measure | Tally):
            return True
        passed = {
            cut
            for low, high in self.of.spans(values, along=quantity)
            for cut in range(self.place(low), self.place(high))
        }
        return any(self.of.moves_at(quantity, self.cuts[cut]) for cut in passed)

    def _about(self, spans: tuple[tuple[float, float], ...]) -> str:
        # A zero is shown without a sign.
        low, high = (0.0 + min(e[0] for e in spans), 0.0 + max(e[1] for e in spans))
        score = f"{low:.4g}" if math.isclose(low, high) else f"{low:.4g} to {high:.4g}"
        unit = "" if self.stepped else self.unit
        return f"{self.score.label}: {score} {unit}".strip()
