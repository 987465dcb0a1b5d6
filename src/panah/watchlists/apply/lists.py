"""Lists and versions from their facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from panah.journal.entries import Entry
from panah.journal.rows import insert
from panah.watchlists.facts.lists import ListEstablished, ListRetired, VersionLoaded
from panah.watchlists.models import List, Version
from panah.watchlists.registers import lists as register


@register.on(ListEstablished)
def established(entries: Sequence[Entry]) -> None:
    """New terms leave the version in force as it is; a list that was retired comes back into use."""
    for entry in entries:
        said = cast("ListEstablished", entry.fact)
        terms = said.model_dump(exclude={"corrects"}) | {"retired": None, "retired_reason": ""}
        if not List.objects.filter(subject=entry.subject).update(**terms):
            insert([List(subject=entry.subject, established=entry.happened, **terms)])


@register.on(ListRetired)
def retired(entries: Sequence[Entry]) -> None:
    for entry in entries:
        reason = cast("ListRetired", entry.fact).reason
        List.objects.filter(subject=entry.subject).update(retired=entry.happened, retired_reason=reason)


@register.on(VersionLoaded)
def loaded(entries: Sequence[Entry]) -> None:
    insert(_version(entry) for entry in entries)
    for entry in entries:
        fact = cast("VersionLoaded", entry.fact)
        List.objects.filter(subject=entry.subject).update(
            version=fact.mark,
            digest=fact.digest,
            format=fact.format,
            entries=fact.entries,
            published=fact.published or None,
            valid_until=fact.valid_until or None,
            loaded=entry.happened,
        )


def _version(entry: Entry) -> Version:
    fact = cast("VersionLoaded", entry.fact)
    return Version(
        subject=entry.subject,
        clock=entry.clock,
        loaded=entry.happened,
        loaded_by=entry.actor,
        published=fact.published or None,
        valid_until=fact.valid_until or None,
        version=fact.mark,
        **fact.model_dump(exclude={"corrects", "mark", "published", "valid_until"}),
    )
