"""JSON of data frames: refused as a whole, with what to write instead."""

import json

import pandas as pd
import pytest

from cervmyelo.errors import DocumentError
from cervmyelo.io import patients_from_json

FRAME = pd.DataFrame({"ref": ["a", "b"], "age_years": [61, 58]})


@pytest.mark.parametrize("orient", ["columns", "index", "split", "table", "values"])
def test_a_frame_is_no_record(orient):
    """It was one person with every field of a wrong kind."""
    with pytest.raises(DocumentError, match="written by columns|holds no record"):
        patients_from_json(FRAME.to_json(orient=orient))


def test_lists_for_columns_are_no_record():
    """The error names no cell."""
    with pytest.raises(DocumentError, match="to_json") as caught:
        patients_from_json(json.dumps(FRAME.to_dict("list")))
    assert "61" not in str(caught.value)


def test_a_frame_as_records_is_read():
    """This is what the message advises."""
    found = patients_from_json(FRAME.to_json(orient="records"))
    assert [each.patient.age_years for each in found] == [61, 58]


def test_json_lines_are_no_json():
    """The message says under which name they are read."""
    lines = FRAME.to_json(orient="records", lines=True)
    with pytest.raises(DocumentError, match="name of the file ends in .jsonl"):
        patients_from_json(lines)
    with pytest.raises(DocumentError, match=r"line 2, column 1\.$"):
        patients_from_json('{"age_years": 61}\nx')


@pytest.mark.parametrize(
    "document",
    [
        {"records": [{"mjoa_total": 13}, {"mjoa_total": 15}], "total": 2},
        {"a": {"mjoa_total": 13}, "b": {"mjoa_total": 15}},
        {"scores": {"mjoa_total": 13}, "note": None},
    ],
)
def test_records_below_other_names_are_no_record(document):
    """They were one person with unknown fields, who was reported as such."""
    with pytest.raises(DocumentError, match='one object for each patient.*"patients"'):
        patients_from_json(json.dumps(document))


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"ages": {"low": 50, "high": 59}},
        {"age_years": {"low": 50, "high": 59}},
        {"age_years": [61], "ref": "a"},
        {"age_years": [61]},
        {"age_years": None},
    ],
)
def test_a_record_is_a_record(record):
    """Values that are known in part, empty or wrong make no table of it."""
    (reading,) = patients_from_json(json.dumps(record))
    wrong = isinstance(record.get("age_years"), list) or "ages" in record
    assert (reading.patient is None) == wrong
