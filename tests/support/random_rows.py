"""Random rows, and random rules as a frame can read them: with their directions."""

import itertools
import math

import attrs
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from strategies import CITE, FACTS, GAP, QUANTITIES, criteria, domain, naive

from cervmyelo.criteria import looks_at
from cervmyelo.forms import (
    Bands,
    Condition,
    FirstMatch,
    Form,
    People,
    PostTest,
    Row,
    Tally,
)
from cervmyelo.scale import Grade


def directed(rule):
    """The rule with the directions that it truly has."""
    if not isinstance(rule, Bands | FirstMatch | Tally | PostTest):
        return rule
    if isinstance(rule, PostTest):
        return attrs.evolve(rule, of=directed(rule.of))
    axes = [rule.answers(each) for each in rule.inputs]
    assume(math.prod(map(len, axes)) <= 600)
    names = [each.name for each in rule.inputs]
    answers = {
        state: _rank(naive(rule, dict(zip(names, state, strict=True))))
        for state in itertools.product(*axes)
    }
    if GAP in answers.values():
        # A rule with gaps has no direction that a frame could use.
        return attrs.evolve(rule, either_way=rule.inputs)
    falls, either = [], []
    for i, quantity in enumerate(rule.inputs):
        moves = set()
        for state, answer in answers.items():
            place = axes[i].index(state[i]) + 1
            if place < len(axes[i]):
                other = answers[*state[:i], axes[i][place], *state[i + 1 :]]
                moves.add((other > answer) - (other < answer))
        moves.discard(0)
        if moves == {-1}:
            falls.append(quantity)
        elif len(moves) == 2:
            either.append(quantity)
    if isinstance(rule, Bands) and isinstance(rule.of, Tally):
        return attrs.evolve(rule, of=directed(rule.of))
    if isinstance(rule, FirstMatch | Tally):
        return attrs.evolve(rule, falls_with=tuple(falls), either_way=tuple(either))
    return rule


def _rank(answer):
    return answer.rank if isinstance(answer, Grade) else answer


def cell_of(quantity):
    """A cell: nothing, something possible, or an impossible value."""
    wrong = {
        "choice": ["d", "A", ""],
        "half": [-2.0, 0.3, math.inf],
        "smooth": [-0.1, 2.1, -math.inf],
        "chance": [-0.1, 1.1, math.inf],
        "holed": [2, 5],
    }.get(quantity.name, [] if quantity in FACTS else [-1, 4])
    fine = [*[None] * len(domain(quantity)), *domain(quantity)]
    return st.sampled_from([*fine, *fine, *fine, *wrong])


CELLS = {each.name: cell_of(each) for each in QUANTITIES}
COUNTS = st.integers(1, 8)


@st.composite
def rows_for(draw, rule):
    """Some rows of just what a rule looks at."""
    return [
        {each.name: draw(CELLS[each.name]) for each in rule.reads}
        for _ in range(draw(COUNTS))
    ]


@st.composite
def for_people(draw, rule, about=criteria, *, raised=True):
    """The rule, perhaps for some people alone, and perhaps raised by known facts."""
    some = draw(st.lists(about, max_size=2))
    conditions = tuple(
        Condition(label=f"condition {place}", when=when, cite=CITE)
        for place, when in enumerate(some)
    )
    can_rise = raised and isinstance(rule, FirstMatch) and not rule.gaps
    if can_rise and draw(st.booleans()):
        own = set(rule.inputs)
        when = draw(about)
        if not own & set(looks_at(when)):
            grade = draw(st.sampled_from(list(rule.scale)))
            rule = attrs.evolve(rule, at_least=(Row(when, grade),))
    return attrs.evolve(rule, people=People(says="some people", conditions=conditions))


def always_the_same(strategy, count):
    """Some values of a strategy, the same in every run."""
    found = []

    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def gather(value):
        found.append(value)

    gather()
    return found


def named(rule, name):
    """A rule, and the rule that it reads, with names of their own."""
    of = getattr(rule, "of", None)
    inner = {"of": named(of, f"{name}_of")} if isinstance(of, Form) else {}
    return attrs.evolve(rule, name=name, **inner)
