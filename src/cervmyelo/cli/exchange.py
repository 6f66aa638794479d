"""
Patients of a file as lines of FHIR resources, and back.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import io
import re
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TextIO, TypeAlias, cast

import attrs

from cervmyelo.fhir import Export, Line, stable_ids, to_fhir, to_ndjson
from cervmyelo.fhir.elements import ID
from cervmyelo.fhir.reading.export import patients_of
from cervmyelo.io import Row, patient_to_dict, patient_to_row, to_json
from cervmyelo.models.missing import COLUMNS
from cervmyelo.quantity import Choice, Fact, Measure, Quantity
from cervmyelo.results.assessment import assess

from .terminal import UsageError, note

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "Lost",
    "Written",
    "as_frame",
    "check_lines",
    "day_of",
    "is_day",
    "lines_file",
    "noted",
    "resources_of",
    "summary",
    "write_records",
]

Lost: TypeAlias = Counter[tuple[str, str, str]]
"""What is recorded and not read: what became of it, the quantity and the reason."""

_KEPT: Final = frozenset({"used", "older"})
_REFERENCE: Final = re.compile(r"[^\s:/]+[:/]\S+")
_PACKED: Final = ".gz"
_ENDINGS: Final = (".ndjson", ".jsonl")
_FEW: Final = 20


@attrs.define
class Written:
    """
    How many records were written, and why others were not.

    Attributes:
        people: The number of records that were written.

        flagged: The number of each record that was not, and the reason.
    """

    people: int = 0
    flagged: list[tuple[int, str]] = attrs.field(factory=list[tuple[int, str]])


def is_day(at: str) -> bool:
    """Whether a text is a day, such as 2026-03-14."""
    try:
        dt.date.fromisoformat(at)
    except ValueError:
        return False
    return True


def day_of(at: str, header: tuple[str, ...]) -> Callable[[Row], dt.date]:
    """
    What gives the day of a record: the same for all, or that of a column.

    Args:
        at: The day, or the name of the column.

        header: The names of the columns.

    Raises:
        UsageError: If it is neither.
    """
    if is_day(at):
        day = dt.date.fromisoformat(at)
        return lambda _: day
    if at not in header:
        raise UsageError(
            "--at takes a day such as 2026-03-14, or a column with such days."
        )
    place = header.index(at)
    return lambda row: _day(row.cells[place])


def _day(cell: object) -> dt.date:
    # Parquet and Excel have dates.
    if isinstance(cell, dt.datetime):
        return cell.date()
    return (
        cell if isinstance(cell, dt.date) else dt.date.fromisoformat(f"{cell}".strip())
    )


def resources_of(
    rows: Iterable[Row],
    day: Callable[[Row], dt.date],
    written: Written,
    *,
    recorded_only: bool,
    snomed: bool,
) -> Iterator[str]:
    """
    The resources of people as lines, as they are read.

    Args:
        rows: The records.

        day: What gives the day of each.

        written: Where to count them.

        recorded_only: Whether to leave out what rules find.

        snomed: Whether to write codes of SNOMED CT.
    """
    seen: set[tuple[str, dt.date]] = set()
    rules: tuple[str, ...] | None = () if recorded_only else None
    for row in rows:
        reading = row.reading
        subject, on, why = _subject(reading.ref), None, ""
        if reading.patient is None:
            why = "the record is invalid; cervmyelo assess shows why"
        elif not subject:
            why = "the column ref has no id of FHIR and no reference"
        else:
            try:
                on = day(row)
            except ValueError:
                why = "the day is not a date such as 2026-03-14"
        if on is not None and (subject, on) in seen:
            why = "a record of the same person and day came before"
        if why or on is None or reading.patient is None:
            written.flagged.append((reading.number, why))
            continue
        seen.add((subject, on))
        ids = stable_ids(subject, on)
        bundle = to_fhir(
            assess(reading.patient),
            subject=subject,
            at=on,
            ids=ids,
            rules=rules,
            snomed=snomed,
        )
        written.people += 1
        yield from to_ndjson([bundle])


def _subject(ref: str | None) -> str:
    """The reference to a person; empty if there is none."""
    if ref is None:
        return ""
    if ID.fullmatch(ref):
        return f"Patient/{ref}"
    return ref if _REFERENCE.fullmatch(ref) else ""


def noted(written: Written) -> None:
    """Print why records were not written, the first ones each."""
    for number, why in written.flagged[:_FEW]:
        note(f"record {number}: not written: {why}")
    if len(written.flagged) > _FEW:
        note(f"and {len(written.flagged) - _FEW:,} more")


def check_lines(path: Path) -> None:
    """
    Check that a file can hold lines of JSON, by its name.

    Raises:
        UsageError: If it cannot.
    """
    name = path.name.lower().removesuffix(_PACKED)
    if not name.endswith(_ENDINGS):
        raise UsageError(
            "Resources are written to an .ndjson or .jsonl file, with .gz to pack it."
        )


@contextlib.contextmanager
def lines_file(part: Path | None, path: Path | None) -> Generator[TextIO]:
    """
    A file for lines, packed if its name says so.

    Args:
        part: Where to write meanwhile; None for standard output.

        path: The file that it becomes.
    """
    if part is None or path is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    with contextlib.ExitStack() as stack:
        # Half of a surrogate pair, which only JSON can hold, becomes its code.
        raw: BinaryIO = stack.enter_context(part.open("wb"))
        if path.name.lower().endswith(_PACKED):
            # Without the name of the file and the time, which are nobody's business.
            packed = gzip.GzipFile("", "wb", fileobj=raw, mtime=0)
            raw = cast("BinaryIO", stack.enter_context(packed))
        yield stack.enter_context(
            io.TextIOWrapper(raw, "utf-8", "backslashreplace", newline="")
        )


def write_records(export: Export, target: Path | None, lost: Lost) -> None:
    """
    Write people as a list of flat records in JSON, each with its reference.

    Args:
        export: The people.

        target: The file; standard output if None.

        lost: Where to count what is recorded of them and not read.
    """
    with lines_file(target, target) as file:
        between = "[\n"
        for subject, patient, lines in patients_of(export):
            _count(lost, lines)
            record = {"ref": subject, **patient_to_dict(patient)}
            file.write(f"{between}{to_json(record)}")
            between = ",\n"
        file.write("\n]\n" if between == ",\n" else "[]\n")


def as_frame(export: Export, lost: Lost) -> pl.DataFrame:
    """
    People as a table: a row for each, a column for each value that anybody has.

    Args:
        export: The people.

        lost: Where to count what is recorded of them and not read.
    """
    import polars as pl

    rows: list[dict[str, object]] = []
    names: dict[str, None] = {}
    for subject, patient, lines in patients_of(export):
        _count(lost, lines)
        row = patient_to_row(patient)
        names.update(dict.fromkeys(row))
        rows.append({"ref": subject, **row})
    held = [each for each in COLUMNS if each in names]
    schema: dict[str, Any] = {
        "ref": pl.String(),
        **{name: _kind(COLUMNS[name]) for name in held},
    }
    return pl.DataFrame(rows, schema=schema)


def _kind(quantity: Quantity) -> pl.DataType:
    import polars as pl

    match quantity:
        case Fact():
            return pl.Boolean()
        case Choice():
            return pl.String()
        case Measure():
            return pl.Int64() if quantity.whole else pl.Float64()


def _count(lost: Lost, lines: Iterable[Line]) -> None:
    """Count what is recorded of a person and neither used nor older."""
    lost.update((e.became, e.about, e.why) for e in lines if e.became not in _KEPT)


def summary(export: Export, lost: Lost) -> None:
    """
    Print what is not read, counted by its reason, and the first flagged lines.

    Args:
        export: The people.

        lost: What is recorded of them and not read.
    """
    for line in export.flagged[:_FEW]:
        note(f"{line}")
    more = sum(
        count for (became, _, _), count in export.others.items() if became != "ignored"
    ) - len(export.flagged[:_FEW])
    if more:
        note(f"and {more:,} more")
    for counted in f"{export}".splitlines()[1:]:
        if " ignored: " in counted:
            note(counted)
    for (became, about, why), count in lost.most_common(_FEW):
        note(f"{count:,} {about}{' ' * bool(about)}{became}: {why}")
    rest = lost.total() - sum(count for _, count in lost.most_common(_FEW))
    if rest:
        note(f"and {rest:,} more for other reasons")
    if export.flagged and not len(export):
        note(
            "A bulk export has one resource in each line; in Python, cm.fhir.from_fhir "
            "reads a Bundle."
        )
