"""
Every rule is walked over all its cells: exhaustive, not by luck.

The cut-offs of a rule divide its inputs into finitely many cells; their cut points
and neighbours, the unknown and the impossible stand for every value there is.
"""

import functools
import itertools
import math

import pytest
from completions import (
    ALONE,
    NEIGHBOURS,
    completable,
    conditions_of,
    consistent_completions,
    contradicted,
    group,
    met_by,
    sure_of,
    values_left,
)
from linked_rows import linked_rows
from strategies import GAP, answers_of, true_of

from cervmyelo.case import Case
from cervmyelo.criteria import Above, AtLeast, leaves, looks_at
from cervmyelo.findings import Gap
from cervmyelo.forms import (
    Bands,
    Crosswalk,
    GradingForm,
    PostTest,
    Quotient,
    Regression,
    Sum,
    Tally,
)
from cervmyelo.instruments.stages import STAGES
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.quantity import Measure
from cervmyelo.registry import RULES
from cervmyelo.scale import Grade

URGENCY = RULES["article_urgency"]
WALKED = [rule for rule in RULES.values() if rule is not URGENCY]
every_rule = pytest.mark.parametrize("rule", WALKED, ids=lambda rule: rule.name)
MOST_STATES = 5_000
MOST_COMPLETE = 200_000
TOGETHER = 4
FEW = 500


def criteria(rule):
    """The criteria of a rule, whatever its form."""
    if isinstance(rule, PostTest):
        return criteria(rule.of)
    of = getattr(rule, "of", None)
    return [
        *(row.when for row in getattr(rule, "rows", ()) if hasattr(row, "when")),
        *(each.when for each in getattr(of, "counted", ())),
        *(each.when for each in getattr(rule, "counted", ())),
    ]


@functools.cache
def points(rule, quantity):
    """The cut points of a quantity in a rule, their neighbours and its ends."""
    found = set(rule.answers(quantity))
    if not isinstance(quantity, Measure) or found == set(quantity.values):
        return tuple(rule.answers(quantity))
    near = quantity.step or 0.01
    found |= {quantity.low, quantity.high}
    if isinstance(rule, Bands) and rule.of == quantity:
        for cut in rule.cuts:
            found |= {cut - near, cut, cut + near}
    for criterion in criteria(rule):
        for leaf in leaves(criterion):
            if isinstance(leaf, Above | AtLeast) and leaf.measure == quantity:
                found |= {leaf.bound - near, leaf.bound, leaf.bound + near}
    return tuple(sorted(value for value in found if quantity.holds(value)))


