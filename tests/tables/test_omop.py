"""Answers as rows of the OMOP model: with the caller's concepts, and never of gaps."""

import datetime as dt
import itertools

import polars as pl
import pytest

import cervmyelo as cm
from cervmyelo.errors import KindError, LevelError, UnknownNameError
from cervmyelo.io import OMOP, OmopConcept, omop_of_tidy, omop_rows
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Measure
from cervmyelo.scale import Grade

DAY = dt.date(2026, 3, 14)
RECORD = 32817


def rows_for(values, concepts, **options):
    """The rows of one person."""
    given = {"person_id": 7, "date": DAY, "type_concept_id": RECORD}
    given |= {"ids": itertools.count(1), **options}
    return omop_rows(cm.assess(values), concepts, **given)


def filled(row):
    """The columns of a row that hold something."""
    return {name: cell for name, cell in row.items() if cell is not None}


def test_a_score_is_a_measurement():
    """A number is a row with all columns of the model, and no range of normal."""
    concept = OmopConcept(
        concept_id=0, source_concept_id=2_000_000_101, unit_concept_id=44777566
    )
    rows = rows_for({"mjoa_total": 13}, {"mjoa_total": concept})
    (row,) = rows.measurement
    assert tuple(row) == tuple(OMOP["measurement"])
    assert filled(row) == {
        "measurement_id": 1,
        "person_id": 7,
        "measurement_concept_id": 0,
        "measurement_date": DAY,
        "measurement_type_concept_id": RECORD,
        "value_as_number": 13.0,
        "unit_concept_id": 44777566,
        "measurement_source_value": "mjoa_total",
        "measurement_source_concept_id": 2_000_000_101,
        "unit_source_value": "points",
        "value_source_value": "13",
    }
    assert rows.observation == ()


def test_words_are_observations():
    """A grade or a yes or no is a string, and a concept if the caller has one."""
    concepts = {
        "mjoa_severity": OmopConcept(concept_id=1, values={"moderate": 11}),
        "smoker": 2,
        "rheumatoid_arthritis": OmopConcept(concept_id=3, values={True: 31, False: 30}),
    }
    values = {"mjoa_total": 13, "smoker": False, "rheumatoid_arthritis": False}
    rows = rows_for(values, concepts, visit_occurrence_id=5)
    assert rows.measurement == ()
    found = {row["observation_source_value"]: row for row in rows.observation}
    assert all(tuple(row) == tuple(OMOP["observation"]) for row in rows.observation)
    for name, text, concept in (
        ("mjoa_severity", "moderate", 11),
        ("smoker", "no", None),
        ("rheumatoid_arthritis", "no", 30),
    ):
        row = found[name]
        assert (row["value_as_string"], row["value_as_concept_id"]) == (text, concept)
        assert row["visit_occurrence_id"] == 5
        assert row["value_as_number"] is row["unit_source_value"] is None
    assert len({row["observation_id"] for row in rows.observation}) == 3


def test_both_layouts_are_there():
    """The caller says in which table an answer goes; a word there needs a concept."""
    grade = OmopConcept(concept_id=1, table="measurement", values={"severe": 13})
    item = OmopConcept(concept_id=2, table="observation")
    concepts = {"mjoa_severity": grade, "mjoa_total": item}
    rows = rows_for({"mjoa_total": 13}, concepts)
    assert rows.measurement == ()
    assert "mjoa_severity=moderate" in rows.no_concept
    (row,) = rows.observation
    assert (row["value_as_number"], row["value_as_string"]) == (13.0, None)
    (row,) = rows_for({"mjoa_total": 9}, concepts).measurement
    assert row["value_as_concept_id"] == 13


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"mjoa_motor_upper": 3}, "undecided"),
        ({"mjoa_total": cm.between(12, 13)}, "undecided"),
        ({"mjoa_total": 13, "mjoa_sphincter": 3, "mjoa_motor_upper": 0}, None),
        (
            {
                "mjoa_total": 5,
                **{each.name: each.high for each in cm.mjoa_total.inputs},
            },
            "refused",
        ),
        ({}, "undecided"),
    ],
)
def test_what_has_no_answer_has_no_row(values, why):
    """What is undecided or refused is counted by its reason, and never written."""
    rows = rows_for(values, {"mjoa_total": 1})
    if why is None:
        assert len(rows.measurement) == 1
        return
    assert rows.measurement == rows.observation == ()
    assert dict(rows.no_answer) == {("mjoa_total", why): 1}


