"""The lists of the commander and the monitor: without outcome, on hold, voided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from panah.border.desk.oversight import Lists, lists
from panah.border.desk.posts import PostView
from panah.border.models import Presentation
from panah.border.views.common import chosen_post, post_tabs
from panah.people.access import may
from panah.people.desk.names import names_of
from panah.web import formats
from panah.web.tables import Column, Table
from panah.web.wording import word

ACT = "border.lists"


def _handle(subject: UUID) -> SafeString:
    # The handle is random: it says where to look without saying who it is.
    url = reverse("border:record", kwargs={"presentation": subject})
    return format_html('<a class="mono" href="{}">{}</a>', url, str(subject)[:8])


def _presentation_columns(names: Mapping[UUID, str]) -> tuple[Column, ...]:
    return (
        Column("subject", _("Presentation"), cell=lambda row: _handle(row.subject), text=_id, heading=True),
        Column(
            "opened", _("Came to the line"), cell=lambda row: formats.moment(row.opened), sort=lambda row: row.opened
        ),
        Column("ago", _("How long ago"), cell=lambda row: formats.ago(row.opened)),
        Column("lane", _("Lane"), sort=lambda row: row.lane),
        Column("direction", _("Direction"), cell=lambda row: word(f"direction:{row.direction}")),
        Column("officer", _("Officer"), cell=lambda row: names.get(row.officer, "–")),
    )


def _opened(row: Presentation) -> datetime:
    return row.opened


def _id(row: Presentation) -> str:
    return str(row.subject)


HOLD_COLUMNS = (
    Column(
        "subject",
        _("Presentation"),
        cell=lambda hold: _handle(hold.presentation.subject),
        text=lambda hold: str(hold.presentation.subject),
        heading=True,
    ),
    Column("placed", _("Set aside"), cell=lambda hold: formats.moment(hold.placed), sort=lambda hold: hold.placed),
    Column("until", _("Lawful until"), cell=lambda hold: formats.moment(hold.until), sort=lambda hold: hold.until),
    Column("taken", _("Taken over"), cell=lambda hold: formats.moment(hold.taken)),
)


def _voided_columns(names: Mapping[UUID, str]) -> tuple[Column, ...]:
    return (
        Column("subject", _("Presentation"), cell=lambda row: _handle(row.subject), text=_id, heading=True),
        Column("opened", _("Scanned"), cell=lambda row: formats.moment(row.opened), sort=lambda row: row.opened),
        Column("reason", _("Why"), cell=lambda row: word(f"voided:{row.voided_reason}")),
        Column("repeats", _("Repeats"), cell=lambda row: _handle(row.repeats) if row.repeats else "–"),
        Column("officer", _("Voided by"), cell=lambda row: names.get(row.outcome_by, "–")),
    )


def _tables(request: HttpRequest, found: Lists, post: PostView) -> dict[str, Table]:
    names = names_of([*(one.row.officer for one in found.without), *(row.outcome_by for row in found.voided)])
    export = reverse("border:lists-csv") + f"?post={post.id.hex}&list="
    return {
        "without": Table(
            request,
            _presentation_columns(names),
            [one.row for one in found.without],
            id="without",
            caption=_("Without outcome"),
            empty=_("Every presentation has an outcome."),
            sort="opened",
            export_url=f"{export}without",
        ),
        "held": Table(
            request,
            HOLD_COLUMNS,
            found.held,
            id="held",
            caption=_("On hold"),
            empty=_("Nobody is on hold."),
            sort="until",
            export_url=f"{export}held",
        ),
        "voided": Table(
            request,
            _voided_columns(names),
            found.voided,
            id="voided",
            caption=_("Voided scans of the last 30 days"),
            empty=_("No scan was voided."),
            sort="-opened",
            export_url=f"{export}voided",
        ),
    }


@may(ACT)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The lists of one post."""
    post = chosen_post(request, ACT)
    found = lists(post.id, timezone.now())
    return render(
        request,
        "border/lists/page.html",
        {
            "post": post,
            "tabs": post_tabs(request, ACT, post),
            "found": found,
            "tables": _tables(request, found, post),
        },
    )


@may(ACT)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """One of the lists as CSV: ``?list=without|held|voided``."""
    post = chosen_post(request, ACT)
    wanted = _tables(request, lists(post.id, timezone.now()), post).get(request.GET.get("list", ""))
    if wanted is None:
        raise Http404
    return wanted.csv(f"{wanted.id}.csv")
