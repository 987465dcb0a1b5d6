"""Watchlists at the line: what each line sees, and that a possible match is a question for the second line."""

from __future__ import annotations

import html
import json
import logging
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from panah.border.desk import events, gates, holds, presentations, questions, sample, watching
from panah.border.desk.context import Actor, DeskError
from panah.border.desk.decision import Decision
from panah.border.models import Presentation
from panah.documents import Paper, from_paper
from panah.documents.travel_document import TravelDocument
from panah.people.models import Look
from panah.watchlists.desk import hits, in_force, keeping, lists
from panah.watchlists.desk.problems import WatchlistError
from panah.watchlists.models import Clearing, Hit, HitEvent
from panah.web import wording
from tests.border.api import Gate, a_gate, a_post
from tests.border.conftest import AtThePost, passport, zone
from tests.people.factories import client_of, somebody
from tests.watchlists.lists import Lists, person, stranger, watchlists

__all__ = ["watchlists"]

pytestmark = pytest.mark.django_db
SECOND = Actor(uuid4(), frozenset({"second_line"}), "Second")
HTMX = {"HX-Request": "true"}
ANOTHER = Actor(uuid4(), frozenset({"second_line"}), "Another")


def sought(**more: object) -> TravelDocument:
    """The passport of somebody who may well be the person of ``tests.watchlists.lists.person``."""
    settings: dict[str, object] = {"surname": "TEREKBAYEV", "given": "ODILZHON", "birth": "1984-03-09"}
    return passport(**(settings | more))  # type: ignore[arg-type]


def at_booth(presentation: UUID) -> dict[str, str]:
    """What the first line's screen says in the place of the lists and of the document."""
    view = watching.with_hits(presentations.get(presentation))
    return {area: view.advice.state(area) for area in ("watchlist", "document")}  # type: ignore[arg-type]


# --- asking -----------------------------------------------------------------------------------------------------------


def test_without_lists_nothing_is_said_of_lists(here: AtThePost) -> None:
    assert here.open().advice.of("watchlist") == ()


def test_the_booth_says_that_there_are_no_lists(here: AtThePost, watchlists: Lists) -> None:
    booth = client_of(somebody("first_line", post=here.post), post=here.post, lane="1")
    assert "No list is established yet." in booth.get("/booth/").content.decode()
    watchlists.of("wanted", person())
    assert "No list is established yet." not in booth.get("/booth/").content.decode()


def test_the_advice_says_which_lists_were_asked_as_of_when(here: AtThePost, watchlists: Lists) -> None:
    watchlists.of("wanted", person(), version="2026-11")
    (found,) = here.open().advice.of("watchlist")
    assert (found.state, found.code, found.params["count"]) == ("green", "lists_asked", 1)
    assert found.source == "wanted 2026-11"
    assert Hit.objects.count() == 0


@pytest.mark.parametrize(
    ("sort", "direction", "expected"),
    [
        ("sanctions", "entry", True),
        ("sanctions", "exit", True),
        ("wanted", "exit", True),
        ("exit_ban", "exit", True),
        ("exit_ban", "entry", False),
        ("entry_ban", "entry", True),
        ("entry_ban", "exit", False),
        ("protect", "entry", True),
        ("protect", "exit", True),
    ],
)
def test_a_list_is_asked_in_the_directions_it_is_for(
    here: AtThePost, watchlists: Lists, sort: str, direction: str, expected: bool
) -> None:
    watchlists.of(sort, person())
    here.open(sought(), direction)
    assert Hit.objects.exists() is expected


def test_a_lost_document_is_found_by_its_number_whatever_the_name(here: AtThePost, watchlists: Lists) -> None:
    watchlists.of("lost_documents", {"issuer": "UZB", "number": "FA7654321"})
    opened = here.open(passport(number="FA7654321"))
    assert at_booth(opened.presentation) == {"watchlist": "green", "document": "red"}
    assert opened.automatic_set_aside


