#!/usr/bin/env -S uv run --script
# /// script
# dependencies = ["nox[uv]>=2025.10.14"]
# ///
"""Each check by itself: ``nox -l`` lists them, ``nox -s tests`` runs one."""

import secrets
import shutil

import nox

nox.needs_version = ">=2025.10.14"
nox.options.default_venv_backend = "uv|virtualenv"

NPM = ("--ignore-scripts", "--no-audit", "--no-fund", "--prefix", "docs/calculator")
GROUPS = nox.project.load_toml("pyproject.toml")["dependency-groups"]


@nox.session
def lint(session: nox.Session) -> None:
    """Look for mistakes, odd format and misspelt words."""
    session.install(*GROUPS["lint"])
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("codespell")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types, and that users get all of them."""
    session.install("--editable", ".[docs,test]", *GROUPS["typing"])
    session.run("mypy")
    session.run("pyright")
    with session.chdir(session.create_tmp()):
        session.run("pyright", "--verifytypes", "cervmyelo", "--ignoreexternal")


@nox.session
def floors(session: nox.Session) -> None:
    """Check that each module imports only from floors below its own."""
    session.install("--editable", ".[cli,frames]", *GROUPS["lint"])
    session.run("lint-imports")


@nox.session(python=["3.11", "3.12", "3.13"])
def tests(session: nox.Session) -> None:
    """Run the tests with the newest of everything."""
    session.install("--editable", ".[test]")
    session.run("pytest", *session.posargs)


@nox.session(python="3.11", venv_backend="uv", default=False)
def lowest(session: nox.Session) -> None:
    """Run the tests with the oldest of everything that pyproject.toml allows."""
    session.install("--resolution", "lowest-direct", "--editable", ".[test]")
    session.run("pytest", *session.posargs)


@nox.session(default=False)
def browser(session: nox.Session) -> None:
    """Open pages and forms in the Chromium of the system."""
    groups = (*GROUPS["browser"], *GROUPS["validators"])
    session.install("--editable", ".[docs,test]", *groups)
    session.run("npm", "ci", *NPM, external=True)
    folder = session.create_tmp()
    session.run("npm", "pack", "--pack-destination", folder, "lforms@40.1.3")
    shutil.unpack_archive(f"{folder}/lforms-40.1.3.tgz", folder)
    session.run(
        "pytest",
        "-m",
        "browser",
        "--dist",
        "loadfile",  # a page that starts slowly starts once
        "tests/browser",
        *session.posargs,
        env={"CERVMYELO_LFORMS": f"{folder}/package/dist/lforms"},
    )


@nox.session(default=False)
def validators(session: nox.Session) -> None:
    """Hold what is written to FHIR to validators that others wrote."""
    session.install("--editable", ".[test]", *GROUPS["validators"])
    node_modules = session.create_tmp()
    for name in ("package.json", "package-lock.json"):
        shutil.copy(f"tests/fhir/validators/{name}", node_modules)
    session.run("npm", "ci", "--ignore-scripts", "--prefix", node_modules)
    session.run(
        "pytest",
        "-m",
        "validators",
        "tests/fhir/validators",
        *session.posargs,
        env={"CERVMYELO_NODE_MODULES": f"{node_modules}/node_modules"},
    )


@nox.session(default=False)
def service(session: nox.Session) -> None:
    """Call the example service for CDS Hooks, and the tools over their protocol."""
    session.install("--editable", ".[mcp,test]", *GROUPS["service"])
    session.run(
        "pytest", "tests/cds_hooks", "tests/tools/test_mcp.py", *session.posargs
    )


@nox.session(default=False)
def cds_client(session: nox.Session) -> None:
    """Call the example service for CDS Hooks by a client that others wrote."""
    groups = (*GROUPS["service"], *GROUPS["cds-client"])
    session.install("--editable", ".[test]", *groups)
    session.run(
        "pytest", "-m", "validators", "tests/fhir/validators/test_hooks_client.py"
    )


@nox.session(default=False)
def smart_forms(session: nox.Session) -> None:
    """Fill forms in Smart Forms, which is large, and keep what it stores."""
    session.install("--editable", ".[test]", *GROUPS["browser"])
    folder = session.create_tmp()
    for name in ("package.json", "page.html", "page.jsx"):
        shutil.copy(f"tests/fhir/smart_forms/{name}", folder)
    npm = ("npm", "--prefix", folder)
    # Its peers for mobile phones are not needed.
    peers = ("--legacy-peer-deps", "--ignore-scripts")
    session.run(*npm, "install", *peers, external=True)
    session.run(*npm, "run", "build", external=True)
    session.run("python", "tests/fhir/smart_forms/fill.py", folder)
    session.run("pytest", "tests/fhir/test_forms.py")


@nox.session(default=False)
def clusters(session: nox.Session) -> None:
    """Hold Spark and Ibis to the law of the house; Spark wants Java."""
    session.install("--editable", ".[test]", *GROUPS["clusters"])
    session.run("pytest", "tests/cohort/test_clusters.py")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the pages and run their examples; warnings are errors."""
    session.install("--editable", ".[docs]")
    for builder in ("html", "doctest"):
        target = f"docs/_build/{builder}"
        session.run("sphinx-build", "-n", "-W", "-b", builder, "docs", target)


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Measure speed as ratios, and print the table."""
    session.install(".[frames]")
    session.run("python", "benchmarks/run.py", *session.posargs)


@nox.session(default=False)
def api(session: nox.Session) -> None:
    """Tell which public names changed since a tag: ``nox -s api -- v0.1.0``."""
    session.install("griffe>=1.5")
    session.run("griffe", "check", "cervmyelo", "-s", "src", "-a", *session.posargs)


@nox.session(default=False)
def deep(session: nox.Session) -> None:
    """Before a release: every law again from twenty seeds that nobody chose."""
    session.install("--editable", ".[test]")
    for seed in (secrets.randbits(32) for _ in range(20)):
        session.run("pytest", "-q", f"--hypothesis-seed={seed}", *session.posargs)


if __name__ == "__main__":
    nox.main()
