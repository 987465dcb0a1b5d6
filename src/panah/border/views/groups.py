"""Families, groups, school classes and hand-overs at the line."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from panah.border.desk import groups as desk
from panah.border.desk.context import DeskError
from panah.border.desk.decision import LONGEST_ADDRESS, LONGEST_SPONSOR
from panah.border.desk.groups import GroupView
from panah.border.desk.posts import PostView
from panah.border.facts.parts import HostPart
from panah.border.models import Group
from panah.border.rules.handovers import HANDOVER
from panah.border.views import party
from panah.border.views import party_pages as pages
from panah.border.views.at_post import at_post, both, posting
from panah.border.views.form_fields import DIRECTIONS, StateField, states, worded
from panah.border.views.looking import at_work
from panah.border.views.party_pages import Party
from panah.documents import Reading
from panah.documents.travel_document import TravelDocument
from panah.people.access import must_be_staff
from panah.web import formats
from panah.web.forms import Tiles, offer
from panah.web.tables import Column, Table
from panah.web.wording import country, word

ACT = "border.carriages"
HANDOVER_ACT = "border.handover"


class GroupForm(forms.Form):
    """What kind of group, how many, and for a hand-over by whom and under which paper."""

    direction = forms.ChoiceField(
        label=gettext_lazy("Direction"), choices=DIRECTIONS, widget=Tiles(segmented=True), initial="entry"
    )
    sort = forms.ChoiceField(label=gettext_lazy("Who comes"), widget=Tiles, initial="family")
    label = forms.CharField(
        label=gettext_lazy("Name of the group"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The family's name, the class, the company."),
    )
    expected = forms.IntegerField(
        label=gettext_lazy("How many persons"), required=False, min_value=1, max_value=desk.MOST_EXPECTED
    )
    papers_from = forms.ChoiceField(
        label=gettext_lazy("Who hands over the documents?"), required=False, widget=Tiles(segmented=True)
    )
    sponsor = forms.CharField(label=gettext_lazy("Invited by"), max_length=LONGEST_SPONSOR, required=False)
    address = forms.CharField(label=gettext_lazy("Address of stay"), max_length=LONGEST_ADDRESS, required=False)
    state = StateField(label=gettext_lazy("State that hands over"), required=False)
    reference = forms.CharField(label=gettext_lazy("Reference of that state"), max_length=200, required=False)

    def __init__(self, *args: Any, handover: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        sorts = [sort for sort in desk.SORTS if handover or sort != HANDOVER]
        offer(self.fields["sort"], worded("group", sorts))
        offer(self.fields["papers_from"], worded("papers_from", desk.PAPERS_FROM))
        if not handover:
            del self.fields["state"]
            del self.fields["reference"]


def _may_hand_over(request: HttpRequest, post: PostView) -> bool:
    return must_be_staff(request).may(HANDOVER_ACT, post.id)


@both(ACT)
def new(request: HttpRequest, post: PostView) -> HttpResponse:
    """Open a group."""
    handover = _may_hand_over(request, post)
    initial = {"sort": HANDOVER} if handover and request.GET.get("sort") == HANDOVER else {}
    form = GroupForm(request.POST or None, handover=handover, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            given = dict(form.cleaned_data)
            host = HostPart(sponsor=given.pop("sponsor"), address=given.pop("address"))
            group = desk.open_group(post.id, actor=must_be_staff(request), host=host, **given)
        except DeskError as no:
            form.add_error(None, word(f"desk:{no.code}", no.params))
        else:
            return redirect("border:group", group=group)
    context = {"post": post, "form": form, "states": states()}
    return render(request, "border/groups/new.html", context, status=422 if form.errors else 200)


def group_name(row: Group, *, people: bool | None = None) -> str:
    """How a group is called. A family's name is somebody's: it shows while the group is at work, or with ``people``."""
    at_work_now = at_work(row.opened, ended=row.closed is not None) if people is None else people
    label = row.label if row.sort != "family" or at_work_now else ""
    return label or row.reference or word(f"group:{row.sort}")


def _link(row: Group) -> SafeString:
    return format_html('<a href="{}"><bdi>{}</bdi></a>', reverse("border:group", args=[row.subject]), group_name(row))


COLUMNS = (
    Column("label", gettext_lazy("Group"), cell=_link, text=group_name, sort="label", heading=True),
    Column("sort", gettext_lazy("Kind"), cell=lambda row: word(f"group:{row.sort}"), sort="sort"),
    Column("direction", gettext_lazy("Direction"), cell=lambda row: word(f"direction:{row.direction}")),
    Column("opened", gettext_lazy("Since"), cell=lambda row: formats.moment(row.opened), sort="opened"),
    Column("expected", gettext_lazy("Expected"), cell=lambda row: row.expected or "–", number=True, sort="expected"),
    Column("state", gettext_lazy("Handed over by"), cell=lambda row: country(row.state) if row.state else "–"),
    Column(
        "closed",
        gettext_lazy("Closed"),
        cell=lambda row: formats.moment(row.closed) if row.closed else _("open"),
        sort="closed",
    ),
)


@at_post(ACT)
def listing(request: HttpRequest, post: PostView) -> HttpResponse:
    """Groups of the post: open ones, or all."""
    which = "all" if request.GET.get("which") == "all" else "open"
    rows = Group.objects.filter(post=post.id)
    table = Table(
        request,
        COLUMNS,
        rows if which == "all" else rows.filter(closed__isnull=True),
        id="groups",
        caption=_("Every group") if which == "all" else _("Open groups"),
        empty=_("No group is open. Begin one with “New group”."),
        sort="-opened",
        export_url=f"{reverse('border:groups')}?csv=1&which={which}",
    )
    if request.GET.get("csv"):
        return table.csv("groups.csv")
    tabs = [
        {"label": pgettext("a list: not closed yet", "Open"), "url": "?which=open", "current": which == "open"},
        {"label": _("All"), "url": "?which=all", "current": which == "all"},
    ]
    context = {"post": post, "table": table, "tabs": tabs, "may_hand_over": _may_hand_over(request, post)}
    return render(request, "border/groups/list.html", context)


def _of(request: HttpRequest, post: PostView, group: UUID) -> GroupView:
    view = desk.get(group)
    if view.row.post != post.id:
        raise DeskError("group_unknown")
    if view.handover and not _may_hand_over(request, post):
        raise PermissionDenied
    return view


def _party(view: GroupView) -> Party:
    def take_in(document: TravelDocument | None, reading: Reading | None, **more: Any) -> UUID:
        return desk.scan(view.row.subject, document, reading, **more).presentation

    return Party(
        kind="group",
        id=view.row.subject,
        name=group_name(view.row),
        members=view.members,
        member=view.member,
        take_in=take_in,
        since=view.row.opened,
        ended=view.row.closed is not None,
    )


@both(ACT)
def show(request: HttpRequest, post: PostView, group: UUID) -> HttpResponse:
    """The group: who came, who is open, who is missing. When it has gone on, the names show after a reason."""
    return _page(request, _of(request, post, group))


def _page(request: HttpRequest, view: GroupView, problem: str = "", scan: str = "", status: int = 200) -> HttpResponse:
    who = pages.named(request, _party(view))
    name = group_name(view.row, people=who.everybody)
    context = {"view": view, "name": name, "problem": problem, "scan": scan, "who": who}
    page = render(request, "border/groups/page.html", context | {"names": who.names}, status=status)
    return who.names.answer or page


@posting(ACT, back="border:group")
def scan(request: HttpRequest, post: PostView, group: UUID) -> HttpResponse:
    """A scanned document: the next member of the group."""
    view = _of(request, post, group)
    return pages.scan(request, post, _party(view), lambda wrong, text: _page(request, view, wrong, text, 422))


@posting(ACT, back="border:group-person")
def repair(request: HttpRequest, post: PostView, group: UUID, presentation: UUID) -> HttpResponse:
    """The officer compared the proposed repair with the document: it replaces what was misread."""
    return pages.repair(request, post, _party(_of(request, post, group)), presentation)


@both(ACT)
def keyed(request: HttpRequest, post: PostView, group: UUID) -> HttpResponse:
    """A member without a readable document."""
    return pages.keyed(request, post, _party(_of(request, post, group)))


@both(ACT)
def person(request: HttpRequest, post: PostView, group: UUID, presentation: UUID) -> HttpResponse:
    """One member: advice, for a hand-over the talk alone, the decision. After the group, seeing it is a look."""
    view = _of(request, post, group)
    return pages.asked(request, _party(view), presentation) or _person(request, view, presentation)


def _person(
    request: HttpRequest, view: GroupView, presentation: UUID, form: Any = None, status: int = 200
) -> HttpResponse:
    member = view.member(presentation)
    context = {
        "view": view,
        "pages": _party(view).addresses(presentation),
        "name": group_name(view.row),
        "member": member,
        "card": party.card(presentation, form=form),
        "must_be_alone": view.handover and member.seen_alone is None,
    }
    return render(request, "border/groups/person.html", context, status=status)


@posting(HANDOVER_ACT, back="border:group-person")
def alone(request: HttpRequest, post: PostView, group: UUID, presentation: UUID) -> HttpResponse:
    """The officer saw this person alone."""
    _of(request, post, group)
    desk.note_seen_alone(
        group, presentation, language=request.POST.get("language", "")[:60], actor=must_be_staff(request)
    )
    messages.success(request, _("Written down. Now the crossing can be recorded."))
    return redirect("border:group-person", group=group, presentation=presentation)


@posting(ACT, back="border:group-person")
def decide(request: HttpRequest, post: PostView, group: UUID, presentation: UUID) -> HttpResponse:
    """Admit or set aside the member; then the next one."""
    view = _of(request, post, group)
    member = view.member(presentation)
    if member.outcome:
        raise DeskError("has_outcome")
    outcome = party.decide(request, presentation, actor=must_be_staff(request))
    if not isinstance(outcome, str):
        return _person(request, view, presentation, outcome, status=422)
    said = _("%(name)s goes to the second line.") if outcome == "set_aside" else _("%(name)s: checked.")
    messages.success(request, said % {"name": member.name or _("The person")})
    return redirect("border:group", group=group)


@posting(ACT, back="border:group")
def close(request: HttpRequest, post: PostView, group: UUID) -> HttpResponse:
    """Close the group; who is missing is said."""
    _of(request, post, group)
    desk.close(group, actor=must_be_staff(request), remark=request.POST.get("remark", "")[:8000])
    messages.success(request, _("Closed."))
    return redirect("border:groups")
