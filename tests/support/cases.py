"""
Published cases and figures, read from the TOML files in `tests/published`.

`tests/published/cases/README.md` explains the files. Nothing here knows a number: this
module only reads what is written there, and compares a finding with it.
"""

import itertools
import math
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, TypeAlias

import attrs

from cervmyelo.findings import Finding
from cervmyelo.forms import People

PUBLISHED = Path(__file__).parents[1] / "published"

Value: TypeAlias = bool | int | float | str
Outcome: TypeAlias = Literal["answer", "possible", "between", "refused"]
Figure: TypeAlias = tuple[float, str, float | None, float | None, str]

OUTCOMES: tuple[Outcome, ...] = ("answer", "possible", "between", "refused")
REFUSALS = ("impossible value", "no published answer", "contradictory record")
OF_A_RULE = {"place", "unless_given", "case"}
OF_A_POPULATION = {"rules", "place", "inside", "outside", "also"}
OF_A_CASE = {"checks", "place", "given", "not_recorded", "interval", *OUTCOMES}


@attrs.frozen
class Tolerance:
    """How far two numbers with decimals may lie apart and still be the same."""

    relative: float
    absolute: float

    def same(self, found: object, expected: object) -> bool:
        """Whether a value is the expected one; only floats have a tolerance."""
        if isinstance(found, float) and isinstance(expected, float | int):
            return math.isclose(
                found, expected, rel_tol=self.relative, abs_tol=self.absolute
            )
        return found == expected

    def same_all(self, found: tuple[object, ...], expected: tuple[object, ...]) -> bool:
        """Whether each of some values is the expected one, in the same order."""
        return len(found) == len(expected) and all(map(self.same, found, expected))


@attrs.frozen
class Case:
    """
    One published case of a rule.

    Attributes:
        rule: Name of the rule.

        checks: What the case checks, in one sentence.

        place: Where it is published.

        people: What is recorded of each person of the case; a quantity that is not
            there is not recorded.

        outcome: How the answer is stated.

        expected: The answer: one value; all values still possible; the lowest and the
            highest; or the kind of refusal.

        interval: The published interval, or None if the case states none.

        tolerance: Of the file.
    """

    rule: str
    checks: str
    place: str
    people: tuple[dict[str, Value], ...]
    outcome: Outcome
    expected: tuple[Value, ...]
    interval: tuple[float, ...] | None
    tolerance: Tolerance

    def agrees_with(self, finding: Finding[Any]) -> bool:
        """Whether a finding for one of the people is what the source states."""
        if finding.status == "refused":
            impossible = any(problem.field for problem in finding.problems)
            kinds = {REFUSALS[0] if impossible else REFUSALS[1]}
            if {problem.code for problem in finding.problems} == {"contradiction"}:
                kinds.add(REFUSALS[2])
            return self.outcome == "refused" and self.expected[0] in kinds
        if (finding.status == "ok") != (self.outcome == "answer"):
            return False
        if self.interval is not None and (
            finding.interval is None
            or not self.tolerance.same_all(finding.interval, self.interval)
        ):
            return False
        match self.outcome:
            case "answer":
                found: tuple[object, ...] = (_code(finding.value),)
            case "between":
                found = (finding.low, finding.high)
            case "possible":
                found = tuple(map(_code, finding.possible or ()))
            case "refused":
                return False
        return self.tolerance.same_all(found, self.expected)


@attrs.frozen
class Population:
    """
    The people that some rules are for.

    Attributes:
        rules: The names of the rules.

        place: Where the population is published.

        inside: What is recorded of people who meet every condition.

        outside: What is recorded of people who do not meet one of the conditions.
    """

    rules: tuple[str, ...]
    place: str
    inside: tuple[dict[str, Value], ...]
    outside: tuple[dict[str, Value], ...]

    def agrees_with(self, people: People) -> bool:
        """Whether conditions divide these people as the source does."""
        return not any(
            any(people.unmet(each)) or any(people.assumed(each)) for each in self.inside
        ) and all(any(people.unmet(each)) for each in self.outside)


