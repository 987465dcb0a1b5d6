"""The referrals of one body as lists: what waits for an answer, and what was answered, however many there are."""

from __future__ import annotations

from uuid import UUID

from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from panah.protection.desk.counting import counted
from panah.protection.desk.referrals import ReferralView, view_of
from panah.protection.models import Referral
from panah.safeguards.routes import CLAIM

WAITING = Q(accepted=None, declined=None)
PARTS: dict[str, Q] = {
    "waiting": WAITING,
    "new": WAITING & Q(acknowledged=None, asked=None),
    "acknowledged": WAITING & Q(acknowledged__isnull=False, asked=None),
    "asked": WAITING & Q(asked__isnull=False),
    "accepted": Q(accepted__isnull=False),
    "declined": Q(declined__isnull=False, accepted=None),
}
"""Parts of the list, by name. Which of those that wait are late is reckoned: see ``waiting``."""

_SAID_AGAIN = RawSQL(
    """jsonb_path_exists(consents, '$[*] ? (@.purpose == $purpose && (@.agreed == false || @.until != null))',
      ('{"purpose":"' || purpose || '"}')::jsonb)
    OR jsonb_array_length(jsonb_path_query_array(
      consents, '$[*] ? (@.purpose == $purpose)', ('{"purpose":"' || purpose || '"}')::jsonb)) > 1""",
    (),
    output_field=BooleanField(),
)
"""Whether the person said more of its purpose than the one yes that it was sent with, or only for a time: word for word
what ``protection_referral_said_again`` is an index of."""

BOUND = 2000
"""So many that wait are gone through at most, and so many of a part are counted."""


def find(body: UUID, part: str = "", words: str = "") -> QuerySet[Referral]:
    """The referrals of a part ("" all) in which all these words stand; those that wait with the urgent on top and the
    oldest first, those answered with the newest first."""
    rows = Referral.objects.for_body(body).filter(PARTS.get(part, Q()))
    for word in words.casefold().split()[:8]:
        rows = rows.filter(search__contains=word)
    if part == "accepted":
        return rows.order_by("-accepted", "id")
    if part in ("", "declined"):
        return rows.order_by("-sent", "id")
    return rows.order_by("-urgent", "sent", "id")


def waiting(body: UUID) -> list[ReferralView]:
    """Those that wait, what needs an answer first on top: the urgent, of these the late."""
    rows = find(body, "waiting").defer("said", "search", "why")
    # Of a claim no list shows what hangs on consent: far the most to read.
    claims = rows.filter(purpose=CLAIM).defer("said", "search", "why", "values", "consents", "acknowledgements")
    found = [*claims[:BOUND], *rows.exclude(purpose=CLAIM)[:BOUND]]
    return sorted(map(view_of, found), key=lambda one: one.order)[:BOUND]


def to_confirm(body: UUID) -> list[ReferralView]:
    """Those answered long ago of which the person took something back since, or whose time is over, and the body hasn't
    confirmed that it no longer uses it; the newest first."""
    answered = Referral.objects.for_body(body).exclude(WAITING).exclude(purpose=CLAIM).filter(_SAID_AGAIN)
    found = map(view_of, answered.defer("said", "search", "why").order_by("-sent", "id")[:BOUND])
    return [one for one in found if one.owed]


def counts(body: UUID) -> dict[str, int]:
    """How many are in each part; counting stops a little above BOUND."""
    return counted({part: find(body, part) for part in PARTS}, BOUND)
