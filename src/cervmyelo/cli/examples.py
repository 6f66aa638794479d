"""Examples of each command, shown under its --help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

__all__ = ["EXAMPLES", "examples_of"]

EXAMPLES: Final[Mapping[str, Sequence[tuple[str, str]]]] = {
    "assess": (
        ("cervmyelo assess clinic.csv", "a line for each patient, and counts"),
        ("cervmyelo assess clinic.csv -o out.csv", "the table with all results"),
        ("cervmyelo assess patient.json", "a report on one patient"),
        ("cervmyelo assess export.csv --columns columns.toml", "by a column map"),
    ),
    "report": (
        ("cervmyelo report patient.json -o report.html", "a page on one patient"),
        ("cervmyelo report clinic.csv -o clinic.html", "a page on a cohort"),
    ),
    "cohort": (
        (
            "cervmyelo cohort big.parquet -o out.parquet",
            "all rules whose columns are there",
        ),
        (
            "cervmyelo cohort clinic.csv -o out.csv --rule mjoa_severity --bounds",
            "one rule, with the lowest and highest possible grade",
        ),
    ),
    "inspect": (
        ("cervmyelo inspect export.xlsx", "what is in a file"),
        ("cervmyelo inspect export.csv -o columns.toml", "a first column map"),
    ),
    "map": (
        ("cervmyelo map data_dictionary.csv -o columns.toml", "from REDCap"),
        ("cervmyelo map participants.json", "from BIDS, on the screen"),
    ),
    "change": (
        (
            "cervmyelo change long.csv --person id --on seen",
            "a row for each visit",
        ),
        ("cervmyelo change wide.csv --map visits.toml", "columns for each visit"),
        (
            "cervmyelo change long.csv --person id --on seen -o changes.csv",
            "as a table",
        ),
    ),
    "ask": (
        ("cervmyelo ask", "the article and the mJOA, the most urgent first"),
        ("cervmyelo ask article_stage -o patient.json", "one rule; save the record"),
    ),
    "to-fhir": (
        (
            "cervmyelo to-fhir clinic.csv --at 2026-03-14 -o clinic.ndjson",
            "every patient, with all that rules find",
        ),
        (
            "cervmyelo to-fhir visits.csv --at seen -o visits.ndjson.gz",
            "the day is in the column seen",
        ),
    ),
    "from-fhir": (
        (
            "cervmyelo from-fhir export --on 2026-03-20 -o people.parquet",
            "every .ndjson file of a folder",
        ),
        (
            "cervmyelo from-fhir Patient.ndjson.gz Observation.ndjson.gz "
            "--on 2026-03-20",
            "CSV on the screen",
        ),
    ),
    "stored": (
        ("cervmyelo stored graded.json", "what was answered then"),
        ("cervmyelo stored graded.json --compare", "what today's rules answer"),
    ),
    "redcap": (
        ("cervmyelo redcap mjoa -o mjoa.csv", "an instrument"),
        ("cervmyelo redcap ao_spine_2017", "the inputs of a rule, on the screen"),
    ),
    "cql": (
        ("cervmyelo cql -o cervmyelo.cql", "all rules over parameters"),
        ("cervmyelo cql mjoa_severity --over fhir", "one rule, on the screen"),
        ("cervmyelo cql --over fhir -o library.json", "a Library of FHIR"),
    ),
    "rules": (("cervmyelo rules", "every rule, by subject"),),
    "explain": (
        ("cervmyelo explain mjoa_severity", "a rule: table, limits, source"),
        ("cervmyelo explain cord_signs", "a column: question, values, definition"),
    ),
    "cite": (
        ("cervmyelo cite", "the sources of all rules"),
        ("cervmyelo cite mjoa_total mjoa_severity", "those of two rules"),
    ),
    "article": (("cervmyelo article", "everything the article says"),),
    "schema": (
        ("cervmyelo schema patient", "JSON Schema of a record"),
        ("cervmyelo schema columns --csv", "the data dictionary as a table"),
    ),
}
"""For each command: command lines, and what each of them shows."""


def examples_of(command: str) -> str:
    """
    The examples of a command, in Markdown.

    >>> examples_of("rules").splitlines()[3:5]
    ['cervmyelo rules', '    every rule, by subject']

    Args:
        command: The name of the command.
    """
    lines = [f"{line}\n    {what}" for line, what in EXAMPLES[command]]
    return "\n".join(["Examples:", "", "```text", *lines, "```"])
