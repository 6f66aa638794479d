"""Files as other programs write them: inspected, assessed and graded alike."""

import csv
import gzip
import io
import json

import openpyxl
import pandas as pd
import pytest

from cervmyelo import mjoa_total
from cervmyelo.io import ColumnMap, grade_table, inspect_table, read_table

ROWS = (
    # ref, hand, leg, feeling, bladder, months, age; total and grade by hand
    ("007", 3, 5, 2, 3, 2.5, 61, 13, "moderate"),
    ("b", 5, 7, 3, 3, 12, 48, 18, "none"),
    ("c", 2, 3, 1, 2, 0.75, 70, 8, "severe"),
)
NAMES = (
    *("ref", "mjoa_motor_upper", "mjoa_motor_lower", "mjoa_sensory_upper"),
    *("mjoa_sphincter", "symptom_duration_months", "age_years"),
)
ASKED = ("mjoa_total", "mjoa_severity")


def text_of(*, separator=",", decimal=".", before="", after="", end="\n"):
    """The rows as text with separators."""
    lines = [separator.join(NAMES) + after]
    for row in ROWS:
        cells = (str(cell).replace(".", decimal) for cell in row[:7])
        lines.append(separator.join(cells) + after)
    return before + end.join([*lines, ""])


def excel(path, rows, before=0):
    """An Excel workbook with one sheet."""
    book = openpyxl.Workbook()
    for _ in range(before):
        book.active.append(["Registry", "export"])
    for row in rows:
        book.active.append(row)
    book.save(path)


def written(folder, kind):
    """The rows as a file of a kind, and what its layout must be."""
    empty = ";" * 6 + "\n"
    texts = {
        "semicolons": (text_of(separator=";", decimal=","), "in.csv", "utf-8"),
        "title": (
            text_of(separator=";", decimal=",", before="Registry, all years\n\n"),
            "in.csv",
            "utf-8",
        ),
        "filled title": (
            text_of(separator=";", decimal=",", before="Registry 2024;;;;;;\n"),
            "in.csv",
            "utf-8",
        ),
        "empty rows": (
            text_of(separator=";", decimal=",") + empty + "\n" + empty,
            "in.csv",
            "utf-8",
        ),
        "sep line": (text_of(separator="|", before="sep=|\n"), "in.csv", "utf-8"),
        "tabs in txt": (text_of(separator="\t"), "in.txt", "utf-8"),
        "commas in tsv": (text_of(), "in.tsv", "utf-8"),
        "trailing": (text_of(after=";", separator=";"), "in.csv", "utf-8"),
        "utf-16": (text_of(separator="\t", end="\r\n"), "in.csv", "utf-16"),
        "utf-16 without mark": (text_of(), "in.csv", "utf-16-le"),
        "mark": (text_of(), "in.csv", "utf-8-sig"),
    }
    if kind in texts:
        text, name, encoding = texts[kind]
        path = folder / name
        path.write_bytes(text.encode(encoding))
    elif kind == "gzip":
        path = folder / "in.csv.gz"
        path.write_bytes(gzip.compress(text_of(separator=";", decimal=",").encode()))
    elif kind == "json lines":
        path = folder / "in.jsonl"
        lines = [json.dumps(dict(zip(NAMES, row, strict=False))) for row in ROWS]
        path.write_text("\n".join([*lines, "", '{"ref": null}']))
    elif kind == "excel":
        path = folder / "in.xlsx"
        excel(path, [NAMES, *(row[:7] for row in ROWS), [None] * 7], before=1)
    else:
        path = folder / "in.parquet"
        frame = pd.DataFrame([row[:7] for row in ROWS], columns=NAMES)
        frame.index = ["x", "y", "z"]
        frame.to_parquet(path)
    return path


KINDS = (
    *("semicolons", "title", "filled title", "empty rows", "sep line", "tabs in txt"),
    *("commas in tsv", "trailing", "utf-16", "utf-16 without mark", "mark", "gzip"),
    *("json lines", "excel", "pandas index"),
)
every_kind = pytest.mark.parametrize("kind", KINDS)


