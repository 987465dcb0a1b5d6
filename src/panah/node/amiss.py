"""What is amiss in the rows of a file, told on standard error: the first few in full, the others counted."""

from __future__ import annotations

from types import TracebackType

from panah.node.running import tell

MOST = 20
"""Messages told in full."""


class Amiss:
    """Tells each message while there are few; on leaving it says how many more there were. `count` is all of them."""

    def __init__(self) -> None:
        self.count = 0

    def __enter__(self) -> Amiss:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.count > MOST:
            tell(f"and {self.count - MOST:,} more")

    def note(self, message: str) -> None:
        """One line: file, line, column and what is wrong; nothing of what stands there."""
        self.count += 1
        if self.count <= MOST:
            tell(message)
