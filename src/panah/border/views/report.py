"""The shift report: on the screen, to print and sign, as CSV by officer; and closing the shift."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from panah.border.desk.posts import PostView, close_shift, shift_at
from panah.border.desk.reports import ShiftReport, Tally, shift_report
from panah.border.views.common import chosen_post, post_tabs
from panah.border.views.printed import report_pdf
from panah.journal.heads import sign_head
from panah.people.access import may, must_be_staff
from panah.people.desk.names import names_of
from panah.web import formats
from panah.web.printing import pdf_response
from panah.web.tables import Column, Table
from panah.web.wording import country, word


def _count(key: str, label: object) -> Column:
    return Column(key, label, number=True, sort=lambda row: getattr(row, key))  # type: ignore[arg-type]


COLUMNS = (
    Column("name", gettext_lazy("Name"), heading=True, sort=lambda row: row.name),
    _count("presentations", gettext_lazy("Presentations")),
    _count("entries", gettext_lazy("Entries")),
    _count("exits", gettext_lazy("Exits")),
    _count("set_aside", gettext_lazy("Set aside")),
    _count("taken_back", gettext_lazy("Taken back")),
    _count("voided", gettext_lazy("Voided")),
    _count("without_outcome", gettext_lazy("Without outcome")),
    Column(
        "median_seconds",
        gettext_lazy("Usual time to outcome"),
        cell=lambda row: formats.duration(row.median_seconds),
        number=True,
    ),
)


def _asked(request: HttpRequest) -> tuple[PostView, ShiftReport]:
    post = chosen_post(request, "border.report")
    moment = datetime.now(UTC)
    if at := request.GET.get("at"):
        try:
            wanted = parse_datetime(at)
        except ValueError:
            wanted = None
        if wanted is None or wanted.tzinfo is None or wanted.year < 2000 or wanted > moment + timedelta(days=1):
            raise Http404
        moment = wanted
    start, end = shift_at(post.id, moment)
    return post, shift_report(post, start, end, names_of)


def _tallies(request: HttpRequest, rows: tuple[Tally, ...], mark: str, caption: object) -> Table:
    return Table(
        request,
        COLUMNS,
        rows,
        id=mark,
        caption=caption,  # type: ignore[arg-type]
        empty=_("Nothing in this shift yet."),
        sort="-presentations",
        filter=False,
    )


@may("border.report")
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """One shift as a page; ``?at=`` an instant within it (ISO with offset), default the running one."""
    post, report = _asked(request)
    query = f"?post={post.id.hex}&at="
    return render(
        request,
        "border/report/page.html",
        {
            "post": post,
            "report": report,
            "tabs": post_tabs(request, "border.report", post),
            "lanes": _tallies(request, report.by_lane, "lanes", _("By lane")),
            "officers": _tallies(request, report.by_officer, "officers", _("By officer")),
            "purposes": [(word(f"purpose:{code}"), count) for code, count in report.by_purpose],
            "nationalities": [(country(code), count) for code, count in report.by_nationality[:12]],
            "before": query + _stamp(report.start - timedelta(minutes=1)),
            "after": query + _stamp(report.end) if report.end <= datetime.now(UTC) else "",
            "here": query + _stamp(report.start),
            "may_close": must_be_staff(request).may("border.shift.close", post.id),
        },
    )


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@may("border.report")
@require_safe
def printed(request: HttpRequest) -> HttpResponse:
    """The report as a PDF, with lines to sign and the journal's newest signed head."""
    _post, report = _asked(request)
    return pdf_response(report_pdf(request, report, sign_head()), f"shift-{report.start:%Y-%m-%d-%H%M}.pdf")


@may("border.report")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The counts by officer as CSV."""
    _post, report = _asked(request)
    return _tallies(request, report.by_officer, "officers", _("By officer")).csv(
        f"shift-{report.start:%Y-%m-%d-%H%M}-officers.csv"
    )


@may("border.shift.close")
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Close the shift that ended last: what is open is written down for the commander who follows and the monitor."""
    post = chosen_post(request, "border.shift.close")
    closed = close_shift(post.id, actor=must_be_staff(request), remark=request.POST.get("remark", "")[:500])
    left = len(closed["without_outcome"])
    if left:
        messages.warning(
            request,
            _("Shift closed. %(count)s presentations are without outcome and stay on the list.") % {"count": left},
        )
    else:
        messages.success(request, _("Shift closed. Every presentation has an outcome."))
    return redirect(f"{reverse('border:report')}?post={post.id.hex}")
