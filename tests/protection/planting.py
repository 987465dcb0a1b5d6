"""One post, its bodies and its people, with a sentence of its own planted in every kind of data there is."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse

from panah.border.desk import calls, holds, persons, refusals, searches
from panah.border.desk import presentations as line
from panah.border.desk.context import Actor
from panah.border.desk.posts import Lane, describe_post
from panah.border.facts.refusals import RefusalPart
from panah.border.models import Hold, Presentation
from panah.border.rules.refusals import digest_of
from panah.journal.entries import Statement
from panah.journal.envelopes import keyring
from panah.journal.record import record
from panah.people import acts
from panah.people import desk as people
from panah.people.access import Staff
from panah.people.desk import SYSTEM
from panah.people.devices import register_device
from panah.people.facts import AlarmRaised
from panah.people.looks import record_look
from panah.people.models import Account, Look
from panah.people.permissions import BODY_SCOPES, SCOPES
from panah.protection.desk import (
    case_documents,
    case_entries,
    case_opening,
    cases,
    claim_steps,
    claims,
    complaints,
    copies,
    machines,
    matters,
    referrals,
    referring,
    talks,
    vital,
)
from panah.protection.desk.referring import Sending, Wanted
from panah.protection.models import Complaint
from panah.safeguards import conversation
from panah.safeguards.conversation import Answer, Mark
from panah.safeguards.routes import Said
from tests.border.conftest import passport
from tests.people.factories import Somebody, client_of, somebody
from tests.protection.conftest import Nodes, establish

TRAVELLER = "QARQARALINSKAYA"
"""The family name of everybody who is planted."""

PLANTED = {
    "traveller": TRAVELLER,
    "note": "The stamp of the second page is smudged",
    "talk": "A neighbour told us not to wait for the morning",
    "words": "They wrote our names on the door of the school",
    "matter": "My brother was taken from the shop",
    "referral": "A bed where dogs are allowed",
    "claim": "The documents of the village council convinced us",
    "complaint": "He tore my paper in two and laughed",
    "refusal": "The hotel named on the form has no such booking",
    "look": "Asked for by the court of Qulja, number 77",
    "search": "A letter lay under the insole",
    "joined": "The scar on the left hand is the same on both photographs",
    "vital": "She has not drunk since Tuesday",
    "case": "Their aunt in Osh can be reached on Sundays",
    "help": "The room with the green door is free from Monday",
}
"""By kind of data: what stands in it and nowhere else."""


WORKERS = ("asylum", "shelter", "children")

UNNAMED: dict[str, object] = dict.fromkeys(
    ("batch", "body", "carriage", "change", "event", "form", "group", "hit", "list", "listing", "organisation",
     "pending", "question", "roll"),
    UUID(int=1),
) | {"lane": "1"}  # fmt: skip
"""Placeholders of addresses whose things hold nothing that is planted: what stands there isn't here."""


@dataclass
class Planted:
    """Who looks, by name of viewer; tokens of machines; what addresses may name, by placeholder; further addresses, by
    name of the page; searches."""

    viewers: dict[str, Client] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    handles: dict[str, list[object]] = field(default_factory=dict)
    further: dict[str, list[str]] = field(default_factory=dict)
    searches: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def at(self, placeholder: str, *values: object) -> None:
        self.handles.setdefault(placeholder, []).extend(values)


def plant(nodes: Nodes) -> Planted:
    """Plants all of it, each by those whose work it is; post and bodies on one node."""
    here = plant_at_the_post(nodes)
    workers = _workers(here, nodes)
    _claim(here, nodes, workers["asylum"])
    _cases(here, nodes, workers)
    return here


