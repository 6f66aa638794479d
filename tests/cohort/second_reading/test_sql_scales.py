"""Scales of function and severity against plain SQL, written from the papers."""

import attrs
import pytest
from by_sql import (
    Reading,
    completed,
    differences,
    either,
    fact,
    filled,
    people,
    points,
)

# Items as published: the least and the greatest score of each, and its steps.
ITEMS = {
    # Benzel 1991: hands 0-5, legs 0-7, feeling 0-3, bladder 0-3.
    "mjoa_motor_upper": (0, 5),
    "mjoa_motor_lower": (0, 7),
    "mjoa_sensory_upper": (0, 3),
    "mjoa_sphincter": (0, 3),
    # PubMed 29088009: the same four in lay wording.
    "pmjoa_motor_upper": (0, 5),
    "pmjoa_motor_lower": (0, 7),
    "pmjoa_sensory_upper": (0, 3),
    "pmjoa_sphincter": (0, 3),
    # josr-online 1749-799X-4-24 table 2: the JOA of 1976.
    "joa_motor_upper": (0, 4),
    "joa_motor_lower": (0, 4),
    "joa_sensory_upper": (0, 2),
    "joa_sensory_lower": (0, 2),
    "joa_sensory_trunk": (0, 2),
    "joa_bladder": (0, 3),
    # Hindawi bn 2018 5138234 table 1: the JOA of 1994, with half points.
    "joa1994_fingers": (0, 4),
    "joa1994_shoulder_elbow": (-2, 0, 0.5, (-1.5,)),
    "joa1994_motor_lower": (0, 4, 0.5, (3.5,)),
    "joa1994_sensory_upper": (0, 2, 0.5),
    "joa1994_sensory_lower": (0, 2, 0.5),
    "joa1994_sensory_trunk": (0, 2, 0.5),
    "joa1994_bladder": (0, 3),
    # J Med Case Rep 6:146 table 2: the EMS.
    "ems_gait": (1, 5),
    "ems_bladder_bowel": (1, 3),
    "ems_hand": (1, 4),
    "ems_proprioception": (1, 3),
    "ems_paraesthesia": (1, 3),
}
STAGE = (
    "wheelchair_or_immobile",
    "gait_change",
    "wide_based_gait",
    "mobility_limits_work",
    "cord_signs",
    "nerve_root_involvement",
)
NURICK = (
    "chair_or_bed_bound",
    "walks_only_with_help",
    "gait_prevents_work",
    "gait_difficulty",
    "cord_signs",
)
RANAWAT = (
    "objective_weakness",
    "long_tract_signs",
    "ambulatory",
    "subjective_weakness",
    "hyperreflexia",
    "dysaesthesia",
    "neck_pain",
)
GRADES = ("article_stage", "nurick_1972", "nurick_0_normal")
COLUMNS = {
    **{name: points(*levels, full=0.4) for name, levels in ITEMS.items()},
    **{name: fact(0.4) for name in (*STAGE, *NURICK, *RANAWAT)},
    **{name: points(0, 5) for name in GRADES},
}


@pytest.fixture(scope="module")
def base():
    """Random people with the items and findings of every scale."""
    return people(COLUMNS)


def total(prefix):
    """A sum of items; each one missing is worth its least to its greatest."""
    items = {name: ends for name, ends in ITEMS.items() if name.startswith(prefix)}
    return tuple(filled(" + ".join(items), {n: ends[:2] for n, ends in items.items()}))


def banded(prefix, bands):
    """The better a total, the milder its band."""
    low, high = total(prefix)
    return Reading(bands.format(f"({high})"), bands.format(f"({low})"))


@pytest.mark.parametrize("scale", ["mjoa", "pmjoa", "joa", "joa1994", "ems"])
def test_totals(base, scale):
    """A total is the sum of its items."""
    readings = {f"{scale}_total": Reading(*total(f"{scale}_"))}
    assert differences(base, COLUMNS, readings) == {}


def test_bands(base):
    """Totals fall into the published bands."""
    readings = {
        # Tetreault 2017: mild 15-17, moderate 12-14, severe 0-11; 18 is none.
        "mjoa_severity": banded(
            "mjoa_",
            "case when {0} = 18 then 'none' when {0} >= 15 then 'mild' "
            "when {0} >= 12 then 'moderate' else 'severe' end",
        ),
        # De Dios 2024: mild 15-18, moderate 12-14, severe 0-11.
        "pmjoa_severity": banded(
            "pmjoa_",
            "case when {0} >= 15 then 'mild' when {0} >= 12 then 'moderate' "
            "else 'severe' end",
        ),
        # Spine J 2024;24:68-77: mild when the JOA is 14.5 or more.
        "joa1994_mild": banded(
            "joa1994_", "case when {0} >= 14.5 then 'mild' else 'not_mild' end"
        ),
        # J Med Case Rep 6:146: normal 17-18, 1 13-16, 2 9-12, 3 5-8.
        "ems_grade": banded(
            "ems_",
            "case when {0} >= 17 then 'normal' when {0} >= 13 then '1' "
            "when {0} >= 9 then '2' else '3' end",
        ),
    }
    # One by one: the leg items of two scales say something about each other.
    for name, reading in readings.items():
        assert differences(base, COLUMNS, {name: reading}) == {}


