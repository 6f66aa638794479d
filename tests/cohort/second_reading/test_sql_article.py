"""What the article lists and counts, against plain SQL."""

import attrs
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

# Questions, early signs; each of the five counts once.
EARLY = (
    "loss_of_mobility",
    "reflex_change or sensory_change or arm_numbness",
    "arm_weakness or general_weakness or leg_weakness",
    "loss_of_coordination or clumsiness",
    "neck_pain or pain_elsewhere",
)
# Causes; and Questions, where wear and tear is described.
WEAR = (
    "disc_degeneration",
    "herniated_disc",
    "bone_spurs",
    "overgrown_ligaments",
    "spondylosis",
)
OTHER = (
    "neck_injury",
    "spinal_infection",
    "spinal_cancer",
    "rheumatoid_arthritis",
    "other_arthritis",
)
# Diagnosis: questions, four examinations, two kinds of image.
STEPS = (
    "history_taken",
    "gait_examined",
    "reflexes_examined",
    "grip_examined",
    "pain_assessed",
    "mri_done",
    "xray_done",
)
FACTS = (
    *(name for each in EARLY for name in each.split(" or ")),
    *WEAR,
    *OTHER,
    *STEPS,
    "congenital_narrow_canal",
    "asian_descent",
    "radiculopathy",
    "abnormal_evoked_potentials",
)
COLUMNS = {
    **{name: fact(0.15) for name in FACTS},
    "age_years": points(0, 120),
    "opll": word("absent", "not_imaged", "present"),
    "cord_area_mm2": amount(5, 200, (50, 90), (70.1,), places=2),
    "compression_ratio": amount(0, 2, (0.3, 0.8), (0.4,), places=3),
    "symptom_duration_months": amount(0, 1440, (0, 60), (18,)),
    "neck_mobility": word("decreased", "normal", "increased"),
    "sex_at_birth": word("male", "female"),
}
ENDS = either(FACTS) | {
    "age_years": (0, 120),
    "opll": ("'absent'", "'present'"),
    "cord_area_mm2": (200, 5),
    "compression_ratio": (2, 0),
    "symptom_duration_months": (0, 1440),
    "neck_mobility": ("'normal'", "'decreased'"),
    "sex_at_birth": ("'male'", "'female'"),
}


@pytest.fixture(scope="module")
def base():
    """Random people with everything that the article looks at."""
    return people(COLUMNS)


def test_counts(base):
    """Signs, steps and factors are counted, none of them weighted."""
    counts = {
        "article_early_signs": count(*EARLY),
        "article_workup": count(*STEPS),
        # Over 55; Asian descent stands for a hardened ligament that nobody imaged.
        "article_risk_factors": count(
            "age_years > 55",
            "congenital_narrow_canal",
            "opll = 'present' or opll = 'not_imaged' and asian_descent",
            "rheumatoid_arthritis",
        ),
        # More than 18 months, less motion, female at birth.
        "article_outlook_factors": count(
            "symptom_duration_months > 18",
            "neck_mobility = 'decreased'",
            "sex_at_birth = 'female'",
        ),
        # Kadaňka 2017: radiculopathy, 70.1 mm² or less, a ratio of 0.4 or less.
        "conversion_factors": count(
            "radiculopathy", "cord_area_mm2 <= 70.1", "compression_ratio <= 0.4"
        ),
        # Bednařík 2008: radiculopathy, abnormal SEP or MEP.
        "bednarik_early_predictors": count(
            "radiculopathy", "abnormal_evoked_potentials"
        ),
    }
    readings = {rule: Reading(*filled(sql, ENDS)) for rule, sql in counts.items()}
    # Symptoms are not older than the person, who has lived less than a year more.
    older = ("symptom_duration_months > 12 * age_years + 12",)
    for rule in ("article_risk_factors", "article_outlook_factors"):
        readings[rule] = attrs.evolve(readings[rule], contradictory=older)
    # One by one: what a frame says about a person decides whom a rule is for.
    for rule, reading in readings.items():
        assert differences(base, COLUMNS, {rule: reading}) == {}


def test_causes(base):
    """No cause hides another: wear and tear, another cause, both or none."""
    wear, other = f"({' or '.join(WEAR)})", f"({' or '.join(OTHER)})"
    kind = (
        f"case when {wear} and {other} then 'other_and_degenerative' "
        f"when {other} then 'other' when {wear} then 'degenerative' "
        f"else 'none_listed' end"
    )
    readings = {"article_cause": Reading(*filled(kind, ENDS), ordered=False)}
    assert differences(base, COLUMNS, readings) == {}
