"""The Django app of the shared shell."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers the languages Django lacks and the words for the codes of the knowledge packages."""

    name = "panah.web"
    label = "web"

    def ready(self) -> None:
        from panah.web import languages, wording
        from panah.web.wording import documents, stays

        languages.register_with_django()
        wording.register(documents.TABLE)
        wording.register(stays.TABLE)
