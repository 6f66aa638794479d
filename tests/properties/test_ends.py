"""
Values known in part in columns: the least and the greatest value, for each engine.

A cell, its bounds and its status are what that person would get whose value is known
between both ends.
"""

import polars as pl
import pytest
from frames import ENGINES, assert_law, table
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linked_rows import near
from random_rows import CELLS, directed
from rows_in_part import assert_ranges, rows_in_part, with_ends
from strategies import FORMS, domain

from cervmyelo.cohort import assess_cohort, cohort_schema
from cervmyelo.cohort.answers import answer_name
from cervmyelo.models.ends import ends_of
from cervmyelo.quantity import Fact
from cervmyelo.registry import RULES


@st.composite
def cells(draw, quantity):
    """The cells of a quantity and its ends: mostly one or the other, rarely at odds."""
    own = {quantity.name: draw(CELLS[quantity.name])}
    if isinstance(quantity, Fact) or draw(st.booleans()):
        return own
    low, high = ends_of(quantity)
    some = st.sampled_from([None, *domain(quantity)])
    pair = sorted((draw(some), draw(some)), key=lambda v: (v is None, str(v)))
    if draw(st.integers(0, 9)):
        own = {quantity.name: None}
    return {**own, low.name: pair[0], high.name: pair[1]}


@pytest.mark.parametrize("form", FORMS)
@settings(
    max_examples=10,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(data=st.data())
def test_a_cell_between_two_ends_is_what_that_person_would_get(form, data):
    """Per form: value, bounds, status and refusal are those of the one case."""
    rule = directed(data.draw(FORMS[form]))
    rows = []
    for _ in range(data.draw(st.integers(1, 6))):
        row = {}
        for each in rule.inputs:
            row |= data.draw(cells(each))
        rows.append(row)
    # Each engine sees some of the rules.
    engines = {"polars", data.draw(st.sampled_from([*ENGINES]))}
    makes = [ENGINES[name] for name in sorted(engines)]
    assert_law(rule, rows, makes, with_ends(rule.reads))


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_rules_of_the_library_between_two_ends(rule):
    """Inputs, linked facts and recorded answers in part, as for that person."""
    names, place = [*ENGINES], [*RULES].index(rule.name)
    # Another engine for every third rule, and each engine for some of them.
    others = [ENGINES[names[place // 3 % len(names)]]] if place % 3 == 0 else []
    quantities = {each.name: each for each in (*near(rule), *rule.reads)}
    assert_law(
        rule,
        [*rows_in_part(rule, 14)],
        [ENGINES["polars"], *others],
        with_ends(quantities.values()),
    )


@pytest.mark.parametrize("rule", [*RULES.values()][::2], ids=lambda rule: rule.name)
def test_reasons_between_two_ends(rule):
    """What is known in part is explained in a frame as for that person."""
    quantities = {each.name: each for each in (*near(rule), *rule.reads)}
    rows = [*rows_in_part(rule, 10)]
    given = table(rows, with_ends(quantities.values()))
    name = answer_name(rule, given.column_names, {})
    made = assess_cohort(pl.from_arrow(given), rule, explain=True)
    for row, because, missing in zip(
        rows, made[f"{name}_because"], made[f"{name}_missing"], strict=True
    ):
        found = rule(row)
        assert because == ("; ".join(map(str, found.because)) or None), row
        assert missing == (", ".join(found.missing) or None), row


def test_a_column_map_reads_ranges_alike_in_every_frame():
    """Text with ranges, and words that mean one, are what they say on each engine."""
    for make in ENGINES.values():
        assert_ranges(make)


def test_the_schema_lists_ends():
    """The columns for what is known in part can be listed next to the others."""
    names = cohort_schema("mjoa_total", ends=True).names
    assert names[:3] == (
        "mjoa_motor_upper",
        "mjoa_motor_upper_low",
        "mjoa_motor_upper_high",
    )
