"""Plain, current English: words that confuse readers, and the files without them."""

import io
import re
import tokenize
from pathlib import Path

import attrs
import pytest

ROOT = Path(__file__).parents[2]


@attrs.frozen
class Unwanted:
    """
    A word that we do not use in one of its senses.

    Attributes:
        pattern: Where it is found, whatever the case of its letters.

        instead: What to write instead.

        example: A sentence that uses it.
    """

    pattern: str
    instead: str
    example: str


UNWANTED = [
    Unwanted(r"\b(?:tells?|told)\b", "report, show, say", "The reasons are told."),
    Unwanted(r"\bsaid\b", "reported, listed", "What is said of a cell."),
    Unwanted(
        r"\bcannot be(?=[.,;:)\"'])",
        "invalid, impossible",
        "what was given cannot be; allowed: True or False",
    ),
    Unwanted(r"\bbeside\b", "also, next to", "Others stand beside it."),
    Unwanted(
        r"\black(?:s|ed|ing)\b", "does not have, is missing", "The frame lacks it."
    ),
    Unwanted(r"(?<!\.)\btexts\b", "strings, messages, wording", "Texts of a row."),
    Unwanted(r"\bmend(?:s|ed|ing)?\b", "fix, correct", "How to mend it."),
    Unwanted(r"\bgrav(?:e|er|est)\b", "severe, urgent, worst", "The gravest urgency."),
    Unwanted(
        r"\b(?:nothing|emergency) is (?:not )?ruled out\b",
        "not enough recorded",
        "open: nothing is ruled out",
    ),
    Unwanted(r"\bwherein\b|\bthere(?:in|of)\b", "in which", "The row wherein it is."),
    Unwanted(
        r"(?<!all )(?<!none )\bof wh(?:ich|om)\b",
        "a new sentence",
        "Rules of which some refuse.",
    ),
    Unwanted(
        r"\b(?:what|that|which|it) (?:is|are) left\b(?! out)",
        "still possible, remaining",
        "All answers that are left.",
    ),
    Unwanted(r"\bstands? (?:there|apart|beside|under)\b", "is", "It stands apart."),
    Unwanted(r"\b(?:some|every)body\b", "a person, everyone", "Somebody in a gap."),
    Unwanted(r"\bwork(?:s|ed|ing)? out\b", "calculate", "Rules that it can work out."),
    Unwanted(r"\bheld against\b", "checked against", "Held against the rules."),
    Unwanted(r"\bbears? out\b", "confirm, support", "What the data bear out."),
    Unwanted(r"\bfor want of\b", "because ... is missing", "Left for want of data."),
]

# Sentences that need the word, each with the reason.
ALLOWED = {
    # The name that this attribute has in fingerprints.
    "src/cervmyelo/forms/rule.py": ['"lacks"'],
    # The old names of attributes, in the list of changes.
    "CHANGELOG.md": [
        "The attribute `mend` of an error is now `fix`.",
        "they were `said` and `beside`.",
    ],
    # Publications, not strings.
    "src/cervmyelo/risk/conversion.py": ["Texts that quote the study"],
    "src/cervmyelo/sources.py": ["Texts that quote the study"],
}

SEARCHED = (
    "*.md",
    "benchmarks/*.md",
    "docs/**/*.md",
    "docs/**/*.py",
    "examples/**/*.md",
    "src/**/*.py",
)
FILES = sorted(
    name
    for pattern in SEARCHED
    for path in ROOT.glob(pattern)
    if (name := path.relative_to(ROOT).as_posix())
    and not name.startswith(("docs/generated/", "docs/_build/"))
)


def prose(path):
    """The lines that people read: all of a page; comments and strings of a module."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        yield from enumerate(text.splitlines(), 1)
        return
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        name = tokenize.tok_name[token.type]
        if name == "COMMENT" or "STRING" in name:
            # Before Python 3.12 the code inside an f-string is part of its token.
            text = re.sub(r"\{[^{}]*\}", "", token.string)
            yield from enumerate(text.splitlines(), token.start[0])


def unwanted_in(line):
    """Each unwanted word of a line, with what to write instead."""
    for each in UNWANTED:
        found = re.search(each.pattern, line, re.IGNORECASE)
        if found:
            yield f"{found[0]!r}: {each.instead}"


@pytest.mark.parametrize("name", FILES)
def test_pages_and_modules_use_plain_words(name):
    """No page, comment, docstring or string uses an unwanted word."""
    allowed = ALLOWED.get(name, [])
    faults = [
        f"{name}:{number}: {fault}"
        for number, line in prose(ROOT / name)
        if not any(each in line for each in allowed)
        for fault in unwanted_in(line)
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("each", UNWANTED, ids=lambda each: each.pattern)
def test_each_unwanted_word_is_found(each):
    """Every pattern finds its example, and no suggestion is unwanted itself."""
    assert list(unwanted_in(each.example))
    assert not list(unwanted_in(each.instead))


@pytest.mark.parametrize(
    "line",
    [
        "Rules that cannot be built are refused.",
        "What is left out, and why.",
        "The left hand is weaker.",
        "A statement is not a rule.",
    ],
)
def test_other_senses_are_allowed(line):
    """A word in an ordinary sense is not flagged."""
    assert not list(unwanted_in(line))


@pytest.mark.parametrize("name", ALLOWED)
def test_every_exception_is_needed(name):
    """Each allowed sentence is in its file and would be flagged."""
    text = (ROOT / name).read_text(encoding="utf-8")
    for sentence in ALLOWED[name]:
        assert sentence in text
        assert list(unwanted_in(sentence))
