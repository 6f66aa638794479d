"""
Reports as one page of HTML, about one person or a cohort, for the screen and for paper.

A page holds everything it needs: no script, no picture file, nothing that a browser
would fetch. It says what `cervmyelo.results.report` says, with tables and pictures. The
pictures are drawn in the page itself and not by Matplotlib: they follow the light or
dark screen, can be read aloud, and are the same bytes with every version of a library.

>>> import cervmyelo as cm
>>> page = html(cm.assess({"age_years": 61, "mjoa_total": 12}))
>>> page.startswith("<!doctype html>"), "<script" in page
(True, False)
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias, cast

from cervmyelo.case import CaseLike
from cervmyelo.errors import KindError, kind_of
from cervmyelo.field_types import has_elements
from cervmyelo.io import Reading
from cervmyelo.io.repeats import OnceEach
from cervmyelo.results.assessment import Assessment

from .document import document
from .members import Member, rows_of

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrame

__all__ = ["html", "of_readings"]

Reported: TypeAlias = "Assessment | CaseLike | Iterable[CaseLike] | IntoFrame"
"""One person, several people, or a frame with a row for each person."""

_PEOPLE = "a person, a list of people, or a frame with a row for each person"
_READINGS = "readings, as cm.io.read_table gives them"


def html(people: Reported, *, title: str = "", on: dt.date | None = None) -> str:
    """
    A report as a page of HTML.

    The same people, title and day give the same page, byte for byte.

    >>> import cervmyelo as cm
    >>> page = html([{"mjoa_total": 12}, {"mjoa_total": None}], title="Two people")
    >>> "<h1>Two people</h1>" in page
    True

    Args:
        people: One person: an `Assessment`, a `Patient`, or a mapping from the names of
            quantities to values. Several: a list of them, or a frame of pandas, Polars,
            PyArrow or another library that narwhals knows, with a row for each
            person. Columns of a frame that are no quantities are left out, but for
            ``ref``, which names the rows.

        title: The title; empty for the usual one.

        on: The day of the report; None for a page without one.

    Returns:
        The page as text, to be written in UTF-8.

    Raises:
        KindError: If something else was given, or a title or a day of another kind.

        UnknownFieldError: If a mapping has a key that is no quantity.
    """
    _check(title, on)
    if isinstance(people, Assessment):
        return document([Member.of(people.patient)], title, on, alone=True)
    rows = rows_of(people)
    if rows is not None:
        return document(rows, title, on, alone=False)
    if isinstance(people, list | tuple):
        several = cast("list[CaseLike]", people)
        return document(map(Member.of, several), title, on, alone=False)
    try:
        one = Member.of(cast("CaseLike", people))
    except KindError:
        raise KindError("people", kind_of(people), _PEOPLE) from None
    return document([one], title, on, alone=True)


def of_readings(
    readings: Iterable[Reading], *, title: str = "", on: dt.date | None = None
) -> str:
    """
    A report on the records of a file as a page of HTML; on one person if it has one.

    Args:
        readings: The records, as `cervmyelo.io` reads them, with their faults.

        title: The title; empty for the usual one.

        on: The day of the report; None for a page without one.

    Raises:
        KindError: If something else was given, or a title or a day of another kind.
    """
    _check(title, on)
    given = cast("object", readings)
    if isinstance(given, str) or not has_elements(given):
        raise KindError("readings", kind_of(given), _READINGS)
    known = OnceEach(Member.of_reading)
    members = (known(_checked(each)) for each in given)
    first = list(itertools.islice(members, 2))
    every = itertools.chain(first, members)
    return document(every, title, on, alone=len(first) == 1)


def _checked(reading: object) -> Reading:
    if not isinstance(reading, Reading):
        raise KindError("readings", kind_of(reading), _READINGS)
    return reading


def _check(title: object, on: object) -> None:
    if not isinstance(title, str):
        raise KindError("title", kind_of(title), "text")
    if on is not None and type(on) is not dt.date:
        raise KindError("on", kind_of(on), "a date, or None")
