"""Files that are damaged or made to do harm end in an error of the library."""

import gzip
import subprocess
import sys
import zipfile

import openpyxl
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cervmyelo.errors import CervmyeloError, DocumentError
from cervmyelo.io import (
    ColumnMap,
    grade_table,
    inspect_table,
    open_table,
    patients_from_json,
    read_table,
    text_tables,
    workbooks,
)

EVERY_BYTE = """
import sys
from pathlib import Path
from cervmyelo.errors import CervmyeloError
from cervmyelo.io import read_table
path = Path(sys.argv[1])
whole = path.read_bytes()
read = 0
for place in range(0, len(whole), 3):
    for other in {0xFF, whole[place] ^ 0x40} - {whole[place]}:
        path.write_bytes(whole[:place] + bytes([other]) + whole[place + 1 :])
        try:
            read += len(list(read_table(path)))
        except CervmyeloError:
            pass
print(read)
"""


@pytest.mark.parametrize("compression", ["zstd", "uncompressed"])
def test_a_damaged_parquet_ends_no_process(tmp_path, compression):
    """Whichever byte is another one, the process goes on and prints no panic."""
    path = tmp_path / "table.parquet"
    frame = pl.DataFrame({"ref": ["a", "b"] * 9, "age_years": [61, None] * 9})
    frame.write_parquet(path, compression=compression)
    ran = subprocess.run(
        [sys.executable, "-c", EVERY_BYTE, path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert int(ran.stdout) > 0


MEMORY = """
import resource, sys
import polars, pyarrow.parquet
from cervmyelo.errors import CervmyeloError
from cervmyelo.io import ColumnMap, read_table
def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
before = most()
try:
    rows = sum(1 for _ in read_table(sys.argv[1], ColumnMap(pass_through="*")))
except CervmyeloError as error:
    rows = str(error)
print(most() - before, rows)
"""


@pytest.mark.parametrize(
    ("cells", "more", "found"),
    [
        (["x" * 20 * 2**20] * 40, {}, "A cell is longer"),
        (["x" * 2**20] * 400, {}, "400"),
        ([["x" * 2**20]] * 400, {}, "400"),
        ([f"{n}" + "x" * 2**20 for n in range(400)], {"use_dictionary": False}, "200"),
    ],
    ids=["a long cell", "a repeated cell", "a repeated list", "packed cells"],
)
def test_a_short_parquet_takes_little_memory(tmp_path, cells, more, found):
    """What unpacks to a thousand times its size is read in parts, or refused."""
    path = tmp_path / "table.parquet"
    table = pa.table({"ref": [str(n) for n in range(len(cells))], "note": cells})
    pq.write_table(table, path, compression="zstd", **more)
    assert path.stat().st_size < 2**16
    ran = subprocess.run(
        [sys.executable, "-c", MEMORY, path],
        capture_output=True,
        text=True,
        check=True,
    )
    grown, rows = ran.stdout.split(maxsplit=1)
    assert found in rows
    assert int(grown) < 300


def test_texts_of_parquet_are_unicode(tmp_path):
    """Bytes that are no Unicode are refused before any library relies on them."""
    path = tmp_path / "table.parquet"
    cells = pa.array([b"a", b"\xff\xfe"]).cast(pa.binary()).view(pa.string())
    pq.write_table(pa.table({"ref": cells, "age_years": [61, 62]}), path)
    with pytest.raises(DocumentError):
        list(read_table(path))


@pytest.mark.parametrize(
    "column",
    [
        pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int8())),
        pa.array([1]).cast(pa.decimal256(50, 2)),
        pa.ExtensionArray.from_storage(pa.uuid(), pa.array([b"a" * 16], pa.binary(16))),
    ],
)
def test_types_that_are_not_read_are_named(tmp_path, column):
    """A column of a type without a meaning here is refused by its name."""
    path = tmp_path / "table.parquet"
    pq.write_table(pa.table({"age_years": [61], "other": column}), path)
    with pytest.raises(DocumentError, match="other: a column of type"):
        open_table(path, ColumnMap(pass_through=["other"]))


