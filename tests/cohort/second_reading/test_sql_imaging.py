"""Imaging against plain SQL, written from the papers."""

import pytest
from by_sql import (
    Reading,
    amount,
    differences,
    either,
    fact,
    filled,
    people,
    within,
    word,
)

DEPTHS = (
    "cord_ap_mm",
    "cord_ap_above_mm",
    "cord_ap_below_mm",
    "canal_ap_mm",
    "canal_ap_above_mm",
    "canal_ap_below_mm",
)
KANG = ("cord_t2_hyperintensity", "cord_deformed", "subarachnoid_half_lost")
COLUMNS = {
    **{name: amount(0.5, 40, (3, 16)) for name in DEPTHS},
    **{name: fact() for name in (*KANG, "opll_crosses_k_line")},
    "canal_diameter_mm": amount(1, 40, (7, 18), (10, 13)),
    "xray_canal_mm": amount(1, 40, (8, 18)),
    "xray_body_mm": amount(1, 50, (12, 22)),
    "cord_transverse_mm": amount(1, 40, (8, 16)),
    "compression_ratio": amount(0, 2, (0.3, 0.8), (0.4,), places=3),
    "cord_area_mm2": amount(5, 200, (50, 90), (70.1,), places=2),
    "cord_solidity_percent": amount(2, 100, (90, 100), places=3),
    "cord_torsion_degrees": amount(0, 90, (0, 5), places=3),
    "opll_thickness_mm": amount(0, 40, (0, 10)),
    "disc_level": word("C3/4", "C4/5", "C5/6", "C6/7"),
}


@pytest.fixture(scope="module")
def base():
    """Random people with everything that is measured on images."""
    return people(COLUMNS)


def test_canal(base):
    """Radiopaedia: absolute below 10 mm, relative 10 to 13 mm."""
    stenosis = (
        "case when canal_diameter_mm < 10 then 'absolute' "
        "when canal_diameter_mm <= 13 then 'relative' else 'none' end"
    )
    readings = {
        "canal_stenosis": Reading(*filled(stenosis, {"canal_diameter_mm": (40, 1)}))
    }
    assert differences(base, COLUMNS, readings) == {}


def test_torg_pavlov(base):
    """Pavlov 1987: canal by body, below 0.80; decided in decimals, as on paper."""
    canal, body = ("xray_canal_mm", (1, 40)), ("xray_body_mm", (50, 1))
    lengths = [f"try_cast({name} as decimal(9, 3))" for name, _ in (canal, body)]
    grade = (
        f"case when {lengths[0]} < 0.80 * {lengths[1]} "
        f"then 'stenotic' else 'not_stenotic' end"
    )
    falls = {name: ends[::-1] for name, ends in (canal, body)}
    readings = {
        "torg_pavlov_ratio": Reading(
            *filled("xray_canal_mm / xray_body_mm", dict((canal, body))), near=1e-12
        ),
        "torg_pavlov": Reading(*filled(grade, falls)),
    }
    assert differences(base, COLUMNS, readings) == {}


def test_compression(base):
    """Miyanji 2007 of the cord and of its canal; Kadaňka 2017; OPLL in its canal."""

    # Cord and ligament lie within the canal.
    deeper = "cord_ap_mm > canal_ap_mm"
    thicker = "opll_thickness_mm > canal_ap_mm"

    def share(sqls, *contradictory):
        """A percentage of lengths: 0 to 100, or they contradict each other."""
        low, high = sqls
        beyond = f"{high} < 0 or {low} > 100"
        ends = (f"greatest({low}, 0)", f"least({high}, 100)")
        return Reading(
            *within(beyond, ends),
            near=1e-12,
            least_scale=100,
            contradictory=contradictory,
        )

    def lost(of):
        sql = f"(1 - {of}_ap_mm / (({of}_ap_above_mm + {of}_ap_below_mm) / 2)) * 100"
        beside = dict.fromkeys((f"{of}_ap_above_mm", f"{of}_ap_below_mm"), (0.5, 40))
        ends = {f"{of}_ap_mm": (40, 0.5)} | beside
        contradictory = (deeper, thicker) if of == "canal" else (deeper,)
        return share(filled(sql, ends), *contradictory)

    flat = {"cord_ap_mm": (0.5, 40), "cord_transverse_mm": (40, 1)}
    within_canal = {"opll_thickness_mm": (0, 40), "canal_ap_mm": (40, 0.5)}
    readings = {
        "mscc": lost("cord"),
        "mcc": lost("canal"),
        "cord_compression_ratio": Reading(
            *filled("cord_ap_mm / cord_transverse_mm", flat),
            near=1e-12,
            contradictory=(deeper,),
        ),
        "opll_occupying_ratio": share(
            filled("100 * opll_thickness_mm / canal_ap_mm", within_canal),
            deeper,
            thicker,
        ),
    }
    assert differences(base, COLUMNS, readings) == {}


def test_flat_cords(base):
    """Kadaňka 2017: a ratio of 0.4 or less, an area of 70.1 mm² or less."""
    ratio = "case when compression_ratio <= 0.4 then 'low' else 'not_low' end"
    area = "case when cord_area_mm2 <= 70.1 then 'small' else 'not_small' end"
    readings = {
        "low_compression_ratio": Reading(*filled(ratio, {"compression_ratio": (2, 0)})),
        "cord_area_small": Reading(*filled(area, {"cord_area_mm2": (200, 5)})),
    }
    assert differences(base, COLUMNS, readings) == {}


def test_signs_on_images(base):
    """Kang grades from the top; a K-line that is crossed is negative."""
    kang = (
        "case when cord_t2_hyperintensity then 3 when cord_deformed then 2 "
        "when subarachnoid_half_lost then 1 else 0 end"
    )
    # Kang grades stenosis: a bright cord has grade 3 only where it is compressed.
    elsewhere = (
        "cord_t2_hyperintensity and not cord_deformed and not subarachnoid_half_lost"
    )
    line = "case when opll_crosses_k_line then 'negative' else 'positive' end"
    readings = {
        "kang_grade": Reading(*within(elsewhere, filled(kang, either(KANG)))),
        "k_line": Reading(*filled(line, either(["opll_crosses_k_line"]))),
    }
    assert differences(base, COLUMNS, readings) == {}


def test_slices(base):
    """Horáková 2022, equation 4; possible from 0.345, sure above 0.451."""
    odds = (
        "exp(57.501 - 0.273 * (100 * compression_ratio) - 0.102 * cord_area_mm2 "
        "- 0.408 * cord_solidity_percent + 2.168 * cord_torsion_degrees "
        "- case when disc_level = 'C6/7' then 2.729 else 0 end)"
    )
    chance = f"1 / (1 + 1 / {odds})"
    grade = (
        f"case when {chance} > 0.451 then 'compression' "
        f"when {chance} >= 0.345 then 'possible' else 'none' end"
    )
    ends = {
        "compression_ratio": (2, 0),
        "cord_area_mm2": (200, 5),
        "cord_solidity_percent": (100, 2),
        "cord_torsion_degrees": (0, 90),
        "disc_level": ("'C6/7'", "'C3/4'"),
    }
    # Any gap leaves a range, also where both of its ends are rounded to 1.
    gap = " or ".join(f"{name} is null" for name in ends)
    readings = {
        "slice_compression_probability": Reading(
            *filled(chance, ends), gap, near=1e-12
        ),
        "slice_compression": Reading(*filled(grade, ends)),
    }
    assert differences(base, COLUMNS, readings) == {}
