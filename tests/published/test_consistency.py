"""What recorded facts say about each other, and each statement damaged once."""

import importlib
import itertools
import tomllib
from pathlib import Path

import attrs
import pytest
from completions import (
    NEIGHBOURS,
    at_odds,
    fields_of,
    in_doubt,
    named_in,
    sure_of,
    trials,
    values_left,
)

from cervmyelo.consistency import consistent
from cervmyelo.consistency.facts import (
    CONTRADICTIONS,
    DOUBTS,
    ENTAILMENTS,
    LIMITS,
    Contradiction,
    Described,
    TotalAtMost,
    quantity_of,
)
from cervmyelo.criteria import Above, AtLeast, Not
from cervmyelo.errors import CervmyeloError
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.quantity import Measure, Partly

# Functions of the package have the names of its modules.
check = importlib.import_module("cervmyelo.consistency.check")
links = importlib.import_module("cervmyelo.consistency.links")

KEYS = {"says", "given", "follows", "contradictory", "unlikely", "in_doubt"}
STATEMENTS = (*ENTAILMENTS, *CONTRADICTIONS)


def named(part, kind):
    """A part of a record with a symptom in place of the word SYMPTOM."""
    if isinstance(part, dict):
        return {named(k, kind): named(v, kind) for k, v in part.items()}
    if isinstance(part, list):
        return [named(each, kind) for each in part]
    return part.replace("SYMPTOM", kind) if isinstance(part, str) else part


def records():
    """The records of the file, one for each value and for each symptom."""
    path = Path(__file__).parent / "consistency.toml"
    for record in tomllib.loads(path.read_text(encoding="utf-8"))["record"]:
        assert record.keys() <= KEYS
        kinds = SYMPTOMS if "SYMPTOM" in str(record) else ("",)
        for kind in kinds:
            each = named(record, kind)
            if kind == "wide_based_gait" and "contradictory" not in each:
                # Where it is there, so is a changed gait.
                each["follows"] = each.get("follows", {}) | {"gait_change": True}
            given = {
                name: value if isinstance(value, list) else [value]
                for name, value in each["given"].items()
            }
            for values in itertools.product(*given.values()):
                yield each | {"given": dict(zip(given, values, strict=True))}


RECORDS = list(records())


def seen(record):
    """What a record says, in the form in which the library is asked."""
    # The order of fields that contradict each other is for people alone.
    return (
        {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in record.get("follows", {}).items()
        },
        {frozenset(each) for each in record.get("contradictory", ())},
        {frozenset(each) for each in record.get("unlikely", ())},
        frozenset(record.get("in_doubt", ())),
    )


def found(values):
    """What the library finds in the values of a record."""
    held = consistent(values)
    doubts = [each for each in held.conflicts if not each.by_definition]
    return (
        {
            name: each.value.options if isinstance(each.value, Partly) else each.value
            for name, each in held.deductions.items()
        },
        {frozenset(each.fields) for each in held.conflicts if each.by_definition},
        {frozenset(each.fields) for each in doubts},
        frozenset().union(*(each.refuses for each in doubts)),
    )


def test_records_use_names_of_the_library():
    """Each record names quantities of the data dictionary, and values they can have."""
    for record in RECORDS:
        for name, value in record["given"].items():
            assert QUANTITIES[name].check(value) == value
        assert record.get("follows", {}).keys() <= QUANTITIES.keys()


def test_a_record_says_just_this():
    """What follows, contradicts and is unlikely is what the record states, no more."""
    for record in RECORDS:
        assert found(record["given"]) == seen(record), record["says"]


def test_plain_search_says_the_same():
    """Trying every value of what was not recorded leaves the same."""
    for record in RECORDS:
        assert searched(record["given"]) == seen(record), record["says"]


def searched(values):
    """What plain search over the statements finds."""
    sure = sure_of(values)
    follows = {}
    for name in NEIGHBOURS.keys() - values.keys():
        left = values_left(name, sure)
        if len(left) < len(trials(name)):
            follows[name] = left[0] if len(left) == 1 else left
    doubts = in_doubt(values)
    return (
        follows,
        set(at_odds(values)),
        {frozenset(named_in(doubt, values)) for doubt in doubts},
        frozenset(each.name for doubt in doubts for each in doubt.refuses),
    )


def moved(literal):
    """A literal with its bound one step further up or down."""
    if isinstance(literal, Not):
        return [Not(each) for each in moved(literal.part)]
    if not isinstance(literal, Above | AtLeast):
        return []
    step = literal.measure.step or 0.1
    made = []
    for by in (-step, step):
        try:
            made.append(attrs.evolve(literal, bound=literal.bound + by))
        except CervmyeloError:
            continue
    return made


def opposite(literal):
    """The opposite of a literal, where it has one."""
    if isinstance(literal, Described):
        return []
    return [literal.part if isinstance(literal, Not) else Not(literal)]


