"""The booth's answers, without a browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from panah.border.desk import presentations as desk
from panah.border.desk import sample
from panah.border.models import Crossing, Group, Hold, Presentation
from panah.border.rules.findings import Finding
from panah.border.rules.stamps import following
from panah.journal import clock, timekeeping
from panah.journal.models import Peer
from panah.people.models import Look
from panah.people.permissions import ACTS
from panah.people.roles import FIRST_LINE
from tests.border.conftest import OFFICER, AtThePost, found_later, passport, zone
from tests.people.factories import Somebody, client_of, somebody

HTMX: dict[str, Any] = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def who(here: AtThePost) -> Somebody:
    return somebody("first_line", post=here.post)


@pytest.fixture
def officer(here: AtThePost, who: Somebody) -> Client:
    return client_of(who, post=here.post, lane="Lane 1")


def scan(client: Client, text: str) -> str:
    return client.post(reverse("border:scan"), {"zone": text}, **HTMX).content.decode()


def last() -> UUID:
    return Presentation.objects.order_by("-opened").values_list("subject", flat=True)[0]


def press(client: Client, name: str, *args: Any, **data: str) -> str:
    return client.post(reverse(f"border:{name}", args=args), data, **HTMX).content.decode()


def test_a_scan_brings_up_the_advice(officer: Client) -> None:
    page = scan(officer, zone(passport(surname="KARIMOV", given="RUSTAM")))
    assert "KARIMOV" in page
    assert "Document is sound" in page
    assert Presentation.objects.get().outcome == ""


def test_the_address_holds_a_handle_and_nothing_of_the_person(officer: Client) -> None:
    document = passport(surname="KARIMOV", number="FA7654321")
    answer = officer.post(reverse("border:scan"), {"zone": zone(document)}, **HTMX)
    address = answer["HX-Replace-Url"]
    assert address == reverse("border:booth-person", args=[last()])
    for secret in ("KARIMOV", "FA7654321", desk.get(last()).row.document_key.hex()):
        assert secret not in address


def test_a_reload_shows_the_same_person(officer: Client) -> None:
    scan(officer, zone(passport(surname="KARIMOV")))
    assert "KARIMOV" in officer.get(reverse("border:booth-person", args=[last()])).content.decode()
    assert Presentation.objects.count() == 1


def test_a_document_read_twice_is_one_presentation(officer: Client) -> None:
    text = zone(passport())
    scan(officer, text)
    scan(officer, text)
    assert Presentation.objects.count() == 1


@pytest.mark.parametrize("text", ["hello", "P<" * 3000, "\0\0\0x", "😀" * 100, "<<<<<<<<", "\u202eP<UTO"])
def test_what_cant_be_read_gets_a_clear_word_and_is_a_presentation_all_the_same(officer: Client, text: str) -> None:
    assert "This could not be read" in scan(officer, text)
    scan(officer, text)
    waiting = Presentation.objects.get()
    assert waiting.outcome == ""
    assert waiting.document["kind"] == "none"


def test_nothing_at_all_is_nobody(officer: Client) -> None:
    assert "This could not be read" in scan(officer, "  ")
    assert not Presentation.objects.exists()


def test_a_reading_takes_the_place_of_the_scan_that_could_not_be_read(officer: Client) -> None:
    scan(officer, "hello")
    unreadable = last()
    scan(officer, zone(passport()))
    assert desk.get(unreadable).row.voided_reason == "misread"
    assert desk.get(unreadable).row.repeats == last()
    assert Presentation.objects.filter(outcome="").count() == 1


def test_whoever_has_an_unreadable_document_can_be_sent_to_the_second_line(officer: Client) -> None:
    scan(officer, "hello")
    unreadable = last()
    press(officer, "set-aside", unreadable)
    assert desk.get(unreadable).row.outcome == "set_aside"
    scan(officer, zone(passport()))
    assert desk.get(unreadable).row.outcome == "set_aside"


def test_enter_admits_and_is_ready_for_the_next(officer: Client) -> None:
    scan(officer, zone(passport()))
    page = press(officer, "admit", last(), purpose="family")
    assert "Admitted" in page
    assert "Ready for the next document" in page
    assert Crossing.objects.get().purpose == "family"


def test_unknown_codes_are_refused_in_words(officer: Client) -> None:
    scan(officer, zone(passport()))
    page = press(officer, "admit", last(), purpose="<script>")
    assert "This purpose is not known" in page
    assert "<script>" not in page.replace('<script type="module"', "")
    assert not Crossing.objects.exists()


def test_f2_sets_aside_without_a_question(officer: Client) -> None:
    scan(officer, zone(passport()))
    page = press(officer, "set-aside", last())
    assert "Please send this person to the second line" in page
    assert Hold.objects.count() == 1


def test_the_sample_answers_like_f2(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    scan(officer, zone(passport(surname="SAME")))
    by_key = press(officer, "set-aside", last())
    monkeypatch.setattr(sample, "is_sampled", lambda lot: True)
    scan(officer, zone(passport(surname="SAME")))
    by_sample = press(officer, "admit", last())

    def said(page: str) -> str:
        return page[: page.index("Ready for the next")]

    assert said(by_sample) == said(by_key)
    assert Hold.objects.count() == 2


def test_a_child_alone_is_asked_about_and_never_admitted(officer: Client) -> None:
    scan(officer, zone(passport(birth="2018-01-01")))
    page = press(officer, "admit", last())
    assert "with whom do they travel" in page
    assert not Crossing.objects.exists()


def test_a_child_with_the_parent_just_seen(officer: Client) -> None:
    scan(officer, zone(passport(surname="PARENT")))
    parent = last()
    press(officer, "admit", parent)
    page = scan(officer, zone(passport(birth="2018-01-01", surname="CHILD")))
    assert str(parent) in page
    press(officer, "admit", last(), adult=str(parent), relation="parent", authority="birth_certificate")
    assert Crossing.objects.count() == 2


def test_take_back_brings_the_person_back(officer: Client) -> None:
    scan(officer, zone(passport(surname="KARIMOV")))
    press(officer, "admit", last(), stamp="041")
    page = press(officer, "take-back", last())
    assert "Taken back" in page
    assert "KARIMOV" in page
    assert Presentation.objects.get().outcome == ""
    assert Crossing.objects.get().stamp_cancelled == "041"


@pytest.mark.parametrize(
    ("stamp", "then"), [("041", "042"), ("A 099", "A 100"), ("B-9/26", "B-9/27"), ("none", "none"), ("", "")]
)
def test_stamps_go_on_counting(stamp: str, then: str) -> None:
    assert following(stamp) == then


def test_the_next_stamp_is_there_already(officer: Client) -> None:
    scan(officer, zone(passport()))
    press(officer, "admit", last(), stamp="A 041")
    assert 'value="A 042"' in scan(officer, zone(passport()))


def test_the_direction_stays_until_it_is_changed(officer: Client) -> None:
    press(officer, "direction", direction="exit")
    scan(officer, zone(passport()))
    assert Presentation.objects.get().direction == "exit"


def test_changing_the_direction_asks_again_and_loses_nobody(officer: Client) -> None:
    scan(officer, zone(passport(surname="KARIMOV")))
    first = last()
    page = press(officer, "direction", direction="exit", person=str(first))
    assert "KARIMOV" in page
    old = Presentation.objects.get(subject=first)
    assert (old.outcome, old.voided_reason, old.repeats) == ("voided", "misread", last())
    assert Presentation.objects.get(subject=last()).direction == "exit"


def test_the_same_family_goes_on_until_it_is_ended(officer: Client) -> None:
    scan(officer, zone(passport()))
    press(officer, "family", person=str(last()))
    scan(officer, zone(passport()))
    group = Group.objects.get().subject
    assert Presentation.objects.get(subject=last()).group == group
    press(officer, "family")
    scan(officer, zone(passport()))
    assert Presentation.objects.get(subject=last()).group is None


def test_whoever_is_left_without_outcome_is_reminded_of(officer: Client) -> None:
    scan(officer, zone(passport(surname="LEFT")))
    first = last()
    page = scan(officer, zone(passport(surname="NEXT")))
    assert "1 without outcome" in page
    assert reverse("border:booth-person", args=[first]) in page


def test_a_proposed_repair_is_shown_and_taken_with_one_key(officer: Client) -> None:
    good = zone(passport(number="N12308567"))
    page = scan(officer, good.replace("N12308567", "N123O8567"))
    assert "Perhaps misread" in page
    misread = last()
    assert Presentation.objects.get().document["number"] == "N123O8567"
    press(officer, "repair", misread)
    assert Presentation.objects.get(subject=last()).document["number"] == "N12308567"
    assert Presentation.objects.get(subject=misread).outcome == "voided"


def test_late_findings_come_to_their_place(officer: Client) -> None:
    scan(officer, zone(passport()))
    view = desk.get(last())
    address = reverse("border:advised", args=[view.id])
    seen = len(view.advice.findings)
    assert officer.get(address, {"seen": seen}, **HTMX).status_code == 204
    found_later(view.id, Finding("history", "red", "on_hold", {"until": None}))
    page = officer.get(address, {"seen": seen}, **HTMX).content.decode()
    assert 'hx-swap-oob="afterbegin:#late"' in page
    assert "<b>History</b>" in page
    assert "<b>Document</b>" not in page
    assert f"?seen={seen + 1}" in page, "what was shown is not told again"
    assert officer.get(address, {"seen": seen + 1}, **HTMX).status_code == 204
    press(officer, "set-aside", view.id)
    assert officer.get(address, {"seen": seen}, **HTMX).status_code == 286


KEYED = {
    "passport": {"issuer": "UZB", "number": "FA1", "surname": "Каримов", "nationality": "UZB",
                 "birth_date": "12.04.1988", "expiry_date": "2031-01-01"},
    "birth_certificate": {"issuer": "TJK", "surname": "Саидова", "birth_date": "2001-02-03"},
    "identity_card": {"issuer": "AFG", "number": "77", "native_name": "احمد", "birth_date": "۱۳۵۰/۱/۲۳"},
    "none": {"description": "a man of about forty"},
    "emergency": {"description": "unconscious, ambulance"},
    "lost_document": {"surname": "Ли", "description": "lost on the train"},
    "other_authority": {"surname": "Ли", "authority": "Court of Osh"},
}  # fmt: skip


@pytest.mark.parametrize("kind", list(KEYED))
def test_people_without_a_zone_are_no_dead_end(officer: Client, kind: str) -> None:
    press(officer, "keyed", kind=kind, **KEYED[kind])
    row = Presentation.objects.get()
    assert row.document["kind"] == kind
    page = press(officer, "admit", row.subject, plainly_adult="on", papers_later="on")
    assert "Admitted" in page


def test_what_is_missing_is_said_at_its_field(officer: Client) -> None:
    page = press(officer, "keyed", kind="passport", surname="A", birth_date="31.02.1990")
    assert "This date does not exist" in page
    assert "This is needed for this kind of paper" in page
    assert not Presentation.objects.exists()


def test_somebody_of_another_post_isnt_found(officer: Client, make_post: Callable[..., UUID]) -> None:
    from panah.border.desk.context import Place

    there = make_post("Korday")
    opened = desk.open_presentation(passport(), direction="entry", place=Place(there, "1"), actor=OFFICER)
    for name in ("admit", "set-aside", "take-back", "repair"):
        address = reverse(f"border:{name}", args=[opened.presentation])
        assert officer.post(address, **HTMX).status_code == 404
    assert Presentation.objects.get().outcome == ""


def test_without_a_post_one_chooses_it(here: AtThePost) -> None:
    client = client_of(somebody("first_line", "commander", post=here.post))
    assert client.get(reverse("border:booth")).status_code in {200, 302, 403}


def test_no_address_of_the_first_line_offers_a_refusal() -> None:
    """A refusal is the way of two officers behind the line: what the booth may open has none (S2)."""
    patterns = get_resolver("panah.border.urls").url_patterns
    acts = {str(pattern.name): getattr(pattern.callback, "panah_act", "") for pattern in patterns}
    assert {"admit", "set-aside"} <= set(acts)
    back = {act for name, act in acts.items() if any(word in name for word in ("refus", "withdraw", "deny", "expel"))}
    assert back == {"border.refuse", "border.refusals"}
    assert not [act for act in back | {"border.refuse.sign"} if FIRST_LINE in ACTS[act].roles]


class TestHistory:
    """S8: a history opens with a reason, and the look is a fact before anything is shown."""

    @pytest.fixture
    def known(self, here: AtThePost) -> UUID:
        document = passport(surname="KNOWN")
        here.cross(document, "entry", timedelta(days=30))
        here.cross(document, "exit", timedelta(days=20))
        return here.open(document).presentation

    def test_without_a_reason_nothing_is_shown(self, officer: Client, known: UUID) -> None:
        for page in (
            officer.get(reverse("border:history", args=[known])),
            officer.post(reverse("border:history", args=[known]), {}),
            officer.post(reverse("border:history", args=[known]), {"reason": "curious"}),
            officer.post(reverse("border:history", args=[known]), {"reason": "other"}),
        ):
            assert "KNOWN" not in page.content.decode()
        assert officer.get(reverse("border:history-export", args=[known])).status_code == 404
        assert not Look.objects.exists()

    def test_with_a_reason_the_look_is_recorded_and_the_history_shown(
        self, officer: Client, known: UUID, who: Somebody
    ) -> None:
        page = officer.post(reverse("border:history", args=[known]), {"reason": "inspection"}, follow=True)
        look = Look.objects.get()
        assert (look.staff, look.reason, look.file.bytes) == (
            who.id, "inspection", bytes(desk.get(known).row.document_key),
        )  # fmt: skip
        assert "KNOWN" in page.content.decode()
        assert page.content.decode().count("Dostyk") >= 2

    def test_saving_is_another_look(self, officer: Client, known: UUID) -> None:
        officer.post(reverse("border:history", args=[known]), {"reason": "inspection"})
        saved = officer.get(reverse("border:history-export", args=[known]))
        assert saved.status_code == 200
        assert b"KNOWN" not in saved.content
        assert Look.objects.count() == 2

    def test_the_reason_is_for_one_person(self, officer: Client, known: UUID, here: AtThePost) -> None:
        officer.post(reverse("border:history", args=[known]), {"reason": "inspection"})
        other = here.open(passport(surname="OTHER")).presentation
        assert "OTHER" not in officer.get(reverse("border:history", args=[other])).content.decode()

    def test_somebody_elses_record_is_a_look_own_work_isnt(self, officer: Client, known: UUID) -> None:
        scan(officer, zone(passport()))
        officer.get(reverse("border:record", args=[last()]))
        assert not Look.objects.exists()
        desk.admit(known, actor=OFFICER)
        assert "KNOWN" not in officer.get(reverse("border:record", args=[known])).content.decode()
        assert not Look.objects.exists()
        officer.post(reverse("border:record", args=[known]), {"reason": "inspection"})
        assert Look.objects.count() == 1


class TestRecord:
    """What can still be put right about one presentation."""

    def crossed(self, officer: Client, direction: str = "entry") -> UUID:
        press(officer, "direction", direction=direction)
        scan(officer, zone(passport()))
        press(officer, "admit", last(), stamp="7", purpose="transit")
        return last()

    def test_correcting_ties_the_old_stamp_to_the_correction(self, officer: Client) -> None:
        one = self.crossed(officer)
        officer.post(reverse("border:correct", args=[one]), {"purpose": "family", "stamp": "8"})
        crossing = Crossing.objects.get()
        assert (crossing.purpose, crossing.stamp, crossing.stamp_cancelled) == ("family", "8", "7")

    def test_taking_back_with_a_reason(self, officer: Client) -> None:
        one = self.crossed(officer)
        officer.post(reverse("border:record-take-back", args=[one]), {"reason": "turned_round"})
        assert Crossing.objects.get().status == "taken_back"

    def test_returned_by_the_neighbour(self, officer: Client) -> None:
        one = self.crossed(officer, "exit")
        officer.post(reverse("border:returned", args=[one]), {"remark": "bridge closed"})
        assert Crossing.objects.get().status == "returned"

    def test_voiding_a_second_scan(self, officer: Client) -> None:
        text = zone(passport())
        scan(officer, text)
        first = last()
        press(officer, "admit", first)
        scan(officer, text)
        again = last()
        officer.post(reverse("border:void", args=[again]), {"reason": "duplicate"})
        assert Presentation.objects.get(subject=again).outcome == ""
        officer.post(reverse("border:void", args=[again]), {"reason": "duplicate", "repeats": str(first)})
        assert Presentation.objects.get(subject=again).repeats == first

    def test_the_page_shows_what_happened(self, officer: Client) -> None:
        one = self.crossed(officer)
        page = officer.get(reverse("border:record", args=[one])).content.decode()
        assert "Presented themselves" in page
        assert "Crossed" in page

    def test_an_unknown_one_is_not_found(self, officer: Client) -> None:
        assert officer.get(reverse("border:record", args=[uuid4()])).status_code == 404


class TestPosts:
    """Headquarters establishes posts; everybody sees them."""

    GIVEN = {
        "name": "Korday", "country": "kaz", "neighbour": "kgz", "way": "road", "timezone": "Asia/Almaty",
        "regime": "kazakhstan", "hold_hours": "3", "shift_starts": "08:00, 20:00",
        "lanes": "1, Lane 1, booth\nL, Locals, local",
    }  # fmt: skip

    @pytest.fixture
    def headquarters(self, db: None) -> Client:
        return client_of(somebody("headquarters"))

    def test_establishing(self, headquarters: Client) -> None:
        headquarters.post(reverse("border:post-add"), self.GIVEN)
        assert "Korday" in headquarters.get(reverse("border:posts")).content.decode()

    @pytest.mark.parametrize(
        "wrong",
        [{"timezone": "Mars/Base"}, {"country": "QQQ"}, {"lanes": "1, a, rocket"}, {"lanes": "1,a\n1,b"},
         {"shift_starts": "noon"}, {"hold_hours": "9000"}],
    )  # fmt: skip
    def test_what_is_wrong_is_said(self, headquarters: Client, wrong: dict[str, str]) -> None:
        page = headquarters.post(reverse("border:post-add"), self.GIVEN | wrong)
        assert page.status_code == 200
        assert 'class="errorlist' in page.content.decode()

    def test_an_unknown_state_is_said_at_its_field(self, headquarters: Client) -> None:
        form = headquarters.post(
            reverse("border:post-add"), self.GIVEN | {"neighbour": "QQQ", "timezone": "Mars"}
        ).context["form"]
        assert set(form.errors) == {"neighbour", "timezone"}

    def test_an_officer_may_look_but_not_change(self, officer: Client) -> None:
        assert officer.get(reverse("border:posts")).status_code == 200
        assert officer.get(reverse("border:post-add")).status_code == 403


def test_the_arithmetic_is_there_for_whoever_asks(officer: Client, here: AtThePost) -> None:
    document = passport("KGZ")
    here.cross(document, "entry", timedelta(days=20))
    here.cross(document, "exit", timedelta(days=11))
    scan(officer, zone(document))
    page = officer.get(reverse("border:arithmetic", args=[last()]), **HTMX).content.decode()
    assert "11 of 90 days used" in page


def test_every_page_says_that_the_machines_clock_may_be_wrong(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "wrong-clock" not in officer.get(reverse("border:booth")).content.decode()
    monkeypatch.setattr(timekeeping.watch, "highest", clock.at(timezone.now() + timedelta(days=1)))
    page = officer.get(reverse("border:booth")).content.decode()
    assert 'id="wrong-clock"' in page
    assert 'id="wrong-clock"' not in Client().get(reverse("people:sign-in")).content.decode()


def test_every_page_names_the_node_whose_clock_is_far_from_the_machines(officer: Client) -> None:
    Peer.objects.create(name="house", recipient="age1", reads="shared", taken=timezone.now())
    assert "apart:" not in officer.get(reverse("border:booth")).content.decode()
    Peer.objects.update(ahead=-7200)
    assert "house are 2 h apart" in officer.get(reverse("border:booth")).content.decode()
    Peer.objects.update(taken=timezone.now() - timedelta(days=8))
    assert "apart:" not in officer.get(reverse("border:booth")).content.decode(), "nothing came since"
