"""
The rows of a file with the answers of rules, and with the messages on each row.

Rows that are alike to the rules are graded once: a file has far fewer different people
than rows as a rule, and one that repeats a row many thousand times is read in a second.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs

from cervmyelo.case import CaseLike
from cervmyelo.errors import CervmyeloError, KindError, kind_of
from cervmyelo.findings import Outcome
from cervmyelo.forms import Form
from cervmyelo.models.ends import END_OF
from cervmyelo.models.missing import COLUMNS
from cervmyelo.models.patient import reason_for
from cervmyelo.quantity import Quantity, typed_value

from .counted_rows import FLAGGED, MANY, Counted
from .one_by_one import frame_of, listed, most_rows, row_of, with_rows
from .patients import Reading
from .pieces import (
    FAULTS,
    NUMBER,
    REFERENCE_TEXT,
    SHIFTED,
    Pieces,
    value_column,
)

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "NO_ANSWER",
    "PROBLEMS",
    "RowGrader",
    "possible_grades",
    "result_names",
]

PROBLEMS: Final = "problems"
"""The column of what is invalid, contradictory or unlikely in a row."""

NO_ANSWER: Final = "no_answer"
"""The column of the rules whose source has no answer for a person, and why."""

_APART: Final = "cervmyelo__apart"
_IS_SHIFTED: Final = "cervmyelo__is_shifted"
_AT: Final = "cervmyelo__at"
_GROUP: Final = "cervmyelo__group"
_CONTRADICTIONS: Final = "cervmyelo__contradictions"
_DOUBTED: Final = "cervmyelo__doubted"
_MESSAGES: Final = (NO_ANSWER, _CONTRADICTIONS, _DOUBTED)


@attrs.frozen(kw_only=True)
class RowGrader:
    """
    How the rows of a file are graded.

    Attributes:
        pieces: The rows.

        answers: Gives the answers of the rules that read anything in the file.

        nothing: The cells of all other rules, which are the same in each row.

        silent: The columns of the rules whose own inputs have no column.
    """

    pieces: Pieces
    answers: _Answers
    nothing: Mapping[str, pl.Expr]
    silent: Sequence[str]

    @classmethod
    def of(
        cls, pieces: Pieces, rules: Sequence[Form], *, bounds: bool, unordered: bool
    ) -> RowGrader:
        """
        How the rows of a file are graded by some rules.

        Args:
            pieces: The rows.

            rules: The rules. An input without a column is not recorded in any row.

            bounds: Whether to add what is still possible, and the status.

            unordered: Whether ``<rule>_possible`` takes the place of the bounds of
                rules on scales without order, which are empty.
        """
        import polars as pl

        from cervmyelo.cohort.file_rows import answer_types
        from cervmyelo.cohort.plans import related

        said = {reason_for(name) or name for name in pieces.known}
        # Nothing in the file says anything about the other rules.
        active = [
            rule
            for rule in rules
            if any(each.name in said for each in (*rule.reads, *related(rule.reads)))
        ]
        others = [rule for rule in rules if rule not in active]
        types = answer_types(rules, bounds=bounds)
        types |= {f"{rule.name}_possible": pl.String() for rule in rules}
        return cls(
            pieces=pieces,
            answers=_Answers(
                active, pieces.present, types, bounds=bounds, unordered=unordered
            ),
            nothing={
                name: pl.lit(value, types[name])
                for rule in others
                for name, value in _of_nothing(
                    rule, bounds=bounds, unordered=unordered
                ).items()
            },
            silent=[
                name
                for rule in active
                if rule.input_names.isdisjoint(said)
                for name in result_names(rule, bounds=bounds, unordered=unordered)
            ],
        )

    @property
    def frame(self) -> pl.LazyFrame:
        """The rows with the results of the rules, and with the messages on each row."""
        import polars as pl

        answers = self.answers
        schema = {
            **self.pieces.frame.collect_schema(),
            **{name: answers.types[name] for name in answers.names},
            NO_ANSWER: pl.String(),
            **{name: answers.types[name] for name in self.nothing},
            FAULTS: pl.String(),
            PROBLEMS: pl.String(),
        }
        return self.pieces.frame.map_batches(
            self._graded, schema=schema, streamable=not self.pieces.in_memory
        )

    def counted(self, piece: pl.DataFrame, *, lines: int, flagged: int) -> Counted:
        """
        What a screen shows of a piece of the file.

        Only what is shown gets its messages, and rows that are alike are graded and
        counted as one.

        Args:
            piece: The piece, as it is read.

            lines: Of how many rows at the start of the file there is a line.

            flagged: Of how many rows with messages these are shown.
        """
        import polars as pl

        apart = self.pieces.more(piece)
        # People with the same records share their values.
        facts = [id(each.values) for each in apart.values()]
        numbers = {key: number for number, key in enumerate(facts)}
        kind: pl.Series = pl.Series([None] * piece.height, dtype=pl.UInt32)
        if apart:
            kinds = pl.Series(map(numbers.__getitem__, facts), dtype=pl.UInt32)
            kind = kind.scatter([*apart], kinds)
        keys = piece.select(
            pl.col(SHIFTED).is_not_null().alias(_IS_SHIFTED),
            kind.alias(_APART),
            *self._states,
        )
        alike = keys.with_row_index(_AT).group_by(keys.columns, maintain_order=True)
        groups = alike.agg(pl.col(_AT)).with_row_index(_GROUP).select(_GROUP, _AT)
        people = self._answered(piece[groups[_AT].list.first()])
        group = groups.explode(_AT).sort(_AT)[_GROUP]
        contradictory = people[_CONTRADICTIONS].is_not_null()
        flags = self.pieces.flags(piece) | contradictory[group]
        first = piece[NUMBER] < lines
        shown = flags.arg_true().head(flagged)
        faulty = piece[shown]
        faults = _with_faults(
            faulty, self.pieces, people[_CONTRADICTIONS][group[shown]]
        )
        results = people.select(pl.exclude(piece.columns))
        return Counted(
            rows=piece.height,
            flagged=int(flags.sum()),
            people=people.with_columns(groups[_AT].list.len().alias(MANY)),
            head=piece.filter(first)
            .hstack(results[group.filter(first)])
            .with_columns(flags.filter(first).alias(FLAGGED)),
            faulty=faulty.select(NUMBER, REFERENCE_TEXT, faults).rows(),
        )

    @property
    def _states(self) -> list[str]:
        return [value_column(name) for name in self.pieces.present]

    def _graded(self, piece: pl.DataFrame) -> pl.DataFrame:
        import polars as pl

        found = self._answered(piece)
        return (
            found.with_columns(_with_faults(piece, self.pieces, found[_CONTRADICTIONS]))
            .with_columns(
                _joined(pl.col(FAULTS), found[_DOUBTED])
                .str.replace_all("\n", " ", literal=True)
                .alias(PROBLEMS)
            )
            .drop(_CONTRADICTIONS, _DOUBTED)
        )

    def _answered(self, piece: pl.DataFrame) -> pl.DataFrame:
        """A piece with the answers, and with the messages that they come with."""
        import polars as pl

        answers, states = self.answers, self._states
        found = (
            _once_each(piece.select(states), answers)
            if states
            else answers(piece.select(NUMBER))
        )
        people = self.pieces.more(piece)
        if people:
            alike: dict[tuple[object, ...], Mapping[str, object]] = {}
            found = with_rows(
                found,
                {at: _once(each, alike, answers) for at, each in people.items()},
            )
        piece = piece.hstack(found).with_columns(**self.nothing)
        valid = piece[SHIFTED].is_null()
        if valid.all():
            return piece
        # A row whose cells are shifted says nothing, also about what has no column.
        return piece.with_columns(
            pl.when(valid)
            .then(pl.col(name))
            .otherwise(pl.lit("refused" if name.endswith("_status") else None))
            .alias(name)
            for name in (*self.silent, *self.nothing)
        )


def _with_faults(
    piece: pl.DataFrame, pieces: Pieces, contradictions: pl.Series
) -> pl.Series:
    """The messages on some rows as a column: those on cells, and contradictions."""
    import polars as pl

    faults = pieces.faults(piece)
    return pl.select(_joined(faults, contradictions).alias(FAULTS)).to_series()


def _once(
    person: Reading,
    alike: dict[tuple[object, ...], Mapping[str, object]],
    answers: _Answers,
) -> Mapping[str, object]:
    """The answers for a person, once for people with the same records."""
    recorded = tuple(person.values.items())
    if recorded not in alike:
        alike[recorded] = answers.of(person.patient or person.values)
    return alike[recorded]


def _once_each(
    rows: pl.DataFrame, answers: Callable[[pl.DataFrame], pl.DataFrame]
) -> pl.DataFrame:
    """What is found for some rows; of those that are alike, one is looked at."""
    import polars as pl

    # A join would lose rows with NaN, which stands for an invalid number.
    alike = rows.with_row_index(_AT).group_by(rows.columns, maintain_order=True)
    groups = alike.agg(pl.col(_AT)).with_row_index(_GROUP)
    if groups.height == rows.height:
        return answers(rows)
    found = answers(groups.select(rows.columns))
    return found[groups.select(_GROUP, _AT).explode(_AT).sort(_AT)[_GROUP]]


@attrs.frozen
class _Answers:
    """
    The answers of rules to rows of values, and what is wrong with these.

    Attributes:
        rules: The rules.

        present: The names of the quantities that have columns.

        types: The types of the columns of answers.

        bounds: Whether to add what is still possible, and the status.

        unordered: Whether to add what is possible on scales without order.
    """

    rules: Sequence[Form]
    present: Sequence[str]
    types: Mapping[str, Any]
    bounds: bool = attrs.field(kw_only=True)
    unordered: bool = attrs.field(kw_only=True)

    @property
    def names(self) -> list[str]:
        """The names of the columns that hold answers."""
        return [
            name
            for rule in self.rules
            for name in result_names(rule, bounds=self.bounds, unordered=self.unordered)
        ]

    def __call__(self, values: pl.DataFrame) -> pl.DataFrame:
        """
        The answers, and three columns of messages.

        Args:
            values: The rows, with a column for each quantity that is present.
        """
        if values.height <= most_rows(len(self.present)):
            return self._one_by_one(values)
        return self._by_columns(values)

    def _by_columns(self, values: pl.DataFrame) -> pl.DataFrame:
        import polars as pl

        from cervmyelo.cohort.file_rows import answer_rows

        columns = {value_column(name): name for name in self.present}
        found = answer_rows(values, self.rules, columns, bounds=self.bounds)
        possible = [
            pl.Series(
                f"{rule.name}_possible",
                [*map(listed, possible_grades(found.frame, rule))],
                pl.String,
            )
            for rule in self.rules
            if self.unordered and not _ordered(rule)
        ]
        # Messages on invalid cells are those of the reader, which say more. Those on
        # contradictions are problems of the row, whatever is asked. The others are why
        # a source has no answer, which is no fault of the row.
        return found.frame.with_columns(
            *possible,
            _messages(found.frame, found.silent).alias(NO_ANSWER),
            _messages(found.frame, found.contradictions, "\n").alias(_CONTRADICTIONS),
            _messages(found.frame, found.doubted).alias(_DOUBTED),
        ).select(*self.names, *_MESSAGES)

    def _one_by_one(self, values: pl.DataFrame) -> pl.DataFrame:
        import polars as pl

        present = [COLUMNS[name] for name in self.present]
        cells = values.select(value_column(name) for name in self.present).rows()
        people = (
            {q.name: _value(q, cell) for q, cell in zip(present, row, strict=True)}
            for row in (cells or [()] * values.height)
        )
        schema = {name: self.types[name] for name in self.names}
        messages = dict.fromkeys(_MESSAGES, pl.String())
        return frame_of(map(self.of, people), {**schema, **messages})

    def of(self, person: CaseLike) -> Mapping[str, object]:
        """
        The same for one person.

        Args:
            person: The person.
        """
        return row_of(person, self.rules, bounds=self.bounds, messages=_MESSAGES)


def _messages(
    frame: pl.DataFrame, masks: Mapping[str, str], separator: str = " "
) -> pl.Expr:
    """The messages on each row, of those that hold in any; null where none does."""
    import polars as pl

    here = [
        pl.when(mask).then(pl.lit(text))
        for text, mask in masks.items()
        if frame[mask].any()
    ]
    return _joined(*here, separator=separator) if here else pl.lit(None, pl.String)


def _joined(*texts: pl.Expr | pl.Series, separator: str = "\n") -> pl.Expr:
    """Strings, a line each; null if all of them are."""
    import polars as pl

    joined = pl.concat_str(*texts, separator=separator, ignore_nulls=True)
    return pl.when(joined != "").then(joined)


def _of_nothing(
    rule: Form, *, bounds: bool, unordered: bool
) -> dict[str, str | float | None]:
    """The cells of a rule about which nothing is recorded in any row."""
    from cervmyelo.cohort.file_rows import answer_cells

    found: dict[str, str | float | None]
    found = answer_cells(rule.unknown, rule, bounds=bounds)
    found[f"{rule.name}_possible"] = listed(rule.unknown.possible or ())
    names = result_names(rule, bounds=bounds, unordered=unordered)
    return {name: found[name] for name in names}


def result_names(rule: Form, *, bounds: bool, unordered: bool) -> list[str]:
    """
    The names of the columns that a rule adds.

    Args:
        rule: The rule.

        bounds: Whether to add what is still possible, and the status.

        unordered: Whether ``<rule>_possible`` takes the place of the bounds of rules on
            scales without order, which are empty.
    """
    from cervmyelo.cohort.answers import added_columns

    if unordered and not _ordered(rule):
        return [rule.name, f"{rule.name}_possible", f"{rule.name}_status"]
    return [each.name for each in added_columns(rule, bounds=bounds)]


def _ordered(rule: Form) -> bool:
    return rule.scale is None or rule.scale.ordered


def possible_grades(rows: pl.DataFrame, rule: Form) -> Sequence[tuple[Outcome, ...]]:
    """
    The possible grades of a rule on a scale without order, for each row.

    Args:
        rows: The rows, with the values of what was recorded and the answers.

        rule: The rule.
    """
    from cervmyelo.cohort.ends import ends_in
    from cervmyelo.cohort.plans import related
    from cervmyelo.cohort.reasons import reasons_in

    grades = {str(each): each for each in rule.outcomes}
    columns = {*rows.columns}
    present = [name for name in COLUMNS if value_column(name) in columns]
    read = (*rule.reads, *related(rule.reads))
    names = {END_OF.get(name, name) for name in present}
    here = {each.name: each for each in read if each.name in names}
    beside = reasons_in(here, present) | ends_in(here.values(), present)
    inputs = [e for e in (*here.values(), *beside.values()) if e.name in present]

    @functools.cache
    def found(*cells: object) -> tuple[Outcome, ...]:
        pairs = zip(inputs, cells, strict=True)
        case: Mapping[str, object] = {q.name: _value(q, cell) for q, cell in pairs}
        return rule(case).possible or ()

    parts = [f"{rule.name}_status", rule.name]
    parts += [value_column(each.name) for each in inputs]
    # One grade or none is possible in rows that are decided or refused.
    return [
        found(*cells)
        if status == "undecided"
        else ()
        if value is None
        else (grades[str(value)],)
        for status, value, *cells in rows.select(parts).rows()
    ]


def _value(quantity: Quantity, cell: object) -> object:
    """The value of a cell as the rules for one person take it, or an error."""
    try:
        if isinstance(cell, float) and math.isnan(cell):
            raise KindError(quantity.name, kind_of(cell), quantity.allowed)
        return typed_value(quantity, cell)
    except CervmyeloError as error:
        return error
