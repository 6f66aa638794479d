"""Grades in frames are in the order of their scale, in the terms of each engine."""

import itertools

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from frames import ENGINES, read_back, table

import cervmyelo as cm
from cervmyelo.cohort import (
    CohortError,
    assess_cohort,
    change_over_time,
    cohort_schema,
    summarise,
)
from cervmyelo.cohort.answers import answer_name
from cervmyelo.forms import Band, Bands, GradingForm
from cervmyelo.scale import Level, Scale

RANKED = {"pyarrow", "duckdb"}
"""The engines that do not compare words as grades."""

every_engine = pytest.mark.parametrize("engine", ENGINES)
SEVERITY = cm.rules["mjoa_severity"]
ITEMS = [each.name for each in SEVERITY.inputs]
GRADING = [rule for rule in cm.rules.values() if isinstance(rule, GradingForm)]
WORDS = [rule for rule in GRADING if isinstance(rule.scale.codes[0], str)]
# Sites "a" and "b"; the third person of each is moderate or severe.
PEOPLE = [(5, 7, 3, 3), (0, 0, 0, 0), (3, 5, 2, None), (5, 5, 3, 3), (3, 4, 3, 3)]
ROWS = [dict(zip(ITEMS, items, strict=True)) for items in PEOPLE]
SITES = "abbaa"
GRADES = [SEVERITY(row).value for row in ROWS]
KNOWN = [grade for grade in GRADES if grade is not None]
WORSE = [g.code for g in KNOWN if g > SEVERITY.scale.grade("mild")]
SORTED = [grade.code for grade in sorted(KNOWN)]
LEAST, MOST = min(KNOWN).code, max(KNOWN).code
BY_SITE = {
    site: max(g for g, at in zip(GRADES, SITES, strict=True) if g and at == site)
    for site in "ab"
}


def graded(engine, **asked):
    """The people with their severity, in a frame of an engine."""
    cells = {name: [row[name] for row in ROWS] for name in ITEMS}
    cells["site"] = [*SITES]
    frame = ENGINES[engine](pa.table({"row": list(range(len(ROWS))), **cells}))
    return assess_cohort(frame, SEVERITY, **asked)


def test_the_people_are_worth_ordering():
    """The alphabet would sort, compare and aggregate these grades differently."""
    codes = [grade.code for grade in KNOWN]
    assert sorted(codes) != SORTED
    assert (min(codes), max(codes)) != (LEAST, MOST)
    assert [code for code in codes if code > "mild"] != WORSE
    assert None in GRADES


@pytest.mark.parametrize("engine", ["polars", "polars-lazy"])
def test_polars(engine):
    """Polars compares, sorts, takes extremes and groups as grades do, also lazily."""
    frame = graded(engine).lazy()
    severity = pl.col("mjoa_severity")
    assert frame.collect_schema()["mjoa_severity"] == pl.Enum(SEVERITY.scale.codes)
    worse = frame.filter(severity > "mild").sort("row").collect()
    assert worse["mjoa_severity"].to_list() == WORSE
    ordered = frame.select(severity.drop_nulls().sort()).collect()
    assert ordered["mjoa_severity"].to_list() == SORTED
    ends = frame.select(least=severity.min(), most=severity.max()).collect()
    assert ends.row(0) == (LEAST, MOST)
    sites = dict(frame.group_by("site").agg(severity.max()).collect().rows())
    assert sites == {site: grade.code for site, grade in BY_SITE.items()}


@pytest.mark.parametrize("engine", [name for name in ENGINES if "pandas" in name])
def test_pandas(engine):
    """pandas compares, sorts, takes extremes and groups as grades do."""
    frame = graded(engine)
    severity = frame["mjoa_severity"]
    assert severity.dtype == pd.CategoricalDtype(SEVERITY.scale.codes, ordered=True)
    assert severity[severity > "mild"].tolist() == WORSE
    assert severity.sort_values().dropna().tolist() == SORTED
    assert (severity.min(), severity.max()) == (LEAST, MOST)
    sites = frame.groupby("site")["mjoa_severity"].max().to_dict()
    assert sites == {site: grade.code for site, grade in BY_SITE.items()}
    counts = severity.value_counts(sort=False)
    assert [*counts.index] == [*SEVERITY.scale.codes]


