"""The tables and the chart on speed, from the results that the benchmarks save."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal

from canvas import WIDTH, Canvas, Span, Theme, axis_below, long
from pictures import save
from rule_pages import picture
from wording import grid

_UNIT: Final = re.compile(r"(?<=\d) (?=(?:[num]?s|MiB)$)")
_TITLE: Final = re.compile(r"\*\*(.+?)\.?\*\*")
_ROW: Final = 0.27
_TOP: Final = 0.42


def speed_page(measured: Path, out: Path) -> str:
    """The tables and the chart, to be included in the page on speed."""
    parts: dict[str, Any] = json.loads(measured.read_text(encoding="utf-8"))
    rates = next(t["rates"] for t in parts["frames"]["tables"] if t["rates"])
    save(out / "speed", functools.partial(_bars, rates))
    page = [picture("speed", _alternative(rates), "generated/")]
    page.append("The tables: *ours* and *theirs* are times, the rest are ratios.")
    for part in parts.values():
        titles = ", ".join(_TITLE.findall(" ".join(t["title"] for t in part["tables"])))
        page.append(f"<details><summary>{_bare(titles)}</summary>")
        for table in part["tables"]:
            rows = [
                [_UNIT.sub("\N{NO-BREAK SPACE}", c) for c in r] for r in table["rows"]
            ]
            page += [table["title"], grid(table["head"], rows)]
        page += [f"*{part['machine']}*", "</details>"]
    return "\n\n".join(page)


def _bars(rates: Mapping[str, float], theme: Theme) -> Canvas:
    """Nanoseconds per row, as bars on a logarithmic scale."""
    names = {what: _bare(what) for what in rates}
    left = max(long(name, 9.5) for name in names.values()) + 0.3
    nanos = {what: rate * 1e9 for what, rate in rates.items()}
    x = Span((1, max(nanos.values())), (left, WIDTH - 0.3), log=True)
    foot = _TOP + _ROW * len(rates) + 0.08
    canvas = Canvas(foot + 0.62, theme)
    ours, ways, one = theme.series[0], theme.soft, theme.series[1]
    for at, (colour, name) in zip(
        (left, left + 1.3, left + 2.9),
        ((ours, "this library"), (ways, "by hand, or a copy"), (one, "row by row")),
        strict=True,
    ):
        canvas.box((at, 0.1), (0.14, 0.14), colour, corner=0.02)
        canvas.text((at + 0.2, 0.17), name, 9, colour=theme.soft, across="left")
    for place, (what, nano) in enumerate(nanos.items()):
        y = _TOP + _ROW * place
        colour = ours if "**" in what else ways
        colour = one if nano > 10_000 else colour
        canvas.text((left - 0.1, y + _ROW / 2), names[what], 9.5, across="right")
        canvas.box((left, y + 0.04), (x(nano) - left, _ROW - 0.08), colour, corner=0.02)
        text, room = f"{nano:,.3g}" if nano < 1000 else f"{nano:,.0f}", WIDTH - 0.1
        fits_outside = x(nano) + 0.07 + long(text, 9) < room
        at = x(nano) + (0.07 if fits_outside else -0.07)
        side: Literal["left", "right"] = "left" if fits_outside else "right"
        ink = theme.ink if fits_outside else theme.on_accent
        canvas.text((at, y + _ROW / 2), text, 9, colour=ink, across=side)
    ticks = [10.0**power for power in range(len(str(int(x.values[1]))))]
    axis_below(canvas, x, foot, "processor time per row, in nanoseconds", ticks)
    return canvas


def _alternative(rates: Mapping[str, float]) -> str:
    each = (f"{_bare(what)} {rate * 1e9:,.0f}" for what, rate in rates.items())
    return f"Processor time per row, in nanoseconds: {'; '.join(each)}."


def _bare(what: str) -> str:
    return re.sub(r"[*`]", "", what)
