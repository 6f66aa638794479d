"""Every sentence of the article is in the library, with the article as its source."""

import pytest
from cases import ARTICLE as LISTS

import cervmyelo as cm
from cervmyelo.models.symptoms import SYMPTOMS as HELD
from cervmyelo.sources import ARTICLE

EVERY_SYMPTOM = [kind for kinds in LISTS["symptoms"].values() for kind in kinds]


def with_symptom(kind, **details):
    """A patient with one symptom and nothing else on record."""
    return cm.Patient(symptoms=[cm.Symptom(kind=kind, present=True, **details)])


def test_symptoms_and_where_the_article_lists_them():
    """The symptoms of the article are those of the library, group by group."""
    held = {}
    for kind, symptom in HELD.items():
        held.setdefault(symptom.group, []).append(kind)
    assert held == LISTS["symptoms"]
    assert all(symptom.cite.source is ARTICLE for symptom in HELD.values())


def test_fine_motor_trio():
    """Fine motor tasks are handwriting, buttoning clothes and holding small items."""
    trio = [kind for kind, each in HELD.items() if each.group == "fine motor"]
    assert [kind.partition("_")[0] for kind in trio] == [
        "handwriting",
        "buttoning",
        "small",
    ]


def test_lower_body():
    """The lower body shows weakness, gait change or feet set wider apart."""
    lower = [kind for kind, each in HELD.items() if each.group == "lower body"]
    assert lower == ["leg_weakness", "gait_change", "wide_based_gait"]


@pytest.mark.parametrize("onset", ["gradual", "sudden"])
def test_onset(onset):
    """Onset is gradual over years, or rapid."""
    symptom = cm.Symptom(kind="neck_pain", present=True, onset=onset)
    assert symptom.onset == onset


def test_six_stages():
    """The stages are 0 to 5, ordered, each with what it means."""
    assert [grade.code for grade in cm.article_stage.scale] == [0, 1, 2, 3, 4, 5]
    assert list(cm.article_stage.scale) == sorted(cm.article_stage.scale)
    words = ["no symptoms", "nerve root", "unaffected", "begins", "work", "wheelchair"]
    for grade, word in zip(cm.article_stage.scale, words, strict=True):
        assert word in grade.meaning


@pytest.mark.parametrize("kind", EVERY_SYMPTOM)
def test_prompt_for_any_symptom(kind):
    """Any symptom is a reason to contact a doctor promptly, and maybe more."""
    urgency = cm.triage(with_symptom(kind))
    if kind == "inability_to_move":
        # The article names it among what needs emergency care.
        assert urgency.at_least.code == "emergency"
        return
    assert urgency.at_least.code == "prompt"
    assert urgency.shown.code == "emergency"
    calm = cm.triage(with_symptom(kind, onset="gradual", severity="mild"))
    # Symptoms that were not recorded may still be alarming.
    assert calm.at_least.code == "prompt"
    assert calm.shown.code == "emergency"


@pytest.mark.parametrize("effect", ["daily_tasks_affected", "quality_of_life_affected"])
def test_prompt_for_an_effect_on_life(effect):
    """An effect on daily tasks or quality of life is a reason for prompt contact."""
    assert cm.triage(cm.Patient(**{effect: True})).at_least.code == "prompt"


@pytest.mark.parametrize("alarm", [{"onset": "sudden"}, {"severity": "severe"}])
@pytest.mark.parametrize("kind", ["neck_pain", "arm_numbness", "inability_to_move"])
def test_emergency_for_sudden_or_severe(kind, alarm):
    """Sudden or severe pain, numbness or inability to move is an emergency."""
    urgency = cm.triage(with_symptom(kind, **alarm))
    assert urgency.value.code == "emergency"
    assert "911" in str(urgency)


def test_unknown_never_lowers_the_urgency_shown():
    """With nothing on record, an emergency is not ruled out, and that is shown."""
    urgency = cm.triage(cm.Patient())
    assert (urgency.at_least.code, urgency.shown.code) == ("none", "emergency")
    assert urgency.value is None
    assert str(urgency).startswith("Not enough recorded")


def test_causes():
    """The causes of the article, and which of them are wear and tear."""
    for kind in ("degenerative", "other"):
        names = LISTS["causes"][kind]
        worn = kind == "degenerative"
        held = {
            each.fact.name for each in cm.literature.CAUSES if each.degenerative is worn
        }
        assert held == set(names)
    assert all(each.cite.source is ARTICLE for each in cm.literature.CAUSES)


def test_risk_factors():
    """Over 55, a canal narrow from birth, Asian descent by way of OPLL, and RA."""
    profile = cm.score_risk(cm.Patient())
    assert [factor.name for factor in profile.factors] == [
        "over_55",
        "narrow_canal",
        "opll_or_descent",
        "rheumatoid_arthritis",
    ]
    assert all(factor.present is None for factor in profile.factors)
    assert all(factor.says[0].cite.source is ARTICLE for factor in profile.factors)
    assert (profile.value, profile.low, profile.high) == (None, 0, 4)


