"""
The words of pictures: strings of users shown as they are, and lines of a fair length.
"""

from __future__ import annotations

import textwrap

from cervmyelo.follow_up.scales import Followed
from cervmyelo.names import printable

__all__ = ["count_of", "gain_of", "literal", "wrapped"]


def literal(text: str) -> str:
    r"""
    A text that Matplotlib draws letter by letter, and not as a formula.

    >>> literal("cost in $ and $"), literal("_hidden"), literal("two\nlines")
    ('cost in \\$ and \\$', ' _hidden', 'two\\nlines')

    Args:
        text: The text. A blank is put before a leading underscore, because a legend
            leaves out what begins with one.
    """
    shown = printable(text).replace("$", r"\$")
    return f" {shown}" if shown.startswith("_") else shown


def wrapped(text: str, width: int, most: int = 3) -> str:
    r"""
    A text in lines, and not as a formula.

    >>> wrapped("bladder function and walking", 16)
    'bladder function\nand walking'

    Args:
        text: The text.

        width: The greatest number of characters in a line.

        most: The greatest number of lines; a longer text ends in an ellipsis.
    """
    return "\n".join(
        textwrap.wrap(literal(text), width, max_lines=most, placeholder=" …")
    )


def count_of(number: int, noun: str = "", nouns: str = "") -> str:
    """
    A number of things in words.

    >>> count_of(1), count_of(1200), count_of(1, "row", "rows")
    ('1 person', '1,200 people', '1 row')

    Args:
        number: How many there are.

        noun: What one of them is called; empty for a person.

        nouns: What several are called; empty for people.
    """
    one, several = noun or "person", nouns or "people"
    return f"{number:,} {one if number == 1 else several}"


def gain_of(followed: Followed) -> str:
    """What the gain of a scale is called that its first rule on a gain judges."""
    return "noticeable gain" if followed.mcid is not None else "substantial gain"
