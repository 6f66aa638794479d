"""Rows as frames of every engine, and back; and the law, held on one of them."""

import math

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pyarrow as pa

from cervmyelo import Case
from cervmyelo.cohort import assess_cohort
from cervmyelo.cohort.answers import answer_name
from cervmyelo.errors import CervmyeloError
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Choice, Fact, Measure, typed_value
from cervmyelo.scale import Grade

KIND = {Fact: pa.bool_(), Choice: pa.string()}


def arrow_type(quantity):
    """The type of a column for a quantity."""
    if isinstance(quantity, Measure):
        return pa.int64() if quantity.whole else pa.float64()
    return KIND[type(quantity)]


def table(rows, quantities):
    """Rows as an Arrow table with the types of the data dictionary, numbered."""
    columns = {"row": pa.array(range(len(rows)), pa.int64())}
    for each in quantities:
        cells = [row.get(each.name) for row in rows]
        columns[each.name] = pa.array(cells, arrow_type(each))
    return pa.table(columns)


ENGINES = {
    "polars": pl.from_arrow,
    "polars-lazy": lambda rows: pl.from_arrow(rows).lazy(),
    "pyarrow": lambda rows: rows,
    "pandas": lambda rows: pd.DataFrame(rows.to_pydict()),
    "pandas-nullable": lambda rows: rows.to_pandas(
        types_mapper={
            pa.int64(): pd.Int64Dtype(),
            pa.float64(): pd.Float64Dtype(),
            pa.bool_(): pd.BooleanDtype(),
            pa.string(): pd.StringDtype(),
        }.get
    ),
    "pandas-pyarrow": lambda rows: rows.to_pandas(types_mapper=pd.ArrowDtype),
    "duckdb": duckdb.from_arrow,
}


def read_back(frame, names):
    """The columns of a native frame as lists, with None for what is missing."""
    known = nw.from_native(frame).select(*dict.fromkeys(["row", *names]))
    if isinstance(known, nw.LazyFrame):
        known = known.collect("polars")
    known = known.sort("row")
    return {name: listed(known[name]) for name in names}


def listed(column):
    """A column as a list, with None for what is missing."""
    try:
        arrow = column.to_arrow()
        if pa.types.is_dictionary(arrow.type):
            arrow = arrow.cast(arrow.type.value_type)
        cells = arrow.to_pylist()
    except pa.ArrowException:  # a pandas column of mixed kinds
        cells = column.to_list()
        return [None if pd.isna(cell) else cell for cell in cells]
    if column.dtype.is_float():
        return [None if cell != cell else cell for cell in cells]  # noqa: PLR0124
    return cells


def expected(found):
    """The cells of a finding."""
    value, low, high = (
        each.code if isinstance(each, Grade) else each
        for each in (found.value, found.low, found.high)
    )
    return value, low, high, found.status, *(found.interval or (None, None))


def assumed(found):
    """The cell of what a finding assumes about the person."""
    return "; ".join(found.holds_for) or None


def same(one, other):
    """Whether two cells are the same; floats to the last bit that matters."""
    if isinstance(one, float) and isinstance(other, float | int):
        return math.isclose(one, other, rel_tol=1e-12)
    return one == other and isinstance(one, str) == isinstance(other, str)


ENDS = (
    "",
    "_low",
    "_high",
    "_status",
    "_interval_low",
    "_interval_high",
)


def assert_law(rule, rows, makes, quantities):
    """
    Every row of a cohort gets what its case gets, in frames made of a table.

    `makes` are the ways to make a frame; all of them get the same rows, for which the
    cases are worked out once.
    """
    assert_laws([rule], rows, makes, quantities)


