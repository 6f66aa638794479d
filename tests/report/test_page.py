"""The report as a page: escaped, the same every time, and with all that it promises."""

import datetime as dt
import itertools
import re
from html.parser import HTMLParser

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cervmyelo as cm
from cervmyelo import report, testing
from cervmyelo.errors import KindError
from cervmyelo.io import Reading
from cervmyelo.report.cohort import cohort
from cervmyelo.report.members import Member

HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)>&\u202e\x07'"
ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "main", "section"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "strong", "small", "span", "s", "a"),
    *("ul", "li", "table", "thead", "tbody", "tr", "th", "td", "wbr"),
    *("svg", "rect", "line", "circle", "text"),
}
VOID = {"meta", "wbr"}
PERSON = {
    "age_years": 61,
    "mjoa_motor_upper": 3,
    "mjoa_motor_lower": 5,
    "mjoa_sensory_upper": 2,
    "mjoa_sphincter": 2,
    "horizon_years": 3.0,
}
SECTIONS = (
    "What to do",
    "What was found",
    "How sure",
    "Ask next",
    "Why",
    "Where another source would answer differently",
    "Where sources differ without changing an answer here",
    "What was recorded",
    "Whom the rules hold for",
    "Cautions",
    "Sources",
    "Versions",
)


class Document(HTMLParser):
    """What is in a page, and what must not be."""

    def __init__(self, text):
        super().__init__()
        self.faults = []
        self.heads = []
        self.words = []
        self._open = []
        self.feed(text)
        self.close()
        self.faults += [f"<{each}> is not closed" for each in self._open]

    def handle_starttag(self, tag, attributes):
        if tag not in ELEMENTS:
            self.faults.append(f"<{tag}>")
        for name, value in attributes:
            if name.startswith("on") or name in {"src", "style", "srcset"}:
                self.faults.append(f"{name} of <{tag}>")
            if name == "href" and not value.startswith("https://"):
                self.faults.append(f"a link to {value}")
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        if self._open.pop() != tag:
            self.faults.append(f"</{tag}> ends another element")

    def handle_data(self, data):
        self.words.append(data)
        if self._open and self._open[-1] in {"h1", "h2"}:
            self.heads.append(data)


def test_a_person_gets_every_part():
    """The page says all that the report says, then whom for, cautions and versions."""
    page = Document(report.html(cm.assess(PERSON)))
    assert page.faults == []
    places = [
        next(place for place, head in enumerate(page.heads) if head.startswith(each))
        for each in SECTIONS
    ]
    assert places == sorted(places)
    words = " ".join(page.words)
    for each in ("12 points", "moderate", "not a medical", "10.1007/s00586-016-4660-8"):
        assert each in words.replace("Not a", "not a")
    for rule in ("mjoa_total", "mjoa_severity"):
        assert cm.rules[rule].identity.fingerprint in words
    first = cm.assess(PERSON).report.questions[0]
    assert first.quantity.question in words


def test_the_page_says_what_the_terminal_says():
    """Answers and questions are the same in the text, in a notebook and on the page."""
    assessment = cm.assess(PERSON)
    page = " ".join(Document(report.html(assessment)).words)
    notebook = assessment._repr_html_()
    for finding in assessment.report.found:
        assert finding.label.casefold() in page.casefold()
        assert finding.label.casefold() in notebook.casefold()
    for question in assessment.report.questions:
        assert question.quantity.question in page
        assert question.quantity.question in notebook


@settings(deadline=None, max_examples=6)
@given(testing.patients(partly=True))
def test_any_person_has_a_sound_page(patient):
    """Whatever is recorded, the page is well-formed and fetches nothing."""
    page = report.html(patient)
    assert Document(page).faults == []
    assert "url(" not in page
    assert "@import" not in page
    assert page == report.html(cm.assess(patient))


def reading(number, ref, **values):
    """A record of a file."""
    case = cm.Case(values)
    problems = tuple(case.problems.values())
    patient = None if problems else cm.Patient.from_values(values)
    return Reading(
        number=number, ref=ref, patient=patient, values=values, problems=problems
    )


@pytest.mark.parametrize("people", [1, 3])
def test_everything_from_outside_is_escaped(people):
    """References, titles and words in a record can neither run nor turn the text."""
    rows = [reading(n, HOSTILE, age_years=-1) for n in range(1, people + 1)]
    page = report.of_readings(rows, title=HOSTILE)
    assert Document(page).faults == []
    assert "<script" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert "\x07" not in page
    assert "&lt;script&gt;" in page


