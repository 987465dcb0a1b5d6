"""Incarnations: a node that was restored, rolled back or copied begins a journal of a new name.

Otherwise two histories would share places (journal, sequence). Checked on each new database connection, before it
records: the database's word against the marker beside the keys. Wrong are: no marker or keys for the database's own
journal (a copy without its keys), another incarnation token, another lineage (the server's system identifier and
timeline, the database's oid: a dump restored elsewhere, a failover), a head behind the last one that was signed
(a backup restored in place). A machine copied together with its keys looks the same to itself; its first exchange with
a peer tells, through ``noticed``.
"""

from uuid import UUID, uuid4
from weakref import WeakSet

from django.db import connection, transaction

from panah.journal import chain, keys, marker, store
from panah.journal.own import IncarnationBegan
from panah.journal.writing import state

_checked: WeakSet[object] = WeakSet()


def ensure() -> None:
    """Sees to it that this connection's database has a journal of this node's that nobody else continues."""
    if connection.connection is not None and connection.connection in _checked:
        return
    if any(task is _remember for _, task, *_ in connection.run_on_commit):
        return
    with transaction.atomic():
        doubt = _doubt(store.own_head())
        if doubt is not None:
            begin(doubt)
        # Waiting for the commit it says that this transaction has looked; undoing what it did takes it away again.
        transaction.on_commit(_remember)


def _remember() -> None:
    _checked.add(connection.connection)


def begin(reason: str) -> UUID:
    """Begins a new journal of this node, whatever came before, and returns its id. ``reason`` is stated in it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('panah journal open'))")
        previous = store.own_head()
        if previous is None or _doubt(previous) is not None or reason in ASKED:
            key, token = keys.create(), uuid4()
            journal = chain.journal_of(key.public)
            keys.keep(journal, key)
            store.open_journal(journal, token, key.id, key.public)
            fact = IncarnationBegan(previous=previous.journal if previous else None, reason=reason, key=key.id.hex())
            state(fact, journal)
            marker.write(marker.Marker(journal, token, _lineage(), 0, chain.BEGINNING))
            return journal
        return previous.journal


def noticed(journal: UUID, sequence: int, link: bytes, key: bytes, clock: int, signature: bytes) -> bool:
    """Takes notice of a signed head that another node shows. True when it is this node's own and this node doesn't know
    of it: then a copy of this node is or was at work, and a new journal has been begun."""
    head = store.own_head()
    if head is None or head.journal != journal:
        return False
    signer = keys.valid_at(keys.public_keys(journal), sequence)
    message = chain.head_message(journal, sequence, clock, link)
    if signer is None or signer.id != key or not keys.verifies(signer.public, signature, message):
        return False
    if store.chain_at(journal, sequence) == link:
        return False
    begin(SEEN_ELSEWHERE)
    return True


NEW = "new"
NO_MARKER = "the keys of the journal are not here"
OTHER_INCARNATION = "the marker is of another incarnation"
OTHER_LINEAGE = "the database is a copy"
BEHIND = "the database is behind what was signed"
SEEN_ELSEWHERE = "another node continues this journal"
OPERATOR = "asked for by the operator"
ASKED = frozenset({SEEN_ELSEWHERE, OPERATOR})


def _doubt(head: store.HeadRow | None) -> str | None:
    if head is None:
        return NEW
    kept = marker.read(head.journal)
    if kept is None:
        return NO_MARKER
    if kept.incarnation != head.incarnation:
        return OTHER_INCARNATION
    if kept.lineage != _lineage():
        return OTHER_LINEAGE
    if kept.sequence and store.chain_at(head.journal, kept.sequence) != kept.chain:
        return BEHIND
    return None


def _lineage() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_function_privilege('pg_control_system()', 'EXECUTE')"
            " AND has_function_privilege('pg_control_checkpoint()', 'EXECUTE'),"
            " (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        allowed, oid = cursor.fetchone()
        if not allowed:
            return f"{oid}"
        cursor.execute(
            "SELECT s.system_identifier, c.timeline_id FROM pg_control_system() s, pg_control_checkpoint() c"
        )
        identifier, timeline = cursor.fetchone()
    return f"{identifier}/{timeline}/{oid}"
