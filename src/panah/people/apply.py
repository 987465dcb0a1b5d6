"""From facts to registers: who works here, with which roles; sign-ins, looks and alarms."""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Model

from panah.journal.entries import Entry
from panah.journal.facts import Fact
from panah.journal.registers import Register
from panah.journal.rows import insert
from panah.people import facts
from panah.people.file_handles import as_now
from panah.people.models import Alarm, Look, Organisation, Role, SecurityEvent, SignIn, StaffMember

organisations = Register("organisations", tables=[Organisation])
staff = Register("staff", tables=[StaffMember, Role])
sign_ins = Register("sign-ins", tables=[SignIn])
security = Register("security-events", tables=[SecurityEvent])
looks = Register("looks", tables=[Look], natural_keys=True)
alarms = Register("alarms", tables=[Alarm], natural_keys=True)

# How a column is read from an entry.
Read = Callable[[Any], Any]
ACTOR, HAPPENED, KIND = attrgetter("actor"), attrgetter("happened"), attrgetter("kind")


def said(name: str) -> Read:
    """What the fact says under this name."""
    return attrgetter(f"fact.{name}")


def always(value: Any) -> Read:
    """The same for every entry."""
    return lambda _entry: value


def adds(register: Register, table: type[Model], *kinds: type[Fact], **columns: Read) -> None:
    """Facts of these kinds write a whole row of their subject."""

    @register.on(*kinds)
    def add(entries: Sequence[Entry]) -> None:
        insert(
            (table(subject=e.subject, **{name: read(e) for name, read in columns.items()}) for e in entries),
            replace=True,
        )


def changes(register: Register, table: type[Model], kind: type[Fact], **columns: Read) -> None:
    """Facts of this kind change columns of their subject's row; a subject without a row yet is left alone."""

    @register.on(kind)
    def change(entries: Sequence[Entry]) -> None:
        found = table._default_manager.in_bulk([entry.subject for entry in entries])
        for entry in entries:
            for name, read in columns.items():
                if entry.subject in found:
                    setattr(found[entry.subject], name, read(entry))
        table._default_manager.bulk_update(found.values(), list(columns))


adds(
    organisations,
    Organisation,
    facts.OrganisationRegistered,
    name=said("name"),
    type=said("type"),
    registered=HAPPENED,
)
changes(organisations, Organisation, facts.OrganisationRenamed, name=said("name"))
changes(organisations, Organisation, facts.OrganisationClosed, closed=HAPPENED)

adds(
    staff,
    StaffMember,
    facts.StaffHired,
    name=said("name"),
    family_name=said("family_name"),
    organisation=said("organisation"),
    hired=HAPPENED,
    hired_by=ACTOR,
)
changes(staff, StaffMember, facts.StaffRenamed, name=said("name"), family_name=said("family_name"))
changes(staff, StaffMember, facts.StaffLeft, left=HAPPENED)
changes(staff, StaffMember, facts.StaffReturned, left=always(None))


def role_id(staff_member: UUID, role: str, post: UUID | None) -> UUID:
    """The key of a role's row: one row for each staff member, role and post."""
    return uuid5(staff_member, f"{role}@{post or ''}")


def _role_of(entry: Any) -> UUID:
    return role_id(entry.subject, entry.fact.role, entry.fact.post)


adds(
    staff,
    Role,
    facts.RoleGranted,
    id=_role_of,
    role=said("role"),
    post=said("post"),
    granted=HAPPENED,
    granted_by=ACTOR,
)


@staff.on(facts.RoleRevoked)
def revoked(entries: Sequence[Entry]) -> None:
    by_row = {_role_of(entry): entry for entry in entries}
    _revoke((role, by_row[role.id]) for role in Role.objects.filter(id__in=by_row, revoked=None))


@staff.on(facts.StaffLeft)
def roles_end(entries: Sequence[Entry]) -> None:
    by_subject = {entry.subject: entry for entry in entries}
    _revoke((role, by_subject[role.subject]) for role in Role.objects.filter(subject__in=by_subject, revoked=None))


def _revoke(ending: Iterable[tuple[Role, Entry]]) -> None:
    rows = []
    for role, entry in ending:
        role.revoked, role.revoked_by = entry.happened, entry.actor
        rows.append(role)
    Role.objects.bulk_update(rows, ["revoked", "revoked_by"])


adds(
    sign_ins,
    SignIn,
    facts.SessionOpened,
    staff=said("staff"),
    method=said("method"),
    post=said("post"),
    lane=said("lane"),
    opened=HAPPENED,
    reason=always(""),
)
changes(sign_ins, SignIn, facts.SessionMoved, post=said("post"), lane=said("lane"))
changes(sign_ins, SignIn, facts.SessionClosed, closed=HAPPENED, reason=said("reason"))


def _notes(*kinds: type[Fact], detail: str = "") -> None:
    def shown(entry: Any) -> str:
        return str(getattr(entry.fact, detail)) if detail else ""

    adds(
        security,
        SecurityEvent,
        *kinds,
        staff=said("staff"),
        actor=ACTOR,
        happened=HAPPENED,
        what=KIND,
        detail=shown,
    )


_notes(facts.SignInFailed, detail="step")
_notes(facts.SignInBlocked, detail="failures")
_notes(facts.FactorEnrolled, facts.FactorRemoved, detail="factor")
_notes(facts.AccountOpened, facts.AccountClosed, facts.CodeIssued, facts.PasswordChanged, facts.FactorsReset)


def _file_now(entry: Any) -> UUID:
    return as_now(entry.fact.file, entry.fact.key)


adds(
    looks,
    Look,
    facts.FileLooked,
    staff=ACTOR,
    file=_file_now,
    post=said("post"),
    reason=said("reason"),
    text=said("text"),
    screen=said("screen"),
    happened=HAPPENED,
)

adds(
    alarms,
    Alarm,
    facts.AlarmRaised,
    rule=said("rule"),
    staff=said("staff"),
    look=said("look"),
    file=_file_now,
    parameters=said("parameters"),
    happened=HAPPENED,
    answer=always(""),
    text=always(""),
)
changes(
    alarms,
    Alarm,
    facts.AlarmAnswered,
    answer=said("answer"),
    text=said("text"),
    answered=HAPPENED,
    answered_by=ACTOR,
)
