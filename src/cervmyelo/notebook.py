"""
What a notebook or a terminal asks an object for when it shows it.

Objects of every floor show themselves, and HTML is made in one place, which knows them
all and is therefore above them: `cervmyelo.display`. So that place is looked up by its
name when it is needed; an import at the head would load everything, and in a circle.
"""

from __future__ import annotations

import importlib
from typing import Final, Protocol, cast

__all__ = ["LIMIT", "Printer", "Shown", "cut"]

LIMIT: Final = 400
"""The greatest number of characters of the repr of an object."""

_DISPLAY: Final = "cervmyelo.display"


def cut(text: str, limit: int = LIMIT) -> str:
    """
    A text of at most so many characters; dots show that there is more.

    >>> cut("<Finding mjoa_total: ok>", 16)
    '<Finding mjo...>'

    Args:
        text: The text.

        limit: The greatest number of characters.
    """
    if len(text) <= limit:
        return text
    end = f"...{text[-1]}" if text[-1] in ">)" else "..."
    return text[: limit - len(end)] + end


class Printer(Protocol):
    """What IPython hands over to show an object."""

    def text(self, obj: str) -> None:
        """Write some text."""
        ...


class Shown:
    """
    Something that shows itself: in full alone, and in short within something else.

    A subclass has a `__str__` in full and a `__repr__` in short.
    """

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        # IPython takes the first class that has either of the two.
        if "__repr__" in cls.__dict__ and "_repr_pretty_" not in cls.__dict__:
            type.__setattr__(cls, "_repr_pretty_", cls._repr_pretty_)

    def __repr__(self) -> str:
        first, *more = str(self).splitlines() or [""]
        return cut(f"<{type(self).__name__}: {first}{' ...' if more else ''}>")

    def _repr_html_(self) -> str:
        return cast("str", importlib.import_module(_DISPLAY).html(self))

    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:  # noqa: ARG002 -- as IPython calls it
        # IPython keeps on a stack what it is printing: a list has this one inside.
        within = len(getattr(printer, "stack", ())) > 1
        printer.text(repr(self) if within else str(self))
