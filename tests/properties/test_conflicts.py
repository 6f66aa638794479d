"""Conflicts alone are those that are found together with what follows."""

from hypothesis import given, settings
from hypothesis import strategies as st

import cervmyelo as cm
from cervmyelo.consistency import conflicts_in, consistent
from cervmyelo.models.patient import QUANTITIES
from cervmyelo.testing import patients, values

PEOPLE = patients(facts="any", partly=True, with_reasons=True)


def parts(conflicts):
    return [(e.fields, e.why, e.refuses, e.by_definition) for e in conflicts]


@settings(max_examples=60)
@given(PEOPLE, st.data())
def test_conflicts_are_the_same(patient, data):
    """One more answer is in conflict with a record alike in both ways."""
    readings = dict(cm.Case(patient).readings)
    name = data.draw(st.sampled_from(sorted(QUANTITIES)))
    readings[name] = data.draw(values(QUANTITIES[name]))
    assert parts(conflicts_in(readings)) == parts(consistent(readings).conflicts)


@settings(max_examples=60)
@given(PEOPLE)
def test_a_case_has_the_same_conflicts_before_and_after(patient):
    """Whether what follows was asked for before changes no conflict."""
    before, after = cm.Case(patient), cm.Case(patient)
    assert after.deductions is not None
    assert parts(before.conflicts) == parts(after.conflicts)
