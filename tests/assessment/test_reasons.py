"""Every reason reads ``LABEL: STATE``, whatever the rule and the state."""

import random
import re

import pytest

import cervmyelo as cm
from cervmyelo.criteria import Criterion, Is, Not
from cervmyelo.quantity import Fact

every_rule = pytest.mark.parametrize("rule", cm.rules.values(), ids=lambda r: r.name)

FACTS = re.compile(r".+: (yes|no|not recorded)( \(.*\))?")
CRITERIA = re.compile(r".+: (met|not met|not known)( \(.*\))?")
ANY = re.compile(r"\S.*: \S.*")


def states(rule, count=120):
    """Cases of a rule: nothing, each answer of each input alone, and random mixes."""
    yield {}
    answers = {each.name: rule.answers(each) for each in rule.inputs}
    for name, values in answers.items():
        yield from ({name: value} for value in values)
    draw = random.Random(rule.name)  # noqa: S311
    for _ in range(count):
        yield {
            name: draw.choice([None, *values])
            for name, values in answers.items()
            if draw.random() < draw.random() + 0.5
        }


@every_rule
def test_reasons_have_one_grammar(rule):
    """A reason is a label and a state; none begins with "not", none is doubled."""
    for state in states(rule):
        for reason in rule(state).because:
            text = str(reason)
            assert not text.startswith("not "), text
            about = reason.about
            while isinstance(about, Not):
                about = about.part
            if isinstance(about, Fact | Is):
                assert FACTS.fullmatch(text), text
            elif isinstance(about, Criterion):
                assert CRITERIA.fullmatch(text), text
            else:
                assert ANY.fullmatch(text), text


@every_rule
def test_no_code_stands_in_prose(rule):
    """What people read holds no name of a quantity and no code of a grade."""
    for state in states(rule, 20):
        finding = rule(state)
        assert "_" not in str(finding), str(finding)


def test_a_notebook_shows_whom_an_answer_holds_for():
    """IPython shows the whole finding, and so what it assumes about the person."""
    shown = []

    class Printer:
        text = shown.append

    found = cm.mjoa_severity({"mjoa_total": 13})
    found._repr_pretty_(Printer(), cycle=False)
    assert shown == [str(found)]
    assert "holds for: age 18 or over" in shown[0]
