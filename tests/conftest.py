"""Settings for every test: no example fails for being slow; speed is benchmarked."""

import gc

import pytest
from hypothesis import settings

# Proofs that take minutes run apart: ``python -m pytest -m thorough``.
THOROUGH = (
    "tests/cohort/second_reading/",
    "tests/cohort/test_law.py::test_rules_of_the_library",
    "tests/cohort/test_law.py::test_urgency_over",
    "tests/cohort/test_change.py::test_a_frame_says",
    "tests/properties/test_linked_forms.py",
    "tests/published/test_consistency.py",
    "tests/published/test_numbers.py::test_every_damage",
)

settings.register_profile("library", deadline=None, derandomize=False)
if settings.get_current_profile_name() == "default":
    settings.load_profile("library")


def pytest_itemcollected(item):
    """Mark the proofs that take minutes."""
    if item.nodeid.startswith(THOROUGH):
        item.add_marker(pytest.mark.thorough)


def pytest_collection_finish():
    """Keep what stays alive out of garbage collection: it takes a tenth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)
