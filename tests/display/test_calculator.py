"""The calculator of the documentation, in this Python: its questions and answers."""

import html.parser
import importlib.util
import json
from pathlib import Path

import pytest

import cervmyelo as cm
from cervmyelo.column_maps import Code
from cervmyelo.errors import CervmyeloError
from cervmyelo.quantity import Measure
from cervmyelo.results.interview import Interview

PATH = Path(__file__).parents[2] / "docs" / "calculator" / "calculator.py"


def loaded():
    """The module, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("calculator", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CALCULATOR = loaded()


@pytest.fixture
def call():
    """A function that calls a function of the page, from its start."""
    CALCULATOR.called("start")
    return lambda *given: json.loads(CALCULATOR.called(*given))


class Elements(html.parser.HTMLParser):
    """The elements of a fragment; those that are not closed in order are faults."""

    def __init__(self, text):
        super().__init__()
        self.open, self.faults, self.found = [], [], []
        self.feed(text)
        self.faults += self.open

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in {"input", "circle", "line", "rect", "wbr"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.faults.append(tag)


def buttons(question):
    """The values of the buttons of a question."""
    return [
        given["value"]
        for tag, given in Elements(question).found
        if tag == "button" and given.get("name") == "answer"
    ]


def test_every_button_is_an_answer_and_every_answer_has_one(call):
    """The buttons of a quantity are all its values, and one for not known."""
    for name, quantity in cm.quantities.items():
        values = buttons(call("change", name)["question"])
        read = [CALCULATOR._value(quantity, each) for each in values]
        assert read.pop() is None
        assert {*read} == {*quantity.values} if read else isinstance(quantity, Measure)


def test_the_example_of_a_range_is_an_answer(call):
    """Where a number is typed, the range that is shown as an example is accepted."""
    for name, quantity in cm.quantities.items():
        question = call("change", name)["question"]
        if 'id="ranges"' in question:
            shown = question.split("such as ")[1].split(".</small>")[0]
            assert Code(quantity=quantity, ranges=True).read(shown) is not None


def test_every_question_is_well_formed(call):
    """Each element is closed, and each field has a label."""
    for name in cm.quantities:
        elements = Elements(call("change", name)["question"])
        assert elements.faults == []
        fields = {g["id"] for tag, g in elements.found if tag in {"input", "select"}}
        labelled = {g["for"] for tag, g in elements.found if tag == "label"}
        assert fields == labelled


@pytest.mark.parametrize("rule", ["mjoa_severity", "article_urgency", "cook_result"])
def test_not_known_to_everything_records_nothing(call, rule):
    """An interview without an answer ends, with every question listed as not known."""
    shown = call("choose", rule)
    while "data-name" in shown["question"]:
        name = shown["question"].split('data-name="')[1].split('"')[0]
        shown = call("answer", name, "", "")
        assert not shown["refused"]
    assert json.loads(shown["record"]) == {}
    assert shown["answers"].count("not known") == shown["answers"].count("<li") > 0
    assert ": <b>no</b>" not in shown["answers"]
    assert Elements(shown["results"]).faults == []


@pytest.mark.parametrize("rule", ["article_risk_factors", "tetreault_2015"])
def test_what_it_shows_is_the_result_of_the_library(call, rule):
    """After each answer the result is that of the rule for the record."""
    shown = call("choose", rule)
    while "data-name" in shown["question"]:
        name = shown["question"].split('data-name="')[1].split('"')[0]
        quantity = cm.quantities[name]
        answer = buttons(shown["question"])[0] or f"{quantity.high:g}"
        shown = call("answer", name, answer, "")
        assert not shown["refused"]
        finding = cm.rules[rule](json.loads(shown["record"]))
        assert finding.answer.replace("&", "&amp;") in shown["results"]


def test_records_are_assessed_as_by_the_library(call):
    """Each line is one record, and comes back as the library writes its assessment."""
    record = {"age_years": 61, "mjoa_motor_upper": 3}
    text = call("assess", "\n".join([json.dumps(record), "{}"]))
    first, second = map(json.loads, text.splitlines())
    assert first["patient"] == {**first["patient"], **record}
    assert first != second


def test_a_refused_answer_changes_nothing(call):
    """An answer out of range is named and not recorded, and the question stays."""
    call("choose", "mjoa_total")
    before = call("answer", "mjoa_motor_lower", "5", "")
    after = call("answer", "mjoa_motor_upper", "17", "")
    assert "number above the range" in after["refused"]
    assert after["record"] == before["record"]
    assert after["answers"] == before["answers"]


def names(interview):
    """What was answered, in order."""
    return [name for answer in interview.answers for name in answer]


def test_a_corrected_answer_keeps_its_place():
    """An answer that is given again replaces the first one where it was."""
    now = Interview((cm.mjoa_total,))
    for name in ("mjoa_motor_upper", "mjoa_motor_lower", "mjoa_sphincter"):
        now = now.answered({name: 2})
    again = now.answered({"mjoa_motor_lower": 3})
    assert names(again) == names(now)
    assert again.values == {**now.values, "mjoa_motor_lower": 3}


def test_one_of_several_answers_is_corrected_alone():
    """Of symptoms that were denied together one can be affirmed or taken back."""
    now = Interview((cm.article_urgency,)).answered(
        {"neck_pain": False, "arm_numbness": False}
    )
    assert now.answered({"neck_pain": True}).values == {
        "neck_pain": True,
        "arm_numbness": False,
    }
    assert now.without("neck_pain").values == {"arm_numbness": False}
    assert "neck_pain" not in now.without("neck_pain").asked


def test_a_reason_goes_with_its_answer():
    """Taking an answer back takes back its reason, and so does correcting it."""
    now = Interview((cm.mjoa_total,)).answered(
        {"mjoa_sphincter": None, "mjoa_sphincter_missing": "refused"}
    )
    assert now.without("mjoa_sphincter").values == {}
    assert now.answered({"mjoa_sphincter": 2}).values == {"mjoa_sphincter": 2}


@pytest.mark.parametrize(
    "answer",
    [
        {"mjoa_sphincter": 17},
        {"mjoa_sphincter": 2, "mjoa_sphincter_missing": "refused"},
    ],
)
def test_an_invalid_answer_is_refused(answer):
    """A value out of range, and a reason that needs none, are no answers."""
    with pytest.raises(CervmyeloError):
        Interview((cm.mjoa_total,)).answered(answer)


def test_a_contradiction_is_refused_once():
    """An answer against another one raises, and one with an old fault does not."""
    now = Interview((cm.article_urgency,), {"age_years": 40})
    with pytest.raises(CervmyeloError):
        now.answered({"symptom_duration_months": 1000})
    faulty = Interview(now.rules, {"age_years": 40, "symptom_duration_months": 1000})
    assert faulty.answered({"neck_pain": True}).values["neck_pain"] is True
