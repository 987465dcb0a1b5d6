"""`panah journal`: verify, rebuild the registers, erase what is due, look after keys and clock, carry to nodes."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from panah.node.commands import CommandError, carrying
from panah.node.environment import Environment
from panah.node.progress import Counting
from panah.node.running import has_node, no_node, node, read_environment, tell

if TYPE_CHECKING:
    from panah.journal.faults import Result


def add_arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(title="acts", metavar="ACT", dest="act", required=True)
    verify = acts.add_parser("verify", help="find every altered, missing, reordered or foreign entry")
    verify.add_argument("--json", action="store_true", help='answer {"entries","ok","faults"}')
    rebuild = acts.add_parser("rebuild", help="make the registers anew from the facts, while the node works on")
    rebuild.add_argument("register", nargs="?", help="one register; without it all, one after the other")
    acts.add_parser("retry", help="try again what is in quarantine: after an update, or once a body's node is named")
    erase = acts.add_parser("erase", help="delete the bodies whose retention is over")
    erase.add_argument("--dry-run", action="store_true", help="only count them")
    clock = acts.add_parser("clock", help="say whether this machine's clock can be right")
    clock.add_argument("--right", action="store_true", help="state that it is, though later times are in the journal")
    keys = acts.add_parser("keys", help="list the keys, or replace one")
    which = keys.add_mutually_exclusive_group()
    which.add_argument("--rotate", action="store_true", help="replace the key that signs this node's journal")
    which.add_argument(
        "--rotate-country",
        action="store_true",
        help="put a new country key in use, while the node works on; give it to all other nodes then",
    )
    which.add_argument(
        "--give-country",
        nargs=2,
        metavar=("FILE", "NODE"),
        help="write the country's keys into a file for another node",
    )
    which.add_argument(
        "--take-country",
        type=Path,
        metavar="FILE",
        help="put the country key of such a file in use, as --rotate-country",
    )
    carrying.add_acts(acts)


def run(arguments: argparse.Namespace) -> int:
    environment = read_environment()
    if not has_node(environment):
        # Starting one would make a database just to look into it.
        if arguments.act == "verify" and arguments.json:
            fault = {"journal": None, "sequence": None, "fault": "no_node", "detail": no_node(environment)}
            sys.stdout.write(json.dumps({"entries": 0, "ok": False, "faults": [fault]}) + "\n")
            return 1
        raise CommandError(no_node(environment))
    with node() as environment, _one_line():
        if arguments.act == "verify":
            return _verify(as_json=arguments.json)
        if arguments.act == "rebuild":
            return _rebuild(environment, arguments.register)
        if arguments.act == "retry":
            return _retry()
        if arguments.act == "erase":
            return _erase(environment, dry_run=arguments.dry_run)
        if arguments.act == "clock":
            return _clock(right=arguments.right)
        if arguments.act in carrying.ACTS:
            return carrying.run(arguments)
        return _keys(environment, arguments)


@contextmanager
def _one_line() -> Iterator[None]:
    """The journal's own refusals say what is wrong and hold nothing personal."""
    from panah.journal.keyfiles import KeysUnusableError
    from panah.journal.maintenance import BusyError
    from panah.journal.rebuild import RebuildError
    from panah.journal.retention import RetentionError
    from panah.journal.store import NoJournalError

    try:
        yield
    except NoJournalError:
        raise CommandError("nothing was ever recorded here, so there is no journal yet") from None
    except (KeysUnusableError, BusyError, RebuildError, RetentionError) as error:
        raise CommandError(str(error)) from None


def _verify(*, as_json: bool) -> int:
    from panah.journal.verify import verify

    counted = Counting("entries verified")
    result = verify(None if as_json else counted.amount)
    on_medium = _verify_medium(result)
    if as_json:
        sys.stdout.write(json.dumps(result.as_json()) + "\n")
        return 0 if result.ok else 1
    for fault in result.faults:
        sys.stdout.write(f"journal {fault.journal}, entry {fault.sequence}: {fault.fault} ({fault.detail})\n")
    verdict = "nothing is wrong" if result.ok else f"{len(result.faults)} faults"
    sys.stdout.write(f"{result.entries:,} entries verified: {verdict}\n")
    if on_medium:
        sys.stdout.write(f"{on_medium}\n")
    return 0 if result.ok else 1


def _verify_medium(result: Result) -> str:
    """Checks the second medium, where there is one; what it holds, in a sentence."""
    from panah.journal.carrying import medium

    try:
        found = medium.configured()
    except medium.MediumError as error:
        return str(error)
    if found is None:
        return ""
    sound = medium.check(found[0], result)
    return f"second medium: {sound:,} entries are sound, {medium.behind(found[0]):,} aren't on it yet"


