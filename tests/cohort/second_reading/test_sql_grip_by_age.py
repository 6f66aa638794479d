"""Grip and step tests by age and sex against plain SQL, written from the abstracts."""

import attrs
import pytest
from by_sql import amount, completed, differences, filled, people, points, word

COLUMNS = {
    "age_years": points(0, 120),
    "sex_at_birth": word("male", "female"),
    "pretest_probability": amount(0, 1, near=(0.25,), places=3),
    "grip_release_cycles": points(0, 100),
    "step_test_steps": points(0, 100),
    "grip_strength_kg": amount(0, 150, (0, 60), (10, 13, 15, 19, 20, 21, 29, 32)),
}
RESULTS = ("negative", "positive")
# Machino: the forties, fifties, sixties and seventies.
DECADES = (40, 50, 60, 70, 80)
CYCLES = (20, 19, 17, 16)
STEPS = (19, 18, 16, 15)
# Kobayashi 2022: 40 to 59, 60 to 69, 70 to 79, 80 to 89 years; men and women.
AGES = (40, 60, 70, 80, 90)
GRIPS = {"male": (21, 17, 15, 11), "female": (18, 17, 15, 12)}
STRENGTHS = {"male": (32, 29, 21, 19), "female": (20, 13, 15, 10)}


@pytest.fixture(scope="module")
def base():
    """Random people with the tests of grip and steps."""
    return people(COLUMNS, rows=100_000)


def places(column, cuts, letter):
    """
    Where a value lies: below, at or above each of some cut-offs, as words that sort.

    A value that is not recorded can lie anywhere.
    """
    cuts = sorted(set(cuts))
    words = [f"{letter}{n:02}" for n in range(2 * len(cuts) + 1)]
    rows = [f"when {column} is null then '{' '.join(words)}'"]
    for n, cut in enumerate(cuts):
        rows.append(f"when {column} < {cut} then '{words[2 * n]}'")
        rows.append(f"when {column} = {cut} then '{words[2 * n + 1]}'")
    return tuple(words), f"case {' '.join(rows)} else '{words[-1]}' end"


def brackets(ages):
    """The bracket of ages in which a person is: b0 is before and after all of them."""
    words = tuple(f"b{n}" for n in range(len(ages)))
    rows = [f"when age_years is null then '{' '.join(words)}'"]
    rows += [f"when age_years < {ages[0]} or age_years >= {ages[-1]} then 'b0'"]
    rows += [
        f"when age_years < {age} then 'b{n + 1}'" for n, age in enumerate(ages[1:])
    ]
    return words, f"case {' '.join(rows)} end"


def side(state, cuts, cut, letter):
    """Whether a value lies above (0), at (1) or below (2) one of the cut-offs."""
    at = f"{letter}{2 * sorted(set(cuts)).index(cut) + 1:02}"
    return f"case when {state} > '{at}' then 0 when {state} = '{at}' then 1 else 2 end"


def by_bracket(answers, otherwise="null"):
    """The answer of each bracket from the first; none before and after."""
    rows = [f"when 'b{n + 1}' then {answer}" for n, answer in enumerate(answers)]
    return f"case bracket {' '.join(rows)} else {otherwise} end"


# Above the number is negative, below it positive, and the number itself has no answer.
JUDGED = "case {} when 0 then 0 when 2 then 1 end"


@pytest.mark.parametrize(
    ("rule", "column", "cuts"),
    [
        ("grip_release_machino", "grip_release_cycles", CYCLES),
        ("step_test_machino", "step_test_steps", STEPS),
    ],
)
def test_machino(base, rule, column, cuts):
    """Machino: one cut-off for each decade from the forties to the seventies."""
    ages, bracket = brackets(DECADES)
    words, value = places(column, cuts, "v")
    sides = (JUDGED.format(side("value", cuts, cut, "v")) for cut in cuts)
    reading = completed(
        {"bracket": ages, "value": words},
        by_bracket(sides),
        RESULTS,
        among={"bracket": bracket, "value": value},
    )
    assert differences(base, COLUMNS, {rule: reading}) == {}


def of_both(state, table, letter):
    """The side of the cut-off for the sex, in each bracket of ages."""
    cuts = [cut for of_sex in table.values() for cut in of_sex]
    return by_bracket(
        f"case sex_at_birth when 'male' then {side(state, cuts, man, letter)} "
        f"else {side(state, cuts, woman, letter)} end"
        for man, woman in zip(*table.values(), strict=True)
    )


def states(*which):
    """The states of age, sex and the tests, with the words that each row can have."""
    ages, bracket = brackets(AGES)
    found = {"bracket": ages, "sex_at_birth": ("male", "female")}
    among = {"bracket": bracket}
    for state, column, table in which:
        cuts = [cut for of_sex in table.values() for cut in of_sex]
        found[state], among[state] = places(column, cuts, state[0])
    return found, among


CYCLE = ("cycles", "grip_release_cycles", GRIPS)
STRENGTH = ("strength", "grip_strength_kg", STRENGTHS)


def test_kobayashi_2022_alone(base):
    """Kobayashi 2022: each test by itself, by age and sex."""
    found, among = states(CYCLE)
    grip = completed(
        found,
        JUDGED.format(of_both("cycles", GRIPS, "c")),
        RESULTS,
        among=among,
    )
    found, among = states(STRENGTH)
    strength = completed(
        found,
        of_both("strength", STRENGTHS, "s"),
        ("above_cut_off", "at_cut_off", "below_cut_off"),
        among=among,
    )
    readings = {
        "grip_release_kobayashi_2022": grip,
        "grip_strength_kobayashi_2022": strength,
    }
    assert differences(base, COLUMNS, readings) == {}


def test_kobayashi_2022_together(base):
    """Kobayashi 2022: either test positive, and the odds times 4.03 or 0.15."""
    found, among = states(CYCLE, STRENGTH)
    one = of_both("cycles", GRIPS, "c")
    other = of_both("strength", STRENGTHS, "s")
    either = (
        f"case when ({one}) = 2 or ({other}) = 2 then 1 "
        f"when ({one}) = 0 and ({other}) = 0 then 0 end"
    )
    screen = completed(found, either, RESULTS, among=among)
    ratios = completed(found, either, (0.15, 4.03), among=among)
    before = {"pretest_probability": (0, 1)}

    def after(ratio):
        odds = f"pretest_probability * ({ratio})"
        return filled(f"{odds} / ({odds} + (1 - pretest_probability))", before)

    (low, _), (_, high) = after(ratios.low), after(ratios.high)
    readings = {
        "grip_tests_kobayashi_2022": screen,
        "grip_tests_kobayashi_2022_probability": attrs.evolve(
            ratios, low=low, high=high, near=1e-12
        ),
    }
    assert differences(base, COLUMNS, readings) == {}
