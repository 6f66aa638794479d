"""
Hypothesis strategies for the tests of programs that use this library.

They draw people, records and rows from the data dictionary, so a new quantity is drawn
as soon as it can be recorded. Hypothesis finds the strategies of the models by itself:
``st.from_type(cm.Patient)`` needs no import from here.

>>> import cervmyelo as cm
>>> from hypothesis import given
>>> from cervmyelo.testing import cases
>>> @given(cases(cm.mjoa_total, facts="consistent"))
... def test_a_total_is_in_range(case):
...     total = cm.mjoa_total(case)
...     assert 0 <= total.low <= total.high <= 18
>>> test_a_total_is_in_range()

What is drawn is valid by the data dictionary and belongs to nobody. It does not look
like a clinic's data; `cervmyelo.synthetic` makes data that do.

Raises:
    NotInstalledError: If Hypothesis is not installed.
"""

from importlib.util import find_spec

from cervmyelo.errors import NotInstalledError

if find_spec("hypothesis") is None:
    raise NotInstalledError("hypothesis", "cervmyelo[testing]")

from .people import patients, sheets, symptoms, visits
from .records import Facts, cases, records, rows
from .values import partly_known, values

__all__ = [
    "Facts",
    "cases",
    "partly_known",
    "patients",
    "records",
    "rows",
    "sheets",
    "symptoms",
    "values",
    "visits",
]
