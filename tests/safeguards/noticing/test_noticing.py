"""What the system notices by itself: only towards protection, and more facts never take a notice away."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.safeguards import children
from panah.safeguards.noticing import (
    EXCEPTED,
    STATUS,
    HandOver,
    Scene,
    Shared,
    advisories,
    is_known,
    kinds,
    notices,
    read_advisories,
    read_known,
    status_of,
    thresholds,
)
from panah.safeguards.noticing.noticing import read_thresholds
from panah.safeguards.tables import DataError, parse

DAY = dt.date(2026, 11, 21)
SET_ASIDE = [
    code for code in children.CODES if code.startswith("child_") and code not in ("child_listed", "child_accompanied")
]
SCENES = st.builds(
    Scene,
    asked=st.booleans(),
    child=st.frozensets(st.sampled_from(SET_ASIDE), max_size=2),
    to_protect=st.booleans(),
    status=st.frozensets(st.sampled_from(sorted(STATUS))),
    handed_over=st.frozensets(
        st.builds(HandOver, st.integers(0, 9), st.sampled_from(["", "passenger", *sorted(EXCEPTED)])), max_size=3
    ),
    shared=st.frozensets(
        st.builds(Shared, st.sampled_from(["sponsor", "address"]), st.integers(0, 20), st.booleans()), max_size=3
    ),
    refused_days_ago=st.frozensets(st.integers(0, 40), max_size=3),
    return_to=st.frozensets(st.sampled_from(["AFG", "KAZ", "SDN", "UTO"])),
)


@given(SCENES, SCENES)
def test_more_facts_never_take_a_notice_away(scene: Scene, more: Scene) -> None:
    assert set(notices(scene, DAY)) <= set(notices(scene | more, DAY))


@given(SCENES, SCENES)
def test_facts_join_in_any_order(scene: Scene, more: Scene) -> None:
    assert notices(scene | more, DAY) == notices(more | scene, DAY)
    assert scene | scene == scene


@given(SCENES)
def test_every_notice_is_towards_protection(scene: Scene) -> None:
    for one in notices(scene, DAY):
        assert one.act in ("set_aside", "suggest")
        assert one.code.removeprefix("notice:") in kinds()


def test_nothing_is_noticed_of_an_ordinary_traveller() -> None:
    ordinary = Scene(
        handed_over=frozenset({HandOver(2)}),
        shared=frozenset({Shared("sponsor", 1)}),
        refused_days_ago=frozenset({300}),
    )
    assert notices(ordinary, DAY) == ()


def test_nationality_religion_and_looks_have_no_field() -> None:
    assert {one.name for one in fields(Scene)} == {
        "asked", "child", "to_protect", "status", "handed_over", "shared", "refused_days_ago", "return_to"
    }  # fmt: skip
    assert status_of("KAZ", "AFG", "passport") == frozenset()
    assert status_of("XXB", "KAZ", "stateless_travel_document") == {"XXB", "stateless_travel_document"}


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("XXA", "stateless_status"),
        ("XXB", "refugee_status"),
        ("XXC", "refugee_status"),
        ("refugee_travel_document", "refugee_status"),
        ("stateless_travel_document", "stateless_status"),
    ],
)
def test_codes_and_documents_of_protected_status(code: str, kind: str) -> None:
    assert [one.code for one in notices(Scene(status=status_of(code)), DAY)] == [f"notice:{kind}"]


def test_the_booth_learns_of_a_person_to_protect_that_they_are_set_aside_and_nothing_more() -> None:
    (one,) = notices(Scene(to_protect=True), DAY)
    assert (one.act, one.shown, one.params, one.indicator) == ("set_aside", "second_line", (), "")


@pytest.mark.parametrize("capacity", sorted(EXCEPTED))
def test_drivers_group_leaders_and_families_hand_over_documents_every_day(capacity: str) -> None:
    assert notices(Scene(handed_over=frozenset({HandOver(40, capacity)})), DAY) == ()


def test_one_adult_with_many_peoples_documents() -> None:
    limit = thresholds()["documents_of_others"]
    assert notices(Scene(handed_over=frozenset({HandOver(limit - 1)})), DAY) == ()
    (one,) = notices(Scene(handed_over=frozenset({HandOver(limit)})), DAY)
    assert one.code == "notice:documents_of_others"
    assert dict(one.params) == {"count": limit}


def test_one_sponsor_or_address_for_many_but_no_hotel() -> None:
    many = Scene(shared=frozenset({Shared("sponsor", 9), Shared("address", 9), Shared("address", 60, known=True)}))
    found = notices(many, DAY)
    assert [one.code for one in found] == ["notice:same_sponsor", "notice:same_address"]
    assert {(one.act, one.shown) for one in found} == {("set_aside", "second_line")}


@pytest.mark.parametrize("capacity", sorted(EXCEPTED))
def test_drivers_group_leaders_and_families_share_one_every_day(capacity: str) -> None:
    assert notices(Scene(shared=frozenset({Shared("sponsor", 40, capacity=capacity)})), DAY) == ()


@pytest.mark.parametrize(
    "said",
    ["Hotel Dostyk, Almaty", "гостиница «Дружба»", "MEHMONXONA", "Red-Crescent, Osh", "هوتل کابل", "the University"],
)
def test_what_many_share_every_day_is_known(said: str) -> None:
    assert is_known(said)


@pytest.mark.parametrize("said", ["", "Mohammad", "Hotelier & sons", "red hot crescent", "LLP Steppe Bau"])
def test_whole_words_only_are_known(said: str) -> None:
    assert not is_known(said)


def test_a_country_adds_whom_it_knows() -> None:
    text = 'as_of = 2026-11-22\n[[known]]\nid = "bau"\nkind = "employer"\nnames = ["Steppe Bau"]\n'
    text += 'reason = "Builds the road."\nsource = "panah"\n'
    entries = read_known(parse(text, "x.toml"))
    assert is_known("LLP «STEPPE-BAU», Almaty", entries)
    for change in (('"employer"', '"friend"'), ('"Steppe Bau"', '"—"'), ("as_of = 2026-11-22", "")):
        with pytest.raises(DataError):
            read_known(parse(text.replace(*change), "x.toml"))


def test_back_within_days_of_a_refusal_elsewhere() -> None:
    limit = thresholds()["refused_elsewhere_days"]
    assert [one.code for one in notices(Scene(refused_days_ago=frozenset({limit})), DAY)] == [
        "notice:refused_elsewhere"
    ]
    assert notices(Scene(refused_days_ago=frozenset({limit + 1})), DAY) == ()


def test_an_advisory_goes_by_the_country_of_return_and_by_its_day() -> None:
    scene = Scene(return_to=frozenset({"AFG", "KAZ"}))
    (one,) = notices(scene, DAY)
    assert dict(one.params) == {"country": "AFG", "since": "2021-08-16"}
    assert notices(scene, dt.date(2021, 8, 15)) == ()
    assert notices(scene, dt.date(2021, 8, 16))


def test_an_ended_advisory_no_longer_stands() -> None:
    text = '[[advisory]]\ncountry = "UTO"\ntitle = "T"\nfrom = 2020-01-01\nended = 2020-12-31\n'
    standing = read_advisories(parse(text + 'source = "S"\nas_of = 2026-11-21\nchecked = true\n', "x.toml"))
    scene = Scene(return_to=frozenset({"UTO"}))
    assert notices(scene, dt.date(2020, 12, 31), standing=standing)
    assert notices(scene, dt.date(2021, 1, 1), standing=standing) == ()


def test_advisories_are_dated_and_sourced() -> None:
    assert {one.country for one in advisories()} >= {"AFG"}
    for one in advisories():
        assert one.source.document.startswith("UNHCR")
        assert one.published <= one.source.as_of


def test_every_child_that_is_set_aside_is_noticed() -> None:
    for code in SET_ASIDE:
        (one,) = notices(Scene(child=frozenset({code})), DAY)
        assert (one.code, one.act, dict(one.params)) == ("notice:child", "set_aside", {"why": code})


def test_whoever_asks_comes_first() -> None:
    scene = Scene(asked=True, to_protect=True, status=frozenset({"XXA"}), return_to=frozenset({"AFG"}))
    told = notices(scene, DAY)
    assert told[0].code == "notice:asked"
    assert [one.act for one in told] == ["set_aside", "set_aside", "suggest", "suggest"]


@pytest.mark.parametrize(
    "change",
    [('"AFG"', '"Af"'), ("2021-08-16", '"soon"'), ("checked = true", ""), ("checked = true", "checked = true\nx = 1")],
)
def test_a_mistake_in_the_advisories_is_an_error(change: tuple[str, str]) -> None:
    text = '[[advisory]]\ncountry = "AFG"\ntitle = "T"\nfrom = 2021-08-16\n'
    text += 'source = "S"\nas_of = 2026-11-21\nchecked = true\n'
    assert len(read_advisories(parse(text, "x.toml"))) == 1
    with pytest.raises(DataError):
        read_advisories(parse(text.replace(*change), "x.toml"))


def test_a_threshold_needs_its_reason() -> None:
    with pytest.raises(DataError, match="reason"):
        read_thresholds(parse('[[threshold]]\nid = "x"\nvalue = 3\n', "x.toml"))
