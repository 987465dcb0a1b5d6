"""Walks every address and every operation of the API with every role against the table of who may do what.

A view is guarded by ``@may(act)`` or marked ``@open_to_all``; an operation of the API by ``DeviceAuth(scope)``.
Whatever any area adds is found here by itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from ninja import NinjaAPI

from panah.people import permissions
from panah.people.desk import SYSTEM
from panah.people.devices import DeviceAuth, register_device
from panah.people.ports import PostInfo, use_posts
from panah.people.roles import POST_ROLES, STAFF_ROLES
from panah.protection.api.auth import BodyAuth
from tests.people.factories import KnownPosts, client_of, somebody

pytestmark = pytest.mark.django_db

# A value for each kind of placeholder in an address; whether it names anything doesn't matter to a guard.
VALUES = {"UUIDConverter": uuid4(), "IntConverter": 1, "SlugConverter": "some", "StringConverter": "some"}
HERE = PostInfo(UUID(int=11), "Here", ("Lane 1",))


@dataclass(frozen=True)
class Door:
    """One address with its view."""

    route: str
    pattern: URLPattern

    @property
    def view(self):
        return self.pattern.callback

    @property
    def act(self) -> str | None:
        return getattr(self.view, "panah_act", None)

    @property
    def open(self) -> bool:
        return getattr(self.view, "panah_open", False)

    @property
    def of_the_api(self) -> bool:
        inner = getattr(self.view, "func", self.view)
        return inner.__module__.startswith("ninja")

    @property
    def address(self) -> str:
        """The route with a value in each placeholder; the post is the one where everybody works."""
        filled = self.route
        for name, converter in self.pattern.pattern.converters.items():
            value = HERE.id if name == "post" else VALUES.get(type(converter).__name__, "some")
            for kind in ("uuid", "int", "str", "slug", "path"):
                filled = filled.replace(f"<{kind}:{name}>", str(value))
            filled = filled.replace(f"<{name}>", str(value))
        return "/" + filled


def answers(client: Client, door: Door, **more):
    """What the view says to each method it knows; at least to one."""
    found = [getattr(client, method)(door.address, **more) for method in ("get", "post")]
    known = [answer for answer in found if answer.status_code != 405]
    assert known, f"{door.route} knows neither GET nor POST"
    return known


def doors(patterns=None, before: str = "") -> Iterator[Door]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from doors(pattern.url_patterns, route)
        else:
            yield Door(route, pattern)


def operations() -> list[tuple[str, str, object]]:
    """Method, path template and operation of everything in any NinjaAPI of the project."""
    return [
        (method, re.sub("/+", "/", f"{prefix}/{path}"), operation)
        for api, base in apis()
        for prefix, router in _routers(api, base)
        for path, view in router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
    ]


def apis() -> list[tuple[NinjaAPI, str]]:
    found: dict[int, tuple[NinjaAPI, str]] = {}

    def look(patterns, before: str) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                look(pattern.url_patterns, before + str(pattern.pattern))
            elif pattern.name == "api-root":
                api = pattern.callback.keywords["api"]
                found[id(api)] = (api, "/" + before)

    look(get_resolver().url_patterns, "")
    return list(found.values())


def _routers(api: NinjaAPI, base: str):
    return [(f"{base}/{prefix}", router) for prefix, router in api._routers]


@pytest.fixture(scope="module", autouse=True)
def _refused_in_a_word() -> Iterator[None]:
    """Thousands are turned away here. The pages that tell them so are looked at with all the others."""
    [engine] = settings.TEMPLATES
    words = {f"web/errors/{status}.html": "No" for status in (403, 404)}
    loaders = [
        ("django.template.loaders.locmem.Loader", words),
        ("django.template.loaders.cached.Loader", ["django.template.loaders.app_directories.Loader"]),
    ]
    options = engine["OPTIONS"] | {"loaders": loaders}
    with override_settings(TEMPLATES=[engine | {"APP_DIRS": False, "OPTIONS": options}]):
        yield


@pytest.fixture
def here() -> Iterator[PostInfo]:
    before = use_posts(KnownPosts(HERE))
    yield HERE
    use_posts(before)


def test_there_is_something_to_walk():
    found = list(doors())
    assert len(found) > 50
    assert sum(door.act is not None for door in found) > 30


def test_every_view_says_for_whom_it_is():
    unguarded = [door.route for door in doors() if not (door.act or door.open or door.of_the_api)]
    assert unguarded == []


def test_every_operation_of_the_api_wants_a_scope():
    for method, path, operation in operations():
        [auth] = operation.auth_callbacks
        known = {DeviceAuth: permissions.SCOPES, BodyAuth: permissions.BODY_SCOPES}
        assert auth.scope in known[type(auth)], f"{method} {path} has no scope of its own"


def test_nobody_signed_in_is_sent_to_sign_in():
    client = Client()
    for door in doors():
        if door.act:
            for answer in answers(client, door):
                assert answer.status_code == 302, door.route
                assert answer.url.startswith("/sign-in/"), door.route


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_a_role_may_what_the_table_says_and_nothing_else(here, role):
    """Both ways: what is allowed isn't answered with 403, whatever else it lacks; everything else is."""
    post = here.id if role in POST_ROLES else None
    client = client_of(somebody(role, post=here.id), post=post, lane="Lane 1" if post else "")
    client.raise_request_exception = False
    wrong = []
    for door in doors():
        if door.act is None:
            continue
        wanted = role in permissions.ACTS[door.act].roles
        for answer in answers(client, door):
            method, status = answer.request["REQUEST_METHOD"], answer.status_code
            to_sign_in = status == 302 and answer.url.startswith("/sign-in/")
            if (status == 403) == wanted or to_sign_in or status >= 500:
                wrong.append(f"{role} {method} {door.route} ({door.act}): {status}")
    assert wrong == []


