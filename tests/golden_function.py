"""Published cases of scales of function and severity, typed from the publications."""

from golden import REFUSED, Span, case

JOA76 = "josr-online 1749-799X-4-24 table 2: 4, 4, 2, 2, 2 and 3 points"
JOA94 = "Hindawi bn 2018 5138234 table 1: the revised scale, -2 to 17"
MILD24 = "Spine J 2024;24:68-77: mild when the JOA is 14.5 or more"
PATIENT = "PubMed 29088009: the four items of the mJOA in lay wording"
DE_DIOS = "de Dios et al. 2024: severe 0-11, moderate 12-14, mild 15-18"
EMS = "J Med Case Rep 6:146 table 2: gait 1-5, bladder 1-3, hand 1-4, 1-3, 1-3"
EMS_BANDS = "same: normal 17-18, grade 1 13-16, grade 2 9-12, grade 3 5-8"
NURICK = "J Med Case Rep 6:146 table 1: the scale of 1972"
VARIANT = "Physiopedia, Nurick Classification: 0 is root symptoms only or normal"
RANAWAT = "Ranawat et al. 1979, as tabled at e1v1m1.co.uk"
TABLES = "the two tables of definitions, row by row"


def _given(names, scores):
    return dict(zip(names, scores, strict=True))


def _totals(rule, levels, cite):
    """
    A total of items with these levels: everything that each item can do to it.

    The least, the greatest, each level of each item beside the greatest of all others,
    each item missing, and values next to the levels that the item does not have.
    """
    names = list(levels)
    tops = {name: levels[name][-1] for name in names}
    full, least = sum(tops.values()), sum(each[0] for each in levels.values())
    yield case(rule, tops, full, cite)
    yield case(rule, {name: levels[name][0] for name in names}, least, cite)
    yield case(rule, {}, Span(least, full), cite)
    for name in names:
        rest = full - tops[name]
        for level in levels[name]:
            yield case(rule, tops | {name: level}, rest + level, cite)
        yield case(rule, tops | {name: None}, [rest + e for e in levels[name]], cite)
        halves = any(level % 1 for level in levels[name])
        step = 0.5 if halves else 1
        between = levels[name][0] + step / 2
        for wrong in (levels[name][0] - step, levels[name][-1] + step, between):
            yield case(rule, tops | {name: wrong}, REFUSED, cite)


# Arms 0-4, legs 0-4, feeling of arms, legs and trunk 0-2 each, bladder 0-3.
_JOA_LEVELS = {
    "joa_motor_upper": (0, 1, 2, 3, 4),
    "joa_motor_lower": (0, 1, 2, 3, 4),
    "joa_sensory_upper": (0, 1, 2),
    "joa_sensory_lower": (0, 1, 2),
    "joa_sensory_trunk": (0, 1, 2),
    "joa_bladder": (0, 1, 2, 3),
}
JOA = [
    *_totals("joa_total", _JOA_LEVELS, JOA76),
    case("joa_total", dict.fromkeys(_JOA_LEVELS, 2), 12, JOA76),
    # Half points are of the later edition.
    case("joa_total", {"joa_motor_lower": 2.5}, REFUSED, JOA76),
]

# Fingers 0-4; shoulder and elbow 0, -0.5, -1, -2; legs in halves but for 3.5; feeling
# in halves; bladder 0-3.
_JOA1994_LEVELS = {
    "joa1994_fingers": (0, 1, 2, 3, 4),
    "joa1994_shoulder_elbow": (-2, -1, -0.5, 0),
    "joa1994_motor_lower": (0, 0.5, 1, 1.5, 2, 2.5, 3, 4),
    "joa1994_sensory_upper": (0, 0.5, 1, 1.5, 2),
    "joa1994_sensory_lower": (0, 0.5, 1, 1.5, 2),
    "joa1994_sensory_trunk": (0, 0.5, 1, 1.5, 2),
    "joa1994_bladder": (0, 1, 2, 3),
}
_FULL_1994 = (4, 0, 4, 2, 2, 2, 3)


