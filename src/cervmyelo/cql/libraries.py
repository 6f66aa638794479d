"""
Libraries of CQL, whole: what they begin with, and what each rule answers.
"""

from __future__ import annotations

import base64
import functools
import json
import re
from collections.abc import Iterable, Mapping
from typing import Final, Literal, TypeAlias, assert_never, cast

from cervmyelo.addresses import LIBRARY_TYPE, library_urn
from cervmyelo.criteria import looks_at
from cervmyelo.errors import KindError, kind_of
from cervmyelo.field_types import expect
from cervmyelo.forms import FirstMatch, Form
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.names import plain_text
from cervmyelo.quantity import Quantity
from cervmyelo.registry import RULES, rules_named
from cervmyelo.scale import Scale

from .answers import Answers
from .contradictions import Contradictions
from .expressions import (
    FALSE,
    NULL,
    Definitions,
    all_of,
    any_of,
    chosen,
    named,
    opposite,
    quoted,
    surely,
)
from .functions import FUNCTIONS
from .inputs import Read, read_of, type_of
from .knowledge import Knowledge
from .observations import DAY, found, lookups
from .possible import Numbers, written
from .recorded import Recorded
from .rows import met

__all__ = ["OVER", "Over", "library", "resource"]

Over: TypeAlias = Literal["parameters", "fhir"]
"""What a library reads: parameters of its own, or records of FHIR R4."""

OVER: Final[tuple[Over, ...]] = ("parameters", "fhir")

_NAMES: Final[Mapping[Over, str]] = {
    "parameters": "Cervmyelo",
    "fhir": "CervmyeloFHIR",
}
_VERSION: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")

_ABOUT: Final = """\
Published grades, scores, risks and outlooks of cervical myelopathy.
Made from the rules of the Python library cervmyelo; do not edit it by hand.

For each rule R:
  "R status"   'ok', 'undecided' or 'refused'
  "R value"    the answer; null unless the status is 'ok'
  "R lowest", "R highest"   what is still possible; null if refused

Null means not recorded, and never no. A value can also be known in part.
Nothing here has been reviewed clinically.
"""


def library(
    rules: Iterable[str] | None = None,
    *,
    over: Over = "parameters",
    version: str = "1",
) -> str:
    """
    Rules as a library of CQL 1.5, for engines that know nothing of this package.

    For each rule there are four definitions: its status ("ok", "undecided" or
    "refused"), its value, and the lowest and the highest that is still possible. They
    say what the rule says of the same record, also where something is not recorded,
    contradicts another record, follows from others by definition, is known in part, or
    is out of range.
    A rule whose grades have no order has no lowest and no highest.

    >>> import cervmyelo as cm
    >>> text = cm.cql.library(["canal_stenosis"])
    >>> print(text.splitlines()[0])
    library Cervmyelo version '1'
    >>> [line for line in text.splitlines() if line.startswith("parameter")][0]
    'parameter "canal_diameter_mm" Decimal default (null as Decimal)'

    Args:
        rules: The names of the rules; None for all.

        over: "parameters" for a library with parameters for each quantity, or
            "fhir" for one that looks for the values in the Observations of a patient,
            by the codes that `cervmyelo.fhir.to_fhir` writes.

        version: The version that the library says it has.

    Returns:
        The text. The same rules give the same text.

    Raises:
        KindError: If *rules* are no names, or the version is no version.

        UnknownNameError: If there is no rule of a name.
    """
    if not isinstance(cast("object", over), str) or plain_text(over) not in OVER:
        raise KindError("over", "another word", " or ".join(map(repr, OVER)))
    expect("version", version, str)
    if not _VERSION.fullmatch(version):
        raise KindError("version", "another text", "letters, digits, '.', '-' and '+'")
    some = tuple(RULES.values()) if rules is None else rules_named("rules", rules)
    return _library(some, cast("Over", plain_text(over)), plain_text(version))


@functools.lru_cache(8)
def _library(some: tuple[Form, ...], over: Over, version: str) -> str:
    definitions = Definitions()
    read: dict[str, Quantity] = {}

    def recorded(quantity: Quantity) -> Read:
        read[quantity.name] = quantity
        return found(quantity) if over == "fhir" else read_of(quantity)

    held = Recorded(definitions, recorded)
    answers = Answers(Knowledge(held, Contradictions(held)))
    for rule in some:
        _answer(answers, rule)
    quantities = [each for name, each in QUANTITIES.items() if name in read]
    about = "".join(f"// {line}".rstrip() + "\n" for line in _ABOUT.splitlines())
    reading = _reading(over, quantities)
    return (
        f"library {_NAMES[over]} version '{version}'\n\n{about}\n"
        # Within the context of a patient, engines keep the value of a definition.
        f"using FHIR version '4.0.1'\n\n{reading[0]}\ncontext Patient\n\n"
        f"{reading[1]}{FUNCTIONS}\n{definitions}"
    )


def _reading(over: Over, quantities: Iterable[Quantity]) -> tuple[str, str]:
    """The parameters of a library, and the definitions that read records."""
    match over:
        case "parameters":
            return "".join(map(_parameter, quantities)), ""
        case "fhir":
            day = f"parameter {named(DAY)} Date default (null as Date)\n"
            return day, f"{lookups(quantities)}\n"
        case _:
            assert_never(over)


def _parameter(quantity: Quantity) -> str:
    """The parameters of a quantity: its value, or what is possible."""
    kind, read = type_of(quantity), read_of(quantity)
    kinds = (kind, f"List<{kind}>", kind, kind, "Boolean")
    return "".join(
        # Without a default, an engine may take what was left out for a value.
        f"parameter {name} {kind} default (null as {kind})\n"
        for name, kind in zip(read, kinds, strict=True)
        if name not in {NULL, FALSE}
    )


