"""What notebooks and terminals show of every public object."""

import subprocess
import sys

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shown import OF_FILES, Fragment, examples, public_classes

import cervmyelo as cm
from cervmyelo.display import html
from cervmyelo.display.blocks import Bullets, Interval, Link, Page, Paragraph
from cervmyelo.display.page import written
from cervmyelo.display.views import page_of
from cervmyelo.findings import Gap, Identity, Problem, Reason
from cervmyelo.literature import Treatment
from cervmyelo.named import Listing, Named
from cervmyelo.notebook import LIMIT, Shown
from cervmyelo.quantity import Fact, Measure
from cervmyelo.scale import Level, Scale
from cervmyelo.sources import Citation, Disagreement, Figure, Source, Statement
from cervmyelo.testing import patients

EXAMPLES = [*examples()]
BY_CLASS = {type(each).__name__: [] for each in EXAMPLES}
for _each in EXAMPLES:
    BY_CLASS[type(_each).__name__].append(_each)

HOSTILE = '<img src=x onerror=alert(1)> & "quoted" \u202e\x1b[31m'


class Printer:
    """What IPython hands over, with the objects that it is printing."""

    def __init__(self, *stack):
        self.stack = stack
        self.shown = ""

    def text(self, text):
        self.shown += text


def test_every_public_class_is_shown():
    """A public class has an example here, a view, and no wall for a repr."""
    held = tuple(type(each) for each in EXAMPLES)
    for name, each in public_classes():
        if name not in OF_FILES:
            assert issubclass(each, held), f"{name}: no example in tests/support/shown"
            assert issubclass(each, Shown), name
            assert "__repr__" not in vars(each) or "_repr_pretty_" in vars(each), name


@pytest.mark.parametrize("name", BY_CLASS)
def test_every_object_is_short_in_short_and_whole_in_html(name):
    """A repr has 400 characters at most; the HTML is well-formed and harmless."""
    for each in BY_CLASS[name]:
        assert len(repr(each)) <= LIMIT
        assert "\n" not in repr(each)
        fragment = Fragment(each._repr_html_())
        assert not fragment.faults
        assert all(link.startswith("https://") for link in fragment.links)
        assert "url(" not in fragment.style
        assert "@import" not in fragment.style


def test_no_public_class_is_left_to_the_plain_view():
    """Each public class has a view of its own, and is not only printed."""
    html(cm.mjoa_total)  # registers the views
    plain = page_of.dispatch(object)
    for name, each in public_classes():
        own = "_repr_html_" in vars(each)
        if name not in OF_FILES and not own:
            assert page_of.dispatch(each) is not plain, name


def test_headings_are_headings():
    """Each cell of a head, and the first of each row, is a heading with its scope."""
    for each in (cm.rules, cm.assess(cm.Patient(age_years=61)), cm.mjoa_severity):
        heads = [a for tag, a in Fragment(each._repr_html_()).seen if tag == "th"]
        assert heads
        assert all(a.get("scope") in {"col", "row", "rowgroup"} for a in heads)


@given(patients(), st.sampled_from([*cm.rules.values()]))
@settings(max_examples=40)
def test_the_answer_in_html_is_that_in_text(patient, rule):
    """Whatever is recorded, HTML and text have the same answer, bounds and reasons."""
    finding = rule(patient)
    assert len(repr(finding)) <= LIMIT
    fragment = Fragment(finding._repr_html_())
    assert not fragment.faults
    assert finding.answer in fragment.text
    for line in str(finding).splitlines()[1:]:
        kind, _, rest = line.strip().partition(": ")
        wanted = (
            rest.split("; ")
            if kind in {"not recorded", "known in part", "holds for"}
            else [rest if kind == "source" else line.strip()]
        )
        # What waits for IPython's eyes has no invisible characters.
        assert all(each in fragment.text for each in wanted), line
    drawn = [a for tag, a in fragment.seen if tag == "svg"]
    if isinstance(finding.low, int | float):
        assert drawn
        assert finding.answer in drawn[0]["aria-label"]
    else:
        chips = [a["class"] for tag, a in fragment.seen if tag == "li" and a]
        assert not drawn
        assert len(chips) == (len(rule.scale) if finding.possible else 0)
        open_chips = len(finding.possible) if finding.status == "undecided" else 0
        assert chips.count("possible") == open_chips
        assert chips.count("answer") == (finding.status == "ok")


