"""The gallery: each picture with the code that draws it, which runs for the page."""

# Matplotlib's stubs do not type keyword arguments.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import ast
import textwrap
from pathlib import Path
from typing import Any, Final, cast

import attrs
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

__all__ = ["gallery_page"]

_CLINIC: Final = Path(__file__).parents[2] / "examples" / "clinic.csv"


@attrs.frozen
class _Shown:
    """
    A picture of the gallery.

    Attributes:
        name: The name of its file.

        title: Its heading; empty if it is one more picture of the same function.

        words: What it shows.

        code: The code that draws it; the last line gives the axes.

        describes: What is to be seen, for people who do not see it.
    """

    name: str
    title: str
    words: str
    code: str
    describes: str


_START: Final = """
import datetime as dt
import random

import cervmyelo as cm
import polars as pl

clinic = pl.read_csv("examples/clinic.csv")
"""

_EXAMPLES: Final = (
    _Shown(
        "course",
        "The course of one person",
        "Severity bands are shaded, and better is up. At the third visit the sensation "
        "of the hands was not scored, so the total is a range. The last total is above "
        "the first one, and yet the bladder is worse.",
        """
def visit(month, hands, legs, sensation, bladder):
    items = cm.MJOA(
        motor_upper=hands,
        motor_lower=legs,
        sensory_upper=sensation,
        sphincter=bladder,
    )
    return cm.Visit(on=dt.date(2024, month, 1), case=items)


visits = [
    visit(1, 3, 5, 2, 2),
    visit(4, 4, 5, 2, 3),
    visit(7, 4, 6, None, 3),
    visit(12, 5, 5, 2, 1),
]
followed = cm.course(visits, surgery_on=dt.date(2024, 1, 20))
cm.plots.course(followed)
""",
        "Totals of four visits over a year, one of them a range, on severity bands, "
        "with the day of surgery and triangles where items are worse.",
    ),
    _Shown(
        "assessment",
        "Every rule with something to say",
        "A diamond is an answer, and a hatched bar is all that is still possible. A "
        "crossed bar is a rule that gives no answer.",
        """
person = {
    "age_years": 61,
    "mjoa_motor_upper": 3,
    "mjoa_motor_lower": 5,
    "mjoa_sphincter": 3,
    "cord_signs": True,
    "hoffmann_sign": True,
    "congenital_narrow_canal": True,
    "opll": "present",
    "smoker": True,
}
assessment = cm.assess(person)
cm.plots.assessment(assessment)
""",
        "One row for each rule, with a mark or a bar on the scale of the rule.",
    ),
    _Shown(
        "terms_of_a_sum",
        "What each term adds",
        "The legs scored 4 or 5, and the sensation of the hands was not scored.",
        """
items = {
    "mjoa_motor_upper": 3,
    "mjoa_motor_lower": cm.between(4, 5),
    "mjoa_sphincter": 0,
}
cm.plots.terms("mjoa_total", items)
""",
        "Four bars, one for each item of the mJOA; two of them are ranges.",
    ),
    _Shown(
        "terms_of_a_regression",
        "",
        "The terms of a regression are logarithms of ratios; the ratio is in words.",
        """
cm.plots.terms(
    cm.tetreault_2015, {"age_years": 72, "mjoa_before": 11, "smoker": False}
)
""",
        "Four bars to the left and to the right of the reference person.",
    ),
    _Shown(
        "grades",
        "The grades of a cohort",
        "The hatched end of a bar is how many more people could have the grade. The "
        "undecided and the refused have bars of their own.",
        """
cm.plots.grades(clinic, "mjoa_severity")
""",
        "A bar for each severity, for the undecided and for the refused.",
    ),
    _Shown(
        "grades_by",
        "",
        "Groups are compared by their shares.",
        """
cm.plots.grades(clinic, "mjoa_severity", by="sex_at_birth")
""",
        "The same bars for women and for men, in percent of each group.",
    ),
    _Shown(
        "missingness",
        "What is missing",
        "The bar at the top is the cohort, the bars below are the inputs.",
        """
cm.plots.missingness(clinic, "article_risk_factors")
""",
        "The share of people with an answer, and the share without each input.",
    ),
    _Shown(
        "transitions",
        "Grades before and after",
        "Each row adds up to 100 percent. People whose grade is not known at a visit "
        "have a row or a column of their own.",
        """
made_up = random.Random(4)


def later(item, most):
    if made_up.random() < 0.05:
        return None
    return min(most, max(0, item + made_up.choice([-1, 0, 0, 1, 1, 2])))


rows = []
most = {
    "mjoa_motor_upper": 5,
    "mjoa_motor_lower": 7,
    "mjoa_sensory_upper": 3,
    "mjoa_sphincter": 3,
}
for who in range(80):
    first = {name: made_up.randint(top // 3, top) for name, top in most.items()}
    last = {name: later(item, most[name]) for name, item in first.items()}
    rows += [{"who": who, "month": 0, **first}, {"who": who, "month": 12, **last}]
visits = pl.DataFrame(rows)
changes = cm.change_over_time(visits, person="who", on="month")
after_a_year = changes.filter(pl.col("month") == 12)
cm.plots.transitions(
    after_a_year, "mjoa_severity", before="mjoa_band_baseline", after="mjoa_band"
)
""",
        "A table with a row for each severity before and a column for each after.",
    ),
    _Shown(
        "change",
        "Change since the baseline",
        "The same people. The stepped line is the least noticeable gain, which depends "
        "on the severity at the baseline. A ring shows that an item is worse, whatever "
        "the total.",
        """
cm.plots.change(after_a_year)
""",
        "A mark for each baseline and change, with lines of recovery rates.",
    ),
    _Shown(
        "calibration",
        "Predicted and observed",
        "The slices of images, and what was seen on them, are made up. Each line in "
        "the strip at the bottom is a slice with a missing measurement.",
        """
def measured(usual, spread):
    return made_up.gauss(usual, spread) if made_up.random() > 0.04 else None


rows = [
    {
        "compression_ratio": measured(0.5, 0.06),
        "cord_area_mm2": measured(72, 8),
        "cord_solidity_percent": measured(94, 1.5),
        "cord_torsion_degrees": measured(1.5, 0.5),
        "disc_level": made_up.choice(["C4/5", "C5/6", "C6/7"]),
    }
    for _ in range(400)
]
slices = cm.assess_cohort(
    pl.DataFrame(rows), cm.slice_compression_probability, bounds=True
)
seen = [
    made_up.random() < (low + high) / 2
    if low is not None and made_up.random() > 0.05
    else None
    for low, high in slices.select(
        "slice_compression_probability_low", "slice_compression_probability_high"
    ).rows()
]
slices = slices.with_columns(compression_seen=pl.Series(seen, dtype=pl.Boolean))
cm.plots.calibration(
    slices, cm.slice_compression_probability, "compression_seen", groups=8
)
""",
        "Observed shares with intervals over predicted probabilities.",
    ),
    _Shown(
        "discrimination",
        "",
        "How well the same rule separates people with and without the outcome.",
        """
cm.plots.discrimination(
    slices, cm.slice_compression_probability, "compression_seen"
)
""",
        "The receiver operating characteristic with the area under it.",
    ),
)


