"""What happened to a claim, in words."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from panah.people.desk.names import names_of
from panah.protection.desk.bodies import bodies
from panah.protection.desk.groups import name_of
from panah.protection.models import Claim
from panah.web import formats
from panah.web.wording import word


def history(row: Claim) -> list[dict[str, Any]]:
    """The newest first; what didn't count says why."""
    names = names_of([UUID(line["by"]) for line in row.history])
    return [
        {
            "what": word(f"claim_event:{line['what']}"),
            "detail": _detail(line),
            "at": dt.datetime.fromisoformat(line["at"]),
            "by": names.get(UUID(line["by"]), ""),
            "aside": word(f"protection:{line['code']}") if line["code"] else "",
        }
        for line in reversed(row.history)
    ]


def _detail(line: dict[str, Any]) -> str:
    """A few words of what was said."""
    fact = line["fact"]
    match line["what"]:
        case "called":
            parts = [_day(fact["on"]), _clock(fact["at"]), fact["place"], fact["why"]]
        case "not_come":
            parts = [word(f"not_come:{fact['reason']}"), fact["text"]]
        case "interviewed":
            parts = [_day(fact["on"]), *(word(f"present:{one}") for one in fact["present"]), fact["interpreter"]]
        case "decided":
            parts = [word(f"claim_outcome:{fact['outcome']}"), _group(fact.get("group")), fact["why"]]
        case "served":
            parts = [_day(fact["on"]), word(f"served:{fact['how']}")]
        case "appealed":
            parts = [_day(fact["on"]), word(f"appealed_by:{fact['by']}"), fact["court"]]
        case "leave_decided":
            parts = [_("Given") if fact["given"] else _("Not given"), fact["why"]]
        case "appeal_decided":
            parts = [word(f"appeal:{fact['outcome']}"), fact["court"], fact["why"]]
        case "status_set":
            parts = [fact["document"], _day(fact["valid_until"]), fact["travel_document"]]
        case "status_ended":
            parts = [word(f"status_end:{fact['ground']}"), fact["why"]]
        case "certified":
            parts = [_day(fact["valid_until"])]
        case "missing":
            parts = [_day(fact["since"]), fact["why"]]
        case "searched":
            parts = [
                fact["what"],
                pgettext("a person who was missing", "Found") if fact["found"] else "",
                _day(fact["search_until"]),
            ]
        case "transferred":
            parts = [_body(fact["to"]), fact["region"], fact["why"]]
        case "taken_over":
            parts = [_body(fact["of"]), fact["why"]]
        case _:
            parts = [str(fact.get(name) or "") for name in ("what", "new", "why", "certificate", "guardian")]
    return " · ".join(part for part in parts if part)


def _body(body: str | None) -> str:
    return next((one.name for one in bodies() if str(one.id) == body), "")


def _group(group: str | None) -> str:
    """The name of the declared group that the person was recognised as one of."""
    return name_of(UUID(group)) if group else ""


def _day(text: str) -> str:
    return formats.day(dt.date.fromisoformat(text)) if text else ""


def _clock(text: str) -> str:
    return formats.clock(dt.datetime.combine(dt.date.min, dt.time.fromisoformat(text))) if text else ""
