"""The way of a refusal through the screens: one officer's code, another's, the notice; and where there is no form."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse
from django_otp.oath import TOTP  # type: ignore[import-untyped]

from panah.border.desk import holds, tokens
from panah.border.desk import presentations as desk
from panah.border.desk.context import Actor
from panah.border.models import Hold, Presentation, Refusal, RefusalProposal, Withdrawal
from panah.border.views import complaining, refusal_notice
from panah.people import secrets, totp
from panah.people.models import TotpSecret
from tests.border.conftest import OFFICER, AtThePost, passport
from tests.border.test_families import family
from tests.people.factories import Somebody, client_of, somebody

HEARD = {"language": "Russian", "understood": "said_back", "fear": "no", "own_words": "I forgot it"}
TOLD = "ویزه نشان داده نشد"
SAID = HEARD | {
    "ground": "kz-visa", "facts": "No visa was shown", "notice_language": "fa-af", "facts_told": TOLD,
}  # fmt: skip


class Officer:
    """Somebody who signs with an authenticator app."""

    def __init__(self, role: str, post: UUID, name: str) -> None:
        self.who: Somebody = somebody(role, post=post, name=name)
        self.client: Client = client_of(self.who, post=post)
        self.secret = totp.new_secret()
        TotpSecret.objects.create(
            account=self.who.account, secret=secrets.seal(totp.PURPOSE, self.secret), last_step=-1, drift=0,
            created=datetime.now(UTC),
        )  # fmt: skip

    def code(self) -> str:
        return f"{TOTP(self.secret).token():06d}"


@pytest.fixture
def first(here: AtThePost) -> Officer:
    return Officer("second_line", here.post, "Asel, second line")


@pytest.fixture
def second(here: AtThePost) -> Officer:
    return Officer("commander", here.post, "Bakyt, commander")


@pytest.fixture
def hold(here: AtThePost, first: Officer) -> UUID:
    at = datetime.now(UTC) - timedelta(minutes=10)
    placed = desk.set_aside(here.open(passport(), happened=at).presentation, actor=OFFICER, happened=at)
    holds.take(placed, actor=Actor(first.who.id, frozenset({"second_line"})))
    return placed


def proposed(first: Officer, hold: UUID) -> str:
    """The address of a refusal that one officer has signed."""
    answer = first.client.post(reverse("border:refuse", args=[hold]), SAID | {"sign": "1", "code": first.code()})
    assert answer.status_code == 302
    return str(answer.url)


def test_nobody_chose_the_language_of_the_notice_beforehand(first: Officer, hold: UUID) -> None:
    """It is the person's: a form sent with all but this isn't read again, let alone signed."""
    address = reverse("border:refuse", args=[hold])
    assert '<option value="" selected>–</option>' in first.client.get(address).content.decode()
    answer = first.client.post(address, SAID | {"notice_language": "", "sign": "1", "code": first.code()})
    assert answer.status_code == 422
    assert not RefusalProposal.objects.exists()


def test_the_hold_says_that_a_refusal_waits_for_its_second_signature(first: Officer, hold: UUID) -> None:
    page = reverse("border:hold", args=[hold])
    assert "One signature is missing" not in first.client.get(page).content.decode()
    address = proposed(first, hold)
    shown = first.client.get(page).content.decode()
    assert "One signature is missing" in shown
    assert address in shown
    assert reverse("border:refuse", args=[hold]) not in shown


def test_on_the_way_out_there_is_no_form_and_no_way_to_it(here: AtThePost, first: Officer) -> None:
    hold = desk.set_aside(here.open(passport(), "exit").presentation, actor=OFFICER)
    holds.take(hold, actor=Actor(first.who.id, frozenset({"second_line"})))
    address = reverse("border:refuse", args=[hold])
    shown = first.client.get(reverse("border:hold", args=[hold])).content.decode()
    assert reverse("border:withdraw", args=[hold]) in shown, "whoever stays here may turn back"
    assert address not in shown
    assert "only entry can be refused" in first.client.get(address, follow=True).content.decode()


@pytest.mark.parametrize("question_open", [False, True])
def test_nothing_waits_for_a_signature_once_the_person_was_let_in(
    first: Officer, second: Officer, hold: UUID, question_open: bool
) -> None:
    page = proposed(first, hold)
    assert page in second.client.get(reverse("border:refusals")).content.decode()
    admit = holds.admit_with_question_open if question_open else holds.release_and_admit
    admit(hold, desk.Decision(), actor=Actor(first.who.id, frozenset({"second_line"})))
    assert page not in second.client.get(reverse("border:refusals")).content.decode()
    first_look = second.client.post(page, {"reason": "inspection"}, follow=True).content.decode()
    assert "Admitted" in first_look
    assert "Sign and refuse entry" not in first_look


def test_from_the_form_to_the_notice(first: Officer, second: Officer, hold: UUID) -> None:
    address = reverse("border:refuse", args=[hold])
    assert 'name="ground"' in first.client.get(address).content.decode()
    read_again = first.client.post(address, SAID).content.decode()
    assert "No visa was shown" in read_again
    assert 'name="code"' in read_again
    assert not RefusalProposal.objects.exists()
    page = proposed(first, hold)
    assert "One signature is missing" in first.client.get(page).content.decode()
    # The way back to the form leads to what waits.
    assert first.client.get(address).url == page
    done = second.client.post(page, {"sign": "1", "code": second.code()}, follow=True)
    assert "Entry is refused." in done.content.decode()
    made = Refusal.objects.get()
    assert Hold.objects.get(subject=hold).released is not None
    notice = second.client.get(reverse("border:refusal-notice", args=[made.subject]))
    assert notice["Content-Type"] == "application/pdf"


def test_the_persons_copy_says_in_their_language_what_it_rests_on(
    first: Officer, second: Officer, hold: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the officer's as the officer wrote it: nobody is handed a reason that they can't read."""
    address = reverse("border:refuse", args=[hold])
    without = first.client.post(address, SAID | {"facts_told": " ", "sign": "1", "code": first.code()})
    assert without.status_code == 422
    assert "Write it in the language of the notice, too" in without.content.decode()
    assert first.client.post(address, SAID | {"facts_told": "", "notice_language": "en"}).status_code == 200
    page = proposed(first, hold)
    assert TOLD in second.client.get(page).content.decode(), "both sign it"
    second.client.post(page, {"sign": "1", "code": second.code()})
    printed: list[dict[str, Any]] = []
    monkeypatch.setattr(
        refusal_notice, "compile_pdf", lambda _form, data, **_more: printed.extend(data["pages"]) or b"%PDF"
    )
    second.client.get(reverse("border:refusal-notice", args=[Refusal.objects.get().subject]))
    assert [(one["language"], one["rests"]) for one in printed] == [("fa", TOLD), ("en", "No visa was shown")]


