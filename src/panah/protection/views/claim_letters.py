"""What an authority prints for the person: certificate, call, decision; in their language.

The call says nothing that could harm its bearer: no authority, no name, no reason. The decision is handed over in
person and says so.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import Any
from uuid import UUID

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from panah.protection import claim_clocks
from panah.protection.certificates import Certificate
from panah.protection.desk import claim_certificates
from panah.protection.desk import claims as desk
from panah.protection.desk.bodies import body as body_view
from panah.protection.models import Claim
from panah.protection.views.case_looks import look_each_time
from panah.protection.views.claim_languages import spoken, written
from panah.protection.views.guard import at_the_desk, own_body
from panah.safeguards.conversation import card_languages
from panah.safeguards.letters import letter_language
from panah.safeguards.refusals import notice_language
from panah.web import formats, languages
from panah.web.printing import compile_pdf, pdf_response

ACT = "protection.claims"
CALLS = ("legal_aid", "unhcr", "ombudsman")
_DECIDED = ("recognised", "other_protection", "rejected")
_WITHOUT_LETTERS = frozenset({"zh"})
"""Languages whose letters the fonts for paper don't have."""


@at_the_desk(ACT)
@require_safe
def certificate(request: HttpRequest, claim: UUID) -> HttpResponse:
    """The certificate to print; the look is a fact (S8)."""
    row = desk.claim_of(own_body(request).id, claim)
    look_each_time(request, claim, screen="protection:certificate")
    return pdf_response(certificate_pdf(row), "certificate.pdf")


def certificate_pdf(row: Claim) -> bytes:
    """One page in the language in use, with what it means in the person's own."""
    content, code = claim_certificates.certificate(row)
    square = io.BytesIO()
    segno.make(code, error="m").save(square, kind="svg", border=0, xmldecl=False, svgns=True)
    own = letter_language(written(spoken(row)))
    with translation.override(own.code):
        until = formats.day(_date(row.valid_until))
    says = [own.texts["certificate.says"], own.texts["certificate.extend"].format(date=until)]
    data = {
        "heading": _("Certificate of a registered claim"),
        "authority": content.authority,
        "facts": told(content),
        "qr": square.getvalue().decode(),
        "says": _("The person asked for protection and may not be sent back while the claim is open."),
        "own": says,
        "own_language": own.code.partition("-")[0],
        "own_rtl": own.direction == "rtl",
        "check": _(
            "The square holds what is printed here and the authority's signature. It can be checked without a line."
        ),
    }
    return compile_pdf("print/certificate.typ", data, title=_("Certificate"))


def told(content: Certificate) -> list[tuple[str, str]]:
    """Label and value of everything that a certificate says."""
    issued = [(_("Issued"), formats.day(_date(content.issued_on)))] if content.issued_on else []
    return [
        (_("Number"), content.number),
        (_("Name"), content.name or "–"),
        (_("Date of birth"), formats.partial_date(content.birth_date) or "–"),
        (_("Registered"), formats.day(_date(content.registered_on))),
        *issued,
        (_("Valid until"), formats.day(_date(content.valid_until))),
    ]


@at_the_desk(ACT)
@require_safe
def call(request: HttpRequest, claim: UUID) -> HttpResponse:
    """The letter of the call that stands; the look is a fact (S8)."""
    body = own_body(request)
    row = desk.claim_of(body.id, claim)
    if not row.calls or row.calls[-1]["state"] != "called":
        raise Http404
    look_each_time(request, claim, screen="protection:claim-call")
    return pdf_response(call_pdf(row), "letter.pdf")


def call_pdf(row: Claim) -> bytes:
    """One page, A5, in the language of the call."""
    standing = row.calls[-1]
    own = letter_language(written(standing["language"]))
    words = own.texts
    with translation.override(own.code):
        data: dict[str, Any] = {
            "language": own.code.partition("-")[0],
            "rtl": own.direction == "rtl",
            "title": words["call.title"],
            "intro": words["call.intro"],
            "when_head": words["call.when"],
            "when": _when(standing["on"], standing["at"]),
            "where_head": words["call.where"],
            "where": standing["place"],
            "number_head": words["call.number"],
            "number": row.number,
            "language_head": words["call.language"],
            "spoken": _named(standing["language"]),
            "lines": [words[f"call.{name}"] for name in ("interpreter", "alone", "counsel", "bring")],
            "cannot": words["call.cannot"],
            "calls": [phone for phone in [body_view(row.reader).phone] if phone],
            "instead": words["call.instead"] if len(row.calls) > 1 else "",
        }
        return compile_pdf("print/claim_call.typ", data, title=words["call.title"])


