"""The columns that rules read, as a table, as plain values and as schemas."""

import json
import subprocess
import sys

import attrs
import polars as pl
import pyarrow as pa
import pytest
from frames import table

import cervmyelo as cm
from cervmyelo.cohort import assess_cohort, cohort_schema
from cervmyelo.display.tables import dictionary
from cervmyelo.models.missing import MEANINGS
from cervmyelo.quantity import Choice, Fact, Measure


def test_schema_of_a_cohort():
    """The columns come in the order of the rules, each once; without rules, all."""
    schema = cohort_schema("mjoa_total", cm.rules["mjoa_severity"], "article_stage")
    inputs = [q.name for q in cm.rules["mjoa_total"].inputs]
    assert schema.names[:4] == (*inputs,)
    assert len(schema) == len(set(schema.names)) == len([*schema])
    assert schema.table == dictionary((*schema,))
    assert (schema.head, schema.body) == (schema.table.head, schema.table.body)
    assert cohort_schema().names == (*cm.quantities,)
    with pytest.raises(cm.CervmyeloError, match="Did you mean mjoa_total"):
        cohort_schema("mjoa_totl")


def test_plain_values():
    """All of a quantity is in the plain values, with the same keys for each kind."""
    listed = json.loads(json.dumps(cohort_schema().to_json()))["columns"]
    assert len({(*each,) for each in listed}) == 1
    for plain, quantity in zip(listed, cm.quantities.values(), strict=True):
        held = attrs.asdict(quantity, recurse=False)
        for key, value in plain.items():
            if key not in {"kind", "optional"}:
                want = held.get(key)
                assert value == (list(want) if isinstance(want, tuple) else want)
        assert (plain["kind"] == "yes or no") == isinstance(quantity, Fact)
        assert (plain["kind"] == "choice") == isinstance(quantity, Choice)
        if isinstance(quantity, Measure):
            assert (plain["kind"] == "whole number") == quantity.whole


@pytest.mark.parametrize("rules", [(), ("mjoa_total", "torg_pavlov_ratio")], ids=str)
def test_reasons_of_missing_values(rules):
    """Each quantity is followed by its reason, with the words that it can hold."""
    schema = cohort_schema(*rules, reasons=True)
    alone = cohort_schema(*rules)
    values, reasons = [*schema][::2], [*schema][1::2]
    assert (*values,) == alone.quantities
    assert schema.table.body[::2] == alone.table.body
    for value, reason, line in zip(
        values, reasons, schema.table.body[1::2], strict=True
    ):
        assert reason.name == f"{value.name}_missing"
        for word in MEANINGS:
            row = {reason.name: word}
            if word == "other_cause":
                row[value.name] = (value.values or (value.low,))[0]
            fits = not cm.Case(row).problems
            assert (word in reason.levels) is fits, row
            assert (word in line[2]) is fits
    listed = schema.to_json()["columns"]
    assert [each["optional"] for each in listed] == [False, True] * len(values)
    assert [each["levels"] for each in listed[1::2]] == [[*r.levels] for r in reasons]
    assert not any(each["optional"] for each in alone.to_json()["columns"])


def test_frames_with_reasons_of_the_schema_are_taken():
    """A frame with the types of the schema and each of its words has no fault."""
    schema = cohort_schema("mjoa_total", "torg_pavlov_ratio", reasons=True)
    kinds = schema.to_polars()
    assert pl.from_arrow(schema.to_pyarrow().empty_table()).schema == kinds
    for word in ("not_asked", "not_testable", "refused"):
        row = {name: word if name.endswith("_missing") else None for name in kinds}
        made = assess_cohort(pl.DataFrame([row], kinds), *schema.rules)
        assert made["problems"].to_list() == [None]


def test_frames_of_the_schema_are_taken():
    """A frame with the types of the schema has no fault in any column."""
    schema = cohort_schema()
    blank = pl.DataFrame([[None] * len(schema)], schema.to_polars(), orient="row")
    assert assess_cohort(blank)["problems"].to_list() == [None]
    arrow = schema.to_pyarrow()
    assert assess_cohort(arrow.empty_table()).num_rows == 0
    rows = table([{}], cm.quantities.values()).drop_columns("row")
    assert rows.schema == arrow
    assert pl.from_arrow(arrow.empty_table()).schema == schema.to_polars()
    assert isinstance(arrow, pa.Schema)


def test_choices_are_texts():
    """An invalid word is read, so that it can be flagged."""
    schema = cohort_schema("article_outlook_factors").to_polars()
    assert schema["neck_mobility"] == pl.String
    frame = pl.DataFrame({name: [None] for name in schema}, schema=schema)
    odd = frame.with_columns(neck_mobility=pl.lit("odd"))
    assert (
        "neck_mobility" in assess_cohort(odd, "article_outlook_factors")["problems"][0]
    )


@pytest.mark.parametrize("name", ["polars", "pyarrow"])
def test_without_the_engine_it_says_how_to_install_it(name):
    """A missing Polars or PyArrow is an error that says how to install it."""
    code = (
        f"import sys; sys.modules[{name!r}] = None\n"
        "from cervmyelo.errors import NotInstalledError\n"
        "from cervmyelo.cohort import cohort_schema\n"
        f"try: cohort_schema('mjoa_total').to_{name}()\n"
        "except NotInstalledError as error: print(error)"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    assert f"{name} is not installed" in done.stdout
    assert "cervmyelo[frames]" in done.stdout
