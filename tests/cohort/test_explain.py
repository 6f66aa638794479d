"""Reasons for every row, equal to the letter to those that one person gets."""

import itertools
import math
import random
import time

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from blurred_people import scored
from frames import ENGINES, read_back, table, walk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linked_rows import linked_rows, near
from random_rows import directed, for_people, rows_for
from strategies import FORMS

from cervmyelo import ColumnMap, between
from cervmyelo.cohort import CohortError, assess_cohort, word_tables, words
from cervmyelo.cohort.answers import answer_name
from cervmyelo.cohort.criteria_words import is_divided
from cervmyelo.cohort.states import place_of
from cervmyelo.models.missing import COLUMNS, COMPANIONS, UNAFFECTED
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Measure
from cervmyelo.registry import RULES

IN_MEMORY = [name for name in ENGINES if name != "polars-lazy"]
every_engine = pytest.mark.parametrize("engine", IN_MEMORY)
ITEMS = [each.name for each in RULES["mjoa_total"].inputs]


def assert_explained(rule, rows, makes, quantities):
    """Every row has the reasons and the missing inputs of its case, in every frame."""
    found = [rule(row) for row in rows]
    given = table(rows, quantities)
    name = answer_name(rule, given.column_names, {})
    names = [f"{name}_because", f"{name}_missing"]
    for make in makes:
        made = assess_cohort(make(given), rule, explain=True, missing_columns="unknown")
        got = read_back(made, names)
        for each, row, *cells in zip(found, rows, *map(got.get, names), strict=True):
            because = "; ".join(map(str, each.because)) or None
            assert cells == [because, ", ".join(each.missing) or None], row


@pytest.mark.parametrize("form", FORMS)
@settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(data=st.data())
def test_reasons_are_those_of_that_person(form, data):
    """What a random rule says in a frame is what it says for one person."""
    rule = data.draw(for_people(directed(data.draw(FORMS[form]))))
    makes = [ENGINES[engine] for engine in IN_MEMORY]
    assert_explained(rule, data.draw(rows_for(rule)), makes, rule.reads)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_rules_of_the_library_over_their_cells(rule):
    """Each rule explains its own cells in a frame as it does for one person."""
    rows = [{}] if rule.name == "article_urgency" else list(walk(rule, 300))
    assert_explained(rule, rows, [pl.from_arrow], rule.inputs)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_rules_of_the_library_beside_linked_facts(rule):
    """What follows, contradicts or is outside is explained as for one person."""
    assert_explained(rule, linked_rows(rule, 40), [pl.from_arrow], near(rule))


def assert_explained_beside_totals(rule, count):
    """Rows with recorded totals and with words for their bands."""
    chance = random.Random(rule.name)  # noqa: S311 -- always the same rows
    rows = list(scored(chance, count))
    names = dict.fromkeys(name for row in rows for name in row)
    assert_explained(rule, rows, [pl.from_arrow], [QUANTITIES[e] for e in names])


@pytest.mark.parametrize("name", ["mjoa_total", "article_stage"])
def test_a_recorded_band_is_explained(name):
    """The word for a band says what the items can be, and what follows from them."""
    full = {each.name: each.high for each in RULES["mjoa_total"].inputs}
    rows = [
        {"mjoa_severity": "mild"},
        {**full, "mjoa_motor_lower": None, "mjoa_severity": "severe"},
    ]
    quantities = [QUANTITIES[each] for each in (*full, "mjoa_severity")]
    assert_explained(RULES[name], rows, [pl.from_arrow], quantities)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_rules_of_the_library_beside_totals(rule):
    """What recorded totals and bands say is explained as for one person."""
    assert_explained_beside_totals(rule, 40)


DIVIDED = [rule for rule in RULES.values() if is_divided(rule)]
CALM = {"inability_to_move": False, "mjoa_severity": "mild", "mjoa_sphincter": 3}


