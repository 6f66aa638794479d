"""
A service for CDS Hooks 2.0 on Starlette, to start from: ``python cds_service.py``.

It needs ``pip install cervmyelo starlette uvicorn``. It keeps nothing and calls no
other service. In use it also needs HTTPS, and has to check who calls: a client sends a
JSON Web Token with each request.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from typing import NoReturn

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cervmyelo.cds_hooks import SERVICE, Refusal, discovery, openapi, respond

CODES: dict[tuple[str, str], str] = {}
"""The site's own codes: ``{("http://site.example/codes", "17"): "mjoa_total"}``."""

LARGEST = 20_000_000
"""How many bytes a request can have."""


async def discover(_: Request) -> Response:
    """What the service is, and which parts of a record it asks for."""
    return JSONResponse(discovery(codes=CODES))


async def call(request: Request) -> Response:
    """Cards on the patient whose record is open."""
    sent = await body(request)
    today = dt.datetime.now().astimezone().date()
    # Other requests go on meanwhile.
    answer = await run_in_threadpool(respond, sent, on=today, codes=CODES)
    return JSONResponse(answer)


async def interface(_: Request) -> Response:
    """The interface of the service, as OpenAPI."""
    return JSONResponse(openapi())


async def feedback(request: Request) -> Response:
    """Feedback on cards, which is taken and not kept."""
    await body(request)
    return Response()


async def body(request: Request) -> object:
    """The JSON that was sent."""
    sent = bytearray()
    async for part in request.stream():
        sent += part
        if len(sent) > LARGEST:
            raise HTTPException(413, f"expected at most {LARGEST} bytes")
    try:
        return json.loads(sent, parse_constant=not_json)
    except (ValueError, RecursionError):
        # The message of the parser could repeat what was sent.
        raise HTTPException(400, "request: expected JSON") from None


def not_json(_: str) -> NoReturn:
    """Refuse NaN and infinities, which Python takes and JSON does not have."""
    raise ValueError


async def problem(_: Request, error: Exception) -> Response:
    """Why a request is not answered."""
    match error:
        case Refusal():
            return JSONResponse({"error": str(error)}, error.status)
        case HTTPException():
            return JSONResponse({"error": error.detail}, error.status_code)
        case _:
            raise error


def application(*origins: str) -> Starlette:
    """
    The service.

    Args:
        origins: From which origins browsers may call it, such as
            ``"https://records.example"``.
    """
    cors = Middleware(
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type"],
    )
    here = f"/cds-services/{SERVICE}"
    return Starlette(
        routes=[
            Route("/cds-services", discover, methods=["GET"]),
            Route("/openapi.json", interface, methods=["GET"]),
            Route(here, call, methods=["POST"]),
            Route(f"{here}/feedback", feedback, methods=["POST"]),
        ],
        middleware=[cors],
        exception_handlers={Refusal: problem, HTTPException: problem},
    )


def main() -> None:
    """Start the service on this machine."""
    import uvicorn

    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--port", type=int, default=8000)
    asked.add_argument("--origin", action="append", default=[])
    given = asked.parse_args()
    # An address in a log can identify a person.
    uvicorn.run(application(*given.origin), port=given.port, access_log=False)


if __name__ == "__main__":
    main()
