"""
What the answer of a rule would be for each possible answer to a question.

Here are the typed shapes, their wording, and the way to them without asking a rule
again and again. Which question to ask belongs in `cervmyelo.results.questions`.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any, Final, Protocol, TypeAlias, cast

import attrs

from cervmyelo.cells import Cells
from cervmyelo.consistency import conflicts_in, contestable
from cervmyelo.findings import CONTRADICTION, Finding, Outcome, figure
from cervmyelo.forms import (
    Bands,
    Curve,
    FirstMatch,
    Form,
    PostTest,
    Quotient,
    Regression,
    Sum,
    Tally,
)
from cervmyelo.forms.diagrams import Diagram
from cervmyelo.forms.rule import discrete, ends
from cervmyelo.notebook import Shown
from cervmyelo.quantity import (
    Choice,
    Fact,
    Measure,
    Partly,
    Quantity,
    Readings,
    Value,
    Values,
)
from cervmyelo.scale import Grade

__all__ = [
    "AnswerGroup",
    "Consequence",
    "Inquiry",
    "Range",
    "Result",
    "can_be",
    "consequence",
    "inquire",
    "openness",
    "result_of",
]

_MOST_GROUPS: Final = 4
_SILENT_UNITS: Final = frozenset({"", "grade", "points", "probability", "ratio"})
_LEAST_SHOWN: Final = 0.0001
_REMEMBERED: Final = 4096

_Diagram: TypeAlias = Diagram[Any]


@attrs.frozen(kw_only=True)
class Range:
    """
    Neighbouring values of a measure.

    Attributes:
        low: The lower end, in the unit of the measure.

        high: The upper end, in the unit of the measure.

        low_included: Whether the lower end itself belongs to it.

        high_included: Whether the upper end itself belongs to it.
    """

    low: float
    high: float
    low_included: bool = True
    high_included: bool = True

    def __contains__(self, value: object) -> bool:
        if not isinstance(value, int | float):
            return False
        above = value >= self.low if self.low_included else value > self.low
        below = value <= self.high if self.high_included else value < self.high
        return above and below


@attrs.frozen(kw_only=True, repr=False)
class Result(Shown):
    """
    The answer of a rule, or everything that is still possible.

    Attributes:
        possible: Every answer still possible, from the least (grades: the best) to
            the greatest (the worst); None where a continuous result has too many to
            list; empty if the source gives no answer.

        low: The least of them; None if there is none or the scale has no order.

        high: The greatest of them; None if there is none or the scale has no order.

        or_none: Whether the source may give no answer.

        unit: The unit of a number; empty for a grade.
    """

    possible: tuple[Outcome, ...] | None
    low: Outcome | None
    high: Outcome | None
    or_none: bool = False
    unit: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it is a number or a range of numbers."""
        return isinstance(self.low, int | float)

    def __str__(self) -> str:
        none = ["no answer"] if self.or_none else []
        low, high = self.low, self.high
        if not (isinstance(low, int | float) and isinstance(high, int | float)):
            return _either([*_grades_in_words(self.possible or ()), *none])
        first, last = _figure(low), _figure(high)
        joint = "or" if len(self.possible or ()) == 2 else "to"  # noqa: PLR2004
        numbers = first if first == last else f"{first} {joint} {last}"
        return _either([numbers + _unit(self.unit, _SILENT_UNITS - {"points"}), *none])


@attrs.frozen(kw_only=True)
class AnswerGroup:
    """
    Answers to a question that have the same consequence.

    Attributes:
        answers: The answers: ranges of a measure, words of a choice, or yes and no.

        result: What the answer of the rule would be for each of them.
    """

    answers: tuple[Value | Range, ...]
    result: Result

    def __contains__(self, value: object) -> bool:
        return any(
            value in each if isinstance(each, Range) else value == each
            for each in self.answers
        )


