"""Posts and lanes: seeing them, establishing and describing them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from panah.border.desk import posts as desk
from panah.border.desk import regimes
from panah.border.desk.calls import code_of
from panah.border.desk.context import DeskError
from panah.border.views.guard import at_the_line
from panah.documents import is_known
from panah.people.access import must_be_staff
from panah.web.forms import offer
from panah.web.tables import Column, Table
from panah.web.wording import country, word

_KINDS = ("booth", "handheld", "kiosk", "gate", "local")
_WAYS = ("road", "rail", "air", "river")
_PLACES = {
    "timezone_unknown": "timezone", "regime_unknown": "regime",
    "shift_start_unreadable": "shift_starts", "no_lanes": "lanes",
}  # fmt: skip


def _known(code: str) -> str:
    if not is_known(code.upper()):
        raise forms.ValidationError(word("desk:country_unknown"))
    return code.upper()


class PostForm(forms.Form):
    """A post as it is from now on. Lanes are written one a line: code, label, kind."""

    name = forms.CharField(label=pgettext_lazy("of a thing", "Name"), max_length=120)
    country = forms.CharField(label=gettext_lazy("Country"), min_length=3, max_length=3, help_text="KAZ")
    neighbour = forms.CharField(label=gettext_lazy("Neighbour"), min_length=3, max_length=3, help_text="UZB")
    way = forms.ChoiceField(label=gettext_lazy("Way"))
    timezone = forms.CharField(label=gettext_lazy("Time zone"), max_length=60, help_text="Asia/Almaty")
    regime = forms.ChoiceField(label=gettext_lazy("Rules of stay"))
    hold_hours = forms.IntegerField(
        label=gettext_lazy("A hold lasts at most (hours)"), min_value=1, max_value=72, initial=3
    )
    hold_basis = forms.CharField(label=gettext_lazy("Law behind this maximum"), max_length=300, required=False)
    shift_starts = forms.CharField(
        label=gettext_lazy("Shifts begin at"),
        max_length=100,
        initial="08:00, 20:00",
        widget=forms.TextInput({"dir": "ltr"}),
    )
    lanes = forms.CharField(
        label=gettext_lazy("Lanes"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "ltr"}),
        help_text=gettext_lazy("One a line: code, label, kind (booth, handheld, kiosk, gate, local)"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["way"], [(way, word(f"way:{way}")) for way in _WAYS])
        offer(self.fields["regime"], [(name, word(f"regime:{name}")) for name in regimes.names()])

    def clean_lanes(self) -> list[desk.Lane]:
        lanes = []
        for line in filter(None, map(str.strip, self.cleaned_data["lanes"].splitlines())):
            code, label, kind = ([part.strip() for part in line.split(",")] + ["", "booth"])[:3]
            if not code or len(code) > 20 or len(label) > 80 or (kind or "booth") not in _KINDS:
                raise forms.ValidationError(_("This line can't be read: %(line)s"), params={"line": line[:40]})
            lanes.append(desk.Lane(code, label or code, kind or "booth"))
        return lanes

    def clean_country(self) -> str:
        return _known(self.cleaned_data["country"])

    def clean_neighbour(self) -> str:
        return _known(self.cleaned_data["neighbour"])

    def clean_timezone(self) -> str:
        zone: str = self.cleaned_data["timezone"]
        if zone not in desk.time_zones():
            raise forms.ValidationError(word("desk:timezone_unknown"))
        return zone


@require_GET
@at_the_line("border.posts.view")
def posts(request: HttpRequest) -> HttpResponse:
    """All posts."""
    columns = [
        Column("name", _("Post"), heading=True, sort="name"),
        Column("neighbour", _("Neighbour"), cell=lambda one: country(one.neighbour)),
        Column("way", _("Way"), cell=lambda one: word(f"way:{one.way}")),
        Column("lanes", _("Lanes"), cell=lambda one: ", ".join(lane["label"] for lane in one.lanes)),
        Column("hold_hours", _("Hold, hours"), number=True),
        Column("regime", _("Rules of stay"), cell=lambda one: word(f"regime:{one.regime}")),
    ]
    from panah.border.models import Post

    table = Table(
        request, columns, Post.objects.all(), id="posts", caption=_("Posts"),
        empty=_("No post is established yet"), sort="name",
    )  # fmt: skip
    manage = must_be_staff(request).may("border.posts.manage")
    every = desk.posts()
    cards = [(one, [(lane, code_of(one.id, lane.code)) for lane in one.lanes]) for one in every]
    return render(request, "border/posts/posts.html", {"table": table, "all": every, "manage": manage, "cards": cards})


@require_http_methods(["GET", "POST"])
@at_the_line("border.posts.manage")
def add(request: HttpRequest) -> HttpResponse:
    """Establish a post."""
    return _described(request, PostForm(request.POST or None), None)


@require_http_methods(["GET", "POST"])
@at_the_line("border.posts.manage")
def post(request: HttpRequest, post: UUID) -> HttpResponse:
    """Describe a post anew."""
    view = desk.post(post)
    initial = {
        "name": view.name, "country": view.country, "neighbour": view.neighbour, "way": view.way,
        "timezone": view.timezone, "regime": view.regime, "hold_hours": view.hold_hours,
        "hold_basis": view.hold_basis, "shift_starts": ", ".join(view.shift_starts),
        "lanes": "\n".join(f"{lane.code}, {lane.label}, {lane.kind}" for lane in view.lanes),
    }  # fmt: skip
    return _described(request, PostForm(request.POST or None, initial=initial), view)


def _described(request: HttpRequest, form: PostForm, view: desk.PostView | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data | {
            "shift_starts": [start.strip() for start in form.cleaned_data["shift_starts"].split(",")],
        }
        try:
            desk.describe_post(**data, actor=must_be_staff(request), id=view.id if view else None)
        except DeskError as error:
            form.add_error(_PLACES.get(error.code), word(f"desk:{error.code}", error.params))
        else:
            messages.success(request, _("The post is described."))
            return redirect("border:posts")
    return render(request, "border/posts/post.html", {"form": form, "view": view})
