"""What two or more visits say of one person over time."""

import calendar
import copy
import datetime as dt
import itertools
import json
import pickle
import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import cervmyelo as cm
from cervmyelo import errors
from cervmyelo.follow_up.scales import FOLLOWED
from cervmyelo.io import change_to_dict, course_to_dict, to_json
from cervmyelo.models.sheet import quantities_of
from cervmyelo.results.course import completed_months

# Scales with a recovery rate, and their full marks.
FULL = {cm.MJOA: 18, cm.JOA: 17, cm.JOA1994: 17}
GRADES = (cm.Nurick1972, cm.Nurick0Normal)
LOWER = (*GRADES, cm.NDI)
"""The scales on which a higher score is worse."""
SCALES = (*FULL, cm.PatientMJOA, cm.EMS, *LOWER)
NAMES = {each.recorded: name for name, each in FOLLOWED.items()}
PREFIX = {each.recorded: each.name for each in FOLLOWED.values()}

# The lowest total of each band from the highest on, typed from the papers.
BANDS = {
    cm.MJOA: {"none": 18, "mild": 15, "moderate": 12, "severe": 0},
    cm.PatientMJOA: {"mild": 15, "moderate": 12, "severe": 0},
    cm.JOA1994: {"mild": 14.5, "not_mild": -2},
    cm.EMS: {"normal": 17, "1": 13, "2": 9, "3": 5},
    cm.NDI: {"complete": 35, "severe": 25, "moderate": 15, "mild": 5, "none": 0},
}
BLADDER = {
    cm.MJOA: "mjoa_sphincter",
    cm.PatientMJOA: "pmjoa_sphincter",
    cm.JOA: "joa_bladder",
    cm.JOA1994: "joa1994_bladder",
    cm.EMS: "ems_bladder_bowel",
    cm.NDI: "ndi_section_1",
}
"""The item that is compared first."""


def day(n):
    """The nth day of the tests."""
    return dt.date(2024, 1, 1) + dt.timedelta(days=n)


def gain(scale, before):
    """The noticeable gain of a scale after a score; None where there is none."""
    if scale is cm.MJOA:
        return None if before == 18 else 1 if before >= 15 else 2 if before >= 12 else 3
    return None if before >= 15 else 2.5


def loss(scale, before):
    """The gain turned around; None where there is no figure."""
    if scale is cm.MJOA:
        return gain(scale, before)
    return 2.5 if scale is cm.JOA else None


def fields_of(scale):
    """What is scored at a visit: the items, or the grade, but no recorded total."""
    items = FOLLOWED[NAMES[scale]].items
    return {name: each for name, each in quantities_of(scale).items() if each in items}


def sheets(scale, *, unknown):
    """Items of a scale, with some of them not scored."""
    fields = fields_of(scale)

    @st.composite
    def drawn(draw):
        items = {n: draw(st.sampled_from(q.values)) for n, q in fields.items()}
        for name in draw(st.sets(st.sampled_from([*fields]), max_size=unknown)):
            items[name] = None
        return scale(**items)

    return drawn()


scales = st.sampled_from(SCALES)


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
        for name, quantity in fields_of(type(visit.case)).items()
        for value in [getattr(visit.case, name)]
    ]
    return {sum(items) for items in itertools.product(*axes)}


def bounds(finding):
    """What a finding leaves: its least and its greatest, and its status."""
    return finding.low, finding.high, finding.status


def explained(visit, names):
    """The visit, with another cause for some of its recorded scores."""
    recorded = [name for name in names if visit.case.flat()[name] is not None]
    why = dict.fromkeys(recorded, "other_cause")
    return cm.Visit(on=visit.on, case=visit.case, missing=why)


