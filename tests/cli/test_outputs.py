"""Files of assessments: equal to `assess`, complete, and never half written."""

import csv
import errno
import json
import os
import sys
from pathlib import Path

import polars as pl
import pytest

import cervmyelo as cm
from cervmyelo.io import assessment_from_json, assessment_to_dict, read_table, to_json
from cervmyelo.results.assessment import findings
from cervmyelo.scale import Grade

EXAMPLES = Path(__file__).parents[2] / "examples"
CLINIC = EXAMPLES / "clinic.csv"
MIXED = EXAMPLES / "mixed-up.csv"


def expected(reading):
    """What a written row should say, by the one-case rules."""
    cells = {}
    for name, rule in cm.rules.items():
        found = rule(reading.patient or reading.values)
        cells[f"{name}_status"] = found.status
        outcome = rule.outcomes[0]
        if isinstance(outcome, Grade) and not outcome.scale.ordered:
            cells[name] = plain(found.value)
            cells[f"{name}_possible"] = " or ".join(map(str, found.possible))
        else:
            for end, value in (
                ("", found.value),
                ("_low", found.low),
                ("_high", found.high),
            ):
                number = value is not None and not isinstance(value, Grade)
                # A column of fractions holds 65 as 65.0.
                kind = rule.answer_type if number else plain
                cells[f"{name}{end}"] = kind(value)
    conflicts = sorted(reading.conflicts, key=lambda each: not each.refuses)
    cells["problems"] = " ".join(map(str, (*reading.problems, *conflicts)))
    return cells


CONTRADICTORY = 6
"""The number of the record in `examples/mixed-up.csv` that contradicts itself."""


def alike(one, other):
    """Whether two cells are the same; fractions to the last digit that matters."""
    if one == other:
        return True
    try:
        return float(one) == pytest.approx(float(other), rel=1e-12)
    except (TypeError, ValueError):
        return False


def plain(outcome):
    """A grade as its code."""
    return outcome.code if isinstance(outcome, Grade) else outcome


@pytest.mark.parametrize("source", [CLINIC, MIXED])
@pytest.mark.parametrize("kind", ["csv", "tsv"])
def test_text_tables_equal_assess(run, tmp_path, source, kind):
    """Every added cell is what the rule finds; every given cell is as it was."""
    target = tmp_path / f"out.{kind}"
    run("assess", source, "-o", target)
    with target.open(newline="") as file:
        delimiter = "\t" if kind == "tsv" else ","
        head, *rows = csv.reader(file, delimiter=delimiter)
    with source.open(newline="") as file:
        given_head, *given = csv.reader(file)
    assert head[: len(given_head)] == given_head
    readings = list(read_table(source))
    assert len(rows) == len(readings)
    for row, reading in zip(rows, readings, strict=True):
        for name, value in expected(reading).items():
            assert alike(row[head.index(name)], "" if value is None else str(value))
    if source == CLINIC:
        assert [row[: len(given_head)] for row in rows] == given


@pytest.mark.parametrize("source", [CLINIC, MIXED])
def test_parquet_equals_assess(run, tmp_path, source):
    """A Parquet file has typed answers and the input as text."""
    target = tmp_path / "out.parquet"
    run("assess", source, "-o", target)
    frame = pl.read_parquet(target)
    for row, reading in zip(
        frame.iter_rows(named=True), read_table(source), strict=True
    ):
        for name, value in expected(reading).items():
            assert alike(row[name], None if value == "" else value)
    assert frame.schema["article_stage"] == pl.Int64
    assert frame.schema["mjoa_severity"] == pl.Enum(
        ["none", "mild", "moderate", "severe"]
    )
    assert frame.schema["age_years"] == pl.String


def test_json_equals_assess_and_reads_back(run, tmp_path):
    """Each element of the list is an assessment that the library reads again."""
    target = tmp_path / "out.json"
    assert run("assess", CLINIC, "-o", target).status == 0
    listed = json.loads(target.read_text())
    for plain_one, reading in zip(listed, read_table(CLINIC), strict=True):
        assessed = cm.assess(reading.patient)
        assert assessment_from_json(json.dumps(plain_one)) == assessed
        assert plain_one == json.loads(to_json(assessment_to_dict(assessed)))


def test_flagged_records_stand_in_their_place(run, tmp_path):
    """A flagged record is in the list with its number, reasons and findings."""
    target = tmp_path / "out.json"
    assert run("assess", MIXED, "-o", target).status == 1
    listed = json.loads(target.read_text())
    # The sixth contradicts itself, and is a patient all the same.
    flagged = [number for number in range(2, 9) if number != CONTRADICTORY]
    assert [each["number"] for each in listed if "number" in each] == flagged
    assert listed[CONTRADICTORY - 1]["conflicts"][0]["refuses"]
    second = listed[1]
    keys = {"number", "ref", "problems", "findings", "nothing_recorded"}
    assert set(second) == keys
    assert second["problems"][0]["field"] == "age_years"
    reading = list(read_table(MIXED))[1]
    answers = {each.rule.name: each.status for each in findings(reading.values)}
    written = {k: v["status"] for k, v in second["findings"].items()}
    assert written.items() <= answers.items()
    assert {*answers} - {*written} == {*second["nothing_recorded"]}


