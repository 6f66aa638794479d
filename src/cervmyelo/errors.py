"""
What can go wrong, said so that it can be mended.

Every error of the library derives from `CervmyeloError`. A message names the
field, the kind of thing that was given, what is allowed and how to mend it; it
never repeats the value, because a value may identify a person.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence

__all__ = [
    "CervmyeloError",
    "ContradictionError",
    "CourseError",
    "DocumentError",
    "DuplicateFieldError",
    "DuplicateVisitError",
    "FieldError",
    "InvalidRecordError",
    "KindError",
    "LevelError",
    "MixedScalesError",
    "OutOfRangeError",
    "RefusedError",
    "RuleError",
    "ScaleMismatchError",
    "ShiftedRowError",
    "StaleAssessmentError",
    "TooFewVisitsError",
    "UnknownFieldError",
    "UnknownNameError",
    "VisitOrderError",
    "kind_of",
    "nearest",
    "nearest_names",
]


class CervmyeloError(ValueError):
    """
    Something that the library refuses, with the reason.

    Attributes:
        code: A stable, machine-readable name of the reason.
    """

    code: str = "error"


class FieldError(CervmyeloError):
    """
    A field holds something that it cannot hold.

    Attributes:
        field: The name of the field.

        given: The kind of thing that was given, never the thing itself.

        allowed: What the field can hold.

        mend: What to do about it.
    """

    code = "field"

    def __init__(self, field: str, given: str, allowed: str, mend: str = "") -> None:
        super().__init__(field, given, allowed, mend)
        self.field = field
        self.given = given
        self.allowed = allowed
        self.mend = mend

    def __str__(self) -> str:
        said = f"{self.field}: {self.given} was given; allowed: {self.allowed}."
        return f"{said} {self.mend}" if self.mend else said


class KindError(FieldError):
    """A field holds the wrong kind of thing: text for a number, NaN, a list."""

    code = "wrong_kind"


class OutOfRangeError(FieldError):
    """A number lies outside what can be recorded, or between its steps."""

    code = "out_of_range"


class LevelError(FieldError):
    """A choice holds a word that is not among its levels."""

    code = "unknown_level"


class UnknownFieldError(FieldError):
    """A record holds a field that the data dictionary does not know."""

    code = "unknown_field"


class UnknownNameError(CervmyeloError, KeyError):
    """
    A name was looked up that a collection does not have.

    Attributes:
        name: The name, as ASCII and at most 60 characters of it.

        kind: What the collection holds, in the singular.

        nearest: The names that come nearest, the best first; empty if none is near.
    """

    code = "unknown_name"

    def __init__(self, name: object, kind: str, known: Iterable[str]) -> None:
        super().__init__(name, kind)
        is_name = isinstance(name, str)
        self.name = ascii(name)[1:-1][:60] if is_name else kind_of(name)
        self.kind = kind
        self.nearest = tuple(nearest_names(name, known)) if is_name else ()

    def __reduce__(
        self,
    ) -> tuple[type[UnknownNameError], tuple[str, str, tuple[str, ...]]]:
        return (type(self), (self.name, self.kind, self.nearest))

    def __str__(self) -> str:
        message = f"{self.name}: unknown {self.kind}."
        *others, last = self.nearest or ("",)
        if not last:
            return message
        names = f"{', '.join(others)} or {last}" if others else last
        return f"{message} Did you mean {names}?"


class DuplicateFieldError(FieldError):
    """A record holds the same field twice."""

    code = "duplicate_field"


class ShiftedRowError(FieldError):
    """A table row has more or fewer cells than the table has columns."""

    code = "shifted_row"


class ContradictionError(CervmyeloError):
    """
    Two fields of a record cannot both be true.

    Attributes:
        fields: The names of the fields.

        why: What is contradictory about them.
    """

    code = "contradiction"

    def __init__(self, fields: tuple[str, ...], why: str) -> None:
        super().__init__(fields, why)
        self.fields = fields
        self.why = why

    def __str__(self) -> str:
        return (
            f"{' and '.join(self.fields)}: {self.why}. Correct whichever is wrong, "
            f"or leave it None if it was not recorded."
        )


class CourseError(CervmyeloError):
    """
    Visits make up no course.

    Attributes:
        visits: The places of the visits it is about, counted from 1.

        why: What is wrong with them.

        mend: What to do about it.
    """

    code = "course"

    def __init__(self, visits: tuple[int, ...], why: str, mend: str) -> None:
        super().__init__(visits, why, mend)
        self.visits = visits
        self.why = why
        self.mend = mend

    def __str__(self) -> str:
        places = " and ".join(map(str, self.visits)) or "none"
        return f"visits ({places}): {self.why}. {self.mend}"


class TooFewVisitsError(CourseError):
    """A course was asked for with fewer than two visits."""

    code = "too_few_visits"


class VisitOrderError(CourseError):
    """A visit is dated before the one that it follows."""

    code = "visit_order"


class DuplicateVisitError(CourseError):
    """Two visits bear the same date."""

    code = "duplicate_visit"


class MixedScalesError(CourseError):
    """Visits are scored by different scales."""

    code = "mixed_scales"


class DocumentError(CervmyeloError):
    """A file or JSON text cannot be read as records at all."""

    code = "unreadable"


class InvalidRecordError(CervmyeloError):
    """
    A record has one or more faults; all of them are listed.

    Attributes:
        problems: Every fault found, in the order of the fields.
    """

    code = "invalid_record"

    def __init__(self, problems: Sequence[CervmyeloError]) -> None:
        super().__init__(tuple(problems))
        self.problems: tuple[CervmyeloError, ...] = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class RefusedError(CervmyeloError):
    """
    A rule was asked for a plain value that it refuses to give.

    Attributes:
        rule: The name of the rule.

        problems: Why it refuses, one sentence or more each.
    """

    code = "refused"

    def __init__(self, rule: str, problems: Sequence[str]) -> None:
        super().__init__(rule, tuple(problems))
        self.rule = rule
        self.problems: tuple[str, ...] = tuple(problems)

    def __str__(self) -> str:
        return f"{self.rule} is refused. {' '.join(self.problems)}"


class RuleError(CervmyeloError):
    """A rule, scale or quantity is written down wrongly and cannot be built."""

    code = "rule"


class ScaleMismatchError(CervmyeloError, TypeError):
    """Grades that belong to different scales, or to one without order, were ranked."""

    code = "scale_mismatch"


class StaleAssessmentError(CervmyeloError):
    """A stored assessment is not what this version of the rules says."""

    code = "stale_assessment"


def kind_of(value: object) -> str:
    """
    The kind of a value, in words that do not repeat it.

    >>> kind_of(True), kind_of(float("nan")), kind_of("61")
    ('a boolean', 'NaN', 'text')
    """
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, float):
        if value != value:  # noqa: PLR0124 -- only NaN differs from itself
            return "NaN"
        if value in (float("inf"), float("-inf")):
            return "an infinity"
        return "a number with a decimal point"
    if isinstance(value, int):
        return "a whole number"
    if isinstance(value, str):
        return "text" if value.strip() else "blank text"
    if isinstance(value, Mapping):
        return "an object"
    return f"a {type(value).__name__}"


def nearest_names(name: str, known: Iterable[str]) -> list[str]:
    """
    The known names nearest to a name, at most three, the best first.

    Case, blanks, dashes and underscores do not count. A name that the given one
    begins, or is a part of, counts as near.

    >>> nearest_names("nurick", ["nurick_1972", "joa_total"])
    ['nurick_1972']
    """
    names = list(known)
    plain = {each: _plain(each) for each in names}
    wanted = _plain(name)
    same = [each for each in names if plain[each] == wanted]
    close = difflib.get_close_matches(wanted, plain.values(), n=3)
    spelled = [each for word in close for each in names if plain[each] == word]
    holding = [
        each
        for each in names
        if len(wanted) > 2 and (wanted in plain[each])  # noqa: PLR2004 -- two letters are everywhere
    ]
    return list(dict.fromkeys([*same, *spelled[:1], *holding, *spelled]))[:3]


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def nearest(name: str, known: Iterable[str]) -> str:
    """
    A hint at the known name closest to *name*, or nothing.

    >>> nearest("mjoa_motor_uper", ["age_years", "mjoa_motor_upper"])
    'Did you mean mjoa_motor_upper?'
    """
    close = nearest_names(name, known)
    return f"Did you mean {close[0]}?" if close else ""
