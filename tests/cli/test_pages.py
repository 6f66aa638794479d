"""The pages on what the library holds."""

import csv
import importlib.metadata
import json

import pytest

import cervmyelo as cm
from cervmyelo.bibliography import bibtex
from cervmyelo.display.tables import table
from cervmyelo.io import assessment_schema, patient_schema
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.registry import GROUPS
from cervmyelo.scale import Grade
from cervmyelo.sources import ARTICLE


def told(ran):
    """What a page says, without its line ends."""
    assert (ran.status, ran.err) == (0, "")
    return " ".join(ran.out.split())


def test_rules_lists_every_rule(run):
    """Every rule is listed by its name under its subject, in the order of the rules."""
    heads = [line.split("  ")[0] for line in run("rules").out.splitlines()]
    assert [head for head in heads if head in cm.rules] == list(cm.rules)
    subjects = [subject for subject, rules in GROUPS.items() if rules]
    assert [head for head in heads if head in GROUPS] == subjects
    for subject, rules in GROUPS.items():
        for rule in rules:
            assert heads.index(subject) < heads.index(rule.name)


def test_rules_as_json(run):
    """The list for programs holds names, inputs, places and fingerprints."""
    listed = json.loads(run("rules", "--json").out)
    assert [each["name"] for each in listed] == list(cm.rules)
    for each in listed:
        rule = cm.rules[each["name"]]
        assert each["fingerprint"] == rule.identity.fingerprint
        assert each["inputs"] == [quantity.name for quantity in rule.inputs]
        assert each["place"] == rule.cite.place
        assert each["wording"] == rule.wording
        assert set(each["directions"]) == set(each["inputs"])
        assert set(each["directions"].values()) <= {"rises", "falls", "either"}
        if isinstance(each["answers"], list):
            codes = [answer["code"] for answer in each["answers"]]
            assert codes == [grade.code for grade in rule.outcomes]
        else:
            assert each["answers"]["low"] <= each["answers"]["high"]
        assert each["code"]["code"] == each["name"]
        assert rule in GROUPS[each["subject"]]


@pytest.mark.parametrize("name", list(cm.rules))
def test_explain_tells_all_of_a_rule(run, monkeypatch, name):
    """Table, inputs, limits, disagreements, source and identity are all there."""
    monkeypatch.setenv("COLUMNS", "400")
    rule = cm.rules[name]
    page = told(run("explain", name))
    for row in table(rule).body:
        for cell in row:
            for word in cell.split():
                assert word in page
    for quantity in rule.inputs:
        assert quantity.name in page
    for text in (*rule.limits, rule.identity.fingerprint, rule.cite.place):
        assert text in page
    assert all(str(each) in page for each in rule.evidence)
    assert all(gap.why in page for gap in rule.gaps)
    assert rule.wording in page
    assert getattr(rule, "lost", "") in page
    for part in rule.parts:
        assert part.name in page if part.name in cm.rules else part.label in page
    for each in rule.disagreements:
        assert all(other.says in page for other in (each.followed, *each.others))
    if rule.cite.source.doi:
        assert f"doi:{rule.cite.source.doi}" in page
    if isinstance(rule.outcomes[0], Grade):
        meanings = [grade.meaning for grade in rule.outcomes]
        assert all(" ".join(each.split()) in page for each in meanings)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "cook_probability",
            "Cook 2010 cluster, result is a separate rule: cook_result",
        ),
        ("cook_probability", "1 to 2 indeterminate"),
        ("article_stage_to_nurick_1972", "Information lost"),
        (
            "article_stage_to_nurick_1972",
            "needs a person or a frame in order to walk",
        ),
        ("tetreault_2015", "Outcome an mJOA total of at least 16"),
        ("tetreault_2015", "15 points yes"),
        ("stability_without_surgery", "years ahead mild, % moderate or severe, %"),
    ],
)
def test_explain_tells_what_a_form_needs(run, monkeypatch, name, said):
    """The test of a probability, the loss of a crosswalk, the reference of effects."""
    monkeypatch.setenv("COLUMNS", "400")
    assert said in told(run("explain", name))