def read_in_each_way(visit):
    """The visit as scored and as if unaffected, without a reason."""
    scale = type(visit.case)
    fields = {q.name: (field, q) for field, q in quantities_of(scale).items()}
    own = {field: visit.case.flat()[q.name] for field, q in fields.values()}
    axes = [
        [(field, own[field]), (field, quantity.high)]
        for field, quantity in (fields[name] for name, _ in visit.missing)
    ]
    for chosen in itertools.product(*axes):
        yield cm.Visit(on=visit.on, case=scale(**{**own, **dict(chosen)}))


@given(visits(most=2), st.data())
def test_another_cause_is_read_in_both_ways(pair, data):
    """What follows from both visits is what follows from each pair of readings."""
    if type(pair[0].case) in LOWER:
        return
    names = [each.name for each in quantities_of(type(pair[0].case)).values()]
    drawn = st.sets(st.sampled_from(names), max_size=2)
    pair = [explained(each, data.draw(drawn)) for each in pair]
    change = cm.Change(earlier=pair[0], later=pair[1])
    every = [
        cm.Change(earlier=one, later=other)
        for one, other in itertools.product(*map(read_in_each_way, pair))
    ]
    assert pair[1].totals == tuple(
        sorted({total for each in every for total in each.later.totals})
    )
    assert change.worsened == settled({each.worsened for each in every})
    assert change.points.low == min(each.points.low for each in every)
    assert change.points.high == max(each.points.high for each in every)
    for place, item in enumerate(change.items):
        states = {each.items[place].worsened for each in every}
        assert item.worsened == settled(states)
    worsened = {cm.course([e.earlier, e.later]).worsened for e in every}
    assert cm.course(pair).worsened == settled(worsened)


def test_a_recorded_total_has_both_readings_of_its_items():
    """A total was scored like its items, so its change can be one of two numbers."""
    wrist = {"mjoa_motor_upper": "other_cause"}
    items = {"motor_upper": 4, "motor_lower": 5, "sensory_upper": 2}
    for more in ({"sphincter": 3}, {"sphincter": cm.between(2, 3)}, {}):
        case = cm.MJOA(**items, **more, total=14)
        visit = cm.Visit(on=day(6), case=case, missing=wrist)
        assert visit.totals == visit.total.possible == (14, 15)
        first = cm.Visit(on=day(0), case=cm.MJOA(total=14))
        points = cm.course([first, visit]).steps[0].points
        assert (points.status, points.low, points.high) == ("undecided", 0, 1)


def test_a_visit_carries_reasons():
    """A visit keeps why a score is missing, shows it, and refuses what cannot be."""
    items = cm.MJOA(motor_upper=3, motor_lower=5, sphincter=3)
    why = {"mjoa_motor_upper": "other_cause", "mjoa_sensory_upper": "not_testable"}
    visit = cm.Visit(on=day(0), case=items, missing=why)
    assert visit == pickle.loads(pickle.dumps(visit))  # noqa: S301
    assert visit.totals == (11, 12, 13, 14, 15, 16)
    patient = cm.Patient(mjoa=items, missing=why)
    assert cm.mjoa_total(patient) == visit.total == cm.mjoa_total(visit)
    assert cm.mjoa_severity(patient) == visit.band
    later = cm.Visit(on=day(9), case=cm.MJOA(motor_upper=4))
    change = cm.Change(earlier=visit, later=later)
    hands = next(e for e in change.items if e.item.name == "mjoa_motor_upper")
    assert str(hands) == "mJOA hand motor function (3 or 5 to 4 points)"
    assert hands.worsened is hands.improved is None
    plain = change_to_dict(change)["items"]["mjoa_motor_upper"]
    assert (plain["before"], plain["possible_before"]) == (3, [3, 5])
    recorded = course_to_dict(cm.course([visit, later]))["visits"][0]["recorded"]
    assert recorded["mjoa_sensory_upper_missing"] == "not_testable"


