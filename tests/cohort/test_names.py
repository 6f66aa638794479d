"""Names of columns: compared as the engine does, and never in each other's way."""

import duckdb
import narwhals
import narwhals.stable.v1 as nw_v1
import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from frames import ENGINES, read_back

import cervmyelo as cm
from cervmyelo.cohort import (
    CohortError,
    MissingColumnError,
    assess_cohort,
    change_over_time,
    rules_for,
    summarise,
)

ITEMS = {
    "mjoa_motor_upper": [3, None],
    "mjoa_motor_lower": [5, 5],
    "mjoa_sensory_upper": [2, 2],
    "mjoa_sphincter": [3, 2],
}
VISITS = {"who": ["a", "a"], "day": [0, 1], "mjoa_total": [12, 15]}
every_engine = pytest.mark.parametrize("engine", ENGINES)
ODD = ["*", "^x$", "^.*$", "a.b", 'a"b', "a b", "cervmyelo__mjoa_motor_upper"]
"""Names that some engine reads as a pattern, and one of ours."""


def in_memory(frame):
    """A frame of any engine as one of Polars."""
    known = nw.from_native(frame)
    if isinstance(known, nw.LazyFrame):
        known = known.collect("polars")
    return pl.from_arrow(known.to_arrow())


@pytest.fixture(params=["memory", "file"])
def own(request, tmp_path):
    """A connection of DuckDB that is not the default one, with a table."""
    place = ":memory:" if request.param == "memory" else tmp_path / "own.duckdb"
    connection = duckdb.connect(str(place))
    people = pa.table({**ITEMS, "site": ["a", "b"]})
    visits = pa.table(VISITS)
    connection.register("given", people)
    connection.execute("create table people as select * from given")
    connection.register("seen", visits)
    connection.execute("create table visits as select * from seen")
    yield connection
    connection.close()


def test_own_connections_of_duckdb(own):
    """Every function answers on the connection of the relation that it is given."""
    people, visits = own.table("people"), own.table("visits")
    made = assess_cohort(people, "mjoa_total", bounds=True)
    assert min(made.fetchall(), key=str)[5:9] == (13, 13, 13, "ok")
    with pytest.raises(CohortError, match="1 cells are invalid"):
        assess_cohort(
            people.project("* replace (9 as mjoa_sphincter)").limit(1),
            "mjoa_total",
            on_error="raise",
        )
    by_site = summarise(people, "mjoa_severity", by="site").filter("n > 0")
    assert by_site.project("site, status, grade, n").fetchall() == [
        ("a", "ok", "moderate", 1),
        ("b", "undecided", None, 1),
    ]
    changed = change_over_time(visits, person="who", on="day").order("day")
    assert changed.project("mjoa_change_from_last").fetchall() == [(None,), (3.0,)]
    assert cm.mjoa_total in rules_for(people).applied


@pytest.mark.parametrize("name", ["MJOA_TOTAL_STATUS", "Problems"])
def test_a_clash_by_case_is_refused(name):
    """Where an engine ignores case, a column that differs in case alone is there."""
    frame = duckdb.from_arrow(pa.table({**ITEMS, name: [99, 99]}))
    with pytest.raises(CohortError, match=f"{name}: the frame already has"):
        assess_cohort(frame, "mjoa_total", bounds=True)
    # Others tell them apart, and keep both.
    made = assess_cohort(pl.DataFrame({**ITEMS, name: [99, 99]}), "mjoa_total")
    assert made[name].to_list() == [99, 99]
    assert made["mjoa_total"].to_list() == [13, None]


def test_a_recorded_answer_in_capitals():
    """A number of the caller is never given out as the answer, nor overwritten."""
    table = pa.table({**ITEMS, "MJOA_TOTAL": [13, 12]})
    made = assess_cohort(duckdb.from_arrow(table), "mjoa_total", bounds=True)
    names = ["MJOA_TOTAL", "mjoa_total_answer", "mjoa_total_answer_status"]
    got = made.project(", ".join(names)).fetchall()
    assert sorted(got) == [(12, 12, "ok"), (13, 13, "ok")]
    wrong = pa.table({**ITEMS, "MJOA_TOTAL": [99, 12]})
    made = assess_cohort(duckdb.from_arrow(wrong), "mjoa_total", bounds=True)
    assert (99, None, "refused") in made.project(", ".join(names)).fetchall()