def test_parquet_in_keeps_its_types(run, tmp_path):
    """The columns of a Parquet input come out with their types, untouched."""
    source, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    frame = pl.DataFrame(
        {
            "ref": ["a", "b"],
            "age_years": [61.0, float("nan")],
            "neck_pain": [True, None],
        }
    )
    frame.write_parquet(source)
    assert run("assess", source, "-o", target).status == 0
    assert pl.read_parquet(target).select(frame.columns).equals(frame)
    assert run("assess", source, "-o", tmp_path / "out.csv").status == 0
    assert (tmp_path / "out.csv").read_text().splitlines()[1].startswith("a,61.0,true,")


def test_json_in_becomes_a_table(run, tmp_path):
    """The keys of the records become columns, and what they hold its cells."""
    text = '[{"ref": "a", "age_years": 61}, {"neck_pain": true, "x": ["y"]}, 7]'
    target = tmp_path / "out.csv"
    assert run("assess", "-", "-o", target, stdin=text).status == 1
    with target.open(newline="") as file:
        rows = list(csv.DictReader(file))
    names = ("ref", "age_years", "neck_pain", "x")
    assert [[row[name] for name in names] for row in rows] == [
        ["a", "61", "", ""],
        ["", "", "true", '["y"]'],
        ["7", "", "", ""],
    ]
    assert rows[0]["article_risk_factors_low"] == "1"


def test_half_a_surrogate_pair_is_written_by_its_code(run, tmp_path):
    """What no file can hold does not end the work."""
    text = r'[{"ref": "a\ud800"}, {"ref": "b"}]'
    for name in ("out.csv", "out.json", "out.parquet"):
        target = tmp_path / name
        assert run("assess", "-", "-o", target, stdin=text).status == 1, name
    assert json.loads((tmp_path / "out.json").read_text())[0]["ref"] == "a\ud800"
    assert r"a\ud800" in (tmp_path / "out.csv").read_text()
    assert run("assess", "-", "--format", "csv", stdin=text).status == 1


def test_the_cells_of_a_shifted_row_are_not_lost(run, tmp_path):
    """Cells beyond the header stand in a column of their own."""
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text('ref,age_years\na,61\nb,62,"x,y",z\nc\n')
    run("assess", source, "-o", target)
    with target.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["extra_cells"] for row in rows] == ["", '"x,y",z', ""]
    assert [row["ref"] for row in rows] == ["a", "b", "c"]
    run("assess", source, "-o", target.with_suffix(".parquet"))
    frame = pl.read_parquet(target.with_suffix(".parquet"))
    assert frame["extra_cells"].to_list() == [None, '"x,y",z', None]


def test_spreadsheets_take_no_cell_for_a_formula(run, tmp_path):
    """Cells that could be formulas are marked as text, only where that is asked for."""
    source, map_ = tmp_path / "in.csv", tmp_path / "map.toml"
    source.write_text('ref,note\n=1+1,"@x"\n-2,"\tx"\n+3,"\rx"\nd,plain\n')
    map_.write_text("pass_through = ['note']\n")
    common = ("assess", source, "--columns", map_, "--format", "csv")
    marked = list(csv.reader(run(*common, "--spreadsheet").out.splitlines()[:3]))
    assert [row[:2] for row in marked[1:]] == [["'=1+1", "'@x"], ["'-2", "'\tx"]]
    assert run(*common, "--spreadsheet").out.count("'") == 6
    assert "'" not in run(*common).out


def test_names_that_clash_are_refused(run, tmp_path):
    """A column of the input is not overwritten by one of the output."""
    source, map_ = tmp_path / "in.csv", tmp_path / "map.toml"
    source.write_text("ref,age_years,article_stage_status\na,61,3\n")
    map_.write_text("pass_through = '*'\n")
    for name in ("out.csv", "out.parquet"):
        target = tmp_path / name
        ran = run("assess", source, "--columns", map_, "-o", target)
        assert ran.status == 2
        assert "already has a column article_stage_status" in ran.err
        assert not target.exists()


def test_an_existing_file_is_overwritten_only_by_force(run, tmp_path):
    """Work of others is safe, and --force says that it is meant."""
    target = tmp_path / "out.csv"
    target.write_text("precious")
    assert run("assess", CLINIC, "-o", target).status == 2
    assert target.read_text() == "precious"
    assert run("assess", CLINIC, "-o", target, "--force").status == 0
    assert target.read_text().startswith("ref,")


@pytest.mark.parametrize("link", [False, True])
def test_the_input_is_never_overwritten(run, tmp_path, link):
    """Not even by force, nor under another name."""
    source = target = tmp_path / "in.csv"
    source.write_text("age_years\n61\n")
    if link:
        target = tmp_path / "link.csv"
        target.symlink_to(source)
    ran = run("assess", source, "-o", target, "--force")
    assert ran.status == 2
    assert "output is the input" in ran.err
    assert source.read_text() == "age_years\n61\n"


