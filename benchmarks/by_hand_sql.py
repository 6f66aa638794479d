"""The eight outcomes in SQL, for DuckDB and Spark alike."""

from by_hand import MJOA, RANGES, SIGNS, WORDS


def _clean() -> dict[str, str]:
    ranges = {name: (0, top) for name, top in {**MJOA, "age_years": 120}.items()}
    clean = {
        f"c_{name}": f"case when {name} between {low} and {high} then {name} end"
        for name, (low, high) in {**ranges, **RANGES}.items()
    }
    for name, words in WORDS.items():
        listed = ", ".join(f"'{word}'" for word in words)
        clean[f"c_{name}"] = f"case when {name} in ({listed}) then {name} end"
    return clean


def _joined(names: tuple[str, ...]) -> str:
    return f"({' or '.join(names)})"


def _count(facts: list[str]) -> str:
    return " + ".join(f"cast({each} as bigint)" for each in facts)


def in_sql(table: str) -> str:
    """A query of a table that has the inputs."""
    fine = " and ".join(
        f"coalesce({name} between 0 and {top}, true)" for name, top in MJOA.items()
    )
    first = _clean() | {
        "gait": "(gait_change or wide_based_gait)",
        "worse": "(treated_without_surgery and neurology_worsened)",
        "no_better": "(treated_without_surgery and failed_to_improve)",
        "fine": f"({fine})",
    }
    second = {
        "low": " + ".join(f"coalesce(c_{name}, 0)" for name in MJOA),
        "high": " + ".join(f"coalesce(c_{name}, {top})" for name, top in MJOA.items()),
    }
    z = (
        "57.501 - cast(c_compression_ratio as double) * 27.3"
        " - cast(c_cord_area_mm2 as double) * 0.102"
        " - cast(c_cord_solidity_percent as double) * 0.408"
        " + cast(c_cord_torsion_degrees as double) * 2.168"
        " - cast(cast(c_disc_level = 'C6/7' as int) as double) * 2.729"
    )
    third = {
        "mjoa_total": "cast("
        + " + ".join(f"c_{name}" for name in MJOA)
        + " as bigint)",
        "mjoa_severity": "case when not fine then null when low = 18 then 'none' "
        "when low >= 15 and high <= 17 then 'mild' "
        "when low >= 12 and high <= 14 then 'moderate' when high <= 11 then 'severe' "
        "end",
        "article_stage": "cast(case when wheelchair_or_immobile then 5 "
        "when wheelchair_or_immobile is null then null "
        "when gait and mobility_limits_work then 4 "
        "when (gait and mobility_limits_work) is null then null "
        "when gait then 3 when gait is null then null "
        "when cord_signs then 2 when cord_signs is null then null "
        "when nerve_root_involvement then 1 when nerve_root_involvement is null "
        "then null else 0 end as bigint)",
        "article_risk_factors": _count(
            [
                "(c_age_years > 55)",
                "congenital_narrow_canal",
                "(case when c_opll = 'not_imaged' then asian_descent "
                "else c_opll = 'present' end)",
                "rheumatoid_arthritis",
            ]
        ),
        "article_outlook_factors": _count(
            [
                "(c_symptom_duration_months > 18)",
                "(c_neck_mobility = 'decreased')",
                "(c_sex_at_birth = 'female')",
            ]
        ),
        "article_early_signs": _count([_joined(names) for names in SIGNS]),
        "ao_spine_2017": "case when not fine then null "
        "when myelopathy and high < 15 then 'surgery' "
        "when myelopathy and low >= 15 and high < 18 then "
        "case when worse then 'surgery_after_worsening' when worse is null then null "
        "when no_better then 'surgery_after_no_improvement' "
        "when no_better is null then null else 'surgery_or_rehabilitation' end "
        "when not myelopathy and cord_compression then case "
        "when radiculopathy then 'counsel_surgery_or_follow_up' "
        "when not radiculopathy then 'no_prophylactic_surgery' end end",
        "slice_compression_probability": f"1 / (1 + exp(-({z})))",
    }

    def made(columns: dict[str, str]) -> str:
        return ", ".join(f"{sql} as {name}" for name, sql in columns.items())

    inner = f"select *, {made(first)} from {table}"  # noqa: S608
    middle = f"select *, {made(second)} from ({inner}) one"  # noqa: S608
    return f"select {{columns}}, {made(third)} from ({middle}) two"  # noqa: S608
