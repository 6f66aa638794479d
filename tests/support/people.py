"""Patients to test with, drawn from the data dictionary."""

from hypothesis import strategies as st

from cervmyelo import Patient, Symptom
from cervmyelo.models.patient import QUANTITIES, SHEETS
from cervmyelo.models.sheet import quantities_of
from cervmyelo.models.symptoms import SYMPTOMS
from cervmyelo.quantity import Measure


def values_of(quantity):
    """Any value of a quantity that can be recorded, or None."""
    if not isinstance(quantity, Measure):
        return st.sampled_from((None, *quantity.values))
    if quantity.step is None:
        return st.none() | st.floats(quantity.low, quantity.high)
    return st.none() | st.sampled_from(quantity.values)


@st.composite
def symptoms(draw):
    """Any one symptom."""
    each = SYMPTOMS[draw(st.sampled_from(tuple(SYMPTOMS)))]
    present = draw(st.sampled_from((None, True, False)))
    if present is False:
        return Symptom(kind=each.kind, present=False)
    return Symptom(
        kind=each.kind,
        present=present,
        onset=draw(values_of(each.onset)),
        severity=draw(values_of(each.severity)),
        duration_months=draw(st.none() | st.floats(0, 100)),
    )


def sheet_of(sheet):
    """Any sheet of a record."""
    fields = {
        name: values_of(quantity) for name, quantity in quantities_of(sheet).items()
    }
    return st.none() | st.builds(sheet, **fields)


PLAIN = [name for name in Patient().flat() if name != "symptom_duration_months"]

patients = st.builds(
    Patient,
    ref=st.none() | st.text("abc0123 -<[é", min_size=1, max_size=8),
    symptoms=st.lists(symptoms(), unique_by=lambda each: each.kind, max_size=4),
    # Longer than any one symptom of these patients.
    symptom_duration_months=st.none() | st.floats(100, 1440),
    **{name: sheet_of(sheet) for name, sheet in SHEETS.items()},
    **{name: values_of(QUANTITIES[name]) for name in PLAIN},
)
