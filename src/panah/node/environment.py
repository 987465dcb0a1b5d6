"""What the surroundings of a node say about how it is to run, read once and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

SHORTEST_SECRET = 50


class SettingError(Exception):
    """An environment variable says something that can't be used."""


class Mode(StrEnum):
    """How much a node trusts the machine it runs on."""

    DEVELOPMENT = "development"
    DEMO = "demo"
    PRODUCTION = "production"


class Https(StrEnum):
    """Who ends the encrypted connection: nobody, a proxy that says so in a header, or the node itself."""

    NONE = "none"
    PROXY = "proxy"
    OWN = "own"


class NodeKind(StrEnum):
    """What a node is: a border post, a house where bodies of protection are at home, or both in one."""

    ALONE = "alone"
    POST = "post"
    BODIES = "bodies"


class Switch(StrEnum):
    """Something that is on or off."""

    ON = "on"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Environment:
    """The node's settings from outside.

    `database_url` is the runtime role's, `database_owner_url` the one that migrates, rebuilds and erases. Both are
    empty when the embedded PostgreSQL under `home` serves.
    """

    mode: Mode = Mode.DEVELOPMENT
    node: NodeKind = NodeKind.ALONE
    home: Path = Path("var")
    secret: str = ""
    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    https: Https = Https.NONE
    certificate: Path | None = None
    certificate_key: Path | None = None
    database_url: str = ""
    database_owner_url: str = ""
    booth_second_factor: bool = True
    webhook_loopback: bool = False
    workers: int = 0
    threads: int = 4
    second_medium: Path | None = None
    second_medium_for: str = ""

    @classmethod
    def from_env(cls, variables: Mapping[str, str]) -> Environment:
        """Read the variables named in docs/operations.md.

        Raises SettingError, whose text names the variable and what it may hold.
        """
        https = _choice(variables, "PANAH_HTTPS", Https, Https.NONE)
        environment = cls(
            mode=_choice(variables, "PANAH_MODE", Mode, Mode.DEVELOPMENT),
            node=_choice(variables, "PANAH_NODE", NodeKind, NodeKind.ALONE),
            home=Path(variables.get("PANAH_HOME") or "var").expanduser().absolute(),
            secret=variables.get("PANAH_SECRET_KEY", ""),
            hosts=_list(variables, "PANAH_HOSTS"),
            origins=_list(variables, "PANAH_ORIGINS"),
            https=https,
            certificate=_path(variables, "PANAH_TLS_CERTIFICATE"),
            certificate_key=_path(variables, "PANAH_TLS_KEY"),
            database_url=_database(variables, "DATABASE_URL"),
            database_owner_url=_database(variables, "DATABASE_OWNER_URL"),
            booth_second_factor=_choice(variables, "PANAH_BOOTH_SECOND_FACTOR", Switch, Switch.ON) is Switch.ON,
            webhook_loopback=_choice(variables, "PANAH_WEBHOOK_LOOPBACK", Switch, Switch.OFF) is Switch.ON,
            workers=_number(variables, "PANAH_WORKERS", 0, least=0, most=256),
            threads=_number(variables, "PANAH_THREADS", 4, least=1, most=64),
            second_medium=_path(variables, "PANAH_SECOND_MEDIUM"),
            second_medium_for=variables.get("PANAH_SECOND_MEDIUM_FOR", "").strip(),
        )
        for origin in environment.origins:
            if not origin.startswith(("https://", "http://")):
                raise SettingError(f"PANAH_ORIGINS: {origin!r} must begin with https:// or http://")
        if https is Https.OWN and not (environment.certificate and environment.certificate_key):
            raise SettingError("PANAH_HTTPS=own needs PANAH_TLS_CERTIFICATE and PANAH_TLS_KEY")
        if environment.second_medium is not None and not environment.second_medium_for:
            raise SettingError("PANAH_SECOND_MEDIUM needs PANAH_SECOND_MEDIUM_FOR: the node whose key seals the copies")
        return environment


Choice = TypeVar("Choice", bound=StrEnum)


def _choice(variables: Mapping[str, str], name: str, kind: type[Choice], default: Choice) -> Choice:
    value = variables.get(name, "").strip().lower()
    if not value:
        return default
    try:
        return kind(value)
    except ValueError:
        raise SettingError(f"{name}={value!r} must be one of: {', '.join(kind)}") from None


def _number(variables: Mapping[str, str], name: str, default: int, *, least: int, most: int) -> int:
    value = variables.get(name, "").strip()
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or not least <= int(value[:12]) <= most:
        raise SettingError(f"{name}={value!r} must be a whole number from {least} to {most}")
    return int(value)


def _list(variables: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in variables.get(name, "").split(",") if part.strip())


def _path(variables: Mapping[str, str], name: str) -> Path | None:
    value = variables.get(name, "").strip()
    return Path(value).expanduser().absolute() if value else None


def _database(variables: Mapping[str, str], name: str) -> str:
    value = variables.get(name, "").strip()
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"postgres", "postgresql"} and len(parts.path) > 1
        _ = parts.port
    except ValueError:
        usable = False
    if not usable:
        # The value holds a password: it isn't repeated.
        raise SettingError(f"{name} must look like postgresql://role:password@host:5432/database")
    return value
