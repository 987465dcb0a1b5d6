"""What the system notices at the line: whoever it sets aside looks to the first line like the random sample, and the
second line reads why. Nobody's nationality, and no advisory, sets anybody aside."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from panah.border.desk import groups, holds, noticing, sample
from panah.border.desk import presentations as desk
from panah.border.desk.context import DeskError
from panah.border.models import Hold, Presentation
from panah.documents.travel_document import TravelDocument
from panah.safeguards.noticing import advisories
from tests.border.api import Gate, a_gate, a_post
from tests.border.api import zone as machine_zone
from tests.border.conftest import OFFICER, SECOND, AtThePost, passport, zone
from tests.people.factories import client_of, somebody

TODAY = datetime.now(UTC).date()
HTMX: dict[str, Any] = {"HTTP_HX_REQUEST": "true"}


def a_group(here: AtThePost, papers_from: str = "other", sort: str = "group", expected: int | None = 4) -> UUID:
    return groups.open_group(
        here.post, direction="entry", sort=sort, papers_from=papers_from, expected=expected, actor=OFFICER
    )


def refused_before(document: TravelDocument, here: AtThePost, days: int, outcome: str = "refused") -> None:
    """The register's row of a refusal that lies back; how it comes about is another test's."""
    row = here.open(document, happened=timezone.now() - timedelta(days=days)).presentation
    Presentation.objects.filter(subject=row).update(
        outcome=outcome, outcome_at=timezone.now() - timedelta(days=days, minutes=1)
    )


def told(presentation: UUID) -> list[str]:
    return [one.notice.code for one in noticing.told(Presentation.objects.get(subject=presentation))]


def stopped(presentation: UUID) -> bool:
    """Whether Enter sets aside; and if, then as the sample does."""
    said: tuple[str, dict[str, Any]] | None = None
    try:
        desk.admit(presentation, actor=OFFICER)
    except DeskError as no:
        said = no.code, no.params
    assert said in (None, ("set_aside_required", {"code": "sample"}))
    return said is not None


class TestWhomItSetsAside:
    def test_one_adult_with_many_peoples_papers(self, here: AtThePost) -> None:
        opened = here.open(group=a_group(here))
        assert opened.automatic_set_aside
        assert stopped(opened.presentation)
        assert told(opened.presentation) == ["notice:documents_of_others"]

    @pytest.mark.parametrize("papers_from", ["", "driver", "crew", "group_leader", "teacher", "family"])
    def test_drivers_leaders_and_families_hand_over_papers_every_day(self, here: AtThePost, papers_from: str) -> None:
        opened = here.open(group=a_group(here, papers_from, expected=40))
        assert not opened.automatic_set_aside
        assert not stopped(opened.presentation)

    @pytest.mark.parametrize("sort", ["family", "school", "crew"])
    def test_nor_is_a_family_a_class_or_a_crew(self, here: AtThePost, sort: str) -> None:
        assert not here.open(group=a_group(here, "other", sort, expected=40)).automatic_set_aside

    def test_whoever_came_before_the_fourth_paper_counts_as_long_as_they_arent_decided(self, here: AtThePost) -> None:
        group = a_group(here, expected=None)
        opened = [here.open(group=group) for _ in range(4)]
        assert [one.automatic_set_aside for one in opened] == [False, False, False, True]
        assert all(stopped(one.presentation) for one in opened)

    def test_somebody_who_joined_the_group_later_belongs_to_it(self, here: AtThePost) -> None:
        person = here.open().presentation
        groups.join(a_group(here), person, actor=OFFICER)
        assert stopped(person)

    @pytest.mark.parametrize("outcome", ["refused", "withdrew", "returned"])
    def test_whoever_comes_again_within_days(self, here: AtThePost, outcome: str) -> None:
        document = passport()
        refused_before(document, here, 3, outcome)
        opened = here.open(document)
        assert opened.automatic_set_aside
        assert stopped(opened.presentation)
        assert told(opened.presentation) == ["notice:refused_elsewhere"]

    def test_with_another_document_too_and_not_after_weeks(self, here: AtThePost) -> None:
        refused_before(passport(birth="1980-01-01"), here, 3)
        assert here.open(passport(birth="1980-01-01")).automatic_set_aside
        late = passport()
        refused_before(late, here, 15)
        assert not here.open(late).automatic_set_aside

    def test_nobody_is_kept_from_leaving_for_it(self, here: AtThePost) -> None:
        document = passport()
        refused_before(document, here, 3)
        assert not here.open(document, "exit").automatic_set_aside

    def test_what_was_on_paper_is_written_down_as_it_was(self, here: AtThePost) -> None:
        from panah.journal.entries import Source

        now = timezone.now()
        opened = here.open(group=a_group(here), source=Source.PAPER, happened=now)
        desk.admit(opened.presentation, actor=OFFICER, source=Source.PAPER, happened=now)


class TestWhomItDoesNot:
    @pytest.mark.parametrize("nationality", ["AFG", "SYR", "UZB", "PRK", "XXA", "XXB", "XXC"])
    def test_a_nationality_or_a_status_sets_nobody_aside(self, here: AtThePost, nationality: str) -> None:
        opened = here.open(passport(nationality))
        assert not opened.automatic_set_aside
        assert not stopped(opened.presentation)

    @pytest.mark.parametrize("country", sorted(one.country for one in advisories() if one.in_force(TODAY)))
    def test_an_advisory_says_nothing_at_the_line_nor_of_the_held(self, here: AtThePost, country: str) -> None:
        """It is asked where somebody would be sent back, and is no reason to stop anybody or to read of them."""
        person = here.open(passport(country)).presentation
        assert not stopped(person)
        person = here.open(passport(country)).presentation
        hold = desk.set_aside(person, actor=OFFICER)
        assert told(person) == []
        second = client_of(somebody("second_line", post=here.post), post=here.post, lane="Lane 1")
        assert "Noticed by the system" not in second.get(reverse("border:hold", args=[hold])).content.decode()
        back = noticing.before_sending_back(Presentation.objects.get(subject=person))
        assert noticing.countries_of(back) == (country,), "the same person's way back is what it speaks of"

    @pytest.mark.parametrize(
        ("document", "code"),
        [
            (lambda: passport("XXA"), "notice:stateless_status"),
            (lambda: passport("XXB"), "notice:refugee_status"),
            (lambda: passport("AFG", kind="refugee_travel_document", issuer="KAZ"), "notice:refugee_status"),
        ],
    )
    def test_but_the_second_line_is_told_of_a_protected_status(
        self, here: AtThePost, document: Callable[[], TravelDocument], code: str
    ) -> None:
        assert told(here.open(document()).presentation) == [code]

    def test_a_child_alone_is_one_notice_and_one_finding(self, here: AtThePost) -> None:
        opened = here.open(passport(birth="2018-01-01"))
        assert told(opened.presentation) == ["notice:child"]
        with pytest.raises(DeskError) as no:
            desk.admit(opened.presentation, actor=OFFICER)
        assert no.value.params["code"] == "child_alone"

    def test_a_company_that_brings_many_is_told_and_stops_nobody(self, here: AtThePost) -> None:
        for _ in range(2):
            group = groups.open_group(here.post, direction="entry", sort="group", label="Steppe Bau", actor=OFFICER)
            opened = [here.open(group=group) for _ in range(3)]
        assert not stopped(opened[0].presentation)
        assert told(opened[0].presentation) == ["notice:same_sponsor"]


def test_more_facts_never_take_a_notice_away(here: AtThePost) -> None:
    """Whatever becomes known, in whichever order: what was noticed stays noticed."""

    def refusal() -> None:
        refused_before(document, here, 2)

    def membership() -> None:
        groups.join(a_group(here), person, actor=OFFICER)

    def hold() -> None:
        desk.set_aside(here.open(document).presentation, actor=OFFICER)

    def crossing() -> None:
        here.cross(passport(birth="1980-01-01"), "entry", timedelta(days=1))

    orders = itertools.permutations([refusal, membership, crossing, hold])
    # Nobody is refused while they are held: the database wouldn't have it.
    for order in (one for one in orders if one.index(refusal) < one.index(hold)):
        with transaction.atomic():
            document = passport("XXA", birth="1980-01-01")
            person = here.open(document).presentation
            known: set[str] = set(told(person))
            for learn in order:
                learn()
                now = set(told(person))
                assert known <= now, order
                known = now
            assert {"notice:refused_elsewhere", "notice:documents_of_others", "notice:stateless_status"} == known
            transaction.set_rollback(True)


# --- the first line learns nothing from it ----------------------------------------------------------------------------


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """A clock that stands, so that whole answers can be compared."""
    now = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now


def plain(body: bytes) -> bytes:
    """Without what is another for every answer: handles, the form's token, the journal's signed head."""
    body = re.sub(rb'"receipt":\{[^}]*\}', b"RECEIPT", body)
    body = re.sub(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", b"HANDLE", body)
    return re.sub(rb'(csrfmiddlewaretoken" value=)"\w+"', rb"\1", body)


def worlds(here: AtThePost, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Callable[[TravelDocument], None]]]:
    """Each reason for which the system sets somebody aside, by what has to be so before they come."""
    drawn = [False]
    monkeypatch.setattr(sample, "is_sampled", lambda lot: drawn[0])

    def sampled(document: TravelDocument) -> None:
        drawn[0] = True

    def sent_back(document: TravelDocument) -> None:
        drawn[0] = False
        refused_before(document, here, 2)

    def returned(document: TravelDocument) -> None:
        drawn[0] = False
        refused_before(document, here, 13, "returned")

    yield from (("sample", sampled), ("refused", sent_back), ("returned", returned))


@pytest.mark.parametrize("door", ["booth", "machine", "whole inspection"])
def test_the_answer_is_the_same_whatever_the_reason(
    here: AtThePost, still: datetime, monkeypatch: pytest.MonkeyPatch, door: str
) -> None:
    said: dict[str, list[bytes]] = {}
    gate = a_gate(a_post(name="Korday"))
    who = somebody("first_line", post=here.post)
    document = passport(number="FA0000007", surname="SAME")
    for reason, before in worlds(here, monkeypatch):
        with transaction.atomic():
            before(document)
            booth = client_of(who, post=here.post, lane="Lane 1")
            said[reason] = [plain(one) for one in _through(door, gate, booth, document)]
            assert Hold.objects.count() == 1, reason
            transaction.set_rollback(True)
    assert said["sample"] == said["refused"] == said["returned"]


def _through(door: str, gate: Gate, booth: Client, document: TravelDocument) -> list[bytes]:
    sent = {"direction": "entry", "mrz": zone(document)}
    if door == "machine":
        opened = gate.send("presentations", sent)
        return [opened.content, gate.send(f"presentations/{opened.json()['presentation']}/crossing").content]
    if door == "whole inspection":
        return [gate.send("inspections", sent).content]
    first = booth.post(reverse("border:scan"), {"zone": zone(document)}, **HTMX)
    person = Presentation.objects.get(outcome="").subject
    return [first.content, booth.post(reverse("border:admit", args=[person]), **HTMX).content]


def test_what_is_stored_of_it_is_what_is_stored_of_the_sample(
    here: AtThePost, still: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Facts of the presentation and of its hold, and the row of the token: in kind, in order, in size."""
    stored: dict[str, list[Any]] = {}
    for reason, before in worlds(here, monkeypatch):
        with transaction.atomic(), connection.cursor() as cursor:
            document = passport(number="FA0000007")
            before(document)
            person = here.open(document).presentation
            assert stopped(person)
            hold = desk.set_aside(person, actor=OFFICER)
            cursor.execute(
                "SELECT e.kind, octet_length(b.body) FROM journal_entry e JOIN journal_body b"
                " ON (b.journal, b.sequence) = (e.journal, e.sequence) WHERE e.subject = ANY(%s) ORDER BY e.sequence",
                [[person, hold]],
            )
            rows = cursor.fetchall()
            cursor.execute("SELECT octet_length(token) FROM border_hold_token WHERE hold = %s", [hold])
            stored[reason] = [*rows, cursor.fetchone()]
            transaction.set_rollback(True)
    assert stored["sample"] == stored["refused"] == stored["returned"]


