"""Menu entries of the lists."""

from django.utils.translation import gettext_lazy as _

from panah.web.navigation import NavItem, register

register(
    NavItem(_("Watchlists"), "watchlists:lists", "shield-question-mark", "watchlists.view", 60),
    NavItem(_("Hits in figures"), "watchlists:figures", "chart-column", "watchlists.figures", 36),
)
