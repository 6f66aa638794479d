"""One column map means the same for one row, for a file and for every kind of frame."""

import datetime as dt
import re

import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from frames import ENGINES, expected, read_back, same
from mapped import CELLS, MAP, PLACES, WRONG, columns_of, rule_of, table_of

import cervmyelo as cm
from cervmyelo import Case
from cervmyelo.cohort import CohortError, MissingColumnError, assess_cohort, rules_for
from cervmyelo.errors import CervmyeloError
from cervmyelo.io import open_table, read_table
from cervmyelo.io.pieces import pieces_of_table, value_column

every_engine = pytest.mark.parametrize("engine", ENGINES)


def ends_of(made, rule):
    """The answers to a rule with their bounds and status, row by row."""
    ends = ("", "_low", "_high", "_status")
    got = read_back(made, [f"{rule.name}{end}" for end in ends])
    return zip(*got.values(), strict=True)


def assert_alike(made, rule, cases):
    """Each row of a frame got what its case gets."""
    for case, cells in zip(cases, ends_of(made, rule), strict=True):
        assert all(map(same, expected(rule(case)), cells)), (case, cells)


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_of_one_row(name):
    """Each cell of a row is what the map says, or refused by the name of its field."""
    source = MAP.sources(PLACES[name])[name]
    for cells, meant in CELLS[name].items():
        if meant is WRONG:
            with pytest.raises(CervmyeloError, match=name) as refused:
                source.read(cells)
            assert not any(
                each in str(refused.value) for each in cells if len(each) > 3
            )
        else:
            found = source.read(cells)
            assert (found, type(found)) == (meant, type(meant))


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_of_a_file(name, tmp_path):
    """Both readers of files, row by row and in columns, say what the map says."""
    columns, meant = columns_of(name)
    path = tmp_path / "in.csv"
    rest = {c: "" for n in PLACES for c in PLACES[n] if c not in columns}
    frame = pl.DataFrame(columns).with_columns(
        **{c: pl.lit(v) for c, v in rest.items()},
        ref=pl.lit("r"),  # a row without anything in it is no patient
    )
    frame.write_csv(path)
    pieces = pieces_of_table(open_table(path, MAP))
    frame = pieces.frame.collect()
    rows = frame.with_columns(pieces.faults(frame).alias("faults"))
    for reading, row, value in zip(
        read_table(path, MAP), rows.iter_rows(named=True), meant, strict=True
    ):
        found = dict(reading.values)
        if value is WRONG:
            assert [each.field for each in reading.problems] == [name]
        else:
            assert reading.problems == ()
            assert found.get(name) == value
            held = row[value_column(name)]
            assert held == (int(value) if isinstance(value, bool) else value)
        assert row["faults"] == ("\n".join(map(str, reading.problems)) or None)
        assert found["mri_done"] is True


@every_engine
@pytest.mark.parametrize("name", CELLS)
def test_a_cell_of_a_frame(name, engine):
    """On every engine a cell is what the map says: known, not recorded or refused."""
    table, rule, cases = table_of(name)
    made = assess_cohort(ENGINES[engine](table), rule, bounds=True, columns=MAP)
    assert_alike(made, rule, cases)
    assert read_back(made, PLACES[name]) == {
        place: table[place].to_pylist() for place in PLACES[name]
    }


DOTTED = "M\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}LD"
CAPITAL = "MIL\N{GREEK CAPITAL LETTER SIGMA}"
GREEK = {"values": {"mjoa_severity": {CAPITAL.lower(): "mild"}}}
CAPITALS = {
    "a dot": ({}, [DOTTED, "Mild"], ["?", "mild"]),
    "a sigma": (GREEK, [CAPITAL, f"{CAPITAL} ", "x"], ["mild", "mild", "?"]),
    "nothing": ({"missing": [CAPITAL.lower()]}, [CAPITAL, DOTTED], [None, "?"]),
}


