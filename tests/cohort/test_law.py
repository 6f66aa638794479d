"""
The law of the house: a cell is what that person would get, on every engine.

The value is null just where the one-case value is None, and bounds and status are the
one-case bounds and status. Held per form over random rules with few values, so that a
value often is a cut-off, and for the rules of the library over their own cells.
"""

import itertools
import math

import attrs
import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from strategies import FACTS, FORMS, QUANTITIES, domain, naive

from cervmyelo import RULES
from cervmyelo.cohort import assess_cohort
from cervmyelo.forms import Bands, FirstMatch, Regression, Tally
from cervmyelo.quantities import Choice, Fact, Measure
from cervmyelo.scales import Grade

KIND = {Fact: pa.bool_(), Choice: pa.string()}


def arrow_type(quantity):
    """The type of a column for a quantity."""
    if isinstance(quantity, Measure):
        return pa.int64() if quantity.whole else pa.float64()
    return KIND[type(quantity)]


def table(rows, quantities):
    """Rows as an Arrow table with the types of the data dictionary."""
    schema = pa.schema([(q.name, arrow_type(q)) for q in quantities])
    return pa.Table.from_pylist(
        [{q.name: row.get(q.name) for q in quantities} for row in rows], schema=schema
    )


ENGINES = {
    "polars": pl.from_arrow,
    "polars-lazy": lambda rows: pl.from_arrow(rows).lazy(),
    "pyarrow": lambda rows: rows,
    "pandas": lambda rows: pd.DataFrame(rows.to_pydict()),
    "pandas-nullable": lambda rows: rows.to_pandas(
        types_mapper={
            pa.int64(): pd.Int64Dtype(),
            pa.float64(): pd.Float64Dtype(),
            pa.bool_(): pd.BooleanDtype(),
            pa.string(): pd.StringDtype(),
        }.get
    ),
    "pandas-pyarrow": lambda rows: rows.to_pandas(types_mapper=pd.ArrowDtype),
    "duckdb": duckdb.from_arrow,
}
every_engine = pytest.mark.parametrize("engine", ENGINES)


def read_back(frame, names):
    """The columns of a native frame as lists, with None for what is missing."""
    known = nw.from_native(frame)
    if isinstance(known, nw.LazyFrame):
        known = known.collect("polars")
    return {
        name: [None if pd.isna(cell) else cell for cell in known[name].to_list()]
        for name in names
    }


def expected(found):
    """The four cells of a finding."""
    value, low, high = (
        each.code if isinstance(each, Grade) else each
        for each in (found.value, found.low, found.high)
    )
    return value, low, high, found.status


def same(one, other):
    """Whether two cells are the same; floats to the last bit that matters."""
    if isinstance(one, float) and isinstance(other, float | int):
        return math.isclose(one, other, rel_tol=1e-12)
    return one == other and isinstance(one, str) == isinstance(other, str)


def assert_law(rule, rows, engine, quantities):
    """Every row of a cohort gets what its case gets."""
    frame = ENGINES[engine](table(rows, quantities))
    name = rule.name
    columns = [name, f"{name}_low", f"{name}_high", f"{name}_status"]
    got = read_back(assess_cohort(frame, rule, bounds=True), [*columns, "problems"])
    cells = zip(*(got[column] for column in columns), strict=True)
    if engine == "duckdb":  # a relation promises no order
        pairs = ((row, cell) for row, cell in zip(rows, cells, strict=True))
    else:
        pairs = zip(rows, cells, strict=True)
    for row, cell in pairs:
        want = expected(rule.explain(row))
        assert all(map(same, want, cell)), (row, want, cell)
    for row, told in zip(rows, got["problems"], strict=True):
        refused = rule.explain(row).problems
        assert (told is None) == (not refused)
        assert all(problem.field in told for problem in refused)


