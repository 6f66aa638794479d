"""A look at a file: what its columns look like, what looks wrong, and a first map."""

import json
import re

import attrs
import pandas as pd
import pytest

from cervmyelo.column_maps import SHIPPED
from cervmyelo.errors import DocumentError
from cervmyelo.io import (
    ColumnMap,
    VisitMap,
    inspect_table,
    open_table,
    read_table,
    to_json,
)
from cervmyelo.models.patient import QUANTITIES

CANARY = "Zq7Canary"


def test_lines_with_few_of_many_keys_count_as_rows_with_empty_cells(table, tmp_path):
    """JSON Lines count as the same table in CSV, whichever cells a line has."""
    records = [{"ref": "a", "age_years": 61}, {}, {"neck_pain": True, "age_years": 999}]
    records += [{"ref": None}, {"neck_pain": "unk", "ref": "c"}, {"x": " "}]
    keys = ("ref", "age_years", "neck_pain", "x")
    path = tmp_path / "in.jsonl"
    path.write_text("".join(f"{json.dumps(each)}\n" for each in records))
    rows = (",".join(str(each.get(key) or "") for key in keys) for each in records)
    lines, cells = (
        inspect_table(each)
        for each in (path, table("\n".join((",".join(keys), *rows, ""))))
    )
    assert lines.columns == cells.columns
    assert (lines.rows, lines.empty_rows) == (cells.rows, cells.empty_rows) == (3, 3)


@pytest.fixture
def column(table):
    """A function that looks at one column with some cells, next to a reference."""

    def looked_at(name, cells):
        rows = "".join(f"{n};{cell}\n" for n, cell in enumerate(cells))
        _, found = inspect_table(table(f"ref;{name}\n{rows}")).columns
        return found

    return looked_at


@pytest.mark.parametrize(
    ("name", "quantity", "likeness"),
    [
        ("age_years", "age_years", "same"),
        (" age_years ", "age_years", "same"),
        ("ref", "ref", "same"),
        ("AGE_YEARS", "age_years", "spelling"),
        ("Age (years)", "age_years", "spelling"),
        ("mJOA - Motor Upper", "mjoa_motor_upper", "spelling"),
        ("mjoaMotorUpper", "mjoa_motor_upper", "spelling"),
        ("age_years_missing", "age_years_missing", "same"),
        ("age", "age_years", "part"),
        ("mjoa_motor_upper_BL", "mjoa_motor_upper", "part"),
        ("MRI done?", "mri_done", "spelling"),
        ("sphincter mjoa", "mjoa_sphincter", "part"),
        ("walk_30m_secondss", "walk_30m_seconds", "near"),
        ("mJOA", "mjoa_total", "part"),
        ("total_mJOA_BL", "mjoa_total", "part"),
        ("mJOA post-op 12M (0-18)", "mjoa_total", "part"),
        ("total modified JOA", "mjoa_total", "part"),
        ("P-mJOA", "pmjoa_total", "part"),
        ("NDI score", "ndi_total", "part"),
        ("NDI 1", "ndi_section_1", "part"),
        ("nurick_1972_pre", "nurick_1972", "part"),
        ("Age at surgery", "age_years", "part"),
        ("Age (yrs)", "age_years", "part"),
        ("walk_10m_seconds", None, None),
        ("JOA", None, None),
        ("NDI (%)", None, None),
        ("mJOA 1", None, None),
        ("mJOA change", None, None),
        ("mJOA grade", None, None),
        ("Nurick", None, None),
        ("motor_upper", None, None),
        ("pain", None, None),
        ("hospital", None, None),
        ("", None, None),
        ("???", None, None),
    ],
)
def test_a_column_is_known_by_its_name(table, name, quantity, likeness):
    """The surest likeness of a name counts, and several likely ones are no answer."""
    path = table(f"opll;{name}\n;2\n")
    _, found = inspect_table(path).columns
    assert (found.quantity, found.likeness) == (quantity, likeness)


