"""What is read about a person goes nowhere but into the answers."""

import json
import subprocess
import sys

import duckdb
import pandas as pd
import polars as pl
import pytest

import cervmyelo as cm
from cervmyelo.cli import main
from cervmyelo.errors import CervmyeloError

CANARY = "Zyx-Canary-Doe"
ITEMS = ["mjoa_motor_upper", "mjoa_motor_lower", "mjoa_sensory_upper", "mjoa_sphincter"]

WATCHED = """
import logging, os, sys, warnings
import duckdb, pandas, polars, pyarrow
import cervmyelo as cm, cervmyelo.cli.commands, cervmyelo.io.grading
import cervmyelo.cohort.assess, rich.console

logged, stray = [], []

class Handler(logging.Handler):
    def emit(self, record):
        logged.append(record.name)

logging.root.addHandler(Handler())
logging.root.setLevel(1)

def watch(event, given):
    if event.startswith(("socket.", "subprocess.")) or event in {
        "os.system", "os.mkdir", "shutil.copyfile", "sqlite3.connect",
    }:
        stray.append(event)
    if event == "open":
        mode, flags = given[1] or "", given[2] or 0
        writes = set(str(mode)) & set("wax+") or flags & (os.O_WRONLY | os.O_RDWR)
        name = str(given[0])
        if writes and "out." not in name and name != "/dev/null":
            stray.append(name)

sys.addaudithook(watch)
folder = sys.argv[1]
person = {"mjoa_motor_upper": 3, "mjoa_motor_lower": 5, "mjoa_sensory_upper": 9,
          "mjoa_sphincter": 3}
for frame in (pandas.DataFrame([person]), polars.DataFrame([person])):
    cm.assess_cohort(frame, "mjoa_total", bounds=True)
for command in ("assess", "cohort"):
    for ending in ("csv", "parquet"):
        status = cervmyelo.cli.commands.run(
            [command, f"{folder}/in.csv", "-o", f"{folder}/out.{ending}", "--force"]
        )
        assert status == 1
print(logged, stray, file=sys.stderr)
"""


@pytest.fixture
def people(tmp_path):
    """Two people, one of them with a value that is no number and in no message."""
    path = tmp_path / "in.csv"
    path.write_text(f"{','.join(ITEMS)}\n3,5,2,3\n{CANARY},5,2,{CANARY}\n")
    return path


def test_nothing_is_logged_sent_or_stored_elsewhere(tmp_path, people):
    """Frames and commands open the output alone for writing, and log nothing."""
    ran = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED, str(people.parent)],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert ran.stderr.splitlines()[-1] == "[] []"
    assert {each.name for each in tmp_path.iterdir()} == {
        "in.csv",
        "out.csv",
        "out.parquet",
    }


@pytest.mark.parametrize("command", ["assess", "cohort"])
@pytest.mark.parametrize("ending", ["csv", "json", "tsv", "parquet"])
def test_no_command_repeats_a_cell(people, tmp_path, capsys, command, ending):
    """What a command says of a table has no cell of it, in any output of results."""
    target = tmp_path / f"out.{ending}"
    main([command, str(people), "-o", str(target)])
    main([command, str(people), "--brief"])
    shown = "".join(capsys.readouterr())
    assert CANARY not in shown
    if ending == "json" and target.exists():
        assert CANARY not in target.read_text()
    elif target.exists() and ending in {"csv", "tsv"}:
        # The columns of the input are passed through, and nothing else has a cell.
        assert target.read_text().count(CANARY) == 2


HEADERLESS = {
    "alone": "",
    "constants": "[constants]\nmri_done = true\n",
    "all passed": "pass_through = '*'\n[constants]\nmri_done = true\n",
    "a mapped column": "[columns]\nage = 'age_years'\n[constants]\nmri_done = true\n",
    "passed and mapped": "pass_through = '*'\n[columns]\nZyxv = 'age_years'\n"
    "[constants]\nmri_done = true\n",
}


@pytest.mark.parametrize("map_", HEADERLESS.values(), ids=HEADERLESS)
@pytest.mark.parametrize("command", ["assess", "cohort"])
def test_the_first_person_of_a_file_without_a_header_is_not_repeated(
    tmp_path, capsys, command, map_
):
    """A first line without a known name may be a person, so none of it is shown."""
    source, columns = tmp_path / "in.csv", tmp_path / "map.toml"
    source.write_text(f"{CANARY},1961-02-03,{CANARY},Zyxw\na,b,c,d\n")
    columns.write_text(map_)
    more = ["--columns", str(columns)] if map_ else []
    status = main([command, str(source), "-o", str(tmp_path / "out.csv"), *more])
    shown = "".join(capsys.readouterr())
    assert status == 2
    assert CANARY not in shown
    assert "Zyxw" not in shown
    assert "1961" not in shown


FRAMES = {
    "pandas": lambda rows: pd.DataFrame(rows, dtype=object),
    "polars": lambda rows: pl.DataFrame(rows, strict=False),
    "duckdb": lambda rows: duckdb.from_arrow(
        pl.DataFrame(rows, strict=False).to_arrow()
    ),
}


@pytest.mark.parametrize("make", FRAMES.values(), ids=FRAMES)
@pytest.mark.parametrize("on_error", ["flag", "null", "raise"])
def test_no_message_on_a_frame_repeats_a_cell(make, on_error):
    """The messages of a frame, and its errors, name columns and never cells."""
    frame = make([{name: f"{CANARY}{at}" for at, name in enumerate(ITEMS)}] * 2)
    try:
        found = cm.assess_cohort(frame, "mjoa_total", on_error=on_error, bounds=True)
        plain = found.df() if hasattr(found, "df") else found
        rows = plain.to_dict("records") if hasattr(plain, "iloc") else plain.to_dicts()
        added = [{k: v for k, v in row.items() if k not in ITEMS} for row in rows]
        assert CANARY not in json.dumps(added, default=str)
    except CervmyeloError as error:
        assert CANARY not in f"{error} {error!r}"  # noqa: PT017
