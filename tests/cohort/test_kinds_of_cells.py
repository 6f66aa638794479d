"""Columns of odd kinds: each cell is answered as for one person, or flagged alone."""

import datetime as dt
import enum
import math
import uuid
from decimal import Decimal
from fractions import Fraction

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from frames import ENGINES, read_back

import cervmyelo as cm
from cervmyelo.cohort import CohortError, assess_cohort, change_over_time, summarise
from cervmyelo.cohort.engines import engine_of
from cervmyelo.cohort.maps import held_by
from cervmyelo.errors import CervmyeloError
from cervmyelo.quantity import typed_value

REST = {"mjoa_motor_lower": 5, "mjoa_sensory_upper": 2, "mjoa_sphincter": 3}
every_engine = pytest.mark.parametrize("engine", ENGINES)


def rest(rows):
    """The other items of some rows."""
    return {name: [cell] * rows for name, cell in REST.items()}


def of_cells(cells):
    """A frame of pandas whose first item has cells of any kind."""
    own = pd.Series(cells, dtype=object)
    return pd.DataFrame({"mjoa_motor_upper": own, **rest(len(cells))})


def shown(made):
    """The status of each row, and whether something is said about it."""
    status = listed_in(made, "mjoa_total_status")
    problems = [each is not None for each in listed_in(made, "problems")]
    return list(zip(status, problems, strict=True))


def listed_in(frame, name):
    """A column of a frame in memory as a list."""
    if isinstance(frame, pd.DataFrame):
        return [None if pd.isna(cell) else cell for cell in frame[name]]
    return frame[name].to_pylist()


REFUSED, OPEN = ("refused", True), ("undecided", False)
CELLS = {
    "a dot": ([3, 4, 5, "."], [13, 14, 15, REFUSED]),
    "a blank": ([3, None, ""], [13, OPEN, REFUSED]),
    "a boolean": ([True, 3, False], [REFUSED, 13, REFUSED]),
    "a boolean of NumPy": ([np.True_, 3], [REFUSED, 13]),
    "a long number": ([3, 10**30, -(10**400)], [13, REFUSED, REFUSED]),
    "a date": ([dt.date(2024, 1, 1), 4], [REFUSED, 14]),
    "a fraction": ([3, 3.5, 3.0], [13, REFUSED, 13]),
    "bytes, a list and a map": ([b"3", [3], {}, 3], [REFUSED] * 3 + [13]),
    "a complex number": ([3 + 0j, 3], [REFUSED, 13]),
    "not a number": ([math.nan, math.inf, "x", 3], [OPEN, REFUSED, REFUSED, 13]),
    "all that is missing": ([pd.NA, pd.NaT, None, "x", 3], [OPEN] * 3 + [REFUSED, 13]),
    "numbers of NumPy": ([np.int8(3), np.float32(4), "x"], [13, 14, REFUSED]),
    "identifiers": ([uuid.UUID(int=3), 3], [REFUSED, 13]),
    "long decimals": (
        [
            Decimal("3.00000000000000000001"),
            Decimal("5.00000000000000000001"),
            Decimal("-0.00000000000000000001"),
            Decimal(3),
            "x",
        ],
        [REFUSED, REFUSED, REFUSED, 13, REFUSED],
    ),
    "decimals alone": (
        [Decimal("3.00000000000000000001"), Decimal("5.00000000000000000001")],
        [REFUSED, REFUSED],
    ),
    "exact thirds": ([Fraction(1, 3), Fraction(9, 3), 2], [REFUSED, 13, 12]),
}


@pytest.mark.parametrize(("cells", "want"), CELLS.values(), ids=CELLS)
def test_one_bad_cell_refuses_its_row_alone(cells, want):
    """In a column of Python objects, each cell is read as what it is."""
    made = assess_cohort(of_cells(cells), "mjoa_total", bounds=True)
    wanted = [each if isinstance(each, tuple) else ("ok", False) for each in want]
    assert shown(made) == wanted
    values = [None if isinstance(each, tuple) else each for each in want]
    assert listed_in(made, "mjoa_total") == values


@pytest.mark.parametrize(("cells", "want"), CELLS.values(), ids=CELLS)
def test_each_cell_is_that_of_one_person(cells, want):
    """Python's own numbers, words and booleans are read as for one person."""
    for cell, each in zip(cells, want, strict=True):
        if type(cell) in (int, bool, str, list, dict, bytes):
            found = cm.mjoa_total({"mjoa_motor_upper": cell, **REST})
            assert found.value == (None if isinstance(each, tuple) else each)