@at_the_desk(ACT)
@require_safe
def decision(request: HttpRequest, claim: UUID) -> HttpResponse:
    """The decision that stands, in the person's language and the officer's; the look is a fact (S8)."""
    row = desk.claim_of(own_body(request).id, claim)
    if row.outcome not in _DECIDED:
        raise Http404
    look_each_time(request, claim, screen="protection:claim-decision")
    return pdf_response(decision_pdf(row), "decision.pdf")


def decision_pdf(row: Claim) -> bytes:
    """A page for each language: the person's first."""
    wanted = (written(spoken(row)), languages.get(translation.get_language()).code)
    data = {
        "authority": body_view(row.reader).name,
        "pages": [_page(row, code) for code in dict.fromkeys(wanted)],
    }
    return compile_pdf("print/claim_decision.typ", data, title=_("Decision"))


def _page(row: Claim, code: str) -> dict[str, Any]:
    own, notice = letter_language(code), notice_language(code).texts
    words = own.texts
    upheld = row.outcome == "rejected" and row.level
    with translation.override(code):
        return {
            "language": code.partition("-")[0],
            "rtl": own.direction == "rtl",
            "title": words["decision.title"],
            "facts": [
                # Letters and digits that keep their order where one reads from the right.
                [words["decision.number"], f"\u2066{row.number}\u2069"],
                [_("Name"), row.name or "–"],
                [words["decision.day"], formats.day(_date(row.since if upheld else row.decided_on))],
            ],
            "outcome": words["decision.upheld" if upheld else f"decision.{row.outcome}"],
            "reasons_head": words["decision.reasons"],
            "reasons": [line for line in _reasons(row).splitlines() if line.strip()],
            "appeal": _appeal(row, words),
            "where": words["decision.where"] if row.outcome == "rejected" and _until(row) else "",
            "new": words["decision.new"],
            "call_head": words["decision.help"],
            "calls": [notice[f"body.{name}"] for name in CALLS],
            "read": notice["notice.read"],
            "signature": notice["notice.signature"],
            "copy": notice["notice.copy"],
            "keep": words["decision.keep"],
        }


def _reasons(row: Claim) -> str:
    """Of the last decision: the court's, where it upheld the authority's."""
    courts = [line["fact"] for line in row.history if line["what"] == "appeal_decided" and not line["code"]]
    return str(courts[-1]["why"]) if courts and row.level else row.why


def _appeal(row: Claim, words: Any) -> list[str]:
    if row.outcome == "recognised":
        return []
    if row.outcome == "other_protection":
        return [words["decision.higher"]]
    until = _until(row)
    if until is None:
        return [words["decision.last"]]
    given = _date(row.served_on) if row.served_on else timezone.localdate()
    deadline = words["decision.deadline"].format(given=formats.day(given), date=formats.day(until, "long"))
    return [words["decision.appeal"], deadline, words["decision.late"]]


def _until(row: Claim) -> dt.date | None:
    """The last day to appeal: of the service, or as if it were served today."""
    if row.served_on:
        return _date(row.appeal_until) if row.appeal_until > row.served_on else None
    return claim_clocks.appeal_until(row.country, row.level, timezone.localdate())


def _named(language: str) -> str:
    """What its speakers call it, where it can be printed."""
    known = card_languages().get(language)
    if known is None:
        return _("Another language")
    return known.name if language in _WITHOUT_LETTERS else known.own_name


def _when(day: str, clock: str) -> str:
    zone = timezone.get_current_timezone()
    at = dt.datetime.combine(_date(day), dt.time.fromisoformat(clock), zone)
    return f"{formats.day(at.date(), 'long')} · {formats.clock(at)}"


def _date(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
