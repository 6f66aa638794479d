"""
The kinds of entry in the data dictionary: yes or no, a choice, a number.

A quantity is declared once. Its name is the column of a cohort and the key in
JSON; the field of a model, its validator and its documentation follow from it,
and it parses the text of a table cell. ``None`` always means *not recorded*; it
never means *no*, *none* or zero.

What a quantity allows has two wordings from one definition: `allowed` for people
at a bedside or with a table, `accepted` for programs.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast

import attrs

from .errors import (
    R_MISSING,
    R_NA,
    CervmyeloError,
    KindError,
    LevelError,
    OutOfRangeError,
    RuleError,
    kind_of,
)
from .frozen import Frozen
from .names import nearest, plain_text
from .partly import Partly, Value
from .plain_cells import plain_cell
from .scale import Scale
from .sources import Citation
from .units import ucum

__all__ = [
    "LONGEST_NUMBER",
    "MISSING_WORDS",
    "NOT_DEFINED",
    "NO_WORDS",
    "PLAIN_NUMBER",
    "WHOLE_WITH_FRACTION",
    "YES_WORDS",
    "Audience",
    "Choice",
    "Entry",
    "Fact",
    "Measure",
    "Partly",
    "Quantity",
    "Readings",
    "Value",
    "Values",
    "checked",
    "figure_of",
    "is_known",
    "missing_words",
    "number_of",
    "plain_word",
    "total_of",
    "typed_value",
    "word_of",
]

MISSING_WORDS: Final = frozenset({"", "na", "n/a", "nan", "null", "none", "unknown"})
"""Words in a table cell, as `plain_word` gives them, that mean *not recorded*."""

YES_WORDS: Final = frozenset({"true", "yes", "t", "y", "1"})
"""Words in a table cell, as `plain_word` gives them, that mean *yes*."""

NO_WORDS: Final = frozenset({"false", "no", "f", "n", "0"})
"""Words in a table cell, as `plain_word` gives them, that mean *no*."""

# ASCII digits and one point: int() and float() also take "1_8", full-width
# digits and "infinity", none of which belongs in a clinical table.
PLAIN_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?", re.ASCII)
"""The pattern of a number in a table cell."""

WHOLE_WITH_FRACTION: Final = re.compile(r"([+-]?[0-9]+)\.0+", re.ASCII)
"""The pattern of a whole number that is written with a fraction of zero."""

LONGEST_NUMBER: Final = 350
"""
The greatest number of characters of a number in a table cell.

The smallest numbers of a computer have up to 326 without an exponent.
"""

# Units that say what the number is, and are not read after it.
_KINDS: Final = {"probability": "a probability", "ratio": "a ratio", "grade": "a grade"}

_UNITS: Final = {"mm2": "mm²"}

_NUMBERS: Final = frozenset((bool, float, int))

NOT_DEFINED: Final = "Not defined by the source that was read."
"""What is shown in place of a definition that no source gives."""


Audience: TypeAlias = Literal["patient", "clinician"]
"""
Who can answer a question as it is worded: the person, or a clinician.

