"""Whatever is typed at the booth: an answer in words, never a stack trace, never half a record."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from panah.border.models import Crossing, Presentation
from panah.border.rules.text import tidy
from panah.documents import paper_kinds
from tests.border.conftest import AtThePost, passport, zone
from tests.people.factories import client_of, somebody

HTMX: dict[str, Any] = {"HTTP_HX_REQUEST": "true"}
anything = st.text(max_size=120) | st.sampled_from(["\0", "\ud800", "\u202e", "😀", "9" * 5000, "31.02.1990", "<" * 88])


@pytest.fixture
def officer(here: AtThePost) -> Client:
    return client_of(somebody("first_line", post=here.post), post=here.post, lane="1")


def sendable(text: str) -> str:
    """A browser can't send half a character pair."""
    return text.encode("utf-8", "replace").decode()


@settings(max_examples=40)
@given(text=anything | st.text("PVIAC<UZBKARIMOV0123456789\n ", max_size=100))
def test_any_scan(officer: Client, text: str) -> None:
    answer = officer.post(reverse("border:scan"), {"zone": sendable(text)}, **HTMX)
    assert answer.status_code == 200
    assert b"Traceback" not in answer.content


@settings(max_examples=30)
@given(place=st.integers(0, 87), character=st.characters(codec="utf-8"))
def test_one_wrong_character_anywhere(officer: Client, place: int, character: str) -> None:
    text = zone(passport())
    broken = text[:place] + character + text[place + 1 :]
    before = Presentation.objects.count()
    answer = officer.post(reverse("border:scan"), {"zone": broken}, **HTMX)
    assert answer.status_code == 200
    assert Presentation.objects.count() - before in (0, 1)


@settings(max_examples=40)
@given(
    kind=st.sampled_from([*paper_kinds(), "", "submarine"]),
    given=st.dictionaries(
        st.sampled_from(["surname", "given_names", "native_name", "nationality", "birth_date", "sex", "issuer",
                         "number", "issue_date", "expiry_date", "authority", "description"]),
        anything,
    ),
)  # fmt: skip
def test_any_form(officer: Client, kind: str, given: dict[str, str]) -> None:
    data = {name: sendable(value) for name, value in given.items()} | {"kind": kind}
    before = Presentation.objects.count()
    answer = officer.post(reverse("border:keyed"), data, **HTMX)
    assert answer.status_code == 200
    opened = Presentation.objects.count() - before
    assert opened == (b"data-person=" in answer.content)


@settings(max_examples=40)
@given(
    given=st.dictionaries(
        st.sampled_from(["capacity", "purpose", "means", "stamp", "remark", "plate", "plate_country", "adult",
                         "adult_name", "relation", "authority", "paper"]),
        anything,
    ),
)  # fmt: skip
def test_any_decision_is_recorded_whole_or_not_at_all(officer: Client, here: AtThePost, given: dict[str, str]) -> None:
    one = here.open().presentation
    data = {name: sendable(value) for name, value in given.items()}
    answer = officer.post(reverse("border:admit", args=[one]), data, **HTMX)
    assert answer.status_code == 200
    crossed = Presentation.objects.get(subject=one).outcome == "crossed"
    assert crossed == Crossing.objects.filter(subject=one).exists()


@given(anything)
def test_tidy_text_is_tidy_and_stays_so(text: str) -> None:
    clean = tidy(text)
    assert clean == tidy(clean)
    assert all(character.isprintable() or character in "\u200c\u200d" for character in clean)
