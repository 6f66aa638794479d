"""One person at a time, `assess` and `cohort` agree on every file, cell by cell."""

import contextlib
import csv
import gzip

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import cervmyelo as cm
from cervmyelo import ColumnMap
from cervmyelo.io import grade_table, graded_rows, open_table, read_table
from cervmyelo.io.text_tables import joined
from cervmyelo.registry import RULES
from cervmyelo.scale import Grade

HEADER = (
    *("ref", "note", "age_years", "neck_pain", "neck_pain_onset"),
    *("neck_pain_severity", "neck_pain_duration_months", "symptom_duration_months"),
    *("mjoa_motor_upper", "mjoa_motor_lower", "mjoa_sensory_upper", "mjoa_sphincter"),
    *("article_stage", "disc_level"),
)
ASKED = (
    *("article_urgency", "article_stage", "article_cause", "article_outlook_factors"),
    *("mjoa_total", "mjoa_severity", "article_stage_to_nurick_1972"),
)
COLUMNS = ColumnMap(pass_through=["note"], constants={"rheumatoid_arthritis": True})
WORDS = (
    *("", "", "", "1", "2", "3", "0", "61", "61.0", "yes", "no", "Yes", "NA", " "),
    *("sudden", "gradual", "severe", "12", "2.5", "-1", "x", "999", "C3/4", "c4/5"),
    *('a"b', "\0", "3\0", "é", "\ufeff", "\x0b", "\u2028", "'", "=1+1"),
)
INSIDE = (*WORDS, "a,b", "a\nb", "a\r\nb", '""', "3\n", "\r", ",")


@pytest.fixture(autouse=True, params=[0, 1000], ids=["columns", "one by one"])
def most(request, monkeypatch):
    """Up to how many rows are graded one by one; more are graded by columns."""
    monkeypatch.setattr(graded_rows, "most_rows", lambda _: request.param)


def quoted(text):
    """A cell in quotation marks."""
    return '"' + text.replace('"', '""') + '"'


cells = (
    st.sampled_from(WORDS)
    | st.sampled_from(INSIDE).map(quoted)
    | st.sampled_from(('"', '"x', 'x"', '"x"y', '"\n', '"3"\n'))
)
good = st.sampled_from(("", "1", "2", "yes", "no", "sudden", "61", "3.0"))
lines = st.one_of(
    st.lists(good, min_size=len(HEADER), max_size=len(HEADER)).map(",".join),
    st.lists(cells, min_size=len(HEADER), max_size=len(HEADER)).map(",".join),
    st.lists(cells, max_size=len(HEADER) + 2).map(",".join),
    st.just(""),
)
ends = st.sampled_from(("\n", "\r\n", "\r"))


@st.composite
def files(draw):
    """A file of text, perhaps with everything wrong that can be."""
    made = draw(st.sampled_from(("", "\ufeff", "\n"))) + ",".join(HEADER) + draw(ends)
    for line in draw(st.lists(lines, max_size=6)):
        made += line + draw(ends)
    return (made + draw(st.sampled_from(("", "1,2", '"')))).encode()


def code(outcome):
    """A grade as its code."""
    return outcome.code if isinstance(outcome, Grade) else outcome


def expected(row):
    """The cells of a graded row, by the rules for one person."""
    width = len(HEADER)
    made = dict(zip(HEADER, (*row.cells, *[""] * width)[:width], strict=True))
    made["extra_cells"] = joined(row.cells[width:])
    silent = []
    for name in ASKED:
        found = RULES[name](row.reading.patient or row.reading.values)
        # The recorded answer of a rule keeps its name.
        own = f"{name}_answer" if name in HEADER else name
        made[own] = code(found.value)
        made[f"{own}_status"] = found.status
        made[f"{own}_low"] = code(found.low)
        made[f"{own}_high"] = code(found.high)
        codes = {problem.code for problem in found.problems}
        fields = any(problem.field for problem in found.problems)
        no_answer = found.status == "refused" and not fields
        if no_answer and "contradiction" not in codes:
            silent.append(name)
    reading = row.reading
    conflicts = sorted(reading.conflicts, key=lambda each: not each.refuses)
    made["problems"] = " ".join(map(str, (*reading.problems, *conflicts))) or None
    made["no_answer"] = silent
    return made


def flagged(row):
    """Whether anything in a row is invalid or contradictory."""
    contradictions = (each for each in row.reading.conflicts if each.refuses)
    return bool(row.reading.problems) or any(contradictions)


def assert_rows_agree(path, target, **options):
    """A graded file holds what each person of it gets."""
    with contextlib.suppress(FileNotFoundError):
        target.unlink()
    graded = grade_table(
        path, target, *ASKED, columns=COLUMNS, bounds=True, absent="unknown", **options
    )
    rows = list(open_table(path, COLUMNS, **options))
    got = pl.read_parquet(target).to_dicts()
    assert graded.rows == len(rows) == len(got)
    assert graded.flagged == sum(map(flagged, rows))
    for row, found in zip(rows, got, strict=True):
        want = expected(row)
        silent = found.pop("no_answer") or ""
        assert [n for n in ASKED if f"{n}: " in silent] == want.pop("no_answer")
        assert {name: want.get(name) for name in found} == found


