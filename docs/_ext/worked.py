"""Worked examples: people chosen by trying the rule on them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import assert_never

from cervmyelo.cells import cells
from cervmyelo.criteria import AtLeast, Criterion
from cervmyelo.findings import Outcome
from cervmyelo.forms import (
    Bands,
    Crosswalk,
    Curve,
    FirstMatch,
    Form,
    PostTest,
    Quotient,
    Regression,
    Sum,
    Tally,
)
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.quantity import Choice, Fact, Measure, Quantity, Value

Person = dict[str, Value]

_MOST_CHANGES = 3
_MOST_SHOWN = 8
_DETAILS = {symptom.present.name: symptom.all[1:] for symptom in SYMPTOMS.values()}
_DESCRIBES = {
    detail.name: present for present, found in _DETAILS.items() for detail in found
}


def worked(rule: Form) -> str:
    """A worked example, complete and with an input missing, as code that runs."""
    person, gap = _shown(rule)
    parts = [
        "With every input recorded:",
        _code(
            ">>> import cervmyelo as cm",
            f">>> rule = cm.rules[{_quoted(rule.name)}]",
            *_written(person),
            ">>> print(rule(person))",
            rule(person),
        ),
    ]
    if gap is not None:
        parts += [
            f"The same person, with `{gap}` not recorded:",
            _code(
                f">>> print(rule({{**person, {_quoted(gap)}: None}}))",
                rule({**person, gap: None}),
            ),
        ]
    for status, about in (
        ("undecided", "A person for whom the source leaves more than one answer:"),
        ("refused", "A person for whom the source gives no answer:"),
    ):
        other = next(_of(rule, status), None) if rule.gaps else None
        if other is not None:
            parts += [
                about,
                _code(
                    *_written(other),
                    ">>> print(rule(person))",
                    rule(other),
                ),
            ]
    return "\n\n".join(parts)


def _of(rule: Form, status: str) -> Iterator[Person]:
    """People with every input recorded whose finding has that status."""
    return (each for each in _people(rule) if rule(each).status == status)


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
    """A person with an answer in the middle of the range, and an input to omit."""
    people = list(_of(rule, "ok"))
    place = _middle(rule, people)
    ranked = sorted(people, key=place)
    for person in ranked:
        left = sorted(
            (openness, name)
            for name in person
            if not any(_DESCRIBES.get(other) == name for other in person)
            and (openness := _openness(rule, {**person, name: None}))
        )
        if left:
            # Of the inputs that leave the fewest answers open, the first of the rule.
            least = [name for openness, name in left if openness == left[0][0]]
            return person, next(name for name in person if name in least)
    return ranked[0], None


def _middle(rule: Form, people: list[Person]) -> Callable[[Person], float]:
    """The distance of a person's answer from the middle of all answers."""
    answers: list[Outcome] = list(rule.outcomes)
    if isinstance(rule, Regression | Quotient | PostTest | Curve):
        # A continuous result has too many answers to list: rank those of the people.
        found = {rule(person).value for person in people}
        answers = sorted(each for each in found if isinstance(each, int | float))

    def far(person: Person) -> float:
        answer = rule(person).value
        if answer is None:
            raise ValueError(f"{rule.name}: {person} has no answer.")
        return abs(answers.index(answer) - (len(answers) - 1) / 2)

    return far


def _openness(
    rule: Form, person: Mapping[str, Value | None]
) -> tuple[float, float] | None:
    """How many answers are possible and how far apart; None if only one is."""
    found = rule(person)
    if found.status != "undecided":
        return None
    answers = list[Outcome](rule.outcomes)
    possible: tuple[Outcome, ...] | None = found.possible
    if possible is not None and set(possible) <= set(answers):
        return len(possible), answers.index(possible[-1]) - answers.index(possible[0])
    ends = [each for each in (found.low, found.high) if isinstance(each, int | float)]
    return math.inf, max(ends) - min(ends)


