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
# An emergency whenever it is there: the article names it without more.
ALWAYS = ("inability_to_move",)
# A clinician adds what is more than mild, where the article wants severe.
MORE_THAN_MILD = ("bowel_or_bladder_change",)
# Known disease: at least prompt, whatever is denied.
DISEASE = ("cord_signs", "myelopathy", "cord_compression", "spinal_infection")

COLUMNS = {name: fact(0.03, unknown=0.01) for name in (*SYMPTOMS, *EFFECTS)}
COLUMNS |= {name: fact(0.05, unknown=0.8) for name in DISEASE}
COLUMNS["mjoa_sensory_upper"] = Column(drawn(pick((2, *[3] * 40)), unknown=0.5))
DETAILS = {"onset": ("gradual", "sudden"), "severity": ("mild", "moderate", "severe")}
for _kind in SYMPTOMS:
    for _detail, _words in DETAILS.items():
        COLUMNS[f"{_kind}_{_detail}"] = word(*_words, wrong=0)
CHUNKS = 4


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
    return there


def severe(kind):
    """Whether a symptom is severe enough by itself."""
    words = "'moderate', 'severe'" if kind in MORE_THAN_MILD else "'severe'"
    return f"{kind}_severity in ({words})"


def conflicted(kind):
    """Whether a symptom is denied and yet described."""
    return f"coalesce(not {kind} and {described(kind)}, false)"


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
    # A wider step is a changed gait: no mistakes in that.
    base.execute(
        "update people set wide_based_gait = false, wide_based_gait_onset = null, "
        "wide_based_gait_severity = null, gait_change_onset = null, "
        "gait_change_severity = null where not gait_change"
    )
    conflict = " or ".join(map(conflicted, SYMPTOMS))
    known = " or ".join(
        (
            *(f"coalesce({name}, false)" for name in DISEASE),
            "coalesce(mjoa_sensory_upper < 3, false)",
        )
    )

    def emergencies(unknown):
        """Emergencies, apart from symptoms whose record contradicts itself."""
        return " or ".join(
            f"not {conflicted(kind)} and coalesce({present(kind)}, {unknown})"
            if kind in ALWAYS
            else f"not {conflicted(kind)} and coalesce({present(kind)}, {unknown}) "
            f"and (coalesce({kind}_onset = 'sudden', {unknown}) or "
            f"coalesce({severe(kind)}, {unknown}))"
            for kind in SYMPTOMS
        )

    def urgency(unknown):
        anything = " or ".join(
            (
                *(f"coalesce({present(kind)}, {unknown})" for kind in SYMPTOMS),
                *(f"coalesce({name}, {unknown})" for name in EFFECTS),
                known,
            )
        )
        # A mistake in one symptom does not hide an emergency of another.
        return (
            f"case when {conflict} then case when {emergencies('false')} "
            f"then 'emergency' end when {emergencies(unknown)} then 'emergency' "
            f"when {anything} then 'prompt' else 'none' end"
        )

    reading = Reading(urgency("false"), urgency("true"))
    assert differences(base, COLUMNS, {"article_urgency": reading}) == {}
