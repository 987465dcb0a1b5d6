"""Organisations, staff, roles, sign-in."""
