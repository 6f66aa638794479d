"""No cell of a written table is a formula to a spreadsheet, where that is asked for."""

import csv

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cervmyelo.cli import main

SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
LEADS = f"{SIGNS}\t\r\n"
BLANKS = " \t\xa0\x1f\u2003\u200b\u3000\ufeff"
ITEMS = ["mjoa_motor_upper", "mjoa_motor_lower", "mjoa_sensory_upper", "mjoa_sphincter"]
COMMANDS = ["assess", "cohort"]

cells = st.builds(
    "{}{}{}".format,
    st.text(BLANKS, max_size=2),
    st.sampled_from(LEADS),
    st.text("1+x!\"',;\n", max_size=5),
)


def formulas(path, given_columns):
    """The text cells of a table that a spreadsheet would calculate."""
    messages = {"problems", "no_answer"}
    with path.open(newline="", encoding="utf-8") as file:
        head, *rows = csv.reader(file, delimiter="\t" if path.suffix == ".tsv" else ",")
    written = [*head]
    for row in rows:
        cells_of = dict(zip(head, row, strict=True))
        written += row[:given_columns]
        written += [cells_of[name] for name in head if name in messages]
    # Some programs remove blanks first.
    bare = [(each, each.strip(f"{BLANKS}\r\n")) for each in written]
    leads = tuple(LEADS), tuple(SIGNS)
    return [e for e, b in bare if e.startswith(leads[0]) or b.startswith(leads[1])]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("ending", [".csv", ".tsv"])
@settings(max_examples=12)
@given(each=st.tuples(cells, cells, cells, cells))
def test_no_cell_of_a_csv_file_is_a_formula(tmp_path_factory, command, ending, each):
    """Passed cells, references, invalid cells and headers are marked as text."""
    header, cell, ref, invalid = each
    folder = tmp_path_factory.mktemp("sheet")
    source, target, map_ = (folder / n for n in ("in.csv", f"out{ending}", "map.toml"))
    with source.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["ref", *ITEMS, f"{header}x"])
        writer.writerow([ref, 3, 5, 2, 3, cell])
        writer.writerow([ref, invalid, 5, 2, 3, cell])
        writer.writerow([ref, 3, 5, 2, 3, cell, cell])
    map_.write_text("pass_through = '*'\n")
    files = [str(source), "-o", str(target), "--columns", str(map_)]
    main([command, *files, "--spreadsheet"])
    assert not formulas(target, 6)


@pytest.mark.parametrize("command", COMMANDS)
def test_no_cell_of_a_parquet_file_is_a_formula(tmp_path, command):
    """Words of a list of words are text like any other."""
    source, target, map_ = (tmp_path / n for n in ("in.parquet", "out.csv", "map.toml"))
    words = ["=1+1", "@x"]
    columns = {name: [2, 3] for name in ITEMS}
    pl.DataFrame(
        columns
        | {
            "category": pl.Series(words, dtype=pl.Categorical),
            "enum": pl.Series(words, dtype=pl.Enum(words)),
            "text": words,
        }
    ).write_parquet(source)
    map_.write_text("pass_through = '*'\n")
    common = [command, str(source), "-o", str(target), "--columns", str(map_)]
    assert main([*common, "--spreadsheet"]) == 0
    assert not formulas(target, 7)
    assert main([*common, "--force"]) == 0
    assert len(formulas(target, 7)) == 6


def test_no_key_of_json_is_a_formula(tmp_path):
    """Keys become headers, and come first in the messages of the column problems."""
    source, target = tmp_path / "in.json", tmp_path / "out.csv"
    source.write_text('[{"=1+1": 1, "\\n=2": 2}, {"\uff1dx": "=3", "age_years": "-1"}]')
    main(["assess", str(source), "-o", str(target), "--spreadsheet"])
    assert not formulas(target, 4)
    main(["assess", str(source), "-o", str(target), "--force"])
    assert formulas(target, 4)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_column_that_is_no_text_is_not_written_as_text(tmp_path, command, capsys):
    """A column of bytes or of lists is named, and the file stays unwritten."""
    source, target, map_ = (tmp_path / n for n in ("in.parquet", "out.csv", "map.toml"))
    map_.write_text("pass_through = '*'\n")
    for odd in ([b"=1"], [["=1"]], [{"a": 1}]):
        pl.DataFrame({name: [2] for name in ITEMS} | {"odd": odd}).write_parquet(source)
        arguments = [command, str(source), "-o", str(target), "--columns", str(map_)]
        assert main(arguments) == 2
        assert "odd: a column of this type" in capsys.readouterr().err
        assert not target.exists()
        assert main([*arguments[:3], f"{target}.parquet", *arguments[4:]]) == 0
        (tmp_path / "out.csv.parquet").unlink()
