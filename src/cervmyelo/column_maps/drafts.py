"""
First maps, drawn from the code book of a data set: REDCap and BIDS.

Only names that are those of a quantity, and labels that this library reads, lead to a
line of a map. Nothing is guessed: what is not understood is passed through.
"""

from __future__ import annotations

import csv
import functools
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, cast

from cervmyelo.errors import CervmyeloError, DocumentError, KindError, kind_of
from cervmyelo.models.patient import AGE_YEARS, QUANTITIES
from cervmyelo.names import plain_name
from cervmyelo.quantity import (
    MISSING_WORDS,
    Choice,
    Fact,
    Measure,
    Quantity,
    Value,
    plain_word,
)
from cervmyelo.units import factor_between, other_unit

from .cells import NUMBERED
from .column_map import REFERENCE, ColumnMap
from .redcap import annotated, field_of
from .toml import MOST_OF_CODE_BOOK, read_text, too_long

__all__ = ["bids", "not_understood", "of_code_book", "redcap"]

_NAMES: Final = {"age": AGE_YEARS.name, "sex": "sex_at_birth"}
"""Names that data sets share, and the quantity that is meant."""

# No label, and "none", say nothing of a kind: of a grade, "none" is an answer.
_MISSING_LABELS: Final = MISSING_WORDS - {"", "none"} | {
    "not known",
    "not recorded",
    "not available",
    "missing",
    "refused",
    "do not know",
    "don't know",
}

_OF_DATA: Final = "From a file of data, `cervmyelo inspect` drafts a map."
_FIELD: Final = ("Variable / Field Name", "field_name")
_TYPE: Final = ("Field Type", "field_type")
_LABEL: Final = ("Field Label", "field_label")
_CHOICES: Final = (
    "Choices, Calculations, OR Slider Labels",
    "select_choices_or_calculations",
)
_FORM: Final = ("Form Name", "form_name")
_ANNOTATION: Final = ("Field Annotation", "field_annotation")
_MARKS: Final = (",", ";", "\t")
_OF_REDCAP: Final = (
    "redcap_event_name",
    "redcap_repeat_instrument",
    "redcap_repeat_instance",
    "redcap_survey_identifier",
    "redcap_data_access_group",
)


def of_code_book(path: Path) -> ColumnMap:
    """
    The first map that is drawn from a code book.

    Args:
        path: A data dictionary of REDCap, whose name ends in .csv, or a
            participants.json of BIDS.

    Raises:
        DocumentError: If it is neither.

        OSError: If it cannot be opened.
    """
    kinds = {".csv": redcap, ".json": bids}
    draw = kinds.get(path.suffix.lower())
    if draw is None:
        raise DocumentError(
            f"A code book is the data dictionary of a REDCap project (.csv) or the "
            f"participants.json of a BIDS data set. {_OF_DATA}"
        )
    return draw(read_text(path, "The code book", MOST_OF_CODE_BOOK))


def not_understood(columns: ColumnMap) -> tuple[str, ...]:
    """
    The columns that a first map passes through although their names are quantities.

    Args:
        columns: The map.
    """
    known = _quantities()
    return tuple(each for each in columns.pass_through if plain_name(each) in known)


def redcap(text: str) -> ColumnMap:
    """
    The map that `ColumnMap.from_redcap` draws.

    Raises:
        DocumentError: If the text is no data dictionary of REDCap.
    """
    draft = _Draft()
    forms: dict[str, None] = {}
    for place, row in enumerate(_rows(text)):
        field, kind = _cell(row, _FIELD).strip(), _cell(row, _TYPE).strip().lower()
        forms[f"{_cell(row, _FORM).strip()}_complete"] = None
        if not field or kind == "descriptive":
            continue
        choices = dict(_choices(_cell(row, _CHOICES)))
        own = annotated(_cell(row, _ANNOTATION))
        if own is not None and field_of(own).is_stored_alike(kind, choices):
            draft.add_own(field, own)
        elif place == 0:
            draft.columns[field] = REFERENCE
        elif kind == "checkbox":
            # Each choice has a column of its own in an export.
            draft.others += [
                f"{field}___{code.lower().replace('-', '_')}" for code in choices
            ]
        elif kind in {"radio", "dropdown"}:
            draft.add(field, choices, label=own.name if own else _cell(row, _LABEL))
        else:
            draft.add(field, label=own.name if own else _cell(row, _LABEL))
    draft.others += [*_OF_REDCAP, *(form for form in forms if form != "_complete")]
    return draft.map


