"""
Maps from a caller's columns and values to those of the data dictionary.
"""

from __future__ import annotations

import collections
import functools
import math
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias, cast

import attrs

from cervmyelo.column_maps import ColumnMap, Source
from cervmyelo.errors import CervmyeloError, kind_of
from cervmyelo.forms import Form
from cervmyelo.models.ends import ENDS
from cervmyelo.models.missing import COLUMNS, checked_cell
from cervmyelo.models.patient import HIGH, LOW, QUANTITIES, hints_at_quantities
from cervmyelo.names import nearest, nearest_names, shown
from cervmyelo.plain_cells import plain_cell
from cervmyelo.quantity import Partly, Quantity, Value, checked

from .coded import Cells, constant, ends_of, read_source
from .columns import Column, column
from .dialects import Dialect, Expression, Shape
from .errors import CohortError, MissingColumnError
from .mixed import NUMBER, TEXT, TRUTH
from .names import Names

__all__ = [
    "ColumnNames",
    "Columns",
    "Held",
    "Meanings",
    "MissingColumns",
    "check_meanings",
    "held_by",
    "missing_columns_of",
    "missing_inputs",
]

ColumnNames: TypeAlias = Mapping[str, str]
"""For each column of a frame that has another name, the name of its quantity."""

Columns: TypeAlias = ColumnMap | ColumnNames
"""A column map, or names of columns alone."""

Meanings: TypeAlias = Mapping[str, Mapping[Any, Value | Partly | None]]
"""
For each quantity, what the values of the frame mean, known or in part.

None is *not recorded*.
"""

MissingColumns: TypeAlias = Literal["error", "unknown"]
"""What an input without a column is: an error, or not recorded in any row."""

_HINTS: Final = 12

_EXACT: Final = 2**53
"""Beyond it, two integers can be the same 64-bit float."""


@attrs.frozen(eq=False, kw_only=True)
class Held(Container[str]):
    """
    The quantities that a frame holds, and how its columns are read.

    Attributes:
        present: The types of the columns of the frame.

        names: For each quantity that is in a column of another name, this name.

        values: For each quantity, what the values of the frame mean.

        columns: The column map, if the frame is read by one.

        sources: Where the map finds quantities of the data dictionary.
    """

    present: Names
    names: ColumnNames
    values: Meanings
    columns: ColumnMap | None = None
    sources: Mapping[str, Source] = attrs.field(factory=dict[str, Source])

    def __contains__(self, name: object) -> bool:
        if not isinstance(name, str):
            return False
        # A quantity of the caller is not in the data dictionary.
        some = name in ENDS or name not in COLUMNS
        return self._has(name) or (
            some and any(self._has(f"{name}{end}") for end in (LOW, HIGH))
        )

    def _has(self, name: str) -> bool:
        if self.columns is not None:
            constant = name in self.columns.constants
            return constant or name in self.sources or self.has_own(name)
        return name in self.names or self.has_own(name)

    def has_own(self, name: str) -> bool:
        """Whether a column has the name of the quantity and is no other one."""
        return name in self.present and self.present.spelt(name) not in self.taken

    @functools.cached_property
    def taken(self) -> frozenset[str]:
        """The columns that hold another quantity than their name says."""
        named = self.names.values() if self.columns is None else self.columns.placed
        there = (each for each in named if each in self.present)
        return frozenset(map(self.present.spelt, there))

    @functools.cached_property
    def places(self) -> ColumnNames:
        """The column, or the first of two, of each quantity in one of another name."""
        firsts = {name: each.columns[0] for name, each in self.sources.items()}
        named = {**self.names, **firsts}
        return {name: self.present.spelt(each) for name, each in named.items()}

    def columns_of(self, name: str) -> tuple[str, ...]:
        """The columns that a quantity is read from; none if it is not there."""
        if name in self.sources:
            return tuple(map(self.present.spelt, self.sources[name].columns))
        if not self._has(name) or (self.columns and name in self.columns.constants):
            return ()
        return (self.present.spelt(self.names.get(name, name)),)

    def cells(self, m: Dialect, name: str) -> list[Cells]:
        """Where expressions find the columns of a quantity, and what they can hold."""
        present = self.present
        return [
            (present.place(each), m.shape(present[each]))
            for each in self.columns_of(name)
        ]

    def read(self, m: Dialect, quantity: Quantity) -> Column:
        """
        The column of a quantity; of nulls if the frame does not hold it.

        Args:
            m: The dialect.

            quantity: The quantity.

        Raises:
            CohortError: If the keys of a map of values are of another kind than the
                column.
        """
        name = quantity.name
        cells = self.cells(m, name)
        if self.columns is not None and name in self.columns.constants:
            return _same(m, quantity, self.columns.constants[name])
        if not cells:
            return _same(m, quantity, None)
        if self.columns is not None:
            source = self.sources.get(name)
            if source is None:
                source = Source(columns=(name,), code=self.columns.code(quantity))
            return read_source(m, source, cells)
        ((place, shape),) = cells
        read = column(m, quantity, place, shape)
        return _translated(m, read, place, shape, self.values.get(name, {}))

    def aside(self, read: Iterable[str]) -> tuple[dict[str, str], Columns]:
        """
        The columns of some quantities under names that are in nobody's way.

        Args:
            read: The names of the quantities.

        Returns:
            For each new name, the column; and the map for columns of these names.
        """
        names = [each for each in read if each in self]
        # A rule of the caller may read what is not in the data dictionary.
        own = {name: self.present.spelt(name) for name in names if name not in COLUMNS}
        known = {name: self.columns_of(name) for name in names if name in COLUMNS}
        # What is known by its ends alone has no column of its own.
        known = {name: some for name, some in known.items() if some}
        every = dict.fromkeys(each for some in known.values() for each in some)
        places = {each: f"in_{place}" for place, each in enumerate(every)}
        aside = {now: name for name, now in places.items()} | own
        if self.columns is None:
            return aside, {places[each]: name for name, (each,) in known.items()}
        now = {
            name: ([places[each] for each in some], self.sources[name].how)
            for name, some in known.items()
            if some
        }
        dates = [some for some, how in now.values() if how == "dates"]
        return aside, attrs.evolve(
            self.columns,
            columns={some[0]: n for n, (some, how) in now.items() if how == "cell"},
            sides={name: some for name, (some, how) in now.items() if how == "sides"},
            age=dict(zip(("born", "seen"), dates[0], strict=True)) if dates else {},
        )

    def is_whole(self, m: Dialect, name: str) -> bool:
        """Whether a quantity is read from a column of whole numbers as it is."""
        scaled = name in self.sources and self.sources[name].code.scales
        kinds = [shape.kind for _, shape in self.cells(m, name)]
        return kinds == ["integer"] and not scaled


