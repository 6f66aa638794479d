"""
Words for rows with bands on a calculated number, which every row can have of its own.

The bounds of the score are calculated for all rows at once; the words for the bands are
made for the few places in which scores can lie.
"""

from __future__ import annotations

import functools
import importlib
import itertools
from collections.abc import Collection
from typing import Any, Final

from cervmyelo.findings import Reason
from cervmyelo.forms import Band, Bands, Form
from cervmyelo.forms.rule import discrete
from cervmyelo.quantity import Measure, Quantity

from .columns import OURS, column_kind
from .dialects import Dialect, Stage
from .numerals import in_digits
from .plans import Inputs, plan
from .states import Place

__all__ = [
    "LEAST",
    "MOST",
    "is_irregular",
    "missing_places",
    "reasons_of",
    "score_stages",
    "scored",
]

LEAST: Final = f"{OURS}least_score"
MOST: Final = f"{OURS}most_score"
"""The columns of the least and of the greatest score that is still possible."""

_DIGITS: Final = 4
"""The digits of a score."""

_NEAR: Final = 1e-9
"""How close two scores are that are shown as one, as for `math.isclose`."""


def scored(rule: Form, held: Collection[str]) -> Bands | None:
    """
    A rule that has bands on a number without steps, where no score is recorded.

    Args:
        rule: The rule.

        held: The names of the columns that are read.

    Returns:
        The rule; None if it is another, or a score can be recorded.
    """
    if not isinstance(rule, Bands) or rule.stepped:
        return None
    return None if any(e.name in held for e in rule.recordable) else rule


def score_stages(m: Dialect, rule: Bands, held: Collection[str]) -> tuple[Stage, ...]:
    """
    The columns `LEAST` and `MOST`, and what has to be made before.

    Args:
        m: The dialect.

        rule: The rule, as `scored` gives it.

        held: The names of the columns that are read.
    """
    absent = [each for each in rule.inputs if each.name not in held]
    # Columns with the names of quantities would seem to have been recorded.
    names: dict[Quantity, str] = {each: each.name for each in rule.inputs}
    names |= {each: f"{OURS}absent_{each.name}" for each in absent}
    none = {names[each]: m.lit(None, column_kind(each)) for each in absent}
    inputs = Inputs(m, names)
    if isinstance(rule.of, Measure):
        low, high = (inputs.filled(rule.of, greatest=end) for end in (False, True))
        stages: tuple[Stage, ...] = ()
    else:
        scored = plan(inputs, rule.of)
        stages, low, high = scored.stages, scored.low, scored.high
    # A zero is shown without a sign.
    zero = m.lit(0.0, "float")
    least, most = (m.case((each == 0, zero), otherwise=each) for each in (low, high))
    return (none, *stages, {LEAST: least, MOST: most})


def reasons_of(rule: Bands, rows: Any) -> Any:
    """
    The reasons for each of some rows, as a series of strings.

    Args:
        rule: The rule, as `scored` gives it.

        rows: A Polars frame of rows with an answer, with `LEAST` and `MOST`, about
            which no other record says anything.
    """
    pl: Any = importlib.import_module("polars")
    words, many = _words(rule), len(rule.bands)
    low, high = pl.col(LEAST), pl.col(MOST)
    score = in_digits(rows[LEAST], _DIGITS)
    differ = (rows[LEAST] != rows[MOST]).arg_true()
    apart = (high - low) > _NEAR * pl.max_horizontal(low.abs(), high.abs())
    ends = rows.select(LEAST, MOST)[differ]
    wide = differ.filter(ends.select(apart.alias(LEAST)).to_series())
    if len(wide):
        most = in_digits(rows[MOST].gather(wide), _DIGITS)
        spans = pl.select(
            pl.concat_str(pl.lit(score.gather(wide)), pl.lit(" to "), most)
        )
        score = score.scatter(wide, spans.to_series())
    place = _place(rule, low) * many + _place(rule, high)
    about = pl.lit(f"{rule.score.label}: ")
    after = pl.lit(words).gather(place.cast(pl.UInt32))
    found = rows.select(
        pl.concat_str(about, pl.lit(score), after).alias(LEAST), place.alias(MOST)
    )
    made, places = found.get_columns()
    # Each band that is possible repeats the score.
    places = places.gather(differ)
    for at, (first, last) in enumerate(itertools.product(range(many), repeat=2)):
        some = differ.filter(places == at) if first < last else ()
        if len(some):
            made = made.scatter(some, _repeated(rule, score.gather(some), first, last))
    return made


