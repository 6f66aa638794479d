"""
Speed as ratios, each measured in one run: A B A B, medians.

Run with ``python benchmarks/run.py`` where ``cervmyelo[frames]`` is installed; it
prints a Markdown table with the machine and the versions. Times differ from machine
to machine and from hour to hour, ratios much less.
"""

from __future__ import annotations

import importlib.metadata
import os
import platform
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import attrs
import polars as pl

import cervmyelo as cm
from cervmyelo.cohort import assess_cohort

ROUNDS = 15
ROWS = 1_000_000
HEAVY = ("cattrs", "cyclopts", "narwhals", "numpy", "pandas", "polars", "rich")
ITEMS = ("motor_upper", "motor_lower", "sensory_upper", "sphincter")
MOST = (5, 7, 3, 3)


def seconds(call: Callable[[], object], loops: int) -> float:
    """Seconds for one call."""
    started = time.perf_counter()
    for _ in range(loops):
        call()
    return (time.perf_counter() - started) / loops


def rounds(loops: int, *calls: Callable[[], object]) -> list[tuple[float, ...]]:
    """The seconds of all calls, one after the other, round by round."""
    for call in calls:
        call()
    return [tuple(seconds(call, loops) for call in calls) for _ in range(ROUNDS)]


def compared(measured: list[tuple[float, ...]]) -> tuple[float, float, float]:
    """Our median, theirs, and the median of the ratios of neighbours."""
    return (
        statistics.median(ours for ours, _ in measured),
        statistics.median(theirs for _, theirs in measured),
        statistics.median(ours / theirs for ours, theirs in measured),
    )


def cold(code: str) -> Callable[[], object]:
    """A new process that runs some code."""
    return lambda: subprocess.run([sys.executable, "-c", code], check=True)


def imports() -> tuple[float, float, float]:
    """Cold imports, each less the bare interpreter of its round."""
    measured = rounds(1, cold("pass"), cold("import cervmyelo"), cold("import attrs"))
    return compared([(ours - bare, theirs - bare) for bare, ours, theirs in measured])


def heavy() -> str:
    """Which heavy modules ``import cervmyelo`` loads."""
    code = f"import cervmyelo, sys; print(*(m for m in {HEAVY} if m in sys.modules))"
    found = subprocess.check_output([sys.executable, "-c", code], text=True)
    return found.strip() or "none of " + ", ".join(HEAVY)


PERSON = {
    "age_years": 61,
    "sex_at_birth": "female",
    "asian_descent": False,
    "opll": "absent",
    "congenital_narrow_canal": False,
    "symptom_duration_months": 24,
    "daily_tasks_affected": True,
    "quality_of_life_affected": True,
    "nerve_root_involvement": False,
    "cord_signs": True,
    "mobility_limits_work": False,
    "wheelchair_or_immobile": False,
    "neck_mobility": "normal",
    "herniated_disc": False,
    "bone_spurs": True,
    "spondylosis": True,
    "rheumatoid_arthritis": False,
    "gait_examined": True,
    "mri_done": True,
    "xray_done": False,
}


def patient() -> cm.Patient:
    """A patient with 20 fields, one symptom and the mJOA."""
    return cm.Patient(
        symptoms=(cm.Symptom(kind="gait_change", present=True, onset="gradual"),),
        mjoa=cm.MJOA(motor_upper=3, motor_lower=5, sensory_upper=2, sphincter=3),
        **PERSON,
    )


def strangers(chance: random.Random, count: int) -> list[cm.Patient]:
    """Patients who differ in every field, with gaps."""

    def other(name: str, value: object) -> object:
        if isinstance(value, bool):
            return chance.choice((True, False, None))
        if isinstance(value, str):
            return chance.choice((*cm.QUANTITIES[name].levels, None))
        return chance.choice((chance.randrange(100), None))

    def items() -> dict[str, int | None]:
        scores = (chance.choice((*range(top + 1), None)) for top in MOST)
        return dict(zip(ITEMS, scores, strict=True))

    return [
        cm.Patient(
            symptoms=(
                cm.Symptom(kind="gait_change", present=chance.random() < 0.5),
                cm.Symptom(kind="neck_pain", present=chance.random() < 0.5),
            ),
            mjoa=cm.MJOA(**items()),
            **{name: other(name, value) for name, value in PERSON.items()},
        )
        for _ in range(count)
    ]


def _checked(instance: object) -> None:
    for name, value in PERSON.items():
        given = getattr(instance, name)
        if given is None:
            continue
        if type(given) is not type(value):
            raise TypeError(name)
        if isinstance(given, str) and given not in LEVELS[name]:
            raise ValueError(name)
        if type(given) is int and not 0 <= given <= 1440:
            raise ValueError(name)


LEVELS = {
    name: cm.QUANTITIES[name].levels
    for name, value in PERSON.items()
    if isinstance(value, str)
}
HandWritten = attrs.make_class(
    "HandWritten",
    {name: attrs.field(default=None) for name in PERSON},
    frozen=True,
    slots=True,
    kw_only=True,
    class_body={"__attrs_post_init__": _checked},
)


def severity_by_hand(items: cm.MJOA) -> str | None:
    """The severity of complete items, as one would write it by hand."""
    scores = (
        items.motor_upper,
        items.motor_lower,
        items.sensory_upper,
        items.sphincter,
    )
    if None in scores:
        return None
    total = sum(scores)
    if total == 18:
        return "none"
    if total >= 15:
        return "mild"
    return "moderate" if total >= 12 else "severe"


