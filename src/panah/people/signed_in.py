"""Who sits behind a session key: the one thing that every request of a screen asks the database."""

from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.db import connection, models

from panah.people.models import Account, OpenSession


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session with its account, whose name it is and whom they work for (None once they left), and the roles they
    hold at which post."""

    session: OpenSession
    name: str | None
    organisation: UUID | None
    roles: list[tuple[str, UUID | None]]


def signed_in(key: UUID) -> SignedIn | None:
    """The open session of an active account. None: ended, or never opened.

    One statement, written here: put together anew by the object mapper for each request, these questions took longer
    than anything else that a small page does.
    """
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [key])
        rows = cursor.fetchall()
    if not rows:
        return None
    sessions, accounts = _names(OpenSession), _names(Account)
    row = rows[0]
    session = OpenSession.from_db("default", sessions, row[: len(sessions)])
    session.account = Account.from_db("default", accounts, row[len(sessions) : len(sessions) + len(accounts)])
    return SignedIn(session, row[-4], row[-3], [(role, post) for *_, role, post in rows if role is not None])


@cache
def _statement() -> str:
    """A row for each role, or one without."""
    wanted = [f's."{name}"' for name in _names(OpenSession)] + [f'a."{name}"' for name in _names(Account)]
    return (
        f"SELECT {', '.join(wanted)}, m.name, m.organisation, r.role, r.post"  # noqa: S608 (names of columns of our own)
        " FROM people_open_session s JOIN people_account a ON a.id = s.account_id AND a.is_active"
        ' LEFT JOIN people_staff m ON m.subject = a.staff AND m."left" IS NULL'
        " LEFT JOIN people_role r ON r.subject = a.staff AND r.revoked IS NULL WHERE s.id = %s"
    )


def _names(model: type[models.Model]) -> list[str]:
    """The columns of a model, which are called as its attributes are."""
    return [field.attname for field in model._meta.concrete_fields]
