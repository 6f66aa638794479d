"""Work counted in calls, which no other process on the machine changes."""

import sys


def calls_of(run):
    """How many functions of Python are called while something runs."""
    found = 0

    def count(_frame, event, _argument):
        nonlocal found
        found += event == "call"

    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(None)
    return found
