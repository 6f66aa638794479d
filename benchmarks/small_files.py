"""
Files of one megabyte, whatever is in them: what the commands take to read each.

A small file must not take long. The shapes are those that took longest once.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from measure import Table, timed, told

from cervmyelo.cli.commands import run

SIZE = 1_000_000


def files() -> Iterator[tuple[str, str]]:
    """The names and the texts of the files."""
    for name, record in {
        "alike": '{"age_years":-1}',
        "in_part": '{"age_years":{"low":50}}',
        "empty": "{}",
    }.items():
        many = [record] * (SIZE // (len(record) + 1))
        yield f"{name}.json", f"[{','.join(many)}]"
        yield f"{name}.jsonl", "\n".join(many)
    differing = (f'{{"age_years":{200 + n}}}' for n in range(SIZE // 20))
    yield "differing.json", f"[{','.join(differing)}]"
    for name, head, row in (
        ("invalid", "age_years", "-1"),
        ("valid", "age_years", "61"),
        ("quotes", "age_years,ref", '",'),
        ("ranges", "age_years", "50-59"),
    ):
        rows = [head, *[row] * (SIZE // (len(row) + 1))]
        yield f"{name}.csv", "\n".join(rows)
    words = (f"w{n}" for n in range(SIZE // 7))
    yield "words.csv", "\n".join(("sex_at_birth", *words))


def table() -> Table:
    """Processor time of the commands on each file, after a first call."""
    made: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder, "first.csv")
        first.write_text("age_years\n61\n")
        _quiet("assess", first)
        for name, text in files():
            path = Path(folder, name)
            path.write_text(text)
            commands = ["assess"] if path.suffix == ".json" else COMMANDS
            cells = {
                each: told(timed(lambda each=each, path=path: _quiet(each, path)).user)
                for each in commands
            }
            made.append((name, *(cells.get(each, "") for each in COMMANDS), "1 s"))
    return Table("**Files of one megabyte**.", ("", *COMMANDS, "goal"), made)


COMMANDS = ["assess", "cohort", "inspect"]


def _quiet(command: str, path: Path) -> None:
    arguments = [command, str(path)]
    if command == "cohort":
        target = path.with_name("out.csv")
        arguments += ["-o", str(target), "--force", "--missing-as-unknown"]
        arguments += ["--rule", "mjoa_severity"]
    with (
        Path(os.devnull).open("w", encoding="utf-8") as sink,
        contextlib.redirect_stdout(sink),
        contextlib.redirect_stderr(sink),
    ):
        run(arguments)


if __name__ == "__main__":
    print(table())
