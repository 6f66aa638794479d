"""Archives: what was stored is read as it was, whatever rules came since."""

import copy
import datetime as dt
import json
import pickle

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cervmyelo as cm
from cervmyelo import io as records
from cervmyelo import testing
from cervmyelo.editions import Edition, Release, Rules
from cervmyelo.errors import DocumentError, FieldError, StaleAssessmentError
from cervmyelo.io.stored_findings import StoredReason

CANARY = "Jane-CANARY-Doe"
ITEMS = cm.MJOA(motor_upper=3, motor_lower=5, sensory_upper=2, sphincter=3)
PERSON = cm.Patient(ref="p7", age_years=61, mjoa=ITEMS)

slow = settings(
    max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None
)


def plain(patient=PERSON, *, everything=False):
    """An assessment as this version writes it, to be changed."""
    kept = records.assessment_to_dict(cm.assess(patient), everything=everything)
    return json.loads(records.to_json(kept))


def older(*, everything=False):
    """
    An archive as an earlier version would have written it.

    That version had no risk factors, another edition of the severity with another
    cut-off, a rule and a quantity that are gone, and other versions.
    """
    kept = plain(everything=everything)
    kept["cervmyelo"] = {"version": "0.0.7", "rules": "0" * 12}
    del kept["findings"]["article_risk_factors"]
    severity = kept["findings"]["mjoa_severity"]
    severity["rule"] = {
        "name": "mjoa_severity",
        "edition": "0",
        "fingerprint": "1" * 12,
    }
    severity |= {"value": "mild", "possible": ["mild"], "low": "mild", "high": "mild"}
    gone = copy.deepcopy(kept["findings"]["mjoa_total"])
    gone["rule"]["name"] = "total_of_old"
    gone["label"] = "total of old"
    kept["findings"]["total_of_old"] = gone
    kept["patient"]["collar_size"] = 41
    return kept


@slow
@given(testing.patients(), st.booleans())
def test_what_is_stored_comes_back_word_for_word(patient, everything):
    """A stored assessment is written again exactly, and copies of it are equal."""
    text = records.to_json(plain(patient, everything=everything))
    kept = cm.records.stored(text)
    assert records.to_json(kept.to_dict()) == text
    for again in (
        cm.records.stored(text.encode()),
        cm.records.stored(kept.to_dict()),
        pickle.loads(pickle.dumps(kept)),  # noqa: S301
        copy.deepcopy(kept),
    ):
        assert again == kept
        assert hash(again) == hash(kept)


@slow
@given(testing.patients(), st.booleans())
def test_nothing_differs_under_the_same_rules(patient, everything):
    """Compared with the rules that wrote it, every answer is the same."""
    kept = cm.records.stored(plain(patient, everything=everything))
    compared = cm.records.compare(kept)
    assert {each.verdict for each in compared} == {"same"}
    assert {each.rule for each in compared} == set(cm.rules)
    assert not any(each.rule_changed for each in compared)
    for found in cm.assess(patient):
        if found.rule.name in kept.findings:
            assert kept[found.rule.name].rule == found.rule
            assert kept[found.rule.name].status == found.status


@pytest.mark.parametrize("everything", [True, False])
def test_an_older_archive_is_read_as_it_was(everything):
    """Answers, editions, sources and unknown rules are those that were stored."""
    kept = cm.records.stored(json.dumps(older(everything=everything)))
    assert (kept.version, kept.rules, kept.ref) == ("0.0.7", "0" * 12, "p7")
    severity = kept["mjoa_severity"]
    assert (severity.value, severity.possible) == ("mild", ("mild",))
    assert (severity.rule.edition, severity.rule.fingerprint) == ("0", "1" * 12)
    assert str(severity.cite) == str(cm.mjoa_severity.cite)
    assert kept["total_of_old"].value == 13
    assert kept.patient["collar_size"] == 41
    assert kept["mjoa_total"].because
    assert "article_risk_factors" not in kept.findings
    with pytest.raises(KeyError, match="stored finding"):
        kept["article_risk_factors"]


