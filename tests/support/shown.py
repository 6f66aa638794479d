"""Objects of every public class, and the fragments of HTML that they show."""

import datetime as dt
import types
from html.parser import HTMLParser

import attrs
import polars as pl

import cervmyelo as cm
from cervmyelo.cohort import rules_for
from cervmyelo.models.patient import SHEETS
from cervmyelo.models.sheet import quantities_of

# What is read from files, shares of invented people, and tools show themselves as plain
# text.
OF_FILES = {
    "ColumnMap",
    "tools.Tool",
    *(f"synthetic.{name}" for name in cm.synthetic.__all__),
    *(f"io.{name}" for name in cm.io.__all__),
    *(f"records.{name}" for name in cm.records.__all__),
}


def public_classes():
    """Every public class that is no error, by its name."""
    for name in cm.__all__:
        value = getattr(cm, name)
        if isinstance(value, types.ModuleType):
            found = {
                f"{name}.{inner}": getattr(value, inner) for inner in value.__all__
            }
        else:
            found = {name: value}
        for full, each in found.items():
            if isinstance(each, type) and not issubclass(each, BaseException):
                yield full, each


def _visit(month, *scores):
    names = ("motor_upper", "motor_lower", "sensory_upper", "sphincter")
    case = cm.MJOA(**dict(zip(names, scores, strict=False)))
    return cm.Visit(on=dt.date(2024, month, 1), case=case)


def _sheets():
    """A full and an empty sheet of each kind, as far as its items agree."""
    for sheet in (*SHEETS.values(), cm.Nurick1972, cm.Nurick0Normal, cm.SF36):
        yield sheet()
        first = next(iter(quantities_of(sheet)))
        quantity = quantities_of(sheet)[first]
        yield sheet(**{first: quantity.values[0] if quantity.values else quantity.low})


def _results():
    items = cm.MJOA(motor_upper=3, motor_lower=5, sensory_upper=2)
    gait = cm.Symptom(kind="gait_change", present=True, onset="gradual")
    patient = cm.Patient(
        ref="MRN-0071",
        age_years=61,
        mjoa=items,
        symptoms=[gait],
        rheumatoid_arthritis=False,
    )
    decided = attrs.evolve(patient, mjoa=attrs.evolve(items, sphincter=3))
    contradictory = {"neck_pain": False, "neck_pain_onset": "sudden"}
    yield from (items, gait, patient, decided, cm.Patient())
    yield from (cm.Case(patient), cm.Case({"age_years": -1}), cm.Case(contradictory))
    for person in (patient, decided, {}, contradictory, {"inability_to_move": True}):
        yield from (rule(person) for rule in cm.rules.values())
        yield from (cm.score_risk(person), cm.estimate_outlook(person))
        yield cm.triage(person)
        question = cm.next_question([cm.article_stage, cm.article_urgency], person)
        if question is not None:
            yield question
            yield from question.consequences
    for person in (patient, decided, cm.Patient()):
        yield cm.assess(person)
        yield cm.core_measurement_set(person)
        yield from cm.core_measurement_set(person)
    risk = cm.score_risk(patient)
    yield from (*risk.factors, cm.assess(patient).workup)
    visits = [_visit(1, 3, 5, 2, 2), _visit(4, 4, 5, 2), _visit(7, 5, 5, 2, 1)]
    for course in (
        cm.course(visits, surgery_on=dt.date(2024, 1, 15)),
        cm.course(visits[:2]),
    ):
        yield from (course, *course.steps, *course.visits)
    yield from (cm.between(3, 4), cm.between(89), cm.one_of("mild", "severe"))


def _catalogue():
    yield from (cm.rules, cm.quantities, cm.scales, cm.rules.search("no such words"))
    yield from cm.rules.values()
    yield from cm.quantities.values()
    for scale in cm.scales.values():
        yield from (scale, *scale)
    for name in cm.literature.__all__:
        value = getattr(cm.literature, name)
        if not callable(value):
            yield value
            inner = value.values() if hasattr(value, "values") else value
            yield from (each for each in inner if not isinstance(each, str))
    yield from (each for sign in cm.literature.SIGNS for each in sign.studies)
    yield from cm.terminology.CONCEPTS[:3]
    cite = cm.mjoa_severity.cite
    yield from (cite, cite.source, cm.mjoa_severity.people)
    yield from cm.mjoa_severity.disagreements


