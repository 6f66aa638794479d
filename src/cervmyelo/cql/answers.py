"""
The answer of each form of rule: the one place that matches over their closed union.

A rule that reads the answer of another rule gets it from here, and so does an answer
that was recorded in place of inputs, or next to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never, cast

import attrs

from cervmyelo.forms import (
    Bands,
    Crosswalk,
    Curve,
    FirstMatch,
    Form,
    PostTest,
    Quotient,
    Regression,
    Sum,
    Tally,
)
from cervmyelo.quantity import Measure, Quantity
from cervmyelo.scale import Scale

from . import formulas, rows, scores, tables
from .expressions import (
    FALSE,
    NULL,
    Ends,
    all_of,
    any_of,
    chosen,
    greatest,
    least_of,
    listed,
    number,
    opposite,
    quoted,
    surely,
)
from .functions import called
from .knowledge import Knowledge
from .possible import Answer, Numbers, Ranks

__all__ = ["Answers"]


@attrs.frozen
class Answers:
    """
    The definitions of what rules answer, made as they are asked for.

    Attributes:
        knowledge: What is known of the person.
    """

    knowledge: Knowledge

    def of(self, rule: Form) -> Answer:
        """What is still possible, also by a recorded answer, whoever the person is."""
        found = self._found(rule)
        if rule.recorded is None or isinstance(rule, Sum):
            # A recorded total and its items have narrowed each other before.
            return found
        if isinstance(found, Ranks):
            return self._agreeing(rule, rule.recorded, found)
        return self._as_recorded(rule, cast("Measure", rule.recorded), found)

    def contradicted(self, rule: Form) -> str:
        """Whether its recorded answer, or that of a part, is none that others give."""
        own = FALSE
        if rule.recorded is not None and not isinstance(rule, Sum):
            self.of(rule)
            own = self.knowledge.definitions.reference(_against(rule))
        return any_of((own, *map(self.contradicted, rule.parts)))

    def _found(self, rule: Form) -> Answer:
        match rule:
            case FirstMatch():
                return rows.first_match(self.knowledge, rule)
            case Tally():
                return rows.tally(self.knowledge, rule)
            case Sum():
                return scores.total(self.knowledge, rule)
            case Bands(of=of):
                return scores.bands(self.knowledge, rule, self._score(of))
            case Quotient():
                return formulas.quotient(self.knowledge, rule)
            case Regression():
                return formulas.regression(self.knowledge, rule)
            case Crosswalk():
                return tables.crosswalk(self.knowledge, rule)
            case PostTest(of=of):
                return tables.post_test(self.knowledge, rule, self._graded(of))
            case Curve(of=of):
                return tables.curve(self.knowledge, rule, self._graded(of))
            case _:
                assert_never(rule)

    def _score(self, of: Measure | Sum | Tally | Quotient | Regression) -> Ends:
        if isinstance(of, Measure):
            return self.knowledge.ends(of)
        return cast("Numbers", self.of(of)).ends

    def _graded(self, of: Bands | FirstMatch) -> Ranks:
        return cast("Ranks", self.of(of))

    def _agreeing(self, rule: Form, recorded: Quantity, found: Ranks) -> Ranks:
        """The grades that agree with a recorded one."""
        put = self.knowledge.definitions.put
        ends = self.knowledge.ends(recorded)
        scale = cast("Scale", rule.scale)
        if isinstance(recorded, Measure):
            codes = listed(number(float(each)) for each in scale.codes)
            some = called("ranks of numbers", *ends, codes)
        else:
            codes = listed(quoted(str(each)) for each in scale.codes)
            some = called("ranks of words", *ends[1:], codes)
        none = any_of((*self._twice(rule), opposite(self.knowledge.has_any(recorded))))
        stated = put(
            f"{rule.name} ranks on record", chosen((none, NULL), otherwise=some)
        )
        kept = put(
            f"{rule.name} ranks",
            f"{found.all} R where {stated} is null or exists ({stated} S where S = R)",
        )
        there = f"{stated} is not null"
        put(_against(rule), all_of((there, f"not exists ({kept})")))
        return Ranks(kept, all_of((found.gap, f"{stated} is null")))

    def _twice(self, rule: Form) -> Iterator[str]:
        """Whether an input, and so a recorded answer, has two readings."""
        for each in rule.inputs:
            # As yes and as no, a fact is not known at all.
            if isinstance(each, Measure):
                twice = self.knowledge.recorded.is_twice(each)
                against = self.knowledge.contradictions.of(each)
                yield all_of((twice, opposite(against)))

    def _as_recorded(self, rule: Form, recorded: Measure, found: Numbers) -> Numbers:
        """A calculated number, or the recorded one where it is not known exactly."""
        put = self.knowledge.definitions.put
        ends = self.knowledge.ends(recorded)
        inputs = put(
            f"{rule.name} has an input",
            any_of(
                self.knowledge.has_any(each)
                for each in dict.fromkeys((*rule.inputs, *rule.recordable))
                if each != recorded
            ),
        )
        there = put(
            f"{rule.name} is on record",
            all_of(
                (self.knowledge.has_any(recorded), *map(opposite, self._twice(rule)))
            ),
        )
        slacks = (called("slack", each) for each in ends[:2])
        near = put(f"{rule.name} slack on record", greatest(slacks))
        apart = any_of(
            (
                f"{found.least} is null",
                f"{ends.least} - {near} > {found.most}",
                f"{ends.most} + {near} < {found.least}",
            )
        )
        put(_against(rule), surely(all_of((there, inputs, apart))))
        # What is calculated is more precise than what was rounded.
        calculated = surely(f"{found.least} = {found.most}")
        exact = any_of((opposite(there), all_of((inputs, calculated))))
        free = any_of((opposite(inputs), f"{ends.least} = {ends.most}"))
        return Numbers(
            put(
                f"{rule.name} least",
                chosen(
                    (exact, found.least),
                    (free, ends.least),
                    otherwise=greatest((found.least, ends.least)),
                ),
            ),
            put(
                f"{rule.name} most",
                chosen(
                    (exact, found.most),
                    (free, ends.most),
                    otherwise=least_of((found.most, ends.most)),
                ),
            ),
            all_of((found.gap, opposite(there))),
        )


def _against(rule: Form) -> str:
    return f"{rule.name} contradicts its record"
