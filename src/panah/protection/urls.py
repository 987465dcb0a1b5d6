"""Addresses of protection. None holds anything personal: handles are random."""

from __future__ import annotations

from django.urls import path

from panah.protection import (
    urls_by_hand,
    urls_case_steps,
    urls_cases,
    urls_claims,
    urls_machines,
    urls_oversight,
    urls_referrals,
    urls_vital,
)
from panah.protection.views import bodies, changes, matters, talks, unended

app_name = "protection"
urlpatterns = [
    *urls_vital.urlpatterns,
    *urls_by_hand.urlpatterns,
    *urls_case_steps.urlpatterns,
    *urls_cases.urlpatterns,
    *urls_machines.urlpatterns,
    *urls_oversight.urlpatterns,
    *urls_referrals.urlpatterns,
    *urls_claims.urlpatterns,
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/new/", bodies.add, name="body-add"),
    path("bodies/headquarters/", changes.headquarters, name="headquarters"),
    path("bodies/aside/", changes.aside, name="aside"),
    path("bodies/changes/", changes.changes, name="changes"),
    path("bodies/changes/<uuid:change>/", changes.show, name="change"),
    path("bodies/changes/<uuid:change>/decline/", changes.decline, name="change-decline"),
    path("bodies/<uuid:body>/", bodies.show, name="body"),
    path("bodies/<uuid:body>/edit/", bodies.edit, name="body-edit"),
    path("bodies/<uuid:body>/competence/", changes.competence, name="body-competence"),
    path("bodies/<uuid:body>/key/", changes.key, name="body-key"),
    path("bodies/<uuid:body>/revoke/", changes.revoke, name="body-revoke"),
    path("second-line/<uuid:hold>/conversation/", talks.show, name="talk"),
    path("second-line/<uuid:hold>/conversation/note/", talks.note, name="talk-note"),
    path("second-line/<uuid:hold>/conversation/card/", talks.card, name="talk-card"),
    path("second-line/<uuid:hold>/conversation/found/", talks.profile, name="talk-profile"),
    path("conversations/", unended.listing, name="unended"),
    path("matters/", matters.matters, name="matters"),
    path("matters/<uuid:matter>/", matters.show, name="matter"),
]
