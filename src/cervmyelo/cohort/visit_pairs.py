"""
Rules asked for two scores of each visit: its own, and that of an earlier visit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, Literal, TypeAlias

import attrs
import narwhals.stable.v2 as nw

from cervmyelo.follow_up.scales import Followed
from cervmyelo.forms import Form

from .answers import PROBLEMS, added_columns
from .assess import assess_cohort
from .columns import OURS
from .visits import HIGH, LOW, OUT, SINCE, TIED, WRONG, is_true

__all__ = ["SINCES", "Since", "answered", "comparable", "rules_of"]

Since: TypeAlias = Literal["baseline", "last"]
"""Compared with which visit: the baseline, or the one before."""

SINCES: Final[tuple[Since, ...]] = ("baseline", "last")


def rules_of(followed: Followed, since: Since) -> tuple[Form, ...]:
    """The rules that compare a visit with the baseline or with the one before it."""
    return followed.rules if since == "baseline" else followed.step_rules


@attrs.frozen
class _Asked:
    """
    Rules that are asked for two scores of each visit.

    Attributes:
        since: Compared with which visit.

        side: Which of the two extremes of what is possible.

        rules: The rules.

        flag: Whether the reasons for no answer are wanted.
    """

    since: Since
    side: str
    rules: tuple[Form, ...]
    flag: bool = False

    @property
    def pair(self) -> tuple[str, str]:
        """The columns of the score before and of the score after."""
        return (
            f"{OURS}before_{self.side}_{self.since}",
            f"{OURS}after_{self.side}_{self.since}",
        )

    def answer(self, rule: Form) -> str:
        """The column with the answer of a rule."""
        return f"{OURS}{self.side}_{rule.name}_{self.since}"


def _asked(followed: Followed, *, exact: bool) -> Iterator[_Asked]:
    """
    What the rules are asked.

    While one of two scores is entirely unknown, only a rule that always has an answer
    can be decided: a loss, or a gain that has no gap at the best score.
    """
    for since in SINCES:
        rules = rules_of(followed, since)
        # There is nothing to gain, or to reduce, from the best score alone.
        flagged = "best" if followed.higher_is_better else "worst"
        always = (*followed.losses, *(each for each in followed.gains if not each.gaps))
        both = tuple(e for e in rules if e in always) if exact else rules
        for side, judged in (("best", rules), ("worst", both)):
            flag = since == "baseline" and side == flagged
            # Every rule is asked where its gaps are flagged.
            asked = rules if flag else judged
            if asked:
                yield _Asked(since, side, asked, flag=flag)


def comparable(since: Since) -> tuple[nw.Expr, nw.Expr]:
    """Whether there is another visit to compare with, and whether both are valid."""
    wrong, tied = (nw.col(f"{OURS}{since}_{end}") for end in ("wrong", "tied"))
    own = nw.lit(0) if since == "baseline" else nw.col(TIED)
    clear = is_true((nw.col(OUT) + tied + own) == 0)
    later = nw.col(SINCE) == 1
    both = clear & (later if since == "baseline" else ~wrong.is_null())
    return both, both & is_true(wrong + nw.col(WRONG) == 0)


def answered(frame: Any, followed: Followed, *, exact: bool) -> Any:
    """
    The frame with the answers of rules, from the baseline and the previous visit.

    Args:
        frame: The visits.

        followed: The scale.

        exact: Whether a score is either known or entirely unknown.
    """
    asked = [*_asked(followed, exact=exact)]
    scores: dict[str, nw.Expr] = {}
    for each in asked:
        low, high = (nw.col(f"{OURS}{each.since}_{end}") for end in ("low", "high"))
        best = each.side == "best"
        # The rules rise with one score and fall with the other: these are extremes.
        pair = (low, nw.col(HIGH)) if best else (high, nw.col(LOW))
        _, compared = comparable(each.since)
        scores |= {
            name: nw.when(compared).then(score)
            for name, score in zip(each.pair, pair, strict=True)
        }
    frame = frame.with_columns(**scores)
    for each in asked:
        before, after = each.pair
        graded = nw.from_native(
            assess_cohort(
                nw.to_native(frame),
                *each.rules,
                on_error="flag" if each.flag else "null",
                columns={before: followed.before.name, after: followed.after.name},
            )
        )
        names = {rule.name: each.answer(rule) for rule in each.rules}
        names |= {PROBLEMS: f"{OURS}gaps"} if each.flag else {}
        # Ranks are added once, at the end.
        unused = {before, after}
        unused |= {
            added.name
            for rule in each.rules
            for added in added_columns(rule, bounds=False, ranks=True)
            if added.rank
        }
        there: list[str] = [*graded.collect_schema()]
        kept = {name: names.get(name, name) for name in there if name not in unused}
        frame = graded.select(nw.col(name).alias(now) for name, now in kept.items())
    answers = {
        f"{rule.name}_from_{since}": _where_alike(
            [
                each.answer(rule)
                for each in asked
                if each.since == since and rule in each.rules
            ],
            since,
        )
        for since in SINCES
        for rule in rules_of(followed, since)
    }
    made = frame.with_columns(**answers)
    return made.drop(*(each.answer(rule) for each in asked for rule in each.rules))


def _where_alike(answers: Iterable[str], since: Since) -> nw.Expr:
    """The answer of a rule where it is the same for all that is possible."""
    first, *others = (nw.col(each) for each in answers)
    if not others:
        low, high = (nw.col(f"{OURS}{since}_{end}") for end in ("low", "high"))
        known = (low == high) & (nw.col(LOW) == nw.col(HIGH))
        return nw.when(known).then(first)
    for each in others:
        first = nw.when(first == each).then(first)
    return first
