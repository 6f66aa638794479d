"""
Forms in LHC-Forms, which others wrote: what it shows, adds up and hands on.

LHC-Forms is a package of npm without what it needs only to be built::

    npm pack lforms@40.1.3 && tar -xzf lforms-40.1.3.tgz

``CERVMYELO_LFORMS`` names its directory ``package/dist/lforms``.
"""

import datetime as dt
import mimetypes
import os
from pathlib import Path

import pytest

import cervmyelo as cm
from cervmyelo.fhir import from_fhir, questionnaire
from cervmyelo.forms import Sum

LFORMS = Path(os.environ.get("CERVMYELO_LFORMS", "package/dist/lforms"))
HOST = "http://localhost/"
PAGE = """
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="webcomponent/styles.css">
</head>
<body>
<div id="form"></div>
<script src="webcomponent/assets/lib/zone.min.js"></script>
<script src="webcomponent/lhc-forms.js"></script>
<script src="fhir/R4/lformsFHIR.min.js"></script>
</body>
</html>
"""
LATER = dt.date(2199, 1, 1)


@pytest.fixture
def shown(page):
    """A function that shows a form, and gives the page."""
    if not LFORMS.is_dir():
        pytest.fail(f"LHC-Forms is not there. {__doc__}")

    def answer(route):
        name = route.request.url.removeprefix(HOST).partition("?")[0]
        if not name:
            route.fulfill(body=PAGE, content_type="text/html")
            return
        file = LFORMS / name
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        route.fulfill(body=file.read_bytes(), content_type=kind)

    def show(form):
        page.route(f"{HOST}**", answer)
        page.goto(HOST)
        page.evaluate(
            "form => LForms.Util.addFormToPage(form, 'form', {fhirVersion: 'R4'})", form
        )
        page.wait_for_selector("lhc-item input, input")
        return page

    return show


def answers(page):
    return page.evaluate(
        "() => LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4', null)"
    )


def total(page, rule):
    for item in answers(page).get("item", ()):
        if item["linkId"] == rule.name:
            (answer,) = item["answer"]
            return answer["valueDecimal"]
    return None


def choose(page, link, option):
    """Choose an answer as a person does: type its words, and take what is offered."""
    box = page.locator(f'input[id="{link}/1"]')
    box.click()
    box.press_sequentially(option["valueCoding"]["display"][:50])
    page.wait_for_timeout(250)
    box.press("ArrowDown")
    box.press("Enter")
    box.press("Tab")
    page.wait_for_timeout(250)


@pytest.mark.parametrize("name", ["mjoa", "patient_mjoa", "joa1994"])
def test_a_form_is_filled_and_read(shown, name):
    """No total before the last answer, then that of the rule; all is read back."""
    form = questionnaire(name)
    page = shown(form)
    items = [item for item in form["item"] if "answerOption" in item]
    (rule,) = (
        cm.rules[item["linkId"]] for item in form["item"] if item.get("readOnly")
    )
    assert isinstance(rule, Sum)
    record = {}
    for item in items:
        assert total(page, rule) is None
        place = len(item["answerOption"]) - 2
        choose(page, item["linkId"], item["answerOption"][place])
        record[item["linkId"]] = cm.quantities[item["linkId"]].values[place]
    expected = {**record, rule.name: rule(record).value}
    assert total(page, rule) == expected[rule.name]

    response = answers(page)
    extracted = page.evaluate(
        "() => LForms.Util.getFormFHIRData("
        "'QuestionnaireResponse', 'R4', null, {extract: true})"
    )
    for data in (response, extracted, extracted[1]):
        received = from_fhir(data, on=LATER)
        assert dict(cm.Case(received.patient).values) == expected
        assert not received.report.that("not understood")


def test_a_formula_is_calculated_and_read(shown):
    """Diameters give their ratios: none before both are there, then the rule's."""
    form = questionnaire("imaging")
    page = shown(form)
    record = {"xray_canal_mm": 13.7, "xray_body_mm": 17.1}
    record |= {"opll_thickness_mm": 4.5, "canal_ap_mm": 11.3}
    rules = [cm.rules[n] for n in ("torg_pavlov_ratio", "opll_occupying_ratio")]
    for place, (link, value) in enumerate(record.items()):
        for number, rule in enumerate(rules):
            assert (total(page, rule) is None) == (place < 2 * (number + 1))
        box = page.locator(f'input[id="{link}/1"]')
        box.fill(str(value))
        box.press("Tab")
        page.wait_for_timeout(250)
    for rule in rules:
        assert total(page, rule) == pytest.approx(rule(record).value, rel=1e-7)
    received = from_fhir(answers(page), on=LATER)
    assert not received.report.that("not understood")
    case = cm.Case(received.patient)
    for rule in rules:
        assert rule(case).value == pytest.approx(rule(record).value, rel=1e-7)


def test_the_questions_for_patients_are_in_groups(shown):
    """The form opens in groups, and asks for details of what is there only."""
    form = questionnaire("article", audience="patient")
    page = shown(form)
    for group in form["item"]:
        assert page.get_by_text(group["text"], exact=True).count() == 1
    assert "emergency" in form["item"][0]["text"]
    onset = cm.quantities["neck_pain_onset"].question
    assert page.get_by_text(onset).count() == 0
    row = page.locator('[aria-labelledby="label-neck_pain/1/1"], [id="neck_pain/1/1"]')
    row.get_by_text("Yes", exact=True).first.click()
    page.wait_for_selector(f"text={onset}")
    received = from_fhir(answers(page), on=LATER)
    assert received.patient == cm.Patient(
        symptoms=[cm.Symptom(kind="neck_pain", present=True)]
    )
