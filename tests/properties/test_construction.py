"""A rule that is written down wrongly cannot be built."""

import attrs
import pytest
from strategies import CHOICE, CITE, FACTS, HALVES, HEAD, MEASURES, SMOOTH, scale

from cervmyelo.criteria import Above, AllOf, AnyOf, AtLeast, Is, OneOf
from cervmyelo.errors import RuleError
from cervmyelo.forms import (
    Band,
    Bands,
    Counted,
    FirstMatch,
    Regression,
    Row,
    Sum,
    Tally,
    Term,
)
from cervmyelo.quantities import Choice, Measure
from cervmyelo.scales import Level, Scale

X = MEASURES[0]
F = Is(FACTS[0])
NONE, LOW, HIGH = scale(3)
TWO = list(scale(2))


def bands(*cut, of=X, **rest):
    """Bands on a score, rising unless told otherwise."""
    cut = tuple(Band(*each) for each in cut)
    return Bands(of=of, bands=cut, **{"score_rises": True, **HEAD, **rest})


def counted(name, when=F):
    """A finding to count."""
    return Counted(name=name, label=name, when=when, cite=CITE)


def measure(**fields):
    """A measure with some fields changed."""
    return attrs.evolve(X, **fields)


WRONG = {
    "gap": (lambda: bands((TWO[0], 0, 1), (TWO[1], 3, 3)), "gap or an overlap"),
    "overlap": (lambda: bands((TWO[0], 0, 2), (TWO[1], 2, 3)), "gap or an overlap"),
    "low end": (lambda: bands((TWO[0], 1, 2), (TWO[1], 3, 3)), "should start at 0"),
    "high end": (lambda: bands((TWO[0], 0, 1), (TWO[1], 2, 2)), "no band holds 3 to 3"),
    "beyond": (lambda: bands((TWO[0], 0, 1), (TWO[1], 2, 4)), "reaches beyond"),
    "between": (lambda: bands((TWO[0], 0, 1.5), (TWO[1], 2, 3)), "between its steps"),
    "upside down": (lambda: bands((TWO[0], 0, 3), (TWO[1], 3, 2)), "overlap"),
    "twice": (lambda: bands((TWO[0], 0, 1), (TWO[0], 2, 3)), "needs one band"),
    "left out": (lambda: bands((NONE, 0, 1), (LOW, 2, 3)), "needs one band"),
    "order": (lambda: bands((TWO[1], 0, 1), (TWO[0], 2, 3)), "do not run with"),
    "continuous": (
        lambda: bands((TWO[0], 0, 1), (TWO[1], 1, 2), of=SMOOTH),
        "need a stepped score",
    ),
    "direction": (
        lambda: bands((TWO[0], 0, 1), (TWO[1], 2, 3), falls_with=(FACTS[0],)),
        "f has a direction but is no input",
    ),
    "no item": (lambda: Sum(items=(), **HEAD), "needs items"),
    "item twice": (lambda: Sum(items=(X, X), **HEAD), "each of them once"),
    "smooth item": (lambda: Sum(items=(SMOOTH,), **HEAD), "need a step"),
    "no row": (lambda: FirstMatch(rows=(), otherwise=NONE, **HEAD), "at least one row"),
    "grade twice": (
        lambda: FirstMatch(rows=(Row(F, LOW), Row(F, LOW)), otherwise=NONE, **HEAD),
        "needs one row",
    ),
    "grade left out": (
        lambda: FirstMatch(rows=(Row(F, LOW),), otherwise=NONE, **HEAD),
        "needs one row",
    ),
    "two scales": (
        lambda: FirstMatch(rows=(Row(F, TWO[1]),), otherwise=NONE, **HEAD),
        "two scales",
    ),
    "nothing counted": (lambda: Tally(counted=(), **HEAD), "different names"),
    "counted twice": (
        lambda: Tally(counted=(counted("a"), counted("a")), **HEAD),
        "different names",
    ),
    "term twice": (
        lambda: Regression(
            link="logit", intercept=0, terms=(Term(X, 1), Term(X, 2)), **HEAD
        ),
        "each input once",
    ),
    "no term": (
        lambda: Regression(link="logit", intercept=0, terms=(), **HEAD),
        "each input once",
    ),
    "no intercept": (
        lambda: Regression(
            link="logit", intercept=float("nan"), terms=(Term(X, 1),), **HEAD
        ),
        "intercept",
    ),
    "coefficient": (lambda: Term(X, float("inf")), "coefficient"),
    "per": (lambda: Term(X, 1, per=0), "coefficient"),
    "sign": (
        lambda: Regression(link="log", intercept=0, terms=(Term(X, -1),), **HEAD),
        "x falls, as its coefficient says",
    ),
    "overflow": (
        lambda: Regression(link="log", intercept=0, terms=(Term(X, 1e6),), **HEAD),
        "overflow",
    ),
    "bound": (lambda: AtLeast(X, 4), "lies outside 0 to 3"),
    "bound below": (lambda: Above(X, -1), "lies outside"),
    "no word": (lambda: OneOf(CHOICE, ()), "some of its levels"),
    "every word": (lambda: OneOf(CHOICE, ("a", "b", "c")), "not all of them"),
    "no such word": (lambda: OneOf(CHOICE, ("d",)), "some of its levels"),
    "all of nothing": (lambda: AllOf(()), "at least one part"),
    "any of nothing": (lambda: AnyOf(()), "at least one part"),
    "empty range": (lambda: measure(low=3, high=3), "two values or more"),
    "endless range": (lambda: measure(high=float("inf")), "finite"),
    "step": (lambda: measure(step=0.1), "step must be"),
    "negative step": (lambda: measure(step=-1), "step must be"),
    "range and step": (lambda: measure(high=2.5), "does not fit the step"),
    "meaning": (lambda: measure(meanings=((4, "none"),)), "for no value"),
    "one word": (
        lambda: Choice(name="c", label="c", question="?", levels=("a",)),
        "two or more",
    ),
    "same word": (
        lambda: Choice(name="c", label="c", question="?", levels=("a", "a")),
        "two or more",
    ),
    "meanings": (
        lambda: attrs.evolve(CHOICE, meanings=("only one",)),
        "for every word or for none",
    ),
    "one level": (
        lambda: Scale(name="s", label="s", levels=(Level(0, ""),)),
        "at least two levels",
    ),
    "same code": (
        lambda: Scale(name="s", label="s", levels=(Level(0, "a"), Level(0, "b"))),
        "share a code",
    ),
}


