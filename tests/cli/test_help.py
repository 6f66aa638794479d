"""What --help shows: examples that are valid commands."""

import shlex

import pytest

from cervmyelo.cli.commands import _APP
from cervmyelo.cli.examples import EXAMPLES

COMMANDS = [name for name in _APP if not name.startswith("-")]


def test_every_command_has_examples():
    """No command is without an example, and no example is without a command."""
    assert sorted(COMMANDS) == sorted(EXAMPLES)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_the_examples_of_the_command(command, capsys):
    """Each example stands in the help as it is typed, not broken at 80 columns."""
    _APP([command, "--help"], result_action="return_value")
    shown = capsys.readouterr().out
    for line, what in EXAMPLES[command]:
        assert line in shown
        assert what in shown


@pytest.mark.parametrize(
    "line", [line for lines in EXAMPLES.values() for line, _ in lines]
)
def test_each_example_is_a_valid_command(line):
    """The words of an example are taken by its command, with none over."""
    program, *words = shlex.split(line)
    assert program == "cervmyelo"
    command, *_ = _APP.parse_args(words, exit_on_error=False, print_error=False)
    assert command.__name__.strip("_").replace("_", "-") == words[0]
