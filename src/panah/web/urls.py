"""Addresses of the shell. The project's urls include them at the root and name the error handlers below."""

from django.conf import settings
from django.urls import path

from panah.web import styleguide, views

app_name = "web"

urlpatterns = [
    path("language/", views.language, name="language"),
    path("theme/", views.theme, name="theme"),
]
if not settings.PRODUCTION:
    urlpatterns += [path("styleguide/", styleguide.page, name="styleguide")]

HANDLERS = {
    "handler400": "panah.web.views.bad_request",
    "handler403": "panah.web.views.permission_denied",
    "handler404": "panah.web.views.not_found",
    "handler500": "panah.web.views.server_error",
}
"""For the root URL configuration: `globals().update(HANDLERS)`, or each by name."""
