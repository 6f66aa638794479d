"""Cells that are themselves known in part, such as `cm.between(3, 4)`, in frames."""

import random

import pandas as pd
import polars as pl
import pytest
from blurred_people import in_part
from frames import expected, read_back, same
from linked_rows import near, worth

import cervmyelo as cm
from cervmyelo.cohort import CohortError, assess_cohort, change_over_time, summarise
from cervmyelo.errors import CervmyeloError, InvalidRecordError
from cervmyelo.models.ends import say_less
from cervmyelo.partly import Partly
from cervmyelo.quantity import Fact, Measure
from cervmyelo.registry import RULES

HAND, REST = "mjoa_motor_upper", ("mjoa_motor_lower", "mjoa_sensory_upper")
UNKNOWN = {"missing_columns": "unknown"}
ENDS = ("", "_low", "_high", "_status")
ONE_OF_EACH_FORM = [*{type(rule): rule for rule in RULES.values()}.values()]


def on_pandas(columns):
    """Columns of Python objects in pandas."""
    return pd.DataFrame({k: pd.Series(v, dtype=object) for k, v in columns.items()})


def on_polars(columns):
    """Columns of Python objects in Polars."""
    return pl.DataFrame([pl.Series(k, v, pl.Object) for k, v in columns.items()])


MAKES = {
    "pandas": on_pandas,
    "polars": on_polars,
    "categories": lambda columns: on_pandas(columns).astype("category"),
}
every_make = pytest.mark.parametrize("make", MAKES.values(), ids=MAKES)


def framed(make, rows, names):
    """Rows as a frame with columns of objects, numbered."""
    made = make({name: [row.get(name) for row in rows] for name in names})
    return beside(made, row=[*range(len(rows))])


def beside(frame, **typed):
    """A frame with typed columns next to its own."""
    if isinstance(frame, pd.DataFrame):
        return frame.assign(**typed)
    return frame.with_columns(pl.Series(name, cells) for name, cells in typed.items())


def answers(frame, rule, **how):
    """What each row gets, and whether a problem is shown."""
    made = assess_cohort(frame, rule, bounds=True, **how)
    # A recorded answer has the name of its rule, so that the rule's gets another.
    own = f"{rule.name}_answer" if f"{rule.name}_answer" in made else rule.name
    names = [*(f"{own}{end}" for end in ENDS), "problems"]
    return [*zip(*read_back(made, names).values(), strict=True)]


def assert_read(frame, rule, cases, **how):
    """Each row gets what its case gets, and problems where its case has them."""
    for (*cells, problems), case in zip(
        answers(frame, rule, **how), cases, strict=True
    ):
        found = rule(case)
        assert all(map(same, expected(found), cells)), (rule.name, case, cells)
        assert (problems is None) == (not found.problems), (rule.name, case, problems)


def blurred_rows(rule, size):
    """Random rows, always the same, many of whose cells are known in part."""
    draw = random.Random(rule.name)  # noqa: S311 -- always the same rows
    for _ in range(size):
        row = {}
        for each in near(rule):
            if draw.random() < 0.5:
                continue
            row[each.name] = draw.choice(worth(rule, each) or [True, False])
            if not isinstance(each, Fact) and draw.random() < 0.7:
                part = in_part(each, row[each.name], draw)
                # The columns of a frame hold the ends alone.
                row[each.name] = part.low if say_less(each, part) else part
            if isinstance(each, Measure) and draw.random() < 0.05:
                row[each.name] = cm.between(each.high + 1)
        yield row


@pytest.mark.parametrize("rule", ONE_OF_EACH_FORM, ids=lambda rule: rule.name)
def test_each_cell_is_read_as_for_one_person(rule):
    """Ranges and sets in columns of objects are what they are in a mapping."""
    rows = [*blurred_rows(rule, 6)]
    names = [each.name for each in near(rule)]
    for make in (on_pandas, on_polars):
        frame = framed(make, rows, names)
        for (*cells, _), row in zip(answers(frame, rule), rows, strict=True):
            assert all(map(same, expected(rule(row)), cells)), (rule.name, row, cells)


