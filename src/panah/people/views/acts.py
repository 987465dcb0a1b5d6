"""Signing an act: with the code of an app, or by the two questions of a passkey; and the form a page shows for it."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from panah.people import acts, sessions
from panah.people.access import may
from panah.people.act_signature import ActSignature
from panah.people.forms import CodeForm
from panah.people.views.passkey import answer_of, refused


class SignForm(forms.Form):
    """An officer's own signature: what is missing depends on how they can sign.

    ``how`` is totp (a code is asked), passkey (one has signed already, or the button does), or practice (the demo).
    """

    def __init__(self, request: HttpRequest, digest: str, *, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.request, self.digest = request, digest
        self.account = sessions.must_be_current(request).account
        self.practising = acts.may_practise(request, self.account)
        self.signed = acts.waits(request, digest)
        self.has_passkey = self.account.passkeys.exists()
        if not (self.practising or self.signed):
            self.fields["code"] = CodeForm.base_fields["code"]

    def signature(self) -> ActSignature | None:
        """The signature, or None with the form saying what is wrong."""
        if not self.is_valid():
            return None
        try:
            if self.signed:
                return acts.kept(self.request, self.digest)
            if self.practising:
                return acts.in_practice(self.request, self.account, self.digest)
            return acts.with_code(self.account, self.digest, self.cleaned_data["code"])
        except acts.NotSignedError:
            self.add_error("code", _("This isn't the code the app shows now. Wait for the next one and type that."))
            return None


@may("people.own")
@never_cache
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """What ``navigator.credentials.get`` needs to sign what the page offered."""
    try:
        return JsonResponse(acts.begin_passkey(request, sessions.must_be_current(request).account))
    except acts.NotSignedError:
        return refused()


@may("people.own")
@never_cache
@require_POST
def finish(request: HttpRequest) -> HttpResponse:
    """Keep the passkey's signature and say where to go on."""
    try:
        back = acts.finish_passkey(request, sessions.must_be_current(request).account, answer_of(request))
    except acts.NotSignedError:
        return refused()
    return JsonResponse({"next": back})