def test_somebody_of_another_name_is_no_hit(here: AtThePost, watchlists: Lists) -> None:
    watchlists.of("wanted", person())
    assert not here.open(passport(surname="RAHIMOV", given="SHERZOD", birth="1984-03-09")).automatic_set_aside


def test_a_ban_that_has_ended_stops_nobody(here: AtThePost, watchlists: Lists) -> None:
    watchlists.of("entry_ban", person(listed_on="2019-01-01", valid_until="2021-01-01"))
    assert not here.open(sought()).automatic_set_aside


def test_a_list_past_its_validity_is_asked_and_says_so(here: AtThePost, watchlists: Lists) -> None:
    subject = watchlists.of("wanted", person(), valid_days=1)
    lists.get(subject).__class__.objects.filter(subject=subject).update(valid_until="2020-01-01")
    lists.changed()
    opened = here.open(sought())
    (hit,) = hits.of_presentation(opened.presentation)
    assert hit.expired


@pytest.mark.parametrize("damage", ["gone", "cut", "altered", "nonsense"])
def test_a_broken_index_is_said_and_never_an_error(here: AtThePost, watchlists: Lists, damage: str) -> None:
    watchlists.of("wanted", person())
    break_index(damage)
    opened = here.open(sought())
    (found,) = opened.advice.of("watchlist")
    assert found.state == "unknown"
    assert found.code == "lists_not_asked_since"
    assert found in opened.advice.unknown
    gate = gates.inspect(sought(), None, direction="entry", place=here.place, actor=here.officer, decision=Decision())
    assert gate.outcome == "set_aside", "a machine lets nobody through whom no list was asked about"


def test_a_list_that_could_not_be_asked_is_asked_while_the_person_stands_there(
    here: AtThePost, watchlists: Lists
) -> None:
    """Once it can be: what it says comes to its place, behind whatever the officer reads, and stops like any other."""
    watchlists.of("lost_documents", {"issuer": "UZB", "number": "FA7654321"})
    wanted = watchlists.of("wanted", person())
    (file,) = (keeping.folder() / wanted.hex).glob("*" + keeping.SEALED)
    aside = file.with_suffix(".aside")
    file.rename(aside)
    watchlists.of("entry_ban", stranger(1))
    officer = client_of(somebody("first_line", post=here.post), post=here.post, lane="Lane 1")
    page = officer.post(reverse("border:scan"), {"zone": zone(sought(number="FA7654321"))}, headers=HTMX)
    (address,) = re.findall(r'id="later" hx-get="([^"]+)"', page.content.decode())
    assert officer.get(html.unescape(address), headers=HTMX).status_code == 204, "it can't be asked yet"
    aside.rename(file)
    watchlists.of("exit_ban", stranger(2))
    late = officer.get(html.unescape(address), headers=HTMX).content.decode()
    assert late.count('class="message') == 2, "that they were asked, and the match; the lost document was shown before"
    assert "Possible match: for the second line" in late
    (again,) = re.findall(r'id="later" hx-get="([^"]+)"', late)
    assert officer.get(html.unescape(again), headers=HTMX).status_code == 204, "what was shown is not told again"
    presentation = Presentation.objects.get().subject
    assert len(hits.of_presentation(presentation)) == 2, "nobody is held twice for one entry"
    with pytest.raises(DeskError, match="set_aside_required"):
        presentations.admit(presentation, Decision(), actor=here.officer)


def test_papers_that_come_after_an_emergency_are_compared_with_the_lists(here: AtThePost, watchlists: Lists) -> None:
    """Whoever was carried in nameless may be somebody to protect: nobody who came with papers would be missed. The
    crossing stands."""
    watchlists.of("protect", person())
    presentation = let_in_first(here)
    events.complete_papers(presentation, paper_of(birth="1984-03-09"), actor=here.officer)
    (hit,) = hits.of_presentation(presentation)
    assert hit.row.state == "open"
    assert Presentation.objects.get(subject=presentation).outcome == "crossed"
    assert not questions.listed(here.post, answered=False)