def _joa1994(*scores):
    return _given(_JOA1994_LEVELS, scores)


JOA1994 = [
    *_totals("joa1994_total", _JOA1994_LEVELS, JOA94),
    case("joa1994_total", _joa1994(*_FULL_1994), 17, JOA94),
    case("joa1994_total", _joa1994(0, -2, 0, 0, 0, 0, 0), -2, JOA94),
    case("joa1994_total", _joa1994(3, -0.5, 2.5, 1.5, 1, 2, 2), 11.5, JOA94),
    # What the items do not have.
    case("joa1994_total", {"joa1994_shoulder_elbow": -1.5}, REFUSED, JOA94),
    case("joa1994_total", {"joa1994_motor_lower": 3.5}, REFUSED, JOA94),
    case("joa1994_total", {"joa1994_fingers": 3.5}, REFUSED, JOA94),
    case("joa1994_total", {"joa1994_bladder": 2.5}, REFUSED, JOA94),
]
MILD_1994 = [
    case("joa1994_mild", _joa1994(*_FULL_1994), "mild", MILD24),
    case("joa1994_mild", _joa1994(3, 0, 3, 2, 2, 2, 3), "mild", MILD24),
    case("joa1994_mild", _joa1994(3, -0.5, 3, 2, 2, 2, 3), "mild", MILD24),
    case("joa1994_mild", _joa1994(3, -1, 3, 2, 2, 2, 3), "not_mild", MILD24),
    case("joa1994_mild", _joa1994(3, -0.5, 2.5, 2, 2, 2, 3), "not_mild", MILD24),
    case("joa1994_mild", _joa1994(2, 0, 3, 1, 2, 2, 3), "not_mild", MILD24),
    case("joa1994_mild", _joa1994(0, -2, 0, 0, 0, 0, 0), "not_mild", MILD24),
    case(
        "joa1994_mild",
        _joa1994(3, None, 3, 2, 2, 2, 3),
        ["mild", "not_mild"],
        MILD24,
    ),
    case("joa1994_mild", _joa1994(4, None, 4, 2, 2, 2, 3), "mild", MILD24),
    # What the items do not have.
    case("joa1994_mild", {"joa1994_shoulder_elbow": -1.5}, REFUSED, MILD24),
    case("joa1994_mild", {"joa1994_motor_lower": 3.5}, REFUSED, MILD24),
    case("joa1994_mild", {"joa1994_fingers": 5}, REFUSED, MILD24),
]

# Hands 0-5, legs 0-7, feeling 0-3, bladder 0-3.
_PMJOA_LEVELS = {
    "pmjoa_motor_upper": tuple(range(6)),
    "pmjoa_motor_lower": tuple(range(8)),
    "pmjoa_sensory_upper": tuple(range(4)),
    "pmjoa_sphincter": tuple(range(4)),
}
_PMJOA_OF = {
    0: (0, 0, 0, 0),
    11: (3, 4, 2, 2),
    12: (3, 5, 2, 2),
    14: (4, 5, 2, 3),
    15: (4, 6, 2, 3),
    18: (5, 7, 3, 3),
}
_PMJOA_BAND = {
    0: "severe",
    11: "severe",
    12: "moderate",
    14: "moderate",
    15: "mild",
    18: "mild",
}
PMJOA = [
    *_totals("pmjoa_total", _PMJOA_LEVELS, PATIENT),
    *(
        case("pmjoa_severity", _given(_PMJOA_LEVELS, _PMJOA_OF[total]), grade, DE_DIOS)
        for total, grade in _PMJOA_BAND.items()
    ),
    case(
        "pmjoa_severity",
        _given(_PMJOA_LEVELS, (None, 5, 2, 2)),
        ["moderate", "severe"],
        DE_DIOS,
    ),
    case(
        "pmjoa_severity",
        _given(_PMJOA_LEVELS, (5, None, 3, 3)),
        ["mild", "moderate", "severe"],
        DE_DIOS,
    ),
    case("pmjoa_severity", {"pmjoa_motor_upper": 6}, REFUSED, DE_DIOS),
]

