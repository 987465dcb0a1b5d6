"""What came by hand and couldn't be taken in, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

BY_HAND: dict[str, str | Promise] = {
    "by_hand:not_a_bundle": _("This file isn't a referral of Panah."),
    "by_hand:newer_format": _("This file is of a newer version. Update this node first."),
    "by_hand:garbled": _("This file is damaged. Nothing of it was taken in."),
    "by_hand:not_for_us": _("This isn't for your body."),
    "by_hand:unknown_sender": _("No node known here wrote this. Nothing of it was taken in; tell your administrator."),
    "by_hand:bad_signature": _("Something in this file was changed. Nothing of it was taken in."),
    "by_hand:foreign_voice": _(
        "It speaks for a body from a node that isn't the body's. Nothing of it was taken in; tell your administrator."
    ),
    "by_hand:slip_unreadable": _("These letters are no referral. Scan the squares again."),
    "by_hand:slip_missing": _("A square is still missing. Scan all of them, in any order."),
    "by_hand:slip_not_for_us": _("This isn't for your body."),
    "by_hand:slip_unknown_sender": _(
        "No node known here wrote this. Nothing of it was taken in; tell your administrator."
    ),
    "by_hand:nothing": _("Choose a file, or scan the squares."),
}
