"""Every page that a role can open: answered, whole, readable and usable, in three languages and at two widths.

Addresses come from the URL configuration: whatever any area adds is walked by itself. What an address names (a hold,
a bus, a form …) comes from the practice country; a placeholder that nobody filled fails, and belongs into ``handles``.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import BrowserContext, Page

from panah.border.desk import calls, carriages, corrections, groups, holds, presentations, questions
from panah.border.desk.context import Actor, Place
from panah.border.desk.decision import Decision
from panah.border.facts.events import EventRecorded
from panah.border.facts.holds import RollEntryPart
from panah.border.facts.parts import FindingPart
from panah.border.facts.persons import CorrectionPart
from panah.border.facts.refusals import RefusalPart, RefusalProposed
from panah.border.models import Carriage, FormBatch, Hold, Listing, PaperForm, Presentation
from panah.border.rules.refusals import digest_of
from panah.journal.entries import Statement
from panah.journal.record import record
from panah.node.demo.lists import exit_bans
from panah.people import permissions
from panah.people.access import Staff
from panah.people.act_signature import ActSignature
from panah.people.desk import SYSTEM
from panah.people.devices import register_device
from panah.people.facts import AlarmRaised
from panah.people.looks import record_look
from panah.people.models import Look, Organisation
from panah.people.roles import STAFF_ROLES
from panah.protection.desk import (
    bodies,
    case_documents,
    case_entries,
    cases,
    claim_steps,
    claims,
    complaints,
    copies,
    referrals,
    referring,
    talks,
    vital,
)
from panah.protection.desk import groups as declared_groups
from panah.protection.desk.matters import open_matter
from panah.protection.desk.referring import Sending, Wanted
from panah.protection.facts.claims import ClaimCalled, ClaimChild
from panah.protection.models import Body, CompetenceChange, Complaint
from panah.safeguards.conversation import Mark
from panah.safeguards.routes import Said
from panah.watchlists.desk import lists, loading
from panah.watchlists.models import Hit, List
from tests.border.conftest import passport
from tests.journeys.conftest import PracticeSite

WIDE, NARROW = 1280, 390
LANGUAGES = {"en": "ltr", "ru": "ltr", "fa-af": "rtl"}


def thorough(language: str, turn: int) -> tuple[int, ...]:
    """The widths at which a page gets the thorough look for accessibility; at the other it is seen for its layout.

    English at both. The others take turns from page to page: each page is looked at in Russian or in Dari, at one
    width, since a third of the time goes into these looks.
    """
    if language == "en":
        return WIDE, NARROW
    return {0: (WIDE,), 1: (), 2: (NARROW,), 3: ()}[(turn + (language == "ru")) % 4]


# They answer only on the way from another page: after a reason was given, for a key that one has.
NOT_FOUND_IS_FINE = {
    "people:passkey-remove", "border:history-export", "border:refusal-notice", "protection:copy",
    "protection:copy-wrong",
}  # fmt: skip

RAW = re.compile(r"\{\{|\{%|%\(\w+\)[sd]|&lt;lazy|<django\.")


@dataclass(frozen=True)
class Door:
    """An address of the site: its name, its route with placeholders, the act it wants (None: open to all)."""

    name: str
    route: str
    placeholders: tuple[str, ...]
    act: str | None

    def address(self, handles: dict[str, UUID | str]) -> str:
        filled = self.route
        for placeholder in self.placeholders:
            special = f"{self.route.split('<', maxsplit=1)[0]}{placeholder}"
            handle = handles.get(special, handles.get(placeholder))
            assert handle is not None, f"{self.name}: say in handles() what to put for <{placeholder}>"
            filled = re.sub(rf"<(?:\w+:)?{placeholder}>", str(handle), filled)
        return "/" + filled


def doors(patterns: Any = None, before: str = "", space: str = "") -> Iterator[Door]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if not route.startswith("api/"):
                yield from doors(pattern.url_patterns, route, f"{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            act = getattr(pattern.callback, "panah_act", None)
            yield Door(f"{space}{pattern.name}", route, tuple(pattern.pattern.converters), act)


def roles_of(door: Door) -> list[str]:
    return [role for role in STAFF_ROLES if door.act and role in permissions.ACTS[door.act].roles]


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Asking every address means being told "not allowed" often; that is no news."""
    log = logging.getLogger("django.request")
    before = log.level
    log.setLevel(logging.ERROR)
    yield
    log.setLevel(before)


