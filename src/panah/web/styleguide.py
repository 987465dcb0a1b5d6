"""The living style page: every component in every state it can have. For builders, so in English alone."""

from datetime import UTC, datetime, timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from panah.web import formats
from panah.web.forms import Tiles
from panah.web.tables import Column, Table
from panah.web.views import open_to_all

_NAMES = ("Aigerim Sadykova", "Farrukh Nazarov", "Gulnara Ishanova", "حمید رحیمی", "Bakyt Asanov", "Мадина Юсупова")


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Full name", help_text="As written in the document", max_length=60)
    born = forms.DateField(label="Date of birth", required=False)
    post = forms.ChoiceField(label="Post", choices=[("a", "Post A"), ("b", "Post B")])
    note = forms.CharField(label="Note", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    together = forms.BooleanField(label="Travels with family", required=False)
    purpose = forms.ChoiceField(
        label="Purpose",
        choices=[("work", "Work"), ("family", "Family"), ("transit", "Transit"), ("unasked", "Not asked")],
        widget=Tiles(
            keys={"work": "Alt+1", "family": "Alt+2", "transit": "Alt+3", "unasked": "Alt+0"},
            icons={"work": "briefcase-business", "family": "users", "transit": "route"},
        ),
    )
    direction = forms.ChoiceField(
        label="Direction", choices=[("entry", "Entry"), ("exit", "Exit")], widget=Tiles(segmented=True)
    )


@open_to_all
def page(request: HttpRequest) -> HttpResponse:
    """Every component with every state of it."""
    now = datetime.now(UTC)
    rows = [
        {"name": name, "when": now - timedelta(minutes=17 * at), "days": 90 - 13 * at} for at, name in enumerate(_NAMES)
    ]
    table = Table(
        request,
        [
            Column("name", "Name", heading=True, sort=lambda row: row["name"]),
            Column("when", "When", cell=lambda row: formats.moment(row["when"]), sort=lambda row: row["when"]),
            Column("days", "Days left", cell=lambda row: formats.number(row["days"]), number=True),
        ],
        rows,
        id="sample",
        caption="Crossings today",
        empty="Nobody has crossed yet",
        sort="-when",
        page_size=4,
        export_url="?csv",
    )
    if "csv" in request.GET:
        return table.csv("sample.csv")
    sent = SampleForm({"direction": "entry"})
    context = {
        "form": SampleForm(initial={"purpose": "work", "direction": "entry"}, prefix="fresh"),
        "sent": sent,
        "table": table,
        "nothing": Table(request, table.columns, [], id="nothing", caption="Crossings", empty="Nobody has crossed yet"),
        "tabs": [
            {"label": "Open", "url": "?tab=open", "current": True, "count": 3, "icon": "inbox"},
            {"label": "Closed", "url": "?tab=closed", "count": 128},
        ],
        "now": now,
        "since": now - timedelta(hours=10),
        "plenty": now + timedelta(hours=38, minutes=12),
        "little": now + timedelta(hours=2, minutes=40),
        "over": now - timedelta(minutes=25),
        "languages_sample": [("Kazakh", "Әйгерім Қасымова"), ("Pashto", "د ژوند لپاره"), ("Dari", "پناه، جای امن")],
    }
    return render(request, "web/styleguide.html", context)
