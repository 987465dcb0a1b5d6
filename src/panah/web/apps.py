"""The Django app of the shared shell."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers the languages Django lacks."""

    name = "panah.web"
    label = "web"

    def ready(self) -> None:
        from panah.web import languages

        languages.register_with_django()
