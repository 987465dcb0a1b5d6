"""Claims on the screens of the authority: each step at its page, letters on paper, lists and search."""

from __future__ import annotations

import html
from datetime import timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from panah.people.models import Look
from panah.protection.claim_life import STATES
from panah.protection.desk import claim_lists, claim_steps, claims
from panah.protection.models import Case, Claim, Matter, Referral
from panah.protection.views import claim_letters
from panah.protection.views.claim_letters import call_pdf
from panah.protection.views.claim_steps import STEPS
from tests.protection.conftest import CASE_WORKER, Nodes
from tests.protection.test_claims import again, called, decide, heard, let_go, registered, say, served
from tests.protection.test_referrals import only, referred
from tests.protection.test_screens import worker

TODAY = timezone.localdate(timezone=ZoneInfo("Asia/Almaty"))
"""The day on the screens, which is the post's."""
SOON = (TODAY + timedelta(days=9)).isoformat()
CALL = {"on": SOON, "at": "10:30", "place": "12 Abay street, room 4", "language": "fa-af", "interpreter": "F"}


def desk_of(nodes: Nodes, number: int = 1) -> Client:
    return worker(nodes.readers["asylum"].id, number)


def page(desk: Client, claim: Claim, name: str = "claim", **more: str) -> str:
    answer = desk.get(reverse(f"protection:{name}", args=[claim.subject, *more.values()]))
    assert answer.status_code == 200, answer.status_code
    return html.unescape(answer.content.decode())


def step(desk: Client, claim: Claim, name: str, **given: object) -> tuple[int, str]:
    answer = desk.post(reverse("protection:claim-step", args=[claim.subject, name]), given)
    return answer.status_code, html.unescape(answer.content.decode())


def test_from_the_call_to_the_day_nothing_stands_in_the_way(alone: Nodes) -> None:
    claim, desk = registered(alone), desk_of(alone)
    assert "Call to an interview" in page(desk, claim)
    assert step(desk, claim, "call", **CALL | {"on": "2020-01-01"})[0] == 422
    assert step(desk, claim, "call", **CALL)[0] == 302
    shown = page(desk, claim)
    assert "12 Abay street" in shown
    assert "A woman" in shown
    letter = desk.get(reverse("protection:claim-call", args=[claim.subject]))
    assert letter.content.startswith(b"%PDF")
    status, answer = step(desk, claim, "call", **CALL)
    assert status == 422
    assert "Say why." in answer
    assert step(desk, claim, "call", **CALL | {"why": "The interpreter was ill"})[0] == 302
    assert step(desk, claim, "not-come", reason="afraid", text="Called")[0] == 302
    status, answer = step(desk, claim, "decide", outcome="rejected", why="Law")
    assert status == 422
    assert "Nobody is rejected unheard" in answer
    heard = {"on": TODAY.isoformat(), "language": "fa-af", "present": ["interpreter"], "understood": "on"}
    status, answer = step(desk, claim, "interview", **heard)
    assert "from no embassy" in answer
    assert step(desk, claim, "interview", **heard, independent="on", interpreter="I-7")[0] == 302
    assert step(desk, claim, "decide", outcome="rejected", why="Nothing of it was believed")[0] == 302
    assert desk.get(reverse("protection:claim-decision", args=[claim.subject])).content.startswith(b"%PDF")
    handed = {"on": TODAY.isoformat(), "how": "in_person", "language": "fa-af"}
    assert step(desk, claim, "serve", **handed)[0] == 422
    assert step(desk, claim, "serve", **handed, understood="on", remedy_explained="on")[0] == 302
    assert "Let go" not in page(desk, claim)
    assert step(desk, claim, "conclude", why="Asked the court")[0] == 422
    assert step(desk, claim, "appeal", on=TODAY.isoformat(), by="counsel", court="City court")[0] == 302
    assert step(desk, claim, "court", on=TODAY.isoformat(), outcome="recognised", why="The court believes it")[0] == 302
    assert let_go(alone)
    until = (TODAY + timedelta(days=365)).isoformat()
    status_document = {"document": "R 123", "valid_from": TODAY.isoformat(), "valid_until": until}
    assert step(desk, claim, "status", **status_document)[0] == 302
    assert "R 123" in page(desk, claim)
    assert Look.objects.filter(file=claim.subject).count() > 5


