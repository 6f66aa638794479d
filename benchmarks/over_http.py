"""
The example service for CDS Hooks over HTTP, next to an echo on the same framework.

Each runs in a process of its own, as in use; a few clients with a connection each keep
it busy. ``python benchmarks/over_http.py service`` or ``echo`` is such a process.
"""

from __future__ import annotations

import contextlib
import http.client
import importlib.util
import itertools
import json
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from measure import Table, told

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

CLIENTS = 4
REQUESTS = 100
ROUNDS = 5
HEAD = ("", "requests a second", "median", "99 of 100 within", "echo: ours", "goal")


def echo() -> Starlette:
    """An application that reads the JSON of a request and writes it."""
    from starlette.applications import Starlette
    from starlette.responses import JSONResponse
    from starlette.routing import Route

    async def same(request: Request) -> Response:
        return JSONResponse(json.loads(await request.body()))

    return Starlette(routes=[Route("/{at:path}", same, methods=["POST"])])


def service() -> Starlette:
    """The application of the example."""
    path = Path(__file__).parents[1] / "examples" / "cds_service.py"
    spec = importlib.util.spec_from_file_location("cds_service", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.application()


def serve(application: Starlette) -> None:
    """Serve an application on a free port of the loopback, which is printed."""
    import uvicorn

    class Announced(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            print(self.servers[0].sockets[0].getsockname()[1], flush=True)

    # A socket of our own would wait for the acknowledgement of each part of an answer.
    config = uvicorn.Config(application, port=0, log_level="error", access_log=False)
    Announced(config).run()


@contextlib.contextmanager
def running(which: str) -> Iterator[int]:
    """The port of a process that serves; it ends afterwards."""
    command = [sys.executable, __file__, which]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


def busy(port: int, bodies: list[bytes]) -> tuple[float, list[float]]:
    """Requests a second, and the seconds that each took."""
    from cervmyelo.cds_hooks import SERVICE

    path, took = f"/cds-services/{SERVICE}", []
    turn = itertools.count()

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for _ in range(REQUESTS):
            body = bodies[next(turn) % len(bodies)]
            began = time.perf_counter()
            connection.request("POST", path, body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            answer.read()
            took.append(time.perf_counter() - began)
            assert answer.status == 200
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    began = time.perf_counter()
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return len(took) / (time.perf_counter() - began), took


def as_cards() -> Table:
    """The service and the echo in turns, a stranger in each request."""
    import exchange
    import one_person

    from cervmyelo.io import patient_from_dict

    chance = random.Random(1)  # noqa: S311
    people = [patient_from_dict(each) for each in one_person.records(chance, 300)]
    rows: list[tuple[str, ...]] = []
    with running("service") as ours, running("echo") as theirs:
        for what, rules in exchange.REQUESTS:
            bodies = [
                json.dumps(exchange.request(each, rules)).encode() for each in people
            ]
            for port in (ours, theirs):
                busy(port, bodies)
            rounds = [
                tuple(busy(port, bodies) for port in (ours, theirs))
                for _ in range(ROUNDS)
            ]
            ratio = statistics.median(other[0] / one[0] for one, other in rounds)
            for side, name in enumerate(("the example service", "an echo")):
                rate = statistics.median(each[side][0] for each in rounds)
                took = sorted(t for each in rounds for t in each[side][1])
                compared = ("", "") if side else (f"{ratio:.2f}", "10")
                rows.append(
                    (
                        f"{name}, {what}",
                        f"{rate:,.0f}",
                        told(statistics.median(took)),
                        told(took[len(took) * 99 // 100]),
                        *compared,
                    )
                )
    title = (
        f"**Cards over HTTP**, Starlette on uvicorn, one process; {CLIENTS} clients at "
        f"a time, on the same machine."
    )
    return Table(title, HEAD, rows)


if __name__ == "__main__":
    serve({"service": service, "echo": echo}[sys.argv[1]]())