@given(patients())
@settings(max_examples=2)
def test_people_and_their_results_are_shown(patient):
    """Any patient has a short repr, and shows all results without a fault."""
    assessment = cm.assess(patient)
    for each in (patient, assessment, assessment.urgency, assessment.risk):
        assert len(repr(each)) <= LIMIT
        fragment = Fragment(each._repr_html_())
        assert not fragment.faults
        if patient.ref:
            assert f">{patient.ref}<" not in each._repr_html_()


def test_a_long_record_is_cut_between_its_fields():
    """A repr never shows half a value, and says how many fields it leaves out."""
    kinds = ("neck_pain", "gait_change", "leg_weakness", "stiffness")
    symptoms = [
        cm.Symptom(
            kind=kind,
            present=True,
            onset="gradual",
            severity="moderate",
            duration_months=10,
        )
        for kind in kinds
    ]
    patient = cm.Patient(age_years=61, smoker=True, symptoms=symptoms)
    assert len(repr(patient.symptoms)) > LIMIT
    assert repr(patient) == "Patient(age_years=61, ... 2 more fields)"
    assert repr(cm.Patient(age_years=61)) == "Patient(age_years=61)"


def _hostile():
    source = Source(HOSTILE, HOSTILE, None, HOSTILE, HOSTILE, None, "javascript:x()")
    cite = Citation(source, HOSTILE)
    statement = Statement(HOSTILE, cite, (Figure(HOSTILE, 1, HOSTILE),))
    fact = Fact(name="f", label=HOSTILE, question=HOSTILE, note=HOSTILE, none=HOSTILE)
    measure = Measure(
        name="m",
        label=HOSTILE,
        question=HOSTILE,
        low=0,
        high=3,
        unit=HOSTILE,
        meanings=((1, HOSTILE),),
    )
    scale = Scale(
        name=HOSTILE,
        label=HOSTILE,
        levels=(Level(HOSTILE, HOSTILE, HOSTILE), Level("b", HOSTILE)),
    )
    grade = scale.grade(HOSTILE)
    finding = cm.Finding(
        rule=Identity("own", "1", "0"),
        status="ok",
        value=grade,
        possible=(grade,),
        low=grade,
        high=grade,
        because=(Reason(HOSTILE, value=True), Reason(fact, None, HOSTILE)),
        missing=(HOSTILE,),
        cite=cite,
        label=HOSTILE,
        holds_for=(HOSTILE,),
    )
    refusal = cm.mjoa_total.refused((Problem("own", "", HOSTILE),))
    yield from (source, cite, statement, fact, measure, scale, grade, finding, refusal)
    yield Disagreement(HOSTILE, HOSTILE, statement, (statement,))
    yield Gap(HOSTILE, HOSTILE)
    yield Treatment(name="t", label=HOSTILE, aim=HOSTILE, surgical=True, cite=cite)
    yield Listing((statement, statement))
    yield Listing((HOSTILE, HOSTILE))
    yield Named("item", {HOSTILE: HOSTILE}, (HOSTILE,), lambda each: (each,))
    yield attrs.evolve(
        cm.mjoa_total,
        label=HOSTILE,
        summary=HOSTILE,
        limits=(HOSTILE,),
        cite=cite,
        evidence=(statement,),
        edition=HOSTILE,
    )
    yield cm.one_of(HOSTILE, "b")
    yield attrs.evolve(cm.estimate_outlook({}), caution=statement)
    yield cm.Case({"f": True}, extra=True)


HOSTILE_OBJECTS = {
    f"{place}-{type(each).__name__}": each for place, each in enumerate(_hostile())
}


