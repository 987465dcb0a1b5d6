"""Addresses of the border area. None of them holds anything personal: handles are random."""

from __future__ import annotations

from panah.border import (
    urls_calls,
    urls_carriages,
    urls_first_line,
    urls_lists,
    urls_paper,
    urls_refusals,
    urls_second_line,
)

app_name = "border"
urlpatterns = [
    *urls_first_line.urlpatterns,
    *urls_second_line.urlpatterns,
    *urls_calls.urlpatterns,
    *urls_carriages.urlpatterns,
    *urls_lists.urlpatterns,
    *urls_paper.urlpatterns,
    *urls_refusals.urlpatterns,
]
