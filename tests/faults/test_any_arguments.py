"""Whatever a command is given, it ends with a status and a tidy message."""

import contextlib
import io
import os
import pathlib
import stat
import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from odd_objects import CONTROL, is_harmless

from cervmyelo.cli import main

COMMANDS = ["assess", "cohort", "ask", "rules", "explain", "cite", "article", "schema"]
OPTIONS = ["-o", "--output", "--rule", "--columns", "--format", "--from", "--bounds"]
OPTIONS += ["--detail", "--brief", "--spreadsheet", "--force", "--json", "--csv"]
OPTIONS += ["--help", "-h", "--version", "--", "-", "--no-force", "--rule.0", "---"]
VALUES = ["people.csv", "people.json", "map.toml", "out.csv", "out.json", "out.parquet"]
VALUES += ["mjoa_total", "mjoa_total,joa_total", "csv", "text", "columns", ".", ""]
VALUES += ["/dev/null", "a\x00b.csv", "\ud800.csv", "x" * 5000, f"{CONTROL}.json"]

words = st.sampled_from([*COMMANDS, *OPTIONS, *VALUES]) | st.text(max_size=8)
PEOPLE = (
    "mjoa_motor_upper,mjoa_motor_lower,mjoa_sensory_upper,mjoa_sphincter\n3,5,2,3\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a file of each kind."""
    made = tmp_path_factory.mktemp("clinic")
    (made / "people.csv").write_text(PEOPLE)
    (made / "people.json").write_text('[{"age_years": 61}, {"age_years": -1}]')
    (made / "map.toml").write_text("pass_through = '*'\n")
    return made


def run_in(folder, arguments):
    """The status of a command, and what it wrote to both streams."""
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.MonkeyPatch.context() as patched,
    ):
        patched.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
        status = main(arguments)
    return status, out.getvalue(), err.getvalue()


@settings(max_examples=100)
@given(arguments=st.lists(words, max_size=6))
@example(arguments=["assess", "a\x00b.csv"])
@example(arguments=["assess", "people.csv", "--columns", "a\x00b.toml"])
@example(arguments=["cohort", "people.csv", "-o", "\ud800.csv"])
@example(arguments=["explain", CONTROL])
@example(arguments=["cohort", "people.csv", "-o", "x.csv", "--rule", f"a{CONTROL}"])
def test_any_arguments_end_in_a_status(folder, arguments):
    """A command answers with 0, flags with 1, or fails with 2 and says why."""
    status, _, err = run_in(folder, arguments)
    assert status in {0, 1, 2}
    assert is_harmless(err)
    if status == 2:
        assert err.startswith("cervmyelo: ")
        assert "Traceback" not in err


@given(
    command=st.sampled_from(["assess", "cohort"]),
    ending=st.sampled_from([".csv", ".tsv", ".json", ".parquet"]),
    content=st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode(errors="surrogatepass"))
    | st.text(max_size=60).map(lambda text: PEOPLE.encode() + text.encode("utf-16")),
    columns=st.none() | st.binary(max_size=60),
)
@settings(max_examples=50)
def test_any_file_ends_in_a_status(tmp_path_factory, command, ending, content, columns):
    """A file of any bytes is graded, or refused with a message of harmless lines."""
    folder = tmp_path_factory.mktemp("any")
    (folder / f"in{ending}").write_bytes(content)
    arguments = [command, f"in{ending}", "-o", "out.csv"]
    if columns is not None:
        (folder / "map.toml").write_bytes(columns)
        arguments += ["--columns", "map.toml"]
    status, out, err = run_in(folder, arguments)
    assert status in {0, 1, 2}
    assert is_harmless(err)
    assert is_harmless(out)
    if status == 2:
        assert "Traceback" not in err
        assert not (folder / "out.csv").exists()
    assert not [*folder.glob(".*.part")]


SEVERAL = {
    "--rule a b": ["--rule", "mjoa_total", "mjoa_severity"],
    "--rule a,b": ["--rule", "mjoa_total,mjoa_severity"],
    "--rule 'a b'": ["--rule", "mjoa_total mjoa_severity"],
    "--rule=a,b": ["--rule=mjoa_total,mjoa_severity"],
}


