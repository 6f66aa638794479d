"""Whom the rules are for against plain SQL, from the papers."""

import duckdb
import pytest
from cases import POPULATIONS

from cervmyelo.registry import RULES

# A year below and above each limit of an age, a score next to the full one.
STATES = {
    "age_years": "[null, 0, 17, 18, 59, 60, 120]",
    "mjoa_before": "[null, 0, 17, 18]",
    "opll": "[null, 'absent', 'not_imaged', 'present']",
}
FACT = "[null, false, true]"

DEGENERATIVE = "not spinal_infection and not spinal_cancer and not neck_injury"
# Bohm et al.: 18 or over, symptomatic, compression on MRI, not operated on before, no
# lumbar stenosis with symptoms. After its operation a cord is no longer compressed.
COHORTS = f"age_years >= 18 and myelopathy and {DEGENERATIVE} and not lumbar_stenosis"
BEFORE = f"{COHORTS} and cord_compression and not operated and mjoa_before < 18"
AT_ANY_TIME = f"{COHORTS} and (cord_compression or operated)"
# Kadaňka 2017, Bednařík 2008: degenerative compression that never gave myelopathy.
SILENT = f"cord_compression and not myelopathy and not operated and {DEGENERATIVE}"

WHOM = {
    "mjoa_severity": AT_ANY_TIME,
    "mjoa_mcid": AT_ANY_TIME,
    "mjoa_mcid_mirror": AT_ANY_TIME,
    "mjoa_fall_martin_2021": f"myelopathy and {DEGENERATIVE}",
    "tetreault_2015": BEFORE,
    "tetreault_743_odds": BEFORE,
    "pmjoa_severity": f"age_years >= 18 and myelopathy and {DEGENERATIVE}",
    "joa1994_mild": f"myelopathy and {DEGENERATIVE}",
    "joa_mcid": f"myelopathy and {DEGENERATIVE}",
    "joa_mcid_mirror": f"myelopathy and {DEGENERATIVE}",
    "conversion_factors": f"{SILENT} and age_years >= 18",
    "low_compression_ratio": f"{SILENT} and age_years >= 18",
    "cord_area_small": f"{SILENT} and age_years >= 18",
    "bednarik_early_predictors": SILENT,
    "article_outlook_factors": "myelopathy",
    "ao_spine_2017": f"age_years >= 18 and {DEGENERATIVE} and not operated",
    "stability_without_surgery": f"age_years >= 18 and myelopathy and {DEGENERATIVE} "
    "and not operated",
    "ranawat": "rheumatoid_arthritis",
    "grip_release_probability": "age_years < 60",
    "k_line": "opll = 'present'",
    "opll_occupying_ratio": "opll = 'present'",
    "kang_grade": "not cord_t2_hyperintensity or cord_deformed "
    "or subarachnoid_half_lost",
}


def test_every_population_is_read_again():
    """No published population is without a second reading."""
    assert WHOM.keys() == {name for each in POPULATIONS for name in each.rules}


@pytest.mark.parametrize("name", WHOM)
def test_people(name):
    """The same people are inside, outside and open, over all states of the facts."""
    people = RULES[name].people
    names = [each.name for each in people.inputs]
    everyone = " cross join ".join(
        f"(select unnest({STATES.get(each, FACT)}) as {each})" for each in names
    )
    # SQL has the same three values of truth as a record with gaps.
    rows = duckdb.sql(f"select {', '.join(names)}, {WHOM[name]} from {everyone}")  # noqa: S608
    seen = set()
    for *values, inside in rows.fetchall():
        person = dict(zip(names, values, strict=True))
        found = True
        if any(people.unmet(person)):
            found = False
        elif any(people.assumed(person)):
            found = None
        assert found is inside, person
        seen.add(inside)
    assert seen == {True, False, None}
