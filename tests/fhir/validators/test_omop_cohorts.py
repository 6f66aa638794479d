"""
Cohort definitions, run by a port of OHDSI's tools that others wrote.

To run it, see ``test_validators.py``; it needs no Node.js.
"""

import datetime as dt
import itertools

import duckdb
import polars as pl
import pytest

import cervmyelo as cm
from cervmyelo.io import OmopConcept, omop_cohort, omop_rows

pytest.importorskip("duckcdm")

from duckcdm.circe import build_cohort_query
from duckcdm.omop import create_parquet_views
from duckcdm.sqlrender import render, translate

DAY = dt.date(2026, 3, 14)
RECORD = 32817
FIELDS = {"measurement": 1147138, "observation": 1147165}
ITEMS = ("motor_upper", "motor_lower", "sensory_upper", "sphincter")
NAMES = [*(f"mjoa_{each}" for each in ITEMS), "mjoa_total", "mjoa_severity"]
CONCEPTS = {
    name: OmopConcept(concept_id=0, source_concept_id=2_000_000_101 + at)
    for at, name in enumerate(NAMES)
}
SCORES = [(3, 5, 2, 3), (2, 3, 1, 3), (5, 7, 3, 3), (None, 1, 0, 0), (0, None, None, 0)]
PEOPLE = {
    person: {n: v for n, v in zip(NAMES, scores, strict=False) if v is not None}
    for person, scores in enumerate(SCORES, 1)
} | {6: {"mjoa_total": 9}, 7: {"mjoa_severity": "severe"}, 8: {"mjoa_motor_upper": 3}}


@pytest.fixture(scope="module", params=[None, "observation"])
def cdm(request, tmp_path_factory):
    """A database of the common data model with these people, in each layout."""
    folder = tmp_path_factory.mktemp("cdm")
    ids = itertools.count(1)
    rows = [
        omop_rows(
            cm.assess(values),
            CONCEPTS,
            person_id=person,
            date=DAY,
            type_concept_id=RECORD,
            ids=ids,
            items=request.param,
            event_fields=FIELDS,
        )
        for person, values in PEOPLE.items()
    ]
    for table in ("measurement", "observation"):
        made = pl.concat([each.to_polars(table) for each in rows])
        made.write_parquet(folder / f"{table}.parquet")
    people = pl.DataFrame({"person_id": [*PEOPLE]}).with_columns(
        gender_concept_id=0,
        year_of_birth=1961,
        race_concept_id=0,
        ethnicity_concept_id=0,
    )
    people.write_parquet(folder / "person.parquet")
    pl.DataFrame({"person_id": [*PEOPLE]}).with_columns(
        observation_period_id=pl.col("person_id"),
        observation_period_start_date=dt.date(2020, 1, 1),
        observation_period_end_date=dt.date(2026, 12, 31),
        period_type_concept_id=RECORD,
    ).write_parquet(folder / "observation_period.parquet")
    pl.DataFrame(
        {
            "concept_id": [each.source_concept_id for each in CONCEPTS.values()],
            "concept_name": NAMES,
            "concept_code": NAMES,
        }
    ).with_columns(
        domain_id=pl.lit("Measurement"),
        vocabulary_id=pl.lit("LOCAL"),
        concept_class_id=pl.lit("Clinical Observation"),
        standard_concept=pl.lit(None, pl.String),
        valid_start_date=dt.date(1970, 1, 1),
        valid_end_date=dt.date(2099, 12, 31),
        invalid_reason=pl.lit(None, pl.String),
    ).write_parquet(folder / "concept.parquet")
    with duckdb.connect(str(folder / "cdm.duckdb")) as db:
        unlike = create_parquet_views(
            db, str(folder), schema="omop", log=None, materialize=True
        )
        db.execute(
            "CREATE SCHEMA results; CREATE TABLE results.cohort("
            "cohort_definition_id INT, subject_id INT, cohort_start_date DATE, "
            "cohort_end_date DATE)"
        )
        yield db, unlike


def found(db, cohort):
    """The people whom a definition finds, with the first day."""
    sql = build_cohort_query(
        cohort,
        cdm_schema="omop",
        vocabulary_schema="omop",
        target_table="results.cohort",
        result_schema="results",
        cohort_id=1,
    )
    db.execute(translate(render(sql), "duckdb"))
    rows = db.execute("SELECT subject_id, cohort_start_date FROM results.cohort")
    return dict(rows.fetchall())


@pytest.mark.parametrize("grade", ["none", "mild", "moderate", "severe"])
def test_a_definition_finds_those_whom_the_rule_grades_so(cdm, grade):
    """Everybody with the grade is found, decided by items, total or word, none else."""
    db, _ = cdm
    wanted = {
        person: DAY
        for person, values in PEOPLE.items()
        if cm.mjoa_severity(values).value == cm.mjoa_severity.scale.grade(grade)
    }
    assert found(db, omop_cohort("mjoa_severity", grade, CONCEPTS)) == wanted


def test_a_total_alone_finds_only_those_who_have_one(cdm):
    """By the total, nobody is found whose total is open, though the grade is known."""
    db, _ = cdm
    total = {"mjoa_total": CONCEPTS["mjoa_total"]}
    by_total = found(db, omop_cohort("mjoa_severity", "severe", total))
    by_both = found(db, omop_cohort("mjoa_severity", "severe", CONCEPTS))
    assert by_total.keys() == {2, 6}
    assert by_both.keys() == {2, 4, 5, 6, 7}


def test_rows_are_those_of_the_model(cdm):
    """Every column is one of the model, and each item leads to its total."""
    db, unlike = cdm
    assert not any(unlike.values())
    tied = db.execute(
        "SELECT i.person_id, count(*) FROM ("
        "  SELECT person_id, measurement_event_id AS event FROM omop.measurement"
        "  UNION ALL SELECT person_id, observation_event_id FROM omop.observation) i "
        "JOIN omop.measurement m ON m.measurement_id = i.event "
        "WHERE m.person_id = i.person_id AND m.measurement_source_value = 'mjoa_total' "
        "GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    assert tied == [(1, 4), (2, 4), (3, 4)]
