"""Shares recover what was divided, and fewer than are needed say nothing of it."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panah.journal.shares import shamir
from panah.journal.shares.shamir import ShareError

# FIPS 197: the examples of chapter 4.2, and pairs from the table of the S-box's first step.
PRODUCTS = [(0x57, 0x83, 0xC1), (0x57, 0x13, 0xFE), (0x57, 0x02, 0xAE), (0x57, 0x04, 0x47), (0x57, 0x10, 0x07)]


@pytest.mark.parametrize(("left", "right", "product"), PRODUCTS)
def test_the_field_is_that_of_fips_197(left: int, right: int, product: int) -> None:
    assert shamir.multiply(left, right) == shamir.multiply(right, left) == product


def test_every_element_but_zero_has_its_inverse() -> None:
    assert shamir.inverse(0x53) == 0xCA
    assert all(shamir.multiply(element, shamir.inverse(element)) == 1 for element in range(1, 256))


@given(st.binary(min_size=1, max_size=80), st.data())
def test_as_many_as_are_needed_recover_it_and_more_do_too(secret: bytes, data: st.DataObject) -> None:
    count = data.draw(st.integers(2, shamir.MOST))
    needed = data.draw(st.integers(2, count))
    shares = shamir.split(secret, needed=needed, count=count)
    chosen = data.draw(st.permutations(list(shares)))[: data.draw(st.integers(needed, count))]
    assert shamir.join({number: shares[number] for number in chosen}) == secret


@given(st.binary(min_size=12, max_size=40), st.data())
def test_one_too_few_give_something_else(secret: bytes, data: st.DataObject) -> None:
    needed = data.draw(st.integers(3, 6))
    shares = shamir.split(secret, needed=needed, count=6)
    chosen = data.draw(st.permutations(list(shares)))[: needed - 1]
    assert shamir.join({number: shares[number] for number in chosen}) != secret


@pytest.mark.parametrize("secret", [0, 1, 0x53, 255])
def test_a_share_alone_is_equally_likely_whatever_the_secret(secret: int) -> None:
    seen = [
        shamir.split(bytes([secret]), needed=2, count=2, random=lambda _, drawn=drawn: bytes([drawn]))
        for drawn in range(256)
    ]
    for number in (1, 2):
        assert set(Counter(shares[number] for shares in seen).values()) == {1}


@pytest.mark.parametrize(
    ("secret", "needed", "count"), [(b"", 2, 2), (b"x", 1, 2), (b"x", 3, 2), (b"x", 2, shamir.MOST + 1)]
)
def test_what_makes_no_sense_is_refused(secret: bytes, needed: int, count: int) -> None:
    with pytest.raises(ShareError):
        shamir.split(secret, needed=needed, count=count)


@pytest.mark.parametrize("shares", [{1: b"a"}, {1: b"a", 2: b"ab"}, {0: b"a", 1: b"b"}])
def test_what_cannot_belong_together_is_refused(shares: dict[int, bytes]) -> None:
    with pytest.raises(ShareError):
        shamir.join(shares)