@every_kind
def test_each_kind_of_file_gives_the_same_people(tmp_path, kind):
    """People are who they are, whatever program wrote them down."""
    readings = list(read_table(written(tmp_path, kind)))
    assert [each.problems for each in readings] == [()] * 3
    assert [
        (
            each.ref,
            each.patient.mjoa.motor_upper,
            each.patient.mjoa.motor_lower,
            each.patient.mjoa.sensory_upper,
            each.patient.mjoa.sphincter,
            each.patient.symptom_duration_months,
            each.patient.age_years,
        )
        for each in readings
    ] == [row[:7] for row in ROWS]


@every_kind
def test_each_kind_of_file_is_graded_alike(run, tmp_path, kind):
    """`cohort` writes the totals typed by hand, and counts no empty row."""
    path, target = written(tmp_path, kind), tmp_path / "out.csv"
    rules = [word for name in ASKED for word in ("--rule", name)]
    ran = run("cohort", path, "-o", target, *rules)
    assert (ran.status, ran.out) == (0, "3 rows, none flagged\n")
    with target.open(newline="") as file:
        found = list(csv.DictReader(file))
    assert [(each["mjoa_total"], each["mjoa_severity"]) for each in found] == [
        (str(row[7]), row[8]) for row in ROWS
    ]


@every_kind
def test_each_kind_of_file_is_assessed_alike(run, tmp_path, kind):
    """`assess` gives the same totals in the same rows."""
    path, target = written(tmp_path, kind), tmp_path / "out.csv"
    ran = run("assess", path, "-o", target)
    assert ran.status == 0
    with target.open(newline="") as file:
        found = list(csv.DictReader(file))
    assert [(each["mjoa_total"], each["mjoa_severity"]) for each in found] == [
        (str(row[7]), row[8]) for row in ROWS
    ]


@every_kind
def test_each_kind_of_file_is_inspected_alike(tmp_path, kind):
    """A look at the file counts the same rows and knows the same columns."""
    found = inspect_table(written(tmp_path, kind))
    assert (found.rows, found.shifted_rows, found.remarks) == (3, 0, ())
    known = {each.quantity: each for each in found.columns}
    assert {*NAMES} <= {*known}
    months = known["symptom_duration_months"]
    assert (months.low, months.high, months.missing) == (0.75, 12, 0)
    assert ColumnMap.from_toml(found.column_map).columns == {}


@pytest.mark.parametrize(
    ("kind", "empty"),
    [("empty rows", 3), ("title", 0), ("excel", 1), ("json lines", 1)],
)
def test_empty_rows_are_counted_apart(tmp_path, kind, empty):
    """Rows without anything are told from patients, and their number is known."""
    found = inspect_table(written(tmp_path, kind))
    assert (found.rows, found.empty_rows) == (3, empty)


@pytest.mark.parametrize("name", ["in.csv", "in.tsv", "in.jsonl", "in.parquet"])
def test_rows_of_blanks_are_no_patients(run, tmp_path, name):
    """Whatever a blank cell is written as, a row of them is no one."""
    path = tmp_path / name
    if name == "in.jsonl":
        path.write_text('{"ref": "a", "age_years": 61}\n{}\n{"ref": " "}\n')
    elif name == "in.parquet":
        frame = {"ref": ["a", None, " "], "age_years": [61, None, float("nan")]}
        pd.DataFrame(frame, index=[5, 6, 7]).to_parquet(path)
    else:
        mark = "\t" if name == "in.tsv" else ","
        lines = ("ref,age_years", "a,61", ",", ' ,""', "", ",,,")
        path.write_text("\n".join(lines).replace(",", mark))
    assert [each.ref for each in read_table(path)] == ["a"]
    target = tmp_path / "out.parquet"
    graded = grade_table(path, target, "mjoa_total", absent="unknown")
    assert (graded.rows, graded.flagged) == (1, 0)
    ran = run("assess", path, "--brief")
    assert "1 patient, none flagged" in ran.out


