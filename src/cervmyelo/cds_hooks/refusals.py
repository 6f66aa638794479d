"""
Why a request is not answered, with the HTTP status to send.
"""

from __future__ import annotations

from typing import ClassVar

from cervmyelo.errors import FieldError

__all__ = ["MalformedRequestError", "MissingPrefetchError", "Refusal"]


class Refusal(FieldError):  # noqa: N818 -- what a service does to a request
    """
    A request that the service does not answer.

    Its message names the field, what is allowed and how to fix it, never a value, so
    that it can be sent to the client and written to a log.

    Attributes:
        status: The HTTP status to send.
    """

    code = "refused_request"
    status: ClassVar[int] = 400


class MalformedRequestError(Refusal):
    """The request is not what CDS Hooks demands: 400 Bad Request."""

    code = "malformed_request"


class MissingPrefetchError(Refusal):
    """Data that the service needs are not in the prefetch: 412 Precondition Failed."""

    code = "missing_prefetch"
    status = 412
