"""The monitor's pages: who looked at which file, and the alarms about unusual looks (S8)."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from panah.people import words
from panah.people.access import may, must_be_staff
from panah.people.credentials import unknown_attempts
from panah.people.desk.names import names_of, names_of_all
from panah.people.forms import AnswerForm
from panah.people.looks import answer_alarm, words_of
from panah.people.models import Alarm, Look
from panah.people.ports import post_name
from panah.people.problems import PeopleProblemError
from panah.web.formats import moment
from panah.web.forms import uuid_of
from panah.web.signs import state
from panah.web.tables import Column, Table
from panah.web.wording import word


@may("people.looks")
@require_GET
def looks(request: HttpRequest) -> HttpResponse:
    """All looks at files, unusual ones first; by officer, day, reason, or file."""
    found = _looks(request)
    officers = names_of_all(Look.objects.values_list("staff", flat=True).distinct())
    shown = {
        "table": _look_table(request, found, officers),
        "officers": sorted(officers.items(), key=lambda pair: pair[1].casefold()),
        "reasons": list(words.LOOK_REASONS.items()),
        "chosen": {key: request.GET.get(key, "") for key in ("officer", "day", "reason", "only", "file")},
    }
    return render(request, "people/looks.html", shown)


@may("people.looks")
@require_GET
def looks_export(request: HttpRequest) -> HttpResponse:
    """The same list as a file."""
    found = _looks(request)
    return _look_table(request, found, names_of(found.values_list("staff", flat=True))).csv("looks.csv")


@may("people.alarms")
@require_GET
def alarms(request: HttpRequest) -> HttpResponse:
    """Alarms, open ones first."""
    only = request.GET.get("state", "open")
    rows = Alarm.objects.order_by("-happened")
    if only == "open":
        rows = rows.filter(answered=None)
    elif only == "answered":
        rows = rows.exclude(answered=None)
    names = names_of(rows.values_list("staff", flat=True))
    still_open, answered = Alarm.objects.filter(answered=None).count(), Alarm.objects.exclude(answered=None).count()
    here = reverse("people:alarms")
    tabs = [
        {
            "label": pgettext("a list: not closed yet", "Open"),
            "url": f"{here}?state=open",
            "current": only == "open",
            "count": still_open,
        },
        {"label": _("Answered"), "url": f"{here}?state=answered", "current": only == "answered", "count": answered},
    ]
    table = Table(
        request,
        [
            Column(
                "happened", gettext_lazy("When"), cell=_alarm_link, text=lambda row: moment(row.happened), heading=True
            ),
            Column("staff", gettext_lazy("Officer"), cell=lambda row: names.get(row.staff, _("The system"))),
            Column("rule", gettext_lazy("What was unusual"), cell=lambda row: words.RULE_NAMES.get(row.rule, row.rule)),
            Column(
                "saw",
                pgettext_lazy("by a rule", "Seen"),
                cell=lambda row: words_of(row.rule, row.parameters),
            ),
            Column("answer", gettext_lazy("Answer"), cell=lambda row: words.ANSWERS.get(row.answer, "–")),
        ],
        rows,
        id="alarms",
        caption=_("Alarms about looks at files"),
        empty=_("No alarm is open.") if only == "open" else _("No alarm was answered yet."),
    )
    shown = {"table": table, "tabs": tabs, "unknown": unknown_attempts()}
    return render(request, "people/alarms.html", shown)


@may("people.alarms")
@require_GET
def alarm(request: HttpRequest, alarm: UUID) -> HttpResponse:
    """One alarm with its look."""
    return _alarm_page(request, alarm, AnswerForm())


@may("people.alarms.answer")
@require_http_methods(["POST"])
def alarm_answer(request: HttpRequest, alarm: UUID) -> HttpResponse:
    """Say what came of an alarm."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            answer_alarm(alarm, given["answer"], given["text"], actor=must_be_staff(request).id)
        except PeopleProblemError as problem:
            if problem.code == "no_such_alarm":
                raise Http404 from None
            problem.on(form)
        else:
            messages.success(request, _("The alarm was answered."))
            return HttpResponseRedirect(reverse("people:alarms"))
    return _alarm_page(request, alarm, form)


