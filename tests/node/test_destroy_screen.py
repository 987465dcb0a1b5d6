"""The commander's screen: the post's name and a second factor, and the keys are gone before the answer is there."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django_otp.oath import TOTP

from panah.journal import countrykey, keyfiles
from panah.journal.envelopes import keyring
from panah.node.destroying import keys
from panah.people import totp
from tests.border.conftest import AtThePost, _no_sample, here, make_post
from tests.conftest import RUN_FOLDER
from tests.people.factories import client_of, somebody

__all__ = ["_no_sample", "here", "make_post"]


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home that may be destroyed, and no address of the run's database for the process that does it."""
    home = Path(tempfile.mkdtemp(dir=os.environ[RUN_FOLDER])) / "node"
    home.mkdir()
    before, settings.PANAH_HOME = settings.PANAH_HOME, home
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        monkeypatch.delenv(name, raising=False)
    keyring.make("shelter")
    countrykey.current_id()
    yield home
    settings.PANAH_HOME = before
    shutil.rmtree(home.parent)


def commander(here: AtThePost) -> tuple[Client, str]:
    """A commander's browser, and the code their app shows next."""
    who = somebody("commander", post=here.post)
    secret = totp.new_secret()
    assert totp.enrol(who.account, secret, f"{TOTP(secret).token():06}")
    return client_of(who, post=here.post), f"{TOTP(secret, drift=1).token():06}"


def test_the_page_says_what_would_be_lost_and_a_wrong_name_or_code_destroys_nothing(
    home: Path, here: AtThePost
) -> None:
    client, code = commander(here)
    page = client.get("/destroy/").content.decode()
    assert "kept nowhere else" in page
    for data in (
        {},
        {"name": "Dostyk"},
        {"name": "Khorgos", "code": code},
        {"name": "Dostyk", "code": "000000"},
    ):
        assert client.post("/destroy/", data).status_code == 422
        assert keyring.find("shelter") is not None
    assert client_of(somebody("second_line", post=here.post), post=here.post).get("/destroy/").status_code == 403


def test_with_both_the_keys_are_gone_at_once_and_the_rest_soon(home: Path, here: AtThePost) -> None:
    client, code = commander(here)
    (home / "watchlists").mkdir()
    answer = client.post("/destroy/", {"name": " dostyk", "code": code})
    assert answer.status_code == 200
    assert "The keys are destroyed" in answer.content.decode()
    assert not (home / "keys").exists()
    with pytest.raises(keyfiles.KeysUnusableError, match="were destroyed"):
        keyring.readers()
    since = time.monotonic()
    while not keys.ended(home):
        assert time.monotonic() - since < 60
        time.sleep(0.05)
    assert [path.name for path in home.iterdir()] == [keyfiles.DESTROYED]


def test_in_a_demo_it_is_only_practised(home: Path, here: AtThePost, settings: object) -> None:
    settings.PANAH_DEMO = True  # type: ignore[attr-defined]
    client, code = commander(here)
    answer = client.post("/destroy/", {"name": "Dostyk", "code": code}, follow=True)
    assert "In this demo nothing is destroyed" in answer.content.decode()
    assert keyring.find("shelter") is not None
