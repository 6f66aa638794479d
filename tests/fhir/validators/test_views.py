"""
Views, run by an implementation that others wrote, and by plain SQL.

To run it, see ``test_validators.py``.
"""

import datetime as dt
import json
import subprocess

import duckdb
import pytest
from node_packages import node_command
from written_bundles import drawn_people

import cervmyelo as cm
from cervmyelo.fhir import from_ndjson, stable_ids, to_fhir, to_ndjson, views
from cervmyelo.models.patient import PLACES, QUANTITIES
from cervmyelo.quantity import Fact, Partly
from cervmyelo.terminology.answers import answer_code, is_coded, scale_of

DAY = dt.date(2026, 3, 14)
VIEWS = {view["name"]: view for view in views()}
COUNT = 15


def rows_of(resources, folder):
    """The rows of every view, by Medplum."""
    file = folder / "views.ndjson"
    asked = ({"view": view, "resources": resources} for view in VIEWS.values())
    file.write_text("\n".join(map(json.dumps, asked)))
    ran = subprocess.run(
        node_command("view.mjs", file),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    rows = map(json.loads, ran.stdout.splitlines())
    return dict(zip(VIEWS, rows, strict=True))


@pytest.fixture(scope="module")
def export(tmp_path_factory):
    """The lines of some people, in a file."""
    file = tmp_path_factory.mktemp("export") / "Observation.ndjson"
    with file.open("w") as lines:
        for place, patient in enumerate(drawn_people(COUNT)):
            subject = f"Patient/{place}"
            ids = stable_ids(subject, DAY)
            found = to_fhir(cm.assess(patient), subject=subject, at=DAY, ids=ids)
            lines.writelines(f"{line}\n" for line in to_ndjson([found]))
    return file


@pytest.fixture(scope="module")
def rows(export, tmp_path_factory):
    """The rows of every view over these lines."""
    resources = [json.loads(line) for line in export.read_text().splitlines()]
    return rows_of(resources, tmp_path_factory.mktemp("views"))


def cell(quantity, value):
    """What a cell of a view holds for a value."""
    if value is None or isinstance(value, Partly):
        return None
    if isinstance(quantity, Fact) or not coded(quantity):
        return value
    return answer_code(quantity, value).code


def coded(quantity):
    return is_coded(quantity) and (
        scale_of(quantity) is not None or isinstance(quantity.values[0], str)
    )


def known(export):
    """The exact values of each person, as they are read from the lines."""
    for received in from_ndjson(export, on=DAY):
        (person,) = received.people
        case = cm.Case(person.patient)
        yield (
            person.subject,
            {
                name: cell(QUANTITIES[name], value)
                for name, value in case.values.items()
                if case.missing.get(name) != "other_cause"
            },
        )


def test_views_hold_what_is_read(export, rows):
    """A cell of a view is the value that is read from the lines, and no other is."""
    wanted = dict(known(export))
    assert len(wanted) > COUNT / 2
    found = {subject: {} for subject in wanted}
    for name, view in rows.items():
        for row in view if name not in {"findings", "outlooks"} else ():
            assert row["date"] == DAY.isoformat()
            cells = {key: row[key] for key in row if key in QUANTITIES}
            if name == "recorded":
                of = [row[key] for key in ("truth", "number", "answer")]
                (cells[row["quantity"]],) = [each for each in of if each is not None]
            own = found[row["subject"]]
            for key, each in cells.items():
                assert own.get(key) in {None, each}
                own[key] = each
    for subject, values in wanted.items():
        exact = {n: each for n, each in values.items() if each is not None}
        own = {n: each for n, each in found[subject].items() if each is not None}
        assert own == exact


def test_findings_are_those_of_the_rules(rows):
    """Each answer of a rule is a row, with its bounds, or why there is none."""
    people = drawn_people(COUNT)
    seen = set()
    for row in rows["findings"]:
        patient = people[int(row["subject"].removeprefix("Patient/"))]
        finding = cm.rules[row["rule"]](patient)
        decided = finding.value is not None
        assert decided is (row["grade"] is not None or row["number"] is not None)
        assert (row["status"] == "preliminary") is (finding.status == "undecided")
        ended = row["lowest"] is not None or row["lowest_grade"] is not None
        assert ended is (finding.status == "undecided" and finding.low is not None)
        if row["number"] is not None:
            assert row["number"] == pytest.approx(finding.value)
        if ended and row["lowest"] is not None:
            assert (row["lowest"], row["highest"]) == (finding.low, finding.high)
        edition = f"{finding.rule.edition}-{finding.rule.fingerprint}"
        assert row["version"] == edition
        reasons = {"ok": None, "undecided": "unknown", "refused": "not-applicable"}
        assert row["no_answer"] == reasons[finding.status]
        seen.add(finding.status)
    assert seen >= {"ok", "undecided"}
    assert len({row["rule"] for row in rows["findings"]}) > 10


def sql_of(name, file):
    """Plain SQL of DuckDB for the view of a sheet, written another way."""
    block = [n for n in QUANTITIES if (PLACES[n].record or n) == name]
    local = "urn:cervmyelo:codes"
    cells = []
    for each in block:
        quantity = QUANTITIES[each]
        if isinstance(quantity, Fact):
            value = "(part->>'$.valueBoolean')::BOOLEAN"
        elif coded(quantity):
            value = "(part->>'$.valueCodeableConcept.coding[0].code')"
        else:
            value = "(part->>'$.valueQuantity.value')::DOUBLE"
        here = f"(part->>'$.code.coding[0].code') = '{each}'"
        plain = "(part->'$.interpretation') is null"
        cells.append(f"max(case when {here} and {plain} then {value} end) as {each}")
    return f"""
        with sheet as (
            select json as body from read_json_objects('{file}')
            where (json->>'$.code.coding[0].code') = '{name}'
              and (json->>'$.code.coding[0].system') = '{local}'
              and (json->'$.method') is null
        ), parts as (
            select body, unnest(list_append(
                coalesce(from_json(body->'$.component', '["json"]'), []), body
            )) as part from sheet
        )
        select body->>'$.subject.reference' as subject, {", ".join(cells)}
        from parts group by body->>'$.id', body->>'$.subject.reference'
    """  # noqa: S608 -- names of our own


@pytest.mark.parametrize("name", [*VIEWS][:-3])
def test_plain_sql_gives_the_same_rows(export, rows, name):
    """The view of a sheet and a query of JSON by DuckDB are the same table."""
    found = duckdb.sql(sql_of(name, export))
    by_sql = sorted(
        (dict(zip(found.columns, row, strict=True)) for row in found.fetchall()),
        key=lambda row: row["subject"],
    )
    wanted = [{n: v for n, v in row.items() if n != "date"} for row in rows[name]]
    assert by_sql == sorted(wanted, key=lambda row: row["subject"])