def test_a_clash_by_case_over_time_and_in_counts():
    """So it is for visits, and for the columns that form groups."""
    visits = duckdb.from_arrow(pa.table({**VISITS, "MJOA_Baseline": [1, 1]}))
    with pytest.raises(CohortError, match="MJOA_Baseline: the frame already has"):
        change_over_time(visits, person="who", on="day")
    people = duckdb.from_arrow(pa.table({**ITEMS, "STATUS": ["x", "y"]}))
    with pytest.raises(CohortError, match="by: STATUS is also the name"):
        summarise(people, "mjoa_total", by="STATUS")


def test_input_columns_in_capitals():
    """Where an engine ignores case, an input is found however it is written."""
    capitals = pa.table({name.upper(): cells for name, cells in ITEMS.items()})
    frame = duckdb.from_arrow(capitals)
    made = assess_cohort(frame, "mjoa_total")
    assert made.columns == [*(name.upper() for name in ITEMS), "mjoa_total", "problems"]
    assert min(made.fetchall(), key=str)[4] == 13
    assert summarise(frame, "mjoa_total").project("n").fetchall()[0] == (1,)
    assert cm.mjoa_total in rules_for(frame).applied
    mapped = frame.project("* rename (MJOA_SPHINCTER as Bladder)")
    made = assess_cohort(mapped, "mjoa_total", columns={"BLADDER": "mjoa_sphincter"})
    assert min(made.fetchall(), key=str)[4] == 13
    visits = pa.table({name.upper(): cells for name, cells in VISITS.items()})
    changed = change_over_time(duckdb.from_arrow(visits), person="who", on="day")
    assert changed.columns[:3] == ["WHO", "DAY", "MJOA_TOTAL"]
    with pytest.raises(MissingColumnError, match="mjoa_motor_upper"):
        assess_cohort(capitals, "mjoa_total")


def test_two_columns_that_differ_in_case():
    """Where an engine ignores case, it is unclear which of them is meant."""
    frame = duckdb.sql('select 1 a, 2 "A"')
    with pytest.raises(CohortError, match="differ only in case"):
        rules_for(frame)


@every_engine
@pytest.mark.parametrize("name", ODD)
def test_columns_with_odd_names_stay(engine, name):
    """A column comes back as it was, whatever it is called, and can be an input."""
    table = pa.table({"row": [0, 1], **ITEMS, name: [7, 8]})
    made = assess_cohort(ENGINES[engine](table), "mjoa_total", bounds=True)
    got = in_memory(made)
    assert got.columns[:6] == table.column_names
    assert got.get_column(name).to_list() == [7, 8]
    assert got["mjoa_total"].to_list() == [13, None]
    renamed = table.drop_columns(name).rename_columns(
        [name if each == "mjoa_sphincter" else each for each in table.column_names[:5]]
    )
    made = assess_cohort(
        ENGINES[engine](renamed), "mjoa_total", columns={name: "mjoa_sphincter"}
    )
    assert in_memory(made)["mjoa_total"].to_list() == [13, None]
    # The mask of the caller's column has a name of its own too.
    taken = pa.table({**ITEMS, "cervmyelo__mjoa_total__refused": [5, 5]})
    made = in_memory(assess_cohort(ENGINES[engine](taken), "mjoa_total"))
    assert made["cervmyelo__mjoa_total__refused"].to_list() == [5, 5]


@every_engine
@pytest.mark.parametrize("name", ODD)
def test_groups_and_visits_with_odd_names(engine, name):
    """Such a column can form groups, name people or say when, and stays."""
    people = ENGINES[engine](pa.table({**ITEMS, name: ["x", "y"]}))
    counts = in_memory(summarise(people, "mjoa_total", by=name))
    assert counts.columns[0] == name
    assert counts.filter(pl.col("n") > 0)["n"].to_list() == [1, 1]
    visits = pa.table({name: ["a", "a"], "day": [0, 1], "mjoa_total": [12, 15]})
    made = change_over_time(ENGINES[engine](visits), person=name, on="day")
    got = in_memory(made)
    assert got.columns[0] == name
    assert got.sort("day")["mjoa_change_from_last"].to_list() == [None, 3.0]


@every_engine
def test_two_sources_for_one_quantity(engine):
    """A map must not name a second column for a quantity that is there."""
    frame = ENGINES[engine](pa.table({**ITEMS, "z": [0, 0]}))
    with pytest.raises(CohortError, match="in two places, z and the column mjoa_"):
        assess_cohort(frame, "mjoa_total", columns={"z": "mjoa_motor_upper"})
    # Two columns that swap their names are no second sources.
    swap = {
        "mjoa_motor_upper": "mjoa_sensory_upper",
        "mjoa_sensory_upper": "mjoa_motor_upper",
    }
    table = pa.table({"row": [0, 1], **ITEMS})
    made = assess_cohort(ENGINES[engine](table), "mjoa_total", columns=swap)
    assert read_back(made, ["mjoa_total"])["mjoa_total"] == [13, None]