def _people(rule: Form) -> Iterator[Person]:
    """People who differ in a few inputs from one with no findings."""
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
        # Details of a symptom are recorded only if it is present.
        if person[name] is True:
            person |= {
                detail.name: _some(detail)[0]
                for detail in _DETAILS.get(name, ())
                if detail.name in described
            }
    return person


def _options(rule: Form, quantity: Quantity) -> tuple[Value, ...]:
    match rule:
        case FirstMatch(via=Sum() as total) if quantity in total.items:
            return _some(quantity)
        case FirstMatch(criteria=criteria) | Tally(criteria=criteria):
            return _beside(quantity, criteria)
        case Bands(of=Tally() as tally):
            return _options(tally, quantity)
        case PostTest(of=test) if quantity != rule.before:
            return _options(test, quantity)
        case Bands(of=Measure() as measure, cuts=cuts) if not rule.stepped:
            return _beside(measure, [AtLeast(measure, cut) for cut in cuts])
        case Curve(along=along, times=times) if quantity == along:
            half = len(times) // 2
            return (times[half], (times[half] + times[half - 1]) / 2)
        case Crosswalk():
            return quantity.values
        case _:
            return _some(quantity)


# Typical values of measures whose range alone would give unlikely ones.
_USUAL: Mapping[str, tuple[float, ...]] = {
    "age_years": (58, 71, 43),
    "canal_ap_above_mm": (13.1,),
    "canal_ap_below_mm": (12.9,),
    "canal_ap_mm": (10.4, 12.5),
    "compression_ratio": (0.55, 0.38),
    "cord_ap_above_mm": (7.65,),
    "cord_ap_below_mm": (7.02,),
    "cord_ap_mm": (6.85, 5.2),
    "cord_area_mm2": (68.4, 79.1),
    "cord_solidity_percent": (94.2, 96.9),
    "cord_torsion_degrees": (1.2, 3.5),
    "cord_transverse_mm": (13.4, 12.1),
    "horizon_years": (5, 2),
    "joa1994_after": (13.5, 15),
    "joa1994_before": (9.5, 11),
    "joa_after": (14, 15),
    "joa_before": (10, 12),
    "mjoa_after": (15, 16),
    "mjoa_before": (12, 14),
    "opll_thickness_mm": (4.5, 6.1),
    "pretest_probability": (0.35, 0.2),
    "symptom_duration_months": (8, 24),
    "xray_body_mm": (16.5,),
    "xray_canal_mm": (14.2, 12.4),
}


def _some(quantity: Quantity) -> tuple[Value, ...]:
    match quantity:
        case Fact() | Choice():
            return quantity.values
        case Measure(name=name) if name in _USUAL:
            return _USUAL[name]
        case Measure(low=low, high=high, step=None):
            return ((low + high) / 2, low + (high - low) / 4)
        case Measure(low=low, high=high):
            step = quantity.step or 1
            steps = [round((high - low) * share / step) for share in (0.75, 0.5, 1)]
            found = dict.fromkeys(low + count * step for count in steps)
            return tuple(filter(quantity.holds, found))
        case _:
            assert_never(quantity)


def _beside(quantity: Quantity, criteria: Sequence[Criterion]) -> tuple[Value, ...]:
    """A plausible value on each side of every cut-off."""
    if not isinstance(quantity, Measure):
        return quantity.values
    cut = cells(quantity, criteria)
    ends = [quantity.low, *(bound for bound, _ in cut.cuts), quantity.high]
    found: list[Value] = []
    for i, example in enumerate(cut.examples):
        low, high = ends[i], ends[i + 1]
        guess = high - (high - low) / 4 if i == 0 else low + min(high - low, low) / 3
        # As round as the cell allows.
        rounded = (round(guess, places) for places in (0, 1, 2))
        whole = (int(each) if each == int(each) else each for each in rounded)
        fits = (e for e in whole if quantity.holds(e) and cut.index(e) == i)
        found.append(next(fits, example))
    return tuple(found)