def bids(text: str) -> ColumnMap:
    """
    The map that `ColumnMap.from_bids` draws.

    Raises:
        DocumentError: If the text is not a JSON object.
    """
    draft = _Draft()
    draft.columns["participant_id"] = REFERENCE
    for column, about in _object(text).items():
        if column == "participant_id":
            continue
        facts = _table(about)
        levels = _table(facts.get("Levels"))
        unit, long_name = (
            found if isinstance(found, str) else ""
            for found in (facts.get("Units"), facts.get("LongName"))
        )
        draft.add(
            column,
            {word: _described(label) for word, label in levels.items()},
            label=long_name,
            unit=unit,
        )
    return draft.map


class _Draft:
    """A map that is being drawn."""

    def __init__(self) -> None:
        self.columns: dict[str, str] = {}
        self.others: list[str] = []
        self._values: dict[str, dict[str, Value]] = {}
        self._missing: dict[str, list[str]] = {}
        self._units: dict[str, str] = {}

    @property
    def map(self) -> ColumnMap:
        """The map."""
        others = (each for each in self.others if each not in self.columns)
        return ColumnMap(
            columns={c: name for c, name in self.columns.items() if c != name},
            values=self._values,
            missing_values=self._missing,
            units=self._units,
            pass_through=[*dict.fromkeys(others)],
            optional="*",
        )

    def add_own(self, column: str, quantity: Quantity) -> None:
        """
        Map a field that this library wrote, and that stores what it wrote.

        Args:
            column: Its name.

            quantity: What it holds.
        """
        if quantity.name in self.columns.values():
            self.others.append(column)
            return
        self.columns[column] = quantity.name
        codes = field_of(quantity).codes
        if any(code != str(value) for code, value in codes.items()):
            self._values[quantity.name] = codes

    def add(
        self,
        column: str,
        labels: Mapping[str, str] | None = None,
        *,
        label: str = "",
        unit: str = "",
    ) -> None:
        """
        Map a column if it is a quantity whose coding is understood.

        Args:
            column: Its name.

            labels: What its codes are called, if it has any.

            label: What it is called.

            unit: Its unit, if it is stated.
        """
        known = _quantities()
        name = known.get(plain_name(column)) or known.get(plain_name(label))
        if name is None or name in self.columns.values():
            self.others.append(column)
            return
        quantity = QUANTITIES[name]
        if isinstance(quantity, Measure) and not unit:
            stated = (other_unit(each, quantity.unit) for each in (label, column))
            unit = next(filter(None, stated), "")
        meant, missing, unclear = _sorted(quantity, labels or {})
        if not _is_understood(quantity, meant, unclear, unit):
            self.others.append(column)
            return
        self.columns[column] = name
        if isinstance(quantity, Measure):
            if unit and factor_between(unit, quantity.unit) != 1:
                self._units[name] = unit
            # A code that is the number itself needs no line.
            meant = {c: v for c, v in meant.items() if _number(quantity, c) != v}
        if meant:
            self._values[name] = meant
        if missing:
            self._missing[name] = missing


def _sorted(
    quantity: Quantity, labels: Mapping[str, str]
) -> tuple[dict[str, Value], list[str], list[str]]:
    """Codes with a meaning, those for what is not recorded, and all others."""
    meant: dict[str, Value] = {}
    missing: list[str] = []
    unclear: list[str] = []
    for code, label in labels.items():
        word = plain_word(label)
        if word in _MISSING_LABELS:
            if plain_word(code) not in MISSING_WORDS:
                missing.append(code)
            continue
        value = _meaning(quantity, label)
        if value is None:
            unclear.append(code)
        else:
            meant[code] = value
    return meant, missing, unclear


