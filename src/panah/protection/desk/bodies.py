"""The directory of bodies: describing them, and who is competent for what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from panah import documents
from panah.border.desk.context import Acting
from panah.border.desk.posts import posts
from panah.journal.envelopes import keyring
from panah.journal.record import say
from panah.people.desk.staff import is_organisation, register_organisation, workplace
from panah.protection import rules
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.bodies import BodyDescribed
from panah.protection.models import Body, CompetenceChange
from panah.safeguards import routes
from panah.safeguards.guard.law import law

MONITOR = "monitor"
"""The kind of the independent monitor: in the directory for its key, competent for nothing."""

# How an organisation of people is called that a body of this kind is.
_ORGANISATIONS = {
    "asylum_authority": "authority",
    "statelessness_authority": "authority",
    "child_protection": "authority",
    "unhcr": "international",
    "iom": "international",
    "ngo": "ngo",
    MONITOR: "monitor",
}


@dataclass(frozen=True, slots=True)
class BodyView:
    """A body as described, with the competence, key and journal that two people signed.

    ``needs`` is empty and ``revoked`` True for one that was revoked; ``key`` is empty for one that can't be written to.
    """

    id: UUID
    name: str
    sort: str
    state: str
    languages: tuple[str, ...]
    places: tuple[UUID, ...]
    sexes: tuple[str, ...]
    ages: str
    hours: tuple[routes.Hours, ...]
    room: int | None
    phone: str
    address: str
    remark: str
    described: datetime
    needs: frozenset[str] = field(default_factory=frozenset)
    revoked: bool = False
    key: str = ""
    journal: UUID | None = None

    @property
    def at_home(self) -> bool:
        """Whether its key is on this node: only then can anything reach it here."""
        return any(reader.id == self.id for reader in keyring.readers())

    @property
    def works(self) -> bool:
        """Whether it is competent for anything, and not revoked."""
        return bool(self.needs) and not self.revoked

    @property
    def never_told(self) -> bool:
        """Whether nothing about anybody's protection is ever for it: the monitor, and kinds such as a consulate."""
        kind = routes.body_kinds().get(self.sort)
        return kind is None or kind.never_asylum

    @property
    def may_be_told(self) -> bool:
        """Whether it can be told about somebody at all, under seal: there is a key, and it may hear of protection."""
        return bool(self.key) and not self.never_told

    def as_route(self) -> routes.Body:
        """The body as the choice of routes wants it; its places are posts' ids in text."""
        return routes.Body(
            id=str(self.id),
            kind=self.sort,
            needs=self.needs,
            languages=frozenset(self.languages),
            places=frozenset(map(str, self.places)),
            sexes=frozenset(self.sexes),
            ages=self.ages,
            hours=frozenset(self.hours),
            room=self.room,
            state=self.state,
            revoked=self.revoked,
        )


def describe(content: BodyDescribed, *, actor: Acting, id: UUID | None = None) -> UUID:
    """Put a body into the directory, or describe one (``id``) anew. It becomes an organisation with the same id, so
    that staff can belong to it. Gives its id; ProtectionError says what can't be."""
    _check(content)
    body = id or uuid4()
    with transaction.atomic():
        if not is_organisation(body):
            sort = _ORGANISATIONS.get(content.sort, "other")
            register_organisation(content.name, sort, actor=actor.id, id=body)  # type: ignore[arg-type]  # codes above
        say(content, actor=actor.id, about=body)
    return body


def bodies() -> list[BodyView]:
    """The whole directory, by name."""
    standing = _standing()
    return [_view(row, standing.get(row.subject, {})) for row in Body.objects.order_by("name", "subject")]


def monitors() -> list[BodyView]:
    """The independent monitors that can be written to."""
    return [one for one in bodies() if one.sort == MONITOR and one.key]


def body(id: UUID) -> BodyView:
    """One body; ProtectionError ``body_unknown``."""
    found = body_at(id)
    if found is None:
        raise ProtectionError("body_unknown")
    return found


def competent(category: str, post: UUID) -> BodyView | None:
    """The body competent for a matter of the guard's ``category`` at a post; None when there is nobody.

    ProtectionError ``category_unknown``.
    """
    order = {name: one.bodies for name, one in law().categories.items()}
    if category not in order:
        raise ProtectionError("category_unknown")
    return rules.competent(bodies(), category, order, post)


def body_of(staff: UUID) -> BodyView | None:
    """The body a staff member works for, or None: they work for something else."""
    organisation = workplace(staff)
    return body_at(organisation) if organisation else None


def body_at(organisation: UUID) -> BodyView | None:
    """The body that an organisation is, or None: it is something else."""
    row = Body.objects.filter(subject=organisation).first()
    return _view(row, _standing(organisation).get(organisation, {})) if row else None


def _standing(body: UUID | None = None) -> dict[UUID, dict[str, Mapping[str, object]]]:
    """The last change in force, by body and act; competence and its revocation are one act here."""
    changes = CompetenceChange.objects.filter(signed__isnull=False).order_by("clock", "subject")
    if body is not None:
        changes = changes.filter(body=body)
    found: dict[UUID, dict[str, Mapping[str, object]]] = {}
    for whose, act, content in changes.values_list("body", "act", "content"):
        found.setdefault(whose, {})["key" if act == "key" else "competence"] = content
    return found


def _view(row: Body, standing: Mapping[str, Mapping[str, object]]) -> BodyView:
    competence, key = standing.get("competence", {}), standing.get("key", {})
    revoked = competence.get("act") == "revoke"
    needs: Sequence[str] = () if revoked else competence.get("needs", ())  # type: ignore[assignment]  # from JSON
    journal = key.get("journal")
    return BodyView(
        id=row.subject,
        name=row.name,
        sort=row.sort,
        state=row.state,
        languages=tuple(row.languages),
        places=tuple(map(UUID, row.places)),
        sexes=tuple(row.sexes),
        ages=row.ages,
        hours=tuple(routes.Hours(**hours) for hours in row.hours),
        room=row.room,
        phone=row.phone,
        address=row.address,
        remark=row.remark,
        described=row.described,
        needs=frozenset(needs),
        revoked=revoked,
        key=str(key.get("key", "")),
        journal=UUID(str(journal)) if journal else None,
    )


def _check(content: BodyDescribed) -> None:
    kind = routes.body_kinds().get(content.sort)
    if kind is None and content.sort != MONITOR:
        raise ProtectionError("sort_unknown")
    if content.state and not documents.is_known(content.state):
        raise ProtectionError("state_unknown")
    if kind is not None and kind.of_state and not content.state:
        raise ProtectionError("state_needed")
    if not {post.id for post in posts()}.issuperset(content.places):
        raise ProtectionError("place_unknown")