def assert_put_together(rule, quantities, monkeypatch):
    """Words put together of parts of criteria are those of that person."""
    monkeypatch.setattr(words, "_MANY", 0)
    monkeypatch.setattr(words, "_TABLE", 0)
    draw = random.Random(rule.name)  # noqa: S311 -- always the same rows
    names = {each.name for each in quantities}
    read = [each for each in rule.inputs if each.name in names]
    rows = []
    for drawn in linked_rows(rule, 60):
        row = {name: value for name, value in drawn.items() if name in names}
        if draw.random() < 0.8:
            # With a symptom that alarms, no other could still change an urgency.
            row |= {name: value for name, value in CALM.items() if name in row}
            row |= {name: "gradual" for name in row if name.endswith("_onset")}
            row |= {name: "mild" for name in row if name.endswith("_severity")}
        for name in (each.name for each in read):
            if name in row and name in UNAFFECTED and draw.random() < 0.02:
                row[f"{name}_missing"] = "other_cause"
            elif name not in row and draw.random() < 0.4:
                row[f"{name}_missing"] = draw.choice(["not_asked", "refused"])
        rows.append(row)
    reasons = [COMPANIONS[each.name] for each in read]
    assert_explained(rule, rows, [pl.from_arrow], [*quantities, *reasons])


def test_words_are_put_together_of_criteria(monkeypatch):
    """Parts of criteria, what follows and why inputs are missing, as for one person."""
    about = ("neck_pain", "gait_change", "wide_based", "inability", "myelop", "mjoa_m")
    rule = RULES["article_urgency"]
    some = [each for each in near(rule) if each.name.startswith(about)]
    assert_put_together(rule, some, monkeypatch)


@pytest.mark.parametrize("rule", DIVIDED, ids=lambda rule: rule.name)
def test_rules_of_the_library_by_their_criteria(rule, monkeypatch):
    """All that can be recorded at once changes no word."""
    assert_put_together(rule, near(rule), monkeypatch)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_rules_of_the_library_beside_reasons(rule):
    """Why a value is missing, or what else explains it, is explained as for one."""
    draw = random.Random(rule.name)  # noqa: S311 -- always the same rows
    rows = linked_rows(rule, 40)
    for row, each in itertools.product(rows, near(rule)):
        if each.name not in row and draw.random() < 0.15:
            row[f"{each.name}_missing"] = "not_asked"
        elif each.name in UNAFFECTED and each.name in row and draw.random() < 0.05:
            row[f"{each.name}_missing"] = "other_cause"
    reasons = [COMPANIONS[each.name] for each in near(rule)]
    assert_explained(rule, rows, [pl.from_arrow], [*near(rule), *reasons])


def test_what_says_the_same_makes_no_state(monkeypatch):
    """Facts that say nothing about the inputs, or the same, are explained once."""
    asked = []
    shown = words._words
    monkeypatch.setattr(words, "_words", lambda found: asked.append(1) or shown(found))
    upper, walks = range(6), (True, None)
    rows = [
        {"mjoa_motor_lower": 0, "mjoa_motor_upper": at, "dysaesthesia": walk}
        for at, walk in itertools.product(upper, walks)
    ]
    names = ("mjoa_motor_lower", "mjoa_motor_upper", "dysaesthesia")
    every = [QUANTITIES[name] for name in names]
    assert_explained(RULES["joa_total"], rows, [pl.from_arrow], every)
    assert len(asked) == 1


@every_engine
def test_rows_keep_their_order(engine):
    """However few states there are, each row keeps its place and its own reasons."""
    cells = {name: [3, 0, None, 3, 9, 0] for name in ITEMS}
    frame = ENGINES[engine](pa.table({"row": list(range(6)), **cells}))
    made = assess_cohort(frame, "mjoa_total", explain=True)
    assert list(read_back(made, ["row"])["row"]) == list(range(6))
    got = read_back(made, ["mjoa_total_because", "mjoa_total_missing"])
    because, missing = got.values()
    assert because[0] == because[3] != because[1] == because[5]
    assert because[4] is None
    assert missing == [None, None, ", ".join(ITEMS), None, None, None]


