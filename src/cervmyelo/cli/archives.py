"""
Stored assessments on the screen: as they were answered, or next to rules of today.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from cervmyelo.io import Json, to_json
from cervmyelo.io.archives import NOT_READ
from cervmyelo.json_text import MOST_BYTES
from cervmyelo.names import printable
from cervmyelo.records import StoredAssessment, archive, compare

from .intake import source_of
from .terminal import output

__all__ = ["not_read", "read_archive", "show_differences", "show_stored"]


def read_archive(file: Path) -> tuple[StoredAssessment, ...]:
    """
    The stored assessments of a JSON file, or of standard input.

    Of a list, those that cannot be read keep their places; see `not_read`.
    """
    source = source_of(file)
    if source.data is not None:
        return archive(source.data, on_error="flag")
    with source.path.open("rb") as stream:
        return archive(stream.read(MOST_BYTES + 1), on_error="flag")


def not_read(kept: Sequence[StoredAssessment]) -> tuple[str, ...]:
    """
    Why records could not be read, a sentence for each.

    Args:
        kept: The assessments.
    """
    problems = (problem for each in kept for problem in each.problems)
    return tuple(str(each) for each in problems if each.code == NOT_READ)


def show_stored(kept: Sequence[StoredAssessment], *, json: bool, detail: bool) -> None:
    """
    Print stored assessments.

    Args:
        kept: The assessments.

        json: Whether to print JSON.

        detail: Whether to print every finding with its reasons and its source.
    """
    if json:
        _print_json([each.to_dict() for each in kept])
        return
    for number, each in enumerate(kept, 1):
        _print(f"{_head(number, each, len(kept))}{each}")
        for finding in each if detail else ():
            _print(f"\n{finding}")


def show_differences(kept: Sequence[StoredAssessment], *, json: bool) -> int:
    """
    Print what rules of today find differently.

    Args:
        kept: The assessments.

        json: Whether to print JSON.

    Returns:
        How many records differ: a rule answers differently or is gone.
    """
    compared = [
        (number, compare(each))
        for number, each in enumerate(kept, 1)
        if each.patient is not None
    ]
    differing = [(n, each) for n, each in compared if each.changed or each.gone]
    if json:
        _print_json([each.to_dict() for _, each in compared])
        return len(differing)
    for number, each in compared if len(kept) == 1 else differing:
        _print(f"{_head(number, each.stored, len(kept))}{each}")
    counts = f"{len(compared)} compared, {len(differing)} differ"
    flagged = len(kept) - len(compared) - len(not_read(kept))
    _print(f"{counts}, {flagged} flagged when stored" if flagged else counts)
    return len(differing)


def _head(number: int, kept: StoredAssessment, count: int) -> str:
    if count == 1:
        return ""
    ref = f", {printable(kept.ref)}" if kept.ref else ""
    return f"record {number}{ref}\n"


def _print(text: str) -> None:
    console = output()
    for line in text.splitlines():
        console.print(Text(line), soft_wrap=True)


def _print_json(value: Json) -> None:
    sys.stdout.write(to_json(value, indent=2) + "\n")
