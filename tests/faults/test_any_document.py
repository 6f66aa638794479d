"""Whatever text is read, nothing but an error of the library comes back."""

import copy
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from odd_objects import CONTROL, is_harmless

import cervmyelo as cm
from cervmyelo.errors import CervmyeloError, DocumentError, KindError
from cervmyelo.models.missing import RECORDABLE

CANARY = "Zyx-Canary-Doe"
NAMES = [*RECORDABLE, "ref", "patients", "cervmyelo", "patient", "findings", "age"]

leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from([CANARY, f"{CANARY}{CONTROL}", "male", "C3/4", "1" * 5000])
)
names = st.sampled_from(NAMES) | st.text() | st.just(f"key{CONTROL}")
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4)
    ),
    max_leaves=12,
)
records = st.dictionaries(names, leaves, max_size=6)
documents = (
    values | records | st.lists(records, max_size=3) | st.builds(json.dumps, values)
)


def written(document):
    """A document as JSON text, which also can hold halves of a surrogate pair."""
    return document if isinstance(document, str) else json.dumps(document)


def shown_by(error):
    """Everything that an error shows anywhere."""
    problems = getattr(error, "problems", ())
    return "\n".join([str(error), repr(error), *map(str, problems)])


READERS = {
    "patients": cm.io.patients_from_json,
    "patient": cm.io.patient_from_json,
    "assessment": cm.io.assessment_from_json,
}


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
@given(document=documents)
@example(document="[" * 100_000)
@example(document='{"a":' * 100_000)
@example(document='{"age_years": ' + "9" * 10_000 + "}")
@example(document="\ufeff")
@example(document="\udcff")
@example(document="nul\x00")
@example(document='{"patients": {"patients": []}}')
def test_any_json_is_read_or_refused(reader, document):
    """JSON is read, or refused by an error without its values or an effect."""
    try:
        read = reader(written(document))
    except CervmyeloError as error:
        assert is_harmless(str(error))  # noqa: PT017 -- most documents are refused
        assert CANARY not in shown_by(error)  # noqa: PT017
        return
    if isinstance(read, tuple):
        for reading in read:
            text = "\n".join(map(shown_by, reading.problems))
            assert CANARY not in text + repr(reading.patient)
            assert is_harmless("\n".join(map(str, reading.problems)))
            cm.io.to_json(
                [each.answer for each in map(cm.rules["mjoa_total"], [reading.values])]
            )


@given(text=st.binary() | st.text().map(lambda text: text.encode("utf-16")))
def test_any_bytes_are_read_or_refused(text):
    """Bytes that are no JSON in UTF-8 are refused with the place of the fault."""
    for reader in READERS.values():
        with pytest.raises(CervmyeloError):
            reader(text + b"\xff")


@given(record=records)
def test_any_mapping_is_read_or_refused(record):
    """A mapping from another program is a patient, or refused with harmless reasons."""
    for reader in (cm.io.patient_from_dict, cm.Patient.from_values, cm.assess, cm.Case):
        try:
            reader(record)
        except CervmyeloError as error:
            assert is_harmless(str(error))  # noqa: PT017
            assert CANARY not in shown_by(error)  # noqa: PT017


def toml(value):
    """A value as TOML, for those that it can hold."""
    if isinstance(value, dict):
        pairs = ", ".join(f"{json.dumps(k)} = {toml(v)}" for k, v in value.items())
        return f"{{{pairs}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps("" if value is None else value)


PARTS = ["columns", "values", "constants", "missing", "pass_through"]


@given(
    parts=st.dictionaries(st.sampled_from(PARTS) | names, values, max_size=4),
    rest=st.sampled_from(["", "a.a = 1", "[", "missing = " + "[" * 9000, "x" * 99]),
)
@example(parts={}, rest="[constants]\nage_years = " + "1" * 6000)
@example(parts={}, rest="[constants]\nage_years = 1979-05-27")
def test_any_toml_is_a_map_or_refused(parts, rest):
    """A column map is made, or refused by harmless reasons."""
    text = "\n".join([f"{json.dumps(k)} = {toml(v)}" for k, v in parts.items()])
    try:
        cm.io.ColumnMap.from_toml(f"{text}\n{rest}")
    except CervmyeloError as error:
        assert is_harmless(str(error))  # noqa: PT017


def kept():
    """An assessment as it is stored."""
    patient = cm.Patient(age_years=61, smoker=True, cord_signs=True)
    return cm.io.assessment_to_dict(cm.assess(patient))


def places(value, at=()):
    """The place of every object in a JSON value."""
    if isinstance(value, dict):
        yield at
        for name, inner in value.items():
            yield from places(inner, (*at, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, (*at, index))


def doubled(document, place):
    """JSON text with one key given twice in the object at a place."""
    marked = copy.deepcopy(document)
    inner = marked
    for step in place:
        inner = inner[step]
    key, value = next(iter(inner.items()))
    twin = f"{json.dumps(key)}:{json.dumps(value)},"
    inner["\ue000"] = 0
    text = json.dumps(marked, ensure_ascii=False, separators=(",", ":"))
    return text.replace('"\ue000":0', f"{twin}{twin}".rstrip(","))


def test_a_key_given_twice_is_refused_at_any_depth():
    """A stored assessment says each thing once, in each of its objects."""
    stored = kept()
    found = [each for each in places(stored) if each != ("patient",)]
    assert len(found) > 20
    for place in found:
        inner = stored
        for step in place:
            inner = inner[step]
        if inner:
            with pytest.raises(DocumentError, match="given twice"):
                cm.io.assessment_from_json(doubled(stored, place))


def test_a_stored_version_has_no_effect_on_a_screen():
    """What a stored assessment says of its version is escaped, and not trusted."""
    stored = kept()
    stored["cervmyelo"]["version"] = f"1{CONTROL}{CANARY * 50}"
    stored["findings"]["article_risk_factors"]["status"] = CONTROL
    with pytest.raises(CervmyeloError) as raised:
        cm.io.assessment_from_json(json.dumps(stored))
    assert is_harmless(str(raised.value))
    assert len(str(raised.value)) < 1000


@pytest.mark.parametrize(
    "value", [b"x", {1}, object(), float("nan"), float("-inf"), ...]
)
def test_only_plain_data_becomes_json(value):
    """A value that JSON cannot hold is refused, wherever it is, and not repeated."""
    for each in (value, [value], {"a": {"b": value}}):
        with pytest.raises(KindError, match="which JSON can hold"):
            cm.io.to_json(each)
    loop = []
    loop.append(loop)
    with pytest.raises(KindError):
        cm.io.to_json(loop)


def test_a_list_without_a_record_is_no_file_of_records():
    """A list of numbers is refused as a whole; one number among records is flagged."""
    for text in ("[1, 2]", "[null]", '[["age_years", 61]]', '{"patients": ["x"]}'):
        with pytest.raises(DocumentError, match="The list holds no record"):
            cm.io.patients_from_json(text)
    first, second = cm.io.patients_from_json('[3, {"age_years": 61}]')
    assert [each.code for each in first.problems] == ["wrong_kind"]
    assert second.patient.age_years == 61
    assert cm.mjoa_total(first.values).status == "refused"
    assert set(first.values) == set(cm.quantities)
    assert cm.io.patients_from_json("[]") == ()
