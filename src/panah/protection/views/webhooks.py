"""Where a body's own system is told that something came: set up, tried, seen how it goes, taken away."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from panah.people.access import must_be_staff
from panah.protection.calling import LONGEST_URL, CallError
from panah.protection.desk import webhooks as desk
from panah.protection.desk.problems import ProtectionError
from panah.protection.views.guard import at_the_desk, own_body, said
from panah.web.wording import word

ACT = "protection.machines"
COLOURS = {"working": "green", "failing": "amber", "ended": "red"}


class AddressForm(forms.Form):
    """The address of the body's machine."""

    url = forms.CharField(
        label=gettext_lazy("Address of your system"),
        max_length=LONGEST_URL,
        help_text=gettext_lazy("Such as: https://cases.example/panah. Nothing personal is sent there."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )


@at_the_desk(ACT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def webhook(request: HttpRequest) -> HttpResponse:
    """How it goes; a new address replaces the one there is and gets a secret of its own, shown once."""
    body = own_body(request)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            secret = desk.set_up(body.id, form.cleaned_data["url"], actor=must_be_staff(request))
        except CallError as no:
            form.add_error("url", word(f"webhook:{no.code}"))
        except ProtectionError as no:
            form.add_error(None, said(no))
        else:
            return render(request, "protection/machines/secret.html", {"secret": secret, "body": body})
    found = desk.view(body.id)
    context = {
        "body": body,
        "form": form,
        "found": found,
        "state": word(f"webhook_state:{found.state}") if found else "",
        "colour": COLOURS[found.state] if found else "",
        "problem": word(f"webhook:{found.problem}") if found and found.problem else "",
    }
    return render(request, "protection/machines/webhook.html", context, status=422 if form.errors else 200)


@at_the_desk(ACT)
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Try it, or take it away."""
    body = own_body(request)
    try:
        if request.POST.get("act") == "test":
            problem = desk.test(body.id)
            if problem:
                messages.error(request, word(f"webhook:{problem}"))
            else:
                messages.success(request, _("Your system answered. It was sent the event “test”."))
        else:
            desk.take_away(body.id, actor=must_be_staff(request))
            messages.success(request, _("Nobody is told there any more."))
    except ProtectionError as no:
        messages.error(request, said(no))
    return redirect("protection:webhook")
