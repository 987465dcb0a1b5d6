"""The journal as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Label ``journal``. Of its own tables what was opened of envelopes and which nodes are lost are registers."""

    name = "panah.journal"
    label = "journal"

    def ready(self) -> None:
        """Puts the system checks and the journal's own registers in place."""
        import_module("panah.journal.checks")
        import_module("panah.journal.envelopes.registers")
        import_module("panah.journal.carrying.losing")
