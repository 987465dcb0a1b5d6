"""Who may see what: each cell of the table in docs/access.md, tried through every door there is, both ways."""

from __future__ import annotations

import html
import io
import json
import logging
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from panah.node.sight import sight
from panah.people import permissions
from panah.web import printing
from tests.journeys.test_every_screen import Door, doors, none_of
from tests.people.test_access_walk import operations
from tests.protection.conftest import Nodes
from tests.protection.dumping import dump
from tests.protection.planting import PLANTED, UNNAMED, Planted, plant, plant_at_the_post

FORMS = ({"reason": "other", "text": "A reason"}, {"reason": "case", "text": "A reason"})
"""What a page that asks for a reason is answered with; to any other page it says nothing."""

# Leaving the walk, or one's own account, which holds nobody else's data.
NOT_WALKED = {"people.own"}

Seen = dict[str, dict[str, set[str]]]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that the node's own handlers write while somebody walks."""
    written = io.StringIO()
    handlers = [one for one in logging.getLogger("django").handlers if type(one) is logging.StreamHandler]
    assert handlers
    before = [one.stream for one in handlers]
    for handler in handlers:
        handler.stream = written
    yield written
    for handler, stream in zip(handlers, before, strict=True):
        handler.stream = stream


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What went onto paper, as text: the words of a PDF can't be searched for."""
    papers: list[str] = []
    plain = printing._json

    def kept(value: Any) -> str:
        text = plain(value)
        papers.append(json.dumps(json.loads(text), ensure_ascii=False))
        return text

    monkeypatch.setattr(printing, "_json", kept)
    return papers


def test_every_cell_is_as_the_table_says(alone: Nodes, log: io.StringIO, printed: list[str]) -> None:
    here = plant(alone)
    seen: Seen = {code: defaultdict(set) for code in PLANTED}
    for viewer, client in here.viewers.items():
        with walking():
            for door in doors():
                if door.act in acts_of(viewer) - NOT_WALKED:
                    for address in addresses(door, here):
                        look(seen, viewer, door.name, answers(client, address), printed)
            for address, form in here.searches:
                look(
                    seen, viewer, f"search {address}", [client.post(address, form), client.get(address, form)], printed
                )
    with walking():
        for method, path, _operation in operations():
            for address in filled(path, here):
                for token in here.tokens:
                    said = asked(method, address, here.tokens[token])
                    look(seen, token, f"{method} {path}", [said], printed)
    written = log.getvalue()
    assert written, "somebody was refused, and the log says so"
    for code, text in PLANTED.items():
        if text in written:
            seen[code]["log"].add("log")
    assert set(sight().viewers) == {*here.viewers, *here.tokens, "dump", "log"}
    assert {kind.code for kind in sight().kinds} == set(PLANTED)
    table = {kind.code: kind.seen_by - {"dump"} for kind in sight().kinds}
    wrong = [
        f"{code}: {viewer} sees it through {', '.join(sorted(through)[:6])}"
        for code, found in seen.items()
        for viewer, through in found.items()
        if viewer not in table[code]
    ]
    shut = [f"{code}: {viewer} reaches it nowhere" for code in table for viewer in table[code] - set(seen[code])]
    none_of(wrong + shut)


def test_a_copy_of_the_posts_database_holds_what_the_table_says(nodes: Nodes) -> None:
    plant_at_the_post(nodes)
    texts = dump()
    found = {
        code
        for code, planted in PLANTED.items()
        if any(planted in text or planted.encode().hex() in text for text in texts.values())
    }
    assert found == {kind.code for kind in sight().kinds if "dump" in kind.seen_by}


@contextmanager
def walking() -> Iterator[None]:
    """Whatever a walk does is undone behind it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def acts_of(viewer: str) -> frozenset[str]:
    """What the viewer's role may do; that everything else is refused, the walk of all addresses tests."""
    return permissions.acts_of([viewer.partition(" ")[0]])


def addresses(door: Door, here: Planted) -> Iterator[str]:
    """The door's address with everything planted that it could name."""
    lists = []
    for placeholder in door.placeholders:
        special = f"{door.route.split('<', maxsplit=1)[0]}{placeholder}"
        named = here.handles.get(special) or here.handles.get(placeholder)
        assert named or placeholder in UNNAMED, f"{door.name}: plant what <{placeholder}> names, or put it into UNNAMED"
        lists.append(named or [UNNAMED[placeholder]])
    for values in product(*lists):
        yield door.address(dict(zip(door.placeholders, values, strict=True)))
    yield from here.further.get(door.name, ())


def answers(client: Client, address: str) -> Iterator[Any]:
    """What the address says: at once, after a reason was given, and to a form with nothing in it."""
    client.raise_request_exception = False
    first = client.get(address)
    yield first
    if first.status_code == 403:
        return
    if first.status_code == 405:
        with walking():
            yield client.post(address, FORMS[0])
    elif b'name="reason"' in first.content:
        for form in FORMS:
            yield client.post(address, form)
        yield client.get(address)


def filled(path: str, here: Planted) -> Iterator[str]:
    """An operation's address, with everything planted that it could name."""
    if "{" not in path:
        yield path
        return
    name = path.partition("{")[2].partition("}")[0].rpartition(":")[2]
    for value in here.handles.get(f"api/{name}") or here.handles.get(name, ()):
        yield path.partition("{")[0] + str(value) + path.partition("}")[2]


def asked(method: str, address: str, token: str) -> Any:
    """One operation of the API, asked by a machine."""
    return Client(raise_request_exception=False).generic(
        method, address, "{}", content_type="application/json",
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "walk", "Look-Reason": "case"},
    )  # fmt: skip


def look(seen: Seen, viewer: str, door: str, said: Any, printed: list[str]) -> None:
    """Whether what was planted stands in any of the answers, or on the paper that was printed for them."""
    for answer in said:
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = html.unescape(content.decode("utf-8", "replace"))
        assert answer.status_code < 500, f"{viewer} {door}: {answer.status_code}"
        for code, planted in PLANTED.items():
            if planted in text or any(planted in paper for paper in printed):
                seen[code][viewer].add(door)
        printed.clear()
