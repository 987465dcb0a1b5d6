"""Calling a machine of a body's own system over HTTP: only where it may stand, never further, never for long.

The name is looked up once, every address it has must be allowed, and the connection goes to that very address: a name
that answers differently a moment later leads nowhere else. There are no redirects, no proxies, no cookies.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

CONNECT_SECONDS = 5.0
WHOLE_SECONDS = 15.0
"""The whole call, however slowly somebody answers."""
LONGEST_URL = 500

# Addresses that carry another one inside: what counts is where they lead, and that isn't looked into. And those that
# were once for one's own network and may still be routed there (RFC 3879, RFC 7526).
_NOWHERE = tuple(
    map(
        ipaddress.ip_network,
        ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "fec0::/10", "192.88.99.0/24"),
    )
)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class CallError(Exception):
    """A call that didn't arrive. ``code``: ``url_unusable``, ``not_https``, ``unknown_name``, ``address_refused``,
    ``unreachable``, ``no_tls``, ``too_slow``, ``redirected``, ``refused`` (an answer that isn't 2xx), ``cut_off``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Place:
    """Where a call goes: ``target`` is path and query."""

    scheme: str
    host: str
    port: int
    target: str


def place_of(url: str, *, loopback: bool) -> Place:
    """What a URL names; https, or http where it is this very machine and that is allowed. Raises CallError."""
    try:
        parts: SplitResult = urlsplit(url)
        port, host = parts.port, parts.hostname or ""
        host.encode("idna")
    except (ValueError, UnicodeError):
        raise CallError("url_unusable") from None
    printable = url.isascii() and url.isprintable() and " " not in url
    if not host or len(url) > LONGEST_URL or not printable or parts.username or parts.password or parts.fragment:
        raise CallError("url_unusable")
    if parts.scheme != "https" and not (parts.scheme == "http" and loopback and _names_this_machine(host)):
        raise CallError("not_https" if parts.scheme == "http" else "url_unusable")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(parts.scheme, host, port or (443 if parts.scheme == "https" else 80), target)


def allowed(address: Address, *, loopback: bool) -> bool:
    """Whether a call may go to this address: one of the open network, or this machine itself where that is allowed."""
    real = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped else address
    if real.is_loopback:
        return loopback
    if any(real in network for network in _NOWHERE):
        return False
    return real.is_global and not real.is_multicast and not real.is_reserved and not real.is_unspecified


def look_up(place: Place, *, loopback: bool) -> Address:
    """The address to call. Raises CallError where the name is unknown, or any of its addresses isn't allowed."""
    if settings.PANAH_PRACTICE:
        # Nothing of a practice post leaves it.
        raise CallError("address_refused")
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise CallError("unknown_name") from None
    addresses = [ipaddress.ip_address(one[4][0]) for one in found]
    if not addresses or not all(allowed(one, loopback=loopback) for one in addresses):
        raise CallError("address_refused")
    return addresses[0]


def post(place: Place, content: bytes, headers: Mapping[str, str], *, loopback: bool) -> None:
    """Send it; returns when the machine has answered with 2xx. Raises CallError."""
    address = look_up(place, loopback=loopback)
    raw = _connected(address, place.port)
    late = threading.Event()

    def end() -> None:
        late.set()
        with suppress(OSError):
            raw.shutdown(socket.SHUT_RDWR)

    alarm = threading.Timer(WHOLE_SECONDS, end)
    alarm.daemon = True
    alarm.start()
    try:
        status = _exchanged(raw, place, content, headers)
    except (OSError, http.client.HTTPException) as error:
        if isinstance(error, ssl.SSLError) and not late.is_set():
            raise CallError("no_tls") from None
        slow = late.is_set() or isinstance(error, TimeoutError)
        raise CallError("too_slow" if slow else "cut_off") from None
    finally:
        alarm.cancel()
        with suppress(OSError):
            raw.close()
    if 300 <= status < 400:
        raise CallError("redirected")
    if not 200 <= status < 300:
        raise CallError("refused")


def _exchanged(raw: socket.socket, place: Place, content: bytes, headers: Mapping[str, str]) -> int:
    name = f"[{place.host}]" if ":" in place.host else place.host
    usual = {"https": 443, "http": 80}[place.scheme]
    connection = http.client.HTTPConnection(place.host, place.port)
    connection.sock = (
        ssl.create_default_context().wrap_socket(raw, server_hostname=place.host) if place.scheme == "https" else raw
    )
    try:
        connection.putrequest("POST", place.target, skip_host=True, skip_accept_encoding=True)
        told = {
            "Host": name if place.port == usual else f"{name}:{place.port}",
            "Content-Type": "application/json",
            "Content-Length": str(len(content)),
            "Connection": "close",
            "User-Agent": "Panah",
            **headers,
        }
        for header, value in told.items():
            connection.putheader(header, value)
        connection.endheaders(content)
        return connection.getresponse().status
    finally:
        connection.close()


def _connected(address: Address, port: int) -> socket.socket:
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    raw = socket.socket(family, socket.SOCK_STREAM)
    raw.settimeout(CONNECT_SECONDS)
    try:
        raw.connect((str(address), port))
    except TimeoutError:
        raw.close()
        raise CallError("too_slow") from None
    except OSError:
        raw.close()
        raise CallError("unreachable") from None
    return raw


def _names_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
