"""Ordinary calls that type checkers must accept, with the types they must see."""

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
