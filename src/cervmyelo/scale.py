"""
Scales and the grades on them.

On every ordered scale of this library a *greater* grade is a *worse* one,
whichever way the numbers of the instrument run, so ``max`` is always the
worst.
"""

import functools
from collections.abc import Iterator

import attrs

from .errors import (
    KindError,
    LevelError,
    RuleError,
    ScaleMismatchError,
    kind_of,
    nearest,
)
from .frozen import Frozen
from .names import plain_text
from .notebook import Printer, Shown, cut
from .public import public

__all__ = ["Grade", "Level", "Scale"]


@attrs.frozen(eq=False, repr=False)
class Level(Frozen):
    """
    One step of a scale.

    Attributes:
        code: What is written down: a word, or the number the source uses.

        meaning: What it means, in this library's words.

        label: What people read in place of the code; empty if the code is plain.
    """

    code: str | int
    meaning: str
    label: str = ""

    @property
    def text(self) -> str:
        """The level as people read it, either its label or its code in plain words."""
        return self.label or str(self.code).replace("_", " ")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Scale(Frozen):
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

    @functools.cached_property
    def codes(self) -> tuple[str | int, ...]:
        """The codes of the levels, from the best to the worst."""
        return tuple(level.code for level in self.levels)

    def grade(self, code: str | int) -> "Grade":
        """
        The grade with this code.

        >>> from cervmyelo.instruments.stages import STAGES
        >>> STAGES.grade(3) < STAGES.grade(4)
        True

        Raises:
            LevelError: If the scale has no such level.
        """
        return Grade(self, code)

    def __repr__(self) -> str:
        return cut(f"<Scale {self.name}: {', '.join(map(str, self.codes))}>")

    def __str__(self) -> str:
        lines = (f"  {level.code}: {level.meaning}" for level in self.levels)
        return "\n".join((self.label, *lines))

    def __rich_repr__(self) -> Iterator[tuple[str, object]]:
        yield "name", self.name
        yield "codes", self.codes

    def __iter__(self) -> "Iterator[Grade]":
        return (Grade(self, level.code) for level in self.levels)

    def __len__(self) -> int:
        return len(self.levels)


@public
@functools.total_ordering
@attrs.frozen(eq=False, order=False, repr=False, getstate_setstate=False)
class Grade(Shown):
    """
    A level of a scale, ordered within its scale: greater is worse.

    A grade equals its own code, and compares with the codes of its scale, because
    tables and records hold codes and one comparison should do for both. A word that is
    no code of the scale is an error, so that a misspelt word is never silently unequal;
    so is an order with None, which is no answer. Grades of two scales are unequal, and
    cannot be ranked; nor can those of a scale without order.

    >>> import cervmyelo as cm
    >>> mild, severe = map(cm.scales["mjoa_severity"].grade, ("mild", "severe"))
    >>> max(mild, severe) == "severe", mild > "none"
    (True, True)
    >>> mild == "midl"
    Traceback (most recent call last):
        ...
    cervmyelo.errors.LevelError: mjoa_severity: expected none, mild, moderate, severe, \
got text that is no grade of the scale. Did you mean mild?
    >>> mild < cm.scales["article_stage"].grade(3)
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
        object.__setattr__(self, "code", _code(self.scale, self.code))

    def __reduce__(self) -> tuple[type["Grade"], tuple[Scale, str | int]]:
        return (Grade, (self.scale, self.code))

    @property
    def rank(self) -> int:
        """Its place on the scale, 0 for the best level."""
        return self.scale.codes.index(self.code)

    @property
    def meaning(self) -> str:
        """What the grade means, in this library's words."""
        return self.scale.levels[self.rank].meaning

    @property
    def label(self) -> str:
        """The grade as people read it."""
        return self.scale.levels[self.rank].text

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Grade):
            return self.code == other.code and self.scale == other.scale
        if isinstance(other, str | int | float):
            return self.code == _code(self.scale, other)
        return NotImplemented

    def __hash__(self) -> int:
        # A grade equals its code, so it is found under its code.
        return hash(self.code)

    def __lt__(self, other: object) -> bool:
        if other is None:
            raise ScaleMismatchError(
                f"{self.scale.name}: a grade has no order with None, which means that "
                f"there is no single answer. Look at the status of the finding, or at "
                f"its low and high."
            )
        if isinstance(other, str | int | float):
            other = Grade(self.scale, _code(self.scale, other))
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

    def __repr__(self) -> str:
        return cut(f"<Grade {self.scale.name}: {self.code}>")

    def __rich_repr__(self) -> Iterator[tuple[str, object]]:
        yield "scale", self.scale.name
        yield "code", self.code

    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:  # noqa: ARG002 -- as IPython calls it
        # The code alone does not name its scale.
        printer.text(repr(self))


def _code(scale: Scale, given: object) -> str | int:
    """The code of the level with this code, as the scale writes it."""
    if not isinstance(scale, Scale):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise KindError("scale", kind_of(scale), "a value of cm.scales")
    code = plain_text(given) if isinstance(given, str) else given
    # True == 1, so a boolean would pass for the grade 1.
    plain = isinstance(code, int | float | str) and not isinstance(code, bool)
    if not plain or code not in scale.codes:
        raise LevelError(
            scale.name,
            f"{kind_of(code)} that is no grade of the scale",
            ", ".join(map(str, scale.codes)),
            nearest(code, map(str, scale.codes)) if isinstance(code, str) else "",
        )
    return scale.codes[scale.codes.index(code)]
