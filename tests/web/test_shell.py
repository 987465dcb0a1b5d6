"""The shell around every screen: headers, menu, choices that are kept, error pages, static files."""

import re
import struct
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.contrib.staticfiles import finders
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from django.utils.translation import gettext, gettext_lazy, override

from panah.safeguards.conversation import card_languages, cards
from panah.web import fonts, navigation, ports, views
from panah.web.middleware import POLICY, SecurityHeaders
from panah.web.navigation import NavItem
from panah.web.ports import Account, NobodyYet

WEB = Path(str(files("panah.web")))
STYLES = (WEB / "static/panah/panah.css").read_text(encoding="utf-8")


class Staffed(NobodyYet):
    """Somebody who may do one thing, and whose choice of language is kept."""

    def __init__(self) -> None:
        self.kept = ""

    def allows(self, request: HttpRequest, act: str) -> bool:
        return act == "sample.see"

    def account(self, request: HttpRequest) -> Account | None:
        return Account("Farrukh <b>N.</b>", role="Shift commander", post="Post A", lock="/lock/", sign_out="/out/")

    def keep_language(self, request: HttpRequest, code: str) -> None:
        self.kept = code


@pytest.fixture
def staffed() -> Iterator[Staffed]:
    now = Staffed()
    before = ports.use_staffing(now)
    yield now
    ports.use_staffing(before)


# --- headers ----------------------------------------------------------------------------------------------------------


def test_the_policy_lets_nothing_in_from_elsewhere_and_nothing_inline() -> None:
    rules = dict(part.strip().split(" ", 1) for part in POLICY.split(";"))
    assert rules["default-src"] == "'self'"
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert {"base-uri", "form-action", "frame-ancestors", "object-src"} <= rules.keys()


def test_every_answer_carries_it_and_a_view_may_be_stricter(rf: RequestFactory) -> None:
    plain = SecurityHeaders(lambda request: HttpResponse())(rf.get("/"))
    assert plain.headers["Content-Security-Policy"] == POLICY
    strict = SecurityHeaders(lambda request: HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"}))
    assert strict(rf.get("/")).headers["Content-Security-Policy"] == "default-src 'none'"


def test_no_template_has_inline_styles_or_scripts() -> None:
    package = WEB.parent
    for template in package.rglob("templates/**/*.html"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text), template.relative_to(package)
        for script in re.findall(r"<script[^>]*>(.*?)</script>", text, re.DOTALL):
            assert not script.strip(), template.relative_to(package)


# --- styles -----------------------------------------------------------------------------------------------------------


def test_the_stylesheet_is_small() -> None:
    assert len(STYLES.encode()) <= 25 * 1024


def test_the_stylesheet_knows_no_left_and_no_right() -> None:
    physical = r"\b(margin|padding|border)-(left|right|top|bottom)\b|[;{]\s*(left|right|top|bottom|width|height)\s*:"
    found = [line for line in STYLES.splitlines() if re.search(physical, line)]
    assert found == []


def _colours(theme: str) -> dict[str, str]:
    start = STYLES.index('[data-theme="night"] {') if theme == "night" else STYLES.index(":root {")
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", STYLES[start : STYLES.index("}", start)]))


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["day", "night"])
def test_every_pair_of_colours_can_be_read(theme: str) -> None:
    colours = _colours(theme)
    grounds = ("paper", "surface", "sunk")
    pairs = [(text, ground) for text in ("ink", "muted", "accent") for ground in grounds]
    pairs += [(state, f"{state}-soft") for state in ("green", "amber", "red", "neutral")]
    pairs += [(text, f"{state}-soft") for text in ("ink", "muted") for state in ("green", "amber", "red", "neutral")]
    pairs += [(state, ground) for state in ("green", "amber", "red") for ground in grounds]
    pairs += [("on-accent", "accent"), ("on-accent", "accent-strong"), ("accent-strong", "accent-soft")]
    weak = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: round(ratio, 2) for pair, ratio in weak.items() if ratio < 4.5} == {}
    edges = {ground: contrast(colours["edge"], colours[ground]) for ground in grounds}
    assert {ground: round(ratio, 2) for ground, ratio in edges.items() if ratio < 3} == {}


def test_night_by_choice_and_night_by_the_system_are_the_same() -> None:
    by_system = STYLES[STYLES.index("@media screen and (prefers-color-scheme: dark)") :]
    assert _colours("night").items() <= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", by_system[:1200])).items()


