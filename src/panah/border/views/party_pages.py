"""The pages that carriages and groups have in common: scan, repair, key in, and who may be named by now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from panah.border.desk import presentations
from panah.border.desk.parties import Member
from panah.border.desk.posts import PostView
from panah.border.views import party as steps
from panah.border.views.at_post import place_at
from panah.border.views.looking import Names, at_work, free_of, look_or_ask, names_of_list
from panah.documents import from_paper
from panah.people.access import must_be_staff


@dataclass(frozen=True, slots=True)
class Party:
    """A carriage or a group as its pages need it. ``take_in`` makes a presentation of a document (or None), a reading
    (or None), ``place``, ``actor`` and ``description``, and gives its handle; ``since`` is when the party came."""

    kind: Literal["carriage", "group"]
    id: UUID
    name: str
    members: tuple[Member, ...]
    member: Callable[[UUID], Member]
    take_in: Callable[..., UUID]
    since: datetime
    ended: bool

    def address(self, page: str = "", presentation: UUID | None = None) -> str:
        """The address of one of its pages."""
        handles = {self.kind: self.id} | ({"presentation": presentation} if presentation else {})
        return reverse(f"border:{self.kind}-{page}" if page else f"border:{self.kind}", kwargs=handles)

    def addresses(self, presentation: UUID) -> dict[str, str]:
        """Where the page of a traveller leads, and where its forms go."""
        return {
            "back": self.address(),
            "keyed": self.address("keyed"),
            "repair": self.address("repair", presentation),
            "decide": self.address("decide", presentation),
        }

    def traveller(self, presentation: UUID) -> HttpResponse:
        """Lead to the page of one of its travellers."""
        return redirect(self.address("person", presentation))


Page = Callable[[str, str], HttpResponse]


def scan(request: HttpRequest, post: PostView, party: Party, page: Page) -> HttpResponse:
    """A scanned document: it becomes a presentation at once. ``page`` shows the party again with the problem and what
    was scanned."""
    reading = steps.read_scan(request)
    if isinstance(reading, str):
        return page(reading, request.POST.get("mrz", "")[:400])
    return party.traveller(party.take_in(None, reading, place=place_at(request, post), actor=must_be_staff(request)))


def repair(request: HttpRequest, post: PostView, party: Party, presentation: UUID) -> HttpResponse:
    """The officer compared the proposed repair with the document: it replaces what was misread."""
    party.member(presentation)
    reading = steps.repaired(presentation)
    if reading is None:
        return party.traveller(presentation)
    actor = must_be_staff(request)
    with transaction.atomic():
        new = party.take_in(None, reading, place=place_at(request, post), actor=actor)
        steps.replace_misread(presentation, new, actor=actor)
    return party.traveller(new)


def keyed(request: HttpRequest, post: PostView, party: Party) -> HttpResponse:
    """A document typed from the page, or nobody's document at all."""
    form = steps.keyed_form(request)
    if not (request.method == "POST" and form.is_valid()):
        context = {"form": form, "name": party.name, "back": party.address()}
        return render(request, "border/party/keyed.html", context, status=422 if form.errors else 200)
    paper, actor = form.paper(), must_be_staff(request)
    with transaction.atomic():
        new = party.take_in(
            from_paper(paper), None, place=place_at(request, post), actor=actor, description=paper.description
        )
        if (old := steps.misread(request)) is not None:
            party.member(old)
            steps.replace_misread(old, new, actor=actor)
    return party.traveller(new)


@dataclass(frozen=True, slots=True)
class Named:
    """Who of a party may be named on its page: everybody while it is at work or after a reason was given, otherwise
    those who are free to see. ``everybody`` goes for the list that came with it, too."""

    everybody: bool
    members: frozenset[UUID]
    names: Names

    @property
    def hidden(self) -> bool:
        """Whether the page asks for a reason."""
        return not self.everybody


def named(request: HttpRequest, party: Party) -> Named:
    """Who may be named by now. A reason given on the page is one look, under the handle of the party (S8)."""
    wanted = frozenset(member.presentation for member in party.members)
    names = names_of_list(request, party.id, f"border:{party.kind}")
    if names.shown or at_work(party.since, ended=party.ended):
        return Named(True, wanted, names)
    return Named(False, free_of(request, wanted), names)


def asked(request: HttpRequest, party: Party, presentation: UUID) -> HttpResponse | None:
    """The question for the reason, where seeing this traveller by now is a look (S8); None where they may be seen."""
    party.member(presentation)
    if at_work(party.since, ended=party.ended):
        return None
    return look_or_ask(request, presentations.get(presentation).row, f"border:{party.kind}-person")
