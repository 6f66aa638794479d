"""The command `assess`: one patient, many, and files that cannot be read."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cervmyelo.cli import assessing, progress
from cervmyelo.errors import CervmyeloError
from cervmyelo.io import graded_rows
from cervmyelo.registry import FIRST_LOOK, RULES
from cervmyelo.results.assessment import has_input

CLINIC = """ref,age_years,gait_change,gait_change_severity,mjoa_motor_upper
a,61,yes,severe,3
b,40,no,,5
"""
FLAGGED = """ref,age_years,neck_pain
a,61,yes
b,old,yes
c,61,no,
"""


def test_many_patients_get_a_line_each(run, table):
    """A table shows a line for each patient and the counts, and ends with 0."""
    ran = run("assess", table(CLINIC))
    assert (ran.status, ran.err) == (0, "")
    head, first, second = ran.out.splitlines()[:3]
    assert head.split() == ["patient", "urgency"]
    assert (first.split(), second.split()) == (["a", "emergency"], ["b", "?"])
    assert "2 patients, none flagged" in ran.out


def test_urgency_that_is_open_is_neither_none_nor_an_emergency(run, table):
    """Nothing recorded never looks like no urgency, and is no emergency either."""
    ran = run("assess", table("ref,age_years\na,\nb,\n"))
    assert "No rule is decided for any patient" in ran.out
    assert "(emergency still possible: 2)" in ran.out


def test_flagged_rows_are_told_and_lose_nothing(run, table):
    """Faults are told with their reasons, the others answer, and the status is 1."""
    ran = run("assess", table(FLAGGED))
    assert ran.status == 1
    assert "3 patients, 2 flagged" in ran.out
    assert "row 2, b\n  age_years: expected a whole number from 0 to 120" in ran.out
    assert "row 3\n  row: expected 3 cells, as in the header, got 4." in ran.out


def test_one_patient_gets_a_report(run, table):
    """A single patient is told in full, the urgency first."""
    text = '{"ref": "p1", "age_years": 61, "gait_change": true, "mjoa_motor_upper": 3}'
    ran = run("assess", table(text, "patient.json"))
    assert ran.status == 0
    parts = [
        "Cervical myelopathy: what the record supports (p1)",
        "What to do",
        "Contact a doctor promptly. Emergency care ",
        "3 or 4 or 5 (2 inputs not recorded)",
        "3 to 16 points (3 inputs not recorded)",
        "Ask next",
        "Sources differ on ",
        "rules need more data",
        "cervmyelo 0.1.0\n",
    ]
    places = [ran.out.index(part) for part in parts]
    assert places == sorted(places)


def test_other_instruments_are_told_in_short(run, table):
    """Further rules that look at the record are told, and all others are counted."""
    record = {
        "article_stage": 0,
        "nurick_1972": 4,
        "joa_motor_upper": 3,
        "xray_canal_mm": 11.2,
        "xray_body_mm": 14,
        "pretest_probability": 0.35,
    }
    ran = run("assess", table(json.dumps(record), "patient.json"), "--full")
    assert ran.status == 0
    words = " ".join(ran.out.split())
    _, others = words.split("What was found: ")
    others, _ = others.split("Notes ")
    for said in (
        "no answer: ",
        "Torg-Pavlov ratio 0.8 ",
        "not stenotic: no stenosis by the ratio",
    ):
        assert said in others
    assert "EMS" not in others
    told = [rule for rule in RULES.values() if has_input(rule, record)]
    assert {*told} & {*FIRST_LOOK} == {RULES["article_stage"]}
    untouched = len({*RULES.values()} - {*FIRST_LOOK} - {*told})
    assert untouched > 0
    assert "Pavlov et al. 1987" in words
    assert "Ranawat" not in words


def test_what_says_nothing_is_told_as_open(run, table):
    """An instrument that has an input and yet rules nothing out says so."""
    ran = run("assess", table('{"age_years": 61}', "a.json"), "--full")
    words = " ".join(ran.out.split())
    _, notes = words.split("Not enough recorded: ")
    assert "grip strength for age and sex" in notes


def test_faults_in_other_instruments_are_told(run, table):
    """A further rule that looks at a faulty value tells the fault."""
    text = '{"xray_canal_mm": 900, "xray_body_mm": 14}'
    words = " ".join(run("assess", table(text, "patient.json")).out.split())
    assert "no answer: xray_canal_mm: expected a number from 1 to 40 mm" in words


def test_the_summary_counts_rules_without_an_answer(run, table):
    """Rules that answer for nobody are counted; numbers are told by their ends."""
    rows = "ref,xray_canal_mm,xray_body_mm\na,11.2,14\nb,20,16\nc,,\n"
    words = " ".join(run("assess", table(rows)).out.split())
    assert "Torg-Pavlov ratio answered: 2, from 0.8 to 1.25 undecided: 1" in words
    assert "not stenotic: 2 stenotic: 0 undecided: 1" in words
    assert "mJOA" not in words
    silent = len(RULES) - 3  # the urgency and two of the canal
    assert f"{silent} other rules have no answer for any patient" in words


def test_a_flagged_patient_gets_a_report_too(run, table):
    """The rules that do not look at the fault answer for a single patient as well."""
    text = '{"age_years": "61", "wheelchair_or_immobile": true}'
    ran = run("assess", table(text, "patient.json"))
    assert ran.status == 1
    assert "age_years: expected a whole number" in ran.out
    assert "5: a wheelchair may be needed" in ran.out
    assert "rules that use these fields give no answer" in ran.out


def test_detail_and_brief_overrule_the_number_of_patients(run, table):
    """Anybody can have the other kind of page."""
    detailed = run("assess", table(CLINIC), "--detail").out
    assert detailed.count("what the record supports") == 2
    text = '[{"age_years": 61}]'
    brief = run("assess", table(text, "patient.json"), "--brief").out
    assert "1 patient, none flagged" in brief
    assert "what the record supports" not in brief


@pytest.mark.parametrize(
    "text", ['{"age_years": 61}', '[{"age_years": 61}]', '{"patients": [{}]}']
)
def test_json_on_standard_input(run, text):
    """A dash reads JSON from standard input, one object or many."""
    assert run("assess", "-", stdin=text).status == 0


def test_json_is_written_to_standard_output(run, table):
    """The format can be asked for without a file, and flags go to standard error."""
    ran = run("assess", table(FLAGGED), "--format", "json")
    assert ran.status == 1
    first, second, third = json.loads(ran.out)
    assert first["patient"]["ref"] == "a"
    assert (second["number"], second["ref"]) == (2, "b")
    assert second["problems"][0]["code"] == "wrong_kind"
    assert second["findings"]["article_risk_factors"]["status"] == "refused"
    assert third["findings"]["article_stage"]["status"] == "refused"
    assert "row 2, b" in ran.err


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.csv", "The file is empty"),
        (b"age_year\n61\n", "a.csv", "No column has a name"),
        (b'"ref" "age_years"\n"1" "a" 61\n', "a.txt", "Blanks separate no cells"),
        (b"ref,age_year\na,61\n", "a.csv", "Did you mean age_years"),
        (b"age_years\n\xff\n", "a.csv", "line 2"),
        (b"{", "a.json", "not JSON: line 1"),
        (b"61", "a.json", "records are JSON objects"),
        (b"x", "a.parquet", "cannot be read as Parquet"),
        (b"x", "a.xlsx", "cannot be read as an Excel workbook"),
        (b"x", "a.sav", "must end in .csv, .tsv"),
    ],
)
def test_files_that_cannot_be_read_end_with_2(run, tmp_path, content, name, said):
    """What cannot be read is told in one line, without a traceback."""
    path = tmp_path / name
    path.write_bytes(content)
    ran = run("assess", path)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert ran.err.startswith("cervmyelo: ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["assess"], "FILE"),
        (["assess", "none.csv"], "none.csv: No such file"),
        (["assess", "--bogus"], "unknown option"),
        (["assess", "-", "--bogus"], "--bogus"),
        (["assess", "-", "--columns", "x.toml"], "tables"),
        (["assess", "-", "--format", "xml"], "xml"),
        (["assess", "-", "--format", "parquet"], "Parquet is not text"),
        (["assess", "-", "--format", "json", "--spreadsheet"], "CSV and TSV"),
        (["assess", "-", "--spreadsheet"], "CSV and TSV"),
        (["assess", "-", "--format", "text", "-o", "x.csv"], "standard output"),
        (["assess", "-", "-o", "x.txt"], "--format must name"),
        (["asses", "x.csv"], "assess"),
        (["explain", "mjoa_totl"], "Did you mean mjoa_total"),
        (["ask", "mjoa_totl"], "Did you mean mjoa_total"),
        (["cite", "mjoa_totl"], "Did you mean mjoa_total"),
        (["ask", "-o", "x.csv"], ".json"),
        (["schema", "patient", "--csv"], "columns"),
        (["schema", "patients"], "patient"),
    ],
)
def test_wrong_commands_end_with_2(run, arguments, said, tmp_path, monkeypatch):
    """A command that cannot be understood is told in one line."""
    monkeypatch.chdir(tmp_path)
    ran = run(*arguments, stdin="{}")
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "ref", ["[red]x[/red]", "[link=https://x.y]", ":smile:", "[/]"]
)
def test_markup_in_a_reference_stays_text(run, table, ref):
    """What looks like markup is shown as it stands."""
    assert f"({ref})" in run("assess", "-", stdin=json.dumps({"ref": ref})).out
    assert ref in run("assess", table(f"ref,age_years\n{ref},61\nb,62\n")).out


def test_control_characters_never_reach_the_terminal(run, table):
    """A reference with an escape code is flagged, and shown nowhere."""
    ran = run("assess", table("ref,age_years\na\x1b[31m,61\nb,62\n"))
    assert ran.status == 1
    assert "\x1b" not in ran.out + ran.err
    assert "row 1" in ran.out
    name = run("assess", "no\x1b[31m.csv")
    assert "\x1b" not in name.err


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_bad_cells_are_repeated_nowhere(run, table, kind):
    """An unlikely string in every bad place appears in no message and no flag."""
    canary = "Zq7Canary"
    if kind == "csv":
        text = (
            "ref,age_years,neck_pain,sex_at_birth,mjoa_sphincter,opll\n"
            f"a,{canary},{canary},{canary},{canary},{canary}\n"
            f"{canary},61,{canary}\n"
            f'c,"{canary},61\n'
            f"{canary}\x07,61,yes,male,3,absent\n"
        )
    else:
        names = ("age_years", "neck_pain", "sex_at_birth", "mjoa_sphincter")
        bad = dict.fromkeys(names, canary)
        text = json.dumps([bad, {"ref": [canary]}, canary, {"ref": f"{canary}\x07"}])
    path = table(text, f"table.{kind}")
    ran = run("assess", path)
    assert ran.status == 1
    assert canary not in ran.out + ran.err
    ran = run("assess", path, "--format", "csv")
    assert canary in ran.out
    assert canary not in ran.err


def test_long_lists_are_cut_and_say_so(run, table):
    """A thousand patients do not flood the screen, and nobody is lost in silence."""
    rows = "".join(f"r{n},{n % 300}\n" for n in range(1000))
    ran = run("assess", table("ref,age_years\n" + rows))
    assert "... and 800 more; -o FILE writes all of them." in ran.out
    assert "1,000 patients, 537 flagged" in ran.out
    assert "... and 487 more; -o FILE writes all of them with their reasons." in ran.out
    assert len(ran.out.splitlines()) < 400


def test_a_wide_table_is_shown_as_its_people_are_one_by_one(run, table, monkeypatch):
    """The lines, counts and flags from columns are those of one person at a time."""
    head = "ref,age_years,neck_pain,neck_pain_onset,mjoa_total,opll"
    rows = (
        f"p{n},{30 + n % 40},{('yes', 'no', '')[n % 3]},{('sudden', '')[n % 2]},"
        f"{('13', 'x', '')[n % 3]},{('yes', '')[n % 2]},"
        for n in range(30)
    )
    path = table("\n".join((head, *rows)))
    each = run("assess", path)
    for module in (assessing, graded_rows):
        monkeypatch.setattr(module, "most_rows", lambda _: 1)
    assert run("assess", path) == each
    assert "flagged" in each.out


@pytest.mark.parametrize("rows", [2, 300])
def test_an_invalid_number_that_repeats_is_answered_in_each_row(run, table, rows):
    """It refuses the rules that read it in every row, and no other rule."""
    text = "age_years\n" + "sixty\n" * rows
    ran = run("assess", table(text), "--format", "csv")
    found = [*csv.DictReader(ran.out.splitlines()[: rows + 1])]
    assert len(found) == rows
    assert all(each == found[0] for each in found)
    case = {"age_years": CervmyeloError("age_years")}
    for name, rule in RULES.items():
        assert found[0][f"{name}_status"] == rule(case).status


def test_columns_that_pass_unnamed_are_told(run, table):
    """A misspelt name under a star is seen, for it is told what was not read."""
    path = table("age_years,neck_pian\n61,yes\n62,no\n")
    map_ = table('pass_through = "*"\n', "map.toml")
    ran = run("assess", path, "--columns", map_)
    assert ran.status == 0
    assert "columns not read: neck_pian" in ran.err


def test_lines_fit_a_narrow_terminal(run):
    """At 80 columns no line of the shipped clinic is broken by the terminal."""
    clinic = Path(__file__).parents[2] / "examples" / "clinic.csv"
    lines = run("assess", clinic).out.splitlines()
    assert max(map(len, lines)) <= 80
    assert not any(line.endswith(" ") for line in lines)
    assert sum(line.startswith("constructed-") for line in lines) == 40


def test_refusals_are_told_in_the_report(run):
    """A faulty symptom leaves the urgency open, and the report says why."""
    out = run("assess", "-", stdin='{"gait_change": "yes"}').out
    _, urgency = out.split("What to do")
    assert "It may be an emergency: some fields are invalid" in " ".join(
        urgency.split()
    )


def test_the_count_of_patients_is_shown_on_a_terminal_only(run, table, monkeypatch):
    """Long work shows its progress on standard error, and never among the data."""
    monkeypatch.setattr(progress, "_LONG", -1.0)
    path = table(CLINIC)
    plain = run("assess", path, "--format", "csv")
    assert plain.err == ""
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown = run("assess", path, "--format", "csv")
    assert "2 patients" in shown.err
    assert shown.out == plain.out


def test_parquet_without_polars_is_told_how_to_install_it(tmp_path):
    """Where polars is missing, a Parquet file says what to install."""
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1")
    program = (
        "import sys; sys.modules['polars'] = None\n"
        "from cervmyelo.cli import main; raise SystemExit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "assess", str(path)],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 2
    assert "polars is not installed" in done.stderr


def test_no_color_without_a_terminal():
    """Piped output holds no escape code, and the true command ends as promised."""
    clinic = Path(__file__).parents[2] / "examples" / "mixed-up.csv"
    program = "from cervmyelo.cli import main; raise SystemExit(main())"
    command = [sys.executable, "-c", program, "assess", str(clinic)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 1
    assert b"\x1b" not in done.stdout
    assert b"9 patients, 7 flagged" in done.stdout


def test_a_reader_that_leaves_is_no_error():
    """Output into a pipe that closes early ends without a traceback."""
    program = "from cervmyelo.cli import main; raise SystemExit(main())"
    clinic = Path(__file__).parents[2] / "examples" / "clinic.csv"
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-c", program, "assess", str(clinic), "--detail"],
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write)
    assert done.stderr == b""
    assert done.returncode == 1


def test_a_screen_without_dashes_gets_ascii():
    """Where the encoding lacks a letter, another or its code is shown."""
    program = "from cervmyelo.cli import main; raise SystemExit(main())"
    done = subprocess.run(
        [sys.executable, "-c", program, "assess", "-", "--brief"],
        input='{"ref": "Zürich", "mjoa_motor_upper": 3}'.encode(),
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert rb"Z\xfcrich" in done.stdout
    assert b"3-16" in done.stdout


def test_without_the_extra_it_is_told_how_to_install_it():
    """A plain install says in one line what is missing, and ends with 2."""
    program = (
        "import sys; sys.modules['{}'] = None\n"
        "from cervmyelo.cli import main; raise SystemExit(main(['rules']))"
    )
    for package in ("cyclopts", "rich"):
        done = subprocess.run(
            [sys.executable, "-c", program.format(package)],
            capture_output=True,
            check=False,
            text=True,
        )
        assert done.returncode == 2
        assert "pip install 'cervmyelo[cli]'" in done.stderr
        assert done.stderr.count("\n") == 1


PEOPLE = (
    {"age_years": 61, "mjoa_total": 13},
    {"age_years": -1, "mjoa_total": 15},
    {"mjoa_total": {"low": 8, "high": 12}},
    {"mjoa_total": 13, "mjoa_severity": "mild"},
    {},
)
WITH_GAPS = {"mjoa_severity": {"one_of": ["mild", "severe"]}}


@pytest.mark.parametrize("more", [(), (WITH_GAPS,)], ids=["ranges", "gaps"])
def test_many_records_of_json_are_counted_as_one_by_one(run, table, monkeypatch, more):
    """The counts of a long list are those of its records, also of sets with gaps."""
    path = table(json.dumps([*PEOPLE, *more]), "people.json")
    each = run("assess", path)
    counted = []
    of = assessing._pieces

    def counting(intake):
        counted.append(intake)
        return of(intake)

    monkeypatch.setattr(assessing, "_pieces", counting)
    monkeypatch.setattr(assessing, "MOST_LINES", 2)
    many = run("assess", path)
    assert len(counted) == 1
    head = f"{len(PEOPLE) + len(more)} patients, "
    assert head in each.out
    assert many.status == each.status
    assert many.out.partition(head)[2] == each.out.partition(head)[2]
