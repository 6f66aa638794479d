"""Comparisons, recommendations, rates and groups, typed from the publications."""

import math

import pytest

import cervmyelo as cm
from cervmyelo.errors import LevelError, RefusedError
from cervmyelo.follow_up.recovery import GROUP_RESULTS
from cervmyelo.guidance.ao_spine_2017 import ADVISED
from cervmyelo.outlook.after_surgery import tetreault_743_odds, tetreault_2015

ALIKE = {"mjoa_before": 15, "age_years": 60, "abnormal_gait": False, "smoker": False}


# Tetreault 2015: worked relative checks.
@pytest.mark.parametrize(
    ("changed", "ratio"),
    [
        ({"smoker": True, "abnormal_gait": True}, 0.5928),
        ({"age_years": 80}, 0.8281),
        ({"mjoa_before": 12}, 1.11**-3),
    ],
)
def test_two_people_compared(changed, ratio):
    """One person against another is the product of what they differ in."""
    found = cm.tetreault_2015.compare({**ALIKE, **changed}, ALIKE)
    assert found.value == pytest.approx(ratio, rel=1e-12)
    back = cm.tetreault_2015.compare(ALIKE, {**ALIKE, **changed})
    assert back.value == pytest.approx(1 / ratio, rel=1e-12)


def test_a_worked_comparison_as_printed():
    """Three points less of the mJOA before make 0.7312 times."""
    found = cm.tetreault_2015.compare({**ALIKE, "mjoa_before": 12}, ALIKE)
    assert round(found.value, 4) == 0.7312


@pytest.mark.parametrize("age", [20, 60, 100])
def test_the_reference_cancels(age):
    """Two people of any one age compare as those of the reference do."""
    one = {**ALIKE, "age_years": age, "smoker": True}
    found = cm.tetreault_2015.compare(one, {**ALIKE, "age_years": age})
    assert found.value == pytest.approx(0.78, rel=1e-12)


def test_a_comparison_with_gaps_is_open():
    """What is not known of one person leaves the comparison open."""
    found = cm.tetreault_2015.compare({**ALIKE, "smoker": None}, ALIKE)
    assert (found.low, found.high) == (pytest.approx(0.78), pytest.approx(1))
    assert found.missing == ("smoker",)


@pytest.mark.parametrize(
    "rule", [tetreault_2015, tetreault_743_odds], ids=lambda r: r.name
)
def test_a_probability_is_refused(rule):
    """No intercept, no probability."""
    with pytest.raises(RefusedError, match="no intercept"):
        rule.probability(ALIKE)


def test_the_product_is_not_clipped():
    """A high score before makes more than the reference, and no 1 stops it."""
    assert cm.tetreault_2015({**ALIKE, "mjoa_before": 17}).value > 1.2


# AO Spine / CSRS 2017: strength and quality of each row.
RATED = {
    "surgery": ("strong", "moderate"),
    "surgery_after_worsening": ("weak", "very low to low"),
    "surgery_after_no_improvement": ("weak", "very low to low"),
    "surgery_or_rehabilitation": ("weak", "very low to low"),
    "counsel_surgery_or_follow_up": ("weak", "low"),
    "no_prophylactic_surgery": ("weak", "low"),
}


def test_recommendations_are_rated_as_published():
    """Every recommendation that the rule can give has its strength and quality."""
    assert set(ADVISED.codes) == set(RATED) == set(cm.literature.RECOMMENDATIONS)
    for code, (strength, quality) in RATED.items():
        each = cm.literature.RECOMMENDATIONS[code]
        assert (each.code, each.strength, each.quality) == (code, strength, quality)
        assert ADVISED.grade(code).meaning == each.says
        assert all(part in str(each) for part in (each.says, strength, quality))


