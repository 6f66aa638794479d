"""The command `cohort`: equal to `assess`, whatever the file, in little memory."""

import csv
import os
from pathlib import Path

import polars as pl
import pytest

from cervmyelo import ColumnMap
from cervmyelo.cli import progress
from cervmyelo.cohort import assess_cohort
from cervmyelo.registry import RULES

EXAMPLES = Path(__file__).parents[2] / "examples"
every_source = pytest.mark.parametrize("source", ["clinic", "mixed-up"])
TALL = "mjoa_motor_upper,mjoa_motor_lower,mjoa_sensory_upper,mjoa_sphincter,note"
RULE = ("--rule", "mjoa_total", "--rule", "mjoa_severity")


def table_of(path):
    """The rows of a table as dictionaries of texts, nothing being empty."""
    if path.suffix == ".parquet":
        frame = pl.read_parquet(path).cast(pl.String).fill_null("")
        return frame.columns, frame.rows()
    with path.open(newline="") as file:
        delimiter = "\t" if path.suffix == ".tsv" else ","
        head, *rows = csv.reader(file, delimiter=delimiter)
    return head, [tuple(row) for row in rows]


@every_source
@pytest.mark.parametrize("kind", ["csv", "tsv", "parquet"])
def test_it_says_what_assess_says(run, tmp_path, source, kind):
    """Cells of the input, and all of each rule, are those that `assess` writes."""
    path = EXAMPLES / f"{source}.csv"
    full, target = tmp_path / f"full.{kind}", tmp_path / f"out.{kind}"
    run("assess", path, "-o", full)
    ran = run("cohort", path, "-o", target, "--bounds")
    assert ran.status == (source == "mixed-up")
    want_head, want = table_of(full)
    head, rows = table_of(target)
    assert head[-1] == "problems"
    assert len(rows) == len(want)
    given = [name for name in head if name not in ADDED]
    assert head[: len(given)] == want_head[: len(given)] == given
    places = [(head.index(n), want_head.index(n)) for n in head[:-1] if n in want_head]
    assert len(places) > len(given)
    for row, other in zip(rows, want, strict=True):
        for mine, theirs in places:
            assert alike(row[mine], other[theirs]), (head[mine], row, other)


ENDS = ("", "_low", "_high", "_status")
ADDED = {*(f"{name}{end}" for name in RULES for end in ENDS), "problems"}


def alike(one, other):
    """Whether two cells are the same; fractions to the last digit that matters."""
    if one == other:
        return True
    try:
        return float(one) == pytest.approx(float(other), rel=1e-12)
    except ValueError:
        return False


def test_named_rules_and_no_others(run, table, tmp_path):
    """Rules are added in the order in which they are named, without bounds."""
    path, target = table(f"{TALL}\n3,5,2,3,x\n,5,2,2,y\n"), tmp_path / "out.csv"
    ran = run("cohort", path, "-o", target, *reversed(RULE[1::2]), *())
    assert ran.status == 2
    named = [
        word for name in ("mjoa_severity", "mjoa_total") for word in ("--rule", name)
    ]
    columns = table('pass_through = ["note"]\n', "map.toml")
    ran = run("cohort", path, "-o", target, *named, "--columns", columns)
    assert (ran.status, ran.out, ran.err) == (0, "2 rows, none flagged\n", "")
    assert target.read_text().splitlines() == [
        f"{TALL},mjoa_severity,mjoa_total,problems",
        "3,5,2,3,x,moderate,13,",
        ",5,2,2,y,,,",
    ]


def test_added_columns_end_with_a_suffix(run, table, tmp_path):
    """Results of a visit get a name of their own, as `assess_cohort` gives them."""
    path, target = table(f"{TALL}\n3,5,2,3,x\n3,5,2,9,y\n"), tmp_path / "out.csv"
    asked = (*RULE[:2], "--bounds", "--suffix", "_6mth", "--columns")
    columns = table('pass_through = ["note"]\n', "map.toml")
    ran = run("cohort", path, "-o", target, *asked, columns)
    assert (ran.status, ran.err) == (1, "")
    head, *rows = target.read_text().splitlines()
    items = pl.DataFrame({name: [3] for name in TALL.split(",")[:-1]})
    made = assess_cohort(items, "mjoa_total", bounds=True, suffix="_6mth")
    assert head.split(",") == [*TALL.split(","), *made.columns[4:]]
    assert rows[0] == "3,5,2,3,x,13,13,13,ok,"
    again = run("cohort", target, "-o", tmp_path / "b.csv", *asked[:-1])
    assert again.status == 2
    assert "mjoa_total_6mth" in again.err


