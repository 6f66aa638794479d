"""
The cohorts that are measured: eight outcomes, and their inputs with gaps and faults.
"""

from __future__ import annotations

import numpy as np
import polars as pl

import cervmyelo as cm
from cervmyelo.cohort import assess_cohort
from cervmyelo.forms import Form
from cervmyelo.quantity import Choice, Fact, Quantity

Q = cm.quantities

NAMES = (
    "mjoa_total",
    "mjoa_severity",
    "article_stage",
    "article_risk_factors",
    "article_outlook_factors",
    "article_early_signs",
    "ao_spine_2017",
    "slice_compression_probability",
)
RULES = tuple(cm.rules[name] for name in NAMES)


def inputs(rules: tuple[Form, ...] = RULES) -> tuple[Quantity, ...]:
    """What rules look at, each once."""
    return tuple(dict.fromkeys(each for rule in rules for each in rule.inputs))


def cohort(
    rows: int, rules: tuple[Form, ...] = RULES, seed: int = 1, *, words: object = None
) -> pl.DataFrame:
    """A cohort in narrow types: one cell in twenty missing, one in 500 impossible."""
    chance = np.random.default_rng(seed)
    return pl.DataFrame(
        [_series(chance, each, rows, words) for each in inputs(rules)]
    ).rechunk()


def refused(frame: pl.DataFrame) -> pl.DataFrame:
    """
    The rows that get no answer of a rule, by its name.

    By hand nobody looks whether a record contradicts itself, whom a rule is for, or
    what one fact says about another.
    """
    status = assess_cohort(frame, *NAMES, bounds=True, on_error="null")
    return status.select((pl.col(f"{n}_status") == "refused").alias(n) for n in NAMES)


def must_agree(one: pl.DataFrame, other: pl.DataFrame, besides: pl.DataFrame) -> None:
    """Stop unless two ways agree where both look at the same facts."""
    for name in NAMES:
        a, b = one[name], other[name]
        near = (a - b).abs() <= 1e-11 * b.abs() if a.dtype.is_float() else a == b
        neither = a.is_null() & (b.is_null() | besides[name])
        assert (near.fill_null(value=False) | neither | b.is_null()).all(), name


def _series(
    chance: np.random.Generator, quantity: Quantity, rows: int, words: object
) -> pl.Series:
    name = quantity.name
    missing = chance.random(rows, np.float32) < 0.05
    wrong = chance.random(rows, np.float32) < 0.002
    if isinstance(quantity, Fact):
        made = pl.Series(name, chance.random(rows, np.float32) < 0.3)
    elif isinstance(quantity, Choice):
        levels = [*quantity.levels, "no_such_word"]
        places = chance.integers(0, len(quantity.levels), rows, np.uint8)
        if words is None:
            places[wrong] = len(quantity.levels)
        made = pl.Series(name, places).cat.to(pl.Enum(levels)).cast(words or pl.String)
    elif quantity.step is None:
        span = min(quantity.high - quantity.low, 60)
        cells = chance.random(rows, np.float32) * np.float32(span)
        cells += np.float32(quantity.low)
        cells[wrong] = np.nan
        made = pl.Series(name, cells)
    else:
        top = min(quantity.high, 120)
        cells = chance.integers(quantity.low, top + 1, rows, np.int8)
        cells[wrong] = 125
        made = pl.Series(name, cells)
    return pl.select(
        pl.when(pl.Series(~missing)).then(pl.lit(made)).alias(name)
    ).to_series()
