"""
The law of the house: a cell is what that person would get, on every engine.

The value is null just where the one-case value is None, and bounds and status are the
one-case bounds and status. Held per form over random rules with few values, so that a
value often is a cut-off, and for the rules of the library over their own cells.
"""

import itertools

import polars as pl
import pytest
from frames import ENGINES, assert_law, expected, walk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linked_rows import linked_rows, near
from random_rows import directed, for_people, rows_for
from strategies import (
    CHANCE,
    CHOICE,
    CITE,
    FACTS,
    FORMS,
    GAP,
    HEAD,
    SMOOTH,
    scale,
)

from cervmyelo.case import Case
from cervmyelo.cohort import assess_cohort
from cervmyelo.cohort.plans import related
from cervmyelo.consistency import TOTALS, described, linked_to
from cervmyelo.criteria import AnyOf, AtLeast, Is, OneOf
from cervmyelo.forms import FirstMatch, LikelihoodRatio, PostTest, Row
from cervmyelo.models.ends import ends_of
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Fact
from cervmyelo.registry import RULES

MJOA = [each.name for each in RULES["mjoa_total"].inputs]

ALL = 20_000
"""As many states as are tried one by one; three rules have millions."""

EVERY_ENGINE = ENGINES.values()


@pytest.mark.parametrize("form", FORMS)
@settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(data=st.data())
def test_a_cell_is_what_that_person_would_get(form, data):
    """Value, bounds, status and refusal of a random rule are those of the one case."""
    rule = data.draw(for_people(directed(data.draw(FORMS[form]))))
    # A frame without a column on people says nothing about them.
    quantities = data.draw(st.sampled_from((rule.reads, rule.inputs)))
    names = {each.name for each in quantities}
    rows = [
        {name: value for name, value in row.items() if name in names}
        for row in data.draw(rows_for(rule))
    ]
    assert_law(rule, rows, EVERY_ENGINE, quantities)


@pytest.mark.parametrize(
    "rule",
    [rule for rule in RULES.values() if rule.name != "article_urgency"],
    ids=lambda rule: rule.name,
)
def test_rules_of_the_library_over_their_states(rule):
    """Every state of a rule, on every engine; of three large rules a part of them."""
    assert_law(rule, list(walk(rule, ALL, 4_000)), EVERY_ENGINE, rule.inputs)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_rules_of_the_library_beside_linked_facts(rule):
    """Rows that contradict, deduce or are outside get what that person gets."""
    # One engine sees all rules, and each of the others some of them.
    others = [name for name in ENGINES if name != "polars"]
    chosen = others[[*RULES].index(rule.name) % len(others)]
    makes = [ENGINES[name] for name in ("polars", chosen)]
    assert_law(rule, linked_rows(rule, 60), makes, near(rule))


def test_rules_on_one_recorded_answer_each_show_why_they_refuse():
    """A contradiction that one rule is not asked about is shown for another one."""
    rules = [RULES["stability_without_surgery"], RULES["mjoa_severity"]]
    row = {"mjoa_severity": "none", "mjoa_total": 14, "lumbar_stenosis": True}
    frame = pl.DataFrame([row, row | {"lumbar_stenosis": None}])
    for asked in (rules, rules[::-1]):
        made = assess_cohort(frame, *asked, missing_columns="unknown")
        for shown in made["problems"]:
            assert "the recorded mJOA severity is not one that the others" in shown
    (outside,) = rules[1](row).problems
    assert outside.message in made["problems"][0]
    assert outside.message not in made["problems"][1]
    (against,) = rules[0](row).problems
    assert "the recorded mJOA severity is not one that the others" in against.message


def test_intervals_follow_from_a_recorded_result():
    """The published interval in a frame is that of the result that was recorded."""
    rule = RULES["cook_probability"]
    (result,) = rule.recordable
    low, high = ends_of(result)
    known = [{result.name: each} for each in (*result.values, None)]
    pairs = itertools.combinations(result.values, 2)
    known += [{low.name: one, high.name: other} for one, other in pairs]
    rows = [{"pretest_probability": 0.75, **each} for each in known]
    assert len({expected(rule(row))[4:] for row in rows}) == 4
    for quantities in ((*rule.inputs, result), (*rule.inputs, result, low, high)):
        names = {each.name for each in quantities}
        some = [row for row in rows if {*row} <= names]
        assert_law(rule, some, [ENGINES["polars"]], quantities)


def in_conflict(total):
    """Rows in which a total contradicts a denied symptom, if that is not described."""
    details = {name: detail for detail, name in described().items()}
    for source in {s for item in total.items for s in linked_to(item.name)}:
        if source in details:
            detail = QUANTITIES[details[source]]
            denied = {source: False, "ambulatory": True, "chair_or_bed_bound": False}
            for score in total.answer.values[::4]:
                items = {each.name: each.values[2] for each in total.items[-2:]}
                row = {**denied, **items, total.answer.name: score}
                yield {**row, detail.name: detail.values[0] if detail.values else 3}


