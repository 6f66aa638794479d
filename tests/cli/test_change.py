"""The command `change`: each person over time, what is worse first."""

import csv
import datetime as dt
import io
import itertools
import json
import re

import polars as pl
import pytest

import cervmyelo as cm
from cervmyelo.errors import InvalidRecordError, KindError
from cervmyelo.follow_up.scales import FOLLOWED
from cervmyelo.io import ColumnMap, VisitMap

# Constructed. A registry export with totals at baseline, 6 and 12 months.
WIDE = """\
record_id,age,total_mjoa_BL,total_mjoa_6mth,total_mjoa_12mth
r1,61,12,15,13
r2,70,16,,14
r3,55,18,18,30
r4,48,,,
r5,50,11,15,15
"""
WIDE_MAP = """\
pass_through = ["age"]
[visits]
person = "record_id"
[visits.wide]
baseline = { total_mjoa_BL = "mjoa_total" }
6mth = { total_mjoa_6mth = "mjoa_total" }
12mth = { total_mjoa_12mth = "mjoa_total" }
"""

# Constructed. A REDCap export: a row for each event, in the order of their names.
LONG = """\
record_id,redcap_event_name,hands,legs,feeling,bladder,note
a,12_month_arm_1,5,5,2,0,"walks
well"
a,6_month_arm_1,4,5,2,3,
a,baseline_arm_1,2,5,2,3,
b,baseline_arm_1,3,5,2,3,
b,6_month_arm_1,3,5,2,lost,
c,6_month_arm_1,3,5,2,3,
c,unscheduled,3,5,2,3,
d,baseline_arm_1,3,5,,3,
d,6_month_arm_1,3,6,,3,
"""
LONG_MAP = """\
pass_through = ["note"]
[columns]
hands = "mjoa_motor_upper"
legs = "mjoa_motor_lower"
feeling = "mjoa_sensory_upper"
bladder = "mjoa_sphincter"
[visits]
person = "record_id"
on = "redcap_event_name"
order = ["baseline_arm_1", "6_month_arm_1", "12_month_arm_1"]
"""


@pytest.fixture
def files(tmp_path):
    """A function that writes files and gives their paths."""

    def written(**texts):
        paths = []
        for name, text in texts.items():
            path = tmp_path / name.replace("_", ".")
            path.write_text(text)
            paths.append(path)
        return paths

    return written


def rows_of(text):
    """The rows of a CSV text."""
    return list(csv.DictReader(io.StringIO(text)))


def test_a_wide_registry_export(run, files):
    """Totals side by side become a line for each person, who is worse first."""
    table, map_ = files(wide_csv=WIDE, map_toml=WIDE_MAP)
    ran = run("change", table, "--map", map_)
    assert ran.status == 1  # 30 is no mJOA
    lines = [line.split() for line in ran.out.splitlines()[:5]]
    assert lines[0] == ["person", "worse", "score", "MCID", "recovery", "band"]
    assert ran.out.splitlines()[1:5] == [
        "r1        yes           12 to 13 (+1)  no    16.7 %    moderate (same)",
        "r2        yes           16 to 14 (-2)  no    -100 %    "
        "mild to moderate (worse)",
        "r3        possibly      18 to ? (?)    ?     ?         none to ?",
        "r5        possibly      11 to 15 (+4)  yes   57.1 %    "
        "severe to mild (better)",
    ]
    assert "4 people, 1 flagged" in ran.out
    assert "compared: 4  worse: 2  possibly worse: 2  noticeable gain: 1" in ran.out
    assert "mjoa_total: expected a whole number from 0 to 18 points" in ran.out


def test_endings_in_place_of_columns(run, files):
    """A visit can be given by what the names of its columns end with."""
    map_ = 'pass_through = "*"\n[columns]\ntotal_mjoa = "mjoa_total"\n'
    map_ += '[visits]\nperson = "record_id"\n[visits.wide]\n'
    map_ += 'baseline = "_BL"\n"6mth" = "_6mth"\n"12mth" = "_12mth"\n'
    table, by_column, by_ending = files(
        wide_csv=WIDE, map_toml=WIDE_MAP, ends_toml=map_
    )
    one = run("change", table, "--map", by_column, "--format", "csv")
    other = run("change", table, "--map", by_ending, "--format", "csv")
    assert one == other


