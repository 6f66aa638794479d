// The page around the calculator: it loads Python, hands over what is clicked and shows
// the HTML that comes back. Everything about medicine is in Python.

const here = (name) => new URL(name, import.meta.url);
const root = document.querySelector("#calculator");
const part = (name) => root.querySelector(`.${name}`);
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

/** Calls a function of Python, and returns what it returns. */
export let call;

/** How long each step of the start took, in seconds. */
export const times = {};

const contents = await (await fetch(here("contents.json"))).json();
const total = Object.values(contents).reduce((sum, size) => sum + size, 0);
const state = part("state");
const bar = root.querySelector("progress");

if (total) {
  state.textContent = `Starting loads ${megabytes(total)} MB from this site: Python for browsers (Pyodide) and the library.`;
  part("begin").hidden = false;
  part("begin").addEventListener("click", begin, { once: true });
} else {
  state.textContent = "These pages were built without Python for browsers. Run “npm ci --ignore-scripts” in docs/calculator and build them again.";
}

/** The files, loaded with progress; the browser keeps them for the loader of Python. */
async function load() {
  let loaded = 0;
  // Without one file there is no start, and the others are of no use.
  const stop = new AbortController();
  const show = () => {
    bar.value = loaded / total;
    state.textContent = `Loading: ${megabytes(loaded)} of ${megabytes(total)} MB.`;
  };
  const one = async ([name]) => {
    const response = await fetch(here(name), { signal: stop.signal });
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    const pieces = [];
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) return [name, new Blob(pieces)];
      pieces.push(value);
      loaded += value.length;
      show();
    }
  };
  try {
    return Object.fromEntries(await Promise.all(Object.entries(contents).map(one)));
  } catch (error) {
    stop.abort();
    throw error;
  }
}

async function step(name, work) {
  const began = performance.now();
  const made = await work();
  times[name] = (performance.now() - began) / 1000;
  return made;
}

async function working(text) {
  state.textContent = text;
  await painted();
}

async function begin() {
  part("begin").hidden = true;
  bar.hidden = false;
  try {
    const files = await step("load", load);
    bar.removeAttribute("value");
    await working("Starting Python, which takes a few seconds.");
    const python = await step("python", async () => {
      const { loadPyodide } = await import(here("pyodide.mjs"));
      return loadPyodide({ indexURL: here(".").href });
    });
    await working("Reading the rules.");
    await step("library", async () => {
      python.unpackArchive(await files["library.zip"].arrayBuffer(), "zip", {
        extractDir: python.runPython("import site; site.getsitepackages()[0]"),
      });
      python.FS.writeFile("calculator.py", await files["calculator.py"].text());
      const module = python.pyimport("calculator");
      call = (...given) => JSON.parse(module.called(...given));
      show(call("start"));
    });
    const { version, rules } = call("versions");
    part("versions").textContent =
      `cervmyelo ${version}, rules ${rules}, on Python ${python.runPython("import platform; platform.python_version()")} ` +
      `by Pyodide ${python.version} (MPL-2.0). Started in ${Object.values(times).reduce((a, b) => a + b).toFixed(1)} seconds.`;
    part("start").hidden = true;
    part("running").hidden = false;
    focus();
  } catch (error) {
    bar.hidden = true;
    state.textContent = "Python did not start in this browser. A current version of Firefox, Chrome, Edge or Safari is needed; reload the page to try again.";
    console.error(error);
  }
}

/** Show each part of the page that Python sent. */
function show(shown) {
  if ("rules" in shown) part("choices").innerHTML = shown.rules;
  part("question").innerHTML = shown.question;
  part("answers").innerHTML = shown.answers;
  part("nothing").hidden = Boolean(shown.answers);
  keepOpen(part("results"), shown.results);
  part("record").textContent = shown.record;
  part("progress").textContent = shown.progress;
  const chosen = [...part("choices").querySelectorAll("input:checked")];
  part("count").textContent = `${chosen.length} chosen`;
  // A source opens next to the page: leaving it would lose the answers.
  for (const link of root.querySelectorAll('.running a[href^="http"]')) link.target = "_blank";
}

/** New HTML in which what was unfolded stays unfolded. */
function keepOpen(element, html) {
  const key = (each) => `${each.closest("section")?.ariaLabel} ${each.querySelector("summary").textContent}`;
  const folded = new Map([...element.querySelectorAll("details")].map((each) => [key(each), each.open]));
  element.innerHTML = html;
  for (const each of element.querySelectorAll("details")) {
    if (folded.has(key(each))) each.open = folded.get(key(each));
  }
}

/** To the question: after an answer the keyboard and a screen reader go on there. */
function focus() {
  const to = part("question").querySelector("legend, .ended");
  to.focus({ preventScroll: true });
  if (to.getBoundingClientRect().top < 0) part("question").scrollIntoView({ block: "start" });
}

function act(...given) {
  const shown = call(...given);
  show(shown);
  focus();
  return shown;
}

/** What is refused stays in its field, to be corrected. */
function answer(name, typed, reason) {
  const { refused } = act("answer", name, typed, reason);
  const field = part("question").querySelector("#number");
  if (!refused || !field) return;
  field.value = typed;
  field.select();
}

part("question").addEventListener("submit", (event) => {
  event.preventDefault();
  const { form = event.target, submitter } = event;
  const typed = form.elements.number?.value ?? "";
  const reason = form.elements.reason.value;
  if (["deny", "keep"].includes(submitter?.name)) act(submitter.name);
  else if (submitter?.name === "answer") answer(form.dataset.name, submitter.value, reason);
  // An empty field is no answer; "not known" has a button of its own.
  else if (typed.trim()) answer(form.dataset.name, typed, reason);
  else form.elements.number?.focus();
});

part("answers").addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) act(button.dataset.act, button.dataset.name);
});

part("choices").addEventListener("change", () => {
  show(call("choose", ...new FormData(part("choices")).getAll("rule")));
});

part("find").addEventListener("input", () => {
  const wanted = part("find").value.trim().toLowerCase();
  for (const label of part("choices").querySelectorAll("label")) {
    label.hidden = !label.textContent.toLowerCase().includes(wanted);
  }
  for (const group of part("choices").querySelectorAll("fieldset")) {
    group.hidden = !group.querySelector("label:not([hidden])");
  }
});

part("again").addEventListener("click", () => act("start"));
