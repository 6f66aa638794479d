"""
Assessments as JSON, and stored assessments checked against the rules.

An assessment is compact unless everything is asked for. Rules about which nothing is
recorded are listed by name, because their findings follow from the rules alone. The
reasons of a finding are those that are known, because it lists what is missing.
"""

from __future__ import annotations

import functools
from collections.abc import Container, Iterable, Mapping
from typing import Final, cast

from cervmyelo.consistency import Conflict
from cervmyelo.criteria import leaves
from cervmyelo.errors import DocumentError, StaleAssessmentError, kind_of
from cervmyelo.field_types import expect
from cervmyelo.findings import Finding, Identity, Outcome, Problem, Reason
from cervmyelo.names import shown
from cervmyelo.quantity import Choice, Fact, Measure, Partly
from cervmyelo.registry import RULES
from cervmyelo.results.assessment import Assessment, assess
from cervmyelo.scale import Grade
from cervmyelo.sources import Citation

from .json_text import Json, Object, parse
from .patients import patient_from_dict, patient_to_dict
from .provenance import PROVENANCE, provenance, written_by

__all__ = [
    "CONFLICTS",
    "NOTHING_RECORDED",
    "assessment_from_json",
    "assessment_to_dict",
    "conflicts_to_dict",
    "finding_to_dict",
    "findings_to_dict",
]

CONFLICTS: Final = "conflicts"
"""The key that lists facts that contradict each other or are unlikely together."""

NOTHING_RECORDED: Final = "nothing_recorded"
"""The key that lists the rules about which nothing is recorded."""

_ANSWER: Final = ("status", "value", "possible", "low", "high", "missing", "unit")
_NAMED: Final = 5
_REMEMBERED: Final = 4096


def finding_to_dict(
    finding: Finding[Outcome], recorded: Container[str] | None = None
) -> dict[str, Json]:
    """
    A finding as plain data, ready for JSON.

    >>> import cervmyelo as cm
    >>> plain = finding_to_dict(cm.mjoa_severity(cm.MJOA(motor_upper=0, motor_lower=0)))
    >>> plain["status"], plain["value"], plain["possible"]
    ('ok', 'severe', ['severe'])

    Args:
        finding: The finding.

        recorded: The names of the quantities that are recorded, for a compact
            finding: it has the reasons that are known, and these name only recorded
            quantities. None writes everything.

    Returns:
        The attributes of the finding. A grade is its code; a reason is its text, its
        value and the names of the quantities that it is about.

    Raises:
        KindError: If what was given is no finding.
    """
    expect("finding", finding, Finding)
    possible = finding.possible
    return {
        "rule": _identity(finding.rule),
        "label": finding.label,
        "status": finding.status,
        "value": _code(finding.value),
        "possible": None if possible is None else [_code(each) for each in possible],
        "low": _code(finding.low),
        "high": _code(finding.high),
        "because": [
            _reason(each, recorded)
            for each in finding.because
            if recorded is None or each.value is not None or isinstance(each.about, str)
        ],
        "missing": list(finding.missing),
        "cite": _citation(finding.cite).copy(),
        "problems": [_problem(each) for each in finding.problems],
        "unit": finding.unit,
        "interval": None if finding.interval is None else list(finding.interval),
        "holds_for": list(finding.holds_for),
    }


def findings_to_dict(
    findings: Iterable[Finding[Outcome]],
    recorded: Mapping[str, object],
    *,
    everything: bool = False,
) -> dict[str, Json]:
    """
    Findings of one person as plain data, under their key in an assessment.

    Args:
        findings: The findings.

        recorded: What was recorded, by the names of the quantities. None is not
            recorded; an error in the place of an invalid value is recorded.

        everything: Whether to write the findings of rules about which nothing is
            recorded, and the reasons that are not known. Without it, these rules are
            listed by name.
    """
    if everything:
        return {
            "findings": {each.rule.name: finding_to_dict(each) for each in findings}
        }
    known = {name for name, value in recorded.items() if value is not None}
    written: dict[str, Json] = {}
    unwritten: list[str] = []
    for each in findings:
        name = each.rule.name
        if RULES[name].input_names.isdisjoint(known):
            unwritten.append(name)
        else:
            written[name] = finding_to_dict(each, known)
    return {"findings": written, NOTHING_RECORDED: unwritten}