def test_the_visits_that_inspect_drafts(run, files, tmp_path):
    """A wide file is compared by its own draft, once its visits are uncommented."""
    table, map_ = files(wide_csv=WIDE, map_toml=WIDE_MAP)
    drafted = tmp_path / "drafted.toml"
    assert run("inspect", table, "-o", drafted).status == 0
    before, _, after = drafted.read_text("utf-8").partition("# [visits]\n")
    after = re.sub("(?m)^# ", "", after).replace('"bl" =', '"baseline" =')
    drafted.write_text(f"{before}[visits]\n{after}", "utf-8")
    made = [run("change", table, "--map", each) for each in (map_, drafted)]
    assert made[0] == made[1]


@pytest.mark.parametrize("through", ['"*"', '["record_id", "smoker", "note"]'])
@pytest.mark.parametrize("layout", ["wide", "long"])
def test_only_what_is_compared_flags_a_person(run, files, layout, through):
    """An invalid cell of another column says nothing about the change of a score."""
    if layout == "wide":
        text = "record_id,smoker,note,a,b\nr1,9,x,12,15\n"
        visits = '[visits.wide]\nfirst = { a = "mjoa_total" }\n'
        visits += 'last = { b = "mjoa_total" }\n'
    else:
        text = "record_id,smoker,note,mjoa_total,month\nr1,9,x,12,0\nr1,9,x,15,6\n"
        visits = ""
    on = "" if layout == "wide" else 'on = "month"\n'
    map_ = f'pass_through = {through}\n[visits]\nperson = "record_id"\n{on}{visits}'
    table, by = files(in_csv=text, map_toml=map_)
    ran = run("change", table, "--map", by)
    assert (ran.status, "12 to 15 (+3)" in ran.out) == (0, True)
    assert "1 person, none flagged" in ran.out


def test_rows_that_are_no_visit_block_no_comparison(run, files):
    """A form without a date and without the score is no visit, and is counted."""
    text = "id,form,seen,op,mjoa_total,note\n"
    text += "a,base,,,,x\na,visit,2024-01-05,,12,\na,visit,2024-07-05,,15,\n"
    text += "b,base,,,,x\n,base,,,,\n"
    (table,) = files(in_csv=text)
    map_ = table.with_name("map.toml")
    map_.write_text('pass_through = "*"\n[visits]\nperson = "id"\non = "seen"\n')
    ran = run("change", table, "--map", map_)
    assert (ran.status, "12 to 15 (+3)" in ran.out) == (0, True)
    assert "1 person, none flagged" in ran.out
    assert "without anything recorded that can be compared: 3;" in ran.err
    # Nor is another form of a visit that has the score.
    table.write_text(f"{text}a,form,2024-07-05,,,\n")
    ran = run("change", table, "--map", map_)
    assert (ran.status, "compared: 4;" in ran.err) == (0, True)
    # A score without a date, or a date that is none, may be that of any visit.
    for row in ("a,visit,,,14,", "a,visit,,,x,", "a,visit,soon,,,"):
        table.write_text(f"{text}{row}\n")
        ran = run("change", table, "--map", map_, "--surgery-on", "op")
        assert (ran.status, "has no date" in ran.out) == (1, True)
    # A form on the operation says when surgery was, and is no visit either.
    table.write_text(f"{text}a,base,,2024-02-01,,\n")
    ran = run("change", table, "--map", map_, "--surgery-on", "op")
    assert (ran.status, "50" in ran.out, "compared: 4;" in ran.err) == (0, True, True)
    (wide, by) = files(wide_csv=WIDE, map_toml=WIDE_MAP)
    assert "that can be compared: 1;" in run("change", wide, "--map", by).err