@pytest.mark.parametrize("named", SEVERAL.values(), ids=SEVERAL)
def test_several_rules_in_one_option_are_explained(folder, named):
    """The message shows how to name two rules."""
    status, _, err = run_in(folder, ["cohort", "people.csv", "-o", "two.csv", *named])
    assert status == 2
    assert len(err.splitlines()) == 1
    assert err.count("--rule") == 2
    assert not (folder / "two.csv").exists()


@pytest.mark.parametrize("command", ["cite", "ask"])
def test_rules_separated_by_commas_are_shown_separated_by_blanks(folder, command):
    """Commands that take names one after the other say so."""
    status, _, err = run_in(folder, [command, "mjoa_total,joa_total"])
    assert (status, err) == (
        2,
        "cervmyelo: Several rules in one word. Write mjoa_total joa_total\n",
    )


def module(*arguments, folder, more=""):
    """The command line run as a module, in a shell that can close its streams."""
    command = f"{sys.executable} -m cervmyelo {' '.join(arguments)} {more}"
    return subprocess.run(  # noqa: S602 -- only words of this test
        command, shell=True, cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_command_line_runs_as_a_module(folder):
    """``python -m cervmyelo`` is ``cervmyelo``."""
    ran = module("assess", "people.csv", folder=folder)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "mJOA total" in ran.stdout


@pytest.mark.skipif(os.name != "posix", reason="closes the streams in a shell")
@pytest.mark.parametrize(
    ("arguments", "more", "message"),
    [
        ("assess -", "<&-", "Standard input is closed."),
        ("rules", ">&-", "Standard output is closed."),
        ("assess nowhere.csv", "2>&-", ""),
    ],
)
def test_closed_streams_are_no_traceback(folder, arguments, more, message):
    """A stream that is closed is an error with a message, or nothing to write to."""
    ran = module(arguments, folder=folder, more=more)
    assert ran.returncode == 2
    assert ran.stderr == (f"cervmyelo: {message}\n" if message else "")


WRITTEN = [
    ("assess", "out.csv"),
    ("assess", "out.json"),
    ("assess", "out.parquet"),
    ("cohort", "out.csv"),
    ("cohort", "out.tsv"),
    ("cohort", "out.parquet"),
]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
@pytest.mark.parametrize(("command", "name"), WRITTEN)
@pytest.mark.parametrize("mode", [0o600, 0o666])
def test_a_file_that_is_overwritten_keeps_its_permissions(
    folder, tmp_path, command, name, mode
):
    """Who could read the old file, and nobody else, can read the new one."""
    target = tmp_path / name
    target.write_text("old")
    target.chmod(mode)
    before = os.umask(0o022)
    try:
        run_in(folder, [command, "people.csv", "-o", str(target), "--force"])
        assert stat.S_IMODE(target.stat().st_mode) == mode
        target.unlink()
        run_in(folder, [command, "people.csv", "-o", str(target)])
        assert stat.S_IMODE(target.stat().st_mode) == 0o644
    finally:
        os.umask(before)
    assert target.stat().st_size > len("old")
    assert [each.name for each in tmp_path.iterdir()] == [name]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_nobody_else_reads_a_file_that_is_being_written(tmp_path):
    """Until it is complete, only its owner can open the file."""
    from cervmyelo.io.files import replaced

    target = tmp_path / "out.csv"
    with replaced(target, tmp_path / "in.csv", overwrite=False) as part:
        part.write_text("half")
        assert stat.S_IMODE(part.stat().st_mode) == 0o600
    assert target.read_text() == "half"
    with contextlib.suppress(KeyError), replaced(target, part, overwrite=True) as part:
        part.write_text("other")
        raise KeyError
    assert target.read_text() == "half"
    assert [each.name for each in tmp_path.iterdir()] == ["out.csv"]


@pytest.mark.skipif(os.name != "posix", reason="devices of POSIX")
def test_no_file_takes_the_place_of_a_device(tmp_path):
    """What is no file is not replaced, not even by force."""
    from cervmyelo.errors import DocumentError
    from cervmyelo.io.files import replaced

    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    with (
        pytest.raises(DocumentError, match="is a device"),
        replaced(pipe, pathlib.Path("in.csv"), overwrite=True),
    ):
        pass
    assert stat.S_ISFIFO(pipe.stat().st_mode)
