"""By what people with the same sponsor or address are found: natural keys, for registers only.

What was said stays as it was written; case, spaces and punctuation don't matter for comparing.
"""

from __future__ import annotations

from typing import Any

from panah.border.facts.parts import HostPart
from panah.journal.countrykey import natural_key

Keys = tuple[bytes | None, bytes | None]


def keys_of(host: HostPart | None) -> Keys:
    """The keys of sponsor and address, each None where there are no letters and no digits."""
    return (None, None) if host is None else (_key("sponsor", host.sponsor), _key("address", host.address))


def columns(host: HostPart | None) -> dict[str, Any]:
    """What a register's row keeps of it."""
    sponsor, address = keys_of(host)
    return {
        "host": None if host is None else host.model_dump(mode="json"),
        "sponsor_key": sponsor,
        "address_key": address,
    }


def _key(of: str, said: str) -> bytes | None:
    return natural_key(of, said) if any(map(str.isalnum, said)) else None
