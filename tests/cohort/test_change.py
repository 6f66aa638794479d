"""What changes from visit to visit, equal to the course of each person."""

import datetime as dt
import math

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from frames import ENGINES, arrow_type, read_back, same
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import cervmyelo as cm
from cervmyelo.cohort import CohortError, MissingColumnError, change_over_time
from cervmyelo.follow_up.scales import FOLLOWED
from cervmyelo.models.ends import as_ends, ends_of
from cervmyelo.models.missing import UNAFFECTED
from cervmyelo.models.sheet import quantities_of
from cervmyelo.quantity import Measure

every_engine = pytest.mark.parametrize("engine", ENGINES)
SCALES = {each.name: each.recorded for each in FOLLOWED.values()}
SCORES = {each.name: score for score, each in FOLLOWED.items()}
ALIKE = {
    *(f"joacmeq_{name}" for name in ("lower_limb", "upper_limb", "neck")),
    "joacmeq_quality_of_life",
    "nurick_0_normal",
    "pmjoa",
    "sf36_mcs",
}
"""Scales that differ from another one in their names and numbers alone."""
WHO = {"person": "who", "on": "on"}


def plain(finding):
    """The value of a finding as a cell."""
    value = None if finding is None else finding.value
    return value.code if isinstance(value, cm.Grade) else value


def ends(name, finding):
    """The bounds of a finding as cells."""
    low, high = (None, None) if finding is None else (finding.low, finding.high)
    pair = {f"{name}_low": low, f"{name}_high": high}
    return {k: v.code if isinstance(v, cm.Grade) else v for k, v in pair.items()}


def cell(change, items):
    """The labels of items as a cell."""
    return change and ("; ".join(each.item.label for each in items) or "none")


def course_of(scale, visits, surgery_on):
    """The cells of the visits of one person, from the course."""
    found = [
        cm.Visit(on=on, case=case, preoperative=pre, missing=why, score=SCORES[scale])
        for on, case, pre, why in visits
    ]
    if not found:
        return
    # One visit makes no course, but it stands first as in any.
    followed = cm.Course(visits=found, surgery_on=surgery_on) if found[1:] else None
    baseline = followed.baseline if followed else found[0]
    start = found.index(baseline)
    since = {e.later.on: e for e in followed.since_baseline} if followed else {}
    sure = open_ = False
    for place, visit in enumerate(found):
        earlier = found[start:place]
        states = [
            cm.Change(earlier=e, later=visit, surgery_on=surgery_on).worsened
            for e in earlier
        ]
        below = True in states or (None if None in states else False)
        first = False if below is False or sure else None
        if below and not sure and not open_:
            first = True
        if place < start:
            below = first = worse = None
        else:
            # What is said of the last visit, if it is this one.
            so_far = found[: place + 1]
            worse = place > start and (
                cm.Course(visits=so_far, surgery_on=surgery_on).worsened
            )
            sure, open_ = sure or below is True, open_ or below is None
        last = followed.steps[place - 1] if place else None
        bands = {
            "band": visit.band,
            "band_baseline": baseline.band,
            "band_last": found[place - 1].band if place else None,
        }
        cells = {
            f"{scale}_baseline": baseline.total.value,
            f"{scale}_last": found[place - 1].total.value if place else None,
            f"{scale}_below_best": below,
            f"{scale}_first_deterioration": first,
            FOLLOWED[SCORES[scale]].worsened: worse,
        }
        if not isinstance(FOLLOWED[SCORES[scale]].score, Measure):
            cells[SCORES[scale]] = visit.total.value
        if visit.band is not None:
            cells |= {f"{scale}_{name}": plain(band) for name, band in bands.items()}
        before = found[place - 1].total if place else None
        cells |= ends(f"{scale}_visit", visit.total) | ends(f"{scale}_last", before)
        cells |= ends(f"{scale}_baseline", baseline.total)
        for name, each in (("baseline", since.get(visit.on)), ("last", last)):
            cells |= ends(f"{scale}_change_from_{name}", each and each.points)
            cells[f"{scale}_items_worse_from_{name}"] = cell(each, each and each.worse)
            cells[f"{scale}_items_maybe_worse_from_{name}"] = cell(
                each, each and each.possibly_worse
            )
            if visit.band is not None:
                crossed = each and each.band_crossed
                cells[f"{scale}_band_crossed_from_{name}"] = crossed
            if FOLLOWED[SCORES[scale]].raters is not None:
                within = bool(each.raters) if each else None
                cells[f"{scale}_within_raters_from_{name}"] = within
            losses = each.losses if each else ()
            for rule, of in {
                f"{scale}_change": each and each.points,
                f"{scale}_recovery_rate": each and each.recovery,
                f"{scale}_reduction": each and each.reduction,
                f"{scale}_mcid": each and each.mcid,
                f"{scale}_benefit": each and each.benefit,
                **{loss.name: None for loss in FOLLOWED[SCORES[scale]].losses},
                **{loss.rule.name: loss for loss in losses},
            }.items():
                first = ("recovery_rate", "reduction", "mcid", "benefit")
                gains = rule in {f"{scale}_{each}" for each in first}
                if rule in cm.rules and (name == "baseline" or not gains):
                    cells[f"{rule}_from_{name}"] = plain(of)
        yield cells
    if followed and sure:
        firsts = [each for each in found if each == followed.deterioration]
        assert len(firsts) == 1


