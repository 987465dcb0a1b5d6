"""The tokens of holds, which stay with the second line unless somebody else has a say (DESIGN 3).

Whoever gets a say in a hold gets a *share*: the token here is replaced by random bytes, and what it was, exclusive-or
those bytes, is the share. All shares and what stays here make the token again, whoever gives theirs back first. So no
number of questions, opened in any order, lets one of them release for the others; and what stays here looks the same,
whether somebody has a share or not. It lies encrypted under a key in a file, each row of one size. Whenever one
changes, and whenever somebody is taken over or passed on, the rows of all who wait are encrypted anew; all rows where a
share comes back, or where the person went on.
"""

from __future__ import annotations

import secrets
from hashlib import sha256
from uuid import UUID

from panah.border.desk.context import DeskError
from panah.border.models import Hold, HoldToken
from panah.journal import boxes, keyfiles, store
from panah.safeguards.guard.locks import TOKEN_BYTES, Lock, opens

_NAME = 8
# So many shares of a hold can be out; the beginning of a digest remembers each, so that what is made up counts for
# nothing, and nothing twice.
_SHARES = 11
_KNOWN = b"shares:1"
"""At the end of a cell that remembers its shares. Others were begun by earlier versions, of which some may be out that
nobody remembered: they remember what came back, and take whatever comes."""
_ADMITS = b"admits:1"
"""The same, of a hold about which whoever decided said that the person is let in: the token serves for that alone."""
_REMEMBERING = (_KNOWN, _ADMITS)


def keep(hold: UUID, token: bytes) -> None:
    """Keep the token of a new hold."""
    HoldToken.objects.create(hold=hold, token=boxes.seal(_key(), _whole(token), hold.bytes))


def of(hold: Hold, *, to_admit: bool = False) -> str | None:
    """The token (hex) that opens this hold, if nobody else has a share in it. What was given back for the person to be
    let in opens it ``to_admit`` them alone (S1)."""
    row = HoldToken.objects.filter(hold=hold.subject).first()
    cell = None if row is None else _if_readable(row)
    if cell is None or (_names(cell)[-1] == _ADMITS and not to_admit):
        return None
    token = cell[:TOKEN_BYTES]
    return token.hex() if token and opens(token, Lock(hold.lock)) else None


def is_here(hold: UUID) -> bool:
    """Whether this node keeps what is left of the token of a hold."""
    return HoldToken.objects.filter(hold=hold).exists()


def forget(hold: UUID) -> None:
    """It was revealed: nothing more to keep."""
    HoldToken.objects.filter(hold=hold).delete()


def take_share(hold: UUID) -> bytes:
    """A share for somebody who gets a say in this hold; within a transaction. One too many keeps it shut for its time.
    DeskError ``hold_released``."""
    store.take_pen()
    row = HoldToken.objects.filter(hold=hold).first()
    if row is None:
        raise DeskError("hold_released")
    stays = secrets.token_bytes(TOKEN_BYTES)
    # What a lost key closed stays closed, also if the key is found again: or the whole token would still lie here.
    cell = _if_readable(row) or _whole(secrets.token_bytes(TOKEN_BYTES))
    share, names = _either(cell[:TOKEN_BYTES], stays), _names(cell)
    if names[-1] not in _REMEMBERING and _none_is_out(hold, cell[:TOKEN_BYTES]):
        names = _names(_whole(cell[:TOKEN_BYTES]))
    if names[-1] in _REMEMBERING and bytes(_NAME) in names:
        names[names.index(bytes(_NAME))] = _name(share)
    waits = Hold.objects.waiting().filter(subject=hold).exists()
    _renew(hold, stays + b"".join(names), all_of_them=not waits)
    return share


def give_back(hold: UUID, share: bytes, *, admit: bool = False) -> bool:
    """Somebody has no more say in this hold; within a transaction. False when the hold is over or this share isn't out:
    one that comes twice or was never given changes nothing. With ``admit`` the hold opens for letting the person in,
    and no other way, whatever anybody else gives back; where an earlier version's cell can't remember it, it stays shut
    and the person goes on with the question open."""
    store.take_pen()
    row = HoldToken.objects.filter(hold=hold).first()
    cell = None if row is None or len(share) != TOKEN_BYTES else _if_readable(row)
    if cell is None:
        return False
    name, names = _name(share), _names(cell)
    known = names[-1] in _REMEMBERING
    if admit and not known:
        return False
    before, after = (name, bytes(_NAME)) if known else (bytes(_NAME), name)
    if before not in names or (not known and name in names):
        return False
    names[names.index(before)] = after
    if admit:
        names[-1] = _ADMITS
    _renew(hold, _either(cell[:TOKEN_BYTES], share) + b"".join(names))
    return True


def renew() -> None:
    """Encrypt those of all who wait anew: with an act that may give a share, whether it does or not. Within a
    transaction."""
    store.take_pen()
    _renew(all_of_them=False)


def _renew(changed: UUID | None = None, cell: bytes = b"", *, all_of_them: bool = True) -> None:
    """Puts a cell in place and encrypts all others anew, or those of persons who wait, so that none stands out. What a
    lost key closed for good stays as it is, and in nobody's way."""
    key, renewed = _key(), []
    waiting = Hold.objects.waiting().values("subject")
    rows = HoldToken.objects.all() if all_of_them else HoldToken.objects.filter(hold__in=waiting)
    for row in rows.order_by("hold"):
        content = cell if row.hold == changed else _if_readable(row, key)
        if content is not None:
            row.token = boxes.seal(key, content, row.hold.bytes)
            renewed.append(row)
    HoldToken.objects.bulk_update(renewed, ["token"], batch_size=500)


def _none_is_out(hold: UUID, token: bytes) -> bool:
    row = Hold.objects.filter(subject=hold).first()
    return row is not None and opens(token, Lock(row.lock))


def _whole(token: bytes) -> bytes:
    """The cell of a hold of which no share is out."""
    return token + bytes(_NAME * _SHARES) + _KNOWN


def _names(cell: bytes) -> list[bytes]:
    return [cell[at : at + _NAME] for at in range(TOKEN_BYTES, len(cell), _NAME)]


def _name(share: bytes) -> bytes:
    return sha256(share).digest()[:_NAME]


def _either(one: bytes, other: bytes) -> bytes:
    return bytes(left ^ right for left, right in zip(one, other, strict=True))


def _if_readable(row: HoldToken, key: bytes | None = None) -> bytes | None:
    try:
        return boxes.unseal(key or _key(), bytes(row.token), row.hold.bytes, "the tokens of holds are")
    except keyfiles.KeysUnusableError:
        return None


def _key() -> bytes:
    return boxes.node_key("tokens")
