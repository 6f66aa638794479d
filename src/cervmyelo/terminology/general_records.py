"""
How general records write what this library records as a fact.

A general record has no codes of this library. Only what its codes say exactly is read:
a code that is broader, such as that of any cervical stenosis for a canal narrow from
birth, says nothing.
"""

from __future__ import annotations

from typing import Final

import attrs

from cervmyelo.codes import ICD10_CM, LOINC, SNOMED_CT, Code
from cervmyelo.models.patient import RHEUMATOID_ARTHRITIS, SMOKER
from cervmyelo.quantity import Fact

__all__ = ["ANSWERED", "DIAGNOSED", "Answered", "Diagnosed"]


@attrs.frozen(kw_only=True)
class Answered:
    """
    A question of a general record, and the answers that decide a fact.

    Attributes:
        fact: The fact.

        question: The code of the question.

        yes: The answers that mean yes.

        no: The answers that mean no.

        open: The answers that leave it open.
    """

    fact: Fact
    question: Code
    yes: tuple[Code, ...]
    no: tuple[Code, ...]
    open: tuple[Code, ...] = ()

    def says(self, system: str, code: str) -> bool | None:
        """Whether an answer decides the fact; None for any other answer."""
        for value, codes in ((True, self.yes), (False, self.no)):
            if any((each.system, each.code) == (system, code) for each in codes):
                return value
        return None


@attrs.frozen(kw_only=True)
class Diagnosed:
    """
    A fact that diagnoses of a general record state.

    Attributes:
        fact: The fact.

        codes: The categories of ICD-10-CM that state it, with all of their codes.

        without: Categories among them that do not.
    """

    fact: Fact
    codes: tuple[Code, ...]
    without: tuple[Code, ...] = ()

    def states(self, system: str, code: str) -> bool:
        """Whether a code states the fact."""
        return any(_within(each, system, code) for each in self.codes) and not any(
            _within(each, system, code) for each in self.without
        )


def _within(category: Code, system: str, code: str) -> bool:
    if system != category.system or not code.startswith(category.code):
        return False
    # The point separates a category of three characters from what divides it.
    rest = code.removeprefix(category.code)
    return not rest or "." in category.code or rest.startswith(".")


_IPS: Final = "value set current-smoking-status-uv-ips 2.0.0, in HL7/fhir-ips"
_ONCONOVA: Final = "value set onconova-vs-smoking-status, in onconova/onconova"


def _answer(code: str, display: str, seen: str = _IPS) -> Code:
    return Code(SNOMED_CT, code, display, seen)


def _category(code: str, display: str) -> Code:
    return Code(
        ICD10_CM, code, display, "tabular list of April 2026, in simple-icd-10-cm 1.5.0"
    )


ANSWERED: Final = (
    Answered(
        fact=SMOKER,
        question=Code(
            LOINC,
            "72166-2",
            "Tobacco smoking status NHIS",
            "Observations of Synthea, in smart-on-fhir/generated-sample-data",
        ),
        yes=(
            _answer("449868002", "Smokes tobacco daily"),
            _answer("428041000124106", "Occasional tobacco smoker"),
            _answer("230063004", "Heavy cigarette smoker"),
            _answer("230060001", "Light cigarette smoker"),
            _answer("428071000124103", "Heavy tobacco smoker", _ONCONOVA),
            _answer("428061000124105", "Light tobacco smoker", _ONCONOVA),
        ),
        no=(
            _answer("8517006", "Ex-smoker"),
            _answer("266919005", "Never smoked tobacco"),
        ),
        open=(
            # US Core calls this code a smoker whose current status is unknown.
            _answer("77176002", "Smoker"),
            _answer("266927001", "Tobacco smoking consumption unknown"),
        ),
    ),
)
"""The questions of general records that are read."""

DIAGNOSED: Final = (
    Diagnosed(
        fact=RHEUMATOID_ARTHRITIS,
        codes=(
            _category("M05", "Rheumatoid arthritis with rheumatoid factor"),
            _category("M06", "Other rheumatoid arthritis"),
        ),
        without=(
            _category("M06.1", "Adult-onset Still's disease"),
            _category("M06.4", "Inflammatory polyarthropathy"),
        ),
    ),
)
"""The diagnoses of general records that are read."""
