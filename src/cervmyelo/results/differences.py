"""
Where another source would answer differently for one person.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import attrs

from cervmyelo.case import Case, CaseLike
from cervmyelo.findings import Finding, Outcome, figure
from cervmyelo.registry import RULES
from cervmyelo.rivals import RIVALS, Answers, Rival
from cervmyelo.sources import Disagreement, Statement

__all__ = ["Difference", "differences", "disagreements"]

_BY_RULE: Final[dict[str, tuple[Rival, ...]]] = {
    name: tuple(each for each in RIVALS if each.of.name == name)
    for name in dict.fromkeys(each.of.name for each in RIVALS)
}


@attrs.frozen(kw_only=True, eq=False)
class Difference:
    """
    An answer that another source would change.

    Attributes:
        label: The label of the rule.

        here: What is possible by the source that the rule follows.

        there: What is possible by the other source.

        on: What the sources differ on.

        says: What the other source says.

    """

    label: str
    here: str
    there: str
    on: Disagreement
    says: Statement

    def __str__(self) -> str:
        return f"{self.here} here; {self.there} by {self.says.cite.source}"


def differences(
    case: CaseLike, findings: Iterable[Finding[Outcome]]
) -> tuple[Difference, ...]:
    """
    The answers that another source would change, in the order of the findings.

    What only differs on other people, or on figures that no answer rests on, is not
    among them: see `disagreements`.

    >>> import cervmyelo as cm
    >>> full = {"mjoa_total": 18}
    >>> for each in differences(full, [cm.mjoa_severity(full)]):
    ...     print(f"{each.label}: {each}")
    mJOA severity: none here; mild by de Dios et al. 2024
    >>> moderate = {"mjoa_total": 13}
    >>> differences(moderate, [cm.mjoa_severity(moderate)])
    ()

    Args:
        case: The person.

        findings: The findings of rules for this person.
    """
    known = Case.of(case)
    found: list[Difference] = []
    for finding in findings:
        for rival in _BY_RULE.get(finding.rule.name, ()):
            answers = rival.answers(known, finding)
            if answers is not None:
                here, there = answers
                found.append(
                    Difference(
                        label=finding.label,
                        here=_in_words(here, finding.unit),
                        there=_in_words(there, finding.unit),
                        on=rival.on,
                        says=rival.says,
                    )
                )
    return tuple(found)


def disagreements(findings: Iterable[Finding[Outcome]]) -> tuple[Disagreement, ...]:
    """
    Every point on which sources differ about some rules, each once.

    Args:
        findings: The findings of the rules.
    """
    every = (each for f in findings for each in RULES[f.rule.name].disagreements)
    return tuple({each.name: each for each in every}.values())


def _in_words(answers: Answers, unit: str) -> str:
    words = [each if isinstance(each, str) else figure(each) for each in answers]
    if isinstance(answers[0], str):
        return " or ".join(words)
    return f"{' to '.join(dict.fromkeys(words))} {unit}".rstrip()
