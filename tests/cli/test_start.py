"""What a command loads before it begins: what it runs with, and nothing else."""

import subprocess
import sys

import pytest

LOADED = """
import sys
from cervmyelo.cli import main
try:
    main(sys.argv[2:])
finally:
    unwanted = sys.argv[1].split()
    print([each for each in unwanted if each in sys.modules], file=sys.stderr)
"""

LIBRARY = "cervmyelo.models cervmyelo.registry cervmyelo.column_maps.column_map"
HEAVY = "importlib.metadata openpyxl polars pyarrow zipfile"
OTHERS = "cervmyelo.io.grading cervmyelo.io.json_lines cervmyelo.io.stored_findings"


@pytest.mark.parametrize(
    ("words", "unwanted"),
    [
        (["--version"], f"{LIBRARY} {HEAVY} rich"),
        (["assess", "--help"], f"{LIBRARY} {HEAVY}"),
        (["assess", "one.csv"], f"{HEAVY} {OTHERS} tomllib"),
    ],
    ids=["version", "help", "assess"],
)
def test_a_command_loads_what_it_runs_with(words, unwanted, tmp_path):
    """Nothing of the library for what shows nothing of it, and no other command's."""
    (tmp_path / "one.csv").write_text("mjoa_total,age_years\n13,61\n")
    done = subprocess.run(
        [sys.executable, "-c", LOADED, unwanted, *words],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        text=True,
    )
    assert done.stdout
    assert done.stderr.strip() == "[]"
