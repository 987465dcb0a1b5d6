"""Makes staff, accounts and signed-in clients for tests of any area."""

from dataclasses import dataclass
from datetime import datetime
from itertools import count
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from panah.people import desk
from panah.people.models import Account, OpenSession
from panah.people.ports import PostInfo, use_posts
from panah.people.roles import POST_ROLES
from panah.people.sessions import KEY

PASSWORD = "sheep graze above the pass"
_numbers = count(1)


class KnownPosts:
    """Posts for tests of people, where no border is."""

    def __init__(self, *known: PostInfo) -> None:
        self.known = known

    def all(self):
        return self.known

    def get(self, post):
        return next((one for one in self.known if one.id == post), None)


@dataclass(frozen=True)
class Somebody:
    """A staff member with an account."""

    id: UUID
    account: Account

    @property
    def username(self) -> str:
        return self.account.username


def organisation(name: str = "Border service") -> UUID:
    return desk.register_organisation(name, actor=desk.SYSTEM)


def somebody(
    *roles: str, post: UUID | None = None, name: str = "", family_name: str = "", demo: bool = False
) -> Somebody:
    """A staff member with these roles (at the post, where they are roles of a post) and PASSWORD as password."""
    number = next(_numbers)
    staff = desk.hire(name or f"Officer {number}", organisation(), actor=desk.SYSTEM, family_name=family_name)
    for role in roles:
        desk.grant(staff, role, post if role in POST_ROLES else None, actor=desk.SYSTEM)
    account = desk.create_account(staff, f"officer{number}", actor=desk.SYSTEM, demo=demo).account
    account.password, account.must_change, account.code = make_password(PASSWORD), False, ""
    account.save()
    return Somebody(staff, account)


def session_of(
    who: Somebody, *, post: UUID | None = None, lane: str = "", opened: datetime | None = None
) -> OpenSession:
    """A session as it is after a complete sign-in."""
    now = opened or timezone.now()
    return OpenSession.objects.create(
        account=who.account, method="password", post=post, lane=lane, opened=now, last_seen=now
    )


def client_of(who: Somebody, *, post: UUID | None = None, lane: str = "") -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    sign_in(client, who, post=post, lane=lane)
    return client


def sign_in(client: Client, who: Somebody, *, post: UUID | None = None, lane: str = "") -> OpenSession:
    """Sign somebody in on this client, past the screens."""
    opened = session_of(who, post=post, lane=lane)
    kept = client.session
    kept[KEY] = str(opened.pk)
    kept["people.confirmed"] = timezone.now().timestamp()
    kept.save()
    return opened


def post_info(name: str = "Kara-Suu", *lanes: str, time_zone: str = "Asia/Bishkek") -> PostInfo:
    return PostInfo(uuid4(), name, lanes, time_zone)


__all__ = [
    "PASSWORD",
    "KnownPosts",
    "Somebody",
    "client_of",
    "organisation",
    "post_info",
    "session_of",
    "sign_in",
    "somebody",
    "use_posts",
]
