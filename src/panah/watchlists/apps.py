"""Watchlists as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class WatchlistsConfig(AppConfig):
    """Puts the handlers, the words for codes and the menu entries of the lists in place."""

    name = "panah.watchlists"
    label = "watchlists"

    def ready(self) -> None:
        import_module("panah.watchlists.apply")
        import_module("panah.watchlists.wording")
        import_module("panah.watchlists.navigation")
