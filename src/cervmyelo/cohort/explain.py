"""
Reasons for every row of a frame, in the words that one person would get.

The words are made by the reader for one person, so they are identical, but only once
for each distinct state of what decides them; there are far fewer states than rows.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

import attrs

from cervmyelo.consistency import SUMMARIES, Link, links
from cervmyelo.forms import Form
from cervmyelo.models.ends import ends_of
from cervmyelo.models.missing import COMPANIONS
from cervmyelo.quantity import Quantity

from .columns import OURS, Column, invalid_name
from .criteria_words import criteria_words, is_divided
from .dialects import Dialect, Stage, any_of, with_stages
from .distinctions import places_alone, places_beside, places_linked
from .ends import columns_in_part, ends_in
from .engines import Engine
from .errors import CohortError
from .plans import Checked, checked, related
from .reasons import reasons_in, silencing
from .scored import LEAST, MOST, score_stages, scored
from .states import place_of
from .words import (
    LINKED,
    REFUSED,
    SILENT,
    TANGLED,
    UNDECIDED,
    Columns,
    Kind,
    words_of,
)

__all__ = ["cells_read", "explained_names", "explanations", "must_be_in_memory"]


_REMEMBERED: Final = 128
"""Of how many rules it is remembered how their words are made."""


def explained_names(names: Iterable[str]) -> list[str]:
    """
    The names of the columns of `explanations`.

    Args:
        names: What the names of the columns of each rule begin with.
    """
    return [f"{name}_{end}" for name in names for end in ("because", "missing")]


def must_be_in_memory(engine: Engine) -> None:
    """
    Refuse to explain a frame that is read later.

    Args:
        engine: The engine of the frame.

    Raises:
        CohortError: If the frame is not in memory.
    """
    if not engine.in_memory:
        raise CohortError(
            "explain: reasons are made for every state of the inputs, which needs a "
            "frame in memory, or DuckDB. Collect the frame first, or take a sample of "
            "it."
        )


def cells_read(
    m: Dialect, read: Iterable[Column], held: Mapping[Quantity, str]
) -> Stage:
    """
    What some columns hold, as the columns that `explanations` needs.

    Args:
        m: The dialect.

        read: The columns.

        held: The names of the columns in which their values were made.
    """
    made: Stage = {}
    parts: Stage = {}
    for each in read:
        name, value = each.quantity.name, m.col(held[each.quantity])
        made[f"{_READ}{name}"] = value
        if each.part is not None:
            pair = (f"{_READ}{end.name}" for end in ends_of(each.quantity))
            parts |= zip(pair, each.part, strict=True)
        if each.recorded is not None:
            made[f"{_READ}{invalid_name(name)}"] = each.recorded & value.is_null()
    # Ends as they were recorded may stand next to an invalid cell.
    return made | parts


_READ: Final = f"{OURS}read_"


def explanations(
    dialect: Dialect, rules: Mapping[Form, str], answered: Any, whole: Collection[str]
) -> dict[str, Any]:
    """
    Columns with the reasons for each answer and the missing inputs, in words.

    Args:
        dialect: The dialect of Polars.

        rules: The rules, and what the names of their columns begin with.

        answered: A Polars frame with the status of each rule, and the columns of
            `cells_read`.

        whole: The names of the quantities whose columns hold whole numbers, which
            are shown without a decimal point.

    Returns:
        ``<rule>_because`` and ``<rule>_missing`` for each rule, as Polars series.
    """
    pl: Any = importlib.import_module("polars")
    values = pl.DataFrame(
        answered[each].alias(each.removeprefix(_READ))
        for each in answered.columns
        if each.startswith(_READ)
    )
    made: dict[str, Any] = {}
    for rule, name in rules.items():
        status = answered[f"{name}_status"].alias(_STATUS)
        words = _explained(dialect, rule, values.with_columns(status), whole)
        columns = (words["because"], words["missing"])
        made |= zip(explained_names([name]), columns, strict=True)
    return made


_STATUS: Final = f"{OURS}status"


def _explained(m: Dialect, rule: Form, rows: Any, whole: Collection[str]) -> Any:
    """The words for a rule, as a Polars frame."""
    columns = rows.drop(_STATUS).columns
    how = _how(m, rule, frozenset(columns), frozenset(whole))
    status = m.col(_STATUS)
    masks = {REFUSED: status == "refused", UNDECIDED: status == "undecided"}
    values = with_stages(rows.lazy(), (masks, *how.stages))
    if how.kinds[-1].by_criterion is None:
        kept = [*columns, SILENT, LINKED, TANGLED, REFUSED, UNDECIDED, *how.scores]
        values = values.select(kept)
    return words_of(values, how.kinds, rows.height)


@attrs.frozen
class _How:
    """
    How the words for a rule are made.

    Attributes:
        stages: Columns that have to be made first, `SILENT` and `LINKED` the last.

        kinds: The kinds of rows.

        scores: The names of the columns with the bounds of a score, if they are needed.
    """

    stages: tuple[Stage, ...]
    kinds: tuple[Kind, ...]
    scores: tuple[str, ...] = ()


@functools.lru_cache(_REMEMBERED)
def _how(
    m: Dialect, rule: Form, present: frozenset[str], whole: frozenset[str]
) -> _How:
    own = [each for each in rule.reads if each.name in present]
    about = [each for each in related(rule.reads) if each.name in present]
    names = [each.name for each in (*own, *about)]
    beside = reasons_in(names, present) | ends_in((*own, *about), present)
    every = [*own, *about, *beside.values()]
    integers = frozenset(each.name for each in every if each.name in whole)
    columns: Columns = tuple((each.name, each) for each in own)
    kinds = [Kind(rule, columns, integers, places_alone(rule, present))]
    spanned, ends = _in_part(m, every, present)
    divided = not spanned and is_divided(rule)
    # What is known of each input is only needed where words are put together of it.
    wanted = rule.reads if divided else ()
    facts = checked(m, {each: each.name for each in every}, wanted, spanned)
    last, linked = _masks(m, rule, every, present, facts)
    before = (ends, *facts.stages) if facts.conflicts or divided else ()
    stages: tuple[Stage, ...] = (*(stage for stage in before if stage), last)
    if linked:
        invalid = [invalid_name(each.name) for each in every] if rule.firm else []
        masks = [name for name in invalid if name in present]
        columns = (
            *((each.name, each) for each in every),
            *((mask, None) for mask in (*masks, LINKED)),
        )
        places = (
            *places_beside(rule, every, present),
            *(place_of(mask, None) for mask in masks),
        )
        by_criterion = (
            criteria_words(m, rule, every, present, facts) if divided else None
        )
        fewer = None if rule.firm else places_linked(rule, every, present)
        kinds.append(Kind(rule, columns, integers, places, fewer, by_criterion))
    present_own = [each.name for each in own]
    bands = scored(rule, present_own)
    if bands is None:
        return _How(stages, tuple(kinds))
    scores = score_stages(m, bands, present_own)
    stages = (*stages, *(each for each in scores if each))
    return _How(stages, tuple(kinds), (LEAST, MOST))


def _masks(
    m: Dialect,
    rule: Form,
    every: Sequence[Quantity],
    present: Collection[str],
    facts: Checked,
) -> tuple[Stage, bool]:
    """The columns `SILENT`, `LINKED` and `TANGLED`; and whether any can be linked."""
    reads = {each.name for each in rule.reads}
    invalid = [invalid_name(each.name) for each in silencing(rule)]
    silent = [m.col(name) for name in invalid if name in present]
    linked: list[Any] = []
    tangled: list[Any] = [m.lit(value=False, kind="boolean")]
    for name, conflict in facts.conflicts:
        if rule.is_silenced_by(conflict):
            silent.append(m.col(name))
        elif conflict.by_definition:
            tangled.append(m.col(name))
            if not reads.isdisjoint(conflict.refuses):
                linked.append(m.col(name))
    names = [e.name for e in every if e.name in SUMMARIES]
    names += [e.name for each in every for e in ends_of(each) if e.name in present]
    recorded = [~m.col(name).is_null() for name in names]
    linked += recorded
    tangled += recorded
    for each in every:
        reason = COMPANIONS.get(each.name)
        if each.name in reads and reason is not None and reason.name in present:
            linked.append(~m.col(reason.name).is_null())
        for link in links().get(each.name, ()):
            target = link.target.quantity.name
            if target in reads:
                said = _narrows(link)
                if target in present:
                    said = said & m.col(target).is_null()
                linked.append(said.fill_null(value=False))
    none = m.lit(value=False, kind="boolean")
    if rule.firm:
        # An answer stands that is decided without what is at fault.
        linked += silent
    silenced = m.col(REFUSED)
    beside = any_of([none, *linked])
    masks = {LINKED: beside & ~silenced, TANGLED: any_of(tangled)}
    return {SILENT: silenced, **masks}, bool(linked)


def _in_part(
    m: Dialect, every: Sequence[Quantity], present: Collection[str]
) -> tuple[dict[Quantity, tuple[str, str]], Stage]:
    """The ends of what can be known in part, next to the columns of the values."""
    read: list[Column] = []
    for each in every:
        ends = [m.col(end.name) for end in ends_of(each) if end.name in present]
        if ends:
            low, high = ends
            read.append(Column(each, m.col(each.name), None, part=(low, high)))
    return columns_in_part(m, read)


def _narrows(link: Link) -> Any:
    """Where a record leaves less of another quantity than all of its cells."""
    pl: Any = importlib.import_module("polars")
    quantity, many = link.source.quantity, len(link.target.examples)
    place = place_of(quantity.name, quantity, link.source).at
    cells = [at for at, allowed in enumerate(link.allowed) if len(allowed) < many]
    return place.cast(pl.Int64).is_in(cells)
