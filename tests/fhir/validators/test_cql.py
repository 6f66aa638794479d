"""
The rules as a library of CQL, run by a translator and an engine that others wrote.

They need Node.js and packages of npm, as the validators do; see test_validators.py.
"""

import datetime as dt
import itertools
import json
import random
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
from blurred_people import blurred, scored
from node_packages import node_command
from written_bundles import drawn_people

import cervmyelo as cm
from cervmyelo.fhir import stable_ids, to_fhir
from cervmyelo.models.missing import OTHER_CAUSE
from cervmyelo.models.patient import SUFFIX
from cervmyelo.quantity import Measure, Partly
from cervmyelo.scale import Grade

DAY = dt.date(2026, 3, 14)
PARTS = ("status", "value", "lowest", "highest")
BY_ROWS = [name for name, each in cm.rules.items() if hasattr(each, "criteria")]
NAMES = [f"{name} {part}" for name in cm.rules for part in PARTS]
NAMES += [f"{name} by rows" for name in BY_ROWS]
SOME = 50
"""So many people are few enough for one engine."""


def node(script, *arguments):
    """What a script prints, one line of JSON for each."""
    command = node_command(script, *arguments)
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


CANAL = cm.rules["canal_stenosis"]
KANG = cm.rules["kang_grade"]


def cut_off(number):
    """How a cut-off of the canal is written."""
    return f" {float(number)})"


def without_defaults(text):
    """A list that is left out makes an engine fail, and keeps its default."""
    return re.sub(r" default \(null as \w+\)", "", text)


def falling_through(text):
    """What a person might write: a row that is not known is passed over."""
    return re.sub(r'if "kang_grade row \d" is null then null else ', "", text)


def texts():
    """Every library that a test needs, by the name of its file."""
    canal, kang = (cm.cql.library([each.name]) for each in (CANAL, KANG))
    records = cm.cql.library([CANAL.name], over="fhir")
    right, wrong = CANAL.cuts[0], CANAL.cuts[0] + 0.1
    return {
        "all": cm.cql.library(),
        "all_records": cm.cql.library(over="fhir"),
        "canal": canal,
        "canal_records": records,
        "canal_ends": records.replace("highest_possible", "highest"),
        "canal_wrong": canal.replace(cut_off(right), cut_off(wrong)),
        "canal_bare": without_defaults(canal),
        "kang": kang,
        "kang_falling": falling_through(kang),
    }


@pytest.fixture(scope="session")
def elm(tmp_path_factory):
    """The folder with the ELM of all libraries; one translator makes them all."""
    folder = tmp_path_factory.mktemp("cql")
    some = texts()
    assert len({*some.values()}) == len(some)
    for name, text in some.items():
        (folder / f"{name}.cql").write_text(text, encoding="utf-8")
    (errors,) = node("translate.mjs", folder)
    assert errors == {f"{name}.cql": [] for name in some}
    return folder


def answers(elm, library, names, people, folder):
    """What an engine answers for each person, by the names of the definitions."""
    asked = folder / "names.json"
    asked.write_text(json.dumps(names), encoding="utf-8")
    # Two engines at a time: there are as many cores.
    half = len(people) if len(people) < SOME else (len(people) + 1) // 2

    def of_some(start):
        cases = folder / f"cases{start}.ndjson"
        some = map(json.dumps, people[start : start + half])
        cases.write_text("\n".join(some), encoding="utf-8")
        return node("answer.mjs", elm / f"{library}.json", asked, cases)

    with ThreadPoolExecutor() as pool:
        found = [*itertools.chain(*pool.map(of_some, range(0, len(people), half)))]
    assert len(found) == len(people)
    return [dict(zip(names, each, strict=True)) for each in found]


def records(people):
    """What is recorded of people: values, and whether another cause explains them."""
    return [dict(cm.Case(each).record) for each in people]


