"""The one screen of the node itself: a shift commander ends a post that is about to be overrun."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from hashlib import sha256

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from panah.border.desk.context import DeskError
from panah.border.desk.posts import post
from panah.journal import keyfiles, store
from panah.journal.carrying.behind import not_elsewhere
from panah.journal.facts import canonical
from panah.node.destroying import doing, keys
from panah.node.destroying.data import secrets_of
from panah.people import acts
from panah.people.access import Staff, may, must_be_staff
from panah.people.signing import is_demo
from panah.people.views.acts import SignForm

ACT = "node.destroy"
LINGER = "2"
"""Seconds the server may still take to show the last page, without keys."""


class NameForm(forms.Form):
    """The post's name, typed out by hand."""

    name = forms.CharField(
        label=gettext_lazy("Type the name of the post"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, wanted: str, data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.wanted = wanted

    def clean_name(self) -> str:
        """It has to be this post's."""
        typed: str = self.cleaned_data["name"]
        if not doing.is_named(typed, [self.wanted]):
            raise forms.ValidationError(_("That isn't the name of this post."))
        return typed


@may(ACT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def destroy(request: HttpRequest) -> HttpResponse:
    """What would be lost, the name to type and the second factor; then the keys are gone before the answer is sent."""
    staff = must_be_staff(request)
    name = _post_of(staff)
    digest = _digest(staff, name)
    asked = request.method == "POST"
    form = NameForm(name, request.POST if asked else None)
    sign = SignForm(request, digest, data=request.POST if asked else None)
    if asked and form.is_valid() and sign.signature() is not None:
        if is_demo():
            messages.success(request, _("That was right. In this demo nothing is destroyed."))
            return redirect("destroy")
        last_page = render(request, "node/destroyed.html", {"name": name})
        _begin()
        return last_page
    acts.offer(request, digest, request.path)
    context = {"name": name, "form": form, "sign": sign, "lost": not_elsewhere(), "demo": is_demo()}
    return render(request, "node/destroy.html", context, status=422 if asked else 200)


def _begin() -> None:
    """The keys here and now; the rest in a process of its own, since it ends this one."""
    home = keyfiles.home()
    keys.put_out_of_reach(home)
    keys.overwrite_all(home, secrets_of(replace(settings.ENVIRONMENT, home=home)))
    # It outlives this process, so nobody waits for it.
    os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "panah.node", "destroy", "--linger", LINGER],
        os.environ | {"PANAH_HOME": str(home)},
        setsid=True,
    )


def _post_of(staff: Staff) -> str:
    if staff.post is None:
        return ""
    try:
        return post(staff.post).name
    except DeskError:
        return ""


def _digest(staff: Staff, name: str) -> str:
    """What the second factor signs: this act, of this person, at this post of this node."""
    head = store.own_head()
    journal = str(head.journal) if head is not None else ""
    return sha256(canonical({"act": ACT, "staff": str(staff.id), "post": name, "journal": journal})).hexdigest()
