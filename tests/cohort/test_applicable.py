"""Which rules a frame has the columns for, and which columns the others miss."""

import warnings

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from frames import ENGINES

from cervmyelo.cohort import CohortError, CohortWarning, assess_cohort, rules_for
from cervmyelo.registry import RULES

ITEMS = {each.name: [1, 2] for each in RULES["mjoa_total"].inputs}
every_engine = pytest.mark.parametrize("engine", ENGINES)


@every_engine
def test_rules_for_a_frame(engine):
    """Every rule is either applied or skipped, with exactly its missing columns."""
    found = rules_for(ENGINES[engine](pa.table(ITEMS)))
    applied = [rule.name for rule in found.applied]
    assert "mjoa_severity" in applied
    assert [name for name in RULES if name in applied] == applied
    assert {*applied, *found.skipped} == {*RULES}
    for name, rule in RULES.items():
        lacking = tuple(q.name for q in rule.inputs if q.name not in ITEMS)
        assert found.skipped.get(name, ()) == lacking


def test_columns_of_other_names_count():
    """A column that is mapped is there, under its own name only."""
    frame = pl.DataFrame(ITEMS).rename({"mjoa_sphincter": "bladder"})
    assert "mjoa_total" in rules_for(frame).skipped
    found = rules_for(frame, columns={"bladder": "mjoa_sphincter"})
    assert RULES["mjoa_total"] in found.applied
    with pytest.raises(CohortError, match="Did you mean bladder"):
        rules_for(frame, columns={"blader": "mjoa_sphincter"})


def test_it_can_be_read():
    """Printed, it names what is applied and, for each other rule, what is missing."""
    lines = str(rules_for(pl.DataFrame({**ITEMS, "age_years": [1, 2]}))).splitlines()
    assert lines[0].startswith("applied: mjoa_total, mjoa_severity")
    assert lines[1] == "skipped:"
    assert (
        "  article_outlook_factors: no column symptom_duration_months, neck_mobility, "
        "sex_at_birth" in lines
    )
    (urgency,) = [line for line in lines if "article_urgency" in line]
    assert urgency.endswith("more")
    assert str(rules_for(pl.DataFrame({"colour": [1]}))).startswith("applied: none\n")


def test_what_is_skipped_cannot_be_changed():
    """The mapping is as frozen as the rest."""
    found = rules_for(pl.DataFrame(ITEMS))
    with pytest.raises(TypeError):
        found.skipped["x"] = ()


def test_one_warning_for_all_rules_that_are_partly_there():
    """Rules with some but not all inputs are named once, at the place of the call."""
    frame = pl.DataFrame({**ITEMS, "neck_mobility": ["normal", None]})
    with pytest.warns(CohortWarning) as caught:
        made = assess_cohort(frame)
    (shown,) = caught
    assert "article_outlook_factors (no column symptom_duration_months, sex" in str(
        shown.message
    )
    assert "article_stage" not in str(shown.message)
    assert shown.filename == __file__
    assert "article_outlook_factors" not in made.columns
    assert made["mjoa_total"].to_list() == [4, 8]


def test_no_warning_where_nothing_is_partly_there():
    """Neither rules without any input nor rules that were named are warned of."""
    frame = pd.DataFrame({**ITEMS, "neck_mobility": ["normal", None]})
    with warnings.catch_warnings():
        warnings.simplefilter("error", CohortWarning)
        assess_cohort(frame, "mjoa_total")
        only = {q.name: [None] for rule in RULES.values() for q in rule.inputs}
        assess_cohort(pl.DataFrame(only))
