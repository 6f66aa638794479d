"""
A cohort in counts: how many people got each answer, and how many could still get it.

Who is undecided is neither left out nor guessed at: beside each count stands how many
there are at the least and at the most, and beside each mean its least and its greatest.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

import attrs
import narwhals.stable.v2 as nw

from cervmyelo.errors import nearest
from cervmyelo.forms import Form, GradingForm
from cervmyelo.scale import Grade

from .applicable import asked_of
from .assess import assess_cohort
from .engines import engine_of
from .errors import CohortError, MissingColumnError
from .maps import ColumnNames, Meanings, where

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
_HEAD: Final = ("rule", "status", "grade", *_COUNTS, *_FIGURES)
_OURS: Final = "cervmyelo__"
_ALL: Final = f"{_OURS}all"
_WHICH: Final = f"{_OURS}which"


@attrs.frozen
class _Line:
    """
    A line of the summary of a group.

    Attributes:
        rule: The rule.

        status: Of whom it tells: those with an answer, the undecided or the refused.

        grade: The grade that they have; None for numbers and for all who have none.

        at: Where the counts of the line stand before they are put in lines.
    """

    rule: Form
    status: str
    grade: Grade | None
    at: str

    @property
    def figures(self) -> Mapping[str, str]:
        """The columns that fill the line, by their names in the summary."""
        filled = {"n": f"{self.at}n"}
        if self.status == "ok":
            filled |= {"at_least": f"{self.at}n", "at_most": f"{self.at}most"}
            if self.grade is None:
                filled |= {name: f"{self.at}{name}" for name in _FIGURES[1:]}
        return filled


def summarise(
    frame: IntoFrameT,
    *rules: Form | str,
    by: str | Sequence[str] | None = None,
    columns: ColumnNames | None = None,
    values: Meanings | None = None,
) -> IntoFrameT:
    """
    How many people of a cohort got each answer, and how many could still get it.

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

        by: The columns of the frame by whose values people are grouped; a null is a
            group of its own.

        columns: The quantity of each column of the frame that has another name.

        values: For each quantity, what the values of the frame mean.

    Returns:
        The same kind of frame, lazy if it was lazy. For each group and each rule
        there is a line for every grade of its scale, in their order, or one for all
        numbers; then one for the undecided and one for the refused. Its columns are:

        - those of *by*, then ``rule``, ``status`` and ``grade``;
        - ``n``, how many they are, and ``share``, which part of all in the group;
        - ``at_least`` and ``at_most``, how many have that answer whatever is missing
          (on a scale without order, the most counts everybody who is undecided);
        - of numbers the ``mean``, ``sd``, ``median``, ``min`` and ``max`` of those
          that are decided, and between which two means, ``mean_low`` and
          ``mean_high``, the mean of all who are not refused must lie.

    Raises:
        MissingColumnError: If a rule looks at a column that is not there, or people
            are to be grouped by one.

        CohortError: If the name of a group is one of the columns of the summary, or
            if a map of columns or values cannot be meant.

    Warns:
        CohortWarning: If no rules are named, and some but not all of the inputs of
            a rule are there.
    """
    engine = engine_of(frame)
    present = engine.schema
    named = where(columns, present)
    asked = asked_of(rules, present, named, stacklevel=2)
    groups = [by] if isinstance(by, str) else [*(by or ())]
    _must_group(groups, asked, present)
    kept = dict.fromkeys(
        name
        for rule in asked
        for each in rule.inputs
        if (name := named.get(each.name, each.name)) in present
    )
    held: Any = frame if engine.in_memory is None else engine.in_memory
    narrow = nw.from_native(held).select(*dict.fromkeys([*kept, *groups])).to_native()
    graded = assess_cohort(
        narrow, *asked, bounds=True, on_error="null", columns=columns, values=values
    )
    lines = [
        _Line(rule, status, grade, f"{_OURS}{rule.name}_{place}_")
        for rule in asked
        for place, (status, grade) in enumerate(_lines(rule))
    ]
    counted = _counted(nw.from_native(graded), lines, groups)
    made = nw.to_native(_lined_up(counted, lines, groups))
    return cast("IntoFrameT", made if held is frame else _handed_back(frame, made))


def _lines(rule: Form) -> list[tuple[str, Grade | None]]:
    graded = [*rule.scale] if isinstance(rule, GradingForm) else [None]
    answered: list[tuple[str, Grade | None]] = [("ok", grade) for grade in graded]
    return [*answered, ("undecided", None), ("refused", None)]


def _must_group(
    groups: list[str], rules: Sequence[Form], present: Mapping[str, Any]
) -> None:
    ends = ("", "_low", "_high", "_status")
    taken = {*_HEAD, *(f"{rule.name}{end}" for rule in rules for end in ends)}
    for name in groups:
        if name not in present:
            raise MissingColumnError(
                f"by names {name}, which the frame lacks. "
                f"{nearest(name, present)}".strip()
            )
        if name in taken:
            raise CohortError(
                f"by names {name}, which is also the name of what is counted or of a "
                f"column of the summary. Rename it in the frame."
            )
    if len(set(groups)) < len(groups):
        raise CohortError("by names a column twice. Name each once.")


def _counted(graded: Any, lines: Sequence[_Line], groups: list[str]) -> Any:
    """One row for each group, with all of its lines side by side."""
    made: dict[str, Any] = {_ALL: nw.lit(1)}
    sums: dict[str, Any] = {_ALL: _sum(_ALL)}
    for line in lines:
        name = line.rule.name
        here = nw.col(f"{name}_status") == line.status
        if line.grade is not None:
            here = here & (nw.col(name) == line.grade.code)
        made[f"{line.at}n"] = _one_if(here)
        sums[f"{line.at}n"] = _sum(f"{line.at}n")
        if line.status != "ok":
            continue
        made[f"{line.at}most"] = _one_if(_possible(line))
        sums[f"{line.at}most"] = _sum(f"{line.at}most")
        if line.grade is None:
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
    # The sums of nobody are null on some engines, and decimals on others.
    kinds = {
        name: nw.col(name).fill_null(0).cast(nw.Int64)
        if name == _ALL or name.endswith(("_n", "_most"))
        else nw.col(name).cast(nw.Float64)
        for name in sums
    }
    return found.with_columns(**kinds)


def _possible(line: _Line) -> Any:
    """Where an answer is had or could still be had."""
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


def _one_if(condition: Any) -> Any:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


def _sum(name: str) -> Any:
    return nw.col(name).sum()


def _lined_up(counted: Any, lines: Sequence[_Line], groups: list[str]) -> Any:
    """The lines of each group below each other."""
    counts = {f"{line.at}n": line for line in lines}
    rest = [name for name in counted.collect_schema() if name not in counts]
    # What is needed of a count beside its own line is kept under another name.
    kept = {f"{_OURS}kept_{name}": nw.col(name) for name in counts}
    long = counted.with_columns(**kept).unpivot(
        on=[*counts], index=[*rest, *kept], variable_name=_WHICH, value_name="n"
    )

    def filled(figure: str, kind: Any) -> Any:
        found = [
            nw.when(nw.col(_WHICH) == name).then(
                nw.col(f"{_OURS}kept_{at}" if at in counts else at)
            )
            for name, line in counts.items()
            if (at := line.figures.get(figure)) is not None
        ]
        return nw.coalesce(*found).cast(kind) if found else nw.lit(None, kind)

    def told(text: Mapping[str, str | int | None], kind: Any) -> Any:
        found = [
            nw.when(nw.col(_WHICH) == name).then(nw.lit(each))
            for name, each in text.items()
            if each is not None
        ]
        return nw.coalesce(*found).cast(kind) if found else nw.lit(None, kind)

    place = f"{_OURS}place"
    made = {
        place: told({name: i for i, name in enumerate(counts)}, nw.Int64),
        "rule": told({n: line.rule.name for n, line in counts.items()}, nw.String),
        "status": told({n: line.status for n, line in counts.items()}, nw.String),
        "grade": told(
            {
                n: None if line.grade is None else str(line.grade.code)
                for n, line in counts.items()
            },
            nw.String,
        ),
        "at_least": filled("at_least", nw.Int64),
        "at_most": filled("at_most", nw.Int64),
        **{figure: filled(figure, nw.Float64) for figure in _FIGURES[1:]},
        "share": nw.when(nw.col(_ALL) > 0).then(nw.col("n") / nw.col(_ALL)),
    }
    lined = long.with_columns(**made).sort(*groups, place, nulls_last=True)
    return lined.select(*groups, *_HEAD)


def _handed_back(frame: Any, made: Any) -> Any:
    """A small Polars frame as the kind of frame that came in."""
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