def test_no_other_quantity_is_offered_for_a_column_of_its_own(table):
    """An item of one instrument is no spelling of the item of another."""
    names = [each for each in QUANTITIES if each.endswith("_motor_upper")]
    found = inspect_table(table(",".join(names) + "\n" + ",".join("1" * len(names))))
    assert [each.quantity for each in found.columns] == names
    (found,) = inspect_table(table("motor_upper\n3\n")).columns
    assert {*found.others} <= {*names}
    assert len(found.others) > 1


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("JOA", ("joa_total", "joa1994_total")),
        ("Nurick grade 12m", ("nurick_1972", "nurick_0_normal")),
        ("mJOA grade", ()),
    ],
)
def test_an_instrument_of_several_scores_is_left_to_the_caller(table, name, others):
    """Editions that differ are offered, and none of them is chosen."""
    (found,) = inspect_table(table(f"{name}\n2\n")).columns
    assert (found.quantity, found.others) == (None, others)


def test_values_must_fit_a_name_that_is_only_alike(column):
    """A part of a name is not enough if the values are of another kind."""
    assert column("age", ["61", "62", "70"]).quantity == "age_years"
    assert column("age", ["adult", "child", "adult"]).quantity is None
    assert column("Age years", ["adult", "child"]).quantity == "age_years"


def test_two_columns_of_one_quantity_are_left_to_the_caller(table):
    """Of two columns that are equally alike, none is chosen."""
    found = inspect_table(table("Age-years;AGE YEARS;age_years_at_visit\n1;2;3\n"))
    assert [each.quantity for each in found.columns] == [None] * 3
    assert {each.others for each in found.columns} == {("age_years",)}
    assert '# "AGE YEARS" = "age_years"  # another' in found.column_map
    found = inspect_table(table("age_years;AGE YEARS\n1;2\n"))
    assert [each.quantity for each in found.columns] == ["age_years", None]


def test_references_that_repeat_are_counted(table):
    """Rows of one person are several patients to `assess`, so they are pointed out."""
    rows = ["a,12", "b,13", "a,14", ",15", "a,16", ",17", "A,12"]
    path = table("\n".join(["ref,mjoa_total", *rows]))
    found = inspect_table(path)
    assert "ref: repeats references of earlier rows (rows: 2)" in found.remarks[0]
    assert not inspect_table(table("ref,mjoa_total\na,12\nb,12\n,12\n,12\n")).remarks
    # More than the cells that are looked at in one go.
    many = "".join(f"{n},12\n" for n in (*range(5000), *range(10)))
    assert "(rows: 10)" in inspect_table(table(f"ref,mjoa_total\n{many}")).remarks[0]


@pytest.mark.parametrize("name", ["record_id", "Patient", "Study ID"])
def test_persons_that_repeat_are_counted_in_columns_that_are_not_read(table, name):
    """A long file has no column called ref; its rows were patients without a word."""
    path = table(f"{name},Study,mjoa_total\na,x,12\na,x,14\nb,x,9\n")
    assert f"{name}: repeats references of earlier" in inspect_table(path).remarks[0]
    assert len(inspect_table(path).remarks) == 1


@pytest.mark.parametrize(
    "name", ["\u2206 mJOA total", "mJOA total >", "\xb1 mJOA total"]
)
def test_a_sign_in_a_name_says_something(table, name):
    """A change was drafted as the score; the score is not in this file."""
    found = inspect_table(table(f"{name},ref\n3,a\n"))
    assert found.columns[0].likeness == "part"
    assert ColumnMap.from_toml(found.column_map).pass_through == (name,)


def test_a_file_of_a_shipped_map_is_known(table):
    """The map that comes with the library is named, unless a map is given."""
    for name in SHIPPED:
        columns = ColumnMap.shipped(name)
        header = ",".join(f'"{each}"' for each in columns.columns)
        path = table(f"x,{header}\n1{',' * len(columns.columns)}\n")
        found = inspect_table(path)
        assert found.shipped_map == name
        assert f"--columns {name}" in "".join(found.remarks)
        assert inspect_table(path, columns).shipped_map is None
    assert inspect_table(table("Disc,age_years\nC3/C4,61\n")).shipped_map is None


def test_a_column_map_says_more_than_a_name(table):
    """Through a map, cells are read as the map says."""
    path = table("Alter;sex;age_years\n61;M;x\n-9;W;y\n")
    columns = ColumnMap(
        columns={"Alter": "age_years", "sex": "sex_at_birth"},
        values={"sex_at_birth": {"M": "male", "W": "female"}},
        missing=["-9"],
        pass_through=["age_years"],
    )
    age, sex, other = inspect_table(path, columns).columns
    assert (age.quantity, age.likeness) == ("age_years", "map")
    assert (age.recorded, age.missing, age.invalid) == (1, 1, 0)
    assert (sex.recorded, sex.invalid) == (2, 0)
    assert other.quantity is None


