"""What a machine is told when something can't be done: problem details (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

MEDIA_TYPE = "application/problem+json"


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