def directed(rule):
    """The rule with the directions that it truly has."""
    if isinstance(rule, Regression):
        return rule
    axes = [rule.answers(each) for each in rule.inputs]
    assume(math.prod(map(len, axes)) <= 600)
    names = [each.name for each in rule.inputs]
    answers = {
        state: _rank(naive(rule, dict(zip(names, state, strict=True))))
        for state in itertools.product(*axes)
    }
    falls, either = [], []
    for i, quantity in enumerate(rule.inputs):
        moves = set()
        for state, answer in answers.items():
            place = axes[i].index(state[i]) + 1
            if place < len(axes[i]):
                other = answers[*state[:i], axes[i][place], *state[i + 1 :]]
                moves.add((other > answer) - (other < answer))
        moves.discard(0)
        if moves == {-1}:
            falls.append(quantity)
        elif len(moves) == 2:
            either.append(quantity)
    if isinstance(rule, Bands) and isinstance(rule.of, Tally):
        return attrs.evolve(rule, of=directed(rule.of))
    if isinstance(rule, FirstMatch | Tally):
        return attrs.evolve(rule, falls_with=tuple(falls), either_way=tuple(either))
    return rule


def _rank(answer):
    return answer.rank if isinstance(answer, Grade) else answer


def cell_of(quantity):
    """A cell: nothing, something possible, or a value that cannot be."""
    wrong = {
        "choice": ["d", "A", ""],
        "half": [-2.0, 0.3, math.inf],
        "smooth": [-0.1, 2.1, -math.inf],
    }.get(quantity.name, [] if quantity in FACTS else [-1, 4])
    fine = st.none() | st.sampled_from(domain(quantity))
    return st.one_of(fine, fine, fine, st.sampled_from(wrong)) if wrong else fine


rows_ = st.lists(
    st.fixed_dictionaries({q.name: cell_of(q) for q in QUANTITIES}),
    min_size=1,
    max_size=6,
)


@every_engine
@pytest.mark.parametrize("form", FORMS)
@settings(
    deadline=None,
    max_examples=15,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(data=st.data(), rows=rows_)
def test_a_cell_is_what_that_person_would_get(form, engine, data, rows):
    """Value, bounds, status and refusal of a random rule are those of the one case."""
    assert_law(directed(data.draw(FORMS[form])), rows, engine, QUANTITIES)


def walk(rule):
    """States of a rule of the library, unknown and impossible included."""
    axes = []
    for quantity in rule.inputs:
        values = [*rule.answers(quantity), None]
        if isinstance(quantity, Measure):
            step = quantity.step or 0.5
            values += [quantity.low - step, quantity.high + step]
        axes.append(values)
    names = [each.name for each in rule.inputs]
    size = math.prod(map(len, axes))
    every = max(1, size // 3000) | 1  # odd, so that no axis is skipped in step
    for state in itertools.islice(itertools.product(*axes), 0, None, every):
        yield dict(zip(names, state, strict=True))


@every_engine
@pytest.mark.parametrize(
    "rule",
    [rule for rule in RULES.values() if rule.name != "article_urgency"],
    ids=lambda rule: rule.name,
)
def test_rules_of_the_library_over_their_cells(rule, engine):
    """Each rule over its own cells gives the same in a frame as for one person."""
    assert_law(rule, list(walk(rule)), engine, rule.inputs)


@every_engine
def test_urgency_over_the_states_of_symptoms(engine):
    """The urgency of one symptom in each state beside others is that of the person."""
    rule = RULES["article_urgency"]
    rows = []
    for kind in ("neck_pain", "gait_change"):
        for present, onset, severity, other in itertools.product(
            (True, False, None),
            ("gradual", "sudden", None, "never"),
            ("mild", "severe", None),
            (True, False, None),
        ):
            rows.append(
                {q.name: False for q in rule.inputs if isinstance(q, Fact)}
                | {
                    kind: present,
                    f"{kind}_onset": onset,
                    f"{kind}_severity": severity,
                    "daily_tasks_affected": other,
                }
            )
    rows.append({})
    assert_law(rule, rows, engine, rule.inputs)
