"""Addresses of refusals and of withdrawals at the line."""

from django.urls import path

from panah.border.views import refusal_list, refusals, withdrawals

urlpatterns = [
    path("second-line/<uuid:hold>/refuse/", refusals.propose, name="refuse"),
    path("second-line/<uuid:hold>/withdraw/", withdrawals.withdraw, name="withdraw"),
    path("refusals/", refusal_list.show, name="refusals"),
    path("refusals/<uuid:refusal>/", refusals.show, name="refusal"),
    path("refusals/<uuid:refusal>/decline/", refusals.decline, name="refusal-decline"),
    path("refusals/<uuid:refusal>/ask/", refusals.ask, name="refusal-ask"),
    path("refusals/<uuid:refusal>/notice.pdf", refusals.notice, name="refusal-notice"),
]