# Gait 1-5, bladder and bowel 1-3, hand 1-4, proprioception 1-3, paraesthesia 1-3.
_EMS_LEVELS = {
    "ems_gait": (1, 2, 3, 4, 5),
    "ems_bladder_bowel": (1, 2, 3),
    "ems_hand": (1, 2, 3, 4),
    "ems_proprioception": (1, 2, 3),
    "ems_paraesthesia": (1, 2, 3),
}
_EMS_OF = {
    5: (1, 1, 1, 1, 1),
    8: (2, 2, 2, 1, 1),
    9: (2, 2, 2, 2, 1),
    12: (3, 2, 3, 2, 2),
    13: (3, 3, 3, 2, 2),
    16: (4, 3, 4, 3, 2),
    17: (4, 3, 4, 3, 3),
    18: (5, 3, 4, 3, 3),
}
_EMS_BAND = {
    5: "3",
    8: "3",
    9: "2",
    12: "2",
    13: "1",
    16: "1",
    17: "normal",
    18: "normal",
}
EMS_CASES = [
    *_totals("ems_total", _EMS_LEVELS, EMS),
    # No item begins at zero.
    case("ems_total", dict.fromkeys(_EMS_LEVELS, 0), REFUSED, EMS),
    *(
        case("ems_grade", _given(_EMS_LEVELS, _EMS_OF[total]), grade, EMS_BANDS)
        for total, grade in _EMS_BAND.items()
    ),
    case(
        "ems_grade", _given(_EMS_LEVELS, (5, 3, None, 3, 3)), ["normal", "1"], EMS_BANDS
    ),
    case("ems_grade", _given(_EMS_LEVELS, (None, 1, 1, 1, 1)), ["2", "3"], EMS_BANDS),
    case("ems_grade", {"ems_gait": 0}, REFUSED, EMS_BANDS),
]

_WALKING = (
    "gait_difficulty",
    "gait_prevents_work",
    "walks_only_with_help",
    "chair_or_bed_bound",
)
_OF_NURICK = (*_WALKING, "cord_signs", "nerve_root_involvement")


def _nurick(grade, *present, unknown=()):
    given = dict.fromkeys(present, True) | dict.fromkeys(unknown)
    return case("nurick_1972", given, grade, NURICK, _OF_NURICK)


def _variant(grade, *present, unknown=()):
    given = dict.fromkeys(present, True) | dict.fromkeys(unknown)
    return case("nurick_0_normal", given, grade, VARIANT, _OF_NURICK)


# Each grade from 1 up has signs of the cord; both scales share these.
_SHARED = [
    (1, "cord_signs"),
    (1, "cord_signs", "nerve_root_involvement"),
    (2, "cord_signs", "gait_difficulty"),
    (3, "cord_signs", "gait_prevents_work"),
    (3, "cord_signs", "gait_difficulty", "gait_prevents_work"),
    (4, "cord_signs", "walks_only_with_help"),
    (4, "cord_signs", "gait_prevents_work", "walks_only_with_help"),
    (5, "cord_signs", "chair_or_bed_bound"),
    (5, "cord_signs", "walks_only_with_help", "chair_or_bed_bound"),
    (5, *_OF_NURICK),
    # Without signs of the cord the table has no grade for affected walking.
    *((REFUSED, each, "nerve_root_involvement") for each in _WALKING),
]
NURICKS = [
    *(_nurick(*each) for each in _SHARED),
    *(_variant(*each) for each in _SHARED),
    # 0: a root is affected; in the variant perhaps not even that.
    _nurick(0, "nerve_root_involvement"),
    _nurick(REFUSED),
    _variant(0, "nerve_root_involvement"),
    _variant(0),
    # What is not recorded leaves the grades it can still lead to.
    _nurick([0, 1, 2, 3, 4, 5], unknown=_OF_NURICK),
    _nurick([0, 1], "nerve_root_involvement", unknown=("cord_signs",)),
    _nurick([0], unknown=("nerve_root_involvement",)),
    _nurick([2, 3], "cord_signs", "gait_difficulty", unknown=("gait_prevents_work",)),
    _nurick([3, 4, 5], "cord_signs", "gait_prevents_work", unknown=_WALKING[2:]),
    _nurick([5], "chair_or_bed_bound", unknown=("cord_signs",)),
    _variant([0, 1, 2, 3, 4, 5], unknown=_OF_NURICK),
    _variant(0, unknown=("nerve_root_involvement",)),
    _variant([4, 5], "cord_signs", "walks_only_with_help", unknown=_WALKING[3:]),
]

