"""The booth's answers, without a browser."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from panah.border.desk import presentations as desk
from panah.border.models import Crossing, Hold, Presentation
from panah.people.models import Look
from tests.border.conftest import AtThePost, passport, zone
from tests.people.factories import client_of, somebody

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def officer(here: AtThePost) -> Client:
    return client_of(somebody("first_line", post=here.post), post=here.post, lane="Lane 1")


def scan(client: Client, text: str, **more: str) -> str:
    return client.post(reverse("border:scan"), {"zone": text, **more}, **HTMX).content.decode()  # type: ignore[arg-type]


def test_a_scan_brings_up_the_advice(officer: Client) -> None:
    page = scan(officer, zone(passport(surname="KARIMOV", given="RUSTAM")))
    assert "KARIMOV" in page
    assert "Document is sound" in page
    assert Presentation.objects.get().outcome == ""
