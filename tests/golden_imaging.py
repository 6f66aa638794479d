"""Published cases of imaging, typed from the publications."""

import math

from golden import REFUSED, Span, case

RADIOPAEDIA = "Radiopaedia: absolute below 10 mm, relative 10 to 13 mm"
PAVLOV = "Pavlov et al. 1987: canal by body, stenosis below 0.80"
TOOLBOX = "Spinal Cord Toolbox 3b3c5b22, test_cli_sct_compute_compression.py"
FORM = "Miyanji et al. 2007: (1 - Di / ((Da + Db) / 2)) x 100"
KADANKA = "Kadaňka et al. 2017: compression ratio at most 0.4, area at most 70.1 mm2"
KANG = "Radiopaedia, Kang grades: 0 none, 1 space lost, 2 deformed, 3 bright on T2"
OCCUPIED = "thickness by depth of the canal at the worst level, x 100"
XUE = "Xue et al. 2022: the hardened ligament crosses the K-line or does not"
HORAKOVA = "Horáková et al. 2022, equation 4; cut-offs 0.345 and 0.451"

# What can be recorded of each measure.
RANGES = {
    "canal_diameter_mm": (1, 40),
    "xray_canal_mm": (1, 40),
    "xray_body_mm": (1, 50),
    "cord_ap_mm": (0.5, 40),
    "cord_ap_above_mm": (0.5, 40),
    "cord_ap_below_mm": (0.5, 40),
    "canal_ap_mm": (0.5, 40),
    "canal_ap_above_mm": (0.5, 40),
    "canal_ap_below_mm": (0.5, 40),
    "cord_transverse_mm": (1, 40),
    "cord_area_mm2": (5, 200),
    "compression_ratio": (0, 2),
    "cord_solidity_percent": (0, 100),
    "cord_torsion_degrees": (0, 90),
    "opll_thickness_mm": (0, 40),
}


def ends(rule, given, answer, cite):
    """Either end of every measure is taken, and a little beyond it is refused."""
    for name in given:
        if name not in RANGES:
            continue
        low, high = RANGES[name]
        for value in (low, high):
            values = {**given, name: value}
            yield case(rule, values, answer(values), cite)
        for value in (low - 1e-3, high + 1e-3):
            yield case(rule, {**given, name: value}, REFUSED, cite)


def canal(answer, diameter):
    given = {"canal_diameter_mm": diameter}
    return case("canal_stenosis", given, answer, RADIOPAEDIA)


CANAL = [
    canal("absolute", 9.9),
    canal("absolute", 9.99),
    canal("relative", 10),
    canal("relative", 10.05),
    canal("relative", 12.9),
    canal("relative", 13),
    canal("none", 13.01),
    canal("none", 13.1),
    # The normal canal from C3 to C6.
    canal("none", 17),
    canal(["none", "relative", "absolute"], None),
    *ends(
        "canal_stenosis",
        {"canal_diameter_mm": 17},
        lambda v: "none" if v["canal_diameter_mm"] > 13 else "absolute",
        RADIOPAEDIA,
    ),
]


def films(canal_, body):
    return {"xray_canal_mm": canal_, "xray_body_mm": body}


def _films_ratio(v):
    return float(v["xray_canal_mm"]) / v["xray_body_mm"]


def _films_grade(v):
    return "stenotic" if _films_ratio(v) < 0.8 else "not_stenotic"


