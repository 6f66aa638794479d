"""
Published tables: crosswalks, likelihood ratios and figures over time.
"""

from __future__ import annotations

from cervmyelo.findings import Gap
from cervmyelo.forms import Crosswalk, Curve, PostTest

from .contradictions import fits
from .expressions import (
    NULL,
    all_of,
    any_of,
    chosen,
    greatest,
    least_of,
    listed,
    number,
)
from .knowledge import Knowledge
from .possible import Numbers, Ranks, ranks

__all__ = ["crosswalk", "curve", "post_test"]


def crosswalk(knowledge: Knowledge, rule: Crosswalk) -> Ranks:
    """The grades that what is recorded can correspond to."""
    ends = knowledge.ends(rule.of)
    least, most, _ = ends
    can = {
        each: all_of((f"({least} <= {each} and {most} >= {each})", fits(ends, each)))
        for each in (number(row.value) for row in rule.rows)
    }
    possible = (
        (
            any_of(can[number(row.value)] for row in rule.rows if grade in row.to),
            str(grade.rank),
        )
        for grade in rule.outcomes
    )
    gap = any_of(can[number(row.value)] for row in rule.rows if not row.leads_somewhere)
    definitions = knowledge.definitions
    return Ranks(
        ranks(definitions, rule.name, possible),
        definitions.put(f"{rule.name} may have no answer", gap),
    )


def post_test(knowledge: Knowledge, rule: PostTest, test: Ranks) -> Numbers:
    """
    The probabilities after the results that a test can still have.

    Args:
        knowledge: What is known.

        rule: The rule.

        test: The results.
    """
    before = knowledge.ends(rule.before)
    gaps = [test.gap]
    lows: list[str] = []
    highs: list[str] = []
    for grade in rule.of.outcomes:
        ratio, holds = rule.ratio(grade), test.holds(grade.rank)
        if isinstance(ratio, Gap):
            gaps.append(holds)
            continue
        for made, chance in ((lows, before.least), (highs, before.most)):
            odds = f"{chance} * {number(ratio.value)}"
            after = f"{odds} / ({odds} + (1.0 - {chance}))"
            made.append(chosen((holds, after), otherwise=NULL))
    put = knowledge.definitions.put
    return Numbers(
        put(f"{rule.name} least found", least_of(lows)),
        put(f"{rule.name} most found", greatest(highs)),
        put(f"{rule.name} may have no answer", any_of(gaps)),
    )


def curve(knowledge: Knowledge, rule: Curve, graded: Ranks) -> Numbers:
    """
    The figures at and next to the times that are still possible.

    Args:
        knowledge: What is known.

        rule: The rule.

        graded: The grades that a person can still have.
    """
    least, most, _ = knowledge.ends(rule.along)
    times = [*map(number, rule.times)]
    within = (f"{most} >= {times[0]}", f"{least} <= {times[-1]}")
    figures: list[str] = []
    covered: list[str] = []
    for stratum in rule.strata:
        here = any_of(graded.holds(grade.rank) for grade in stratum.grades)
        covered.append(here)
        for place, point in enumerate(stratum.points):
            near = [here, *within]
            if place:
                near.append(f"{most} > {times[place - 1]}")
            if place + 1 < len(times):
                near.append(f"{least} < {times[place + 1]}")
            figures.append(chosen((all_of(near), number(point.value)), otherwise=NULL))
    uncovered = (
        graded.holds(grade.rank)
        for grade in rule.of.outcomes
        if rule.stratum(grade) is None
    )
    beyond = f"({least} < {times[0]} or {most} > {times[-1]})"
    put = knowledge.definitions.put
    found = put(f"{rule.name} figures", listed(figures))
    return Numbers(
        f"Min({found})",
        f"Max({found})",
        put(
            f"{rule.name} may have no answer",
            any_of((*uncovered, all_of((any_of(covered), beyond)))),
        ),
    )
