"""
Instruments as a data dictionary of REDCap, whose exports are read back exactly.

A field names its quantity in its annotation, so that a project can be read by its own
data dictionary whatever else is in it. A yes or no is never a checkbox: an untouched
checkbox is exported as 0, so that what nobody asked would be read as no.
"""

from __future__ import annotations

import csv
import hashlib
import html
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias, assert_never

import attrs

from cervmyelo.errors import LevelError, UnknownNameError, kind_of
from cervmyelo.field_types import expect
from cervmyelo.models.missing import COLUMNS, COMPANIONS, UNAFFECTED
from cervmyelo.models.patient import PLACES, QUANTITIES, SHEETS
from cervmyelo.models.sheet import quantities_of
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.quantity import (
    MISSING_WORDS,
    Choice,
    Fact,
    Measure,
    Quantity,
    Value,
    plain_word,
)
from cervmyelo.registry import RULES

__all__ = ["HEAD", "Field", "annotated", "field_of", "redcap_dictionary"]

HEAD: Final = (
    "Variable / Field Name",
    "Form Name",
    "Section Header",
    "Field Type",
    "Field Label",
    "Choices, Calculations, OR Slider Labels",
    "Field Note",
    "Text Validation Type OR Show Slider Number",
    "Text Validation Min",
    "Text Validation Max",
    "Identifier?",
    "Branching Logic (Show field only if...)",
    "Required Field?",
    "Custom Alignment",
    "Question Number (surveys only)",
    "Matrix Group Name",
    "Matrix Ranking?",
    "Field Annotation",
)
"""The columns of a data dictionary of REDCap."""

_FIELD, _KIND, _LABEL = HEAD[0], HEAD[3], HEAD[4]
_MARK: Final = "cervmyelo:"
_MARKED: Final = re.compile(rf"{_MARK}([a-z0-9_]+)")
_NAME: Final = re.compile(r"[a-z](?:_?[a-z0-9])*")
_NOT_IN_CODES: Final = re.compile(r"[^A-Za-z0-9]+")

_LONGEST: Final = 26
"""The longest name of a field that REDCap recommends."""

_DIGITS: Final = 4
_MOST_CHOICES: Final = 12
_SYMPTOMS: Final = "symptoms"

_Codes: TypeAlias = dict[str, Value]


def _no_codes() -> _Codes:
    return {}


@attrs.frozen(kw_only=True)
class Field:
    """
    A quantity as a field of REDCap.

    Attributes:
        name: The name of the field.

        kind: The type of the field: "yesno", "radio" or "text".

        codes: What is stored for each value of a list of choices; empty without one.

        labels: What each code is called, in the same order.

        validation: The type that a text must have; empty without one.

        note: What is shown below the field.
    """

    name: str
    kind: str
    codes: _Codes = attrs.field(factory=_no_codes)
    labels: tuple[str, ...] = ()
    validation: str = ""
    note: str = ""

    @property
    def choices(self) -> str:
        """The list of choices as REDCap writes it."""
        pairs = zip(self.codes, self.labels, strict=True)
        return " | ".join(f"{code}, {_text(label)}" for code, label in pairs)

    def is_stored_alike(self, kind: str, codes: Iterable[str]) -> bool:
        """
        Whether a field of a project stores the same codes.

        Args:
            kind: The type of the field in the project.

            codes: The codes of its choices.
        """
        lists = {"radio", "dropdown"}
        same = kind == self.kind or {kind, self.kind} <= lists
        return same and {*codes} == {*self.codes}


def field_of(quantity: Quantity) -> Field:
    """
    A quantity as a field of REDCap.

    >>> field_of(QUANTITIES["mjoa_sphincter"]).codes
    {'0': 0, '1': 1, '2': 2, '3': 3}
    >>> field_of(QUANTITIES["loss_of_coordination_duration_months"]).name
    'loss_of_coordination_9467'

    Args:
        quantity: The quantity, a reason among them.
    """
    name, note = _short(quantity.name), quantity.definition
    match quantity:
        case Fact():
            return Field(name=name, kind="yesno", note=note)
        case Choice(levels=levels, meanings=meanings):
            labels = meanings or tuple(each.replace("_", " ") for each in levels)
            codes = {_code(each): each for each in levels}
            return Field(
                name=name, kind="radio", codes={**codes}, labels=labels, note=note
            )
        case Measure(meanings=meanings, values=values):
            said = dict(meanings)
            if said and quantity.whole and len(values) <= _MOST_CHOICES:
                return Field(
                    name=name,
                    kind="radio",
                    codes={f"{each:g}": each for each in values},
                    labels=tuple(_numbered(each, said.get(each)) for each in values),
                    note=note,
                )
            points = "; ".join(f"{number:g}: {word}" for number, word in meanings)
            notes = (quantity.allowed, points, note)
            return Field(
                name=name,
                kind="text",
                validation="integer" if quantity.whole else "number",
                note=". ".join(each.removesuffix(".") for each in notes if each),
            )
        case _:
            assert_never(quantity)


def annotated(annotation: str) -> Quantity | None:
    """
    The quantity that an annotation of a field names; None if it names none.

    >>> annotated("@HIDEBUTTON cervmyelo:age_years").name
    'age_years'

    Args:
        annotation: The annotation.
    """
    found = _MARKED.search(annotation)
    return COLUMNS.get(found[1]) if found else None