def test_notes_with_line_breaks_lose_no_one(run, tmp_path):
    """A REDCap export with line breaks in its notes has a row for each record."""
    path, target = tmp_path / "redcap.csv", tmp_path / "out.csv"
    path.write_bytes(
        b"record_id,mjoa_motor_upper,mjoa_motor_lower,mjoa_sensory_upper,"
        b"mjoa_sphincter,notes\r\n"
        b'1,3,5,2,3,"First line,\r\nthen ""another""\r\n\r\nand the end"\r\n'
        b"2,5,7,3,3,\r\n"
        b',,,,,""\r\n'
        b'3,2,3,1,2,"one\nmore"\r\n'
    )
    columns = tmp_path / "map.toml"
    columns.write_text('pass_through = ["notes"]\n[columns]\nrecord_id = "ref"\n')
    found = inspect_table(path)
    assert (found.rows, found.empty_rows, found.shifted_rows) == (3, 1, 0)
    ran = run("cohort", path, "-o", target, "--columns", columns, "--rule", ASKED[0])
    assert (ran.status, ran.out) == (0, "3 rows, none flagged\n")
    with target.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [each["mjoa_total"] for each in rows] == ["13", "18", "8"]
    assert rows[0]["notes"] == 'First line,\r\nthen "another"\r\n\r\nand the end'
    ran = run("assess", path, "--columns", columns, "--brief")
    assert "3 patients, none flagged" in ran.out


@pytest.mark.parametrize("command", ["assess", "cohort", "inspect"])
@pytest.mark.parametrize("kind", ["semicolons", "gzip", "excel", "pandas index"])
def test_standard_input_is_read_as_a_file(run, tmp_path, command, kind):
    """What comes through a pipe is what the same file gives."""
    data = written(tmp_path, kind).read_bytes()
    target = tmp_path / "out.csv"
    more = () if command == "inspect" else ("-o", target)
    ran = run(command, "-", *more, stdin=data)
    assert ran.status == 0
    if command == "inspect":
        assert "rows: 3" in ran.out
    else:
        with target.open(newline="") as file:
            assert [row["mjoa_total"] for row in csv.DictReader(file)] == [
                *("13", "18", "8")
            ]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ('[{"age_years": 61}, {"age_years": 62}]', 2),
        ('{"age_years": 61}', 1),
        ('{"age_years": 61}\n', 1),
        ('{\n"age_years": 61\n}', 1),
        ('{"age_years": 61}\n{"age_years": 62}\n', 2),
        ('\ufeff{"age_years": 61}\n\n{"age_years": 62}', 2),
        ("age_years\n61\n62", 2),
    ],
)
def test_json_json_lines_and_tables_are_told_apart(run, text, people):
    """Standard input is JSON, JSON Lines or a table, as its text shows."""
    ran = run("assess", "-", "--format", "json", stdin=text)
    assert ran.status == 0
    assert len(json.loads(ran.out)) == people


def test_what_differs_from_a_plain_file_is_reported(run, tmp_path):
    """The layout that was found is a note, and a plain file has none."""
    path = written(tmp_path, "filled title")
    ran = run("assess", path, "--brief")
    assert ran.err == (
        "cervmyelo: read with: semicolon between cells; decimal comma; header in line "
        "2\n"
    )
    path.write_text(text_of())
    assert run("assess", path, "--brief").err == ""


@pytest.mark.parametrize("name", ["in.csv", "in.jsonl"])
def test_json_lines_and_csv_mean_the_same(tmp_path, name):
    """A value is what it is as text: 61 and "61", true and yes, null and nothing."""
    path = tmp_path / name
    if name == "in.csv":
        path.write_text("age_years,neck_pain,opll\n61,yes,present\n61.5,true,\nNA,,x\n")
    else:
        path.write_text(
            '{"age_years": "61", "neck_pain": true, "opll": "present"}\n'
            '{"age_years": 61.5, "neck_pain": "true"}\n'
            '{"age_years": NaN, "opll": ["x"]}\n'
        )
    first, second, third = read_table(path)
    assert (first.patient.age_years, first.patient.opll) == (61, "present")
    assert first.patient.symptoms[0].present is True
    assert [each.field for each in second.problems] == ["age_years"]
    assert [each.field for each in third.problems] == ["opll"]