def _rebuild(environment: Environment, name: str | None) -> int:
    from panah.journal.envelopes import registers as sealed
    from panah.journal.envelopes import voices
    from panah.journal.rebuild import rebuild
    from panah.journal.registers import registers
    from panah.node.databases import acting_as_owner

    known = [register.name for register in registers()]
    if name is not None and name not in known:
        raise CommandError(f"there is no register {name!r}; there are: {', '.join(known)}")
    with acting_as_owner(environment):
        if name in (None, sealed.envelopes.name) and (foreign := voices.listen()):
            tell(f"in {foreign:,} envelopes of other nodes somebody speaks in another's name: that is left out")
        for done in rebuild(name, progress=Counting("entries folded")):
            tell(f"{done.register}: rebuilt from {done.entries:,} entries")
    return 0


def _retry() -> int:
    from panah.journal import quarantine
    from panah.protection.desk import returns

    for item in quarantine.retry():
        tell(f"let out: journal {item.journal}, entry {item.sequence} ({item.reason.value})")
    left = quarantine.items()
    for item in left:
        sys.stdout.write(f"journal {item.journal}, entry {item.sequence}: {item.reason.value} ({item.detail})\n")
    tell(f"{len(left):,} stay in quarantine")
    returns.collect_quietly(thoroughly=True)
    unheard = returns.unheard()
    for journal, sequence in unheard:
        sys.stdout.write(f"letter {journal}:{sequence} can't be heard: nobody is refused here\n")
    return 1 if left or unheard else 0


def _clock(*, right: bool) -> int:
    from panah.journal import timekeeping
    from panah.journal.carrying import clocks

    if right:
        timekeeping.confirm()
    doubtful = timekeeping.watch.doubt() is not None
    now, stands, there = timekeeping.watch.now, timekeeping.watch.stands, timekeeping.database_now()
    sys.stdout.write(
        f"this machine: {now:%Y-%m-%d %H:%M:%S} UTC; the journal: {stands:%Y-%m-%d %H:%M:%S} UTC; "
        f"the database: {there:%Y-%m-%d %H:%M:%S} UTC\n"
    )
    between, others = abs(there - now) > timekeeping.MOST_MOVED, clocks.apart()
    if between:
        tell("The database's clock and this machine's differ: have both follow the same time server")
    elif doubtful:
        tell("The machine's clock is wrong, or was wrong before")
    for other in others:
        tell(str(other))
    if not (between or doubtful or others):
        tell("Nothing is wrong with the clock")
    return 1 if between or doubtful or others else 0


def _erase(environment: Environment, *, dry_run: bool) -> int:
    from panah.journal.erase import erase
    from panah.node.databases import acting_as_owner

    with acting_as_owner(environment):
        for done in erase(dry_run=dry_run, progress=Counting("bodies erased")):
            if done.amount or done.kept_back:
                kept = f", {done.kept_back:,} kept back for an open question" if done.kept_back else ""
                tell(f"{done.rule}: {done.amount:,} {'due' if dry_run else 'erased'}{kept}")
    tell("Nothing was changed" if dry_run else "Done")
    return 0


def _keys(environment: Environment, arguments: argparse.Namespace) -> int:
    from panah.journal import countrykey, keys

    if arguments.rotate:
        new = keys.rotate()
        tell(f"From entry {new.from_sequence} on the journal is signed with key {new.id.hex()}")
        tell(f"Copy {environment.home / 'keys'} to where the copies of keys are kept")
        return 0
    if arguments.give_country:
        return _give_country(*arguments.give_country)
    if arguments.rotate_country or arguments.take_country:
        return _replace_country(environment, arguments.take_country)
    for key in keys.known():
        sys.stdout.write(f"journal {key.journal}: key {key.id.hex()} from entry {key.from_sequence}\n")
    sys.stdout.write(f"country key {countrykey.current_id()}\n")
    return 0


def _replace_country(environment: Environment, file: Path | None) -> int:
    from panah.journal import rekeying
    from panah.journal.carrying import countrykeys
    from panah.node.databases import acting_as_owner

    try:
        to = countrykeys.keep(file.read_bytes()) if file is not None else ""
    except countrykeys.KeysRefusedError as error:
        raise CommandError(f"{file}: {error}") from None
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from None
    tell("Folding what is found by documents under the new country key; the node works on meanwhile")
    with acting_as_owner(environment):
        key, entries = rekeying.replace(to=to, progress=Counting("entries folded"))
    tell(f"The country key in use is {key}; {entries:,} entries were folded under it")
    tell(f"Copy {environment.home / 'keys'} to where the copies of keys are kept")
    return 0


def _give_country(file: str, node: str) -> int:
    from panah.journal import keyfiles
    from panah.journal.carrying import countrykeys

    try:
        keyfiles.write(Path(file), countrykeys.write(carrying.known(node)))
    except countrykeys.KeysRefusedError as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from None
    tell(f"{file} holds the country's keys for {node}, and nobody else can open it")
    return 0
