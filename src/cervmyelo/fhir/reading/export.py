"""
Bulk exports of FHIR: resources of many people, one in each line, scattered over files.

Lines are read one by one. What is held is what they record, by person, and never the
resources themselves; what says nothing for anybody is counted and forgotten.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias, cast

import attrs

from cervmyelo.errors import DocumentError, KindError, kind_of
from cervmyelo.field_types import Rebuilt, has_elements, read_only, typed
from cervmyelo.json_text import parse
from cervmyelo.models import Patient
from cervmyelo.notebook import Shown
from cervmyelo.packed import unpacked
from cervmyelo.paths import file_path

from .as_of import AsOf, SexFrom, in_order, patient_of, person_of
from .json_values import is_object, parts, text
from .people import Subjects, own_reference
from .reader import NOBODY, NOBODY_CLEAR, expected
from .readings import Codes, Reading
from .received import Received
from .report import Became, Line, ReadingReport
from .walking import Resource

__all__ = [
    "LONGEST",
    "MOST_FLAGGED",
    "Export",
    "Source",
    "from_ndjson",
    "patients_of",
]

Source: TypeAlias = str | Path | Iterable[str | bytes]
"""A file, a folder of files, or lines."""

LONGEST: Final = 2**26
"""The number of bytes at which a line is skipped."""

MOST_FLAGGED: Final = 1_000
"""How many flagged lines are kept; more are only counted."""

_ENDINGS: Final = (".ndjson", ".jsonl", ".ndjson.gz", ".jsonl.gz")
_NO_JSON: Final = "not JSON, or with a key twice"
_NO_RESOURCE: Final = "no resource"
_SHORTEST: Final = len('{"resourceType":"X"}')
_SOURCES: Final = "files, folders, or iterables of lines"


@attrs.frozen(eq=False, repr=False, field_transformer=typed)
class Export(Rebuilt, Shown):
    """
    What was read from a bulk export: each person as `from_fhir` gives one.

    Iterating makes the people one by one, in the order in which they appear, as often
    as it is asked for.

    Attributes:
        flagged: The lines that are not read and may say something, and signs that there
            is more than was given: the first 1,000.

        others: How often something is in no report of a person: by what became of it,
            the quantity or rule, and the reason.

    Raises:
        KindError: If a part is of the wrong kind.
    """

    _readings: Mapping[str, list[Reading]]
    _lines: Mapping[str, list[Line]]
    flagged: tuple[Line, ...]
    others: Mapping[tuple[Became, str, str], int] = attrs.field(converter=read_only)

    @property
    def complete(self) -> bool:
        """Whether nothing says that there is more than was given."""
        return all(became != "incomplete" for became, _, _ in self.others)

    def __len__(self) -> int:
        """The number of people."""
        return len(self._readings)

    def __iter__(self) -> Iterator[Received]:
        for key, readings in self._readings.items():
            person, lines = person_of(key, readings)
            lines += self._lines.get(key, ())
            yield Received((person,), ReadingReport(in_order(lines)))

    def __repr__(self) -> str:
        counts: Counter[str] = Counter()
        for (became, _, _), count in self.others.items():
            counts[became] += count
        words = "".join(f", {n:,} {became}" for became, n in counts.items())
        return f"<Export: {len(self):,} people{words}>"

    def __str__(self) -> str:
        counts: Counter[str] = Counter()
        for (became, _, why), count in self.others.items():
            counts[f"{became}: {why}"] += count
        lines = (f"{count:,} {each}" for each, count in counts.most_common())
        return "\n".join([f"{len(self):,} people", *lines])


def patients_of(export: Export) -> Iterator[tuple[str, Patient, list[Line]]]:
    """
    The people of an export without their visits and conflicts, in much less time.

    Args:
        export: The export.

    Returns:
        The reference to each person, what is known of the person, and what became of
        what is recorded, in any order.
    """
    people = export._readings  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    also = export._lines  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    for key, readings in people.items():
        patient, lines = patient_of(readings)
        yield key, patient, [*lines, *also.get(key, ())]


def from_ndjson(
    *sources: Source,
    on: dt.date,
    codes: Codes | None = None,
    sex_from: SexFrom = "birth_sex",
) -> Export:
    """
    People from a bulk export of FHIR, each as of one day.

    The resources of a person can be in any line of any file, in any order. Each person
    is what `from_fhir` gives for a Bundle of the person's resources, with the same
    report, without its lines on what was ignored: these are counted for all.

    All lines are read at once, because the last may be about the first person. What is
    held meanwhile is what is recorded of each person, not the resources.

    >>> import datetime as dt
    >>> lines = [
    ...     '{"resourceType": "Patient", "id": "1", "birthDate": "1961-02-05"}',
    ...     '{"resourceType": "Encounter", "id": "7"}',
    ...     '{"resourceType": "Patient", "id": "2", "birthDate": "1956',
    ... ]
    >>> export = from_ndjson(lines, on=dt.date(2026, 3, 14))
    >>> [(each.people[0].subject, each.patient.age_years) for each in export]
    [('Patient/1', 65)]
    >>> print(export.flagged[0])
    line 3: not understood: not JSON, or with a key twice

    Args:
        sources: Files, packed by gzip or not; folders, where the files that end in
            .ndjson or .jsonl, or in these and .gz, are read; or iterables of lines, as
            text or bytes. A list of names of files is given as ``*names``.

        on: As in `from_fhir`.

        codes: As in `from_fhir`.

        sex_from: As in `from_fhir`.

    Returns:
        The people, and what became of everything else. A line that is no resource, or
        has a key twice, is flagged by its number, and changes nothing else. So is what
        names nobody, and a Bundle: `from_fhir` reads it.

    Raises:
        KindError: If an argument is of the wrong kind.

        LevelError: If *sex_from* is another word, or *codes* names no quantity.

        DocumentError: If a folder has no such file.

        OSError: If a file cannot be opened.
    """
    reader = _Reader(expected(on, codes, sex_from))
    named = [*_named(sources)]
    for source in named:
        reader.read(source)
    return reader.export()


class _Reader:
    """What is recorded of each person, and what became of everything else."""

    def __init__(self, as_of: AsOf) -> None:
        self._as_of = as_of
        self._subjects = Subjects()
        self._readings: dict[str, list[Reading]] = {}
        self._lines: dict[str, list[Line]] = {}
        self._flagged: list[Line] = []
        self._others: Counter[tuple[Became, str, str]] = Counter()

    def export(self) -> Export:
        for address, key in self._subjects.one_server(self._readings).items():
            self._readings[key] += self._readings.pop(address)
            self._lines.setdefault(key, []).extend(self._lines.pop(address, ()))
        return Export(self._readings, self._lines, (*self._flagged,), self._others)

    def read(self, source: Path | Iterable[str | bytes]) -> None:
        """Read every line of a source."""
        start = f"{source.name}:" if isinstance(source, Path) else "line "
        try:
            for number, line in _numbered(source):
                self._take(f"{start}{number}", line)
        except DocumentError:
            name = source.name if isinstance(source, Path) else ""
            why = "packed by gzip, and damaged or not complete"
            self._other(Line(name, "incomplete", why=why))

    def _take(self, place: str, line: str | bytes | None) -> None:
        found = _body(line)
        if isinstance(found, str):
            self._not_understood(place, found)
            return
        resource = Resource(place, text(found["resourceType"]), found)
        aside = self._as_of.aside(resource)
        if aside is not None:
            self._other(aside)
            return
        key = (
            own_reference(resource)
            if resource.kind == "Patient"
            else self._subjects.key(resource)
        )
        if not key:
            self._not_understood(place, NOBODY_CLEAR if key is None else NOBODY)
            return
        own = self._readings.setdefault(key, [])
        for each in self._as_of.read(resource):
            if isinstance(each, Reading):
                own.append(each)
            elif each.became == "ignored":
                self._other(each)
            else:
                self._lines.setdefault(key, []).append(each)

    def _not_understood(self, place: str, why: str) -> None:
        """Count a line about nobody. A file can hold many thousands of them."""
        if len(self._flagged) < MOST_FLAGGED:
            self._other(Line(place, "not understood", why=why))
        else:
            self._others["not understood", "", why] += 1

    def _other(self, line: Line) -> None:
        """Count what is in no report of a person."""
        self._others[line.became, line.about, line.why] += 1
        if line.became != "ignored" and len(self._flagged) < MOST_FLAGGED:
            self._flagged.append(line)


def _body(line: str | bytes | None) -> Mapping[str, object] | str:
    """The resource in a line, or why there is none."""
    if line is None:
        return f"longer than {LONGEST:,} bytes"
    if len(line) < _SHORTEST:
        return _of_no_resource(line)
    try:
        body = parse(line, unique=True)
    except DocumentError:
        return _NO_JSON
    kind = text(parts(body).get("resourceType"))
    if not is_object(body) or not kind:
        return _NO_RESOURCE
    return "a Bundle, not one resource" if kind == "Bundle" else parts(body)


# Lines that are so short are often alike.
@functools.lru_cache(1024)
def _of_no_resource(line: str | bytes) -> str:
    """Why a line is none that is too short for a resource."""
    try:
        parse(line, unique=True)
    except DocumentError:
        return _NO_JSON
    return _NO_RESOURCE


def _named(sources: Iterable[object]) -> Iterator[Path | Iterable[str | bytes]]:
    """The files and lines that are given, folders as the files in them."""
    for source in sources:
        if isinstance(source, str | Path):
            path = file_path(source)
            yield from _files(path) if path.is_dir() else (path,)
        elif _has_lines(source):
            yield cast("Iterable[str | bytes]", source)
        else:
            raise KindError("sources", kind_of(source), _SOURCES)


def _has_lines(source: object) -> bool:
    return not isinstance(source, bytes | Mapping) and has_elements(source)


def _files(folder: Path) -> list[Path]:
    found = sorted(
        each for each in folder.iterdir() if each.name.lower().endswith(_ENDINGS)
    )
    if not found:
        raise DocumentError(
            f"The folder has no file that ends in {' or '.join(_ENDINGS)}."
        )
    return found


def _numbered(
    source: Path | Iterable[str | bytes],
) -> Iterator[tuple[int, str | bytes | None]]:
    """The lines that are not blank with their numbers; None for one too long."""
    with contextlib.ExitStack() as stack:
        lines: Iterable[str | bytes | None]
        if isinstance(source, Path):
            packed = stack.enter_context(source.open("rb"))
            lines = _lines(stack.enter_context(unpacked(packed)))
        else:
            lines = _checked(source)
        for number, line in enumerate(lines, 1):
            if line is None or line.strip():
                yield number, line


def _checked(lines: Iterable[str | bytes]) -> Iterator[str | bytes]:
    for line in lines:
        if not isinstance(cast("object", line), str | bytes):
            raise KindError("sources", f"one with {kind_of(line)}", _SOURCES)
        yield line


def _lines(file: BinaryIO) -> Iterator[bytes | None]:
    """The lines of a file; None for one that is longer than any resource."""
    while line := file.readline(LONGEST):
        if len(line) < LONGEST or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(LONGEST)
        yield None