def items_of(scale):
    """The items of a scale by the names of their quantities."""
    fields = quantities_of(SCALES[scale])
    items = FOLLOWED[SCORES[scale]].items
    return {name: each for name, each in fields.items() if each in items}


def scores_of(quantity):
    """The scores that are drawn; of a continuous one some of them."""
    return quantity.values or (0.0, 20.5, 24.5, 40.5, 60.5, 100.0)  # noqa: PD011


def item(quantity, *, reasons):
    """A score, often recorded, and sometimes why it is missing or not to be trusted."""
    scores = scores_of(quantity)
    score = st.sampled_from([*scores, *scores, None])
    if reasons == "in part":
        some = st.sampled_from(scores)
        ranges = st.tuples(some, some).map(lambda pair: cm.between(*sorted(pair)))
        return st.tuples(score | ranges, st.none())
    if not reasons:
        return st.tuples(score, st.none())
    why_none = st.sampled_from([None, "not_asked", "not_testable", "refused"])
    why = [None, None, *(["other_cause"] if quantity.name in UNAFFECTED else [])]
    return score.flatmap(
        lambda cell: st.tuples(
            st.just(cell), why_none if cell is None else st.sampled_from(why)
        )
    )


def with_total(scores, hidden):
    """Items of which some were not recorded, next to their total."""
    total = sum(scores.values())
    case = {f: (None if f in hidden else each, None) for f, each in scores.items()}
    return {**case, "total": (None if "total" in hidden else total, None)}


def draw_people(data, scale, *, surgery, reasons):
    """Visits of some persons, with the day of surgery; most items are recorded."""
    case = st.fixed_dictionaries(
        {
            field: item(quantity, reasons=reasons)
            for field, quantity in items_of(scale).items()
        }
    )
    if reasons == "totals":
        each = {f: st.sampled_from(q.values) for f, q in items_of(scale).items()}
        case = st.builds(
            with_total,
            st.fixed_dictionaries(each),
            st.sets(st.sampled_from([*each, "total"]), max_size=3),
        )
    days = st.integers(0, 40).map(lambda n: dt.date(2024, 1, 1) + dt.timedelta(n))
    people = {}
    for who in "abcdef":
        visits = sorted(data.draw(st.dictionaries(days, case, max_size=5)).items())
        # Often surgery is on the day of a visit.
        dates = st.sampled_from([on for on, _ in visits] or [None])
        surgery_on = data.draw(st.none() | days | dates) if surgery else None
        marks = st.sampled_from([True, False, None])
        people[who] = (
            surgery_on,
            [
                (on, items, data.draw(marks) if on == surgery_on else None)
                for on, items in visits
            ],
        )
    return people


