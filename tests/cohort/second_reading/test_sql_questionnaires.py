"""Questionnaires and the Cooper grades against plain SQL, written from the papers."""

import pytest
from by_sql import Reading, amount, differences, filled, people, points

# chiro.org: ten sections of 0 to 5.
SECTIONS = [f"ndi_section_{number}" for number in range(1, 11)]
# The code of a study on the JOACMEQ: the best answer to each question; 1 is the worst.
BEST = {
    **dict.fromkeys(("1_1", "1_2", "1_3", "1_4"), 3),
    "2_1": 3,
    "2_2": 3,
    "2_3": 4,
    "3_1": 5,
    "3_2": 3,
    "3_3": 3,
    "3_4": 3,
    "3_5": 3,
    "4_1": 5,
    "4_2": 3,
    "4_3": 3,
    "4_4": 3,
    **{f"5_{number}": 5 for number in range(1, 9)},
}
# The formulae of the five domains, as that code has them.
DOMAINS = {
    "neck": "(20*q1_1 + 10*q1_2 + 15*q1_3 + 5*q1_4 - 50) * 100 / 100",
    "upper_limb": "(5*q1_4 + 10*q2_1 + 15*q2_2 + 5*q2_3 + 5*q3_1 - 40) * 100 / 95",
    "lower_limb": "(10*q3_1 + 10*q3_2 + 15*q3_3 + 5*q3_4 + 5*q3_5 - 45) * 100 / 110",
    "bladder": "(10*q4_1 + 5*q4_2 + 10*q4_3 + 5*q4_4 - 30) * 100 / 80",
    "quality_of_life": "(3*q5_1 + 2*q5_2 + 2*q5_3 + 5*q5_4 + 4*q5_5 + 3*q5_6 "
    "+ 2*q5_7 + 3*q5_8 - 24) * 100 / 96",
}
SCORES = ("sf36_pcs", "sf36_mcs", *(f"joacmeq_{domain}" for domain in DOMAINS))
COLUMNS = {
    **{name: points(0, 5, full=0.2) for name in SECTIONS},
    "ndi_nine_sections": points(0, 45),
    "mdi_total": points(0, 30),
    "cooper_upper": points(0, 4),
    "cooper_lower": points(0, 5),
    **{f"joacmeq_q{number}": points(1, best) for number, best in BEST.items()},
    "ndi_before": points(0, 50),
    "ndi_after": points(0, 50),
    **{
        f"{score}_{when}": amount(0, 100, (20, 80))
        for score in SCORES
        for when in ("before", "after")
    },
}


@pytest.fixture(scope="module")
def base():
    """Random people with answers and scores before and after."""
    return people(COLUMNS)


def test_ndi(base):
    """The sum of ten sections, its bands, and nine sections in percent of 45."""
    low, high = filled(" + ".join(SECTIONS), dict.fromkeys(SECTIONS, (0, 5)))
    # chiro.org: none 0-4, mild 5-14, moderate 15-24, severe 25-34, complete 35-50.
    band = (
        "case when {0} <= 4 then 'none' when {0} <= 14 then 'mild' "
        "when {0} <= 24 then 'moderate' when {0} <= 34 then 'severe' "
        "else 'complete' end"
    )
    # Noterro: 16 of 45 is 35.5 %.
    nine = filled("ndi_nine_sections / 45 * 100", {"ndi_nine_sections": (0, 45)})
    readings = {
        "ndi_total": Reading(low, high),
        "ndi_disability": Reading(band.format(f"({low})"), band.format(f"({high})")),
        "ndi_percent_of_nine": Reading(*nine, near=1e-12),
    }
    assert differences(base, COLUMNS, readings) == {}


def test_mdi_and_cooper(base):
    """Eur Spine J 2022: mild 0-4, moderate 5-7, severe 8-30. Cooper as recorded."""
    band = (
        "case when mdi_total <= 4 then 'mild' when mdi_total <= 7 then 'moderate' "
        "else 'severe' end"
    )
    readings = {
        "mdi_severity": Reading(*filled(band, {"mdi_total": (0, 30)})),
        "cooper_upper": Reading(*filled("cooper_upper", {"cooper_upper": (0, 4)})),
        "cooper_lower": Reading(*filled("cooper_lower", {"cooper_lower": (0, 5)})),
    }
    assert differences(base, COLUMNS, readings) == {}


@pytest.mark.parametrize("domain", DOMAINS)
def test_joacmeq(base, domain):
    """A domain is its weighted answers; one that is missing is worst to best."""
    formula = DOMAINS[domain].replace("q", "joacmeq_q")
    ends = {f"joacmeq_q{number}": (1, best) for number, best in BEST.items()}
    reading = Reading(*filled(formula, ends), near=1e-12, least_scale=1)
    assert differences(base, COLUMNS, {f"joacmeq_{domain}": reading}) == {}


@pytest.mark.parametrize(
    ("score", "grade", "enough"),
    [
        # PMID 29652783: 4 points. Wada, part 5: 20 points or more.
        ("sf36_pcs", "mcid", 4),
        ("sf36_mcs", "mcid", 4),
        *((f"joacmeq_{domain}", "benefit", 20) for domain in DOMAINS),
    ],
)
def test_gains(base, score, grade, enough):
    """A gain is the score after less the score before, and may be large enough."""
    before, after = f"{score}_before", f"{score}_after"
    low = f"coalesce({after}, 0) - coalesce({before}, 100)"
    high = f"coalesce({after}, 100) - coalesce({before}, 0)"
    # One decimal: a gain of 4 on paper is less in binary.
    reached = (
        f"case when round({{}}, 1) >= {enough} then 'reached' else 'not_reached' end"
    )
    readings = {
        f"{score}_change": Reading(low, high, near=1e-12, least_scale=100),
        f"{score}_{grade}": Reading(reached.format(high), reached.format(low)),
    }
    assert differences(base, COLUMNS, readings) == {}


def test_ndi_before_and_after(base):
    """The change in points, and the reduction in percent of the score before."""
    readings = {
        "ndi_change": Reading(
            "coalesce(ndi_after, 0) - coalesce(ndi_before, 50)",
            "coalesce(ndi_after, 50) - coalesce(ndi_before, 0)",
        ),
        # Without a score before, 1 is the least that can be reduced.
        "ndi_reduction": Reading(
            "case when ndi_before = 0 then null else (1 - coalesce(ndi_after, 50) / "
            "coalesce(ndi_before, 1)) * 100 end",
            "case when ndi_before = 0 then null else (1 - coalesce(ndi_after, 0) / "
            "coalesce(ndi_before, 50)) * 100 end",
            gap="ndi_before is null",
            near=1e-12,
            least_scale=100,
        ),
    }
    assert differences(base, COLUMNS, readings) == {}
