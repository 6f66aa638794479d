"""
Public names of a package that load on first use.

PEP 562 lets a package load a name on first access, so that ``import cervmyelo`` is
fast. A typed stub gives editors and type checkers the same names; a test checks that
the two agree.
"""

from __future__ import annotations

import sys

# The typing module alone would cost more than all the rest of a bare import.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["HOMES", "attach"]

HOMES: dict[str, dict[str, tuple[str, str]]] = {}
"""For each package with lazy names, the module and attribute of each name."""


def attach(
    package: str, homes: Mapping[str, str]
) -> tuple[Callable[[str], object], Callable[[], list[str]], list[str]]:
    """
    The ``__getattr__``, ``__dir__`` and ``__all__`` of a package with lazy names.

    Args:
        package: The name of the package.

        homes: For each module, relative to the package, the names that it defines,
            separated by spaces. ``name:attribute`` gives an attribute another name, and
            ``name:`` means the module itself.
    """
    places = HOMES[package] = {}
    for module, names in homes.items():
        for entry in names.split():
            name, renamed, attribute = entry.partition(":")
            places[name] = (module, attribute if renamed else name)

    def __getattr__(name: str) -> object:  # noqa: N807 -- named by PEP 562
        if name == "__version__":
            from .version import VERSION

            return VERSION
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
        # Importing a submodule of the same name has bound the module here; replace it.
        setattr(sys.modules[package], name, value)
        return value

    def __dir__() -> list[str]:  # noqa: N807 -- named by PEP 562
        return sorted(places)

    return __getattr__, __dir__, sorted(places)
