"""Cohort definitions that are made from rules, with their published cut-offs."""

import pytest

import cervmyelo as cm
from cervmyelo.forms import Bands
from cervmyelo.io import OmopConcept, omop_cohort
from cervmyelo.models.patient import QUANTITIES

BANDS = [rule for rule in cm.rules.values() if isinstance(rule, Bands) and rule.stepped]
OWN = OmopConcept(concept_id=0, source_concept_id=2_000_000_101)


def criteria(cohort):
    return [
        (kind, body)
        for each in cohort["PrimaryCriteria"]["CriteriaList"]
        for kind, body in each.items()
    ]


@pytest.mark.parametrize("rule", BANDS, ids=lambda rule: rule.name)
def test_cut_offs_are_those_of_the_rule(rule):
    """A score is in the cohort of a grade exactly if the rule grades it so."""
    graded = {
        score: next(e.grade for e in rule.bands if e.least <= score <= e.most)
        for score in rule.score.values
    }
    for score, grade in graded.items() if rule.of.name in QUANTITIES else ():
        assert rule({rule.of.name: score}).value in {grade, None}
    for band in rule.bands:
        cohort = omop_cohort(rule, band.grade, {rule.of.name: OWN})
        ((kind, body),) = criteria(cohort)
        assert kind == "Measurement"
        assert body["MeasurementSourceConcept"] == cohort["ConceptSets"][0]["id"]
        ends = body["ValueAsNumber"]
        for score, grade in graded.items():
            inside = ends["Value"] <= score <= ends["Extent"]
            assert inside is (grade == band.grade)


def test_a_grade_is_found_in_every_layout():
    """As a word, as a concept of the answer, as a number, and as a standard concept."""
    cohort = omop_cohort("mjoa_severity", "severe", {"mjoa_severity": OWN})
    ((kind, body),) = criteria(cohort)
    assert kind == "Observation"
    assert body["ObservationSourceConcept"] == 0
    assert body["ValueAsString"]["Text"] == "severe"
    concept = OmopConcept(concept_id=7, table="measurement", values={"severe": 13})
    concepts = {"mjoa_severity": concept, "mjoa_total": 8}
    (first, second) = criteria(omop_cohort("mjoa_severity", "severe", concepts))
    assert first[0] == second[0] == "Measurement"
    assert first[1]["CodesetId"] == 0
    assert first[1]["ValueAsConcept"][0]["CONCEPT_ID"] == 13
    assert second[1]["CodesetId"] == 1
    ((kind, body),) = criteria(omop_cohort("nurick_1972", 3, {"nurick_1972": 5}))
    assert (kind, body["ValueAsNumber"]["Value"]) == ("Measurement", 3)


def test_a_cohort_that_nothing_finds_is_refused():
    """Without a concept, a grade, or a rule, the error says which is missing."""
    words = OmopConcept(concept_id=7, table="measurement")
    for concepts in ({}, {"mjoa_severity": words}, {"age_years": 3}):
        with pytest.raises(cm.errors.KindError, match="mjoa_severity, mjoa_total"):
            omop_cohort("mjoa_severity", "severe", concepts)
    with pytest.raises(cm.errors.LevelError):
        omop_cohort("mjoa_severity", "awful", {"mjoa_total": 1})
    with pytest.raises(cm.errors.UnknownNameError):
        omop_cohort("mjoa", "severe", {"mjoa_total": 1})
    for rule in ("mjoa_total", 7):
        with pytest.raises(cm.CervmyeloError, match="rule"):
            omop_cohort(rule, "severe", {"mjoa_total": 1})
