"""
Assessments as they were stored: what was answered then, whatever rules came since.

Nothing is calculated here and no rule is looked up, so that a record can be read for as
long as its format is known. Its shape is checked strictly; what it answers is kept as
it is. `cervmyelo.io.comparison` compares it with rules of today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, Self, cast

import attrs

from cervmyelo.errors import (
    DocumentError,
    FieldError,
    KindError,
    UnknownNameError,
    kind_of,
)
from cervmyelo.findings import Identity, Problem, Status, figure
from cervmyelo.names import printable

from . import shapes
from .json_text import Json, Object, parse
from .provenance import PROVENANCE, in_words, provenance
from .shapes import Code, Scalar, checked

__all__ = [
    "CONFLICTS",
    "NOTHING_RECORDED",
    "StoredAssessment",
    "StoredCitation",
    "StoredConflict",
    "StoredFinding",
    "StoredReason",
    "archive",
    "document_of",
    "repeats",
    "stored",
]

CONFLICTS: Final = "conflicts"
"""The key that lists facts that contradict each other or are unlikely together."""

NOTHING_RECORDED: Final = "nothing_recorded"
"""The key that lists the rules about which nothing is recorded."""

_LONGEST: Final = 16 * 2**20
"""The length limit of one stored assessment, 100 times that of all of today's rules."""

_SHORT: Final = 300
_REQUIRED: Final = (PROVENANCE, "patient", "findings")
_FLAGGED: Final = ("number", "ref", "problems", "findings", NOTHING_RECORDED)


@attrs.frozen(kw_only=True)
class _Part:
    """A part of a stored assessment: an object of JSON with exactly its attributes."""

    @classmethod
    def read(cls, value: object, path: str) -> Self:
        """
        The part in an object of JSON.

        Raises:
            FieldError: If a value is invalid; it names the path.
        """
        if isinstance(value, cls):
            return value
        given = shapes.keys(value, path, tuple(e.name for e in attrs.fields(cls)))
        build = cast("Callable[..., Self]", cls)
        try:
            return build(**given)
        except FieldError as error:
            raise type(error)(
                f"{path}.{error.field}", error.given, error.allowed, error.fix
            ) from None


@attrs.frozen(kw_only=True)
class StoredReason(_Part):
    """
    A reason as it was stored.

    Attributes:
        text: The reason in words.

        value: What was recorded or found; None if it was not known.

        fields: The names of the quantities that it is about.
    """

    text: str = checked(shapes.text)
    value: Scalar | None = checked(shapes.any_value)
    fields: tuple[str, ...] = checked(shapes.names)

    def __str__(self) -> str:
        return self.text


@attrs.frozen(kw_only=True)
class StoredCitation(_Part):
    """
    Where a rule was published, as it was stored.

    Attributes:
        source: The key of the source.

        place: The place in it.

        text: Both in words.

        doi: Its DOI; None if it has none.

        url: Its URL; None if it has none.
    """

    source: str = checked(shapes.text)
    place: str = checked(shapes.text)
    text: str = checked(shapes.text)
    doi: str | None = checked(shapes.text_or_none)
    url: str | None = checked(shapes.text_or_none)

    def __str__(self) -> str:
        return self.text


@attrs.frozen(kw_only=True)
class StoredConflict(_Part):
    """
    Recorded facts that contradicted each other, or were unlikely together.

    Attributes:
        fields: The names of the quantities.

        message: What is contradictory or unlikely.

        refuses: The names of the quantities whose rules gave no answer.
    """

    fields: tuple[str, ...] = checked(shapes.names)
    message: str = checked(shapes.text)
    refuses: tuple[str, ...] = checked(shapes.names)

    def __str__(self) -> str:
        return self.message


