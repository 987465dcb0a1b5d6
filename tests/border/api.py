"""A gate with a token, and zones for it to read: for tests of the API."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from panah.border.desk.posts import Lane, describe_post
from panah.documents import Fields
from panah.documents.writer import write_mrz
from panah.people.devices import register_device
from panah.people.permissions import SCOPES
from tests.border.conftest import OFFICER

_numbers = itertools.count(2_000_000)


def zone(nationality: str = "UZB", birth: str = "1988-04-12", number: str = "", expiry: str = "2033-01-01") -> str:
    """A passport's zone; each call is somebody else unless the number says otherwise."""
    serial = next(_numbers)
    return "\n".join(
        write_mrz(
            "TD3",
            Fields(
                document_code="P",
                issuer=nationality,
                number=number or f"FA{serial}",
                surname="KARIMOVA" + "".join(chr(65 + int(digit)) for digit in number[-7:] or str(serial)),
                given_names="NODIRA",
                nationality=nationality,
                birth_date=birth,
                sex="F",
                expiry_date=expiry,
                optional="",
            ),
        )
    )


def a_post(**more: Any) -> UUID:
    settings: dict[str, Any] = {
        "name": "Dostyk",
        "country": "KAZ",
        "neighbour": "UZB",
        "way": "road",
        "timezone": "Asia/Almaty",
        "lanes": [Lane("1", "Lane 1"), Lane("G", "Gate", "gate")],
        "regime": "schengen",
        "actor": OFFICER,
    }
    return describe_post(**(settings | more))


@dataclass
class Gate:
    """A machine that calls the API; ``client`` wants CSRF tokens where anybody does."""

    post: UUID
    token: str
    id: UUID
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True, raise_request_exception=False))

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {self.token}"} | headers)

    def send(self, path: str, body: object = None, *, key: str | None = None, **headers: str) -> Any:
        """POST as JSON (bytes go as they are) with a new key unless one is given; "" sends none."""
        named = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": uuid4().hex if key is None else key}
        content = body if isinstance(body, bytes) else json.dumps({} if body is None else body)
        wanted = {name: value for name, value in (named | headers).items() if value}
        kind = wanted.pop("content_type", "application/json")
        return self.client.post(f"/api/v1/{path}", content, content_type=kind, headers=wanted)

    def inspect(self, mrz: str = "", direction: str = "entry", **more: Any) -> Any:
        return self.send("inspections", {"direction": direction, "mrz": mrz or zone()} | more)


def a_gate(post: UUID, *scopes: str, lane: str = "G") -> Gate:
    device, token = register_device("Gate", post, scopes or SCOPES, actor=OFFICER.id, lane=lane)
    return Gate(post, token, device)


def problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    """The problem an answer tells, once it is sure that it is this one and told properly."""
    assert answer.status_code == status, answer.content[:500]
    assert answer.headers["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert (told["status"], told["code"], told["type"]) == (status, code, f"urn:panah:problem:{code}")
    assert told["title"]
    return told
