"""Cards for a record, and requests that are not answered."""

import copy
import json
import pickle
import re

import pytest
from hook_requests import DAY, SERVER, check_answer, observation, request, searchset
from hypothesis import given, settings
from hypothesis import strategies as st

import cervmyelo as cm
from cervmyelo.cds_hooks import (
    SERVICE,
    MalformedRequestError,
    MissingPrefetchError,
    Refusal,
    discovery,
    respond,
)
from cervmyelo.cds_hooks.cards import INDICATORS, _markdown
from cervmyelo.testing import patients

OUTCOME = {
    "resourceType": "OperationOutcome",
    "issue": [{"severity": "error", "code": "timeout", "diagnostics": "host db-7"}],
}
ITEMS = cm.MJOA(motor_upper=3, motor_lower=5, sensory_upper=2, sphincter=3)
ABSENT = object()


def cards(*resources, on=DAY, codes=None, **more):
    answer = respond(request(*resources, **more), on=on, codes=codes)
    check_answer(answer)
    return answer["cards"]


def summaries(*resources, **more):
    return [card["summary"] for card in cards(*resources, **more)]


def refused(asked, on=DAY):
    with pytest.raises(Refusal) as found:
        respond(asked, on=on)
    return found.value


def test_discovery_describes_one_service():
    """The description has what the protocol demands, and templates with its tokens."""
    (service,) = discovery()["services"]
    assert service.keys() == {
        *("hook", "id", "title", "description", "usageRequirements", "prefetch")
    }
    assert (service["hook"], service["id"]) == ("patient-view", SERVICE)
    assert re.fullmatch("[a-z-]+", SERVICE)
    for template in service["prefetch"].values():
        assert re.findall(r"\{\{(.*?)\}\}", template) == ["context.patientId"]
        assert not re.search(r"\s", template)
    assert discovery() is not discovery()
    json.dumps(discovery(), allow_nan=False)


def test_codes_of_the_caller_are_asked_for_and_read():
    """A code that a site maps is in the template, escaped, and gives a card."""
    codes = {
        ("http://site.example/codes", "a,b|c"): "mjoa_total",
        ("http://site.example/answers", "x"): ("smoker", True),
    }
    (service,) = discovery(codes=codes)["services"]
    asked = service["prefetch"]["observations"]
    assert r",http://site.example/codes|a%5C%2Cb%5C%7Cc&" in asked
    assert "answers" not in asked
    of_site = observation()
    of_site["code"] = {
        "coding": [{"system": "http://site.example/codes", "code": "a,b|c"}]
    }
    assert summaries(of_site) == []
    assert "mJOA severity: moderate" in summaries(of_site, codes=codes)


def test_a_card_for_each_publication():
    """What rules find is on the card of the source that they were taken from."""
    found = cards(cm.Patient(mjoa=ITEMS))
    assert [card["summary"] for card in found] == [
        "When to contact a doctor: prompt or emergency",
        "mJOA total: 13 points",
        "mJOA severity: moderate",
    ]
    assert [card["indicator"] for card in found] == ["warning", "info", "info"]
    severity = cm.mjoa_severity.cite
    assert found[2]["source"] == {
        "label": str(severity.source),
        "url": f"https://doi.org/{severity.source.doi}",
    }
    for card in found:
        assert f"- Published in: {card['source']['label']}" in card["detail"]


@settings(max_examples=40)
@given(patients(facts="consistent", partly=True, with_reasons=True))
def test_cards_say_what_the_rules_find(patient):
    """Each decided grade of a card is that of the rule, and each source is its own."""
    found = respond(request(patient), on=DAY)
    check_answer(found)
    assessment = cm.assess(patient)
    labels = {f.label: f for f in assessment.findings}
    sources = [card["source"]["label"] for card in found["cards"]]
    assert len(sources) == len({*sources})
    for card in found["cards"]:
        label, _, answer = card["summary"].partition("; ")[0].partition(": ")
        finding = labels.get(label)
        if finding is not None and "..." not in card["summary"]:
            assert finding.answer == answer
            assert card["source"]["label"] == str(finding.cite.source)


