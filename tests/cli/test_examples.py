"""The shipped examples: what they promise is what they do."""

import re
from pathlib import Path

import pytest

import cervmyelo as cm
from cervmyelo.io import ColumnMap, open_table, patients_from_json, read_table
from cervmyelo.registry import RULES
from cervmyelo.results.assessment import findings

EXAMPLES = Path(__file__).parents[2] / "examples"
SPINE = EXAMPLES / "spine-generic"


@pytest.mark.parametrize(
    "name", ["article_stage", "article_urgency", "mjoa_severity", "article_cause"]
)
def test_the_clinic_reaches_every_grade(name):
    """The constructed patients reach each grade of these rules, and undecided."""
    found = [RULES[name](each.patient) for each in clinic()]
    reached = {each.value for each in found}
    assert reached == {None, *RULES[name].outcomes}


def clinic():
    """The constructed patients."""
    return list(read_table(EXAMPLES / "clinic.csv"))


def test_the_clinic_is_clean_and_says_that_it_is_constructed():
    """No row is flagged, and each reference says that nobody real is meant."""
    readings = clinic()
    assert len(readings) == 40
    assert all(each.problems == () for each in readings)
    refs = [each.ref for each in readings]
    assert all(re.fullmatch(r"constructed-\d{3}", ref) for ref in refs)
    assert len(set(refs)) == 40


def test_the_clinic_contradicts_no_common_sense():
    """Who needs a wheelchair has few leg points; who walks well has many."""
    for each in clinic():
        patient, values = each.patient, each.patient.flat()
        legs = values.get("mjoa_motor_lower")
        if patient.wheelchair_or_immobile and legs is not None:
            assert legs <= 2
        if values.get("gait_change") is False and legs is not None:
            assert legs == 7


def test_the_visits_come_in_their_order(run):
    """The constructed visits are compared without a fault, who is worse first."""
    ran = run("change", EXAMPLES / "visits.csv", "--map", EXAMPLES / "visits.toml")
    assert ran.status == 0
    assert ran.out.splitlines()[1].startswith("constructed-102  yes")
    assert "compared: 5  worse: 1  possibly worse: 4  noticeable gain: 3" in ran.out


def test_the_clinic_ends_well_and_the_mixed_up_table_does_not(run):
    """The exit status tells a clean table from one with flagged rows."""
    assert run("assess", EXAMPLES / "clinic.csv").status == 0
    ran = run("assess", EXAMPLES / "mixed-up.csv")
    assert ran.status == 1
    assert "9 patients, 7 flagged" in ran.out


def test_the_mixed_up_table_shows_every_kind_of_fault():
    """Each fault that a table can have is in it, and the good rows are read."""
    readings = list(read_table(EXAMPLES / "mixed-up.csv"))
    codes = {problem.code for each in readings for problem in each.problems}
    codes |= {fault.error.code for each in readings for fault in each.conflicts}
    assert codes == {
        "wrong_kind",
        "out_of_range",
        "shifted_row",
        "contradiction",
        "unknown_level",
    }
    # What contradicts itself is a patient all the same.
    good = [each.patient is not None for each in readings]
    assert good == [True, *[False] * 4, True, *[False] * 2, True]


def test_the_vignettes_are_cited_and_read():
    """Each vignette is a clean record, and its companion says where it is from."""
    readings = patients_from_json((EXAMPLES / "vignettes.json").read_bytes())
    about = (EXAMPLES / "vignettes.md").read_text()
    assert len(readings) == 2
    for each in readings:
        assert each.problems == ()
        assert f"## {each.ref}\n" in about
    assert about.count("- Source: ") == len(readings)


def test_the_first_vignette_is_what_its_page_says():
    """Unsteady walking with cord signs: stage 3 or more, and an open urgency."""
    (man, _) = patients_from_json((EXAMPLES / "vignettes.json").read_bytes())
    assessed = cm.assess(man.patient)
    assert [grade.code for grade in assessed.stage.possible] == [3, 4, 5]
    assert (str(assessed.urgency.at_least), str(assessed.urgency.shown)) == (
        "prompt",
        "emergency",
    )
    assert [factor.name for factor in assessed.risk.absent] == ["over_55"]


def test_the_volunteers_are_read_by_their_map():
    """267 volunteers, none flagged, all scanned, everything else left alone."""
    columns = ColumnMap.read(SPINE / "columns.toml")
    sheet = open_table(SPINE / "participants.tsv", columns)
    rows = list(sheet)
    assert len(rows) == 267
    assert all(row.reading.problems == () for row in rows)
    assert all(row.reading.patient.mri_done for row in rows)
    assert set(sheet.left_alone) == set(columns.pass_through)
    sexes = [row.reading.patient.sex_at_birth for row in rows]
    cells = [row.cells[1] for row in rows]
    assert sexes.count("female") == cells.count("F") > 100
    assert sexes.count("male") == cells.count("M") > 100


def test_the_volunteers_are_not_graded():
    """Without symptoms or scores on record, nobody is called healthy or ill."""
    columns = ColumnMap.read(SPINE / "columns.toml")
    for reading in read_table(SPINE / "participants.tsv", columns):
        by_name = {each.rule.name: each for each in findings(reading.patient)}
        for name in ("article_stage", "article_urgency", "mjoa_severity"):
            assert set(by_name[name].possible) == set(RULES[name].outcomes)


def test_each_example_is_described():
    """The page on the examples names every one of them."""
    page = (EXAMPLES / "README.md").read_text()
    for path in EXAMPLES.iterdir():
        assert path.name in page
    assert (
        "2122dc4be6176606b69cc588a276959049de22af"
        in (SPINE / "ATTRIBUTION.md").read_text()
    )
