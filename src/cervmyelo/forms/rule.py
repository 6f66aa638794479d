"""
What every published rule has, whatever its form.
"""

from __future__ import annotations

import enum
import functools
import sys
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import (
    TYPE_CHECKING,
    Any,
    Generic,
    Literal,
    Never,
    TypeAlias,
    TypeVar,
    cast,
)

import attrs

from cervmyelo.case import Case, CaseLike
from cervmyelo.consistency import (
    Conflict,
    Consistent,
    Deduction,
    Link,
    consistent,
    joint,
    reaching,
)
from cervmyelo.criteria import Is
from cervmyelo.errors import RuleError
from cervmyelo.findings import (
    CONTRADICTION,
    Finding,
    Gap,
    Identity,
    Outcome,
    Problem,
    Reason,
    evolved,
    possibly_none,
)
from cervmyelo.frozen import Frozen
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.notebook import cut
from cervmyelo.quantity import (
    Fact,
    Measure,
    Partly,
    Quantity,
    Readings,
    Value,
    Values,
    is_known,
)
from cervmyelo.scale import Scale
from cervmyelo.sources import Citation, Disagreement, Statement

from .people import OUTSIDE_POPULATION, People
from .pieces import Piece
from .recorded import RecordedAnswer

if TYPE_CHECKING:
    from cervmyelo.forms import Form

__all__ = [
    "Direction",
    "Rule",
    "discrete",
    "documentation",
    "ends",
    "number",
    "unknown_of",
]

V = TypeVar("V", bound=Outcome)

Direction: TypeAlias = Literal["rises", "falls", "either"]
"""How a result moves as an input grows: never down, never up, or both ways."""


_REMEMBERED = 1024
_Known: TypeAlias = "Value | Partly | None"


