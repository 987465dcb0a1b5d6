"""Languages: ours are known to Django and Babel, and a request gets the one it should."""

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.translation import get_language, get_language_bidi, get_language_info, override

from panah.web import languages, ports
from panah.web.middleware import LanguageOfScreen
from panah.web.ports import NobodyYet


class SpeaksPashto(NobodyYet):
    def language(self, request: HttpRequest) -> str | None:
        return "ps"


@pytest.fixture
def nobody() -> Iterator[None]:
    before = ports.use_staffing(NobodyYet())
    yield
    ports.use_staffing(before)


def spoken(request: HttpRequest) -> str:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(get_language())

    return LanguageOfScreen(view)(request).content.decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", languages.ALL, ids=lambda one: one.code)
def test_every_language_is_known_everywhere(language: languages.Language) -> None:
    info = get_language_info(language.code)
    assert (info["name_local"], info["bidi"]) == (language.own_name, language.rtl)
    assert languages.babel_locale(language.code).territories["AF"]
    assert languages.babel_locale(language.code).text_direction == language.direction
    with override(language.code):
        assert get_language_bidi() is language.rtl


def test_nine_languages_and_two_of_them_from_the_right() -> None:
    assert [one.code for one in languages.ALL] == ["en", "ru", "kk", "ky", "tg", "uz", "tk", "fa-af", "ps"]
    assert {one.code for one in languages.ALL if one.rtl} == {"fa-af", "ps"}


@pytest.mark.parametrize(
    ("asked", "given"), [("fa_AF", "fa-af"), ("RU", "ru"), ("ru-KZ", "ru"), ("xx", "en"), (None, "en")]
)
def test_codes_are_read_tolerantly(asked: str | None, given: str) -> None:
    assert languages.get(asked).code == given


@pytest.mark.usefixtures("nobody")
@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "en"),
        ("de,fr;q=0.8", "en"),
        ("de,tg;q=0.8,ru;q=0.9", "ru"),
        ("fa", "fa-af"),
        ("fa-IR,fa;q=0.9", "fa-af"),
        ("uz-Latn-UZ,uz;q=0.9", "uz"),
        ("ky-KG", "ky"),
        ("ru;q=junk,kk", "kk"),
    ],
)
def test_the_browser_is_asked_when_nobody_chose(rf: RequestFactory, header: str, code: str) -> None:
    assert spoken(rf.get("/", headers={"accept-language": header})) == code


@pytest.mark.usefixtures("nobody")
def test_a_cookie_goes_before_the_browser_unless_it_names_no_language(rf: RequestFactory) -> None:
    rf.cookies["django_language"] = "tk"
    assert spoken(rf.get("/", headers={"accept-language": "ru"})) == "tk"
    rf.cookies["django_language"] = "xx"
    assert spoken(rf.get("/", headers={"accept-language": "ru"})) == "ru"


def test_the_account_goes_before_all(rf: RequestFactory) -> None:
    before = ports.use_staffing(SpeaksPashto())
    try:
        rf.cookies["django_language"] = "tk"
        assert spoken(rf.get("/")) == "ps"
    finally:
        ports.use_staffing(before)
