"""Loading a version: whole or not at all, and until the last moment the version in force answers."""

from __future__ import annotations

import socket
import threading
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from panah.journal import facts
from panah.watchlists.desk import background, in_force, keeping, lists, loading
from panah.watchlists.desk.asking import Described, ask
from panah.watchlists.desk.lists import Terms
from panah.watchlists.desk.problems import WatchlistError
from panah.watchlists.facts.lists import VersionLoaded
from panah.watchlists.formats import ListRefusedError
from panah.watchlists.models import List, Version
from tests.watchlists.lists import HEADQUARTERS, TERMS, Lists, as_csv, person, stranger, watchlists

__all__ = ["watchlists"]

pytestmark = pytest.mark.django_db


def found() -> bool:
    """Whether the person of these tests is found on a list now."""
    import datetime as dt

    described = Described(("TEREKBAYEV ODILZHON",), birth="1984-03-09", nationality="UZB")
    return ask(described, "entry", dt.date(2026, 11, 21)).hit


def versions(subject: UUID) -> list[tuple[str, int, int, int]]:
    return [(one.version, one.added, one.changed, one.removed) for one in lists.versions(subject)]


def test_a_version_is_stated_with_what_it_changed(watchlists: Lists) -> None:
    subject = watchlists.of("wanted", person(), stranger(1), stranger(2))
    watchlists.load(subject, person(ground="Another"), stranger(1), stranger(3), version="2")
    assert versions(subject) == [("2", 1, 1, 1), ("1", 3, 0, 0)]
    row = lists.get(subject)
    assert (row.version, row.entries) == ("2", 3)
    assert found()


def test_looking_says_what_would_change_and_changes_nothing(watchlists: Lists) -> None:
    subject = watchlists.of("wanted", person(), stranger(1))
    before = sorted(path.name for path in keeping.folder().rglob("*"))
    looked, _entries = loading.look(lists.get(subject), as_csv([stranger(1), stranger(2)], "2"), "national")
    assert looked.counts == (1, 0, 1)
    assert sorted(path.name for path in keeping.folder().rglob("*")) == before
    assert versions(subject) == [("1", 2, 0, 0)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"<html>sign in</html>", "web_page"),
        (as_csv([person()]).replace(b"#count,1", b"#count,2"), "count_differs"),
        (as_csv([person(birth_date="yesterday")]), "bad_date"),
        (b"id,family_name\n#count,0\n", "no_entries"),
    ],
)
def test_a_refused_file_leaves_the_list_in_force_untouched(watchlists: Lists, content: bytes, code: str) -> None:
    subject = watchlists.of("wanted", person())
    with pytest.raises(ListRefusedError) as refused:
        loading.load_file(lists.get(subject), content, "national", actor=HEADQUARTERS)
    assert code in {one.code for one in refused.value.faults}
    assert versions(subject) == [("1", 1, 0, 0)]
    assert found()


def test_a_much_smaller_file_is_refused_unless_somebody_accepts_it(watchlists: Lists) -> None:
    subject = watchlists.of("wanted", *(stranger(number) for number in range(300)))
    row, small = lists.get(subject), as_csv([stranger(number) for number in range(20)], "2")
    with pytest.raises(ListRefusedError) as refused:
        loading.load_file(row, small, "national", actor=HEADQUARTERS)
    codes = frozenset(one.code for one in refused.value.faults)
    assert "much_smaller" in codes
    loading.load_file(row, small, "national", actor=HEADQUARTERS, accepted=codes)
    assert lists.get(subject).entries == 20
    first, second = sorted(lists.versions(subject), key=lambda one: one.clock)
    assert (first.accepted, second.loaded_by) == ([], HEADQUARTERS.id)
    assert {one["code"] for one in second.accepted} == codes
    assert {"code": "much_smaller", "params": {"new": 20, "old": 300}} in second.accepted


def test_a_version_loaded_before_acceptances_were_kept_has_none() -> None:
    before = {"mark": "1", "digest": "0" * 64, "format": "un", "entries": 3, "added": 3, "changed": 0, "removed": 0}
    fact = facts.load(VersionLoaded.kind, 1, facts.canonical(before))
    assert isinstance(fact, VersionLoaded)
    assert (fact.entries, fact.accepted, fact.accepted_by) == (3, (), None)


def test_a_file_of_another_kind_is_refused(watchlists: Lists) -> None:
    subject = watchlists.establish("lost", "lost_documents")
    with pytest.raises(WatchlistError, match="wrong_content"):
        loading.load_file(lists.get(subject), as_csv([person()]), "national", actor=HEADQUARTERS)


TO_PROTECT = as_csv([person(why="missing_child")])
LOST = b"issuer,number,reason\nUZB,FA5521904,lost\n#count,1\n"


