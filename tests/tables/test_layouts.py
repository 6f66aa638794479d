"""How a text file is laid out: found if certain, asked for otherwise, never guessed."""

import gzip

import pytest

from cervmyelo.errors import DocumentError, FieldError, InvalidRecordError
from cervmyelo.io import (
    ColumnMap,
    grade_table,
    inspect_table,
    open_table,
    patients_from_json,
    read_table,
)

ITEMS = "mjoa_motor_upper,mjoa_motor_lower,mjoa_sensory_upper,mjoa_sphincter"


def values(path, name, **options):
    """What the rows of a file hold of one quantity; the code of an error instead."""
    return [
        getattr(each.values.get(name), "code", each.values.get(name))
        for each in read_table(path, **options)
    ]


@pytest.mark.parametrize(
    "separator", [",", ";", "\t", "|", "^"], ids=["comma", "semi", "tab", "pipe", "hat"]
)
@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.txt", "a.tab", "a.CSV"])
def test_any_separator_is_found_by_the_names_of_the_columns(table, separator, name):
    """Known names show the separator, whatever the ending of the file name is."""
    lines = ("ref?age_years?neck_pain", "a;b,c?61?yes", 'd?"62"?')
    quoted = lines[1].replace("a;b,c", '"a;b,c|\t^"')
    text = "\n".join((lines[0], quoted, lines[2])).replace("?", separator)
    path = table(text, name)
    assert values(path, "age_years") == [61, 62]
    assert [each.ref for each in read_table(path)] == ["a;b,c|\t^", "d"]
    assert open_table(path).layout.separator == separator


def test_a_column_map_names_columns_as_well(table):
    """Names that only the map knows show the separator and the header too."""
    path = table("Liste;;\nAlter;Dauer;Name\n61;2,5;x\n")
    columns = ColumnMap(
        columns={"Alter": "age_years", "Dauer": "symptom_duration_months"},
        pass_through=["Name"],
    )
    (reading,) = read_table(path, columns)
    assert reading.patient.age_years == 61
    assert reading.patient.symptom_duration_months == 2.5


def test_unknown_names_leave_the_shape_of_the_file(table):
    """A file with names that nobody knows is split by what splits all its rows."""
    for text, mark in (
        ("Alter;Note\n61;a, b\n62;c\n", ";"),
        ("Alter,Note\n61,a\n62,b\n", ","),
        ("Alter\tNote\n61\ta, b\n", "\t"),
    ):
        assert inspect_table(table(text)).layout.separator == mark


def test_two_separators_that_both_split_are_asked_about(table):
    """If the shape allows two separators, the option is named that settles it."""
    path = table("a,b;c\n1,2;3\n4,5;6\n")
    with pytest.raises(DocumentError, match=r"comma or semicolon.*--separator"):
        inspect_table(path)
    assert len(inspect_table(path, separator="semicolon").columns) == 2
    assert len(inspect_table(path, separator=",").columns) == 2


@pytest.mark.parametrize("titles", ["Export\n", "Export;;\n;;\n", '"Export;\n', "\n\n"])
def test_titles_above_the_header_are_not_read(table, titles):
    """Lines with fewer cells than the header and no known name are no header."""
    path = table(f"{titles}ref;age_years;neck_pain\na;61;yes\n")
    assert values(path, "age_years") == [61]


def test_a_value_that_is_a_name_is_no_header(table):
    """In a long list of names and values, no row is taken for the header."""
    path = table("person,item,value\np1,age_years,61\np1,neck_pain,yes\n")
    with pytest.raises(DocumentError, match="No column has a name") as caught:
        open_table(path)
    assert "p1" not in str(caught.value)


