"""
Files of one megabyte, whatever is in them: what the commands take to read each.

A small file must not take long. The shapes are those that took longest once.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from measure import Table, timed, told

from cervmyelo.cli.commands import run
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Choice, Fact, Quantity

SIZE = 1_000_000

COMMANDS = {
    "assess": ["assess"],
    "cohort": ["cohort", "--missing-as-unknown", "--rule", "mjoa_severity"],
    "inspect": ["inspect"],
    "report": ["report"],
    "assess -o": ["assess"],
    "from-fhir": ["from-fhir", "--on", "2026-03-20"],
}
TARGETS = {"cohort": "out.csv", "report": "out.html", "assess -o": "out.json"}
USUAL = ("assess", "cohort", "inspect")
ASKED = {
    "valid.csv": (*USUAL, "report"),
    "columns.csv": (*USUAL, "report", "assess -o"),
    "patients.ndjson": ("from-fhir",),
}
"""The commands for some files; files of JSON are assessed, all others as usual."""


def files() -> Iterator[tuple[str, bytes]]:
    """The names of the files and what is in them."""
    for name, record in {
        "alike": '{"age_years":-1}',
        "in_part": '{"age_years":{"low":50}}',
        "empty": "{}",
    }.items():
        many = [record] * (SIZE // (len(record) + 1))
        yield f"{name}.json", f"[{','.join(many)}]".encode()
        yield f"{name}.jsonl", "\n".join(many).encode()
    differing = (f'{{"age_years":{200 + n}}}' for n in range(SIZE // 20))
    yield "differing.json", f"[{','.join(differing)}]".encode()
    for name, head, row in (
        ("invalid", "age_years", "-1"),
        ("valid", "age_years", "61"),
        ("quotes", "age_years,ref", '",'),
        ("ranges", "age_years", "50-59"),
    ):
        rows = [head, *[row] * (SIZE // (len(row) + 1))]
        yield f"{name}.csv", "\n".join(rows).encode()
    words = (f"w{n}" for n in range(SIZE // 7))
    yield "words.csv", "\n".join(("sex_at_birth", *words)).encode()
    yield "columns.csv", _columns()
    yield "workbook.xlsx", _workbook()
    patient = {"resourceType": "Patient", "id": "p000000"}
    lines = SIZE // (len(json.dumps(patient)) + 1)
    resources = (json.dumps(patient | {"id": f"p{n:06}"}) for n in range(lines))
    yield "patients.ndjson", "\n".join(resources).encode()


def _columns() -> bytes:
    """A table with every column of the data dictionary."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(QUANTITIES)
    for number in range(SIZE):
        if text.tell() > SIZE:
            break
        # A third of the cells is empty.
        writer.writerow(
            _recorded(quantity, number) if (number + place) % 3 else ""
            for place, quantity in enumerate(QUANTITIES.values())
        )
    return text.getvalue().encode()


def _recorded(quantity: Quantity, number: int) -> str | float:
    """A value of a quantity; those of neighbouring people differ."""
    match quantity:
        case Fact():
            return ("yes", "no")[number % 2]
        case Choice():
            return quantity.levels[number % len(quantity.levels)]
        case _:
            return quantity.low + number % (int(quantity.high - quantity.low) + 1)


def _workbook() -> bytes:
    """A workbook of a megabyte."""
    book = openpyxl.Workbook()
    page = book.active
    page.append(["ref", "age_years", "mjoa_motor_upper", "neck_pain"])
    for number in range(SIZE // 20):
        page.append([f"p{number}", 20 + number % 70, number % 6, "yes"])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def table() -> Table:
    """Processor time of the commands on each file, after a first call."""
    made: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder, "first.csv")
        first.write_text("age_years\n61\n")
        _quiet("assess", first)
        for name, data in files():
            path = Path(folder, name)
            path.write_bytes(data)
            usual = ("assess",) if path.suffix == ".json" else USUAL
            cells = {
                each: told(timed(lambda each=each, path=path: _quiet(each, path)).user)
                for each in ASKED.get(name, usual)
            }
            made.append((name, *(cells.get(each, "") for each in COMMANDS), "1 s"))
    return Table("**Files of one megabyte**.", ("", *COMMANDS, "goal"), made)


def _quiet(command: str, path: Path) -> None:
    name, *options = COMMANDS[command]
    arguments = [name, str(path), *options]
    if command in TARGETS:
        target = path.with_name(TARGETS[command])
        arguments += ["-o", str(target), "--force"]
    with (
        Path(os.devnull).open("w", encoding="utf-8") as sink,
        contextlib.redirect_stdout(sink),
        contextlib.redirect_stderr(sink),
    ):
        run(arguments)


if __name__ == "__main__":
    print(table())
