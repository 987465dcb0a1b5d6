"""The guided conversation: one step a page, answers kept at once, a card to turn round, the hand-over."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from panah.people.access import Staff, must_be_staff
from panah.protection.desk import referring
from panah.protection.desk import talks as desk
from panah.protection.desk.talks import Conversation
from panah.protection.desk.telling import language_of
from panah.protection.keeping_times import keeping_times
from panah.protection.views import sending
from panah.protection.views.conversations import in_conversation, in_whatever_was_said
from panah.safeguards import conversation as rules
from panah.safeguards.conversation import Answer, Mark, NoSuchCardError, Presence, Question, UnknownQuestionError
from panah.safeguards.indicators import UnknownIndicatorError, indicators, need_kinds
from panah.web import languages
from panah.web.wording import word

SPOKEN = "protection.card-language"
LONGEST = 4000


@require_safe
@in_conversation
def show(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """One step of the conversation, and what is always possible: fear, a break, to stop."""
    steps = rules.steps()
    current = next((one for one in steps if one.id == request.GET.get("step")), steps[0])
    counts = {code: (done, of) for code, done, of in conversation.course.steps}
    asked = [
        _asked(conversation, one)
        for one in rules.questions().values()
        if one.step == current.id and (conversation.child or one.who == "any")
    ]
    waiting = [one for one in asked if not one["open"]]
    reasons = {one["why_not"] for one in waiting}
    # A step without questions for this person is left out.
    steps = tuple(one for one in steps if counts[one.id][1] or one.id == current.id)
    place = steps.index(current)
    return render(
        request,
        "protection/talks/talk.html",
        {
            **_shown(conversation),
            "by": must_be_staff(request).id.hex,
            "step": current,
            "place": place + 1,
            "next": steps[place + 1] if place + 1 < len(steps) else None,
            "tabs": [
                {
                    "label": _(one.title),
                    "url": f"?step={one.id}",
                    "current": one.id == current.id,
                    "count": counts[one.id][0] or None,
                }
                for one in steps
            ],
            "questions": [one for one in asked if one["open"]],
            "waiting": waiting,
            # What holds for all of them is said once.
            "why_not": reasons.pop() if len(reasons) == 1 else "",
            "roles": rules.roles().values(),
            "sources": rules.interpreter_sources().values(),
            "present": [_present(one) for one in conversation.talk.present],
            "language": _spoken(request, conversation) or languages.get(get_language()).code,
        },
    )


def _shown(conversation: Conversation) -> dict[str, Any]:
    course = conversation.course
    return {
        "hold": conversation.hold,
        "talk": conversation,
        "feared": course.feared,
        "state": word(f"talk_state:{course.state}"),
        "halted": course.state != "open",
        "reminders": [word(code) for code in course.reminders],
        "face": [word(code) for code in rules.ON_ITS_FACE],
    }


def _asked(conversation: Conversation, question: Question) -> dict[str, Any]:
    verdict = rules.may_ask(conversation.talk, question.id, child=conversation.child)
    values = conversation.talk.values(question.id)
    typed = conversation.typed.get(question.id, "")
    # What is told may always be written down; any other question that must wait is only shown as such.
    heard = question.heard or question.told
    why_not = "" if verdict.allowed or question.heard else word(verdict.code)
    return {
        "id": question.id,
        "text": _(question.text),
        "kind": question.kind,
        "card": question.card,
        "values": [
            (value, word(f"answer:{value}"), value in values, _of_fear(question, value)) for value in question.values
        ],
        "said": [value if question.kind == "text" else _sign(value) for value in values]
        if question.kind in ("text", "signs")
        else [],
        "signs": [
            (one.id, _(one.text), one.id in values, _of_fear(question, one.id))
            for one in indicators().values()
            if one.category in question.categories
        ]
        if question.kind == "signs"
        else [],
        "typed": typed,
        "open": not why_not or heard or bool(values) or bool(typed),
        "why_not": why_not,
        # While the post doesn't answer, the page itself stops asking once fear is said: the question, or only its card.
        "stops": not question.after_fear and not heard,
        "card_stops": not question.after_fear,
    }


def _of_fear(question: Question, value: str) -> bool:
    return rules.expresses_fear(Answer(question.id, value, 0))


def _sign(code: str) -> str:
    found = indicators().get(code)
    return _(found.text) if found else code


def _present(one: Presence) -> dict[str, Any]:
    return {
        "role": one.role,
        "code": one.code,
        "title": _(rules.roles()[one.role].title),
        "how": one.how,
        "source": _(rules.interpreter_sources()[one.source].title) if one.role == "interpreter" else "",
    }


@require_POST
@in_whatever_was_said
def note(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Write down an answer, a mark, or who came and went; or keep what is being typed (``typed``)."""
    staff = must_be_staff(request)
    given = request.POST
    if given.get("typed"):
        return _keep_typed(conversation, given, staff)
    now, by = int(time.time()) - _waited(given.get("waited", "")), staff.id.hex[:8]
    entries: list[rules.Answer | Mark | Presence] = []
    if given.get("mark"):
        entries.append(Mark(given["mark"], now, by))
    elif given.get("role"):
        entries.append(
            Presence(
                role=given["role"],
                code=given.get("code", "").strip()[:40],
                here=given.get("here") != "no",
                at=now,
                how=given.get("how", "room"),
                source=given.get("source", ""),
                by=by,
            )
        )
    else:
        values = [value.strip()[:LONGEST] for value in given.getlist("value")]
        entries += [Answer(given.get("question", ""), value, now, by) for value in values if value]
    try:
        for one in entries[:1]:
            if isinstance(one, rules.Answer):
                said = " ".join(given.getlist("value"))
                desk.write_down_unseen(conversation, one.question, said, _seen(given), actor=staff)
        desk.note(conversation, *entries, sent=given.get("id", "")[:64], actor=staff)
    except (LookupError, ValueError, UnknownIndicatorError):
        messages.error(request, _("This couldn't be written down. Try again."))
    if "found" in request.GET:
        return redirect("protection:talk-profile", hold=conversation.hold.id)
    return redirect(f"{reverse('protection:talk', args=[conversation.hold.id])}?step={_step(given.get('step', ''))}")


