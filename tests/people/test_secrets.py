"""What is kept of secrets, and that checking them gives nothing away."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher, make_password
from django.test import Client
from django_otp.oath import TOTP
from hypothesis import given
from hypothesis import strategies as st

from panah.people import credentials, desk, recovery, secrets, totp
from panah.people.models import RecoveryCode
from tests.people.factories import PASSWORD, organisation, somebody


class CountingHasher(MD5PasswordHasher):
    """Counts how often a password is worked on."""

    algorithm = "counting"
    checked = 0

    def verify(self, password, encoded):
        type(self).checked += 1
        return super().verify(password, encoded)


@given(st.binary(max_size=200))
def test_what_is_sealed_comes_back_and_is_not_to_be_read(value):
    sealed = secrets.seal("test", value)
    assert secrets.unseal("test", sealed) == value
    assert len(value) < 4 or value not in sealed
    with pytest.raises(secrets.UnreadableSecretError):
        secrets.unseal("another purpose", sealed)


@given(st.integers(0, 59), st.binary(min_size=60, max_size=60))
def test_an_altered_seal_does_not_open(place, value):
    sealed = bytearray(secrets.seal("test", value))
    sealed[place] ^= 1
    with pytest.raises(secrets.UnreadableSecretError):
        secrets.unseal("test", bytes(sealed))


def test_codes_are_read_as_people_write_them():
    for _ in range(50):
        code = secrets.readable_code()
        assert secrets.plain_code(code) == secrets.plain_code(code.upper().replace("-", " "))
    assert secrets.plain_code("O0-Il1") == secrets.plain_code("00111")


@pytest.mark.django_db
def test_a_password_is_kept_as_argon2(settings):
    settings.PASSWORD_HASHERS = [name for name in settings.PASSWORD_HASHERS if "MD5" not in name]
    somebody_new = desk.create_account(
        desk.hire("Aidai", organisation(), actor=desk.SYSTEM), "aidai", actor=desk.SYSTEM
    ).account
    credentials.set_password(somebody_new, PASSWORD)
    assert somebody_new.password.startswith("argon2$argon2id$")


@pytest.mark.django_db
def test_every_attempt_works_on_exactly_one_password(settings):
    """So that the time of an answer doesn't tell a name that exists from one that doesn't."""
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    known, paused, fresh = somebody(), somebody(), somebody()
    for account in (known.account, paused.account):
        account.password = make_password(PASSWORD)
        account.save()
    fresh.account.set_unusable_password()
    fresh.account.save()
    for _ in range(10):
        credentials.check(paused.username, "wrong")
    for username in (known.username, paused.username, fresh.username, "nobody-here", ""):
        for password in ("wrong", PASSWORD):
            CountingHasher.checked = 0
            credentials.check(username, password)
            assert CountingHasher.checked == 1, (username, password)


@pytest.mark.django_db
def test_nothing_of_a_code_is_kept_to_be_read():
    officer = somebody()
    codes = recovery.new_codes(officer.account)
    kept = b"".join(bytes(row.digest) for row in RecoveryCode.objects.all())
    for code in codes:
        assert secrets.plain_code(code).encode() not in kept
    secret = totp.new_secret()
    assert totp.enrol(officer.account, secret, f"{TOTP(secret).token():06}")
    assert secret not in bytes(officer.account.totp.secret)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", "-12345", "\x00" * 6])
def test_what_is_no_code_is_none(typed):
    assert totp.matching_step(totp.new_secret(), typed, after=-1) is None


@pytest.mark.django_db
@pytest.mark.parametrize("username", ["\x00", "a\x00b", "x" * 10_000, "🐑", "\u202eabc", "' OR 1=1 --"])
def test_no_user_name_breaks_the_sign_in(username):
    answer = Client().post("/sign-in/", {"username": username, "password": "\x00" + "y" * 900})
    assert answer.status_code == 422
