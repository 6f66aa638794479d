"""
What every published rule has, whatever its form.
"""

from __future__ import annotations

import enum
import functools
import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import (
    TYPE_CHECKING,
    Generic,
    Literal,
    Never,
    Protocol,
    TypeAlias,
    TypeVar,
    cast,
)

import attrs

from cervmyelo.errors import CervmyeloError, RuleError
from cervmyelo.findings import Finding, Gap, Identity, Outcome, Problem, Reason
from cervmyelo.quantities import Measure, Quantity, Value, Values
from cervmyelo.scales import Scale
from cervmyelo.sources import Citation, Disagreement, Statement

if TYPE_CHECKING:
    from cervmyelo.forms import Form

__all__ = [
    "Case",
    "Direction",
    "Known",
    "Recorded",
    "Rule",
    "discrete",
    "ends",
    "number",
    "read",
]

V = TypeVar("V", bound=Outcome)

Direction: TypeAlias = Literal["rises", "falls", "either"]
"""How a result moves as an input grows: never down, never up, or both ways."""


class Recorded(Protocol):
    """A model whose constructor has already checked what it holds."""

    def flat(self) -> Values:
        """What it holds, by the names of the quantities."""
        ...


@attrs.frozen
class Known:
    """
    What a model holds, taken from it once for many rules.

    Attributes:
        values: What it holds, by the names of the quantities.
    """

    values: Values

    def flat(self) -> Values:
        """What it holds, by the names of the quantities."""
        return self.values


Case: TypeAlias = Recorded | Mapping[str, object]
"""
One person: a model, or plain values by the names of the quantities.

In plain values an error may stand in the place of a value that could not be read;
the rules that look at it are then refused for that reason.
"""


_REMEMBERED = 1024


@attrs.frozen(kw_only=True, cache_hash=True)
class Rule(Generic[V]):
    """
    What every form of rule has: its head, and how it is asked.

    Attributes:
        name: A short name, unique in the library; the column of a cohort.

        label: What a reader calls it.

        cite: Where it is written.

        edition: Its edition; a correction is a new rule or a new edition.

        limits: What the rule does not cover or should not be used for.

        disagreements: Where the literature says otherwise.

        evidence: What is published on its population, outcome, discrimination,
            calibration and validation.

        wording: Under what terms the wording of the instrument may be used, and
            where to get its form; empty if there is no form.

        falls_with: The inputs that lower the result (grades: towards the first
            level) as they grow; a choice grows along its levels as listed. Every
            other input raises it, unless it is named in *either_way*.

        either_way: The inputs without a direction.
    """

    name: str
    label: str
    cite: Citation
    edition: str = "1"
    limits: tuple[str, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    evidence: tuple[Statement, ...] = ()
    wording: str = ""
    falls_with: tuple[Quantity, ...] = ()
    either_way: tuple[Quantity, ...] = ()

    @functools.cached_property
    def inputs(self) -> tuple[Quantity, ...]:
        """What the rule looks at, each once, in the order written."""
        return tuple(dict.fromkeys(self._looks_at()))

    def _looks_at(self) -> Iterable[Quantity]:
        raise NotImplementedError

    @property
    def form(self) -> str:
        """
        The kind of rule in words, without an article.

        >>> import cervmyelo as cm
        >>> cm.RULES["mjoa_total"].form, cm.RULES["mjoa_severity"].form
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
        >>> cm.RULES["mjoa_total"].answer_type
        <class 'int'>
        >>> cm.RULES["mjoa_severity"].answer_type
        <class 'str'>
        """
        return float if self.scale is None else type(self.scale.codes[0])

    @property
    def has_intervals(self) -> bool:
        """Whether its findings can carry a published interval."""
        return False

    @property
    def parts(self) -> tuple[Form, ...]:
        """
        The rules that it reads: the total that it bands, the test that it interprets.

        >>> import cervmyelo as cm
        >>> [each.name for each in cm.RULES["mjoa_severity"].parts]
        ['mjoa_total']
        """
        return ()

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """
        Where its source, or the source of one of its parts, gives no answer.

        >>> import cervmyelo as cm
        >>> cm.RULES["mjoa_total"].gaps
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
        >>> [str(cite) for cite in cm.RULES["mjoa_severity"].citations]
        ... # doctest: +ELLIPSIS
        ['Tetreault et al. 2017, ...', 'Benzel et al. 1991, ...']
        """
        inner = (cite for part in self.parts for cite in part.citations)
        return tuple(dict.fromkeys((self.cite, *self._own_citations(), *inner)))

    def _own_citations(self) -> Iterable[Citation]:
        return ()

    def find(self, values: Values) -> Finding[V]:
        """What the rule finds in values that have all passed their checks."""
        raise NotImplementedError

    def explain(self, case: Case) -> Finding[V]:
        """
        The answer or exactly what is still possible, with reasons.

        Args:
            case: A model, or plain values by the names of the quantities; a
                quantity that is None or not there was not recorded.

        Returns:
            The finding; a refusal if any input has an impossible value, whether or
            not the answer depends on it.
        """
        values, problems = read(self.inputs, case)
        if problems:
            return self.refused(problems)
        return self._remembered(tuple(values.get(each.name) for each in self.inputs))

    def __call__(self, case: Case) -> V | None:
        """
        The plain answer; None while it is undecided.

        Raises:
            RefusedError: If an input has an impossible value.
        """
        return self.explain(case).plain()

    @functools.cached_property
    def _remembered(self) -> Callable[[tuple[Value | None, ...]], Finding[V]]:
        names = tuple(each.name for each in self.inputs)

        # 1 and 1.0 share a memory, and rightly: they are one answer. True does not
        # reach it in the place of 1, because the inputs have passed their checks.
        @functools.lru_cache(_REMEMBERED)
        def remembered(inputs: tuple[Value | None, ...]) -> Finding[V]:
            return self.find(dict(zip(names, inputs, strict=True)))

        return remembered

    def direction(self, quantity: Quantity) -> Direction:
        """How the result moves as an input grows."""
        if quantity in self.falls_with:
            return "falls"
        return "either" if quantity in self.either_way else "rises"

    @functools.cached_property
    def identity(self) -> Identity:
        """Which rule this is, in which edition, with its fingerprint."""
        digest = hashlib.sha256(repr(_deciding(self)).encode()).hexdigest()[:12]
        return Identity(self.name, self.edition, digest)

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
        """The finding from the answers that are left, in ascending order."""
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
            because=because + _reasons(gaps),
            # What is missing but cannot change the answer is not asked for.
            missing=() if alone else missing,
            cite=self.cite,
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
        """The finding from the least and the greatest number that are left."""
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
            because=because + _reasons(gaps),
            missing=() if alone else missing,
            cite=self.cite,
            unit=unit,
            interval=interval,
        )

    def refused(self, problems: tuple[Problem, ...]) -> Finding[Never]:
        """The finding for a person whose data cannot be."""
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
            problems=problems,
        )

    def _directions_name_inputs(self) -> None:
        known = set(self.inputs)
        for quantity in (*self.falls_with, *self.either_way):
            if quantity not in known:
                raise RuleError(
                    f"{self.name}: {quantity.name} has a direction but is no input."
                )


