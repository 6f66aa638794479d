"""Everything at once: complete, consistent with each function, and readable."""

import pickle

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cervmyelo as cm
from cervmyelo import testing
from cervmyelo.consistency import described
from cervmyelo.io import patient_from_dict, patient_to_dict
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.registry import FIRST_LOOK
from cervmyelo.results.assessment import has_input, is_informative

slow = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow]
)


@pytest.mark.parametrize(
    ("recorded", "rule"),
    [
        ({"ranawat": "II"}, "ranawat"),
        ({"kang_grade": 2}, "kang_grade"),
        ({"mjoa_total": 9}, "mjoa_severity"),
        ({"torg_pavlov_ratio": 0.7}, "torg_pavlov"),
    ],
)
def test_a_recorded_answer_informs_its_rules(recorded, rule):
    """A rule is among the informed ones if only what stands for its inputs is there."""
    found = {each.rule.name: each for each in cm.assess(recorded).informed}
    assert found[rule].value is not None
    assert has_input(cm.rules[rule], recorded)


@slow
@given(testing.patients())
def test_assess_says_what_each_function_says(patient):
    """The assessment holds what the functions of the library say one by one."""
    assessment = cm.assess(patient)
    assert [finding.rule.name for finding in assessment] == list(cm.rules)
    assert assessment.stage == cm.grade(patient)
    assert assessment["mjoa_total"] == cm.mjoa_total(patient)
    assert assessment["mjoa_severity"] == cm.mjoa_severity(patient)
    assert assessment["article_cause"] == cm.article_cause(patient)
    assert assessment["article_early_signs"] == cm.article_early_signs(patient)
    assert assessment.urgency.finding == assessment["article_urgency"]
    assert assessment.risk.finding == assessment["article_risk_factors"]
    assert assessment.outlook.finding == assessment["article_outlook_factors"]
    assert assessment.workup.finding == assessment["article_workup"]


def test_what_follows_decides_whom_a_rule_is_for():
    """A person who must have been operated on is outside of the rules for others."""
    patient = cm.Patient(time_since_surgery_months=6)
    assessment = cm.assess(patient)
    for name, rule in cm.rules.items():
        assert assessment[name].status == rule(patient).status
    assert assessment["stability_without_surgery"].status == "refused"


@slow
@given(testing.patients())
def test_a_patient_and_its_plain_values_say_the_same(patient):
    """A model and its flat values are one to every rule."""
    for rule in cm.rules.values():
        assert rule(patient) == rule(patient.flat())


WORSE = {
    "cord_signs": True,
    "nerve_root_involvement": True,
    "wheelchair_or_immobile": True,
    "mobility_limits_work": True,
    "daily_tasks_affected": True,
    "quality_of_life_affected": True,
    "congenital_narrow_canal": True,
    "rheumatoid_arthritis": True,
    "age_years": 90,
    "neck_pain": True,
    "gait_change": True,
    "wide_based_gait": True,
    "arm_numbness": True,
}
GRADED = ("article_stage", "article_urgency", "article_risk_factors")


@slow
@given(testing.patients(), st.sampled_from(sorted(WORSE)))
def test_a_worse_finding_never_lowers_a_grade_an_urgency_or_a_risk(patient, name):
    """Making a finding worse, or adding one, never lowers what is found."""
    before = patient_to_dict(patient)
    after = {**before, name: WORSE[name]}
    if before.get(name) is None:
        before[name] = 0 if name == "age_years" else False
        for detail in ("onset", "severity", "duration_months"):
            if f"{name}_{detail}" in before:
                before[f"{name}_{detail}"] = None
    less, more = cm.assess(patient_from_dict(before)), patient_from_dict(after)
    for rule in GRADED:
        one, other = less[rule], cm.assess(more)[rule]
        if "refused" in {one.status, other.status}:
            # The finding contradicts something else on record.
            continue
        assert one.low <= other.low
        assert one.high <= other.high


