"""Sessions that end, lock and go on."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from panah.people import desk, sessions
from panah.people.limits import limits
from panah.people.middleware import BACKGROUND
from panah.people.models import OpenSession, SecurityEvent, SignIn
from tests.people.factories import PASSWORD, client_of, somebody

pytestmark = pytest.mark.django_db

ACCOUNT = "/account/"


@pytest.fixture(autouse=True)
def _booth_without_second_factor(settings):
    settings.PANAH_BOOTH_SECOND_FACTOR = False


@pytest.fixture
def officer(posts):
    return somebody("first_line", post=posts[1].id)


@pytest.fixture
def booth(posts, officer):
    client = Client()
    client.post("/sign-in/", {"username": officer.username, "password": PASSWORD})
    return client


def age(**times: timedelta) -> None:
    """Let times of the only session lie further back."""
    opened = OpenSession.objects.get()
    for name, back in times.items():
        setattr(opened, name, getattr(opened, name) - back)
    opened.save()


def is_in(client: Client) -> bool:
    return client.get(ACCOUNT).status_code == 200


def is_locked(client: Client) -> bool:
    return client.get(ACCOUNT).status_code == 423


def test_a_booth_left_alone_is_covered_and_keeps_its_session(booth):
    age(last_seen=limits().roles["first_line"].idle)
    assert is_locked(booth)
    assert booth.post(reverse("people:unlock"), {"password": PASSWORD, "next": ACCOUNT}).url == ACCOUNT
    assert is_in(booth)


def test_elsewhere_a_session_left_alone_ends(posts):
    chief = somebody("headquarters")
    client = client_of(chief)
    age(last_seen=limits().roles["headquarters"].idle)
    assert client.get(ACCOUNT).url.startswith("/sign-in/")
    assert not OpenSession.objects.exists()


def test_no_session_outlasts_a_shift(booth):
    age(opened=limits().roles["first_line"].shift)
    assert not is_in(booth)
    assert SignIn.objects.get().reason == "shift"


def test_work_keeps_a_session_awake_and_pages_that_ask_by_themselves_do_not(booth):
    nearly = limits().roles["first_line"].idle - timedelta(minutes=2)
    age(last_seen=nearly)
    booth.get(ACCOUNT, headers={BACKGROUND: "1"})
    assert timezone.now() - OpenSession.objects.get().last_seen >= nearly
    booth.get(ACCOUNT)
    assert timezone.now() - OpenSession.objects.get().last_seen < timedelta(minutes=1)


def test_signing_out_ends_the_session_for_good(booth):
    key = booth.session.session_key
    booth.post(reverse("people:sign-out"))
    assert not is_in(booth)
    thief = Client()
    thief.cookies["session"] = key
    assert not is_in(thief)
    assert SignIn.objects.get().reason == "signed_out"


def test_a_revoked_role_ends_at_once_in_open_sessions(posts, officer, booth):
    assert is_in(booth)
    desk.revoke(officer.id, "first_line", posts[1].id, actor=desk.SYSTEM)
    assert not is_in(booth)


def test_signing_out_everywhere_leaves_only_this_screen(officer, booth):
    other = client_of(officer)
    desk.grant(officer.id, "headquarters", actor=desk.SYSTEM)
    assert is_in(other)
    assert booth.post(reverse("people:sign-out-everywhere")).status_code == 302
    assert is_in(booth)
    assert not is_in(other)


def test_a_new_password_ends_other_sessions(officer, booth):
    desk.grant(officer.id, "headquarters", actor=desk.SYSTEM)
    other = client_of(officer)
    fresh = "snow falls on the northern pass"
    assert booth.post(reverse("people:password"), {"new": fresh, "again": fresh}).status_code == 302
    assert is_in(booth)
    assert not is_in(other)


def test_changing_how_one_signs_in_asks_again_after_a_while(booth):
    kept = booth.session
    kept[sessions.CONFIRMED] = (timezone.now() - limits().confirmed).timestamp() - 1
    kept.save()
    for name in ("people:password", "people:app"):
        assert booth.get(reverse(name)).url == reverse("people:confirm")
    assert booth.post(reverse("people:confirm"), {"password": "wrong"}).status_code == 422
    assert booth.post(reverse("people:confirm"), {"password": PASSWORD}).status_code == 302
    assert booth.get(reverse("people:password")).status_code == 200


def test_closed_browsers_are_swept_at_the_next_sign_in(posts, officer, booth):
    age(opened=timedelta(hours=13), last_seen=timedelta(hours=13))
    Client().post("/sign-in/", {"username": officer.username, "password": PASSWORD})
    assert OpenSession.objects.count() == 1
    assert set(SignIn.objects.values_list("reason", flat=True)) == {"shift", ""}


def test_pages_for_staff_stay_in_no_cache(booth):
    assert "no-store" in booth.get(ACCOUNT)["Cache-Control"]


class TestLock:
    """The quick lock of the booth."""

    def test_a_locked_screen_shows_nothing_and_does_nothing(self, booth):
        booth.post(reverse("people:lock"))
        for path in ("/", ACCOUNT, "/place/", "/account/app/", "/sign-in/"):
            answer = booth.get(path)
            assert answer.status_code == 423, path
            assert "people/locked.html" in [template.name for template in answer.templates]
        assert booth.post(reverse("people:sign-out-everywhere")).status_code == 423
        assert booth.post(reverse("people:codes"), {"act": "new"}).status_code == 423

    def test_a_script_is_told_to_cover_the_page(self, booth):
        booth.post(reverse("people:lock"))
        answer = booth.get(ACCOUNT, headers={"HX-Request": "true"})
        assert (answer.status_code, answer.headers["HX-Trigger"]) == (423, "panah:lock")

    def test_only_the_own_password_unlocks_and_guessing_is_counted(self, officer, booth):
        booth.post(reverse("people:lock"))
        before = SecurityEvent.objects.count()
        assert booth.post(reverse("people:unlock"), {"password": "guess"}).status_code == 422
        assert SecurityEvent.objects.count() == before + 1
        assert is_locked(booth)
        assert booth.post(reverse("people:unlock"), {"password": PASSWORD}).status_code == 302
        assert is_in(booth)

    def test_guessing_at_the_booth_pauses_it(self, booth):
        booth.post(reverse("people:lock"))
        for _ in range(limits().free_failures):
            booth.post(reverse("people:unlock"), {"password": "guess"})
        assert booth.post(reverse("people:unlock"), {"password": PASSWORD}).status_code == 422

    def test_the_page_beneath_is_told_in_one_word(self, booth):
        cover = {"X-Cover": "1"}
        drawn = booth.post(reverse("people:lock"), headers=cover)
        assert (drawn.status_code, b"<html" in drawn.content) == (200, False)
        assert booth.post(reverse("people:unlock"), {"password": PASSWORD}, headers=cover).status_code == 204

    def test_a_colleague_takes_over_at_the_same_lane_and_page(self, posts, booth):
        colleague = somebody("first_line", post=posts[1].id)
        booth.post(reverse("people:lock"))
        answer = booth.post(reverse("people:take-over"), {"next": ACCOUNT})
        assert answer.url == "/sign-in/?next=%2Faccount%2F"
        assert SignIn.objects.get().reason == "taken_over"
        answer = booth.post("/sign-in/", {"username": colleague.username, "password": PASSWORD, "next": ACCOUNT})
        assert answer.url == ACCOUNT
        opened = OpenSession.objects.get()
        assert (opened.account.staff, opened.post) == (colleague.id, posts[1].id)

    def test_without_a_password_only_the_demo_unlocks(self, posts, settings):
        settings.PANAH_DEMO = True
        officer = somebody("first_line", post=posts[1].id, demo=True)
        client = client_of(officer, post=posts[1].id)
        client.post(reverse("people:lock"))
        settings.PANAH_DEMO = False
        assert client.post(reverse("people:unlock")).status_code == 422
        settings.PANAH_DEMO = True
        assert client.post(reverse("people:unlock")).status_code == 302


def test_the_language_goes_with_the_account(officer, booth):
    booth.post("/language/", {"language": "ru", "next": ACCOUNT})
    elsewhere = Client()
    elsewhere.post("/sign-in/", {"username": officer.username, "password": PASSWORD})
    assert elsewhere.get(ACCOUNT)["Content-Language"] == "ru"


def test_a_screen_that_is_read_says_so_and_stays_awake(booth):
    age(last_seen=timedelta(minutes=10))
    assert booth.get(reverse("people:awake")).status_code == 204
    assert timezone.now() - OpenSession.objects.get().last_seen < timedelta(minutes=1)


def test_times_on_a_page_are_those_of_the_post(booth):
    assert "UTC+6" in booth.get(ACCOUNT).content.decode()


def test_working_at_another_lane_is_recorded_and_lasts(posts):
    officer = somebody("first_line", post=posts[0].id)
    client = Client()
    client.post("/sign-in/", {"username": officer.username, "password": PASSWORD})
    client.post(reverse("people:place"), {"place": f"{posts[0].id}/Lane 1"})
    assert client.post(reverse("people:place"), {"place": f"{posts[1].id}/"}).status_code == 422, "no role there"
    client.post(reverse("people:place"), {"place": f"{posts[0].id}/Lane 2"})
    assert (SignIn.objects.get().lane, OpenSession.objects.get().lane) == ("Lane 2", "Lane 2")


@pytest.mark.parametrize(("role", "name"), [("administrator", "people:staff"), ("monitor", "protection:oversight")])
def test_the_day_begins_where_the_work_is(role, name):
    assert client_of(somebody(role)).get("/").url == reverse(name)
