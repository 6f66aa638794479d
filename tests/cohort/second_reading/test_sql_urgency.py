"""When to contact a doctor, all 70 columns of it and some more, against plain SQL."""

import pytest
from by_sql import ROWS, Column, Reading, differences, drawn, fact, people, pick, word

# Symptoms; the paragraph on the lower body; When to contact a doctor; Questions.
SYMPTOMS = (
    "arm_weakness",
    "arm_numbness",
    "general_weakness",
    "stiffness",
    "clumsiness",
    "loss_of_balance",
    "loss_of_coordination",
    "spasticity",
    "handwriting_difficulty",
    "buttoning_difficulty",
    "small_items_difficulty",
    "neck_pain",
    "bowel_or_bladder_change",
    "lhermitte_sign",
    "leg_weakness",
    "gait_change",
    "wide_based_gait",
    "inability_to_move",
    "loss_of_mobility",
    "reflex_change",
    "sensory_change",
    "pain_elsewhere",
)
EFFECTS = (
    "daily_tasks_affected",
    "quality_of_life_affected",
    "mobility_limits_work",
    "wheelchair_or_immobile",
)
# Always an emergency: the article names the first, and a clinician adds the second.
ALWAYS = ("inability_to_move", "bowel_or_bladder_change")
# Known disease: at least prompt, whatever is denied.
DISEASE = ("cord_signs", "myelopathy", "cord_compression", "spinal_infection")

COLUMNS = {name: fact(0.03, unknown=0.01) for name in (*SYMPTOMS, *EFFECTS)}
COLUMNS |= {name: fact(0.05, unknown=0.8) for name in DISEASE}
COLUMNS["mjoa_sensory_upper"] = Column(drawn(pick((2, *[3] * 40)), unknown=0.5))
DETAILS = {"onset": ("gradual", "sudden"), "severity": ("mild", "moderate", "severe")}
for _kind in SYMPTOMS:
    for _detail, _words in DETAILS.items():
        COLUMNS[f"{_kind}_{_detail}"] = word(*_words, wrong=0.0002)
CHUNKS = 10


def described(kind):
    """Whether anything is recorded about how a symptom is."""
    return f"({kind}_onset is not null or {kind}_severity is not null)"


def present(kind):
    """Whether a symptom is there; one that is described is, and so is what it is of."""
    there = f"coalesce({kind}, case when {described(kind)} then true end)"
    if kind == "gait_change":
        # Walking with the feet wider apart is a changed gait.
        there = (
            f"coalesce({there}, case when {present('wide_based_gait')} then true end)"
        )
    if kind == "wide_based_gait":
        there = f"coalesce({there}, case when not gait_change then false end)"
    return there


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_urgency(chunk):
    """Sudden, severe or without control: an emergency; anything at all: prompt."""
    base = people(COLUMNS, ROWS // CHUNKS, seed=chunk / CHUNKS)
    # A symptom that is denied is described by mistake only.
    kept = ", ".join(
        f"{kind}_{detail} = case when {kind} is distinct from false or "
        f"random() < 0.0005 then {kind}_{detail} end"
        for kind in SYMPTOMS
        for detail in DETAILS
    )
    base.execute(f"update people set {kept}")  # noqa: S608
    contradictory = " or ".join(
        (
            *(
                f"coalesce(not {kind} and {described(kind)}, false)"
                for kind in SYMPTOMS
            ),
            "coalesce(wide_based_gait and not gait_change, false)",
            f"coalesce(not gait_change and wide_based_gait is null and "
            f"{described('wide_based_gait')}, false)",
        )
    )
    known = " or ".join(
        (
            *(f"coalesce({name}, false)" for name in DISEASE),
            "coalesce(mjoa_sensory_upper < 3, false)",
        )
    )

    def urgency(unknown):
        emergencies = " or ".join(
            f"coalesce({present(kind)}, {unknown})"
            if kind in ALWAYS
            else f"coalesce({present(kind)}, {unknown}) and ("
            f"coalesce({kind}_onset = 'sudden', {unknown}) or "
            f"coalesce({kind}_severity = 'severe', {unknown}))"
            for kind in SYMPTOMS
        )
        anything = " or ".join(
            (
                *(f"coalesce({present(kind)}, {unknown})" for kind in SYMPTOMS),
                *(f"coalesce({name}, {unknown})" for name in EFFECTS),
                known,
            )
        )
        return (
            f"case when {contradictory} then null when {emergencies} then 'emergency' "
            f"when {anything} then 'prompt' else 'none' end"
        )

    reading = Reading(urgency("false"), urgency("true"))
    assert differences(base, COLUMNS, {"article_urgency": reading}) == {}
