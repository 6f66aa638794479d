"""
What the codes of this library correspond to, as ConceptMaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cervmyelo.addresses import LOCAL, SNOMED_CT, concept_map_urn, value_set_urn
from cervmyelo.codes import SYSTEMS, Code
from cervmyelo.forms import Crosswalk
from cervmyelo.forms.crosswalks import Mapped
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Fact
from cervmyelo.registry import RULES
from cervmyelo.terminology import CONCEPT_OF, Concept, codes_of
from cervmyelo.terminology.answers import answer_code, grade_code

from .elements import Element, computer_name, narrative

__all__ = ["concept_maps"]

_PRESENT = "The code means that it is present."


def concept_maps(version: str, *, snomed: bool) -> Iterator[Element]:
    """
    A ConceptMap for each crosswalk, and one from facts to standard codes.

    Args:
        version: The version that they say they have.

        snomed: Whether codes of SNOMED CT are written.
    """
    facts = {
        name: [each for each in codes_of(name) if snomed or each.system != SNOMED_CT]
        for name, quantity in QUANTITIES.items()
        if isinstance(quantity, Fact) and name in CONCEPT_OF
    }
    title = "Facts in standard code systems"
    yield _map("facts", title, version, {}, [*_of_facts(facts)])
    for rule in RULES.values():
        if isinstance(rule, Crosswalk):
            ends = {
                "sourceUri": value_set_urn(rule.of.name),
                "targetUri": value_set_urn(rule.scale.name),
                "description": f"Lost: {rule.lost}",
            }
            yield _map(rule.name, rule.label, version, ends, [_of_crosswalk(rule)])


def _map(
    name: str, title: str, version: str, ends: Mapping[str, object], groups: object
) -> Element:
    return {
        "resourceType": "ConceptMap",
        "text": narrative(title),
        "url": concept_map_urn(name),
        "version": version,
        "name": computer_name(name),
        "title": title,
        "status": "active",
        **ends,
        "group": groups,
    }


def _of_facts(facts: dict[str, list[Code]]) -> Iterator[Element]:
    """A group for each code system; no code is called equal to a fact."""
    for system in SYSTEMS:
        elements = [
            {
                "code": name,
                "display": QUANTITIES[name].label,
                "target": [_standard(CONCEPT_OF[name], each) for each in own],
            }
            for name, codes in facts.items()
            if (own := [each for each in codes if each.system == system])
        ]
        if elements:
            yield {"source": LOCAL, "target": system, "element": elements}


def _standard(concept: Concept, code: Code) -> Element:
    comment = f"{_PRESENT} {concept.note}".strip()
    relation = "wider" if concept.broader else "relatedto"
    return _target(code, relation, comment)


def _of_crosswalk(rule: Crosswalk) -> Element:
    elements = [
        {**_concept(answer_code(rule.of, row.value)), "target": [*_of_row(rule, row)]}
        for row in rule.rows
    ]
    systems = {answer_code(rule.of, row.value).system for row in rule.rows}
    (target,) = {grade_code(grade).system for grade in rule.outcomes}
    (source,) = systems
    return {"source": source, "target": target, "element": elements}


def _of_row(rule: Crosswalk, row: Mapped) -> Iterable[Element]:
    if not row.to:
        return [{"equivalence": "unmatched", "comment": rule.nowhere.why}]
    if len(row.to) == 1 and row.leads_somewhere:
        return [_target(grade_code(row.to[0]), "relatedto")]
    comment = f"One of: {row}."
    return [_target(grade_code(grade), "inexact", comment) for grade in row.to]


def _target(code: Code, relation: str, comment: str = "") -> Element:
    noted: Element = {"comment": comment} if comment else {}
    return {**_concept(code), "equivalence": relation, **noted}


def _concept(code: Code) -> Element:
    display: Element = {"display": code.display} if code.display else {}
    return {"code": code.code, **display}
