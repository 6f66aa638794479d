"""Reports opened in a browser: quiet, as wide as the screen, and on sheets of A4."""

import re

import pytest

from cervmyelo.cli import main

PERSON = """{"ref": "P-17", "age_years": 50, "sex_at_birth": "male",
"xray_canal_mm": 8.3, "xray_body_mm": 10.0, "pretest_probability": 0.35,
"hoffmann_sign": true, "babinski_sign": false, "abnormal_gait": true,
"grip_release_cycles": 18, "grip_strength_kg": 30.5, "mjoa_total": 12,
"horizon_years": 3.0, "article_stage": 3}"""
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
BOX = re.compile(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]")
A4 = (595, 842)


@pytest.fixture(scope="module", params=["person", "cohort"])
def report(request, tmp_path_factory):
    """The page that the command makes of a person, and of a cohort."""
    folder = tmp_path_factory.mktemp("reports")
    source = folder / "patient.json"
    source.write_text(PERSON, encoding="utf-8")
    if request.param == "cohort":
        source = "examples/clinic.csv"
    path = folder / "report.html"
    assert main(["report", str(source), "-o", str(path)]) == 0
    return path


@pytest.mark.parametrize("width", [390, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_report_is_as_wide_as_the_screen(page, report, width, scheme):
    """Nothing reaches beyond a phone, a tablet or a desk, in the light or the dark."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(report.as_uri())
    wide, room = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= room
    assert page.locator("h1").count() == 1
    assert page.locator("svg").count() > 3
    ink, paper = page.evaluate(
        "[getComputedStyle(document.body).color,"
        " getComputedStyle(document.body).backgroundColor]"
    )
    bright = [sum(map(int, re.findall(r"\d+", each)[:3])) for each in (ink, paper)]
    assert (bright[0] < bright[1]) == (scheme == "light")


def test_a_report_prints_on_a4(page, report):
    """The page is some sheets of A4, and no content is wider than the paper."""
    page.emulate_media(media="print")
    # The width of the sheet between its margins, at 96 dots an inch.
    page.set_viewport_size({"width": 680, "height": 1000})
    page.goto(report.as_uri())
    wide, room = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= room
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert 2 <= len(PAGE.findall(printed)) <= 30
    for box in BOX.findall(printed):
        assert [round(float(each)) for each in box] == [*A4]


def test_what_is_drawn_has_words(page, report):
    """Every picture has a name for people who cannot see it."""
    page.goto(report.as_uri())
    nameless = page.evaluate(
        "[...document.querySelectorAll('svg')]"
        ".filter(each => !each.getAttribute('aria-label')).length"
    )
    assert nameless == 0


def test_no_control_and_no_script(page, report):
    """A report is read, printed and sent: nothing in it can be run or filled in."""
    page.goto(report.as_uri())
    for element in ("script", "button", "input", "form", "iframe", "img", "link"):
        assert page.locator(element).count() == 0
