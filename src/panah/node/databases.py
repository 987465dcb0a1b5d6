"""From a database address to Django's connection settings, and changing between the two roles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.db import connections

from panah.node.environment import Environment, SettingError
from panah.node.postgres.state import Role, State

NOWHERE = "postgresql://panah@127.0.0.1:1/panah"
# Tables have names of their own, so that the schema needs no mention; new ones are made in the first.
SCHEMAS = "-c search_path=public,sealed"


def url_of(environment: Environment, role: Role) -> str:
    """Return the address for a role; empty if it can't be known.

    Without DATABASE_URL it is that of the embedded server under the node's home. Nothing is started here.
    """
    if environment.database_url or environment.database_owner_url:
        return environment.database_owner_url if role == "owner" else environment.database_url
    return State.of(environment.home).remembered_url(role)


def connection_settings(environment: Environment) -> dict[str, Any]:
    """Return the settings of the one connection a process has: the runtime role's."""
    return from_url(url_of(environment, "runtime") or NOWHERE)


def from_url(url: str) -> dict[str, Any]:
    """Return Django's settings for a `postgresql://role:password@host:port/database?option=value` address.

    A connection stays open for as long as its thread: granian keeps a fixed number of threads, so neither a pool nor a
    new handshake per request is paid for. Binding on the server lets PostgreSQL keep a plan per statement.
    """
    parts = urlsplit(url)
    given = dict(parse_qsl(parts.query))
    given["options"] = f"{given.get('options', '')} {SCHEMAS}".strip()
    return {
        "ENGINE": "panah.journal.postgresql",
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
            **given,
        },
    }


def connect_to(url: str) -> None:
    """Point Django's one connection, in every thread, at another role or database from its next statement on."""
    connections.close_all()
    wanted = from_url(url)
    for settings in (connections.settings["default"], connections["default"].settings_dict):
        settings.update({key: wanted[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")})


@contextmanager
def acting_as_owner(environment: Environment) -> Iterator[None]:
    """Be the role that migrates, rebuilds and erases for a while; afterwards the runtime role again."""
    owner = url_of(environment, "owner")
    if not owner:
        raise SettingError("DATABASE_OWNER_URL is needed for this: the role that owns the tables, beside DATABASE_URL")
    connect_to(owner)
    try:
        yield
    finally:
        connect_to(url_of(environment, "runtime") or NOWHERE)
