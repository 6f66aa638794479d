"""
The commands, and the message and exit status of their failures.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import signal
import sys
from collections import Counter
from collections.abc import (
    Callable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias, cast

from cyclopts import (
    App,
    CycloptsError,
    Group,
    Parameter,
    UnusedCliTokensError,
)

from cervmyelo.errors import CervmyeloError, UnknownNameError
from cervmyelo.io.files import file_path, replaced
from cervmyelo.names import printable, shown
from cervmyelo.version import VERSION

from .examples import examples_of
from .formats import Format, format_of
from .reading import STDIN
from .reading import Reading as ReadAs
from .terminal import UsageError, errors, note, output

# Each command imports what it runs with, so that none waits for the others.
if TYPE_CHECKING:
    import polars as pl

    from cervmyelo.forms import Form
    from cervmyelo.io.grading import Absent
    from cervmyelo.io.patients import Reading
    from cervmyelo.json_text import Json

__all__ = ["run"]

_VERSION: Final = f"cervmyelo {VERSION}"
_OK: Final = 0
_FLAGGED: Final = 1
_FAILED: Final = 2
_INTERRUPTED: Final = 128 + signal.SIGINT
_TOO_MANY: Final = (
    "A command takes the words that its --help lists, and an option takes one: for "
    "two rules write --rule A --rule B"
)

_PATIENTS: Final = Group("Patients", sort_key=1)
_KNOWLEDGE: Final = Group("What the library holds", sort_key=2)

_APP: Final = App(
    name="cervmyelo",
    help="Cervical myelopathy: published grades, scores, risk and outlook factors, "
    "with reasons, bounds and sources. What is not recorded never counts as no.",
    help_format="markdown",
    help_epilogue="""Examples:

```text
cervmyelo assess clinic.csv            a line for each patient, and counts
cervmyelo assess clinic.csv -o out.csv the table with all results
cervmyelo assess patient.json          a report on one patient
cervmyelo report patient.json -o p.html the report as a page
cervmyelo inspect export.xlsx          what is in a file
cervmyelo cohort clinic.csv -o out.csv any number of rows
cervmyelo change visits.csv --person id --on date
                                       each person over time
cervmyelo ask                          an interview
cervmyelo to-fhir clinic.csv --at 2026-03-14 -o out.ndjson
                                       FHIR, a resource in each line
cervmyelo from-fhir export/ --on 2026-03-20 -o people.csv
                                       a bulk export as a table
cervmyelo stored out.json --compare    what today's rules answer
cervmyelo redcap mjoa -o mjoa.csv      an instrument for REDCap
cervmyelo cql -o cervmyelo.cql         the rules for other engines
cervmyelo explain mjoa_severity        one rule with its source
cervmyelo cite mjoa_severity           its sources as BibTeX
```

