"""Registers of protection, open and sealed, and its working tables."""

from panah.protection.models.bodies import Body, CompetenceChange
from panah.protection.models.matters import Matter, Share
from panah.protection.models.working import LookedThrough

__all__ = ["Body", "CompetenceChange", "LookedThrough", "Matter", "Share"]
