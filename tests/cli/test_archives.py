"""Stored assessments in the shell: shown as they were, and compared with today."""

import json

import pytest

import cervmyelo as cm
from cervmyelo.io import assessment_to_dict, to_json

PEOPLE = [
    cm.Patient(ref=f"p{age}", age_years=age, mjoa=cm.MJOA(motor_upper=3))
    for age in (40, 61)
]
BAD = {
    "number": 3,
    "ref": "p9",
    "problems": [{"code": "x", "field": "age_years", "message": "age_years: invalid"}],
    "findings": {},
    "nothing_recorded": [],
}


def stored(*people):
    """Assessments as the command line writes them."""
    return json.loads(to_json([assessment_to_dict(cm.assess(each)) for each in people]))


def written(tmp_path, value):
    """A file with a JSON value."""
    path = tmp_path / "out.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def changed(kept):
    """The last assessment with other risk factors, as other rules would find them."""
    finding = kept[-1]["findings"]["article_risk_factors"]
    finding |= {"low": 0, "possible": [0, *finding["possible"]]}
    return kept


def test_what_assess_wrote_is_shown(run, tmp_path):
    """Each record has its answers with the names and editions of the rules."""
    source = written(tmp_path, {"age_years": 61})
    out = tmp_path / "stored.json"
    assert run("assess", source, "-o", out).status == 0
    found = run("stored", out)
    assert found.status == 0
    assert "risk factors (article): 1 to 4 of 4 [article_risk_factors, edition 1]" in (
        found.out
    )
    assert f"stored by version {cm.__version__}" in found.out
    assert "source:" not in found.out
    assert "source: " in run("stored", out, "--detail").out
    again = json.loads(run("stored", out, "--json").out)
    assert again == json.loads(out.read_text(encoding="utf-8"))


def test_the_same_rules_find_nothing_different(run, tmp_path):
    """Without a difference the exit status is 0, and only counts are shown."""
    found = run("stored", written(tmp_path, [*stored(*PEOPLE), BAD]), "--compare")
    assert (found.status, found.out) == (
        0,
        "2 compared, 0 differ, 1 flagged when stored\n",
    )


def test_a_difference_is_shown_with_its_record(run, tmp_path):
    """A record that differs is named with its reference, and the exit status is 1."""
    path = written(tmp_path, changed(stored(*PEOPLE)))
    found = run("stored", path, "--compare")
    assert found.status == 1
    lines = found.out.splitlines()
    assert lines[0] == "record 2, p61"
    assert (
        "  risk factors (article) (article_risk_factors): 0 to 4 of 4, now 1 to 4"
        in (found.out)
    )
    assert lines[-1] == "2 compared, 1 differ"
    plain = json.loads(run("stored", path, "--compare", "--json").out)
    assert [[each["rule"] for each in one["changed"]] for one in plain] == [
        [],
        ["article_risk_factors"],
    ]


@pytest.mark.parametrize("options", [(), ("--compare",), ("--json",), ("--detail",)])
def test_a_record_that_cannot_be_read_is_reported(run, tmp_path, options):
    """All other records are shown, and the exit status is not that of success."""
    first, last = stored(*PEOPLE)
    found = run("stored", written(tmp_path, [first, {"x": 1}, last]), *options)
    assert found.status == 1
    assert "records that cannot be read: 1 of 3; the first: record 2:" in found.err
    if "--compare" in options:
        assert found.out == "2 compared, 0 differ\n"
    else:
        assert "p40" in found.out
        assert "p61" in found.out


def test_standard_input_and_one_record(run):
    """One assessment on standard input is shown and compared in full."""
    (kept,) = stored(PEOPLE[1])
    shown = run("stored", "-", stdin=json.dumps(kept))
    assert shown.out.startswith("Assessment stored by version")
    compared = run("stored", "-", "--compare", stdin=json.dumps(kept))
    assert compared.status == 0
    assert "0 changed, 0 new, 0 gone" in compared.out


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON"),
        ("{}", "An assessment has the keys"),
        ("[[]]", "record 1: An assessment is an object"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_archive_is_refused_in_one_line(run, tmp_path, text, message):
    """A file of another kind ends with a message and exit status 2."""
    path = tmp_path / "out.json"
    path.write_text(text, encoding="utf-8")
    found = run("stored", path, "--compare")
    assert found.status == 2
    assert message in found.err
    assert found.err.count("\n") == 1


def test_wrong_options_are_refused(run, tmp_path):
    """Options that exclude each other, and files that are none, are named."""
    path = written(tmp_path, stored(*PEOPLE))
    assert "--compare" in run("stored", path, "--compare", "--detail").err
    assert run("stored", tmp_path / "none.json").status == 2
    assert run("stored", "--no").status == 2


def test_stored_text_cannot_act_on_the_terminal(run, tmp_path):
    """Control characters of a file are escaped in every view."""
    kept = changed(stored(*PEOPLE))
    for each in kept:
        each["patient"]["ref"] = "p\x1b[31m\nforged"
        for finding in each["findings"].values():
            finding["label"] = "red \x1b[31m\nforged"
    path = written(tmp_path, [*kept, BAD | {"ref": "\x07"}])
    for options in ((), ("--detail",), ("--compare",)):
        found = run("stored", path, *options)
        assert all(map(str.isprintable, found.out.splitlines()))
        assert "forged" not in found.out.splitlines()