# Rates that were printed with their counts: Fehlings 2012, Tetreault 2016, Shou 2015.
COUNTED = {
    "perioperative_fehlings": (15.6, 47, 302),
    "worse_myelopathy_fehlings": (1.3, 4, 302),
    "delayed_fehlings": (4.4, 12, 275),
    "perioperative_tetreault": (16.25, 78, 479),
    "c5_palsy_shou": (5.3, 704, 13621),
    "c5_palsy_2017": (6.3, 721, 11481),
    "rln_palsy_huschbeck": (9.0, 19, 211),
    "rln_palsy_series": (1.27, 3, 235),
}
# Rates that were printed with the number of people or operations only.
OUT_OF = {
    "rln_palsy_first": (2, 511),
    "rln_palsy_repeat": (8, 40),
    "rln_palsy_oh": (1.2, 3514),
    "any_complication_kaye": (9.83, 54348),
    "death_kaye": (0.43, 54348),
    "death_poorman": (0.32, 342477),
}
# Where the printed rate is not the quotient of the printed counts, and says so.
NOT_THE_QUOTIENT = {"perioperative_tetreault", "c5_palsy_shou"}


def test_counts_are_as_printed():
    """Counts stand where they were printed, and give the rate or a note why not."""
    held = {
        rate.name: (rate.figure.value, rate.numerator, rate.denominator)
        for rate in cm.literature.COMPLICATION_RATES
        if rate.numerator is not None
    }
    assert held == COUNTED
    assert {
        rate.name: (rate.figure.value, rate.denominator)
        for rate in cm.literature.COMPLICATION_RATES
        if rate.numerator is None and rate.denominator is not None
    } == OUT_OF
    for rate in cm.literature.COMPLICATION_RATES:
        if rate.name in COUNTED:
            quotient = 100 * rate.numerator / rate.denominator
            same = math.isclose(quotient, rate.figure.value, abs_tol=0.05)
            if rate.name in NOT_THE_QUOTIENT:
                assert rate.note
                assert abs(quotient - rate.figure.value) > 0.03
            else:
                assert same
                assert not rate.note


def test_rates_have_names_units_and_places():
    """Each rate is a percentage with a name of its own, its people and its place."""
    assert len({rate.name for rate in cm.literature.COMPLICATION_RATES}) == len(
        cm.literature.COMPLICATION_RATES
    )
    for rate in cm.literature.COMPLICATION_RATES:
        assert rate.figure.unit == "%"
        assert 0 < rate.figure.value < 100
        assert rate.population
        assert rate.cite.place
        assert str(rate.figure) in str(rate)


