"""The way from a right password to an open session: second factor, new password, enrolment, place of work."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from panah.people import facts, sessions
from panah.people.limits import limits, needs_second_factor
from panah.people.models import Account, Passkey, TotpSecret
from panah.people.ports import PostInfo, posts
from panah.web.navigation import own_page

PENDING = "people.pending"
PLACE_COOKIE = "panah-place"
YEAR = 365 * 24 * 3600

# What is answered while a session is locked; the middleware covers everything else.
DURING_LOCK = frozenset(
    {
        "people:lock",
        "people:unlock",
        "people:passkey-begin",
        "people:passkey-finish",
        "people:take-over",
        "people:sign-out",
        "web:language",
        "web:theme",
    }
)


@dataclass(frozen=True, slots=True)
class Pending:
    """Somebody on the way in. ``method`` says what they have given so far."""

    account: Account
    method: facts.Method
    next: str

    @property
    def two_factors(self) -> bool:
        """Whether a second factor was given, or needn't be."""
        return self.method != "password"


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody may work: a post with its lanes, or (``post`` None) no post."""

    post: PostInfo | None


def is_demo() -> bool:
    """Whether this node is the demo, where a role's tile signs in."""
    return settings.PANAH_DEMO


def booth_needs_second_factor() -> bool:
    """The setting for the first line at a booth; True unless a node says otherwise."""
    return settings.PANAH_BOOTH_SECOND_FACTOR


def begin(request: HttpRequest, account: Account, method: facts.Method, next_page: str = "") -> HttpResponse:
    """Somebody gave a right password or passkey: go on to what is still missing."""
    request.session.cycle_key()
    request.session[PENDING] = {
        "account": str(account.pk),
        "method": method,
        "at": timezone.now().timestamp(),
        "next": own_page(next_page),
    }
    return proceed(request)


def pending(request: HttpRequest) -> Pending | None:
    """Whoever is on the way in on this browser, if they weren't too slow."""
    kept = request.session.get(PENDING)
    if not kept or timezone.now().timestamp() - kept["at"] > limits().pending.total_seconds():
        request.session.pop(PENDING, None)
        return None
    account = Account.objects.filter(pk=kept["account"], is_active=True).first()
    return Pending(account, kept["method"], kept["next"]) if account else None


def gave_second_factor(request: HttpRequest, factor: str) -> HttpResponse:
    """Note the second factor and go on."""
    note_second_factor(request, factor)
    return proceed(request)


def note_second_factor(request: HttpRequest, factor: str) -> None:
    """Whoever is on the way in has shown a second factor, by using it or by setting it up."""
    kept = request.session[PENDING]
    request.session[PENDING] = {**kept, "method": f"password+{factor}", "at": timezone.now().timestamp()}


def next_step(entering: Pending) -> str:
    """The name of the page that comes next, empty when nothing is missing but the place."""
    if not entering.two_factors and has_factor(entering.account):
        return "people:second-factor"
    if entering.account.must_change and entering.method != "demo":
        return "people:new-password"
    if not has_factor(entering.account) and must_have_factor(entering.account) and entering.method != "demo":
        return "people:enrol"
    return ""


def proceed(request: HttpRequest) -> HttpResponse:
    """To the next step, or in."""
    entering = pending(request)
    if entering is None:
        return HttpResponseRedirect(reverse("people:sign-in"))
    if name := next_step(entering):
        return HttpResponseRedirect(reverse(name))
    choices = places(entering.account)
    if entering.method == "demo" and choices and choices[0].post:
        # A visitor of the demo starts at the first lane and may change it later.
        post = choices[0].post
        return enter(request, entering, post.id, post.lanes[0] if post.lanes else "")
    remembered = remembered_place(request, choices)
    if remembered:
        return enter(request, entering, *remembered)
    if len(choices) == 1 and not (choices[0].post and choices[0].post.lanes):
        return enter(request, entering, choices[0].post.id if choices[0].post else None, "")
    if not choices:
        return enter(request, entering, None, "")
    return HttpResponseRedirect(reverse("people:place"))


def enter(request: HttpRequest, entering: Pending, post: UUID | None, lane: str) -> HttpResponse:
    """Open the session and go to the page that was wanted."""
    sessions.open_session(request, entering.account, entering.method, post=post, lane=lane)
    answer = HttpResponseRedirect(entering.next or "/")
    if post:
        remember_place(request, answer, post, lane)
    return answer


def has_factor(account: Account) -> bool:
    """Whether a second factor is enrolled."""
    return TotpSecret.objects.filter(account=account).exists() or Passkey.objects.filter(account=account).exists()


def must_have_factor(account: Account) -> bool:
    """Whether a role of this account asks for a second factor."""
    roles = sessions.held_roles(account.staff).all
    return needs_second_factor(roles, booth=booth_needs_second_factor(), rules=limits())


def places(account: Account) -> list[Place]:
    """Where this account may work: each post with a role there, and nowhere in particular for roles of the country."""
    held = sessions.held_roles(account.staff)
    known = {post.id: post for post in posts().all()}
    found = [Place(known.get(post) or PostInfo(post, "")) for post in held.at]
    found.sort(key=lambda place: place.post.name if place.post else "")
    return [*found, Place(None)] if held.everywhere else found


def remembered_place(request: HttpRequest, choices: list[Place]) -> tuple[UUID | None, str] | None:
    """The post and lane this browser stands at, if it is one of the choices."""
    try:
        kept = request.get_signed_cookie(PLACE_COOKIE, default="", salt="people.place") or ""
        post_id, _, lane = kept.partition("/")
        post = UUID(post_id)
    except (BadSignature, ValueError):
        return None
    place = next((choice.post for choice in choices if choice.post and choice.post.id == post), None)
    if place is None or (place.lanes and lane not in place.lanes):
        return None
    return place.id, lane


def remember_place(request: HttpRequest, answer: HttpResponse, post: UUID, lane: str) -> None:
    """Keep post and lane in this browser: a booth stays where it is, whoever sits in it."""
    answer.set_signed_cookie(
        PLACE_COOKIE,
        f"{post}/{lane}",
        salt="people.place",
        max_age=YEAR,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