ODD = {
    "a range": cm.between(3, 4),
    "an open range": cm.between(4),
    "one value": cm.between(3, 3),
    "everything": cm.between(0, 5),
    "everything, open": Partly((-float("inf"), float("inf")), range=True),
    "neighbours": cm.one_of(4, 3),
    "the same twice": cm.one_of(3, 3),
    "beyond it": cm.between(4, 6),
    "between two steps": cm.between(3.2, 3.4),
    "one that is none": cm.one_of(3, 9),
    "a fraction between": cm.one_of(3, 3.5, 4),
    "no number": cm.one_of(float("nan"), 3),
    "a long number": cm.one_of(10**5000, 3),
    "words": cm.one_of("3", "\udcff"),
    "yes or no": cm.one_of(True, False),  # noqa: FBT003 -- a cell
}


@every_make
def test_odd_ones_are_flagged_as_for_one_person(make):
    """What is wrong about a range is wrong in its row alone."""
    rows = [{HAND: cell, **dict.fromkeys(REST, 2)} for cell in (*ODD.values(), 3, "x")]
    frame = framed(make, rows, [HAND, *REST, "mjoa_sphincter"])
    assert_read(frame, RULES["mjoa_total"], rows)


def test_facts_words_and_measures():
    """A set of both answers says nothing, a range of words or of facts is invalid."""
    rule = RULES["article_outlook_factors"]
    both = cm.one_of(True, False)  # noqa: FBT003 -- a cell
    cells = {
        "gait_change": [both, cm.between(0, 1), True, None],
        "neck_mobility": [cm.one_of("decreased", "normal"), cm.between(0, 1), "x", 3],
        "symptom_duration_months": [cm.between(3.5, 8), cm.one_of(3, 4), 12, "12"],
        "sex_at_birth": [
            cm.one_of("male", "female"),
            cm.one_of("male", "x"),
            "male",
            1,
        ],
    }
    names = [name for name in cells if name in {each.name for each in rule.reads}]
    assert len(names) > 2
    rows = [{name: cells[name][at] for name in names} for at in range(4)]
    frame = framed(on_pandas, rows, names)
    assert_read(frame, rule, rows, **UNKNOWN)


@every_make
def test_no_end_and_no_reason_is_known_in_part(make):
    """A range in a column of ends, or of reasons, is a problem of that row."""
    why, low = f"{HAND}_missing", f"{HAND}_low"
    rows = [
        {low: cm.between(1, 2)},
        {low: 1},
        {why: cm.one_of("refused", "not_asked")},
        {why: "refused"},
        {why: "other_cause", HAND: 3},
        {why: "other_cause", HAND: cm.between(3, 4)},
    ]
    frame = framed(make, rows, [HAND, why, low, *REST, "mjoa_sphincter"])
    assert_read(frame, RULES["mjoa_total"], rows)


@every_make
def test_reasons_are_those_of_one_person(make):
    """The words next to an answer name what is known in part."""
    rule = RULES["mjoa_total"]
    rows = [{HAND: cell, **dict.fromkeys(REST, 2)} for cell in (cm.between(3, 4), 3)]
    frame = framed(make, rows, [HAND, *REST, "mjoa_sphincter"])
    made = assess_cohort(frame, rule, explain=True)
    for row, because in zip(rows, made["mjoa_total_because"], strict=True):
        assert because == "; ".join(map(str, rule(row).because))