def _keep_typed(conversation: Conversation, given: QueryDict, staff: Staff) -> HttpResponse:
    try:
        text = given.get("value", "").strip()[:LONGEST]
        desk.keep_typed(conversation, given.get("question", ""), text, seen=_seen(given), actor=staff)
    except UnknownQuestionError:
        return HttpResponse(status=422)
    return HttpResponse(status=204)


def _seen(given: QueryDict) -> str | None:
    """What the page knows to be kept in the field; none from a page that doesn't say."""
    return given.get("seen", "").strip()[:LONGEST] if "seen" in given else None


def _waited(seconds: str) -> int:
    """How long ago it was written down, where the page had to wait for the post to answer."""
    # A page that waited longer than notes may come late says so by its oldest possible time.
    longest = int(keeping_times().late.total_seconds())
    return min(int(seconds), longest) if seconds.isascii() and seconds.isdigit() else 0


def _step(asked: str) -> str:
    return asked if asked in {one.id for one in rules.steps()} else rules.steps()[0].id


@require_safe
@in_conversation
def card(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """A card in large type, to turn to the traveller; the language stays chosen."""
    spoken = request.GET.get("language", "")
    if spoken in rules.card_languages():
        request.session[SPOKEN] = f"{conversation.hold.id} {spoken}"
    found = {}
    for code, language in rules.card_languages().items():
        with suppress(NoSuchCardError):
            found[code] = (language, rules.card(request.GET.get("card", "sign.speak"), code))
    if not found:
        raise Http404
    chosen = _spoken(request, conversation) or languages.get(get_language()).code
    return render(
        request,
        "protection/talks/card.html",
        {
            "hold": conversation.hold,
            "by": must_be_staff(request).id.hex,
            "code": request.GET.get("card", "sign.speak"),
            "cards": found.values(),
            "step": _step(request.GET.get("step", "")),
            # Some languages have only the cards of the counter.
            "language": found[chosen if chosen in found else languages.get(get_language()).code][0],
        },
    )


def _spoken(request: HttpRequest, conversation: Conversation) -> str:
    """The language of this very person: of the last card turned to them, else as it was written down; empty for none.
    A language that another person was asked in would be written down as this one's."""
    hold, _space, code = request.session.get(SPOKEN, "").partition(" ")
    shown = code if hold == str(conversation.hold.id) and code in rules.card_languages() else ""
    return shown or language_of([*conversation.talk.values("language.spoken")])


@require_http_methods(["GET", "HEAD", "POST"])
@in_conversation
def profile(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """The preliminary profile: confirm or add, then hand over. Nothing here says that somebody needs nothing."""
    added = [code for code in request.POST.getlist("need") if code in need_kinds()]
    if request.POST.get("act") == "end":
        desk.end(conversation, actor=must_be_staff(request))
        messages.success(request, _("The conversation is ended."))
        return redirect("border:hold", hold=conversation.hold.id)
    if request.method == "POST":
        chosen = sending.read(request, conversation, added)
        remark = request.POST.get("remark", "").strip()[:LONGEST]
        done = referring.refer(conversation, added, remark, chosen, actor=must_be_staff(request))
        sending.tell(request, done)
        # Where the person agreed to nothing nobody was asked, and there is no number for a card.
        return redirect("protection:handed-over" if done.sent else "border:hold", hold=conversation.hold.id)
    found = {need.code for need in conversation.profile.needs}
    return render(
        request,
        "protection/talks/profile.html",
        {
            **_shown(conversation),
            "needs": [
                {
                    "title": word(f"need:{need.code}"),
                    "urgent": need.urgent,
                    "why": list(dict.fromkeys(_why(one.rule, one.indicator) for one in need.why)),
                }
                for need in conversation.profile.needs
            ],
            "any_fear": word("rule:any_fear"),
            "words": () if "asylum" in found else conversation.talk.values("own_words.told"),
            "others": [(code, word(f"need:{code}")) for code in need_kinds() if code not in found],
            "matters": [word(f"matter:{category}") for category in desk.matters_of(conversation)],
            "specific": conversation.profile.specific_needs,
            "sending": sending.shown(request, conversation, _spoken(request, conversation)),
        },
    )


def _why(rule: str, indicator: str) -> str:
    return f"{word(rule)}: {_sign(indicator)}" if indicator else word(rule)
