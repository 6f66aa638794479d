"""Maps of the values of a frame to those of the data dictionary, on every engine."""

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from frames import ENGINES, expected, read_back, same
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_rows import directed
from strategies import CHOICE, CITE, FACTS, FORMS, HALVES, domain

from cervmyelo.cohort import CohortError, assess_cohort
from cervmyelo.criteria import AtLeast, Is, OneOf
from cervmyelo.forms import Counted, Tally
from cervmyelo.registry import RULES

every_engine = pytest.mark.parametrize("engine", ENGINES)
RULE = Tally(
    counted=tuple(
        Counted(name=each.quantity.name, label="l", when=each, cite=CITE)
        for each in (Is(FACTS[0]), OneOf(CHOICE, ("c",)), AtLeast(HALVES, 0.5))
    ),
    name="counted",
    label="what is counted",
    cite=CITE,
)
VALUES = {
    "f": {"Y": True, "N": False, "?": None},
    "choice": {1: "a", 2: "b", 3: "c", 9: None},
    "half": {"low": -1, "much": 0.5},
}
WRONG = []  # what no quantity can hold
ROWS = [
    # what stands in the frame, and what it means
    (("Y", 3, "much"), (True, "c", 0.5)),
    (("N", 1, "low"), (False, "a", -1)),
    (("?", 9, None), (None, None, None)),
    ((None, None, "much"), (None, None, 0.5)),
    (("yep", 2, "low"), (WRONG, "b", -1)),
    (("no", 1, "low"), (False, "a", -1)),
    (("Y", 4, "0.5"), (True, WRONG, WRONG)),
]


def assert_answered(made, rule, cases):
    """Each row of a frame got what its case gets."""
    names = [rule.name, *(f"{rule.name}_{end}" for end in ("low", "high", "status"))]
    got = read_back(made, [*names, "problems"])
    for place, case in enumerate(cases):
        found = rule(case)
        cells = [got[name][place] for name in names]
        assert all(map(same, expected(found), cells)), (case, cells)
        shown = got["problems"][place]
        assert (shown is None) == (not found.problems)
        assert all(each.field in shown for each in found.problems)


@every_engine
def test_mapped_values_are_what_they_mean(engine):
    """A mapped cell is what it means, an empty one is empty, all others are judged."""
    cells = {name: [row[i] for row, _ in ROWS] for i, name in enumerate(VALUES)}
    frame = ENGINES[engine](pa.table({"row": list(range(len(ROWS))), **cells}))
    made = assess_cohort(frame, RULE, bounds=True, values=VALUES)
    assert_answered(made, RULE, [dict(zip(VALUES, m, strict=True)) for _, m in ROWS])
    assert read_back(made, VALUES) == cells


