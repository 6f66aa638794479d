"""
Predictions of published rules against the outcomes of your own people.

Curves come from scikit-learn, and intervals from SciPy: no formula is written here.
"""

# Matplotlib's stubs do not type keyword arguments.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from cervmyelo.cohort.answers import answer_name
from cervmyelo.cohort.applicable import find_all
from cervmyelo.cohort.assess import assess_cohort
from cervmyelo.cohort.maps import Columns, Meanings, held_by
from cervmyelo.errors import CervmyeloError, KindError, OutOfRangeError
from cervmyelo.extras import library
from cervmyelo.field_types import expect
from cervmyelo.forms import Form
from cervmyelo.quantity import Fact, typed_value

from .drawing import axes_for, key, key_below, plain_frame
from .palette import ACCENT, BETTER, INK, POSSIBLE, SOFT, UNDECIDED, WORSE
from .rows import columns_of, present_in
from .wording import count_of, literal, wrapped

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from narwhals.stable.v2.typing import IntoFrame

__all__ = ["calibration", "discrimination"]

_FIX: Final = (
    "Give a frame with the inputs of the rule and the column of outcomes, or one that "
    "assess_cohort(frame, rule, bounds=True) made."
)
_EXTRA: Final = "cervmyelo[validation]"

_RESAMPLED: Final = 1000
"""How often people are drawn again for the interval of an area under a curve."""

_CELLS: Final = 2_000_000
"""How many numbers are held at a time for that."""

_POINTS: Final = 8
"""The greatest number of points of a curve that have intervals of their own."""


@attrs.frozen
class _Person:
    """
    A prediction and what happened.

    Attributes:
        low: The least that the rule can still predict.

        high: The most; the same if it is decided.

        event: Whether the outcome occurred; None if that was not recorded.
    """

    low: float
    high: float
    event: bool | None


@attrs.frozen
class _People:
    """
    The people of a cohort by what is known of them.

    Attributes:
        known: Those with a decided prediction and a recorded outcome.

        undecided: Those with a recorded outcome and a range of predictions.

        outcome_unknown: Those with a decided prediction and without an outcome.

        neither: The number of those with neither.

        refused: The number of those to whom the rule gives no answer.
    """

    known: tuple[_Person, ...]
    undecided: tuple[_Person, ...]
    outcome_unknown: tuple[_Person, ...]
    neither: int
    refused: int


