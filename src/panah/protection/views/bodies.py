"""The directory of bodies: who is there for whom, and how to reach them; kept by headquarters."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from panah.border.desk.posts import posts
from panah.people.access import must_be_staff
from panah.people.desk.names import names_of
from panah.protection.desk import bodies as desk
from panah.protection.desk import bodykeys, changes
from panah.protection.desk.bodies import BodyView
from panah.protection.desk.problems import ProtectionError
from panah.protection.views.body_forms import BodyForm, initial, written
from panah.protection.views.guard import at_the_desk, said
from panah.web import formats, languages
from panah.web.signs import state
from panah.web.tables import Column, Table
from panah.web.wording import country, word

_PLACES = {"sort_unknown": "sort", "state_unknown": "state", "state_needed": "state", "place_unknown": "places"}


@at_the_desk("protection.bodies.view")
@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """All bodies."""
    columns = [
        Column("name", _("Body"), cell=_link, text=lambda one: one.name, sort=lambda one: one.name, heading=True),
        Column("sort", _("Kind of body"), cell=lambda one: word(f"body_kind:{one.sort}"), sort=lambda one: one.sort),
        Column("needs", _("There for"), cell=_briefly),
        Column("languages", _("Languages"), cell=lambda one: languages.own_names(one.languages)),
        Column("phone", _("Telephone")),
        Column("state", _("State"), cell=standing),
    ]
    table = Table(
        request, columns, desk.bodies(), id="bodies", caption=_("Bodies"),
        empty=_("No body is in the directory yet"), sort="name",
    )  # fmt: skip
    manage = must_be_staff(request).may("protection.bodies.manage")
    return render(request, "protection/bodies/list.html", {"table": table, "manage": manage})


@at_the_desk("protection.bodies.view")
@require_safe
def show(request: HttpRequest, body: UUID) -> HttpResponse:
    """One body with everything that was ever signed about it."""
    found = desk.body(body)
    made = changes.of_body(body)
    people = names_of([person for one in made for person in (one.proposed_by, one.ended_by)])
    places = {post.id: post.name for post in posts()}
    return render(
        request,
        "protection/bodies/body.html",
        {
            "body": found,
            "kind": word(f"body_kind:{found.sort}"),
            "standing": standing(found),
            "needs": needs_of(found),
            "state": country(found.state) if found.state else "",
            "ages": word(f"ages:{found.ages}"),
            "sexes": ", ".join(word(f"sexes:{sex}") for sex in found.sexes),
            "places": ", ".join(places.get(place, "–") for place in found.places),
            "languages": languages.own_names(found.languages),
            "hours": ", ".join(written(found)),
            "key_events": [(one, word(f"key_event:{one.act}")) for one in bodykeys.of_body(body)],
            "not_divided": bodykeys.outdated(found),
            "changes": [(one, word(f"change:{one.content.act}"), people.get(one.proposed_by, "–")) for one in made],
            "manage": must_be_staff(request).may("protection.bodies.manage"),
        },
    )


@at_the_desk("protection.bodies.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Put a body into the directory."""
    return _described(request, None)


@at_the_desk("protection.bodies.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, body: UUID) -> HttpResponse:
    """Describe a body anew."""
    return _described(request, desk.body(body))


def _described(request: HttpRequest, body: BodyView | None) -> HttpResponse:
    form = BodyForm(request.POST if request.method == "POST" else None, initial=initial(body) if body else None)
    if form.is_valid():
        try:
            kept = desk.describe(form.content(), actor=must_be_staff(request), id=body.id if body else None)
        except ProtectionError as error:
            form.add_error(_PLACES.get(error.code), said(error))
        else:
            messages.success(request, _("The body is in the directory."))
            return redirect("protection:body", body=kept)
    return render(
        request, "protection/bodies/edit.html", {"form": form, "body": body}, status=422 if form.errors else 200
    )


def standing(body: BodyView) -> SafeString:
    """Whether it can be asked, in colour and word."""
    if body.revoked:
        return state("red", _("Revoked"), icon="ban")
    if body.sort == desk.MONITOR and body.key:
        return state("green", _("Can be told"))
    if not body.needs:
        return state("neutral", _("There for nothing yet"))
    if not body.key:
        return state("amber", _("Only by telephone or paper"))
    return state("green", _("Can be asked"))


def needs_of(body: BodyView) -> list[str]:
    """What it is there for, in words."""
    return sorted(word(f"need:{need}") for need in body.needs)


def _briefly(body: BodyView) -> str:
    """The first few needs, for the list."""
    needs = needs_of(body)
    shown, more = " · ".join(needs[:3]), len(needs[3:])
    if not more:
        return shown
    return ngettext("%(needs)s and %(more)s more", "%(needs)s and %(more)s more", more) % {
        "needs": shown,
        "more": formats.number(more),
    }


def _link(body: BodyView) -> SafeString:
    return format_html('<a href="{}"><bdi>{}</bdi></a>', reverse("protection:body", args=[body.id]), body.name)
