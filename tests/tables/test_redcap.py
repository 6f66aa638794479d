"""Instruments as a data dictionary of REDCap, and exports of it read back."""

import csv
import io
import random
import re

import pytest

import cervmyelo as cm
from cervmyelo.column_maps.redcap import HEAD, field_of, redcap_dictionary
from cervmyelo.errors import KindError, LevelError, UnknownNameError
from cervmyelo.io import read_table
from cervmyelo.models.missing import COLUMNS, COMPANIONS, RECORDABLE, UNAFFECTED
from cervmyelo.models.patient import QUANTITIES, SHEETS
from cervmyelo.quantity import Choice, Fact, Measure

PEOPLE = 15
EVERYTHING = redcap_dictionary(*QUANTITIES, reasons=True)
ITS_MAP = cm.ColumnMap.from_redcap(EVERYTHING)
NAME, FORM, KIND, CHOICES = HEAD[0], HEAD[1], HEAD[3], HEAD[5]
BRANCH, ANNOTATION = HEAD[11], HEAD[17]


def rows_of(text):
    """The fields of a data dictionary."""
    return [*csv.DictReader(io.StringIO(text))]


def stored(quantity, value):
    """What REDCap stores and exports for a value, in raw codes."""
    if value is None:
        return ""
    if isinstance(quantity, Fact):
        return "1" if value else "0"
    codes = {meant: code for code, meant in field_of(quantity).codes.items()}
    return codes.get(value, str(value))


def export(dictionary, people):
    """
    People as a project exports them: raw codes, and the state of each form.

    Also as with events, and with no column for a field that is only shown.
    """
    fields = rows_of(dictionary)
    out = io.StringIO()
    forms = dict.fromkeys(f"{row[FORM]}_complete" for row in fields)
    head = [row[NAME] for row in fields if row[KIND] != "descriptive"]
    rows = csv.writer(out)
    rows.writerow([head[0], "redcap_event_name", *head[1:], *forms])
    for person in people:
        cells = []
        for row in fields[1:]:
            quantity = COLUMNS[row[ANNOTATION].partition(":")[2]]
            cells.append(stored(quantity, person.get(quantity.name)))
        rows.writerow([person["ref"], "baseline_arm_1", *cells, *("2" for _ in forms)])
    return out.getvalue()


def known(values):
    """What is recorded, without what is not."""
    return {name: each for name, each in values.items() if each is not None}


def random_person(place):
    """A person with much or little on record, and with reasons of missing values."""
    draw = random.Random(place)  # noqa: S311
    person = {"ref": f"p{place}"}
    for name, quantity in QUANTITIES.items():
        if draw.random() < place / PEOPLE:
            # A form takes decimals as they are typed.
            person[name] = (
                draw.choice(quantity.values)
                if quantity.values
                else round(draw.uniform(quantity.low, quantity.high), 4)
            )
        if draw.random() < 0.2:
            reasons = {*COMPANIONS[name].levels} - {"other_cause"}
            if name not in person:
                person[COMPANIONS[name].name] = draw.choice(sorted(reasons))
            elif name in UNAFFECTED:
                person[COMPANIONS[name].name] = "other_cause"
    return person


def test_patients_come_back_as_they_were(table):
    """Every quantity and reason is exported in raw codes and read back exactly."""
    people = [random_person(place) for place in range(PEOPLE)]
    rows = [*read_table(table(export(EVERYTHING, people)), ITS_MAP)]
    assert len(rows) == PEOPLE
    for person, row in zip(people, rows, strict=True):
        assert row.problems == ()
        assert row.patient == cm.Patient.from_values(person)
        assert known(row.patient.flat()).items() >= known(person).items() - {
            ("ref", person["ref"])
        }


