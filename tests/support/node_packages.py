"""
Where Node.js and the packages of npm are that the tests of FHIR need.

A missing one fails a test: these tests run in a step of their own, which exists for
them. To run them::

    python -m pip install --group validators
    npm ci --ignore-scripts --prefix tests/fhir/validators
    python -m pytest -m validators tests/fhir/validators
"""

import os
import sys
from pathlib import Path

import pytest

__all__ = ["DEFINITIONS", "node_command"]

SCRIPTS = Path(__file__).parents[1] / "fhir" / "validators"
MODULES = Path(os.environ.get("CERVMYELO_NODE_MODULES", SCRIPTS / "node_modules"))
DEFINITIONS = MODULES / "@medplum" / "definitions" / "dist" / "fhir" / "r4"
NODE = Path(sys.executable).with_name("node")


def node_command(script, *arguments):
    """The command that runs a script on the packages."""
    for needed in (MODULES / "@medplum", NODE):
        if not needed.exists():
            pytest.fail(f"{needed} is missing; {__doc__.split('To run them')[1]}")
    return [NODE, SCRIPTS / script, MODULES, *arguments]
