"""Synthetic cohorts: the same everywhere, honest, consistent, and as published."""

import hashlib
import json
import statistics

import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pytest

import cervmyelo as cm
from cervmyelo import synthetic
from cervmyelo.models.missing import COMPANIONS
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.synthetic import INVENTED, PUBLISHED, Missing, facts, scores

MANY = synthetic.cohort(1500, seed=11, missing=None)
VISITS = (0, 6, 12, 24)
SEEN = synthetic.cohort(150, seed=3, visits=VISITS)
GOLDEN = "6e79d5942ca8124f822d719a4989d59925b13f50b5d33516cf542d07ffadbf3d"


def rows_of(columns):
    """The rows of some columns."""
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values())]  # noqa: B905


def beginning(columns, count):
    """The first rows of some columns."""
    return {name: column[:count] for name, column in columns.items()}


def test_a_seed_always_gives_the_same_people():
    """Arguments decide every cell, on every machine and in every Python."""
    text = json.dumps(SEEN, default=str, sort_keys=True)
    assert hashlib.sha256(text.encode()).hexdigest() == GOLDEN
    assert synthetic.cohort(20, seed=3) != synthetic.cohort(20, seed=4)


def test_a_small_cohort_begins_a_large_one():
    """More people, or more visits, change nothing about those who were there."""
    small = synthetic.cohort(10, seed=3, visits=VISITS)
    count = len(small["ref"])
    assert small == beginning(SEEN, count)
    first = synthetic.cohort(150, seed=3)
    keep = [place for place, visit in enumerate(SEEN["visit"]) if visit == 1]
    assert first == {n: [column[at] for at in keep] for n, column in SEEN.items()}


def test_gaps_hide_values_and_change_none():
    """What is recorded despite the gaps is what the complete cohort has."""
    whole = {
        (r["ref"], r["visit"]): r
        for r in rows_of(synthetic.cohort(150, seed=3, visits=VISITS, missing=None))
    }
    hidden = 0
    for row in rows_of(SEEN):
        truth = whole[row["ref"], row["visit"]]
        for name, value in truth.items():
            if row[name] != value:
                hidden += 1
                assert row[name] is None
                assert row[COMPANIONS[name].name] is not None
    assert hidden


@pytest.mark.parametrize("reason", ["not_asked", "not_testable", "refused"])
def test_every_reason_occurs_and_can_be_left_out(reason):
    """Each reason stands where a value is missing, and not if its share is zero."""
    none = {name.name: 0 for name in Missing.__attrs_attrs__}
    share = {"not_asked": {"not_asked": 0.5}}.get(reason, {reason: 0.9})
    made = synthetic.cohort(60, seed=5, missing=Missing(**(none | share)))
    words = {
        word
        for name, column in made.items()
        if name.endswith("_missing")
        for word in column
    }
    assert words == {None, reason}


def test_people_who_lost_more_can_be_tested_less():
    """A test that could not be done depends on what it would have shown."""
    made = synthetic.cohort(400, seed=5, missing=Missing(not_testable=1))
    lost = {True: [], False: []}
    truth = rows_of(synthetic.cohort(400, seed=5, missing=None))
    for row, whole in zip(rows_of(made), truth, strict=True):
        missing = row["grip_release_cycles_missing"] == "not_testable"
        lost[missing].append(cm.mjoa_total(cm.Case(whole, extra=True)).value)
    assert statistics.mean(lost[True]) < statistics.mean(lost[False]) - 1


def test_every_row_says_that_it_is_synthetic():
    """A column and the reference say so, and the docstrings too."""
    assert set(SEEN["synthetic"]) == {True}
    assert all(ref.startswith("synthetic-") for ref in SEEN["ref"])
    assert "Nobody" in synthetic.__doc__


@pytest.mark.parametrize("columns", [beginning(MANY, 400), SEEN], ids=["one", "many"])
def test_people_are_valid_and_consistent(columns):
    """Each value can be recorded, nothing contradicts, and nothing is in doubt."""
    for row in rows_of(columns):
        case = cm.Case(row, extra=True)
        assert not case.problems
        assert case.conflicts == ()


def test_contradictions_come_on_request():
    """The share that is asked for contradicts itself, and nobody else changes."""
    asked = synthetic.cohort(200, seed=2, missing=None, contradictory=0.25)
    plain = rows_of(synthetic.cohort(200, seed=2, missing=None))
    found = 0
    for row, other in zip(rows_of(asked), plain, strict=True):
        conflicts = cm.Case(row, extra=True).conflicts
        found += any(each.by_definition for each in conflicts)
        assert bool(conflicts) == (row != other)
    assert 30 < found < 70