def test_pyarrow():
    """PyArrow holds an ordered dictionary, and orders by the ranks next to it."""
    table_ = graded("pyarrow", bounds=True)
    kind = table_.schema.field("mjoa_severity").type
    assert pa.types.is_dictionary(kind)
    assert kind.ordered
    mild = SEVERITY.scale.grade("mild").rank
    worse = table_.filter(pc.field("mjoa_severity_rank") > mild)
    assert worse["mjoa_severity"].to_pylist() == WORSE
    ordered = table_.sort_by("mjoa_severity_rank")["mjoa_severity"].to_pylist()
    assert [code for code in ordered if code] == SORTED
    sites = table_.group_by("site").aggregate([("mjoa_severity_rank", "max")])
    assert {
        row["site"]: row["mjoa_severity_rank_max"] for row in sites.to_pylist()
    } == {site: grade.rank for site, grade in BY_SITE.items()}
    # Others read the order from the dictionary.
    assert table_.to_pandas()["mjoa_severity"].max() == MOST
    assert pl.from_arrow(table_)["mjoa_severity"].max() == MOST


def test_duckdb():
    """DuckDB sorts, takes extremes and groups as grades do, and compares by ranks."""
    relation = graded("duckdb")

    def codes(some):
        return [row[0] for row in some.project("mjoa_severity").fetchall()]

    place = relation.columns.index("mjoa_severity")
    assert str(relation.types[place]).startswith("ENUM")
    mild = SEVERITY.scale.grade("mild").rank
    worse = relation.filter(f"mjoa_severity_rank > {mild}")
    assert codes(worse.order("row")) == WORSE
    known = relation.filter("mjoa_severity is not null")
    assert codes(known.order("mjoa_severity")) == SORTED
    ends = relation.aggregate("min(mjoa_severity), max(mjoa_severity)")
    assert ends.fetchall() == [(LEAST, MOST)]
    sites = relation.aggregate("site, max(mjoa_severity)", "site").fetchall()
    assert dict(sites) == {site: grade.code for site, grade in BY_SITE.items()}


@every_engine
@pytest.mark.parametrize("rule", GRADING, ids=lambda rule: rule.name)
def test_every_grade_has_the_levels_of_its_scale(engine, rule):
    """All levels are in the type, best to worst, even without rows."""
    made = assess_cohort(ENGINES[engine](table([], rule.inputs)), rule, bounds=True)
    schema = nw.from_native(made).collect_schema()
    ranked = engine in RANKED and rule in WORDS and rule.scale.ordered
    own = answer_name(rule, rule.inputs_by_name, {})
    for name in (own, f"{own}_low", f"{own}_high"):
        assert (f"{name}_rank" in schema) == ranked
        if rule not in WORDS:
            assert schema[name] == nw.Int64
            continue
        if engine == "duckdb":
            assert list(schema[name].categories) == [*rule.scale.codes]
            continue
        if isinstance(made, pd.DataFrame):
            kind = made[name].dtype
            assert [*kind.categories] == [*rule.scale.codes]
            assert kind.ordered == rule.scale.ordered
        elif isinstance(made, pa.Table):
            kind = made.schema.field(name).type
            assert kind.ordered == rule.scale.ordered
            assert made.schema.field(f"{own}_status").type == pa.large_string()
        else:
            assert made.lazy().collect_schema()[name] == pl.Enum(rule.scale.codes)


@pytest.mark.parametrize("rule", WORDS, ids=lambda rule: rule.name)
def test_a_rank_is_that_of_the_grade(rule):
    """Each rank is that of the grade next to it, null where there is none."""
    axes = [[*rule.answers(each), None] for each in rule.inputs]
    states = itertools.islice(itertools.product(*axes), 400)
    names = [each.name for each in rule.inputs]
    rows = [dict(zip(names, state, strict=True)) for state in states]
    made = assess_cohort(table(rows, rule.inputs), rule, bounds=True)
    assert (f"{rule.name}_rank" in made.column_names) == rule.scale.ordered
    if rule.scale.ordered:
        for end, row in itertools.product(("", "_low", "_high"), made.to_pylist()):
            code, rank = row[f"{rule.name}{end}"], row[f"{rule.name}{end}_rank"]
            assert rank == (None if code is None else rule.scale.grade(code).rank)


@every_engine
def test_numbers_that_fall_as_grades_get_worse(engine):
    """Codes that are numbers in another order than the grades get ranks anywhere."""
    scale = Scale(
        name="falling",
        label="f",
        levels=tuple(Level(code, "m") for code in (3, 1)),
    )
    total = cm.rules["mjoa_total"].result
    rule = Bands(
        name="falling",
        label="f",
        cite=SEVERITY.cite,
        of=total,
        bands=(
            Band(scale.grade(3), 10, total.high),
            Band(scale.grade(1), total.low, 9),
        ),
        score_rises=False,
    )
    frame = ENGINES[engine](pa.table({"row": [0, 1, 2], total.name: [18, 0, None]}))
    made = assess_cohort(frame, rule)
    assert read_back(made, ["falling", "falling_rank"]) == {
        "falling": [3, 1, None],
        "falling_rank": [0, 1, None],
    }


