"""Signs: what is published of their accuracy, and what follows from it."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cervmyelo as cm
from cervmyelo.errors import (
    KindError,
    OutOfRangeError,
    RuleError,
    UnknownFieldError,
)
from cervmyelo.forms import PostTest
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.scale import Level, Scale

RHEE = {"rhee2009", "gibson2018_quoted"}
POST_TESTS = [rule for rule in cm.rules.values() if isinstance(rule, PostTest)]
every_post_test = pytest.mark.parametrize("rule", POST_TESTS, ids=lambda r: r.name)

# Sensitivity and specificity in percent, as each source prints them.
PRINTED = {
    "any_sign": {("rhee2009", 79, 43)},
    "hoffmann_sign": {
        ("gibson2018_quoted", 59, 81),
        ("laminoplasty_signs", 81, None),
        ("signs_review2023", 44, 75),
    },
    "inverted_supinator_sign": {
        ("gibson2018_quoted", 51, 81),
        ("aan_signs2023", None, 93),
        ("signs_review2023", 61, 78),
    },
    "babinski_sign": {
        ("cook2009", None, None),
        ("gibson2018_quoted", 13, 100),
        ("aan_signs2023", None, 99),
        ("laminoplasty_signs", 53, None),
        ("signs_review2023", 33, 92),
    },
    "sustained_clonus": {
        ("gibson2018_quoted", 13, 100),
        ("aan_signs2023", None, 99),
        ("laminoplasty_signs", 35, None),
    },
    "hyperreflexia": {
        ("gibson2018_quoted", 72, 43),
        ("gibson2018_quoted", 62, None),
        ("gibson2018_quoted", None, 89),
        ("aan_signs2023", 79, None),
        ("laminoplasty_signs", 94, None),
    },
    "tromner_sign": {("aan_signs2023", 94, 93), ("signs_review2023", 45, 95)},
    "grip_release": {("grip_release_accuracy", 80.12, 74.29)},
    "finger_escape_sign": {("signs_review2023", 55, 100)},
    "romberg_sign": set(),
    "abnormal_gait": {("signs_review2023", 19, 94)},
    "crossed_radial_reflex": {("signs_review2023", 44, 71)},
    "lhermitte_sign": {("signs_review2023", 3, 97)},
}

# Ratios of the pairs of Rhee, worked on paper to the digits given.
WORKED = {
    "any_sign": ("1.39", "0.49"),
    "hyperreflexia": ("1.26", "0.65"),
    "hoffmann_sign": ("3.1", "0.51"),
    "inverted_supinator_sign": ("2.7", "0.60"),
    "sustained_clonus": (None, "0.87"),
    "babinski_sign": (None, "0.87"),
}


def value(figure):
    """The number of a figure, or None."""
    return figure and figure.value


def pair_of_rhee(name):
    """What Rhee found of a sign, as a pair."""
    return next(
        each
        for each in cm.literature.sign(name).studies
        if each.paired and each.cite.source.key in RHEE
    )


def test_the_catalogue_is_as_printed():
    """Each sign has the figures that its sources print, and no others."""
    held = {
        sign.name: {
            (
                each.cite.source.key,
                value(each.sensitivity),
                value(each.specificity),
            )
            for each in sign.studies
        }
        for sign in cm.literature.SIGNS
    }
    assert held == PRINTED


def test_signs_are_recorded_by_the_name_they_have():
    """A sign that is a fact has the name of the fact, and the fact can be recorded."""
    for sign in cm.literature.SIGNS:
        assert cm.literature.sign(sign.name) is sign
        if sign.fact is not None:
            assert QUANTITIES[sign.name] is sign.fact


@pytest.mark.parametrize("name", WORKED)
def test_computed_ratios_are_those_worked_on_paper(name):
    """Each pair gives the ratios that were worked out to the digits printed."""
    study = pair_of_rhee(name)
    for figure, text in zip(
        (study.positive, study.negative), WORKED[name], strict=True
    ):
        if text is None:
            assert figure is None
        else:
            digits = len(text.partition(".")[2])
            assert f"{figure.value:.{digits}f}" == text
            assert (figure.low, figure.high) == (None, None)


@pytest.mark.parametrize("name", ["sustained_clonus", "babinski_sign"])
def test_a_ratio_without_false_positives_is_infinite(name):
    """With a full specificity there is no ratio of the sign, and words say why."""
    study = pair_of_rhee(name)
    assert study.infinite
    assert "infinite" in str(study)
    grades = Scale(name="s", label="s", levels=(Level("-", "-"), Level("+", "+")))
    with pytest.raises(RuleError, match="no likelihood ratio"):
        study.ratios(grades.grade("+"), grades.grade("-"))


def test_published_ratios_come_with_their_interval():
    """The Babinski sign has its published ratios, not computed ones."""
    study = cm.literature.sign("babinski_sign").studies[0]
    assert study.positive is study.lr_positive
    assert study.negative is study.lr_negative
    assert (study.positive.low, study.positive.high) == (1.1, 16.6)
    assert (study.negative.low, study.negative.high) == (0.6, 0.9)
    assert not study.infinite


def test_figures_of_different_studies_form_no_ratio():
    """The sensitivity and specificity that a review quotes are no pair."""
    for name in ("tromner_sign", "finger_escape_sign", "lhermitte_sign"):
        for study in cm.literature.sign(name).studies:
            assert study.positive is None
            assert study.negative is None
            assert not study.infinite
            assert "no likelihood ratio is calculated" in str(study)


def test_half_a_pair_forms_no_ratio():
    """A sensitivity or a specificity by itself gives neither ratio."""
    lone = [
        each
        for sign in cm.literature.SIGNS
        for each in sign.studies
        if (each.sensitivity is None) != (each.specificity is None)
    ]
    assert len(lone) == 10
    assert all(each.positive is each.negative is None for each in lone)


def test_a_sign_without_figures_says_so():
    """The Romberg sign has no figures, and says so."""
    assert "no published accuracy" in str(cm.literature.sign("romberg_sign"))
    assert "no published accuracy" not in str(cm.literature.sign("tromner_sign"))


def test_a_normal_examination_excludes_nothing():
    """One in five of those operated on had no sign at all: 100 less 79 percent."""
    told = cm.literature.SIGN_CAVEATS[0]
    assert "does not exclude" in told.says
    assert [each.value for each in told.figures] == [21]


def test_an_unknown_sign_is_refused_with_the_nearest():
    """A misspelt sign is refused, and the nearest name is suggested."""
    with pytest.raises(UnknownFieldError, match="Did you mean hoffmann_sign"):
        cm.literature.sign("hofmann_sign")


def test_no_rule_is_built_on_an_infinite_ratio():
    """No rule for a single sign takes a ratio that is infinite or of two studies."""
    held = {rule.name for rule in POST_TESTS}
    assert not held & {"clonus_probability", "tromner_probability"}
    for rule in POST_TESTS:
        assert all(math.isfinite(each.value) for each in rule.ratios)


@every_post_test
def test_a_positive_result_is_never_worse_for_the_diagnosis(rule):
    """Of two results the graver one has the greater ratio."""
    ranked = sorted(rule.ratios, key=lambda each: each.grade.rank)
    values = [each.value for each in ranked]
    assert values == sorted(values)
    assert values[0] < 1 < values[-1]


PROBABILITIES = st.floats(0, 1)
RATIOS = st.floats(1e-6, 1e6)


@given(one=PROBABILITIES, other=PROBABILITIES, ratio=RATIOS)
def test_a_higher_probability_before_is_never_lower_after(one, other, ratio):
    """The probability after rises with the one before and stays from 0 to 1."""
    low, high = sorted((one, other))
    after = cm.update_probability(low, ratio), cm.update_probability(high, ratio)
    assert 0 <= after[0] <= 1
    assert after[0] <= after[1] * (1 + 1e-12) + 1e-300


@given(before=PROBABILITIES, one=RATIOS, other=RATIOS)
def test_a_greater_ratio_never_gives_a_lower_probability(before, one, other):
    """The probability after rises with the ratio; a ratio of one changes nothing."""
    low, high = sorted((one, other))
    after = [cm.update_probability(before, ratio) for ratio in (low, high)]
    assert after[0] <= after[1] * (1 + 1e-12)
    assert math.isclose(cm.update_probability(before, 1), before, abs_tol=1e-15)


@given(before=st.floats(0.001, 0.999), ratio=st.floats(0.01, 200))
def test_the_update_is_that_of_the_odds(before, ratio):
    """By exact arithmetic the odds after are the odds before times the ratio."""
    odds = Fraction(before) / (1 - Fraction(before)) * Fraction(ratio)
    after = cm.update_probability(before, ratio)
    assert math.isclose(after, odds / (1 + odds), rel_tol=1e-12)


@pytest.mark.parametrize("wrong", [True, None, "0.4", math.nan, math.inf, -math.inf])
def test_what_is_no_number_updates_nothing(wrong):
    """Booleans, text, nothing, NaN and infinities are refused in either place."""
    with pytest.raises(KindError, match="before"):
        cm.update_probability(wrong, 4.0)
    with pytest.raises(KindError, match="ratio"):
        cm.update_probability(0.4, wrong)


@pytest.mark.parametrize("wrong", [-0.001, 1.001, 40])
def test_a_probability_is_from_zero_to_one(wrong):
    """A percentage, or any number that is no probability, is refused."""
    with pytest.raises(OutOfRangeError, match="from 0 to 1"):
        cm.update_probability(wrong, 4.0)


@pytest.mark.parametrize("wrong", [0, 0.0, -1, -0.5, 10**400])
def test_a_ratio_is_positive_and_finite(wrong):
    """Zero, a negative ratio and one that is too long are refused."""
    with pytest.raises(OutOfRangeError, match="above 0"):
        cm.update_probability(0.4, wrong)


def test_timed_walks_are_told_and_not_graded():
    """The timed tests without a cut-off have figures, and no rule looks at them."""
    looked_at = {each.name for rule in cm.rules.values() for each in rule.inputs}
    for test in cm.literature.TIMED_WALKS:
        assert "not graded" in str(test)
        for quantity in test.quantities:
            assert QUANTITIES[quantity.name] is quantity
            assert quantity.name not in looked_at
