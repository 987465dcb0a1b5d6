"""A request that is sent again on a bad line gets the answer of the first time; nobody is counted twice."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from uuid import UUID

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from panah.border.models import IdempotencyKey
from panah.border.rules.line import line
from panah.web.problems import ProblemError

HEADER = "Idempotency-Key"
_FORM = re.compile(r"[A-Za-z0-9_-]{8,80}", re.ASCII)

PARAMETER = {
    "in": "header",
    "name": HEADER,
    "required": True,
    "description": "New for each thing that happens; the same again when the same request is sent again.",
    "schema": {"type": "string", "pattern": f"^{_FORM.pattern}$"},
    "example": "5f1c2f6a-3b61-4a0c-9c7e-0d7a54d6f5f1",
}
"""How the description of the API names the header."""

_CLAIM = """
INSERT INTO border_idempotency (device, key, request_digest, at) VALUES (%s, %s, %s, %s)
ON CONFLICT (device, key) DO NOTHING
"""
_ANSWERED = "UPDATE border_idempotency SET status = %s, response = %s WHERE device = %s AND key = %s"
_GIVEN = "SELECT request_digest, status, response FROM border_idempotency WHERE device = %s AND key = %s"


def once(request: HttpRequest, device: UUID, act: Callable[[], tuple[int, bytes]]) -> HttpResponse:
    """Do ``act`` (status and JSON body) once for the request's key, in one transaction with what it records.

    A second request with the same key waits for the first and gets its answer, with ``Idempotent-Replay: true``. The
    same key with another request is a ProblemError. A request that fails leaves no trace, so it can be sent again.
    """
    key = request.headers.get(HEADER, "")
    if not _FORM.fullmatch(key):
        raise ProblemError(
            400,
            "idempotency_key",
            "An Idempotency-Key is needed",
            f"Send the header {HEADER} with 8 to 80 letters, digits, '-' or '_', new for each thing that happens.",
        )
    digest = hashlib.sha256(f"{request.method} {request.path}\n".encode() + request.body).digest()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM, [device, key, digest, timezone.now()])
        if not cursor.rowcount:
            cursor.execute(_GIVEN, [device, key])
            return _replayed(cursor.fetchone(), digest)
        status, body = act()
        cursor.execute(_ANSWERED, [status, body, device, key])
    return HttpResponse(body, status=status, content_type="application/json")


def _replayed(row: tuple[bytes, int, bytes], digest: bytes) -> HttpResponse:
    first, status, body = row
    if bytes(first) != digest:
        raise ProblemError(
            422,
            "idempotency_reuse",
            "This Idempotency-Key was used for another request",
            "Use a new key for each thing that happens, and the same key only to send the same request again.",
        )
    return HttpResponse(
        bytes(body), status=status, content_type="application/json", headers={"Idempotent-Replay": "true"}
    )


def forget_old() -> int:
    """Drop answers that nobody will ask for again; gives how many."""
    return IdempotencyKey.objects.filter(at__lt=timezone.now() - line().resent).delete()[0]