@pytest.mark.parametrize("scale", ["mjoa", "joa", "joa1994"])
def test_totals_beside_walking(base, scale):
    """Whether the person walks narrows the leg item, or contradicts it."""
    # The lowest level of each leg item at which the person walks.
    walks = {"mjoa": 3, "joa": 1, "joa1994": 1}[scale]
    below = {"mjoa": 2, "joa": 0, "joa1994": 0.5}[scale]
    leg = f"{scale}_motor_lower"
    items = {n: ends[:2] for n, ends in ITEMS.items() if n.startswith(f"{scale}_")}
    least, most = items.pop(leg)
    ends = (
        f"case when ambulatory then {walks} else {least} end",
        f"case when not ambulatory then {below} else {most} end",
    )
    rest = filled(" + ".join(items), items)
    totals = (
        f"coalesce({leg}, {end}) + {other}"
        for end, other in zip(ends, rest, strict=True)
    )
    against = (f"({leg} >= {walks}) <> ambulatory",)
    readings = {f"{scale}_total": Reading(*totals, contradictory=against)}
    assert differences(base, COLUMNS, readings) == {}


def test_stages(base):
    """The stages of the article, the gravest first."""
    # Walking with the feet wider apart is a changed gait.
    stage = (
        "case when wheelchair_or_immobile then 5 "
        "when {gait} and mobility_limits_work then 4 when {gait} then 3 "
        "when cord_signs then 2 when nerve_root_involvement then 1 else 0 end"
    )
    ends = either([name for name in STAGE if "gait" not in name])
    graded = (
        sql.format(gait=f"coalesce(gait_change, wide_based_gait or {other})")
        for sql, other in zip(filled(stage, ends), ("false", "true"), strict=True)
    )
    readings = {
        "article_stage": Reading(
            *graded, contradictory=("wide_based_gait and not gait_change",)
        )
    }
    assert differences(base, COLUMNS, readings) == {}


def test_nurick(base):
    """Nurick 1972: grades 1 to 5 have signs of the cord, 0 has those of a root."""
    grade = (
        "case when cord_signs then case when chair_or_bed_bound then 5 "
        "when walks_only_with_help then 4 when gait_prevents_work then 3 "
        "when gait_difficulty then 2 else 1 end "
        "when chair_or_bed_bound or walks_only_with_help or gait_prevents_work "
        "or gait_difficulty then null {} end"
    )
    # Walking that prevents work, needs help or is impossible is difficult.
    consistent = (
        "gait_difficulty or not (chair_or_bed_bound or walks_only_with_help "
        "or gait_prevents_work)"
    )
    states = dict.fromkeys(NURICK, (False, True))
    rooted = states | {"nerve_root_involvement": (False, True)}
    readings = {
        "nurick_1972": completed(
            rooted,
            grade.format("when nerve_root_involvement then 0"),
            range(6),
            consistent=consistent,
        ),
        # Physiopedia: 0 is root symptoms only, or normal.
        "nurick_0_normal": completed(
            states, grade.format("else 0"), range(6), consistent=consistent
        ),
    }
    assert differences(base, COLUMNS, readings) == {}


def test_ranawat(base):
    """Ranawat 1979: the findings of a class belong together."""
    grade = (
        "case when objective_weakness and long_tract_signs "
        "then case when ambulatory then 2 else 3 end "
        "when objective_weakness then null "
        "when subjective_weakness and hyperreflexia and dysaesthesia then 1 "
        "when subjective_weakness or hyperreflexia or dysaesthesia "
        "or long_tract_signs then null when neck_pain then 0 end"
    )
    states = dict.fromkeys(RANAWAT, (False, True))
    readings = {"ranawat": completed(states, grade, ("I", "II", "IIIA", "IIIB"))}
    assert differences(base, COLUMNS, readings) == {}


def crosswalk(grade, ways):
    """What a grade can be on another scale; `None` is no grade at all."""

    def of(end):
        sure = {one: to for one, to in ways.items() if to is not None}
        rows = " ".join(f"when {one} then {end(to)}" for one, to in sure.items())
        every = end([end(to) for to in sure.values()])
        return (
            f"case when {grade} is null then {every} else case {grade} {rows} end end"
        )

    return Reading(of(min), of(max), f"{grade} is null and {None in ways.values()}")


def test_crosswalks(base):
    """The tables of two scales side by side leave these grades."""
    stage, nurick, variant = GRADES
    readings = {
        "article_stage_to_nurick_1972": crosswalk(
            stage, {0: None, 1: [0], 2: [1], 3: [2], 4: [3, 4], 5: [4, 5]}
        ),
        "article_stage_to_nurick_0_normal": crosswalk(
            stage, {0: [0], 1: [0], 2: [1], 3: [2], 4: [3, 4], 5: [4, 5]}
        ),
        "nurick_1972_to_article_stage": crosswalk(
            nurick, {0: [1], 1: [2], 2: [3], 3: [4], 4: [4, 5], 5: [5]}
        ),
        "nurick_1972_to_nurick_0_normal": crosswalk(nurick, {n: [n] for n in range(6)}),
        "nurick_0_normal_to_article_stage": crosswalk(
            variant, {0: [0, 1], 1: [2], 2: [3], 3: [4], 4: [4, 5], 5: [5]}
        ),
        # The normal person of the variant has no grade of 1972.
        "nurick_0_normal_to_nurick_1972": attrs.evolve(
            crosswalk(variant, {n: [n] for n in range(6)}),
            gap=f"coalesce({variant} = 0, true)",
        ),
    }
    assert differences(base, COLUMNS, readings) == {}
