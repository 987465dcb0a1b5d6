"""The traveller's page: point at what you need, and somebody comes. And, behind the line, what came of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from panah.border.desk import calls as desk
from panah.border.desk.context import DeskError
from panah.border.desk.posts import post as post_of
from panah.border.models import Call
from panah.border.views.sign_card import card_pdf
from panah.people.access import may, must_be_staff
from panah.safeguards.conversation import card, cards
from panah.web import languages
from panah.web.printing import pdf_response
from panah.web.views import for_travellers
from panah.web.wording import word

ACT = "border.second_line"
OUTCOMES = (
    ("spoke", gettext_lazy("I spoke with the person")),
    ("set_aside", gettext_lazy("The person is with the second line")),
    ("nobody_found", gettext_lazy("I found nobody")),
)


# No cookie, no session: nothing is stored until somebody asks. So there is nothing that a token could protect.
@for_travellers
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def speak(request: HttpRequest, code: str, language: str = "") -> HttpResponse:
    """The page of one lane, in the language the traveller chose or their phone speaks. With ``?screen`` it is a second
    screen that travellers share: it goes back to its beginning by itself."""
    found = desk.find(code)
    if found is None or (language and language not in languages.BY_CODE):
        raise Http404
    post, lane = found
    chosen = languages.get(language or translation.get_language())
    request.LANGUAGE_CODE = chosen.code
    with translation.override(chosen.code):
        if request.method == "POST":
            desk.call(post.id, lane.code, chosen.code, request.POST.getlist("wish")[:20])
            done_at = reverse("border:speak-done", kwargs={"code": code, "language": chosen.code})
            return redirect(done_at + _screen(request))
        shown = {
            "code": code,
            "screen": _screen(request),
            "language": chosen,
            "languages": languages.ALL,
            "speak": card("sign.speak", chosen.code),
            "cards": [one for one in cards(chosen.code, desk.SIGN) if one.id in desk.wishes()],
        }
        return render(request, "border/calls/speak.html", shown)


@for_travellers
@never_cache
@require_GET
def done(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """Somebody has been told."""
    if desk.find(code) is None or language not in languages.BY_CODE:
        raise Http404
    request.LANGUAGE_CODE = language
    with translation.override(language):
        shown = {"code": code, "screen": _screen(request), "language": languages.get(language)}
        return render(request, "border/calls/done.html", shown)


def _screen(request: HttpRequest) -> str:
    """What an address of this page ends with on a second screen."""
    return "?screen" if "screen" in request.GET else ""


@may(ACT)
@require_POST
def answer(request: HttpRequest, call: UUID) -> HttpResponse:
    """What came of it."""
    row = Call.objects.filter(subject=call).first()
    outcome = request.POST.get("outcome", "")
    if row is None or outcome not in dict(OUTCOMES):
        raise Http404
    staff = must_be_staff(request)
    if not staff.may(ACT, row.post):
        raise Http404
    try:
        desk.answer(call, outcome, actor=staff)  # type: ignore[arg-type]  # one of OUTCOMES, asked above
    except DeskError as no:
        messages.error(request, word(f"desk:{no.code}", no.params))
    else:
        messages.success(request, _("Noted."))
    return redirect("border:second-line")


@may("border.posts.view")
@require_GET
def printed(request: HttpRequest, post: UUID, lane: str) -> HttpResponse:
    """The card for a lane: pictograms and languages to point at, and the address of the page as a QR code."""
    try:
        here = post_of(post)
    except DeskError:
        raise Http404 from None
    chosen = next((one for one in here.lanes if one.code == lane), None)
    if chosen is None:
        raise Http404
    address = request.build_absolute_uri(reverse("border:speak", kwargs={"code": desk.code_of(here.id, chosen.code)}))
    return pdf_response(card_pdf(here, chosen, address), "card.pdf")
