"""
All tools, their descriptions, and calls by name.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, cast

from cervmyelo.errors import KindError, kind_of
from cervmyelo.field_types import expect, has_elements
from cervmyelo.named import Named
from cervmyelo.registry import RULES

from .of_rules import tool_of
from .tool import Output, Tool
from .verbs import VERBS

__all__ = ["TOOLS", "call", "descriptions"]

TOOLS: Final[Named[Tool]] = Named(
    "tool",
    {each.name: each for each in (*VERBS, *map(tool_of, RULES.values()))},
    ("title",),
    lambda tool: (tool.title,),
)
"""Every tool by its name: the verbs of the library, then its rules in their order."""


def descriptions(
    names: Iterable[str] | None = None, *, brief: bool = False
) -> tuple[Output, ...]:
    """
    What tools take and give, as JSON Schema (2020-12), made from the rules.

    >>> (described,) = descriptions(["mjoa_severity"])
    >>> list(described)
    ['name', 'title', 'description', 'inputSchema', 'outputSchema', 'annotations']
    >>> fields = described["inputSchema"]["properties"]["patient"]["properties"]
    >>> fields["mjoa_sphincter"]["description"][:34]
    'How well can urine be passed? Null'

    Args:
        names: The names of tools; None for all.

        brief: Whether to leave out the fields of whole records, which take tens of
            kilobytes in each tool that reads one. The call checks them in any case.

    Returns:
        New dictionaries, for ``json.dumps``. The names of their keys are those of the
        Model Context Protocol; other interfaces call the schema of the input
        ``parameters`` or ``input_schema``.

    Raises:
        KindError: If *names* is no list of names, or *brief* is not true or false.

        UnknownNameError: If there is no such tool.
    """
    expect("brief", brief, bool)
    if names is None:
        return tuple(each.described(brief=brief) for each in TOOLS.values())
    given = cast("object", names)
    if isinstance(given, str) or not has_elements(given):
        raise KindError("names", kind_of(given), "a list of names of tools")
    return tuple(TOOLS[each].described(brief=brief) for each in names)


def call(name: str, arguments: object) -> Output:
    """
    The answer of a tool, from plain types to plain types.

    >>> answer = call("mjoa_severity", {"patient": {"mjoa_total": 13}})
    >>> answer["finding"]["value"]
    'moderate'
    >>> call("mjoa_total", {"patient": {"mjoa_total": 19}})
    Traceback (most recent call last):
        ...
    cervmyelo.errors.InvalidRecordError: mjoa_total: expected a whole number from 0 to \
18 points, got a number above the range.

    Args:
        name: The name of the tool.

        arguments: A mapping from the names of its arguments to plain types, as
            ``json.loads`` gives it.

    Returns:
        A new dictionary, for ``json.dumps``: ``text`` is the answer for people.

    Raises:
        CervmyeloError: If the tool or an argument is wrong; the message says what is
            allowed, and never repeats a value.
    """
    return TOOLS[name](arguments)
