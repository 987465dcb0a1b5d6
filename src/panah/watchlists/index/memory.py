"""What was opened lately, up to a bound."""

from __future__ import annotations

from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Memory(Generic[K, V]):
    """Keeps values until they weigh more than `most` together; then the older half goes. Safe among threads, since what
    is lost by a race is only opened again."""

    __slots__ = ("_kept", "_most", "_weighed", "_weights")

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[K, V] = {}
        self._weights: dict[K, int] = {}
        self._weighed = 0

    def get(self, key: K) -> V | None:
        return self._kept.get(key)

    def put(self, key: K, value: V, weight: int = 1) -> None:
        if weight > self._most // 4:
            return
        if self._weighed + weight > self._most:
            self._forget()
        self._kept[key] = value
        self._weights[key] = weight
        self._weighed += weight

    def _forget(self) -> None:
        for key in list(self._kept)[: max(1, len(self._kept) // 2)]:
            self._kept.pop(key, None)
            self._weighed -= self._weights.pop(key, 0)