@pytest.mark.parametrize(
    ("first", "last", "order"),
    [
        ("0", "6", ()),
        ("2024-01-05", "2024-07-05", ()),
        ("base", "later", ("--order", "base", "--order", "later")),
    ],
)
def test_a_time_that_is_none_blocks_its_person(run, files, first, last, order):
    """A row with such a time may be a visit, also where nothing else is recorded."""
    rows = [f"a,{first},12", f"a,{last},15", "a,,"]
    how = ("--person", "id", "--on", "seen", *order)
    (table,) = files(in_csv="\n".join(["id,seen,mjoa_total", *rows]))
    ran = run("change", table, *how)
    assert (ran.status, "12 to 15 (+3)" in ran.out) == (0, True)
    table.write_text("\n".join(["id,seen,mjoa_total", *rows, "a,soon,"]))
    ran = run("change", table, *how)
    assert (ran.status, "12 to 15" in ran.out) == (1, False)
    assert "so none is compared" in " ".join(ran.out.split())


def test_one_map_serves_every_scale_of_a_registry(run, files):
    """Columns of several scales are mapped once, and the score says which is read."""
    text = "id,m0,m1,n0,n1\nr1,12,15,3,1\nr2,16,x,1,4\n"
    map_ = '[visits]\nperson = "id"\n[visits.wide]\n'
    map_ += 'first = { m0 = "mjoa_total", n0 = "nurick_1972" }\n'
    map_ += 'last = { m1 = "mjoa_total", n1 = "nurick_1972" }\n'
    table, by = files(in_csv=text, map_toml=map_)
    mjoa = run("change", table, "--map", by)
    nurick = run("change", table, "--map", by, "--score", "nurick_1972")
    assert (mjoa.status, nurick.status) == (1, 0)
    assert "12 to 15 (+3)" in mjoa.out
    assert "3 to 1 (-2)" in nurick.out
    assert "1 to 4 (+3)" in nurick.out
    # A scale that no visit has is still an error.
    ems = run("change", table, "--map", by, "--score", "ems_total")
    assert (ems.status, "No column holds the ems_total" in ems.err) == (2, True)


def test_events_of_redcap(run, files):
    """Events have the order of the map; a lost bladder comes first, and is named."""
    table, map_ = files(long_csv=LONG, map_toml=LONG_MAP)
    ran = run("change", table, "--map", map_)
    assert ran.status == 1
    lines = ran.out.splitlines()
    assert " ".join(lines[1].split()).startswith("a bladder function 12 to 12 (0) no")
    assert "4 people, 2 flagged" in ran.out
    said = " ".join(ran.out.split())
    assert (
        "redcap_event_name: expected a name in the order of events (baseline_arm_1, "
        "6_month_arm_1, 12_month_arm_1), got something else."
    ) in said
    assert "mjoa_sphincter: expected a whole number" in ran.out
    assert "lost" not in ran.out
    ran = run("change", table, "--map", map_, "--format", "csv", "--each-visit")
    rows = rows_of(ran.out)
    assert [(row["person"], row["visit"]) for row in rows][:3] == [
        ("a", "12_month_arm_1"),
        ("a", "6_month_arm_1"),
        ("a", "baseline_arm_1"),
    ]
    changes = [row["mjoa_change_from_last"] for row in rows][:3]
    assert changes == ["-2.0", "2.0", ""]


