"""The house rules that no single module can keep by itself."""

import ast
import itertools
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

import cervmyelo as cm
from cervmyelo import errors, sources
from cervmyelo.cells import cells
from cervmyelo.criteria import looks_at
from cervmyelo.models.patient import QUANTITIES, SHEETS
from cervmyelo.models.sheet import quantities_of
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.quantity import Choice, Fact, Measure

SOURCES = [each for each in vars(sources).values() if isinstance(each, sources.Source)]
every_rule = pytest.mark.parametrize("rule", cm.rules.values(), ids=lambda r: r.name)


@every_rule
def test_every_rule_is_cited_labelled_and_limited(rule):
    """Each rule has a label, a place in a source, an edition and its limits."""
    assert rule.label
    assert rule.cite.source in SOURCES
    assert rule.cite.place
    assert rule.edition
    assert rule.limits
    assert rule.inputs


@every_rule
def test_every_input_is_in_the_data_dictionary(rule):
    """A rule looks at nothing that cannot be recorded."""
    for quantity in rule.inputs:
        assert QUANTITIES[quantity.name] is quantity


@every_rule
def test_every_rule_says_whom_it_is_for(rule):
    """Each rule has people, and each condition a label and a place in a source."""
    assert rule.people is not None
    assert str(rule.people).endswith(".")
    for condition in rule.people.conditions:
        assert condition.label
        assert condition.label[0] == condition.label[0].lower()
        assert condition.cite.source in SOURCES
        assert condition.cite.place
    assert len({each.label for each in rule.people.conditions}) == len(
        rule.people.conditions
    )
    for quantity in rule.people.inputs:
        assert QUANTITIES[quantity.name] is quantity


@every_rule
def test_every_condition_can_be_met_and_unmet(rule):
    """Some recorded values meet each condition, others do not, and no value is open."""
    for condition in rule.people.conditions:
        criterion = condition.when
        read = tuple(dict.fromkeys(looks_at(criterion)))
        names = [each.name for each in read]
        examples = [cells(each, [criterion]).examples for each in read]
        rows = itertools.product(*examples)
        met = {criterion.met(dict(zip(names, row, strict=True))) for row in rows}
        assert met == {True, False}
        assert criterion.met({}) is None


@every_rule
def test_every_gap_is_a_sentence(rule):
    """Several reasons for no answer are read one after the other."""
    for gap in {gap for part in (rule, *rule.parts) for gap in part.gaps}:
        assert gap.why[0].isupper(), gap.why
        assert gap.why.endswith("."), gap.why


def test_every_disagreement_is_registered():
    """What a rule, a complication or a sign disagrees about is in the registry."""
    held = {each for rule in cm.rules.values() for each in rule.disagreements}
    for name in (
        "laryngeal_palsy",
        "c5_palsy_overall",
        "lhermitte_feeling",
        "finger_escape_time",
    ):
        held.add(cm.literature.DISAGREEMENTS[name])
    assert held == set(cm.literature.DISAGREEMENTS.values())


def test_sources_have_keys_of_their_own():
    """No two sources share a key, and keys are plain names."""
    assert len({source.key for source in SOURCES}) == len(SOURCES)
    assert all(source.key.isidentifier() for source in SOURCES)


def test_quantities_are_the_attributes_of_the_models():
    """Each plain attribute of a patient is a quantity of the same name."""
    for name, quantity in quantities_of(cm.Patient).items():
        assert QUANTITIES[name] is quantity
    for sheet in SHEETS.values():
        for field, quantity in quantities_of(sheet).items():
            assert QUANTITIES[quantity.name] is quantity
            assert quantity.name.endswith(field)
    for kind in SYMPTOMS:
        for name in cm.Symptom(kind=kind, present=None).flat():
            assert name in QUANTITIES


def test_every_quantity_can_be_asked_for():
    """Each quantity has a label, a question, and says what None means."""
    for quantity in QUANTITIES.values():
        assert quantity.label
        assert quantity.question.endswith("?")
        assert quantity.none.startswith("not recorded")
        assert quantity.name == quantity.name.lower()
        unnamed = quantity.answer or quantity.name.endswith(("_before", "_after"))
        if isinstance(quantity, Measure) and quantity.unit != "points" and not unnamed:
            assert quantity.name.endswith(quantity.unit)


def test_fingerprints_follow_what_decides_and_not_the_wording():
    """A new wording keeps the fingerprint of a rule, a new number changes it."""
    rule = cm.rules["article_stage"]
    reworded = attrs.evolve(rule, limits=("other words",), label="other words")
    assert reworded.identity.fingerprint == rule.identity.fingerprint
    risk = cm.rules["article_risk_factors"]
    older = attrs.evolve(risk.counted[0].when, bound=56)
    counted = (attrs.evolve(risk.counted[0], when=older), *risk.counted[1:])
    changed = attrs.evolve(risk, counted=counted)
    assert changed.identity.fingerprint != risk.identity.fingerprint
    prints = {each.identity.fingerprint for each in cm.rules.values()}
    assert len(prints) == len(cm.rules)