def _answer(answers: Answers, rule: Form) -> None:
    """The definitions of what a rule answers."""
    knowledge, name, made = answers.knowledge, rule.name, answers.of(rule)
    put = knowledge.definitions.put
    if isinstance(made, Numbers):
        least, most, lacking = made.least, made.most, made.open
    else:
        least, most, lacking = f"Min({made.all})", f"Max({made.all})", FALSE
    least, most = put(f"{name} first", least), put(f"{name} last", most)
    alone = all_of((f"{least} = {most}", opposite(made.gap), opposite(lacking)))
    silenced = put(f"{name} is silenced", _silenced(knowledge, rule))
    if rule.firm:
        # What all else decides stands.
        silenced = all_of((silenced, opposite(surely(alone))))
    people = () if rule.people is None else rule.people.conditions
    outside = (surely(opposite(met(knowledge, each.when))) for each in people)
    nothing = f"{least} is null"
    refused = any_of((silenced, *outside, answers.contradicted(rule), nothing))
    words = ((refused, quoted("refused")), (alone, quoted("ok")))
    status = put(f"{name} status", chosen(*words, otherwise=quoted("undecided")))
    edition = f"{rule.identity.edition}-{rule.identity.fingerprint}"
    about = f"{rule.label} (edition {edition})\n{rule.cite}"
    knowledge.definitions.remark(f"{name} status", about)
    shown = (f"{status} = {quoted('ok')}", _shown(rule.scale, least))
    put(f"{name} value", chosen(shown, otherwise=NULL))
    if rule.scale is None or rule.scale.ordered:
        none = (f"{status} = {quoted('refused')}", NULL)
        for word, end in (("lowest", least), ("highest", most)):
            put(f"{name} {word}", chosen(none, otherwise=_shown(rule.scale, end)))


def _silenced(knowledge: Knowledge, rule: Form) -> str:
    """Whether what was recorded is invalid, contradictory or in doubt."""
    held, against = knowledge.recorded, knowledge.contradictions
    asked = dict.fromkeys((*rule.inputs, *rule.recordable))
    also = rule.at_least if isinstance(rule, FirstMatch) else ()
    beside = dict.fromkeys(each for row in also for each in looks_at(row.when))
    return any_of(
        (
            *map(held.invalid, asked),
            *map(against.of, {**asked, **beside}),
            *map(against.doubtful, asked),
        )
    )


def _shown(scale: Scale | None, end: str) -> str:
    """A number, or the code of the grade with a rank."""
    if scale is None:
        return end
    codes = ((f"{end} = {rank}", written(grade)) for rank, grade in enumerate(scale))
    return chosen(*codes, otherwise=NULL)


def resource(
    rules: Iterable[str] | None = None,
    *,
    over: Over = "fhir",
    version: str = "1",
    elm: Mapping[str, object] | None = None,
) -> dict[str, object]:
    """
    A library as a resource of FHIR R4, for a server to keep and run.

    >>> import cervmyelo as cm
    >>> held = cm.cql.resource(["canal_stenosis"])
    >>> held["resourceType"], held["name"], held["content"][0]["contentType"]
    ('Library', 'CervmyeloFHIR', 'text/cql')

    Args:
        rules: As for `library`.

        over: As for `library`.

        version: As for `library`.

        elm: What a translator made of the same text, as JSON; None to leave it out. A
            server that has a translator needs the text alone.

    Returns:
        The Library as a plain dictionary, for ``json.dumps``.

    Raises:
        KindError: If the ELM is of another library or version, or has an error; or as
            for `library`.

        UnknownNameError: If there is no rule of a name.
    """
    some = tuple(RULES.values()) if rules is None else rules_named("rules", rules)
    text = library([each.name for each in some], over=over, version=version)
    name = _NAMES[over]
    contents = [_attachment("text/cql", text)]
    if elm is not None:
        _check(elm, name, version)
        compact = json.dumps(elm, ensure_ascii=False, separators=(",", ":"))
        contents.append(_attachment("application/elm+json", compact))
    cited = dict.fromkeys(str(cite) for rule in some for cite in rule.citations)
    return {
        "resourceType": "Library",
        "url": library_urn(name),
        "version": version,
        "name": name,
        "title": "Published rules of cervical myelopathy",
        "status": "active",
        "experimental": True,
        "type": {"coding": [{"system": LIBRARY_TYPE, "code": "logic-library"}]},
        "description": _ABOUT,
        "relatedArtifact": [{"type": "citation", "citation": each} for each in cited],
        "content": contents,
    }


def _attachment(kind: str, text: str) -> dict[str, str]:
    data = base64.b64encode(text.encode()).decode("ascii")
    return {"contentType": kind, "data": data}


def _check(elm: Mapping[str, object], name: str, version: str) -> None:
    given = cast("object", elm)
    if not isinstance(given, Mapping) or not isinstance(elm.get("library"), Mapping):
        allowed = "what a translator wrote, as JSON"
        raise KindError("elm", kind_of(elm), allowed)
    held = cast("Mapping[str, object]", elm["library"])
    if held.get("identifier") != {"id": name, "version": version}:
        raise KindError("elm", "another library", f"{name} of version {version}")
    remarks = cast("list[Mapping[str, object]]", held.get("annotation") or [])
    if any(each.get("errorSeverity") == "error" for each in remarks):
        raise KindError("elm", "a library with an error", "one without")