def calibration(  # noqa: PLR0913 -- one for each way of asking
    frame: IntoFrame,
    rule: Form | str,
    outcome: str,
    *,
    groups: int = 10,
    confidence: float = 0.95,
    columns: Columns | None = None,
    values: Meanings | None = None,
    ax: Axes | None = None,
) -> Axes:
    """
    How often an outcome occurred among people with similar predicted probabilities.

    People with a decided probability and a recorded outcome form groups of about equal
    size. Each group is a point with a Wilson interval; the number of people is next to
    it. A hatched bar is where the observed share would be if the outcomes that were not
    recorded were all no or all yes. Below the picture, each line is a person whose
    probability is undecided, from the least to the greatest.

    >>> import matplotlib
    >>> matplotlib.use("Agg")
    >>> import cervmyelo as cm
    >>> import polars as pl
    >>> signs = pl.DataFrame(
    ...     {
    ...         "babinski_sign": [True, False, True, False],
    ...         "pretest_probability": [0.3] * 4,
    ...         "myelopathy_on_mri": [True, False, True, None],
    ...     }
    ... )
    >>> axes = cm.plots.calibration(signs, "babinski_probability", "myelopathy_on_mri")
    >>> axes.get_ylabel()
    'observed share with myelopathy_on_mri'

    Args:
        frame: One row for each person, of any kind that `assess_cohort` takes, with the
            inputs of the rule, or with the columns that ``assess_cohort(frame, rule,
            bounds=True)`` added.

        rule: A rule that gives a probability, or its name.

        outcome: The column that says whether the event that the rule predicts occurred:
            booleans, 1 and 0, or words such as "yes"; null if it was not recorded.

        groups: The greatest number of groups.

        confidence: The confidence of the intervals, between 0 and 1.

        columns: A `ColumnMap`, or for each column that has another name, the name of
            its quantity.

        values: For each quantity, what the values of the frame mean.

        ax: The axes to draw on; None for a new figure.

    Returns:
        The axes.

    Raises:
        KindError: If the rule gives no probability, or an outcome is no yes or no.

        CervmyeloError: If nobody has both a probability and an outcome, or a package
            of the extra ``validation`` is not installed; or as `assess_cohort` raises
            it.
    """
    expect("groups", groups, int)
    if groups < 1:
        raise OutOfRangeError("groups", "a number below 1", "a whole number from 1")
    _check(confidence)
    (asked,) = find_all([rule])
    if asked.unknown.unit != "probability":
        raise KindError(
            "rule",
            f"{asked.name}, whose answers are not probabilities",
            "a rule that gives a probability, such as cook_probability",
        )
    stats = library("scipy.stats", _EXTRA)
    metrics = library("sklearn.metrics", _EXTRA)
    people = _people(frame, asked, outcome, columns, values)
    if not people.known:
        raise _too_few(outcome, "at least one person with a probability and an outcome")
    ax = axes_for(ax, (6.6, 7))
    plain_frame(ax)
    ax.plot([0, 1], [0, 1], "--", color=SOFT, lw=1, zorder=1, label="as predicted")
    # The numbers of neighbouring groups are at opposite ends, so that both are seen.
    for place, some in enumerate(_grouped(people, groups)):
        _group(
            ax,
            some,
            lambda k, n: _wilson(stats, k, n, confidence),
            above=place % 2 == 0,
        )
    _strip(ax, people.undecided)
    events = [person.event for person in people.known]
    predicted = [person.low for person in people.known]
    score = float(metrics.brier_score_loss(events, predicted))
    expected = sum(predicted)
    ax.set_xlim(-0.02, 1.05)
    ax.set_ylim(-0.06 if not people.undecided else -0.25, 1.05)
    ticks = [each / 5 for each in range(6)]
    ax.set_xticks(ticks)
    ax.set_yticks(ticks)
    ax.set_xlabel("predicted probability")
    ax.set_ylabel(f"observed share with {literal(outcome)}")
    ax.set_title(
        f"{wrapped(asked.label, 60)}\n{sum(map(bool, events)):,} observed, "
        f"{expected:.3g} predicted, Brier score {score:.3g}",
        color=INK,
        fontsize="medium",
    )
    key_below(ax, _calibration_key(people, confidence))
    return ax