@pytest.mark.parametrize(
    ("missing", "error", "words"),
    [
        ({"age_years": "refused"}, errors.UnknownFieldError, "does not have"),
        ({"mjoa_motor_uper": "refused"}, errors.UnknownFieldError, "mjoa_motor_upper"),
        ({"mjoa_motor_upper": "lost"}, errors.LevelError, "not_testable"),
        ({"mjoa_motor_upper": "refused"}, errors.LevelError, "Remove the value"),
        ({"mjoa_sphincter": "other_cause"}, errors.LevelError, "Record the value"),
        ([1], errors.KindError, "Write missing="),
    ],
)
def test_a_visit_refuses_an_invalid_reason(missing, error, words):
    """A visit takes reasons for the scores of its own scale, as a patient does."""
    with pytest.raises(error, match=words):
        cm.Visit(on=day(0), case=cm.MJOA(motor_upper=3), missing=missing)


@given(visits(most=2))
def test_bounds_are_those_of_every_completion(pair):
    """Change, recovery, gain and loss are what completing both visits gives."""
    scale = type(pair[0].case)
    (change,) = cm.course(pair).steps
    every = list(itertools.product(*map(totals, pair)))

    points = [after - before for before, after in every]
    status = "ok" if min(points) == max(points) else "undecided"
    assert bounds(change.points) == (min(points), max(points), status)
    better = -1 if scale in LOWER else 1
    assert change.improved == settled({better * each > 0 for each in points})
    assert change.worsened == settled({better * each < 0 for each in points})

    if scale not in FULL:
        assert change.recovery is change.mcid is None
        assert change.losses == ()
        return
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
        assert change.losses == ()
        return
    assert_reaches(change.mcid, [(gain(scale, b), a - b) for b, a in every])
    assert_reaches(change.losses[0], [(loss(scale, b), b - a) for b, a in every])
    if scale is cm.MJOA:
        assert_reaches(change.losses[1], [(2, b - a) for b, a in every])


def assert_reaches(finding, needed):
    """A finding says what every pair of points needed and points gained says."""
    codes = {"reached" if p >= n else "not_reached" for n, p in needed if n is not None}
    assert {grade.code for grade in finding.possible} == codes
    alone = len(codes) == 1 and all(n is not None for n, _ in needed)
    expected = "refused" if not codes else "ok" if alone else "undecided"
    assert finding.status == expected


@given(st.lists(sheets(cm.NDI, unknown=2), min_size=2, max_size=2))
def test_a_reduction_is_that_of_every_completion(pair):
    """The fall of the NDI in percent has the bounds of all completions, and its gap."""
    made = [cm.Visit(on=day(n), case=each) for n, each in enumerate(pair)]
    (change,) = cm.course(made).steps
    every = list(itertools.product(*map(totals, made)))
    falls = [100 * (before - after) / before for before, after in every if before]
    found = change.reduction
    if not falls:
        assert found.problems[0].code == "no_disability_before"
        return
    assert found.low == pytest.approx(min(falls))
    assert found.high == pytest.approx(max(falls))
    alone = len(set(falls)) == 1 and all(before for before, _ in every)
    assert found.status == ("ok" if alone else "undecided")


CONTINUOUS = {
    "sf36_pcs": (cm.SF36, "pcs", 4),
    "sf36_mcs": (cm.SF36, "mcs", 4),
    "joacmeq_neck": (cm.JOACMEQ, "neck", 20),
    "joacmeq_upper_limb": (cm.JOACMEQ, "upper_limb", 20),
    "joacmeq_lower_limb": (cm.JOACMEQ, "lower_limb", 20),
    "joacmeq_bladder": (cm.JOACMEQ, "bladder", 20),
    "joacmeq_quality_of_life": (cm.JOACMEQ, "quality_of_life", 20),
}
"""The form and the field of each continuous score, and the gain that counts."""

halves = st.integers(0, 200).map(lambda n: n / 2)
spans = st.tuples(halves, halves).map(sorted)


