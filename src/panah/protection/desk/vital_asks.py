"""What waits for a commander to override consent: rows that name nobody, sealed and padded under a key file."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.utils import timezone

from panah.journal import boxes
from panah.protection.models import VitalAsk

SIZE = 16_384
"""Bytes that every cell is filled up to; what is asked is far shorter."""


def keep(id: UUID, post: UUID, content: dict[str, Any]) -> None:
    """Keep what an officer asks."""
    plain = json.dumps(content, ensure_ascii=False).encode().ljust(SIZE)
    VitalAsk.objects.create(id=id, post=post, at=timezone.now(), cell=boxes.seal(_key(), plain, id.bytes))


def opened(row: VitalAsk) -> dict[str, Any]:
    """What a row holds. Raises keyfiles.KeysUnusableError."""
    content: dict[str, Any] = json.loads(boxes.unseal(_key(), bytes(row.cell), row.id.bytes, "what waits is"))
    return content


def forget_about(hold: UUID) -> None:
    """Nobody signs any more for what was asked about somebody held."""
    for row in VitalAsk.objects.all():
        if opened(row)["hold"] == str(hold):
            row.delete()


def _key() -> bytes:
    return boxes.node_key("vital")
