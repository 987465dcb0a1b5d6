"""The API as a whole: each area's operations under one version, one description, one way to say what went wrong."""

from __future__ import annotations

import logging
import traceback

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from panah.border.api.routes import router as border
from panah.border.desk.context import DeskError
from panah.people.devices import ScopeMissingError
from panah.web.problems import ProblemError
from panah.web.wording import word

log = logging.getLogger(__name__)

api = NinjaAPI(
    title="Panah",
    version="1",
    urls_namespace="api",
    description=(
        "For kiosks, gates and other machines at a border post. They admit or set aside; nothing here can refuse "
        "anybody. Send a device's token as `Authorization: Bearer …`. Everything that records something wants an "
        "`Idempotency-Key`. Errors are problem details (RFC 9457) with a stable `code`."
    ),
)
api.add_router("", border)

_NOT_FOUND = frozenset({"presentation_unknown", "hold_unknown", "post_unknown"})


def _tell(problem: ProblemError) -> HttpResponse:
    return problem.response()


@api.exception_handler(ProblemError)
def _problem(request: HttpRequest, problem: ProblemError) -> HttpResponse:
    return _tell(problem)


@api.exception_handler(DeskError)
def _desk(request: HttpRequest, no: DeskError) -> HttpResponse:
    status = 404 if no.code in _NOT_FOUND else 422 if no.code.endswith(("_unknown", "_too_long")) else 409
    return _tell(ProblemError(status, no.code, word(f"desk:{no.code}", no.params)))


@api.exception_handler(ValidationError)
def _validation(request: HttpRequest, error: ValidationError) -> HttpResponse:
    # Places and messages, never what was sent: it may be somebody's name.
    wrong = [{"at": ".".join(str(part) for part in item["loc"]), "message": item["msg"]} for item in error.errors]
    return _tell(ProblemError(422, "invalid", "The request is not as described", extra={"problems": wrong}))


@api.exception_handler(AuthenticationError)
def _nobody(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    response = _tell(
        ProblemError(401, "token", "No valid device token", "Send a device's token: Authorization: Bearer …")
    )
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(ScopeMissingError)
def _scope(request: HttpRequest, error: ScopeMissingError) -> HttpResponse:
    return _tell(ProblemError(403, "scope", f"The token lacks the scope {error.scope}"))


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    return _tell(ProblemError(error.status_code, "request", str(error)))


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return _tell(ProblemError(404, "not_found", "There is nothing at this address"))


@api.exception_handler(Exception)
def _fault(request: HttpRequest, error: Exception) -> HttpResponse:
    # The kind of error and its place, not its message: that may quote data.
    place = traceback.extract_tb(error.__traceback__)[-1]
    log.error("An operation of the API failed: %s at %s:%s", type(error).__name__, place.filename, place.lineno)
    return _tell(ProblemError(500, "fault", "Something went wrong here; sending the request again is safe"))
