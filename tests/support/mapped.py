"""A column map with everything that maps can say, and what cells mean by it."""

import pyarrow as pa

import cervmyelo as cm
from cervmyelo.criteria import AtLeast, Is, OneOf
from cervmyelo.forms import Counted, Tally
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Choice, Fact, Measure

CITE = cm.mjoa_total.cite

MAP = cm.ColumnMap(
    columns={
        "sex": "sex_at_birth",
        "canal_cm": "canal_diameter_mm",
        "dur": "symptom_duration_months",
        "arm": "mjoa_motor_upper",
        "tob": "smoker",
    },
    sides={
        "hoffmann_sign": ["hoffmann_r", "hoffmann_l"],
        "grip_strength_kg": ["grip_r", "grip_l"],
    },
    age={"born": "dob", "seen": "visit"},
    values={
        "sex_at_birth": {"M": "male", "F": "female"},
        "smoker": {"2": False, "1": True},
        "mjoa_sphincter": {"normal": 3},
    },
    missing=["-99"],
    missing_values={"smoker": ["9"]},
    numbered=["mjoa_motor_upper"],
    units={"canal_diameter_mm": "cm", "symptom_duration_months": "years"},
    completed=["symptom_duration_months"],
    constants={"mri_done": True},
)
WRONG = object()

# What the cells of a row are in text, and what they mean by the map above.
CELLS = {
    "sex_at_birth": {
        ("M",): "male",
        ("f",): "female",
        (" F ",): "female",
        ("male",): WRONG,
        ("n/a",): None,
    },
    "canal_diameter_mm": {
        ("1.3",): 13.0,
        ("0.29",): 2.9,
        ("13",): WRONG,
        ("-99",): None,
        ("wide",): WRONG,
    },
    "symptom_duration_months": {
        ("1.5",): 18,
        ("1.2",): 14,
        ("0",): 0,
        ("0.005",): 0,
        ("0.008",): 0,
        ("-0.001",): WRONG,
        ("121",): WRONG,
    },
    "mjoa_motor_upper": {
        ("3 (some of it)",): 3,
        ("5: full",): 5,
        ("4",): 4,
        ("0 - none",): 0,
        ("6 (more)",): WRONG,
        ("3 (or 4)",): WRONG,
        ("3-4",): WRONG,
        ("3 some",): WRONG,
        ("",): None,
    },
    "mjoa_sphincter": {("Normal",): 3, ("2.0",): 2, ("high",): WRONG},
    "smoker": {("1",): True, ("2.0",): False, ("9",): None, ("yes",): WRONG},
    "hoffmann_sign": {
        ("Y", "n"): True,
        ("0", "1.0"): True,
        ("", "TRUE"): True,
        ("no", "F"): False,
        ("no", ""): None,
        ("", ""): None,
        ("yes", "maybe"): WRONG,
    },
    "grip_strength_kg": {
        ("20", "25.5"): 20.0,
        ("30", "11"): 11.0,
        ("30", ""): None,
        ("-1", "20"): WRONG,
    },
    "age_years": {
        ("2000-02-29", "2023-02-28"): 22,
        ("2000-02-29", "2023-03-01"): 23,
        ("2000-02-29", "2024-02-28"): 23,
        ("2000-02-29", "2024-02-29"): 24,
        ("1961-06-02", "2021-06-01"): 59,
        ("1961-06-02", "2021-06-02"): 60,
        ("1961-06-02", "2021-06-02 08:30"): 60,
        ("2021-06-02", "2021-06-02"): 0,
        ("2021-06-03", "2021-06-02"): WRONG,
        ("1890-01-01", "2021-06-02"): WRONG,
        ("1999-02-29", "2021-06-02"): WRONG,
        ("1999-13-01", "2021-06-02"): WRONG,
        ("02.06.1961", "2021-06-02"): WRONG,
        ("61", ""): WRONG,
        ("", "2021-06-02"): None,
    },
}
PLACES = {
    "hoffmann_sign": ["hoffmann_r", "hoffmann_l"],
    "grip_strength_kg": ["grip_r", "grip_l"],
    "age_years": ["dob", "visit"],
    "sex_at_birth": ["sex"],
    "canal_diameter_mm": ["canal_cm"],
    "symptom_duration_months": ["dur"],
    "mjoa_motor_upper": ["arm"],
    "smoker": ["tob"],
    "mjoa_sphincter": ["mjoa_sphincter"],
}


def columns_of(name):
    """The columns of a quantity as text, and what each row means."""
    rows = CELLS[name]
    cells = zip(*rows, strict=True)
    return dict(zip(PLACES[name], map(list, cells), strict=True)), [*rows.values()]


def rule_of(name, numbers=()):
    """A rule whose answer gives away what is recorded of a quantity."""
    quantity = QUANTITIES[name]
    match quantity:
        case Fact():
            criteria = [Is(quantity)]
        case Choice(levels=levels):
            criteria = [OneOf(quantity, levels[1:])]
        case Measure():
            criteria = [AtLeast(quantity, each) for each in sorted({*numbers})]
    counted = (
        Counted(name=f"c{place}", label="c", when=each, cite=CITE)
        for place, each in enumerate(criteria)
    )
    return Tally(counted=tuple(counted), name="shown", label="shown", cite=CITE)


def table_of(name):
    """The columns of the map as strings, empty but for those of one quantity."""
    columns, meant = columns_of(name)
    rest = {c: pa.nulls(len(meant), pa.string()) for n in PLACES for c in PLACES[n]}
    table = pa.table({"row": range(len(meant)), **rest, **columns})
    numbers = [each for each in meant if each is not None and each is not WRONG]
    cases = [{name: "?" if each is WRONG else each} for each in meant]
    return table, rule_of(name, numbers), cases
