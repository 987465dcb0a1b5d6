"""The menu. Each area registers its entries when it starts; a request sees those its staff may open."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme

from panah.web.ports import staffing


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry: a lazily translated `label`, the `url_name` it opens, a lucide `icon`, the `act` that must be
    allowed (empty: open to all), its place in `order` (10, 20, …), and whether it is of use to whoever asks: what they
    may open and never need stays out of their menu."""

    label: str | Promise
    url_name: str
    icon: str
    act: str = ""
    order: int = 100
    of_use: Callable[[HttpRequest], bool] = lambda _request: True


@dataclass(frozen=True, slots=True)
class NavLink:
    """An entry ready to show. `current` when the request is on that page or below it."""

    label: str | Promise
    url: str
    icon: str
    current: bool


_items: dict[str, NavItem] = {}


def register(*items: NavItem) -> None:
    """Add entries. A second entry for the same URL name replaces the first."""
    _items.update({item.url_name: item for item in items})


def links(request: HttpRequest) -> list[NavLink]:
    """The entries this request may see, in order. Entries whose URL is not routed are left out."""
    found: list[NavLink] = []
    for item in sorted(_items.values(), key=lambda item: item.order):
        if (item.act and not staffing().allows(request, item.act)) or not item.of_use(request):
            continue
        try:
            url = reverse(item.url_name)
        except NoReverseMatch:
            continue
        found.append(NavLink(item.label, url, item.icon, current=False))
    # The longest address that fits wins, so that "/" is not current everywhere.
    fitting = [link.url for link in found if request.path == link.url or request.path.startswith(_folder(link.url))]
    here = max(fitting, key=len, default=None)
    return [NavLink(link.label, link.url, link.icon, current=link.url == here) for link in found]


def url_for(act: str) -> str | None:
    """The address of the first entry for this act, or None: where somebody whose work it is begins."""
    for item in sorted(_items.values(), key=lambda item: item.order):
        if item.act == act:
            try:
                return reverse(item.url_name)
            except NoReverseMatch:
                continue
    return None


def own_page(address: str) -> str:
    """The address, where it is a page of this node that one may be led to; otherwise empty."""
    own = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if own else ""


def _folder(url: str) -> str:
    return url if url.endswith("/") and url != "/" else f"{url.rstrip('/')}/" if url != "/" else "\0"
