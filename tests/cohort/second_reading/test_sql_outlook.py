"""Outlook, guidance and change over time against plain SQL, from the papers."""

import attrs
import pytest
from by_sql import (
    Reading,
    amount,
    completed,
    differences,
    fact,
    filled,
    people,
    points,
    within,
)

# Benzel 1991: hands 0-5, legs 0-7, feeling 0-3, bladder 0-3.
ITEMS = {
    "mjoa_motor_upper": (0, 5),
    "mjoa_motor_lower": (0, 7),
    "mjoa_sensory_upper": (0, 3),
    "mjoa_sphincter": (0, 3),
}
ADVICE = (
    "myelopathy",
    "treated_without_surgery",
    "neurology_worsened",
    "failed_to_improve",
    "cord_compression",
    "radiculopathy",
)
# The least and the full score of each scale, and its steps.
SCALES = {"mjoa": (0, 18, 1), "joa": (0, 17, 1), "joa1994": (-2, 17, 0.5)}
COLUMNS = {
    **{name: points(*ends, full=0.5) for name, ends in ITEMS.items()},
    **{name: fact(0.5) for name in ADVICE},
    **{
        f"{scale}_{when}": points(*levels)
        for scale, levels in SCALES.items()
        for when in ("before", "after")
    },
    "horizon_years": amount(0, 50, (0, 22), (1, 2, 3, 5, 15, 20), places=2),
    "age_years": points(0, 120),
    "abnormal_gait": fact(),
    "smoker": fact(),
}
LEAST, MOST = filled(" + ".join(ITEMS), ITEMS)
# The totals that a person can have: 14 or less, 15 to 17, the full score.
WORSE, MILD, FULL = (
    f"{LEAST} <= 14",
    f"({LEAST} <= 17 and {MOST} >= 15)",
    f"{MOST} = 18",
)


@pytest.fixture(scope="module")
def base():
    """Random people before and after."""
    return people(COLUMNS)


def test_stability(base):
    """Sarraj 2024: figures at six times, and nothing but their neighbours between."""
    times = (1, 2, 3, 5, 15, 20)
    figures = {MILD: (91, 85, 84, 75, 66, 65), WORSE: (83, 72, 71, 55, 44, 43)}

    def at(figures, *, late):
        """The figure of the next time, or of the last one before."""
        rows = list(zip(times, figures, strict=True))
        if late:
            told = " ".join(f"when horizon_years <= {t} then {f}" for t, f in rows)
            return f"case when horizon_years < 1 then null {told} end"
        told = " ".join(f"when horizon_years >= {t} then {f}" for t, f in rows[::-1])
        return f"case when horizon_years > 20 then null {told} end"

    def of(extreme, unknown, *, late):
        groups = ", ".join(
            f"case when not ({who}) then null when horizon_years is null "
            f"then {unknown(each)} else {at(each, late=late)} end"
            for who, each in figures.items()
        )
        return f"{extreme}({groups})"

    readings = {
        "stability_without_surgery": Reading(
            of("least", min, late=True),
            of("greatest", max, late=False),
            f"horizon_years is null or {FULL}",
        )
    }
    assert differences(base, COLUMNS, readings) == {}


def test_after_surgery(base):
    """Tetreault 2015 and a congress abstract, against 60 years and an mJOA of 15."""
    risk = (
        "1.11 ** (mjoa_before - 15) * 0.91 ** ((age_years - 60) / 10) "
        "* case when abnormal_gait then 0.76 else 1 end "
        "* case when smoker then 0.78 else 1 end"
    )
    odds = (
        "1.23 ** (mjoa_before - 15) * 0.97 ** (age_years - 60) "
        "* case when smoker then 0.51 else 1 end"
    )
    ends = {
        "mjoa_before": (0, 18),
        "age_years": (120, 0),
        "abnormal_gait": ("true", "false"),
        "smoker": ("true", "false"),
    }
    # The cohorts: adults with symptoms, so below the full score.
    outside = "age_years < 18 or mjoa_before >= 18"
    readings = {
        "tetreault_2015": Reading(*within(outside, filled(risk, ends)), near=1e-12),
        "tetreault_743_odds": Reading(*within(outside, filled(odds, ends)), near=1e-12),
    }
    assert differences(base, COLUMNS, readings) == {}


def test_guideline(base):
    """AO Spine / CSRS 2017, its five rows."""
    grades = (
        "surgery",
        "surgery_after_worsening",
        "surgery_after_no_improvement",
        "surgery_or_rehabilitation",
        "counsel_surgery_or_follow_up",
        "no_prophylactic_surgery",
    )
    row = (
        "case when myelopathy then case band when 'worse' then 0 when 'mild' then case "
        "when treated_without_surgery and neurology_worsened then 1 "
        "when treated_without_surgery and failed_to_improve then 2 else 3 end end "
        "when cord_compression then case when radiculopathy then 4 else 5 end end"
    )
    states = {"band": ("worse", "mild", "full")} | dict.fromkeys(ADVICE, (False, True))
    bands = (
        f"case when {WORSE} then 'worse ' else '' end || "
        f"case when {MILD} then 'mild ' else '' end || "
        f"case when {FULL} then 'full' else '' end"
    )
    reading = completed(states, row, grades, among={"band": bands}, ordered=False)
    # No myelopathy beside a total of at most 14, whatever was not scored.
    doubtful = f"not myelopathy and {MOST} <= 14"
    reading = attrs.evolve(
        reading,
        low=f"case when {doubtful} then null else {reading.low} end",
        high=f"case when {doubtful} then null else {reading.high} end",
    )
    assert differences(base, COLUMNS, {"ao_spine_2017": reading}) == {}


@pytest.mark.parametrize("scale", SCALES)
def test_change(base, scale):
    """Points gained, and Hirabayashi's share of what could be gained."""
    least, full, step = SCALES[scale]
    before, after = f"{scale}_before", f"{scale}_after"
    gain = {before: (full, least), after: (least, full)}
    # Someone with the full score before has nothing to gain, hence no rate.
    recovery = {before: (full - step, least), after: (least, full)}
    rate = f"100 * ({after} - {before}) / ({full} - {before})"
    readings = {
        f"{scale}_change": Reading(*filled(f"{after} - {before}", gain)),
        f"{scale}_recovery_rate": Reading(
            *(
                f"case when {before} = {full} then null else {each} end"
                for each in filled(rate, recovery)
            ),
            f"{before} is null",
            near=1e-12,
        ),
    }
    assert differences(base, COLUMNS, readings) == {}


def test_noticeable_gain(base):
    """Tetreault 2015: mild 1, moderate 2, severe 3 points; PMC9344517: 2.5 points."""
    mjoa = (
        "case when mjoa_before = 18 then null when mjoa_after - mjoa_before >= "
        "case when mjoa_before >= 15 then 1 when mjoa_before >= 12 then 2 else 3 end "
        "then 0 else 1 end"
    )
    # From 15 of 17 nobody can gain 2.5.
    joa = (
        "case when joa_before >= 15 then null "
        "when joa_after - joa_before >= 2.5 then 0 else 1 end"
    )
    grades = ("reached", "not_reached")
    readings = {
        f"{scale}_mcid": completed(
            {f"{scale}_{when}": range(full + 1) for when in ("before", "after")},
            answer,
            grades,
        )
        for scale, full, answer in (("mjoa", 18, mjoa), ("joa", 17, joa))
    }
    assert differences(base, COLUMNS, readings) == {}