@slow
@given(testing.patients(), testing.symptoms())
def test_an_added_symptom_never_lowers_the_urgency_established(patient, symptom):
    """One more symptom on record never lowers what is established."""
    if any(each.kind == symptom.kind for each in patient.symptoms):
        return
    record = patient_to_dict(patient) | symptom.flat()
    record["symptom_duration_months"] = None
    added = cm.triage(patient_from_dict(record))
    assert cm.triage(patient).at_least <= added.at_least


@slow
@given(testing.patients(), st.data())
def test_one_more_answer_never_widens_and_a_gap_never_narrows(patient, data):
    """Answering one question leaves a subset of what every rule held possible."""
    values = patient.flat()
    name = data.draw(st.sampled_from(sorted(QUANTITIES)))
    answer = data.draw(testing.values(name))
    contested = any(
        conflict.by_definition
        for conflict in cm.Case({**values, name: answer}).conflicts
    )
    for rule in cm.rules.values():
        less = rule({**values, name: None})
        more = rule({**values, name: answer})
        codes = {problem.code for problem in more.problems}
        raising = {q.name for q in rule.reads} - rule.input_names
        if contested or (less.holds_for and name in raising):
            # Contested facts say nothing, and an assumption may turn out to be wrong.
            continue
        if codes & {"contradiction", "outside_population"}:
            continue
        if more.status == "refused":
            # The source gives no answer, which was open before.
            assert less.status != "ok"
        elif less.possible is None:
            assert less.low <= more.low <= more.high <= less.high
        else:
            assert set(more.possible) <= set(less.possible)


def test_text_of_an_assessment():
    """The text names each rule's answer, why, what to ask, and stays in 80 columns."""
    patient = cm.Patient(
        age_years=61,
        symptoms=[cm.Symptom(kind="gait_change", present=True)],
        mjoa=cm.MJOA(motor_lower=5, sensory_upper=2, sphincter=2),
    )
    text = str(cm.assess(patient).report)
    assert max(map(len, text.splitlines())) <= 80
    for said in (
        "Contact a doctor promptly. Emergency care if there is inability to move,",
        "3 or 4 or 5",
        "9 to 14 points",
        "moderate or severe",
        "Ask next",
        "How well can the hands be used?",
        "Sources differ on",
    ):
        assert said in text


def test_text_counts_what_is_not_on_record():
    """Rules about which nothing is known are counted, but for the urgency."""
    empty = str(cm.assess(cm.Patient()))
    assert f"{len(cm.rules) - 1} other rules have no data" in empty
    assert "Not enough recorded. Emergency care if there is" in empty
    assert "Why" not in empty
    assert "Sources differ" not in empty
    patient = cm.Patient(mjoa=cm.MJOA(sphincter=3))
    assert "mJOA total" in str(cm.assess(patient))
    assert "risk factors of the article" not in str(cm.assess(patient))


def test_text_lists_what_rests_on_a_recorded_total_or_grade():
    """A total or a grade that was recorded without its inputs is answered and shown."""
    words = " ".join(str(cm.assess(cm.Patient(mjoa=cm.MJOA(total=13)))).split())
    assert "mJOA total 13 points mJOA severity moderate" in words
    grade = " ".join(str(cm.assess({"nurick_1972": 3})).split())
    assert "Nurick grade (1972) 3" in grade


def test_text_tells_gaps_and_openness():
    """Where a source is silent its reason is told; openness is told as such."""
    walking = cm.Walking(article_stage=0)
    words = " ".join(str(cm.assess(cm.Patient(walking=walking))).split())
    assert "no answer: " in words
    words = " ".join(str(cm.assess(cm.Patient(age_years=61)).report).split())
    assert "Not enough recorded: " in words


@pytest.mark.parametrize("rule", cm.rules.values(), ids=lambda rule: rule.name)
def test_without_a_record_a_rule_says_nothing(rule):
    """With nothing recorded, no rule rules anything out."""
    assert not has_input(rule, {})
    assert not has_input(rule, {rule.inputs[0].name: None})
    assert not is_informative(rule, rule({}))
    answer = rule.answers(rule.inputs[0])[0]
    assert has_input(rule, {rule.inputs[0].name: answer})