@every_engine
def test_the_schema_of_the_answers(engine):
    """What cohort_schema() announces is what assess_cohort() adds, to the letter."""
    rules = list(cm.rules.values())
    # DuckDB takes half a minute to plan all of them at once.
    groups = [[rule] for rule in rules] if engine == "duckdb" else [rules]
    for asked, bounds in itertools.product(groups, (False, True)):
        inputs = {q.name: q for rule in asked for q in rule.inputs}
        frame = ENGINES[engine](table([], inputs.values()))
        made = assess_cohort(frame, *asked, bounds=bounds, on_error="null")
        answers = cohort_schema(*asked).answers(bounds=bounds)
        columns = answers.to_json()["columns"]
        names = [*nw.from_native(made).collect_schema()][len(inputs) + 1 :]
        plain = [name for name in names if not name.endswith("_rank")]
        assert plain == [each["name"] for each in columns]
        assert plain == names or engine in RANKED
        for each in columns:
            scale = getattr(cm.rules[each["rule"]], "scale", None)
            if each["kind"] == "grade":
                assert tuple(each["levels"]) == scale.codes
                assert each["ordered"] == scale.ordered
        if engine.startswith("polars"):
            got = {name: made.lazy().collect_schema()[name] for name in names}
            assert got == dict(answers.to_polars())
        if engine == "pyarrow":
            assert made.select(names).schema == answers.to_pyarrow()
    with pytest.raises(CohortError, match="no rules were named"):
        cohort_schema().answers()


def test_files_keep_the_words(tmp_path):
    """CSV and Parquet hold words, and Parquet the order too, whoever writes it."""
    want = [grade and grade.code for grade in GRADES]
    path = tmp_path / "out.parquet"
    for write in (
        lambda: graded("polars").write_parquet(path),
        lambda: graded("polars-lazy").sink_parquet(path),
        lambda: graded("pandas").to_parquet(path),
        lambda: pq.write_table(graded("pyarrow"), path),
        lambda: graded("duckdb").write_parquet(str(path)),
    ):
        write()
        found = duckdb.read_parquet(str(path)).order("row")
        assert [
            row[0] for row in found.project("mjoa_severity::text").fetchall()
        ] == want
        assert pl.read_parquet(path).sort("row")["mjoa_severity"].to_list() == want
    graded("polars").write_csv(tmp_path / "out.csv")
    read = pl.read_csv(tmp_path / "out.csv")
    assert read["mjoa_severity"].to_list() == want


@every_engine
def test_grades_of_changes_are_ordered(engine):
    """The grades that compare visits have the same types as those of a cohort."""
    cells = {"who": ["a", "a"], "on": [0, 1], "mjoa_total": [12, 15]}
    frame = ENGINES[engine](pa.table({"row": [0, 1], **cells}))
    made = change_over_time(frame, person="who", on="on")
    name = "mjoa_mcid_from_baseline"
    schema = nw.from_native(made).collect_schema()
    assert schema[name] in (nw.Enum, nw.Categorical)
    assert (f"{name}_rank" in schema) == (engine in RANKED)
    if engine == "pyarrow":
        assert made.schema.field(name).type.ordered
        assert made[f"{name}_rank"].to_pylist() == [None, 0]
    if isinstance(made, pd.DataFrame):
        assert made[name].max() == "reached"


@every_engine
def test_graded_frames_are_taken_again(engine):
    """A graded column can be grouped by, and read by rules as any column of words."""
    made = graded(engine)
    counts = summarise(made, "mjoa_total", by="mjoa_severity")
    known = nw.from_native(counts)
    if isinstance(known, nw.LazyFrame):
        known = known.collect("polars")
    ok = known.filter(nw.col("status") == "ok")
    got = {
        None if pd.isna(code) else str(code): n
        for code, n in zip(
            ok["mjoa_severity"].to_list(), ok["n"].to_list(), strict=True
        )
    }
    want = {grade and grade.code for grade in GRADES}
    assert {*got} == want
    assert got["moderate"] == sum(1 for grade in KNOWN if grade.code == "moderate")