def test_every_step_has_a_page_and_says_when_it_cannot_be_taken(alone: Nodes) -> None:
    claim, desk = registered(alone), desk_of(alone)
    for name in STEPS:
        answer = desk.get(reverse("protection:claim-step", args=[claim.subject, name]))
        assert answer.status_code == 200, name
    assert "can't be done now" in page(desk, claim, "claim-step", step="court")
    assert desk.get(reverse("protection:claim-step", args=[claim.subject, "forget"])).status_code == 404
    elsewhere = worker(alone.readers["shelter"].id, 2)
    for name in ("claim", "certificate", "claim-call", "claim-decision"):
        assert elsewhere.get(reverse(f"protection:{name}", args=[claim.subject])).status_code == 404


def test_steps_beside_the_way(alone: Nodes) -> None:
    claim, desk = registered(alone), desk_of(alone)
    made = desk.post(
        reverse("protection:claim-here"),
        {"name": "Her brother", "child": "doubtful", "language": "Dari", "feared_on": TODAY.isoformat()},
    )
    assert made.status_code == 302
    brother = Claim.everybodys.get(name="Her brother")
    assert brother.hold is None
    number = {"number": brother.number.lower()}
    assert step(desk, claim, "family", **number, relation="sibling", asked_alone=TODAY.isoformat())[0] == 302
    assert "Not asked alone yet" in page(desk, brother)
    assert step(desk, claim, "family", number="X", relation="sibling")[0] == 422
    assert step(desk, brother, "decide", outcome="recognised", why="Law")[0] == 422
    care = {"child": "doubtful", "guardian": "Ms B.", "best_interests_on": TODAY.isoformat()}
    assert step(desk, brother, "child", **care)[0] == 302
    assert step(desk, claim, "missing", since=TODAY.isoformat(), search_until=SOON)[0] == 302
    assert "suspended" in page(desk, claim)
    assert step(desk, claim, "searched", what="Asked her lawyer", found="on")[0] == 302
    assert step(desk, claim, "certificate")[0] == 302
    assert again(claim).issue == 2
    assert step(desk, claim, "transfer", why="She moved")[0] == 422
    assert step(desk, claim, "transfer", why="She moved", region="Aktobe")[0] == 302
    assert step(desk, claim, "same", **number, same="yes", why="They say so")[0] == 302
    assert step(desk, claim, "died", on=TODAY.isoformat(), certificate="D 7")[0] == 302
    assert not let_go(alone), "the other claim of the same person is open"


def test_a_search_begins_today_or_later_and_says_when_they_were_found(alone: Nodes) -> None:
    claim, desk = registered(alone), desk_of(alone)
    yesterday, tomorrow = ((TODAY + timedelta(days=by)).isoformat() for by in (-1, 1))
    missing = {"since": TODAY.isoformat(), "search_until": SOON}
    for wrong in ({"search_until": yesterday}, {"since": tomorrow}):
        assert step(desk, claim, "missing", **missing | wrong)[0] == 422
    assert step(desk, claim, "missing", **missing)[0] == 302
    assert step(desk, claim, "searched", what="Asked their sister", found="on")[0] == 302
    assert "Asked their sister · Found" in page(desk, claim)


def test_a_claim_that_came_from_another_body_stands_in_the_day_until_its_file_is_open(alone: Nodes) -> None:
    claim, desk = registered(alone), desk_of(alone)
    day, told = reverse("protection:case-day"), "Another body handed this claim over to you"
    assert told not in desk.get(day).content.decode()
    Case.everybodys.filter(claim=claim.subject).delete()
    Claim.everybodys.filter(id=claim.id).update(came_from=uuid4(), referral=uuid4())
    assert told in desk.get(day).content.decode()
    shown = page(desk, claim)
    assert "The referral" not in shown, "it is another body's"
    answer = desk.post(reverse("protection:claim-case", args=[claim.subject]))
    [case] = Case.everybodys.filter(claim=claim.subject)
    assert answer["Location"] == reverse("protection:case", args=[case.subject])
    assert told not in desk.get(day).content.decode()


