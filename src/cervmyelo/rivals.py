"""
What the other sources of a disagreement would answer, where that can be calculated.

A disagreement is prose. Here the other side is a rule of the same form, made of the
figures in its statement, so that both can be asked about one person. A source that only
differs on how often something happens, on the wording of a form or on another scale has
no rule here: it cannot change the answer of anybody.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

import attrs

from .case import Case
from .criteria import AllOf, AnyOf, Is, OneOf, looks_at
from .diagnosis.cook2010 import (
    RULED_OUT_AT,
    cook_probability,
    cook_result,
)
from .findings import CONTRADICTION, Finding, Outcome
from .follow_up.recovery import MCID_FIGURES, mjoa_change, mjoa_mcid
from .follow_up.sf36 import (
    SF36_MCID_FIGURES,
    sf36_mcs_change,
    sf36_mcs_mcid,
    sf36_pcs_change,
    sf36_pcs_mcid,
)
from .forms import Band, Bands, Exclusive, FirstMatch, Form, Quotient, Row
from .forms.people import OUTSIDE_POPULATION
from .guidance.urgency import URGENCIES, URGENT_SYMPTOMS, article_urgency
from .imaging.canal import CANAL_CUTOFF, canal_stenosis
from .imaging.torg_pavlov import TORG_PAVLOV_CUTOFF, torg_pavlov
from .instruments.grip_release import (
    GRIP_RELEASE_CUTOFF,
    GRIP_RELEASE_CUTOFF_2022,
    GRIP_RELEASE_CUTOFF_MACHINO,
    grip_release,
    grip_release_kobayashi_2022,
    grip_release_machino,
)
from .instruments.grip_strength import (
    GRIP_STRENGTH_CUTOFF,
    GRIP_STRENGTH_CUTOFF_2022,
    grip_strength_kobayashi_2022,
    grip_strength_screen,
)
from .instruments.mjoa import MILD_TOP, mjoa_severity
from .instruments.ndi import WHERE_BANDS_BEGIN, ndi_disability
from .instruments.nurick import (
    NURICK_0_NORMAL_ZERO,
    NURICK_IN_CIRCULATION,
    NURICK_ZERO,
    nurick_0_normal,
    nurick_1972,
)
from .instruments.patient_mjoa import PMJOA_MILD_TOP, pmjoa_severity
from .instruments.ranawat import RANAWAT_READINGS, ranawat
from .models.examination import DYSAESTHESIA, HYPERREFLEXIA, SUBJECTIVE_WEAKNESS
from .models.patient import HORIZON_YEARS, NECK_MOBILITY, QUANTITIES
from .models.symptoms import SYMPTOMS, SymptomQuantities
from .outlook.article import NECK_MOVEMENT, article_outlook_factors
from .outlook.natural_history import (
    STABILITY_ON_LAY_PAGE,
    stability_without_surgery,
)
from .partly import between
from .risk.conversion import CONVERSION_BY_IMAGING, conversion_factors
from .scale import Grade, Level, Scale
from .sources import Disagreement, Statement

__all__ = ["NO_ANSWER", "RIVALS", "Answers", "Rival"]

Answers: TypeAlias = tuple[str, ...] | tuple[float, float]
"""What is possible: grades in the terms of both sources, or the ends of a number."""

NO_ANSWER: Final = "no answer"
"""What is possible where a source has no grade for a person."""

_Reading: TypeAlias = "Callable[[Case], Finding[Outcome] | None]"


@attrs.frozen(kw_only=True, eq=False)
class Rival:
    """
    The other side of a disagreement on one rule.

    Attributes:
        of: The rule, which follows one of the sources.

        on: The disagreement.

        says: What the other source says.

        readings: What the other source answers; several where it leaves open which of
            them it means. None is an answer of its own: the source is silent.

        same: What grades of both sources are called where they mean the same; their
            label where nothing is listed.

        covers_all: Whether it is an answer of the other source that there is no grade.
            If not, a case without a grade there is one that it does not speak of.
    """

    of: Form
    on: Disagreement
    says: Statement
    readings: tuple[_Reading, ...]
    same: Mapping[str, str] = MappingProxyType({})
    covers_all: bool = False

    def answers(
        self, case: Case, here: Finding[Outcome]
    ) -> tuple[Answers, Answers] | None:
        """
        What is possible by the rule and by the other source, if that differs.

        Args:
            case: The person.

            here: The finding of the rule.

        Returns:
            Both; None if the other source answers alike or does not speak of such a
                person, or if nothing can be compared because of faults in the record.
        """
        if not self._speaks(here, of=self.of, gaps=True):
            return None
        asked = self._as_asked(case, here)
        found = [] if asked is None else [each(asked) for each in self.readings]
        spoken = [
            each
            for each in found
            if each is not None and self._speaks(each, of=None, gaps=self.covers_all)
        ]
        if not spoken:
            return None
        ours, theirs = self._possible(here), self._joined(spoken)
        return None if {*ours} == {*theirs} else (ours, theirs)

    @staticmethod
    def _speaks(finding: Finding[Outcome], *, of: Form | None, gaps: bool) -> bool:
        """Whether a finding is an answer, or the answer that there is no grade."""
        if finding.status != "refused":
            return True
        codes = {problem.code for problem in finding.problems}
        if codes & {OUTSIDE_POPULATION, CONTRADICTION}:
            return False
        return gaps and (of is None or codes <= {gap.code for gap in of.gaps})

    def _as_asked(self, case: Case, here: Finding[Outcome]) -> Case | None:
        """The record, without a grade that stands for what the rule reads."""
        rule, recorded = self.of, self.of.recorded
        if recorded is None or recorded.name not in case.values:
            return case
        # A recorded grade does not say by which source, unless scores belong to it.
        if not isinstance(rule, Bands) or rule.of.name not in QUANTITIES:
            return None
        held = [band for band in rule.bands if band.grade in (here.possible or ())]
        low = min((each.least for each in held), default=-math.inf)
        high = max((each.most for each in held), default=math.inf)
        values = {k: v for k, v in case.values.items() if k != recorded.name}
        if rule.of.name in values:
            return Case(values, extra=True)
        if not math.isfinite(low) or not math.isfinite(high):
            return None
        values[rule.of.name] = int(low) if low == high else between(int(low), int(high))
        return Case(values, extra=True)

    def _joined(self, found: Iterable[Finding[Outcome]]) -> Answers:
        every = [each for some in map(self._possible, found) for each in some]
        numbers = [each for each in every if not isinstance(each, str)]
        if len(numbers) == len(every):
            return min(numbers), max(numbers)
        return tuple(dict.fromkeys(each for each in every if isinstance(each, str)))

    def _possible(self, finding: Finding[Outcome]) -> Answers:
        if finding.status == "refused":
            return (NO_ANSWER,)
        grades = [each for each in finding.possible or () if isinstance(each, Grade)]
        if grades:
            words = [self.same.get(str(each.code), each.label) for each in grades]
            # One grade that is not certain: the source may also have none.
            alone = finding.status == "undecided" and len(grades) == 1
            return tuple(dict.fromkeys((*words, NO_ANSWER) if alone else words))
        low, high = finding.low, finding.high
        if not isinstance(low, int | float) or not isinstance(high, int | float):
            raise TypeError(finding.rule.name)  # a finding has grades or numbers
        return low, high


def _rival(
    on: Disagreement,
    of: Form,
    other: int,
    *readings: _Reading,
    same: Mapping[str, str] = MappingProxyType({}),
    covers_all: bool = False,
) -> Rival:
    return Rival(
        of=of,
        on=on,
        says=on.others[other],
        readings=readings,
        same=same,
        covers_all=covers_all,
    )


def _figures(on: Disagreement, other: int, *words: str) -> tuple[float, ...]:
    """The figures of a statement whose description has some words."""
    return tuple(
        each.value
        for each in on.others[other].figures
        if all(word in each.what for word in words)
    )


def _two_sided(rule: Bands, cut: float, *, included: bool, grades: Scale) -> Bands:
    """
    The same score, cut in two: the second grade is that of low scores.

    Args:
        rule: The rule.

        cut: The cut-off.

        included: Whether the cut-off itself is a low score.

        grades: The two grades, the better one first.
    """
    better, worse = grades
    low: float | Exclusive = cut if included else Exclusive(cut)
    high: float | Exclusive = Exclusive(cut) if included else cut
    return attrs.evolve(
        rule,
        bands=(Band(worse, -math.inf, low), Band(better, high, math.inf)),
        recorded=None,
        disagreements=(),
    )


def _as_bands_of(rule: Bands, other: Bands) -> Bands:
    """The bands of another rule on the score of this one."""
    return attrs.evolve(rule, bands=other.bands, recorded=None, disagreements=())


# By its letter: every symptom needs to be sudden or severe.
def _sudden_or_severe(symptom: SymptomQuantities) -> AllOf:
    marks = (OneOf(symptom.onset, ("sudden",)), OneOf(symptom.severity, ("severe",)))
    return AllOf((Is(symptom.present), AnyOf(marks)))


_LETTER: Final = attrs.evolve(
    article_urgency,
    rows=(
        Row(
            AnyOf(tuple(map(_sudden_or_severe, SYMPTOMS.values()))),
            URGENCIES.grade("emergency"),
        ),
        *article_urgency.rows[1:],
    ),
    at_least=tuple(
        each
        for each in article_urgency.at_least
        if each.then != URGENCIES.grade("emergency")
    ),
)

_NARROW: Final = Scale(
    name="rival_canal",
    label="canal by one cut-off",
    levels=(Level("none", "not stenotic"), Level("stenotic", "stenotic")),
)
_CANAL_CLASSES: Final = {"relative": "stenotic", "absolute": "stenotic"}

_COOK_UP_TO_ONE: Final = attrs.evolve(
    cook_result,
    bands=tuple(
        attrs.evolve(
            band,
            low=max(band.least, 2) if band.least == 1 else band.low,
            high=1 if band.most == 0 else band.high,
        )
        for band in cook_result.bands
    ),
    recorded=None,
    disagreements=(),
)
_COOK_PROBABILITY: Final = attrs.evolve(
    cook_probability, of=_COOK_UP_TO_ONE, disagreements=()
)

_QUARTERS: Final = Scale(
    name="rival_ndi",
    label="disability by NDI in percent",
    levels=tuple(
        Level(each, each) for each in ("lowest", "second", "third", "highest")
    ),
)
_NDI_CLASSES: Final = {
    str(each.grade.code): str(level.code)
    for each, level in zip(
        ndi_disability.ascending,
        # The study does not separate none from mild.
        (_QUARTERS.levels[0], *_QUARTERS.levels),
        strict=True,
    )
}


def _ndi_in_percent(*, middle_is_higher: bool) -> Bands:
    cuts = [
        share / 100 * ndi_disability.ascending[-1].most
        for share in _figures(WHERE_BANDS_BEGIN, 0)
    ]
    starts = [0.0, *cuts]
    if not middle_is_higher:
        starts[2] += 1
    ends = [start - 1 for start in starts[1:]] + [ndi_disability.ascending[-1].most]
    return attrs.evolve(
        ndi_disability,
        bands=tuple(map(Band, _QUARTERS, starts, ends)),
        recorded=None,
        disagreements=(),
    )


def _reached(
    rule: Bands | FirstMatch, of: Quotient, points: Iterable[float]
) -> Iterator[Bands]:
    """Whether a gain reaches each of some minimum clinically important differences."""
    reached, missed = rule.outcomes
    for each in points:
        yield Bands(
            name=rule.name,
            label=rule.label,
            of=of,
            score_rises=False,
            bands=(
                Band(reached, each, math.inf),
                Band(missed, -math.inf, Exclusive(each)),
            ),
            falls_with=of.inputs[:1],
            people=rule.people,
            cite=rule.cite,
        )


_SOME_FINDING: Final = AnyOf((Is(HYPERREFLEXIA), Is(DYSAESTHESIA)))
_RANAWAT_LOOSE: Final = attrs.evolve(
    ranawat,
    rows=tuple(
        attrs.evolve(row, when=AllOf((Is(SUBJECTIVE_WEAKNESS), _SOME_FINDING)))
        if getattr(row.then, "code", "") == "II"
        else row
        for row in ranawat.rows[:-1]
    ),
    # No deficit is the first class, whether or not there is pain.
    otherwise=ranawat.outcomes[0],
    recorded=None,
    disagreements=(),
)

_MORE_MOVEMENT: Final = attrs.evolve(
    article_outlook_factors,
    counted=tuple(
        attrs.evolve(each, when=OneOf(NECK_MOBILITY, ("increased",)))
        if NECK_MOBILITY in looks_at(each.when)
        else each
        for each in article_outlook_factors.counted
    ),
    falls_with=(),
    disagreements=(),
)

_OF_IMAGING: Final = frozenset({"small_cord_area", "low_compression_ratio"})
_ROOTS_ONLY: Final = attrs.evolve(
    conversion_factors,
    counted=tuple(
        each for each in conversion_factors.counted if each.name not in _OF_IMAGING
    ),
    falls_with=(),
    disagreements=(),
)


def _lay_page(case: Case) -> Finding[Outcome] | None:
    """The figure of the page for the same time and group; None if it has none."""
    here = stability_without_surgery(case)
    years = case.known.get(HORIZON_YEARS.name)
    if here.status != "ok" or not isinstance(years, int | float):
        return None
    because = {str(reason) for reason in here.because}
    for each in STABILITY_ON_LAY_PAGE.others[0].figures:
        time, _, who = each.what.partition(", ")
        if time == f"stable at {years:g} years" and f"group: {who}" in because:
            return attrs.evolve(
                here,
                value=each.value,
                possible=(each.value,),
                low=each.value,
                high=each.value,
                interval=None,
            )
    return None


def _sf36(rule: Bands, change: Quotient, which: str) -> Iterator[Rival]:
    for other in range(len(SF36_MCID_FIGURES.others)):
        points = _figures(SF36_MCID_FIGURES, other, which)
        yield _rival(SF36_MCID_FIGURES, rule, other, *_reached(rule, change, points))


RIVALS: Final[tuple[Rival, ...]] = (
    _rival(URGENT_SYMPTOMS, article_urgency, 0, _LETTER),
    _rival(MILD_TOP, mjoa_severity, 0, _as_bands_of(mjoa_severity, pmjoa_severity)),
    _rival(
        PMJOA_MILD_TOP, pmjoa_severity, 0, _as_bands_of(pmjoa_severity, mjoa_severity)
    ),
    _rival(NURICK_ZERO, nurick_1972, 0, nurick_0_normal),
    _rival(NURICK_0_NORMAL_ZERO, nurick_0_normal, 0, nurick_1972, covers_all=True),
    _rival(NURICK_IN_CIRCULATION, nurick_1972, 1, nurick_0_normal),
    _rival(RULED_OUT_AT, cook_result, 0, _COOK_UP_TO_ONE),
    _rival(RULED_OUT_AT, cook_probability, 0, _COOK_PROBABILITY, covers_all=True),
    _rival(
        CANAL_CUTOFF,
        canal_stenosis,
        0,
        _two_sided(
            canal_stenosis,
            *_figures(CANAL_CUTOFF, 0),
            included=False,
            grades=_NARROW,
        ),
        same={**_CANAL_CLASSES, "none": "not stenotic", "stenotic": "stenotic"},
    ),
    *(
        _rival(
            TORG_PAVLOV_CUTOFF,
            torg_pavlov,
            other,
            _two_sided(
                torg_pavlov,
                *_figures(TORG_PAVLOV_CUTOFF, other),
                included=included,
                grades=torg_pavlov.scale,
            ),
        )
        for other, included in ((0, True), (1, False))
    ),
    _rival(GRIP_RELEASE_CUTOFF, grip_release, 0, grip_release_machino),
    _rival(GRIP_RELEASE_CUTOFF, grip_release, 1, grip_release_kobayashi_2022),
    _rival(GRIP_RELEASE_CUTOFF_MACHINO, grip_release_machino, 0, grip_release),
    _rival(
        GRIP_RELEASE_CUTOFF_MACHINO,
        grip_release_machino,
        1,
        grip_release_kobayashi_2022,
    ),
    _rival(GRIP_RELEASE_CUTOFF_2022, grip_release_kobayashi_2022, 0, grip_release),
    _rival(
        GRIP_RELEASE_CUTOFF_2022,
        grip_release_kobayashi_2022,
        1,
        grip_release_machino,
    ),
    _rival(GRIP_STRENGTH_CUTOFF, grip_strength_screen, 0, grip_strength_kobayashi_2022),
    _rival(
        GRIP_STRENGTH_CUTOFF_2022,
        grip_strength_kobayashi_2022,
        0,
        grip_strength_screen,
    ),
    _rival(RANAWAT_READINGS, ranawat, 0, _RANAWAT_LOOSE),
    _rival(
        WHERE_BANDS_BEGIN,
        ndi_disability,
        0,
        _ndi_in_percent(middle_is_higher=True),
        _ndi_in_percent(middle_is_higher=False),
        same={**_NDI_CLASSES, **{each.label: each.label for each in _QUARTERS}},
    ),
    _rival(CONVERSION_BY_IMAGING, conversion_factors, 0, _ROOTS_ONLY),
    _rival(NECK_MOVEMENT, article_outlook_factors, 0, _MORE_MOVEMENT),
    _rival(STABILITY_ON_LAY_PAGE, stability_without_surgery, 0, _lay_page),
    _rival(
        MCID_FIGURES,
        mjoa_mcid,
        0,
        *_reached(mjoa_mcid, mjoa_change, _figures(MCID_FIGURES, 0)),
    ),
    _rival(
        MCID_FIGURES,
        mjoa_mcid,
        1,
        *_reached(mjoa_mcid, mjoa_change, _figures(MCID_FIGURES, 1, "MCID")),
    ),
    *_sf36(sf36_pcs_mcid, sf36_pcs_change, "physical"),
    *_sf36(sf36_mcs_mcid, sf36_mcs_change, "mental"),
)
"""Every disagreement that can change an answer, once for each other source."""
