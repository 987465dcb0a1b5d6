"""The commander's board of one post, and all posts in one table for those who watch over several."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from panah.border.desk import unsent
from panah.border.desk.board import Board, LaneRow, board, boards
from panah.border.desk.posts import PostView, shift_at, shift_of
from panah.border.views.at_post import at_post
from panah.border.views.common import choosable_posts, post_tabs
from panah.border.views.pictures import crossings_by_hour
from panah.journal.carrying.behind import not_elsewhere
from panah.people.access import may
from panah.web import formats
from panah.web.amounts import countdown
from panah.web.signs import state
from panah.web.tables import Column, Table

ACT = "border.board"

LANES = (
    Column("label", _("Lane"), heading=True),
    Column("waiting", _("Waiting"), number=True),
    Column("last_hour", _("Crossed in the last hour"), number=True),
    Column("median", _("Usual time to outcome"), cell=lambda lane: formats.duration(lane.median_seconds), number=True),
    Column("slowest", _("Slowest of twenty"), cell=lambda lane: formats.duration(lane.slowest_seconds), number=True),
    Column("set_aside", _("Set aside this shift"), number=True),
    Column("without_outcome", _("Without outcome"), number=True),
)
HOURS = (
    Column("hour", _("Hour"), cell=lambda row: formats.clock(row.hour), heading=True),
    Column("entries", _("Entries"), number=True),
    Column("exits", _("Exits"), number=True),
)


@dataclass(frozen=True, slots=True)
class Aboard:
    """Whoever waits on a bus or train, in the table of lanes: at no lane, with nothing more to tell."""

    waiting: int
    last_hour: str = "–"
    median_seconds: None = None
    slowest_seconds: None = None
    set_aside: str = "–"
    without_outcome: str = "–"

    @property
    def label(self) -> str:
        """What stands in the place of the lane's name."""
        return f"{gettext('Buses and trains')} · {gettext('Not checked yet')}"


def lanes_of(found: Board) -> list[LaneRow | Aboard]:
    """Everybody who waits at the post, lane by lane: together they are the figure at the top."""
    return [*found.lanes, *([Aboard(found.aboard)] if found.aboard else [])]


def _tables(request: HttpRequest, found: Board) -> dict[str, Table]:
    return {
        "lanes": Table(
            request,
            LANES,
            lanes_of(found),
            id="lanes",
            caption=_("Lanes now"),
            empty=_("No lanes yet. Describe the post first."),
            filter=False,
        ),
        "hours": Table(
            request,
            HOURS,
            found.hours,
            id="hours",
            caption=_("Crossings by hour"),
            empty=_("The shift has just begun."),
            filter=False,
        ),
    }


def _tabs(request: HttpRequest, post: PostView | None) -> list[dict[str, object]]:
    """Whoever watches over several posts may see them all at once."""
    shown = choosable_posts(request, ACT)
    if len(shown) < 2:
        return []
    everything = {"label": _("All posts"), "url": reverse("border:board-posts"), "current": post is None}
    tabs = post_tabs(request, ACT, post or shown[0])
    here = reverse("border:board")
    return [everything, *({**tab, "url": f"{here}{tab['url']}", "current": tab["current"] and post} for tab in tabs)]


def _context(request: HttpRequest, post: PostView) -> dict[str, object]:
    now = datetime.now(UTC)
    found = board(post, now, shift_at(post.id, now))
    return {
        "board": found,
        "post": post,
        "tabs": _tabs(request, post),
        "picture": crossings_by_hour(found.hours),
        "alone": not_elsewhere(),
        "unended": unsent.waiting(post.id),
        **_tables(request, found),
    }


@at_post(ACT)
def show(request: HttpRequest, post: PostView) -> HttpResponse:
    """The board as a page; its live part refreshes itself."""
    return render(request, "border/board/page.html", _context(request, post))


@at_post(ACT)
def live(request: HttpRequest, post: PostView) -> HttpResponse:
    """The live part of the board."""
    return render(request, "border/board/live.html", _context(request, post))


def _name(found: Board) -> SafeString:
    return format_html('<a href="{}?post={}">{}</a>', reverse("border:board"), found.post.id.hex, found.post.name)


def _oldest(found: Board) -> SafeString | str:
    from django.template import Context

    if found.oldest_hold is None:
        return "–"
    return countdown(Context(), found.oldest_hold.until, since=found.oldest_hold.placed, now=found.now)


def _paper(found: Board) -> SafeString | str:
    if found.on_paper:
        return state(
            "amber", gettext("now, %(time)s") % {"time": formats.duration(found.paper_seconds)}, "", "file-pen"
        )
    return formats.duration(found.paper_seconds) if found.paper_seconds else "–"


def _over(found: Board) -> SafeString | str:
    if not found.holds_overdue:
        return formats.number(found.holds)
    over = ngettext("%(count)s over the limit", "%(count)s over the limit", found.holds_overdue)
    return format_html(
        "{} {}", formats.number(found.holds), state("red", over % {"count": formats.number(found.holds_overdue)})
    )


POSTS = (
    Column("post", _("Post"), cell=_name, text=lambda found: found.post.name, heading=True),
    Column("waiting", _("Waiting"), number=True),
    Column("last_hour", _("Crossed in the last hour"), number=True),
    Column("set_aside", _("Set aside this shift"), number=True),
    Column("holds", _("On hold"), cell=_over, number=True),
    Column("oldest", _("Nearest limit"), cell=_oldest),
    Column("without_outcome", _("Without outcome"), number=True),
    Column("paper", _("On paper this shift"), cell=_paper),
)


@may(ACT)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every post that one may see, in one table; asked by htmx, the table alone."""
    now = datetime.now(UTC)
    shown = boards([(post, shift_of(post, now)) for post in choosable_posts(request, ACT)], now)
    table = Table(
        request,
        POSTS,
        shown,
        id="posts",
        caption=_("Posts now"),
        empty=_("No posts yet."),
        filter=False,
        page_size=200,
    )
    page = "posts_live" if request.headers.get("HX-Request") else "posts"
    return render(
        request,
        f"border/board/{page}.html",
        {"table": table, "tabs": _tabs(request, None), "now": now, "overdue": sum(one.holds_overdue for one in shown)},
    )