@pytest.mark.parametrize("other", ["1", "[]", "null", '"x"', "[[1]]"])
def test_a_list_of_other_things_is_no_list_of_records(other):
    """A few elements that are no objects are flagged each, many are refused at once."""
    few = patients_from_json(f'[{",".join([other] * 100)}, {{"age_years": 61}}]')
    assert [each.patient is None for each in few] == [*[True] * 100, False]
    with pytest.raises(DocumentError, match="not objects|no record"):
        patients_from_json(f"[{','.join([other] * 100_000)}]")


@pytest.mark.parametrize("other", ["1", "[]", "{", '{"a": 1, "a": 2}'])
def test_lines_of_other_things_are_no_json_lines(tmp_path, other):
    """Many lines that are no objects are refused at once."""
    path = tmp_path / "in.jsonl"
    path.write_text('{"age_years": 61}\n' + f"{other}\n" * 101)
    with pytest.raises(DocumentError, match="no JSON objects"):
        open_table(path)


@pytest.mark.parametrize("row", ["", ",", ' ,""'])
def test_rows_without_anything_come_to_an_end(tmp_path, monkeypatch, row):
    """A packed file cannot hold any number of empty rows."""
    monkeypatch.setattr(text_tables, "_MOST_EMPTY", 1000)
    path = tmp_path / "in.csv.gz"
    path.write_bytes(
        gzip.compress(b"ref,age_years\n" + f"{row}\n".encode() * 1001, mtime=0)
    )
    with pytest.raises(DocumentError, match="are empty"):
        list(read_table(path))
    path.write_bytes(
        gzip.compress(b"ref,age_years\n" + f"{row}\n".encode() * 1000, mtime=0)
    )
    assert list(read_table(path)) == []


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    """The size of what is in a workbook is looked at before it is unpacked."""
    monkeypatch.setattr(workbooks, "MOST_BYTES", 10_000)
    path = tmp_path / "in.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["age_years"])
    for _ in range(1000):
        book.active.append([61])
    book.save(path)
    with pytest.raises(DocumentError, match="more than 10000 bytes"):
        open_table(path)


def test_cells_far_apart_take_little(tmp_path):
    """A workbook with its first and its last possible cell has two cells."""
    path = tmp_path / "in.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "age_years"
    book.active["A2"] = 61
    book.active["XFD1048576"] = "x"
    book.save(path)
    first, last = read_table(path)
    assert first.patient.age_years == 61
    assert last.problems[0].code == "shifted_row"


def test_a_damaged_workbook_ends_in_an_error_of_the_library(tmp_path):
    """Whatever part of a workbook is broken, the error names no cell."""
    path = tmp_path / "in.xlsx"
    book = openpyxl.Workbook()
    for row in (["ref", "age_years"], ["Zq7Canary", 61]):
        book.active.append(row)
    book.save(path)
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    messages = []
    for broken in parts:
        for text in (b"", b"<x", b"Zq7Canary", parts[broken][:-20]):
            with zipfile.ZipFile(path, "w") as file:
                for name, part in parts.items():
                    file.writestr(name, text if name == broken else part)
            try:
                list(read_table(path))
            except CervmyeloError as error:
                messages.append(str(error))
    assert len(messages) > 10
    assert "Zq7Canary" not in "".join(messages)


def test_damage_below_the_header_leaves_no_output(tmp_path):
    """A packed file that breaks off is refused before anything is written."""
    path, target = tmp_path / "in.csv.gz", tmp_path / "out.csv"
    rows = "".join(f"{n},61\n" for n in range(99_999))
    path.write_bytes(gzip.compress(f"ref,age_years\n{rows}".encode(), mtime=0)[:-100])
    with pytest.raises(DocumentError, match="packed by gzip"):
        grade_table(path, target, "article_urgency", absent="unknown")
    with pytest.raises(DocumentError, match="packed by gzip"):
        inspect_table(path)
    assert not target.exists()


def test_deep_and_long_json_lines_are_flagged_alone(tmp_path):
    """A line that is nested too deeply, or a number that is too long, loses nobody."""
    path = tmp_path / "in.jsonl"
    lines = ("[" * 100_000, f'{{"age_years": {"9" * 5000}}}')
    path.write_text("\n".join(['{"age_years": 61}', *lines]))
    first, deep, long = read_table(path)
    assert first.patient.age_years == 61
    assert deep.problems[0].code == "shifted_row"
    assert long.problems[0].field == "age_years"