@every_engine
@pytest.mark.parametrize("cells", [[3, None], []])
def test_the_type_of_the_words(engine, cells):
    """Reasons and missing inputs have the type of the status, also without rows."""
    frame = ENGINES[engine](pa.table({name: pa.array(cells, "int8") for name in ITEMS}))
    made = assess_cohort(frame, "mjoa_total", bounds=True, explain=True)
    schema = nw.from_native(made).collect_schema()
    for end in ("status", "because", "missing"):
        assert schema[f"mjoa_total_{end}"] == nw.String, end


def test_the_order_of_the_columns():
    """What is explained stands behind the bounds of its rule."""
    frame = pl.DataFrame({name: [3] for name in ITEMS})
    made = assess_cohort(frame, "mjoa_total", bounds=True, explain=True)
    ends = ("", "_low", "_high", "_status", "_because", "_missing")
    assert made.columns == [*ITEMS, *(f"mjoa_total{end}" for end in ends), "problems"]
    taken = frame.with_columns(mjoa_total_missing=1)
    with pytest.raises(CohortError, match="mjoa_total_missing: the frame already has"):
        assess_cohort(taken, "mjoa_total", explain=True)


def test_the_index_of_pandas_stays():
    """Reasons come to the rows they belong to, whatever the index says."""
    frame = pd.DataFrame({name: [3, None] for name in ITEMS}, index=["b", "b"])
    made = assess_cohort(frame, "mjoa_total", explain=True)
    assert list(made.index) == ["b", "b"]
    assert made["mjoa_total_missing"].isna().tolist() == [True, False]


def test_mapped_values_are_explained_as_what_they_mean():
    """Reasons speak of the data dictionary, not of the words of the frame."""
    cells = {"symptom_duration_months": [12], "neck": ["N"], "sex_at_birth": ["male"]}
    made = assess_cohort(
        pl.DataFrame(cells),
        "article_outlook_factors",
        explain=True,
        columns={"neck": "neck_mobility"},
        values={"neck_mobility": {"N": "normal"}},
    )
    case = {"symptom_duration_months": 12, "neck_mobility": "normal"}
    found = RULES["article_outlook_factors"]({**case, "sex_at_birth": "male"})
    shown = "; ".join(map(str, found.because))
    assert made["article_outlook_factors_because"].to_list() == [shown]


def test_frames_that_stay_lazy_are_refused():
    """A lazy frame says what to do instead."""
    frame = pl.DataFrame({name: [3] for name in ITEMS}).lazy()
    with pytest.raises(CohortError, match="Collect the frame first, or take a sample"):
        assess_cohort(frame, "mjoa_total", explain=True)


HOSTILE = ("*", 'we"ird', "MJOA_Motor_Upper", "cervmyelo__states", "cervmyelo__said")


def test_a_relation_of_an_own_connection_is_explained():
    """DuckDB joins reasons in the connection of the relation and leaves no trace."""
    with duckdb.connect() as connection:
        for cell in (3, None):
            cells = {name: [cell, 9, cell] for name in ITEMS}
            frame = pa.table({"row": [0, 1, 2], **cells})
            connection.register("rows", frame)
            made = assess_cohort(connection.table("rows"), "mjoa_total", explain=True)
            want = assess_cohort(frame, "mjoa_total", explain=True)
            for name in ("row", "mjoa_total_because", "mjoa_total_missing"):
                column = made.to_arrow_table()[name].to_pylist()
                assert column == want[name].to_pylist(), name
            connection.unregister("rows")
        assert connection.sql("show all tables").fetchall() == []


def test_reasons_of_a_relation_that_is_read_later_are_its_own():
    """What is explained next does not change a relation that was not read yet."""
    made = [
        assess_cohort(
            duckdb.from_arrow(pa.table({"row": [0], **{e: [cell] for e in ITEMS}})),
            "mjoa_total",
            explain=True,
        )
        for cell in (3, 1)
    ]
    because = [read_back(each, ["mjoa_total_because"]) for each in made]
    assert because[0] != because[1]