class _Documentation:
    """The docstring of a class; for one of its rules, the page of that rule."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __get__(self, rule: Rule[Any] | None, owner: type) -> str:
        return self.text if rule is None else documentation(rule)


def _pairs(example: Mapping[str, Value]) -> tuple[tuple[str, Value], ...]:
    return tuple(dict(example).items())


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Rule(Frozen, Generic[V]):
    """
    What every form of rule has: its head, and how it is asked.

    Attributes:
        name: A short name, unique in the library; the column of a cohort.

        label: What a reader calls it.

        cite: Where it is written.

        summary: What it answers, in one sentence.

        example: Values of a worked example, by the names of the quantities.

        edition: Its edition; a correction is a new rule or a new edition.

        people: The people it is for; None if that is not stated.

        recorded: Its answer as a quantity that can be recorded in place of its inputs,
            or next to them, under its own name; None if it cannot.

        firm: Whether an answer that all other inputs decide stands even where an input
            is invalid or contradicts another. Any other rule gives no answer then.

        limits: What the rule does not cover or should not be used for.

        disagreements: Where the literature says otherwise.

        evidence: What is published on its population, outcome, discrimination,
            calibration and validation.

        wording: Under what terms the wording of the instrument may be used, and
            where to get its form; empty if there is no form.

        wording_may_ship: Whether a program may show the words of the published form;
            False also if the terms are not known. The words of this library may
            always be shown.

        falls_with: The inputs that lower the result (grades: towards the first
            level) as they grow; a choice grows along its levels as listed. Every
            other input raises it, unless it is named in *either_way*.

        either_way: The inputs without a direction.
    """

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        # attrs builds each class twice; the second time it is described already.
        text = cls.__dict__.get("__doc__")
        if isinstance(text, str):
            cls.__doc__ = _Documentation(text)  # type: ignore[assignment]

    name: str
    label: str
    cite: Citation
    summary: str = ""
    example: tuple[tuple[str, Value], ...] = attrs.field(default=(), converter=_pairs)
    edition: str = "1"
    people: People | None = None
    recorded: Quantity | None = None
    firm: bool = False
    limits: tuple[str, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    evidence: tuple[Statement, ...] = ()
    wording: str = ""
    wording_may_ship: bool = False
    falls_with: tuple[Quantity, ...] = ()
    either_way: tuple[Quantity, ...] = ()

    def __repr__(self) -> str:
        count = len(self.inputs)
        inputs = f"{count} input{'s' * (count != 1)}"
        return cut(f"<rule {self.name}: {self.label}; {inputs}; {self.cite.source}>")

    def __str__(self) -> str:
        return documentation(self)

    def __rich_repr__(self) -> Iterator[tuple[str, object]]:
        yield "name", self.name
        yield "label", self.label
        yield "inputs", self._names
        yield "cite", str(self.cite)

    @functools.cached_property
    def inputs(self) -> tuple[Quantity, ...]:
        """The quantities that the rule reads, each once, in the order written."""
        return tuple(dict.fromkeys(self._looks_at()))

    def _looks_at(self) -> Iterable[Quantity]:
        raise NotImplementedError

    @property
    def form(self) -> str:
        """
        The kind of rule in words, without an article.

        >>> import cervmyelo as cm
        >>> cm.rules["mjoa_total"].form, cm.rules["mjoa_severity"].form
        ('sum of items', 'bands on a score')
        """
        raise NotImplementedError

    @property
    def scale(self) -> Scale | None:
        """The scale of the grades that it gives; None if it gives a number."""
        return None

    @property
    def answer_type(self) -> type[int | float | str]:
        """
        The Python type of its answers in a table.

        >>> import cervmyelo as cm
        >>> cm.rules["mjoa_total"].answer_type
        <class 'int'>
        >>> cm.rules["mjoa_severity"].answer_type
        <class 'str'>
        """
        return float if self.scale is None else type(self.scale.codes[0])

    @property
    def has_intervals(self) -> bool:
        """Whether its findings can carry a published interval."""
        return False

    @property
    def answer_unit(self) -> str:
        """
        The unit of its answers; empty if it gives a grade.

        >>> import cervmyelo as cm
        >>> cm.mjoa_total.answer_unit, cm.mscc.answer_unit, cm.mjoa_severity.answer_unit
        ('points', '%', '')
        """
        return ""

    @property
    def horizon(self) -> Measure | None:
        """
        The input that says how far ahead of the record its answer lies.

        None if the answer is about the person as recorded: a probability after a test
        is about a disease that is there or not. A relative risk of a later event has no
        horizon either, because the source gives no figure for a time ahead.

        >>> import cervmyelo as cm
        >>> cm.stability_without_surgery.horizon.name
        'horizon_years'
        >>> cm.cook_probability.horizon is None, cm.tetreault_2015.horizon is None
        (True, True)
        """
        return None

    @property
    def parts(self) -> tuple[Form, ...]:
        """
        The rules that it reads: the total that it bands, the test that it interprets.

        >>> import cervmyelo as cm
        >>> [each.name for each in cm.rules["mjoa_severity"].parts]
        ['mjoa_total']
        """
        return ()

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """
        Where its source, or the source of one of its parts, gives no answer.

        >>> import cervmyelo as cm
        >>> cm.rules["mjoa_total"].gaps
        ()
        """
        inner = (gap for part in self.parts for gap in part.gaps)
        return tuple(dict.fromkeys((*self._own_gaps(), *inner)))

    def _own_gaps(self) -> Iterable[Gap]:
        return ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """
        Every place in the literature that its answers rest on, each once.

        Evidence and disagreements are not among them: no answer rests on those.

        >>> import cervmyelo as cm
        >>> [str(cite) for cite in cm.rules["mjoa_severity"].citations]
        ... # doctest: +ELLIPSIS
        ['Tetreault et al. 2017, ...', 'Benzel et al. 1991, ...']
        """
        inner = (cite for part in self.parts for cite in part.citations)
        return tuple(dict.fromkeys((self.cite, *self._own_citations(), *inner)))

    def _own_citations(self) -> Iterable[Citation]:
        return ()

    @functools.cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """
        Its reasons in order, each piece as a function of a few of the inputs.

        Empty unless they can be divided so. If they can, the first piece always has a
        reason, and what is missing while the answer is undecided depends on which of
        the inputs that are alone in a piece were recorded, and on the others.
        """
        return ()

    def find(self, values: Values) -> Finding[V]:
        """The finding in checked values."""
        raise NotImplementedError

    def __call__(self, case: CaseLike) -> Finding[V]:
        """
        The answer, or exactly what is still possible, with reasons.

        Args:
            case: A `Patient` or another model, a mapping from the names of quantities
                to values, a row of pandas, or a `Case`. A quantity that is None or
                absent was not recorded.

        Returns:
            The finding; a refusal if any input is invalid or contradicts another
            record, whether or not the answer depends on it, or if the person is known
            to be outside of the people the rule is for.

        Raises:
            KindError: If what was given is no person.

            UnknownFieldError: If a key of a mapping is no quantity. For a row of a
                wider table, give ``Case(row, extra=True)``.
        """
        checked = Case.of(case, None if self._of_the_dictionary else self._own)
        if checked.problems:
            problems = checked.problems
            # A record that cannot be read has one problem for all of its quantities.
            found = {problems[name]: 0 for name in self._asked if name in problems}
            if found:
                stands = self._despite(checked)
                return stands or self.refused(tuple(map(Problem.of, found)))
        if not self._of_the_dictionary:
            return self._remembered(tuple(map(checked.values.get, self._read)))
        read = checked._checked  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        known = read.known
        if read.conflicts and self._is_silenced(read):
            stands = self._despite(checked)
            return stands or self.refused(self._contradictions(checked))
        finding = self._remembered(tuple(map(known.get, self._read)))
        deductions = read.deductions
        if finding.status == "refused":
            # For whom the rule is not, its recorded answers do not matter.
            outside = any(p.code == OUTSIDE_POPULATION for p in finding.problems)
            for each in self._recorded_parts if deductions and not outside else ():
                fault = each.contradiction(known, checked.values)
                if fault is not None:
                    return self.refused((Problem(CONTRADICTION, "", str(fault)),))
            return finding
        deduced = (
            ()
            if deductions.keys().isdisjoint(self.record_names)
            else [
                deductions[name]
                for name in self._asked
                if name in deductions
                and (name in self.inputs_by_name or name not in checked.values)
            ]
        )
        if deduced:
            because = _explained(finding.because, map(_deduced, deduced))
            finding = evolved(finding, because=because)
        return self._with_reasons(finding, checked) if checked.missing else finding

    def _with_reasons(self, finding: Finding[V], case: Case) -> Finding[V]:
        """A finding that says why inputs are missing, or are read in two ways."""
        from cervmyelo.models.missing import BOTH_READINGS, MEANINGS

        readings = case.readings
        reasons: list[Reason] = []
        twice: set[str] = set()
        open_names = set(finding.missing) - case.deductions.keys()
        for name in self._names:
            value = readings.get(name)
            if isinstance(value, Partly) and value.as_scored is not None:
                twice.add(name)
                quantity = self.inputs_by_name[name]
                reasons.append(Reason(quantity, value, BOTH_READINGS))
            elif name in case.missing and name in open_names:
                why = MEANINGS[case.missing[name]]
                reasons.append(Reason(self.inputs_by_name[name], None, why))
        return evolved(
            finding,
            because=_explained(finding.because, reasons),
            missing=tuple(name for name in finding.missing if name not in twice),
        )

    def _contradictions(self, case: Case) -> tuple[Problem, ...]:
        """Why contradictory input leaves the rule without an answer."""
        return tuple(_problem(e) for e in case.conflicts if self.is_silenced_by(e))

    def _despite(self, case: Case) -> Finding[V] | None:
        """A firm answer despite invalid or contradictory input, if there is one."""
        if not self.firm:
            return None
        # What is at fault is not among what is known, so it can be anything.
        finding = self.recall(case.known)
        return finding if finding.status == "ok" else None

    @functools.cached_property
    def _of_the_dictionary(self) -> bool:
        """Whether all it reads is of the data dictionary, and not the caller's."""
        return all(QUANTITIES.get(name) is each for name, each in self._own.items())

    @functools.cached_property
    def _own(self) -> Mapping[str, Quantity]:
        return {each.name: each for each in self.reads} | {**self.inputs_by_name}

    def known(self, recorded: Readings) -> Values:
        """What is known of recorded values once they are checked against each other."""
        return consistent(recorded).known if self._of_the_dictionary else recorded

    def links_among(self, quantities: Iterable[Quantity]) -> tuple[Link, ...]:
        """What some quantities say about each other by definition."""
        if not self._of_the_dictionary:
            return ()
        return joint(frozenset(each.name for each in quantities))

    @functools.cached_property
    def reads(self) -> tuple[Quantity, ...]:
        """Its inputs, and what else it takes into account where it is known."""
        about = () if self.people is None else self.people.inputs
        also = (*self.recordable, *self._also_reads(), *about)
        return tuple(dict.fromkeys((*self.inputs, *also)))

    @functools.cached_property
    def recordable(self) -> tuple[Quantity, ...]:
        """
        The answers that can be recorded in place of its inputs, its own the last.

        >>> import cervmyelo as cm
        >>> [each.name for each in cm.mjoa_severity.recordable]
        ['mjoa_total', 'mjoa_severity']
        """
        return tuple(each.answer for each in self._recorded_parts)

    @functools.cached_property
    def _recorded_parts(self) -> tuple[RecordedAnswer, ...]:
        parts = (each for part in self.parts for each in part._recorded_parts)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        own = () if self.recorded is None else (RecordedAnswer(self, self.recorded),)
        return tuple({each.answer.name: each for each in (*parts, *own)}.values())

    @functools.cached_property
    def _asked(self) -> tuple[str, ...]:
        """The names of its inputs, and of the answers that can be in their place."""
        return (*self._names, *(each.name for each in self.recordable))

    def is_silenced_by(self, conflict: Conflict) -> bool:
        """Whether it gives no answer where recorded facts are in conflict."""
        # What a rule only takes into account is silent if it is contradictory.
        names = self._taken if conflict.by_definition else self.record_names
        return not conflict.refuses.isdisjoint(names)

    def _is_silenced(self, read: Consistent) -> bool:
        """Whether any conflict leaves it without an answer."""
        return not (
            read.contradicted.isdisjoint(self._taken)
            and read.doubted.isdisjoint(self.record_names)
        )

    @functools.cached_property
    def _taken(self) -> frozenset[str]:
        """The names of all that is asked for, or taken into account where known."""
        return self.record_names.union(each.name for each in self._also_reads())

    def _also_reads(self) -> Iterable[Quantity]:
        """What it takes into account where it is known, and does not ask for."""
        return ()

    @functools.cached_property
    def inputs_by_name(self) -> Mapping[str, Quantity]:
        """Its inputs by their names, in the order written."""
        return MappingProxyType({each.name: each for each in self.inputs})

    @functools.cached_property
    def input_names(self) -> frozenset[str]:
        """The names of its inputs."""
        return frozenset(self._names)

    @functools.cached_property
    def record_names(self) -> frozenset[str]:
        """The names of its inputs, and of the answers that can be in their place."""
        return frozenset(self._asked)

    @functools.cached_property
    def unknown(self) -> Finding[V]:
        """The finding for a person without any recorded input."""
        return self._remembered((None,) * len(self._read))

    @functools.cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.inputs)

    @functools.cached_property
    def _read(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.reads)

    @functools.cached_property
    def _remembered(self) -> Callable[[tuple[_Known, ...]], Finding[V]]:
        names = self._read

        # 1 and 1.0 share a cache entry, as they must; True cannot reach it, because
        # the inputs have been checked.
        @functools.lru_cache(_REMEMBERED)
        def remembered(known: tuple[_Known, ...]) -> Finding[V]:
            values = dict(zip(names, known, strict=True))
            people = () if self.people is None else self.people.unmet(values)
            outside = tuple(Problem.of(each.gap) for each in people)
            if outside:
                return self.refused(outside)
            return self._assuming(self._found(known), values)

        return remembered

    def _assuming(self, finding: Finding[V], values: Values) -> Finding[V]:
        """A finding with what it assumes about the person."""
        if finding.status == "refused":
            return finding
        people = () if self.people is None else self.people.assumed(values)
        assumed = (*(each.label for each in people), *self.assumes(finding, values))
        return evolved(finding, holds_for=assumed) if assumed else finding

    def assumes(self, finding: Finding[V], values: Values) -> Iterable[str]:  # noqa: ARG002
        """What an answer assumes besides the people, as noun phrases."""
        return ()

    @functools.cached_property
    def _found(self) -> Callable[[tuple[_Known, ...]], Finding[V]]:
        names = self._read

        @functools.lru_cache(_REMEMBERED)
        def found(known: tuple[_Known, ...]) -> Finding[V]:
            values = dict(zip(names, known, strict=True))
            recorded = [
                each
                for each in self._recorded_parts
                if values[each.answer.name] is not None
            ]
            for each in recorded:
                fault = each.contradiction(values)
                if fault is not None:
                    return self.refused((Problem(CONTRADICTION, "", str(fault)),))
            finding = self.find(values)
            for each in recorded:
                finding = each.noted(finding, values, self)
            return finding

        return found

    def regardless(self, values: Values) -> Finding[V]:
        """The finding in checked values, whether or not the rule is for the person."""
        return self._found(tuple(map(values.get, self._read)))

    def recall(self, values: Values) -> Finding[V]:
        """The finding in values that were checked, from memory if it was asked."""
        return self._remembered(tuple(map(values.get, self._read)))

    def needed_besides(self, held: Container[str]) -> tuple[Quantity, ...]:
        """
        The inputs that a record without some quantities does not have.

        An answer that can be recorded stands for its inputs: a total for its items.

        >>> import cervmyelo as cm
        >>> cm.mjoa_severity.needed_besides({"mjoa_total"})
        ()

        Args:
            held: The names of the quantities that there are.
        """
        if self.recorded is not None and self.recorded.name in held:
            return ()
        of_parts = {each for part in self.parts for each in part.inputs}
        deeper = (each for part in self.parts for each in part.needed_besides(held))
        own = (e for e in self.inputs if e not in of_parts and e.name not in held)
        wanted = {*own, *deeper}
        return tuple(each for each in self.inputs if each in wanted)

    def direction(self, quantity: Quantity) -> Direction:
        """How the result moves as an input grows."""
        if quantity in self.falls_with:
            return "falls"
        return "either" if quantity in self.either_way else "rises"

    @functools.cached_property
    def identity(self) -> Identity:
        """Which rule this is, in which edition, with its fingerprint."""
        return Identity(self.name, self.edition, self._fingerprint)

    def _fingerprint(self) -> str:
        # A first answer need not wait for a hash that few callers look at.
        import hashlib

        linked = reaching(self.input_names) if self._of_the_dictionary else ()
        deciding = (_deciding(self), *linked)
        text = repr(deciding if linked else deciding[0])
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def found(  # noqa: PLR0913 -- what a finding is made of
        self,
        possible: tuple[V, ...],
        *,
        missing: tuple[str, ...],
        because: tuple[Reason, ...],
        unit: str = "",
        ordered: bool = True,
        gaps: Iterable[Gap] = (),
    ) -> Finding[V]:
        """The finding from the answers still possible, in ascending order."""
        gaps = tuple(dict.fromkeys(gaps))
        if not possible:
            return self.refused(tuple(map(Problem.of, gaps)))
        alone = len(possible) == 1 and not gaps
        return Finding(
            rule=self.identity,
            status="ok" if alone else "undecided",
            value=possible[0] if alone else None,
            possible=possible,
            low=possible[0] if ordered else None,
            high=possible[-1] if ordered else None,
            because=because + possibly_none(gaps),
            # What is missing but cannot change the answer is not asked for.
            missing=() if alone else missing,
            cite=self.cite,
            label=self.label,
            unit=unit,
        )

    def spanned(  # noqa: PLR0913 -- what a finding is made of
        self,
        span: tuple[V, V] | None,
        *,
        missing: tuple[str, ...],
        because: tuple[Reason, ...],
        unit: str = "",
        gaps: Iterable[Gap] = (),
        interval: tuple[float, float] | None = None,
    ) -> Finding[V]:
        """The finding from the least and the greatest number still possible."""
        gaps = tuple(dict.fromkeys(gaps))
        if span is None:
            return self.refused(tuple(map(Problem.of, gaps)))
        low, high = span
        alone = low == high and not gaps
        return Finding(
            rule=self.identity,
            status="ok" if alone else "undecided",
            value=low if alone else None,
            possible=(low,) if alone else None,
            low=low,
            high=high,
            because=because + possibly_none(gaps),
            missing=() if alone else missing,
            cite=self.cite,
            label=self.label,
            unit=unit,
            interval=interval,
        )

    def refused(self, problems: tuple[Problem, ...]) -> Finding[Never]:
        """The refusal for invalid input, or where the source gives no answer."""
        return Finding(
            rule=self.identity,
            status="refused",
            value=None,
            possible=(),
            low=None,
            high=None,
            because=(),
            missing=(),
            cite=self.cite,
            label=self.label,
            problems=problems,
        )

    def _directions_name_inputs(self) -> None:
        known = set(self.inputs)
        for quantity in (*self.falls_with, *self.either_way):
            if quantity not in known:
                raise RuleError(
                    f"{self.name}: {quantity.name} has a direction but is no input."
                )


