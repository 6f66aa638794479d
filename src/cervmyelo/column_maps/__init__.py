"""
Column maps: what the columns and the words of a table of others mean.

One map is read by files, by every kind of frame and by the command line. `ColumnMap` is
the map, `cells` reads a single cell by it, and `drafts` draws a first map from the code
book of a data set. `redcap` writes such a code book for instruments of the library.
"""

from .cells import Code, Source, read_cell, read_reference
from .column_map import REFERENCE, SHIPPED, ColumnMap

__all__ = [
    "REFERENCE",
    "SHIPPED",
    "Code",
    "ColumnMap",
    "Source",
    "read_cell",
    "read_reference",
]