def test_what_the_checks_say_of_papers_that_come_later_is_a_question(here: AtThePost, watchlists: Lists) -> None:
    """A child who was taken for an adult; a list that can't be asked."""
    watchlists.of("wanted", stranger(1))
    child = let_in_first(here)
    events.complete_papers(child, paper_of(birth="2014-03-09"), actor=here.officer)
    (asked,) = questions.listed(here.post, answered=False)
    assert "child_alone" in {one["code"] for one in asked.findings}
    break_index("gone")
    unasked = let_in_first(here)
    events.complete_papers(unasked, paper_of(birth="1980-03-09"), actor=here.officer)
    (asked,) = [one for one in questions.listed(here.post, answered=False) if one.presentation.subject == unasked]
    assert "lists_not_asked_since" in {one["code"] for one in asked.findings}


def test_the_crossing_that_papers_belong_to_is_no_doubt_about_them(here: AtThePost) -> None:
    """Whoever could say their name on the way in was found again by it: as somebody who is inside already."""
    spoke = here.open(passport(kind="emergency", number="", surname="AZIMOVA", given="ZUHRA", birth="1984-03-09"))
    presentations.admit(spoke.presentation, Decision(papers_later=True), actor=here.officer)
    papers = replace(paper_of(birth="1984-03-09"), surname="AZIMOVA", given_names="ZUHRA", sex="F")
    events.complete_papers(spoke.presentation, papers, actor=here.officer)
    assert not questions.listed(here.post, answered=False)


def let_in_first(here: AtThePost) -> UUID:
    nameless = from_paper(Paper(kind="emergency", description="Unconscious"))
    opened = here.open(nameless, description="Unconscious")
    presentations.admit(opened.presentation, Decision(papers_later=True, plainly_adult=True), actor=here.officer)
    return opened.presentation


def paper_of(birth: str) -> Paper:
    """The passport of the person whom the list means, if born on that day."""
    return Paper(
        kind="passport", surname="TEREKBAYEV", given_names="ODILZHON", nationality="UZB", birth_date=birth, sex="M",
        issuer="UZB", number="FA7654321", expiry_date="2033-01-01",
    )  # fmt: skip


def break_index(damage: str) -> None:
    in_force.forget()
    folder = keeping.index_folder()
    (file,) = folder.glob("*.index")
    content = bytearray(file.read_bytes())
    if damage == "gone":
        file.unlink()
    elif damage == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif damage == "altered":
        content[len(content.rstrip(b"\0")) - 1] ^= 0xFF  # what follows only fills the page
        file.write_bytes(content)
    else:
        (folder / "current").write_text("no such thing")


def test_a_retired_list_is_not_asked(here: AtThePost, watchlists: Lists) -> None:
    subject = watchlists.of("wanted", person())
    lists.retire(subject, "Its law ended", actor=SECOND)
    assert not here.open(sought()).automatic_set_aside


def test_a_long_list_of_like_names_hides_nobody_on_another(here: AtThePost, watchlists: Lists) -> None:
    watchlists.of("wanted", *map(stranger, range(60)), *(person(id=str(number)) for number in range(15)))
    watchlists.of("protect", person(birth_date="1984-09-03"))
    watchlists.of("lost_documents", {"issuer": "UZB", "number": "FA7654321"})
    found = hits.of_presentation(here.open(sought(number="FA7654321")).presentation)
    assert Counter(view.details["list"] for view in found) == {"wanted": 10, "protect": 1, "lost-documents": 1}


# --- the first line ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sort", ["sanctions", "wanted", "exit_ban"])
def test_the_booth_learns_that_there_is_a_match_and_nothing_else(here: AtThePost, watchlists: Lists, sort: str) -> None:
    watchlists.of(sort, person(ground="Murder most foul"), title="The very secret list")
    opened = here.open(sought(), "exit")
    assert at_booth(opened.presentation)["watchlist"] == "amber"
    view = watching.with_hits(presentations.get(opened.presentation))
    (said,) = [one for one in view.advice.of("watchlist") if one.state == "amber"]
    assert (said.code, dict(said.params)) == ("lists_possible_match", {})
    everything = repr(view) + json.dumps(view.row.findings)
    for secret in ("Murder", "secret", "foul"):
        assert secret not in everything