@functools.lru_cache(1024)
def _same(m: Dialect, quantity: Quantity, value: Value | None) -> Column:
    """A column that holds the same in every row."""
    return Column(quantity, constant(m, quantity, value), None)


def held_by(
    columns: Columns | None,
    values: Meanings | None,
    present: Names,
    missing: MissingColumns = "error",
) -> Held:
    """
    What a frame holds.

    Args:
        columns: A column map, or the name of the quantity of each column that has
            another name.

        values: For each quantity, what the values of the frame mean.

        present: The types of the columns of the frame.

        missing: What a column is that the map names and the frame does not have.

    Raises:
        MissingColumnError: If the map names columns that the frame does not have.

        CohortError: If it is no map, if it maps two columns to a quantity or one to no
            quantity, or if there are values besides a column map.
    """
    if isinstance(columns, ColumnMap):
        if values:
            raise CohortError(
                "values: given besides a column map. Put them into the map."
            )
        named = [c for places, _ in columns.stated.values() for c in places]
        lost = [c for c in named if c not in present and not columns.is_optional(c)]
        _all_there(lost if missing == "error" else (), present)
        known = (each for each in (*COLUMNS, *columns.placed) if each in present)
        spelt = {present.spelt(each): each for each in known}
        held = Held(
            present=present,
            names={},
            values={},
            columns=columns,
            # The map compares names as they are spelt.
            sources=columns.sources(spelt.get(name, name) for name in present),
        )
        _one_source(held, [*held.sources, *columns.constants])
        return held
    columns = {} if columns is None else columns
    if not isinstance(cast("object", columns), Mapping):
        raise CohortError(
            f"columns: expected a ColumnMap or a dict of names, got {kind_of(columns)}."
        )
    counts = collections.Counter(map(str, columns.values()))
    for name, quantity in columns.items():
        for each in cast("tuple[object, object]", (name, quantity)):
            if not isinstance(each, str):
                raise CohortError(
                    f"columns: expected names of columns mapped to names of "
                    f"quantities, got {kind_of(each)}."
                )
        if counts[quantity] > 1:
            raise CohortError(
                f"columns: two columns are mapped to {shown(quantity)}. Keep the right "
                f"one."
            )
        if quantity not in COLUMNS:
            raise CohortError(
                f"columns: {shown(name)} is mapped to {shown(quantity)}, which is not "
                f"in the data dictionary. {hints_at_quantities()(quantity)}".strip()
            )
    lost = [name for name in columns if name not in present]
    _all_there(lost if missing == "error" else (), present)
    placed = {q: name for name, q in columns.items() if name in present}
    meanings: Meanings = {} if values is None else _plain_meanings(values)
    held = Held(present=present, names=placed, values=meanings)
    _one_source(held, placed)
    return held


