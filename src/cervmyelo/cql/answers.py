"""
The answer of each form of rule: the one place that matches over their closed union.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import TypeAlias, assert_never, cast

import attrs

from cervmyelo.criteria import Criterion, OneOf
from cervmyelo.findings import Gap
from cervmyelo.forms import (
    Bands,
    Crosswalk,
    Curve,
    Effect,
    FirstMatch,
    Form,
    PostTest,
    Quotient,
    Regression,
    Sum,
    Tally,
)
from cervmyelo.forms.diagrams import IMPOSSIBLE, Diagram
from cervmyelo.forms.recorded import NEAR, PLACES
from cervmyelo.quantity import Choice, Fact, Measure, Quantity
from cervmyelo.scale import Grade, Scale

from .criteria import criterion, possibly, runs
from .expressions import (
    FALSE,
    NULL,
    Definitions,
    Ends,
    all_of,
    any_of,
    chosen,
    listed,
    number,
    opposite,
    quoted,
    sum_of,
)
from .knowledge import Knowledge

__all__ = ["Answers", "Numbers", "Ranks", "written"]


@attrs.frozen
class Numbers:
    """
    The numbers that are still possible.

    Attributes:
        least: The least; null if there is none.

        most: The greatest; null if there is none.

        gap: Whether the source may give no answer.

        open: Whether an input is not known that can change the number, also where an
            engine cannot tell the least from the greatest.
    """

    least: str
    most: str
    gap: str = FALSE
    open: str = FALSE


@attrs.frozen
class Ranks:
    """
    The grades that are still possible, by their ranks.

    Attributes:
        all: A list of ranks.

        gap: Whether the source may give no answer.
    """

    all: str
    gap: str = FALSE

    def holds(self, rank: int) -> str:
        """Whether a grade is still possible."""
        return f"({rank} in {self.all})"


Answer: TypeAlias = Numbers | Ranks

_Via: TypeAlias = tuple[Measure, Ends]
# A total that criteria read, and what it can be.


@attrs.frozen
class Answers:
    """
    The definitions of what rules answer, made as they are asked for.

    Attributes:
        knowledge: What is known of the person.
    """

    knowledge: Knowledge

    @property
    def _definitions(self) -> Definitions:
        return self.knowledge.recorded.definitions

    def _define(self, name: str, make: Callable[[], str]) -> str:
        return self._definitions.define(name, make)

    def of(self, rule: Form) -> Answer:
        """What is still possible, also by a recorded answer, whoever the person is."""
        found = self._found(rule)
        if rule.recorded is None or isinstance(rule, Sum):
            # A recorded total and its items narrow each other before.
            return found
        if isinstance(found, Ranks):
            return self._agreeing(rule, rule.recorded, found)
        return self._as_recorded(rule, cast("Measure", rule.recorded), found)

    def contradicted(self, rule: Form) -> str:
        """Whether its recorded answer, or that of a part, is none that others give."""
        own = FALSE
        if rule.recorded is not None and not isinstance(rule, Sum):
            self.of(rule)
            own = self._definitions.reference(f"{rule.name} contradicts its record")
        return any_of((own, *map(self.contradicted, rule.parts)))

    def _found(self, rule: Form) -> Answer:
        match rule:
            case FirstMatch():
                return self._first_match(rule)
            case Tally():
                return self._tally(rule)
            case Sum():
                return self._sum(rule)
            case Bands():
                return self._bands(rule)
            case Quotient():
                return self._quotient(rule)
            case Regression():
                return self._regression(rule)
            case Crosswalk():
                return self._crosswalk(rule)
            case PostTest():
                return self._post_test(rule)
            case Curve():
                return self._curve(rule)
            case _:
                assert_never(rule)

    # Recorded answers.

    def _agreeing(self, rule: Form, recorded: Quantity, found: Ranks) -> Ranks:
        """The grades that agree with a recorded one."""
        scale = cast("Scale", rule.scale)
        value = self.knowledge.value(recorded)
        literals = (
            quoted(str(code)) if isinstance(recorded, Choice) else number(float(code))
            for code in scale.codes
        )
        rank = self._define(
            f"{rule.name} rank on record",
            lambda: chosen(
                *(
                    (f"{value} = {word}", str(rank))
                    for rank, word in enumerate(literals)
                ),
                otherwise=NULL,
            ),
        )
        kept = self._define(
            f"{rule.name} ranks",
            lambda: f"{found.all} R where {rank} is null or R = {rank}",
        )
        self._define(
            f"{rule.name} contradicts its record",
            lambda: all_of((f"{rank} is not null", f"not exists ({kept})")),
        )
        return Ranks(kept, all_of((found.gap, f"{rank} is null")))

    def _as_recorded(self, rule: Form, recorded: Measure, found: Numbers) -> Numbers:
        """A calculated number, or the recorded one where it is not known exactly."""
        value = self.knowledge.value(recorded)
        beside = [
            self._is_known(each)
            for each in dict.fromkeys((*rule.inputs, *rule.recordable))
            if each != recorded
        ]
        known = self._define(f"{rule.name} from inputs", lambda: any_of(beside))
        near = self._define(f"{rule.name} slack on record", lambda: _slack(value))
        self._define(
            f"{rule.name} contradicts its record",
            lambda: (
                f"Coalesce({known} and ({found.least} is null "
                f"or {value} - {near} > {found.most} or {value} + {near} < {found.least}), "
                f"false)"
            ),
        )
        kept = f"{value} is null or (Coalesce({found.least} = {found.most}, false))"
        least = self._define(
            f"{rule.name} least",
            lambda: chosen((kept, found.least), otherwise=value),
        )
        most = self._define(
            f"{rule.name} most", lambda: chosen((kept, found.most), otherwise=value)
        )
        return Numbers(least, most, all_of((found.gap, f"{value} is null")))

    def _is_known(self, quantity: Quantity) -> str:
        """Whether anything is known of a quantity."""
        partial = None
        if isinstance(quantity, Measure):
            partial = self.knowledge.ends_if_partial(quantity)
        if partial is None or not isinstance(quantity, Measure):
            return f"{self.knowledge.value(quantity)} is not null"
        low, high = number(quantity.low), number(quantity.high)
        return f"({partial.least} > {low} or {partial.most} < {high})"

    # Criteria.

    def criterion(self, of: Criterion, via: _Via | None = None) -> str:
        """Whether a criterion is met; null if that is not known."""

        def ends(measure: Measure) -> Ends | None:
            if via is not None and measure == via[0]:
                return via[1]
            return self.knowledge.ends_if_partial(measure)

        return criterion(of, self.knowledge.value, ends)

    def _first_match(self, rule: FirstMatch) -> Ranks:
        via = None
        if rule.via is not None:
            total = self._sum(rule.via)
            via = (rule.via.result, Ends(total.least, total.most))
        self._by_rows(rule, via)
        leaves = self._leaves(rule.name, rule.diagram, via)
        floor = self._floor(rule)
        ranks: list[str] = []
        gaps: list[str] = []
        for answer, reached in leaves:
            if isinstance(answer, Gap):
                gaps.append(reached)
            else:
                rank = str(answer.rank)
                if floor is not None:
                    raised = f"{floor} > {answer.rank}"
                    rank = chosen((raised, floor), otherwise=rank)
                ranks.append(chosen((reached, rank), otherwise=NULL))
        found = self._define(
            f"{rule.name} ranks found",
            lambda: f"({listed(ranks)}) R where R is not null",
        )
        gap = self._define(f"{rule.name} may have no answer", lambda: any_of(gaps))
        return Ranks(found, gap)

    def _by_rows(self, rule: FirstMatch, via: _Via | None) -> None:
        """The answer read from the rows as published, by Kleene's logic alone."""
        answers = [written(row.then) for row in (*rule.rows,)]
        made = written(rule.otherwise)
        for place in reversed(range(len(rule.rows))):
            when = rule.rows[place].when
            row = self._define(
                f"{rule.name} row {place + 1}",
                lambda when=when: self.criterion(when, via),
            )
            # A condition that is not known must not fall to the next row.
            made = chosen(
                (f"{row} is null", NULL), (row, answers[place]), otherwise=made
            )
        self._define(f"{rule.name} by rows", lambda: made)

    def _floor(self, rule: FirstMatch) -> str | None:
        """The greatest rank that what else is known raises the answer to."""
        if not rule.floors:
            return None
        met = [
            chosen((self.criterion(row.when), str(rank)), otherwise=NULL)
            for rank, row in rule.floors
        ]
        return self._define(f"{rule.name} at least", lambda: f"Max({listed(met)})")

    def _leaves(
        self,
        name: str,
        diagram: Diagram[object],
        via: _Via | None = None,
    ) -> Iterator[tuple[object, str]]:
        """Each answer of a decision diagram, and whether it can still be reached."""
        into: dict[int, list[str]] = {diagram.root: ["true"]}
        for cells, nodes in reversed(diagram.layers):
            quantity = cells.quantity
            ends = (
                via[1]
                if via is not None and via[0] == quantity
                else self._possible_ends(quantity)
            )
            for node, branches in reversed(nodes):
                here = self._define(
                    f"{name} at {node}", lambda node=node: any_of(into[node])
                )
                for child in dict.fromkeys(branches):
                    places = [i for i, each in enumerate(branches) if each == child]
                    if child == IMPOSSIBLE:
                        continue
                    can = any_of(possibly(cells, run, ends) for run in runs(places))
                    into.setdefault(child, []).append(all_of((here, can)))
        for leaf, conditions in into.items():
            if leaf < 0:
                yield diagram.answer(leaf), any_of(conditions)

    def _possible_ends(self, quantity: Quantity) -> Ends:
        if isinstance(quantity, Measure):
            return self.knowledge.ends(quantity)
        value = self.knowledge.value(quantity)
        return Ends(value, value)

    def _tally(self, rule: Tally) -> Numbers:
        rows: list[str] = []
        for each in rule.counted:
            row = self._define(
                f"{rule.name} row {each.name}",
                lambda when=each.when: self.criterion(when),
            )
            rows.append(chosen((f"{row} is null", NULL), (row, "1"), otherwise="0"))
        self._define(f"{rule.name} by rows", lambda: sum_of(rows))
        counts = [
            chosen((reached, number(float(cast("int", count)))), otherwise=NULL)
            for count, reached in self._leaves(rule.name, rule.diagram)
        ]
        found = self._define(f"{rule.name} counts", lambda: listed(counts))
        return Numbers(f"Min({found})", f"Max({found})")

    # Scores and their bands.

    def _sum(self, rule: Sum) -> Numbers:
        ends = [self.knowledge.ends(each) for each in rule.items]
        made = Ends(
            sum_of(each.least for each in ends), sum_of(each.most for each in ends)
        )
        if isinstance(rule.recorded, Measure):
            total = self.knowledge.ends(rule.recorded)
            made = Ends(
                f"Max({listed((made.least, total.least))})",
                f"Min({listed((made.most, total.most))})",
            )
        least = self._define(f"{rule.name} least", lambda: made.least)
        most = self._define(f"{rule.name} most", lambda: made.most)
        return Numbers(least, most)

    def _bands(self, rule: Bands) -> Ranks:
        match rule.of:
            case Measure():
                least, most = self.knowledge.ends(rule.of)
            case Sum() | Tally() | Quotient() | Regression():
                score = cast("Numbers", self.of(rule.of))
                least, most = score.least, score.most
            case _:
                assert_never(rule.of)
        cuts = [
            (number(bound), ">=" if inclusive else ">")
            for bound, inclusive in rule.floors
        ]
        ranks: list[str] = []
        for place, band in enumerate(rule.ascending):
            can: list[str] = []
            if place:
                bound, sign = cuts[place - 1]
                can.append(f"{most} {sign} {bound}")
            if place < len(cuts):
                bound, sign = cuts[place]
                can.append(f"not ({least} {sign} {bound})")
            ranks.append(chosen((all_of(can), str(band.grade.rank)), otherwise=NULL))
        found = self._define(
            f"{rule.name} ranks found",
            lambda: f"({listed(ranks)}) R where R is not null",
        )
        return Ranks(found)

    # Formulas.

    def _quotient(self, rule: Quotient) -> Numbers:
        below = [part.of for part in rule.below]
        axes = [self._axis(rule, each) for each in below]
        results: tuple[list[str], list[str]] = ([], [])
        for known in itertools.product(*axes):
            fixed = dict(zip((each.name for each in below), known, strict=True))
            for end, made in enumerate(results):
                made.append(self._result(rule, fixed, end))
        least = self._define(
            f"{rule.name} least found", lambda: f"Min({listed(results[0])})"
        )
        most = self._define(
            f"{rule.name} most found", lambda: f"Max({listed(results[1])})"
        )
        if rule.within is not None:
            low, high = map(number, rule.within)
            outside = f"{least} > {high} or {most} < {low}"
            ends = (
                (f"{least} < {low}", low, least, "least"),
                (f"{most} > {high}", high, most, "most"),
            )
            least, most = (
                self._define(
                    f"{rule.name} {name} within",
                    lambda beyond=beyond, limit=limit, end=end: chosen(
                        (outside, NULL), (beyond, limit), otherwise=end
                    ),
                )
                for beyond, limit, end, name in ends
            )
        return Numbers(least, most, self._pole(rule))

    def _axis(self, rule: Quotient, measure: Measure) -> tuple[str, ...]:
        """The values of a measure below the line that the extremes need."""
        least, most = self.knowledge.ends(measure)
        if rule.pole is None:
            return least, most
        step = number(measure.step or 0)
        # Next to where the formula is not defined; a null is left out.
        at_low = rule.pole[1] == measure.low
        near = f"{least} + {step}" if at_low else f"{most} - {step}"
        end = most if at_low else least
        beyond = f"{near} > {most}" if at_low else f"{near} < {least}"
        return least, chosen((beyond, end), otherwise=near), most

    def _result(self, rule: Quotient, fixed: dict[str, str], end: int) -> str:
        """The formula where the measures below the line are fixed."""

        def value(measure: Measure, weight: float) -> str:
            if measure.name in fixed:
                return fixed[measure.name]
            ends = self.knowledge.ends(measure)
            return ends[end] if weight * rule.factor > 0 else ends[1 - end]

        above = [
            f"{number(part.weight)} * {value(part.of, part.weight)}"
            for part in rule.above
        ]
        below = [
            f"{number(part.weight)} * {fixed[part.of.name]}" for part in rule.below
        ]
        if rule.over:
            above.insert(0, number(rule.over))
        if rule.under or not below:
            below.insert(0, number(rule.under))
        made = f"{number(rule.factor)} * {sum_of(above)} / {sum_of(below)}"
        if rule.undefined is not None:
            made = chosen((f"{sum_of(below)} = 0.0", NULL), otherwise=made)
        return made

    def _pole(self, rule: Quotient) -> str:
        """Whether the divisor can be zero."""
        if rule.pole is None:
            return FALSE
        measure, at = rule.pole
        least, most = self.knowledge.ends(measure)
        return self._define(
            f"{rule.name} may have no answer",
            lambda: f"{least} <= {number(at)} and {most} >= {number(at)}",
        )

    def _regression(self, rule: Regression) -> Numbers:
        made: list[str] = []
        for end, name in enumerate(("least", "most")):
            shares = [number(rule.intercept or 0)]
            for line in rule.terms:
                rises = line.coefficient >= 0
                if isinstance(line, Effect):
                    weight = f"Ln({number(line.ratio)})"
                    reference = f" - {number(line.reference)}" if line.reference else ""
                else:
                    weight, reference = number(line.coefficient), ""
                match line.of:
                    case Measure():
                        both = self.knowledge.ends(line.of)
                        counts = both[end if rises else 1 - end]
                        counts = f"({counts}{reference}) / {number(line.per)}"
                    case _:
                        met = self._counts(line.of)
                        unknown = (end == 1) == rises
                        fallback = "1.0" if unknown else "0.0"
                        counts = chosen(
                            (met, "1.0"), (f"{met} is null", fallback), otherwise="0.0"
                        )
                shares.append(f"{weight} * {counts}")

            log = self._define(
                f"{rule.name} {name} sum", lambda shares=shares: sum_of(shares)
            )

            def read(log: str = log) -> str:
                if rule.exponential:
                    return f"Exp({log})"
                # Exp() of a large number would overflow.
                odds, inverse = f"Exp({log})", f"Exp(0.0 - {log})"
                return chosen(
                    (f"{log} < 0.0", f"{odds} / (1.0 + {odds})"),
                    otherwise=f"1.0 / (1.0 + {inverse})",
                )

            made.append(self._define(f"{rule.name} {name} found", read))
        unknown = [
            opposite(self._is_exact(line.quantity))
            for line in rule.terms
            if line.coefficient
        ]
        missing = self._define(f"{rule.name} is open", lambda: any_of(unknown))
        return Numbers(*made, open=missing)

    def _is_exact(self, quantity: Quantity) -> str:
        """Whether exactly one value of a quantity is known."""
        return f"({self.knowledge.value(quantity)} is not null)"

    def _counts(self, of: Fact | OneOf) -> str:
        return self.knowledge.value(of) if isinstance(of, Fact) else self.criterion(of)

    # Tables.

    def _crosswalk(self, rule: Crosswalk) -> Ranks:
        least, most = self.knowledge.ends(rule.of)
        can = {
            row.value: f"({least} <= {number(row.value)} and "
            f"{most} >= {number(row.value)})"
            for row in rule.rows
        }
        ranks = [
            chosen(
                (
                    any_of(can[row.value] for row in rule.rows if grade in row.to),
                    str(grade.rank),
                ),
                otherwise=NULL,
            )
            for grade in rule.outcomes
        ]
        found = self._define(
            f"{rule.name} ranks found",
            lambda: f"({listed(ranks)}) R where R is not null",
        )
        gap = self._define(
            f"{rule.name} may have no answer",
            lambda: any_of(
                can[row.value] for row in rule.rows if not row.leads_somewhere
            ),
        )
        return Ranks(found, gap)

    def _post_test(self, rule: PostTest) -> Numbers:
        test = cast("Ranks", self.of(rule.of))
        before = self.knowledge.ends(rule.before)
        gaps = [test.gap]
        made: tuple[list[str], list[str]] = ([], [])
        for grade in rule.of.outcomes:
            ratio = rule.ratio(grade)
            if isinstance(ratio, Gap):
                gaps.append(test.holds(grade.rank))
                continue
            for results, p in zip(made, before, strict=True):
                odds = f"{p} * {number(ratio.value)}"
                after = f"{odds} / ({odds} + (1.0 - {p}))"
                results.append(chosen((test.holds(grade.rank), after), otherwise=NULL))
        least = self._define(
            f"{rule.name} least found", lambda: f"Min({listed(made[0])})"
        )
        most = self._define(
            f"{rule.name} most found", lambda: f"Max({listed(made[1])})"
        )
        gap = self._define(f"{rule.name} may have no answer", lambda: any_of(gaps))
        return Numbers(least, most, gap)

    def _curve(self, rule: Curve) -> Numbers:
        graded = cast("Ranks", self.of(rule.of))
        least, most = self.knowledge.ends(rule.along)
        times = rule.times
        figures: list[str] = []
        covered: list[str] = []
        uncovered: list[str] = []
        for grade in rule.of.outcomes:
            if rule.stratum(grade) is None:
                uncovered.append(graded.holds(grade.rank))
        for stratum in rule.strata:
            here = any_of(graded.holds(grade.rank) for grade in stratum.grades)
            covered.append(here)
            for place, point in enumerate(stratum.points):
                can = [here]
                can.append(f"{most} >= {number(times[0])}")
                can.append(f"{least} <= {number(times[-1])}")
                if place + 1 < len(times):
                    can.append(f"{least} < {number(times[place + 1])}")
                if place:
                    can.append(f"{most} > {number(times[place - 1])}")
                figures.append(
                    chosen((all_of(can), number(point.value)), otherwise=NULL)
                )
        found = self._define(f"{rule.name} figures", lambda: listed(figures))
        beyond = f"({least} < {number(times[0])} or {most} > {number(times[-1])})"
        gap = self._define(
            f"{rule.name} may have no answer",
            lambda: any_of((*uncovered, all_of((any_of(covered), beyond)))),
        )
        return Numbers(f"Min({found})", f"Max({found})", gap)


def written(answer: Grade | Gap) -> str:
    """A grade as it is written down; null where the source gives none."""
    if isinstance(answer, Gap):
        return NULL
    code = answer.code
    return quoted(code) if isinstance(code, str) else str(code)


def _slack(value: str) -> str:
    """How far a recorded number can be from the calculated one that was rounded."""
    half = number(NEAR / 2)
    places = [
        (
            f"(Abs({value}) * {number(10.0**place)} + {half}) mod 1.0 < {number(NEAR)}",
            number(0.5 / 10**place),
        )
        for place in PLACES
    ]
    return chosen(*places, otherwise=number(0.5 / 10 ** PLACES[-1]))
