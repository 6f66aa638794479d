"""
A tool: what it takes and gives as JSON Schema, and how it is called.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias, cast

import attrs

from cervmyelo.errors import KindError, MissingFieldError, UnknownFieldError, kind_of
from cervmyelo.field_types import expect
from cervmyelo.io.patients import patient_from_dict
from cervmyelo.io.provenance import PROVENANCE
from cervmyelo.io.schema import record_part, with_definitions
from cervmyelo.json_text import Json
from cervmyelo.models import Patient
from cervmyelo.models.patient import QUANTITIES, SUFFIX, reason_for
from cervmyelo.names import shown
from cervmyelo.quantity import Quantity
from cervmyelo.report.origins import CAUTION

__all__ = ["NAME", "PATIENT", "TEXT", "Arguments", "Output", "Tool", "whole"]

Output: TypeAlias = dict[str, Json]
"""What a tool gives: an object of plain types, for ``json.dumps``."""

Arguments: TypeAlias = Mapping[str, object]
"""The arguments of a tool that are not about a person, checked for their names."""

PATIENT: Final = "patient"
"""The name of the argument that says what is recorded about a person."""

TEXT: Final[Json] = {
    "type": "string",
    "description": "The answer for people, with reasons and sources.",
}
"""The part of a schema for an answer in words."""

NAME: Final[Output] = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}
"""The part of a schema for the name of a rule or a quantity."""

_READS_ONLY: Final[Output] = {
    "readOnlyHint": True,
    "destructiveHint": False,
    "idempotentHint": True,
    "openWorldHint": False,
}
_ABOUT: Final = (
    "What is recorded about one person. A field that is absent or null was not "
    "recorded, which is not the same as no or zero."
)
_BRIEF: Final = (
    f"{_ABOUT} Names and allowed values of the fields are those of the data "
    f"dictionary, which the tools search and explain show; anything else is an error "
    f"that says what is allowed."
)


def whole(properties: Mapping[str, Json], optional: tuple[str, ...] = ()) -> Output:
    """
    The part of a schema for an object with some properties and no others.

    Args:
        properties: The part for each property.

        optional: The names of those that can be absent.
    """
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Tool:
    """
    A public function that is called by JSON.

    >>> from cervmyelo.tools import TOOLS
    >>> tool = TOOLS["mjoa_total"]
    >>> tool({"patient": {"mjoa_total": 13}})["finding"]["value"]
    13

    Attributes:
        name: The name of the rule or the function; letters, digits and underscores.

        title: What people call it.

        says: What it answers.

        reads: What of a person it reads; None if it is about nobody.

        arguments: Its other arguments, each with its part of a schema.

        required: The names of those of them that have to be given.

        output: What it gives, each with its part of a schema.

        run: The function, of the patient and of the other arguments.
    """

    name: str
    title: str
    says: str
    reads: tuple[Quantity, ...] | None = None
    arguments: Mapping[str, Json] = attrs.field(factory=dict[str, Json])
    required: tuple[str, ...] = ()
    output: Mapping[str, Json]
    run: Callable[[Patient, Arguments], Output]

    def __repr__(self) -> str:
        return f"<Tool {self.name}: {self.title}>"

    def __str__(self) -> str:
        return f"{self.name}: {self.title}\n{self.says}"

    def described(self, *, brief: bool = False) -> Output:
        """
        What it takes and gives, for ``json.dumps``.

        Args:
            brief: Whether to leave out the fields of a record that are not those of one
                rule, which take tens of kilobytes.

        Returns:
            A new dictionary.
        """
        expect("brief", brief, bool)
        return cast("Output", json.loads(self._described(brief=brief)))

    @functools.lru_cache(512)  # noqa: B019 -- there are as many tools as rules and verbs
    def _described(self, *, brief: bool) -> str:
        """The description as JSON: it takes long to make and little to read."""
        about: dict[str, Json] = {}
        says = self.says
        if self.reads is not None:
            says = f"{says} {CAUTION}"
            about[PATIENT] = (
                {"type": "object", "description": _BRIEF}
                if brief and len(self.reads) == len(QUANTITIES)
                else {**record_part(self.reads), "description": _ABOUT}
            )
        optional = tuple(e for e in self.arguments if e not in self.required)
        taken = with_definitions(whole({**about, **self.arguments}, optional))
        return json.dumps(
            {
                "name": self.name,
                "title": self.title,
                "description": says,
                "inputSchema": taken,
                "outputSchema": with_definitions(whole(self.output)),
                "annotations": {"title": self.title, **_READS_ONLY},
            }
        )

    def __call__(self, arguments: object) -> Output:
        """
        The answer.

        Args:
            arguments: A mapping from the names of the arguments to plain types.

        Returns:
            A new dictionary, for ``json.dumps``.

        Raises:
            KindError: If what was given is no mapping, or an argument is of the wrong
                kind.

            MissingFieldError: If an argument is missing.

            UnknownFieldError: If there is no such argument, or the tool does not read a
                field of the record.

            InvalidRecordError: If the record is invalid; all problems are listed.

            UnknownNameError: If an argument names a rule or a quantity that there is
                not.
        """
        given = _mapping("arguments", arguments)
        names = [*([] if self.reads is None else [PATIENT]), *self.arguments]
        allowed = ", ".join(names)
        for key in given:
            if key not in names:
                raise UnknownFieldError(shown(str(key)), "unknown argument", allowed)
        person = Patient()
        if self.reads is not None:
            if PATIENT not in given:
                raise MissingFieldError(PATIENT, "nothing", _WANTED)
            person = _person(given[PATIENT], self.reads)
        for name in self.required:
            if name not in given:
                raise MissingFieldError(name, "nothing", f"a value for {name}")
        return self.run(person, given)


_WANTED: Final = "an object with a key for each recorded field; {} if there is none"


def _mapping(name: str, given: object) -> Mapping[str, object]:
    if not isinstance(given, Mapping):
        raise KindError(name, kind_of(given), _WANTED)
    return cast("Mapping[str, object]", given)


def _person(given: object, reads: tuple[Quantity, ...]) -> Patient:
    """The patient of a record that has only what a tool reads."""
    record = _mapping(PATIENT, given)
    names = {each.name for each in reads}
    for key in record:
        field = reason_for(key) or key
        if field not in names and (field in QUANTITIES or field in _NOT_TAKEN):
            raise UnknownFieldError(
                shown(key),
                "a field that this tool does not read",
                ", ".join(f"{name}, {name}{SUFFIX}" for name in sorted(names)[:3]),
                "Leave it out, or give the whole record to the tool assess.",
            )
    return patient_from_dict(record)


_NOT_TAKEN: Final = frozenset({"ref", PROVENANCE})
"""Keys of a stored record that a tool does not need: it is about nobody by name."""