@pytest.mark.parametrize("name", fonts.SOURCES)
def test_fonts_come_from_their_wheels(name: str) -> None:
    found = finders.find(f"fonts/{name}")
    assert found
    assert Path(found).read_bytes()[:4] == b"\x00\x01\x00\x00"
    assert f"../fonts/{name}" in STYLES


@pytest.mark.parametrize("piece", [f"bytes={len(STYLES.encode()) - 1}-", f"bytes={len(STYLES.encode())}-", "bytes=0-9"])
def test_whoever_has_a_piece_of_the_styles_is_given_them_whole(client: Client, piece: str) -> None:
    answer = client.get("/static/panah/panah.css", headers={"range": piece, "if-range": '"of-another-version"'})
    assert (answer.status_code, b"".join(answer)) == (200, STYLES.encode())


def test_fonts_are_collected_and_nothing_else_of_their_folders() -> None:
    listed = {f"{storage.prefix}/{name}" for name, storage in fonts.FontFinder().list(None)}
    assert listed == {f"fonts/{name}" for name in fonts.SOURCES}
    assert fonts.FontFinder().find("fonts/../settings.py") == []


def test_the_chinese_cards_have_all_their_letters() -> None:
    """The font has these alone (docs/design-language.md): a card with another letter needs it made anew."""
    said = "".join(one.text for one in cards("zh")) + card_languages()["zh"].own_name
    font = (WEB / "static/panah/chinese.otf").read_bytes()
    assert {ord(one) for one in said if ord(one) >= 0x3000} <= _letters(font)


def _letters(font: bytes) -> set[int]:
    """The letters of an OpenType font that has a table of characters in format 4."""
    tables = {font[at : at + 4]: struct.unpack_from(">L", font, at + 8)[0] for at in range(12, 1000, 16)}
    cmap = tables[b"cmap"]
    at = cmap + struct.unpack_from(">L", font, cmap + 8)[0]
    form, _length, _language, twice = struct.unpack_from(">4H", font, at)
    assert form == 4
    ends = struct.unpack_from(f">{twice // 2}H", font, at + 14)
    starts = struct.unpack_from(f">{twice // 2}H", font, at + 16 + twice)
    return {one for start, end in zip(starts, ends, strict=True) for one in range(start, end + 1)}


# --- menu -------------------------------------------------------------------------------------------------------------


def test_the_menu_shows_what_one_may_and_where_one_is(
    rf: RequestFactory, staffed: Staffed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(navigation, "_items", {})
    navigation.register(
        NavItem(gettext_lazy("Later"), "web:theme", "moon", order=20),
        NavItem(gettext_lazy("First"), "web:language", "languages", act="sample.see", order=10),
        NavItem(gettext_lazy("Hidden"), "web:styleguide", "eye-off", act="sample.other", order=5),
        NavItem(gettext_lazy("Gone"), "web:no-such-page", "x", order=1),
    )
    found = navigation.links(rf.get("/language/more/"))
    assert [(str(link.label), link.current) for link in found] == [("First", True), ("Later", False)]


def test_only_the_closest_entry_is_where_one_is(
    rf: RequestFactory, staffed: Staffed, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    routes = [path("", view, name="a"), path("b/", view, name="b"), path("b/c/", view, name="c")]
    settings.ROOT_URLCONF = type("urls", (), {"urlpatterns": routes})
    monkeypatch.setattr(navigation, "_items", {})
    navigation.register(*(NavItem(name, name, "x", order=at) for at, name in enumerate("abc")))
    for address, here in (("/", "a"), ("/b/", "b"), ("/b/x/", "b"), ("/b/c/", "c"), ("/elsewhere/", None)):
        current = [link.label for link in navigation.links(rf.get(address)) if link.current]
        assert current == ([here] if here else [])


# --- choices ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_language_is_kept_in_cookie_and_account(client: Client, staffed: Staffed) -> None:
    answer = client.post("/language/", {"language": "kk", "next": "/styleguide/"})
    assert (answer.status_code, answer["Location"]) == (302, "/styleguide/")
    assert answer.cookies["django_language"].value == "kk"
    assert staffed.kept == "kk"
    page = client.get("/styleguide/")
    assert page["Content-Language"] == "kk"
    assert '<html lang="kk" dir="ltr"' in page.content.decode()


@pytest.mark.django_db
def test_a_language_we_lack_is_not_kept(client: Client, staffed: Staffed) -> None:
    answer = client.post("/language/", {"language": "xx"})
    assert not answer.cookies
    assert staffed.kept == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "next_page", ["https://example.org/", "//example.org/", "javascript:alert(1)", "\\\\example.org", ""]
)
def test_nobody_is_sent_elsewhere(client: Client, next_page: str) -> None:
    assert client.post("/language/", {"language": "ru", "next": next_page})["Location"] == "/"


@pytest.mark.django_db
def test_colours_are_kept_and_let_go(client: Client) -> None:
    assert client.post("/theme/", {"theme": "night"}).cookies["panah-theme"].value == "night"
    assert 'data-theme="night"' in client.get("/styleguide/").content.decode()
    assert client.post("/theme/", {"theme": "system"}).cookies["panah-theme"].value == ""
    client.cookies["panah-theme"] = 'x"><script>'
    assert "data-theme=" not in client.get("/styleguide/").content.decode().split("<head>")[0]


@pytest.mark.django_db
def test_choices_are_made_by_posting_only(client: Client) -> None:
    assert client.get("/language/").status_code == 405
    assert client.get("/theme/").status_code == 405


# --- pages ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_right_to_left_is_said_on_the_page(client: Client) -> None:
    client.cookies["django_language"] = "fa-af"
    assert '<html lang="fa-af" dir="rtl"' in client.get("/styleguide/").content.decode()


@pytest.mark.django_db
def test_names_of_staff_are_escaped(client: Client, staffed: Staffed) -> None:
    shown = client.get("/styleguide/").content.decode()
    assert "Farrukh &lt;b&gt;N.&lt;/b&gt;" in shown
    assert 'data-key="F9"' in shown


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (views.bad_request, 400),
        (views.permission_denied, 403),
        (views.not_found, 404),
        (views.server_error, 500),
        (views.csrf_failure, 403),
    ],
)
def test_an_error_page_says_what_happened_and_what_to_do(rf: RequestFactory, view: object, status: int) -> None:
    with override("en"):
        answer = view(rf.get("/secret-name/"))  # type: ignore[operator]
    text = answer.content.decode()
    assert answer.status_code == status
    assert "Go to the start page" in text
    assert f"error {status}" in text
    assert "secret-name" not in text.replace('value="/secret-name/"', "")