def _meaning(quantity: Quantity, label: str) -> Value | None:
    """The value that a label says; None if it says none."""
    if isinstance(quantity, Measure):
        numbered = NUMBERED.fullmatch(label.strip())
        return _number(quantity, numbered[1] if numbered else label)
    try:
        text = label if isinstance(quantity, Fact) else "_".join(label.split())
        return quantity.parse(text)
    except CervmyeloError:
        return None


def _number(measure: Measure, text: str) -> float | None:
    try:
        return measure.parse(text)
    except CervmyeloError:
        return None


def _is_understood(
    quantity: Quantity, meant: Mapping[str, Value], unclear: Iterable[str], unit: str
) -> bool:
    """Whether a column can be mapped by what its code book says."""
    unclear = [*unclear]
    coded = bool(meant or unclear)
    match quantity:
        case Fact():
            return not coded or set(meant.values()) == {True, False}
        case Choice():
            return not coded or bool(meant)
        case Measure():
            if unit and factor_between(unit, quantity.unit) is None:
                return False
            # Codes without a number in their labels may be shifted by one.
            codes = {_number(quantity, code) for code in unclear}
            return not unclear or (not meant and codes == set(quantity.values))


@functools.cache
def _quantities() -> Mapping[str, str]:
    """The quantities by their plain names, and by their plain labels."""
    labels: dict[str, list[str]] = {}
    for name, quantity in QUANTITIES.items():
        labels.setdefault(plain_name(quantity.label), []).append(name)
    unique = {label: names[0] for label, names in labels.items() if len(names) == 1}
    return {**unique, **_NAMES, **{plain_name(name): name for name in QUANTITIES}}


def _rows(text: object) -> list[dict[str, str]]:
    given = _text(text, "the data dictionary").lstrip("\r\n")
    # Spreadsheet programs save it again as their language has it.
    for mark in _MARKS:
        try:
            rows = [*csv.DictReader(io.StringIO(given, newline=""), delimiter=mark)]
        except csv.Error:
            raise DocumentError("The data dictionary is not CSV.") from None
        if rows and any(_cell(rows[0], _FIELD)) and _has(rows[0], _TYPE):
            return rows
    raise DocumentError(
        f'This is no data dictionary of REDCap: it has no columns "Variable / Field '
        f'Name" and "Field Type", or no fields. {_OF_DATA}'
    )


def _text(given: object, what: str) -> str:
    if not isinstance(given, str):
        raise KindError("text", kind_of(given), f"the text of {what}")
    if len(given) > MOST_OF_CODE_BOOK:
        raise DocumentError(too_long("The code book", MOST_OF_CODE_BOOK))
    return given.removeprefix("\ufeff")


def _cell(row: Mapping[str, object], names: tuple[str, ...]) -> str:
    found = next((row[name] for name in names if row.get(name)), "")
    return found if isinstance(found, str) else ""


def _has(row: Mapping[str, object], names: tuple[str, ...]) -> bool:
    return any(name in row for name in names)


def _choices(text: str) -> Iterator[tuple[str, str]]:
    """The codes and labels of ``1, Yes | 0, No``."""
    for each in text.split("|"):
        code, comma, label = each.partition(",")
        if comma and code.strip():
            yield code.strip(), label.strip()


def _object(text: object) -> Mapping[str, object]:
    try:
        document: object = json.loads(_text(text, "participants.json"))
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise DocumentError("participants.json must hold a JSON object.")
    return cast("Mapping[str, object]", document)


def _table(value: object) -> dict[str, object]:
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}


def _described(label: object) -> str:
    """What a level is called, in either of the two forms that BIDS knows."""
    if isinstance(label, dict):
        label = cast("dict[str, object]", label).get("Description")
    return label if isinstance(label, str) else ""
