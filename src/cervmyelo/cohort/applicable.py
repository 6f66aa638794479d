"""
Which rules a frame has the columns for.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import attrs

from cervmyelo.forms import Form
from cervmyelo.registry import RULES

from .engines import engine_of
from .errors import CohortWarning, MissingColumnError
from .maps import ColumnNames, where

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrame

__all__ = ["Applicable", "asked_of", "rules_for"]

_NAMED: Final = 5
"""How many of the columns that a rule lacks are told by name."""


def _frozen(lacking: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({**lacking})


@attrs.frozen
class Applicable:
    """
    The rules that a frame has the columns for, and those that it has not.

    Attributes:
        applied: The rules whose inputs are all there.

        skipped: The names of all other rules, each with the columns that it lacks.
    """

    applied: tuple[Form, ...]
    skipped: Mapping[str, tuple[str, ...]] = attrs.field(converter=_frozen)

    def __str__(self) -> str:
        applied = ", ".join(rule.name for rule in self.applied) or "none"
        lines = [f"applied: {applied}"]
        if self.skipped:
            lines.append("skipped:")
        lines += [
            f"  {name} lacks {_few(lacking)}" for name, lacking in self.skipped.items()
        ]
        return "\n".join(lines)


def rules_for(frame: IntoFrame, columns: ColumnNames | None = None) -> Applicable:
    """
    The rules that can be applied to a frame, and what the others lack.

    >>> import polars as pl
    >>> cohort = pl.DataFrame({"age_years": [61], "neck_mobility": ["normal"],
    ...                        "dur": [24], "sex_at_birth": ["male"]})
    >>> found = rules_for(cohort, columns={"dur": "symptom_duration_months"})
    >>> [rule.name for rule in found.applied][:1]
    ['article_outlook_factors']
    >>> found.skipped["article_risk_factors"]
    ('congenital_narrow_canal', 'opll', 'asian_descent', 'rheumatoid_arthritis')

    Args:
        frame: The frame, of any kind that `assess_cohort` takes; lazy frames stay
            so, only their columns are looked at.

        columns: The quantity of each column of the frame that has another name.

    Returns:
        Both, readable when printed. What is skipped could still be applied with
        columns of nulls, which say that nothing of it was recorded.

    Raises:
        CohortError: If the map of columns cannot be meant.
    """
    present = engine_of(frame).schema
    return _applicable(present, where(columns, present))


def asked_of(
    rules: Sequence[Form | str],
    present: Mapping[str, Any],
    places: Mapping[str, str],
    *,
    stacklevel: int,
) -> list[Form]:
    """
    The rules that are asked of a frame: those that are named, or all that it allows.

    Args:
        rules: The rules, or their names.

        present: The types of the columns of the frame.

        places: The column of each quantity that has another name in the frame.

        stacklevel: Whose call a warning is about, as for `warnings.warn` there.

    Raises:
        MissingColumnError: If none is named and none can be applied.

    Warns:
        CohortWarning: If none is named, and some but not all of the inputs of a rule
            are there.
    """
    if rules:
        return [RULES[rule] if isinstance(rule, str) else rule for rule in rules]
    found = _applicable(present, places)
    if not found.applied:
        raise MissingColumnError(
            "No rule has all its inputs among the columns of the frame. See "
            "cohort_schema() for the names, or map them with columns={...}."
        )
    partly = [
        f"{name} lacks {_few(lacks)}"
        for name, lacks in found.skipped.items()
        if len(lacks) < len(RULES[name].inputs)
    ]
    if partly:
        warnings.warn(
            f"Some columns of these rules are there and some are not, so they are not "
            f"applied: {'; '.join(partly)}. Name the rules to be applied, or see "
            f"rules_for(frame).",
            CohortWarning,
            stacklevel=stacklevel + 1,
        )
    return [*found.applied]


def _applicable(present: Mapping[str, Any], places: Mapping[str, str]) -> Applicable:
    lacking = {
        rule: tuple(
            each.name
            for each in rule.inputs
            if places.get(each.name, each.name) not in present
        )
        for rule in RULES.values()
    }
    return Applicable(
        tuple(rule for rule, lacks in lacking.items() if not lacks),
        {rule.name: lacks for rule, lacks in lacking.items() if lacks},
    )


def _few(names: tuple[str, ...]) -> str:
    more = len(names) - _NAMED
    return f"{', '.join(names[:_NAMED])}{f' and {more} more' if more > 0 else ''}"
