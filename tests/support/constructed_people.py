"""
Read the constructed people in tests/published/patients and check the answers.

How to read the files is written in the README next to them.
"""

import datetime as dt
import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import attrs

import cervmyelo as cm
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.registry import RULES

__all__ = [
    "FOLDER",
    "FollowedPerson",
    "Person",
    "faults_of_words",
    "mismatch",
    "possible_mismatch",
    "read_courses",
    "read_people",
]

FOLDER: Final = Path(__file__).parents[1] / "published" / "patients"
COURSES: Final = "courses.toml"

_ITEMS: Final = ("motor_upper", "motor_lower", "sensory_upper", "sphincter")


def _words(text: str) -> str:
    return " ".join(text.split()).casefold()


def _filled(instance: object, attribute: Any, value: Any) -> None:  # noqa: ARG001
    if not value:
        message = f"{attribute.name} is empty"
        raise ValueError(message)


@attrs.frozen(kw_only=True)
class Person:
    """
    A constructed person.

    Attributes:
        theme: The name of the file.

        name: The name of the case.

        story: What a clinician would write.

        place: What in the sources decides.

        given: All that is recorded.

        must: What each rule must answer.

        must_not: The answers of a rule that must not be possible.

        assumes: For a rule, parts of the labels of conditions that must be shown as
            not recorded.

        assumes_nothing: Rules whose people are recorded completely.

        says: Wording that the report contains.

        never_says: Wording that the report does not contain.
    """

    theme: str
    name: str = attrs.field(validator=_filled)
    story: str = attrs.field(validator=_filled)
    place: str = attrs.field(validator=_filled)
    given: Mapping[str, Any] = attrs.field(validator=_filled)
    must: Mapping[str, Any] = attrs.field(factory=dict)
    must_not: Mapping[str, list[Any]] = attrs.field(factory=dict)
    assumes: Mapping[str, list[str]] = attrs.field(factory=dict)
    assumes_nothing: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    says: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    never_says: tuple[str, ...] = attrs.field(default=(), converter=tuple)

    @property
    def rules(self) -> frozenset[str]:
        """The names of the rules that something is asked of."""
        return frozenset((*self.must, *self.must_not, *self.assumes)).union(
            self.assumes_nothing
        )

    def __str__(self) -> str:
        return f"{self.theme}.toml, {self.name}: {self.story.strip()} [{self.place}]"


@attrs.frozen(kw_only=True)
class FollowedPerson:
    """
    A constructed person with several visits.

    Attributes:
        name: The name of the case.

        story: What a clinician would write.

        place: What in the sources decides.

        visits: The visits.

        surgery_on: The date of surgery, if there was one.

        says: Wording that the printed course contains.

        never_says: Wording that it does not contain.

        in_order: Wording that it contains in this order, at first mention.
    """

    name: str = attrs.field(validator=_filled)
    story: str = attrs.field(validator=_filled)
    place: str = attrs.field(validator=_filled)
    visits: tuple[cm.Visit, ...]
    surgery_on: dt.date | None = None
    says: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    never_says: tuple[str, ...] = attrs.field(default=(), converter=tuple)
    in_order: tuple[str, ...] = attrs.field(default=(), converter=tuple)

    def __str__(self) -> str:
        return f"{COURSES}, {self.name}: {self.story.strip()} [{self.place}]"


def read_people(folder: Path = FOLDER) -> Iterator[Person]:
    """
    The people of every file but the courses.

    Raises:
        ValueError: If a file has a key that is not known, or misses one.
    """
    for path in sorted(folder.glob("*.toml")):
        if path.name == COURSES:
            continue
        for table in _tables(path, "patient"):
            given = dict(table.pop("given", {}))
            others = table.pop("other_symptoms", None)
            if others not in {None, "denied"}:
                message = f'{path.name}: other_symptoms can only be "denied"'
                raise ValueError(message)
            if others:
                absent = dict.fromkeys(each.present.name for each in SYMPTOMS.values())
                given = {**dict.fromkeys(absent, False), **given}
            yield _made(Person, path, {**table, "theme": path.stem, "given": given})


