"""Facts to registers."""

from panah.protection.apply import bodies, matters

__all__ = ["bodies", "matters"]
