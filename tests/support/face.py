"""
The typed stub of the package, made from the names that it loads on first use.

Run it to write the stub again: ``python tests/support/face.py``.
"""

import inspect
import json
from pathlib import Path

import cervmyelo as cm
from cervmyelo.face import HOMES
from cervmyelo.forms import Rule

__all__ = ["STUBS", "stub"]

STUBS = {
    package: Path(cm.__file__).parent.joinpath(*package.split(".")[1:], "__init__.pyi")
    for package in (
        "cervmyelo",
        "cervmyelo.forms",
        "cervmyelo.io",
        "cervmyelo.literature",
        "cervmyelo.models",
    )
}


def stub(package: str) -> str:
    """The stub of a package: each name with its type, each rule with its page."""
    imports: list[str] = []
    rules: list[str] = []
    forms: set[str] = set()
    module = inspect.importlib.import_module(package)
    for name, (home, attribute) in sorted(HOMES[package].items()):
        value = getattr(module, name)
        if isinstance(value, Rule):
            form = type(value).__name__
            forms.add(form)
            rules += ["", f"{name}: Final[{form}]", _quoted(value.__doc__)]
        elif not attribute:
            imports.append(f"from . import {name} as {name}")
        else:
            imports.append(f"from {home} import {attribute} as {name}")
    if forms:
        imports.append(f"from .forms import {', '.join(sorted(forms))}")
    version = ["", "__version__: str"] if package == "cervmyelo" else []
    return "\n".join(
        [
            _quoted(module.__doc__),
            "",
            *(["from typing import Final", ""] if forms else []),
            *sorted(imports),
            "",
            f"__all__ = {json.dumps(sorted(HOMES[package]), indent=4)}",
            *version,
            *rules,
            "",
        ]
    )


def _quoted(text: str) -> str:
    return '"""\n' + text.strip("\n").replace("\\", "\\\\") + '\n"""'


if __name__ == "__main__":
    for name, path in STUBS.items():
        path.write_text(stub(name), encoding="utf-8")
