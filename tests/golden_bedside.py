"""Published cases of bedside tests, diagnosis and risk, typed from the publications."""

from golden import REFUSED, Span, case

COOK = "Cook et al. 2010: five findings; 3 or more LR+ 30.9 (5.5-181.8), none LR- 0.18"
CLUSTER_CASE = (
    "musculoskeletalkey.com, cervical radiculopathy and myelopathy: a man of 53 with "
    "Hoffmann, upgoing plantars, unsteady tandem gait"
)

# Cook 2010: gait deviation, Hoffmann, inverted supinator, Babinski; age over 45.
_COOK_SIGNS = (
    "abnormal_gait",
    "hoffmann_sign",
    "inverted_supinator_sign",
    "babinski_sign",
)


def _after(before, ratio):
    """Odds before, times the ratio, back to a probability."""
    return before * ratio / (before * ratio + 1 - before)


def _cook(rule, answer, *present, age=30, cite=COOK, interval=None, **given):
    values = {"age_years": age, **dict.fromkeys(present, True), **given}
    return case(rule, values, answer, cite, _COOK_SIGNS, interval=interval)


CLUSTER = [
    _cook("cook_cluster", 0),
    *(_cook("cook_cluster", 1, sign) for sign in _COOK_SIGNS),
    _cook("cook_cluster", 0, age=45),
    _cook("cook_cluster", 1, age=46),
    _cook("cook_cluster", 5, *_COOK_SIGNS, age=46),
    _cook("cook_cluster", [0, 1], age=None),
    _cook("cook_cluster", [0, 1], babinski_sign=None),
    _cook(
        "cook_cluster",
        [4, 5],
        "abnormal_gait",
        "hoffmann_sign",
        "babinski_sign",
        age=53,
        inverted_supinator_sign=None,
        cite=CLUSTER_CASE,
    ),
    *(
        _cook(rule, REFUSED, *_COOK_SIGNS, age=age, pretest_probability=0.353)
        for rule in ("cook_cluster", "cook_result", "cook_probability")
        for age in (-1, 121)
    ),
    _cook("cook_cluster", 0, age=0),
    _cook("cook_cluster", 1, age=120),
    _cook("cook_result", "ruled_out", age=0),
    _cook("cook_result", "indeterminate", age=120),
    # Ruled out with none, ruled in with three or more, nothing in between.
    _cook("cook_result", "ruled_out"),
    _cook("cook_result", "ruled_out", age=45),
    _cook("cook_result", "indeterminate", age=46),
    *(_cook("cook_result", "indeterminate", sign) for sign in _COOK_SIGNS),
    _cook("cook_result", "indeterminate", *_COOK_SIGNS[:2]),
    _cook("cook_result", "indeterminate", _COOK_SIGNS[3], age=46),
    _cook("cook_result", "ruled_in", *_COOK_SIGNS[:3]),
    _cook("cook_result", "ruled_in", *_COOK_SIGNS[2:], age=46),
    _cook("cook_result", "ruled_in", *_COOK_SIGNS),
    _cook("cook_result", "ruled_in", *_COOK_SIGNS, age=46),
    _cook("cook_result", ["ruled_out", "indeterminate"], age=None),
    _cook("cook_result", ["indeterminate", "ruled_in"], *_COOK_SIGNS[:2], age=None),
    _cook(
        "cook_result",
        "ruled_in",
        "abnormal_gait",
        "hoffmann_sign",
        "babinski_sign",
        age=53,
        inverted_supinator_sign=None,
        cite=CLUSTER_CASE,
    ),
]


def _cook_after(answer, *present, before=0.353, **given):
    return _cook(
        "cook_probability", answer, *present, pretest_probability=before, **given
    )