def test_every_value_has_a_code_of_its_own(table):
    """Each value of each quantity is stored, exported and read back as itself."""
    people = [{"ref": str(place)} for place in range(25)]
    for name, quantity in QUANTITIES.items():
        ends = (quantity.low, quantity.high) if isinstance(quantity, Measure) else ()
        values = quantity.values or ends
        # Of long ranges, both ends.
        for person, value in zip(people, values[:13] + values[13:][-12:], strict=False):
            person[name] = value
    rows = [*read_table(table(export(EVERYTHING, people)), ITS_MAP)]
    assert len(rows) == len(people)
    for person, row in zip(people, rows, strict=True):
        assert {"ref": row.ref, **row.values} == person


def test_an_empty_record_says_nothing(table):
    """What nobody touched is exported empty and read as not recorded, never as no."""
    (row,) = read_table(table(export(EVERYTHING, [{"ref": "p7"}])), ITS_MAP)
    assert known(row.values) == {}
    assert row.ref == "p7"
    assert not {row[KIND] for row in rows_of(EVERYTHING)} & {"checkbox", "calc"}
    assert not any(row["Required Field?"] for row in rows_of(EVERYTHING))


def test_fields_are_such_that_redcap_takes_them():
    """Names are short, small and unique; codes are words; bars only split choices."""
    rows = rows_of(EVERYTHING)
    assert next(csv.reader(io.StringIO(EVERYTHING))) == [*HEAD]
    names = [row[NAME] for row in rows]
    assert len({*names}) == len(names) == len(RECORDABLE) + 1
    for row in rows:
        assert re.fullmatch(r"[a-z](_?[a-z0-9])*", row[NAME])
        assert len(row[NAME]) <= 26
        assert row[FORM] == "cervmyelo"
        assert row[KIND] in {"text", "yesno", "radio"}
        assert not re.search("[<>]", "".join(row[each] for each in HEAD[4:7]))
        assert bool(row[CHOICES]) is (row[KIND] == "radio")
        codes = [each.strip().partition(",")[0] for each in row[CHOICES].split("|")]
        assert len({*codes}) == len(codes)
        assert all(re.fullmatch(r"-?\w*", code, re.ASCII) for code in codes)
        assert row["Identifier?"] == ""


def test_ranges_are_those_of_the_dictionary():
    """A number has the range of its quantity, and a score the codes of its levels."""
    for row in rows_of(EVERYTHING)[1:]:
        quantity = COLUMNS[row[ANNOTATION].partition(":")[2]]
        if row[HEAD[7]]:
            assert isinstance(quantity, Measure)
            assert row[HEAD[7]] == ("integer" if quantity.whole else "number")
            limits = [float(row[each]) for each in HEAD[8:10]]
            assert limits == [quantity.low, quantity.high]
        elif isinstance(quantity, Choice | Measure):
            assert len(row[CHOICES].split("|")) == len(quantity.values)


def test_details_are_shown_where_they_can_be_recorded():
    """Details of a symptom need the symptom, and reasons a value that is missing."""
    branches = {row[ANNOTATION]: row[BRANCH] for row in rows_of(EVERYTHING)}
    assert branches["cervmyelo:gait_change"] == ""
    assert branches["cervmyelo:gait_change_onset"] == "[gait_change] = '1'"
    assert branches["cervmyelo:age_years_missing"] == "[age_years] = ''"
    assert branches["cervmyelo:mjoa_sphincter_missing"] == ""
    names = {row[NAME] for row in rows_of(EVERYTHING)}
    for branch in filter(None, branches.values()):
        assert re.fullmatch(r"\[(\w+)\] = '1?'", branch)[1] in names
    # Without the symptom in the form, its details would never be shown.
    (_, alone) = rows_of(redcap_dictionary("gait_change_onset"))
    assert alone[BRANCH] == ""