TORG = [
    case("torg_pavlov_ratio", films(14.2, 20), 0.71, "Sophiewell's test: 0.71"),
    case("torg_pavlov_ratio", films(11.2, 14), 0.8, PAVLOV),
    case("torg_pavlov_ratio", films(16, 16), 1.0, PAVLOV),
    case("torg_pavlov_ratio", films(None, 20), Span(1 / 20, 40 / 20), PAVLOV),
    case("torg_pavlov_ratio", films(12, None), Span(12 / 50, 12.0), PAVLOV),
    case("torg_pavlov_ratio", films(None, None), Span(1 / 50, 40.0), PAVLOV),
    *ends("torg_pavlov_ratio", films(14, 20), _films_ratio, PAVLOV),
    case("torg_pavlov", films(14.2, 20), "stenotic", "Sophiewell's test: stenotic"),
    case("torg_pavlov", films(15.9, 20), "stenotic", PAVLOV),
    case("torg_pavlov", films(15.99, 20), "stenotic", PAVLOV),
    # At the cut-off, also where a binary quotient falls a little short of it.
    case("torg_pavlov", films(16, 20), "not_stenotic", PAVLOV),
    case("torg_pavlov", films(11.2, 14), "not_stenotic", PAVLOV),
    case("torg_pavlov", films(16.01, 20), "not_stenotic", PAVLOV),
    case("torg_pavlov", films(16.1, 20), "not_stenotic", PAVLOV),
    case("torg_pavlov", films(20, 20), "not_stenotic", PAVLOV),
    case("torg_pavlov", films(None, 20), ["not_stenotic", "stenotic"], PAVLOV),
    # The widest canal by the deepest body is the cut-off.
    case("torg_pavlov", films(40, None), "not_stenotic", PAVLOV),
    case("torg_pavlov", films(39.9, None), ["not_stenotic", "stenotic"], PAVLOV),
    case("torg_pavlov", films(1, 1), "not_stenotic", PAVLOV),
    *ends("torg_pavlov", films(16, 20), _films_grade, PAVLOV),
]


def depths(of, at, above, below):
    return {f"{of}_ap_mm": at, f"{of}_ap_above_mm": above, f"{of}_ap_below_mm": below}


def compression(rule, of):
    """The same formula of the cord and of the canal."""

    def formula(v):
        mean = (v[f"{of}_ap_above_mm"] + v[f"{of}_ap_below_mm"]) / 2
        return (1 - v[f"{of}_ap_mm"] / mean) * 100

    def row(at, above, below, answer, cite=FORM):
        return case(rule, depths(of, at, above, below), answer, cite)

    return [
        row(10, 13, 13, 300 / 13, f"{TOOLBOX}: 23.0769"),
        row(13, 13, 13, 0.0, f"{TOOLBOX}: 0"),
        row(7, 8, 6, 0.0),
        row(6, 8, 4, 0.0),
        # Deeper than its neighbours: negative.
        row(14, 13, 13, -100 / 13),
        row(8, 4, 6, -60.0),
        row(None, 8, 8, Span(-400.0, 93.75)),
        row(5, None, 10, Span(100 * (10.5 - 10) / 10.5, 80.0)),
        row(5, 10, None, Span(100 * (10.5 - 10) / 10.5, 80.0)),
        row(5, None, None, Span(-900.0, 87.5)),
        row(None, None, None, Span(-7900.0, 98.75)),
        *ends(rule, depths(of, 6, 8, 7), formula, FORM),
    ]


# 6.612133606 % as printed; to more places it is 97 by 14.67.
WORKED = case(
    "mscc",
    depths("cord", 6.85, 7.65, 7.02),
    97 / 14.67,
    f"{TOOLBOX}: 6.612133606",
)
COMPRESSION = [
    WORKED,
    *compression("mscc", "cord"),
    *compression("mcc", "canal"),
]


def flat(ap, transverse):
    return {"cord_ap_mm": ap, "cord_transverse_mm": transverse}


