"""Consent: per purpose, narrowed, limited in time, revoked to the last recipient; a claim never hangs on it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.safeguards.routes import (
    CLAIM,
    CONSENT_PURPOSES,
    EVERYBODY,
    Acknowledged,
    ConsentError,
    Override,
    Owed,
    Said,
    Sent,
    agreed_fields,
    body_kinds,
    field_parts,
    field_titles,
    least_fields,
    may_send,
    narrowed,
    owed,
    standing,
)

FIELDS = sorted(field_titles())
PAIRS = sorted(least_fields())
RECIPIENTS = ["shelter", "clinic", "ngo"]
SAYINGS = st.lists(
    st.builds(
        Said,
        st.sampled_from(CONSENT_PURPOSES),
        st.booleans(),
        st.integers(0, 50),
        st.sampled_from([EVERYBODY, *RECIPIENTS]),
        st.frozensets(st.sampled_from(FIELDS), max_size=3),
        st.one_of(st.none(), st.integers(0, 100)),
    ),
    max_size=8,
)


@given(SAYINGS, st.sampled_from(PAIRS), st.sampled_from(RECIPIENTS), st.integers(0, 100))
def test_never_more_than_the_least(said: list[Said], pair: tuple[str, str], recipient: str, now: int) -> None:
    kind, purpose = pair
    assert may_send(said, kind=kind, recipient=recipient, purpose=purpose, now=now) <= set(least_fields()[pair])


@given(
    SAYINGS,
    st.sampled_from(CONSENT_PURPOSES),
    st.sampled_from(RECIPIENTS),
    st.integers(0, 100),
    st.frozensets(st.sampled_from(FIELDS), max_size=3),
    st.one_of(st.none(), st.integers(0, 100)),
)
def test_a_narrowing_gives_nobody_anything(
    said: list[Said], purpose: str, recipient: str, now: int, without: frozenset[str], until: int | None
) -> None:
    word = narrowed(said, purpose, recipient, now, without=without, until=until)
    if word is None:
        assert not agreed_fields(said, purpose, recipient, FIELDS, now)
        return
    heard = [one for one in said if one.at <= now]
    for later in (now, now + 30, now + 200):
        before = agreed_fields(heard, purpose, recipient, FIELDS, later)
        after = agreed_fields([*heard, word], purpose, recipient, FIELDS, later)
        assert after <= before - without
        assert not after or until is None or later <= until


@given(SAYINGS, st.integers(0, 100))
def test_a_claim_never_hangs_on_consent(said: list[Said], now: int) -> None:
    whole = set(least_fields()["asylum_authority", CLAIM])
    sent = may_send(said, kind="asylum_authority", recipient="asylum", purpose=CLAIM, now=now, protection=True)
    assert sent == whole


@given(SAYINGS, st.integers(0, 100))
def test_nothing_of_protection_reaches_a_consulate_whatever_was_said(said: list[Said], now: int) -> None:
    override = Override("consulate", "supervisor", "reason", 0)
    assert not may_send(
        said, kind="consulate", recipient="consulate", purpose="services", now=now, protection=True, override=override
    )


@given(SAYINGS, st.sampled_from(RECIPIENTS), st.integers(51, 100))
def test_a_general_no_ends_everything_at_once(said: list[Said], recipient: str, now: int) -> None:
    after = [*said, *(Said(purpose, False, 51) for purpose in CONSENT_PURPOSES)]
    for kind, purpose in PAIRS:
        if purpose != CLAIM:
            assert not may_send(after, kind=kind, recipient=recipient, purpose=purpose, now=now)


@given(SAYINGS.flatmap(lambda said: st.tuples(st.just(said), st.permutations(said))), st.integers(0, 100))
def test_the_order_of_recording_doesnt_matter(pair: tuple[list[Said], list[Said]], now: int) -> None:
    for recipient in RECIPIENTS:
        for purpose in CONSENT_PURPOSES:
            left, right = (agreed_fields(said, purpose, recipient, FIELDS, now) for said in pair)
            assert left == right


def test_purposes_are_apart() -> None:
    said = [Said("services", True, 1)]
    assert standing(said, "services", "shelter", 2)
    assert standing(said, "sharing", "shelter", 2) is None
    assert standing(said, "tracing", "shelter", 2) is None


def test_all_but_the_phone_number() -> None:
    said = [Said("services", True, 1), Said("services", True, 2, without=frozenset({"phone"}))]
    fields = may_send(said, kind="ngo", recipient="ngo", purpose="services", now=3)
    assert "phone" not in fields
    assert "safe_contact" in fields


def test_a_no_to_one_body_is_not_undone_by_a_yes_to_all() -> None:
    said = [Said("services", False, 1, "shelter"), Said("services", True, 2)]
    assert not may_send(said, kind="anti_trafficking", recipient="shelter", purpose="services", now=3)
    assert may_send(said, kind="ngo", recipient="ngo", purpose="services", now=3)


def test_a_later_general_exception_narrows_a_word_to_one_body() -> None:
    said = [Said("services", True, 1, "ngo"), Said("services", True, 2, without=frozenset({"phone"}))]
    assert "phone" not in agreed_fields(said, "services", "ngo", FIELDS, 3)
    widened = [*said, Said("services", True, 3, "ngo")]
    assert "phone" in agreed_fields(widened, "services", "ngo", FIELDS, 3)


def test_consent_ends_with_its_time() -> None:
    said = [Said("services", True, 1, until=10)]
    assert agreed_fields(said, "services", "ngo", FIELDS, 10)
    assert not agreed_fields(said, "services", "ngo", FIELDS, 11)


def test_said_in_the_same_second_no_counts() -> None:
    said = [Said("services", True, 5), Said("services", False, 5)]
    assert not agreed_fields(said, "services", "ngo", FIELDS, 5)


def test_a_word_of_the_future_counts_for_nothing_yet() -> None:
    assert standing([Said("services", True, 5)], "services", "ngo", 4) is None


SENT = [
    Sent("shelter", "services", frozenset({"name", "phone"}), 10),
    Sent("clinic", "sharing", frozenset({"name"}), 20, sender="shelter"),
    Sent("asylum", CLAIM, frozenset({"name", "own_words"}), 10),
]


def test_a_revocation_reaches_everybody_who_received_it() -> None:
    said = [Said("services", True, 1), Said("sharing", True, 1)]
    assert owed(said, SENT, [], 25) == ()
    said += [Said("services", False, 30), Said("sharing", False, 30)]
    assert owed(said, SENT, [], 31) == (
        Owed("clinic", "sharing", frozenset({"name"})),
        Owed("shelter", "services", frozenset({"name", "phone"})),
    )
    done = [Acknowledged("shelter", "services", frozenset({"name", "phone"}), 40)]
    assert [one.recipient for one in owed(said, SENT, done, 41)] == ["clinic"]


def test_an_acknowledgement_before_the_revocation_counts_for_nothing() -> None:
    said = [Said("services", True, 1), Said("services", False, 30)]
    early = [Acknowledged("shelter", "services", frozenset({"name", "phone"}), 29)]
    assert [one.recipient for one in owed(said, SENT[:1], early, 31)] == ["shelter"]


def test_part_of_an_acknowledgement_leaves_the_rest_owed() -> None:
    said = [Said("services", True, 1), Said("services", False, 30)]
    part = [Acknowledged("shelter", "services", frozenset({"name"}), 31)]
    assert owed(said, SENT[:1], part, 32) == (Owed("shelter", "services", frozenset({"phone"})),)


def test_the_end_of_a_consents_time_is_owed_too() -> None:
    said = [Said("services", True, 1, until=50)]
    assert owed(said, SENT[:1], [], 50) == ()
    assert [one.recipient for one in owed(said, SENT[:1], [], 51)] == ["shelter"]


@given(SAYINGS, st.integers(60, 90))
def test_after_revoking_all_nobody_is_forgotten_and_all_can_be_done(said: list[Said], now: int) -> None:
    sent = [Sent(one, purpose, frozenset({"name"}), 10) for one in RECIPIENTS for purpose in CONSENT_PURPOSES]
    said = [*said, *(Said(purpose, False, 51) for purpose in CONSENT_PURPOSES)]
    left = owed(said, sent, [], now)
    assert {(one.recipient, one.purpose) for one in left} == {(one.recipient, one.purpose) for one in sent}
    assert owed(said, sent, [Acknowledged(one.recipient, one.purpose, one.fields, now) for one in left], now) == ()


def test_vital_interests_need_a_supervisor_and_a_reason() -> None:
    for supervisor, reason in (("", "unconscious"), ("commander", " ")):
        with pytest.raises(ConsentError):
            Override("clinic", supervisor, reason, 1)
    override = Override("clinic", "commander", "unconscious", 1)
    fields = may_send([], kind="health_provider", recipient="clinic", purpose="services", now=2, override=override)
    assert "health_told" in fields
    assert not may_send([], kind="health_provider", recipient="other", purpose="services", now=2, override=override)
    assert not may_send([], kind="tracing", recipient="clinic", purpose="tracing", now=2, override=override)


def test_a_part_goes_with_the_whole_and_stays_with_it() -> None:
    for fields in least_fields().values():
        assert all((part in fields) is (whole in fields) for part, whole in field_parts().items())
    everything = Said("services", True, 1)
    assert {"name", "surname"} <= agreed_fields([everything], "services", "clinic", FIELDS, 2)
    nameless = Said("services", True, 1, without=frozenset({"name"}))
    assert not {"name", "surname"} & agreed_fields([nameless], "services", "clinic", FIELDS, 2)
    assert owed([everything, replace(nameless, at=3)], [Sent("clinic", "services", frozenset(FIELDS), 2)], [], 4) == (
        Owed("clinic", "services", frozenset({"name", "surname"})),
    )


def test_a_clinic_learns_nothing_of_a_claim_and_an_asylum_authority_nothing_of_health() -> None:
    assert not {"own_words", "signs", "citizenship_told"} & set(least_fields()["health_provider", "services"])
    assert not {"health_told", "signs"} & set(least_fields()["asylum_authority", CLAIM])
    assert not {"nationality", "religion", "ethnicity", "photo", "fingerprints"} & set(field_titles())


def test_only_a_consulate_is_of_another_state() -> None:
    assert [one.id for one in body_kinds().values() if one.never_asylum or one.of_state] == ["consulate"]


def test_what_means_nothing_is_an_error() -> None:
    with pytest.raises(ConsentError):
        Said("marketing", True, 1)
    with pytest.raises(ConsentError):
        Said("services", True, 1, without=frozenset({"nationality"}))
