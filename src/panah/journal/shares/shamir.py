"""Shamir's secret sharing over GF(2⁸), byte by byte.

The field is that of AES (FIPS 197, chapter 4: polynomial x⁸ + x⁴ + x³ + x + 1). Each byte of the secret is the value at
0 of a polynomial of its own, of degree ``needed`` - 1 with random coefficients; share ``n`` holds the values at ``n``.
Fewer than ``needed`` shares fit every secret of that length equally well. Source: A. Shamir, How to share a secret,
Communications of the ACM 22 (11), 1979.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping

MOST = 16
"""No more shares than people could be asked for."""

_REDUCED = 0x11B


class ShareError(ValueError):
    """Shares can't be made or put together; the text says why and holds nothing of the secret."""


def split(
    secret: bytes, *, needed: int, count: int, random: Callable[[int], bytes] = secrets.token_bytes
) -> dict[int, bytes]:
    """The shares by their number, from 1, each as long as the secret. Raises ShareError."""
    if not secret:
        raise ShareError("there is nothing to share")
    if not 2 <= needed <= count <= MOST:
        raise ShareError(f"at least 2 shares must be needed, and at most {MOST} can be made")
    shares = {number: bytearray() for number in range(1, count + 1)}
    for byte in secret:
        polynomial = (byte, *random(needed - 1))
        for number, share in shares.items():
            share.append(_value(polynomial, number))
    return {number: bytes(share) for number, share in shares.items()}


def join(shares: Mapping[int, bytes]) -> bytes:
    """The secret that as many shares as were needed have in common. With fewer, or with one of another secret, it is
    some other bytes: whoever joins has to know what to expect. Raises ShareError for shares that can't belong together.
    """
    if len(shares) < 2 or len({len(share) for share in shares.values()}) != 1:
        raise ShareError("these shares don't belong together")
    if not all(1 <= number <= MOST for number in shares):
        raise ShareError("a share's number isn't one")
    weights = {number: _weight(number, shares) for number in shares}
    return bytes(
        _sum(multiply(weights[number], share[place]) for number, share in shares.items())
        for place in range(len(next(iter(shares.values()))))
    )


def multiply(left: int, right: int) -> int:
    """The product of two elements of the field. Takes as long whatever they are."""
    product = 0
    for bit in range(8):
        product ^= left * (right >> bit & 1)
        left = left << 1 ^ _REDUCED * (left >> 7)
    return product


def inverse(element: int) -> int:
    """What it has to be multiplied with to give 1; 0 has none and gives 0."""
    power = element
    for _ in range(6):
        power = multiply(multiply(power, power), element)
    return multiply(power, power)


def _value(polynomial: tuple[int, ...], at: int) -> int:
    value = 0
    for coefficient in reversed(polynomial):
        value = multiply(value, at) ^ coefficient
    return value


def _weight(number: int, among: Mapping[int, bytes]) -> int:
    """Lagrange's weight at 0 of a share among the others."""
    weight = 1
    for other in among:
        if other != number:
            weight = multiply(weight, multiply(other, inverse(other ^ number)))
    return weight


def _sum(elements: Iterable[int]) -> int:
    total = 0
    for element in elements:
        total ^= element
    return total
