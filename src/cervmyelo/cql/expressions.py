"""
The text of CQL: names, literals and definitions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Final, NamedTuple

from cervmyelo.errors import RuleError
from cervmyelo.quantity import Value

__all__ = [
    "FALSE",
    "NULL",
    "TRUE",
    "Definitions",
    "Ends",
    "all_of",
    "any_of",
    "chosen",
    "greatest",
    "least_of",
    "listed",
    "literal",
    "named",
    "number",
    "one_of",
    "opposite",
    "quoted",
    "sum_of",
    "surely",
]

TRUE: Final = "true"
FALSE: Final = "false"
NULL: Final = "null"

_REFERENCE: Final = re.compile(r'"[^"]*"(\.\w+)?')
"""A name, or a part of what it stands for."""

_PLACES: Final = 8
# CQL writes no decimal with more places than these.


class Ends(NamedTuple):
    """
    What a quantity can be, as expressions.

    Attributes:
        least: The least number; or the value of what is no number, null if it is not
            known.

        most: The greatest number; or the value again.

        options: A list of all that it can be, where the two ends do not say it; else
            null.
    """

    least: str
    most: str
    options: str = NULL


def named(name: str) -> str:
    """
    A name as CQL refers to it.

    >>> named("known age_years")
    '"known age_years"'
    """
    return f'"{name}"'


def quoted(text: str) -> str:
    r"""
    A text literal.

    >>> print(quoted("Conley's stage"))
    'Conley\'s stage'
    """
    escaped = re.sub(r"(['\\])", r"\\\1", text)
    return f"'{escaped}'"


def number(value: float) -> str:
    """
    A decimal literal, or one divided by another where a literal has too many places.

    >>> number(3), number(-0.5), number(1e-9)
    ('3.0', '(-0.5)', '(1.0 / 1000000000.0)')
    """
    exact = Decimal(repr(float(value)))
    places = -int(exact.as_tuple().exponent)
    if places > _PLACES:
        return f"({exact.scaleb(places):f}.0 / {10**places}.0)"
    plain = f"{exact:f}"
    plain = plain if "." in plain else f"{plain}.0"
    return f"({plain})" if plain.startswith("-") else plain


def literal(value: Value) -> str:
    """
    A value of a quantity as a literal.

    >>> literal(True), literal("mild"), literal(3)
    ('true', "'mild'", '3.0')
    """
    if isinstance(value, bool):
        return TRUE if value else FALSE
    return quoted(value) if isinstance(value, str) else number(value)


def any_of(parts: Iterable[str]) -> str:
    """Whether any condition holds; false for none."""
    return _joined("or", parts, decider=TRUE, nothing=FALSE)


def all_of(parts: Iterable[str]) -> str:
    """Whether every condition holds; true for none."""
    return _joined("and", parts, decider=FALSE, nothing=TRUE)


def _joined(word: str, parts: Iterable[str], *, decider: str, nothing: str) -> str:
    kept = [each for each in dict.fromkeys(parts) if each != nothing]
    if decider in kept:
        return decider
    if len(kept) < 2:  # noqa: PLR2004 -- nothing to join
        return kept[0] if kept else nothing
    return f"({f' {word} '.join(kept)})"


def opposite(condition: str) -> str:
    """Whether a condition does not hold."""
    if condition in {TRUE, FALSE}:
        return FALSE if condition == TRUE else TRUE
    # It binds tighter than a comparison.
    alone = condition[0] == "(" or _REFERENCE.fullmatch(condition)
    return f"(not {condition})" if alone else f"(not ({condition}))"


def surely(condition: str) -> str:
    """Whether a condition holds, and is not unknown."""
    return condition if condition in {TRUE, FALSE} else f"Coalesce({condition}, false)"


def chosen(*branches: tuple[str, str], otherwise: str) -> str:
    """
    The first value whose condition is true; a condition that is null counts as false.

    >>> chosen(("a", "1"), ("b", "2"), otherwise="null")
    '(if a then 1 else if b then 2 else null)'
    """
    made: list[str] = []
    for when, then in branches:
        if when == TRUE:
            otherwise = then
            break
        if when != FALSE:
            made.append(f"if {when} then {then}")
    return f"({' else '.join((*made, otherwise))})" if made else otherwise


def listed(parts: Iterable[str]) -> str:
    """A list of some expressions."""
    return f"{{ {', '.join(parts)} }}"


def one_of(value: str, words: Iterable[str]) -> str:
    """
    Whether a text is one of some words; null if it is not known.

    Engines differ on whether null is in a list, and agree that it equals nothing.

    >>> one_of("a", ["x", "y"])
    "(a = 'x' or a = 'y')"
    """
    made = [f"{value} = {quoted(each)}" for each in words]
    return f"({' or '.join(made)})"


def sum_of(parts: Iterable[str]) -> str:
    """The sum of some numbers."""
    return f"({' + '.join(parts)})"


def least_of(parts: Iterable[str]) -> str:
    """The least of some numbers; a null is left out."""
    return f"Min({listed(parts)})"


def greatest(parts: Iterable[str]) -> str:
    """The greatest of some numbers; a null is left out."""
    return f"Max({listed(parts)})"


class Definitions:
    """The definitions of a library, each written once and after what it refers to."""

    def __init__(self) -> None:
        self._made: dict[str, str] = {}
        self._remarks: dict[str, str] = {}

    def define(self, name: str, make: Callable[[], str]) -> str:
        """
        The reference to a definition, which is made if there is none yet.

        Args:
            name: Its name.

            make: What makes its expression.
        """
        if name not in self._made:
            # It may itself define what it refers to.
            made = make()
            self._made[name] = made
        return self.reference(name)

    def put(self, name: str, text: str) -> str:
        """
        The reference to a definition with an expression.

        Args:
            name: Its name.

            text: Its expression.

        Raises:
            RuleError: If the name is that of another expression.
        """
        if self._made.setdefault(name, text) != text:
            raise RuleError(f"{name}: two definitions have this name.")
        return self.reference(name)

    def reference(self, name: str) -> str:
        """The reference to a definition that is made; a plain yes or no needs none."""
        made = self._made[name]
        return made if made in {TRUE, FALSE} else named(name)

    def remark(self, name: str, words: str) -> None:
        """Write words before a definition."""
        self._remarks[name] = words

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all definitions, in their order."""
        return tuple(name for name, text in self._made.items() if self._is_kept(text))

    def _is_kept(self, text: str) -> bool:
        return text not in {TRUE, FALSE}

    def __str__(self) -> str:
        made: list[str] = []
        for name, text in self._made.items():
            if self._is_kept(text):
                words = self._remarks.get(name, "").splitlines()
                made += [f"// {line}" for line in words]
                made.append(f"define {named(name)}:\n  {text}\n")
        return "\n".join(made)