def test_rheumatoid_arthritis_figure():
    """About 2.5 % after more than 14 years, the article says; 5 % (3-9) the other."""
    about = cm.literature.DISAGREEMENTS["ra_frequency"]
    assert [str(figure) for figure in about.followed.figures] == [
        "with myelopathy, of those with RA for over 14 years: 2.5%",
        "time with RA, more than: 14 years",
    ]
    assert str(about.others[0].figures[0]).endswith("5% (3 to 9)")


def test_examinations_and_imaging():
    """History, gait, reflexes, grip, pain, MRI and X-ray: done or outstanding."""
    patient = cm.Patient(gait_examined=True, mri_done=False)
    work = cm.assess(patient).workup
    assert [factor.name for factor in work.factors] == LISTS["diagnosis"]["steps"]
    assert [factor.name for factor in work.done] == ["gait_examined"]
    assert [factor.name for factor in work.outstanding] == ["mri_done"]
    assert len(work.unknown) == 5


def test_treatments():
    """Medication, physical therapy, injection, ACDF, laminectomy, with their aims."""
    assert [(each.name, each.surgical) for each in cm.literature.TREATMENTS] == [
        ("anti_inflammatory_medication", False),
        ("physical_therapy", False),
        ("corticosteroid_injection", False),
        ("acdf", True),
        ("laminectomy", True),
    ]
    aims = {each.name: each.aim for each in cm.literature.TREATMENTS}
    assert "grafts" in aims["acdf"]
    assert "bone spurs" in aims["laminectomy"]
    assert all("less pressure" in aims[name] for name in ("acdf", "laminectomy"))
    assert all(each.cite.source is ARTICLE for each in cm.literature.TREATMENTS)


def test_complications():
    """The complications of treatment, disease, surgery and ACDF."""
    assert {each.of: 0 for each in cm.literature.COMPLICATIONS}.keys() == {
        "ineffective treatment",
        "cervical myelopathy",
        "surgery",
        "ACDF",
    }
    assert [each.name for each in cm.literature.COMPLICATIONS] == [
        "pain",
        "reduced_mobility",
        "nerve_injury",
        "breathing_difficulty",
        "paralysis",
        "surgical_infection",
        "surgical_damage",
        "surgical_bleeding",
        "laryngeal_nerve_palsy",
    ]


def test_laryngeal_palsy_figures():
    """3 % in the article; 1.3, 2 and 8, 1.2, 9, 0 and 1.27 % elsewhere."""
    about = cm.literature.DISAGREEMENTS["laryngeal_palsy"]
    assert [figure.value for figure in about.followed.figures] == [3]
    first = [each.figures[0].value for each in about.others]
    assert first == [1.3, 2, 1.2, 9.0, 0, 1.27]
    registry = [each.value for each in about.others[1].figures]
    assert registry[:5] == [2, 8, 511, 40, 525]


def test_outlook_factors_and_caution():
    """More than 18 months, decreased range of motion, female at birth; estimates."""
    patient = cm.Patient(
        symptom_duration_months=19, neck_mobility="decreased", sex_at_birth="female"
    )
    outlook = cm.estimate_outlook(patient)
    assert (outlook.value, len(outlook.present)) == (3, 3)
    assert "estimates" in outlook.caution.says
    assert outlook.caution.cite.source is ARTICLE
    assert outlook.finding.unit == "of 3"


def test_where_the_literature_disagrees_both_are_shown():
    """Range of motion, RA, laryngeal palsy, merged stages: both sides are there."""
    assert {
        name
        for name, each in cm.literature.DISAGREEMENTS.items()
        if each.followed.cite.source is ARTICLE
    } == {
        "neck_movement",
        "ra_frequency",
        "laryngeal_palsy",
        "merged_stage",
        "lhermitte_feeling",
        "urgent_symptoms",
    }
    for each in cm.literature.DISAGREEMENTS.values():
        assert each.others
        # This library is more cautious than the letter of the article.
        if each.name != "urgent_symptoms":
            assert all(said.cite.source is not ARTICLE for said in each.others)
        assert each.followed.says in str(each)
        assert all(said.says in str(each) for said in each.others)


def test_the_condition_itself():
    """Each sentence on the condition is there, with the place in the article."""
    words = LISTS["background"]["sentences"]
    assert len(cm.literature.BACKGROUND) == len(words)
    for said, word in zip(cm.literature.BACKGROUND, words, strict=True):
        assert word in said.says
        assert said.cite.source is ARTICLE


def test_how_the_list_of_causes_was_read():
    """Infection and cancer, listed under injury, are causes of their own."""
    held = {each.fact.name for each in cm.literature.CAUSES}
    assert set(LISTS["causes"]["listed_under_injury"]) <= held


def test_early_signs():
    """Early signs: mobility, reflexes and senses, weakness, coordination, pain."""
    rule = cm.rules["article_early_signs"]
    assert [each.name for each in rule.counted] == list(LISTS["early_signs"])