def parameters_of(record):
    """A record as the parameters of a library."""
    made = {}
    for name, value in record.items():
        if name.endswith(SUFFIX):
            if value == OTHER_CAUSE:
                made[f"{name.removesuffix(SUFFIX)}_other_cause"] = True
        elif not isinstance(value, Partly):
            made[name] = value
        elif is_a_span(cm.quantities[name], value):
            made[f"{name}_low"], made[f"{name}_high"] = value.low, value.high
        else:
            made[f"{name}_possible"] = [*value.options]
    return made


def is_a_span(quantity, value):
    """Whether two numbers say what is possible."""
    if not isinstance(quantity, Measure):
        return False
    every = [each for each in quantity.values if value.low <= each <= value.high]
    return value.range or every == [*value.options]


def examples(chance):
    """Somebody for whom each rule has an answer: its worked example, if it has one."""
    return [decided_by(rule, chance) for rule in cm.rules.values()]


def decided_by(rule, chance):
    values = dict(rule.example)
    while rule(values).status != "ok":
        values = {each.name: any_value(each, chance) for each in rule.inputs}
    return values


def merged(people, at_once):
    """People with what several people have on record, where they do not repeat it."""
    found = []
    for start in range(0, len(people), at_once):
        both = {}
        for each in people[start : start + at_once]:
            if not both.keys() & each.keys():
                both |= each
        found.append(both)
    return found


def read_by_rules(chance, count):
    """People with much of what a few rules read, well within or at an end."""
    return [
        {
            each.name: value
            for rule in chance.sample([*cm.rules.values()], 6)
            for each in rule.reads
            if chance.random() < 0.8
            for value in [any_value(each, chance)]
            if value is not None
        }
        for _ in range(count)
    ]


def any_value(quantity, chance):
    if isinstance(quantity, Measure) and quantity.step is None:
        number = round(chance.uniform(quantity.low, quantity.high), chance.randrange(3))
        return min(max(number, quantity.low), quantity.high)
    return chance.choice(quantity.values)


def out_of_range(people, chance):
    """The same people, with numbers that are out of range, too."""
    measures = [each for each in cm.quantities.values() if isinstance(each, Measure)]
    return [
        {**each, **{m.name: int(m.high) + 1 for m in chance.sample(measures, 15)}}
        for each in people
    ]


def everybody():
    """At least 300 records of every kind."""
    chance = random.Random(1)  # noqa: S311 -- no secret
    exact = [*examples(chance), *read_by_rules(chance, 40), *scored(chance, 30)]
    people = [*exact, *records(drawn_people(40))]
    people += records(drawn_people(20, "contradictory"))
    people += [blurred(each, chance) for each in chance.sample(exact, 60)]
    return [*people, *out_of_range(chance.sample(people, 20), chance)]


def plain(answer):
    return answer.code if isinstance(answer, Grade) else answer


def expected(values):
    """What the library answers, by the names of the definitions."""
    case = cm.Case(values)
    findings = {name: rule(case) for name, rule in cm.rules.items()}
    return {
        f"{name} {part}": plain(getattr(finding, attribute))
        for name, finding in findings.items()
        for part, attribute in zip(
            PARTS, ("status", "value", "low", "high"), strict=True
        )
    }


def alike(one, other):
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one == pytest.approx(other, rel=1e-6, abs=1e-7)
    return one == other


def differences(people, found):
    """Where an engine answers otherwise than the library, by definition."""
    return {
        (place, name): (ours, theirs[name])
        for place, (values, theirs) in enumerate(zip(people, found, strict=True))
        for name, ours in expected(values).items()
        if not alike(ours, theirs[name])
    }


def test_engines_answer_alike_over_parameters(elm, tmp_path):
    """Status, value and both ends of every rule are those of the library."""
    people = everybody()
    assert len(people) >= 300
    given = [*map(parameters_of, people)]
    found = answers(elm, "all", NAMES, given, tmp_path)
    assert not differences(people, found)
    decided = {
        name for each in found for name in cm.rules if each[f"{name} status"] == "ok"
    }
    assert decided == set(cm.rules)
    for each, values in zip(found, people, strict=True):
        for name in BY_ROWS:
            rows = each[f"{name} by rows"]
            firm = not getattr(cm.rules[name], "at_least", ()) and name not in values
            if rows is not None and firm and each[f"{name} status"] != "refused":
                # What the published rows alone decide is the answer.
                assert rows == each[f"{name} value"]


