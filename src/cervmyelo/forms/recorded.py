"""
Answers that were recorded in place of what a rule reads, or next to it.

A recorded total is as good as its items: the rule answers with it, and so does every
rule that reads the total. Next to items both narrow each other, and a recorded answer
that the items cannot give is a contradiction.
"""

from __future__ import annotations

import functools
from collections.abc import Container, Iterator
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import attrs

from cervmyelo.errors import ContradictionError
from cervmyelo.findings import Finding, Outcome, Reason, evolved, possibly_none
from cervmyelo.frozen import Frozen
from cervmyelo.partly import options_of
from cervmyelo.quantity import Partly, Quantity, Value, Values
from cervmyelo.scale import Grade

if TYPE_CHECKING:
    from .rule import Rule

__all__ = ["NEAR", "PLACES", "RecordedAnswer", "slack"]

V = TypeVar("V", bound=Outcome)

PLACES: Final = tuple(range(7))
"""The decimal places to which a calculated number can have been rounded."""

NEAR: Final = 1e-6
"""How close to a whole number a scaled number must be to count as one."""

_RECORDED: Final = "recorded"


def slack(number: float) -> float:
    """
    How far a recorded number can be from the calculated one that was rounded to it.

    >>> slack(0.82), slack(63)
    (0.005, 0.5)
    """
    for place in PLACES:
        scaled = abs(number) * float(10**place) + NEAR / 2
        if scaled % 1 < NEAR:
            return 0.5 / float(10**place)
    return 0.5 / float(10 ** PLACES[-1])


@attrs.frozen(eq=False, repr=False)
class RecordedAnswer(Frozen):
    """
    An answer that can be recorded.

    Attributes:
        rule: The rule that gives it.

        answer: The answer as a quantity.
    """

    rule: Rule[Any]
    answer: Quantity

    def contradiction(
        self, values: Values, recorded_names: Container[str] | None = None
    ) -> ContradictionError | None:
        """
        The contradiction between a recorded answer and the rest, if there is one.

        Args:
            values: What is known.

            recorded_names: The names of what was recorded, which the error names; None
                for all that is known.
        """
        recorded = self._recorded(values)
        known = self._known(values)
        if recorded is None or (self._continuous and not known):
            return None
        finding = self.rule.regardless({**values, self.answer.name: None})
        # Zero is an answer, too.
        if [*self._allowed(finding, recorded)]:
            return None
        named = (e for e in known if recorded_names is None or e in recorded_names)
        why = f"the recorded {self.answer.label} is not one that the others give"
        return ContradictionError((self.answer.name, *named), why)

    def _recorded(self, values: Values) -> Value | Partly | None:
        """
        The recorded answer; None if there is none, or if an item has two readings.

        It was scored like the items, and has two readings as they do.
        """
        recorded = values.get(self.answer.name)
        if recorded is None:
            return None
        each = map(values.get, self.rule.inputs_by_name)
        if any(isinstance(v, Partly) and v.as_scored is not None for v in each):
            return None
        return recorded

    def _known(self, values: Values) -> tuple[str, ...]:
        """The names of what was recorded of what the rule reads."""
        return tuple(name for name in self._beside if values.get(name) is not None)

    @functools.cached_property
    def _beside(self) -> tuple[str, ...]:
        """The names of what the rule reads, but for the answer itself."""
        beside = (*self.rule.inputs, *self.rule.recordable)
        names = dict.fromkeys(each.name for each in beside)
        return tuple(name for name in names if name != self.answer.name)

    def _allowed(
        self, finding: Finding[Outcome], recorded: Value | Partly
    ) -> Iterator[Outcome]:
        """The answers of a finding that agree with a recorded one."""
        options = options_of(recorded)
        if finding.possible is not None and not self._continuous:
            words = {str(each) for each in options}
            for each in finding.possible:
                if str(each) in words if isinstance(each, Grade) else each in options:
                    yield each
        elif finding.low is not None and finding.high is not None:
            low, high = (cast("float", each) for each in (finding.low, finding.high))
            first, last = (cast("float", options[end]) for end in (0, -1))
            near = max(slack(first), slack(last))
            if first - near > high or low > last + near:
                return
            if low == high:
                # A calculated number is more precise than one that was rounded.
                yield low
            elif first == last:
                yield first
            else:
                yield from (max(low, first), min(high, last))

    @property
    def _continuous(self) -> bool:
        return getattr(self.answer, "step", 1) is None

    def noted(self, finding: Finding[V], values: Values, asked: Rule[V]) -> Finding[V]:
        """
        A finding that takes the recorded answer into account.

        Args:
            finding: The finding of a rule.

            values: What is known.

            asked: That rule: the one whose answer is recorded, or one that reads it.
        """
        recorded = self._recorded(values)
        if recorded is None or finding.status == "refused":
            return finding
        about = {each.name for each in self.rule.inputs}
        reasons = tuple(
            each
            for each in finding.because
            if each.value is not None or getattr(each.about, "name", "") not in about
        )
        answered = Reason(self.answer, recorded, _RECORDED)
        if self.rule is not asked:
            return evolved(finding, because=(answered, *reasons))
        if self._known(values):
            # The source gave an answer, so none of its gaps is possible.
            excluded = possibly_none(asked.gaps)
            because = (answered, *(each for each in reasons if each not in excluded))
        else:
            # What was not recorded explains nothing.
            because = (answered,)
        if self._continuous and not self._known(values):
            # The measures of a source seldom reach both ends of what can be recorded.
            possible = cast("tuple[V, ...]", options_of(recorded))
        else:
            possible = cast("tuple[V, ...]", tuple(self._allowed(finding, recorded)))
        low, high = possible[0], possible[-1]
        alone = low == high
        ordered = finding.low is not None
        many = finding.possible is None and not alone
        return evolved(
            finding,
            status="ok" if alone else "undecided",
            value=low if alone else None,
            possible=None if many else tuple(dict.fromkeys(possible)),
            low=low if ordered else None,
            high=high if ordered else None,
            because=because,
            missing=() if alone else finding.missing,
        )
