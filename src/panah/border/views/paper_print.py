"""Printing numbered forms: A4, one a page, in the officer's language and those of the travellers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import segno
from django.utils import translation
from django.utils.translation import gettext as _

from panah import movements
from panah.border.desk.posts import PostView
from panah.border.models import FormBatch
from panah.border.rules.form_numbers import FormNumber
from panah.border.views.form_fields import SEXES
from panah.border.views.paper_form import SECTIONS, FormFields
from panah.safeguards import children
from panah.web import languages
from panah.web.languages import Language
from panah.web.printing import compile_pdf, compile_pictures
from panah.web.wording import word

TEMPLATE = "print/form.typ"
MOST_LANGUAGES = 2
_LETTERS = {
    "document_number": 18,
    "issuer": 3,
    "nationality": 3,
    "birth_date": 10,
    "expiry_date": 10,
    "happened": 16,
}


def pdf(batch: FormBatch, post: PostView, travellers: Sequence[str] = ()) -> bytes:
    """All forms of a batch, in the language in use and up to two languages of travellers."""
    return compile_pdf(TEMPLATE, data_of(batch, post, travellers), title=_("Crossing recorded on paper"))


def pictures(batch: FormBatch, post: PostView, travellers: Sequence[str] = ()) -> list[bytes]:
    """The same pages as pictures."""
    return compile_pictures(TEMPLATE, data_of(batch, post, travellers), title=_("Crossing recorded on paper"))


def data_of(batch: FormBatch, post: PostView, travellers: Sequence[str] = ()) -> dict[str, Any]:
    """What the template needs; each label once a language."""
    own = languages.get(translation.get_language())
    chosen = [own, *(languages.get(code) for code in travellers if code != own.code)][: MOST_LANGUAGES + 1]
    said = [_said(language) for language in chosen]
    return {
        "post": post.name,
        "languages": [{"code": language.locale.partition("_")[0], "rtl": language.rtl} for language in chosen],
        "words": {name: [words[name] for words in said] for name in said[0]},
        "sections": [
            {
                "letter": section.letter,
                "fields": [
                    {"name": name, "cells": _LETTERS.get(name, 0)} for name in section.fields if name != "number"
                ],
            }
            for section in SECTIONS
        ],
        "choices": _choices(),
        "lanes": [{"code": lane.code, "label": lane.label} for lane in post.lanes],
        "forms": [
            {"number": str(number), "code": _square(str(number))}
            for number in (FormNumber(batch.prefix, count) for count in range(batch.first, batch.last + 1))
        ],
    }


def _choices() -> dict[str, list[str]]:
    """The codes to tick, by field; what wasn't asked is simply not ticked."""
    return {
        "direction": ["direction:entry", "direction:exit"],
        "sex": [f"sex:{code}" for code, _label in SEXES if code],
        "capacity": [f"capacity:{code}" for code in movements.capacities()],
        "purpose": [f"purpose:{code}" for code in movements.purposes() if code != movements.NOT_ASKED],
        "means": [f"means:{code}" for code in movements.means() if code != movements.NOT_ASKED],
        "relation": [f"relation:{code}" for code in children.RELATIONS],
        "authority": [f"authority:{code}" for code in (children.NOT_SHOWN, *children.AUTHORITIES)],
        "outcome": ["form_outcome:crossed", "form_outcome:set_aside"],
    }


def _said(language: Language) -> dict[str, str]:
    with translation.override(language.code):
        labels = {name: str(field.label) for name, field in FormFields.base_fields.items()}
        labels |= {f"section:{section.letter}": str(section.title) for section in SECTIONS}
        labels |= {f"sex:{code}": str(label) for code, label in SEXES if code}
        labels |= {
            "heading": _("Crossing recorded on paper"),
            "lead": _("One form for each person. Write in capital letters. Tick what was asked and said."),
            "nobody": _("Nobody is refused on this form. Whoever is not admitted at once goes to the second line."),
            "signature": _("Signature of the officer"),
        }
        for codes in _choices().values():
            labels |= {code: word(code) for code in codes if code not in labels}
    return labels


def _square(number: str) -> str:
    out = io.BytesIO()
    segno.make(number, error="m", micro=False).save(out, kind="svg", scale=1, border=0, xmldecl=False, svgns=True)
    return out.getvalue().decode()
