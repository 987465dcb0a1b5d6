"""The journal as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Label ``journal``. Of its own tables only what was opened of envelopes is a register."""

    name = "panah.journal"
    label = "journal"

    def ready(self) -> None:
        """Puts the system checks and the register of envelopes in place."""
        import_module("panah.journal.checks")
        import_module("panah.journal.envelopes.registers")