def test_shares_of_what_is_missing(column):
    """Empty cells and words for *not recorded* are missing; others are not."""
    found = column("age_years", ["", "NA", "n/a", "61", "x", " ", "unknown", "70"])
    assert (found.recorded, found.missing, found.invalid) == (3, 5, 1)
    assert found.share_missing == 5 / 8
    assert (found.low, found.high) == (61, 70)


@pytest.mark.parametrize(
    ("name", "cells", "codes"),
    [
        (
            "age_years",
            ["61", "-9", "-9", "999", "55"],
            ("-9 (rows: 2)", "999 (rows: 1)"),
        ),
        ("mjoa_motor_upper", ["1", "2", "9", "9", "."], (". (rows: 1)", "9 (rows: 2)")),
        ("neck_pain", ["1", "0", "99", "-"], ("- (rows: 1)", "99 (rows: 1)")),
        ("sex_at_birth", ["male", "female", "9"], ("9 (rows: 1)",)),
        ("symptom_duration_months", ["1", "24", "99", "99", "99"], ("99 (rows: 3)",)),
        ("mjoa_total", ["12", "9 = Unknown", "13 (x)"], ("9 = unknown (rows: 1)",)),
    ],
)
def test_codes_for_missing_values_are_seen(column, name, cells, codes):
    """Numbers and marks that other programs write for *not recorded* are named."""
    (remark,) = column(name, cells).remarks[:1]
    assert remark == f'looks like codes for "not recorded": {", ".join(codes)}'


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("age_years", ["97", "98", "99", "99", "99"]),
        ("symptom_duration_months", ["7", "8", "9", "9", "9"]),
        ("symptom_duration_months", ["1", "24", "99"]),
        ("symptom_duration_months", ["3", "6", "9", "9", "9"]),
        ("grip_release_cycles", ["20", "25", "30"]),
    ],
)
def test_ordinary_numbers_are_no_codes(column, name, cells):
    """A number that has neighbours, or that one person has, is a number."""
    assert column(name, cells).remarks == ()


def test_another_instrument_is_seen_by_its_highest_score(column):
    """A hand item that nobody scores above 4 looks like the scale that ends there."""
    cells = ["4", "3", "2", "4", "1"] * 6
    (remark,) = column("mjoa_motor_upper", cells).remarks
    assert "never above 4 in 30 rows" in remark
    assert "looks like joa_motor_upper" in remark
    assert column("mjoa_motor_upper", [*cells, "5"]).remarks == ()
    assert column("mjoa_motor_upper", cells[:10]).remarks == ()
    assert column("joa_motor_upper", cells).remarks == ()
    (remark,) = column("mjoa_motor_lower", cells).remarks
    assert "looks like joa_motor_lower" in remark


def test_a_whole_score_is_not_taken_for_another_instrument(column):
    """Before an operation hardly anybody has the full mark of a scale."""
    assert column("mjoa_before", ["17", "12", "9"] * 20).remarks == ()


@pytest.mark.parametrize(
    ("name", "cells", "part"),
    [
        ("cord_solidity_percent", ["0.97", "0.9", "0.95"], "ratio in place of a perc"),
        ("compression_ratio", ["42", "38", "51"], "divided by 100"),
        ("pretest_probability", ["42", "38", "51"], "divided by 100"),
        ("canal_diameter_mm", ["1.3", "1.2", "0.9", "1.1"], "looks like centimetres"),
        ("cord_area_mm2", ["0.71", "0.6", "0.8"], "multiplied by 100"),
        ("canal_diameter_mm", ["130", "112", "105"], "divided by 10:"),
        ("age_years", ["610", "550", "700"], "divided by 10:"),
    ],
)
def test_other_units_are_seen(column, name, cells, part):
    """Numbers that would fit by a factor of 10 or 100 look like another unit."""
    remarks = column(name, cells).remarks
    assert part in remarks[0]
    assert column(name, [cell.replace(".", ",") for cell in cells]).remarks == remarks


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("cord_solidity_percent", ["97", "90", "95"]),
        ("canal_diameter_mm", ["13", "12", "9"]),
        ("compression_ratio", ["0.42", "0.38", "0.51"]),
        ("opll_thickness_mm", ["1", "2", "3"]),
    ],
)
def test_the_right_units_look_like_nothing_else(column, name, cells):
    """Numbers in the unit of the dictionary are not remarked upon."""
    assert column(name, cells).remarks == ()


