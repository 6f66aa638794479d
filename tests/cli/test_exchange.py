"""Tables as lines of FHIR resources, and bulk exports as tables."""

import datetime as dt
import gzip
import json
from pathlib import Path

import polars as pl
import pytest

import cervmyelo as cm
from cervmyelo.fhir import from_ndjson
from cervmyelo.io import patients_from_json, read_table

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = dt.date(2026, 3, 14)
AT = ("--at", DAY.isoformat())
ON = ("--on", DAY.isoformat())


def values(reading):
    return dict(cm.Case(reading.patient).values)


def test_a_table_is_written_and_comes_back(run, tmp_path):
    """Everybody of a table is in the lines, and in the table that is read from them."""
    lines, people = tmp_path / "out.ndjson.gz", tmp_path / "people.csv"
    ran = run("to-fhir", EXAMPLES / "clinic.csv", *AT, "-o", lines)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "40 patients, 0 flagged\n"
    with gzip.open(lines, "rt") as file:
        kinds = {json.loads(line)["resourceType"] for line in file}
    assert {"Observation", "Condition"} <= kinds
    ran = run("from-fhir", tmp_path, *ON, "-o", people)
    assert (ran.status, ran.out) == (0, "40 patients\n")
    before = read_table(EXAMPLES / "clinic.csv")
    assert {each.ref: values(each) for each in read_table(people)} == {
        f"Patient/{each.ref}": values(each) for each in before
    }


def test_what_is_known_in_part_survives(run, table, tmp_path):
    """A range is in two columns, or whole in JSON, and a reason in a column."""
    record = {
        "ref": "7",
        "age_years_missing": "refused",
        "mjoa_motor_upper": {"low": 2, "high": 3},
        "symptom_duration_months": {"low": 6, "high": 7.5},
        "smoker": True,
    }
    given = table(json.dumps(record), "patient.json")
    lines = tmp_path / "out.ndjson"
    ran = run("to-fhir", given, *AT, "-o", lines, "--recorded-only")
    assert ran.status == 0
    assert "method" not in lines.read_text()
    (patient,) = [each.patient for each in from_ndjson(lines, on=DAY)]
    ran = run("from-fhir", lines, *ON, "--format", "json")
    (reading,) = patients_from_json(ran.out)
    assert reading.ref == "Patient/7"
    assert values(reading) == dict(cm.Case(patient).values)
    for name in ("people.csv", "people.parquet"):
        ran = run("from-fhir", lines, *ON, "-o", tmp_path / name)
        (reading,) = read_table(tmp_path / name)
        assert values(reading) == dict(cm.Case(patient).values)
        assert dict(reading.patient.missing) == {"age_years": "refused"}
    frame = pl.read_parquet(tmp_path / "people.parquet")
    (found,) = cm.assess_cohort(
        frame, "mjoa_total", missing_columns="unknown", bounds=True
    )["mjoa_total_high"]
    assert found == cm.mjoa_total(patient).high


def test_each_day_is_in_a_column(run, table):
    """The day of a record can be its own; who has none, or comes twice, is flagged."""
    given = table(
        "ref,seen,mjoa_total\n1,2026-03-01,13\n1,2026-03-02,14\n1,2026-03-02,15\n"
        "2,,13\n,2026-03-01,13\na b,2026-03-01,13\n3,2026-03-01,99\n"
        "Patient/4,2026-03-01,9\n"
    )
    ran = run("to-fhir", given, "--at", "seen", "--recorded-only")
    assert ran.status == 1
    found = [json.loads(line) for line in ran.out.splitlines()]
    assert [(e["subject"]["reference"], e["effectiveDateTime"]) for e in found] == [
        ("Patient/1", "2026-03-01"),
        ("Patient/1", "2026-03-02"),
        ("Patient/4", "2026-03-01"),
    ]
    assert "3 patients, 5 flagged" in ran.err
    for number, word in (
        (3, "before"),
        (4, "date"),
        (5, "ref"),
        (6, "ref"),
        (7, "inv"),
    ):
        (line,) = [e for e in ran.err.splitlines() if f"record {number}:" in e]
        assert word in line
    assert "a b" not in ran.err


