"""
Libraries of CQL: the rules over parameters.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, cast

from cervmyelo.consistency import contestable
from cervmyelo.forms import Form
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.quantity import Choice, Fact, Measure, Quantity
from cervmyelo.registry import RULES
from cervmyelo.scale import Scale

from .answers import Answers, Numbers
from .contradictions import Contradictions
from .expressions import (
    FALSE,
    NULL,
    Definitions,
    all_of,
    any_of,
    chosen,
    literal,
    named,
    opposite,
    quoted,
)
from .knowledge import Knowledge
from .recorded import Recorded


def _code(scale: Scale, rank: str) -> str:
    codes = (
        quoted(code) if isinstance(code, str) else str(code) for code in scale.codes
    )
    return chosen(
        *((f"{rank} = {place}", code) for place, code in enumerate(codes)),
        otherwise=NULL,
    )


def answer(answers: Answers, rule: Form) -> None:
    knowledge = answers.knowledge
    define = knowledge.recorded.definitions.define
    asked = tuple(dict.fromkeys((*rule.inputs, *rule.recordable)))
    also = tuple(rule._also_reads())
    made = answers.of(rule)
    people = () if rule.people is None else rule.people.conditions
    silenced = any_of(
        (
            *(knowledge.recorded.invalid(each) for each in asked),
            *(knowledge.contradictions.of(each) for each in (*asked, *also)),
            *(knowledge.contradictions.doubtful(each) for each in asked),
        )
    )
    outside = any_of(
        f"Coalesce(not {answers.criterion(each.when)}, false)" for each in people
    )
    if isinstance(made, Numbers):
        least, most = made.least, made.most
    else:
        least = f"Min({made.all})"
        most = f"Max({made.all})"
    least = define(f"{rule.name} first", lambda: least)
    most = define(f"{rule.name} last", lambda: most)
    open_ = made.open if isinstance(made, Numbers) else FALSE
    single = all_of((f"{least} = {most}", opposite(made.gap), opposite(open_)))
    silent = define(f"{rule.name} is silenced", lambda: silenced)
    if rule.firm:
        silent = all_of((silent, f"not ({single})"))
    refused = any_of((silent, outside, answers.contradicted(rule), f"{least} is null"))
    status = define(
        f"{rule.name} status",
        lambda: chosen(
            (refused, "'refused'"), (single, "'ok'"), otherwise="'undecided'"
        ),
    )

    def shown(x: str) -> str:
        return x if rule.scale is None else _code(rule.scale, x)

    define(
        f"{rule.name} value",
        lambda: chosen((f"{status} = 'ok'", shown(least)), otherwise=NULL),
    )
    if rule.scale is None or rule.scale.ordered:
        for name, x in (("lowest", least), ("highest", most)):
            define(
                f"{rule.name} {name}",
                lambda x=x: chosen((f"{status} = 'refused'", NULL), otherwise=shown(x)),
            )


def library(rules: Iterable[str] | None = None) -> str:
    definitions = Definitions()
    recorded = Recorded(definitions, lambda each: named(each.name))
    knowledge = Knowledge(recorded, Contradictions(recorded))
    answers = Answers(knowledge)
    for name in RULES if rules is None else rules:
        answer(answers, RULES[name])
    text = "\n".join(f"define {named(n)}:\n  {t}\n" for n, t, _ in definitions.made)
    head = ["library Cervmyelo version '1'", ""]
    for q in QUANTITIES.values():
        if named(q.name) in text:
            kind = {Fact: "Boolean", Choice: "String", Measure: "Decimal"}[type(q)]
            head.append(f"parameter {named(q.name)} {kind} default (null as {kind})")
    return "\n".join(head) + "\n\ncontext Unfiltered\n\n" + text
