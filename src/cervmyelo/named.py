"""
Collections of named items with lookup, search and a printed table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from .errors import KindError, UnknownNameError, kind_of

__all__ = ["Named"]

T_co = TypeVar("T_co", covariant=True)

_WIDTH = 100


class Named(Mapping[str, T_co], Generic[T_co]):
    """
    A read-only mapping from names to items of one kind, in a fixed order.

    >>> import cervmyelo as cm
    >>> "mjoa_total" in cm.rules, cm.rules["mjoa_total"].label
    (True, 'mJOA total')
    >>> cm.rules["mjoa_totl"]
    Traceback (most recent call last):
        ...
    cervmyelo.errors.UnknownNameError: mjoa_totl: unknown rule. Did you mean \
mjoa_total, pmjoa_total or joa_total?
    >>> list(cm.rules.search("nurick 1972"))[:2]
    ['nurick_1972', 'article_stage_to_nurick_1972']

    Args:
        kind: The word for one item, in the singular.

        items: The items by name.

        head: The column headings of the table, after the name.

        row: A function that returns the cells of one item, one for each heading.

    Raises:
        UnknownNameError: If there is no item of this name; the closest names are
            suggested. It is also a `KeyError`.
    """

    __slots__ = ("_head", "_items", "_kind", "_row")

    def __init__(
        self,
        kind: str,
        items: Mapping[str, T_co] | Iterable[tuple[str, T_co]],
        head: tuple[str, ...],
        row: Callable[[T_co], tuple[str, ...]],
    ) -> None:
        self._kind = kind
        self._items = dict(items)
        self._head = head
        self._row = row

    def __getitem__(self, name: str) -> T_co:
        try:
            return self._items[name]
        except (KeyError, TypeError):
            raise UnknownNameError(name, self._kind, self._items) from None

    def __contains__(self, name: object) -> bool:
        try:
            return name in self._items
        except TypeError:
            return False

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    @property
    def table(self) -> tuple[tuple[str, ...], ...]:
        """The table: a row of headings, then a row for each item."""
        rows = ((name, *self._row(each)) for name, each in self._items.items())
        return (("name", *self._head), *rows)

    def search(self, words: str) -> Named[T_co]:
        """
        The items whose name or table row contains all of these words.

        >>> import cervmyelo as cm
        >>> list(cm.quantities.search("hand sensation points"))
        ['mjoa_sensory_upper', 'pmjoa_sensory_upper']

        Args:
            words: Words or parts of words, separated by spaces; case does not matter.

        Returns:
            A collection of the same kind; empty if nothing matches.

        Raises:
            KindError: If *words* is not text.
        """
        if not isinstance(words, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise KindError("words", kind_of(words), "text")
        wanted = set(words.casefold().split())
        texts = {
            name: " ".join((name, *self._row(each))).casefold()
            for name, each in self._items.items()
        }
        matches = {
            name: each
            for name, each in self._items.items()
            if all(word in texts[name] for word in wanted)
        }
        return Named(self._kind, matches, self._head, self._row)

    def __repr__(self) -> str:
        names = ", ".join(list(self._items)[:4])
        more = ", ..." if len(self._items) > 4 else ""  # noqa: PLR2004 -- as above
        many = self._kind.removesuffix("y") + (
            "ies" if self._kind.endswith("y") else "s"
        )
        count = f"{len(self._items)} {self._kind if len(self._items) == 1 else many}"
        return f"<{count}: {names}{more}>" if names else f"<{count}>"

    def __str__(self) -> str:
        rows = [tuple(map(str, row)) for row in self.table]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = [
            "  ".join(
                cell.ljust(width) for cell, width in zip(row, widths, strict=True)
            )
            for row in rows
        ]
        return "\n".join(line.rstrip()[:_WIDTH] for line in lines)

    def _repr_html_(self) -> str:
        import html

        head, *rows = self.table
        return (
            f"<table><caption>{html.escape(repr(self)[1:-1].split(':')[0])}</caption>"
            f"<thead><tr>{_cells(head, 'th scope=col')}</tr></thead><tbody>"
            + "".join(f"<tr>{_cells(row, 'td')}</tr>" for row in rows)
            + "</tbody></table>"
        )


def _cells(row: tuple[str, ...], tag: str) -> str:
    import html

    end = tag.split(maxsplit=1)[0]
    return "".join(f"<{tag}>{html.escape(cell)}</{end}>" for cell in row)
