"""
Public names of a package that load on first use.

PEP 562 lets a package load a name when it is first asked for, so that ``import
cervmyelo`` costs next to nothing. A typed stub beside the package tells editors and
type checkers the same names; a test holds the two equal.
"""

from __future__ import annotations

import sys

# The typing module alone would cost more than all the rest of a bare import.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["HOMES", "attach"]

HOMES: dict[str, dict[str, tuple[str, str]]] = {}
"""For each package with lazy names, the module and attribute behind each name."""


def attach(
    package: str, homes: Mapping[str, str]
) -> tuple[Callable[[str], object], Callable[[], list[str]], list[str]]:
    """
    The ``__getattr__``, ``__dir__`` and ``__all__`` of a package with lazy names.

    Args:
        package: The name of the package.

        homes: For each module, relative to the package, the names that it holds, with
            blanks between them. ``name:attribute`` gives an attribute another name,
            and ``name:`` names the module itself.
    """
    places = HOMES[package] = {}
    for module, names in homes.items():
        for entry in names.split():
            name, renamed, attribute = entry.partition(":")
            places[name] = (module, attribute if renamed else name)

    def __getattr__(name: str) -> object:
        if name == "__version__":
            from importlib.metadata import version

            return version("cervmyelo")
        try:
            module, attribute = places[name]
        except KeyError:
            from .errors import nearest

            hint = nearest(name, places) if not name.startswith("_") else ""
            message = f"module {package!r} has no attribute {name!r}. {hint}"
            raise AttributeError(message.rstrip()) from None
        from importlib import import_module

        loaded = import_module(module, package)
        value = getattr(loaded, attribute) if attribute else loaded
        # A submodule of the same name was bound while it was imported.
        setattr(sys.modules[package], name, value)
        return value

    def __dir__() -> list[str]:
        return sorted(places)

    return __getattr__, __dir__, sorted(places)