def bundle_of(patient, place):
    """What is written to FHIR of a person, with a Patient, as a server returns it."""
    subject = f"Patient/p{place}"
    ids = stable_ids(subject, DAY)
    written = to_fhir(cm.assess(patient), subject=subject, at=DAY, ids=ids)
    resources = [{"resourceType": "Patient", "id": f"p{place}"}]
    resources += [
        {**entry["resource"], "id": f"p{place}-{at}"}
        for at, entry in enumerate(written.get("entry", ()))
    ]
    entries = [{"resource": each} for each in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def test_engines_answer_alike_over_records(elm, tmp_path):
    """The same holds of the Bundles that are written of people, in part or not."""
    chance = random.Random(2)  # noqa: S311 -- no secret
    exact = [*merged(examples(chance), 12), *read_by_rules(chance, 50)]
    exact += [*scored(chance, 50)]
    people = [*drawn_people(90), *drawn_people(30, "contradictory")]
    people += [cm.Patient.from_values(each) for each in exact]
    some = (blurred(each, chance) for each in chance.sample(exact, 75))
    people += map(cm.Patient.from_values, some)
    bundles = [bundle_of(patient, place) for place, patient in enumerate(people)]
    assert len(bundles) >= 300
    found = answers(elm, "all_records", NAMES, bundles, tmp_path)
    assert not differences(people, found)
    counts = [each[f"{name} status"] for each in found for name in cm.rules]
    assert counts.count("ok") > 100


def observation(name, value, **changes):
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": "urn:cervmyelo:codes", "code": name}]},
        "subject": {"reference": "Patient/1"},
        "effectiveDateTime": "2026-03-14",
        "valueQuantity": {
            "value": value,
            "system": "http://unitsofmeasure.org",
            "code": "mm",
        },
        **changes,
    }


def in_part(name, **numbers):
    """An Observation of a number that is known in part."""
    parts = [
        {
            "code": {"coding": [{"system": "urn:cervmyelo:codes", "code": code}]},
            "valueQuantity": {**observation(name, each)["valueQuantity"], **more},
        }
        for code, some in numbers.items()
        for each, more in some
    ]
    absent = {"dataAbsentReason": {"text": "known in part"}, "component": parts}
    whole = observation(name, None, status="preliminary", **absent)
    return {key: each for key, each in whole.items() if key != "valueQuantity"}


