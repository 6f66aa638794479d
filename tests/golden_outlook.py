"""
Published cases of outlook, guidance and change over time, typed from the publications.
"""

from golden import IMPOSSIBLE, NO_ANSWER, Span, case

# mJOA items that add up to a total: 5 + 7 + 3 + 3 at most.
_ITEMS = (
    "mjoa_motor_upper",
    "mjoa_motor_lower",
    "mjoa_sensory_upper",
    "mjoa_sphincter",
)
_ADD_UP = {
    0: (0, 0, 0, 0),
    11: (3, 4, 2, 2),
    12: (3, 5, 2, 2),
    14: (4, 5, 2, 3),
    15: (4, 6, 2, 3),
    17: (5, 6, 3, 3),
    18: (5, 7, 3, 3),
}


def _total(total):
    return dict(zip(_ITEMS, _ADD_UP[total], strict=True))


# Sarraj 2024, abstract: neurological stability (95 % credible interval) in percent.
SARRAJ = "Sarraj et al. 2024, abstract"
_TIMES = (1, 2, 3, 5, 15, 20)
_MILD = ((91, 83, 97), (85, 72, 94), (84, 70, 94), (75, 54, 90), (66, 40, 86))
_MILD += ((65, 39, 86),)
_WORSE = ((83, 76, 89), (72, 62, 81), (71, 60, 80), (55, 41, 68), (44, 27, 59))
_WORSE += ((43, 25, 58),)


def _stable(total, years, percent, interval=None):
    given = {**_total(total), "horizon_years": years}
    return case("stability_without_surgery", given, percent, SARRAJ, interval=interval)


STABILITY = [
    *(
        _stable(total, years, percent, (low, high))
        for totals, figures in (((15, 17), _MILD), ((0, 11, 12, 14), _WORSE))
        for total in totals
        for years, (percent, low, high) in zip(_TIMES, figures, strict=True)
    ),
    # Between two times: the neighbours, never a curve.
    _stable(15, 1.5, Span(85, 91), (72, 97)),
    _stable(15, 4, Span(75, 84), (54, 94)),
    _stable(15, 10, Span(66, 75), (40, 90)),
    _stable(15, 19.9, Span(65, 66), (39, 86)),
    _stable(11, 10, Span(44, 55), (27, 68)),
    # No figures before 1 or after 20 years, nor for the full score.
    *(_stable(15, years, NO_ANSWER) for years in (0, 0.99, 20.01, 50)),
    *(_stable(18, years, NO_ANSWER) for years in (1, 10, 20)),
    *(_stable(15, years, IMPOSSIBLE) for years in (-0.01, 50.01)),
    # Missing items leave both groups, a missing time every figure of the group.
    case(
        "stability_without_surgery",
        {"horizon_years": 5},
        Span(55, 75),
        SARRAJ,
        interval=(41, 90),
    ),
    _stable(15, None, Span(65, 91), (39, 97)),
    _stable(11, None, Span(43, 83), (25, 89)),
    *(
        case(
            "stability_without_surgery",
            {**_total(18), "horizon_years": 5, name: score},
            IMPOSSIBLE,
            SARRAJ,
        )
        for name, top in zip(_ITEMS, _ADD_UP[18], strict=True)
        for score in (-1, top + 1, 0.5)
    ),
]

# Tetreault 2015 (757 people): relative risks of an mJOA of 16 or more.
RISKS = "Tetreault et al. 2015, relative risks, against mJOA 15, age 60"


def _relative(ratio, **given):
    base = {"mjoa_before": 15, "age_years": 60, "abnormal_gait": False, "smoker": False}
    return case("tetreault_2015", base | given, ratio, RISKS)