def assert_laws(rules, rows, makes, quantities):
    """The same for several rules at once, each with a name of its own."""
    ends = [*ENDS, "_holds_for"]
    given = table(rows, quantities)
    # A recorded answer has the name of its rule, so that the rule's gets another.
    names = [answer_name(rule, given.column_names, {}) for rule in rules]
    wanted, messages = {}, [[] for _ in rows]
    for rule, own in zip(rules, names, strict=True):
        found = [rule(row) for row in rows]
        cells = [(*expected(each), assumed(each)) for each in found]
        for end, column in zip(ends, zip(*cells, strict=True), strict=True):
            wanted[f"{own}{end}"] = [*column]
        for some, each, row in zip(messages, found, rows, strict=True):
            some.append(messages_of(rule, each, row))
    told = [
        (
            frozenset().union(*(needed for needed, _, _ in each)),
            all(q for _, q, _ in each),
            frozenset().union(*(unwanted for _, _, unwanted in each)),
        )
        for each in messages
    ]
    for make in makes:
        made = assess_cohort(make(given), *rules, bounds=True, people=True)
        there = nw.from_native(made).collect_schema()
        got = dict.fromkeys(wanted, [None] * len(rows))
        got |= read_back(made, [n for n in (*wanted, "problems") if n in there])
        for name, column in wanted.items():
            assert_same(column, got[name], name, rows)
        for each, message in set(zip(told, got["problems"], strict=True)):
            needed, quiet, unwanted = each
            assert all(each in (message or "") for each in needed), (needed, message)
            assert not any(each in (message or "") for each in unwanted), message
            assert (message is None) or not quiet, message
        # The value alone can be worked out in another way.
        alone = assess_cohort(make(given), *rules, on_error="null")
        got = read_back(alone, names)
        for name in names:
            assert_same(wanted[name], got[name], name, rows)


def messages_of(rule, found, row):
    """What the problems of a row must show, whether nothing, and what they must not."""
    needed = tuple(text for each in found.problems for text in texts_of(rule, each))
    bad = any(
        row.get(each.name) is not None and not valid(each, row[each.name])
        for each in rule.reads
    )
    told = of_the_library(rule) and Case(row, extra=True).conflicts
    return needed, not needed and not bad and not told, unwanted_of(rule, found)


def unwanted_of(rule, found):
    """The messages of a rule on its people and gaps that a person does not get."""
    people = () if rule.people is None else rule.people.conditions
    given = {each.message for each in found.problems}
    # A frame names all gaps that a rule can have, and their order is its own.
    gaps = set() if {each.why for each in rule.gaps} & given else {*rule.gaps}
    every = {*gaps, *(each.gap for each in people)}
    return tuple(f"{rule.name}: {e.why}" for e in every if e.why not in given)


def texts_of(rule, problem):
    """What the message on a row must contain for a problem of its case."""
    if problem.field:
        return [problem.field]
    names = problem.message.partition(": ")[0].split(" and ")
    if any(getattr(QUANTITIES.get(name), "answer", False) for name in names) or names[
        0
    ] in {each.name for each in rule.recordable}:
        # A frame names all columns that can contradict a recorded answer.
        return names
    return [problem.message]


def valid(quantity, cell):
    """Whether a cell holds a value of a quantity."""
    try:
        typed_value(quantity, cell)
    except CervmyeloError:
        return False
    return True


def of_the_library(rule):
    """Whether a rule reads quantities of the data dictionary."""
    return all(QUANTITIES.get(each.name) is each for each in rule.reads)


def assert_same(wanted, got, name, rows):
    """Each cell of a column is what was wanted for its row."""
    if wanted != got:
        for row, one, other in zip(rows, wanted, got, strict=True):
            assert same(one, other), (name, row, one, other)


def walk(rule, most, part=None):
    """
    All states of a rule of the library, unknown and impossible included.

    Of more than `most` states, a part of about this size is taken.
    """
    axes = []
    for quantity in rule.inputs:
        values = [*rule.answers(quantity), None]
        if isinstance(quantity, Measure):
            step = quantity.step or 0.5
            values += [quantity.low - step, quantity.high + step]
        axes.append(values)
    names = [each.name for each in rule.inputs]
    size = math.prod(map(len, axes))
    # Odd, so that no axis is skipped in step.
    every = 1 if size <= most else size // (part or most) | 1
    for number in range(0, size, every):
        yield dict(zip(names, _state(axes, number), strict=True))


def _state(axes, number):
    """The state of this number, without making those before it: there are billions."""
    state = []
    for values in reversed(axes):
        number, place = divmod(number, len(values))
        state.append(values[place])
    return state[::-1]
