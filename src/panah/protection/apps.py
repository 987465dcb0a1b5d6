"""Protection as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    """Puts the handlers, the words for codes, the menu entries and what other nodes may read in place."""

    name = "panah.protection"
    label = "protection"

    def ready(self) -> None:
        import_module("panah.protection.apply")
        import_module("panah.protection.wording")
        import_module("panah.protection.case_wording")
        import_module("panah.protection.procedure_wording")
        import_module("panah.protection.case_navigation")
        import_module("panah.protection.navigation")
        import_module("panah.protection.shared")
        import_module("panah.protection.ways")
        import_module("panah.protection.desk.talks")
        import_module("panah.protection.desk.unended")
        import_module("panah.protection.desk.replies")
        import_module("panah.protection.desk.held_again")
        import_module("panah.protection.desk.protected")
        import_module("panah.protection.desk.given_before")
        import_module("panah.protection.desk.recalling")
        import_module("panah.protection.desk.case_transfers")
        import_module("panah.protection.desk.awaiting")
        import_module("panah.protection.desk.handed_before")
        import_module("panah.protection.desk.claims_held")
        import_module("panah.protection.desk.claims_joined")
        import_module("panah.protection.desk.feed")
        import_module("panah.protection.desk.vital")
