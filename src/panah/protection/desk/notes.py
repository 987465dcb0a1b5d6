"""An officer's notes of a conversation: encrypted, under a key of their own that is destroyed at hand-over.

The key lies sealed under a key file of the node, and is used only for the officer who holds the conversation, when
signed in. A copy of the database opens nothing; and once the key's row is gone, nor does the node itself.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from panah.border.desk import holds
from panah.journal import boxes
from panah.protection.desk.problems import ProtectionError
from panah.protection.keeping_times import keeping_times
from panah.protection.models import TalkKey, TalkNote
from panah.safeguards.conversation import Answer, Entry, Mark, Presence, Talk

_SORTS: dict[str, type[Answer] | type[Mark] | type[Presence]] = {"answer": Answer, "mark": Mark, "presence": Presence}


def begin(hold: UUID, officer: UUID) -> UUID:
    """The officer's notes about this hold: those that are there, or new ones."""
    row = TalkKey.objects.filter(hold=hold, officer=officer).first()
    if row is None:
        talk = uuid4()
        sealed = boxes.seal(_node_key(), boxes.fresh_key(), _bound(talk, officer))
        row, _made = TalkKey.objects.get_or_create(
            hold=hold, officer=officer, defaults={"id": talk, "key": sealed, "begun": timezone.now()}
        )
    return row.id


def are_kept(hold: UUID, officer: UUID) -> bool:
    """Whether the officer has notes about this hold that weren't handed over."""
    return TalkKey.objects.filter(hold=hold, officer=officer).exists()


def are_in_the_way(holds: Sequence[UUID]) -> bool:
    """Whether anything stands in any officer's notes about these holds, written down or only typed."""
    noted = Exists(TalkNote.objects.filter(talk=OuterRef("id")))
    return TalkKey.objects.filter(noted | Q(typed__isnull=False), hold__in=holds).exists()


def hold_still(talk: UUID, officer: UUID) -> None:
    """Nothing is added until this transaction ends. ProtectionError ``talk_unknown``."""
    if not TalkKey.objects.select_for_update().filter(id=talk, officer=officer).exists():
        raise ProtectionError("talk_unknown")


def read(talk: UUID, officer: UUID) -> Talk:
    """Everything noted. ProtectionError ``talk_unknown`` for anybody else's, and once it was handed over."""
    key = _key(talk, officer)
    notes = TalkNote.objects.filter(talk=talk).values_list("sealed", flat=True)
    return Talk(frozenset(_entry(_open(key, bytes(sealed), talk.bytes)) for sealed in notes))


@transaction.atomic
def add(talk: UUID, officer: UUID, entries: Sequence[Entry], sent: str = "") -> bool:
    """Add entries; whether any is new. One that is there already changes nothing, nor does what was ``sent`` under an
    id before, whatever time it says now."""
    hold_still(talk, officer)
    key = _key(talk, officer)
    rows = []
    for place, entry in enumerate(entries):
        plain = _bytes(entry)
        same = b"sent" + sent.encode() + place.to_bytes(4) if sent else plain
        rows.append((talk, sha256(key + same).digest(), boxes.seal(key, plain, talk.bytes)))
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO protection_talk_note (talk, digest, sealed) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING", rows
        )
        return bool(cursor.rowcount)


def typed(talk: UUID, officer: UUID) -> dict[str, str]:
    """What stands in the fields and isn't written down yet, by question. ProtectionError ``talk_unknown``."""
    sealed = TalkKey.objects.filter(id=talk, officer=officer).values_list("typed", flat=True).first()
    return {} if sealed is None else _typed(_key(talk, officer), talk, sealed)


def keep_typed(talk: UUID, officer: UUID, question: str, text: str) -> None:
    """Keep what stands in a question's field; an empty text forgets it. ProtectionError ``talk_unknown``."""
    key = _key(talk, officer)
    with transaction.atomic():
        row = TalkKey.objects.select_for_update().get(id=talk)
        kept = {} if row.typed is None else _typed(key, talk, row.typed)
        kept = {code: words for code, words in (kept | {question: text}).items() if words}
        row.typed = boxes.seal(key, json.dumps(kept, ensure_ascii=False).encode(), _fields(talk)) if kept else None
        row.save(update_fields=["typed"])


def destroy(talk: UUID) -> None:
    """The key goes, and with it whatever could be read; then the rows."""
    TalkKey.objects.filter(id=talk).delete()
    TalkNote.objects.filter(talk=talk).delete()


def kept() -> list[TalkKey]:
    """Whose notes about which holds have anything in them; without what."""
    noted = Exists(TalkNote.objects.filter(talk=OuterRef("id")))
    return list(TalkKey.objects.filter(noted | Q(typed__isnull=False)).only("id", "hold", "officer", "begun"))


def of_hold(hold: UUID) -> list[TalkKey]:
    """Whose notes about this hold have anything in them, the first begun first; without what."""
    return sorted((one for one in kept() if one.hold == hold), key=lambda one: one.begun)


@transaction.atomic
def give(hold: UUID, officer: UUID, to: UUID) -> None:
    """What one officer noted about a hold stands with another's notes from now on, who can read it and go on; what the
    first noted is gone. ProtectionError ``talk_unknown``."""
    first = TalkKey.objects.filter(hold=hold, officer=officer).values_list("id", flat=True).first()
    if first is None:
        raise ProtectionError("talk_unknown")
    hold_still(first, officer)
    second = begin(hold, to)
    add(second, to, sorted(read(first, officer).entries, key=lambda one: (one.at, repr(one))))
    there = typed(second, to)
    for question, words in typed(first, officer).items():
        keep_typed(second, to, question, "\n".join(filter(None, (there.get(question, ""), words))))
    destroy(first)


def forget_old() -> None:
    """Notes that nobody handed over or ended; done again and again by the clock. While the hold stands what was said
    stays, whoever pressed no button (S3, S9); nothing is kept of notes in which nothing stands."""
    moment = timezone.now() - keeping_times().notes
    said = {one.id: one.hold for one in kept()}
    over = holds.over_before(set(said.values()), moment)
    for talk in TalkKey.objects.filter(begun__lt=moment).values_list("id", flat=True):
        if talk not in said or said[talk] in over:
            destroy(talk)


def _key(talk: UUID, officer: UUID) -> bytes:
    row = TalkKey.objects.filter(id=talk, officer=officer).first()
    if row is None:
        raise ProtectionError("talk_unknown")
    return _open(_node_key(), bytes(row.key), _bound(talk, officer))


def _typed(key: bytes, talk: UUID, sealed: bytes | memoryview) -> dict[str, str]:
    kept: dict[str, str] = json.loads(_open(key, bytes(sealed), _fields(talk)))
    return kept


def _fields(talk: UUID) -> bytes:
    return b"typed" + talk.bytes


def _bound(talk: UUID, officer: UUID) -> bytes:
    return talk.bytes + officer.bytes


def _bytes(entry: Entry) -> bytes:
    sort = next(name for name, kind in _SORTS.items() if isinstance(entry, kind))
    return json.dumps({"sort": sort, **asdict(entry)}, sort_keys=True, ensure_ascii=False).encode()


def _entry(plain: bytes) -> Entry:
    fields: dict[str, Any] = json.loads(plain)
    return _SORTS[fields.pop("sort")](**fields)


def _open(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    return boxes.unseal(key, sealed, bound, "the notes are")


def _node_key() -> bytes:
    return boxes.node_key("notes")
