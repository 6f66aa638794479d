"""
Forms to fill in, as Questionnaires.

Each asks in the words of this library. Where it does not say what the scores of an
instrument mean, the form takes the scores of the published one, and says so in its
title.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final, cast, get_args

from cervmyelo.addresses import (
    CALCULATED,
    ENTRY_FORMAT,
    EXTRACTED,
    GREATEST,
    ITEM_WEIGHT,
    LEAST,
    LOCAL,
    ORDINAL_VALUE,
    QUESTION_UNIT,
    UCUM,
    form_urn,
)
from cervmyelo.errors import KindError, LevelError, UnknownNameError, kind_of
from cervmyelo.field_types import expect
from cervmyelo.forms import Form, Quotient, Sum
from cervmyelo.forms.quotients import Part
from cervmyelo.models.patient import PLACES, QUANTITIES, SHEET_TITLES, SHEETS
from cervmyelo.models.sheet import quantities_of
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.quantity import Audience, Choice, Fact, Measure, Quantity, Value
from cervmyelo.registry import RULES
from cervmyelo.terminology.answers import answer_code, is_coded

from .elements import Element, coding, computer_name, narrative

__all__ = ["FORMS", "asked_by", "questionnaire"]

ARTICLE: Final = "article"
"""The name of the form with the questions of the article."""

FORMS: Final[tuple[str, ...]] = (ARTICLE, *SHEETS)
"""The names of the forms: that of the article, and one for each sheet."""

_AUDIENCES: Final[dict[str, Audience | None]] = {
    ARTICLE: None,
    **{f"{ARTICLE}:{each}": each for each in get_args(Audience)},
}
"""Whom the forms of the article ask, by the last part of their address: all of it has
one, and so has the part for one audience, because they are different forms."""

_WHAT: Final = "Asked in the words of cervmyelo."
_URGENT: Final = (
    "This form gives no advice. If a symptom is sudden or severe, such as sudden pain "
    "or numbness, if you cannot move, or if you lose control of the bladder or bowel, "
    "seek emergency medical care now: call 911, or the emergency number of your "
    "country."
)
_FOUND: Final = "calculated"
_SCORES: Final = (
    "Takes the scores of the published form; what each score means is not shown here."
)


def questionnaire(
    name: str, *, version: str = "1", audience: Audience | None = None
) -> Element:
    """
    A form as a Questionnaire of FHIR R4.

    Each question has the name of its quantity as link and code. The points of an answer
    are on its option and on its code, as ``itemWeight`` and ``ordinalValue``, because
    programs differ in where they look. A total is calculated and shown only while every
    item has its answer: a sum of some items would read as a severe grade. `from_fhir`
    reads the answers.

    >>> form = questionnaire("mjoa")
    >>> form["url"], [item["linkId"] for item in form["item"]][-1]
    ('urn:cervmyelo:form:mjoa', 'mjoa_total')
    >>> questionnaire("patient_mjoa")["title"]
    'Score entry: Patient-derived mJOA'
    >>> questionnaire("article", audience="patient")["url"]
    'urn:cervmyelo:form:article:patient'

    Args:
        name: ``"article"`` or the name of a sheet; `FORMS` has them all.

        version: The version that the form says it has.

        audience: ``"patient"`` or ``"clinician"`` for the questions that are worded for
            them, which are a form of their own; None for all.

    Raises:
        UnknownNameError: If there is no such form.

        LevelError: If *audience* is another word, or nothing is asked of it.

        KindError: If *name* or *version* is no text.
    """
    expect("name", name, str)
    if name not in FORMS:
        raise UnknownNameError(name, "form", FORMS)
    given = cast("object", version)
    if not (isinstance(given, str) and given.strip()):
        raise KindError("version", kind_of(given), "text")
    who = cast("object", audience)
    if not (who is None or (isinstance(who, str) and who in get_args(Audience))):
        raise LevelError("audience", "another word", " or ".join(get_args(Audience)))
    items = [*(_of_the_article(audience) if name == ARTICLE else _of_a_sheet(name))]
    asked = {QUANTITIES[each].audience for each in asked_by(name)}
    if audience is not None and audience not in asked:
        raise LevelError("audience", "nobody who is asked", " or ".join(sorted(asked)))
    scores = name in SHEETS and _is_score_entry(name)
    title = SHEET_TITLES.get(name, "Cervical myelopathy: symptoms, causes and course")
    if scores:
        title = f"Score entry: {title}"
    own = name
    if name == ARTICLE and audience is not None:
        own, title = f"{name}:{audience}", f"{title} (for {audience}s)"
    terms = _terms(name)
    return {
        "resourceType": "Questionnaire",
        "text": narrative(title),
        "url": form_urn(own),
        "version": version,
        "name": computer_name(own.replace(":", "_")),
        "title": title,
        "status": "active",
        "subjectType": ["Patient"],
        "language": "en",
        "description": " ".join((_SCORES if scores else _WHAT, *terms)),
        "item": items,
    }


@functools.cache
def asked_by(name: str) -> frozenset[str]:
    """
    The names of the quantities that a form asks for; none if there is no such form.

    >>> sorted(asked_by("mdi"))
    ['mdi_total']
    """
    if name in _AUDIENCES:
        audience = _AUDIENCES[name]
        return frozenset(
            each
            for each, quantity in QUANTITIES.items()
            if PLACES[each].record not in SHEETS
            and (audience is None or quantity.audience == audience)
        )
    if name not in SHEETS:
        return frozenset()
    return frozenset(each.name for each in (*_asked(name), *_calculated(name)))


def _asked(sheet: str) -> list[Quantity]:
    """What a sheet asks for, without what is found from it."""
    quantities = [*quantities_of(SHEETS[sheet]).values()]
    items = {each.name for each in quantities if not each.answer}
    return [
        each
        for each in quantities
        if each.name in items or not _is_found(RULES.get(each.name), items)
    ]


def _is_found(rule: Form | None, items: set[str]) -> bool:
    """Whether all that a rule reads is asked for."""
    return rule is not None and rule.input_names <= items


def _calculated(sheet: str) -> list[Sum | Quotient]:
    """The totals and formulas of what a sheet asks for."""
    items = {each.name for each in quantities_of(SHEETS[sheet]).values()}
    return [
        rule
        for rule in RULES.values()
        if isinstance(rule, Sum | Quotient)
        and rule.name in QUANTITIES
        and rule.input_names <= items
    ]


def _is_score_entry(sheet: str) -> bool:
    """Whether a sheet holds scores whose meanings are not included."""
    scores = [
        each
        for each in quantities_of(SHEETS[sheet]).values()
        if isinstance(each, Measure) and each.unit == "points"
    ]
    described = any(each.meanings for each in scores)
    return bool(scores) and not described and not _may_ship(sheet)


def _rules_of(sheet: str) -> list[Form]:
    names = {each.name for each in quantities_of(SHEETS[sheet]).values()}
    return [rule for rule in RULES.values() if rule.input_names <= names]


def _may_ship(sheet: str) -> bool:
    return any(rule.wording_may_ship for rule in _rules_of(sheet))


def _terms(form: str) -> list[str]:
    """Under what terms the words of the instrument may be used."""
    rules = _rules_of(form) if form in SHEETS else []
    return [*dict.fromkeys(rule.wording for rule in rules if rule.wording)]


def _of_a_sheet(sheet: str) -> Iterator[Element]:
    """The items of a sheet, and what is calculated from them."""
    asked = _asked(sheet)
    found = _calculated(sheet)
    added = {
        item.name for rule in found if isinstance(rule, Sum) for item in rule.items
    }
    yield from (_item(each, required=each.name in added) for each in asked)
    yield from map(_result, found)


def _result(rule: Sum | Quotient) -> Element:
    """What is calculated once everything that it needs has its answer."""
    links = " or ".join(f"linkId='{each.name}'" for each in rule.inputs)
    answers = f"%resource.item.where({links}).answer"
    expression = (
        f"iif({answers}.count() = {len(rule.inputs)}, {_formula(rule, answers)}, {{}})"
    )
    calculated = {
        "url": CALCULATED,
        "valueExpression": {"language": "text/fhirpath", "expression": expression},
    }
    recorded = cast("Measure", QUANTITIES[rule.name])
    return {
        "linkId": rule.name,
        "extension": [
            calculated,
            # Some programs show 0 where nothing is yet, which is the most severe total.
            {"url": ENTRY_FORMAT, "valueString": _FOUND},
            _unit(recorded),
            _extracted(),
        ],
        "code": [{"system": LOCAL, "code": rule.name, "display": rule.label}],
        "text": f"{rule.label}, {recorded.span}",
        "type": "decimal",
        "readOnly": True,
        "enableWhen": [
            {"question": each.name, "operator": "exists", "answerBoolean": True}
            for each in rule.inputs
        ],
        "enableBehavior": "all",
    }


def _formula(rule: Sum | Quotient, answers: str) -> str:
    """What is calculated, in FHIRPath; empty where the rule gives no number."""
    match rule:
        case Sum():
            return f"{answers}.value.weight().sum()"
        case Quotient():
            above = _weighted(rule.over, rule.above)
            below = _weighted(rule.under, rule.below)
            formula = f"{_decimal(rule.factor)} * ({above}) / ({below})"
            if rule.within is None:
                return formula  # a division by 0 is empty in FHIRPath
            least, greatest = map(_decimal, rule.within)
            return f"({formula}).where($this >= {least} and $this <= {greatest})"


def _weighted(constant: float, parts: Iterable[Part]) -> str:
    terms = [_decimal(constant)] if constant else []
    for part in parts:
        points = ".weight()" if is_coded(part.of) else ""
        score = f"%resource.item.where(linkId='{part.of.name}').answer.value{points}"
        terms.append(
            score if part.weight == 1 else f"{_decimal(part.weight)} * {score}"
        )
    return " + ".join(terms)


def _decimal(number: float) -> str:
    """A number as FHIRPath writes it: never with an exponent."""
    return (
        f"({Decimal(repr(number)):f})" if number < 0 else f"{Decimal(repr(number)):f}"
    )


def _of_the_article(audience: Audience | None) -> Iterator[Element]:
    """Groups under their headings: the symptoms, then everything else."""
    if audience != "clinician":
        yield {"linkId": "urgent", "text": _URGENT, "type": "display"}
    symptoms: dict[str, list[Element]] = {}
    for each in SYMPTOMS.values():
        if audience is None or each.present.audience == audience:
            present = _item(each.present)
            present["item"] = [
                _item(part, only_if=each.present)
                for part in each.all
                if part is not each.present
            ]
            symptoms.setdefault(each.present.group, []).append(present)
    further: dict[str, list[Element]] = {}
    for name, quantity in QUANTITIES.items():
        wanted = audience is None or quantity.audience == audience
        if not PLACES[name].record and wanted:
            further.setdefault(quantity.group, []).append(_item(quantity))
    yield from _groups((*symptoms.items(), *further.items()))


def _groups(groups: Iterable[tuple[str, list[Element]]]) -> Iterator[Element]:
    for heading, items in groups:
        link = heading.lower().replace(" ", "-")
        yield {"linkId": link, "text": heading, "type": "group", "item": items}


def _item(
    quantity: Quantity, *, required: bool = False, only_if: Fact | None = None
) -> Element:
    """A question with the answers that it takes."""
    item: Element = {
        "linkId": quantity.name,
        "code": [{"system": LOCAL, "code": quantity.name, "display": quantity.label}],
        "text": quantity.question,
        **_answers(quantity),
    }
    own = cast("list[Element]", item.get("extension", []))
    item["extension"] = [*own, _extracted()]
    if required:
        item["required"] = True
    if only_if is not None:
        met = {"question": only_if.name, "operator": "=", "answerBoolean": True}
        item["enableWhen"] = [met]
    return item


def _extracted() -> Element:
    """Lets a program that shows the form hand on each answer as an Observation."""
    return {"url": EXTRACTED, "valueBoolean": True}


def _unit(quantity: Measure) -> Element:
    """The unit of a number."""
    unit = {"system": UCUM, "code": quantity.ucum, "display": quantity.unit}
    return {"url": QUESTION_UNIT, "valueCoding": unit}


def _answers(quantity: Quantity) -> Element:
    if is_coded(quantity):
        options = [_option(quantity, value) for value in quantity.values]
        return {"type": "choice", "answerOption": options}
    match quantity:
        case Measure():
            kind = "Integer" if quantity.whole else "Decimal"
            return {
                "type": kind.lower(),
                "extension": [
                    {"url": LEAST, f"value{kind}": quantity.low},
                    {"url": GREATEST, f"value{kind}": quantity.high},
                    _unit(quantity),
                ],
            }
        case Choice() | Fact():
            return {"type": "boolean"}


def _option(quantity: Quantity, value: Value) -> Element:
    code = coding(answer_code(quantity, value))
    weight = _weight(quantity, value)
    if weight is None:
        return {"valueCoding": code}
    return {
        "extension": _weights(weight),
        "valueCoding": {"extension": _weights(weight), **code},
    }


def _weight(quantity: Quantity, value: Value) -> float | None:
    """The points of an answer; None for a word, which has none."""
    number = isinstance(quantity, Measure) and isinstance(value, int | float)
    return value if number and not isinstance(value, str) else None


def _weights(weight: float) -> list[Element]:
    return [
        {"url": url, "valueDecimal": weight} for url in (ITEM_WEIGHT, ORDINAL_VALUE)
    ]
