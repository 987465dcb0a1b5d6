"""Fills the sealed registers of three bodies by COPY, as many matters as wanted; for bench/desks.py."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

Tell = Callable[[str], None]

SHARES = {"asylum_authority": 0.6, "child_protection": 0.2, "anti_trafficking": 0.2}
"""Of the matters, by kind of body."""

PROCEDURES = {"asylum_authority": "asylum", "child_protection": "child", "anti_trafficking": "trafficking"}
"""What each follows; its matters are of the same name."""


class Filling:
    """Rows of sealed registers: matters, each with its referral, its case and, at the authority, its claim."""

    def __init__(
        self, bodies: dict[str, UUID], workers: dict[str, list[UUID]], post: UUID, matters: int, tell: Tell
    ) -> None:
        self.bodies, self.workers, self.post, self.matters, self.tell = bodies, workers, post, matters, tell
        self.now = datetime.now(UTC)
        self.chance = Random(7)

    def fill(self) -> dict[str, list[dict[str, Any]]]:
        """Fills all of them; gives the newest plans of each body, with ids and a name."""
        from panah.protection.models import Case, CaseNote, CaseStep, Claim, Matter, Referral

        plans = list(self._plans())
        began = time.perf_counter()
        for model, rows in (
            (Matter, map(self._matter, plans)),
            (Referral, map(self._referral, plans)),
            (Claim, map(self._claim, [one for one in plans if one["sort"] == "asylum_authority"])),
            (Case, map(self._case, plans)),
            (CaseNote, (self._note(one, at) for one in plans for at in range(2))),
            (CaseStep, (self._step(one, at) for one in plans for at in range(2))),
        ):
            self.tell(f"{copied(model, rows):,} of {model.__name__} after {time.perf_counter() - began:.0f} s")
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for plan in plans[-2000:]:
            found[plan["sort"]].append(plan)
        return found

    def _plans(self) -> Iterator[dict[str, Any]]:
        for number in range(self.matters):
            sort = self.chance.choices(list(SHARES), list(SHARES.values()))[0]
            yield {
                "number": number,
                "sort": sort,
                "reader": self.bodies[sort],
                "matter": uuid4(),
                "referral": uuid4(),
                "case": uuid4(),
                "claim": uuid4(),
                "hold": uuid4(),
                "name": f"{name(number * 7)} {name(number * 13 + 5)}".upper(),
                "at": self.now - timedelta(minutes=5 * (self.matters - number)),
                # Nine in ten are over; the others are what the desks work on.
                "over": number < self.matters * 0.9,
                "worker": self.chance.choice(self.workers[sort]),
            }

    def _matter(self, one: dict[str, Any]) -> dict[str, Any]:
        return self._row(one, "matter") | {
            "hold": one["hold"],
            "presentation": uuid4(),
            "post": self.post,
            "competent": one["reader"],
            "category": PROCEDURES[one["sort"]],
            # Whoever opens a case about a matter says so; of a claim's, registering it does.
            "openings": [str(one["case"])],
            "said": "They said it at the door",
            "opened": one["at"],
            "opened_by": UUID(int=1),
            "let_go": one["at"] if one["over"] else None,
            "let_go_by": UUID(int=2) if one["over"] else None,
            "noticed": [],
            # Whoever answers a matter has had its share of the hold sent; of one in fifty it is on its way.
            "has_say": bool(one["number"] % 50),
        }

    def _referral(self, one: dict[str, Any]) -> dict[str, Any]:
        answered = one["over"] or one["number"] % 100
        values = {
            "name": one["name"],
            "language": "Dari",
            "own_words": "They wrote our names on the door",
            "phone": "0700",
        }
        return self._row(one, "referral") | {
            "sort": one["sort"],
            "purpose": "claim" if one["sort"] == "asylum_authority" else "services",
            "needs": ["asylum"],
            "urgent": one["number"] % 9 == 0,
            "reference": reference(one["number"]),
            "values": values,
            "consents": [] if one["sort"] == "asylum_authority" else self._consents(one),
            "acknowledgements": [],
            "said": [],
            "post": self.post,
            "hold": one["hold"],
            "claim": one["claim"] if one["sort"] == "asylum_authority" else None,
            "reply_to": "age1bench",
            "sent": one["at"],
            "sent_by": UUID(int=1),
            "accepted": one["at"] if answered else None,
            "acknowledged": one["at"] if answered else None,
            "search": "\n".join((reference(one["number"]), *values.values())).casefold(),
        }

    def _consents(self, one: dict[str, Any]) -> list[dict[str, Any]]:
        """A yes to help, a no to statistics; one in five hundred took the yes back since."""
        said = {"at": int(one["at"].timestamp()), "recipient": "", "without": [], "until": None, "how": "asked_alone",
                "language": "fa-af"}  # fmt: skip
        back = [said | {"purpose": "services", "agreed": False, "at": said["at"] + 60}] * (one["number"] % 500 == 0)
        return [
            said | {"purpose": "services", "agreed": True},
            said | {"purpose": "statistics", "agreed": False},
            *back,
        ]

    def _claim(self, one: dict[str, Any]) -> dict[str, Any]:
        day, later = one["at"].date().isoformat(), (one["at"].date() + timedelta(days=90)).isoformat()
        over = one["over"]
        return self._row(one, "claim") | {
            "number": f"2026-{one['number']:08X}",
            "referral": one["referral"],
            "matter": one["matter"],
            "hold": one["hold"],
            "name": one["name"],
            "language": "Dari",
            "registered_on": day,
            "feared_on": day,
            "basis": "authority",
            "country": "KAZ",
            "registered": one["at"],
            "registered_by": UUID(int=2),
            "decided_on": later if over else "",
            "history": [],
            "due_on": None if over else later,
            "due_step": "" if over else "decided",
            "state": "closed" if over else "registered",
            "since": day,
            "asked_on": day,
            "child": "no",
            "outcome": "recognised" if over else "",
            "level": 0,
            "issued_on": day,
            "valid_until": later,
            "issue": 1,
            "reopened": 0,
            "calls": [],
            "links": [],
            "same": [],
        }

    def _case(self, one: dict[str, Any]) -> dict[str, Any]:
        from panah.protection.apply.cases import found_by

        later = (one["at"].date() + timedelta(days=40)).isoformat()
        number = f"C-{one['number']:07d}"
        return self._row(one, "case") | {
            "number": number,
            "procedure": PROCEDURES[one["sort"]],
            "referral": one["referral"],
            "matter": one["matter"],
            "hold": one["hold"],
            "post": self.post,
            "claim": one["claim"] if one["sort"] == "asylum_authority" else None,
            "reference": reference(one["number"]),
            "urgent": one["number"] % 9 == 0,
            "needs": ["asylum"],
            "name": one["name"],
            "language": "Dari",
            "search": f"{number} ".casefold() + found_by(one["name"]),
            "worker": one["worker"],
            "due": "" if one["over"] else later,
            "due_step": "",
            "opened": one["at"],
            "opened_by": one["worker"],
            "touched": one["at"],
            "closed": one["at"] if one["over"] else None,
            "closed_as": "solved" if one["over"] else "",
            "story": [],
        }

    def _note(self, one: dict[str, Any], at: int) -> dict[str, Any]:
        return self._row(one, "case") | self._entry(one) | {"text": f"Note {at}: they were here with their sister."}

    def _step(self, one: dict[str, Any], at: int) -> dict[str, Any]:
        day = one["at"].date().isoformat()
        return self._row(one, "case") | self._entry(one) | {"step": ("called", "met")[at], "on": day, "values": {}}

    def _row(self, one: dict[str, Any], subject: str) -> dict[str, Any]:
        from panah.journal.envelopes.registers import row_id

        return {"id": row_id(one["reader"], one[subject]), "reader": one["reader"], "subject": one[subject]}

    def _entry(self, one: dict[str, Any]) -> dict[str, Any]:
        return {"id": uuid4(), "entry": uuid4(), "happened": one["at"], "actor": one["worker"]}


def name(number: int) -> str:
    """An invented name; the same number has the same."""
    syllables = (
        "ka",
        "ri",
        "mov",
        "jan",
        "sul",
        "ta",
        "bek",
        "ya",
        "nur",
        "ai",
        "gul",
        "sha",
        "dil",
        "ra",
        "zo",
        "far",
    )
    return "".join(syllables[number // 16**place % 16] for place in range(4))


def reference(number: int) -> str:
    """A number as on a card."""
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    text = "".join(letters[number // 32**place % 32] for place in range(8))
    return f"{text[:4]}-{text[4:]}"


def copied(model: Any, rows: Iterable[dict[str, Any]]) -> int:
    """COPY of rows; a column that isn't named is empty."""
    from django.db import connection
    from django.db.models import NOT_PROVIDED, JSONField

    fields = model._meta.concrete_fields
    empty = {
        field.column: field.get_default() if field.default is not NOT_PROVIDED else None if field.null else ""
        for field in fields
    }
    plain = {field.column for field in fields if isinstance(field, JSONField)}
    columns = ", ".join(f'"{column}"' for column in empty)
    amount = 0
    with connection.cursor() as cursor, cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as into:
        for given in rows:
            full = empty | given
            amount += 1
            into.write_row([json.dumps(value) if key in plain else value for key, value in full.items()])
    return amount
