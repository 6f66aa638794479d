"""
A tool for each rule, made from what the rule says of itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cervmyelo.findings import Finding, Outcome, figure
from cervmyelo.forms import Form
from cervmyelo.io.assessments import finding_to_dict
from cervmyelo.io.schema import finding_part
from cervmyelo.json_text import Json
from cervmyelo.models import Patient
from cervmyelo.scale import Grade

from .tool import TEXT, Arguments, Output, Tool
from .wording import with_caution

__all__ = ["answers_in_words", "found", "found_parts", "tool_of"]


def tool_of(rule: Form) -> Tool:
    """
    The tool that asks a rule.

    >>> import cervmyelo as cm
    >>> print(tool_of(cm.mjoa_total).says)
    ... # doctest: +ELLIPSIS
    The mJOA total, 0 to 18 points; higher is better. Answers: 0 to 18 points. ...

    Args:
        rule: The rule.
    """

    def run(patient: Patient, _: Arguments) -> Output:
        return found(rule(patient))

    return Tool(
        name=rule.name,
        title=rule.label,
        says=" ".join(_says(rule)),
        reads=rule.reads,
        output=found_parts(rule),
        run=run,
    )


def found(finding: Finding[Outcome]) -> Output:
    """A finding as a tool gives it."""
    return {
        "text": with_caution(str(finding)),
        "finding": finding_to_dict(finding),
    }


def found_parts(rule: Form) -> Mapping[str, Json]:
    """The parts of a schema for what `found` gives."""
    return {"text": TEXT, "finding": finding_part(rule)}


def _says(rule: Form) -> Iterator[str]:
    yield rule.summary or f"{rule.label}."
    yield f"Answers: {answers_in_words(rule)}."
    if rule.people is not None:
        yield f"For whom: {_sentence(rule.people.says)}"
    if rule.limits:
        yield f"Limits: {' '.join(map(_sentence, rule.limits))}"
    yield f"Source: {'; '.join(map(str, rule.citations))}."


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def answers_in_words(rule: Form) -> str:
    """
    What a rule can answer: its grades with their meanings, or the range of a number.

    >>> import cervmyelo as cm
    >>> answers_in_words(cm.kang_grade)[:2], answers_in_words(cm.mjoa_total)
    ('0 ', '0 to 18 points')

    Args:
        rule: The rule.
    """
    first, last = rule.outcomes[0], rule.outcomes[-1]
    if isinstance(first, Grade) or isinstance(last, Grade):
        grades = (each for each in rule.outcomes if isinstance(each, Grade))
        return "; ".join(
            str(each.code)
            if str(each) == each.meaning
            else f"{each.code} ({each.meaning})"
            for each in grades
        )
    return f"{figure(first)} to {figure(last)} {rule.answer_unit}".rstrip()
