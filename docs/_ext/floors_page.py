"""The table of floors, from the import contract in pyproject.toml."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from typing import Final

from wording import bullets, grid, plain

_ROOT: Final = Path(__file__).parents[2]

# Packages whose __init__ has no docstring, and words for a reader in a hurry.
_HOLDS: Final = {
    "age_cut_offs": "cut-offs by age and sex, as criteria and figures",
    "bibliography": "sources as BibTeX",
    "cells": "the finitely many cells into which cut-offs divide an input",
    "cli": "the command line",
    "codes": "codes in ICD, SNOMED CT and HPO",
    "cohort": "rules as columns of a frame",
    "criteria": "three-valued criteria on what was recorded",
    "diagnosis": "signs, tests and steps to the diagnosis",
    "display": "rules as tables, for pages and the terminal",
    "errors": "every error",
    "findings": "the answer of a rule, its reasons and gaps",
    "follow_up": "change, recovery and loss between two scores",
    "forms": "the forms of rules",
    "guidance": "when to contact a doctor; the AO Spine recommendations",
    "imaging": "measurements and grades of imaging",
    "instruments": "scores and grades of function, and crosswalks",
    "io": "JSON, schemas, CSV, TSV, Parquet, column maps",
    "literature": "what was published without a rule",
    "models": "the patient, the sheets, the checked case",
    "outlook": "what is published on the outlook",
    "quantity": "one thing that can be recorded: its range, unit and question",
    "registry": "all rules, by name and by subject",
    "results": "urgency, profiles, assessment, report, questions, course",
    "risk": "risk factors, and conversion to myelopathy",
    "scale": "grades and their order",
    "sources": "publications, citations, statements, disagreements",
    "terminology": "which codes belong to which quantity",
}


def floors_page() -> str:
    """The floors, the highest first, with what each module holds."""
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each["type"] == "layers")
    floors = [
        [name.strip(" ()") for name in layer.replace(":", "|").split("|")]
        for layer in layers
    ]
    return grid(
        ("Floor", "Modules"),
        (
            (
                str(len(floors) - position),
                bullets(f"`{name}`: {plain(_about(name))}" for name in names),
            )
            for position, names in enumerate(floors)
        ),
    )


def _about(name: str) -> str:
    if name in _HOLDS:
        return _HOLDS[name]
    module = _ROOT / "src" / "cervmyelo" / name
    path = module / "__init__.py" if module.is_dir() else module.with_suffix(".py")
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    if not text:
        raise ValueError(f"{path}: write a docstring; the table of floors shows it.")
    return text.splitlines()[0]
