"""What the surroundings say, judged without a database."""

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from django.conf import settings

from panah.node.environment import SHORTEST_SECRET, Environment, Https, Mode
from panah.node.preflight.finding import Finding

GUESSED_PASSWORDS = frozenset({"", "panah", "postgres", "password", "secret", "changeme", "admin", "demo", "test"})


def of_configuration(environment: Environment) -> Iterator[Finding]:
    """Judge what the surroundings say, without a database."""
    if environment.mode is not Mode.PRODUCTION:
        yield Finding(
            "mode", f"PANAH_MODE is {environment.mode}", "Unset it or set it to production; panah demo runs the demo"
        )
    if settings.DEBUG:
        yield Finding("debug", "DEBUG is on: error pages would show data to anyone", "Use the settings that come along")
    if len(environment.secret) < SHORTEST_SECRET or len(set(environment.secret)) < 10:
        yield Finding(
            "secret",
            f"PANAH_SECRET_KEY is {'missing' if not environment.secret else 'too short or too uniform'}",
            "Give it at least 50 random characters, for instance from: openssl rand -base64 48",
        )
    if not environment.hosts or any(host.strip(".") in {"", "*"} for host in environment.hosts):
        yield Finding(
            "hosts",
            "PANAH_HOSTS doesn't say under which names the node answers",
            "List them, separated by commas, and without *",
        )
    if environment.https is Https.NONE:
        yield Finding(
            "https",
            "PANAH_HTTPS doesn't say who encrypts the connections",
            "Set it to proxy if a reverse proxy does and sets X-Forwarded-Proto itself, or to own with "
            "PANAH_TLS_CERTIFICATE and PANAH_TLS_KEY",
        )
    for path in (environment.certificate, environment.certificate_key):
        if path is not None and not path.is_file():
            yield Finding("certificate", f"{path} isn't there", "Put the certificate and its key where the names say")
    for name, url in (
        ("DATABASE_URL", environment.database_url),
        ("DATABASE_OWNER_URL", environment.database_owner_url),
    ):
        parts = urlsplit(url)
        if url and _guessable(unquote(parts.password or ""), unquote(parts.username or ""), parts.hostname):
            yield Finding("password", f"{name} has a password anybody would try first", "Give the role a random one")


def _guessable(password: str, user: str, host: str | None) -> bool:
    # A connection without a password is one by certificate, or by the machine's own accounts over a local socket.
    return password.lower() in GUESSED_PASSWORDS - {""} or password == user or (not password and host == "127.0.0.1")
