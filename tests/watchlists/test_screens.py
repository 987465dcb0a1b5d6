"""Screens of the lists for headquarters and the administrator."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from panah.node.demo.sanctions import un_list
from panah.people.desk.names import names_of
from panah.people.models import Look
from panah.watchlists.desk import in_force, lists, loading
from panah.watchlists.models import List
from panah.watchlists.views import upload
from tests.people.factories import client_of, somebody
from tests.watchlists.lists import HEADQUARTERS, Lists, as_csv, person, stranger, watchlists

__all__ = ["watchlists"]

pytestmark = pytest.mark.django_db
TERMS = {
    "code": "un-sc",
    "title": "Council's list",
    "sort": "sanctions",
    "source": "The council",
    "issuing_state": "uno",
    "legal_basis": "Resolution 1",
    "remedy": "Ombudsperson",
    "valid_days": "30",
    "telling": "may",
}


@pytest.fixture
def hq() -> Client:
    return client_of(somebody("headquarters"))


def send(client: Client, subject: UUID, content: bytes) -> object:
    data = {"file": SimpleUploadedFile("list.csv", content), "format": "national"}
    return client.post(reverse("watchlists:upload", args=[subject]), data)


def test_a_list_is_established_with_its_terms(hq: Client, watchlists: Lists) -> None:
    assert hq.post(reverse("watchlists:establish"), TERMS).status_code == 302
    row = List.objects.get()
    assert (row.code, row.issuing_state, row.valid_days) == ("un-sc", "UNO", 30)
    again = hq.post(reverse("watchlists:establish"), TERMS)
    assert again.status_code == 422
    assert "in use already" in again.content.decode()
    changed = TERMS | {"telling": "not", "tell_reason": "Law, art. 7"}
    assert hq.post(reverse("watchlists:terms", args=[row.subject]), changed).status_code == 302
    assert "Law, art. 7" in hq.get(reverse("watchlists:list", args=[row.subject])).content.decode()


def test_what_was_unusual_about_a_version_and_who_accepted_it_is_shown(hq: Client, watchlists: Lists) -> None:
    subject = watchlists.of("wanted", *(stranger(number) for number in range(300)))
    row, small = lists.get(subject), as_csv([stranger(number) for number in range(20)], "2")
    assert "Accepted by" not in hq.get(reverse("watchlists:list", args=[subject])).content.decode()
    looked, entries = loading.look(row, small, "national", accepted=frozenset({"much_smaller", "another_list"}))
    by = somebody("headquarters")
    loading.load(row, replace(looked, accepted_by=by.id), loading.keep(row, looked, entries), actor=HEADQUARTERS)
    page = hq.get(reverse("watchlists:list", args=[subject])).content.decode()
    assert "It has 20 entries; the list in force has 300." in page
    assert f"Accepted by {names_of([by.id])[by.id]}." in page


def test_a_file_is_shown_before_it_is_in_force(hq: Client, watchlists: Lists) -> None:
    subject = watchlists.of("wanted", person(), stranger(1))
    answer = send(hq, subject, as_csv([person(), stranger(2)], "2"))
    assert answer.status_code == 302  # type: ignore[attr-defined]
    page = hq.get(answer.url).content.decode()  # type: ignore[attr-defined]
    for text in ("QUXAAAAC", "QUXAAAAB", "Put it in force"):
        assert text in page
    assert [look.screen for look in Look.objects.all()] == ["watchlists:pending"], "seeing who is listed is a look"
    hq.get(answer.url)  # type: ignore[attr-defined]
    assert Look.objects.count() == 1
    assert lists.get(subject).version == "1"
    assert hq.post(f"{answer.url}confirm/", {"act": "load"}).status_code == 302  # type: ignore[attr-defined]
    assert lists.get(subject).version == "2"
    assert in_force.current().versions() == {"wanted": "2"}
    assert hq.get(answer.url).status_code == 404  # type: ignore[attr-defined]


def test_a_real_publishers_file_shows_when_it_was_published(hq: Client, watchlists: Lists) -> None:
    subject = watchlists.establish("un-sc", "sanctions")
    data = {"file": SimpleUploadedFile("list.xml", un_list(today=date(2026, 11, 21), persons=3)), "format": "auto"}
    answer = hq.post(reverse("watchlists:upload", args=[subject]), data)
    page = hq.get(answer.url).content.decode()  # type: ignore[attr-defined]
    assert "21 Nov 2026" in page
    assert "all new: the first version" in page


def test_a_file_can_be_forgotten(hq: Client, watchlists: Lists) -> None:
    subject = watchlists.of("wanted", person())
    answer = send(hq, subject, as_csv([stranger(2)], "2"))
    hq.post(f"{answer.url}confirm/", {"act": "drop"})  # type: ignore[attr-defined]
    assert lists.get(subject).version == "1"
    assert hq.get(answer.url).status_code == 404  # type: ignore[attr-defined]


def test_the_administrator_loads_and_is_shown_no_name(watchlists: Lists) -> None:
    client = client_of(somebody("administrator"))
    subject = watchlists.of("wanted", person(), stranger(1))
    answer = send(client, subject, as_csv([person(), stranger(2)], "2"))
    page = client.get(answer.url).content.decode()  # type: ignore[attr-defined]
    assert "QUX" not in page
    assert "Put it in force" in page
    assert client.get(reverse("watchlists:search")).status_code == 403


def test_a_refused_file_is_said_with_its_places(hq: Client, watchlists: Lists) -> None:
    subject = watchlists.of("wanted", person())
    answer = send(hq, subject, as_csv([person(id="7", birth_date="31.31.1990"), stranger(1)]))
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "the version in force stays" in page
    assert "line 2" in page
    assert "31.31.1990" not in page, "what stands in a list is told to nobody by an error"
    assert lists.get(subject).version == "1"


def test_an_uploaded_list_never_touches_the_disk(hq: Client, watchlists: Lists, tmp_path: Path, settings: Any) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "not there")
    subject = watchlists.of("wanted", person())
    rows = [stranger(number) for number in range(400)]
    assert send(hq, subject, as_csv([person(), *rows], "2")).status_code == 302  # type: ignore[attr-defined]


def test_a_file_too_large_for_the_screen_is_said_so(
    hq: Client, watchlists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload, "_MB", 10)
    subject = watchlists.of("wanted", person())
    answer = send(hq, subject, as_csv([stranger(number) for number in range(50)], "2"))
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "command line" in answer.content.decode()  # type: ignore[attr-defined]


def test_an_upload_without_a_token_is_refused(watchlists: Lists) -> None:
    subject = watchlists.of("wanted", person())
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client_of(somebody("headquarters")).cookies
    answer = send(strict, subject, as_csv([stranger(1)], "2"))
    assert answer.status_code == 403  # type: ignore[attr-defined]


def test_a_list_goes_out_of_use_with_a_reason(hq: Client, watchlists: Lists) -> None:
    subject = watchlists.of("wanted", person())
    watchlists.of("sanctions", stranger(1))
    retire = reverse("watchlists:retire", args=[subject])
    hq.post(retire, {"reason": " "})
    assert lists.get(subject).retired is None
    hq.post(retire, {"reason": "The law ended"})
    assert lists.get(subject).retired is not None
    assert "The law ended" in hq.get(reverse("watchlists:list", args=[subject])).content.decode()
    assert hq.get(reverse("watchlists:upload", args=[subject])).status_code == 404


def test_a_name_is_looked_up_with_a_reason_that_is_written_down(hq: Client, watchlists: Lists) -> None:
    watchlists.of("wanted", person())
    page = reverse("watchlists:search")
    asked = {"name": "Одилжон Терекбаев", "birth": "1984", "reason": "court"}
    assert hq.post(page, asked).status_code == 422, "a court has a number"
    assert Look.objects.count() == 0
    answer = hq.post(page, asked | {"text": "Court of appeal 7/26"}).content.decode()
    assert "TEREKBAEV ODILJON" in answer
    assert Look.objects.get().screen == "watchlists:search"
    nothing = hq.post(page, {"name": "Nobody Atall", "reason": "oversight"}).content.decode()
    assert "Nothing on any list" in nothing
    assert hq.post(page, {"reason": "oversight"}).status_code == 422


def test_trouble_with_the_lists_stands_where_headquarters_sees_it(hq: Client, watchlists: Lists) -> None:
    watchlists.of("wanted", person())
    from panah.watchlists.desk import keeping

    in_force.forget()
    for path in keeping.index_folder().iterdir():
        path.unlink()
    assert "be asked on this node" in hq.get(reverse("watchlists:lists")).content.decode()


def test_addresses_of_what_is_not_there_are_not_found(hq: Client, db: None) -> None:
    for name in ("list", "terms", "upload", "progress"):
        assert hq.get(reverse(f"watchlists:{name}", args=[uuid4()])).status_code == 404, name
