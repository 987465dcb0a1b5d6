"""Tokens of machines."""

from uuid import uuid4

import pytest
from django.urls import reverse

from panah.people import desk, devices
from panah.people.models import Device
from panah.people.problems import PeopleProblemError
from tests.people.factories import client_of, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def gate(posts):
    """Id and token of a gate that may inspect."""
    return devices.register_device("e-gate 1", posts[0].id, ["inspect"], actor=desk.SYSTEM, lane="Lane 1")


def asked(header: str):
    return devices.authenticate_device(header)


def test_a_token_names_its_device(posts, gate):
    device = asked(f"Bearer {gate[1]}")
    assert (device.id, device.post, device.lane, device.scopes) == (gate[0], posts[0].id, "Lane 1", {"inspect"})
    assert device.may("inspect")
    assert device.may("api.inspect", posts[0].id)
    assert not device.may("inspect", posts[1].id)
    assert not device.may("admit")
    assert not device.may("border.inspect")


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Bearer panah-", "Basic {}", "Bearer {}x", "Bearer x{}", "Bearer \u0430{}", "{}"],
)
def test_anything_else_names_none(gate, header):
    assert asked(header.format(gate[1])) is None


def test_an_endless_token_is_not_even_looked_up(gate, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert asked("Bearer panah-" + "x" * 100_000) is None


def test_asking_costs_one_query(gate, django_assert_num_queries):
    asked(f"Bearer {gate[1]}")
    with django_assert_num_queries(1):
        asked(f"Bearer {gate[1]}")


def test_the_token_is_kept_nowhere(gate):
    kept = Device.objects.get()
    assert gate[1] not in str(kept.__dict__)
    assert gate[1].encode() not in bytes(kept.digest)


def test_a_revoked_token_is_refused_at_once(gate):
    devices.revoke_device(gate[0], actor=desk.SYSTEM)
    assert asked(f"Bearer {gate[1]}") is None
    with pytest.raises(PeopleProblemError, match="no_such_device"):
        devices.revoke_device(gate[0], actor=desk.SYSTEM)


def test_using_it_is_noticed(gate):
    asked(f"Bearer {gate[1]}")
    assert Device.objects.get().last_used is not None


def test_a_device_needs_name_post_and_scope(posts):
    with pytest.raises(PeopleProblemError, match="name_needed"):
        devices.register_device(" ", posts[0].id, ["inspect"], actor=desk.SYSTEM)
    with pytest.raises(PeopleProblemError, match="scope_needed"):
        devices.register_device("gate", posts[0].id, ["refuse"], actor=desk.SYSTEM)
    with pytest.raises(PeopleProblemError, match="no_such_post"):
        devices.register_device("gate", uuid4(), ["inspect"], actor=desk.SYSTEM)


def test_the_administrator_registers_sees_the_token_once_and_revokes(posts):
    client = client_of(somebody("administrator"))
    given = {"name": "e-gate 2", "place": f"{posts[0].id}/Lane 1", "scopes": ["inspect", "admit"]}
    assert client.post(reverse("people:device-add"), {**given, "scopes": []}).status_code == 422
    token = client.post(reverse("people:device-add"), given).context["token"]
    assert asked(f"Bearer {token}").scopes == {"inspect", "admit"}
    assert asked(f"Bearer {token}").lane == "Lane 1"
    assert client.post(reverse("people:device-add"), {**given, "place": f"{posts[0].id}/Nowhere"}).status_code == 422
    device = Device.objects.get()
    page = client.get(reverse("people:device", args=[device.pk]))
    assert token not in page.content.decode()
    assert client.get(reverse("people:devices")).status_code == 200
    client.post(reverse("people:device-revoke", args=[device.pk]))
    assert asked(f"Bearer {token}") is None
    assert client.get(reverse("people:device", args=[uuid4()])).status_code == 404
