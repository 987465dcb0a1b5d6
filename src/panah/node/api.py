"""The API as a whole: each area's operations under one version, one description, one way to say what went wrong."""

from __future__ import annotations

import json
import logging
import re
import traceback
from typing import Any, NoReturn

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser

from panah.border.api.routes import router as border
from panah.border.desk.context import DeskError
from panah.node.apidescription import complete
from panah.people.tokens import ScopeMissingError
from panah.protection.api.answers import not_allowed
from panah.protection.api.routes import router as bodies
from panah.protection.desk.passing import NotAllowedError
from panah.protection.desk.problems import ProtectionError
from panah.web.away import RETRY_SECONDS, is_database_away
from panah.web.problems import ProblemError
from panah.web.wording import word

log = logging.getLogger(__name__)

# What the validation adds to a place for each form that a value could have had.
_TRIED_FORM = re.compile(r"constrained-\w+|literal\[.*\]")


class JsonParser(Parser):
    """Takes JSON in UTF-8 and nothing else."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        if request.content_type != "application/json":
            raise ProblemError(415, "media_type", "Only JSON is taken", "Send Content-Type: application/json.")
        try:
            found: dict[str, Any] = json.loads(
                request.body.decode("utf-8"), parse_constant=_no_number, object_pairs_hook=_once
            )
        except UnicodeDecodeError as error:
            raise ProblemError(400, "encoding", "The body isn't UTF-8", f"Wrong at byte {error.start}.") from None
        except RecursionError:
            raise ProblemError(400, "json", "The JSON is nested too deeply") from None
        except json.JSONDecodeError as error:
            raise ProblemError(
                400, "json", "The body isn't JSON", f"Wrong at line {error.lineno}, column {error.colno}."
            ) from None
        except ValueError:
            raise ProblemError(400, "json", "The body isn't JSON", "A number in it can't be one.") from None
        return found


def _no_number(name: str) -> NoReturn:
    raise ValueError


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ProblemError(400, "json", "The body says the same twice", "A name stands twice in one object.")
    return found


class PanahAPI(NinjaAPI):
    """The API with a description that says everything a client has to know."""

    def get_openapi_schema(self, *args: Any, **more: Any) -> OpenAPISchema:
        return complete(super().get_openapi_schema(*args, **more))


api = PanahAPI(
    title="Panah",
    version="1",
    urls_namespace="api",
    # The page for trying it out wants scripts from elsewhere; docs/api.md says the same without.
    docs_url=None,
    parser=JsonParser(),
    description=(
        "For kiosks, gates and other machines at a border post, and (under `/body/`) for bodies of protection with a "
        "system of their own. Devices admit or set aside; nothing here can refuse anybody. Send the token of the "
        "device or of the body's machine as `Authorization: Bearer …`. Everything that records something wants an "
        "`Idempotency-Key`: the same request with the same key is answered with the same bytes and "
        "`Idempotent-Replay: true`, and nobody is counted twice. What was recorded is acknowledged with a `receipt`, "
        "the signed head of the node's journal. Texts come in the language of `Accept-Language`. Errors are problem "
        "details (RFC 9457) with a stable `code`; `problems` names the places."
    ),
)
api.add_router("", border)
api.add_router("/body", bodies)

_NOT_FOUND = frozenset({"presentation_unknown", "hold_unknown", "post_unknown"})
_NOT_POSSIBLE_EVER = frozenset({"limit_needed", "reason_needed", "purpose_other", "consent_not_needed"})


@api.exception_handler(ProblemError)
def _problem(request: HttpRequest, problem: ProblemError) -> HttpResponse:
    return problem.response()


@api.exception_handler(DeskError)
def _desk(request: HttpRequest, no: DeskError) -> HttpResponse:
    status = 404 if no.code in _NOT_FOUND else 422 if no.code.endswith(("_unknown", "_too_long")) else 409
    return ProblemError(status, no.code, word(f"desk:{no.code}", no.params)).response()


@api.exception_handler(ProtectionError)
def _protection(request: HttpRequest, no: ProtectionError) -> HttpResponse:
    status = 404 if no.code == "referral_unknown" else 422 if no.code in _NOT_POSSIBLE_EVER else 409
    return ProblemError(status, no.code, word(f"protection:{no.code}", no.params)).response()


@api.exception_handler(NotAllowedError)
def _not_allowed(request: HttpRequest, no: NotAllowedError) -> HttpResponse:
    return not_allowed(no).response()


@api.exception_handler(ValidationError)
def _validation(request: HttpRequest, error: ValidationError) -> HttpResponse:
    # Places and messages, never what was sent: it may be somebody's name.
    wrong = [{"at": _place(item["loc"]), "message": item["msg"]} for item in error.errors[:100]]
    return ProblemError(422, "invalid", "The request is not as described", extra={"problems": wrong}).response()


def _place(steps: tuple[int | str, ...]) -> str:
    """As the sender knows it: without the operation's name for the body, and which of several forms was tried."""
    known = steps[:1] + steps[2:] if steps[0] == "body" else steps
    return ".".join(str(step)[:80] for step in known if not _TRIED_FORM.fullmatch(str(step)))


@api.exception_handler(AuthenticationError)
def _nobody(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    told = ProblemError(401, "token", "No valid token", "Send the machine's token: Authorization: Bearer …")
    response = told.response()
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(ScopeMissingError)
def _scope(request: HttpRequest, error: ScopeMissingError) -> HttpResponse:
    return ProblemError(403, "scope", f"The token lacks the scope {error.scope}").response()


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    # The framework hides behind one sentence what the parser said.
    if isinstance(error.__cause__, ProblemError):
        return error.__cause__.response()
    return ProblemError(error.status_code, "request", str(error)).response()


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return ProblemError(404, "not_found", "There is nothing at this address").response()


@api.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return ProblemError(413, "too_big", "The request is too big").response()


@api.exception_handler(SuspiciousOperation)
def _suspicious(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    return ProblemError(400, "request", "The request can't be taken").response()


@api.exception_handler(UnreadablePostError)
def _cut_off(request: HttpRequest, error: UnreadablePostError) -> HttpResponse:
    return ProblemError(400, "cut_off", "The request broke off", "Send it again with the same key.").response()


@api.exception_handler(Exception)
def _fault(request: HttpRequest, error: Exception) -> HttpResponse:
    if is_database_away(error):
        told = ProblemError(
            503, "database_away", "The database doesn't answer just now", "Wait and send it again with the same key."
        ).response()
        told["Retry-After"] = RETRY_SECONDS
        return told
    # The kind of error and its place, not its message: that may quote data.
    place = traceback.extract_tb(error.__traceback__)[-1]
    log.error("An operation of the API failed: %s at %s:%s", type(error).__name__, place.filename, place.lineno)
    return ProblemError(500, "fault", "Something went wrong here; sending the request again is safe").response()
