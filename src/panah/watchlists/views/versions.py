"""How a version is called on a screen."""

from __future__ import annotations

from datetime import datetime

from panah.web import formats


def version_shown(version: str) -> str:
    """The source's own name for a version; where that is an instant, as the reader writes it."""
    try:
        return formats.moment(datetime.fromisoformat(version)) if "T" in version else version
    except ValueError:
        return version
