"""
The columns that rules read and add, as a data dictionary and as schemas.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias, assert_never

import attrs

from cervmyelo.display.tables import Table, dictionary
from cervmyelo.extras import library
from cervmyelo.field_types import expect, typed
from cervmyelo.forms import Form
from cervmyelo.models.ends import ends_of
from cervmyelo.models.missing import COMPANIONS
from cervmyelo.models.patient import QUANTITIES, reason_for
from cervmyelo.notebook import Shown, cut
from cervmyelo.public import public
from cervmyelo.quantity import Choice, Fact, Measure, Quantity

from .answers import added_columns, answer_name
from .applicable import find_all
from .errors import CohortError

if TYPE_CHECKING:
    import polars as pl

__all__ = ["CohortSchema", "cohort_schema"]

_Plain: TypeAlias = "str | float | bool | list[str] | None"


@attrs.frozen(repr=False, field_transformer=typed)
class CohortSchema(Shown):
    """
    The columns that rules read; iterate over it for their quantities.

    Attributes:
        quantities: What the columns hold, in the order in which the rules name them;
            with *reasons*, each is followed by its reason, which a frame need not
            have a column for.

        rules: The rules; empty if every quantity is listed.
    """

    quantities: tuple[Quantity, ...]
    rules: tuple[Form, ...] = ()

    def __repr__(self) -> str:
        names = ", ".join(self.names[:4])
        more = ", ..." if len(self) > len(self.names[:4]) else ""
        return cut(f"<CohortSchema: {len(self)} columns: {names}{more}>")

    def __str__(self) -> str:
        return "\n".join(f"{e.name}: {e.label}; {e.allowed}" for e in self)

    def _repr_html_(self) -> str:
        from cervmyelo.display.frames import schema_page
        from cervmyelo.display.page import written

        return written(schema_page(self.quantities, self.rules))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(each.name for each in self.quantities)

    @property
    def table(self) -> Table:
        """The data dictionary of the columns."""
        return dictionary(self.quantities)

    @property
    def head(self) -> tuple[str, ...]:
        """The headings of the table."""
        return self.table.head

    @property
    def body(self) -> tuple[tuple[str, ...], ...]:
        """The rows of the table."""
        return self.table.body

    def __iter__(self) -> Iterator[Quantity]:
        return iter(self.quantities)

    def __len__(self) -> int:
        return len(self.quantities)

    def to_json(self) -> dict[str, list[dict[str, _Plain]]]:
        """
        The columns as plain values that ``json.dumps`` takes.

        Returns:
            Under ``columns`` one object for each column, all with the same keys;
            keys that do not apply to its kind are None. ``optional`` is true for
            the reason of a missing value.
        """
        return {"columns": [_plain(each) for each in self.quantities]}

    def to_polars(self) -> pl.Schema:
        """
        The columns as a schema of Polars.

        >>> cohort_schema("mjoa_total").to_polars()["mjoa_sphincter"]
        Int64

        Choices are strings and not enumerations, so that an invalid word is flagged
        in its row and does not stop the reading of a file.

        Raises:
            NotInstalledError: If Polars is not installed.
        """
        polars = library("polars", "cervmyelo[frames]")
        schema: pl.Schema = polars.Schema(
            {each.name: getattr(polars, _KINDS[_kind(each)][0]) for each in self}
        )
        return schema

    def to_pyarrow(self) -> Any:
        """
        The columns as a schema of PyArrow.

        Raises:
            NotInstalledError: If PyArrow is not installed.
        """
        arrow = library("pyarrow", "cervmyelo[frames]")
        return arrow.schema(
            [(each.name, getattr(arrow, _KINDS[_kind(each)][1])()) for each in self]
        )

    def answers(self, *, bounds: bool = False) -> AnswerSchema:
        """
        The columns that `assess_cohort` adds for these rules.

        >>> cohort_schema("mjoa_severity").answers().to_polars()["mjoa_severity"]
        Enum(categories=['none', 'mild', 'moderate', 'severe'])

        Args:
            bounds: Whether bounds and status are wanted.

        Raises:
            CohortError: If no rules were named.
        """
        expect("bounds", bounds, bool)
        if not self.rules:
            raise CohortError(
                "cohort_schema: no rules were named, so no columns would be added. "
                "Name the rules, as in cohort_schema(*RULES)."
            )
        return AnswerSchema(self.rules, bounds)


@attrs.frozen(repr=False, field_transformer=typed)
class AnswerSchema(Shown):
    """
    The columns that `assess_cohort` adds for some rules.

    The column ``problems``, a string, is added after them all by default.

    Attributes:
        rules: The rules.

        bounds: Whether bounds and status are among the columns.
    """

    rules: tuple[Form, ...]
    bounds: bool = False

    def __str__(self) -> str:
        return "\n".join(
            f"{each['name']}: {each['label']}; {each['kind']}"
            for each in self.to_json()["columns"]
        )

    def _repr_html_(self) -> str:
        from cervmyelo.display.frames import answers_page
        from cervmyelo.display.page import written

        return written(answers_page(self.to_json()["columns"]))

    def _called(self, rule: Form) -> str:
        """What the columns of a rule begin with, next to the inputs of all of them."""
        return answer_name(rule, {q.name for r in self.rules for q in r.inputs}, {})

    def to_json(self) -> dict[str, list[dict[str, _Plain]]]:
        """
        The columns as plain values that ``json.dumps`` takes.

        Returns:
            Under ``columns`` one object for each column: its name, rule, label and
            kind; for grades the levels from the best to the worst and whether they
            have an order, else None.
        """
        return {
            "columns": [
                {
                    "name": each.name,
                    "rule": rule.name,
                    "label": rule.label,
                    "kind": _ANSWERS[each.kind][0] if not each.levels else "grade",
                    "levels": list(each.levels) or None,
                    "ordered": each.ordered if each.levels else None,
                }
                for rule in self.rules
                for each in added_columns(rule, self._called(rule), bounds=self.bounds)
            ]
        }

    def to_polars(self) -> pl.Schema:
        """
        The columns as a schema of Polars; grades are enumerations.

        Raises:
            NotInstalledError: If Polars is not installed.
        """
        polars = library("polars", "cervmyelo[frames]")
        schema: pl.Schema = polars.Schema(
            {
                each.name: polars.Enum(each.levels)
                if each.levels
                else getattr(polars, _ANSWERS[each.kind][1])
                for rule in self.rules
                for each in added_columns(rule, self._called(rule), bounds=self.bounds)
            }
        )
        return schema

    def to_pyarrow(self) -> Any:
        """
        The columns as a schema of PyArrow: grades are dictionaries, with ranks.

        Raises:
            NotInstalledError: If PyArrow is not installed.
        """
        arrow = library("pyarrow", "cervmyelo[frames]")
        return arrow.schema(
            [
                (
                    each.name,
                    arrow.dictionary(arrow.uint8(), arrow.large_string(), each.ordered)
                    if each.levels
                    else getattr(arrow, _ANSWERS[each.kind][2])(),
                )
                for rule in self.rules
                for each in added_columns(
                    rule, self._called(rule), bounds=self.bounds, ranks=True
                )
            ]
        )


@public
def cohort_schema(
    *rules: Form | str, reasons: bool = False, ends: bool = False
) -> CohortSchema:
    """
    The columns that rules read, as a data dictionary and as schemas.

    >>> cohort_schema("mjoa_total").names[0]
    'mjoa_motor_upper'
    >>> cohort_schema("mjoa_total").to_json()["columns"][3]["high"]
    3

    Why a value is missing can be recorded in a column next to it:

    >>> reason = [*cohort_schema("mjoa_total", reasons=True)][1]
    >>> reason.name, reason.levels
    ('mjoa_motor_upper_missing', ('not_asked', 'not_testable', 'refused', \
'other_cause'))

    Args:
        rules: The rules, or their names; without any, every quantity there is.

        reasons: Whether to list the optional columns ``<quantity>_missing`` too, each
            after its quantity and with the words that it can hold. ``other_cause``
            is among them only where another cause can explain a value.

        ends: Whether to list the optional columns ``<quantity>_low`` and
            ``<quantity>_high`` too, for values that are known in part.

    Raises:
        CervmyeloError: If something is neither a rule nor the name of one.
    """
    expect("reasons", reasons, bool)
    expect("ends", ends, bool)
    found = find_all(rules)
    inputs = tuple(dict.fromkeys(each for rule in found for each in rule.inputs))
    columns = inputs or tuple(QUANTITIES.values())
    columns = tuple(_with_others(columns, reasons=reasons, ends=ends))
    return CohortSchema(columns, tuple(found))


def _with_others(
    quantities: Iterable[Quantity], *, reasons: bool, ends: bool
) -> Iterator[Quantity]:
    for each in quantities:
        yield each
        if ends:
            yield from ends_of(each)
        if reasons and each.name in COMPANIONS:
            yield COMPANIONS[each.name]


_KINDS: Final = {
    "yes or no": ("Boolean", "bool_"),
    "choice": ("String", "string"),
    "whole number": ("Int64", "int64"),
    "number": ("Float64", "float64"),
}
"""The kinds of columns, with the names of their types in Polars and in PyArrow."""

_ANSWERS: Final[Mapping[str, tuple[str, str, str]]] = {
    "int64": ("whole number", "Int64", "int64"),
    "float": ("number", "Float64", "float64"),
    "string": ("text", "String", "large_string"),
}
"""The kinds of answers that are not grades, with their types likewise."""

_OF_A_KIND: Final = ("low", "high", "step", "levels", "ordered", "unit")


def _kind(quantity: Quantity) -> str:
    match quantity:
        case Fact():
            return "yes or no"
        case Choice():
            return "choice"
        case Measure():
            return "whole number" if quantity.whole else "number"
        case _:
            assert_never(quantity)


def _plain(quantity: Quantity) -> dict[str, _Plain]:
    of_a_kind: dict[str, _Plain] = {}
    match quantity:
        case Fact():
            pass
        case Choice(levels=levels, ordered=ordered):
            of_a_kind = {"levels": list(levels), "ordered": ordered}
        case Measure(low=low, high=high, step=step, unit=unit):
            of_a_kind = {"low": low, "high": high, "step": step, "unit": unit}
        case _:
            assert_never(quantity)
    return {
        "name": quantity.name,
        "label": quantity.label,
        "kind": _kind(quantity),
        **{key: of_a_kind.get(key) for key in _OF_A_KIND},
        "question": quantity.question,
        "none": quantity.none,
        "optional": bool(reason_for(quantity.name)),
    }