def read_courses(folder: Path = FOLDER) -> Iterator[FollowedPerson]:
    """
    The people who were seen more than once.

    Raises:
        ValueError: If the file has a key that is not known, or misses one.
    """
    path = folder / COURSES
    for table in _tables(path, "course"):
        visits = tuple(map(_visit, table.pop("visit")))
        yield _made(FollowedPerson, path, {**table, "visits": visits})


def _tables(path: Path, key: str) -> Iterable[dict[str, Any]]:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    if content.keys() != {key}:
        message = f"{path.name}: expected only [[{key}]]"
        raise ValueError(message)
    return content[key]


def _made(kind: type[Any], path: Path, table: dict[str, Any]) -> Any:
    try:
        return kind(**table)
    except (TypeError, ValueError) as error:
        message = f"{path.name}, {table.get('name')}: {error}"
        raise ValueError(message) from error


def _visit(table: Mapping[str, Any]) -> cm.Visit:
    scored = [None if each == "not scored" else each for each in table["mjoa"]]
    items = cm.MJOA(**dict(zip(_ITEMS, scored, strict=True)))
    return cm.Visit(on=table["on"], case=items)


def faults_of_words(
    text: str,
    says: Iterable[str],
    never_says: Iterable[str],
    in_order: Iterable[str] = (),
) -> list[str]:
    """What is missing in a text, what must not be in it, and what is out of order."""
    words = _words(text)
    places = [words.find(_words(each)) for each in in_order]
    return [
        *(f"does not say {each!r}" for each in says if _words(each) not in words),
        *(f"says {each!r}" for each in never_says if _words(each) in words),
        *(["wrong order"] if -1 in places or places != sorted(places) else []),
    ]


def mismatch(rule: str, finding: cm.Finding[Any], expected: Any) -> str:
    """How a finding differs from what it must be; empty if it does not."""
    if isinstance(expected, dict):
        ((kind, value),) = expected.items()
        agrees = _CHECKS[kind](rule, finding, value)
    elif isinstance(expected, list):
        left = None if finding.possible is None else _codes(finding.possible)
        agrees = (
            finding.status == "undecided"
            and finding.value is None
            and left is not None
            and sorted(left, key=str) == sorted(expected, key=str)
        )
    else:
        agrees = finding.status == "ok" and _code(finding.value) == expected
    return "" if agrees else f"{rule}: expected {expected!r}, is {_state(finding)}"


def possible_mismatch(
    rule: str, finding: cm.Finding[Any], barred: Iterable[Any]
) -> str:
    """The answers that a finding leaves possible and must not; empty if none."""
    still = [each for each in barred if each in _codes(finding.possible or ())]
    return f"{rule}: {still} possible, is {_state(finding)}" if still else ""


def _state(finding: cm.Finding[Any]) -> str:
    codes = ", ".join(each.code for each in finding.problems)
    return f"{finding.status} {finding.answer!r} {codes}".strip()


def _code(value: Any) -> Any:
    return getattr(value, "code", value)


def _codes(values: Iterable[Any]) -> list[Any]:
    return [_code(each) for each in values]


def _between(rule: str, finding: cm.Finding[Any], ends: list[float]) -> bool:  # noqa: ARG001
    if finding.low is None or finding.high is None:
        return False
    found = (float(_code(finding.low)), float(_code(finding.high)))
    decided = finding.value is not None
    return decided == (ends[0] == ends[1]) and all(
        math.isclose(one, other, rel_tol=1e-4)
        for one, other in zip(found, ends, strict=True)
    )


def _at_least(rule: str, finding: cm.Finding[Any], lowest: Any) -> bool:
    order = _codes(RULES[rule].outcomes or ())
    left = _codes(finding.possible or ())
    return bool(left) and all(order.index(c) >= order.index(lowest) for c in left)


def _refused(rule: str, finding: cm.Finding[Any], code: str | bool) -> bool:  # noqa: ARG001
    codes = {each.code for each in finding.problems}
    return finding.status == "refused" and (code is True or code in codes)


def _answered(rule: str, finding: cm.Finding[Any], value: bool) -> bool:  # noqa: ARG001
    return (finding.status != "refused") is value


_CHECKS: Final = {
    "between": _between,
    "at_least": _at_least,
    "refused": _refused,
    "answered": _answered,
}
