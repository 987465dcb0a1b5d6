"""Menu entries of protection."""

from django.utils.translation import gettext_lazy as _

from panah.web.navigation import NavItem, register

register(
    NavItem(_("Bodies"), "protection:bodies", "hand-heart", "protection.bodies.view", 40),
    NavItem(_("Changes to sign"), "protection:changes", "signature", "protection.bodies.sign", 92),
    NavItem(_("Matters"), "protection:matters", "folder-lock", "protection.matters", 10),
)