def test_a_failure_leaves_no_file_behind(run, tmp_path):
    """A file that breaks in the middle leaves neither output nor remains."""
    source, target = tmp_path / "in.csv", tmp_path / "out" / "out.csv"
    target.parent.mkdir()
    source.write_bytes(b"age_years\n61\n\xff\n")
    assert run("assess", source, "-o", target).status == 2
    assert list(target.parent.iterdir()) == []
    target.write_text("precious")
    assert run("assess", source, "-o", target, "--force").status == 2
    assert target.read_text() == "precious"


def test_a_folder_that_is_not_there_is_told(run, tmp_path):
    """A place that cannot be written to is told in one line."""
    ran = run("assess", CLINIC, "-o", tmp_path / "none" / "out.csv")
    assert ran.status == 2
    assert "No such file" in ran.err
    ran = run("assess", CLINIC, "-o", tmp_path, "--format", "csv")
    assert "folder" in ran.err


def test_an_empty_table_gives_an_empty_output(run, tmp_path):
    """Nobody in, nobody out, in every format."""
    source = tmp_path / "in.csv"
    source.write_text("age_years\n")
    for name in ("out.csv", "out.json", "out.parquet"):
        assert run("assess", source, "-o", tmp_path / name).status == 0
    assert json.loads((tmp_path / "out.json").read_text()) == []
    assert pl.read_parquet(tmp_path / "out.parquet").height == 0
    assert (tmp_path / "out.csv").read_text().count("\n") == 1
    assert "0 patients" in run("assess", source).out


@pytest.mark.parametrize("ending", ["csv", "parquet", "json"])
def test_links_that_lead_nowhere_are_no_output(run, tmp_path, ending):
    """The error of the system names the file that was given, not a temporary one."""
    loop, lost = tmp_path / f"loop.{ending}", tmp_path / f"lost.{ending}"
    loop.symlink_to(loop)
    lost.symlink_to(tmp_path / "none" / "out.csv")
    ran = run("assess", CLINIC, "-o", loop, "--force")
    assert (ran.status, "symbolic links" in ran.err) == (2, True)
    ran = run("assess", CLINIC, "-o", lost, "--force")
    assert ran.status == 2
    assert f"{lost}: No such file" in ran.err
    assert {*tmp_path.iterdir()} == {loop, lost}


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are Unicode")
@pytest.mark.parametrize("ending", ["csv", "parquet", "json"])
def test_names_of_files_need_not_be_utf_8(run, tmp_path, ending):
    """A name in the encoding of another system is read and written as any other."""
    source, target = (
        tmp_path / os.fsdecode(f"{n}\xe4.".encode("latin-1")) for n in "io"
    )
    target = target.with_name(target.name + ending)
    source = source.with_name(source.name + "parquet")
    pl.DataFrame({"age_years": [61]}).write_parquet(tmp_path / "in.parquet")
    (tmp_path / "in.parquet").rename(source)
    for command in (("assess",), ("cohort", "--missing-as-unknown")):
        if (command[0], ending) != ("cohort", "json"):
            assert run(*command, source, "-o", target, "--force").status == 0
            assert target.stat().st_size


@pytest.mark.skipif(sys.platform != "linux", reason="limits of POSIX")
@pytest.mark.parametrize("ending", ["csv", "parquet", "json"])
def test_what_the_system_does_not_let_write_is_its_own_error(run, tmp_path, ending):
    """A full disk is not reported as an input that is damaged."""
    import resource

    source = tmp_path / "in.csv"
    source.write_text(
        "mjoa_total\n" + "".join(f"{each % 19}\n" for each in range(3000))
    )
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**14, hard))
    try:
        ran = run("assess", source, "-o", tmp_path / f"out.{ending}")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert ran.status == 2
    assert os.strerror(errno.EFBIG) in ran.err
    assert [*tmp_path.iterdir()] == [source]


@pytest.mark.skipif(sys.platform != "linux", reason="pipes have names")
@pytest.mark.parametrize("command", ["assess", "inspect"])
def test_a_pipe_is_for_standard_input(run, tmp_path, command):
    """It cannot be read a second time, so it is refused before it is opened."""
    pipe = tmp_path / "in.csv"
    os.mkfifo(pipe)
    ran = run(command, pipe)
    assert ran.status == 2
    assert "Give - for the file" in ran.err


@pytest.mark.parametrize("name", ["x" * 250 + ".csv", "\u00e4" * 120 + ".csv"])
def test_a_name_as_long_as_names_can_be_is_written(run, tmp_path, name):
    """The file that holds the part meanwhile had a longer name, which is refused."""
    ran = run("cohort", CLINIC, "-o", tmp_path / name, "--rule", "mjoa_total")
    assert ran.status == 0
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_a_folder_that_cannot_be_written_to_is_reported_by_the_name_given(
    run, tmp_path, monkeypatch
):
    """Nobody knows the name of the part that could not be written."""

    def refused(path, **_):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "touch", refused)
    ran = run("cohort", CLINIC, "-o", tmp_path / "out.csv", "--rule", "mjoa_total")
    assert ran.status == 2
    assert f"{tmp_path / 'out.csv'}: Permission denied" in ran.err