def test_a_second_source_by_case():
    """A column that differs in case alone is a second source where case is ignored."""
    frame = duckdb.from_arrow(pa.table({"MJOA_MOTOR_UPPER": [3], "z": [0]}))
    with pytest.raises(CohortError, match="in two places, z and the column MJOA_"):
        assess_cohort(frame, "mjoa_total", columns={"z": "mjoa_motor_upper"})


def test_a_column_map_where_case_is_ignored():
    """A column map finds its columns, and those of the dictionary, in any case."""
    rest = [n for n in ITEMS if n != "mjoa_sphincter"]
    table = pa.table({n.upper(): ITEMS[n] for n in rest} | {"Bladder": [1, 2]})
    given = cm.ColumnMap(columns={"bLADDER": "mjoa_sphincter"})
    plain = pa.table({n: ITEMS[n] for n in rest} | {"mjoa_sphincter": [1, 2]})
    expected = in_memory(assess_cohort(plain, "mjoa_total"))["mjoa_total"].to_list()
    for columns in (given, {"bLADDER": "mjoa_sphincter"}):
        frame = duckdb.from_arrow(table)
        made = in_memory(assess_cohort(frame, "mjoa_total", columns=columns))
        assert made["mjoa_total"].to_list() == expected
        assert made.columns[: len(table.column_names)] == table.column_names
        counts = in_memory(summarise(frame, "mjoa_total", columns=columns))
        of_plain = in_memory(summarise(plain, "mjoa_total"))
        assert counts["n"].to_list() == of_plain["n"].to_list()
        with pytest.raises(cm.CervmyeloError, match="bLADDER"):
            assess_cohort(pl.DataFrame(table), "mjoa_total", columns=columns)
    both = table.append_column("MJOA_sphincter", [[3, 3]])
    with pytest.raises(CohortError, match="in two places, Bladder and the column MJ"):
        assess_cohort(duckdb.from_arrow(both), "mjoa_total", columns=given)
    odd = pa.table({n: ITEMS[n] for n in rest} | {"a*b": [1, 2]})
    aside = cm.ColumnMap(columns={"a*b": "mjoa_sphincter"})
    for frame in (duckdb.from_arrow(odd), odd, pl.DataFrame(odd), odd.to_pandas()):
        made = in_memory(assess_cohort(frame, "mjoa_total", columns=aside))
        assert made["mjoa_total"].to_list() == expected
        assert "a*b" in made.columns


def test_visits_where_case_is_ignored():
    """Visits are compared by names in any case, with or without a column map."""
    table = pa.table({"WHO": ["a", "a"], "Day": [0, 1], "Total": [12, 15]})
    asked = {"person": "who", "on": "DAY"}
    for columns in (
        {"total": "mjoa_total"},
        cm.ColumnMap(columns={"tOTAL": "mjoa_total"}),
    ):
        made = change_over_time(duckdb.from_arrow(table), **asked, columns=columns)
        got = in_memory(made).sort("Day")
        assert got.columns[:3] == ["WHO", "Day", "Total"]
        assert got["mjoa_change_from_last"].to_list() == [None, 3.0]
    words = table.append_column("OP", [["x", "y"]])
    with pytest.raises(CohortError, match="OP: expected the same kind as Day"):
        change_over_time(
            duckdb.from_arrow(words), **asked, surgery_on="op", columns=columns
        )


@pytest.mark.parametrize("ask", [assess_cohort, summarise])
def test_a_rule_given_twice(ask):
    """A rule that is given twice is an error, by its name or as itself."""
    frame = pl.DataFrame(ITEMS)
    with pytest.raises(CohortError, match="mjoa_total is given twice"):
        ask(frame, "mjoa_total", cm.mjoa_total)
    with pytest.raises(CohortError, match="mjoa_total is given twice"):
        cm.cohort_schema("mjoa_total", "mjoa_total")


