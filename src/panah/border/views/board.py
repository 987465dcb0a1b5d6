"""The commander's board and the shift report."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from panah.border.desk.board import Board, LaneRow, board
from panah.border.desk.posts import shift_at
from panah.border.views.common import chosen_post, post_tabs
from panah.border.views.pictures import crossings_by_hour
from panah.people.access import may
from panah.web import formats
from panah.web.tables import Column, Table

COLUMNS = (
    Column("label", _("Lane"), heading=True),
    Column("waiting", _("Waiting"), number=True),
    Column("last_hour", _("Crossed in the last hour"), number=True),
    Column("median", _("Usual time to outcome"), cell=lambda lane: formats.duration(lane.median_seconds), number=True),
    Column("slowest", _("Slowest of twenty"), cell=lambda lane: formats.duration(lane.slowest_seconds), number=True),
    Column("set_aside", _("Set aside this shift"), number=True),
    Column("without_outcome", _("Without outcome"), number=True),
)


def _lanes(request: HttpRequest, found: Board) -> Table:
    rows: tuple[LaneRow, ...] = found.lanes
    return Table(
        request,
        COLUMNS,
        rows,
        id="lanes",
        caption=_("Lanes now"),
        empty=_("No lanes yet. Describe the post first."),
        filter=False,
    )


HOURS = (
    Column("hour", _("Hour"), cell=lambda row: formats.clock(row.hour), heading=True),
    Column("entries", _("Entries"), number=True),
    Column("exits", _("Exits"), number=True),
)


def _hours(request: HttpRequest, found: Board) -> Table:
    return Table(
        request,
        HOURS,
        found.hours,
        id="hours",
        caption=_("Crossings by hour"),
        empty=_("The shift has just begun."),
        filter=False,
    )


def _context(request: HttpRequest) -> dict[str, object]:
    post = chosen_post(request, "border.board")
    now = datetime.now(UTC)
    found = board(post, now, shift_at(post.id, now))
    return {
        "board": found,
        "post": post,
        "tabs": post_tabs(request, "border.board", post),
        "lanes": _lanes(request, found),
        "picture": crossings_by_hour(found.hours),
        "hours": _hours(request, found),
    }


@may("border.board")
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The board as a page; its live part refreshes itself."""
    return render(request, "border/board/page.html", _context(request))


@may("border.board")
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The live part of the board."""
    return render(request, "border/board/live.html", _context(request))
