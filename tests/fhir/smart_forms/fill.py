"""
Fill forms in Smart Forms, which others wrote, and keep what it stores.

``nox -s smart_forms`` builds the page and runs this in the Chromium of the system. The
answers that are chosen are in ``answers.json``.
"""

import json
import mimetypes
import shutil
import sys
from pathlib import Path

import cervmyelo as cm
from cervmyelo.fhir import questionnaire

HERE = Path(__file__).parent
HOST = "http://localhost/"
ANSWERED = """
link => {
  const within = items => (items ?? []).some(each =>
    (each.linkId === link && each.answer) ||
    within(each.item) ||
    (each.answer ?? []).some(answer => within(answer.item)));
  return within(getResponse().item);
}
"""
SETTLED = 800
"""Milliseconds in which Smart Forms calculates; what is there then is all."""


def shown(browser, built, form):
    """The page with a form; it must log no error and ask no other host."""

    def answer(route):
        url = route.request.url
        if url.startswith("data:"):
            route.continue_()
            return
        assert url.startswith(HOST), url
        name = url.removeprefix(HOST) or "page.html"
        kind = mimetypes.guess_type(name)[0]
        route.fulfill(body=(built / name).read_bytes(), content_type=kind)

    page = browser.new_page()
    page.on("pageerror", lambda error: sys.exit(str(error)))
    page.on("console", lambda said: said.type == "error" and sys.exit(said.text))
    page.route("**", answer)
    page.goto(HOST)
    page.evaluate("form => show(form)", form)
    return page


def answer(page, item, value):
    """Answer a question as a person does."""
    quantity = cm.quantities[item["linkId"]]
    if item["type"] == "choice":
        page.locator(f'[id="choice-{quantity.name}"]').click()
        page.get_by_role("option").nth(quantity.values.index(value)).click()
    elif item["type"] == "boolean":
        field = page.locator(f'[data-linkid="{quantity.name}"]').last
        field.get_by_text("Yes" if value else "No", exact=True).click()
    else:
        page.locator(f'[data-linkid="{quantity.name}"] input').fill(str(value))
    page.wait_for_function(ANSWERED, arg=quantity.name)


def clear(page, item):
    """Take back the answer to a question."""
    field = page.locator(f'[data-linkid="{item["linkId"]}"]')
    field.hover()
    field.get_by_title("Clear").click()
    page.wait_for_function(f"link => !({ANSWERED})(link)", arg=item["linkId"])


def stored(page):
    """The response as Smart Forms writes it."""
    return json.loads(page.evaluate("JSON.stringify(getResponse())"))


def check_totals(page, form, record):
    """Each total is shown, and is that of its rule, once it has all answers."""
    page.wait_for_timeout(SETTLED)
    answers = {each["linkId"]: each for each in stored(page)["item"]}
    for item in (each for each in form["item"] if each.get("readOnly")):
        rule = cm.rules[item["linkId"]]
        fields = page.locator(f'[data-linkid="{rule.name}"] input').all()
        if not rule.input_names <= record.keys():
            assert not fields
            assert rule.name not in answers
            continue
        expected = rule(record).value
        (field,) = fields
        (total,) = answers[rule.name]["answer"]
        for found in (total["valueDecimal"], float(field.input_value())):
            assert abs(found - expected) < 1e-6 * max(1, abs(expected))


def fill(page, form, answers):
    """What Smart Forms stores, and that it shows no total before its time."""
    page.wait_for_selector("input")
    items = {item["linkId"]: item for item in questions(form["item"])}
    record = {}
    for name, value in answers.items():
        check_totals(page, form, record)
        answer(page, items[name], value)
        record[name] = value
    check_totals(page, form, record)
    response = stored(page)
    if items[name]["type"] == "choice":
        clear(page, items[name])
        del record[name]
        check_totals(page, form, record)
    return response


def questions(items):
    for item in items:
        yield item
        yield from questions(item.get("item", ()))


def main():
    """Fill each form of answers.json; the first argument names the built page."""
    from playwright.sync_api import sync_playwright

    built = Path(sys.argv[1])
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for case in json.loads((HERE / "answers.json").read_text()):
            form = questionnaire(case["form"], audience=case.get("audience"))
            page = shown(browser, built, form)
            response = fill(page, form, case["answers"])
            text = json.dumps(response, indent=1, ensure_ascii=False)
            (HERE / case["file"]).write_text(f"{text}\n")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
