"""How far a long command has come, on standard error."""

from __future__ import annotations

import sys
import time

from panah.node.running import tell

_WIDTH = 40
_EVERY = 1.0


class Bar:
    """Of a known total: one line that is written over on a screen, ten lines where nobody watches."""

    def __init__(self, what: str) -> None:
        self._what, self._tenth = what, -1

    def __call__(self, done: int, total: int) -> None:
        share = 1.0 if total <= 0 else min(done / total, 1.0)
        if sys.stderr.isatty():
            filled = round(_WIDTH * share)
            line = f"\r[{'█' * filled}{'·' * (_WIDTH - filled)}] {done:,} of {total:,} {self._what}"
            sys.stderr.write(line + ("\n" if share >= 1.0 else ""))
            sys.stderr.flush()
        elif int(10 * share) > self._tenth:
            self._tenth = int(10 * share)
            tell(f"  {done:>9,} of {total:,} {self._what}")


class Counting:
    """Of what nobody counted before: a line a second, the first after one. ``watched``: only where somebody watches."""

    def __init__(self, what: str, *, watched: bool = False) -> None:
        self._what, self._last = what, time.monotonic()
        self._silent = watched and not sys.stderr.isatty()

    def __call__(self, name: str, amount: int) -> None:
        if not self._silent and time.monotonic() - self._last >= _EVERY:
            self._last = time.monotonic()
            tell(f"  {name}{amount:>12,} {self._what}")

    def amount(self, amount: int) -> None:
        """The same where there is one thing only."""
        self("", amount)
