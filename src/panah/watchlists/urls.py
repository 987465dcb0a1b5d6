"""Addresses of the lists. None of them holds anything personal: handles are random."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "watchlists"
urlpatterns: list[URLPattern] = []
