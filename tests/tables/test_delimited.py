"""CSV and TSV files: every trap of reading, and what becomes of the other rows."""

import collections
import csv
import unicodedata

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import cervmyelo as cm
from cervmyelo.errors import (
    DocumentError,
    InvalidRecordError,
    KindError,
    OutOfRangeError,
    ShiftedRowError,
)
from cervmyelo.io import ColumnMap, open_table, read_table, text_tables
from cervmyelo.io.delimited import records_of
from cervmyelo.io.layouts import Layout
from cervmyelo.io.text_tables import TextTable
from cervmyelo.quantity import MISSING_WORDS
from cervmyelo.registry import RULES


def test_rows_become_patients(table):
    """A row becomes the patient that it describes, and an empty cell is no no."""
    path = table("ref,age_years,neck_pain,opll\n007,61,yes,\nb, 50 ,No,PRESENT\n")
    first, second = read_table(path)
    assert (first.ref, first.patient.age_years) == ("007", 61)
    assert first.patient.symptoms[0].present is True
    assert first.patient.opll is None
    assert second.patient.age_years == 50
    assert second.patient.symptoms[0].present is False
    assert second.patient.opll == "present"
    assert (first.number, second.number) == (1, 2)


def test_an_empty_cell_puts_no_symptom_on_record(table):
    """What was not recorded leaves no trace in the patient."""
    (reading,) = read_table(table("age_years,neck_pain,mjoa_sphincter\n61,,\n"))
    assert reading.patient.symptoms == ()
    assert reading.patient.mjoa is None


@pytest.mark.parametrize("ref", ["007", "1e5", "NA", "0x1F", "12345678901234567890"])
def test_references_stay_text(table, ref):
    """A reference is never taken for a number or for a missing word."""
    (reading,) = read_table(table(f"ref,age_years\n{ref},61\n"))
    assert reading.patient.ref == ref


@pytest.mark.parametrize("word", sorted({*MISSING_WORDS, "NaN", "N/A", " None "}))
def test_missing_words_are_not_recorded(table, word):
    """Each published missing word, in any case, means that nothing was recorded."""
    (reading,) = read_table(table(f"ref,age_years,sex_at_birth\nx,{word},{word}\n"))
    assert reading.problems == ()
    assert reading.patient.age_years is None
    assert reading.patient.sex_at_birth is None


def test_a_measure_may_be_written_with_a_fraction_of_zero(table):
    """Spreadsheets write 61.0 for 61, which is taken; 61.5 is not rounded."""
    good, bad = read_table(table("age_years\n61.0\n61.5\n"))
    assert good.patient.age_years == 61
    assert type(good.patient.age_years) is int
    assert bad.patient is None
    assert isinstance(bad.problems[0], KindError)


@pytest.mark.parametrize(
    "cell",
    [
        *("1e400", "1e2", "\uff16\uff11", "6_1", "infinity", "-inf", "0x3d", "6 1"),
        *("6,1", "sixty", "61.", ".5", "61\x00", "9" * 400, "--1", "true"),
    ],
)
def test_what_is_no_plain_number_is_flagged(table, cell):
    """Python takes much for a number that no clinic means by one."""
    bad, good = read_table(table(f'age_years,neck_pain\n"{cell}",yes\n50,no\n'))
    assert isinstance(bad.problems[0], KindError)
    assert bad.problems[0].field == "age_years"
    assert cell not in str(bad.problems[0])
    assert good.patient.age_years == 50


@pytest.mark.parametrize("cell", ["121", "-1", "9" * 20])
def test_numbers_out_of_range_are_flagged(table, cell):
    """An age that cannot be is flagged as such."""
    (reading,) = read_table(table(f"age_years\n{cell}\n"))
    assert isinstance(reading.problems[0], OutOfRangeError)


def test_rules_that_do_not_look_at_a_bad_cell_still_answer(table):
    """The error stands in the place of the value, for the rules to see."""
    path = table("age_years,wheelchair_or_immobile\nold,yes\n")
    (reading,) = read_table(path)
    assert RULES["article_stage"](reading.values).value.code == 5
    refused = RULES["article_risk_factors"](reading.values)
    assert (refused.status, refused.problems[0].field) == ("refused", "age_years")


@pytest.mark.parametrize("row", ["61,yes,no", "61", "61,yes,"])
def test_a_shifted_row_is_flagged_alone(table, row):
    """Of a row with the wrong number of cells nothing is believed; others go on."""
    path = table(f"age_years,neck_pain\n40,no\n{row}\n50,yes\n")
    before, shifted, after = read_table(path)
    assert isinstance(shifted.problems[0], ShiftedRowError)
    assert shifted.patient is None
    assert {rule(shifted.values).status for rule in RULES.values()} == {"refused"}
    assert (before.patient.age_years, after.patient.age_years) == (40, 50)


def test_contradictions_are_kept_and_rules_refuse_them(table):
    """A symptom that is absent and yet described is read, and gives no answer."""
    (reading,) = read_table(table("neck_pain,neck_pain_onset\nno,sudden\n"))
    assert not reading.problems
    (conflict,) = cm.Case(reading.patient).conflicts
    assert conflict.fields == ("neck_pain", "neck_pain_onset")
    assert cm.article_urgency(reading.patient).status == "refused"