# (procedure, complication, source): the printed percentage.
PRINTED = {
    ("ACDF", "C5 palsy", "shou2015"): {3.3},
    ("ACDF", "C5 palsy", "muthu2025"): {4},
    ("anterior surgery", "C5 palsy", "yee2020"): {3.0},
    ("anterior surgery", "C5 palsy", "shou2015"): {5.2},
    ("posterior surgery", "C5 palsy", "shou2015"): {5.8},
    ("posterior surgery", "C5 palsy", "gu2014"): {5.8},
    ("laminectomy with fusion", "C5 palsy", "shou2015"): {11.0},
    ("laminectomy with fusion", "C5 palsy", "muthu2025"): {10},
    ("laminoplasty", "C5 palsy", "shou2015"): {5.1, 6.5},
    ("laminoplasty", "C5 palsy", "muthu2025"): {6},
    ("ACCF", "C5 palsy", "shou2015"): {7.5},
    ("circumferential surgery", "C5 palsy", "muthu2025"): {16},
    ("open-door laminoplasty", "C5 palsy", "gu2014"): {4.5},
    ("double-door laminoplasty", "C5 palsy", "gu2014"): {3.1},
    ("laminectomy", "C5 palsy", "gu2014"): {11.3},
    ("any surgery", "C5 palsy", "shou2015"): {5.3, 5.8, 4.5, 5.2, 2.2},
    ("any surgery", "C5 palsy", "muthu2025"): {7},
    ("ACDF", "recurrent laryngeal nerve palsy", "article"): {3},
    ("anterior surgery", "recurrent laryngeal nerve palsy", "yee2020"): {1.3},
    ("ACDF", "recurrent laryngeal nerve palsy", "anterior_registry"): {2, 8},
    ("ACDF", "recurrent laryngeal nerve palsy", "oh2020"): {1.2},
    ("ACDF", "recurrent laryngeal nerve palsy", "huschbeck2020"): {9.0},
    (
        "anterior surgery",
        "recurrent laryngeal nerve palsy",
        "laryngoscopy_series_235",
    ): {1.27},
    ("any surgery", "C5 palsy", "c5_review2017"): {6.3},
    ("laminectomy", "C5 palsy", "c5_by_operation2025"): {8},
    ("laminectomy", "lasting C5 palsy", "c5_by_operation2025"): {1.44},
    ("posterior fusion", "C5 palsy", "c5_by_operation2025"): {7.03},
    ("laminoplasty", "C5 palsy", "c5_by_operation2025"): {5.11},
    ("corpectomy", "C5 palsy", "c5_by_operation2025"): {4.16},
    ("ACDF", "C5 palsy", "c5_by_operation2025"): {2.61},
    ("any surgery", "any complication of the procedure", "kaye2015"): {9.83},
    ("any surgery", "death in hospital", "kaye2015"): {0.43},
    ("any surgery", "death in hospital", "poorman2018"): {0.32},
    ("simple fusion", "death in hospital", "poorman2018"): {0.256},
    ("complex fusion", "death in hospital", "poorman2018"): {0.534},
    ("decompression without fusion", "death in hospital", "poorman2018"): {0.424},
    ("anterior surgery", "dysphagia", "yee2020"): {5.3},
    ("anterior surgery", "oesophageal perforation", "yee2020"): {0.2},
    ("anterior surgery", "infection", "yee2020"): {1.2},
    ("anterior surgery", "adjacent segment disease", "yee2020"): {8.1},
    ("anterior surgery", "pseudarthrosis", "yee2020"): {2.0},
    ("anterior surgery", "graft or hardware failure", "yee2020"): {2.1},
    ("anterior surgery", "cerebrospinal fluid leak", "yee2020"): {0.5},
    ("anterior surgery", "haematoma", "yee2020"): {1.0},
    ("anterior surgery", "Horner syndrome", "yee2020"): {0.4},
    ("anterior surgery", "vertebral artery injury", "yee2020"): {0.4},
    ("anterior surgery", "new or worse neurological deficit", "yee2020"): {0.5},
    ("any surgery", "any perioperative complication", "fehlings2012"): {15.6},
    ("any surgery", "minor cardiopulmonary event", "fehlings2012"): {3.0},
    ("any surgery", "dysphagia", "fehlings2012"): {3.0},
    ("any surgery", "superficial infection", "fehlings2012"): {2.3},
    ("any surgery", "worse myelopathy", "fehlings2012"): {1.3},
    ("any surgery", "delayed complication", "fehlings2012"): {4.4},
    ("any surgery", "any perioperative complication", "tetreault2016"): {16.25},
    ("any surgery", "any perioperative event", "ajoku2023"): {26.1, 11.2},
    ("ACDF", "dysphagia", "acdf_late_series"): {35.1},
    ("ACDF", "dysphonia", "acdf_late_series"): {18.9},
    ("ACDF", "dysphagia", "acdf_three_levels"): {26.4},
    ("ACDF", "dysphonia", "acdf_three_levels"): {9.6},
    ("ACDF", "haematoma", "acdf_three_levels"): {1.3},
    ("ACDF", "reintubation", "acdf_three_levels"): {1.3},
    ("ACDF", "dural tear", "acdf_three_levels"): {0.6},
}
# Two rates of one kind are told apart by their people.
OF_WHOM = {
    "laminoplasty_plus": 6.5,
    "opll": 5.8,
    "spondylosis": 4.5,
    "_men": 5.2,
    "women": 2.2,
    "first": 2,
    "repeat": 8,
    "65_and_over": 26.1,
    "under_65": 11.2,
}


