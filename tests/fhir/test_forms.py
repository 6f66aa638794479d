"""Forms to fill in, and the codes that they use."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cervmyelo as cm
from cervmyelo.codes import SNOMED_CT
from cervmyelo.fhir import (
    FORMS,
    from_fhir,
    questionnaire,
    stable_ids,
    terminology,
    to_fhir,
)
from cervmyelo.fhir.forms import asked_by
from cervmyelo.forms import Crosswalk, Sum
from cervmyelo.models.patient import QUANTITIES, SHEETS
from cervmyelo.models.sheet import quantities_of
from cervmyelo.quantity import Fact, Measure
from cervmyelo.terminology import codes_of
from cervmyelo.terminology.answers import answer_code, grade_code, is_coded
from cervmyelo.testing import records

DAY = dt.date(2026, 3, 14)
URLS = {
    f"http://hl7.org/fhir/StructureDefinition/{n}"
    for n in ("itemWeight", "ordinalValue")
}
SMART_FORMS = Path(__file__).parent / "smart_forms"
FILLED = json.loads((SMART_FORMS / "answers.json").read_text())
every_form = pytest.mark.parametrize("name", FORMS)


def walked(items, above=()):
    """Each item, with the links of its siblings, its ancestors and their siblings."""
    near = (*above, *(item["linkId"] for item in items))
    for item in items:
        yield item, near
        yield from walked(item.get("item", ()), near)


@every_form
def test_a_form_asks_for_what_it_says(name):
    """Each question is a quantity with its own link and code, asked once."""
    form = questionnaire(name)
    items = [item for item, _ in walked(form["item"])]
    links = [item["linkId"] for item in items]
    assert len(set(links)) == len(links)
    questions = [item for item in items if item["type"] not in {"group", "display"}]
    assert {item["linkId"] for item in questions} == asked_by(name)
    for item in questions:
        (code,) = item["code"]
        assert code["code"] == item["linkId"]
        assert item["text"]
        quantity = QUANTITIES[item["linkId"]]
        if "readOnly" not in item:
            assert item["text"] == quantity.question


@every_form
def test_conditions_look_at_what_is_above(name):
    """A question is enabled by an ancestor or its siblings, which programs find."""
    for item, near in walked(questionnaire(name)["item"]):
        for condition in item.get("enableWhen", ()):
            assert condition["question"] in near
            if condition["operator"] == "=":
                assert isinstance(QUANTITIES[condition["question"]], Fact)


@every_form
def test_totals_appear_with_the_last_answer(name):
    """What is calculated is enabled once each of its inputs is answered."""
    for item, _ in walked(questionnaire(name)["item"]):
        if item.get("readOnly"):
            rule = cm.rules[item["linkId"]]
            assert item["enableBehavior"] == "all"
            asked = {each["question"] for each in item["enableWhen"]}
            assert asked == rule.input_names
            for each in item["enableWhen"]:
                assert (each["operator"], each["answerBoolean"]) == ("exists", True)


@every_form
def test_points_are_where_programs_look_for_them(name):
    """Both extensions are on the option and on its code, and a word has no points."""
    for item, _ in walked(questionnaire(name)["item"]):
        for option in item.get("answerOption", ()):
            coding = option["valueCoding"]
            quantity = QUANTITIES[item["linkId"]]
            if not isinstance(quantity, Measure):
                assert "extension" not in option
                continue
            (value,) = (
                v
                for v in quantity.values
                if answer_code(quantity, v).code == coding["code"]
            )
            for place in (option, coding):
                held = {e["url"]: e["valueDecimal"] for e in place["extension"]}
                assert held == dict.fromkeys(URLS, value)


def test_every_quantity_is_on_a_form():
    """What can be recorded can be asked for, unless the form finds it itself."""
    asked = set().union(*map(asked_by, FORMS))
    for name in QUANTITIES.keys() - asked:
        rule = cm.rules[name]
        assert any(rule.input_names <= asked_by(form) for form in FORMS)


def test_totals_are_calculated_only_from_all_items():
    """What is calculated is read-only, and its expression counts the answers first."""
    totals = {}
    for name in FORMS:
        items = [item for item, _ in walked(questionnaire(name)["item"])]
        for item in items:
            if not item.get("readOnly"):
                continue
            extension, *_ = item["extension"]
            expression = extension["valueExpression"]["expression"]
            rule = cm.rules[item["linkId"]]
            assert f".count() = {len(rule.inputs)}, " in expression
            assert expression.endswith(", {})")
            totals.setdefault(name, set()).add(rule.name)
            for other in items:
                if isinstance(rule, Sum) and other["linkId"] in rule.input_names:
                    assert other["required"] is True
    assert totals.keys() == {
        *("mjoa", "patient_mjoa", "joa", "joa1994", "ems", "ndi", "joacmeq", "imaging")
    }
    assert len(totals["joacmeq"]) == 5
    assert totals["ndi"] == {"ndi_total", "ndi_percent_of_nine"}


def test_the_form_for_patients():
    """It asks in the words for patients alone: no scores, signs, or estimates."""
    form = questionnaire("article", audience="patient")
    first, *_ = form["item"]
    assert first["type"] == "display"
    assert "emergency" in first["text"]
    asked = [i for i, _ in walked(form["item"]) if "code" in i]
    assert asked
    for item in asked:
        assert QUANTITIES[item["linkId"]].audience == "patient"
    both = set()
    for audience in ("patient", "clinician"):
        form = questionnaire("article", audience=audience)
        items = [item for item, _ in walked(form["item"])]
        links = {each["linkId"] for each in items if "code" in each}
        assert asked_by(form["url"].removeprefix("urn:cervmyelo:form:")) == links
        both |= links
    assert both == asked_by("article")
    for name in SHEETS:
        with pytest.raises(cm.errors.LevelError, match="audience"):
            questionnaire(name, audience="patient")


def test_each_form_has_an_address_of_its_own():
    """Forms that ask for different things differ in address, name and title."""
    forms = [questionnaire(name) for name in FORMS]
    forms += [questionnaire("article", audience=a) for a in ("patient", "clinician")]
    for part in ("url", "name", "title"):
        assert len({each[part] for each in forms}) == len(forms)


def test_forms_without_the_words_are_for_scores():
    """A form whose words are not included says that it takes scores."""
    entries = {n for n in SHEETS if questionnaire(n)["title"].startswith("Score entry")}
    assert {"patient_mjoa", "ndi", "mdi", "joacmeq"} <= entries
    assert entries.isdisjoint({"mjoa", "joa", "examination", "imaging"})
    for name in entries:
        form = questionnaire(name)
        assert "published form" in form["description"]
        for item, _ in walked(form["item"]):
            quantity = QUANTITIES[item["linkId"]]
            assert not (isinstance(quantity, Measure) and quantity.meanings)


def filled(name, record):
    """The answers to a form, as a program that shows it writes them."""

    def answered(item):
        out = {"linkId": item["linkId"]}
        if item["linkId"] in record:
            out["answer"] = [answer(item, record[item["linkId"]])]
        inner = [answered(each) for each in item.get("item", ())]
        return out | ({"item": inner} if inner else {})

    def answer(item, value):
        if item["type"] == "choice":
            code = answer_code(QUANTITIES[item["linkId"]], value)
            return {"valueCoding": {"system": code.system, "code": code.code}}
        return {f"value{item['type'].capitalize()}": value}

    form = questionnaire(name)
    return {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "questionnaire": f"{form['url']}|{form['version']}",
        "authored": "2026-03-14T09:30:00Z",
        "item": [answered(item) for item in form["item"]],
    }


@settings(max_examples=30)
@given(st.sampled_from(FORMS), st.data())
def test_a_filled_form_is_read(name, data):
    """Each answer to a form comes back as what was answered."""
    # A form calculates its total; one that does so too early is tested elsewhere.
    totals = {
        each["linkId"] for each in questionnaire(name)["item"] if "readOnly" in each
    }
    asked = sorted(asked_by(name) - totals)
    record = data.draw(records(*asked))
    received = from_fhir(json.loads(json.dumps(filled(name, record))), on=DAY)
    if record:
        assert dict(cm.Case(received.patient).values) == record
        assert not received.report.that("not understood")
    else:
        assert received.patient == cm.Patient()


def as_in_progress(response, form):
    """
    A response in the shape that Smart Forms stores.

    It says that it is in progress, names no person, has the text of each question, and
    repeats the extensions of the chosen option on the answer.
    """
    asked = {item["linkId"]: item for item, _ in walked(form["item"])}

    def one(item):
        question = asked[item["linkId"]]
        out = {"linkId": item["linkId"], "text": question["text"]}
        inner = [one(each) for each in item.get("item", ())]
        answers = [
            {**answer, **repeated(answer, question)}
            for answer in item.get("answer", ())
        ]
        return (
            out
            | ({"item": inner} if inner else {})
            | ({"answer": answers} if answers else {})
        )

    def repeated(answer, question):
        for option in question.get("answerOption", ()):
            if option["valueCoding"]["code"] == answer["valueCoding"]["code"]:
                return {
                    "extension": option.get("extension", []),
                    "valueCoding": option["valueCoding"],
                }
        return {}

    return {
        "resourceType": "QuestionnaireResponse",
        "status": "in-progress",
        "questionnaire": response["questionnaire"],
        "authored": response["authored"],
        "item": [one(each) for each in response["item"]],
    }


@pytest.mark.parametrize("case", FILLED, ids=lambda case: case["file"])
def test_what_smart_forms_stored_is_read(case):
    """Each answer comes back, each total with the last of its items, and each grade."""
    answers = case["answers"]
    stored = json.loads((SMART_FORMS / case["file"]).read_text())
    received = from_fhir(stored, on=DAY)
    rules = [each for each in cm.rules.values() if each.input_names & answers.keys()]
    totals = {
        item["linkId"]
        for item in questionnaire(case["form"], audience=case.get("audience"))["item"]
        if item.get("readOnly") and cm.rules[item["linkId"]].input_names <= {*answers}
    }
    found = dict(cm.Case(received.patient).values)
    for name in totals:
        assert found.pop(name) == pytest.approx(cm.rules[name](answers).value, rel=1e-7)
    # An age counts from the day on which it was recorded, and none is stored.
    undated = {"age_years"} & answers.keys()
    assert found == {k: v for k, v in answers.items() if k not in undated}
    assert {each.about for each in received.report.that("not understood")} == undated
    for rule in rules:
        if rule.name not in totals and not rule.input_names & undated:
            assert rule(received.patient).answer == rule(answers).answer


@pytest.mark.parametrize("file", ["mjoa.json", "mjoa_in_part.json", "joa1994.json"])
def test_the_shape_in_progress_is_that_of_smart_forms(file):
    """What is constructed here is what Smart Forms stored for the same answers."""
    (case,) = (each for each in FILLED if each["file"] == file)
    record = dict(case["answers"])
    (total,) = asked_by(case["form"]) - {
        item["linkId"] for item in questionnaire(case["form"])["item"][:-1]
    }
    if cm.rules[total].input_names <= record.keys():
        record[total] = cm.rules[total](record).value
    constructed = as_in_progress(
        filled(case["form"], record), questionnaire(case["form"])
    )
    del constructed["authored"]
    constructed["item"] = [each for each in constructed["item"] if "answer" in each]
    assert constructed == json.loads((SMART_FORMS / file).read_text())


@settings(max_examples=30)
@given(st.sampled_from(FORMS), st.data())
def test_a_form_in_progress_is_read(name, data):
    """Extensions repeated on answers, and no person, change no answer."""
    totals = {e["linkId"] for e in questionnaire(name)["item"] if "readOnly" in e}
    record = data.draw(records(*sorted(asked_by(name) - totals)))
    response = as_in_progress(filled(name, record), questionnaire(name))
    received = from_fhir(json.loads(json.dumps(response)), on=DAY)
    assert dict(cm.Case(received.patient).values) == record
    assert not received.report.that("not understood")


@pytest.mark.parametrize("name", ["mjoa", "joa", "joa1994", "ems", "patient_mjoa"])
def test_a_form_in_progress_gives_the_same_grade(name):
    """The total is taken with the items, and every grade is that of the items."""
    items = {
        each["linkId"]: cm.quantities[each["linkId"]].values[-2]
        for each in questionnaire(name)["item"]
        if "readOnly" not in each and each.get("required")
    }
    rules = [each for each in cm.rules.values() if each.input_names & items.keys()]
    record = items | {
        each.name: each(items).value for each in rules if each.name in asked_by(name)
    }
    assert len(record) == len(items) + 1
    response = as_in_progress(filled(name, record), questionnaire(name))
    assert all("extension" in e["answer"][0] for e in response["item"][: len(items)])
    for answered in (response, {**response, "status": "completed"}):
        received = from_fhir(answered, on=DAY)
        assert dict(cm.Case(received.patient).values) == record
        for rule in rules:
            assert rule(received.patient).answer == rule(items).answer


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("mjoas", {}),
        (None, {}),
        ([], {}),
        ("article", {"audience": "doctor"}),
        ("mjoa", {"audience": "patient"}),
        ("mjoa", {"version": ""}),
        ("mjoa", {"version": 1}),
    ],
)
def test_forms_that_there_are_not(name, options):
    """An unknown form or audience is an error that says what there is."""
    with pytest.raises(cm.CervmyeloError):
        questionnaire(name, **options)


def codings(part):
    if isinstance(part, dict):
        if "system" in part and "code" in part and "value" not in part:
            yield part["system"], part["code"]
        for each in part.values():
            yield from codings(each)
    elif isinstance(part, list):
        for each in part:
            yield from codings(each)


def test_every_code_in_use_is_in_a_code_system():
    """Forms and Bundles use no code of ours that the code systems do not have."""
    made = terminology()
    systems = {
        each["url"]: {concept["code"] for concept in each["concept"]}
        for each in made
        if each["resourceType"] == "CodeSystem"
    }
    kinds = [each["resourceType"] for each in made]
    assert [*dict.fromkeys(kinds)] == ["CodeSystem", "ValueSet", "ConceptMap"]
    assert kinds == sorted(kinds, key=[*dict.fromkeys(kinds)].index)
    assert len({each["url"] for each in made}) == len(made)
    for each in made:
        if each["resourceType"] == "CodeSystem":
            assert each["count"] == len(each["concept"]) == len(systems[each["url"]])
        elif each["resourceType"] == "ConceptMap":
            for group in each["group"]:
                ours = systems.get(group["target"], set())
                for element in group["element"]:
                    assert element["code"] in systems[group["source"]]
                    own = {t["code"] for t in element["target"] if "code" in t}
                    assert own <= ours or group["target"] not in systems
        else:
            (include,) = each["compose"]["include"]
            codes = {concept["code"] for concept in include["concept"]}
            assert codes <= systems[include["system"]]
    patient = cm.Patient(
        mjoa=cm.MJOA(motor_upper=3),
        opll="present",
        age_years=cm.between(50, 59),
        missing={"mjoa_motor_upper": "other_cause", "smoker": "not_asked"},
    )
    ids = stable_ids("Patient/1", DAY)
    bundle = to_fhir(
        cm.assess(patient), subject="Patient/1", at=DAY, ids=ids, rules=cm.rules
    )
    used = {*codings(bundle), *(c for n in FORMS for c in codings(questionnaire(n)))}
    ours = {pair for pair in used if pair[0].startswith("urn:cervmyelo:")}
    assert {system for system, _ in ours} == systems.keys()
    assert all(code in systems[system] for system, code in ours)


def test_concept_maps_say_what_crosswalks_say():
    """Each grade leads where its crosswalk leads, and each fact to its own codes."""
    made = {each["url"].rpartition(":")[2]: each for each in terminology()}
    urls = {each["url"] for each in made.values()}
    for rule in cm.rules.values():
        if not isinstance(rule, Crosswalk):
            continue
        found = made[rule.name]
        assert {found["sourceUri"], found["targetUri"]} <= urls
        (group,) = found["group"]
        for row, element in zip(rule.rows, group["element"], strict=True):
            assert element["code"] == answer_code(rule.of, row.value).code
            led = [t["code"] for t in element["target"] if "code" in t]
            assert led == [grade_code(grade).code for grade in row.to]
            kinds = {t["equivalence"] for t in element["target"]}
            several = len(row.to) > 1 or row.or_none
            (kind,) = kinds
            assert kind == (
                "unmatched" if not led else "inexact" if several else "relatedto"
            )
    for snomed in (False, True):
        (facts,) = (e for e in terminology(snomed=snomed) if e["url"].endswith("facts"))
        written = {
            (element["code"], group["target"], target["code"])
            for group in facts["group"]
            for element in group["element"]
            for target in element["target"]
        }
        assert written == {
            (name, code.system, code.code)
            for name, quantity in QUANTITIES.items()
            if isinstance(quantity, Fact)
            for code in codes_of(name)
            if snomed or code.system != SNOMED_CT
        }


def test_every_coded_question_has_a_value_set():
    """The answers to each question, and the grades of each scale, are a value set."""
    urls = {each["url"] for each in terminology()}
    names = {*cm.scales, *(n for n, each in QUANTITIES.items() if is_coded(each))}
    assert {f"urn:cervmyelo:value-set:{name}" for name in names} <= urls


def test_sheets_are_the_forms():
    """A new sheet is a form, and asks for what it records."""
    assert ("article", *SHEETS) == FORMS
    for name, sheet in SHEETS.items():
        held = {each.name for each in quantities_of(sheet).values()}
        assert asked_by(name) <= held
    assert asked_by("nothing") == frozenset()
