"""Claims at the asylum authority: registered, certified, decided; and the page that checks a certificate."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from panah.people.access import must_be_staff
from panah.protection import certificates
from panah.protection.certificates import Certificate, CertificateError
from panah.protection.desk import claims as desk
from panah.protection.desk.claim_certificates import known_keys
from panah.protection.views.claim_letters import told
from panah.protection.views.guard import at_the_desk, own_body
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
@require_POST
def register(request: HttpRequest, referral: UUID) -> HttpResponse:
    """Register the claim of a referral."""
    claim = desk.register(own_body(request).id, referral, actor=must_be_staff(request))
    messages.success(request, _("Registered. Print the certificate."))
    return redirect("protection:claim", claim=claim)


@at_the_desk("protection.certificates.check")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Whether a code is a certificate of an authority known here; nothing is kept of it."""
    form = CheckForm(request.POST if request.method == "POST" else None)
    found: Certificate | None = None
    if form.is_valid():
        try:
            found = certificates.check(form.cleaned_data["code"], known_keys())
        except CertificateError as no:
            form.add_error("code", word(f"certificate:{no.code}"))
    expired = found is not None and found.is_over(timezone.localdate())
    context = {"form": form, "found": found, "told": told(found) if found else [], "expired": expired}
    return render(request, "protection/claims/check.html", context, status=422 if form.errors else 200)