@pytest.mark.parametrize("name", [*SHEETS, "symptoms", "ao_spine_2017"])
def test_an_instrument_is_a_form(name):
    """A sheet, the symptoms or the inputs of a rule are a form of their own."""
    rows = rows_of(redcap_dictionary(name))
    assert {row[FORM] for row in rows} == {name}
    asked = [row[ANNOTATION].partition(":")[2] for row in rows[1:]]
    assert asked
    if name == "mjoa":
        assert asked == [each.name for each in cm.mjoa_total.inputs]
    elif name in cm.rules:
        assert asked == [each.name for each in cm.rules[name].inputs]
    added = rows_of(redcap_dictionary(name, record=None, form="a_b"))
    assert [row[NAME] for row in added] == [row[NAME] for row in rows[1:]]
    assert {row[FORM] for row in added} == {"a_b"}


def test_a_project_that_was_changed_is_read_by_its_labels(table):
    """New codes of a field are read by what their labels say, not as they were."""
    text = redcap_dictionary("smoker", "disc_level", "mjoa_sphincter")
    changed = text.replace(",yesno,", ",radio,").splitlines()
    smoker = next(place for place, line in enumerate(changed) if "smoker" in line)
    cells = next(csv.reader([changed[smoker]]))
    cells[5] = "1, Yes | 2, No"
    changed[smoker] = ",".join(f'"{each}"' for each in cells)
    columns = cm.ColumnMap.from_redcap("\n".join(changed))
    (row,) = read_table(
        table("record_id,smoker,disc_level,mjoa_sphincter\np,2,C3_4,1\n"), columns
    )
    assert row.patient.smoker is False
    assert row.values["disc_level"] == "C3/4"
    assert row.values["mjoa_sphincter"] == 1
    boxes = text.replace(",yesno,", ",checkbox,")
    assert "smoker" not in cm.ColumnMap.from_redcap(boxes).columns


def test_an_untouched_checkbox_of_others_is_not_recorded(table):
    """A map can say that 1 is yes and 0 says nothing; a draft leaves both alone."""
    dictionary = (
        "Variable / Field Name,Field Type,Field Label,"
        '"Choices, Calculations, OR Slider Labels"\n'
        'record_id,text,Record,\nhistory,checkbox,History,"1, Smoker | 2, OPLL"\n'
    )
    draft = cm.ColumnMap.from_redcap(dictionary)
    assert {"history___1", "history___2"} <= {*draft.pass_through}
    columns = cm.ColumnMap.from_toml(
        """
        pass_through = ["history___2"]
        [columns]
        record_id = "ref"
        history___1 = "smoker"
        [values.smoker]
        1 = true
        [missing_values]
        smoker = ["0"]
        """
    )
    path = table("record_id,history___1,history___2\na,1,0\nb,0,0\n")
    first, second = read_table(path, columns)
    assert first.problems == second.problems == ()
    assert (first.patient.smoker, second.patient.smoker) == (True, None)


@pytest.mark.parametrize(
    ("names", "options", "error", "words"),
    [
        ((), {}, LevelError, "names: .*mjoa"),
        (("mjoa_totl",), {}, UnknownNameError, "mjoa_total"),
        ((5,), {}, KindError, "names"),
        (("mjoa",), {"form": "My form"}, LevelError, "form"),
        (("mjoa",), {"form": "a__b"}, LevelError, "form"),
        (("mjoa",), {"record": ""}, LevelError, "record"),
        (("mjoa",), {"record": 5}, KindError, "record"),
    ],
)
def test_what_redcap_cannot_have(names, options, error, words):
    """A name that there is not, or that REDCap refuses, is one clear error."""
    with pytest.raises(error, match=words):
        redcap_dictionary(*names, **options)


def test_the_marks_name_what_there_is():
    """Every field names its quantity; an unknown mark is as good as none."""
    marked = [row[ANNOTATION].partition(":")[2] for row in rows_of(EVERYTHING)[1:]]
    assert {*marked} == {*QUANTITIES} | {each.name for each in COMPANIONS.values()}
    odd = redcap_dictionary("gait_change").replace(
        "cervmyelo:gait_change", "cervmyelo:g"
    )
    assert cm.ColumnMap.from_redcap(odd).columns == {"record_id": "ref"}