def agrees(rule: Any, case: Case) -> bool:
    """Whether a rule finds for everybody in a case what the source states."""
    return all(case.agrees_with(rule(person)) for person in case.people)


def _code(value: object) -> object:
    """The code of a grade; any other value itself."""
    return getattr(value, "code", value)


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _expect(ok: object, path: Path, what: str) -> None:
    """Raise an error that names the file, unless a condition is met."""
    if not ok:
        raise ValueError(f"{path.name}: {what}")


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of one file."""
    data = _read(path)
    tolerance = Tolerance(**data.pop("tolerance"))
    for rule, part in data.items():
        extra = part.keys() - OF_A_RULE
        _expect(not extra, path, f"{rule}: unknown keys {extra}")
        usual = part.get("unless_given", {})
        for row in part["case"]:
            where = f"{rule}: {row.get('checks')}"
            extra = row.keys() - OF_A_CASE
            _expect(not extra, path, f"{where}: unknown keys {extra}")
            stated: list[Outcome] = [each for each in OUTCOMES if each in row]
            _expect(len(stated) == 1, path, f"{where}: state one of {OUTCOMES}")
            missing = set(row.get("not_recorded", ()))
            given = row.get("given", {})
            _expect(
                missing <= usual.keys() - given.keys(),
                path,
                f"{where}: not_recorded takes names of unless_given that are not given",
            )
            answer: Value | list[Value] = row[stated[0]]
            expected = tuple(_listed(answer))
            _expect(
                isinstance(answer, list) == (stated[0] in {"possible", "between"})
                and (stated[0] != "between" or len(expected) == 2)
                and (stated[0] != "refused" or answer in REFUSALS),
                path,
                f"{where}: {stated[0]} is not written as README.md says",
            )
            yield Case(
                rule=rule,
                checks=row["checks"],
                place=row.get("place", part["place"]),
                people=tuple(
                    _people(
                        {n: v for n, v in usual.items() if n not in missing} | given
                    )
                ),
                outcome=stated[0],
                expected=expected,
                interval=tuple(row["interval"]) if "interval" in row else None,
                tolerance=tolerance,
            )


def _listed(value: Value | list[Value]) -> list[Value]:
    return value if isinstance(value, list) else [value]


def _people(given: dict[str, Value | list[Value]]) -> Iterator[dict[str, Value]]:
    """One person for each combination of the values that stand in lists."""
    for values in itertools.product(*map(_listed, given.values())):
        yield dict(zip(given, values, strict=True))


def read_populations(path: Path) -> Iterator[Population]:
    """The populations of a file."""
    for part in _read(path)["people"]:
        _expect(part.keys() == OF_A_POPULATION, path, f"{part['rules']}: wrong keys")
        inside = part["inside"]
        yield Population(
            rules=tuple(part["rules"]),
            place=part["place"],
            inside=(inside, *(inside | each for each in part["also"])),
            outside=tuple(inside | each for each in part["outside"]),
        )


def read_figures(path: Path) -> Iterator[Figure]:
    """The figures of a file: value, unit, low, high, key of the source."""
    for source, units in _read(path).items():
        for unit, figures in units.items():
            for each in figures:
                if isinstance(each, dict):
                    yield each["value"], unit, each["low"], each["high"], source
                else:
                    yield each, unit, None, None, source


CASES = [
    case
    for path in sorted((PUBLISHED / "cases").glob("*.toml"))
    for case in read_cases(path)
]
"""Every published case."""

POPULATIONS = tuple(read_populations(PUBLISHED / "people.toml"))
"""Whom the rules are for, as published."""

FIGURES = set(read_figures(PUBLISHED / "figures.toml"))
"""Every published figure that the library prints next to its rules."""

FIGURES_BY_NAME: dict[tuple[str, str], float] = {
    (source, name): value
    for source, names in _read(PUBLISHED / "figures_by_name.toml").items()
    for name, value in names.items()
}
"""Figures that share their numbers with another, by source and name."""

ARTICLE: dict[str, dict[str, list[str]]] = _read(PUBLISHED / "article.toml")
"""What the article lists."""