@every_engine
@settings(max_examples=10, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_a_frame_in_other_words_gets_the_same(engine, data):
    """With every value written in words of one's own, a random rule says the same."""
    rule = directed(data.draw(FORMS[data.draw(st.sampled_from(list(FORMS)))]))
    words = {q.name: {f"<{value}>": value for value in domain(q)} for q in rule.inputs}
    cells = st.fixed_dictionaries(
        {name: st.sampled_from([None, *each]) for name, each in words.items()}
    )
    rows = data.draw(st.lists(cells, min_size=1, max_size=4))
    columns = {
        name: pa.array([row[name] for row in rows], pa.string()) for name in words
    }
    frame = ENGINES[engine](pa.table({"row": list(range(len(rows))), **columns}))
    made = assess_cohort(frame, rule, bounds=True, values=words)
    meant = [{name: words[name].get(w) for name, w in row.items()} for row in rows]
    assert_answered(made, rule, meant)


@every_engine
def test_columns_of_every_kind_can_be_mapped(engine):
    """Booleans, whole numbers and fractions are mapped as well as words."""
    rule = RULES["article_outlook_factors"]
    frame = ENGINES[engine](
        pa.table(
            {
                "row": [0, 1, 2],
                "man": [True, False, None],
                "symptom_duration_months": [12.0, 999.0, -1.0],
                "neck": pa.array([0, 1, 7], pa.int16()),
            }
        )
    )
    made = assess_cohort(
        frame,
        rule,
        bounds=True,
        columns={"man": "sex_at_birth", "neck": "neck_mobility"},
        values={
            "sex_at_birth": {True: "male", False: "female"},
            "symptom_duration_months": {999: None, -1: None},
            "neck_mobility": {0: "normal", 1: "decreased"},
        },
    )
    names = ("sex_at_birth", "symptom_duration_months", "neck_mobility")
    meant = [("male", 12.0, "normal"), ("female", None, "decreased"), (None, None, 7)]
    assert_answered(made, rule, [dict(zip(names, row, strict=True)) for row in meant])


def test_words_of_every_type():
    """Categories and enumerations are mapped as the words they are."""
    for kind in (pl.Categorical, pl.Enum(["Y", "N"])):
        frame = pl.DataFrame({"f": ["Y", "N"]}, schema={"f": kind})
        blank = frame.with_columns(choice=None, half=None)
        made = assess_cohort(blank, RULE, bounds=True, values=VALUES)
        assert made["counted_low"].to_list() == [1, 0]
    frame = pd.DataFrame({"f": pd.Categorical(["Y", "N"]), "choice": 3, "half": "much"})
    assert assess_cohort(frame, RULE, values=VALUES)["counted"].tolist() == [3, 2]


def test_values_of_other_libraries_are_mapped_as_plain_ones():
    """What `unique()` of pandas gives can be mapped, and mapped to."""
    cells = pd.Series([3, 9])
    three, nine = cells.unique()
    frame = pd.DataFrame({"mjoa_motor_upper": cells})
    words = {three: three + 1, nine: None}
    made = assess_cohort(
        frame,
        "mjoa_total",
        bounds=True,
        missing_columns="unknown",
        values={"mjoa_motor_upper": words},
    )
    assert made["mjoa_total_low"].tolist() == [4, 0]
    assert type(three) is not int


def test_a_map_for_a_column_that_nobody_looks_at_does_no_harm():
    """One map can serve many calls."""
    frame = pl.DataFrame({"f": [True], "choice": ["c"], "half": [1.0]})
    values = {"sex_at_birth": {"M": "male"}, "choice": {}}
    assert assess_cohort(frame, RULE, values=values)["counted"].to_list() == [3]
    blank = pl.DataFrame({"f": [None], "choice": [None], "half": [None]})
    assert assess_cohort(blank, RULE, values=VALUES)["counted"].to_list() == [None]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"sex": {"M": "male"}}, "sex is not in the data dictionary"),
        ({"sex_at_brth": {"M": "male"}}, "Did you mean sex_at_birth"),
        ({"Neck": {"M": "normal"}}, "Use neck_mobility, the quantity that this column"),
        ({"sex_at_birth": {"M": "man"}}, "mapped to an invalid one. sex_at_birth: "),
        (
            {"age_years": {"old": 170}},
            "mapped to an invalid one. age_years: expected a whole",
        ),
        ({"age_years": {"old": 61.0}}, "got a number with decimals"),
        ({"f": {"Y": 1}}, "mapped to an invalid one. f: "),
        ({"f": {None: False}}, "nothing is mapped for f. A missing value means not"),
        ({"f": {float("nan"): False}}, "NaN is mapped for f. A missing value"),
        ({"f": {("Y",): True}}, "a tuple is mapped for f. Map strings"),
        ({"f": {2**60: True}}, "too long to be compared"),
        ({"f": "Y"}, "expected a map for f, got text"),
        ({"f": None}, "expected a map for f, got nothing"),
        (
            {"f": {1: True}},
            "a whole number is mapped for f, but the column f holds text",
        ),
        ({"choice": {"1": "a"}}, "the column choice holds numbers"),
        (
            {"choice": {True: "a"}},
            "a boolean is mapped for choice, but the column choice",
        ),
        ({"half": {1: 1}}, "the column half holds booleans"),
        ({"neck_mobility": {"x": "normal"}}, "neither text, booleans nor numbers"),
    ],
)
def test_a_wrong_map_of_values(values, message):
    """An invalid map is one clear error before anything is evaluated."""
    frame = pl.DataFrame(
        {
            "f": ["Y"],
            "choice": [1],
            "half": [True],
            "Neck": [b"x"],
            "symptom_duration_months": [1],
            "sex_at_birth": ["male"],
        }
    )
    names = {"Neck": "neck_mobility"}
    rules = (RULE, "article_outlook_factors")
    with pytest.raises(CohortError, match=message):
        assess_cohort(frame, *rules, columns=names, values=values)
