"""A port: ways that a higher area adds to the page of a hold, beside admitting and going back."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Way:
    """A button on the page of a hold that is with the officer: the name of an address that takes ``hold``."""

    title: str | Promise
    lead: str | Promise
    label: str | Promise
    address: str
    icon: str
    key: str = ""


ways: list[Way] = []
"""Filled by higher areas when they start."""