def test_the_header_row_can_be_given(table):
    """A row of labels above the names is skipped if the caller says so."""
    path = table("Age,Pain in the neck\nage_years,neck_pain\n61,yes\n")
    with pytest.raises(DocumentError, match="--header-row"):
        open_table(path)
    assert values(path, "age_years", header_row=2) == [61]
    for row in (9, 4):
        with pytest.raises(DocumentError, match="Line . is empty or far"):
            open_table(path, header_row=row)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (("2,5", "3", "1,25"), [2.5, 3, 1.25]),
        (("2,5", "3.5"), None),
        (("1,250", "2,500"), None),
        (("0,250",), [0.25]),
        (("1,250", "2,5"), [1.25, 2.5]),
        (("2.5", "3"), [2.5, 3]),
    ],
)
def test_decimal_commas_are_found_or_asked_about(table, cells, found):
    """Both marks, or commas that may group thousands, are not decided by the reader."""
    path = table("ref;symptom_duration_months\n" + "".join(f"a;{x}\n" for x in cells))
    if found is None:
        with pytest.raises(DocumentError, match="--decimal"):
            open_table(path)
    else:
        assert values(path, "symptom_duration_months") == found


def test_a_mark_that_is_not_the_one_of_the_file_is_flagged(table):
    """With decimal commas a point is no decimal point, and the other way round."""
    path = table("ref;symptom_duration_months\na;2,5\nb;3.5\n")
    name = "symptom_duration_months"
    assert values(path, name, decimal=",") == [2.5, "wrong_kind"]
    assert values(path, name, decimal=".") == ["wrong_kind", 3.5]


def test_commas_for_cells_and_for_decimals_are_asked_about(table):
    """Quoted decimal commas between commas are flagged, with the option in the note."""
    path = table('ref,symptom_duration_months\na,"2,5"\nb,3\n')
    sheet = open_table(path)
    assert values(path, "symptom_duration_months") == ["wrong_kind", 3]
    assert any("--decimal ," in note for note in sheet.layout.notes)
    assert values(path, "symptom_duration_months", decimal=",") == [2.5, 3]


def test_frames_read_decimal_commas_as_people_do(table, tmp_path):
    """Graded tables hold the cells as they were and the answers of each person."""
    path = table(
        "canal_diameter_mm;note\n" + "9,5;a\n10,25;b\n13.5;c\n1,2,3;d\n,5;e\n",
    )
    target = tmp_path / "out.csv"
    columns = ColumnMap(pass_through=["note"])
    graded = grade_table(path, target, columns=columns, decimal=",")
    assert (graded.rows, graded.flagged) == (5, 3)
    lines = target.read_text().splitlines()
    assert lines[1].startswith('"9,5",a,')
    assert "absolute" in lines[1]
    assert "relative" in lines[2]
    people = list(read_table(path, columns, decimal=","))
    assert [bool(each.problems) for each in people] == [False, False, *[True] * 3]


@pytest.mark.parametrize("header", [ITEMS, f"{ITEMS},"])
def test_a_separator_at_the_end_of_each_row_is_no_cell(table, header):
    """Rows that all end in a separator have as many cells as the header has names."""
    path = table(f"{header}\n3,5,2,3,\n,5,2,2,\n,,,,\n")
    assert values(path, "mjoa_motor_upper") == [3, None]
    assert values(path, "mjoa_sphincter") == [3, 2]
    assert open_table(path).layout.trailing == 1


@pytest.mark.parametrize(
    "row", ["3,5,2,", "3,5,2,3,9", "3,5,2,3,,", "3,5,2", '3,5,2,3,"x"']
)
def test_a_row_that_differs_from_the_others_is_flagged(table, row):
    """A row without its own separator at the end may be short of a cell."""
    path = table(f"{ITEMS}\n3,5,2,3,\n3,5,2,3,\n" + "3,5,2,3,\n" * 60_000 + f"{row}\n")
    *_, (_, problem) = open_table(path).raw()
    assert problem.code == "shifted_row"


def test_a_separator_at_the_end_of_some_rows_is_not_certain(table):
    """If one row has no separator at its end, the others are one cell too long."""
    path = table(f"{ITEMS}\n3,5,2,3,\n3,5,2,3\n")
    assert [bool(each.problems) for each in read_table(path)] == [True, False]


def test_a_split_decimal_comma_is_not_taken_for_a_separator_at_the_end(table):
    """Cells that may be halves of a number are asked about."""
    text = "symptom_duration_months,age_years,opll\n1,5,61,\n2,5,60,\n"
    path = table(text)
    assert all(each.problems for each in read_table(path))
    assert any("--decimal ." in note for note in open_table(path).layout.notes)
    assert values(path, "age_years", decimal=".") == [5, 5]


