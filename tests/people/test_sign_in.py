"""Signing in, step by step, as a browser sees it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP

from panah.people import desk, recovery, secrets, totp
from panah.people.limits import limits
from panah.people.models import Account, OpenSession, SecurityEvent, SignIn, UnknownNameBucket
from panah.people.urls import urlpatterns
from tests.people.factories import PASSWORD, client_of, organisation, somebody

pytestmark = pytest.mark.django_db

SIGN_IN, START = "/sign-in/", "/"


@pytest.fixture(autouse=True)
def _booth_without_second_factor(settings):
    settings.PANAH_BOOTH_SECOND_FACTOR = False


def try_password(username: str, password: str = PASSWORD, client: Client | None = None, **more: str):
    return (client or Client()).post(SIGN_IN, {"username": username, "password": password, **more})


def enrolled(who) -> tuple[bytes, TOTP]:
    """An app already set up, its last code long past."""
    secret = totp.new_secret()
    clock = TOTP(secret)
    assert totp.enrol(who.account, secret, f"{clock.token():06}")
    who.account.totp.last_step = -1
    who.account.totp.save()
    return secret, clock


def test_password_alone_opens_the_booth_where_the_setting_says_so(posts):
    officer = somebody("first_line", post=posts[1].id)
    client = Client()
    assert try_password(officer.username.upper(), client=client).url == START
    opened = OpenSession.objects.get(account=officer.account)
    assert (opened.post, opened.method) == (posts[1].id, "password")
    assert SignIn.objects.get(subject=opened.pk).staff == officer.id


@pytest.mark.parametrize("role", ["second_line", "commander", "headquarters", "monitor", "administrator"])
def test_other_roles_must_add_a_second_factor_before_they_get_in(posts, role):
    officer = somebody(role, post=posts[1].id)
    client = Client()
    assert try_password(officer.username, client=client).url == reverse("people:enrol")
    assert not OpenSession.objects.exists()
    assert client.get(reverse("people:account")).status_code == 302
    assert client.get(reverse("people:enrol")).status_code == 200


def test_the_booth_needs_one_too_unless_the_node_says_otherwise(posts, settings):
    settings.PANAH_BOOTH_SECOND_FACTOR = True
    officer = somebody("first_line", post=posts[1].id)
    assert try_password(officer.username).url == reverse("people:enrol")


def test_enrolling_an_app_on_the_way_in_shows_recovery_codes_once_and_lets_in(posts):
    officer = somebody("commander", post=posts[1].id)
    client = Client()
    try_password(officer.username, client=client)
    page = client.get(reverse("people:app")).content.decode()
    assert "<svg" in page
    secret = secrets.unseal("people.new-totp", bytes.fromhex(client.session["people.new-totp"]))
    wrong = f"{(TOTP(secret).token() + 1) % 10**6:06}"
    assert client.post(reverse("people:app"), {"code": wrong}).status_code == 422
    answer = client.post(reverse("people:app"), {"code": f"{TOTP(secret).token():06}"})
    assert answer.url == reverse("people:codes")
    shown = client.get(reverse("people:codes")).content.decode()
    assert shown.count("<li>") == recovery.HOW_MANY
    assert client.post(reverse("people:codes")).url == START
    assert OpenSession.objects.get().method == "password+totp"


def test_a_code_from_the_app_is_the_second_step_and_works_once(posts):
    officer = somebody("commander", post=posts[1].id)
    _, clock = enrolled(officer)
    client = Client()
    assert try_password(officer.username, client=client).url == reverse("people:second-factor")
    assert client.get(reverse("people:second-factor")).status_code == 200
    code = f"{clock.token():06}"
    assert client.post(reverse("people:second-factor"), {"code": code}).url == START
    assert OpenSession.objects.get().method == "password+totp"
    again = Client()
    try_password(officer.username, client=again)
    assert again.post(reverse("people:second-factor"), {"code": code}).status_code == 422


def test_a_recovery_code_works_once(posts):
    officer = somebody("commander", post=posts[1].id)
    enrolled(officer)
    code = recovery.new_codes(officer.account)[3]
    for expected in (302, 422):
        client = Client()
        try_password(officer.username, client=client)
        answer = client.post(reverse("people:second-factor"), {"recovery": code.upper().replace("-", " ")})
        assert answer.status_code == expected
    fields = re.findall("<input[^>]*>", answer.content.decode())
    assert [field for field in fields if "autofocus" in field] == [
        field for field in fields if 'name="recovery"' in field
    ]
    assert recovery.left(officer.account) == recovery.HOW_MANY - 1


def test_the_second_step_alone_is_no_way_in(posts):
    officer = somebody("commander", post=posts[1].id)
    _, clock = enrolled(officer)
    answer = Client().post(reverse("people:second-factor"), {"code": f"{clock.token():06}"})
    assert answer.url == SIGN_IN
    assert not OpenSession.objects.exists()


def test_a_slow_second_step_starts_again(posts):
    officer = somebody("commander", post=posts[1].id)
    _, clock = enrolled(officer)
    client = Client()
    try_password(officer.username, client=client)
    kept = client.session
    kept["people.pending"] = {
        **kept["people.pending"],
        "at": (timezone.now() - limits().pending).timestamp() - 1,
    }
    kept.save()
    assert client.post(reverse("people:second-factor"), {"code": f"{clock.token():06}"}).url == SIGN_IN


def test_a_one_time_code_leads_to_a_password_of_ones_own(posts):
    staff = desk.hire("Aidai", organisation(), actor=desk.SYSTEM)
    desk.grant(staff, "first_line", posts[1].id, actor=desk.SYSTEM)
    code = desk.create_account(staff, "aidai", actor=desk.SYSTEM).code
    client = Client()
    assert try_password("aidai", code, client=client).url == reverse("people:new-password")
    weak = client.post(reverse("people:new-password"), {"new": "password", "again": "password"})
    assert weak.status_code == 422
    differing = client.post(reverse("people:new-password"), {"new": PASSWORD, "again": PASSWORD + "s"})
    assert differing.status_code == 422
    assert client.post(reverse("people:new-password"), {"new": PASSWORD, "again": PASSWORD}).url == START
    assert try_password("aidai", code).status_code == 422, "the code is used up"
    assert try_password("aidai").url == START


def test_a_one_time_code_ends_by_itself():
    staff = desk.hire("Aidai", organisation(), actor=desk.SYSTEM)
    opened = desk.create_account(staff, "aidai", actor=desk.SYSTEM)
    Account.objects.update(code_expires=timezone.now() - timedelta(seconds=1))
    assert try_password("aidai", opened.code).status_code == 422


def test_a_new_code_voids_the_old_password_and_ends_sessions(posts):
    officer, chief = somebody("first_line", post=posts[1].id), somebody("administrator")
    client = client_of(officer, post=posts[1].id)
    desk.issue_code(officer.account, actor=chief.id)
    assert try_password(officer.username).status_code == 422
    assert client.get(reverse("people:account")).url.startswith(SIGN_IN)


def test_wrong_and_unknown_read_the_same_to_the_letter(posts):
    officer = somebody("first_line", post=posts[1].id)
    wrong, unknown = Client(), Client()
    pages = []
    for client, name in ((wrong, officer.username), (unknown, "nobody-here")):
        for _ in range(limits().free_failures + 2):
            answer = try_password(name, "not the password", client=client)
            assert answer.status_code == 422
        pages.append(answer.context["form"].non_field_errors())
    assert pages[0] == pages[1]


def test_too_many_wrong_answers_pause_even_the_right_password(posts):
    officer = somebody("first_line", post=posts[1].id)
    for _ in range(limits().free_failures):
        try_password(officer.username, "wrong")
    assert try_password(officer.username).status_code == 422
    Account.objects.update(blocked_until=timezone.now() - timedelta(seconds=1))
    assert try_password(officer.username).url == START
    officer.account.refresh_from_db()
    assert officer.account.failures == 0


def test_guessing_during_a_pause_does_not_fill_the_journal(posts):
    officer = somebody("first_line", post=posts[1].id)
    for _ in range(limits().free_failures):
        try_password(officer.username, "wrong")
    before = SecurityEvent.objects.count()
    for _ in range(20):
        try_password(officer.username, "wrong")
    assert SecurityEvent.objects.count() == before
    officer.account.refresh_from_db()
    assert officer.account.failures == limits().free_failures + 20


def test_names_nobody_has_are_counted_and_leave_no_facts():
    before = SecurityEvent.objects.count()
    for number in range(30):
        try_password(f"guess-{number}", "wrong")
    assert SecurityEvent.objects.count() == before
    assert sum(UnknownNameBucket.objects.values_list("total", flat=True)) == 30


def test_wrong_second_factors_are_counted_as_well(posts):
    officer = somebody("commander", post=posts[1].id)
    _, clock = enrolled(officer)
    client = Client()
    try_password(officer.username, client=client)
    wrong = f"{(clock.token() + 1) % 10**6:06}"
    for _ in range(limits().free_failures):
        client.post(reverse("people:second-factor"), {"code": wrong})
    assert client.post(reverse("people:second-factor"), {"code": f"{clock.token():06}"}).status_code == 422


def test_two_posts_ask_where_and_the_browser_remembers(posts):
    here, there = posts
    officer = somebody("first_line", post=here.id)
    desk.grant(officer.id, "second_line", there.id, actor=desk.SYSTEM)
    officer.account.staff = officer.id
    client = Client()
    enrolled(officer)
    try_password(officer.username, client=client)
    recovery_code = recovery.new_codes(officer.account)[0]
    answer = client.post(reverse("people:second-factor"), {"recovery": recovery_code})
    assert answer.url == reverse("people:place")
    assert client.get(reverse("people:place")).status_code == 200
    assert client.post(reverse("people:place"), {"place": f"{there.id}/No such lane"}).status_code == 422
    assert client.post(reverse("people:place"), {"place": f"{here.id}/Lane 2"}).url == START
    opened = OpenSession.objects.get()
    assert (opened.post, opened.lane) == (here.id, "Lane 2")
    colleague = somebody("first_line", post=here.id)
    client.post(reverse("people:sign-out"))
    assert try_password(colleague.username, client=client).url == START
    opened = OpenSession.objects.get()
    assert (opened.account.staff, opened.post, opened.lane) == (colleague.id, here.id, "Lane 2")


def test_the_way_back_leads_only_to_own_pages(posts):
    officer = somebody("first_line", post=posts[1].id)
    assert try_password(officer.username, next="/account/").url == "/account/"
    assert try_password(officer.username, next="https://elsewhere.example/").url == START
    assert try_password(officer.username, next="//elsewhere.example/").url == START


def test_signing_in_changes_the_session_key(posts):
    officer = somebody("first_line", post=posts[1].id)
    client = Client()
    client.get(SIGN_IN)
    session = client.session
    session["left"] = "behind"
    session.save()
    before = session.session_key
    try_password(officer.username, client=client)
    assert client.session.session_key != before
    assert "left" not in client.session


class TestDemo:
    """The tiles of the practice country."""

    def test_a_tile_signs_in(self, posts, settings):
        settings.PANAH_DEMO = True
        officer = somebody("commander", post=posts[1].id, demo=True)
        client = Client()
        assert b"commander" in client.get(SIGN_IN).content
        assert client.post(reverse("people:demo"), {"role": "commander"}).url == START
        assert OpenSession.objects.get().account_id == officer.account.pk

    def test_there_are_no_tiles_outside_the_demo(self, posts, settings):
        settings.PANAH_DEMO = False
        somebody("commander", post=posts[1].id, demo=True)
        client = Client()
        assert client.post(reverse("people:demo"), {"role": "commander"}).status_code == 404
        assert b'value="commander"' not in client.get(SIGN_IN).content
        assert not OpenSession.objects.exists()

    def test_a_tile_opens_no_account_of_real_staff(self, posts, settings):
        settings.PANAH_DEMO = True
        somebody("commander", post=posts[1].id)
        assert Client().post(reverse("people:demo"), {"role": "commander"}).status_code == 404


@pytest.mark.parametrize("address", [START, SIGN_IN, "/styleguide/"])
def test_a_page_open_to_all_answers_those_who_ask_for_its_head(address):
    asked, told = Client().get(address), Client().head(address)
    assert told.status_code == asked.status_code < 400
    assert told.headers["Content-Type"] == asked.headers["Content-Type"]
    assert told.content == b""


def test_every_page_open_to_all_has_a_head():
    open_ones = [one for one in _open_addresses() if Client().get(one).status_code != 405]
    assert SIGN_IN in open_ones
    for address in open_ones:
        assert Client().head(address).status_code != 405, address


def _open_addresses() -> list[str]:
    return [
        reverse(f"people:{one.name}")
        for one in urlpatterns
        if getattr(one.callback, "panah_open", False) and not one.pattern.converters
    ]