@pytest.mark.parametrize(
    "broken",
    ['3,"61,yes', '3,"61"x,yes', '3,"61\n4,40,no\n5,"41",yes', '"3,61,yes\n4,"4"0",no'],
)
def test_a_stray_quotation_mark_swallows_no_other_row(table, broken):
    """After a row with unmatched quotation marks, reading goes on in the next line."""
    path = table(f"ref,age_years,neck_pain\n1,30,no\n{broken}\n9,90,yes\n8,80,no\n")
    readings = list(read_table(path))
    assert [each.ref for each in readings[-2:]] == ["9", "8"]
    assert readings[0].patient.age_years == 30
    assert isinstance(readings[1].problems[0], ShiftedRowError)
    assert len(readings) == broken.count("\n") + 4


def test_quoted_cells_may_hold_anything(table):
    """Delimiters, doubled quotes and line ends are fine inside quotes."""
    columns = ColumnMap(pass_through=("note",))
    path = table('note,age_years\n"a, ""b""\r\nc",61\nd,62\n')
    rows = list(open_table(path, columns))
    assert rows[0].cells == ('a, "b"\r\nc', "61")
    assert [row.reading.patient.age_years for row in rows] == [61, 62]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end(table, end):
    """Files of every system are read alike, with or without a last line end."""
    for last in ("", end):
        path = table(end.join(["age_years,neck_pain", "61,yes", "62,no"]) + last)
        assert [each.patient.age_years for each in read_table(path)] == [61, 62]


def test_blank_lines_are_skipped(table):
    """A line without anything is no patient."""
    assert len(list(read_table(table("age_years\n\n61\n\n\n62\n\n")))) == 2


@pytest.mark.parametrize(
    "row", ["\x1a", "\0\0\0", "\u200b,,", "\ufeff,\xa0,", '"\u200b","",""', " ,\x1f,\t"]
)
def test_a_line_of_which_nothing_can_be_seen_is_no_person(table, row):
    """Old programs end a file with a mark, or fill it up with zeros."""
    text = f"ref,age_years,neck_pain\na,61,\n{row}\nb,62,\n{row}"
    found = list(read_table(table(text)))
    assert [each.patient.age_years for each in found] == [61, 62]


def test_a_byte_order_mark_is_no_part_of_the_first_name(table):
    """Spreadsheets begin a file with a mark that must not hide the first column."""
    (reading,) = read_table(table(b"\xef\xbb\xbfage_years\n61\n"))
    assert reading.patient.age_years == 61


def test_other_encodings_are_refused_with_the_line_and_the_option(table):
    """A file in an encoding that cannot be told for certain is asked about."""
    path = table("ref,neck_pain\né,yes\n".encode("latin-1"))
    with pytest.raises(DocumentError, match=r"line 2.* --encoding"):
        list(read_table(path))
    (reading,) = read_table(path, encoding="latin-1")
    assert reading.ref == "é"


def test_tabs_separate_cells_in_tsv(table):
    """A TSV file is separated by tabs, and its commas are text."""
    (reading,) = read_table(table("ref\tage_years\na,b\t61\n", "table.TSV"))
    assert (reading.ref, reading.patient.age_years) == ("a,b", 61)


def test_an_empty_file_is_refused(table):
    """A file without a header is no table."""
    for content in ("", "\n\n", "\ufeff"):
        with pytest.raises(DocumentError, match="empty"):
            open_table(table(content))


def test_a_header_alone_holds_nobody(table):
    """A table without rows is empty, not wrong."""
    assert list(read_table(table("age_years\n"))) == []


def test_a_repeated_column_is_refused(table):
    """Which of two columns of one name is right cannot be known."""
    with pytest.raises(InvalidRecordError, match="age_years: expected one column"):
        open_table(table("age_years,neck_pain,age_years\n61,yes,62\n"))


@pytest.mark.parametrize("again", ["MJOA_Sphincter", "mjoa sphincter"])
def test_a_column_that_repeats_another_is_named_as_such(table, again):
    """The hint named the item of another instrument, whose name is nearly the same."""
    path = table(f"ref,mjoa_sphincter,{again}\na,3,2\n")
    with pytest.raises(InvalidRecordError) as caught:
        list(read_table(path))
    assert "It repeats mjoa_sphincter" in str(caught.value)
    assert "Did you mean" not in str(caught.value)


def test_an_unknown_column_is_refused_with_the_nearest_name(table):
    """A misspelt column is told at once, with the name it may have meant."""
    with pytest.raises(InvalidRecordError) as caught:
        open_table(table("ref,age_year,height\na,61,180\n"))
    assert "age_year, height: " in str(caught.value)
    assert "age_year: Did you mean age_years?" in str(caught.value)


def test_a_look_alike_column_is_shown_by_its_code(table):
    """A letter of another alphabet in a name can be seen in the message."""
    with pytest.raises(InvalidRecordError, match=r"\\u0430ge_years"):
        open_table(table("ref,\u0430ge_years\na,61\n"))


