"""Pictures of a cohort show the numbers of frames, and nobody is left out."""

import collections
import itertools
import math
import re

import duckdb
import polars as pl
import pytest
from pictures import axes, changes, cohort, predicted

import cervmyelo as cm

engines = pytest.mark.parametrize(
    "engine",
    [
        pl.DataFrame.to_pandas,
        lambda frame: duckdb.from_arrow(frame.to_arrow()),
    ],
    ids=["pandas", "duckdb"],
)

VISITS = {"person": "who", "on": "month"}


def lines(ax, label):
    """The points of every line with a label."""
    return [
        point
        for line in ax.lines
        if line.get_label() == label
        for point in zip(*map(list, line.get_data()), strict=True)
    ]


def widths(ax, *, hatch=None):
    return [
        round(float(bar.get_width()), 6)
        for bar in ax.patches
        if hatch is None or bar.get_hatch() == hatch
    ]


def words(ax):
    texts = (text.get_text() for text in ax.get_legend().get_texts())
    return " | ".join(" ".join(each.split()) for each in texts)


def test_grades_are_those_of_the_summary():
    """Each bar is a count, with as many more as could have the grade."""
    people = cohort()
    ax = cm.plots.grades(people, "mjoa_severity", ax=axes())
    summary = cm.summarise(people, "mjoa_severity").rows(named=True)
    assert sum(line["n"] for line in summary) == people.height
    expected = []
    for line in summary:
        expected.append(line["n"])
        if (line["at_most"] or 0) > line["n"]:
            expected.append(line["at_most"] - line["n"])
    assert widths(ax) == expected
    labels = [text.get_text() for text in ax.get_yticklabels()]
    assert labels[:4] == ["none", "mild", "moderate", "severe"]
    assert labels[4].startswith("undecided")
    assert labels[5].startswith("refused")


def test_groups_are_compared_by_their_shares():
    """The bars of a group, without what is only possible, add up to all of it."""
    people = cohort().with_columns(
        clinic=pl.when(pl.col("who").str.ends_with("7")).then(None).otherwise("clinic")
    )
    ax = cm.plots.grades(people, "mjoa_severity", by="clinic", ax=axes())
    bars = [b for b in ax.patches if b.get_height() > 0.2]
    shares = collections.Counter()
    for bar in bars:
        shares[bar.get_hatch()] += bar.get_width()
    assert list(shares.values()) == pytest.approx([100] * 3)
    assert words(ax).count("not recorded: ") == 1


def test_more_groups_than_can_be_distinguished_are_refused():
    """A column with many values is not drawn in colours that repeat."""
    with pytest.raises(cm.CervmyeloError, match="^by: 60 groups are too many"):
        cm.plots.grades(cohort(), "mjoa_severity", by="who")


def test_transitions_count_every_pair():
    """Each cell is the number of people with both grades, and all are in one."""
    frame = changes()
    ax = cm.plots.transitions(
        frame,
        "mjoa_severity",
        before="mjoa_band_baseline",
        after="mjoa_band",
        ax=axes(),
    )
    counts = collections.Counter(
        zip(frame["mjoa_band_baseline"], frame["mjoa_band"], strict=True)
    )
    codes = [*cm.scales["mjoa_severity"].codes, None]
    shown = [int(text.get_text().partition("\n")[0]) for text in ax.texts]
    assert shown == [counts[pair] for pair in itertools.product(codes, codes)]
    assert sum(shown) == frame.height
    unknown = [patch for patch in ax.patches if patch.get_hatch()]
    assert len(unknown) == 2 * len(codes) - 1


def test_refusals_have_a_place_of_their_own():
    """With a status, the refused are distinguished from the undecided."""
    people = cohort()
    for suffix in ("_a", "_b"):
        people = cm.assess_cohort(people, "mjoa_severity", bounds=True, suffix=suffix)
    ax = cm.plots.transitions(
        people,
        "mjoa_severity",
        before="mjoa_severity_a",
        after="mjoa_severity_b",
        ax=axes(),
    )
    states = collections.Counter(people["mjoa_severity_status_a"])
    rows = [text.get_text() for text in ax.get_yticklabels()]
    assert rows[-2] == f"not known ({states['undecided']})"
    assert rows[-1] == f"refused ({states['refused']})"


def test_changes_are_those_of_the_frame():
    """Every row is at its baseline and change, or where these are not known."""
    frame = changes()
    ax = cm.plots.change(frame, ax=axes())
    rows = frame.select("mjoa_baseline", "mjoa_change_from_baseline").rows()
    known = {row for row in rows if None not in row}
    drawn = {p for word in ("better", "same", "worse") for p in lines(ax, word)}
    assert drawn == known
    unknown = sum(None in row for row in rows)
    assert f"change not known: {unknown} people" in words(ax)
    bases = {base for base, _ in lines(ax, "not known")}
    assert bases >= {base for base, change in rows if base and change is None}
    gained = collections.Counter(frame["mjoa_mcid_from_baseline"])
    assert f": {gained['reached']} of {frame.height}" in words(ax)
    assert f"not known for {gained[None]}" in words(ax)


