"""Exports of many people, one resource in a line: each person as a Bundle gives one."""

import datetime as dt
import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cervmyelo as cm
from cervmyelo.fhir import from_fhir, from_ndjson, stable_ids, to_fhir, to_ndjson
from cervmyelo.fhir.reading import export as reading
from cervmyelo.testing import patients

DAY = dt.date(2026, 3, 14)
PEOPLE = st.lists(
    patients(facts="any", partly=True, with_reasons=True), min_size=1, max_size=3
)
BIRTHS = [
    {"resourceType": "Patient", "id": str(at), "birthDate": f"196{at}-05-02"}
    for at in range(3)
]


def bundles(people, at=DAY):
    for place, patient in enumerate(people):
        subject = f"Patient/{place}"
        ids = stable_ids(subject, at)
        yield to_fhir(cm.assess(patient), subject=subject, at=at, ids=ids)


def subject_of(received):
    (person,) = received.people
    return person.subject


def lines_of(report):
    """The lines of a report without their places, and without what was ignored."""
    return sorted(
        (each.became, each.about, each.why, each.when)
        for each in report.lines
        if each.became != "ignored"
    )


def assert_same(export, resources):
    """Each person is what a Bundle of the person's resources gives."""
    own = {}
    for each in resources:
        key = each.get("subject", {}).get("reference") or f"Patient/{each['id']}"
        own.setdefault(key, []).append({"resource": each})
    found = {subject_of(each): each for each in export}
    assert len(found) == len(export)
    assert set(found) == set(own)
    ignored = {}
    for key, entries in own.items():
        alone = from_fhir({"resourceType": "Bundle", "entry": entries}, on=DAY)
        assert found[key].people == alone.people
        assert lines_of(found[key].report) == lines_of(alone.report)
        assert not found[key].report.that("ignored")
        for line in alone.report.that("ignored"):
            group = (line.became, line.about, line.why)
            ignored[group] = ignored.get(group, 0) + 1
    assert export.others == ignored


@settings(max_examples=8)
@given(PEOPLE, st.randoms(use_true_random=False))
def test_an_export_is_read_back_whatever_the_order(people, chance):
    """People come back from lines in any order and any files, as from Bundles."""
    lines = [*to_ndjson(bundles(people))]
    ids = [json.loads(line)["id"] for line in lines]
    assert len({*ids}) == len(ids)
    lines += [json.dumps(each) for each in BIRTHS[: len(people)]]
    resources = [json.loads(line) for line in lines]
    chance.shuffle(lines)
    cut = chance.randrange(len(lines) + 1)
    assert_same(from_ndjson(lines[:cut], lines[cut:], on=DAY), resources)


@settings(max_examples=8)
@given(PEOPLE)
def test_everybody_who_is_written_is_read(people):
    """Every value and every reason of every person comes back."""
    export = from_ndjson(to_ndjson(bundles(people)), on=DAY)
    found = {subject_of(each): cm.Case(each.patient) for each in export}
    for place, patient in enumerate(people):
        case = cm.Case(patient)
        read = found.get(f"Patient/{place}", cm.Case({}))
        assert dict(read.values) == dict(case.values)
        assert dict(read.missing) == dict(case.missing)
    assert export.flagged == ()
    assert export.complete


def test_references_lead_to_resources_of_the_export():
    """What refers to another entry of its Bundle names it by type and id."""
    patient = cm.Patient(mjoa=cm.MJOA(motor_upper=cm.between(2, 3), sphincter=1))
    (bundle,) = bundles([patient])
    resources = [json.loads(line) for line in to_ndjson([bundle])]
    known = {f"{each['resourceType']}/{each['id']}" for each in resources}
    links = [
        link["reference"]
        for each in resources
        for key in ("derivedFrom", "hasMember", "basis")
        for link in each.get(key, ())
    ]
    assert len(links) > 1
    assert {*links} <= known
    kept = [entry["resource"] for entry in bundle["entry"]]
    assert not any("id" in each for each in kept)
    for each, resource in zip(kept, resources, strict=True):
        assert {**each, "id": resource["id"]}.keys() == resource.keys()