def _alarm_page(request: HttpRequest, alarm: UUID, form: AnswerForm) -> HttpResponse:
    found = Alarm.objects.filter(subject=alarm).first()
    if found is None:
        raise Http404
    # Who may read alarms but not looks sees the question, not the words of the officer.
    staff = must_be_staff(request)
    reads_looks = staff.may("people.looks")
    look = Look.objects.filter(subject=found.look).first() if reads_looks else None
    names = names_of_all([found.staff, found.answered_by])
    near = timedelta(hours=1)
    around = Look.objects.filter(
        staff=found.staff, happened__gt=found.happened - near, happened__lt=found.happened + near
    )
    shown = {
        "alarm": found,
        "look": look,
        "officer": names.get(found.staff, ""),
        "answered_by": names.get(found.answered_by, "") if found.answered_by else "",
        "rule": words.RULE_NAMES.get(found.rule, found.rule),
        "saw": words_of(found.rule, found.parameters),
        "reason": words.LOOK_REASONS.get(look.reason, look.reason) if look else "",
        "screen": word(f"screen:{look.screen}") if look else "",
        "post": post_name(look.post) if look else "",
        "answer": words.ANSWERS.get(found.answer, ""),
        "table": _look_table(request, _marked(around), names, export=False) if reads_looks else None,
        "form": form,
        "may_answer": staff.may("people.alarms.answer"),
    }
    return render(request, "people/alarm.html", shown, status=422 if form.errors else 200)


def _looks(request: HttpRequest) -> QuerySet[Any]:
    rows = Look.objects.all()
    if officer := uuid_of(request.GET.get("officer", "")):
        rows = rows.filter(staff=officer)
    if file := uuid_of(request.GET.get("file", "")):
        rows = rows.filter(file=file)
    if reason := request.GET.get("reason", ""):
        rows = rows.filter(reason=reason)
    if chosen := _day(request.GET.get("day", "")):
        start = timezone.make_aware(datetime.combine(chosen, time.min))
        rows = rows.filter(happened__gte=start, happened__lt=start + timedelta(days=1))
    marked: QuerySet[Any] = _marked(rows)
    return marked.filter(unusual=True) if request.GET.get("only") else marked


def _marked(rows: QuerySet[Look]) -> QuerySet[Any]:
    about = Alarm.objects.filter(look=OuterRef("subject"))
    marked = rows.annotate(unusual=Exists(about), question=Exists(about.filter(answered=None)))
    return marked.order_by("-question", "-unusual", "-happened")


def _look_table(request: HttpRequest, rows: QuerySet[Any], names: dict[UUID, str], *, export: bool = True) -> Table:
    query = request.GET.urlencode()
    return Table(
        request,
        [
            Column(
                "happened", gettext_lazy("When"), cell=lambda row: moment(row.happened), sort="happened", heading=True
            ),
            Column("staff", gettext_lazy("Officer"), cell=lambda row: names.get(row.staff, _("Unknown"))),
            Column("post", gettext_lazy("Where"), cell=lambda row: post_name(row.post) or "–"),
            Column("reason", gettext_lazy("Reason"), cell=_reason, text=_reason_text, sort="reason"),
            Column("file", gettext_lazy("File"), cell=_file, text=lambda row: str(row.file)),
            Column("unusual", gettext_lazy("Unusual"), cell=_mark, text=lambda row: _mark_word(row)),
        ],
        rows,
        id="looks",
        caption=_("Looks at files"),
        empty=_("Nobody looked at a file that fits this choice."),
        export_url=f"{reverse('people:looks-export')}{'?' + query if query else ''}" if export else "",
    )


def _alarm_link(row: Alarm) -> str:
    return format_html('<a href="{}">{}</a>', reverse("people:alarm", args=[row.subject]), moment(row.happened))


def _reason_text(row: Look) -> str:
    word = str(words.LOOK_REASONS.get(row.reason, row.reason))
    return f"{word}: {row.text}" if row.text else word


def _reason(row: Look) -> str:
    word = words.LOOK_REASONS.get(row.reason, row.reason)
    return format_html('{}<br><bdi class="muted small">{}</bdi>', word, row.text) if row.text else str(word)


def _file(row: Look) -> str:
    # The handle's first letters tell files apart; whose they are is not for this page.
    here = f"{reverse('people:looks')}?file={row.file}"
    return format_html('<a class="mono" href="{}">{}</a>', here, str(row.file)[:8])


def _mark_word(row: Any) -> str:
    return _("Open question") if row.question else _("Answered") if row.unusual else ""


def _mark(row: Any) -> str:
    return state("amber" if row.question else "neutral", _mark_word(row)) if row.unusual else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