def test_questions_are_about_the_first_look():
    """By default nobody is asked for what only a further instrument wants."""
    asked = {each.quantity for each in cm.assess(cm.Patient()).questions}
    wanted = {quantity for rule in FIRST_LOOK for quantity in rule.reads}
    assert asked <= wanted
    # The details of a symptom are asked once it is known to be there.
    details = {name for name in (each.name for each in wanted) if name in described()}
    assert {each.name for each in wanted - asked} >= details


def test_no_finding_by_that_name():
    """Asking an assessment for a rule that it does not hold is a KeyError."""
    with pytest.raises(KeyError):
        cm.assess(cm.Patient())["mjoa"]


def test_citations_name_each_place_once():
    """The citations of an assessment are those of its rules, each once."""
    cites = cm.assess(cm.Patient()).citations
    assert len(set(cites)) == len(cites)
    assert {str(c) for c in cites} == {str(rule.cite) for rule in cm.rules.values()}


def test_the_findings_of_an_assessment_are_those_of_its_patient():
    """Findings cannot be given, so they are never another person's or none."""
    one, other = cm.Patient(age_years=61), cm.Patient(age_years=40)
    for informed in (cm.assess(other).informed, ()):
        with pytest.raises(cm.CervmyeloError):
            cm.Assessment(patient=one, informed=informed)
    with pytest.raises(cm.CervmyeloError):
        cm.Assessment(patient=None)
    assert cm.Assessment(patient=one).findings == cm.assess(one).findings
    again = pickle.loads(pickle.dumps(cm.assess(one)))  # noqa: S301
    assert again == cm.assess(one)
    assert again.findings == cm.assess(one).findings


OK = cm.mjoa_severity(cm.MJOA(motor_upper=0, motor_lower=0))
OPEN = cm.mjoa_severity({})
NUMBER = cm.mjoa_total({})
REFUSED = cm.mjoa_severity({"mjoa_sphincter": 9})
INTERVAL = cm.stability_without_surgery({})
GRADE = cm.scales["mjoa_severity"].grade("mild")


@pytest.mark.parametrize(
    ("finding", "changes"),
    [
        (OK, {"rule": ...}),
        (OK, {"rule": "mjoa_severity"}),
        (OK, {"status": "Boom"}),
        (OK, {"status": None}),
        (OK, {"status": ["ok"]}),
        (OK, {"status": "refused"}),
        (OK, {"status": "undecided"}),
        (OK, {"value": None}),
        (OK, {"value": "severe", "possible": ("severe",)}),
        (OK, {"value": GRADE}),
        (OK, {"possible": ()}),
        (OK, {"possible": [OK.value]}),
        (OK, {"possible": (OK.value, GRADE)}),
        (OK, {"low": "severe"}),
        (OK, {"high": True}),
        (OK, {"because": ("yes",)}),
        (OK, {"because": [*OK.because]}),
        (OK, {"missing": (1,)}),
        (OK, {"missing": "mjoa_sphincter"}),
        (OK, {"problems": ("no",)}),
        (OK, {"holds_for": None}),
        (OK, {"holds_for": (None,)}),
        (OK, {"cite": "Tetreault"}),
        (OK, {"label": None}),
        (OK, {"unit": 3}),
        (OPEN, {"status": "ok"}),
        (OPEN, {"value": GRADE}),
        (OPEN, {"possible": ()}),
        (NUMBER, {"low": float("nan")}),
        (REFUSED, {"status": "undecided"}),
        (REFUSED, {"status": "ok"}),
        (REFUSED, {"low": GRADE}),
        (REFUSED, {"possible": (GRADE,)}),
        (REFUSED, {"possible": None}),
        (INTERVAL, {"interval": (1,)}),
        (INTERVAL, {"interval": [1, 2]}),
        (INTERVAL, {"interval": (1, "2")}),
        (INTERVAL, {"interval": (1, float("nan"))}),
    ],
)
def test_a_finding_that_no_rule_gives_cannot_be_made(finding, changes):
    """Kinds, status, answer and bounds of a finding fit each other."""
    fields = {
        each.name: getattr(finding, each.name) for each in attrs.fields(cm.Finding)
    }
    assert cm.Finding(**fields) == finding
    with pytest.raises(cm.CervmyeloError):
        cm.Finding(**fields | changes)
