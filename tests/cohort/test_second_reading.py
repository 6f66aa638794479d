"""
A second reading: rules written again by hand as plain SQL, from the papers.

The SQL shares nothing with the library. A million random rows with gaps and
impossible values must not show a single difference.
"""

import duckdb
import pytest

from cervmyelo.cohort import assess_cohort

ROWS = 1_000_000


def score(name, top):
    """A random item with gaps, and now and then a score beyond either end."""
    draw = f"cast(floor(random() * {top + 1}) as bigint)"
    return (
        f"case when random() < 0.1 then null when random() < 0.01 then {top + 1} "
        f"when random() < 0.01 then -1 else {draw} end as {name}"
    )


def fact(name):
    """A random fact with gaps."""
    return f"case when random() < 0.1 then null else random() < 0.3 end as {name}"


MJOA = {
    "mjoa_motor_upper": 5,
    "mjoa_motor_lower": 7,
    "mjoa_sensory_upper": 3,
    "mjoa_sphincter": 3,
}
STAGE = [
    "wheelchair_or_immobile",
    "gait_change",
    "wide_based_gait",
    "mobility_limits_work",
    "cord_signs",
    "nerve_root_involvement",
]
SEVERITY = (
    "case when {0} = 18 then 'none' when {0} >= 15 then 'mild' "
    "when {0} >= 12 then 'moderate' else 'severe' end"
)


def stage(gap):
    """The article's stage with every gap filled in one way."""
    v = {name: f"coalesce({name}, {gap})" for name in STAGE}
    gait = f"({v['gait_change']} or {v['wide_based_gait']})"
    return (
        f"case when {v['wheelchair_or_immobile']} then 5 "
        f"when {gait} and {v['mobility_limits_work']} then 4 when {gait} then 3 "
        f"when {v['cord_signs']} then 2 when {v['nerve_root_involvement']} then 1 "
        f"else 0 end"
    )


@pytest.fixture(scope="module")
def random_rows():
    """Random rows in a DuckDB of their own."""
    base = duckdb.connect()
    base.sql("select setseed(0.5)")
    columns = [score(name, top) for name, top in MJOA.items()]
    columns += [fact(name) for name in STAGE]
    made = f"select {', '.join(columns)} from range({ROWS})"  # noqa: S608
    base.sql(f"create table people as {made}")
    return base


def differences(base, rules, expected):
    """How many rows the library and the SQL see differently, per column."""
    graded = assess_cohort(
        base.table("people").pl(), *rules, bounds=True, on_error="null"
    )
    base.register("graded", graded)
    counts = ", ".join(
        f"count(*) filter (where {column} is distinct from ({sql}))"
        for column, sql in expected.items()
    )
    (told,) = base.sql(f"select {counts} from graded").fetchall()  # noqa: S608
    return dict(zip(expected, told, strict=True))


def test_mjoa(random_rows):
    """Totals and severities with their bounds are those of hand-written SQL."""
    wrong = " or ".join(
        f"coalesce({name} not between 0 and {top}, false)" for name, top in MJOA.items()
    )
    low = " + ".join(f"coalesce({name}, 0)" for name in MJOA)
    high = " + ".join(f"coalesce({name}, {top})" for name, top in MJOA.items())
    best, worst = SEVERITY.format(f"({high})"), SEVERITY.format(f"({low})")
    unless = "case when {} then null else {} end".format
    expected = {
        "mjoa_total": unless(wrong, " + ".join(MJOA)),
        "mjoa_total_low": unless(wrong, low),
        "mjoa_total_high": unless(wrong, high),
        "mjoa_severity": unless(f"{wrong} or {best} <> {worst}", best),
        "mjoa_severity_low": unless(wrong, best),
        "mjoa_severity_high": unless(wrong, worst),
        "mjoa_severity_status": (
            f"case when {wrong} then 'refused' when {best} = {worst} then 'ok' "
            f"else 'undecided' end"
        ),
    }
    found = differences(random_rows, ["mjoa_total", "mjoa_severity"], expected)
    assert found == dict.fromkeys(expected, 0)


def test_stage(random_rows):
    """Stages with their bounds are those of hand-written SQL."""
    low, high = stage("false"), stage("true")
    expected = {
        "article_stage": f"case when {low} = {high} then {low} end",
        "article_stage_low": low,
        "article_stage_high": high,
    }
    found = differences(random_rows, ["article_stage"], expected)
    assert found == dict.fromkeys(expected, 0)
