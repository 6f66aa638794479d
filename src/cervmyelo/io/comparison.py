"""
Stored assessments compared with what rules of today find for the same recorded values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, TypeAlias, cast

import attrs

from cervmyelo.case import Case
from cervmyelo.errors import (
    DocumentError,
    KindError,
    StaleAssessmentError,
    UnknownNameError,
    kind_of,
)
from cervmyelo.field_types import expect
from cervmyelo.findings import Identity
from cervmyelo.forms import Form, Rule
from cervmyelo.json_text import Json, parse
from cervmyelo.models.missing import RECORDABLE
from cervmyelo.names import printable
from cervmyelo.registry import RULES
from cervmyelo.results.assessment import Assessment, assess

from . import shapes
from .archives import document_of, stored
from .assessments import finding_to_dict, is_written, names_recorded
from .patients import patient_from_dict, read_record
from .provenance import PROVENANCE, in_words, written_by
from .shapes import checked, plain
from .stored_assessments import NOTHING_RECORDED, StoredAssessment
from .stored_findings import StoredFinding, shortened

__all__ = ["Comparison", "Difference", "assessment_from_json", "compare"]

Verdict: TypeAlias = Literal["changed", "new", "gone", "same"]
"""
How the answer of a rule differs.

Changed: another answer. New, gone: the rule was not there then, or is not there now.
Same: the same answer, even if another edition of the rule gives it.
"""

_VERDICTS: Final[tuple[Verdict, ...]] = ("changed", "new", "gone", "same")

_ANSWER: Final = (
    "status",
    "value",
    "possible",
    "low",
    "high",
    "missing",
    "unit",
    "interval",
)
"""What makes two findings the same answer; the rest explains it."""

_NAMED: Final = 5


def _verdict(value: object, path: str) -> Verdict:
    return shapes.one_of(_VERDICTS, value, path)


def _finding_or_none(value: object, path: str) -> StoredFinding | None:
    return None if value is None else StoredFinding.read(value, path)


def _identity_or_none(value: object, path: str) -> Identity | None:
    return None if value is None else shapes.identity(value, path)


@attrs.frozen(kw_only=True, repr=False)
class Difference:
    """
    What was stored of a rule, and what the rule finds for the same recorded values.

    Attributes:
        rule: The name of the rule.

        verdict: "changed", "new", "gone" or "same".

        old: The finding that was stored; None if the rule was not there, or nothing was
            recorded for it.

        new: The finding of today, in the form in which it would be stored; None if the
            rule is gone, or nothing is recorded for it.

        new_rule: The rule of today; None if it is gone.
    """

    rule: str = checked(shapes.name)
    verdict: Verdict = checked(_verdict)
    old: StoredFinding | None = checked(_finding_or_none)
    new: StoredFinding | None = checked(_finding_or_none)
    new_rule: Identity | None = checked(_identity_or_none)

    @property
    def old_rule(self) -> Identity | None:
        """The rule that gave the old finding; None if there is no old finding."""
        return None if self.old is None else self.old.rule

    @property
    def rule_changed(self) -> bool:
        """Whether another edition or another fingerprint answers now."""
        if self.old_rule is None or self.new_rule is None:
            return False
        return self.old_rule != self.new_rule

    def to_dict(self) -> dict[str, Json]:
        """The difference as plain data, ready for JSON."""
        return {
            "rule": self.rule,
            "verdict": self.verdict,
            "rule_changed": self.rule_changed,
            "old": None if self.old is None else self.old.to_dict(),
            "new": None if self.new is None else self.new.to_dict(),
        }

    def __repr__(self) -> str:
        text = f"<Difference {self.verdict}, {self}>"
        return shortened(text)

    def __str__(self) -> str:
        finding = self.new or self.old
        label = "" if finding is None else finding.label
        head = f"{label or self.rule} ({self.rule})"
        then, now = _answer(self.old), _answer(self.new)
        match self.verdict:
            case "changed":
                text = f"{head}: {then}, now {now}{self._missing}"
            case "new":
                text = f"{head}: now {now}"
            case "gone":
                text = f"{head}: {then}, and no rule of this name now"
            case "same":
                text = f"{head}: {then}"
        return printable(f"{text}{self._editions}")

    @property
    def _missing(self) -> str:
        """What explains two answers that look alike."""
        if self.old is None or self.new is None or self.old.answer != self.new.answer:
            return ""
        if self.old.missing != self.new.missing:
            return "; other inputs are missing"
        return f"; {self.old.status}, now {self.new.status}"

    @property
    def _editions(self) -> str:
        then, now = self.old_rule, self.new_rule
        if not self.rule_changed or then is None or now is None:
            return ""
        return (
            f" [edition {then.edition}, now {now.edition}; fingerprint "
            f"{then.fingerprint}, now {now.fingerprint}]"
        )


def _answer(finding: StoredFinding | None) -> str:
    return "nothing recorded" if finding is None else finding.answer


def _difference(value: object, path: str) -> Difference:
    if not isinstance(value, Difference):
        raise KindError(path, kind_of(value), "a difference")
    return value


def _assessment(value: object, path: str) -> StoredAssessment:
    if not isinstance(value, StoredAssessment):
        raise KindError(path, kind_of(value), "a stored assessment")
    return value


@attrs.frozen(kw_only=True, repr=False)
class Comparison:
    """
    A stored assessment next to what rules of today find in it.

    It is a collection of its differences, one for each rule, the changed ones first:
    ``comparison["mjoa_severity"]`` is that of one rule.

    Attributes:
        stored: The assessment as it was stored.

        differences: Every rule, the changed first, then the new, the gone and the same.

        unknown: The names of recorded values that this version does not have.

        invalid: The names of recorded values that this version refuses; so do the rules
            that read them.
    """

    stored: StoredAssessment = checked(_assessment)
    differences: tuple[Difference, ...] = checked(shapes.each_of(_difference))
    unknown: tuple[str, ...] = checked(shapes.each_of(shapes.text))
    invalid: tuple[str, ...] = checked(shapes.each_of(shapes.text))

    @property
    def changed(self) -> tuple[Difference, ...]:
        """The rules that answer differently now."""
        return self._of("changed")

    @property
    def new(self) -> tuple[Difference, ...]:
        """The rules that were not there when it was stored."""
        return self._of("new")

    @property
    def gone(self) -> tuple[Difference, ...]:
        """The rules that are no longer there."""
        return self._of("gone")

    @property
    def same(self) -> tuple[Difference, ...]:
        """The rules that answer as they did, whether or not they changed."""
        return self._of("same")

    def _of(self, verdict: Verdict) -> tuple[Difference, ...]:
        return tuple(each for each in self.differences if each.verdict == verdict)

    def __getitem__(self, rule: str) -> Difference:
        """
        The difference of the rule with this name.

        Raises:
            UnknownNameError: If neither side has such a rule; it is also a `KeyError`.
        """
        for each in self.differences:
            if each.rule == rule:
                return each
        raise UnknownNameError(
            rule, "compared rule", [each.rule for each in self.differences]
        )

    def __iter__(self) -> Iterator[Difference]:
        return iter(self.differences)

    def __len__(self) -> int:
        return len(self.differences)

    def to_dict(self) -> dict[str, Json]:
        """The comparison as plain data, ready for JSON, without what is the same."""
        stored = self.stored
        return {
            "stored_by": {"version": stored.version, "rules": stored.rules},
            "compared_with": {**written_by()},
            "ref": stored.ref,
            **{
                verdict: [each.to_dict() for each in self._of(verdict)]
                for verdict in _VERDICTS[:-1]
            },
            "same": [each.rule for each in self.same],
            "unknown": [*self.unknown],
            "invalid": [*self.invalid],
        }

    def __repr__(self) -> str:
        return f"<Comparison: {self._counts}; print() it>"

    def __str__(self) -> str:
        here = written_by()
        lines = [
            f"Assessment {self.stored.written_by}, compared with "
            f"{in_words(here['version'], here['rules'])}",
            f"  {self._counts}",
        ]
        for verdict in _VERDICTS[:-1]:
            found = self._of(verdict)
            shown = [each for each in found if each.old or each.new]
            if shown:
                lines.append(f"{verdict}:")
                lines += [f"  {each}" for each in shown]
            if len(shown) < len(found):
                rest = len(found) - len(shown)
                lines.append(f"{verdict}, with nothing recorded: {rest}")
        other = [each for each in self.same if each.rule_changed]
        if other:
            lines.append("the same answer by a changed rule:")
            lines += [f"  {each}" for each in other]
        for title, names in (
            ("recorded values that this version does not have", self.unknown),
            ("recorded values that this version refuses", self.invalid),
        ):
            if names:
                lines.append(f"{title}: {', '.join(map(printable, names))}")
        return "\n".join(lines)

    @property
    def _counts(self) -> str:
        return ", ".join(f"{len(self._of(each))} {each}" for each in _VERDICTS)


def compare(
    document: StoredAssessment | str | bytes | Mapping[str, object],
    rules: Mapping[str, Form] | None = None,
) -> Comparison:
    """
    What rules of today find in a stored assessment, next to what was stored.

    >>> import cervmyelo as cm
    >>> from cervmyelo.io import assessment_to_dict
    >>> items = cm.MJOA(motor_upper=3, motor_lower=5, sensory_upper=2, sphincter=3)
    >>> plain = assessment_to_dict(cm.assess(cm.Patient(mjoa=items)))
    >>> plain["findings"]["mjoa_severity"] |= {
    ...     "value": "mild", "possible": ["mild"], "low": "mild", "high": "mild"}
    >>> for each in cm.records.compare(plain).changed:
    ...     print(each)
    mJOA severity (mjoa_severity): mild, now moderate

    Args:
        document: The stored assessment, or what `stored` reads.

        rules: The rules to compare it with, by name; those of this version if None. Get
            those of an earlier date or edition from ``cervmyelo.rules.at(...)``.

    Returns:
        Every rule that was there then or is there now, the changed ones first. Two
        answers are the same if their status, value, possible answers, limits, interval,
        unit and missing inputs are. A recorded value that this version no longer has,
        or refuses, is listed and does not stop the comparison.

    Raises:
        DocumentError: If the text is not a stored assessment, or the record was flagged
            and its values were not stored.

        FieldError: If a part of it is invalid.
    """
    kept = document if isinstance(document, StoredAssessment) else stored(document)
    if kept.patient is None:
        raise DocumentError(
            "The record was flagged when it was stored, so its values are not in it "
            "and cannot be assessed again."
        )
    chosen = _rules(rules)
    record = cast("Mapping[str, object]", plain(kept.patient))
    unknown = tuple(
        name for name in record if name not in RECORDABLE and name not in _NO_VALUES
    )
    reading = read_record(
        {name: value for name, value in record.items() if name in RECORDABLE}
    )
    case = Case.of(reading.patient or reading.values)
    recorded = names_recorded(record)
    compact = kept.nothing_recorded is not None
    without = {*(kept.nothing_recorded or ())}
    found: list[Difference] = []
    for name, rule in chosen.items():
        old = kept.findings.get(name)
        new = None
        if old is not None or not compact or is_written(rule, recorded):
            written = finding_to_dict(rule(case), recorded if compact else None)
            new = StoredFinding.read(written, name)
        verdict: Verdict
        if old is None and name not in without:
            verdict = "new"
        else:
            verdict = "same" if _same(old, new) else "changed"
        found.append(
            Difference(
                rule=name, verdict=verdict, old=old, new=new, new_rule=rule.identity
            )
        )
    found += [
        Difference(
            rule=name,
            verdict="gone",
            old=kept.findings.get(name),
            new=None,
            new_rule=None,
        )
        for name in dict.fromkeys((*kept.findings, *(kept.nothing_recorded or ())))
        if name not in chosen
    ]
    found.sort(key=lambda each: _VERDICTS.index(each.verdict))
    invalid = tuple(
        name for name, value in reading.values.items() if isinstance(value, Exception)
    )
    return Comparison(
        stored=kept, differences=tuple(found), unknown=unknown, invalid=invalid
    )


_NO_VALUES: Final = ("ref", PROVENANCE)


def _rules(rules: object) -> Mapping[str, Form]:
    if rules is None:
        return RULES
    if not _are_rules(rules):
        raise KindError("rules", kind_of(rules), "a mapping from names to rules")
    return cast("Mapping[str, Form]", rules)


def _are_rules(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(each, Rule)
        for each in cast("Mapping[object, object]", value).values()
    )


def _same(old: StoredFinding | None, new: StoredFinding | None) -> bool:
    if old is None or new is None:
        return old is new
    return all(
        _alike(plain(getattr(old, name)), plain(getattr(new, name))) for name in _ANSWER
    )


def assessment_from_json(text: str | bytes, *, strict: bool = True) -> Assessment:
    """
    A stored assessment, if the rules still find what it says.

    A stored assessment is a claim. The patient in it is assessed again, and every
    stored finding is compared with the new one. A rule that is newer than the stored
    assessment has no stored finding and is not compared: the new assessment has its
    finding. To read what was answered then, whatever the rules find now, use
    ``cervmyelo.records.stored``; to see what differs, ``cervmyelo.records.compare``.

    >>> import cervmyelo as cm
    >>> from cervmyelo.io import assessment_to_dict, to_json
    >>> kept = cm.assess(cm.Patient(age_years=61))
    >>> assessment_from_json(to_json(assessment_to_dict(kept))) == kept
    True

    Args:
        text: The JSON text, compact or with everything.

        strict: Whether the reasons, citations and editions must be the same too.
            Without it, only the answers are compared: status, value, what is
            possible, its limits and what is missing. Wording may have changed.

    Returns:
        The new assessment. It equals the one that was stored by the same version.

    Raises:
        DocumentError: If the text is not JSON or not an assessment.

        InvalidRecordError: If the patient in it is invalid.

        StaleAssessmentError: If a stored finding is not what this version of the
            rules finds. The error names these rules and both versions.
    """
    expect("strict", strict, bool)
    document = document_of(parse(text))
    record = document["patient"]
    kept = document["findings"]
    compact = NOTHING_RECORDED in document
    unwritten: Sequence[str] = document.get(NOTHING_RECORDED, ())
    assessment = assess(patient_from_dict(record))
    recorded = names_recorded(record)
    now = {
        each.rule.name: finding_to_dict(each, recorded if compact else None)
        for each in assessment
    }
    changed = [
        name
        for name, finding in kept.items()
        if name not in now or not _equal(finding, now[name], strict=strict)
    ]
    changed += [
        name
        for name in unwritten
        if name in kept or name not in now or is_written(RULES[name], recorded)
    ]
    if document[PROVENANCE]["rules"] == written_by()["rules"]:
        # The same rules wrote it, so each of them must be in it.
        written = {*kept, *unwritten}
        changed += [name for name in RULES if name not in written]
    if changed:
        raise _stale(changed, document[PROVENANCE])
    return assessment


def _stale(changed: list[str], wrote: Mapping[str, str]) -> StaleAssessmentError:
    known = [name for name in dict.fromkeys(changed) if name in RULES]
    names = known[:_NAMED]
    if len(known) > _NAMED:
        names.append(f"{len(known) - _NAMED} more")
    if any(name not in RULES for name in changed):
        names.append("a rule that this version does not have")
    return StaleAssessmentError(
        f"The stored findings differ from what these rules find: {', '.join(names)}. "
        f"Stored by {in_words(wrote['version'], wrote['rules'])}, read by "
        f"{in_words(**written_by())}. Read what was answered then with "
        f"records.stored(), see what differs with records.compare(), or assess the "
        f"patient again.",
        known,
    )


def _equal(kept: object, now: Mapping[str, Json], *, strict: bool) -> bool:
    if strict:
        return _alike(kept, now)
    if not isinstance(kept, Mapping):
        return False
    found = cast("Mapping[str, object]", kept)
    return all(name in found and _alike(found[name], now[name]) for name in _ANSWER)


def _alike(one: object, other: object) -> bool:
    """Whether two JSON values are equal; 1 equals 1.0 and never true."""
    match one, other:
        case (dict(), dict()):
            here = cast("dict[str, object]", one)
            there = cast("dict[str, object]", other)
            return here.keys() == there.keys() and all(
                _alike(value, there[name]) for name, value in here.items()
            )
        case (list(), list()):
            here_, there_ = cast("list[object]", one), cast("list[object]", other)
            return len(here_) == len(there_) and all(map(_alike, here_, there_))
        case _:
            return isinstance(one, bool) == isinstance(other, bool) and one == other