COOK_PROBABILITIES = [
    # 88 of 249 have myelopathy: 0.353 becomes 0.944 with three, 0.0896 with none.
    *(
        _cook_after(
            _after(0.353, 30.9),
            *present,
            age=age,
            interval=(_after(0.353, 5.5), _after(0.353, 181.8)),
        )
        for present, age in (
            (_COOK_SIGNS[:3], 45),
            (_COOK_SIGNS[1:], 45),
            (_COOK_SIGNS[:2], 46),
            (_COOK_SIGNS[2:], 46),
            (_COOK_SIGNS, 46),
            (_COOK_SIGNS, 120),
        )
    ),
    *(
        _cook_after(
            _after(0.353, 0.18),
            age=age,
            interval=(_after(0.353, 0.12), _after(0.353, 0.42)),
        )
        for age in (0, 45)
    ),
    # No ratio for one or two.
    _cook_after(REFUSED, age=46),
    *(_cook_after(REFUSED, sign) for sign in _COOK_SIGNS),
    *(_cook_after(REFUSED, sign, age=46) for sign in _COOK_SIGNS),
    _cook_after(REFUSED, *_COOK_SIGNS[:2]),
    _cook_after(REFUSED, *_COOK_SIGNS[2:]),
    # What is left of an unknown finding is what has a ratio.
    _cook_after(
        Span(_after(0.353, 30.9), _after(0.353, 30.9)), *_COOK_SIGNS[:2], age=None
    ),
    _cook_after(Span(0.0, 1.0), before=None),
    _cook_after(0.0, before=0),
    _cook_after(1.0, *_COOK_SIGNS, before=1),
    _cook_after(REFUSED, before=-0.01),
    _cook_after(REFUSED, before=1.01),
    _cook_after(REFUSED, before=35.3),
]

# A sign, what it is looked for by, and its two ratios.
_RHEE = "Rhee et al. 2009, 39 with myelopathy and 37 controls: "
_SIGNS = [
    # Cook 2009: LR+ 4.0 (1.1-16.6), LR- 0.7 (0.6-0.9); 40 % becomes 73 %.
    (
        "babinski_probability",
        "babinski_sign",
        4.0,
        0.7,
        ((1.1, 16.6), (0.6, 0.9)),
        "Cook et al. 2009",
    ),
    (
        "hoffmann_probability",
        "hoffmann_sign",
        59 / 19,
        41 / 81,
        None,
        f"{_RHEE}59 % and 81 %",
    ),
    (
        "inverted_supinator_probability",
        "inverted_supinator_sign",
        51 / 19,
        49 / 81,
        None,
        f"{_RHEE}51 % and 81 %",
    ),
    (
        "hyperreflexia_probability",
        "hyperreflexia",
        72 / 57,
        28 / 43,
        None,
        f"{_RHEE}72 % and 43 %",
    ),
]


def _sign(  # noqa: PLR0913 -- what a case is made of
    rule, given, answer, cite, *, before=0.4, interval=None, absent=()
):
    values = {"pretest_probability": before, **given}
    return case(rule, values, answer, cite, absent, interval=interval)


SIGNS = [
    each
    for rule, sign, up, down, intervals, cite in _SIGNS
    for each in (
        _sign(
            rule,
            {sign: True},
            _after(0.4, up),
            cite,
            interval=intervals and tuple(_after(0.4, e) for e in intervals[0]),
        ),
        _sign(
            rule,
            {sign: False},
            _after(0.4, down),
            cite,
            interval=intervals and tuple(_after(0.4, e) for e in intervals[1]),
        ),
        _sign(rule, {sign: None}, Span(_after(0.4, down), _after(0.4, up)), cite),
        _sign(rule, {sign: True}, Span(0.0, 1.0), cite, before=None),
        _sign(rule, {sign: True}, 0.0, cite, before=0),
        _sign(rule, {sign: False}, 1.0, cite, before=1),
        _sign(rule, {sign: True}, REFUSED, cite, before=-0.01),
        _sign(rule, {sign: True}, REFUSED, cite, before=1.01),
        _sign(rule, {sign: 1}, REFUSED, cite),
    )
]

# Any sign: 79 % and 43 % (57 % of the controls had one).
_ANY = f"{_RHEE}any sign in 79 % and 57 %"
_FIVE = (
    "hyperreflexia",
    "hoffmann_sign",
    "inverted_supinator_sign",
    "sustained_clonus",
    "babinski_sign",
)


def _any(answer, given, **more):
    return _sign("any_sign_probability", given, answer, _ANY, absent=_FIVE, **more)


ANY_SIGN = [
    _any(_after(0.4, 21 / 43), {}),
    *(_any(_after(0.4, 79 / 57), {sign: True}) for sign in _FIVE),
    _any(_after(0.4, 79 / 57), dict.fromkeys(_FIVE, True)),
    _any(_after(0.4, 79 / 57), {**dict.fromkeys(_FIVE), "hoffmann_sign": True}),
    *(
        _any(Span(_after(0.4, 21 / 43), _after(0.4, 79 / 57)), {sign: None})
        for sign in _FIVE
    ),
    _any(Span(0.0, 1.0), {}, before=None),
    _any(0.0, {}, before=0),
    _any(REFUSED, {}, before=-0.01),
    _any(REFUSED, {}, before=1.01),
]

