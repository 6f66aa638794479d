"""
The calculator of the documentation: an interview as HTML, in the Python of a browser.

The page calls `called` with the name of a function and strings, and puts the HTML that
comes back where it belongs. What is recorded is in the memory of the page alone. The
questions, the answers and their wording are those of the library.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Final, assert_never

import attrs

import cervmyelo as cm
from cervmyelo import display
from cervmyelo.column_maps import Code
from cervmyelo.consistency import Conflict
from cervmyelo.display.people import value_in_words
from cervmyelo.errors import CervmyeloError
from cervmyelo.findings import Finding, Outcome, label_of
from cervmyelo.forms import Form
from cervmyelo.io import assessment_to_dict, patient_from_json, patient_to_dict, to_json
from cervmyelo.io.provenance import written_by
from cervmyelo.models.missing import COMPANIONS
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.notebook import Shown
from cervmyelo.quantity import Choice, Fact, Measure, Partly, Quantity, Value
from cervmyelo.registry import FIRST_LOOK, GROUPS, RULES
from cervmyelo.results.assessment import is_informative
from cervmyelo.results.consequences import result_of
from cervmyelo.results.interview import Interview, refusal

__all__ = ["called"]

_MOST_BUTTONS: Final = 12
"""Up to so many values of a number are buttons; more are typed."""

_MOST_TITLES: Final = 3
_BOTH: Final = " Both may be true."

_KEEP: Final = (
    '<p class="unknown"><button type="submit" name="keep" value="">Keep the answer'
    "</button></p>"
)

_AS_A_WHOLE: Final[Mapping[str, Callable[[cm.Case], Shown]]] = {
    cm.article_urgency.name: cm.triage,
    cm.article_risk_factors.name: cm.score_risk,
    cm.article_outlook_factors.name: cm.estimate_outlook,
}
"""Rules that have a model of their own, which says more than the finding."""


@attrs.define
class _Page:
    """
    What the page shows now.

    Attributes:
        interview: What is known.

        changing: The name of the quantity whose answer is being changed; empty if the
            next question is asked.

        refused: Why the last answer was not accepted; empty if it was.
    """

    interview: Interview
    changing: str = ""
    refused: str = ""


def _at_start() -> _Page:
    first = (cm.article_urgency, cm.article_stage, cm.mjoa_severity)
    return _Page(Interview(tuple(rule for rule in FIRST_LOOK if rule in first)))


_page: Final = _at_start()


def called(function: str, *given: str) -> str:
    """
    Call a function of the page.

    Args:
        function: Its name.

        given: What it takes.

    Returns:
        JSON: a string, or an object with the HTML of each part of the page.
    """
    return json.dumps(_FUNCTIONS[function](*given))


def _start() -> Mapping[str, str]:
    """Forget everything."""
    fresh = _at_start()
    _page.interview, _page.changing, _page.refused = fresh.interview, "", ""
    return {"rules": _rules(), **_shown()}


def _choose(*names: str) -> Mapping[str, str]:
    """Settle these rules; what was answered is kept."""
    chosen = tuple(rule for rule in RULES.values() if rule.name in names)
    _page.interview = attrs.evolve(_page.interview, rules=chosen)
    _page.changing = _page.refused = ""
    return _shown()


def _answer(name: str, text: str, reason: str) -> Mapping[str, str]:
    """Take an answer as it was typed; empty text is not known."""
    quantity = QUANTITIES[name]
    try:
        value = _value(quantity, text)
        given = {name: value} | ({COMPANIONS[name].name: reason} if reason else {})
        _page.interview = _page.interview.answered(given)
    except CervmyeloError as error:
        _page.refused = refusal(error, quantity, quantity.allowed)
    else:
        _page.changing = _page.refused = ""
    return _shown()


def _value(quantity: Quantity, text: str) -> Value | Partly | None:
    # "none" is a grade of some scales, and in a cell of a file it is not recorded.
    if isinstance(quantity, Choice) and text in quantity.levels:
        return text
    return Code(quantity=quantity, ranges=True).read(text)


def _deny() -> Mapping[str, str]:
    """No to every symptom that is listed with the question."""
    denied = dict.fromkeys((each.name for each in _page.interview.together), False)
    try:
        _page.interview = _page.interview.answered(denied)
    except CervmyeloError as error:
        _page.refused = str(error)
    else:
        _page.refused = ""
    return _shown()


def _change(name: str) -> Mapping[str, str]:
    """Ask again what was answered; the answer stays until there is another."""
    _page.changing, _page.refused = name, ""
    return _shown()


def _keep() -> Mapping[str, str]:
    """Leave an answer as it is, and go on."""
    _page.changing = _page.refused = ""
    return _shown()


def _take_back(name: str) -> Mapping[str, str]:
    """Forget what was answered on a quantity."""
    _page.interview = _page.interview.without(name)
    _page.changing = _page.refused = ""
    return _shown()


def _versions() -> Mapping[str, str]:
    """Which library and which rules answer."""
    return written_by()


def _assess(records: str) -> str:
    """The assessments of records, one in a line, as the library writes them."""
    return "\n".join(
        to_json(assessment_to_dict(cm.assess(patient_from_json(line))))
        for line in records.splitlines()
    )


_FUNCTIONS: Final[Mapping[str, Callable[..., str | Mapping[str, str]]]] = {
    "start": _start,
    "choose": _choose,
    "answer": _answer,
    "deny": _deny,
    "change": _change,
    "keep": _keep,
    "take_back": _take_back,
    "versions": _versions,
    "assess": _assess,
}


# What it looks like.


def _shown() -> Mapping[str, str]:
    return {
        "question": _question(),
        "answers": _answers(),
        "results": _results(),
        "progress": _progress(),
        "record": _record(),
        "refused": _page.refused,
    }


def _rules() -> str:
    chosen = {rule.name for rule in _page.interview.rules}
    return "".join(
        f"<fieldset><legend>{_text(subject)}</legend>"
        + "".join(
            f'<label><input type="checkbox" name="rule" value="{rule.name}"'
            f"{' checked' if rule.name in chosen else ''}> "
            f"{_text(_headline(rule.label))}</label>"
            for rule in rules
        )
        + "</fieldset>"
        for subject, rules in GROUPS.items()
    )


def _question() -> str:
    now = _page.interview
    quantity = QUANTITIES[_page.changing] if _page.changing else now.quantity
    if quantity is None:
        return f'<p class="ended" tabindex="-1">{_end()}</p>'
    together = () if _page.changing else now.together
    return (
        f'<form data-name="{quantity.name}"><fieldset>'
        f'<legend tabindex="-1">{_text(quantity.question)}</legend>'
        f'<p class="about">{_text(_about(quantity))}</p>'
        f"{_entry(quantity)}"
        f'<p class="refused" role="alert">{_text(_page.refused)}</p>'
        f"{_unknown(quantity)}{_denial(together)}{_KEEP if _page.changing else ''}"
        f"</fieldset>"
        f"{_meaning(quantity)}{_reason(quantity)}</form>"
    )


def _end() -> str:
    now = _page.interview
    if not now.rules:
        return "Choose a result to settle, and its questions are asked here."
    if now.decided == len(now.rules):
        return "Every result is settled. Nothing more has to be asked."
    return (
        "Every question is answered. What is not known leaves some results open: "
        "they show what is still possible."
    )


def _about(quantity: Quantity) -> str:
    if _page.changing:
        case = cm.Case(_page.interview.values)
        return f"The answer until now: {value_in_words(quantity.name, case)}."
    rules = [r for r in _page.interview.rules if quantity.name in r.input_names]
    shown = ", ".join(rule.label for rule in rules[:_MOST_TITLES])
    more = len(rules) - _MOST_TITLES
    return f"For {shown}{f' and {more} more' if more > 0 else ''}."


def _entry(quantity: Quantity) -> str:
    """The possible answers as buttons, or a field for a number."""
    options = tuple(_options(quantity))
    if options:
        words = any(meaning for _, _, meaning in options)
        buttons = "".join(
            f'<button type="submit" name="answer" value="{_text(value)}">'
            f"<b>{_text(word)}</b>{f' <span>{_text(m)}</span>' if m else ''}</button>"
            for value, word, m in options
        )
        return f'<div class="options{" worded" if words else ""}">{buttons}</div>'
    return (
        f'<p class="number"><label for="number">{_text(_headline(quantity.allowed))}'
        f'</label><input id="number" name="number" inputmode="decimal" '
        f'autocomplete="off" size="9" aria-describedby="ranges">'
        f'<button type="submit" name="typed" value="">Answer</button>'
        f'<small id="ranges">A range is an answer as well, such as '
        f"{_range(quantity)}.</small></p>"
    )


def _options(quantity: Quantity) -> Iterator[tuple[str, str, str]]:
    """The value, the word and the meaning of each answer that can be a button."""
    match quantity:
        case Fact():
            yield from (("yes", "Yes", ""), ("no", "No", ""))
        case Choice(levels=levels, meanings=meanings):
            for at, level in enumerate(levels):
                meaning = meanings[at] if meanings else ""
                word = level.replace("_", " ")
                yield level, word, "" if meaning == word else meaning
        case Measure(values=values, meanings=meanings):
            if 0 < len(values) <= _MOST_BUTTONS:
                named = dict(meanings)
                for value in values:
                    yield f"{value:g}", f"{value:g}", named.get(value, "")
        case _:
            assert_never(quantity)


def _range(quantity: Quantity) -> str:
    """Two numbers of the quantity, as an example of a range."""
    if not isinstance(quantity, Measure):
        return ""
    middle = (quantity.low + quantity.high) / 2
    step = quantity.step or (quantity.high - quantity.low) / 20
    low = middle - middle % step
    return f"{low:g}-{low + 2 * step:g}"


def _unknown(quantity: Quantity) -> str:
    return (
        f'<p class="unknown"><button type="submit" name="answer" value="">Not known'
        f"</button> <small>{_text(_headline(quantity.none))}.</small></p>"
    )


def _denial(together: tuple[Fact, ...]) -> str:
    if not together:
        return ""
    labels = "; ".join(each.label for each in together)
    return (
        f'<p class="denial"><button type="submit" name="deny" value="">No to all of '
        f"these</button> <small>{_text(_headline(labels))}.</small></p>"
    )


def _meaning(quantity: Quantity) -> str:
    lines = "".join(f"<p>{_text(each)}</p>" for each in quantity.explained)
    asked = _page.interview.question
    changes = "" if _page.changing or asked is None else display.html(asked)
    title = "What this means" + (
        ", and what each answer would change" if changes else ""
    )
    return f"<details><summary>{title}</summary>{lines}{changes}</details>"


def _reason(quantity: Quantity) -> str:
    companion = COMPANIONS[quantity.name]
    options = "".join(
        f'<option value="{level}">{_text(meaning)}</option>'
        for level, meaning in zip(companion.levels, companion.meanings, strict=True)
    )
    return (
        f"<details><summary>Keep a reason with the answer</summary>"
        f'<label for="reason">{_text(companion.question)}</label> '
        f'<select id="reason" name="reason"><option value="">no reason</option>'
        f"{options}</select></details>"
    )


def _answers() -> str:
    case = cm.Case(_page.interview.values)
    names = [n for each in _page.interview.answers for n in each if n in QUANTITIES]
    return "".join(_given(QUANTITIES[name], case) for name in names)


def _given(quantity: Quantity, case: cm.Case) -> str:
    name, label = quantity.name, _text(quantity.label)
    is_open = name not in case.values
    value = value_in_words(name, case).replace("_", " ")
    if is_open:
        value = value.replace("not recorded", "not known")
    state = ' class="open"' if is_open else ""
    return (
        f"<li{state}><div><span>{_headline(label)}: "
        f"<b>{_text(value)}</b></span> "
        f'<span class="acts"><button type="button" data-act="change" '
        f'data-name="{name}">Change<span class="hidden">: {label}</span></button> '
        f'<button type="button" data-act="take_back" data-name="{name}">Take back'
        f'<span class="hidden">: {label}</span></button></span></div></li>'
    )


def _results() -> str:
    now = _page.interview
    case = cm.Case(now.values)
    return "".join(map(_conflict, case.conflicts)) + "".join(
        _result(rule, finding, case)
        for rule, finding in zip(now.rules, now.findings, strict=True)
    )


def _conflict(conflict: Conflict) -> str:
    labels = " and ".join(f'"{label_of(each)}"' for each in conflict.fields)
    state, more = ("refused", "") if conflict.refuses else ("unlikely", _BOTH)
    return f'<p class="{state}">{_text(f"Check {labels}: {conflict.why}.{more}")}</p>'


def _result(rule: Form, finding: Finding[Outcome], case: cm.Case) -> str:
    label = _text(_headline(rule.label))
    if not is_informative(rule, finding):
        return (
            f'<section class="open"><p>{label}: <strong>open</strong>. Still possible: '
            f"{_text(finding.answer)}.</p></section>"
        )
    as_a_whole = _AS_A_WHOLE.get(rule.name)
    shown: Shown = finding if as_a_whole is None else as_a_whole(case)
    state = finding.status
    return (
        f'<section class="{state}" aria-label="{label}">{display.html(shown)}</section>'
    )


def _progress() -> str:
    """How much is answered and decided, and what is known, for eyes and ears."""
    now = _page.interview
    answered = len(now.asked)
    most = f"at most {now.most}" if now.question else f"{answered}"
    lines = [
        f"{answered} of {most} questions answered; "
        f"{now.decided} of {len(now.rules)} results settled."
    ]
    for rule, finding in zip(now.rules, now.findings, strict=True):
        if is_informative(rule, finding):
            is_open = ", still open" if finding.status == "undecided" else ""
            lines.append(
                f"{_headline(rule.label)}: {result_of(rule, finding)}{is_open}."
            )
    return " ".join(lines)


def _record() -> str:
    patient = cm.Patient.from_values(_page.interview.values)
    known = {k: v for k, v in patient_to_dict(patient).items() if v is not None}
    return to_json(known, indent=2)


def _text(text: str) -> str:
    return html.escape(text)


def _headline(text: str) -> str:
    """A label as a title; "mJOA" keeps its small letter."""
    return text if text[1:2].isupper() else text[:1].upper() + text[1:]