The scores of a form whose words are not included are entered by a clinician, even if
the person fills in the form.
"""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Entry(Frozen):
    """
    What the three kinds of quantity share: their wording and their definition.

    Attributes:
        name: Its name everywhere.

        label: What it is called.

        question: How to ask for it in plain words.

        definition: What counts and what does not, and how it is examined, by the source
            in *defined_in*; empty if the source that was read does not define it.

        defined_in: Where the definition is written; None if there is no definition.

        note: This library's own remark, without a source: how the quantity differs from
            a similar one, and the convention by which it is recorded.

        none: What ``None`` means.

        answer: Whether it is the answer of the rule of the same name, recorded in
            place of what that rule reads: a total without its items.

        audience: Who can answer the question as it is worded.

        group: The heading of a form under which it is asked; empty for the title of
            its sheet.

    Raises:
        RuleError: If there is a definition without its source, or a source without a
            definition.
    """

    name: str
    label: str
    question: str
    definition: str = attrs.field(default="", repr=False)
    defined_in: Citation | None = attrs.field(default=None, repr=False)
    note: str = attrs.field(default="", repr=False)
    none: str = "not recorded"
    answer: bool = attrs.field(default=False, repr=False)
    audience: Audience = attrs.field(default="clinician", repr=False)
    group: str = attrs.field(default="", repr=False)

    if TYPE_CHECKING:

        @property
        def allowed(self) -> str:
            """What can be recorded, for people."""
            ...

    def __attrs_post_init__(self) -> None:
        if bool(self.definition) is (self.defined_in is None):
            raise RuleError(
                f"{self.name}: give a definition together with its citation, or "
                f"neither."
            )

    @property
    def defined(self) -> str:
        """
        The definition with its source, or that there is none; never empty.

        >>> import cervmyelo as cm
        >>> cm.quantities["chair_or_bed_bound"].defined
        'Bound to a chair or to bed. [Nurick 1972, grades, as printed in J Med Case \
Rep 6:146, table 1]'
        >>> cm.quantities["sustained_clonus"].defined
        'Not defined by the source that was read.'
        """
        if self.defined_in is None:
            return NOT_DEFINED
        return f"{self.definition} [{self.defined_in}]"

    @property
    def explained(self) -> tuple[str, ...]:
        """The definition and the note, for people: one or two paragraphs."""
        named = f"Definition: {self.defined}" if self.definition else self.defined
        return (named, f"Note: {self.note}") if self.note else (named,)

    def __str__(self) -> str:
        lines = (f"{self.allowed}; None: {self.none}", self.question, *self.explained)
        return "\n  ".join((f"{self.name}: {self.label}", *lines))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Fact(Entry):
    """
    A yes or no.

    Attributes:
        name: Its name everywhere.

        label: What it is called when the answer is yes.

        question: How to ask for it in plain words.

        definition: What counts and what does not, and how it is examined.

        defined_in: Where the definition is written.

        note: A remark of this library on how it is recorded.

        none: What ``None`` means.
    """

    none: str = "not recorded, which is not the same as no"

    @property
    def allowed(self) -> str:
        """What can be recorded, for people."""
        return "yes or no"

    @property
    def accepted(self) -> str:
        """What a field accepts, for programs."""
        return "True, False or None"

    @property
    def values(self) -> tuple[bool, bool]:
        """Every value that can be recorded."""
        return (False, True)

    def check(self, value: object, name: str = "") -> bool:
        """
        The value, if it can be recorded.

        Raises:
            KindError: If it is anything but a boolean.
        """
        if value is True or value is False:
            return value
        raise KindError(
            name or self.name,
            kind_of(value),
            "True or False",
            "Numbers and words are not converted to yes or no.",
        )

    def parse(self, text: str) -> bool:
        """
        The value in a table cell: yes, no, true, false, 1 or 0.

        Their first letters are taken as well, in either case, and 1.0 and 0.0.

        Raises:
            KindError: If the cell has anything else.
        """
        word = plain_word(text)
        if word in YES_WORDS:
            return True
        if word in NO_WORDS:
            return False
        raise KindError(
            self.name, "other text", "yes, no, true, false, 1, 0 or an empty cell"
        )


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Choice(Entry):
    """
    One of a few words.

    Attributes:
        name: Its name everywhere.

        label: What it is called.

        question: How to ask for it in plain words.

        definition: What counts and what does not, and how it is examined.

        defined_in: Where the definition is written.

        note: A remark of this library on how it is recorded.

        levels: The words, from least to most severe if they have an order.

        ordered: Whether the words have an order.

        meanings: What each word means, where the word does not say it.

        none: What ``None`` means.

    Raises:
        RuleError: If there are fewer than two words or one is given twice.
    """

    levels: tuple[str, ...]
    ordered: bool = False
    meanings: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if len(self.levels) < 2 or len(set(self.levels)) != len(self.levels):  # noqa: PLR2004
            raise RuleError(f"{self.name}: a choice needs two or more different words.")
        if self.meanings and len(self.meanings) != len(self.levels):
            raise RuleError(f"{self.name}: give a meaning for every word or for none.")

    @property
    def allowed(self) -> str:
        """
        What can be recorded, for people.

        >>> from cervmyelo.models.patient import NECK_MOBILITY
        >>> NECK_MOBILITY.allowed
        'decreased, normal or increased'
        """
        return self._allowed

    @functools.cached_property
    def _allowed(self) -> str:
        # Every invalid cell of a table asks for it.
        return f"{', '.join(self.levels[:-1])} or {self.levels[-1]}"

    @functools.cached_property
    def _in_lower_case(self) -> Mapping[str, str]:
        return {level.lower(): level for level in self.levels}

    @property
    def accepted(self) -> str:
        """What a field accepts, for programs."""
        return f"{', '.join(map(repr, self.levels))} or None"

    @property
    def values(self) -> tuple[str, ...]:
        """Every value that can be recorded."""
        return self.levels

    def check(self, value: object, name: str = "") -> str:
        """
        The value, if it can be recorded.

        Raises:
            KindError: If it is not text.

            LevelError: If it is not exactly one of the words.
        """
        if not isinstance(value, str):
            raise KindError(name or self.name, kind_of(value), self.allowed)
        word = plain_text(value)
        if word in self.levels:
            return word
        raise LevelError(
            name or self.name,
            "other text" if word.strip() else kind_of(value),
            self.allowed,
            nearest(word.strip().lower(), self.levels),
        )

    def parse(self, text: str) -> str:
        """
        The value in a table cell; case and outer blanks do not matter.

        Raises:
            LevelError: If it is not one of the words.
        """
        word = text.strip().lower()
        return self.check(self._in_lower_case.get(word, word))


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Measure(Entry):
    """
    A number: an age, a duration, the score of an item.

    Attributes:
        name: Its name everywhere.

        label: What it is called.

        question: How to ask for it in plain words.

        definition: What counts and what does not, and how it is examined.

        defined_in: Where the definition is written.

        note: A remark of this library on how it is recorded.

        low: The least that can be recorded.

        high: The most that can be recorded.

        unit: Its unit; "points" for scores.

        step: The distance between neighbouring values: 1 for whole numbers,
            0.5 for half points, None for a continuous measure. A step must be
            exact in binary, so that sums of scores are exact.

        meanings: What a value means, for the values whose meaning is published.

        none: What ``None`` means.

        excluded: Values on a step that the scale nevertheless does not have.

    Raises:
        RuleError: If the range is empty or does not fit the step.
    """

    low: float
    high: float
    unit: str
    step: float | None = 1
    meanings: tuple[tuple[float, str], ...] = ()
    none: str = "not recorded, which is not zero"
    excluded: tuple[float, ...] = ()

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if not (math.isfinite(self.low) and math.isfinite(self.high)):
            raise RuleError(f"{self.name}: the range must be finite.")
        if self.low >= self.high:
            raise RuleError(f"{self.name}: the range must hold two values or more.")
        if self.step is not None:
            if not _exact_in_binary(self.step):
                raise RuleError(
                    f"{self.name}: the step must be 1, 0.5, 0.25 and so on."
                )
            if (self.high - self.low) % self.step or self.low % self.step:
                raise RuleError(f"{self.name}: the range does not fit the step.")
        for value in self.excluded:
            if (
                self.step is None
                or not self.low < value < self.high
                or (value % self.step)
            ):
                raise RuleError(
                    f"{self.name}: 'excluded' must name values on a step inside the "
                    f"range."
                )
        for value, _ in self.meanings:
            if not self.holds(value):
                raise RuleError(
                    f"{self.name}: 'meanings' names a value that it cannot have."
                )

    @property
    def ucum(self) -> str:
        """
        The UCUM code of its unit.

        >>> import cervmyelo as cm
        >>> cm.quantities["canal_diameter_mm"].ucum, cm.quantities["mjoa_total"].ucum
        ('mm', '{score}')
        """
        return ucum(self.unit)

    @property
    def whole(self) -> bool:
        """Whether it takes whole numbers only."""
        return self.step is not None and self.step % 1 == 0

    @property
    def span(self) -> str:
        """
        Its range with the unit, for people.

        >>> from cervmyelo.models.joa import JOA1994_MOTOR_LOWER
        >>> JOA1994_MOTOR_LOWER.span
        '0 to 4 points, but not 3.5'
        """
        unit = "" if self.unit in _KINDS else f" {_UNITS.get(self.unit, self.unit)}"
        excluded = " or ".join(f"{value:g}" for value in self.excluded)
        but = f", but not {excluded}" if excluded else ""
        return f"{self.low:g} to {self.high:g}{unit}{but}"

    @property
    def allowed(self) -> str:
        """
        What can be recorded, for people.

        >>> from cervmyelo.models.patient import AGE_YEARS
        >>> AGE_YEARS.allowed
        'a whole number from 0 to 120 years'
        """
        return self._allowed

    @functools.cached_property
    def _allowed(self) -> str:
        # Every faulty cell of a table asks for it.
        if self.step is None:
            kind = _KINDS.get(self.unit, "a number")
        elif self.whole:
            kind = "a whole number"
        else:
            kind = f"a number in steps of {self.step:g}"
        return f"{kind} from {self.span}"

    @property
    def accepted(self) -> str:
        """What a field accepts, for programs."""
        return f"{self.allowed}, or None"

    @property
    def values(self) -> tuple[float, ...]:
        """
        Every value that can be recorded; empty for a continuous measure.

        >>> from cervmyelo.models.mjoa import SPHINCTER
        >>> SPHINCTER.values
        (0, 1, 2, 3)
        """
        return self._values

    @functools.cached_property
    def _values(self) -> tuple[float, ...]:
        # Every cell that is known in part asks for them.
        if self.step is None:
            return ()
        count = round((self.high - self.low) / self.step) + 1
        steps = (self.low + i * self.step for i in range(count))
        return tuple(value for value in steps if value not in self.excluded)

    def holds(self, value: float) -> bool:
        """Whether the number lies in the range and on a step of the scale."""
        return (
            self.low <= value <= self.high
            and (self.step is None or value % self.step == 0)
            and value not in self.excluded
        )

    def check(self, value: object, name: str = "") -> float:
        """
        The value, if it can be recorded.

        Raises:
            KindError: If it is a boolean, text, NaN, an infinity or, for a whole
                number, anything but an integer.

            OutOfRangeError: If it is out of range or between two steps.
        """
        step = self.step
        if (
            # The check of `holds`, written out: it is done for each cell of a record.
            (
                type(value) is int
                or (type(value) is float and (step is None or step % 1))
            )
            and self.low <= value <= self.high
            and (step is None or value % step == 0)
            and value not in self.excluded
        ):
            return value or abs(value)  # zero has no sign
        if type(value) not in _NUMBERS:
            # A number of a class of its own, such as an enumeration, is that number.
            if isinstance(value, int):
                return self.check(int.__pos__(value), name)
            if isinstance(value, float):
                return self.check(float.__pos__(value), name)
        raise self._fault(value, name or self.name)

    def _fault(self, value: object, name: str) -> CervmyeloError:
        """Why a value cannot be recorded."""
        finite = (
            # isfinite() would have to convert a long integer to a float.
            type(value) is int or (type(value) is float and math.isfinite(value))
        )
        if not finite:
            return KindError(name, kind_of(value), self.allowed)
        if type(value) is float and self.whole:
            fix = "Give a whole number (an int). Round it yourself if that is right."
            return KindError(name, kind_of(value), self.allowed, fix)
        if type(value) is int and value == R_NA:
            return KindError(name, R_MISSING, self.allowed, "Give None in its place.")
        number = cast("float", value)
        where = (
            "below the range"
            if number < self.low
            else "above the range"
            if number > self.high
            else "that the scale does not have"
            if number in self.excluded
            else "between two steps"
        )
        return OutOfRangeError(name, f"a number {where}", self.allowed)

    def parse(self, text: str) -> float:
        """
        The value in a table cell: ASCII digits with at most one point.

        A whole number may be written with a fraction of zero ("61.0"), as
        spreadsheets do; any other fraction is an error and is not rounded.

        Raises:
            KindError: If the cell has no such number.

            OutOfRangeError: If it is out of range or between two steps.
        """
        number = self.number(text)
        return self.check(int(number) if self.whole and number % 1 == 0 else number)

    def number(self, text: str) -> float:
        """
        The number in a table cell, in range or not.

        Raises:
            KindError: If the cell has no plain number.
        """
        plain = text.strip()
        if len(plain) > LONGEST_NUMBER or not PLAIN_NUMBER.fullmatch(plain):
            raise KindError(
                self.name,
                "text that is not a plain number",
                f"{self.allowed}, or an empty cell",
            )
        return float(plain)


Quantity: TypeAlias = Fact | Choice | Measure
"""An entry of the data dictionary."""

_IN_PLACE: Final = "Recorded in place of what it is found from, or next to it."


def total_of(name: str, label: str, items: Iterable[Measure]) -> Measure:
    """
    A total as it is recorded: its range and its steps follow from the items.

    >>> from cervmyelo.models.mjoa import MJOA_ITEMS
    >>> total_of("mjoa_total", "mJOA total", MJOA_ITEMS).allowed
    'a whole number from 0 to 18 points'

    Args:
        name: The name of the rule that adds up the items.

        label: What it is called.

        items: The items; each takes stepped values.
    """
    items = tuple(items)
    return Measure(
        name=name,
        label=label,
        question=f"What is the {label}?",
        low=sum(item.low for item in items),
        high=sum(item.high for item in items),
        unit="points",
        step=min(item.step or math.inf for item in items),
        note=_IN_PLACE,
        answer=True,
    )


def missing_words(quantity: Quantity) -> frozenset[str]:
    """
    The words that mean *not recorded* of a quantity in a table, as `plain_word` gives.

    A level of a choice is never one of them: of a severity, "none" is an answer.

    >>> from cervmyelo.models.mjoa import MJOA_SEVERITY, MOTOR_UPPER
    >>> [sorted(MISSING_WORDS - missing_words(e)) for e in (MOTOR_UPPER, MJOA_SEVERITY)]
    [[], ['none']]
    """
    levels = quantity.levels if isinstance(quantity, Choice) else ()
    return MISSING_WORDS.difference(map(plain_word, levels))


def word_of(scale: Scale, name: str = "", label: str = "") -> Choice:
    """
    The grade of a scale as it is recorded, in the words of the scale.

    Args:
        scale: The scale.

        name: The name of the rule that grades by it; empty for that of the scale.

        label: What it is called; empty for the label of the scale.
    """
    label = label or scale.label
    return Choice(
        name=name or scale.name,
        label=label,
        question=f"What is the {label}?",
        levels=tuple(map(str, scale.codes)),
        ordered=scale.ordered,
        meanings=tuple(level.meaning for level in scale.levels),
        note=_IN_PLACE,
        answer=True,
    )


def number_of(
    scale: Scale,
    *,
    definition: str = "",
    defined_in: Citation | None = None,
    note: str = _IN_PLACE,
) -> Measure:
    """
    The grade of a scale as it is recorded, where the grades are numbers.

    Args:
        scale: The scale; its name is that of the rule that grades by it.

        definition: What counts and what does not.

        defined_in: Where the definition is written.

        note: A remark on how it is recorded.
    """
    codes = [int(code) for code in scale.codes]
    return Measure(
        name=scale.name,
        label=scale.label,
        question=f"What is the {scale.label}?",
        low=min(codes),
        high=max(codes),
        unit="grade",
        meanings=tuple((int(each.code), each.meaning) for each in scale.levels),
        definition=definition,
        defined_in=defined_in,
        note=note,
        answer=True,
    )


def figure_of(name: str, label: str, unit: str, low: float, high: float) -> Measure:
    """
    A calculated number as it is recorded, such as a ratio or a percentage.

    Args:
        name: The name of the rule that calculates it.

        label: What it is called.

        unit: Its unit.

        low: The least that can be recorded.

        high: The most that can be recorded.
    """
    return Measure(
        name=name,
        label=label,
        question=f"What is the {label}?",
        low=low,
        high=high,
        unit=unit,
        step=None,
        note=_IN_PLACE,
        answer=True,
    )


Readings: TypeAlias = Mapping[str, Value | Partly]
"""
What was recorded, by the names of the quantities.

