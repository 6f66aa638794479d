"""A small input causes little work, whatever is in it."""

import contextlib
import datetime as dt
import difflib
import itertools
import json
import tracemalloc

import attrs
import polars as pl
import pytest

import cervmyelo as cm
from cervmyelo.cli import main
from cervmyelo.column_maps.cells import Code
from cervmyelo.errors import CervmyeloError
from cervmyelo.io import candidates, graded_rows, pieces
from cervmyelo.names import Hints, nearest_names, plain_name

MANY = 5_000
UNKNOWN = [f"mjoa_motor_{number}" for number in range(MANY)]


@pytest.fixture
def compared(monkeypatch):
    """How many pairs of names were compared letter by letter."""
    pairs = []
    find = difflib.get_close_matches

    def counted(word, possibilities, *rest, **named):
        known = list(possibilities)
        pairs.append(len(known))
        return find(word, known, *rest, **named)

    monkeypatch.setattr(difflib, "get_close_matches", counted)
    return lambda: sum(pairs)


def toml_of(lines):
    """A column map of many lines."""
    return lambda: cm.io.ColumnMap.from_toml("\n".join(lines))


INPUTS = {
    "one record": lambda: cm.io.patients_from_json(json.dumps(dict.fromkeys(UNKNOWN))),
    "many records": lambda: cm.io.patients_from_json(
        json.dumps([{name: 1} for name in UNKNOWN])
    ),
    "reasons": lambda: cm.io.patients_from_json(
        json.dumps({f"{name}_missing": "refused" for name in UNKNOWN})
    ),
    "a mapping": lambda: cm.io.patient_from_dict(dict.fromkeys(UNKNOWN, 1)),
    "values": lambda: cm.Patient.from_values(dict.fromkeys(UNKNOWN, 1)),
    "a case": lambda: cm.Case(dict.fromkeys(UNKNOWN, 1)),
    "arguments": lambda: cm.Patient(**dict.fromkeys(UNKNOWN, 1)),
    "parts of a map": toml_of(f"{name} = 1" for name in UNKNOWN),
    "columns of a map": toml_of(
        ["[columns]", *(f"c{name} = '{name}'" for name in UNKNOWN)]
    ),
    "constants of a map": toml_of(["[constants]", *(f"{e} = 1" for e in UNKNOWN)]),
    "words of a map": toml_of(f"[values.{name}]\na = 1" for name in UNKNOWN),
    "a long name": lambda: cm.rules["mjoa_" * 200_000],
    "a long key": lambda: cm.Case({"mjoa_" * 200_000: 1}),
    "a long word": lambda: cm.Patient(sex_at_birth="mal" * 300_000),
}


@pytest.mark.parametrize("read", INPUTS.values(), ids=INPUTS)
def test_unknown_names_are_compared_with_known_ones_for_a_while(read, compared):
    """Hints at near names are given for the first unknown names, not for thousands."""
    with contextlib.suppress(CervmyeloError):
        read()
    assert compared() < 100_000


def test_the_first_unknown_names_get_a_hint_and_repeated_ones_too(compared):
    """The same misspelt key in every record is explained in every record."""
    records = [{"mjoa_motor_uper": 3, name: 1} for name in UNKNOWN]
    for reading in cm.io.patients_from_json(json.dumps(records)):
        assert "Did you mean mjoa_motor_upper?" in str(reading.problems[0])
        assert len(reading.problems) == 2
    assert compared() < 100_000


def test_hints_end_where_too_much_would_be_compared():
    """A name among too many known ones gets no hint rather than a late one."""
    assert Hints(["age_years"])("age_year") == "Did you mean age_years?"
    assert Hints(f"name{number}" for number in range(100_000))("name") == ""


FEW = 100


def test_an_unreadable_record_takes_little_memory():
    """Records that are no objects share what is said of all quantities."""
    with pytest.raises(cm.CervmyeloError, match="not objects"):
        cm.io.patients_from_json(f"[{'1,' * MANY}{{}}]")
    text = f"[{'1,' * FEW}{{}}]"
    tracemalloc.start()
    try:
        readings = cm.io.patients_from_json(text)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(readings) == FEW + 1
    assert peak / FEW < 2_000


def test_a_key_given_many_times_is_looked_up_once():
    """Repeated keys are found in one pass over the record."""
    pairs = ",".join(f'"{name}":1,"{name}":2' for name in UNKNOWN)
    (reading,) = cm.io.patients_from_json(f"{{{pairs}}}")
    assert {each.code for each in reading.problems} == {"duplicate_field"}
    assert len(reading.problems) == MANY


