"""One sponsor or address for many is noticed: towards protection alone, like the random sample; hotels, drivers and
families are left out. What was said is kept with the person; who comes in is counted, and nobody twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from panah.border.desk import groups, noticing
from panah.border.desk import presentations as desk
from panah.border.desk.context import DeskError
from panah.border.desk.surroundings import of_all
from panah.border.facts.parts import HostPart
from panah.border.facts.presentations import SetAside
from panah.border.models import Hold, Presentation
from panah.journal import facts
from tests.border.conftest import OFFICER, AtThePost, passport, zone
from tests.border.test_noticing_at_the_line import HTMX, a_group, stopped, told
from tests.people.factories import client_of, somebody

FARM = HostPart(sponsor="Steppe-Bau LLP", address="Almaty, Abai 5, flat 3")


def guests(here: AtThePost, many: int, host: HostPart = FARM, **more: Any) -> list[UUID]:
    return [here.open(host=host, **more).presentation for _ in range(many)]


class TestOneHostForMany:
    def test_the_sixth_guest_of_one_sponsor_is_set_aside_like_the_sample(self, here: AtThePost) -> None:
        before = guests(here, 5)
        assert not any(stopped(one) for one in before[:1])
        other = here.open(host=HostPart(sponsor="  STEPPE BAU, LLP.")).presentation
        assert stopped(other)
        assert told(other) == ["notice:same_sponsor"]

    def test_the_ninth_at_one_address_too(self, here: AtThePost) -> None:
        guests(here, 8, HostPart(address="Almaty, Abai 5 / 3"))
        late = here.open(host=HostPart(sponsor="An aunt", address="ALMATY ABAI 5-3"))
        assert late.automatic_set_aside
        assert told(late.presentation) == ["notice:same_address"]

    def test_what_the_officer_writes_at_the_booth_counts_at_once(self, here: AtThePost) -> None:
        for _ in range(5):
            desk.admit(here.open().presentation, desk.Decision(host=FARM), actor=OFFICER)
        person = here.open().presentation
        with pytest.raises(DeskError) as no:
            desk.admit(person, desk.Decision(host=FARM), actor=OFFICER)
        assert no.value.params == {"code": "sample"}
        desk.set_aside(person, actor=OFFICER, host=FARM)
        assert told(person) == ["notice:same_sponsor"]

    @pytest.mark.parametrize(
        "host",
        [HostPart(sponsor="Hotel «Dostyk»", address="hotel Dostyk, Almaty"), HostPart(sponsor="Университет Ала-Тоо")],
    )
    def test_hotels_and_universities_are_known(self, here: AtThePost, host: HostPart) -> None:
        guests(here, 9, host)
        opened = here.open(host=host)
        assert not opened.automatic_set_aside
        assert told(opened.presentation) == []

    def test_nobody_is_counted_twice_nor_those_who_leave_nor_long_ago(self, here: AtThePost) -> None:
        daily = passport()
        for _ in range(6):
            here.open(daily, host=FARM)
        guests(here, 6, direction="exit")
        guests(here, 6, happened=timezone.now() - timedelta(days=31))
        assert not here.open(host=FARM).automatic_set_aside
        guests(here, 3)
        assert not here.open(daily, host=FARM).automatic_set_aside, "not among their own others"

    def test_nobody_is_kept_from_leaving_for_it(self, here: AtThePost) -> None:
        guests(here, 6)
        assert not here.open(direction="exit", host=FARM).automatic_set_aside

    def test_drivers_leaders_and_families_are_excepted(self, here: AtThePost) -> None:
        guests(here, 6)
        for group in (a_group(here, "group_leader", expected=None), a_group(here, "", "family", expected=None)):
            assert not here.open(group=group, host=FARM).automatic_set_aside
        driver = here.open().presentation
        desk.admit(driver, desk.Decision(capacity="driver", host=FARM), actor=OFFICER)

    def test_a_group_says_it_once_for_all(self, here: AtThePost) -> None:
        group = groups.open_group(here.post, direction="entry", sort="group", host=FARM, actor=OFFICER)
        members = [here.open(group=group) for _ in range(6)]
        assert [one.automatic_set_aside for one in members] == [False] * 5 + [True]
        assert Presentation.objects.get(subject=members[0].presentation).host == FARM.model_dump()

    def test_what_is_around_many_is_asked_at_once(self, here: AtThePost) -> None:
        """In the past and now, alone and in groups: as if each were asked about."""
        group = groups.open_group(here.post, direction="entry", sort="group", host=FARM, actor=OFFICER)
        said = [*guests(here, 3), here.open(group=group).presentation, here.open().presentation]
        a_group(here, "group_leader", expected=None)
        rows = [Presentation.objects.get(subject=one) for one in reversed(said)]
        asked = [(row, moment) for row in rows for moment in (row.opened, timezone.now())]
        with CaptureQueriesContext(connection) as queries:
            found = of_all(asked)
        assert len(queries) == 1
        assert found == [noticing.at_the_line(row, moment) for row, moment in asked]
        assert len({str(one) for one in found}) > 3

    def test_nationality_plays_no_part(self, here: AtThePost) -> None:
        guests(here, 6)
        said = {here.open(passport(code), host=FARM).automatic_set_aside for code in ("KAZ", "AFG", "DEU", "XXA")}
        assert said == {True}

    def test_registers_keep_keys_only_where_something_was_said(self, here: AtThePost) -> None:
        plain = here.open().presentation
        aside = here.open().presentation
        desk.set_aside(aside, actor=OFFICER, host=FARM)
        nothing = here.open(host=HostPart(sponsor="—")).presentation
        rows = Presentation.objects.in_bulk([plain, aside, nothing])
        assert [rows[one].sponsor_key is None for one in (plain, aside, nothing)] == [True, False, True]
        assert rows[plain].host is None
        assert rows[aside].host == FARM.model_dump()

    def test_facts_of_before_say_nothing_of_it(self, db: None) -> None:
        body = b'{"hold":"00000000-0000-0000-0000-000000000001"}'
        before = facts.load(SetAside.kind, 1, body)
        assert isinstance(before, SetAside)
        assert before.host is None
        with pytest.raises(facts.UnreadableBodyError):
            facts.load(SetAside.kind, 2, body.replace(b"}", b',"guest":1}'))

    def test_the_second_line_reads_who_invited_and_the_booth_form_asks_only_who_comes_in(self, here: AtThePost) -> None:
        booth = client_of(somebody("first_line", post=here.post), post=here.post, lane="Lane 1")
        shown = booth.post(reverse("border:scan"), {"zone": zone(passport())}, **HTMX).content.decode()
        assert 'name="sponsor"' in shown
        person = Presentation.objects.get().subject
        sent = {"sponsor": FARM.sponsor, "address": FARM.address}
        booth.post(reverse("border:set-aside", args=[person]), sent, **HTMX)
        second = client_of(somebody("second_line", post=here.post), post=here.post, lane="Lane 1")
        page = second.get(reverse("border:hold", args=[Hold.objects.get().subject])).content.decode()
        assert FARM.sponsor in page
        assert FARM.address in page
        booth.post(reverse("border:direction"), {"direction": "exit"}, **HTMX)
        shown = booth.post(reverse("border:scan"), {"zone": zone(passport())}, **HTMX).content.decode()
        assert 'name="sponsor"' not in shown
