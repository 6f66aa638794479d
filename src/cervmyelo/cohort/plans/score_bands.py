"""
Recorded words for the bands of a total, in columns: each says where its total lies.

What the reader for one person does with sets of totals, this does with their ends.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeAlias

import attrs

from cervmyelo.cohort.columns import column_kind, plain
from cervmyelo.cohort.dialects import Dialect, Expression, Stage
from cervmyelo.consistency import TOTALS, Total, TotalAtMost
from cervmyelo.models.bands import ScoreBands
from cervmyelo.quantity import Quantity

from .deductions import Recorded, name_of
from .item_scores import Scores

__all__ = ["Banded", "with_bands"]

Source: TypeAlias = tuple[tuple[str, ...], str | None]
"""What was recorded that says a total, and the mask of its rows; None for all rows."""


@attrs.frozen(eq=False)
class Banded:
    """
    Totals next to the words for their bands.

    Attributes:
        recorded: The columns of what was recorded, and of totals that a word says.

        stages: Columns that have to be made first, in this order.

        sources: For the name of each total, what was recorded that says it.
    """

    recorded: Recorded
    stages: tuple[Stage, ...]
    sources: Mapping[str, Sequence[Source]]

    def by_source(
        self, total: Total | TotalAtMost, where: Expression
    ) -> Iterator[tuple[tuple[str, ...], Expression]]:
        """The rows in which something holds of a total, by what was recorded."""
        name = total.answer.name
        for fields, mask in self.sources.get(name, [((name,), None)]):
            yield fields, where if mask is None else where & self.recorded.m.col(mask)


def with_bands(recorded: Recorded, twice: Collection[Quantity]) -> Banded:
    """
    Totals next to the words for their bands.

    Args:
        recorded: The columns of what was recorded.

        twice: The quantities that have two readings in some rows.
    """
    names, spanned = {**recorded.names}, {**recorded.spanned}
    stages: dict[int, Stage] = {}
    sources: dict[str, list[Source]] = {}
    for total in TOTALS:
        if total.bands is None or total.bands.grade not in recorded.names:
            continue
        answer, word = total.answer, total.bands.grade.name
        for at, stage in enumerate(_together(recorded, total, total.bands, twice)):
            stages.setdefault(at, {}).update(stage)
        sources[answer.name] = [((word,), name_of(answer, "by_band"))]
        if answer in recorded.names:
            by = (((answer.name, word), "by_both"), ((answer.name,), "by_itself"))
            sources[answer.name] += [(each, name_of(answer, e)) for each, e in by]
        names[answer] = name_of(answer, "joint")
        spanned[answer] = (name_of(answer, "joint_low"), name_of(answer, "joint_high"))
    made = Recorded(recorded.m, names, spanned)
    return Banded(made, tuple(stages.values()), sources)


def _together(
    recorded: Recorded, total: Total, bands: ScoreBands, twice: Collection[Quantity]
) -> Iterator[Stage]:
    """What a total and the word for its band say together."""
    m, answer = recorded.m, total.answer
    of_band = (name_of(answer, "band_low"), name_of(answer, "band_high"))
    yield dict(zip(of_band, _ends(recorded, bands), strict=True))
    low, high = map(m.col, of_band)
    # As if every word fitted the rest.
    tried = (name_of(answer, "tried_low"), name_of(answer, "tried_high"))
    own = (m.lit(None, column_kind(answer)),) * 2
    narrows = ~low.is_null()
    if answer in recorded.names:
        own = recorded.ends(answer)
        least, most = own
        there = ~least.is_null()
        inner = (
            m.case((~there, low), (low > least, low), otherwise=least),
            m.case((~there, high), (high < most, high), otherwise=most),
        )
        within = (low <= most) & (high >= least)
        narrower = (low > least) | (high < most)
        narrows = narrows & (~there | (within & narrower).fill_null(value=False))
        low, high = inner
    yield {tried[0]: low, tried[1]: high, name_of(answer, "narrows"): narrows}
    spans = {**recorded.spanned, answer: tried}
    names = {**recorded.names, answer: tried[0]}
    scores = Scores(Recorded(m, names, spans), total, {}, twice, "in_band")
    yield scores.without_links()
    # A word that the items contradict says nothing about the total.
    fits = m.col(name_of(answer, "narrows")) & ~scores.unreachable().fill_null(
        value=False
    )
    yield {name_of(answer, "fits"): fits}
    fits = m.col(name_of(answer, "fits"))
    ends = [
        m.case((fits, m.col(end)), otherwise=before)
        for end, before in zip(tried, own, strict=True)
    ]
    low, high = ends
    masks: Stage = {name_of(answer, "by_band"): fits}
    if answer in recorded.names:
        there = ~own[0].is_null()
        masks = {
            name_of(answer, "by_band"): fits & ~there,
            name_of(answer, "by_both"): fits & there,
            name_of(answer, "by_itself"): there & ~fits,
        }
    yield {
        name_of(answer, "joint_low"): low,
        name_of(answer, "joint_high"): high,
        name_of(answer, "joint"): m.case((low == high, low)),
        **masks,
    }


def _ends(recorded: Recorded, bands: ScoreBands) -> tuple[Expression, Expression]:
    """The least and the greatest total of the recorded words; null where none is."""
    one, other = recorded.ends(bands.grade)
    # Where words get worse as totals fall, the last word has the least total.
    falls = bands.scores[0] > bands.scores[-1]
    lowest, highest = (other, one) if falls else (one, other)
    lows, highs = zip(*bands.scores, strict=True)
    return _placed(recorded.m, bands, lowest, lows), _placed(
        recorded.m, bands, highest, highs
    )


def _placed(
    m: Dialect, bands: ScoreBands, word: Expression, scores: Sequence[float]
) -> Expression:
    kind = column_kind(bands.total)
    cases = ((word == at, m.lit(plain(e), kind)) for at, e in enumerate(scores))
    return m.case(*cases)
