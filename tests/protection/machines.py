"""A body's own system with a token, and what it sends: for tests of the doors for machines."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from panah.journal.envelopes import keyring
from panah.people.permissions import BODY_SCOPES
from panah.protection.desk import machines
from tests.protection.conftest import BODIES, CASE_WORKER, Nodes, _at_a_post, establish


@pytest.fixture
def here(db: None, home: Path) -> Nodes:
    """Post and bodies on one node, within one transaction: ``carry()`` does what a commit would set off."""
    nodes = Nodes(_at_a_post())
    for name, (sort, *needs) in BODIES.items():
        reader = nodes.readers[name] = keyring.make(name, uuid4())
        establish(sort, *needs, key=reader.public, id=reader.id)
    return nodes


@dataclass
class System:
    """A machine of a body that calls the API; ``client`` wants CSRF tokens where anybody does."""

    body: UUID
    id: UUID
    token: str
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True, raise_request_exception=False))

    def get(self, path: str, look: str = "case", **headers: str) -> Any:
        named = {"Authorization": f"Bearer {self.token}", "Look-Reason": look} | headers
        return self.client.get(f"/api/v1/body/{path}", headers={name: value for name, value in named.items() if value})

    def send(self, path: str, sent: object = None, *, key: str | None = None) -> Any:
        """POST as JSON with a new key unless one is given; "" sends none."""
        named = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": uuid4().hex if key is None else key}
        wanted = {name: value for name, value in named.items() if value}
        content = json.dumps({} if sent is None else sent)
        return self.client.post(f"/api/v1/body/{path}", content, content_type="application/json", headers=wanted)

    def again(self) -> System:
        """The same machine on another connection."""
        return System(self.body, self.id, self.token)


def a_system(nodes: Nodes, name: str, *scopes: str) -> System:
    """A machine of one of the bodies at home."""
    body = nodes.readers[name].id
    machine, token = machines.register(body, f"System of {name}", scopes or BODY_SCOPES, actor=CASE_WORKER)
    return System(body, machine, token)


def consent(purpose: str = "services", agreed: bool = True, **more: object) -> dict[str, object]:
    """What a person said, as it is sent."""
    said: dict[str, object] = {
        "purpose": purpose, "agreed": agreed, "at": datetime.now(UTC).isoformat(), "how": "asked_alone",
        "language": "fa-af",
    }  # fmt: skip
    return said | more


def handing(to: UUID, *needs: str, purpose: str = "services", **more: object) -> dict[str, object]:
    """Somebody handed over, with consent where one is needed."""
    sent: dict[str, object] = {"to": str(to), "purpose": purpose, "needs": list(needs)}
    if purpose != "claim":
        sent["consents"] = [consent(purpose)]
    return sent | more