@pytest.mark.parametrize(("build", "said"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_built(build, said):
    """A slip of transcription fails where it is written, and says what is wrong."""
    with pytest.raises(RuleError, match=said):
        build()


def test_what_can_be_built():
    """The same rules, written rightly, are built."""
    assert bands((TWO[0], 0, 1), (TWO[1], 2, 3))({"x": 2}) == TWO[1]
    assert Sum(items=(X, HALVES), **HEAD)({"x": 1, "half": 0.5}) == 1.5
    assert isinstance(Sum(items=(X, HALVES), **HEAD).result, Measure)


def test_what_changes_a_count_need_not_change_its_band():
    """An input that moves the count, but never over a cut-off, is not missing."""
    tally = Tally(
        counted=(
            counted("f"),
            counted("x", AtLeast(X, 1)),
            counted("x again", AtLeast(X, 1)),
        ),
        **HEAD,
    )
    rule = bands((TWO[0], 0, 1), (TWO[1], 2, 3), of=tally)
    assert rule.explain({}).missing == ("x",)


def test_k_of_n_is_bands_on_a_tally():
    """Bands on a count make a rule of k of n, exact while findings are missing."""
    tally = Tally(counted=tuple(counted(f.name, Is(f)) for f in FACTS), **HEAD)
    rule = bands((TWO[0], 0, 1), (TWO[1], 2, 3), of=tally)
    assert rule({"f": True, "g": True}) == TWO[1]
    assert rule({"f": True, "g": False}) is None
    assert rule.explain({"f": False, "g": False}).missing == ()
    assert rule({"f": False, "g": False}) == TWO[0]