def discrimination(  # noqa: PLR0913 -- one for each way of asking
    frame: IntoFrame,
    rule: Form | str,
    outcome: str,
    *,
    rises: bool = True,
    confidence: float = 0.95,
    columns: Columns | None = None,
    values: Meanings | None = None,
    ax: Axes | None = None,
) -> Axes:
    """
    How well the answers of a rule separate people with and without an outcome.

    It is the receiver operating characteristic (ROC) of people with a decided answer
    and a recorded outcome. The area under the curve (AUC) has an interval from drawing
    people with and without the outcome again, always in the same way; points on the
    curve have Wilson intervals. The hatched area is between the worst and the best
    curve that are possible if everyone whose answer is undecided is counted.

    >>> import matplotlib
    >>> matplotlib.use("Agg")
    >>> import cervmyelo as cm
    >>> import polars as pl
    >>> signs = pl.DataFrame(
    ...     {
    ...         "babinski_sign": [True, False, True, False],
    ...         "pretest_probability": [0.3] * 4,
    ...         "myelopathy_on_mri": [True, False, True, False],
    ...     }
    ... )
    >>> axes = cm.plots.discrimination(
    ...     signs, "babinski_probability", "myelopathy_on_mri"
    ... )
    >>> axes.get_xlabel()
    '1 - specificity: share of people without the outcome'

    Args:
        frame: One row for each person, as for `calibration`.

        rule: A rule that gives a number, or its name.

        outcome: The column that says whether the event occurred, as for `calibration`.

        rises: Whether a higher answer makes the outcome more likely.

        confidence: The confidence of the intervals, between 0 and 1.

        columns: A `ColumnMap`, or for each column that has another name, the name of
            its quantity.

        values: For each quantity, what the values of the frame mean.

        ax: The axes to draw on; None for a new figure.

    Returns:
        The axes.

    Raises:
        KindError: If the rule gives grades, or an outcome is no yes or no.

        CervmyeloError: If there are not two people or more with the outcome and without
            it, or a package of the extra ``validation`` is not installed; or as
            `assess_cohort` raises it.
    """
    expect("rises", rises, bool)
    _check(confidence)
    (asked,) = find_all([rule])
    if asked.scale is not None:
        raise KindError(
            "rule", f"{asked.name}, which gives grades", "a rule that gives a number"
        )
    stats = library("scipy.stats", _EXTRA)
    metrics = library("sklearn.metrics", _EXTRA)
    people = _people(frame, asked, outcome, columns, values)
    sides = [[p for p in people.known if p.event is event] for event in (True, False)]
    if min(map(len, sides)) < 2:  # noqa: PLR2004 -- a single one has no interval
        raise _too_few(outcome, "at least two people with the event and two without it")
    ax = axes_for(ax, (6.6, 7))
    plain_frame(ax)
    ax.plot([0, 1], [0, 1], "--", color=SOFT, lw=1, zorder=1, label="by chance")
    sign = 1 if rises else -1
    events = [bool(person.event) for person in people.known]
    scores = [sign * person.low for person in people.known]
    false, true, _ = metrics.roc_curve(events, scores, drop_intermediate=False)
    ax.plot(false, true, "-", color=ACCENT, lw=2, zorder=4, label="curve")
    _operating_points(ax, stats, (false, true), tuple(map(len, sides)), confidence)
    area = float(metrics.roc_auc_score(events, scores))
    low, high = _area_interval(stats, sides, sign, confidence)
    reach = _reach(ax, metrics, people, sign)
    ax.set_xlim(-0.02, 1.02)
    ax.set_ylim(-0.02, 1.02)
    ax.set_aspect("equal", adjustable="box")
    ax.set_xlabel("1 - specificity: share of people without the outcome")
    ax.set_ylabel("sensitivity: share of people with the outcome")
    ax.set_title(
        f"{wrapped(asked.label, 60)}\nAUC {area:.3f} ({confidence:.0%} interval "
        f"{low:.3f} to {high:.3f})",
        color=INK,
        fontsize="medium",
    )
    key_below(ax, _discrimination_key(people, outcome, tuple(map(len, sides)), reach))
    return ax


def _check(confidence: float) -> None:
    expect("confidence", confidence, float)
    if not 0 < confidence < 1:
        raise OutOfRangeError(
            "confidence", "a number beyond it", "a number between 0 and 1"
        )


def _too_few(outcome: str, needed: str) -> CervmyeloError:
    return CervmyeloError(f"{outcome}: expected {needed}. There is nothing to compare.")


def _people(
    frame: Any,
    rule: Form,
    outcome: str,
    columns: Columns | None,
    values: Meanings | None,
) -> _People:
    """The predictions of the rule with the outcomes, by what is known of both."""
    present = present_in(frame)
    name = rule.name
    if f"{name}_status" not in present:
        name = answer_name(rule, present, held_by(columns, values, present).places)
        frame = assess_cohort(
            frame, rule, bounds=True, on_error="null", columns=columns, values=values
        )
    asked = [f"{name}_status", f"{name}_low", f"{name}_high", outcome]
    states, lows, highs, outcomes = columns_of(frame, asked, _FIX).values()
    fact = Fact(name=outcome, label=outcome, question="Did it occur?")
    known: list[_Person] = []
    undecided: list[_Person] = []
    unknown: list[_Person] = []
    neither = refused = 0
    for status, low, high, cell in zip(states, lows, highs, outcomes, strict=True):
        event = cast("bool | None", typed_value(fact, cell))
        if status == "refused":
            refused += 1
            continue
        person = _Person(float(low), float(high), event)
        if event is None:
            unknown += [person] if status == "ok" else []
            neither += status != "ok"
        else:
            (known if status == "ok" else undecided).append(person)
    return _People(tuple(known), tuple(undecided), tuple(unknown), neither, refused)


