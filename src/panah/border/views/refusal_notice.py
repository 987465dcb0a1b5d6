"""The notice of a refusal on paper: in the person's language and in the officer's, with the remedy and its deadline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from panah.border.desk import parties
from panah.border.desk.posts import post
from panah.border.models import Presentation, Refusal
from panah.border.views.complaining import picture_of_address, telephones
from panah.people.desk.names import names_of
from panah.safeguards import refusals
from panah.safeguards.refusals import NoticeContent, NoticeText
from panah.web import formats, languages
from panah.web.ports import staffing
from panah.web.printing import compile_pdf


def notice_pdf(request: HttpRequest, made: Refusal, row: Presentation) -> bytes:
    """One page for each language: the person's first, then the officer's, where that is another."""
    here = post(made.post)
    wanted = (made.content["notice_language"], translation.get_language() or languages.DEFAULT)
    with timezone.override(here.zone):
        said = refusals.content(here.country, made.ground, wanted, timezone.localtime(made.made).date())
        data = {"pages": [_page(request, made, row, said, text) for text in said.texts]}
        return compile_pdf("print/refusal.typ", data, title=_("Refusal of entry"), account=staffing().account(request))


def _page(
    request: HttpRequest, made: Refusal, row: Presentation, said: NoticeContent, text: NoticeText
) -> dict[str, Any]:
    with translation.override(text.language):
        until = text.deadline.format(date=formats.day(said.last_day, "long"))
        names = names_of([made.first_by, made.second_by])
        interpreter = made.content["interpreter"]
        return {
            "language": text.language.partition("-")[0],
            "rtl": text.direction == "rtl",
            "title": text.title,
            "lead": text.intro,
            "facts": [
                [_("Name"), parties.name_of(row.document) or "–"],
                [_("Date of birth"), formats.partial_date(row.document.get("birth_date", "")) or "–"],
                [_("Document"), row.document.get("number") or "–"],
                [_("Post"), post(made.post).name],
                [_("When"), formats.moment(made.made)],
            ],
            "reason_head": text.reason_head,
            "reason": text.reason,
            "rests": _rests(made.content, text.language),
            "law": f"{text.law_head}: {_cited(said.law)}, {_cited(said.place)}",
            "remedy_head": text.remedy_head,
            "remedy": [text.remedy, *text.remedy_to],
            "deadline": f"{until} ({_cited(said.remedy_place)})",
            "outside": text.outside,
            "fear": text.fear,
            "call_head": text.call_head,
            "calls": [_call(name, telephones(body)) for body, name in text.calls],
            "complain": _("Complain past the post, to the independent monitor"),
            "qr": picture_of_address(request, text.language),
            "officers_head": text.officers_head,
            "officers": [names.get(made.first_by, "–"), names.get(made.second_by, "–")],
            "interpreter": f"{text.interpreter_head} {interpreter}" if interpreter else "",
            "read": text.read,
            "signature": text.signature,
            "number": f"{formats.isolated(made.subject.hex[:12])} · {text.copy}",
        }


def _rests(content: Mapping[str, Any], language: str) -> str:
    """What it rests on: on the person's page in their language, on the officer's as the officer wrote it."""
    told: str = content.get("facts_told", "") if language == content["notice_language"] else ""
    return told or str(content["facts"])


def _call(name: str, numbers: Sequence[str]) -> str:
    return f"{name}: {', '.join(map(formats.isolated, numbers))}" if numbers else name


def _cited(law: str) -> str:
    """A law by its name in the notice's language; what stands in the rules for officers is a message id."""
    return formats.isolated(_(law))