def test_the_rows_of_the_baseline_are_left_out():
    """A baseline with a known score is no comparison, and no unknown change."""
    made = cm.change_over_time(
        pl.DataFrame({"who": ["a", "a"], "month": [0, 6], "mjoa_total": [12, 14]}),
        **VISITS,
    )
    assert cm.plots.change(made, ax=axes()).get_title().endswith(": 1 person")


def test_lines_of_change_are_those_of_the_rules():
    """Each recovery line has its rate, and the step is the least noticeable gain."""
    ax = cm.plots.change(changes(), ax=axes())
    for rate in (25, 50, 75, 100):
        for before, change in lines(ax, f"recovery rate {rate}"):
            scores = {"mjoa_before": before, "mjoa_after": before + change}
            assert cm.mjoa_recovery_rate.result_of(scores) == pytest.approx(rate)
    points = lines(ax, "noticeable gain")
    steps = {
        (one[0] + other[0]) / 2: one[1]
        for one, other in zip(points[::2], points[1::2], strict=True)
    }
    for before, change in steps.items():
        for gain in (change - 1, change):
            scores = {"mjoa_before": int(before), "mjoa_after": int(before + gain)}
            if gain <= 0:
                continue
            found = cm.mjoa_mcid(scores).value
            assert (found == "reached") is bool(gain >= change)


@pytest.mark.parametrize(
    ("score", "first"), [("nurick_1972", 3), ("joa1994_total", 3), ("ems_total", 12)]
)
def test_every_scale_has_its_change(score, first):
    """Scales without a published figure say so, and better is up on all of them."""
    visits = pl.DataFrame(
        {"who": ["a", "a"], "month": [0, 6], score: [first, first - 1]}
    )
    ax = cm.plots.change(
        cm.change_over_time(visits, score=score, **VISITS), score, ax=axes()
    )
    bottom, top = ax.get_ylim()
    assert bool(top > bottom) is (score != "nurick_1972")
    assert len(lines(ax, "better" if score == "nurick_1972" else "worse")) == 1
    assert "no published figure" in words(ax)


def test_missing_columns_name_the_fix():
    """A frame without changes is refused, and a wrong score gets the nearest."""
    with pytest.raises(cm.CervmyeloError, match="change_over_time"):
        cm.plots.change(cohort())
    with pytest.raises(cm.CervmyeloError, match="Did you mean mjoa_total"):
        cm.plots.change(changes(), "mjoa_totl")
    with pytest.raises(cm.CervmyeloError, match="no column before"):
        cm.plots.transitions(changes(), "mjoa_severity", before="before", after="who")


def test_what_is_missing_is_counted_by_reason():
    """Each bar of an input is its nulls, and the bar at the top is everyone."""
    people = cohort().with_columns(
        mjoa_sphincter_missing=pl.when(
            pl.col("mjoa_sphincter").is_null() & (pl.col("month") == 0)
        ).then(pl.lit("not_asked"))
    )
    ax = cm.plots.missingness(people, "mjoa_severity", ax=axes())
    bars = collections.defaultdict(list)
    for bar in ax.patches:
        if bar.get_facecolor()[3]:
            at = bar.get_y() + bar.get_height() / 2
            count = bar.get_width() * people.height / 100
            bars[round(float(at), 2)].append(round(float(count), 6))
    top, *inputs = (bars[at] for at in sorted(bars))
    states = cm.assess_cohort(people, "mjoa_severity", bounds=True)
    counted = collections.Counter(states["mjoa_severity_status"])
    assert top == [counted[each] for each in ("ok", "undecided", "refused")]
    names = [each.name for each in cm.mjoa_severity.inputs]
    assert [sum(each) for each in inputs] == [people[n].null_count() for n in names]
    asked = people["mjoa_sphincter_missing"].count()
    assert inputs[names.index("mjoa_sphincter")][1] == asked
    assert "not asked" in words(ax)


def test_a_recorded_answer_stands_for_its_inputs():
    """Inputs without a column are missing for all, and their people still decided."""
    people = pl.DataFrame({"mjoa_total": [12, 15, None]})
    ax = cm.plots.missingness(people, "mjoa_severity", ax=axes())
    notes = [text.get_text() for text in ax.texts]
    assert notes == ["2 (67%) with an answer", *["3 missing"] * 4]


@engines
def test_every_engine_gives_the_same_pictures(engine):
    """Frames of all kinds are drawn with the same numbers."""
    changed, (_, graded) = changes(), answers()

    def drawn(frame, later, predictions):
        grades = cm.plots.grades(frame, "mjoa_severity", by="clinic", ax=axes())
        missing = cm.plots.missingness(frame, "mjoa_total", ax=axes())
        change = cm.plots.change(later, ax=axes())
        bands = cm.plots.transitions(
            later,
            "mjoa_severity",
            before="mjoa_band_baseline",
            after="mjoa_band",
            ax=axes(),
        )
        calibrated = cm.plots.calibration(
            predictions, "cook_probability", "outcome", ax=axes()
        )
        return (
            widths(grades),
            widths(missing),
            words(change),
            [text.get_text() for text in bands.texts],
            calibrated.get_title(),
        )

    plain = (cohort(), changed, graded)
    assert drawn(*map(engine, plain)) == drawn(*plain)


