"""What the system noticed, in words for the second line: what it is, never whose fault. And what corrections change."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

NOTICES: dict[str, str | Promise] = {
    "notice:asked": _("Asked to speak with somebody"),
    "notice:child": _("A child alone, or with an adult whose authority isn't shown"),
    "notice:to_protect": _("Perhaps somebody whom a body asked to protect"),
    "notice:stateless_status": _("The document says: stateless"),
    "notice:refugee_status": _("The document says: refugee"),
    "notice:documents_of_others": ngettext_lazy(
        "One adult handed over this document and that of 1 other person",
        "One adult handed over this document and those of %(count)s others",
        "count",
    ),
    "notice:same_sponsor": ngettext_lazy(
        "One sponsor or company for 1 other person within %(days)s days",
        "One sponsor or company for %(count)s others within %(days)s days",
        "count",
    ),
    "notice:same_address": ngettext_lazy(
        "One private address for 1 other person within %(days)s days",
        "One private address for %(count)s others within %(days)s days",
        "count",
    ),
    "notice:refused_elsewhere": ngettext_lazy(
        "Was refused, returned or went back 1 day ago",
        "Was refused, returned or went back %(days)s days ago",
        "days",
    ),
    "notice:non_return_advisory": _("UNHCR asks that nobody be forced to return to %(country)s, since %(since)s"),
    "correction:apart": _("These are two persons"),
    "correction:hold": _("The hold was begun under the wrong file"),
    "correction:document": _("The scan was of somebody else's document"),
    "papers_from:": _("Each shows their own"),
    "papers_from:family": _("Somebody of the family"),
    "papers_from:driver": _("The driver"),
    "papers_from:crew": _("Somebody of the crew"),
    "papers_from:group_leader": _("The group's leader"),
    "papers_from:teacher": _("A teacher"),
    "papers_from:other": _("Another adult"),
}
