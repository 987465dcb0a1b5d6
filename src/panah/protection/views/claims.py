"""Claims at the asylum authority: registered, certified, decided; and the page that checks a certificate."""

from __future__ import annotations

import datetime as dt
import io
from uuid import UUID

import segno
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panah.people.access import must_be_staff
from panah.people.looks import record_look
from panah.protection import certificates
from panah.protection.certificates import Certificate, CertificateError
from panah.protection.desk import claims as desk
from panah.protection.models import Claim
from panah.protection.views.guard import at_the_desk, own_body
from panah.web import formats
from panah.web.printing import compile_pdf, pdf_response
from panah.web.tables import Column, Table
from panah.web.wording import word

ACT = "protection.claims"


class CheckForm(forms.Form):
    """The letters of a certificate's code."""

    code = forms.CharField(
        label=gettext_lazy("Code of the certificate"),
        max_length=certificates.LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr", "autocomplete": "off"}),
        help_text=gettext_lazy("Scan the square, or paste its letters. They begin with PANAH1-"),
    )


@at_the_desk(ACT)
@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    """All of the authority, the newest first."""
    body = own_body(request)
    columns = [
        Column("number", _("Number"), cell=_link, text=lambda one: one.number, heading=True),
        Column(
            "registered", _("Registered"), cell=lambda one: formats.day(one.registered), sort=lambda one: one.registered
        ),
        Column("outcome", _("Decision"), cell=_outcome),
    ]
    table = Table(
        request,
        columns,
        desk.claims_of(body.id),
        id="claims",
        caption=_("Claims"),
        empty=_("No claim is registered yet"),
    )
    return render(request, "protection/claims/list.html", {"table": table, "body": body})


@at_the_desk(ACT)
@require_POST
def register(request: HttpRequest, referral: UUID) -> HttpResponse:
    """Register the claim of a referral."""
    claim = desk.register(own_body(request).id, referral, actor=must_be_staff(request))
    messages.success(request, _("Registered. Print the certificate."))
    return redirect("protection:claim", claim=claim)


@at_the_desk(ACT)
@require_safe
def show(request: HttpRequest, claim: UUID) -> HttpResponse:
    """One claim: how it stands and what may be done. The look is a fact (S8)."""
    row = desk.claim_of(own_body(request).id, claim)
    record_look(request, claim, "case", "protection:claim")
    return render(request, "protection/claims/claim.html", {"row": row, "outcome": _outcome(row)})


@at_the_desk(ACT)
@require_safe
def certificate(request: HttpRequest, claim: UUID) -> HttpResponse:
    """The certificate to print; the look is a fact (S8)."""
    row = desk.claim_of(own_body(request).id, claim)
    record_look(request, claim, "case", "protection:certificate")
    content, code = desk.certificate(row)
    square = io.BytesIO()
    segno.make(code, error="m").save(square, kind="svg", border=0, xmldecl=False, svgns=True)
    data = {
        "heading": _("Certificate of a registered claim"),
        "authority": content.authority,
        "facts": told(content),
        "qr": square.getvalue().decode(),
        "says": _("The person asked for protection and may not be sent back while the claim is open."),
        "check": _(
            "The square holds what is printed here and the authority's signature. It can be checked without a line."
        ),
    }
    return pdf_response(compile_pdf("print/certificate.typ", data, title=_("Certificate")), "certificate.pdf")


def told(content: Certificate) -> list[tuple[str, str]]:
    """Label and value of everything that a certificate says."""
    return [
        (_("Number"), content.number),
        (_("Name"), content.name or "–"),
        (_("Date of birth"), formats.partial_date(content.birth_date) or "–"),
        (_("Registered"), formats.day(dt.date.fromisoformat(content.registered_on))),
        (_("Valid until"), formats.day(dt.date.fromisoformat(content.valid_until))),
    ]


@at_the_desk("protection.certificates.check")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Whether a code is a certificate of an authority known here; nothing is kept of it."""
    form = CheckForm(request.POST if request.method == "POST" else None)
    found: Certificate | None = None
    if form.is_valid():
        try:
            found = certificates.check(form.cleaned_data["code"], desk.known_keys())
        except CertificateError as no:
            form.add_error("code", word(f"certificate:{no.code}"))
    expired = found is not None and found.valid_until < timezone.now().date().isoformat()
    context = {"form": form, "found": found, "told": told(found) if found else [], "expired": expired}
    return render(request, "protection/claims/check.html", context, status=422 if form.errors else 200)


def _outcome(row: Claim) -> str:
    return word(f"claim_outcome:{row.outcome}") if row.outcome else _("Not decided yet")


def _link(row: Claim) -> SafeString:
    return format_html('<a class="mono" href="{}">{}</a>', reverse("protection:claim", args=[row.subject]), row.number)