def answers(frame=None):
    """Each person's status, bounds and outcome."""
    made = cm.assess_cohort(
        predicted() if frame is None else frame, "cook_probability", bounds=True
    )
    ends = ("status", "low", "high")
    names = [f"cook_probability_{end}" for end in ends]
    return made.select(*names, "outcome").rows(), made


def wilson(events, number):
    """The interval that Wilson published, at 95 percent."""
    z = 1.959963984540054
    share, square = events / number, z * z / number
    middle = (share + square / 2) / (1 + square)
    half = (
        z / (1 + square) * math.sqrt(share * (1 - share) / number + square / number / 4)
    )
    return middle - half, middle + half


def test_calibration_counts_everyone():
    """Groups hold all people with both; the legend counts all others."""
    rows, made = answers()
    known = [row for row in rows if row[0] == "ok" and row[3] is not None]
    ax = cm.plots.calibration(made, "cook_probability", "outcome", ax=axes())
    numbers = [int(text.get_text()) for text in ax.texts]
    assert sum(numbers) == len(known)
    points = lines(ax, "group")
    events = [round(y * n) for (_, y), n in zip(points, numbers, strict=True)]
    assert sum(events) == sum(row[3] for row in known)
    expected = sum(x * n for (x, _), n in zip(points, numbers, strict=True))
    assert expected == pytest.approx(sum(row[1] for row in known))
    intervals = lines(ax, "interval")
    for place, (event, number) in enumerate(zip(events, numbers, strict=True)):
        ends = [y for _, y in intervals[2 * place : 2 * place + 2]]
        assert ends == pytest.approx(wilson(event, number))
    brier = sum((row[1] - row[3]) ** 2 for row in known) / len(known)
    assert f"Brier score {brier:.3g}" in ax.get_title()
    listed = [int(n) for n in re.findall(r": (\d+) p", words(ax))]
    assert sum(listed) == len(rows)
    undecided = [r[1:3] for r in rows if r[0] == "undecided" and r[3] is not None]
    drawn = [x for x, _ in lines(ax, "undecided")]
    assert sorted(drawn) == sorted(itertools.chain(*undecided))


def area(rows):
    """The share of pairs in which the one with the outcome has the higher answer."""
    pairs = [
        (one > other) + (one == other) / 2
        for one, event in rows
        if event
        for other, event in rows
        if not event
    ]
    return sum(pairs) / len(pairs)


def test_discrimination_is_the_share_of_ordered_pairs():
    """The area is that of pairs; the undecided give its worst and its best."""
    people = cohort().with_columns(
        outcome=pl.col("mjoa_motor_lower").fill_null(0) + pl.col("month") > 12
    )
    made = cm.assess_cohort(people, "mjoa_total", bounds=True)
    ends = (f"mjoa_total_{end}" for end in ("status", "low", "high"))
    rows = made.filter(mjoa_total_status="refused").height
    answered = made.remove(mjoa_total_status="refused").select(*ends, "outcome").rows()
    ax = cm.plots.discrimination(made, "mjoa_total", "outcome", ax=axes())
    decided = [(low, event) for status, low, _, event in answered if status == "ok"]
    found = area(decided)
    assert f"AUC {found:.3f} (95% interval " in ax.get_title()
    low, high = map(float, re.findall(r"(0\.\d+) to (0\.\d+|1\.0+)", ax.get_title())[0])
    assert low < found < high
    worst = area([(low if e else high, e) for _, low, high, e in answered])
    best = area([(high if e else low, e) for _, low, high, e in answered])
    assert worst < found < best
    assert f"AUC {worst:.3f} to {best:.3f}" in words(ax)
    assert f"no answer (refused): {rows} " in words(ax)


def test_a_falling_answer_is_turned_around():
    """An answer that falls with the outcome has the area of its opposite."""
    people = pl.DataFrame(
        {"mjoa_total": [8, 10, 15, 12, 17, 16], "worse": [1, 1, 1, 0, 0, 0]}
    )
    titles = [
        cm.plots.discrimination(
            people, "mjoa_total", "worse", rises=rises, ax=axes()
        ).get_title()
        for rises in (True, False)
    ]
    found = area(list(people.rows()))
    assert f"AUC {found:.3f}" in titles[0]
    assert f"AUC {1 - found:.3f}" in titles[1]


def test_outcomes_that_are_no_yes_or_no_are_refused():
    """A wrong outcome names the column and not the value; too few people are named."""
    people = pl.DataFrame({"mjoa_total": [8, 10], "worse": ["yes", "Zyxwv"]})
    with pytest.raises(cm.CervmyeloError, match="^worse: expected yes") as refused:
        cm.plots.discrimination(people, "mjoa_total", "worse")
    assert "Zyxwv" not in str(refused.value)
    people = pl.DataFrame({"mjoa_total": [8, 10], "worse": [True, True]})
    with pytest.raises(cm.CervmyeloError, match="^worse: expected at least two"):
        cm.plots.discrimination(people, "mjoa_total", "worse")