def test_codes_that_are_shifted_by_one_are_seen(column):
    """If nobody has the lowest score and some have one too many, codes start at 1."""
    cells = [str(each % 4 + 1) for each in range(40)]
    (remark, values) = column("mjoa_sensory_upper", cells).remarks
    assert "nobody has 0, and 10 rows have 4" in remark
    assert "shifted by one" in remark
    assert "4 (rows: 10)" in values
    (values,) = column("mjoa_sensory_upper", [*cells, "0"]).remarks
    assert "shifted" not in values


def test_a_code_book_with_numbers_is_seen(column):
    """A yes or no that is written as 1 and 2 needs a translation."""
    remarks = column("neck_pain", ["1", "2", "2", "1"]).remarks
    assert any("code book" in each for each in remarks)
    assert column("neck_pain", ["1", "0", "0", "1"]).remarks == ()


@pytest.mark.parametrize(
    ("name", "cell", "part"),
    [
        ("mjoa_sphincter", "3 (full)", "a number and its label"),
        ("mjoa_sphincter", "9 (high)", "further characters"),
        ("age_years", "61 years", "further characters"),
        ("age_years", "61.5", "names it under completed"),
        ("mjoa_sphincter", "2.5", "numbers with decimals"),
        ("age_years", "61000", "numbers that are not allowed"),
        ("symptom_duration_months", "1 100", "groups of digits"),
        ("symptom_duration_months", "1\u202f100", "groups of digits"),
        ("symptom_duration_months", "2e2", "exponent"),
        ("symptom_duration_months", "\u22129", "minus sign"),
        ("age_years", "\uff16\uff11", "digits of another script"),
        ("age_years", "6\u200b1", "not visible"),
        ("neck_pain", "yes\u200b", "not visible"),
        ("age_years", "1961-02-03", "dates"),
        ("age_years", "3.2.1961", "dates"),
        ("age_years", "sixty", "words that are not allowed"),
        ("neck_pain", "perhaps", "say what they mean in [values]"),
        ("torg_pavlov", "0.82", "not allowed (rows: 2): expected not_stenotic"),
        ("torg_pavlov", "0,82", "not allowed (rows: 2): expected not_stenotic"),
        ("sex_at_birth", "W", "say what they mean in [values]"),
    ],
)
def test_every_invalid_cell_is_explained(column, name, cell, part):
    """What a cell looks like is counted, and the cell is not shown."""
    (remark,) = column(name, [cell, "", cell]).remarks
    assert part in remark
    assert "(rows: 2)" in remark
    assert cell not in remark


def test_numbers_with_a_label_are_read_by_the_draft(table):
    """The draft names the quantity whose cells have labels."""
    path = table("mjoa_sphincter,age_years\n3 (full),61\n0: none,58\n")
    columns = ColumnMap.from_toml(inspect_table(path).column_map)
    assert columns.numbered == ("mjoa_sphincter",)
    found = [reading.patient.mjoa.sphincter for reading in read_table(path, columns)]
    assert found == [3, 0]


def test_a_label_that_says_not_recorded_is_no_number(table):
    """Of SPSS and Stata, a code and its label are one cell: 9 = unknown is no 9."""
    path = table("mjoa_total,ref\n13 = x,a\n9 = Unknown,b\n0 (none),c\n9: n.d.,d\n")
    found = [*read_table(path, ColumnMap(numbered=["mjoa_total"]))]
    faults = [[fault.given for fault in each.problems] for each in found]
    label = "a number whose label says that nothing is recorded"
    assert faults == [[], [label], [], [label]]
    drafted = ColumnMap.from_toml(inspect_table(path).column_map)
    assert drafted.missing_values["mjoa_total"] == ("9 = unknown", "9: n.d.")
    found = [*read_table(path, drafted)]
    assert [each.problems for each in found] == [()] * 4


