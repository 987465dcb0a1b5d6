"""The peer of bench/inspection.py: a bare view of the same framework that inserts one row and commits.

No sign-in, no idempotency, no checks, no journal, no middleware; the same server, driver and connection settings.
"""

from __future__ import annotations

import os

import django
from django.conf import settings

from panah.node.databases import from_url

settings.configure(
    SECRET_KEY="only for this bench",  # noqa: S106 (nothing is signed with it)
    ALLOWED_HOSTS=["127.0.0.1", "post.example"],
    DATABASES={"default": from_url(os.environ["BENCH_DATABASE_URL"])},
    INSTALLED_APPS=["ninja"],
    MIDDLEWARE=[],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
)
django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402 (needs the settings above)
from django.db import connection  # noqa: E402
from django.http import HttpRequest  # noqa: E402
from django.urls import path  # noqa: E402
from ninja import NinjaAPI, Schema  # noqa: E402

api = NinjaAPI(docs_url=None, openapi_url=None)


class Sent(Schema):
    """The same body as an inspection's."""

    direction: str
    mrz: str


@api.post("/rows")
def insert(request: HttpRequest, sent: Sent) -> dict[str, int]:
    """Insert one row; autocommit makes it durable before the answer."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_bare (body) VALUES (%s) RETURNING id", [sent.mrz])
        return {"id": cursor.fetchone()[0]}


urlpatterns = [path("", api.urls)]
application = WSGIHandler()
