"""Addresses of the steps of cases. None holds anything personal: handles are random."""

from django.urls import path

from panah.protection.views import case_steps

urlpatterns = [
    path("cases/<uuid:case>/steps/", case_steps.course, name="case-steps"),
    path("cases/<uuid:case>/steps/<slug:step>/", case_steps.step, name="case-step"),
    path("cases/<uuid:case>/let-go/", case_steps.let_go, name="case-let-go"),
]
