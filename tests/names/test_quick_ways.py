"""What is done quickly for nearly all names comes to what the plain way comes to."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from panah.names import parts, prepare
from panah.names.likeness import ENOUGH, likeness, likeness_once, remembered
from panah.names.orthography import latin_sounds, tables
from panah.names.script import plain_script, script_of, word_script

letters = st.text("abcdefghijklmnopqrstuvwxyzşğıéСсЖжӯўқیاضبرِΑλ한 -'.0_İ\u200e\u0301", max_size=40)
texts = st.one_of(letters, st.text(max_size=30))


@given(texts)
def test_words_of_letters_and_spaces_are_the_words_of_any_text(text):
    clean = parts._cleaned(text, [])
    quick = parts._plain_words(clean)
    problems: list[parts.Problem] = []
    plain = parts._words(clean, problems)
    assert quick is None or (quick == plain and not problems)


@given(texts)
def test_a_text_of_ordinary_signs_is_already_clean(text):
    problems: list[parts.Problem] = []
    ordinary = parts._ordinary().issuperset(text)
    assert not ordinary or (parts._cleaned(text, problems) == text and not problems)


@given(texts)
def test_the_script_of_a_plain_word_is_that_of_its_letters(text):
    word = re.sub(r"\W", "", unicodedata.normalize("NFKC", text))
    script = plain_script(word) if word else ""
    if script and not word.isascii():
        assert word_script(word) == (script, False)
        assert {script_of(letter) for letter in word} == {script}


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14))
def test_the_first_reading_takes_the_longest_spelling_letter_by_letter(word):
    assert latin_sounds(word)[0] == _read_letter_by_letter(word, tables()["romanisation"]["readings"]["common"])


def test_each_reading_is_tried_where_one_of_its_spellings_stands():
    readings = tables()["romanisation"]["readings"]
    for name, own in list(readings.items())[1:]:
        for spelling in own:
            word = f"a{spelling}na"
            assert _read_letter_by_letter(word, readings["common"] | own) in latin_sounds(word), (name, spelling)


def _read_letter_by_letter(word: str, rules: dict[str, str]) -> str:
    heard, place = "", 0
    while place < len(word):
        fitting = [
            (len(spelling), written != spelling, sound)
            for written, sound in rules.items()
            if word.startswith(spelling := written.strip("^$"), place)
            and (written[0] != "^" or place == 0)
            and (written[-1] != "$" or place + len(spelling) == len(word))
        ]
        length, _bound, sound = max(fitting, default=(1, False, word[place]))
        heard += sound
        place += length
    return re.sub(r"(.)\1+", r"\1", heard)


@given(letters.filter(bool), letters.filter(bool))
def test_what_is_remembered_of_two_words_is_what_came_of_them(left, right):
    words = [(one, other) for one in prepare(left).words for other in prepare(right).words]
    for one, other in [*words, *words]:
        found, once = likeness(one, other), likeness_once(one, other)
        assert found == once if once.alike >= ENOUGH else found.alike < ENOUGH


def test_what_is_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr("panah.names.likeness.MOST_REMEMBERED", 50)
    remembered.clear()
    words = prepare("Rustam Karimov Djurayev Nodira Saidova Akmal Botir Davron Anvar").words
    for _round in range(3):
        for one in words:
            for other in words:
                likeness(one, other)
                assert sum(map(len, remembered.values())) <= 50
