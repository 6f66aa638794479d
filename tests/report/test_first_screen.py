"""The report on one person: short, in order, and in words for people."""

import re
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cervmyelo as cm
from cervmyelo import testing
from cervmyelo.cli import main
from cervmyelo.io import to_json
from cervmyelo.results.report import SCREEN, Line, Report, Section, spoken

SLOW = settings(deadline=None, max_examples=15)
ORDER = [
    "Errors in the record",
    "Contradictions in the record",
    "What to do",
    "What was found",
    "How sure",
    "Ask next",
    "Why",
    "Where another source",
    "Notes",
]


@st.composite
def records(draw, count):
    """Records with so many values, each allowed on its own."""
    names = draw(
        st.lists(
            st.sampled_from([*cm.quantities]),
            min_size=count,
            max_size=count,
            unique=True,
        )
    )
    return {name: draw(testing.values(name)) for name in names}


@SLOW
@given(records(10))
def test_ten_values_are_one_screen(record):
    """Ten recorded values give 40 lines of 80 characters at most, in print and str."""
    printed = str(cm.assess(record)).splitlines()
    assert len(printed) < 40  # the command adds a line on its origin
    assert max(map(len, printed)) <= 80


@SLOW
@given(st.text(st.sampled_from("ab -\t\n\xa0é"), max_size=30), st.integers(5, 30))
def test_lines_are_folded_as_any_text_is(text, width):
    """A text that fits a line is that line, and any other is folded between words."""
    notes = Section(kind="notes", title="N", lines=(Line(text=text),))
    _, _, *shown = Report(title="", sections=(notes,)).printed(width)
    folded = textwrap.wrap(
        text, width, initial_indent="- ", subsequent_indent="  ", placeholder=" ..."
    )
    assert [each.text for each in shown] == folded


def test_the_command_shows_one_screen(tmp_path, capsys, monkeypatch):
    """The command adds one line, its origin, and stays at 40."""
    monkeypatch.delenv("COLUMNS", raising=False)
    record = {
        "age_years": 61,
        "mjoa_motor_upper": 3,
        "mjoa_motor_lower": 5,
        "mjoa_sensory_upper": 2,
        "mjoa_sphincter": 2,
        "symptom_duration_months": 12.0,
        "smoker": True,
        "abnormal_gait": True,
        "neck_mobility": "decreased",
        "horizon_years": 3.0,
    }
    path = tmp_path / "patient.json"
    path.write_text(to_json(record), encoding="utf-8")
    assert main(["assess", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 40
    assert main(["assess", str(path), "--full"]) == 0
    assert len(capsys.readouterr().out.splitlines()) > len(lines)


@SLOW
@given(testing.patients(partly=True))
def test_any_record_is_one_screen_in_order(patient):
    """Whatever is recorded, the first screen is short and its parts are in order."""
    screen = cm.assess(patient).report.first_screen()
    assert len(screen) <= SCREEN
    heads = [each.text for each in screen if each.tone == "heading"]
    places = [ORDER.index(next(o for o in ORDER if e.startswith(o))) for e in heads]
    assert places == sorted(set(places))
    assert ORDER.index("What to do") in places


@SLOW
@given(st.integers(3, 60), st.integers(30, 120))
def test_a_screen_has_as_many_lines_as_it_is_given(most, width):
    """The greatest number of lines and of characters holds for any size."""
    case = {"age_years": 50, "mjoa_total": 12, "canal_diameter_mm": 12.5}
    screen = cm.assess(case).report.first_screen(width, most, "more")
    assert len(screen) <= most
    assert all(len(each.text) <= width for each in screen)


def test_what_is_cut_is_counted():
    """A heading counts its lines that are shown; the last line says where all are."""
    lines = tuple(Line(text=f"line {n}") for n in range(50))
    made = Report(
        title="t", sections=(Section(kind="found", title="Found", lines=lines),)
    )
    screen = [each.text for each in made.first_screen(80, 20, "all: here")]
    assert screen[2] == "Found (16 of 50)"
    assert screen[-1] == "all: here"
    assert len(made.text().splitlines()) == 53


@pytest.mark.parametrize(
    "record",
    [{}, {"age_years": 61}, {"mjoa_motor_upper": 3}, {"arm_numbness": True}],
)
def test_nobody_is_headlined_an_emergency_for_what_is_not_recorded(record):
    """Without recorded symptoms, emergency care is a condition and no headline."""
    what = cm.assess(record).report.sections[0]
    (line,) = what.lines
    assert line.text.startswith(("Not enough recorded.", "Contact a doctor promptly."))
    assert "Emergency care if there is" in line.text
    fully = "arm_numbness" in record
    assert ("not fully recorded" if fully else ": not recorded") in line.text
    assert line.tone != "alarm"


def test_an_emergency_is_the_headline():
    """An established emergency comes first and is an alarm."""
    what = cm.assess({"inability_to_move": True}).report.sections[0]
    assert what.lines[0].tone == "alarm"
    assert what.lines[0].text == "Seek emergency medical care now, or call 911."


@settings(deadline=None, max_examples=8)
@given(testing.patients())
def test_a_report_speaks_to_people(patient):
    """No code of a grade, no name of a quantity and no long number is in the text."""
    made = cm.assess(patient).report
    text = str(made)
    for rule in cm.rules.values():
        codes = {str(code) for code in rule.scale.codes} if rule.scale else set()
        for code in (*codes, rule.name):
            if "_" in code:
                assert code not in text
    for number in re.findall(r"\d+\.\d+", " ".join(e.answer for e in made.answers)):
        assert len(number.replace(".", "").lstrip("0")) <= 3, number
    assert not re.search(r"\d (?:probability|ratio)\b", text)


def test_units_that_labels_say_are_not_repeated():
    """A probability and a ratio have no unit; a likelihood ratio keeps its name."""
    assert spoken("0.35 probability") == "0.35"
    assert spoken("positive: likelihood ratio 3.1") == "positive: likelihood ratio 3.1"


def test_the_whole_report_wraps_at_its_width():
    """The text in full keeps to the width that it is given."""
    text = cm.assess({"age_years": 61, "mjoa_motor_upper": 3}).report.text(60)
    assert max(map(len, text.splitlines())) <= 60
    assert textwrap.dedent(text) == text


@pytest.mark.parametrize(
    ("record", "answers"),
    [
        ({"mjoa_total": 12}, {"mJOA total: 12 points", "mJOA severity: moderate"}),
        ({"nurick_1972": 3}, {"Nurick grade (1972): 3"}),
        ({"torg_pavlov_ratio": 0.7}, {"stenosis by Torg-Pavlov ratio: stenotic"}),
    ],
)
def test_what_was_recorded_in_place_of_items_is_answered(record, answers):
    """A recorded total, grade or ratio is found, with what follows from it."""
    found = cm.assess(record).report.found
    assert answers <= {f"{each.label}: {each.answer}" for each in found}
