"""A rule that is written down wrongly cannot be built."""

import math

import attrs
import pytest
from strategies import (
    CHANCE,
    CHOICE,
    CITE,
    FACTS,
    GAP,
    HALVES,
    HEAD,
    HOLED,
    MEASURES,
    SMOOTH,
    scale,
)

from cervmyelo.criteria import Above, AllOf, AnyOf, AtLeast, Is, OneOf
from cervmyelo.errors import RuleError
from cervmyelo.forms import (
    Band,
    Bands,
    Counted,
    Crosswalk,
    Curve,
    Effect,
    Exclusive,
    FirstMatch,
    LikelihoodRatio,
    Mapped,
    Part,
    Point,
    PostTest,
    Quotient,
    Regression,
    Row,
    Stratum,
    Sum,
    Tally,
    Term,
)
from cervmyelo.quantity import Choice, Measure
from cervmyelo.scale import Level, Scale

X, Y, _ = MEASURES
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


HOLED_SUM = Sum(items=(HOLED,), name="holed_total", label="t", cite=CITE)


def quotient(**changed):
    """A sound formula, but for what is changed."""
    parts = {"above": (Part(X),), "below": (Part(Y),), "under": 1, "unit": "u"}
    head = {"falls_with": (Y,)} if "below" not in changed else {"either_way": (X,)}
    return Quotient(**(HEAD | parts | head | changed))


def cutoffs(**changed):
    """Sound cut-offs, but for what is changed."""
    parts = {"of": SMOOTH, "bands": parted(TWO, [1]), "score_rises": True}
    return Bands(**(HEAD | parts | changed))


def parted(grades, at):
    """Bands between cut-offs, which belong to the upper band."""
    lows, highs = [-math.inf, *at], [*map(Exclusive, at), math.inf]
    return tuple(Band(*each) for each in zip(grades, lows, highs, strict=True))


def ratio(**changed):
    """A sound likelihood ratio, but for what is changed."""
    return LikelihoodRatio(**({"grade": LOW, "value": 2, "cite": CITE} | changed))


def post_test(**changed):
    """A sound update of a probability, but for what is changed."""
    test = FirstMatch(
        rows=(Row(F, LOW), Row(Is(FACTS[1]), HIGH)), otherwise=NONE, **HEAD
    )
    parts = {"of": test, "before": CHANCE, "ratios": (ratio(),), "unpublished": GAP}
    return PostTest(**(HEAD | parts | changed))


def crosswalk(**changed):
    """A sound crosswalk, but for what is changed."""
    rows = tuple(Mapped(value, (LOW,)) for value in range(4))
    parts = {"of": X, "rows": rows, "nowhere": GAP, "lost": "all"}
    return Crosswalk(**(HEAD | parts | changed))


def effects(*found):
    """Relative effects."""
    return Regression(link="log", intercept=None, terms=found, outcome="o", **HEAD)