def test_no_table_says_why_somebody_was_set_aside(here: AtThePost) -> None:
    from tests.protection.dumping import dump

    document = passport()
    refused_before(document, here, 2)
    person = here.open(document, group=a_group(here)).presentation
    hold = desk.set_aside(person, actor=OFFICER)
    assert len(told(person)) == 2
    there = dump()
    assert str(hold) in there["public.border_hold"]
    said = re.compile("notice:|refused_elsewhere|documents_of_others")
    assert [name for name, text in there.items() if said.search(text)] == []


def test_noticing_asks_the_database_once_more_at_most(here: AtThePost) -> None:
    group = a_group(here, "driver")
    here.open()
    here.open(group=group)
    with CaptureQueriesContext(connection) as alone:
        here.open()
    with CaptureQueriesContext(connection) as together:
        here.open(group=group)
    assert len(together) <= len(alone) + 1
    assert sum("border_group" in one["sql"] for one in alone) == 0
    assert sum("'withdrew'" in one["sql"] for one in alone) == 1, "what came before is asked with the history"


# --- the second line reads why ----------------------------------------------------------------------------------------


@pytest.fixture
def second(here: AtThePost) -> Client:
    return client_of(somebody("second_line", post=here.post), post=here.post, lane="Lane 1")


def test_the_second_line_reads_what_was_noticed_why_and_by_which_source(here: AtThePost, second: Client) -> None:
    hold = desk.set_aside(here.open(group=a_group(here)).presentation, actor=OFFICER)
    page = second.get(reverse("border:hold", args=[hold])).content.decode()
    assert "Noticed by the system" in page
    assert "One adult handed over this document and those of 3 others" in page
    assert "Drivers and group leaders do so every day and are excepted" in page
    assert "UNODC" in page


