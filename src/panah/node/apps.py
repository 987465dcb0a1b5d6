"""The node as a Django app."""

from django.apps import AppConfig


class NodeConfig(AppConfig):
    name = "panah.node"

    def ready(self) -> None:
        # Its address is routed at a practice post alone; elsewhere the menu leaves it out.
        from panah.node import navigation as of_the_node  # noqa: F401 (registers)
        from panah.node.practice import navigation  # noqa: F401 (registers)
