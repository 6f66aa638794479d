"""
What recorded facts say about each other: deductions, contradictions and doubts.

`facts` holds the statements as data, `links` what follows from them, and `check`
applies both to one person. Definitions deduce and contradict; what is only likely is
pointed out and never deduces.
"""

from .check import (
    Conflict,
    Consistent,
    Deduction,
    conflict_of,
    conflicts_in,
    consistent,
    doubt_of,
    has_total,
    total_conflict,
    totals_conflict,
)
from .facts import (
    CONTRADICTIONS,
    DOUBTS,
    ENTAILMENTS,
    LIMITS,
    SUMMARIES,
    TOTALS,
    Contradiction,
    Doubt,
    Entailment,
    Limit,
    Total,
    TotalAtMost,
    quantity_of,
)
from .links import (
    Link,
    cells_of,
    contestable,
    contradictable,
    cuts_in,
    described,
    joint,
    linked_to,
    links,
    reaching,
)

__all__ = [
    "CONTRADICTIONS",
    "DOUBTS",
    "ENTAILMENTS",
    "LIMITS",
    "SUMMARIES",
    "TOTALS",
    "Conflict",
    "Consistent",
    "Contradiction",
    "Deduction",
    "Doubt",
    "Entailment",
    "Limit",
    "Link",
    "Total",
    "TotalAtMost",
    "cells_of",
    "conflict_of",
    "conflicts_in",
    "consistent",
    "contestable",
    "contradictable",
    "cuts_in",
    "described",
    "doubt_of",
    "has_total",
    "joint",
    "linked_to",
    "links",
    "quantity_of",
    "reaching",
    "total_conflict",
    "totals_conflict",
]
