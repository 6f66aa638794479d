"""Every rule gives what its publication prints, at every cut-off."""

import pytest
from cases import CASES, OUTCOMES, POPULATIONS, agrees, read_cases, read_populations

from cervmyelo.forms.people import OUTSIDE_POPULATION
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.registry import RULES


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{each.rule}-{n}" for n, each in enumerate(CASES)]
)
def test_published_case(case):
    """The answer is the published one; with gaps, all that the gaps leave."""
    assert agrees(RULES[case.rule], case), f"{case.checks} ({case.place})"


def test_every_rule_has_published_cases():
    """No rule is without a case, and each has a source for every case."""
    assert {case.rule for case in CASES} == set(RULES)
    assert all(case.place for case in CASES)


def test_every_case_can_be_read():
    """Each case has a sentence and people, whose values have names of the library."""
    for case in CASES:
        assert case.checks.endswith(".")
        assert case.people
        assert all(person.keys() <= QUANTITIES.keys() for person in case.people)


PEOPLE = {name: rule.people for name, rule in RULES.items() if rule.people}


def test_every_population_can_be_read():
    """Each has a place and the names of rules with conditions, each of them once."""
    named = [name for each in POPULATIONS for name in each.rules]
    assert len(named) == len(set(named))
    assert all(PEOPLE[name].conditions for name in named)
    for each in POPULATIONS:
        assert each.place
        for person in (*each.inside, *each.outside):
            assert person.keys() <= QUANTITIES.keys()


@pytest.mark.parametrize(
    ("name", "published"),
    [(name, each) for each in POPULATIONS for name in each.rules],
)
def test_a_person_outside_gets_no_answer(name, published):
    """Who is outside is refused with the reason; who is inside has nothing assumed."""
    rule = RULES[name]
    for person in published.outside:
        found = rule(person)
        assert found.status == "refused"
        assert OUTSIDE_POPULATION in {each.code for each in found.problems}
    for person in published.inside:
        found = rule(person)
        assert OUTSIDE_POPULATION not in {each.code for each in found.problems}
        assert found.holds_for == ()


@pytest.mark.parametrize("name", PEOPLE)
def test_nothing_recorded_is_neither_inside_nor_outside(name):
    """For a person without any recorded fact, every condition is open."""
    assert not list(PEOPLE[name].unmet({}))
    assert tuple(PEOPLE[name].assumed({})) == PEOPLE[name].conditions


def test_a_population_with_other_keys_is_an_error(tmp_path):
    """A key too many or too few stops the reader."""
    path = tmp_path / "people.toml"
    path.write_text('[[people]]\nrules = ["k_line"]\nplace = "a test"\n')
    with pytest.raises(ValueError, match=r"people\.toml"):
        list(read_populations(path))


GOOD = """
tolerance = { relative = 1e-12, absolute = 1e-15 }
[mjoa_total]
place = "a test"
[mjoa_total.unless_given]
mjoa_sphincter = 3
[[mjoa_total.case]]
checks = "A case."
given = { mjoa_motor_upper = [4, 5] }
"""


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "answer = 3\npossible = [3, 4]",
        "answer = [3, 4]",
        "possible = 3",
        "between = [1, 2, 3]",
        'refused = "no"',
        "answer = 3\nanswers = 4",
        'answer = 3\nnot_recorded = ["mjoa_motor_upper"]',
        'answer = 3\nnot_recorded = ["mjoa_sensory_upper"]',
    ],
)
def test_a_case_that_is_written_wrongly_is_an_error(tmp_path, wrong):
    """A key too many, too few or of the wrong shape stops the reader."""
    path = tmp_path / "case.toml"
    path.write_text(f"{GOOD}{wrong}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"case\.toml: mjoa_total"):
        list(read_cases(path))


def test_a_list_is_one_person_for_each_value(tmp_path):
    """A list of values is a list of people, and what is taken out is not recorded."""
    path = tmp_path / "case.toml"
    path.write_text(
        f'{GOOD}between = [4, 5.0]\nnot_recorded = ["mjoa_sphincter"]\n',
        encoding="utf-8",
    )
    (case,) = read_cases(path)
    assert case.people == ({"mjoa_motor_upper": 4}, {"mjoa_motor_upper": 5})
    assert (case.outcome, case.expected) == ("between", (4, 5.0))
    assert case.outcome in OUTCOMES
