"""Menu entries of case files."""

from django.utils.translation import gettext_lazy as _

from panah.web.navigation import NavItem, register

register(
    NavItem(_("Cases"), "protection:cases", "folder-open", "protection.cases", 7),
    NavItem(_("My day"), "protection:case-day", "calendar-check", "protection.cases", 6),
)
