"""
Findings as they were stored, with their reasons and sources.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Self, cast

import attrs

from cervmyelo.errors import FieldError
from cervmyelo.findings import Identity, Problem, Status, figure
from cervmyelo.json_text import Json
from cervmyelo.names import printable

from . import shapes
from .shapes import Code, Scalar, checked

__all__ = [
    "StoredCitation",
    "StoredConflict",
    "StoredFinding",
    "StoredReason",
    "shortened",
]

_SHORT: Final = 300


def shortened(text: str) -> str:
    """A representation that fits on a screen."""
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 4]}...>"


@attrs.frozen(kw_only=True)
class _Part:
    """A part of a stored assessment: an object of JSON with exactly its attributes."""

    @classmethod
    def read(cls, value: object, path: str) -> Self:
        """
        The part in an object of JSON.

        Raises:
            FieldError: If a value is invalid; it names the path.
        """
        if isinstance(value, cls):
            return value
        given = shapes.keys(value, path, tuple(e.name for e in attrs.fields(cls)))
        build = cast("Callable[..., Self]", cls)
        try:
            return build(**given)
        except FieldError as error:
            raise type(error)(
                f"{path}.{error.field}", error.given, error.allowed, error.fix
            ) from None


@attrs.frozen(kw_only=True)
class StoredReason(_Part):
    """
    A reason as it was stored.

    Attributes:
        text: The reason in words.

        value: What was recorded or found; None if it was not known.

        fields: The names of the quantities that it is about.
    """

    text: str = checked(shapes.text)
    value: Scalar | None = checked(shapes.any_value)
    fields: tuple[str, ...] = checked(shapes.names)

    def __str__(self) -> str:
        return self.text


@attrs.frozen(kw_only=True)
class StoredCitation(_Part):
    """
    Where a rule was published, as it was stored.

    Attributes:
        source: The key of the source.

        place: The place in it.

        text: Both in words.

        doi: Its DOI; None if it has none.

        url: Its URL; None if it has none.
    """

    source: str = checked(shapes.text)
    place: str = checked(shapes.text)
    text: str = checked(shapes.text)
    doi: str | None = checked(shapes.text_or_none)
    url: str | None = checked(shapes.text_or_none)

    def __str__(self) -> str:
        return self.text


@attrs.frozen(kw_only=True)
class StoredConflict(_Part):
    """
    Recorded facts that contradicted each other, or were unlikely together.

    Attributes:
        fields: The names of the quantities.

        message: What is contradictory or unlikely.

        refuses: The names of the quantities whose rules gave no answer.
    """

    fields: tuple[str, ...] = checked(shapes.names)
    message: str = checked(shapes.text)
    refuses: tuple[str, ...] = checked(shapes.names)

    def __str__(self) -> str:
        return self.message


@attrs.frozen(kw_only=True, repr=False)
class StoredFinding(_Part):
    """
    The answer of a rule as it was stored.

    Attributes:
        rule: The name of the rule, its edition and its fingerprint.

        label: The label of the rule.

        status: "ok", "undecided" or "refused".

        value: The answer, a number or the code of a grade; None if there was none.

        possible: Every answer that was still possible; None for a continuous result
            with too many to list.

        low: The lowest of them; None if refused or without an order.

        high: The highest of them; None if refused or without an order.

        because: The reasons.

        missing: The names of the inputs that were not recorded and could have changed
            the answer.

        cite: Where the rule was published.

        problems: The reasons for refusing.

        unit: The unit of a number.

        interval: The published interval of the answer; None if there was none.

        holds_for: What was assumed about the person because it was not recorded.

    Raises:
        KindError: If a part is of the wrong kind.

        LevelError: If there is no such status.
    """

    rule: Identity = checked(shapes.identity)
    label: str = checked(shapes.text)
    status: Status = checked(shapes.status)
    value: Code | None = checked(shapes.code)
    possible: tuple[Code, ...] | None = checked(shapes.codes_or_none)
    low: Code | None = checked(shapes.code)
    high: Code | None = checked(shapes.code)
    because: tuple[StoredReason, ...] = checked(shapes.each_of(StoredReason.read))
    missing: tuple[str, ...] = checked(shapes.names)
    cite: StoredCitation = checked(StoredCitation.read)
    problems: tuple[Problem, ...] = checked(shapes.each_of(shapes.problem))
    unit: str = checked(shapes.text)
    interval: tuple[float, float] | None = checked(shapes.interval)
    holds_for: tuple[str, ...] = checked(shapes.each_of(shapes.text))

    @property
    def answer(self) -> str:
        """The answer for people; a grade is its code, because only that is stored."""
        if self.status == "refused":
            return "no answer"
        if self.value is not None:
            text = _shown(self.value)
        elif isinstance(self.low, int | float) and isinstance(self.high, int | float):
            ends = dict.fromkeys(map(_shown, (self.low, self.high)))
            text = " to ".join(ends)
        else:
            text = " or ".join(map(_shown, self.possible or ())) or "not decided"
        text = f"{text} {self.unit}".rstrip()
        if self.value is None and self.possible is not None and len(self.possible) == 1:
            text += " or no answer"
        if self.interval is not None:
            text += f" (interval {' to '.join(map(figure, self.interval))})"
        return printable(text)

    def to_dict(self) -> dict[str, Json]:
        """The finding as plain data, ready for JSON."""
        return cast("dict[str, Json]", shapes.plain(self))

    def __repr__(self) -> str:
        name, edition = self.rule.name, printable(self.rule.edition)
        text = (
            f"<StoredFinding {name}: {self.status}, edition {edition}, {self.answer}>"
        )
        return shortened(text)

    def __str__(self) -> str:
        rule = self.rule
        lines = [f"{self.label or rule.name}: {self.answer}"]
        lines += [f"  {reason}" for reason in self.because]
        if self.missing:
            lines.append(f"  not recorded: {', '.join(self.missing)}")
        lines += [f"  {problem}" for problem in self.problems]
        if self.holds_for:
            lines.append(f"  holds for: {'; '.join(self.holds_for)}")
        lines.append(f"  source: {self.cite}")
        lines.append(f"  rule: {rule.name}, edition {rule.edition}, {rule.fingerprint}")
        return "\n".join(map(printable, lines))


def _shown(value: Code) -> str:
    return value if isinstance(value, str) else figure(value)
