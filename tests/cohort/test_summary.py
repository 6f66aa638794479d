"""Counts of a cohort, equal to counting people one by one."""

import statistics

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from frames import ENGINES, arrow_type, read_back, same
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import cervmyelo as cm
from cervmyelo.case import Case
from cervmyelo.cohort import (
    CohortError,
    CohortWarning,
    MissingColumnError,
    assess_cohort,
    summarise,
)
from cervmyelo.forms import GradingForm
from cervmyelo.models.missing import COMPANIONS
from cervmyelo.quantity import Measure
from cervmyelo.registry import RULES

every_engine = pytest.mark.parametrize("engine", ENGINES)
ITEMS = [each.name for each in RULES["mjoa_total"].inputs]
NAMES = ("mjoa_total", "mjoa_severity", "article_outlook_factors", "article_cause")
CHOSEN = [RULES[name] for name in NAMES]
INPUTS = list(dict.fromkeys(q for rule in CHOSEN for q in rule.inputs))
REASONS = ["not_asked", "not_testable", "refused", "other_cause", "lost"]
EXPLAINED = [q for q in INPUTS if q.name in {*ITEMS, "neck_mobility", "neck_injury"}]
PEOPLE = [cm.quantities[name] for name in ("age_years", "sex_at_birth")]
HEAD = ["rule", "status", "grade", "input", "reason"]
HEAD += ["n", "at_least", "at_most", "share"]
STATS = ["mean", "mean_low", "mean_high", "sd", "median", "min", "max"]


def one_by_one(rows, rules):
    """The lines of a summary from the findings of each person."""
    cases = [Case(row, extra=True) for row in rows]
    for rule in rules:
        found = [rule(case) for case in cases]
        decided = [each.value for each in found if each.status == "ok"]
        left = [each for each in found if each.status != "refused"]
        graded = isinstance(rule, GradingForm)
        for grade in rule.scale if graded else [None]:
            n = decided.count(grade) if graded else len(decided)
            most = sum(
                not graded
                or grade in each.possible
                # On a scale without order, everybody who is undecided counts.
                or (not rule.scale.ordered and each.status == "undecided")
                for each in left
            )
            stats = [None] * len(STATS)
            if not graded and left:
                ends = [
                    statistics.fmean(each.low for each in left),
                    statistics.fmean(each.high for each in left),
                ]
                stats = [None, *ends, None, None, None, None]
            if not graded and decided:
                sd = statistics.stdev(decided) if n > 1 else None
                middle = statistics.median(decided)
                own = [sd, middle, min(decided), max(decided)]
                stats = [statistics.fmean(decided), *ends, *own]
            code = None if grade is None else str(grade.code)
            keys = [rule.name, "ok", code, None, None]
            yield [*keys, n, n, most, n / len(rows), *stats]
        for status in ("undecided", "refused"):
            n = sum(1 for each in found if each.status == status)
            rest = [None] * len(STATS)
            keys = [rule.name, status, None, None, None]
            yield [*keys, n, None, None, n / len(rows), *rest]
    for name in (each.name for each in INPUTS if each in EXPLAINED):
        for reason in [None, *COMPANIONS[name].levels]:
            n = sum(
                case.missing.get(name) == reason
                and (reason is not None or row[name] is None)
                and name not in case.problems
                for case, row in zip(cases, rows, strict=True)
            )
            keys = [None, None, None, name, reason]
            rest = [None] * len(STATS)
            yield [*keys, n, None, None, n / len(rows), *rest]


def cells(quantity):
    """Cells of which some are empty and, of numbers, some impossible."""
    fine = st.sampled_from(quantity.values or (0, 6, 24))  # noqa: PD011
    if not isinstance(quantity, Measure):
        return fine | st.none()
    return fine | fine | st.sampled_from([None, 9999])


