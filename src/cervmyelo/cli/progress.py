"""
The count of patients on a terminal, for commands that take long.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Generator
from typing import Final

from .terminal import errors

__all__ = ["progress"]

_LONG: Final = 1.0


@contextlib.contextmanager
def progress() -> Generator[Callable[[int], None]]:
    """A count of the patients on a terminal, shown after a second."""
    console = errors()
    if not console.is_terminal:
        yield lambda _: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:,.0f} patients"))
    bar = Progress(*columns, TimeElapsedColumn(), console=console, transient=True)
    task = bar.add_task("")
    begun = time.monotonic()

    def advance(count: int) -> None:
        if not bar.live.is_started and time.monotonic() - begun > _LONG:
            bar.start()
        bar.update(task, completed=count)

    try:
        yield advance
    finally:
        bar.stop()