class Points(enum.IntEnum):
    """Points of an item."""

    THREE = 3
    YES = 1


OF_OTHERS = {
    "a decimal": Decimal("3.0"),
    "a decimal of one": Decimal(1),
    "a long decimal": Decimal("3.00000000000000000001"),
    "a fraction": Fraction(3),
    "half a fraction": Fraction(7, 2),
    "an enumeration": Points.THREE,
    "an enumeration of one": Points.YES,
    "no number": Decimal("NaN"),
    "a signal": Decimal("sNaN"),
    "an array without axes": np.array(3),
    "an array": np.array([3]),
    "a long float": np.longdouble(3),
    "a short float": np.float16(3),
    "an unsigned number": np.uint8(1),
    "a word of NumPy": np.str_("yes"),
    "a span": np.timedelta64(3, "D"),
    "a short span": np.timedelta64(3, "ns"),
    "a moment": np.datetime64(3, "ns"),
    "no moment": np.datetime64("NaT"),
    "no span": np.timedelta64("NaT"),
}


@pytest.mark.parametrize("cell", OF_OTHERS.values(), ids=OF_OTHERS)
def test_values_of_other_libraries_are_read_alike(cell):
    """A number is one whatever its class; a span of time is none, however short."""
    rules = {"mjoa_total": "mjoa_motor_upper", "cook_cluster": "babinski_sign"}
    for name, quantity in rules.items():
        cells = pd.Series([cell, None], dtype=object)
        made = assess_cohort(
            pd.DataFrame({quantity: cells}),
            name,
            bounds=True,
            missing_columns="unknown",
        )
        found = cm.rules[name]({quantity: cell})
        wanted = [found.status, getattr(found.low, "code", found.low)]
        got = [listed_in(made, f"{name}_{end}")[0] for end in ("status", "low")]
        assert got == wanted, name


def test_numbers_of_a_class_of_their_own():
    """A model takes a number of a subclass, as it takes such a word, as it is."""
    kept = cm.MJOA(motor_upper=Points.THREE)
    assert type(kept.motor_upper) is int
    kept = cm.Patient(symptom_duration_months=np.float64(3.5))
    assert type(kept.symptom_duration_months) is float
    with pytest.raises(CervmyeloError, match="a boolean"):
        cm.MJOA(motor_upper=True)


def test_values_of_several_kinds_are_mapped():
    """A map of values reads the words and the numbers of such a column alike."""
    frame = of_cells([3, 4, ".", True, "five"])
    meanings = {".": None, 4: 1, True: 2, "five": 5}
    made = assess_cohort(
        frame, "mjoa_total", bounds=True, values={"mjoa_motor_upper": meanings}
    )
    assert listed_in(made, "mjoa_total") == [13, 11, None, 12, 15]
    assert listed_in(made, "mjoa_total_status")[2] == "undecided"


def test_facts_and_choices_of_several_kinds():
    """A yes or no and a choice are read from such a column too."""
    blank = {q.name: [None] * 4 for q in cm.rules["article_risk_factors"].inputs}
    frame = pd.DataFrame(
        {
            **blank,
            "rheumatoid_arthritis": pd.Series([True, 1, "yes", None], dtype=object),
            "opll": pd.Series(["present", 1, True, "absent"], dtype=object),
        }
    )
    made = assess_cohort(frame, "article_risk_factors", bounds=True, explain=True)
    low = listed_in(made, "article_risk_factors_low")
    assert low == [2, None, None, 0]
    status = listed_in(made, "article_risk_factors_status")
    assert status == ["undecided", "refused", "refused", "undecided"]


ARRAYS = {
    "sparse": lambda: pd.Series(pd.arrays.SparseArray([3, 0, 0])),
    "long floats": lambda: pd.Series(np.array([3, 0, 0], dtype=np.longdouble)),
    "half floats": lambda: pd.Series(np.array([3, 0, 0], dtype=np.float16)),
    "categories": lambda: pd.Series([3, 0, 0], dtype="category"),
    "categories of kinds": lambda: pd.Series([3, "0", 0]).astype("category"),
}


