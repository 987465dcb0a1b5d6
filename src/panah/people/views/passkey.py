"""The two questions of a passkey to sign in, as second factor, to unlock, or to confirm; by script, as JSON."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from panah.people import passkeys, sessions, signing
from panah.people.models import Account
from panah.web.views import open_to_all

LONGEST = 20_000


def answer_of(request: HttpRequest) -> dict[str, Any]:
    """The JSON a script sent; empty for anything else."""
    try:
        found = json.loads(request.body) if len(request.body) <= LONGEST else {}
    except (ValueError, UnicodeDecodeError):
        return {}
    return found if isinstance(found, dict) else {}


def refused() -> JsonResponse:
    """What the page shows beside the button."""
    return JsonResponse({"error": _("This passkey wasn't accepted. Try again, or use another way.")}, status=422)


def _whose(request: HttpRequest) -> Account | None:
    """Whose passkey is asked for: of whoever is signed in or on the way in; None where any may sign in."""
    current = sessions.current(request)
    if current:
        return current.account
    entering = signing.pending(request)
    return entering.account if entering and signing.next_step(entering) == "people:second-factor" else None


@open_to_all
@never_cache
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """What ``navigator.credentials.get`` needs."""
    return JsonResponse(passkeys.begin_check(request, _whose(request)))


@open_to_all
@never_cache
@require_POST
def finish(request: HttpRequest) -> HttpResponse:
    """Check the answer and say where to go on; an empty address means: stay, the screen is free again."""
    whose = _whose(request)
    account = passkeys.check(request, answer_of(request), whose)
    if account is None:
        return refused()
    current = sessions.current(request)
    if current:
        sessions.confirm(request)
        if current.session.locked:
            sessions.unlock(current.session)
        return JsonResponse({"next": ""})
    onward = signing.gave_second_factor(request, "passkey") if whose else signing.begin(request, account, "passkey")
    target = onward.url if isinstance(onward, HttpResponseRedirect) else reverse("people:sign-in")
    answer = JsonResponse({"next": target})
    answer.cookies.update(onward.cookies)
    return answer