def test_what_a_frame_does_not_look_at_says_nothing():
    """An answer follows from the columns that are looked at, however far facts lead."""
    rows = [row for total in TOTALS for row in in_conflict(total)]
    answers = {each.answer for each in TOTALS}
    for rule in RULES.values():
        near_by = {*related(rule.reads)}
        if not answers & near_by or rule.parts:
            continue
        names = {each.name for each in (*rule.reads, *near_by)}
        for row in rows:
            seen = {name: value for name, value in row.items() if name in names}
            assert expected(rule(row)) == expected(rule(seen)), (rule.name, row)


def test_urgency_over_the_states_of_symptoms():
    """The urgency of one symptom in each state, next to others, is the person's."""
    rule = RULES["article_urgency"]
    rows = []
    for kind in ("neck_pain", "gait_change"):
        for present, onset, severity, other in itertools.product(
            (True, False, None),
            ("gradual", "sudden", None, "never"),
            ("mild", "severe", None),
            (True, False, None),
        ):
            rows.append(
                {q.name: False for q in rule.inputs if isinstance(q, Fact)}
                | {
                    kind: present,
                    f"{kind}_onset": onset,
                    f"{kind}_severity": severity,
                    "daily_tasks_affected": other,
                }
            )
    rows.append({})
    assert_law(rule, rows, EVERY_ENGINE, rule.inputs)


def test_a_choice_that_is_decided_without_being_known():
    """A criterion that every word fulfils is true of a missing word, in frames too."""
    either = AnyOf((OneOf(CHOICE, ("a",)), OneOf(CHOICE, ("b", "c"))))
    rule = FirstMatch(
        rows=(Row(either, scale(2).grade(1)),), otherwise=scale(2).grade(0), **HEAD
    )
    assert_law(rule, [{}, {"choice": "b"}], EVERY_ENGINE, [CHOICE])


def test_what_says_an_item_of_a_total_says_the_others():
    """A fact about one item of a recorded total is looked at for the other items."""
    row = {"mjoa_motor_upper": 0, "mjoa_total": 3, "bowel_or_bladder_change": False}
    rule = RULES["nurick_0_normal"]
    made = assess_cohort(
        pl.DataFrame([row]), rule, bounds=True, missing_columns="unknown"
    )
    low = rule(row).low
    assert low != rule({**row, "bowel_or_bladder_change": None}).low
    assert made["nurick_0_normal_low"].to_list() == [low.code]


def test_a_rule_that_has_no_answer_for_anybody():
    """Where nothing can change a gap, everybody is refused, at fault or not."""
    rule = FirstMatch(
        rows=(
            Row(AtLeast(SMOOTH, SMOOTH.low), GAP),
            Row(AtLeast(SMOOTH, SMOOTH.high), scale(2).grade(1)),
        ),
        otherwise=scale(2).grade(0),
        **HEAD,
    )
    assert_law(rule, [{}, {"smooth": 1.0}, {"smooth": 9.0}], EVERY_ENGINE, [SMOOTH])


@pytest.mark.parametrize("limits", [{"low": 1}, {"high": 4}, {"low": 1, "high": 4}])
def test_an_interval_takes_both_limits_of_all_that_is_possible(limits):
    """One published limit alone makes no interval, wherever its result is possible."""
    no, yes = scale(2).grade(0), scale(2).grade(1)
    rule = PostTest(
        of=FirstMatch(
            rows=(Row(Is(FACTS[0]), yes),), otherwise=no, **(HEAD | {"name": "test"})
        ),
        before=CHANCE,
        ratios=(
            LikelihoodRatio(grade=no, value=0.5, low=0.25, high=0.75, cite=CITE),
            LikelihoodRatio(grade=yes, value=2, cite=CITE, **limits),
        ),
        unpublished=GAP,
        **HEAD,
    )
    facts, chances = (True, False, None), (0.0, 0.5, 1.0, None)
    rows = [
        {FACTS[0].name: fact, "chance": chance}
        for fact, chance in itertools.product(facts, chances)
    ]
    assert_law(rule, rows, EVERY_ENGINE, rule.inputs)


@pytest.mark.parametrize(
    ("recorded", "named"),
    [
        ({"mjoa_total": 9}, ("myelopathy", "mjoa_total")),
        (dict(zip(MJOA, (3, 5, 2, 2), strict=True)), ("myelopathy", *MJOA)),
        ({MJOA[1]: 1, MJOA[2]: 2}, ("myelopathy",)),
        (
            {"mjoa_total": 12, **dict(zip(MJOA, (3, 5, 2, 2), strict=True))},
            ("myelopathy", "mjoa_total"),
        ),
    ],
)
def test_a_doubt_names_what_was_recorded(recorded, named):
    """No field is named that is empty, whichever columns there are."""
    case = {"myelopathy": False, **recorded}
    message = next(str(e) for e in Case(case).conflicts if "an mJOA of" in e.why)
    assert message.startswith(f"{' and '.join(named)}: no myelopathy is recorded")
    fields = ["myelopathy", "mjoa_total", *MJOA]
    for names in (fields, [*case]):
        rows = [{name: case.get(name) for name in names}, dict.fromkeys(names)]
        frame = pl.DataFrame(rows, schema=_kinds(names))
        made = assess_cohort(frame, "ao_spine_2017", missing_columns="unknown")
        one, other = made["problems"]
        assert message in one
        assert other is None


def _kinds(names):
    return {n: pl.Boolean if n == "myelopathy" else pl.Int64 for n in names}
