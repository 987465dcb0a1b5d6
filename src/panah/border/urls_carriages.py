"""Addresses of buses, trains and cars, and of the vehicle register."""

from django.urls import path

from panah.border.views import carriages, checkoff, vehicles

_PERSON = "carriages/<uuid:carriage>/<uuid:presentation>/"

urlpatterns = [
    path("carriages/", carriages.listing, name="carriages"),
    path("carriages/new/", carriages.new, name="carriage-new"),
    path("carriages/<uuid:carriage>/", checkoff.show, name="carriage"),
    path("carriages/<uuid:carriage>/scan/", checkoff.scan, name="carriage-scan"),
    path("carriages/<uuid:carriage>/keyed/", checkoff.keyed, name="carriage-keyed"),
    path("carriages/<uuid:carriage>/count/", checkoff.count, name="carriage-count"),
    path("carriages/<uuid:carriage>/release/", carriages.release, name="carriage-release"),
    path(_PERSON, checkoff.person, name="carriage-person"),
    path(_PERSON + "repair/", checkoff.repair, name="carriage-repair"),
    path(_PERSON + "match/", checkoff.match, name="carriage-match"),
    path(_PERSON + "decide/", checkoff.decide, name="carriage-decide"),
    path(_PERSON + "stays/", checkoff.stays, name="carriage-stays"),
    path("vehicles/", vehicles.listing, name="vehicles"),
]
