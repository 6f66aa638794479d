"""
The commands, and how their failures end.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import itertools
import os
import signal
import sys
import time
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias

from cyclopts import App, CycloptsError, Group, Parameter
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from cervmyelo.bibliography import bibtex
from cervmyelo.errors import CervmyeloError
from cervmyelo.findings import Finding, Outcome
from cervmyelo.forms import Form
from cervmyelo.io import (
    Reading,
    assessment_schema,
    patient_from_json,
    patient_schema,
    patient_to_dict,
    to_json,
)
from cervmyelo.models import Patient
from cervmyelo.registry import FIRST_LOOK, RULES
from cervmyelo.results.assessment import findings

from . import pages
from .intake import STDIN, Intake, take_in
from .interview import interview
from .outputs import Format, Writer, format_of, replacing, writing
from .overview import Overview
from .report import report
from .terminal import UsageError, errors, note, output, plain

if TYPE_CHECKING:
    from .streams import Stream

__all__ = ["run"]

_OK: Final = 0
_FLAGGED: Final = 1
_FAILED: Final = 2
_INTERRUPTED: Final = 128 + signal.SIGINT
_LONG: Final = 1.0

_PATIENTS: Final = Group("Patients", sort_key=1)
_KNOWLEDGE: Final = Group("What the library holds", sort_key=2)

_APP: Final = App(
    name="cervmyelo",
    help="Cervical myelopathy: published grades, scores, risk and outlook factors, "
    "with reasons, bounds and sources. What was not recorded is never taken for no.",
    help_format="markdown",
    help_epilogue="""Examples:

```text
cervmyelo assess clinic.csv            a line for each patient, and counts
cervmyelo assess clinic.csv -o out.csv the table with every answer added
cervmyelo assess patient.json          a full report on one patient
cervmyelo cohort big.parquet -o out.parquet   rules as columns, in little memory
cervmyelo ask                          an interview, the most urgent first
cervmyelo explain mjoa_severity        one rule with its source
cervmyelo cite mjoa_severity           its sources as BibTeX
```