@pytest.mark.parametrize(
    ("name", "cells", "unit"),
    [
        ("symptom duration (years)", "2", "years"),
        ("symptom_duration_weeks", "30", "weeks"),
        ("Age [months]", "732", "months"),
        ("MSCC (ratio)", "0.3", "ratio"),
        ("NDI total (%)", "20", "percent"),
        ("Compression-ratio (%)", "40", "percent"),
    ],
)
def test_a_column_in_another_unit_is_not_mapped_by_its_name(table, name, cells, unit):
    """The NDI in percent was drafted as points, and years were offered as months."""
    found = inspect_table(table(f"{name},ref\n{cells},a\n"))
    assert found.columns[0].likeness == "unit"
    assert f"states another unit ({unit}): give it under [units]" in found.column_map
    assert ColumnMap.from_toml(found.column_map).pass_through == (name,)


@pytest.mark.parametrize(
    "name", ["OPLL occupying ratio", "Age (years)", "MSCC [%]", "mJOA total"]
)
def test_a_column_in_the_unit_of_the_quantity_is_mapped(table, name):
    """A ratio that is a percentage by its definition states no other unit."""
    found = inspect_table(table(f"{name},ref\n12,a\n"))
    assert found.columns[0].likeness == "spelling"


def test_a_draft_that_maps_nothing_says_so(table):
    """The message sent its reader to `inspect`, from where the draft came."""
    path = table("Alter,Dauer\n61,3\n58,4\n")
    columns = ColumnMap.from_toml(inspect_table(path).column_map)
    with pytest.raises(DocumentError, match="maps no column.*under .columns."):
        open_table(path, columns)


def test_scores_of_a_longer_scale_are_no_codes(column):
    """Scores of the leg up to 7 in the column of the hand: the draft lost each 7."""
    found = column("mjoa_motor_upper", ["5", "6", "7", "7", "9"])
    (codes,) = [each for each in found.remarks if "not recorded" in each]
    assert "9" in codes
    assert "7" not in codes


def test_a_minus_next_to_a_plus_is_an_answer(table):
    """The draft made each negative sign one that was not recorded."""
    found = inspect_table(table("hoffmann_sign,ref\n+,a\n-,b\n(+),c\n"))
    assert found.columns[0].remarks[-1].startswith("- next to + (rows: 1)")
    assert not ColumnMap.from_toml(found.column_map).missing_values


def test_numbers_in_another_unit_are_no_codes(column):
    """Of ages in months, 888 is one of a person."""
    found = column("age_years", ["744", "888", "650", "888", "810"])
    assert not any("not recorded" in remark for remark in found.remarks)


@pytest.mark.parametrize(
    ("row", "part"),
    [
        (";years;points;yes/no", "row 2 has words in all columns of numbers"),
        ("id;(age);[0-3];x", "row 2 has words in all columns of numbers"),
        ("ref;age_years;mjoa_sphincter;neck_pain", "row 2 repeats the header"),
        ("Total;119;5;", "row 2 looks like a sum or a mean"),
        (";Mean:;59.5;", "row 2 looks like a sum or a mean"),
        ("N = 2;;;", "row 2 looks like a sum or a mean"),
    ],
)
def test_rows_that_are_no_person_are_pointed_out(table, row, part):
    """They are counted, as every other command counts them, but not in the columns."""
    path = table(
        f"ref;age_years;mjoa_sphincter;neck_pain\na;61;3;yes\n{row}\nb;58;2;\n"
    )
    found = inspect_table(path)
    (remark,) = found.remarks
    assert remark.startswith(part)
    assert (found.rows, [each.invalid for each in found.columns]) == (3, [0] * 4)


@pytest.mark.parametrize(
    "row",
    [
        "total7;61;3;yes",
        "N-001;61;3;",
        "Max M;61;3;",
        "mean-1;61;3;",
        "b;NA;n.a.;no",
        "c;?;-;",
        "d;x;;",
        "e;-9;3;",
        "f;+61;3;",
    ],
)
def test_rows_of_people_are_not_pointed_out(table, row):
    """Missing marks in all columns, or a single wrong word, are those of a person."""
    path = table(f"ref;age_years;mjoa_sphincter;neck_pain\na;61;3;yes\n{row}\n")
    assert inspect_table(path).odd_rows == ()


