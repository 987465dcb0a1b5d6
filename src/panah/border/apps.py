"""The border as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class BorderConfig(AppConfig):
    """Puts the handlers, the words for codes and the menu entries of the border area in place."""

    name = "panah.border"
    label = "border"

    def ready(self) -> None:
        import_module("panah.border.apply")
        import_module("panah.border.erasing")
        import_module("panah.border.wording")
        import_module("panah.border.navigation")
        import_module("panah.border.navigation_lists")
        import_module("panah.border.navigation_second_line")
        import_module("panah.border.people_ports").offer()
