"""
Answers of rules that cannot be recorded, and why.

All other answers can be recorded under the name of their rule, in place of what it
reads. These would lose what a reader has to know.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["DERIVED"]

_ADVICE: Final = (
    "Advice of another day can hide an emergency of today, so it always follows from "
    "what is recorded. Record its inputs."
)
_TRANSLATION: Final = "It translates a grade of another scale. Record that grade."
_COUNT: Final = "A number does not say which of them were found. Record each of them."
_KIND: Final = "It does not say what was found. Record the findings."
_CALCULATED: Final = (
    "A probability or odds do not say what they were calculated from. Record its "
    "inputs."
)
_COMPARISON: Final = "It compares two scores. Record both of them."

_BY_REASON: Final[Mapping[str, tuple[str, ...]]] = {
    _ADVICE: ("article_urgency", "ao_spine_2017"),
    _TRANSLATION: (
        "article_stage_to_nurick_1972",
        "article_stage_to_nurick_0_normal",
        "nurick_1972_to_article_stage",
        "nurick_1972_to_nurick_0_normal",
        "nurick_0_normal_to_article_stage",
        "nurick_0_normal_to_nurick_1972",
    ),
    _COUNT: (
        "article_early_signs",
        "article_workup",
        "cook_cluster",
        "article_risk_factors",
        "conversion_factors",
        "bednarik_early_predictors",
        "article_outlook_factors",
    ),
    _KIND: ("article_cause",),
    _CALCULATED: (
        "cook_probability",
        "babinski_probability",
        "hoffmann_probability",
        "inverted_supinator_probability",
        "hyperreflexia_probability",
        "any_sign_probability",
        "grip_release_probability",
        "grip_tests_kobayashi_2022_probability",
        "slice_compression_probability",
        "stability_without_surgery",
        "tetreault_2015",
        "tetreault_743_odds",
    ),
    _COMPARISON: (
        "mjoa_change",
        "mjoa_recovery_rate",
        "mjoa_mcid",
        "mjoa_mcid_mirror",
        "mjoa_fall_martin_2021",
        "pmjoa_change",
        "joa_change",
        "joa_recovery_rate",
        "joa_mcid",
        "joa_mcid_mirror",
        "joa1994_change",
        "joa1994_recovery_rate",
        "ems_change",
        "nurick_1972_change",
        "nurick_0_normal_change",
        "ndi_change",
        "ndi_reduction",
        "sf36_pcs_change",
        "sf36_pcs_mcid",
        "sf36_mcs_change",
        "sf36_mcs_mcid",
        "joacmeq_neck_change",
        "joacmeq_neck_benefit",
        "joacmeq_upper_limb_change",
        "joacmeq_upper_limb_benefit",
        "joacmeq_lower_limb_change",
        "joacmeq_lower_limb_benefit",
        "joacmeq_bladder_change",
        "joacmeq_bladder_benefit",
        "joacmeq_quality_of_life_change",
        "joacmeq_quality_of_life_benefit",
    ),
}

DERIVED: Final[Mapping[str, str]] = MappingProxyType(
    {name: why for why, names in _BY_REASON.items() for name in names}
)
"""By the name of each rule whose answer cannot be recorded, why, and what to do."""