# The answer of a rule has the page of the rule.
@pytest.mark.parametrize("name", [e for e in cm.quantities if e not in cm.rules])
def test_explain_defines_a_column(run, monkeypatch, name):
    """The page of a column has its question, values, definition, note and rules."""
    monkeypatch.setenv("COLUMNS", "2000")
    quantity = cm.quantities[name]
    page = told(run("explain", name))
    assert page.startswith(f"{name}: {quantity.label}")
    assert quantity.question in page
    assert quantity.allowed in page
    assert (quantity.definition or quantity.defined) in page
    assert quantity.note in page
    if quantity.defined_in is not None:
        assert quantity.defined_in.place in page
    for rule in cm.rules.values():
        read = (*rule.inputs, *(rule.people.inputs if rule.people else ()))
        assert (f" {rule.name}: " in page) is (quantity in read)


def test_explain_suggests_names_of_rules_and_columns(run):
    """A misspelt name is answered by the names that come nearest."""
    ran = run("explain", "cord_sign")
    assert ran.status != 0
    assert "cord_sign: unknown rule or column. Did you mean cord_signs" in ran.err


def test_cite_gives_bibtex(run):
    """The sources of rules are printed once each, of all rules if none is named."""
    ran = run("cite", "mjoa_severity", "mjoa_total")
    assert ran.status == 0
    assert ran.out.count("@") == 2
    assert ran.out == f"{bibtex([cm.rules['mjoa_severity']])}\n"
    assert run("cite").out == f"{bibtex(cm.rules.values())}\n"


def test_explain_tells_the_direction_of_inputs(run):
    """A higher mJOA item is never worse; a worse symptom is never better."""
    assert "mjoa_sphincter mJOA bladder function never gets worse" in told(
        run("explain", "mjoa_severity")
    )
    assert "cord_signs signs of the spinal cord never gets better" in told(
        run("explain", "article_stage")
    )


def test_article_tells_everything(run, monkeypatch):
    """Symptoms, causes, treatments, complications and disagreements are all told."""
    monkeypatch.setenv("COLUMNS", "2000")
    page = told(run("article"))
    wanted = [each.present.label for each in SYMPTOMS.values()]
    wanted += [each.fact.label for each in cm.literature.CAUSES]
    wanted += [
        f"{each.label}: {each.aim} [{each.cite.place}]"
        for each in cm.literature.TREATMENTS
    ]
    wanted += [f"{each.label} (of {each.of})" for each in cm.literature.COMPLICATIONS]
    wanted += [
        each.about
        for each in cm.literature.DISAGREEMENTS.values()
        if ARTICLE in {told.cite.source for told in (each.followed, *each.others)}
    ]
    wanted += [
        grade.meaning for grade in (*cm.article_stage.scale, *cm.article_urgency.scale)
    ]
    for name in ("article_risk_factors", "article_workup", "article_outlook_factors"):
        wanted += [each.label for each in cm.rules[name].counted]
    assert [text for text in wanted if text not in page] == []
    assert "laryngeal nerve palsy after ACDF, about: 3%" in page


def test_schemas(run):
    """The printed schemas are those of the library."""
    assert json.loads(run("schema").out) == json.loads(json.dumps(patient_schema()))
    printed = json.loads(run("schema", "assessment").out)
    assert printed == json.loads(json.dumps(assessment_schema()))


def test_the_data_dictionary(run):
    """Every quantity is a line of the dictionary, on a page and as CSV."""
    page = run("schema", "columns").out
    assert all(f"\n{name}: " in page for name in cm.quantities)
    assert "\nNAME_missing: not_asked, not_testable, refused, other_cause\n" in page
    head, *rows = csv.reader(run("schema", "columns", "--csv").out.splitlines())
    assert head[0] == "Name"
    assert [row[0] for row in rows] == list(cm.quantities)
    definitions = [row[head.index("Definition")] for row in rows]
    assert definitions == [each.defined for each in cm.quantities.values()]


def test_version(run):
    """The version is that of the installed package."""
    ran = run("--version")
    assert ran.out.strip() == f"cervmyelo {importlib.metadata.version('cervmyelo')}"
    assert ran.status == 0


@pytest.mark.parametrize(
    "command", ["", "assess", "ask", "cite", "explain", "rules", "schema"]
)
def test_help(run, command):
    """Help is there for every command, fits the screen and tells the status."""
    ran = run(*command.split(), "--help")
    assert ran.status == 0
    assert f"cervmyelo {command}".strip() in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80
    if command in {"", "assess"}:
        assert "Exit status" in ran.out