@attrs.frozen(kw_only=True, repr=False)
class StoredFinding(_Part):
    """
    The answer of a rule as it was stored.

    Attributes:
        rule: The name of the rule, its edition and its fingerprint.

        label: The label of the rule.

        status: "ok", "undecided" or "refused".

        value: The answer, a number or the code of a grade; None if there was none.

        possible: Every answer that was still possible; None for a continuous result
            with too many to list.

        low: The lowest of them; None if refused or without an order.

        high: The highest of them; None if refused or without an order.

        because: The reasons.

        missing: The names of the inputs that were not recorded and could have changed
            the answer.

        cite: Where the rule was published.

        problems: The reasons for refusing.

        unit: The unit of a number.

        interval: The published interval of the answer; None if there was none.

        holds_for: What was assumed about the person because it was not recorded.

    Raises:
        KindError: If a part is of the wrong kind.

        LevelError: If there is no such status.
    """

    rule: Identity = checked(shapes.identity)
    label: str = checked(shapes.text)
    status: Status = checked(shapes.status)
    value: Code | None = checked(shapes.code)
    possible: tuple[Code, ...] | None = checked(shapes.codes_or_none)
    low: Code | None = checked(shapes.code)
    high: Code | None = checked(shapes.code)
    because: tuple[StoredReason, ...] = checked(shapes.each_of(StoredReason.read))
    missing: tuple[str, ...] = checked(shapes.names)
    cite: StoredCitation = checked(StoredCitation.read)
    problems: tuple[Problem, ...] = checked(shapes.each_of(shapes.problem))
    unit: str = checked(shapes.text)
    interval: tuple[float, float] | None = checked(shapes.interval)
    holds_for: tuple[str, ...] = checked(shapes.each_of(shapes.text))

    @property
    def answer(self) -> str:
        """The answer for people; a grade is its code, because only that is stored."""
        if self.status == "refused":
            return "no answer"
        if self.value is not None:
            text = _shown(self.value)
        elif isinstance(self.low, int | float) and isinstance(self.high, int | float):
            ends = dict.fromkeys(map(_shown, (self.low, self.high)))
            text = " to ".join(ends)
        else:
            text = " or ".join(map(_shown, self.possible or ())) or "not decided"
        text = f"{text} {self.unit}".rstrip()
        if self.value is None and self.possible is not None and len(self.possible) == 1:
            text += " or no answer"
        if self.interval is not None:
            text += f" (interval {' to '.join(map(figure, self.interval))})"
        return printable(text)

    def to_dict(self) -> dict[str, Json]:
        """The finding as plain data, ready for JSON."""
        return cast("dict[str, Json]", shapes.plain(self))

    def __repr__(self) -> str:
        name, edition = self.rule.name, printable(self.rule.edition)
        text = f"<StoredFinding {name}: {self.status}, edition {edition}, {self.answer}>"
        return text if len(text) <= _SHORT else f"{text[: _SHORT - 4]}...>"

    def __str__(self) -> str:
        rule = self.rule
        lines = [f"{self.label or rule.name}: {self.answer}"]
        lines += [f"  {reason}" for reason in self.because]
        if self.missing:
            lines.append(f"  not recorded: {', '.join(self.missing)}")
        lines += [f"  {problem}" for problem in self.problems]
        if self.holds_for:
            lines.append(f"  holds for: {'; '.join(self.holds_for)}")
        lines.append(f"  source: {self.cite}")
        lines.append(f"  rule: {rule.name}, edition {rule.edition}, {rule.fingerprint}")
        return "\n".join(map(printable, lines))


def _shown(value: Code) -> str:
    return value if isinstance(value, str) else figure(value)


def _findings(value: object, path: str) -> Mapping[str, StoredFinding]:
    if not isinstance(value, Mapping):
        raise KindError(path, kind_of(value), "an object")
    given = cast("Mapping[object, object]", value)
    shapes.once(given, path)
    found: dict[str, StoredFinding] = {}
    for key, part in given.items():
        name = shapes.name(key, f"{path}: the name of a rule")
        found[name] = StoredFinding.read(part, f"{path}.{name}")
        if found[name].rule.name != name:
            raise KindError(f"{path}.{name}.rule.name", "another name", name)
    return MappingProxyType(found)


def _patient(value: object, path: str) -> Mapping[str, Json] | None:
    if value is not None and not isinstance(value, Mapping):
        raise KindError(path, kind_of(value), "an object")
    return cast("Mapping[str, Json] | None", shapes.frozen(value, path))


def _names_or_none(value: object, path: str) -> tuple[str, ...] | None:
    return None if value is None else shapes.names(value, path)


def _number_or_none(value: object, path: str) -> int | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise KindError(path, kind_of(value), "a whole number")
    return value


