"""Settings for every test: no example fails for being slow; speed is benchmarked."""

import gc

import pytest
from hypothesis import settings

# Proofs that take minutes run apart: ``python -m pytest -m thorough``.
THOROUGH = (
    "tests/assessment/test_consequences.py",
    "tests/cds_hooks/test_service.py::test_anything_gets",
    "tests/cli/test_agreement.py",
    "tests/cli/test_known_in_part.py::test_each_person",
    "tests/cli/test_assess.py::test_bad_cells_are_repeated_nowhere",
    "tests/cli/test_cohort.py",
    "tests/cli/test_files_as_they_come.py",
    "tests/cli/test_interview.py::test_the_count_of_questions",
    "tests/cli/test_outputs.py",
    "tests/cli/test_overview.py::test_pieces_that_come_from",
    "tests/cohort/second_reading/",
    "tests/cohort/test_change.py::test_a_frame_says",
    "tests/cohort/test_coded.py::test_one_dictionary[",
    "tests/cohort/test_coded.py::test_one_dictionary_in_a_database",
    "tests/cohort/test_coded.py::test_texts",
    "tests/cohort/test_column_maps.py::test_a_cell_of_a_f",
    "tests/cohort/test_difference.py::test_a_row_differs",
    "tests/cohort/test_explain.py::test_reasons_are",
    "tests/cohort/test_explain.py::test_rules_of_the_library",
    "tests/cohort/test_forks.py",
    "tests/cohort/test_kinds_of_cells.py::test_types_of_duckdb",
    "tests/cohort/test_kinds_of_cells.py::test_what_is_no_number",
    "tests/cohort/test_law.py::test_a_cell_is_what_that_person_would_get[crosswalk",
    "tests/cohort/test_law.py::test_a_cell_is_what_that_person_would_get[curve",
    "tests/cohort/test_law.py::test_a_cell_is_what_that_person_would_get[effects",
    "tests/cohort/test_law.py::test_a_cell_is_what_that_person_would_get[post-test",
    "tests/cohort/test_law.py::test_a_cell_is_what_that_person_would_get[quotient",
    "tests/cohort/test_law.py::test_a_cell_is_what_that_person_would_get[tally",
    "tests/cohort/test_law.py::test_rules_of_the_library",
    "tests/cohort/test_law.py::test_urgency_over",
    "tests/cohort/test_names.py",
    "tests/cohort/test_order.py::test_the_schema_of_the_answers",
    "tests/cohort/test_pitfalls.py",
    "tests/cohort/test_schema.py::test_frames_of_the_schema",
    "tests/cohort/test_summary.py::test_counts_are_those",
    "tests/cohort/test_tidy.py::test_every_answer",
    "tests/cohort/test_tidy.py::test_items_have_rows",
    "tests/cohort/test_values.py::test_a_frame_in_other_words",
    "tests/cohort/test_visit_order.py",
    "tests/course/test_course.py::test_events_are_those",
    "tests/cql/test_libraries.py::test_every_name_is_defined",
    "tests/cql/test_libraries.py::test_every_rule_is_in_it",
    "tests/display/test_notebook.py",
    "tests/faults/test_any_arguments.py",
    "tests/faults/test_any_object.py",
    "tests/faults/test_nothing_leaves.py",
    "tests/faults/test_spreadsheets.py",
    "tests/missing/test_missing.py::test_a_cell_with_reasons",
    "tests/plots/test_cohorts.py::test_every_engine",
    "tests/plots/test_people.py::test_every_followed",
    "tests/plots/test_pictures.py::test_nothing_is_cut_off",
    "tests/properties/test_cells.py::test_bounds_are_exact",
    "tests/properties/test_cells.py::test_every_answer_is_reached",
    "tests/properties/test_cells.py::test_every_input_moves",
    "tests/properties/test_cells.py::test_urgency_of",
    "tests/properties/test_cells.py::test_what_is_missing",
    "tests/properties/test_ends.py",
    "tests/properties/test_linked_forms.py",
    "tests/properties/test_recorded.py",
    "tests/properties/test_score_bands.py::test_a_frame",
    "tests/published/test_consistency.py",
    "tests/published/test_numbers.py::test_every_damage",
    "tests/tables/test_delimited.py::test_records_are_split",
    "tests/tables/test_hostile_files.py",
    "tests/testing/test_synthetic.py::test_each_backend",
    "tests/tools/test_descriptions.py::test_a_description_is_valid",
)

# The other engines show the same in the short run.
SHOWN_BY_OTHERS = ("duckdb", "pandas-nullable", "pandas-pyarrow")
THOROUGH_ON_THEM = (
    "tests/cohort/test_change.py",
    "tests/cohort/test_difference.py",
    "tests/cohort/test_order.py",
    "tests/cohort/test_wide.py",
)

settings.register_profile("library", deadline=None, derandomize=False)
if settings.get_current_profile_name() == "default":
    settings.load_profile("library")


def pytest_configure(config):
    """Draw fewer examples, unless the run is a long one or names its own profile."""
    options = config.option
    if "not thorough" in options.markexpr and not options.hypothesis_profile:
        settings.register_profile("short", settings(), max_examples=12)
        settings.load_profile("short")


@pytest.fixture
def table(tmp_path):
    """A function that writes a file and gives its path."""

    def written(content, name="table.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


def pytest_itemcollected(item):
    """Mark the proofs that take minutes, and those that need more than Python."""
    if item.nodeid.startswith("tests/browser/"):
        item.add_marker(pytest.mark.browser)
    if item.nodeid.startswith("tests/fhir/validators/"):
        item.add_marker(pytest.mark.validators)
    by_others = any(engine in item.nodeid for engine in SHOWN_BY_OTHERS)
    on_them = by_others and item.nodeid.startswith(THOROUGH_ON_THEM)
    if on_them or item.nodeid.startswith(THOROUGH):
        item.add_marker(pytest.mark.thorough)


def pytest_collection_finish():
    """Keep what stays alive out of garbage collection: it takes a tenth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)
