"""What tools say that they take and give is what they do."""

import copy
import json
import re

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cervmyelo as cm
from cervmyelo.in_part import to_plain
from cervmyelo.quantity import Choice, Fact, Measure
from cervmyelo.testing import records
from cervmyelo.tools import TOOLS, call, descriptions

CHECKED = jsonschema.Draft202012Validator
DESCRIBED = {each["name"]: each for each in descriptions()}
VERBS = [name for name in TOOLS if name not in cm.rules]
EVERY = len(cm.quantities)
every_rule = pytest.mark.parametrize("name", cm.rules)


def valid(schema, instance):
    return not [*CHECKED(schema).iter_errors(instance)]


def refers(part):
    """Every reference in a part of a schema."""
    if isinstance(part, dict):
        for key, each in part.items():
            yield from [each] if key == "$ref" else refers(each)
    elif isinstance(part, list):
        for each in part:
            yield from refers(each)


def test_every_rule_and_verb_is_a_tool():
    """Tools are the verbs, then the rules, each under its name."""
    assert [*TOOLS] == [*VERBS, *cm.rules]
    assert {"assess", "grade", "triage", "score_risk", "estimate_outlook"} < {*VERBS}
    assert {"next_question", "explain", "search"} < {*VERBS}
    for name in TOOLS:
        assert re.fullmatch("[a-zA-Z0-9_-]{1,64}", name)


@pytest.mark.parametrize("name", TOOLS)
def test_a_description_is_valid(name):
    """Both schemas are valid, closed, refer to nothing else, and hold no defect."""
    described = DESCRIBED[name]
    assert described["name"] == name
    assert described["title"]
    assert described["description"].endswith(".")
    assert described["annotations"]["readOnlyHint"] is True
    assert described["annotations"]["destructiveHint"] is False
    for key in ("inputSchema", "outputSchema"):
        schema = described[key]
        CHECKED.check_schema(schema)
        assert schema["type"] == "object"
        assert schema["additionalProperties"] is False
        defined = {f"#/$defs/{each}" for each in schema.get("$defs", ())}
        assert {*refers(schema)} == defined
    json.dumps(described, allow_nan=False)


@every_rule
def test_a_rule_is_described_with_source_people_and_limits(name):
    """The words have each citation, the people, each limit, and the caution."""
    rule, says = cm.rules[name], DESCRIBED[name]["description"]
    for each in (*map(str, rule.citations), *rule.limits):
        assert each.rstrip(".") in says
    if rule.people is not None:
        assert rule.people.says in says
    if rule.answer_unit:
        assert f" {rule.answer_unit}." in says
    assert "Not a medical device" in says


@every_rule
def test_the_fields_of_a_rule_have_their_range_and_unit(name):
    """Each field that a rule reads is there, with what is allowed and its unit."""
    schema = DESCRIBED[name]["inputSchema"]
    patient = schema["properties"]["patient"]
    fields = {e for e in patient["properties"] if not e.endswith("_missing")}
    assert fields == {each.name for each in cm.rules[name].reads}
    assert patient["additionalProperties"] is False
    for quantity in cm.rules[name].reads:
        field = patient["properties"][quantity.name]
        one = {**field, "$defs": schema["$defs"]}
        assert valid(one, None)
        match quantity:
            case Fact():
                assert valid(one, instance=True)
                assert not valid(one, 1)
            case Choice():
                assert all(valid(one, each) for each in quantity.levels)
                assert not valid(one, "another")
            case Measure():
                assert valid(one, quantity.low)
                assert valid(one, quantity.high)
                assert not valid(one, quantity.high + 1)
                assert not valid(one, quantity.low - 1)
                if quantity.unit:
                    assert field["description"].endswith(f"Unit: {quantity.unit}.")


@every_rule
def test_an_example_is_answered(name):
    """The example of each rule is valid input, and the answer that of the rule."""
    rule = cm.rules[name]
    arguments = {"patient": dict(rule.example)}
    assert valid(DESCRIBED[name]["inputSchema"], arguments)
    answer = json.loads(json.dumps(call(name, arguments), allow_nan=False))
    assert valid(DESCRIBED[name]["outputSchema"], answer)
    found = rule(dict(rule.example))
    assert answer["finding"] == json.loads(json.dumps(cm.io.finding_to_dict(found)))
    assert answer["text"].startswith(str(found))
    assert "Not a medical device" in answer["text"]


