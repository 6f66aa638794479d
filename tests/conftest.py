"""Settings for every test: no example fails for being slow; speed is benchmarked."""

from hypothesis import settings

settings.register_profile("library", deadline=None, derandomize=False)
if settings.get_current_profile_name() == "default":
    settings.load_profile("library")