SURGICAL_PREDICTORS = [
    _relative(1.0),
    # 1.11 per point, 0.91 per decade, 0.76 with impaired gait, 0.78 for smokers.
    _relative(1.11, mjoa_before=16),
    _relative(1.11**-3, mjoa_before=12),
    _relative(1.11**-15, mjoa_before=0),
    _relative(1.11**3, mjoa_before=18),
    _relative(0.91, age_years=70),
    _relative(0.8281, age_years=80),
    _relative(1 / 0.91, age_years=50),
    _relative(0.91**6, age_years=120),
    _relative(0.91**-6, age_years=0),
    _relative(0.76, abnormal_gait=True),
    _relative(0.78, smoker=True),
    _relative(0.5928, abnormal_gait=True, smoker=True),
    _relative(Span(0.76, 1.0), abnormal_gait=None),
    _relative(Span(0.78, 1.0), smoker=None),
    _relative(Span(1.11**-15, 1.11**3), mjoa_before=None),
    *(_relative(IMPOSSIBLE, mjoa_before=wrong) for wrong in (-1, 19, 12.5)),
    *(_relative(IMPOSSIBLE, age_years=wrong) for wrong in (-1, 121, 60.5)),
]

# Congress abstract (743 people): odds ratios of an mJOA of 16 or more.
ODDS = "Congress abstract on 743 people, odds ratios, against mJOA 15, age 60"


def _odds(ratio, **given):
    base = {"mjoa_before": 15, "age_years": 60, "smoker": False}
    return case("tetreault_743_odds", base | given, ratio, ODDS)


SURGICAL_PREDICTORS += [
    _odds(1.0),
    _odds(1.23, mjoa_before=16),
    _odds(1.23**-15, mjoa_before=0),
    _odds(1.23**3, mjoa_before=18),
    _odds(0.97, age_years=61),
    _odds(0.97**60, age_years=120),
    _odds(0.97**-60, age_years=0),
    _odds(0.51, smoker=True),
    _odds(Span(0.51, 1.0), smoker=None),
    *(_odds(IMPOSSIBLE, mjoa_before=wrong) for wrong in (-1, 19, 12.5)),
    *(_odds(IMPOSSIBLE, age_years=wrong) for wrong in (-1, 121, 60.5)),
]

# AO Spine / CSRS 2017: its five rows.
ADVICE = "AO Spine / CSRS 2017, recommendations"
_FACTS = (
    "myelopathy",
    "treated_without_surgery",
    "neurology_worsened",
    "failed_to_improve",
    "cord_compression",
    "radiculopathy",
)


def _advice(answer, total, *present, unknown=(), **given):
    facts = dict.fromkeys(present, True) | dict.fromkeys(unknown)
    scores = {} if total is None else _total(total)
    return case("ao_spine_2017", {**scores, **facts, **given}, answer, ADVICE, _FACTS)