@every_make
def test_a_column_map_reads_them_in_its_words_and_unit(make):
    """Ends are read as the cells of the column are, by a map too."""
    mapped = cm.ColumnMap(
        columns={"hand": HAND, "years": "symptom_duration_months"},
        values={"neck_mobility": {"stiff": "decreased", "free": "normal"}},
        units={"symptom_duration_months": "years"},
        missing=("9",),
    )
    for cell, want in (
        ({"hand": cm.between(3, 4)}, {HAND: cm.between(3, 4)}),
        ({"hand": cm.between(4)}, {HAND: cm.between(4)}),
        ({"years": cm.between(0.5, 1)}, {"symptom_duration_months": cm.between(6, 12)}),
        ({"neck_mobility": cm.one_of("stiff", "free")}, {}),
        ({"neck_mobility": cm.one_of("stiff", "normal")}, None),
        ({"hand": cm.one_of(3, 9)}, None),
    ):
        ((name, known),) = cell.items()
        code = next(
            each.code for each in mapped.sources(cell).values() if name in each.columns
        )
        rule = RULES["mjoa_total" if name == "hand" else "article_outlook_factors"]
        frame = framed(make, [cell, {}], cell)
        (*got, problems), _ = answers(frame, rule, columns=mapped, **UNKNOWN)
        if want is None:
            with pytest.raises(CervmyeloError, match=code.quantity.name):
                code.read(known)
            assert got[-1] == "refused"
            assert code.quantity.name in problems
        else:
            read = code.read(known)
            assert expected(rule({} if read is None else {code.quantity.name: read}))[
                :4
            ] == tuple(got)
            assert expected(rule(want))[:4] == tuple(got)


@pytest.mark.parametrize("name", [f"{HAND}_low", f"{HAND}_missing"])
def test_maps_do_not_make_ranges_of_ends_or_reasons(name):
    """Neither words that are mapped, nor text, can be a range there."""
    word = "refused" if name.endswith("missing") else "3"
    some = cm.one_of("refused", "not_asked") if word == "refused" else cm.between(3, 4)
    with pytest.raises(InvalidRecordError, match=name):
        cm.ColumnMap(values={name: {"x": some}})
    with pytest.raises(InvalidRecordError, match=name):
        cm.ColumnMap(ranges=[name])
    cells = [word, f"{word} or {word}", f"{word}-4", ">=3"]
    frame = pl.DataFrame({name: cells, "row": range(4)})
    with pytest.raises(CohortError, match=f"invalid one. {name}: "):
        assess_cohort(frame, "mjoa_total", values={name: {"x": some}}, **UNKNOWN)
    every = cm.ColumnMap(ranges="*")
    rows = answers(frame, RULES["mjoa_total"], columns=every, **UNKNOWN)
    assert [row[3] for row in rows] == ["undecided", *["refused"] * 3]


def test_objects_of_polars_that_are_alike_form_groups():
    """Objects of one class, or none at all, are a column of their type."""
    score = pl.Series([12, 15], dtype=pl.Object)
    for by, groups in ((["a", "b"], 2), ([3, 4], 2), ([None, None], 1)):
        frame = pl.DataFrame(
            {"mjoa_total": score, "by": pl.Series(by, dtype=pl.Object)}
        )
        assert summarise(frame, "mjoa_severity", by="by")["by"].n_unique() == groups
    for by in ([1, "a"], [cm.between(3, 4)] * 2):
        frame = pl.DataFrame(
            {"mjoa_total": score, "by": pl.Series(by, dtype=pl.Object)}
        )
        with pytest.raises(CohortError, match="by: the values of this column cannot"):
            summarise(frame, "mjoa_severity", by="by")


@every_make
def test_visits_and_summaries_read_them(make):
    """A score that is known in part is compared and counted by its ends."""
    visits = {"who": ["a", "a"], "day": [1, 2]}
    frame = beside(make({"mjoa_total": [cm.between(12, 13), 15]}), **visits)
    ends = {"mjoa_total_low": [12, 15], "mjoa_total_high": [13, 15]}
    typed = pl.DataFrame(visits | ends)
    how = {"person": "who", "on": "day", "bounds": True}
    made, want = (change_over_time(each, **how) for each in (frame, typed))
    new = [name for name in want.columns if name not in typed.columns]
    assert "mjoa_change_from_baseline_low" in new
    for name in new:
        got = [None if pd.isna(cell) else cell for cell in made[name]]
        assert got == want[name].to_list(), name
    made, want = (summarise(each, "mjoa_severity") for each in (frame, typed))
    assert [*made["n"]] == [*want["n"]]