def test_what_is_written_is_what_a_frame_gives(run, files, tmp_path):
    """CSV, TSV, Parquet and JSON hold the columns of `change_over_time`."""
    rows = "id,month,mjoa_total,op\na,-1,12,0\na,6,15,0\na,24,14,0\nb,0,18,\nb,3,17,\n"
    (table,) = files(in_csv=rows)
    how = ("change", table, "--person", "id", "--on", "month", "--surgery-on", "op")
    frame = pl.read_csv(table)
    want = cm.change_over_time(frame, person="id", on="month", surgery_on="op")
    for kind in ("csv", "tsv", "parquet", "json"):
        target = tmp_path / f"out.{kind}"
        ran = run(*how, "-o", target, "--each-visit")
        assert ran.status == 0, ran.err
        assert "2 people, none flagged" in ran.out
        match kind:
            case "csv" | "tsv":
                got = pl.read_csv(target, separator="\t" if kind == "tsv" else ",")
            case "parquet":
                got = pl.read_parquet(target)
            case _:
                got = pl.DataFrame(json.loads(target.read_text()))
        for name in (
            "mjoa_total",
            "mjoa_change_from_baseline",
            "mjoa_recovery_rate_from_baseline",
            "mjoa_first_deterioration",
        ):
            assert got[name].to_list() == want[name].to_list(), (kind, name)
        assert got["mjoa_band"].to_list() == want["mjoa_band"].cast(str).to_list()
        # A full mark before is no fault of the file.
        assert "maximum" in got["no_answer"][4]
    assert run(*how, "-o", target).status == 2
    ran = run(*how, "-o", target, "--force")
    assert ran.status == 0
    (first, second) = json.loads(target.read_text())
    assert first["person"] == "a"
    assert list(first)[3] == "mjoa_neurology_worsened"
    assert first["mjoa_first_deterioration_on"] == 24.0
    assert first["mjoa_change_from_baseline"] == 2
    assert second["mjoa_neurology_worsened"] is True


def test_dates_of_visits_and_of_surgery(run, files):
    """Dates are read as written, in the format of the map, in wide files too."""
    wide = "id,d0,m0,d1,m1,op\na,01.02.2024,12,01.08.2024,15,10.02.2024\n"
    wide += "b,05.02.2024,12,04.02.2024,15,\nc,31.02.2024,12,04.02.2024,15,\n"
    wide += "d,01.02.2024,12,01.08.2024,15,in May\n"
    map_ = (
        '[visits]\nperson = "id"\non = "seen"\ndates = "%d.%m.%Y"\nsurgery_on = "op"\n'
        '[visits.wide]\nbefore = { d0 = "seen", m0 = "mjoa_total" }\n'
        'after = { d1 = "seen", m1 = "mjoa_total" }\n'
    )
    table, toml = files(in_csv=wide, map_toml=map_)
    ran = run("change", table, "--map", toml, "--format", "csv")
    one, other, wrong, unread = rows_of(ran.out)
    assert (one["visits"], one["last_visit"]) == ("2", "2024-08-01")
    assert one["mjoa_recovery_rate_from_baseline"] == "50.0"
    # The dates say which visit came first, whatever the order of the columns.
    assert other["mjoa_change_from_baseline"] == "-3.0"
    assert "op" not in wrong["problems"]
    assert "seen: expected dates as %d.%m.%Y" in wrong["problems"]
    assert "has no date" in wrong["problems"]
    # Without a day of surgery that can be read, a rate would be from any visit.
    assert "op: expected dates as %d.%m.%Y" in unread["problems"]
    assert unread["mjoa_recovery_rate_from_baseline"] == ""
    assert ran.status == 1


@pytest.mark.parametrize(
    ("written", "first", "read"),
    [("%d.%m.%Y", "01.02.2024", True), ("%Y-%d-%m", "2024-13-01", False)],
)
def test_dates_of_a_spreadsheet_need_no_format(run, files, written, first, read):
    """A sheet has dates, read as 2024-08-01, next to text in the format of the map."""
    table, toml = files(
        in_csv=f"id,on,mjoa_total\na,{first},12\na,2024-08-31,15\na,2024-08-01,14\n",
        map_toml=f'[visits]\nperson = "id"\non = "on"\ndates = "{written}"\n',
    )
    (only,) = rows_of(run("change", table, "--map", toml, "--format", "csv").out)
    assert (only["last_visit"] == "2024-08-31") == read
    assert ("expected dates" in only["problems"]) != read


