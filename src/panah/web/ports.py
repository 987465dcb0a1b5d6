"""What the shell needs to know from the floors above it. `panah.people` fills it in; until then nobody is signed in."""

from dataclasses import dataclass
from typing import Protocol

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Account:
    """What the shell shows of whoever is signed in. URLs may be empty; `lock` and `sign_out` are posted to."""

    name: str
    role: str = ""
    post: str = ""
    lane: str = ""
    profile: str = ""
    lock: str = ""
    sign_out: str = ""


class Staffing(Protocol):
    """Who is at the screen and what they may do."""

    def allows(self, request: HttpRequest, act: str) -> bool:
        """Whether the act is open to whoever sent this request."""

    def account(self, request: HttpRequest) -> Account | None:
        """Whoever is signed in, or None."""

    def language(self, request: HttpRequest) -> str | None:
        """The language code they chose for their account, or None."""

    def keep_language(self, request: HttpRequest, code: str) -> None:
        """Remember a language for their account; does nothing when nobody is signed in."""


class NobodyYet:
    """The staffing of a shell without people: no account, only what is open to all."""

    def allows(self, request: HttpRequest, act: str) -> bool:
        return False

    def account(self, request: HttpRequest) -> Account | None:
        return None

    def language(self, request: HttpRequest) -> str | None:
        return None

    def keep_language(self, request: HttpRequest, code: str) -> None:
        return None


_staffing: Staffing = NobodyYet()


def staffing() -> Staffing:
    """The staffing in use."""
    return _staffing


def use_staffing(new: Staffing) -> Staffing:
    """Put another staffing in use (called from `AppConfig.ready` above) and return the one it replaced."""
    global _staffing
    before, _staffing = _staffing, new
    return before