A value that another cause explains is known in part: as recorded, which comes first,
or as if unaffected.
"""

Values: TypeAlias = Mapping[str, Value | Partly | None]
"""
Values by the names of the quantities, known or known in part.

None means not recorded.
"""


def is_known(values: Values, name: str) -> bool:
    """Whether exactly one value of a quantity is known."""
    value = values.get(name)
    return value is not None and not isinstance(value, Partly)


def plain_word(text: str) -> str:
    """
    The text of a cell as it is compared with words.

    >>> plain_word(" Yes "), plain_word("1.0")
    ('yes', '1')

    Args:
        text: The text.

    Returns:
        The text in lower case and without outer blanks. A whole number is without its
        fraction of zero, with which programs write it as soon as a number is missing
        elsewhere in the column.
    """
    word = text.strip().lower()
    if not word.endswith("0"):
        return word
    whole = WHOLE_WITH_FRACTION.fullmatch(word)
    return whole[1] if whole else word


def typed_value(quantity: Quantity, cell: object) -> Value | None:
    """
    The value of a cell of a table that knows types, or None if nothing was recorded.

    Tables turn integers and booleans into floats as soon as one is missing, and files
    hold words for yes and no. So a whole number may be a float, and a yes or no may be
    a word or 1 or 0. A number may be one of NumPy, a decimal or a fraction. Nothing
    else is converted.

    >>> from cervmyelo.models.patient import AGE_YEARS, QUANTITIES
    >>> typed_value(AGE_YEARS, 61.0)
    61
    >>> typed_value(QUANTITIES["smoker"], "no"), typed_value(QUANTITIES["smoker"], 1)
    (False, True)
    >>> typed_value(AGE_YEARS, float("nan")) is None
    True

    Args:
        quantity: The quantity.

        cell: The cell. None and NaN are not recorded.

    Raises:
        KindError: If the cell has the wrong type.

        LevelError: If it is a word that the quantity does not have.

        OutOfRangeError: If it is a number out of range or between two steps.
    """
    cell = plain_cell(cell)
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return None
    match quantity:
        case Fact() if isinstance(cell, str):
            return None if plain_word(cell) in MISSING_WORDS else quantity.parse(cell)
        case Fact() if isinstance(cell, int | float) and cell in {0, 1}:
            return cell == 1
        case Measure() if (
            quantity.whole and isinstance(cell, float) and cell.is_integer()
        ):
            return quantity.check(int(cell))
        case _:
            return quantity.check(cell)


def _exact_in_binary(step: float) -> bool:
    return step > 0 and (step % 1 == 0 or math.frexp(step)[0] == 0.5)  # noqa: PLR2004


def checked(quantity: Quantity, value: object, name: str = "") -> Value | Partly | None:
    """
    A value, or one that is known in part, if it can be recorded.

    Args:
        quantity: The quantity.

        value: What is recorded.

        name: The name for errors; empty for that of the quantity.

    Returns:
        The value; of one that is known in part, the options that the quantity has, in
        order. None if that is all of them, so that nothing is known.

    Raises:
        KindError: If it is of the wrong kind.

        LevelError: If it is a word that the quantity does not have.

        OutOfRangeError: If it is a number out of range or between two steps.
    """
    if not isinstance(value, Partly):
        return quantity.check(value, name)
    if value.range:
        return _in_range(quantity, value, name or quantity.name)
    options = dict.fromkeys(quantity.check(each, name) for each in value.options)
    if isinstance(quantity, Measure) and quantity.step is None and len(options) > 1:
        raise KindError(
            name or quantity.name,
            "several numbers",
            "a number or a range",
            "A measure without steps takes a range: use between(low, high).",
        )
    every = quantity.values
    left = tuple(each for each in every if each in options) if every else (*options,)
    return _fewest(left, quantity)


def _in_range(quantity: Quantity, value: Partly, name: str) -> Value | Partly | None:
    if not isinstance(quantity, Measure):
        allowed = f"{quantity.allowed}, or one_of some of them"
        raise KindError(name, "a range of numbers", allowed)
    low, high = (cast("float", each) for each in (value.low, value.high))
    for end in (low, high):
        if abs(end) != math.inf and not quantity.low <= end <= quantity.high:
            raise OutOfRangeError(name, "a range beyond it", quantity.allowed)
    if quantity.step is None:
        low, high = max(low, quantity.low), min(high, quantity.high)
        if (low, high) == (quantity.low, quantity.high):
            return None
        return low if low == high else Partly((low, high), range=True)
    left = tuple(each for each in quantity.values if low <= each <= high)
    if not left:
        raise OutOfRangeError(name, "a range between two steps", quantity.allowed)
    return _fewest(left, quantity)


def _fewest(left: tuple[Value, ...], quantity: Quantity) -> Value | Partly | None:
    if isinstance(quantity, Fact) and len(left) == len(quantity.values):
        return None
    if len(left) == 1:
        return left[0]
    return None if left == quantity.values else Partly(left)
