"""
The rules in CQL and in ELM, as one Library of FHIR next to the pages.

ELM is made by the official translator, which runs on Node.js and is among the packages
of ``tests/fhir/validators/package-lock.json``: ``CERVMYELO_NODE_MODULES`` names the
directory in which they are installed. Without it the pages are built as well and say
how to make the file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from cervmyelo import cql

__all__ = ["LINK", "setup"]

_NAME: Final = "CervmyeloFHIR"
_FILE: Final = f"{_NAME}.library.json"
_TRANSLATE: Final = Path("tests/fhir/validators/translate.mjs")
_MODULES: Final = os.environ.get("CERVMYELO_NODE_MODULES", "")

LINK: Final = (
    f'<a href="../_static/{_FILE}"><code>{_FILE}</code></a>, text and ELM in one'
    if _MODULES
    else f"not among these pages: they were built without Node.js ({_FILE})"
)
"""What the page shows where it offers the file."""


def _build(app: Sphinx, error: Exception | None) -> None:
    if error is not None or app.builder.format != "html" or not _MODULES:
        return
    target = Path(app.outdir) / "_static" / _FILE
    with tempfile.TemporaryDirectory() as folder:
        target.write_text(json.dumps(_library(Path(folder))), encoding="utf-8")


def _library(folder: Path) -> dict[str, object]:
    (folder / f"{_NAME}.cql").write_text(cql.library(over="fhir"), encoding="utf-8")
    node = Path(sys.executable).with_name("node")
    script = Path(__file__).parents[2] / _TRANSLATE
    command = [node, script, Path(_MODULES).resolve(), folder]
    made = subprocess.run(  # noqa: S603 -- our own script
        command, capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise ExtensionError(f"The library of CQL was not translated: {made.stderr}")
    elm = json.loads((folder / f"{_NAME}.json").read_text(encoding="utf-8"))
    return cql.resource(over="fhir", elm=elm)


def setup(app: Sphinx) -> dict[str, bool]:
    """Make the file when the pages are written."""
    app.connect("build-finished", _build)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
