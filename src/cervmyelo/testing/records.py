"""
Records of one person as plain values, as cases, and as rows of a cohort.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal, TypeAlias, cast, get_args

from hypothesis import strategies as st

from cervmyelo.case import Case
from cervmyelo.errors import ContradictionError, KindError, LevelError
from cervmyelo.forms import Form, Rule
from cervmyelo.models.missing import COMPANIONS, OTHER_CAUSE
from cervmyelo.models.patient import PLACES, QUANTITIES
from cervmyelo.partly import Partly
from cervmyelo.quantity import Quantity, Value
from cervmyelo.registry import RULES

from .contradictions import contradictory_facts
from .values import partly_known, quantity_named, reasons, values

__all__ = ["Facts", "Recorded", "cases", "records", "rows"]

Facts: TypeAlias = Literal["any", "consistent", "contradictory"]
"""
What the facts of a record say about each other.

``"consistent"``: nothing contradicts, and nothing is unlikely together.
``"contradictory"``: at least two facts cannot be together by definition. ``"any"``:
half of the records are consistent, the others are as they come.
"""

Recorded: TypeAlias = Value | Partly
"""What a key of a record holds: a value, one known in part, or the word of a reason."""

_Row: TypeAlias = "dict[str, Value | None]"

_PIECE: Final = 8
"""How many of the quantities of a patient are drawn together in a record of little."""

_BLOCKS: Final = 6
"""The most symptoms and sheets of one record, so that records stay readable."""


def records(
    *of: str | Quantity | Form,
    facts: Facts = "any",
    partly: bool = False,
    with_reasons: bool = False,
) -> st.SearchStrategy[dict[str, Recorded]]:
    """
    Flat records of one person, as every rule takes them.

    A quantity that is no key was not recorded.

    >>> import cervmyelo as cm
    >>> from hypothesis import find
    >>> find(records(cm.mjoa_total), lambda record: record.get("mjoa_sphincter") == 2)
    {'mjoa_sphincter': 2}

    Args:
        of: The quantities, by name, and rules for all that they read. Without any, all
            quantities of the data dictionary, a few symptoms and sheets at a time.

        facts: What the facts say about each other: "any", "consistent" or
            "contradictory".

        partly: Whether some values are known in part, such as "3 or 4".

        with_reasons: Whether reasons of missing values are recorded as well, under the
            name of the quantity with ``_missing`` at the end.

    Returns:
        A strategy for dictionaries from the names of quantities to values.

    Raises:
        KindError: If *of* has something else than a name, a quantity or a rule, or if
            these quantities cannot contradict each other and should.

        LevelError: If *facts* is another word.

        UnknownFieldError: If there is no quantity of a name.
    """
    if facts not in get_args(Facts):
        raise LevelError(
            "facts", "another word", '"any", "consistent" or "contradictory"'
        )
    quantities = _named(of)
    names = frozenset(each.name for each in quantities or QUANTITIES.values())
    if facts == "contradictory" and _clashing(names).is_empty:
        raise KindError(
            "facts",
            "quantities that cannot contradict each other",
            "quantities that can",
            "Name more quantities, or none for all.",
        )
    return _records(quantities, facts=facts, partly=partly, with_reasons=with_reasons)


def cases(
    *of: str | Quantity | Form,
    facts: Facts = "any",
    partly: bool = False,
    with_reasons: bool = False,
) -> st.SearchStrategy[Case]:
    """
    Checked cases, which every rule takes: `records` made into `cervmyelo.Case`.

    >>> import cervmyelo as cm
    >>> from hypothesis import find
    >>> find(cases(cm.torg_pavlov), lambda case: cm.torg_pavlov(case).value is not None)
    <Case: 1 values recorded>

    Args:
        of: As in `records`.

        facts: As in `records`.

        partly: As in `records`.

        with_reasons: As in `records`.

    Returns:
        A strategy for cases without problems.

    Raises:
        KindError: As in `records`.

        LevelError: As in `records`.

        UnknownFieldError: As in `records`.
    """
    return records(*of, facts=facts, partly=partly, with_reasons=with_reasons).map(Case)


def rows(
    *of: str | Quantity | Form,
    facts: Facts = "any",
    with_reasons: bool = False,
    min_size: int = 0,
    max_size: int | None = None,
) -> st.SearchStrategy[list[dict[str, Value | None]]]:
    """
    Rows of a cohort, with the same keys in every row and None where nothing is known.

    >>> from hypothesis import find
    >>> table = find(rows("mjoa_motor_upper", min_size=2), lambda rows: True)
    >>> table
    [{'mjoa_motor_upper': None}, {'mjoa_motor_upper': None}]

    ``pl.DataFrame(rows, schema=cm.cohort_schema(rule).to_polars())`` makes a frame with
    the right types even if a column is empty.

    Args:
        of: As in `records`; each name is a column. Values known in part are not drawn,
            because frames do not take them.

        facts: As in `records`, for each row.

        with_reasons: As in `records`; each quantity has a column more.

        min_size: The least number of rows.

        max_size: The most; None for no limit but that of Hypothesis.

    Returns:
        A strategy for lists of dictionaries.

    Raises:
        KindError: As in `records`.

        LevelError: As in `records`.

        UnknownFieldError: As in `records`.
    """
    keys = [each.name for each in _named(of) or QUANTITIES.values()]
    if with_reasons:
        keys = [key for name in keys for key in (name, COMPANIONS[name].name)]
    empty: dict[str, Any] = dict.fromkeys(keys)
    row = records(*of, facts=facts, with_reasons=with_reasons)
    return st.lists(
        row.map(lambda record: cast("_Row", {**empty, **record})),
        min_size=min_size,
        max_size=max_size,
    )


def _named(of: Iterable[str | Quantity | Form]) -> tuple[Quantity, ...]:
    found: dict[str, Quantity] = {}
    for each in of:
        if isinstance(each, Rule):
            found |= {quantity.name: quantity for quantity in each.reads}
        else:
            quantity = quantity_named(each)
            found[quantity.name] = quantity
    return tuple(found.values())


@functools.cache  # a strategy made anew at each draw would take most of the time
def _perhaps(quantity: Quantity, *, partly: bool) -> st.SearchStrategy[Recorded | None]:
    """What can be recorded of a quantity; None in about half of the draws."""
    known: st.SearchStrategy[Recorded] = values(quantity)
    if partly:
        known |= partly_known(quantity)
    return st.none() | known


@functools.cache
def _clashing(names: frozenset[str]) -> st.SearchStrategy[Mapping[str, Value]]:
    return contradictory_facts(names)


@st.composite
def _records(
    draw: st.DrawFn,
    quantities: tuple[Quantity, ...],
    *,
    facts: Facts,
    partly: bool,
    with_reasons: bool,
) -> dict[str, Recorded]:
    drawn = quantities or draw(_SOME)
    record: dict[str, Recorded] = {}
    for each in drawn:
        known = draw(_perhaps(each, partly=partly))
        why = draw(reasons(each, known)) if with_reasons else None
        if known is not None:
            record[each.name] = known
        if why is not None:
            record[COMPANIONS[each.name].name] = why
    if facts == "consistent" or (facts == "any" and draw(st.booleans())):
        _keep_consistent(draw, record)
    if facts == "contradictory":
        _keep_consistent(draw, record)
        names = frozenset(each.name for each in quantities or QUANTITIES.values())
        clash = draw(_clashing(names))
        for name in clash:
            record.pop(COMPANIONS[name].name, None)
        record |= clash
    return record


def _keep_consistent(draw: st.DrawFn, record: dict[str, Recorded]) -> None:
    """Take out facts until those that remain do not contradict each other."""
    while clashes := [each.fields for each in Case(record).conflicts] or [
        *_answers_that_clash(record)
    ]:
        taken: set[str] = set()
        for fields in clashes:
            if taken.isdisjoint(fields):
                there = [name for name in fields if name in record]
                name = draw(st.sampled_from(there))
                taken.add(name)
                del record[name]
                if record.get(COMPANIONS[name].name) == OTHER_CAUSE:
                    del record[COMPANIONS[name].name]


def _answers_that_clash(record: Mapping[str, Recorded]) -> Iterator[tuple[str, ...]]:
    """The recorded answers with which a rule contradicts what it reads."""
    case = Case(record)
    for rule in RULES.values():
        answers = tuple(each.name for each in rule.recordable if each.name in record)
        if answers and any(
            each.code == ContradictionError.code for each in rule(case).problems
        ):
            yield answers


def _blocks() -> tuple[tuple[Quantity, ...], dict[str, tuple[Quantity, ...]]]:
    """The quantities of a patient, and those of each symptom and sheet."""
    own: list[Quantity] = []
    parts: dict[str, list[Quantity]] = {}
    for name, quantity in QUANTITIES.items():
        record = PLACES[name].record
        (parts.setdefault(record, []) if record else own).append(quantity)
    return tuple(own), {record: tuple(each) for record, each in parts.items()}


_OWN, _PARTS = _blocks()
_PIECES: Final = (
    *(_OWN[at : at + _PIECE] for at in range(0, len(_OWN), _PIECE)),
    *_PARTS.values(),
)


def _all_of(
    blocks: Iterable[tuple[Quantity, ...]],
) -> tuple[Quantity, ...]:
    return tuple(itertools.chain.from_iterable(blocks))


# Little first: a record of little is what a failure is shrunk to, and soon.
_SOME: Final[st.SearchStrategy[tuple[Quantity, ...]]] = st.one_of(
    st.lists(st.sampled_from(_PIECES), unique=True, max_size=_BLOCKS).map(_all_of),
    st.lists(
        st.sampled_from(tuple(_PARTS.values())), unique=True, max_size=_BLOCKS
    ).map(lambda parts: (*_OWN, *_all_of(parts))),
)
