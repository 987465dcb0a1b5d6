"""Addresses of a body's machines. None holds anything personal: handles are random."""

from django.urls import path

from panah.protection.views import machines

urlpatterns = [
    path("machines/", machines.machines, name="machines"),
    path("machines/new/", machines.add, name="machine-add"),
    path("machines/<uuid:machine>/revoke/", machines.revoke, name="machine-revoke"),
]
