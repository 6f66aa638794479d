"""
What became of each part of the data that was read.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, get_type_hints

import attrs

from cervmyelo.field_types import expect, typed
from cervmyelo.notebook import Shown, cut

__all__ = ["BECAME", "Became", "Line", "ReadingReport"]

Became: TypeAlias = Literal[
    "used", "ignored", "not understood", "contradicted", "older", "incomplete"
]
"""
What became of something that was read.

``"used"``: it is in the patient. ``"ignored"``: it says nothing for the patient, or
must not be believed. ``"not understood"``: it may say something, but not in a form that
is read. ``"contradicted"``: something else says otherwise. ``"older"``: something newer
was used. ``"incomplete"``: there is more than was given.
"""

BECAME: Final[tuple[Became, ...]] = (
    "used",
    "ignored",
    "not understood",
    "contradicted",
    "older",
    "incomplete",
)
"""Everything that can become of something that was read."""


@attrs.frozen(repr=False)
class Line(Shown):
    """
    What became of one part of the data. It never holds a value.

    Attributes:
        place: Where it is, such as ``"entry[3]"``; empty for the whole.

        became: What became of it.

        about: The name of the quantity or rule; empty if it is not about one.

        why: The reason, in words; empty for what was used.

        when: The time of what was used or is older, as far as it is known.

    Raises:
        KindError: If a part is of the wrong kind.
    """

    place: str
    became: Became
    about: str = ""
    why: str = ""
    when: str = ""

    def __attrs_post_init__(self) -> None:
        # One look at all fields: a report has a line for each part of the data.
        words = (self.place, self.became, self.about, self.why, self.when)
        if {*map(type, words)} != {str} or self.became not in BECAME:
            for name, kind in get_type_hints(Line).items():
                expect(name, getattr(self, name), kind)

    def __repr__(self) -> str:
        return cut(f"<Line {self}>")

    def __str__(self) -> str:
        about = f" {self.about}" if self.about else ""
        when = f" of {self.when}" if self.when else ""
        why = f": {self.why}" if self.why else ""
        return f"{self.place or 'data'}: {self.became}{about}{when}{why}"


@attrs.frozen(repr=False, field_transformer=typed)
class ReadingReport(Shown):
    """
    What became of all that was read, in the order of the data.

    Attributes:
        lines: One line for each part.

    Raises:
        KindError: If the lines are of the wrong kind.
    """

    lines: tuple[Line, ...]

    def that(self, became: Became) -> tuple[Line, ...]:
        """
        The lines of what became of something.

        Args:
            became: ``"used"``, ``"ignored"``, ``"not understood"``,
                ``"contradicted"``, ``"older"`` or ``"incomplete"``.
        """
        return tuple(each for each in self.lines if each.became == became)

    @property
    def complete(self) -> bool:
        """Whether nothing says that there is more than was given."""
        return not self.that("incomplete")

    def __repr__(self) -> str:
        counts = {each: len(self.that(each)) for each in BECAME}
        words = (f"{count} {became}" for became, count in counts.items() if count)
        return f"<ReadingReport: {', '.join(words) or 'nothing'}>"

    def __str__(self) -> str:
        return "\n".join(map(str, self.lines))
