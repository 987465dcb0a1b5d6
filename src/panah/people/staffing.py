"""Tells the shell who is signed in, what they may do and which language they chose."""

from django.http import HttpRequest
from django.urls import reverse

from panah.people import sessions
from panah.people.access import staff_of
from panah.people.models import Account as PeopleAccount
from panah.people.ports import post_name
from panah.people.words import role_names
from panah.web.ports import Account


class PeopleStaffing:
    """The shell's ``Staffing``."""

    def allows(self, request: HttpRequest, act: str) -> bool:
        staff = staff_of(request)
        return staff is not None and staff.may(act)

    def account(self, request: HttpRequest) -> Account | None:
        staff = staff_of(request)
        if staff is None:
            return None
        idle = int(sessions.must_be_current(request).limit.idle.total_seconds())
        return Account(
            name=staff.name,
            role=role_names(staff.roles),
            post=post_name(staff.post),
            lane=staff.lane or "",
            profile=reverse("people:account"),
            # lock.js covers the screen by itself after so many seconds without a key or a touch.
            lock=f"{reverse('people:lock')}?idle={idle}",
            sign_out=reverse("people:sign-out"),
        )

    def language(self, request: HttpRequest) -> str | None:
        current = sessions.current(request)
        return (current.account.language or None) if current else None

    def keep_language(self, request: HttpRequest, code: str) -> None:
        current = sessions.current(request)
        if current:
            PeopleAccount.objects.filter(pk=current.account.pk).update(language=code)
