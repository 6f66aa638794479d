"""
Processes that were forked after Polars was used.

The threads of Polars do not survive a fork: in the child, a call would wait for them
for ever, without a word. So it is refused there.
"""

from __future__ import annotations

import os

import attrs

from cervmyelo.errors import CervmyeloError

__all__ = ["use_threads"]


@attrs.define
class _Threads:
    """
    Whether the threads of Polars run in this process.

    Attributes:
        started: Whether they were started, here or in the process that was forked.

        lost: Whether this process was forked after they were started.
    """

    started: bool = False
    lost: bool = False

    def fork(self) -> None:
        """Note in the child of a fork that its threads are gone."""
        self.lost = self.lost or self.started


_THREADS = _Threads()

# Only systems with a fork have it.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_THREADS.fork)


def use_threads() -> None:
    """
    Note that Polars is about to be used.

    Raises:
        CervmyeloError: If this process was forked after Polars was used, so that the
            call would never return.
    """
    if _THREADS.lost:
        raise CervmyeloError(
            "frame: this process was forked from one that had already used Polars, "
            "whose threads do not survive a fork, so the call would never return. "
            'Start processes with multiprocessing.get_context("spawn") or '
            '"forkserver" in place of "fork".'
        )
    _THREADS.started = True