def _of_frames():
    frame = pl.DataFrame({"mjoa_total": [12], "age_years": [61]})
    yield from (rules_for(frame), rules_for(pl.DataFrame()))
    yield from (cm.cohort_schema("mjoa_severity"), cm.cohort_schema())
    yield cm.cohort_schema("mjoa_severity").answers(bounds=True)


def _of_fhir():
    part = {
        "code": {"coding": [{"system": "urn:cervmyelo:codes", "code": "mjoa_total"}]},
        "valueQuantity": {"value": 13},
    }
    seen = {"resourceType": "Observation", "status": "final", **part}
    seen["effectiveDateTime"] = "2024-01-02"
    received = cm.fhir.from_fhir(
        [seen, {"resourceType": "<b>"}], on=dt.date(2024, 3, 1)
    )
    yield from (received, *received.people, received.report, *received.report.lines)
    yield cm.fhir.from_fhir([], on=dt.date(2024, 3, 1))
    lines = ['{"resourceType": "Encounter"}', '{"resourceType": "Patient", "id": "1"}']
    yield cm.fhir.from_ndjson([*lines, "nothing"], on=dt.date(2024, 3, 1))
    yield cm.fhir.from_ndjson([], on=dt.date(2024, 3, 1))


def examples():
    """Objects of all kinds that a notebook shows."""
    yield from _sheets()
    yield from _results()
    yield from _catalogue()
    yield from _of_frames()
    yield from _of_fhir()


VOID = {"br", "col", "hr", "img", "input", "wbr", "circle", "line", "rect"}
"""Elements without an end."""

ALLOWED = {
    "a": {"href", "rel"},
    "caption": set(),
    "circle": {"cx", "cy", "fill", "r"},
    "details": {"open"},
    "div": {"class"},
    "h4": set(),
    "h5": set(),
    "h6": set(),
    "li": {"class", "title"},
    "line": {"stroke", "stroke-opacity", "stroke-width", "x1", "x2", "y1", "y2"},
    "p": {"class"},
    "rect": {
        *{"fill", "fill-opacity", "height", "rx", "width", "x", "y"},
        *{"stroke", "stroke-dasharray", "stroke-opacity"},
    },
    "s": set(),
    "section": set(),
    "small": set(),
    "span": {"class"},
    "strong": set(),
    "style": set(),
    "summary": set(),
    "svg": {"aria-label", "class", "role", "viewbox"},
    "table": set(),
    "tbody": set(),
    "td": {"class", "colspan", "data-label"},
    "text": {"fill", "font-size", "text-anchor", "x", "y"},
    "th": {"colspan", "scope"},
    "thead": set(),
    "title": set(),
    "tr": set(),
    "ul": {"aria-label", "class"},
    "wbr": set(),
}
"""The elements that a fragment may have, with their attributes."""


class Fragment(HTMLParser):
    """A fragment of HTML as it is read, with what is wrong in it."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.faults, self.words, self.links = [], [], []
        self.seen, self.style, self._open = [], "", []
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> has no end" for tag in self._open]

    def handle_starttag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))
        if tag not in ALLOWED:
            self.faults.append(f"<{tag}> is not allowed")
        for name, value in attributes:
            if name not in ALLOWED.get(tag, ()):
                self.faults.append(f"{name} of <{tag}> is not allowed")
            if name == "href":
                self.links.append(value)
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> ends another element")

    def handle_data(self, data):
        if self._open[-1:] == ["style"]:
            self.style += data
        else:
            self.words.append(data)

    @property
    def text(self):
        """What a person reads, without the line breaks of the layout."""
        return "".join(self.words)