@settings(max_examples=4, phases=[Phase.generate])  # to shrink them takes minutes
@given(data=st.data())
def test_counts_are_those_of_the_people(data):
    """Each line counts the people of its group as one would by hand."""
    reasons = [COMPANIONS[each.name] for each in EXPLAINED]
    person = st.fixed_dictionaries(
        {q.name: cells(q) for q in (*INPUTS, *PEOPLE)}
        | {each.name: st.sampled_from([None, *REASONS]) for each in reasons}
        | {"site": st.sampled_from(["a", "b", None])}
    )
    rows = data.draw(st.lists(person, min_size=1, max_size=20))
    columns = {
        q.name: pa.array([r[q.name] for r in rows], arrow_type(q))
        for q in (*INPUTS, *PEOPLE, *reasons)
    }
    columns["site"] = pa.array([row["site"] for row in rows], pa.string())
    sites = sorted({r["site"] for r in rows}, key=lambda s: (s is None, s))
    for by in ([], ["site"]):
        want = [
            [*([site] if by else []), *line]
            for site in (sites if by else [0])
            for line in one_by_one(
                [r for r in rows if not by or r["site"] == site], CHOSEN
            )
        ]
        for make in ENGINES.values():
            made = summarise(make(pa.table(columns)), *NAMES, by=by)
            got = listed(made, [*by, *HEAD, *STATS])
            assert len(got) == len(want)
            for one, other in zip(got, want, strict=True):
                assert all(map(same, one, other)), (one, other)


def listed(frame, names):
    """The rows of a frame in their order, with None for what is missing."""
    numbered = frame
    if isinstance(frame, pl.DataFrame | pl.LazyFrame):
        numbered = frame.lazy().collect()
    elif hasattr(frame, "fetchall"):
        numbered = frame.pl()
    elif isinstance(frame, pa.Table):
        numbered = pl.from_arrow(frame)
    if isinstance(numbered, pl.DataFrame):
        numbered = numbered.with_row_index("row")
    else:
        numbered = numbered.assign(row=range(len(numbered)))
    got = read_back(numbered, names)
    return [list(row) for row in zip(*got.values(), strict=True)]


@every_engine
def test_groups_of_nobody_and_frames_of_nobody(engine):
    """Without rows there is one summary of nothing, and in groups there is none."""
    frame = ENGINES[engine](
        pa.table({name: pa.array([], pa.int64()) for name in (*ITEMS, "site")})
    )
    made = listed(summarise(frame, "mjoa_severity"), HEAD)
    assert [row[2] for row in made] == [
        "none",
        "mild",
        "moderate",
        "severe",
        None,
        None,
    ]
    assert [row[5] for row in made] == [0] * 6
    assert [row[8] for row in made] == [None] * 6
    assert listed(summarise(frame, "mjoa_severity", by="site"), HEAD) == []


def test_a_summary_by_hand():
    """A decided, an undecided and a refused person are counted apart."""
    frame = pl.DataFrame({name: [3, None, 9] for name in ITEMS})
    frame = frame.with_columns(mjoa_motor_lower=pl.Series([5, 7, 1]))
    got = summarise(frame, "mjoa_total", "mjoa_severity")
    assert got.columns == [*HEAD, *STATS]
    columns = [*HEAD[:3], *HEAD[5:8]]
    assert got.select(columns).rows() == [
        ("mjoa_total", "ok", None, 1, 1, 2),
        ("mjoa_total", "undecided", None, 1, None, None),
        ("mjoa_total", "refused", None, 1, None, None),
        ("mjoa_severity", "ok", "none", 0, 0, 1),
        ("mjoa_severity", "ok", "mild", 0, 0, 1),
        ("mjoa_severity", "ok", "moderate", 1, 1, 2),
        ("mjoa_severity", "ok", "severe", 0, 0, 1),
        ("mjoa_severity", "undecided", None, 1, None, None),
        ("mjoa_severity", "refused", None, 1, None, None),
    ]
    assert got.row(0)[-7:] == (14, (14 + 7) / 2, (14 + 18) / 2, None, 14, 14, 14)


def test_people_and_linked_facts_count():
    """Who is outside of the people of a rule, or contradicts, is counted as refused."""
    frame = pl.DataFrame({name: [3, 3, 0] for name in ITEMS}).with_columns(
        age_years=pl.Series([60, 3, None]), ambulatory=pl.Series([None, None, True])
    )
    status = assess_cohort(frame, "mjoa_severity", bounds=True)["mjoa_severity_status"]
    assert status.to_list() == ["ok", "refused", "refused"]
    made = summarise(frame, "mjoa_severity")
    assert made.filter(status="refused")["n"].item() == 2


