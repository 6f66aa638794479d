"""
Pages about frames: the columns that rules read, and the rules that columns allow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from cervmyelo.forms import Form
from cervmyelo.named import FEW
from cervmyelo.names import first_names
from cervmyelo.quantity import Quantity
from cervmyelo.registry import RULES

from .blocks import Grid, Page, RowGroup, grid

__all__ = ["allowed_page", "answers_page", "schema_page"]

_NAMED = 5
"""How many of the missing columns of a rule are named."""


def schema_page(quantities: tuple[Quantity, ...], rules: Sequence[Form]) -> Page:
    """
    The columns that rules read, as a data dictionary.

    Args:
        quantities: What the columns hold.

        rules: The rules; none if every quantity is listed.
    """
    labels = "; ".join(rule.label for rule in rules)
    columns = f"{len(quantities)} column{'s' * (len(quantities) != 1)}"
    table = grid(
        ("Name", "What it is", "Can be recorded", "Definition", "Note"),
        ((e.name, e.label, e.allowed, e.defined, e.note) for e in quantities),
    )
    return Page("Data dictionary", columns, (table,), labels)


def answers_page(columns: Iterable[Mapping[str, object]]) -> Page:
    """
    The columns that rules add to a frame.

    Args:
        columns: The columns as plain values, as `AnswerSchema.to_json` gives them.
    """
    rows = [
        (
            str(each["name"]),
            str(each["label"]),
            str(each["kind"]),
            ", ".join(map(str, cast("list[object]", each["levels"] or []))),
        )
        for each in columns
    ]
    added = f"{len(rows)} column{'s' * (len(rows) != 1)}"
    table = grid(("Name", "What it is", "Kind", "Grades"), rows)
    return Page("Columns that are added", added, (table,))


def allowed_page(
    applied: Iterable[Form], skipped: Mapping[str, tuple[str, ...]]
) -> Page:
    """
    The rules that a frame has the columns for, and what is missing for the others.

    Args:
        applied: The rules whose columns are all there.

        skipped: For the name of each other rule, the columns that are missing.
    """
    can = tuple((rule.name, rule.label, "all there") for rule in applied)
    # The rules that need the fewest further columns are the nearest.
    near = sorted(skipped.items(), key=lambda each: len(each[1]))
    cannot = tuple(
        (
            name,
            RULES[name].label if name in RULES else "",
            f"missing: {first_names(missing, _NAMED)}",
        )
        for name, missing in near
    )
    room = max(FEW - len(can), FEW // 3)
    groups = (
        RowGroup(can[:FEW], "Can be applied", len(can[FEW:])),
        RowGroup(cannot[:room], "Need more columns", len(cannot[room:])),
    )
    head = ("Rule", "What it is", "Columns")
    table = Grid(head, tuple(each for each in groups if each.rows))
    return Page("Rules for this frame", f"{len(can)} can be applied", (table,))