_OF_RANAWAT = (
    "objective_weakness",
    "long_tract_signs",
    "ambulatory",
    "subjective_weakness",
    "hyperreflexia",
    "dysaesthesia",
    "neck_pain",
)
_SECOND = ("subjective_weakness", "hyperreflexia", "dysaesthesia")
_THIRD = ("objective_weakness", "long_tract_signs")


def _ranawat(grade, *present, unknown=()):
    given = dict.fromkeys(present, True) | dict.fromkeys(unknown)
    return case("ranawat", given, grade, RANAWAT, _OF_RANAWAT)


RANAWATS = [
    # I: pain, no deficit.
    _ranawat("I", "neck_pain", "ambulatory"),
    _ranawat(REFUSED, "ambulatory"),
    # II: feels weak, brisk reflexes, abnormal sensations.
    _ranawat("II", *_SECOND, "ambulatory"),
    _ranawat("II", *_SECOND, "neck_pain", "ambulatory"),
    _ranawat("II", *_SECOND, "long_tract_signs", "neck_pain"),
    *(_ranawat(REFUSED, each, "neck_pain", "ambulatory") for each in _SECOND),
    *(
        _ranawat(REFUSED, *(each for each in _SECOND if each is not left), "neck_pain")
        for left in _SECOND
    ),
    # III: weak on examination and signs of the long tracts; A walks, B does not.
    _ranawat("IIIA", *_THIRD, "ambulatory"),
    _ranawat("IIIA", *_THIRD, *_SECOND, "neck_pain", "ambulatory"),
    _ranawat("IIIB", *_THIRD),
    _ranawat("IIIB", *_THIRD, *_SECOND, "neck_pain"),
    _ranawat(["IIIA", "IIIB"], *_THIRD, unknown=("ambulatory",)),
    _ranawat(REFUSED, "objective_weakness", "ambulatory", "neck_pain"),
    _ranawat(REFUSED, "objective_weakness", *_SECOND, "neck_pain"),
    _ranawat(REFUSED, "long_tract_signs", "ambulatory", "neck_pain"),
    # What is not recorded.
    _ranawat(["I", "II", "IIIA", "IIIB"], unknown=_OF_RANAWAT),
    _ranawat(["II", "IIIA"], *_SECOND, "ambulatory", unknown=_THIRD),
    _ranawat(["I", "II"], "neck_pain", "ambulatory", unknown=_SECOND),
]


def _ways(rule, grade, ways):
    for value, to in ways.items():
        yield case(rule, {grade: value}, to, TABLES)
    every = sorted({code for to in ways.values() if to != REFUSED for code in to})
    yield case(rule, {}, every, TABLES)
    for wrong in (-1, 6, 2.5):
        yield case(rule, {grade: wrong}, REFUSED, TABLES)


