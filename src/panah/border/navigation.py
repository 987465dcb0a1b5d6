"""Menu entries of the first line; others of this area add theirs beside their screens."""

from django.utils.translation import gettext_lazy as _

from panah.web.navigation import NavItem, register

register(
    NavItem(_("Booth"), "border:booth", "scan-line", "border.inspect", 10),
    NavItem(_("Posts and lanes"), "border:posts", "signpost", "border.posts.view", 70),
)
