"""
What looks wrong in a column: reported as a likeness, and never changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Measure, Quantity

from .misfits import MISFITS
from .tallies import FACTORS, Tally, is_missing_code

__all__ = ["missing_codes", "suspicions"]

_FEW: Final = 3
_SOME: Final = 10
_MANY: Final = 20
_MOST: Final = 0.9
_HALF: Final = 0.5
_SHOWN: Final = 5
# Visits are often three months apart, so a 6 is near to a 9.
_GAPS: Final = {9: 5, 99: 89, 999: 899}
_PLUS: Final = "+"
_MINUS: Final = "-"
_SMALL: Final = 0.1
_FAR: Final = 0.9
# Square centimetres and ratios differ by 100, and by 10 the numbers may fit as well.
_BY_HUNDREDS: Final = (100.0, 0.01, 10.0, 0.1)
_TIMES: Final = frozenset({"years", "months"})
_HUNDREDS: Final = frozenset({"mm2", "percent", "ratio", "probability"})


def suspicions(tally: Tally, *, translated: bool) -> Iterator[str]:
    """
    What looks wrong in a column, a sentence each.

    Args:
        tally: What its cells hold.

        translated: Whether the draft of a column map translates its words.
    """
    quantity = tally.quantity
    if not tally.filled:
        yield "nothing is recorded"
    if tally.repeated:
        yield (
            f"repeats references of earlier rows (rows: {tally.repeated}): each row "
            f"counts as a patient; `cervmyelo change` compares the visits of a person"
        )
    if quantity is None or not tally.filled:
        return
    codes = missing_codes(tally)
    if codes:
        listed = ", ".join(f"{code} (rows: {count})" for code, count in codes.items())
        yield f'looks like codes for "not recorded": {listed}'
    if tally.ranges:
        yield (
            f"looks like ranges, such as 3-4 or 89+ (rows: {tally.ranges}): a column "
            f"map that names the quantity under ranges reads them"
        )
    if isinstance(quantity, Measure):
        yield from _of_numbers(tally, quantity)
    others = {
        code: count
        for code, count in tally.codes.most_common()
        if code not in codes and code.lstrip("-").isdigit()
    }
    if others:
        listed = ", ".join(
            f"{code} (rows: {count})" for code, count in [*others.items()][:_SHOWN]
        )
        more = ", and others" if len(others) > _SHOWN else ""
        yield f"values outside of {quantity.allowed}: {listed}{more}"
    if not translated:
        yield from _of_misfits(tally, quantity)
    if _PLUS in "".join(tally.words) and (count := tally.codes[_MINUS]):
        yield (
            f"{_MINUS} next to {_PLUS} (rows: {count}): say what they mean in [values] "
            f"of a column map"
        )
    if not isinstance(quantity, Measure) and {*tally.codes} & {"1", "2"}:
        yield "looks like a code book with numbers: say what they mean in [values]"


def _of_misfits(tally: Tally, quantity: Quantity) -> Iterator[str]:
    """What invalid cells look like that nothing else explains."""
    measure = quantity if isinstance(quantity, Measure) else None
    explained = measure is not None and bool(_odd_numbers(tally, measure))
    for kind in MISFITS:
        count = tally.misfits[kind]
        if not count or (kind in {"outside", "decimals"} and explained):
            continue
        hint = ""
        if kind == "decimals" and measure is not None and measure.unit in _TIMES:
            hint = ": a column map that names it under completed cuts them off"
        if kind == "outside" and measure is None:
            hint = f": expected {quantity.allowed}"
        if kind == "text" and measure is None:
            hint = ": say what they mean in [values] of a column map"
        yield f"{MISFITS[kind]} (rows: {count}){hint}"


def missing_codes(tally: Tally) -> dict[str, int]:
    """
    The words and numbers of a column that look like *not recorded*, and how often.

    Args:
        tally: What its cells hold.
    """
    found = {
        code: count for code, count in tally.codes.items() if is_missing_code(code)
    }
    if isinstance(tally.quantity, Measure):
        if tally.tried >= _HALF * tally.numbers:
            # In another unit any number is one of a person.
            found = {c: n for c, n in found.items() if not c.isdigit()}
        # Neighbours of what is allowed are rather shifted codes, slips or the scores
        # of a longer scale.
        beyond = round(tally.quantity.high) + 1
        while found.pop(str(beyond), 0) or str(beyond) in tally.codes:
            beyond += 1
        for code, gap in _GAPS.items():
            # An allowed number that many people have, and nobody a number near it.
            count = tally.values.get(code, 0)
            near = any(
                gap < value < code
                for value in tally.values
                if isinstance(value, int | float)
            )
            if (
                tally.high == code
                and count >= _FEW
                and not near
                and len(tally.values) > 1
            ):
                found[str(code)] = count
    elif _PLUS in "".join(tally.words):
        # Next to a plus, a minus is an answer.
        found.pop(_MINUS, None)
    return dict(sorted(found.items()))


def _of_numbers(tally: Tally, measure: Measure) -> Iterator[str]:
    odd = _odd_numbers(tally, measure)
    if odd:
        yield odd
        return
    if tally.numbers >= _MANY and tally.high > measure.low:
        for other in _siblings(measure):
            if tally.high <= other.high and not tally.invalid:
                yield (
                    f"never above {tally.high:g} in {tally.numbers} rows, and "
                    f"{measure.name} goes up to {measure.high:g}: looks like "
                    f"{other.name}, whose highest score is {other.high:g}"
                )
                return


def _odd_numbers(tally: Tally, measure: Measure) -> str:
    """Whether the codes look shifted, or the numbers look like another unit."""
    return _shifted(tally, measure) or _other_unit(tally, measure)


def _shifted(tally: Tally, measure: Measure) -> str:
    """Whether the codes look shifted by one."""
    if not measure.whole or measure.values == () or tally.numbers < _SOME:
        return ""
    above = str(round(measure.high + 1))
    if tally.low > measure.low and tally.codes.get(above):
        return (
            f"nobody has {measure.low:g}, and {tally.codes[above]} rows have {above}, "
            f"one above the highest score: looks like codes that are shifted by one"
        )
    return ""


def _other_unit(tally: Tally, measure: Measure) -> str:
    """Whether the numbers look like another unit, or like a ratio for a percentage."""
    if tally.numbers < _FEW:
        return ""
    outside = tally.numbers - sum(tally.values.values())
    if outside >= _HALF * tally.numbers:
        for factor in _BY_HUNDREDS if measure.unit in _HUNDREDS else FACTORS:
            if tally.tried and tally.fitting[factor] >= _MOST * tally.tried:
                times = (
                    f"multiplied by {factor:g}"
                    if factor > 1
                    else f"divided by {1 / factor:g}"
                )
                if measure.unit == "percent" and factor == FACTORS[1]:
                    return (
                        f"most numbers are outside of {measure.allowed}: looks like a "
                        f"ratio in place of a percentage (factor 100)"
                    )
                return (
                    f"most numbers are outside of {measure.allowed}, and fit if they "
                    f"are {times}: looks like another unit"
                )
    if tally.invalid > tally.fitting[10] or tally.high <= 0:
        return ""
    if measure.unit == "percent" and tally.high <= 1:
        return "never above 1: looks like a ratio in place of a percentage (factor 100)"
    if measure.unit == "mm" and measure.low > 0 and tally.high <= _SMALL * measure.high:
        return (
            f"never above {_SMALL * measure.high:g} mm: looks like centimetres "
            f"(factor 10)"
        )
    return ""


def _siblings(measure: Measure) -> Iterator[Measure]:
    """Items of the same kind, in other instruments, with a lower highest score."""
    _, _, item = measure.name.partition("_")
    if measure.unit != "points" or not item:
        return
    for other in QUANTITIES.values():
        if (
            isinstance(other, Measure)
            and other.name.partition("_")[2] == item
            and other.unit == measure.unit
            and other.low == measure.low
            and other.high < _FAR * measure.high
        ):
            yield other