def test_a_claim_that_comes_back_opens_the_file_that_was_closed(alone: Nodes) -> None:
    claim, desk = registered(alone), desk_of(alone)
    day, told = reverse("protection:case-day"), "Another body handed this claim over to you"
    Case.everybodys.filter(claim=claim.subject).update(closed=timezone.now(), closed_as="transferred")
    Claim.everybodys.filter(id=claim.id).update(came_from=uuid4())
    assert told in desk.get(day).content.decode()
    assert "Another body handed this claim over to you" in page(desk, claim)
    answer = desk.post(reverse("protection:claim-case", args=[claim.subject]))
    [case] = Case.everybodys.filter(claim=claim.subject)
    assert answer["Location"] == reverse("protection:case", args=[case.subject])
    assert case.closed is None
    assert told not in desk.get(day).content.decode()
    assert "Another body handed this claim over to you" not in page(desk, claim)


def test_the_list_shows_what_is_late_first_and_searches_only_ones_own(alone: Nodes) -> None:
    first, second, desk = registered(alone), None, desk_of(alone)
    made = claims.register_here(first.reader, name="Zarina", language="Dari", actor=CASE_WORKER)
    second = claims.claim_of(first.reader, made)
    Claim.everybodys.filter(subject=second.subject).update(due_on="2020-01-01", due_step="called")
    listed = reverse("protection:claims")
    shown = html.unescape(desk.get(listed).content.decode())
    assert shown.index(second.number) < shown.index(first.number)
    assert "Late" in shown
    late = desk.get(listed, {"part": "late"}).content.decode()
    assert second.number in late
    assert first.number not in late
    found = desk.post(listed, {"word": "zari"}).content.decode()
    assert second.number in found
    assert first.number not in found
    assert second.number not in worker(alone.readers["shelter"].id, 3).get(listed).content.decode()


def test_the_list_says_what_waits_to_be_registered_and_since_too_long(alone: Nodes) -> None:
    referred(alone)
    desk, listed = desk_of(alone), reverse("protection:claims")
    assert "One claim waits to be registered." in desk.get(listed).content.decode()
    Referral.everybodys.update(sent=timezone.now() - timedelta(days=30))
    assert claim_lists.unregistered(alone.readers["asylum"].id, TODAY) == (1, 1)
    claims.register(alone.readers["asylum"].id, only(alone, "asylum").row.subject, actor=CASE_WORKER)
    assert "waits to be registered" not in desk.get(listed).content.decode()


def test_a_call_is_a_letter_in_the_persons_language(alone: Nodes) -> None:
    claim = say(registered(alone), called())
    assert call_pdf(claim).startswith(b"%PDF")


def test_a_served_decision_over_its_time_can_be_let_go_on_the_screen(alone: Nodes) -> None:
    claim, desk = served(registered(alone), days_ago=200), desk_of(alone)
    assert "Let go" in page(desk, claim)
    assert step(desk, claim, "conclude", why="Asked the court: nothing was lodged")[0] == 302
    assert let_go(alone)
    assert Matter.objects.for_body(claim.reader).get().why.startswith("Asked the court")
    assert step(desk, claim, "appeal", on=timezone.localdate().isoformat(), by="person", court="City court")[0] == 422
    late = {"on": timezone.localdate().isoformat(), "by": "person", "court": "City court", "leave_asked": "on"}
    assert step(desk, claim, "appeal", **late)[0] == 302
    assert again(claim).state == "leave"
    assert claim_steps.of_one_person(claim.reader, claim.subject)


def test_the_counts_of_the_parts_are_those_of_their_lists(alone: Nodes) -> None:
    claim = registered(alone)
    for number, state in enumerate(STATES):
        for missing in ("", "2026-01-01"):
            fields = {one.attname: getattr(claim, one.attname) for one in Claim._meta.concrete_fields}
            due = "2020-01-01" if number % 2 else None
            own = {"id": uuid4(), "subject": uuid4(), "state": state, "missing_since": missing, "due_on": due}
            Claim.everybodys.create(**fields | own)
    counts = claim_lists.counts(claim.reader, TODAY)
    assert counts == {part: claim_lists.listed(claim.reader, part, TODAY).count() for part in counts}
    assert claim_lists.PARTS.keys() - counts.keys() == {"ended"}
    assert counts["late"] > 0


def test_going_through_the_names_of_all_claims_is_a_look(alone: Nodes) -> None:
    claim, desk = registered(alone), desk_of(alone)
    body = alone.readers["asylum"].id
    for _again in range(2):
        assert claim.number in desk.get(reverse("protection:claims")).content.decode()
        assert claim.number in desk.post(reverse("protection:claims"), {"word": claim.name}).content.decode()
    assert [one.screen for one in Look.objects.filter(file=body)] == ["protection:claims"]


