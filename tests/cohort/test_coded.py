"""Columns read by expressions have the values that their cells have one by one."""

import csv

import duckdb
import narwhals.stable.v2 as nw
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cervmyelo import ColumnMap, between, one_of
from cervmyelo.cohort.coded import coded
from cervmyelo.cohort.dialects import (
    NarwhalsDialect,
    PolarsDialect,
    Shape,
    with_stages,
)
from cervmyelo.errors import CervmyeloError
from cervmyelo.io import open_table, read_table
from cervmyelo.io.pieces import pieces_of_table, value_column
from cervmyelo.models.ends import ends_of, within_ends
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
    *("3 (some)", "3: x", "3. x", "3.5 - y", "-1 = low", "0 (3)", "3 (or 2)"),
    *("3-4", "3 x", "3 (", "3 (\xe9)", "1 [\u75db]"),
    *(
        "3 = unknown",
        "1 (Not done)",
        "0 (none)",
        "2: n.d.",
        "1.N/A",
        "3 - a na",
        "0 (NA",
    ),
    *("1.0", "0.00", "1.", "01", "y.0", "f", "T"),
    *("0 to 2", "1-2", "2 or 3", "2 or 4", ">=1", "\u22651", "2+", "2 +", ">1", "> 2"),
    *(
        "<2",
        "<= 1",
        "\u22641",
        "4-3",
        ">3",
        "<0",
        "3--1",
        "-2--1",
        "2\u20133",
        "1 or 2",
    ),
    *("absent or present", "absent to present", "y or c5/6", "C3/4 or C4/5", "-9-3"),
    *("3 or 2", "1.5 or 1", "C4/5 or c3/4", "present or absent", "4 or 2", "2 or 2"),
    *("1 to 3 or 4", "3.5-4", "2.5 or 3", "0.5 to 0.75", "3.0-4.0", "1 or", "to 2"),
    *(
        "\N{KELVIN SIGN}",
        "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}",
        "YE\N{LATIN SMALL LETTER LONG S}",
    ),
]
cells = st.sampled_from(WORDS) | st.text(st.characters(codec="utf-8"), max_size=4)
MAPS = {
    "none": {},
    "missing": {"missing": ["-9", "Y"], "missing_values": {"mjoa_sphincter": ["1"]}},
    "words": {
        "values": {
            "rheumatoid_arthritis": {"y": True, "no": False, "3": True, "maybe": None},
            "opll": {"1": "present", "0": "absent", "Present": "absent"},
            "disc_level": {"y": "C3/4", "Y": "C4/5"},
            "mjoa_sphincter": {"none": 0, "1": 3, "+3": 2},
            HALVES.name: {"y": HALVES.low},
        },
        "missing": ["absent"],
    },
    "labels": {
        "numbered": ["mjoa_sphincter", HALVES.name, ANY.name, "rheumatoid_arthritis"],
        "values": {"rheumatoid_arthritis": {"3": True, "0": False}},
        "missing_values": {"mjoa_sphincter": ["0"]},
    },
    "ranges": {
        "ranges": "*",
        "missing": ["-9"],
        "values": {
            "mjoa_sphincter": {"none": between(0, 1), "3 x": one_of(1, 2)},
            "disc_level": {
                "y": one_of("C3/4", "C4/5"),
                "x": one_of("C3/4", "C4/5", "C5/6"),
                "c5/6": "C5/6",
            },
            HALVES.name: {"maybe": between(HALVES.low)},
        },
    },
    "labels in ranges": {
        "numbered": ["mjoa_sphincter", ANY.name],
        "ranges": ["mjoa_sphincter", ANY.name, "opll"],
        "factors": {ANY.name: 2},
    },
    "units": {
        "factors": {ANY.name: 100, HALVES.name: 0.5, "mjoa_sphincter": 12},
        "missing": ["2.25"],
    },
}
every_map = pytest.mark.parametrize("how", MAPS.values(), ids=MAPS)


def one_by_one(path, columns):
    """What the record reader finds in each row; an error where a cell is invalid."""
    for reading in read_table(path, columns):
        yield {name: reading.values.get(name) for name in READ}, reading.problems


def at_once(path, columns):
    """The same by expressions."""
    pieces = pieces_of_table(open_table(path, columns))
    frame = pieces.frame.collect()
    faults = pieces.faults(frame)
    for row, text in zip(frame.iter_rows(named=True), faults, strict=True):
        cells = {name: row[value_column(name)] for name in pieces.present}
        yield {n: in_part(q, cells) for n, q in READ.items()}, text


def in_part(quantity, cells):
    """What the columns of a quantity and of its ends hold together."""
    ends = [
        judged(quantity, cells[each.name])
        for each in ends_of(quantity)
        if cells.get(each.name) is not None
    ]
    value = judged(quantity, cells[quantity.name])
    return within_ends(quantity, value, *ends) if ends else value


def judged(quantity, cell):
    """A cell as a value of its quantity, or why it is invalid."""
    if cell is None:
        return None
    if isinstance(quantity, Fact):
        return {0: False, 1: True}.get(cell, CervmyeloError())
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


def typed(quantity, value):
    """A cell of a column that was read, as a value of its quantity."""
    if value is None:
        return None
    return quantity.levels[value] if isinstance(quantity, Choice) else value


def in_polars(texts, read):
    """The values of a column of Polars, and where it is invalid."""
    frame = pl.DataFrame({"cell": texts}, schema={"cell": pl.String})
    low, high = read.part or (read.value, read.value)
    frame = with_stages(frame, read.before)
    return frame.select(read.value.alias("v"), i=read.invalid, l=low, h=high).rows()


def in_duckdb(texts, read):
    """The values of a column of DuckDB, and where it is invalid."""
    table = pa.table({"cell": texts, "row": range(len(texts))})
    low, high = read.part or (read.value, read.value)
    given = nw.from_native(duckdb.from_arrow(table))
    frame = with_stages(given, read.before).select(
        "row", value=read.value, invalid=read.invalid, low=low, high=high
    )
    return [row[1:] for row in sorted(frame.to_native().fetchall())]


ENGINES = {
    "polars": (PolarsDialect(), in_polars),
    "duckdb": (NarwhalsDialect(enums=True), in_duckdb),
}


def assert_one_dictionary(engine, quantity, how, texts):
    """Each cell of a column is what the reader of one cell says."""
    m, rows = ENGINES[engine]
    code = ColumnMap(**how).code(quantity)
    read = coded(m, code, "cell", Shape("string"))
    for text, (value, wrong, *ends) in zip(texts, rows(texts, read), strict=True):
        try:
            want = code.read(text)
        except CervmyeloError as error:
            want = error
        assert wrong == isinstance(want, CervmyeloError), (text, value, want)
        if not wrong:
            known = typed(quantity, value)
            if read.part is not None and ends[0] is not None:
                assert known is None
                low, high = (typed(quantity, each) for each in ends)
                known = within_ends(quantity, None, low, high)
            assert_same(quantity, known, want)


@every_map
@pytest.mark.parametrize("quantity", READ.values(), ids=READ)
@settings(max_examples=20)
@given(texts=st.lists(cells, min_size=1, max_size=20))
def test_one_dictionary(quantity, how, texts):
    """An expression over strings and the reader of one cell agree on every string."""
    assert_one_dictionary("polars", quantity, how, texts)


@every_map
@pytest.mark.parametrize("quantity", READ.values(), ids=READ)
def test_one_dictionary_in_a_database(quantity, how):
    """The same expression means the same in a database."""
    texts = [each for each in WORDS if "\0" not in each]
    assert_one_dictionary("duckdb", quantity, how, texts)


@every_map
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
