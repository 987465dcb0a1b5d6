"""Every address of a node; each area brings its own."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from panah.node import views
from panah.node.api import api
from panah.web.urls import HANDLERS

urlpatterns: list[URLPattern | URLResolver] = [
    # First, because machines wait in milliseconds.
    path("api/v1/", api.urls),
    path("", include("panah.people.urls")),
    path("", include("panah.web.urls")),
    path("", include("panah.watchlists.urls")),
    path("", include("panah.border.urls")),
    path("", include("panah.protection.urls")),
    path("destroy/", views.destroy, name="destroy"),
]
handler400 = HANDLERS["handler400"]
handler403 = HANDLERS["handler403"]
handler404 = HANDLERS["handler404"]
handler500 = HANDLERS["handler500"]