def test_published_marginals_hold():
    """Each published share and mean is met, within three standard errors."""
    count = len(MANY["ref"])
    for name, each in PUBLISHED.items():
        if name in MANY and isinstance(MANY[name][0], bool):
            error = 3 * (each.share * (1 - each.share) / count) ** 0.5
            assert abs(sum(MANY[name]) / count - each.share) < error, name
    men, women = (figure.value for figure in PUBLISHED["sex_at_birth"].figures)
    assert abs(MANY["sex_at_birth"].count("male") / count - men / (men + women)) < 0.04
    mean, deviation, youngest, oldest = (
        e.value for e in PUBLISHED["age_years"].figures
    )
    ages = MANY["age_years"]
    assert abs(statistics.mean(ages) - mean) < 1
    assert abs(statistics.stdev(ages) - deviation) < 0.8
    assert youngest <= min(ages) <= max(ages) <= oldest
    totals = [sum(row[name] for name in scores.ITEMS) for row in rows_of(MANY)]
    bands = [str(cm.mjoa_severity({"mjoa_total": total}).value) for total in totals]
    grades = PUBLISHED["mjoa_severity"].figures
    people = sum(figure.value for figure in grades)
    for figure in grades:
        share = bands.count(figure.what.removesuffix(" before")) / count
        assert abs(share - figure.value / people) < 0.04, figure
    figures = {each.what: each.value for each in cm.mjoa_mcid.evidence[0].figures}
    assert abs(statistics.mean(totals) - figures["mean mJOA before"]) < 0.3
    spread = figures["standard deviation of the mJOA before"]
    assert abs(statistics.stdev(totals) - spread) < 0.2


def test_every_marginal_is_cited_or_called_invented():
    """Each yes and no is in one of the two tables, and a published one has a place."""
    assert not PUBLISHED.keys() & INVENTED.keys()
    assert {*facts.FACTS} <= PUBLISHED.keys() | INVENTED.keys()
    for name, each in PUBLISHED.items():
        assert name in QUANTITIES
        assert each.cite.place
        assert each.cite.source.key in str(each) or str(each.cite) in str(each)


def test_the_scores_are_a_distribution():
    """The combinations of items add up to one, and each can be recorded."""
    assert sum(scores.LEVELS.values()) == pytest.approx(1)
    for level in scores.LEVELS:
        assert not cm.Case(dict(zip(scores.ITEMS, level, strict=True))).problems


def test_every_rule_accepts_the_cohort():
    """All rules run, refuse nobody for a contradiction, and many decide."""
    frame = synthetic.cohort(30, seed=1, visits=(0, 12), backend="polars")
    made = cm.assess_cohort(
        frame,
        *cm.rules.values(),
        bounds=True,
        missing_columns="unknown",
    )
    statuses = [name for name in made.columns if name.endswith("_status")]
    assert len(statuses) == len(cm.rules)
    decided = [name for name in statuses if "ok" in made[name].to_list()]
    assert len(decided) > 25
    reasons = made["problems"].drop_nulls().to_list()
    assert not any("Correct the wrong one" in each for each in reasons)


@pytest.mark.parametrize("backend", ["polars", "pandas", "pyarrow", "duckdb"])
def test_each_backend_gives_the_same_answers(backend):
    """A frame of each kind has the same rows and the same grades."""
    frame = synthetic.cohort(30, seed=1, backend=backend)
    graded = nw.from_native(
        cm.assess_cohort(frame, "mjoa_severity", on_error="null")
    ).select("ref", "mjoa_severity")
    if isinstance(graded, nw.LazyFrame):
        graded = graded.collect("polars")
    answers = graded.sort("ref")["mjoa_severity"].to_list()
    plain = rows_of(synthetic.cohort(30, seed=1))
    wanted = [cm.mjoa_severity(cm.Case(row, extra=True)).value for row in plain]
    found = [None if pd.isna(each) else str(each) for each in answers]
    assert found == [each and each.code for each in wanted]


def test_visits_can_be_compared():
    """The course of the people is read as it is: surgery, months and losses."""
    frame = synthetic.cohort(60, seed=3, visits=VISITS, missing=None, backend="polars")
    made = cm.change_over_time(
        frame, person="ref", on="seen_on", surgery_on="surgery_on"
    )
    assert made["visit_problems"].null_count() == made.height
    later = made.filter(pl.col("visit") > 1)
    change = later.group_by(pl.col("surgery_on").is_not_null()).agg(
        pl.col("mjoa_change_from_baseline").mean()
    )
    by_surgery = dict(change.rows())
    assert by_surgery[True] > 1
    assert by_surgery[False] < 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"rows": -1},
        {"rows": 2.0},
        {"seed": "1"},
        {"seed": True},
        {"visits": 3},
        {"visits": (6, 12)},
        {"visits": (0, 12, 6)},
        {"visits": (0, 10_000)},
        {"missing": 0.2},
        {"contradictory": 2},
        {"contradictory": "some"},
        {"backend": "spark"},
    ],
    ids=str,
)
def test_a_wrong_argument_is_named(wrong):
    """Each argument is checked, and the error begins with its name."""
    with pytest.raises(cm.CervmyeloError, match=f"^{next(iter(wrong))}: "):
        synthetic.cohort(**({"rows": 1, "seed": 1} | wrong))


def test_a_wrong_share_is_named():
    """A share of missing values is from 0 to 1."""
    with pytest.raises(cm.CervmyeloError, match="^lost: "):
        Missing(lost=1.5)
    with pytest.raises(cm.CervmyeloError, match="shares from 0 to 1"):
        Missing(lost="some")


def test_nobody_is_a_cohort_too():
    """Of no people there is a frame with all columns."""
    frame = synthetic.cohort(0, seed=1, backend="polars")
    assert frame.height == 0
    assert frame.columns == [*SEEN]
