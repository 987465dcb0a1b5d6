"""Cards for the traveller: nine languages whole, in their own script, with pictograms that exist; further languages
by a file."""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files
from io import BytesIO
from zipfile import ZipFile

import pytest

from panah.safeguards.conversation import (
    ANSWERS,
    HALTS,
    MARKS,
    NoSuchCardError,
    card,
    card_ids,
    card_languages,
    cards,
    questions,
)
from panah.safeguards.conversation.cards import deck
from panah.safeguards.tables import DataError, parse

NINE = ["en", "ru", "kk", "ky", "tg", "uz", "tk", "fa-af", "ps"]
SCRIPTS = {
    "en": "LATIN", "uz": "LATIN", "tk": "LATIN", "ru": "CYRILLIC", "kk": "CYRILLIC", "ky": "CYRILLIC", "tg": "CYRILLIC",
    "fa-af": "ARABIC", "ps": "ARABIC",
}  # fmt: skip
OWN_LETTERS = {"kk": "ұқғі", "ky": "өүң", "tg": "ҳҷӣ", "uz": "ʻ", "tk": "ýňş", "ps": "ښېړ", "fa-af": "یک", "ru": "ыэщ"}
UNTRANSLATED = re.compile(r"UNHCR")


def test_nine_languages_are_whole() -> None:
    assert list(card_languages())[:9] == NINE
    for code in NINE:
        assert card_languages()[code].complete
        assert [one.id for one in cards(code)] == list(card_ids())


@pytest.mark.parametrize("code", NINE)
def test_each_language_is_written_in_its_own_script(code: str) -> None:
    for one in cards(code):
        letters = [char for char in UNTRANSLATED.sub("", one.text) if char.isalpha()]
        wrong = [char for char in letters if not unicodedata.name(char).startswith((SCRIPTS[code], "MODIFIER LETTER"))]
        assert not wrong, (one.id, wrong)
    together = "".join(one.text for one in cards(code))
    assert all(letter in together for letter in OWN_LETTERS.get(code, ""))


@pytest.mark.parametrize("code", NINE)
def test_no_card_says_the_same_as_another_language(code: str) -> None:
    for other in NINE:
        if other != code:
            same = [one.id for one in cards(code) if one.text == card(one.id, other).text]
            assert same in ([], ["answer.no"], ["answer.yes"]), (other, same)


@pytest.mark.parametrize("code", NINE)
def test_cards_are_short_and_a_question_stays_a_question(code: str) -> None:
    for one in cards(code):
        english = card(one.id, "en").text
        assert len(one.text) <= 105, one.id
        assert ("?" in one.text or "؟" in one.text) == ("?" in english), one.id
        assert one.text[-1] not in " ,;:", one.id


def test_every_answer_and_every_halt_can_be_pointed_at() -> None:
    assert {*ANSWERS.values(), *HALTS.values()} == {one.id for one in cards("en", "answer")}
    assert set(HALTS) <= set(MARKS)
    for one in questions().values():
        if one.kind == "yes_no":
            assert set(one.values) == set(ANSWERS)


def test_right_to_left_is_said() -> None:
    assert [code for code, one in card_languages().items() if one.direction == "rtl"] == ["fa-af", "ps", "ug", "ar"]


def test_further_languages_have_the_sign_card_and_the_answers_at_least() -> None:
    further = [one for one in card_languages().values() if one.code not in NINE]
    assert {one.code for one in further} == {"ug", "tr", "ar", "zh"}
    for one in further:
        for group in ("sign", "answer"):
            assert [there.id for there in cards(one.code, group)] == [there.id for there in cards("en", group)]


def test_translations_wait_for_native_readers_and_say_so() -> None:
    assert {one.review for code, one in card_languages().items() if code != "en"} == {"awaiting native review"}


def test_every_pictogram_exists() -> None:
    archive = ZipFile(BytesIO((files("lucide") / "lucide.zip").read_bytes()))
    known = set(archive.namelist())
    assert [one.id for one in cards("en") if f"{one.icon}.svg" not in known] == []


def test_the_discreet_sign_card() -> None:
    assert [one.id for one in cards("ps", "sign")] == [
        "sign.speak", "sign.afraid", "sign.doctor", "sign.papers", "sign.child", "sign.woman", "sign.man",
        "sign.others_hear", "sign.language",
    ]  # fmt: skip


def test_no_card_asks_about_torture_or_sexual_violence() -> None:
    words = re.compile(r"tortur|rape|sexual|abus|пытк|насил|изнасил|شکنجه|تجاوز", re.IGNORECASE)
    assert [(code, one.id) for code in NINE for one in cards(code) if words.search(one.text)] == []


FILE = """
language = "tr"
name = "Turkish"
own_name = "Türkçe"
direction = "ltr"
review = "awaiting native review"
as_of = 2026-11-21
[audio]
"answer.yes" = "evet.ogg"
[texts]
"answer.yes" = "Evet"
"""


def test_a_further_language_may_have_some_cards_and_recordings() -> None:
    made = deck(parse(FILE, "tr.toml"), needed=False)
    assert not made.language.complete
    assert made.cards["answer.yes"].audio == "evet.ogg"
    with pytest.raises(DataError, match="is missing"):
        deck(parse(FILE, "tr.toml"), needed=True)


@pytest.mark.parametrize("change", [('"answer.yes" = "Evet"', '"answer.oui" = "Evet"'), ('"ltr"', '"up"')])
def test_a_mistake_in_a_file_is_an_error(change: tuple[str, str]) -> None:
    with pytest.raises(DataError):
        deck(parse(FILE.replace(*change), "tr.toml"), needed=False)


def test_what_isnt_there_is_an_error() -> None:
    with pytest.raises(NoSuchCardError):
        card("sign.speak", "xx")
    with pytest.raises(NoSuchCardError):
        card("sign.nothing", "en")
    with pytest.raises(NoSuchCardError):
        cards("xx")