@pytest.mark.parametrize("name", ARRAYS)
def test_arrays_of_pandas(name):
    """Numbers are numbers in whatever array of pandas they are."""
    own = ARRAYS[name]()
    frame = pd.DataFrame({**rest(3)}).assign(mjoa_motor_upper=own)
    made = assess_cohort(frame, "mjoa_total")
    want = [13, None if "kinds" in name else 10, 10]
    assert listed_in(made, "mjoa_total") == want


LONG = Decimal("3.00000000000000000001")
NUMBERS = {
    "decimal128": pa.array([LONG, Decimal(3), None], pa.decimal128(38, 20)),
    "decimal256": pa.array([LONG, Decimal(3), None], pa.decimal256(70, 20)),
    "union": pa.UnionArray.from_sparse(
        pa.array([1, 0, 0], pa.int8()),
        [pa.array([None, 3, None], pa.int64()), pa.array(["x", "", ""])],
    ),
    "run ends": pa.RunEndEncodedArray.from_arrays(
        pa.array([1, 2, 3], pa.int32()), pa.array([9, 3, None])
    ),
    "dictionary": pa.array([9, 3, None]).dictionary_encode(),
}


@pytest.mark.parametrize("cells", NUMBERS.values(), ids=NUMBERS)
def test_numbers_of_arrow(cells):
    """Numbers of every type of Arrow are answered, and other cells are flagged."""
    table = pa.table({"mjoa_motor_upper": cells, **rest(3)})
    frames = [table, pd.DataFrame(rest(3))]
    frames[1]["mjoa_motor_upper"] = pd.Series(cells, dtype=pd.ArrowDtype(cells.type))
    for frame in frames:
        made = assess_cohort(frame, "mjoa_total", bounds=True)
        assert listed_in(made, "mjoa_total") == [None, 13, None]
        assert shown(made) == [REFUSED, ("ok", False), OPEN]


OTHERS = {
    "interval": pa.array([(1, 2, 3), None], pa.month_day_nano_interval()),
    "list": pa.array([[3], None]),
    "structure": pa.array([{"a": 3}, None]),
    "map": pa.array([[("a", 3)], None], pa.map_(pa.string(), pa.int64())),
    "list view": pa.array([[3], None], pa.list_view(pa.int64())),
    "deep decimal": pa.array([[Decimal(3)], None], pa.list_(pa.decimal256(70, 2))),
    "identifier": pa.array([b"x" * 16, None], pa.uuid()),
    "bytes": pa.array([b"3", None]),
    "fixed bytes": pa.array([b"3", None], pa.binary(1)),
    "time": pa.array([1, None], pa.time32("s")),
    "duration": pa.array([1, None], pa.duration("s")),
}


@pytest.mark.parametrize("cells", OTHERS.values(), ids=OTHERS)
def test_what_is_no_number_is_flagged(cells):
    """A cell of another type of Arrow is invalid, and in nobody's way elsewhere."""
    made = assess_cohort(
        pa.table({"mjoa_motor_upper": cells, **rest(2)}), "mjoa_total", bounds=True
    )
    assert shown(made) == [REFUSED, OPEN]
    items = {"mjoa_motor_upper": [3, 3], **rest(2)}
    beside = assess_cohort(pa.table({"other": cells, **items}), "mjoa_total")
    assert beside["other"].type == cells.type
    assert beside["mjoa_total"].to_pylist() == [13, 13]
    counts = summarise(pa.table({"other": cells, **items}), "mjoa_total")
    assert counts["n"].to_pylist() == [2, 0, 0]
    visits = {"who": ["a", "a"], "day": [0, 1], "mjoa_total": [12, 15]}
    changed = change_over_time(
        pa.table({"other": cells, **visits}), person="who", on="day"
    )
    assert changed["mjoa_change_from_last"].to_pylist() == [None, 3.0]


@pytest.mark.parametrize("kind", ["interval", "list", "structure", "map", "list view"])
def test_what_forms_no_groups_and_is_no_time(kind):
    """Where such values cannot be compared, that is a clear error."""
    cells = OTHERS[kind]
    items = {"mjoa_motor_upper": [3, 3], **rest(2)}
    with pytest.raises(CohortError, match="other: the values of this column cannot"):
        summarise(pa.table({"other": cells, **items}), "mjoa_total", by="other")
    visits = pa.table({"who": ["a", "a"], "day": cells, "mjoa_total": [12, 15]})
    with pytest.raises(CohortError, match="day: expected dates, times, numbers"):
        change_over_time(visits, person="who", on="day")