@settings(max_examples=40)
@given(patients(facts="consistent"))
def test_the_urgency_alone_decides_the_indicator(patient):
    """A card is a warning or critical only as far as the record establishes it."""
    found = respond(request(patient), on=DAY)["cards"]
    established = cm.triage(patient).at_least
    for at, card in enumerate(found):
        first = at == 0 and card["summary"].startswith("When to contact a doctor")
        assert card["indicator"] == (INDICATORS[established.code] if first else "info")


def test_every_urgency_has_an_indicator():
    """An established emergency is critical; a possible one is not."""
    sudden = cm.Symptom(kind="arm_weakness", present=True, onset="sudden")
    mild = cm.Symptom(
        kind="arm_weakness", present=True, onset="gradual", severity="mild"
    )
    assert cards(cm.Patient(symptoms=[sudden]))[0]["indicator"] == "critical"
    assert cards(cm.Patient(symptoms=[mild]))[0]["indicator"] == "warning"
    denied = cm.Symptom(kind="arm_weakness", present=False)
    (card,) = cards(cm.Patient(symptoms=[denied]))
    assert card["indicator"] == "info"
    assert card["summary"].endswith("none or prompt or emergency")
    assert {*INDICATORS.values()} == {"info", "warning", "critical"}


def test_a_mistake_hides_no_emergency():
    """Facts that contradict each other leave what the others establish."""
    code = {"system": "urn:cervmyelo:answers", "code": "neck_pain_onset:sudden"}
    contested = (
        observation("neck_pain", value=False),
        observation(
            "neck_pain_onset",
            valueCodeableConcept={"coding": [code]},
        ),
    )
    del contested[1]["valueQuantity"]
    (card,) = cards(*contested, observation("inability_to_move", value=True))
    assert card["indicator"] == "critical"
    assert card["summary"] == "When to contact a doctor: emergency"
    (card,) = cards(*contested, observation("arm_numbness", value=True))
    assert card["indicator"] == "warning"
    assert card["summary"] == (
        "When to contact a doctor: prompt or more urgent; some fields are at fault"
    )
    assert '"neck pain" and "onset of neck pain"' in card["detail"]


def test_a_card_says_for_whom_and_what_to_ask():
    """What is missing is asked for, and what is assumed about the person is named."""
    items = cm.MJOA(motor_lower=5, sensory_upper=2, sphincter=2)
    found = {c["summary"]: c["detail"] for c in cards(cm.Patient(mjoa=items))}
    detail = found["mJOA severity: moderate or severe"]
    question = cm.quantities["mjoa_motor_upper"].question
    assert f"Not recorded: mJOA hand motor function. Ask: {question}" in detail
    assert "Not recorded, and assumed: age 18 or over; myelopathy" in detail
    assert f"- For whom: {cm.mjoa_severity.people.says}" in detail
    urgent = found["When to contact a doctor: prompt or emergency"]
    assert "Ask: Is there a part of the body that cannot be moved?" in urgent
    assert "- Emergency care if there is inability to move" in urgent
    assert "- Recorded: 2026-03-14" in urgent


def test_people_without_a_score_or_sign_get_no_card():
    """Age, sex, smoking and rheumatoid arthritis alone are no reason to speak."""
    general = cm.Patient(
        age_years=61, sex_at_birth="female", smoker=True, rheumatoid_arthritis=True
    )
    assert cards(general) == []
    assert cards() == []
    asked = request(prefetch={"observations": None})
    assert respond(asked, on=DAY) == {"cards": []}


