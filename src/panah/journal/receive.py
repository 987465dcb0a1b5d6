"""Receiving: entries of other journals are stored unchanged and applied. Resending is harmless."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from uuid import UUID

from django.db import connection, transaction

from panah.journal import chain, incarnations, keys, quarantine, store, withheld
from panah.journal.applying import apply, fold_again
from panah.journal.entries import Entry, Header, Position
from panah.journal.heads import SignedHead
from panah.journal.keys import KnownKey
from panah.journal.own import ErasureDone
from panah.journal.places import Place, digest_of_places
from panah.journal.quarantine import Item, Reason
from panah.journal.reading import subjects_behind, with_body
from panah.journal.store import Parcel
from panah.journal.writing import state

ERASED_ELSEWHERE = "erased where it comes from"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was not taken, from this sequence on, and why: ``gap``, ``own journal``, ``body``, ``clock``, ``key``,
    ``signature``."""

    journal: UUID
    sequence: int
    reason: str


@dataclass(slots=True)
class Receipt:
    """The acknowledgement: how far each journal is stored here now, and what else there is to say."""

    stored: dict[UUID, int] = field(default_factory=dict)
    quarantined: list[Item] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def receive(
    parcels: Iterable[Parcel],
    *,
    heads: Sequence[SignedHead] = (),
    known_keys: Sequence[KnownKey] = (),
    kept_back: Collection[Place] = (),
) -> Receipt:
    """Stores and applies entries of other journals, in any order, batching and repetition.

    Entries must follow what is here: those behind a gap are refused and come again. An entry that differs from the one
    kept at its place is a contradiction and raised. One that can't be read or applied, or breaks an invariant, is kept
    and quarantined. One that comes without a body was erased where it comes from, unless its place is among
    ``kept_back``: then its body is withheld from this node, and may come later.
    """
    receipt = Receipt()
    with transaction.atomic():
        incarnations.ensure()
        store.take_pen()
        _take_keys(known_keys, receipt)
        supplied: list[Parcel] = []
        runs = [run for run in _runs(parcels, receipt, supplied) if run]
        fresh = [parcel for run in runs for parcel in run]
        late = subjects_behind(_lowest(fresh)) | {parcel.header.subject for parcel in supplied}
        for run in runs:
            receipt.stored[run[0].header.journal] = store.receive(run)
        hidden = {parcel.header.place for parcel in fresh if parcel.body is None} & set(kept_back)
        withheld.note(hidden)
        _note_erased([parcel for parcel in fresh if parcel.header.place not in hidden])
        _apply([*fresh, *supplied], late, receipt)
        _take_heads(heads, receipt)
    return receipt


def _runs(parcels: Iterable[Parcel], receipt: Receipt, supplied: list[Parcel]) -> Iterable[list[Parcel]]:
    """For each journal, what follows its head here without a gap. Bodies withheld till now go to ``supplied``."""
    own = store.own_head()
    ordered = sorted(parcels, key=lambda parcel: parcel.header.place)
    for journal, group in groupby(ordered, key=lambda parcel: parcel.header.journal):
        head = store.head(journal)
        reached = head.sequence if head else 0
        last = head.clock if head else 0
        known: list[Parcel] = []
        run: list[Parcel] = []
        receipt.stored[journal] = reached
        for parcel in group:
            sequence = parcel.header.sequence
            if sequence <= reached:
                known.append(parcel)
                continue
            if run and sequence == run[-1].header.sequence:
                continue
            reason = _unfit(parcel, reached + len(run) + 1, last)
            if own is not None and journal == own.journal:
                reason = "own journal"
            if reason:
                receipt.refused.append(Refusal(journal, sequence, reason))
                break
            last = parcel.header.clock
            run.append(parcel)
        _compare(known, receipt)
        supplied += withheld.supply(journal, known)
        yield run


def _unfit(parcel: Parcel, expected: int, last: int) -> str:
    if parcel.header.sequence != expected:
        return "gap"
    if parcel.header.clock <= last:
        return "clock"
    if parcel.body is not None and chain.digest(parcel.salt or b"", parcel.body) != parcel.digest:
        return "body"
    return ""


