"""
The finding of a rule: its answer, or exactly what is still possible, with reasons.
"""

import functools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, Generic, Literal, TypeAlias, TypeVar, cast

import attrs

from .criteria import Criterion, Is, Not, deciding, holds
from .errors import (
    CervmyeloError,
    ContradictionError,
    FieldError,
    KindError,
    LevelError,
    kind_of,
)
from .frozen import Frozen, ReadOnly
from .notebook import cut
from .public import public
from .quantity import Choice, Fact, Measure, Partly, Quantity, Value, Values
from .scale import Grade
from .sources import Citation

__all__ = [
    "CONTRADICTION",
    "Finding",
    "Gap",
    "Identity",
    "Outcome",
    "Problem",
    "Reason",
    "Status",
    "evolved",
    "possibly_none",
]

Outcome: TypeAlias = Grade | float
"""What a rule can answer: a grade or a number."""

Status: TypeAlias = Literal["ok", "undecided", "refused"]
"""
Answered, undecided or refused.

Undecided: inputs are missing, or the source leaves more than one answer. Refused: an
input is invalid, or the source gives no answer.
"""

CONTRADICTION: Final = ContradictionError.code
"""The code of a refusal because recorded facts contradict each other."""

V_co = TypeVar("V_co", bound=Outcome, covariant=True)


@attrs.frozen(eq=False, repr=False)
class Gap(Frozen):
    """
    A case for which the source gives no answer.

    Attributes:
        code: A stable, machine-readable name of the reason.

        why: What the source does not cover, and what to do instead.
    """

    code: str
    why: str

    @property
    def meaning(self) -> str:
        """The reason, as the counterpart of a grade's meaning."""
        return self.why

    def __str__(self) -> str:
        return "no answer"

    @property
    def label(self) -> str:
        """The label that people read instead of a grade."""
        return "no answer"


@attrs.frozen(eq=False, repr=False)
class Problem(Frozen):
    """
    Why a rule refuses a record.

    Attributes:
        code: A stable, machine-readable name of the reason.

        field: The name of the field; empty if it is not about one field.

        message: What was given (its kind, never the value), what is allowed, and how to
            fix it.
    """

    code: str
    field: str
    message: str

    @classmethod
    def of(cls, reason: CervmyeloError | Gap) -> "Problem":
        """The problem that an error or a gap in the source describes."""
        if isinstance(reason, Gap):
            return cls(reason.code, "", reason.why)
        field = reason.field if isinstance(reason, FieldError) else ""
        return cls(reason.code, field, str(reason))

    def __str__(self) -> str:
        return self.message


@attrs.frozen(eq=False, repr=False)
class Reason(Frozen):
    """
    A reason for a finding.

    In words, a reason is a label and a state, which is correct for every label:
    ``LABEL: yes``, ``no`` or ``not recorded`` for a fact, ``LABEL: met``, ``not met``
    or ``not known`` for a criterion, ``LABEL: 3 points`` for a number.

    Attributes:
        about: The criterion, quantity or other part of the rule it is about.

        value: What was recorded or found: for a criterion whether it is met, for a
            quantity its value; None if it is not known.

        effect: Its contribution or consequence in words; empty if there is none.

        by: The records that decided a criterion, each with its state.
    """

    about: Criterion | Quantity | str
    value: Value | Partly | None
    effect: str = ""
    by: tuple[tuple[str, Value | None], ...] = ()

    @classmethod
    def of(cls, criterion: Criterion, held: bool | None, values: Values) -> "Reason":
        """The reason for a criterion, with the records that decide it."""
        named = getattr(criterion, "label", "")
        by: tuple[tuple[str, Value | None], ...] = ()
        if held and named:
            by = tuple(
                (_state(leaf, holds(leaf, values)), True)
                for leaf in deciding(criterion, values)
            )
        return cls(criterion, held, by=by)

    def __str__(self) -> str:
        return f"{self._state}{f' ({self.effect})' if self.effect else ''}"

    @property
    def _state(self) -> str:
        if isinstance(self.about, str):
            return self.about
        if isinstance(self.about, Fact | Choice | Measure):
            unit = f" {self.about.unit}" if isinstance(self.about, Measure) else ""
            if self.value is None:
                return f"{self.about.label}: not recorded"
            return f"{self.about.label}: {_recorded(self.value)}{unit}"
        decided = f" ({'; '.join(text for text, _ in self.by)})" if self.by else ""
        return f"{_state(self.about, cast('bool | None', self.value))}{decided}"