@pytest.mark.parametrize("name", HOSTILE)
def test_columns_of_a_relation_may_be_called_anything(name):
    """A name that SQL or this library gives a meaning is a column like any other."""
    cells = {each: [3, None] for each in ITEMS[1:]}
    frame = duckdb.from_arrow(
        pa.table({name: [5, 4], "x": ["a", "b"], "row": [0, 1], **cells})
    )
    made = assess_cohort(
        frame, "mjoa_total", explain=True, suffix="_now", columns={name: ITEMS[0]}
    )
    got = read_back(made, [name, "x", "mjoa_total_because_now"])
    assert [list(got[name]), list(got["x"])] == [[5, 4], ["a", "b"]]
    rows = [{ITEMS[0]: 5, **dict.fromkeys(ITEMS[1:], 3)}, {ITEMS[0]: 4}]
    want = ["; ".join(map(str, RULES["mjoa_total"](row).because)) for row in rows]
    assert list(got["mjoa_total_because_now"]) == want


def test_only_the_states_of_a_relation_come_into_memory(monkeypatch):
    """Of a thousand rows that are alike DuckDB hands out one."""
    from cervmyelo.cohort import assess

    heights = []
    find = assess.states_in

    def counted(*given):
        found = find(*given)
        heights.append(found.height)
        return found

    monkeypatch.setattr(assess, "states_in", counted)
    cells = {name: [3, 2] * 500 for name in ITEMS}
    frame = duckdb.from_arrow(pa.table({"row": range(1000), **cells}))
    made = assess_cohort(frame, "mjoa_total", "mjoa_severity", explain=True)
    assert len(made.fetchall()) == 1000
    assert heights == [2]


def test_numbers_beyond_those_in_memory_leave_each_row_once():
    """Values that DuckDB tells apart and Polars does not are no further rows."""
    most = 2**100
    items = ", ".join(f"3 as {name}" for name in ITEMS[1:])
    rows = f"(values (5), ({most}), ({most + 1})) t(v)"
    frame = duckdb.sql(f"select {items}, v::hugeint as {ITEMS[0]} from {rows}")  # noqa: S608
    made = assess_cohort(frame, "mjoa_total", explain=True)
    because = made.project("mjoa_total_because").fetchall()
    assert [each is None for (each,) in because] == [False, True, True]


def test_a_relation_without_a_column_of_a_rule_has_one_state():
    """What is recorded nowhere is explained alike in every row."""
    frame = duckdb.from_arrow(pa.table({"row": [0, 1]}))
    made = assess_cohort(
        frame, "mjoa_total", explain=True, missing_columns="unknown"
    ).project("mjoa_total_missing")
    assert made.fetchall() == [(", ".join(ITEMS),)] * 2


def test_a_connection_that_sees_no_variables_is_refused():
    """Where DuckDB may not read what Python holds, the message names the setting."""
    with duckdb.connect(config={"python_enable_replacements": "false"}) as connection:
        items = ", ".join(f"3 as {name}" for name in ITEMS)
        frame = connection.sql(f"select {items}")
        with pytest.raises(CohortError, match="python_enable_replacements"):
            assess_cohort(frame, "mjoa_total", explain=True)


def test_no_rows():
    """An empty frame gets the columns and stays empty."""
    frame = pl.DataFrame(
        {name: [] for name in ITEMS}, schema=dict.fromkeys(ITEMS, pl.Int64)
    )
    made = assess_cohort(frame, "mjoa_total", explain=True)
    assert made.schema["mjoa_total_because"] == pl.String
    assert made.height == 0


