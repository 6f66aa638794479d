"""
A cohort in counts: how many people have each answer, and how many still could.

Undecided people are neither left out nor imputed: next to each count are the least and
the greatest number possible, and next to each mean the least and the greatest mean.
Where the reasons of missing values were recorded, they are counted as well.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

import attrs
import narwhals.stable.v2 as nw

from cervmyelo.errors import nearest
from cervmyelo.forms import Form, GradingForm
from cervmyelo.models.missing import COMPANIONS, RECORDABLE
from cervmyelo.public import public
from cervmyelo.quantity import Quantity
from cervmyelo.scale import Grade

from .answers import added_columns
from .applicable import asked_of
from .assess import assess_cohort, looked_at, with_reasons
from .columns import OURS
from .engines import engine_of
from .errors import CohortError, MissingColumnError
from .maps import Columns, Held, Meanings, held_by
from .reasons import NO_REASON

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrameT

__all__ = ["summarise"]

_COUNTS: Final = ("n", "at_least", "at_most")
_FIGURES: Final = (
    "share",
    "mean",
    "mean_low",
    "mean_high",
    "sd",
    "median",
    "min",
    "max",
)
_KEYS: Final = ("rule", "status", "grade", "input", "reason")
_HEAD: Final = (*_KEYS, *_COUNTS, *_FIGURES)
_ALL: Final = f"{OURS}all"
_WHICH: Final = f"{OURS}which"


@attrs.frozen
class _Line:
    """
    A line of the summary of a group.

    Attributes:
        rule: The rule.

        status: Who is counted: those with an answer, the undecided or the refused.

        grade: The grade they have; None for numbers and for people without an answer.

        at: Prefix of the columns that hold the figures of the line.
    """

    rule: Form
    status: str
    grade: Grade | None
    at: str

    @property
    def keys(self) -> Mapping[str, str]:
        """What the line is about, by the names of columns of the summary."""
        keys = {"rule": self.rule.name, "status": self.status}
        return keys if self.grade is None else {**keys, "grade": str(self.grade.code)}

    @property
    def here(self) -> nw.Expr:
        """Whom the line counts."""
        name = self.rule.name
        here = nw.col(f"{name}_status") == self.status
        if self.grade is None:
            return here
        return here & (nw.col(name) == self.grade.code)

    @property
    def figures(self) -> Mapping[str, str]:
        """The columns that fill the line, by their names in the summary."""
        filled = {"n": f"{self.at}n"}
        if self.status == "ok":
            filled |= {"at_least": f"{self.at}n", "at_most": f"{self.at}most"}
            if self.grade is None:
                filled |= {name: f"{self.at}{name}" for name in _FIGURES[1:]}
        return filled


@attrs.frozen
class _Missing:
    """
    A line on an input that people miss for a reason.

    Attributes:
        input: The name of the quantity.

        reason: The reason; `NO_REASON` if none was recorded.

        of: The column with the reasons of the rows.

        at: Prefix of the columns that hold the figures of the line.
    """

    input: str
    reason: str
    of: str
    at: str

    @property
    def keys(self) -> Mapping[str, str]:
        """What the line is about, by the names of columns of the summary."""
        keys = {"input": self.input}
        return {**keys, "reason": self.reason} if self.reason != NO_REASON else keys

    @property
    def here(self) -> nw.Expr:
        """Whom the line counts."""
        return nw.col(self.of) == self.reason

    @property
    def figures(self) -> Mapping[str, str]:
        """The columns that fill the line, by their names in the summary."""
        return {"n": f"{self.at}n"}


_AnyLine: TypeAlias = _Line | _Missing


@public
def summarise(
    frame: IntoFrameT,
    *rules: Form | str,
    by: str | Sequence[str] | None = None,
    columns: Columns | None = None,
    values: Meanings | None = None,
) -> IntoFrameT:
    """
    How many people of a cohort have each answer, and how many still could.

    >>> import polars as pl
    >>> items = ["mjoa_motor_upper", "mjoa_motor_lower", "mjoa_sensory_upper"]
    >>> cohort = pl.DataFrame(
    ...     [[3, 5, 2, 3], [None, 5, 2, 2], [5, 7, 3, 9]], [*items, "mjoa_sphincter"],
    ...     orient="row",
    ... )
    >>> counts = summarise(cohort, "mjoa_severity")
    >>> for row in counts.select("status", "grade", "n", "at_most").rows():
    ...     print(row)
    ('ok', 'none', 0, 0)
    ('ok', 'mild', 0, 0)
    ('ok', 'moderate', 1, 2)
    ('ok', 'severe', 0, 1)
    ('undecided', None, 1, None)
    ('refused', None, 1, None)

    Args:
        frame: One row for each person, as for `assess_cohort`.

        rules: The rules, or their names; without any, as for `assess_cohort`.

        by: The columns whose values form groups; null is a group of its own.

        columns: A `ColumnMap`, or for each column that has another name, the name of
            its quantity.

        values: For each quantity, what the values of the frame mean.

    Returns:
        The same kind of frame, lazy if it was lazy. For each group and each rule
        there is a line for every grade of its scale, from the best to the worst, or
        one for all numbers; then one for the undecided and one for the refused. Its
        columns are:

        - those of *by*, then ``rule``, ``status`` and ``grade``, and ``input`` and
          ``reason`` for lines on missing values;
        - ``n``, the number of people, and ``share``, their proportion of the group;
        - ``at_least`` and ``at_most``, the bounds of that number whatever is missing
          (on a scale without order, the most counts all undecided people);
        - for numbers the ``mean``, ``sd``, ``median``, ``min`` and ``max`` of the
          decided answers, and ``mean_low`` and ``mean_high``, the bounds of the mean
          of all who are not refused.

        After the rules, each input with a column ``<quantity>_missing`` has a line
        for every reason, and one with a null ``reason`` for people without value and
        reason. ``rule``, ``status`` and ``grade`` are null there. ``other_cause``
        counts recorded values that another cause explains. A reason that does not
        fit the value is not counted, and the rules that read it are refused.

    Raises:
        MissingColumnError: If a column that a rule reads, or that forms groups, is
            not there.

        CohortError: If a column that forms groups has the name of a column of the
            summary, or if a map of columns or values is invalid.

    Warns:
        CohortWarning: If no rules are named, and some but not all of the inputs of
            a rule are there.
    """
    engine = engine_of(frame)
    present = engine.schema
    known = held_by(columns, values, present)
    asked = asked_of(rules, known, stacklevel=2)
    groups = [by] if isinstance(by, str) else [*(by or ())]
    _check_groups(groups, asked, present)
    read = looked_at(asked, known)
    held: Any = frame if engine.in_memory is None else engine.in_memory
    aside, named = _aside(read, known)
    inputs = [nw.col(place).alias(name) for name, place in aside.items()]
    narrow = nw.from_native(held).select(*inputs, *groups).to_native()
    graded = assess_cohort(
        narrow, *asked, bounds=True, on_error="null", columns=named, values=values
    )
    missing = _missing(asked, read)
    if missing:
        made = {line.of: line.input for line in missing}
        graded = with_reasons(graded, made, named, values)
    lines: list[_AnyLine] = [
        *(
            _Line(rule, status, grade, f"{OURS}{rule.name}_{place}_")
            for rule in asked
            for place, (status, grade) in enumerate(_lines(rule))
        ),
        *missing,
    ]
    counted = _counted(nw.from_native(graded), lines, groups)
    summary = nw.to_native(_lined_up(counted, lines, groups))
    if held is not frame:
        summary = _handed_back(frame, summary)
    return cast("IntoFrameT", summary)


def _aside(read: Iterable[str], held: Held) -> tuple[dict[str, str], Columns]:
    """
    The columns that answers depend on, under names of their own, and their map.

    A recorded answer has the name of the column that its rule would add.
    """
    names = [each for each in read if each in held]
    # A rule of the caller may read what is not in the data dictionary.
    own = {name: name for name in names if name not in RECORDABLE}
    known = {name: held.columns_of(name) for name in names if name in RECORDABLE}
    places = {each: f"{OURS}in_{each}" for some in known.values() for each in some}
    aside = {now: name for name, now in places.items()} | own
    if held.columns is None:
        return aside, {places[each]: name for name, (each,) in known.items()}
    now = {
        name: ([places[each] for each in some], held.sources[name].how)
        for name, some in known.items()
        if some
    }
    return aside, attrs.evolve(
        held.columns,
        columns={some[0]: name for name, (some, how) in now.items() if how == "cell"},
        sides={name: some for name, (some, how) in now.items() if how == "sides"},
        age=next(
            (
                dict(zip(("born", "seen"), some, strict=True))
                for some, how in now.values()
                if how == "dates"
            ),
            dict[str, str](),
        ),
    )


def _missing(rules: Sequence[Form], read: Mapping[str, Quantity]) -> list[_Missing]:
    """A line for each reason of each input that the frame has reasons for."""
    inputs = dict.fromkeys(each.name for rule in rules for each in rule.inputs)
    return [
        _Missing(name, reason, of, f"{of}_{place}_")
        for name in inputs
        if name in COMPANIONS and (companion := COMPANIONS[name]).name in read
        for of in [f"{OURS}{companion.name}"]
        for place, reason in enumerate((NO_REASON, *companion.levels))
    ]


def _lines(rule: Form) -> list[tuple[str, Grade | None]]:
    graded = [*rule.scale] if isinstance(rule, GradingForm) else [None]
    answered: list[tuple[str, Grade | None]] = [("ok", grade) for grade in graded]
    return [*answered, ("undecided", None), ("refused", None)]


def _check_groups(
    groups: list[str], rules: Sequence[Form], present: Mapping[str, Any]
) -> None:
    answers = (
        each.name
        for rule in rules
        for each in added_columns(rule, bounds=True, ranks=True)
    )
    taken = {*_HEAD, *answers}
    for name in groups:
        if name not in present:
            raise MissingColumnError(
                f"by: the frame has no column {name}. {nearest(name, present)}".strip()
            )
        if name in taken:
            raise CohortError(
                f"by: {name} is also the name of an answer or of a column of the "
                f"summary. Rename it in the frame."
            )
    if len(set(groups)) < len(groups):
        raise CohortError("by: a column is named twice. Name each once.")


def _counted(graded: Any, lines: Sequence[_AnyLine], groups: list[str]) -> Any:
    """One row for each group, with the figures of all of its lines."""
    made: dict[str, nw.Expr] = {_ALL: nw.lit(1)}
    sums: dict[str, nw.Expr] = {_ALL: _sum(_ALL)}
    for line in lines:
        made[f"{line.at}n"] = _one_if(line.here)
        sums[f"{line.at}n"] = _sum(f"{line.at}n")
        if isinstance(line, _Missing) or line.status != "ok":
            continue
        made[f"{line.at}most"] = _one_if(_possible(line))
        sums[f"{line.at}most"] = _sum(f"{line.at}most")
        if line.grade is None:
            name = line.rule.name
            of = {"": name, "_low": f"{name}_low", "_high": f"{name}_high"}
            for end, cell in of.items():
                made[f"{line.at}cell{end}"] = nw.col(cell).cast(nw.Float64)
                sums[f"{line.at}mean{end}"] = nw.col(f"{line.at}cell{end}").mean()
            value = nw.col(f"{line.at}cell")
            sums |= {
                f"{line.at}sd": value.std(),
                f"{line.at}median": value.median(),
                f"{line.at}min": value.min(),
                f"{line.at}max": value.max(),
            }
    graded = graded.with_columns(**made)
    found = graded.group_by(*groups).agg(**sums) if groups else graded.select(**sums)
    # Some engines return null, others Decimal, for a sum over no rows.
    kinds = {
        name: nw.col(name).fill_null(0).cast(nw.Int64)
        if name == _ALL or name.endswith(("_n", "_most"))
        else nw.col(name).cast(nw.Float64)
        for name in sums
    }
    return found.with_columns(**kinds)


def _possible(line: _Line) -> nw.Expr:
    """Where people have the answer of a line, or still could."""
    name = line.rule.name
    left = nw.col(f"{name}_status") != "refused"
    if line.grade is None:
        return left
    undecided = nw.col(f"{name}_status") == "undecided"
    mine = (nw.col(f"{name}_status") == "ok") & (nw.col(name) == line.grade.code)
    if not line.grade.scale.ordered:
        return mine | undecided
    codes = line.grade.scale.codes
    rank = line.grade.rank
    return (
        left
        & nw.col(f"{name}_low").is_in(codes[: rank + 1])
        & nw.col(f"{name}_high").is_in(codes[rank:])
    )


def _one_if(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


def _sum(name: str) -> nw.Expr:
    return nw.col(name).sum()


def _lined_up(counted: Any, lines: Sequence[_AnyLine], groups: list[str]) -> Any:
    """One row for each line of each group."""
    counts = {f"{line.at}n": line for line in lines}
    rest = [name for name in counted.collect_schema() if name not in counts]
    # Counts that other lines need are kept under another name.
    kept = {f"{OURS}kept_{name}": nw.col(name) for name in counts}
    long = counted.with_columns(**kept).unpivot(
        on=[*counts], index=[*rest, *kept], variable_name=_WHICH, value_name="n"
    )

    def filled(figure: str, kind: Any) -> nw.Expr:
        found = [
            nw.when(nw.col(_WHICH) == name).then(
                nw.col(f"{OURS}kept_{at}" if at in counts else at)
            )
            for name, line in counts.items()
            if (at := line.figures.get(figure)) is not None
        ]
        return nw.coalesce(*found).cast(kind) if found else nw.lit(None, kind)

    def constant(by_line: Mapping[str, str | int | None], kind: Any) -> nw.Expr:
        found = [
            nw.when(nw.col(_WHICH) == name).then(nw.lit(each))
            for name, each in by_line.items()
            if each is not None
        ]
        return nw.coalesce(*found).cast(kind) if found else nw.lit(None, kind)

    place, text = f"{OURS}place", nw.String
    made = {
        place: constant({name: i for i, name in enumerate(counts)}, nw.Int64),
        **{
            key: constant({n: each.keys.get(key) for n, each in counts.items()}, text)
            for key in _KEYS
        },
        "at_least": filled("at_least", nw.Int64),
        "at_most": filled("at_most", nw.Int64),
        **{figure: filled(figure, nw.Float64) for figure in _FIGURES[1:]},
        "share": nw.when(nw.col(_ALL) > 0).then(nw.col("n") / nw.col(_ALL)),
    }
    lined = long.with_columns(**made).sort(*groups, place, nulls_last=True)
    return lined.select(*groups, *_HEAD)


def _handed_back(frame: Any, made: Any) -> Any:
    """A small Polars frame as the kind of frame that was given."""
    if nw.get_native_namespace(frame).__name__ == "pyarrow":
        return made.to_arrow()
    pd: Any = importlib.import_module("pandas")

    kinds = {"Int64": "Int64", "Float64": "Float64"}
    return pd.DataFrame(
        {
            name: pd.array(cells.to_list(), dtype=kinds.get(str(cells.dtype), "object"))
            for name, cells in zip(made.columns, made.get_columns(), strict=True)
        }
    )