def language_chosen(desk: Client, claim: Claim, which: str) -> str:
    """What a step's form begins with."""
    form = page(desk, claim, "claim-step", step=which).partition('<select name="language"')[2].partition("</select>")[0]
    return form.partition(" selected")[0].rpartition('value="')[2].rstrip('"')


def test_a_form_begins_with_the_persons_language_and_with_none_where_nobody_knows_it(alone: Nodes) -> None:
    """Whoever presses the button in haste would write down English, and hand them its letter."""
    claim, desk = registered(alone), desk_of(alone)
    assert claim.language == "Dari"
    assert language_chosen(desk, claim, "call") == "fa-af"
    Claim.everybodys.filter(subject=claim.subject).update(language="Urdu", history=[])
    assert language_chosen(desk, claim, "call") == ""
    status, answer = step(desk, claim, "call", **CALL | {"language": ""})
    assert status == 422
    assert "This field is required" in answer
    assert step(desk, claim, "call", **CALL | {"language": "ps"})[0] == 302
    assert language_chosen(desk, claim, "interview") == "ps"
    heard = {"on": TODAY.isoformat(), "present": ["interpreter"], "understood": "on", "independent": "on"}
    assert step(desk, claim, "interview", **heard, interpreter="I-7", language="tr")[0] == 302
    assert step(desk, claim, "decide", outcome="rejected", why="Nothing of it was believed")[0] == 302
    assert language_chosen(desk, claim, "serve") == "tr", "the last they were heard in, also where no letters are"


def test_letters_are_in_the_language_the_person_was_heard_in(alone: Nodes, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[dict[str, object]] = []

    def kept(_template: str, data: dict[str, object], *, title: str) -> bytes:
        printed.append(data | {"title": title})
        return b"%PDF"

    monkeypatch.setattr(claim_letters, "compile_pdf", kept)
    claim = say(registered(alone), called())
    call_pdf(claim)
    assert (printed[-1]["language"], printed[-1]["spoken"]) == ("fa", "دری")
    claim = say(claim, called(why="They speak Turkish").model_copy(update={"language": "tr"}))
    with translation.override("ru"):
        call_pdf(claim)
    assert (printed[-1]["language"], printed[-1]["spoken"]) == ("ru", "Türkçe"), "no letters in theirs: the one in use"
    say(claim, heard(language="ps"))
    claim_letters.decision_pdf(decide(claim, "rejected"))
    assert [one["language"] for one in printed[-1]["pages"]] == ["ps", "en"]  # type: ignore[attr-defined]


def test_only_a_body_that_decides_claims_has_them_in_its_menu(alone: Nodes) -> None:
    menus = [
        worker(alone.readers[name].id, at).get(reverse("protection:case-day")).content.decode()
        for at, name in enumerate(("asylum", "shelter"))
    ]
    for name in ("claims", "groups"):
        link = f'href="{reverse(f"protection:{name}")}"'
        assert [link in menu for menu in menus] == [True, False]


def test_only_what_can_be_decided_now_is_offered_and_whoever_is_missing_is_searched_for_first(alone: Nodes) -> None:
    claim, desk = registered(alone), desk_of(alone)
    shown = page(desk, claim, "claim-step", step="decide")
    assert 'value="rejected"' not in shown
    assert "interview" in shown
    assert 'value="recognised"' in shown
    assert step(desk, claim, "missing", since=TODAY.isoformat(), search_until=SOON)[0] == 302
    shown = page(desk, claim)
    assert shown.index("Searched, or found") < shown.index("Decide")
    shown = page(desk, claim, "claim-step", step="decide")
    assert 'value="withdrawn"' not in shown
    assert "Withdrawn:" not in shown
    assert "Nothing is decided against them until they are found." in shown


def test_a_certificate_says_to_the_person_what_it_is_and_when_to_extend_it_in_every_language_of_the_desk(
    alone: Nodes, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[dict[str, object]] = []

    def kept(_template: str, data: dict[str, object], *, title: str) -> bytes:
        printed.append(data)
        return b"%PDF"

    monkeypatch.setattr(claim_letters, "compile_pdf", kept)
    claim = say(registered(alone), called())
    for code in ("en", "fa-af"):
        with translation.override(code):
            claim_letters.certificate_pdf(claim)
    assert printed[0]["own"] == printed[1]["own"]
    assert len(printed[1]["own"]) == 2  # type: ignore[arg-type]
