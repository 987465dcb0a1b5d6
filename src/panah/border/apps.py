from django.apps import AppConfig


class BorderConfig(AppConfig):
    name = "panah.border"