def test_what_is_not_recorded_has_no_row():
    """A gap, a value known in part and one that another cause explains are no rows."""
    concepts = {
        "smoker": 1,
        "age_years": 2,
        "mjoa_motor_upper": 3,
        "rheumatoid_arthritis": 4,
    }
    values = {
        "age_years": cm.between(50, 59),
        "mjoa_motor_upper": 3,
        "mjoa_motor_upper_missing": "other_cause",
        "smoker_missing": "refused",
        "rheumatoid_arthritis": True,
    }
    rows = rows_for(values, concepts)
    assert rows.measurement == ()
    assert [row["observation_source_value"] for row in rows.observation] == [
        "rheumatoid_arthritis"
    ]
    assert dict(rows.no_answer) == {
        ("smoker", "not recorded"): 1,
        ("age_years", "undecided"): 1,
        ("mjoa_motor_upper", "undecided"): 1,
    }


def test_what_has_no_concept_is_reported():
    """Without a concept no row is written; with zero, only because it was asked for."""
    values = {"mjoa_total": 13, "smoker": True}
    rows = rows_for(values, {})
    assert rows.measurement == rows.observation == ()
    assert {"mjoa_total", "mjoa_severity", "smoker"} <= {*rows.no_concept}
    assert dict(rows.no_answer) == {}
    zero = rows_for(values, {}, no_concept="zero")
    assert zero.no_concept == ()
    every = (*zero.measurement, *zero.observation)
    names = {
        row.get("measurement_source_value") or row.get("observation_source_value")
        for row in every
    }
    assert names == {*rows.no_concept}
    concepts = {
        row.get("measurement_concept_id", row.get("observation_concept_id"))
        for row in every
    }
    assert concepts == {0}


def test_a_datetime_fills_both_columns():
    """An instant is a date and a datetime; a day is a date alone."""
    at = dt.datetime(2026, 3, 14, 9, 30, tzinfo=dt.UTC)
    (row,) = rows_for({"mjoa_total": 13}, {"mjoa_total": 1}, date=at).measurement
    assert row["measurement_date"] == DAY
    assert row["measurement_datetime"] == at
    assert type(row["measurement_date"]) is dt.date


def test_a_cohort_is_written_by_its_tidy_rows():
    """Rows of frames are those of the people; gaps are counted over all of them."""
    people = {1: 13, 2: None, 3: 99, 4: 18, 5: None}
    cohort = pl.DataFrame(
        {"id": [*people], "day": [DAY] * 5, "mjoa_total": [*people.values()]}
    )
    graded = cm.assess_cohort(cohort, "mjoa_total", "mjoa_severity", bounds=True)
    tidy = cm.tidy_cohort(graded, person="id", date="day")
    concepts = {"mjoa_total": 1, "mjoa_severity": 2}
    asked = {"type_concept_id": RECORD, "ids": itertools.count(1)}
    rows = omop_of_tidy(tidy.rows(named=True), concepts, **asked)
    ids = itertools.count(1)
    alone = [
        rows_for({"mjoa_total": score}, concepts, person_id=person, ids=ids)
        for person, score in people.items()
        if score in {13, 18}
    ]
    for table in ("measurement", "observation"):
        wanted = [row for each in alone for row in getattr(each, table)]
        unnumbered = [
            [{n: c for n, c in row.items() if n != f"{table}_id"} for row in some]
            for some in (getattr(rows, table), wanted)
        ]
        assert unnumbered[0] == unnumbered[1] != []
    assert dict(rows.no_answer) == {
        (name, why): count
        for name in concepts
        for why, count in (("undecided", 2), ("refused", 1))
    }


