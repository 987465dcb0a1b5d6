"""The bodies of the practice country: at home on one node with their keys and staff, and in a post's directory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from panah.border.desk.context import Actor
from panah.journal.envelopes import keyring
from panah.journal.record import say
from panah.people import roles
from panah.people.act_signature import ActSignature
from panah.people.desk.accounts import create_account
from panah.people.desk.staff import SYSTEM, grant, hire, register_organisation
from panah.people.roles import BODY_SUPERVISOR, CASE_WORKER
from panah.protection.desk.bodies import MONITOR, describe
from panah.protection.facts.bodies import Ages, BodyDescribed, ChangePart, ChangeProposed, ChangeSigned
from panah.protection.rules import digest_of
from panah.safeguards import routes


@dataclass(frozen=True, slots=True)
class BodyPlan:
    """One body: the name of its key file and of its staff's account, what it is called, of what kind."""

    username: str
    name: str
    sort: str
    languages: tuple[str, ...] = ("ru", "kk", "en")
    ages: Ages = "any"
    room: int | None = None


@dataclass(frozen=True, slots=True)
class AtHome:
    """A body as others know it: its id, the key to seal to, and the journal its node writes (None: this node)."""

    id: UUID
    key: str
    journal: UUID | None = None


BODIES = (
    BodyPlan("asylum", "Migration committee, asylum desk", "asylum_authority", ("ru", "kk", "en", "fa-af")),
    BodyPlan("children", "Guardianship office", "child_protection", ages="child"),
    BodyPlan("shelter", "Shelter Hope for people who were trafficked", "anti_trafficking", ("ru", "uz", "ky"), room=12),
    BodyPlan("unhcr", "UNHCR, field office", "unhcr", ("en", "ru", "fa-af", "ps", "uz")),
    BodyPlan("lawyers", "Legal aid at the border", "lawyer", ("ru", "kk", "uz", "tg")),
    BodyPlan("clinic", "District clinic", "health_provider", ("ru", "kk")),
    BodyPlan("ombuds", "Office of the ombudsperson", MONITOR),
)
SUPERVISOR = "asylum-head"
STAFF = (*(plan.username for plan in BODIES), SUPERVISOR)
"""The accounts of staff of bodies."""


def settle(moment: datetime) -> dict[str, AtHome]:
    """Give every body a key on this node, and staff with accounts; gives what others have to know of them."""
    found: dict[str, AtHome] = {}
    for plan in BODIES:
        reader = keyring.find(plan.username) or keyring.make(plan.username)
        found[plan.username] = AtHome(reader.id, reader.public)
        register_organisation(plan.name, actor=SYSTEM, at=moment, id=reader.id, type="other")
        # What is written to the monitor is read where its key is, and nowhere else.
        role, title = (roles.MONITOR, "Monitor") if plan.sort == MONITOR else (CASE_WORKER, "Case worker")
        _works(plan.username, f"{title}, {plan.name}", role, reader.id, moment)
    _works(SUPERVISOR, f"Supervisor, {BODIES[0].name}", BODY_SUPERVISOR, found[BODIES[0].username].id, moment)
    return found


def introduce(known: Mapping[str, AtHome], headquarters: UUID, monitor: UUID, moment: datetime) -> None:
    """Put the bodies into this node's directory: described by headquarters; competence and keys signed by both."""
    for plan in BODIES:
        home = known[plan.username]
        describe(
            BodyDescribed(
                name=plan.name, sort=plan.sort, languages=plan.languages, ages=plan.ages, room=plan.room,
                phone="Practice: nobody answers",
            ),
            actor=Actor(headquarters),
            id=home.id,
        )  # fmt: skip
        changes = [ChangePart(body=home.id, act="key", key=home.key, journal=home.journal, reason="Practice")]
        if needs := tuple(sorted(need for need, route in routes.routes().items() if _serves(plan.sort, route))):
            changes.append(ChangePart(body=home.id, act="competence", needs=needs, reason="Practice law"))
        for content in changes:
            change = uuid4()
            proposed = ChangeProposed(content=content, signature=_signature(headquarters, content, moment))
            signed = ChangeSigned(signature=_signature(monitor, content, moment))
            say(proposed, actor=headquarters, about=change, at=moment)
            say(signed, actor=monitor, about=change, at=moment)


def _works(username: str, name: str, role: str, body: UUID, moment: datetime) -> None:
    member = hire(name, body, actor=SYSTEM, at=moment)
    grant(member, role, actor=SYSTEM, at=moment)
    create_account(member, username, actor=SYSTEM, demo=True)


def _serves(sort: str, route: routes.Route) -> bool:
    return any(sort in rank for rank in route.kinds)


def _signature(staff: UUID, content: ChangePart, moment: datetime) -> ActSignature:
    return ActSignature(
        staff=staff, method="practice", at=moment.isoformat(), digest=digest_of(content), key="", proof=""
    )