@attrs.frozen(kw_only=True, repr=False)
class StoredAssessment:
    """
    An assessment as it was stored, with what was answered then.

    It is a collection of its findings: ``stored["mjoa_severity"]`` is one of them,
    and iteration gives them in the order of the record.

    Attributes:
        version: The version of the library that wrote it; None if it is not stored.

        rules: The fingerprint of all rules of that version; None if it is not stored.

        patient: What was recorded, by the names of the quantities at that time. None
            if the record was flagged: its values were not stored.

        findings: The findings, by the names of their rules.

        nothing_recorded: The names of the rules about which nothing was recorded. None
            if it has the findings of all rules.

        conflicts: The recorded facts that contradicted each other or were unlikely.

        problems: Why the record was flagged.

        number: The position of a flagged record in its file.

        ref: The reference of the record.

    Raises:
        FieldError: If a part is of the wrong kind.
    """

    version: str | None = checked(shapes.text_or_none)
    rules: str | None = checked(shapes.text_or_none)
    patient: Mapping[str, Json] | None = checked(_patient)
    findings: Mapping[str, StoredFinding] = checked(_findings)
    nothing_recorded: tuple[str, ...] | None = checked(_names_or_none)
    conflicts: tuple[StoredConflict, ...] = checked(
        shapes.each_of(StoredConflict.read)
    )
    problems: tuple[Problem, ...] = checked(shapes.each_of(shapes.problem))
    number: int | None = checked(_number_or_none)
    ref: str | None = checked(shapes.text_or_none)

    def __getitem__(self, rule: str) -> StoredFinding:
        """
        The finding of the rule with this name.

        Raises:
            UnknownNameError: If none is stored under this name; it is also a
                `KeyError`.
        """
        try:
            return self.findings[rule]
        except (KeyError, TypeError):
            raise UnknownNameError(rule, "stored finding", self.findings) from None

    def __iter__(self) -> Iterator[StoredFinding]:
        return iter(self.findings.values())

    def __len__(self) -> int:
        return len(self.findings)

    def __hash__(self) -> int:
        return hash((self.version, self.rules, self.ref, tuple(self.findings)))

    def __reduce__(self) -> tuple[Callable[..., object], tuple[dict[str, object]]]:
        fields = attrs.fields(type(self))
        parts: dict[str, object] = {
            each.name: shapes.plain(getattr(self, each.name)) for each in fields
        }
        return _rebuilt, (parts,)

    def to_dict(self) -> dict[str, Json]:
        """
        The assessment as plain data, as it was stored.

        `stored` reads it back as an equal one.
        """
        listed: dict[str, Json] = {
            "findings": cast("dict[str, Json]", shapes.plain(self.findings))
        }
        if self.nothing_recorded is not None:
            listed[NOTHING_RECORDED] = [*self.nothing_recorded]
        if self.patient is None:
            return {
                "number": self.number,
                "ref": self.ref,
                "problems": shapes.plain(self.problems),
                **listed,
            }
        if self.conflicts:
            listed[CONFLICTS] = shapes.plain(self.conflicts)
        return {
            PROVENANCE: {"version": self.version, "rules": self.rules},
            "patient": shapes.plain(self.patient),
            **listed,
        }

    @property
    def written_by(self) -> str:
        """What wrote it, in words."""
        return f"stored by {in_words(self.version, self.rules)}"

    def __repr__(self) -> str:
        counts = {"ok": 0, "undecided": 0, "refused": 0}
        for each in self:
            counts[each.status] += 1
        states = ", ".join(f"{count} {status}" for status, count in counts.items())
        text = f"<StoredAssessment: {len(self)} findings ({states}), {self.written_by}>"
        return text if len(text) <= _SHORT else f"{text[: _SHORT - 4]}...>"

    def __str__(self) -> str:
        lines = [f"Assessment {self.written_by}"]
        lines += [f"  flagged: {each}" for each in self.problems]
        lines += [f"  {each}" for each in self.conflicts]
        lines += [
            f"  {each.label or each.rule.name}: {each.answer} [{each.rule.name}, "
            f"edition {each.rule.edition}]"
            for each in self
        ]
        if self.nothing_recorded:
            lines.append(f"  nothing recorded for {len(self.nothing_recorded)} rules")
        return "\n".join(map(printable, lines))


def _rebuilt(parts: dict[str, Any]) -> StoredAssessment:
    return StoredAssessment(**parts)


def stored(document: str | bytes | Mapping[str, object]) -> StoredAssessment:
    """
    A stored assessment as it was answered then, whatever rules came since.

    Nothing is calculated again: answers, reasons, sources and editions are those that
    were stored, and a rule that this version does not have is kept as it is.

    >>> import cervmyelo as cm
    >>> from cervmyelo.io import assessment_to_dict, to_json
    >>> items = cm.MJOA(motor_upper=3, motor_lower=5, sensory_upper=2, sphincter=3)
    >>> text = to_json(assessment_to_dict(cm.assess(cm.Patient(mjoa=items))))
    >>> kept = cm.records.stored(text)
    >>> kept["mjoa_severity"].value, kept["mjoa_severity"].rule.edition
    ('moderate', '1')
    >>> kept.patient["mjoa_sphincter"], to_json(kept.to_dict()) == text
    (3, True)

    Args:
        document: The JSON text, or the plain data in it as `json.loads` gives it, in
            which repeated keys can no longer be seen.

    Raises:
        DocumentError: If the text is not JSON or not an assessment, is too long, or has
            a key twice.

        FieldError: If a part of it is invalid; the error names its path and the kind of
            value, never the value.
    """
    if isinstance(document, str | bytes) and len(document) > _LONGEST:
        raise DocumentError(
            f"The text is longer than {_LONGEST} bytes, so it is not one assessment. "
            f"Use archive() for a list of them."
        )
    return _stored(parse(document) if isinstance(document, str | bytes) else document)