@pytest.mark.parametrize(
    ("sort", "content", "format"),
    [
        ("wanted", TO_PROTECT, "auto"),
        ("wanted", TO_PROTECT, "protect"),
        ("wanted", TO_PROTECT, "national"),
        ("exit_ban", TO_PROTECT, "protect"),
        ("lost_documents", TO_PROTECT, "protect"),
        ("protect", as_csv([person()]), "national"),
        ("protect", LOST, "lost_documents"),
        ("wanted", LOST, "lost_documents"),
    ],
)
def test_persons_to_protect_and_lost_documents_never_go_in_force_as_another_kind(
    watchlists: Lists, sort: str, content: bytes, format: str
) -> None:
    every = frozenset({"wrong_content", "another_list", "another_format"})
    row = lists.get(watchlists.establish("given", sort))
    with pytest.raises(WatchlistError, match="wrong_content"):
        loading.load_file(row, content, format, actor=HEADQUARTERS, accepted=every)
    assert versions(row.subject) == []


def test_a_file_kept_before_the_kind_changed_is_refused_too(watchlists: Lists) -> None:
    row = lists.get(watchlists.establish("given", "protect"))
    handle = loading.keep(row, *loading.look(row, TO_PROTECT))
    row.sort = "wanted"
    with pytest.raises(WatchlistError, match="wrong_content"):
        loading.kept(row, handle)


@pytest.mark.parametrize(
    ("was", "becomes"), [("protect", "wanted"), ("wanted", "protect"), ("wanted", "lost_documents")]
)
def test_what_is_in_force_keeps_its_kind(watchlists: Lists, was: str, becomes: str) -> None:
    subject = watchlists.of(was, person())
    with pytest.raises(WatchlistError, match="wrong_content"):
        lists.establish(Terms(code=was, sort=becomes, **TERMS), actor=HEADQUARTERS, subject=subject)
    assert lists.get(subject).sort == was


