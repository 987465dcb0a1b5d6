"""Changes of competence: headquarters proposes and signs, the monitor reads it all and signs too, or says no (S14)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panah.border.desk.posts import posts
from panah.journal import store
from panah.journal.carrying import peers
from panah.people import acts
from panah.people.access import must_be_staff
from panah.people.desk.names import names_of
from panah.people.views.acts import SignForm
from panah.protection.desk import bodies, returns
from panah.protection.desk import changes as desk
from panah.protection.desk.changes import Change
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.bodies import ChangePart
from panah.protection.rules import digest_of
from panah.protection.views.body_forms import AsideForm, CompetenceForm, HeadquartersForm, KeyForm, RevokeForm
from panah.protection.views.guard import at_the_desk, said
from panah.web import formats
from panah.web.tables import Column, Table
from panah.web.wording import word

AnyForm = CompetenceForm | KeyForm | RevokeForm | HeadquartersForm | AsideForm


@dataclass(frozen=True, slots=True)
class About:
    """What a change is about: a body, or (``label``) a post or a node; ``page`` is where one goes back to, called
    ``back``."""

    label: str
    name: str
    page: str
    back: str


NOBODY = UUID(int=0)
_ACTS: dict[type[forms.Form], str] = {
    CompetenceForm: "competence", KeyForm: "key", RevokeForm: "revoke", HeadquartersForm: "headquarters",
    AsideForm: "aside",
}  # fmt: skip


class DeclineForm(forms.Form):
    """Why it isn't made."""

    reason = forms.CharField(label=gettext_lazy("Why not?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


@at_the_desk("protection.bodies.sign")
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Those that wait for the monitor."""
    names = {one.id: one.name for one in bodies.bodies()} | {one.id: one.name for one in posts()} | _nodes()
    columns = [
        Column("body", _("Body"), cell=lambda one: _link(one, names.get(one.content.body, "–")), heading=True),
        Column("act", _("Change"), cell=lambda one: word(f"change:{one.content.act}")),
        Column("proposed", _("Proposed"), cell=lambda one: formats.moment(one.proposed)),
    ]
    table = Table(
        request, columns, desk.waiting(), id="changes", caption=_("Changes to sign"),
        empty=_("No change waits for your signature"),
    )  # fmt: skip
    return render(request, "protection/bodies/changes.html", {"table": table})


@at_the_desk("protection.bodies.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def competence(request: HttpRequest, body: UUID) -> HttpResponse:
    """What a body is there for from now on."""
    found = bodies.body(body)
    return _proposed(request, body, CompetenceForm(_posted(request), initial={"needs": sorted(found.needs)}))


@at_the_desk("protection.bodies.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def key(request: HttpRequest, body: UUID) -> HttpResponse:
    """Its key from now on."""
    return _proposed(request, body, KeyForm(_posted(request)))


@at_the_desk("protection.bodies.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, body: UUID) -> HttpResponse:
    """There for nothing any more."""
    return _proposed(request, body, RevokeForm(_posted(request)))


@at_the_desk("protection.bodies.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def headquarters(request: HttpRequest) -> HttpResponse:
    """Whose receipts a post of this node needs from now on."""
    return _proposed(request, None, HeadquartersForm(_posted(request)))


@at_the_desk("protection.bodies.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def aside(request: HttpRequest) -> HttpResponse:
    """A letter that can't be heard, and that no refusal waits for any more."""
    known = [f"{journal}:{sequence}" for journal, sequence in returns.unheard()]
    return _proposed(request, None, AsideForm(_posted(request), initial={"letter": known[0] if known else ""}))


@at_the_desk("protection.bodies.view")
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, change: UUID) -> HttpResponse:
    """Everything there is to a change; for the monitor, with the place to sign."""
    found = desk.get(change)
    staff = must_be_staff(request)
    can_sign = found.state == "open" and staff.may("protection.bodies.sign") and found.proposed_by != staff.id
    asked = can_sign and "sign" in request.POST
    sign = SignForm(request, found.digest, data=request.POST if asked else None) if can_sign else None
    if asked and sign is not None and (signature := sign.signature()) is not None:
        desk.sign(change, signature, actor=staff)
        messages.success(request, _("Signed by both. The change is in force."))
        return redirect("protection:change", change=change)
    if can_sign:
        acts.offer(request, found.digest, request.path)
    people = names_of([found.proposed_by, found.ended_by])
    context = {
        "change": found,
        "about": _about(found.content.act, found.content.body),
        "content": _told(found.content, ended=found.state != "open"),
        "of_post": found.content.act == "headquarters",
        "title": word(f"change:{found.content.act}"),
        "state": word(f"change_state:{found.state}"),
        "first": people.get(found.proposed_by, "–"),
        "second": people.get(found.ended_by, "–") if found.ended_by else "",
        "sign": sign,
        "decline": DeclineForm() if found.state == "open" and _may_decline(request, found) else None,
    }
    return render(request, "protection/bodies/change.html", context, status=422 if asked else 200)


@at_the_desk("protection.bodies.view")
@require_POST
def decline(request: HttpRequest, change: UUID) -> HttpResponse:
    """The monitor says no, or headquarters takes its own proposal back."""
    found = desk.get(change)
    if not _may_decline(request, found):
        return redirect("protection:change", change=change)
    form = DeclineForm(request.POST)
    if form.is_valid():
        desk.decline(change, form.cleaned_data["reason"], actor=must_be_staff(request))
        messages.success(request, _("The change isn't made."))
    else:
        messages.error(request, _("Say why."))
    return redirect("protection:change", change=change)


def _may_decline(request: HttpRequest, change: Change) -> bool:
    staff = must_be_staff(request)
    return staff.may("protection.bodies.sign") or change.proposed_by == staff.id


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _proposed(request: HttpRequest, body: UUID | None, form: AnyForm) -> HttpResponse:
    """The form, then what it says with the place to sign. ``body`` is none where the form says of which post."""
    if not form.is_valid():
        return _form(request, body, form)
    content = form.content(body or NOBODY)
    try:
        desk.check(content)
        digest = digest_of(content)
        asked = "sign" in request.POST
        sign = SignForm(request, digest, data=request.POST if asked else None)
        if asked and (signature := sign.signature()) is not None:
            change = desk.propose(content, signature, actor=must_be_staff(request))
            messages.success(request, _("Signed. It holds once the monitor has signed, too."))
            return redirect("protection:change", change=change)
    except ProtectionError as error:
        form.add_error(None, said(error))
        return _form(request, body, form)
    acts.offer(request, digest, request.path)
    context = {
        "about": _about(content.act, content.body),
        "form": form,
        "sign": sign,
        "content": _told(content),
        "title": word(f"change:{content.act}"),
    }
    return render(request, "protection/bodies/sign.html", context, status=422 if asked else 200)


def _form(request: HttpRequest, body: UUID | None, form: AnyForm) -> HttpResponse:
    act = _ACTS[type(form)]
    context = {"about": _about(act, body), "form": form, "title": word(f"change:{act}")}
    return render(request, "protection/bodies/propose.html", context, status=422 if form.errors else 200)


def _about(act: str, id: UUID | None) -> About:
    """The body, or the post whose headquarters it is about: none yet where the form still asks which."""
    if act == "aside":
        return About(_("Node"), _nodes().get(id or store.own_journal(), "–"), reverse("protection:bodies"), _("Bodies"))
    if act != "headquarters":
        name = bodies.body(id or NOBODY).name
        return About(_("Body"), name, reverse("protection:body", args=[id]), name)
    known = {post.id: post.name for post in posts()}
    name = known.get(id, "–") if id else ""
    return About(_("Post"), name, reverse("protection:bodies"), _("Bodies"))


def _nodes() -> dict[UUID, str]:
    """What nodes are called here, by their journals."""
    return {journal: peer.name if peer else _("This node") for journal, peer in peers.nodes().items()}


def _told(content: ChangePart, *, ended: bool = False) -> list[tuple[str, str, str]]:
    """What is signed: label, value, and how it is shown. Of what hasn't ``ended``, also how it differs from today: in a
    long list nobody sees what is gone (S14)."""
    told = [(_("Change"), word(f"change:{content.act}"), "")]
    if content.act == "competence":
        wanted, now = set(content.needs), set(content.needs if ended else bodies.body(content.body).needs)
        told += [
            (label, ", ".join(sorted(word(f"need:{need}") for need in needs)), "wide")
            for label, needs in ((_("Added"), wanted - now), (_("Removed"), now - wanted), (_("There for"), wanted))
            if needs
        ]
    if content.act == "key":
        told.append((_("Public key"), content.key, "wide mono"))
        told.append((_("Journal of its node"), str(content.journal or ""), "wide mono"))
    if content.act == "headquarters":
        names = {journal: peer.name for peer in peers.everybody() for journal in peer.journals}
        node = names.get(str(content.journal), "–") if content.journal else _("The post itself")
        told.append((_("Headquarters"), node, ""))
        told.append((_("Journal of its node"), str(content.journal or ""), "wide mono"))
    if content.act == "aside":
        told.append((_("Letter"), f"{content.journal}:{content.key}", "wide mono"))
    return [*told, (_("Why"), content.reason, "wide")]


def _link(change: Change, name: str) -> SafeString:
    return format_html('<a href="{}"><bdi>{}</bdi></a>', reverse("protection:change", args=[change.id]), name)
