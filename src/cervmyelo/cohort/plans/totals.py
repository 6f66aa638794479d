"""
Totals of items, and bands on a score.
"""

from __future__ import annotations

from cervmyelo.cohort.columns import plain
from cervmyelo.cohort.dialects import Expression, Kind, integer_kind, total
from cervmyelo.forms import Bands, Sum

from .parts import Ends, Inputs, Plan, meeting, rank_kind

__all__ = ["bands", "total_of"]


def total_of(inputs: Inputs, rule: Sum) -> Plan:
    """A total, and both of its bounds."""
    m = inputs.m
    kind: Kind = "float"
    if all(item.whole for item in rule.items):
        kind = integer_kind(sum(max(abs(i.low), abs(i.high)) for i in rule.items))

    def bound(*, greatest: bool) -> Expression:
        filled = (inputs.filled(item, greatest=greatest) for item in rule.items)
        return total(m.cast(each, kind) for each in filled)

    return Plan(
        (),
        bound(greatest=False),
        bound(greatest=True),
        total(m.cast(inputs.cell(item), kind) for item in rule.items),
    )


def bands(inputs: Inputs, rule: Bands, score: Ends) -> Plan:
    """The grades at both bounds of a score."""
    m = inputs.m
    kind = rank_kind(rule)
    lowest, *others = rule.ascending
    floors = [*zip(rule.floors, others, strict=True)]

    def rank(of: Expression) -> Expression:
        return m.case(
            *(
                (
                    of >= plain(floor) if inclusive else of > plain(floor),
                    m.lit(band.grade.rank, kind),
                )
                for (floor, inclusive), band in reversed(floors)
            ),
            otherwise=m.lit(lowest.grade.rank, kind),
        )

    low, high = rank(score.low), rank(score.high)
    if not rule.score_rises:
        low, high = high, low
    return meeting(m, rule, low, high, after=score.stages)