@pytest.mark.parametrize("sort", ["sanctions", "protect"])
def test_the_first_line_cannot_admit_but_is_told_what_the_sample_is_told(
    here: AtThePost, watchlists: Lists, sort: str
) -> None:
    watchlists.of(sort, person())
    opened = here.open(sought())
    with pytest.raises(DeskError) as no:
        presentations.admit(opened.presentation, actor=here.officer)
    assert (no.value.code, no.value.params) == ("set_aside_required", {"code": "sample"})


def test_persons_to_protect_look_to_the_booth_exactly_like_the_random_sample(
    make_post: Callable[..., UUID], watchlists: Lists, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Screens, keys, answers to machines, looks and logs of both, byte for byte but for ids and times."""
    post = make_post()
    gate = a_gate(a_post(name="Korday"))
    document = sought(number="FA0000001")
    caplog.set_level(logging.DEBUG)

    def world(rows: list[dict[str, str]], *, drawn: bool) -> list[str]:
        monkeypatch.setattr(sample, "is_sampled", lambda presentation: drawn)
        seen = []
        for door in (lambda: booth(post, document), lambda: machine(gate, document), lambda: whole(gate, document)):
            with transaction.atomic():
                watchlists.of("protect", *rows)
                caplog.clear()
                seen += door()
                seen.append("\n".join(record.getMessage() for record in caplog.records))
                seen.append(str(list(Look.objects.values_list("reason", "screen"))))
                transaction.set_rollback(True)
            lists.changed()
        return [plain(text) for text in seen]

    sampled = world([stranger(1)], drawn=True)
    protected = world([person()], drawn=False)
    assert len(sampled) == 16
    for place, (one, other) in enumerate(zip(sampled, protected, strict=True)):
        assert one == other, place
    neither = world([stranger(1)], drawn=False)
    assert neither != sampled, "the comparison tells nothing if being set aside makes no difference"


def booth(post: UUID, document: TravelDocument) -> list[str]:
    """Everything the first line sees of somebody, from the scan to after Enter."""
    officer = client_of(somebody("first_line", post=post, name="Officer at the booth"), post=post, lane="Lane 1")
    scan = officer.post(reverse("border:scan"), {"zone": zone(document)}, headers={"HX-Request": "true"})
    presentation = Presentation.objects.latest("opened").subject
    pages = [
        officer.get(reverse("border:booth-person", args=[presentation])),
        officer.get(reverse("border:advised", args=[presentation]), {"seen": "0"}),
        officer.post(reverse("border:admit", args=[presentation]), headers={"HX-Request": "true"}),
        officer.get(reverse("border:booth")),
        officer.get(reverse("border:record", args=[presentation])),
    ]
    return [page.content.decode() for page in (scan, *pages)]


def machine(gate: Gate, document: TravelDocument) -> list[str]:
    """Everything a gate or a kiosk is told."""
    body = {"direction": "entry", "mrz": zone(document)}
    opened = gate.send("presentations", body)
    handle = opened.json()["presentation"]
    shown = gate.get(f"presentations/{handle}")
    crossed = gate.send(f"presentations/{handle}/crossing", {})
    return [answer.content.decode() for answer in (opened, shown, crossed)]


def whole(gate: Gate, document: TravelDocument) -> list[str]:
    """The same in one request."""
    return [gate.inspect(zone(document)).content.decode()]


_IDS = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")
_TOKENS = re.compile(r'(name="csrfmiddlewaretoken" value|"X-CSRFToken": |csrf[^=]*=)"?[A-Za-z0-9]+')
_RECEIPT = re.compile(r'"receipt":\{[^}]*\}')
_TIMES = re.compile(r"\d{4}-\d\d-\d\dT[0-9:.+Z-]+|\b\d{1,2}:\d\d(:\d\d)?\b")


def plain(text: str) -> str:
    """Without what differs between any two requests: handles, tokens, signatures, times."""
    for pattern in (_RECEIPT, _IDS, _TOKENS, _TIMES):
        text = pattern.sub("·", text)
    return re.sub(r"[A-Za-z0-9]{64}", "·", text)


def test_a_copy_of_journal_and_registers_does_not_tell_sought_from_protected(
    here: AtThePost, watchlists: Lists
) -> None:
    """Whatever lies in a table: the same kinds, the same lengths, no word of the list, no state that differs."""
    dumps = []
    for sort in ("sanctions", "protect"):
        with transaction.atomic():
            subject = watchlists.establish("same-code", sort, title="The list")
            # The details of one are much longer than those of the other; sealed they are of one size.
            ground = "A reason of the list. " * (20 if sort == "protect" else 1)
            watchlists.load(subject, person(ground=ground, **({"why": "missing_child"} if sort == "protect" else {})))
            opened = here.open(sought(number="FA0000002"))
            hold = presentations.set_aside(opened.presentation, actor=here.officer)
            holds.take(hold, actor=SECOND)
            (hit,) = hits.of_presentation(opened.presentation)
            hits.answer(hit.id, "same", "It is them", actor=SECOND)
            hits.confirm(hit.id, True, "I agree", actor=ANOTHER)
            hits.told(hit.id, reason="Not now", actor=SECOND)
            dumps.append(dumped())
            transaction.set_rollback(True)
        lists.changed()
    assert dumps[0] == dumps[1]


def dumped() -> list[Any]:
    """What somebody who copied the database holds about the hit, without ids and times."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.kind, b.body FROM journal_entry e JOIN journal_body b USING (journal, sequence)"
            " WHERE e.kind !~ '^(watchlists:(list|version)|people|border:post):' ORDER BY e.sequence"
        )
        bodies = [(kind, bytes(body)) for kind, body in cursor.fetchall()]
    for _kind, body in bodies:
        for word in ("reason of the list", "The list", "It is them", "sanctions", "protect"):
            assert word not in body.decode("utf-8", "replace")
    found: list[Any] = [(kind, len(body)) for kind, body in bodies]
    found += [(hit.state, len(bytes(hit.sealed))) for hit in Hit.objects.all()]
    found += [(event.act, event.answer, len(bytes(event.sealed))) for event in HitEvent.objects.order_by("clock", "id")]
    found += [(row.outcome, plain(json.dumps(row.findings))) for row in Presentation.objects.all()]
    return found


