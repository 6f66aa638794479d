"""
Collections of named items with lookup, search and a table; and plain lists.
"""

from __future__ import annotations

import copy
from collections.abc import (
    Callable,
    ItemsView,
    Iterable,
    Iterator,
    Mapping,
    ValuesView,
)
from collections.abc import Set as AbstractSet
from typing import Generic, Self, TypeVar, overload

from .errors import KindError, UnknownNameError, kind_of
from .field_types import has_elements
from .names import plain_text
from .notebook import Printer, Shown, cut

__all__ = ["FEW", "Listing", "Named", "few", "listed", "names_in", "with_words"]

T = TypeVar("T")
D = TypeVar("D")
T_co = TypeVar("T_co", covariant=True)

FEW = 30
"""How many rows a notebook or a terminal shows of a long table."""

_WIDTH = 100
_CELL = 58


class Named(Shown, Mapping[str, T], Generic[T]):
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

        subjects: The subject of each item, by name, if the items have subjects.

    Raises:
        UnknownNameError: If there is no item of this name; the closest names are
            suggested. It is also a `KeyError`.
    """

    __slots__ = ("_head", "_items", "_kind", "_row", "_subjects")

    def __init__(
        self,
        kind: str,
        items: Mapping[str, T] | Iterable[tuple[str, T]],
        head: tuple[str, ...],
        row: Callable[[T], tuple[str, ...]],
        subjects: Mapping[str, str] | None = None,
    ) -> None:
        self._kind = kind
        self._items = dict(items)
        self._head = head
        self._row = row
        self._subjects = dict(subjects or {})

    def __getitem__(self, name: str) -> T:
        try:
            return self._items[name]
        except (KeyError, TypeError):
            raise UnknownNameError(name, self._kind, self._items) from None

    @overload
    def get(self, name: str, default: None = None, /) -> T | None: ...

    @overload
    def get(self, name: str, default: T | D, /) -> T | D: ...

    def get(self, name: str, default: object = None, /) -> object:
        """The item of a name, or the default if there is none."""
        return self._items[name] if name in self else default

    def __contains__(self, name: object) -> bool:
        try:
            return name in self._items
        except TypeError:
            return False

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def items(self) -> ItemsView[str, T]:
        """The names with their items, in order."""
        # A mapping of its own would look up each name again.
        return self._items.items()

    def values(self) -> ValuesView[T]:
        """The items, in order."""
        return self._items.values()

    @property
    def table(self) -> tuple[tuple[str, ...], ...]:
        """The table: a row of headings, then a row for each item."""
        rows = ((name, *self._row(each)) for name, each in self._items.items())
        return (("name", *self._head), *rows)

    @property
    def subjects(self) -> tuple[str, ...]:
        """
        The subjects of the items, in order; empty if they have none.

        >>> import cervmyelo as cm
        >>> cm.rules.subjects[:3]
        ('Urgency', 'Stage and function', 'Diagnosis')
        """
        return tuple(each for each in self.by_subject if each)

    @property
    def by_subject(self) -> Mapping[str, tuple[str, ...]]:
        """The names of the items by subject; an empty subject if an item has none."""
        found: dict[str, list[str]] = {}
        for name in self._items:
            found.setdefault(self._subjects.get(name, ""), []).append(name)
        return {subject: tuple(names) for subject, names in found.items()}

    @property
    def amount(self) -> str:
        """How many items there are, with the word for them."""
        return f"{len(self)} {self._kind if len(self) == 1 else _plural(self._kind)}"

    def search(self, words: str) -> Self:
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
        found = with_words("words", words)
        return self.where(lambda name, each: found(" ".join((name, *self._row(each)))))

    def where(self, wanted: Callable[[str, T], bool]) -> Self:
        """
        The items that a function wants.

        >>> import cervmyelo as cm
        >>> list(cm.rules.where(lambda name, rule: len(rule.inputs) == 1))[:2]
        ['ndi_percent_of_nine', 'mdi_severity']

        Args:
            wanted: A function of the name and the item.

        Returns:
            A collection of the same kind.
        """
        some = copy.copy(self)
        some._items = {  # noqa: SLF001 -- of this class
            name: each for name, each in self._items.items() if wanted(name, each)
        }
        return some

    def _on(self, subject: str) -> Self:
        """The items on a subject."""
        if not isinstance(subject, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise KindError("subject", kind_of(subject), ", ".join(self.subjects))
        wanted = subject.casefold()
        if wanted not in map(str.casefold, self.subjects):
            raise UnknownNameError(subject, "subject", dict.fromkeys(self.subjects))
        return self.where(
            lambda name, _: self._subjects.get(name, "").casefold() == wanted
        )

    def __repr__(self) -> str:
        names = ", ".join(list(self._items)[:4])
        more = ", ..." if len(self._items) > 4 else ""  # noqa: PLR2004 -- as above
        return cut(f"<{self.amount}: {names}{more}>" if names else f"<{self.amount}>")

    def __str__(self) -> str:
        return "\n".join(_lines(self.table))

    def __rich_repr__(self) -> Iterator[object]:
        yield self.amount
        yield from list(self._items)[:4]

    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:  # noqa: ARG002 -- as IPython calls it
        within = len(getattr(printer, "stack", ())) > 1
        printer.text(repr(self) if within else self._in_short())

    def _in_short(self) -> str:
        """The table with the first rows of each subject."""
        shown = few(self.by_subject)
        rows = {row[0]: tuple(cut(cell, _CELL) for cell in row) for row in self.table}
        head, *lines = _lines(
            [rows["name"], *(rows[e] for s in shown.values() for e in s)]
        )
        text = [head]
        for subject, names in shown.items():
            text += [subject] if subject else []
            text += [f"{'  ' * bool(subject)}{lines.pop(0)}" for _ in names]
            more = len(self.by_subject[subject]) - len(names)
            text += [f"{'  ' * bool(subject)}... and {more} more"] if more else []
        return "\n".join(text)


class Listing(Shown, tuple[T_co, ...]):
    """
    A tuple of items of one kind that shows itself in short.

    >>> import cervmyelo as cm
    >>> cm.literature.TREATMENTS[:1] == tuple(cm.literature.TREATMENTS)[:1]
    True
    """

    __slots__ = ()

    @property
    def amount(self) -> str:
        """How many items there are, with the word for them."""
        kinds = {type(e).__name__ for e in self if not isinstance(e, str)}
        kind = kinds.pop() if len(kinds) == 1 else "item"
        return f"{len(self)} {_words(kind, len(self))}"

    def __repr__(self) -> str:
        first = f": {str(self[0]).splitlines()[0]}" if self else ""
        return cut(f"<{self.amount}{first}{' ...' if len(self) > 1 else ''}>")

    def __str__(self) -> str:
        return "\n".join(map(str, self))


def listed(*items: T) -> Listing[T]:
    """
    A list of some items, all of one kind.

    >>> listed("weak hands", "changed gait")
    <2 items: weak hands ...>
    """
    return Listing(items)


def few(by_subject: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """
    The first names of each subject, about thirty in all.

    >>> some = few({"arms": ("x",) * 50, "legs": ("y",)})
    >>> [len(names) for names in some.values()]
    [29, 1]
    """
    most = FEW
    while most > 1 and sum(min(len(e), most) for e in by_subject.values()) > FEW:
        most -= 1
    return {subject: names[:most] for subject, names in by_subject.items()}


def with_words(field: str, words: str) -> Callable[[str], bool]:
    """
    Whether a text has all of these words, or parts of words.

    >>> with_words("words", "nurick 1972")("Nurick grades (1972)")
    True

    Args:
        field: The name of the argument, for errors.

        words: The words, separated by spaces; case does not matter.

    Raises:
        KindError: If they are not text.
    """
    if not isinstance(words, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise KindError(field, kind_of(words), "text")
    wanted = set(words.casefold().split())
    return lambda text: all(word in text.casefold() for word in wanted)


def names_in(columns: object) -> AbstractSet[str]:
    """
    The names among the columns of a frame.

    Args:
        columns: The names; what is no text is left out.

    Raises:
        KindError: If it is a single text, or cannot be iterated over.
    """
    if isinstance(columns, str) or not has_elements(columns):
        raise KindError("has", kind_of(columns), "names of columns", _FIX)
    given: Iterable[object] = columns
    return {plain_text(name) for name in given if isinstance(name, str)}


_FIX = "Give frame.columns."


def _plural(kind: str) -> str:
    return kind.removesuffix("y") + ("ies" if kind.endswith("y") else "s")


def _words(kind: str, count: int) -> str:
    """The name of a class as words."""
    spaced = "".join(f" {each.lower()}" if each.isupper() else each for each in kind)
    # "Not included" has no plural.
    alike = count == 1 or spaced.endswith("ed")
    return spaced.strip() if alike else _plural(spaced.strip())


def _lines(table: Iterable[tuple[str, ...]]) -> list[str]:
    rows = [tuple(map(str, row)) for row in table]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return [line[:_WIDTH].rstrip() for line in lines]
