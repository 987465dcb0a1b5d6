"""Paper: every language, data that looks like markup, templates that are missing."""

import pytest
from django.utils.translation import gettext_lazy, override

from panah.web import languages, printing
from panah.web.ports import Account

TEXTS = {
    "en": ("Shift report", "Farrukh Nazarov"),
    "ru": ("Отчёт о смене", "Мадина Юсупова"),
    "kk": ("Ауысым есебі", "Әйгерім Қасымова ғ қ ң ө ұ ү һ і"),
    "ky": ("Нөөмөт отчёту", "Бакыт Өмүров ң ө ү"),
    "tg": ("Ҳисоботи навбат", "Ҷамшед Ғаниев ҳ ҷ ӣ ӯ қ ғ"),
    "uz": ("Smena hisoboti", "Oʻgʻiloy Gʻaniyeva"),
    "tk": ("Çalşyk hasabaty", "Güljahan Ýazmyradowa ň ž ş"),
    "fa-af": ("گزارش نوبت", "حمید رحیمی پ چ ژ گ"),
    "ps": ("د نوبت راپور", "ګلالۍ ځدراڼ ښ ږ ې ۍ"),
}


def data(heading: str, name: str) -> dict[str, object]:
    return {
        "heading": heading,
        "lead": heading,
        "facts": [["A", name]],
        "section": heading,
        "heads": ["A", "B", "C"],
        "rows": [[name, "14:05", "90"]],
        "notice": name,
        "mrz": "P<UTOERIKSSON<<ANNA<MARIA",
        "choices": ["A", "B"],
        "cells": "A",
        "sign": "A",
    }


@pytest.mark.parametrize("language", [one.code for one in languages.ALL])
def test_every_language_prints(language: str) -> None:
    heading, name = TEXTS[language]
    with override(language):
        pdf = printing.compile_pdf(
            "print/sample.typ", data(heading, name), title=heading, account=Account(name, post=name)
        )
    assert pdf.startswith(b"%PDF-")
    assert b"%%EOF" in pdf[-16:]


def test_data_are_text_and_never_markup() -> None:
    nasty = '#read("/node/settings.py") $x$ *b* <label> @ref \\ #[ ] " \\u{41} // /* \u202e \x00'
    with override("en"):
        calm = printing.compile_pdf("print/sample.typ", data("A", "B"), title="C")
        pdf = printing.compile_pdf("print/sample.typ", data(nasty, nasty), title=nasty, account=Account(nasty))
    assert pdf.startswith(b"%PDF-")
    assert b"SECRET_KEY" not in pdf
    assert calm != pdf


def test_lazy_texts_may_be_given() -> None:
    with override("en"):
        assert printing.compile_pdf("print/sample.typ", data(gettext_lazy("Print"), "B"), title=gettext_lazy("Print"))  # type: ignore[arg-type]


def test_a_page_can_be_looked_at() -> None:
    with override("fa-af"):
        pages = printing.compile_pictures("print/sample.typ", data(*TEXTS["fa-af"]), title="A")
    assert len(pages) == 1
    assert pages[0].startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "name", ["print/no-such.typ", "../../node/settings.py", "print/../print/sample.typ", "/etc/hostname"]
)
def test_only_print_templates_of_apps_are_found(name: str) -> None:
    with pytest.raises(printing.NoSuchPaperError):
        printing.compile_pdf(name, {}, title="A")


def test_what_cannot_be_printed_is_refused() -> None:
    with pytest.raises(TypeError):
        printing.compile_pdf("print/sample.typ", {"heading": object()}, title="A")


def test_the_answer_is_not_kept_by_the_browser() -> None:
    answer = printing.pdf_response(b"%PDF-", "shift.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store"
