"""Verifying the journal in front of whoever wants to see it done: a button, how far it is, the result in words."""

import json
from collections.abc import Iterator
from datetime import tzinfo
from queue import SimpleQueue
from threading import Thread
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from panah.journal.faults import FaultKind, Result
from panah.journal.verify import amount
from panah.journal.verify import verify as verify_journal
from panah.people.access import may

# More than anybody reads; the command "panah journal verify" gives them all.
MOST_FAULTS = 200

FAULTS = {
    FaultKind.ALTERED: _("An entry was altered."),
    FaultKind.BODY_ALTERED: _("What an entry says was altered."),
    FaultKind.BODY_MISSING: _("What an entry says is missing, and no erasure explains it."),
    FaultKind.BODY_NOT_ERASED: _("What was to be erased is still there."),
    FaultKind.MISSING: _("Entries are missing."),
    FaultKind.REORDERED: _("Entries were put in another order."),
    FaultKind.FOREIGN: _("An entry doesn't belong here."),
    FaultKind.REWRITTEN: _("The journal was rewritten from here on."),
    FaultKind.BAD_SIGNATURE: _("A signature doesn't fit."),
    FaultKind.BAD_KEY: _("A key doesn't fit."),
    FaultKind.BAD_ERASURE: _("An erasure isn't stated as it must be."),
    FaultKind.MEDIUM_MISSING: _("Entries are missing on the second medium."),
    FaultKind.MEDIUM_DAMAGED: _("A copy on the second medium can't be read."),
}


@may("journal.verify")
@never_cache
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The page; posting verifies and answers when all is done, for browsers without scripts."""
    shown: dict[str, Any] = {"entries": amount()}
    if request.method == "POST":
        shown["outcome"] = _outcome(verify_journal())
    return render(request, "people/verify.html", shown)


@may("journal.verify")
@never_cache
@require_POST
def run(request: HttpRequest) -> HttpResponseBase:
    """The same as lines of JSON while it goes on: ``{"seen", "entries"}`` and at last ``{"html"}``."""
    lines = _lines(translation.get_language(), timezone.get_current_timezone())
    return StreamingHttpResponse(lines, content_type="application/x-ndjson")


def _lines(language: str | None, zone: tzinfo) -> Iterator[str]:
    entries = amount()
    steps: SimpleQueue[int | Result | Exception] = SimpleQueue()
    Thread(target=_work, args=(steps,), daemon=True).start()
    yield _line(seen=0, entries=entries)
    while isinstance(step := steps.get(), int):
        yield _line(seen=step, entries=entries)
    if isinstance(step, Exception):
        raise step
    # The answer is read when the request's language and time zone are off again.
    with translation.override(language), timezone.override(zone):
        yield _line(html=render_to_string("people/verified.html", {"outcome": _outcome(step)}))


def _work(steps: "SimpleQueue[int | Result | Exception]") -> None:
    try:
        steps.put(verify_journal(steps.put))
    except Exception as error:
        steps.put(error)
    finally:
        connection.close()


def _line(**values: Any) -> str:
    return json.dumps(values) + "\n"


def _outcome(result: Result) -> dict[str, Any]:
    return {
        "ok": result.ok,
        "entries": result.entries,
        "count": len(result.faults),
        "faults": [
            {"word": FAULTS[fault.fault], "journal": str(fault.journal)[:8], "sequence": fault.sequence}
            for fault in result.faults[:MOST_FAULTS]
        ],
        "when": timezone.now(),
    }
