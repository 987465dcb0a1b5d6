"""The monitor's desk: every post in counts, with ways to what stands behind them."""

from __future__ import annotations

from collections.abc import Callable

import altair as alt
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from panah.border.desk.by_post import PostCounts
from panah.border.desk.posts import posts
from panah.border.views.refusal_forms import ground_text
from panah.journal.carrying import losing
from panah.people.access import may, must_be_staff
from panah.protection.desk import awaiting, changes, unended
from panah.protection.desk import oversight as desk
from panah.protection.desk.bodies import bodies
from panah.protection.desk.bodykeys import recoveries
from panah.protection.desk.complaints import reader_of
from panah.protection.desk.figures import published
from panah.protection.desk.oversight import Oversight, Refused
from panah.protection.views.claim_figures import figures_table
from panah.web import formats
from panah.web.pictures import picture
from panah.web.signs import state
from panah.web.tables import Column, Table

ACT = "protection.oversight"


@may(ACT)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """One page for everything, over a day, a week, a month, a quarter or a year."""
    now = timezone.now()
    span, since = desk.span_of(request.GET.get("span", ""), now)
    found = desk.overview(since, now, now)
    shown = {
        "day": _("One day"),
        "week": _("A week"),
        "month": _("30 days"),
        "quarter": _("Three months"),
        "year": _("One year"),
    }
    here = {post.id: post.name for post in posts()}
    recovered = [one for one in recoveries() if one.at >= since]
    names = {one.id: one.name for one in bodies()} if recovered else {}
    alarming = [one for one in found.posts if one.never_refers]
    return render(
        request,
        "protection/oversight/desk.html",
        {
            "found": found,
            "spans": [
                {"label": label, "url": f"?span={code}", "current": code == span} for code, label in shown.items()
            ],
            "posts": _posts(request, found, span),
            "turned": _turned(request, found),
            "holds": _holds(request, found),
            "refused": _refused(request, found),
            "picture": _picture(found)
            if found.total["refused"] or found.total["withdrew"] or found.total["held"]
            else "",
            "alarming": alarming,
            "lost": losing.marks(),
            "awaited": awaiting.told_to(reader_of(must_be_staff(request).id)),
            "unended": [(here.get(post, "–"), *one) for post, one in unended.long(now).items()],
            "aside": changes.put_aside(),
            "headquarters": [(one, here.get(one.content.body, "–")) for one in changes.named()],
            "recovered": [(one, names.get(one.body, "")) for one in recovered],
            "complained": found.complained,
            "published": figures_table(
                request, published(reader_of(must_be_staff(request).id)), "bodies", _("What bodies published")
            ),
            "people": any(one.presentations for one in found.posts),
        },
    )


@may(ACT)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The posts in counts as CSV."""
    now = timezone.now()
    span, since = desk.span_of(request.GET.get("span", ""), now)
    found = desk.overview(since, now, now)
    return _posts(request, found, span, whole=True).csv("posts.csv")


def _count(key: str, label: str) -> Column:
    return Column(key, label, number=True, sort=lambda row: getattr(row, key))


def _posts(request: HttpRequest, found: Oversight, span: str, *, whole: bool = False) -> Table:
    """At the line; with ``whole`` every count there is, for a file."""

    def complaints(at: int) -> Callable[[PostCounts], int]:
        return lambda row: found.complaints.get(row.post, (0, 0, 0))[at]

    columns = (
        Column("name", _("Post"), heading=True, sort=lambda row: row.name),
        _count("presentations", _("Presentations")),
        _count("without", _("Without outcome")),
        _count("over", _("Held too long")),
        _count("unheard", _("Calls not answered in time")),
        Column("complaints", _("Complaints"), cell=complaints(0), sort=complaints(0), number=True),
        Column("overdue", _("Complaints overdue"), cell=complaints(2), sort=complaints(2), number=True),
    )
    return Table(
        request, (*columns, *_turned_columns()) if whole else columns, found.posts, id="posts", caption=_("By post"),
        empty=_("There is no post yet."), sort="name", filter=False,
        export_url=f"{reverse('protection:oversight-csv')}?span={span}",
    )  # fmt: skip


def _turned_columns() -> tuple[Column, ...]:
    return (
        _count("refused", _("Refused")),
        _count("withdrew", _("Went back of own will")),
        _count("recalls", _("To be recalled")),
        _count("passed_on", _("Kept for another's answer")),
        Column("sign", _("To look at"), cell=_sign, text=_sign_text),
    )


def _turned(request: HttpRequest, found: Oversight) -> Table:
    name = Column("name", _("Post"), heading=True, sort=lambda row: row.name)
    return Table(
        request, (name, *_turned_columns()), found.posts, id="turned", caption=_("Who went back, by post"),
        empty=_("There is no post yet."), sort="name", filter=False,
    )  # fmt: skip


def _sign_text(row: PostCounts) -> str:
    return _("Refuses, never refers") if row.never_refers else ""


def _sign(row: PostCounts) -> SafeString | str:
    return state("amber", _sign_text(row)) if row.never_refers else ""


def _holds(request: HttpRequest, found: Oversight) -> Table:
    columns = (
        Column("name", _("Post"), heading=True, sort=lambda row: row.name),
        _count("held", _("Set aside")),
        _count("over", _("Held too long")),
        Column("median", _("Half were held up to"), cell=lambda row: _time(row.median), number=True),
        Column("slow", _("Nineteen of twenty up to"), cell=lambda row: _time(row.slow), number=True),
    )
    return Table(
        request, columns, [one for one in found.posts if one.held], id="holds", caption=_("How long people are held"),
        empty=_("Nobody was held in this time."), sort="name", filter=False,
    )  # fmt: skip


def _time(seconds: float | None) -> str:
    return "–" if seconds is None else formats.duration(round(seconds))


def _refused(request: HttpRequest, found: Oversight) -> Table:
    names = {post.id: post.name for post in posts()}

    def ground(row: Refused) -> str:
        return ground_text(row.post, row.ground)

    columns = (
        Column("ground", _("Ground"), cell=ground, heading=True),
        Column("post", _("Post"), cell=lambda row: names.get(row.post, "–"), sort=lambda row: names.get(row.post, "")),
        Column("language", _("Language"), sort=lambda row: row.language),
        _count("count", _("Refused")),
    )
    return Table(
        request, columns, found.refused, id="refused", caption=_("Refusals by ground and language"),
        empty=_("Nobody was refused entry in this time."), filter=False,
    )  # fmt: skip


def _picture(found: Oversight) -> SafeString:
    rows = [
        {"post": one.name, "what": what, "count": count}
        for one in found.posts
        for what, count in ((_("Set aside"), one.held), (_("Refused"), one.refused), (_("Went back"), one.withdrew))
    ]
    chart = (
        alt.Chart(alt.InlineData(values=rows), width=480, height=max(120, 60 * len(found.posts)))
        .mark_bar()
        .encode(
            x=alt.X("count:Q", title=None, axis=alt.Axis(tickMinStep=1)),
            y=alt.Y("post:N", title=None, sort=None),
            yOffset=alt.YOffset("what:N", sort=None),
            color=alt.Color("what:N", sort=None),
        )
    )
    sentence = _("%(held)s set aside, %(refused)s refused, %(withdrew)s went back of own will.") % {
        name: formats.number(found.total[name]) for name in ("held", "refused", "withdrew")
    }
    return picture(chart, alt=sentence)
