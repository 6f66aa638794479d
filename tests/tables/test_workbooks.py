"""Workbooks: formulas by their results, merged cells, and what is not certain."""

import datetime as dt
import zipfile

import openpyxl
import pytest

from cervmyelo.errors import DocumentError
from cervmyelo.io import (
    ColumnMap,
    inspect_table,
    open_table,
    read_table,
    sheet_parts,
    workbooks,
)
from cervmyelo.io.sheet_parts import sheet_part

SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"
RECALCULATED = 'fullCalcOnLoad="1"'


def workbook(path, rows, merged=(), **cells):
    """A workbook with one sheet of these rows, some merged cells and others."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    for place, cell in cells.items():
        book.active[place] = cell
    book.save(path)
    return path


def rewritten(path, **parts):
    """The workbook with other text in some of its files."""
    with zipfile.ZipFile(path) as book:
        texts = {name: book.read(name).decode() for name in book.namelist()}
    # Other parsers of XML write the same empty element in another way.
    texts[SHEET] = texts[SHEET].replace("<v />", "<v></v>").replace("<v/>", "<v></v>")
    for name, (old, new) in parts.items():
        place = {"sheet": SHEET, "book": BOOK}[name]
        assert old in texts[place]
        texts[place] = texts[place].replace(old, new)
    with zipfile.ZipFile(path, "w") as book:
        for name, text in texts.items():
            book.writestr(name, text)
    return path


ROWS = [("ref", "age_years", "mjoa_sphincter"), ("a", 61, 3), ("b", 58, 2)]
FORMULA = "<f>60+1</f><v></v>"


@pytest.mark.parametrize(
    "written",
    [FORMULA, "<f>60+1</f><v />", "<f>60+1</f>", '<f t="shared" si="0"/>', "<f/>"],
)
def test_a_formula_that_nothing_calculated_is_no_missing_value(tmp_path, written):
    """Its cell is named; it was read as not recorded."""
    path = workbook(tmp_path / "in.xlsx", ROWS, B2="=60+1")
    rewritten(path, sheet=(FORMULA, written))
    for read in (read_table, inspect_table):
        with pytest.raises(DocumentError, match="result, such as in cell B2: "):
            read(path)


def test_a_zero_that_waits_for_its_calculation_is_no_value(tmp_path):
    """Some programs store it with each formula, and ask for a calculation."""
    path = workbook(tmp_path / "in.xlsx", ROWS, B2="=60+1")
    rewritten(path, sheet=(FORMULA, "<f>60+1</f><v>0</v>"))
    with pytest.raises(DocumentError, match="without a calculated result: "):
        read_table(path)


@pytest.mark.parametrize(
    ("written", "age"),
    [
        ('<c r="B2"><f>60+1</f><v>61</v></c>', 61),
        ('<c r="B2" t="str"><f>""</f><v></v></c>', None),
    ],
)
def test_a_formula_counts_by_its_result(tmp_path, written, age):
    """An empty text is a result, and a blank cell."""
    path = workbook(tmp_path / "in.xlsx", ROWS, B2="=60+1")
    rewritten(
        path,
        sheet=(f'<c r="B2">{FORMULA}</c>', written),
        book=(RECALCULATED, ""),
    )
    first, _ = read_table(path)
    assert first.patient.age_years == age
    assert not open_table(path).layout.doubt


def test_a_workbook_without_formulas_may_ask_for_a_calculation(tmp_path):
    """Values are values, whatever program wrote them."""
    first, _ = read_table(workbook(tmp_path / "in.xlsx", ROWS))
    assert first.patient.age_years == 61


@pytest.mark.parametrize(
    ("shown", "row", "noted"),
    [
        ("0%", 2, "as percentages, such as B2: 30% counts as 0.3"),
        ("0.0 %", 3, "as percentages, such as B3: 30% counts as 0.3"),
        ("0.00", 2, ""),
        ("0%", 1, ""),
    ],
)
def test_cells_that_are_shown_as_percentages_are_reported(tmp_path, shown, row, noted):
    """A cell that shows 30% was read as 0.3 % in silence; the unit makes it 30."""
    path = workbook(tmp_path / "in.xlsx", [("ref", "mscc"), ("a", 0.3), ("b", 0.25)])
    book = openpyxl.load_workbook(path)
    book.active.cell(row, 2).number_format = shown
    book.save(path)
    assert noted in open_table(path).layout.doubt
    assert bool(open_table(path).layout.doubt) == bool(noted)
    found = read_table(path, ColumnMap(units={"mscc": "ratio"}))
    assert [each.values["mscc"] for each in found] == [30, 25]


@pytest.mark.parametrize(
    ("merged", "noted"),
    [
        (["B2:B3"], "(B2:B3)"),
        (["B2:B3", "C2:C3"], " and 1 more)"),
        (["A1:A2"], "(A1:A2)"),
        (["B1:C1"], ""),
    ],
)
def test_cells_that_are_merged_below_the_header_are_reported(tmp_path, merged, noted):
    """All but the first of them are empty, whatever a reader sees on the screen."""
    path = workbook(tmp_path / "in.xlsx", [*ROWS, ("c", 70, 1)], merged)
    if merged == ["B1:C1"]:
        path = workbook(path, [(None, "Scores", None), *ROWS], merged)
    doubt = open_table(path).layout.doubt
    assert (noted in doubt) if noted else not doubt
    assert noted in " ".join(inspect_table(path).remarks)


def with_hidden(path, rows, columns):
    """A workbook in which rows and columns are hidden."""
    book = openpyxl.Workbook()
    for row in [("", "a title"), *ROWS, (), ("c", 70, 1)]:
        book.active.append(row)
    for row in rows:
        book.active.row_dimensions[row].hidden = True
    for column in columns:
        book.active.column_dimensions[column].hidden = True
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("rows", "columns", "noted"),
    [
        ([3], "", "1 hidden row is read like all others"),
        ([3, 4, 6], "BC", "3 hidden rows and 2 hidden columns are read"),
        ([], "A", "1 hidden column is read"),
        # A blank row, the rows above the header, and a column without a name.
        ([1, 2, 5], "EF", ""),
    ],
)
def test_hidden_rows_and_columns_that_are_read_are_counted(
    tmp_path, rows, columns, noted
):
    """They count as all others do, and whoever looks at the sheet sees none of them."""
    path = with_hidden(tmp_path / "in.xlsx", rows, columns)
    layout = open_table(path).layout
    assert [each.ref for each in read_table(path)] == ["a", "b", "c"]
    assert noted in " ".join(layout.notes)
    assert ("hidden" in " ".join(layout.notes)) is bool(noted)
    assert noted in " ".join(inspect_table(path).remarks)


def test_hidden_rows_are_counted_once_wherever_a_piece_ends(tmp_path, monkeypatch):
    """The file of a sheet is searched in pieces that overlap."""
    path = with_hidden(tmp_path / "in.xlsx", [3, 4, 6], "")
    monkeypatch.setattr(sheet_parts, "_OVERLAP", 400)
    for size in range(300, 900, 7):
        monkeypatch.setattr(sheet_parts, "_CHUNK", size)
        with path.open("rb") as file:
            assert [*sheet_part(file, SHEET).hidden_rows] == [3, 4, 6]


def test_a_hidden_sheet_is_named_as_such(tmp_path):
    """It is read if it alone holds a table, and the note says that nobody sees it."""
    book = openpyxl.load_workbook(workbook(tmp_path / "in.xlsx", ROWS))
    book.active.sheet_state = "hidden"
    book.create_sheet("Cover").append(["About", "this file"])
    book.active = 1
    book.save(tmp_path / "in.xlsx")
    layout = open_table(tmp_path / "in.xlsx").layout
    assert "sheet Sheet, which is hidden" in layout.notes
    with pytest.raises(DocumentError, match=r"Sheet \(hidden\), Cover"):
        open_table(tmp_path / "in.xlsx", sheet="Other")


SEEN = dt.datetime.fromisoformat("2020-02-03T10:30:00.500")
MIXED = [
    ("ref", "canal_diameter_mm", "age_years", "born", "seen"),
    ("text", "13,5", "61", "1961-02-03", SEEN),
    ("number", 13.5, 61, dt.date(1961, 2, 3), "2020-02-03"),
    ("point", "13.5", 61.0, "", ""),
]


def test_the_option_for_a_decimal_comma_is_for_text_in_a_workbook_too(tmp_path):
    """Numbers stay numbers, and text with the other mark is flagged, as in CSV."""
    path = workbook(tmp_path / "in.xlsx", MIXED)
    columns = ColumnMap(pass_through=["born", "seen"])
    plain, comma = (open_table(path, columns, decimal=mark) for mark in (None, ","))
    assert [row.reading.patient is None for row in plain] == [True, False, False]
    assert "--decimal ," in " ".join(plain.layout.notes)
    assert [row.reading.patient is None for row in comma] == [False, False, True]
    assert comma.layout.notes == ("decimal comma",)
    dated = ColumnMap(age={"born": "born", "seen": "seen"}, pass_through=["age_years"])
    for mark in (None, ","):
        people = [each.values for each in read_table(path, dated, decimal=mark)]
        assert [each.get("age_years") for each in people] == [59, 59, None]


@pytest.mark.parametrize("far", [1, " "])
def test_a_sheet_with_cells_far_away_is_refused_early(tmp_path, monkeypatch, far):
    """To read it cell by cell would take minutes; the message says what to delete."""
    monkeypatch.setattr(workbooks, "_MOST_BLANK", 2000)
    cells = {f"SZ{row}": far for row in range(2, 9)}
    path = workbook(tmp_path / "in.xlsx", ROWS, **cells)
    for read in (read_table, inspect_table):
        with pytest.raises(DocumentError, match="almost empty: .* 520 columns "):
            read(path)


def test_a_sheet_with_many_blank_cells_is_read(tmp_path, monkeypatch):
    """One cell in twenty is filled, and formats reach far below the table."""
    monkeypatch.setattr(workbooks, "_MOST_BLANK", 2000)
    header = ("age_years", *(f"note_{number}" for number in range(39)))
    people = [(61, *[None] * 38, "x")] * 100
    path = workbook(tmp_path / "in.xlsx", [header, *people])
    book = openpyxl.load_workbook(path)
    for row in range(102, 300):
        book.active.cell(row, 1).number_format = "0"
    book.save(path)
    rows = read_table(path, ColumnMap(pass_through=header[1:]))
    assert [each.patient.age_years for each in rows] == [61] * 100