def assessment_to_dict(
    assessment: Assessment, *, everything: bool = False
) -> dict[str, Json]:
    """
    An assessment as plain data, ready for JSON.

    >>> import cervmyelo as cm
    >>> plain = assessment_to_dict(cm.assess(cm.Patient(age_years=61)))
    >>> list(plain)
    ['cervmyelo', 'patient', 'findings', 'nothing_recorded']
    >>> len(plain["findings"]) < len(plain["nothing_recorded"])
    True

    Args:
        assessment: The assessment.

        everything: Whether to write the findings of rules about which nothing is
            recorded, and the reasons that are not known. Without it, these rules are
            listed by name, and a patient with ten recorded values takes less than
            28 kB.

    Returns:
        The versions of the library and of its rules, the patient as a flat record,
        the findings under the names of their rules, and if there are any, the
        recorded facts that contradict each other or are unlikely together.

    Raises:
        KindError: If what was given is no assessment.
    """
    expect("assessment", assessment, Assessment)
    record = patient_to_dict(assessment.patient)
    return {
        PROVENANCE: written_by(),
        "patient": record,
        **findings_to_dict(assessment, record, everything=everything),
        **conflicts_to_dict(assessment.conflicts),
    }


def conflicts_to_dict(conflicts: Iterable[Conflict]) -> dict[str, Json]:
    """
    Contradictions and doubts as plain data, under their key; nothing if there are none.

    Args:
        conflicts: Facts that contradict each other, or are unlikely together.
    """
    written: list[Json] = [
        {
            "fields": list(each.fields),
            "message": str(each),
            "refuses": sorted(each.refuses),
        }
        for each in conflicts
    ]
    return {CONFLICTS: written} if written else {}


def assessment_from_json(text: str | bytes, *, strict: bool = True) -> Assessment:
    """
    A stored assessment, if the rules still find what it says.

    A stored assessment is a claim. The patient in it is assessed again, and every
    stored finding is compared with the new one. A rule that is newer than the stored
    assessment has no stored finding and is not compared.

    >>> import cervmyelo as cm
    >>> from cervmyelo.io import to_json
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
            rules finds. The message names these rules and both versions.
    """
    document = parse(text)
    if not isinstance(document, Object):
        raise DocumentError(f"An assessment is an object, not {kind_of(document)}.")
    if {*document} - {NOTHING_RECORDED, CONFLICTS} != {
        PROVENANCE,
        "patient",
        "findings",
    }:
        raise DocumentError(
            f"An assessment has the keys {PROVENANCE}, patient and findings, "
            f"{NOTHING_RECORDED} if it is compact, and {CONFLICTS} if facts in it "
            f"contradict each other."
        )
    wrote = provenance(document[PROVENANCE])
    record = document["patient"]
    if not isinstance(record, Object):
        raise DocumentError(f"The patient is an object, not {kind_of(record)}.")
    stored = document["findings"]
    if not isinstance(stored, Object):
        raise DocumentError(f"The findings are an object, not {kind_of(stored)}.")
    # The patient is excepted: its own check names the field.
    if document.repeated or any(
        _repeats(part) for name, part in document.items() if name != "patient"
    ):
        raise DocumentError(
            "A key of the assessment is given twice. Keep the right one."
        )
    compact = NOTHING_RECORDED in document
    unwritten = _names(document.get(NOTHING_RECORDED, []))
    assessment = assess(patient_from_dict(record))
    known = {name for name, value in record.items() if value is not None}
    plain = {
        each.rule.name: finding_to_dict(each, known if compact else None)
        for each in assessment
    }
    changed = [
        name
        for name, finding in stored.items()
        if name not in plain or not _equal(finding, plain[name], strict=strict)
    ]
    changed += [
        name
        for name in unwritten
        if name in stored
        or name not in plain
        or not RULES[name].input_names.isdisjoint(known)
    ]
    if wrote["rules"] == written_by()["rules"]:
        # The same rules wrote it, so each of them must be in it.
        changed += [name for name in RULES if name not in {*stored, *unwritten}]
    if changed:
        raise StaleAssessmentError(_stale(changed, wrote))
    return assessment


