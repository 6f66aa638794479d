"""Objects that nobody should give to a function, and somebody will."""

import collections
import datetime as dt
import decimal
import enum
import fractions
import types
from unittest.mock import MagicMock

import numpy as np
import pandas as pd
import polars as pl

import cervmyelo as cm

CONTROL = "\x1b[31m\n\r\t\u202e\u2066\u200b\x00\x85\u2028\udcff"
"""Characters that must not reach a screen as they are."""


class Agreeing(str):
    """Text that says it equals everything."""

    __slots__ = ()

    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


class Posing(Agreeing):
    """Text that a dictionary takes for one of its keys."""

    __slots__ = ()

    def __hash__(self):
        return hash("neck_pain")


class _Unequal:
    def __eq__(self, other):
        raise RuntimeError

    __hash__ = None


class _Undecided:
    def __bool__(self):
        raise RuntimeError

    def __len__(self):
        raise RuntimeError


class _Everything:
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _Everything()

    def __call__(self, *_unnamed, **_named):
        return _Everything()


class _AlmostARow:
    def to_dict(self, _orient):
        return {}


class _NoRow:
    def to_dict(self):
        return None


class _Three(enum.IntEnum):
    THREE = 3


ODD = {
    "None": None,
    "a boolean": True,
    "a number": 5,
    "a huge number": 10**400,
    "a fraction": 1.5,
    "NaN": float("nan"),
    "infinity": float("inf"),
    "minus zero": -0.0,
    "a complex number": 1j,
    "a decimal": decimal.Decimal("1.5"),
    "a ratio": fractions.Fraction(1, 2),
    "an enum": _Three.THREE,
    "text": "x",
    "empty text": "",
    "control characters": CONTROL,
    "text equal to all": Agreeing("age_years"),
    "text with another's hash": Posing("banana"),
    "bytes": b"x",
    "a bytearray": bytearray(b"{}"),
    "an empty list": [],
    "a list": [1],
    "a list of None": [None],
    "an empty tuple": (),
    "an empty mapping": {},
    "a mapping of numbers": {1: 1},
    "a mapping of None": {None: None},
    "a mapping of lists": {"age_years": [1]},
    "a mapping of its own": collections.UserDict({"age_years": 1}),
    "a set": {1},
    "a deque": collections.deque([1]),
    "a generator": (number for number in [1]),
    "an object": object(),
    "a function": lambda: 1,
    "a class": int,
    "a model": cm.Patient,
    "a module": types,
    "an exception": ValueError("x"),
    "an error of ours": cm.CervmyeloError("x"),
    "a date": dt.date(2020, 1, 1),
    "a moment": dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
    "a rule": cm.mjoa_total,
    "all rules": cm.rules,
    "a patient": cm.Patient(),
    "items": cm.MJOA(),
    "a finding": cm.mjoa_severity({}),
    "a grade": cm.scales["mjoa_severity"].grade("mild"),
    "an array": np.array([1, 2]),
    "an array of no length": np.array(3),
    "a range": cm.between(3, 4),
    "a NumPy number": np.int64(3),
    "a NumPy NaN": np.float64("nan"),
    "a NumPy text": np.str_("male"),
    "a NumPy date": np.datetime64("2020-01-01"),
    "NA of pandas": pd.NA,
    "NaT of pandas": pd.NaT,
    "a pandas series": pd.Series([1, 2]),
    "a pandas frame": pd.DataFrame({"a": [1]}),
    "a Polars series": pl.Series([1]),
    "a Polars frame": pl.DataFrame({"a": [1]}),
    "a lazy frame": pl.LazyFrame({"a": [1]}),
    "an expression": pl.col("a"),
    "what cannot be compared": _Unequal(),
    "what cannot be decided": _Undecided(),
    "what has every attribute": _Everything(),
    "a mock": MagicMock(),
    "almost a row": _AlmostARow(),
    "no row": _NoRow(),
}
"""Odd objects by what they are."""


def is_harmless(message):
    """Whether a message has nothing but line ends that a screen does not show."""
    return all(each.isprintable() or each == "\n" for each in message)
