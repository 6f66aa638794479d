"""A general record that another program made: what it says, and nothing else."""

import datetime as dt
import json
from pathlib import Path

import cervmyelo as cm
from cervmyelo.fhir import from_fhir, from_ndjson, to_ndjson
from cervmyelo.models.patient import QUANTITIES

DAY = dt.date(2026, 3, 14)
BUNDLE = json.loads((Path(__file__).parent / "synthea" / "bundle.json").read_bytes())


def known(patient):
    return {name: value for name, value in patient.flat().items() if value is not None}


def test_age_sex_and_smoking_come_out():
    """These three are read, the newest answer on smoking, and all else is ignored."""
    received = from_fhir(BUNDLE, on=DAY)
    assert known(received.patient) == {
        "age_years": 48,
        "sex_at_birth": "male",
        "smoker": False,
    }
    assert received.visits == ()
    report = received.report
    assert [each.when for each in report.that("used") if each.about == "smoker"] == [
        "2019-04-23T00:29:21+00:00"
    ]
    assert len(report.that("older")) == 3
    assert not report.that("not understood")
    places = {each.place.partition(".")[0] for each in report.that("ignored")}
    assert len(places) == len(BUNDLE["entry"]) - 1 - 4


def test_every_score_is_unknown():
    """No rule that reads a score answers, and the best one is never assumed."""
    assessment = cm.assess(from_fhir(BUNDLE, on=DAY).patient)
    for name in ("mjoa_total", "mjoa_severity", "nurick_1972", "joa_total"):
        finding = assessment[name]
        assert finding.status == "undecided"
        assert finding.low != finding.high
    scores = [name for name in QUANTITIES if name.endswith("_total")]
    assert len(scores) > 4
    assert not {*known(assessment.patient)} & {*scores}


def test_what_is_over_is_neither_yes_nor_no():
    """Rheumatoid arthritis with a code of the caller is there, and no longer active."""
    codes = {("http://snomed.info/sct", "69896004"): "rheumatoid_arthritis"}
    received = from_fhir(BUNDLE, on=DAY, codes=codes)
    assert received.patient.rheumatoid_arthritis is None
    (line,) = [e for e in received.report.lines if e.about == "rheumatoid_arthritis"]
    assert (line.became, line.why) == ("ignored", "no longer active")


def test_the_same_record_as_an_export():
    """As lines, in the reverse order, it is the same person."""
    lines = [*to_ndjson([BUNDLE])]
    assert len(lines) == len(BUNDLE["entry"])
    (received,) = from_ndjson(reversed(lines), on=DAY)
    assert received.patient == from_fhir(BUNDLE, on=DAY).patient
    (person,) = received.people
    assert person.subject == "Patient/082fd114-0415-4ce4-8293-0caebb0fe9de"
