"""
Libraries that only a part of the package needs, imported when it is used.
"""

import importlib
from typing import Any

from .errors import NotInstalledError

__all__ = ["library"]


def library(module: str, install: str = "") -> Any:
    """
    A module of a library that may not be installed.

    >>> library("polarz.io", "cervmyelo[frames]")
    Traceback (most recent call last):
        ...
    cervmyelo.errors.NotInstalledError: polarz is not installed. Run: python -m pip \
install 'cervmyelo[frames]'

    Args:
        module: The name of the module.

        install: What to install, as pip takes it; empty for the library itself.

    Raises:
        NotInstalledError: If the library, or one that it needs, is not installed.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        name = (error.name or module).partition(".")[0]
        raise NotInstalledError(name, install or name) from None