def of_person(*observations):
    resources = [{"resourceType": "Patient", "id": "1"}]
    resources += [{**each, "id": str(at)} for at, each in enumerate(observations)]
    entries = [{"resource": each} for each in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def test_records_that_say_less_are_not_read(elm, tmp_path):
    """No answer rests on a record that must not be believed or may mean otherwise."""
    name = "canal_diameter_mm"
    good = observation(name, 9)
    code = {"coding": [{"system": "urn:cervmyelo:codes", "code": "canal_stenosis"}]}
    why = {"coding": [{"system": "urn:cervmyelo:codes", "code": "other_cause"}]}
    doubted = (
        {"status": "entered-in-error"},
        {"method": code},
        {"interpretation": [why]},
        {"dataAbsentReason": {"text": "unknown"}},
        {"modifierExtension": [{"url": "urn:not", "valueBoolean": True}]},
        {"valueQuantity": {"value": 0.9, "code": "cm"}},
        {"valueQuantity": {"value": 9, "code": "mm", "comparator": "<"}},
        {"valueString": "9 mm", "valueQuantity": None},
        {"code": {"coding": [{"system": "urn:other", "code": name}]}},
    )
    changed = [
        {key: each for key, each in {**good, **change}.items() if each is not None}
        for change in doubted
    ]
    older = observation(name, 20, effectiveDateTime="2020-01-01")
    people = [
        of_person(good),
        of_person(good, older),
        of_person(good, good),
        of_person(good, observation(name, 20)),
        of_person(),
        *map(of_person, changed),
    ]
    value = "canal_stenosis value"
    found = answers(elm, "canal_records", [value], people, tmp_path)
    graded = plain(CANAL({name: 9}).value)
    said = [each[value] for each in found]
    assert said == [graded] * 3 + [None] * (len(people) - 3)


def test_records_in_part_say_all_that_is_possible(elm, tmp_path):
    """The parts of a value go together, and all of them are understood, or none."""
    name, mm, cm_ = "canal_diameter_mm", {}, {"code": "cm"}
    below, above = CANAL.cuts[0] - 1, CANAL.cuts[-1] + 1
    low, high = {"lowest_possible": [(below, mm)]}, {"highest_possible": [(below, mm)]}
    narrow, wide = {**low, **high}, {**low, "highest_possible": [(above, mm)]}
    known = [
        [in_part(name, **narrow)],
        [in_part(name, **narrow), in_part(name, **narrow)],
    ]
    unknown = [
        [in_part(name, **wide)],
        [in_part(name, **narrow), in_part(name, **wide)],
        [in_part(name, **narrow), observation(name, below)],
        [in_part(name, **low)],
        [in_part(name, **high)],
        [in_part(name, **low, highest_possible=[(below, cm_)])],
        [in_part(name, **narrow, still_possible=[(above, mm)])],
        [in_part(name, **low, highest_possible=[(below, mm), (above, mm)])],
        [{**in_part(name, **narrow), "status": "entered-in-error"}],
        [in_part("cord_ap_mm", **narrow)],
    ]
    people = [of_person(*each) for each in (*known, *unknown)]
    value = "canal_stenosis value"
    graded = plain(CANAL({name: below}).value)
    for library, right in (("canal_records", True), ("canal_ends", False)):
        found = answers(elm, library, [value], people, tmp_path)
        said = [each[value] for each in found]
        expected = [graded] * len(known) + [None] * len(unknown)
        assert (said == expected) is right


def test_a_wrong_number_is_found(elm, tmp_path):
    """A cut-off that is not the published one makes an answer differ."""
    people = [{CANAL.of.name: CANAL.cuts[0] + by} for by in (-0.05, 0.0, 0.05)]
    value = "canal_stenosis value"
    ours = [plain(CANAL(values).value) for values in people]
    for library, alike in (("canal", True), ("canal_wrong", False)):
        found = answers(elm, library, [value], people, tmp_path)
        assert ([each[value] for each in found] == ours) is alike


def test_a_translator_needs_the_model_of_cql(tmp_path):
    """A translator that does not know the types of CQL translates nothing."""
    text = cm.cql.library([CANAL.name])
    (tmp_path / "canal.cql").write_text(text, encoding="utf-8")
    (errors,) = node("translate.mjs", tmp_path, "--no-system")
    assert errors["canal.cql"]


def test_what_is_left_out_is_not_recorded(elm, tmp_path):
    """A parameter that is left out is as good as null; without a default it is not."""
    status = "canal_stenosis status"
    for library, said in (("canal", "undecided"), ("canal_bare", "refused")):
        found = answers(elm, library, [status], [{}], tmp_path)
        assert found == [{status: said}]
    text = cm.cql.library([CANAL.name])
    nothing = dict.fromkeys(re.findall(r'^parameter "(.+?)"', text, re.MULTILINE))
    for library in ("canal", "canal_bare"):
        found = answers(elm, library, [status], [nothing], tmp_path)
        assert found == [{status: "undecided"}]


def test_what_is_unknown_does_not_fall_to_the_next_row(elm, tmp_path):
    """A row that is not known leaves the answer open; without a test it would not."""
    rows = "kang_grade by rows"
    assert answers(elm, "kang", [rows], [{}], tmp_path) == [{rows: None}]
    fallen = answers(elm, "kang_falling", [rows], [{}], tmp_path)
    assert fallen == [{rows: plain(KANG.otherwise)}]
