"""Menu entries of the node itself."""

from django.utils.translation import gettext_lazy as _

from panah.web.navigation import NavItem, register

register(NavItem(_("If overrun"), "destroy", "flame", "node.destroy", 99))
