"""Settings for every test: no example fails for being slow; speed is benchmarked."""

import gc

from hypothesis import settings

settings.register_profile("library", deadline=None, derandomize=False)
if settings.get_current_profile_name() == "default":
    settings.load_profile("library")


def pytest_collection_finish():
    """Keep what stays alive out of garbage collection: it takes a tenth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)
