"""The part of a hand-over that says whom to ask, what the person consents to, and what they want said."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from panah.protection.desk.bodies import MONITOR, bodies
from panah.protection.desk.problems import ProtectionError
from panah.protection.desk.referring import Sending, Sent, Wanted
from panah.protection.desk.talks import Conversation
from panah.protection.desk.ways import Way, ways_for
from panah.safeguards.conversation import card_languages
from panah.safeguards.indicators import need_kinds
from panah.safeguards.routes import CLAIM, CONSENT_PURPOSES, Said, field_parts, field_titles, least_fields, routes
from panah.web.forms import uuid_of
from panah.web.wording import word

HOW = ("asked_alone", "with_interpreter", "with_cards", "guardian")
TOLD = ("phone", "wishes", "family_missing", "safe_contact")
# Which question of the conversation asked it already, and which card asks it.
_ASKED = {"services": "referral.help", "sharing": "referral.share"}
_CARDS = {"services": "consent.help", "sharing": "consent.share"}


def shown(request: HttpRequest, conversation: Conversation, spoken: str) -> dict[str, Any]:
    """What the page needs: the routes with their bodies, the purposes to ask about, the fields that may be excepted."""
    given = request.POST
    said = _said(request, conversation) if request.method == "POST" else ()
    found = ways_for(conversation, said, spoken)
    names = {str(one.id): one.name for one in bodies()}
    return {
        "ways": [_way(way, names, given) for way in _each_gap_once(found)],
        "purposes": [
            {
                "id": purpose,
                "title": word(f"consent_for:{purpose}"),
                "card": _CARDS.get(purpose, ""),
                "answer": given.get(f"say.{purpose}", _answered(conversation, purpose)),
            }
            for purpose in CONSENT_PURPOSES
        ],
        "how": [(code, word(f"consent_how:{code}")) for code in HOW],
        "spoken": [(one.code, one.own_name) for one in card_languages().values()],
        "language": given.get("language", spoken),
        "fields": [(name, _(title)) for name, title in field_titles().items() if name in exceptable()],
        "told": [(name, _(field_titles()[name]), given.get(f"told.{name}", "")) for name in TOLD],
        "others": [(str(one.id), one.name) for one in bodies() if one.key and one.sort != MONITOR],
        "all_needs": [(code, word(f"need:{code}")) for code in need_kinds()],
    }


def _each_gap_once(ways: Iterable[Way]) -> list[Way]:
    """Without what would say a second time of a need that nobody can be asked for it."""
    told: set[tuple[str, str]] = set()
    kept = []
    for way in ways:
        if way.choices or (way.leg.need, way.gap) not in told:
            kept.append(way)
        if not way.choices:
            told.add((way.leg.need, way.gap))
    return kept


def read(request: HttpRequest, conversation: Conversation, added: Sequence[str] = ()) -> Sending:
    """What the officer decided. ProtectionError ``reason_needed`` as the desk says it."""
    given = request.POST
    said = _said(request, conversation)
    wanted: list[Wanted] = []
    for way in ways_for(conversation, said, "", added):
        # A need that was added on this very page had no list to choose from: its first body is asked.
        chosen = given.get(f"body.{way.key}", way.body if way.leg.need in added else "")
        if (body := uuid_of(chosen)) is not None:
            why = given.get(f"why.{way.key}", "").strip()[:1000]
            wanted.append(Wanted(way.leg.need, body, way.leg.purpose, way.leg.urgent, why))
    also, need = uuid_of(given.get("also")), given.get("also_need", "")
    if also is not None and need in need_kinds():
        why = given.get("also_why", "").strip()[:1000]
        if not why:
            raise ProtectionError("reason_needed")
        wanted.append(Wanted(need, also, routes()[need].purpose, False, why))
    told = {name: given.get(f"told.{name}", "") for name in TOLD}
    return Sending(tuple(wanted), said, told)


def _way(way: Way, names: dict[str, str], given: Any) -> dict[str, Any]:
    leg = way.leg
    return {
        "key": way.key,
        "need": word(f"need:{leg.need}"),
        "kind": word(f"body_kind:{leg.kind}"),
        "urgent": leg.urgent,
        "claim": leg.purpose == CLAIM,
        "why": _(leg.why),
        "consent": word(f"consent_state:{leg.consent}"),
        "fields": [_(field_titles()[name]) for name in leg.fields],
        "gap": word(way.gap) if way.gap else "",
        "chosen": given.get(f"body.{way.key}", way.body),
        "choices": [
            (one.body, names.get(one.body, "–"), " · ".join(word(code) for code in one.why)) for one in way.choices
        ],
    }


def _said(request: HttpRequest, conversation: Conversation) -> tuple[Said, ...]:
    given, now = request.POST, int(time.time())
    until = until_of(given.get("until", ""))
    found = []
    for purpose in CONSENT_PURPOSES:
        answer = given.get(f"say.{purpose}", _answered(conversation, purpose))
        if answer in ("yes", "no"):
            found.append(
                Said(
                    purpose=purpose,
                    agreed=answer == "yes",
                    at=now,
                    without=frozenset(given.getlist("without")) & exceptable(),
                    until=until,
                    how=given.get("how", "") if given.get("how") in HOW else HOW[0],
                    language=given.get("language", "")[:20],
                )
            )
    return tuple(found)


def until_of(written: str) -> int | None:
    """The last second of a day as a page gives it; None for none."""
    try:
        return last_second(dt.date.fromisoformat(written))
    except ValueError:
        return None


def last_second(day: dt.date) -> int:
    """The last second of a day where it is said."""
    return int(dt.datetime.combine(day, dt.time(23, 59, 59), timezone.get_current_timezone()).timestamp())


def _answered(conversation: Conversation, purpose: str) -> str:
    values = conversation.talk.values(_ASKED.get(purpose, ""))
    # Where two answers differ, the careful one counts until the officer asks again.
    return "no" if "no" in values else "yes" if "yes" in values else ""


def exceptable() -> frozenset[str]:
    """The fields that a person may keep back from a body that helps."""
    fields = {name for (_kind, purpose), names in least_fields().items() if purpose != CLAIM for name in names}
    return frozenset(fields - {"reference", "language", "needs", "urgent", *field_parts()})


def tell(request: HttpRequest, done: Sent) -> None:
    """What came of a hand-over, in words."""
    names = {one.id: one.name for one in bodies()}
    opened = ", ".join(word(f"matter:{category}") for category in done.matters)
    if opened:
        messages.success(
            request, _("Handed over: %(what)s. Your notes are no longer readable here.") % {"what": opened}
        )
    asked = ", ".join(names.get(body, "–") for body, _purpose in done.sent)
    if asked:
        messages.success(request, _("Asked under seal: %(who)s.") % {"who": asked})
    kept = ", ".join(names.get(body, "–") for body, _purpose in done.kept_back)
    if kept:
        messages.warning(request, _("Not asked, because the person didn't consent: %(who)s.") % {"who": kept})
