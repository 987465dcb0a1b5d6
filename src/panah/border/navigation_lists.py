"""Menu entries of carriages, groups, lists, events and paper."""

from django.utils.translation import gettext_lazy as _

from panah.web.navigation import NavItem, register

register(
    NavItem(_("Buses and trains"), "border:carriages", "bus", "border.carriages", 12),
    NavItem(_("Groups"), "border:groups", "users", "border.carriages", 13),
    NavItem(_("Short way"), "border:listings", "list-checks", "border.listings.view", 14),
    NavItem(_("Events"), "border:events", "heart-pulse", "border.events", 15),
    NavItem(_("Paper"), "border:paper", "file-pen", "border.paper.work", 40),
    NavItem(_("Form numbers"), "border:paper-numbers", "hash", "border.paper.numbers", 41),
)
