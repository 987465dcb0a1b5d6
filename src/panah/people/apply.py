"""From facts to registers: who works here, with which roles; sign-ins, looks and alarms."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID, uuid5

from django.db.models import Model

from panah.journal.entries import Entry
from panah.journal.registers import Register
from panah.journal.rows import insert
from panah.people import facts
from panah.people.models import Alarm, Look, Organisation, Role, SecurityEvent, SignIn, StaffMember

organisations = Register("organisations", tables=[Organisation])
staff = Register("staff", tables=[StaffMember, Role])
sign_ins = Register("sign-ins", tables=[SignIn])
security = Register("security-events", tables=[SecurityEvent])
looks = Register("looks", tables=[Look])
alarms = Register("alarms", tables=[Alarm])

Row = TypeVar("Row", bound=Model)


def change(
    table: type[Row], entries: Sequence[Entry], fields: Sequence[str], alter: Callable[[Row, Any], None]
) -> None:
    """Alter the rows of these entries' subjects; a subject without a row yet is left alone."""
    found = table._default_manager.in_bulk([entry.subject for entry in entries])
    rows = []
    for entry in entries:
        if (row := found.get(entry.subject)) is not None:
            alter(row, entry)
            rows.append(row)
    table._default_manager.bulk_update(rows, fields)


@organisations.on(facts.OrganisationRegistered)
def organisation_registered(entries: Sequence[Entry]) -> None:
    insert(
        (Organisation(subject=e.subject, name=e.fact.name, type=e.fact.type, registered=e.happened) for e in entries),
        replace=True,
    )


@organisations.on(facts.OrganisationRenamed)
def organisation_renamed(entries: Sequence[Entry]) -> None:
    def rename(row: Organisation, entry: Any) -> None:
        row.name = entry.fact.name

    change(Organisation, entries, ["name"], rename)


@organisations.on(facts.OrganisationClosed)
def organisation_closed(entries: Sequence[Entry]) -> None:
    def close(row: Organisation, entry: Any) -> None:
        row.closed = entry.happened

    change(Organisation, entries, ["closed"], close)


@staff.on(facts.StaffHired)
def hired(entries: Sequence[Entry]) -> None:
    insert(
        (
            StaffMember(
                subject=e.subject,
                name=e.fact.name,
                family_name=e.fact.family_name,
                organisation=e.fact.organisation,
                hired=e.happened,
                hired_by=e.actor,
            )
            for e in entries
        ),
        replace=True,
    )


@staff.on(facts.StaffRenamed)
def renamed(entries: Sequence[Entry]) -> None:
    def rename(row: StaffMember, entry: Any) -> None:
        row.name, row.family_name = entry.fact.name, entry.fact.family_name

    change(StaffMember, entries, ["name", "family_name"], rename)


@staff.on(facts.StaffLeft)
def left(entries: Sequence[Entry]) -> None:
    def leave(row: StaffMember, entry: Any) -> None:
        row.left = entry.happened

    change(StaffMember, entries, ["left"], leave)
    by_subject = {entry.subject: entry for entry in entries}
    held = list(Role.objects.filter(subject__in=by_subject, revoked=None))
    for role in held:
        role.revoked, role.revoked_by = by_subject[role.subject].happened, by_subject[role.subject].actor
    Role.objects.bulk_update(held, ["revoked", "revoked_by"])


@staff.on(facts.StaffReturned)
def returned(entries: Sequence[Entry]) -> None:
    def come_back(row: StaffMember, _entry: Any) -> None:
        row.left = None

    change(StaffMember, entries, ["left"], come_back)


def role_id(staff_member: UUID, role: str, post: UUID | None) -> UUID:
    """The key of a role's row: one row for each staff member, role and post."""
    return uuid5(staff_member, f"{role}@{post or ''}")


