"""The table of many patients: which columns it has."""

import pytest

HEADS = {
    "joa": ("joa_total\n12\n14\n", ["JOA"], ["mJOA", "stage", "risk"]),
    "nurick": ("nurick_1972\n3\n2\n", ["Nurick"], ["mJOA", "stage", "JOA"]),
    "mjoa": ("mjoa_total\n12\n14\n", ["mJOA", "severity"], ["stage", "Nurick"]),
    "canal": ("canal_diameter_mm\n12.5\n9\n", ["canal"], ["mJOA", "urgency"]),
}


def head_of(out):
    """The words above the first patient."""
    lines = out.splitlines()
    end = next(n for n, line in enumerate(lines) if line.startswith("row 1"))
    return " ".join(lines[:end]).split()


@pytest.mark.parametrize("name", HEADS)
def test_columns_follow_the_data(run, table, name):
    """A file shows what it has data for, and nothing else."""
    text, there, absent = HEADS[name]
    head = head_of(run("assess", table(text)).out)
    for each in there:
        assert each in head
    for each in absent:
        assert each not in head


def test_a_rule_that_decides_nothing_is_no_column(run, table):
    """A range for everybody is no column next to answers; alone, it is shown."""
    both = run("assess", table("nurick_1972,mjoa_motor_upper\n3,2\n2,1\n")).out
    assert "mJOA" not in head_of(both)
    alone = run("assess", table("mjoa_motor_upper\n2\n1\n")).out
    assert "mJOA" in head_of(alone)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
def test_columns_fit_the_width(run, width, monkeypatch):
    """No line is longer than the screen, and what does not fit is counted."""
    monkeypatch.setenv("COLUMNS", str(width))
    ran = run("assess", "examples/clinic.csv")
    lines = ran.out.split("\n\n")[0].splitlines()
    assert max(map(len, lines)) <= width
    assert sum(line.startswith("constructed-") for line in lines) == 40
    words = " ".join(ran.out.split())
    assert ("more rules have answers: see the counts below" in words) == (width < 200)


def test_columns_are_ordered_by_subject(run, monkeypatch):
    """Urgency comes first, then stage and function, diagnosis, risk and outlook."""
    monkeypatch.setenv("COLUMNS", "200")
    lines = run("assess", "examples/clinic.csv").out.splitlines()
    head = next(each for each in lines if each.startswith("patient"))
    names = ["urgency", "stage", "mJOA", "severity", "cause", "risk", "outlook"]
    places = [head.index(each) for each in names]
    assert places == sorted(places)


def test_an_open_urgency_is_at_least_what_is_established(run, table):
    """A plus says that more urgent is possible; it is explained below the table."""
    text = "arm_numbness,inability_to_move\nyes,\n,yes\n"
    out = run("assess", table(text)).out
    assert "prompt+" in out
    assert "+ = or more urgent" in out
