"""
A synthetic cohort: people, their visits, their gaps, as columns.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from types import MappingProxyType
from typing import (
    TYPE_CHECKING,
    Final,
    TypeAlias,
    cast,
    get_args,
    overload,
)

from cervmyelo.errors import (
    KindError,
    LevelError,
    OutOfRangeError,
    kind_of,
)
from cervmyelo.field_types import expect
from cervmyelo.models.missing import COMPANIONS
from cervmyelo.models.ndi import NDI_ITEMS
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.quantity import Value

from .facts import FACTS, fact
from .frames import Backend, Columns, frame_of
from .gaps import TYPICAL, Missing, with_gaps
from .measures import DRAWS, IMAGED, TESTED, bell, imaged, tested
from .scores import FULL, ITEMS, Scores, chosen, item_lost, items_with
from .shares import AGE, MEN

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

__all__ = ["Backend", "Columns", "cohort"]

_Row: TypeAlias = "dict[str, Value | dt.date | None]"

_MONTH: Final = 30.4375
_YEAR: Final = 12
_FIRST_DAY: Final = dt.date(2020, 1, 1)
_LONGEST_MONTHS: Final = 120
_MOST_MONTHS: Final = 600

# Invented, as all of the course is.
_OPERATED: Final = (0.3, 0.08)
_REGAINED: Final = 0.45
_LOST_A_YEAR: Final = 0.25
_STIFF: Final = (0.5, 0.45, 0.05)
_OPLL: Final = (0.85, 0.05, 0.1)

_ALWAYS: Final[Mapping[str, bool]] = MappingProxyType(
    {
        "myelopathy": True,
        "cord_compression": True,
        **dict.fromkeys(
            (
                "rheumatoid_arthritis",
                "other_arthritis",
                "neck_injury",
                "spinal_infection",
                "spinal_cancer",
                "lumbar_stenosis",
                "pregnant",
            ),
            False,
        ),
    }
)
"""What is the same for everyone, so that rules are for these people."""

_HEAD: Final = ("synthetic", "ref", "visit", "months", "seen_on", "surgery_on")
_PERSON: Final = (
    "age_years",
    "sex_at_birth",
    "symptom_duration_months",
    "neck_mobility",
    "opll",
    *_ALWAYS,
)
_COURSE: Final = ("operated", "time_since_surgery_months", "treated_without_surgery")
_QUESTIONS: Final = tuple(item.name for item in NDI_ITEMS)
_ON_IMAGES: Final = (
    *(shape.name for shape in IMAGED),
    "cord_ap_mm",
    "cord_t2_hyperintensity",
    "cord_deformed",
    "subarachnoid_half_lost",
)
_PARTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "scores": ITEMS,
        "symptoms": tuple(name for name in FACTS if name in SYMPTOMS),
        "examination": tuple(
            name for name in FACTS if name not in {*SYMPTOMS, *_ON_IMAGES}
        ),
        "tests": tuple(shape.name for shape in TESTED if shape.name not in _QUESTIONS),
        "questionnaire": _QUESTIONS,
        "images": _ON_IMAGES,
    }
)
_NAMES: Final = (*_PERSON, *_COURSE, *itertools.chain.from_iterable(_PARTS.values()))


_MOST_ROWS: Final = 1_000_000


@overload
def cohort(
    rows: int,
    *,
    seed: int,
    missing: Missing | None = ...,
    visits: Sequence[int] = ...,
    contradictory: float = ...,
    backend: None = None,
) -> Columns: ...
@overload
def cohort(
    rows: int,
    *,
    seed: int,
    missing: Missing | None = ...,
    visits: Sequence[int] = ...,
    contradictory: float = ...,
    backend: Backend,
) -> IntoFrame: ...
def cohort(  # noqa: PLR0913 -- what a cohort is made of
    rows: int,
    *,
    seed: int,
    missing: Missing | None = TYPICAL,
    visits: Sequence[int] = (0,),
    contradictory: float = 0.0,
    backend: Backend | None = None,
) -> Columns | IntoFrame:
    """
    A cohort of synthetic people with myelopathy.

    >>> from cervmyelo.synthetic import cohort
    >>> seen = cohort(2, seed=7, visits=(0, 12), missing=None)
    >>> seen["ref"]
    ['synthetic-000001', 'synthetic-000001', 'synthetic-000002', 'synthetic-000002']
    >>> seen["months"]
    [0, 12, 0, 12]

    The same arguments give the same cohort on every machine and in every version of
    Python, because only ``random.Random.random`` and sums are used. A smaller cohort is
    the beginning of a larger one; with *missing* None, the same people are complete, so
    that what a method does about gaps can be compared with the truth.

    Args:
        rows: How many people there are, at most a million.

        seed: A whole number. Another one gives other people.

        missing: What is missing, and why; None for nothing but what no visit has:
            tests on foot of people who cannot walk, and images after the first visit.

        visits: The months of the visits after the first, with 0 for the first, in
            ascending order. Each person has a row for each of them.

        contradictory: The share of people whose record contradicts itself, from 0 to 1:
            a wheelchair and no difficulty in walking. A gap may hide one of the two.

        backend: "polars", "pandas", "pyarrow" or "duckdb" for a frame with the types of
            the data dictionary; None for plain lists.

    Returns:
        Columns by name. ``synthetic`` is True in every row; ``ref`` and ``visit`` say
        who was seen and at which visit, ``months`` and ``seen_on`` when, and
        ``surgery_on`` when the person was or will be operated on. The others are
        quantities, and reasons of missing values if *missing* is given.

    Raises:
        KindError: If an argument is of the wrong kind.

        LevelError: If *backend* is another word.

        NotInstalledError: If the library of *backend* is not installed.

        OutOfRangeError: If a number is out of range, or the visits have no order.
    """
    _check(rows, seed, missing, visits, contradictory, backend)
    names = [*_HEAD, *_NAMES]
    if missing is not None:
        gaps = {name for part in _PARTS.values() for name in part}
        names = [
            key
            for name in names
            for key in (name, *([COMPANIONS[name].name] if name in gaps else []))
        ]
    columns: Columns = {name: [] for name in names}
    for number in range(1, rows + 1):
        for row in _visits_of(
            f"{seed}/{number}", number, missing, visits, contradictory
        ):
            for name, column in columns.items():
                column.append(row.get(name))
    return columns if backend is None else frame_of(columns, backend)


def _check(  # noqa: PLR0913, PLR0917 -- the arguments of a cohort
    rows: object,
    seed: object,
    missing: object,
    visits: object,
    contradictory: object,
    backend: object,
) -> None:
    for name, given in (("rows", rows), ("seed", seed)):
        if isinstance(given, bool) or not isinstance(given, int):
            raise KindError(name, kind_of(given), "a whole number")
    if not 0 <= cast("int", rows) <= _MOST_ROWS:
        raise OutOfRangeError("rows", "a number out of range", f"0 to {_MOST_ROWS:,}")
    expect("missing", missing, Missing | None)
    months = _listed(visits)
    allowed = "whole numbers of months that rise from 0, such as (0, 6, 12)"
    if any(type(month) is not int for month in months) or not months:
        raise KindError("visits", kind_of(visits), allowed)
    steps = cast("Sequence[int]", months)
    rises = all(one < other for one, other in itertools.pairwise(steps))
    if steps[0] != 0 or not rises or steps[-1] > _MOST_MONTHS:
        raise OutOfRangeError(
            "visits", "others", f"{allowed}, and end by {_MOST_MONTHS}"
        )
    if isinstance(contradictory, bool) or not isinstance(contradictory, int | float):
        raise KindError("contradictory", kind_of(contradictory), "a share from 0 to 1")
    if not 0 <= contradictory <= 1:
        raise OutOfRangeError("contradictory", "a number out of range", "0 to 1")
    if backend is not None and backend not in get_args(Backend):
        words = ", ".join(map(repr, get_args(Backend)))
        raise LevelError("backend", "another word", f"None or one of {words}")


def _listed(given: object) -> Sequence[object]:
    return cast("Sequence[object]", given) if isinstance(given, list | tuple) else ()


def _visits_of(
    stream: str,
    number: int,
    missing: Missing | None,
    visits: Sequence[int],
    contradictory: float,
) -> Iterator[_Row]:
    """The rows of one person. Each concern has a stream of numbers of its own."""
    person, course, gaps, clash = (
        Random(f"{stream}/{concern}")  # noqa: S311 -- not for secrets
        for concern in ("person", "course", "gaps", "clash")
    )
    lasting = _lasting(person)
    scores = first = items_with([person.random() for _ in range(1 + sum(FULL))])
    chances = {name: person.random() for name in FACTS}
    bells = {
        shape.name: bell([person.random() for _ in range(DRAWS)])
        for shape in (*TESTED, *IMAGED)
    }
    lost = sum(FULL) - sum(first)
    start = _FIRST_DAY + dt.timedelta(days=int(course.random() * 365))
    share, rise = _OPERATED
    operated = course.random() < share + rise * lost
    surgery = 1 + int(course.random() * 3)
    regained = [course.random() < _REGAINED for _ in range(lost)]
    clashes = clash.random() < contradictory
    of_person = {name: gaps.random() for name in ("refused", "other_cause")}
    before = 0
    for place, month in enumerate(visits, start=1):
        since = float(month - surgery) if operated and month >= surgery else None
        if since is not None:
            scores = _raised(first, regained)
        elif place > 1:
            years = (month - before) / _YEAR
            if course.random() < min(1.0, _LOST_A_YEAR * years) and any(scores):
                down = chosen(item_lost(scores), course.random())
                scores = (*scores[:down], scores[down] - 1, *scores[down + 1 :])
        row: dict[str, Value | None] = dict(
            _at_visit(lasting, scores, month, since, chances, bells)
        )
        if place == 1:
            row |= imaged(lost, bells)
        else:
            row |= dict.fromkeys(_ON_IMAGES)
        if clashes:
            row |= {"wheelchair_or_immobile": True, "gait_difficulty": False}
        if missing is not None:
            if place > 1 and gaps.random() < missing.lost * (1 if operated else 2):
                return
            with_gaps(
                row,
                missing,
                _PARTS,
                lost_share=(sum(FULL) - sum(scores)) / sum(FULL),
                of_person=of_person,
                chances=gaps,
            )
        on = start + dt.timedelta(days=round(month * _MONTH))
        when = start + dt.timedelta(days=round(surgery * _MONTH)) if operated else None
        yield {
            "synthetic": True,
            "ref": f"synthetic-{number:06}",
            "visit": place,
            "months": month,
            "seen_on": on,
            "surgery_on": when,
            **row,
        }
        before = month


def _lasting(person: Random) -> dict[str, Value]:
    """What does not change from visit to visit, and the age at the first."""
    mean, deviation, youngest, oldest = (figure.value for figure in AGE.figures)
    age = mean + deviation * bell([person.random() for _ in range(DRAWS)])
    men, women = (figure.value for figure in MEN.figures)
    duration = person.random() * person.random() * _LONGEST_MONTHS
    moves = QUANTITIES["neck_mobility"].values
    opll = QUANTITIES["opll"].values
    return {
        "age_years": round(min(oldest, max(youngest, age))),
        "sex_at_birth": "male" if person.random() < men / (men + women) else "female",
        "symptom_duration_months": float(1 + round(duration)),
        "neck_mobility": moves[chosen(_STIFF, person.random())],
        "opll": opll[chosen(_OPLL, person.random())],
        **_ALWAYS,
    }


def _raised(scores: Scores, regained: Sequence[bool]) -> Scores:
    """The scores after surgery: each point lost before has its own chance."""
    places = iter(regained)
    return tuple(
        score + sum(1 for _ in range(full - score) if next(places))
        for score, full in zip(scores, FULL, strict=True)
    )


def _at_visit(  # noqa: PLR0913, PLR0917 -- what a visit follows from
    lasting: Mapping[str, Value],
    scores: Scores,
    month: int,
    since: float | None,
    chances: Mapping[str, float],
    bells: Mapping[str, float],
) -> Iterator[tuple[str, Value | None]]:
    """What is known of a person at a visit, apart from images."""
    lost = sum(FULL) - sum(scores)
    known: dict[str, Value] = {
        **lasting,
        "age_years": cast("int", lasting["age_years"]) + month // _YEAR,
        "symptom_duration_months": cast("float", lasting["symptom_duration_months"])
        + month,
        **dict(zip(ITEMS, scores, strict=True)),
    }
    for name in FACTS:
        known[name] = fact(name, chances[name], known, lost)
    yield from known.items()
    yield from tested(lost, known, bells)
    yield "operated", since is not None
    yield "time_since_surgery_months", since
    yield "treated_without_surgery", since is None and month > 0
