"""The journal as a Django app."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Label ``journal``. Its own tables aren't registers: no handlers to import."""

    name = "panah.journal"
    label = "journal"
