"""
A second reading: rules written again by hand as plain SQL, from the papers.

The SQL shares nothing with the library. Hundreds of thousands of random rows with gaps
and impossible values must not show a single difference.
"""

import math
import re

import attrs
import duckdb

from cervmyelo.cohort import assess_cohort

ROWS = 100_000


@attrs.frozen
class Column:
    """How a column is drawn, and when a value of it cannot be ({} is its name)."""

    draw: str
    wrong: str = "false"


@attrs.frozen
class Reading:
    """
    The least and the greatest answer of each row, null where the source has none.

    Both are decided only where they agree and `gap`, a completion of the row without
    an answer, is out of the question. A number that is no sum of points is compared
    with a tolerance `near`, relative to itself or to `least_scale`. A row in which
    possible values make one of the `contradictory` conditions true has no answer.
    """

    low: str
    high: str
    gap: str = "false"
    ordered: bool = True
    near: float = 0
    least_scale: float = 0
    ways: str = ""
    contradictory: tuple[str, ...] = ()


def literal(value):
    """A value as SQL."""
    if isinstance(value, str):
        return f"'{value}'"
    return f"'{value}'::double" if not math.isfinite(value) else repr(value)


def pick(values):
    """One of some values, each as likely as the others."""
    told = ", ".join(map(literal, values))
    return f"list_extract([{told}], 1 + floor(random() * {len(values)})::int)"


def drawn(usual, impossible=(), *, unknown=0.1, wrong=0.01):
    """A usual value, a gap, or now and then a value that cannot be."""
    sql = f"case when random() < {unknown} then null "
    if impossible:
        sql += f"when random() < {wrong} then {pick(impossible)} "
    return f"{sql}else {usual} end"


def points(low, high, step=1, lacks=(), *, full=0):
    """
    Scores in steps; beyond either end and between two steps nothing can be.

    The share `full` has the greatest score.
    """
    count = round((high - low) / step) + 1
    levels = [low + step * i for i in range(count) if low + step * i not in lacks]
    beyond = (low - step, high + step, low + step / 2, math.nan, math.inf, *lacks)
    wrong = f"{{0}} not between {low} and {high} or {{0}} / {step} % 1 <> 0"
    if lacks:
        wrong += f" or {{0}} in ({', '.join(map(str, lacks))})"
    usual = f"(case when random() < {full} then {high} else {pick(levels)} end)::double"
    return Column(drawn(usual, beyond), wrong)


def amount(low, high, usual=None, near=(), places=1):
    """A measurement of the usual range, at or next to a cut-off, or at either end."""
    least, most = usual or (low, high)
    step = 10.0**-places
    beside = [round(cut + step * i, places) for cut in near for i in (-1, 0, 1)]
    sql = (
        f"case when random() < 0.02 then {pick((low, high))} "
        f"when random() < {0.3 if near else 0} then {pick(beside or [low])} "
        f"else round({least} + random() * {most - least}, {places}) end"
    )
    beyond = (low - 0.001, high + 0.001, math.nan, math.inf, -math.inf)
    return Column(drawn(sql, beyond), f"{{0}} not between {low} and {high}")


def word(*words, unknown=0.1, wrong=0.01):
    """One of some words; another word, or the same in other letters, cannot be."""
    told = ", ".join(map(literal, words))
    strange = (words[0].swapcase(), "other", "")
    draw = drawn(pick(words), strange, unknown=unknown, wrong=wrong)
    return Column(draw, f"{{0}} not in ({told})")


def fact(share=0.3, unknown=0.1):
    """Yes, no or not recorded."""
    return Column(drawn(f"random() < {share}", unknown=unknown))


def people(columns, rows=ROWS, seed=0.5):
    """Random people in a DuckDB of their own, always the same ones."""
    base = duckdb.connect(config={"threads": 1})
    base.execute("select setseed(?)", [seed]).fetchall()
    told = ", ".join(f"{each.draw} as {name}" for name, each in columns.items())
    base.execute(f"create table people as select {told} from range({rows})")  # noqa: S608
    return base


def either(names):
    """The two ends of facts: no and yes."""
    return dict.fromkeys(names, ("false", "true"))


def filled(sql, ends):
    """An answer with every gap filled by its lowering, and by its raising end."""
    names = re.compile(rf"\b({'|'.join(ends)})\b")
    for side in (0, 1):
        yield names.sub(lambda m, i=side: f"coalesce({m[0]}, {ends[m[0]][i]})", sql)


def within(outside, sqls):
    """Answers, null for a person who is recorded as outside of those studied."""
    return (f"case when {outside} then null else {each} end" for each in sqls)


