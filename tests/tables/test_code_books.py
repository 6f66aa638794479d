"""Maps drawn from code books, maps that are shipped, and maps written as TOML."""

import csv
import datetime as dt
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cervmyelo as cm
from cervmyelo.column_maps import SHIPPED
from cervmyelo.column_maps.column_map import EVERY
from cervmyelo.column_maps.drafts import not_understood
from cervmyelo.errors import CervmyeloError, DocumentError, UnknownNameError
from cervmyelo.io import inspect_table, open_table, read_table
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Choice, Fact, Measure
from cervmyelo.units import factor_between, unit_named, units_for

HEAD = (
    '"Variable / Field Name","Form Name","Section Header","Field Type","Field Label",'
    '"Choices, Calculations, OR Slider Labels"\n'
)
DICTIONARY = HEAD + (
    'study_id,basics,,text,"Study number",\n'
    "age,basics,,text,Age,\n"
    'sex,basics,,radio,"Sex","1, Male | 2, Female | 9, Unknown"\n'
    'Smoker,basics,,dropdown,"Smokes","1, Yes | 2, No | 8, Refused"\n'
    "neck_pain,exam,,yesno,Neck pain,\n"
    'mjoa_motor_upper,exam,,radio,"Hands","1, 0 (none) | 2, 1 (a) | 3, 2 (b) '
    '| 4, 3 (c) | 5, 4 (d) | 6, 5 (full) | 99, Missing"\n'
    'mjoa_sphincter,exam,,radio,"Bladder","0, a | 1, b | 2, c | 3, d"\n'
    'mjoa_motor_lower,exam,,radio,"Legs","1, a | 2, b | 3, c | 4, d"\n'
    'opll,exam,,radio,"Ligament","1, thick | 2, thin"\n'
    'signs,exam,,checkbox,"Signs","1, A | -2, B"\n'
    "intro,exam,,descriptive,Read this,\n"
    'notes,exam,,notes,"Notes, over\ntwo lines",\n'
)
EXPORT = (
    "study_id,redcap_event_name,age,sex,smoker,neck_pain,mjoa_motor_upper,"
    "mjoa_sphincter,mjoa_motor_lower,opll,signs___1,signs____2,notes,basics_complete\n"
    '007,baseline_arm_1,61,2,1,1,4,3,2,1,0,1,"first line\nsecond line",2\n'
    "008,baseline_arm_1,,9,8,0,99,2,2,2,1,0,,2\n"
)


def test_an_export_of_redcap_is_read_by_its_dictionary(table):
    """Codes mean what their labels say, and what no label says is not read."""
    columns = cm.ColumnMap.from_redcap(DICTIONARY.replace("Smoker,", "smoker,"))
    first, second = read_table(table(EXPORT), columns)
    assert first.problems == second.problems == ()
    assert {k: v for k, v in first.values.items() if k != "ref"} == {
        "age_years": 61,
        "sex_at_birth": "female",
        "smoker": True,
        "neck_pain": True,
        "mjoa_motor_upper": 3,
        "mjoa_sphincter": 3,
    }
    assert first.ref == "007"
    assert dict(second.patient.flat())["neck_pain"] is False
    assert second.patient.age_years is None
    assert second.patient.smoker is None
    assert second.patient.mjoa.motor_upper is None
    assert second.patient.mjoa.sphincter == 2


def test_shifted_codes_without_a_number_are_not_mapped():
    """Codes from 1 on for a score from 0 on are passed through, not read as scores."""
    columns = cm.ColumnMap.from_redcap(DICTIONARY)
    assert {"mjoa_motor_lower", "opll", "notes"} < set(columns.pass_through)
    assert columns.values["mjoa_motor_upper"]["6"] == 5
    assert columns.columns["Smoker"] == "smoker"


