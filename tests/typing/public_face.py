"""Ordinary calls that type checkers must accept, with the types they must see."""

import datetime as dt
from typing import assert_type

import cervmyelo as cm

items = cm.MJOA(motor_upper=3, motor_lower=None)
pain = cm.Symptom(kind="neck_pain", present=True, onset="sudden", severity="severe")
patient = cm.Patient(age_years=61, symptoms=[pain], mjoa=items, opll="not_imaged")

assert_type(patient.age_years, int | cm.Partly | None)
assert_type(patient.symptoms, tuple[cm.Symptom, ...])
assert_type(cm.mjoa_total(items), cm.Finding[float])
assert_type(cm.mjoa_total(items).value, float | None)
assert_type(cm.mjoa_severity(patient).possible, tuple[cm.Grade, ...] | None)
assert_type(cm.grade(patient), cm.Finding[cm.Grade])
assert_type(cm.grade({"cord_signs": True}).low, cm.Grade | None)
assert_type(cm.score_risk(patient), cm.RiskProfile)
assert_type(cm.estimate_outlook(patient), cm.Outlook)
assert_type(cm.triage(patient).shown, cm.Grade | None)
assert_type(cm.assess(patient), cm.Assessment)
assert_type(cm.citations(cm.assess(patient)), str)
assert_type(cm.rules["mjoa_total"].label, str)
assert_type(cm.next_question(cm.rules.values(), patient), cm.Question | None)
assert_type(cm.ao_spine_2017(patient), cm.Finding[cm.Grade])
assert_type(cm.stability_without_surgery(patient).value, float | None)
assert_type(cm.tetreault_2015.compare(patient, {}), cm.Finding[float])
assert_type(cm.mjoa_mcid({"mjoa_before": 12}), cm.Finding[cm.Grade])
assert_type(cm.literature.rates_of("ACDF"), tuple[cm.literature.Rate, ...])

day = dt.date(2026, 3, 14)
ids = cm.fhir.stable_ids("Patient/1", day)
bundle = cm.fhir.to_fhir(cm.assess(patient), subject="Patient/1", at=day, ids=ids)
received = cm.fhir.from_fhir(bundle, on=day, codes={("x", "y"): ("mjoa_total", 3)})
assert_type(bundle, dict[str, object])
assert_type(received.patient, cm.Patient)
assert_type(received.visits, tuple[cm.Visit, ...])
assert_type(received.report.that("used"), tuple[cm.fhir.Line, ...])
assert_type(cm.fhir.questionnaire("mjoa", audience="clinician"), dict[str, object])
assert_type(cm.tools.call("mjoa_total", {"patient": {}}), dict[str, cm.io.Json])
assert_type(cm.tools.TOOLS["mjoa_total"], cm.tools.Tool)