_FAILED = ("treated_without_surgery", "failed_to_improve")
_WORSE_THEN = ("treated_without_surgery", "neurology_worsened")
RECOMMENDED = [
    # Severe (11 or less) and moderate (12 to 14): surgery, whatever was tried.
    *(_advice("surgery", total, "myelopathy") for total in (0, 11, 12, 14)),
    _advice("surgery", 14, *_FACTS),
    _advice("surgery", 14, "myelopathy", *_WORSE_THEN),
    _advice("surgery", 14, "myelopathy", *_FAILED),
    # Mild (15 to 17): either; surgery once it got worse or did not improve.
    *(
        row
        for total in (15, 17)
        for row in (
            _advice("surgery_or_rehabilitation", total, "myelopathy"),
            _advice("surgery_or_rehabilitation", total, "myelopathy", _FAILED[0]),
            _advice("surgery_or_rehabilitation", total, "myelopathy", _FAILED[1]),
            _advice("surgery_or_rehabilitation", total, "myelopathy", _WORSE_THEN[1]),
            _advice("surgery_after_worsening", total, "myelopathy", *_WORSE_THEN),
            _advice("surgery_after_worsening", total, *_FACTS),
            _advice("surgery_after_no_improvement", total, "myelopathy", *_FAILED),
        )
    ),
    _advice("surgery_or_rehabilitation", 17, "myelopathy", "cord_compression"),
    # Compression without myelopathy, whatever the score.
    *(
        row
        for total in (0, 14, 15, 18, None)
        for row in (
            _advice("no_prophylactic_surgery", total, "cord_compression"),
            _advice(
                "counsel_surgery_or_follow_up",
                total,
                "cord_compression",
                "radiculopathy",
            ),
        )
    ),
    _advice("no_prophylactic_surgery", 16 - 1, "cord_compression", *_WORSE_THEN),
    _advice("no_prophylactic_surgery", 16 - 1, "cord_compression", *_FAILED),
    # Not covered: the full score with myelopathy, and neither of the two.
    _advice(NO_ANSWER, 18, "myelopathy"),
    _advice(NO_ANSWER, 18, *_FACTS),
    _advice(NO_ANSWER, 18, "myelopathy", "cord_compression"),
    *(_advice(NO_ANSWER, total) for total in (0, 14, 17, 18)),
    _advice(NO_ANSWER, 15, "radiculopathy"),
    _advice(NO_ANSWER, 15, *_WORSE_THEN),
    # What is unknown leaves what it can lead to.
    _advice(
        ["counsel_surgery_or_follow_up", "no_prophylactic_surgery"],
        18,
        "cord_compression",
        unknown=("radiculopathy",),
    ),
    _advice(
        ["surgery", "no_prophylactic_surgery"],
        11,
        "cord_compression",
        unknown=("myelopathy",),
    ),
    _advice(
        [
            "surgery_after_worsening",
            "surgery_or_rehabilitation",
        ],
        15,
        "myelopathy",
        "treated_without_surgery",
        unknown=("neurology_worsened",),
    ),
    # Hands unknown, the rest 9: a total of 9 to 14.
    _advice(
        "surgery",
        None,
        "myelopathy",
        **dict(zip(_ITEMS, (None, 5, 2, 2), strict=True)),
    ),
    _advice(
        ["surgery", "surgery_or_rehabilitation"],
        None,
        "myelopathy",
        **dict(zip(_ITEMS, (None, 7, 3, 2), strict=True)),
    ),
    *(
        _advice(IMPOSSIBLE, 18, "myelopathy", **{name: score})
        for name, top in zip(_ITEMS, _ADD_UP[18], strict=True)
        for score in (-1, top + 1, 0.5)
    ),
]

# Hirabayashi: 100 (after - before) / (full - before), full mark 18 or 17.
RATE = "Recovery rate by Hirabayashi, full mark 18 (mJOA) or 17 (JOA)"


def _pair(scale, rule, before, after, answer, cite):  # noqa: PLR0913, PLR0917
    given = {f"{scale}_before": before, f"{scale}_after": after}
    return case(f"{scale}_{rule}", given, answer, cite)


def _rates(scale, least, full, step):
    rate = "recovery_rate"
    return [
        _pair(scale, rate, least, full, 100.0, RATE),
        _pair(scale, rate, least, least, 0.0, RATE),
        _pair(scale, rate, full - step, full, 100.0, RATE),
        _pair(scale, rate, full - 1, least, 100.0 * (least - full + 1), RATE),
        _pair(scale, rate, full - 6, full - 3, 50.0, RATE),
        _pair(scale, rate, full - 8, full - 6, 25.0, RATE),
        _pair(scale, rate, full - 5, full - 6, -20.0, RATE),
        # Nothing to recover.
        *(
            _pair(scale, rate, full, after, NO_ANSWER, RATE)
            for after in (least, full, None)
        ),
        _pair(
            scale, rate, full - 6, None, Span(100 * (least - full + 6) / 6, 100.0), RATE
        ),
        *_impossible(scale, rate, least, full, step),
    ]


def _changes(scale, least, full, step):
    points = "Change in points: the numerator of the recovery rate"
    return [
        _pair(scale, "change", least, full, float(full - least), points),
        _pair(scale, "change", full, least, float(least - full), points),
        _pair(scale, "change", 10, 13, 3.0, points),
        _pair(scale, "change", 13, 10, -3.0, points),
        _pair(scale, "change", full, full, 0.0, points),
        _pair(scale, "change", full - step, full, float(step), points),
        _pair(scale, "change", 10, None, Span(least - 10.0, full - 10.0), points),
        _pair(scale, "change", None, 10, Span(10.0 - full, 10.0 - least), points),
        *_impossible(scale, "change", least, full, step),
    ]