TYPES = ["3::BIGNUM", "uuid()", "'101'::BIT", "'10:00:00+01'::TIMETZ"]
TYPES += ["union_value(a := 3)", "'3'::BLOB", "map{'a': 3}", "[3]", "{'a': 3}"]
TYPES += ["interval 3 day", "'3'::JSON", "'3'::ENUM('3')"]


@pytest.mark.parametrize("cell", TYPES)
def test_types_of_duckdb_that_few_engines_have(cell):
    """A cell of such a type is invalid, and not a cell without anything in it."""
    sql = ", ".join(f"{cell} as {name}" for name, cell in REST.items())
    own = duckdb.connect()
    made = assess_cohort(
        own.sql(f"select {cell} as mjoa_motor_upper, {sql}"),
        "mjoa_total",
        bounds=True,
    )
    ((*_, status, problems),) = made.fetchall()
    assert status == "refused"
    assert problems.startswith("mjoa_motor_upper: invalid value")
    visits = own.sql(f"select 'a' who, 1 as day, {cell} as mjoa_total")
    changed = change_over_time(visits, person="who", on="day").fetchall()
    assert "invalid value" in changed[0][-1]
    nothing = own.sql(f"select null as mjoa_motor_upper, {sql}")
    ((*_, status, problems),) = assess_cohort(
        nothing, "mjoa_total", bounds=True
    ).fetchall()
    assert (status, problems) == ("undecided", None)


HALVES = [
    ("3.00000000000000000001", None),
    ("2.99999999999999999999", None),
    ("5.00000000000000000001", None),
    ("-0.00000000000000000001", None),
    ("1e10", None),
    ("3", 13),
    ("0", 10),
]


def test_a_decimal_is_to_one_person_what_it_is_in_a_frame():
    """A row of a database holds decimals; they were refused for one person alone."""
    items = {name: column[0] for name, column in rest(1).items()}
    for text, want in HALVES:
        row = {"mjoa_motor_upper": Decimal(text), **items}
        assert cm.mjoa_total(row).value == want
    joa = {q.name: 0 for q in cm.rules["joa1994_total"].inputs}
    for text, want in (("1.5", 1.5), ("1.50000000000000000001", None), ("1.25", None)):
        row = joa | {"joa1994_motor_lower": Decimal(text)}
        assert cm.joa1994_total(row).value == want
    assert cm.mjoa_total(items | {"mjoa_motor_upper": Decimal("sNaN")}).low == 10
    assert typed_value(cm.quantities["smoker"], Decimal("1.00")) is True
    with pytest.raises(cm.CervmyeloError):
        typed_value(cm.quantities["smoker"], Decimal("1.01"))


@every_engine
def test_decimals_are_compared_exactly(engine):
    """A decimal that a float would round is what it is, on every engine."""
    cells = [Decimal(text) for text, _ in HALVES]
    table = pa.table(
        {
            "row": range(len(cells)),
            "mjoa_motor_upper": pa.array(cells, pa.decimal128(38, 20)),
            **rest(len(cells)),
        }
    )
    made = assess_cohort(ENGINES[engine](table), "mjoa_total")
    got = read_back(made, ["mjoa_total"])["mjoa_total"]
    assert got == [want for _, want in HALVES]
    # Half points, and a measure without steps.
    joa = {q.name: [0] * 4 for q in cm.rules["joa1994_total"].inputs}
    name = "joa1994_motor_lower"
    halves = ["1.5", "1.50000000000000000001", "1.25", "4.00000000000000000001"]
    joa |= {name: pa.array([*map(Decimal, halves)], pa.decimal128(38, 20))}
    made = assess_cohort(
        ENGINES[engine](pa.table({"row": range(4), **joa})), "joa1994_total"
    )
    assert read_back(made, ["joa1994_total"])["joa1994_total"] == [
        1.5,
        None,
        None,
        None,
    ]
    digits = ["9.99999999999999999999", "10.00000000000000000001", "10", "13"]
    digits += ["12.99999999999999999999", "13.00000000000000000001", "12.5"]
    cells = [*map(Decimal, digits)]
    canal = {"canal_diameter_mm": pa.array(cells, pa.decimal128(38, 20))}
    table = pa.table({"row": range(len(cells)), **canal})
    made = assess_cohort(ENGINES[engine](table), "canal_stenosis")
    want = [cm.canal_stenosis({"canal_diameter_mm": cell}).value for cell in cells]
    got = read_back(made, ["canal_stenosis"])["canal_stenosis"]
    assert got == [each.code for each in want]
    texts = ["0.33333333333333333333", "1.00000000000000000001", "1", "0"]
    cells = pa.array([*map(Decimal, texts)], pa.decimal128(38, 20))
    table = pa.table(
        {"row": range(4), "pretest_probability": cells, "babinski_sign": [True] * 4}
    )
    made = assess_cohort(ENGINES[engine](table), "babinski_probability")
    got = read_back(made, ["babinski_probability"])["babinski_probability"]
    case = {"pretest_probability": 1 / 3, "babinski_sign": True}
    assert got[0] == pytest.approx(cm.rules["babinski_probability"](case).value)
    assert got[1:] == [None, 1, 0]