def test_of_the_sample_it_reads_nothing_of_the_kind(here: AtThePost, second: Client) -> None:
    hold = desk.set_aside(here.open().presentation, actor=OFFICER)
    assert "Noticed by the system" not in second.get(reverse("border:hold", args=[hold])).content.decode()


def test_the_booth_and_the_record_never_show_it(here: AtThePost) -> None:
    booth = client_of(somebody("first_line", post=here.post), post=here.post, lane="Lane 1")
    document = passport()
    refused_before(document, here, 2)
    booth.post(reverse("border:scan"), {"zone": zone(document)}, **HTMX)
    person = Presentation.objects.get(outcome="").subject
    desk.set_aside(person, actor=OFFICER)
    for page in (reverse("border:booth"), reverse("border:record", args=[person])):
        text = booth.get(page).content.decode()
        assert "Noticed" not in text
        assert "went back" not in text


def test_one_key_of_the_booth_says_that_the_papers_come_from_one_hand(here: AtThePost) -> None:
    booth = client_of(somebody("first_line", post=here.post), post=here.post, lane="Lane 1")
    page = booth.post(reverse("border:family"), {"hand": "other"}, **HTMX).content.decode()
    assert "From one hand: on" in page
    booth.post(reverse("border:scan"), {"zone": zone(passport())}, **HTMX)
    page = booth.post(reverse("border:admit", args=[Presentation.objects.get().subject]), **HTMX).content.decode()
    assert "Please send this person to the second line" in page
    assert "From one hand: on" not in booth.post(reverse("border:family"), **HTMX).content.decode()


def test_a_gate_sends_somebody_noticed_to_a_colleague(db: None) -> None:
    gate, mrz = a_gate(a_post()), machine_zone()
    first = gate.inspect(mrz).json()
    Presentation.objects.filter(subject=first["presentation"]).update(outcome="returned", outcome_at=timezone.now())
    assert gate.inspect(mrz).json()["outcome"] == "set_aside"
    hold = Hold.objects.get()
    assert told(hold.presentation) == ["notice:refused_elsewhere"]
    holds.take(hold.subject, actor=SECOND)
    holds.release_and_admit(hold.subject, desk.Decision(), actor=SECOND)
