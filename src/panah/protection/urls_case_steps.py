"""Addresses of the steps of cases. None holds anything personal: handles are random."""

from django.urls import path

from panah.protection.views import case_steps

urlpatterns = [path("cases/<uuid:case>/steps/<slug:step>/", case_steps.step, name="case-step")]