@functools.cache
def parts(rule):
    """
    The axes to walk: all of them at once, or a few at a time for a long questionnaire.

    The other inputs are then all at their lowest, middle or highest point.
    """
    axes = [points(rule, each) for each in rule.inputs]
    if math.prod(map(len, axes)) <= MOST_COMPLETE:
        return [axes]
    return [
        [
            axis if first <= place < first + TOGETHER else (axis[base(axis)],)
            for place, axis in enumerate(axes)
        ]
        for first in range(0, len(axes), TOGETHER)
        for base in (lambda _: 0, lambda axis: len(axis) // 2, lambda _: -1)
    ]


def states(rule):
    """Every state of the inputs, unknown included; of very many, some all over."""
    for part in parts(rule):
        # An input that is not walked has one point, and is known.
        axes = [(*axis, None) if len(axis) > 1 else axis for axis in part]
        size = math.prod(map(len, axes))
        every = max(1, size // MOST_STATES) | 1  # odd: no axis is skipped in step
        yield from itertools.islice(itertools.product(*axes), 0, None, every)


@functools.cache
def complete(rule):
    """Every complete state with all that it leaves, read independently."""
    names = [each.name for each in rule.inputs]
    return {
        state: frozenset(
            GAP if isinstance(answer, Gap) else answer
            for answer in answers_of(rule, dict(zip(names, state, strict=True)))
        )
        for axes in parts(rule)
        for state in itertools.product(*axes)
    }


def seen_whole(rule):
    """Whether the points of the inputs stand for all that the answer can be."""
    continuous = isinstance(rule, Bands) and isinstance(rule.of, Quotient | Regression)
    return isinstance(rule, GradingForm | Sum | Tally) and not continuous


@functools.cache
def left(rule):
    """A function: what the consistent completions of a state say."""
    answers = complete(rule)
    axes = [points(rule, each) for each in rule.inputs]
    names = [each.name for each in rule.inputs]
    groups = [group(name) for name in names]
    apart = len(set(groups)) == len(groups)

    @functools.cache
    def possible(state, others):
        """With the values of other quantities that say something about an input."""
        if None not in state:
            if apart and not others:
                return answers[state]
            values = {**dict(others), **dict(zip(names, state, strict=True))}
            sure = {name for name, _ in others}
            return answers[state] if completable(values, sure) else frozenset()
        gap = state.index(None)
        return frozenset().union(
            *(possible((*state[:gap], v, *state[gap + 1 :]), others) for v in axes[gap])
        )

    def in_values(values):
        sure = sure_of(values)
        others = {
            n: v
            for n, v in sure.items()
            if n in ALONE or (n in NEIGHBOURS and n not in names)
        }
        return possible(tuple(map(sure.get, names)), frozenset(others.items()))

    return in_values


def assert_exact(rule, values, possible=None):
    """The answer to recorded values is just what their completions say."""
    found = rule(values)
    codes = [problem.code for problem in found.problems]
    against = contradicted(rule, values)
    if against:
        assert codes == ["contradiction"] * len(against)
        for fields in against:
            assert any(
                all(name in problem.message for name in fields)
                for problem in found.problems
            )
        return
    unmet, assumed = conditions_of(rule, values)
    if unmet:
        assert codes == ["outside_population"] * len(unmet)
        return
    if possible is None:
        possible = left(rule)(values)
    expected, gap = possible - {GAP}, GAP in possible
    if getattr(rule, "within", None):
        # Measures without contradiction give nothing beyond these limits.
        least, most = rule.within
        expected = {min(max(each, least), most) for each in ends(expected)}
        if not least <= max(possible) or not min(possible) <= most:
            assert codes == ["contradiction"]
            return
    if not expected:
        assert (found.status, found.possible) == ("refused", ())
        return
    assert found.holds_for == assumed
    if seen_whole(rule):
        assert frozenset(found.possible) == expected
        alone = len(expected) == 1 and not gap
        assert found.value == (next(iter(expected)) if alone else None)
    elif isinstance(rule, GradingForm):
        assert frozenset(found.possible) >= expected
    else:
        assert near(found.low, min(expected))
        assert near(found.high, max(expected))
        assert (found.value is None) == (found.status == "undecided")


@every_rule
def test_bounds_are_exact_in_every_state(rule):
    """In every state, what is possible is what the consistent completions say."""
    names = [each.name for each in rule.inputs]
    for state in states(rule):
        pairs = zip(names, state, strict=True)
        assert_exact(rule, {name: v for name, v in pairs if v is not None})


def few_unknown(rule, size):
    """Rows with facts that are linked, of which the completions can be counted."""
    axes = {each.name: points(rule, each) for each in rule.inputs}
    for values in linked_rows(rule, size, wrong=0):
        open_ = (len(axis) for name, axis in axes.items() if name not in values)
        if math.prod(open_) <= FEW:
            yield values, axes


@every_rule
def test_bounds_are_exact_beside_linked_facts(rule):
    """What other facts say about the inputs is neither more nor less than they say."""
    for values, axes in few_unknown(rule, 60):
        possible = frozenset().union(
            *(answers for _, answers in consistent_completions(rule, values, axes))
        )
        assert_exact(rule, values, possible)


@every_rule
def test_what_is_missing_can_change_the_answer_and_nothing_else_can(rule):
    """An input is missing if two completions differ in it alone, and in the answer."""
    for values, axes in few_unknown(rule, 30):
        found = rule(values)
        if found.status == "refused":
            continue
        by_rest = {}
        reached = {}
        least, most = getattr(rule, "within", None) or (-math.inf, math.inf)
        for filled, answers in consistent_completions(rule, values, axes):
            if (
                isinstance(rule, Quotient)
                and GAP not in answers
                and not (least <= max(answers) <= most)
            ):
                # Such measures contradict each other.
                continue
            for place, name in enumerate(axes):
                if name not in values:
                    rest = (place, *filled[:place], *filled[place + 1 :])
                    by_rest.setdefault(rest, set()).add(answers)
                    known = reached.setdefault(name, {})
                    known.setdefault(filled[place], set()).update(answers)
        names = [*axes]
        matter = {names[rest[0]] for rest, some in by_rest.items() if len(some) > 1}
        assert matter <= {*found.missing}
        if found.status == "undecided" and seen_whole(rule) and not rule.gaps:
            for name in {*found.missing} - matter:
                some = reached[name].values()
                assert min(map(len, some)) < len(set().union(*some))


def near(one, other):
    """Whether two numbers are the same to the last bit that matters."""
    return math.isclose(one, other, rel_tol=1e-11, abs_tol=1e-13)


@every_rule
def test_every_answer_is_reached_and_no_other(rule):
    """Each grade or count that the rule can give is given, and nothing else is."""
    names = [each.name for each in rule.inputs]
    reached = set().union(
        *(
            answers
            for state, answers in complete(rule).items()
            if completable(dict(zip(names, state, strict=True)), ())
        )
    ) - {GAP}
    if getattr(rule, "within", None):
        least, most = rule.within
        reached = {min(max(each, least), most) for each in reached}
    if seen_whole(rule):
        assert reached == set(rule.outcomes)
    elif isinstance(rule, GradingForm):
        assert reached <= set(rule.outcomes)
    else:
        assert near(min(reached), min(rule.outcomes))
        assert near(max(reached), max(rule.outcomes))


@every_rule
def test_every_input_moves_the_answer_as_declared(rule):
    """Along each input the answer never moves against the declared direction."""
    answers = complete(rule)
    axes = [points(rule, each) for each in rule.inputs]
    moves = {each: set() for each in rule.inputs}
    for state, answer in answers.items():
        for i, quantity in enumerate(rule.inputs):
            place = axes[i].index(state[i]) + 1
            if place < len(axes[i]):
                beside = (*state[:i], axes[i][place], *state[i + 1 :])
                # Of a long questionnaire, a few inputs are walked at a time.
                moves[quantity] |= set(moved(answer, answers.get(beside, answer)))
    for quantity, seen in moves.items():
        assert seen, f"{quantity.name} never matters"
        if rule.direction(quantity) != "either":
            assert seen <= {rule.direction(quantity), "into a gap"}


def moved(one, other):
    """How the least and the greatest answer move from one state to the next."""
    if one == other:
        return
    if GAP in one or GAP in other:
        yield "into a gap"
        return
    for before, after in zip(ends(one), ends(other), strict=True):
        if not near(before, after):
            yield "rises" if after > before else "falls"


@functools.cache
def ends(answers):
    """The lowest and the highest of some answers."""
    ranks = [rank(each) for each in answers]
    return min(ranks), max(ranks)


def rank(answer):
    """The order of an answer, also on a scale that has none."""
    return answer.rank if isinstance(answer, Grade) else answer


@pytest.mark.parametrize(
    "rule",
    [rule for rule in WALKED if isinstance(rule, Crosswalk)],
    ids=lambda rule: rule.name,
)
def test_a_crosswalk_says_what_it_loses(rule):
    """Every crosswalk tells in words what the other scale cannot tell."""
    assert rule.lost


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_every_impossible_value_is_refused(rule):
    """One step beyond either end of an input refuses the rule, whatever the rest."""
    blank = {
        each.name: each.values[0] if each.values else each.low for each in rule.inputs
    }
    for quantity in rule.inputs:
        wrong = ["no such word", 2]
        if isinstance(quantity, Measure):
            step = quantity.step or 0.01
            wrong = [quantity.low - step, quantity.high + step]
        for base in (blank, {}):
            for value in wrong:
                found = rule({**base, quantity.name: value})
                assert found.status == "refused"
                assert found.problems[0].field == quantity.name


SEVERITIES = ("mild", "moderate", "severe", None)
SYMPTOM_STATES = list(
    itertools.product((False, True, None), ("gradual", "sudden", None), SEVERITIES)
)


def symptom_values(kind, state):
    """A symptom in a state, as values."""
    names = (kind, f"{kind}_onset", f"{kind}_severity")
    return dict(zip(names, state, strict=True))


def expected_urgency(values):
    """Every urgency that is possible, by brute force; none of what contradicts."""
    sure = sure_of(values)
    order = ("none", "prompt", "emergency")
    present = [values_left(kind, sure) for kind in SYMPTOMS]
    found = set()
    for some in itertools.product(*present):
        if not completable({**sure, **dict(zip(SYMPTOMS, some, strict=True))}, sure):
            continue
        axes = [
            described(kind, sure)
            for kind, there in zip(SYMPTOMS, some, strict=True)
            if there
        ]
        for effect in EFFECTS:
            axes.append(
                {
                    order[each]
                    for each in ((0, 1) if effect not in sure else (sure[effect],))
                }
            )
        found |= {max(each, key=order.index) for each in itertools.product(*axes)}
    for row in URGENCY.at_least:
        names = {each.name for each in looks_at(row.when)}
        if met_by(row.when, {name: values_left(name, sure) for name in names}):
            found = {max(each, row.then.code, key=order.index) for each in found}
    # What is certain without the contradictory facts is certain.
    return set() if contradicted(URGENCY, values) and len(found) > 1 else found


def described(kind, sure):
    """What a symptom that is there calls for."""
    if kind == "inability_to_move":
        return {"emergency"}
    grave = {"moderate", "severe"} if kind == "bowel_or_bladder_change" else {"severe"}
    onset, severity = (sure.get(f"{kind}_{each}") for each in ("onset", "severity"))
    if onset == "sudden" or severity in grave:
        return {"emergency"}
    return {"prompt"} if onset and severity else {"prompt", "emergency"}


NO_SYMPTOM = dict.fromkeys(SYMPTOMS, False)
EFFECTS = [each.name for each in URGENCY.inputs if each.name not in str(NO_SYMPTOM)][
    -4:
]
NOTHING = {**NO_SYMPTOM, **dict.fromkeys(EFFECTS, False)}


def assert_urgency(values):
    """The urgency of recorded values is just what they leave."""
    values = {name: value for name, value in values.items() if value is not None}
    found = URGENCY(values)
    assert {grade.code for grade in found.possible} == expected_urgency(values)


@pytest.mark.parametrize("kind", SYMPTOMS)
def test_urgency_of_every_state_of_every_symptom(kind):
    """Each symptom in each state beside each effect gives just what they leave."""
    for state in SYMPTOM_STATES:
        for effect in (False, True, None):
            assert_urgency(
                {**NOTHING, **symptom_values(kind, state), EFFECTS[0]: effect}
            )


@pytest.mark.parametrize("effect", EFFECTS)
def test_urgency_of_every_effect(effect):
    """Each effect by itself is a reason for prompt contact; unknown leaves it open."""
    for state in (False, True, None):
        assert_urgency({**NOTHING, effect: state})


def test_urgency_of_every_state_of_two_symptoms():
    """Two symptoms together give just what both leave, in every pair of states."""
    for one, other in itertools.pairwise(SYMPTOMS):
        for states_ in itertools.islice(
            itertools.product(SYMPTOM_STATES, repeat=2), 0, None, 23
        ):
            assert_urgency(
                {
                    **NOTHING,
                    **symptom_values(one, states_[0]),
                    **symptom_values(other, states_[1]),
                }
            )


KNOWN = dict.fromkeys(each for row in URGENCY.at_least for each in looks_at(row.when))


@pytest.mark.parametrize("quantity", KNOWN, ids=lambda each: each.name)
def test_urgency_of_every_disease_and_score_on_record(quantity):
    """A disease, a sign or a score below its full mark makes it prompt at least."""
    says = [
        leaf
        for row in URGENCY.at_least
        for leaf in row.when.parts
        if quantity in looks_at(leaf)
    ]
    for value in quantity.values:
        values = {**NOTHING, quantity.name: value}
        if any(each.by_definition for each in Case(values).conflicts):
            # A total that its items cannot have if every symptom is denied.
            assert URGENCY(values).status == "refused"
            continue
        assert_urgency(values)
        if any(true_of(leaf, values) for leaf in says):
            assert "none" not in expected_urgency(values)


def test_grade_ordering_is_monotonic():
    """Of any two stages the one with the higher number is the greater, and is worse."""
    for one, other in itertools.product(STAGES, repeat=2):
        assert (one < other) == (one.code < other.code)
        assert (one == other) == (one.code == other.code)
        assert (one >= other) == (one.code >= other.code)
