"""
Table files with visits: one row for each visit, or the visits of a person in one row.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs

from cervmyelo.column_maps.cells import read_cell
from cervmyelo.column_maps.column_map import REFERENCE, ColumnMap
from cervmyelo.errors import (
    CervmyeloError,
    DocumentError,
    MissingFieldError,
    UnknownFieldError,
    nearest,
)
from cervmyelo.follow_up.surgery import PREOPERATIVE
from cervmyelo.models.ends import END_OF, ENDS, as_ends
from cervmyelo.models.missing import RECORDABLE
from cervmyelo.names import shown
from cervmyelo.partly import any_in_part
from cervmyelo.quantity import Choice, Measure

from .tables import Row, Sheet, found_once
from .visit_maps import VisitMap
from .visit_times import VISIT, days_of_surgery, stated, times_of_visits

if TYPE_CHECKING:
    import polars as pl

    from cervmyelo.cohort.wide import VisitName

__all__ = [
    "FAULTS",
    "NO_ANSWER",
    "PERSON",
    "Compared",
    "changes_of",
    "last_changes_of",
    "sheet_map",
]

PERSON: Final = "person"
"""The column that says who was seen."""

NO_ANSWER: Final = "no_answer"
"""The column that says why a source has no answer; null where it has."""

FAULTS: Final = "problems"
"""The column of messages on each visit or person; null where there are none."""

_WHEN: Final = "when"
_SURGERY: Final = "surgery_on"
_WRONG: Final = "?"
"""A word that no choice has: the cell is invalid."""


@attrs.frozen
class _Visit:
    """
    A row of a long table.

    Attributes:
        person: Who was seen.

        when: When, as it is written in the file, or the name of the visit.

        surgery: When surgery was, as it is written.

        preoperative: Whether a visit on that day was before it.

        values: What was recorded, and errors in place of what is invalid.

        problems: What is invalid about the row.
    """

    person: str | None
    when: object
    surgery: object
    preoperative: bool | None
    values: Mapping[str, object]
    problems: tuple[CervmyeloError, ...]


def sheet_map(columns: ColumnMap, visits: VisitMap, header: Sequence[str]) -> ColumnMap:
    """
    The column map by which a file with visits is opened.

    Args:
        columns: The column map.

        visits: Its part on visits.

        header: The names of the columns of the file.

    Raises:
        UnknownFieldError: If the file does not have a column that the map names.

        DuplicateFieldError: If several columns have this name.
    """
    named = [visits.person, visits.preoperative, visits.surgery_on]
    named += [] if visits.wide else [visits.on]
    own = [each for each in named if isinstance(each, str)]
    own += [
        c for each in visits.wide.values() if not isinstance(each, str) for c in each
    ]
    for column in own:
        if column not in header:
            raise UnknownFieldError(
                shown(column),
                "a column of the map of visits that the file does not have",
                "columns of the file",
                nearest(column, header),
            )
    wide = _wide(visits, header) if visits.wide else {}
    passed = [*own, *(c for each in wide.values() for c in each)]
    found_once(passed, header)
    # A name without its ending is mapped for all visits, and is no column.
    bare = {name for each in wide.values() for name in each.values()} - {*header}
    kept = {c: n for c, n in columns.columns.items() if c not in {*passed, *bare}}
    kept[visits.person] = REFERENCE
    others = dict.fromkeys(each for each in passed if each != visits.person)
    through = columns.pass_through
    if not isinstance(through, str):
        # A map for `assess` can pass the person through.
        through = (*(each for each in through if each != visits.person), *others)
    return attrs.evolve(columns, columns=kept, pass_through=through)


@attrs.frozen
class Compared:
    """
    The visits of a file, compared.

    Attributes:
        changes: The changes of each person over time, one row for each visit.

        left_out: How many rows of the file are no visit: nothing of the score is
            recorded in them, and no date.
    """

    changes: pl.DataFrame
    left_out: int


def changes_of(sheet: Sheet, columns: ColumnMap, visits: VisitMap) -> Compared:
    """
    The changes of each person over time, one row for each visit.

    Args:
        sheet: The file, opened by `sheet_map`.

        columns: The column map.

        visits: Its part on visits.

    Returns:
        `PERSON`, when the visit was, and the columns of `change_over_time`. What is
        invalid about a visit is in `FAULTS`, and why a source has no answer in
        `NO_ANSWER`. A row that is no visit for `change_over_time` is left out, unless
        something in it is invalid.

    Raises:
        DocumentError: If it is not clear when visits were.

        CohortError: If the visits cannot be compared.
    """
    import polars as pl

    from cervmyelo.cohort import change_over_time
    from cervmyelo.cohort.change import FLAGS
    from cervmyelo.cohort.columns import message
    from cervmyelo.cohort.visit_scores import CONTRADICTED, ITEMS_NOT_COMPARED

    places = {column: place for place, column in enumerate(sheet.header)}
    reader = _Reader(places, columns, visits)
    rows = [*reader.rows(sheet)]
    if not reader.read:
        raise DocumentError(
            f"No column holds the {visits.score} or one of its items. Map it under "
            f"[columns], or under [visits.wide] for each visit of a wide file."
        )
    commas = sheet.layout.decimal == ","
    times = times_of_visits((each.when for each in rows), visits, commas=commas)
    surgery_on, days = visits.surgery_on, None
    if isinstance(surgery_on, str):
        given = (each.surgery for each in rows)
        days = days_of_surgery(given, times, visits, surgery_on, commas=commas)
    timed = [times] if days is None else [times, days]
    faults = [
        "\n".join((*map(str, each.problems), *filter(None, wrong)))
        for each, *wrong in zip(rows, *(each.problems for each in timed), strict=True)
    ]
    cells = {
        PERSON: pl.Series([each.person for each in rows], dtype=pl.String),
        VISIT: times.column(),
        _WHEN: times.compared(),
        FAULTS: pl.Series([each or None for each in faults], dtype=pl.String),
    }
    if days is not None:
        marks = [each.preoperative for each in rows]
        cells[PREOPERATIVE.name] = pl.Series(marks, dtype=pl.Boolean)
        cells[_SURGERY] = days.compared()
    items = {each.name for each in visits.scale.items}
    # An item without a column is not recorded in any row.
    scored = {END_OF.get(name, name) for name in reader.read}
    for name in sorted(scored | (set() if visits.score in scored else items)):
        values = [each.values.get(name) for each in rows]
        cells |= _cells(pl, name, values)
    frame = pl.DataFrame(cells)
    made = change_over_time(
        frame,
        person=PERSON,
        on=_WHEN,
        order=times.words or None,
        score=visits.score,
        surgery_on=surgery_on if days is None else _SURGERY,
        preoperative=None if days is None else PREOPERATIVE.name,
        bounds=True,
    )
    # The messages of the reader on invalid cells say more.
    scale = visits.scale
    read = [message(scale.result), *map(message, scale.items)]
    read += [f"{visits.score}: an item has an invalid value.", ITEMS_NOT_COMPARED]
    unread = pl.col(FAULTS).is_null()
    notes = pl.col("visit_problems").str.replace_many(read, [""] * len(read))
    notes = pl.when(unread).then("visit_problems").otherwise(notes)
    flags = [*FLAGS, f"{visits.score}: {CONTRADICTED}"]
    flagged: list[pl.Expr] = [
        pl.when(notes.str.contains(text, literal=True)).then(pl.lit(text))
        for text in flags
    ]
    gaps = notes.str.replace_many(flags, [""] * len(flags)).str.strip_chars()
    joined = pl.concat_str(FAULTS, *flagged, separator="\n", ignore_nulls=True)
    added = [c for c in made.columns if c not in {*frame.columns, "visit_problems"}]
    recorded = pl.col(visits.score).fill_nan(None)
    recorded = recorded.cast(pl.Int64) if scale.result.whole else recorded
    score = [recorded] if visits.score in frame else []
    compared = made.select(
        PERSON,
        VISIT,
        *score,
        *added,
        pl.when(gaps != "").then(gaps).alias(NO_ANSWER),
        pl.when(joined != "").then(joined).alias(FAULTS),
    )
    # What is no visit has no score that is possible, and nothing is wrong with it.
    score_low = f"{scale.name}_visit_low"
    kept = compared.filter(~pl.all_horizontal(pl.col(score_low, FAULTS).is_null()))
    return Compared(kept, reader.left_out + compared.height - kept.height)


def last_changes_of(changes: pl.DataFrame, visits: VisitMap) -> pl.DataFrame:
    """
    The changes of each person from the baseline to the last visit.

    Args:
        changes: The changes at each visit, as `changes_of` makes them.

        visits: The map of visits.

    Returns:
        One row for each person, in the order in which people come first: what is worse
        comes first, then the change, the gain, the recovery rate and the bands.
    """
    import polars as pl

    name, scale = visits.scale.name, visits.scale
    order = pl.col(VISIT)
    numbered = changes.with_row_index("place").with_columns(
        pl.col("place").min().over(PERSON).alias("first"),
        pl.len().over(PERSON).alias("visits"),
        pl.when(pl.col(f"{name}_first_deterioration"))
        .then(order)
        .min()
        .over(PERSON)
        .alias(f"{name}_first_deterioration_on"),
        pl.col(FAULTS).unique().drop_nulls().str.join("\n").over(PERSON).alias("all"),
    )
    nobody = numbered.filter(pl.col(PERSON).is_null())
    last = (
        numbered.filter(pl.col(PERSON).is_not_null())
        .sort(order, "place", nulls_last=False, maintain_order=True)
        .group_by(PERSON, maintain_order=True)
        .last()
    )
    rules = [f"{rule.name}_from_baseline" for rule in scale.rules]
    compared = [
        scale.worsened,
        f"{name}_items_worse_from_baseline",
        f"{name}_items_maybe_worse_from_baseline",
        f"{name}_band_crossed_from_baseline",
        f"{name}_first_deterioration_on",
        *_with_ends(f"{name}_baseline", f"{name}_baseline"),
        *_with_ends(visits.score, f"{name}_visit"),
        *(c for each in rules for c in _with_ends(each, each)),
        f"{name}_band_baseline",
        f"{name}_band",
    ]
    people = pl.concat([last, nobody.select(last.columns)]).sort("first")
    return people.select(
        PERSON,
        pl.when(pl.col(PERSON).is_not_null()).then("visits").alias("visits"),
        pl.col(VISIT).alias("last_visit"),
        *(each for each in compared if each in people.columns),
        NO_ANSWER,
        pl.when(pl.col("all") != "").then("all").alias(FAULTS),
    )


def _with_ends(value: str, name: str) -> tuple[str, str, str]:
    """The column of a score or of its change, and those of its ends."""
    return value, f"{name}_low", f"{name}_high"


@attrs.define
class _Reader:
    """
    Reads rows of a file as visits.

    Attributes:
        places: The place of each column.

        columns: The column map.

        visits: Its part on visits.

        read: The names of the score, items and reasons that have a column.

        left_out: How many people of a wide file have no visit.
    """

    places: Mapping[str, int]
    columns: ColumnMap
    visits: VisitMap
    read: set[str] = attrs.field(factory=set[str])
    left_out: int = 0

    def rows(self, sheet: Sheet) -> Iterator[_Visit]:
        """The visits of a file; of a wide one those with something recorded."""
        if not self.visits.wide:
            self.read |= {each for each in sheet.names if each} & self.visits.quantities
            names = zip(map(str.strip, sheet.header), sheet.names, strict=True)
            scored = {c: name for c, name in names if name in self.read}
            rows = self._limited(sheet, scored)
            yield from (self._visit(row, self.visits.on) for row in rows)
            return
        parts = [
            self._visits(sheet, visit, given)
            for visit, given in _wide(self.visits, sheet.header).items()
        ]
        for person in zip(*parts, strict=True):
            recorded = [each for each in person if each.values or each.problems]
            self.left_out += not recorded
            yield from recorded

    def _limited(self, sheet: Sheet, read: Mapping[str, str]) -> Sheet:
        """
        The same file, with only some of its columns read.

        What else a row holds is not compared, so it flags nobody here.
        """
        sides = {n: c for n, c in self.columns.sides.items() if n in self.read}
        both = {column for pair in sides.values() for column in pair}
        alone = {c: name for c, name in read.items() if c not in both}
        columns = {self.visits.person: REFERENCE, **alone}
        header = (each.strip() for each in sheet.header)
        own = attrs.evolve(
            self.columns,
            columns=columns,
            sides=sides,
            age={},
            pass_through=tuple(c for c in header if c not in {*columns, *both}),
        )
        return attrs.evolve(sheet, columns=own)

    def _visits(
        self, sheet: Sheet, visit: object, given: Mapping[str, str]
    ) -> list[_Visit]:
        """The same visit of every person of a wide file."""
        visits = self.visits
        named = {c: self.columns.columns.get(name, name) for c, name in given.items()}
        read = {c: n for c, n in named.items() if n in visits.quantities}
        dated = next((c for c, name in given.items() if name == visits.on), None)
        if visits.on and dated is None:
            raise MissingFieldError(
                f"visits.wide.{shown(str(visit))}",
                "no date",
                f"a column that is mapped to {shown(visits.on)}, the name in visits.on",
                "Map it, or leave out visits.on: the visits are then in the order of "
                "the map.",
            )
        self.read |= {*read.values()}
        rows = (self._visit(row, dated) for row in self._limited(sheet, read))
        return [each if dated else attrs.evolve(each, when=visit) for each in rows]

    def _visit(self, row: Row, on: str | None) -> _Visit:
        visits, missing = self.visits, self.columns.missing_words
        values = {
            name: value
            for name, value in row.reading.values.items()
            if name in visits.quantities and value is not None
        }
        problems = [*row.reading.problems]
        preoperative = None
        try:
            marked = self._cell(row, visits.preoperative)
            read = read_cell(PREOPERATIVE, marked, missing=missing)
            preoperative = None if read is None else bool(read)
        except CervmyeloError as error:
            problems.append(error)
        return _Visit(
            person=row.reading.ref,
            when=stated(self._cell(row, on), missing),
            surgery=stated(self._cell(row, visits.surgery_on), missing),
            preoperative=preoperative,
            values=values,
            problems=tuple(problems),
        )

    def _cell(self, row: Row, column: object) -> object:
        place = self.places.get(column) if isinstance(column, str) else None
        return None if place is None or place >= len(row.cells) else row.cells[place]


def _wide(visits: VisitMap, header: Sequence[str]) -> dict[VisitName, dict[str, str]]:
    """The columns of each visit of a wide file, with the names that they get."""
    from cervmyelo.cohort.wide import columns_of_visits

    named: dict[VisitName, Mapping[str, str] | str] = dict(visits.wide.items())
    return columns_of_visits(named, header)


def _cells(pl: Any, name: str, values: Sequence[Any]) -> dict[str, Any]:
    """A quantity as columns; what is invalid becomes a value that it cannot have."""
    quantity = RECORDABLE[name]
    invalid: Any = math.nan if isinstance(quantity, Measure) else _WRONG
    wrong: tuple[Any, ...] = (invalid, None, None)
    cells = [
        wrong if isinstance(e, CervmyeloError) else as_ends(quantity, e) for e in values
    ]
    in_part = any_in_part(values)
    names = [name, *(each.name for each in ENDS.get(name, ()) if in_part)]
    dtype = pl.String if isinstance(quantity, Choice) else pl.Float64
    return {
        each: pl.Series([cell[at] for cell in cells], dtype=dtype, strict=False)
        for at, each in enumerate(names)
    }