def _plain_meanings(values: Meanings) -> Meanings:
    """Maps of values by plain values, as `unique()` of pandas gives those of NumPy."""
    if not isinstance(cast("object", values), Mapping):
        return values
    return {
        name: {
            plain_cell(word): cast("Value | Partly | None", plain_cell(meant))
            for word, meant in words.items()
        }
        if isinstance(cast("object", words), Mapping)
        else words
        for name, words in values.items()
    }


def _all_there(lost: Iterable[str], present: Iterable[str]) -> None:
    names = [*lost]
    if names:
        raise MissingColumnError(
            f"columns: the frame has no column {', '.join(map(shown, names))}. "
            f"{nearest(names[0], present)}".strip()
        )


def _one_source(held: Held, quantities: Iterable[str]) -> None:
    """Refuse a quantity that the map places and that has a column of its own too."""
    for name in quantities:
        places = held.columns_of(name)
        if held.has_own(name) and held.present.spelt(name) not in places:
            other = shown(places[0]) if places else "a constant"
            raise CohortError(
                f"columns: {name} is in two places, {other} and the column "
                f"{held.present.spelt(name)}. Rename or drop one of them."
            )


def missing_inputs(
    rules: Iterable[Form], held: Container[str]
) -> dict[str, tuple[str, ...]]:
    """
    The inputs without a column, by the names of the rules that have such inputs.

    Args:
        rules: The rules.

        held: The names of the quantities that there are columns for.
    """
    names = {
        rule.name: tuple(each.name for each in rule.needed_besides(held))
        for rule in rules
    }
    return {rule: missing for rule, missing in names.items() if missing}


def missing_columns_of(
    rules: Iterable[Form],
    held: Container[str],
    others: Iterable[str],
    what: str,
    fix: str,
) -> MissingColumnError | None:
    """
    The error about all the columns that rules need and do not have; None if none is.

    Args:
        rules: The rules.

        held: The names of the quantities that there are columns for.

        others: The names of columns that hold no quantity; the nearest of them is
            suggested.

        what: What has no such columns: the frame, or the table.

        fix: How to add them.
    """
    rules = [*rules]
    missing = missing_inputs(rules, held)
    if not missing:
        return None
    names = dict.fromkeys(name for each in missing.values() for name in each)
    lacking = (rule for rule in rules if rule.name in missing)
    answers = dict.fromkeys(each.name for rule in lacking for each in rule.recordable)
    free = [each for each in others if each not in COLUMNS]
    hints = [
        f"There is {shown(each)}: did you mean {name}?"
        for name in [*names][:_HINTS] + [*answers][:_HINTS]
        for each in _spellings(name, free)
    ]
    known = {name for name in QUANTITIES if name in held}
    enough = [each for each in answers if not missing_inputs(rules, {*known, each})]
    if enough:
        hints.append(f"A column {' or '.join(enough)} in their place is enough.")
    some = "column" if len(names) == 1 else "columns"
    reads = "reads" if len(missing) == 1 else "read"
    asked = " and ".join(filter(None, (", ".join([*missing][:-1]), [*missing][-1])))
    parts = (
        f"{', '.join(names)}: {what} has no such {some}, which {asked} {reads}.",
        *hints,
        fix,
    )
    return MissingColumnError(" ".join(parts))


def _spellings(name: str, free: Sequence[str]) -> list[str]:
    """The column that is most probably a spelling of a quantity, if there is one."""
    near = nearest_names(name, free)
    # What is nearer to another quantity is probably this one.
    own = (
        each for each in near if nearest_names(each, {name, *QUANTITIES})[:1] == [name]
    )
    return [*own][:1]


