"""
Findings as tidy rows: one for each rule, with the same columns for all of them.

Grades, totals and probabilities have different types. In a tidy row each has its word
or its digits as text, and a number if it is one. What was undecided keeps its bounds,
and what was refused its reason, so no row is left out and none looks like another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final, TypedDict, cast

from cervmyelo.errors import KindError, kind_of
from cervmyelo.findings import Finding, Outcome, Status, problem_in_words
from cervmyelo.public import public
from cervmyelo.scale import Grade

from .assessment import Assessment

__all__ = ["TIDY", "TidyRow", "tidy_findings"]


class TidyRow(TypedDict):
    """
    What one rule found for one person.

    Attributes:
        person: The caller's reference to the person.

        date: The day that the finding is about.

        rule: The name of the rule.

        edition: The edition of the rule.

        fingerprint: A hash of all in the rule that can change an answer.

        value: The answer as text; None unless exactly one is possible.

        number: The answer as a number, if it is one: also of grades whose codes are
            numbers.

        low: The lowest answer (for grades, the best) that is possible, as text.

        high: The highest.

        number_low: The lowest as a number.

        number_high: The highest as a number.

        status: "ok", "undecided" or "refused".

        unit: The unit of the number; None for grades, and if there is no answer.

        missing: The inputs that could still change the answer, joined by commas; None
            if there are none.

        problem: Why the rule refuses; None if it does not.
    """

    person: object
    date: dt.date | None
    rule: str
    edition: str
    fingerprint: str
    value: str | None
    number: float | None
    low: str | None
    high: str | None
    number_low: float | None
    number_high: float | None
    status: Status
    unit: str | None
    missing: str | None
    problem: str | None


TIDY: Final = tuple(TidyRow.__annotations__)
"""The columns of tidy rows, in their order."""


@public
def tidy_findings(
    found: Assessment | Iterable[Finding[Outcome]],
    *,
    person: object = None,
    date: dt.date | None = None,
) -> list[TidyRow]:
    """
    Findings for one person as tidy rows, which every constructor of frames takes.

    >>> import datetime as dt
    >>> import cervmyelo as cm
    >>> items = cm.MJOA(motor_lower=5, sensory_upper=2, sphincter=2)
    >>> found = [cm.mjoa_total(items), cm.mjoa_severity(items)]
    >>> for row in cm.tidy_findings(found, person="p7", date=dt.date(2026, 3, 1)):
    ...     print(row["rule"], row["value"], row["low"], row["high"], row["status"])
    mjoa_total None 9 14 undecided
    mjoa_severity None moderate severe undecided

    Args:
        found: Findings; or an assessment, whose rules are taken if something was
            recorded about them.

        person: The caller's own reference to the person, in each row as it is.

        date: The day that the findings are about, in each row as it is.

    Returns:
        A dict for each finding, in their order; see `cervmyelo.results.tidy.TidyRow`.
        The columns are those of `tidy_cohort`, so that both can be joined.

    Raises:
        KindError: If *found* is neither an assessment nor findings.
    """
    findings = found.informed if isinstance(found, Assessment) else found
    if not isinstance(cast("object", findings), Iterable):
        raise KindError("found", kind_of(findings), _ALLOWED)
    return [_row(each, person, date) for each in findings]


_ALLOWED: Final = "an assessment, or a list of findings"


def _row(finding: Finding[Outcome], person: object, date: dt.date | None) -> TidyRow:
    if not isinstance(cast("object", finding), Finding):
        raise KindError("found", f"one with {kind_of(finding)}", _ALLOWED)
    return TidyRow(
        person=person,
        date=date,
        rule=finding.rule.name,
        edition=finding.rule.edition,
        fingerprint=finding.rule.fingerprint,
        value=_text(finding.value),
        number=_number(finding.value),
        low=_text(finding.low),
        high=_text(finding.high),
        number_low=_number(finding.low),
        number_high=_number(finding.high),
        status=finding.status,
        unit=None if finding.status == "refused" else finding.unit or None,
        missing=", ".join(finding.missing) or None,
        problem=" ".join(map(problem_in_words, finding.problems)) or None,
    )


def _code(answer: Outcome | None) -> str | float | None:
    return answer.code if isinstance(answer, Grade) else answer


def _text(answer: Outcome | None) -> str | None:
    code = _code(answer)
    return None if code is None else str(code)


def _number(answer: Outcome | None) -> float | None:
    code = _code(answer)
    return None if code is None or isinstance(code, str) else float(code)
