"""
Everything the library holds: rules, treatments, complications, disagreements.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .diagnosis.causes import CAUSE
from .diagnosis.cook2010 import (
    COOK_CLUSTER,
    COOK_PROBABILITY,
    COOK_RESULT,
    RULED_OUT_AT,
)
from .diagnosis.early_signs import EARLY_SIGNS
from .diagnosis.single_signs import (
    ANY_SIGN_PROBABILITY,
    BABINSKI_PROBABILITY,
    GRIP_RELEASE_PROBABILITY,
    HOFFMANN_PROBABILITY,
    HYPERREFLEXIA_PROBABILITY,
    INVERTED_SUPINATOR_PROBABILITY,
)
from .diagnosis.workup import WORKUP
from .errors import UnknownFieldError, nearest
from .follow_up.recovery import (
    JOA1994_CHANGE,
    JOA1994_RECOVERY,
    JOA_CHANGE,
    JOA_MCID,
    JOA_RECOVERY,
    MCID_FIGURES,
    MJOA_CHANGE,
    MJOA_MCID,
    MJOA_RECOVERY,
)
from .forms import Form
from .guidance.ao_spine_2017 import ADVICE
from .guidance.urgency import URGENCY
from .imaging.canal import CANAL_CUTOFF, CANAL_STENOSIS
from .imaging.cord_compression import (
    COMPRESSION_RATIO_LOW,
    CORD_AREA_SMALL,
    CORD_COMPRESSION_RATIO,
    MCC,
    MSCC,
)
from .imaging.kang import KANG
from .imaging.opll import K_LINE, OPLL_OCCUPYING_RATIO
from .imaging.slice_compression import (
    SLICE_COMPRESSION,
    SLICE_COMPRESSION_PROBABILITY,
)
from .imaging.torg_pavlov import TORG_PAVLOV, TORG_PAVLOV_CUTOFF, TORG_PAVLOV_RATIO
from .instruments.ems import EMS_GRADE, EMS_TOTAL
from .instruments.grip_release import GRIP_RELEASE
from .instruments.grip_strength import GRIP_STRENGTH_SCREEN
from .instruments.joa import JOA1994_MILD, JOA1994_TOTAL, JOA_TOTAL
from .instruments.mjoa import GROUP_SIZES, MAXIMUM, MILD_TOP, SEVERITY, TOTAL
from .instruments.nurick import (
    GRADE_1972,
    GRADE_OR_NORMAL,
    NURICK_IN_CIRCULATION,
    NURICK_OR_NORMAL_ZERO,
    NURICK_ZERO,
)
from .instruments.nurick_crosswalks import (
    ARTICLE_TO_NURICK_1972,
    ARTICLE_TO_OR_NORMAL,
    NURICK_1972_TO_ARTICLE,
    NURICK_1972_TO_OR_NORMAL,
    OR_NORMAL_TO_ARTICLE,
    OR_NORMAL_TO_NURICK_1972,
)
from .instruments.patient_mjoa import PMJOA_MILD_TOP, PMJOA_SEVERITY, PMJOA_TOTAL
from .instruments.ranawat import RANAWAT
from .instruments.stages import MERGED_STAGE, STAGE
from .literature.complication_rates import C5_PALSY
from .literature.complications import LARYNGEAL_PALSY
from .literature.risk_factors import OPLL_JAPAN_1980
from .outlook.after_surgery import GAIT_CODING, TETREAULT_743, TETREAULT_757
from .outlook.article import NECK_MOVEMENT, OUTLOOK_FACTORS
from .outlook.natural_history import STABILITY, STABILITY_ON_LAY_PAGE
from .risk.article import RA_FREQUENCY, RISK_FACTORS
from .risk.conversion import (
    BEDNARIK_TIME,
    CONVERSION_BY_IMAGING,
    CONVERSION_FACTORS,
    EARLY_PREDICTORS,
)
from .sources import Disagreement

__all__ = [
    "DISAGREEMENTS",
    "FIRST_LOOK",
    "GROUPS",
    "RULES",
    "find_rule",
    "rules_fingerprint",
]

GROUPS: Final[Mapping[str, tuple[Form, ...]]] = MappingProxyType(
    {
        "Urgency": (URGENCY,),
        "Stage and function": (
            STAGE,
            TOTAL,
            SEVERITY,
            PMJOA_TOTAL,
            PMJOA_SEVERITY,
            JOA_TOTAL,
            JOA1994_TOTAL,
            JOA1994_MILD,
            EMS_TOTAL,
            EMS_GRADE,
            GRADE_1972,
            GRADE_OR_NORMAL,
            RANAWAT,
            ARTICLE_TO_NURICK_1972,
            ARTICLE_TO_OR_NORMAL,
            NURICK_1972_TO_ARTICLE,
            NURICK_1972_TO_OR_NORMAL,
            OR_NORMAL_TO_ARTICLE,
            OR_NORMAL_TO_NURICK_1972,
        ),
        "Diagnosis": (
            EARLY_SIGNS,
            CAUSE,
            WORKUP,
            COOK_CLUSTER,
            COOK_RESULT,
            COOK_PROBABILITY,
            BABINSKI_PROBABILITY,
            HOFFMANN_PROBABILITY,
            INVERTED_SUPINATOR_PROBABILITY,
            HYPERREFLEXIA_PROBABILITY,
            ANY_SIGN_PROBABILITY,
            GRIP_RELEASE,
            GRIP_RELEASE_PROBABILITY,
            GRIP_STRENGTH_SCREEN,
        ),
        "Imaging": (
            CANAL_STENOSIS,
            TORG_PAVLOV_RATIO,
            TORG_PAVLOV,
            MSCC,
            MCC,
            CORD_COMPRESSION_RATIO,
            COMPRESSION_RATIO_LOW,
            CORD_AREA_SMALL,
            KANG,
            OPLL_OCCUPYING_RATIO,
            K_LINE,
            SLICE_COMPRESSION_PROBABILITY,
            SLICE_COMPRESSION,
        ),
        "Risk": (RISK_FACTORS, CONVERSION_FACTORS, EARLY_PREDICTORS),
        "Outlook": (OUTLOOK_FACTORS, STABILITY, TETREAULT_757, TETREAULT_743),
        "Treatment": (ADVICE,),
        "Change over time": (
            MJOA_CHANGE,
            MJOA_RECOVERY,
            MJOA_MCID,
            JOA_CHANGE,
            JOA_RECOVERY,
            JOA_MCID,
            JOA1994_CHANGE,
            JOA1994_RECOVERY,
        ),
    }
)
"""Every rule by its subject, the most urgent first."""

RULES: Final[Mapping[str, Form]] = MappingProxyType(
    {rule.name: rule for rules in GROUPS.values() for rule in rules}
)
"""Every rule by its name, in the order of the groups."""

FIRST_LOOK: Final[tuple[Form, ...]] = (
    URGENCY,
    STAGE,
    TOTAL,
    SEVERITY,
    EARLY_SIGNS,
    CAUSE,
    WORKUP,
    RISK_FACTORS,
    OUTLOOK_FACTORS,
)
"""The rules of the article and the mJOA, settled first when nobody says which."""

DISAGREEMENTS: Final[Mapping[str, Disagreement]] = MappingProxyType(
    {
        each.name: each
        for each in (
            MERGED_STAGE,
            MILD_TOP,
            PMJOA_MILD_TOP,
            MAXIMUM,
            GROUP_SIZES,
            NURICK_ZERO,
            NURICK_OR_NORMAL_ZERO,
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
        )
    }
)
"""Every disagreement between sources by its name."""


def find_rule(name: str) -> Form:
    """
    The rule with this name.

    >>> find_rule("mjoa_total").label
    'mJOA total'

    Raises:
        UnknownFieldError: If there is none; the nearest name is suggested.
    """
    if name not in RULES:
        raise UnknownFieldError(
            ascii(name)[1:-1][:60],
            "the name of no rule",
            ", ".join(RULES),
            nearest(name, RULES),
        )
    return RULES[name]


@functools.cache
def rules_fingerprint() -> str:
    """Twelve hexadecimal digits over everything that can change an answer."""
    identities = "".join(rule.identity.fingerprint for rule in RULES.values())
    return hashlib.sha256(identities.encode()).hexdigest()[:12]
