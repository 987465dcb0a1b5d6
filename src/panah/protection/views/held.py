"""Seeing what was done for somebody held, without a look that tells that anything was."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from panah.border.desk import holds
from panah.border.desk.context import DeskError
from panah.border.views.looking import look_or_ask


def look_at_held(request: HttpRequest, hold: UUID) -> HttpResponse | None:
    """None where the page may be shown; else the answer to give instead (see ``look_or_ask``).

    As at the hold's own page, and recorded in its name: looks are open facts, and one that named referrals would tell
    everybody who has the journal which holds have one.
    """
    try:
        person = holds.get(hold).presentation
    except (DeskError, IndexError):
        raise Http404 from None
    return look_or_ask(request, person, "border:hold")