def test_a_million_rows_with_few_states():
    """Words are made for states, not for rows."""
    rule = RULES["mjoa_severity"]
    some = pl.DataFrame({name: [3, None, 0, 2, 9] for name in ITEMS})
    frame = some.sample(1_000_000, with_replacement=True, seed=1)
    begun = time.process_time()
    made = assess_cohort(frame, rule, explain=True)
    assert made["mjoa_severity_because"].n_unique() == 5
    assert time.process_time() - begun < 30


@every_engine
def test_numbers_between_the_limits(engine):
    """Numbers that no limit tells apart have the same words, as for one person."""
    rule = RULES["article_outlook_factors"]
    months = [0.0, 0.25, 11.9, 12.0, 12.01, 17.5, 18.0, 23.999, 24.0, 36.5, None, 900.0]
    cells = {
        "symptom_duration_months": months,
        "neck_mobility": ["normal", "decreased", None] * 4,
        "sex_at_birth": ["male", None, "female"] * 4,
    }
    rows = pa.table(cells).to_pylist()
    assert_explained(rule, rows, [ENGINES[engine]], rule.inputs)


def test_a_decided_answer_despite_an_invalid_cell_is_explained():
    """Where an answer stands despite a fault, so do its reasons."""
    rule = RULES["article_urgency"]
    rows = [
        {"inability_to_move": True, "arm_weakness_onset": "never"},
        {"inability_to_move": None, "arm_weakness_onset": "never"},
        {"inability_to_move": True},
    ]
    found = [rule(row) for row in rows]
    assert [each.status for each in found] == ["ok", "refused", "ok"]
    made = assess_cohort(pl.from_arrow(table(rows, rule.inputs)), rule, explain=True)
    wanted = ["; ".join(map(str, each.because)) or None for each in found]
    assert made[f"{rule.name}_because"].to_list() == wanted
    assert wanted[0] is not None


@pytest.mark.parametrize(
    "fault",
    [
        {"small_items_difficulty_severity_missing": "lost"},
        {
            "small_items_difficulty_severity": "mild",
            "small_items_difficulty_severity_missing": "refused",
        },
        {
            "small_items_difficulty_severity_low": "severe",
            "small_items_difficulty_severity_high": "mild",
        },
    ],
)
def test_a_decided_answer_despite_a_reason_or_an_end_is_explained(fault):
    """Where a reason or an end is at fault, so is its quantity."""
    known = {"arm_weakness_severity": "severe", "stiffness_onset": "sudden"}
    rows = [known | fault, {"stiffness_onset": "sudden"}]
    rule = RULES["article_urgency"]
    assert [rule(row).status for row in rows] == ["ok", "ok"]
    names = {**known, **fault, "small_items_difficulty_severity": None}
    assert_explained(rule, rows, [pl.from_arrow], [COLUMNS[name] for name in names])


def test_facts_are_explained_where_a_map_reads_ranges():
    """A yes or no in text has no ends, whatever the map says of other columns."""
    rule = RULES["article_outlook_factors"]
    rows = [
        {"myelopathy": "yes", "symptom_duration_months": "6"},
        {"myelopathy": "no", "symptom_duration_months": "6-9"},
    ]
    made = assess_cohort(
        pl.DataFrame(rows),
        rule,
        explain=True,
        columns=ColumnMap(ranges="*"),
        missing_columns="unknown",
    )
    cases = [
        {"myelopathy": True, "symptom_duration_months": 6},
        {"myelopathy": False, "symptom_duration_months": between(6, 9)},
    ]
    for case, because in zip(cases, made[f"{rule.name}_because"], strict=True):
        assert because == ("; ".join(map(str, rule(case).because)) or None)


def _draw(chance, quantity):
    """A random value of a quantity; often none."""
    if chance.random() < 0.3:
        return None
    if isinstance(quantity, Measure) and quantity.step is None:
        return chance.uniform(quantity.low, min(quantity.high, 60))
    return chance.choice(quantity.values)


