"""The reviewed data files: each says where from and as of when, and holds what the code relies on."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

import panah.names
from panah.names import compare, model
from panah.names.evidence import Evidence
from panah.names.orthography import sounds, tables
from panah.names.script import script_of
from panah.names.vocabulary import vocabulary
from panah.names.wording import sentence

DATA = Path(panah.names.__file__).parent / "data"
FILES = sorted(DATA.rglob("*.toml"))
SOUNDS = frozenset("abcdefghijklmnopqrstuvxzSCG")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_says_where_from_and_as_of_when(path):
    data = tomllib.loads(path.read_text("utf-8"))
    assert len(data["source"]) > 20 or data["source"] == "Panah's own sentences"
    assert isinstance(data["as_of"], date)


@pytest.mark.parametrize("name", sorted(tables()))
def test_letters_of_a_language_are_letters_and_stand_for_sounds(name):
    table = tables()[name]
    assert table["language"]
    assert table["script"]
    if table["script"] == "latin":
        assert all(set(value) <= set("abcdefghijklmnopqrstuvwxyz") for value in table.get("letters", {}).values())
        return
    if name == "hangul":
        return
    for letter, values in table["letters"].items():
        assert len(letter) == 1
        assert letter == letter.lower()
        assert values
        assert all(set(value) <= SOUNDS for value in values)
    if table["script"] == "cyrillic":
        everything = {letter for other in tables().values() for letter in other.get("letters", {})}
        assert set(table["own"]) <= everything


def test_languages_of_one_script_do_not_contradict_each_other():
    for script in ("latin", "arabic"):
        found: dict[str, object] = {}
        for table in tables().values():
            if table["script"] == script:
                for letter, value in table.get("letters", {}).items():
                    assert found.setdefault(letter, value) == value, letter


def test_every_letter_of_the_alphabets_is_read():
    alphabets = {
        "kazakh": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
        "kyrgyz": "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя",
        "tajik": "абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя",
        "uzbek": "абвгдеёжзийклмнопрстуфхцчшъьэюяўқғҳ",
        "persian": "اآبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
        "pashto": "ټپځڅډړږښګڼېۍئ",
        "uyghur": "ئابپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي",
    }
    silent = set("ъьعئء")
    for name, letters in alphabets.items():
        for letter in letters:
            if letter not in silent:
                assert sounds(letter, script_of(letter))[0], (name, letter)


def test_words_are_as_names_are_prepared():
    known = vocabulary()
    for words in (known.particles, known.titles, known.honours, known.before_father, known.after_father):
        assert all(word == word.lower() and " " not in word for word in words)
    assert not known.particles & known.titles
    assert all(set(ending) <= SOUNDS for ending in (*known.family_endings, *known.patronymic_endings))


def test_nicknames_stand_for_known_names():
    given = tomllib.loads((DATA / "given_names.toml").read_text("utf-8"))
    known = {name for table in given.values() if isinstance(table, dict) for name in table}
    nicknames = tomllib.loads((DATA / "nicknames.toml").read_text("utf-8"))
    alone = {"bartholomew", "donald", "leonard", "maximilian", "terence"}
    for table in nicknames.values():
        if isinstance(table, dict):
            for short, names in table.items():
                assert set(names) <= known | alone, short


def test_common_names_are_shares_of_an_ordinary_one():
    data = tomllib.loads((DATA / "common_names.toml").read_text("utf-8"))
    for tier in data.values():
        if isinstance(tier, dict):
            assert 0 < tier["share"] < 1


def test_no_weight_of_the_model_points_the_wrong_way():
    weights = model().name
    assert weights["agreement"] > 0
    assert all(weight <= 0 for code, weight in weights.items() if code != "agreement")
    assert model().match <= model().screening < 1


def test_every_reason_has_a_sentence():
    codes = (set(model().name) | set(model().identity)) - {"agreement"}
    source = "".join(path.read_text("utf-8") for path in DATA.parent.glob("*.py"))
    codes |= set(re.findall(r'Problem\("(\w+)"', source)) | {"no_name"}
    for code in codes:
        assert sentence(Evidence(code, 0.0, "left", "right", {"side": "left", "place": 3}))


def test_look_alike_tables_lead_from_one_script_to_the_other():
    assert compare("Ruѕtаm", "Rustam").score == compare("Rustam", "Rustam").score
