"""Addresses of the first line."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from panah.border.views import booth, decisions, history, posts, record, scanning

urlpatterns: list[URLPattern | URLResolver] = [
    # The booth
    path("booth/", booth.booth, name="booth"),
    path("booth/scan/", scanning.scan, name="scan"),
    path("booth/keyed/", scanning.keyed, name="keyed"),
    path("booth/direction/", booth.direction, name="direction"),
    path("booth/family/", booth.family, name="family"),
    path("booth/<uuid:presentation>/", booth.person, name="booth-person"),
    path("booth/<uuid:presentation>/advised/", booth.advised, name="advised"),
    path("booth/<uuid:presentation>/arithmetic/", booth.arithmetic, name="arithmetic"),
    path("booth/<uuid:presentation>/repair/", scanning.repair, name="repair"),
    path("booth/<uuid:presentation>/admit/", decisions.admit, name="admit"),
    path("booth/<uuid:presentation>/set-aside/", decisions.set_aside, name="set-aside"),
    path("booth/<uuid:presentation>/take-back/", decisions.take_back, name="take-back"),
    # One presentation, and the history behind it
    path("presentations/<uuid:presentation>/", record.record, name="record"),
    path("presentations/<uuid:presentation>/correct/", record.correct, name="correct"),
    path("presentations/<uuid:presentation>/take-back/", record.take_back, name="record-take-back"),
    path("presentations/<uuid:presentation>/returned/", record.returned, name="returned"),
    path("presentations/<uuid:presentation>/void/", record.void, name="void"),
    path("presentations/<uuid:presentation>/history/", history.history, name="history"),
    path("presentations/<uuid:presentation>/history/export/", history.export, name="history-export"),
    # Posts and lanes
    path("posts/", posts.posts, name="posts"),
    path("posts/add/", posts.add, name="post-add"),
    path("posts/<uuid:post>/", posts.post, name="post"),
]