@pytest.mark.parametrize("others", [(), ("gait_change", "ambulatory", "operated")])
@pytest.mark.parametrize(
    "name",
    ["ao_spine_2017", "mjoa_severity", "ems_grade", "tetreault_2015", "ndi_total"],
)
def test_rows_that_share_their_words_would_each_get_them(name, others):
    """Rows with one sum, or in one cell, have the words that each of them would get."""
    rule, chance = RULES[name], random.Random(name)  # noqa: S311 -- always the same rows
    read = [*rule.inputs, *(QUANTITIES[each] for each in others)]
    rows = [{q.name: _draw(chance, q) for q in read} for _ in range(400)]
    assert_explained(rule, rows, [pl.from_arrow], read)
    # The second time the words of most rows are remembered.
    more = [{q.name: _draw(chance, q) for q in read} for _ in range(100)]
    assert_explained(rule, [*more, *rows], [pl.from_arrow], read)


@pytest.mark.parametrize("places", [None, 2])
@pytest.mark.parametrize(
    "name",
    [
        "canal_stenosis",
        "cook_probability",
        "joacmeq_neck_benefit",
        "joacmeq_quality_of_life",
        "mscc",
        "slice_compression",
        "slice_compression_probability",
        "stability_without_surgery",
        "torg_pavlov",
    ],
)
def test_rows_that_all_differ(name, places):
    """Words that are put together are those that each row would get by itself."""
    rule, chance = RULES[name], random.Random(name)  # noqa: S311
    rows = [{q.name: _draw(chance, q) for q in rule.inputs} for _ in range(300)]
    if places is not None:
        rows = [
            {n: round(v, places) if isinstance(v, float) else v for n, v in r.items()}
            for r in rows
        ]
    assert_explained(rule, rows, [pl.from_arrow], rule.inputs)
    # The second time what is missing is remembered.
    assert_explained(rule, rows, [pl.from_arrow], rule.inputs)


@pytest.mark.parametrize("odd", [0.29, 0.0, 1 / 3, None])
@pytest.mark.parametrize("name", ["babinski_probability", "cook_probability"])
def test_numbers_that_are_often_the_same(name, odd, monkeypatch):
    """Words of hundredths are looked up; a number that is none still has its own."""
    monkeypatch.setattr(words, "_SAMPLE", 30)
    rule, chance = RULES[name], random.Random(name)  # noqa: S311
    before = "pretest_probability"
    rows = [{q.name: _draw(chance, q) for q in rule.inputs} for _ in range(60)]
    rows = [{**row, before: chance.choice((0.07, 0.33, 0.57, None))} for row in rows]
    rows.append({**rows[0], before: odd})
    for _ in range(2):
        assert_explained(rule, rows, [pl.from_arrow], rule.inputs)


def test_every_hundredth_is_exact_and_nothing_next_to_it():
    """A number shares the words of its hundredth only if it is that hundredth."""
    measure = QUANTITIES["cord_area_mm2"]
    low, high = round(measure.low * 100), round(measure.high * 100)
    every = [at / 100 for at in range(low, high + 1)]
    found = place_of("x", measure).hundredths
    shown = {"place": found.place.at, "exact": found.exact}
    for shift, exact in ((-math.inf, False), (0, True), (math.inf, False)):
        numbers = [math.nextafter(at, shift) if shift else at for at in every]
        made = pl.DataFrame({"x": numbers}).select(**shown)
        assert made["place"].to_list() == list(range(len(every)))
        assert set(made["exact"]) == {exact}


@pytest.mark.parametrize("name", ["any_sign_probability", "opll_occupying_ratio"])
def test_numbers_that_are_often_the_same_next_to_other_records(name):
    """They share a table with the words of rows that other records speak about."""
    rule, chance = RULES[name], random.Random(name)  # noqa: S311
    read = near(rule)
    shares = [at / 100 for at in range(5)]
    values = {q.name: list(q.values) or shares for q in read}
    values |= {q.name: (0.5, 7.25, 13.0) for q in read if q.name.endswith("_mm")}
    rows = [
        {n: chance.choice(some) for n, some in values.items() if chance.random() < 0.7}
        for _ in range(400)
    ]
    for _ in range(2):
        assert_explained(rule, [*rows, *rows], [pl.from_arrow], read)
    numbers = [q.name for q in read if isinstance(q, Measure) and q.step is None]
    odd = [{**row, n: row[n] + 1e-3} for n in numbers for row in rows if n in row]
    assert_explained(rule, [*rows, *rows, *odd], [pl.from_arrow], read)


