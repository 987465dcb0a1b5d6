"""Addresses of a body's machines. None holds anything personal: handles are random."""

from django.urls import path

from panah.protection.views import machines, webhooks

urlpatterns = [
    path("machines/", machines.machines, name="machines"),
    path("machines/new/", machines.add, name="machine-add"),
    path("machines/webhook/", webhooks.webhook, name="webhook"),
    path("machines/webhook/act/", webhooks.act, name="webhook-act"),
    path("machines/<uuid:machine>/revoke/", machines.revoke, name="machine-revoke"),
]