# Few criteria decide the answers of many people.
@functools.lru_cache(4096)
def _state(criterion: Criterion, held: bool | None) -> str:
    """A criterion and whether it is met, in the grammar of reasons."""
    while isinstance(criterion, Not):
        criterion, held = criterion.part, None if held is None else not held
    words = ("yes", "no", "not recorded") if isinstance(criterion, Is) else _MET
    return f"{criterion}: {words[2] if held is None else words[not held]}"


_MET: Final = ("met", "not met", "not known")


def possibly_none(gaps: Iterable[Gap]) -> tuple[Reason, ...]:
    """The reasons for which the source may give no answer, each once."""
    gaps = dict.fromkeys(gaps)
    return tuple(Reason(f"possibly no answer: {gap.why}", None) for gap in gaps)


class Identity(ReadOnly):
    """
    The rule that gave a finding, for stored records.

    Attributes:
        name: The name of the rule.

        edition: Its edition; a rule whose answers change gets a new one.
    """

    __slots__ = ("_fingerprint", "edition", "name")

    name: str
    edition: str
    _fingerprint: str | Callable[[], str]

    def __init__(
        self, name: str, edition: str, fingerprint: str | Callable[[], str]
    ) -> None:
        set_field = object.__setattr__.__get__(self)
        set_field("name", name)
        set_field("edition", edition)
        set_field("_fingerprint", fingerprint)

    @property
    def fingerprint(self) -> str:
        """
        Twelve hexadecimal digits: a hash of all in the rule that can change an answer.

        It is computed when it is first asked for.
        """
        made = self._fingerprint
        if not isinstance(made, str):
            made = made()
            object.__setattr__(self, "_fingerprint", made)
        return made

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Identity):
            return NotImplemented
        named = (self.name, self.edition) == (other.name, other.edition)
        return named and self.fingerprint == other.fingerprint

    def __hash__(self) -> int:
        return hash((self.name, self.edition))

    def __repr__(self) -> str:
        return f"Identity({self.name!r}, {self.edition!r}, {self.fingerprint!r})"

    def __reduce__(self) -> tuple[type["Identity"], tuple[str, str, str]]:
        return (Identity, (self.name, self.edition, self.fingerprint))