def _repeated(rule: Bands, score: Any, first: int, last: int) -> Any:
    """The words for scores in more than one band."""
    pl: Any = importlib.import_module("polars")
    possible, notes = _ordered(rule, first, last)
    parts: list[Any] = []
    for at, band in enumerate(possible):
        label = f"{'; ' if at else ''}{rule.score.label}: "
        parts += [pl.lit(label), pl.lit(score), pl.lit(_tail(rule, band))]
    return pl.select(pl.concat_str([*parts, pl.lit(notes)])).to_series()


def _ordered(rule: Bands, first: int, last: int) -> tuple[list[Band], str]:
    """The bands between two places, as the rule lists them, and remarks on them."""
    some = rule.ascending[first : last + 1]
    possible = [each for each in rule.bands if each in some]
    notes = [
        Reason(f"{each.grade.label}: {each.note}", value=True)
        for each in possible
        if each.note
    ]
    return possible, "".join(f"; {each}" for each in notes)


def _tail(rule: Bands, band: Band) -> str:
    unit = f" {rule.unit}" if rule.unit else ""
    return f"{unit}; {rule.range_of(band)} is {band.grade.label}"


@functools.lru_cache(128)
def _words(rule: Bands) -> Any:
    """What follows the score, by the places of its least and its greatest value."""
    pl: Any = importlib.import_module("polars")
    words: list[str] = []
    for first, last in itertools.product(range(len(rule.bands)), repeat=2):
        if first == last:
            (band,), notes = _ordered(rule, first, last)
            words.append(f"{_tail(rule, band)}{notes}")
        else:
            words.append("")
    return pl.Series(words, dtype=pl.String)


def _place(rule: Bands, score: Any) -> Any:
    """The place of the band of a score, from the lowest."""
    pl: Any = importlib.import_module("polars")
    place = pl.lit(0, pl.Int32)
    for floor, inclusive in rule.floors:
        above = score >= floor if inclusive else score > floor
        place = place + above.cast(pl.Int32)
    return place


def missing_places(rule: Bands, held: Collection[str]) -> tuple[Place, ...]:
    """
    What distinguishes undecided rows with different missing inputs.

    Args:
        rule: The rule, as `scored` gives it.

        held: The names of the columns that are read.
    """
    pl: Any = importlib.import_module("polars")
    names = [each.name for each in rule.inputs if each.name in held]
    gaps = [Place(pl.col(name).is_null(), 2, gaps=False) for name in names]
    many = len(rule.bands)
    bands = (
        Place(_place(rule, pl.col(each)), many, gaps=False) for each in (LEAST, MOST)
    )
    return (*gaps, *bands)


def is_irregular(rule: Bands, held: Collection[str]) -> Any:
    """
    The mask of rows whose words take more than the bounds of their score.

    For each step of an input that is missing, the others can matter at another limit;
    and between the scores for two steps there can be a band that is not possible.

    Args:
        rule: The rule, as `scored` gives it.

        held: The names of the columns that are read.

    Returns:
        An expression of Polars; None if there are no such rows.
    """
    pl: Any = importlib.import_module("polars")
    names = [each.name for each in rule.inputs]
    stepped = [each.name for each in rule.inputs if discrete(each)]
    if not stepped:
        return None

    def gaps(of: list[str]) -> Any:
        absent = sum(name not in held for name in of)
        some = [pl.col(name).is_null().cast(pl.Int32) for name in of if name in held]
        return pl.sum_horizontal(pl.lit(absent, pl.Int32), *some)

    low, high = (_place(rule, pl.col(each)) for each in (LEAST, MOST))
    return (gaps(stepped) > 0) & (high > low) & ((gaps(names) > 1) | (high > low + 1))
