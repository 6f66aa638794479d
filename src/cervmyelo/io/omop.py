"""
Answers as rows of the OMOP common data model: measurements and observations.

No concept id is shipped: no standard concept for these scales is known, and a site has
its own. What has no concept is reported and not written. Neither is what is unknown: in
OMOP a row without a value reads as something that was found.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast

import attrs

from cervmyelo.errors import KindError, LevelError, UnknownNameError, kind_of
from cervmyelo.extras import library
from cervmyelo.field_types import Rebuilt, expect, has_elements, read_only, typed
from cervmyelo.models.missing import OTHER_CAUSE
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Measure, Partly, Value
from cervmyelo.registry import RULES
from cervmyelo.results.assessment import Assessment
from cervmyelo.results.tidy import TidyRow, tidy_findings

from .omop_tables import OMOP, OmopRow, OmopTable, tie_items, totals_of

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "OMOP",
    "Concepts",
    "OmopConcept",
    "OmopRows",
    "OmopTable",
    "checked_concepts",
    "omop_of_tidy",
    "omop_rows",
]

_YES_OR_NO: Final = {True: "yes", False: "no"}
_IDS: Final = "an iterator of whole numbers, such as itertools.count(1)"
_TIDY_ROWS: Final = "rows of tidy_cohort as dicts, with a date"
_NOT_RECORDED: Final = "not recorded"


def _no_values() -> dict[Value, int]:
    return {}


@attrs.frozen(kw_only=True, field_transformer=typed)
class OmopConcept(Rebuilt):
    """
    What a site calls a quantity or the answer of a rule.

    >>> OmopConcept(concept_id=0, source_concept_id=2_000_000_101).table is None
    True

    Attributes:
        concept_id: The standard concept. If the site has none, it says so with 0.

        source_concept_id: The site's own concept, 2,000,000,000 or above.

        table: "measurement" or "observation"; None for a measurement if the answer is
            a number, and an observation if it is a word or a yes or no.

        values: The concepts of answers, for those that have one: of words as they
            are, of True and False, of grades by their codes.

        unit_concept_id: The concept of the unit.
    """

    concept_id: int
    source_concept_id: int | None = None
    table: OmopTable | None = None
    values: Mapping[Value, int] = attrs.field(factory=_no_values, converter=read_only)
    unit_concept_id: int | None = None

    def __hash__(self) -> int:
        return super().__hash__()


Concepts: TypeAlias = Mapping[str, "OmopConcept | int"]
"""The concept of each quantity and rule, by name; a number is the standard concept."""


@attrs.frozen(kw_only=True)
class OmopRows:
    """
    Rows of the common data model, and what was not written.

    Attributes:
        measurement: Rows of the table ``measurement``.

        observation: Rows of the table ``observation``.

        no_concept: What has an answer and no concept: names, or ``name=answer`` where
            a measurement that is no number has no concept for its answer.

        no_answer: Why a name that has a concept has no row: "not recorded",
            "undecided" or "refused", with the number of people.
    """

    measurement: tuple[OmopRow, ...]
    observation: tuple[OmopRow, ...]
    no_concept: tuple[str, ...]
    no_answer: Mapping[tuple[str, str], int]

    def to_polars(self, table: OmopTable) -> pl.DataFrame:
        """
        The rows of a table as a frame of Polars, typed also where all is empty.

        Args:
            table: "measurement" or "observation".

        Raises:
            NotInstalledError: If Polars is not installed.

            LevelError: If it is another table.
        """
        if table not in (*OMOP,):
            raise LevelError("table", "another word", " or ".join(OMOP))
        polars = library("polars", "cervmyelo[frames]")
        schema = {name: getattr(polars, kind) for name, kind in OMOP[table].items()}
        made: pl.DataFrame = polars.DataFrame([*getattr(self, table)], schema=schema)
        return made


@attrs.frozen(kw_only=True)
class _Answer:
    """
    An answer that can be written.

    Attributes:
        person: The person.

        date: The day, or the instant.

        name: The name of the quantity or the rule.

        value: The answer; None if there is none.

        unit: The unit of a number.

        why: Why there is none.
    """

    person: int
    date: dt.date
    name: str
    value: Value | None
    unit: str | None = None
    why: str = ""


def omop_rows(  # noqa: PLR0913 -- what a row needs
    assessment: Assessment,
    concepts: Concepts,
    *,
    person_id: int,
    date: dt.date,
    type_concept_id: int,
    ids: Iterator[int],
    visit_occurrence_id: int | None = None,
    no_concept: Literal["report", "zero"] = "report",
    items: OmopTable | None = None,
    event_fields: Mapping[OmopTable, int] | None = None,
) -> OmopRows:
    """
    What is recorded and what was found for one person, as rows of the OMOP model.

    >>> import datetime as dt, itertools
    >>> import cervmyelo as cm
    >>> rows = omop_rows(
    ...     cm.assess({"mjoa_total": 13, "smoker": False}),
    ...     {"mjoa_total": OmopConcept(concept_id=0, source_concept_id=2_000_000_101)},
    ...     person_id=7,
    ...     date=dt.date(2026, 3, 1),
    ...     type_concept_id=32817,
    ...     ids=itertools.count(1),
    ... )
    >>> rows.measurement[0]["value_as_number"], rows.measurement[0]["range_low"]
    (13.0, None)
    >>> "smoker" in rows.no_concept, rows.observation
    (True, ())

    Args:
        assessment: The assessment.

        concepts: The concepts of the site, by the names of quantities and rules. The
            library has none of its own.

        person_id: The id of the person in the model.

        date: The day, or the instant, of what is recorded.

        type_concept_id: Where the rows come from, as a concept, such as a record.

        ids: Where the ids of rows come from, such as ``itertools.count(1)``. Share one
            between people.

        visit_occurrence_id: The visit in the model.

        no_concept: What to do with an answer that has no concept: "report" it and
            write no row, or write it with the concept "zero", by which the model means
            that there is no standard concept.

        items: The table of the items of a total, "observation" where a site keeps
            answers to questionnaires there; None for that of their answers. The table
            that a concept names comes first.

        event_fields: The concept of the field with the ids of a table, by the table:
            that of ``measurement.measurement_id`` for totals in ``measurement``. With
            it, the row of an item says to which row of a total it belongs, in
            ``measurement_event_id`` and ``meas_event_field_concept_id``, and likewise
            in ``observation``. None leaves them empty.

    Returns:
        Rows for each recorded quantity and each rule with an answer. A name of both is
        that of the rule, so that a contradiction is never written. What is undecided,
        refused, not recorded or known in part has no row, because the model has no
        place for it: `OmopRows.no_answer` says so. A value that another cause explains
        has no row either. ``range_low`` and ``range_high`` stay empty: the model means
        what is normal by them, never what is possible.

        A word is in ``value_as_string`` of an observation, and has a
        ``value_as_concept_id`` if the concept knows it. A measurement has no place for
        words, so that it needs one. ``value_source_value`` holds every answer as text,
        ``measurement_source_value`` and ``observation_source_value`` the name.

    Raises:
        UnknownNameError: If a name has a concept and is neither a quantity nor a rule.

        KindError: If an argument is of the wrong kind.

        LevelError: If an option is another word.
    """
    expect("assessment", assessment, Assessment)
    expect("person_id", person_id, int)
    _check_date(date)
    known = checked_concepts(concepts)
    recorded = assessment.patient.flat()
    explained = {n for n, why in assessment.patient.missing if why == OTHER_CAUSE}
    answers = [
        _recorded(name, recorded.get(name), person_id, date, twice=name in explained)
        for name in QUANTITIES
        if name not in RULES and (recorded.get(name) is not None or name in known)
    ]
    asked = (each for each in RULES if each in known)
    found = {each.rule.name: each for each in assessment.informed}
    found |= {name: assessment[name] for name in asked if name not in found}
    rows = tidy_findings(found.values(), person=person_id, date=date)
    answers += map(_found, rows)
    return _written(
        answers,
        known,
        type_concept_id=type_concept_id,
        ids=ids,
        visit_occurrence_id=visit_occurrence_id,
        no_concept=no_concept,
        items=items,
        event_fields=event_fields,
    )


def omop_of_tidy(  # noqa: PLR0913 -- what a row needs
    rows: Iterable[Mapping[str, Any]],
    concepts: Concepts,
    *,
    type_concept_id: int,
    ids: Iterator[int],
    no_concept: Literal["report", "zero"] = "report",
    items: OmopTable | None = None,
    event_fields: Mapping[OmopTable, int] | None = None,
) -> OmopRows:
    """
    Tidy rows of many people as rows of the OMOP model.

    >>> import itertools
    >>> import cervmyelo as cm
    >>> import polars as pl
    >>> day = pl.date(2026, 3, 1)
    >>> cohort = pl.DataFrame({"id": [1, 2], "mjoa_total": [13, None]})
    >>> graded = cm.assess_cohort(cohort, "mjoa_severity", bounds=True)
    >>> tidy = cm.tidy_cohort(graded.with_columns(day=day), person="id", date="day")
    >>> rows = omop_of_tidy(
    ...     tidy.rows(named=True),
    ...     {"mjoa_severity": 2_000_000_102},
    ...     type_concept_id=32817,
    ...     ids=itertools.count(1),
    ... )
    >>> rows.observation[0]["value_as_string"], dict(rows.no_answer)
    ('moderate', {('mjoa_severity', 'undecided'): 1})

    Args:
        rows: Rows of `tidy_cohort` or `tidy_findings`, whose ``person`` is the id in
            the model, and with a ``date``.

        concepts: As in `omop_rows`.

        type_concept_id: As in `omop_rows`.

        ids: As in `omop_rows`.

        no_concept: As in `omop_rows`.

        items: As in `omop_rows`.

        event_fields: As in `omop_rows`.

    Returns:
        Rows for each answer, as in `omop_rows`.

    Raises:
        UnknownNameError: If a name has a concept and is no rule or quantity.

        KindError: If a row is no tidy row, or has no person or no date.

        LevelError: If an option is another word.
    """
    if not has_elements(rows):
        raise KindError("rows", kind_of(rows), _TIDY_ROWS)
    return _written(
        map(_found, cast("Iterable[TidyRow]", rows)),
        checked_concepts(concepts),
        type_concept_id=type_concept_id,
        ids=ids,
        visit_occurrence_id=None,
        no_concept=no_concept,
        items=items,
        event_fields=event_fields,
    )


def checked_concepts(concepts: Concepts) -> dict[str, OmopConcept]:
    """
    The concepts by name; a number is that of the standard concept.

    Args:
        concepts: The concepts, as `omop_rows` takes them.

    Raises:
        UnknownNameError: If a name is neither a quantity nor a rule.

        KindError: If they are no map of concepts.
    """
    if not isinstance(cast("object", concepts), Mapping):
        raise KindError("concepts", kind_of(concepts), "a map from names to concepts")
    known: dict[str, OmopConcept] = {}
    for name, given in concepts.items():
        if name not in RULES and name not in QUANTITIES:
            raise UnknownNameError(name, "rule or quantity", [*RULES, *QUANTITIES])
        if isinstance(given, OmopConcept):
            known[name] = given
        else:
            expect(f"concepts.{name}", given, int)
            known[name] = OmopConcept(concept_id=given)
    return known


def _check_date(date: object) -> None:
    if not isinstance(date, dt.date):
        raise KindError("date", kind_of(date), "a date or a datetime")


def _recorded(
    name: str, value: Value | Partly | None, person: int, date: dt.date, *, twice: bool
) -> _Answer:
    """What is recorded of a quantity, which is none if it can be read in two ways."""
    quantity = QUANTITIES[name]
    unit = quantity.unit if isinstance(quantity, Measure) else None
    in_part = twice or isinstance(value, Partly)
    exact = None if in_part or isinstance(value, Partly) else value
    why = "undecided" if in_part else _NOT_RECORDED
    return _Answer(person=person, date=date, name=name, value=exact, unit=unit, why=why)


def _found(row: TidyRow) -> _Answer:
    """The answer in a tidy row."""
    try:
        person, date, status = row["person"], row["date"], row["status"]
        # Rows of an older release are all of rules.
        name = row.get("item") or row["rule"]
        number, value = row["number"], row["value"]
        unit = row["unit"]
    except (KeyError, TypeError):
        raise KindError(
            "rows", kind_of(row), "rows of tidy_cohort, with a date"
        ) from None
    expect("person", person, int)
    expect("rule", name, str)
    _check_date(date)
    answer = value if number is None else number
    return _Answer(
        person=cast("int", person),
        date=cast("dt.date", date),
        name=cast("str", name),
        value=answer if status == "ok" else None,
        unit=unit,
        why=status,
    )


def _written(  # noqa: PLR0913 -- what a row needs
    answers: Iterable[_Answer],
    concepts: Mapping[str, OmopConcept],
    *,
    type_concept_id: int,
    ids: Iterator[int],
    visit_occurrence_id: int | None,
    no_concept: str,
    items: OmopTable | None,
    event_fields: Mapping[OmopTable, int] | None,
) -> OmopRows:
    expect("type_concept_id", type_concept_id, int)
    expect("visit_occurrence_id", visit_occurrence_id, int | None)
    if not isinstance(cast("object", ids), Iterator):
        raise KindError("ids", kind_of(ids), _IDS)
    if no_concept not in ("report", "zero"):
        raise LevelError("no_concept", "another word", "report or zero")
    if items not in (None, *OMOP):
        raise LevelError("items", "another word", f"{' or '.join(OMOP)}, or None")
    fields = _checked_fields(event_fields)
    made: dict[OmopTable, list[OmopRow]] = {"measurement": [], "observation": []}
    nameless: dict[str, None] = {}
    silent: dict[tuple[str, str], int] = {}
    zero = OmopConcept(concept_id=0)
    for each in answers:
        concept = concepts.get(each.name, zero if no_concept == "zero" else None)
        if each.value is None:
            if each.name in concepts:
                key = (each.name, each.why)
                silent[key] = silent.get(key, 0) + 1
            continue
        if concept is None:
            nameless[each.name] = None
            continue
        table = concept.table or (items if each.name in totals_of() else None)
        table = table or _table(each.value)
        if _is_nowhere(concept, table, each.value):
            nameless[f"{each.name}={_text(each.value)}"] = None
            continue
        at = next(ids, None)
        if at is None:
            raise KindError("ids", "an iterator that has ended", _IDS)
        expect("ids", at, int)
        row = _row(each, concept, table, at)
        row["visit_occurrence_id"] = visit_occurrence_id
        row[f"{table}_type_concept_id"] = type_concept_id
        made[table].append(row)
    tie_items(made, fields)
    return OmopRows(
        measurement=tuple(made["measurement"]),
        observation=tuple(made["observation"]),
        no_concept=tuple(nameless),
        no_answer=MappingProxyType(silent),
    )


def _checked_fields(given: object) -> Mapping[OmopTable, int]:
    """The concepts of the fields with the ids of tables."""
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        allowed = "a map from tables to concepts of fields"
        raise KindError("event_fields", kind_of(given), allowed)
    fields = cast("Mapping[OmopTable, int]", given)
    for table, concept in fields.items():
        if table not in OMOP:
            raise LevelError("event_fields", "another table", " or ".join(OMOP))
        expect(f"event_fields.{table}", concept, int)
    return fields


def _is_number(value: Value) -> bool:
    return not isinstance(value, bool | str)


def _table(value: Value) -> OmopTable:
    return "measurement" if _is_number(value) else "observation"


def _is_nowhere(concept: OmopConcept, table: OmopTable, value: Value) -> bool:
    """Whether a row would have no value: a measurement has no place for words."""
    words = not _is_number(value)
    return table == "measurement" and words and value not in concept.values


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return _YES_OR_NO[value]
    if isinstance(value, str):
        return value
    return str(int(value)) if value == int(value) else str(value)


def _row(answer: _Answer, concept: OmopConcept, table: OmopTable, at: int) -> OmopRow:
    """A row with every column of its table."""
    value, text, date = answer.value, _text(cast("Value", answer.value)), answer.date
    instant = date if isinstance(date, dt.datetime) else None
    number = float(cast("float", value)) if _is_number(cast("Value", value)) else None
    row: OmopRow = dict.fromkeys(OMOP[table])
    row |= {
        f"{table}_id": at,
        "person_id": answer.person,
        f"{table}_concept_id": concept.concept_id,
        f"{table}_date": instant.date() if instant else date,
        f"{table}_datetime": instant,
        "value_as_number": number,
        "value_as_concept_id": concept.values.get(cast("Value", value)),
        "unit_concept_id": concept.unit_concept_id,
        f"{table}_source_value": answer.name,
        f"{table}_source_concept_id": concept.source_concept_id,
        "unit_source_value": None if number is None else answer.unit,
        "value_source_value": text,
    }
    if table == "observation" and number is None:
        row["value_as_string"] = text
    return row
