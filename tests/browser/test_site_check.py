"""The check of the built documentation finds what it is for."""

import importlib.util
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

CHECK = Path(__file__).parents[2] / "docs" / "_ext" / "site_check.py"


@pytest.fixture(scope="module")
def check():
    """The extension of Sphinx, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("site_check", CHECK)
    module = importlib.util.module_from_spec(spec)
    sys.modules["site_check"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["site_check"]


@pytest.fixture
def site(tmp_path):
    """A site of two pages and a picture, in which every link leads somewhere."""
    (tmp_path / "in").mkdir()
    (tmp_path / "a b.svg").write_text("<svg/>")
    (tmp_path / "in" / "index.html").write_text('<p id="here"><a href="../one.html">')
    (tmp_path / "one.html").write_text(
        '<img src="a%20b.svg" alt="A picture."><a href="in/#here"></a>'
        '<a href="in/index.html#here"></a><a href="#"></a><a href="https://x.org/y">'
    )
    return tmp_path


def test_a_site_without_faults_passes(check, site):
    """Folders, blanks in names, empty anchors and other hosts are no faults."""
    assert list(check.faults(site)) == []


@pytest.mark.parametrize(
    ("added", "fault"),
    [
        ('<a href="two.html">', "<a> leads to two.html, which does not exist"),
        ('<img src="b.svg" alt="B">', "<img> leads to b.svg, which does not exist"),
        ('<link href="x.css">', "<link> leads to x.css, which does not exist"),
        ('<a href="in/index.html#no">', "in/index.html#no has no anchor no"),
        ('<a href="#no">', "#no has no anchor no"),
        ('<img src="a%20b.svg">', "a%20b.svg has no alt text"),
        ('<img src="a%20b.svg" alt=" ">', "a%20b.svg has no alt text"),
    ],
)
def test_each_fault_is_named_with_its_page(check, site, added, fault):
    """A broken link, picture or anchor, and a picture without words, is reported."""
    page = site / "one.html"
    page.write_text(page.read_text() + added)
    assert list(check.faults(site)) == [f"one.html: {fault}"]
