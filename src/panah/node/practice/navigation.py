"""The menu entry of the practice post. Elsewhere its address isn't routed, and the menu leaves it out."""

from django.utils.translation import gettext_lazy as _

from panah.web.navigation import NavItem, register

register(NavItem(_("Practice"), "practice:scenarios", "graduation-cap", "people.own", 1))
