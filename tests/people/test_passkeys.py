"""Passkeys against an authenticator written for the purpose, which can be told to misbehave."""

import hashlib
import json
from dataclasses import dataclass, field
from os import urandom

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from panah.people.models import OpenSession, Passkey, RecoveryCode, SecurityEvent
from tests.people.factories import PASSWORD, client_of, somebody

pytestmark = pytest.mark.django_db

ORIGIN = "https://testserver"
BEGIN, FINISH = "/passkey/begin/", "/passkey/finish/"
FLAG = AuthenticatorData.FLAG


@dataclass
class Key:
    """A security key with one credential."""

    secret: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: urandom(32))
    counter: int = 1
    verified: bool = True

    def _data(self, credential: AttestedCredentialData | None = None, rp: str = "testserver") -> AuthenticatorData:
        flags = FLAG.UP | (FLAG.UV if self.verified else 0)
        if credential:
            flags |= FLAG.AT
        return AuthenticatorData.create(hashlib.sha256(rp.encode()).digest(), flags, self.counter, credential or b"")

    def create(self, options: dict, origin: str = ORIGIN) -> dict:
        public = ES256.from_cryptography_key(self.secret.public_key())
        credential = AttestedCredentialData.create(Aaguid.NONE, self.id, public)
        client = CollectedClientData.create("webauthn.create", websafe_decode(options["challenge"]), origin)
        attested = AttestationObject.create("none", self._data(credential), {})
        return self._answer({"clientDataJSON": client.b64, "attestationObject": websafe_encode(attested)})

    def get(self, options: dict, origin: str = ORIGIN) -> dict:
        client = CollectedClientData.create("webauthn.get", websafe_decode(options["challenge"]), origin)
        data = self._data()
        signature = self.secret.sign(data + client.hash, ec.ECDSA(SHA256()))
        return self._answer(
            {
                "clientDataJSON": client.b64,
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signature),
            }
        )

    def _answer(self, response: dict) -> dict:
        name = websafe_encode(self.id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}


def send(client: Client, path: str, value: object):
    return client.post(path, json.dumps(value), content_type="application/json", secure=True)


def added(client: Client, key: Key, **how: str):
    options = send(client, reverse("people:new-passkey-begin"), {}).json()["publicKey"]
    return send(client, reverse("people:new-passkey-finish"), key.create(options, **how))


def asked(client: Client) -> dict:
    return send(client, BEGIN, {}).json()["publicKey"]


@pytest.fixture
def officer(posts):
    return somebody("commander", post=posts[1].id)


@pytest.fixture
def key(officer, posts) -> Key:
    """The officer's own, registered."""
    made = Key()
    assert added(client_of(officer, post=posts[1].id), made).status_code == 200
    made.counter += 1
    OpenSession.objects.all().delete()
    return made


def test_a_key_alone_signs_in_and_is_two_factors(officer, key):
    client = Client()
    assert send(client, FINISH, key.get(asked(client))).json() == {"next": "/"}
    assert OpenSession.objects.get().method == "passkey"
    assert RecoveryCode.objects.filter(account=officer.account).count() == 10


def test_a_key_is_the_second_step(officer, key):
    client = Client()
    client.post("/sign-in/", {"username": officer.username, "password": PASSWORD}, secure=True)
    options = asked(client)
    assert [websafe_decode(known["id"]) for known in options["allowCredentials"]] == [key.id]
    assert send(client, FINISH, key.get(options)).status_code == 200
    assert OpenSession.objects.get().method == "password+passkey"


def test_a_pause_after_wrong_passwords_holds_no_key_up(officer, key):
    for _ in range(10):
        Client().post("/sign-in/", {"username": officer.username, "password": "guess"})
    client = Client()
    assert send(client, FINISH, key.get(asked(client))).status_code == 200


def test_an_answer_counts_once(key):
    client = Client()
    answer = key.get(asked(client))
    assert send(client, FINISH, answer).status_code == 200
    again = Client()
    asked(again)
    key.counter += 1
    assert send(again, FINISH, answer).status_code == 422
    assert send(Client(), FINISH, answer).status_code == 422, "nothing was asked"


def test_a_copied_key_is_noticed(officer, key):
    client = Client()
    send(client, FINISH, key.get(asked(client)))
    before = SecurityEvent.objects.count()
    copy = Client()
    assert send(copy, FINISH, key.get(asked(copy))).status_code == 422, "the counter stood still"
    assert SecurityEvent.objects.count() == before + 1


def test_a_key_that_did_not_ask_for_finger_or_pin_is_not_enough(key):
    key.verified = False
    client = Client()
    assert send(client, FINISH, key.get(asked(client))).status_code == 422


@pytest.mark.parametrize("origin", ["https://testserver.evil.example", "http://testserver", "https://evil.example"])
def test_another_page_cannot_use_it(key, origin):
    client = Client()
    assert send(client, FINISH, key.get(asked(client), origin)).status_code == 422


def test_another_secret_does_not_fit(key):
    client = Client()
    thief = Key(id=key.id, counter=99)
    assert send(client, FINISH, thief.get(asked(client))).status_code == 422


def test_the_key_of_a_colleague_is_no_second_step(posts, key):
    colleague = somebody("commander", post=posts[1].id)
    own = Key()
    added(client_of(colleague, post=posts[1].id), own)
    OpenSession.objects.all().delete()
    client = Client()
    client.post("/sign-in/", {"username": colleague.username, "password": PASSWORD}, secure=True)
    assert send(client, FINISH, key.get(asked(client))).status_code == 422
    assert not OpenSession.objects.exists()


def test_the_account_of_somebody_who_left_has_no_use_for_it(officer, key):
    officer.account.is_active = False
    officer.account.save()
    client = Client()
    assert send(client, FINISH, key.get(asked(client))).status_code == 422


def test_one_key_belongs_to_one_account(posts, key):
    other = client_of(somebody("commander", post=posts[1].id), post=posts[1].id)
    assert added(other, key).status_code == 422
    assert Passkey.objects.count() == 1


def test_a_key_from_another_page_is_not_registered(officer, posts):
    client = client_of(officer, post=posts[1].id)
    assert added(client, Key(), origin="https://evil.example").status_code == 422
    assert not Passkey.objects.exists()


@pytest.mark.parametrize("garbage", [None, [], "x", {}, {"id": 1}, {"rawId": "\u202e", "response": {}}, "x" * 50_000])
def test_garbage_is_refused_in_words(officer, posts, garbage):
    client = Client()
    asked(client)
    answer = send(client, FINISH, garbage)
    assert answer.status_code == 422
    assert answer.json()["error"]
    inside = client_of(officer, post=posts[1].id)
    send(inside, reverse("people:new-passkey-begin"), {})
    assert send(inside, reverse("people:new-passkey-finish"), garbage).status_code == 422


def test_the_only_second_factor_of_a_role_that_needs_one_stays(officer, posts, key):
    client = client_of(officer, post=posts[1].id)
    remove = reverse("people:passkey-remove", args=[Passkey.objects.get().pk])
    client.post(remove)
    assert Passkey.objects.count() == 1
    added(client, Key())
    client.post(remove)
    assert Passkey.objects.count() == 1


def test_nobody_removes_the_key_of_another(posts, key):
    other = client_of(somebody("commander", post=posts[1].id), post=posts[1].id)
    for _ in range(2):
        added(other, Key())
    other.post(reverse("people:passkey-remove", args=[Passkey.objects.get(credential_id=key.id).pk]))
    assert Passkey.objects.filter(credential_id=key.id).exists()