# Fewer than 20 cycles of the weaker side; sensitivity 80.12 %, specificity 74.29 %.
_GRIP = "Neurospine 1557: 508 with myelopathy, 1194 controls, cut-off 20"


def _grip(cycles, answer):
    return case("grip_release", {"grip_release_cycles": cycles}, answer, _GRIP)


def _grip_after(cycles, answer, before=0.4):
    values = {"grip_release_cycles": cycles, "pretest_probability": before}
    return case("grip_release_probability", values, answer, _GRIP)


GRIP_RELEASE = [
    _grip(0, "positive"),
    _grip(19, "positive"),
    _grip(20, "negative"),
    _grip(100, "negative"),
    _grip(None, ["negative", "positive"]),
    *(_grip(cycles, REFUSED) for cycles in (-1, 101, 19.5)),
    *(_grip_after(n, _after(0.4, 80.12 / 25.71)) for n in (0, 19)),
    *(_grip_after(n, _after(0.4, 19.88 / 74.29)) for n in (20, 100)),
    _grip_after(None, Span(_after(0.4, 19.88 / 74.29), _after(0.4, 80.12 / 25.71))),
    _grip_after(19, Span(0.0, 1.0), before=None),
    _grip_after(19, 0.0, before=0),
    _grip_after(20, 1.0, before=1),
    _grip_after(19, REFUSED, before=-0.01),
    _grip_after(19, REFUSED, before=1.01),
    _grip_after(-1, REFUSED),
    _grip_after(101, REFUSED),
]

# Kobayashi 2021: cut-offs in kg for men and women by age, weaker hand.
_KOBAYASHI = "Kobayashi et al. 2021, cut-offs by age and sex"
_KILOGRAMS = {
    (40, 59): (41, 24.5),
    (60, 69): (27, 16),
    (70, 79): (27, 15),
    (80, 89): (20, 10),
}


def _strength(age, sex, kilograms, answer):
    values = {"age_years": age, "sex_at_birth": sex, "grip_strength_kg": kilograms}
    return case("grip_strength_screen", values, answer, _KOBAYASHI)


GRIP_STRENGTH = [
    *(
        _strength(age, sex, cut + more, answer)
        for ages, cuts in _KILOGRAMS.items()
        for age in ages
        for sex, cut in zip(("male", "female"), cuts, strict=True)
        for more, answer in (
            (-0.05, "below_cut_off"),
            (0, "at_cut_off"),
            (0.05, "above_cut_off"),
        )
    ),
    *(
        _strength(age, sex, kilograms, REFUSED)
        for age in (0, 39, 90, 120)
        for sex in ("male", "female")
        for kilograms in (0, 150)
    ),
    _strength(50, "male", 0, "below_cut_off"),
    _strength(50, "female", 150, "above_cut_off"),
    # A man's cut-off is the greater, and cut-offs fall with age.
    _strength(50, None, 30, ["above_cut_off", "below_cut_off"]),
    _strength(50, None, 24.5, ["at_cut_off", "below_cut_off"]),
    _strength(50, None, 20, "below_cut_off"),
    _strength(65, "male", None, ["above_cut_off", "at_cut_off", "below_cut_off"]),
    _strength(None, "male", 25, ["above_cut_off", "below_cut_off"]),
    _strength(65, "male", -0.1, REFUSED),
    _strength(65, "male", 150.1, REFUSED),
    _strength(-1, "male", 30, REFUSED),
    _strength(121, "male", 30, REFUSED),
    _strength(65, "man", 30, REFUSED),
]

# Kadanka 2017: radiculopathy; area at most 70.1 mm2; ratio at most 0.4.
_KADANKA = "Kadanka et al. 2017, independent predictors"


def _conversion(count, cite=_KADANKA, **given):
    base = {"radiculopathy": False, "cord_area_mm2": 80, "compression_ratio": 0.5}
    return case("conversion_factors", base | given, count, cite)


# Bednarik 2008: early predictors are radiculopathy and abnormal SEP or MEP.
_BEDNARIK = "Bednarik et al. 2008, early predictors"
_EARLY = ("radiculopathy", "abnormal_evoked_potentials")


def _early(count, **given):
    return case("bednarik_early_predictors", given, count, _BEDNARIK, _EARLY)


