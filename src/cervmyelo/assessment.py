"""
Everything at once for one person.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

import attrs

from .diagnosis.workup import workup
from .errors import KindError, kind_of
from .findings import Finding, Outcome
from .forms import Case
from .forms.rule import Known
from .guidance.urgency import triage
from .models import Outlook, Patient, RiskProfile, Urgency, Workup
from .models.record import Record
from .outlook.article import estimate_outlook
from .questions import Question, questions
from .registry import DISAGREEMENTS, RULES
from .risk.article import score_risk
from .scales import Grade
from .sources import Citation

__all__ = ["Assessment", "assess", "findings"]

_WIDTH: Final = 80
_ASKED: Final = 3


@attrs.frozen
class _Patient:
    """Checks that the person is a patient."""

    def __call__(self, instance: object, attribute: object, value: Any) -> None:  # noqa: ARG002
        if not isinstance(value, Patient):
            raise KindError("patient", kind_of(value), "a Patient")


@attrs.frozen
class _Findings:
    """Checks that the findings are findings."""

    def __call__(self, instance: object, attribute: object, value: Any) -> None:  # noqa: ARG002
        if not isinstance(value, tuple):
            raise KindError("findings", kind_of(value), "a tuple of findings")
        for finding in cast("tuple[object, ...]", value):
            if not isinstance(finding, Finding):
                raise KindError("findings", kind_of(finding), "a tuple of findings")


@attrs.frozen(kw_only=True, getstate_setstate=False)
class Assessment(Record):
    """
    What every rule finds for one person, with what is still unknown.

    Attributes:
        patient: The person.

        findings: What each rule finds, in the order of the registry.

    Raises:
        KindError: If the findings are not those of rules.
    """

    patient: Patient = attrs.field(validator=_Patient())
    findings: tuple[Finding[Outcome], ...] = attrs.field(validator=_Findings())

    def __getitem__(self, rule: str) -> Finding[Outcome]:
        """
        What the rule with this name finds.

        Raises:
            KeyError: If the assessment holds no finding of that rule.
        """
        for finding in self.findings:
            if finding.rule.name == rule:
                return finding
        raise KeyError(rule)

    def __iter__(self) -> Iterator[Finding[Outcome]]:
        return iter(self.findings)

    @property
    def stage(self) -> Finding[Outcome]:
        """The article's stage, 0 to 5."""
        return self["article_stage"]

    @property
    def urgency(self) -> Urgency:
        """When to contact a doctor."""
        return triage(self.patient)

    @property
    def risk(self) -> RiskProfile:
        """The article's risk factors."""
        return score_risk(self.patient)

    @property
    def outlook(self) -> Outlook:
        """The article's factors for a less favourable outlook."""
        return estimate_outlook(self.patient)

    @property
    def workup(self) -> Workup:
        """The article's steps to the diagnosis."""
        return workup(self.patient)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Everything worth asking next, the most telling first."""
        return questions(RULES.values(), self.patient)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where the rules are written, each place once."""
        return tuple(dict.fromkeys(finding.cite for finding in self.findings))

    def __str__(self) -> str:
        lines = ["Cervical myelopathy: what the records say", ""]
        width = max(len(RULES[each.rule.name].label) for each in self.findings) + 2
        for finding in self.findings:
            label = RULES[finding.rule.name].label
            answer = self._answer(finding)
            lines += _wrapped(f"{label:<{width}}{answer}", indent=width)
        lines += ["", "Why"]
        for finding in self.findings:
            lines += self._reasons(finding)
        differing = [
            each
            for each in DISAGREEMENTS.values()
            if any(each in RULES[f.rule.name].disagreements for f in self.findings)
        ]
        lines += ["", "Where sources differ"]
        for each in differing:
            lines += _wrapped(f"- {each.about}", 2)
            lines += _wrapped(f"  As used here: {each.said}", 4)
            for other in each.beside:
                lines += _wrapped(f"  But also: {other}", 4)
        caution = self.outlook.caution
        lines += ["", "Caution"]
        lines += _wrapped(f"- {caution.says} [{caution.cite}]", 2)
        asked = self.questions
        if asked:
            lines += ["", f"Ask next (of {len(asked)} open)"]
            for question in asked[:_ASKED]:
                quantity = question.quantity
                lines += _wrapped(f"- {quantity.question} [{quantity.name}]", 2)
        return "\n".join(lines)

    def _answer(self, finding: Finding[Outcome]) -> str:
        if finding.rule.name == "article_urgency":
            return str(self.urgency)
        meaning = (
            f" ({finding.value.meaning})" if isinstance(finding.value, Grade) else ""
        )
        return f"{finding.answer}{meaning}"

    @staticmethod
    def _reasons(finding: Finding[Outcome]) -> list[str]:
        told = [reason for reason in finding.because if reason.value is not None]
        if len(finding.missing) == len(RULES[finding.rule.name].inputs):
            told = []
        reasons = "; ".join(map(str, dict.fromkeys(told))) or "nothing was recorded"
        return _wrapped(f"- {finding.rule.name}: {reasons} [{finding.cite}]", 2)


def assess(patient: Patient) -> Assessment:
    """
    What every rule finds for one person.

    >>> import cervmyelo as cm
    >>> items = cm.MJOA(motor_upper=3, motor_lower=5, sensory_upper=2, sphincter=3)
    >>> found = cm.assess(cm.Patient(age_years=61, mjoa=items))
    >>> found["mjoa_severity"].value.code, found.stage.status, found.risk.low
    ('moderate', 'undecided', 1)

    Args:
        patient: The person; whatever was not recorded stays unknown.
    """
    return Assessment(patient=patient, findings=findings(patient))


def findings(case: Case) -> tuple[Finding[Outcome], ...]:
    """
    What every rule finds, also for values that make up no valid patient.

    A rule that looks at an impossible value is refused; all others answer.

    >>> [found.status for found in findings({"age_years": -1, "cord_signs": True})]
    ... # doctest: +ELLIPSIS
    ['undecided', ..., 'refused', 'undecided', 'undecided']

    Args:
        case: A patient, or values by the names of the quantities.
    """
    known = case if isinstance(case, Mapping) else Known(case.flat())
    return tuple(rule.explain(known) for rule in RULES.values())


def _wrapped(text: str, indent: int) -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent=" " * indent)