# --- the second line --------------------------------------------------------------------------------------------------


@pytest.fixture
def held(here: AtThePost, watchlists: Lists) -> tuple[UUID, UUID]:
    """Somebody on hold with one possible match, taken over: the hold and the hit."""
    watchlists.of("wanted", person(), issuing_state="UZB")
    opened = here.open(sought(number="FA0000003"))
    hold = presentations.set_aside(opened.presentation, actor=here.officer)
    holds.take(hold, actor=SECOND)
    (hit,) = hits.of_presentation(opened.presentation)
    return hold, hit.id


def test_a_hit_carries_the_terms_of_its_list_and_the_entry_as_it_was(held: tuple[UUID, UUID]) -> None:
    view = hits.get(held[1])
    assert view.entry.name == "TEREKBAEV ODILJON"
    assert view.entry.reason == "Debt"
    for name in ("title", "source", "issuing_state", "legal_basis", "remedy", "version", "why"):
        assert view.details[name], name
    assert view.own_state(["UZB"]), "listed by the traveller's own state"
    assert not view.own_state(["TJK"])


def test_nobody_is_admitted_while_a_hit_has_no_answer(held: tuple[UUID, UUID]) -> None:
    hold, hit = held
    with pytest.raises(DeskError, match="hits_unanswered"):
        holds.release_and_admit(hold, Decision(), actor=SECOND)
    hits.answer(hit, "unclear", "Ask again in the morning", actor=SECOND)
    holds.release_and_admit(hold, Decision(), actor=SECOND)
    assert holds.get(hold).presentation.outcome == "crossed"