def test_the_notice_is_one_page_for_each_language_whatever_the_officers(
    first: Officer, second: Officer, hold: UUID
) -> None:
    """A Russian page printed by an officer who works in Dari has Russian room between its lines."""
    address = reverse("border:refuse", args=[hold])
    said = SAID | {
        "notice_language": "ru",
        "facts_told": "Виза не предъявлена. " * 12,
        "sign": "1",
        "code": first.code(),
    }
    page = first.client.post(address, said).url
    second.client.post(page, {"sign": "1", "code": second.code()})
    second.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fa-af"
    notice = second.client.get(reverse("border:refusal-notice", args=[Refusal.objects.get().subject])).content
    assert len(re.findall(rb"/Type\s*/Page\b", notice)) == 2


def test_a_couples_second_officer_sees_what_they_signed_and_whose_notices_to_print(
    here: AtThePost, first: Officer, second: Officer
) -> None:
    names = ("LOLA", "KARIM")
    couple = [here.open(passport(given=name)).presentation for name in names]
    family(here, *couple)
    waiting = []
    for one in couple:
        hold = desk.set_aside(one, actor=OFFICER)
        holds.take(hold, actor=Actor(first.who.id, frozenset({"second_line"})))
        waiting.append(hold)
    pages = []
    for hold in waiting:
        TotpSecret.objects.update(last_step=-1)
        pages.append(proposed(first, hold))
    hers, his = (second.client.get(page).content.decode() for page in pages)
    assert "KARIM" in hers, "who of the family waits"
    assert reverse("border:hold", args=[waiting[1]]) in hers
    assert "LOLA" in his
    signed = second.client.post(pages[0], {"sign": "1", "code": second.code()}, follow=True).content.decode()
    assert "You have signed." in signed
    assert "Bakyt, commander" in signed
    TotpSecret.objects.update(last_step=-1)
    done = second.client.post(pages[1], {"sign": "1", "code": second.code()}, follow=True).content.decode()
    assert "Refused together with this person. Each gets a notice of their own." in done
    assert pages[0] in done
    assert "LOLA" in done


def test_a_wrong_code_signs_nothing(first: Officer, second: Officer, hold: UUID) -> None:
    wrong = f"{(int(first.code()) + 1) % 1_000_000:06d}"
    answer = first.client.post(reverse("border:refuse", args=[hold]), SAID | {"sign": "1", "code": wrong})
    assert answer.status_code == 422
    assert not RefusalProposal.objects.exists()
    page = proposed(first, hold)
    answer = second.client.post(page, {"sign": "1", "code": wrong if wrong != second.code() else "000000"})
    assert answer.status_code == 422
    assert not Refusal.objects.exists()


