"""
The text of the libraries of CQL.

That engines answer as the rules do is tested in tests/fhir/validators/test_cql.py.
"""

import ast
import base64
import functools
import json
import math
import re
from pathlib import Path

import attrs
import pytest

import cervmyelo as cm
from cervmyelo.cql.expressions import Definitions, number
from cervmyelo.cql.libraries import OVER
from cervmyelo.criteria import Above, AtLeast, leaves
from cervmyelo.errors import KindError, RuleError, UnknownNameError
from cervmyelo.forms import (
    Bands,
    Crosswalk,
    Curve,
    Effect,
    FirstMatch,
    PostTest,
    Quotient,
    Regression,
    Tally,
)
from cervmyelo.models.missing import UNAFFECTED
from cervmyelo.quantity import Fact, Measure

PARTS = ("status", "value", "lowest", "highest")


@functools.cache
def whole(over):
    return cm.cql.library(over=over)


@pytest.fixture(params=OVER)
def text(request):
    """The library of all rules."""
    return whole(request.param)


def definitions(text):
    """The expressions by the names of their definitions; parameters have none."""
    found = re.findall(r'^define "([^"]+)":\n  (.+)$', text, re.MULTILINE)
    made = dict(found)
    assert len(made) == len(found)
    return made


def parameters(text):
    return re.findall(r'^parameter "([^"]+)"', text, re.MULTILINE)


def functions(text):
    return re.findall(r'^define function "([^"]+)"', text, re.MULTILINE)


def test_every_rule_is_in_it(text):
    """Each rule has its definitions, and those without order have no ends."""
    made = definitions(text)
    for name, rule in cm.rules.items():
        ordered = rule.scale is None or rule.scale.ordered
        wanted = PARTS if ordered else PARTS[:2]
        assert [part for part in PARTS if f"{name} {part}" in made] == [*wanted]


def test_every_name_is_defined_before_it_is_used(text):
    """No definition refers to itself or to what comes later, and no name is twice."""
    known = {*parameters(text), *functions(text)}
    assert len(parameters(text)) == len({*parameters(text)})
    for name, expression in definitions(text).items():
        unquoted = re.sub(r"'(?:[^'\\]|\\.)*'", "", expression)
        assert {*re.findall(r'"([^"]+)"', unquoted)} <= known, name
        known.add(name)


def test_every_parenthesis_is_closed(text):
    """Every expression is whole."""
    for name, expression in definitions(text).items():
        plain = re.sub(r"'(?:[^'\\]|\\.)*'|\"[^\"]*\"", "", expression)
        for one, other in ("()", "{}", "[]"):
            assert plain.count(one) == plain.count(other), name


def test_the_same_rules_give_the_same_text():
    """Nothing depends on what was written before."""
    assert cm.cql.library() == whole("parameters")


def test_one_rule_is_defined_as_among_all():
    """A library of one rule has the definitions that the library of all has."""
    every = definitions(whole("parameters"))
    for name in ("mjoa_severity", "cook_probability", "k_line", "joa_recovery_rate"):
        alone = definitions(cm.cql.library([name]))
        assert alone.items() <= every.items()


def numbers_in(text):
    """Every number of a text, those written as a fraction included."""
    found = {float(each) for each in re.findall(r"\d+\.\d+", text)}
    fractions = re.findall(r"\((\d+\.\d+) / (\d+\.\d+)\)", text)
    return found | {float(one) / float(other) for one, other in fractions}


def published(rule):
    """The numbers that a rule publishes, without a sign."""
    match rule:
        case Bands():
            yield from (floor for floor, _ in rule.floors)
        case FirstMatch() | Tally():
            for criterion in rule.criteria:
                for leaf in leaves(criterion):
                    if isinstance(leaf, AtLeast | Above):
                        yield leaf.bound
        case Quotient():
            yield from (part.weight for part in (*rule.above, *rule.below))
            yield from (rule.factor, rule.over, *(rule.within or ()))
        case Regression():
            yield rule.intercept or 0
            for line in rule.terms:
                yield line.ratio if isinstance(line, Effect) else line.coefficient
                yield line.per if isinstance(line.of, Measure) else 0
        case Crosswalk():
            yield from (row.value for row in rule.rows)
        case PostTest():
            yield from (ratio.value for ratio in rule.ratios)
        case Curve():
            for stratum in rule.strata:
                for point in stratum.points:
                    yield from (point.at, point.value)


def test_what_is_known_in_part_has_parameters():
    """A quantity has the ends, the options and the other cause that it can have."""
    there = {*parameters(whole("parameters"))}
    for name, quantity in cm.quantities.items():
        if name not in there:
            continue
        measure = isinstance(quantity, Measure)
        stepped = bool(quantity.values)
        wanted = {
            "_low": measure,
            "_high": measure,
            "_possible": stepped and not isinstance(quantity, Fact),
            "_other_cause": name in UNAFFECTED,
        }
        assert {end: f"{name}{end}" in there for end in wanted} == wanted


