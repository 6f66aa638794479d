"""Why a value is missing: kept, shown, and without an effect but for two readings."""

import random

import pytest
from frames import ENGINES, assert_law
from hypothesis import given, settings
from hypothesis import strategies as st
from people import patients, values_of

import cervmyelo as cm
from cervmyelo.models.missing import COMPANIONS, RECORDABLE, UNAFFECTED
from cervmyelo.models.patient import QUANTITIES

WHY_NONE = ("not_asked", "not_testable", "refused")
EXPLAINABLE = [
    rule
    for rule in cm.rules.values()
    if any(each.name in UNAFFECTED for each in rule.inputs)
]
SOME_ENGINES = [ENGINES[name] for name in ("polars", "pandas", "duckdb")]


def row_of(rule, chance):
    """Random values of a rule's inputs, most of them with a reason."""
    row = {}
    for each in rule.reads:
        name, key = each.name, COMPANIONS[each.name].name
        values = each.values or (each.low, each.high)
        if chance.random() < 0.75:
            row[name] = chance.choice(values)
            if name in UNAFFECTED and chance.random() < 0.5:
                row[key] = "other_cause"
        elif chance.random() < 0.5:
            row[key] = chance.choice(WHY_NONE)
        if each in rule.inputs and chance.random() < 0.02:
            row[key] = chance.choice(("other_cause", "refused", "lost"))
    return row


@pytest.mark.parametrize("rule", EXPLAINABLE, ids=lambda rule: rule.name)
def test_a_cell_with_reasons_is_what_that_person_would_get(rule):
    """Reasons next to the inputs, valid or not, give the same in a frame."""
    chance = random.Random(rule.name)
    rows = [row_of(rule, chance) for _ in range(60)]
    reasons = [COMPANIONS[each.name] for each in rule.reads]
    assert_law(rule, rows, SOME_ENGINES, (*rule.reads, *reasons))
