"""
Factors that are listed and counted, but not weighted.
"""

from collections.abc import Iterator
from typing import Self

import attrs

from cervmyelo.case import Case, CaseLike
from cervmyelo.diagnosis.workup import article_workup
from cervmyelo.errors import ContradictionError
from cervmyelo.field_types import typed
from cervmyelo.findings import Finding
from cervmyelo.forms import Tally
from cervmyelo.forms.tallies import state_of
from cervmyelo.models.record import Record
from cervmyelo.notebook import cut
from cervmyelo.outlook.article import CAUTION, article_outlook_factors
from cervmyelo.public import public
from cervmyelo.risk.article import article_risk_factors
from cervmyelo.sources import Citation, Disagreement, Statement

__all__ = [
    "Factor",
    "Factors",
    "Outlook",
    "RiskProfile",
    "Workup",
    "estimate_outlook",
    "score_risk",
]


@attrs.frozen(
    kw_only=True, field_transformer=typed, getstate_setstate=False, repr=False
)
class Factor(Record):
    """
    One factor, and whether a person has it.

    Attributes:
        name: A short name.

        label: Its name for readers.

        present: True or False; None if it is not known.

        cite: Where it is named.

        says: What the sources report about it, the article first.
    """

    name: str
    label: str
    present: bool | None
    cite: Citation
    says: tuple[Statement, ...] = ()

    def __str__(self) -> str:
        return f"{self.label}: {state_of(self.present)}"


@attrs.frozen(
    kw_only=True, field_transformer=typed, getstate_setstate=False, repr=False
)
class Factors(Record):
    """
    The factors of one person, with their count.

    Attributes:
        factors: Every factor, present, absent or unknown.

        finding: The count of the factors present, with its bounds and source.

        disagreements: Points on which sources differ.

    Raises:
        ContradictionError: If the count does not match the factors.
    """

    factors: tuple[Factor, ...]
    finding: Finding[float]
    disagreements: tuple[Disagreement, ...] = ()

    @classmethod
    def from_tally(cls, tally: Tally, case: CaseLike, **rest: Statement) -> Self:
        """The factors of one person, from the tally that lists them."""
        checked = Case.of(case)
        finding = tally(checked)
        states: tuple[bool | None, ...] = (None,) * len(tally.counted)
        if finding.status != "refused":
            states = tally.states(checked.known)
        return cls(
            factors=tuple(
                Factor(
                    name=each.name,
                    label=each.label,
                    present=present,
                    cite=each.cite,
                    says=each.says,
                )
                for each, present in zip(tally.counted, states, strict=True)
            ),
            finding=finding,
            disagreements=tally.disagreements,
            **rest,
        )

    def __attrs_post_init__(self) -> None:
        present = sum(factor.present is True for factor in self.factors)
        unknown = sum(factor.present is None for factor in self.factors)
        low, high = self.finding.low, self.finding.high
        if low is None or high is None:
            return
        if not present <= low <= high <= present + unknown:
            raise ContradictionError(
                ("factors", "finding"), "the count does not match the factors"
            )

    @property
    def value(self) -> float | None:
        """The number of factors present; None if undecided."""
        return self.finding.value

    @property
    def low(self) -> float | None:
        """The lowest possible number of factors present; None if refused."""
        return self.finding.low

    @property
    def high(self) -> float | None:
        """The highest possible number of factors present; None if refused."""
        return self.finding.high

    @property
    def missing(self) -> tuple[str, ...]:
        """The inputs that were not recorded and could change the count."""
        return self.finding.missing

    @property
    def present(self) -> tuple[Factor, ...]:
        """The factors that are present."""
        return tuple(factor for factor in self.factors if factor.present is True)

    @property
    def absent(self) -> tuple[Factor, ...]:
        """The factors that are absent."""
        return tuple(factor for factor in self.factors if factor.present is False)

    @property
    def unknown(self) -> tuple[Factor, ...]:
        """The factors for which this is not known."""
        return tuple(factor for factor in self.factors if factor.present is None)

    def __repr__(self) -> str:
        return cut(f"<{type(self).__name__}: {self.finding.answer}>")

    def __rich_repr__(self) -> Iterator[tuple[str, object]]:
        yield "finding", self.finding
        yield "present", [each.name for each in self.present]
        yield "unknown", [each.name for each in self.unknown]

    def __str__(self) -> str:
        lines = [f"{self.finding.label}: {self.finding.answer}"]
        lines += [f"  {factor}" for factor in self.factors]
        lines.append(f"  source: {self.finding.cite}")
        return "\n".join(lines)


@public
@attrs.frozen(
    kw_only=True, field_transformer=typed, getstate_setstate=False, repr=False
)
class RiskProfile(Factors):
    """
    The article's risk factors: which are present, absent or unknown.

    No publication combines them into one risk, so they are only counted.
    """

    @classmethod
    def of(cls, case: CaseLike) -> Self:
        """The risk factors of one person."""
        return cls.from_tally(article_risk_factors, case)


@public
@attrs.frozen(
    kw_only=True, field_transformer=typed, getstate_setstate=False, repr=False
)
class Outlook(Factors):
    """
    The article's factors for a less favourable outlook.

    Attributes:
        caution: The article's own caution about these factors.
    """

    caution: Statement

    @classmethod
    def of(cls, case: CaseLike) -> Self:
        """The outlook factors of one person."""
        return cls.from_tally(article_outlook_factors, case, caution=CAUTION)

    def __str__(self) -> str:
        return f"{super().__str__()}\n  caution: {self.caution.says}"


@attrs.frozen(
    kw_only=True, field_transformer=typed, getstate_setstate=False, repr=False
)
class Workup(Factors):
    """The article's diagnostic steps: which are done and which are outstanding."""

    @classmethod
    def of(cls, case: CaseLike) -> Self:
        """The diagnostic steps of one person."""
        return cls.from_tally(article_workup, case)

    @property
    def done(self) -> tuple[Factor, ...]:
        """The steps that were done."""
        return self.present

    @property
    def outstanding(self) -> tuple[Factor, ...]:
        """The steps that were not done."""
        return self.absent


@public
def score_risk(case: CaseLike) -> RiskProfile:
    """
    The article's risk factors: each present, absent or unknown, with their count.

    >>> import cervmyelo as cm
    >>> profile = cm.score_risk(cm.Patient(age_years=61, rheumatoid_arthritis=False))
    >>> profile.low, profile.high, profile.missing
    (1, 3, ('congenital_narrow_canal', 'opll', 'asian_descent'))

    Args:
        case: A patient, or values by the names of the quantities. A factor that was not
            recorded leaves the count undecided; it does not count as absent.

    Source:
        The article, Risk factors; other literature is listed with each factor.
    """
    return RiskProfile.of(case)


@public
def estimate_outlook(case: CaseLike) -> Outlook:
    """
    The article's adverse outlook factors, with their count and its caution.

    >>> import cervmyelo as cm
    >>> outlook = cm.estimate_outlook(cm.Patient(symptom_duration_months=24))
    >>> outlook.low, outlook.high, [factor.name for factor in outlook.present]
    (1, 3, ['long_duration'])

    Args:
        case: A patient, or values by the names of the quantities. A factor that was not
            recorded leaves the count undecided; it does not count as absent.

    Source:
        The article, Outlook; other literature is listed with each factor.
    """
    return Outlook.of(case)
