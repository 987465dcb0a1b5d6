"""Loading a version of a list: read whole or refused, compared with the version in force, sealed, indexed, stated."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