@pytest.mark.parametrize(
    ("bundles", "fault"),
    [
        (None, "bundles"),
        ({"resourceType": "Bundle"}, "bundles"),
        ("[]", "bundles"),
        ([None], "bundles"),
        ([{"entry": [{"resource": {}}]}], "bundles"),
        ([{"entry": [{"fullUrl": "urn:x:1", "resource": {}}]}], "type"),
        ([{"entry": [{"fullUrl": "urn:x:a_b", "resource": BIRTHS[0]}]}], "id"),
        ([{"entry": [{"fullUrl": "urn:x:1", "resource": BIRTHS[0]}] * 2}], "twice"),
    ],
)
def test_what_is_no_bundle_is_named(bundles, fault):
    """Bundles of another shape, and addresses without an id, are errors."""
    with pytest.raises(cm.errors.KindError, match=fault):
        list(to_ndjson(bundles))


def good(place=0):
    return json.dumps(BIRTHS[place])


BAD = {
    "cut": '{"resourceType": "Patient", "id": "7',
    "not json": "resourceType,id",
    "a number": "1e999",
    "null": "null",
    "a list": "[{}]",
    "no type": '{"id": "7"}',
    "a type that is none": '{"resourceType": 7}',
    "a key twice": '{"resourceType": "Patient", "id": "7", "id": "8"}',
    "a key twice below": '{"resourceType": "Patient", "id": "7", "x": {"a": 1, "a": 2}}',  # noqa: E501
    "deep": '{"resourceType": "Patient", "id": "7", "x": ' + "[" * 100_000,
    "a bundle": '{"resourceType": "Bundle", "entry": []}',
    "not text": b"\xff\xfe{",
    "nobody": '{"resourceType": "Observation", "status": "final"}',
    "no id": '{"resourceType": "Patient", "birthDate": "1961-01-01"}',
    "a group": '{"resourceType": "Condition", "subject": {"reference": "Group/7"}}',
}


@pytest.mark.parametrize("line", BAD.values(), ids=BAD)
def test_a_bad_line_is_flagged_and_loses_no_other(line):
    """A line that says nothing has its number and a reason; the others are read."""
    export = from_ndjson([good(0), "", line, good(1)], on=DAY)
    (flagged,) = export.flagged
    assert flagged.place == "line 3"
    assert flagged.became == "not understood"
    assert flagged.why
    assert "7" not in str(flagged)
    assert [subject_of(each) for each in export] == ["Patient/0", "Patient/1"]
    assert sum(export.others.values()) == 1


KEYS = (
    *("resourceType", "id", "subject", "reference", "code", "coding", "system"),
    *("status", "component", "valueQuantity", "value", "birthDate", "item"),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)
KINDS = st.sampled_from(
    ["Patient", "Observation", "QuestionnaireResponse", "Condition", "Bundle", "List"]
)
RESOURCES = st.builds(
    lambda kind, body: {**(body if isinstance(body, dict) else {}), **kind},
    st.fixed_dictionaries({"resourceType": KINDS}),
    JSON,
)


@settings(max_examples=60)
@given(
    st.lists(
        st.one_of(
            RESOURCES.map(json.dumps),
            JSON.map(json.dumps),
            st.text(max_size=30),
            st.binary(max_size=30),
            st.sampled_from(["9" * 5000, "-1" + "0" * 400, "[" * 5000, "1e400", "NaN"]),
        ),
        max_size=6,
    )
)
def test_any_lines_are_read_or_flagged(lines):
    """No line ends the reading: each is read, counted, or blank."""
    export = from_ndjson(lines, on=DAY)
    people = [*export]
    assert len(people) == len(export)
    assert str(export)
    assert len(export.flagged) <= len(lines)
    for line in (*export.flagged, *(e for each in people for e in each.report.lines)):
        assert line.why or line.became == "used"


