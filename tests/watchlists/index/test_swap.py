"""A new index is put in force under readers that go on reading; a builder that is killed changes nothing."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from panah.watchlists import index, screen
from panah.watchlists.entries import Entry
from panah.watchlists.index import IndexProblemError, swap
from tests.watchlists.index.samples import KEY, WANTED, entry, listed, person

PATIENCE = 60.0
spawn = multiprocessing.get_context("spawn")


def version(name: str, count: int = 1) -> tuple[Any, str, tuple[Entry, ...]]:
    """A list that says in a hit which version it is."""
    return (
        WANTED,
        name,
        tuple(entry(str(number), "Rustam Karimov", born=f"{1950 + number}-05-01") for number in range(count)),
    )


def seen(opened: index.Index) -> str:
    return screen(person("Rustam Karimov", "1950-05-01"), opened)[0].version


def files(folder: Path) -> list[str]:
    return sorted(path.suffix for path in folder.iterdir() if path.name not in (swap.POINTER, swap.LOCK))


def test_nothing_is_in_force_before_the_first(tmp_path: Path) -> None:
    with pytest.raises(IndexProblemError, match="missing"):
        index.open(tmp_path, KEY)


def test_a_new_one_takes_over_and_the_old_file_goes(tmp_path: Path) -> None:
    index.build(tmp_path, [version("one")], KEY)
    opened = index.open(tmp_path, KEY)
    index.build(tmp_path, [version("two")], KEY)
    assert seen(opened) == "one"
    opened.refresh()
    assert seen(opened) == "two"
    assert files(tmp_path) == [".index"]


def test_a_reader_notices_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("panah.watchlists.index.current.LOOK_EVERY", 0.0)
    index.build(tmp_path, [version("one")], KEY)
    opened = index.open(tmp_path, KEY)
    index.build(tmp_path, [version("two")], KEY)
    ends = time.monotonic() + PATIENCE
    while seen(opened) == "one":
        assert time.monotonic() < ends
    assert seen(opened) == "two"


@pytest.mark.parametrize("lists", [[version("two"), version("again")], [(WANTED, "two", ())]])
def test_a_refused_one_leaves_what_is_in_force(tmp_path: Path, lists: list[Any]) -> None:
    index.build(tmp_path, [version("one")], KEY)
    with pytest.raises(IndexProblemError):
        index.build(tmp_path, lists, KEY)
    assert seen(index.open(tmp_path, KEY)) == "one"
    assert files(tmp_path) == [".index"]


def test_a_list_that_breaks_off_leaves_what_is_in_force(tmp_path: Path) -> None:
    def broken() -> Iterator[Entry]:
        yield entry("1", "Rustam Karimov")
        raise OSError("the disk is gone")

    index.build(tmp_path, [version("one")], KEY)
    with pytest.raises(OSError, match="gone"):
        index.build(tmp_path, [(WANTED, "two", broken())], KEY)
    assert seen(index.open(tmp_path, KEY)) == "one"


def test_an_altered_new_one_is_told_and_the_last_good_one_answers(tmp_path: Path) -> None:
    index.build(tmp_path, [version("one")], KEY)
    opened = index.open(tmp_path, KEY)
    index.build(tmp_path, [version("two")], KEY)
    path = swap.pointed(tmp_path)
    path.write_bytes(path.read_bytes()[:-1])
    opened.refresh()
    assert seen(opened) == "one"
    assert opened.trouble is not None
    assert opened.trouble.code == "truncated"


@pytest.mark.parametrize("pointer", ["../elsewhere.index", "", "x", "é"])
def test_a_pointer_that_points_elsewhere_is_refused(tmp_path: Path, pointer: str) -> None:
    (tmp_path / swap.POINTER).write_text(pointer, "utf-8")
    with pytest.raises(IndexProblemError, match="altered: current"):
        index.open(tmp_path, KEY)


def _read_all_the_time(folder: str, ready: Any, enough: Any, told: Any) -> None:
    from panah.watchlists.index import current

    current.LOOK_EVERY = 0.01
    opened = index.open(folder, KEY)
    versions = [seen(opened)]
    ready.release()
    while not enough.is_set():
        found = seen(opened)
        if found != versions[-1]:
            versions.append(found)
    ends = time.monotonic() + PATIENCE
    while versions[-1] != "last" and time.monotonic() < ends:
        versions.append(seen(opened))
        time.sleep(0.01)
    told.put(versions)


def test_workers_read_on_while_lists_are_replaced(tmp_path: Path) -> None:
    index.build(tmp_path, [version("0")], KEY)
    ready, enough, told = spawn.Semaphore(0), spawn.Event(), spawn.Queue()
    workers = [spawn.Process(target=_read_all_the_time, args=(str(tmp_path), ready, enough, told)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for _worker in workers:
        assert ready.acquire(timeout=PATIENCE)
    for number in range(1, 15):
        index.build(tmp_path, [version(str(number))], KEY)
    index.build(tmp_path, [version("last")], KEY)
    enough.set()
    for _worker in workers:
        versions = told.get(timeout=PATIENCE)
        assert versions[-1] == "last"
        numbers = [int(v) for v in versions if v != "last"]
        assert numbers == sorted(numbers)
    for worker in workers:
        worker.join(PATIENCE)
        assert worker.exitcode == 0
    assert files(tmp_path) == [".index"]


def _build_for_ever(folder: str, begun: Any) -> None:
    def entries() -> Iterator[Entry]:
        number = 0
        while True:
            yield entry(str(number), "Rustam Karimov")
            number += 1
            if number == 2_000:
                begun.release()

    index.build(folder, [(WANTED, "never", entries())], KEY)


def test_a_killed_builder_leaves_nothing_in_force_and_the_next_one_clears_up(tmp_path: Path) -> None:
    index.build(tmp_path, [version("one")], KEY)
    begun = spawn.Semaphore(0)
    builder = spawn.Process(target=_build_for_ever, args=(str(tmp_path), begun))
    builder.start()
    assert begun.acquire(timeout=PATIENCE)
    assert builder.pid is not None
    os.kill(builder.pid, signal.SIGKILL)
    builder.join(PATIENCE)
    assert seen(index.open(tmp_path, KEY)) == "one"
    assert ".building" in files(tmp_path)
    index.build(tmp_path, [version("two")], KEY)
    assert seen(index.open(tmp_path, KEY)) == "two"
    assert files(tmp_path) == [".index"]


def _swap_for_ever(folder: str, begun: Any) -> None:
    number = 1
    while True:
        index.build(folder, [version(str(number))], KEY)
        number += 1
        begun.release()


@pytest.mark.parametrize("after", [0.0, 0.003, 0.01, 0.02])
def test_a_builder_killed_at_any_moment_leaves_a_whole_index_in_force(tmp_path: Path, after: float) -> None:
    index.build(tmp_path, [version("0")], KEY)
    begun = spawn.Semaphore(0)
    builder = spawn.Process(target=_swap_for_ever, args=(str(tmp_path), begun))
    builder.start()
    assert begun.acquire(timeout=PATIENCE)
    time.sleep(after)
    assert builder.pid is not None
    os.kill(builder.pid, signal.SIGKILL)
    builder.join(PATIENCE)
    opened = index.open(tmp_path, KEY)
    opened.now.reading.verify()
    assert int(seen(opened)) >= 1
    index.build(tmp_path, [version("last")], KEY)
    assert files(tmp_path) == [".index"]


def test_two_builders_take_turns(tmp_path: Path) -> None:
    threads = [
        threading.Thread(target=index.build, args=(tmp_path, [version(str(number), 50)], KEY)) for number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert seen(index.open(tmp_path, KEY)) in {"0", "1", "2", "3"}
    assert files(tmp_path) == [".index"]


def test_threads_share_one_index(tmp_path: Path) -> None:
    index.build(tmp_path, [listed()], KEY)
    opened = index.open(tmp_path, KEY)
    asked = [person("Rustam Djurayev"), person("Gulnora Karimova"), person("Nobody Atall"), person("Rustam Karimov")]
    right = [screen(one, opened) for one in asked]
    wrong: list[object] = []

    def ask() -> None:
        for _time in range(100):
            found = [screen(one, opened) for one in asked]
            if found != right:
                wrong.append(found)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