@attrs.frozen(kw_only=True, repr=False)
class Consequence(Shown):
    """
    What the answer of one rule would be for each possible answer to a question.

    >>> import cervmyelo as cm
    >>> items = cm.MJOA(motor_lower=5, sensory_upper=2, sphincter=2)
    >>> question = cm.next_question([cm.mjoa_severity], items)
    >>> consequence = question.consequences[0]
    >>> str(consequence)
    '0 to 2: severe; 3 to 5: moderate'
    >>> str(consequence.given(4))
    'moderate'

    Attributes:
        rule: The name of the rule.

        label: What a reader calls it.

        quantity: What is asked.

        groups: The answers with the same consequence together, in the order of the
            quantity. Every possible answer is in exactly one group; an answer that
            would contradict what is recorded is in none. Where both the
            question and the result are continuous, there is one group with the
            bounds over all answers.
    """

    rule: str
    label: str
    quantity: Quantity
    groups: tuple[AnswerGroup, ...]

    @property
    def differs(self) -> bool:
        """Whether different answers to this question alone have different results."""
        # One group with bounds: the result changes without steps along the answers.
        return len(self.groups) > 1 or any(
            each.result.possible is None for each in self.groups
        )

    def given(self, value: Value) -> Result:
        """
        What the answer of the rule would be for one answer to the question.

        Args:
            value: The answer.

        Raises:
            FieldError: If it is not a possible answer.
        """
        self.quantity.check(value)
        for each in self.groups:
            if value in each:
                return each.result
        # It would contradict what is recorded, so there would be no answer.
        return Result(possible=(), low=None, high=None, or_none=True)

    def __str__(self) -> str:
        return "; ".join(f"{answers}: {result}" for answers, result in self.lines)

    @functools.cached_property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """
        Each group in words, with its answers and the result that follows.

        Many groups of numbers are given as one line with their bounds.
        """
        groups = list(self.groups)
        for or_none in (False, True):
            many = [
                each
                for each in groups
                if each.result.is_number and each.result.or_none is or_none
            ]
            if len(many) > _MOST_GROUPS:
                at = groups.index(many[0])
                groups[at] = _joined(many, self.quantity)
                groups = [each for each in groups if each not in many]
        return tuple(
            (_answers_in_words(each.answers, self.quantity), str(each.result))
            for each in groups
        )


class Inquiry(Protocol):
    """One rule and one case, ready for the question what each answer would change."""

    def result(self, quantity: Quantity, value: Value) -> Result:
        """What the answer of the rule would be if this input had this value."""
        ...


def inquire(rule: Form, values: Readings) -> Inquiry:
    """
    The cheapest exact way to the results of a rule for each answer to a question.

    Args:
        rule: The rule; its answer is still open.

        values: What was recorded.
    """
    known = rule.known(values)
    # A total also follows from the word for its band, and excludes some scores.
    if _has_answer(rule, known):
        return _ByAsking(rule, values)
    match rule:
        case FirstMatch() | Tally() | Bands(of=Tally()):
            return _ByDiagram(rule, known)
        case Sum() | Bands(of=Sum()):
            return _ByTotal(rule, known)
        case _:
            return _ByAsking(rule, values)


def can_be(
    rules: Sequence[Form], quantity: Quantity, value: Value, values: Readings
) -> bool:
    """
    Whether an answer to a question goes together with what is recorded.

    Args:
        rules: The rules; none of them may be left without an answer by it.

        quantity: What is asked.

        value: The answer.

        values: What was recorded.
    """
    recorded = values.get(quantity.name)
    if isinstance(recorded, Partly) and not recorded.holds(value):
        return False
    if not all(_answers(rule, quantity, value, values) for rule in rules):
        return False
    if quantity.name not in contestable():
        return True
    conflicts = conflicts_in({**values, quantity.name: value})
    return not any(rule.is_silenced_by(each) for rule in rules for each in conflicts)


def _answers(rule: Form, quantity: Quantity, value: Value, values: Readings) -> bool:
    """Whether a rule by itself gives an answer together with what is recorded."""
    if isinstance(rule, Quotient) and rule.beyond is not None:
        known = rule.known({**values, quantity.name: value})
        if rule.recall(known).status == "refused":
            return False
    if _has_answer(rule, values):
        found = rule.recall(rule.known({**values, quantity.name: value}))
        return all(each.code != CONTRADICTION for each in found.problems)
    return True


def _has_answer(rule: Form, values: Values) -> bool:
    """Whether an answer is known that the inputs of a rule must give."""
    return any(values.get(each.name) is not None for each in rule.recordable)


