"""Menu entries of the second line and of the commander."""

from django.utils.translation import gettext_lazy as _

from panah.web.navigation import NavItem, register

register(
    NavItem(_("Second line"), "border:second-line", "users", "border.second_line", 20),
    NavItem(_("Roll of persons held"), "border:roll", "clipboard-list", "border.roll", 22),
    NavItem(_("Refusals"), "border:refusals", "octagon-minus", "border.refusals", 24),
    NavItem(_("Corrections"), "border:corrections", "file-x", "border.corrections", 26),
    NavItem(_("Board"), "border:board", "layout-dashboard", "border.board", 30),
    NavItem(_("Nobody vanishes"), "border:lists", "list-checks", "border.lists", 32),
    NavItem(_("Shift report"), "border:report", "file-chart-column", "border.report", 34),
)
