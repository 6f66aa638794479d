"""
Pages in headless Chromium: no errors in the console, and no request to another host.

Chromium is the one of the system (``apt-get install chromium``). These tests run apart:
``python -m pytest -m browser``.
"""

import contextlib
import shutil

import pytest

LOCAL = ("file:", "data:", "blob:", "about:", "http://localhost", "http://127.0.0.1")


@pytest.fixture(scope="session")
def chromium():
    """The Chromium of the system, without its own calls to other hosts."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.fail("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-quic",
                "--disable-sync",
                "--no-first-run",
            ],
        )
        yield browser
        browser.close()


@contextlib.contextmanager
def watched(chromium):
    """A page that must log no error and must ask no other host for anything."""
    faults = []
    context = chromium.new_context()
    opened = context.new_page()
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "console",
        lambda message: message.type == "error" and faults.append(message.text),
    )

    def refused(route):
        faults.append(f"asked for {route.request.url}")
        route.abort()

    context.route(lambda url: not url.startswith(LOCAL), refused)
    yield opened
    context.close()
    assert faults == []


@pytest.fixture
def page(chromium):
    """A watched page."""
    with watched(chromium) as opened:
        yield opened


@pytest.fixture(scope="module")
def kept_page(chromium):
    """A watched page that is the same for all tests of a module."""
    with watched(chromium) as opened:
        yield opened
