"""
The tools as a server of the Model Context Protocol: ``python -m cervmyelo.mcp``.

It speaks over standard input and output with the program that started it, opens no port
and keeps nothing. It offers the tools that look at a whole record, ask what to record
next, and look up rules; each rule is also a resource to read. It needs the extra
``cervmyelo[mcp]``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from cervmyelo.addresses import rule_urn
from cervmyelo.errors import CervmyeloError, UnknownNameError
from cervmyelo.extras import library
from cervmyelo.json_text import to_json
from cervmyelo.registry import RULES
from cervmyelo.report.origins import CAUTION
from cervmyelo.tools import TOOLS, descriptions
from cervmyelo.version import VERSION

if TYPE_CHECKING:
    from mcp.server.lowlevel import Server

__all__ = ["INSTRUCTIONS", "main", "server"]

_EXTRA: Final = "cervmyelo[mcp]"
_OFFERED: Final = ("assess", "next_question", "explain", "search")
_TEXT: Final = "text/plain"

INSTRUCTIONS: Final = (
    "Cervical myelopathy: published grades, scores, risks and outlooks, with reasons "
    "and sources. Give what is recorded about one person as a flat record; search "
    "finds the names of its fields, explain shows what they can hold. Leave out what "
    "was not recorded, and never fill it in. Give no name, date of birth or other "
    "identifier. Pass on what is still possible, for whom an answer holds and where it "
    f"is published. {CAUTION}"
)
"""What the program that uses the server reads first."""


def server(rules: Sequence[str] = ()) -> Server[Any]:
    """
    A server with the tools, for any transport of the package ``mcp``.

    Args:
        rules: The names of rules that are also tools of their own.

    Raises:
        NotInstalledError: If the package ``mcp`` is not installed.

        UnknownNameError: If there is no such rule.
    """
    mcp = library("mcp", _EXTRA)
    types = library("mcp.types", _EXTRA)
    names = (*_OFFERED, *(RULES[each].name for each in rules))
    offered = [
        types.Tool.model_validate(each) for each in descriptions(names, brief=True)
    ]
    resources = {rule_urn(name): rule for name, rule in RULES.items()}
    wrong = types.INVALID_PARAMS

    async def list_tools(_: Any, __: Any) -> Any:
        return types.ListToolsResult(tools=offered)

    async def call_tool(_: Any, asked: Any) -> Any:
        if asked.name not in names:
            raise mcp.MCPError(wrong, str(UnknownNameError(asked.name, "tool", names)))
        try:
            answer = TOOLS[asked.name](asked.arguments or {})
        except CervmyeloError as error:
            return types.CallToolResult(content=[_text(str(error))], is_error=True)
        return types.CallToolResult(
            content=[_text(str(answer["text"])), _text(to_json(answer))],
            structured_content=answer,
        )

    def _text(words: str) -> Any:
        return types.TextContent(text=words)

    async def list_resources(_: Any, __: Any) -> Any:
        return types.ListResourcesResult(
            resources=[
                types.Resource(
                    uri=uri,
                    name=rule.name,
                    title=rule.label,
                    description=rule.summary or rule.label,
                    mime_type=_TEXT,
                )
                for uri, rule in resources.items()
            ]
        )

    async def read_resource(_: Any, asked: Any) -> Any:
        uri = str(asked.uri)
        if uri not in resources:
            raise mcp.MCPError(wrong, str(UnknownNameError(uri, "resource", resources)))
        answer = TOOLS["explain"]({"name": resources[uri].name})
        page = types.TextResourceContents(
            uri=uri, mime_type=_TEXT, text=str(answer["text"])
        )
        return types.ReadResourceResult(contents=[page])

    made: Server[Any] = library("mcp.server.lowlevel", _EXTRA).Server(
        "cervmyelo",
        version=VERSION,
        title="Cervical myelopathy",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_read_resource=read_resource,
    )
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Serve over standard input and output, until the input ends.

    Args:
        arguments: The words after the name of the program; None for those of the
            process.

    Returns:
        0 as the exit status, or 2 if the server cannot start.
    """
    asked = argparse.ArgumentParser(
        prog="python -m cervmyelo.mcp", description=__doc__ and __doc__.split("\n\n")[0]
    )
    asked.add_argument(
        "--rule",
        action="append",
        default=[],
        metavar="NAME",
        help="offer this rule as a tool of its own as well; can be repeated",
    )
    try:
        made = server(asked.parse_args(arguments).rule)
        stdio = library("mcp.server.stdio", _EXTRA)
        anyio = library("anyio", _EXTRA)
    except CervmyeloError as error:
        sys.stderr.write(f"cervmyelo: {error}\n")
        return 2

    async def serve() -> None:
        async with stdio.stdio_server() as (incoming, outgoing):
            await made.run(incoming, outgoing, made.create_initialization_options())

    anyio.run(serve)
    return 0


if __name__ == "__main__":
    sys.exit(main())
