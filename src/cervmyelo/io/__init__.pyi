"""
Read and write patients, tables and assessments: JSON, schemas, CSV, TSV and Parquet.

A record is flat: one key for each quantity of the data dictionary, which is also the
name of a column. Reading is strict: an unknown or repeated key, a value of the wrong
kind, NaN and infinities are rejected with the name of the field, and every problem of a
record is reported. An invalid record does not affect the others.

In a table, a column is a quantity or ``ref``, the caller's own opaque reference; a
`ColumnMap` translates other names. A cell is *not recorded* if it is empty, or holds
one of `cervmyelo.quantity.MISSING_WORDS` or a word that the map adds. A row in which
every cell is blank is no person. In Parquet, a null is not recorded, and so is a NaN in
a column of floats, because pandas writes missing values that way. A float that is a
whole number is read as one, because pandas turns integers into floats as soon as one is
missing; nothing else is converted.

Text with any separator, JSON Lines, Excel workbooks and Parquet are read by the same
reader: `inspect_table` looks at a file, `read_table` gives its people one by one, and
`grade_table` adds results as columns to a table of any size. What is not certain about
a file is asked for by an option, and never guessed.
"""

from ..column_maps import ColumnMap as ColumnMap
from ..column_maps import read_cell as read_cell
from ..column_maps.redcap import redcap_dictionary as redcap_dictionary
from ..json_text import Json as Json
from ..json_text import to_json as to_json
from .assessments import assessment_to_dict as assessment_to_dict
from .assessments import finding_to_dict as finding_to_dict
from .comparison import assessment_from_json as assessment_from_json
from .courses import change_to_dict as change_to_dict
from .courses import course_to_dict as course_to_dict
from .grading import Graded as Graded
from .grading import grade_table as grade_table
from .inspection import InspectedColumn as InspectedColumn
from .inspection import Inspection as Inspection
from .inspection import inspect_table as inspect_table
from .layouts import Layout as Layout
from .layouts import ReadOptions as ReadOptions
from .omop import OMOP as OMOP
from .omop import OmopConcept as OmopConcept
from .omop import OmopRows as OmopRows
from .omop import omop_of_tidy as omop_of_tidy
from .omop import omop_rows as omop_rows
from .omop_cohorts import omop_cohort as omop_cohort
from .patients import Reading as Reading
from .patients import patient_from_dict as patient_from_dict
from .patients import patient_from_json as patient_from_json
from .patients import patient_to_dict as patient_to_dict
from .patients import patient_to_row as patient_to_row
from .patients import patients_from_json as patients_from_json
from .patients import read_record as read_record
from .schema import assessment_schema as assessment_schema
from .schema import patient_schema as patient_schema
from .tables import Row as Row
from .tables import Sheet as Sheet
from .tables import open_table as open_table
from .tables import read_table as read_table
from .visit_maps import VisitMap as VisitMap

__all__ = [
    "ColumnMap",
    "Graded",
    "InspectedColumn",
    "Inspection",
    "Json",
    "Layout",
    "OMOP",
    "OmopConcept",
    "OmopRows",
    "ReadOptions",
    "Reading",
    "Row",
    "Sheet",
    "VisitMap",
    "assessment_from_json",
    "assessment_schema",
    "assessment_to_dict",
    "change_to_dict",
    "course_to_dict",
    "finding_to_dict",
    "grade_table",
    "inspect_table",
    "omop_cohort",
    "omop_of_tidy",
    "omop_rows",
    "open_table",
    "patient_from_dict",
    "patient_from_json",
    "patient_schema",
    "patient_to_dict",
    "patient_to_row",
    "patients_from_json",
    "read_cell",
    "read_record",
    "read_table",
    "redcap_dictionary",
    "to_json"
]