def test_a_file_without_a_header_repeats_nothing_of_its_first_row(table):
    """Where no name is known the first line may be a person, and is not shown."""
    with pytest.raises(DocumentError) as caught:
        open_table(table("Canary Doe,61,yes\nb,62,no\n"))
    assert "Canary" not in str(caught.value)


def test_a_very_long_cell_is_flagged_alone(table):
    """A cell beyond what the csv module holds is read, quoted or not."""
    cells = f'{"6" * 200_000},yes\n"{"6" * 200_000}",no\n62,no\n'
    bare, quoted, good = read_table(table(f"age_years,neck_pain\n{cells}"))
    for each in (bare, quoted):
        assert [problem.field for problem in each.problems] == ["age_years"]
    assert good.patient.age_years == 62


def test_a_very_long_cell_over_several_lines_takes_no_other_row(table):
    """What the csv module gives up on is read again from its first line."""
    half = "6" * 70_000
    cells = f'"{half}\n{half}",no\n62,no\n"{half}\n{half}\n61,yes\n63,no\n'
    long, good, stray, *others = read_table(table(f"age_years,neck_pain\n{cells}"))
    assert [problem.field for problem in long.problems] == ["age_years"]
    assert stray.problems[0].code == "shifted_row"
    ages = [each.patient and each.patient.age_years for each in (good, *others)]
    assert ages == [62, None, 61, 63]


def test_an_endless_line_is_refused(table):
    """A file that has no lines is no table, and is not read into memory."""
    with pytest.raises(DocumentError, match="longer than"):
        list(read_table(table("age_years\n" + "6" * (2**22 + 1))))


def test_many_open_quotes_do_not_make_reading_slow(table):
    """Each stray quotation mark is looked at over a bounded number of lines."""
    rows = list(read_table(table("age_years,neck_pain\n" + '"61,yes\n' * 300)))
    assert len(rows) == 300
    assert all(each.patient is None for each in rows)


def test_another_kind_of_file_is_refused(table):
    """The ending of the name says what a file is."""
    with pytest.raises(DocumentError, match=r"\.csv, \.tsv, .*\.xlsx or \.parquet"):
        read_table(table("age_years\n61\n", "table.sav"))


def test_a_sheet_can_be_read_again(table):
    """A table is streamed, and each iteration starts at its first row."""
    sheet = open_table(table("age_years\n61\n62\n"))
    assert [row.reading.number for row in sheet] == [1, 2]
    assert [row.reading.number for row in sheet] == [1, 2]


def by_the_csv_module(path, width):
    """The records below the header as Python's csv module splits them, strictly."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = collections.deque(iter(file.readline, ""))
    first = True
    while lines:
        taken = []

        def feed(taken=taken):
            while lines:
                taken.append(lines.popleft())
                yield taken[-1]

        try:
            cells = next(csv.reader(feed(), strict=True), None)
        except csv.Error:
            cells = None
        if cells is None or (len(taken) > 1 and len(cells) != width):
            lines.extendleft(reversed(taken[1:]))
            cells = None
        if cells is not None and not any(map(can_be_seen, cells)):
            first = first and not cells
            continue
        if not first:
            known = taken[0].rstrip("\r\n").split(",") if cells is None else cells
            yield tuple(known), cells is not None and len(cells) == width
        first = False


def can_be_seen(cell):
    """Whether a cell holds more than blanks and characters of control and format."""
    return any(unicodedata.category(each)[0] not in "CZ" for each in cell)


PARTS = st.sampled_from(
    (
        *('"', '"', '""', ",", ",", "\n", "\n", "\r\n", "\r", "a", "b c", "\0", "é"),
        *("\ufeff", "\x0b", "\u2028", " ", "'", "\t"),
    )
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=400)
@given(
    width=st.integers(1, 3),
    text=st.lists(PARTS, max_size=30).map("".join),
    piece=st.sampled_from((2, 20, 2**22)),
)
@example(width=2, text="\ufeffa,b\n", piece=2**22)
@example(width=2, text='a,b\n"\ufeffe",\nc,"d\n', piece=2**22)
def test_records_are_split_as_the_csv_module_does(
    tmp_path, monkeypatch, width, text, piece
):
    """Rows and frames hold the records of the csv module, whatever the text is."""
    monkeypatch.setattr(text_tables, "_PIECE", piece)
    path = tmp_path / "in.csv"
    names = "abc"[:width]
    path.write_bytes(f"{','.join(names)}\n{text}".encode())
    want = list(by_the_csv_module(path, width))

    def records():
        with path.open(encoding="utf-8-sig", newline="") as file:
            found = records_of(iter(file.readline, ""), ",", width)
            next(found)
            yield from found

    layout = Layout(format="delimited")
    table = TextTable(layout=layout, header=tuple(names), records=records)
    rows = list(table.rows())
    assert [(cells, problem is None) for cells, problem in rows] == want
    frame = pl.concat(table.frames(names, "extra", "shifted"))
    assert frame.rows() == [
        (
            *(*cells, *[""] * width)[:width],
            text_tables.joined(cells[width:]),
            None if problem is None else str(problem),
        )
        for cells, problem in rows
    ]