def test_a_zero_keeps_its_sign_among_numbers_that_are_often_the_same():
    """Python writes a zero below zero with a sign, which no hundredth has."""
    numbers = [0.5] * 40 + [0.0, -0.0]
    frame = pl.DataFrame({"pretest_probability": numbers, "babinski_sign": True})
    made = assess_cohort(frame, "babinski_probability", explain=True)
    *_, zero, below = made["babinski_probability_because"]
    assert (": 0 probability" in zero, ": -0 probability" in below) == (True, True)


def test_an_input_that_changes_nothing_is_not_missing():
    """What is missing depends on the other numbers, not on what was recorded."""
    rule = RULES["babinski_probability"]
    sure = [{"pretest_probability": each} for each in (0.0, 0.25, 1.0)]
    assert [rule(each).missing == () for each in sure] == [True, False, True]
    assert_explained(rule, sure, [pl.from_arrow], rule.inputs)


def test_a_score_between_two_bands_may_not_lie_in_the_third():
    """For the steps of a missing input only the bands that are reached are shown."""
    rule = RULES["slice_compression"]
    fixed = {
        "compression_ratio": 0.6,
        "cord_area_mm2": 70.0,
        "cord_solidity_percent": 90.0,
    }
    rows = [{**fixed, "cord_torsion_degrees": step / 40} for step in range(200)]
    found = [[str(each) for each in rule(row).possible or ()] for row in rows]
    assert ["none", "compression"] in found
    assert ["none", "possible"] in found
    assert_explained(rule, rows, [pl.from_arrow], rule.inputs)
    # Of the disc, and of one number more, nothing is known.
    rows = [{**row, "cord_area_mm2": None} for row in rows]
    assert_explained(rule, rows, [pl.from_arrow], rule.inputs)


def test_columns_of_the_caller_are_not_taken_for_bounds():
    """Columns that are named as bounds, which nobody asked for, stay as they are."""
    frame = pl.DataFrame({name: [3, None] for name in ITEMS})
    frame = frame.with_columns(mjoa_total_status=pl.Series(["x", "y"]))
    made = assess_cohort(frame, "mjoa_total", explain=True)
    assert made["mjoa_total_status"].to_list() == ["x", "y"]
    assert made["mjoa_total_missing"].to_list() == [None, ", ".join(ITEMS)]


def test_more_states_than_are_remembered(monkeypatch):
    """Words are right, and none are kept, where a frame has too many states."""
    monkeypatch.setattr(words, "_REMEMBERED", 3)
    monkeypatch.setattr(word_tables, "_SLOTS", 7)
    rule, chance = RULES["mjoa_severity"], random.Random(1)  # noqa: S311
    rows = [{q.name: _draw(chance, q) for q in rule.inputs} for _ in range(60)]
    for _ in range(2):
        assert_explained(rule, rows, [pl.from_arrow], rule.inputs)
        assert_explained(rule, rows[:3], [pl.from_arrow], rule.inputs)


def test_states_are_told_apart_by_every_column():
    """However many columns a state has, two states never share their words."""
    rule = RULES["article_early_signs"]
    rows = [
        {q.name: (number >> place & 1) == 1 for place, q in enumerate(rule.inputs)}
        for number in range(1 << len(rule.inputs))
    ]
    made = assess_cohort(pl.DataFrame(rows), rule, explain=True)
    got = made[f"{rule.name}_because"].to_list()
    for row, because in list(zip(rows, got, strict=True))[::97]:
        assert because == "; ".join(map(str, rule(row).because))