def _impossible(scale, rule, least, full, step):
    for wrong in (least - step, full + step, 10 + step / 2):
        yield _pair(scale, rule, wrong, 10, IMPOSSIBLE, "the range of the scale")
        yield _pair(scale, rule, 10, wrong, IMPOSSIBLE, "the range of the scale")


CHANGES = [
    each
    for scale, least, full, step in (
        ("mjoa", 0, 18, 1),
        ("joa", 0, 17, 1),
        ("joa1994", -2, 17, 0.5),
    )
    for rows in (_rates, _changes)
    for each in rows(scale, least, full, step)
]
CHANGES += [
    # Before 16 of 17, after 0: -1600 %.
    _pair("joa", "recovery_rate", 16, 0, -1600.0, RATE),
    # Half points, and a score before below zero.
    _pair("joa1994", "recovery_rate", -2, 7.5, 50.0, RATE),
    _pair("joa1994", "recovery_rate", 16.5, -2, -3700.0, RATE),
    _pair("joa1994", "change", 10.5, 13, 2.5, RATE),
    _pair("mjoa", "recovery_rate", None, 18, Span(100.0, 100.0), RATE),
    _pair("mjoa", "recovery_rate", None, 15, Span(-200.0, 250 / 3), RATE),
]

# Noticeable gain of the mJOA: mild 1, moderate 2, severe 3 points.
GAIN = "Tetreault et al. 2015, noticeable gain by severity"
for _before in range(18):
    _needs = 1 if _before >= 15 else 2 if _before >= 12 else 3
    for _after in range(19):
        _told = "reached" if _after - _before >= _needs else "not_reached"
        CHANGES.append(_pair("mjoa", "mcid", _before, _after, _told, GAIN))
CHANGES += [
    *(_pair("mjoa", "mcid", 18, after, NO_ANSWER, GAIN) for after in (0, 17, 18, None)),
    _pair("mjoa", "mcid", 14, None, ["reached", "not_reached"], GAIN),
    _pair("mjoa", "mcid", None, 18, "reached", GAIN),
    _pair("mjoa", "mcid", None, 2, "not_reached", GAIN),
    _pair("mjoa", "mcid", None, 3, ["reached", "not_reached"], GAIN),
    *_impossible("mjoa", "mcid", 0, 18, 1),
]

# Noticeable gain of the JOA: 2.5 points, so 3 on a scale of whole points.
JOA_GAIN = "PMC9344517, noticeable gain of 2.5 points"
for _before in range(15):
    for _after in range(18):
        _told = "reached" if _after - _before >= 2.5 else "not_reached"
        CHANGES.append(_pair("joa", "mcid", _before, _after, _told, JOA_GAIN))
CHANGES += [
    *(
        _pair("joa", "mcid", before, after, NO_ANSWER, JOA_GAIN)
        for before in (15, 16, 17)
        for after in (0, 17, None)
    ),
    *_impossible("joa", "mcid", 0, 17, 1),
]

CASES = [*STABILITY, *SURGICAL_PREDICTORS, *RECOMMENDED, *CHANGES]


def _of(source, unit, *values):
    return {(value, unit, None, None, source) for value in values}


