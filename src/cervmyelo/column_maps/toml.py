"""
TOML of column maps: parsed within limits, and written.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, cast

from cervmyelo.errors import DocumentError, KindError, kind_of
from cervmyelo.in_part import to_plain
from cervmyelo.partly import Partly

__all__ = [
    "MOST_OF_CODE_BOOK",
    "parsed",
    "quoted",
    "read_text",
    "too_long",
    "value_of",
    "written",
]

MOST: Final = 2**20
"""The greatest number of characters, or bytes, of a column map."""

MOST_OF_CODE_BOOK: Final = 2**22
"""The same of a code book, from which a first map is drawn."""

_DEEPEST: Final = 32
_WIDEST: Final = 72
_PLACE: Final = re.compile(r"\(at ([^()]*)\)$")
_QUOTED: Final = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")
_COMMENT: Final = re.compile(r"#[^\n]*")
_NO_TOML: Final = (
    "TOML holds text, numbers, dates, lists and tables, whose keys are text. The map "
    "has something else."
)
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")


def parsed(text: object) -> dict[str, object]:
    """
    The document in a TOML text.

    Raises:
        KindError: If it is no text.

        DocumentError: If it is not TOML, or too long or too deeply nested.
    """
    # Most files are read without a map.
    import tomllib

    if not isinstance(text, str):
        raise KindError("text", kind_of(text), "text in TOML")
    # The parser takes minutes for a key of thousands of parts.
    try:
        if len(text) <= MOST and not _is_deep(text):
            return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _PLACE.search(str(error))
        where = f": {found[1]}" if found else ""
        raise DocumentError(f"The column map is not TOML{where}.") from None
    except (RecursionError, ValueError):
        pass
    raise DocumentError(
        "The column map is longer than a million characters, nested too deeply, or a "
        "number in it is too long."
    ) from None


def _is_deep(text: str) -> bool:
    """Whether a key has many parts."""
    keys = _COMMENT.sub("", _QUOTED.sub("", text))
    return any(line.count(".") > _DEEPEST for line in keys.splitlines())


def read_text(path: Path, what: str, most: int = MOST) -> str:
    """
    The text of a short file in UTF-8.

    Args:
        path: The file.

        what: What it is, as messages begin.

        most: The greatest number of bytes.

    Raises:
        DocumentError: If it is not UTF-8, or too long.

        OSError: If the file cannot be opened.
    """
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise DocumentError(too_long(what, most))
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{what} is not UTF-8: byte {error.start} cannot be read. Save it as UTF-8."
        ) from None


def written(parts: Mapping[str, object]) -> str:
    """
    The parts of a map as TOML.

    Raises:
        DocumentError: If a value is None, or of a kind that TOML does not have.
    """
    plain = {k: v for k, v in parts.items() if not isinstance(v, Mapping)}
    lines = [f"{_key(name)} = {value_of(value)}" for name, value in plain.items()]
    for name, part in parts.items():
        if isinstance(part, Mapping):
            lines += _table((name,), cast("Mapping[str, object]", part))
    return "\n".join(lines).strip() + "\n"


def _table(path: tuple[str, ...], part: Mapping[str, object]) -> list[str]:
    plain = {k: v for k, v in part.items() if not isinstance(v, Mapping)}
    lines = ["", f"[{'.'.join(map(_key, path))}]"] if plain else []
    lines += [f"{_key(name)} = {value_of(value)}" for name, value in plain.items()]
    for name, value in part.items():
        if isinstance(value, Mapping):
            lines += _table((*path, name), cast("Mapping[str, object]", value))
    return lines


def _key(name: object) -> str:
    if not isinstance(name, str):
        raise DocumentError(_NO_TOML)
    return name if _BARE.fullmatch(name) else value_of(name)


def value_of(value: object) -> str:
    """
    A value of a map as TOML.

    Raises:
        DocumentError: If it is None, or of a kind that TOML does not have.
    """
    match value:
        case None:
            raise DocumentError(
                "TOML cannot hold a word that is mapped to None. Use missing_values."
            )
        case tuple():
            items = cast("tuple[object, ...]", value)
            line = f"[{', '.join(map(value_of, items))}]"
            if len(line) <= _WIDEST:
                return line
            return "\n".join(("[", *(f"  {value_of(each)}," for each in items), "]"))
        case str():
            return quoted(value)
        case Partly():
            parts = cast("Mapping[str, object]", to_plain(value)).items()
            known = [f"{key} = {value_of(e)}" for key, e in parts if e is not None]
            return f"{{ {', '.join(known)} }}"
        case list():
            return value_of(tuple(cast("list[object]", value)))
        case float() if not math.isfinite(value):
            return repr(value)
        case bool() | int() | float():
            return json.dumps(value)
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            raise DocumentError(_NO_TOML)


def quoted(text: str) -> str:
    """A text as a string of TOML."""
    # JSON leaves DEL as it is, and TOML does not; all other escapes are the same.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def too_long(what: str, most: int) -> str:
    """The message on a text that is too long."""
    return f"{what} is too long: at most {most:,} characters are read."