def documentation(rule: Rule[Any]) -> str:
    """
    What ``help(rule)`` shows: what it answers, its inputs, limits, source, an example.

    >>> import cervmyelo as cm
    >>> print(documentation(cm.mjoa_total).splitlines()[0])
    The mJOA total, 0 to 18 points; higher is better.
    """
    lines = [rule.summary or rule.label, "", "Inputs, each None if not recorded:"]
    width = max(len(each.name) for each in rule.inputs)
    for each in rule.inputs:
        allowed = each.allowed
        lines.append(f"    {each.name:<{width}}  {each.label}: {allowed}")
    if rule.recordable:
        names = ", ".join(each.name for each in rule.recordable)
        lines += ["", f"Can be recorded in place of inputs: {names}"]
    if rule.people is not None:
        lines += ["", f"For: {rule.people}"]
    lines += ["", f"Source: {rule.cite}"]
    if rule.limits:
        lines += ["", "Limits:", *(f"    - {each}" for each in rule.limits)]
    if rule.example:
        finding = rule(dict(rule.example))
        public = rule.name in sys.modules["cervmyelo"].__all__
        asked = f"cm.{rule.name}" if public else f'cm.rules["{rule.name}"]'
        lines += [
            "",
            "Example:",
            "    >>> import cervmyelo as cm",
            f"    >>> person = {dict(rule.example)!r}",
            f"    >>> {asked}(person).answer",
            f"    {finding.answer!r}",
        ]
    return "\n".join(lines)


