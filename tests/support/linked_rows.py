"""Rows that record what a rule reads beside what says something about it."""

import random

from completions import LIMITED, NEIGHBOURS, fields_of, group, trials

from cervmyelo.consistency.facts import DOUBTS, LIMITS
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Fact, Measure

CALM = 0.4
"""The share of rows in which every fact that a rule reads is denied."""


def near(rule):
    """The quantities that a rule reads, and all that can say something about them."""
    names = {each.name for each in rule.reads}
    for name in [*names]:
        names |= group(name)
    for limit in LIMITS:
        pair = {limit.measure.name, limit.most.name}
        if pair & names & LIMITED:
            names |= pair
    read = {each.name for each in rule.reads}
    for doubt in DOUBTS:
        if read & {*fields_of(doubt)}:
            names |= {*fields_of(doubt)}
    return [quantity for name, quantity in QUANTITIES.items() if name in names]


def worth(rule, quantity):
    """Values of a quantity that tell something apart, in a rule or in a statement."""
    found = {*trials(quantity.name)} if quantity.name in NEIGHBOURS else set()
    if quantity in rule.inputs:
        found |= {*rule.answers(quantity)}
    elif quantity.values and len(quantity.values) < 20:
        found |= {*quantity.values}
    if isinstance(quantity, Measure):
        found |= {quantity.low, quantity.high}
        if quantity.name in LIMITED:
            found |= {each for each in (3, 24) if quantity.holds(each)}
        if quantity.name == "age_years":
            found |= {1, 17, 18, 59, 60}
        found = {value if quantity.whole else float(value) for value in found}
    return sorted(found)


def linked_rows(rule, size, *, recorded=0.5, wrong=0.01):
    """Random rows, always the same: contradictory, deducing and outside ones too."""
    draw = random.Random(rule.name)  # noqa: S311 -- always the same rows
    quantities = [e for e in near(rule) if not e.answer or e in rule.inputs]
    values = {each: worth(rule, each) for each in quantities}
    rows = []
    for _ in range(size):
        row = {}
        # Some rows record much, some little: then few facts contradict each other.
        share = draw.choice((recorded, 0.15, 0.9))
        own = draw.choice((share, 0.9))
        calm = draw.random() < CALM
        for each in quantities:
            if draw.random() < (own if each in rule.inputs else share / 2):
                row[each.name] = draw.choice(values[each])
                if calm and isinstance(each, Fact) and each in rule.inputs:
                    row[each.name] = False
                if isinstance(each, Measure) and draw.random() < wrong:
                    row[each.name] = each.high + (each.step or 0.5)
        rows.append(row)
    return rows
