"""Taking names apart: kinds of parts, and what is amiss with a text and where."""

from __future__ import annotations

import pytest

from panah.names import compare, keys, prepare
from panah.names.parts import MOST_PARTS


def kinds(name: str) -> list[tuple[str, str]]:
    return [(part.text, part.kind) for part in prepare(name).parts]


def problems(name: str) -> list[tuple[str, int]]:
    return [(problem.code, problem.place) for problem in prepare(name).problems]


def test_an_apostrophe_that_stands_alone_is_no_part():
    assert [part.text for part in prepare("Jo ʻ rayev ʿ K").parts] == ["jo", "rayev", "k"]


def test_kinds_of_parts():
    assert kinds("Dr. Rustam A. Karimov") == [("rustam", "name"), ("a", "initial"), ("karimov", "name")]
    assert kinds("Ivan Petrovich Sidorov")[1] == ("petrovich", "patronymic")
    assert kinds("Ahmad bin Khalid al-Harbi") == [
        ("ahmad", "name"),
        ("khalid", "patronymic"),
        ("al", "particle"),
        ("harbi", "name"),
    ]
    assert kinds("Nodira Akmal qizi Saidova")[1] == ("akmal", "patronymic")
    assert kinds("Abdul Rahman Khan") == [("abdulrahman", "name"), ("khan", "title")]


def test_an_initial_may_take_two_letters():
    assert [kind for _text, kind in kinds("Sh. Mirziyoyev")] == ["initial", "name"]
    assert [kind for _text, kind in kinds("Sh Mirziyoyev")] == ["name", "name"]
    assert kinds("Ortega y Gasset")[1] == ("y", "particle")
    for left, right in (
        ("Sh. Mirziyoyev", "Shavkat Mirziyoyev"),
        ("Aitmatov Ch.", "Чынгыз Айтматов"),
        ("Yu. Luzhkov", "Юрий Лужков"),
        ("Y. Arafat", "Yasser Arafat"),
        ("Arafat E.", "Emin Arafat"),
    ):
        assert compare(left, right).match, (left, right)
    assert not compare("Sh. Mirziyoyev", "Rustam Mirziyoyev").match


def test_an_article_is_one_only_where_it_can_be():
    assert kinds("Kim Jong Un")[-1] == ("un", "name")
    assert kinds("Ali an-Nasir")[1] == ("an", "particle")
    assert kinds("An Na Li")[0] == ("an", "particle")  # before an n: nothing tells it from the article
    assert kinds("As Malik")[0] == ("as", "name")


def test_titles_alone_are_names():
    assert kinds("Sheikh") == [("sheikh", "name")]
    assert kinds("Khan") == [("khan", "name")]


def test_forms_are_canonical():
    assert "joraev" in prepare("Жўраев").parts[0].forms
    assert prepare("Djurayev").parts[0].forms[0] == "juraiev"
    assert prepare("Tchernychev").parts[0].forms[:2] == ("CerniCev", "CerniSev")
    assert prepare("Жўраев").parts[0].script == "cyrillic"


@pytest.mark.parametrize("name", ["", " ", "...", "-", "\u200e", "''", "123"[:0]])
def test_no_name(name):
    assert "empty" in [code for code, _place in problems(name)]
    found = compare(name, "Rustam Karimov")
    assert (found.score, found.match) == (0.0, False)
    assert found.why[0].code == "no_name"


def test_look_alikes_within_a_word_are_noticed_and_compared():
    fake = "Rustam Kаrimov"  # the first а is Cyrillic
    assert problems(fake) == [("mixed_script", 7)]
    found = compare(fake, "Rustam Karimov")
    assert found.match
    told = found.why[-1]
    assert (told.code, dict(told.params)) == ("mixed_script", {"side": "left", "place": 7})
    assert problems("Рустаm Каримов") == [("mixed_script", 0)]
    assert compare("Рустаm Каримов", "Рустам Каримов").score == compare("Рустам Каримов", "Рустам Каримов").score


def test_two_scripts_in_two_words_are_nothing_amiss():
    assert problems("Rustam Каримов") == []


def test_invisible_characters_have_their_place():
    assert problems("Rus\u202etam") == [("direction_mark", 3)]
    assert problems("Rustam\x07 Karimov") == [("control_character", 6)]
    assert compare("Rus\u202etam Karimov", "Rustam Karimov").match
    assert problems("نجیب\u200cالله") == []  # this one belongs to Persian spelling
    assert problems("Rus\u200ctam") == [("invisible_character", 3)]


@pytest.mark.parametrize("sign", "\u200b\u2060\ufeff\u00ad\u034f\u3164\ufe0f\u180e")
def test_what_nobody_sees_in_a_name_is_told_and_not_compared(sign):
    assert problems(f"Rustam Kari{sign}mov") == [("invisible_character", 11)]
    assert compare(f"Rustam Kari{sign}mov", "Rustam Karimov").score == compare("Rustam Karimov", "Rustam Karimov").score


def test_a_name_without_end_is_cut_and_says_so():
    long = "Rustam Karimov " * 700
    assert ("too_long", 300) in problems(long)
    assert "too_many_parts" in [code for code, _place in problems(long)]
    assert len(prepare(long).parts) <= 16
    for endless in ("а" * 10_000, "ا" * 10_000, "a" * 10_000, "a b " * 2_500):
        assert sum(len(part.text) for part in prepare(endless).parts) <= 300
        assert 0 <= compare(endless, long).score <= 1


def test_keys_meet_across_scripts():
    for left, right in (
        ("Djurayev", "Жўраев"),
        ("Rezaei", "رضایی"),
        ("Yusuf", "Iosif"),
        ("Abdurahmonov", "Абдрахманов"),
        ("Husayn", "Гусейн"),
        ("Tchaikovsky", "Чайковский"),
    ):
        assert set(keys(prepare(left))) & set(keys(prepare(right))), (left, right)


def test_a_whole_line_of_the_zone_is_its_name():
    assert kinds("P<UZBKARIMOV<<RUSTAM<<<<<<<<<<<<<<<<<<<<<<<<") == [("karimov", "name"), ("rustam", "name")]
    assert kinds("P<D<<MUELLER<<JONAS<<<<<<<<<<<<<<<<<") == [("mueller", "name"), ("jonas", "name")]
    assert kinds("PETROV<<IVAN")[0] == ("petrov", "name")
    assert kinds("V<<IVAN")[0] == ("v", "initial")


@pytest.mark.parametrize(
    "titled",
    [
        "Hoji Rustam Karimov",
        "Хожи Рустам Каримов",
        "Ҳоҷӣ Рустам Каримов",
        "Устод Рустам Каримов",
        "Sayyid Rustam Karimov",
    ],
)
def test_an_honour_that_one_side_lacks_is_no_difference(titled):
    reasons = compare(titled, "Rustam Karimov").why
    assert all(reason.weight > 0 for reason in reasons if reason.code != "base")


def test_a_korean_name_after_many_words_is_cut_like_any_other() -> None:
    many = " ".join(["Karim"] * (MOST_PARTS - 1))
    assert len(prepare(f"{many} 김민수").parts) == MOST_PARTS
    assert [problem.code for problem in prepare(f"{many} 김민수 Rustam").problems] == ["too_many_parts"]
