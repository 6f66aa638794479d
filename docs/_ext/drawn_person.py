"""The picture of the first page: one person whose total is known in part."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Final

from canvas import WIDTH, Canvas, Theme, long, shade, wrapped
from drawn_scores import staggered
from pictures import THEMES, save

import cervmyelo as cm
from cervmyelo.findings import Finding
from cervmyelo.forms import Bands
from cervmyelo.quantity import Value

__all__ = ["person_picture"]

# As wide as the text of a page, and as wide as a phone with letters of the same size.
_WIDE: Final = {"wide": WIDTH, "narrow": 3.9}
_PERSON: Final[dict[str, Value]] = {
    "mjoa_motor_lower": 5,
    "mjoa_sensory_upper": 2,
    "mjoa_sphincter": 2,
}


def person_picture(out: Path) -> str:
    """The picture in Markdown, for each width and theme."""
    rule = cm.mjoa_severity
    total = cm.mjoa_total(_PERSON)
    parts: list[str] = []
    for name, width in _WIDE.items():
        save(
            out / f"person_{name}", functools.partial(_person, rule, total, width=width)
        )
        images = "\n\n".join(
            f"```{{image}} generated/person_{name}-{theme.name}.svg\n"
            f":alt: {_alternative(rule, total)}\n"
            f":class: person-picture only-{theme.name}\n```"
            for theme in THEMES
        )
        parts.append(f"````{{container}} only-{name}\n{images}\n````")
    return "\n\n".join(parts)


def _person(
    rule: Bands, total: Finding[float], theme: Theme, *, width: float
) -> Canvas:
    """The steps of the total; those that are still possible have their colours."""
    score = rule.score
    step = score.step or 1
    left, right, tall = 0.05, width - 0.05, 0.5
    low, high = _ends(total)
    cells = round((score.high - score.low) / step) + 1
    wide = (right - left) / cells
    size = 10 if width == WIDTH else 8.5

    def edge(value: float) -> float:
        return left + (value - score.low) / step * wide

    spans = [(edge(band.least), edge(band.most + step)) for band in rule.ascending]
    labels = [band.grade.label for band in rule.ascending]
    names = staggered(labels, spans, width)
    top = 0.42 + 0.27 * max(level for _, level in names)
    about = wrapped(_about(total), 10, width - 0.2)
    words = about.split("\n")
    canvas = Canvas(top + tall + 0.45 + 0.2 * len(words), theme, width)
    for band, (start, _), (middle, level) in zip(
        rule.ascending, spans, names, strict=True
    ):
        open_to = band.least <= high and band.most >= low
        height = top - 0.2 - 0.27 * level
        colour = theme.ink if open_to else theme.soft
        canvas.text((middle, height), band.grade.label, 11, bold=open_to, colour=colour)
        if level:
            canvas.line((middle, middle), (height + 0.12, top - 0.03))
        fill, ink = shade(band.grade, theme)
        for i in range(round((band.most - band.least) / step) + 1):
            value = band.least + i * step
            known = low <= value <= high
            at = (edge(value) + 0.01, top)
            canvas.box(
                at, (wide - 0.02, tall), fill if known else theme.panel, corner=0.03
            )
            shown = (at[0] + wide / 2 - 0.01, top + tall / 2)
            canvas.text(
                shown,
                f"{value:g}",
                size,
                colour=ink if known else theme.soft,
                bold=known,
            )
        if level == 0 and start > edge(score.low):
            canvas.line((start, start), (top - 0.08, top + tall + 0.08), theme.soft)
    foot = top + tall + 0.16
    ends = (edge(low) + 0.02, edge(high + step) - 0.02)
    canvas.line(ends, (foot, foot), theme.accent)
    for x in ends:
        canvas.line((x, x), (foot - 0.07, foot), theme.accent)
    middle = (ends[0] + ends[1]) / 2
    longest = max(long(each, 10) for each in words) / 2
    middle = min(max(middle, longest + 0.05), width - longest - 0.05)
    for i, line in enumerate(words):
        canvas.text((middle, foot + 0.2 + 0.2 * i), line, 10)
    return canvas


def _ends(total: Finding[float]) -> tuple[float, float]:
    low, high = total.low, total.high
    if low is None or high is None:
        raise ValueError("The person of the first page has no total.")
    return low, high


def _about(total: Finding[float]) -> str:
    low, high = _ends(total)
    missing = ", ".join(cm.quantities[name].label for name in total.missing)
    return f"still possible: {low:g} to {high:g} (not recorded: {missing})"


def _alternative(rule: Bands, total: Finding[float]) -> str:
    open_to = cm.mjoa_severity(_PERSON).answer
    bands = ", ".join(band.grade.label for band in rule.ascending)
    low, high = _ends(total)
    return (
        f"The {rule.score.label} of one person on its bands ({bands}): from {low:g} to "
        f"{high:g}, so {open_to}."
    )
