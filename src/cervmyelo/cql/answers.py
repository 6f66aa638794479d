"""
The answer of each form of rule: the one place that matches over their closed union.

A rule that reads the answer of another rule gets it from here, and so does an answer
that was recorded in place of inputs, or next to them.
"""

from __future__ import annotations

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
from cervmyelo.forms.recorded import NEAR, PLACES
from cervmyelo.quantity import Choice, Measure, Quantity
from cervmyelo.scale import Scale

from . import formulas, rows, scores, tables
from .expressions import (
    FALSE,
    NULL,
    Ends,
    all_of,
    any_of,
    chosen,
    number,
    quoted,
    surely,
)
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
        found = cast("Numbers", self.of(of))
        return Ends(found.least, found.most)

    def _graded(self, of: Bands | FirstMatch) -> Ranks:
        return cast("Ranks", self.of(of))

    def _agreeing(self, rule: Form, recorded: Quantity, found: Ranks) -> Ranks:
        """The grades that agree with a recorded one."""
        value, put = self.knowledge.value(recorded), self.knowledge.definitions.put
        scale = cast("Scale", rule.scale)
        words = (
            quoted(str(code)) if isinstance(recorded, Choice) else number(float(code))
            for code in scale.codes
        )
        places = ((f"{value} = {word}", str(at)) for at, word in enumerate(words))
        rank = put(f"{rule.name} rank on record", chosen(*places, otherwise=NULL))
        kept = put(
            f"{rule.name} ranks", f"{found.all} R where {rank} is null or R = {rank}"
        )
        put(_against(rule), all_of((f"{rank} is not null", f"not exists ({kept})")))
        return Ranks(kept, all_of((found.gap, f"{rank} is null")))

    def _as_recorded(self, rule: Form, recorded: Measure, found: Numbers) -> Numbers:
        """A calculated number, or the recorded one where it is not known exactly."""
        value, put = self.knowledge.value(recorded), self.knowledge.definitions.put
        inputs = any_of(
            self.knowledge.has_any(each)
            for each in dict.fromkeys((*rule.inputs, *rule.recordable))
            if each != recorded
        )
        near = put(f"{rule.name} slack on record", _slack(value))
        apart = any_of(
            (
                f"{found.least} is null",
                f"{value} - {near} > {found.most}",
                f"{value} + {near} < {found.least}",
            )
        )
        there = f"{value} is not null"
        put(_against(rule), surely(all_of((there, inputs, apart))))
        # What is calculated is more precise than what was rounded.
        exact = any_of((f"{value} is null", surely(f"{found.least} = {found.most}")))
        return Numbers(
            put(f"{rule.name} least", chosen((exact, found.least), otherwise=value)),
            put(f"{rule.name} most", chosen((exact, found.most), otherwise=value)),
            all_of((found.gap, f"{value} is null")),
        )


def _against(rule: Form) -> str:
    return f"{rule.name} contradicts its record"


def _slack(value: str) -> str:
    """How far a recorded number can be from the calculated one that was rounded."""
    near, half = number(NEAR), number(NEAR / 2)
    places = (
        (
            f"(Abs({value}) * {number(10.0**place)} + {half}) mod 1.0 < {near}",
            number(0.5 / 10**place),
        )
        for place in PLACES
    )
    return chosen(*places, otherwise=number(0.5 / 10 ** PLACES[-1]))
