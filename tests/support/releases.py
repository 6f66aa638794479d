"""
The table of releases, with the rules of the version in progress.

Run it after a rule is added or changed: ``python tests/support/releases.py``. It writes
the part of the version in progress again, and leaves what was released as it is. On the
day of a release, add its date to that part; after it, the next version gets a part of
its own as soon as a rule changes.
"""

import re
from pathlib import Path

import cervmyelo as cm
from cervmyelo.editions import Edition, read_releases

__all__ = ["TABLE", "faults", "in_progress", "released"]

TABLE = Path(cm.__file__).with_name("releases.toml")


def released(text):
    """The text of the table up to the last part with a date."""
    head, *parts = re.split(r"(?m)^(?=\[\[release\]\])", text)
    dated = [part for part in parts if read_releases(part)[0].on is not None]
    return "".join([head, *dated])


def in_progress(text, rules, version):
    """The part of the version in progress: rules that differ from what was released."""
    known = read_releases(released(text))
    before = known[-1].rules if known else {}
    now = {name: _edition(rule) for name, rule in rules.items()}
    changed = {name: each for name, each in now.items() if before.get(name) != each}
    gone = [name for name in before if name not in now]
    if not changed and not gone:
        return ""
    lines = ["[[release]]", f'version = "{version}"']
    if gone:
        lines.append(f"withdrawn = [{', '.join(map(_quoted, gone))}]")
    lines += ["[release.rules]"] if changed else []
    lines += [
        f'{name} = "{each.edition} {each.fingerprint}"'
        for name, each in changed.items()
    ]
    return "\n".join(lines) + "\n"


def faults(text, rules):
    """What is wrong with the rules by a table of releases, in words."""
    wrong = []
    for release in read_releases(released(text)):
        for name, kept in release.rules.items():
            try:
                held = rules.editions(name).get(kept.edition)
            except cm.CervmyeloError:
                held = None
            if held is None:
                wrong.append(
                    f"{name}: edition {kept.edition} of release {release.version} is "
                    f"gone; keep its rule in registry.SUPERSEDED"
                )
            elif held.identity.fingerprint != kept.fingerprint:
                wrong.append(
                    f"{name}: edition {kept.edition} of release {release.version} has "
                    f"another fingerprint; a changed rule needs a new edition, and the "
                    f"old one stays in registry.SUPERSEDED"
                )
    return list(dict.fromkeys(wrong))


def _edition(rule):
    return Edition(rule.identity.edition, rule.identity.fingerprint)


def _quoted(name):
    return f'"{name}"'


if __name__ == "__main__":
    before = TABLE.read_text(encoding="utf-8")
    part = in_progress(before, cm.rules, cm.__version__)
    TABLE.write_text(released(before) + part, encoding="utf-8")