def test_the_unit_in_a_label_is_read():
    """Years were read as months, and a percentage of the NDI as points."""
    fields = (
        "symptom_duration_months,a,,text,Symptom duration (years),",
        "age_years,a,,text,Age in months,",
        "mscc,a,,text,MSCC [%],",
        "neck_pain_duration_months,a,,text,Since when (weeks),",
        "ndi_total,a,,text,NDI (%),",
        "mjoa_total,a,,text,mJOA at 12 months,",
    )
    text = HEAD + "\n".join(("id,a,,text,Id,", *fields))
    columns = cm.ColumnMap.from_redcap(text)
    assert columns.units == {"symptom_duration_months": "years", "age_years": "months"}
    lost = not_understood(columns)
    assert lost == ("neck_pain_duration_months", "ndi_total")
    about = {"a": "NDI total", "symptom_duration_months": "Duration (years)"}
    sidecar = {name: {"LongName": label} for name, label in about.items()}
    columns = cm.ColumnMap.from_bids(json.dumps(sidecar))
    assert columns.columns["a"] == "ndi_total"
    assert columns.units == {"symptom_duration_months": "years"}


@pytest.mark.parametrize("kind", ["redcap", "bids"])
@pytest.mark.parametrize(
    ("name", "labels", "read"),
    [
        ("mjoa_severity", {"0": "None", "1": "Mild", "2": "Moderate"}, ("0", "none")),
        (
            "mjoa_sphincter",
            {"0": "0 (a)", "1": "1", "2": "2", "3": "None"},
            ("3", None),
        ),
        ("mjoa_sphincter", {"0": "", "1": "", "2": "", "3": ""}, ("3", 3)),
        ("mjoa_sphincter", {"0": "0 (a)", "3": ""}, ("3", None)),
        ("smoker", {"0": "None", "1": "Yes", "2": "No"}, ("0", None)),
        ("smoker", {"0": "", "1": ""}, ("1", None)),
    ],
)
def test_none_and_no_label_never_mean_not_recorded(table, kind, name, labels, read):
    """A level is read, refused or passed through, but is never lost without a word."""
    cell, value = read
    if kind == "redcap":
        choices = " | ".join(f"{code}, {label}" for code, label in labels.items())
        text = f'{HEAD}id,a,,text,Id,\n{name},a,,radio,X,"{choices}"\n'
        columns = cm.ColumnMap.from_redcap(text)
    else:
        columns = cm.ColumnMap.from_bids(json.dumps({name: {"Levels": labels}}))
    assert columns.missing_values.get(name, ()) == ()
    if name in columns.pass_through:
        assert not_understood(columns) == (name,)
        assert value is None
        return
    (row,) = read_table(table(f"{name}\n{cell}\n"), columns)
    assert [each.field for each in row.problems] == ([name] if value is None else [])
    assert value is None or row.values[name] == value


def test_the_participants_of_bids_are_read_by_their_json(table):
    """Levels and units lead to words and factors; n/a is not recorded."""
    columns = cm.ColumnMap.from_bids(
        json.dumps(
            {
                "participant_id": {"Description": "who"},
                "age": {"Units": "year"},
                "sex": {"Levels": {"M": "male", "F": "Female", "O": "other"}},
                "neck_pain": {"Levels": {"1": {"Description": "Yes"}, "0": "No"}},
                "cord_ap_mm": {"Units": "cm"},
                "symptom_duration_months": {"Units": "days"},
                "handedness": {"Levels": {"L": "left"}},
                "odd": ["not", "a", "description"],
            }
        )
    )
    path = table(
        "participant_id\tage\tsex\tneck_pain\tcord_ap_mm\tsymptom_duration_months\t"
        "handedness\todd\n"
        "sub-01\t61\tf\t1\t0.62\t900\tL\tx\n"
        "sub-02\tn/a\tn/a\tn/a\tn/a\tn/a\tn/a\tn/a\n"
        "sub-03\t89+\tO\t0\t6.2\t1\tL\tx\n",
        "participants.tsv",
    )
    first, second, third = read_table(path, columns)
    patient = first.patient
    assert (first.ref, patient.age_years, patient.sex_at_birth) == (
        "sub-01",
        61,
        "female",
    )
    assert patient.imaging.cord_ap_mm == 6.2
    assert patient.symptom_duration_months is None
    assert second.problems == ()
    assert {each.field for each in third.problems} >= {"sex_at_birth", "cord_ap_mm"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a,b\n1,2\n",
        HEAD,
        "\0",
        "[]",
        '"' * 3,
        "Field Type\ntext\n",
        "x" * (2**22 + 1),
    ],
)
def test_what_is_no_dictionary_of_redcap(text):
    """Anything but a data dictionary is refused; of data, `inspect` makes a map."""
    with pytest.raises(DocumentError, match="cervmyelo inspect|at most|not CSV"):
        cm.ColumnMap.from_redcap(text)


