"""Losses, and changes of scales without a recovery rate, against plain SQL."""

import pytest
from by_sql import Reading, completed, differences, filled, people, points

# The least and the greatest score of each scale.
SCALES = {
    "mjoa": (0, 18),
    "joa": (0, 17),
    "pmjoa": (0, 18),
    "ems": (5, 18),
    "nurick_1972": (0, 5),
    "nurick_0_normal": (0, 5),
}
COLUMNS = {
    f"{scale}_{when}": points(*ends)
    for scale, ends in SCALES.items()
    for when in ("before", "after")
}


@pytest.fixture(scope="module")
def base():
    """Random people before and after."""
    return people(COLUMNS)


@pytest.mark.parametrize("scale", ["pmjoa", "ems", "nurick_1972", "nurick_0_normal"])
def test_change(base, scale):
    """The score after, less the score before."""
    least, most = SCALES[scale]
    before, after = f"{scale}_before", f"{scale}_after"
    ends = {before: (most, least), after: (least, most)}
    reading = Reading(*filled(f"{after} - {before}", ends))
    assert differences(base, COLUMNS, {f"{scale}_change": reading}) == {}


def test_losses(base):
    """
    Martin 2021: 2 points; the gains of Tetreault 2015 and PMC9344517 turned around.

    Tetreault 2015: mild 1, moderate 2, severe 3 points; PMC9344517: 2.5 points.
    """
    mirror = (
        "case when mjoa_before = 18 then null when mjoa_before - mjoa_after >= "
        "case when mjoa_before >= 15 then 1 when mjoa_before >= 12 then 2 else 3 end "
        "then 1 else 0 end"
    )
    fall = "case when mjoa_before - mjoa_after >= 2 then 1 else 0 end"
    joa = "case when joa_before - joa_after >= 2.5 then 1 else 0 end"
    readings = {
        rule: completed(
            {
                f"{scale}_{when}": range(SCALES[scale][1] + 1)
                for when in ("before", "after")
            },
            answer,
            ("not_reached", "reached"),
        )
        for rule, scale, answer in (
            ("mjoa_mcid_mirror", "mjoa", mirror),
            ("mjoa_fall_martin_2021", "mjoa", fall),
            ("joa_mcid_mirror", "joa", joa),
        )
    }
    assert differences(base, COLUMNS, readings) == {}
