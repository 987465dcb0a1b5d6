"""Addresses of the lists. None of them holds anything personal: handles are random, names are posted."""

from __future__ import annotations

from django.urls import path

from panah.watchlists.views import figures, lists, search, upload

app_name = "watchlists"
urlpatterns = [
    path("watchlists/", lists.lists, name="lists"),
    path("watchlists/new/", lists.establish, name="establish"),
    path("watchlists/search/", search.search, name="search"),
    path("watchlists/figures/", figures.figures, name="figures"),
    path("watchlists/<uuid:list>/", lists.show, name="list"),
    path("watchlists/<uuid:list>/terms/", lists.terms, name="terms"),
    path("watchlists/<uuid:list>/retire/", lists.retire, name="retire"),
    path("watchlists/<uuid:list>/file/", upload.upload, name="upload"),
    path("watchlists/<uuid:list>/file/<uuid:pending>/", upload.pending, name="pending"),
    path("watchlists/<uuid:list>/file/<uuid:pending>/confirm/", upload.confirm, name="confirm"),
    path("watchlists/<uuid:list>/progress/", upload.progress, name="progress"),
]