Exit status: 0 all is well, 1 some records are flagged, 2 the command or a file
cannot be understood.""",
    version=lambda: f"cervmyelo {importlib.metadata.version('cervmyelo')}",
    version_format="plaintext",
    suppress_keyboard_interrupt=False,
)

_Format: TypeAlias = Literal["text", "json", "csv", "tsv", "parquet"]
_Output: TypeAlias = Annotated[Path | None, Parameter(name=["--output", "-o"])]
_Switch: TypeAlias = Annotated[bool, Parameter(negative="", show_default=False)]


def run(arguments: Sequence[str]) -> int:
    """
    Run a command, and end its failures in one clear line and a status.

    Args:
        arguments: The words after the name of the program.
    """
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a letter shows its code.
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        status = _APP(
            list(arguments),
            exit_on_error=False,
            print_error=False,
            result_action="return_value",
        )
    except CycloptsError as error:
        note(f"{error} (cervmyelo --help shows what can be asked)")
    except CervmyeloError as error:
        note(str(error))
    except BrokenPipeError:
        # The reader has seen enough; nothing is left to be flushed at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _FLAGGED
    except OSError as error:
        name = f"{plain(str(error.filename))}: " if error.filename else ""
        note(f"{name}{error.strerror or 'cannot be read or written'}")
    except KeyboardInterrupt:
        note("stopped; nothing was written")
        return _INTERRUPTED
    else:
        return status if isinstance(status, int) else _OK
    return _FAILED


@_APP.command(group=_PATIENTS, help_epilogue="")
def assess(  # noqa: PLR0913 -- one for each option
    file: Annotated[Path, Parameter(allow_leading_hyphen=True)],
    /,
    *,
    output_file: _Output = None,
    columns: Path | None = None,
    format: _Format | None = None,  # noqa: A002 -- the name of the option
    detail: Annotated[bool | None, Parameter(negative="--brief")] = None,
    spreadsheet: _Switch = False,
    force: _Switch = False,
) -> int:
    """
    What every rule finds for the patients of a file.

    One patient gets a full report; several get a line each, with counts. A record
    with a fault is flagged with the reason and loses no other record; rules that
    look at the faulty value are refused. Exit status: 0 all is well, 1 some records
    are flagged, 2 the command or the file cannot be understood.

    Args:
        file: A .json, .csv, .tsv or .parquet file, or - for JSON on standard input.

        output_file: Write every answer to this .json, .csv, .tsv or .parquet file.
            A table keeps its columns and rows and gets new columns.

        columns: A TOML file that says which column of the table is which quantity.

        format: What to write, where the name of the output does not say it; without
            an output file it goes to standard output.

        detail: A full report on each patient, or a line for each.

        spreadsheet: In CSV and TSV, put ' before cells of the input that a
            spreadsheet would take for a formula.

        force: Overwrite the output if it is there already.
    """
    if file != STDIN and str(file).startswith("-"):
        raise UsageError("There is an option that is not known, or no file.")
    kind = _kind(output_file, format)
    intake = take_in(file, columns, tabulate=kind is not None and kind != "json")
    if intake.left_alone:
        note(f"columns left alone: {', '.join(map(plain, intake.left_alone))}")
    if spreadsheet and kind is None:
        raise UsageError("--spreadsheet is for CSV and TSV output.")
    if kind is None:
        return _on_paper(intake, detail=detail)
    if output_file is None:
        console = errors()
        with writing(None, kind, intake, spreadsheet=spreadsheet) as writer:
            overview = _written(intake, writer)
    else:
        console = output()
        with (
            replacing(output_file, file, force=force) as part,
            writing(part, kind, intake, spreadsheet=spreadsheet) as writer,
        ):
            overview = _written(intake, writer)
        overview.summary(console)
    overview.flags(console)
    return _FLAGGED if overview.flagged else _OK


@_APP.command(group=_PATIENTS, help_epilogue="")
def cohort(  # noqa: PLR0913 -- one for each option
    file: Path,
    /,
    *,
    output_file: Annotated[Path, Parameter(name=["--output", "-o"])],
    rule: Annotated[list[str] | None, Parameter(negative="")] = None,
    bounds: _Switch = False,
    columns: Path | None = None,
    force: _Switch = False,
) -> int:
    """
    Rules as columns of a table of any length, in little memory.

    The table is read, graded and written piece by piece. Cells are read by the data
    dictionary; a cell that cannot be is flagged in the column problems, and loses
    nothing but the rules that look at it. Exit status: 0 all is well, 1 some rows are
    flagged, 2 the command or the file cannot be understood.

    Args:
        file: A .csv, .tsv or .parquet file with a row for each person.

        output_file: The .csv, .tsv or .parquet file to write: the columns of the
            input, then the rules.

        rule: A rule to be added; give it again for more. Without any, all rules whose
            inputs are among the columns.

        bounds: Add what is still possible of each rule, and its status.

        columns: A TOML file that says which column of the table is which quantity.

        force: Overwrite the output if it is there already.
    """
    from .streams import open_stream

    kind = format_of(output_file)
    if kind == "json":
        raise UsageError("A table is written to a .csv, .tsv or .parquet file.")
    table = open_stream(file, columns)
    if table.sheet.columns.all_pass and table.sheet.left_alone:
        left = ", ".join(map(plain, table.sheet.left_alone))
        note(f"columns left alone: {left}")
    with replacing(output_file, file, force=force) as part:
        graded = table.graded(rule or _all_for(table), bounds=bounds)
        with _progress() as advance:
            rows, flagged = table.write(graded, part, kind, advance)
    some = "row" if rows == 1 else "rows"
    output().print(f"{rows:,} {some}, {f'{flagged:,}' if flagged else 'none'} flagged")
    return _FLAGGED if flagged else _OK


@_APP.command(group=_PATIENTS, help_epilogue="")
def ask(
    *rules: str,
    output_file: _Output = None,
    start: Annotated[Path | None, Parameter(name="--from")] = None,
    force: _Switch = False,
) -> int:
    """
    Interview a patient: the most telling question first, until all is decided.

    The rules are settled in their order, the most urgent first. Answer by number or
    word; ? tells what a question means, an empty line says that it is not known,
    back corrects the last answer and quit stops. The report follows.

    Args:
        rules: The rules to be decided; if none is named, those of the article and
            the mJOA.

        output_file: Write the record to this .json file at the end.

        start: A .json file with one patient, to go on from.

        force: Overwrite the output if it is there already.
    """
    chosen = [RULES[name] for name in dict.fromkeys(rules)] or FIRST_LOOK
    if output_file is None:
        patient = interview(chosen, _start(start))
    else:
        if format_of(output_file) != "json":
            raise UsageError("A record is written to a .json file.")
        with replacing(output_file, start or STDIN, force=force) as part:
            patient = interview(chosen, _start(start))
            part.write_text(to_json(patient_to_dict(patient)) + "\n", encoding="utf-8")
    reading = Reading(number=1, ref=patient.ref, patient=patient, values=patient.flat())
    report(output(), reading, findings(patient))
    return _OK


@_APP.command(name="rules", group=_KNOWLEDGE, help_epilogue="")
def _rules(*, json: _Switch = False) -> None:
    """
    Every rule, with its form and its source.

    Args:
        json: Print JSON.
    """
    if json:
        sys.stdout.write(to_json(pages.rules_as_json()) + "\n")
    else:
        pages.rules(output())


@_APP.command(group=_KNOWLEDGE, help_epilogue="")
def explain(rule: str, /) -> None:
    """
    One rule in full: its table, its inputs, its limits and its source.

    Args:
        rule: The name of the rule; `cervmyelo rules` lists them.
    """
    pages.explain(output(), RULES[rule])


@_APP.command(group=_KNOWLEDGE, help_epilogue="")
def cite(*rules: str) -> None:
    """
    The publications that rules rest on, as BibTeX.

    Args:
        rules: The names of the rules; all of them if none is named.
    """
    chosen = [RULES[name] for name in dict.fromkeys(rules or RULES)]
    sys.stdout.write(bibtex(chosen) + "\n")


@_APP.command(group=_KNOWLEDGE, help_epilogue="")
def article() -> None:
    """Symptoms, causes, treatments, complications: all of the article, cited."""
    pages.article(output())


@_APP.command(group=_KNOWLEDGE, help_epilogue="")
def schema(
    what: Literal["patient", "assessment", "columns"] = "patient",
    /,
    *,
    csv: _Switch = False,
) -> None:
    """
    The JSON Schema of a patient or an assessment, or the data dictionary.

    Args:
        what: The schema of a patient or of an assessment, or the columns of a table.

        csv: Print the columns as CSV.
    """
    if csv and what != "columns":
        raise UsageError("--csv is for `cervmyelo schema columns`.")
    match what:
        case "patient":
            sys.stdout.write(to_json(patient_schema()) + "\n")
        case "assessment":
            sys.stdout.write(to_json(assessment_schema()) + "\n")
        case "columns" if csv:
            pages.columns_as_csv()
        case "columns":
            pages.columns(output())


def _kind(output_file: Path | None, wanted: _Format | None) -> Format | None:
    if wanted == "text":
        if output_file is not None:
            raise UsageError("Text goes to standard output; give another --format.")
        return None
    if wanted is not None:
        return wanted
    return None if output_file is None else format_of(output_file)


def _on_paper(intake: Intake, *, detail: bool | None) -> int:
    console = output()
    overview = Overview()
    rows = iter(intake.rows)
    first = list(itertools.islice(rows, 2))
    full = len(first) == 1 if detail is None else detail
    with _progress() as advance:
        for count, row in enumerate(itertools.chain(first, rows), 1):
            found = _found(row.reading)
            overview.add(row.reading, found)
            if full:
                if count > 1:
                    console.rule(style="dim")
                report(console, row.reading, found)
            advance(count)
    if full:
        return _FLAGGED if overview.flagged else _OK
    overview.lines(console)
    console.print()
    overview.summary(console)
    overview.flags(console)
    return _FLAGGED if overview.flagged else _OK


def _written(intake: Intake, writer: Writer) -> Overview:
    overview = Overview()
    with _progress() as advance:
        for count, row in enumerate(intake.rows, 1):
            found = _found(row.reading)
            writer.add(row, found)
            overview.add(row.reading, found)
            advance(count)
    return overview


def _found(reading: Reading) -> tuple[Finding[Outcome], ...]:
    return findings(reading.patient or reading.values)


def _all_for(table: Stream) -> list[Form]:
    """The rules that a table has all the columns for; of the others, how many."""
    found = table.applicable()
    if not found.applied:
        raise UsageError(
            "No rule has all its inputs among the columns. `cervmyelo schema columns` "
            "lists them; name a rule by --rule to be told what it lacks."
        )
    if found.skipped:
        note(
            f"rules left out for want of columns: {len(found.skipped)}; name one by "
            f"--rule to be told what it lacks"
        )
    return [*found.applied]


def _start(path: Path | None) -> Patient:
    return Patient() if path is None else patient_from_json(path.read_bytes())


@contextlib.contextmanager
def _progress() -> Generator[Callable[[int], None]]:
    """A count of the patients on a terminal, once it has taken a while."""
    console = errors()
    if not console.is_terminal:
        yield lambda _: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.completed:,.0f} patients"))
    bar = Progress(*columns, TimeElapsedColumn(), console=console, transient=True)
    task = bar.add_task("")
    begun = time.monotonic()

    def advance(count: int) -> None:
        if not bar.live.is_started and time.monotonic() - begun > _LONG:
            bar.start()
        bar.update(task, completed=count)

    try:
        yield advance
    finally:
        bar.stop()
