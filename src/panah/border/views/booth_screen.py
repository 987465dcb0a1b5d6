"""The booth's screen: drawn in one of its states, for whoever is at the line."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from panah.border.desk import presentations as desk
from panah.border.desk.context import DeskError
from panah.border.views.seat import Seat
from panah.watchlists.desk import lists
from panah.web.wording import word

READY, UNREAD, PERSON, KEYED = "ready", "unread", "person", "keyed"


def show(request: HttpRequest, sitting: Seat, kind: str, *, at: UUID | None = None, **context: Any) -> HttpResponse:
    """The booth in one of its states: the whole page, or for htmx what changes on it."""
    address = reverse("border:booth-person", args=[at]) if at else reverse("border:booth")
    last = sitting.last
    context |= {
        "seat": sitting,
        "kind": kind,
        "body": f"border/booth/{kind}.html",
        "last": last,
        "undo": sitting.undoable(last),
        "open_ones": sitting.open_ones(at),
        "now": timezone.now(),
        "unlisted": not any(one.version for one in lists.in_use()),
        "here": at,
    }
    if not request.htmx:  # type: ignore[attr-defined]  # put there by the middleware of htmx
        return render(request, "border/booth.html", context)
    answer = render(request, "border/booth/answer.html", context)
    answer["HX-Replace-Url"] = address
    return answer


def own(request: HttpRequest, sitting: Seat, presentation: UUID) -> desk.PresentationView:
    """A presentation of the post where the officer works; DeskError ``presentation_unknown`` otherwise."""
    view = desk.get(presentation)
    if view.row.post != sitting.post.id:
        raise DeskError("presentation_unknown")
    return view


def outcome_words(view: desk.PresentationView) -> dict[str, str]:
    """What became of somebody, large, for the moment the document goes back over the desk."""
    name = name_of(view)
    if view.row.outcome == "set_aside":
        return {"state": "neutral", "title": _("Please send this person to the second line"), "name": name}
    title = word(f"outcome:{view.row.outcome}")
    tell = ""
    if view.crossing is not None and view.crossing.leave_by is not None:
        tell = word("finding:stay_until", {"leave_by": view.crossing.leave_by})
    return {"state": "green", "title": title, "name": name, "tell": tell}


def name_of(view: desk.PresentationView) -> str:
    """How the person is called on this screen: as in the document, else in their own script."""
    document = view.document
    return f"{document.surname} {document.given_names}".strip() or document.native_name or _("Name not known")
