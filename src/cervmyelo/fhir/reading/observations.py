"""
What Observations and answers to forms say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

import attrs

from cervmyelo.addresses import ANSWERS, form_urn
from cervmyelo.codes import HIGHEST, LOWEST, POSSIBLE
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.registry import RULES
from cervmyelo.terminology.answers import answers_by_code
from cervmyelo.terminology.general_records import ANSWERED, Answered

from .json_values import objects, parts, sequence, text
from .moments import ALWAYS, Moment, effective, moment
from .readings import (
    MEANS_OTHERWISE,
    Codes,
    Content,
    NotUnderstoodError,
    Reading,
    codings,
    content_of,
    local_names,
    means_otherwise,
    named,
)
from .report import Line
from .walking import Resource

__all__ = ["Read", "of_observation", "of_response"]

Read: TypeAlias = Reading | Line

_BELIEVED: Final = frozenset({"final", "amended", "corrected", "preliminary"})
_ANSWERED: Final = frozenset({"completed", "amended", "in-progress"})
_ENDS: Final = frozenset({LOWEST, HIGHEST, POSSIBLE})
_FORM: Final = form_urn("")
_DEEPEST: Final = 16
_UNKNOWN: Final = "a question that is not known"


def of_observation(resource: Resource, codes: Codes) -> list[Read]:
    """What an Observation says, with a line for what is not read."""
    body, place = resource.body, resource.place
    aside = _set_aside(resource, _BELIEVED)
    if aside is not None:
        return [aside]
    rules = local_names(body["method"], {}) if "method" in body else []
    if rules:
        about = rules[0] if rules[0] in RULES else ""
        return [Line(place, "ignored", about, "found by a rule, and found again")]
    when = effective(body)
    if when is None:
        return [Line(place, "not understood", why="a time that is not clear")]
    asked = _Asked(when, codes)
    read = _of_code(body, place, asked)
    if "component" in body:
        read += _of_components(body["component"], place, asked)
    return read or [Line(place, "ignored", why="nothing that can be recorded")]


def _set_aside(resource: Resource, believed: frozenset[str]) -> Line | None:
    """Why nothing of a resource is read; None if it can be."""
    status = text(resource.body.get("status"))
    if status not in believed:
        why = "its status" if status else "no status"
        if status == "entered-in-error":
            why = "entered in error"
        return Line(resource.place, "ignored", why=why)
    if means_otherwise(resource.body):
        return Line(resource.place, "not understood", why=MEANS_OTHERWISE)
    return None


@attrs.frozen
class _Asked:
    """When something was recorded, and what codes the caller has."""

    when: Moment
    codes: Codes


def _of_code(body: Mapping[str, object], place: str, asked: _Asked) -> list[Read]:
    """What the value of an Observation says."""
    pairs = codings(body.get("code"))
    names = [each for each in named(pairs, asked.codes) if each in QUANTITIES]
    if len(names) == 1:
        return [_one(names[0], body, place, asked)]
    read: list[Read] = [
        _general(each, body, place, asked.when)
        for each in ANSWERED
        if (each.question.system, each.question.code) in pairs
    ]
    if names:
        why = "codes of several questions"
        read.insert(0, Line(place, "not understood", why=why))
    return read


def _of_components(components: object, place: str, asked: _Asked) -> Iterator[Read]:
    for at, each in enumerate(sequence(components)):
        element = parts(each)
        names = local_names(element.get("code"), asked.codes)
        if not _ENDS.isdisjoint(names):
            continue
        known = [name for name in names if name in QUANTITIES]
        here = f"{place}{'.' if place else ''}component[{at}]"
        if len(known) > 1:
            yield Line(here, "not understood", why="codes of several questions")
        elif known:
            yield _one(known[0], element, here, asked)
        else:
            yield Line(here, "ignored", why=_UNKNOWN)


def _one(name: str, element: Mapping[str, object], place: str, asked: _Asked) -> Read:
    """What an element says of one quantity."""
    quantity = QUANTITIES[name]
    try:
        found = content_of(quantity, element, asked.codes)
    except NotUnderstoodError as fault:
        return Line(place, "not understood", name, str(fault))
    if found.value is None and found.reason is None:
        return Line(place, "ignored", name, "not recorded")
    return Reading(quantity, found, asked.when, place)


def _general(
    asked: Answered, body: Mapping[str, object], place: str, when: Moment
) -> Read:
    """What the answer to a question of a general record says."""
    name = asked.fact.name
    if "dataAbsentReason" in body:
        return Line(place, "ignored", name, "not recorded")
    pairs = codings(body.get("valueCodeableConcept"))
    values = {asked.says(*pair) for pair in pairs} - {None}
    if len(values) == 1:
        return Reading(asked.fact, Content(values.pop()), when, place)
    left = {(each.system, each.code) for each in asked.open}
    if not values and not left.isdisjoint(pairs):
        return Line(place, "ignored", name, "an answer that leaves it open")
    return Line(place, "not understood", name, "no answer that is known")


@attrs.frozen
class _Form(_Asked):
    """The form that a response says it answers, and what it asks for."""

    url: str
    names: frozenset[str]


def of_response(
    resource: Resource, codes: Codes, asked_by: Callable[[str], frozenset[str]]
) -> Iterator[Read]:
    """
    What the answers to a form say.

    Args:
        resource: The QuestionnaireResponse.

        codes: The caller's own codes; the link of an item is a code in the system of
            its form.

        asked_by: The names of the quantities that a form of this library asks for, by
            the name of the form.
    """
    body, place = resource.body, resource.place
    aside = _set_aside(resource, _ANSWERED)
    if aside is not None:
        yield aside
        return
    written = text(body.get("authored"))
    when = moment(written) if written else ALWAYS
    if when is None:
        yield Line(place, "not understood", why="a time that is not clear")
        return
    url = text(body.get("questionnaire")).partition("|")[0]
    ours = url.startswith(_FORM)
    names = asked_by(url.removeprefix(_FORM)) if ours else frozenset[str]()
    read = [*_of_items(body, place, _Form(when, codes, url, names))]
    yield from read
    if not read:
        yield Line(place, "ignored", why="no answer")


def _of_items(body: Mapping[str, object], place: str, form: _Form) -> Iterator[Read]:
    """What all answers say, those within groups and other answers included."""
    stack = [(f"{place}{'.' if place else ''}item", body.get("item"), 0)]
    while stack:
        above, items, depth = stack.pop()
        for at, each in enumerate(sequence(items)):
            item, here = parts(each), f"{above}[{at}]"
            answers = objects(item.get("answer"))
            yield from _of_item(item, answers, here, form)
            inner = [(f"{here}.item", item.get("item"), depth + 1)]
            inner += [
                (f"{here}.answer[{i}].item", answer.get("item"), depth + 1)
                for i, answer in enumerate(answers)
            ]
            deeper = [each for each in inner if each[1] is not None]
            if depth < _DEEPEST:
                stack += deeper
            elif deeper:
                yield Line(here, "not understood", why="nested too deep")


def _of_item(
    item: Mapping[str, object],
    answers: list[Mapping[str, object]],
    place: str,
    form: _Form,
) -> Iterator[Read]:
    """What the answer to one question says."""
    if not answers:
        return
    link = text(item.get("linkId"))
    mapped = form.codes.get((form.url, link))
    name = link if link in form.names else mapped if isinstance(mapped, str) else ""
    if not name:
        # The link of another form means nothing here; the code of an answer does.
        name = _named_by(answers, form.codes)
    if name not in QUANTITIES:
        yield Line(place, "ignored", why=_UNKNOWN)
    elif len(answers) > 1:
        yield Line(place, "not understood", name, "several answers")
    else:
        yield _one(name, answers[0], place, form)


def _named_by(answers: list[Mapping[str, object]], codes: Codes) -> str:
    """The question that the codes of all answers belong to; empty if there is none."""
    found: set[str] = set()
    for answer in answers:
        for pair in codings({"coding": [answer.get("valueCoding")]}):
            mapped = codes.get(pair)
            if pair[0] == ANSWERS and pair[1] in answers_by_code():
                found.add(answers_by_code()[pair[1]][0])
            elif isinstance(mapped, tuple):
                found.add(mapped[0])
    return found.pop() if len(found) == 1 else ""