@pytest.mark.parametrize(
    ("scale", "surgery", "reasons"),
    [
        *((scale, True, True) for scale in SCALES if scale not in ALIKE),
        ("mjoa", False, False),
        ("joa", False, True),
        ("nurick_1972", False, False),
        ("mjoa", False, "totals"),
        ("joa1994", False, "totals"),
        ("mjoa", False, "in part"),
        ("joa1994", False, "in part"),
        ("nurick_1972", False, "in part"),
        ("joacmeq_bladder", False, "in part"),
        ("sf36_pcs", False, "in part"),
    ],
)
@settings(
    max_examples=2,
    phases=[Phase.generate],  # to shrink them takes minutes
    suppress_health_check=[HealthCheck.too_slow],
)
@given(data=st.data())
def test_a_frame_says_what_each_course_says(scale, surgery, reasons, data):
    """
    Each visit gets what the course of its person says, in whatever order it is.

    Rows that are no visit, with the date of surgery of a person or not, change nothing.
    """
    people = draw_people(data, scale, surgery=surgery, reasons=reasons)
    fields = items_of(scale)
    forms = data.draw(st.fixed_dictionaries(dict.fromkeys(people, st.booleans())))
    if reasons == "totals":
        fields = fields | {"total": FOLLOWED[SCORES[scale]].result}
    want = [
        (who, visit, None if forms[who] else surgery_on, cells)
        for who, (surgery_on, visits) in people.items()
        for visit, cells in zip(
            visits,
            course_of(
                scale,
                [
                    (
                        on,
                        SCALES[scale](**{f: score for f, (score, _) in case.items()}),
                        pre,
                        {fields[f].name: why for f, (_, why) in case.items() if why},
                    )
                    for on, case, pre in visits
                ],
                surgery_on,
            ),
            strict=True,
        )
    ]
    nothing = dict.fromkeys(fields, (None, None))
    added = {name: None for *_, cells in want for name in cells}
    for who in [who for who, form in forms.items() if form] * 2:
        surgery_on, seen = people[who]
        times = [
            on
            for on, case, _ in seen
            if any(
                why or {*as_ends(fields[field], score)} != {None}
                for field, (score, why) in case.items()
            )
        ]
        on = data.draw(st.sampled_from([None, *times]))
        gone = {**added, "visit_problems": None}
        want.append((who, (on, nothing, None), surgery_on, gone))
    want = data.draw(st.permutations(want))
    columns = {
        "row": pa.array(range(len(want)), pa.int64()),
        "who": pa.array([who for who, *_ in want], pa.string()),
        "on": pa.array([on for _, (on, *_), *_ in want], pa.date32()),
        "op": pa.array([op for _, _, op, _ in want], pa.date32()),
        "pre": pa.array([pre for _, (_, _, pre), *_ in want], pa.bool_()),
    }
    for field, quantity in fields.items():
        kind = pa.int64() if quantity.whole else pa.float64()
        cells = [case[field] for _, (_, case, _), *_ in want]
        known = [as_ends(quantity, score) for score, _ in cells]
        names = [quantity.name]
        if reasons == "in part":
            names += [each.name for each in ends_of(quantity)]
        for at, name in enumerate(names):
            columns[name] = pa.array([each[at] for each in known], kind)
        if reasons is True:
            whys = pa.array([why for _, why in cells], pa.string())
            columns[f"{quantity.name}_missing"] = whys
    asked = {"surgery_on": "op", "preoperative": "pre"} if surgery else {}
    for make in ENGINES.values():
        frame = make(pa.table(columns))
        made = change_over_time(frame, **WHO, score=SCORES[scale], bounds=True, **asked)
        assert type(made) is type(frame)
        names = [*nw.from_native(made).collect_schema()]
        assert names[: len(columns)] == [*columns]
        assert names[-1] == "visit_problems"
        if not added:
            continue
        ranks = {name for name in names if name.endswith("_rank")}
        assert {*names[len(columns) : -1]} == {*added} - {*columns} | ranks
        got = read_back(made, names)
        for place, (_, visit, _, cells) in enumerate(want):
            for name in cells.keys() - columns.keys():
                cell = cells[name]
                found = got[name][place]
                assert same(cell, found), (name, visit, cell, found)


def visits(*rows):
    """Visits with their totals."""
    return pl.DataFrame(
        rows, ["who", "on", "mjoa_total"], orient="row", schema_overrides=KINDS
    )


NONE = [None] * 3
THIRD, SIXTH = [pytest.approx(100 / 3)], [pytest.approx(100 / 6)]
KINDS = {"who": pl.String, "on": pl.Int64, "mjoa_total": pl.Int64}
ADDED = [
    "mjoa_baseline",
    "mjoa_last",
    "mjoa_band_crossed_from_last",
    "mjoa_mcid_mirror_from_last",
    "mjoa_fall_martin_2021_from_baseline",
    "mjoa_items_worse_from_baseline",
    "mjoa_items_maybe_worse_from_last",
    "mjoa_change_from_baseline",
    "mjoa_recovery_rate_from_baseline",
    "mjoa_mcid_from_baseline",
    "mjoa_change_from_last",
    "mjoa_below_best",
    "mjoa_first_deterioration",
    "visit_problems",
]


@every_engine
def test_totals_in_a_column(engine):
    """Totals that are there are taken as they are; one that is missing is open."""
    rows = visits(("a", 12, 14), ("a", 0, 12), ("a", 3, None), ("a", 24, 13))
    frame = ENGINES[engine](rows.with_row_index("row").to_arrow())
    got = read_back(change_over_time(frame, **WHO), ADDED)
    assert got == {
        "mjoa_baseline": [12, 12, 12, 12],
        "mjoa_last": [None, None, 12, 14],
        "mjoa_band_crossed_from_last": [None, None, None, "no"],
        "mjoa_mcid_mirror_from_last": [None, None, None, "not_reached"],
        "mjoa_fall_martin_2021_from_baseline": [
            "not_reached",
            None,
            None,
            "not_reached",
        ],
        # Only totals are there, so no item is compared.
        "mjoa_items_worse_from_baseline": [None] * 4,
        "mjoa_items_maybe_worse_from_last": [None] * 4,
        "mjoa_change_from_baseline": [2, None, None, 1],
        "mjoa_recovery_rate_from_baseline": [*THIRD, None, None, *SIXTH],
        "mjoa_mcid_from_baseline": ["reached", None, None, "not_reached"],
        "mjoa_change_from_last": [None, None, None, -1],
        "mjoa_below_best": [None, False, None, True],
        "mjoa_first_deterioration": [None, False, None, None],
        "visit_problems": [None] * 4,
    }


