"""The directory's screens: kept by headquarters, signed by the monitor, read by those who need it; matters by none but
the body they were told to."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from panah.border.desk import headquarters
from panah.journal.models import Peer
from panah.people import desk as people
from panah.people.models import Account, Look
from panah.protection.desk import bodies, changes, matters
from panah.protection.desk.problems import ProtectionError
from panah.protection.models import Body, CompetenceChange
from tests.border.conftest import SECOND
from tests.people.factories import Somebody, client_of, somebody
from tests.protection.conftest import Nodes, _at_a_post, establish

Pages = Callable[..., Client]


@pytest.fixture
def demo(settings: object) -> None:
    """Signing by sign-in, as in the demo."""
    settings.PANAH_DEMO = True  # type: ignore[attr-defined]


def client(*roles: str, demo: bool = False) -> Client:
    found = client_of(somebody(*roles))
    if demo:
        from panah.people.models import OpenSession

        OpenSession.objects.update(method="demo")
    return found


FORM = {
    "name": "Shelter by the river", "sort": "anti_trafficking", "ages": "any", "languages": "ru, uz",
    "hours": "mon-fri 09:00-18:00\nsat 10:00-14:00", "room": "4", "phone": "112",
}  # fmt: skip


@pytest.mark.django_db
def test_headquarters_describes_a_body_and_everybody_reads_it(settings: object) -> None:
    headquarters = client("headquarters")
    answer = headquarters.post("/bodies/new/", FORM)
    body = Body.objects.get()
    assert answer.headers["Location"] == f"/bodies/{body.subject}/"
    view = bodies.body(body.subject)
    assert (view.languages, view.room, len(view.hours)) == (("ru", "uz"), 4, 6)
    for role in ("case_worker", "body_supervisor", "monitor"):
        page = client(role).get(f"/bodies/{body.subject}/")
        assert page.status_code == 200
        assert "Shelter by the river" in page.content.decode()
        assert "mon 09:00-18:00" in page.content.decode()
    assert headquarters.post(f"/bodies/{body.subject}/edit/", FORM | {"room": "0"}).status_code == 302
    assert bodies.body(body.subject).room == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"hours": "always"}, "This line can&#x27;t be read"),
        ({"hours": "mon 18:00-09:00"}, "It closes before it opens"),
        ({"sort": "consulate"}, "Say which state this consulate belongs to"),
        ({"sort": "consulate", "state": "XQ1"}, "This code of a country is not known"),
        ({"name": ""}, "field"),
    ],
)
def test_bad_input_is_said_at_its_place(change: dict[str, str], sentence: str) -> None:
    answer = client("headquarters").post("/bodies/new/", FORM | change)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Body.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_competence_goes_from_headquarters_signature_to_the_monitors() -> None:
    body = establish("anti_trafficking")
    headquarters, monitor = client("headquarters", demo=True), client("monitor", demo=True)
    asked = {"needs": ["trafficking"], "reason": "Order 12"}
    page = headquarters.post(f"/bodies/{body}/competence/", asked)
    assert "What you sign" in page.content.decode()
    assert not CompetenceChange.objects.exists(), "reading it isn't signing it"
    assert headquarters.post(f"/bodies/{body}/competence/", asked | {"sign": "1"}).status_code == 302
    change = CompetenceChange.objects.get()
    assert not bodies.body(body).works
    assert "Your own signature" not in headquarters.get(f"/bodies/changes/{change.subject}/").content.decode()
    assert headquarters.post(f"/bodies/changes/{change.subject}/", {"sign": "1"}).status_code == 200
    assert not bodies.body(body).works, "the first can't sign for the second"
    assert "Order 12" in monitor.get(f"/bodies/changes/{change.subject}/").content.decode()
    assert monitor.get("/bodies/changes/").status_code == 200
    assert monitor.post(f"/bodies/changes/{change.subject}/", {"sign": "1"}).status_code == 302
    assert bodies.body(body).needs == {"trafficking"}


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_whoever_signs_a_change_of_competence_sees_what_is_added_and_what_is_gone() -> None:
    """In a long list nobody sees what is gone (S14)."""
    body = establish("anti_trafficking", "trafficking", "legal_advice")
    headquarters, monitor = client("headquarters", demo=True), client("monitor", demo=True)
    asked = {"needs": ["trafficking", "child_at_risk"], "reason": "Order 13"}
    added, removed = "<dt>Added</dt><dd>A child at risk</dd>", "<dt>Removed</dt><dd>A lawyer or legal advice</dd>"

    def told(page: Any) -> str:
        return re.sub(r"\s*<(/?\w+)[^>]*>\s*", r"<\1>", re.sub("</?bdi>", "", page.content.decode()))

    page = told(headquarters.post(f"/bodies/{body}/competence/", asked))
    assert added in page
    assert removed in page
    headquarters.post(f"/bodies/{body}/competence/", asked | {"sign": "1"})
    change = CompetenceChange.objects.get(body=body, signed=None, act="competence")
    page = told(monitor.get(f"/bodies/changes/{change.subject}/"))
    assert added in page
    assert removed in page
    monitor.post(f"/bodies/changes/{change.subject}/", {"sign": "1"})
    page = told(monitor.get(f"/bodies/changes/{change.subject}/"))
    assert "<dt>Added</dt>" not in page, "it is so"


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_whose_receipts_a_post_needs_goes_the_same_way() -> None:
    post, journal = _at_a_post().post, uuid4()
    Peer.objects.create(name="capital", journals=[str(journal)], recipient="age1", reads="everything")
    clerk, monitor = client("headquarters", demo=True), client("monitor", demo=True)
    asked = {"post": str(post), "node": str(journal), "reason": "Order 12"}
    page = clerk.post("/bodies/headquarters/", asked).content.decode()
    assert "What you sign" in page
    assert "capital" in page
    assert clerk.post("/bodies/headquarters/", asked | {"sign": "1"}).status_code == 302
    [change] = changes.waiting()
    assert headquarters.elsewhere(post) is None, "the monitor hasn't signed"
    assert "Dostyk" in monitor.get("/bodies/changes/").content.decode()
    assert "Order 12" in monitor.get(f"/bodies/changes/{change.id}/").content.decode()
    assert monitor.post(f"/bodies/changes/{change.id}/", {"sign": "1"}).status_code == 302
    assert headquarters.elsewhere(post) == journal
    assert clerk.post("/bodies/headquarters/", asked | {"post": str(uuid4())}).status_code == 422
    assert clerk.post("/bodies/headquarters/", asked | {"node": "itself", "sign": "1"}).status_code == 302
    [change] = changes.waiting()
    letter = {"letter": f"{uuid4()}:12", "reason": "Nobody wrote it"}
    assert "What you sign" in clerk.post("/bodies/aside/", letter).content.decode()
    assert clerk.post("/bodies/aside/", letter | {"letter": "the third"}).status_code == 422
    assert clerk.post("/bodies/aside/", letter | {"sign": "1"}).status_code == 302
    aside = next(one for one in changes.waiting() if one.content.act == "aside")
    assert "This node" in monitor.get("/bodies/changes/").content.decode()
    assert letter["letter"] in monitor.get(f"/bodies/changes/{aside.id}/").content.decode()
    assert monitor.post(f"/bodies/changes/{aside.id}/", {"sign": "1"}).status_code == 302
    assert "Nobody wrote it" in monitor.get("/oversight/").content.decode()
    assert change.content.journal is None
    assert "The post itself" in monitor.get(f"/bodies/changes/{change.id}/").content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_the_monitor_may_say_no() -> None:
    body = establish("ngo", "legal_advice")
    headquarters, monitor = client("headquarters", demo=True), client("monitor", demo=True)
    headquarters.post(f"/bodies/{body}/revoke/", {"reason": "They complain too much", "sign": "1"})
    [change] = changes.waiting()
    assert monitor.post(f"/bodies/changes/{change.id}/decline/", {"reason": ""}).status_code == 302
    assert changes.get(change.id).state == "open"
    monitor.post(f"/bodies/changes/{change.id}/decline/", {"reason": "No ground"})
    assert changes.get(change.id).state == "declined"
    assert bodies.body(body).works


@pytest.mark.django_db
def test_a_key_that_is_none_is_said_at_the_form() -> None:
    body = establish("ngo")
    answer = client("headquarters").post(f"/bodies/{body}/key/", {"key": "age1no", "reason": "x"})
    assert answer.status_code == 422
    assert "begins with age1" in answer.content.decode()


def worker(body: UUID, number: int, role: str = "case_worker") -> Client:
    """A case worker of a body, or its supervisor, signed in."""
    staff = people.hire("Case worker", body, actor=people.SYSTEM)
    people.grant(staff, role, actor=people.SYSTEM)
    account = people.create_account(staff, f"worker{number}", actor=people.SYSTEM).account
    Account.objects.filter(pk=account.pk).update(must_change=False)
    return client_of(Somebody(staff, account))


def test_a_matter_is_on_the_screens_of_its_body_alone_and_looking_is_a_fact(alone: Nodes) -> None:
    hold = alone.held()
    matter = matters.open_matter(hold, "asylum", said="They said they would burn the house", actor=SECOND)
    asylum, shelter = (worker(alone.readers[name].id, at) for at, name in enumerate(("asylum", "shelter")))
    assert f"/matters/{matter}/" in asylum.get("/matters/").content.decode()
    page = asylum.get(f"/matters/{matter}/")
    assert "burn the house" in page.content.decode()
    assert {look.file for look in Look.objects.all()} == {alone.readers["asylum"].id, matter}
    assert str(matter) not in shelter.get("/matters/").content.decode()
    looks = Look.objects.count()
    assert shelter.get(f"/matters/{matter}/").status_code == 404
    assert Look.objects.count() == looks


def test_a_body_without_its_key_here_is_told_that_nothing_can_reach_it(alone: Nodes) -> None:
    keyless = establish("ngo", "legal_advice", key="")
    desk, other = worker(keyless, 1, "body_supervisor"), worker(alone.readers["asylum"].id, 2)
    for page in ("matters", "referrals", "cases", "claims", "case-day"):
        assert "nothing can reach it here" in html.unescape(desk.get(reverse(f"protection:{page}")).content.decode())
        assert "nothing can reach it here" not in other.get(reverse(f"protection:{page}")).content.decode()
    with pytest.raises(ProtectionError, match="body_not_here"):
        matters.say_as_body(keyless, [], actor=SECOND.id)


def test_staff_of_no_body_see_no_matters(alone: Nodes) -> None:
    answer = client("case_worker").get("/matters/")
    assert answer.status_code == 409
    assert "You work for no body" in answer.content.decode()
    for role in ("headquarters", "monitor", "administrator"):
        assert client(role).get("/matters/").status_code == 403