@given(st.sampled_from([*CONTINUOUS]), spans | st.none(), spans | st.none())
def test_a_continuous_score_is_compared_at_its_ends(score, before, after):
    """Change, gain and worsening follow from the least and the greatest score."""
    form, field, counts = CONTINUOUS[score]

    def scored(n, span):
        known = None if span is None else cm.between(*span)
        known = span[0] if span and span[0] == span[1] else known
        return cm.Visit(on=day(n), case=form(**{field: known}), score=score)

    followed = cm.course([scored(0, before), scored(9, after)])
    (change,) = followed.steps
    (b_low, b_high), (a_low, a_high) = before or (0, 100), after or (0, 100)
    low, high = a_low - b_high, a_high - b_low
    assert (change.points.low, change.points.high) == (low, high)
    reached = {each >= counts for each in (low, high)}
    gain = change.mcid if form is cm.SF36 else change.benefit
    assert {grade.code == "reached" for grade in gain.possible} == reached
    assert change.worsened == settled({each < 0 for each in (low, high)})
    assert change.recovery is change.reduction is change.band_before is None
    assert change.losses == ()
    # It asks about daily life, and never answers for the spinal cord.
    assert followed.neurology_worsened is None
    assert followed.neurology_because == ()
    assert followed.offered() == {}
    assert course_to_dict(followed)["worsened"] == followed.worsened
    if form is cm.SF36:
        assert followed.worsened == change.worsened
    assert str(followed).startswith(FOLLOWED[score].result.label)


def test_answers_of_a_questionnaire_make_its_score():
    """A domain of the JOACMEQ is found from its questions, which are compared too."""
    worst = dict.fromkeys(("q4_1", "q4_2", "q4_3", "q4_4"), 1)
    best = {"q4_1": 5, "q4_2": 3, "q4_3": 3, "q4_4": 3}

    def bladder(n, **answers):
        return cm.Visit(on=day(n), case=cm.JOACMEQ(**answers), score="joacmeq_bladder")

    followed = cm.course([bladder(0, **best), bladder(1, **worst)])
    (change,) = followed.steps
    assert (change.points.value, followed.worsened) == (-100, True)
    assert [each.item.name for each in change.worse] == [f"joacmeq_{n}" for n in best]
    partly = bladder(2, **{**best, "q4_1": None})
    assert partly.totals == (50, 100)
    with pytest.raises(errors.ContradictionError, match="do not give the recorded"):
        bladder(3, **best, bladder=40.0)


def test_a_form_with_several_scores_asks_which():
    """A visit names the score of such a form, and never mixes two of them."""
    with pytest.raises(errors.MissingFieldError, match="sf36_pcs or sf36_mcs"):
        cm.Visit(on=day(0), case=cm.SF36(pcs=40.0))
    for wrong in ("mjoa_total", "sf36", 7):
        with pytest.raises(errors.LevelError, match="no score of this form"):
            cm.Visit(on=day(0), case=cm.SF36(pcs=40.0), score=wrong)
    one, other = (
        cm.Visit(on=day(n), case=cm.SF36(pcs=40.0, mcs=50.0), score=score)
        for n, score in enumerate(("sf36_pcs", "sf36_mcs"))
    )
    with pytest.raises(errors.MixedScalesError, match="by sf36_pcs, the other by"):
        cm.course([one, other])
    assert one == pickle.loads(pickle.dumps(one)) == copy.copy(one)  # noqa: S301
    named = cm.Visit(on=day(0), case=cm.MJOA(total=13), score="mjoa_total")
    assert named == cm.Visit(on=day(0), case=cm.MJOA(total=13))


