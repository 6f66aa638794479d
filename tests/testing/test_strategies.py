"""The strategies for users' tests draw what can be recorded, and what they promise."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

import cervmyelo as cm
from cervmyelo import testing
from cervmyelo.consistency import CONTRADICTIONS, ENTAILMENTS, LIMITS, TOTALS
from cervmyelo.drawn_by_type import register
from cervmyelo.follow_up.scales import FOLLOWED
from cervmyelo.models.missing import COMPANIONS
from cervmyelo.models.patient import QUANTITIES, SHEETS
from cervmyelo.quantity import Fact, Measure, Partly, checked
from cervmyelo.registry import RULES
from cervmyelo.testing import contradictions

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"
MODELS = {*SHEETS.values(), *(each.recorded for each in FOLLOWED.values())}


def first(strategy, condition=lambda _: True):
    """The first drawn value that meets a condition, as it comes."""
    quick = settings(phases=[Phase.generate], database=None, max_examples=2000)
    return find(strategy, condition, settings=quick)


few = settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])


def by_definition(case):
    """Whether a case contradicts itself by definition."""
    return any(each.by_definition for each in cm.Case(case).conflicts)


@settings(max_examples=150)
@given(st.data())
def test_every_drawn_value_can_be_recorded(data):
    """A value, known or in part, is one of its quantity, and no value is left out."""
    quantity = data.draw(st.sampled_from(tuple(QUANTITIES.values())))
    value = data.draw(testing.values(quantity))
    assert quantity.check(value) == value
    if not isinstance(quantity, Fact):
        assert checked(quantity, data.draw(testing.partly_known(quantity.name))) != ()


@pytest.mark.parametrize("name", ["mjoa_motor_lower", "joa1994_shoulder_elbow"])
def test_every_value_is_drawn_some_time(name):
    """Each value of a stepped measure can be found, and no other."""
    for value in QUANTITIES[name].values:
        assert first(testing.values(name), lambda each, v=value: each == v) == value
    with pytest.raises(NoSuchExample):
        first(testing.values(name), lambda each: not QUANTITIES[name].holds(each))


@few
@given(testing.patients(facts="consistent", partly=True, with_reasons=True))
def test_consistent_people_have_no_conflict(patient):
    """Nothing contradicts and nothing is in doubt, so no rule refuses for that."""
    assert cm.Case(patient).conflicts == ()
    for finding in cm.assess(patient):
        # A ratio can refuse lengths of its own that are fine one by one.
        own = {gap.code for gap in RULES[finding.rule.name].gaps}
        codes = {problem.code for problem in finding.problems}
        assert "contradiction" not in codes - own


@few
@given(testing.patients(facts="contradictory", partly=True, with_reasons=True))
def test_contradictory_people_contradict_themselves(patient):
    """At least two facts of each of them cannot be together by definition."""
    assert by_definition(patient)


@few
@given(testing.patients(partly=True, with_reasons=True))
def test_a_patient_is_one_again(patient):
    """A drawn patient comes back from its flat values and from JSON."""
    assert cm.Patient.from_values({**patient.flat(), "ref": patient.ref}) == patient
    plain = cm.io.patient_to_dict(patient)
    assert cm.io.patient_from_json(cm.io.to_json(plain)) == patient


def test_every_statement_can_be_contradicted():
    """Each statement about facts has its contradiction, and it is one."""
    for statement in (*ENTAILMENTS, *CONTRADICTIONS, *LIMITS, *TOTALS):
        clash = contradictions.clash_of(statement)
        facts = first(clash.drawn)
        assert facts.keys() == clash.names
        assert by_definition(facts)


@pytest.mark.parametrize(
    "make",
    [
        lambda patient: patient.smoker,
        lambda patient: patient.mjoa is not None,
        lambda patient: len(patient.symptoms) > 2,
        lambda patient: isinstance(patient.age_years, Partly),
        lambda patient: patient.missing,
        lambda patient: patient.ref,
    ],
    ids=range(6),
)
def test_much_can_be_found(make):
    """Symptoms, sheets, totals, values in part, reasons and references are drawn."""
    assert first(testing.patients(partly=True, with_reasons=True), make)


@settings(max_examples=8)
@given(testing.rows(cm.mjoa_severity, with_reasons=True, min_size=1, max_size=5))
def test_rows_make_a_frame(rows):
    """Every row has every column, and a frame of them gets the answers of its cases."""
    schema = cm.cohort_schema(cm.mjoa_severity, reasons=True).to_polars()
    extra = {each.name for each in cm.mjoa_severity.reads} - {*schema}
    assert all({*row} == {*rows[0]} for row in rows)
    frame = pl.DataFrame(rows, infer_schema_length=None)
    assert {*schema, *extra} <= {*frame.columns}
    made = cm.assess_cohort(frame, cm.mjoa_severity, on_error="null")
    answers = [cm.mjoa_severity(row).value for row in rows]
    (added,) = [name for name in made.columns if name.startswith("mjoa_severity_ans")]
    assert made[added].to_list() == [each and each.code for each in answers]


@settings(max_examples=20)
@given(st.lists(testing.visits(cm.MJOA), min_size=2, unique_by=lambda each: each.on))
def test_visits_make_a_course(visits):
    """Visits by one scale, in order, are a course."""
    assert cm.course(sorted(visits, key=lambda each: each.on))


def test_names_that_are_no_quantities_are_refused():
    """A wrong argument is named at once, with what is allowed."""
    with pytest.raises(cm.CervmyeloError, match="Did you mean age_years"):
        testing.records("age_year")
    with pytest.raises(cm.CervmyeloError, match="quantity or its name"):
        testing.values(7)
    with pytest.raises(cm.CervmyeloError, match="another word"):
        testing.patients(facts="possible")
    with pytest.raises(cm.CervmyeloError, match="Name more quantities"):
        testing.records("age_years", facts="contradictory")
    with pytest.raises(cm.CervmyeloError, match="such as MJOA"):
        testing.sheets(cm.Patient)
    with pytest.raises(cm.CervmyeloError, match="Nurick1972"):
        testing.visits(cm.Walking)
    with pytest.raises(cm.CervmyeloError, match="no score of the scale"):
        testing.visits(cm.SF36, score="mjoa_total")


def test_a_record_holds_what_was_asked_for():
    """A record of named quantities has no other key, but for reasons."""
    names = ("age_years", "mjoa_sphincter")
    keys = {*names, *(COMPANIONS[name].name for name in names)}

    @given(testing.records(*names, with_reasons=True))
    def inside(record):
        assert record.keys() <= keys

    inside()


@pytest.mark.parametrize("model", sorted(MODELS, key=lambda each: each.__name__))
def test_hypothesis_knows_the_models(model):
    """After registering, each model is drawn by its type."""
    register()
    assert isinstance(first(st.from_type(model)), model)
    assert isinstance(first(st.from_type(cm.Visit)), cm.Visit)


USER = """
from hypothesis import Phase, find, settings, strategies as st
import cervmyelo as cm
first = settings(phases=[Phase.generate], database=None, max_examples=500)
for model in (cm.Patient, cm.Case, cm.Symptom, cm.MJOA, cm.Partly):
    assert isinstance(find(st.from_type(model), lambda _: True, settings=first), model)
