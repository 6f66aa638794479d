"""
Assessments as JSON text, where findings that repeat from person to person come once.

The people of a file have far fewer different findings than findings, and to write one
takes longer than to find it. What is written, and in which order, is decided in
`cervmyelo.io.assessments`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Final, TypeAlias

import attrs

from cervmyelo.findings import Finding, Outcome
from cervmyelo.json_text import Json, to_json
from cervmyelo.results.assessment import Assessment

from .assessments import (
    FINDINGS,
    about_patient,
    conflicts_to_dict,
    finding_to_dict,
    findings_by_name,
    names_in,
    names_recorded,
)
from .patients import patient_to_dict

__all__ = ["AssessmentWriter"]

_REMEMBERED: Final = 2**14

_Key: TypeAlias = tuple[Finding[Outcome], tuple[object, ...]]
_Texts: TypeAlias = tuple[frozenset[str], dict[frozenset[str], str]]
"""What a finding is about, and its text by what is recorded of that."""


@attrs.frozen
class AssessmentWriter:
    """Writes assessments of one output; it keeps findings, and nobody's record."""

    _known: dict[_Key, _Texts] = attrs.field(init=False, factory=dict[_Key, _Texts])

    def of_assessment(self, assessment: Assessment) -> str:
        """
        What `to_json` makes of a compact `assessment_to_dict`.

        Args:
            assessment: The assessment.
        """
        record = patient_to_dict(assessment.patient)
        members = (
            _members(about_patient(record)),
            self.members(assessment.findings, record),
            _members(conflicts_to_dict(assessment.conflicts)),
        )
        return f"{{{','.join(filter(None, members))}}}"

    def members(
        self, findings: Iterable[Finding[Outcome]], recorded: Mapping[str, object]
    ) -> str:
        """
        What `to_json` makes of a compact `findings_to_dict`, without its braces.

        Args:
            findings: The findings.

            recorded: What was recorded, by the names of the quantities.
        """
        known = names_recorded(recorded)

        def text(finding: Finding[Outcome]) -> str:
            return self._text(finding, known)

        written, rest = findings_by_name(findings, known, text)
        listed = ",".join(written.values())
        return f"{to_json(FINDINGS)}:{{{listed}}},{_members(rest)}"

    def _text(self, finding: Finding[Outcome], recorded: AbstractSet[str]) -> str:
        """A finding after the name of its rule."""
        key = finding, _kinds(finding)
        if key not in self._known:
            if len(self._known) == _REMEMBERED:
                self._known.clear()
            self._known[key] = names_in(finding), {}
        names, texts = self._known[key]
        # Reasons name only what is recorded.
        named = names & recorded
        if named not in texts:
            plain = finding_to_dict(finding, named)
            texts[named] = _members({finding.rule.name: plain})
        return texts[named]


def _members(plain: Mapping[str, Json]) -> str:
    """The text of an object without its braces."""
    return to_json(plain)[1:-1]


def _kinds(finding: Finding[Outcome]) -> tuple[object, ...]:
    """What differs in the text of equal numbers: 61 and 61.0, 0.0 and -0.0."""
    values = (
        finding.value,
        finding.low,
        finding.high,
        *(finding.possible or ()),
        *(finding.interval or ()),
        *[each.value for each in finding.because],
    )
    kinds = (*map(type, values),)
    return (*kinds, *map(repr, values)) if float in kinds else kinds