@every_engine
def test_two_visits_on_one_date_are_flagged(engine):
    """What depends on the order of two visits on one date is null, and flagged."""
    rows = visits(("a", 0, 12), ("a", 3, 14), ("a", 3, 13), ("a", 6, 15), ("a", 9, 9))
    frame = ENGINES[engine](rows.with_row_index("row").to_arrow())
    got = read_back(change_over_time(frame, **WHO), ADDED)
    assert got["mjoa_change_from_baseline"] == [None, 2, 1, 3, -3]
    assert got["mjoa_last"] == [None, None, None, None, 15]
    assert got["mjoa_change_from_last"] == [None, None, None, None, -6]
    assert got["mjoa_below_best"] == [False, None, None, False, True]
    assert got["mjoa_first_deterioration"] == [False, None, None, False, None]
    shown = got["visit_problems"]
    assert shown[0] is shown[4] is None
    assert shown[1] == shown[2] == "This person has more than one visit on this date."
    assert shown[3].endswith("more than one visit on the date before this one.")


@every_engine
def test_two_first_visits_leave_no_baseline(engine):
    """Where two visits have the first date, nothing is compared with a baseline."""
    rows = visits(("a", 0, 12), ("a", 0, 12), ("a", 6, 15), ("b", 0, 12), ("b", 1, 13))
    frame = ENGINES[engine](rows.with_row_index("row").to_arrow())
    got = read_back(change_over_time(frame, **WHO), ADDED)
    assert got["mjoa_baseline"] == [None, None, None, 12, 12]
    assert got["mjoa_change_from_baseline"] == [None, None, None, None, 1]
    assert all("no baseline" in shown for shown in got["visit_problems"][:3])
    assert got["visit_problems"][3:] == [None, None]


@every_engine
def test_visits_without_a_person_or_a_date_are_flagged(engine):
    """A visit without a date can be the first, so none of that person is compared."""
    rows = visits(("a", 0, 12), ("a", None, 9), (None, 0, 1), (None, 1, 2), ("b", 0, 1))
    frame = ENGINES[engine](rows.with_row_index("row").to_arrow())
    got = read_back(change_over_time(frame, **WHO), ADDED)
    for name in ADDED[:-1]:
        assert got[name][:4] == [None] * 4
    dateless, nameless = (
        "A visit of this person has no date, so none is compared.",
        "The visit has no person.",
    )
    assert got["visit_problems"] == [dateless] * 2 + [nameless] * 2 + [None]
    assert got["mjoa_below_best"][4] is False


@every_engine
def test_totals_that_cannot_be_are_flagged(engine):
    """An impossible total answers nothing, in its own row or in a later one."""
    rows = visits(("a", 0, 19), ("a", 1, 12), ("a", 2, 13), ("b", 0, 12), ("b", 1, -1))
    frame = ENGINES[engine](rows.with_row_index("row").to_arrow())
    got = read_back(change_over_time(frame, **WHO), ADDED)
    assert got["mjoa_baseline"] == [None, None, None, 12, 12]
    assert got["mjoa_change_from_baseline"] == [None] * 5
    assert got["mjoa_change_from_last"] == [None, None, 1, None, None]
    assert got["mjoa_below_best"] == [None, None, None, False, None]
    shown = [each and each.startswith("mjoa_total: ") for each in got["visit_problems"]]
    assert shown == [True, None, None, None, True]


@every_engine
def test_a_full_mark_before_is_reported(engine):
    """From a baseline at the full mark there is a change and no recovery rate."""
    rows = visits(("a", 0, 18), ("a", 1, 17))
    frame = ENGINES[engine](rows.with_row_index("row").to_arrow())
    got = read_back(change_over_time(frame, **WHO), ADDED)
    assert got["mjoa_change_from_baseline"] == [None, -1]
    assert got["mjoa_recovery_rate_from_baseline"] == [None, None]
    assert "is the maximum" in got["visit_problems"][1]
    assert got["mjoa_first_deterioration"] == [False, True]


