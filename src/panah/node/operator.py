"""Whoever runs commands on a node."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Operator:
    """Acts as the node itself: ``id`` is that of the system."""

    id: UUID
    roles: frozenset[str] = frozenset()
    post: None = None
