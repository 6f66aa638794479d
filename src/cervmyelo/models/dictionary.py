"""
The data dictionary: quantities by name, and how to find the ones that are wanted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, cast

from cervmyelo.errors import LevelError, kind_of
from cervmyelo.named import Named, names_in, with_words
from cervmyelo.quantity import Choice, Fact, Measure, Quantity

__all__ = ["Quantities"]

_KINDS: Final[Mapping[str, type[Quantity]]] = {
    "yes or no": Fact,
    "choice": Choice,
    "number": Measure,
}


class Quantities(Named[Quantity]):
    """
    Quantities by name, in order.

    Args:
        quantities: The quantities by name.

        subjects: The subject of each, by name.
    """

    __slots__ = ()

    def __init__(
        self, quantities: Iterable[tuple[str, Quantity]], subjects: Mapping[str, str]
    ) -> None:
        super().__init__(
            "quantity",
            quantities,
            ("what it is", "what can be recorded"),
            lambda quantity: (quantity.label, quantity.allowed),
            subjects,
        )

    def by(
        self,
        *,
        subject: str | None = None,
        source: str | None = None,
        kind: str | None = None,
        has: Iterable[str] | None = None,
    ) -> Quantities:
        """
        The quantities on a subject, defined by a source, of a kind, or with a column.

        What is given must all be met; it can be asked again of the result.

        >>> import cervmyelo as cm
        >>> list(cm.quantities.by(subject="mJOA", kind="number"))[:2]
        ['mjoa_motor_upper', 'mjoa_motor_lower']
        >>> list(cm.quantities.by(source="Nurick 1972"))[:1]
        ['gait_difficulty']
        >>> list(cm.quantities.by(has=["centre", "age_years"]))
        ['age_years']

        Args:
            subject: One of `subjects`; case does not matter.

            source: Words of the authors, the year or the title of the source that
                defines it.

            kind: ``"yes or no"``, ``"choice"`` or ``"number"``.

            has: The names of columns; those that are no quantities are ignored.

        Returns:
            The quantities; none if no quantity meets it all.

        Raises:
            UnknownNameError: If there is no such subject.

            LevelError: If there is no such kind.

            KindError: If something is not text.
        """
        found = self if subject is None else self._on(subject)
        if source is not None:
            of_source = with_words("source", source)
            found = found.where(lambda _, each: of_source(_source(each)))
        if kind is not None:
            if not isinstance(cast("object", kind), str) or kind not in _KINDS:
                raise LevelError("kind", kind_of(kind), ", ".join(_KINDS))
            found = found.where(lambda _, each: isinstance(each, _KINDS[kind]))
        if has is not None:
            names = names_in(has)
            found = found.where(lambda name, _: name in names)
        return found


def _source(quantity: Quantity) -> str:
    if quantity.defined_in is None:
        return ""
    source = quantity.defined_in.source
    return f"{source} {source.title or ''}"
