"""Registers of the lists: derived from facts, rebuilt at will. Only ``apply`` writes them."""

from panah.watchlists.models.hits import Clearing, Hit, HitEvent
from panah.watchlists.models.lists import List, Version

__all__ = ["Clearing", "Hit", "HitEvent", "List", "Version"]
