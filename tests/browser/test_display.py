"""Results as HTML, opened in a browser."""

import cervmyelo as cm


def test_an_assessment_opens_quietly(page, tmp_path):
    """The HTML of a result logs no error and requests nothing."""
    shown = cm.assess(cm.Patient(age_years=61))._repr_html_()
    path = tmp_path / "assessment.html"
    path.write_text(f"<!doctype html><title>x</title>{shown}", encoding="utf-8")
    page.goto(path.as_uri())
    assert page.locator("table").count() > 0
