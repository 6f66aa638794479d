"""The law on engines that few users have: Spark, Ibis and sqlframe, if installed."""

import os

import pytest
from frames import assert_law, expected, table, walk

from cervmyelo import RULES
from cervmyelo.cohort import assess_cohort

every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)


def states(rule):
    """States of a rule; of the largest, those with the fewest gaps."""
    if rule.name == "article_urgency":
        return [{}, {"neck_pain": True, "neck_pain_onset": "sudden"}]
    return list(walk(rule))


@pytest.fixture(scope="module")
def spark():
    """A Spark of two threads on this machine, set up to start fast."""
    sql = pytest.importorskip("pyspark.sql")
    os.environ["PYSPARK_SUBMIT_ARGS"] = (
        '--driver-java-options "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC" pyspark-shell'
    )
    session = (
        sql.SparkSession.builder.master("local[2]")
        .config("spark.sql.shuffle.partitions", 2)
        .config("spark.ui.enabled", value=False)
        .config("spark.sql.codegen.wholeStage", value=False)
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.sql.debug.maxToStringFields", 10_000)
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@every_rule
def test_spark(rule, spark):
    """Each rule on Spark gives what each person would get."""
    assert_law(rule, states(rule), spark.createDataFrame, rule.inputs)


def test_no_python_function_in_the_plan_of_spark(spark, capsys):
    """Spark works rules out as its own expressions, without a Python function."""
    rules = list(RULES.values())
    inputs = list(dict.fromkeys(each for rule in rules for each in rule.inputs))
    made = assess_cohort(spark.createDataFrame(table([{}], inputs)), bounds=True)
    made.explain(extended=True)
    plan = capsys.readouterr().out
    assert "mjoa_severity" in plan
    assert "Python" not in plan
    assert "UDF" not in plan


@every_rule
def test_ibis(rule):
    """Each rule on Ibis gives what each person would get."""
    ibis = pytest.importorskip("ibis")
    assert_law(rule, states(rule), ibis.memtable, rule.inputs)


def test_sqlframe():
    """On sqlframe, the interface of Spark without Spark, gaps and faults come out."""
    sqlframe = pytest.importorskip("sqlframe.duckdb")
    rows = [(3, 5, 2, 3), (None, 5, 2, 2), (9, 5, 2, 2)]
    names = [each.name for each in RULES["mjoa_total"].inputs]
    values = ", ".join(str(row).replace("None", "null") for row in rows)
    frame = sqlframe.DuckDBSession().sql(
        f"select * from (values {values}) t({', '.join(names)})"  # noqa: S608
    )
    made = assess_cohort(frame, "mjoa_total", bounds=True).collect()
    for row, got in zip(rows, made, strict=True):
        found = RULES["mjoa_total"].explain(dict(zip(names, row, strict=True)))
        assert expected(found) == tuple(got)[4:8]
