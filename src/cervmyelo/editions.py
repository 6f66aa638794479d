"""
Editions of rules: the rules in force, those they replaced, and what each release had.

A correction of a released rule is a new edition. The old one moves to
`cervmyelo.registry.SUPERSEDED` and stays callable, so that what was stored under it can
be explained later.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, cast

import attrs

from .errors import KindError, OutOfRangeError, RuleError, UnknownNameError, kind_of
from .forms import Form
from .rule_lists import RuleList

__all__ = ["Edition", "Release", "Rules", "read_releases", "releases"]

_WHEN: Final = (
    'a date such as "2026-11-26", the version of a release, or an edition such as "1"'
)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@attrs.frozen
class Edition:
    """
    Which edition of a rule a release had.

    Attributes:
        edition: The edition.

        fingerprint: The fingerprint of the rule in that release.
    """

    edition: str
    fingerprint: str


@attrs.frozen
class Release:
    """
    What a release of this library answered with.

    Attributes:
        version: Its version.

        on: The day of the release; None for a version that is not released yet.

        rules: The edition of each of its rules, by name.
    """

    version: str
    on: dt.date | None
    rules: Mapping[str, Edition]


def read_releases(text: str) -> tuple[Release, ...]:
    """
    The releases in a TOML text, the oldest first.

    Each release lists the rules that are new or changed in it, and under ``withdrawn``
    those that it no longer has.

    >>> first, second = read_releases('''
    ... [[release]]
    ... version = "1.0"
    ... date = 2027-01-01
    ... rules.mjoa_total = "1 000000000000"
    ... rules.mjoa_severity = "1 111111111111"
    ... [[release]]
    ... version = "1.1"
    ... rules.mjoa_severity = "2 222222222222"
    ... ''')
    >>> second.on is None, {name: each.edition for name, each in second.rules.items()}
    (True, {'mjoa_total': '1', 'mjoa_severity': '2'})

    Args:
        text: The text of ``releases.toml``.
    """
    made: list[Release] = []
    rules: dict[str, Edition] = {}
    # Few programs ask for earlier releases, and the parser takes long to import.
    import tomllib

    for each in tomllib.loads(text).get("release", []):
        for name in each.get("withdrawn", []):
            rules.pop(name, None)
        for name, written in each.get("rules", {}).items():
            edition, fingerprint = cast("str", written).split()
            rules[name] = Edition(edition, fingerprint)
        on = cast("dt.date | None", each.get("date"))
        made.append(Release(each["version"], on, MappingProxyType({**rules})))
    return tuple(made)


@functools.cache
def releases() -> tuple[Release, ...]:
    """The releases of this library, the oldest first; then the version in progress."""
    from importlib import resources

    path = resources.files("cervmyelo").joinpath("releases.toml")
    return read_releases(path.read_text(encoding="utf-8"))


class Rules(RuleList):
    """
    The rules in force by name, and every edition that was released.

    >>> import cervmyelo as cm
    >>> cm.rules["mjoa_total"].identity.edition
    '1'
    >>> cm.rules.at("1")["mjoa_total"](cm.MJOA(sphincter=3)).answer
    '3 to 18 points'

    Args:
        rules: The rules in force, in order.

        superseded: The rules that they replaced, or that were withdrawn.

        released: The releases; those of this library if None.

        subjects: The subject of each rule, by name.

    Raises:
        RuleError: If two rules have the same name and edition.
    """

    __slots__ = ("_editions", "_released")

    def __init__(
        self,
        rules: Iterable[Form],
        superseded: Iterable[Form] = (),
        released: Iterable[Release] | None = None,
        subjects: Mapping[str, str] | None = None,
    ) -> None:
        current = tuple(rules)
        super().__init__(((each.name, each) for each in current), subjects)
        self._released = None if released is None else tuple(released)
        self._editions: dict[str, dict[str, Form]] = {each.name: {} for each in current}
        for rule in (*superseded, *current):
            of_this_name = self._editions.setdefault(rule.name, {})
            if rule.edition in of_this_name:
                raise RuleError(
                    f"{rule.name}: two rules have this name and the same edition. A "
                    f"changed rule needs a new edition."
                )
            of_this_name[rule.edition] = rule

    def editions(self, name: str) -> RuleList:
        """
        Every edition of a rule, the oldest first.

        >>> import cervmyelo as cm
        >>> list(cm.rules.editions("mjoa_severity"))
        ['1']

        Args:
            name: The name of the rule.

        Raises:
            UnknownNameError: If no rule has or had this name.
        """
        if not isinstance(cast("object", name), str) or name not in self._editions:
            raise UnknownNameError(name, "rule", self._editions)
        return RuleList(self._editions[name], kind="edition")

    def at(self, when: dt.date | str) -> RuleList:
        """
        The rules as they were on a date, in a release or in an edition.

        >>> import datetime as dt, cervmyelo as cm
        >>> cm.rules.at(dt.date(2026, 11, 26))["mjoa_total"] is cm.mjoa_total
        True
        >>> cm.rules.at("99")
        Traceback (most recent call last):
            ...
        cervmyelo.errors.UnknownNameError: 99: unknown release or edition.

        Args:
            when: A date, or its text such as "2026-11-26": the rules of the last
                release until that day. The version of a release: its rules. An edition
                such as "1": every rule that has it, in this edition.

        Returns:
            The rules by name; each is called like a rule in force. As long as nothing
            is released, every date gives the rules of the version in progress.

        Raises:
            KindError: If *when* is neither a date nor text, or no date of the calendar.

            OutOfRangeError: If there was no release until that day.

            UnknownNameError: If there is no such release or edition.
        """
        day = _day(when)
        if day is not None:
            return self._of(self._last_until(day))
        for release in self._all_releases:
            if release.version == when:
                return self._of(release)
        found = {
            name: editions[str(when)]
            for name, editions in self._editions.items()
            if when in editions
        }
        if not found:
            known = [each.version for each in self._all_releases]
            known += [each for editions in self._editions.values() for each in editions]
            raise UnknownNameError(when, "release or edition", dict.fromkeys(known))
        return RuleList(found, self._subjects)

    @property
    def _all_releases(self) -> tuple[Release, ...]:
        return releases() if self._released is None else self._released

    def _last_until(self, day: dt.date) -> Release | None:
        dated = {each.on: each for each in self._all_releases if each.on is not None}
        if not dated:
            return None
        until = [on for on in dated if on <= day]
        if not until:
            raise OutOfRangeError(
                "when",
                "a day before the first release",
                f"{min(dated).isoformat()} or a later day",
            )
        return dated[max(until)]

    def _of(self, release: Release | None) -> RuleList:
        # The version in progress has the rules in force, whatever its part lists.
        if release is None or release.on is None:
            return RuleList(self, self._subjects)
        found = {
            name: self._editions[name][each.edition]
            for name, each in release.rules.items()
        }
        return RuleList(found, self._subjects)


def _day(when: object) -> dt.date | None:
    """The day that is asked for; None for another text."""
    if isinstance(when, dt.datetime):
        return when.date()
    if isinstance(when, dt.date):
        return when
    if not isinstance(when, str):
        raise KindError("when", kind_of(when), _WHEN)
    if not _DAY.fullmatch(when):
        return None
    try:
        return dt.date.fromisoformat(when)
    except ValueError:
        raise KindError("when", "a day that no calendar has", _WHEN) from None
