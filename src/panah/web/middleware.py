"""What every answer goes through: the content security policy, files given whole, the language."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from panah.web import languages
from panah.web.ports import staffing

POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; "
    "img-src 'self' data:"
)
"""No inline script or style and nothing from elsewhere. `data:` images: the QR code that sets up a second factor."""

Answer = Callable[[HttpRequest], HttpResponseBase]


class SecurityHeaders:
    """Adds the policy and its companions to each answer. A view may set a stricter policy of its own."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class WholeFiles:
    """Gives files whole, whatever piece of them is asked for. Stands before WhiteNoise.

    WhiteNoise passes over `If-Range` and refuses the last byte of a file, so that a browser whose line broke while it
    fetched the styles would show the pages without any.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.META.pop("HTTP_RANGE", None)
        return self.get_response(request)


class LanguageOfScreen:
    """Speaks the account's language, else the cookie's, else the first of the browser's that we have.

    Stands after the middleware that knows who is signed in.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        code = staffing().language(request) or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if code not in languages.BY_CODE:
            code = _asked_by_browser(request.headers.get("Accept-Language", ""))
        request.LANGUAGE_CODE = code
        with translation.override(code):
            response = self.get_response(request)
            # Templates answered late must be rendered while the language is still on.
            render = getattr(response, "render", None)
            if callable(render) and not getattr(response, "is_rendered", True):
                response = render()
        response.headers.setdefault("Content-Language", code)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def _asked_by_browser(header: str) -> str:
    wishes: list[tuple[float, int, str]] = []
    for place, part in enumerate(header.split(",")[:20]):
        tag, _, weight = part.strip().partition(";q=")
        try:
            wishes.append((-float(weight or 1), place, tag.lower()))
        except ValueError:
            continue
    for _weight, _place, tag in sorted(wishes):
        base = tag.partition("-")[0]
        for code in (tag, base, "fa-af" if base in {"fa", "prs"} else ""):
            if code in languages.BY_CODE:
                return code
    return languages.DEFAULT