def check_meanings(held: Held, inputs: Mapping[str, Quantity]) -> None:
    """
    Refuse an invalid map of values.

    Args:
        held: What the frame holds, and the map.

        inputs: The inputs of the rules by name, which may be more than the data
            dictionary holds.

    Raises:
        CohortError: If a name is not that of a quantity, if a value is mapped to
            one that is invalid for the quantity, or if a missing value is mapped.
    """
    known = {**COLUMNS, **inputs}
    columns = {column: name for name, column in held.names.items()}
    if not isinstance(cast("object", held.values), Mapping):
        raise CohortError(f"values: expected a map, got {kind_of(held.values)}.")
    for name, words in held.values.items():
        if not isinstance(cast("object", name), str):
            raise CohortError(
                f"values: expected names of quantities, got {kind_of(name)}."
            )
        if name not in known:
            hint = (
                f"Use {columns[name]}, the quantity that this column is mapped to."
                if name in columns
                else nearest(name, known)
            )
            raise CohortError(
                f"values: {name} is not in the data dictionary. {hint}".strip()
            )
        if not isinstance(cast("object", words), Mapping):
            raise CohortError(
                f"values: expected a map for {name}, got {kind_of(words)}. Map values "
                f"of the frame to values of the data dictionary."
            )
        for word, meant in words.items():
            _check_key(name, word)
            try:
                if meant is not None:
                    checked_cell(known[name], meant)
            except CervmyeloError as error:
                raise CohortError(
                    f"values: a value is mapped to an invalid one. {error}"
                ) from None


def _check_key(name: str, word: object) -> None:
    if word is None or (isinstance(word, float) and math.isnan(word)):
        raise CohortError(
            f"values: {kind_of(word)} is mapped for {name}. A missing value means not "
            f"recorded and never anything else. Leave it out."
        )
    if not isinstance(word, Value):
        raise CohortError(
            f"values: {kind_of(word)} is mapped for {name}. Map strings, numbers or "
            f"booleans."
        )
    if isinstance(word, int) and abs(word) > _EXACT:
        raise CohortError(
            f"values: a number mapped for {name} is too long to be compared exactly. "
            f"Map it as a string."
        )


def _translated(
    m: Dialect,
    read: Column,
    name: str,
    shape: Shape,
    words: Mapping[Any, Value | Partly | None],
) -> Column:
    """
    A column with some of its values replaced by those of the data dictionary.

    Args:
        m: The dialect.

        read: The column as it is read without a map.

        name: Its name in the frame.

        shape: What it can hold.

        words: What its values mean; all others are checked as they are.

    Raises:
        CohortError: If the keys of the map are of another kind than the column.
    """
    if not words or shape.kind == "nothing":
        return read
    cell = m.col(name)
    if shape.kind != "mixed":
        kind, held = _python_type(shape)
        for word in words:
            # In Python a boolean is a number too.
            odd = isinstance(word, bool) and kind is not bool
            if kind is None or not isinstance(word, kind) or odd:
                raise CohortError(
                    f"values: {kind_of(word)} is mapped for {read.quantity.name}, but "
                    f"the column {name} holds {held}."
                )
    quantity = read.quantity
    value, recorded, part = read.value, read.recorded, read.part
    for word, given in words.items():
        meant = given if given is None else checked(quantity, given)
        one_kind = cell
        if shape.kind == "mixed":
            one_kind = cell.struct.field(_field(word))
        here = _is(m, one_kind, word)
        value = m.case((here, constant(m, quantity, meant)), otherwise=value)
        if isinstance(meant, Partly) or part is not None:
            nothing = constant(m, quantity, None)
            before = part or (nothing, nothing)
            low, high = (
                m.case((here, each), otherwise=old)
                for each, old in zip(ends_of(m, quantity, meant), before, strict=True)
            )
            part = (low, high)
        if recorded is not None:
            whole = meant is not None and not isinstance(meant, Partly)
            recorded = m.case((here, m.lit(whole, "boolean")), otherwise=recorded)
    of_r = read.of_r
    if of_r is not None and recorded is not None:
        of_r = of_r & recorded & value.is_null()
    return attrs.evolve(
        read, value=value, recorded=recorded, of_r=of_r, part=part, name=""
    )


def _python_type(shape: Shape) -> tuple[Any, str]:
    """The Python type of the values of a column, and its name for messages."""
    if shape.kind == "string":
        return str, "text"
    if shape.kind == "boolean":
        return bool, "booleans"
    if shape.number:
        return int | float, "numbers"
    return None, "neither text, booleans nor numbers"


def _field(word: Value) -> str:
    """The field of a mixed column that holds values like this one."""
    match word:
        case bool():
            return TRUTH
        case str():
            return TEXT
        case _:
            return NUMBER


def _is(m: Dialect, cell: Expression, word: Value) -> Expression:
    match word:
        case bool():
            return cell if word else ~cell
        case str():
            return m.cast(cell, "string") == word
        case _:
            return m.cast(cell, "float") == float(word)
