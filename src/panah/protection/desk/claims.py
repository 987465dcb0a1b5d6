"""Claims at the asylum authority, or before UNHCR where no body of the state can: registered, certified, looked up.

What happens to a claim afterwards stands in ``claim_steps``.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from panah.border.desk.context import Acting
from panah.border.desk.locks import one_at_a_time
from panah.border.desk.posts import posts
from panah.journal.entries import Statement
from panah.protection import claim_clocks
from panah.protection.desk import referrals, returns
from panah.protection.desk.bodies import body as body_view
from panah.protection.desk.case_matters import hold_what_is_open
from panah.protection.desk.case_opening import open_for_claim
from panah.protection.desk.matters import at_home, say_as_body
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.claims import Basis, Child, ClaimRegistered
from panah.protection.facts.referrals import ReferralRegistered
from panah.protection.models import Case, Claim, Matter, Referral
from panah.safeguards.routes import CLAIM, guarded, routes

AUTHORITIES: dict[str, Basis] = {"asylum_authority": "authority", "unhcr": "mandate"}
"""Kinds of bodies that register claims, and on what: the state's law, or UNHCR's mandate."""

_CATEGORIES = ("asylum", "non_return", "stateless")


def may_register(sort: str, purpose: str, needs: Collection[str]) -> bool:
    """Whether a body of this kind registers what was referred to it for a purpose: a claim. Another question that it
    was told of, as of trafficking, has a case and no claim: nobody would decide it else."""
    named = guarded(needs)
    return sort in AUTHORITIES and purpose == CLAIM and (not named or not named.isdisjoint(_CATEGORIES))


def claimed_needs() -> list[str]:
    """The needs that a claim answers."""
    return [need for need, route in routes().items() if route.guard in _CATEGORIES]


def register(body: UUID, referral: UUID, *, actor: Acting) -> UUID:
    """Register the claim of a referral and accept it; gives the claim.

    ProtectionError ``referral_unknown`` (also where it isn't a claim to a body that registers), ``claim_registered``.
    """
    with one_at_a_time(referral):
        view = referrals.referral_of(body, referral)
        row = view.row
        if not may_register(row.sort, row.purpose, row.needs) or row.hold is None:
            raise ProtectionError("referral_unknown")
        if of_referral(body, referral) is not None:
            raise ProtectionError("claim_registered")
        matter = matter_at(body, row.hold, row.needs)
        feared = min(row.sent, matter.opened) if matter else row.sent
        # In the matter's turn: another claim about it may just end, and let go of it without knowing of this one.
        with one_at_a_time(matter.subject if matter else referral):
            claim = _say(
                body,
                referral=referral,
                matter=matter.subject if matter else None,
                hold=row.hold,
                name=row.values.get("name", ""),
                birth_date=row.values.get("birth_date", ""),
                language=row.values.get("language", ""),
                feared_on=timezone.localtime(feared).date().isoformat(),
                child="yes" if row.values.get("age_group") == "child" else "no",
                country=country_of(row),
                actor=actor,
            )
            if view.state != "accepted":
                referrals.answer(body, referral, "accepted", actor=actor)
            open_for_claim(body, claim, actor=actor)
            if matter is not None:
                hold_what_is_open(body, matter.subject)
    return claim


def matter_at(body: UUID, hold: UUID, needs: Collection[str]) -> Matter | None:
    """What a claim of somebody held there is about: of what its needs name, first what is open here, and of that what
    no claim is about yet. A claim opens again what was let go of or handed on. What nobody named is no claim's; whoever
    is referred twice for one need gives no second need an answer."""
    named = guarded(needs)
    about = named.intersection(_CATEGORIES) if named else _CATEGORIES
    claimed = Exists(Claim.objects.for_body(body).filter(matter=OuterRef("subject")))
    found = Matter.objects.for_body(body).filter(hold=hold, category__in=about)
    open_first = F("let_go").asc(nulls_first=True), F("passed_to").asc(nulls_first=True)
    return found.alias(claimed=claimed).order_by(*open_first, "claimed", "opened", "subject").first()


def register_here(
    body: UUID,
    *,
    name: str,
    birth_date: str = "",
    language: str = "",
    feared_on: str = "",
    child: Child = "no",
    actor: Acting,
) -> UUID:
    """Register a claim that somebody makes before the body itself; no post holds anybody for it. Gives the claim.

    ``feared_on``: the day they first said so to any authority (ISO; "" today). ProtectionError ``claim_name_needed``,
    ``no_body`` for a body that registers none.
    """
    if body_view(body).sort not in AUTHORITIES:
        raise ProtectionError("no_body")
    if not name.strip():
        raise ProtectionError("claim_name_needed")
    with transaction.atomic():
        claim = _say(
            body, referral=None, matter=None, hold=None, name=name.strip(), birth_date=birth_date,
            language=language.strip(), feared_on=feared_on or _today().isoformat(), child=child,
            country=country_of(None), actor=actor,
        )  # fmt: skip
        open_for_claim(body, claim, actor=actor)
    return claim


def _say(
    body: UUID, *, referral: UUID | None, matter: UUID | None, hold: UUID | None, name: str, birth_date: str,
    language: str, feared_on: str, child: Child, country: str, actor: Acting,
) -> UUID:  # fmt: skip
    today = _today()
    fact = ClaimRegistered(
        number=f"{today.year}-{secrets.token_hex(4).upper()}",
        referral=referral,
        matter=matter,
        hold=hold,
        name=name[:200],
        birth_date=birth_date[:200],
        language=language[:200],
        registered_on=today.isoformat(),
        valid_until=claim_clocks.certificate_until(country, today).isoformat(),
        feared_on=feared_on,
        basis=AUTHORITIES[body_view(body).sort],
        child=child,
        country=country,
    )
    # With the offset of where it is written down: that place's day is the day of the law.
    claim, now = uuid4(), timezone.localtime()
    said = [Statement(fact, claim, now)]
    if referral is not None:
        said.append(Statement(ReferralRegistered(claim=claim), referral, now))
    say_as_body(body, said, actor=actor.id)
    return claim


def country_of(row: Referral | None) -> str:
    """Whose law counts: of the post that referred, else of the posts known here where they are all of one country."""
    known = {post.id: post.country for post in posts()}
    if row is not None and row.post in known:
        return known[row.post]
    countries = set(known.values())
    return countries.pop() if len(countries) == 1 else ""


def claim_of(body: UUID, claim: UUID) -> Claim:
    """One of them; ProtectionError ``claim_unknown``."""
    row = Claim.objects.for_body(body).filter(subject=claim).first()
    if row is None:
        raise ProtectionError("claim_unknown")
    return row


def of_referral(body: UUID, referral: UUID) -> Claim | None:
    """The claim registered for a referral, if it is."""
    return Claim.objects.for_body(body).filter(referral=referral).first()


def case_of(body: UUID, claim: UUID) -> Case | None:
    """The case file of a claim."""
    return Case.objects.for_body(body).filter(claim=claim).first()


def say_registered() -> None:
    """Say to themselves which referrals bodies at home here registered, where nobody said so yet: earlier versions
    didn't, and what a register only remembers is gone with its next rebuild."""
    theirs = Referral.objects.for_body(OuterRef("reader")).filter(subject=OuterRef("referral"))
    waiting = theirs.filter(purpose=CLAIM, hold__isnull=False, claim=None, declined=None)
    for row in Claim.objects.for_bodies(at_home()).filter(Exists(waiting)):
        assert row.referral is not None
        fact = ReferralRegistered(claim=row.subject)
        say_as_body(row.reader, [Statement(fact, row.referral, timezone.now())], actor=row.registered_by)


returns.thorough.append(say_registered)


def _today() -> dt.date:
    return timezone.localdate()
