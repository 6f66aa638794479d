"""
Totals of items, and bands on a score.
"""

from __future__ import annotations

from cervmyelo.forms import Bands, Sum
from cervmyelo.quantity import Measure

from .contradictions import sum_of_items
from .expressions import (
    Ends,
    all_of,
    chosen,
    greatest,
    least_of,
    number,
    opposite,
)
from .functions import called
from .knowledge import Knowledge, common_options
from .possible import Numbers, Ranks, ranks

__all__ = ["bands", "total"]


def total(knowledge: Knowledge, rule: Sum) -> Numbers:
    """The totals that items, and the total if it was recorded, still allow."""
    define, name = knowledge.definitions.define, rule.name
    made = sum_of_items(
        knowledge.definitions, f"sum {name}", rule.items, knowledge.ends
    )
    if not isinstance(rule.recorded, Measure):
        return Numbers(*made[:2], options=made.options)
    recorded = knowledge.ends(rule.recorded)
    both = define(f"{name} totals", lambda: common_options(recorded, made))
    there = f"{both} is not null"
    least = greatest((made.least, recorded.least))
    most = least_of((made.most, recorded.most))
    return Numbers(
        define(
            f"{name} least", lambda: chosen((there, f"Min({both})"), otherwise=least)
        ),
        define(f"{name} most", lambda: chosen((there, f"Max({both})"), otherwise=most)),
        options=both,
    )


def bands(knowledge: Knowledge, rule: Bands, score: Ends) -> Ranks:
    """
    The grades that a score can still have.

    Args:
        knowledge: What is known.

        rule: The bands.

        score: The least and the greatest that the score can be.
    """
    cuts = [
        (">=" if inclusive else ">", number(bound)) for bound, inclusive in rule.floors
    ]
    possible: list[tuple[str, str]] = []
    for place, band in enumerate(rule.ascending):
        can: list[str] = []
        if rule.stepped:
            ends = (number(band.least), number(band.most))
            can.append(called("may be between", *score, *ends))
        elif place:
            sign, bound = cuts[place - 1]
            can.append(f"{score.most} {sign} {bound}")
        if place < len(cuts) and not rule.stepped:
            sign, bound = cuts[place]
            can.append(opposite(f"({score.least} {sign} {bound})"))
        possible.append((all_of(can), str(band.grade.rank)))
    return Ranks(ranks(knowledge.definitions, rule.name, possible))