def redcap_dictionary(
    *names: str,
    form: str | None = None,
    record: str | None = "record_id",
    reasons: bool = False,
) -> str:
    """
    A data dictionary of REDCap for instruments, rules or single quantities.

    >>> text = redcap_dictionary("mjoa", "age_years")
    >>> [line.partition(",")[0] for line in text.splitlines()][1:4]
    ['record_id', 'mjoa_motor_upper', 'mjoa_motor_lower']
    >>> from cervmyelo import ColumnMap
    >>> ColumnMap.from_redcap(text).columns["record_id"]
    'ref'

    Args:
        names: What to ask for: an instrument such as ``mjoa`` (its items, without a
            recorded total), ``symptoms``, a quantity, or a rule, whose inputs are
            asked for. A name of a quantity and a rule is that of the quantity.

        form: The name of the form; that of the instrument if there is one, or else
            ``cervmyelo``.

        record: The name of the first field, which holds the caller's own reference;
            None for rows that are added to a project.

        reasons: Whether to ask also why a value is missing, in a field after each.

    Returns:
        CSV with the columns that REDCap wants. Each field has a name of at most 26
        characters and the name of its quantity in its annotation. A yes or no is a
        ``yesno`` field, a choice and a score with levels are radio buttons, other
        numbers are typed and have a range. No field is required: an empty one is
        *not recorded*. Details of a symptom are shown once it is present.

    Raises:
        UnknownNameError: If there is no such instrument, quantity or rule.

        LevelError: If no name is given, or one that REDCap cannot have.
    """
    expect("reasons", reasons, bool)
    if not names:
        raise LevelError("names", "none", f"{_SYMPTOMS}, {', '.join(SHEETS)}")
    quantities = [*dict.fromkeys(each for name in names for each in _quantities(name))]
    title = form if form is not None else names[0] if len(names) == 1 else "cervmyelo"
    for place, given in (("form", title), ("record", record)):
        if given is not None:
            _check_name(place, given)
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(HEAD)
    if record is not None:
        rows.writerow(_line({_FIELD: record, _KIND: "text", _LABEL: "Record"}, title))
    asked, before = {each.name for each in quantities}, ""
    for quantity in quantities:
        for each in _with_reason(quantity, reasons=reasons):
            row, subject = _row(each, asked), _subject(quantity.name)
            row["Section Header"] = subject if subject != before else ""
            before = subject
            rows.writerow(_line(row, title))
    return written.getvalue()


def _line(row: Mapping[str, str], form: str) -> list[str]:
    """A row with all columns of a data dictionary."""
    return [form if name == "Form Name" else row.get(name, "") for name in HEAD]


def _quantities(name: str) -> Iterator[Quantity]:
    """What is asked for under a name."""
    expect("names", name, str)
    if name in SHEETS:
        every = [*quantities_of(SHEETS[name]).values()]
        yield from [each for each in every if not each.answer] or every
    elif name == _SYMPTOMS:
        for symptom in SYMPTOMS.values():
            yield from symptom.all
    elif name in QUANTITIES:
        yield QUANTITIES[name]
    elif name in RULES:
        yield from RULES[name].inputs
    else:
        known = (*SHEETS, _SYMPTOMS, *QUANTITIES, *RULES)
        raise UnknownNameError(name, "instrument, quantity or rule", known)


def _with_reason(quantity: Quantity, *, reasons: bool) -> Iterator[Quantity]:
    yield quantity
    if reasons:
        yield COMPANIONS[quantity.name]


def _row(quantity: Quantity, asked: set[str]) -> dict[str, str]:
    """The row of a quantity in the data dictionary."""
    field = field_of(quantity)
    low = high = ""
    if isinstance(quantity, Measure) and field.validation:
        low, high = f"{quantity.low:g}", f"{quantity.high:g}"
    return {
        _FIELD: field.name,
        _KIND: field.kind,
        _LABEL: _text(quantity.question),
        "Choices, Calculations, OR Slider Labels": field.choices,
        "Field Note": _text(field.note),
        "Text Validation Type OR Show Slider Number": field.validation,
        "Text Validation Min": low,
        "Text Validation Max": high,
        "Branching Logic (Show field only if...)": _branch(quantity, asked),
        "Field Annotation": f"{_MARK}{quantity.name}",
    }


def _branch(quantity: Quantity, asked: set[str]) -> str:
    """When a field is shown: details of a symptom, and reasons without a value."""
    of = _REASON_OF.get(quantity.name)
    if of is not None:
        # Another cause can explain a value that is there.
        return "" if of in UNAFFECTED else f"[{_short(of)}] = ''"
    kind = PLACES[quantity.name].record
    if kind in SYMPTOMS and quantity.name != kind and kind in asked:
        return f"[{_short(kind)}] = '1'"
    return ""


_REASON_OF: Final = {each.name: name for name, each in COMPANIONS.items()}


def _subject(name: str) -> str:
    found = (s for s, names in QUANTITIES.by_subject.items() if name in names)
    return next(found, "")


def _short(name: str) -> str:
    """A name that REDCap recommends, the same in every project."""
    if len(name) <= _LONGEST:
        return name
    digits = hashlib.sha256(name.encode()).hexdigest()[:_DIGITS]
    return f"{name[: _LONGEST - _DIGITS - 1].rstrip('_')}_{digits}"


def _code(level: str) -> str:
    """The word that is stored for a level of a choice."""
    code = _NOT_IN_CODES.sub("_", level)
    # "none" is a grade here, and in a table it is nothing.
    return f"is_{code}" if plain_word(code) in MISSING_WORDS else code


def _numbered(number: float, meaning: str | None) -> str:
    return f"{number:g}" if meaning is None else f"{number:g} ({meaning})"


def _text(words: str) -> str:
    """Words as REDCap shows them, which reads markup and splits choices at bars."""
    return html.escape(words, quote=False).replace("|", "/")


def _check_name(place: str, name: str) -> None:
    expect(place, name, str)
    if not _NAME.fullmatch(name):
        raise LevelError(
            place,
            "another name" if name else kind_of(name),
            "a name of small letters, digits and single underscores, a letter first",
        )
