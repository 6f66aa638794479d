"""
What can be recorded of a person: the kinds of entry in the data dictionary.

A quantity is defined once. Its name is the attribute of a model, the column of
a cohort and the key in JSON; the quantity itself is the validator of that
attribute, and it reads the text of a table cell. ``None`` always means *not
recorded*; it never means *no*, *none* or zero.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

import attrs

from .errors import (
    KindError,
    LevelError,
    OutOfRangeError,
    RuleError,
    kind_of,
    nearest,
)

__all__ = [
    "LONGEST_NUMBER",
    "MISSING_WORDS",
    "NO_WORDS",
    "PLAIN_NUMBER",
    "YES_WORDS",
    "Choice",
    "Fact",
    "Measure",
    "Quantity",
    "Value",
]

Value: TypeAlias = bool | int | float | str
"""What a quantity can hold when it was recorded."""

MISSING_WORDS: Final = frozenset({"", "na", "n/a", "nan", "null", "none", "unknown"})
"""Cell texts, in lower case, that mean *not recorded* in a table."""

YES_WORDS: Final = frozenset({"true", "yes", "1"})
"""Cell texts, in lower case, that mean *yes*."""

NO_WORDS: Final = frozenset({"false", "no", "0"})
"""Cell texts, in lower case, that mean *no*."""

# ASCII digits and one point: int() and float() also take "1_8", full-width
# digits and "infinity", none of which belongs in a clinical table.
PLAIN_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?", re.ASCII)
"""What the text of a number looks like."""

LONGEST_NUMBER: Final = 32
"""How many characters the text of a number may have."""


@attrs.frozen(kw_only=True, cache_hash=True)
class Fact:
    """
    A yes or no.

    Attributes:
        name: Its name everywhere.

        label: What it is called when it holds.

        question: How to ask for it in plain words.

        none: What ``None`` means.
    """

    name: str
    label: str
    question: str
    none: str = "not recorded, which is not the same as no"

    @property
    def allowed(self) -> str:
        """What can be recorded, in words."""
        return "True or False, or None if it was not recorded"

    @property
    def values(self) -> tuple[bool, bool]:
        """Every value that can be recorded."""
        return (False, True)

    def check(self, value: object, name: str = "") -> bool:
        """
        The value, if it can be recorded.

        Raises:
            KindError: If it is anything but a boolean.
        """
        if value is True or value is False:
            return value
        raise KindError(
            name or self.name,
            kind_of(value),
            self.allowed,
            "Numbers and words are not taken for yes or no.",
        )

    def parse(self, text: str) -> bool:
        """
        The value that a table cell holds: yes, no, true, false, 1 or 0.

        Raises:
            KindError: If the cell holds anything else.
        """
        word = text.strip().lower()
        if word in YES_WORDS:
            return True
        if word in NO_WORDS:
            return False
        raise KindError(self.name, "text", "yes, no, true, false, 1, 0 or empty")

    def __call__(self, instance: object, attribute: object, value: Any) -> None:  # noqa: ARG002
        """Refuse a value that cannot be recorded, as an attrs validator."""
        if value is not None:
            self.check(value)


@attrs.frozen(kw_only=True, cache_hash=True)
class Choice:
    """
    One of a few words.

    Attributes:
        name: Its name everywhere.

        label: What it is called.

        question: How to ask for it in plain words.

        levels: The words, from the least to the gravest if it is ordered.

        ordered: Whether the words have an order.

        meanings: What each word means, where the word does not say it.

        none: What ``None`` means.

    Raises:
        RuleError: If there are fewer than two words or one is given twice.
    """

    name: str
    label: str
    question: str
    levels: tuple[str, ...]
    ordered: bool = False
    meanings: tuple[str, ...] = ()
    none: str = "not recorded"

    def __attrs_post_init__(self) -> None:
        if len(self.levels) < 2 or len(set(self.levels)) != len(self.levels):  # noqa: PLR2004
            raise RuleError(f"{self.name}: a choice needs two or more different words.")
        if self.meanings and len(self.meanings) != len(self.levels):
            raise RuleError(f"{self.name}: give a meaning for every word or for none.")

    @property
    def allowed(self) -> str:
        """What can be recorded, in words."""
        return f"{', '.join(self.levels)}, or None if it was not recorded"

    @property
    def values(self) -> tuple[str, ...]:
        """Every value that can be recorded."""
        return self.levels

    def check(self, value: object, name: str = "") -> str:
        """
        The value, if it can be recorded.

        Raises:
            KindError: If it is not text.

            LevelError: If it is not one of the words, letter by letter.
        """
        if isinstance(value, str) and value in self.levels:
            return value
        if isinstance(value, str):
            raise LevelError(
                name or self.name,
                f"{kind_of(value)} that is none of them",
                self.allowed,
                nearest(value.strip().lower(), self.levels),
            )
        raise KindError(name or self.name, kind_of(value), self.allowed)

    def parse(self, text: str) -> str:
        """
        The value that a table cell holds; case and outer blanks do not matter.

        Raises:
            LevelError: If it is not one of the words.
        """
        word = text.strip().lower()
        levels = {level.lower(): level for level in self.levels}
        return self.check(levels.get(word, word))

    def __call__(self, instance: object, attribute: object, value: Any) -> None:  # noqa: ARG002
        """Refuse a value that cannot be recorded, as an attrs validator."""
        if value is not None:
            self.check(value)


@attrs.frozen(kw_only=True, cache_hash=True)
class Measure:
    """
    A number: an age, a duration, the score of an item.

    Attributes:
        name: Its name everywhere.

        label: What it is called.

        question: How to ask for it in plain words.

        low: The least that can be recorded.

        high: The most that can be recorded.

        unit: Its unit; "points" for scores.

        step: The distance between neighbouring values: 1 for whole numbers,
            0.5 for half points, None for a continuous measure. A step must be
            exact in binary, so that sums of scores are exact.

        meanings: What a value means, for the values whose meaning is published.

        none: What ``None`` means.

        lacks: Values on a step that the scale does not have all the same.

    Raises:
        RuleError: If the range is empty or does not fit the step.
    """

    name: str
    label: str
    question: str
    low: float
    high: float
    unit: str
    step: float | None = 1
    meanings: tuple[tuple[float, str], ...] = ()
    none: str = "not recorded, which is not zero"
    lacks: tuple[float, ...] = ()

    def __attrs_post_init__(self) -> None:
        if not (math.isfinite(self.low) and math.isfinite(self.high)):
            raise RuleError(f"{self.name}: the range must be finite.")
        if self.low >= self.high:
            raise RuleError(f"{self.name}: the range must hold two values or more.")
        if self.step is not None:
            if not _exact_in_binary(self.step):
                raise RuleError(
                    f"{self.name}: the step must be 1, 0.5, 0.25 and so on."
                )
            if (self.high - self.low) % self.step or self.low % self.step:
                raise RuleError(f"{self.name}: the range does not fit the step.")
        for value in self.lacks:
            if (
                self.step is None
                or not self.low < value < self.high
                or (value % self.step)
            ):
                raise RuleError(f"{self.name}: it cannot lack what it never had.")
        for value, _ in self.meanings:
            if not self.holds(value):
                raise RuleError(f"{self.name}: a meaning is given for no value of it.")

    @property
    def whole(self) -> bool:
        """Whether it takes whole numbers only."""
        return self.step is not None and self.step % 1 == 0

    @property
    def allowed(self) -> str:
        """What can be recorded, in words."""
        unit = f" {self.unit}" if self.unit else ""
        if self.step is None:
            kind = "a number"
        elif self.whole:
            kind = "a whole number"
        else:
            kind = f"a number in steps of {self.step:g}"
        less = " or ".join(f"{value:g}" for value in self.lacks)
        return (
            f"{kind} from {self.low:g} to {self.high:g}{unit}"
            f"{f' but not {less}' if less else ''}, or None if it was not recorded"
        )

    @property
    def values(self) -> tuple[float, ...]:
        """
        Every value that can be recorded; empty for a continuous measure.

        >>> from cervmyelo.models.mjoa import SPHINCTER
        >>> SPHINCTER.values
        (0, 1, 2, 3)
        """
        if self.step is None:
            return ()
        count = round((self.high - self.low) / self.step) + 1
        steps = (self.low + i * self.step for i in range(count))
        return tuple(value for value in steps if value not in self.lacks)

    def holds(self, value: float) -> bool:
        """Whether the number lies in the range and on a step of the scale."""
        return (
            self.low <= value <= self.high
            and (self.step is None or value % self.step == 0)
            and value not in self.lacks
        )

    def check(self, value: object, name: str = "") -> float:
        """
        The value, if it can be recorded.

        Raises:
            KindError: If it is a boolean, text, NaN, an infinity or, for a whole
                number, anything but an integer.

            OutOfRangeError: If it is out of range or between two steps.
        """
        if type(value) is int or (type(value) is float and not self.whole):
            if self.holds(value):
                return value
            # isfinite() would have to turn a long integer into a float.
            if type(value) is int or math.isfinite(value):
                where = (
                    "below the range"
                    if value < self.low
                    else "above the range"
                    if value > self.high
                    else "between two steps"
                    if value not in self.lacks
                    else "that the scale lacks"
                )
                raise OutOfRangeError(
                    name or self.name, f"a number {where}", self.allowed
                )
        elif type(value) is float and math.isfinite(value):
            raise KindError(
                name or self.name,
                kind_of(value),
                self.allowed,
                "It is not rounded for you; give a whole number (an int).",
            )
        raise KindError(name or self.name, kind_of(value), self.allowed)

    def parse(self, text: str) -> float:
        """
        The value that a table cell holds: ASCII digits with at most one point.

        A whole number may be written with a fraction of zero ("61.0"), as
        spreadsheets do; any other fraction is refused, not rounded.

        Raises:
            KindError: If the cell holds no such number.

            OutOfRangeError: If it is out of range or between two steps.
        """
        plain = text.strip()
        if len(plain) > LONGEST_NUMBER or not PLAIN_NUMBER.fullmatch(plain):
            raise KindError(
                self.name, "text that is no plain number", f"{self.allowed}, or empty"
            )
        number = float(plain)
        return self.check(int(number) if self.whole and number % 1 == 0 else number)

    def __call__(self, instance: object, attribute: object, value: Any) -> None:  # noqa: ARG002
        """Refuse a value that cannot be recorded, as an attrs validator."""
        if value is not None:
            self.check(value)


Quantity: TypeAlias = Fact | Choice | Measure
"""Anything that can be recorded."""

Values: TypeAlias = Mapping[str, Value | None]
"""What was recorded, by the names of the quantities; None is not recorded."""


def _exact_in_binary(step: float) -> bool:
    return step > 0 and (step % 1 == 0 or math.frexp(step)[0] == 0.5)  # noqa: PLR2004