@given(visits(most=2))
def test_items_are_compared_exactly(pair):
    """An item is surely worse in every completion, possibly worse in some of them."""
    scale = type(pair[0].case)
    (change,) = cm.course(pair).steps
    worst = -1 if scale in LOWER else 1
    assert [each.item.name for each in change.items][:1] == [
        BLADDER.get(scale, NAMES[scale])
    ]
    fields = {quantity.name: name for name, quantity in fields_of(scale).items()}
    assert {each.item.name for each in change.items} == {*fields}
    for each in change.items:
        possible = [
            [value] if value is not None else each.item.values
            for value in (getattr(visit.case, fields[each.item.name]) for visit in pair)
        ]
        differences = {worst * (a - b) for b, a in itertools.product(*possible)}
        assert each.worsened == settled({d < 0 for d in differences})
        assert each.improved == settled({d > 0 for d in differences})
    assert list(change.worse) == [e for e in change.items if e.worsened is True]
    assert list(change.possibly_worse) == [
        e for e in change.items if e.worsened is None
    ]


@pytest.mark.parametrize("scale", [cm.MJOA, cm.JOA, cm.EMS])
def test_items_next_to_a_total_are_compared_exactly(scale):
    """An item that the total and the others narrow is compared as far as it follows."""
    draw = random.Random(scale.__name__)  # noqa: S311 -- always the same visits
    fields = fields_of(scale)
    for _ in range(60):
        pair, fitting = [], []
        for month in (0, 6):
            full = {field: draw.choice(each.values) for field, each in fields.items()}
            known = dict(draw.sample([*full.items()], len(full) - draw.randint(0, 2)))
            total = sum(full.values())
            case = scale(**known, total=total)
            pair.append(cm.Visit(on=day(month), case=case))
            axes = [
                (known[field],) if field in known else each.values
                for field, each in fields.items()
            ]
            every = itertools.product(*axes)
            fitting.append([scores for scores in every if sum(scores) == total])
        (change,) = cm.course(pair).steps
        for place, each in enumerate(fields.values()):
            before, after = ({e[place] for e in some} for some in fitting)
            lower = {b < a for a, b in itertools.product(before, after)}
            (found,) = [e for e in change.items if e.item is each]
            assert found.worsened == settled(lower)


@given(visits(most=2))
def test_bands_are_crossed_exactly(pair):
    """A band is crossed in the directions that the completions leave."""
    scale = type(pair[0].case)
    (change,) = cm.course(pair).steps
    if scale not in BANDS:
        assert change.band_before is change.band_after is change.band_crossed is None
        assert change.crossings == ()
        return
    before, after = ({band(scale, total) for total in totals(v)} for v in pair)
    for finding, ranks in ((change.band_before, before), (change.band_after, after)):
        assert [grade.rank for grade in finding.possible] == sorted(ranks)
    found = {
        "worse" if a > b else "better" if a < b else "no"
        for b, a in itertools.product(before, after)
    }
    assert {*change.crossings} == found
    assert change.band_crossed == settled(set(found))


def band(scale, total):
    """The rank of the band of a total, 0 for the best."""
    bands = list(BANDS[scale].values())
    place = next(i for i, low in enumerate(bands) if total >= low)
    return len(bands) - 1 - place if scale in LOWER else place


def settled(answers):
    """The answer if there is one alone; None if it is open."""
    return answers.pop() if len(answers) == 1 else None


@given(
    visits(), st.integers(-10, 910) | st.none(), st.sampled_from([True, False, None])
)
def test_steps_and_baseline(followed, operated, preoperative):
    """Every step joins neighbours; the baseline is the last visit before surgery."""
    surgery_on = None if operated is None else day(operated)
    followed = [
        cm.Visit(on=v.on, case=v.case, preoperative=preoperative)
        if v.on == surgery_on
        else v
        for v in followed
    ]
    found = cm.course(followed, surgery_on)
    assert [(e.earlier, e.later) for e in found.steps] == list(
        itertools.pairwise(followed)
    )
    assert {each.surgery_on for each in found.steps} == {surgery_on}
    before = [
        v
        for v in followed
        if surgery_on is not None
        and (v.on < surgery_on or (v.on == surgery_on and preoperative is True))
    ]
    maybe = [v for v in followed if v.on == surgery_on and preoperative is None]
    candidates = before[-1:] or maybe
    if candidates and candidates[0] != followed[-1]:
        assert found.baseline == candidates[0]
    else:
        assert found.baseline == followed[0]
    later = [visit for visit in followed if visit.on > found.baseline.on]
    assert [each.later for each in found.since_baseline] == later
    assert {each.earlier for each in found.since_baseline} <= {found.baseline}


