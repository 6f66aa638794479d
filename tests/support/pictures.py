"""
The pictures that are compared with stored ones, drawn without words.

Words depend on the fonts of a machine, so they are left out, and the axes have a fixed
place. Run it to store the pictures again, and look at each: ``python
tests/support/pictures.py``.
"""

import datetime as dt
import functools
import random
from pathlib import Path

import matplotlib as mpl
import polars as pl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

import cervmyelo as cm

__all__ = [
    "BASELINE",
    "PERSON",
    "PICTURES",
    "axes",
    "changes",
    "cohort",
    "followed",
    "predicted",
    "save",
    "visits",
]

BASELINE = Path(__file__).parents[1] / "plots" / "baseline"

ITEMS = ("motor_upper", "motor_lower", "sensory_upper", "sphincter")
MOST = (5, 7, 3, 3)

PERSON = {
    "age_years": 61,
    "cord_signs": True,
    "congenital_narrow_canal": True,
    "mjoa_before": 12,
    "mjoa_motor_lower": 5,
    "mjoa_motor_upper": 3,
    "mjoa_sphincter": 3,
    "opll": "present",
    "smoker": True,
}


def axes(size=(5, 4)):
    """Axes at a fixed place of a figure that nothing else knows of."""
    figure = Figure(figsize=size, dpi=60)
    FigureCanvasAgg(figure)
    return figure.add_axes((0.1, 0.1, 0.8, 0.8))


def visits(*scores, surgery=None):
    """The course of a person with one visit for each set of mJOA items."""
    made = [
        cm.Visit(
            on=dt.date(2024, month, 1),
            case=cm.MJOA(**dict(zip(ITEMS, items, strict=True))),
        )
        for month, items in scores
    ]
    return cm.course(made, surgery_on=surgery)


def followed():
    """A course with a gain, an unknown total and a worse item."""
    return visits(
        (1, (3, 5, 2, 2)),
        (4, (4, 5, 2, 3)),
        (7, (4, 6, None, 3)),
        (12, (5, 5, 2, 1)),
        surgery=dt.date(2024, 1, 20),
    )


@functools.cache
def cohort(people=60, seed=1):
    """People with two visits, some of whose items are missing or invalid."""
    rng = random.Random(seed)  # noqa: S311
    rows = []
    for who in range(people):
        before = [rng.randint(most // 3, most) for most in MOST]
        after = [
            min(most, max(0, item + rng.choice([-1, 0, 0, 1, 2])))
            for item, most in zip(before, MOST, strict=True)
        ]
        for month, items in ((0, before), (12, after)):
            cells = [None if rng.random() < 0.06 else each for each in items]
            if rng.random() < 0.03:
                cells[0] = 9
            rows.append([str(who), "ab"[who % 2], month, *cells])
    names = ["who", "clinic", "month", *(f"mjoa_{each}" for each in ITEMS)]
    return pl.DataFrame(rows, names, orient="row")


@functools.cache
def changes():
    """The later visit of each person, with the change since the first."""
    made = cm.change_over_time(cohort(), person="who", on="month")
    return made.filter(pl.col("month") == 12)


@functools.cache
def predicted(people=160, seed=2):
    """People with the inputs of a rule that gives a probability, and an outcome."""
    rng = random.Random(seed)  # noqa: S311
    rows = []
    signs = [each.name for each in cm.cook_cluster.inputs if each.name != "age_years"]
    for _ in range(people):
        sick = rng.random() < 0.4
        row = {
            name: None if rng.random() < 0.04 else rng.random() < (0.6, 0.1)[not sick]
            for name in signs
        }
        row["age_years"] = rng.randint(30, 80)
        row["pretest_probability"] = rng.choice([0.2, 0.3, 0.4, 0.5])
        row["outcome"] = None if rng.random() < 0.05 else sick
        rows.append(row)
    return pl.DataFrame(rows, infer_schema_length=None)


PICTURES = {
    "course": lambda ax: cm.plots.course(followed(), ax=ax),
    "course_from_unknown": lambda ax: cm.plots.course(
        visits((1, (3, 5, 2, None)), (6, (5, 6, 3, 3))), ax=ax
    ),
    "assessment": lambda ax: cm.plots.assessment(
        cm.assess({**PERSON, "myelopathy": False}), ax=ax
    ),
    "terms_of_a_sum": lambda ax: cm.plots.terms("mjoa_total", PERSON, ax=ax),
    "terms_of_a_regression": lambda ax: cm.plots.terms(
        "tetreault_2015", {"age_years": 61, "mjoa_before": 12}, ax=ax
    ),
    "terms_refused": lambda ax: cm.plots.terms(
        "mjoa_total", {"mjoa_sphincter": 9}, ax=ax
    ),
    "grades": lambda ax: cm.plots.grades(cohort(), "mjoa_severity", ax=ax),
    "grades_by": lambda ax: cm.plots.grades(
        cohort(), "mjoa_severity", by="clinic", ax=ax
    ),
    "transitions": lambda ax: cm.plots.transitions(
        changes(),
        "mjoa_severity",
        before="mjoa_band_baseline",
        after="mjoa_band",
        ax=ax,
    ),
    "change": lambda ax: cm.plots.change(changes(), ax=ax),
    "missingness": lambda ax: cm.plots.missingness(cohort(), "mjoa_severity", ax=ax),
    "calibration": lambda ax: cm.plots.calibration(
        predicted(), "cook_probability", "outcome", ax=ax
    ),
    "discrimination": lambda ax: cm.plots.discrimination(
        cohort().with_columns(outcome=pl.col("mjoa_motor_lower") < 4),
        "mjoa_total",
        "outcome",
        rises=False,
        ax=ax,
    ),
}


def save(name, path):
    """Draw a picture and save it without a word."""
    # A user's own settings change nothing.
    with mpl.rc_context():
        mpl.rcdefaults()
        drawn = PICTURES[name](axes())
        drawn.get_legend().remove()
        for text in drawn.figure.findobj(Text):
            text.set_visible(False)
        drawn.figure.savefig(path, metadata={"Software": None})


if __name__ == "__main__":
    BASELINE.mkdir(exist_ok=True)
    for each in PICTURES:
        save(each, BASELINE / f"{each}.png")
