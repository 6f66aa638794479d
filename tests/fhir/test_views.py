"""Views over resources: of every sheet, in the words that every runner knows."""

import re

import jsonschema
import pytest

import cervmyelo as cm
from cervmyelo.fhir import views
from cervmyelo.models.patient import PLACES, QUANTITIES, SHEETS

VIEWS = {view["name"]: view for view in views()}
NAME = {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_]*$"}
TEXT = {"type": "string", "minLength": 1}
PATH = {
    "type": "object",
    "required": ["path"],
    "additionalProperties": False,
    "properties": {"path": TEXT, "description": TEXT},
}
COLUMN = {
    "type": "object",
    "required": ["path", "name", "type"],
    "additionalProperties": False,
    "properties": {"path": TEXT, "name": NAME, "type": TEXT, "description": TEXT},
}
SHAPE = {
    "type": "object",
    "required": ["url", "name", "status", "fhirVersion", "resource", "select"],
    "additionalProperties": False,
    "properties": {
        "resourceType": {"const": "ViewDefinition"},
        "url": TEXT,
        "version": TEXT,
        "name": NAME,
        "title": TEXT,
        "status": {"const": "active"},
        "fhirVersion": {"type": "array", "items": TEXT},
        "resource": {"enum": ["Observation", "RiskAssessment"]},
        "where": {"type": "array", "items": PATH},
        "select": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "column": {"type": "array", "minItems": 1, "items": COLUMN},
                    "forEach": TEXT,
                },
            },
        },
    },
}
"""What a shared view of SQL on FHIR has to have, as far as these use it."""


def columns(view):
    return [each for part in view["select"] for each in part["column"]]


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_has_the_shape_of_a_shared_view(name):
    """Every view has an address, a name, a version of FHIR, and types of columns."""
    jsonschema.validate(VIEWS[name], SHAPE)
    names = [each["name"] for each in columns(VIEWS[name])]
    assert len({*names}) == len(names)
    assert names[:2] == ["subject", "date"]


@pytest.mark.parametrize("name", VIEWS)
def test_paths_use_what_every_runner_has(name):
    """No function is used but those that runners of shared views must have."""
    view = VIEWS[name]
    paths = [e["path"] for e in (*columns(view), *view["where"])]
    used = {each for path in paths for each in re.findall(r"(\w+)\(", path)}
    assert used <= {"where", "exists", "empty", "ofType"}


def test_every_value_has_a_column():
    """Each quantity of a sheet or symptom is in its view, and no view is left out."""
    for name in QUANTITIES:
        record = PLACES[name].record
        if record:
            assert name in [each["name"] for each in columns(VIEWS[record])]
    assert VIEWS.keys() >= {*SHEETS, "recorded", "findings", "outlooks"}
    assert len({view["url"] for view in VIEWS.values()}) == len(VIEWS)


def test_views_are_handed_out_once():
    """Changing one view changes no other; the version is the caller's."""
    made = views(version="7")
    assert {each["version"] for each in made} == {"7"}
    made[0]["select"].clear()
    assert views(version="7")[0]["select"]
    with pytest.raises(cm.errors.KindError, match="version"):
        views(version=7)
