"""
One person: a call against the least that one could write by hand.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import attrs
import cattrs
from measure import HEAD, Table, Took, against, compared, turns
from workload import RULES

import cervmyelo as cm
from cervmyelo.forms.rule import Known
from cervmyelo.io import patient_from_dict

HEAVY = ("cattrs", "cyclopts", "narwhals", "numpy", "pandas", "polars", "rich")
ITEMS = ("motor_upper", "motor_lower", "sensory_upper", "sphincter")
MOST = (5, 7, 3, 3)


def cold(code: str) -> Callable[[], object]:
    """A new process that runs some code, compiled before."""
    kept = {"PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "compiled")}
    env = {**os.environ, **kept, "PYTHONDONTWRITEBYTECODE": ""}
    return lambda: subprocess.run([sys.executable, "-c", code], check=True, env=env)


def imports(what: str, module: str, than: str) -> tuple[str, ...]:
    """Cold imports, each less the bare interpreter of its round."""
    codes = ("pass", f"import {module}", f"import {than}")
    took = turns(9, *map(cold, codes))
    clear = [
        tuple(Took(each.wall - bare.wall, each.wall - bare.wall) for each in rest)
        for bare, *rest in took
    ]
    return compared(what, clear)


def heavy(module: str) -> str:
    """Which heavy modules an import loads."""
    code = f"import {module}, sys; print(*(m for m in {HEAVY} if m in sys.modules))"
    found = subprocess.check_output([sys.executable, "-c", code], text=True)
    return found.strip() or "none"


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


FULL = PERSON | {
    "mjoa_motor_upper": 2,
    "mjoa_motor_lower": 7,
    "mjoa_sensory_upper": 1,
    "mjoa_sphincter": 2,
    "gait_change": False,
    "wide_based_gait": False,
    "loss_of_mobility": False,
    "reflex_change": False,
    "arm_weakness": True,
    "clumsiness": False,
    "neck_pain": False,
    "myelopathy": True,
    "cord_compression": True,
    "radiculopathy": False,
    "compression_ratio": 0.22,
    "cord_area_mm2": 62.9,
    "cord_solidity_percent": 84.5,
    "cord_torsion_degrees": 13.4,
    "disc_level": "C4/5",
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
            return chance.choice((*cm.quantities[name].levels, None))
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
    name: cm.quantities[name].levels
    for name, value in PERSON.items()
    if isinstance(value, str)
}
HandWritten = attrs.make_class(
    "HandWritten",
    {field.name: attrs.field(default=None) for field in attrs.fields(cm.Patient)},
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


def one(rule: str) -> Callable[[object], object]:
    """The answer of a rule for one person."""
    return cm.rules[rule].explain


def by_calls() -> Table:
    """One call against another."""
    chance = random.Random(1)  # noqa: S311
    person = patient()
    items = person.mjoa
    severity, stage = one("mjoa_severity"), one("article_stage")
    values = {q.name: False for q in cm.rules["article_stage"].inputs}
    values |= {"cord_signs": True}
    crowd = iter(strangers(chance, 200 * 10))
    assert severity(items).value.code == severity_by_hand(items)
    assert stage(values).value.code == stage_by_hand(values)
    read = patient_from_dict(FULL)
    plain = cattrs.Converter()
    nested = plain.unstructure(read)
    rows = [
        against(
            f"eight rules explained, a dict of {len(FULL)} fields : cattrs alone",
            lambda: [rule(FULL) for rule in RULES],
            lambda: plain.structure(nested, cm.Patient),
            "0.5",
            loops=300,
        ),
        against(
            "the same by way of a `Patient` : cattrs alone",
            lambda: _explained(patient_from_dict(FULL)),
            lambda: plain.structure(nested, cm.Patient),
            loops=300,
        ),
        against(
            "`Patient(...)`, 20 values : the same fields with one check by hand",
            lambda: cm.Patient(**PERSON),
            lambda: HandWritten(**PERSON),
            "2",
            loops=2000,
        ),
        against(
            "`assess(patient)`, one seen before : building a `Patient`",
            lambda: cm.assess(person),
            patient,
            loops=200,
        ),
        against(
            "`assess(patient)`, a stranger with gaps : building a `Patient`",
            lambda: cm.assess(next(crowd)),
            patient,
            loops=200,
        ),
        against(
            "`mjoa_severity` explained : a plain function",
            lambda: severity(items),
            lambda: severity_by_hand(items),
            loops=2000,
        ),
        against(
            "`article_stage` explained, from plain values : a plain function",
            lambda: stage(values),
            lambda: stage_by_hand(values),
            loops=2000,
        ),
        imports("`import cervmyelo` : `import attrs`, cold", "cervmyelo", "attrs"),
        imports(
            "`import cervmyelo.cohort` : `import narwhals.stable.v2`, cold",
            "cervmyelo.cohort",
            "narwhals.stable.v2",
        ),
    ]
    title = (
        f"**One person.** Heavy modules that `import cervmyelo` loads: "
        f"{heavy('cervmyelo')}; `import cervmyelo.cohort`: "
        f"{heavy('cervmyelo.cohort')}."
    )
    return Table(title, HEAD, rows)


def _explained(patient: cm.Patient) -> list[object]:
    known = Known(patient.flat())
    return [rule(known) for rule in RULES]