def none_of(wrong: list[str]) -> None:
    """Fail with one line for each thing that is wrong."""
    if wrong:
        pytest.fail("\n".join(sorted(set(wrong))), pytrace=False)


@pytest.fixture(scope="module")
def handles(practice: PracticeSite) -> dict[str, UUID | str]:
    """What addresses name, by placeholder; ``<beginning of the route><placeholder>`` where it must be a special one."""
    now = datetime.now(UTC)
    second = practice.who("second_line")
    actor = Staff(second.id, "Second", frozenset({"second_line"}), practice.post)
    taken = Hold.objects.get(post=practice.post, taken_by=second.id)
    crossed = Presentation.objects.filter(post=practice.post, outcome="crossed").latest("opened")
    open_one = _presented(practice)
    carriage = Carriage.objects.get(post=practice.post)
    group = groups.open_group(practice.post, direction="entry", sort="family", actor=actor, label="A family")
    groups.join(group, taken.presentation, actor=actor)
    finding = FindingPart(
        area="document", state="amber", code="document_expired", params={"on": "2026-01-01"}, source="zone"
    )
    statement = questions.raised(practice.post, crossed.subject, [finding], now)
    event = uuid4()
    fact = EventRecorded(post=practice.post, sort="illness", described="Fainted in the queue", done="Ambulance called")
    record([statement, Statement(fact, event, now)], actor=second.id)
    record_look(actor, UUID(bytes=bytes(crossed.document_key)), "inspection", "border:history")
    look = Look.objects.latest("happened")
    alarm = uuid4()
    hit = Hit.objects.filter(post=practice.post, state="open").latest("raised")
    wanted = lists.by_code("exit-bans")
    another = _presented(practice)
    apart = CorrectionPart(sort="apart", presentation=taken.presentation, other=another)
    raised = AlarmRaised(rule="same_family_name", staff=second.id, look=look.subject, file=look.file)
    record([Statement(raised, alarm, now)], actor=SYSTEM)
    return {
        "presentation": crossed.subject,
        "booth/presentation": open_one,
        "carriages/presentation": _aboard(practice, carriage.subject),
        "hold": taken.subject,
        "carriage": carriage.subject,
        "batch": FormBatch.objects.latest("printed").subject,
        "form": PaperForm.objects.filter(status="keyed").latest("keyed").subject,
        "question": statement.subject,
        "event": event,
        "roll": _roll(practice, actor),
        "group": group,
        "groups/presentation": _presented(practice, group=group),
        "papers-owed/presentation": _without_papers(practice),
        "listing": Listing.objects.latest("entered").subject,
        "post": practice.post,
        "staff": second.id,
        "organisation": Organisation.objects.latest("subject").subject,
        "device": register_device("Gate 1", practice.post, ["inspect"], actor=SYSTEM)[0],
        "alarm": alarm,
        "key": uuid4(),
        "machine": uuid4(),
        "ask": _vital(taken.subject, actor),
        "hit": hit.subject,
        "second-line/lists/presentation": hit.presentation,
        "list": wanted.subject,
        "pending": _file_kept(wanted),
        "second-line/person/presentation": taken.presentation,
        "second-line/person/other": another,
        "second-line/corrections/correction": corrections.propose(apart, "Two faces, one name", actor=actor),
        "refusal": _refusal(taken, second.id),
        "complaint": _complaint(practice),
        "correction": _correction(practice, crossed.subject),
        "body": Body.objects.latest("described").subject,
        "change": CompetenceChange.objects.latest("proposed").subject,
        "matter": _matter(practice, actor),
        "lane": "1",
        "call": calls.call(practice.post, "1", "ru", []),
        **_referred(practice, actor),
    }


