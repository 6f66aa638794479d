"""Every quantity that a rule reads has a definition, or shows that it has none."""

import inspect
import re

import attrs
import pytest

import cervmyelo as cm
from cervmyelo import sources
from cervmyelo.consistency.facts import ENTAILMENTS
from cervmyelo.criteria import Is
from cervmyelo.errors import RuleError
from cervmyelo.forms.rule import documentation
from cervmyelo.io import patient_schema
from cervmyelo.models.examination import LONG_TRACT_SIGNS
from cervmyelo.models.patient import QUANTITIES, SHEETS
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.quantity import NOT_DEFINED, Choice, Fact, Measure

SOURCES = {each for each in vars(sources).values() if isinstance(each, sources.Source)}
CITE = sources.ARTICLE.at("Stages, table")

# The sources that were read name these and do not define them.
UNDEFINED = {
    "age_years",
    "asian_descent",
    "bone_spurs",
    "clumsiness",
    "dysaesthesia",
    "ems_after",
    "ems_before",
    "general_weakness",
    "herniated_disc",
    "horizon_years",
    "hyperreflexia",
    "joa1994_bladder",
    "long_tract_signs",
    "loss_of_balance",
    "loss_of_coordination",
    "loss_of_mobility",
    "neck_pain",
    "nurick_0_normal_after",
    "nurick_0_normal_before",
    "nurick_1972_after",
    "nurick_1972_before",
    "opll_thickness_mm",
    "other_arthritis",
    "pain_elsewhere",
    "pmjoa_after",
    "pmjoa_before",
    "pretest_probability",
    "reflex_change",
    "rheumatoid_arthritis",
    "sensory_change",
    "sustained_clonus",
}
SEVERITIES = {each.severity.name for each in SYMPTOMS.values()}


def read_by_rules():
    """The quantities that a rule, or the condition on its people, reads."""
    for rule in cm.rules.values():
        yield from rule.inputs
        yield from rule.people.inputs if rule.people else ()


READ = {each.name: each for each in read_by_rules()}
DEFINED = {name: each for name, each in QUANTITIES.items() if each.definition}
every_definition = pytest.mark.parametrize("quantity", DEFINED.values(), ids=DEFINED)


@pytest.mark.parametrize("quantity", READ.values(), ids=READ)
def test_what_a_rule_reads_is_defined_or_shown_as_undefined(quantity):
    """A definition has a place in a source; without one, the quantity says so."""
    assert bool(quantity.definition) is (quantity.name not in UNDEFINED | SEVERITIES)
    if quantity.definition:
        assert quantity.defined_in.source in SOURCES
        assert quantity.defined_in.place
        assert str(quantity.defined_in) in quantity.defined
    else:
        assert quantity.defined == NOT_DEFINED


def test_only_what_a_rule_reads_is_listed_as_undefined():
    """The list of what no source defines has no entry that it does not need."""
    assert set(READ) >= UNDEFINED


@pytest.mark.parametrize("quantity", QUANTITIES.values(), ids=QUANTITIES)
def test_every_quantity_shows_its_definition(quantity):
    """Printing a quantity shows its definition and note; its repr stays short."""
    assert quantity.defined in str(quantity)
    assert quantity.question in str(quantity)
    assert quantity.note in str(quantity)
    assert not quantity.definition or quantity.definition not in repr(quantity)
    assert quantity.explained[0].endswith(quantity.defined)


@pytest.mark.parametrize("quantity", QUANTITIES.values(), ids=QUANTITIES)
def test_definitions_and_notes_are_sentences_for_people(quantity):
    """They are whole sentences, without codes; what they quote is a label."""
    labels = {each.label.lower() for each in QUANTITIES.values()}
    for text in filter(None, (quantity.definition, quantity.note)):
        assert text[0].isupper()
        assert text.endswith(".")
        assert "  " not in text
        assert not re.search(r"[a-z]_[a-z]", text)
        for quoted in re.findall(r'"([^"]+)"', text):
            assert quoted.lower() in labels, quoted
            assert quoted.lower() != quantity.label.lower()


@every_definition
def test_no_cut_off_is_repeated_in_a_definition(quantity):
    """Only the size of a test is a number: a cut-off is written in its rule alone."""
    sizes = r"\b(?:10 seconds|30 metres|C\d|T2)\b"
    assert not re.search(r"\d", re.sub(sizes, "", quantity.definition))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("abnormal_gait", "gait_change"),
        ("abnormal_gait", "gait_difficulty"),
        ("ambulatory", "walks_only_with_help"),
        ("bowel_or_bladder_change", "mjoa_sphincter"),
        ("chair_or_bed_bound", "wheelchair_or_immobile"),
        ("cord_compression", "myelopathy"),
        ("cord_signs", "long_tract_signs"),
        ("daily_tasks_affected", "mobility_limits_work"),
        ("failed_to_improve", "neurology_worsened"),
        ("gait_change", "abnormal_gait"),
        ("gait_change", "gait_difficulty"),
        ("gait_difficulty", "gait_change"),
        ("hyperreflexia", "reflex_change"),
        ("long_tract_signs", "cord_signs"),
        ("loss_of_mobility", "mobility_limits_work"),
        ("mobility_limits_work", "gait_prevents_work"),
        ("myelopathy", "cord_compression"),
        ("nerve_root_involvement", "radiculopathy"),
        ("operated", "treated_without_surgery"),
        ("overgrown_ligaments", "opll"),
        ("pmjoa_sphincter", "mjoa_sphincter"),
        ("radiculopathy", "nerve_root_involvement"),
        ("stiffness", "neck_mobility"),
        ("treated_without_surgery", "operated"),
        ("wheelchair_or_immobile", "chair_or_bed_bound"),
        ("wide_based_gait", "abnormal_gait"),
        ("wide_based_gait", "gait_change"),
    ],
)
def test_look_alikes_name_each_other(name, other):
    """A quantity that is easily confused with another says which it is not."""
    shown = " ".join(QUANTITIES[name].explained).lower()
    assert f'"{QUANTITIES[other].label.lower()}"' in shown