def test_frames_are_typed_where_all_is_empty():
    """Every column has the type of the model, with rows and without."""
    for values in ({}, {"mjoa_total": 13}):
        rows = rows_for(values, {"mjoa_total": 1})
        for table in OMOP:
            frame = rows.to_polars(table)
            assert frame.columns == [*OMOP[table]]
            assert frame.schema["value_as_number"] == pl.Float64
            assert frame.schema["visit_occurrence_id"] == pl.Int64
    assert rows.to_polars("measurement")["value_as_number"].to_list() == [13.0]
    with pytest.raises(LevelError, match="measurement or observation"):
        rows.to_polars("person")


def test_texts_fit_the_columns_of_the_model():
    """Names and words are within the 50 and 60 characters that the model keeps."""
    words = {str(value) for each in QUANTITIES.values() for value in each.values}
    for rule in cm.rules.values():
        words |= {
            str(each.code) for each in rule.scale or () if isinstance(each, Grade)
        }
        assert len(rule.unknown.unit) <= 50
    assert max(map(len, words)) <= 50
    assert max(map(len, [*QUANTITIES, *cm.rules])) <= 50
    units = {e.unit for e in QUANTITIES.values() if isinstance(e, Measure)}
    assert max(map(len, units)) <= 50


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"concepts": {"mjoa_totl": 1}}, UnknownNameError, "mjoa_total"),
        ({"concepts": {"mjoa_total": "1"}}, KindError, "concepts.mjoa_total"),
        ({"concepts": [1]}, KindError, "concepts"),
        ({"assessment": {"mjoa_total": 13}}, KindError, "assessment"),
        ({"person_id": "p7"}, KindError, "person_id"),
        ({"date": "2026-03-14"}, KindError, "date"),
        ({"type_concept_id": None}, KindError, "type_concept_id"),
        ({"ids": [1, 2]}, KindError, "itertools.count"),
        ({"ids": iter([])}, KindError, "iterator that has ended"),
        ({"ids": iter(["a"])}, KindError, "ids"),
        ({"no_concept": []}, LevelError, "no_concept"),
        ({"no_concept": "guess"}, LevelError, "no_concept"),
    ],
)
def test_what_cannot_be_written_is_refused(options, error, words):
    """An argument that cannot be meant is one clear error, without a value."""
    given = {
        "assessment": cm.assess({"mjoa_total": 13}),
        "concepts": {"mjoa_total": 1},
        "person_id": 7,
        "date": DAY,
        "type_concept_id": RECORD,
        "ids": itertools.count(1),
        **options,
    }
    with pytest.raises(error, match=words):
        omop_rows(given.pop("assessment"), given.pop("concepts"), **given)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"person": "p"}, "person"),
        ({"person": None}, "person"),
        ({"date": None}, "date"),
    ],
)
def test_rows_need_who_and_when(row, words):
    """A tidy row without the id of a person or without a date is refused."""
    (tidy,) = cm.tidy_findings([cm.mjoa_total({"mjoa_total": 13})], person=1, date=DAY)
    asked = {"type_concept_id": RECORD, "ids": itertools.count(1)}
    with pytest.raises(KindError, match=words):
        omop_of_tidy([{**tidy, **row}], {"mjoa_total": 1}, **asked)
    for odd in (5, {"person": 1}):
        with pytest.raises(KindError, match="rows"):
            omop_of_tidy([odd], {"mjoa_total": 1}, **asked)