def discrete(quantity: Quantity) -> bool:
    """Whether a quantity has finitely many values."""
    return not isinstance(quantity, Measure) or quantity.step is not None


def ends(quantity: Quantity, values: Values, *, all_steps: bool) -> tuple[Value, ...]:
    """
    What a quantity can still be: what was recorded, or its extremes.

    Args:
        quantity: The quantity.

        values: What was recorded.

        all_steps: Whether every value of a stepped measure is wanted, not its ends.
    """
    value = values.get(quantity.name)
    if isinstance(value, Partly):
        return value.options if all_steps else (value.low, value.high)
    if value is not None:
        return (value,)
    if not isinstance(quantity, Measure) or (all_steps and quantity.step is not None):
        return quantity.values
    return (quantity.low, quantity.high)


def number(values: Values, measure: Measure) -> float | None:
    """The number known for a measure, in checked values; None if it is not known."""
    value = values.get(measure.name)
    return None if isinstance(value, Partly) else cast("float | None", value)


def unknown_of(quantities: Iterable[Quantity], values: Values) -> tuple[str, ...]:
    """The names of the quantities with more than one possible value."""
    return tuple(each.name for each in quantities if not is_known(values, each.name))


# Many rules are silent for one and the same contradiction.
@functools.lru_cache(_REMEMBERED)
def _problem(conflict: Conflict) -> Problem:
    return Problem(CONTRADICTION, "", str(conflict))


