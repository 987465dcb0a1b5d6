"""What an index finds: the same as comparing with everybody listed, and never an organisation."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panah.documents import PartialDate
from panah.names import compare, model
from panah.watchlists import index, screen
from panah.watchlists.entries import Birth, Entry, EntryKind, ListedDocument, ListedName, NameQuality
from panah.watchlists.screening import Person
from panah.watchlists.screening_rules import rules
from panah.watchlists.terms import ListKind
from tests.names.pairs import CAUSES, LANGUAGES, read
from tests.watchlists.index.samples import ENTRIES, LOST, WANTED, entry, listed, person, scanned

GIVEN = ("Rustam", "Рустам", "Muhammad", "Mohammed", "Gulnora", "Bakhtiyor", "Ali", "Firuz", "Фирӯз", "رستم", "Otabek")
FAMILY = ("Karimov", "Каримов", "Rahimov", "Djurayev", "Жўраев", "Rezaei", "رضایی", "Nazarbayev", "Ergashev", "Tsoy")
MIDDLE = ("", "", "Akmalovich", "ibn Yusuf", "S.", "Ali")
NAMES = [" ".join(filter(None, parts)) for parts in product(GIVEN, MIDDLE, FAMILY)]
names = st.sampled_from(NAMES)
dates = st.sampled_from(("1980-05-01", "1980-01-05", "1980-XX-XX", "1981-05-01", "1975-07-20", ""))
entries = st.lists(st.tuples(st.lists(names, min_size=1, max_size=3), dates, st.booleans()), min_size=1, max_size=25)


@pytest.fixture(scope="module")
def small() -> index.Index:
    return index.in_memory([listed()])


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("RUSTAM DJURAYEV", "1"),
        ("Dzhuraev Rustam", "1"),
        ("Рустам Джураев", "1"),
        ("Rustam Jo‘rayev", "1"),
        ("Rustam Djuraev", "1"),
        ("Rustam Djurayec", "1"),
        ("سید محمد رضایی", "4"),
        ("Bakhtiyor Ergashev", "6"),
        ("RustamDjurayev", "1"),
    ],
)
def test_a_name_in_another_spelling_script_or_order(small: index.Index, name: str, found: str) -> None:
    assert [hit.entry for hit in screen(person(name), small)][:1] == [found]


@pytest.mark.parametrize(
    ("name", "asked"), [("Behruz Tagaev", "Behruz Atgaev"), ("Huda Salih Mahdi", "Huda Aslih Mahdi")]
)
def test_letters_changed_over_are_one_slip_in_a_short_word_too(name: str, asked: str) -> None:
    assert [hit.entry for hit in screen(person(asked), [listed(entry("1", name))])] == ["1"]


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("path", [CAUSES, LANGUAGES], ids=lambda path: path.stem)
def test_whoever_comparing_takes_for_one_is_found_through_the_index_too(path: Path, mirrored: bool) -> None:
    pairs = [(pair.right, pair.left) if mirrored else (pair.left, pair.right) for pair in read(path) if pair.same]
    many = index.in_memory([listed(*(entry(str(number), name) for number, (name, _asked) in enumerate(pairs)))])
    lost = [
        (name, asked)
        for number, (name, asked) in enumerate(pairs)
        if compare(name, asked).match
        and str(number) not in [hit.entry for hit in screen(person(asked), many, model().match)]
        # Where two words were cut short by a zone, one letter may be all that is left of the second.
        and "<<" not in name
    ]
    assert not lost


@pytest.mark.parametrize(
    ("listed_as", "asked"),
    [
        ("محمدرضا شجریان", "Mohammad Reza Shajarian"),  # one word in Arabic letters, two in others'
        ("Мохаммадреза Шаджариан", "Mohammad Reza Shajarian"),
        ("سیف‌الرحمن وردک", "Sayf ur-Rahman Wardak"),
        ("Sayf ur-Rahman Wardak", "Saifurrahman Wardak"),
        ("نجيب محفوظ", "Naguib Mahfouz"),  # a consonant that is heard as another elsewhere
        ("منوچهر اقبال", "Manouchehr Eghbal"),
        ("عبد الرحمن السميط", "Abdelrahman Essoumeit"),  # an article that took on the next letter
        ("ذبیح‌الله مجددی", "Zabihullah Mojaddedi"),  # two letters alike with a vowel between
    ],
)
def test_two_scripts_that_share_few_letters_find_each_other(listed_as: str, asked: str) -> None:
    for one, other in ((listed_as, asked), (asked, listed_as)):
        assert [hit.entry for hit in screen(person(other), [listed(entry("1", one))])] == ["1"]


def test_a_different_family_name_is_somebody_else(small: index.Index) -> None:
    assert screen(person("Rustam Rahimov", "1975-03-02"), small) == ()


def test_organisations_are_kept_and_never_matched_with_travellers(small: index.Index) -> None:
    assert screen(person("Northern Trading Company"), small) == ()
    kept = small.now.reading.entry("wanted", "5")
    assert kept is not None
    assert kept.name == "Northern Trading Company"


def test_best_first_with_list_version_and_reasons(small: index.Index) -> None:
    hit = screen(person("Rustam Djurayev", "1980-05-01"), small)[0]
    assert (hit.list, hit.version, hit.entry, hit.name) == ("wanted", "2026-11", "1", "Rustam Djurayev")
    assert hit.digest == ENTRIES[0].digest()
    assert "birth_same" in [reason.code for reason in hit.why]


def test_a_weak_alias_alone_weighs_less() -> None:
    strong = screen(person("Said Tolibov"), [listed(entry("1", "Said Tolibov"))], threshold=0.0)[0]
    weak = screen(person("Said Tolibov"), [listed(entry("1", "Omar Rashid", weak="Said Tolibov"))], threshold=0.0)[0]
    assert weak.score < strong.score
    assert weak.why[-1].code == "weak_alias"


@settings(max_examples=60)
@given(entries, names, dates)
def test_the_index_answers_as_a_scan_of_everybody_does(
    told: list[tuple[list[str], str, bool]], name: str, born: str
) -> None:
    people = tuple(
        Entry(
            str(number),
            names=tuple(
                ListedName.of(text, NameQuality.WEAK if weak and at else NameQuality.STRONG)
                for at, text in enumerate(texts)
            ),
            births=(Birth(PartialDate.parse(date)),) if date else (),
        )
        for number, (texts, date, weak) in enumerate(told)
    )
    asked = person(name, born)
    assert {hit.entry: hit.score for hit in screen(asked, [listed(*people)])} == scanned(asked, people)


@pytest.mark.parametrize(
    ("listed_birth", "asked", "agrees"),
    [
        (Birth(PartialDate(1980)), "1980-05-01", True),
        (Birth(first=PartialDate(1978), last=PartialDate(1982)), "1981-05-01", True),
        (Birth(first=PartialDate(1978), last=PartialDate(1982)), "1990-05-01", False),
        (Birth(PartialDate(1980), approximate=True), "1982-05-01", True),
        (Birth(PartialDate(1980), approximate=True), "1986-05-01", False),
        (Birth(PartialDate(1980, 5, 1)), "1980-XX-XX", True),
    ],
)
def test_partial_ranged_and_approximate_births(listed_birth: Birth, asked: str, agrees: bool) -> None:
    one = Entry("1", names=(ListedName.of("Rustam Karimov"),), births=(listed_birth,))
    without = screen(person("Rustam Karimov"), [listed(one)], threshold=0.0)[0].score
    born = screen(person("Rustam Karimov", asked), [listed(one)], threshold=0.0)[0].score
    assert (born > without) is agrees


def test_of_several_births_the_one_that_agrees_best_counts() -> None:
    births = (Birth(PartialDate(1950, 1, 1)), Birth(PartialDate(1980, 5, 1)))
    one = Entry("1", names=(ListedName.of("Rustam Karimov"),), births=births)
    hit = screen(person("Rustam Karimov", "1980-05-01"), [listed(one)])[0]
    assert "birth_same" in [reason.code for reason in hit.why]


class TestDocuments:
    LOST_ONE = entry("L1", kind=EntryKind.DOCUMENT, document="UZB AA7654321")

    def test_a_listed_number_is_a_hit_whatever_the_name(self) -> None:
        hits = screen(person("Nobody Known", document="UZB aa-765.4321"), [listed(self.LOST_ONE, terms=LOST)])
        assert [(hit.entry, hit.name, hit.why[0].code) for hit in hits] == [("L1", "AA7654321", "document_listed")]

    def test_another_issuer_s_number_is_another_document(self) -> None:
        assert screen(person("", document="KGZ AA7654321"), [listed(self.LOST_ONE, terms=LOST)]) == ()

    def test_a_listing_without_issuer_may_be_any_s(self) -> None:
        lost = entry("L1", kind=EntryKind.DOCUMENT, document="AA7654321")
        assert [hit.entry for hit in screen(person("", document="KGZ AA7654321"), [listed(lost, terms=LOST)])] == ["L1"]

    def test_without_an_issuer_the_own_state_s_is_meant_and_another_s_is_possible(self) -> None:
        own = screen(person("", document="AA7654321", nationality="UZB"), [listed(self.LOST_ONE, terms=LOST)])
        other = screen(person("", document="AA7654321", nationality="KGZ"), [listed(self.LOST_ONE, terms=LOST)])
        assert own[0].score > other[0].score

    def test_a_short_number_without_issuer_says_nothing(self) -> None:
        short = Entry("1", names=(ListedName.of("Rustam Karimov"),), documents=(ListedDocument("12"),))
        assert screen(person("", document="12"), [listed(short)]) == ()

    def test_number_and_name_together_weigh_more_than_either(self) -> None:
        lists = [listed()]
        name = screen(person("Rustam Djurayev"), lists)[0].score
        both = screen(person("Rustam Djurayev", document="UZB AA1234567"), lists)[0]
        assert both.score > name
        assert "document_same" in [reason.code for reason in both.why]


def test_several_lists_and_several_names_of_one_person() -> None:
    second = listed(entry("x", "Rustam Karimov"), terms=LOST)
    asked = Person("1", ("Somebody Else", "Рустам Каримов"))
    assert {(hit.list, hit.entry) for hit in screen(asked, [listed(), second])} == {("wanted", "2"), ("lost", "x")}


@pytest.mark.parametrize("name", ["", " ", "1234", "‏", "a" * 10_000, "аa" * 5_000, "A B " * 5_000])
def test_any_text_gets_an_answer(small: index.Index, name: str) -> None:
    assert screen(person(name), small) == ()


def test_a_person_hits_once_however_many_names_agree() -> None:
    one = entry("1", "Rustam Karimov", "Karimov Rustam", "Рустам Каримов")
    assert len(screen(person("Rustam Karimov"), [listed(one)])) == 1


def test_the_whole_entry_and_the_terms_come_back_out(small: index.Index) -> None:
    reading = small.now.reading
    assert [reading.entry("wanted", each.id) for each in ENTRIES] == list(ENTRIES)
    assert list(reading.entries("wanted")) == list(ENTRIES)
    assert reading.entry("wanted", "99") is None
    assert reading.entry("lost", "1") is None
    contents = reading.lists[0]
    assert (contents.terms, contents.version, contents.entries, contents.persons) == (WANTED, "2026-11", 6, 5)


def test_many_of_one_name_on_a_list_hide_nobody_on_another() -> None:
    crowd = tuple(entry(str(number), "Rustam Djurayev", born="1980-05-01") for number in range(120))
    child = entry("child", "Rustam Djuraev")
    protect = replace(WANTED, code="protect", kind=ListKind.PROTECT)
    for contents in ([listed(*crowd), listed(child, terms=protect)], [listed(child, terms=protect), listed(*crowd)]):
        hits = screen(person("Rustam Djurayev", "1980-05-01"), contents)
        assert ("protect", "child") in [(hit.list, hit.entry) for hit in hits]
        assert sum(hit.list == "wanted" for hit in hits) == rules().names_compared