FLATNESS = [
    case("cord_compression_ratio", flat(3.7, 10), 0.37, "Bio-protocol: 0.37 at C5/6"),
    case("cord_compression_ratio", flat(4, 16), 0.25, KADANKA),
    case("cord_compression_ratio", flat(8, 8), 1.0, KADANKA),
    case("cord_compression_ratio", flat(None, 16), Span(0.5 / 16, 40 / 16), KADANKA),
    case("cord_compression_ratio", flat(4, None), Span(4 / 40, 4.0), KADANKA),
    *ends(
        "cord_compression_ratio",
        flat(4, 16),
        lambda v: float(v["cord_ap_mm"]) / v["cord_transverse_mm"],
        KADANKA,
    ),
    *(
        case("compression_ratio_low", {"compression_ratio": ratio}, answer, KADANKA)
        for ratio, answer in (
            (0.37, "low"),
            (0.399, "low"),
            (0.4, "low"),
            (0.4001, "not_low"),
            (0.403, "not_low"),
            (0.6, "not_low"),
            (None, ["not_low", "low"]),
        )
    ),
    *ends(
        "compression_ratio_low",
        {"compression_ratio": 1},
        lambda v: "not_low" if v["compression_ratio"] else "low",
        KADANKA,
    ),
    *(
        case("cord_area_small", {"cord_area_mm2": area}, answer, KADANKA)
        for area, answer in (
            (69.5, "small"),
            (70, "small"),
            (70.1, "small"),
            (70.11, "not_small"),
            (70.5, "not_small"),
            (85, "not_small"),
            (None, ["not_small", "small"]),
        )
    ),
    *ends(
        "cord_area_small",
        {"cord_area_mm2": 85},
        lambda v: "not_small" if v["cord_area_mm2"] > 100 else "small",
        KADANKA,
    ),
]

_SEEN = ("subarachnoid_half_lost", "cord_deformed", "cord_t2_hyperintensity")


def kang(answer, *present, unknown=()):
    given = dict.fromkeys(present, True) | dict.fromkeys(unknown)
    return case("kang_grade", given, answer, KANG, _SEEN)


KANG_GRADES = [
    kang(0),
    kang(1, "subarachnoid_half_lost"),
    kang(2, "cord_deformed"),
    kang(2, "cord_deformed", "subarachnoid_half_lost"),
    kang(3, "cord_t2_hyperintensity"),
    kang(3, *_SEEN),
    kang([0, 1, 2, 3], unknown=_SEEN),
    kang([2, 3], "cord_deformed", unknown=("cord_t2_hyperintensity",)),
    kang([0, 1], unknown=("subarachnoid_half_lost",)),
    kang([1, 2], "subarachnoid_half_lost", unknown=("cord_deformed",)),
    kang(3, "cord_t2_hyperintensity", unknown=_SEEN[:2]),
]


def filled(thickness, depth):
    return {"opll_thickness_mm": thickness, "canal_ap_mm": depth}


OPLL = [
    case("opll_occupying_ratio", filled(6, 12), 50.0, OCCUPIED),
    case("opll_occupying_ratio", filled(7, 10), 70.0, OCCUPIED),
    case("opll_occupying_ratio", filled(0, 12), 0.0, OCCUPIED),
    # Thicker than the canal: a length is wrong, and it shows.
    case("opll_occupying_ratio", filled(12, 10), 120.0, OCCUPIED),
    case("opll_occupying_ratio", filled(None, 10), Span(0.0, 400.0), OCCUPIED),
    case("opll_occupying_ratio", filled(6, None), Span(15.0, 1200.0), OCCUPIED),
    *ends(
        "opll_occupying_ratio",
        filled(6, 12),
        lambda v: 100 * v["opll_thickness_mm"] / v["canal_ap_mm"],
        OCCUPIED,
    ),
    case("k_line", {"opll_crosses_k_line": True}, "negative", XUE),
    case("k_line", {"opll_crosses_k_line": False}, "positive", XUE),
    case("k_line", {"opll_crosses_k_line": None}, ["positive", "negative"], XUE),
]

PRINTED = {
    # 62.53018731452272 % as a ratio.
    "compression_ratio": 0.6253018731452272,
    "cord_area_mm2": 78.5321685211387,
    "cord_solidity_percent": 96.875,
    "cord_torsion_degrees": 1.2029329356733938,
    "disc_level": "C4/5",
}