@pytest.mark.parametrize(
    "text", ["", "[]", "{", "[" * 100_000, "null", "x" * (2**22 + 1)]
)
def test_what_is_no_json_of_bids(text):
    """Anything but an object is refused in one message."""
    with pytest.raises(DocumentError):
        cm.ColumnMap.from_bids(text)


@given(
    names=st.lists(st.sampled_from([*QUANTITIES]), unique=True, max_size=5),
    labels=st.lists(
        st.sampled_from(["Yes", "No", "0", "3 (x)", "male", "Unknown", "x", "Present"])
        | st.text(st.characters(codec="utf-8", exclude_characters="|,"), max_size=5),
        max_size=6,
    ),
)
def test_every_drawn_map_is_valid_and_written(names, labels):
    """Whatever the labels are, the map that is drawn is a map, and TOML keeps it."""
    about = {
        name: {"Levels": {str(i): e for i, e in enumerate(labels)}} for name in names
    }
    columns = cm.ColumnMap.from_bids(json.dumps(about))
    assert cm.ColumnMap.from_toml(columns.to_toml()) == columns
    for name, words in columns.values.items():
        kind = QUANTITIES[name]
        assert isinstance(kind, Measure) or words
        if isinstance(kind, Fact):
            assert {*words.values()} == {True, False}
        assert not isinstance(kind, Choice) or {*words.values()} <= {*kind.levels}


FULL = cm.ColumnMap(
    columns={"Age (y)": "age_years", 'a "b"\n': "sex_at_birth"},
    sides={"hoffmann_sign": ["r", "l"]},
    values={"sex_at_birth": {"M": "male", "weiß": "female"}, "age_years": {"old": 90}},
    missing=["-9", "\x7f"],
    missing_values={"smoker": ["9"]},
    numbered="*",
    units={"canal_diameter_mm": "cm"},
    factors={"cord_area_mm2": 0.5},
    completed=["age_years"],
    constants={"mri_done": True, "symptom_duration_months": 1.5},
    pass_through=[f"column {place}" for place in range(30)],
    optional="*",
)


def test_a_map_is_written_and_read_back():
    """TOML keeps every part of a map, whatever its names are."""
    assert cm.ColumnMap.from_toml(FULL.to_toml()) == FULL
    assert cm.ColumnMap.from_toml(cm.ColumnMap().to_toml()) == cm.ColumnMap()
    aged = cm.ColumnMap(age={"born": "b", "seen": "s"})
    assert cm.ColumnMap.from_toml(aged.to_toml()) == aged


def test_toml_has_no_null():
    """A word that means not recorded is written with the missing values."""
    columns = cm.ColumnMap(values={"smoker": {"?": None}})
    with pytest.raises(DocumentError, match="missing_values"):
        columns.to_toml()


SHAPE = (
    "Filename,Slice (I->S),VertLevel,MEAN(area),STD(area),MEAN(diameter_AP),"
    "MEAN(diameter_RL),MEAN(solidity),SUM(length)\n"
    "seg.nii.gz,30,4,68.5,0.0,6.1,12.9,0.96875,1.2\n"
    "seg.nii.gz,31,4,70.9,0.0,7.3,12.9,0.9,1.2\n"
    "seg.nii.gz,32,4,nan,0.0,nan,nan,nan,1.2\n"
    "seg.nii.gz,33,4,70.9,0.0,7.3,12.9,96.875,1.2\n"
)
DISCS = (
    "Disc,Axial slice #,Compression probability,Compression probability category,"
    "Compression ratio (%),CSA (mm2),Solidity (%),Torsion (degrees)\n"
    "C5/C6,130,0.61,yes,44.2,55.1,93.4,1.9\n"
)


