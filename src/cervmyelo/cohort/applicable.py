"""
Which rules a frame has the columns for.
"""

from __future__ import annotations

import warnings
from collections.abc import Container, Mapping, Sequence
from typing import TYPE_CHECKING, Final, cast

import attrs

from cervmyelo.errors import CervmyeloError
from cervmyelo.field_types import Rebuilt, read_only, typed
from cervmyelo.forms import Form, Rule
from cervmyelo.names import first_names
from cervmyelo.notebook import Shown, cut
from cervmyelo.registry import RULES

from .engines import engine_of
from .errors import CohortError, CohortWarning, MissingColumnError
from .maps import Columns, MissingColumns, held_by, missing_inputs

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrame

__all__ = ["Applicable", "asked_of", "find_all", "rules_for"]

_COLLECTIONS: Final = ("list", "tuple", "set", "frozenset", "dict")

_NAMED: Final = 5
"""How many of the missing columns of a rule a message names."""


@attrs.frozen(field_transformer=typed, repr=False)
class Applicable(Rebuilt, Shown):
    """
    The rules that a frame has the columns for, and those that it does not.

    Attributes:
        applied: The rules whose input columns are all there.

        skipped: For the name of each other rule, the columns that are missing.
    """

    applied: tuple[Form, ...]
    skipped: Mapping[str, tuple[str, ...]] = attrs.field(converter=read_only)

    def __repr__(self) -> str:
        names = ", ".join(rule.name for rule in self.applied[:4])
        skipped = f"{len(self.skipped)} skipped"
        return cut(f"<Applicable: {len(self.applied)} applied, {skipped}; {names}>")

    def _repr_html_(self) -> str:
        from cervmyelo.display.frames import allowed_page
        from cervmyelo.display.page import written

        return written(allowed_page(self.applied, self.skipped))

    def __str__(self) -> str:
        applied = ", ".join(rule.name for rule in self.applied) or "none"
        lines = [f"applied: {applied}"]
        if self.skipped:
            lines.append("skipped:")
        lines += [
            f"  {name}: no column {first_names(missing, _NAMED)}"
            for name, missing in self.skipped.items()
        ]
        return "\n".join(lines)


def rules_for(frame: IntoFrame, columns: Columns | None = None) -> Applicable:
    """
    The rules that can be applied to a frame, and the columns that others miss.

    >>> import polars as pl
    >>> cohort = pl.DataFrame({"age_years": [61], "neck_mobility": ["normal"],
    ...                        "dur": [24], "sex_at_birth": ["male"]})
    >>> found = rules_for(cohort, columns={"dur": "symptom_duration_months"})
    >>> [rule.name for rule in found.applied][:1]
    ['article_outlook_factors']
    >>> found.skipped["article_risk_factors"]
    ('congenital_narrow_canal', 'opll', 'asian_descent', 'rheumatoid_arthritis')

    Args:
        frame: A frame of any kind that `assess_cohort` takes. Only the names of its
            columns are read; a lazy frame is not evaluated.

        columns: A `ColumnMap`, or for each column that has another name, the name of
            its quantity.

    Returns:
        Both, readable when printed. A skipped rule can still be applied after adding
        its missing columns as nulls, which mean that nothing was recorded.

    Raises:
        CohortError: If the map of columns is invalid.
    """
    return _applicable(held_by(columns, None, engine_of(frame).schema))


def find_all(rules: Sequence[Form | str]) -> list[Form]:
    """
    The rules with these names; rules stay what they are.

    Raises:
        CervmyeloError: If something is neither a rule nor the name of one.

        CohortError: If a rule is given twice.
    """
    found = [_rule(each) for each in rules]
    names = [each.name for each in found]
    for name in names:
        if names.count(name) > 1:
            raise CohortError(f"rules: {name} is given twice. Give each rule once.")
    return found


def asked_of(
    rules: Sequence[Form | str],
    held: Container[str],
    *,
    missing: MissingColumns = "error",
    stacklevel: int,
) -> list[Form]:
    """
    The rules to apply to a frame: those that are named, or all that it allows.

    Args:
        rules: The rules, or their names.

        held: The names of the quantities that the frame has columns for.

        missing: What an input without a column is. If it is not recorded, every rule
            can be applied.

        stacklevel: The caller that a warning is about, as for `warnings.warn` there.

    Raises:
        CervmyeloError: If something is neither a rule nor the name of one.

        MissingColumnError: If none is named and none can be applied.

    Warns:
        CohortWarning: If none is named, and some but not all of the inputs of a rule
            are there.
    """
    if rules:
        return find_all(rules)
    if missing == "unknown":
        return [*RULES.values()]
    found = _applicable(held)
    if not found.applied:
        raise MissingColumnError(
            "frame: no rule has all its input columns. See cohort_schema() for their "
            "names, or map yours with columns={...}."
        )
    partly = [
        f"{name} (no column {first_names(missing, _NAMED)})"
        for name, missing in found.skipped.items()
        if len(missing) < len(RULES[name].inputs)
    ]
    if partly:
        warnings.warn(
            f"Some input columns of these rules are missing, so they are not applied: "
            f"{'; '.join(partly)}. Name the rules to apply, or see rules_for(frame).",
            CohortWarning,
            stacklevel=stacklevel + 1,
        )
    return [*found.applied]


def _rule(each: Form | str) -> Form:
    if isinstance(each, str):
        return RULES[each]
    given = cast("object", each)
    if isinstance(given, Rule):
        return each
    kind = "function" if callable(given) else type(given).__name__
    fix = (
        "Give the rules one by one, as in assess_cohort(frame, *rules)."
        if kind in _COLLECTIONS
        else 'Give a name such as "mjoa_total", or a rule of this library.'
    )
    raise CervmyeloError(
        f"rules: expected a rule or the name of one, got a {kind}. {fix}"
    )


def _applicable(held: Container[str]) -> Applicable:
    missing = missing_inputs(RULES.values(), held)
    applied = (rule for rule in RULES.values() if rule.name not in missing)
    return Applicable(tuple(applied), missing)
