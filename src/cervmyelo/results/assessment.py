"""
The assessment: the finding of every rule for one person.
"""

import functools
import itertools
from collections.abc import Iterator, KeysView, Mapping
from typing import TYPE_CHECKING, Final

import attrs

from cervmyelo.case import Case, CaseLike
from cervmyelo.consistency import Conflict
from cervmyelo.errors import InvalidRecordError
from cervmyelo.field_types import typed
from cervmyelo.findings import Finding, Outcome
from cervmyelo.forms import Form
from cervmyelo.instruments.stages import article_stage
from cervmyelo.models import Patient
from cervmyelo.models.record import Record
from cervmyelo.public import public
from cervmyelo.registry import FIRST_LOOK, RULES
from cervmyelo.sources import Citation

if TYPE_CHECKING:
    # What a first assessment need not wait for is imported where it is asked for.
    from .profiles import Outlook, RiskProfile, Workup
    from .questions import Question
    from .report import Report
    from .urgency import Urgency

__all__ = ["Assessment", "assess", "findings", "has_input", "is_informative"]

_IN_FULL: Final = "In full, with every source: print(assessment.report)"


@public
@attrs.frozen(
    kw_only=True, field_transformer=typed, getstate_setstate=False, repr=False
)
class Assessment(Record):
    """
    The finding of every rule for one person.

    The findings are always those of its patient: they are found, not given.

    Attributes:
        patient: The patient.

    Raises:
        KindError: If the patient is no `Patient`.
    """

    patient: Patient

    @functools.cached_property
    def informed(self) -> tuple[Finding[Outcome], ...]:
        """
        The findings of the rules about which something was recorded.

        They are in the order of `cervmyelo.rules`.
        """
        return tuple(_informed(self.case).values())

    @functools.cached_property
    def findings(self) -> tuple[Finding[Outcome], ...]:
        """The finding of every rule, in the order of `cervmyelo.rules`."""
        return _of_every_rule(self._by_name, self.case)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Recorded facts that contradict each other, or are unlikely together."""
        return self.case.conflicts

    @functools.cached_property
    def case(self) -> Case:
        """The patient's recorded values, flat and checked."""
        return Case.of(self.patient)

    @functools.cached_property
    def _by_name(self) -> Mapping[str, Finding[Outcome]]:
        return {finding.rule.name: finding for finding in self.informed}

    def __getitem__(self, rule: str) -> Finding[Outcome]:
        """
        The finding of the rule with this name.

        Raises:
            UnknownNameError: If there is no rule of that name; it is also a `KeyError`.
        """
        asked = RULES[rule]
        return self._by_name.get(asked.name) or _of_rule(asked, self.case)

    def __iter__(self) -> Iterator[Finding[Outcome]]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(RULES)

    @property
    def stage(self) -> Finding[Outcome]:
        """The article's stage, 0 to 5; higher is worse."""
        return self[article_stage.name]

    @property
    def urgency(self) -> "Urgency":
        """When to contact a doctor."""
        from .urgency import Urgency

        return Urgency.of(self.case)

    @property
    def risk(self) -> "RiskProfile":
        """The article's risk factors."""
        from .profiles import RiskProfile

        return RiskProfile.of(self.case)

    @property
    def outlook(self) -> "Outlook":
        """The article's factors for a less favourable outlook."""
        from .profiles import Outlook

        return Outlook.of(self.case)

    @property
    def workup(self) -> "Workup":
        """The article's diagnostic steps."""
        from .profiles import Workup

        return Workup.of(self.case)

    @property
    def questions(self) -> "tuple[Question, ...]":
        """
        What to ask next, the most informative question first.

        It covers the rules of the article and the mJOA; for other rules use
        `cervmyelo.next_question`.
        """
        from .questions import questions

        return questions(FIRST_LOOK, self.case)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The citations of the rules, each once."""
        return tuple(dict.fromkeys(finding.cite for finding in self.findings))

    def __repr__(self) -> str:
        counts = {"ok": 0, "undecided": 0, "refused": 0}
        for each in self.informed:
            counts[each.status] += 1
        states = ", ".join(f"{count} {status}" for status, count in counts.items())
        return (
            f"<Assessment: {len(self.informed)} of {len(self)} rules have data "
            f"({states}); print() it for the report>"
        )

    def __rich_repr__(self) -> Iterator[tuple[str, object]]:
        yield "patient", self.patient
        yield "informed", [each.rule.name for each in self.informed]

    @property
    def report(self) -> "Report":
        """
        What a reader needs: what to do, what was found, how sure, what to ask and why.

        It prints in full; an assessment prints its first screen.
        """
        from .report import report

        return report(self.case, self.findings)

    def __str__(self) -> str:
        lines = self.report.first_screen(more=_IN_FULL)
        return "\n".join(each.text for each in lines)


def has_input(rule: Form, case: CaseLike) -> bool:
    """
    Whether any input of a rule, or its answer, was recorded or follows from what was.

    >>> import cervmyelo as cm
    >>> has_input(cm.mjoa_total, cm.MJOA(sphincter=3))
    True
    >>> has_input(cm.mjoa_total, {"age_years": 61})
    False

    Args:
        rule: The rule.

        case: The case; an invalid value counts as recorded.
    """
    said = _said_of(Case.of(case))
    return any(not names.isdisjoint(rule.record_names) for names in said)


def is_informative(rule: Form, finding: Finding[Outcome]) -> bool:
    """
    Whether a finding excludes at least one answer that its rule can give.

    >>> import cervmyelo as cm
    >>> rule = cm.mjoa_severity
    >>> is_informative(rule, rule({}))
    False
    >>> is_informative(rule, rule({"mjoa_motor_lower": 3}))
    True

    Args:
        rule: The rule.

        finding: Its finding.
    """
    if finding.status != "undecided":
        return True
    outcomes = rule.outcomes
    if finding.possible is not None:
        return len(finding.possible) < len(outcomes)
    return (finding.low, finding.high) != (outcomes[0], outcomes[-1])


@public
def assess(patient: CaseLike) -> Assessment:
    """
    The finding of every rule for one person.

    >>> import cervmyelo as cm
    >>> items = cm.MJOA(motor_upper=3, motor_lower=5, sensory_upper=2, sphincter=3)
    >>> assessment = cm.assess(cm.Patient(age_years=61, mjoa=items))
    >>> assessment["mjoa_severity"].value == "moderate"
    True
    >>> assessment.stage.status, assessment.risk.low
    ('undecided', 1)

    Args:
        patient: A `Patient`, or a mapping from the names of quantities to values.
            Values that were not recorded stay unknown.

    Raises:
        InvalidRecordError: If a mapping has invalid values; all of them are listed.
            Values that contradict each other are no error: the rules that read them
            give no answer, and `Assessment.conflicts` lists them.

        KindError: If *patient* is neither a patient nor a mapping.
    """
    if not isinstance(patient, Patient):
        case = Case.of(patient)
        if case.problems:
            raise InvalidRecordError(tuple(case.problems.values()))
        patient = Patient.from_values(case.record)
    assessment = Assessment(patient=patient)
    # What a rule cannot answer shows here, and not where a result is first read.
    assessment.informed  # noqa: B018
    return assessment


def findings(case: CaseLike) -> tuple[Finding[Outcome], ...]:
    """
    The finding of every rule, including for values that do not form a valid patient.

    Rules with an invalid input are refused; all others answer.

    >>> answers = findings({"age_years": -1, "cord_signs": True})
    >>> [each.rule.name for each in answers if each.status == "refused"][:2]
    ['cook_cluster', 'cook_result']

    Args:
        case: A `Patient`, a mapping from the names of quantities to values, or a
            `Case`.
    """
    checked = Case.of(case)
    return _of_every_rule(_informed(checked), checked)


def _said_of(case: Case) -> tuple[KeysView[str], ...]:
    """The names of the quantities about which something is recorded, or follows."""
    return case.values.keys(), case.problems.keys(), case.deductions.keys()


def _informed(case: Case) -> dict[str, Finding[Outcome]]:
    """The findings of the rules with a recorded input or answer, by their names."""
    said = frozenset(itertools.chain.from_iterable(_said_of(case)))
    return {
        name: rule(case)
        for name, rule in RULES.items()
        if not rule.record_names.isdisjoint(said)
    }


def _of_every_rule(
    informed: Mapping[str, Finding[Outcome]], case: Case
) -> tuple[Finding[Outcome], ...]:
    return tuple(
        informed.get(name) or _of_rule(rule, case) for name, rule in RULES.items()
    )


def _of_rule(rule: Form, case: Case) -> Finding[Outcome]:
    """The finding of a rule of whose inputs nothing is known."""
    # Without anything known of its people either, it is the same for everyone.
    names = {each.name for each in rule.reads}
    if names.isdisjoint(case.values) and names.isdisjoint(case.deductions):
        return rule.unknown
    return rule(case)
