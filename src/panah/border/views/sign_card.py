"""The card on the counter: nine languages and pictograms to point at, and a QR code that leads to the lane's page."""

from __future__ import annotations

import io

import segno
from django.utils.translation import gettext as _

from panah.border.desk import calls as desk
from panah.border.desk.posts import Lane, PostView
from panah.safeguards.conversation import card, card_languages, cards
from panah.web import languages
from panah.web.icons import drawing
from panah.web.printing import compile_pdf


def card_pdf(post: PostView, lane: Lane, address: str) -> bytes:
    """One sheet, A4: one side to turn to the traveller."""
    known = card_languages()
    spoken = [one for one in languages.ALL if one.code in known]
    qr = io.BytesIO()
    segno.make(address, error="m").save(qr, kind="svg", border=0, xmldecl=False, svgns=True)
    data = {
        "qr": qr.getvalue().decode(),
        "where": f"{post.name} · {lane.label}",
        "speak": [
            {"text": card("sign.speak", one.code).text, "language": one.code.partition("-")[0], "rtl": one.rtl}
            for one in spoken
        ],
        "languages": [one.own_name for one in spoken],
        "cards": [
            {
                "icon": drawing(one.icon),
                "texts": [
                    {"text": card(one.id, other.code).text, "language": other.code.partition("-")[0], "rtl": other.rtl}
                    for other in spoken
                ],
            }
            for one in cards("en", desk.SIGN)
            if one.id in desk.wishes()
        ],
    }
    return compile_pdf("print/sign_card.typ", data, title=_("I want to speak with someone"))
