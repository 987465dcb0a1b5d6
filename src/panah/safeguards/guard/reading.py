"""FACTS.json: events about a person and how an act is to be done. Strict; every error says its place.

Shape (docs/guard.md has it with an example)::

    {"person": "…", "now": "2026-11-21T10:00:00Z", "events": [{"what": "matter", "at": "…", …}], "context": {"role":
    "…", …}}
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from panah.safeguards.guard.bars import NEVER_AT_A_POST
from panah.safeguards.guard.context import Context, Conversation, Ground, Notice, Signature
from panah.safeguards.guard.events import FIELDS, Event, Value
from panah.safeguards.guard.fields import FactsError, Fields
from panah.safeguards.guard.law import Law
from panah.safeguards.guard.law import law as law_in_use
from panah.safeguards.guard.receipts import Receipt

LARGEST = 5_000_000
OFFICERS = ("first_line", "second_line", "commander", "headquarters")
BASES = tuple(sorted(NEVER_AT_A_POST))


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says: about whom, when it is now (seconds, UTC), the events, and how the act is to be done."""

    person: str
    now: int
    events: tuple[Event, ...]
    context: Context


def read_facts(content: bytes, law: Law | None = None) -> Facts:
    """The content of a FACTS.json; raises FactsError with the place of what is wrong."""
    law = law or law_in_use()
    top = Fields("", _parsed(content), law)
    person = top.text("person", "person")
    events = tuple(_event(row, person) for row in top.rows("events"))
    _same_place_twice(events)
    latest = max((event.at for event in events), default=0)
    now = top.time("now", latest)
    context = _context(top.part("context"), now)
    top.finish()
    return Facts(person, now, events, context)


def _parsed(content: bytes) -> Any:
    if len(content) > LARGEST:
        raise FactsError("", f"larger than {LARGEST // 1_000_000} MB; one person's events are far less")
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise FactsError(f"byte {error.start + 1}", "isn't UTF-8") from None
    except json.JSONDecodeError as error:
        raise FactsError(f"line {error.lineno}, column {error.colno}", f"isn't JSON: {error.msg}") from None
    except (RecursionError, ValueError) as error:
        if isinstance(error, FactsError):
            raise
        raise FactsError("", "isn't JSON that anybody writes: nested too deep, or a number too long") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise FactsError("", f"{double[:40]!r} stands twice in one object")
    return found


def _no_constant(name: str) -> Any:
    raise FactsError("", f"{name} isn't JSON")


def _event(row: Fields, person: str) -> Event:
    what = row.choice("what", tuple(FIELDS))
    at = row.time("at", None)
    clock = row.number("clock", at * 1000 << 16)
    journal = row.text("journal", "")
    sequence = row.number("sequence", 0)
    whom = row.text("person", person)
    data: dict[str, Value] = {name: row.field(name, kind) for name, kind in FIELDS[what].items()}
    row.finish()
    text = json.dumps([what, whom, at, data], sort_keys=True)
    return Event(what, whom, at, clock, journal, sequence, text, data)


def _same_place_twice(events: tuple[Event, ...]) -> None:
    """One journal says one thing at one place; the same thing sent twice counts once."""
    seen: dict[tuple[str, int], tuple[int, Event]] = {}
    for number, event in enumerate(events):
        if not event.sequence:
            continue
        first, other = seen.setdefault((event.journal, event.sequence), (number, event))
        if other.order != event.order:
            raise FactsError(
                f"events[{number}]", f"says something else than events[{first}] at the same place of a journal"
            )


def _context(part: Fields, now: int) -> Context:
    context = Context(
        now=now,
        role=part.choice("role", (*OFFICERS, "court"), "second_line"),
        signatures=tuple(_signature(row) for row in part.rows("signatures")),
        conversation=_conversation(part.optional("conversation")),
        grounds=tuple(_ground(row) for row in part.rows("grounds")),
        notice=_notice(part.optional("notice")),
        receipt=_receipt(part.optional("receipt")),
        genuine=part.flag("receipt_genuine", False),
        head=part.number("head", 0),
        alone=part.flag("alone", False),
        own_words=part.flag("own_words", False),
        written_consent=part.flag("written_consent", False),
        order=part.flag("order", False),
        court_order=part.flag("court_order", False),
        place=part.text("place", ""),
        basis=part.choice("basis", BASES, ""),
        reason=part.text("reason", ""),
    )
    part.finish()
    return context


def _signature(row: Fields) -> Signature:
    signature = Signature(row.text("officer"), row.choice("role", OFFICERS), row.flag("verified", False))
    row.finish()
    return signature


def _conversation(row: Fields | None) -> Conversation | None:
    if row is None:
        return None
    conversation = Conversation(row.text("language"), row.flag("understood", False))
    row.finish()
    return conversation


def _ground(row: Fields) -> Ground:
    ground = Ground(row.text("code"), row.flag("in_law", False), row.flag("own_state", False))
    row.finish()
    return ground


def _notice(row: Fields | None) -> Notice | None:
    if row is None:
        return None
    notice = Notice(frozenset(row.texts("languages")), row.flag("remedy", False))
    row.finish()
    return notice


def _receipt(row: Fields | None) -> Receipt | None:
    if row is None:
        return None
    receipt = Receipt(row.text("person"), row.text("act"), row.number("head", None), row.time("given", None))
    row.finish()
    return receipt
