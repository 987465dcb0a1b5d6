"""What a new version says otherwise, entry by entry, for machines: `panah watchlist diff --json`, after its counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from panah.watchlists.difference import Difference, Named


def lines(difference: Difference) -> Iterator[dict[str, Any]]:
    """Added, changed and removed entries, then those that only have another number; one after the other, so that a
    change of a whole list takes no more memory than its comparison did."""
    for named in difference.added:
        yield {"change": "added", **_entry(named)}
    for one in difference.changed:
        fields = [{"field": field.field, "old": list(field.old), "new": list(field.new)} for field in one.fields]
        yield {"change": "changed", **_entry(one.entry), "material": one.material, "fields": fields}
    for named in difference.removed:
        yield {"change": "removed", **_entry(named)}
    for was, now in difference.renumbered:
        yield {"change": "renumbered", "id": now, "was": was}


def _entry(named: Named) -> dict[str, Any]:
    """A document has no name: its number stands there."""
    return {"id": named.id, "kind": named.kind, "names": list(named.names) or [named.name]}
