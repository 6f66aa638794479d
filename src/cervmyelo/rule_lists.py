"""
Lists of rules, and how to find the ones that are wanted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from .forms import Form
from .models.patient import QUANTITIES, unknown_quantity
from .named import Named, names_in, with_words

__all__ = ["RuleList"]

_HEAD: Final = ("what it answers", "source")


class RuleList(Named[Form]):
    """
    Rules by name, in order.

    Args:
        rules: The rules by name.

        subjects: The subject of each, by name.

        kind: The word for one of them.
    """

    __slots__ = ()

    def __init__(
        self,
        rules: Mapping[str, Form] | Iterable[tuple[str, Form]],
        subjects: Mapping[str, str] | None = None,
        kind: str = "rule",
    ) -> None:
        super().__init__(kind, rules, _HEAD, _row, subjects)

    def by(
        self,
        *,
        subject: str | None = None,
        source: str | None = None,
        form: str | None = None,
        reads: str | None = None,
        has: Iterable[str] | None = None,
    ) -> RuleList:
        """
        The rules on a subject, of a source, of a form, or that some columns allow.

        What is given must all be met; it can be asked again of the result.

        >>> import cervmyelo as cm
        >>> list(cm.rules.by(subject="Imaging", source="Pavlov"))
        ['torg_pavlov_ratio', 'torg_pavlov']
        >>> list(cm.rules.by(form="sum of items"))[:2]
        ['mjoa_total', 'pmjoa_total']
        >>> list(cm.rules.by(reads="kang_grade"))
        ['article_urgency', 'kang_grade']
        >>> list(cm.rules.by(has=["symptom_duration_months", "mjoa_total"]))[:2]
        ['mjoa_total', 'mjoa_severity']

        Args:
            subject: One of `subjects`; case does not matter.

            source: Words of the authors, the year, the title or the DOI of a source
                that its answers rest on.

            form: Words of the kind of rule, as in `Rule.form`.

            reads: The name of a quantity that it reads.

            has: The names of all columns, or quantities, that there are: rules that
                need no other one. Names of other things are ignored.

        Returns:
            The rules; none if no rule meets it all.

        Raises:
            UnknownNameError: If there is no such subject.

            UnknownFieldError: If *reads* is no quantity.

            KindError: If something is not text.
        """
        found = self if subject is None else self._on(subject)
        if source is not None:
            of_source = with_words("source", source)
            found = found.where(lambda _, rule: any(map(of_source, _sources(rule))))
        if form is not None:
            of_form = with_words("form", form)
            found = found.where(lambda _, rule: of_form(rule.form))
        if reads is not None:
            if reads not in QUANTITIES:
                raise unknown_quantity(reads)
            found = found.where(
                lambda _, rule: any(each.name == reads for each in rule.reads)
            )
        if has is not None:
            held = names_in(has)
            found = found.where(lambda _, rule: not rule.needed_besides(held))
        return found


def _sources(rule: Form) -> Iterable[str]:
    for cite in rule.citations:
        source = cite.source
        yield " ".join((source.key, str(source), source.title or "", source.doi or ""))


def _row(rule: Form) -> tuple[str, ...]:
    return (rule.summary, str(rule.cite.source))
