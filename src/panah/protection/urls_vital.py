"""Addresses of consent overridden. None holds anything personal: handles are random."""

from django.urls import path

from panah.protection.views import vital

urlpatterns = [
    path("second-line/<uuid:hold>/vital/", vital.ask, name="vital-ask"),
    path("vital/", vital.waiting, name="vital"),
    path("vital/<uuid:ask>/", vital.decide, name="vital-decide"),
    path("oversight/without-consent/", vital.overseen, name="vital-overseen"),
]
