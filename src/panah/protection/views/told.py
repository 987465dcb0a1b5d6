"""The record of a conversation in words, for the body it was handed over to."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from panah.protection.models import Conversation
from panah.safeguards.conversation import ON_ITS_FACE, interpreter_sources, questions, roles
from panah.safeguards.indicators import indicators
from panah.web.wording import word

_MARKS = {
    "fear": "talk_mark:fear",
    "break": "talk_mark:break",
    "resume": "talk_mark:resume",
    "stop": "talk_mark:stop",
    "end": "talk_mark:end",
}


def told(record: Conversation) -> dict[str, Any]:
    """What was said, in order, each with its time; what was found, and what the officer added."""
    return {
        "face": [word(code) for code in ON_ITS_FACE],
        "held": record.held,
        "needs": [word(f"need:{code}") for code in record.needs],
        "added": [word(f"need:{code}") for code in record.added],
        "remark": record.remark,
        "lines": [
            {"at": dt.datetime.fromtimestamp(one["at"], dt.UTC), "what": what, "said": said}
            for one in record.entries
            for what, said in [_line(one)]
        ],
    }


def _line(entry: dict[str, Any]) -> tuple[str, str]:
    if entry["sort"] == "mark":
        return word(_MARKS[entry["kind"]]), ""
    if entry["sort"] == "presence":
        role = roles().get(entry["role"])
        source = interpreter_sources().get(entry["source"])
        who = " · ".join(
            part for part in (_(role.title) if role else "", entry["code"], _(source.title) if source else "") if part
        )
        return (_("Comes in") if entry["here"] else _("Leaves")), who
    asked = questions().get(entry["question"])
    value = entry["value"]
    if asked is not None and asked.kind == "signs" and value in indicators():
        value = _(indicators()[value].text)
    elif asked is not None and asked.values:
        value = word(f"answer:{value}")
    return (_(asked.text) if asked else entry["question"]), value
