"""What can be said about organisations, staff, roles, sign-ins and looks at files.

No fact holds a secret, a credential or a network address. The actor of the entry is who did it.
"""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from panah.journal.countrykey import FIRST
from panah.journal.facts import Body, Fact, upcast
from panah.people.roles import STAFF_ROLES

Name = Annotated[str, Field(min_length=1, max_length=200)]
Reason = Annotated[str, Field(max_length=500)]
RoleCode = Annotated[str, Field(pattern="^(" + "|".join(STAFF_ROLES) + ")$")]
OrganisationKind = Literal["border_service", "authority", "monitor", "international", "ngo", "other"]
Method = Literal["password", "password+totp", "password+passkey", "password+recovery", "passkey", "demo"]
End = Literal["signed_out", "idle", "shift", "everywhere", "taken_over", "revoked"]
Step = Literal["password", "code", "totp", "recovery", "passkey", "unlock"]
Answer = Literal["explained", "followed_up", "misuse"]


# Subject: the organisation.
class OrganisationRegistered(Fact, kind="people:organisation:registered", retention="staff"):
    """An organisation that has staff in this system."""

    name: Name
    type: OrganisationKind = "border_service"


class OrganisationRenamed(Fact, kind="people:organisation:renamed", retention="staff"):
    """Its name changed."""

    name: Name


class OrganisationClosed(Fact, kind="people:organisation:closed", retention="staff"):
    """It no longer has staff here."""

    reason: Reason = ""


# Subject: the staff member. Roles belong to the same subject, so that a late entry folds both again.
class StaffHired(Fact, kind="people:staff:hired", retention="staff"):
    """Somebody works for an organisation; ``family_name`` lets an alarm notice a look at a relative's file."""

    name: Name
    family_name: str = Field(default="", max_length=200)
    organisation: UUID


class StaffRenamed(Fact, kind="people:staff:renamed", retention="staff"):
    """The name of a staff member changed or was corrected."""

    name: Name
    family_name: str = Field(default="", max_length=200)


class StaffLeft(Fact, kind="people:staff:left", retention="staff"):
    """Somebody no longer works here; all roles end with it."""

    reason: Reason = ""


class StaffReturned(Fact, kind="people:staff:returned", retention="staff"):
    """Somebody who had left works here again, without any role at first."""

    reason: Reason = ""


class RoleGranted(Fact, kind="people:role:granted", retention="staff"):
    """A role, at a post for roles of a post, in the whole country for the others (``post`` None)."""

    role: RoleCode
    post: UUID | None = None


class RoleRevoked(Fact, kind="people:role:revoked", retention="staff"):
    """The end of a role."""

    role: RoleCode
    post: UUID | None = None
    reason: Reason = ""


# Subject: the session.
class SessionOpened(Fact, kind="people:session:opened", retention="access"):
    """Somebody signed in; ``method`` is how they proved who they are."""

    staff: UUID
    method: Method
    post: UUID | None = None
    lane: str = Field(default="", max_length=40)


class SessionMoved(Fact, kind="people:session:moved", retention="access"):
    """The same officer goes on at another post or lane."""

    post: UUID | None = None
    lane: str = Field(default="", max_length=40)


class SessionClosed(Fact, kind="people:session:closed", retention="access"):
    """A session ended, and why."""

    reason: End


# Subject: a fresh handle for each event.
class SignInFailed(Fact, kind="people:sign_in:failed", retention="access"):
    """A wrong answer for an account that exists. Attempts with unknown names are only counted, outside the journal."""

    staff: UUID
    step: Step


class SignInBlocked(Fact, kind="people:sign_in:blocked", retention="access"):
    """Too many wrong answers: the password isn't accepted for a while."""

    staff: UUID
    failures: int = Field(ge=1)
    seconds: int = Field(ge=1)


class AccountOpened(Fact, kind="people:account:opened", retention="access"):
    """A staff member can sign in from now on."""

    staff: UUID


class AccountClosed(Fact, kind="people:account:closed", retention="access"):
    """A staff member can't sign in any more."""

    staff: UUID


class CodeIssued(Fact, kind="people:account:code_issued", retention="access"):
    """An administrator gave out a one-time code for the next sign-in."""

    staff: UUID
    reason: Reason = ""


class PasswordChanged(Fact, kind="people:password:changed", retention="access"):
    """The staff member chose a new password."""

    staff: UUID


class FactorEnrolled(Fact, kind="people:factor:enrolled", retention="access"):
    """A second factor was added, or a new set of recovery codes made."""

    staff: UUID
    factor: Literal["totp", "passkey", "recovery"]


class FactorRemoved(Fact, kind="people:factor:removed", retention="access"):
    """The staff member removed an own second factor."""

    staff: UUID
    factor: Literal["totp", "passkey"]


class FactorsReset(Fact, kind="people:factor:reset", retention="access"):
    """All second factors of somebody were removed: by two administrators, or by one with a reason."""

    staff: UUID
    asked_by: UUID
    reason: Reason = ""


# Subject: the device.
class DeviceRegistered(Fact, kind="people:device:registered", retention="access"):
    """A machine may use the API at a post; its token is no fact."""

    name: Name
    post: UUID
    lane: str = Field(default="", max_length=40)
    scopes: tuple[str, ...]


class DeviceRevoked(Fact, kind="people:device:revoked", retention="access"):
    """A machine may no longer use the API."""

    reason: Reason = ""


# Subject: a fresh handle for each look.
class FileLooked(Fact, kind="people:file:looked", version=2, retention="look"):
    """Somebody opened a person's file: which, why, on which screen (S8). The actor is who looked.

    ``key`` is the id of the country key under which the file's handle was reckoned; empty for a random one.
    """

    file: UUID
    key: str = Field(default="", max_length=12)
    reason: str = Field(min_length=1, max_length=40)
    text: Reason = ""
    screen: str = Field(max_length=80)
    post: UUID | None = None


# Subject: the alarm.
class AlarmRaised(Fact, kind="people:alarm:raised", version=2, retention="look"):
    """A look that a rule found unusual, with what the rule saw. ``key`` is that of the look."""

    rule: str = Field(min_length=1, max_length=40)
    staff: UUID
    look: UUID
    file: UUID
    key: str = Field(default="", max_length=12)
    parameters: dict[str, int | str] = Field(default_factory=dict)


@upcast(FileLooked.kind, version=1)
@upcast(AlarmRaised.kind, version=1)
def _under_the_first_key(body: Body) -> Body:
    """Version 1 didn't say how the file's handle came about: most were reckoned, all under the country's first key."""
    return body | {"key": FIRST}


class AlarmAnswered(Fact, kind="people:alarm:answered", retention="look"):
    """What the monitor found out."""

    answer: Answer
    text: Reason = ""
