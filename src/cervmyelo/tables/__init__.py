"""
Patients in table files: CSV, TSV and Parquet, row by row.

A column is a quantity of the data dictionary or ``ref``, the caller's own opaque
reference. A `ColumnMap` says which columns of a file with other names are which
quantities. Everything is read by the data dictionary and nothing is guessed: a
cell that cannot be read is flagged, a row with too many or too few cells is flagged
as a whole, and neither loses any other row.

A cell is *not recorded* if it is empty or holds one of
`cervmyelo.quantities.MISSING_WORDS` or of the words that the map adds. In a typed
Parquet file a null is not recorded, and so is a NaN in a column of floats, because
pandas writes what is missing so. A float that is a whole number, which pandas makes
of integers as soon as one is missing, is taken for a whole number; nothing else is
converted.
"""

from .column_maps import ColumnMap
from .sheets import Row, Sheet, open_table, read_table

__all__ = ["ColumnMap", "Row", "Sheet", "open_table", "read_table"]