def _stale(changed: list[str], wrote: Mapping[str, str]) -> str:
    known = [name for name in dict.fromkeys(changed) if name in RULES]
    names = known[:_NAMED]
    if len(known) > _NAMED:
        names.append(f"{len(known) - _NAMED} more")
    if any(name not in RULES for name in changed):
        names.append("a rule that this version does not have")
    here = written_by()
    return (
        f"The stored findings differ from what these rules find: {', '.join(names)}. "
        f"Stored by version {shown(wrote['version'])} (rules {shown(wrote['rules'])}), "
        f"read by version {here['version']} (rules {here['rules']}). Assess the "
        f"patient again, or read it with the version that stored it."
    )


def _equal(stored: object, now: Mapping[str, Json], *, strict: bool) -> bool:
    if strict:
        return _alike(stored, now)
    if not isinstance(stored, Mapping):
        return False
    found = cast("Mapping[str, object]", stored)
    return all(
        name in found and _alike(found[name], now[name])
        for name in (*_ANSWER, "interval")
    )


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


def _repeats(value: object) -> bool:
    """Whether a key is given twice anywhere in a JSON value."""
    if isinstance(value, Object):
        return bool(value.repeated) or any(map(_repeats, value.values()))
    if isinstance(value, list):
        return any(map(_repeats, cast("list[object]", value)))
    return False


def _names(value: object) -> list[str]:
    names = cast("list[object]", value) if isinstance(value, list) else [None]
    if not all(isinstance(each, str) for each in names):
        raise DocumentError(f"{NOTHING_RECORDED} must be a list of names of rules.")
    return cast("list[str]", names)


def _code(outcome: Outcome | None) -> str | int | float | None:
    return outcome.code if isinstance(outcome, Grade) else outcome


def _identity(rule: Identity) -> dict[str, Json]:
    return {
        "name": rule.name,
        "edition": rule.edition,
        "fingerprint": rule.fingerprint,
    }


@functools.lru_cache(_REMEMBERED)
def _citation(cite: Citation) -> dict[str, Json]:
    return {
        "source": cite.source.key,
        "place": cite.place,
        "text": str(cite),
        "doi": cite.source.doi,
        "url": cite.source.url,
    }


def _problem(problem: Problem) -> dict[str, Json]:
    return {"code": problem.code, "field": problem.field, "message": problem.message}


def _reason(reason: Reason, recorded: Container[str] | None) -> dict[str, Json]:
    text, fields = _words(reason)
    if recorded is not None:
        fields = tuple(name for name in fields if name in recorded)
    value = str(reason.value) if isinstance(reason.value, Partly) else reason.value
    return {"text": text, "value": value, "fields": list(fields)}


# 1 and 1.0 share an entry, as they must: they are the same number in words.
@functools.lru_cache(_REMEMBERED)
def _words(reason: Reason) -> tuple[str, tuple[str, ...]]:
    return str(reason), _fields(reason)


def _fields(reason: Reason) -> tuple[str, ...]:
    """
    The names of the quantities that a reason is about.

    A criterion that is not known has none: the finding lists what is missing.
    """
    about = reason.about
    if isinstance(about, str):
        return ()
    if isinstance(about, Fact | Choice | Measure):
        return (about.name,)
    if reason.value is None:
        return ()
    return tuple(dict.fromkeys(leaf.quantity.name for leaf in leaves(about)))
