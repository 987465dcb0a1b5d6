"""From a database address to Django's connection settings."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from panah.node.environment import Environment
from panah.node.postgres.state import State


def connection_settings(environment: Environment) -> dict[str, Any]:
    """Return the settings of the one connection a process has: the owner's where it acts as owner, else the runtime's.

    Without DATABASE_URL these are those of the embedded server under the node's home. It isn't started here.
    """
    given = environment.database_owner_url if environment.act_as_owner else environment.database_url
    if not given and not (environment.database_url or environment.database_owner_url):
        given = State.of(environment.home).remembered_url("owner" if environment.act_as_owner else "runtime")
    return from_url(given or "postgresql://panah@127.0.0.1:1/panah")


def from_url(url: str) -> dict[str, Any]:
    """Return Django's settings for a `postgresql://role:password@host:port/database?option=value` address.

    A connection stays open for as long as its thread: granian keeps a fixed number of threads, so neither a pool nor a
    new handshake per request is paid for. Binding on the server lets PostgreSQL keep a plan per statement.
    """
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 10,
            "application_name": "panah",
            "server_side_binding": True,
            "prepare_threshold": 3,
            **dict(parse_qsl(parts.query)),
        },
    }
