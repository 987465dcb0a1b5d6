"""The second line: the queue, one hold with its doubts, and the way on. Nothing here refuses anybody."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from panah.border.desk import holds, tokens
from panah.border.desk import presentations as desk
from panah.border.desk.context import Actor, DeskError
from panah.border.desk.decision import Decision
from panah.border.models import Crossing, Hold, HoldToken, Presentation
from panah.documents import PartialDate
from tests.border.conftest import OFFICER, AtThePost, passport
from tests.people.factories import Somebody, client_of, somebody


@pytest.fixture
def me(here: AtThePost) -> Somebody:
    return somebody("second_line", post=here.post, name="Asel, second line")


@pytest.fixture
def colleague(here: AtThePost) -> Somebody:
    return somebody("second_line", post=here.post, name="Bakyt, second line")


@pytest.fixture
def client(here: AtThePost, me: Somebody) -> Client:
    return client_of(me, post=here.post)


@pytest.fixture
def commander_of(here: AtThePost) -> Client:
    return client_of(somebody("commander", post=here.post), post=here.post)


def as_actor(who: Somebody) -> Actor:
    return Actor(who.id, frozenset({"second_line"}))


def held(here: AtThePost, surname: str = "KARIMOV", ago: timedelta = timedelta(minutes=10), **more: object) -> UUID:
    """Somebody who was set aside a while ago."""
    at = datetime.now(UTC) - ago
    opened = here.open(passport(surname=surname, **more), happened=at)  # type: ignore[arg-type]
    return desk.set_aside(opened.presentation, actor=OFFICER, happened=at)


def page(client: Client, hold: UUID) -> str:
    return client.get(reverse("border:hold", args=[hold])).content.decode()


def admit(client: Client, hold: UUID, **given: str):  # type: ignore[no-untyped-def]
    wanted = {"capacity": "traveller", "purpose": "family", "means": "bus", **given}
    return client.post(reverse("border:hold-admit", args=[hold]), wanted)


# --- the queue ----


def test_the_queue_says_who_is_with_whom_the_shortest_clock_first(
    here: AtThePost, client: Client, me: Somebody, colleague: Somebody
) -> None:
    late, early = held(here, "LATER", timedelta(minutes=5)), held(here, "EARLIER", timedelta(minutes=90))
    mine, theirs = held(here, "MINE"), held(here, "THEIRS")
    holds.take(mine, actor=as_actor(me))
    holds.take(theirs, actor=as_actor(colleague))
    shown = client.get(reverse("border:second-line"))
    assert [one.id for one in shown.context["mine"]] == [mine]
    assert [one.id for one in shown.context["free"]] == [early, late]
    assert [one.id for one, _who in shown.context["others"]] == [theirs]
    assert "Bakyt, second line" in shown.content.decode()


def test_the_queue_refreshes_itself_without_keeping_the_session_awake(here: AtThePost, client: Client) -> None:
    held(here, "KARIMOV")
    whole = client.get(reverse("border:second-line")).content.decode()
    assert 'hx-trigger="every 10s"' in whole
    assert '"X-Background": "1"' in whole
    part = client.get(reverse("border:second-line"), HTTP_HX_REQUEST="true").content.decode()
    assert "KARIMOV" in part
    assert "<html" not in part


def test_nobody_sees_the_queue_of_another_post(here: AtThePost, client: Client, make_post: Callable[..., UUID]) -> None:
    there = make_post("Elsewhere")
    assert client.get(reverse("border:second-line"), {"post": there.hex}).status_code == 403


def test_a_hold_of_another_post_is_closed(make_post: Callable[..., UUID], here: AtThePost) -> None:
    there = make_post("Elsewhere")
    stranger = client_of(somebody("second_line", post=there), post=there)
    hold = held(here)
    for name in ("hold", "hold-take", "hold-note", "hold-pass-on", "hold-admit"):
        url = reverse(f"border:{name}", args=[hold])
        assert (stranger.get(url) if name == "hold" else stranger.post(url)).status_code == 403, name
    assert Hold.objects.get().taken_by is None


# --- one hold ----


def test_take_look_at_a_doubt_and_admit(here: AtThePost, client: Client, me: Somebody) -> None:
    hold = held(here, "SATPAYEVA", expiry_date=PartialDate.parse("2025-02-03"))
    client.post(reverse("border:hold-take", args=[hold]))
    assert Hold.objects.get().taken_by == me.id
    noted = {"finding": "document_expired", "resolution": "settled", "remark": "Renewal shown on paper"}
    client.post(reverse("border:hold-note", args=[hold]), noted)
    text = page(client, hold)
    assert "Renewal shown on paper" in text
    assert "Asel, second line" in text
    assert admit(client, hold).status_code == 302
    crossing = Crossing.objects.get()
    assert (crossing.line, crossing.purpose, crossing.means) == ("second", "family", "bus")
    assert Presentation.objects.get().outcome == "crossed"
    assert Hold.objects.get().released_by == me.id
    assert "Hold ended" in page(client, hold)


def test_every_doubt_has_a_form_of_its_own(here: AtThePost, client: Client, me: Somebody) -> None:
    hold = held(here, expiry_date=PartialDate.parse("2025-02-03"))
    holds.take(hold, actor=as_actor(me))
    answer = client.get(reverse("border:hold", args=[hold]))
    doubtful = {one["code"] for one in Presentation.objects.get().findings if one["state"] != "green"}
    assert "document_expired" in doubtful
    assert {doubt["form"].initial["finding"] for doubt in answer.context["doubts"]} == doubtful


def test_the_next_doubt_to_look_at_stands_open(here: AtThePost, client: Client, me: Somebody) -> None:
    hold = held(here, birth="2017-03-04", expiry_date=PartialDate.parse("2025-02-03"))
    holds.take(hold, actor=as_actor(me))

    def standing_open() -> list[str]:
        doubts = client.get(reverse("border:hold", args=[hold])).context["doubts"]
        return [doubt["found"].line.code for doubt in doubts if doubt["next"]]

    seen = []
    while one := standing_open():
        seen += one
        holds.note(hold, one[-1], "unclear", actor=as_actor(me))
    assert {"document_expired", "child_alone"} <= set(seen)
    assert len(seen) == len(set(seen))


def test_who_did_what_stays_readable(here: AtThePost, client: Client, me: Somebody, colleague: Somebody) -> None:
    hold = held(here)
    holds.take(hold, actor=as_actor(colleague))
    holds.pass_on(hold, "Waits for a translator", actor=as_actor(colleague))
    client.post(reverse("border:hold-take", args=[hold]))
    steps = client.get(reverse("border:hold", args=[hold])).context["events"]
    assert [(event.act, who) for _act, event, who, _about in steps] == [
        ("placed", "a machine"),
        ("taken", "Bakyt, second line"),
        ("passed_on", "Bakyt, second line"),
        ("taken", "Asel, second line"),
    ]
    assert "Waits for a translator" in page(client, hold)


def test_what_a_colleague_has_taken_nobody_else_decides(here: AtThePost, client: Client, colleague: Somebody) -> None:
    hold = held(here)
    holds.take(hold, actor=as_actor(colleague))
    assert "hold-admit" not in page(client, hold)
    assert reverse("border:hold-admit", args=[hold]) not in page(client, hold)
    answer = client.post(reverse("border:hold-take", args=[hold]), follow=True)
    assert "A colleague has taken this person over." in answer.content.decode()
    admit(client, hold)
    assert not Crossing.objects.exists()


def test_without_taking_over_there_is_nothing_to_decide(here: AtThePost, client: Client) -> None:
    hold = held(here)
    answer = client.post(reverse("border:hold-admit", args=[hold]), {
        "capacity": "traveller", "purpose": "family", "means": "bus"
    }, follow=True)  # fmt: skip
    assert "Take the person over first." in answer.content.decode()
    assert not Crossing.objects.exists()


def test_whose_question_it_is_is_said_at_the_form_and_nothing_typed_is_lost(
    here: AtThePost, client: Client, me: Somebody
) -> None:
    hold = held(here)
    holds.take(hold, actor=as_actor(me))
    HoldToken.objects.all().delete()
    answer = admit(client, hold, stamp="A-77", remark="Their cousin waits outside")
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Only the body that is competent for this question can release this hold." in shown
    assert "Their cousin waits outside" in shown
    assert "A-77" in shown
    assert 'name="stays"' in shown, "the way that is open"


def test_passing_on_puts_the_person_back_and_the_clock_runs_on(here: AtThePost, client: Client) -> None:
    hold = held(here)
    until = Hold.objects.get().until
    client.post(reverse("border:hold-take", args=[hold]))
    client.post(reverse("border:hold-pass-on", args=[hold]), {"remark": "Shift ends"})
    row = Hold.objects.get()
    assert (row.taken_by, row.until) == (None, until)


def test_an_answer_that_is_no_answer_is_said_and_nothing_is_noted(
    here: AtThePost, client: Client, me: Somebody
) -> None:
    hold = held(here)
    holds.take(hold, actor=as_actor(me))
    url = reverse("border:hold-note", args=[hold])
    for bad in ({"finding": "x", "resolution": "guilty"}, {"finding": "x" * 61, "resolution": "settled"}, {}):
        assert "Say what came out" in client.post(url, bad, follow=True).content.decode()
    assert [event.act for event in holds.get(hold).events] == ["placed", "taken"]


def test_nothing_on_the_page_refuses(here: AtThePost, client: Client) -> None:
    """It leads to the way of two officers, quietly; no form of its own sends anybody back."""
    hold = held(here)
    client.post(reverse("border:hold-take", args=[hold]))
    text = page(client, hold)
    forms = re.findall(r'<form[^>]* action="([^"]*)"', text)
    assert forms
    assert not [address for address in forms if "refus" in address or "withdraw" in address]
    for word in ("reject", "deny", "return to", "send back"):
        assert word not in text.lower()


# --- the clock ----


def test_a_rescan_never_gives_a_longer_clock(here: AtThePost) -> None:
    document = passport()
    at = datetime.now(UTC) - timedelta(hours=2)
    first = here.open(document, happened=at)
    hold = desk.set_aside(first.presentation, actor=OFFICER, happened=at)
    until = Hold.objects.get(subject=hold).until
    again = here.open(document)
    second = desk.set_aside(again.presentation, actor=OFFICER)
    assert Hold.objects.get(subject=second).until == until


def test_the_lawful_maximum_is_the_posts(make_post: Callable[..., UUID]) -> None:
    from panah.border.desk.context import Place

    post = make_post("Strict", hold_hours=1)
    there = AtThePost(post, Place(post, "1"))
    at = datetime.now(UTC)
    hold = desk.set_aside(there.open(happened=at).presentation, actor=OFFICER, happened=at)
    assert Hold.objects.get(subject=hold).until == at + timedelta(hours=1)


def test_beyond_the_maximum_it_is_red_for_all_who_must_know(here: AtThePost, client: Client) -> None:
    hold = held(here, ago=timedelta(hours=3, minutes=7))
    assert "The lawful maximum has passed" in page(client, hold)
    assert "1 person is held beyond the lawful maximum" in client.get(reverse("border:second-line")).content.decode()
    for role in ("commander", "monitor"):
        at = here.post if role == "commander" else None
        watcher = client_of(somebody(role, post=here.post), post=at)
        lists = watcher.get(reverse("border:lists"), {"post": here.post.hex}).content.decode()
        assert "1 hold is over its lawful maximum" in lists
        board = watcher.get(reverse("border:board"), {"post": here.post.hex}).content.decode()
        assert "1 person is held beyond the lawful maximum" in board
        assert "over by 7 min" in board


def test_a_person_over_the_maximum_can_still_be_admitted(here: AtThePost, client: Client) -> None:
    hold = held(here, ago=timedelta(hours=5))
    client.post(reverse("border:hold-take", args=[hold]))
    assert admit(client, hold).status_code == 302
    assert Crossing.objects.get().line == "second"


def test_a_change_of_shift_leaves_holds_and_clocks_alone(here: AtThePost, commander_of: Client) -> None:
    hold = held(here)
    before = Hold.objects.get()
    commander_of.post(reverse("border:shift-close"), {"post": here.post.hex})
    after = Hold.objects.get()
    assert (after.until, after.released, after.placed) == (before.until, None, before.placed)
    assert [one.id for one in holds.queue(here.post)] == [hold]


# --- children ----


@pytest.fixture
def child(here: AtThePost, me: Somebody) -> UUID:
    hold = held(here, "KARIMOVA", birth="2017-03-04")
    holds.take(hold, actor=as_actor(me))
    return hold


COMPANY = {"relation": "relative", "adult_name": "KARIMOVA GULNORA", "authority": "consent", "paper": "No 12"}


def test_a_child_goes_on_in_named_company(child: UUID, client: Client) -> None:
    assert admit(client, child, **COMPANY).status_code == 302
    assert Crossing.objects.get().accompaniment == {
        "relation": "relative",
        "authority": "consent",
        "adult": None,
        "adult_name": "KARIMOVA GULNORA",
        "paper": "No 12",
    }


@pytest.mark.parametrize("missing", ["relation", "adult_name", "authority"])
def test_a_child_without_company_stays_on_hold_and_nothing_typed_is_lost(
    child: UUID, client: Client, missing: str
) -> None:
    answer = admit(client, child, **(COMPANY | {missing: ""}), remark="Came with an aunt")
    assert answer.status_code == 422
    assert "Came with an aunt" in answer.content.decode()
    assert not Crossing.objects.exists()
    assert Hold.objects.get().released is None


def test_an_authority_that_wasnt_shown_is_said_at_the_form(child: UUID, client: Client) -> None:
    answer = admit(client, child, **(COMPANY | {"authority": "not_shown"}))
    assert answer.status_code == 422
    assert "Write down with whom this child travels on" in answer.content.decode()
    assert not Crossing.objects.exists()


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"relation": ""}, "relation", "Say how the adult belongs to the child."),
        ({"adult_name": ""}, "adult_name", "Name the adult into whose care the child goes."),
        (
            {"authority": "birth_certificate"},
            "authority",
            "For this relation it takes one of these: Consent of the parents, Court order, Child protection body, "
            "Checked list.",
        ),
        (
            {"relation": "parent", "authority": "list"},
            "authority",
            "For this relation it takes one of these: Same document, Birth certificate",
        ),
    ],
)
def test_the_form_says_at_its_field_which_part_of_the_company_is_missing(
    child: UUID, client: Client, given: dict[str, str], field: str, said: str
) -> None:
    answer = admit(client, child, **(COMPANY | given))
    assert answer.status_code == 422
    assert said in " ".join(answer.context["decision"].errors[field])
    assert said in answer.content.decode()


def test_the_word_of_an_officer_makes_no_child_an_adult(child: UUID, client: Client) -> None:
    assert admit(client, child, plainly_adult="on").status_code == 422
    assert not Crossing.objects.exists()


def test_where_no_birth_date_is_known_the_officer_may_say_that_it_is_an_adult(
    here: AtThePost, client: Client, me: Somebody
) -> None:
    hold = held(here, birth_date=PartialDate())
    holds.take(hold, actor=as_actor(me))
    assert "beyond doubt an adult" in page(client, hold)
    assert admit(client, hold).status_code == 422
    assert admit(client, hold, plainly_adult="on").status_code == 302


def test_an_adult_isnt_asked_for_company(here: AtThePost, client: Client, me: Somebody) -> None:
    hold = held(here)
    holds.take(hold, actor=as_actor(me))
    assert "relation" not in client.get(reverse("border:hold", args=[hold])).context["decision"].fields


# --- who may ----


@pytest.mark.parametrize("role", ["first_line", "headquarters", "monitor", "administrator"])
def test_others_dont_work_the_queue(here: AtThePost, role: str) -> None:
    post = here.post if role == "first_line" else None
    client = client_of(somebody(role, post=here.post), post=post)
    hold = held(here)
    assert client.get(reverse("border:second-line"), {"post": here.post.hex}).status_code == 403
    assert client.post(reverse("border:hold-take", args=[hold])).status_code == 403


# --- the question stays open ----


def test_the_person_goes_on_and_the_question_stays(here: AtThePost, client: Client, me: Somebody) -> None:
    hold = held(here)
    holds.take(hold, actor=as_actor(me))
    tokens.forget(hold)
    assert admit(client, hold).status_code == 422
    assert not Crossing.objects.exists(), "without the token nobody releases"
    admit(client, hold, stays="1")
    row = Hold.objects.get(subject=hold)
    assert Crossing.objects.get(subject=row.presentation).line == "second"
    assert row.released is None
    assert holds.queue(here.post) == []
    assert holds.overdue(here.post, row.until + timedelta(hours=1)) == []


def test_whoever_went_on_with_a_question_open_is_held_again_and_may_leave_freely(
    here: AtThePost, client: Client, me: Somebody
) -> None:
    document = passport(surname="KARIMOV")
    hold = desk.set_aside(here.open(document).presentation, actor=OFFICER)
    holds.take(hold, actor=as_actor(me))
    tokens.forget(hold)
    admit(client, hold, stays="1")
    leaving = here.open(document, "exit").presentation
    with pytest.raises(DeskError, match="set_aside_required"):
        desk.admit(leaving, actor=OFFICER)
    again = desk.set_aside(leaving, actor=OFFICER)
    holds.take(again, actor=as_actor(me))
    admit(client, again, stays="1")
    assert Crossing.objects.get(subject=leaving).direction == "exit"


def test_a_child_goes_on_only_in_company_also_with_a_question_open(here: AtThePost, me: Somebody) -> None:
    opened = here.open(passport(birth="2015-05-05"))
    hold = desk.set_aside(opened.presentation, actor=OFFICER)
    holds.take(hold, actor=as_actor(me))
    with pytest.raises(DeskError, match="child_needs_company"):
        holds.admit_with_question_open(hold, Decision(), actor=as_actor(me))


def test_nobody_waits_for_an_officer_who_is_gone(
    here: AtThePost, client: Client, colleague: Somebody, commander_of: Client, me: Somebody
) -> None:
    """The clock ran out, and whoever had the person is at home: the commander puts them back, another lets them in."""
    hold = held(here, ago=timedelta(hours=30))
    holds.take(hold, actor=as_actor(colleague))
    page, back = reverse("border:hold", args=[hold]), reverse("border:hold-put-back", args=[hold])
    assert back not in client.get(page).content.decode()
    assert client.post(back).status_code == 403
    assert back in commander_of.get(page).content.decode()
    for other in ("", str(me.id)):
        commander_of.post(back, {"remark": "Went home at nine", "officer": other})
        assert holds.get(hold).taken_by == colleague.id, "somebody else took them over since"
    commander_of.post(back, {"remark": "Went home at eight", "officer": str(colleague.id)})
    shown = client.get(page).content.decode()
    assert "Went home at eight" in shown
    assert back not in commander_of.get(page).content.decode(), "nobody has them now"
    client.post(reverse("border:hold-take", args=[hold]))
    holds.release_and_admit(hold, Decision(), actor=as_actor(me))
    assert Crossing.objects.count() == 1
