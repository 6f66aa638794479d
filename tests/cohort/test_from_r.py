"""A data.frame of R keeps every NA, as the package arrow writes it."""

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest

import cervmyelo as cm
from cervmyelo.cohort import assess_cohort

EXAMPLE = Path(__file__).parents[2] / "examples" / "hand_over.R"


def data_frame():
    """A table with the types and the note that the package arrow of R writes."""
    return pa.table(
        {
            "ref": ["007", "008"],
            "mjoa_motor_upper": pa.array([3, None], pa.int32()),
            "mjoa_motor_lower": pa.array([5, 5], pa.int32()),
            "mjoa_sensory_upper": pa.array([2.0, None], pa.float64()),
            "mjoa_sphincter": pa.array([3, 2], pa.int32()),
            "gait_change": pa.array([True, None]),
            "opll": pa.DictionaryArray.from_arrays(
                pa.array([0, None], pa.int8()), ["absent", "present"]
            ),
        }
    ).replace_schema_metadata({"r": "A\n3\n263169\n197888\n5\nUTF-8\n531\n1\n531\n"})


@pytest.mark.parametrize("kind", ["parquet", "feather"])
def test_every_na_is_not_recorded(kind, tmp_path):
    """An NA of each type of R is not recorded, and in particular no yes."""
    path = tmp_path / f"clinic.{kind}"
    if kind == "parquet":
        pq.write_table(data_frame(), path)
        table = pq.read_table(path)
    else:
        pyarrow.feather.write_feather(data_frame(), path)
        table = pyarrow.feather.read_table(path)
    made = assess_cohort(table, "mjoa_total", bounds=True)
    assert made["mjoa_total"].to_pylist() == [13, None]
    assert made["mjoa_total_low"].to_pylist() == [13, 7]
    assert made["problems"].null_count == 2
    walking = {each.name for each in cm.article_stage.inputs} - {"gait_change"}
    for name in walking:
        table = table.append_column(name, pa.nulls(2, pa.bool_()))
    one, other = assess_cohort(table, "article_stage", bounds=True, explain=True)[
        "article_stage_missing"
    ].to_pylist()
    assert "gait_change" not in one
    assert "gait_change" in other


def test_the_example_asks_for_what_there_is():
    """The example in R names quantities, rules and options that exist."""
    text = EXAMPLE.read_text()
    columns = re.findall(r"^  (\w+) = c\(", text, re.MULTILINE)
    assert {*columns} - {"ref"} <= {*cm.quantities}
    rules = re.findall(r'"--rule", "(\w+)"', text)
    assert rules
    assert {*rules} <= {*cm.rules}
    inputs = {each.name for rule in rules for each in cm.rules[rule].inputs}
    assert inputs <= {*columns}