@staff.on(facts.RoleGranted)
def granted(entries: Sequence[Entry]) -> None:
    insert(
        (
            Role(
                id=role_id(e.subject, e.fact.role, e.fact.post),
                subject=e.subject,
                role=e.fact.role,
                post=e.fact.post,
                granted=e.happened,
                granted_by=e.actor,
            )
            for e in entries
        ),
        replace=True,
    )


@staff.on(facts.RoleRevoked)
def revoked(entries: Sequence[Entry]) -> None:
    by_row = {role_id(e.subject, e.fact.role, e.fact.post): e for e in entries}
    held = list(Role.objects.filter(id__in=by_row, revoked=None))
    for role in held:
        role.revoked, role.revoked_by = by_row[role.id].happened, by_row[role.id].actor
    Role.objects.bulk_update(held, ["revoked", "revoked_by"])


@sign_ins.on(facts.SessionOpened)
def opened(entries: Sequence[Entry]) -> None:
    insert(
        (
            SignIn(
                subject=e.subject,
                staff=e.fact.staff,
                method=e.fact.method,
                post=e.fact.post,
                lane=e.fact.lane,
                opened=e.happened,
                reason="",
            )
            for e in entries
        ),
        replace=True,
    )


@sign_ins.on(facts.SessionMoved)
def moved(entries: Sequence[Entry]) -> None:
    def move(row: SignIn, entry: Any) -> None:
        row.post, row.lane = entry.fact.post, entry.fact.lane

    change(SignIn, entries, ["post", "lane"], move)


@sign_ins.on(facts.SessionClosed)
def closed(entries: Sequence[Entry]) -> None:
    def close(row: SignIn, entry: Any) -> None:
        row.closed, row.reason = entry.happened, entry.fact.reason

    change(SignIn, entries, ["closed", "reason"], close)


def _event(detail: str = "") -> Callable[[Sequence[Entry]], None]:
    def noted(entries: Sequence[Entry]) -> None:
        insert(
            (
                SecurityEvent(
                    subject=e.subject,
                    staff=e.fact.staff,
                    actor=e.actor,
                    happened=e.happened,
                    what=e.kind,
                    detail=str(getattr(e.fact, detail)) if detail else "",
                )
                for e in entries
            ),
            replace=True,
        )

    return noted


security.on(facts.SignInFailed)(_event("step"))
security.on(facts.SignInBlocked)(_event("failures"))
security.on(facts.AccountOpened)(_event())
security.on(facts.AccountClosed)(_event())
security.on(facts.CodeIssued)(_event())
security.on(facts.PasswordChanged)(_event())
security.on(facts.FactorEnrolled)(_event("factor"))
security.on(facts.FactorRemoved)(_event("factor"))
security.on(facts.FactorsReset)(_event())


@looks.on(facts.FileLooked)
def looked(entries: Sequence[Entry]) -> None:
    insert(
        (
            Look(
                subject=e.subject,
                staff=e.actor,
                file=e.fact.file,
                post=e.fact.post,
                reason=e.fact.reason,
                text=e.fact.text,
                screen=e.fact.screen,
                happened=e.happened,
            )
            for e in entries
        ),
        replace=True,
    )


@alarms.on(facts.AlarmRaised)
def raised(entries: Sequence[Entry]) -> None:
    insert(
        (
            Alarm(
                subject=e.subject,
                rule=e.fact.rule,
                staff=e.fact.staff,
                look=e.fact.look,
                file=e.fact.file,
                parameters=e.fact.parameters,
                happened=e.happened,
                answer="",
                text="",
            )
            for e in entries
        ),
        replace=True,
    )


@alarms.on(facts.AlarmAnswered)
def answered(entries: Sequence[Entry]) -> None:
    def answer(row: Alarm, entry: Any) -> None:
        row.answer, row.text = entry.fact.answer, entry.fact.text
        row.answered, row.answered_by = entry.happened, entry.actor

    change(Alarm, entries, ["answer", "text", "answered", "answered_by"], answer)