def test_items_that_cannot_be_are_flagged():
    """An impossible item makes the total impossible, and the flag says so."""
    items = [each.name for each in cm.rules["mjoa_total"].inputs]
    cells = {name: [3, 3] for name in items} | {"mjoa_sphincter": [9, 3]}
    made = change_over_time(
        pl.DataFrame({"who": ["a", "a"], "on": [0, 1], **cells}), **WHO
    )
    assert made["visit_problems"][0] == "mjoa_total: an item has an invalid value."
    assert made["mjoa_change_from_last"].to_list() == [None, None]


def test_own_names_and_words_for_the_items():
    """Maps of columns and of values serve for the items of a total."""
    items = [each.name for each in cm.rules["mjoa_total"].inputs]
    cells = {name: [3, 3] for name in items[1:]} | {"hand": ["none", "all"]}
    made = change_over_time(
        pl.DataFrame({"who": ["a", "a"], "on": [0, 1], **cells}),
        **WHO,
        columns={"hand": items[0]},
        values={items[0]: {"none": 0, "all": 5}},
    )
    assert made["mjoa_total"].to_list() == [9, 14]
    assert made["mjoa_change_from_last"].to_list() == [None, 5]


def test_columns_of_other_answers_are_in_nobodys_way():
    """A frame that was graded before keeps its answers and its problems."""
    frame = visits(("a", 0, 12), ("a", 1, 13)).with_columns(
        problems=pl.lit("old"), mjoa_change=7, mjoa_before=1
    )
    made = change_over_time(frame, **WHO)
    assert made["problems"].to_list() == ["old", "old"]
    assert made["mjoa_change"].to_list() == [7, 7]
    assert made["mjoa_change_from_last"].to_list() == [None, 1]


def test_the_index_of_pandas_stays():
    """A pandas frame keeps its index and its order."""
    frame = pd.DataFrame(
        {"who": ["a", "a"], "on": pd.to_datetime(["2024-02-01", "2024-01-01"])},
        index=["x", "x"],
    ).assign(mjoa_total=[13, 12])
    made = change_over_time(frame, **WHO)
    assert list(made.index) == ["x", "x"]
    assert made["mjoa_change_from_last"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        (
            {"person": "wo"},
            MissingColumnError,
            "wo: the frame has no such column. Did you mean who",
        ),
        ({"on": "when"}, MissingColumnError, "when: the frame has no such column"),
        (
            {"score": "nurick"},
            CohortError,
            "score: this score cannot be followed; allowed",
        ),
        ({"score": "mjoa_totl"}, CohortError, "Did you mean mjoa_total"),
        ({"score": "joa_total"}, MissingColumnError, "which joa_total reads"),
        ({"on": "who"}, CohortError, "who: expected dates.*got strings"),
    ],
)
def test_wrong_questions(asked, error, message):
    """Visits that cannot be compared are one clear error."""
    with pytest.raises(error, match=message):
        change_over_time(visits(("a", 0, 12)), **{**WHO, **asked})


@every_engine
def test_a_lost_bladder_is_told(engine):
    """A bladder that is worse comes first, although the total is the same."""
    cells = {
        "row": [0, 1],
        "who": ["a", "a"],
        "on": [0, 6],
        "mjoa_motor_upper": [2, 5],
        "mjoa_motor_lower": [6, 7],
        "mjoa_sensory_upper": [2, 1],
        # The total says that the bladder, which was not scored, has no control.
        "mjoa_sphincter": pa.array([3, None]),
        "mjoa_total": [13, 13],
    }
    made = change_over_time(ENGINES[engine](pa.table(cells)), **WHO)
    surely, perhaps = (
        f"mjoa_items_{how}_from_baseline" for how in ("worse", "maybe_worse")
    )
    got = read_back(made, ["mjoa_change_from_baseline", surely, perhaps])
    assert got["mjoa_change_from_baseline"] == [None, 0]
    assert got[surely] == [None, "mJOA bladder function; mJOA hand sensation"]
    assert got[perhaps] == [None, "none"]


@every_engine
def test_worse_neurology_is_offered(engine):
    """Each visit says whether an item or the total is worse than at any before it."""
    cells = {
        "row": range(4),
        "who": ["a"] * 4,
        "on": [0, 6, 12, 18],
        "mjoa_motor_upper": [2, 5, 5, 4],
        "mjoa_motor_lower": [5, 5, 5, 5],
        "mjoa_sensory_upper": pa.array([2, 2, None, 3]),
        "mjoa_sphincter": [3, 3, 3, 3],
        "myelopathy": [True] * 4,
        "treated_without_surgery": [True] * 4,
    }
    name = "mjoa_neurology_worsened"
    for each in cm.ao_spine_2017.inputs:
        if each.name != "neurology_worsened":
            nothing = pa.nulls(4, arrow_type(each))
            cells.setdefault(each.name, nothing)
    made = change_over_time(ENGINES[engine](pa.table(cells)), **WHO)
    # The total is as good as ever, and the hands are not.
    assert read_back(made, [name])[name] == [False, False, None, True]
    asked = {"columns": {name: "neurology_worsened"}, "on_error": "null"}
    advised = cm.assess_cohort(made, "ao_spine_2017", **asked)
    got = read_back(advised, ["ao_spine_2017"])["ao_spine_2017"]
    assert got[3] == "surgery_after_worsening"
    assert "surgery_after_worsening" not in got[:2]