def test_lines_that_are_no_objects_are_flagged_alone(tmp_path):
    """A broken line of JSON Lines loses nobody else."""
    path = tmp_path / "in.jsonl"
    lines = ('{"age_years": 61}', "{", "[1]", '{"age_years": 1, "age_years": 2}')
    path.write_text("\n".join([*lines, '{"age_years": 62}']))
    readings = list(read_table(path))
    assert [each.patient and each.patient.age_years for each in readings] == [
        *(61, None, None, None, 62)
    ]
    assert {each.problems[0].code for each in readings[1:4]} == {"shifted_row"}
    target = tmp_path / "out.csv"
    graded = grade_table(path, target, "mjoa_total", absent="unknown")
    assert (graded.rows, graded.flagged) == (5, 3)


def test_cells_of_excel_are_read_by_their_values(tmp_path):
    """Numbers, dates, yes and no, and failed formulas are what they are."""
    path = tmp_path / "in.xlsx"
    header = ("ref", "age_years", "neck_pain", "symptom_duration_months", "seen")
    seen = pd.Timestamp("2024-02-03").to_pydatetime()
    excel(
        path,
        [
            header,
            (7, 61.0, True, 0.1, seen),
            ("007", "62", "no", "#DIV/0!", None),
            (None, None, None, None, None),
            ("c", "#N/A", None, 1e-07, None, None, "more"),
        ],
    )
    columns = ColumnMap(pass_through=["seen"])
    first, second, third = read_table(path, columns)
    assert (first.ref, first.patient.age_years) == ("7", 61)
    assert first.patient.symptom_duration_months == 0.1
    assert second.ref == "007"
    assert [each.field for each in second.problems] == ["symptom_duration_months"]
    assert [each.code for each in third.problems] == ["shifted_row"]


def test_other_sheets_are_chosen_by_their_columns_or_asked_for(tmp_path):
    """The sheet with known columns is read; of two, none is chosen for the caller."""
    path = tmp_path / "in.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["About", "this"])
    people = book.create_sheet("People")
    for row in (["age_years"], [61]):
        people.append(row)
    book.save(path)
    (reading,) = read_table(path)
    assert reading.patient.age_years == 61
    more = book.create_sheet("More")
    for row in (["age_years"], [70]):
        more.append(row)
    book.save(path)
    with pytest.raises(ValueError, match="--sheet .*Sheet, People, More"):
        read_table(path)
    (reading,) = read_table(path, sheet="More")
    assert reading.patient.age_years == 70
    with pytest.raises(ValueError, match="no sheet of this name"):
        read_table(path, sheet="Les")


def test_excel_without_its_library_names_the_extra(tmp_path, monkeypatch):
    """Without openpyxl the message says what to install."""
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    path = tmp_path / "in.xlsx"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(ValueError, match=r"pip install 'cervmyelo\[excel\]'"):
        read_table(path)


@pytest.mark.parametrize("command", ["assess", "cohort", "inspect"])
def test_the_shell_has_the_same_options(run, tmp_path, command):
    """Each option of a file is an option of each command, and each is needed here."""
    path, target = tmp_path / "in.txt", tmp_path / "out.csv"
    text = text_of(separator="^", decimal=",", before="ref^age_years\n")
    path.write_bytes(text.replace("007", "\xfc").encode("cp1252"))
    options = {
        "--encoding": "cp1252",
        "--separator": "caret",
        "--decimal": ",",
        "--header-row": "2",
    }
    more = {"assess": ("-o", target), "cohort": ("-o", target, "--rule", "mjoa_total")}
    words = [word for pair in options.items() for word in pair]
    ran = run(command, path, *more.get(command, ()), *words)
    assert ran.status == 0
    if command == "inspect":
        assert "0.75 to 12" in ran.out
    else:
        with target.open(newline="") as file:
            rows = list(csv.DictReader(file))
        assert [row["mjoa_total"] for row in rows] == ["13", "18", "8"]
        assert rows[0]["ref"] == "\xfc"
    assert run(command, path, *more.get(command, ()), *words[2:]).status == 2


