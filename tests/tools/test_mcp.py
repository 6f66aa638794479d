"""The server of the Model Context Protocol, used by the client of its package."""

import json
import sys

import pytest

import cervmyelo as cm
from cervmyelo.mcp import INSTRUCTIONS, main, server
from cervmyelo.tools import TOOLS, call, descriptions

mcp = pytest.importorskip("mcp", reason="the extra cervmyelo[mcp] is not installed")
anyio = pytest.importorskip("anyio")
PATIENT = {"age_years": 61, "mjoa_total": 13}
NAME = "Ada Lovelace"


def asked(ask, *, rules=(), mode="auto"):
    """What a function of a connected client gives."""

    async def run():
        async with mcp.Client(server(rules), mode=mode) as client:
            return await ask(client)

    return anyio.run(run)


def called(name, arguments, **options):
    return asked(lambda client: client.call_tool(name, arguments), **options)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_tools_are_listed(mode):
    """The tools are those described, read-only, with both schemas."""
    listed = asked(lambda client: client.list_tools(), mode=mode).tools
    assert [each.name for each in listed] == [
        *("assess", "next_question", "explain", "search")
    ]
    for each in listed:
        plain = each.model_dump(mode="json", by_alias=True, exclude_none=True)
        (described,) = descriptions([each.name], brief=True)
        assert described.items() <= plain.items()
        assert each.annotations.read_only_hint is True
        assert each.annotations.destructive_hint is False


def test_rules_can_be_tools():
    """A rule that was named is a tool of its own."""
    rules = ("mjoa_severity",)
    listed = asked(lambda client: client.list_tools(), rules=rules).tools
    assert listed[-1].name == "mjoa_severity"
    answer = called("mjoa_severity", {"patient": {"mjoa_total": 13}}, rules=rules)
    assert answer.structured_content["finding"]["value"] == "moderate"
    with pytest.raises(cm.CervmyeloError):
        server(["mjoa"])


@pytest.mark.parametrize("mode", ["auto", "legacy"])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("assess", {"patient": PATIENT}),
        ("assess", {"patient": PATIENT, "rules": ["mjoa_severity"]}),
        ("next_question", {"patient": {}}),
        ("explain", {"name": "mjoa_severity"}),
        ("search", {"words": "grip"}),
    ],
)
def test_answers_are_those_of_the_tools(name, arguments, mode):
    """The client checks each answer against its schema, and gets it whole."""
    answer = called(name, arguments, mode=mode)
    assert not answer.is_error
    assert answer.structured_content == json.loads(json.dumps(call(name, arguments)))
    words, whole = answer.content
    assert words.text == answer.structured_content["text"]
    assert json.loads(whole.text) == answer.structured_content
    assert "Not a medical device" in words.text or not TOOLS[name].reads


@pytest.mark.parametrize(
    ("name", "arguments", "says"),
    [
        ("assess", {"patient": {"mjoa_total": 19}}, "from 0 to 18 points"),
        ("assess", {"patient": {"mjoa_total": NAME}}, "mjoa_total"),
        ("assess", {"patient": {"sex_at_birth": NAME}}, "sex_at_birth"),
        ("assess", {"patient": NAME}, "patient"),
        ("assess", {"patient": {"ref": NAME}}, "ref"),
        ("assess", {"patient": PATIENT, "rules": NAME}, "rules"),
        ("assess", {}, "patient"),
        ("assess", None, "patient"),
        ("explain", {"name": 7}, "name"),
    ],
)
def test_errors_say_what_is_allowed(name, arguments, says, caplog, capfd):
    """An error is one of the tool, clear, and repeats nothing of a person."""
    answer = called(name, arguments)
    assert answer.is_error
    (words,) = answer.content
    assert says in words.text
    assert NAME not in words.text
    assert NAME not in caplog.text
    assert NAME not in "".join(capfd.readouterr())


def test_unknown_tools_and_resources_are_errors_of_the_protocol():
    """What is not offered is refused, also if it is a tool of the library."""

    async def refused(client):
        for name in ("mjoa_severity", "erase"):
            with pytest.raises(mcp.MCPError, match="unknown tool"):
                await client.call_tool(name, {"patient": {}})
        with pytest.raises(mcp.MCPError, match="unknown resource"):
            await client.read_resource("urn:cervmyelo:rule:mjoa")

    for mode in ("auto", "legacy"):
        asked(refused, mode=mode)


def test_each_rule_is_a_resource():
    """Each rule can be read in full, under its own URN."""
    listed = asked(lambda client: client.list_resources()).resources
    assert [each.name for each in listed] == [*cm.rules]
    uri = listed[5].uri
    assert uri == f"urn:cervmyelo:rule:{listed[5].name}"
    (page,) = asked(lambda client: client.read_resource(uri)).contents
    assert page.text == call("explain", {"name": listed[5].name})["text"]


def test_the_server_says_what_it_is_not():
    """The instructions say that it is no medical device and wants no identifiers."""
    assert "Not a medical device" in INSTRUCTIONS
    assert "no name, date of birth or other identifier" in INSTRUCTIONS

    async def read(client):
        return client.instructions

    assert asked(read) == INSTRUCTIONS


def test_over_standard_input_and_output(tmp_path):
    """Started as a program, it answers, writes nothing else, and ends cleanly."""
    stdio = pytest.importorskip("mcp.client.stdio")
    errors = tmp_path / "errors"
    parameters = mcp.StdioServerParameters(
        command=sys.executable,
        args=["-m", "cervmyelo.mcp", "--rule", "mjoa_total"],
        env={"PYTHONPATH": ":".join(sys.path)},
    )

    async def run(log):
        transport = stdio.stdio_client(parameters, errlog=log)
        async with mcp.Client(transport) as client:
            listed = await client.list_tools()
            answer = await client.call_tool(
                "mjoa_total", {"patient": {"mjoa_total": 9}}
            )
            wrong = await client.call_tool("mjoa_total", {"patient": {"ref": NAME}})
            return [each.name for each in listed.tools], answer, wrong

    with errors.open("w") as log:
        names, answer, wrong = anyio.run(run, log)
    assert names[-1] == "mjoa_total"
    assert answer.structured_content["finding"]["value"] == 9
    assert wrong.is_error
    assert errors.read_text() == ""


def test_a_server_that_cannot_start_says_why(capsys):
    """An unknown rule ends the program with a message and a status."""
    assert main(["--rule", "mjoa"]) == 2
    assert "unknown rule" in capsys.readouterr().err