def plant_at_the_post(nodes: Nodes) -> Planted:
    """What is planted at the post; the bodies may be on another node."""
    here = Planted()
    post = nodes.at.post
    officer = somebody("second_line", post=post)
    actor = Actor(officer.id, frozenset({"second_line"}))
    _seat(here, "second_line", officer, post)
    for role in ("first_line", "commander"):
        _seat(here, role, somebody(role, post=post), post)
    there = describe_post(
        name="Korday", country="KAZ", neighbour="KGZ", way="road", timezone="Asia/Almaty", regime="schengen",
        lanes=[Lane("1", "Lane 1")], actor=nodes.at.officer,
    )  # fmt: skip
    _seat(here, "second_line elsewhere", somebody("second_line", post=there), there)
    for role in ("headquarters", "administrator"):
        _seat(here, role, somebody(role))
    with nodes.as_house() if nodes.as_house else nullcontext():
        ombuds = keyring.make("ombuds", uuid4())
    establish("monitor", key=ombuds.public, id=ombuds.id)
    _hired(here, "monitor", ombuds.id, "monitor")
    device, here.tokens["gate"] = register_device("Gate", post, SCOPES, actor=SYSTEM, lane="1")
    here.at("device", device)
    here.at("post", post, there)
    here.at("staff", officer.id)
    _ordinary(here, nodes, actor)
    _heard(here, nodes, actor)
    _referred(here, nodes, actor)
    _refused(here, nodes, actor)
    _behind_the_line(here, nodes, actor)
    _complained(here, nodes)
    return here


def _seat(here: Planted, name: str, who: Somebody, post: UUID | None = None) -> None:
    here.viewers[name] = client_of(who, post=post, lane="1" if post else "")


def _ordinary(here: Planted, nodes: Nodes, actor: Actor) -> None:
    """Somebody crossed; somebody else is held for a doubt about their document."""
    crossed = nodes.at.cross(passport(surname=TRAVELLER), "entry", timedelta(days=2))
    hold = _held(here, nodes, actor)
    holds.note(hold, "document_expired", "unclear", PLANTED["note"], actor=actor)
    nodes.at.open(passport(surname=TRAVELLER))
    here.at("presentation", crossed)
    here.at("correction", copies.ask(copies.held(crossed), nodes.at.post, "name", TRAVELLER, "QARQARALY", actor=actor))
    here.at("call", calls.call(nodes.at.post, "1", "ru", []))
    file = UUID(bytes=bytes(Presentation.objects.get(subject=crossed).document_key))
    officer = Staff(actor.id, "Officer", actor.roles, nodes.at.post)
    record_look(officer, file, "court", "border:history", text=PLANTED["look"])
    alarm, look = uuid4(), Look.objects.latest("happened")
    raised = AlarmRaised(rule="same_family_name", staff=actor.id, look=look.subject, file=look.file)
    record([Statement(raised, alarm, datetime.now(UTC))], actor=SYSTEM)
    here.at("alarm", alarm)


def _heard(here: Planted, nodes: Nodes, actor: Actor) -> None:
    """Somebody is being heard and nothing was handed over; the asylum authority was told of somebody else."""
    told, hold = Answer("own_words.told", PLANTED["talk"], 1), _held(here, nodes, actor)
    talks.note(talks.open_at(hold, actor=actor), told, Mark("fear", 2), actor=actor)
    page = reverse("protection:talk", args=[hold])
    here.further["protection:talk"] = [f"{page}?step={step.id}" for step in conversation.steps()]
    hold = _held(here, nodes, actor)
    here.at("matter", matters.open_matter(hold, "asylum", said=PLANTED["matter"], actor=actor))


def _referred(here: Planted, nodes: Nodes, actor: Actor) -> None:
    """A claim went to the authority, and a shelter was asked."""
    hold = _held(here, nodes, actor)
    told = Answer("own_words.told", PLANTED["words"], 1)
    talks.note(talks.open_at(hold, actor=actor), told, Mark("fear", 2), actor=actor)
    agreed = Said("services", True, 1, how="asked_alone", language="ru")
    wanted = Wanted("trafficking", nodes.readers["shelter"].id, "services", why="They ask for a bed")
    sending = Sending((wanted,), (agreed,), {"wishes": PLANTED["referral"]})
    referring.refer(talks.open_at(hold, actor=actor), ["trafficking"], "", sending, actor=actor)
    for name in ("asylum", "shelter"):
        body = nodes.readers[name].id
        here.at("referral", *(one.row.subject for one in referrals.referrals_of(body)))
        here.at("matter", *(one.subject for one in matters.matters_of(body) if one.hold == hold))


