"""
The query of a frame that is not in memory, which can fail by itself.
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator

from cervmyelo.errors import CervmyeloError

from .errors import CohortError

__all__ = ["own_query"]


@contextlib.contextmanager
def own_query() -> Generator[None, None, None]:
    """
    Evaluate a frame of the caller: a failure is an error of this library.

    The message of an engine repeats cells, such as one that is no number, so neither it
    nor its traceback is kept.

    Raises:
        CohortError: If the evaluation fails.
    """
    try:
        yield
    except (CervmyeloError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 -- each engine has errors of its own
        raise CohortError(
            f"frame: its own query fails when it is evaluated, with "
            f"{type(error).__name__}. Collect the frame by itself to see why."
        ) from None