def test_every_published_number_is_in_it(text):
    """Each cut-off, weight, ratio and figure of a rule is in its definitions."""
    made = definitions(text)
    for name, rule in cm.rules.items():
        own = (each for key, each in made.items() if key.startswith(f"{name} "))
        held = {0.0, *numbers_in("\n".join(own))}
        for each in published(rule):
            assert any(math.isclose(abs(each), e, rel_tol=1e-12) for e in held), name


def test_another_number_gives_another_text(monkeypatch):
    """A rule with another cut-off is another library: no number is written here."""
    rule = cm.rules["mdi_severity"]
    first, second, *rest = rule.ascending
    moved = attrs.evolve(
        rule,
        bands=(
            attrs.evolve(first, high=first.high + 1),
            attrs.evolve(second, low=second.low + 1),
            *rest,
        ),
    )
    before = cm.cql.library([rule.name])
    others = {**cm.rules, rule.name: moved}
    monkeypatch.setattr("cervmyelo.registry.RULES", others)
    after = cm.cql.library([rule.name])
    last = number(first.high)
    graded = f"{rule.name} ranks found"
    assert last in definitions(before)[graded]
    assert last not in definitions(after)[graded]


def test_no_line_names_an_instrument():
    """Every name comes from the rules and quantities; prose may show examples."""
    folder = Path(cm.cql.__file__).parent
    names = {*cm.rules, *cm.quantities}
    for file in folder.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        docs = {
            ast.get_docstring(node, clean=False)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        }
        words = {
            each.value
            for each in ast.walk(tree)
            if isinstance(each, ast.Constant) and isinstance(each.value, str)
        }
        assert not names & (words - docs), file.name


@pytest.mark.parametrize("value", [0, 3, -0.5, 1e-9, 0.1 + 0.2, 2 / 3, 1e-7, 123.25])
def test_a_number_is_written_exactly(value):
    """A literal, or one literal by another, is the number that was meant."""
    written = number(value)
    parts = re.findall(r"\d+\.\d+", written)
    assert all(len(each.partition(".")[2]) <= 8 for each in parts)
    made = float(parts[0]) / float(parts[1]) if len(parts) > 1 else float(parts[0])
    assert math.copysign(made, value) == value


def test_a_definition_is_written_once():
    """What is asked for twice is written once, after what it refers to."""
    made = Definitions()
    made.define("outer", lambda: made.define("inner", lambda: "1 + 1"))
    made.define("inner", lambda: "2")
    assert made.names == ("inner", "outer")
    assert str(made).count("define") == 2
    assert made.put("inner", "1 + 1") == '"inner"'
    with pytest.raises(RuleError, match="two definitions"):
        made.put("inner", "2")


def test_a_resource_holds_the_text():
    """A Library of FHIR holds the text and the publications, and is plain JSON."""
    held = cm.cql.resource(["mjoa_severity"], over="parameters", version="2.1")
    assert json.loads(json.dumps(held)) == held
    (content,) = held["content"]
    text = base64.b64decode(content["data"]).decode()
    expected = cm.cql.library(["mjoa_severity"], version="2.1")
    assert text == expected
    assert text.startswith(f"library {held['name']} version '{held['version']}'")
    cited = {each["citation"] for each in held["relatedArtifact"]}
    assert cited == {str(each) for each in cm.mjoa_severity.citations}


def elm(name="CervmyeloFHIR", version="1", **more):
    return {"library": {"identifier": {"id": name, "version": version}, **more}}


def test_a_resource_holds_what_a_translator_made():
    """The ELM of the same library stands next to its text."""
    made = elm(annotation=[{"errorSeverity": "warning"}])
    held = cm.cql.resource(["canal_stenosis"], elm=made)
    kinds = [each["contentType"] for each in held["content"]]
    assert kinds == ["text/cql", "application/elm+json"]
    assert json.loads(base64.b64decode(held["content"][1]["data"])) == made


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        {},
        {"library": None},
        elm("Cervmyelo"),
        elm(version="2"),
        elm(annotation=[{"errorSeverity": "error"}]),
    ],
)
def test_what_another_text_became_is_refused(wrong):
    """ELM of another library, or of one with an error, is never handed on."""
    with pytest.raises(KindError, match="elm"):
        cm.cql.resource(["canal_stenosis"], elm=wrong)


def test_what_cannot_be_asked_for():
    """Rules are named one by one, and the other words are those that there are."""
    with pytest.raises(KindError, match="rules"):
        cm.cql.library("mjoa_total")
    with pytest.raises(UnknownNameError, match="Did you mean mjoa_total"):
        cm.cql.library(["mjoa_totl"])
    with pytest.raises(KindError, match="over"):
        cm.cql.library(over="tables")
    with pytest.raises(KindError, match="version"):
        cm.cql.library(version="1'")
