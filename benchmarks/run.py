"""
Speed as ratios, each measured in one run: A B A B, medians.

Run with ``python benchmarks/run.py``; it prints a Markdown table with the machine and
the versions. Absolute times differ from machine to machine, ratios much less.
"""

from __future__ import annotations

import importlib.metadata
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import attrs

import cervmyelo as cm

ROUNDS = 15


def timed(call: Callable[[], object], loops: int) -> float:
    """Seconds for one call."""
    started = time.perf_counter()
    for _ in range(loops):
        call()
    return (time.perf_counter() - started) / loops


def ratio(
    ours: Callable[[], object], theirs: Callable[[], object], loops: int
) -> tuple[float, float, float]:
    """Our time, theirs, and the median of the ratios of neighbouring rounds."""
    ours(), theirs()
    rounds = [(timed(ours, loops), timed(theirs, loops)) for _ in range(ROUNDS)]
    return (
        statistics.median(a for a, _ in rounds),
        statistics.median(b for _, b in rounds),
        statistics.median(a / b for a, b in rounds),
    )


def cold(code: str) -> Callable[[], object]:
    """A cold process that runs some code."""
    return lambda: subprocess.run([sys.executable, "-c", code], check=True)


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


def main() -> None:
    """Measure, and print the table."""
    person = patient()
    items = person.mjoa
    stage = cm.RULES["article_stage"]
    values = {q.name: False for q in stage.inputs} | {"cord_signs": True}
    bare = statistics.median(timed(cold("pass"), 1) for _ in range(ROUNDS))
    ours, theirs, _ = ratio(cold("import cervmyelo"), cold("import attrs"), 1)
    severity = cm.RULES["mjoa_severity"]
    people = [
        attrs.evolve(person, age_years=age, symptom_duration_months=age + 1)
        for age in range(120)
    ]
    remembered = iter(range(10**9))
    lines = [
        (
            "`import cervmyelo` : `import attrs`, cold, bare Python subtracted",
            (ours - bare, theirs - bare, (ours - bare) / (theirs - bare)),
        ),
        (
            "`assess(patient)`, a patient seen before : building the `Patient`",
            ratio(lambda: cm.assess(person), patient, 200),
        ),
        (
            "`assess(patient)`, patients of many ages : building the `Patient`",
            ratio(
                lambda: cm.assess(people[next(remembered) % len(people)]), patient, 240
            ),
        ),
        (
            "`mjoa_severity` explained : a plain function",
            ratio(
                lambda: severity.explain(items), lambda: severity_by_hand(items), 2000
            ),
        ),
        (
            "`article_stage` explained, from plain values : a plain function",
            ratio(lambda: stage.explain(values), lambda: stage_by_hand(values), 2000),
        ),
        (
            "`Patient(...)` with 20 fields : attrs with one hand-written check",
            ratio(lambda: cm.Patient(**PERSON), lambda: HandWritten(**PERSON), 2000),
        ),
    ]
    names = ("attrs", "cervmyelo")
    versions = ", ".join(f"{n} {importlib.metadata.version(n)}" for n in names)
    print(
        f"{platform.machine()}, {os.cpu_count()} processors, {platform.system()}, "
        f"Python {platform.python_version()}, {versions}\n"
    )
    print("| what | ours, us | theirs, us | ratio |\n| --- | ---: | ---: | ---: |")
    for what, (ours, theirs, share) in lines:
        print(f"| {what} | {ours * 1e6:.1f} | {theirs * 1e6:.1f} | {share:.1f} |")


if __name__ == "__main__":
    main()