@every_engine
@pytest.mark.parametrize(("how", "words", "meant"), CAPITALS.values(), ids=CAPITALS)
def test_capital_letters_of_other_alphabets(how, words, meant, engine):
    """Words are compared in lower case as Python writes it, whatever the engine has."""
    given = pa.table({"row": range(len(words)), "mjoa_severity": words})
    rule = rule_of("mjoa_severity")
    columns = cm.ColumnMap(**how)
    made = assess_cohort(ENGINES[engine](given), rule, bounds=True, columns=columns)
    cases = [{"mjoa_severity": each} for each in meant]
    assert_alike(made, rule, cases)
    assert [each is not None for each in read_back(made, ["problems"])["problems"]] == [
        each == "?" for each in meant
    ]


@every_engine
def test_typed_cells_of_a_frame(engine):
    """Numbers, booleans and dates of a frame are read as their words would be."""
    days = [dt.date(2000, 2, 29), None, dt.date(2001, 1, 1)]
    table = pa.table(
        {
            "row": [0, 1, 2],
            "smoker": [1.0, 9.0, 2.0],
            "hoffmann_r": [False, None, True],
            "hoffmann_l": [0, 0, 0],
            "dob": pa.array(days, pa.date32()),
            "visit": pa.array(["2023-02-28T23:00"] * 3).cast(pa.timestamp("us")),
            "canal_diameter_mm": [1.3, float("nan"), 13.0],
        }
    )
    columns = cm.ColumnMap(
        sides={"hoffmann_sign": ["hoffmann_r", "hoffmann_l"]},
        age={"born": "dob", "seen": "visit"},
        values={"smoker": {"1": True, "2": False}},
        missing_values={"smoker": ["9"]},
        units={"canal_diameter_mm": "cm"},
    )
    cases = {
        "smoker": [True, None, False],
        "hoffmann_sign": [False, None, True],
        "age_years": [22, None, 22],
        "canal_diameter_mm": [13.0, None, "?"],
    }
    for name, meant in cases.items():
        rule = rule_of(name, [13, 22])
        made = assess_cohort(ENGINES[engine](table), rule, bounds=True, columns=columns)
        assert_alike(made, rule, [{name: each} for each in meant])


@every_engine
def test_words_that_differ_by_case_alone(engine):
    """Two words of one spelling keep their case; every other word is taken in any."""
    columns = cm.ColumnMap(values={"smoker": {"y": True, "Y": False, "No": False}})
    table = pa.table({"row": range(5), "smoker": ["y", "Y", "NO", "no", "yes"]})
    rule = rule_of("smoker")
    made = assess_cohort(ENGINES[engine](table), rule, bounds=True, columns=columns)
    meant = [True, False, False, False, "?"]
    assert_alike(made, rule, [{"smoker": each} for each in meant])


@every_engine
def test_ages_in_decimals_only_when_asked(engine):
    """A fraction of a year is refused, and dropped where the map says so."""
    table = pa.table({"row": [0, 1, 2, 3], "age_years": [61.9, 61.0, -0.5, 120.5]})
    rule = rule_of("age_years", [61, 120])
    frame = ENGINES[engine](table)
    made = assess_cohort(frame, rule, bounds=True, columns=cm.ColumnMap())
    assert_alike(made, rule, [{"age_years": a} for a in ("?", 61, "?", "?")])
    completed = cm.ColumnMap(completed=["age_years"])
    made = assess_cohort(frame, rule, bounds=True, columns=completed)
    assert_alike(made, rule, [{"age_years": a} for a in (61, 61, "?", 120)])


def test_a_map_serves_every_reader_of_frames():
    """Which rules apply, counts and changes over visits take the same map."""
    columns = cm.ColumnMap.from_toml(
        """
        [columns]
        arm = "mjoa_motor_upper"
        leg = "mjoa_motor_lower"
        [missing_values]
        mjoa_sphincter = ["9"]
        [constants]
        mjoa_sensory_upper = 2
        """
    )
    frame = pl.DataFrame(
        {
            "who": ["a", "a", "b"],
            "on": [0, 6, 0],
            "arm": [3, 5, 3],
            "leg": [5, 5, 5],
            "mjoa_sphincter": [3, 3, 9],
            "note": ["", "", ""],
        }
    )
    assert cm.mjoa_total in rules_for(frame, columns).applied
    counts = cm.summarise(frame, "mjoa_total", columns=columns)
    assert counts["n"].to_list() == [2, 1, 0]
    changed = cm.change_over_time(frame, person="who", on="on", columns=columns)
    assert changed["mjoa_change_from_baseline"].to_list() == [None, 2.0, None]