def consequence(rule: Form, quantity: Quantity, values: Readings) -> Consequence:
    """
    What the answer of a rule would be for each possible answer to a question.

    Args:
        rule: The rule; its answer is still open.

        quantity: A missing input that can still change the answer.

        values: What was recorded.
    """
    pieces: Iterable[tuple[Value | Range, Result]]
    known = rule.known(values)
    split = _pieces(rule, quantity, known)
    if split is None:
        measure = cast("Measure", quantity)
        whole = Range(low=measure.low, high=measure.high)
        pieces = [(whole, result_of(rule, rule.recall(known)))]
    else:
        inquiry = inquire(rule, values)
        pieces = (
            (piece, inquiry.result(quantity, value))
            for piece, value in _known_in_part(split, values.get(quantity.name))
            if can_be((rule,), quantity, value, values)
        )
    groups: dict[Result, list[Value | Range]] = {}
    previous: Result | None = None
    for piece, result in pieces:
        answers = groups.setdefault(result, [])
        if result == previous and isinstance(piece, Range):
            answers[-1] = _extended(cast("Range", answers[-1]), piece)
        else:
            answers.append(piece)
        previous = result
    return Consequence(
        rule=rule.name,
        label=rule.label,
        quantity=quantity,
        groups=tuple(
            AnswerGroup(answers=tuple(answers), result=result)
            for result, answers in groups.items()
        ),
    )


def _known_in_part(
    split: Iterable[tuple[Value | Range, Value]], recorded: Value | Partly | None
) -> Iterator[tuple[Value | Range, Value]]:
    """The answers that a value known in part leaves, each with an example."""
    for piece, value in split:
        if not isinstance(recorded, Partly) or not isinstance(piece, Range):
            yield piece, value
            continue
        inside = [each for each in (value, *recorded.options) if each in piece]
        held = [each for each in inside if recorded.holds(each)]
        if held:
            ends = cast("tuple[float, float]", (recorded.low, recorded.high))
            yield _cut(piece, ends), held[0]


def _cut(piece: Range, ends: tuple[float, float]) -> Range:
    """The part of a range between two ends."""
    low, high = ends
    if low > piece.low:
        piece = attrs.evolve(piece, low=low, low_included=True)
    if high < piece.high:
        piece = attrs.evolve(piece, high=high, high_included=True)
    return piece


def openness(rule: Form, found: Finding[Outcome] | Result) -> float:
    """
    How open an answer is, in bits: 0 when decided.

    Args:
        rule: The rule.

        found: What it finds, or what it would find.
    """
    if found.possible is not None:
        return math.log2(len(found.possible)) if found.possible else 0
    # A continuous result has no number of answers; hundredths of its range do.
    whole = _width(rule.outcomes[0], rule.outcomes[-1])
    share = _width(found.low, found.high) / whole if whole else 0
    return math.log2(1 + 100 * share)


# How a rule is asked about many answers at once ------------------------------


class _ByAsking:
    """Ask the rule again for each answer."""

    def __init__(self, rule: Form, values: Readings) -> None:
        self._rule = rule
        self._values = dict(values)

    def result(self, quantity: Quantity, value: Value) -> Result:
        known = self._rule.known({**self._values, quantity.name: value})
        return result_of(self._rule, self._rule.recall(known))


class _ByDiagram:
    """One pass over the decision diagram of the rule."""

    def __init__(self, rule: FirstMatch | Tally | Bands, values: Values) -> None:
        self._rule = rule
        self._values = values
        self._diagram = _diagram(rule, values)
        self._via = rule.via if isinstance(rule, FirstMatch) else None
        partly: dict[str, frozenset[int]] = {}
        if self._via is not None:
            partly[self._via.result.name] = self._total_cells(values)
        self._by_cell = self._diagram.by_cell(values, partly)

    def result(self, quantity: Quantity, value: Value) -> Result:
        return _masked(self._rule, self._diagram, self._mask(quantity, value))

    def _mask(self, quantity: Quantity, value: Value) -> int:
        name = quantity.name
        if self._via is None or quantity not in self._via.items:
            return self._by_cell[name][self._diagram.inputs[name].index(value)]
        # An item acts through its total: the answers of every total that it leaves.
        reached = self._by_cell[self._via.result.name]
        mask = 0
        for cell in self._total_cells({**self._values, name: value}):
            mask |= reached[cell]
        return mask

    def _total_cells(self, values: Values) -> frozenset[int]:
        if self._via is None:
            return frozenset()
        here = self._diagram.inputs[self._via.result.name]
        return frozenset(map(here.index, self._via.reachable(values)))


