"""The core measurement set says what a record has, and what it does not have."""

import pytest

import cervmyelo as cm
from cervmyelo.errors import InvalidRecordError
from cervmyelo.models.mjoa import MJOA_ITEMS
from cervmyelo.models.ndi import NDI_ITEMS

ITEMS = [each.name for each in MJOA_ITEMS]
SECTIONS = [each.name for each in NDI_ITEMS]
FULL = {
    **dict.fromkeys(ITEMS, 0),
    **dict.fromkeys(SECTIONS, 0),
    "sf36_pcs_before": 0.0,
    "sf36_mcs_before": 0.0,
    "adverse_events_recorded": True,
}


def states(case):
    """How much of each measure is recorded, by its name."""
    return {each.name: each.recorded for each in cm.core_measurement_set(case)}


def test_an_empty_record_has_none_of_it():
    """Of nothing recorded all four measures are missing, which is known."""
    found = cm.core_measurement_set({})
    assert set(states({}).values()) == {"not_recorded"}
    assert (len(found), len(found.complete), len(found.incomplete)) == (4, 0, 4)
    assert set(found.missing) == FULL.keys()


def test_the_lowest_scores_are_scores():
    """A score of 0 is recorded."""
    found = cm.core_measurement_set(FULL)
    assert set(states(FULL).values()) == {"complete"}
    assert found.missing == ()
    assert repr(found) == "<CoreMeasurementSet: 4 of 4 measures are recorded>"


@pytest.mark.parametrize("name", FULL)
def test_each_quantity_counts(name):
    """Without one quantity its measure is incomplete, and that quantity is named."""
    found = cm.core_measurement_set(FULL | {name: None})
    (short,) = found.incomplete
    assert short.missing == found.missing == (name,)
    alone = name == "adverse_events_recorded"
    assert short.recorded == ("not_recorded" if alone else "partly")
    assert str(short) in str(found)


@pytest.mark.parametrize(
    ("given", "measure", "state"),
    [
        ({"mjoa_before": 0}, "mjoa", "complete"),
        ({"mjoa_after": 18, "mjoa_motor_upper": 3}, "mjoa", "complete"),
        ({"ndi_after": 0}, "ndi", "complete"),
        ({"sf36_pcs_after": 40.0, "sf36_mcs_after": 41.0}, "sf36", "complete"),
        # Both components at one time make the score.
        ({"sf36_pcs_after": 40.0, "sf36_mcs_before": 41.0}, "sf36", "partly"),
        ({"adverse_events_recorded": False}, "adverse_events", "not_recorded"),
        # The nine sections are no total by themselves.
        ({"ndi_nine_sections": 20}, "ndi", "not_recorded"),
    ],
)
def test_ways_to_record_a_measure(given, measure, state):
    """A total before or after is as good as the items; "no" is not a record."""
    assert states(given)[measure] == state
    assert states(cm.Patient.from_values(given))[measure] == state


def test_an_invalid_score_is_an_error():
    """A score out of its range is reported, and no measure of it is counted."""
    with pytest.raises(InvalidRecordError, match="ndi_before"):
        cm.core_measurement_set({"ndi_before": 51})
    # Other fields do not matter.
    assert cm.core_measurement_set({"ems_gait": 9}).complete == ()