def log_odds(v):
    """The equation as printed, with the compression ratio in percent."""
    return (
        57.501
        - 0.273 * (100 * v["compression_ratio"])
        - 0.102 * v["cord_area_mm2"]
        - 0.408 * v["cord_solidity_percent"]
        + 2.168 * v["cord_torsion_degrees"]
        - (2.729 if v["disc_level"] == "C6/7" else 0)
    )


def chance(v):
    # The other half of the curve, so that nothing cancels near 1.
    z = log_odds(v)
    return math.exp(z) / (1 + math.exp(z)) if z < 0 else 1 / (1 + math.exp(-z))


def turned_to(probability, disc="C4/5"):
    """The printed slice, with the torsion that gives a probability."""
    rest = log_odds({**PRINTED, "disc_level": disc, "cord_torsion_degrees": 0})
    wanted = math.log(probability / (1 - probability))
    turned = (wanted - rest) / 2.168
    return {**PRINTED, "disc_level": disc, "cord_torsion_degrees": turned}


def _band(v):
    chance_ = chance(v)
    if chance_ < 0.345:
        return "none"
    return "compression" if chance_ > 0.451 else "possible"


def graded(answer, values):
    return case("slice_compression", values, answer, HORAKOVA)


def probable(answer, values, cite=HORAKOVA):
    return case("slice_compression_probability", values, answer, cite)


_WITHOUT = {**PRINTED, "cord_torsion_degrees": None}
_NOWHERE = {**PRINTED, "disc_level": None}
EVERY_ANSWER = ["none", "possible", "compression"]

SLICES = [
    probable(0.0110188947639353, PRINTED, "sct_detect_compression: 0.0110188947639353"),
    *(
        probable(chance(values), values)
        for values in (
            {**PRINTED, "disc_level": "C3/4"},
            {**PRINTED, "disc_level": "C5/6"},
            {**PRINTED, "disc_level": "C6/7"},
            {**PRINTED, "compression_ratio": 0.37},
            {**PRINTED, "cord_area_mm2": 60.0},
            {**PRINTED, "cord_solidity_percent": 90.0},
            {**PRINTED, "cord_torsion_degrees": 3.0},
        )
    ),
    # A missing torsion is not zero, a missing disc is any disc.
    probable(
        Span(
            chance({**PRINTED, "cord_torsion_degrees": 0}),
            chance({**PRINTED, "cord_torsion_degrees": 90}),
        ),
        _WITHOUT,
    ),
    probable(
        Span(chance({**PRINTED, "disc_level": "C6/7"}), 0.0110188947639353), _NOWHERE
    ),
    probable(REFUSED, {**PRINTED, "disc_level": "C7/T1"}),
    *ends("slice_compression_probability", PRINTED, chance, HORAKOVA),
    graded("none", PRINTED),
    graded("none", turned_to(0.342)),
    graded("none", turned_to(0.3449)),
    graded("possible", turned_to(0.345)),
    graded("possible", turned_to(0.3451)),
    graded("possible", turned_to(0.348)),
    graded("possible", turned_to(0.447)),
    graded("possible", turned_to(0.4509)),
    graded("possible", turned_to(0.451)),
    graded("compression", turned_to(0.4511)),
    graded("compression", turned_to(0.455)),
    graded("compression", turned_to(0.4511, "C6/7")),
    graded("possible", turned_to(0.4509, "C6/7")),
    graded("compression", {**PRINTED, "cord_solidity_percent": 80.0}),
    graded("compression", {**PRINTED, "compression_ratio": 0.3}),
    graded("compression", {**PRINTED, "cord_area_mm2": 30.0}),
    graded("none", {**PRINTED, "cord_area_mm2": 90.0}),
    graded(EVERY_ANSWER, _WITHOUT),
    graded("none", _NOWHERE),
    graded(["none", "compression"], {**turned_to(0.46), "disc_level": None}),
    graded(REFUSED, {**PRINTED, "disc_level": "C7/T1"}),
    *ends("slice_compression", PRINTED, _band, HORAKOVA),
]

