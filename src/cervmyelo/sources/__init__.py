"""
Where things are published: citations with their places, and the publications.
"""

from .citations import Citation, Disagreement, Figure, Source, Statement
from .publications import *  # noqa: F403 -- a hundred publications, listed there

__all__ = ["Citation", "Disagreement", "Figure", "Source", "Statement"]
