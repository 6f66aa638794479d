"""Pictures of one person show the numbers of findings, and all that is unknown."""

import datetime as dt
import math
import random

import pytest
from matplotlib.dates import date2num
from pictures import ITEMS, MOST, PERSON, axes, followed, visits

import cervmyelo as cm
from cervmyelo.follow_up.scales import FOLLOWED
from cervmyelo.models.sheet import quantities_of
from cervmyelo.results.assessment import is_informative


def lines(ax, label):
    """The points of every line with a label."""
    return [
        list(zip(*map(list, line.get_data()), strict=True))
        for line in ax.lines
        if line.get_label() == label
    ]


def words(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


def random_course(seed):
    """Three visits with items that may be missing, and a day of surgery or none."""
    rng = random.Random(seed)  # noqa: S311
    scored = [
        (month, [None if rng.random() < 0.2 else rng.randint(0, m) for m in MOST])
        for month in (2, 5, 9)
    ]
    return visits(*scored, surgery=rng.choice([None, dt.date(2024, 2, 20)]))


@pytest.mark.parametrize("seed", range(6))
def test_a_course_shows_every_total(seed):
    """Known totals are points, and unknown ones show all that is possible."""
    course = random_course(seed)
    ax = cm.plots.course(course, ax=axes())
    known = {
        (date2num(each.on), each.total.value)
        for each in course.visits
        if each.total.value is not None
    }
    assert {point for line in lines(ax, "totals") for point in line} == known
    possible = [
        [(date2num(each.on), total) for total in each.totals]
        for each in course.visits
        if each.total.value is None
    ]
    assert lines(ax, "possible totals") == possible


@pytest.mark.parametrize("seed", range(6))
def test_a_course_shows_the_least_noticeable_gain(seed):
    """The dotted line is the least total whose change the rule calls a gain."""
    course = random_course(seed)
    ax = cm.plots.course(course, ax=axes())
    wanted = set()
    for before in course.baseline.totals:
        reached = [
            after
            for after in range(19)
            if cm.mjoa_mcid({"mjoa_before": before, "mjoa_after": after}).value
            == "reached"
        ]
        wanted |= {min(reached)} if reached else set()
    shown = {line[0][1] for line in lines(ax, "noticeable gain")}
    assert shown == ({min(wanted), max(wanted)} if wanted else set())


@pytest.mark.parametrize("seed", range(6))
def test_a_course_marks_and_names_worse_items(seed):
    """Each visit with an item that is worse has a triangle, and the legend names it."""
    course = random_course(seed)
    ax = cm.plots.course(course, ax=axes())
    worse = [date2num(step.later.on) for step in course.steps if step.worse]
    assert [line[0][0] for line in lines(ax, "worse")] == worse
    text = " ".join(" ".join(words(ax)).split())
    for step in course.steps:
        for item in step.worse:
            assert item.item.label in text
    maybe = [date2num(e.later.on) for e in course.steps if e.possibly_worse]
    assert set(maybe) >= {line[0][0] for line in lines(ax, "possibly worse")}


def test_bands_are_those_of_the_rule():
    """Neighbouring bands meet half a step between their scores, and all are named."""
    ax = cm.plots.course(followed(), ax=axes())
    rule = cm.mjoa_severity
    spans = sorted((p.get_y(), p.get_y() + p.get_height()) for p in ax.patches)
    assert spans == [(band.least - 0.5, band.most + 0.5) for band in rule.ascending]
    shown = {text.get_text() for text in ax.texts}
    assert shown == {f"{band.grade.label} ({band})" for band in rule.ascending}


@pytest.mark.parametrize("name", FOLLOWED)
def test_every_followed_scale_can_be_drawn(name):
    """A course by any scale is drawn with better up, known or not."""
    scale = FOLLOWED[name]
    fields = {q.name: field for field, q in quantities_of(scale.recorded).items()}
    known = scale.result.values[3:5] or (31.5, 62.25)
    scores = (known[0], None, known[1])
    made = [
        cm.Visit(
            on=dt.date(2024, month, 1),
            case=scale.recorded(**{fields[name]: score}),
            score=name,
        )
        for month, score in zip((1, 5, 9), scores, strict=True)
    ]
    ax = cm.plots.course(cm.course(made), ax=axes())
    ax.figure.canvas.draw()
    bottom, top = ax.get_ylim()
    assert bool(top > bottom) is scale.higher_is_better
    assert len(lines(ax, "possible totals")) == 1
    drawn = {point[1] for line in lines(ax, "totals") for point in line}
    assert drawn == {*known}


@pytest.mark.parametrize("myelopathy", [None, False])
def test_an_assessment_shows_every_rule_with_something_to_say(myelopathy):
    """Each informative finding has a row with its answer; the others are counted."""
    assessment = cm.assess({**PERSON, "myelopathy": myelopathy})
    ax = cm.plots.assessment(assessment, ax=axes((8, 9)))
    found = [
        each
        for each in assessment.informed
        if is_informative(cm.rules[each.rule.name], each)
    ]
    rows = [text.get_text() for text in ax.get_yticklabels()]
    refused = [bar for bar in ax.patches if bar.get_hatch() == "xxxx"]
    assert len(refused) == sum(each.status == "refused" for each in found)
    for each in found:
        assert each.label[:30] in " ".join(rows)
        if each.value is not None:
            assert len(lines(ax, each.rule.name)) == 1
    silent = len(assessment.informed) - len(found)
    assert (f"{silent} more" in ax.get_title()) is (silent > 0)


def test_a_bar_of_an_assessment_is_what_is_possible():
    """A bar runs from the lowest to the highest possible answer on its own scale."""
    case = {"mjoa_motor_upper": 3, "mjoa_motor_lower": 5}
    ax = cm.plots.assessment(cm.assess(case), ax=axes((8, 9)))
    for rule in (cm.mjoa_total, cm.mjoa_severity):
        finding, (first, *_, last) = rule(case), rule.outcomes
        (at,) = [
            place
            for place, text in zip(ax.get_yticks(), ax.get_yticklabels(), strict=True)
            if text.get_text() == rule.label
        ]
        (bar,) = [p for p in ax.patches if abs(p.get_y() + 0.25 - at) < 0.01]
        ends = [
            (each.rank / 3 if rule.scale else (each - first) / (last - first))
            for each in (finding.low, finding.high)
        ]
        assert [bar.get_x(), bar.get_x() + bar.get_width()] == pytest.approx(ends)


def drawn_terms(rule, case):
    """The least and the greatest that each bar adds."""
    ax = cm.plots.terms(rule, case, ax=axes())
    bars = [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in ax.patches]
    return [
        (low, high) if bar.get_hatch() else (low + high, low + high)
        for bar, (low, high) in zip(ax.patches, bars, strict=True)
    ]


@pytest.mark.parametrize("seed", range(6))
def test_terms_of_a_sum_add_up_to_its_bounds(seed):
    """The least of all items is the lowest total, and the greatest the highest."""
    rng = random.Random(seed)  # noqa: S311
    case = {
        f"mjoa_{item}": rng.choice([None, cm.between(0, 2), rng.randint(0, most)])
        for item, most in zip(ITEMS, MOST, strict=True)
    }
    case = {name: value for name, value in case.items() if value is not None}
    found = cm.mjoa_total(case)
    bars = drawn_terms("mjoa_severity", case)
    assert sum(low for low, _ in bars) == found.low
    assert sum(high for _, high in bars) == found.high


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("name", ["tetreault_2015", "tetreault_743_odds"])
def test_terms_of_a_regression_add_up_to_its_bounds(name, seed):
    """The sum of the terms is the logarithm of the answer, at both ends."""
    rng = random.Random(seed)  # noqa: S311
    rule = cm.rules[name]
    case = {
        each.name: rng.choice(each.values)
        for each in rule.inputs
        if rng.random() < 0.6 and each.values
    }
    found = rule(case)
    if found.status == "refused":
        assert all(p.get_hatch() for p in cm.plots.terms(rule, case).patches)
        return
    bars = drawn_terms(rule, case)
    assert math.exp(sum(low for low, _ in bars)) == pytest.approx(found.low)
    assert math.exp(sum(high for _, high in bars)) == pytest.approx(found.high)


def test_terms_of_a_count_are_its_findings():
    """Each finding adds one, nothing or either, as the reasons say."""
    rule = cm.article_risk_factors
    bars = drawn_terms(rule, PERSON)
    states = rule.states(cm.Case(PERSON).known)
    ends = {True: (1, 1), False: (0, 0), None: (0, 1)}
    assert bars == [ends[state] for state in states]


def test_a_refusal_shows_its_reason():
    """Where a rule gives no answer, no bar has a value and the legend says why."""
    ax = cm.plots.terms("mjoa_total", {"mjoa_sphincter": 9}, ax=axes())
    assert {bar.get_hatch() for bar in ax.patches} == {"xxxx"}
    assert "mjoa_sphincter: expected" in " ".join(words(ax))