@pytest.mark.parametrize("everything", [True, False])
def test_an_older_archive_is_compared_with_rules_of_today(everything):
    """What changed is named with both editions; what came or went is listed."""
    compared = cm.records.compare(json.dumps(older(everything=everything)))
    assert [each.rule for each in compared.changed] == ["mjoa_severity"]
    assert [each.rule for each in compared.new] == ["article_risk_factors"]
    assert [each.rule for each in compared.gone] == ["total_of_old"]
    changed = compared["mjoa_severity"]
    assert (changed.old.value, changed.new.value) == ("mild", "moderate")
    assert (changed.old_rule.edition, changed.new_rule.edition) == ("0", "1")
    assert changed.rule_changed
    assert compared["article_risk_factors"].new.low == 1
    assert compared.unknown == ("collar_size",)
    lines = str(compared).splitlines()
    assert lines[2:4] == [
        "changed:",
        "  mJOA severity (mjoa_severity): mild, now moderate [edition 0, now 1; "
        f"fingerprint {'1' * 12}, now {cm.mjoa_severity.identity.fingerprint}]",
    ]
    written = json.loads(records.to_json(compared.to_dict()))
    assert written["changed"][0]["old"]["value"] == "mild"
    assert len(written["same"]) == len(compared.same)


def test_a_changed_rule_with_the_same_answer_is_shown():
    """Another fingerprint is told apart from another answer."""
    kept = plain()
    kept["findings"]["mjoa_total"]["rule"]["fingerprint"] = "2" * 12
    compared = cm.records.compare(kept)
    assert not compared.changed
    assert compared["mjoa_total"].rule_changed
    assert "the same answer by a changed rule" in str(compared)


def test_only_what_is_missing_can_differ():
    """Two answers that read alike are not the same if other inputs are missing."""
    kept = plain()
    kept["findings"]["article_risk_factors"]["missing"].pop()
    (changed,) = cm.records.compare(kept).changed
    assert "other inputs are missing" in str(changed)


def test_a_rule_without_records_can_have_some_now():
    """A rule that reads a recorded value only now has changed."""
    kept = plain()
    finding = kept["findings"].pop("article_risk_factors")
    kept["nothing_recorded"].append("article_risk_factors")
    kept["nothing_recorded"].append("total_of_old")
    compared = cm.records.compare(kept)
    (changed,) = compared.changed
    assert changed.old is None
    assert changed.new.to_dict() == finding
    assert str(changed).startswith("risk factors (article) (article_risk_factors): not")
    assert [each.rule for each in compared.gone] == ["total_of_old"]


def test_values_that_this_version_refuses_do_not_stop_a_comparison():
    """Rules that read a value that is invalid today refuse it; others are the same."""
    kept = plain()
    kept["patient"]["mjoa_sphincter"] = 4
    compared = cm.records.compare(kept)
    assert compared.invalid == ("mjoa_sphincter",)
    assert compared["mjoa_total"].new.status == "refused"
    assert compared["article_risk_factors"].verdict == "same"
    assert "no answer" in str(compared["mjoa_total"])


def superseded():
    """The severity with a lower cut-off as edition 0, which edition 1 replaced."""
    full, mild, moderate, severe = cm.mjoa_severity.bands
    bands = (full, attrs.evolve(mild, low=13), attrs.evolve(moderate, high=12), severe)
    return attrs.evolve(cm.mjoa_severity, edition="0", bands=bands)


def edition_of(rule):
    """An entry of the table of releases."""
    return Edition(rule.edition, rule.identity.fingerprint)


def release(version, on, *rules):
    """A release with some rules."""
    return Release(version, on, {each.name: edition_of(each) for each in rules})


OLD = superseded()
RULES = Rules(
    [cm.mjoa_total, cm.mjoa_severity],
    [OLD],
    [
        release("1.0", dt.date(2027, 1, 31), OLD),
        release("1.1", dt.date(2027, 6, 30), cm.mjoa_total, cm.mjoa_severity),
    ],
)


def test_a_superseded_rule_stays_callable():
    """The rules of a date, a release or an edition answer as they did then."""
    for when in (dt.date(2027, 1, 31), "2027-06-29", "1.0", "0"):
        then = RULES.at(when)
        assert list(then) == ["mjoa_severity"]
        assert then["mjoa_severity"](PERSON).value == "mild"
        assert then["mjoa_severity"](PERSON).rule.edition == "0"
    for when in (dt.datetime(2027, 7, 1, 12), "2027-06-30", "1.1", "1"):  # noqa: DTZ001
        assert dict(RULES.at(when)) == dict(RULES)
    assert list(RULES.editions("mjoa_severity")) == ["0", "1"]
    assert RULES["mjoa_severity"](PERSON).value == "moderate"


