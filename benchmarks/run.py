"""
Speed as ratios, each measured in one run, in turns: A B A B, medians.

``python benchmarks/run.py`` measures all but Spark, in about fifteen minutes; name
parts to measure fewer, as in ``python benchmarks/run.py person frames``. It wants
``cervmyelo[frames]``, cattrs, pandas and DuckDB; ``http`` wants Starlette and uvicorn,
``spark`` wants PySpark and Java, and ``large`` makes files of some gigabytes. The
tables are printed, and kept in ``docs/speed.json``, from which the page on speed is
made.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import attrs
import databases
import exchange
import frames
import one_person
import over_http
import processes
import small_files
from measure import Table, machine

RESULTS = Path(__file__).parents[1] / "docs" / "speed.json"
ROWS = 1_000_000
MANY = 10_000_000

PARTS: dict[str, Callable[[], list[Table]]] = {
    "person": lambda: [one_person.by_calls()],
    "exchange": lambda: [exchange.as_fhir(), exchange.as_cards()],
    "http": lambda: [over_http.as_cards()],
    "frames": lambda: [
        frames.by_polars(ROWS, MANY),
        frames.asked_for(ROWS),
        frames.explained(ROWS),
        frames.every_engine(ROWS),
    ],
    "databases": lambda: [databases.in_duckdb(MANY)],
    "processes": lambda: [
        processes.memory_table(MANY),
        processes.parquet_table(MANY, 3),
        processes.stream_table(MANY),
    ],
    "files": lambda: [small_files.table()],
    "spark": lambda: [databases.in_spark(MANY)],
    "large": lambda: [processes.parquet_table(10 * MANY, 1)],
}
USUAL = ("person", "exchange", "frames", "databases", "processes", "files")


def main() -> None:
    """Measure some parts, print their tables and keep them."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("parts", nargs="*", choices=[[], *PARTS], default=USUAL)
    for part in asked.parse_args().parts or USUAL:
        packages = ["attrs", "polars", "narwhals", "pandas", "pyarrow", "duckdb"]
        packages += ["pyspark"] if part == "spark" else []
        packages += ["starlette", "uvicorn"] if part == "http" else []
        on = machine(*packages, "cervmyelo")
        tables = PARTS[part]()
        print(f"## {part}", on, *map(str, tables), sep="\n\n", end="\n\n", flush=True)
        kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
        kept[part] = {"machine": on, "tables": [attrs.asdict(t) for t in tables]}
        RESULTS.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
