"""
The report on one person, with tables, pictures, sources and cautions.
"""

from __future__ import annotations

from collections.abc import Iterator

from cervmyelo.display.blocks import Block, Bullets, Paragraph, Part, opened
from cervmyelo.display.people import recorded
from cervmyelo.display.reports import report_blocks
from cervmyelo.forms import Form
from cervmyelo.guidance.urgency import article_urgency
from cervmyelo.registry import RULES
from cervmyelo.results.assessment import findings
from cervmyelo.results.differences import disagreements
from cervmyelo.results.report import Report, report

from .members import Member
from .origins import CAUTION, cautions, origins, people_of, sources

__all__ = ["person"]


def person(member: Member) -> tuple[str, tuple[Block, ...]]:
    """
    The title and the parts of a report on one person.

    Args:
        member: The person.
    """
    found = findings(member.case)
    made = report(member.case, found, member.faults)
    return made.title, tuple(_parts(member, made))


def _parts(member: Member, made: Report) -> Iterator[Block]:
    rules: list[Form] = [article_urgency]
    rules += [RULES[each.rule.name] for each in made.answers]
    yield Paragraph(CAUTION, "quiet")
    yield from opened(report_blocks(made))
    yield from _without_change(made)
    held = recorded(member.case, most=None, named=False)
    count = len(member.case.values)
    values = "1 value" if count == 1 else f"{count} values"
    nothing = Paragraph("Nothing was recorded.")
    yield Part(f"What was recorded: {values}", held or (nothing,))
    yield people_of(rules)
    yield cautions(rules)
    cites = [cite for rule in rules for cite in rule.citations]
    cites += [each.says.cite for each in made.differences]
    yield sources(cites)
    yield origins(rules)


def _without_change(made: Report) -> Iterator[Block]:
    """What sources differ on without changing an answer for this person."""
    changing = {each.on.name for each in made.differences}
    others = [
        each.about for each in disagreements(made.answers) if each.name not in changing
    ]
    if others:
        yield Part(
            "Where sources differ without changing an answer here",
            (
                Bullets(tuple(others)),
                Paragraph("What each says: cervmyelo explain RULE.", "quiet"),
            ),
        )
