"""Every address of a practice post: those of any node, and the scenarios. No other node has these."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from panah.node.urls import handler400, handler403, handler404, handler500
from panah.node.urls import urlpatterns as of_a_node

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [path("practice/", include("panah.node.practice.urls")), *of_a_node]