def test_the_metrics_of_the_spinal_cord_toolbox_are_read_as_they_are(table):
    """A ratio becomes a percentage, and a percentage is not scaled again."""
    columns = cm.ColumnMap.shipped("sct_process_segmentation")
    *good, bad = read_table(table(SHAPE), columns)
    found = [each.patient.imaging for each in good]
    assert [each and each.cord_solidity_percent for each in found] == [96.875, 90, None]
    assert (found[0].cord_area_mm2, found[0].cord_ap_mm) == (68.5, 6.1)
    assert found[0].cord_transverse_mm == 12.9
    assert [each.field for each in bad.problems] == ["cord_solidity_percent"]


def test_a_file_may_lack_metrics(table):
    """A command that wrote the area alone is read as well."""
    path = table("Filename,Slice (I->S),MEAN(area),STD(area)\ns.nii.gz,3,68.5,0.0\n")
    columns = cm.ColumnMap.shipped("sct_process_segmentation")
    (reading,) = read_table(path, columns)
    assert reading.patient.imaging.cord_area_mm2 == 68.5


def test_the_compression_of_the_spinal_cord_toolbox_is_read_as_it_is(table):
    """A ratio in percent becomes a ratio, and discs get the names of the dictionary."""
    columns = cm.ColumnMap.shipped("sct_detect_compression")
    (reading,) = read_table(table(DISCS), columns)
    imaging = reading.patient.imaging
    assert imaging.compression_ratio == 0.442
    assert (imaging.cord_solidity_percent, imaging.disc_level) == (93.4, "C5/6")
    assert (imaging.cord_area_mm2, imaging.cord_torsion_degrees) == (55.1, 1.9)
    assert cm.slice_compression(reading.patient).value.code == "compression"


def test_the_ratios_of_the_spinal_cord_toolbox_are_recorded_answers(table):
    """The ratio of the depths of the cord is the MSCC, without its diameters."""
    path = table(
        "filename,compression_level,slice(I->S),diameter_AP_ratio,"
        "diameter_AP_ratio_PAM50,diameter_AP_ratio_PAM50_normalized\n"
        "seg.nii.gz,5.0,118,10.5,11.6,16.4\n"
    )
    columns = cm.ColumnMap.shipped("sct_compute_compression")
    (reading,) = read_table(path, columns)
    assert cm.mscc(reading.patient).value == 10.5


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_map_is_valid(name):
    """A shipped map can be read and written, and any column may be missing."""
    columns = cm.ColumnMap.shipped(name)
    assert cm.ColumnMap.from_toml(columns.to_toml()) == columns
    assert columns.optional == "*"


def test_there_is_no_other_shipped_map():
    """An unknown name is told with the nearest one."""
    with pytest.raises(UnknownNameError, match="sct_process_segmentation"):
        cm.ColumnMap.shipped("sct_process_segment")


@pytest.mark.parametrize("value", [0, 0.5, 0.97, 1, 1.0])
def test_a_ratio_is_no_solidity_in_percent(value):
    """What can only be a ratio is refused, by the field and the rule."""
    with pytest.raises(CervmyeloError, match="cord_solidity_percent"):
        cm.Imaging(cord_solidity_percent=value)
    found = cm.slice_compression({"cord_solidity_percent": value})
    assert found.status == "refused"


UNITS = {
    ("ratio", "percent", 0.35): 35,
    ("%", "ratio", 35): 0.35,
    ("cm", "mm", 1.3): 13,
    ("Years", "months", 1.5): 18,
    ("months", "years", 18): 1.5,
    ("cm²", "mm2", 0.7): 70,
    ("min", "seconds", 0.5): 30,
    ("lbs", "kg", 100): 45.359237,
}


