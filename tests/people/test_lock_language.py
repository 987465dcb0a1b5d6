"""The page that covers a locked screen speaks the language of the screen it covers."""

import pytest
from django.utils import timezone

from panah.people.models import OpenSession
from tests.people.factories import client_of, somebody

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "direction"), [("ru", "ltr"), ("fa-af", "rtl")])
def test_a_locked_screen_keeps_its_language(language, direction):
    client = client_of(somebody("headquarters"))
    client.cookies["django_language"] = language
    OpenSession.objects.update(locked=timezone.now())
    answer = client.get("/account/")
    assert answer.status_code == 423
    assert f'<html lang="{language}" dir="{direction}"' in answer.content.decode()
    assert answer.headers["Content-Language"] == language
