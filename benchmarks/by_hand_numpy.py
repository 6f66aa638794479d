"""
The eight outcomes by hand for NumPy, from values and masks that lie ready.

Words are places already, and stay so, which spares NumPy what costs the others most.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from by_hand import MJOA, RANGES, SIGNS, WORDS

Known = tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]
"""Values, and where they are known."""


def held(frame: pl.DataFrame) -> dict[str, Known]:
    """The columns of a frame as values and masks."""
    found: dict[str, Known] = {}
    for name, cells in frame.to_dict().items():
        if name in WORDS:
            places = {word: place for place, word in enumerate(WORDS[name])}
            numbers = cells.replace_strict(places, default=99, return_dtype=pl.Int8)
        else:
            numbers = cells
        filled = numbers.fill_null(False if numbers.dtype == pl.Boolean else 0)
        known = cells.is_not_null().to_numpy()
        found[name] = filled.to_numpy().copy(), known.copy()
    return found


def in_numpy(columns: dict[str, Known]) -> dict[str, Known]:
    """The eight outcomes; words as places."""
    ranges = {name: (0, top) for name, top in {**MJOA, "age_years": 120}.items()}
    ranges |= RANGES | {name: (0, len(words) - 1) for name, words in WORDS.items()}
    clean = {
        name: (value, known & (value >= ranges[name][0]) & (value <= ranges[name][1]))
        if name in ranges
        else (value, known)
        for name, (value, known) in columns.items()
    }
    items = [clean[name] for name in MJOA]
    fine = np.logical_and.reduce([columns[n][1] == clean[n][1] for n in MJOA])
    low = sum(np.where(known, value, 0) for value, known in items)
    high = sum(
        np.where(known, value, top)
        for (value, known), top in zip(items, MJOA.values(), strict=True)
    )
    all_known = np.logical_and.reduce([known for _, known in items])
    gait = _any(clean["gait_change"], clean["wide_based_gait"])
    stage = _first(
        (clean["wheelchair_or_immobile"], 5),
        (_all(gait, clean["mobility_limits_work"]), 4),
        (gait, 3),
        (clean["cord_signs"], 2),
        (clean["nerve_root_involvement"], 1),
        otherwise=0,
    )
    opll, imaged = clean["opll"]
    asian, told = clean["asian_descent"]
    ligament = np.where(opll == 1, asian, opll == 2), imaged & ((opll != 1) | told)
    risk = (
        _over(clean["age_years"], 55),
        clean["congenital_narrow_canal"],
        ligament,
        clean["rheumatoid_arthritis"],
    )
    outlook = (
        _over(clean["symptom_duration_months"], 18),
        _is(clean["neck_mobility"], 0),
        _is(clean["sex_at_birth"], 1),
    )
    ill = _first(
        (_all(clean["treated_without_surgery"], clean["neurology_worsened"]), 1),
        (_all(clean["treated_without_surgery"], clean["failed_to_improve"]), 2),
        otherwise=3,
    )
    root, root_known = clean["radiculopathy"]
    myelopathy, judged = clean["myelopathy"]
    pressed = clean["cord_compression"][0] & clean["cord_compression"][1]
    surgery = fine & judged & myelopathy & (high < 15)
    mild = fine & judged & myelopathy & (low >= 15) & (high < 18)
    well = fine & judged & ~myelopathy & pressed & root_known
    advice = np.select([surgery, mild, well], [0, ill[0], np.where(root, 4, 5)], -1)
    bands = [low == 18, (low >= 15) & (high <= 17), (low >= 12) & (high <= 14)]
    severity = np.select([fine & band for band in bands], [0, 1, 2], 3)
    graded = fine & (np.logical_or.reduce(bands) | (high <= 11))
    weights = (-27.3, -0.102, -0.408, 2.168)
    measured = [clean[name] for name in RANGES if name != "symptom_duration_months"]
    total = 57.501 - (clean["disc_level"][0] == 3) * 2.729
    for (value, _), weight in zip(measured, weights, strict=True):
        total = total + value.astype(np.float64) * weight
    every = [known for _, known in (*measured, clean["disc_level"])]
    return {
        "mjoa_total": (low, all_known),
        "mjoa_severity": (severity, graded),
        "article_stage": stage,
        "article_risk_factors": _count(risk),
        "article_outlook_factors": _count(outlook),
        "article_early_signs": _count(
            [_any(*(clean[name] for name in names)) for names in SIGNS]
        ),
        "ao_spine_2017": (advice, surgery | (mild & ill[1]) | well),
        "slice_compression_probability": (
            1 / (1 + np.exp(-total)),
            np.logical_and.reduce(every),
        ),
    }


def _any(*facts: Known) -> Known:
    value = np.logical_or.reduce([value & known for value, known in facts])
    return value, value | np.logical_and.reduce([known for _, known in facts])


def _all(*facts: Known) -> Known:
    no = np.logical_or.reduce([~value & known for value, known in facts])
    every = np.logical_and.reduce([known for _, known in facts])
    return every & ~no, every | no


def _over(cell: Known, cut: float) -> Known:
    return cell[0] > cut, cell[1]


def _is(cell: Known, place: int) -> Known:
    return cell[0] == place, cell[1]


def _first(*steps: tuple[Known, int], otherwise: int) -> Known:
    holds = [known & value for (value, known), _ in steps]
    place = np.select(holds, [answer for _, answer in steps], otherwise)
    open_ = np.zeros(len(place), bool)
    decided = open_.copy()
    for (value, known), _ in steps:
        open_ |= ~decided & ~known
        decided |= known & value
    return place, ~open_


def _count(facts: Any) -> Known:
    value = sum(value.astype(np.int8) for value, _ in facts)
    return value, np.logical_and.reduce([known for _, known in facts])