@pytest.mark.parametrize(
    ("visits", "surgery", "words"),
    [
        (("first", "later"), "2024-01-01", "op: events have no dates"),
        (("first", "later"), "first", "op: events have no dates"),
        ((0, 6), "2024-01-01", "op: expected numbers, as visits have"),
        (("2024-01-01", "2024-06-01"), "3", "op: expected dates, as visits have"),
        (("2024-01-01", "2024-06-01"), "1/2/2024", "op: expected dates"),
    ],
)
def test_surgery_of_another_kind_is_not_left_out(run, files, visits, surgery, words):
    """A rate as of people without surgery would be wrong for everyone."""
    rows = "".join(f"{who},{on},{surgery},12\n" for who in "ab" for on in visits)
    (table,) = files(in_csv=f"id,on,op,mjoa_total\n{rows}")
    order = (
        [w for on in visits for w in ("--order", on)] if visits[0] == "first" else []
    )
    how = ("change", table, "--person", "id", "--on", "on", *order)
    ran = run(*how, "--surgery-on", "op")
    assert (ran.status, words in " ".join(ran.err.split())) == (2, True)
    # An empty column is one in which nobody is known to have had surgery.
    table.write_text(table.read_text().replace(f",{surgery},12", ",,12"))
    assert run(*how, "--surgery-on", "op").status == 0


def test_a_day_of_surgery_for_all(run, files):
    """The map can hold the day of surgery, in the unit of the visits."""
    (table, toml) = files(
        in_csv="id,month,mjoa_total\na,-1,12\na,6,15\n",
        map_toml='[visits]\nperson = "id"\non = "month"\nsurgery_on = 0\n',
    )
    ran = run("change", table, "--map", toml, "--format", "json")
    assert json.loads(ran.out)[0]["mjoa_recovery_rate_from_baseline"] == 50.0
    assert ran.status == 0


def test_options_come_before_the_map(run, files):
    """An option replaces what the map says."""
    rows = "id,seen,when,nurick_1972\na,1,2,3\na,2,1,2\n"
    (table, toml) = files(
        in_csv=rows,
        map_toml='pass_through = ["seen", "when"]\n'
        '[visits]\nperson = "id"\non = "seen"\nscore = "nurick_1972"\n',
    )
    asked = ("change", table, "--map", toml, "--format", "json")
    (one,) = json.loads(run(*asked).out)
    (other,) = json.loads(run(*asked, "--on", "when").out)
    assert one["nurick_1972_change_from_baseline"] == -1
    assert other["nurick_1972_change_from_baseline"] == 1
    assert other["nurick_1972_neurology_worsened"] is True
    ran = run("change", table, "--map", toml, "--on", "when")
    assert ran.out.splitlines()[0].split() == ["person", "worse", "score"]


def test_names_like_formulas_are_marked(run, files):
    """With --spreadsheet, a person named like a formula is marked as text."""
    (table,) = files(in_csv="id,month,mjoa_total\n=1+1,0,12\n=1+1,6,15\n")
    how = ("change", table, "--person", "id", "--on", "month", "--format", "csv")
    assert rows_of(run(*how).out)[0]["person"] == "=1+1"
    assert rows_of(run(*how, "--spreadsheet").out)[0]["person"] == "'=1+1"


