"""The example service, over HTTP as a client calls it."""

import asyncio
import importlib.util
import json
from pathlib import Path

import pytest
from hook_requests import check_answer, observation, request

from cervmyelo.cds_hooks import SERVICE, discovery, openapi

pytest.importorskip("starlette")
httpx = pytest.importorskip("httpx")

ORIGIN = "https://records.example"
HERE = f"/cds-services/{SERVICE}"


@pytest.fixture(scope="module")
def service():
    """The module of the example."""
    path = Path(__file__).parents[2] / "examples" / "cds_service.py"
    spec = importlib.util.spec_from_file_location("cds_service", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Client:
    """A client that calls the service in this process."""

    def __init__(self, application):
        self.application = application

    def request(self, method, path, **sent):
        async def called():
            transport = httpx.ASGITransport(self.application)
            base = "http://service.example"
            async with httpx.AsyncClient(transport=transport, base_url=base) as client:
                return await client.request(method, path, **sent)

        return asyncio.run(called())

    def get(self, path, **sent):
        return self.request("GET", path, **sent)

    def post(self, path, **sent):
        return self.request("POST", path, **sent)

    def options(self, path, **sent):
        return self.request("OPTIONS", path, **sent)


@pytest.fixture(scope="module")
def client(service):
    return Client(service.application(ORIGIN))


def test_discovery(client):
    """The description is where the protocol wants it, and is that of the library."""
    answer = client.get("/cds-services")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == discovery()


def test_the_interface_is_that_of_the_library(client):
    """The service has the paths and methods of its description, which it hands out."""
    document = client.get("/openapi.json").json()
    assert document == openapi()
    for path, operations in document["paths"].items():
        for method in operations:
            assert client.request(method.upper(), path).status_code != 404
            assert client.request(method.upper(), path).status_code != 405


def test_a_call_gets_cards(client):
    """A record is answered with cards, as of today."""
    answer = client.post(HERE, json=request(observation()))
    assert answer.status_code == 200
    check_answer(answer.json())
    assert answer.json()["cards"]
    future = request(observation(on="9999-01-01"))
    assert client.post(HERE, json=future).json() == {"cards": []}


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff", 400),
        (b'{"hook": NaN}', 400),
        (b"[" * 100_000, 400),
        (b"[]", 400),
        (json.dumps({**request(), "hook": "order-sign"}).encode(), 400),
        (json.dumps({**request(), "prefetch": {}}).encode(), 412),
    ],
    ids=["empty", "open", "bytes", "nan", "deep", "list", "hook", "prefetch"],
)
def test_what_is_not_answered(client, sent, status):
    """What cannot be answered has the status of the protocol, and a reason in JSON."""
    answer = client.post(HERE, content=sent)
    assert answer.status_code == status
    assert answer.json()["error"]


def test_a_request_that_is_too_large(client, service, monkeypatch):
    """A request is read up to a limit."""
    monkeypatch.setattr(service, "LARGEST", 100)
    assert client.post(HERE, json=request(observation())).status_code == 413


def test_browsers_of_one_origin_can_call(client):
    """A page of the given origin can call the service, and no other page."""
    asked = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "Authorization, Content-Type",
    }
    allowed = client.options(HERE, headers={**asked, "Origin": ORIGIN})
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == ORIGIN
    assert "POST" in allowed.headers["access-control-allow-methods"]
    headers = allowed.headers["access-control-allow-headers"].lower()
    assert {"authorization", "content-type"} <= {*headers.split(", ")}
    foreign = client.options(HERE, headers={**asked, "Origin": "https://other.example"})
    assert foreign.status_code == 400
    answer = client.post(HERE, json=request(), headers={"Origin": ORIGIN})
    assert answer.headers["access-control-allow-origin"] == ORIGIN


def test_feedback_is_taken_and_not_kept(client, service):
    """Feedback is answered, and nothing in the service changes."""
    before = dict(vars(service))
    sent = {"feedback": [{"card": "x", "outcome": "overridden"}]}
    answer = client.post(f"{HERE}/feedback", json=sent)
    assert (answer.status_code, answer.content) == (200, b"")
    assert dict(vars(service)) == before
    assert client.post("/cds-services/other", json=request()).status_code == 404
    assert client.get(HERE).status_code == 405