def test_on_the_way_out_nobody_waits_for_an_answer(here: AtThePost, watchlists: Lists) -> None:
    watchlists.of("wanted", person())
    for direction, waits in (("exit", False), ("entry", True)):
        opened = here.open(sought(), direction)
        hold = presentations.set_aside(opened.presentation, actor=here.officer)
        holds.take(hold, actor=SECOND)
        assert hits.stops(opened.presentation)
        if waits:
            with pytest.raises(DeskError, match="hits_unanswered"):
                holds.admit_with_question_open(hold, Decision(), actor=SECOND)
        else:
            holds.admit_with_question_open(hold, Decision(), actor=SECOND)
            assert holds.get(hold).presentation.outcome == "crossed"


def test_a_hit_that_cannot_be_opened_here_is_shown_and_keeps_nobody(here: AtThePost, held: tuple[UUID, UUID]) -> None:
    hold, hit = held
    Hit.objects.filter(subject=hit).update(sealed=b"of another key")
    presentation = holds.get(hold).presentation.subject
    officer = client_of(somebody("second_line", post=here.post, name="Second line"), post=here.post)
    for page in (reverse("border:hold", args=[hold]), reverse("border:hits-of", args=[presentation])):
        assert wording.word("watchlist:sealed") in html.unescape(officer.get(page).content.decode())
    holds.release_and_admit(hold, Decision(), actor=SECOND)
    assert holds.get(hold).presentation.outcome == "crossed"


@pytest.mark.parametrize(
    ("listed", "issuer", "state", "expected"),
    [
        ("TJK", "KAZ", "UZB", True),
        ("TJK", "KAZ", "TJK", True),
        ("TJK", "KAZ", "KAZ", True),
        ("TJK", "KAZ", "KGZ", False),
        ("", "UZB", "KAZ", False),
    ],
)
def test_the_travellers_own_state_is_that_of_document_or_entry(
    here: AtThePost, watchlists: Lists, listed: str, issuer: str, state: str, expected: bool
) -> None:
    watchlists.of("wanted", person(nationality=listed), issuing_state=state)
    opened = here.open(sought(issuer=issuer))
    presentations.set_aside(opened.presentation, actor=here.officer)
    officer = client_of(somebody("second_line", post=here.post, name="Second line"), post=here.post)
    page = officer.get(reverse("border:hits-of", args=[opened.presentation])).content.decode()
    assert ("own state. That alone grounds nothing." in page) is expected


@pytest.mark.parametrize("answer", ["not_same", "same", "unclear"])
def test_whatever_the_answer_the_person_may_be_admitted(held: tuple[UUID, UUID], answer: str) -> None:
    """A hit never refuses anybody (S3, S4)."""
    hold, hit = held
    hits.answer(hit, answer, "In words", actor=SECOND)
    holds.release_and_admit(hold, Decision(), actor=SECOND)
    assert holds.get(hold).presentation.outcome == "crossed"


def test_a_hit_changes_nothing_else_of_a_hold(here: AtThePost, watchlists: Lists) -> None:
    """It doesn't close, hide or move anything: clock, lock and what can be done are as for anybody (S4)."""
    plain_hold = holds.get(presentations.set_aside(here.open().presentation, actor=here.officer))
    watchlists.of("wanted", person())
    with_hit = holds.get(presentations.set_aside(here.open(sought()).presentation, actor=here.officer))
    length = [one.until - one.placed for one in (plain_hold, with_hit)]
    assert abs(length[0] - length[1]) < timedelta(seconds=1)
    assert [one.act for one in plain_hold.events] == [one.act for one in with_hit.events]


def test_the_same_needs_another_officers_look(held: tuple[UUID, UUID]) -> None:
    _hold, hit = held
    with pytest.raises(WatchlistError, match="hit_not_answered"):
        hits.confirm(hit, True, actor=ANOTHER)
    hits.answer(hit, "same", actor=SECOND)
    assert hits.get(hit).row.state == "same"
    with pytest.raises(WatchlistError, match="second_officer"):
        hits.confirm(hit, True, actor=SECOND)
    hits.confirm(hit, True, actor=ANOTHER)
    assert hits.get(hit).row.state == "confirmed"
    with pytest.raises(WatchlistError, match="hit_answered"):
        hits.answer(hit, "not_same", actor=SECOND)


