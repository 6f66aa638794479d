"""Cells of files as expressions say what they say when they are read one by one."""

import csv

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cervmyelo.cli.streams import open_stream
from cervmyelo.cohort.texts import MEANINGS
from cervmyelo.errors import CervmyeloError, InvalidRecordError
from cervmyelo.io import ColumnMap, read_table
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
]
cells = st.sampled_from(WORDS) | st.text(
    st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=4
)
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
    """What the record reader finds in each row; an error where nothing can be."""
    for reading in read_table(path, columns):
        if reading.patient is not None:
            values = reading.patient.flat()
        else:
            values = reading.values
        yield {name: values.get(name) for name in READ}


def at_once(path, columns, tmp_path):
    """The same by expressions; an error where the quantity cannot hold the cell."""
    map_ = tmp_path / "map.toml"
    map_.write_text(columns)
    table = open_stream(path, map_)
    frame = table.frame.collect()
    names = {quantity: column for column, quantity in table.columns.items()}
    for row in frame.iter_rows(named=True):
        yield {name: judged(q, row[names[name]]) for name, q in READ.items()}


def judged(quantity, cell):
    """A cell as a value of its quantity, or why it is none."""
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


def toml(how):
    """A map as a file."""
    lines = [f"missing = {how.get('missing', [])}"]
    for name, words in how.get("values", {}).items():
        lines.append(f"[values.{name}]")
        for word, value in words.items():
            told = str(value).lower() if isinstance(value, bool) else repr(value)
            lines.append(f'"{word}" = {told}')
    return "\n".join(lines)


def assert_alike(path, how, tmp_path):
    """Both ways of reading a file find the same."""
    columns = toml(how)
    want = list(one_by_one(path, ColumnMap.from_toml(columns)))
    got = list(at_once(path, columns, tmp_path))
    assert len(got) == len(want)
    for one, other in zip(got, want, strict=True):
        for name, quantity in READ.items():
            if isinstance(other[name], CervmyeloError):
                assert isinstance(one[name], CervmyeloError), (name, one, other)
            else:
                assert one[name] == other[name], (name, one, other)
                if not isinstance(quantity, Measure):
                    assert type(one[name]) is type(other[name])


@every_map
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(*[cells] * len(READ)), min_size=1, max_size=8))
def test_texts(tmp_path, how, rows):
    """Every text cell of a CSV file is read alike."""
    path = tmp_path / "in.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        write = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        write.writerows([[*READ], *rows])
    assert_alike(path, how, tmp_path)


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
    assert_alike(path, how, tmp_path)


def test_there_is_one_of_each_kind():
    """The columns above are of every kind that there is."""
    kinds = [type(each) for each in READ.values()]
    assert {*kinds} == {Fact, Choice, Measure}
    assert issubclass(InvalidRecordError, CervmyeloError)