@pytest.mark.parametrize(
    ("columns", "more", "said"),
    [
        (cm.ColumnMap(columns={"gone": "age_years", "lost": "opll"}), {}, "gone, lost"),
        (
            cm.ColumnMap(constants={"mjoa_sphincter": 3}),
            {},
            "a constant and the column",
        ),
        (cm.ColumnMap(columns={"z": "mjoa_sphincter"}), {}, "z and the column"),
        ({"z": "mjoa_sphincter"}, {}, "z and the column"),
        (
            cm.ColumnMap(),
            {"values": {"opll": {"x": "absent"}}},
            "Put them into the map",
        ),
        (["z"], {}, "expected a ColumnMap or a dict"),
        ({"z": None}, {}, "expected names of columns"),
        ({}, {"values": {5: {}}}, "expected names of quantities"),
        ({}, {"missing_columns": "Unknown"}, 'allowed: "error", "unknown"'),
    ],
)
def test_a_map_that_does_not_fit_the_frame(columns, more, said):
    """What the frame does not have, or has twice, is an error before any answer."""
    frame = pl.DataFrame({q.name: [1] for q in cm.mjoa_total.inputs} | {"z": [1]})
    with pytest.raises(CohortError, match=re.escape(said)):
        assess_cohort(frame, "mjoa_total", columns=columns, **more)


@every_engine
def test_a_lacking_column_is_not_recorded_when_asked_for(engine):
    """Without a column each row is answered as a person without this value."""
    rule = cm.mjoa_total
    table = pa.table(
        {"row": [0, 1], "mjoa_motor_lower": [5, 9], "mjoa_sensory_upper": [2, 2]}
    )
    made = assess_cohort(
        ENGINES[engine](table), rule, bounds=True, missing_columns="unknown"
    )
    assert_alike(made, rule, table.drop_columns("row").to_pylist())


def test_every_rule_answers_when_lacking_columns_are_not_recorded():
    """Without named rules, all of them are applied."""
    made = assess_cohort(pl.DataFrame({"age_years": [61]}), missing_columns="unknown")
    assert set(cm.rules) < set(made.columns)


def test_an_optional_column_may_be_lacking():
    """What a map calls optional is not recorded where it is missing."""
    columns = cm.ColumnMap(columns={"arm": "mjoa_motor_upper"}, optional=["arm"])
    frame = pl.DataFrame({q.name: [2] for q in cm.mjoa_total.inputs[1:]})
    assert cm.mjoa_total not in rules_for(frame, columns).applied
    made = assess_cohort(
        frame, "mjoa_total", bounds=True, columns=columns, missing_columns="unknown"
    )
    assert made["mjoa_total_low"].to_list() == [6]


def test_missing_columns_are_all_named_at_once():
    """One error names every column that any of the rules needs."""
    frame = pl.DataFrame({"mjoa_motor_lower": [5]})
    with pytest.raises(MissingColumnError) as caught:
        assess_cohort(frame, "mjoa_total", "article_outlook_factors")
    needed = {
        each.name
        for rule in (cm.mjoa_total, cm.rules["article_outlook_factors"])
        for each in rule.inputs
    } - {"mjoa_motor_lower"}
    assert all(name in str(caught.value) for name in needed)


