"""
Assessments as JSON, and stored assessments held against the rules.
"""

from __future__ import annotations

from typing import Final, cast

import cattrs

from cervmyelo.criteria import leaves
from cervmyelo.errors import DocumentError, StaleAssessmentError, kind_of
from cervmyelo.findings import Finding, Outcome, Reason
from cervmyelo.quantity import Choice, Fact, Measure
from cervmyelo.results.assessment import Assessment, assess
from cervmyelo.scale import Grade
from cervmyelo.sources import Citation

from .json_text import Json, Object, parse
from .patients import patient_from_dict, patient_to_dict
from .provenance import PROVENANCE, provenance, written_by

__all__ = ["assessment_from_json", "assessment_to_dict", "finding_to_dict"]


def _grade(grade: Grade) -> str | int:
    return grade.code


def _citation(cite: Citation) -> dict[str, Json]:
    return {
        "source": cite.source.key,
        "place": cite.place,
        "text": str(cite),
        "doi": cite.source.doi,
        "url": cite.source.url,
    }


def _reason(reason: Reason) -> dict[str, Json]:
    if isinstance(reason.about, str):
        fields: list[Json] = []
    elif isinstance(reason.about, Fact | Choice | Measure):
        fields = [reason.about.name]
    else:
        looked = (leaf.quantity.name for leaf in leaves(reason.about))
        fields = list(dict.fromkeys(looked))
    return {"text": str(reason), "value": reason.value, "fields": fields}


_CONVERTER: Final = cattrs.Converter()
_CONVERTER.register_unstructure_hook(Grade, _grade)
_CONVERTER.register_unstructure_hook(Citation, _citation)
_CONVERTER.register_unstructure_hook(Reason, _reason)


def finding_to_dict(finding: Finding[Outcome]) -> dict[str, Json]:
    """
    A finding as plain data, ready for JSON.

    >>> import cervmyelo as cm
    >>> plain = finding_to_dict(cm.mjoa_severity(cm.MJOA(motor_upper=0, motor_lower=0)))
    >>> plain["status"], plain["value"], plain["possible"]
    ('ok', 'severe', ['severe'])

    Returns:
        The attributes of the finding; a grade as its code, a reason as its text
        with the names of the fields it is about.
    """
    plain = cast("dict[str, Json]", _CONVERTER.unstructure(finding, Finding))
    return {
        "rule": plain["rule"],
        **{
            name: list(value) if isinstance(value, tuple) else value
            for name, value in plain.items()
            if name != "rule"
        },
    }


def assessment_to_dict(assessment: Assessment) -> dict[str, Json]:
    """
    An assessment as plain data, ready for JSON.

    >>> import cervmyelo as cm
    >>> plain = assessment_to_dict(cm.assess(cm.Patient(age_years=61)))
    >>> list(plain)
    ['cervmyelo', 'patient', 'findings']

    Returns:
        The version of the library and of its rules, the patient as a flat record,
        and the finding of every rule under the name of the rule.
    """
    return {
        PROVENANCE: {**written_by()},
        "patient": {**patient_to_dict(assessment.patient)},
        "findings": {each.rule.name: finding_to_dict(each) for each in assessment},
    }


def assessment_from_json(text: str | bytes) -> Assessment:
    """
    A stored assessment, if the rules still say what it says.

    A stored assessment is a claim, so it is made again from the patient in it and
    compared. It comes back equal to the one that was stored, or not at all.

    >>> import cervmyelo as cm
    >>> from cervmyelo.io import to_json
    >>> kept = cm.assess(cm.Patient(age_years=61))
    >>> assessment_from_json(to_json(assessment_to_dict(kept))) == kept
    True

    Raises:
        DocumentError: If the text is no JSON or no assessment.

        InvalidRecordError: If the patient in it has a fault.

        StaleAssessmentError: If a finding is not what this version of the rules
            finds; the message names the rules and both versions.
    """
    document = parse(text)
    if not isinstance(document, Object):
        raise DocumentError(f"An assessment is an object, not {kind_of(document)}.")
    if set(document) != {PROVENANCE, "patient", "findings"} or document.repeated:
        raise DocumentError(
            f"An assessment has the keys {PROVENANCE}, patient and findings, each once."
        )
    wrote = provenance(document[PROVENANCE])
    record = document["patient"]
    if not isinstance(record, Object):
        raise DocumentError(f"The patient is an object, not {kind_of(record)}.")
    assessment = assess(patient_from_dict(record))
    now = cast("dict[str, object]", assessment_to_dict(assessment)["findings"])
    stored = document["findings"]
    if not isinstance(stored, Object):
        raise DocumentError(f"The findings are an object, not {kind_of(stored)}.")
    changed = [name for name in now if stored.get(name) != now[name]]
    changed += ["a rule that is not known"] * (not set(stored) <= set(now))
    if changed:
        raise StaleAssessmentError(
            f"The stored findings of {', '.join(changed)} are not what these rules "
            f"find. Stored by version {wrote['version'][:40]} (rules "
            f"{wrote['rules'][:40]}), read by version {written_by()['version']} (rules "
            f"{written_by()['rules']}). Assess the patient again, or read it with the "
            f"version that stored it."
        )
    return assessment