FIELDS = {"measurement": 9_000_001, "observation": 9_000_002}
MJOA = {
    "mjoa_motor_upper": 3,
    "mjoa_motor_lower": 5,
    "mjoa_sensory_upper": 2,
    "mjoa_sphincter": 3,
}
SCORES = {name: at for at, name in enumerate((*MJOA, "mjoa_total"), 1)}


def test_items_point_to_their_total():
    """The row of an item says to which row of a total it belongs, and no other does."""
    concepts = SCORES | {"age_years": 9, "mjoa_severity": 10}
    rows = rows_for(MJOA | {"age_years": 61}, concepts, event_fields=FIELDS)
    found = {row["measurement_source_value"]: row for row in rows.measurement}
    total = found["mjoa_total"]["measurement_id"]
    for name, row in found.items():
        ties = (row["measurement_event_id"], row["meas_event_field_concept_id"])
        tied = (total, FIELDS["measurement"])
        assert ties == (tied if name in MJOA else (None, None))
    (severity,) = rows.observation
    assert severity["observation_event_id"] is None
    alone = rows_for(MJOA, concepts)
    assert {row["measurement_event_id"] for row in alone.measurement} == {None}


def test_answers_can_be_observations_and_scores_measurements():
    """Items in the table of answers point to the total in that of scores."""
    given = {"items": "observation", "event_fields": FIELDS}
    rows = rows_for(MJOA, SCORES, **given)
    (total,) = rows.measurement
    assert total["measurement_source_value"] == "mjoa_total"
    assert len(rows.observation) == len(MJOA)
    for row in rows.observation:
        assert row["observation_event_id"] == total["measurement_id"]
        assert row["obs_event_field_concept_id"] == FIELDS["measurement"]
        assert row["value_as_number"] == MJOA[row["observation_source_value"]]
    named = SCORES | {"mjoa_sphincter": OmopConcept(concept_id=4, table="measurement")}
    rows = rows_for(MJOA, named, **given)
    assert len(rows.measurement) == 2


def test_items_without_a_total_point_nowhere():
    """No total, or none in a table whose field has a concept: no row is pointed to."""
    items = {name: at for name, at in SCORES.items() if name in MJOA}
    only = {"observation": 9_000_002}
    for concepts, fields in ((items, FIELDS), (SCORES, only)):
        rows = rows_for(MJOA, concepts, event_fields=fields)
        assert {row["measurement_event_id"] for row in rows.measurement} == {None}
    part = {"mjoa_motor_upper": 3}
    (row,) = rows_for(part, SCORES, event_fields=FIELDS).measurement
    assert row["measurement_event_id"] is None


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        ({"items": "survey"}, "items"),
        ({"event_fields": 7}, "event_fields"),
        ({"event_fields": {"person": 7}}, "event_fields"),
        ({"event_fields": {"measurement": "7"}}, "event_fields"),
    ],
)
def test_options_of_rows_are_checked(options, fault):
    """A layout that there is not, or a concept that is none, is named."""
    with pytest.raises(cm.CervmyeloError, match=fault):
        rows_for(MJOA, SCORES, **options)


def test_items_of_a_cohort_are_written_and_tied():
    """Tidy rows of items become rows that point to the total of their person."""
    cohort = pl.DataFrame(
        {"id": [1, 2], "day": [DAY] * 2, **{n: [v, 0] for n, v in MJOA.items()}}
    )
    graded = cm.assess_cohort(cohort, "mjoa_total", bounds=True)
    tidy = cm.tidy_cohort(graded, person="id", date="day", items=True)
    rows = omop_of_tidy(
        tidy.rows(named=True),
        SCORES,
        type_concept_id=RECORD,
        ids=itertools.count(1),
        items="observation",
        event_fields=FIELDS,
    )
    totals = {row["person_id"]: row["measurement_id"] for row in rows.measurement}
    assert totals.keys() == {1, 2}
    assert len(rows.observation) == 2 * len(MJOA)
    for row in rows.observation:
        assert row["observation_event_id"] == totals[row["person_id"]]
