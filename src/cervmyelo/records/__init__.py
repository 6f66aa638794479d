"""
Patients and assessments as JSON, and the reading of records that others made.

A record is flat: one key for every quantity of the data dictionary, the same as a
column of a table. Reading is strict: a key that is unknown or given twice, a value
of the wrong kind, NaN and infinities are refused with the name of the field, and
every fault of a record is reported, not just the first. One bad record among many
never loses the others.
"""

from .assessments import assessment_from_json, assessment_to_dict, finding_to_dict
from .patients import (
    Reading,
    patient_from_dict,
    patient_from_json,
    patient_to_dict,
    patients_from_json,
    read_record,
)
from .schema import assessment_schema, patient_schema
from .text import Json, to_json

__all__ = [
    "Json",
    "Reading",
    "assessment_from_json",
    "assessment_schema",
    "assessment_to_dict",
    "finding_to_dict",
    "patient_from_dict",
    "patient_from_json",
    "patient_schema",
    "patient_to_dict",
    "patients_from_json",
    "read_record",
    "to_json",
]
