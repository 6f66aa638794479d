"""What users import: names that load on first use, and say what they are."""

import doctest
import importlib
import inspect
import json
import pickle
import pydoc
import subprocess
import sys
import typing

import attrs
import pytest
from face import STUBS, stub

import cervmyelo as cm
from cervmyelo.face import HOMES
from cervmyelo.forms import Rule

USED = [
    "cervmyelo.cohort",
    "cervmyelo.plots",
    "cervmyelo.records",
    "cervmyelo.synthetic",
    "cervmyelo.terminology",
    "cervmyelo.testing",
]

names = pytest.mark.parametrize("name", cm.__all__)
every_rule = pytest.mark.parametrize("rule", cm.rules.values(), ids=lambda r: r.name)


@pytest.mark.parametrize("package", STUBS)
def test_the_stub_is_that_of_the_code(package):
    """Editors and type checkers see the names, types and pages that there are."""
    assert STUBS[package].read_text(encoding="utf-8") == stub(package), (
        "python tests/support/face.py writes the stubs again"
    )


def test_dir_shows_the_public_names_alone():
    """Completion offers what can be used, and no module that happens to be loaded."""
    assert dir(cm) == sorted(cm.__all__)
    assert len(cm.__all__) < 200


def test_a_misspelt_name_is_answered_with_the_nearest():
    """An attribute that is not there names the nearest one, and is no error twice."""
    with pytest.raises(AttributeError, match="Did you mean mjoa_total"):
        cm.mjoa_totl  # noqa: B018
    assert not hasattr(cm, "mjoa")


def test_every_rule_is_a_public_name_or_a_crosswalk():
    """A rule has one name: as a variable, in the registry and in its columns."""
    for rule in cm.rules.values():
        if type(rule).__name__ == "Crosswalk":
            source, _, target = rule.name.partition("_to_")
            assert cm.crosswalk(source, target) is rule
        else:
            assert getattr(cm, rule.name) is rule


@names
def test_public_classes_and_functions_say_so(name):
    """A class or function is known as cervmyelo.NAME, also to pickle and type hints."""
    each = getattr(cm, name)
    if inspect.isclass(each) or inspect.isfunction(each):
        assert each.__module__ in {"cervmyelo", "cervmyelo.errors"}
        assert pickle.loads(pickle.dumps(each)) is each  # noqa: S301
    if inspect.isclass(each) and attrs.has(each):
        assert typing.get_type_hints(each)
        assert not any(isinstance(field.type, str) for field in attrs.fields(each))


@names
def test_examples_of_public_names_run(name):
    """Each example in the docstring of a public name shows what it gives."""
    each = getattr(cm, name)
    if inspect.isclass(each) or inspect.isfunction(each):
        home = importlib.import_module(HOMES["cervmyelo"][name][0], "cervmyelo")
        finder = doctest.DocTestFinder(exclude_empty=True)
        space = {**vars(home), "cm": cm}
        runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
        for test in finder.find(each, name, globs=space, module=False):
            runner.run(test)
        assert runner.summarize().failed == 0


@pytest.mark.parametrize("package", [*STUBS, *USED])
def test_every_public_function_has_an_example(package):
    """No public function is without an example in its docstring."""
    room = importlib.import_module(package)
    functions = {
        name: each
        for name in room.__all__
        if inspect.isfunction(each := getattr(room, name))
    }
    assert [name for name, each in functions.items() if ">>>" not in each.__doc__] == []


@every_rule
def test_help_on_a_rule_shows_what_a_user_needs(rule):
    """Label or summary, inputs with ranges, source, limits and an example that runs."""
    page = rule.__doc__
    assert pydoc.render_doc(rule, renderer=pydoc.plaintext).count(rule.summary)
    for each in rule.inputs:
        assert each.name in page
        assert each.label in page
    assert str(rule.cite) in page
    assert all(limit in page for limit in rule.limits)
    test = doctest.DocTestParser().get_doctest(page, {}, rule.name, None, 0)
    assert test.examples
    runner = doctest.DocTestRunner()
    runner.run(test)
    assert runner.summarize().failed == 0
    assert len(repr(rule)) <= 400


def test_help_on_a_form_is_that_of_the_form():
    """The class of a rule keeps its own docstring."""
    for form in {type(rule) for rule in cm.rules.values()}:
        assert "Attributes:" in form.__doc__
    assert issubclass(type(cm.mjoa_total), Rule)


def test_collections_print_search_and_suggest():
    """A collection is a table with a search; a missing key names the nearest."""
    assert set(cm.rules) == {rule.name for rule in cm.rules.values()}
    assert str(cm.rules).count("\n") == len(cm.rules)
    assert "<table>" in cm.scales._repr_html_()
    assert {"nurick_1972", "nurick_0_normal"} <= set(cm.rules.search("nurick"))
    assert not cm.quantities.search("no such words")
    with pytest.raises(KeyError, match="Did you mean mjoa_severity") as missing:
        cm.rules["mjoa_severty"]
    assert isinstance(missing.value, cm.CervmyeloError)
    again = pickle.loads(pickle.dumps(missing.value))  # noqa: S301
    assert again.nearest == missing.value.nearest
    assert [7] not in cm.rules
    assert cm.rules.get("nothing") is None
    for collection in (cm.rules, cm.quantities, cm.scales):
        assert len(repr(collection)) <= 400


def test_results_show_themselves_in_short():
    """The last line of a notebook cell is no wall, whatever result it shows."""
    items = cm.MJOA(motor_upper=3, motor_lower=5, sensory_upper=2, sphincter=3)
    patient = cm.Patient(age_years=61, mjoa=items)
    for result in (
        cm.assess(patient),
        cm.mjoa_severity(patient),
        cm.mjoa_severity(patient).value,
        cm.scales["mjoa_severity"],
        cm.score_risk(patient),
        cm.estimate_outlook(patient),
        cm.triage(patient),
        cm.article_urgency(patient),
        cm.mjoa_total,
        patient,
        cm.Case(patient),
        cm.next_question([cm.article_stage], patient),
    ):
        assert len(repr(result)) <= 400, type(result)


def test_an_array_is_no_value():
    """A NumPy scalar stands for its value; an array does not, whatever its size."""
    numpy = pytest.importorskip("numpy")
    assert cm.mjoa_total({"mjoa_sphincter": numpy.int64(3)}).status == "undecided"
    assert cm.mjoa_total({"mjoa_sphincter": numpy.array([3])}).status == "refused"


BARE = """
import json, sys
import cervmyelo
print(json.dumps([name for name in sys.modules if name.startswith("cervmyelo.")]))
"""


def test_a_bare_import_loads_nothing():
    """Importing the library loads the table of names and no rule, model or attrs."""
    found = subprocess.run(
        [sys.executable, "-c", BARE], capture_output=True, text=True, check=True
    )
    assert json.loads(found.stdout) == ["cervmyelo.face"]
