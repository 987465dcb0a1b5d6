"""Who asks: a machine of one body, by its token."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security.base import AuthBase

from panah.people import permissions
from panah.people.devices import ScopeMissingError
from panah.protection.desk.machines import Machine, authenticate


class BodyAuth(AuthBase):
    """For operations of the API: ``@router.get("/referrals", auth=BodyAuth("referrals_read"))``; ``request.auth`` is
    then the Machine. No or a wrong token is answered with 401, one without the scope with 403."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.act = permissions.act(f"api.{scope}").code
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Machine | None:
        machine = authenticate(request.headers.get("Authorization", ""))
        if machine is not None and self.scope not in machine.scopes:
            raise ScopeMissingError(self.scope)
        return machine