@pytest.mark.parametrize("each", HOSTILE_OBJECTS.values(), ids=HOSTILE_OBJECTS)
def test_strings_of_others_are_escaped(each):
    """A string with markup or control characters is shown as text, and does nothing."""
    fragment = Fragment(each._repr_html_())
    assert not fragment.faults
    assert not any("x()" in link for link in fragment.links)
    assert "<img" not in each._repr_html_()
    assert not {"\x1b", "\u202e"} & set(each._repr_html_())
    if not isinstance(each, cm.Case):
        assert "onerror=alert(1)" in fragment.text


def test_an_address_that_is_no_web_address_is_no_link():
    """Only an address of the web is a link."""
    page = Page("", "", (Bullets((Link("a", "javascript:x()"), Link("b", "data:x"))),))
    assert not Fragment(written(page)).links
    page = Page("", "", (Paragraph(Link("a", 'https://x.org/"onclick="x')),))
    fragment = Fragment(written(page))
    assert fragment.links == ['https://x.org/"onclick="x']
    assert not fragment.faults


@given(
    st.tuples(*[st.floats(-1e6, 1e6)] * 4).map(sorted),
    st.booleans(),
)
def test_an_interval_is_drawn_inside_its_axis(numbers, small):
    """What is possible lies on the axis, and is a point only if it is one number."""
    least, low, high, most = numbers
    drawn = Interval(low=low, high=high, least=least, most=most, text="", small=small)
    assert 0 <= drawn.place(low) <= drawn.place(high) <= 1
    seen = Fragment(written(Page("", "", (drawn,)))).seen
    assert ("circle" in dict(seen)) is (low == high)
    for tag, a in seen:
        if tag == "rect":
            assert float(a["x"]) >= 0
            assert float(a["x"]) + float(a["width"]) <= 320


def test_alone_in_full_and_within_others_in_short():
    """IPython prints an object in full, and one in a list in short."""
    finding = cm.mjoa_total({"mjoa_sphincter": 3})
    alone, within = Printer(finding), Printer([finding], finding)
    finding._repr_pretty_(alone, cycle=False)
    finding._repr_pretty_(within, cycle=False)
    assert alone.shown == str(finding)
    assert within.shown == repr(finding)


@pytest.mark.parametrize("shown", [cm.rules, cm.quantities, cm.scales])
def test_collections_are_shown_by_subject(shown):
    """A long collection shows some 30 rows, every subject, and how many more it has."""
    rows = [a for tag, a in Fragment(shown._repr_html_()).seen if tag == "th"]
    assert sum(a["scope"] == "row" for a in rows) <= 30
    assert sum(a["scope"] == "rowgroup" for a in rows) == len(shown.subjects)
    printer = Printer(shown)
    shown._repr_pretty_(printer, cycle=False)
    for text in (Fragment(shown._repr_html_()).text, printer.shown):
        assert all(subject in text for subject in shown.subjects)
        more = [int(part.split()[0]) for part in text.split("... and ")[1:]]
        listed = sum(a["scope"] == "row" for a in rows)
        assert listed + sum(more) == len(shown)


def test_rich_shows_the_same_facts():
    """Rich shows names and answers, not every field of everything inside."""
    from rich.console import Console

    console = Console(width=100, record=True)
    patient = cm.Patient(age_years=61)
    for each in (
        cm.mjoa_severity(patient),
        cm.mjoa_severity,
        cm.scales["mjoa_severity"].grade("mild"),
        cm.score_risk(patient),
        cm.assess(patient),
        cm.next_question([cm.mjoa_total], patient),
        cm.rules,
    ):
        console.print(each)
    assert len(console.export_text()) < 4000


CODE = """
import sys
import cervmyelo as cm
finding = cm.mjoa_total({"mjoa_sphincter": 3})
repr(finding), str(finding)
assert not [name for name in sys.modules if name.startswith("cervmyelo.display")]
assert "rich" not in sys.modules
finding._repr_html_()
assert "cervmyelo.display.page" in sys.modules
assert not {"IPython", "rich", "polars"} & sys.modules.keys()
"""


def test_html_is_loaded_when_it_is_asked_for():
    """An answer, its repr and its text load nothing that makes HTML."""
    subprocess.run([sys.executable, "-c", CODE], check=True)
