"""
Factors that are listed and counted, never weighted.
"""

from typing import Self

import attrs

from cervmyelo.diagnosis.workup import article_workup
from cervmyelo.errors import ContradictionError
from cervmyelo.findings import Finding
from cervmyelo.forms import Tally
from cervmyelo.forms.tallies import state_of
from cervmyelo.models.case import Case, CaseLike
from cervmyelo.models.record import Record
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


@attrs.frozen(kw_only=True, getstate_setstate=False)
class Factor(Record):
    """
    One factor and whether a person has it.

    Attributes:
        name: A short name.

        label: What a reader calls it.

        present: True or False; None if it is not known.

        cite: Where it is named.

        says: What the sources say of it, the article first.
    """

    name: str
    label: str
    present: bool | None
    cite: Citation
    says: tuple[Statement, ...] = ()

    def __str__(self) -> str:
        return f"{self.label}: {state_of(self.present)}"


@attrs.frozen(kw_only=True, getstate_setstate=False)
class Factors(Record):
    """
    Factors of one person with their count.

    Attributes:
        factors: Every factor, present, absent or unknown.

        finding: The count of those present, with its bounds and its source.

        disagreements: Where the literature says otherwise.

    Raises:
        ContradictionError: If the count cannot be that of the factors.
    """

    factors: tuple[Factor, ...]
    finding: Finding[float]
    disagreements: tuple[Disagreement, ...] = ()

    @classmethod
    def found(cls, tally: Tally, case: CaseLike, **rest: Statement) -> Self:
        """The factors of one person, from the tally that lists them."""
        checked = Case.of(case, tally.inputs)
        finding = tally(checked)
        states: tuple[bool | None, ...] = (None,) * len(tally.counted)
        if finding.status != "refused":
            states = tally.states(checked.values)
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
        sure = sum(factor.present is True for factor in self.factors)
        open_ = sum(factor.present is None for factor in self.factors)
        low, high = self.finding.low, self.finding.high
        if low is None or high is None:
            return
        if not sure <= low <= high <= sure + open_:
            raise ContradictionError(
                ("factors", "finding"), "the count is not that of the factors"
            )

    @property
    def value(self) -> float | None:
        """How many are present; None while it is open."""
        return self.finding.value

    @property
    def low(self) -> float | None:
        """How many are present at least; None if refused."""
        return self.finding.low

    @property
    def high(self) -> float | None:
        """How many are present at most; None if refused."""
        return self.finding.high

    @property
    def missing(self) -> tuple[str, ...]:
        """The inputs that were not recorded and could change the count."""
        return self.finding.missing

    @property
    def present(self) -> tuple[Factor, ...]:
        """The factors that are there."""
        return tuple(factor for factor in self.factors if factor.present is True)

    @property
    def absent(self) -> tuple[Factor, ...]:
        """The factors that are not there."""
        return tuple(factor for factor in self.factors if factor.present is False)

    @property
    def unknown(self) -> tuple[Factor, ...]:
        """The factors of which it is not known."""
        return tuple(factor for factor in self.factors if factor.present is None)

    def __str__(self) -> str:
        lines = [f"{self.finding.rule.name}: {self.finding.answer}"]
        lines += [f"  {factor}" for factor in self.factors]
        lines.append(f"  by {self.finding.cite}")
        return "\n".join(lines)


@public
@attrs.frozen(kw_only=True, getstate_setstate=False)
class RiskProfile(Factors):
    """
    The risk factors of the article: which are present, absent or unknown.

    Nothing published turns them into a combined risk, so they are counted and
    never added up as points.
    """

    @classmethod
    def of(cls, case: CaseLike) -> Self:
        """The risk factors of one person."""
        return cls.found(article_risk_factors, case)


@public
@attrs.frozen(kw_only=True, getstate_setstate=False)
class Outlook(Factors):
    """
    The article's factors for a less favourable outlook.

    Attributes:
        caution: The article's own caution about them.
    """

    caution: Statement

    @classmethod
    def of(cls, case: CaseLike) -> Self:
        """The outlook factors of one person."""
        return cls.found(article_outlook_factors, case, caution=CAUTION)

    def __str__(self) -> str:
        return f"{super().__str__()}\n  caution: {self.caution.says}"


@attrs.frozen(kw_only=True, getstate_setstate=False)
class Workup(Factors):
    """The article's steps to a diagnosis: which are done, which are outstanding."""

    @classmethod
    def of(cls, case: CaseLike) -> Self:
        """The steps to the diagnosis of one person."""
        return cls.found(article_workup, case)

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
    The risk factors of the article: each present, absent or unknown, and counted.

    >>> import cervmyelo as cm
    >>> profile = cm.score_risk(cm.Patient(age_years=61, rheumatoid_arthritis=False))
    >>> profile.low, profile.high, profile.missing
    (1, 3, ('congenital_narrow_canal', 'opll', 'asian_descent'))

    Args:
        case: A patient, or values by the names of the quantities. A factor that was
            not recorded leaves the count open; it is not taken for absent.

    Source:
        The article, Risk factors; what the literature says stands beside it.
    """
    return RiskProfile.of(case)


@public
def estimate_outlook(case: CaseLike) -> Outlook:
    """
    The article's factors for a less favourable outlook, counted, with its caution.

    >>> import cervmyelo as cm
    >>> outlook = cm.estimate_outlook(cm.Patient(symptom_duration_months=24))
    >>> outlook.low, outlook.high, [factor.name for factor in outlook.present]
    (1, 3, ['long_duration'])

    Args:
        case: A patient, or values by the names of the quantities. A factor that was
            not recorded leaves the count open; it is not taken for absent.

    Source:
        The article, Outlook; what the literature says stands beside it.
    """
    return Outlook.of(case)
