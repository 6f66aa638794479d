"""
A first column map for a file, to be edited by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from cervmyelo.column_maps import REFERENCE, ColumnMap
from cervmyelo.column_maps.column_map import EVERY
from cervmyelo.column_maps.toml import quoted, value_of, written
from cervmyelo.models.missing import COLUMNS
from cervmyelo.partly import Partly
from cervmyelo.quantity import NO_WORDS, YES_WORDS, Choice, Fact, Quantity, Value

from .candidates import LIKENESSES, Candidate, is_reference
from .parquet import INDEX
from .suspicions import missing_codes
from .tallies import Tally
from .visit_drafts import drafted_visits

__all__ = ["Column", "draft", "words_of"]

_INTRODUCTION: Final = """\
# A first column map, drafted by `cervmyelo inspect`. Check every line: a name that is
# alike does not prove that the meaning is. A line that begins with # is not used.
"""

_TABLES: Final = ("sides", "age", "units", "factors", "constants", "values", "visits")
_YES: Final = frozenset({"y", "t", "j", "ja", "oui", "si", "sí"})
_NO: Final = frozenset({"n", "f", "nein", "non"})


@attrs.frozen(kw_only=True)
class Column:
    """
    A column of a file, with what it looks like and what its cells hold.

    Attributes:
        name: Its name, without outer blanks.

        candidate: What its name looks like.

        tally: What its cells hold.
    """

    name: str
    candidate: Candidate
    tally: Tally

    @property
    def mapped(self) -> bool:
        """Whether the draft maps it to a quantity."""
        return self.candidate.name is not None and self.candidate.sure

    @property
    def quantity(self) -> Quantity | None:
        """The quantity that it looks like."""
        return COLUMNS.get(self.candidate.name or "")


def draft(columns: Sequence[Column], given: ColumnMap) -> str:
    """
    A column map as TOML, which `ColumnMap.from_toml` reads.

    Columns whose name alone says what they are, are mapped. What is only likely is a
    comment; until it is edited, the column is not read. All that the given map says is
    kept.

    Args:
        columns: The columns of the file.

        given: The column map by which the file was looked at.
    """
    return "\n".join(_lines(columns, given)) + "\n"


def _lines(columns: Sequence[Column], given: ColumnMap) -> Iterator[str]:
    yield _INTRODUCTION
    yield from _not_read(columns, given)
    yield from _listed(
        'words for "not recorded" in every column', missing=given.missing
    )
    mapped = {
        each.quantity.name: each
        for each in columns
        if each.mapped and each.quantity is not None
    }
    yield from _listed(
        "cells that can hold a range, such as 3-4 or 89+",
        ranges=_with(given.ranges, (n for n, e in mapped.items() if e.tally.ranges)),
    )
    labels = (n for n, each in mapped.items() if each.tally.misfits["label"])
    yield from _listed(
        "a number with its label, such as 3 (text), counts by the number",
        numbered=_with(given.numbered, labels),
    )
    yield from _listed("decimals are dropped", completed=given.completed)
    yield from _listed("columns that need not be there", optional=given.optional)
    yield ""
    yield "[columns]"
    yield from _names(columns, given)
    missing = {name: [*words] for name, words in given.missing_values.items()}
    for name, words in given.values.items():
        missing.setdefault(name, []).extend(w for w, v in words.items() if v is None)
    for name, each in mapped.items():
        missing.setdefault(name, []).extend(missing_codes(each.tally))
    if any(missing.values()):
        yield ""
        yield '[missing_values]  # what means "not recorded" in a column'
        for name, codes in missing.items():
            if codes:
                yield f"{name} = [{', '.join(map(quoted, dict.fromkeys(codes)))}]"
    yield from _kept(given, mapped)
    for each in columns:
        if (words := words_of(each)) and each.quantity is not None:
            mark = "" if each.mapped else "# "
            meanings: dict[str, Value | Partly] = {**words}
            if each.mapped:
                meanings |= _meant(given, each.quantity.name)
            yield ""
            yield f"{mark}[values.{each.quantity.name}]"
            for word, meant in meanings.items():
                yield f"{mark}{quoted(word)} = {value_of(meant)}"
    if not given.visits:
        yield from _visits(columns)


def _visits(columns: Sequence[Column]) -> Iterator[str]:
    """Visits side by side, if several columns look like one quantity."""
    alike: dict[str, str] = {}
    for each in columns:
        if each.candidate.name is not None:
            alike[each.name] = each.candidate.name
        elif len(each.candidate.others) == 1:
            (alike[each.name],) = each.candidate.others
    persons = (each.name for each in columns if is_reference(each.name))
    return drafted_visits(next(persons, ""), alike)


def _not_read(columns: Sequence[Column], given: ColumnMap) -> Iterator[str]:
    """The columns that are passed through."""
    if given.all_pass:
        yield from _listed("columns that are not read", pass_through=EVERY)
        return
    used = {name for names, _ in given.stated.values() for name in names}
    alone = {
        each.name: "  # take it out of here to map it below" if _may_be(each) else ""
        for each in columns
        if not each.mapped and not INDEX.fullmatch(each.name) and each.name not in used
    }
    # A column that this file does not have may be in the next one.
    passed = {**dict.fromkeys(given.pass_through, ""), **alone}
    if passed:
        yield "# columns that are not read"
        yield "pass_through = ["
        yield from (f"    {quoted(name)},{why}" for name, why in passed.items())
        yield "]"


def _listed(why: str, **parts: Sequence[str]) -> Iterator[str]:
    """A list of a map, with what it is for; nothing if it is empty."""
    for name, words in parts.items():
        if words:
            yield ""
            yield f"# {why}"
            yield f"{name} = {value_of(words)}"


def _with(given: Sequence[str], found: Iterable[str]) -> Sequence[str]:
    """A list of the given map with what was found in the file."""
    return given if isinstance(given, str) else (*dict.fromkeys((*given, *found)),)


def _meant(given: ColumnMap, name: str) -> Mapping[str, Value | Partly]:
    """What the words of a quantity mean in the given map, without what is missing."""
    words = given.values.get(name, {})
    return {word: meant for word, meant in words.items() if meant is not None}


def _kept(given: ColumnMap, mapped: Mapping[str, Column]) -> Iterator[str]:
    """The tables of the given map to which a look at the file adds nothing."""
    more = {name for name, each in mapped.items() if words_of(each)}
    values = {n: _meant(given, n) for n in given.values if n not in more}
    tables = {name: getattr(given, name) for name in _TABLES}
    tables["values"] = {name: words for name, words in values.items() if words}
    for name, table in tables.items():
        if table:
            yield ""
            yield written({name: table}).rstrip("\n")


def _names(columns: Sequence[Column], given: ColumnMap) -> Iterator[str]:
    present = {each.name for each in columns}
    for column, meant in given.columns.items():
        if column not in present:
            yield f"{quoted(column)} = {quoted(meant)}  # this file does not have it"
    for each in columns:
        name = each.candidate.name
        if name is not None and name != each.name:
            why = LIKENESSES[each.candidate.likeness or "near"]
            if each.candidate.unit:
                why += (
                    f" ({each.candidate.unit}): give it under [units], or a factor "
                    f"under [factors]"
                )
            mark = "" if each.mapped else "# "
            yield f"{mark}{quoted(each.name)} = {quoted(name)}  # {why}"
        elif len(each.candidate.others) == 1:
            (other,) = each.candidate.others
            yield (
                f"# {quoted(each.name)} = {quoted(other)}  # another column is like it "
                f"too: use one, or map them under [visits]"
            )
        elif each.candidate.others:
            others = ", ".join(each.candidate.others)
            yield f"# {quoted(each.name)} = ...  # may be one of {others}"
        elif name is None and is_reference(each.name):
            yield (
                f'# {quoted(each.name)} = "{REFERENCE}"  # if it is an opaque number, '
                f"and no name or hospital number"
            )


def _may_be(column: Column) -> bool:
    """Whether a column that is not mapped is in a comment of the draft."""
    candidate = column.candidate
    return bool(candidate.name or candidate.others or is_reference(column.name))


def words_of(column: Column) -> Mapping[str, Value]:
    """
    What the words of a column may mean, if the dictionary does not know them all.

    Args:
        column: The column.

    Returns:
        A meaning for each word; none if a word may mean anything.
    """
    quantity = column.quantity
    if quantity is None or not column.tally.invalid:
        return {}
    found: dict[str, Value] = {}
    for word in sorted(column.tally.words):
        meant = _meaning(quantity, word)
        if meant is not None:
            found[word] = meant
    known = sum(column.tally.words[word] for word in found)
    codes = missing_codes(column.tally)
    rest = column.tally.filled - known - sum(codes.values())
    # A translation allows its own words alone, so a part of one would lose the others.
    return found if found and not rest else {}


def _meaning(quantity: Quantity, written: str) -> Value | None:
    word = written.lower()
    match quantity:
        case Fact():
            if word in _YES | YES_WORDS:
                return True
            return False if word in _NO | NO_WORDS else None
        case Choice():
            starts = [each for each in quantity.levels if each.lower().startswith(word)]
            if len(word) == 1 or word in map(str.lower, quantity.levels):
                exact = [each for each in starts if each.lower() == word]
                if len(exact or starts) == 1:
                    return (exact or starts)[0]
            return None
        case _:
            return None