def gallery_page(out: Path) -> str:
    """The pictures with their code, to be included in the page of the gallery."""
    space: dict[str, Any] = {}
    exec(_START.replace("examples/clinic.csv", str(_CLINIC)), space)  # noqa: S102
    parts = [f"```python\n{_START.strip()}\n```"]
    for each in _EXAMPLES:
        axes = _last(each.code, space)
        figure = cast("Figure", axes.figure)
        figure.savefig(
            out / f"gallery_{each.name}.png", dpi=110, metadata={"Software": None}
        )
        plt.close(figure)
        if each.title:
            parts.append(f"## {each.title}")
        parts += [
            textwrap.fill(each.words, 100),
            f"```python\n{each.code.strip()}\n```",
            "````{container} picture\n"
            f"```{{image}} generated/gallery_{each.name}.png\n"
            f":alt: {each.describes}\n:class: gallery\n```\n````",
        ]
    return "\n\n".join(parts)


def _last(code: str, space: dict[str, Any]) -> Axes:
    """Run some lines, and give what the last statement gives."""
    *lines, last = ast.parse(code).body
    exec(compile(ast.Module(lines, []), "gallery", "exec"), space)  # noqa: S102
    given = compile(ast.Expression(cast("ast.Expr", last).value), "gallery", "eval")
    return cast("Axes", eval(given, space))  # noqa: S307