def _deduced(deduction: Deduction) -> Reason:
    sources = " and ".join(QUANTITIES[name].label for name in deduction.sources)
    return Reason(deduction.quantity, deduction.value, f"follows from {sources}")


def _explained(
    because: tuple[Reason, ...], about_inputs: Iterable[Reason]
) -> tuple[Reason, ...]:
    """Reasons with better ones about some of the inputs in their place."""
    reasons = list(because)
    places: dict[object, int] = {}
    for place, old in enumerate(reasons):
        places.setdefault(old.about, place)
    for reason in about_inputs:
        about: list[object] = [reason.about]
        if isinstance(reason.about, Fact):
            about.append(Is(reason.about))
        places_of = [places[each] for each in about if each in places]
        if places_of:
            reasons[min(places_of)] = reason
        else:
            places[reason.about] = len(reasons)
            reasons.append(reason)
    return tuple(reasons)


# Fields that only explain: a better wording is not another rule.
_PROSE = frozenset(
    {"label", "limits", "disagreements", "note", "meanings", "meaning", "question"}
    | {"none", "cite", "says", "edition", "unit", "outcome", "unused"}
    | {"evidence", "wording", "wording_may_ship", "why", "summary", "example"}
    | {"definition", "defined_in", "audience", "group"}
)