def test_rules_that_are_left_out_are_counted(run, table, tmp_path):
    """Without rules, all that can be are applied, and how many cannot is told."""
    path, target = table(f"{TALL[:-5]}\n3,5,2,3\n"), tmp_path / "out.csv"
    ran = run("cohort", path, "-o", target)
    assert ran.status == 0
    head = target.read_text().splitlines()[0].split(",")
    left = len(RULES) - len([name for name in RULES if name in head])
    assert f"rules left out because columns are missing: {left}; name" in ran.err


HARD = f"""{TALL}
3,5,2,3,plain
3,5,2,3,"quoted, with a comma"
3,5,2,3,"with ""quotes"" inside"
3,5,2,3,a"b
3,5,2,3,"not closed
"3","5","2","3",""
3,5,2,3
3,5,2,3,x,"y,z",w

3,5,2,3,"x"y
 3 , 5 ,+2,3.0,
3,5,2,3e0,
3,5,2,0x3,
3,5,2,NaN,
NA,n/a,None,unknown,NULL
9,5,2,3,
3,5,2,3,last"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff", "\n\n"])
def test_no_cell_and_no_quotation_mark_loses_a_row(run, table, tmp_path, start, end):
    """Every line is answered or flagged as `assess` does, with its cells kept."""
    path = table((start + HARD).replace("\n", end))
    columns = table('pass_through = ["note"]\n', "map.toml")
    full, target = tmp_path / "full.csv", tmp_path / "out.csv"
    run("assess", path, "--columns", columns, "-o", full)
    ran = run("cohort", path, "--columns", columns, "-o", target, "--bounds", *RULE)
    assert ran.status == 1
    head, rows = table_of(target)
    want_head, want = table_of(full)
    assert head[:6] == want_head[:6] == [*TALL.split(","), "extra_cells"]
    assert len(rows) == len(want) == 16
    for name in head[:-1]:
        place, other = head.index(name), want_head.index(name)
        assert [r[place] for r in rows] == [r[other] for r in want], name
    flagged = [bool(row[-1]) for row in rows]
    assert flagged == [bool(row[-1]) for row in want]
    for row, other in zip(rows, want, strict=True):
        assert row[-1].startswith("row: ") == other[-1].startswith("row: ")
        if row[-1].startswith("row: "):
            assert row[-1] == other[-1]


def test_parquet_keeps_its_types(run, tmp_path):
    """Typed columns are judged as they are and come out as they were."""
    source, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    frame = pl.DataFrame(
        {
            "ref": ["a", "b", "c"],
            "mjoa_motor_upper": [3.0, float("nan"), 3.5],
            "mjoa_motor_lower": ["5", " 5 ", "x"],
            "mjoa_sensory_upper": pl.Series([2, 2, 2], dtype=pl.UInt8),
            "mjoa_sphincter": [3, None, 9],
        }
    )
    frame.write_parquet(source)
    ran = run("cohort", source, "-o", target, "--bounds", *RULE)
    assert (ran.status, ran.out) == (1, "3 rows, 1 flagged\n")
    made = pl.read_parquet(target)
    assert made.select(frame.columns).equals(frame)
    assert made["mjoa_total_status"].to_list() == ["ok", "undecided", "refused"]
    assert made["mjoa_total"].to_list() == [13, None, None]
    assert "mjoa_sphincter" in made["problems"][2]


def test_constants_of_the_map_are_read(run, table, tmp_path):
    """What is the same for every row is an input as any other, but of no broken row."""
    path = table("mjoa_motor_upper,mjoa_motor_lower,mjoa_sphincter\n3,5,3\n3,5\n")
    columns = table("[constants]\nmjoa_sensory_upper = 2\n", "map.toml")
    target = tmp_path / "out.csv"
    run("cohort", path, "-o", target, "--columns", columns, *RULE)
    assert [row[3:5] for row in table_of(target)[1]] == [("13", "moderate"), ("", "")]


@pytest.mark.parametrize(
    ("content", "name", "more", "said"),
    [
        ("", "in.csv", (), "The file is empty"),
        ("age_year\n61\n", "in.csv", (), "No column has a name"),
        ("ref,age_year\na,61\n", "in.csv", (), "Did you mean age_years"),
        ("age_years,age_years\n1,2\n", "in.csv", (), "expected one column"),
        ("age_years\n61\n", "in.csv", (), "No rule has all its inputs"),
        (
            "age_years\n61\n",
            "in.csv",
            RULE,
            "mjoa_sphincter: the table has no such columns",
        ),
        ("age_years\n61\n", "in.csv", ("--rule", "mjoa_totl"), "Did you mean mjoa_tot"),
        (b"age_years\n61\n\xff\n", "in.csv", RULE, "not UTF-8: line 3"),
        (b"age_years\n61\n\xc3", "in.csv", RULE, "not UTF-8: line 3"),
        (b"x", "in.parquet", (), "cannot be read as Parquet"),
        ("{}", "in.json", (), "must end in .csv, .tsv, "),
        (None, "in.csv", (), "No such file"),
        (None, "in.parquet", (), "No such file"),
    ],
)
def test_files_that_cannot_be_read_end_with_2(  # noqa: PLR0913, PLR0917 -- a table
    run, tmp_path, content, name, more, said
):
    """What cannot be read is told in one line, and nothing is written."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    target = tmp_path / "out" / "out.csv"
    target.parent.mkdir()
    ran = run("cohort", path, "-o", target, *more)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.startswith("cervmyelo: ")
    assert not list(target.parent.iterdir())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["cohort"], "FILE"),
        (["cohort", "x.csv"], "-o FILE"),
        (["cohort", "x.csv", "-o", "out.json"], "must end in .csv, .tsv or .parquet"),
        (["cohort", "x.csv", "-o", "out.txt"], "must end in"),
    ],
)
def test_wrong_commands_end_with_2(run, arguments, said):
    """A command that cannot be understood is told in one line."""
    ran = run(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


def test_files_of_others_are_safe(run, table, tmp_path):
    """An output that is there, and the input, are overwritten by nobody unasked."""
    path, target = table(f"{TALL[:-5]}\n3,5,2,3\n"), tmp_path / "out.csv"
    target.write_text("precious")
    assert run("cohort", path, "-o", target).status == 2
    assert target.read_text() == "precious"
    assert "is the input" in run("cohort", path, "-o", path, "--force").err
    assert run("cohort", path, "-o", target, "--force").status == 0
    assert target.read_text().startswith("mjoa_motor_upper,")


def test_a_failure_in_the_middle_leaves_nothing_behind(run, tmp_path):
    """A file that turns out to be damaged leaves neither output nor remains."""
    source, target = tmp_path / "in.parquet", tmp_path / "out" / "out.parquet"
    target.parent.mkdir()
    rows = {name: list(range(4)) * 50_000 for name in TALL.split(",")[:-1]}
    pl.DataFrame(rows).write_parquet(source, row_group_size=1000)
    damaged = bytearray(source.read_bytes())
    middle = len(damaged) // 2
    damaged[middle : middle + 5000] = os.urandom(5000)
    source.write_bytes(damaged)
    ran = run("cohort", source, "-o", target, *RULE)
    assert ran.status == 2
    assert "cannot be read to its end" in ran.err
    assert not list(target.parent.iterdir())


def test_names_that_clash_are_refused(run, table, tmp_path):
    """A column of the input is not overwritten by one of the output."""
    columns = table("pass_through = '*'\n", "map.toml")
    target = tmp_path / "out.csv"
    path = table(f"{TALL},problems\n3,5,2,3,x,9\n")
    ran = run("cohort", path, "-o", target, "--columns", columns)
    assert ran.status == 2
    assert "already has a column problems" in ran.err
    path = table(f"{TALL},extra_cells\n3,5,2,3,x,9,10\n")
    ran = run("cohort", path, "-o", target, "--columns", columns)
    assert "already has a column extra_cells" in ran.err
    assert not target.exists()


def test_columns_that_pass_unnamed_are_told(run, table, tmp_path):
    """A misspelt name under a star is seen, for it is told what was not read."""
    columns = table("pass_through = '*'\n", "map.toml")
    ran = run(
        "cohort",
        table(f"{TALL}\n3,5,2,3,x\n"),
        "-o",
        tmp_path / "out.csv",
        "--columns",
        columns,
    )
    assert "columns not read: note" in ran.err


def test_an_empty_table_gives_an_empty_output(run, table, tmp_path):
    """Nobody in, nobody out, in every format."""
    for content in (f"{TALL[:-5]}\n", TALL[:-5]):
        for kind in ("csv", "parquet"):
            target = tmp_path / f"out.{kind}"
            ran = run("cohort", table(content), "-o", target, "--force", *RULE)
            assert (ran.status, ran.out) == (0, "0 rows, none flagged\n")
            head, rows = table_of(target)
            assert head[-1] == "problems"
            assert rows == []


def test_bad_cells_are_repeated_nowhere(run, table, tmp_path):
    """What cannot be read stands in the output where it stood, and in no message."""
    canary = "Zq7Canary"
    path = table(f'{TALL[:-5]}\n{canary},5,2,3\n{canary}\n"{canary},5,2,3\n')
    target = tmp_path / "out.csv"
    ran = run("cohort", path, "-o", target, *RULE)
    assert ran.status == 1
    assert canary not in ran.out + ran.err
    _, rows = table_of(target)
    assert all(canary in row[0] and canary not in row[-1] for row in rows)


def test_rows_are_counted_on_a_terminal_only(run, table, tmp_path, monkeypatch):
    """Long work shows its progress on standard error, and never among the data."""
    monkeypatch.setattr(progress, "_LONG", -1.0)
    path, target = table(f"{TALL[:-5]}\n3,5,2,3\n"), tmp_path / "out.csv"
    assert run("cohort", path, "-o", target, *RULE).err == ""
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown = run("cohort", path, "-o", target, "--force", *RULE)
    assert "1 patients" in shown.err
    assert shown.out == "1 row, none flagged\n"


def test_a_missing_column_is_not_recorded_when_asked_for(run, table, tmp_path):
    """With the option, bounds say what is possible without the missing columns."""
    path, target = table("mjoa_motor_lower,mjoa_sphincter\n5,2\n"), tmp_path / "out.csv"
    asked = ("cohort", path, "-o", target, "--rule", "mjoa_total", "--bounds")
    ran = run(*asked)
    assert ran.status == 2
    assert "mjoa_motor_upper, mjoa_sensory_upper: the table has no such" in ran.err
    assert "--missing-as-unknown" in ran.err
    assert not any(word in ran.err for word in ("{", "missing_columns", "columns="))
    ran = run(*asked, "--missing-as-unknown")
    assert ran.status == 0
    head, (row,) = table_of(target)
    cells = dict(zip(head, row, strict=True))
    assert (cells["mjoa_total_low"], cells["mjoa_total_high"]) == ("7", "15")
    assert cells["mjoa_total_status"] == "undecided"


def test_every_rule_is_added_when_missing_columns_are_not_recorded(
    run, table, tmp_path
):
    """Without a rule, the option adds all of them."""
    target = tmp_path / "out.csv"
    ran = run("cohort", table("age_years\n61\n"), "-o", target, "--missing-as-unknown")
    assert (ran.status, ran.err) == (0, "")
    assert set(RULES) < set(table_of(target)[0])


def test_a_shipped_map_has_a_name(run, table, tmp_path):
    """The name of a map that comes with the library is taken in place of a file."""
    path = table("Filename,MEAN(area)\na.nii.gz,60.5\nb.nii.gz,80\n")
    target = tmp_path / "out.csv"
    asked = ("cohort", path, "-o", target, "--columns", "sct_process_segmentation")
    assert run(*asked).status == 0
    head, rows = table_of(target)
    place = head.index("cord_area_small")
    assert [row[place] for row in rows] == ["small", "not_small"]
    assert run("assess", path, "--columns", "sct_process_segmentation").status == 0
    assert run(*asked[:-1], "sct_process", "--force").status == 2


DICTIONARY = (
    "Variable / Field Name,Field Type,Field Label,"
    '"Choices, Calculations, OR Slider Labels"\n'
    'record_id,text,Record,\nsmoker,radio,Smokes,"1, Yes | 2, No | 9, Unknown"\n'
)


CODE_BOOKS = {
    "dictionary.csv": (DICTIONARY, "2 = false"),
    "participants.json": ('{"age": {"Units": "years"}}', 'age = "age_years"'),
}


@pytest.mark.parametrize("name", CODE_BOOKS)
def test_a_first_map_is_drawn_from_a_code_book(run, table, tmp_path, name):
    """The map goes to the screen or to a file, from which it can be read."""
    content, line = CODE_BOOKS[name]
    path, target = table(content, name), tmp_path / "map.toml"
    ran = run("map", path)
    assert ran.status == 0
    assert ("opll. Their labels" in ran.err) is ("opll" in content)
    assert line in ran.out.splitlines()
    assert run("map", path, "-o", target).status == 0
    assert target.read_text() == ran.out
    ColumnMap.read(target)
    assert run("map", path, "-o", target).status == 2


@pytest.mark.parametrize(
    ("name", "content"), [("a.csv", "x,y\n1,2\n"), ("a.json", "[]"), ("a.toml", "")]
)
def test_what_is_no_code_book_ends_with_2(run, table, name, content):
    """A file that is no code book is refused in one line."""
    ran = run("map", table(content, name))
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
