"""Words for the codes of protection, and of the rules it asks about bodies."""

from django.utils.translation import gettext_lazy

from panah.protection.words import (
    bodies,
    by_hand,
    claims,
    complaints,
    desk,
    passing,
    referrals,
    screens,
    talks,
    vital,
    webhooks,
)
from panah.safeguards.indicators import need_kinds
from panah.safeguards.routes import body_kinds
from panah.web.wording import register

register(
    desk.ERRORS
    | bodies.BODIES
    | by_hand.BY_HAND
    | complaints.COMPLAINTS
    | talks.ASK
    | talks.REMINDERS
    | talks.STATES
    | talks.FACE
    | talks.ANSWERS
    | talks.RULES
    | talks.MARKS
    | referrals.REFERRALS
    | claims.CLAIMS
    | passing.DOORS
    | screens.SCREENS
    | vital.VITAL
    | webhooks.WEBHOOKS
    | passing.PASSING
    | {f"body_kind:{kind.id}": gettext_lazy(kind.title) for kind in body_kinds().values()}
    | {f"need:{kind.id}": gettext_lazy(kind.title) for kind in need_kinds().values()}
)