def test_words_of_a_search_are_looked_up_once():
    """A search for the same word many times is a search for the word."""
    assert list(cm.rules.search("mjoa " * 100_000)) == list(cm.rules.search("mjoa"))


@pytest.mark.parametrize("key", ["a.", "'a'.", '"a b".', "a . "])
@pytest.mark.parametrize("shape", ["{}a = 1", "[{}a]", "x = {{ {}a = 1 }}"])
def test_a_key_of_many_parts_is_refused_before_it_is_read(key, shape, monkeypatch):
    """Reading a key of TOML takes the square of its parts, so few are allowed."""
    import tomllib

    seen = []
    monkeypatch.setattr(tomllib, "loads", lambda text: seen.append(text) or {})
    for text in (shape.format(key * 20_000), "x = 1\n" * 300_000):
        with pytest.raises(cm.errors.DocumentError, match="nested too deeply"):
            cm.io.ColumnMap.from_toml(text)
    assert not seen
    cm.io.ColumnMap.from_toml(f"pass_through = ['{'.' * 99}']  # {'.' * 99}")
    assert len(seen) == 1


def distinct(*cells):
    """A column of numbers that are all different, and the same for each."""
    return "\n".join(map(str, cells * (MANY // len(cells))))


@pytest.fixture
def graded(monkeypatch):
    """How many rows were graded by rules."""
    from cervmyelo import cohort

    heights = []
    assess = cohort.assess_cohort

    def counted(frame, *rules, **asked):
        heights.append(frame.lazy().collect().height)
        return assess(frame, *rules, **asked)

    monkeypatch.setattr(cohort, "assess_cohort", counted)
    return lambda: sum(heights)


@pytest.mark.parametrize("cells", [(61,), (-1,), (61, "x", "", 16)])
def test_rows_of_a_file_that_are_alike_are_graded_once(cells, graded, tmp_path):
    """A person who is in a file thousands of times takes the work of one."""
    source = tmp_path / "in.csv"
    source.write_text(f"age_years,sex_at_birth\n{distinct(*(f'{c},f' for c in cells))}")
    target = tmp_path / "out.csv"
    made = cm.io.grade_table(source, target, "article_stage", absent="unknown")
    assert made.rows == MANY // len(cells) * len(cells)
    assert graded() < 50
    lines = target.read_text().splitlines()
    assert len({*lines[1:]}) == len(cells)
    assert lines[1 : len(cells) + 1] == lines[-len(cells) :]


@pytest.fixture
def built(monkeypatch):
    """How many patients were built of values."""
    from cervmyelo.io import patients

    calls = []

    class Counted(cm.Patient):
        @classmethod
        def from_values(cls, values, **asked):
            calls.append(1)
            return cm.Patient.from_values(values, **asked)

    monkeypatch.setattr(patients, "Patient", Counted)
    return lambda: len(calls)


@pytest.mark.parametrize(
    "record", [{"age_years": 61}, {"age_years": -1}, {"mjoa_total": {"low": 3}}]
)
def test_a_record_that_is_repeated_is_built_once(record, built):
    """A record that is in a file thousands of times takes the work of one."""
    readings = cm.io.patients_from_json(json.dumps([record] * MANY))
    assert [each.number for each in readings] == [*range(1, MANY + 1)]
    (first, *_) = readings
    assert all(each.at(1) == first for each in readings)
    assert built() < 10


@pytest.mark.parametrize(
    "record", [{"age_years": 61}, {"age_years": -1}, {"mjoa_total": {"low": 3}}, {}]
)
def test_people_who_differ_in_their_reference_are_checked_once(record, built):
    """What is recorded of thousands of people alike takes the work of one."""
    records = [record | {"ref": f"p{number}"} for number in range(MANY)]
    readings = cm.io.patients_from_json(json.dumps(records))
    assert [each.ref for each in readings] == [each["ref"] for each in records]
    assert len({id(each.values) for each in readings}) == 1
    assert built() < 10


def test_people_with_the_same_records_in_part_are_graded_once(monkeypatch, tmp_path):
    """People whom no column can hold are graded by what is recorded of them."""
    graded = []
    one_by_one = graded_rows.row_of

    def counted(person, rules, **asked):
        graded.append(person)
        return one_by_one(person, rules, **asked)

    monkeypatch.setattr(graded_rows, "row_of", counted)
    path, target = tmp_path / "in.jsonl", tmp_path / "out.csv"
    lines = (
        f'{{"mjoa_total": {{"one_of": [{5 + n % 2}, 18]}}, "ref": "p{n}"}}\n'
        for n in range(MANY)
    )
    path.write_text("".join(lines))
    cm.io.grade_table(path, target, "mjoa_severity", absent="unknown")
    assert sum(isinstance(each, cm.Patient) for each in graded) == 2


def test_a_changed_record_leaves_the_others_as_they_are():
    """Records that were read once for several do not share what can be changed."""
    one, other = cm.io.patients_from_json('[{"age_years": 61}, {"age_years": 61}]')
    with pytest.raises(TypeError):
        one.values["age_years"] = 16
    assert other.values == {"age_years": 61}


LIKE = (
    "1",
    "1.0",
    "true",
    '"1"',
    "[1]",
    '{"low":1}',
    '{"low":1.0}',
    '{"low":2,"low":1}',
)


@pytest.mark.parametrize("name", ["mjoa_motor_upper", "neck_pain", "sex_at_birth"])
def test_only_records_of_the_same_kind_are_taken_for_one(name):
    """What equals another value for Python, or looks like it, is read by itself."""
    records = [f'{{"{name}":{value}}}' for value in LIKE]
    together = cm.io.patients_from_json(f"[{','.join(records + records)}]")
    for at, record in enumerate(records):
        (alone,) = cm.io.patients_from_json(record)
        for reading in (together[at], together[at + len(records)]):
            assert reading.patient == alone.patient
            assert [*map(str, reading.problems)] == [*map(str, alone.problems)]


def test_no_patient_is_built_of_values_that_were_wrong_before(built, tmp_path):
    """Of thousands of records with the same fault the constructors see the first."""
    ages = range(200, 200 + MANY)
    readings = cm.io.patients_from_json(json.dumps([{"age_years": a} for a in ages]))
    assert {e.code for each in readings for e in each.problems} == {"out_of_range"}
    path = tmp_path / "in.csv"
    path.write_text("\n".join(("age_years", *map(str, ages))))
    assert {str(e.problems) for e in cm.io.read_table(path)} == {
        str(readings[0].problems)
    }
    assert built() < 10


def test_faults_of_records_keep_nothing_of_the_reader():
    """A fault has no traceback, whose frames would hold all that was read."""
    text = '[{"age_years": -1}, {"age_years": -2, "sex_at_birth": 1}, {"x": 1}]'
    for reading in cm.io.patients_from_json(text):
        for problem in reading.problems:
            assert problem.__traceback__ is None


@pytest.mark.parametrize("word", ["w", "male"])
def test_words_without_letters_in_common_are_not_compared(word, compared, tmp_path):
    """Thousands of different words in a column are no reason for slow comparisons."""
    path = tmp_path / "in.csv"
    path.write_text("\n".join(("sex_at_birth", *(f"{word}{n}" for n in range(MANY)))))
    assert all(each.problems for each in cm.io.read_table(path))
    assert compared() < 100


def test_letters_that_no_name_has_are_alike():
    """A name is as near to a word as to one with other letters that no name has."""
    known = ["male", "female", "mjoa_total", "joa1994_total"]
    for word in map("".join, itertools.product("aemlx7", repeat=4)):
        wanted = plain_name(word)
        close = difflib.get_close_matches(wanted, map(plain_name, known), 1)
        spelled = [each for each in known if plain_name(each) in close]
        parts = sorted((e for e in known if wanted in plain_name(e)), key=len)
        holding = parts if len(wanted) > 2 else []
        expected = [*dict.fromkeys([*spelled, *holding])]
        assert nearest_names(word, known)[: len(expected)] == expected[:3]


@pytest.fixture
def messages(monkeypatch):
    """How many messages on a cell were made."""
    made = []
    message = pieces._message
    monkeypatch.setattr(
        pieces, "_message", lambda *each: made.append(1) or message(*each)
    )
    return lambda: len(made)


def test_messages_are_made_for_the_rows_that_are_shown(messages, tmp_path):
    """A screen that shows fifty flagged people needs no message on all others."""
    path = tmp_path / "in.csv"
    path.write_text("\n".join(("age_years", *(f"{n + 200}" for n in range(MANY)))))
    assert main(["assess", str(path)]) == 1
    assert messages() == 50


@pytest.mark.parametrize("name", ["sex_at_birth", "neck_pain", "mjoa_severity"])
def test_words_with_the_same_message_get_one(name, messages, tmp_path):
    """Thousands of different words of which the messages are equal take few of them."""
    path, target = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text("\n".join((name, *(f"male{n}" for n in range(MANY)))))
    graded = cm.io.grade_table(path, target, "mjoa_total", absent="unknown")
    assert graded.flagged == MANY
    assert 0 < messages() < 10


WORDS = ("w", "male", "m\u00e4le", "Fe-male", "c34", "MILD ", "mil", "yess", "'", "0")


@pytest.mark.parametrize("words", [None, {"x": "female", "y": None}, {"x": "male"}])
def test_a_message_is_that_of_its_own_word(words, tmp_path):
    """Words that share a message would get the same one alone."""
    columns = cm.io.ColumnMap(values={"sex_at_birth": words} if words else {})
    path, target = tmp_path / "in.csv", tmp_path / "out.csv"
    names = ("sex_at_birth", "neck_pain", "mjoa_severity", "disc_level")
    rows = (",".join([f"{word}{n}"] * len(names)) for n in "017" for word in WORDS)
    path.write_text("\n".join((",".join(names), *rows)))
    cm.io.grade_table(path, target, "mjoa_total", columns=columns, absent="unknown")
    found = pl.read_csv(target, infer_schema=False)["problems"]
    for reading, message in zip(
        cm.io.read_table(path, columns), found.to_list(), strict=True
    ):
        assert message == " ".join(map(str, reading.problems))


def test_a_word_of_a_column_is_read_once(monkeypatch, tmp_path):
    """A column that repeats its words takes the work of the different ones."""
    path = tmp_path / "in.csv"
    rows = (f"{20 + n},{'xy'[n % 2]},yes" for n in range(FEW))
    path.write_text("\n".join(("age_years,sex_at_birth,neck_pain", *rows)))
    cells = []
    read = Code.read

    def counted(code, cell):
        cells.append(cell)
        return read(code, cell)

    monkeypatch.setattr(Code, "read", counted)
    assert len([*cm.io.read_table(path)]) == FEW
    assert len(cells) == FEW + 3


def test_columns_of_the_same_name_are_ranked_together(monkeypatch):
    """The work for each column does not grow with the others of its name."""
    compared = []

    class Rank(int):
        def __lt__(self, other):
            compared.append(1)
            return int(self) < int(other)

    ranks = {likeness: Rank(rank) for likeness, rank in candidates._RANKS.items()}
    monkeypatch.setattr(candidates, "_RANKS", ranks)
    header = ["neck_pain", "Neck pain"] * FEW
    found = candidates.candidates(header, cm.io.ColumnMap())
    assert {each.others for each in found} == {("neck_pain",)}
    assert len(compared) < 5 * len(header)


def test_the_records_of_a_small_file_are_split_once(tmp_path):
    """A look at all rows for further cells keeps them for what reads them next."""
    path = tmp_path / "in.csv"
    path.write_text("age_years\n61\n\n62,x\n")
    table = cm.io.open_table(path).table
    rows = [*table.rows()]
    begun = []
    counted = attrs.evolve(table, records=lambda: begun.append(1) or table.records())
    assert counted.extra_cells()
    assert [*counted.rows()] == rows
    (frame,) = counted.frames(["age"], "extra", "shifted")
    assert frame["age"].to_list() == ["61", "62"]
    assert len(begun) == 1


def test_ranges_in_many_cells_list_the_values_of_a_measure_once():
    """The steps of a scale are made once, however many cells hold a range."""
    age = cm.quantities["age_years"]
    assert age.values is age.values


@pytest.mark.parametrize("lines", [1001, 2003])
def test_a_file_of_quotation_marks_is_no_table(lines, tmp_path):
    """Cells that hold nothing but line ends are no names of columns."""
    path = tmp_path / "in.csv"
    path.write_text('"\n' * lines)
    with pytest.raises(cm.errors.DocumentError, match="no name of a column|not closed"):
        cm.io.open_table(path)


def test_each_person_of_a_bundle_is_read_alone(monkeypatch):
    """The work for each person of a bundle does not grow with the other people."""
    from cervmyelo.fhir.reading import reader

    kept = [{"resourceType": "Patient", "id": str(n)} for n in range(FEW)]
    age = {"system": "urn:cervmyelo:codes", "code": "age_years"}
    kept += [
        {
            "resourceType": "Observation",
            "status": "final",
            "code": {"coding": [age]},
            "subject": {"reference": f"Patient/{n}"},
            "effectiveDateTime": "2026-03-14",
            "valueQuantity": {
                "value": 60,
                "system": "http://unitsofmeasure.org",
                "code": "a",
            },
        }
        for n in range(FEW)
    ]
    looked_at, ordered = [], []
    person_of, in_order = reader.person_of, reader.in_order

    def counted(subject, readings):
        looked_at.append(len(readings))
        return person_of(subject, readings)

    def once(lines):
        ordered.append(1)
        return in_order(lines)

    monkeypatch.setattr(reader, "person_of", counted)
    monkeypatch.setattr(reader, "in_order", once)
    received = reader.from_fhir(kept, on=dt.date(2026, 3, 20))
    assert len(received.people) == FEW
    assert looked_at == [1] * FEW
    assert ordered == [1]
