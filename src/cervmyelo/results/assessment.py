"""
Everything at once for one person.
"""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

import attrs

from cervmyelo.errors import KindError, kind_of
from cervmyelo.findings import Finding, Outcome
from cervmyelo.forms import Case, Form
from cervmyelo.forms.rule import Known
from cervmyelo.guidance.urgency import URGENCY
from cervmyelo.models import Patient
from cervmyelo.models.record import Record
from cervmyelo.registry import FIRST_LOOK, RULES
from cervmyelo.results.profiles import (
    Outlook,
    RiskProfile,
    Workup,
    estimate_outlook,
    score_risk,
    workup,
)
from cervmyelo.results.urgency import Urgency, triage
from cervmyelo.scales import Grade
from cervmyelo.sources import Citation

from .questions import Question, questions

__all__ = ["Assessment", "assess", "findings", "looks_at_record", "says_something"]

_WIDTH: Final = 80
_LABELS: Final = 38
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
        """
        What is worth asking next, the most telling first.

        It asks for the rules of the article and the mJOA; for others, ask
        `cervmyelo.results.questions.questions`.
        """
        return questions(FIRST_LOOK, self.patient)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where the rules are written, each place once."""
        return tuple(dict.fromkeys(finding.cite for finding in self.findings))

    def __str__(self) -> str:
        shown = [
            each
            for each in self.findings
            if each.rule.name == URGENCY.name
            or looks_at_record(RULES[each.rule.name], self.patient)
        ]
        lines = ["Cervical myelopathy: what the records say", ""]
        for finding in shown:
            lines += _beside(RULES[finding.rule.name].label, self._answer(finding))
        untouched = len(self.findings) - len(shown)
        if untouched:
            lines += ["", f"Rules that look at nothing on record: {untouched}"]
        told = [line for each in shown for line in self._reasons(each)]
        lines += ["", "Why", *told] if told else []
        differing = dict.fromkeys(
            each for f in shown for each in RULES[f.rule.name].disagreements
        )
        lines += ["", "Where sources differ"] if differing else []
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
        if finding.rule.name == URGENCY.name:
            return str(self.urgency)
        if not says_something(RULES[finding.rule.name], finding):
            return "open: nothing is ruled out"
        if finding.status == "refused":
            return f"no answer: {' '.join(map(str, finding.problems))}"
        meaning = (
            f" ({finding.value.meaning})" if isinstance(finding.value, Grade) else ""
        )
        return f"{finding.answer}{meaning}"

    def _reasons(self, finding: Finding[Outcome]) -> list[str]:
        told = [reason for reason in finding.because if reason.value is not None]
        if not told or not looks_at_record(RULES[finding.rule.name], self.patient):
            return []
        reasons = "; ".join(map(str, dict.fromkeys(told)))
        return _wrapped(f"- {finding.rule.name}: {reasons} [{finding.cite}]", 2)


def looks_at_record(rule: Form, case: Case) -> bool:
    """
    Whether anything that a rule looks at was recorded, be it yes, no or a number.

    >>> import cervmyelo as cm
    >>> looks_at_record(cm.RULES["mjoa_total"], cm.MJOA(sphincter=3))
    True
    >>> looks_at_record(cm.RULES["mjoa_total"], {"age_years": 61})
    False

    Args:
        rule: The rule.

        case: A patient, or values by the names of the quantities.
    """
    values = case if isinstance(case, Mapping) else case.flat()
    return any(values.get(each.name) is not None for each in rule.inputs)


def says_something(rule: Form, finding: Finding[Outcome]) -> bool:
    """
    Whether a finding rules out any answer that its rule can give.

    >>> import cervmyelo as cm
    >>> rule = cm.RULES["mjoa_severity"]
    >>> says_something(rule, rule.explain({}))
    False
    >>> says_something(rule, rule.explain({"mjoa_motor_lower": 3}))
    True

    Args:
        rule: The rule.

        finding: What it finds.
    """
    if finding.status != "undecided":
        return True
    outcomes = rule.outcomes
    if finding.possible is not None:
        return len(finding.possible) < len(outcomes)
    return (finding.low, finding.high) != (outcomes[0], outcomes[-1])


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

    >>> found = findings({"age_years": -1, "cord_signs": True})
    >>> [each.status for each in found if each.rule.name.startswith("article_")]
    ... # doctest: +ELLIPSIS
    ['undecided', 'undecided', ..., 'refused', 'undecided']

    Args:
        case: A patient, or values by the names of the quantities.
    """
    known = case if isinstance(case, Mapping) else Known(case.flat())
    return tuple(rule.explain(known) for rule in RULES.values())


def _beside(label: str, answer: str) -> list[str]:
    """A label and an answer, each in a column of its own."""
    names = textwrap.wrap(label, _LABELS - 2)
    words = textwrap.wrap(answer, _WIDTH - _LABELS)
    pairs = itertools.zip_longest(names, words, fillvalue="")
    return [f"{name:<{_LABELS}}{said}".rstrip() for name, said in pairs]


def _wrapped(text: str, indent: int) -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent=" " * indent)