def _compare(known: Sequence[Parcel], receipt: Receipt) -> None:
    if not known:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sequence, previous, chain FROM journal_entry WHERE journal = %s AND sequence = ANY(%s)",
            [known[0].header.journal, [parcel.header.sequence for parcel in known]],
        )
        kept = {row[0]: (bytes(row[1]), bytes(row[2])) for row in cursor.fetchall()}
    items = []
    for parcel in known:
        previous, link = kept[parcel.header.sequence]
        if chain.link(previous, chain.header(parcel.header, parcel.digest)) != link:
            items.append(Item(parcel.header.journal, parcel.header.sequence, Reason.CONTRADICTION, parcel.digest.hex()))
    quarantine.put(items)
    receipt.quarantined += items


def _lowest(parcels: Sequence[Parcel]) -> dict[UUID, Position]:
    lowest: dict[UUID, Position] = {}
    for parcel in parcels:
        subject, position = parcel.header.subject, parcel.header.position
        lowest[subject] = min(lowest.get(subject, position), position)
    return lowest


def _note_erased(parcels: Sequence[Parcel]) -> None:
    places = sorted((parcel.header.journal, parcel.header.sequence) for parcel in parcels if parcel.body is None)
    own = store.own_head()
    if places and own is not None:
        fact = ErasureDone(
            rule=ERASED_ELSEWHERE,
            before=datetime.now(UTC).isoformat(),
            amount=len(places),
            places=digest_of_places(places),
        )
        entry = state(fact, own.journal)
        store.erase(places, entry.place, elsewhere=True)


def _apply(parcels: Sequence[Parcel], late: set[UUID], receipt: Receipt) -> None:
    readable: list[Header] = []
    held: list[Item] = []
    for parcel in parcels:
        header = parcel.header
        if parcel.body is None:
            readable.append(header)
            continue
        item = quarantine.unreadable(header.journal, header.sequence, header.kind, header.version, parcel.body)
        if item is not None:
            held.append(item)
        else:
            readable.append(with_body(header, parcel.body))
    held += quarantine.breaking([entry for entry in readable if isinstance(entry, Entry)])
    out = {item.place for item in held}
    chosen = [header for header in readable if header.place not in out]
    held += quarantine.breaking_in_part([entry for entry in chosen if isinstance(entry, Entry)])
    quarantine.put(held)
    receipt.quarantined += held
    try:
        with transaction.atomic():
            apply([header for header in chosen if header.subject not in late])
            fold_again({header.subject for header in chosen} & late)
            connection.check_constraints()
    except Exception:  # whatever a handler raises: find which entry it is, and let the others pass
        _apply_one_by_one(chosen, receipt)


def _apply_one_by_one(chosen: Sequence[Header], receipt: Receipt) -> None:
    by_subject: dict[UUID, list[Header]] = defaultdict(list)
    for header in sorted(chosen, key=lambda header: header.position):
        by_subject[header.subject].append(header)
    failed = [subject for subject in by_subject if not quarantine.attempt(subject)]
    # What is said of one may rest on what is said of another further on: once more, now that the others are there.
    for subject in failed:
        if quarantine.attempt(subject):
            continue
        headers = by_subject[subject]
        items = [Item(header.journal, header.sequence, Reason.FAILED_HANDLER, header.kind) for header in headers]
        quarantine.put(items)
        for item in items:
            quarantine.release(item.journal, item.sequence)
            if not quarantine.attempt(subject):
                quarantine.put([item])
                receipt.quarantined.append(item)


def _take_keys(offered: Sequence[KnownKey], receipt: Receipt) -> None:
    for key in sorted(offered, key=lambda key: (key.journal, key.from_sequence)):
        here = keys.public_keys(key.journal)
        if any(known.id == key.id for known in here):
            continue
        if not keys.introduced(key, here):
            receipt.refused.append(Refusal(key.journal, key.from_sequence, "key"))
            continue
        store.introduce(key.journal, key.from_sequence, key.id, key.public, key.introduced_by, key.signature)


def _take_heads(heads: Sequence[SignedHead], receipt: Receipt) -> None:
    for head in heads:
        key = keys.valid_at(keys.public_keys(head.journal), head.sequence)
        message = chain.head_message(head.journal, head.sequence, head.clock, head.chain)
        if key is None or key.id != head.key or not keys.verifies(key.public, head.signature, message):
            receipt.refused.append(Refusal(head.journal, head.sequence, "signature"))
            continue
        kept = store.chain_at(head.journal, head.sequence)
        if kept is None:
            receipt.refused.append(Refusal(head.journal, head.sequence, "gap"))
        elif not store.sign(head.journal, head.sequence, head.clock, head.chain, head.key, head.signature):
            item = Item(head.journal, head.sequence, Reason.CONTRADICTION, "signed head")
            quarantine.put([item])
            receipt.quarantined.append(item)