class Broken(NobodyYet):
    def account(self, request: HttpRequest) -> Account | None:
        raise OSError("the database is gone")


def test_the_page_for_our_faults_needs_nothing_that_may_have_failed(rf: RequestFactory) -> None:
    before = ports.use_staffing(Broken())
    try:
        with override("ru"):
            answer = views.server_error(rf.get("/"))
    finally:
        ports.use_staffing(before)
    assert answer.status_code == 500
    assert '<html lang="ru"' in answer.content.decode()


@pytest.mark.parametrize(
    ("state", "status"),
    [(None, 503), ("57P03", 503), ("08006", 503), ("40P01", 500), ("57014", 500)],
)
def test_a_database_that_is_away_is_told_from_one_that_runs_into_trouble(
    rf: RequestFactory, state: str | None, status: int
) -> None:
    cause = psycopg.errors.lookup(state)() if state else psycopg.OperationalError()
    try:
        raise OperationalError from cause
    except OperationalError:
        answer = views.server_error(rf.get("/"))
    assert (answer.status_code, answer.headers.get("Retry-After")) == (status, "5" if status == 503 else None)


@pytest.mark.parametrize(
    "path", ["/speak/abc/tg/", "/speak/abc/tg/done/", "/complain/in/tg/", "/complain/answer/in/tg/"]
)
@pytest.mark.parametrize(("fault", "status"), [(OSError(), 500), (OperationalError(), 503)])
def test_travellers_are_not_told_what_officers_are(
    rf: RequestFactory, path: str, fault: Exception, status: int
) -> None:
    """They have no paper forms, no administrator and no start page; and they read the language of their address."""
    try:
        raise fault
    except (OSError, OperationalError):
        answer = views.server_error(rf.get(path))
    shown = answer.content.decode()
    assert answer.status_code == status
    assert answer.headers.get("Retry-After") == ("5" if status == 503 else None)
    assert '<html lang="tg"' in shown
    assert f'href="{path}"' in shown, "once more"
    with override("tg"):
        for officers in ("Go to the start page", "If you call for help, say: error 500"):
            assert gettext(officers) not in shown
    with override("en"):
        english = views.server_error(rf.get(path.replace("/tg/", "/en/"))).content.decode()
    assert "speak to any officer" in english
    assert "administrator" not in english
    assert "database" not in english


def test_a_staff_page_keeps_its_words(rf: RequestFactory) -> None:
    shown = views.server_error(rf.get("/second-line/")).content.decode()
    assert "work on paper and tell the administrator" in shown


@pytest.mark.django_db
def test_an_unknown_address_has_our_page(client: Client) -> None:
    answer = client.get("/no-such-page/")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()
