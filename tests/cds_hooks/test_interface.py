"""The interface as OpenAPI describes it, held to requests and answers."""

import json

import jsonschema
import pytest
from hook_requests import DAY, SERVER, observation, request, searchset
from hypothesis import given, settings

from cervmyelo.cds_hooks import MalformedRequestError, discovery, openapi, respond
from cervmyelo.testing import patients

DOCUMENT = openapi()


def validator(name):
    schema = {**DOCUMENT, "$ref": f"#/components/schemas/{name}"}
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_every_reference_is_there():
    """Each operation names schemas of the document, and the statuses of refusals."""
    json.dumps(DOCUMENT, allow_nan=False)
    for path in DOCUMENT["paths"].values():
        for operation in path.values():
            bodies = [*operation["responses"].values()]
            bodies += [operation["requestBody"]] if "requestBody" in operation else []
            for each in bodies:
                reference = each["content"]["application/json"]["schema"]["$ref"]
                assert reference.rpartition("/")[2] in DOCUMENT["components"]["schemas"]
    called = DOCUMENT["paths"]["/cds-services/cervical-myelopathy"]["post"]
    assert called["responses"].keys() == {"200", "400", "412"}


@settings(max_examples=25)
@given(patients(facts="any"))
def test_requests_and_answers_fit(patient):
    """What the service takes and answers is what the document says."""
    asked = request(patient, fhirServer=SERVER)
    validator("Request").validate(asked)
    validator("Answer").validate(respond(asked, on=DAY))
    validator("Services").validate(discovery())


@pytest.mark.parametrize(
    "change",
    [
        {"hook": "order-sign"},
        {"hookInstance": " "},
        {"context": {}},
        {"context": {"patientId": "a b"}},
        {"prefetch": []},
        {"fhirServer": "ftp://x"},
    ],
)
def test_what_is_malformed_does_not_fit(change):
    """What is refused as malformed is no request by the document either."""
    asked = {**request(observation()), **change}
    with pytest.raises(MalformedRequestError):
        respond(asked, on=DAY)
    assert not validator("Request").is_valid(asked)


def test_a_card_of_another_kind_does_not_fit():
    """A long summary, another indicator or a further part of a card is noticed."""
    (card, *_) = respond(request(observation()), on=DAY)["cards"]
    for change in (
        {"summary": "x" * 140},
        {"indicator": "urgent"},
        {"suggestions": []},
        {"source": {}},
    ):
        assert not validator("Answer").is_valid({"cards": [{**card, **change}]})
    asked = request(prefetch={"observations": searchset()})
    del asked["prefetch"]["observations"]
    assert not validator("Request").is_valid(asked)