def test_reasons_by_hand():
    """Each reason of an input is counted, also by the names and words of a clinic."""
    frame = pl.DataFrame({name: [3] * 6 for name in ITEMS}).with_columns(
        mjoa_sphincter=pl.Series([None, None, None, 2, 2, None]),
        why=pl.Series(["Decl", "Decl", "?", "carpal", "Decl", None]),
        site=pl.Series(["a", "a", "b", "b", "b", "b"]),
    )
    made = summarise(
        frame,
        "mjoa_total",
        "mjoa_severity",
        by="site",
        columns={"why": "mjoa_sphincter_missing"},
        values={
            "mjoa_sphincter_missing": {
                "Decl": "refused",
                "carpal": "other_cause",
                "?": None,
            }
        },
    )
    lines = made.filter(pl.col("input").is_not_null())
    got = lines.select("site", "rule", "input", "reason", "n", "share").rows()
    counts = {
        "a": [(None, 0), ("not_asked", 0), ("not_testable", 0), ("refused", 2)],
        "b": [(None, 2), ("not_asked", 0), ("not_testable", 0), ("refused", 0)],
    }
    counts["a"].append(("other_cause", 0))
    counts["b"].append(("other_cause", 1))
    assert got == [
        (site, None, "mjoa_sphincter", reason, n, n / (2 if site == "a" else 4))
        for site, some in counts.items()
        for reason, n in some
    ]


@every_engine
def test_the_same_kind_of_frame_comes_back(engine):
    """A summary is the kind of frame that came in; what was lazy is still lazy."""
    frame = ENGINES[engine](pa.table({name: [1] for name in ITEMS}))
    assert type(summarise(frame, "mjoa_total")) is type(frame)


def test_all_that_the_frame_allows():
    """Without rules, those that have their inputs are counted, with the one warning."""
    frame = pd.DataFrame({name: [1] for name in ITEMS} | {"neck_mobility": ["normal"]})
    with pytest.warns(CohortWarning, match="article_outlook_factors") as caught:
        made = summarise(frame)
    assert caught[0].filename == __file__
    assert "mjoa_severity" in set(made["rule"])


def test_own_names_and_words():
    """Maps of columns and of values serve as for a cohort, and several groups do."""
    frame = pl.DataFrame(
        {
            "site": ["a", "a", "b"],
            "man": [True, False, True],
            "neck": ["N", "D", "N"],
            "symptom_duration_months": [1, 2, 3],
        }
    )
    made = summarise(
        frame,
        "article_outlook_factors",
        by=["site", "man"],
        columns={"man": "sex_at_birth", "neck": "neck_mobility"},
        values={
            "sex_at_birth": {True: "male", False: "female"},
            "neck_mobility": {"N": "normal", "D": "decreased"},
        },
    )
    decided = made.filter(status="ok")
    assert decided.select("site", "man", "n").rows() == [
        ("a", False, 1),
        ("a", True, 1),
        ("b", True, 1),
    ]


def test_a_map_of_columns_that_no_rule_reads():
    """A map for a whole clinic serves a summary of one rule."""
    frame = pl.DataFrame({name: [3] for name in ITEMS} | {"neck": ["N"], "why": [None]})
    made = summarise(
        frame,
        "mjoa_total",
        columns={"neck": "neck_mobility", "why": "neck_mobility_missing"},
        values={"neck_mobility": {"N": "normal"}},
    )
    assert made["n"].to_list() == [1, 0, 0]


def test_a_frame_that_was_graded_before():
    """Answers that stand in the frame already are in nobody's way."""
    frame = assess_cohort(pl.DataFrame({name: [1, 2] for name in ITEMS}), "mjoa_total")
    assert summarise(frame, "mjoa_total")["mean"].to_list() == [6.0, None, None]


@pytest.mark.parametrize(
    ("by", "error", "message"),
    [
        (
            "sit",
            MissingColumnError,
            "by: the frame has no column sit. Did you mean",
        ),
        ("mjoa_total", CohortError, "by: mjoa_total is also the name"),
        ("n", CohortError, "by: n is also the name"),
        (["site", "site"], CohortError, "a column is named twice"),
    ],
    ids=["missing", "a rule", "a count", "twice"],
)
def test_a_wrong_group(by, error, message):
    """A column that cannot form groups is one clear error."""
    cells = {name: [1] for name in (*ITEMS, "site", "n", "mjoa_total")}
    with pytest.raises(error, match=message):
        summarise(pl.DataFrame(cells), "mjoa_total", by=by)


def test_every_rule_at_once():
    """All rules of the library are counted in one summary, each line once."""
    inputs = {q.name: [None, None] for rule in RULES.values() for q in rule.inputs}
    made = summarise(pl.DataFrame(inputs))
    lines = sum(
        (len(rule.scale) if isinstance(rule, GradingForm) else 1) + 2
        for rule in RULES.values()
    )
    assert made.height == lines
    counts = made.group_by("rule").agg(pl.col("n").sum())
    assert counts["n"].to_list() == [2] * len(RULES)