def test_every_error_derives_from_one():
    """Each error of the library is a CervmyeloError with a code of its own."""
    found = [
        each
        for name, each in vars(errors).items()
        if isinstance(each, type) and name.endswith("Error")
    ]
    assert all(issubclass(each, cm.CervmyeloError) for each in found)
    assert len({each.code for each in found}) == len(found)
    assert set(errors.__all__) >= {each.__name__ for each in found}


def test_import_costs_attrs_alone():
    """Importing the library loads none of the heavy libraries it can use."""
    code = (
        "import sys, cervmyelo; print([name for name in ('cattrs', 'cyclopts', "
        "'duckdb', 'matplotlib', 'narwhals', 'numpy', 'pandas', 'polars', 'pyarrow', "
        "'rich') if name in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"


WATCHED = """
import sys
stray = []
def watch(event, args):
    if event.startswith("socket.") or event in ("os.system", "subprocess.Popen"):
        stray.append(event)
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
        stray.append(event)
import cervmyelo as cm
from cervmyelo import io as records
import importlib.metadata
sys.addaudithook(watch)
pain = cm.Symptom(kind="neck_pain", present=True)
patient = cm.Patient(age_years=61, symptoms=[pain])
kept = cm.assess(patient)
str(kept), kept.questions
text = records.to_json(records.assessment_to_dict(kept))
assert records.assessment_from_json(text) == kept
try:
    records.patient_from_json('{"age_years": "x"}')
except cm.CervmyeloError:
    pass
print(stray)
"""


def test_nothing_is_sent_or_stored():
    """Assessing, writing and reading open no socket and write no file."""
    told = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "[]"
    assert told.stderr == ""


CANARY = "Zyxwv-Canary-4711"


def canaries():
    """Everything that can be provoked with an unlikely text in a field."""
    from cervmyelo import io as records

    for name in cm.Patient().flat():
        yield lambda name=name: cm.Patient(**{name: CANARY})
        yield lambda name=name: cm.Patient(**{name: [CANARY]})
        yield lambda name=name: records.patient_from_dict({name: CANARY})
    yield lambda: cm.MJOA(motor_upper=CANARY)
    yield lambda: cm.Symptom(kind=CANARY, present=True)
    yield lambda: cm.Symptom(kind="neck_pain", present=True, onset=CANARY)
    yield lambda: cm.Patient(symptoms=CANARY)
    yield lambda: cm.Patient(symptoms=[CANARY])
    yield lambda: cm.Patient(mjoa=CANARY)
    yield lambda: cm.Patient(ref=f"{CANARY}\x00")
    yield lambda: cm.article_stage.scale.grade(CANARY)
    yield lambda: records.patient_from_json(f'{{"ref": "{CANARY}", "age_years": "1"}}')
    yield lambda: records.patient_from_json(f'["{CANARY}"]')
    yield lambda: records.patient_from_json(f'"{CANARY}"')
    yield lambda: records.patient_from_json(f"{{{CANARY}")
    yield lambda: records.patients_from_json(f'{{"patients": "{CANARY}"}}')
    yield lambda: cm.mjoa_total(CANARY)
    yield lambda: cm.assess({"mjoa_sphincter": CANARY})


CANARIES = list(canaries())


@pytest.mark.parametrize("provoke", CANARIES, ids=range(len(CANARIES)))
def test_no_error_repeats_what_it_was_given(provoke):
    """No message, cause, context or representation of an error repeats a value."""
    with pytest.raises(cm.CervmyeloError) as refused:
        provoke()
    error = refused.value
    while error is not None:
        assert CANARY not in f"{error} {error!r} {error.args}"
        error = error.__cause__ or (
            None if error.__suppress_context__ else error.__context__
        )


def test_no_refusal_repeats_what_it_was_given():
    """A finding about an invalid value names the field and not the value."""
    found = cm.mjoa_total({"mjoa_sphincter": CANARY})
    assert found.status == "refused"
    assert CANARY not in f"{found} {found!r} {found.problems!r}"


def test_a_reference_shows_in_no_text():
    """The reference of a patient is in no text but the record itself."""
    patient = cm.Patient(ref=CANARY, age_years=61)
    kept = cm.assess(patient)
    assert CANARY not in f"{patient!r} {patient} {kept!r} {kept} {kept.urgency!r}"


def test_every_public_name_has_a_docstring():
    """Each public name and each of its public members says what it is."""
    for name in cm.__all__:
        each = getattr(cm, name)
        if isinstance(each, type) or callable(each):
            assert each.__doc__, name


def test_no_number_is_compared_in_code_of_rules():
    """Rule modules hold data: no comparison with a number is written in code."""
    root = Path(cm.__file__).parent
    for folder in (
        "instruments",
        "diagnosis",
        "imaging",
        "risk",
        "outlook",
        "guidance",
    ):
        for path in (root / folder).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                assert not isinstance(node, ast.Compare), path.name


def test_kinds_of_quantity_are_closed():
    """A quantity is a fact, a choice or a measure, and nothing else."""
    assert {type(each) for each in QUANTITIES.values()} == {Fact, Choice, Measure}
