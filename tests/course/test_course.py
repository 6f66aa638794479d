"""What two or more visits say of one person over time."""

import calendar
import copy
import datetime as dt
import itertools
import pickle

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import cervmyelo as cm
from cervmyelo import errors
from cervmyelo.models.sheet import quantities_of
from cervmyelo.results.course import completed_months

FULL = {cm.MJOA: 18, cm.JOA: 17, cm.JOA1994: 17}


def day(n):
    """The nth day of the tests."""
    return dt.date(2024, 1, 1) + dt.timedelta(days=n)


def gain(scale, before):
    """The noticeable gain of a scale after a score; None where there is none."""
    if scale is cm.MJOA:
        return None if before == 18 else 1 if before >= 15 else 2 if before >= 12 else 3
    return None if before >= 15 else 2.5


def sheets(scale, *, unknown):
    """Items of a scale, with some of them not scored."""
    fields = quantities_of(scale)

    @st.composite
    def drawn(draw):
        items = {n: draw(st.sampled_from(q.values)) for n, q in fields.items()}
        for name in draw(st.sets(st.sampled_from([*fields]), max_size=unknown)):
            items[name] = None
        return scale(**items)

    return drawn()


scales = st.sampled_from([cm.MJOA, cm.JOA, cm.JOA1994])


@st.composite
def visits(draw, *, most=4, unknown=2):
    """Two or more visits by one scale, in the order of their dates."""
    scale = draw(scales)
    days = draw(st.sets(st.integers(0, 900), min_size=2, max_size=most))
    return [
        cm.Visit(on=day(n), case=draw(sheets(scale, unknown=unknown)))
        for n in sorted(days)
    ]


def totals(visit):
    """The totals of every completion of a visit."""
    axes = [
        quantity.values if getattr(visit.case, name) is None else [value]
        for name, quantity in quantities_of(type(visit.case)).items()
        for value in [getattr(visit.case, name)]
    ]
    return {sum(items) for items in itertools.product(*axes)}


def bounds(finding):
    """What a finding leaves: its least and its greatest, and its status."""
    return finding.low, finding.high, finding.status


@given(visits(most=2))
def test_bounds_are_those_of_every_completion(pair):
    """Change, recovery and gain are what completing both visits in every way gives."""
    scale = type(pair[0].case)
    (change,) = cm.course(pair).steps
    every = list(itertools.product(*map(totals, pair)))

    points = [after - before for before, after in every]
    status = "ok" if min(points) == max(points) else "undecided"
    assert bounds(change.points) == (min(points), max(points), status)
    assert change.improved == settled({each > 0 for each in points})
    assert change.worsened == settled({each < 0 for each in points})

    full = FULL[scale]
    rates = [100 * (a - b) / (full - b) for b, a in every if b != full]
    if not rates:
        assert change.recovery.status == "refused"
        assert change.recovery.problems[0].code == "full_score_before"
    else:
        alone = min(rates) == max(rates) and all(b != full for b, _ in every)
        status = "ok" if alone else "undecided"
        assert change.recovery.low == pytest.approx(min(rates))
        assert change.recovery.high == pytest.approx(max(rates))
        assert change.recovery.status == status

    if scale is cm.JOA1994:
        assert change.mcid is None
        return
    needed = [(gain(scale, b), a - b) for b, a in every]
    codes = {"reached" if p >= n else "not_reached" for n, p in needed if n is not None}
    assert {grade.code for grade in change.mcid.possible} == codes
    alone = len(codes) == 1 and all(n is not None for n, _ in needed)
    expected = "refused" if not codes else "ok" if alone else "undecided"
    assert change.mcid.status == expected


def settled(answers):
    """The answer if there is one alone; None if it is open."""
    return answers.pop() if len(answers) == 1 else None


@given(visits(), st.integers(-10, 910) | st.none())
def test_steps_and_baseline(followed, operated):
    """Every step joins neighbours; the baseline is the last visit up to surgery."""
    surgery_on = None if operated is None else day(operated)
    found = cm.course(followed, surgery_on)
    assert [(e.earlier, e.later) for e in found.steps] == list(
        itertools.pairwise(followed)
    )
    up_to = [v for v in followed if surgery_on is not None and v.on <= surgery_on]
    if up_to and len(up_to) < len(followed):
        assert found.baseline == up_to[-1]
    else:
        assert found.baseline == followed[0]
    later = [visit for visit in followed if visit.on > found.baseline.on]
    assert [each.later for each in found.since_baseline] == later
    assert {each.earlier for each in found.since_baseline} <= {found.baseline}