@every_engine
def test_items_and_recorded_totals_are_read_together(engine):
    """Items give a total that was not recorded, and must add up to one that was."""
    cells = {
        "row": range(4),
        "who": ["a"] * 4,
        "on": [0, 6, 12, 18],
        "mjoa_motor_upper": [3, 4, 3, 3],
        "mjoa_motor_lower": [5, 5, 5, 5],
        "mjoa_sensory_upper": [2, 2, 2, 2],
        "mjoa_sphincter": pa.array([3, 3, None, 3]),
        "mjoa_total": pa.array([13, None, 12, 9]),
    }
    made = change_over_time(ENGINES[engine](pa.table(cells)), **WHO)
    names = ["mjoa_last", "mjoa_change_from_last", "mjoa_below_best", "visit_problems"]
    got = read_back(made, [*names, "mjoa_total"])
    assert got["mjoa_total"] == [13, None, 12, 9]
    assert got["mjoa_last"] == [None, 13, 14, 12]
    assert got["mjoa_change_from_last"] == [None, 1, -2, None]
    assert got["mjoa_below_best"] == [False, False, True, None]
    shown = got["visit_problems"]
    assert shown == [None] * 3 + ["mjoa_total: another recorded value contradicts it."]
    items = {"motor_upper": 3, "motor_lower": 5, "sensory_upper": 2}
    third = cm.Visit(on=dt.date(2024, 1, 1), case=cm.MJOA(**items, total=12))
    assert third.totals == (12,)


@every_engine
def test_totals_alone_exclude_no_worse_item(engine):
    """Without items a loss of the total is worse, and nothing else is decided."""
    rows = visits(("a", 0, 12), ("a", 3, 14), ("a", 6, 13), ("a", 9, None))
    frame = ENGINES[engine](rows.with_row_index("row").to_arrow())
    name = "mjoa_neurology_worsened"
    got = read_back(change_over_time(frame, **WHO), [name])[name]
    assert got == [False, None, True, None]


@every_engine
def test_another_cause_gives_an_item_two_readings(engine):
    """A score that another cause explains is compared as scored and at full mark."""
    cells = {
        "row": range(4),
        "who": ["a"] * 4,
        "on": [0, 6, 12, 18],
        "mjoa_motor_upper": [4, 3, 3, 3],
        "why": ["", "carpal tunnel", "", "?"],
        "mjoa_total": [13, 13, 13, 13],
    }
    made = change_over_time(
        ENGINES[engine](pa.table(cells)),
        **WHO,
        columns={"why": "mjoa_motor_upper_missing"},
        values={"mjoa_motor_upper_missing": {"": None, "carpal tunnel": "other_cause"}},
    )
    surely, perhaps, shown = (
        "mjoa_items_worse_from_baseline",
        "mjoa_items_maybe_worse_from_baseline",
        "visit_problems",
    )
    got = read_back(made, [surely, perhaps, shown])
    hands = "mJOA hand motor function"
    assert got[surely] == [None, "none", hands, None]
    assert [each and hands in each for each in got[perhaps]] == [
        None,
        True,
        False,
        None,
    ]
    # A reason that is none makes the score invalid, as for one person.
    assert [each is not None for each in got[shown]] == [False, False, False, True]


