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

from cervmyelo.face import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "..column_maps": "ColumnMap read_cell",
        "..column_maps.redcap": "redcap_dictionary",
        "..json_text": "Json to_json",
        ".assessments": "assessment_to_dict finding_to_dict",
        ".comparison": "assessment_from_json",
        ".courses": "change_to_dict course_to_dict",
        ".grading": "Graded grade_table",
        ".inspection": "InspectedColumn Inspection inspect_table",
        ".layouts": "Layout ReadOptions",
        ".omop": "OMOP OmopConcept OmopRows omop_of_tidy omop_rows",
        ".omop_cohorts": "omop_cohort",
        ".patients": "Reading patient_from_dict patient_from_json patient_to_dict "
        "patient_to_row patients_from_json read_record",
        ".schema": "assessment_schema patient_schema",
        ".tables": "Row Sheet open_table read_table",
        ".visit_maps": "VisitMap",
    },
)