def _referred(practice: PracticeSite, actor: Staff) -> dict[str, UUID | str]:
    """A family's claim that is registered, and a shelter that asks something back."""
    hold = presentations.set_aside(_presented(practice), actor=_officer(practice))
    holds.take(hold, actor=actor)
    talks.note(talks.open_at(hold, actor=actor), Mark("fear", 1), actor=actor)
    known = {one.sort: one.id for one in bodies.bodies()}
    agreed = Said("services", True, 1, how="asked_alone", language="ru")
    wanted = Wanted("trafficking", known["anti_trafficking"], "services", why="They ask for a bed")
    sending = Sending((wanted,), (agreed,), {"wishes": "A bed"})
    referring.refer(talks.open_at(hold, actor=actor), ["trafficking"], "", sending, actor=actor)
    worker = Actor(practice.who("case_worker").id)
    [claim] = [one.row for one in referrals.referrals_of(known["asylum_authority"])]
    [help_asked] = [one.row for one in referrals.referrals_of(known["anti_trafficking"])]
    referrals.answer(help_asked.reader, help_asked.subject, "asked", text="How many are they?", actor=worker)
    registered = claims.register(claim.reader, claim.subject, actor=worker)
    _granted(claim.reader, registered, worker)
    return {
        "claims/step": "status",
        "declared-groups/group": declared_groups.declare(
            "Villages", "Who fled them", "Decree 1", datetime.now(UTC).date(), actor=actor
        ),
        **_case(claim.reader, claim.subject, worker),
        "referral": claim.subject,
        "claim": registered,
        "referrals/follow-up/referral": help_asked.subject,
        "referrals/handed-over/hold": hold,
        "referrals/by-hand/hold": hold,
        "referrals/by-hand/referral": help_asked.subject,
    }


def _granted(body: UUID, claim: UUID, worker: Actor) -> None:
    """Called, and recognised before the day, so that every letter can be printed."""
    grown_up = ClaimChild(child="no", why="A passport shows it")
    call = ClaimCalled(call=uuid4(), on="2030-01-01", at="10:00", place="Room 4", language="fa-af")
    for fact in (grown_up, call):
        claim_steps.say(body, claim, fact, actor=worker)
    claim_steps.decide(body, claim, "recognised", "The reasons, one by one", actor=worker)


def _case(body: UUID, referral: UUID, worker: Actor) -> dict[str, UUID | str]:
    """The case of the claim, with an appointment and a document."""
    found = cases.of_referral(body, referral)
    assert found is not None
    case, today = found.subject, datetime.now(UTC).date()
    return {
        "case": case,
        "step": "registered",
        "appointment": case_entries.appointment(body, case, today, place="Room 4", actor=worker),
        "document": case_documents.file_document(body, case, "A paper", b"words", actor=worker),
    }


def _vital(hold: UUID, actor: Staff) -> UUID:
    """Somebody can't be asked, and a commander has to decide."""
    to = next(one for one in vital.reachable() if one.needs)
    return vital.ask(hold, to.id, sorted(to.needs)[0], "unconscious", "Bleeding", {}, actor=actor)


def _matter(practice: PracticeSite, actor: Staff) -> UUID:
    """One that the asylum authority was told of."""
    presented = _presented(practice)
    hold = presentations.set_aside(presented, actor=_officer(practice))
    holds.take(hold, actor=actor)
    return open_matter(hold, "asylum", said="They said they would burn the house", actor=actor)


def _refusal(hold: Hold, officer: UUID) -> UUID:
    """One that waits for another officer."""
    content = RefusalPart(
        presentation=hold.presentation, hold=hold.subject, post=hold.post, ground="kz-visa", facts="No visa was shown",
        language="Russian", understood="said_back", notice_language="ru", own_words="I forgot it", asked_alone=True,
        asked_fear=True,
    )  # fmt: skip
    signature = ActSignature(staff=officer, method="practice", at="", digest=digest_of(content), key="", proof="")
    refusal = uuid4()
    fact = RefusalProposed(content=content, signature=signature)
    record([Statement(fact, refusal, datetime.now(UTC))], actor=officer)
    return refusal


def _complaint(practice: PracticeSite) -> UUID:
    """One that the monitor has to answer."""
    complaints.complain("complaint", "They laughed at me", post=practice.post, language="ru")
    return Complaint.objects.latest("made").subject


def _correction(practice: PracticeSite, presentation: UUID) -> UUID:
    """Somebody says that their name is wrong."""
    held = copies.held(presentation)
    return copies.ask(held, practice.post, "name", "ALIEV", "ALIYEV", actor=Actor(practice.who("second_line").id))


def _file_kept(row: List) -> UUID:
    """A next version of a list that somebody looks at before it is in force."""
    looked, entries = loading.look(row, exit_bans(seed=7, today=datetime.now(UTC).date()))
    return loading.keep(row, looked, entries)