@every_engine
def test_surgery_sets_the_baseline(engine):
    """The baseline is before surgery; without one there is no recovery rate."""
    day = dt.date
    rows = [
        ("a", day(2024, 1, 1), 12, day(2024, 2, 5), None),
        ("a", day(2024, 2, 1), 14, day(2024, 2, 5), None),
        ("a", day(2024, 3, 1), 16, None, None),
        ("b", day(2024, 3, 1), 12, day(2024, 2, 1), None),
        ("b", day(2024, 4, 1), 15, day(2024, 2, 1), None),
        ("c", day(2024, 3, 1), 12, day(2024, 3, 1), None),
        ("c", day(2024, 4, 1), 15, day(2024, 3, 1), None),
        ("d", day(2024, 3, 1), 12, day(2024, 3, 1), True),
        ("d", day(2024, 4, 1), 15, day(2024, 3, 1), None),
        ("e", day(2024, 3, 1), 12, None, None),
        ("e", day(2024, 4, 1), 15, None, None),
        ("f", day(2024, 3, 1), 12, day(2024, 3, 1), None),
        ("f", day(2024, 4, 1), 15, day(2024, 3, 2), None),
        ("g", day(2024, 3, 1), 12, day(2024, 3, 9), False),
        ("g", day(2024, 4, 1), 15, day(2024, 3, 9), None),
    ]
    names = ("who", "on", "mjoa_total", "op", "pre")
    types = (pa.string(), pa.date32(), pa.int64(), pa.date32(), pa.bool_())
    cells = {"row": pa.array(range(len(rows)))}
    for name, kind, column in zip(names, types, zip(*rows, strict=True), strict=True):
        cells[name] = pa.array(column, kind)
    made = change_over_time(
        ENGINES[engine](pa.table(cells)), **WHO, surgery_on="op", preoperative="pre"
    )
    got = read_back(made, ADDED)
    assert got["mjoa_baseline"] == [14] * 3 + [12] * 8 + [None] * 4
    changes = [None, None, 2, *[None, 3] * 4, *[None] * 4]
    assert got["mjoa_change_from_baseline"] == changes
    half = pytest.approx(50)
    rates = [None, None, half, None, None, None, None, None, half, None, half]
    assert got["mjoa_recovery_rate_from_baseline"] == [*rates, *[None] * 4]
    assert got["mjoa_below_best"] == [None, *[False] * 10, *[None] * 4]
    shown = got["visit_problems"]
    assert "not from before surgery" in shown[4]
    assert "may be from after surgery" in shown[6]
    assert all("more than one date of surgery" in each for each in shown[11:13])
    assert all("marked as preoperative" in each for each in shown[13:])
    assert [place for place, each in enumerate(shown[:11]) if each] == [4, 6]


@every_engine
def test_a_day_of_surgery_without_a_place_in_time_blocks_its_person(engine):
    """A rate as of a person without surgery would be wrong, whoever else is there."""
    cells = {
        "row": range(8),
        "who": [*"aabbccdd"],
        "on": [-1.0, 6.0] * 4,
        "mjoa_total": [12, 15] * 4,
        "op": [math.inf, None, 0.0, -math.inf, 0.0, None, None, math.nan],
    }
    frame = ENGINES[engine](pa.table(cells))
    made = change_over_time(frame, **WHO, surgery_on="op")
    got = read_back(made, ["mjoa_recovery_rate_from_baseline", "visit_problems"])
    rates, problems = got.values()
    half = pytest.approx(50)
    assert rates == [None] * 4 + [None, half, None, half]
    shown = ["date of surgery of this person" in (each or "") for each in problems]
    assert shown == [True] * 4 + [False] * 4


@every_engine
def test_a_form_on_the_operation_is_no_visit(engine):
    """
    A row with a date of surgery alone gives it to its person, and blocks nobody.

    Nor does a row without the score at the time of a visit with one.
    """
    cells = {
        "row": range(5),
        "who": ["a"] * 5,
        "on": pa.array([2, -1, None, 2, 2]),
        "mjoa_total": pa.array([15, 12, None, None, None]),
        "op": pa.array([None, None, 0, None, None]),
        "pre": pa.array([None, None, False, None, True]),
    }
    frame = ENGINES[engine](pa.table(cells))
    made = change_over_time(frame, **WHO, surgery_on="op", preoperative="pre")
    assert read_back(made, [*ADDED[:2], ADDED[8], ADDED[-1]]) == {
        "mjoa_baseline": [12, 12, *NONE],
        "mjoa_last": [12, None, *NONE],
        "mjoa_recovery_rate_from_baseline": [pytest.approx(50), None, *NONE],
        "visit_problems": [None, None, *NONE],
    }


def test_the_hour_of_surgery_does_not_matter():
    """A visit on the day of surgery is on that day at any hour."""
    made = change_over_time(
        pl.DataFrame(
            {
                "who": ["a", "a"],
                "on": [dt.datetime(2024, 1, 1, 9), dt.datetime(2024, 2, 1, 9)],  # noqa: DTZ001
                "op": [dt.date(2024, 1, 1)] * 2,
                "mjoa_total": [12, 15],
            }
        ),
        **WHO,
        surgery_on="op",
    )
    assert made["mjoa_recovery_rate_from_baseline"].to_list() == [None, None]
    assert "on the day of surgery" in made["visit_problems"][1]


