"""Consent as a fold of what the person said: per purpose and recipient, narrowed, limited in time, revoked at any
time.

A revocation, a narrowing and the end of a consent's time are owed to everybody who received something by it, onward
recipients too, until each of them has acknowledged. Passing a claim to the competent body, and the guard, never
depend on any of this.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from panah.safeguards.routes.kinds import CLAIM, CONSENT_PURPOSES, body_kinds, field_parts, field_titles, least_fields

EVERYBODY = ""


class ConsentError(ValueError):
    """A consent, refusal or override isn't possible; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """What a person said to one purpose. Times in seconds since 1970 (UTC).

    `recipient`: a body's id, or EVERYBODY. `agreed`: yes or no; no later is a revocation. `without`: fields that they
    except. `until`: how long it holds, or None. `how` and `language`: how it was asked and in what.
    """

    purpose: str
    agreed: bool
    at: int
    recipient: str = EVERYBODY
    without: frozenset[str] = frozenset()
    until: int | None = None
    how: str = ""
    language: str = ""

    def __post_init__(self) -> None:
        if self.purpose not in CONSENT_PURPOSES:
            raise ConsentError("consent:purpose_unknown")
        if not self.without <= set(field_titles()):
            raise ConsentError("consent:field_unknown")


@dataclass(frozen=True, slots=True)
class Override:
    """Consent overridden for somebody's vital interests: only with a supervisor's name and a reason, only for
    services of a kind of body that may be told so at all, and only for some hours from `at`."""

    recipient: str
    supervisor: str
    reason: str
    at: int

    def __post_init__(self) -> None:
        if not self.supervisor.strip() or not self.reason.strip():
            raise ConsentError("consent:override_unsigned")


@dataclass(frozen=True, slots=True)
class Sent:
    """Fields that went to a recipient for a purpose; `sender` is who passed them on."""

    recipient: str
    purpose: str
    fields: frozenset[str]
    at: int
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A recipient confirmed that it acts on the state of consent as of `at`: these fields are no longer used."""

    recipient: str
    purpose: str
    fields: frozenset[str]
    at: int


@dataclass(frozen=True, slots=True)
class Owed:
    """A recipient holds fields for a purpose without consent now, and has to be told until it acknowledges."""

    recipient: str
    purpose: str
    fields: frozenset[str]


def standing(said: Iterable[Said], purpose: str, recipient: str, now: int) -> Said | None:
    """What counts now for a purpose and recipient; None if nothing was said.

    A word about this recipient counts before a word about everybody, except that a later general no ends it and a
    later general exception narrows it. So a no to one body is never undone by a yes to all. Of words said in the same
    second the narrower counts.
    """
    words = [one for one in said if one.purpose == purpose and one.at <= now]
    general = _newest(one for one in words if one.recipient == EVERYBODY)
    own = _newest(one for one in words if one.recipient == recipient != EVERYBODY)
    if own is None or general is None or general.at < own.at:
        return own or general
    if not own.agreed or not general.agreed:
        return own if not own.agreed else general
    limits = [one.until for one in (own, general) if one.until is not None]
    return replace(own, at=general.at, without=own.without | general.without, until=min(limits, default=None))


def narrowed(
    said: Iterable[Said], purpose: str, recipient: str, now: int, *, without: Collection[str], until: int | None
) -> Said | None:
    """What stands for this recipient with so much less: without these fields too, and no longer than `until`.

    It takes away and never gives: what was excepted stays excepted, an earlier end stays the end. None where no yes
    stands that could be narrowed.
    """
    word = standing(said, purpose, recipient, now)
    if word is None or not word.agreed or _ended(word, now):
        return None
    ends = [one for one in (word.until, until) if one is not None]
    return replace(word, at=now, without=word.without | frozenset(without), until=min(ends, default=None))


def _newest(words: Iterable[Said]) -> Said | None:
    return max(words, key=_order, default=None)


def _order(one: Said) -> tuple[int, bool, int, tuple[str, ...], float]:
    ends = float("-inf") if one.until is None else -one.until
    return one.at, not one.agreed, len(one.without), tuple(sorted(one.without)), ends


def agreed_fields(
    said: Iterable[Said], purpose: str, recipient: str, fields: Collection[str], now: int
) -> frozenset[str]:
    """Of these fields, those that consent covers now."""
    word = standing(said, purpose, recipient, now)
    if word is None or not word.agreed or (word.until is not None and now > word.until):
        return frozenset()
    parts = {part for part, whole in field_parts().items() if whole in word.without}
    return frozenset(fields) - word.without - parts


def may_send(
    said: Iterable[Said],
    *,
    kind: str,
    recipient: str,
    purpose: str,
    now: int,
    protection: bool = False,
    override: Override | None = None,
) -> frozenset[str]:
    """The fields that may go to a recipient of this kind for this purpose, now; empty: nothing may.

    Never more than the least the kind needs. `protection`: there is a matter of protection about the person; then
    nothing goes to a kind that never hears of one, consent or not. A claim needs no consent and knows no exceptions.
    """
    least = frozenset(least_fields().get((kind, purpose), ()))
    if protection and body_kinds()[kind].never_asylum:
        return frozenset()
    if purpose == CLAIM:
        return least
    if override is not None and override.recipient == recipient and purpose == "services":
        hours = body_kinds()[kind].vital_hours
        if override.at <= now < override.at + 3600 * hours:
            return least
    return agreed_fields(said, purpose, recipient, least, now)


def owed(
    said: Collection[Said], sent: Iterable[Sent], acknowledged: Collection[Acknowledged], now: int
) -> tuple[Owed, ...]:
    """Whom a revocation, a narrowing or the end of a consent's time still has to reach, and about which fields.

    Everybody who received something is counted, from whomever. An acknowledgement counts only if it came after the last
    sending and after the word that took the consent away.
    """
    held: dict[tuple[str, str], tuple[set[str], int]] = {}
    for one in sent:
        if one.purpose != CLAIM:
            fields, last = held.setdefault((one.recipient, one.purpose), (set(), 0))
            fields |= one.fields
            held[one.recipient, one.purpose] = (fields, max(last, one.at))
    found = []
    for (recipient, purpose), (fields, last) in sorted(held.items()):
        lost = fields - agreed_fields(said, purpose, recipient, fields, now)
        word = standing(said, purpose, recipient, now)
        since = max(last, word.at if word else 0, _ended(word, now))
        done = {
            name
            for one in acknowledged
            if (one.recipient, one.purpose) == (recipient, purpose) and since <= one.at <= now
            for name in one.fields
        }
        if lost - done:
            found.append(Owed(recipient, purpose, frozenset(lost - done)))
    return tuple(found)


def _ended(word: Said | None, now: int) -> int:
    return word.until if word is not None and word.until is not None and now > word.until else 0
