"""What waits for a commander to override consent: rows that name nobody, sealed and padded under a key file."""

from __future__ import annotations

import json
import logging
from typing import Any
from uuid import UUID

from django.utils import timezone

from panah.journal import boxes, keyfiles
from panah.protection.models import VitalAsk

logger = logging.getLogger(__name__)

SIZE = 16_384
"""Bytes that every cell is filled up to; what is asked is far shorter."""


def keep(id: UUID, post: UUID, content: dict[str, Any]) -> None:
    """Keep what an officer asks."""
    plain = json.dumps(content, ensure_ascii=False).encode().ljust(SIZE)
    VitalAsk.objects.create(id=id, post=post, at=timezone.now(), cell=boxes.seal(_key(), plain, id.bytes))


def opened(row: VitalAsk) -> dict[str, Any] | None:
    """What a row holds; None where it can't be read any more: nobody signs for that, and it stands in nobody's way."""
    try:
        plain = boxes.unseal(_key(), bytes(row.cell), row.id.bytes, "what waits is")
    except keyfiles.KeysUnusableError as error:
        logger.error("what waits for a commander can't be read: %s", error)
        return None
    content: dict[str, Any] = json.loads(plain)
    return content


def forget_about(hold: UUID) -> None:
    """Nobody signs any more for what was asked about somebody held."""
    for row in VitalAsk.objects.all():
        kept = opened(row)
        if kept is not None and kept["hold"] == str(hold):
            row.delete()


def _key() -> bytes:
    return boxes.node_key("vital")