@given(visits(most=3))
def test_events_are_those_of_every_completion(followed):
    """An event is sure if it is there in every completion, possible if in some."""
    found = cm.course(followed)
    every = list(itertools.product(*map(totals, followed)))
    for event, possible, happens in (
        (
            found.improvement,
            found.possible_improvement,
            lambda scores, i: scores[i] > scores[0],
        ),
        (
            found.deterioration,
            found.possible_deterioration,
            lambda scores, i: scores[i] < max(scores[:i]),
        ),
    ):
        later = range(1, len(followed))
        sure = [i for i in later if all(happens(scores, i) for scores in every)]
        maybe = [i for i in later if any(happens(scores, i) for scores in every)]
        assert event == (followed[sure[0]] if sure else None)
        assert possible == (followed[maybe[0]] if maybe else None)


def test_a_lost_gain_is_a_deterioration():
    """A total below the best so far counts, also where it is above the baseline."""
    found = cm.course(scored(12, 15, 13))
    assert found.improvement.on == day(1)
    assert found.deterioration.on == day(2)
    assert found.since_baseline[1].improved is True
    assert found.steps[1].worsened is True
    lost = "first visit certainly below the best earlier total: 2024-01-03"
    assert lost in str(found)


def test_a_loss_is_seen_across_an_open_visit():
    """The best may lie before a visit whose total is open."""
    first, between, last = scored(16, 16, 14)
    unscored = cm.Visit(on=between.on, case=cm.MJOA(motor_upper=5))
    found = cm.course([first, unscored, last])
    assert found.deterioration == last
    assert found.possible_deterioration == unscored
    assert found.steps[1].worsened is None


def test_nothing_before_the_baseline_counts():
    """A decline before the operation is no deterioration after it."""
    found = cm.course(scored(16, 12, 14), surgery_on=day(1))
    assert found.baseline.on == day(1)
    assert found.deterioration is None
    assert found.possible_deterioration is None
    assert found.improvement.on == day(2)
    assert found.steps[0].worsened is True
    assert "first visit certainly below the best earlier total: none" in str(found)


def test_an_open_total_leaves_events_open():
    """What one item can decide is told as open, and the item is named."""
    items = {"motor_upper": 5, "motor_lower": 7, "sensory_upper": 2}
    full = cm.MJOA(**items, sphincter=2)
    found = cm.course(
        [cm.Visit(on=day(0), case=full), cm.Visit(on=day(9), case=cm.MJOA(**items))]
    )
    assert found.improvement is None
    assert found.possible_improvement.on == day(9)
    assert found.steps[0].points.missing == ("mjoa_after",)
    said = str(found)
    assert "not recorded: mjoa_sphincter" in said
    above = "first visit certainly above the baseline: "
    assert f"{above}undecided, possible from 2024-01-10" in said


def test_a_full_mark_before_has_no_rate():
    """After the maximum score the rate and the MCID are undefined."""
    change = cm.course(scored(18, 17)).steps[0]
    assert change.recovery.status == change.mcid.status == "refused"
    assert change.points.value == -1
    assert str(change) == (
        "mJOA change: -1 points; mJOA recovery rate: undefined; mJOA MCID: undefined"
    )


def test_findings_name_their_rules_and_totals():
    """Each finding is that of the rule on recovery, with both totals as reasons."""
    change = cm.course(scored(12, 15)).steps[0]
    assert change.points.rule == cm.rules["mjoa_change"].identity
    assert change.recovery.rule == cm.rules["mjoa_recovery_rate"].identity
    assert change.mcid.rule == cm.rules["mjoa_mcid"].identity
    for found in (change.points, change.recovery, change.mcid):
        assert [str(each) for each in found.because] == [
            "mJOA total before: 12 points",
            "mJOA total after: 15 points",
        ]
        assert found.cite == cm.rules[found.rule.name].cite
    assert change.recovery.value == 50
    assert change.days == 1


@given(visits(most=2, unknown=0))
def test_complete_visits_get_what_the_rules_say(pair):
    """Where both totals are known, each finding is that of the rule for them."""
    name = {cm.MJOA: "mjoa", cm.JOA: "joa", cm.JOA1994: "joa1994"}[type(pair[0].case)]
    (change,) = cm.course(pair).steps
    before, after = (visit.total.value for visit in pair)
    given_ = {f"{name}_before": before, f"{name}_after": after}
    rules = {f"{name}_change": change.points, f"{name}_recovery_rate": change.recovery}
    if change.mcid is not None:
        rules[f"{name}_mcid"] = change.mcid
    for rule, found in rules.items():
        expected = cm.rules[rule](given_)
        assert (found.value, found.status) == (expected.value, expected.status)
        assert found.problems == expected.problems


def scored(*mjoa, apart=1):
    """Visits with these mJOA totals, some days apart."""
    return [
        cm.Visit(on=day(n * apart), case=adding_up_to(total))
        for n, total in enumerate(mjoa)
    ]


def adding_up_to(total):
    """Items of the mJOA that add up to a total."""
    items = {}
    for name, quantity in quantities_of(cm.MJOA).items():
        items[name] = min(total, int(quantity.high))
        total -= items[name]
    return cm.MJOA(**items)


