"""Cells that engines disagree about, each with the one answer that all must give."""

import math

import attrs
import pyarrow as pa
from strategies import CHOICE, CITE, FACTS, HEAD, SMOOTH, scale

from cervmyelo.criteria import Above, AllOf, AnyOf, AtLeast, Is, Not, OneOf
from cervmyelo.forms import Counted, FirstMatch, Form, Part, Quotient, Row, Sum, Tally
from cervmyelo.quantity import Measure
from cervmyelo.registry import RULES

F, G, H = FACTS
HUNDREDS = [
    Measure(name=name, label=name, question="?", low=0, high=120, unit="u")
    for name in ("many", "more")
]
MANY, MORE = HUNDREDS
NAN = math.nan
NO, YES = scale(2)
OPEN = (None, 0, 1, "undecided")
REFUSED = (None, None, None, "refused")


def sure(value):
    """An answer that is decided."""
    return (value, value, value, "ok")


def first(criterion, **more):
    """A rule that says 1 where a criterion holds, and else 0."""
    return FirstMatch(rows=(Row(criterion, YES),), otherwise=NO, **{**HEAD, **more})


def count(*criteria):
    """How many criteria hold."""
    counted = tuple(
        Counted(name=f"c{i}", label="c", when=each, cite=CITE)
        for i, each in enumerate(criteria)
    )
    return Tally(counted=counted, **HEAD)


def formula(**parts):
    """A formula of measures."""
    return Quotient(unit="u", under=1, **{**HEAD, **parts})


TOTAL = Sum(items=(MANY, MORE), **HEAD)
UNKNOWNS = pa.array([None, None, None, True, False])
KNOWNS = pa.array([True, False, None, True, True])


@attrs.frozen
class Pitfall:
    """
    A place in the table of differences between engines.

    Attributes:
        number: Its number there.

        about: What is different.

        rule: A rule that steps into it.

        cells: The columns that the rule looks at.

        want: The value, the bounds and the status of each row, on every engine.

        in_pandas: The same where pandas means something else by a NaN.
    """

    number: int
    about: str
    rule: Form
    cells: dict
    want: list
    in_pandas: list | None = None

    def __str__(self):
        return f"{self.number} {self.about}"


