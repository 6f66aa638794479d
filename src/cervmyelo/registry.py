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
from .diagnosis.early_signs import EARLY_SIGNS
from .diagnosis.workup import WORKUP
from .errors import UnknownFieldError, nearest
from .forms import Form
from .guidance.complications import LARYNGEAL_PALSY
from .guidance.urgency import URGENCY
from .instruments.mjoa import MILD_TOP, SEVERITY, TOTAL
from .instruments.stages import MERGED_STAGE, STAGE
from .outlook.article import NECK_MOVEMENT, OUTLOOK_FACTORS
from .risk.article import RA_FREQUENCY, RISK_FACTORS
from .sources import Disagreement

__all__ = ["DISAGREEMENTS", "RULES", "find_rule", "rules_fingerprint"]

RULES: Final[Mapping[str, Form]] = MappingProxyType(
    {
        rule.name: rule
        for rule in (
            URGENCY,
            STAGE,
            TOTAL,
            SEVERITY,
            EARLY_SIGNS,
            CAUSE,
            RISK_FACTORS,
            WORKUP,
            OUTLOOK_FACTORS,
        )
    }
)
"""Every rule by its name, the most urgent first."""

DISAGREEMENTS: Final[Mapping[str, Disagreement]] = MappingProxyType(
    {
        each.name: each
        for each in (
            MERGED_STAGE,
            MILD_TOP,
            RA_FREQUENCY,
            NECK_MOVEMENT,
            LARYNGEAL_PALSY,
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
