"""Rows of what is known in part: in columns of ends, and in text."""

import random

import pyarrow as pa
from frames import read_back
from linked_rows import near, worth

import cervmyelo as cm
from cervmyelo.cohort import assess_cohort
from cervmyelo.models.ends import ends_of
from cervmyelo.quantity import Measure


def with_ends(quantities):
    """Quantities, and the ends of those that have any."""
    return [each for q in quantities for each in (q, *ends_of(q))]


def rows_in_part(rule, size):
    """Rows whose inputs, linked facts and answers are known, in part or not at all."""
    draw = random.Random(rule.name)  # noqa: S311 -- always the same rows
    beside = {each.name: each for each in near(rule) if each not in rule.inputs}
    for _ in range(size):
        row = {}
        some = draw.sample([*beside.values()], min(len(beside), draw.randint(0, 2)))
        for each in (*rule.inputs, *some):
            every = worth(rule, each)
            if not isinstance(each, Measure):
                every = [*each.values]
            kind = draw.random()
            ends = ends_of(each)
            if kind < 0.45:
                row[each.name] = draw.choice(every)
            elif kind < 0.8 and ends:
                low, high = sorted(draw.choices(range(len(every)), k=2))
                row[ends[0].name], row[ends[1].name] = every[low], every[high]
                if draw.random() < 0.2:
                    row[draw.choice(ends).name] = None
                if draw.random() < 0.1:
                    row[each.name] = draw.choice(every)
        yield row


def assert_ranges(make):
    """A column map reads text with ranges, and words that mean one."""
    columns = cm.ColumnMap(
        columns={"hand": "mjoa_motor_upper"},
        ranges=["mjoa_motor_upper", "mjoa_severity"],
        values={"mjoa_sphincter": {"fair": cm.between(1, 2)}},
    )
    rows = pa.table(
        {
            "row": [0, 1, 2, 3],
            "hand": ["3-4", "5", ">=4", "x"],
            "mjoa_motor_lower": [7, 7, 7, 7],
            "mjoa_sensory_upper": [3, 3, 3, 3],
            "mjoa_sphincter": ["fair", "3", "fair", "3"],
        }
    )
    made = assess_cohort(make(rows), "mjoa_total", bounds=True, columns=columns)
    got = read_back(made, [f"mjoa_total_{end}" for end in ("low", "high", "status")])
    assert got["mjoa_total_low"] == [14, 18, 15, None]
    assert got["mjoa_total_high"] == [16, 18, 17, None]
    assert got["mjoa_total_status"] == ["undecided", "ok", "undecided", "refused"]
