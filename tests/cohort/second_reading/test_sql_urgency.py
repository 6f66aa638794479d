"""When to contact a doctor, all 70 columns of it, against plain SQL."""

import pytest
from by_sql import ROWS, Reading, differences, either, fact, filled, people, word

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
COLUMNS = {name: fact(0.03, unknown=0.01) for name in (*SYMPTOMS, *EFFECTS)}
for _kind in SYMPTOMS:
    COLUMNS[f"{_kind}_onset"] = word("gradual", "sudden", wrong=0.0002)
    COLUMNS[f"{_kind}_severity"] = word("mild", "moderate", "severe", wrong=0.0002)
CHUNKS = 10


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_urgency(chunk):
    """Any sudden or severe symptom is an emergency, anything else at all is prompt."""
    base = people(COLUMNS, ROWS // CHUNKS, seed=chunk / CHUNKS)
    alarming = " or ".join(
        f"{kind} and ({kind}_onset = 'sudden' or {kind}_severity = 'severe')"
        for kind in SYMPTOMS
    )
    urgency = (
        f"case when {alarming} then 'emergency' "
        f"when {' or '.join((*SYMPTOMS, *EFFECTS))} then 'prompt' else 'none' end"
    )
    ends = either((*SYMPTOMS, *EFFECTS))
    for kind in SYMPTOMS:
        ends[f"{kind}_onset"] = ("'gradual'", "'sudden'")
        ends[f"{kind}_severity"] = ("'mild'", "'severe'")
    readings = {"article_urgency": Reading(*filled(urgency, ends))}
    assert differences(base, COLUMNS, readings) == {}
