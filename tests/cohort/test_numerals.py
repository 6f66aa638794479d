"""Numbers of whole columns as text, to the letter as Python writes each of them."""

import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cervmyelo.cohort.numerals import in_digits

EDGES = (
    *(0.0, -0.0, 1.0, 10.0, 100.0, 1000.0, 0.5, 2.5, -1.5),
    # Halfway between two texts, and next to a power of ten.
    *(12.345, 123.45, 1234.5, 0.12345, 99999.95, 999999.5, 9999.5, 0.99995),
    # Where Python changes to an exponent.
    *(1e-4, 9.9999e-5, 1e-5, 1e6, 999999.4, 1e15, 1e300, 5e-324),
)


@pytest.mark.parametrize("digits", [4, 6])
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False) | st.none()))
def test_any_number_is_written_as_python_does(digits, numbers):
    """A number in a column has the same digits as the number alone."""
    column = pl.Series([*EDGES, *numbers], dtype=pl.Float64)
    want = [None if each is None else f"{each:.{digits}g}" for each in column]
    assert in_digits(column, digits).to_list() == want


@pytest.mark.parametrize("digits", [4, 6])
def test_measured_numbers_are_written_as_python_does(digits):
    """Of numbers with few decimal places none is rounded another way."""
    steps = [at / 16 for at in range(4000)] + [at / 1000 for at in range(20_000)]
    steps += [math.sqrt(at) for at in range(2000)]
    column = pl.Series(steps)
    assert in_digits(column, digits).to_list() == [f"{e:.{digits}g}" for e in steps]


@pytest.mark.parametrize("least", [1e-5, 0.02, 0.5, 3.0, 50.0])
def test_numbers_of_any_size_are_written_next_to_gaps(least):
    """A gap stays one, whatever the least and the greatest number of a column."""
    numbers = [least, None, least * 1.7, least * 10, least * 123.456]
    for count in range(2, len(numbers) + 1):
        column = pl.Series(numbers[:count])
        want = [None if each is None else f"{each:.6g}" for each in column]
        assert in_digits(column, 6).to_list() == want


def test_whole_numbers_have_no_point():
    """Whole numbers are written as such, whatever their type."""
    column = pl.Series([3, None, -2, 1_000_000], dtype=pl.Int64)
    assert in_digits(column.head(3), 6).to_list() == ["3", None, "-2"]
    assert in_digits(column, 6).to_list() == ["3", None, "-2", "1e+06"]
    assert in_digits(column.clear(), 6).to_list() == []
