"""
Files of one megabyte, whatever is in them: what each command takes, with its start.

A small file must not take long. The shapes are those that took longest once.
"""

from __future__ import annotations

import csv
import io
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from measure import Table, compiled, told

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
    "keys.jsonl": ("inspect",),
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
    for name, records in {
        "differing": (f'{{"age_years":{200 + n}}}' for n in range(SIZE // 20)),
        "apart": (
            f'{{"age_years":{{"one_of":[{n % 60},60]}},"ref":"p{n}"}}'
            for n in range(SIZE // 46)
        ),
    }.items():
        yield f"{name}.json", f"[{','.join(records)}]".encode()
    keys = json.dumps({f"k{n}": 1 for n in range(SIZE // 120)})
    lines = [keys, *['{"age_years":1}'] * ((SIZE - len(keys)) // 16)]
    yield "keys.jsonl", "\n".join(lines).encode()
    for name, head, row in (
        ("invalid", "age_years", "-1"),
        ("valid", "age_years", "61"),
        ("quotes", "age_years,ref", '",'),
        ("stray", "age_years", '"x\n61\n61'),
        ("ranges", "age_years", "50-59"),
    ):
        rows = [head, *[row] * (SIZE // (len(row) + 1))]
        yield f"{name}.csv", "\n".join(rows).encode()
    for name, start in {"words": "w", "near": "male"}.items():
        words = (f"{start}{n}" for n in range(SIZE // (len(start) + 6)))
        yield f"{name}.csv", "\n".join(("sex_at_birth", *words)).encode()
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
    """Processor time of the commands on each file, with the start of Python."""
    made: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder, "first.csv")
        first.write_text("age_years\n61\n")
        # What Python compiles at the first start is no part of any file.
        for command in USUAL:
            _processor_time(command, first)
        for name, data in files():
            path = Path(folder, name)
            path.write_bytes(data)
            usual = ("assess",) if path.suffix == ".json" else USUAL
            cells = {
                each: told(_processor_time(each, path))
                for each in ASKED.get(name, usual)
            }
            made.append((name, *(cells.get(each, "") for each in COMMANDS), "1 s"))
    return Table("**Files of one megabyte**.", ("", *COMMANDS, "goal"), made)


def _processor_time(command: str, path: Path) -> float:
    """Seconds that processors worked for a command."""
    name, *options = COMMANDS[command]
    arguments = [name, str(path), *options]
    if command in TARGETS:
        target = path.with_name(TARGETS[command])
        arguments += ["-o", str(target), "--force"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-P", "-m", "cervmyelo", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=compiled(),
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    print(table())
