"""The Django app of people."""

from django.apps import AppConfig

LOCK = "people/lock.js"


class PeopleConfig(AppConfig):
    """Brings the handlers of facts, the menu entries and the word of who is signed in."""

    name = "panah.people"
    label = "people"

    def ready(self) -> None:
        from panah.people import apply, erasing, menu, staffing  # noqa: F401  (the first two register on import)
        from panah.web import navigation, ports
        from panah.web.context_processors import Shell

        navigation.register(*menu.ITEMS)
        # The quick lock covers any page, so every page brings it.
        if LOCK not in Shell.modules:
            Shell.modules.append(LOCK)
        ports.use_staffing(staffing.PeopleStaffing())
