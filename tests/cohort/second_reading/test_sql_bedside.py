"""Bedside tests against plain SQL, written from the papers."""

import pytest
from by_sql import (
    Reading,
    amount,
    count,
    differences,
    either,
    fact,
    filled,
    people,
    points,
    word,
)

SIGNS = (
    "abnormal_gait",
    "hoffmann_sign",
    "inverted_supinator_sign",
    "babinski_sign",
    "hyperreflexia",
    "sustained_clonus",
)
COLUMNS = {
    **{name: fact() for name in SIGNS},
    "age_years": points(0, 120),
    "pretest_probability": amount(0, 1, near=(0.353, 0.4), places=3),
    "grip_release_cycles": points(0, 100),
    "grip_strength_kg": amount(0, 150, (0, 60), (10, 15, 16, 20, 24.5, 27, 41)),
    "sex_at_birth": word("male", "female"),
}
# What lowers and what raises an answer: none of the signs, young; all of them, old.
ENDS = either(SIGNS) | {
    "age_years": (0, 120),
    "pretest_probability": (0, 1),
    "grip_release_cycles": (100, 0),
}
# Cook 2010: gait deviation, Hoffmann, inverted supinator, Babinski; age over 45.
COOK = count(*SIGNS[:4], "age_years > 45")


@pytest.fixture(scope="module")
def base():
    """Random people with the findings of every bedside test."""
    return people(COLUMNS)


def after(ratio):
    """The odds before, times a likelihood ratio, back to a probability."""
    odds = f"pretest_probability * ({ratio})"
    return f"{odds} / ({odds} + (1 - pretest_probability))"


def test_cook(base):
    """Cook 2010: none of five findings rules out, three or more rule in."""
    result = (
        f"case {COOK} when 0 then 'ruled_out' when 1 then 'indeterminate' "
        f"when 2 then 'indeterminate' else 'ruled_in' end"
    )
    fewest, most = filled(COOK, ENDS)
    # Ratios are published of none (0.18) and of three or more (30.9).
    some = f"({fewest} <= 2 and {most} >= 1)"
    least = f"case when {fewest} = 0 then 0.18 when {most} >= 3 then 30.9 end"
    greatest = f"case when {most} >= 3 then 30.9 when {fewest} = 0 then 0.18 end"
    (low, _), (_, high) = (filled(after(each), ENDS) for each in ("lowest", "highest"))
    readings = {
        "cook_cluster": Reading(fewest, most),
        "cook_result": Reading(*filled(result, ENDS)),
        "cook_probability": Reading(
            low.replace("lowest", least),
            high.replace("highest", greatest),
            some,
            near=1e-12,
        ),
    }
    assert differences(base, COLUMNS, readings) == {}


def test_signs(base):
    """A sign changes the odds by its sensitivity and its specificity."""
    any_of = " or ".join(SIGNS[1:])
    ratios = {
        # Cook 2009, as printed: 4.0 and 0.7.
        "babinski_probability": "case when babinski_sign then 4.0 else 0.7 end",
        # Rhee 2009: 59 and 81 %; 51 and 81 %; 72 and 43 %; any sign 79 and 43 %.
        "hoffmann_probability": (
            "case when hoffmann_sign then 0.59 / (1 - 0.81) else (1 - 0.59) / 0.81 end"
        ),
        "inverted_supinator_probability": (
            "case when inverted_supinator_sign then 0.51 / (1 - 0.81) "
            "else (1 - 0.51) / 0.81 end"
        ),
        "hyperreflexia_probability": (
            "case when hyperreflexia then 0.72 / (1 - 0.43) else (1 - 0.72) / 0.43 end"
        ),
        "any_sign_probability": (
            f"case when {any_of} then 0.79 / (1 - 0.43) else (1 - 0.79) / 0.43 end"
        ),
        # Neurospine 1557, cut-off 20: 80.12 and 74.29 %.
        "grip_release_probability": (
            "case when grip_release_cycles < 20 then 0.8012 / (1 - 0.7429) "
            "else (1 - 0.8012) / 0.7429 end"
        ),
    }
    readings = {
        rule: Reading(*filled(after(ratio), ENDS), near=1e-12)
        for rule, ratio in ratios.items()
    }
    assert differences(base, COLUMNS, readings) == {}


def test_grip_release(base):
    """Fewer than 20 cycles are positive."""
    result = "case when grip_release_cycles < 20 then 'positive' else 'negative' end"
    readings = {"grip_release": Reading(*filled(result, ENDS))}
    assert differences(base, COLUMNS, readings) == {}


def test_grip_strength(base):
    """Kobayashi 2021: the cut-offs of men and women from 40 to 89 years of age."""

    def against(sex, age, unmeasured):
        """The grade of a missing sex and age, against the cut-off of these."""
        cut = (
            "case when {age} between 40 and 59 then case {sex} when 'male' then 41 "
            "else 24.5 end when {age} between 60 and 69 then case {sex} when 'male' "
            "then 27 else 16 end when {age} between 70 and 79 then case {sex} "
            "when 'male' then 27 else 15 end when {age} between 80 and 89 then "
            "case {sex} when 'male' then 20 else 10 end end"
        ).format(
            age=f"coalesce(age_years, {age})", sex=f"coalesce(sex_at_birth, '{sex}')"
        )
        return (
            f"case when {cut} is null then null "
            f"when grip_strength_kg is null then '{unmeasured}' "
            f"when grip_strength_kg > {cut} then 'above_cut_off' "
            f"when grip_strength_kg = {cut} then 'at_cut_off' "
            f"else 'below_cut_off' end"
        )

    readings = {
        # The old have the lowest cut-offs, and so do women.
        "grip_strength_screen": Reading(
            against("female", 89, "above_cut_off"),
            against("male", 40, "below_cut_off"),
            "age_years is null",
        )
    }
    assert differences(base, COLUMNS, readings) == {}
