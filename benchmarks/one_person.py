"""
One person: a call against the least that one could write by hand.
"""

from __future__ import annotations

import itertools
import random
import subprocess
import sys
from collections.abc import Callable
from functools import partial

import attrs
import cattrs
import cattrs.strategies
from measure import HEAD, Table, Took, against, compared, compiled
from workload import RULES

import cervmyelo as cm
from cervmyelo.io import assessment_to_dict, patient_from_dict, patient_to_dict, to_json

HEAVY = ("cattrs", "cyclopts", "narwhals", "numpy", "pandas", "polars", "rich")


def cold(code: str) -> Took:
    """What some code takes in a new process, once Python runs; compiled before."""
    env = compiled()
    # The process times itself: a difference of two starts is mostly noise.
    timed = (
        "import time; user, wall = time.process_time(), time.perf_counter(); "
        f"{code}; "
        "print(time.perf_counter() - wall, time.process_time() - user)"
    )
    said = subprocess.check_output([sys.executable, "-c", timed], env=env, text=True)
    return Took(*map(float, said.split()))


def starts(what: str, code: str, than: str, goal: str = "") -> tuple[str, ...]:
    """Cold starts in turns, after one turn that does not count."""
    _, *took = [(cold(code), cold(than)) for _ in range(10)]
    return compared(what, took, goal)


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


def patient() -> cm.Patient:
    """A patient with 20 fields, one symptom and the mJOA."""
    return cm.Patient(
        symptoms=(cm.Symptom(kind="gait_change", present=True, onset="gradual"),),
        mjoa=cm.MJOA(motor_upper=3, motor_lower=5, sensory_upper=2, sphincter=3),
        **PERSON,
    )


def records(chance: random.Random, count: int) -> list[dict[str, object]]:
    """Records of people who differ in every field, with gaps."""
    eight = {each.name: each for rule in RULES for each in rule.inputs}

    def value(name: str) -> object:
        quantity = cm.quantities[name]
        if quantity.values:
            return chance.choice(quantity.values)
        return round(chance.uniform(quantity.low, quantity.high), 2)

    made = []
    while len(made) < count:
        names = chance.sample(sorted({*PERSON, *eight}), 36)
        record = {name: value(name) for name in names}
        # Two of the fields can contradict each other.
        record["symptom_duration_months"] = 1440
        try:
            made.append(patient_to_dict(patient_from_dict(record)))
        except cm.CervmyeloError:
            continue
    return made


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


def by_calls() -> Table:
    """One call against another, each time for another person."""
    chance = random.Random(1)  # noqa: S311
    items = patient().mjoa
    values = {q.name: False for q in cm.article_stage.inputs} | {"cord_signs": True}
    assert cm.mjoa_severity(items).value == severity_by_hand(items)
    assert cm.article_stage(values).value == stage_by_hand(values)
    given = records(chance, 5000)
    people = list(map(patient_from_dict, given))
    plain = cattrs.Converter()
    # A value is of one of these types, or an object for what is known in part.
    cattrs.strategies.configure_union_passthrough(
        bool | int | float | str | None, plain
    )
    nested = [plain.unstructure(each) for each in people]
    assert [plain.structure(each, cm.Patient) for each in nested[:50]] == people[:50]

    def stranger(
        do: Callable[[object], object], of: list[object]
    ) -> Callable[[], object]:
        # Nobody comes twice, so no answer is remembered.
        return lambda: do(of[next(turn)])

    turn = itertools.count()
    structured = partial(plain.structure, cl=cm.Patient)
    rows = [
        against(
            "a `Patient` from a dict, and eight rules explained : cattrs structures "
            "the same dict",
            stranger(_explained, given),
            stranger(structured, nested),
            "1.5",
            loops=40,
        ),
        against(
            "`assess(patient)` : cattrs structures the patient",
            stranger(cm.assess, people),
            stranger(structured, nested),
            "8",
            loops=40,
        ),
        against(
            "`assess` and `str()` of it : `assess`",
            stranger(lambda each: str(cm.assess(each)), people),
            stranger(cm.assess, people),
            "3",
            loops=40,
        ),
        against(
            "`assess` and its questions : `assess`",
            stranger(lambda each: cm.assess(each).questions, people),
            stranger(cm.assess, people),
            loops=40,
        ),
        against(
            "`assess` as compact JSON : `assess`",
            stranger(lambda each: to_json(assessment_to_dict(cm.assess(each))), people),
            stranger(cm.assess, people),
            "3",
            loops=40,
        ),
        against(
            "`repr` of an assessment : `assess`",
            stranger(repr, list(map(cm.assess, people))),
            stranger(cm.assess, people),
            loops=40,
        ),
        against(
            "`Patient(...)`, 20 values : the same fields with one check by hand",
            lambda: cm.Patient(**PERSON),
            lambda: HandWritten(**PERSON),
            "2",
            loops=2000,
        ),
        against(
            "`mjoa_severity` explained : a plain function",
            lambda: cm.mjoa_severity(items),
            lambda: severity_by_hand(items),
            loops=2000,
        ),
        against(
            "`article_stage` explained, from plain values : a plain function",
            lambda: cm.article_stage(values),
            lambda: stage_by_hand(values),
            loops=2000,
        ),
        starts("`import cervmyelo` : `import attrs`", "import cervmyelo", ATTRS, "0.2"),
        starts(
            "import and the first `mjoa_total` : `import attrs`",
            'import cervmyelo as cm; cm.mjoa_total({"mjoa_sphincter": 3})',
            ATTRS,
            "1.7",
        ),
        starts(
            "import and the first `assess` : `import attrs`",
            "import cervmyelo as cm; cm.assess(cm.Patient(age_years=61))",
            ATTRS,
            "2.5",
        ),
        starts(
            "`import cervmyelo.cohort` : `import narwhals.stable.v2`",
            "import cervmyelo.cohort",
            "import narwhals.stable.v2",
        ),
    ]
    title = (
        f"**One person, a stranger each time.** Heavy modules that `import cervmyelo` "
        f"loads: {heavy('cervmyelo')}; `import cervmyelo.cohort`: "
        f"{heavy('cervmyelo.cohort')}."
    )
    return Table(title, HEAD, rows)


ATTRS = "import attrs"


def _explained(record: dict[str, object]) -> list[object]:
    case = cm.Case(patient_from_dict(record))
    return [rule(case) for rule in RULES]
