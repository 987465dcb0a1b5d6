"""Readers for the lists that are met: any bytes become a `ListFile` or a `ListRefusedError`, and nothing in between."""

from __future__ import annotations

from panah.watchlists.formats.listfile import ListFile, Note, Source
from panah.watchlists.formats.messages import MESSAGES
from panah.watchlists.formats.refusal import Fault, ListRefusedError, Where

__all__ = ["MESSAGES", "Fault", "ListFile", "ListRefusedError", "Note", "Source", "Where"]