@given(visits(unknown=0), st.integers(-10, 910), st.sampled_from([True, False, None]))
def test_no_recovery_rate_without_scores_around_surgery(
    followed, operated, preoperative
):
    """A rate needs a score from before surgery and one from after it."""
    surgery_on = day(operated)
    followed = [
        cm.Visit(on=v.on, case=v.case, preoperative=preoperative)
        if v.on == surgery_on
        else v
        for v in followed
    ]
    found = cm.course(followed, surgery_on)
    for change in (*found.steps, *found.since_baseline):
        states = [
            preoperative if v.on == surgery_on else v.on < surgery_on
            for v in (change.earlier, change.later)
        ]
        if change.recovery is None:
            assert type(change.earlier.case) not in FULL
            continue
        codes = [each.code for each in change.recovery.problems]
        surely = [
            code
            for code, holds in (
                ("no_score_before_surgery", states[0] is False),
                ("no_score_after_surgery", states[1] is True),
            )
            if holds
        ]
        one, other = (
            cm.Visit(on=v.on, case=v.case) for v in (change.earlier, change.later)
        )
        alone = cm.Change(earlier=one, later=other)
        if surely:
            assert codes == surely
        elif None in states and alone.recovery.status == "ok":
            assert change.recovery.status == "undecided"
            assert change.recovery.low == change.recovery.high == alone.recovery.value
            assert "day of surgery" in str(change.recovery)
        else:
            assert change.recovery.value == alone.recovery.value


