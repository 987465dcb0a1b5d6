"""What a node logs about requests and faults: the kind of trouble, never whose or what was sent."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
from django.test import Client

from tests.people.factories import client_of, somebody

ZONE = "L898902C36UTO7408122F1204159ZE184226B"
HANDLE = "0d6c1f0e-7a52-4a6e-9a53-5b1a2f6f0c11"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the node's own handlers write."""
    written = io.StringIO()
    handlers = [one for one in logging.getLogger("django").handlers if type(one) is logging.StreamHandler]
    assert handlers
    before = [one.setStream(written) for one in handlers]
    yield written
    for handler, stream in zip(handlers, before, strict=True):
        if stream is not None:
            handler.setStream(stream)


@pytest.mark.django_db
def test_an_address_that_is_none_is_not_repeated(log):
    Client().get(f"/{ZONE}", {"q": ZONE})
    client_of(somebody("administrator")).get(f"/{ZONE}/")
    assert "404 no route" in log.getvalue()
    assert ZONE not in log.getvalue()


@pytest.mark.django_db
def test_a_refusal_names_the_route_alone(log):
    answer = client_of(somebody("administrator")).get(f"/second-line/{HANDLE}/")
    assert answer.status_code == 403
    assert HANDLE not in log.getvalue()
    assert "/second-line" not in log.getvalue()
    assert "Traceback" not in log.getvalue()
    assert "403 border:" in log.getvalue()
    assert len(log.getvalue().splitlines()) == 1


def test_a_host_that_is_not_ours_is_not_repeated(log):
    assert Client().get("/sign-in/", headers={"Host": f"{ZONE}.example"}).status_code == 400
    assert "400 no route" in log.getvalue()
    assert ZONE not in log.getvalue()


def test_a_fault_tells_its_kind_and_place_and_not_its_text(log):
    try:
        int(ZONE)
    except ValueError:
        logging.getLogger("django.request").error(
            "Internal Server Error: %s", ZONE, exc_info=True, extra={"status_code": 500}
        )
        logging.getLogger("django.other").exception("It went wrong")
    first, second = log.getvalue().splitlines()
    assert first.endswith("500 no route: ValueError at node/test_logs.py:" + first.rpartition(":")[2])
    assert "It went wrong: ValueError at node/test_logs.py:" in second
    assert ZONE not in log.getvalue()