Exit status: 0 no record is flagged, 1 some records are flagged, 2 the command or a file
is invalid.""",
    version=_VERSION,
    version_format="plaintext",
    suppress_keyboard_interrupt=False,
)

_Format: TypeAlias = Literal["text", "json", "csv", "tsv", "parquet"]
_Output: TypeAlias = Annotated[Path | None, Parameter(name=["--output", "-o"])]
_Switch: TypeAlias = Annotated[bool, Parameter(negative="", show_default=False)]


def run(arguments: Sequence[str]) -> int:
    """
    Run a command; a failure ends with a message of one line and an exit status.

    Args:
        arguments: The words after the name of the program.
    """
    for stream in (sys.stdout, sys.stderr):
        # Escape characters that the terminal cannot encode.
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        words = _words(arguments)
        if words == ["--version"]:
            # Without the screen of cyclopts, which takes longer than all the rest.
            sys.stdout.write(f"{_VERSION}\n")
            sys.stdout.flush()
            return _OK
        status = _APP(
            words,
            exit_on_error=False,
            print_error=False,
            result_action="return_value",
        )
    except UnusedCliTokensError as error:
        note(f"unexpected: {', '.join(error.unused_tokens or ())}. {_TOO_MANY}")
    except CycloptsError as error:
        from .misuse import message_for

        note(message_for(error))
    except CervmyeloError as error:
        note(str(error))
    except BrokenPipeError:
        # The reader closed the pipe; avoid a second BrokenPipeError at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _FLAGGED
    except OSError as error:
        name = f"{printable(str(error.filename))}: " if error.filename else ""
        note(f"{name}{error.strerror or 'cannot be read or written'}")
    except KeyboardInterrupt:
        note("stopped; nothing was written")
        return _INTERRUPTED
    else:
        return status if isinstance(status, int) else _OK
    return _FAILED


@_APP.command(group=_PATIENTS, help_epilogue=examples_of("assess"))
def assess(  # noqa: PLR0913 -- one for each option
    file: Annotated[Path, Parameter(allow_leading_hyphen=True)],
    /,
    *,
    output_file: _Output = None,
    columns: Path | None = None,
    format: _Format | None = None,  # noqa: A002 -- the name of the option
    detail: Annotated[bool | None, Parameter(negative="--brief")] = None,
    full: _Switch = False,
    spreadsheet: _Switch = False,
    force: _Switch = False,
    reading: ReadAs | None = None,
) -> int:
    """
    Assess every patient in a file.

    One patient gets a report; several get a line each, with counts. A record
    with an invalid value is flagged with the reason; rules that need the value are
    refused for this record, and nothing else changes. Exit status: 0 no record is
    flagged, 1 some records are flagged, 2 the command or the file is invalid.

    Args:
        file: A .json, .jsonl, .csv, .tsv, .txt, .xlsx or .parquet file, or - for
            standard input.

        output_file: Write all results to this .json, .csv, .tsv or .parquet file. A
            table keeps its columns and rows and gets new columns.

        columns: A TOML file that maps columns of the table to quantities, or the name
            of a map for the Spinal Cord Toolbox: sct_process_segmentation,
            sct_compute_compression or sct_detect_compression.

        format: What to write, if the name of the output does not say it; without an
            output file it goes to standard output.

        detail: A report on each patient, or a line for each.

        full: All of a report, with every reason and source, and not only what fits on
            a screen.

        spreadsheet: In CSV and TSV, put ' before text that a spreadsheet would take
            for a formula.

        force: Overwrite the output if it exists.

        reading: How to read a table.
    """
    from .assessing import as_json, as_table, on_screen
    from .intake import take_in

    _check_name(file)
    kind = _kind(output_file, format)
    if spreadsheet and kind not in {"csv", "tsv"}:
        raise UsageError("--spreadsheet is for CSV and TSV output.")
    intake = take_in(
        file, columns, reading, tabulate=kind is not None and kind != "json"
    )
    _note_left_alone(intake.left_alone)
    if kind is None:
        overview = on_screen(intake, detail=True if full else detail, full=full)
        return _FLAGGED if overview.flagged else _OK
    if kind == "parquet" and output_file is None:
        raise UsageError("Parquet is not text. Give -o FILE.parquet.")
    with (
        contextlib.nullcontext()
        if output_file is None
        else replaced(output_file, file, overwrite=force)
    ) as part:
        overview = (
            as_json(intake, part)
            if kind == "json"
            else as_table(intake, part, kind, spreadsheet=spreadsheet)
        )
    console = errors() if output_file is None else output()
    if output_file is not None:
        overview.summary(console)
    overview.flags(console)
    return _FLAGGED if overview.flagged else _OK


@_APP.command(group=_PATIENTS, help_epilogue=examples_of("cohort"))
def cohort(  # noqa: PLR0913 -- one for each option
    file: Annotated[Path, Parameter(allow_leading_hyphen=True)],
    /,
    *,
    output_file: Annotated[Path, Parameter(name=["--output", "-o"])],
    rule: Annotated[list[str] | None, Parameter(negative="")] = None,
    bounds: _Switch = False,
    missing_as_unknown: _Switch = False,
    suffix: str = "",
    columns: Path | None = None,
    spreadsheet: _Switch = False,
    force: _Switch = False,
    reading: ReadAs | None = None,
) -> int:
    """
    Add results as columns to a table of any size, in constant memory.

    Cells are read by the data dictionary, as `assess` reads them. An invalid cell is
    reported in the column problems; rules that need it are refused in this row, and
    nothing else changes. Exit status: 0 no row is flagged, 1 some rows are flagged,
    2 the command or the file is invalid.

    Args:
        file: A .csv, .tsv, .txt, .jsonl, .xlsx or .parquet file with a row for each
            person, or - for a table on standard input.

        output_file: The .csv, .tsv or .parquet file to write: the columns of the
            input, then the results.

        rule: A rule to add; repeat it for more rules. Without any, all rules whose
            inputs have columns are added.

        bounds: Add what is still possible for each rule, and its status.

        missing_as_unknown: Treat a missing column as not recorded in any row. Without
            a rule, all rules are added.

        suffix: What the names of all added columns end with, such as _6mth, so that the
            results of several visits fit in one table.

        columns: A TOML file that maps columns of the table to quantities, or the name
            of a map for the Spinal Cord Toolbox: sct_process_segmentation,
            sct_compute_compression or sct_detect_compression.

        spreadsheet: In CSV and TSV, put ' before text that a spreadsheet would take
            for a formula.

        force: Overwrite the output if it exists.

        reading: How to read the table.
    """
    from cervmyelo.cohort import MissingColumnError
    from cervmyelo.io.grading import Counts, Grading, chosen_rules, table_format
    from cervmyelo.io.pieces import pieces_of_table
    from cervmyelo.registry import RULES

    from .intake import sheet_of, source_of
    from .progress import progress

    _check_name(file)
    kind = table_format(output_file)
    if spreadsheet and kind == "parquet":
        raise UsageError("--spreadsheet is for CSV and TSV output.")
    sheet = sheet_of(source_of(file), columns, reading)
    _note_left_alone(sheet.left_alone if sheet.columns.all_pass else ())
    pieces = pieces_of_table(sheet)
    absent: Absent = "unknown" if missing_as_unknown else "error"
    try:
        chosen = chosen_rules(pieces, _chosen(rule or (), " --rule "), absent)
    except MissingColumnError as error:
        raise UsageError(
            f"{error} If they were not recorded, give --missing-as-unknown."
        ) from None
    if not rule and len(chosen) < len(RULES):
        note(
            f"rules left out because columns are missing: {len(RULES) - len(chosen)}; "
            f"name a rule by --rule to see which column it needs"
        )
    counts = Counts()
    with (
        replaced(output_file, file, overwrite=force) as part,
        progress() as advance,
    ):

        def count(piece: pl.DataFrame) -> None:
            counts.add(piece)
            advance(counts.rows)

        grading = Grading.of(pieces, chosen, bounds=bounds, suffix=suffix)
        grading.write(part, kind, spreadsheet=spreadsheet, each=count)
    some = "row" if counts.rows == 1 else "rows"
    flagged = f"{counts.flagged:,}" if counts.flagged else "none"
    output().print(f"{counts.rows:,} {some}, {flagged} flagged")
    return _FLAGGED if counts.flagged else _OK


@_APP.command(name="report", group=_PATIENTS, help_epilogue=examples_of("report"))
def _report(  # noqa: PLR0913 -- one for each option
    file: Annotated[Path, Parameter(allow_leading_hyphen=True)],
    /,
    *,
    output_file: _Output = None,
    columns: Annotated[Path | None, Parameter(name=["--map", "--columns"])] = None,
    title: str = "",
    on: dt.date | None = None,
    force: _Switch = False,
    reading: ReadAs | None = None,
) -> int:
    """
    A report as one page of HTML, to read on a screen, to print or to send on.

    One patient gets what to do, what was found, how sure, what to ask next and why,
    with sources and cautions; several get counts, pictures of what is known and
    unknown, what is missing, and the flagged records. The page holds no script and
    loads nothing. Exit status: 0 no record is flagged, 1 some records are flagged, 2
    the command or the file is invalid.

    Args:
        file: A .json, .jsonl, .csv, .tsv, .txt, .xlsx or .parquet file, or - for
            standard input.

        output_file: Write the page to this .html file; without it, to standard output.

        columns: A TOML file that maps columns of the table to quantities, or the name
            of a map for the Spinal Cord Toolbox: sct_process_segmentation,
            sct_compute_compression or sct_detect_compression.

        title: The title of the page.

        on: The day of the report, such as 2026-11-27, to be shown on the page.

        force: Overwrite the output if it exists.

        reading: How to read a table.
    """
    from cervmyelo.io.repeats import OnceEach
    from cervmyelo.report import of_readings

    from .intake import take_in
    from .overview import faults_of
    from .progress import progress

    _check_name(file)
    if output_file is not None and output_file.suffix.lower() not in {".html", ".htm"}:
        raise UsageError("A report is written to an .html file.")
    intake = take_in(file, columns, reading, tabulate=False)
    _note_left_alone(intake.left_alone)
    flagged = 0

    def seen(
        people: Iterable[Reading], advance: Callable[[int], None]
    ) -> Iterator[Reading]:
        nonlocal flagged
        faults = OnceEach(faults_of)
        for count, each in enumerate(people, 1):
            flagged += bool(faults(each))
            advance(count)
            yield each

    with (
        contextlib.nullcontext()
        if output_file is None
        else replaced(output_file, file, overwrite=force)
    ) as part:
        with progress() as advance:
            page = of_readings(seen(intake.rows.people, advance), title=title, on=on)
        if part is None:
            sys.stdout.write(page)
        else:
            part.write_text(page, encoding="utf-8", newline="\n")
    return _FLAGGED if flagged else _OK


@_APP.command(name="map", group=_PATIENTS, help_epilogue=examples_of("map"))
def _map(file: Path, /, *, output_file: _Output = None, force: _Switch = False) -> None:
    """
    Draw a first column map from a code book, to be checked and completed.

    Columns whose names are those of quantities are mapped, with what their labels and
    units say. All others are passed through. Nothing is guessed.

    Args:
        file: The data dictionary of a REDCap project (.csv), or the participants.json
            of a BIDS data set.

        output_file: Write the map to this .toml file.

        force: Overwrite the output if it exists.
    """
    from cervmyelo.column_maps.drafts import not_understood, of_code_book

    made = of_code_book(file)
    left = not_understood(made)
    if left:
        note(
            f"passed through although their names are those of quantities: "
            f"{', '.join(map(shown, left))}. Their labels or units are not all "
            f"understood, or another column holds the quantity. To read one, write "
            f"what it holds under [columns], [values] and [units]."
        )
    text = f"# A first map. Check each line.\n\n{made.to_toml()}"
    if output_file is None:
        sys.stdout.write(text)
    else:
        with replaced(output_file, file, overwrite=force) as part:
            part.write_text(text, encoding="utf-8")


@_APP.command(group=_KNOWLEDGE, help_epilogue=examples_of("redcap"))
def redcap(  # noqa: PLR0913 -- one for each option
    *names: str,
    output_file: _Output = None,
    form: str | None = None,
    record: str = "record_id",
    rows_only: _Switch = False,
    reasons: _Switch = False,
    force: _Switch = False,
) -> None:
    """
    Write a data dictionary of REDCap, whose exports are read back exactly.

    `cervmyelo map` makes the column map for the exports from the data dictionary of the
    project.

    Args:
        names: What to ask for: an instrument such as mjoa, symptoms, a column, or a
            rule, whose inputs are asked for.

        output_file: Write the data dictionary to this .csv file.

        form: The name of the form.

        record: The name of the first field, which holds your own reference.

        rows_only: Leave out the first field, for rows that are added to the data
            dictionary of a project.

        reasons: Ask also why a value is missing.

        force: Overwrite the output if it exists.
    """
    from cervmyelo.column_maps.redcap import redcap_dictionary

    text = redcap_dictionary(
        *names, form=form, record=None if rows_only else record, reasons=reasons
    )
    if output_file is None:
        sys.stdout.write(text)
    else:
        if output_file.suffix.lower() != ".csv":
            raise UsageError("A data dictionary of REDCap is a .csv file.")
        with replaced(output_file, STDIN, overwrite=force) as part:
            part.write_text(text, encoding="utf-8")


@_APP.command(group=_PATIENTS, help_epilogue=examples_of("inspect"))
def inspect(  # noqa: PLR0913 -- one for each option
    file: Annotated[Path, Parameter(allow_leading_hyphen=True)],
    /,
    *,
    output_file: _Output = None,
    columns: Path | None = None,
    format: Literal["text", "toml", "json"] | None = None,  # noqa: A002
    force: _Switch = False,
    reading: ReadAs | None = None,
) -> None:
    """
    Look at a table: how it is laid out, what its columns look like, what looks wrong.

    The report ends with a first column map to edit. Nothing is changed, and no cell is
    shown except short numbers and common words of columns that look like a quantity.

    Args:
        file: A .csv, .tsv, .txt, .jsonl, .xlsx or .parquet file, or - for a table on
            standard input.

        output_file: Write the column map to this .toml file, or the report to this
            .json file.

        columns: A TOML file that maps columns of the table to quantities, to look at
            the file through it.

        format: Print the report as text, the column map as TOML, or the report as
            JSON.

        force: Overwrite the output if it exists.

        reading: How to read the table.
    """
    from .inspection import as_text, inspected, written_format

    _check_name(file)
    found = inspected(file, columns, reading)
    if output_file is not None:
        text = as_text(found, written_format(output_file))
        given = (file,) if columns is None else (file, columns)
        with replaced(output_file, *given, overwrite=force) as part:
            part.write_text(text, encoding="utf-8")
    if format is not None or output_file is None:
        sys.stdout.write(as_text(found, format or "text"))
    else:
        sys.stdout.write(f"{found}\n")


@_APP.command(name="to-fhir", group=_PATIENTS, help_epilogue=examples_of("to-fhir"))
def _to_fhir(  # noqa: PLR0913 -- one for each option
    file: Annotated[Path, Parameter(allow_leading_hyphen=True)],
    /,
    *,
    at: str,
    output_file: _Output = None,
    recorded_only: _Switch = False,
    snomed: _Switch = False,
    columns: Path | None = None,
    force: _Switch = False,
    reading: ReadAs | None = None,
) -> int:
    """
    Write patients as FHIR R4: one resource in each line, as bulk exports are.

    What is recorded and what the rules find, for every record with a reference in the
    column ref: an id such as 17 becomes Patient/17, and a reference stays as it is. No
    Patient is written. Exit status: 0 no record is flagged, 1 some records are flagged
    and not written, 2 the command or the file is invalid.

    Args:
        file: A .json, .jsonl, .csv, .tsv, .txt, .xlsx or .parquet file, or - for
            standard input.

        at: The day of the records, such as 2026-03-14, or the column that holds it.

        output_file: Write the lines to this .ndjson file, packed if it ends in .gz;
            without it, to standard output.

        recorded_only: Leave out what the rules find.

        snomed: Write codes of SNOMED CT too, which need a licence in many countries.

        columns: A TOML file that maps columns of the table to quantities, or the name
            of a map for the Spinal Cord Toolbox: sct_process_segmentation,
            sct_compute_compression or sct_detect_compression.

        force: Overwrite the output if it exists.

        reading: How to read a table.
    """
    from . import exchange
    from .intake import take_in

    _check_name(file)
    if output_file is not None:
        exchange.check_lines(output_file)
    passed = () if exchange.is_day(at) else (at,)
    intake = take_in(file, columns, reading, tabulate=True, passed=passed)
    _note_left_alone(intake.left_alone)
    written = exchange.Written()
    lines = exchange.resources_of(
        intake.rows,
        exchange.day_of(at, intake.header),
        written,
        recorded_only=recorded_only,
        snomed=snomed,
    )
    with (
        (
            contextlib.nullcontext()
            if output_file is None
            else replaced(output_file, file, overwrite=force)
        ) as part,
        exchange.lines_file(part, output_file) as target,
    ):
        target.writelines(f"{line}\n" for line in lines)
    exchange.noted(written)
    some = "patient" if written.people == 1 else "patients"
    console = errors() if output_file is None else output()
    console.print(f"{written.people:,} {some}, {len(written.flagged):,} flagged")
    return _FLAGGED if written.flagged else _OK


@_APP.command(name="from-fhir", group=_PATIENTS, help_epilogue=examples_of("from-fhir"))
def _from_fhir(  # noqa: PLR0913 -- one for each option
    *files: Path,
    on: dt.date,
    output_file: _Output = None,
    format: _Format | None = None,  # noqa: A002 -- the name of the option
    gender: _Switch = False,
    spreadsheet: _Switch = False,
    force: _Switch = False,
) -> int:
    """
    Read a bulk export of FHIR as a table of patients, for `assess` and `cohort`.

    The resources of a patient can be in any file and any line. The column ref is the
    reference to the patient. What is not read is counted by its reason, and a line that
    is no resource is flagged by its number. A value known in part is in two columns, of
    the least and the most; JSON keeps all of it. Exit status: 0 no line is flagged, 1
    some lines are flagged, 2 the command or a file is invalid.

    Args:
        files: .ndjson files, packed by gzip or not, or folders with them.

        on: The day, such as 2026-03-20: what is dated after it is ignored, and ages are
            as of this day.

        output_file: Write the patients to this .csv, .tsv, .parquet or .json file.

        format: What to write, if the name of the output does not say it; without an
            output file it goes to standard output, CSV unless another is named.

        gender: Take the gender where the sex recorded at birth is missing.

        spreadsheet: In CSV and TSV, put ' before text that a spreadsheet would take
            for a formula.

        force: Overwrite the output if it exists.
    """
    from cervmyelo.fhir import from_ndjson

    from . import exchange
    from .outputs import write_frame

    kind = _kind(output_file, format) or "csv"
    if not files:
        raise UsageError("Name the files of the export, or their folder.")
    if spreadsheet and kind not in {"csv", "tsv"}:
        raise UsageError("--spreadsheet is for CSV and TSV output.")
    if kind == "parquet" and output_file is None:
        raise UsageError("Parquet is not text. Give -o FILE.parquet.")
    export = from_ndjson(*files, on=on, sex_from="gender" if gender else "birth_sex")
    lost: exchange.Lost = Counter()
    with (
        contextlib.nullcontext()
        if output_file is None
        else replaced(output_file, *files, overwrite=force)
    ) as part:
        if kind == "json":
            exchange.write_records(export, part, lost)
        else:
            made = exchange.as_frame(export, lost)
            write_frame(made, part, kind, spreadsheet=spreadsheet)
    exchange.summary(export, lost)
    some = "patient" if len(export) == 1 else "patients"
    console = errors() if output_file is None else output()
    console.print(f"{len(export):,} {some}")
    return _FLAGGED if export.flagged else _OK


@_APP.command(group=_PATIENTS, help_epilogue=examples_of("change"))
def change(  # noqa: PLR0913 -- one for each option
    file: Annotated[Path, Parameter(allow_leading_hyphen=True)],
    /,
    *,
    columns: Annotated[Path | None, Parameter(name=["--map", "--columns"])] = None,
    person: str | None = None,
    on: str | None = None,
    order: Annotated[list[str] | None, Parameter(negative="")] = None,
    score: str | None = None,
    surgery_on: str | None = None,
    output_file: _Output = None,
    format: _Format | None = None,  # noqa: A002 -- the name of the option
    each_visit: _Switch = False,
    spreadsheet: _Switch = False,
    force: _Switch = False,
    reading: ReadAs | None = None,
) -> int:
    """
    Compare the visits of each person: what is worse comes first.

    A line for each person shows the change from the baseline to the last visit: items
    that are worse, the score, the noticeable gain, the recovery rate and the severity
    band. The file has a row for each visit, or columns for each visit that the map
    names. Exit status: 0 nobody is flagged, 1 some people are flagged, 2 the command or
    a file is invalid.

    Args:
        file: A .csv, .tsv, .txt, .jsonl, .xlsx or .parquet file with visits, or - for a
            table on standard input.

        columns: A TOML file that maps columns of the table to quantities; its part
            [visits] can hold the options below, and the columns of each visit.

        person: The column that says who was seen.

        on: The column that says when: dates, numbers such as months, or names of events
            with their order.

        order: An event; repeat it for each, in their order.

        score: The score to follow, mjoa_total unless another is given.

        surgery_on: The column with the date of surgery.

        output_file: Write all results to this .json, .csv, .tsv or .parquet file.

        format: What to write, if the name of the output does not say it; without an
            output file it goes to standard output.

        each_visit: Write a row for each visit, with all that was compared, instead of a
            row for each person.

        spreadsheet: In CSV and TSV, put ' before text that a spreadsheet would take
            for a formula.

        force: Overwrite the output if it exists.

        reading: How to read a table.
    """
    from cervmyelo.io import ColumnMap, VisitMap
    from cervmyelo.io.tables import names_in, open_sheet, table_of
    from cervmyelo.io.visit_tables import FAULTS, changes_of, last_changes_of, sheet_map

    from . import changes
    from .intake import column_map, note_layout, source_of
    from .outputs import write_frame

    _check_name(file)
    kind = _kind(output_file, format)
    if spreadsheet and kind not in {"csv", "tsv"}:
        raise UsageError("--spreadsheet is for CSV and TSV output.")
    if kind == "parquet" and output_file is None:
        raise UsageError("Parquet is not text. Give -o FILE.parquet.")
    if each_visit and kind is None:
        raise UsageError("--each-visit is for files: give -o FILE or --format.")
    map_ = column_map(columns) or ColumnMap()
    given = {"person": person, "on": on, "score": score, "surgery_on": surgery_on}
    visits = VisitMap.of(map_.visits, order=tuple(order) if order else None, **given)
    source, options = source_of(file), (reading or ReadAs()).options
    header = table_of(source, names_in(map_), options).header
    sheet = open_sheet(source, sheet_map(map_, visits, header), options)
    note_layout(sheet)
    found = changes_of(sheet, map_, visits)
    people = last_changes_of(found.changes, visits)
    if found.left_out:
        note(
            f"rows without anything recorded that can be compared: {found.left_out}; "
            f"they are no visits and left out"
        )
    if twins := changes.alike(people):
        note(
            f"people whose names differ only in case, blanks, leading zeros or .0: "
            f"{twins}; they count as different people"
        )
    if kind is not None:
        with (
            contextlib.nullcontext()
            if output_file is None
            else replaced(output_file, file, overwrite=force)
        ) as part:
            made = found.changes if each_visit else people
            write_frame(made, part, kind, spreadsheet=spreadsheet)
    else:
        changes.lines(output(), people, visits.scale)
    console = errors() if kind is not None and output_file is None else output()
    changes.summary(console, people, visits.scale)
    changes.flags(console, people)
    return _FLAGGED if people[FAULTS].count() else _OK


@_APP.command(group=_PATIENTS, help_epilogue=examples_of("ask"))
def ask(
    *rules: str,
    output_file: _Output = None,
    start: Annotated[Path | None, Parameter(name="--from")] = None,
    full: _Switch = False,
    force: _Switch = False,
) -> int:
    """
    Interview a patient: the most informative question first, until all is decided.

    The rules are decided in their order, the most urgent first. Answer by number or
    word; ? shows the definition of what is asked, an empty line means not known, back
    corrects the last answer and quit stops. The report follows.

    Args:
        rules: The rules to decide; without any, those of the article and the mJOA.

        output_file: Write the record to this .json file at the end.

        start: A .json file with one patient, to continue from.

        full: All of the report, with every reason and source, and not only what fits
            on a screen.

        force: Overwrite the output if it exists.
    """
    from cervmyelo.io.patients import Reading, patient_from_json, patient_to_dict
    from cervmyelo.json_text import to_json
    from cervmyelo.models import Patient
    from cervmyelo.registry import FIRST_LOOK
    from cervmyelo.results.assessment import findings

    from .interview import interview
    from .report import report

    chosen = _chosen(rules, " ") or FIRST_LOOK

    def begun() -> Patient:
        return Patient() if start is None else patient_from_json(start.read_bytes())

    if output_file is None:
        patient = interview(chosen, begun())
    else:
        if format_of(output_file) != "json":
            raise UsageError("A record is written to a .json file.")
        with replaced(output_file, start or STDIN, overwrite=force) as part:
            patient = interview(chosen, begun())
            text = to_json(patient_to_dict(patient), indent=2)
            part.write_text(f"{text}\n", encoding="utf-8")
    reading = Reading(number=1, ref=patient.ref, patient=patient, values=patient.flat())
    report(output(), reading, findings(patient), full=full)
    return _OK


@_APP.command(group=_PATIENTS, help_epilogue=examples_of("stored"))
def stored(
    file: Annotated[Path, Parameter(allow_leading_hyphen=True)],
    /,
    *,
    compare: _Switch = False,
    detail: _Switch = False,
    json: _Switch = False,
) -> int:
    """
    Show stored assessments as they were answered, whatever rules came since.

    Reads what `assess FILE -o OUT.json` wrote. Exit status: 0 no answer differs, 1 some
    records differ from what rules of today find or cannot be read, 2 the command or the
    file is invalid.

    Args:
        file: A .json file with one assessment or a list of them, or - for standard
            input.

        compare: Show what rules of today find differently, for the same recorded
            values.

        detail: Show every finding with its reasons, its source and its rule.

        json: Print JSON.
    """
    _check_name(file)
    if compare and detail:
        raise UsageError("Use --compare or --detail; --compare shows what differs.")
    from .archives import not_read, read_archive, show_differences, show_stored

    kept = read_archive(file)
    unread = not_read(kept)
    if unread:
        count = f"records that cannot be read: {len(unread)} of {len(kept)}"
        note(f"{count}; the first: {unread[0]}")
    if compare:
        differing = show_differences(kept, json=json)
        return _FLAGGED if differing or unread else _OK
    show_stored(kept, json=json, detail=detail)
    return _FLAGGED if unread else _OK


@_APP.command(group=_KNOWLEDGE, help_epilogue=examples_of("cql"))
def cql(
    *rules: str,
    over: Literal["parameters", "fhir"] = "parameters",
    elm: Path | None = None,
    output_file: _Output = None,
    force: _Switch = False,
) -> None:
    """
    Write rules as a library of CQL, for engines that know nothing of this program.

    Args:
        rules: The names of the rules; all of them if none is named.

        over: What the library reads: parameters, or records of FHIR R4.

        elm: What a translator made of the same library, for a Library of FHIR.

        output_file: Write the text to this .cql file, or a Library of FHIR that holds
            it to this .json file.

        force: Overwrite the output if it exists.
    """
    from cervmyelo.cql import library, resource
    from cervmyelo.json_text import parse, to_json
    from cervmyelo.registry import RULES

    names = [each.name for each in _chosen(rules or tuple(RULES), " ")]
    kind = ".cql" if output_file is None else output_file.suffix.lower()
    if kind not in {".cql", ".json"}:
        raise UsageError("A library of CQL is a .cql file, a Library of FHIR a .json.")
    if kind == ".json":
        made = None if elm is None else parse(elm.read_bytes())
        held = resource(names, over=over, elm=cast("Mapping[str, object] | None", made))
        text = to_json(cast("Json", held), indent=2) + "\n"
    elif elm is not None:
        raise UsageError("--elm is for a Library of FHIR: name a .json file with -o.")
    else:
        text = library(names, over=over)
    if output_file is None:
        sys.stdout.write(text)
    else:
        with replaced(output_file, elm or STDIN, overwrite=force) as part:
            part.write_text(text, encoding="utf-8")


@_APP.command(name="rules", group=_KNOWLEDGE, help_epilogue=examples_of("rules"))
def _rules(*, json: _Switch = False) -> None:
    """
    Every rule, with its form and its source.

    Args:
        json: Print JSON.
    """
    from cervmyelo.json_text import to_json

    from . import pages

    if json:
        sys.stdout.write(to_json(pages.rules_as_json(), indent=2) + "\n")
    else:
        pages.rules(output())


@_APP.command(group=_KNOWLEDGE, help_epilogue=examples_of("explain"))
def explain(name: str, /) -> None:
    """
    One rule in full: its table, its inputs, its limits and its source.

    Or one column in full: what is asked, and the definition with its source.

    Args:
        name: The name of a rule or a column; `cervmyelo rules` lists the rules,
            `cervmyelo schema columns` the columns.
    """
    from cervmyelo.models.patient import QUANTITIES
    from cervmyelo.registry import RULES

    from . import pages

    if name in RULES:
        pages.explain(output(), RULES[name])
    elif name in QUANTITIES:
        pages.define(output(), QUANTITIES[name])
    else:
        raise UnknownNameError(name, "rule or column", [*RULES, *QUANTITIES])


@_APP.command(group=_KNOWLEDGE, help_epilogue=examples_of("cite"))
def cite(*rules: str) -> None:
    """
    The publications that rules rest on, as BibTeX.

    Args:
        rules: The names of the rules; all of them if none is named.
    """
    from cervmyelo.bibliography import bibtex
    from cervmyelo.registry import RULES

    chosen = _chosen(rules or tuple(RULES), " ")
    sys.stdout.write(bibtex(chosen) + "\n")


@_APP.command(group=_KNOWLEDGE, help_epilogue=examples_of("article"))
def article() -> None:
    """Symptoms, causes, treatments, complications: all of the article, cited."""
    from . import pages

    pages.article(output())


@_APP.command(group=_KNOWLEDGE, help_epilogue=examples_of("schema"))
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
    from cervmyelo.io.schema import assessment_schema, patient_schema
    from cervmyelo.json_text import to_json

    from . import pages

    if csv and what != "columns":
        raise UsageError("--csv is for `cervmyelo schema columns`.")
    match what:
        case "patient":
            sys.stdout.write(to_json(patient_schema(), indent=2) + "\n")
        case "assessment":
            sys.stdout.write(to_json(assessment_schema(), indent=2) + "\n")
        case "columns" if csv:
            pages.columns_as_csv()
        case "columns":
            pages.columns(output())


def _words(arguments: Sequence[str]) -> list[str]:
    """The arguments, if each of them could be the name of a file."""
    if sys.stdout is None:  # its descriptor is closed
        raise UsageError("Standard output is closed.")
    for word in arguments:
        file_path(word)
    return list(arguments)


def _chosen(names: Sequence[str], separator: str) -> list[Form]:
    """
    The rules with some names, each once.

    Args:
        names: The names.

        separator: What goes before each further name.
    """
    from cervmyelo.registry import RULES

    for name in names:
        listed = name.replace(",", " ").split()
        if len(listed) > 1:
            raise UsageError(
                f"Several rules in one word. Write "
                f"{separator.lstrip()}{separator.join(map(shown, listed))}"
            )
    return [RULES[name] for name in dict.fromkeys(names)]


def _check_name(file: Path) -> None:
    """Refuse an option in the place of a file."""
    if file != STDIN and str(file).startswith("-"):
        raise UsageError("There is an unknown option, or no file.")


def _kind(output_file: Path | None, wanted: _Format | None) -> Format | None:
    if wanted == "text":
        if output_file is not None:
            raise UsageError("Text goes to standard output; give another --format.")
        return None
    if wanted is not None:
        return wanted
    return None if output_file is None else format_of(output_file)


def _note_left_alone(columns: Sequence[str]) -> None:
    if columns:
        note(f"columns not read: {', '.join(map(printable, columns))}")