@given(visits(most=3))
def test_events_are_those_of_every_completion(followed):
    """An event is sure if it is there in every completion, possible if in some."""
    found = cm.course(followed)
    better = -1 if type(followed[0].case) in LOWER else 1
    every = list(itertools.product(*map(totals, followed)))
    for event, possible, happens in (
        (
            found.improvement,
            found.possible_improvement,
            lambda scores, i: better * scores[i] > better * scores[0],
        ),
        (
            found.deterioration,
            found.possible_deterioration,
            lambda scores, i: better * scores[i] < max(better * s for s in scores[:i]),
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
    lost = "first visit with a total certainly worse than the best earlier: 2024-01-03"
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
    first, on_the_day, last = scored(16, 12, 14)
    before = cm.Visit(on=on_the_day.on, case=on_the_day.case, preoperative=True)
    found = cm.course([first, before, last], surgery_on=day(1))
    assert found.baseline.on == day(1)
    assert found.deterioration is None
    assert found.possible_deterioration is None
    assert found.improvement.on == day(2)
    assert found.steps[0].worsened is True
    assert "certainly worse than the best earlier: none" in str(found)


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
    assert "not recorded: mJOA bladder function" in said
    above = "first visit with a total certainly better than the baseline: "
    assert f"{above}undecided, possible from 2024-01-10" in said


def test_a_full_mark_before_has_no_rate():
    """After the maximum score the rate and the MCID are undefined."""
    change = cm.course(scored(18, 17)).steps[0]
    assert change.recovery.status == change.mcid.status == "refused"
    assert change.points.value == -1
    assert str(change).splitlines()[:4] == [
        "worse: mJOA bladder function (3 to 2 points)",
        "mJOA change: -1 points (worse by one point); mJOA recovery rate: undefined; "
        "mJOA MCID: undefined",
        "mJOA loss (mirror of the MCID): undefined; mJOA deterioration (Martin 2021): "
        "not reached",
        "mJOA severity: none, then mild (worse)",
    ]
    assert change.losses[0].problems[0].code == "no_figure_from_the_full_score"


def test_findings_name_their_rules_and_totals():
    """Each finding is that of the rule on recovery, with both totals as reasons."""
    change = cm.course(scored(12, 15)).steps[0]
    assert change.points.rule == cm.rules["mjoa_change"].identity
    assert change.recovery.rule == cm.rules["mjoa_recovery_rate"].identity
    assert change.mcid.rule == cm.rules["mjoa_mcid"].identity
    both = ["mJOA total before: 12 points", "mJOA total after: 15 points"]
    for found in (change.points, change.recovery, change.mcid, *change.losses):
        reasons = [str(each) for each in found.because]
        assert reasons[:2] == both
        # Without a date of surgery, the rate is from the earlier visit.
        assert bool(reasons[2:]) == (found is change.recovery)
        assert found.cite == cm.rules[found.rule.name].cite
    assert change.recovery.value == 50
    assert change.days == 1


@given(visits(most=2, unknown=0))
def test_complete_visits_get_what_the_rules_say(pair):
    """Where both totals are known, each finding is that of the rule for them."""
    name = PREFIX[type(pair[0].case)]
    (change,) = cm.course(pair).steps
    before, after = (visit.total.value for visit in pair)
    given_ = {f"{name}_before": before, f"{name}_after": after}
    rules = {
        f"{name}_change": change.points,
        f"{name}_recovery_rate": change.recovery,
        f"{name}_mcid": change.mcid,
        **{each.rule.name: each for each in change.losses},
    }
    rules = {rule: found for rule, found in rules.items() if found is not None}
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
    for name, quantity in fields_of(cm.MJOA).items():
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
    "surgery_date": (
        errors.SurgeryDateError,
        lambda: [
            cm.Visit(on=day(0), case=cm.MJOA(), preoperative=True),
            *scored(12, 13)[1:],
        ],
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
    lambda: cm.Visit(on=day(0), case=cm.Walking(nurick_1972=3)),
    lambda: cm.Visit(on=day(0), case=cm.MJOA(), preoperative="yes"),
    lambda: cm.Visit(on=day(0), case=cm.MJOA(), preoperative=1),
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
    assert found.baseline == early
    never = cm.course([early, late])
    assert never.days_since_surgery(late) is None
    assert never.months_since_surgery(late) is None
    assert "days" not in str(never)
    assert "no date of surgery: a recovery rate is from the first visit" in str(never)


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


def changed(before, after, names=("motor_upper", "motor_lower", "sensory_upper")):
    """The change between two visits with these items, then the bladder."""
    names = (*names, "sphincter")
    one, two = (
        cm.Visit(on=day(n), case=cm.MJOA(**dict(zip(names, items, strict=True))))
        for n, items in enumerate((before, after))
    )
    return cm.Change(earlier=one, later=two)


def test_a_lost_bladder_comes_first():
    """A new loss of bladder control is told first, although the total is equal."""
    change = changed((2, 6, 2, 3), (5, 5, 2, 1))
    assert change.points.value == 0
    assert [each.item.name for each in change.worse] == [
        "mjoa_sphincter",
        "mjoa_motor_lower",
    ]
    first, *_ = str(change).splitlines()
    assert first == (
        "worse: mJOA bladder function (3 to 1 points); mJOA leg motor function "
        "(6 to 5 points)"
    )
    found = cm.course([change.earlier, change.later])
    assert found.offered() == {"neurology_worsened": True}
    assert "worse: mJOA bladder function (3 to 1 points)" in str(found)
    assert "worse: mJOA bladder function" in str(found.neurology_because[0])


def test_a_slow_decline_is_told():
    """From 16 to 13 by single points: worse at each visit, and the band is crossed."""
    found = cm.course(scored(16, 15, 14, 13))
    assert [each.worsened for each in found.steps] == [True] * 3
    assert [each.band_crossed for each in found.since_baseline] == [
        "no",
        "worse",
        "worse",
    ]
    mirror, fall = zip(*(each.losses for each in found.since_baseline), strict=True)
    assert [each.value.code for each in mirror] == ["reached"] * 3
    assert [each.value.code for each in fall] == ["not_reached", "reached", "reached"]
    assert "mJOA severity: mild, then moderate (worse)" in str(found)
    assert "since the visit before" in str(found)


def test_raters_stand_beside_a_single_point():
    """One point gained or lost is shown with what two raters differ by."""
    for change in (
        cm.course(scored(15, 16)).steps[0],
        changed((5, 7, 2, 2), (5, 7, 2, 1)),
    ):
        for found in (change.points, change.mcid, *change.losses):
            reasons = " ".join(map(str, found.because))
            assert "19%" in reasons
            assert "25%" in reasons
            assert "0.93 points" in reasons
        assert "19%" in str(change)
    for other in (scored(15, 17), scored(15, 15), scored(12, 15)):
        change = cm.course(other).steps[0]
        assert "19%" not in str(change.points)
        assert "19%" not in str(change)


@given(visits(most=3))
def test_what_is_offered_is_exact(followed):
    """The last visit is worse than an earlier one in every completion, or in some."""
    found = cm.course(followed)
    better = -1 if type(followed[0].case) in LOWER else 1
    *earlier, last = (list(completions(visit)) for visit in followed)
    pairs = [(one, other) for visit in earlier for one in visit for other in last]

    def worse(one, other):
        items = any(better * b < better * a for a, b in zip(one, other, strict=True))
        return items or better * sum(other) < better * sum(one)

    if found.worsened is True:
        # Some earlier visit is worse in every completion.
        assert any(all(worse(a, b) for a in visit for b in last) for visit in earlier)
    elif found.worsened is False:
        assert not any(worse(one, other) for one, other in pairs)
        assert found.worsened_because == ()
    else:
        assert any(worse(one, other) for one, other in pairs)
        assert not all(worse(one, other) for one, other in pairs)
    if type(followed[0].case) is cm.NDI:
        assert found.neurology_worsened is None
        assert (found.offered(), found.neurology_because) == ({}, ())
    else:
        assert found.neurology_worsened == found.worsened
        assert found.neurology_because == found.worsened_because
        assert found.offered() == {"neurology_worsened": found.worsened}


def completions(visit):
    """Every completion of a visit; of an item with many values, the extremes."""
    axes = [
        sorted({quantity.low, quantity.high})
        if getattr(visit.case, name) is None
        else [getattr(visit.case, name)]
        for name, quantity in fields_of(type(visit.case)).items()
    ]
    return itertools.product(*axes)


@given(visits(), st.integers(-10, 910) | st.none())
def test_json_says_what_the_course_says(followed, operated):
    """The plain form of a course has its items, bands, findings and events."""
    surgery_on = None if operated is None else day(operated)
    found = cm.course(followed, surgery_on)
    plain = json.loads(to_json(course_to_dict(found)))
    assert plain["scale"] == PREFIX[type(followed[0].case)]
    assert plain["baseline"] == found.baseline.on.isoformat()
    assert plain["offered"] == found.offered()
    assert len(plain["visits"]) == len(followed)
    for change, written in zip(found.steps, plain["steps"], strict=True):
        assert written == json.loads(to_json(change_to_dict(change)))
        assert written["worse"] == [each.item.name for each in change.worse]
        assert written["possibly_worse"] == [
            each.item.name for each in change.possibly_worse
        ]
        assert written.get("band_crossed") == change.band_crossed
        findings = {
            each.rule.name: each
            for each in (
                change.points,
                change.recovery,
                change.reduction,
                change.mcid,
                *change.losses,
            )
            if each is not None
        }
        assert written["findings"].keys() == findings.keys()
        for name, each in findings.items():
            assert written["findings"][name]["status"] == each.status
