"""
A tool for each verb of the library, and those that look up what there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cervmyelo.errors import KindError, UnknownNameError, kind_of
from cervmyelo.forms import Form
from cervmyelo.guidance.urgency import URGENCIES, article_urgency
from cervmyelo.instruments.stages import article_stage
from cervmyelo.io.assessments import (
    CONFLICTS,
    NOTHING_RECORDED,
    conflicts_to_dict,
    finding_to_dict,
)
from cervmyelo.io.schema import finding_part
from cervmyelo.json_text import Json
from cervmyelo.models import Patient
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.outlook.article import article_outlook_factors
from cervmyelo.registry import FIRST_LOOK, RULES, rules_named
from cervmyelo.results.assessment import assess as assessed
from cervmyelo.results.profiles import Factors, Outlook, estimate_outlook, score_risk
from cervmyelo.results.questions import Question, next_question
from cervmyelo.results.stage import grade
from cervmyelo.results.urgency import triage
from cervmyelo.risk.article import article_risk_factors
from cervmyelo.scale import Grade
from cervmyelo.sources import Citation

from .of_rules import answers_in_words, found, found_parts
from .tool import NAME, TEXT, Arguments, Output, Tool, whole
from .wording import entry_of, rule_in_full, with_caution

__all__ = ["VERBS"]

_WORDS: Final[Output] = {"type": "string", "minLength": 1}
_WORD_OR_NULL: Final[Json] = {"type": ["string", "null"]}
_NAMES: Final[Output] = {"type": "array", "items": NAME}
_EVERYTHING: Final = tuple(QUANTITIES.values())


def _rules_asked(default: str) -> Json:
    return {
        "type": "array",
        "items": {"enum": [*RULES]},
        "minItems": 1,
        "uniqueItems": True,
        "description": f"The names of rules, which the tool search finds. {default}",
    }


def _chosen(arguments: Arguments, default: Sequence[Form]) -> Sequence[Form]:
    """The rules that were asked for, in the order of the argument."""
    if "rules" not in arguments:
        return default
    if arguments["rules"] == []:
        raise KindError("rules", "an empty list", "names of rules")
    return rules_named("rules", arguments["rules"])


def _text(arguments: Arguments, name: str) -> str:
    given = arguments[name]
    if not isinstance(given, str) or not given.strip():
        raise KindError(name, kind_of(given), "text")
    return given


def _cited(cite: Citation) -> Json:
    return {"text": str(cite), "doi": cite.source.doi, "url": cite.source.url}


_CITED: Final = whole({"text": TEXT, "doi": _WORD_OR_NULL, "url": _WORD_OR_NULL})


def _assess(patient: Patient, arguments: Arguments) -> Output:
    assessment = assessed(patient)
    recorded = assessment.case.values
    findings = [assessment[e.name] for e in _chosen(arguments, ())]
    text = "\n".join(map(str, findings))
    unread: list[str] = []
    if "rules" not in arguments:
        findings = [*assessment.informed]
        text = "\n".join(each.text for each in assessment.report.first_screen())
        informed = {each.rule.name for each in findings}
        unread = [name for name in RULES if name not in informed]
    return {
        "text": with_caution(text),
        "urgency": _code(assessment.urgency.at_least),
        "findings": {e.rule.name: finding_to_dict(e, recorded) for e in findings},
        NOTHING_RECORDED: unread,
        CONFLICTS: conflicts_to_dict(assessment.conflicts).get(CONFLICTS, []),
    }


def _grade(patient: Patient, _: Arguments) -> Output:
    return found(grade(patient))


def _triage(patient: Patient, _: Arguments) -> Output:
    urgency = triage(patient)
    return {
        "text": with_caution(str(urgency)),
        "at_least": _code(urgency.at_least),
        "shown": _code(urgency.shown),
        "finding": finding_to_dict(urgency.finding),
        "rest": None if urgency.rest is None else finding_to_dict(urgency.rest),
    }


def _code(grade: Grade | None) -> Json:
    return None if grade is None else grade.code


def _profile(profile: Factors) -> Output:
    return {
        "text": with_caution(str(profile)),
        "finding": finding_to_dict(profile.finding),
        "factors": [
            {
                "name": each.name,
                "label": each.label,
                "present": each.present,
                "says": [{"text": e.text, "cite": _cited(e.cite)} for e in each.says],
            }
            for each in profile.factors
        ],
        "caution": profile.caution.says if isinstance(profile, Outlook) else None,
    }


def _profile_parts(rule: Form) -> Mapping[str, Json]:
    says = whole({"text": TEXT, "cite": _CITED})
    factor = whole(
        {
            "name": NAME,
            "label": TEXT,
            "present": {
                "type": ["boolean", "null"],
                "description": "Null: not known, which does not count as absent.",
            },
            "says": {"type": "array", "items": says},
        }
    )
    return {
        **found_parts(rule),
        "factors": {"type": "array", "items": factor},
        "caution": _WORD_OR_NULL,
    }


def _next_question(patient: Patient, arguments: Arguments) -> Output:
    rules = _chosen(arguments, FIRST_LOOK)
    question = next_question(rules, patient)
    if question is None:
        nothing = "No missing input can change an answer of these rules."
        return {"text": with_caution(nothing), "question": None}
    return {"text": with_caution(str(question)), "question": _asked(question)}


def _asked(question: Question) -> Json:
    quantity, conflict = question.quantity, question.conflict
    return {
        "name": quantity.name,
        "question": quantity.question,
        "label": quantity.label,
        "allowed": quantity.allowed,
        "audience": quantity.audience,
        "rules": [each.name for each in question.rules],
        "conflict": None if conflict is None else str(conflict),
    }


def _explain(_: Patient, arguments: Arguments) -> Output:
    name = _text(arguments, "name")
    # A rule whose answer can be recorded has an entry of the same name: the rule says
    # more.
    if name in RULES:
        rule = RULES[name]
        return {
            "text": rule_in_full(rule),
            "kind": "rule",
            "name": name,
            "label": rule.label,
            "answers": answers_in_words(rule),
            "inputs": [each.name for each in rule.inputs],
            "citations": [_cited(each) for each in rule.citations],
        }
    if name not in QUANTITIES:
        known = dict.fromkeys((*RULES, *QUANTITIES))
        raise UnknownNameError(name, "rule or quantity", known)
    quantity = QUANTITIES[name]
    cite = quantity.defined_in
    return {
        "text": entry_of(quantity),
        "kind": "quantity",
        "name": name,
        "label": quantity.label,
        "answers": quantity.allowed,
        "inputs": [],
        "citations": [] if cite is None else [_cited(cite)],
    }


def _search(_: Patient, arguments: Arguments) -> Output:
    words = _text(arguments, "words")
    rules, quantities = RULES.search(words), QUANTITIES.search(words)
    return {
        "text": "\n".join(
            f"{name}: {each.label}"
            for some in (rules, quantities)
            for name, each in some.items()
        )
        or "Nothing has all of these words. Try fewer, or parts of words.",
        "rules": [_named(name, each.label) for name, each in rules.items()],
        "quantities": [_named(name, each.label) for name, each in quantities.items()],
    }


def _named(name: str, label: str) -> Json:
    return {"name": name, "label": label}


def _made() -> Iterator[Tool]:
    urgent: Json = {"enum": [*URGENCIES.codes, None]}
    yield Tool(
        name="assess",
        title="Assess a person",
        says="What published rules find in what is recorded about a person: urgency, "
        "grades, scores, risk and outlook, each with its reasons, what is still "
        "possible, what is missing, for whom it holds and where it is published.",
        reads=_EVERYTHING,
        arguments={"rules": _rules_asked("Without it, all rules.")},
        output={
            "text": TEXT,
            "urgency": urgent,
            "findings": {
                "type": "object",
                "propertyNames": NAME,
                "additionalProperties": finding_part(),
            },
            NOTHING_RECORDED: {
                **_NAMES,
                "description": "Rules about which nothing is recorded; none where "
                "rules were asked for.",
            },
            CONFLICTS: {
                "type": "array",
                "items": whole(
                    {"fields": _NAMES, "message": TEXT, "refuses": _NAMES},
                ),
            },
        },
        run=_assess,
    )
    yield Tool(
        name="grade",
        title="Stage of cervical myelopathy",
        says=f"{article_stage.summary} Answers: {answers_in_words(article_stage)}.",
        reads=article_stage.reads,
        output=found_parts(article_stage),
        run=_grade,
    )
    yield Tool(
        name="triage",
        title="When to contact a doctor",
        says="When to contact a doctor. Missing data never lower the urgency: at_least "
        "is what the record establishes, shown the most urgent answer that it does not "
        f"exclude. Answers: {answers_in_words(article_urgency)}.",
        reads=article_urgency.reads,
        output={
            "text": TEXT,
            "at_least": urgent,
            "shown": urgent,
            "finding": finding_part(article_urgency),
            "rest": {"anyOf": [finding_part(article_urgency), {"type": "null"}]},
        },
        run=_triage,
    )
    yield Tool(
        name="score_risk",
        title="Risk factors",
        says="Risk factors for cervical myelopathy: each present, absent or unknown, "
        "with their count and what sources report. No source combines them.",
        reads=article_risk_factors.reads,
        output=_profile_parts(article_risk_factors),
        run=lambda patient, _: _profile(score_risk(patient)),
    )
    yield Tool(
        name="estimate_outlook",
        title="Factors for a less favourable outlook",
        says="Factors for a less favourable outlook: each present, absent or unknown, "
        "with their count and the caution of the source. It is no prediction.",
        reads=article_outlook_factors.reads,
        output=_profile_parts(article_outlook_factors),
        run=lambda patient, _: _profile(estimate_outlook(patient)),
    )
    yield Tool(
        name="next_question",
        title="What to ask next",
        says="The missing input that would narrow the answers of rules most, or which "
        "of two contradictory facts is right; null if every answer is decided.",
        reads=_EVERYTHING,
        arguments={
            "rules": _rules_asked("Without it, those for a first look at a person.")
        },
        output={
            "text": TEXT,
            "question": {
                "anyOf": [
                    whole(
                        {
                            "name": NAME,
                            "question": TEXT,
                            "label": TEXT,
                            "allowed": TEXT,
                            "audience": {"enum": ["patient", "clinician"]},
                            "rules": _NAMES,
                            "conflict": _WORD_OR_NULL,
                        }
                    ),
                    {"type": "null"},
                ]
            },
        },
        run=_next_question,
    )
    yield Tool(
        name="explain",
        title="A rule or a quantity in full",
        says="A published rule with its cut-offs, inputs, people, gaps, limits, "
        "evidence and sources; or an entry of the data dictionary.",
        arguments={"name": {**NAME, "description": "Its name."}},
        required=("name",),
        output={
            "text": TEXT,
            "kind": {"enum": ["rule", "quantity"]},
            "name": NAME,
            "label": TEXT,
            "answers": TEXT,
            "inputs": _NAMES,
            "citations": {"type": "array", "items": _CITED},
        },
        run=_explain,
    )
    named: Json = {"type": "array", "items": whole({"name": NAME, "label": TEXT})}
    yield Tool(
        name="search",
        title="Search rules and quantities",
        says="The rules, and the entries of the data dictionary, that have all of some "
        "words in their name or their line in the list.",
        arguments={
            "words": {
                **_WORDS,
                "description": "Words or parts of words, separated by spaces.",
            }
        },
        required=("words",),
        output={"text": TEXT, "rules": named, "quantities": named},
        run=_search,
    )


VERBS: Final[tuple[Tool, ...]] = tuple(_made())
"""The tools that are not those of one rule."""
