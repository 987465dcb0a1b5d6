"""Addresses of the border area. None of them holds anything personal: handles are random."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "border"
urlpatterns: list[URLPattern | URLResolver] = []