def _officer(practice: PracticeSite) -> Actor:
    return Actor(practice.who("first_line").id, frozenset({"first_line"}))


def _presented(practice: PracticeSite, group: UUID | None = None) -> UUID:
    """A child who stands at the booth."""
    child = passport(birth="2016-02-03", surname="KARIMOVA", given="MALIKA")
    place = Place(practice.post, "1")
    return presentations.open_presentation(
        child, None, direction="entry", place=place, actor=_officer(practice), group=group
    ).presentation


def _without_papers(practice: PracticeSite) -> UUID:
    """Somebody who was let in first."""
    opened = presentations.open_presentation(
        passport(), None, direction="entry", place=Place(practice.post, "1"), actor=_officer(practice)
    )
    presentations.admit(opened.presentation, Decision(papers_later=True), actor=_officer(practice), line="second")
    return opened.presentation


def _aboard(practice: PracticeSite, carriage: UUID) -> UUID:
    """A traveller of the bus who was checked off."""
    place = Place(practice.post, "B", "handheld")
    return carriages.scan(carriage, passport(), None, place=place, actor=_officer(practice)).opened.presentation


def _roll(practice: PracticeSite, signer: Staff) -> UUID:
    """A signed roll of everybody who is held."""
    entries = [RollEntryPart(hold=hold.id, food=True, call="made") for hold in holds.queue(practice.post)]
    return holds.sign_roll(practice.post, entries, actor=signer)


def is_page(answer: Any) -> bool:
    return answer.status_code == 200 and b"<html" in answer.content[:400] if not answer.streaming else False


def test_every_role_gets_every_page_it_may_open(practice: PracticeSite, handles: dict[str, UUID | str]) -> None:
    """Answered without a fault, with one first heading in sight, and with no markup of a template left in it."""
    wrong = []
    for role in STAFF_ROLES:
        client = practice.client(role)
        client.raise_request_exception = False
        for door in doors():
            if role not in roles_of(door):
                continue
            answer = client.get(door.address(handles))
            if answer.status_code == 404 and door.name in NOT_FOUND_IS_FINE:
                continue
            if answer.status_code not in (200, 204, 302, 405):
                wrong.append(f"{role} {door.name}: {answer.status_code}")
            elif is_page(answer):
                shown = re.sub(r"<div[^>]* hidden>.*?</div>", "", answer.content.decode(), flags=re.DOTALL)
                if len(re.findall(r"<h1[ >]", shown)) != 1:
                    wrong.append(f"{role} {door.name}: not exactly one first heading")
    none_of(wrong)


@pytest.fixture(scope="module")
def pages(practice: PracticeSite, handles: dict[str, UUID | str]) -> list[tuple[str, str, str]]:
    """(role, name, address) of each page, by the role that works most with it; "" for nobody signed in."""
    clients = {role: practice.client(role) for role in STAFF_ROLES}
    found = [("", "an address that isn't there", "/no-such-page/")]
    for door in doors():
        if door.act is None:
            if not door.placeholders and is_page(Client().get(f"/{door.route}")):
                found.append(("", door.name, f"/{door.route}"))
            continue
        roles = sorted(roles_of(door), key=ORDER.index)
        if roles and is_page(clients[roles[0]].get(door.address(handles))):
            found.append((roles[0], door.name, door.address(handles)))
    found.append(("first_line", "a page of somebody else", "/staff/"))
    return sorted(found, key=lambda page: page[0])


# Whoever of these may open a page shows it: the second line has more on it than the first, and so on.
ORDER = [
    "second_line", "first_line", "commander", "monitor", "headquarters", "administrator", "case_worker",
    "body_supervisor",
]  # fmt: skip


# Marks one element of each combination of colour, size, weight and what lies behind that wasn't seen on another page.
NEW_COLOURS = """(seen) => {
    const known = new Set(seen), fresh = [];
    const behind = (element) => {
        const layers = [];
        for (let one = element; one; one = one.parentElement) {
            const {backgroundColor, backgroundImage, opacity} = getComputedStyle(one);
            if (backgroundColor !== 'rgba(0, 0, 0, 0)' || backgroundImage !== 'none' || opacity !== '1') {
                layers.push(backgroundColor, backgroundImage.slice(0, 80), opacity);
            }
        }
        return layers;
    };
    for (const element of document.querySelectorAll('body, body *')) {
        const writes = [...element.childNodes].some((one) => one.nodeType === Node.TEXT_NODE && one.data.trim());
        if (!(writes || element.matches('input, select, textarea')) || !element.checkVisibility()) continue;
        const {color, fontSize, fontWeight, position} = getComputedStyle(element);
        const colours = [color, fontSize, fontWeight, position, element.disabled, ...behind(element)].join(' ');
        if (known.has(colours)) continue;
        known.add(colours);
        fresh.push(colours);
        element.dataset.newColours = '';
    }
    return fresh;
}"""