def stage_by_hand(values: dict[str, object]) -> int:
    """The stage of a complete case, as one would write it by hand."""
    if values["wheelchair_or_immobile"]:
        return 5
    if values["gait_change"] or values["wide_based_gait"]:
        return 4 if values["mobility_limits_work"] else 3
    if values["cord_signs"]:
        return 2
    return 1 if values["nerve_root_involvement"] else 0


def severity_in_polars(frame: pl.DataFrame) -> pl.DataFrame:
    """The severity of a cohort, where one is left, as one would write it by hand."""
    items = [(pl.col(f"mjoa_{n}"), top) for n, top in zip(ITEMS, MOST, strict=True)]
    low = pl.sum_horizontal(item.fill_null(0) for item, _ in items)
    high = pl.sum_horizontal(item.fill_null(top) for item, top in items)
    fine = pl.all_horizontal(
        item.is_null() | item.is_between(0, top) for item, top in items
    )
    made = frame.lazy().with_columns(low=low, high=high, fine=fine)
    decided = [
        ("none", pl.col("low") == 18),
        ("mild", (pl.col("low") >= 15) & (pl.col("high") <= 17)),
        ("moderate", (pl.col("low") >= 12) & (pl.col("high") <= 14)),
        ("severe", pl.col("high") <= 11),
    ]
    grade = pl.coalesce(
        pl.when(pl.col("fine") & holds).then(pl.lit(code)) for code, holds in decided
    )
    return made.with_columns(mjoa_severity=grade).drop("low", "high", "fine").collect()


def cohort(chance: random.Random) -> pl.DataFrame:
    """A cohort with mJOA items, one in twenty of them not recorded."""

    def scores(top: int) -> list[int | None]:
        return [
            None if chance.random() < 0.05 else chance.randint(0, top)
            for _ in range(ROWS)
        ]

    columns = {
        f"mjoa_{name}": scores(top) for name, top in zip(ITEMS, MOST, strict=True)
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.Int8))


def one(rule: str) -> Callable[[object], object]:
    """The answer of a rule for one person."""
    return cm.RULES[rule].explain


def severity_in_cohort(frame: pl.DataFrame) -> pl.DataFrame:
    """The severity of a cohort."""
    return assess_cohort(frame, "mjoa_severity", on_error="null")


def one_by_one(frame: pl.DataFrame) -> list[object]:
    """The severity of a cohort, person by person."""
    severity = one("mjoa_severity")
    return [severity(row).value for row in frame.iter_rows(named=True)]


def main() -> None:
    """Measure, and print the table."""
    chance = random.Random(1)  # noqa: S311
    person = patient()
    items = person.mjoa
    severity, stage = one("mjoa_severity"), one("article_stage")
    values = {q.name: False for q in cm.RULES["article_stage"].inputs}
    values |= {"cord_signs": True}
    crowd = iter(strangers(chance, 200 * (ROUNDS + 1)))
    frame = cohort(chance)
    some = frame.head(10_000)
    assert severity_in_cohort(frame).equals(severity_in_polars(frame))
    assert severity(items).value.code == severity_by_hand(items)
    assert stage(values).value.code == stage_by_hand(values)
    comparisons = [
        (
            "`import cervmyelo` : `import attrs`, cold, bare Python subtracted",
            imports(),
        ),
        (
            "`assess(patient)`, one seen before : building a `Patient`",
            compared(rounds(200, lambda: cm.assess(person), patient)),
        ),
        (
            "`assess(patient)`, each a stranger with gaps : building a `Patient`",
            compared(rounds(200, lambda: cm.assess(next(crowd)), patient)),
        ),
        (
            "`mjoa_severity` explained : a plain function",
            compared(
                rounds(2000, lambda: severity(items), lambda: severity_by_hand(items))
            ),
        ),
        (
            "`article_stage` explained, from plain values : a plain function",
            compared(
                rounds(2000, lambda: stage(values), lambda: stage_by_hand(values))
            ),
        ),
        (
            "`Patient(...)` with 20 fields : attrs with one hand-written check",
            compared(
                rounds(
                    2000, lambda: cm.Patient(**PERSON), lambda: HandWritten(**PERSON)
                )
            ),
        ),
        (
            "severity of a million rows : Polars written by hand",
            compared(
                rounds(
                    1,
                    lambda: severity_in_cohort(frame),
                    lambda: severity_in_polars(frame),
                )
            ),
        ),
        (
            "severity of 10,000 rows, one call for each : as a cohort",
            compared(
                rounds(1, lambda: one_by_one(some), lambda: severity_in_cohort(some))
            ),
        ),
    ]
    versions = ", ".join(
        f"{name} {importlib.metadata.version(name)}"
        for name in ("attrs", "polars", "cervmyelo")
    )
    print(
        f"{platform.machine()}, {os.cpu_count()} processors, {platform.system()}, "
        f"Python {platform.python_version()}, {versions}\n\n"
        f"Heavy modules that `import cervmyelo` loads: {heavy()}.\n\n"
        f"| ours : theirs | ours, us | theirs, us | ratio |\n"
        f"| --- | ---: | ---: | ---: |"
    )
    for what, (ours, theirs, ratio) in comparisons:
        print(f"| {what} | {ours * 1e6:,.1f} | {theirs * 1e6:,.1f} | {ratio:.2g} |")


if __name__ == "__main__":
    main()