@pytest.mark.parametrize("closed", ["left", "right", "both", "neither"])
def test_groups_of_pandas_keep_their_type(closed):
    """Intervals, periods and ordered categories form groups and come back as such."""
    bins = pd.interval_range(0, 20, periods=2, closed=closed)
    months = pd.PeriodIndex(["2024-02", "2024-01", "2024-02"], freq="M")
    words = pd.Categorical(["late", "early", "late"], ["late", "early"], ordered=True)
    columns = {
        "interval": pd.Series(bins[[1, 0, 1]]),
        "month": pd.Series(months),
        "word": pd.Series(words),
    }
    frame = pd.DataFrame({"mjoa_motor_upper": [3, 3, 3], **rest(3)}).assign(**columns)
    for name, cells in columns.items():
        made = summarise(frame, "mjoa_total", by=name)
        assert made[name].dtype == cells.dtype
        first = made[made["n"] > 0]
        assert first[name].tolist() == sorted(set(cells), key=_order(cells))
        assert sorted(first["n"]) == [1, 2]
    missing = frame.assign(interval=frame["interval"].where([True, False, True]))
    made = summarise(missing, "mjoa_total", by="interval")
    assert made["interval"].isna().tolist() == [False] * 3 + [True] * 3


def _order(cells):
    if isinstance(cells.dtype, pd.CategoricalDtype):
        return list(cells.dtype.categories).index
    return lambda cell: cell


def test_people_of_any_kind():
    """People can be named by values of several kinds, and none is taken for another."""
    who = [uuid.UUID(int=1), uuid.UUID(int=1), uuid.UUID(int=2), 7, "7", 7]
    frame = pd.DataFrame(
        {
            "who": pd.Series(who, dtype=object),
            "day": [0, 1, 0, 0, 0, 1],
            "mjoa_total": [12, 15, 9, 8, 7, 9],
        }
    )
    made = change_over_time(frame, person="who", on="day")
    got = [None if pd.isna(each) else each for each in made["mjoa_change_from_last"]]
    assert got == [None, 3, None, None, None, 1]


@every_engine
@pytest.mark.parametrize("kind", [pa.int32(), pa.int64()], ids=str)
def test_the_missing_value_of_r(engine, kind):
    """An integer by which R stores NA is invalid, and its message says what it is."""
    cells = pa.array([3, -(2**31), 9], kind)
    table = pa.table({"row": range(3), "mjoa_motor_upper": cells, **rest(3)})
    made = assess_cohort(ENGINES[engine](table), "mjoa_total")
    got = read_back(made, ["mjoa_total", "problems"])
    assert got["mjoa_total"] == [13, None, None]
    assert got["problems"][0] is None
    assert "R stores a missing value (NA)" in got["problems"][1]
    assert "missing value" not in got["problems"][2]
    workup = {q.name: pa.array([1, -(2**31)], kind) for q in cm.article_workup.inputs}
    made = assess_cohort(
        ENGINES[engine](pa.table({"row": range(2), **workup})), "article_workup"
    )
    one, other = read_back(made, ["problems"])["problems"]
    assert "missing value (NA)" in other
    assert "missing value (NA)" not in (one or "")


def test_the_missing_value_of_r_for_one_person():
    """It says so for one person, in whatever kind of quantity it stands."""
    for name in ("mjoa_sphincter", "gait_examined", "opll", "torg_pavlov_ratio"):
        if name in cm.quantities:
            with pytest.raises(
                cm.CervmyeloError, match=r"stores a missing value \(NA\)"
            ):
                cm.quantities[name].check(-(2**31))


