"""Addresses of the border area. None of them holds anything personal: handles are random."""

from __future__ import annotations

from panah.border import urls_second_line

app_name = "border"
urlpatterns = [
    *urls_second_line.urlpatterns,
]