@pytest.mark.parametrize(
    "text",
    [
        ",,mjoa_total,note\n,,13,\n ,\t,14,\n",
        "mjoa_total,,,note\n13,,,\n14, ,,\n",
        "note,mjoa_total,,\n,13,,\n,14,,\n",
    ],
    ids=["before", "between", "behind"],
)
def test_a_table_can_stand_anywhere_in_its_sheet(table, tmp_path, text):
    """Columns without a name and without a cell are next to the table, not in it."""
    columns = ColumnMap(pass_through=["note"])
    path = table(text)
    assert values(path, "mjoa_total", columns=columns) == [13, 14]
    assert grade_table(path, tmp_path / "out.csv", columns=columns).flagged == 0
    lost = table(f"{text}x,x,15,x\n" if text[0] == "," else f"{text}15,x,x,x\n")
    with pytest.raises(InvalidRecordError, match=r"\(no name\)"):
        open_table(lost, columns)


@pytest.mark.parametrize("separator", [",", ";"])
def test_one_cell_more_in_each_row_is_explained(table, separator):
    """R writes the names of rows without a name for their column."""
    lines = ["age_years,mjoa_sphincter", '"1",61,3', '"2",58,2', ""]
    path = table("\n".join(lines).replace(",", separator))
    found = open_table(path)
    assert "row.names = FALSE" in found.layout.doubt
    assert [row.reading.problems[0].code for row in found] == ["shifted_row"] * 2
    assert "row.names = FALSE" in inspect_table(path).remarks[0]


def test_names_of_several_columns_stay_without_names(table):
    """A column without a name that has values is no separator at the end."""
    path = table("age_years,\n61,x\n")
    with pytest.raises(ValueError, match=r"\(no name\)"):
        open_table(path)


@pytest.mark.parametrize(
    "encoding",
    [
        *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"),
        *("utf-32", "utf-32-le", "utf-32-be"),
    ],
)
def test_unicode_is_read_in_each_of_its_forms(table, encoding):
    """The first bytes show which form of Unicode a file has."""
    path = table("ref,age_years\né€,61\n".encode(encoding))
    (reading,) = read_table(path)
    assert (reading.ref, reading.patient.age_years) == ("é€", 61)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "iso8859-15", "cp932"])
def test_other_encodings_are_given_by_the_caller(table, encoding):
    """A file in another encoding is read by its name, and refused without it."""
    letter = {"cp932": "髄"}.get(encoding, "ü")
    path = table(f"ref,age_years\n{letter},61\n".encode(encoding))
    with pytest.raises(DocumentError, match=r"not UTF-8: line 2.*--encoding"):
        list(read_table(path))
    (reading,) = read_table(path, encoding=encoding)
    assert reading.ref == letter


def test_a_wrong_encoding_is_refused(table):
    """Bytes that an encoding does not have end in an error of the library."""
    path = table(b"ref,age_years\n\x81,61\n")
    with pytest.raises(DocumentError, match="not cp1252"):
        list(read_table(path, encoding="cp1252"))
    with pytest.raises(DocumentError, match="not utf-16"):
        list(read_table(table(b"\xff\xfea\x00\x00\xd8"), encoding="utf-16"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("separator", each) for each in ("x", "", 1, ",,")),
        *(("decimal", each) for each in (";", "", 1)),
        *(("encoding", each) for each in ("rot13", "latin-99", "utf-7", "idna", "\0")),
        ("encoding", 1),
        *(("header_row", each) for each in (0, -1, True, "1", 1.0)),
        *(("sheet", each) for each in (1, "People")),
        ("seperator", ","),
    ],
)
def test_options_that_are_not_valid_are_refused(table, name, value):
    """An option is checked, and one of another kind of file is refused."""
    path = table("age_years\n61\n")
    with pytest.raises(FieldError) as caught:
        open_table(path, **{name: value})
    assert caught.value.field == name


