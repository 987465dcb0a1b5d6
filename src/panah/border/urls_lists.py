"""Addresses of groups, of the lists of those who cross a short way, and of events."""

from django.urls import path

from panah.border.views import events, groups, listings

_MEMBER = "groups/<uuid:group>/<uuid:presentation>/"

urlpatterns = [
    path("groups/", groups.listing, name="groups"),
    path("groups/new/", groups.new, name="group-new"),
    path("groups/<uuid:group>/", groups.show, name="group"),
    path("groups/<uuid:group>/scan/", groups.scan, name="group-scan"),
    path("groups/<uuid:group>/keyed/", groups.keyed, name="group-keyed"),
    path("groups/<uuid:group>/close/", groups.close, name="group-close"),
    path(_MEMBER, groups.person, name="group-person"),
    path(_MEMBER + "repair/", groups.repair, name="group-repair"),
    path(_MEMBER + "alone/", groups.alone, name="group-alone"),
    path(_MEMBER + "decide/", groups.decide, name="group-decide"),
    path("short-way/", listings.listing, name="listings"),
    path("short-way/new/", listings.new, name="listing-new"),
    path("short-way/import/", listings.imported, name="listing-import"),
    path("short-way/<uuid:listing>/", listings.show, name="listing"),
    path("events/", events.listing, name="events"),
    path("events/new/", events.new, name="event-new"),
    path("events/<uuid:event>/", events.show, name="event"),
    path("presentations/<uuid:presentation>/birth/", events.birth, name="birth"),
    path("papers-owed/", events.papers, name="papers-owed"),
    path("papers-owed/<uuid:presentation>/", events.complete, name="papers-complete"),
]
