"""The command `report`: a page from every file that `assess` reads."""

import json

import pytest

CLINIC = "ref,age_years,mjoa_total\na,61,12\nb,50,\n"


def test_a_table_becomes_a_page(run, table, tmp_path):
    """A file of many patients is written as one page, and nothing is printed."""
    out = tmp_path / "report.html"
    ran = run("report", table(CLINIC), "-o", out)
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    page = out.read_text(encoding="utf-8")
    assert "<h1>Cervical myelopathy: 2 people</h1>" in page
    assert b"\r" not in out.read_bytes()


def test_a_patient_becomes_a_page(run, table):
    """One record is a report on one person, and goes to standard output."""
    text = '{"ref": "P-17", "mjoa_total": 12}'
    ran = run("report", table(text, "a.json"), "--title", "A <b>", "--on", "2026-11-27")
    assert ran.status == 0
    assert "<h1>A &lt;b&gt;</h1>" in ran.out
    assert "Record: P-17; Report of 2026-11-27" in ran.out
    assert "What to do" in ran.out


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.jsonl", "a.xlsx", "-"])
def test_every_input_gives_the_same_page(run, table, tmp_path, name):
    """Formats differ, people do not."""
    rows = [{"age_years": 61, "mjoa_total": 12}, {"age_years": 50, "mjoa_total": 17}]
    wanted = run("report", table("age_years,mjoa_total\n61,12\n50,17\n")).out
    stdin = ""
    if name == "a.json":
        path = table(json.dumps(rows), name)
    elif name == "a.jsonl":
        path = table("\n".join(map(json.dumps, rows)), name)
    elif name == "a.xlsx":
        workbook = pytest.importorskip("openpyxl").Workbook()
        for row in ([*rows[0]], *([*row.values()] for row in rows)):
            workbook.active.append(row)
        path = tmp_path / name
        workbook.save(path)
    elif name == "-":
        path, stdin = "-", "age_years;mjoa_total\n61;12\n50;17\n"
    else:
        path = table("age_years,mjoa_total\n61,12\n50,17\n", name)
    assert run("report", path, stdin=stdin).out == wanted


def test_a_map_translates_columns(run, table):
    """A column map is read as `assess` reads it."""
    columns = table('[columns]\nalter = "age_years"\n', "columns.toml")
    path = table("alter\n61\n50\n", "other.csv")
    assert "Age</th>" in run("report", path, "--map", columns).out


def test_flagged_records_end_with_one(run, table):
    """A record with an invalid value is on the page, and the status is 1."""
    ran = run("report", table("ref,age_years\na,old\nb,50\n"))
    assert ran.status == 1
    assert "Flagged records: 1" in ran.out


def test_a_report_is_html(run, table, tmp_path):
    """Another ending and an existing file are refused before anything is written."""
    path = table(CLINIC)
    ran = run("report", path, "-o", tmp_path / "report.pdf")
    assert ran.status == 2
    assert "A report is written to an .html file." in ran.err
    out = tmp_path / "report.html"
    out.write_text("kept", encoding="utf-8")
    assert run("report", path, "-o", out).status == 2
    assert out.read_text(encoding="utf-8") == "kept"
    assert run("report", path, "-o", out, "--force").status == 0


def test_a_column_map_is_not_overwritten_by_the_draft_of_one(run, table):
    """Inspecting a file by a map reads the map, as it reads the file."""
    path, map_ = table("age_years\n61\n", "in.csv"), table('missing=["-"]', "m.toml")
    ran = run("inspect", path, "--columns", map_, "-o", map_, "--force")
    assert (ran.status, "The output is the input" in ran.err) == (2, True)
    assert map_.read_text() == 'missing=["-"]'