@pytest.mark.parametrize("ask", [assess_cohort, summarise])
@pytest.mark.parametrize(
    ("option", "given", "message"),
    [
        ("columns", ["mjoa_total"], "columns: expected .*, got a list"),
        ("columns", "mjoa_total", "columns: expected .*, got text"),
        ("columns", {"mjoa_sphincter": None}, "names of quantities, got nothing"),
        ("columns", {"mjoa_sphincter": ["x"]}, "names of quantities, got a list"),
        ("columns", {1: "mjoa_sphincter"}, "columns: expected names .*, got a whole"),
        ("values", [3], "values: expected .*, got a list"),
        ("values", {5: {}}, "values: expected names .*, got a whole number"),
        ("values", {"mjoa_sphincter": 3}, "values: expected a map for mjoa_sphincter"),
        ("values", {"mjoa_sphincter": {(1,): 3}}, "a tuple is mapped"),
    ],
)
def test_maps_of_the_wrong_shape(ask, option, given, message):
    """What is no map of names is an error that says what was given."""
    with pytest.raises(cm.CervmyeloError, match=message):
        ask(pl.DataFrame(ITEMS), "mjoa_total", **{option: given})


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"score": None}, "score: expected text"),
        ({"score": 5}, "score: expected text"),
        ({"score": ["mjoa_total"]}, "score: expected text"),
        ({"person": None}, "person: expected text, got nothing"),
        ({"on": 3}, "on: expected text, got a whole number"),
        ({"surgery_on": [3]}, "surgery_on: expected the same kind"),
        ({"columns": ["x"]}, "columns: expected"),
        ({"values": ["x"]}, "values: expected"),
    ],
)
def test_questions_about_visits_of_the_wrong_shape(asked, message):
    """What is no name of a column or of a score is a clear error."""
    with pytest.raises(cm.CervmyeloError, match=message):
        change_over_time(
            pl.DataFrame(VISITS), **{"person": "who", "on": "day", **asked}
        )


@pytest.mark.parametrize("by", [5, {"a": 1}, [None], [["a"]], b"a"])
def test_groups_of_the_wrong_shape(by):
    """What names no columns forms no groups."""
    with pytest.raises(CohortError, match="by: expected the name of a column"):
        summarise(pl.DataFrame(ITEMS), "mjoa_total", by=by)


@pytest.mark.parametrize("kind", [narwhals, nw, nw_v1], ids=["main", "v2", "v1"])
@pytest.mark.parametrize(
    "make",
    [pl.DataFrame, pl.LazyFrame, pd.DataFrame, pa.table],
    ids=["polars", "lazy", "pandas", "pyarrow"],
)
def test_frames_of_narwhals(kind, make):
    """A frame of narwhals is answered, and comes back as one of the same release."""
    frame = kind.from_native(make(ITEMS))
    made = assess_cohort(frame, "mjoa_total")
    assert type(made) is type(frame)
    got = in_memory(made.to_native())
    assert got["mjoa_total"].to_list() == [13, None]
    assert type(summarise(frame, "mjoa_total")) is type(frame)
    visits = kind.from_native(make(VISITS))
    assert type(change_over_time(visits, person="who", on="day")) is type(visits)
    assert cm.mjoa_total in rules_for(frame).applied


@pytest.mark.parametrize(
    "make",
    [
        lambda table: table.to_batches()[0],
        lambda table: table.to_reader(),
    ],
    ids=["batch", "reader"],
)
def test_tables_of_arrow_that_are_no_frames(make):
    """What can become a frame is refused with how to make one of it."""
    with pytest.raises(cm.CervmyeloError, match=r"pyarrow.table\(frame\)"):
        assess_cohort(make(pa.table(ITEMS)), "mjoa_total")


@pytest.mark.parametrize(
    ("home", "fix"),
    [("dask.dataframe", "map_partitions"), ("modin.pandas", "pandas"), ("cudf", "to_")],
)
def test_frames_of_packages_that_are_not_supported(home, fix):
    """A frame of such a package is refused with what to do, before it is touched."""
    frame = type("DataFrame", (), {"__module__": home})()
    with pytest.raises(cm.CervmyeloError, match=f"not supported. .*{fix}"):
        assess_cohort(frame, "mjoa_total")


def test_dask():
    """A frame of Dask is refused with what to do; its partitions are answered."""
    dask = pytest.importorskip("dask.dataframe")
    frame = dask.from_pandas(pd.DataFrame(ITEMS), npartitions=2)
    with pytest.raises(cm.CervmyeloError, match="map_partitions"):
        assess_cohort(frame, "mjoa_total")
    made = frame.map_partitions(assess_cohort, "mjoa_total").compute()
    assert made["mjoa_total"].tolist()[0] == 13
