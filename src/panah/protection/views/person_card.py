"""The card for the person, in their language: a number, what happens next, whom to call, how to complain. It names no
body, no country and no reason: whoever finds it learns nothing that could harm its bearer."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from panah.protection.desk import replies
from panah.protection.desk.bodies import monitors
from panah.safeguards.conversation import card
from panah.web import languages
from panah.web.icons import drawing
from panah.web.printing import compile_pdf

_LINES = ("close.keep", "consent.back", "rights.complain")
CALLS = 3
PRINTED = tuple(languages.BY_CODE)
"""The languages this card has all its words in. Others have question cards only: nobody is given English as theirs."""


def card_pdf(reference: str, language: str) -> bytes:
    """One page, A6. Whatever isn't one of ``PRINTED`` is in English."""
    ours = language if language in PRINTED else languages.DEFAULT
    with translation.override(ours):
        data: dict[str, Any] = {
            "language": ours.partition("-")[0],
            "rtl": languages.BY_CODE[ours].rtl,
            "number_head": _("Your number"),
            "number": reference,
            "lines": [
                {"icon": drawing(one.icon), "text": one.text}
                for one in (card(code, language if _has(code, language) else ours) for code in _LINES)
            ],
            "next": _("People whose work is to help were asked for you. They will speak with you."),
            "call_head": _("Whom to call"),
            "calls": replies.phones(reference)[:CALLS],
            "complain_head": _("To complain, in any language"),
            "complain": [one.phone for one in monitors() if one.phone]
            or [_("Ask for the complaint form at any post.")],
            "rights": _("The card proves nothing and takes nothing from you. You may refuse it or throw it away."),
        }
        return compile_pdf("print/person_card.typ", data, title=_("Card"))


def _has(code: str, language: str) -> bool:
    try:
        card(code, language)
    except LookupError:
        return False
    return True
