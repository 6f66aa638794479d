"""
What invalid cells of a column look like: reported as a likeness, with no cell shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from cervmyelo.column_maps.cells import NUMBERED
from cervmyelo.errors import CervmyeloError
from cervmyelo.quantity import PLAIN_NUMBER, Measure, Quantity

__all__ = ["MISFITS", "Misfit", "misfit_of"]

Misfit: TypeAlias = Literal[
    "label",
    "decimals",
    "mark",
    "grouped",
    "exponent",
    "minus",
    "digits",
    "invisible",
    "date",
    "more",
    "outside",
    "text",
    "type",
]
"""What an invalid cell looks like; see `MISFITS`."""

MISFITS: Final[Mapping[Misfit, str]] = MappingProxyType(
    {
        "label": "a number and its label, such as 3 (text): a column map that names "
        "the quantity under numbered reads them",
        "decimals": "numbers with decimals where whole ones are expected",
        "mark": "numbers with another decimal mark",
        "grouped": "numbers with groups of digits, such as 1 200",
        "exponent": "numbers with an exponent, such as 1e3",
        "minus": "another character in place of the minus sign",
        "digits": "digits of another script than 0 to 9",
        "invisible": "characters that are not visible",
        "date": "dates",
        "more": "numbers with further characters, such as a unit",
        "outside": "numbers that are not allowed",
        "text": "words that are not allowed",
        "type": "values of another type",
    }
)
"""What the invalid cells of a column look like, as phrases."""

_DATE: Final = re.compile(
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ T].*)?|[0-9]{1,2}([./-])[0-9]{1,2}\2[0-9]{2,4}",
    re.ASCII,
)
_NUMBERS: Final[Mapping[Misfit, re.Pattern[str]]] = MappingProxyType(
    {
        "date": _DATE,
        "label": NUMBERED,
        "grouped": re.compile(r"[+-]?[0-9]{1,3}([\s'\u2019,.][0-9]{3})+([.,][0-9]+)?"),
        "mark": re.compile(r"[+-]?[0-9]+,[0-9]+", re.ASCII),
        "exponent": re.compile(r"[+-]?[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+", re.ASCII),
        "minus": re.compile(r"[\u2010-\u2015\u2212\ufe63\uff0d]\s*[0-9].*"),
        "more": re.compile(r".*[0-9].*", re.DOTALL),
    }
)


def misfit_of(quantity: Quantity, cell: object) -> Misfit:
    """
    What an invalid cell looks like.

    Args:
        quantity: The quantity that does not allow it.

        cell: The cell, text or typed.
    """
    measure = quantity if isinstance(quantity, Measure) else None
    if not isinstance(cell, str):
        if measure and isinstance(cell, int | float) and not isinstance(cell, bool):
            return _of_number(measure, cell)
        return "type"
    text = cell.strip()
    # A file can have a hundred thousand such cells, and most of them are plain.
    if not text.isprintable() and any(
        unicodedata.category(each) in {"Cc", "Cf", "Co", "Cs"} for each in text
    ):
        return "invisible"
    if measure is None:
        number = PLAIN_NUMBER.fullmatch(text) or _NUMBERS["mark"].fullmatch(text)
        return "outside" if number else "text"
    if not text.isascii() and any(
        each.isdigit() and not each.isascii() for each in text
    ):
        return "digits"
    if PLAIN_NUMBER.fullmatch(text):
        return _of_number(measure, float(text))
    found: Misfit = "text"
    for each, pattern in _NUMBERS.items():
        if pattern.fullmatch(text):
            found = each
            break
    if found == "label" and not _allowed(measure, text):
        return "more"
    return found


def _of_number(measure: Measure, number: float) -> Misfit:
    within = measure.whole and measure.low <= number <= measure.high
    return "decimals" if within and number % 1 else "outside"


def _allowed(measure: Measure, text: str) -> bool:
    """Whether the number before a label is allowed."""
    found = NUMBERED.fullmatch(text)
    if found is None:
        return False
    try:
        measure.parse(found[1])
    except CervmyeloError:
        return False
    return True
