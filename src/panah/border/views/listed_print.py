"""The paper for a person whom a list stopped: that it did, whose it is, how to contest it (safeguard S11)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from panah.border.desk.posts import post
from panah.border.desk.presentations import PresentationView
from panah.border.views.booth_screen import name_of
from panah.watchlists.desk.hits import HitView
from panah.web import formats, languages
from panah.web.ports import staffing
from panah.web.printing import compile_pdf
from panah.web.wording import country

TEMPLATE = "print/listed.typ"


def pdf(request: HttpRequest, hit: HitView, person: PresentationView, language: str) -> bytes:
    """One page in the person's language, then in the officer's where that is another."""
    own = translation.get_language()
    chosen = list(dict.fromkeys([languages.get(language).code, languages.get(own).code]))
    data = {"pages": [data_of(hit, person, code) for code in chosen]}
    with translation.override(chosen[0]):
        title = _("A list stopped you")
    return compile_pdf(TEMPLATE, data, title=title, account=staffing().account(request))


def data_of(hit: HitView, person: PresentationView, language: str) -> dict[str, Any]:
    """The page in one language. Nothing of what the list says of anybody stands on it."""
    said = hit.details
    here = post(person.row.post)
    with translation.override(language), timezone.override(here.zone):
        mine = languages.get(language)
        cleared = hit.row.state in ("not_same", "corrected")
        return {
            "language": mine.locale.partition("_")[0],
            "rtl": mine.rtl,
            "title": _("A list stopped you"),
            "lead": _(
                "You were asked to wait because your name or document is like one on a list. That alone is no decision "
                "about you and no accusation."
            ),
            "facts": [
                [_("Name"), name_of(person)],
                [_("When"), formats.moment(person.row.opened)],
                [_("Where"), here.name],
                [_("The list"), said["title"]],
                [_("Kept by"), " · ".join(filter(None, (said["source"], country(said["issuing_state"]))))],
                [_("Law"), " · ".join(filter(None, (said["legal_basis"], hit.entry.basis)))],
                [_("What came out"), _outcome(hit)],
            ],
            "contest_title": _("If you are not the person meant, or the listing is wrong"),
            "contest": [text for text in (hit.entry.remedy or said["remedy"], said["contact"]) if text],
            "rights_title": _("You may"),
            "rights": [
                _("ask this post what it holds about you, and have it corrected;"),
                *([_("show this paper at the next crossing, so that you are asked less;")] if cleared else []),
                _("speak with a lawyer, with UNHCR and with the independent monitor;"),
                _("say at any time, in any words, that you are afraid to return: then you are heard first."),
            ],
            "sign": _("Officer, name and signature"),
        }


def _outcome(hit: HitView) -> str:
    return {
        "not_same": _("You are not the person on the list. This is noted for every post."),
        "corrected": _("You are not the person on the list. This is noted for every post."),
        "confirmed": _("Two officers hold you to be the person on the list."),
    }.get(hit.row.state, _("It isn't clear yet whether you are the person on the list."))