def test_files_folders_and_lines(tmp_path):
    """A folder is its files, packed or not; numbers of lines are those of the file."""
    (tmp_path / "Patient.ndjson").write_text(f"\ufeff{good(0)}\r\n\n{good(1)}\n")
    packed = gzip.compress(f"nothing\n{good(2)}".encode())
    (tmp_path / "More.NDJSON.gz").write_bytes(packed)
    (tmp_path / "log.txt").write_text("not read")
    export = from_ndjson(tmp_path, on=DAY)
    assert {subject_of(each) for each in export} == {f"Patient/{n}" for n in range(3)}
    (flagged,) = export.flagged
    assert flagged.place == "More.NDJSON.gz:1"
    places = [line.place for each in export for line in each.report.lines]
    assert places == ["More.NDJSON.gz:2", "Patient.ndjson:1", "Patient.ndjson:3"]
    paths = [str(each) for each in tmp_path.iterdir() if each.suffix != ".txt"]
    files = from_ndjson(*paths, on=DAY)
    assert len(files) == 3


def test_a_damaged_file_is_incomplete(tmp_path):
    """What comes before the damage is read, and the export says that there is more."""
    whole = gzip.compress("\n".join(map(good, range(3))).encode() * 200)
    (tmp_path / "a.ndjson.gz").write_bytes(whole[:-30])
    (tmp_path / "b.ndjson").write_text(json.dumps({**BIRTHS[0], "id": "9"}))
    export = from_ndjson(tmp_path, on=DAY)
    assert not export.complete
    assert export.flagged[-1].became == "incomplete"
    assert "Patient/9" in {subject_of(each) for each in export}


def test_a_problem_of_the_server_is_incomplete():
    """An OperationOutcome in place of data says that there is more."""
    outcome = json.dumps({"resourceType": "OperationOutcome"})
    assert not from_ndjson([outcome], on=DAY).complete
    assert from_ndjson([good()], on=DAY).complete


def test_a_line_of_any_length_is_passed_over(tmp_path, monkeypatch):
    """A line beyond the limit is skipped in pieces, and the next has its number."""
    monkeypatch.setattr(reading, "LONGEST", 100)
    long = json.dumps({"resourceType": "Binary", "id": "1", "data": "x" * 350})
    (tmp_path / "a.ndjson").write_text(f"{good(0)}\n{long}\n{good(1)}\n{long}")
    export = from_ndjson(tmp_path / "a.ndjson", on=DAY)
    assert [each.place for each in export.flagged] == ["a.ndjson:2", "a.ndjson:4"]
    assert len(export) == 2


def test_flagged_lines_are_counted_beyond_those_that_are_kept(monkeypatch):
    """A wrong file of any length takes little memory, and every line is counted."""
    monkeypatch.setattr(reading, "MOST_FLAGGED", 3)
    export = from_ndjson(("a,b" for _ in range(10)), on=DAY)
    assert len(export.flagged) == 3
    assert sum(export.others.values()) == 10
    assert repr(export) == "<Export: 0 people, 10 not understood>"


@pytest.mark.parametrize("source", [None, 7, b"{}", {"a": 1}, [7], [None, "x"]])
def test_sources_of_another_kind_are_named(source):
    """What is neither files nor lines is an error."""
    with pytest.raises(cm.errors.KindError, match="sources"):
        from_ndjson(source, on=DAY)


def test_missing_files_are_errors(tmp_path):
    """A file that is not there, and a folder without files, are errors."""
    with pytest.raises(FileNotFoundError):
        from_ndjson(tmp_path / "none.ndjson", on=DAY)
    with pytest.raises(cm.errors.DocumentError, match="ndjson"):
        from_ndjson(tmp_path, on=DAY)
    with pytest.raises(cm.errors.KindError, match="on: "):
        from_ndjson([], on="2026-03-14")