PITFALLS = [
    Pitfall(
        1,
        "unknown and",
        first(AllOf((Is(F), Is(G)))),
        {"f": UNKNOWNS, "g": KNOWNS},
        [OPEN, sure(0), OPEN, sure(1), sure(0)],
    ),
    Pitfall(
        1,
        "unknown or",
        first(AnyOf((Is(F), Is(G)))),
        {"f": UNKNOWNS, "g": KNOWNS},
        [sure(1), OPEN, OPEN, sure(1), sure(1)],
    ),
    Pitfall(
        1,
        "unknown not",
        first(Not(Is(F)), falls_with=(F,)),
        {"f": UNKNOWNS},
        [OPEN, OPEN, OPEN, sure(0), sure(1)],
    ),
    Pitfall(
        1,
        "unknown compared",
        count(Above(MANY, 3), AtLeast(MORE, 3)),
        {"many": pa.array([None, 4, 3]), "more": pa.array([3, None, None])},
        [(None, 1, 2, "undecided"), (None, 1, 2, "undecided"), OPEN],
    ),
    Pitfall(
        2,
        "NaN above all",
        first(Above(SMOOTH, 1)),
        {"smooth": pa.array([NAN, 1.5, 0.5])},
        [REFUSED, sure(1), sure(0)],
        [OPEN, sure(1), sure(0)],
    ),
    Pitfall(
        3,
        "NaN in a sum",
        TOTAL,
        {"many": pa.array([NAN, 1.0]), "more": pa.array([1.0, NAN])},
        [REFUSED, REFUSED],
        [(None, 1, 121, "undecided")] * 2,
    ),
    Pitfall(
        4,
        "NaN and null",
        count(AtLeast(SMOOTH, 1)),
        {"smooth": pa.array([NAN, None, 1.0])},
        [REFUSED, OPEN, sure(1)],
        [OPEN, OPEN, sure(1)],
    ),
    Pitfall(
        5,
        "nothing by nothing",
        RULES["mjoa_recovery_rate"],
        {
            "mjoa_before": pa.array([18, 18, 17, None]),
            "mjoa_after": pa.array([18, 0, 18, 18]),
        },
        [REFUSED, REFUSED, sure(100), (None, 100, 100, "undecided")],
    ),
    Pitfall(
        6,
        "unknown falls to the last branch",
        first(Is(F)),
        {"f": pa.array([None, False, True])},
        [OPEN, sure(0), sure(1)],
    ),
    Pitfall(
        7,
        "columns of nothing",
        TOTAL,
        {"many": pa.nulls(2), "more": pa.nulls(2)},
        [(None, 0, 240, "undecided")] * 2,
    ),
    Pitfall(
        9,
        "and nothing",
        first(AllOf((Is(F), Is(G)))),
        {"f": pa.nulls(2), "g": pa.array([True, False])},
        [OPEN, sure(0)],
    ),
    Pitfall(
        10,
        "narrow sums",
        TOTAL,
        {
            "many": pa.array([100, 120, 127, -128], pa.int8()),
            "more": pa.array([100, 120, 1, 1], pa.int8()),
        },
        [sure(200), sure(240), REFUSED, REFUSED],
    ),
    Pitfall(
        11,
        "narrow products",
        formula(above=(Part(MANY, 2),)),
        {"many": pa.array([100, 120, 0], pa.int8())},
        [sure(200), sure(240), sure(0)],
    ),
    Pitfall(
        12,
        "wide constants",
        formula(above=(Part(MANY),), over=300),
        {"many": pa.array([100, 120, 0], pa.int8())},
        [sure(400), sure(420), sure(300)],
    ),
    Pitfall(
        14,
        "fractions of whole numbers",
        TOTAL,
        {
            "many": pa.array([3.9, 3.0, 4.5, 1 - 2**-53, 2.0**-60]),
            "more": pa.array([1] * 5),
        },
        [REFUSED, sure(4), REFUSED, REFUSED, REFUSED],
    ),
    Pitfall(
        15,
        "numbers in words",
        TOTAL,
        {"many": pa.array(["3.7", "3", None]), "more": pa.array([1, 1, 1])},
        [REFUSED, REFUSED, (None, 1, 121, "undecided")],
    ),
    Pitfall(
        16,
        "numbers that wrap around",
        TOTAL,
        {"many": pa.array([300, -1, 256], pa.int16()), "more": pa.array([1, 1, 1])},
        [REFUSED, REFUSED, REFUSED],
    ),
    Pitfall(
        17,
        "NaN as zero",
        RULES["mjoa_total"],
        {
            "mjoa_motor_upper": pa.array([NAN, 0.0]),
            **{q.name: pa.array([1, 1]) for q in RULES["mjoa_total"].inputs[1:]},
        },
        [REFUSED, sure(3)],
        [(None, 3, 8, "undecided"), sure(3)],
    ),
    Pitfall(
        18,
        "yes in words",
        first(Is(F)),
        {"f": pa.array(["yes", " True", "N", "F", "1.0", "maybe", "n/a", "", None])},
        [sure(1), sure(1), sure(0), sure(0), sure(1), REFUSED, OPEN, OPEN, OPEN],
    ),
    Pitfall(
        19,
        "true and true",
        count(Is(F), Is(G), Is(H)),
        {name: pa.array([True, False]) for name in ("f", "g", "h")},
        [sure(3), sure(0)],
    ),
    Pitfall(
        20,
        "numbers for yes",
        first(Is(F)),
        {"f": pa.array([1, 0, None, 2, -1], pa.int8())},
        [sure(1), sure(0), OPEN, REFUSED, REFUSED],
    ),
    Pitfall(
        20,
        "fractions for yes",
        first(Is(F)),
        {"f": pa.array([1.0, 0.0, None, 0.5, math.inf])},
        [sure(1), sure(0), OPEN, REFUSED, REFUSED],
    ),
    Pitfall(
        21,
        "narrow fractions",
        count(AtLeast(SMOOTH, 0.1), Above(SMOOTH, 0.1)),
        {"smooth": pa.array([0.1, 0.09, 0.5], pa.float32())},
        # The nearest narrow fraction lies above one tenth.
        [sure(2), sure(0), sure(2)],
    ),
    Pitfall(
        22,
        "halves",
        formula(above=(Part(MANY, 0.5),)),
        {"many": pa.array([1, 5, 3])},
        [sure(0.5), sure(2.5), sure(1.5)],
    ),
    Pitfall(
        23,
        "sums of nothing",
        TOTAL,
        {"many": pa.array([None, 1]), "more": pa.array([None, None], pa.int64())},
        [(None, 0, 240, "undecided"), (None, 1, 121, "undecided")],
    ),
    Pitfall(
        24,
        "words that are not there",
        first(OneOf(CHOICE, ("c",))),
        {"choice": pa.array(["c", "C", "d", "", None])},
        [sure(1), REFUSED, REFUSED, REFUSED, OPEN],
    ),
    Pitfall(
        25,
        "categories",
        first(OneOf(CHOICE, ("c",))),
        {"choice": pa.array(["c", "a", None, "d"]).dictionary_encode()},
        [sure(1), sure(0), OPEN, REFUSED],
    ),
    Pitfall(
        27,
        "unsigned",
        TOTAL,
        {
            "many": pa.array([1, 255, None], pa.uint8()),
            "more": pa.array([1, 1, 1], pa.uint8()),
        },
        [sure(2), REFUSED, (None, 1, 121, "undecided")],
    ),
    Pitfall(
        33,
        "remainders",
        RULES["joa1994_recovery_rate"],
        {
            "joa1994_before": pa.array([-2.0, -1.5, -0.25, -(2.0**-60), 0.5]),
            "joa1994_after": pa.array([7.5, 17.0, 1.0, 1.0, 17.0]),
        },
        [sure(50), sure(100), REFUSED, REFUSED, sure(100)],
    ),
    Pitfall(
        36,
        "powers",
        RULES["babinski_probability"],
        {
            "pretest_probability": pa.array([0.3, 0.0, 1.0, 0.77]),
            "babinski_sign": pa.array([True, True, False, False]),
        },
        [],
    ),
]
"""What each of the differences that concern rules must come to."""