def test_each_rate_is_of_its_own_complication():
    """Percentages stand with the procedure, the complication and the source."""
    held = {}
    for rate in cm.literature.COMPLICATION_RATES:
        key = (rate.of, rate.label, rate.cite.source.key)
        held.setdefault(key, set()).add(rate.figure.value)
    assert held == PRINTED
    for part, value in OF_WHOM.items():
        (rate,) = (r for r in cm.literature.COMPLICATION_RATES if r.name.endswith(part))
        assert rate.figure.value == value


def test_no_laryngeal_palsy_is_taken_for_another_complication():
    """The 3.0 % of 2012 is of swallowing and of heart and lungs, not of the nerve."""
    held = [
        r
        for r in cm.literature.COMPLICATION_RATES
        if r.cite.source.key == "fehlings2012"
    ]
    assert not [rate for rate in held if "laryngeal" in rate.label]
    assert {r.label for r in held if r.figure.value == 3.0} == {
        "dysphagia",
        "minor cardiopulmonary event",
    }


def test_rates_of_one_procedure():
    """The rates of a procedure are those that name it; all of them without a name."""
    assert cm.literature.rates_of() == cm.literature.COMPLICATION_RATES
    for rate in cm.literature.COMPLICATION_RATES:
        assert rate in cm.literature.rates_of(rate.of)
        assert {each.of for each in cm.literature.rates_of(rate.of)} == {rate.of}


@pytest.mark.parametrize("wrong", ["acdf", "", "4711", "Zyxwv"])
def test_an_unknown_procedure_is_refused(wrong):
    """A name that no rate bears is refused, with what there is, and is not repeated."""
    with pytest.raises(LevelError) as refused:
        cm.literature.rates_of(wrong)
    assert "ACDF" in str(refused.value)
    assert "Zyxwv" not in str(refused.value)
    assert "4711" not in str(refused.value)
    assert refused.value.__cause__ is None


# Rate of the means by our own division, in percent, beside the published mean rate.
OF_MEANS = {
    "joa_series_78": (62.1, 68.0),
    "joa_series_50": (67.2, 62.6),
    "joa_series_39": (57.5, 52.5),
    "joa_mcid_study": (40.3, 42),
    "joa_series_pmc7712653": (40.4, 47.5),
}


def test_a_mean_rate_is_not_rebuilt_from_means():
    """The rate of the mean scores differs from the mean rate, both ways."""
    assert {each.cite.source.key for each in GROUP_RESULTS} == set(OF_MEANS)
    signs = set()
    for each in GROUP_RESULTS:
        before, after, published = (figure.value for figure in each.figures)
        ours = 100 * (after - before) / (17 - before)
        expected, printed = OF_MEANS[each.cite.source.key]
        assert round(ours, 1) == expected
        assert published == printed
        assert abs(ours - published) > 1
        signs.add(ours > published)
    assert signs == {True, False}


def test_means_are_refused_as_totals():
    """A mean score is no total of one person, so no rate comes of it."""
    found = cm.joa_recovery_rate({"joa_before": 10.8, "joa_after": 13.3})
    assert found.status == "refused"


def test_dividing_by_the_score_after_is_not_the_rate():
    """The divisor is the room before, as the formula says, never the score after."""
    found = cm.joa_recovery_rate({"joa_before": 11, "joa_after": 14})
    assert found.value == pytest.approx(50)
    assert found.value != pytest.approx(100 * (14 - 11) / 14)


def test_reasons_do_not_say_the_contrary():
    """What decides by being absent is shown as absent."""
    hands_unknown = cm.MJOA(motor_lower=5, sensory_upper=2, sphincter=2)
    found = cm.ao_spine_2017(cm.Patient(mjoa=hands_unknown, myelopathy=True))
    assert str(found.because[0]) == (
        "moderate or severe myelopathy: met (myelopathy, as a clinician judges: yes; "
        "mJOA total at least 15 points: not met)"
    )
    gained = cm.mjoa_mcid({"mjoa_before": 12, "mjoa_after": 14})
    assert str(gained.because[0]) == (
        "gain of at least the MCID: met (mJOA total before over 12 points: not met; "
        "mJOA total after at least 14 points: met)"
    )