def test_what_fails_at_the_end_leaves_the_version_in_force(watchlists: Lists, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fact can't be written: nobody said that the new version is in force, so the old one answers."""
    subject = watchlists.of("wanted", person())

    def broken(*_given: Any, **_more: Any) -> None:
        raise OSError("no connection")

    with monkeypatch.context() as patch:
        patch.setattr(loading, "say", broken)
        with pytest.raises(OSError, match="no connection"):
            watchlists.load(subject, stranger(9), version="2")
    assert found()
    assert in_force.current().versions() == {"wanted": "1"}


def test_what_fails_while_indexing_leaves_the_version_in_force(
    watchlists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    subject = watchlists.of("wanted", person())

    def full(*_given: Any, **_more: Any) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(in_force.index, "build", full)
        with pytest.raises(OSError, match="full"):
            watchlists.load(subject, stranger(9), version="2")
    assert versions(subject) == [("1", 1, 0, 0)]
    assert found()


def test_two_are_never_loaded_at_once(watchlists: Lists) -> None:
    subject = watchlists.of("wanted", person())
    with loading.alone(), pytest.raises(WatchlistError, match="busy"):
        watchlists.load(subject, person(), version="2")


def test_an_upload_meanwhile_leaves_the_version_that_is_being_loaded(
    watchlists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = lists.get(watchlists.of("wanted", person()))
    build = in_force.rebuild

    def uploading(*given: Any, **more: Any) -> None:
        half = keeping.folder() / row.subject.hex / "another.part"
        half.write_bytes(b"")
        loading.keep(row, *loading.look(row, as_csv([person(), stranger(2)], "3")))
        assert half.exists()
        build(*given, **more)

    with monkeypatch.context() as patch:
        patch.setattr(in_force, "rebuild", uploading)
        watchlists.load(row.subject, person(), stranger(1), version="2")
    loading.reindex()
    assert in_force.current().versions() == {"wanted": "2"}
    assert keeping.current(row.subject, lists.get(row.subject).digest).exists()


def test_other_lists_stay_as_they_are(watchlists: Lists) -> None:
    watchlists.of("wanted", person())
    other = watchlists.of("sanctions", stranger(1))
    watchlists.load(other, stranger(1), stranger(2), version="2")
    assert found()
    assert in_force.current().versions() == {"wanted": "1", "sanctions": "2"}


def test_a_list_whose_file_is_not_here_keeps_no_other_from_being_asked(
    watchlists: Lists, caplog: pytest.LogCaptureFixture
) -> None:
    gone = lists.get(watchlists.of("sanctions", stranger(1)))
    subject = watchlists.of("wanted", stranger(2))
    keeping.current(gone.subject, gone.digest).unlink()
    watchlists.load(subject, person(), version="2")
    assert found()
    assert in_force.current().versions() == {"wanted": "2"}
    assert "the list sanctions can't be asked" in caplog.text
    assert ask(Described(("A B",)), "entry", date(2026, 11, 21)).unasked == ("sanctions",)
    assert not loading.mend()


def test_a_version_that_no_fact_names_is_put_right_at_the_next_start(watchlists: Lists) -> None:
    row = lists.get(watchlists.of("wanted", person()))
    assert not loading.mend()
    looked, entries = loading.look(row, as_csv([stranger(1)], "2"))
    in_force.rebuild({row.code: (looked.head.version, entries)})
    assert not found()
    assert loading.mend()
    assert found()
    assert in_force.current().versions() == {"wanted": "1"}


def test_an_index_that_another_version_made_is_made_anew_at_the_next_start(
    watchlists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    watchlists.of("wanted", person())
    monkeypatch.setattr("panah.watchlists.index.contents.probe", lambda: "as a later version reads them")
    in_force.forget()
    assert not found()
    assert loading.mend()
    assert found()


def test_a_damaged_index_is_nothing_that_a_start_puts_right(watchlists: Lists) -> None:
    watchlists.of("wanted", person())
    [path] = keeping.index_folder().glob("*.index")
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    in_force.forget()
    with pytest.raises(in_force.IndexUnusableError):
        loading.mend()


def test_progress_ends_at_the_whole(watchlists: Lists) -> None:
    subject = watchlists.establish()
    heard: list[tuple[int, int]] = []
    loading.load_file(
        lists.get(subject),
        as_csv([stranger(number) for number in range(50)]),
        "national",
        actor=HEADQUARTERS,
        progress=lambda done, total: heard.append((done, total)),
    )
    assert heard[-1] == (50, 50)


def test_the_same_file_again_renews_its_validity(watchlists: Lists) -> None:
    subject = watchlists.of("wanted", person(), valid_days=5)
    watchlists.load(subject, person())
    assert versions(subject) == [("1", 0, 0, 0), ("1", 1, 0, 0)]
    assert lists.get(subject).valid_until is not None
    assert found()


def test_a_retired_list_leaves_the_index_and_loads_nothing(watchlists: Lists) -> None:
    watchlists.of("sanctions", stranger(1))
    subject = watchlists.of("wanted", person())
    lists.retire(subject, "Its law ended", actor=HEADQUARTERS)
    loading.reindex()
    assert in_force.current().versions() == {"sanctions": "1"}
    with pytest.raises(WatchlistError, match="list_retired"):
        watchlists.load(subject, person(), version="2")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"code": "No Spaces"}, "code_unreadable"),
        ({"sort": "enemies"}, "kind_unknown"),
        ({"issuing_state": "QQQ"}, "state_unknown"),
        ({"telling": "not"}, "reason_needed"),
        ({"title": "x" * 3000}, "text_too_long"),
    ],
)
def test_terms_that_cannot_be_are_refused(watchlists: Lists, change: dict[str, str], code: str) -> None:
    with pytest.raises(WatchlistError, match=code):
        watchlists.establish(**({"code": "wanted", "sort": "wanted"} | change))


def test_one_code_is_one_list(watchlists: Lists) -> None:
    watchlists.establish()
    with pytest.raises(WatchlistError, match="list_exists"):
        watchlists.establish()


def test_loading_and_asking_open_no_connection(watchlists: Lists, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing goes to a list's owner, whatever is done with the list (S5)."""

    def refused(*_given: Any) -> None:
        raise AssertionError("somebody is being told")

    subject = watchlists.of("wanted", person())
    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket.socket, "sendto", refused)
    watchlists.load(subject, person(), stranger(1), version="2")
    assert found()


def test_a_small_file_is_loaded_at_once(watchlists: Lists) -> None:
    row = lists.get(watchlists.establish())
    looked, entries = loading.look(row, as_csv([person()]), "national")
    handle = loading.keep(row, looked, entries)
    before = threading.active_count()
    assert background.start(row, looked, handle, actor=HEADQUARTERS).state == "done"
    assert threading.active_count() == before
    assert found()
    assert List.objects.get().version == "1"
    assert Version.objects.count() == 1
    with pytest.raises(WatchlistError, match="pending_unknown"):
        loading.kept(row, handle)


def test_the_last_list_can_go_out_of_use(watchlists: Lists) -> None:
    subject = watchlists.of("wanted", person())
    lists.retire(subject, "Its law ended", actor=HEADQUARTERS)
    loading.reindex()
    assert not found()
    again = watchlists.of("wanted", person())
    assert again != subject
    assert found()
