"""Why a body's own system couldn't be told, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WEBHOOKS: dict[str, str | Promise] = {
    "protection:webhook_unknown": _("None is set up."),
    "webhook:url_unusable": _("This address can't be used. It begins with https:// and has no name or password in it."),
    "webhook:not_https": _("Only https is taken: what is sent must not be read on the way."),
    "webhook:unknown_name": _("Nobody knows this name. Look at the spelling, or ask whoever runs your network."),
    "webhook:address_refused": _(
        "This address lies in a private network. Panah calls only machines in the open network."
    ),
    "webhook:unreachable": _("Nothing answers there."),
    "webhook:no_tls": _("The connection isn't safe: the certificate is wrong, out of date, or of another name."),
    "webhook:too_slow": _("The machine takes too long. It has to answer first and work afterwards."),
    "webhook:redirected": _("The machine points to another address. Set that address up instead."),
    "webhook:refused": _("The machine answered with an error. It has to answer with 200 or 204."),
    "webhook:cut_off": _("The connection broke off."),
    "webhook_state:working": _("Working"),
    "webhook_state:failing": _("Doesn't get through"),
    "webhook_state:ended": _("Given up"),
}
