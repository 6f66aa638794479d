"""Constructed people who read as real ones: what must and must not be reported."""

import pytest
from constructed_people import (
    faults_of_words,
    mismatch,
    possible_mismatch,
    read_courses,
    read_people,
)
from frames import ENDS, ENGINES, assert_same, expected, read_back, table

import cervmyelo as cm
from cervmyelo.cohort.answers import answer_name
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.registry import RULES

PEOPLE = tuple(read_people())
COURSES = tuple(read_courses())
RECORDED = [
    quantity
    for name, quantity in QUANTITIES.items()
    if any(name in person.given for person in PEOPLE)
]
"""The quantities that are recorded of anyone."""


@pytest.mark.parametrize("person", PEOPLE, ids=lambda each: each.name)
def test_each_person_gets_the_answers_of_the_sources(person):
    """Every rule answers, refuses or leaves open what the sources do."""
    findings = cm.assess(person.given)
    compared = [
        *(mismatch(name, findings[name], what) for name, what in person.must.items()),
        *(
            possible_mismatch(name, findings[name], barred)
            for name, barred in person.must_not.items()
        ),
    ]
    faults = [each for each in compared if each]
    assert not faults, "\n".join([*faults, str(person)])


@pytest.mark.parametrize(
    "person",
    [each for each in PEOPLE if each.says or each.never_says],
    ids=lambda each: each.name,
)
def test_each_report_says_what_it_must_and_no_more(person):
    """A report contains the wording that matters, and none that would do harm."""
    assessment = cm.assess(person.given)
    report = str(assessment.report)
    faults = faults_of_words(report, person.says, person.never_says)
    faults += faults_of_words(str(assessment), (), person.never_says)
    assert not faults, "\n".join([*faults, str(person), report])


@pytest.mark.parametrize(
    "person",
    [each for each in PEOPLE if each.assumes or each.assumes_nothing],
    ids=lambda each: each.name,
)
def test_each_answer_shows_what_it_assumes(person):
    """What is not recorded about a person and yet assumed is listed, and no more."""
    findings = cm.assess(person.given)
    faults = [
        f"{name} does not show that it assumes {part!r}: {findings[name].holds_for}"
        for name, parts in person.assumes.items()
        for part in parts
        if not any(part in label for label in findings[name].holds_for)
    ]
    faults += [
        f"{name} assumes {findings[name].holds_for}"
        for name in person.assumes_nothing
        if findings[name].holds_for
    ]
    assert not faults, "\n".join([*faults, str(person)])


@pytest.mark.parametrize(
    "rule", sorted({name for person in PEOPLE for name in person.rules})
)
def test_in_a_cohort_each_person_gets_the_same(rule):
    """A row with all that is recorded of a person is answered as the person is."""
    rows = [dict(person.given) for person in PEOPLE]
    given = table(rows, dict.fromkeys([*RECORDED, *RULES[rule].inputs]))
    made = cm.assess_cohort(ENGINES["polars"](given), rule, bounds=True)
    columns = [f"{answer_name(RULES[rule], given.column_names, {})}{e}" for e in ENDS]
    got = dict.fromkeys(columns, [None] * len(rows))
    got |= read_back(made, [n for n in (*columns, "problems") if n in made.columns])
    found = [RULES[rule](row) for row in rows]
    for name, wanted in zip(
        columns, zip(*map(expected, found), strict=True), strict=True
    ):
        assert_same(list(wanted), got[name], name, rows)
    for one, message in zip(found, got["problems"], strict=True):
        assert all(each.field in (message or "") for each in one.problems)


@pytest.mark.parametrize("person", COURSES, ids=lambda each: each.name)
def test_each_course_says_what_a_surgeon_looks_for(person):
    """A loss, the bladder above all, and what the numbers cannot bear are in words."""
    printed = str(cm.course(person.visits, surgery_on=person.surgery_on))
    faults = faults_of_words(printed, person.says, person.never_says, person.in_order)
    assert not faults, "\n".join([*faults, str(person), printed])


def test_every_person_can_be_read():
    """The names of rules and quantities exist, and no case has the name of another."""
    names = [each.name for each in (*PEOPLE, *COURSES)]
    assert len(set(names)) == len(names)
    for person in PEOPLE:
        assert person.rules <= RULES.keys(), person.name
        assert person.given.keys() <= QUANTITIES.keys(), person.name


def test_there_are_people_of_every_kind():
    """Sixty people and more, of all ages and both sexes, seen once or several times."""
    assert len(PEOPLE) >= 60
    assert {each.given.get("sex_at_birth") for each in PEOPLE} >= {"male", "female"}
    ages = [each.given["age_years"] for each in PEOPLE]
    assert min(ages) < 18 < max(ages)
    assert len(COURSES) >= 6


@pytest.mark.parametrize(
    "wrong",
    [
        "[[person]]\nname = 'a'",
        "[[patient]]\nname = 'a'\nstory = 'b'\nplace = 'c'",
        "[[patient]]\nname = 'a'\nstory = 'b'\nplace = ''\ngiven.age_years = 50",
        "[[patient]]\nname = 'a'\nplace = 'c'\ngiven.age_years = 50",
        "[[patient]]\nname = 'a'\nstory = 'b'\nplace = 'c'\nsay = ['d']\n"
        "given.age_years = 50",
        "[[patient]]\nname = 'a'\nstory = 'b'\nplace = 'c'\n"
        "other_symptoms = 'no'\ngiven.age_years = 50",
    ],
)
def test_a_person_that_is_written_wrongly_is_an_error(tmp_path, wrong):
    """A key too many or too few stops the reader."""
    (tmp_path / "people.toml").write_text(wrong, encoding="utf-8")
    with pytest.raises(ValueError, match=r"people\.toml"):
        list(read_people(tmp_path))


@pytest.mark.parametrize(
    ("rule", "given", "expected"),
    [
        ("mjoa_severity", {"mjoa_motor_lower": 0}, "mild"),
        ("mjoa_severity", {}, ["mild"]),
        ("mjoa_severity", {"mjoa_motor_lower": 3}, ["none", "mild"]),
        ("mjoa_total", {"mjoa_motor_lower": 3}, {"between": [3, 15]}),
        ("article_urgency", {"neck_pain": True}, {"at_least": "emergency"}),
        ("article_urgency", {}, {"at_least": "prompt"}),
        ("mjoa_severity", {}, {"refused": True}),
        ("mjoa_total", {"mjoa_motor_lower": 99}, {"answered": True}),
        ("mjoa_total", {"mjoa_motor_lower": 99}, {"refused": "outside_population"}),
    ],
)
def test_a_wrong_answer_is_noticed(rule, given, expected):
    """Each way to state an answer tells a different one apart."""
    assert mismatch(rule, RULES[rule](given), expected)


def test_what_must_not_be_possible_is_noticed():
    """One barred answer among those still possible is a fault; a refusal is none."""
    rule = cm.article_urgency
    assert possible_mismatch(rule.name, rule({}), ["none"])
    assert not possible_mismatch(rule.name, rule({"neck_pain": True}), ["none"])


def test_wording_is_found_across_lines_and_in_order():
    """Line breaks and capital letters do not count; a wrong order does."""
    text = "Contact a\n  doctor promptly. Bladder, then hands."
    assert not faults_of_words(text, ["a doctor PROMPTLY"], [], ["bladder", "hands"])
    assert faults_of_words(text, ["surgery"], []) == ["does not say 'surgery'"]
    assert faults_of_words(text, [], ["bladder"]) == ["says 'bladder'"]
    assert faults_of_words(text, [], [], ["hands", "bladder"]) == ["wrong order"]