@pytest.mark.parametrize(("case", "wanted"), UNITS.items(), ids=map(str, UNITS))
def test_units_are_converted_as_they_are_defined(case, wanted):
    """A number in one unit is the same amount in the other."""
    unit, into, number = case
    factor = factor_between(unit, into)
    assert round(number * factor, 9) == wanted
    assert factor_between(into, unit_named(into)) == 1


def test_an_unknown_unit_is_refused_with_those_that_are_known():
    """A unit that does not convert by definition is an error that names the others."""
    with pytest.raises(CervmyeloError, match="months, years.*factors"):
        cm.ColumnMap(units={"symptom_duration_months": "days"})


HOSTILE = [
    "a." * 20_000 + "a = 1",
    "[" + "a." * 20_000 + "a]",
    '"a".' * 10_000 + "a = 1",
    "x = {a." + "a." * 20_000 + "a = 1}",
    "# " + "x" * 2**20,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_map_is_refused_before_it_is_parsed(text, monkeypatch):
    """Keys of many parts and long texts never reach the parser, which takes minutes."""
    monkeypatch.setattr("tomllib.loads", lambda _: 1 / 0)
    with pytest.raises(DocumentError, match="too deeply|too long"):
        cm.ColumnMap.from_toml(text)


def test_many_problems_are_cut_short():
    """A file of another kind does not lead to thousands of messages."""
    columns = {f"column {place}": f"age_yers{place}" for place in range(5000)}
    with pytest.raises(CervmyeloError) as caught:
        cm.ColumnMap(columns=columns)
    assert len(caught.value.problems) == 100


@pytest.mark.parametrize(
    "columns",
    [
        cm.ColumnMap(constants={"mri_done": True}),
        cm.ColumnMap.from_toml("pass_through = '*'\nconstants.mri_done = true"),
        cm.ColumnMap.from_toml("pass_through = '*'\ncolumns.Jane = 'age_years'"),
        cm.ColumnMap(columns={"Jane D": "age_years"}, constants={"mri_done": True}),
        cm.ColumnMap.shipped("sct_process_segmentation"),
    ],
    ids=range(5),
)
def test_without_a_header_no_cell_is_told(table, columns):
    """The first person of a file without a header is in no message and no name."""
    path = table("Jane Doe,1961-02-03,F\nJohn Doe,1960-02-03,M\n")
    with pytest.raises(CervmyeloError) as caught:
        open_table(path, columns)
    assert not any(each in str(caught.value) for each in ("Doe", "1961", "F\n"))


def test_columns_that_are_not_understood_are_named():
    """They look like quantities, and passing them through loses them."""
    assert not_understood(cm.ColumnMap.from_redcap(DICTIONARY)) == (
        "mjoa_motor_lower",
        "opll",
    )
    levels = '{"age": {"Units": "blinks"}, "hoffmann_sign": {"Levels": {"1": "?"}}}'
    columns = cm.ColumnMap.from_bids(levels)
    assert not_understood(columns) == ("age", "hoffmann_sign")


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_data_dictionary_that_was_saved_again_is_read(mark):
    """Spreadsheet programs separate cells as their language has it."""
    rows = csv.reader(io.StringIO(DICTIONARY, newline=""))
    saved = io.StringIO(newline="")
    csv.writer(saved, delimiter=mark).writerows(rows)
    again = cm.ColumnMap.from_redcap(f"\ufeff\r\n{saved.getvalue()}")
    assert again == cm.ColumnMap.from_redcap(DICTIONARY)


def test_a_map_with_a_day_of_surgery_is_written():
    """TOML has dates, and the part on visits can hold one for everybody."""
    text = '[visits]\nperson = "id"\nsurgery_on = 2026-01-02\norder = ["a", "b"]\n'
    columns = cm.ColumnMap.from_toml(text)
    assert cm.ColumnMap.from_toml(columns.to_toml()) == columns
    assert columns.visits["surgery_on"] == dt.date(2026, 1, 2)


@pytest.mark.parametrize("part", [{"x": {1, 2}}, {"x": b""}, {3: "x"}, {"x": {(): 1}}])
def test_what_toml_cannot_hold_is_refused(part):
    """Not with an error of the writer of JSON."""
    with pytest.raises(DocumentError, match="TOML holds"):
        cm.ColumnMap(visits=part).to_toml()


def test_the_draft_keeps_all_that_the_given_map_says(table):
    """A look through a map adds to it, and looking again adds nothing."""
    given = cm.ColumnMap(
        columns={"a b": "mjoa_motor_upper", "gone": "canal_diameter_mm", "G": "ref"},
        sides={"hoffmann_sign": ["r", "l"]},
        age={"born": "b", "seen": "s"},
        values={
            "sex_at_birth": {"M": "male", "W": "female", "?": None},
            "mjoa_severity": {"a": cm.one_of("mild", "moderate")},
        },
        missing=["-9"],
        missing_values={"smoker": ["9"]},
        numbered="*",
        units={"canal_diameter_mm": "cm"},
        factors={"symptom_duration_months": 0.5},
        completed=["symptom_duration_months"],
        ranges=["mjoa_total"],
        constants={"mri_done": True},
        pass_through=["note", "another"],
        optional=["gone"],
        visits={"person": "G", "wide": {"b l": {"t": "mjoa_total"}}},
    )
    path = table(
        "G;a b;sex_at_birth;r;l;b;s;smoker;t;mjoa_severity;note;new;neck_pain\n"
        "1;3;M;1;0;1961-02-03;2024-01-01;9;12;a;x;y;ja\n"
        "2;.;W;0;0;1961-02-03;2024-01-01;1;13;a;;z;nein\n"
    )
    found = inspect_table(path, given)
    drafted = cm.ColumnMap.from_toml(found.column_map)
    for name in ("columns", "sides", "age", "missing", "numbered", "units", "factors"):
        assert getattr(drafted, name) == getattr(given, name)
    for name in ("completed", "ranges", "constants", "optional", "visits"):
        assert getattr(drafted, name) == getattr(given, name)
    assert drafted.pass_through == ("note", "another", "t", "new")
    assert dict(drafted.missing_values) == {
        "smoker": ("9",),
        "sex_at_birth": ("?",),
        "mjoa_motor_upper": (".",),
    }
    assert {name: dict(words) for name, words in drafted.values.items()} == {
        "sex_at_birth": {"M": "male", "W": "female"},
        "mjoa_severity": dict(given.values["mjoa_severity"]),
        "neck_pain": {"ja": True, "nein": False},
    }
    again = inspect_table(path, drafted)
    assert cm.ColumnMap.from_toml(again.column_map) == drafted
    assert not any(row.reading.problems for row in open_table(path, drafted))


def test_the_draft_adds_words_to_those_of_the_given_map(table):
    """A new word is added to the words of its quantity, and none of them is lost."""
    given = cm.ColumnMap(values={"sex_at_birth": {"1": "male"}}, pass_through=EVERY)
    path = table("sex_at_birth;x\nM;1\nF;2\n")
    drafted = cm.ColumnMap.from_toml(inspect_table(path, given).column_map)
    assert drafted.all_pass
    assert dict(drafted.values["sex_at_birth"]) == {
        "F": "female",
        "M": "male",
        "1": "male",
    }


@pytest.mark.parametrize(
    "quantity",
    [each for each in QUANTITIES.values() if isinstance(each, Measure)],
    ids=lambda each: each.name,
)
def test_every_number_can_have_its_own_unit_stated(quantity):
    """The unit of the dictionary, and what it says can be converted, is accepted."""
    for unit in units_for(quantity.unit):
        cm.ColumnMap(units={quantity.name: unit})
    assert factor_between(quantity.unit, quantity.unit) == 1
