"""
Errors: what failed, which field, and how to fix it.

Every error of the library derives from `CervmyeloError`. A message names the
field, what was expected, the kind of value it got, and how to fix it. It never
repeats the value, because a value may identify a person.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, cast

from .names import did_you_mean, nearest, nearest_names, printable, shown

__all__ = [
    "R_MISSING",
    "R_NA",
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
    "NotInstalledError",
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
    "shown",
]


_LONGEST_NAME: Final = 60


class CervmyeloError(ValueError):
    """
    Base class of every error that this library raises.

    Attributes:
        code: A stable, machine-readable name of the reason.
    """

    code: str = "error"

    def __init__(self, *parts: object) -> None:
        # Most errors have parts of text only, which one look at all of them clears.
        try:
            plain = "".join(cast("tuple[str, ...]", parts)).isprintable()
        except TypeError:
            plain = False
        if not plain:
            parts = tuple(map(_harmless, parts))
        super().__init__(*parts)


class FieldError(CervmyeloError):
    """
    A field has an invalid value.

    Args:
        field: The name of the field.

        given: The kind of value it got, never the value itself.

        allowed: What the field can hold.

        fix: How to correct it; empty if *allowed* says enough.
    """

    code = "field"

    def __init__(self, field: str, given: str, allowed: str, fix: str = "") -> None:
        super().__init__(field, given, allowed, fix)

    # The parts are kept once, as the arguments: a file can hold many thousand errors.
    @property
    def field(self) -> str:
        """The name of the field."""
        return cast("str", self.args[0])

    @property
    def given(self) -> str:
        """The kind of value it got, never the value itself."""
        return cast("str", self.args[1])

    @property
    def allowed(self) -> str:
        """What the field can hold."""
        return cast("str", self.args[2])

    @property
    def fix(self) -> str:
        """How to correct it; empty if what is allowed says enough."""
        return cast("str", self.args[3])

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
        self.name: str = shown(name) if isinstance(name, str) else kind_of(name)
        super().__init__(self.name, kind)
        self.kind = kind
        self.nearest: tuple[str, ...] = (
            tuple(map(printable, nearest_names(name, known)))
            if isinstance(name, str)
            else ()
        )

    def __reduce__(
        self,
    ) -> tuple[type[UnknownNameError], tuple[str, str, tuple[str, ...]]]:
        return (type(self), (self.name, self.kind, self.nearest))

    def __str__(self) -> str:
        message = f"{self.name}: unknown {self.kind}."
        return f"{message} {did_you_mean(self.nearest)}".rstrip()


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
        self.fields: tuple[str, ...]
        self.why: str
        self.fields, self.why = self.args

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
        self.visits: tuple[int, ...]
        self.why: str
        self.fix: str
        self.visits, self.why, self.fix = self.args

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


class NotInstalledError(CervmyeloError, ImportError):
    """
    A library that this part of the package needs is not installed.

    It is an ImportError as well, because Python raises one for a missing library.

    Attributes:
        library: The name of the library.

        install: What to install, as pip takes it.
    """

    code = "not_installed"

    def __init__(self, library: str, install: str) -> None:
        super().__init__(library, install)
        self.library: str
        self.install: str
        self.library, self.install = self.args

    def __str__(self) -> str:
        return (
            f"{self.library} is not installed. Run: python -m pip install "
            f"'{self.install}'"
        )


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
        self.rule: str
        self.problems: tuple[str, ...]
        self.rule, self.problems = self.args

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


R_NA = -(2**31)
"""The whole number by which R stores a missing value."""

R_MISSING = "the whole number by which R stores a missing value (NA)"
"""What `R_NA` is, which no quantity can have."""


def kind_of(value: object) -> str:
    """
    The kind of a value, in words that do not repeat the value.

    >>> kind_of(True), kind_of(float("nan")), kind_of("61"), kind_of([61])
    ('a boolean', 'NaN', 'text', 'a list')
    """
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, float):
        if math.isnan(value):
            return "NaN"
        return "an infinity" if math.isinf(value) else "a number with decimals"
    if isinstance(value, int):
        return R_MISSING if value == R_NA else "a whole number"
    if isinstance(value, str):
        return "text" if str.strip(value) else "blank text"
    if isinstance(value, Mapping):
        return "an object"
    # The name of a class comes from outside, too.
    name = shown(type(value).__name__)
    if type(value).__module__ == "numpy":
        # Some of its types have the names of those of Python.
        name += " of NumPy"
    return f"{'an' if name[:1].lower() in _VOWELS else 'a'} {name}"


_VOWELS: Final = frozenset("aeiou")


def _harmless(part: object) -> object:
    """A part of a message without characters that could do anything to a screen."""
    if isinstance(part, str):
        return printable(part)
    if isinstance(part, tuple):
        return tuple(map(_harmless, cast("tuple[object, ...]", part)))
    return part
