"""
Assessments as plain data, ready for JSON.

An assessment is compact unless everything is asked for. Rules about which nothing is
recorded are listed by name, because their findings follow from the rules alone. The
reasons of a finding are those that are known, because it lists what is missing.
"""

from __future__ import annotations

import functools
from collections.abc import Container, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from cervmyelo.consistency import Conflict
from cervmyelo.criteria import leaves
from cervmyelo.field_types import expect
from cervmyelo.findings import Finding, Identity, Outcome, Problem, Reason
from cervmyelo.forms import Form
from cervmyelo.json_text import Json
from cervmyelo.quantity import Choice, Fact, Measure, Partly
from cervmyelo.registry import RULES
from cervmyelo.results.assessment import Assessment
from cervmyelo.scale import Grade
from cervmyelo.sources import Citation

from .patients import patient_to_dict
from .provenance import PROVENANCE, written_by
from .stored_assessments import CONFLICTS, NOTHING_RECORDED

__all__ = [
    "CONFLICTS",
    "NOTHING_RECORDED",
    "assessment_to_dict",
    "conflicts_to_dict",
    "finding_to_dict",
    "findings_to_dict",
    "is_written",
    "names_recorded",
]

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
    known = names_recorded(recorded)
    written: dict[str, Json] = {}
    unwritten: list[str] = []
    for each in findings:
        name = each.rule.name
        if not is_written(RULES[name], known):
            unwritten.append(name)
        else:
            written[name] = finding_to_dict(each, known)
    return {"findings": written, NOTHING_RECORDED: unwritten}


def names_recorded(record: Mapping[str, object]) -> AbstractSet[str]:
    """The names of the quantities that are recorded; an invalid value is recorded."""
    return {name for name, value in record.items() if value is not None}


def is_written(rule: Form, recorded: AbstractSet[str]) -> bool:
    """
    Whether a compact assessment has the finding of a rule, or lists only its name.

    Args:
        rule: The rule.

        recorded: The names of the quantities that are recorded.
    """
    return not _read_by(rule).isdisjoint(recorded)


@functools.cache
def _read_by(rule: Form) -> frozenset[str]:
    """The inputs of a rule, and the answers that can be recorded in their place."""
    return rule.input_names | {each.name for each in rule.recordable}


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
            32 kB.

    Returns:
        The versions of the library and of its rules, the patient as a flat record,
        the findings under the names of their rules, and if there are any, the
        recorded facts that contradict each other or are unlikely together.

    Raises:
        KindError: If what was given is no assessment.
    """
    expect("everything", everything, bool)
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