@pytest.mark.parametrize("blank", ["", " ", "\N{NO-BREAK SPACE} ", "\N{EM SPACE}"])
def test_formulas_are_marked(run, files, blank):
    """With --spreadsheet, a cell that is or may become a formula is marked as text."""
    text = f"id,mjoa_total,{blank}-1\na,12,{blank}=1+1\n"
    table, map_ = files(in_csv=text, map_toml='pass_through = "*"\n')
    how = ("assess", table, "--format", "csv", "--columns", map_)
    assert rows_of(run(*how).out)[0][f"{blank}-1"] == f"{blank}=1+1"
    marked = rows_of(run(*how, "--spreadsheet").out)[0]
    assert marked[f"'{blank}-1"] == f"'{blank}=1+1"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "visits.person: expected the column that says who was seen"),
        (["--person", "id"], "visits.on: expected the column that says when"),
        (["--person", "idd", "--on", "seen"], "idd.*Did you mean id"),
        (["--person", "id", "--on", "sen"], "sen.*Did you mean seen"),
        (["--person", "id", "--on", "word"], "word: expected dates.*--order"),
        (["--person", "id", "--on", "seen", "--score", "mjoa"], "visits.score"),
        (["--person", "id", "--on", "seen", "--score", "ems_total"], "No column holds"),
        (["--person", "id", "--on", "seen", "--spreadsheet"], "--spreadsheet is for"),
        (["--person", "id", "--on", "seen", "--each-visit"], "--each-visit is for"),
        (["--person", "id", "--on", "seen", "--format", "parquet"], "not text"),
    ],
)
def test_what_cannot_be_compared(run, files, options, words):
    """A command that cannot be meant is one message, and status 2."""
    table, toml = files(
        in_csv="id,seen,word,mjoa_total\na,1,x,12\n",
        map_toml='pass_through = "*"\n',
    )
    ran = run("change", table, "--map", toml, *options)
    assert ran.status == 2
    message = " ".join(ran.err.split())
    assert pl.Series([message]).str.contains(words).item(), message


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ({"persn": "id"}, "visits.persn"),
        ({"person": 5, "on": "x"}, "visits.person"),
        ({"person": "id", "on": 5}, "visits.on"),
        ({"person": "id", "on": "x", "order": "a"}, "visits.order"),
        ({"person": "id", "on": "x", "order": [1]}, "visits.order"),
        ({"person": "id", "on": "x", "surgery_on": True}, "visits.surgery_on"),
        ({"person": "id", "on": "x", "dates": 5}, "visits.dates"),
        # Without a year, each visit was in 1900.
        ({"person": "id", "on": "x", "dates": "%d.%m."}, "visits.dates"),
        ({"person": "id", "on": "x", "dates": "%m/%Y"}, "visits.dates"),
        ({"person": "id", "on": "x", "dates": "dd.mm.yyyy"}, "visits.dates"),
        ({"person": "id", "on": "x", "dates": "%"}, "visits.dates"),
        ({"person": "id", "wide": "x"}, "visits.wide"),
        ({"person": "id", "wide": {"a": 5}}, "visits.wide.a"),
        ({"person": "id", "wide": {"a": ""}}, "visits.wide.a"),
        ({"person": "id", "wide": {"a": {"x": 5}}}, "visits.wide.a"),
        ({"person": "id", "wide": {"a": {"x": "mjoa_totl"}}}, "visits.wide.a.x"),
    ],
)
def test_a_wrong_map_of_visits(part, field):
    """Each fault of the part on visits is named with its place."""
    with pytest.raises(InvalidRecordError) as caught:
        VisitMap.of(part)
    assert [each.field for each in caught.value.problems] == [field]


def test_the_part_on_visits_is_read_from_toml():
    """The part on visits is kept, and what it may hold is checked when it is used."""
    columns = ColumnMap.from_toml('[visits]\nperson = "id"\nsurgery_on = 2024-02-01\n')
    visits = VisitMap.of(columns.visits, on="seen")
    assert visits.surgery_on == dt.date(2024, 2, 1)
    with pytest.raises(InvalidRecordError, match="visits: expected a table"):
        ColumnMap(visits=5)
    with pytest.raises(KindError, match="visits: expected a Mapping, got text"):
        VisitMap.of("id")


def test_a_wide_file_without_dates_where_they_are_asked_for(run, files):
    """A visit without a column for its date is an error that names the visit."""
    map_ = WIDE_MAP.replace("[visits.wide]", 'on = "seen"\n[visits.wide]')
    table, toml = files(wide_csv=WIDE, map_toml=map_)
    ran = run("change", table, "--map", toml)
    assert ran.status == 2
    assert "visits.wide.baseline" in ran.err