CASES = [*CANAL, *TORG, *COMPRESSION, *FLATNESS, *KANG_GRADES, *OPLL, *SLICES]

# Every figure that stands beside these rules: (value, unit, low, high, source).
FIGURES = {
    # Radiopaedia: relative 10-13 mm; normal C1 23, C2 20, C3-C6 17, C7 15 mm.
    (10, "mm", None, None, "radiopaedia_canal"),
    (13, "mm", None, None, "radiopaedia_canal"),
    (23, "mm", None, None, "radiopaedia_canal"),
    (20, "mm", None, None, "radiopaedia_canal"),
    (17, "mm", None, None, "radiopaedia_canal"),
    (15, "mm", None, None, "radiopaedia_canal"),
    # An Indian study of films: below 12 mm.
    (12, "mm", None, None, "canal_films_india"),
    # Pavlov 1987: 23 athletes, below 0.80; others draw the line elsewhere.
    (23, "people", None, None, "pavlov1987"),
    (0.8, "ratio", None, None, "pavlov1987"),
    (0.8, "ratio", None, None, "sophiewell"),
    (0.85, "ratio", None, None, "radiopaedia_old"),
    (0.8, "ratio", None, None, "spinebase"),
    (0.7, "ratio", None, None, "spinebase"),
    (0.6, "ratio", None, None, "spinebase"),
    # Wang 2019, n = 276: before < 0.65, OR 2.91; after >= 1.01, OR 10.83.
    (276, "people", None, None, "wang2019"),
    (0.65, "ratio", None, None, "wang2019"),
    (2.91, "odds ratio", None, None, "wang2019"),
    (1.01, "ratio", None, None, "wang2019"),
    (10.83, "odds ratio", None, None, "wang2019"),
    # Bednařík 2004/2005: 66 people; Bednařík 2008: 199, late after 12 months.
    (66, "people", None, None, "bednarik66"),
    (199, "people", None, None, "bednarik2008"),
    (12, "months", None, None, "bednarik2008"),
    # Kadaňka 2017: 112 people, 2 years or more, median 3; 15 (13.4 %) converted.
    (112, "people", None, None, "kadanka2017"),
    (2, "years", None, None, "kadanka2017"),
    (3, "years", None, None, "kadanka2017"),
    (15, "people", None, None, "kadanka2017"),
    (13.4, "%", None, None, "kadanka2017"),
    # A protocol with an example of 0.37.
    (0.37, "ratio", None, None, "bio_protocol_compression"),
    # Agreement on the Kang grades: 0.665 to 0.799.
    (0.665, "kappa", None, None, "kang_reliability"),
    (0.799, "kappa", None, None, "kang_reliability"),
    # C5 palsy after operations for OPLL: 21 recovered, 49.1 %; 5 not, 52.2 %.
    (21, "people", None, None, "opll_c5_palsy"),
    (49.1, "%", None, None, "opll_c5_palsy"),
    (5, "people", None, None, "opll_c5_palsy"),
    (52.2, "%", None, None, "opll_c5_palsy"),
    # Xue 2022: JOA 10.1 to 13.1 and 9.7 to 11.1.
    (10.1, "points", None, None, "xue2022"),
    (13.1, "points", None, None, "xue2022"),
    (9.7, "points", None, None, "xue2022"),
    (11.1, "points", None, None, "xue2022"),
    # Nori: 17.6 +- 32.2 % against 35.3 +- 29.5 %, n = 113, beta -0.233, p 0.013.
    (113, "people", None, None, "nori_flexion"),
    (17.6, "%", None, None, "nori_flexion"),
    (32.2, "%", None, None, "nori_flexion"),
    (35.3, "%", None, None, "nori_flexion"),
    (29.5, "%", None, None, "nori_flexion"),
    (-0.233, "standardised beta", None, None, "nori_flexion"),
    (0.013, "p", None, None, "nori_flexion"),
}
