"""
The collections of the library: rules, scales and disagreements.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from .diagnosis.causes import article_cause
from .diagnosis.cook2010 import (
    RULED_OUT_AT,
    cook_cluster,
    cook_probability,
    cook_result,
)
from .diagnosis.early_signs import article_early_signs
from .diagnosis.grip_tests import grip_tests_kobayashi_2022_probability
from .diagnosis.single_signs import (
    any_sign_probability,
    babinski_probability,
    grip_release_probability,
    hoffmann_probability,
    hyperreflexia_probability,
    inverted_supinator_probability,
)
from .diagnosis.workup import article_workup
from .editions import Rules
from .errors import KindError, kind_of
from .field_types import has_elements
from .follow_up.changes import (
    ems_change,
    nurick_0_normal_change,
    nurick_1972_change,
    pmjoa_change,
)
from .follow_up.joacmeq import (
    joacmeq_bladder_benefit,
    joacmeq_bladder_change,
    joacmeq_lower_limb_benefit,
    joacmeq_lower_limb_change,
    joacmeq_neck_benefit,
    joacmeq_neck_change,
    joacmeq_quality_of_life_benefit,
    joacmeq_quality_of_life_change,
    joacmeq_upper_limb_benefit,
    joacmeq_upper_limb_change,
)
from .follow_up.losses import joa_mcid_mirror, mjoa_fall_martin_2021, mjoa_mcid_mirror
from .follow_up.ndi import NDI_MCIDS, ndi_change, ndi_reduction
from .follow_up.recovery import (
    MCID_FIGURES,
    joa1994_change,
    joa1994_recovery_rate,
    joa_change,
    joa_mcid,
    joa_recovery_rate,
    mjoa_change,
    mjoa_mcid,
    mjoa_recovery_rate,
)
from .follow_up.sf36 import (
    SF36_MCID_FIGURES,
    sf36_mcs_change,
    sf36_mcs_mcid,
    sf36_pcs_change,
    sf36_pcs_mcid,
)
from .forms import Form, GradingForm
from .guidance.ao_spine_2017 import ao_spine_2017
from .guidance.urgency import URGENT_SYMPTOMS, article_urgency
from .imaging.canal import CANAL_CUTOFF, canal_stenosis
from .imaging.cord_compression import (
    cord_area_small,
    cord_compression_ratio,
    low_compression_ratio,
    mcc,
    mscc,
)
from .imaging.kang import kang_grade
from .imaging.opll import k_line, opll_occupying_ratio
from .imaging.slice_compression import (
    slice_compression,
    slice_compression_probability,
)
from .imaging.torg_pavlov import TORG_PAVLOV_CUTOFF, torg_pavlov, torg_pavlov_ratio
from .instruments.cooper import COOPER_RANGES, cooper_lower, cooper_upper
from .instruments.ems import ems_grade, ems_total
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
from .instruments.grip_tests import grip_tests_kobayashi_2022
from .instruments.joa import joa1994_mild, joa1994_total, joa_total
from .instruments.joacmeq import (
    joacmeq_bladder,
    joacmeq_lower_limb,
    joacmeq_neck,
    joacmeq_quality_of_life,
    joacmeq_upper_limb,
)
from .instruments.mdi import mdi_severity
from .instruments.mjoa import GROUP_SIZES, MAXIMUM, MILD_TOP, mjoa_severity, mjoa_total
from .instruments.ndi import (
    WHERE_BANDS_BEGIN,
    ndi_disability,
    ndi_percent_of_nine,
    ndi_total,
)
from .instruments.nurick import (
    NURICK_0_NORMAL_ZERO,
    NURICK_IN_CIRCULATION,
    NURICK_ZERO,
    nurick_0_normal,
    nurick_1972,
)
from .instruments.nurick_crosswalks import (
    article_stage_to_nurick_0_normal,
    article_stage_to_nurick_1972,
    nurick_0_normal_to_article_stage,
    nurick_0_normal_to_nurick_1972,
    nurick_1972_to_article_stage,
    nurick_1972_to_nurick_0_normal,
)
from .instruments.patient_mjoa import PMJOA_MILD_TOP, pmjoa_severity, pmjoa_total
from .instruments.ranawat import RANAWAT_READINGS, ranawat
from .instruments.stages import MERGED_STAGE, article_stage
from .instruments.step_test import step_test_machino
from .literature.complication_rates import C5_PALSY
from .literature.complications import LARYNGEAL_PALSY
from .literature.risk_factors import OPLL_JAPAN_1980
from .literature.signs import FINGER_ESCAPE_TIME, LHERMITTE_FEELING
from .named import Named
from .names import plain_text
from .outlook.after_surgery import GAIT_CODING, tetreault_743_odds, tetreault_2015
from .outlook.article import NECK_MOVEMENT, article_outlook_factors
from .outlook.natural_history import STABILITY_ON_LAY_PAGE, stability_without_surgery
from .risk.article import RA_FREQUENCY, article_risk_factors
from .risk.conversion import (
    BEDNARIK_TIME,
    CONVERSION_BY_IMAGING,
    bednarik_early_predictors,
    conversion_factors,
)
from .scale import Scale
from .sources import Disagreement

__all__ = [
    "DISAGREEMENTS",
    "FIRST_LOOK",
    "GROUPS",
    "RULES",
    "SCALES",
    "SUPERSEDED",
    "rules_fingerprint",
]

GROUPS: Final[Mapping[str, tuple[Form, ...]]] = MappingProxyType(
    {
        "Urgency": (article_urgency,),
        "Stage and function": (
            article_stage,
            mjoa_total,
            mjoa_severity,
            pmjoa_total,
            pmjoa_severity,
            joa_total,
            joa1994_total,
            joa1994_mild,
            ems_total,
            ems_grade,
            nurick_1972,
            nurick_0_normal,
            ranawat,
            ndi_total,
            ndi_disability,
            ndi_percent_of_nine,
            mdi_severity,
            cooper_upper,
            cooper_lower,
            joacmeq_neck,
            joacmeq_upper_limb,
            joacmeq_lower_limb,
            joacmeq_bladder,
            joacmeq_quality_of_life,
            article_stage_to_nurick_1972,
            article_stage_to_nurick_0_normal,
            nurick_1972_to_article_stage,
            nurick_1972_to_nurick_0_normal,
            nurick_0_normal_to_article_stage,
            nurick_0_normal_to_nurick_1972,
        ),
        "Diagnosis": (
            article_early_signs,
            article_cause,
            article_workup,
            cook_cluster,
            cook_result,
            cook_probability,
            babinski_probability,
            hoffmann_probability,
            inverted_supinator_probability,
            hyperreflexia_probability,
            any_sign_probability,
            grip_release,
            grip_release_probability,
            grip_release_machino,
            grip_release_kobayashi_2022,
            grip_strength_screen,
            grip_strength_kobayashi_2022,
            grip_tests_kobayashi_2022,
            grip_tests_kobayashi_2022_probability,
            step_test_machino,
        ),
        "Imaging": (
            canal_stenosis,
            torg_pavlov_ratio,
            torg_pavlov,
            mscc,
            mcc,
            cord_compression_ratio,
            low_compression_ratio,
            cord_area_small,
            kang_grade,
            opll_occupying_ratio,
            k_line,
            slice_compression_probability,
            slice_compression,
        ),
        "Risk": (article_risk_factors, conversion_factors, bednarik_early_predictors),
        "Outlook": (
            article_outlook_factors,
            stability_without_surgery,
            tetreault_2015,
            tetreault_743_odds,
        ),
        "Treatment": (ao_spine_2017,),
        "Change over time": (
            mjoa_change,
            mjoa_recovery_rate,
            mjoa_mcid,
            mjoa_mcid_mirror,
            mjoa_fall_martin_2021,
            pmjoa_change,
            joa_change,
            joa_recovery_rate,
            joa_mcid,
            joa_mcid_mirror,
            joa1994_change,
            joa1994_recovery_rate,
            ems_change,
            nurick_1972_change,
            nurick_0_normal_change,
            ndi_change,
            ndi_reduction,
            sf36_pcs_change,
            sf36_pcs_mcid,
            sf36_mcs_change,
            sf36_mcs_mcid,
            joacmeq_neck_change,
            joacmeq_neck_benefit,
            joacmeq_upper_limb_change,
            joacmeq_upper_limb_benefit,
            joacmeq_lower_limb_change,
            joacmeq_lower_limb_benefit,
            joacmeq_bladder_change,
            joacmeq_bladder_benefit,
            joacmeq_quality_of_life_change,
            joacmeq_quality_of_life_benefit,
        ),
    }
)
"""Every rule by subject, the most urgent first."""

SUPERSEDED: Final[tuple[Form, ...]] = ()
"""
Released rules that are no longer in force, the oldest edition first.

