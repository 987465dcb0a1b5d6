"""The acts of `panah journal` that carry entries between nodes in files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from panah.node.commands import CommandError
from panah.node.running import tell

if TYPE_CHECKING:
    from panah.journal.models import Peer

ACTS = frozenset({"card", "peer", "carry", "take", "lost", "found"})

REFUSED = {
    "not_a_bundle": "this is no bundle",
    "newer_format": "this bundle is of a newer format",
    "truncated": "this bundle ends too early",
    "garbled": "this bundle is damaged",
    "not_for_us": "this bundle is sealed to another node",
    "unknown_sender": "no node known here wrote this bundle; see: panah journal peer",
    "bad_signature": "this bundle isn't signed by the node that it says wrote it",
}


def add_acts(acts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """How the acts are called."""
    acts.add_parser("card", help="print this node's card, for other nodes to know it by")
    peer = acts.add_parser("peer", help="make another node known by its card")
    peer.add_argument("name", help="what it is called here: small letters, digits, _ and -")
    peer.add_argument("card", type=Path, help="its card, brought by a way you trust")
    peer.add_argument(
        "--reads",
        choices=("everything", "shared"),
        help="what it may read: everything (a node of the same service), or what is meant for all; as before where it "
        "is left out, and at first what is meant for all",
    )
    peer.add_argument("--anew", action="store_true", help="it is the same node, and lost its journal and its key")
    peer.add_argument(
        "--without",
        action="append",
        default=[],
        type=UUID,
        metavar="JOURNAL",
        help="a journal that is never carried to it, such as one that ended before it joined",
    )
    carry = acts.add_parser("carry", help="write a bundle of entries for another node")
    carry.add_argument("file", type=Path)
    carry.add_argument("--to", required=True, metavar="NODE", help="the node it is for")
    carry.add_argument(
        "--after",
        action="append",
        default=[],
        metavar="JOURNAL:SEQUENCE",
        help="begin behind this entry instead of what that node last acknowledged; may be given for each journal",
    )
    carry.add_argument("--all", action="store_true", help="everything, whatever that node acknowledged")
    lost = acts.add_parser("lost", help="mark a node as lost: what it writes from now on isn't believed")
    found = acts.add_parser("found", help="take that back: what it wrote counts again")
    for act in (lost, found):
        act.add_argument("name", help="what it is called here")
        act.add_argument("--reason", required=True, metavar="TEXT", help="who said so, and why; for the record")
    take = acts.add_parser("take", help="take in a bundle that another node wrote for this one")
    take.add_argument("file", type=Path)


def run(arguments: argparse.Namespace) -> int:
    """Do one of them."""
    try:
        if arguments.act == "card":
            return _card()
        if arguments.act == "peer":
            return _peer(arguments)
        if arguments.act == "carry":
            return _carry(arguments)
        if arguments.act in ("lost", "found"):
            return _lost(arguments)
        return _take(arguments.file)
    except OSError as error:
        raise CommandError(f"{error.filename or getattr(arguments, 'file', '')}: {error.strerror}") from None


def _card() -> int:
    from panah.journal.carrying.peers import own_card

    sys.stdout.write(own_card().as_text())
    return 0


def _peer(arguments: argparse.Namespace) -> int:
    from panah.journal.carrying import peers
    from panah.journal.carrying.reading import Reads

    try:
        card = peers.read_card(arguments.card.read_text("utf-8"))
        reads = Reads(arguments.reads) if arguments.reads else None
        peer = peers.meet(arguments.name, card, reads, without=arguments.without, anew=arguments.anew)
    except (peers.CardError, UnicodeDecodeError) as error:
        raise CommandError(f"{arguments.card}: {error}") from None
    tell(f"{arguments.name} is known by journal {card.journal} and may read {peer.reads}")
    return 0


def _carry(arguments: argparse.Namespace) -> int:
    from panah.journal.carrying.carry import carry, positions
    from panah.journal.carrying.losing import NodeIsLostError

    after = dict(map(_position, arguments.after))
    if arguments.all:
        after = dict.fromkeys(positions(), 0) | after
    try:
        done = carry(arguments.file, known(arguments.to), after=after)
    except NodeIsLostError:
        raise CommandError(f"{arguments.to} is marked as lost: nothing is carried to it") from None
    tell(f"{done.entries:,} entries for {arguments.to}, of {done.withheld:,} only that they exist")
    return 0


def _lost(arguments: argparse.Namespace) -> int:
    from panah.journal.carrying import losing

    peer, reason = known(arguments.name), arguments.reason.strip()[:400]
    if not reason:
        raise CommandError("--reason must say something")
    if arguments.act == "found":
        amount = losing.take_back(peer, reason)
        tell(f"{peer.name} is believed again; {amount:,} entries that were kept back count now")
        return 0
    losing.mark(peer, reason)
    for journal in peer.journals:
        tell(f"{peer.name}: journal {journal} is believed up to entry {losing.reaches()[UUID(journal)]}")
    tell("Carry this to the other nodes. What only it had is lost but for its second medium")
    return 0


def _take(path: Path) -> int:
    from panah.border.desk.answering import after_taking
    from panah.journal.carrying import clocks
    from panah.journal.carrying.bundles import BundleRefusedError
    from panah.journal.carrying.take import take
    from panah.protection.desk.returns import collect

    try:
        taken = take(path)
    except BundleRefusedError as refusal:
        raise CommandError(f"{path}: {REFUSED[refusal.code]} (byte {refusal.place}); nothing was taken") from None
    tell(f"{taken.entries:,} entries from {taken.peer}")
    trouble = ""
    try:
        if amount := collect(thoroughly=True):
            tell(f"  bodies let go of {amount:,}")
    except Exception as problem:  # its text may say whom it is about; what waits in the file must not wait for it
        trouble = type(problem).__name__
        tell(f"  SOMETHING CAN'T BE HEARD OR DONE ({trouble}): the log says where; it is tried again every hour")
    answered, recalls = after_taking()
    if answered:
        tell(f"  posts' questions answered {answered:,}: carry the answers back at once")
    if recalls:
        tell(f"  RECALLS RAISED {recalls:,}: see the screen Refusals")
    if taken.anew:
        tell(
            "  this node was put back to an older day, or works twice: it went on under a new journal. Give its new "
            "card to every node that knows it (panah journal card), carry to each, and take what each brings back"
        )
    for other in clocks.apart():
        tell(f"  {other}")
    for refused in taken.refused:
        tell(f"  refused: journal {refused.journal} from entry {refused.sequence} on ({refused.reason})")
    for item in taken.quarantined:
        tell(f"  quarantined: journal {item.journal}, entry {item.sequence} ({item.reason.value})")
    for journal, sequence in taken.silent:
        tell(f"  kept back though it is an envelope: journal {journal}, entry {sequence}")
    return 1 if trouble or taken.refused or taken.quarantined or taken.silent or taken.anew else 0


def known(name: str) -> Peer:
    from panah.journal.carrying.peers import find

    peer = find(name)
    if peer is None:
        raise CommandError(f"no node {name} is known here; make it known with: panah journal peer {name} CARD")
    return peer


def _position(text: str) -> tuple[UUID, int]:
    journal, _, sequence = text.partition(":")
    try:
        return UUID(journal), int(sequence)
    except ValueError:
        raise CommandError(f"--after {text}: must be JOURNAL:SEQUENCE") from None
