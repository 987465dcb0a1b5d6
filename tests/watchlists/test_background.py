"""Loading a large list beside the screen, with real commits and a connection of the thread's own."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator

import pytest
from django.urls import reverse

from panah.watchlists.desk import background, in_force, keeping, lists, loading
from tests.people.factories import client_of, somebody
from tests.watchlists.lists import HEADQUARTERS, Lists, as_csv, stranger


@pytest.fixture
def own(fresh_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lists]:
    """Lists in a database of the test's own; every file counts as a large one."""
    monkeypatch.setattr(background, "AT_ONCE", 0)
    shutil.rmtree(keeping.folder(), ignore_errors=True)
    in_force.forget()
    lists.changed()
    yield Lists()
    in_force.forget()
    lists.changed()
    shutil.rmtree(keeping.folder(), ignore_errors=True)


def wait() -> None:
    for thread in threading.enumerate():
        if thread.name == "watchlists-load":
            thread.join(timeout=60)


def test_a_large_file_is_loaded_beside_the_screen_and_says_how_far_it_is(own: Lists) -> None:
    subject = own.establish()
    row = lists.get(subject)
    looked, entries = loading.look(row, as_csv([stranger(number) for number in range(300)]), "national")
    handle = loading.keep(row, looked, entries)
    assert background.start(row, looked, handle, actor=HEADQUARTERS).state == "running"
    wait()
    now = background.progress(subject)
    assert now is not None
    assert (now.state, now.done, now.total) == ("done", 300, 300)
    assert lists.get(subject).version == "1"
    assert in_force.current().versions() == {"wanted": "1"}


def test_what_fails_beside_the_screen_is_said_there(own: Lists) -> None:
    subject = own.establish()
    row = lists.get(subject)
    looked, entries = loading.look(row, as_csv([stranger(1)]), "national")
    handle = loading.keep(row, looked, entries)
    with loading.alone():
        background.start(row, looked, handle, actor=HEADQUARTERS)
        wait()
    now = background.progress(subject)
    assert now is not None
    assert (now.state, now.problem) == ("failed", "busy")
    client = client_of(somebody("headquarters"))
    said = client.get(reverse("watchlists:progress", args=[subject])).content.decode()
    assert "Another list is being loaded" in said
    assert lists.get(subject).version == ""
