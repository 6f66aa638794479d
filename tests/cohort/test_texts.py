"""Cells read by expressions have the values that they have when read one by one."""

import csv
import math

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cervmyelo.cohort.texts import MEANINGS, as_read, invalid
from cervmyelo.errors import CervmyeloError
from cervmyelo.io import ColumnMap, open_table, read_cell, read_table
from cervmyelo.io.pieces import FAULTS, pieces_of_table, value_column
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Choice, Fact, Measure

# One of each kind: a yes or no, a choice, whole numbers, halves and any number.
HALVES = next(
    q for q in QUANTITIES.values() if isinstance(q, Measure) and q.step == 0.5
)
ANY = next(q for q in QUANTITIES.values() if isinstance(q, Measure) and q.step is None)
READ = {
    each.name: each
    for each in (
        QUANTITIES["rheumatoid_arthritis"],
        QUANTITIES["opll"],
        QUANTITIES["disc_level"],
        QUANTITIES["mjoa_sphincter"],
        HALVES,
        ANY,
    )
}
WORDS = [
    *("yes", "No", "TRUE", "false", "1", "0", "y", "maybe", "absent", "Present", "-9"),
    *("", " ", "NA", "n/a", "none", "NaN", "inf", "-", "+", ".5", "5.", "1e0", "1_0"),
    *("3", " 3 ", "+3", "03", "3.0", "3.5", "-0.5", "2.25", "0.1", "99999999", "-1"),
    *("\N{FULLWIDTH DIGIT THREE}", "3" * 33, "0" * 31 + "3", "unknown", "\xa03"),
    *("C3/4", "c3/4", " C5/6 ", "C7/8", "3\n", "3\x0b", "\u20283", "\ufeff3", "3\0"),
    *(
        "\N{KELVIN SIGN}",
        "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}",
        "YE\N{LATIN SMALL LETTER LONG S}",
    ),
]
cells = st.sampled_from(WORDS) | st.text(st.characters(codec="utf-8"), max_size=4)
MAPS = [
    {},
    {"missing": ["-9", "Y"]},
    {
        "values": {
            "rheumatoid_arthritis": {"y": True, "no": False, "3": True},
            "opll": {"1": "present", "0": "absent"},
            "mjoa_sphincter": {"none": 0, "1": 3},
            HALVES.name: {"y": HALVES.low},
        },
        "missing": ["maybe"],
    },
]
every_map = pytest.mark.parametrize("how", MAPS, ids=["none", "missing", "words"])


def one_by_one(path, columns):
    """What the record reader finds in each row; an error where a cell is invalid."""
    for reading in read_table(path, columns):
        yield {name: reading.values.get(name) for name in READ}, reading.problems


def at_once(path, columns):
    """The same by expressions."""
    pieces = pieces_of_table(open_table(path, columns))
    for row in pieces.frame.collect().iter_rows(named=True):
        yield {n: judged(q, row[value_column(n)]) for n, q in READ.items()}, row[FAULTS]


def judged(quantity, cell):
    """A cell as a value of its quantity, or why it is invalid."""
    if cell is None:
        return None
    if isinstance(quantity, Fact):
        return MEANINGS.get(cell, CervmyeloError())
    if isinstance(quantity, Measure) and quantity.whole and cell % 1 == 0:
        cell = int(cell)
    try:
        return quantity.check(cell)
    except CervmyeloError as error:
        return error


def assert_same(quantity, one, other):
    """Both ways of reading found the same."""
    if isinstance(other, CervmyeloError):
        assert isinstance(one, CervmyeloError), (quantity.name, one, other)
    else:
        assert one == other, (quantity.name, one, other)
        if not isinstance(quantity, Measure):
            assert type(one) is type(other)


def assert_alike(path, how):
    """Both ways of reading a file find the same values and the same messages."""
    columns = ColumnMap(**how)
    want = list(one_by_one(path, columns))
    got = list(at_once(path, columns))
    assert len(got) == len(want)
    for (one, faults), (other, problems) in zip(got, want, strict=True):
        for name, quantity in READ.items():
            assert_same(quantity, one[name], other[name])
        assert faults == ("\n".join(map(str, problems)) or None)


@every_map
@pytest.mark.parametrize("quantity", READ.values(), ids=READ)
@given(texts=st.lists(cells, min_size=1, max_size=20))
def test_one_dictionary(quantity, how, texts):
    """An expression over texts and the reader of one cell agree on every text."""
    words = how.get("values", {}).get(quantity.name)
    missing = ColumnMap(**how).missing_words
    frame = pl.DataFrame({"cell": texts}, schema={"cell": pl.String})
    made = as_read(pl, quantity, "cell", pl.String, words=words, missing=missing)
    frame = frame.with_columns(made.alias("read"))
    frame = frame.with_columns(invalid(pl, quantity, "read").alias("invalid"))
    for text, found, wrong in frame.rows():
        try:
            want = read_cell(quantity, text, words=words, missing=missing)
        except CervmyeloError as error:
            want = error
        assert wrong == isinstance(want, CervmyeloError), (text, found, want)
        if not wrong:
            assert_same(quantity, judged(quantity, found), want)
        elif isinstance(quantity, Measure):
            assert math.isnan(found) or not quantity.holds(found)


@every_map
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(*[cells] * len(READ)), min_size=1, max_size=8))
def test_texts(tmp_path, how, rows):
    """Every text cell of a CSV file is read alike."""
    path = tmp_path / "in.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        write = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        write.writerows([[*READ], *rows])
    assert_alike(path, how)


def test_columns_of_many_words_are_read_alike(tmp_path):
    """A column with more different cells than fit a short list is read as any other."""
    path = tmp_path / "in.csv"
    numbers = [f"{at / 8:g}" for at in range(400)]
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([[*READ], *([each] * len(READ) for each in numbers)])
    assert_alike(path, {})


TYPED = [
    pl.Series([True, False, None, True, False]),
    pl.Series([0, 1, None, 3, -9]),
    pl.Series([0, 1, None, 3, 200], dtype=pl.UInt8),
    pl.Series([0.0, 1.0, None, float("nan"), 3.5]),
    pl.Series([-9.0, 0.5, float("inf"), 0.1, 3.0]),
    pl.Series([0.5, 0.1, -9.0, float("nan"), 3.0], dtype=pl.Float32),
    pl.Series(["yes", "present", " 3 ", "-9", None]),
    pl.Series(["yes", "present", "3", "y", None], dtype=pl.Categorical),
    pl.Series([None] * 5, dtype=pl.Null),
    pl.Series([b"x", None, b"", b"y", b"1"]),
    pl.Series([[1], None, [], [2], [3]]),
]


@every_map
@pytest.mark.parametrize("cells", TYPED, ids=map(str, range(len(TYPED))))
def test_typed_cells(tmp_path, how, cells):
    """Every typed cell of a Parquet file is read alike, whatever column it is in."""
    path = tmp_path / "in.parquet"
    pl.DataFrame(dict.fromkeys(READ, cells)).write_parquet(path)
    assert_alike(path, how)


def test_there_is_one_of_each_kind():
    """The columns above are of every kind that there is."""
    kinds = [type(each) for each in READ.values()]
    assert {*kinds} == {Fact, Choice, Measure}
