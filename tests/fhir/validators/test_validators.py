"""
What is written to FHIR, held to validators that others wrote.
"""

import copy
import json
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
    """No validator rejects a form, a code system or a value set."""
    forms = [questionnaire(name) for name in FORMS]
    forms += [questionnaire("article", audience="patient")]
    made = [*forms, *terminology()]
    rejected = [
        (each["url"], found)
        for each, found in zip(made, wrong(made, tmp_path), strict=True)
        if any(found.values())
    ]
    assert not rejected


@pytest.mark.parametrize("release", ["R4B", "R5"])
def test_people_are_valid_in_later_releases(release):
    """The models of R4B and R5 accept what is written for R4."""
    from importlib import import_module

    package = "fhir.resources" + (".R4B" if release == "R4B" else "")
    model_of = import_module(package).get_fhir_model_class
    for bundle in [good(), *drawn_bundles(20)]:
        for resource in resources_of(bundle):
            model_of(resource["resourceType"]).model_validate(resource)


def test_totals_are_those_of_another_engine(tmp_path):
    """A form shows no total before the last answer, and then that of the rule."""
    asked, totals = [], []
    for name in FORMS:
        items = questionnaire(name)["item"]
        for total_item in (each for each in items if each.get("readOnly")):
            rule = cm.rules[total_item["linkId"]]
            extension, _ = total_item["extension"]
            questions = [e for e in items if e["linkId"] in rule.input_names]
            for count, place in ((len(questions), 0), (len(questions), -1), (-1, -1)):
                answered = questions[:count]
                response = {
                    "resourceType": "QuestionnaireResponse",
                    "status": "in-progress",
                    "item": [
                        {"linkId": e["linkId"], "answer": [e["answerOption"][place]]}
                        for e in answered
                    ],
                }
                for each in response["item"]:
                    (answer,) = each["answer"]
                    each["answer"] = [{"valueCoding": answer["valueCoding"]}]
                expression = extension["valueExpression"]["expression"]
                asked.append({"resource": response, "expression": expression})
                values = {
                    e["linkId"]: cm.quantities[e["linkId"]].values[place]
                    for e in answered
                }
                found = rule(values).value
                totals.append([] if count == -1 else [found])
                assert count == -1 or found is not None
    assert len(asked) == 18
    assert node("evaluate.mjs", asked, tmp_path) == totals
