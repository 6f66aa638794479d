"""
The files of the page that runs the library in a browser, put next to the page.

Python for browsers is Pyodide, from the npm registry: ``npm ci --ignore-scripts`` in
``docs/calculator`` fetches the version of the lock file. The library and attrs are
packed as they are installed here, so that the page answers with the very code from
which the other pages are made. Without Pyodide the page is built as well and says what
is missing.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.util import logging

import cervmyelo

__all__ = ["setup"]

_PAGE: Final = "try_it.html"
_FOLDER: Final = "calculator"
_OURS: Final = ("calculator.css", "calculator.js", "calculator.py")
_PYODIDE: Final = (
    "pyodide.mjs",
    "pyodide.asm.js",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)
_PACKED: Final = "library.zip"
_CONTENTS: Final = "contents.json"

_INLINE: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_CHARSET: Final = '<meta charset="utf-8">'
# Time and mode of every packed file: the same files give the same archive.
_WHEN: Final = (1980, 1, 1, 0, 0, 0)

_LOG: Final = logging.getLogger(__name__)


def _build(app: Sphinx, error: Exception | None) -> None:
    """Put the files where the page looks for them, and seal the page."""
    page = Path(app.outdir) / _PAGE
    if error is not None or app.builder.format != "html" or not page.exists():
        return
    source = Path(__file__).parents[1] / _FOLDER
    target = Path(app.outdir) / "_static" / _FOLDER
    target.mkdir(parents=True, exist_ok=True)
    for name in _OURS:
        shutil.copyfile(source / name, target / name)
    pyodide = source / "node_modules" / "pyodide"
    for name in _PYODIDE:
        if pyodide.is_dir():
            shutil.copyfile(pyodide / name, target / name)
    _pack(target / _PACKED)
    if not pyodide.is_dir():
        _LOG.info("try_it: no Python for the page; see docs/_ext/calculator_files.py")
    files = (*_PYODIDE, _PACKED, "calculator.py") if pyodide.is_dir() else ()
    sizes = {name: (target / name).stat().st_size for name in files}
    (target / _CONTENTS).write_text(json.dumps(sizes) + "\n", encoding="utf-8")
    page.write_text(_sealed(page.read_text(encoding="utf-8")), encoding="utf-8")


def _pack(archive: Path) -> None:
    """The library and attrs in one archive, with what says their versions."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, path in sorted(_installed()):
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, path.read_bytes())


def _installed() -> Iterator[tuple[str, Path]]:
    """The files of both, by their names in the archive."""
    for file in metadata.files("attrs") or ():
        if file.suffix in {".py", ".typed"} or file.name == "METADATA":
            yield file.as_posix(), Path(str(file.locate()))
    package = Path(cervmyelo.__file__).parent
    for path in _code(package.rglob("*")):
        yield path.relative_to(package.parent).as_posix(), path
    own = metadata.distribution("cervmyelo")
    version = next(f for f in own.files or () if f.name in {"METADATA", "PKG-INFO"})
    where = f"cervmyelo-{own.version}.dist-info/METADATA"
    yield where, Path(str(version.locate()))


def _code(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_file() and path.suffix not in {".pyc", ".pyi"}:
            yield path


def _sealed(page: str) -> str:
    """
    The page with a policy that lets it request nothing from anywhere else.

    The theme has scripts within the page, which are allowed by their hashes. Styles
    within the page are allowed: what the library shows brings its own.
    """
    scripts = " ".join(f"'sha256-{_hash(each)}'" for each in _INLINE.findall(page))
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'wasm-unsafe-eval' {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
        )
    )
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return page if meta in page else page.replace(_CHARSET, _CHARSET + meta, 1)


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the files when the pages are written."""
    app.connect("build-finished", _build)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
