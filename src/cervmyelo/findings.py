"""
What a rule finds: its answer, or exactly what is still possible, and why.
"""

from __future__ import annotations

from typing import Generic, Literal, TypeAlias, TypeVar

import attrs

from .criteria import Criterion, Leaf, Not, deciding, holds
from .errors import CervmyeloError, FieldError, RefusedError
from .quantities import Measure, Quantity, Value, Values
from .scales import Grade
from .sources import Citation

__all__ = ["Finding", "Gap", "Identity", "Outcome", "Problem", "Reason", "Status"]

Outcome: TypeAlias = Grade | float
"""What a rule can answer: a grade or a number."""

Status: TypeAlias = Literal["ok", "undecided", "refused"]
"""
Answered; open; or refused.

Open for want of inputs, or because the source itself leaves more than one answer;
refused for an impossible input, or where the source gives no answer at all.
"""

V_co = TypeVar("V_co", bound=Outcome, covariant=True)


@attrs.frozen(cache_hash=True)
class Gap:
    """
    A place where a source gives no answer, in the place of an answer.

    Attributes:
        code: A stable, machine-readable name of the reason.

        why: What the source leaves out, and what to do instead.
    """

    code: str
    why: str

    @property
    def meaning(self) -> str:
        """What it means, as a grade has a meaning."""
        return self.why

    def __str__(self) -> str:
        return "no answer"


@attrs.frozen
class Problem:
    """
    Why a rule refuses a person's data.

    Attributes:
        code: A stable, machine-readable name of the reason.

        field: The name of the field; empty if it is not about one field.

        message: What was given (its kind, never the value), what is allowed and
            how to mend it.
    """

    code: str
    field: str
    message: str

    @classmethod
    def of(cls, reason: CervmyeloError | Gap) -> Problem:
        """The problem that an error or a gap in the source describes."""
        if isinstance(reason, Gap):
            return cls(reason.code, "", reason.why)
        field = reason.field if isinstance(reason, FieldError) else ""
        return cls(reason.code, field, str(reason))

    def __str__(self) -> str:
        return self.message


@attrs.frozen
class Reason:
    """
    One of the reasons for a finding; its text is made when it is asked for.

    Attributes:
        about: The criterion, quantity or other part of the rule it is about.

        value: What was recorded or found: for a criterion whether it holds, for
            a quantity its value; None if it is not known.

        effect: What it adds or leads to, in words; empty if nothing is to be said.

        by: The recorded values that decided a criterion.
    """

    about: Criterion | Quantity | str
    value: Value | None
    effect: str = ""
    by: tuple[tuple[str, Value | None], ...] = ()

    @classmethod
    def of(cls, criterion: Criterion, held: bool | None, values: Values) -> Reason:
        """The reason that a criterion gives, with the records that decide it."""
        named = getattr(criterion, "label", "")
        by: tuple[tuple[str, Value | None], ...] = ()
        if held and named:
            by = tuple((_leaf(e, values), True) for e in deciding(criterion, values))
        return cls(criterion, held, by=by)

    def __str__(self) -> str:
        effect = f": {self.effect}" if self.effect else ""
        if isinstance(self.about, Quantity):
            unit = f" {self.about.unit}" if isinstance(self.about, Measure) else ""
            said = (
                "not recorded" if self.value is None else f"{_words(self.value)}{unit}"
            )
            return f"{self.about.label} {said}{effect}"
        if isinstance(self.about, str):
            return f"{self.about}{effect}"
        decided = f" ({', '.join(text for text, _ in self.by)})" if self.by else ""
        match self.value:
            case None:
                return f"not known whether {self.about}{effect}"
            case False:
                return f"not {self.about}{effect}"
            case _:
                return f"{self.about}{decided}{effect}"


@attrs.frozen
class Identity:
    """
    Which rule gave a finding, for the record.

    Attributes:
        name: The name of the rule.

        edition: Its edition; a rule whose answers change gets a new one.

        fingerprint: Twelve hexadecimal digits over everything in the rule that
            can change an answer.
    """

    name: str
    edition: str
    fingerprint: str


@attrs.frozen(kw_only=True)
class Finding(Generic[V_co]):
    """
    The answer of a rule for one person.

    >>> import cervmyelo as cm
    >>> found = cm.mjoa_total(cm.MJOA(motor_lower=5, sensory_upper=2, sphincter=2))
    >>> found.value is None, found.low, found.high, found.missing
    (True, 9, 14, ('mjoa_motor_upper',))

    Attributes:
        rule: Which rule, in which edition.

        status: "ok"; "undecided" (something is missing, or the source leaves more
            than one answer); or "refused" (an input is impossible, or the source
            gives no answer).

        value: The answer; None unless exactly one is left.

        possible: Every answer that the missing inputs still allow, from the least
            (grades: the best) to the greatest (the gravest); None where a
            continuous result has too many to list; empty if refused.

        low: The least of them; None if refused or if the scale has no order.

        high: The greatest of them; None if refused or if the scale has no order.

        because: The reasons.

        missing: The names of the inputs that were not recorded and could still
            change the answer.

        problems: Why it is refused; empty otherwise.

        cite: Where the rule is written.

        unit: The unit of a number; empty for a grade.

        interval: The widest limits of the published confidence or credible
            intervals over all that is still possible; None if the source gives
            none for some of it.
    """

    rule: Identity
    status: Status
    value: V_co | None
    possible: tuple[V_co, ...] | None
    low: V_co | None
    high: V_co | None
    because: tuple[Reason, ...]
    missing: tuple[str, ...]
    cite: Citation
    problems: tuple[Problem, ...] = ()
    unit: str = ""
    interval: tuple[float, float] | None = None

    def plain(self) -> V_co | None:
        """
        The value alone; None while it is undecided.

        Raises:
            RefusedError: If the finding is a refusal.
        """
        if self.status == "refused":
            raise RefusedError(self.rule.name, [str(each) for each in self.problems])
        return self.value

    @property
    def answer(self) -> str:
        """The answer in words, be it a value, what is left, or a refusal."""
        unit = f" {self.unit}" if self.unit else ""
        if self.status == "refused":
            return "refused"
        if self.value is not None:
            return f"{_words(self.value)}{unit}{self._within}"
        # Where one is left and yet none is given, the source may not answer at all.
        maybe = " or no answer" if len(self.possible or ()) == 1 else ""
        if self.low is None or isinstance(self.low, Grade):
            return " or ".join(map(str, self.possible or ())) + maybe
        if self.low == self.high:
            return f"{_words(self.low)}{unit} or no answer{self._within}"
        return f"{_words(self.low)} to {_words(self.high)}{unit}{self._within}"

    @property
    def _within(self) -> str:
        if self.interval is None:
            return ""
        low, high = map(_words, self.interval)
        return f" (interval {low} to {high})"

    def __str__(self) -> str:
        lines = [f"{self.rule.name}: {self.answer}"]
        lines += [f"  because {reason}" for reason in self.because]
        if self.missing:
            lines.append(f"  not recorded: {', '.join(self.missing)}")
        lines += [f"  refused: {problem}" for problem in self.problems]
        lines.append(f"  by {self.cite}")
        return "\n".join(lines)


def _leaf(leaf: Leaf, values: Values) -> str:
    # What decides by not being so is told as not being so.
    return str(leaf if holds(leaf, values) else Not(leaf))


def _words(value: Outcome | Value | None) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:g}"
        case _:
            return str(value)
