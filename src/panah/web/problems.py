"""What a machine is told when something can't be done: problem details (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

MEDIA_TYPE = "application/problem+json"
MACHINES = "/api/"
"""Addresses that machines ask; no page is ever shown there."""


class ProblemError(Exception):
    """A request that can't be answered as wanted.

    ``code`` is stable and for programs; ``title`` and ``detail`` are for the person who reads the log of the calling
    machine and never hold personal data; ``extra`` are further members, such as the fields that were wrong.
    """

    def __init__(
        self, status: int, code: str, title: str, detail: str = "", extra: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.title, self.detail = status, code, title, detail
        self.extra = dict(extra or {})

    def response(self) -> HttpResponse:
        """As an HTTP response."""
        body = {"type": f"urn:panah:problem:{self.code}", "status": self.status, "code": self.code, "title": self.title}
        if self.detail:
            body["detail"] = self.detail
        return HttpResponse(
            json.dumps(body | self.extra, ensure_ascii=False, default=str),
            content_type=MEDIA_TYPE,
            status=self.status,
        )


class ProblemsForMachines:
    """Sees to it that a machine never gets a page: what fails before or beside an operation of the API (no such
    address, another method, a fault) is told as a problem too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code < 400 or not request.path_info.startswith(MACHINES):
            return response
        if response.headers.get("Content-Type") == MEDIA_TYPE:
            return response
        return _instead_of(response)


def _instead_of(response: HttpResponseBase) -> HttpResponse:
    status = HTTPStatus(response.status_code)
    told = ProblemError(status.value, status.name.lower(), status.phrase).response()
    for name in ("Allow", "Retry-After"):
        if name in response.headers:
            told.headers[name] = response.headers[name]
    return told