# Every figure that stands beside these rules: (value, unit, low, high, source).
FIGURES = {
    # Sarraj 2024: six studies, 529 people; 3 and 15 years against its lay page.
    *_of("sarraj2024", "studies", 6),
    *_of("sarraj2024", "people", 529),
    (84, "%", 70, 94, "sarraj2024"),
    (66, "%", 40, 86, "sarraj2024"),
    (71, "%", 60, 80, "sarraj2024"),
    *_of("sarraj_lay_page", "%", 79, 63, 64),
    # Karadimas 2013: 20-62 % lose a point or more in 3-6 years.
    *_of("karadimas2013", "%", 20, 62),
    *_of("karadimas2013", "point", 1),
    *_of("karadimas2013", "years", 3, 6),
    # Scottish pathway: 6 % at 1, 21 % at 2, 28 % at 3, 56 % at 10 years.
    *_of("scottish_pathway", "%", 6, 21, 28, 56),
    # Kong 2013: 21 of 78 (26.9 %) in more than 3 years.
    *_of("kong2013", "%", 26.9),
    *_of("kong2013", "people", 21, 78),
    *_of("kong2013", "years", 3),
    # Matz 2009: under 75, mJOA over 12.
    *_of("matz2009", "years", 75),
    *_of("matz2009", "points", 12),
    # Tetreault 2013, univariate odds ratios of 278 people.
    *_of("tetreault2013", "people", 278),
    (0.80, "odds ratio", 0.65, 0.98, "tetreault2013"),
    (0.74, "odds ratio", 0.65, 0.84, "tetreault2013"),
    (0.51, "odds ratio", 0.29, 0.92, "tetreault2013"),
    (2.72, "odds ratio", 1.47, 5.06, "tetreault2013"),
    (3.56, "odds ratio", 1.75, 7.22, "tetreault2013"),
    (0.96, "odds ratio", 0.93, 0.98, "tetreault2013"),
    # Tetreault 2015, relative risks of 757 people, applied or not.
    *_of("tetreault2015", "people", 757),
    (1.11, "relative risk", 1.07, 1.15, "tetreault2015"),
    (0.76, "relative risk", 0.66, 0.88, "tetreault2015"),
    (0.91, "relative risk", 0.85, 0.96, "tetreault2015"),
    (0.93, "relative risk", 0.88, 0.98, "tetreault2015"),
    (0.78, "relative risk", 0.65, 0.93, "tetreault2015"),
    (0.95, "relative risk", 0.90, 0.99, "tetreault2015"),
    # Congress abstract, odds ratios of 743 people, applied or not.
    *_of("tetreault_pooled", "people", 743),
    *_of("tetreault_pooled", "odds ratio", 0.97, 0.88, 0.51, 1.94, 1.75, 1.23, 0.84),
    # External validation: built on 272, tested on 471, six covariates.
    *_of("tetreault_validation2015", "people", 272, 471),
    *_of("tetreault_validation2015", "factors", 6),
    # Merali 2019: 605, 583, 539 people; AUC 0.70, accuracy 77 %, sensitivity 78 %.
    *_of("merali2019", "people", 605, 583, 539),
    *_of("merali2019", "AUC", 0.70),
    *_of("merali2019", "%", 77, 78),
    # Wang 2022: 680 people (476 and 204).
    *_of("wang2022", "people", 680, 476, 204),
    (0.892, "AUC", 0.861, 0.924, "wang2022"),
    (0.885, "AUC", 0.835, 0.936, "wang2022"),
    # PMC6425462: 193 people, 67 women, age 52.4, +0.87 and -1.13 at 2 years.
    *_of("mild_surgery_series", "people", 193, 67),
    *_of("mild_surgery_series", "years", 52.4),
    *_of("mild_surgery_series", "points", 0.87),
    *_of("mild_surgery_series", "grades", -1.13),
    # WFNS 2019: mild 15 to 17.
    *_of("wfns2019", "points", 15, 17),
    # McCartney 2018: before 20, after 55, more than one myotome or dermatome.
    *_of("mccartney2018", "years of age", 20, 55),
    *_of("mccartney2018", "myotome", 1),
    *_of("mccartney2018", "dermatome", 1),
    # Yee 2020, anterior operations.
    *_of("yee2020", "%", 5.3, 0.2, 1.2, 8.1, 2.0, 2.1, 0.5, 1.0, 0.4, 3.0, 1.3),
    # Fehlings 2012: 73 events, 25 major and 48 minor.
    *_of("fehlings2012", "%", 15.6, 3.0, 2.3, 1.3, 4.4),
    *_of("fehlings2012", "events", 73, 25, 48),
    # Tetreault 2016: 16.25 % with 89 events, diabetes 1.96; literature 11-38 %.
    *_of("tetreault2016", "%", 16.25, 11, 38),
    *_of("tetreault2016", "events", 89),
    *_of("tetreault2016", "odds ratio", 1.96),
    *_of("tetreault2016", "p", 0.055, 0.002, 0.006, 0.001, 0.039, 0.046),
    # Shou 2015: C5 palsy, 79 studies.
    (5.3, "%", 4.6, 6.0, "shou2015"),
    *_of("shou2015", "studies", 79),
    *_of("shou2015", "%", 5.8, 5.2, 11.0, 7.5, 5.1, 6.5, 3.3, 4.5, 2.2),
    # Muthu 2025: C5 palsy, 97 articles, 21 231 people; weakness stays in 19.1-33 %.
    (7, "%", 4, 10, "muthu2025"),
    (16, "%", 8, 24, "muthu2025"),
    (10, "%", 8, 12, "muthu2025"),
    (6, "%", 5, 7, "muthu2025"),
    (4, "%", 3, 5, "muthu2025"),
    *_of("muthu2025", "articles", 97),
    *_of("muthu2025", "people", 21231),
    *_of("muthu2025", "%", 19.1, 33),
    # Gu 2014: C5 palsy after posterior operations.
    (5.8, "%", 4.4, 7.2, "gu2014"),
    *_of("gu2014", "%", 4.5, 3.1, 11.3),
    (2.188, "odds ratio", 1.307, 3.665, "gu2014"),
    (2.988, "odds ratio", 1.298, 6.876, "gu2014"),
    (1.54, "odds ratio", 1.036, 2.301, "gu2014"),
    # PMC3489223: dysphagia and dysphonia more than 5 years after ACDF.
    *_of("acdf_late_series", "%", 35.1, 18.9),
    # MOJ Orthop Rheumatol: ACDF of three levels or more.
    *_of("acdf_three_levels", "%", 26.4, 9.6, 1.3, 0.6),
    # Ajoku 2023: 65 or over, and under 65.
    *_of("ajoku2023", "%", 26.1, 11.2),
    # Means before and after, and the mean recovery rate, of groups.
    *_of("joa_series_78", "points", 11.2, 14.8),
    *_of("joa_series_78", "%", 68.0),
    *_of("joa_series_50", "points", 10.9, 15.0),
    *_of("joa_series_50", "%", 62.6),
    *_of("joa_series_39", "points", 8.3, 13.3),
    *_of("joa_series_39", "%", 52.5),
    *_of("joa_mcid_study", "points", 10.8, 13.3),
    *_of("joa_series_pmc7712653", "points", 11.3, 13.6),
    *_of("joa_series_pmc7712653", "%", 47.5),
    # PMC9344517: gain 2.5 (PRO-JOA 3.0) points, rate 42 (33) %, 75 people.
    *_of("joa_mcid_study", "points", 2.5, 3.0),
    *_of("joa_mcid_study", "%", 42, 33),
    *_of("joa_mcid_study", "people", 75),
    # Spine J 2024: mild from 14.5, gain 1, full mark 17.
    *_of("joa_mild2024", "points", 14.5, 1, 17),
    # Tetreault 2015, gain: mild 1, moderate 2, severe 3; overall by four methods.
    *_of("tetreault_mcid2015", "points", 1, 2, 3, 1.36, 1.21, 1.11, 12.48, 2.71),
    *_of("tetreault_mcid2015", "people", 517, 315, 202, 129, 208, 180),
    *_of("tetreault_mcid2015", "years", 56.37),
    # Zhou 2015: 1.25 to 3.07 points, 31.37 to 44.02 %, 113 people.
    *_of("zhou2015", "points", 1.25, 3.07),
    *_of("zhou2015", "%", 31.37, 44.02),
    *_of("zhou2015", "people", 113),
    # Quality Outcomes Database: AUC 0.74 at 5 and 0.65 at 2 years, 1085 enrolled.
    *_of("quality_outcomes_mcid", "AUC", 0.74, 0.65),
    *_of("quality_outcomes_mcid", "people", 1085),
}

# Figures of one source that share their numbers, by what they are.
TOLD = {
    ("tetreault_mcid2015", "least noticeable gain, moderate before"): 2,
    ("tetreault_mcid2015", "best cut-off"): 2,
}
