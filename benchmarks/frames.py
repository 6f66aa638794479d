"""
Cohorts in memory: against Polars written by hand, and every engine beside the others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import by_hand
import by_hand_numpy
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
from databases import duckdb_ways
from measure import HEAD, Table, Took, against, median, timed, told
from workload import NAMES, RULES, cohort, must_agree, refused

import cervmyelo as cm
from cervmyelo.cohort import assess_cohort
from cervmyelo.io import patient_from_dict
from cervmyelo.models.symptoms import SYMPTOMS

# More than the rules remember, so that each person is a stranger to them.
SOME = 2_000
NULLABLE = {
    pa.int8(): pd.Int8Dtype(),
    pa.float32(): pd.Float32Dtype(),
    pa.bool_(): pd.BooleanDtype(),
    pa.large_string(): pd.StringDtype("pyarrow"),
}


def ours(frame: Any, *names: str, **asked: Any) -> Any:
    """The outcomes, or some of them, without a column of problems."""
    return assess_cohort(frame, *(names or NAMES), **{"on_error": "null", **asked})


def theirs(frame: pl.DataFrame, *names: str) -> pl.DataFrame:
    """The outcomes, or some of them, by hand."""
    made = by_hand.in_polars(frame.lazy())
    if names:
        made = made.select(*frame.columns, *names)
    return made.collect()


def by_polars(rows: int, many: int) -> Table:
    """Against Polars written by hand."""
    frame = cohort(rows)
    must_agree(ours(frame), theirs(frame), refused(frame))
    made = [_all_by_hand(many)]
    made += [
        against(
            f"`{name}`, {rows:,} rows : by hand",
            lambda name=name: ours(frame, name),
            lambda name=name: theirs(frame, name),
        )
        for name in NAMES
    ]
    urgent = cohort(rows // 4, (cm.rules["article_urgency"],))
    kinds = [each for each in SYMPTOMS if f"{each}_onset" in urgent.columns]
    made.append(
        against(
            f"`article_urgency`, {urgent.width} columns, {rows // 4:,} rows : by hand",
            lambda: ours(urgent, "article_urgency"),
            lambda: by_hand.urgency_in_polars(urgent.lazy(), kinds).collect(),
        )
    )
    one = cohort(1)
    made += [
        against(
            "one row, the fixed cost of a call : by hand",
            lambda: ours(one),
            lambda: theirs(one),
            "1.5",
            loops=30,
        ),
        against(
            "one row, with `problems`, as by default : by hand, without",
            lambda: ours(one, on_error="flag"),
            lambda: theirs(one),
            loops=30,
        ),
    ]
    return Table("**In memory** against expressions of Polars by hand.", HEAD, made)


def _all_by_hand(rows: int) -> tuple[str, ...]:
    frame = cohort(rows)
    return against(
        f"**eight outcomes, {rows:,} rows** : by hand",
        lambda: ours(frame),
        lambda: theirs(frame),
        "1.05 (0.95x)",
        rounds=9,
    )


def asked_for(rows: int) -> Table:
    """What is asked for, against the eight outcomes alone."""
    frame = cohort(rows)
    made = [
        against(
            f"{what} : eight outcomes alone, {rows:,} rows",
            lambda names=names, more=more: ours(frame, *names, **more),
            lambda: ours(frame),
            goal,
        )
        for what, names, more, goal in (
            ("one outcome, `mjoa_total`", ("mjoa_total",), {}, "0.2"),
            ("with bounds and status", (), {"bounds": True}, "2.5"),
            ("with `problems`, as by default", (), {"on_error": "flag"}, ""),
        )
    ]
    return Table("**What is asked for**.", HEAD, made)


def explained(rows: int) -> Table:
    """Reasons, against the answers with their bounds, on the inputs of each rule."""
    made: list[tuple[str, ...]] = []
    for name, places in (
        ("mjoa_total", None),
        ("mjoa_severity", None),
        ("article_stage", None),
        ("article_risk_factors", None),
        ("ao_spine_2017", None),
        # Nearly every row differs; of numbers, with two decimal places or with all.
        ("ndi_total", None),
        ("joacmeq_quality_of_life", None),
        ("babinski_probability", 2),
        ("babinski_probability", None),
        ("canal_stenosis", 2),
        ("canal_stenosis", None),
        ("mscc", 2),
        ("mscc", None),
        ("slice_compression_probability", None),
    ):
        frame = cohort(rows, (cm.rules[name],))
        if places is not None:
            numbers = pl.col(pl.Float32).cast(pl.Float64)
            frame = frame.with_columns(numbers.round(places))
        table = frame.to_arrow()
        frames: dict[str, Any] = {
            "Polars": frame,
            "PyArrow": table,
            "pandas": table.to_pandas(types_mapper=NULLABLE.get),
        }
        states = frame.unique().height
        made += [
            against(
                f"`{name}` with reasons, {states:,} states, {kind} : with bounds",
                lambda held=held, name=name: ours(
                    held, name, bounds=True, explain=True
                ),
                lambda held=held, name=name: ours(held, name, bounds=True),
                "3",
            )
            for kind, held in frames.items()
        ]
    return Table(f"**Reasons**, {rows:,} rows, after a first call.", HEAD, made)


def every_engine(rows: int, rounds: int = 7) -> Table:
    """All engines in turns, beside a plain copy and ways that users know."""
    frame = cohort(rows)
    table = frame.to_arrow()
    coded = cohort(rows, words=pl.Categorical).to_arrow()
    numbers = frame.select(pl.exclude(pl.String))
    plain = ("mjoa_total", "article_stage", "article_early_signs")
    bare_table = numbers.to_arrow()
    arrow = table.to_pandas(types_mapper=pd.ArrowDtype)
    nullable = table.to_pandas(types_mapper=NULLABLE.get)
    in_duckdb, sql = duckdb_ways(rows)
    copied = _bytes(ours(frame))
    ready = by_hand_numpy.held(frame)
    by_numpy = by_hand_numpy.in_numpy(ready)
    _must_agree_in_numpy(ours(frame), by_numpy, refused(frame))
    ways: dict[str, tuple[Callable[[], object], str]] = {
        "a copy of the same bytes": (copied.copy, ""),
        "Polars by hand": (lambda: theirs(frame), ""),
        "NumPy by hand, words as places": (lambda: by_hand_numpy.in_numpy(ready), ""),
        "**Polars**, eager": (lambda: ours(frame), ""),
        "**Polars**, lazy": (lambda: ours(frame.lazy()).collect(), ""),
        "**Polars**, streaming": (
            lambda: ours(frame.lazy()).collect(engine="streaming"),
            "",
        ),
        "**PyArrow**, words as dictionaries": (lambda: ours(coded), "1.3"),
        "**PyArrow**, words as texts": (lambda: ours(table), "1.3"),
        "**pandas**, Arrow types": (lambda: ours(arrow), "2.5"),
        "**pandas**, nullable types": (lambda: ours(nullable), "2.5"),
        "DuckDB by hand": (sql, ""),
        "**DuckDB**": (in_duckdb, ""),
    }
    took = _in_turns({what: way for what, (way, _) in ways.items()}, rounds)
    goals = {what: goal for what, (_, goal) in ways.items()}
    base = "**Polars**, eager"
    rates = {what: median(each).user / rows for what, each in took.items()}
    ratios = {what: _ratio(each, took[base]) for what, each in took.items()}
    # Without words, Arrow and Polars share their bytes.
    some = _in_turns(
        {
            "Arrow": lambda: ours(bare_table, *plain),
            "Polars": lambda: ours(numbers, *plain),
        },
        rounds,
    )
    made = [
        (
            what,
            told(median(each).wall),
            told(rates[what]),
            f"{ratios[what].wall:.2f}",
            f"{ratios[what].user:.2f}",
            goals[what],
        )
        for what, each in took.items()
    ]
    bare = _ratio(some["Arrow"], some["Polars"])
    made.append(
        (
            "**PyArrow**, three outcomes without words : Polars, the same",
            told(median(some["Arrow"]).wall),
            told(median(some["Arrow"]).user / rows),
            f"{bare.wall:.2f}",
            f"{bare.user:.2f}",
            "1.3",
        )
    )
    for what, call, goal in one_by_one():
        each = timed(call).user / SOME
        rates[what] = each
        times = each / rates[base]
        made.append((what, "", told(each), "", f"{times:,.0f}", goal))
    head = ("", "a call", "CPU, a row", "wall : Polars", "CPU : Polars", "goal")
    return Table(f"**Every engine**, eight outcomes, {rows:,} rows.", head, made, rates)


def one_by_one() -> list[tuple[str, Callable[[], object], str]]:
    """Person by person, of which all are possible."""
    frame = cohort(SOME * 2, seed=3)
    graded = assess_cohort(frame, *NAMES)
    wrong = pl.col("problems").str.contains("invalid value").fill_null(value=False)
    records = graded.filter(~wrong).select(frame.columns).head(SOME).to_dicts()
    patients = [patient_from_dict(record) for record in records]
    held = pd.DataFrame(records, dtype=object)

    def answers(case: Any) -> list[object]:
        return [rule(case).value for rule in RULES]

    return [
        (
            "a loop over attrs objects",
            lambda: [answers(each) for each in patients],
            ">= 70",
        ),
        (
            "`pandas.apply` of the functions for one person",
            lambda: held.apply(lambda row: answers(row.to_dict()), axis=1),
            ">= 1000",
        ),
    ]


def _in_turns(
    ways: dict[str, Callable[[], object]], rounds: int
) -> dict[str, list[Took]]:
    for way in ways.values():
        way()
    took: dict[str, list[Took]] = {what: [] for what in ways}
    for _ in range(rounds):
        for what, way in ways.items():
            took[what].append(timed(way))
    return took


def _ratio(some: list[Took], others: list[Took]) -> Took:
    return median([one / other for one, other in zip(some, others, strict=True)])


def _bytes(frame: pl.DataFrame) -> np.ndarray[Any, Any]:
    return np.ones(int(frame.estimated_size()), np.uint8)


def _must_agree_in_numpy(
    one: pl.DataFrame, other: dict[str, Any], besides: pl.DataFrame
) -> None:
    words = {"mjoa_severity": by_hand.SEVERITIES, "ao_spine_2017": by_hand.ADVICE}
    for name, (value, known) in other.items():
        here = one[name].is_not_null().to_numpy()
        assert (here | ~known | besides[name].to_numpy()).all(), name
        both = here & known
        cells = one[name].filter(pl.Series(both))
        if name in words:
            assert cells.to_list() == [words[name][place] for place in value[both]]
        else:
            assert np.allclose(cells.to_numpy(), value[both], rtol=1e-11), name
