"""The lists of the commander and the monitor: without outcome, on hold, gone on, voided, and closed shifts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from panah.border.desk.carriages import CarriageView
from panah.border.desk.holds import HoldView
from panah.border.desk.oversight import Lists, lists
from panah.border.desk.posts import PostView
from panah.border.models import Presentation
from panah.border.views.at_post import at_post
from panah.border.views.common import post_tabs
from panah.people.access import must_be_staff
from panah.people.desk.names import names_of
from panah.web import formats
from panah.web.amounts import countdown
from panah.web.tables import Column, Table
from panah.web.wording import word

ACT = "border.lists"

Handle = Callable[[UUID], SafeString]
Names = Mapping[UUID, str]


def _handles(request: HttpRequest, post: UUID) -> Handle:
    """How a presentation is named: by its handle, which is random and says nothing. It leads to the record those who
    inspect, and to the history, where a reason is asked, the monitor."""
    staff = must_be_staff(request)
    page = "border:record" if staff.may("border.inspect", post) else "border:history"

    def handle(subject: UUID) -> SafeString:
        return format_html('<a class="mono" href="{}">{}</a>', reverse(page, args=[subject]), str(subject)[:8])

    return handle


def _when(key: str, label: str | Promise, read: Callable[[Any], datetime | None]) -> Column:
    return Column(
        key,
        label,
        cell=lambda row: formats.moment(read(row)),
        text=lambda row: found.isoformat() if (found := read(row)) else "",
        sort=read,
    )


def _presentation(handle: Handle, read: Callable[[Any], Presentation]) -> Column:
    return Column(
        "subject",
        _("Presentation"),
        cell=lambda row: handle(read(row).subject),
        text=lambda row: str(read(row).subject),
        heading=True,
    )


def _without(handle: Handle, names: Names, post: PostView) -> tuple[Column, ...]:
    return (
        _presentation(handle, lambda row: row),
        _when("opened", _("Came to the line"), lambda row: row.opened),
        Column("ago", _("How long ago"), cell=lambda row: formats.ago(row.opened)),
        Column("lane", _("Lane"), cell=lambda row: _lane(post, row.lane), sort=lambda row: row.lane),
        Column("direction", _("Direction"), cell=lambda row: word(f"direction:{row.direction}")),
        Column("officer", _("Officer"), cell=lambda row: names.get(row.officer, "–")),
    )


def _lane(post: PostView, code: str) -> str:
    lane = post.lane(code)
    return lane.label if lane else code


def _held(handle: Handle, names: Names) -> tuple[Column, ...]:
    return (
        _presentation(handle, lambda hold: hold.presentation),
        _when("placed", _("Set aside"), lambda hold: hold.placed),
        _when("until", _("Lawful until"), lambda hold: hold.until),
        Column(
            "left",
            _("Clock"),
            cell=lambda hold: countdown(Context(), hold.until, since=hold.placed),
            text=lambda hold: round((hold.until - timezone.now()).total_seconds() / 60),
        ),
        Column("taken", _("With whom"), cell=lambda hold: _with_whom(hold, names)),
    )


def _with_whom(hold: HoldView, names: Names) -> str:
    return names.get(hold.taken_by, "–") if hold.taken_by else gettext("nobody yet")


def _left_open(names: Names) -> tuple[Column, ...]:
    return (
        Column("plate", _("Vehicle"), cell=_vehicle, heading=True),
        _when("released", _("Went on"), lambda view: view.row.released),
        Column("unchecked", _("Never checked"), cell=lambda view: len(view.row.unchecked), number=True),
        Column("open", _("Without outcome"), cell=lambda view: len(view.progress.open), number=True),
        Column("remark", _("Remark"), cell=lambda view: view.row.remark or "–"),
    )


def _vehicle(view: CarriageView) -> str:
    sort = word(f"carriage:{view.row.sort}")
    return " ".join(part for part in (sort, view.row.plate or view.row.service) if part)


def _voided(handle: Handle, names: Names) -> tuple[Column, ...]:
    return (
        _presentation(handle, lambda row: row),
        _when("opened", _("Scanned"), lambda row: row.opened),
        Column("reason", _("Why"), cell=lambda row: word(f"voided:{row.voided_reason}")),
        Column(
            "repeats",
            _("Repeats"),
            cell=lambda row: handle(row.repeats) if row.repeats else "–",
            text=lambda row: row.repeats or "",
        ),
        Column("officer", _("Voided by"), cell=lambda row: names.get(row.outcome_by, "–")),
    )


def _shifts(names: Names) -> tuple[Column, ...]:
    return (
        _when("started", _("From"), lambda shift: shift.started),
        _when("ended", _("To"), lambda shift: shift.ended),
        Column("commander", _("Closed by"), cell=lambda shift: names.get(shift.commander, "–"), heading=True),
        Column("without", _("Without outcome then"), cell=lambda shift: len(shift.without_outcome), number=True),
        Column("holds", _("On hold then"), cell=lambda shift: len(shift.holds), number=True),
        Column("remark", _("Remark"), cell=lambda shift: shift.remark or "–"),
    )


def _tables(request: HttpRequest, found: Lists, post: PostView) -> dict[str, Table]:
    names = names_of(
        [
            *(one.row.officer for one in found.without),
            *(row.outcome_by for row in found.voided),
            *(hold.taken_by for hold in found.held),
            *(shift.commander for shift in found.shifts),
        ]
    )
    handle = _handles(request, post.id)
    export = reverse("border:lists-csv") + f"?post={post.id.hex}&list="

    def table(
        mark: str,
        columns: Sequence[Column],
        rows: Sequence[Any],
        caption: str | Promise,
        empty: str | Promise,
        sort: str,
    ) -> Table:
        return Table(
            request,
            columns,
            rows,
            id=mark,
            caption=caption,
            empty=empty,
            sort=sort,
            filter=False,
            export_url=f"{export}{mark}",
        )

    return {
        "without": table(
            "without",
            _without(handle, names, post),
            [one.row for one in found.without],
            _("Without outcome"),
            _("Every presentation has an outcome."),
            "opened",
        ),
        "held": table("held", _held(handle, names), found.held, _("On hold"), _("Nobody is on hold."), "until"),
        "gone": table(
            "gone",
            _left_open(names),
            found.left_open,
            _("Vehicles that went on with somebody open"),
            _("No vehicle went on with anybody open."),
            "-released",
        ),
        "voided": table(
            "voided",
            _voided(handle, names),
            found.voided,
            _("Voided scans of the last 30 days"),
            _("No scan was voided."),
            "-opened",
        ),
        "shifts": table(
            "shifts", _shifts(names), found.shifts, _("Closed shifts"), _("No shift has been closed yet."), "-ended"
        ),
    }


@at_post(ACT)
def show(request: HttpRequest, post: PostView) -> HttpResponse:
    """The lists of one post."""
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


@at_post(ACT)
def export(request: HttpRequest, post: PostView) -> HttpResponse:
    """One of the lists as CSV: ``?list=without|held|gone|voided|shifts``."""
    wanted = _tables(request, lists(post.id, timezone.now()), post).get(request.GET.get("list", "without"))
    if wanted is None:
        raise Http404
    return wanted.csv(f"{wanted.id}.csv")