@public
@attrs.frozen(kw_only=True, eq=False, repr=False)
class Finding(Frozen, Generic[V_co]):
    """
    The answer of a rule for one person.

    >>> import cervmyelo as cm
    >>> finding = cm.mjoa_total(cm.MJOA(motor_lower=5, sensory_upper=2, sphincter=2))
    >>> finding.value is None, finding.low, finding.high, finding.missing
    (True, 9, 14, ('mjoa_motor_upper',))

    Attributes:
        rule: The rule and its edition.

        label: The label of the rule.

        status: "ok"; "undecided" (inputs are missing, or the source leaves more than
            one answer); or "refused" (an input is invalid, or the source gives no
            answer).

        value: The answer; None unless exactly one is possible.

        possible: Every answer that is still possible, from the lowest (for grades, the
            best) to the highest (the worst); None for a continuous result with too many
            to list; empty if refused.

        low: The lowest of them; None if refused or if the scale has no order.

        high: The highest of them; None if refused or if the scale has no order.

        because: The reasons.

        missing: The names of the inputs that were not recorded and could still
            change the answer.

        problems: The reasons for refusing; empty otherwise.

        cite: Where the rule is published.

        unit: The unit of a number; empty for a grade.

        holds_for: What is assumed about the person because it was not recorded: the
            labels of conditions on the people the rule is for.

        interval: The widest published confidence or credible interval over all possible
            answers; None if the source has no interval for one of them.

    Raises:
        KindError: If a part is of the wrong kind, or does not fit the others: a refusal
            has no answer, and an answer is among those that are possible.

        LevelError: If there is no such status.
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
    label: str = ""
    problems: tuple[Problem, ...] = ()
    unit: str = ""
    interval: tuple[float, float] | None = None
    holds_for: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        _check(self)

    @property
    def answer(self) -> str:
        """The answer for people: the value, what is still possible, or "no answer"."""
        if self.status == "refused":
            return "no answer"
        if self.value is not None:
            return f"{self._figure(self.value)}{self._within}"
        # Only one answer is possible, but the source may give none.
        maybe = " or no answer" if len(self.possible or ()) == 1 else ""
        if self.low is None or isinstance(self.low, Grade):
            return " or ".join(each.label for each in self._grades) + maybe
        if self.low == self.high:
            return f"{self._figure(self.low)} or no answer{self._within}"
        low, high = figure(self.low), self._figure(self.high)
        return f"{low} to {high}{self._within}"

    @property
    def _grades(self) -> tuple[Grade, ...]:
        return tuple(each for each in self.possible or () if isinstance(each, Grade))

    def _figure(self, value: Outcome | None) -> str:
        if isinstance(value, Grade):
            return value.label
        return f"{figure(value or 0)} {self.unit}".strip()

    @property
    def _within(self) -> str:
        if self.interval is None:
            return ""
        low, high = map(figure, self.interval)
        return f" (interval {low} to {high})"

    def __repr__(self) -> str:
        missing = f", missing {', '.join(self.missing)}" if self.missing else ""
        text = f"<Finding {self.rule.name}: {self.status}, {self.answer}{missing}>"
        return cut(text)

    def __rich_repr__(self) -> Iterator[tuple[str, object, object]]:
        yield "rule", self.rule.name, None
        yield "status", self.status, None
        yield "answer", self.answer, None
        yield "missing", self.missing, ()
        yield "holds_for", self.holds_for, ()

    def __str__(self) -> str:
        lines = [f"{self.label or self.rule.name}: {self.answer}"]
        lines += [f"  {reason}" for reason in self.because]
        for how, names in self.missing_by_kind.items():
            lines.append(f"  {how}: {'; '.join(map(label_of, names))}")
        lines += [f"  {problem_in_words(problem)}" for problem in self.problems]
        if self.holds_for:
            lines.append(f"  holds for: {'; '.join(self.holds_for)}")
        lines.append(f"  source: {self.cite}")
        return "\n".join(lines)

    @property
    def missing_by_kind(self) -> dict[str, list[str]]:
        """The missing inputs, those that were not recorded at all first."""
        in_part = {
            each.about.name
            for each in self.because
            if isinstance(each.value, Partly)
            and isinstance(each.about, Choice | Measure)
        }
        found: dict[str, list[str]] = {}
        for name in sorted(self.missing, key=in_part.__contains__):
            how = "known in part" if name in in_part else "not recorded"
            found.setdefault(how, []).append(name)
        return found


_FIELDS: Final = tuple(attrs.fields_dict(Finding))


def evolved(finding: Finding[V_co], **changes: object) -> Finding[V_co]:
    """
    A finding with other contents in some of its fields, as `attrs.evolve` gives it.

    Rules do this for most people, so all fields are read at once.

    Args:
        finding: The finding.

        changes: The other contents, by the names of the fields.
    """
    contents = zip(_FIELDS, finding._contents(finding), strict=True)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    made: Any = Finding
    return cast("Finding[V_co]", made(**{**dict(contents), **changes}))


_FITTING: Final[Mapping[Status, str]] = {
    "ok": "a value, the only possible answer",
    "undecided": "no value, and possible answers or None for too many of them",
    "refused": "no value, no possible answer and no limits",
}
"""What each status goes with."""

_SINGLE: Final[tuple[tuple[str, type, str], ...]] = (
    ("rule", Identity, "the identity of a rule"),
    ("cite", Citation, "a citation"),
    ("label", str, "text"),
    ("unit", str, "text"),
)
_TUPLES: Final[tuple[tuple[str, type, str], ...]] = (
    ("because", Reason, "a tuple of reasons"),
    ("missing", str, "a tuple of names"),
    ("problems", Problem, "a tuple of problems"),
    ("holds_for", str, "a tuple of labels"),
)


def _check(finding: Any) -> None:
    """Refuse what no rule can find: it was made by hand, and wrongly."""
    # Rules make findings by the dozen, so the usual kinds are recognized at once.
    because, missing = finding.because, finding.missing
    problems, holds_for = finding.problems, finding.holds_for
    if (
        type(finding.rule) is not Identity
        or type(finding.cite) is not Citation
        or type(finding.label) is not str
        or type(finding.unit) is not str
        or not _TUPLE.issuperset(map(type, (because, missing, problems, holds_for)))
        or not _REASONS.issuperset(map(type, because))
        or not _TEXTS.issuperset(map(type, (*missing, *holds_for)))
        or not _PROBLEMS.issuperset(map(type, problems))
    ):
        _check_kinds(finding)
    answers = (finding.value, finding.low, finding.high)
    if (
        not _is_tuple(finding.possible)
        or finding.interval is not None
        or not {*map(type, (*answers, *finding.possible))} <= _PLAIN
    ):
        _check_numbers(finding)
    status, possible = finding.status, finding.possible
    if status == "ok":
        fits = finding.value is not None and possible == (finding.value,)
    elif status == "undecided":
        fits = finding.value is None and possible != ()
    elif status == "refused":
        fits = answers == (None, None, None) and possible == ()
    else:
        kind = "another word" if isinstance(status, str) else kind_of(status)
        raise LevelError("status", kind, ", ".join(_FITTING))
    if not fits:
        raise KindError(
            "value", f"another answer with status {status}", _FITTING[status]
        )


def _is_tuple(parts: object) -> bool:
    return isinstance(parts, tuple)


def _check_kinds(finding: Any) -> None:
    for name, kind, allowed in _SINGLE:
        part: object = getattr(finding, name)
        if not isinstance(part, kind):
            raise KindError(name, kind_of(part), allowed)
    for name, kind, allowed in _TUPLES:
        parts: object = getattr(finding, name)
        if not isinstance(parts, tuple):
            raise KindError(name, kind_of(parts), allowed)
        for each in cast("tuple[object, ...]", parts):
            if not isinstance(each, kind):
                raise KindError(name, kind_of(each), allowed)


def _check_numbers(finding: Any) -> None:
    """Check the kinds of answers that are rarer than grades and whole numbers."""
    possible = finding.possible
    if possible is not None and not _is_tuple(possible):
        raise KindError("possible", kind_of(possible), "a tuple of answers, or None")
    for each in (finding.value, finding.low, finding.high, *(possible or ())):
        if each is not None and not _is_outcome(each):
            raise KindError("value", kind_of(each), "a grade, a number or None")
    interval = finding.interval
    if interval is not None and not (
        _is_tuple(interval)
        and len(interval) == _ENDS
        and all(map(_is_outcome, interval))
    ):
        raise KindError("interval", kind_of(interval), "two numbers, or None")


_TUPLE: Final[frozenset[type]] = frozenset({tuple})
_REASONS: Final = frozenset({Reason})
_TEXTS: Final = frozenset({str})
_PROBLEMS: Final = frozenset({Problem})
_ENDS: Final = 2
_PLAIN: Final = frozenset({Grade, int, type(None)})


def _is_outcome(value: object) -> bool:
    """Whether a value is a grade, or a number that is no boolean and not NaN."""
    if isinstance(value, bool):
        return False
    return isinstance(value, Grade | int) or (
        isinstance(value, float) and not math.isnan(value)
    )


def figure(value: float) -> str:
    """
    A number for people: integers unchanged, otherwise three significant figures.

    >>> figure(1440), figure(14.5), figure(0.122735), figure(-1600.0)
    ('1440', '14.5', '0.123', '-1600')
    """
    if value == int(value):
        return f"{int(value)}"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if digits else text


def problem_in_words(problem: Problem) -> str:
    """A problem with the labels of fields that contradict each other."""
    if problem.code != CONTRADICTION:
        return problem.message
    fields, colon, rest = problem.message.partition(": ")
    labels = " and ".join(f'"{label_of(name)}"' for name in fields.split(" and "))
    return f"{labels}{colon}{rest}" if rest else problem.message


def label_of(name: str) -> str:
    """
    What people read in place of the name of a quantity; a name without one stays.

    >>> label_of("mjoa_sphincter")
    'mJOA bladder function'
    """
    from .models.patient import QUANTITIES

    return QUANTITIES[name].label if name in QUANTITIES else name


def _recorded(value: Value | Partly) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:g}"
        case _:
            return str(value)
