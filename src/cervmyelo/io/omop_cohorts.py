"""
Cohort definitions of OHDSI, made from rules: who has a grade.

A definition is the JSON that ATLAS shows and that Circe turns into SQL. Its cut-offs
are those of the rule, and its concepts those of the caller.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

from cervmyelo.errors import KindError, UnknownNameError, kind_of
from cervmyelo.forms import Bands, Form
from cervmyelo.json_text import Json
from cervmyelo.registry import RULES
from cervmyelo.scale import Grade

from .omop import Concepts, OmopConcept, checked_concepts
from .omop_tables import OmopTable

__all__ = ["omop_cohort"]

_CRITERIA: Final[dict[OmopTable, str]] = {
    "measurement": "Measurement",
    "observation": "Observation",
}


def omop_cohort(rule: Form | str, grade: object, concepts: Concepts) -> dict[str, Json]:
    """
    The people with a grade, as a cohort definition for rows of `omop_rows`.

    A person is in it from the first day on which the grade was found, or a score that
    the rule grades so, if both have a concept: a score of points is compared with the
    published cut-offs. Where a site has no standard concept, its own is looked for.

    >>> concepts = {
    ...     "mjoa_total": OmopConcept(concept_id=0, source_concept_id=2_000_000_101)
    ... }
    >>> cohort = omop_cohort("mjoa_severity", "moderate", concepts)
    >>> cohort["PrimaryCriteria"]["CriteriaList"][0]["Measurement"]["ValueAsNumber"]
    {'Value': 12, 'Op': 'bt', 'Extent': 14}

    Args:
        rule: The rule, or its name.

        grade: The grade, or its code.

        concepts: The concepts of the site, as for `omop_rows`: that of the rule, of the
            score that it grades, or both.

    Returns:
        The expression of a cohort, which ATLAS imports, and ``json.dumps`` writes.

    Raises:
        UnknownNameError: If there is no such rule.

        KindError: If the rule gives no grades, or neither it nor its score has a
            concept by which the grade can be found.

        LevelError: If its scale has no such grade.
    """
    known = checked_concepts(concepts)
    form = RULES.get(rule) if isinstance(rule, str) else rule
    if form is None:
        raise UnknownNameError(str(rule), "rule", RULES)
    if not isinstance(cast("object", form), Form) or form.scale is None:
        raise KindError("rule", kind_of(form), "a rule that gives grades")
    held = form.scale.grade(
        cast("str", grade.code if isinstance(grade, Grade) else grade)
    )
    sets: list[Json] = []
    criteria: list[Json] = []
    for table, name, concept, value in _criteria(form, held, known):
        kind, at = _CRITERIA[table], len(sets)
        sets.append(_concept_set(at, name, concept, kind))
        criteria.append({kind: {**_by(kind, concept, at), **value}})
    if not criteria:
        raise KindError(
            "concepts",
            "no concept of the grade or of the score",
            f"one of {', '.join(_names(form))}",
            "A grade in words that is a measurement also needs values.",
        )
    return {
        "ConceptSets": sets,
        "PrimaryCriteria": {
            "CriteriaList": criteria,
            "ObservationWindow": {"PriorDays": 0, "PostDays": 0},
            "PrimaryCriteriaLimit": {"Type": "All"},
        },
        "QualifiedLimit": {"Type": "First"},
        "ExpressionLimit": {"Type": "First"},
        "InclusionRules": [],
        "CensoringCriteria": [],
        "CollapseSettings": {"CollapseType": "ERA", "EraPad": 0},
        "CensorWindow": {},
    }


def _names(rule: Form) -> tuple[str, ...]:
    return (rule.name, rule.of.name) if isinstance(rule, Bands) else (rule.name,)


def _criteria(
    rule: Form, grade: Grade, known: dict[str, OmopConcept]
) -> Iterator[tuple[OmopTable, str, OmopConcept, dict[str, Json]]]:
    """In which table a grade is found, by what, and with which value."""
    own = known.get(rule.name)
    code = grade.code
    if own is not None and not isinstance(code, str):
        yield own.table or "measurement", rule.name, own, _number(code, code)
    elif own is not None and code in own.values:
        concept: Json = {"CONCEPT_ID": own.values[code], "CONCEPT_NAME": f"{code}"}
        yield own.table or "observation", rule.name, own, {"ValueAsConcept": [concept]}
    elif own is not None and own.table != "measurement" and _is_alone(grade):
        text: Json = {"Text": code, "Op": "startsWith"}
        yield "observation", rule.name, own, {"ValueAsString": text}
    if isinstance(rule, Bands) and rule.stepped and rule.of.name != rule.name:
        score = known.get(rule.of.name)
        (band,) = (each for each in rule.bands if each.grade == grade)
        if score is not None:
            value = _number(band.least, band.most)
            yield score.table or "measurement", rule.of.name, score, value


def _is_alone(grade: Grade) -> bool:
    """Whether no other grade of the scale begins with the same word."""
    return not any(
        str(each).startswith(str(grade.code)) and each != grade.code
        for each in grade.scale.codes
    )


def _number(low: float, high: float) -> dict[str, Json]:
    return {"ValueAsNumber": {"Value": low, "Op": "bt", "Extent": high}}


def _by(kind: str, concept: OmopConcept, at: int) -> dict[str, Json]:
    """The concept set of a criterion: of standard concepts, or of the site's own."""
    if concept.concept_id or concept.source_concept_id is None:
        return {"CodesetId": at}
    return {f"{kind}SourceConcept": at}


def _concept_set(at: int, name: str, concept: OmopConcept, domain: str) -> Json:
    own = concept.concept_id or concept.source_concept_id or 0
    item: Json = {
        "CONCEPT_ID": own,
        "CONCEPT_NAME": name,
        "CONCEPT_CODE": name,
        "DOMAIN_ID": domain,
    }
    return {
        "id": at,
        "name": name,
        "expression": {"items": [{"concept": item, "includeDescendants": False}]},
    }