# A new name of an attribute must not change the fingerprint of a rule.
_NAMES = {"excluded": "lacks"}

# Fields that decide something only if they are set.
_OPTIONAL = frozenset({"people", "firm", "at_least", "within", "beyond"})


def _says(part: object, name: str) -> bool:
    """Whether a field decides anything: people without conditions do not."""
    value: object = getattr(part, name)
    if name == "people":
        return bool(getattr(value, "conditions", ()))
    return name not in _OPTIONAL or bool(value)


_Plain: TypeAlias = "Value | tuple[_Plain, ...] | None"


def _deciding(part: object) -> _Plain:
    """Everything in a rule that can change an answer, as plain nested tuples."""
    if isinstance(part, tuple):
        return tuple(_deciding(item) for item in cast("tuple[object, ...]", part))
    kind = type(part)
    if attrs.has(kind):
        fields = (
            (_NAMES.get(field.name, field.name), _deciding(getattr(part, field.name)))
            for field in attrs.fields(kind)
            if field.init and field.name not in _PROSE and _says(part, field.name)
        )
        return (type(part).__name__, *fields)
    if isinstance(part, enum.Enum):
        return str(part.value)
    # 1 and 1.0 decide alike and must not differ by how they were typed.
    if isinstance(part, float) and part.is_integer():
        return int(part)
    return part if isinstance(part, bool | int | float | str) else None
