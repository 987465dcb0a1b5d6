"""Hits in figures: by list and by post, as tables and as a picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID

import altair as alt
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from panah.people.access import may, must_be_staff
from panah.people.ports import post_name, posts
from panah.watchlists.desk import figures as desk
from panah.watchlists.desk.figures import TO_PROTECT, Line
from panah.watchlists.rules.small import Counted
from panah.watchlists.rules.thresholds import thresholds
from panah.web import formats
from panah.web.pictures import picture
from panah.web.tables import Column, Table
from panah.web.wording import word

SPANS = {"month": 30, "quarter": 91, "year": 365}


@may("watchlists.figures")
@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """Hits of the last month, quarter or year: of the own post, or of all where the role reaches that far."""
    span = request.GET.get("span", "quarter")
    span = span if span in SPANS else "quarter"
    until = timezone.now()
    found = desk.figures(_posts(request), until - timedelta(days=SPANS[span]), until, protect=_sees_protect(request))
    by_list = _table(request, found.by_list, "lists", _("By list"), _list_name, span)
    by_post = _table(request, found.by_post, "posts", _("By post"), _post_name, span)
    if request.GET.get("csv") in ("lists", "posts"):
        return (by_list if request.GET["csv"] == "lists" else by_post).csv(f"hits-by-{request.GET['csv'][:-1]}.csv")
    context = {
        "by_list": by_list,
        "by_post": by_post,
        "picture": _picture(found.by_list) if any(line.raised.value for line in found.by_list) else "",
        "spans": [
            {"label": label, "url": f"?span={code}", "current": code == span}
            for code, label in (("month", _("30 days")), ("quarter", _("Three months")), ("year", _("One year")))
        ],
        "smallest": thresholds().smallest,
        "unreadable": found.unreadable,
    }
    return render(request, "watchlists/figures.html", context)


def _posts(request: HttpRequest) -> list[UUID] | None:
    staff = must_be_staff(request)
    # Whoever may see any post may see all; a commander sees their own.
    anywhere = all(staff.may("watchlists.figures", post.id) for post in posts().all())
    return None if anywhere else [staff.post] if staff.post else []


def _sees_protect(request: HttpRequest) -> bool:
    return must_be_staff(request).may("watchlists.figures.protect")


def _list_name(line: Line) -> str:
    return _("Lists of persons to protect") if line.key == TO_PROTECT else line.title


def _post_name(line: Line) -> str:
    return post_name(UUID(line.key)) or _("Another post")


def shown(count: Counted) -> str:
    """A count, or that it is too small to tell."""
    return (
        _("fewer than %(number)s") % {"number": formats.number(thresholds().smallest)}
        if count.few
        else formats.number(count.value)
    )


def _time(seconds: float | None) -> str:
    return "–" if seconds is None else formats.duration(timedelta(seconds=seconds))


def _table(
    request: HttpRequest, lines: Sequence[Line], id: str, caption: str, name: Callable[[Line], str], span: str
) -> Table:
    columns: tuple[Column, ...] = (
        Column("name", _("List") if id == "lists" else _("Post"), cell=name, heading=True),
        Column("raised", _("Possible matches"), cell=lambda line: shown(line.raised), number=True),
        Column("true", _("True: two officers say so"), cell=lambda line: shown(line.true), number=True),
        Column("open", _("Not resolved yet"), cell=lambda line: shown(line.unresolved), number=True),
        Column("median", _("Usual time to resolve"), cell=lambda line: _time(line.median), number=True),
        Column("slow", _("Nine of ten within"), cell=lambda line: _time(line.slow), number=True),
    )
    if id == "lists":
        kind = Column("sort", _("What it is for"), cell=lambda line: word(f"list_kind:{line.sort}"))
        columns = (columns[0], kind, *columns[1:])
    return Table(
        request,
        columns,
        lines,
        id=id,
        caption=caption,
        empty=_("No possible match in this time."),
        filter=False,
        export_url=f"{reverse('watchlists:figures')}?span={span}&csv={id}",
    )


def _picture(lines: Sequence[Line]) -> SafeString:
    rows = [
        {"list": _list_name(line), "what": what, "count": count.value}
        for line in lines
        for what, count in ((_("Possible matches"), line.raised), (_("True"), line.true))
    ]
    chart = (
        alt.Chart(alt.InlineData(values=rows), width=480, height=max(120, 48 * len(lines)))
        .mark_bar()
        .encode(
            y=alt.Y("list:N", title=None, sort=None, axis=alt.Axis(labelLimit=260)),
            yOffset=alt.YOffset("what:N", sort=None),
            x=alt.X("count:Q", title=None, axis=alt.Axis(tickMinStep=1)),
            color=alt.Color("what:N", sort=None),
        )
    )
    total = sum(line.raised.value for line in lines)
    true = sum(line.true.value for line in lines)
    said = _("Possible matches by list: %(total)s, of which true: %(true)s.") % {
        "total": formats.number(total),
        "true": formats.number(true),
    }
    return picture(chart, alt=said)