class _ByTotal:
    """Shift the totals of the other items by the score of the one that is asked."""

    def __init__(self, rule: Sum | Bands, values: Values) -> None:
        self._rule = rule
        self._values = values
        self._sum = cast("Sum", rule.of if isinstance(rule, Bands) else rule)
        self._others: dict[str, tuple[float, ...]] = {}

    def result(self, quantity: Quantity, value: Value) -> Result:
        name = quantity.name
        if name not in self._others:
            lowest = cast("float", quantity.values[0])
            totals = self._sum.reachable({**self._values, name: lowest})
            self._others[name] = tuple(each - lowest for each in totals)
        score = cast("float", value)
        return _totalled(self._rule, tuple(each + score for each in self._others[name]))


def _diagram(rule: FirstMatch | Tally | Bands, values: Values) -> _Diagram:
    if isinstance(rule, Bands):
        return cast("Tally", rule.of).diagram
    if isinstance(rule, FirstMatch):
        floor = rule.floor(values)
        return rule.diagram_from(0 if floor is None else floor[0])
    return rule.diagram


@functools.lru_cache(_REMEMBERED)
def _masked(rule: FirstMatch | Tally | Bands, diagram: _Diagram, mask: int) -> Result:
    answers = diagram.answers_in(mask)
    match rule:
        case FirstMatch():
            grades = [each for each in answers if isinstance(each, Grade)]
            none = len(grades) < len(answers)
            return _graded(grades, ordered=rule.scale.ordered, or_none=none)
        case Tally():
            counts = tuple(sorted(answers))
            unit = rule.result.unit
            return Result(possible=counts, low=counts[0], high=counts[-1], unit=unit)
        case _:
            return _banded(rule, answers)


@functools.lru_cache(_REMEMBERED)
def _totalled(rule: Sum | Bands, totals: tuple[float, ...]) -> Result:
    if isinstance(rule, Bands):
        return _banded(rule, totals)
    return Result(possible=totals, low=totals[0], high=totals[-1], unit="points")


def _banded(rule: Bands, scores: Iterable[float]) -> Result:
    grades = {rule.band(score).grade for score in scores}
    return _graded(grades, ordered=rule.scale.ordered)


def _graded(grades: Iterable[Grade], *, ordered: bool, or_none: bool = False) -> Result:
    possible = tuple(sorted(grades, key=lambda grade: grade.rank))
    ranked = ordered and bool(possible)
    return Result(
        possible=possible,
        low=possible[0] if ranked else None,
        high=possible[-1] if ranked else None,
        or_none=or_none,
    )


def result_of(rule: Form, found: Finding[Outcome]) -> Result:
    """
    A finding without its reasons, ready for people to read.

    >>> import cervmyelo as cm
    >>> rule = cm.mjoa_severity
    >>> str(result_of(rule, rule({"mjoa_motor_lower": 3})))
    'moderate or severe'

    Args:
        rule: The rule.

        found: What it finds.
    """
    return Result(
        possible=found.possible,
        low=found.low,
        high=found.high,
        or_none=found.status == "refused" or _may_be_none(rule, found),
        unit=found.unit,
    )


def _may_be_none(rule: Form, found: Finding[Outcome]) -> bool:
    if found.status == "ok":
        return False
    abouts = [each.about for each in found.because if isinstance(each.about, str)]
    return any(gap.why in about for gap in rule.gaps for about in abouts)


def _width(low: Outcome | None, high: Outcome | None) -> float:
    if isinstance(low, int | float) and isinstance(high, int | float):
        return high - low
    raise TypeError  # pragma: no cover -- only numbers are continuous


# Where along a quantity the answer of a rule can change ----------------------

_Pieces: TypeAlias = Iterator[tuple[Value | Range, Value]]
_Places: TypeAlias = list[tuple[int, ...]]


def _pieces(rule: Form, quantity: Quantity, values: Values) -> _Pieces | None:
    """
    The answers to a question in pieces within which nothing changes.

    Each piece comes with an answer from it. None where the result changes without
    steps along the quantity.
    """
    match quantity:
        case Fact():
            return iter(((True, True), (False, False)))
        case Choice(levels=levels):
            return ((level, level) for level in levels)
        case Measure(step=None):
            return _stretches(rule, quantity, values)
        case Measure():
            return ((Range(low=each, high=each), each) for each in quantity.values)