def _refused(here: Planted, nodes: Nodes, actor: Actor) -> None:
    """One refusal waits for the second officer."""
    hold = _held(here, nodes, actor)
    content = RefusalPart(
        presentation=Hold.objects.get(subject=hold).presentation, hold=hold, post=nodes.at.post, ground="kz-visa",
        facts=PLANTED["refusal"], language="Russian", understood="said_back", notice_language="ru",
        own_words="I forgot it", asked_alone=True, asked_fear=True,
    )  # fmt: skip
    signature = acts._by_node(actor.id, "totp", digest_of(content))
    here.at("refusal", refusals.propose(content, signature, actor=actor))


def _behind_the_line(here: Planted, nodes: Nodes, actor: Actor) -> None:
    """Somebody was searched, two are found to be one, and a clinic is to be told without consent."""
    hold = _held(here, nodes, actor)
    searches.search(
        hold, ["clothes"], "tip", "declared", own_sex=True, told=True, remark=PLANTED["search"], actor=actor
    )
    one, other = (Hold.objects.get(subject=_held(here, nodes, actor)).presentation for _ in range(2))
    persons.join(one, other, PLANTED["joined"], actor=actor)
    here.at("other", other)
    here.at("second-line/person/presentation", one)
    clinic = keyring.make("clinic", uuid4()) if nodes.as_house is None else None
    if clinic is not None:
        establish("health_provider", "urgent_health", key=clinic.public, id=clinic.id)
        why = ("urgent_health", "danger_to_life", PLANTED["vital"])
        here.at("ask", vital.ask(hold, clinic.id, *why, {"language": "Dari"}, actor=actor))


def _cases(here: Planted, nodes: Nodes, workers: dict[str, Actor]) -> None:
    """The authority's case of the claim, and the shelter's."""
    for name, code in (("asylum", "case"), ("shelter", "help")):
        body = nodes.readers[name].id
        [referral] = [one.row.subject for one in referrals.referrals_of(body)]
        found = cases.of_referral(body, referral)
        case = found.subject if found else case_opening.open_case(body, referral=referral, actor=workers[name])
        case_entries.note(body, case, PLANTED[code], actor=workers[name])
        paper = f"Report. {PLANTED[code]}".encode()
        here.at("document", case_documents.file_document(body, case, PLANTED[code], paper, actor=workers[name]))
        day = datetime.now(UTC).date()
        here.at("appointment", case_entries.appointment(body, case, day, place=PLANTED[code], actor=workers[name]))
        here.at("case", case)
    here.at("step", "called", "served", "guardian", "risk_assessed")


def _complained(here: Planted, nodes: Nodes) -> None:
    complaints.complain("complaint", PLANTED["complaint"], post=nodes.at.post, language="ru")
    here.at("complaint", Complaint.objects.latest("made").subject)


def _workers(here: Planted, nodes: Nodes) -> dict[str, Actor]:
    """A case worker and a machine of each body; gives the workers."""
    found = {}
    for name in WORKERS:
        staff = _hired(here, "case_worker", nodes.readers[name].id, f"case_worker of {name}")
        found[name] = Actor(staff, frozenset({"case_worker"}))
        machine, here.tokens[f"machine of {name}"] = machines.register(
            nodes.readers[name].id, "Machine", BODY_SCOPES, actor=found[name]
        )
        here.at("machine", machine)
    return found


def _hired(here: Planted, role: str, body: UUID, name: str) -> UUID:
    staff = people.hire(name, body, actor=SYSTEM)
    people.grant(staff, role, actor=SYSTEM)
    account = people.create_account(staff, name.replace(" ", "."), actor=SYSTEM).account
    Account.objects.filter(pk=account.pk).update(must_change=False)
    _seat(here, name, Somebody(staff, account))
    return staff


def _claim(here: Planted, nodes: Nodes, worker: Actor) -> None:
    authority = nodes.readers["asylum"].id
    [referral] = [one.row for one in referrals.referrals_of(authority)]
    claim = claims.register(authority, referral.subject, actor=worker)
    claim_steps.decide(authority, claim, "recognised", PLANTED["claim"], actor=worker)
    here.at("claim", claim)


def _held(here: Planted, nodes: Nodes, actor: Actor) -> UUID:
    """Somebody else each time, set aside and taken over."""
    presentation = nodes.at.open(passport(surname=TRAVELLER)).presentation
    hold = line.set_aside(presentation, actor=nodes.at.officer)
    holds.take(hold, actor=actor)
    here.at("hold", hold)
    return hold
