"""
The example service for CDS Hooks, called by a client that others wrote.

HealthChain is large and pins what other tools need newer, so it has a group of its own:
``nox -s cds_client``. Without it these tests are skipped. HealthChain swallows what its
models refuse, so each answer is parsed again here.
"""

import importlib.util
import json
import threading
import time
from pathlib import Path

import pytest
from hook_requests import observation, request

from cervmyelo.cds_hooks import SERVICE

httpx = pytest.importorskip("httpx")
uvicorn = pytest.importorskip("uvicorn")
pytest.importorskip("healthchain")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def base():
    """The address of the service, on the loopback of this machine."""
    path = Path(__file__).parents[3] / "examples" / "cds_service.py"
    spec = importlib.util.spec_from_file_location("cds_service", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    config = uvicorn.Config(module.application(), port=0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/cds-services"
    server.should_exit = True
    thread.join()


def called(base, folder, asked):
    """What the client of HealthChain gets for the prefetch of a request."""
    from healthchain.sandbox import SandboxClient

    prefetch = folder / "prefetch.json"
    prefetch.write_text(json.dumps(asked["prefetch"]))
    client = SandboxClient(url=f"{base}/{SERVICE}", workflow="patient-view")
    client.load_from_path(prefetch)
    # It makes up a patient, whatever the prefetch is about.
    (made,) = client.requests
    made.context.patientId = asked["context"]["patientId"]
    (answer,) = client.send_requests()
    return answer


def test_discovery_names_the_service(base):
    """The client finds the service where the protocol wants it."""
    (service,) = httpx.get(base).json()["services"]
    assert service["id"] == SERVICE


def test_cards_are_those_of_the_protocol(base, tmp_path):
    """The models of HealthChain take every card, and lose nothing of it."""
    from healthchain.models.responses.cdsresponse import CDSResponse

    symptom = observation("arm_weakness", value=True)
    answer = called(base, tmp_path, request(observation(), symptom))
    parsed = CDSResponse(**answer)
    assert parsed.cards[0].indicator.value == "warning"
    again = parsed.model_dump(mode="json", exclude_none=True)
    assert again["cards"] == answer["cards"]
    assert "mJOA severity: moderate" in [card.summary for card in parsed.cards]


def test_nothing_to_say(base, tmp_path):
    """A record without a score or sign gets an empty answer, which the client takes."""
    assert called(base, tmp_path, request()) == {"cards": []}


def test_the_models_refuse_what_the_protocol_does():
    """The models that hold our cards refuse a long summary and an unknown indicator."""
    from healthchain.models.responses.cdsresponse import CDSResponse

    card = {"summary": "x", "indicator": "info", "source": {"label": "x"}}
    CDSResponse(cards=[card])
    for change in ({"summary": "x" * 200}, {"indicator": "urgent"}, {"source": {}}):
        with pytest.raises(ValueError, match="validation error"):
            CDSResponse(cards=[{**card, **change}])