def graded(items: cm.MJOA) -> str:
    return cm.mjoa_total(items).answer
print(find(st.builds(graded), lambda answer: "points" in answer, settings=first)[-6:])
"""


def test_a_user_imports_nothing_of_ours(tmp_path):
    """By the entry point that is declared, Hypothesis finds the strategies alone."""
    declared = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    (entry,) = declared["entry-points"]["hypothesis"].items()
    info = tmp_path / "of_a_user-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: of-a-user\n")
    (info / "entry_points.txt").write_text("[hypothesis]\n{} = {}\n".format(*entry))
    source = str(Path(cm.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", USER],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), source))},
    )
    assert done.stderr == ""
    assert done.stdout == "points\n"


WITHOUT = """
import sys
sys.modules["hypothesis"] = None
import cervmyelo as cm
cm.assess({"age_years": 61})
try:
    import cervmyelo.testing
except ImportError as error:
    assert isinstance(error, cm.CervmyeloError)
    print(error)
"""


def test_a_missing_hypothesis_says_what_to_install():
    """Without Hypothesis all but the strategies works; the error says what to do."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == (
        "hypothesis is not installed. Run: python -m pip install 'cervmyelo[testing]'"
    )


def test_measures_reach_both_ends():
    """A continuous measure is drawn up to both ends of its range."""
    for quantity in QUANTITIES.values():
        if isinstance(quantity, Measure) and quantity.step is None:
            for end in (quantity.low, quantity.high):
                assert quantity.check(float(end)) == end
    low = first(testing.values("canal_ap_mm"), lambda value: value < 1)
    assert low >= QUANTITIES["canal_ap_mm"].low
