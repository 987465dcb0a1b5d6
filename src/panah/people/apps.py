"""The Django app of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Brings the handlers of facts, the menu entries and the word of who is signed in."""

    name = "panah.people"
    label = "people"

    def ready(self) -> None:
        from panah.people import apply, menu, staffing  # noqa: F401  (apply registers its handlers on import)
        from panah.web import navigation, ports

        navigation.register(*menu.ITEMS)
        ports.use_staffing(staffing.PeopleStaffing())
