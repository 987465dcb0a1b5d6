"""Why a body's own system can't hand somebody over like this, in words."""

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