def test_a_sheet_is_given_in_the_shell(run, tmp_path):
    """The sheet of a workbook is an option as well, and of no other file."""
    path = tmp_path / "in.xlsx"
    book = openpyxl.Workbook()
    for name, age in (("Old", 30), ("New", 40)):
        page = book.create_sheet(name)
        page.append(["ref", "age_years"])
        page.append([name, age])
    book.save(path)
    ran = run("assess", path, "--brief")
    assert (ran.status, "Give --sheet" in ran.err) == (2, True)
    ran = run("assess", path, "--brief", "--sheet", "New")
    assert ran.status == 0
    assert "New" in ran.out
    assert ran.err == "cervmyelo: read with: sheet New\n"
    path = tmp_path / "in.csv"
    path.write_text("age_years\n61\n")
    ran = run("assess", path, "--sheet", "New")
    assert (ran.status, "sheet: expected no value" in ran.err) == (2, True)
    ran = run("assess", "-", "--decimal", ",", stdin="[]")
    assert (ran.status, "--decimal is for tables" in ran.err) == (2, True)


def test_a_look_at_a_file_is_text_a_map_or_json(run, tmp_path):
    """`inspect` prints a report with a map, and writes the map or the report."""
    path = tmp_path / "in.csv"
    path.write_text("Age (years);note\n61;x\n")
    ran = run("inspect", path)
    assert (ran.status, ran.err) == (0, "")
    assert "separator: semicolon" in ran.out
    map_ = run("inspect", path, "--format", "toml").out
    assert ran.out.endswith(map_)
    assert ColumnMap.from_toml(map_).columns == {"Age (years)": "age_years"}
    report = json.loads(run("inspect", path, "--format", "json").out)
    assert report["column_map"] == map_
    target = tmp_path / "map.toml"
    ran = run("inspect", path, "-o", target)
    assert target.read_text() == map_
    assert "pass_through" not in ran.out
    assert "exists" in run("inspect", path, "-o", target).err
    ran = run("assess", path, "--columns", target, "--format", "json")
    assert json.loads(ran.out)[0]["patient"]["age_years"] == 61
    ran = run("inspect", path, "--columns", target)
    assert "the column map says so" in ran.out
    ran = run("inspect", path, "-o", tmp_path / "map.txt")
    assert (ran.status, "must end in .toml" in ran.err) == (2, True)
    ran = run("inspect", path, "-o", tmp_path / "new.json", "--format", "toml")
    assert ran.out == map_
    assert json.loads((tmp_path / "new.json").read_text()) == report


def test_an_instrument_for_redcap_is_read_by_its_own_map(run, tmp_path):
    """`redcap` writes a form, `map` its column map, and `assess` an export of both."""
    form, columns = tmp_path / "mjoa.csv", tmp_path / "mjoa.toml"
    assert run("redcap", "mjoa", "-o", form).status == 0
    assert run("redcap", "mjoa", "-o", form).status == 2
    assert run("redcap", "mjoa").out == form.read_text(encoding="utf-8")
    assert run("map", form, "-o", columns).status == 0
    export = tmp_path / "export.csv"
    names = [each.name for each in mjoa_total.inputs]
    head = ",".join(["record_id", *names, "mjoa_complete"])
    export.write_text(f"{head}\n7,3,5,2,3,2\n8,,,,,0\n")
    ran = run("assess", export, "--columns", columns, "--format", "csv")
    assert ran.status == 0, ran.err
    rows = [*csv.DictReader(io.StringIO(ran.out))]
    assert [each["mjoa_total"] for each in rows] == ["13", ""]


def test_what_is_no_form_for_redcap(run, tmp_path):
    """Another file, an unknown name or none is an error that says what to give."""
    ran = run("redcap", "mjoa", "-o", tmp_path / "mjoa.json")
    assert (ran.status, ran.out) == (2, "")
    assert "is a .csv file" in ran.err
    assert "Did you mean" in run("redcap", "mjoa_totl").err
    assert "mjoa, patient_mjoa" in run("redcap").err
    added = run("redcap", "smoker", "--rows-only", "--form", "a").out.splitlines()
    assert [line.partition(",")[0] for line in added[1:]] == ["smoker"]
