"""A person to show a rule on, chosen by asking the rule itself."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import assert_never

import cervmyelo as cm
from cervmyelo.cells import cells
from cervmyelo.criteria import Criterion
from cervmyelo.forms import Bands, FirstMatch, Form, Regression, Sum, Tally
from cervmyelo.quantities import Choice, Fact, Measure, Quantity, Value

Person = dict[str, Value]

_MOST_CHANGES = 3
_MOST_SHOWN = 8
_DETAILS = {symptom.present.name: symptom.all[1:] for symptom in cm.SYMPTOMS.values()}
_DESCRIBES = {
    detail.name: present for present, found in _DETAILS.items() for detail in found
}


def worked(rule: Form) -> str:
    """A worked example, complete and with an input missing, as code that runs."""
    person, gap = _shown(rule)
    parts = [
        "Everything that matters is recorded:",
        _code(
            ">>> import cervmyelo as cm",
            f">>> rule = cm.RULES[{_quoted(rule.name)}]",
            *_written(person),
            ">>> print(rule.explain(person))",
            rule.explain(person),
        ),
    ]
    if gap is not None:
        parts += [
            f"The same person, with `{gap}` not recorded:",
            _code(
                f">>> print(rule.explain({{**person, {_quoted(gap)}: None}}))",
                rule.explain({**person, gap: None}),
            ),
        ]
    return "\n\n".join(parts)


def _code(*lines: object) -> str:
    return "\n".join(["```{doctest}", *map(str, lines), "", "```"])


def _written(person: Person) -> Iterator[str]:
    items: list[str] = []
    if len(person) > _MOST_SHOWN:
        yield ">>> absent = {"
        yield "...     each.name: False"
        yield "...     for each in rule.inputs if each.values == (False, True)"
        yield "... }"
        person = {name: value for name, value in person.items() if value is not False}
        items.append("**absent")
    items += [f"{_quoted(name)}: {_quoted(value)}" for name, value in person.items()]
    yield ">>> person = {"
    yield from (f"...     {item}," for item in items)
    yield "... }"


def _quoted(value: Value) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _shown(rule: Form) -> tuple[Person, str | None]:
    """Somebody in the middle of what the rule can answer, and what to leave out."""
    people = [person for person in _people(rule) if rule.explain(person).status == "ok"]
    ranked = sorted(people, key=lambda person: _from_middle(rule, person))
    for person in ranked:
        gaps = sorted(
            (openness, name)
            for name in person
            if not any(_DESCRIBES.get(other) == name for other in person)
            and (openness := _openness(rule, {**person, name: None}))
        )
        if gaps:
            # Of the gaps that leave least open, the first that the rule looks at.
            least = [name for openness, name in gaps if openness == gaps[0][0]]
            return person, next(name for name in person if name in least)
    return ranked[0], None


def _from_middle(rule: Form, person: Person) -> float:
    answers = list(rule.outcomes)
    answer = rule.explain(person).value
    if answer in answers:
        return abs(answers.index(answer) - (len(answers) - 1) / 2)
    return 0


def _openness(
    rule: Form, person: Mapping[str, Value | None]
) -> tuple[int, float] | None:
    """How many answers are left and how far apart; None if one alone is."""
    found = rule.explain(person)
    if found.status != "undecided":
        return None
    answers = list(rule.outcomes)
    possible = found.possible or answers
    return len(possible), answers.index(possible[-1]) - answers.index(possible[0])


def _people(rule: Form) -> Iterator[Person]:
    """People who differ in few ways from one with nothing to report."""
    options = {
        each.name: _options(rule, each)
        for each in rule.inputs
        if each.name not in _DESCRIBES
    }
    described = {each.name: each for each in rule.inputs if each.name in _DESCRIBES}
    for count in range(min(_MOST_CHANGES, len(options)) + 1):
        for changed in itertools.combinations(options, count):
            yield from (
                _person(options, dict(zip(changed, picked, strict=True)), described)
                for picked in itertools.product(
                    *(options[name][1:] for name in changed)
                )
            )


def _person(
    options: Mapping[str, tuple[Value, ...]],
    changed: Mapping[str, Value],
    described: Mapping[str, Quantity],
) -> Person:
    person: Person = {}
    for name, (usual, *_) in options.items():
        person[name] = changed.get(name, usual)
        # What describes a symptom is recorded only of one that is there.
        if person[name] is True:
            person |= {
                detail.name: _some(detail)[0]
                for detail in _DETAILS.get(name, ())
                if detail.name in described
            }
    return person


def _options(rule: Form, quantity: Quantity) -> tuple[Value, ...]:
    match rule:
        case FirstMatch(rows=rows):
            return _beside(quantity, [row.when for row in rows])
        case Tally(counted=counted):
            return _beside(quantity, [each.when for each in counted])
        case Bands(of=Tally() as tally):
            return _options(tally, quantity)
        case Bands() | Sum() | Regression():
            return _some(quantity)
        case _:
            assert_never(rule)


def _some(quantity: Quantity) -> tuple[Value, ...]:
    match quantity:
        case Fact() | Choice():
            return quantity.values
        case Measure(low=low, high=high):
            shares = (0.75, 0.5, 1) if quantity.step else (0.02, 0.05)
            step = quantity.step or 1
            steps = [round((high - low) * share / step) for share in shares]
            return tuple(dict.fromkeys(low + count * step for count in steps))
        case _:
            assert_never(quantity)


def _beside(quantity: Quantity, criteria: list[Criterion]) -> tuple[Value, ...]:
    """A believable value on each side of every cut-off."""
    if not isinstance(quantity, Measure):
        return quantity.values
    cut = cells(quantity, criteria)
    ends = [quantity.low, *(bound for bound, _ in cut.cuts), quantity.high]
    found: list[Value] = []
    for i, example in enumerate(cut.examples):
        low, high = ends[i], ends[i + 1]
        guess = high - (high - low) / 4 if i == 0 else low + min(high - low, low) / 3
        value = round(guess)
        fits = quantity.holds(value) and cut.index(value) == i
        found.append(value if fits else example)
    return tuple(found)