def test_nothing_that_identifies_a_person_is_repeated():
    """Names, numbers, addresses and free text of a request are nowhere in an answer."""
    secret = "Zaphod*<b>"  # noqa: S105
    asked = request(
        observation(note=[{"text": secret}], identifier=[{"value": secret}]),
        observation("mjoa_motor_upper", value=99, id=secret),
        prefetch={
            "patient": {
                "resourceType": "Patient",
                "id": "1",
                "name": [{"family": secret}],
                "birthDate": "1961-05-02",
            },
            secret: secret,
        },
        fhirServer=f"{SERVER}/Zaphod",
        fhirAuthorization={"access_token": secret},
        extension={secret: secret},
    )
    asked["context"]["userId"] = secret
    answer = json.dumps(respond(asked, on=DAY))
    assert "mJOA severity" in answer
    for each in ("Zaphod", "1961-05-02", "records.example", "Practitioner"):
        assert each not in answer
    for part in ("hook", "context", "fhirServer"):
        assert "Zaphod" not in str(refused({**asked, part: [secret]}))
    asked["context"] = {"patientId": secret}
    assert "Zaphod" not in str(refused(asked))


def test_text_means_nothing_to_markdown():
    """No character of a label or a reason can open a link, a tag or emphasis."""
    plain = re.compile(r"(?<!\\)[`_\[\]<>&~|#]")
    for patient in (cm.Patient(mjoa=ITEMS), cm.Patient(age_years=70, mjoa=ITEMS)):
        for card in cards(patient):
            for line in card["detail"].splitlines():
                inner = re.sub(r"^\*+|\*+$", "", line)
                assert not plain.search(inner), line
                assert not re.search(r"(?<!\\)\*", inner), line


@given(st.text(alphabet="\\`*_[]<>&~|#ab ", max_size=20))
def test_marks_of_markdown_are_escaped(text):
    """Whatever a text holds, each mark has a backslash, and nothing else changes."""
    escaped = _markdown(text)
    assert re.sub(r"\\(.)", r"\1", escaped) == text
    assert not re.search(r"[`*_\[\]<>&~|#]", re.sub(r"\\.", "", escaped))


def test_the_day_decides_what_is_read():
    """What is dated after the day is not read, and an answer is always the same."""
    asked = request(observation(on="2026-03-01"))
    assert respond(asked, on=DAY) == respond(asked, on=DAY)
    early = DAY.replace(month=2)
    assert respond(asked, on=early) == {"cards": []}
    before = copy.deepcopy(asked)
    respond(asked, on=DAY)
    assert asked == before
    with pytest.raises(cm.errors.KindError, match="on: expected a date"):
        respond(asked, on="2026-03-14")