def test_rows_that_are_the_rule_are_people(table):
    """Where most rows have words for numbers, each column says so."""
    rows = "".join(f"{n};old;good;yes\n" for n in range(9))
    found = inspect_table(table(f"ref;age_years;mjoa_sphincter;neck_pain\n{rows}"))
    assert found.odd_rows == ()
    assert [each.invalid for each in found.columns] == [0, 9, 9, 0]


def test_an_empty_column_is_remarked_upon(column):
    """A column in which nothing is recorded is worth a look."""
    assert column("neck_pain", ["", "NA"]).remarks == ("nothing is recorded",)


def test_two_columns_of_one_name_are_remarked_upon(table):
    """The draft reads neither, and says why; columns that are not read do no harm."""
    path = table("ref,age_years,age_years,note,note,,\na,61,62,x,y,,\nb,58,60,z,,1,\n")
    found = inspect_table(path)
    (remark,) = {*found.remarks}
    assert remark.startswith("age_years: 2 columns have this name")
    columns = ColumnMap.from_toml(found.column_map)
    assert [each.patient.age_years for each in read_table(path, columns)] == [None] * 2


def test_no_text_and_no_long_number_of_a_file_is_shown(table):
    """Names, dates and numbers of people appear in no part of the report."""
    path = table(
        f"name;age_years;sex_at_birth;neck_pain;ref;age;opll\n"
        f"{CANARY};{CANARY};{CANARY};{CANARY};{CANARY};{CANARY};{CANARY}\n"
        f"{CANARY}2;19610203;4711;0815;471147;{CANARY};{CANARY}\n"
        f"Doe;1961;Doe;Jane;12;12;Ma\n"
        f"Doe;61;m;no;1;61;a\n"
    )
    found = inspect_table(path)
    for text in (str(found), found.column_map, to_json(found.to_dict()), repr(found)):
        assert CANARY not in text
        for word in ("19610203", "4711", "0815", "471147", "1961", "Doe", "Jane", "Ma"):
            assert word not in text.replace("Map", "")


def test_the_draft_can_be_used_as_it_is(table):
    """The drafted map reads the file that it was drafted for."""
    text = (
        'Export;"2024";;;;;\n'
        "Record ID;Age (years);mJOA-motor-upper;sex;Neck pain;no te;no te #2\n"
        'p1;61;3;M;Y;a;"x;y"\n'
        "p2;-9;.;F;n;;\n"
        "p3;55;4;M;yes;b;\n"
    )
    path = table(text)
    found = inspect_table(path)
    columns = ColumnMap.from_toml(found.column_map)
    assert dict(columns.columns) == {
        "Age (years)": "age_years",
        "mJOA-motor-upper": "mjoa_motor_upper",
        "Neck pain": "neck_pain",
    }
    assert dict(columns.missing_values) == {
        "age_years": ("-9",),
        "mjoa_motor_upper": (".",),
    }
    first, second, third = open_table(path, columns)
    assert not any(row.reading.problems for row in (first, second, third))
    assert first.reading.patient.age_years == 61
    assert first.reading.patient.symptoms[0].present is True
    assert second.reading.patient.symptoms[0].present is False
    assert second.reading.patient.age_years is None
    edited = found.column_map.replace('# "sex" =', '"sex" =').replace('    "sex",', "#")
    edited = edited.replace("# [values.sex", "[values.sex").replace('# "F"', '"F"')
    edited = edited.replace('# "M"', '"M"')
    columns = ColumnMap.from_toml(edited)
    first, *_ = open_table(path, columns)
    assert first.reading.patient.sex_at_birth == "male"


def test_a_code_that_is_a_value_elsewhere_is_missing_in_its_column_alone(table):
    """9 means nothing in one column and nine months in another."""
    path = table("smoker,symptom_duration_months\n1,12\n9,9\n0,3\n")
    columns = ColumnMap.from_toml(inspect_table(path).column_map)
    assert columns.missing == ()
    assert dict(columns.missing_values) == {"smoker": ("9",)}
    _, second, _ = open_table(path, columns)
    assert second.reading.patient.smoker is None
    assert second.reading.patient.symptom_duration_months == 9


