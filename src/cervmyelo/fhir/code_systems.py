"""
The codes of this library as CodeSystems and ValueSets, and what they correspond to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from cervmyelo.addresses import (
    ANSWERS,
    GRADES,
    LOCAL,
    WEIGHT_PROPERTY,
    value_set_urn,
)
from cervmyelo.codes import Code
from cervmyelo.field_types import expect
from cervmyelo.models.missing import MEANINGS
from cervmyelo.models.patient import QUANTITIES, SHEET_TITLES
from cervmyelo.quantity import Measure
from cervmyelo.registry import RULES, SCALES
from cervmyelo.terminology.answers import answer_code, grade_code, is_coded

from .concept_maps import concept_maps
from .elements import POSSIBLE_LABELS, Element, computer_name, narrative

__all__ = ["terminology"]

_WEIGHT: Final = "itemWeight"


def terminology(*, version: str = "1", snomed: bool = False) -> tuple[Element, ...]:
    """
    The codes of this library as resources of FHIR, in the order to upload them.

    CodeSystems of names, answers and grades come first, then a ValueSet for each
    question with coded answers and for each scale, then a ConceptMap for each crosswalk
    between scales, and one from facts to standard codes.

    >>> names, *_ = terminology()
    >>> names["resourceType"], names["url"]
    ('CodeSystem', 'urn:cervmyelo:codes')

    Args:
        version: The version that they say they have.

        snomed: Whether codes of SNOMED CT are written, which need a licence in many
            countries.

    Raises:
        KindError: If *version* is no text, or *snomed* is not true or false.
    """
    expect("snomed", snomed, bool)
    expect("version", version, str)
    return (
        _code_system(LOCAL, "CervmyeloNames", _names(), version),
        _code_system(ANSWERS, "CervmyeloAnswers", _answers(), version, weighted=True),
        _code_system(GRADES, "CervmyeloGrades", _grades(), version),
        *_value_sets(version),
        *concept_maps(version, snomed=snomed),
    )


def _code_system(
    url: str,
    name: str,
    concepts: Iterable[Element],
    version: str,
    *,
    weighted: bool = False,
) -> Element:
    held = [*concepts]
    weight = {"code": _WEIGHT, "uri": WEIGHT_PROPERTY, "type": "decimal"}
    return {
        "resourceType": "CodeSystem",
        "text": narrative(name),
        "url": url,
        "version": version,
        "name": name,
        "title": name,
        "status": "active",
        "caseSensitive": True,
        "content": "complete",
        "count": len(held),
        **({"property": [weight]} if weighted else {}),
        "concept": held,
    }


def _names() -> Iterator[Element]:
    """Quantities, rules, sheets, reasons, and the ends of what is still possible."""
    labels: Mapping[str, str] = {
        **{name: each.label for name, each in QUANTITIES.items()},
        **{name: each.label for name, each in RULES.items()},
        **SHEET_TITLES,
        **POSSIBLE_LABELS,
        **MEANINGS,
    }
    return ({"code": name, "display": label} for name, label in labels.items())


def _answers() -> Iterator[Element]:
    for quantity in QUANTITIES.values():
        for value in quantity.values if is_coded(quantity) else ():
            code = answer_code(quantity, value)
            if code.system == ANSWERS:
                weight = {"code": _WEIGHT, "valueDecimal": value}
                own = {"property": [weight]} if isinstance(quantity, Measure) else {}
                yield {"code": code.code, "display": code.display, **own}


def _grades() -> Iterator[Element]:
    for scale in SCALES.values():
        for grade in scale:
            code = grade_code(grade)
            yield {"code": code.code, "display": code.display}


def _value_sets(version: str) -> Iterator[Element]:
    sets: dict[str, tuple[str, list[Code]]] = {
        scale.name: (scale.label, [grade_code(grade) for grade in scale])
        for scale in SCALES.values()
    }
    for name, quantity in QUANTITIES.items():
        if is_coded(quantity) and name not in sets:
            codes = [answer_code(quantity, value) for value in quantity.values]
            sets[name] = (quantity.label, codes)
    for name, (label, codes) in sets.items():
        held = [{"code": each.code, "display": each.display} for each in codes]
        yield {
            "resourceType": "ValueSet",
            "text": narrative(label),
            "url": value_set_urn(name),
            "version": version,
            "name": computer_name(name),
            "title": label,
            "status": "active",
            "compose": {"include": [{"system": codes[0].system, "concept": held}]},
        }
