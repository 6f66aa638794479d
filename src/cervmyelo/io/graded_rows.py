"""
The rows of a file with the answers of rules, and with the messages on each row.

Rows that are alike to the rules are graded once: a file has far fewer different people
than rows as a rule, and one that repeats a row many thousand times is read in a second.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import attrs

from cervmyelo.errors import CervmyeloError, KindError, kind_of
from cervmyelo.forms import Form
from cervmyelo.models.ends import END_OF
from cervmyelo.models.patient import reason_for
from cervmyelo.quantity import Quantity, typed_value

from .one_by_one import listed, row_of, with_rows
from .patients import Reading
from .pieces import FAULTS, NUMBER, SHIFTED, Pieces, value_column

if TYPE_CHECKING:
    import polars as pl

__all__ = ["NO_ANSWER", "PROBLEMS", "graded_rows", "result_names"]

PROBLEMS: Final = "problems"
"""The column of what is invalid, contradictory or unlikely in a row."""

NO_ANSWER: Final = "no_answer"
"""The column of the rules whose source has no answer for a person, and why."""

_REMEMBERED: Final = 2**18
_AT: Final = "cervmyelo__at"


def graded_rows(
    pieces: Pieces, rules: Sequence[Form], *, bounds: bool, unordered: bool
) -> pl.LazyFrame:
    """
    The rows with the results of rules, and with the messages on each row.

    Args:
        pieces: The rows.

        rules: The rules. An input without a column is not recorded in any row.

        bounds: Whether to add what is still possible, and the status.

        unordered: Whether ``<rule>_possible`` takes the place of the bounds of rules on
            scales without order, which are empty.
    """
    import polars as pl

    from cervmyelo.cohort.assess import CONTRADICTIONS, DOUBTED
    from cervmyelo.cohort.plans import related

    said = {reason_for(name) or name for name in pieces.known}
    # Nothing in the file says anything about the other rules.
    active = [
        rule
        for rule in rules
        if any(each.name in said for each in (*rule.reads, *related(rule.reads)))
    ]
    answers = _Answers(
        active, pieces.present, pieces.known, bounds=bounds, unordered=unordered
    )
    others = [rule for rule in rules if rule not in active]
    nothing = _of_nothing(others, bounds=bounds, unordered=unordered)
    silent = [
        name
        for rule in active
        if rule.input_names.isdisjoint(said)
        for name in result_names(rule, bounds=bounds, unordered=unordered)
    ]
    states = [value_column(name) for name in pieces.present]

    def grade(piece: pl.DataFrame) -> pl.DataFrame:
        found = _once_each(piece.select(states), answers) if states else None
        found = answers(piece.select(NUMBER)) if found is None else found
        people = pieces.more(piece)
        found = with_rows(found, {at: answers.of(e) for at, e in people.items()})
        piece = piece.hstack(found.get_columns()).with_columns(
            _joined(pl.col(FAULTS), pl.col(CONTRADICTIONS)).alias(FAULTS)
        )
        piece = piece.with_columns(
            _joined(pl.col(FAULTS), pl.col(DOUBTED))
            .str.replace_all("\n", " ", literal=True)
            .alias(PROBLEMS),
            **nothing,
        )
        valid = piece[SHIFTED].is_null()
        if valid.all():
            return piece
        # A row whose cells are shifted says nothing, also about what has no column.
        return piece.with_columns(
            pl.when(valid)
            .then(pl.col(name))
            .otherwise(pl.lit("refused" if name.endswith("_status") else None))
            .alias(name)
            for name in (*silent, *nothing)
        )

    empty = pl.DataFrame(schema=pieces.frame.collect_schema())
    return pieces.frame.map_batches(grade, schema=grade(empty).schema, streamable=True)


def _once_each(
    rows: pl.DataFrame, answers: Callable[[pl.DataFrame], pl.DataFrame]
) -> pl.DataFrame:
    """What is found for some rows; of those that are alike, one is looked at."""
    different = rows.unique(maintain_order=True)
    if different.height == rows.height:
        return answers(rows)
    found = answers(different)
    at = rows.join(
        different.with_row_index(_AT),
        on=rows.columns,
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    return found[at[_AT]]


@attrs.frozen
class _Answers:
    """
    The answers of rules to rows of values, and what is wrong with these.

    Attributes:
        rules: The rules.

        present: The names of the quantities that have columns.

        known: The names of the quantities about which these say something.

        bounds: Whether to add what is still possible, and the status.

        unordered: Whether to add what is possible on scales without order.
    """

    rules: Sequence[Form]
    present: Sequence[str]
    known: Collection[str]
    bounds: bool = attrs.field(kw_only=True)
    unordered: bool = attrs.field(kw_only=True)

    def __call__(self, values: pl.DataFrame) -> pl.DataFrame:
        """
        The answers, and three columns of messages.

        Args:
            values: The rows, with a column for each quantity that is present.
        """
        import polars as pl

        from cervmyelo.cohort import assess_cohort
        from cervmyelo.cohort.assess import CONTRADICTIONS, DOUBTED, with_conflicts
        from cervmyelo.cohort.columns import message
        from cervmyelo.cohort.dialects import PolarsDialect
        from cervmyelo.cohort.ends import ends_in
        from cervmyelo.cohort.plans import checked, related
        from cervmyelo.cohort.reasons import reasons_in

        inputs = {each.name: each for rule in self.rules for each in rule.inputs}
        reads = {each.name: each for rule in self.rules for each in rule.reads}
        reads |= {each.name: each for each in related(reads.values())}
        inputs |= {name: each for name, each in reads.items() if name in self.known}
        present = frozenset(self.present)
        beside = reasons_in(inputs, present) | ends_in(inputs.values(), present)
        frame = values.lazy()
        if self.unordered:
            for rule in self.rules:
                if not _ordered(rule):
                    frame = _with_possible(frame, rule, present)
        frame = frame.with_columns(
            pl.lit(None).alias(value_column(name))
            for name in inputs
            if name not in present
        )
        if self.rules:
            frame = assess_cohort(
                frame,
                *self.rules,
                bounds=self.bounds,
                columns={value_column(name): name for name in (*inputs, *beside)},
            )
        else:
            frame = frame.with_columns(pl.lit(None, pl.String).alias(PROBLEMS))
        # The messages of the frame are of three kinds. Those on invalid cells are
        # replaced by the messages of the reader, which say more. Those on
        # contradictions are problems of the row, whatever is asked. The others are why
        # a source has no answer, which is no fault of the row.
        columns = {value_column(name): name for name in self.present}
        frame = with_conflicts(frame, columns)
        names = {each: value_column(each.name) for each in inputs.values()}
        found = checked(PolarsDialect(), names, (), {})
        conflicts = [str(each) for _, each in found.conflicts]
        apart = [*map(message, (*inputs.values(), *beside.values())), *conflicts]
        silent = pl.col(PROBLEMS)
        if apart:
            silent = silent.str.replace_many(apart, [""] * len(apart))
            silent = silent.str.replace_all(r"\s+", " ").str.strip_chars()
        added = [
            name
            for rule in self.rules
            for name in result_names(rule, bounds=self.bounds, unordered=self.unordered)
        ]
        return frame.select(
            *added,
            pl.when(silent != "").then(silent).alias(NO_ANSWER),
            CONTRADICTIONS,
            DOUBTED,
        ).collect()

    def of(self, reading: Reading) -> Mapping[str, object]:
        """The same for a person about whom columns cannot hold all that is known."""
        from cervmyelo.cohort.assess import CONTRADICTIONS, DOUBTED

        names = (NO_ANSWER, CONTRADICTIONS, DOUBTED)
        return row_of(reading, self.rules, bounds=self.bounds, messages=names)


def _joined(*texts: pl.Expr) -> pl.Expr:
    """Strings, a line each; null if all of them are."""
    import polars as pl

    joined = pl.concat_str(*texts, separator="\n", ignore_nulls=True)
    return pl.when(joined != "").then(joined)


def _of_nothing(
    rules: Sequence[Form], *, bounds: bool, unordered: bool
) -> dict[str, pl.Expr]:
    """The columns of rules about which nothing is recorded in any row."""
    import polars as pl

    from cervmyelo.cohort import assess_cohort

    if not rules:
        return {}
    found = assess_cohort(
        pl.DataFrame({"row": [0]}), *rules, bounds=bounds, missing_columns="unknown"
    )
    if unordered:
        found = found.with_columns(
            pl.lit(listed(rule.unknown)).alias(f"{rule.name}_possible")
            for rule in rules
            if not _ordered(rule)
        )
    schema, values = found.schema, found.row(0, named=True)
    return {
        name: pl.lit(values[name], schema[name])
        for rule in rules
        for name in result_names(rule, bounds=bounds, unordered=unordered)
    }


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


def _with_possible(
    frame: pl.LazyFrame, rule: Form, present: Collection[str]
) -> pl.LazyFrame:
    """Rows with the possible grades of a rule on a scale without order."""
    import polars as pl

    from cervmyelo.cohort.ends import ends_in
    from cervmyelo.cohort.plans import related
    from cervmyelo.cohort.reasons import reasons_in

    read = (*rule.reads, *related(rule.reads))
    names = {END_OF.get(name, name) for name in present}
    here = {each.name: each for each in read if each.name in names}
    beside = reasons_in(here, present) | ends_in(here.values(), present)
    inputs = [e for e in (*here.values(), *beside.values()) if e.name in present]
    name = f"{rule.name}_possible"
    known: dict[tuple[object, ...], str | None] = {}

    def answer(values: tuple[object, ...]) -> str | None:
        pairs = zip(inputs, values, strict=True)
        case: Mapping[str, object] = {q.name: _value(q, cell) for q, cell in pairs}
        return listed(rule(case))

    def add(piece: pl.DataFrame) -> pl.DataFrame:
        rows = piece.select(value_column(each.name) for each in inputs).rows()
        for row in {*rows} - known.keys():
            known[row] = answer(row)
        found = [known[row] for row in rows]
        if len(known) > _REMEMBERED:
            known.clear()
        return piece.with_columns(pl.Series(name, found, pl.String))

    schema = {**frame.collect_schema(), name: pl.String()}
    return frame.map_batches(add, schema=schema, streamable=True)


def _value(quantity: Quantity, cell: object) -> object:
    """The value of a cell as the rules for one person take it, or an error."""
    try:
        if isinstance(cell, float) and math.isnan(cell):
            raise KindError(quantity.name, kind_of(cell), quantity.allowed)
        return typed_value(quantity, cell)
    except CervmyeloError as error:
        return error
