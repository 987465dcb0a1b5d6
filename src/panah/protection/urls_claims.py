"""Addresses of claims at the asylum authority. None holds anything personal: handles are random."""

from django.urls import path

from panah.protection.views import claim_figures, claim_letters, claim_pages, claim_steps, groups

urlpatterns = [
    path("claims/", claim_pages.claims, name="claims"),
    path("claims/here/", claim_pages.here, name="claim-here"),
    path("claims/figures/", claim_figures.show, name="claim-figures"),
    path("claims/figures/publish/", claim_figures.publish, name="figures-publish"),
    path("claims/list.csv", claim_figures.export, name="claims-csv"),
    path("claims/<uuid:claim>/", claim_pages.show, name="claim"),
    path("claims/<uuid:claim>/step/<slug:step>/", claim_steps.step, name="claim-step"),
    path("claims/<uuid:claim>/certificate/", claim_letters.certificate, name="certificate"),
    path("claims/<uuid:claim>/call/", claim_letters.call, name="claim-call"),
    path("declared-groups/", groups.listing, name="groups"),
    path("declared-groups/<uuid:group>/confirm/", groups.confirm, name="group-confirm"),
    path("declared-groups/<uuid:group>/end/", groups.end, name="group-end"),
    path("claims/<uuid:claim>/decision/", claim_letters.decision, name="claim-decision"),
]
