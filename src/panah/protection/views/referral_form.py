"""The referral on paper: what was sent, to whom, as consented; no more than is on the screen."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from panah.protection.desk import referrals as desk
from panah.protection.views.case_looks import look_each_time
from panah.protection.views.guard import at_the_desk, own_body
from panah.protection.views.referral_words import consents, needs_of, values
from panah.safeguards.routes import CLAIM
from panah.web import formats
from panah.web.printing import compile_pdf, pdf_response
from panah.web.wording import word

_ON_TOP = ("reference", "needs")
"""What the head of the form says already."""


@at_the_desk("protection.referrals")
@require_safe
def form(request: HttpRequest, referral: UUID) -> HttpResponse:
    """The form to print; the look is a fact (S8)."""
    body = own_body(request)
    view = desk.referral_of(body.id, referral)
    row = view.row
    look_each_time(request, referral, screen="protection:referral-form")
    data = {
        "heading": _("Referral"),
        "body": body.name,
        "facts": [
            [_("Number"), row.reference],
            [_("When"), formats.moment(row.sent)],
            [_("Needs"), needs_of(row.needs)],
            [_("For"), word(f"consent_for:{row.purpose}")],
        ],
        "values": values({name: value for name, value in view.values.items() if name not in _ON_TOP}),
        "consent_head": _("Consent"),
        "consents": [] if row.purpose == CLAIM else consents(row),
        "says": _(
            "Confidential. Only for whoever helps this person, and only for that. No evidence for or against them."
        ),
        "received": _("Received by, when"),
    }
    return pdf_response(compile_pdf("print/referral.typ", data, title=_("Referral")), "referral.pdf")