def test_the_first_officer_cannot_be_the_second(first: Officer, hold: UUID) -> None:
    page = proposed(first, hold)
    assert 'name="sign"' not in first.client.get(page).content.decode()
    first.client.post(page, {"sign": "1", "code": first.code()})
    assert not Refusal.objects.exists()


def test_with_a_question_that_lies_elsewhere_there_is_no_form(first: Officer, hold: UUID) -> None:
    tokens.forget(hold)
    page = first.client.get(reverse("border:refuse", args=[hold])).content.decode()
    assert 'name="ground"' not in page
    assert "Only whoever can release that hold may." in page
    assert first.client.post(reverse("border:refuse", args=[hold]), SAID).status_code == 200
    assert not RefusalProposal.objects.exists()
    own_will = first.client.get(reverse("border:withdraw", args=[hold])).content.decode()
    assert 'name="own_words"' not in own_will
    assert "Only whoever can release that hold may." in own_will


@pytest.mark.parametrize("name", ["border:refuse", "border:withdraw"])
def test_any_fear_closes_the_form_and_no_second_press_unsays_it(first: Officer, hold: UUID, name: str) -> None:
    """Whatever else was filled in. It is noted at once, with the words, and the notes stand in the way."""
    said = {"fear": "yes", "own_words": "They will kill me"}
    answer = first.client.post(reverse(name, args=[hold]), said, follow=True)
    assert "Any fear, in any words, is enough" in answer.content.decode()
    talk = first.client.get(f"/second-line/{hold}/conversation/", {"step": "own_words"}).content.decode()
    assert "They will kill me" in talk
    assert "They say they are afraid" not in talk, "it was said"
    for again in ("border:refuse", "border:withdraw"):
        sent = SAID | {"sign": "1", "code": first.code()}
        answer = first.client.post(reverse(again, args=[hold]), sent, follow=True)
        assert "isn't ended" in html.unescape(answer.content.decode())
    assert not RefusalProposal.objects.exists()
    assert not Withdrawal.objects.exists()


def test_the_other_officer_says_no_with_a_reason(first: Officer, second: Officer, hold: UUID) -> None:
    page = proposed(first, hold)
    second.client.post(f"{page}decline/", {"reason": ""})
    assert RefusalProposal.objects.get().state == "open"
    second.client.post(f"{page}decline/", {"reason": "The visa is in the other passport"})
    assert RefusalProposal.objects.get().state == "declined"
    assert Hold.objects.get(subject=hold).released is None


def test_going_back_of_own_will(first: Officer, hold: UUID) -> None:
    answer = first.client.post(reverse("border:withdraw", args=[hold]), HEARD)
    assert answer.status_code == 302
    assert Presentation.objects.get(hold=hold).outcome == "withdrew"


def test_the_monitor_sees_refusals_and_signs_none(here: AtThePost, first: Officer, second: Officer, hold: UUID) -> None:
    page = proposed(first, hold)
    second.client.post(page, {"sign": "1", "code": second.code()})
    monitor = client_of(somebody("monitor"))
    listed = monitor.get(reverse("border:refusals")).content.decode()
    assert "No visa or permit where one is needed" in listed
    assert "KARIMOV" not in listed
    # Somebody who has gone on is a file: the reason is asked first.
    asked = monitor.get(page).content.decode()
    assert "KARIMOV" not in asked
    assert 'name="reason"' in asked


def test_the_first_line_has_nothing_of_this(here: AtThePost, hold: UUID) -> None:
    booth = client_of(somebody("first_line", post=here.post), post=here.post)
    for address in (
        reverse("border:refuse", args=[hold]),
        reverse("border:withdraw", args=[hold]),
        reverse("border:refusals"),
    ):
        assert booth.get(address).status_code == 403


def test_the_notice_says_where_to_complain_past_the_post(rf: RequestFactory) -> None:
    """The address of the open page, in the language of the reader, as a picture; without such a page nothing."""
    request = rf.get("/", headers={"host": "localhost"})
    drawn = complaining.picture_of_address(request, "fa-af")
    assert drawn.startswith("<svg")
    assert drawn != complaining.picture_of_address(request, "ru")
    kept = complaining._pages[:]
    complaining._pages.clear()
    try:
        assert complaining.picture_of_address(request, "ru") == ""
    finally:
        complaining.complaints_at(kept[-1])
