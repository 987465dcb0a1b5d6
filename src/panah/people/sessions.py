"""Sessions: opened after sign-in, touched, locked and unlocked, ended; and what a request knows of them.

The browser's cookie names a Django session, that names an ``OpenSession`` row. Without the row nobody is signed in,
so that a sign-in can be ended from elsewhere at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import cast
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils import timezone

from panah.journal.entries import Statement
from panah.journal.record import record, say
from panah.people import facts
from panah.people.access import Staff
from panah.people.limits import RoleLimits, SessionState, limits, session_state
from panah.people.models import Account, OpenSession, Role
from panah.people.roles import POST_ROLES
from panah.people.signed_in import signed_in

KEY = "people.session"
CONFIRMED = "people.confirmed"
# Writing the time of every request would cost a write on the hot path; a minute is exact enough.
TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Held:
    """The roles somebody holds: those of the whole country, and those at each post."""

    everywhere: frozenset[str]
    at: dict[UUID, frozenset[str]]

    def roles(self, post: UUID | None) -> frozenset[str]:
        """The roles that hold for somebody who works at this post."""
        return self.everywhere | (self.at.get(post, frozenset()) if post else frozenset())

    @property
    def all(self) -> frozenset[str]:
        """Every role held anywhere."""
        return self.everywhere.union(*self.at.values())


@dataclass(frozen=True, slots=True)
class Current:
    """The session of a request with its account, staff member and limits."""

    session: OpenSession
    account: Account
    staff: Staff
    limit: RoleLimits


def held_roles(staff: UUID) -> Held:
    """The roles somebody holds now."""
    return _held(Role.objects.filter(subject=staff, revoked=None).values_list("role", "post"))


def _held(roles: Iterable[tuple[str, UUID | None]]) -> Held:
    everywhere: set[str] = set()
    at: dict[UUID, set[str]] = {}
    for role, post in roles:
        if post is not None and role in POST_ROLES:
            at.setdefault(post, set()).add(role)
        elif post is None and role not in POST_ROLES:
            everywhere.add(role)
    return Held(frozenset(everywhere), {post: frozenset(roles) for post, roles in at.items()})


def open_session(
    request: HttpRequest, account: Account, method: facts.Method, *, post: UUID | None = None, lane: str = ""
) -> OpenSession:
    """Sign somebody in on this browser: a fresh session key, a row, a fact. Ends the session that was open here."""
    close(request, "taken_over")
    # The key before sign-in may be known to others who used this browser; so may the token of its forms.
    request.session.flush()
    rotate_token(request)
    now = timezone.now()
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(last_seen=now)
        _sweep(account)
        session = OpenSession.objects.create(
            account=account,
            method=method,
            post=post,
            lane=lane,
            opened=now,
            last_seen=now,
            browser=browser_name(request.headers.get("User-Agent", "")),
        )
        fact = facts.SessionOpened(staff=account.staff, method=method, post=post, lane=lane)
        say(fact, actor=account.staff, about=session.pk, at=now)
    request.session[KEY] = str(session.pk)
    confirm(request)
    return session


def confirm(request: HttpRequest) -> None:
    """Note that whoever sits here has just proved who they are."""
    request.session[CONFIRMED] = timezone.now().timestamp()


def confirmed(request: HttpRequest) -> bool:
    """Whether they proved it lately enough to change a credential."""
    when = request.session.get(CONFIRMED)
    return when is not None and timezone.now().timestamp() - when < limits().confirmed.total_seconds()


def current(request: HttpRequest) -> Current | None:
    """The session of this request, also when it is locked. None: nobody is signed in."""
    return cast("Current | None", getattr(request, "current", None))


def must_be_current(request: HttpRequest) -> Current:
    """The session of a request behind ``@may``; raises PermissionDenied if there is none."""
    found = current(request)
    if found is None:
        raise PermissionDenied
    return found


def recognised(request: HttpRequest) -> Current | None:
    """The session the browser names, ended or locked first if its time is over. None: nobody is signed in."""
    key = request.session.get(KEY)
    if not key:
        return None
    found = signed_in(UUID(key))
    if found is None:
        request.session.pop(KEY, None)
        return None
    session, account = found.session, found.session.account
    roles = _held(found.roles).roles(session.post)
    if found.name is None or not roles:
        end([session], "revoked", actor=account.staff)
        return None
    limit = limits().of(roles)
    now = timezone.now()
    state = session_state(opened=session.opened, last_seen=session.last_seen, now=now, limit=limit)
    if over := _over(state):
        end([session], over, actor=account.staff)
        return None
    if state is SessionState.LOCK and session.locked is None:
        lock(session)
    staff = Staff(account.staff, found.name, roles, session.post, session.lane or None, found.organisation)
    return Current(session, account, staff, limit)


def touch(session: OpenSession) -> None:
    """Note that somebody works in this session."""
    now = timezone.now()
    if now - session.last_seen >= TOUCH_EVERY:
        session.last_seen = now
        OpenSession.objects.filter(pk=session.pk).update(last_seen=now)


def lock(session: OpenSession) -> None:
    """Cover the screen: nothing but unlocking is possible in this session."""
    session.locked = timezone.now()
    OpenSession.objects.filter(pk=session.pk, locked=None).update(locked=session.locked)


def unlock(session: OpenSession) -> None:
    """Go on where the session was."""
    session.locked, session.last_seen = None, timezone.now()
    session.save(update_fields=["locked", "last_seen"])


def place(session: OpenSession, post: UUID | None, lane: str) -> None:
    """Work at this post and lane from now on."""
    with transaction.atomic():
        session.post, session.lane = post, lane
        session.save(update_fields=["post", "lane"])
        say(facts.SessionMoved(post=post, lane=lane), actor=session.account.staff, about=session.pk)


def close(request: HttpRequest, reason: facts.End) -> None:
    """End the session of this browser, if there is one."""
    key = request.session.pop(KEY, None)
    session = OpenSession.objects.select_related("account").filter(pk=key).first() if key else None
    if session is not None:
        end([session], reason, actor=session.account.staff)


def end(sessions: Iterable[OpenSession], reason: facts.End, *, actor: UUID) -> None:
    """End sessions wherever they are open, and say why."""
    listed = list(sessions)
    if not listed:
        return
    now = timezone.now()
    with transaction.atomic():
        OpenSession.objects.filter(pk__in=[session.pk for session in listed]).delete()
        fact = facts.SessionClosed(reason=reason)
        record([Statement(fact, session.pk, now) for session in listed], actor=actor)


def end_all(account: Account, reason: facts.End, *, actor: UUID, but: UUID | None = None) -> None:
    """End all sessions of an account, except one if named."""
    end(account.open_sessions.exclude(pk=but or uuid4()), reason, actor=actor)


def _over(state: SessionState) -> facts.End | None:
    ended: dict[SessionState, facts.End] = {SessionState.SHIFT: "shift", SessionState.IDLE: "idle"}
    return ended.get(state)


def _sweep(account: Account) -> None:
    """End what is over but was never asked for again, such as a browser that was simply closed."""
    limit = limits().of(held_roles(account.staff).all)
    now = timezone.now()
    for session in account.open_sessions.all():
        state = session_state(opened=session.opened, last_seen=session.last_seen, now=now, limit=limit)
        if over := _over(state):
            end([session], over, actor=account.staff)


_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chromium"), ("Safari", "Safari"))
_SYSTEMS = (("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iOS"), ("Windows", "Windows"), ("Mac", "macOS"))


def browser_name(agent: str) -> str:
    """A browser in two words, from its user agent: enough to know one's own again, too little to be followed by."""
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    system = next((name for sign, name in (*_SYSTEMS, ("Linux", "Linux")) if sign in agent), "")
    return ", ".join(part for part in (browser, system) if part)
