"""The journal as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Label ``journal``. Its own tables aren't registers: there are no handlers to import."""

    name = "panah.journal"
    label = "journal"

    def ready(self) -> None:
        """Puts the system checks in place."""
        import_module("panah.journal.checks")
