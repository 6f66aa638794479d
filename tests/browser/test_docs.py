"""
The built documentation, as a reader sees it.

The variable SITE names the folder of a build: ``SITE=docs/_build/html python -m pytest
-m browser tests/browser/test_docs.py``. Without it these tests are skipped.
"""

import functools
import http.server
import os
import threading
from pathlib import Path

import pytest

SITE = os.environ.get("SITE")
FIRST = 3  # a reader looks at the first results

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(SITE is None, reason="SITE names no built documentation"),
]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address():
    """The address of the built pages, served from this machine."""
    folder = Path(SITE).resolve()
    handler = functools.partial(Quiet, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Nurick", "generated/nurick_1972.html"),
        ("severity", "generated/mjoa_severity.html"),
        ("missing", "howto/missing.html"),
        ("plot", "api/plots.html"),
        ("install", "install.html"),
    ],
)
def test_search_finds_the_page_that_a_reader_wants(page, address, words, wanted):
    """Of the first results of a search, one leads to the page on the subject."""
    page.goto(f"{address}/search.html?q={words}")
    # The summary is complete when all results are listed.
    page.wait_for_function(
        "!/Searching|Preparing/.test(document.querySelector('#search-results h2,"
        " #search-results p')?.textContent ?? 'Searching')"
    )
    page.wait_for_selector("#search-results li a")
    found = page.locator("#search-results li > a").evaluate_all(
        "links => links.map(each => each.getAttribute('href'))"
    )
    pages = [each.partition("?")[0].partition("#")[0] for each in found]
    first = list(dict.fromkeys(pages))[:FIRST]
    assert wanted in first


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    "name",
    [
        "index.html",
        "gallery.html",
        "generated/mjoa_severity.html",
        "generated/dictionary.html",
        "generated/dictionary_mjoa.html",
        "tutorials/cohort.html",
    ],
)
def test_no_page_is_wider_than_the_screen(page, address, name, width, scheme):
    """A page does not move sideways, on a phone and on a desk, light and dark."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{address}/{name}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_first_screen_shows_one_person_and_how_to_install(
    page, address, width, scheme
):
    """One picture of the four is visible, and it and the install line come first."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{address}/index.html")
    seen = page.locator("img.person-picture").filter(visible=True)
    assert seen.count() == 1
    assert scheme in seen.get_attribute("src")
    for each in (seen, page.get_by_text("pip install").first):
        box = each.bounding_box()
        assert box["y"] + box["height"] < 844


@pytest.mark.parametrize(
    "name", ["one_patient", "cohort", "after_surgery", "spreadsheet"]
)
def test_tutorials_show_what_their_cells_give(page, address, name):
    """Each tutorial has pictures with words, outputs, and a notebook to download."""
    page.goto(f"{address}/tutorials/{name}.html")
    pictures = page.locator("div.cell_output img")
    assert pictures.count() >= 1
    for each in pictures.all():
        assert each.get_attribute("alt")
        assert each.evaluate("image => image.naturalWidth") > 0
    assert page.locator("div.cell_output").count() > pictures.count()
    notebook = page.locator("a.download").get_attribute("href")
    assert page.request.get(f"{address}/tutorials/{notebook}").ok