def count(*conditions):
    """How many conditions hold."""
    return " + ".join(f"({each})::int" for each in conditions)


def completed(states, answer, grades, *, among=None, consistent="true", **more):
    """
    The least and the greatest answer over all completions, which are tried one by one.

    `states` are the values of each input, `answer` is the place in `grades` of a
    complete person, or null. A state that is no column is `among` some words, which
    SQL gives for each row. Only completions that are `consistent` count.
    """
    among = among or {}
    complete = " cross join ".join(
        f"(select unnest([{', '.join(map(literal, values))}]) as {name})"
        for name, values in states.items()
    )
    known = ", ".join(f"{among.get(name, name)} as known_{name}" for name in states)
    fits = " and ".join(
        f"contains(known_{name}, {name})"
        if name in among
        else f"(known_{name} is null or known_{name} = {name})"
        for name in states
    )
    same = " and ".join(
        f"({among.get(name, name)}) is not distinct from known_{name}"
        for name in states
    )
    ways = f"""
        left join (
            select columns('known_.*'), min({answer}) as least, max({answer}) as most,
                bool_or(({answer}) is null) as unanswered
            from (select distinct {known} from graded)
            join (select * from {complete} where {consistent}) on {fits} group by all
        ) on {same}"""  # noqa: S608
    codes = f"[{', '.join(map(literal, grades))}]"
    return Reading(
        f"{codes}[1 + least]", f"{codes}[1 + most]", "unanswered", ways=ways, **more
    )


def differences(base, columns, readings):
    """How many rows the library and the SQL see differently, where there are any."""
    named = {
        rule: _named(columns, reading.low, reading.high, reading.gap, reading.ways)
        for rule, reading in readings.items()
    }
    against = {
        each: _named(columns, each)
        for reading in readings.values()
        for each in reading.contradictory
    }
    every = (*named.values(), *against.values())
    seen = ", ".join(sorted({name for names in every for name in names}))
    graded = assess_cohort(
        base.sql(f"select {seen} from people").pl(),  # noqa: S608
        *readings,
        bounds=True,
        on_error="null",
    )
    base.register("graded", graded)
    found = {}
    for rule, reading in readings.items():
        wrong = [_wrong(columns, named[rule])]
        wrong += [
            f"(coalesce({each}, false) "
            f"and not coalesce({_wrong(columns, against[each])}, false))"
            for each in reading.contradictory
        ]
        found |= _compared(base, rule, reading, " or ".join(wrong))
    return {column: rows for column, rows in found.items() if rows}


def _wrong(columns, names):
    """Whether one of some columns holds what cannot be."""
    return " or ".join(columns[name].wrong.format(name) for name in names)


def _named(columns, *sqls):
    """The columns that some SQL looks at."""
    return columns.keys() & set(re.findall(r"\w+", " ".join(sqls)))


def _compared(base, rule, reading, wrong):
    """How many rows of one rule differ in its value, its bounds and its status."""
    told = ("", "_low", "_high", "_status")
    expected = {
        "": "case when status = 'ok' then low end",
        "_low": "case when status <> 'refused' then low end",
        "_high": "case when status <> 'refused' then high end",
        "_status": "status",
    }
    if not reading.ordered:
        expected |= {"_low": "null", "_high": "null"}
    # Next to a column of its own name, an answer has another one.
    shown = (
        f"{rule}_answer" if f"{rule}_answer" in base.table("graded").columns else rule
    )
    differ = {
        end: f"{shown}{end} is distinct from ({expected[end]})"
        if end == "_status" or not reading.near
        else f"not coalesce(abs({shown}{end} - ({expected[end]})) <= {reading.near} * "
        f"greatest(abs({expected[end]}), {reading.least_scale}), "
        f"{shown}{end} is null and ({expected[end]}) is null)"
        for end in told
    }
    counts = ", ".join(f"count(*) filter (where {differ[end]})" for end in told)
    (found,) = base.execute(
        f"""
        with reading as (
            select {", ".join(f"graded.{shown}{end}" for end in told)},
                coalesce({wrong}, false) as wrong, ({reading.low}) as low,
                ({reading.high}) as high, ({reading.gap}) as gap
            from graded {reading.ways}
        ), judged as (
            select *, case when wrong or low is null then 'refused'
                when low = high and not gap then 'ok' else 'undecided' end as status
            from reading
        )
        select {counts}, count(distinct status) from judged"""  # noqa: S608
    ).fetchall()
    assert found[-1] >= 2, f"{rule}: the rows are all alike"
    return {f"{rule}{end}": n for end, n in zip(told, found, strict=False)}
