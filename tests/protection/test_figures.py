"""What a body publishes to the monitor: months that are over, no persons, no small counts; and declared groups."""

from __future__ import annotations

import datetime as dt
import html
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from panah.journal.carrying import peers
from panah.journal.entries import Statement
from panah.journal.envelopes import keyring
from panah.journal.envelopes.sealing import seal
from panah.people.models import Look
from panah.protection.desk import claim_steps, figures, groups
from panah.protection.desk.figures import Span, by_month
from panah.protection.desk.matters import say_as_body
from panah.protection.desk.problems import ProtectionError
from panah.protection.facts.bodies import ChangePart
from panah.protection.facts.figures import FigurePart, FiguresPublished
from panah.protection.models import Claim, DeclaredGroup
from panah.protection.views.claim_figures import said_by
from tests.people.factories import client_of, somebody
from tests.protection.conftest import CASE_WORKER, HEADQUARTERS, Nodes, establish, signed
from tests.protection.test_claims import again, let_go, registered
from tests.protection.test_screens import worker

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def spans(amount: int, *, took: int = 2, month: int = 10, late: int = 0, waiting: int = 0) -> list[Span]:
    begun = dt.datetime(2026, month, 5, tzinfo=dt.UTC)
    rows = [Span(begun, begun + dt.timedelta(days=took), begun + dt.timedelta(days=6)) for _ in range(amount - late)]
    rows += [Span(begun, begun + dt.timedelta(days=9), begun + dt.timedelta(days=6)) for _ in range(late - waiting)]
    return rows + [Span(begun, None, begun + dt.timedelta(days=6)) for _ in range(waiting)]


def test_months_that_are_over_are_counted_and_small_ones_kept_back() -> None:
    found = by_month("registered", [*spans(20, late=3, waiting=1), *spans(9, month=9), *spans(50, month=11)], NOW)
    assert found == [
        FigurePart(month="2026-09", measure="registered", count=None),
        FigurePart(month="2026-10", measure="registered", count=20, within=17, open=1, days=2.0),
    ]
    assert by_month("registered", [Span(NOW - dt.timedelta(days=800), None, NOW)], NOW) == []


def test_half_of_few_is_nobodys_own_time() -> None:
    [row] = by_month("guardian", spans(12, late=9, waiting=9), NOW)
    assert (row.count, row.open, row.days) == (12, 9, None)


def supervisor(nodes: Nodes, number: int = 7) -> Client:
    return worker(nodes.readers["asylum"].id, number, role="body_supervisor")


def test_the_monitor_reads_what_a_body_published_and_nobody_else(alone: Nodes) -> None:
    claim = registered(alone)
    last_month = (timezone.now().replace(day=1) - dt.timedelta(days=3)).date().isoformat()
    for number in range(11):
        Claim.everybodys.create(
            **{
                field.attname: getattr(claim, field.attname)
                for field in Claim._meta.concrete_fields
                if field.attname not in ("id", "subject", "name", "feared_on", "registered_on")
            },
            id=uuid4(), subject=uuid4(), name=f"N {number}", feared_on=last_month, registered_on=last_month,
        )  # fmt: skip
    desk = supervisor(alone)
    page = html.unescape(desk.get(reverse("protection:claim-figures")).content.decode())
    assert "What the monitor would get" in page
    publish = reverse("protection:figures-publish")
    assert "none can be written to yet" in html.unescape(desk.post(publish, follow=True).content.decode())
    office = keyring.make("ombudsman", uuid4())
    establish("monitor", key=office.public, id=office.id, name="Ombudsman")
    assert "Published to the monitor" in html.unescape(desk.post(publish, follow=True).content.decode())
    [row] = [one.row for one in figures.published(office.id) if one.row.measure == "registered"]
    assert (row.month, row.count, row.within, row.open) == (last_month[:7], 11, 11, 0)
    assert figures.published(alone.readers["shelter"].id) == []
    assert figures.published(None) == []
    monitor = client_of(somebody("monitor"))
    shown = html.unescape(monitor.get(reverse("protection:oversight")).content.decode())
    assert "Claims: from first fear to registration" in shown
    assert "This node" in shown
    assert claim.name not in shown
    assert worker(alone.readers["asylum"].id, 8).get(reverse("protection:claim-figures")).status_code == 403


