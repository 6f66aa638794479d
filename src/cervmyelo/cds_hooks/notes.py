"""
What a reader of the cards should know of the record that they rest on.
"""

from __future__ import annotations

import re
from typing import Final, Self

import attrs

from cervmyelo.fhir import Line, ReadingReport
from cervmyelo.fhir.reading.reader import ANOTHER_PERSON
from cervmyelo.findings import label_of

from .prefetch import Prefetched, Query

__all__ = ["Notes"]

_FIRST: Final = re.compile(r"\[([0-9]+)\]")
_DAY: Final = len("2026-03-14")
_MOST: Final = 10


@attrs.frozen(kw_only=True)
class Notes:
    """
    What became of the record, in words without any value.

    Attributes:
        days: The days on which was recorded what the cards rest on, in order; a month
            or a year where no more is known.

        unread: What scores and findings could not be read, and why.

        limits: What else may be missing.

        is_partial: Whether there is more, or some of it is about another person.
    """

    days: tuple[str, ...]
    unread: tuple[str, ...]
    limits: tuple[str, ...]
    is_partial: bool

    @classmethod
    def of(cls, report: ReadingReport, came: Prefetched) -> Self:
        """The notes on what was read of what came."""
        scored = [e for e in report.lines if _query(e, came).scored]
        unread = [
            _in_words(each)
            for each in scored
            if each.became in {"contradicted", "not understood"}
        ]
        limits = [each.why for each in report.that("incomplete")]
        others = any(each.why == ANOTHER_PERSON for each in report.that("ignored"))
        if others:
            limits.append("what is about another person was left out")
        is_partial = bool(limits)
        limits += [f"the client did not send: {each.kind}" for each in came.absent]
        return cls(
            days=tuple(
                sorted({e.when[:_DAY] for e in scored if e.became == "used" and e.when})
            ),
            unread=_some(unread),
            limits=_some(limits),
            is_partial=is_partial,
        )


def _query(line: Line, came: Prefetched) -> Query:
    """What a line of the report is about."""
    place = _FIRST.match(line.place)
    return came.queries[int(place[1]) if place else 0]


def _in_words(line: Line) -> str:
    return f"{label_of(line.about)}: {line.why}" if line.about else line.why


def _some(sentences: list[str]) -> tuple[str, ...]:
    """Each sentence once, and only so many."""
    found = list(dict.fromkeys(sentences))
    more = len(found) - _MOST
    return (*found[:_MOST], f"{more} more") if more > 0 else tuple(found)
