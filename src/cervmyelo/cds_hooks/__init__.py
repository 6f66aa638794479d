"""
Decision support inside a clinical record: a service for CDS Hooks 2.0.

`discovery` describes the service, `respond` answers a request with cards. Both take and
return what JSON can hold, and leave HTTP to the web framework of the caller: a request
that is not answered raises a `Refusal` with the HTTP status to send.

Nothing here looks at the clock, reaches a network or keeps anything. A card says what
published rules find in what was recorded. It is no medical advice, suggests no orders,
and repeats nothing that identifies a person.
"""

from .interface import openapi
from .refusals import MalformedRequestError, MissingPrefetchError, Refusal
from .service import SERVICE, discovery, respond

__all__ = [
    "SERVICE",
    "MalformedRequestError",
    "MissingPrefetchError",
    "Refusal",
    "discovery",
    "openapi",
    "respond",
]
