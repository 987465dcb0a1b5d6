"""From needs to routes: which kinds of bodies, at once, urgent first, and what hangs on consent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from panah.safeguards.indicators import Profile
from panah.safeguards.routes.consents import Said, standing
from panah.safeguards.routes.kinds import CLAIM, least_fields, routes

CONSENT_STATES = ("not_needed", "given", "missing", "refused")


@dataclass(frozen=True, slots=True)
class Leg:
    """One way to take: for a need to a kind of body. `rank` 0 is taken at once; a higher one follows when those
    before fail.

    `consent`: one of CONSENT_STATES; `guard`: the category of matter the guard holds whatever was consented to, or
    ""; `fields`: the least that is needed.
    """

    need: str
    kind: str
    rank: int
    purpose: str
    urgent: bool
    consent: str
    guard: str
    fields: tuple[str, ...]
    why: str


def plan(profile: Profile, said: Iterable[Said] = (), now: int = 0) -> tuple[Leg, ...]:
    """Every leg from the needs of a profile: urgent first, then by rank. Declining help ends no claim."""
    said = tuple(said)
    legs = []
    for need in profile.needs:
        route = routes()[need.code]
        for rank, kinds in enumerate(route.kinds):
            legs += [
                Leg(
                    need=need.code,
                    kind=kind,
                    rank=rank,
                    purpose=route.purpose,
                    urgent=need.urgent,
                    consent=_consent(said, route.purpose, now),
                    guard=route.guard,
                    fields=least_fields()[kind, route.purpose],
                    why=route.why,
                )
                for kind in kinds
            ]
    return tuple(sorted(legs, key=lambda leg: (not leg.urgent, leg.rank, leg.purpose != CLAIM, leg.need, leg.kind)))


def matters(profile: Profile) -> frozenset[str]:
    """The categories of matters that the guard holds for these needs; they hang on no consent."""
    return frozenset(routes()[need.code].guard for need in profile.needs) - {""}


def guarded(needs: Iterable[str]) -> frozenset[str]:
    """The categories of matters that the needs of a referral name; one that isn't known here names none."""
    return frozenset(route.guard for need in needs if (route := routes().get(need))) - {""}


def _consent(said: tuple[Said, ...], purpose: str, now: int) -> str:
    if purpose == CLAIM:
        return "not_needed"
    word = standing(said, purpose, "", now)
    if word is None or (word.until is not None and now > word.until):
        return "missing"
    return "given" if word.agreed else "refused"
