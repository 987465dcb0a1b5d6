"""Doors for machines and for hands: what a desk says no to, and why somebody can't be handed over like this."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PASSING: dict[str, str | Promise] = {
    "passing:body_unknown": _("There is no such body in the directory."),
    "passing:never_for_protection": _("This body is never told of a question of protection."),
    "passing:nobody_reads": _("This body can't be written to."),
    "passing:need_unknown": _("This body isn't there for this need."),
    "passing:purpose_not_for_body": _("Nothing is sent to this kind of body for this purpose."),
    "passing:field_filled_in": _("This field follows from the rest and isn't given."),
    "passing:field_not_allowed": _("This kind of body doesn't need this field for this purpose. Leave it out."),
    "passing:field_not_consented": _("The person excepted this field from their consent. Leave it out."),
    "passing:consent_missing": _("The person's consent to this purpose is missing, taken back or over."),
    "passing:too_long": _("This is more than fits into one letter. Shorten it."),
}
DOORS: dict[str, str | Promise] = {
    "protection:body_not_here": _("The key of this body isn't on this node."),
    "protection:name_needed": _("Give it a name."),
    "protection:scope_needed": _("Choose at least one thing it may do."),
    "protection:machine_unknown": _("There is no such machine."),
    "protection:purpose_other": _("This referral is for another purpose."),
    "protection:nothing_asked": _("The other body asks nothing."),
    "protection:answer_unknown": _("This can't be answered on paper."),
    "protection:in_future": _("This lies in the future."),
    "protection:before_sent": _("This lies before the body was asked."),
    "protection:same_officer": _("Another officer than the one who keyed it in has to confirm it."),
}
