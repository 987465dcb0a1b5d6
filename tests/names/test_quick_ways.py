"""What is done quickly for nearly all names comes to what the plain way comes to."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.names import parts, prepare
from panah.names.lexicon import known
from panah.names.likeness import ENOUGH, NOT, answering, likeness, likeness_once, remembered
from panah.names.orthography import latin_sounds, tables
from panah.names.reading import read, read_first
from panah.names.script import plain_script, script_of, word_script

letters = st.text("abcdefghijklmnopqrstuvwxyzşğıéСсЖжӯўқیاضبرِΑλ한 -'.0_İ\u200e\u0301", max_size=40)
texts = st.one_of(letters, st.text(max_size=30))


@given(texts)
def test_parts_of_letters_and_spaces_are_the_parts_of_any_text(text):
    problems: list[parts.Problem] = []
    quick = parts._plain_parts(text)
    plain = parts._parts(parts._words(parts._cleaned(text, problems), problems))
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
    readings, only_with = (tables()["romanisation"][which] for which in ("readings", "only_with"))
    assert only_with.keys() < readings.keys()
    for name, own in list(readings.items())[1:]:
        for spelling in only_with.get(name, own):
            word = f"a{spelling.rstrip('$')}{'' if spelling.endswith('$') else 'na'}"
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


@given(texts.filter(bool))
def test_the_first_reading_is_the_first_of_all(text):
    for word in prepare(text).parts:
        assert word.first == read_first(word.letters, word.script) == read(word.letters, word.script)[0]
        assert word.forms == read(word.letters, word.script)


@given(letters.filter(bool), letters.filter(bool))
def test_what_is_remembered_of_two_words_is_what_came_of_them(left, right):
    words = [(one, other) for one in prepare(left).words for other in prepare(right).words]
    for one, other in [*words, *words]:
        found, once = likeness(one, other), likeness_once(one, other)
        assert found == once if once[0] >= ENOUGH else found is NOT


ALIKE = "rustam rustem rustamb karim abdulkarim karimov karimova mehmet muhammad sasha alexander lali ali aa abda"
ALIKE += " khrushchev chruschtschow alshammari shammari beibei bobo رضا reza 김"


@pytest.mark.parametrize("one", ALIKE.split())
def test_words_left_aside_are_none_that_answer(one):
    for other in ALIKE.split():
        _left_aside_are_none_that_answer(one, other)


@given(letters, letters)
def test_words_of_any_letters_left_aside_are_none_that_answer(left, right):
    _left_aside_are_none_that_answer(left, right)


def _left_aside_are_none_that_answer(left: str, right: str) -> None:
    mine, theirs = prepare(left).words, prepare(right).words
    found = {(here, there): alike for here, there, alike in answering(mine, theirs)}
    for here, one in enumerate(mine):
        for there, other in enumerate(theirs):
            once = likeness_once(one, other)
            assert found.get((here, there), NOT) == (once if once[0] >= ENOUGH else NOT)


def test_no_known_name_is_the_servant_of_itself():
    everything = [*known().heard.values(), *known().written.values()]
    assert not [name for names in everything for name in names if f"abd {name}" in names]


def test_what_is_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr("panah.names.likeness.MOST_REMEMBERED", 50)
    remembered.clear()
    words = prepare("Rustam Karimov Djurayev Nodira Saidova Akmal Botir Davron Anvar").words
    for _round in range(3):
        for one in words:
            for other in words:
                likeness(one, other)
                assert len(remembered) <= 50
