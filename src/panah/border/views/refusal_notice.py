"""The notice of a refusal on paper: in the person's language and in the officer's, with the remedy and its deadline."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from panah.border.desk import parties
from panah.border.desk.posts import post
from panah.border.models import Presentation, Refusal
from panah.people.desk.names import names_of
from panah.safeguards import refusals
from panah.web import formats, languages
from panah.web.ports import staffing
from panah.web.printing import compile_pdf


def notice_pdf(request: HttpRequest, made: Refusal, row: Presentation) -> bytes:
    """One page for each language: the person's first, then the officer's, where that is another."""
    own = translation.get_language() or languages.DEFAULT
    wanted = list(dict.fromkeys([made.content["notice_language"], own]))
    with timezone.override(post(made.post).zone):
        data = {"pages": [_page(made, row, code) for code in wanted]}
        return compile_pdf("print/refusal.typ", data, title=_("Refusal of entry"), account=staffing().account(request))


def _page(made: Refusal, row: Presentation, code: str) -> dict[str, Any]:
    language = languages.get(code)
    with translation.override(code):
        here = post(made.post)
        law = refusals.laws().get(here.country)
        ground = refusals.grounds(here.country).get(made.ground)
        names = names_of([made.first_by, made.second_by])
        until = made.made + dt.timedelta(days=law.days if law else 0)
        document = row.document
        return {
            "language": language.code.partition("-")[0],
            "rtl": language.rtl,
            "title": _("Refusal of entry"),
            "lead": _("You may not enter the country now. This paper says why, and how you can contest it."),
            "facts": [
                [_("Name"), parties.name_of(document) or "–"],
                [_("Date of birth"), formats.partial_date(document.get("birth_date", "")) or "–"],
                [_("Document"), document.get("number") or "–"],
                [_("Post"), here.name],
                [_("Date and time"), formats.moment(made.made)],
            ],
            "ground_title": _("The ground"),
            "ground": f"{ground.letter} · {_(ground.text)}" if ground else made.ground,
            "rests": made.content["facts"],
            "law": law.law if law else "",
            "words_title": _("What you said"),
            "words": made.content["own_words"],
            "contest_title": _("How you can contest it"),
            "contest": [
                _(law.remedy) if law else "",
                _("Until %(day)s.") % {"day": formats.day(until, "long")},
                _("To contest it doesn't let you in before it is decided, and costs you nothing at this post."),
            ],
            "rights_title": _("What you can always do"),
            "rights": [
                _("If you are afraid to go back, say so now, in any words. You stay until it is decided."),
                _("Ask to speak with a lawyer, with UNHCR or with the monitor. The officer gives you their numbers."),
                _("Complain about how you were treated: at the post, or directly to the monitor."),
            ],
            "officers_title": _("Signed by two officers"),
            "officers": [names.get(made.first_by, "–"), names.get(made.second_by, "–")],
            "received": _("I received this paper (it doesn't mean that I agree)"),
            "number": f"{_('Number')} {made.subject.hex[:12]}",
        }