def test_scores_known_in_part_are_shown_by_their_ends(run, files):
    """What is known of a score and of its change is shown, and is written to files."""
    map_ = 'ranges = "*"\n[visits]\nperson = "id"\non = "month"\n'
    text = "id,month,mjoa_total\na,0,10-13\na,6,14\nb,0,12\nb,6,>=15\nc,0,12\nc,6,x\n"
    table, by = files(long_csv=text, map_toml=map_)
    out = run("change", table, "--map", by).out
    shown = [" ".join(line.split()) for line in out.splitlines()]
    first = shown.index("a possibly 10–13 to 14 ? ? moderate or severe to")  # noqa: RUF001
    assert shown[first + 1] == "(+1 to +4) moderate"
    assert shown[first + 2].startswith("b possibly 12 to 15–18 yes")  # noqa: RUF001
    assert "c possibly 12 to ? (?) ? ? moderate to ?" in shown
    rows = rows_of(run("change", table, "--map", by, "--format", "csv").out)
    ends = [(e["mjoa_baseline_low"], e["mjoa_visit_high"]) for e in rows]
    assert ends == [("10", "14"), ("12", "18"), ("12", "")]
    change = "mjoa_change_from_baseline"
    assert [e[f"{change}_low"] for e in rows] == ["1.0", "3.0", ""]


@pytest.mark.parametrize("option", ["--person", "--on"])
def test_the_columns_of_visits_have_names_of_their_own(run, tmp_path, option):
    """Of two columns of one name, none is taken for the one that was meant."""
    path, columns = tmp_path / "in.csv", tmp_path / "columns.toml"
    path.write_text("who,who,on,on,mjoa_total,n,n\na,b,1,2,12,x,y\n")
    columns.write_text('pass_through = "*"')
    name = {"--person": "who", "--on": "on"}[option]
    others = {"--person": "n", "--on": "n", option: name}
    pairs = [each for pair in others.items() for each in pair]
    ran = run("change", path, "--columns", columns, *pairs)
    assert ran.status == 2
    assert "expected one column of this name, got 2" in ran.err


def test_visits_come_from_standard_input_and_their_layout_is_reported(run):
    """As with every other command that reads a table."""
    text = "who;on;mjoa_total\na;1;12\na;2;15\n"
    ran = run("change", "-", "--person", "who", "--on", "on", stdin=text)
    assert ran.status == 0
    assert ran.err == "cervmyelo: read with: semicolon between cells\n"
    assert run("change", "-x", "--person", "who", "--on", "on").status == 2


def test_an_event_has_one_place_in_the_order(run, tmp_path):
    """A name that is there twice is refused before any row is read."""
    path = tmp_path / "in.csv"
    path.write_text("who,on,mjoa_total\na,before,12\na,after,15\n")
    words = [each for e in ("before", "after", "before") for each in ("--order", e)]
    ran = run("change", path, "--person", "who", "--on", "on", *words)
    assert ran.status == 2
    assert "visits.order: expected the name of each event once" in ran.err
    with pytest.raises(InvalidRecordError, match=r"visits\.order"):
        VisitMap(person="who", on="on", order=["a", "a"])


def test_an_event_has_one_spelling(run, tmp_path):
    """Case makes no other event: a cell is flagged, and an order is refused."""
    path = tmp_path / "in.csv"
    path.write_text("who,on,mjoa_total\na,Before,12\na,after,15\n")
    how = ("--person", "who", "--on", "on")
    words = ("--order", "before", "--order", "after")
    ran = run("change", path, *how, *words)
    assert (ran.status, "12 to 15" in ran.out) == (1, False)
    assert "only in case or blanks" in " ".join(ran.out.split())
    ran = run("change", path, *how, *words, "--order", "Before")
    assert (ran.status, "visits.order" in ran.err) == (2, True)
    assert '"before" and "Before"' in ran.err
    with pytest.raises(InvalidRecordError, match=r"visits\.wide"):
        VisitMap(person="who", wide={"Before": "_0", "before": "_1"})


