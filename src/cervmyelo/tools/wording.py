"""
What tools say in words: answers with their caution, and entries in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cervmyelo.display.tables import table
from cervmyelo.forms import Form
from cervmyelo.quantity import Choice, Measure, Quantity
from cervmyelo.report.origins import CAUTION

__all__ = ["entry_of", "rule_in_full", "with_caution"]


def with_caution(text: str) -> str:
    """
    What was found, and what it is not.

    Args:
        text: What was found.
    """
    return f"{text}\n\n{CAUTION}"


def rule_in_full(rule: Form) -> str:
    """
    A rule with its table, inputs, people, gaps, limits and sources.

    >>> import cervmyelo as cm
    >>> "15 to 17 | mild | mild impairment" in rule_in_full(cm.mjoa_severity)
    True

    Args:
        rule: The rule.
    """
    return "\n".join(_lines_of(rule))


def _lines_of(rule: Form) -> Iterator[str]:
    yield f"{rule.name}: {rule.label}"
    yield from [rule.summary] if rule.summary else ()
    shown = table(rule)
    yield ""
    for row in (shown.head, *shown.body):
        yield " | ".join(row)
    yield from _listed(
        "Inputs", (f"{e.name}: {e.label}; {e.allowed}" for e in rule.inputs)
    )
    yield from _listed(
        "Can be recorded in place of inputs", (e.name for e in rule.recordable)
    )
    if rule.people is not None:
        conditions = (
            f"only: {each.label} [{each.cite}]" for each in rule.people.conditions
        )
        yield from _listed("For whom", (rule.people.says, *conditions))
    yield from _listed("Where the source gives no answer", (e.why for e in rule.gaps))
    yield from _listed("Evidence", map(str, rule.evidence))
    yield from _listed("Limits", rule.limits)
    yield from _listed("Where sources differ", map(str, rule.disagreements))
    yield from _listed("Wording", [rule.wording] * bool(rule.wording))
    yield from _listed("Sources", map(str, rule.citations))
    identity = rule.identity
    yield f"Edition {identity.edition}, fingerprint {identity.fingerprint}"


def _listed(title: str, lines: Iterable[str]) -> Iterator[str]:
    held = [*lines]
    if held:
        yield f"{title}:"
        yield from (f"- {each}" for each in held)


def entry_of(quantity: Quantity) -> str:
    """
    An entry of the data dictionary: its question, values, meanings and definition.

    >>> import cervmyelo as cm
    >>> print(entry_of(cm.quantities["neck_pain"]).splitlines()[0])
    neck_pain: neck pain

    Args:
        quantity: The quantity.
    """
    return "\n".join((str(quantity), *_listed("Meanings", _meanings(quantity))))


def _meanings(quantity: Quantity) -> Iterator[str]:
    match quantity:
        case Choice(levels=levels, meanings=meanings):
            yield from map(": ".join, zip(levels, meanings, strict=False))
        case Measure(meanings=pairs):
            yield from (f"{value:g}: {meaning}" for value, meaning in pairs)
        case _:
            pass
