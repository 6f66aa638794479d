"""Pages generated from the rules, the data dictionary and the sources."""

from __future__ import annotations

import tempfile
from importlib import resources
from pathlib import Path

from article_pages import article_page, disagreements_page, sources_page
from changes_page import changes_page, validation_part
from consistency_page import consistency_page
from dictionary_page import dictionary_page
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

_MEASURED = Path(__file__).parents[1] / "speed.json"
_OURS = frozenset({".inc", ".json", ".md", ".png", ".svg"})


def generate(app: Sphinx) -> None:
    """Update every generated page."""
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder))
        _replace_changed(Path(folder), Path(app.srcdir) / "generated")


def _write(out: Path) -> None:
    schemas = out / "extra" / "schema"
    schemas.mkdir(parents=True)
    for schema in resources.files(records).joinpath("schemas").iterdir():
        (schemas / schema.name).write_bytes(schema.read_bytes())
    pages = {rule.name: rule_page(rule, out) for rule in cm.rules.values()}
    pages |= literature_pages() | rules_pages()
    pages |= {
        "dictionary": dictionary_page(),
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
        "person": person_picture(out),
        "validation": validation_part(),
        "speed": speed_page(_MEASURED, out),
    }
    for name, text in parts.items():
        (out / f"{name}.inc").write_text(text + "\n", encoding="utf-8")
    for name, text in pages.items():
        (out / f"{name}.md").write_text(text + "\n", encoding="utf-8")


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
