"""What a hit is about: sealed, padded, and opened again also after a change of keys."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from panah.watchlists.rules import sealing
from panah.watchlists.rules.sealing import DETAIL_STEP, SealedError, seal, unseal

KEY = bytes(range(32))
TEXTS = st.text(max_size=400)


@given(st.dictionaries(st.text(max_size=20), TEXTS, max_size=8))
def test_what_is_sealed_opens_again(content: dict[str, str]) -> None:
    assert unseal(seal(content, KEY, "abc", step=512), lambda key_id: KEY) == content


@given(TEXTS, TEXTS)
def test_two_of_different_length_are_of_one_size(one: str, other: str) -> None:
    sizes = {len(seal({"text": text}, KEY, "abc", step=DETAIL_STEP)) for text in (one, other)}
    assert len(sizes) == 1


def test_nothing_of_the_content_can_be_read() -> None:
    sealed = seal({"list": "persons to protect"}, KEY, "abc", step=512)
    assert b"protect" not in sealed
    assert sealed != seal({"list": "persons to protect"}, KEY, "abc", step=512), "equal contents don't look equal"


@given(st.integers(min_value=0, max_value=540), st.integers(min_value=1, max_value=255))
def test_a_byte_that_was_altered_is_noticed(place: int, change: int) -> None:
    sealed = bytearray(seal({"a": 1}, KEY, "abc", step=512))
    sealed[place % len(sealed)] ^= change
    with pytest.raises(SealedError):
        unseal(bytes(sealed), lambda key_id: KEY)


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x01" + b"a" * 20, b"\x03" + bytes(80), b"\x02" + bytes(80)])
def test_bytes_that_are_nothing_of_ours_are_refused(sealed: bytes) -> None:
    with pytest.raises(SealedError):
        unseal(sealed, lambda key_id: KEY)


def test_the_key_is_asked_for_by_its_id() -> None:
    asked: list[str] = []

    def key_of(key_id: str) -> bytes:
        asked.append(key_id)
        return KEY

    unseal(seal({}, KEY, "abcdef012345", step=64), key_of)
    assert asked == ["abcdef012345"]


def test_what_was_sealed_before_contents_were_packed_still_opens() -> None:
    plain = b'{"list":"un"}'
    head = sealing.PLAIN + b"abc".ljust(12)
    padded = len(plain).to_bytes(4) + plain + bytes(47)
    assert unseal(head + bytes(12) + AESGCM(KEY).encrypt(bytes(12), padded, head), lambda key_id: KEY) == {"list": "un"}


def test_a_long_entry_fits_into_the_one_size() -> None:
    entry = {"aliases": [f"Somebody of the name {number} from the town {number * 7}" for number in range(80)]}
    assert len(seal(entry, KEY, "abc", step=DETAIL_STEP)) == len(seal({}, KEY, "abc", step=DETAIL_STEP))
