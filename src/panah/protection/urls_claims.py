"""Addresses of claims at the asylum authority. None holds anything personal: handles are random."""

from django.urls import path

from panah.protection.views import claim_letters, claim_pages, claim_steps

urlpatterns = [
    path("claims/", claim_pages.claims, name="claims"),
    path("claims/here/", claim_pages.here, name="claim-here"),
    path("claims/<uuid:claim>/", claim_pages.show, name="claim"),
    path("claims/<uuid:claim>/step/<slug:step>/", claim_steps.step, name="claim-step"),
    path("claims/<uuid:claim>/certificate/", claim_letters.certificate, name="certificate"),
    path("claims/<uuid:claim>/call/", claim_letters.call, name="claim-call"),
    path("claims/<uuid:claim>/decision/", claim_letters.decision, name="claim-decision"),
]