def test_what_a_superseded_rule_stored_is_compared_with_either():
    """An archive of the old edition differs from the new one, not from the old one."""
    found = OLD(PERSON)
    kept = plain()
    kept["findings"] = {"mjoa_severity": records.finding_to_dict(found)}
    kept["nothing_recorded"] = []
    (changed,) = cm.records.compare(kept, RULES).changed
    assert (changed.old.value, changed.new.value) == ("mild", "moderate")
    assert (changed.old_rule, changed.new_rule) == (
        OLD.identity,
        cm.mjoa_severity.identity,
    )
    then = cm.records.compare(kept, RULES.at("2027-02-01"))
    assert [each.verdict for each in then] == ["same"]
    assert not then["mjoa_severity"].rule_changed


def test_a_record_with_fewer_findings_is_accepted():
    """What an older version answered is checked; new rules are found as they are."""
    kept = plain(everything=True)
    kept["cervmyelo"] = {"version": "0.0.7", "rules": "0" * 12}
    del kept["findings"]["article_risk_factors"]
    read = records.assessment_from_json(json.dumps(kept))
    assert read["article_risk_factors"] == cm.article_risk_factors(PERSON)
    assert read.findings == cm.assess(PERSON).findings


def test_a_stale_record_names_its_rules():
    """The error lists the rules that differ, and survives a copy."""
    kept = older()
    del kept["patient"]["collar_size"]
    with pytest.raises(StaleAssessmentError, match="mjoa_severity, a rule that") as bad:
        records.assessment_from_json(json.dumps(kept))
    assert bad.value.rules == ("mjoa_severity",)
    assert "version 0.0.7 (rules 000000000000)" in str(bad.value)
    again = pickle.loads(pickle.dumps(bad.value))  # noqa: S301
    assert (again.rules, str(again)) == (bad.value.rules, str(bad.value))


def test_versions_that_are_none_are_not_shown():
    """What stands in the place of a version may be anything, so it is not repeated."""
    kept = plain()
    kept["cervmyelo"] = {"version": CANARY, "rules": f"{CANARY}\n\x1b[31m"}
    kept["findings"]["mjoa_total"]["low"] = 0
    with pytest.raises(StaleAssessmentError, match="an unknown version") as bad:
        records.assessment_from_json(json.dumps(kept))
    shown = cm.records.stored(json.dumps(kept))
    for text in (
        str(bad.value),
        str(shown),
        repr(shown),
        str(cm.records.compare(kept)),
    ):
        assert CANARY not in text
        assert "\x1b" not in text


def test_stored_text_cannot_act_on_a_terminal():
    """Control characters of a stored record are shown as codes."""
    kept = plain()
    for finding in kept["findings"].values():
        finding["label"] = "red \x1b[31m\nforged: line"
        finding["because"] = [{"text": "\u202eevil\ud800", "value": None, "fields": []}]
        finding["rule"]["edition"] = "1\x07"
    stored = cm.records.stored(json.dumps(kept))
    compared = cm.records.compare(stored)
    shown = [stored, compared, *stored, *compared]
    for each in shown:
        for text in (str(each), repr(each)):
            assert all(map(str.isprintable, text.splitlines()))
            assert "forged: line" not in [line.strip() for line in text.splitlines()]
        assert len(repr(each)) <= 400


def put(place, value):
    """A change of a part of an assessment."""

    def changed(kept):
        *path, last = place
        for key in path:
            kept = kept[key]
        kept[last] = value

    changed.__name__ = "/".join(map(str, place)) + f" = {value!r}"[:30]
    return changed