def read(inputs: Iterable[Quantity], case: Case) -> tuple[Values, tuple[Problem, ...]]:
    """
    What was recorded of a person, and every impossible value among the inputs.

    A value that cannot be is a fault of the whole row, so it is found before any
    logic, whether or not the answer would have depended on it.
    """
    if not isinstance(case, Mapping):
        return case.flat(), ()
    problems: list[Problem] = []
    for quantity in inputs:
        value = case.get(quantity.name)
        if isinstance(value, CervmyeloError):
            problems.append(Problem.of(value))
        elif value is not None:
            try:
                quantity.check(value)
            except CervmyeloError as error:
                problems.append(Problem.of(error))
    # Every value that the caller will look at has passed its check.
    return cast("Values", case), tuple(problems)


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
    if value is not None:
        return (value,)
    if not isinstance(quantity, Measure) or (all_steps and quantity.step is not None):
        return quantity.values
    return (quantity.low, quantity.high)


def _reasons(gaps: tuple[Gap, ...]) -> tuple[Reason, ...]:
    return tuple(Reason(f"perhaps no answer: {gap.why}", None) for gap in gaps)


def number(values: Values, measure: Measure) -> float | None:
    """The number recorded for a measure, in values that `read` has let through."""
    return cast("float | None", values.get(measure.name))


# Fields that only explain: a better wording is not another rule.
_PROSE = frozenset(
    {"label", "limits", "disagreements", "note", "meanings", "meaning", "question"}
    | {"none", "cite", "says", "edition", "state_names", "unit"}
    | {"evidence", "wording", "why", "outcome", "unused"}
)

_Plain: TypeAlias = "Value | tuple[_Plain, ...] | None"


def _deciding(part: object) -> _Plain:
    """Everything in a rule that can change an answer, as plain nested tuples."""
    if isinstance(part, tuple):
        return tuple(_deciding(item) for item in cast("tuple[object, ...]", part))
    kind = type(part)
    if attrs.has(kind):
        fields = (
            (field.name, _deciding(getattr(part, field.name)))
            for field in attrs.fields(kind)
            if field.init and field.name not in _PROSE
        )
        return (type(part).__name__, *fields)
    if isinstance(part, enum.Enum):
        return str(part.value)
    # 1 and 1.0 decide alike and must not differ by how they were typed.
    if isinstance(part, float) and part.is_integer():
        return int(part)
    return part if isinstance(part, bool | int | float | str) else None
