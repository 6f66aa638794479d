"""
The codes of a quantity or a rule, by its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from cervmyelo.codes import LOCAL, Code
from cervmyelo.errors import UnknownFieldError, nearest
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.registry import RULES

from .concepts import Concept
from .conditions import CONDITIONS
from .procedures import PROCEDURES

__all__ = ["CONCEPTS", "CONCEPT_OF", "NO_STANDARD_CODE", "codes_of", "local_code"]

NO_STANDARD_CODE: Final = "no standard code seen"
"""What is said of a quantity or a rule without a code in any standard system."""

CONCEPTS: Final[tuple[Concept, ...]] = (*CONDITIONS, *PROCEDURES)
"""Everything that has a code in a standard system."""

CONCEPT_OF: Final[Mapping[str, Concept]] = MappingProxyType(
    {name: concept for concept in CONCEPTS for name in concept.quantities}
)
"""The concept that a quantity records, by the name of the quantity."""


def codes_of(name: str) -> tuple[Code, ...]:
    """
    The standard codes of a quantity or a rule; none where none was seen.

    They say what is there, so they belong to a quantity that is recorded as present.
    That none was seen is no proof that none exists.

    >>> import cervmyelo as cm
    >>> for code in cm.terminology.codes_of("opll"):
    ...     print(code)
    ICD-10 (WHO) M48.8
    SNOMED CT 202771000 Cervical posterior longitudinal ligament ossification (disorder)
    SNOMED CT 90448008 Ossification of posterior longitudinal ligament (disorder)
    >>> cm.terminology.codes_of("mjoa_total"), cm.terminology.codes_of("hoffmann_sign")
    ((), ())

    Args:
        name: The name of a quantity or of a rule.

    Raises:
        UnknownFieldError: If there is neither; the nearest name is suggested.

    Source:
        The lists named in each code.
    """
    _label(name)
    concept = CONCEPT_OF.get(name)
    return () if concept is None else concept.codes


def local_code(name: str) -> Code:
    """
    This library's own code of a quantity or a rule, so that nothing is uncoded.

    >>> import cervmyelo as cm
    >>> code = cm.terminology.local_code("mjoa_total")
    >>> code.system, code.code
    ('https://cervmyelo.readthedocs.io/codes', 'mjoa_total')
    >>> code.seen
    'cervmyelo; no standard code seen'

    Args:
        name: The name of a quantity or of a rule.

    Raises:
        UnknownFieldError: If there is neither; the nearest name is suggested.
    """
    seen = "cervmyelo" if codes_of(name) else f"cervmyelo; {NO_STANDARD_CODE}"
    return Code(LOCAL, name, _label(name), seen)


def _label(name: str) -> str:
    for known in (QUANTITIES, RULES):
        if name in known:
            return known[name].label
    raise UnknownFieldError(
        ascii(name)[1:-1][:60],
        "the name of no quantity and of no rule",
        "the names of the data dictionary and of the rules",
        nearest(name, (*QUANTITIES, *RULES)),
    )