@pytest.mark.parametrize("role", sorted(POST_ROLES))
def test_a_role_of_one_post_reaches_no_other(here, role):
    """Views that name a post in their address let a role of another post in only if the act isn't bound to one."""
    there = uuid4()
    client = client_of(somebody(role, post=here.id), post=here.id, lane="Lane 1")
    client.raise_request_exception = False
    for door in doors():
        bound = door.act and permissions.ACTS[door.act].own_post and "post" in door.pattern.pattern.converters
        if bound and role in permissions.ACTS[door.act].roles:
            elsewhere = door.address.replace(str(here.id), str(there))
            assert client.get(elsewhere).status_code in {403, 404, 405}, door.route
            assert client.post(elsewhere).status_code in {403, 404, 405}, door.route


def test_the_administrator_reaches_no_page_with_travellers(here):
    client = client_of(somebody("administrator"))
    seen = 0
    for door in doors():
        if door.act and permissions.ACTS[door.act].personal_data:
            assert {answer.status_code for answer in answers(client, door)} == {403}, door.route
            seen += 1
    assert seen or "panah.border" not in settings.INSTALLED_APPS


def test_staff_get_nowhere_in_the_api_and_devices_nowhere_on_the_screens(here):
    client = client_of(somebody("commander", post=here.id), post=here.id)
    for method, path, _ in operations():
        answer = client.generic(method, filled(path))
        assert answer.status_code == 401, path
    device = {"Authorization": f"Bearer {token_for(here, *permissions.SCOPES)}"}
    for door in doors():
        if door.act:
            found = answers(Client(), door, headers=device)
            assert {answer.status_code for answer in found} == {302}, door.route


@pytest.mark.parametrize("scope", permissions.SCOPES)
def test_a_token_reaches_as_far_as_its_scope(here, scope):
    client = Client(raise_request_exception=False)
    headers = {"Authorization": f"Bearer {token_for(here, scope)}"}
    for method, path, operation in operations():
        if not isinstance(operation.auth_callbacks[0], DeviceAuth):
            assert client.generic(method, filled(path), headers=headers).status_code == 401, path
            continue
        wanted = operation.auth_callbacks[0].scope == scope
        answer = client.generic(method, filled(path), data="{}", content_type="application/json", headers=headers)
        assert answer.status_code != 401, path
        assert (answer.status_code != 403) == wanted, f"{method} {path} with {scope}: {answer.status_code}"
        assert answer.status_code < 500, path


def filled(path: str) -> str:
    return re.sub(r"\{[^}]*\}", str(VALUES["UUIDConverter"]), path)


def token_for(post: PostInfo, *scopes: str) -> str:
    return register_device("Gate", post.id, scopes, actor=SYSTEM)[1]
