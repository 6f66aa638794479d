"""
Assessments as they were stored: what was answered then, whatever rules came since.

Nothing is calculated here and no rule is looked up, so that a record can be read for as
long as its format is known. Its shape is checked strictly; what it answers is kept as
it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, cast

import attrs

from cervmyelo.errors import KindError, UnknownNameError, kind_of
from cervmyelo.findings import Problem
from cervmyelo.json_text import Json
from cervmyelo.names import printable

from . import shapes
from .provenance import PROVENANCE, in_words
from .shapes import checked
from .stored_findings import StoredConflict, StoredFinding, shortened

__all__ = ["CONFLICTS", "NOTHING_RECORDED", "StoredAssessment"]

CONFLICTS: Final = "conflicts"
"""The key that lists facts that contradict each other or are unlikely together."""

NOTHING_RECORDED: Final = "nothing_recorded"
"""The key that lists the rules about which nothing is recorded."""


def _findings(value: object, path: str) -> Mapping[str, StoredFinding]:
    if not isinstance(value, Mapping):
        raise KindError(path, kind_of(value), "an object")
    given = cast("Mapping[object, object]", value)
    shapes.once(given, path)
    found: dict[str, StoredFinding] = {}
    for key, part in given.items():
        name = shapes.name(key, f"{path}: the name of a rule")
        found[name] = StoredFinding.read(part, f"{path}.{name}")
        if found[name].rule.name != name:
            raise KindError(f"{path}.{name}.rule.name", "another name", name)
    return MappingProxyType(found)


def _patient(value: object, path: str) -> Mapping[str, Json] | None:
    if value is not None and not isinstance(value, Mapping):
        raise KindError(path, kind_of(value), "an object")
    return cast("Mapping[str, Json] | None", shapes.frozen(cast("object", value), path))


def _names_or_none(value: object, path: str) -> tuple[str, ...] | None:
    return None if value is None else shapes.names(value, path)


def _number_or_none(value: object, path: str) -> int | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise KindError(path, kind_of(value), "a whole number")
    return value


@attrs.frozen(kw_only=True, repr=False)
class StoredAssessment:
    """
    An assessment as it was stored, with what was answered then.

    It is a collection of its findings: ``stored["mjoa_severity"]`` is one of them,
    and iteration gives them in the order of the record.

    Attributes:
        version: The version of the library that wrote it; None if it is not stored.

        rules: The fingerprint of all rules of that version; None if it is not stored.

        patient: What was recorded, by the names of the quantities at that time. None
            if the record was flagged: its values were not stored.

        findings: The findings, by the names of their rules.

        nothing_recorded: The names of the rules about which nothing was recorded. None
            if it has the findings of all rules.

        conflicts: The recorded facts that contradicted each other or were unlikely.

        problems: Why the record was flagged.

        number: The position of a flagged record in its file.

        ref: The reference of the record.

    Raises:
        FieldError: If a part is of the wrong kind.
    """

    version: str | None = checked(shapes.text_or_none)
    rules: str | None = checked(shapes.text_or_none)
    patient: Mapping[str, Json] | None = checked(_patient)
    findings: Mapping[str, StoredFinding] = checked(_findings)
    nothing_recorded: tuple[str, ...] | None = checked(_names_or_none)
    conflicts: tuple[StoredConflict, ...] = checked(shapes.each_of(StoredConflict.read))
    problems: tuple[Problem, ...] = checked(shapes.each_of(shapes.problem))
    number: int | None = checked(_number_or_none)
    ref: str | None = checked(shapes.text_or_none)

    def __getitem__(self, rule: str) -> StoredFinding:
        """
        The finding of the rule with this name.

        Raises:
            UnknownNameError: If none is stored under this name; it is also a
                `KeyError`.
        """
        try:
            return self.findings[rule]
        except (KeyError, TypeError):
            raise UnknownNameError(rule, "stored finding", self.findings) from None

    def __iter__(self) -> Iterator[StoredFinding]:
        return iter(self.findings.values())

    def __len__(self) -> int:
        return len(self.findings)

    def __hash__(self) -> int:
        return hash((self.version, self.rules, self.ref, tuple(self.findings)))

    def __reduce__(self) -> tuple[Callable[..., object], tuple[dict[str, object]]]:
        fields = attrs.fields(type(self))
        parts: dict[str, object] = {
            each.name: shapes.plain(getattr(self, each.name)) for each in fields
        }
        return _rebuilt, (parts,)

    def to_dict(self) -> dict[str, Json]:
        """
        The assessment as plain data, as it was stored.

        `stored` reads it back as an equal one.
        """
        listed: dict[str, Json] = {
            "findings": cast("dict[str, Json]", shapes.plain(self.findings))
        }
        if self.nothing_recorded is not None:
            listed[NOTHING_RECORDED] = [*self.nothing_recorded]
        if self.patient is None:
            return {
                "number": self.number,
                "ref": self.ref,
                "problems": shapes.plain(self.problems),
                **listed,
            }
        if self.conflicts:
            listed[CONFLICTS] = shapes.plain(self.conflicts)
        return {
            PROVENANCE: {"version": self.version, "rules": self.rules},
            "patient": shapes.plain(self.patient),
            **listed,
        }

    @property
    def written_by(self) -> str:
        """What wrote it, in words."""
        return f"stored by {in_words(self.version, self.rules)}"

    def __repr__(self) -> str:
        counts = {"ok": 0, "undecided": 0, "refused": 0}
        for each in self:
            counts[each.status] += 1
        states = ", ".join(f"{count} {status}" for status, count in counts.items())
        text = f"<StoredAssessment: {len(self)} findings ({states}), {self.written_by}>"
        return shortened(text)

    def __str__(self) -> str:
        lines = [f"Assessment {self.written_by}"]
        lines += [f"  flagged: {each}" for each in self.problems]
        lines += [f"  {each}" for each in self.conflicts]
        lines += [
            f"  {each.label or each.rule.name}: {each.answer} [{each.rule.name}, "
            f"edition {each.rule.edition}]"
            for each in self
        ]
        if self.nothing_recorded:
            lines.append(f"  nothing recorded for {len(self.nothing_recorded)} rules")
        return "\n".join(map(printable, lines))


def _rebuilt(parts: dict[str, Any]) -> StoredAssessment:
    return StoredAssessment(**parts)