def test_lines_that_are_no_resources_are_flagged(run, table):
    """A bad line is named by file and number, and what is not read is counted."""
    given = table(
        '{"resourceType":"Patient","id":"1","gender":"male","birthDate":"1960-01-01"}\n'
        'nonsense\n{"resourceType":"Encounter","id":"1"}\n',
        "a.ndjson",
    )
    ran = run("from-fhir", given, *ON)
    assert ran.status == 1
    assert ran.out == "ref,age_years\nPatient/1,66\n"
    assert "a.ndjson:2: not understood" in ran.err
    assert "1 ignored: a kind of resource that is not read" in ran.err
    assert "1 patient\n" in ran.err
    ran = run("from-fhir", given, *ON, "--gender")
    assert ran.out == "ref,age_years,sex_at_birth\nPatient/1,66,male\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("to-fhir", EXAMPLES / "clinic.csv", "--at", "March"), "--at takes a day"),
        (("to-fhir", EXAMPLES / "clinic.csv", *AT, "-o", "x.csv"), ".ndjson"),
        (("to-fhir", EXAMPLES / "clinic.csv"), "--at"),
        (("from-fhir", *ON), "folder"),
        (("from-fhir", "none.ndjson", *ON), "No such file"),
        (("from-fhir", EXAMPLES, *ON), "no file that ends"),
        (("from-fhir", EXAMPLES, *ON, "--format", "parquet"), "Parquet"),
        (("from-fhir", EXAMPLES, *ON, "--spreadsheet", "--format", "json"), "CSV"),
        (("from-fhir", EXAMPLES), "--on"),
    ],
)
def test_commands_that_cannot_be_run(run, words, message):
    """The message says what to give, and the exit status is 2."""
    ran = run(*words)
    assert ran.status == 2
    assert message in ran.err


INCHES = {"value": 0.5, "code": "[in_i]", "system": "http://unitsofmeasure.org"}


def observation(name, place, **more):
    """A line with what is recorded of one quantity."""
    coding = [{"system": "urn:cervmyelo:codes", "code": name}]
    recorded = {
        "resourceType": "Observation",
        "id": f"o{place}",
        "status": "final",
        "subject": {"reference": "Patient/1"},
        "effectiveDateTime": "2026-01-02",
        "code": {"coding": coding},
    }
    return json.dumps(recorded | more)


@pytest.mark.parametrize("kind", ["csv", "json"])
@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ([{"valueQuantity": INCHES}], "in another unit"),
        ([{"valueQuantity": {"value": 12}}], "without its unit"),
        ([{"valueString": "12"}], "of another type"),
        ([{"effectiveDateTime": "2026-02-30"}], "a time that is not clear"),
        (
            [{"valueQuantity": {"value": n, "unit": "mm"}} for n in (11, 12)],
            "another record of the same time says otherwise",
        ),
    ],
)
def test_what_is_recorded_and_not_read_is_counted(run, table, kind, given, reason):
    """Each value that is missing from the table has its reason on the screen."""
    name = "canal_diameter_mm"
    lines = [observation(name, place, **each) for place, each in enumerate(given)]
    ran = run("from-fhir", table("\n".join(lines), "a.ndjson"), *ON, "--format", kind)
    assert name not in ran.out
    assert reason in ran.err
    assert f"{len(given)} " in ran.err


def test_no_input_of_several_is_overwritten(run, table):
    """The second file is as safe as the first."""
    first, second = (table('{"resourceType":"Patient","id":"1"}\n', n) for n in "ab")
    second = second.rename(second.with_suffix(".json"))
    ran = run("from-fhir", first, second, *ON, "-o", second, "--force")
    assert (ran.status, "The output is the input" in ran.err) == (2, True)


@pytest.mark.parametrize("name", ["a.json", "a.ndjson"])
def test_fhir_that_is_no_table_says_what_reads_it(run, table, name):
    """Its keys were called unknown fields of a patient, or columns without a name."""
    given = table('{"resourceType":"Bundle","entry":[]}\n', name)
    ran = run("assess", given)
    assert (ran.status, "cervmyelo from-fhir" in ran.err) == (2, True)