REFUSALS = {
    "too_few_visits": (errors.TooFewVisitsError, lambda: scored(12)),
    "visit_order": (errors.VisitOrderError, lambda: scored(12, 13, 14)[::-1]),
    "duplicate_visit": (errors.DuplicateVisitError, lambda: scored(12, 13, apart=0)),
    "mixed_scales": (
        errors.MixedScalesError,
        lambda: [*scored(12), cm.Visit(on=day(1), case=cm.JOA1994())],
    ),
}


@pytest.mark.parametrize("code", REFUSALS)
def test_what_makes_up_no_course(code):
    """Each fault is refused by an error of its own that says how to fix it."""
    error, made = REFUSALS[code]
    with pytest.raises(error) as refused:
        cm.course(made())
    assert isinstance(refused.value, cm.CervmyeloError)
    assert isinstance(refused.value, errors.CourseError)
    assert refused.value.code == code
    assert refused.value.fix in str(refused.value)
    assert "2024" not in str(refused.value)
    again = pickle.loads(pickle.dumps(refused.value))  # noqa: S301
    assert (str(again), again.visits) == (str(refused.value), refused.value.visits)


def test_the_places_of_the_wrong_visits_are_named():
    """A date out of order is told by the places of the two visits."""
    one, two, three = scored(12, 13, 14)
    with pytest.raises(errors.VisitOrderError, match=r"visits \(2 and 3\)"):
        cm.course([one, three, two])
    with pytest.raises(errors.TooFewVisitsError, match=r"visits \(none\)"):
        cm.course([])
    with pytest.raises(errors.VisitOrderError):
        cm.Change(earlier=two, later=one)


@given(st.permutations(range(4)))
def test_the_order_of_visits_is_not_mended(order):
    """Visits in any order but that of their dates are refused, never sorted."""
    given_ = scored(12, 13, 14, 15)
    shuffled = [given_[place] for place in order]
    if shuffled == given_:
        assert cm.course(shuffled).visits == tuple(given_)
    else:
        with pytest.raises(errors.VisitOrderError):
            cm.course(shuffled)


WRONG = [
    lambda: cm.Visit(on=dt.datetime(2024, 1, 1), case=cm.MJOA()),  # noqa: DTZ001
    lambda: cm.Visit(on="2024-01-01", case=cm.MJOA()),
    lambda: cm.Visit(on=None, case=cm.MJOA()),
    lambda: cm.Visit(on=day(0), case=cm.Patient()),
    lambda: cm.Visit(on=day(0), case={"motor_upper": 5}),
    lambda: cm.course([cm.MJOA(), cm.MJOA()]),
    lambda: cm.course(scored(12)[0]),
    lambda: cm.course("visits"),
    lambda: cm.course(scored(12, 13), surgery_on="2024-01-01"),
    lambda: cm.course(
        scored(12, 13),
        surgery_on=dt.datetime(2024, 1, 1),  # noqa: DTZ001
    ),
]


@pytest.mark.parametrize("wrong", WRONG, ids=range(len(WRONG)))
def test_wrong_kinds_are_refused(wrong):
    """A moment for a day, text, a mapping, or items without a day are refused."""
    with pytest.raises(errors.KindError) as refused:
        wrong()
    assert "2024" not in str(refused.value)


@given(visits())
def test_a_course_survives_copies(followed):
    """A course that was copied or pickled is the same, and is checked anew."""
    found = cm.course(followed, surgery_on=day(5))
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301
    assert copy.deepcopy(found) == found
    assert copy.copy(found.steps[0]) == found.steps[0]
    assert str(copy.copy(found)) == str(found)


def test_days_and_months_since_surgery():
    """Days are exact and months completed; before the operation both are negative."""
    early, on_the_day, late = scored(12, 13, 14, apart=60)
    found = cm.course([early, on_the_day, late], surgery_on=on_the_day.on)
    assert [found.days_since_surgery(v) for v in found.visits] == [-60, 0, 60]
    assert [found.months_since_surgery(v) for v in found.visits] == [-2, 0, 1]
    assert found.baseline == on_the_day
    never = cm.course([early, late])
    assert never.days_since_surgery(late) is None
    assert never.months_since_surgery(late) is None
    assert "surgery" not in str(never)


dates = st.dates(dt.date(1990, 1, 1), dt.date(2050, 12, 31))


@given(dates, dates)
@example(dt.date(2024, 1, 31), dt.date(2024, 2, 29))
@example(dt.date(2023, 12, 31), dt.date(2024, 2, 28))
def test_completed_months(one, other):
    """So many months can be stepped from the start without passing the end."""
    start, end = sorted((one, other))
    months = completed_months(start, end)
    assert later(start, months) <= end < later(start, months + 1)
    assert completed_months(end, start) == -months


def later(start, months):
    """The same day some months later, or the last of a month that lacks it."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(start.day, last))