@pytest.mark.parametrize("columns", [None, cm.ColumnMap()], ids=["names", "map"])
def test_a_yes_or_no_in_cells_of_several_kinds(columns):
    """Each cell is a yes or no as it would be in a column of its kind."""
    cells = [True, False, "Yes", "n", 1, 0, 1.0, None, "maybe", 2, 0.5, [1]]
    meant = [True, False, True, False, True, False, True, None, *["wrong"] * 4]
    frame = pd.DataFrame({"babinski_sign": pd.Series(cells, dtype="object")})
    frame["pretest_probability"] = 0.3
    made = assess_cohort(frame, "babinski_probability", columns=columns)
    answers = listed_in(made, "babinski_probability")
    assert [None if each is None else each > 0.3 for each in answers] == [
        None if each == "wrong" else each for each in meant
    ]
    problems = listed_in(made, "problems")
    assert [each is not None for each in problems] == [e == "wrong" for e in meant]


def test_words_and_numbers_by_a_map():
    """A map translates the words of a mixed column, and scales its numbers."""
    columns = cm.ColumnMap(
        units={"age_years": "months"},
        completed=["age_years"],
        missing_values={"age_years": ["unknown", "-9"]},
    )
    cells = ["732", 732, 732.0, "unknown", -9, None, "old", True]
    frame = pd.DataFrame({"age_years": pd.Series(cells, dtype="object")})
    engine = engine_of(frame)
    held = held_by(columns, None, engine.schema)
    read = held.read(engine.dialect, cm.quantities["age_years"])
    got = engine.rows().select(value=read.value, invalid=read.invalid)
    assert got["value"].to_list() == [61, 61, 61, *[None] * 5]
    assert got["invalid"].to_list() == [*[False] * 6, True, True]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_yes_or_no_as_a_decimal(engine):
    """A decimal is a yes or no if it is exactly one or zero."""
    cells = [Decimal("1.00"), Decimal("0.00"), Decimal("1.01"), None]
    table = pa.table(
        {
            "row": range(4),
            "babinski_sign": pa.array(cells, pa.decimal128(6, 2)),
            "pretest_probability": [0.3] * 4,
        }
    )
    made = assess_cohort(ENGINES[engine](table), "babinski_probability")
    got = read_back(made, ["babinski_probability", "problems"])
    answers = got["babinski_probability"]
    assert answers[0] > 0.3 > answers[1]
    assert answers[2:] == [None, None]
    assert [each is not None for each in got["problems"]] == [False] * 2 + [True, False]


HALF = "\ud800"


def test_half_of_a_surrogate_pair_is_a_bad_cell():
    """A string that is not Unicode refuses its own row and no other."""
    made = assess_cohort(of_cells([HALF, 3]), "mjoa_total", bounds=True)
    assert listed_in(made, "mjoa_total") == [None, 13]
    assert HALF not in str(listed_in(made, "problems"))


@pytest.mark.parametrize(
    "asked", [{"suffix": HALF}, {"columns": {HALF: "mjoa_motor_upper"}}]
)
def test_names_that_are_not_unicode_are_refused(asked):
    """No error of Python leaves a function on frames for half of a surrogate pair."""
    frame = of_cells([3])
    (quantity,) = asked.get("columns", {HALF: ""}).values()
    names = [HALF if name == quantity else name for name in frame.columns]
    frame.columns = pd.Index(names, dtype=object)
    with pytest.raises(cm.CervmyeloError, match="not Unicode"):
        assess_cohort(frame, "mjoa_total", **asked)


@pytest.mark.parametrize("nothing", [None, math.nan, pd.NA, pd.NaT], ids=repr)
def test_a_row_without_a_reason_is_answered_as_in_the_frame(nothing):
    """What pandas writes for no reason is none, in a row as in a column."""
    made = of_cells([3, None]).assign(mjoa_motor_upper_missing=[nothing, "refused"])
    graded = assess_cohort(made, "mjoa_total", bounds=True)
    assert graded["mjoa_total_status"].tolist() == ["ok", "undecided"]
    for (_, row), status in zip(made.iterrows(), ("ok", "undecided"), strict=True):
        assert cm.mjoa_total(row).status == status
        assert cm.mjoa_total(row.to_dict()).status == status