def test_a_recorded_grade_is_followed():
    """A Nurick grade is followed under its own name, and higher is worse."""
    frame = pl.DataFrame({"who": ["a"] * 4, "on": [0, 1, 2, 3], "grade": [2, 1, 3, 9]})
    made = change_over_time(
        frame,
        **WHO,
        score="nurick_1972",
        columns={"grade": "nurick_1972"},
        values={"nurick_1972": {9: None}},
    )
    assert made.columns[: len(frame.columns)] == frame.columns
    assert made["nurick_1972_change_from_baseline"].to_list() == [None, -1, 1, None]
    assert made["nurick_1972_below_best"].to_list() == [False, False, True, None]
    worse = ["none", "Nurick grade (1972)", "none"]
    assert made["nurick_1972_items_worse_from_last"].to_list() == [None, *worse]
    with pytest.raises(MissingColumnError, match="which holds the score"):
        change_over_time(frame, **WHO, score="nurick_1972")


def test_invalid_items_beside_totals_are_flagged():
    """An invalid item is not compared, and the total that is there still is."""
    frame = visits(("a", 0, 12), ("a", 1, 14)).with_columns(mjoa_sphincter=pl.lit(9))
    made = change_over_time(frame, **WHO)
    assert made["mjoa_change_from_baseline"].to_list() == [None, 2]
    assert made["mjoa_items_worse_from_baseline"].to_list() == [None, None]
    assert all("An item has an invalid value" in e for e in made["visit_problems"])


MARKS = {
    "booleans": pa.array([True, False, None, None]),
    "whole numbers": pa.array([1, 0, None, None], pa.int32()),
    "numbers": pa.array([1.0, 0.0, None, None]),
    "words": pa.array(["Yes", "n", "NA", None]),
}


@pytest.mark.parametrize(
    ("engine", "kind"),
    dict.fromkeys([*((e, "words") for e in ENGINES), *(("polars", k) for k in MARKS)]),
)
def test_marks_of_the_day_of_surgery_are_read_as_any_yes_or_no(engine, kind):
    """Whatever kind of cells say whether a visit is preoperative, they say the same."""
    cells = {
        "row": range(8),
        "who": ["a", "b", "c", "d"] * 2,
        "on": [0, 0, 0, 0, 5, 5, 5, 5],
        "mjoa_total": [12] * 4 + [15] * 4,
        "op": [0] * 8,
        "pre": pa.concat_arrays([MARKS[kind], MARKS[kind].slice(2), MARKS[kind][2:]]),
    }
    asked = {**WHO, "surgery_on": "op", "preoperative": "pre"}
    made = change_over_time(ENGINES[engine](pa.table(cells)), **asked)
    got = read_back(made, ["mjoa_recovery_rate_from_baseline", "visit_problems"])
    rates, shown = got.values()
    assert rates == [None] * 4 + [pytest.approx(50), None, None, None]
    assert ["not from before" in (each or "") for each in shown[4:]][:2] == [
        False,
        True,
    ]
    assert all("may be from after surgery" in each for each in shown[6:])


def test_an_invalid_mark_of_the_day_of_surgery_is_reported():
    """A mark that is neither yes nor no is reported, and counts as not known."""
    frame = visits(("a", 0, 12), ("a", 5, 15)).with_columns(op=0, pre=pl.Series([2, 0]))
    made = change_over_time(frame, **WHO, surgery_on="op", preoperative="pre")
    first, second = made["visit_problems"]
    assert first == "preoperative: invalid value; allowed: yes or no."
    assert "may be from after surgery" in second
    assert made["mjoa_recovery_rate_from_baseline"].to_list() == [None, None]


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        ({"surgery_on": "op"}, MissingColumnError, "op: the frame has no such column"),
        ({"surgery_on": "who"}, CohortError, "who: expected the same kind as on"),
        ({"surgery_on": "day"}, CohortError, "day: expected the same kind as on"),
        ({"preoperative": "yes"}, CohortError, "given without surgery_on"),
        ({"surgery_on": "on", "preoperative": "day"}, CohortError, "yes or no in each"),
    ],
)
def test_wrong_columns_of_surgery(asked, error, message):
    """Dates of surgery that cannot be compared with those of visits are an error."""
    frame = visits(("a", 0, 12)).with_columns(day=dt.date(2024, 1, 1), yes=pl.lit(True))  # noqa: FBT003
    with pytest.raises(error, match=message):
        change_over_time(frame, **WHO, **asked)


def test_a_clash_of_names():
    """A column that is there already is never overwritten."""
    frame = visits(("a", 0, 12)).with_columns(mjoa_last=1)
    with pytest.raises(CohortError, match="mjoa_last: the frame already has columns"):
        change_over_time(frame, **WHO)


def test_an_engine_without_windows(monkeypatch):
    """An engine without window functions is an error that says what to do instead."""

    def refuses(*_, **__):
        raise NotImplementedError

    monkeypatch.setattr(nw.Expr, "over", refuses)
    frame = duckdb.sql("select 'a' as who, 0 as 'on', 12 as mjoa_total")
    with pytest.raises(CohortError, match="Collect the frame first"):
        change_over_time(frame, **WHO)
