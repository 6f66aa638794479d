"""
The people of a report, with what names them and the faults of their records.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Self

import attrs

from cervmyelo.case import Case, CaseLike
from cervmyelo.errors import CervmyeloError
from cervmyelo.io import Reading

__all__ = ["REFERENCE", "Member", "rows_of"]

REFERENCE: Final = "ref"
"""The column or field that names a record."""


@attrs.frozen(kw_only=True)
class Member:
    """
    A person in a report.

    Attributes:
        case: What is recorded.

        name: The reference of the record; empty if it has none.

        faults: What is invalid in the record as a whole or in one of its values.
    """

    case: Case
    name: str = attrs.field(default="", repr=False)
    faults: tuple[CervmyeloError, ...] = ()

    @classmethod
    def of(cls, given: CaseLike) -> Self:
        """
        A person that a caller gives.

        Args:
            given: The person.
        """
        case = Case.of(given)
        return cls(case=case, name=_text(getattr(given, REFERENCE, None)), faults=())

    @classmethod
    def of_reading(cls, reading: Reading) -> Self:
        """
        A record of a file.

        Args:
            reading: The record.
        """
        named = not any(
            getattr(each, "field", "") == REFERENCE for each in reading.problems
        )
        return cls(
            case=Case.of(reading.patient or reading.values),
            name=_text(reading.ref) if named else "",
            faults=reading.problems,
        )

    @functools.cached_property
    def messages(self) -> tuple[str, ...]:
        """What is invalid, and what contradicts itself."""
        faults = self.faults or tuple(self.case.problems.values())
        refused = (each for each in self.case.conflicts if each.refuses)
        return tuple(dict.fromkeys(map(str, (*faults, *refused))))


def rows_of(given: object) -> Iterator[Member] | None:
    """
    The rows of a frame; None for anything else.

    Args:
        given: What may be a frame.
    """
    if isinstance(given, list | tuple | Mapping | Case):
        return None
    try:
        import narwhals.stable.v2 as nw
    except ModuleNotFoundError:
        return None
    known: Any = nw.from_native(given, pass_through=True)
    if isinstance(known, nw.LazyFrame):
        from cervmyelo.cohort.own_query import own_query

        with own_query():
            known = known.collect()
    if not isinstance(known, nw.DataFrame):
        return None
    rows: Iterable[dict[str, object]] = known.iter_rows(named=True)
    return map(_of_row, rows)


def _of_row(row: Mapping[str, object]) -> Member:
    name = row.get(REFERENCE)
    return Member(case=Case(row, extra=True), name=_text(name))


def _text(name: object) -> str:
    return "" if name is None else str(name)