def test_every_part_of_a_record_is_read():
    """Scores come from Observations and forms, age from the Patient, or from a list."""
    form = {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "subject": {"reference": "Patient/1"},
        "questionnaire": "urn:cervmyelo:form:mjoa",
        "authored": "2026-03-02",
        "item": [
            {"linkId": f"mjoa_{item}", "answer": [{"valueDecimal": 2}]}
            for item in ("motor_upper", "motor_lower", "sensory_upper", "sphincter")
        ],
    }
    born = {"resourceType": "Patient", "id": "1", "birthDate": "2015-01-01"}
    asked = {"observations": None, "responses": searchset(form), "patient": born}
    found = summaries(prefetch=asked)
    assert found == [
        "When to contact a doctor: prompt or emergency",
        "mJOA total: 8 points",
    ]
    grown = summaries(prefetch={**asked, "patient": None})
    assert "mJOA severity: severe" in grown
    arthritis = {
        "resourceType": "Condition",
        "subject": {"reference": "Patient/1"},
        "code": {
            "coding": [
                {"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "M05.79"}
            ]
        },
    }
    one = observation("ranawat")
    del one["valueQuantity"]
    one["valueCodeableConcept"] = {
        "coding": [{"system": "urn:cervmyelo:grades", "code": "ranawat:II"}]
    }
    known = summaries(one, prefetch={"conditions": searchset(arthritis)})
    assert "Ranawat class: II" in " ".join(known)
    assert "Ranawat" not in " ".join(summaries(one))


@pytest.mark.parametrize("key", ["responses", "conditions", "patient"])
@pytest.mark.parametrize(
    "given",
    [ABSENT, OUTCOME, "<html>Bad gateway</html>", {}, [], {"error": 1}, 7],
    ids=["absent", "outcome", "page", "empty", "list", "other", "number"],
)
def test_a_part_that_did_not_come(key, given):
    """Without a part that is not needed there is an answer, which says so."""
    asked = request(observation())
    asked["prefetch"][key] = given
    if given is ABSENT:
        del asked["prefetch"][key]
    answer = respond(asked, on=DAY)
    check_answer(answer)
    detail = answer["cards"][0]["detail"]
    assert ("the client did not send" in detail) is (key != "patient")
    asked["prefetch"][key] = None
    answer = respond(asked, on=DAY)
    assert "did not send" not in answer["cards"][0]["detail"]


@pytest.mark.parametrize(
    "given",
    [ABSENT, OUTCOME, "<html>Bad gateway</html>", {}, [], {"resourceType": "Patient"}],
    ids=["absent", "outcome", "page", "empty", "list", "other"],
)
def test_observations_that_did_not_come(given):
    """Without the Observations the precondition fails, with what to do about it."""
    asked = request(prefetch={"observations": given})
    if given is ABSENT:
        del asked["prefetch"]["observations"]
    refusal = refused(asked)
    assert isinstance(refusal, MissingPrefetchError)
    assert refusal.status == 412
    assert refusal.field == "prefetch.observations"
    assert "prefetch template" in str(refusal)
    assert "db-7" not in str(refusal)
    for nothing in ({"prefetch": None}, {"prefetch": {}}):
        assert refused({**asked, **nothing}).status == 412
    del asked["prefetch"]
    assert refused(asked).status == 412


def test_a_page_that_is_not_the_last():
    """A page is read and the card says so; with nothing on it there is no answer."""
    link = {"link": [{"relation": "next", "url": f"{SERVER}?page=2"}]}
    asked = request(prefetch={"observations": searchset(observation(), **link)})
    (first, *_) = respond(asked, on=DAY)["cards"]
    assert "May be missing: this page is not the last" in first["detail"]
    asked["prefetch"]["observations"] = searchset(**link)
    assert refused(asked).status == 412


def test_a_warning_of_the_server_among_the_results():
    """A report of a problem in a Bundle makes the answer incomplete, not impossible."""
    (first, *_) = cards(observation(), OUTCOME)
    assert "May be missing: the server reports a problem" in first["detail"]
    assert refused(request(OUTCOME)).status == 412


def test_other_people_are_never_read():
    """What is about another person is left out; alone it is no answer."""
    other = observation(subject={"reference": "Patient/2"})
    (first, *rest) = cards(other, observation("mjoa_total", 17))
    assert "about another person" in first["detail"]
    assert "mJOA severity: mild" in [card["summary"] for card in rest]
    refusal = refused(request(other))
    assert (refusal.status, refusal.field) == (412, "prefetch")
    whole = request(observation(), prefetch={"patient": {"resourceType": "Patient"}})
    assert respond(whole, on=DAY)["cards"]
    whole["prefetch"]["patient"]["id"] = "2"
    assert refused(whole).status == 400


def test_full_addresses_are_those_of_the_server():
    """A reference with an address is read if its server is that of the request."""
    full = observation(subject={"reference": f"{SERVER}/Patient/1"})
    asked = request(full, fhirServer=f"{SERVER}/")
    assert respond(asked, on=DAY)["cards"]
    assert refused({**asked, "fhirServer": "https://elsewhere.example"}).status == 412
    relative = request(observation(), fhirServer=SERVER)
    assert respond(relative, on=DAY)["cards"]


def test_records_that_contradict_or_are_not_understood():
    """What is not used is named with the reason; alone it is a card of its own."""
    two = [observation(value=13), observation(value=9)]
    (card,) = cards(*two)
    assert card["source"] == {"label": "cervmyelo"}
    assert card["indicator"] == "info"
    assert "- Not used: mJOA total: " in card["detail"]
    (first, *_) = cards(observation(), observation("nurick_1972", 77))
    assert "- Not used: Nurick grade" in first["detail"]


def test_a_long_record_has_short_notes():
    """A card names ten reasons why something was not read, and counts the others."""
    odd = [observation(name, value="x") for name in [*cm.quantities][:30]]
    (card,) = cards(*odd)
    assert card["detail"].count("- Not used: ") == 11
    assert "more" in card["detail"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"hook": "order-sign"}, "hook"),
        ({"hook": None}, "hook"),
        ({"hookInstance": " "}, "hookInstance"),
        ({"hookInstance": 7}, "hookInstance"),
        ({"context": None}, "context.patientId"),
        ({"context": []}, "context"),
        ({"context": {"patientId": "Patient/1"}}, "context.patientId"),
        ({"context": {"patientId": 1}}, "context.patientId"),
        ({"context": {"patientId": "1\n"}}, "context.patientId"),
        ({"prefetch": []}, "prefetch"),
        ({"fhirServer": "ftp://x"}, "fhirServer"),
        ({"fhirServer": 7}, "fhirServer"),
    ],
)
def test_malformed_requests(change, field):
    """A request that is not what the protocol demands names the field, and is a 400."""
    refusal = refused({**request(observation()), **change})
    assert isinstance(refusal, MalformedRequestError)
    assert (refusal.status, refusal.field) == (400, field)
    assert str(refusal).startswith(f"{field}: expected ")