@settings(max_examples=80)
@given(st.sampled_from([*TOOLS]), st.data())
def test_valid_input_gives_valid_output(name, data):
    """Whatever the schema of the input allows runs, and the output keeps its schema."""
    tool, described = TOOLS[name], DESCRIBED[name]
    arguments = {}
    if tool.reads is not None:
        of = [each.name for each in tool.reads] if len(tool.reads) < EVERY else []
        drawn = data.draw(records(*of, partly=True, with_reasons=True))
        record = {key: to_plain(value) for key, value in drawn.items()}
        arguments["patient"] = json.loads(json.dumps(record))
    some = st.sampled_from([*cm.rules])
    if "rules" in tool.arguments and data.draw(st.booleans()):
        arguments["rules"] = data.draw(st.lists(some, min_size=1, unique=True))
    if "name" in tool.arguments:
        arguments["name"] = data.draw(some | st.sampled_from([*cm.quantities]))
    if "words" in tool.arguments:
        arguments["words"] = data.draw(st.sampled_from(["grip", "mjoa total", "zz"]))
    assert valid(described["inputSchema"], arguments)
    given_before = copy.deepcopy(arguments)
    answer = json.loads(json.dumps(call(name, arguments), allow_nan=False))
    assert arguments == given_before
    CHECKED(described["outputSchema"]).validate(answer)
    assert answer["text"].strip()


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("mjoa_total", None),
        ("mjoa_total", []),
        ("mjoa_total", {}),
        ("mjoa_total", {"patient": None}),
        ("mjoa_total", {"patient": "Ada"}),
        ("mjoa_total", {"patient": {"mjoa_total": 19}}),
        ("mjoa_total", {"patient": {"mjoa_total": "13"}}),
        ("mjoa_total", {"patient": {"nurick_1972": 3}}),
        ("mjoa_total", {"patient": {"nurick_1972_missing": "not_asked"}}),
        ("mjoa_total", {"patient": {"ref": "Ada"}}),
        ("mjoa_total", {"patient": {"surname": "Ada"}}),
        ("mjoa_total", {"patient": {}, "more": 1}),
        ("assess", {"patient": {}, "rules": []}),
        ("assess", {"patient": {}, "rules": "mjoa_total"}),
        ("assess", {"patient": {}, "rules": [7]}),
        ("assess", {"patient": {}, "rules": ["mjoa"]}),
        ("assess", {"patient": {"ref": "Ada"}}),
        ("next_question", {"patient": {}, "rules": None}),
        ("explain", {}),
        ("explain", {"name": 7}),
        ("explain", {"name": "Ada"}),
        ("search", {"words": ""}),
    ],
)
def test_what_the_schema_refuses_is_an_error(name, arguments):
    """Invalid arguments are errors of the library, and no message repeats a value."""
    if name != "explain" or arguments.get("name") != "Ada":
        assert not valid(DESCRIBED[name]["inputSchema"], arguments)
    with pytest.raises(cm.CervmyeloError) as error:
        call(name, arguments)
    if name != "explain":
        assert "Ada" not in str(error.value)


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=5)
            | st.sampled_from(["patient", "rules", "name", "words"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=60)
@given(st.sampled_from(VERBS), ANY_JSON, st.data())
def test_any_arguments_end_in_an_answer_or_an_error(name, arguments, data):
    """Whatever comes, the tool answers by its schema or raises an error of its own."""
    if isinstance(arguments, dict) and data.draw(st.booleans()):
        field = data.draw(st.sampled_from([*cm.quantities]))
        arguments["patient"] = {field: data.draw(ANY_JSON)}
    try:
        answer = call(name, arguments)
    except cm.CervmyeloError:
        return
    CHECKED(DESCRIBED[name]["outputSchema"]).validate(
        json.loads(json.dumps(answer, allow_nan=False))
    )


def test_an_unknown_tool_is_an_error():
    """An unknown tool is answered with the nearest, in a call and in a list."""
    for ask in (
        lambda: call("mjoa_totl", {}),
        lambda: call(7, {}),
        lambda: descriptions(["mjoa_totl"]),
        lambda: descriptions("mjoa_total"),
        lambda: descriptions(7),
    ):
        with pytest.raises(cm.CervmyeloError):
            ask()


def test_brief_descriptions_leave_out_the_fields_of_whole_records():
    """What they say is the same but for the fields, and a rule keeps its own."""
    names = [*VERBS, "mjoa_severity"]
    for name, brief in zip(names, descriptions(names, brief=True), strict=True):
        full = DESCRIBED[name]
        if len(TOOLS[name].reads or ()) < EVERY:
            assert brief == full
            continue
        assert len(json.dumps(brief)) < 10_000
        assert brief["outputSchema"] == full["outputSchema"]
        assert brief["description"] == full["description"]
        CHECKED.check_schema(brief["inputSchema"])
        assert valid(brief["inputSchema"], {"patient": {"age_years": 61}})


def test_an_assessment_is_that_of_the_library():
    """All rules, or some in the order that was asked for, with the urgency."""
    patient = {"age_years": 61, "mjoa_total": 13, "arm_weakness": True}
    answer = call("assess", {"patient": patient})
    assessment = cm.assess(cm.io.patient_from_dict(patient))
    informed = [each.rule.name for each in assessment.informed]
    assert [*answer["findings"]] == informed
    assert {*informed, *answer["nothing_recorded"]} == {*cm.rules}
    for name, found in answer["findings"].items():
        assert found == cm.io.finding_to_dict(assessment[name], patient)
    assert answer["urgency"] == assessment.urgency.at_least.code
    rules = ["mjoa_severity", "article_urgency", "nurick_1972"]
    some = call("assess", {"patient": patient, "rules": rules})
    assert [*some["findings"]] == rules
    assert some["nothing_recorded"] == []
    assert some["text"].startswith(str(cm.mjoa_severity(patient)))
    contradictory = {"neck_pain": False, "neck_pain_onset": "sudden"}
    (conflict,) = call("assess", {"patient": contradictory})["conflicts"]
    assert conflict["fields"] == ["neck_pain", "neck_pain_onset"]


def test_the_verbs_are_those_of_the_library():
    """Each verb says what the function of its name says."""
    patient = {"neck_pain": True, "age_years": 61}
    for name, made in (
        ("grade", cm.grade(patient)),
        ("triage", cm.triage(patient)),
        ("score_risk", cm.score_risk(patient)),
        ("estimate_outlook", cm.estimate_outlook(patient)),
    ):
        fields = DESCRIBED[name]["inputSchema"]["properties"]["patient"]["properties"]
        given_here = {key: value for key, value in patient.items() if key in fields}
        answer = call(name, {"patient": given_here})
        finding = made if name == "grade" else made.finding
        assert answer["finding"] == json.loads(
            json.dumps(cm.io.finding_to_dict(finding))
        )
        assert answer["text"].split("\n")[0] == str(made).split("\n")[0]


def test_questions_end():
    """The next question is that of the library, and null once all is decided."""
    answer = call("next_question", {"patient": {}, "rules": ["mjoa_severity"]})
    question = cm.next_question([cm.mjoa_severity], {})
    assert answer["question"]["name"] == question.quantity.name
    assert answer["question"]["question"] == question.quantity.question
    patient = {"neck_pain": False, "neck_pain_onset": "sudden"}
    asked = call("next_question", {"patient": patient})["question"]
    assert asked["conflict"]
    known = {each.name: each.low for each in cm.mjoa_total.items}
    done = call("next_question", {"patient": known, "rules": ["mjoa_total"]})
    assert done["question"] is None


@every_rule
def test_a_rule_is_explained_in_full(name):
    """The text has the inputs, sources, limits, and every grade with its meaning."""
    answer = call("explain", {"name": name})
    rule = cm.rules[name]
    assert answer["kind"] == "rule"
    for each in (*(e.name for e in rule.inputs), *map(str, rule.citations)):
        assert each in answer["text"]
    assert all(each in answer["text"] for each in rule.limits)


def test_an_entry_is_explained():
    """An entry of the data dictionary shows its question, values and meanings."""
    measure = cm.quantities["mjoa_sphincter"]
    answer = call("explain", {"name": measure.name})
    assert answer["kind"] == "quantity"
    assert measure.question in answer["text"]
    assert all(meaning in answer["text"] for _, meaning in measure.meanings)


def test_searches_find_rules_and_entries():
    """A search finds what the collections find."""
    answer = call("search", {"words": "nurick 1972"})
    assert [e["name"] for e in answer["rules"]] == [*cm.rules.search("nurick 1972")]
    assert answer["quantities"]
    assert not call("search", {"words": "no such words"})["rules"]
