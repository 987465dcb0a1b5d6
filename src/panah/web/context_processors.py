"""What `web/base.html` needs on every page, under the one name `shell`."""

from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from panah.journal import timekeeping
from panah.journal.carrying import clocks
from panah.web import languages, navigation
from panah.web.languages import Language
from panah.web.navigation import NavLink
from panah.web.ports import Account, staffing

THEMES = ("day", "night")
THEME_COOKIE = "panah-theme"
MODULES = ("keys", "page", "clocks")


class Shell:
    """Lazily read, so that pages without a menu ask nothing of it."""

    languages = languages.ALL
    modules = [f"panah/{name}.js" for name in MODULES]

    @property
    def practice(self) -> bool:
        """Whether nobody on any page is real: every one says so."""
        return bool(settings.PANAH_PRACTICE)

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def clock(self) -> timekeeping.Watch | None:
        """This machine's clock, where staff must be told that it may be wrong."""
        return timekeeping.watch if self.account is not None and timekeeping.watch.doubt() is not None else None

    @property
    def clocks_apart(self) -> list[clocks.Apart]:
        """Other nodes whose clocks are far from this machine's, where staff must be told."""
        return clocks.apart() if self.account is not None else []

    @cached_property
    def language(self) -> Language:
        """The language in use."""
        return languages.get(get_language())

    @cached_property
    def theme(self) -> str:
        """`day`, `night`, or "" to follow the system."""
        chosen = self._request.COOKIES.get(THEME_COOKIE, "")
        return chosen if chosen in THEMES else ""

    @cached_property
    def account(self) -> Account | None:
        """Whoever is signed in."""
        return staffing().account(self._request)

    @cached_property
    def navigation(self) -> list[NavLink]:
        """The menu of whoever is signed in."""
        return navigation.links(self._request)


class Bare(Shell):
    """The shell of a page that must be shown even when nothing else works."""

    account = None
    clock = None
    clocks_apart = []
    navigation = []


def shell(request: HttpRequest) -> dict[str, Shell]:
    """For the setting `context_processors`."""
    return {"shell": Shell(request)}
