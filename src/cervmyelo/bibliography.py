"""
Bibliographies: the sources that answers rest on.
"""

from __future__ import annotations

from collections.abc import Iterable

from .field_types import expect
from .forms import Form
from .public import public
from .registry import RULES
from .results.assessment import Assessment
from .sources import Source

__all__ = ["bibtex", "citations"]


@public
def citations(assessment: Assessment) -> str:
    """
    The sources of all answers in an assessment, as BibTeX.

    A rule whose answer is undecided or refused is not cited.

    >>> import cervmyelo as cm
    >>> items = cm.MJOA(motor_upper=3, motor_lower=5, sensory_upper=2, sphincter=3)
    >>> text = cm.citations(cm.assess(cm.Patient(mjoa=items)))
    >>> [line for line in text.splitlines() if line.startswith("@")]
    ['@article{benzel1991,', '@article{tetreault2017,']

    Args:
        assessment: The assessment of one person.

    Returns:
        One entry for each source, sorted by key; empty if no rule has an answer.

    Raises:
        KindError: If what was given is no assessment.
    """
    expect("assessment", assessment, Assessment)
    answered = [
        RULES[finding.rule.name]
        for finding in assessment.findings
        if finding.value is not None
    ]
    return bibtex(answered)


def bibtex(rules: Iterable[Form]) -> str:
    """
    The sources of rules, as BibTeX.

    Args:
        rules: The rules.

    Returns:
        One entry for each source, sorted by key.
    """
    sources = {cite.source for rule in rules for cite in rule.citations}
    ordered = sorted(sources, key=_key)
    return "\n\n".join(source.bibtex() for source in ordered)


def _key(source: Source) -> str:
    return source.key
