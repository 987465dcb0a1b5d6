"""A body's keys in shares: on paper or sealed to a holder, checked when typed, recovering old keys and new."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pyrage import decrypt, encrypt, x25519

from panah.journal.envelopes import keyring
from panah.journal.shares import keyshares, sheet
from panah.journal.shares.keyshares import Holder
from panah.journal.shares.shamir import ShareError
from tests.journal.envelopes.conftest import home

__all__ = ["home"]

BOTH = [Holder("body"), Holder("monitor")]


@pytest.fixture
def shelter(home: Path) -> keyring.Reader:
    """A body that replaced its key once."""
    keyring.make("shelter")
    return keyring.make("shelter")


def test_what_was_sealed_before_and_after_a_new_key_opens_again(shelter: keyring.Reader, home: Path) -> None:
    letters = [encrypt(b"said", [identity.to_public()]) for identity in shelter.identities]
    texts = [share.as_text() for share in keyshares.split(shelter, BOTH, needed=2)]
    (home / "keys" / "sealed" / "shelter.age").unlink()
    recovered = keyring.restore("shelter", shelter.id, keyshares.join([sheet.read(text) for text in texts]))
    assert (recovered.id, recovered.public) == (shelter.id, shelter.public)
    assert [decrypt(letter, list(recovered.identities)) for letter in letters] == [b"said"] * 2


def test_a_key_made_meanwhile_stays_the_newest(shelter: keyring.Reader) -> None:
    shares = keyshares.split(shelter, BOTH, needed=2)
    newer = keyring.make("shelter")
    recovered = keyring.restore("shelter", shelter.id, keyshares.join(shares))
    assert recovered.public == newer.public
    assert len(recovered.identities) == 3
    assert keyshares.opens_what_is_sealed_now(recovered.identities, newer.public)
    assert not keyshares.opens_what_is_sealed_now(keyshares.join(shares), newer.public)


def test_a_key_is_never_put_where_anothers_lies(shelter: keyring.Reader) -> None:
    other = keyring.make("children")
    with pytest.raises(keyring.NameTakenError):
        keyring.restore("children", shelter.id, shelter.identities)
    assert keyring.find("children") == other


def test_two_of_three_whoever_they_are_and_one_never(shelter: keyring.Reader) -> None:
    shares = keyshares.split(shelter, [*BOTH, Holder("notary")], needed=2)
    for one in shares:
        assert keyshares.join([share for share in shares if share != one])[-1].to_public() is not None
        with pytest.raises(ShareError, match="2 different shares are needed, and these are 1"):
            keyshares.join([one, one])


def test_shares_of_different_sets_or_altered_ones_give_no_key(shelter: keyring.Reader) -> None:
    one, other = (keyshares.split(shelter, BOTH, needed=2) for _ in range(2))
    with pytest.raises(ShareError, match="weren't made together"):
        keyshares.join([one[0], other[1]])
    for place in (0, 1, -1):
        content = bytearray(one[1].content)
        content[place] ^= 1
        with pytest.raises(ShareError, match="was changed"):
            keyshares.join([one[0], replace(one[1], content=bytes(content))])


def test_a_share_is_typed_with_spaces_and_small_letters_and_no_slip_passes(shelter: keyring.Reader) -> None:
    share = keyshares.split(shelter, BOTH, needed=2)[0]
    text = share.as_text()
    assert sheet.read(text) == share
    head, code, check = text.split("\n\n")
    typed = f"{head}\n{code.lower().replace(' ', '  ')}\n{check}"
    assert sheet.read(typed) == share
    letter = code.replace(" ", "")[7]
    slip = code.replace(letter, "A" if letter != "A" else "B", 1)
    for wrong in (f"{head}\n{slip}\n{check}", f"{head.replace('1 of 2', '2 of 2')}\n{code}\n{check}"):
        with pytest.raises(ShareError, match="mistyped"):
            sheet.read(wrong)
    with pytest.raises(ShareError, match="'needed' is missing"):
        sheet.read("\n".join(line for line in text.splitlines() if not line.startswith("needed")))
    for nonsense in ("", "Something else", sheet.TITLE):
        with pytest.raises(ShareError):
            sheet.read(nonsense)


def test_a_sealed_share_opens_for_its_holder_alone(shelter: keyring.Reader) -> None:
    monitor = x25519.Identity.generate()
    holder = Holder("monitor", str(monitor.to_public()))
    share = keyshares.split(shelter, [Holder("body"), holder], needed=2)[1]
    file = keyshares.sealed(share, holder)
    assert keyshares.opened(file, [monitor]) == share
    assert keyshares.opened(share.as_text().encode(), []) == share
    with pytest.raises(ShareError, match="sealed to somebody else"):
        keyshares.opened(file, shelter.identities)
    with pytest.raises(ShareError):
        keyshares.opened(b"\xff\xfe", [monitor])


def test_no_share_holds_the_key(shelter: keyring.Reader) -> None:
    whole = keyshares._packed(shelter.identities)
    assert keyshares._unpacked(whole)[0].to_public() is not None
    for share in keyshares.split(shelter, BOTH, needed=2):
        assert not any(whole[at : at + 8] in share.content for at in range(len(whole) - 8))


def test_proquints_are_those_of_the_proposal() -> None:
    assert sheet.proquints(bytes([127, 0, 0, 1])) == "lusab-babad"
    assert sheet.proquints(bytes([63, 84, 220, 193])) == "gutih-tugad"