def test_hostile_columns_of_a_frame_are_left_out():
    """Columns that are no quantities are not read, and the reference is escaped."""
    frame = pd.DataFrame(
        {HOSTILE: [1, 2], "ref": [HOSTILE, "b"], "age_years": [50, 900]}
    )
    page = report.html(frame)
    assert Document(page).faults == []
    assert "<script" not in page
    assert "row 2, b" in page


def test_the_same_people_give_the_same_bytes():
    """No clock, no order of a set and no address of an object is in a page."""
    people = [PERSON, {"mjoa_total": 12}, {}]
    assert report.html(people) == report.html(people)
    day = dt.date(2026, 11, 27)
    assert "2026" not in re.sub(r"20(?!26-11-27)\d\d", "", report.html({}, title="t"))
    assert "Report of 2026-11-27" in report.html(PERSON, on=day)


def test_a_list_a_frame_and_readings_are_one_cohort():
    """People are counted alike, from wherever they come."""
    rows = [{"mjoa_total": 12, "age_years": 50}, {"mjoa_total": 17, "age_years": None}]
    listed = report.html(rows)
    assert listed == report.html(pl.DataFrame(rows))
    assert listed == report.html(pl.LazyFrame(rows))
    assert listed == report.html(pd.DataFrame(rows).convert_dtypes())
    assert listed == report.of_readings(
        reading(n, None, **row) for n, row in enumerate(rows, 1)
    )


@settings(deadline=None, max_examples=12)
@given(st.lists(testing.records(cm.mjoa_severity), min_size=1, max_size=6))
def test_what_a_grade_may_have_is_counted_exactly(people):
    """The least and the most people of each grade are those of the findings."""
    _, parts = cohort(map(Member.of, people))
    (grades,) = [
        each for each in parts if getattr(each, "title", "") == "Grades and counts"
    ]
    tables = {each.title: each.blocks[0] for each in grades.blocks}
    found = [cm.mjoa_severity(each) for each in people]
    if "mJOA severity" not in tables:
        assert not any(each.status == "ok" for each in found)
        return
    rows = {row[0]: row[-1] for row in tables["mJOA severity"].groups[0].rows}
    for grade in cm.scales["mjoa_severity"]:
        drawn = rows[grade.label]
        assert drawn.number == sum(each.value == grade for each in found)
        assert drawn.most == sum(grade in (each.possible or ()) for each in found)
        assert drawn.whole == len(people)


def test_details_of_absent_symptoms_are_not_missing():
    """The onset of a symptom is missing only where the symptom is there."""
    people = [
        {"neck_pain": True, "neck_pain_onset": "sudden"},
        {"neck_pain": True},
        {"neck_pain": False},
        {},
    ]
    page = report.html(people)
    row = page.split("Onset of neck pain</th>")[1].split("</tr>")[0]
    assert [*itertools.chain(re.findall(r"<td[^>]*>([^<]*)</td>", row))][:3] == [
        "1",
        "1",
        "50%",
    ]


def test_flagged_records_are_listed_with_reasons():
    """An invalid value and a contradiction are both on the page, by row."""
    page = report.html(
        [
            {"mjoa_total": 12},
            {"mjoa_total": 99},
            {"neck_pain": False, "neck_pain_onset": "sudden"},
        ]
    )
    assert "Flagged records: 2" in page
    assert "row 2</th>" in page
    assert "row 3</th>" in page
    assert "expected a whole number from 0 to 18" in page


def test_nobody_is_a_cohort_as_well():
    """A file without people has a page that says so."""
    page = report.html([])
    assert Document(page).faults == []
    assert "0 people" in page


@pytest.mark.parametrize("wrong", [12, None, "clinic.csv", object()])
def test_what_is_no_person_is_refused(wrong):
    """Something else is an error that names what is allowed."""
    with pytest.raises(KindError, match="a person, a list of people"):
        report.html(wrong)


@pytest.mark.parametrize("options", [{"title": 3}, {"on": "today"}])
def test_a_title_and_a_day_are_checked(options):
    """A title is text and a day is a date."""
    with pytest.raises(KindError, match=next(iter(options))):
        report.html(PERSON, **options)
