"""
DuckDB and Spark: the library through narwhals, and SQL written by hand.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import by_hand_sql
import duckdb
import polars as pl
from measure import HEAD, Table, Took, against, compared, timed
from processes import file_of
from workload import NAMES, RULES, cohort, must_agree, refused

from cervmyelo.cohort import assess_cohort


def duckdb_ways(rows: int) -> tuple[Callable[[], Any], Callable[[], Any]]:
    """Ours and SQL by hand, from a table of DuckDB to Arrow."""
    base = duckdb.connect()
    base.sql("set threads = 2")
    given = cohort(rows)
    base.register("given", given.to_arrow())
    base.sql("create table people as select * from given")
    people = base.table("people")
    query = _query("people", people.columns)

    def ours() -> Any:
        return assess_cohort(people, *RULES, on_error="null").to_arrow_table()

    def theirs() -> Any:
        return base.sql(query).to_arrow_table()

    in_order = (pl.from_arrow(ours()), pl.from_arrow(theirs()))
    must_agree(*in_order, refused(given))
    return ours, theirs


def in_duckdb(rows: int) -> Table:
    """DuckDB against SQL by hand."""
    what = f"DuckDB, eight outcomes, {rows:,} rows : SQL by hand"
    row = against(what, *duckdb_ways(rows), "1.43 (0.7x)", rounds=3)
    return Table("**DuckDB**, from a table to Arrow.", HEAD, [row])


def in_spark(rows: int) -> Table:
    """Spark against SQL by hand, from Parquet to nowhere."""
    path = str(file_of(rows))
    goal = "1.11 (0.9x)"
    with _spark() as (session, user):
        people = session.read.parquet(path)
        people.createOrReplaceTempView("people")

        def run(frame: Any) -> None:
            frame.write.format("noop").mode("overwrite").save()

        def compared_with(names: tuple[str, ...], rounds: int) -> list[Any]:
            query = _query("people", people.columns, names)

            def ours() -> None:
                run(assess_cohort(people, *names, on_error="null"))

            def theirs() -> None:
                run(session.sql(query))

            # The first round is spent on compiling.
            ours(), theirs()
            return [(_took(ours, user), _took(theirs, user)) for _ in range(rounds)]

        told = f"{rows:,} rows : SQL by hand"
        six = compared_with(NAMES[:6], 3)
        rows_ = [compared(f"six outcomes, {told}", six, goal)]
        session.conf.set("spark.sql.codegen.hugeMethodLimit", "8000")
        eight = compared_with(NAMES, 2)
        rows_.append(compared(f"eight, hugeMethodLimit 8000, {told}", eight, goal))
    return Table("**Spark**, from Parquet to nowhere, on two threads.", HEAD, rows_)


@contextmanager
def _spark() -> Iterator[tuple[Any, Callable[[], float]]]:
    """A session, and how long processors worked for it."""
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", 2)
        .config("spark.sql.debug.maxToStringFields", 10_000)
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    root = session.sparkContext._gateway.proc.pid  # noqa: SLF001
    tick = os.sysconf("SC_CLK_TCK")

    def user() -> float:
        fields = (
            Path(f"/proc/{each}/stat").read_text().rsplit(")", 1)[1].split()
            for each in _family(root)
        )
        return sum(int(each[11]) for each in fields) / tick

    try:
        yield session, user
    finally:
        session.stop()


def _family(process: int) -> Iterator[int]:
    yield process
    for task in Path(f"/proc/{process}/task").iterdir():
        # A thread can end while it is looked at.
        with suppress(FileNotFoundError):
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _took(call: Callable[[], None], user: Callable[[], float]) -> Took:
    before = user()
    wall = timed(call).wall
    return Took(wall, user() - before)


def _query(table: str, columns: list[str], names: tuple[str, ...] = NAMES) -> str:
    kept = ", ".join(columns)
    everything = by_hand_sql.in_sql(table).format(columns=kept)
    return f"select {kept}, {', '.join(names)} from ({everything}) three"  # noqa: S608