LOCK_AWAY = "(document.querySelector('.rail-foot')?.getBoundingClientRect().bottom ?? 0) > innerHeight"


class Watch:
    """Opens pages in one window and writes down what is wrong with them."""

    def __init__(self, page: Page, language: str) -> None:
        self.page, self.language, self.wrong = page, language, []
        self.where, self._turn = "", 0
        self._colours_seen: list[str] = []
        page.add_init_script(Axe().axe_script)
        page.on("console", lambda line: self._say(line.text) if line.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: self._say(str(error)))

    def _say(self, what: str) -> None:
        # An error page is announced by the browser as well; that isn't a fault of it.
        if "the server responded with a status of 40" not in what:
            self.wrong.append(f"{self.where}: {what}")

    def look(self, name: str, url: str) -> None:
        self.where = name
        answer = self.page.goto(url)
        status = answer.status if answer else 0
        if status != 200 and not (name.startswith("a") and status in (403, 404)):
            self._say(f"answered {status}")
            return
        shown = self.page.evaluate(
            """() => ({lang: document.documentElement.lang, dir: document.documentElement.dir,
                heads: [...document.querySelectorAll('h1')].filter((one) => one.getClientRects().length).length,
                text: document.body.innerText})"""
        )
        if (shown["lang"], shown["dir"]) != (self.language, LANGUAGES[self.language]):
            self._say(f"speaks {shown['lang']}, reads {shown['dir']}")
        if shown["heads"] != 1:
            self._say(f"{shown['heads']} first headings")
        if raw := RAW.search(shown["text"]):
            self._say(f"markup of a template: {raw.group()}")
        self._turn += 1
        # The window stays as wide as the page before left it: laying out again takes as long as a request.
        for width in (WIDE, NARROW) if self._turn % 2 else (NARROW, WIDE):
            self.page.set_viewport_size({"width": width, "height": 900})
            too_wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if too_wide > 0:
                self._say(f"{too_wide} px too wide at {width}")
            if width == WIDE and self.page.evaluate(LOCK_AWAY):
                self._say("the lock is out of sight")
            if width in thorough(self.language, self._turn):
                self._axe({"rules": {"color-contrast": {"enabled": False}}})
            if width == WIDE and self.language == "en":
                self._colours()

    def _colours(self) -> None:
        """Colours are the same in every language and at every width, and a combination that was found readable once
        needs no second look: these looks took longer than all the others together."""
        new = self.page.evaluate(NEW_COLOURS, self._colours_seen)
        self._colours_seen += new
        if new:
            self._axe({"runOnly": ["color-contrast"]}, "[data-new-colours]")

    def _axe(self, options: dict[str, Any], within: str = "html") -> None:
        found = self.page.evaluate(
            "async ([within, options]) => (await axe.run(within, options)).violations",
            [within, {"resultTypes": ["violations"], **options}],
        )
        for one in found:
            nodes = one["nodes"]
            self._say(f"{one['id']} ({len(nodes)}): {nodes[0]['html'][:160]} | {nodes[0]['any'][:1] or ''}"[:420])


# Left to right as English, with longer words: in the long runs.
IN_TURN = [pytest.param(one, marks=pytest.mark.faults) if one == "ru" else one for one in LANGUAGES]


@pytest.mark.parametrize("language", IN_TURN)
def test_every_page_is_readable_and_usable(
    practice: PracticeSite,
    pages: list[tuple[str, str, str]],
    window: Callable[..., BrowserContext],
    language: str,
) -> None:
    context = window(practice.url, language)
    watch = Watch(context.new_page(), language)
    signed_in = ""
    for role, name, address in pages:
        if role != signed_in:
            practice.sign_in(context, role)
            signed_in = role
        watch.look(name, practice.url + address)
    none_of(watch.wrong)