def _grouped(people: _People, groups: int) -> Iterable[list[_Person]]:
    """People with a decided probability, in groups of similar ones."""
    np: Any = importlib.import_module("numpy")

    known = sorted(people.known, key=lambda person: person.low)
    levels = np.linspace(0, 1, min(groups, len(known)) + 1)
    edges = np.unique(np.quantile([person.low for person in known], levels))
    # People with the same probability are in the same group.
    inner = edges[1:-1]
    placed: dict[int, list[_Person]] = {}
    for person in (*known, *people.outcome_unknown):
        place = int(np.searchsorted(inner, person.low, side="left"))
        placed.setdefault(place, []).append(person)
    return [placed[place] for place in sorted(placed)]


def _group(
    ax: Axes,
    people: Sequence[_Person],
    interval: Callable[[int, int], tuple[float, float]],
    *,
    above: bool,
) -> None:
    """Draw a group: its share with the outcome, and where it can be."""
    known = [person for person in people if person.event is not None]
    number, events = len(known), sum(bool(person.event) for person in known)
    x = sum(person.low for person in (known or people)) / len(known or people)
    unknown = len(people) - number
    if unknown:
        low, high = events / len(people), (events + unknown) / len(people)
        ax.bar(
            x,
            high - low,
            0.022,
            bottom=low,
            color=POSSIBLE.colour,
            hatch=POSSIBLE.hatch,
            edgecolor=SOFT,
            linewidth=0.5,
            zorder=2,
        )
    if not number:
        return
    low, high = interval(events, number)
    ax.plot([x, x], [low, high], "-", color=ACCENT, lw=1.6, zorder=3, label="interval")
    ax.plot([x], [events / number], "o", color=ACCENT, ms=7, zorder=4, label="group")
    ax.annotate(
        f"{number:,}",
        (x, high if above else low),
        xytext=(0, 3 if above else -3),
        textcoords="offset points",
        ha="center",
        va="bottom" if above else "top",
        color=INK,
        fontsize="small",
        zorder=5,
    )


def _wilson(
    stats: Any, events: int, number: int, confidence: float
) -> tuple[float, float]:
    """The Wilson interval of a share."""
    found = stats.binomtest(events, number).proportion_ci(confidence, method="wilson")
    return float(found.low), float(found.high)


def _strip(ax: Axes, undecided: Sequence[_Person]) -> None:
    """A line for each person with a range of probabilities, below the picture."""
    if not undecided:
        return
    ax.axhspan(-0.25, -0.09, facecolor=UNDECIDED.colour, lw=0, zorder=0)
    ordered = sorted(undecided, key=lambda person: (person.event is True, person.low))
    step = 0.13 / len(ordered)
    for place, person in enumerate(ordered):
        colour = WORSE.colour if person.event else BETTER.colour
        y = -0.105 - step * (place + 0.5)
        ax.plot(
            [person.low, person.high],
            [y, y],
            "-" if person.event else ":",
            # A line without a length is seen by its mark.
            marker="|" if person.low == person.high else "",
            color=colour,
            ms=5,
            lw=min(2.0, max(0.4, 60 * step)),
            zorder=2,
            label="undecided",
        )


