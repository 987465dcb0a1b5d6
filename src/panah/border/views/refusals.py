"""Refusing entry: one officer proposes and signs, another reads it all, signs too or says no; the notice is printed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from panah.border.desk import answering, headquarters, parties, second_signature, unsent
from panah.border.desk import refusals as desk
from panah.border.desk.context import DeskError
from panah.border.desk.holds import HoldView
from panah.border.desk.posts import post
from panah.border.desk.recalls import recalls
from panah.border.desk.refusals import Proposal
from panah.border.models import Presentation, Refusal
from panah.border.rules.refusals import digest_of
from panah.border.views.families import family_of
from panah.border.views.looking import free_of, look_or_ask
from panah.border.views.noticed import notice_lines
from panah.border.views.refusal_forms import UNDERSTOOD, HeardForm, RefuseForm, ground_text
from panah.border.views.refusal_notice import notice_pdf
from panah.border.views.second_line import of_my_post
from panah.people import acts
from panah.people.access import may, must_be_staff
from panah.people.desk.names import names_of
from panah.people.views.acts import SignForm
from panah.safeguards.guard.answers import Verdict
from panah.web.languages import BY_CODE
from panah.web.printing import pdf_response
from panah.web.wording import country, word

ACT = "border.refuse"
SIGN = "border.refuse.sign"


class DeclineForm(forms.Form):
    """Why it goes no further."""

    reason = forms.CharField(label=gettext_lazy("Why not?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


def why_not(said: Verdict) -> list[tuple[str, list[str]]]:
    """The guard's reasons in words, each once, and who or what could change it."""
    why = list(dict.fromkeys(word(f"guard:{one.code}", dict(one.params)) for one in said.why))
    allow = list(dict.fromkeys(word(f"guard:{one.code}", dict(one.params)) for one in said.would_allow))
    return [(sentence, allow if at == len(why) - 1 else []) for at, sentence in enumerate(why)]


def to_be_heard(request: HttpRequest, hold: HoldView, form: HeardForm) -> HttpResponse:
    """Whoever says that they are afraid is heard: it is noted at once, and this way stays closed until that ends."""
    unsent.fear_was_said(hold.id, form.words, actor=must_be_staff(request))
    messages.warning(request, _("Then this way is closed. Any fear, in any words, is enough: hear the person."))
    return redirect("border:hold", hold=hold.id)


@may(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
@of_my_post
def propose(request: HttpRequest, hold: HoldView) -> HttpResponse:
    """With something open about the person there is no form: the page says who must decide. Else the form, then the
    officer's own signature under it."""
    if hold.released is not None:
        raise DeskError("hold_released")
    waits = desk.of_hold(hold.id)
    if waits is not None and waits.state == "open":
        return redirect("border:refusal", refusal=waits.id)
    said = desk.verdict(hold.id)
    if not said.allowed:
        return render(request, "border/refusals/not_possible.html", {"hold": hold, "why": why_not(said)})
    form = RefuseForm(hold, request.POST if request.method == "POST" else None)
    if form.feared:
        return to_be_heard(request, hold, form)
    if not form.is_valid():
        family = family_of(hold.presentation, must_be_staff(request))
        context = {"hold": hold, "form": form, "noticed": notice_lines(form.noticed), "family": family}
        return render(request, "border/refusals/propose.html", context, status=422 if form.is_bound else 200)
    content = form.content()
    digest = digest_of(content)
    asked = "sign" in request.POST
    sign = SignForm(request, digest, data=request.POST if asked else None)
    if asked and (signature := sign.signature()) is not None:
        refusal = desk.propose(content, signature, actor=must_be_staff(request))
        messages.success(request, _("Signed. Another officer has to sign, too."))
        return redirect("border:refusal", refusal=refusal)
    acts.offer(request, digest, reverse("border:refuse", kwargs={"hold": hold.id}))
    context = {"hold": hold, "form": form, "sign": sign, "content": _told(content)}
    return render(request, "border/refusals/sign.html", context, status=422 if asked else 200)


@may("border.refusals")
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, refusal: UUID) -> HttpResponse:
    """Everything another officer needs to decide whether to sign; afterwards, what was decided."""
    proposal = _found(refusal)
    row = Presentation.objects.get(subject=proposal.content.presentation)
    if (asked := look_or_ask(request, row, "border:refusal")) is not None:
        return asked
    staff = must_be_staff(request)
    own = proposal.proposed_by == staff.id
    can_sign = proposal.state == "open" and not own and staff.may(SIGN)
    signing = can_sign and "sign" in request.POST
    sign = SignForm(request, proposal.digest, data=request.POST if signing else None) if can_sign else None
    if signing and sign is not None and (signature := sign.signature()) is not None:
        try:
            made = second_signature.sign(refusal, signature, actor=staff)
        except DeskError as no:
            messages.error(request, _no(no))
        else:
            if made:
                messages.success(request, _("Entry is refused. Print the notice and hand it over."))
            else:
                messages.success(request, _("Signed. Nothing is decided yet: others of the family wait, too."))
        return redirect("border:refusal", refusal=refusal)
    if can_sign:
        acts.offer(request, proposal.digest, request.path)
    return _page(request, proposal, row, sign, own=own)