TOTAL = ("findings", "mjoa_total")
WRONG = [
    put((*TOTAL, "status"), "Boom"),
    put((*TOTAL, "status"), ["ok"]),
    put((*TOTAL, "value"), value=True),
    put((*TOTAL, "value"), {"a": 1}),
    put((*TOTAL, "value"), float("nan")),
    put((*TOTAL, "value"), 10**400),
    put((*TOTAL, "low"), float("inf")),
    put((*TOTAL, "possible"), 7),
    put((*TOTAL, "possible"), [None]),
    put((*TOTAL, "possible"), [[1]]),
    put((*TOTAL, "because"), {}),
    put((*TOTAL, "because"), [CANARY]),
    put((*TOTAL, "because"), [{"text": CANARY}]),
    put((*TOTAL, "because"), [{"text": 1, "value": None, "fields": []}]),
    put((*TOTAL, "because"), [{"text": "", "value": [], "fields": []}]),
    put((*TOTAL, "because"), [{"text": "", "value": 1, "fields": [CANARY]}]),
    put((*TOTAL, "missing"), CANARY),
    put((*TOTAL, "missing"), [CANARY]),
    put((*TOTAL, "cite"), None),
    put((*TOTAL, "cite", "doi"), 5),
    put((*TOTAL, "problems"), [{"code": 1, "field": "", "message": CANARY}]),
    put((*TOTAL, "unit"), None),
    put((*TOTAL, "interval"), [1]),
    put((*TOTAL, "interval"), [1, "2"]),
    put((*TOTAL, "interval"), [1, float("nan")]),
    put((*TOTAL, "holds_for"), [1]),
    put((*TOTAL, "colour"), CANARY),
    put((*TOTAL, "rule"), CANARY),
    put((*TOTAL, "rule", "name"), "mjoa_severity"),
    put((*TOTAL, "rule", "edition"), 1),
    put(TOTAL, CANARY),
    put(TOTAL, {}),
    put(("findings", CANARY), {}),
    put(("findings", "x" * 101), {}),
    put(("findings",), [CANARY]),
    put(("patient",), CANARY),
    put(("patient",), None),
    put(("patient", "ref"), 5),
    put(("patient", "age_years"), float("nan")),
    put(("nothing_recorded",), [CANARY]),
    put(("nothing_recorded",), CANARY),
    put(("conflicts",), CANARY),
    put(("conflicts",), [{"fields": [], "message": CANARY}]),
    put(("cervmyelo",), CANARY),
    put(("cervmyelo",), {"version": "1", "rules": 2}),
    put(("cervmyelo",), {"version": "1", "rules": "2", "by": CANARY}),
    put((CANARY,), 1),
]


@pytest.mark.parametrize("change", WRONG, ids=lambda each: each.__name__)
def test_a_wrong_shape_is_refused_without_its_values(change):
    """A part of another shape is an error of our own that repeats no value."""
    kept = plain()
    change(kept)
    text = json.dumps(kept)
    for read, document in (
        (cm.records.stored, text),
        (cm.records.stored, kept),
        (cm.records.compare, text),
        (cm.records.compare, kept),
        (cm.records.archive, text),
    ):
        with pytest.raises((DocumentError, FieldError)) as bad:
            read(document)
        assert CANARY not in str(bad.value)
        assert str(bad.value).isprintable()


@pytest.mark.parametrize(
    "path",
    [
        ('"version":', '"version":"0","version":'),
        ('"status":', '"status":"ok","status":'),
        ('"findings":', '"findings":{},"findings":'),
        ('"fingerprint":', '"fingerprint":"0","fingerprint":'),
        ('"age_years":', '"age_years":3,"age_years":'),
        ('"text":', '"text":"","text":'),
        ('"doi":', '"doi":"","doi":'),
        ('"mjoa_total":', '"mjoa_total":{},"mjoa_total":'),
    ],
)
def test_a_key_given_twice_is_refused_wherever_it_is(path):
    """The last of two equal keys does not win, however deep they are."""
    text = records.to_json(plain())
    once, twice = path
    assert once in text
    with pytest.raises(DocumentError, match="twice"):
        cm.records.stored(text.replace(once, twice, 1))


@pytest.mark.parametrize("depth", [50, 900, 5_000, 200_000])
def test_deep_nesting_is_refused_wherever_it_is(depth):
    """Nesting has a limit in every part, whatever the recursion limit of Python is."""
    deep = "[" * depth + "]" * depth
    nested = '{"a":' * depth + "1" + "}" * depth
    text = records.to_json(plain())
    for key in ('"patient":{', '"findings":{', '"cervmyelo":{', '"mjoa_total":{', "{"):
        for value in (deep, nested):
            inside = text.replace(key, f'{key}"a":{value},', 1)
            assert inside != text
            for read in (cm.records.stored, records.assessment_from_json):
                with pytest.raises(cm.CervmyeloError):
                    read(inside)


def test_a_text_has_a_length_limit(monkeypatch):
    """A text that is too long for one assessment is refused before it is read."""
    monkeypatch.setattr(records.archives, "_LONGEST", 10)
    with pytest.raises(DocumentError, match="longer than 10 bytes"):
        cm.records.stored(records.to_json(plain()))


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "7", "null", '"x"', "[1]", "{", b"\xff", '[{"a":1}]', "[[]]"],
)
def test_what_is_no_assessment_is_refused(text):
    """A text that holds no assessment is an error of our own."""
    with pytest.raises(DocumentError):
        cm.records.stored(text)


@pytest.mark.parametrize("wrong", [None, 7, [1], object(), {1: 2}, b"", bytearray()])
def test_arguments_of_another_kind_are_refused(wrong):
    """Nothing but errors of our own leaves for what is no document."""
    for read in (cm.records.stored, cm.records.compare, cm.records.archive):
        with pytest.raises(cm.CervmyeloError):
            read(wrong)
    if wrong is not None:
        with pytest.raises(cm.CervmyeloError):
            cm.records.compare(plain(), wrong)


