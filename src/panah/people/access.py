"""Guards of views: every view carries ``@may(act)`` or the shell's ``@open_to_all``; a test walks all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from panah.people import permissions

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True, slots=True)
class Staff:
    """Who is signed in, for this request: ``request.staff``, None for nobody.

    ``roles`` are those that hold at ``post``, the post where they work in this session (None: not at a post);
    ``organisation``: whom they work for.
    """

    id: UUID
    name: str
    roles: frozenset[str]
    post: UUID | None = None
    lane: str | None = None
    organisation: UUID | None = None

    def may(self, act: str, post: UUID | None = None) -> bool:
        """Whether they may do the act, for a thing of ``post`` if given."""
        return permissions.allows(act, self.roles, own=self.post, post=post)

    @property
    def acts(self) -> frozenset[str]:
        """Codes of all acts they may do: for navigation and templates."""
        return permissions.acts_of(self.roles)


def staff_of(request: HttpRequest) -> Staff | None:
    """The staff member signed in on this request, or None."""
    return cast("Staff | None", getattr(request, "staff", None))


def must_be_staff(request: HttpRequest) -> Staff:
    """The staff member of a request behind ``@may``; raises PermissionDenied if there is none."""
    staff = staff_of(request)
    if staff is None:
        raise PermissionDenied
    return staff


def may(act: str, *, post: str | None = None) -> Callable[[View], View]:
    """Let only those through who may do ``act``; others get 403, nobody signed in is sent to sign in.

    ``post`` names the URL argument that holds the post's UUID, for acts that are limited to the own post; a view that
    learns the post later asks ``request.staff.may(act, post)`` itself. On a class: ``@method_decorator(may("…"),
    name="dispatch")``. Raises UnknownActError at import for an act that isn't in the table.
    """
    permissions.act(act)

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            staff = staff_of(request)
            if staff is None:
                return to_sign_in(request)
            if not staff.may(act, kwargs.get(post) if post else None):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.panah_act = act  # type: ignore[attr-defined]  # a function may carry a mark
        return cast("View", guarded)

    return guard


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send the browser to sign in and come back afterwards; htmx is told by header, so that the whole page goes."""
    address = reverse("people:sign-in")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    if request.method in {"GET", "HEAD"}:
        address += "?" + urlencode({"next": request.path})
    return HttpResponseRedirect(address)