CONVERSION = [
    _conversion(0),
    _conversion(1, radiculopathy=True),
    _conversion([0, 1], radiculopathy=None),
    _conversion(1, cord_area_mm2=5),
    _conversion(1, cord_area_mm2=69.9),
    _conversion(1, cord_area_mm2=70.1),
    _conversion(0, cord_area_mm2=70.2),
    _conversion(0, cord_area_mm2=200),
    _conversion([0, 1], cord_area_mm2=None),
    _conversion(1, compression_ratio=0),
    # A case that is called severe.
    _conversion(1, cite="bio-protocol r10073324", compression_ratio=0.37),
    _conversion(1, compression_ratio=0.4),
    _conversion(0, compression_ratio=0.401),
    _conversion(0, compression_ratio=2),
    _conversion([0, 1], compression_ratio=None),
    _conversion(3, radiculopathy=True, cord_area_mm2=60, compression_ratio=0.3),
    _conversion(REFUSED, cord_area_mm2=4.9),
    _conversion(REFUSED, cord_area_mm2=200.1),
    _conversion(REFUSED, compression_ratio=-0.01),
    _conversion(REFUSED, compression_ratio=2.01),
    _early(0),
    *(_early(1, **{each: True}) for each in _EARLY),
    *(_early([0, 1], **{each: None}) for each in _EARLY),
    _early(2, **dict.fromkeys(_EARLY, True)),
    *(_early(REFUSED, **{each: 1}) for each in _EARLY),
]

CASES = [
    *CLUSTER,
    *COOK_PROBABILITIES,
    *SIGNS,
    *ANY_SIGN,
    *GRIP_RELEASE,
    *GRIP_STRENGTH,
    *CONVERSION,
]


def _plain(source, unit, *values):
    return {(value, unit, None, None, source) for value in values}


