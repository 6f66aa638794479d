"""The counts of an overview are those of the rows, whatever order they come in."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from cervmyelo.cli.overview import Overview
from cervmyelo.io import open_table
from cervmyelo.io.grading import Grading
from cervmyelo.io.pieces import pieces_of_table
from cervmyelo.registry import RULES


@pytest.fixture
def at_every_turn():
    """Threads take turns as often as the interpreter lets them."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("at_every_turn")
def test_pieces_that_come_from_several_threads_are_all_counted(table):
    """No person, flag or possible emergency is lost where pieces come at once."""
    path = table("age_years,mjoa_total\n61,13\n-1,15\n50,99\n")
    pieces = pieces_of_table(open_table(path))
    grading = Grading.of(pieces, [*RULES.values()], bounds=True)
    piece, overview = grading.frame.collect(), Overview()
    with ThreadPoolExecutor(8) as pool:
        made = [pool.submit(overview.count, piece, grading.more) for _ in range(60)]
    for each in made:
        each.result()
    assert (overview.total, overview.flagged) == (180, 120)
    assert overview._alarming == 180
    assert overview._counts["mjoa_total"]["ok"] == 120