@pytest.mark.parametrize(
    ("present", "hint"),
    [
        (["mjoa_motor_lower", "joa_motor_upper", "pmjoa_motor_upper"], None),
        (
            ["MJOA Motor-Upper", "mjoa_motor_uppr", "mjoa_motor_lower"],
            "MJOA Motor-Upper",
        ),
        (["mjoa_motor_uppr", "mjoa_motor_lower"], "mjoa_motor_uppr"),
    ],
)
def test_no_other_quantity_is_offered_as_a_spelling(present, hint):
    """A hint is a column that is no quantity, first one that is equal but for case."""
    frame = pl.DataFrame({name: [1] for name in present})
    with pytest.raises(MissingColumnError) as caught:
        assess_cohort(frame, "mjoa_total")
    hints = re.findall(r"There is (.*?): did you mean (\w+)\?", str(caught.value))
    assert hints == ([(hint, "mjoa_motor_upper")] if hint else [])


@pytest.mark.parametrize(
    ("columns", "rules", "enough"),
    [
        (["mJOA"], ["mjoa_severity"], "mjoa_total or mjoa_severity"),
        (["mJOA", "mjoa_sphincter"], ["mjoa_total", "mjoa_severity"], "mjoa_total"),
        (["x"], ["torg_pavlov"], "torg_pavlov_ratio or torg_pavlov"),
        (["x"], ["ao_spine_2017"], None),
        (["x"], ["mjoa_severity", "ndi_disability"], None),
        (["x"], ["article_risk_factors"], None),
    ],
)
def test_what_is_enough_in_place_of_missing_columns_is_said(columns, rules, enough):
    """A recorded answer is named where it alone would do, and a column like it."""
    frame = pl.DataFrame({name: [3] for name in columns})
    with pytest.raises(MissingColumnError) as caught:
        assess_cohort(frame, *rules)
    said = re.search(r"A column (.*) in their place is enough", str(caught.value))
    assert (said and said[1]) == enough
    if "mJOA" in columns:
        assert "There is mJOA: did you mean mjoa_total?" in str(caught.value)
    for name in (enough or "").split(" or ") if enough else ():
        made = assess_cohort(frame.select(pl.lit(None).alias(name)), *rules)
        assert made.height == 1


def test_a_row_of_pandas_is_answered_as_the_frame():
    """The dict that pandas makes of a row, with its floats and NaN, is that row."""
    frame = pd.DataFrame(
        {
            "mjoa_motor_upper": [3, None, 6],
            "mjoa_motor_lower": [5, 5, 5],
            "mjoa_sensory_upper": [2, 2, 2],
            "mjoa_sphincter": [3, 2, 2],
        }
    )
    made = assess_cohort(frame, "mjoa_total", bounds=True)
    ends = ("", "_low", "_high", "_status")
    for place, row in enumerate(frame.to_dict("records")):
        cells = [made[f"mjoa_total{end}"].iloc[place] for end in ends]
        cells = [None if pd.isna(each) else each for each in cells]
        assert all(map(same, expected(cm.mjoa_total(row)), cells))
        assert cm.mjoa_total(frame.iloc[place]) == cm.mjoa_total(row)


@every_engine
def test_yes_and_no_in_every_way_that_files_have(engine):
    """Words, numbers and booleans for yes and no mean the same in a frame and a row."""
    rule = rule_of("neck_pain")
    ways = [
        pa.array(["yes", "No", "T", "f", "1.0", "0", "unknown", "", "2", None]),
        pa.array([1, 0, None, 2, 0]),
        pa.array([1.0, 0.0, None, 0.5, 0.0]),
        pa.array([True, False, None]),
        pa.array(["Y", "N", None]).dictionary_encode(),
    ]
    for cells in ways:
        table = pa.table({"row": range(len(cells)), "neck_pain": cells})
        made = assess_cohort(ENGINES[engine](table), rule, bounds=True)
        assert_alike(made, rule, [{"neck_pain": each} for each in cells.to_pylist()])


def test_the_clinic_example_is_read_alike():
    """The shipped table gives in a frame what it gives in the shell."""
    path = "examples/clinic.csv"
    people = [Case(each.patient) for each in read_table(path)]
    frames = [pl.read_csv(path, infer_schema_length=None), pd.read_csv(path)]
    for frame in frames:
        for rule in rules_for(frame).applied:
            made = assess_cohort(frame, rule, bounds=True)
            status = nw.from_native(made)[f"{rule.name}_status"].to_list()
            assert status == [rule(each).status for each in people]