def test_the_signs_that_are_read_as_others_are_named():
    """What the entailments read as a sign of the long tracts is in its note."""
    read = {
        each.when.quantity.label
        for each in ENTAILMENTS
        if isinstance(each.when, Is) and each.then == Is(LONG_TRACT_SIGNS)
    }
    quoted = set(re.findall(r'"([^"]+)"', LONG_TRACT_SIGNS.note))
    assert quoted == read | {"Signs of the spinal cord"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("grip_release_cycles", "10 seconds. The weaker side"),
        ("grip_strength_kg", "Both hands are measured and the lower value"),
        ("joa1994_shoulder_elbow", "the weaker of the two muscles"),
        ("mjoa_motor_lower", "a walking frame has no level"),
        ("mjoa_sphincter", "The bowel does not count"),
        ("myelopathy", "The judgement of a clinician"),
        ("neurology_worsened", "never set from a change of scores"),
        ("opll", "differs from not recorded"),
        ("opll_crosses_k_line", "midpoints of the canal at C2 and C7"),
        ("sex_at_birth", "assigned at birth"),
        ("symptom_duration_months", "from the first symptom"),
        ("walk_30m_seconds", "as fast as is comfortable"),
        ("xray_canal_mm", "on the same film"),
    ],
)
def test_definitions_say_how_it_is_examined(name, words):
    """What is measured where, and which side counts, is in the definition or note."""
    assert words in " ".join(QUANTITIES[name].explained)


@pytest.mark.parametrize(
    "declared",
    [{"definition": "What counts."}, {"defined_in": CITE}],
    ids=["without a source", "without a definition"],
)
@pytest.mark.parametrize(
    ("kind", "more"),
    [
        (Fact, {}),
        (Choice, {"levels": ("a", "b")}),
        (Measure, {"low": 0, "high": 1, "unit": "points"}),
    ],
    ids=["fact", "choice", "measure"],
)
def test_a_definition_needs_its_source(kind, more, declared):
    """No kind of quantity is built with a definition from nowhere."""
    with pytest.raises(RuleError, match="together with its citation"):
        kind(name="x", label="x", question="x?", **more, **declared)


def test_an_undefined_quantity_is_not_silent():
    """Without a definition, what is shown is that the source has none."""
    fact = Fact(name="x", label="x", question="x?")
    assert fact.explained == (NOT_DEFINED,)
    named = attrs.evolve(fact, note="Recorded on its own.")
    assert named.explained == (NOT_DEFINED, "Note: Recorded on its own.")
    defined = attrs.evolve(fact, definition="What counts.", defined_in=CITE)
    assert defined.explained == (f"Definition: What counts. [{CITE}]",)


def test_a_definition_changes_no_fingerprint():
    """Better words for what counts are not another rule."""
    rule = cm.rules["k_line"]
    undefined = attrs.evolve(rule.inputs[0], definition="", defined_in=None, note="")
    defined = attrs.evolve(
        undefined, definition="Other words.", defined_in=CITE, note="A remark."
    )
    prints = {
        attrs.evolve(rule, rows=(attrs.evolve(rule.rows[0], when=Is(each)),)).identity
        for each in (undefined, defined)
    }
    assert len(prints) == 1


def test_help_stays_short():
    """The help of a model or of a rule shows no definition."""
    pages = [inspect.getdoc(each) for each in (cm.Patient, cm.Symptom)]
    pages += [inspect.getdoc(each) for each in SHEETS.values()]
    pages += [documentation(each) for each in cm.rules.values()]
    for page in pages:
        for each in DEFINED.values():
            assert each.definition not in page or each.definition in each.question


def test_the_schema_of_a_record_defines_what_it_holds():
    """A description has the definition; the details of symptoms share theirs."""
    schema = patient_schema()
    details = {each for symptom in SYMPTOMS.values() for each in symptom.all[1:]}
    for name, quantity in QUANTITIES.items():
        entry = schema["properties"][name]
        if quantity in details:
            entry = schema["$defs"][entry["$ref"].rpartition("/")[2]]
        for text in quantity.explained:
            assert text in entry["description"]