@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(content=files())
@example(content=(",".join(HEADER) + "\n").encode())
@example(content=(",".join(HEADER) + '\n"\n' + ",".join(HEADER)).encode())
def test_a_graded_file_is_what_each_person_gets(tmp_path, content):
    """Whatever a file holds, each row has the cells, answers and messages of one."""
    path = tmp_path / "in.csv"
    path.write_bytes(content)
    assert_rows_agree(path, tmp_path / "out.parquet")


@settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    content=files(),
    separator=st.sampled_from(";|\t"),
    encoding=st.sampled_from(("utf-8", "utf-16", "utf-16-le")),
    packed=st.booleans(),
)
def test_other_layouts_agree_as_well(tmp_path, content, separator, encoding, packed):
    """Separators, decimal commas, encodings and gzip change nothing about people."""
    text = content.decode().replace(",", separator).replace("2.5", "2,5")
    data = text.encode(encoding, "replace")
    path = tmp_path / "in.csv"
    path.write_bytes(gzip.compress(data, mtime=0) if packed else data)
    options = {"separator": separator, "decimal": ",", "encoding": encoding}
    assert_rows_agree(path, tmp_path / "out.parquet", **options)


@pytest.mark.parametrize(
    "line",
    [
        "a,x,61,no,sudden,,,,3,5,2,3,,",
        "a,x,61,no,,severe,3,,3,5,2,3,,",
        "a,x,61,yes,,,12,3,3,5,2,3,,",
        "a,x,old,yes,,,12,3,3,5,2,9,,",
        "a,x,old,no,sudden,severe,12,3,3,5,2,9,,",
        "a,x,61,no,never,severe,,,3,5,2,3,,",
        "a,x,61,,,,,,,,,,0,",
        "a\a,x,old,,,,,,,,,,0,",
        "a,x,61,yes,,,12,3,3,5,2",
        "a,x,61,yes,,,12,3,3,5,2,3,,,",
        '"a\nb",x,61,,,,,,3,5,2,3,,',
        f"{'2' * 200_000},{'2' * 200_000},61,,,,,,3,5,2,3,,",
        f'a,"{"2" * 200_000}\n",{"6" * 200_000},,,,,,3,5,2,3,,',
    ],
)
def test_contradictions_and_silence_agree(tmp_path, line):
    """Contradictions next to other faults, and answers that no source gives, agree."""
    path = tmp_path / "in.csv"
    path.write_text(f"{','.join(HEADER)}\n{line}\n")
    assert_rows_agree(path, tmp_path / "out.parquet")


def read(path):
    """The rows of a CSV file by the names of their columns."""
    with path.open(newline="") as file:
        head, *rows = csv.reader(file)
    assert len({*head}) == len(head)
    return [dict(zip(head, row, strict=True)) for row in rows]


@settings(
    deadline=None,
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(content=files())
def test_the_commands_agree(run, tmp_path, content):
    """`assess` and `cohort` write the same cells in each column that both write."""
    path, map_ = tmp_path / "in.csv", tmp_path / "map.toml"
    path.write_bytes(content)
    map_.write_text(
        "pass_through = ['note']\n[constants]\nrheumatoid_arthritis = true\n"
    )
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    more = ("--columns", map_, "--force")
    first = run("assess", path, "-o", one, *more)
    second = run("cohort", path, "-o", other, "--bounds", *more)
    assert (first.status, first.err) == (second.status, "")
    mine, theirs = read(one), read(other)
    assert len(mine) == len(theirs)
    for row, found in zip(mine, theirs, strict=True):
        shared = [name for name in found if name in row and name != "no_answer"]
        assert {*HEADER, "problems", "mjoa_total_high"} <= {*shared}
        assert {n: row[n] for n in shared} == {n: found[n] for n in shared}


def test_a_row_asks_each_rule_once(run, tmp_path, monkeypatch):
    """Findings take one call of each rule at most, and a report no more than that."""
    path, map_ = tmp_path / "in.csv", tmp_path / "map.toml"
    path.write_text(",".join(HEADER) + "\na,x,61,yes,,,2,3,3,5,2,3,2,\n")
    map_.write_text("pass_through = ['note']\n")
    calls = []
    for kind in {type(rule) for rule in RULES.values()}:

        def counted(rule, case, original=kind.__call__):
            calls.append(rule.name)
            return original(rule, case)

        monkeypatch.setattr(kind, "__call__", counted)
    (reading,) = read_table(path, COLUMNS)
    cm.assess(reading.patient)
    assert 0 < len(calls) == len({*calls}) <= len(RULES)
    calls.clear()
    ran = run("assess", path, "--columns", map_)
    assert "mJOA total" in ran.out
    assert 0 < len(calls) <= len(RULES)
