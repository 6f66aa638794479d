"""Pages generated from the rules, the data dictionary and the sources."""

from __future__ import annotations

import hashlib
import re
import sys
import tempfile
from collections.abc import Iterator
from importlib import metadata, resources
from pathlib import Path

from article_pages import article_page, disagreements_page, sources_page
from changes_page import changes_page, validation_part
from consistency_page import consistency_page
from dictionary_page import dictionary_pages
from drawn_person import person_picture
from floors_page import floors_page
from gallery_page import gallery_page
from literature_pages import literature_pages
from people_page import people_page
from public_names import api_rules
from rule_pages import rule_page, rules_pages
from speed_page import speed_page
from sphinx.application import Sphinx

import cervmyelo as cm
from cervmyelo import io as records

_ROOT = Path(__file__).parents[2]
_MEASURED = _ROOT / "docs" / "speed.json"
# All that a generated page is made from.
_INPUTS = (
    "docs/_ext/*.py",
    "docs/speed.json",
    "examples/*.csv",
    "CHANGELOG.md",
    "README.md",
)
_DRAWN_BY = ("attrs", "matplotlib", "narwhals", "polars", "scikit-learn", "scipy")
_OURS = frozenset({".inc", ".json", ".md", ".png", ".svg"})


def generate(app: Sphinx) -> None:
    """Update every generated page, unless nothing that they are made from changed."""
    out = Path(app.srcdir) / "generated"
    stamp = out / "made-from"
    made_from = _made_from()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == made_from:
        return
    stamp.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder))
        _replace_changed(Path(folder), out)
    stamp.write_text(made_from, encoding="utf-8")


def _made_from() -> str:
    """A digest of the files and versions that the pages are made from."""
    digest = hashlib.sha256(sys.version.encode())
    for name in _DRAWN_BY:
        digest.update(f"{name} {metadata.version(name)}".encode())
    for path in _inputs():
        digest.update(f"{path.name} {path.stat().st_size} ".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _inputs() -> Iterator[Path]:
    package = Path(cm.__file__).parent
    for pattern in ("*.py", "*.toml", "*.json"):
        yield from sorted(package.rglob(pattern))
    for pattern in _INPUTS:
        yield from sorted(_ROOT.glob(pattern))


def _write(out: Path) -> None:
    schemas = out / "extra" / "schema"
    schemas.mkdir(parents=True)
    for schema in resources.files(records).joinpath("schemas").iterdir():
        (schemas / schema.name).write_bytes(schema.read_bytes())
    pages = {rule.name: rule_page(rule, out) for rule in cm.rules.values()}
    pages |= literature_pages() | rules_pages() | dictionary_pages()
    pages |= {
        "people": people_page(),
        "consistency": consistency_page(),
        "article": article_page(),
        "disagreements": disagreements_page(),
        "sources": sources_page(),
        "changes": changes_page(),
    }
    parts = {
        "api_rules": api_rules(),
        "floors": floors_page(),
        "gallery": gallery_page(out),
        "install": _install(),
        "person": person_picture(out),
        "validation": validation_part(),
        "speed": speed_page(_MEASURED, out),
    }
    for name, text in parts.items():
        (out / f"{name}.inc").write_text(text + "\n", encoding="utf-8")
    for name, text in pages.items():
        (out / f"{name}.md").write_text(text + "\n", encoding="utf-8")


def _install() -> str:
    """The table of extras in the README, with the names that PyPI has."""
    readme = (_ROOT / "README.md").read_text(encoding="utf-8")
    table = re.search(r"(?m)^\| You want \| Install \|\n(?:\|.*\n)+", readme)
    if table is None:
        raise ValueError("README.md has no table of what to install.")
    lines = [each for each in table[0].splitlines() if "-e " not in each]
    text = "\n".join(lines).replace("'.[", "'cervmyelo[").replace("docs/", "")
    return text.replace("pip install .`", "pip install cervmyelo`")


def _replace_changed(made: Path, out: Path) -> None:
    """Replace only changed files, each atomically: two builds may be running."""
    wanted = {path.relative_to(made) for path in made.rglob("*") if path.is_file()}
    for name in wanted:
        new, old = made / name, out / name
        if not old.exists() or old.read_bytes() != new.read_bytes():
            old.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=old.parent, delete=False) as partial:
                partial.write(new.read_bytes())
            Path(partial.name).chmod(0o644)
            Path(partial.name).replace(old)
    for path in out.rglob("*"):
        if path.suffix in _OURS and path.relative_to(out) not in wanted:
            path.unlink(missing_ok=True)


def setup(app: Sphinx) -> dict[str, bool]:
    """Generate the pages before Sphinx reads them."""
    # Sphinx looks for the extra files before anything is generated.
    (Path(app.srcdir) / "generated" / "extra").mkdir(parents=True, exist_ok=True)
    app.connect("builder-inited", generate)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
