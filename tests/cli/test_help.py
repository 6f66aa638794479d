"""What --help shows: examples that are valid commands."""

import shlex

import pytest
from cyclopts import CycloptsError

from cervmyelo.cli.commands import _APP, run
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


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_cut_short_says_what_to_write(command, capsys):
    """Wherever an example is cut off, no words of the parser are in the message."""
    for line, _ in EXAMPLES[command]:
        words = shlex.split(line)[1:]
        for option in {1, *(n for n, word in enumerate(words, 1) if word[0] == "-")}:
            try:
                _APP.parse_args(words[:option], exit_on_error=False, print_error=False)
            except CycloptsError:
                assert run(words[:option]) == 2
                message = capsys.readouterr().err
                assert "requires" not in message
                assert f"cervmyelo {command} " in message


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["cohort", "x.csv"], "-o FILE, the file to write"),
        (["cohort", "x.csv", "-o", "-"], "a word must follow -o"),
        (["cohort", "x.csv", "-o", "x.xlsx"], "end in .csv, .tsv or .parquet."),
        (["assess", "x.csv", "--header-row", "two"], "expected a whole number"),
        (["report", "x.csv", "--on", "2026-02-31"], "a day such as 2026-03-14"),
    ],
)
def test_a_wrong_word_is_answered_in_words_of_the_program(words, says, capsys):
    """The message says what is needed, and not what the parser calls it."""
    assert run(words) == 2
    assert says in capsys.readouterr().err
