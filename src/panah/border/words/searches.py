"""Searches in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SEARCHES: dict[str, str | Promise] = {
    "searched:luggage": _("Luggage"),
    "searched:vehicle": _("Vehicle"),
    "searched:clothes": _("Clothes, with the hands"),
    "searched:body": _("The body"),
    "searched:device": _("Telephone or computer"),
    "search_why:customs": _("Customs control"),
    "search_why:order": _("Order of a court or prosecutor"),
    "search_why:list": _("A possible match on a list"),
    "search_why:tip": _("A tip"),
    "search_why:dog": _("A dog or a device gave a sign"),
    "search_why:drawn": _("Drawn by chance"),
    "search_why:own_judgement": _("My own judgement, in words"),
    "search_result:nothing": pgettext_lazy("a search", "Nothing found"),
    "search_result:declared": pgettext_lazy("a search", "Found, and it was declared"),
    "search_result:seized": pgettext_lazy("a search", "Something was kept"),
}