def damages(statement):
    """A statement with one part changed at a time; None where it is removed."""
    yield None
    if statement in DOUBTS:
        for place, part in enumerate(statement.parts):
            rest = statement.parts[:place], statement.parts[place + 1 :]
            yield attrs.evolve(statement, parts=(*rest[0], *rest[1]))
            if isinstance(part, TotalAtMost):
                changed = [attrs.evolve(part, most=part.most + by) for by in (-1, 1)]
            else:
                changed = [*moved(part), *opposite(part)]
            for each in changed:
                yield attrs.evolve(statement, parts=(*rest[0], each, *rest[1]))
        if statement.refuses:
            yield attrs.evolve(statement, refuses=())
    elif statement in LIMITS:
        yield attrs.evolve(statement, factor=statement.factor * 1.1)
        yield attrs.evolve(statement, plus=statement.plus + 1)
        yield attrs.evolve(statement, plus=statement.plus - 1)
    else:
        names = (
            ("one", "other")
            if isinstance(statement, Contradiction)
            else ("when", "then")
        )
        for name in names:
            part = getattr(statement, name)
            for each in (*moved(part), *opposite(part)):
                yield attrs.evolve(statement, **{name: each})
        if isinstance(statement, Contradiction):
            return
        # What is described speaks one way in any case.
        if not isinstance(statement.when, Described):
            yield attrs.evolve(statement, one_way=not statement.one_way)


CACHES = [
    each
    for module in (links, check)
    for each in vars(module).values()
    if hasattr(each, "cache_clear")
]


def forget():
    """Forget what was worked out from the statements."""
    for each in CACHES:
        each.cache_clear()


@pytest.fixture
def damaged(monkeypatch):
    """A function that puts a damaged statement in place of the sound one."""

    def put(statement, instead):
        def changed(some):
            made = (instead if each is statement else each for each in some)
            return tuple(each for each in made if each is not None)

        monkeypatch.setattr(links, "_STATEMENTS", changed(STATEMENTS))
        monkeypatch.setattr(check, "LIMITS", changed(LIMITS))
        monkeypatch.setattr(check, "DOUBTS", changed(DOUBTS))
        forget()

    yield put
    monkeypatch.undo()
    forget()


def about(statement):
    """The names of the quantities of a statement."""
    if statement in LIMITS:
        return {statement.measure.name, statement.most.name}
    if statement in DOUBTS:
        return set(fields_of(statement))
    return {quantity_of(each).name for each in _sides(statement)}


def _sides(statement):
    if isinstance(statement, Contradiction):
        return statement.one, statement.other
    return statement.when, statement.then


def shown(statement):
    """A name for a statement."""
    return f"{statement.why}: {', '.join(sorted(about(statement)))}"


@pytest.mark.parametrize("statement", [*STATEMENTS, *LIMITS, *DOUBTS], ids=shown)
def test_every_damage_of_a_statement_is_noticed(statement, damaged):
    """No statement can be removed or changed without a record that shows it."""
    names = about(statement)
    near = [
        each for each in RECORDS if names & {*each["given"], *each.get("follows", ())}
    ]
    alive = []
    for instead in damages(statement):
        damaged(statement, instead)
        try:
            noticed = any(found(each["given"]) != seen(each) for each in near)
        except CervmyeloError:
            noticed = True
        if not noticed:
            alive.append(instead)
    assert alive == []


def test_only_items_of_sums_can_be_known_in_part():
    """A measure about which facts say something is an item with steps, of one total."""
    from cervmyelo.forms import FirstMatch, Quotient, Regression, Sum
    from cervmyelo.registry import RULES

    items = {
        each.name
        for rule in RULES.values()
        if isinstance(rule, Sum)
        for each in rule.items
    }
    targets = {
        link.target.quantity.name: link.target.quantity
        for some in links.links().values()
        for link in some
    }
    for name, quantity in targets.items():
        if isinstance(quantity, Measure):
            assert name in items
            assert quantity.step is not None
    for rule in RULES.values():
        names = frozenset(each.name for each in rule.inputs)
        if isinstance(rule, Sum | Quotient | Regression):
            assert not links.joint(names)
        if isinstance(rule, Quotient | Regression):
            measures = {e.name for e in rule.inputs if isinstance(e, Measure)}
            assert not measures & targets.keys()
        if isinstance(rule, FirstMatch) and rule.via is not None:
            own = {each.name for each in rule.via.items}
            for link in links.joint(names):
                ends = {link.source.quantity.name, link.target.quantity.name}
                assert not ends & own


def test_nothing_follows_of_what_speaks_one_way():
    """No statement says anything about what only speaks where it was recorded."""
    spoken = {quantity_of(each.then).name for each in ENTAILMENTS} | {
        quantity_of(each).name for two in CONTRADICTIONS for each in _sides(two)
    }
    alone = {
        quantity_of(each.when).name
        for each in ENTAILMENTS
        if each.one_way or isinstance(each.when, Described)
    }
    assert not spoken & alone


def test_every_statement_has_a_reason():
    """Each reason is a clause: no capital at its start, no full stop at its end."""
    for statement in (*STATEMENTS, *LIMITS, *DOUBTS):
        why = statement.why
        assert why
        assert not why.endswith(".")
        assert why[0].islower()