def _stretches(rule: Form, measure: Measure, values: Values) -> _Pieces | None:
    match rule:
        case FirstMatch() | Tally():
            return _by_cells(rule.diagram.inputs[measure.name])
        case Bands(of=Tally() as tally):
            return _by_cells(tally.diagram.inputs[measure.name])
        case PostTest(of=test) if measure != rule.before:
            return _stretches(test, measure, values)
        case Bands(of=Measure()):
            return _around(measure, rule.cuts)
        case Bands(of=Quotient() | Regression()):
            return _between(measure, _turns(rule, measure, values))
        case Curve() if measure == rule.along:
            return _around(measure, rule.times)
        case _:
            return None


def _by_cells(here: Cells) -> _Pieces:
    measure = cast("Measure", here.quantity)
    edges = [(measure.low, 0), *here.cuts, (measure.high, 1)]
    between = itertools.pairwise(edges)
    for example, (low, high) in zip(here.examples, between, strict=True):
        piece = Range(
            low=low[0],
            high=high[0],
            low_included=not low[1],
            high_included=bool(high[1]),
        )
        yield piece, example


def _around(measure: Measure, points: Iterable[float]) -> _Pieces:
    """Each point by itself, and what lies between neighbouring points."""
    edges = sorted({measure.low, *points, measure.high})
    for low, high in itertools.pairwise(edges):
        yield Range(low=low, high=low), low
        piece = Range(low=low, high=high, low_included=False, high_included=False)
        yield piece, (low + high) / 2
    yield Range(low=measure.high, high=measure.high), measure.high


def _between(measure: Measure, turns: Sequence[float]) -> _Pieces:
    """What lies from each turn up to the next."""
    starts = (measure.low, *turns)
    for low, high in zip(starts, turns, strict=False):
        yield Range(low=low, high=high, high_included=False), low
    yield Range(low=starts[-1], high=measure.high), starts[-1]


def _turns(rule: Bands, measure: Measure, values: Values) -> list[float]:
    """
    Every number from which on the grades of a worked-out score are others.

    The score moves one way along the measure for each completion by ends and steps
    of the other inputs. So a stretch at whose ends all completions lie in the same
    ranges has no turn; any other is halved down to neighbouring numbers.
    """
    score = rule.of
    if not isinstance(score, Quotient | Regression):  # pragma: no cover -- see above
        raise TypeError(rule.name)
    others = [each for each in score.inputs if each != measure]
    stepped = [each for each in others if discrete(each)]
    smooth = [each for each in others if not discrete(each)]
    names = [each.name for each in (*stepped, *smooth)]
    by_step = [ends(each, values, all_steps=True) for each in stepped]
    by_end = [ends(each, values, all_steps=False) for each in smooth]

    def places(at: float) -> _Places:
        return [
            tuple(
                rule.place(
                    score.spans(
                        {
                            **dict(zip(names, (*steps, *extremes), strict=True)),
                            measure.name: at,
                        }
                    )[0][0]
                )
                for extremes in itertools.product(*by_end)
            )
            for steps in itertools.product(*by_step)
        ]

    turns: list[float] = []
    low, high = float(measure.low), float(measure.high)
    waiting = [(low, places(low), high, places(high))]
    while waiting:
        start, at_start, end, at_end = waiting.pop()
        if _same_throughout(at_start, at_end):
            continue
        middle = (start + end) / 2
        if not start < middle < end:
            turns.append(end)
            continue
        halfway = places(middle)
        waiting.append((middle, halfway, end, at_end))
        waiting.append((start, at_start, middle, halfway))
    return turns


def _same_throughout(start: _Places, end: _Places) -> bool:
    """Whether the same ranges are reached everywhere between two points."""
    surely: set[int] = set()
    perhaps: set[int] = set()
    for one, other in zip(start, end, strict=True):
        least = [min(both) for both in zip(one, other, strict=True)]
        most = [max(both) for both in zip(one, other, strict=True)]
        perhaps.update(range(min(least), max(most) + 1))
        surely.update(range(min(most), max(least) + 1))
    return surely == perhaps


def _extended(run: Range, piece: Range) -> Range:
    return Range(
        low=run.low,
        high=piece.high,
        low_included=run.low_included,
        high_included=piece.high_included,
    )


# Words -----------------------------------------------------------------------