# Every figure that stands beside these rules: (value, unit, low, high, source).
FIGURES = {
    # Review of Cook 2010: 249 = 88 + 161; ages 56.9 (12.5) and 53.3 (15.6); men.
    *_plain("cook2010_reviewed", "people", 249, 88, 161),
    *_plain("cook2010_reviewed", "years", 56.9, 12.5, 53.3, 15.6),
    *_plain("cook2010_reviewed", "%", 54.5, 46.6),
    # Pages on the cluster: 94 % with three or more; below 0.5 with one or none.
    *_plain("modern_manual_therapy", "%", 94),
    *_plain("modern_manual_therapy", "ratio", 0.5),
    # Cook 2009: 40 to 73 %, LR+ 4.0 (1.1-16.6), LR- 0.7 (0.6-0.9).
    *_plain("cook2009", "%", 40, 73),
    (4.0, "ratio", 1.1, 16.6, "cook2009"),
    (0.7, "ratio", 0.6, 0.9, "cook2009"),
    # Cook 2011: 18 tests.
    *_plain("cook2011", "tests", 18),
    # Rhee 2009: 39 and 37 people; any sign 79 and 43 %; 21 % had none.
    *_plain("rhee2009", "people", 39, 37),
    *_plain("rhee2009", "%", 79, 43, 21),
    # As quoted: hyperreflexia 72/43, biceps 62, brachioradialis 89, Hoffmann 59/81,
    # inverted supinator 51/81, clonus and Babinski 13/100.
    *_plain("rhee_quoted", "%", 72, 43, 62, 89, 59, 81, 51, 13, 100),
    # Review at the AAN 2023: Tromner 94 and 93; hyperreflexia 79; Babinski and clonus
    # 99; inverted supinator 93.
    *_plain("aan_signs2023", "%", 94, 93, 79, 99),
    # 120 laminoplasties: 94, 81, 53 and 35 %.
    *_plain("laminoplasty_signs", "%", 94, 81, 53, 35),
    # Jiang 2024: 11 controlled studies and 61 of frequency.
    *_plain("jiang2024", "studies", 11, 61),
    # Grip and release: 508 and 1194; AUC 0.85; 80.12 and 74.29 %.
    *_plain("grip_release_accuracy", "people", 508, 1194),
    *_plain("grip_release_accuracy", "of 1", 0.85),
    *_plain("grip_release_accuracy", "%", 80.12, 74.29),
    # Norms: n 1230, 21.5 (5.5) cycles, r -0.58; 19.7 (3.4) steps.
    *_plain("ten_second_tests2013", "people", 1230),
    *_plain("ten_second_tests2013", "cycles", 21.5, 5.5),
    *_plain("ten_second_tests2013", "r", -0.58),
    *_plain("ten_second_tests2013", "steps", 19.7, 3.4),
    # Kobayashi 2021: 249 and 735; sensitivity, specificity and AUC by age and sex.
    *_plain("kobayashi2021", "people", 249, 735),
    *_plain("kobayashi2021", "%", 94, 91, 92, 90, 95, 96, 93),
    *_plain("kobayashi2021", "%", 62, 59, 84, 83, 61, 71, 88),
    *_plain("kobayashi2021", "of 1", 0.92, 0.87, 0.94, 0.89, 0.91, 0.97),
    # Singh and Crockard 1999: 41, 2 of them worse; p 0.0018 and 5.87e-6.
    *_plain("singh1999", "people", 41, 2),
    *_plain("singh1999", "p", 0.0018, 5.87e-6),
    # How common: 4 per 100 000 a year; 1120 per million in Canada.
    *_plain("mccartney2018", "per 100 000 people a year", 4),
    *_plain("lannon2021", "per million people", 1120),
    # Compression on MRI.
    *_plain("kovalova2016", "people", 183),
    (59.0, "%", 51.5, 66.2, "kovalova2016"),
    *_plain("kovalova2016", "%", 31.6, 66.8),
    *_plain("nouri2022", "%", 24.2, 35.3),
    *_plain("nakashima2015", "people", 1211),
    *_plain("nakashima2015", "%", 87.6),
    # The hardened ligament: Taiwan and Korea near 3 %, share of myelopathy 25 %.
    *_plain("opll_review2011", "%", 3, 25),
    *_plain("liang2019", "people", 2000),
    *_plain("liang2019", "%", 4.1),
    *_plain("opll_korea", "people", 1934, 173),
    *_plain("opll_korea", "%", 8.9),
    # 143 of 6994 are 2.04 %; 2.06 is printed; Korea 0.95.
    *_plain("opll_japan1980", "%", 2.06, 2.04, 0.95),
    *_plain("opll_japan1980", "people", 143, 6994),
    *_plain("opll_taiwan2011", "per million people a year", 6.1),
    *_plain("opll_taiwan2011", "per 100 000 people", 7.7),
    # Found by chance: 18.3 % grow in 81 months; myelopathy 0-61.5 % in 40-124 months.
    *_plain("nouri2022", "%", 18.3, 0, 61.5),
    *_plain("nouri2022", "months", 81, 40, 124),
    # Zhang and Pope 2015: 2 per 100 a year; subluxations.
    *_plain("zhang2015", "per 100 people a year", 2),
    (36, "%", 30, 42, "zhang2015"),
    (24, "%", 13, 36, "zhang2015"),
    (11, "%", 10, 19, "zhang2015"),
    (13, "%", 12, 20, "zhang2015"),
    *_plain("ra_instability1998", "%", 11, 58),
    # Kadanka 2017: 112 (55 F, 57 M; 40 and 72), 2 years or more, median 3; 15, 13.4 %.
    *_plain("kadanka2017", "people", 112, 55, 57, 40, 72, 15),
    *_plain("kadanka2017", "years", 2, 3),
    *_plain("kadanka2017", "%", 13.4),
    # Bednarik 2008: 199 (94 F, 105 M, median 51), 2-12 years; 45 (22.6 %), 16 within
    # 12 months (35.5 % of 45, 8.0 % of 199); 48.4 months; 81.4 % right.
    *_plain("bednarik2008", "people", 199, 94, 105, 45, 16),
    *_plain("bednarik2008", "years", 51, 2, 12),
    *_plain("bednarik2008", "%", 22.6, 35.5, 8.0, 81.4),
    *_plain("bednarik2008", "months", 48.4),
    *_plain("bednarik_quoted", "months", 44),
    # The cohort of 66: 13 (19.7 %); 92, 84.6 and 61.5 % of them.
    *_plain("bednarik66", "people", 66, 13),
    *_plain("bednarik66", "%", 19.7, 92, 84.6, 61.5),
}

# Figures that share their numbers with a neighbour of the same source.
_OF_GRIP = {
    "men of 40 to 59": (94, 62, 0.92),
    "women of 40 to 59": (91, 59, 0.87),
    "men of 60 to 69": (92, 84, 0.94),
    "women of 60 to 69": (90, 83, 0.89),
    "men of 70 to 79": (95, 61, 0.89),
    "women of 70 to 79": (96, 71, 0.91),
    "men of 80 to 89": (92, 83, 0.97),
    "women of 80 to 89": (93, 88, 0.97),
}
TOLD = {
    ("aan_signs2023", "specificity of the Trömner sign"): 93,
    ("aan_signs2023", "specificity of the inverted supinator sign"): 93,
}
TOLD |= {
    ("kobayashi2021", f"{name}, {who}"): value
    for who, values in _OF_GRIP.items()
    for name, value in zip(
        ("sensitivity", "specificity", "area under the ROC curve"), values, strict=True
    )
}