def curve(*, of=None, times=((0, 1), (0, 1)), figures=(2, 1), grades=TWO):
    """A sound curve, but for what is changed."""
    strata = tuple(
        Stratum(
            label="people",
            grades=(grade,),
            points=tuple(
                Point(at=at, value=value, low=0, high=9)
                for at, value in zip(at_, figures, strict=False)
            ),
        )
        for at_, grade in zip(times, grades, strict=True)
    )
    return Curve(
        of=of or bands((TWO[0], 0, 1), (TWO[1], 2, 3)),
        along=SMOOTH,
        strata=strata,
        uncovered=GAP,
        beyond=GAP,
        unit="%",
        **HEAD,
    )


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
    "order": (
        lambda: bands((TWO[1], 0, 1), (TWO[0], 2, 3)),
        "order of the grades contradicts",
    ),
    "excluded step": (
        lambda: bands((TWO[0], 0, Exclusive(2)), (TWO[1], 2, 3)),
        "excludes an end; on a stepped score",
    ),
    "continuous": (
        lambda: bands((TWO[0], 0, 1), (TWO[1], 1, 2), of=SMOOTH),
        "outer ends .* must be infinite",
    ),
    "direction": (
        lambda: bands((TWO[0], 0, 1), (TWO[1], 2, 3), falls_with=(FACTS[0],)),
        "f has a direction but is no input",
    ),
    "no item": (lambda: Sum(items=(), **HEAD), "at least one item"),
    "item twice": (lambda: Sum(items=(X, X), **HEAD), "each item once"),
    "smooth item": (lambda: Sum(items=(SMOOTH,), **HEAD), "needs a step"),
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
        "to one scale",
    ),
    "nothing counted": (lambda: Tally(counted=(), **HEAD), "a name of its own"),
    "counted twice": (
        lambda: Tally(counted=(counted("a"), counted("a")), **HEAD),
        "a name of its own",
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
    "first words": (lambda: Term(OneOf(CHOICE, ("a",)), 1), "last words"),
    "only gaps": (
        lambda: FirstMatch(rows=(Row(F, GAP),), otherwise=GAP, **HEAD),
        "must give a grade",
    ),
    "total not looked at": (
        lambda: FirstMatch(
            rows=(Row(F, TWO[1]),),
            otherwise=TWO[0],
            via=Sum(items=(X,), **HEAD),
            **HEAD,
        ),
        "must read the total",
    ),
    "total with holes": (
        lambda: FirstMatch(
            rows=(Row(AtLeast(HOLED_SUM.result, 1), TWO[1]),),
            otherwise=TWO[0],
            via=HOLED_SUM,
            **HEAD,
        ),
        "every step of its range",
    ),
    "excludes what it has not": (lambda: measure(excluded=(0.5,)), "inside the range"),
    "excludes an end": (lambda: measure(excluded=(3,)), "inside the range"),
    "nothing above": (lambda: quotient(above=()), "needs a measure above"),
    "measure twice": (lambda: quotient(above=(Part(X), Part(X))), "each measure once"),
    "name twice": (
        lambda: quotient(above=(Part(X),), below=(Part(measure(high=2)),)),
        "different names",
    ),
    "divides by zero": (lambda: quotient(under=0), "only if, the divisor can be 0"),
    "never undefined": (
        lambda: quotient(undefined=GAP),
        "only if, the divisor can be 0",
    ),
    "negative divisor": (lambda: quotient(under=-1), "must not be negative"),
    "smooth pole": (
        lambda: quotient(below=(Part(SMOOTH),), under=0, undefined=GAP),
        "one stepped measure",
    ),
    "moves otherwise": (
        lambda: quotient(falls_with=(X,)),
        "does not move the result in its declared direction",
    ),
    "moves otherwise over a constant": (
        lambda: quotient(below=(), either_way=(), falls_with=(X,)),
        "does not move the result in its declared direction",
    ),
    "moves otherwise below zero": (
        lambda: quotient(above=(Part(X, -1),), below=(), either_way=()),
        "does not move the result in its declared direction",
    ),
    "no cut": (
        lambda: cutoffs(bands=(Band(TWO[0], -math.inf, math.inf),)),
        "two bands or more",
    ),
    "cut at the end": (lambda: cutoffs(bands=parted(TWO, [2])), "must ascend"),
    "one cut twice": (
        lambda: cutoffs(bands=parted([NONE, LOW, HIGH], [1, 1])),
        "must ascend",
    ),
    "one range too many": (
        lambda: cutoffs(bands=parted([*TWO, TWO[1]], [0.5, 1])),
        "needs one band",
    ),
    "range without grade": (
        lambda: cutoffs(bands=parted([TWO[0], TWO[0]], [1])),
        "needs one band",
    ),
    "a cut of nobody": (
        lambda: cutoffs(
            bands=(
                Band(TWO[0], -math.inf, Exclusive(1)),
                Band(TWO[1], Exclusive(1), math.inf),
            )
        ),
        "share an end that one of them excludes",
    ),
    "a cut of both": (
        lambda: cutoffs(bands=(Band(TWO[0], -math.inf, 1), Band(TWO[1], 1, math.inf))),
        "share an end that one of them excludes",
    ),
    "a gap of ranges": (
        lambda: cutoffs(
            bands=(Band(TWO[0], -math.inf, Exclusive(1)), Band(TWO[1], 1.5, math.inf))
        ),
        "share an end that one of them excludes",
    ),
    "ranges upside down": (
        lambda: cutoffs(score_rises=False),
        "order of the grades contradicts",
    ),
    "cuts on the undefined": (
        lambda: cutoffs(
            of=quotient(below=(Part(Y),), under=0, undefined=GAP, either_way=(X, Y))
        ),
        "must be defined for every input",
    ),
    "no probability": (lambda: post_test(before=SMOOTH), "from 0 to 1"),
    "no ratio": (lambda: post_test(ratios=()), "at least one ratio"),
    "two ratios": (lambda: post_test(ratios=(ratio(), ratio())), "one for each result"),
    "ratio of another scale": (
        lambda: post_test(ratios=(ratio(grade=scale(4).grade(2)),)),
        "of a result of the test",
    ),
    "no test of criteria": (
        lambda: post_test(
            of=bands((TWO[0], 0, 1), (TWO[1], 2, 3)), ratios=(ratio(grade=TWO[0]),)
        ),
        "a first match or bands on a tally",
    ),
    "ratio below zero": (lambda: ratio(value=-1), "must be positive"),
    "ratio outside": (lambda: ratio(value=3, low=4, high=5), "within its interval"),
    "grade without way": (lambda: crosswalk(rows=()), "needs one row"),
    "two ways": (
        lambda: crosswalk(
            rows=tuple(Mapped(v, (scale(2 + v % 2).grade(0),)) for v in range(4))
        ),
        "grades of one scale",
    ),
    "no effect": (lambda: Effect(of=X, ratio=0), "must be positive"),
    "effect outside": (
        lambda: Effect(of=X, ratio=2, low=3, high=4),
        "within its interval",
    ),
    "effect's sign": (lambda: effects(Effect(of=X, ratio=0.5)), "x falls"),
    "effect twice": (
        lambda: effects(Effect(of=X, ratio=2), Effect(of=X, ratio=3)),
        "each input once",
    ),
    "point outside": (
        lambda: Point(at=1, value=5, low=6, high=7),
        "within its interval",
    ),
    "times differ": (lambda: curve(times=((0, 1), (0, 2))), "same ascending"),
    "one time": (lambda: curve(times=((1,), (1,))), "same ascending"),
    "no such time": (lambda: curve(times=((1, 3), (1, 3))), "outside the range"),
    "figures rise": (lambda: curve(figures=(1, 2)), "must not rise"),
    "grade in two groups": (lambda: curve(grades=(TWO[0], TWO[0])), "one group"),
    "groups of a count": (
        lambda: curve(
            of=bands(
                (TWO[0], 0, 0),
                (TWO[1], 1, 1),
                of=Tally(counted=(counted("f"),), **HEAD),
            )
        ),
        "bands on a measure or a total",
    ),
    "groups of a continuous formula": (
        lambda: curve(of=cutoffs(of=quotient())),
        "bands on a measure or a total",
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
    "meaning": (
        lambda: measure(meanings=((4, "none"),)),
        "names a value that it cannot have",
    ),
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


@pytest.mark.parametrize("build", [quotient, cutoffs, post_test, crosswalk, curve])
def test_what_is_damaged_above_is_sound(build):
    """Without its damage, each of the rules above is built."""
    assert build().name == "r"


@pytest.mark.parametrize(("build", "said"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_built(build, said):
    """A slip of transcription fails where it is written, and says what is wrong."""
    with pytest.raises(RuleError, match=said):
        build()


def test_what_can_be_built():
    """The same rules, written rightly, are built."""
    assert bands((TWO[0], 0, 1), (TWO[1], 2, 3))({"x": 2}).value == TWO[1]
    assert Sum(items=(X, HALVES), **HEAD)({"x": 1, "half": 0.5}).value == 1.5
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
    assert rule({}).missing == ("x",)


def test_k_of_n_is_bands_on_a_tally():
    """Bands on a count make a rule of k of n, exact while findings are missing."""
    tally = Tally(counted=tuple(counted(f.name, Is(f)) for f in FACTS), **HEAD)
    rule = bands((TWO[0], 0, 1), (TWO[1], 2, 3), of=tally)
    assert rule({"f": True, "g": True}).value == TWO[1]
    assert rule({"f": True, "g": False}).value is None
    assert rule({"f": False, "g": False}).missing == ()
    assert rule({"f": False, "g": False}).value == TWO[0]
