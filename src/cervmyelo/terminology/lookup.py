"""
The codes of a quantity or a rule, by its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from cervmyelo.codes import LOCAL, Code
from cervmyelo.errors import UnknownFieldError
from cervmyelo.field_types import expect
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.names import nearest, shown
from cervmyelo.registry import RULES

from .concepts import Concept
from .conditions import CONDITIONS
from .procedures import PROCEDURES

__all__ = ["CONCEPTS", "CONCEPT_OF", "NO_STANDARD_CODE", "codes_of", "local_code"]

NO_STANDARD_CODE: Final = "no standard code found"
"""Note on a quantity or rule without a code in any standard system."""

CONCEPTS: Final[tuple[Concept, ...]] = (*CONDITIONS, *PROCEDURES)
"""Every concept with a code in a standard system."""

CONCEPT_OF: Final[Mapping[str, Concept]] = MappingProxyType(
    {name: concept for concept in CONCEPTS for name in concept.quantities}
)
"""The concept that each quantity records, by the name of the quantity."""


def codes_of(name: str) -> tuple[Code, ...]:
    """
    The standard codes of a quantity or rule; empty if none was found.

    They mean that the finding is present, so use them only for a quantity recorded as
    present. An empty answer does not prove that no code exists.

    >>> import cervmyelo as cm
    >>> for code in cm.terminology.codes_of("opll"):
    ...     print(code)
    ICD-10 (WHO) M48.8
    SNOMED CT 202771000 Cervical posterior longitudinal ligament ossification (disorder)
    SNOMED CT 90448008 Ossification of posterior longitudinal ligament (disorder)
    >>> cm.terminology.codes_of("mjoa_total"), cm.terminology.codes_of("hoffmann_sign")
    ((), ())

    Args:
        name: The name of a quantity or a rule.

    Raises:
        KindError: If the name is no text.

        UnknownFieldError: If no quantity and no rule has this name; the closest name is
            suggested.

    Source:
        The list named with each code.
    """
    _label(name)
    concept = CONCEPT_OF.get(name)
    return () if concept is None else concept.codes


def local_code(name: str) -> Code:
    """
    This library's own code for a quantity or rule, so that each has at least one code.

    >>> import cervmyelo as cm
    >>> code = cm.terminology.local_code("mjoa_total")
    >>> code.system, code.code
    ('urn:cervmyelo:codes', 'mjoa_total')
    >>> code.seen
    'cervmyelo; no standard code found'

    Args:
        name: The name of a quantity or a rule.

    Raises:
        KindError: If the name is no text.

        UnknownFieldError: If no quantity and no rule has this name; the closest name is
            suggested.
    """
    seen = "cervmyelo" if codes_of(name) else f"cervmyelo; {NO_STANDARD_CODE}"
    return Code(LOCAL, name, _label(name), seen)


def _label(name: str) -> str:
    expect("name", name, str)
    for known in (QUANTITIES, RULES):
        if name in known:
            return known[name].label
    raise UnknownFieldError(
        shown(name),
        "an unknown quantity or rule name",
        "a name from the data dictionary or of a rule",
        nearest(name, (*QUANTITIES, *RULES)),
    )