CROSSWALKS = [
    *_ways(
        "nurick_1972_to_article_stage",
        "nurick_1972_grade",
        {0: [1], 1: [2], 2: [3], 3: [4], 4: [4, 5], 5: [5]},
    ),
    *_ways(
        "article_stage_to_nurick_1972",
        "article_stage_grade",
        {0: REFUSED, 1: [0], 2: [1], 3: [2], 4: [3, 4], 5: [4, 5]},
    ),
    *_ways(
        "nurick_1972_to_nurick_0_normal",
        "nurick_1972_grade",
        {0: [0], 1: [1], 2: [2], 3: [3], 4: [4], 5: [5]},
    ),
    *_ways(
        "nurick_0_normal_to_nurick_1972",
        "nurick_0_normal_grade",
        {0: [0], 1: [1], 2: [2], 3: [3], 4: [4], 5: [5]},
    ),
    *_ways(
        "article_stage_to_nurick_0_normal",
        "article_stage_grade",
        {0: [0], 1: [0], 2: [1], 3: [2], 4: [3, 4], 5: [4, 5]},
    ),
    *_ways(
        "nurick_0_normal_to_article_stage",
        "nurick_0_normal_grade",
        {0: [0, 1], 1: [2], 2: [3], 3: [4], 4: [4, 5], 5: [5]},
    ),
]

CASES = [
    *JOA,
    *JOA1994,
    *MILD_1994,
    *PMJOA,
    *EMS_CASES,
    *NURICKS,
    *RANAWATS,
    *CROSSWALKS,
]


def _printed(source, figures):
    return {(value, unit, None, None, source) for value, unit in figures}


# Every figure that stands beside these rules: (value, unit, low, high, source).
FIGURES = {
    # n = 92, rho 0.87.
    *_printed("kato2015", [(92, "people"), (0.87, "rho")]),
    # The full score, and what circulates under the name.
    *_printed("benzel1991", [(18, "points")]),
    *_printed("cliniborg", [(17, "points")]),
    *_printed("jabfm_review", [(17, "points")]),
    *_printed("physiopedia", [(20, "points")]),
    *_printed("ars_neurochirurgica", [(17, "points")]),
    # Weights 23.5/23.5/35.4/17.6 %.
    *_printed("jcm2021", [(17, "points"), (23.5, "%"), (35.4, "%"), (17.6, "%")]),
    # 757 people: 278 and 479; mild 190, moderate 296, severe 254; cut-offs 14 and 11.
    *_printed(
        "tetreault2017",
        [
            *((n, "people") for n in (757, 278, 479, 190, 296, 254)),
            (14, "points"),
            (11, "points"),
        ],
    ),
    # n = 100: mean 14.7 both, difference 0.0 and 1.5, ICC 0.83, rho 0.83, weighted
    # kappa 0.55-0.66, 67 % prefer it.
    *_printed(
        "pmjoa_study",
        [
            (100, "people"),
            (14.7, "points"),
            (0, "points"),
            (1.5, "points"),
            (0.83, "ICC"),
            (0.83, "rho"),
            (0.55, "weighted kappa"),
            (0.66, "weighted kappa"),
            (67, "%"),
        ],
    ),
    # n = 714, 937 pairs; 13.9 and 3.0, 14.5 and 2.7; -0.61 (-0.72 to -0.51); rho 0.84,
    # ICC 0.83; kappa 0.22, weighted 0.34.
    *_printed(
        "dedios2024",
        [
            (714, "people"),
            (937, "pairs"),
            (13.9, "points"),
            (3, "points"),
            (14.5, "points"),
            (2.7, "points"),
            (0.84, "rho"),
            (0.83, "ICC"),
            (0.22, "kappa"),
            (0.34, "weighted kappa"),
        ],
    ),
    (-0.61, "points", -0.72, -0.51, "dedios2024"),
    # n = 93; legs 0.901 and 0.886, total 0.846 and 0.862, rates 0.840 and 0.793;
    # 11.8 % differ; better 83.9, 94.6 and 78.5 %.
    *_printed(
        "revanappa2011",
        [
            (93, "people"),
            *((rho, "rho") for rho in (0.901, 0.886, 0.846, 0.862, 0.84, 0.793)),
            *((percent, "%") for percent in (11.8, 83.9, 94.6, 78.5)),
        ],
    ),
}
