"""
The people a rule is for: conditions on what is recorded, each with its source.

A rule gives no answer where a condition is known not to be met. Where a condition is
not known, the answer is given together with what it assumes.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

import attrs

from cervmyelo.criteria import Criterion, looks_at
from cervmyelo.findings import Gap
from cervmyelo.frozen import Frozen
from cervmyelo.quantity import Quantity, Values
from cervmyelo.sources import Citation

__all__ = ["OUTSIDE_POPULATION", "Condition", "People"]

OUTSIDE_POPULATION = "outside_population"
"""The code of the refusal for a person who is known to be outside of the people."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Condition(Frozen):
    """
    One condition that the people of a publication meet.

    Attributes:
        label: The condition as a noun phrase: "age 18 or over".

        when: The criterion.

        cite: Where the condition is written.

        defining: Whether the rule is made for these people alone, such as a scale for
            rheumatoid arthritis. A report lists such a rule only where the condition is
            known to be met.
    """

    label: str
    when: Criterion
    cite: Citation
    defining: bool = False

    @functools.cached_property
    def gap(self) -> Gap:
        """The reason for refusing a person who does not meet the condition."""
        why = f"The rule is for people with: {self.label} [{self.cite}]."
        return Gap(OUTSIDE_POPULATION, why)

    def __str__(self) -> str:
        return self.label


@attrs.frozen(kw_only=True, eq=False, repr=False)
class People(Frozen):
    """
    The people a rule is for.

    Attributes:
        says: Who they are, in one sentence; if the source does not say, this.

        conditions: The conditions that can be checked; empty if the source states none.
    """

    says: str
    conditions: tuple[Condition, ...] = ()

    def __str__(self) -> str:
        return self.says

    @functools.cached_property
    def inputs(self) -> tuple[Quantity, ...]:
        """The quantities that the conditions read, each once."""
        read = (each for c in self.conditions for each in looks_at(c.when))
        return tuple(dict.fromkeys(read))

    def unmet(self, values: Values) -> Iterator[Condition]:
        """The conditions that the recorded values do not meet."""
        return (each for each in self.conditions if each.when.met(values) is False)

    def assumed(self, values: Values) -> Iterator[Condition]:
        """The conditions that the recorded values leave open."""
        return (each for each in self.conditions if each.when.met(values) is None)