def _page(
    request: HttpRequest, proposal: Proposal, row: Presentation, sign: SignForm | None, *, own: bool
) -> HttpResponse:
    made = desk.made(proposal.id)
    staff = must_be_staff(request)
    second = made.second_by if made else proposal.second_by
    people = names_of([proposal.proposed_by, proposal.ended_by, second])
    with timezone.override(post(row.post).zone):
        return render(
            request,
            "border/refusals/show.html",
            {
                "proposal": proposal,
                "made": made,
                "name": parties.name_of(row.document),
                "person": row,
                "post": post(row.post),
                "content": _told(proposal.content),
                "first": people.get(proposal.proposed_by, "–"),
                "second": people.get(second, "–") if second else "",
                "signed_before": proposal.second_by == staff.id,
                "together": _together(request, made),
                "ended_by": people.get(proposal.ended_by, "–") if proposal.ended_by else "",
                "recalled": (made is not None and bool(recalls(among=[made.subject])))
                or any(one.presentation == row.subject for one in answering.raised()),
                "family": family_of(row, staff) if proposal.state == "open" else None,
                "asked": headquarters.standing(row, "refuse") if proposal.state == "open" else None,
                "elsewhere": proposal.state == "open" and headquarters.elsewhere(row.post) is not None,
                "sign": sign,
                "own": own,
                "decline": DeclineForm(),
                "may_decline": proposal.state == "open" and (own or staff.may(SIGN)),
            },
            status=422 if sign is not None and sign.errors else 200,
        )


def _together(request: HttpRequest, made: Refusal | None) -> list[tuple[UUID, str]]:
    """Who else of the family was refused with the same signature: each has a notice of their own. Names only of whom
    the officer is free to see."""
    if made is None:
        return []
    others = desk.made_with(made)
    seen = Presentation.objects.in_bulk(free_of(request, [one.presentation for one in others]))
    return [
        (one.subject, parties.name_of(seen[one.presentation].document) if one.presentation in seen else "")
        for one in others
    ]


@may("border.refusals")
@require_POST
def decline(request: HttpRequest, refusal: UUID) -> HttpResponse:
    """The other officer says no, or the proposing one takes it back."""
    proposal = _found(refusal)
    staff = must_be_staff(request)
    if proposal.proposed_by != staff.id and not staff.may(SIGN):
        raise Http404
    try:
        desk.decline(refusal, request.POST.get("reason", ""), actor=staff)
    except DeskError as no:
        messages.error(request, _("Say why.") if no.code == "reason_needed" else _no(no))
        return redirect("border:refusal", refusal=refusal)
    messages.success(request, _("It goes no further. The person waits on; the clock runs on."))
    return redirect("border:refusals")


@may("border.refusals")
@require_POST
def ask(request: HttpRequest, refusal: UUID) -> HttpResponse:
    """Ask headquarters for another receipt, where it is another node."""
    proposal = _found(refusal)
    row = Presentation.objects.get(subject=proposal.content.presentation)
    if proposal.state == "open" and headquarters.ask(row, "refuse", actor=must_be_staff(request).id):
        messages.success(request, _("Headquarters is asked. The person waits on; the clock runs on."))
    return redirect("border:refusal", refusal=refusal)


@may("border.refusals")
@require_GET
def notice(request: HttpRequest, refusal: UUID) -> HttpResponse:
    """The notice in the person's language and the officer's, to print and hand over."""
    made = desk.made(refusal)
    if made is None:
        raise Http404
    row = Presentation.objects.get(subject=made.presentation)
    if (asked := look_or_ask(request, row, "border:refusal")) is not None:
        return asked
    return pdf_response(notice_pdf(request, made, row), "notice.pdf")


def _found(refusal: UUID) -> Proposal:
    try:
        return desk.get(refusal)
    except DeskError:
        raise Http404 from None


def _no(no: DeskError) -> str:
    """A desk's no; the guard's reasons where it was the guard."""
    why = [word(f"guard:{one.code}", dict(one.params)) for one in no.params.get("why", ())]
    return " ".join([word(f"desk:{no.code}"), *dict.fromkeys(why)])


def _told(content: Any) -> dict[str, object]:
    """The content with its codes in words."""
    return {
        "ground": ground_text(content.post, content.ground),
        "facts": content.facts,
        "facts_told": content.facts_told,
        "own_words": content.own_words,
        "language": content.language,
        "understood": dict(UNDERSTOOD)[content.understood],
        "interpreter": content.interpreter,
        "advisories": [country(code) for code in content.advisories],
        "notice_language": BY_CODE[content.notice_language].own_name,
    }
