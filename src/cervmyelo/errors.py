"""
Errors: what failed, which field, and how to fix it.

Every error of the library derives from `CervmyeloError`. A message names the
field, what was expected, the kind of value it got, and how to fix it. It never
repeats the value, because a value may identify a person.
"""

from __future__ import annotations

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
    "MissingFieldError",
    "MixedScalesError",
    "OutOfRangeError",
    "RefusedError",
    "RuleError",
    "ScaleMismatchError",
    "ShiftedRowError",
    "StaleAssessmentError",
    "SurgeryDateError",
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
    Base class of every error that this library raises.

    Attributes:
        code: A stable, machine-readable name of the reason.
    """

    code: str = "error"


class FieldError(CervmyeloError):
    """
    A field has an invalid value.

    Attributes:
        field: The name of the field.

        given: The kind of value it got, never the value itself.

        allowed: What the field can hold.

        fix: How to correct it; empty if *allowed* says enough.
    """

    code = "field"

    def __init__(self, field: str, given: str, allowed: str, fix: str = "") -> None:
        super().__init__(field, given, allowed, fix)
        self.field = field
        self.given = given
        self.allowed = allowed
        self.fix = fix

    def __str__(self) -> str:
        message = f"{self.field}: expected {self.allowed}, got {self.given}."
        return f"{message} {self.fix}" if self.fix else message


class KindError(FieldError):
    """A field has a value of the wrong kind: text for a number, NaN, a list."""

    code = "wrong_kind"


class OutOfRangeError(FieldError):
    """A number is outside the range of its field, or between two of its steps."""

    code = "out_of_range"


class LevelError(FieldError):
    """A choice has a word that is not one of its levels."""

    code = "unknown_level"


class UnknownFieldError(FieldError, TypeError):
    """
    A field or column was given that does not exist.

    It is a TypeError as well, because Python raises one for an unknown argument.
    """

    code = "unknown_field"

    def __str__(self) -> str:
        return f"{self.field}: {self.given}. {self.fix or f'Expected {self.allowed}.'}"


class MissingFieldError(FieldError, TypeError):
    """
    A required field, or the name of a field, is missing.

    It is a TypeError as well, because Python raises one for a missing argument.
    """

    code = "missing_field"


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
        self.kind = kind
        if isinstance(name, str):
            self.name: str = ascii(name)[1:-1][:60]
            self.nearest: tuple[str, ...] = tuple(nearest_names(name, known))
        else:
            self.name, self.nearest = kind_of(name), ()

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
            f"{' and '.join(self.fields)}: {self.why}. Correct the wrong one, or leave "
            f"it empty if it was not recorded."
        )


class CourseError(CervmyeloError):
    """
    The visits do not form a valid course.

    Attributes:
        visits: The positions of the visits that are at fault, counted from 1.

        why: What is wrong with them.

        fix: How to correct it.
    """

    code = "course"

    def __init__(self, visits: tuple[int, ...], why: str, fix: str) -> None:
        super().__init__(visits, why, fix)
        self.visits = visits
        self.why = why
        self.fix = fix

    def __str__(self) -> str:
        places = " and ".join(map(str, self.visits)) or "none"
        return f"visits ({places}): {self.why}. {self.fix}"


class TooFewVisitsError(CourseError):
    """A course was asked for with fewer than two visits."""

    code = "too_few_visits"


class VisitOrderError(CourseError):
    """A visit has an earlier date than the visit before it."""

    code = "visit_order"


class DuplicateVisitError(CourseError):
    """Two visits have the same date."""

    code = "duplicate_visit"


class MixedScalesError(CourseError):
    """Visits are scored by different scales."""

    code = "mixed_scales"


class SurgeryDateError(CourseError):
    """A visit is marked as before or after surgery without or against its date."""

    code = "surgery_date"


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
    """A rule, scale or quantity is declared wrongly and cannot be built."""

    code = "rule"


class ScaleMismatchError(CervmyeloError, TypeError):
    """Grades of different scales, or of a scale without order, were compared."""

    code = "scale_mismatch"


class StaleAssessmentError(CervmyeloError):
    """
    A stored assessment differs from what this version of the rules gives.

    Attributes:
        rules: The names of the rules of this version that differ, in order.
    """

    code = "stale_assessment"

    def __init__(self, why: str, rules: Sequence[str] = ()) -> None:
        super().__init__(why, tuple(rules))
        self.rules: tuple[str, ...] = tuple(rules)

    def __str__(self) -> str:
        return str(self.args[0])


def kind_of(value: object) -> str:
    """
    The kind of a value, in words that do not repeat the value.

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
        return "a number with decimals"
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
    import difflib

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
