"""
Findings as tidy rows: one for each rule or item, with the same columns for all of them.

Grades, totals and probabilities have different types. In a tidy row each has its word
or its digits as text, and a number if it is one. What was undecided keeps its bounds,
and what was refused its reason, so no row is left out and none looks like another.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypedDict, cast

from cervmyelo.errors import KindError, kind_of
from cervmyelo.field_types import expect, has_elements
from cervmyelo.findings import Finding, Outcome, Status, problem_in_words
from cervmyelo.forms import Form, Sum
from cervmyelo.models.patient import PLACES, SHEETS, SUFFIX
from cervmyelo.public import public
from cervmyelo.registry import RULES
from cervmyelo.scale import Grade

from .assessment import Assessment

__all__ = ["TIDY", "TidyRow", "instrument_of", "item_rules", "tidy_findings"]


class TidyRow(TypedDict):
    """
    What one rule found for one person, or what was recorded of one item.

    Attributes:
        person: The caller's reference to the person.

        date: The day that the finding is about.

        instrument: The instrument that the item, or all that the rule reads, belongs
            to: a sheet whose items are added up, such as "mjoa"; None if there is none.

        item: The name of the item; None in the row of a rule.

        rule: The name of the rule; None in the row of an item.

        edition: The edition of the rule; None in the row of an item.

        fingerprint: A hash of all in the rule that can change an answer; None in the
            row of an item.

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
            if there are none. In the row of an item, the recorded reason why it is
            missing, or "other_cause".

        problem: Why the rule refuses; None if it does not.
    """

    person: object
    date: dt.date | None
    instrument: str | None
    item: str | None
    rule: str | None
    edition: str | None
    fingerprint: str | None
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
    items: bool = False,
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

        items: Whether the items of scores have rows too, before those of rules: what
            was recorded, and what was not. For an assessment; instruments without any
            record are left out.

    Returns:
        A dict for each finding, in their order; see `cervmyelo.results.tidy.TidyRow`.
        The columns are those of `tidy_cohort`, so that both can be joined.

    Raises:
        KindError: If *found* is neither an assessment nor findings, or items are asked
            for and it is no assessment.
    """
    expect("items", items, bool)
    if items and not isinstance(found, Assessment):
        raise KindError("found", kind_of(found), "an assessment, if items=True")
    findings = found.informed if isinstance(found, Assessment) else found
    if not has_elements(cast("object", findings)):
        raise KindError("found", kind_of(findings), _ALLOWED)
    rows = [_row(each, person, date) for each in findings]
    if items and isinstance(found, Assessment):
        return [*_items(found, person, date), *rows]
    return rows


_ALLOWED: Final = "an assessment, or a list of findings"


@functools.cache
def instrument_of(rule: Form) -> str | None:
    """The instrument that all inputs of a rule belong to; None if there is none."""
    scored = {PLACES[name].record for name in item_rules()}
    records = {PLACES[each.name].record for each in rule.inputs if each.name in PLACES}
    (record, *others) = records or {""}
    return record if record in scored and not others else None


@functools.cache
def item_rules() -> Mapping[str, Sum]:
    """
    What is recorded of each item of a score, as the sum of this item alone.

    So an item is read, checked and bounded as every score is, for one person and in
    every kind of frame.
    """
    return {
        item.name: Sum(
            name=f"{item.name}_item",
            label=item.label,
            cite=rule.cite,
            items=(item,),
            falls_with=tuple({item} & {*rule.falls_with}),
        )
        for rule in RULES.values()
        if isinstance(rule, Sum)
        for item in rule.items
        if PLACES[item.name].record in SHEETS
    }


def _items(
    found: Assessment, person: object, date: dt.date | None
) -> Iterator[TidyRow]:
    """The items of every sheet with a record, or with a reason why there is none."""
    values, missing = found.case.values, found.case.missing
    record: dict[str, object] = {}
    for name in item_rules():
        if name in values:
            record[name] = values[name]
        if name in missing:
            record[f"{name}{SUFFIX}"] = missing[name]
    sheets = {PLACES[name.removesuffix(SUFFIX)].record for name in record}
    for name, rule in item_rules().items():
        if PLACES[name].record in sheets:
            row = _row(rule(record), person, date)
            row["instrument"], row["item"] = PLACES[name].record, name
            row["rule"] = row["edition"] = row["fingerprint"] = None
            row["missing"] = missing.get(name)
            yield row


def _row(finding: Finding[Outcome], person: object, date: dt.date | None) -> TidyRow:
    if not isinstance(cast("object", finding), Finding):
        raise KindError("found", f"one with {kind_of(finding)}", _ALLOWED)
    return TidyRow(
        person=person,
        date=date,
        instrument=_instrument(finding.rule.name),
        item=None,
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


def _instrument(name: str) -> str | None:
    return instrument_of(RULES[name]) if name in RULES else None


def _code(answer: Outcome | None) -> str | float | None:
    return answer.code if isinstance(answer, Grade) else answer


def _text(answer: Outcome | None) -> str | None:
    code = _code(answer)
    return None if code is None else str(code)


def _number(answer: Outcome | None) -> float | None:
    code = _code(answer)
    return None if code is None or isinstance(code, str) else float(code)