def test_a_score_in_columns_of_its_ends(run, files):
    """A file with the ends of a score is followed, whatever the scale is called."""
    text = "id,month,nurick_1972_low,nurick_1972_high\na,0,2,3\na,6,1,1\n"
    map_ = '[visits]\nperson = "id"\non = "month"\nscore = "nurick_1972"\n'
    table, by = files(long_csv=text, map_toml=map_)
    assert "2–3 to 1" in run("change", table, "--map", by).out  # noqa: RUF001


@pytest.mark.parametrize("score", ["mjoa_total", "joa1994_total"])
def test_the_bands_of_a_score_known_in_part_are_those_of_its_rule(
    run, tmp_path, monkeypatch, score
):
    """The table shows for each person what the rule says of the last score."""
    monkeypatch.setenv("COLUMNS", "200")
    scale, file = FOLLOWED[score], tmp_path / "visits.csv"
    score = scale.result
    ends = list(itertools.combinations(score.values[1::3], 2))[:8]
    people = "".join(
        f"{place},0,{score.high},{score.high}\n{place},1,{low},{high}\n"
        for place, (low, high) in enumerate(ends)
    )
    file.write_text(f"id,on,{score.name}_low,{score.name}_high\n{people}")
    ran = run("change", file, "--person", "id", "--on", "on", "--score", score.name)
    shown = {line.partition(" ")[0]: line.strip() for line in ran.out.splitlines()}
    for place, (low, high) in enumerate(ends):
        known = scale.bands({score.name: cm.between(low, high)})
        words = " or ".join(str(each).replace("_", " ") for each in known.possible)
        assert f" to {words}" in shown[str(place)]


def test_times_have_the_decimal_mark_of_the_file(run, files):
    """Months with a comma are numbers, and the points of a date stay points."""
    months = "id;on;mjoa_total\na;0;12\na;1,5;13\nb;0;12\nb;1.5;13\n"
    days = "id;on;op;mjoa_total\na;01.02.2020;02.02.2020;12\na;05.03.2020;;13\n"
    map_ = '[visits]\nperson = "id"\non = "on"\nsurgery_on = "op"\n'
    first, second, by = files(
        m_csv=months, d_csv=days, map_toml=map_ + 'dates = "%d.%m.%Y"\n'
    )
    how = ("--decimal", ",", "--format", "json")
    ran = run("change", first, "--person", "id", "--on", "on", *how)
    one, other = json.loads(ran.out)
    assert (one["last_visit"], one["problems"]) == (1.5, None)
    assert "expected numbers" in other["problems"]
    (only,) = json.loads(run("change", second, "--map", by, *how).out)
    assert (only["last_visit"], only["problems"]) == ("2020-03-05", None)


def test_a_total_that_its_items_contradict_is_flagged(run, files):
    """Nothing of it is compared, so the person is not among those without a problem."""
    items = "mjoa_motor_upper,mjoa_motor_lower,mjoa_sensory_upper,mjoa_sphincter"
    text = f"id,on,mjoa_total,{items}\na,0,13,3,5,2,2\na,1,12,3,5,2,2\n"
    ran = run("change", *files(in_csv=text), "--person", "id", "--on", "on")
    assert ran.status == 1
    assert "another recorded value contradicts it" in ran.out


def test_names_of_people_that_are_nearly_the_same_are_counted(run, files):
    """A spreadsheet drops zeros of a number, and nobody sees a blank at the end."""
    names = ["007", "7", "7.0", "A", "a ", "B", "10", "100", "010.0"]
    text = "".join(f"{name},{place},12\n" for place, name in enumerate(names))
    (table,) = files(in_csv=f"id,on,mjoa_total\n{text}")
    ran = run("change", table, "--person", "id", "--on", "on")
    assert "leading zeros or .0: 7; they count as different people" in ran.err
    (table,) = files(in_csv="id,on,mjoa_total\nA,0,12\nA,1,12\nB,1,13\n")
    assert not run("change", table, "--person", "id", "--on", "on").err
