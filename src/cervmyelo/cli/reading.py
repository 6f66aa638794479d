"""
What every command that reads a file is given: its name, and how to read a table.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import attrs
from cyclopts import Parameter

if TYPE_CHECKING:
    from cervmyelo.io.layouts import ReadOptions

__all__ = ["STDIN", "Reading"]

STDIN: Final = Path("-")
"""The name that stands for standard input."""


@Parameter(name="*")
@attrs.frozen(kw_only=True)
class Reading:
    """
    The options that say how a table file is to be read.

    The attributes are those of `cervmyelo.io.ReadOptions`.
    """

    separator: Annotated[
        str | None,
        Parameter(
            help="What separates two cells of a text file, if it is not certain: "
            "comma, semicolon, tab, pipe, caret, or the character itself."
        ),
    ] = None
    decimal: Annotated[
        str | None,
        Parameter(
            help="The decimal mark, . or , of a text file or of text in a workbook, if "
            "it is not certain."
        ),
    ] = None
    encoding: Annotated[
        str | None,
        Parameter(
            help="The encoding of a text file, such as cp1252, if it is not UTF-8."
        ),
    ] = None
    header_row: Annotated[
        int | None,
        Parameter(
            help="The line or row with the names of the columns, from 1. The lines "
            "above it are not read."
        ),
    ] = None
    sheet: Annotated[
        str | None,
        Parameter(help="The sheet of an Excel workbook, if it has several."),
    ] = None

    @property
    def options(self) -> ReadOptions:
        """The options that were given."""
        return {
            "separator": self.separator,
            "decimal": self.decimal,
            "encoding": self.encoding,
            "header_row": self.header_row,
            "sheet": self.sheet,
        }
