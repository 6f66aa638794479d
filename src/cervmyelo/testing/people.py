"""
People as models: patients, symptoms, sheets and visits.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Final, TypeVar, cast

from hypothesis import strategies as st

from cervmyelo.errors import KindError, LevelError, kind_of
from cervmyelo.follow_up.scales import FOLLOWED
from cervmyelo.models.patient import Patient
from cervmyelo.models.sheet import Sheet, quantities_of
from cervmyelo.models.symptoms import SYMPTOMS, Symptom, SymptomKind
from cervmyelo.results.visits import Scored, Visit

from .records import Facts, records

__all__ = ["patients", "sheets", "symptoms", "visits"]

_S = TypeVar("_S", bound=Sheet)

_REFERENCES: Final = st.none() | st.text("abc0123 -<[é", min_size=1, max_size=8).filter(
    str.strip
)


def patients(
    *, facts: Facts = "any", partly: bool = False, with_reasons: bool = False
) -> st.SearchStrategy[Patient]:
    """
    Patients with much on record, or little.

    >>> import cervmyelo as cm
    >>> from hypothesis import given, settings
    >>> @settings(max_examples=5)
    ... @given(patients(facts="consistent"))
    ... def test_nothing_contradicts(patient):
    ...     assert not cm.Case(patient).conflicts
    >>> test_nothing_contradicts()

    Args:
        facts: What the facts say about each other: "any", "consistent" or
            "contradictory".

        partly: Whether some values are known in part, such as "3 or 4".

        with_reasons: Whether reasons of missing values are recorded as well.

    Returns:
        A strategy for `cervmyelo.Patient`.

    Raises:
        LevelError: If *facts* is another word.
    """
    flat = records(facts=facts, partly=partly, with_reasons=with_reasons)
    return st.tuples(flat, _REFERENCES).map(
        lambda drawn: Patient.from_values({**drawn[0], "ref": drawn[1]})
    )


def symptoms(
    *, facts: Facts = "any", partly: bool = False
) -> st.SearchStrategy[Symptom]:
    """
    Symptoms, each with what is recorded of it.

    >>> from hypothesis import find
    >>> find(symptoms(facts="consistent"), lambda one: one.present is False)
    Symptom(kind='arm_weakness', present=False)

    Args:
        facts: As in `patients`; a symptom that is absent and yet described contradicts
            itself.

        partly: As in `patients`.

    Returns:
        A strategy for `cervmyelo.Symptom`.

    Raises:
        LevelError: If *facts* is another word.
    """
    return st.sampled_from(tuple(SYMPTOMS)).flatmap(
        lambda kind: _symptoms(kind, facts=facts, partly=partly)
    )


def _symptoms(
    kind: SymptomKind, *, facts: Facts, partly: bool
) -> st.SearchStrategy[Symptom]:
    """Symptoms of one kind."""
    fields = {each.name: part for part, each in SYMPTOMS[kind].parts.items()}
    return records(*fields, facts=facts, partly=partly).map(
        lambda record: _symptom(
            kind, {fields[name]: each for name, each in record.items()}
        )
    )


def _symptom(kind: SymptomKind, fields: dict[str, Any]) -> Symptom:
    return Symptom(kind=kind, **{"present": None, **fields})


def sheets(
    sheet: type[_S], *, facts: Facts = "any", partly: bool = False
) -> st.SearchStrategy[_S]:
    """
    One sheet of a record, such as the items of a score.

    >>> import cervmyelo as cm
    >>> from hypothesis import find
    >>> find(sheets(cm.MJOA), lambda items: (items.sphincter or 0) > 1)
    MJOA(sphincter=2)

    Args:
        sheet: The model, such as `cervmyelo.MJOA`.

        facts: As in `patients`; a total that its items do not give contradicts them.

        partly: As in `patients`.

    Returns:
        A strategy for objects of the model.

    Raises:
        KindError: If *sheet* is no such model, or cannot contradict itself and should.

        LevelError: If *facts* is another word.
    """
    given = cast("object", sheet)
    if not (isinstance(given, type) and issubclass(given, Sheet)):
        raise KindError("sheet", kind_of(sheet), "a sheet of a record, such as MJOA")
    fields = quantities_of(sheet)
    names = {quantity.name: field for field, quantity in fields.items()}
    return records(*fields.values(), facts=facts, partly=partly).map(
        lambda record: sheet(**{names[name]: each for name, each in record.items()})
    )


def visits(
    scale: type[Scored] | None = None,
    *,
    score: str | None = None,
    min_date: dt.date = dt.date(2000, 1, 1),
    max_date: dt.date = dt.date(2030, 12, 31),
) -> st.SearchStrategy[Visit]:
    """
    Visits with what was scored on them; a visit never contradicts itself.

    >>> import cervmyelo as cm
    >>> from hypothesis import find
    >>> find(visits(cm.MJOA), lambda visit: visit.case.sphincter == 1).on
    datetime.date(2000, 1, 1)

    Args:
        scale: The model that holds the scores, such as `cervmyelo.MJOA`; None for any
            scale that can be followed.

        score: The score that is followed, such as ``"joacmeq_bladder"``; None for any
            of the scale.

        min_date: The earliest date.

        max_date: The latest date.

    Returns:
        A strategy for `cervmyelo.Visit`. To make a course of several, give a scale, and
        a score if it has more than one.

    Raises:
        KindError: If *scale* is no scale that can be followed.

        LevelError: If the scale does not have this score.
    """
    followed = tuple(dict.fromkeys(each.recorded for each in FOLLOWED.values()))
    if scale is not None and scale not in followed:
        raise KindError(
            "scale",
            kind_of(scale),
            ", ".join(each.__name__ for each in followed),
        )
    scales = cast("tuple[type[Scored], ...]", (scale,) if scale else followed)
    scores = [n for n, each in FOLLOWED.items() if each.recorded in scales]
    if score is not None:
        scores = [name for name in scores if name == score]
    if not scores:
        raise LevelError("score", "no score of the scale", ", ".join(FOLLOWED))
    days = st.dates(min_date, max_date)
    scored = st.sampled_from(scores).flatmap(_scored)
    drawn = st.tuples(days, scored)
    return drawn.map(lambda each: Visit(on=each[0], case=each[1][1], score=each[1][0]))


def _scored(score: str) -> st.SearchStrategy[tuple[str, Scored]]:
    scale = cast("type[Scored]", FOLLOWED[score].recorded)
    return st.tuples(st.just(score), sheets(scale, facts="consistent"))


st.register_type_strategy(Visit, lambda _: visits())