def test_another_nodes_figures_stand_beside_the_bodys_own_and_never_in_their_place(nodes: Nodes) -> None:
    assert nodes.as_house is not None
    office = keyring.make("ombudsman", uuid4())
    establish("monitor", key=office.public, id=office.id, name="Ombudsman")
    nodes.carry()
    body = nodes.readers["asylum"]

    def told(count: int) -> Statement:
        row = FigurePart(month="2026-09", measure="registered", count=count, within=count, open=0)
        return Statement(FiguresPublished(rows=(row,)), body.id, timezone.now())

    def shown() -> set[tuple[str, int | None, bool | None]]:
        nodes.carry()
        return {(one.by, one.row.count, one.own) for one in figures.published(office.id)}

    with nodes.as_house():
        for count in (19, 20):
            say_as_body(body.id, [told(count)], to=[office.public], actor=CASE_WORKER.id)
    seal([told(999)], to=[office.public], actor=CASE_WORKER.id)
    assert shown() == {("house", 20, None), ("", 999, None)}
    house = peers.find("house")
    assert house is not None
    signed(ChangePart(body=body.id, act="key", key=body.public, journal=UUID(house.journals[0]), reason="Its own node"))
    assert shown() == {("house", 20, True), ("", 999, False)}
    [other] = [one for one in figures.published(office.id) if not one.by]
    assert "Not the body's own" in html.unescape(said_by(other))


def test_the_list_as_a_file_names_nobody_and_is_a_look(alone: Nodes) -> None:
    claim = registered(alone)
    answer = supervisor(alone).get(reverse("protection:claims-csv"), {"part": "open"}).content.decode()
    assert claim.number in answer
    assert claim.name not in answer
    assert Look.objects.filter(file=claim.reader, screen="protection:claims-csv").count() == 1


def group(since: dt.date | None = None) -> UUID:
    return groups.declare(
        "Border villages", "Who fled them", "Decree 12", since or timezone.localdate(), actor=HEADQUARTERS
    )


def test_a_group_is_in_force_only_with_both_and_recognises_only(alone: Nodes) -> None:
    claim, declared = registered(alone), group()

    def by_group(outcome: str = "recognised") -> None:
        claim_steps.decide(claim.reader, claim.subject, outcome, "Of the group", group=declared, actor=CASE_WORKER)  # type: ignore[arg-type]

    with pytest.raises(ProtectionError, match="group_unknown"):
        by_group()
    with pytest.raises(ProtectionError, match="change_same_person"):
        groups.confirm(declared, claim.reader, actor=HEADQUARTERS)
    with pytest.raises(ProtectionError, match="no_body"):
        groups.confirm(declared, alone.readers["shelter"].id, actor=CASE_WORKER)
    groups.confirm(declared, claim.reader, actor=CASE_WORKER)
    with pytest.raises(ProtectionError, match="group_unknown"):
        by_group("other_protection")
    by_group()
    assert again(claim).state == "granted"
    assert let_go(alone)
    groups.end(declared, "The war ended", actor=HEADQUARTERS)
    assert groups.in_force(timezone.localdate()) == []
    with pytest.raises(ProtectionError, match="group_settled"):
        groups.confirm(declared, claim.reader, actor=CASE_WORKER)


def test_groups_on_the_screens(alone: Nodes) -> None:
    listed = reverse("protection:groups")
    headquarters, desk = client_of(somebody("headquarters")), supervisor(alone)
    form = {"name": "Border villages", "who": "Who fled them", "source": "Decree 12", "since": "2026-01-01"}
    assert headquarters.post(listed, form).status_code == 302
    row = DeclaredGroup.objects.get()
    confirm = reverse("protection:group-confirm", args=[row.subject])
    assert headquarters.post(confirm).status_code == 403
    assert "Waits for the authority" in desk.get(listed).content.decode()
    assert desk.post(confirm).status_code == 302
    assert "In force" in desk.get(listed).content.decode()
    claim = registered(alone)
    decide = reverse("protection:claim-step", args=[claim.subject, "decide"])
    assert "Border villages" in desk.get(decide).content.decode()
    told = {"outcome": "recognised", "why": "Of the group", "group": str(row.subject)}
    assert desk.post(decide, told).status_code == 302
    page = desk.get(reverse("protection:claim", args=[claim.subject])).content.decode()
    assert "Recognised as a refugee · Border villages · Of the group" in page
    assert headquarters.post(reverse("protection:group-end", args=[row.subject]), {"why": "Peace"}).status_code == 302
    assert desk.post(listed, form).status_code == 200
    assert DeclaredGroup.objects.count() == 1
