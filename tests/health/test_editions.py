"""Editions: a released rule stays as it was, and stays callable."""

import datetime as dt
import pickle

import attrs
import pytest
from releases import TABLE, faults, in_progress, released

import cervmyelo as cm
from cervmyelo.editions import Rules, read_releases, releases
from cervmyelo.errors import (
    KindError,
    OutOfRangeError,
    RuleError,
    UnknownNameError,
)


def test_the_table_of_releases_is_that_of_the_rules():
    """A new rule, edition or fingerprint is in the part of the version in progress."""
    text = TABLE.read_text(encoding="utf-8")
    part = in_progress(text, cm.rules, cm.__version__)
    assert text == released(text) + part, (
        "python tests/support/releases.py writes the part in progress again"
    )


def test_what_was_released_is_still_there():
    """Every released edition is callable and has the fingerprint of its release."""
    assert not faults(TABLE.read_text(encoding="utf-8"), cm.rules)
    assert len(releases()) >= 1


def table(*rules, version="1.0", day="2027-01-31"):
    """A part of the table of releases."""
    lines = [f'{each.name} = "{each.edition} {fingerprint(each)}"' for each in rules]
    head = [
        "[[release]]",
        f'version = "{version}"',
        *([f"date = {day}"] if day else []),
    ]
    return "\n".join([*head, "[release.rules]", *lines, ""])


def fingerprint(rule):
    """The fingerprint of a rule."""
    return rule.identity.fingerprint


def changed(rule, edition):
    """The severity with another cut-off, in an edition."""
    full, mild, moderate, severe = rule.bands
    bands = (full, attrs.evolve(mild, low=13), attrs.evolve(moderate, high=12), severe)
    return attrs.evolve(rule, edition=edition, bands=bands)


def test_a_changed_rule_needs_a_new_edition_and_keeps_the_old_one():
    """A table with a release finds a fingerprint that changed, and a lost edition."""
    old = cm.mjoa_severity
    text = table(cm.mjoa_total, old)
    assert not faults(text, Rules([cm.mjoa_total, old]))
    (wrong,) = faults(text, Rules([cm.mjoa_total, changed(old, "1")]))
    assert "mjoa_severity: edition 1 of release 1.0 has another fingerprint" in wrong
    (wrong,) = faults(text, Rules([cm.mjoa_total, changed(old, "2")]))
    assert "mjoa_severity: edition 1 of release 1.0 is gone" in wrong
    assert not faults(text, Rules([cm.mjoa_total, changed(old, "2")], [old]))
    (wrong,) = faults(text, Rules([old]))
    assert wrong.startswith("mjoa_total")


def test_a_release_adds_one_line_and_the_next_part_lists_what_changed():
    """Nothing is in progress after a release until a rule changes, or goes."""
    old = cm.mjoa_severity
    text = table(cm.mjoa_total, old)
    rules = Rules([cm.mjoa_total, old])
    assert in_progress(text, rules, "1.1") == ""
    assert released(text) == text
    new = changed(old, "2")
    part = in_progress(text, Rules([new]), "1.1")
    assert part == (
        '[[release]]\nversion = "1.1"\nwithdrawn = ["mjoa_total"]\n[release.rules]\n'
        f'mjoa_severity = "2 {fingerprint(new)}"\n'
    )
    both = read_releases(text + part)
    assert [each.on for each in both] == [dt.date(2027, 1, 31), None]
    assert list(both[1].rules) == ["mjoa_severity"]
    assert released(text + part) == text
    dated = part.replace('"1.1"', '"1.1"\ndate = 2027-03-01')
    assert released(text + dated) == text + dated


def test_the_rules_of_a_day_are_those_of_the_last_release():
    """Before the first release there are none; the version in progress comes last."""
    old, new = cm.mjoa_severity, changed(cm.mjoa_severity, "2")
    text = table(cm.mjoa_total, old) + table(new, version="1.1", day="2027-03-01")
    text += table(cm.mjoa_total, version="1.2", day=None)
    current = [cm.mjoa_total, new, cm.joa_total]  # the last is not in the table yet
    rules = Rules(current, [old], read_releases(text))
    assert rules.at("2027-02-28")["mjoa_severity"] is old
    assert rules.at(dt.date(2027, 3, 1))["mjoa_severity"] is new
    assert rules.at("2099-01-01")["mjoa_total"] is cm.mjoa_total
    assert rules.at("1.0")["mjoa_severity"] is old
    assert dict(rules.at("1.2")) == dict(rules)
    assert list(rules.at("2")) == ["mjoa_severity"]
    with pytest.raises(OutOfRangeError, match="2027-01-31 or a later day"):
        rules.at("2027-01-30")


def test_a_withdrawn_rule_stays_callable():
    """A rule that is no longer in force is found by its edition and its release."""
    text = table(cm.mjoa_total, cm.mjoa_severity)
    rules = Rules([cm.mjoa_total], [cm.mjoa_severity], read_releases(text))
    assert "mjoa_severity" not in rules
    assert rules.at("2027-01-31")["mjoa_severity"] is cm.mjoa_severity
    assert rules.editions("mjoa_severity")["1"] is cm.mjoa_severity
    assert not faults(text, rules)


def test_today_every_date_and_edition_has_the_rules_in_force():
    """Nothing is superseded yet, so each way of asking gives the rules themselves."""
    for when in ("2026-11-26", dt.date(1999, 1, 1), "1", cm.__version__):
        found = cm.rules.at(when)
        assert {name: rule is cm.rules[name] for name, rule in found.items()} == (
            dict.fromkeys(cm.rules, True)
        )
    assert list(cm.rules.editions("mjoa_total")) == ["1"]


@pytest.mark.parametrize(
    ("when", "error"),
    [
        ("2026-13-01", KindError),
        ("2026-02-30", KindError),
        (20261126, KindError),
        (None, KindError),
        ([], KindError),
        ("0", UnknownNameError),
        ("", UnknownNameError),
        ("yesterday\x1b[31m", UnknownNameError),
    ],
)
def test_what_is_no_date_release_or_edition_is_refused(when, error):
    """The error says what can be asked for."""
    with pytest.raises(error) as refused:
        cm.rules.at(when)
    assert str(refused.value).isprintable()


def test_two_rules_cannot_share_a_name_and_an_edition():
    """A superseded rule must have another edition than the one in force."""
    with pytest.raises(RuleError, match="same edition"):
        Rules([cm.mjoa_total], [cm.mjoa_total])
    with pytest.raises(UnknownNameError):
        cm.rules.editions("mjoa_totl")


def test_rules_of_a_day_show_themselves_as_rules():
    """What is returned prints, searches and suggests like the rules in force."""
    then = cm.rules.at("1")
    assert repr(then) == repr(cm.rules)
    assert then.table == cm.rules.table
    with pytest.raises(KeyError, match="Did you mean mjoa_total"):
        then["mjoa_totl"]
    assert pickle.loads(pickle.dumps(then["mjoa_total"])) == cm.mjoa_total  # noqa: S301
