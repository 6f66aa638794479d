"""
Totals of items, and bands on a score.
"""

from __future__ import annotations

from cervmyelo.forms import Bands, Sum
from cervmyelo.quantity import Measure

from .expressions import Ends, all_of, number, opposite, sum_of
from .knowledge import Knowledge
from .possible import Numbers, Ranks, greatest, least_of, ranks

__all__ = ["bands", "total"]


def total(knowledge: Knowledge, rule: Sum) -> Numbers:
    """The totals that items, and the total if it was recorded, still allow."""
    ends = [knowledge.ends(each) for each in rule.items]
    least, most = sum_of(e.least for e in ends), sum_of(e.most for e in ends)
    if isinstance(rule.recorded, Measure):
        recorded = knowledge.ends(rule.recorded)
        least = greatest((least, recorded.least))
        most = least_of((most, recorded.most))
    return Numbers(
        knowledge.definitions.put(f"{rule.name} least", least),
        knowledge.definitions.put(f"{rule.name} most", most),
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
        if place:
            sign, bound = cuts[place - 1]
            can.append(f"{score.most} {sign} {bound}")
        if place < len(cuts):
            sign, bound = cuts[place]
            can.append(opposite(f"({score.least} {sign} {bound})"))
        possible.append((all_of(can), str(band.grade.rank)))
    return Ranks(ranks(knowledge.definitions, rule.name, possible))