@pytest.mark.parametrize(
    ("header", "visits"),
    [
        ("mJOA BL,mJOA 6M,mJOA 12M", ["bl", "6m", "12m"]),
        ("pre_ndi_total,post_ndi_total", ["pre", "post"]),
        ("mjoa_total,mjoa_total_24mth", ["mjoa_total", "24mth"]),
        ("ems_total_pre,ems_total_post", ["pre", "post"]),
        ('"mjoa ""0""","mjoa\n6m"', ['"0"', "\n6m"]),
        (
            "mjoa_motor_upper_BL,mjoa_motor_lower_BL,mjoa_motor_upper_6m,nurick",
            ["bl", "6m"],
        ),
    ],
)
def test_visits_side_by_side_are_drafted(table, header, visits):
    """Uncommented, the draft says which column belongs to which visit."""
    path = table(f"{header},patient id\n{'3,' * header.count(',')}3,p1\n")
    draft = inspect_table(path).column_map
    assert not ColumnMap.from_toml(draft).visits
    before, _, after = draft.partition("# [visits]\n")
    edited = f"{before}[visits]\n{re.sub('(?m)^# ', '', after)}"
    found = VisitMap.of(ColumnMap.from_toml(edited).visits)
    assert (found.person, [*found.wide]) == ("patient id", visits)


@pytest.mark.parametrize("header", ["mjoa_total,ndi_total", "age years,AGE YEARS"])
def test_columns_that_are_no_visits_are_not_drafted_as_such(table, header):
    """One column of a score is no visit, and what cannot be followed is none."""
    assert "visits.wide" not in inspect_table(table(f"{header}\n1,2\n")).column_map


@pytest.mark.parametrize(
    "name",
    ['a"b', "a\\b", "a\x7fb", "a\tb", "a\x1b[31mb", "é", "\U0001f600", "#", "''"],
)
def test_any_name_can_be_in_a_draft(table, name):
    """Names of columns are written as TOML that reads back as the same names."""
    cell = '"' + name.replace('"', '""') + '"'
    path = table(f"opll,{cell},{cell[:-1]}2 age_years{cell[-1]}\n,x,61\n")
    found = inspect_table(path)
    columns = ColumnMap.from_toml(found.column_map)
    assert name in columns.pass_through
    assert str(found).isprintable() or all(
        line.isprintable() for line in str(found).splitlines()
    )


def test_typed_columns_are_looked_at_by_their_types(tmp_path):
    """Parquet is counted by its types, and the index of pandas is no column."""
    path = tmp_path / "in.parquet"
    pd.DataFrame(
        {
            "age_years": [61.0, None, 999.0],
            "neck_pain": [True, False, None],
            "seen": pd.to_datetime(["2024-01-02"] * 3),
            "tags": [["a"], None, ["b", "c"]],
        },
        index=["x", "y", "z"],
    ).to_parquet(path)
    found = inspect_table(path)
    age, pain, seen, tags, index = found.columns
    assert (age.recorded, age.missing, age.invalid) == (2, 1, 1)
    assert (pain.recorded, pain.missing, pain.invalid) == (2, 1, 0)
    assert (seen.recorded, tags.recorded, index.recorded) == (3, 2, 3)
    assert "999 (rows: 1)" in age.remarks[0]
    assert "__index" not in found.column_map
    open_table(path, ColumnMap.from_toml(found.column_map))


def test_an_inspection_is_frozen_and_plain_data(table):
    """The report can be kept, compared and written as JSON."""
    path = table("age_years;x\n61;1\n")
    found = inspect_table(path)
    assert found == inspect_table(path)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        found.rows = 2
    plain = json.loads(to_json(found.to_dict()))
    assert plain["separator"] == ";"
    assert (plain["rows"], plain["empty_rows"], plain["header_row"]) == (1, 0, 1)
    assert plain["columns"][0]["quantity"] == "age_years"
    assert plain["column_map"] == found.column_map


def test_rows_that_cannot_be_split_are_counted(table):
    """A row with too many cells says nothing about any column."""
    found = inspect_table(table("age_years,x\n61,1\n999,999,999\n"))
    assert (found.rows, found.shifted_rows) == (2, 1)
    assert found.columns[0].recorded == 1
    assert "too many cells: 1" in found.remarks[0]