def _operating_points(
    ax: Axes,
    stats: Any,
    curve: tuple[Any, Any],
    sizes: tuple[int, ...],
    confidence: float,
) -> None:
    """Intervals of some points on the curve, both ways."""
    false, true = curve
    inner = range(1, len(false) - 1)
    every = max(1, -(-len(inner) // _POINTS))
    for place in inner[::every]:
        x, y = float(false[place]), float(true[place])
        across = _wilson(stats, round(x * sizes[1]), sizes[1], confidence)
        along = _wilson(stats, round(y * sizes[0]), sizes[0], confidence)
        ax.plot(across, [y, y], "-", color=ACCENT, lw=0.9, alpha=0.55, zorder=3)
        ax.plot([x, x], along, "-", color=ACCENT, lw=0.9, alpha=0.55, zorder=3)
        ax.plot([x], [y], "o", color=ACCENT, ms=4.5, zorder=5)


def _area_interval(
    stats: Any, sides: list[list[_Person]], sign: int, confidence: float
) -> tuple[float, float]:
    """The interval of the area under the curve, from drawing people again."""
    np: Any = importlib.import_module("numpy")

    def area(events: Any, others: Any, axis: int) -> Any:
        # Of all pairs, the share in which the one with the event is predicted more.
        pairs = events.shape[axis] * others.shape[axis]
        found = stats.mannwhitneyu(events, others, axis=axis, method="asymptotic")
        return found.statistic / pairs

    people = sum(map(len, sides))
    found = stats.bootstrap(
        tuple(np.array([sign * person.low for person in side]) for side in sides),
        area,
        vectorized=True,
        n_resamples=_RESAMPLED,
        batch=max(1, _CELLS // people),
        confidence_level=confidence,
        method="percentile",
        random_state=np.random.default_rng(0),
    ).confidence_interval
    return float(found.low), float(found.high)


def _reach(
    ax: Axes, metrics: Any, people: _People, sign: int
) -> tuple[float, float] | None:
    """The worst and the best area if everyone undecided is counted; None if nobody."""
    if not people.undecided:
        return None
    everyone = (*people.known, *people.undecided)
    events = [bool(person.event) for person in everyone]
    areas: list[float] = []
    curves: list[tuple[list[float], list[float]]] = []
    for best in (False, True):
        # At worst, those with the event are predicted least and the others most.
        scores = [
            max(sign * person.low, sign * person.high)
            if person.event is best
            else min(sign * person.low, sign * person.high)
            for person in everyone
        ]
        areas.append(float(metrics.roc_auc_score(events, scores)))
        false, true, _ = metrics.roc_curve(events, scores)
        curves.append((false.tolist(), true.tolist()))
    (x, y), (other_x, other_y) = curves
    ax.fill(
        [*x, *reversed(other_x)],
        [*y, *reversed(other_y)],
        facecolor=POSSIBLE.colour,
        hatch=POSSIBLE.hatch,
        edgecolor=SOFT,
        linewidth=0.5,
        alpha=0.7,
        zorder=2,
        label="possible",
    )
    return areas[0], areas[1]


def _calibration_key(people: _People, confidence: float) -> list[Artist]:
    from matplotlib.lines import Line2D

    label = (
        f"observed share with its {confidence:.0%} Wilson interval: "
        f"{count_of(len(people.known))}"
    )
    entries: list[Artist] = [
        Line2D([], [], color=ACCENT, marker="o", label=label),
        Line2D([], [], color=SOFT, ls="--", label="as predicted"),
    ]
    if people.outcome_unknown:
        number = count_of(len(people.outcome_unknown))
        entries.append(
            key(f"outcome not recorded, all no to all yes: {number}", POSSIBLE)
        )
    for event, colour, line in ((True, WORSE, "-"), (False, BETTER, ":")):
        some = sum(person.event is event for person in people.undecided)
        if some:
            word = "with" if event else "without"
            text = f"probability undecided, {word} the outcome: {count_of(some)}"
            entries.append(
                Line2D([], [], color=colour.colour, ls=line, marker="|", label=text)
            )
    return [*entries, *_nowhere(people, drawn=True)]


def _discrimination_key(
    people: _People,
    outcome: str,
    sizes: tuple[int, ...],
    reach: tuple[float, float] | None,
) -> list[Artist]:
    from matplotlib.lines import Line2D

    label = (
        f"{sizes[0]:,} with {literal(outcome)}, {sizes[1]:,} without; "
        f"points with Wilson intervals"
    )
    entries: list[Artist] = [
        Line2D([], [], color=ACCENT, marker="o", label=label),
        Line2D([], [], color=SOFT, ls="--", label="by chance"),
    ]
    if reach is not None:
        text = (
            f"with {count_of(len(people.undecided))} undecided: AUC {reach[0]:.3f} to "
            f"{reach[1]:.3f}"
        )
        entries.append(key(text, POSSIBLE))
    return [*entries, *_nowhere(people, drawn=False)]


def _nowhere(people: _People, *, drawn: bool) -> list[Artist]:
    """Those who cannot be drawn, counted."""
    from matplotlib.lines import Line2D

    counts = {
        "outcome not recorded": 0 if drawn else len(people.outcome_unknown),
        "neither a decided answer nor an outcome": people.neither,
        "no answer (refused)": people.refused,
    }
    return [
        Line2D(
            [],
            [],
            ls="",
            marker="x",
            color=INK,
            label=f"not drawn: {why}: {count_of(n)}",
        )
        for why, n in counts.items()
        if n
    ]