def test_a_stored_part_made_by_hand_is_checked_too():
    """The constructors refuse what the reader refuses."""
    kept = cm.records.stored(plain())
    with pytest.raises(FieldError, match="status"):
        attrs.evolve(kept["mjoa_total"], status="Boom")
    with pytest.raises(FieldError, match="findings"):
        attrs.evolve(kept, findings=(kept["mjoa_total"],))
    compared = cm.records.compare(kept)
    for part, changes in (
        (compared, {"stored": plain()}),
        (compared, {"differences": ("mjoa_total",)}),
        (compared, {"unknown": None}),
        (compared["mjoa_total"], {"verdict": "worse"}),
        (compared["mjoa_total"], {"old": 7}),
        (compared["mjoa_total"], {"new_rule": "mjoa_total"}),
        (compared["mjoa_total"], {"rule": 7}),
    ):
        with pytest.raises(FieldError):
            attrs.evolve(part, **changes)
    with pytest.raises(FieldError, match="text"):
        StoredReason(text=7, value=None, fields=())
    with pytest.raises((TypeError, attrs.exceptions.FrozenInstanceError)):
        kept.findings["mjoa_total"] = None


def test_an_archive_is_a_list_of_assessments():
    """Each element is read, a flagged record too, and a fault names its place."""
    flagged = {
        "number": 2,
        "ref": "p8",
        "problems": [{"code": "x", "field": "age_years", "message": "invalid"}],
        "findings": {},
        "nothing_recorded": [*cm.rules],
    }
    one, two = cm.records.archive(json.dumps([plain(), flagged]))
    assert one == cm.records.stored(plain())
    assert (two.number, two.ref, two.version, two.patient) == (2, "p8", None, None)
    assert two.to_dict() == flagged
    assert cm.records.archive(json.dumps(flagged)) == (two,)
    assert pickle.loads(pickle.dumps(two)) == two  # noqa: S301
    with pytest.raises(DocumentError, match="flagged"):
        cm.records.compare(two)
    broken = plain()
    broken["findings"]["mjoa_total"]["low"] = {}
    with pytest.raises(FieldError, match=r"record 2, findings\.mjoa_total\.low"):
        cm.records.archive(json.dumps([plain(), broken]))


@pytest.mark.parametrize("change", WRONG, ids=lambda each: each.__name__)
def test_a_record_that_cannot_be_read_loses_no_other(change):
    """It is flagged in its place, without its values; all others are as they were."""
    broken = plain()
    change(broken)
    text = json.dumps([plain(), broken, plain()])
    one, bad, two = cm.records.archive(text, on_error="flag")
    assert one == two == cm.records.stored(plain())
    assert (bad.number, bad.patient, len(bad)) == (2, None, 0)
    assert [each.code for each in bad.problems] == ["not_an_assessment"]
    assert str(bad.problems[0]).startswith("record 2")
    assert CANARY not in str(bad) + repr(bad) + str(bad.to_dict())
    again = records.to_json([each.to_dict() for each in (one, bad, two)])
    assert cm.records.archive(again) == (one, bad, two)
    with pytest.raises((DocumentError, FieldError), match="record 2"):
        cm.records.archive(text)


def test_a_good_archive_is_the_same_with_and_without_flags():
    """A text in which nothing can be read is an error whatever is asked for."""
    good = json.dumps([plain(), plain()])
    assert cm.records.archive(good, on_error="flag") == cm.records.archive(good)
    assert cm.records.archive("[]", on_error="flag") == ()
    for text in ("[1, {}]", "7", "{}", "[[]]", "{"):
        with pytest.raises(DocumentError):
            cm.records.archive(text, on_error="flag")
    for option in ("null", None, [], 1):
        with pytest.raises(cm.CervmyeloError, match="on_error"):
            cm.records.archive(good, on_error=option)


def test_a_contradiction_is_kept():
    """What contradicted itself is in the archive with its message."""
    patient = records.patient_from_dict(
        {"neck_pain": False, "neck_pain_severity": "severe"}
    )
    kept = cm.records.stored(plain(patient))
    assert [str(each) for each in kept.conflicts] == [
        str(each) for each in cm.assess(patient).conflicts
    ]
    assert kept["article_urgency"].status == "refused"
    assert not cm.records.compare(kept).changed
    assert kept["article_urgency"].answer == "no answer"
