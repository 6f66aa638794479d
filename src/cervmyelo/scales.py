"""
Scales and the grades on them.

On every ordered scale of this library a *greater* grade is a *worse* one,
whichever way the numbers of the instrument run, so ``max`` is always the
gravest.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

import attrs

from .errors import LevelError, RuleError, ScaleMismatchError, kind_of

__all__ = ["Grade", "Level", "Scale"]


@attrs.frozen(cache_hash=True)
class Level:
    """
    One step of a scale.

    Attributes:
        code: What is written down: a word, or the number the source uses.

        meaning: What it means, in this library's words.
    """

    code: str | int
    meaning: str


@attrs.frozen(kw_only=True, cache_hash=True)
class Scale:
    """
    The grades that a rule can give.

    Attributes:
        name: A short name, unique in the library.

        label: What a reader calls it.

        levels: Its levels, from the best to the worst.

        ordered: Whether the levels have an order at all.

    Raises:
        RuleError: If a code is used twice or there are fewer than two levels.
    """

    name: str
    label: str
    levels: tuple[Level, ...]
    ordered: bool = True

    def __attrs_post_init__(self) -> None:
        if len(self.levels) < 2:  # noqa: PLR2004 -- one level grades nothing
            raise RuleError(f"{self.name}: a scale needs at least two levels.")
        if len({level.code for level in self.levels}) != len(self.levels):
            raise RuleError(f"{self.name}: two levels of the scale share a code.")

    @property
    def codes(self) -> tuple[str | int, ...]:
        """The codes of the levels, from the best to the worst."""
        return tuple(level.code for level in self.levels)

    def grade(self, code: str | int) -> Grade:
        """
        The grade with this code.

        >>> from cervmyelo.instruments.stages import STAGES
        >>> STAGES.grade(3) < STAGES.grade(4)
        True

        Raises:
            LevelError: If the scale has no such level.
        """
        return Grade(self, code)

    def __iter__(self) -> Iterator[Grade]:
        return (Grade(self, level.code) for level in self.levels)

    def __len__(self) -> int:
        return len(self.levels)


@functools.total_ordering
@attrs.frozen(order=False, getstate_setstate=False)
class Grade:
    """
    A level of a scale, ordered within its scale: greater is worse.

    Grades of two scales, and grades of a scale without order, cannot be ranked;
    they are merely unequal.

    >>> import cervmyelo as cm
    >>> mild, severe = cm.SEVERITIES.grade("mild"), cm.SEVERITIES.grade("severe")
    >>> max(mild, severe).code
    'severe'
    >>> mild < cm.STAGES.grade(3)
    Traceback (most recent call last):
        ...
    cervmyelo.errors.ScaleMismatchError: mjoa_severity and article_stage: grades of \
two scales have no order. Compare within one scale, or use a published crosswalk.

    Attributes:
        scale: The scale it belongs to.

        code: The code of its level.

    Raises:
        LevelError: If the scale has no such level.
    """

    scale: Scale
    code: str | int

    def __attrs_post_init__(self) -> None:
        codes = self.scale.codes
        # True == 1, so a boolean would pass for the grade 1.
        if isinstance(self.code, bool) or self.code not in codes:
            raise LevelError(
                self.scale.name,
                kind_of(self.code) + " that is no grade of the scale",
                ", ".join(map(str, codes)),
            )

    def __reduce__(self) -> tuple[type[Grade], tuple[Scale, str | int]]:
        return (Grade, (self.scale, self.code))

    @property
    def rank(self) -> int:
        """Its place on the scale, 0 for the best level."""
        return self.scale.codes.index(self.code)

    @property
    def meaning(self) -> str:
        """What the grade means, in this library's words."""
        return self.scale.levels[self.rank].meaning

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Grade):
            return NotImplemented
        if self.scale != other.scale:
            raise ScaleMismatchError(
                f"{self.scale.name} and {other.scale.name}: grades of two scales "
                f"have no order. Compare within one scale, or use a published "
                f"crosswalk."
            )
        if not self.scale.ordered:
            raise ScaleMismatchError(
                f"{self.scale.name}: the grades of this scale have no order. "
                f"Compare them with == only."
            )
        return self.rank < other.rank

    def __str__(self) -> str:
        return str(self.code)
