"""
What is written to FHIR, held to validators that others wrote.
"""

import copy
import json
import random
import subprocess
import xml.etree.ElementTree as ET

import pytest
from node_packages import node_command
from written_bundles import DEFECTS, drawn_bundles, good, resources_of

import cervmyelo as cm
from cervmyelo.fhir import FORMS, questionnaire, terminology

XHTML = "{http://www.w3.org/1999/xhtml}"


def node(script, things, folder):
    """What a script prints for each of some things, as JSON."""
    file = folder / "things.ndjson"
    lines = (json.dumps(each, allow_nan=False) for each in things)
    file.write_text("\n".join(lines), encoding="utf-8")
    command = node_command(script, file)
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def by_fhirkit(resource):
    import fhirkit

    return [str(issue) for issue in fhirkit.validate(resource)]


def by_narrative(resource):
    """What no other validator looks at: whether the narrative is well-formed XHTML."""
    for each in resources_of(resource):
        div = each.get("text", {}).get("div")
        if div is None:
            continue
        try:
            if ET.fromstring(div).tag != f"{XHTML}div":  # noqa: S314 -- our own
                return ["no div of XHTML"]
        except ET.ParseError as error:
            return [str(error)]
    return []


def wrong(resources, folder):
    """What any validator finds wrong with each resource."""
    found = node("validate.mjs", resources, folder)
    assert len(found) == len(resources)
    for each, resource in zip(found, resources, strict=True):
        each["fhirkit"] = by_fhirkit(resource)
        each["narrative"] = by_narrative(resource)
    return found


def test_every_defect_is_seen(tmp_path):
    """The validators together see each defect, and none in what has no defect."""
    bundles = [good()]
    for defect in DEFECTS.values():
        bundle = copy.deepcopy(bundles[0])
        defect(bundle)
        bundles.append(bundle)
    whole, *broken = wrong(bundles, tmp_path)
    assert not any(whole.values()), whole
    missed = [
        name
        for name, found in zip(DEFECTS, broken, strict=True)
        if not any(found.values())
    ]
    assert not missed


def test_people_are_valid(tmp_path):
    """No validator rejects a Bundle of anybody, with everything that rules find."""
    bundles = [*map(good, (1.0, 4.0, 7.5, 20.0)), *drawn_bundles(80)]
    rejected = [found for found in wrong(bundles, tmp_path) if any(found.values())]
    assert not rejected


def test_forms_and_codes_are_valid(tmp_path):
    """No validator rejects a form, a code system, a map of codes or a Library."""
    forms = [questionnaire(name) for name in FORMS]
    forms += [questionnaire("article", audience="patient")]
    elm = {"library": {"identifier": {"id": "CervmyeloFHIR", "version": "1"}}}
    libraries = [cm.cql.resource(["mjoa_severity"], elm=elm), cm.cql.resource()]
    made = [*forms, *terminology(snomed=True), *libraries]
    rejected = [
        (each["url"], found)
        for each, found in zip(made, wrong(made, tmp_path), strict=True)
        if any(found.values())
    ]
    # FHIR sets no limit to what a Library holds; this validator has one of its own.
    assert [found for _, found in rejected] == [
        {
            "medplum": [
                "base64Binary exceeds 1048576 bytes at Library.content[0].data"
            ],
            "invariants": [],
            "fhirkit": [],
            "narrative": [],
        }
    ], rejected
    assert rejected[0][0] == cm.cql.resource()["url"]


@pytest.mark.parametrize("release", ["R4B", "R5"])
def test_people_are_valid_in_later_releases(release):
    """The models of R4B and R5 accept what is written for R4."""
    from importlib import import_module

    package = "fhir.resources" + (".R4B" if release == "R4B" else "")
    model_of = import_module(package).get_fhir_model_class
    for bundle in [good(), *drawn_bundles(20)]:
        for resource in resources_of(bundle):
            model_of(resource["resourceType"]).model_validate(resource)


def answered(question, value):
    """A question with its answer, as a program that shows the form writes it."""
    if "answerOption" not in question:
        kind = question["type"].capitalize()
        return {"linkId": question["linkId"], "answer": [{f"value{kind}": value}]}
    quantity = cm.quantities[question["linkId"]]
    option = question["answerOption"][quantity.values.index(value)]
    coding = option["valueCoding"]
    return {"linkId": question["linkId"], "answer": [{"valueCoding": coding}]}


def some_value(quantity, drawn):
    if quantity.values:
        return drawn.choice(quantity.values)
    return round(drawn.uniform(quantity.low, quantity.high), 2)


def test_what_forms_calculate_is_what_another_engine_finds(tmp_path):
    """Nothing before the last answer; then what the rule says, and nothing at gaps."""
    drawn = random.Random(7)  # noqa: S311
    asked, expected = [], []
    for name in FORMS:
        items = questionnaire(name)["item"]
        for result in (each for each in items if each.get("readOnly")):
            rule = cm.rules[result["linkId"]]
            extension, *_ = result["extension"]
            questions = [e for e in items if e["linkId"] in rule.input_names]
            for number in range(12):
                values = {
                    each["linkId"]: some_value(cm.quantities[each["linkId"]], drawn)
                    for each in questions[: -1 if number == 0 else None]
                }
                response = {
                    "resourceType": "QuestionnaireResponse",
                    "status": "in-progress",
                    "item": [
                        answered(each, values[each["linkId"]])
                        for each in questions
                        if each["linkId"] in values
                    ],
                }
                expression = extension["valueExpression"]["expression"]
                asked.append({"resource": response, "expression": expression})
                expected.append(rule(values).value if number else None)
    found = node("evaluate.mjs", asked, tmp_path)
    assert len(found) == len(asked) >= 200
    gaps = sum(each is None for each in expected)
    assert gaps > len(asked) // 12, "a gap of a rule was among them"
    for results, value in zip(found, expected, strict=True):
        # FHIRPath rounds to eight decimals.
        close = [] if value is None else [pytest.approx(value, rel=1e-6, abs=1e-7)]
        assert results == close
