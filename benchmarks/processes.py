"""
What is measured in processes of their own: memory, and files of any length.

``python benchmarks/processes.py <job> <rows>`` prints one line of JSON.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

# Before Polars is loaded: memory that is free goes back at once, so that it shows.
os.environ["_RJEM_MALLOC_CONF"] = "dirty_decay_ms:0,muzzy_decay_ms:0"

import by_hand
import polars as pl
from measure import Table
from workload import NAMES, RULES, cohort

from cervmyelo.cohort import assess_cohort

FILES = Path(tempfile.gettempdir()) / "cervmyelo-benchmarks"
AT_ONCE = 1_000_000
# Polars holds some row groups at a time: their size decides how much memory it takes.
AT_A_TIME = 50_000


def measured(job: str, rows: int) -> dict[str, float]:
    """The line of a job, from a process of its own."""
    told = subprocess.check_output([sys.executable, __file__, job, str(rows)])
    found: dict[str, float] = json.loads(told)
    return found


def file_of(rows: int) -> Path:
    """A Parquet file with a cohort, made if it is not there."""
    path = FILES / f"{rows}.parquet"
    if not path.exists():
        FILES.mkdir(exist_ok=True)
        parts = []
        for start in range(0, rows, AT_ONCE):
            part = FILES / f"{rows}-{start}.part"
            made = cohort(min(AT_ONCE, rows - start), seed=start)
            made.write_parquet(part, compression_level=1)
            parts.append(part)
        made = pl.scan_parquet(parts)
        made.sink_parquet(path, compression_level=1, row_group_size=AT_A_TIME)
        for part in parts:
            part.unlink()
    return path


def parquet(job: str, rows: int) -> dict[str, float]:
    """Scan to sink: the file copied, or with the outcomes in the place of inputs."""
    out = FILES / f"out-{job}-{rows}.parquet"
    frame = pl.scan_parquet(FILES / f"{rows}.parquet")
    match job:
        case "scan-copy":
            made = frame
        case "scan-ours":
            made = assess_cohort(frame, *RULES, on_error="null").select(NAMES)
        case "scan-ours-all":
            made = assess_cohort(frame, *RULES, on_error="null")
        case "scan-by-hand":
            made = by_hand.in_polars(frame).select(NAMES)
        case _:
            raise ValueError(job)
    before = resource.getrusage(resource.RUSAGE_SELF)
    made.sink_parquet(out, compression_level=1)
    after = resource.getrusage(resource.RUSAGE_SELF)
    size = out.stat().st_size
    out.unlink()
    cpu = after.ru_utime - before.ru_utime
    return {"cpu": cpu, "mib": _status("VmHWM") / 2**20, "bytes": size}


def memory(job: str, rows: int) -> dict[str, float]:
    """The most memory beyond the input, and the size of what was made."""
    frame = cohort(rows)
    wanted = {
        "memory-ours": lambda some: assess_cohort(some, *RULES, on_error="null"),
        "memory-flag": lambda some: assess_cohort(some, *RULES),
        "memory-bounds": lambda some: assess_cohort(
            some, *RULES, bounds=True, on_error="null"
        ),
        "memory-by-hand": lambda some: by_hand.in_polars(some.lazy()).collect(),
    }[job]
    wanted(frame.head(1000))
    ctypes.CDLL("libc.so.6").malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = _status("VmRSS")
    made = wanted(frame)
    most = _status("VmHWM") - before
    made = made.select(pl.exclude(frame.columns))
    output = sum(map(_width, made.dtypes))
    if "problems" in made:
        # Words are few and kept once; the texts of problems are made for each row.
        output += (made["problems"].str.len_bytes().sum() or 0) / rows
    return {"most": most / rows, "output": output}


def _width(dtype: pl.DataType) -> float:
    """Bytes for each row; Polars keeps 16 for a text, and a bit for what is null."""
    return (16 if dtype == pl.String else 8) + 1 / 8


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return 1024 * int(next(each for each in lines if each.startswith(name)).split()[1])


def stream(_: str, rows: int) -> dict[str, float]:
    """The command `cervmyelo cohort`, from one CSV file to another."""
    given, out = FILES / f"{rows}.csv", FILES / f"out-{rows}.csv"
    if not given.exists():
        with given.open("wb") as file:
            for start in range(0, rows, AT_ONCE):
                some = cohort(min(AT_ONCE, rows - start), RULES[:1], seed=start)
                some.write_csv(file, include_header=not start)
    out.unlink(missing_ok=True)
    command = [sys.executable, "-c", "from cervmyelo.cli import main; main()"]
    asked = ["cohort", str(given), "--rule", "mjoa_severity", "--output", str(out)]
    subprocess.run([*command, *asked], check=False, capture_output=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    size = out.stat().st_size
    out.unlink()
    return {"cpu": used.ru_utime, "mib": used.ru_maxrss / 2**10, "bytes": size}


def memory_table(rows: int) -> Table:
    """Memory beyond the input, in bytes for each row."""
    names = {
        "memory-ours": "eight outcomes",
        "memory-by-hand": "the same by hand",
        "memory-flag": "with `problems`",
        "memory-bounds": "with bounds and status",
    }
    made = []
    for job, what in names.items():
        found = measured(job, rows)
        ratio = found["most"] / found["output"]
        sizes = f"{found['most']:.0f}", f"{found['output']:.0f}"
        made.append((what, *sizes, f"{ratio:.2f}", "1.2"))
    head = ("", "most beyond the input, B/row", "output, B/row", "ratio", "goal")
    return Table(f"**Memory**, Polars, {rows:,} rows.", head, made)


def parquet_table(rows: int, rounds: int) -> Table:
    """Parquet to Parquet, in turns."""
    file_of(rows)
    names = {
        "scan-copy": "the file copied",
        "scan-ours": "the eight outcomes alone",
        "scan-by-hand": "the same by hand",
        "scan-ours-all": "inputs and outcomes",
    }
    took: dict[str, list[dict[str, float]]] = {job: [] for job in names}
    for _ in range(rounds):
        for job, found in took.items():
            found.append(measured(job, rows))
    base = statistics.median(each["cpu"] for each in took["scan-copy"])
    made = []
    for job, what in names.items():
        cpu = statistics.median(each["cpu"] for each in took[job])
        most = max(each["mib"] for each in took[job])
        goal = "1.15, below 400 MiB" if job == "scan-ours" else ""
        told = f"{cpu:.1f} s", f"{cpu / base:.2f}", f"{most:.0f} MiB"
        made.append((what, *told, goal))
    head = ("", "CPU", "CPU : copy", "most memory", "goal")
    told = f"{rows:,} rows in row groups of {AT_A_TIME:,}"
    return Table(f"**Parquet to Parquet**, Polars, {told}.", head, made)


def stream_table(rows: int) -> Table:
    """The command over ever more rows."""
    made = []
    for many in (rows // 10, rows):
        found = measured("stream", many)
        each = f"{found['cpu'] / many * 1e9:,.0f} ns"
        told = f"{found['cpu']:.1f} s", each, f"{found['mib']:.0f} MiB"
        made.append((f"{many:,} rows", *told, "below 400 MiB"))
    head = ("", "CPU", "CPU, a row", "most memory", "goal")
    return Table("**`cervmyelo cohort`**, CSV to CSV, one rule.", head, made)


if __name__ == "__main__":
    job, rows = sys.argv[1], int(sys.argv[2])
    kinds = {"memory": memory, "stream": stream, "scan": parquet}
    run = next(kinds[kind] for kind in kinds if job.startswith(kind))
    print(json.dumps(run(job, rows)))
