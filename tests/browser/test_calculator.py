"""
The calculator of the documentation: the library in the Python of a browser.

Python for browsers comes from the npm registry: ``npm ci --ignore-scripts`` in
``docs/calculator``.
"""

import functools
import http.server
import json
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

import cervmyelo as cm
from cervmyelo.io import assessment_to_dict, patient_to_dict, to_json
from cervmyelo.io.provenance import written_by
from cervmyelo.testing import records

pytestmark = pytest.mark.browser

DOCS = Path(__file__).parents[2] / "docs"
CONF = f"""
import sys
sys.path.insert(0, {str(DOCS / "_ext")!r})
project = html_title = "cervmyelo"
html_theme = "furo"
extensions = ["myst_parser", "sphinx_copybutton", "calculator_files"]
suppress_warnings = ["myst.xref_missing"]
"""
INDEX = "# Start\n\n```{toctree}\ntry_it\n```\n"
MJOA = [
    "mjoa_motor_upper",
    "mjoa_motor_lower",
    "mjoa_sensory_upper",
    "mjoa_sphincter",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The page as Sphinx builds it, in the theme of the documentation."""
    if not (DOCS / "calculator" / "node_modules" / "pyodide").is_dir():
        pytest.fail("Pyodide is missing: npm ci --ignore-scripts in docs/calculator")
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("site")
    (source / "conf.py").write_text(CONF)
    (source / "index.md").write_text(INDEX)
    (source / "try_it.md").write_text((DOCS / "try_it.md").read_text())
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W", source, out]
    subprocess.run(command, check=True)
    return out


@pytest.fixture(scope="module")
def served(site):
    """The address of a static server, and what it was asked for so far."""
    asked = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            if self.path == "/favicon.ico":
                # The theme has none, and every browser asks.
                self.send_response(204)
                self.end_headers()
            else:
                super().do_GET()

        def log_message(self, *_):
            pass

    handler = functools.partial(Handler, directory=site)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/try_it.html", asked
        server.shutdown()


@pytest.fixture(scope="module")
def started(kept_page, served):
    """The page with Python running, which takes seconds and is done once."""
    kept_page.set_default_timeout(10_000)
    kept_page.goto(served[0])
    kept_page.get_by_role("button", name="Start").click()
    kept_page.locator(".question legend").wait_for(timeout=120_000)
    return kept_page


@pytest.fixture
def calculator(started):
    """The running page at its first question, with nothing known."""
    started.set_viewport_size({"width": 1280, "height": 900})
    started.get_by_role("button", name="Start over").click()
    return started


def settle(page, *rules):
    """Choose these rules and no others, in one step."""
    page.locator(".choices").evaluate(
        """(form, rules) => {
          for (const box of form.elements.rule) box.checked = rules.includes(box.value);
          form.dispatchEvent(new Event("change"));
        }""",
        rules,
    )


def python(page, *called):
    """What a function of the page's Python returns."""
    return page.evaluate(
        "given => import('/_static/calculator/calculator.js')"
        ".then(page => page.call(...given))",
        called,
    )


def asked(page):
    """The name of what is asked now."""
    return page.locator(".question form").get_attribute("data-name")


def press(page, value):
    """Give the answer of one button."""
    page.locator(f'.question button[name=answer][value="{value}"]').click()


def record(page):
    """The record that the page shows."""
    return json.loads(page.locator(".record").text_content())


def shown(page):
    """What the page shows of the results."""
    return re.sub(r"\s+", " ", page.locator(".results").inner_text())


def test_nothing_large_is_loaded_before_the_start(page, served):
    """The page says how much it loads, and loads it when the button is pressed."""
    address, paths = served
    before = len(paths)
    page.goto(address)
    page.get_by_role("button", name="Start").wait_for()
    assert re.search(r"loads 1\d\.\d MB", page.locator(".state").text_content())
    assert not [each for each in paths[before:] if each.endswith((".wasm", ".zip"))]


def test_a_build_without_python_says_so(page, served):
    """Without Pyodide the page names what is missing and has no button to start."""
    page.route("**/contents.json", lambda route: route.fulfill(body="{}"))
    page.goto(served[0])
    page.get_by_text("npm ci --ignore-scripts").wait_for()
    assert not page.get_by_role("button", name="Start").is_visible()


def test_python_that_does_not_start_is_reported(chromium, served):
    """If a file of Python is missing, the page says that Python did not start."""
    page = chromium.new_context().new_page()
    page.route("**/python_stdlib.zip", lambda route: route.abort())
    page.goto(served[0])
    page.get_by_role("button", name="Start").click()
    page.get_by_text("Python did not start").wait_for()
    page.context.close()


def test_the_page_can_ask_no_other_place(chromium, served):
    """The policy of the page refuses every request to another origin."""
    page = chromium.new_context().new_page()
    page.goto(served[0])
    refused = page.evaluate(
        """async () => {
          const found = [];
          const note = event => found.push(event.effectiveDirective);
          addEventListener("securitypolicyviolation", note);
          const other = `http://127.0.0.1:${+location.port + 1}/`;
          await fetch(other).catch(() => {});
          const image = new Image();
          image.src = other;
          navigator.sendBeacon(other);
          await new Promise(done => setTimeout(done, 200));
          return found.sort();
        }"""
    )
    assert refused == ["connect-src", "connect-src", "img-src"]
    page.context.close()


def test_an_interview_by_clicks(calculator):
    """Four answers settle the severity, as the library finds it."""
    settle(calculator, "mjoa_severity")
    given = dict(zip(MJOA, (3, 5, 2, 3), strict=True))
    for _ in MJOA:
        press(calculator, given[asked(calculator)])
    assert calculator.locator(".ended").text_content().startswith("Every result")
    assert record(calculator) == given
    finding = cm.mjoa_severity(given)
    assert f"mJOA severity: {finding.answer}" in shown(calculator)
    assert all(str(reason) in shown(calculator) for reason in finding.because)
    assert str(finding.cite) in shown(calculator)


def test_rules_are_found_and_chosen(calculator):
    """A rule is found by its label, and its questions are asked once it is chosen."""
    calculator.get_by_text("Results to settle").click()
    calculator.get_by_label("Find a result").fill("torg")
    found = calculator.locator(".choices label:visible")
    labels = {each.label.lower() for each in cm.rules.values()}
    wanted = {label for label in labels if "torg" in label}
    assert {each.strip().lower() for each in found.all_text_contents()} == wanted
    found.first.locator("input").check()
    calculator.get_by_label("Find a result").fill("")
    calculator.get_by_label("When to contact a doctor").uncheck()
    calculator.get_by_text("Results to settle").click()
    assert "Torg-Pavlov ratio: open" in shown(calculator)
    assert "When to contact" not in shown(calculator)


def test_not_known_is_unknown_and_never_no(calculator):
    """What is not known is listed as such, is in no record and leaves the bounds."""
    settle(calculator, "mjoa_severity", "article_urgency")
    for _ in range(3):
        press(calculator, "")
    assert calculator.locator(".answers .open").count() == 3
    assert "no" not in calculator.locator(".answers b").all_text_contents()
    assert record(calculator) == {}
    settle(calculator, "mjoa_severity")
    given = dict(zip(MJOA, (3, 5, 2, ""), strict=True))
    for _ in MJOA:
        press(calculator, given[asked(calculator)])
    known = {name: value for name, value in given.items() if value != ""}
    assert record(calculator) == known
    assert cm.mjoa_severity(known).answer in shown(calculator)
    assert (
        "mJOA bladder function: not known"
        in calculator.locator(".answers").text_content()
    )


def test_an_answer_is_changed_in_its_place(calculator):
    """A changed answer replaces the first one, and the results follow."""
    settle(calculator, "mjoa_total")
    for value in (7, 5):
        press(calculator, value)
    first = calculator.locator(".answers li").first
    first.get_by_role("button", name="Change").click()
    assert (
        "The answer until now: 7 points." in calculator.locator(".about").text_content()
    )
    calculator.get_by_role("button", name="Keep the answer").click()
    assert "7 points" in first.text_content()
    first.get_by_role("button", name="Change").click()
    press(calculator, 6)
    assert "6 points" in first.text_content()
    assert list(record(calculator).values()) == [5, 6]


def test_an_answer_can_be_taken_back(calculator):
    """What is taken back is unknown again, and is asked again."""
    settle(calculator, "mjoa_total")
    name = asked(calculator)
    press(calculator, 5)
    assert asked(calculator) != name
    calculator.get_by_role("button", name="Take back").click()
    assert asked(calculator) == name
    assert record(calculator) == {}
    assert calculator.locator(".answers li").count() == 0


def test_a_number_is_typed_and_checked(calculator):
    """A number beyond the range is refused with the range; a range is an answer."""
    settle(calculator, "torg_pavlov_ratio")
    name = asked(calculator)
    calculator.get_by_label("A number from").fill("900")
    calculator.get_by_role("button", name="Answer").click()
    assert cm.quantities[name].allowed in calculator.get_by_role("alert").text_content()
    assert record(calculator) == {}
    assert calculator.get_by_label("A number from").input_value() == "900"
    calculator.get_by_label("A number from").fill("11-12.5")
    calculator.keyboard.press("Enter")
    assert record(calculator) == {name: {"low": 11, "high": 12.5}}


def test_a_reason_is_kept(calculator):
    """Why something is not known is recorded next to it."""
    settle(calculator, "mjoa_total")
    name = asked(calculator)
    calculator.get_by_text("Keep a reason").click()
    calculator.get_by_label("Why was it not recorded").select_option("refused")
    press(calculator, "")
    assert record(calculator) == {f"{name}_missing": "refused"}
    assert "(refused)" in calculator.locator(".answers").text_content()


def test_symptoms_are_denied_together(calculator):
    """One button denies exactly the symptoms that it lists."""
    settle(calculator, "article_urgency")
    press(calculator, "no")
    listed = calculator.locator(".denial small").text_content().rstrip(".")
    calculator.get_by_role("button", name="No to all of these").click()
    labels = {cm.quantities[n].label for n, v in record(calculator).items() if not v}
    assert labels >= {each.strip().lower() for each in listed.split(";")} - {
        "lhermitte sign"
    }


def test_a_contradiction_is_named(calculator):
    """An answer against another one is refused, and both are named."""
    settle(calculator, "article_outlook_factors")
    python(calculator, "answer", "age_years", "40", "")
    found = python(calculator, "answer", "symptom_duration_months", "1000", "")
    assert "age; time since the first symptom" in found["refused"]


def test_the_keyboard_is_enough(calculator):
    """After an answer the focus is on the next question, before its answers."""
    settle(calculator, "mjoa_total")
    press(calculator, 5)
    here = "document.activeElement.tagName"
    assert calculator.evaluate(here) == "LEGEND"
    name = asked(calculator)
    calculator.keyboard.press("Tab")
    calculator.keyboard.press("Tab")
    calculator.keyboard.press("Enter")
    assert record(calculator)[name] == 1
    assert calculator.evaluate(here) == "LEGEND"


def test_everything_to_fill_in_has_a_name(calculator):
    """Each field and each button has a label, and what changes is announced."""
    settle(calculator, "torg_pavlov_ratio")
    bare = calculator.evaluate(
        """() => [...document.querySelectorAll(
             "#calculator :is(input, select, button, section, progress)")]
           .filter(e => !(e.labels?.length || e.ariaLabel || e.textContent.trim()
             || e.getAttribute("aria-labelledby")))
           .map(e => e.outerHTML)"""
    )
    assert bare == []
    assert calculator.locator(".progress").get_attribute("aria-live") == "polite"


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_screen(calculator, width):
    """On a phone nothing has to be scrolled sideways."""
    calculator.set_viewport_size({"width": width, "height": 844})
    settle(calculator, "mjoa_severity", "article_risk_factors", "cook_cluster")
    for _ in range(4):
        press(calculator, "yes") if calculator.locator(
            '.question button[value="yes"]'
        ).count() else press(calculator, 2)
    wide = calculator.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide[0] <= wide[1]


def test_nothing_is_requested_or_stored(calculator, served):
    """While a person is asked the network can be off, and nothing is kept."""
    _, paths = served
    before = len(paths)
    calculator.context.set_offline(offline=True)
    settle(calculator, *cm.rules)
    for _ in range(5):
        press(calculator, "")
    calculator.context.set_offline(offline=False)
    assert paths[before:] == []
    assert calculator.url == served[0]
    kept = calculator.evaluate(
        """async () => [localStorage.length, sessionStorage.length, document.cookie,
             (await indexedDB.databases()).length, (await caches.keys()).length]"""
    )
    assert kept == [0, 0, "", 0, 0]
    assert calculator.context.cookies() == []


def some_people():
    """A hundred records of anything, and a hundred that look like those of a clinic."""
    found = []

    @seed(18)
    @settings(
        max_examples=100,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(records(partly=True, with_reasons=True))
    def draw(record):
        found.append(record)

    draw()
    columns = cm.synthetic.cohort(100, seed=18)
    names = [name for name in columns if name in cm.quantities]
    for row in zip(*(columns[name] for name in names), strict=True):
        found.append(dict(zip(names, row, strict=True)))
    return [cm.Patient.from_values(record) for record in found]


def test_it_answers_as_here(started):
    """Two hundred assessments are the same bytes in the browser as in this Python."""
    patients = some_people()
    lines = [to_json(patient_to_dict(patient)) for patient in patients]
    here = [to_json(assessment_to_dict(cm.assess(patient))) for patient in patients]
    there = python(started, "assess", "\n".join(lines)).splitlines()
    assert len(here) >= 200
    differing = [
        n for n, pair in enumerate(zip(here, there, strict=True)) if len({*pair}) > 1
    ]
    assert differing == []
    assert python(started, "versions") == written_by()
