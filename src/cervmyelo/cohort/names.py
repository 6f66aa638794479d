"""
The columns of a caller's frame, with names compared as its engine compares them.

DuckDB, Spark, sqlframe and Ibis ignore the case of names. Names that an engine would
read as a pattern, and names that columns of this library have, are set aside while
rules are evaluated: the column gets another name, and its own back at the end.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from cervmyelo.errors import nearest
from cervmyelo.field_types import expect

from .columns import OURS
from .errors import CohortError, MissingColumnError

__all__ = ["Names", "expect_columns"]

_PATTERNS: Final = frozenset("*^$.`")
"""Characters that engines read as patterns, paths or quotes in the name of a column."""


def expect_columns(columns: Iterable[object], present: Collection[str]) -> None:
    """
    Check that a frame has some columns.

    Args:
        columns: The names of the columns.

        present: The names that the frame has.

    Raises:
        KindError: If a name is not text.

        MissingColumnError: If a column is not there.
    """
    for column in columns:
        expect("columns", column, str)
        if column not in present:
            raise MissingColumnError(
                f"{column}: the frame has no such column. "
                f"{nearest(str(column), present)}".strip()
            )


class Names(Mapping[str, Any]):
    """
    The types of the columns of a frame, by their names.

    A name finds its column as the engine would find it; the names that come out are
    spelt as in the frame.

    Attributes:
        aside: For each column that is set aside, its name in the meantime.
    """

    def __init__(self, types: Mapping[str, Any], *, ignore_case: bool = False) -> None:
        """
        Columns by their names.

        Args:
            types: The types of the columns.

            ignore_case: Whether the engine ignores the case of names.

        Raises:
            CohortError: If two columns have the same name for the engine.
        """
        self._types = types
        self._ignore_case = ignore_case
        self._spelt = {self._key(name): name for name in types}
        if len(self._spelt) < len(types):
            raise CohortError(
                "frame: some columns have names that differ only in case, which its "
                "engine ignores, so it is unclear which one is meant. Rename or drop "
                "all but one of each."
            )
        self.aside: dict[str, str] = {
            name: f"{OURS}aside_{place}"
            for place, name in enumerate(types)
            if _is_unsafe(name)
        }

    def __getitem__(self, name: str) -> Any:
        """The type of a column."""
        return self._types[self._spelt[self._key(name)]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._spelt.values())

    def __len__(self) -> int:
        return len(self._spelt)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._key(name) in self._spelt

    def spelt(self, name: str) -> str:
        """The name of a column as the frame spells it."""
        return self._spelt[self._key(name)]

    def place(self, name: str) -> str:
        """The name under which expressions find a column of the frame."""
        spelt = self.spelt(name)
        return self.aside.get(spelt, spelt)

    def among(self, names: Iterable[str]) -> Names:
        """
        Some of the columns, which are found in the same way.

        Args:
            names: Their names.
        """
        some = copy.copy(self)
        some._spelt = {  # noqa: SLF001 -- of the same class
            self._key(each): self.spelt(each) for each in names
        }
        return some

    def alike(self, types: Mapping[str, Any]) -> Names:
        """
        Other columns, with names that are compared in the same way.

        Args:
            types: The types of the columns.
        """
        return Names(types, ignore_case=self._ignore_case)

    def _key(self, name: str) -> str:
        return name.lower() if self._ignore_case else name


def _is_unsafe(name: str) -> bool:
    return name.lower().startswith(OURS) or not _PATTERNS.isdisjoint(name)