@pytest.mark.parametrize("body", [None, [], "x", 7, [request()]])
def test_what_is_no_object(body):
    """A body that is no object is malformed."""
    assert refused(body).status == 400


def test_refusals_are_errors_of_the_library():
    """A Refusal is a CervmyeloError with a code, and survives a pickle."""
    codes = set()
    for each in (Refusal, MalformedRequestError, MissingPrefetchError):
        made = each("hook", "text", "another hook", "Change it.")
        again = pickle.loads(pickle.dumps(made))  # noqa: S301
        assert isinstance(made, cm.CervmyeloError)
        assert (str(again), again.status) == (str(made), made.status)
        codes.add(each.code)
    others = {each.code for each in vars(cm.errors).values() if hasattr(each, "code")}
    assert len(codes) == 3
    assert codes.isdisjoint(others)


WORDS = st.sampled_from(
    ["patient-view", "1", "Patient/1", "2026-03-01", "final", "next", SERVER, "*_["]
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=4)
    | WORDS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *("resourceType", "entry", "resource", "link", "relation", "code"),
                    *("coding", "system", "value", "valueQuantity", "subject", "id"),
                    *("reference", "fullUrl", "status", "effectiveDateTime", "patient"),
                ]
            )
            | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)
KINDS = st.sampled_from(
    ["Bundle", "Observation", "Patient", "QuestionnaireResponse", "Condition"]
)


@st.composite
def damaged(draw):
    """A good request with one part, at any depth, replaced by anything."""
    asked = request(observation(), observation("arm_numbness", value=True))
    here = asked
    while True:
        key = draw(
            st.sampled_from([*here] if isinstance(here, dict) else range(len(here)))
        )
        inner = here[key]
        if not (isinstance(inner, dict | list) and inner) or draw(st.booleans()):
            break
        here = inner
    value = draw(JSON)
    if isinstance(value, dict) and draw(st.booleans()):
        value = {**value, "resourceType": draw(KINDS)}
    here[key] = value
    return asked


@settings(max_examples=150)
@given(JSON | damaged())
def test_anything_gets_cards_or_a_refusal(body):
    """Whatever JSON comes, the answer is valid or a Refusal with a status."""
    try:
        answer = respond(body, on=DAY)
    except Refusal as found:
        refusal = found
    else:
        check_answer(answer)
        json.dumps(answer, allow_nan=False)
        return
    assert refusal.status in {400, 412}
    assert str(refusal)
