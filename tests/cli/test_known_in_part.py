"""
Files with values that are known in part, also of several values with others between.

Columns hold the ends of such a value alone, and yet each person gets in a written table
and in the counts what the rules say of that person.
"""

import io
import json

import polars as pl
import pytest
from frames import expected, same
from written_bundles import drawn_people

from cervmyelo.cohort.answers import answer_name
from cervmyelo.io import (
    ColumnMap,
    grade_table,
    graded_rows,
    inspect_table,
    patient_from_dict,
    patient_to_dict,
    read_table,
)
from cervmyelo.models.ends import say_less
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.partly import between
from cervmyelo.quantity import Fact
from cervmyelo.registry import RULES

WRITTEN = {
    "people.json": json.dumps,
    "people.jsonl": lambda records: "\n".join(map(json.dumps, records)),
}


@pytest.fixture(autouse=True)
def by_columns(monkeypatch):
    """Short files are graded by columns too, as long ones are."""
    monkeypatch.setattr(graded_rows, "most_rows", lambda _: 0)


def with_gaps(at):
    """What is known of several quantities: the first and the last value of each."""
    stepped = [
        each
        for each in QUANTITIES.values()
        if not isinstance(each, Fact) and len(each.values) > 2
    ]
    some = stepped[at::40]
    return {
        each.name: {"one_of": [each.values[0], each.values[-1 - at % 2]]}
        for each in some
    }


def rounded(value):
    """A record with numbers of some decimals: JSON Lines flags 1e-250 as no number."""
    if isinstance(value, dict):
        return {name: rounded(each) for name, each in value.items()}
    return round(value, 6) if isinstance(value, float) else value


def records():
    """People with anything on record, and people with little but sets with gaps."""
    drawn = [rounded(patient_to_dict(each)) for each in drawn_people(12)]
    # A line without a cell is no person in JSON Lines.
    return [each for each in (*drawn, *map(with_gaps, range(24))) if each]


@pytest.mark.parametrize("name", WRITTEN)
def test_each_person_gets_in_a_table_what_the_rules_say(run, table, tmp_path, name):
    """Value, bounds and status of all rules, from a list and from JSON Lines."""
    given = records()
    path, target = table(WRITTEN[name](given), name), tmp_path / "graded.parquet"
    run("assess", path, "-o", target)
    graded = pl.read_parquet(target)
    people = [patient_from_dict(each) for each in given]
    apart = [
        any(say_less(QUANTITIES[n], v) for n, v in p.flat().items() if n in QUANTITIES)
        for p in people
    ]
    assert 24 < sum(apart) < len(people)
    keys = {key for each in given for key in each}
    for rule in RULES.values():
        own = answer_name(rule, keys, {})
        for at, person in enumerate(people):
            value, low, high, status, *_ = expected(rule(person))
            row = graded.row(at, named=True)
            assert row[f"{own}_status"] == status, (rule.name, given[at])
            assert same(value, row[own]), (rule.name, given[at])
            for end, wanted in (("low", low), ("high", high)):
                # Answers without order have no ends.
                if f"{own}_{end}" in row:
                    assert same(wanted, row[f"{own}_{end}"]), (rule.name, given[at])


BAD = [
    '{"age_years": {"low": 50, "one_of": [1]}}',
    '{"age_years": {"low": 60, "high": 50}}',
    '{"age_years": {"one_of": []}}',
    '{"age_years": {"one_of": [61, {"low": 62}]}}',
    '{"age_years": {"one_of": [61, -3]}}',
    '{"age_years": {"low": [50]}}',
    '{"age_years": {"least": 50}}',
    '{"age_years": {"low": true}}',
    '{"age_years": {}}',
    '{"age_years": "{"}',
    '{"sex_at_birth": {"low": "female"}}',
    '{"sex_at_birth": {"one_of": ["female", 1]}}',
    '{"neck_pain": {"low": 0, "high": 1}}',
    '{"age_years": {"low": 50, "low": 51}}',
]


@pytest.mark.parametrize("line", BAD)
def test_an_object_that_says_nothing_valid_is_flagged(table, tmp_path, line):
    """The row is flagged in columns as for one person, and the others answer."""
    good = '{"age_years": {"low": 50}, "mjoa_total": 13}'
    path = table(f"{good}\n{line}\n", "people.jsonl")
    reading = [*read_table(path)][1]
    assert reading.problems
    assert reading.patient is None
    target = tmp_path / "out.csv"
    graded = grade_table(path, target, "mjoa_severity", absent="unknown")
    assert (graded.rows, graded.flagged) == (2, 1)
    first, second = pl.read_csv(target, infer_schema=False).rows(named=True)
    assert (first["mjoa_severity"], second["mjoa_severity"]) == ("moderate", None)
    assert second["problems"] == " ".join(map(str, reading.problems))


def test_objects_go_through_the_column_map(table):
    """Other names, words and units: ends are read as cells of the same column."""
    path = table('{"age": {"low": "50", "high": 59}, "sex": {"one_of": ["f", "m"]}}\n')
    path = path.rename(path.with_suffix(".jsonl"))
    columns = ColumnMap(
        columns={"age": "symptom_duration_months", "sex": "neck_mobility"},
        values={"neck_mobility": {"f": "normal", "m": "increased"}},
        factors={"symptom_duration_months": 12},
    )
    (reading,) = read_table(path, columns)
    assert reading.values["symptom_duration_months"] == between(600, 708)
    assert {*reading.values["neck_mobility"].options} == {"normal", "increased"}


def test_what_is_known_in_part_is_looked_at_and_followed(run, table):
    """`inspect` takes objects for valid, and `change` for what they say."""
    first = {"ref": "a", "at": 1, "mjoa_total": {"low": 9, "high": 10}}
    lines = [first, {"ref": "a", "at": 2, "mjoa_total": 16}]
    path = table("\n".join(map(json.dumps, lines)), "visits.jsonl")
    (total,) = (e for e in inspect_table(path).columns if e.name == "mjoa_total")
    assert (total.invalid, total.low, total.high) == (0, 9, 16)
    done = run("change", path, "--person", "ref", "--on", "at", "--format", "csv")
    row = pl.read_csv(io.StringIO(done.out), infer_schema=False).row(0, named=True)
    assert (row["mjoa_band_baseline"], row["mjoa_band"]) == ("severe", "mild")
    assert done.err.count("noticeable gain: 1") == 1