def archive(document: str | bytes) -> tuple[StoredAssessment, ...]:
    """
    The stored assessments of a JSON text: one, or a list of them.

    ``cervmyelo assess FILE -o OUT.json`` writes such a list. A record that was flagged
    has its problems and findings, but no values.

    >>> import cervmyelo as cm
    >>> from cervmyelo.io import assessment_to_dict, to_json
    >>> people = [cm.Patient(age_years=age) for age in (61, 75)]
    >>> text = to_json([assessment_to_dict(cm.assess(each)) for each in people])
    >>> [each.patient["age_years"] for each in cm.records.archive(text)]
    [61, 75]

    Args:
        document: The JSON text.

    Raises:
        DocumentError: If the text is not JSON or holds something else than assessments.

        FieldError: If a part of one is invalid.
    """
    parts = parse(document)
    if not isinstance(parts, list):
        return (_stored(parts),)
    return tuple(
        _stored(each, f"record {number}")
        for number, each in enumerate(cast("list[object]", parts), 1)
    )


def document_of(value: object, place: str = "") -> Mapping[str, Any]:
    """
    The parts of a stored assessment, whose outermost shape is checked.

    Args:
        value: Plain data.

        place: Where it is in its text.

    Raises:
        DocumentError: If it is not an assessment.

        KindError: If the versions in it are invalid.
    """
    at = f"{place}: " if place else ""
    if not isinstance(value, Mapping):
        raise DocumentError(f"{at}An assessment is an object, not {kind_of(value)}.")
    document = cast("Mapping[str, object]", value)
    if {*document} - {NOTHING_RECORDED, CONFLICTS} != {*_REQUIRED}:
        raise DocumentError(
            f"{at}An assessment has the keys {', '.join(_REQUIRED[:-1])} and "
            f"{_REQUIRED[-1]}, {NOTHING_RECORDED} if it is compact, and {CONFLICTS} if "
            f"facts in it contradict each other. A later version may write others: read "
            f"it with the version that wrote it."
        )
    provenance(document[PROVENANCE])
    for name in ("patient", "findings"):
        part = document[name]
        if not isinstance(part, Mapping):
            raise DocumentError(f"{at}{name} is an object, not {kind_of(part)}.")
    listed = document.get(NOTHING_RECORDED, [])
    names = cast("list[object]", listed) if isinstance(listed, list | tuple) else [None]
    if not all(isinstance(each, str) for each in names):
        raise DocumentError(f"{at}{NOTHING_RECORDED} must be a list of names of rules.")
    # The patient is excepted: its own check names the field.
    if repeats({name: each for name, each in document.items() if name != "patient"}) or (
        isinstance(document, Object) and document.repeated
    ):
        raise DocumentError(
            f"{at}A key of the assessment is given twice. Keep the right one."
        )
    return document


def repeats(value: object) -> bool:
    """Whether a key is given twice anywhere in a JSON value, however deep."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Object) and part.repeated:
            return True
        if isinstance(part, Mapping):
            waiting += cast("Mapping[str, object]", part).values()
        elif isinstance(part, list):
            waiting += cast("list[object]", part)
    return False


def _stored(value: object, place: str = "") -> StoredAssessment:
    try:
        if isinstance(value, Mapping) and {*cast("Mapping[str, object]", value)} == {
            *_FLAGGED
        }:
            return _flagged(cast("Mapping[str, object]", value))
        document = document_of(value, place)
        patient = document["patient"]
        return StoredAssessment(
            **document[PROVENANCE],
            patient=patient,
            findings=document["findings"],
            nothing_recorded=document.get(NOTHING_RECORDED),
            conflicts=document.get(CONFLICTS, ()),
            problems=(),
            number=None,
            ref=patient.get("ref"),
        )
    except FieldError as error:
        if not place:
            raise
        raise type(error)(
            f"{place}, {error.field}", error.given, error.allowed, error.fix
        ) from None


def _flagged(record: Mapping[str, object]) -> StoredAssessment:
    """A record of a file that was flagged, whose values were not stored."""
    if repeats(record):
        raise DocumentError("A key of a flagged record is given twice.")
    parts: dict[str, Any] = {
        "version": None,
        "rules": None,
        "patient": None,
        "conflicts": (),
        **record,
    }
    return StoredAssessment(**parts)
