"""Menu entries of people."""

from django.utils.translation import gettext_lazy as _

from panah.web.navigation import NavItem

ITEMS = (
    NavItem(_("Staff"), "people:staff", "users", "people.staff.manage", 70),
    NavItem(_("Organisations"), "people:organisations", "building-2", "people.staff.manage", 72),
    NavItem(_("Devices"), "people:devices", "monitor-smartphone", "api.devices", 74),
    NavItem(_("Alarms"), "people:alarms", "siren", "people.alarms", 90),
    NavItem(_("Looks at files"), "people:looks", "eye", "people.looks", 91),
    NavItem(_("Verify the journal"), "people:verify", "book-check", "journal.verify", 94),
)
