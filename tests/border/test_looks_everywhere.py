"""Every look at somebody who has gone on is a fact, on whichever page it happens (S8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from panah.border.desk import carriages, events, forms, groups, holds, listings, paper, questions
from panah.border.desk import presentations as desk
from panah.border.desk.decision import Decision
from panah.border.desk.history import file_of
from panah.border.facts.holds import RollEntryPart
from panah.border.facts.parts import FindingPart
from panah.border.models import Listing, Presentation
from panah.border.rules.list_files import list_file
from panah.border.rules.manifests import read_manifest
from panah.border.rules.plates import vehicle_file
from panah.journal.record import record
from panah.people.models import Alarm, Look
from tests.border.conftest import OFFICER, SECOND, AtThePost, passport
from tests.border.test_paper import PASSPORT, keyed
from tests.people.factories import Somebody, client_of, somebody

CANARY = "ZANZIBARI"
LONG_AGO = timedelta(days=3)
FINDING = FindingPart(
    area="document", state="amber", code="document_expired", params={"on": "2026-01-01"}, source="zone"
)


@pytest.fixture
def me(here: AtThePost) -> Somebody:
    return somebody("second_line", post=here.post)


@pytest.fixture
def client(here: AtThePost, me: Somebody) -> Client:
    return client_of(me, post=here.post)


def then() -> datetime:
    return datetime.now(UTC) - LONG_AGO


def crossed(here: AtThePost, **more: object) -> UUID:
    """Somebody whom a colleague let through three days ago."""
    opened = here.open(passport(surname=CANARY), happened=then(), **more)
    desk.admit(opened.presentation, Decision(), actor=OFFICER, happened=then())
    return opened.presentation


def the_record(here: AtThePost) -> tuple[UUID, str]:
    person = crossed(here)
    return person, reverse("border:record", args=[person])


def a_booth_reload(here: AtThePost) -> tuple[UUID, str]:
    person = crossed(here)
    return person, reverse("border:booth-person", args=[person])


def a_released_hold(here: AtThePost) -> tuple[UUID, str]:
    opened = here.open(passport(surname=CANARY), happened=then())
    hold = desk.set_aside(opened.presentation, actor=OFFICER, happened=then())
    holds.take(hold, actor=SECOND)
    holds.release_and_admit(hold, Decision(), actor=SECOND)
    return opened.presentation, reverse("border:hold", args=[hold])


def an_answered_question(here: AtThePost) -> tuple[UUID, str]:
    person = crossed(here)
    raised = questions.raised(here.post, person, [FINDING], then())
    record([raised], actor=OFFICER.id)
    questions.answer(raised.subject, "settled", actor=SECOND)
    return person, reverse("border:question", args=[raised.subject])


def a_confirmed_form(here: AtThePost) -> tuple[UUID, str]:
    paper.print_forms(here.post, 20, actor=OFFICER)
    paper.declare(here.post, then() - timedelta(hours=1), then() + timedelta(hours=1), reason="Cut", actor=OFFICER)
    form = forms.key(here.post, keyed(happened=then(), paper=replace(PASSPORT, surname=CANARY)), actor=OFFICER)
    return forms.confirm(form, actor=SECOND), reverse("border:paper-form", args=[form])


def somebody_of_a_bus(here: AtThePost) -> tuple[UUID, str]:
    bus = carriages.arrive(here.post, direction="entry", sort="bus", plate="01A123BC", heads=1, actor=OFFICER)
    person = crossed(here, carriage=bus)
    carriages.release(bus, actor=OFFICER, knowing=True)
    return person, reverse("border:carriage-person", args=[bus, person])


def somebody_of_a_bus_with_luggage(here: AtThePost) -> tuple[UUID, str]:
    person, address = somebody_of_a_bus(here)
    return person, address + "stays/"


def somebody_of_a_group(here: AtThePost) -> tuple[UUID, str]:
    group = groups.open_group(here.post, direction="entry", sort="family", actor=OFFICER)
    person = crossed(here, group=group)
    groups.close(group, actor=OFFICER)
    return person, reverse("border:group-person", args=[group, person])


def an_illness(here: AtThePost) -> tuple[UUID, str]:
    person = crossed(here)
    return person, reverse("border:event-new") + f"?presentation={person}"


def a_birth(here: AtThePost) -> tuple[UUID, str]:
    person = crossed(here)
    return person, reverse("border:birth", args=[person])


def an_event(here: AtThePost) -> tuple[UUID, str]:
    person = crossed(here)
    event = events.record_event(
        here.post, sort="illness", described=CANARY, presentation=person, happened=then(), actor=OFFICER
    )
    return person, reverse("border:event", args=[event])


def papers_that_came(here: AtThePost) -> tuple[UUID, str]:
    person = without_papers(here)
    return person, reverse("border:papers-complete", args=[person])


def without_papers(here: AtThePost) -> UUID:
    opened = here.open(passport(surname=CANARY), happened=then())
    desk.admit(opened.presentation, Decision(papers_later=True), actor=OFFICER, line="second", happened=then())
    return opened.presentation


PAGES = [
    an_event,
    papers_that_came,
    the_record,
    a_booth_reload,
    a_released_hold,
    an_answered_question,
    a_confirmed_form,
    somebody_of_a_bus,
    somebody_of_a_bus_with_luggage,
    somebody_of_a_group,
    an_illness,
    a_birth,
]


def where(answer) -> str:  # type: ignore[no-untyped-def]
    """The address that answered, after redirects."""
    query = answer.request["QUERY_STRING"]
    return answer.request["PATH_INFO"] + (f"?{query}" if query else "")


@pytest.mark.parametrize("page", PAGES)
def test_the_reason_comes_before_the_person(page, here: AtThePost, client: Client) -> None:  # type: ignore[no-untyped-def]
    person, address = page(here)
    asked = client.get(address, follow=True)
    address = where(asked)
    assert asked.status_code == 200
    assert CANARY not in asked.content.decode()
    assert 'name="reason"' in asked.content.decode()
    for nothing in ({"reason": ""}, {"reason": "made_up"}, {"reason": "other", "text": " "}):
        refused = client.post(address, nothing)
        assert refused.status_code == 422
        assert CANARY not in refused.content.decode()
    assert not Look.objects.exists()

    shown = client.post(address, {"reason": "request_of_person"}, follow=True)
    assert CANARY in shown.content.decode()
    (look,) = Look.objects.all()
    assert (look.reason, look.file) == ("request_of_person", file_of(Presentation.objects.get(subject=person)))


def test_what_was_typed_about_a_birth_opens_no_file_either(here: AtThePost, client: Client) -> None:
    """The form of an event leads to that of a birth, which names the mother."""
    mother, _address = a_birth(here)
    typed = {"sort": "birth", "described": "A girl", "happened": ""}
    asked = client.post(reverse("border:event-new") + f"?presentation={mother}", typed)
    assert 'name="reason"' in asked.content.decode()
    assert CANARY not in asked.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_the_reason_holds_for_a_while_and_for_one_session(page, here: AtThePost, me: Somebody, client: Client) -> None:  # type: ignore[no-untyped-def]
    _person, address = page(here)
    address = where(client.get(address, follow=True))
    client.post(address, {"reason": "correction"})
    assert CANARY in client.get(address).content.decode()
    assert Look.objects.count() == 1
    assert CANARY not in client_of(me, post=here.post).get(address).content.decode()
    session = client.session
    session["looks"] = dict.fromkeys(session["looks"], 0)
    session.save()
    assert CANARY not in client.get(address).content.decode()


def test_own_fresh_work_and_whoever_still_waits_need_no_reason(here: AtThePost, me: Somebody, client: Client) -> None:
    mine = replace(here, officer=me)  # type: ignore[arg-type]
    done = mine.open(passport(surname=CANARY)).presentation
    desk.admit(done, Decision(), actor=me)  # type: ignore[arg-type]
    waiting = here.open(passport(surname=CANARY)).presentation
    aside = here.open(passport(surname=CANARY)).presentation
    desk.set_aside(aside, actor=OFFICER)
    for one in (done, waiting, aside):
        assert CANARY in client.get(reverse("border:record", args=[one])).content.decode()
    assert not Look.objects.exists()


def test_a_colleagues_fresh_work_is_a_look(here: AtThePost, client: Client) -> None:
    done = here.open(passport(surname=CANARY)).presentation
    desk.admit(done, Decision(), actor=OFFICER)
    assert CANARY not in client.get(reverse("border:record", args=[done])).content.decode()


def test_a_hold_that_one_ended_oneself_is_own_work(here: AtThePost, me: Somebody, client: Client) -> None:
    hold = desk.set_aside(here.open(passport(surname=CANARY)).presentation, actor=OFFICER)
    holds.take(hold, actor=me)  # type: ignore[arg-type]
    holds.release_and_admit(hold, Decision(), actor=me)  # type: ignore[arg-type]
    assert CANARY in client.get(reverse("border:hold", args=[hold])).content.decode()


def test_lists_of_what_is_done_name_nobody(here: AtThePost, client: Client) -> None:
    bus, group = (page(here)[1].split("/")[2] for page in (somebody_of_a_bus, somebody_of_a_group))
    an_answered_question(here)
    a_confirmed_form(here)
    questions_done = reverse("border:questions") + "?answered=1"
    forms_done = reverse("border:paper-forms") + "?status=confirmed"
    for address in (
        reverse("border:carriage", args=[bus]),
        reverse("border:group", args=[group]),
        questions_done,
        questions_done + "&csv=1",
        forms_done,
        forms_done + "&csv=1",
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        assert CANARY not in answer.content.decode().upper(), address


def the_events(here: AtThePost) -> tuple[UUID, str]:
    events.record_event(here.post, sort="death", described="A guest", told=CANARY, happened=then(), actor=OFFICER)
    return list_file("events", here.post), reverse("border:events")


def the_papers_owed(here: AtThePost) -> tuple[UUID, str]:
    without_papers(here)
    return list_file("papers", here.post), reverse("border:papers-owed")


def the_short_way(here: AtThePost) -> tuple[UUID, str]:
    listings.import_sheet("pupil", f"{CANARY};UZB;P1;2026-01-01;2030-01-01", actor=OFFICER)
    return list_file("listings", here.post), reverse("border:listings")


def a_signed_roll(here: AtThePost) -> tuple[UUID, str]:
    person = here.open(passport(surname=CANARY), happened=then()).presentation
    hold = desk.set_aside(person, actor=OFFICER, happened=then())
    holds.take(hold, actor=SECOND)
    roll = holds.sign_roll(here.post, [RollEntryPart(hold=hold, food=True)], actor=SECOND)
    holds.release_and_admit(hold, Decision(), actor=SECOND)
    return roll, reverse("border:roll-signed", args=[roll])


def the_list_of_a_bus(here: AtThePost) -> tuple[UUID, str]:
    manifest = read_manifest(f"name;number\n{CANARY};FA1")
    bus = carriages.arrive(
        here.post, direction="entry", sort="bus", plate="01A123BC", lines=manifest.lines, actor=OFFICER
    )
    carriages.release(bus, actor=OFFICER, knowing=True)
    return bus, reverse("border:carriage", args=[bus])


def the_travellers_of_a_group(here: AtThePost) -> tuple[UUID, str]:
    _person, address = somebody_of_a_group(here)
    group = UUID(address.split("/")[2])
    return group, reverse("border:group", args=[group])


LISTS = [the_events, the_papers_owed, the_short_way, a_signed_roll, the_list_of_a_bus, the_travellers_of_a_group]


@pytest.mark.parametrize("made", LISTS)
def test_a_list_of_people_shows_names_after_a_reason_which_is_one_look(  # type: ignore[no-untyped-def]
    made, here: AtThePost, me: Somebody, client: Client
) -> None:
    file, address = made(here)
    asked = client.get(address)
    assert asked.status_code == 200
    assert CANARY not in asked.content.decode()
    assert 'name="reason"' in asked.content.decode()
    assert CANARY not in client.get(address, {"csv": "1"}).content.decode()
    refused = client.post(address, {"reason": "other", "text": ""})
    assert CANARY not in refused.content.decode()
    assert not Look.objects.exists()

    shown = client.post(address, {"reason": "oversight"}, follow=True)
    assert CANARY in shown.content.decode()
    assert CANARY in client.get(address).content.decode()
    (look,) = Look.objects.all()
    assert (look.reason, look.file, look.staff) == ("oversight", file, me.id)
    assert CANARY not in client_of(me, post=here.post).get(address).content.decode()


@pytest.mark.parametrize("made", LISTS)
def test_a_list_is_always_at_its_post(made, here: AtThePost, client: Client) -> None:  # type: ignore[no-untyped-def]
    """What is unusual about a person's file, that they weren't here for days, says nothing about a list."""
    _file, address = made(here)
    client.post(address, {"reason": "inspection"})
    assert Look.objects.count() == 1
    assert not Alarm.objects.exists()


def test_a_listing_is_a_look_at_that_persons_file(here: AtThePost, client: Client) -> None:
    _file, _address = the_short_way(here)
    row = Listing.objects.get()
    page = reverse("border:listing", args=[row.subject])
    assert CANARY not in client.get(page).content.decode()
    assert CANARY in client.post(page, {"reason": "correction"}, follow=True).content.decode()
    assert Look.objects.get().file == UUID(bytes=bytes(row.document_key))


def test_lists_of_what_is_at_work_name_everybody(here: AtThePost, me: Somebody, client: Client) -> None:
    events.record_event(here.post, sort="illness", described=CANARY, actor=OFFICER)
    bus = carriages.arrive(
        here.post,
        direction="entry",
        sort="bus",
        plate="01A123BC",
        lines=read_manifest(f"name;number\n{CANARY};FA1").lines,
        actor=OFFICER,
    )
    hold = desk.set_aside(here.open(passport(surname=CANARY)).presentation, actor=OFFICER)
    roll = holds.sign_roll(here.post, [RollEntryPart(hold=hold, food=True)], actor=SECOND)
    for page in (
        reverse("border:events"),
        reverse("border:carriage", args=[bus]),
        reverse("border:roll-signed", args=[roll]),
    ):
        assert CANARY in client.get(page).content.decode(), page
    assert not Look.objects.exists()


def test_the_name_of_a_family_that_went_on_is_somebodys_name(here: AtThePost, client: Client) -> None:
    group = groups.open_group(here.post, direction="entry", sort="family", label=CANARY, actor=OFFICER)
    company = groups.open_group(here.post, direction="entry", sort="group", label="Class 5 b", actor=OFFICER)
    address, all_groups = reverse("border:group", args=[group]), reverse("border:groups") + "?which=all"
    assert CANARY in client.get(all_groups).content.decode()
    for one in (group, company):
        groups.close(one, actor=OFFICER)
    for page in (all_groups, all_groups + "&csv=1", address):
        assert CANARY not in client.get(page).content.decode()
    assert "Class 5 b" in client.get(all_groups).content.decode()
    assert CANARY in client.post(address, {"reason": "oversight"}, follow=True).content.decode()


def test_nobody_is_asked_for_a_reason_where_nothing_is_hidden(here: AtThePost, client: Client) -> None:
    events.record_event(here.post, sort="illness", described=CANARY, actor=OFFICER)
    for page in ("border:events", "border:papers-owed"):
        assert 'name="reason"' not in client.get(reverse(page)).content.decode()


def test_a_vehicle_that_went_on_is_let_go_once(here: AtThePost, client: Client) -> None:
    bus, address = the_list_of_a_bus(here)
    answer = client.get(reverse("border:carriage-release", args=[bus]), follow=True)
    assert where(answer) == address
    assert CANARY not in answer.content.decode()


def test_a_form_that_is_recorded_is_not_keyed_again(here: AtThePost, client: Client) -> None:
    _person, form = a_confirmed_form(here)
    again = client.get(reverse("border:paper-key"), {"form": form.split("/")[-2]})
    assert again.status_code == 200
    assert CANARY not in again.content.decode().upper()


def test_a_bad_decision_about_somebody_who_has_crossed_shows_nothing(here: AtThePost, client: Client) -> None:
    for page in (somebody_of_a_bus, somebody_of_a_group):
        _person, address = page(here)
        answer = client.post(address + "decide/", {"act": "admit", "purpose": "?"}, follow=True)
        assert CANARY not in answer.content.decode()
    _person, hold = a_released_hold(here)
    assert CANARY not in client.post(hold + "admit/", {"purpose": "?"}, follow=True).content.decode()


def test_what_a_scan_repeats_is_chosen_by_time_and_lane(here: AtThePost, client: Client) -> None:
    here.open(passport(surname=CANARY))
    again = here.open(passport(surname="OTHER")).presentation
    shown = client.get(reverse("border:record", args=[again])).content.decode()
    assert "OTHER" in shown
    assert CANARY not in shown


class TestVehicles:
    """A plate leads to a person as well."""

    @pytest.fixture(autouse=True)
    def _seen(self, here: AtThePost) -> None:
        gone = carriages.arrive(here.post, direction="exit", sort="car", plate="77 XYZ 01", heads=1, actor=OFFICER)
        carriages.release(gone, actor=OFFICER, knowing=True)
        carriages.arrive(here.post, direction="entry", sort="car", plate="55 HERE 02", heads=1, actor=OFFICER)

    def page(self, client: Client, **given: str) -> str:
        address = reverse("border:vehicles")
        return (client.post(address, given) if given else client.get(address)).content.decode()

    def test_what_is_at_the_post_is_listed_without_a_question(self, client: Client) -> None:
        shown = self.page(client)
        assert "55 HERE 02" in shown
        assert "77 XYZ 01" not in shown
        assert not Look.objects.exists()

    def test_a_plate_wants_a_reason_and_is_a_look(self, client: Client) -> None:
        assert self.page(client, q="77xyz01").count("77 XYZ 01") == 0
        assert not Look.objects.exists()
        assert "77 XYZ 01" in self.page(client, q="77xyz01", reason="court", text="No 12/4")
        (look,) = Look.objects.all()
        assert (look.file, look.reason, look.screen) == (vehicle_file("77 XYZ 01"), "court", "border:vehicles")
        assert "77 XYZ 01" in self.page(client)
        assert Look.objects.count() == 1

    def test_another_plate_is_another_look(self, client: Client) -> None:
        self.page(client, q="77xyz01", reason="inspection")
        assert "77 XYZ 01" not in self.page(client, q="55here02")
        assert "77 XYZ 01" not in self.page(client)
        self.page(client, q="55here02", reason="inspection")
        assert Look.objects.count() == 2

    def test_only_a_vehicle_that_never_came_here_is_unusual(self, client: Client) -> None:
        self.page(client, q="77xyz01", reason="inspection")
        assert not Alarm.objects.exists()
        self.page(client, q="never seen", reason="inspection")
        assert [one.rule for one in Alarm.objects.all()] == ["not_at_this_post"]