def test_names_of_options_are_words_too(table):
    """Separators and marks have names, for shells in which they mean something else."""
    path = table("age_years|neck_pain\n61|yes\n")
    assert values(path, "age_years", separator="Pipe", decimal="point") == [61]
    path = table("age_years\tneck_pain\n61\tyes\n")
    assert values(path, "age_years", separator="\\t") == [61]


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"PK\x03\x04", "a.csv", "Excel workbook"),
        (b"PAR1", "a.csv", "Parquet"),
        (b"\xd0\xcf\x11\xe0", "a.csv", "old Excel workbook"),
        (b"\xd0\xcf\x11\xe0", "a.xlsx", "old Excel workbook"),
        (b"\x1f\x8b", "a.csv", "packed by gzip"),
        (b"\n <HTML>\n<table>", "a.csv", "a page of HTML"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>', "a.txt", "XML"),
        (b"$FL2@(#) SPSS", "a.csv", "an SPSS file"),
        (b"%PDF-1.4", "a.tsv", "a PDF"),
        (b"ARROW1\0\0", "a.csv", "an Arrow or Feather file"),
        (
            gzip.compress(b"age_years\n" + b"61\n" * 9999, mtime=0)[:-9],
            "a.csv.gz",
            "packed by",
        ),
        (b"not", "a.xlsx", "cannot be read as an Excel workbook"),
        (b"", "a.xlsx", "cannot be read as an Excel workbook"),
        (b"PK\x03\x04" + b"\0" * 99, "a.xlsx", "cannot be read as an Excel workbook"),
        (b"", "a.jsonl", "No line is a JSON object"),
        (b"61\n", "a.jsonl", "No line is a JSON object"),
        (b"a", "a.sav", "Save other files as CSV"),
        (b"a", "a.csv.zip", "Save other files as CSV"),
        (b"a", "a", "Save other files as CSV"),
    ],
)
def test_files_that_are_something_else_say_what(table, content, name, reason):
    """A file of another kind is refused with what it is."""
    with pytest.raises(DocumentError, match=reason):
        list(read_table(table(content, name)))


def test_gzip_is_known_by_its_bytes(table):
    """A packed file is unpacked, whatever its name says."""
    data = gzip.compress(b"age_years\n61\n", mtime=0)
    for name in ("a.csv", "a.csv.gz", "a.TXT.GZ"):
        path = table(data, name)
        assert values(path, "age_years") == [61]
        assert open_table(path).layout.packed


@pytest.mark.parametrize(
    "row", ["Zq7 Canary,1961-02-03,F", "Zq7 Canary,61,x", "3.2.61,Zq7 Canary"]
)
def test_a_row_of_a_person_is_no_header(table, row):
    """A file without a header shows no cell, neither as a name nor in a draft."""
    path = table(f"{row}\nOther,70,M\n".replace(",", ";"))
    for read in (open_table, inspect_table):
        with pytest.raises(
            DocumentError, match="No line looks like a header"
        ) as caught:
            read(path)
        assert "Canary" not in str(caught.value)
    assert inspect_table(path, header_row=1).layout.header_row == 1


@pytest.mark.parametrize(
    "number", ["1e-33", "1e-300", "5e-324", "1.2345678901234567e-17", "0.1", "12.5"]
)
def test_a_small_number_is_the_same_in_json_and_json_lines(tmp_path, number):
    """However many digits a number has without an exponent, it is read."""
    path = tmp_path / "in.jsonl"
    record = f'{{"symptom_duration_months": {number}}}'
    path.write_text(record)
    (line,) = read_table(path)
    (listed,) = patients_from_json(f"[{record}]")
    assert line.patient == listed.patient
    assert line.patient.symptom_duration_months == float(number)


@pytest.mark.parametrize(
    ("mark", "other"), [(";", ","), ("\t", ","), ("|", ";"), (";", "|")]
)
def test_what_does_not_split_the_header_separates_no_cells(table, mark, other):
    """Each row has a decimal comma, and no column has a name that is known."""
    rows = [f"p{n}{mark}{n % 9}{other}5{mark}x" for n in range(30)]
    path = table("\n".join([f"Pat.{mark}Kanal{mark}Ort", *rows, ""]), "in.csv")
    assert inspect_table(path).layout.separator == mark
    # Where the header has both, nothing decides.
    path = table("\n".join([f"Pat.{mark}a{other}b{mark}Ort", *rows, ""]), "in.csv")
    with pytest.raises(DocumentError, match="not certain"):
        inspect_table(path)