def test_a_second_officer_who_is_not_sure_leaves_it_unclear(held: tuple[UUID, UUID]) -> None:
    _hold, hit = held
    hits.answer(hit, "same", actor=SECOND)
    with pytest.raises(WatchlistError, match="reason_needed"):
        hits.confirm(hit, False, actor=ANOTHER)
    hits.confirm(hit, False, "The face on the picture is another", actor=ANOTHER)
    assert hits.get(hit).row.state == "unclear"


def test_not_the_same_is_remembered_until_either_record_changes(here: AtThePost, watchlists: Lists) -> None:
    subject = watchlists.of("wanted", person())
    document = sought(number="FA0000004")

    def asked(shown: TravelDocument = document) -> int:
        return len(hits.of_presentation(here.open(shown).presentation))

    opened = here.open(document)
    hits.answer(hits.of_presentation(opened.presentation)[0].id, "not_same", actor=SECOND)
    assert asked() == 0
    watchlists.load(subject, person(), stranger(2), version="2")
    assert asked() == 0, "a new version in which the entry says the same asks nothing anew"
    assert asked(sought(number="FA0000005")) == 1, "another passport is another record"
    watchlists.load(subject, person(birth_date="1984-03-10"), version="3")
    assert asked() == 1, "the entry changed"


def test_an_answer_that_is_taken_back_asks_again(here: AtThePost, watchlists: Lists) -> None:
    watchlists.of("wanted", person())
    document = sought(number="FA0000006")
    hit = hits.of_presentation(here.open(document).presentation)[0].id
    hits.answer(hit, "not_same", actor=SECOND)
    assert Clearing.objects.count() == 1
    hits.answer(hit, "same", actor=SECOND)
    assert len(hits.of_presentation(here.open(document).presentation)) == 1


def test_a_correction_clears_the_person_at_every_post(
    here: AtThePost, watchlists: Lists, make_post: Callable[..., UUID]
) -> None:
    watchlists.of("wanted", person())
    document = sought(number="FA0000007")
    hit = hits.of_presentation(here.open(document).presentation)[0].id
    with pytest.raises(WatchlistError, match="not_confirmed"):
        hits.correct(hit, "A court says so", actor=SECOND)
    hits.answer(hit, "same", actor=SECOND)
    hits.confirm(hit, True, actor=ANOTHER)
    hits.correct(hit, "A court says so", "District court", actor=SECOND)
    assert hits.get(hit).row.state == "corrected"
    there = AtThePost(other := make_post("Konysbaeva"), here.place.__class__(other, "1"))
    assert not there.open(document).automatic_set_aside


def test_somebody_who_crossed_on_paper_is_a_question_without_a_hold(here: AtThePost, watchlists: Lists) -> None:
    from panah.journal.entries import Source

    watchlists.of("wanted", person())
    opened = here.open(sought(), source=Source.PAPER)
    assert not opened.automatic_set_aside
    assert [row.presentation for row in hits.unresolved(here.post)] == [opened.presentation]


# --- what the person may know -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sort", "terms", "decided", "may"),
    [
        ("wanted", {}, False, True),
        ("wanted", {"telling": "not", "tell_reason": "Law, art. 5"}, True, False),
        ("wanted", {"telling": "by", "tell_by": "The prosecutor", "tell_reason": "Law, art. 5"}, True, False),
        ("protect", {}, False, False),
        ("protect", {}, True, True),
    ],
)
def test_whether_the_person_may_be_told_is_the_lists_rule(
    here: AtThePost, watchlists: Lists, sort: str, terms: dict[str, str], decided: bool, may: bool
) -> None:
    watchlists.of(sort, person(), **terms)
    (hit,) = hits.of_presentation(here.open(sought()).presentation)
    if may:
        hits.told(hit.id, language="uz", on_paper=True, decided=decided, actor=SECOND)
    else:
        with pytest.raises(WatchlistError, match="may_not_be_told"):
            hits.told(hit.id, language="uz", on_paper=True, decided=decided, actor=SECOND)
    hits.told(hit.id, reason="They did not want to know", actor=SECOND)
    assert [event.act for event in hits.get(hit.id).events].count("told") == 1 + may