A correction of a released rule is a new object with a new edition; the old one comes
here, as it was.
"""

_SUBJECTS: Final = {
    rule.name: subject for subject, rules in GROUPS.items() for rule in rules
}

RULES: Final[Rules] = Rules(
    (rule for rules in GROUPS.values() for rule in rules),
    SUPERSEDED,
    subjects=_SUBJECTS,
)
"""Every rule by name, in the order of the groups; `at` gives earlier editions."""

SCALES: Final[Named[Scale]] = Named(
    "scale",
    ((r.scale.name, r.scale) for r in RULES.values() if isinstance(r, GradingForm)),
    ("what it grades", "grades from best to worst"),
    lambda scale: (scale.label, ", ".join(map(str, scale.codes))),
    # Several rules may share a scale; it is listed under the first of them.
    {
        rule.scale.name: _SUBJECTS[rule.name]
        for rule in reversed([*RULES.values()])
        if rule.scale is not None
    },
)
"""Every scale of grades by name; several rules may share one."""

FIRST_LOOK: Final[tuple[Form, ...]] = (
    article_urgency,
    article_stage,
    mjoa_total,
    mjoa_severity,
    article_early_signs,
    article_cause,
    article_workup,
    article_risk_factors,
    article_outlook_factors,
)
"""The rules of the article and the mJOA, asked about first by default."""

DISAGREEMENTS: Final[Named[Disagreement]] = Named(
    "disagreement",
    (
        (each.name, each)
        for each in (
            URGENT_SYMPTOMS,
            MERGED_STAGE,
            MILD_TOP,
            PMJOA_MILD_TOP,
            MAXIMUM,
            GROUP_SIZES,
            NURICK_ZERO,
            NURICK_0_NORMAL_ZERO,
            NURICK_IN_CIRCULATION,
            RULED_OUT_AT,
            CANAL_CUTOFF,
            TORG_PAVLOV_CUTOFF,
            RA_FREQUENCY,
            OPLL_JAPAN_1980,
            CONVERSION_BY_IMAGING,
            BEDNARIK_TIME,
            NECK_MOVEMENT,
            LARYNGEAL_PALSY,
            STABILITY_ON_LAY_PAGE,
            GAIT_CODING,
            MCID_FIGURES,
            C5_PALSY,
            COOPER_RANGES,
            WHERE_BANDS_BEGIN,
            NDI_MCIDS,
            SF36_MCID_FIGURES,
            RANAWAT_READINGS,
            GRIP_RELEASE_CUTOFF,
            GRIP_RELEASE_CUTOFF_MACHINO,
            GRIP_RELEASE_CUTOFF_2022,
            GRIP_STRENGTH_CUTOFF,
            GRIP_STRENGTH_CUTOFF_2022,
            LHERMITTE_FEELING,
            FINGER_ESCAPE_TIME,
        )
    ),
    ("what sources differ on", "followed here", "other sources"),
    lambda each: (
        each.about,
        str(each.followed.cite.source),
        ", ".join(str(other.cite.source) for other in each.others),
    ),
)
"""Every disagreement between sources, by name."""


def rules_named(argument: str, names: object) -> tuple[Form, ...]:
    """
    Rules by their names, each once and in the order given.

    Args:
        argument: The name of the argument that holds the names.

        names: The names.

    Raises:
        KindError: If they are no names.

        UnknownNameError: If there is no rule of a name; the closest is suggested.
    """
    if isinstance(names, str) or not has_elements(names):
        raise KindError(argument, kind_of(names), "names of rules")
    found: dict[str, Form] = {}
    given: Iterable[object] = names
    for each in given:
        if not isinstance(each, str):
            raise KindError(argument, f"{kind_of(each)} among them", "names of rules")
        rule = RULES[plain_text(each)]
        found[rule.name] = rule
    return tuple(found.values())


@functools.cache
def rules_fingerprint() -> str:
    """Twelve hexadecimal digits: a hash of everything that can change an answer."""
    identities = "".join(rule.identity.fingerprint for rule in RULES.values())
    # A first answer need not wait for a hash that few callers look at.
    import hashlib

    return hashlib.sha256(identities.encode()).hexdigest()[:12]