def _answers_in_words(answers: Sequence[Value | Range], quantity: Quantity) -> str:
    words: list[str] = []
    for each in answers:
        if not isinstance(each, Range):
            words.append(_word(each))
        elif discrete(quantity):
            words += _steps_in_words(each, cast("Measure", quantity))
        else:
            words.append(_range_in_words(each, cast("Measure", quantity)))
    unit = quantity.unit if isinstance(quantity, Measure) else ""
    return _either(words) + _unit(unit, _SILENT_UNITS)


def _unit(unit: str, silent: Container[str]) -> str:
    return "" if unit in silent else f" {unit.replace('mm2', 'mm²')}"


def _steps_in_words(steps: Range, measure: Measure) -> list[str]:
    if steps.low == steps.high:
        return [f"{steps.low:g}"]
    if steps.high - steps.low == measure.step:
        return [f"{steps.low:g}", f"{steps.high:g}"]
    return [f"{steps.low:g} to {steps.high:g}"]


def _range_in_words(part: Range, measure: Measure) -> str:
    if part.low == part.high:
        return f"exactly {_boundary(part.low)[0]}"
    starts = part.low == measure.low and part.low_included
    stops = part.high == measure.high and part.high_included
    if starts and stops:
        return f"{measure.low:g} to {measure.high:g}"
    words: list[str] = []
    # A boundary that is shown rounded belongs to the side on which its text lies.
    if not starts:
        text, shown = _boundary(part.low)
        at_least = shown > part.low or (shown == part.low and part.low_included)
        at_least &= not text.startswith("about")
        words.append(f"{'at least' if at_least else 'over'} {text}")
    if not stops:
        text, shown = _boundary(part.high)
        at_most = shown < part.high or (shown == part.high and part.high_included)
        words.append(f"{'at most' if at_most else 'below'} {text}")
    return " and ".join(words)


def _boundary(number: float) -> tuple[str, float]:
    """A boundary for people, and the number that they read."""
    for digits in (3, 4, 5, 6):
        text = f"{number:.{digits}g}"
        if math.isclose(float(text), number, rel_tol=1e-6):
            return text, float(text)
    return f"about {number:.3g}", number


def _grades_in_words(grades: Iterable[Outcome]) -> Iterator[str]:
    """The grades in their order; three or more neighbouring numbers as a range."""
    runs: list[list[Grade]] = []
    for each in grades:
        if not isinstance(each, Grade):  # pragma: no cover -- numbers have bounds
            raise TypeError
        code, last = each.code, runs[-1][-1].code if runs else ""
        if isinstance(code, int) and isinstance(last, int) and code == last + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    for run in runs:
        if len(run) > 2:  # noqa: PLR2004 -- two are named
            yield f"{run[0].label} to {run[-1].label}"
        else:
            yield from map(_word, run)


def _figure(number: float) -> str:
    """A number for people, without a long row of zeros."""
    if 0 < number < _LEAST_SHOWN:
        return f"under {_LEAST_SHOWN:f}".rstrip("0")
    return figure(number)


def _word(value: Outcome | Value) -> str:
    match value:
        case Grade():
            return value.label
        case bool():
            return "yes" if value else "no"
        case str():
            return value.replace("_", " ")
        case _:
            return _figure(value)


def _either(words: Sequence[str]) -> str:
    """
    The words as alternatives.

    >>> _either(["a", "b", "c"])
    'a, b or c'
    """
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def _joined(groups: Sequence[AnswerGroup], quantity: Quantity) -> AnswerGroup:
    """Groups of numbers as one, with the bounds of them all."""
    answers: list[Value | Range] = []
    ranges = [e for group in groups for e in group.answers if isinstance(e, Range)]
    step = getattr(quantity, "step", None) or 0
    for each in sorted(ranges, key=lambda part: part.low):
        run = answers[-1] if answers else None
        if isinstance(run, Range) and each.low - run.high <= step:
            answers[-1] = _extended(run, each)
        else:
            answers.append(each)
    if not ranges:
        answers = [each for group in groups for each in group.answers]
    lows = [cast("float", group.result.low) for group in groups]
    highs = [cast("float", group.result.high) for group in groups]
    result = attrs.evolve(
        groups[0].result, possible=None, low=min(lows), high=max(highs)
    )
    return AnswerGroup(answers=tuple(answers), result=result)