# --- screens ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def second_line(here: AtThePost) -> tuple[Client, Actor]:
    who = somebody("second_line", post=here.post, name="Officer of the second line")
    return client_of(who, post=here.post, lane="Lane 1"), Actor(who.id, frozenset({"second_line"}))


def test_the_second_line_compares_answers_and_tells(
    here: AtThePost, watchlists: Lists, second_line: tuple[Client, Actor]
) -> None:
    client, me = second_line
    watchlists.of("wanted", person(), issuing_state="UZB", title="Wanted by somebody")
    opened = here.open(sought())
    hold = presentations.set_aside(opened.presentation, actor=here.officer)
    page = client.get(reverse("border:hold", args=[hold])).content.decode()
    assert "Wanted by somebody" in page
    where = reverse("border:hits-of", args=[opened.presentation])
    (hit,) = hits.of_presentation(opened.presentation)
    answer = reverse("border:hit-answer", args=[hit.id])
    assert "Take the person over first" in client.get(where).content.decode()
    client.post(answer, {"answer": "not_same"})
    assert hits.get(hit.id).row.state == "open", "only who took the person over answers"
    holds.take(hold, actor=me)
    page = client.get(where).content.decode()
    for text in ("TEREKBAEV ODILJON", "TEREKBAYEV ODILZHON", "A law, art. 1", "Complaint to the court", "That alone"):
        assert text in page, text
    assert client.post(answer, {}).status_code == 422
    assert client.post(answer, {"answer": "unclear"}).status_code == 422
    client.post(answer, {"answer": "not_same", "remark": "Another father"})
    assert hits.get(hit.id).row.state == "not_same"
    paper = client.post(reverse("border:hit-tell", args=[hit.id]), {"act": "paper", "language": "fa-af"})
    assert paper.headers["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    assert "Another father" in client.get(where).content.decode()


def test_a_hit_of_somebody_who_has_gone_on_is_a_look(
    here: AtThePost, watchlists: Lists, second_line: tuple[Client, Actor]
) -> None:
    client, _me = second_line
    watchlists.of("wanted", person())
    opened = here.open(sought())
    hold = presentations.set_aside(opened.presentation, actor=here.officer)
    holds.take(hold, actor=SECOND)
    (hit,) = hits.of_presentation(opened.presentation)
    hits.answer(hit.id, "not_same", actor=SECOND)
    holds.release_and_admit(hold, Decision(), actor=SECOND)
    where = reverse("border:hits-of", args=[opened.presentation])
    before = Look.objects.count()
    assert "TEREKBAEV" not in client.get(where).content.decode()
    client.post(where, {"reason": "correction", "text": ""})
    assert Look.objects.count() == before + 1
    assert "TEREKBAEV" in client.get(where).content.decode()


def test_another_post_sees_nothing_of_a_hit(here: AtThePost, watchlists: Lists, make_post: Callable[..., UUID]) -> None:
    watchlists.of("wanted", person())
    opened = here.open(sought())
    (hit,) = hits.of_presentation(opened.presentation)
    there = make_post("Konysbaeva")
    client = client_of(somebody("second_line", post=there), post=there, lane="Lane 1")
    assert client.get(reverse("border:hits-of", args=[opened.presentation])).status_code == 403
    for name in ("hit-answer", "hit-confirm", "hit-tell", "hit-correct"):
        assert client.post(reverse(f"border:{name}", args=[hit.id]), {"answer": "not_same"}).status_code == 403


def test_a_name_in_its_own_script_finds_the_entry_too(here: AtThePost, watchlists: Lists) -> None:
    watchlists.of("wanted", person())
    opened = here.open(passport(surname="", given="", native_name="Терекбаев Одилжон", birth="1984-03-09"))
    assert len(hits.of_presentation(opened.presentation)) == 1
