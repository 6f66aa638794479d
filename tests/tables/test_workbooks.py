"""Workbooks: formulas by their results, merged cells, and what is not certain."""

import zipfile

import openpyxl
import pytest

from cervmyelo.errors import DocumentError
from cervmyelo.io import inspect_table, open_table, read_table

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
